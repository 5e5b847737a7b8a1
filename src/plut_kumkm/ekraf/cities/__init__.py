"""Creative cities: the networks that name them, who was named, and where a city stands on its way."""
