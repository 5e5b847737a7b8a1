"""Which indicators of several plans are one: by id, by code, by name, by a near name."""
