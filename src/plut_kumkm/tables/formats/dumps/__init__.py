"""Tables in the INSERT statements of a dump, read as text and never executed."""
