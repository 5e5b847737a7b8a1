"""Methods: many criteria brought together in one score."""
