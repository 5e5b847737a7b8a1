"""Weights of criteria: given, by order, by judgements, or out of the data."""
