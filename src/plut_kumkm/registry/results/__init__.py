"""The results of a way through a registry: counts, files, and what of a person may stand in them."""
