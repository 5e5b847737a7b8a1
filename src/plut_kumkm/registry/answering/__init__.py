"""The answers to the rows of a registry, each situation and each code decided once."""
