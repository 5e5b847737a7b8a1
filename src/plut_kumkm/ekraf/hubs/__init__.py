"""Creative hubs: the house and its rooms, what takes place in it, what is published of it, and who stands behind it."""
