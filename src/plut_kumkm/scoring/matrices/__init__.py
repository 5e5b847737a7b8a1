"""Decision matrices: alternatives by criteria, read, checked and shown."""
