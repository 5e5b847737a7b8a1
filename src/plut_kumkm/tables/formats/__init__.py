"""The formats in which offices keep tables: each module turns one of them into grids of text cells."""
