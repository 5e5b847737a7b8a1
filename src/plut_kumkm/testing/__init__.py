"""For tests and examples: a synthetic registry (needs nothing more) and strategies (need hypothesis)."""
