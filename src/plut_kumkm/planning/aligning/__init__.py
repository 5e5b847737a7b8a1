"""Plans laid beside one another: which indicators are the same, where they agree, and what has no counterpart."""
