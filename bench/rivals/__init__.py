"""What the library is measured against: the same work, written by hand for one purpose, with the same output."""
