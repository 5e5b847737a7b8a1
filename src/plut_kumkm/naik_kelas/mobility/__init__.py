"""What one rate hides: who moved from where to where, how near the bounds they are, how they grew within, and jobs."""
