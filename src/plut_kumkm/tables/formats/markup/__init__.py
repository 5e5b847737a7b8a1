"""Tables in web pages, read as text."""
