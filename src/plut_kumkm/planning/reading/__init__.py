"""Plans, budgets and reports out of the tables that offices keep, and back into such tables."""
