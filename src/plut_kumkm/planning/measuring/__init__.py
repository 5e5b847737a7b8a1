"""How far a plan has come: formulas, achievement, rating, aggregation and trajectory, on exact numbers."""
