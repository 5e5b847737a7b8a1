"""Lists of objects in JSON, nested or not."""
