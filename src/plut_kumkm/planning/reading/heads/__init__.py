"""The header of a plan's table: where it stands, and what each column under it holds."""
