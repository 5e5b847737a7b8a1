"""The way up: how far it is, what is held and what is missing, who can help, and what changes at the bounds."""
