"""Plans as tables again: flat records, files as offices have them, evaluation forms."""
