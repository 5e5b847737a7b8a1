"""Indicators bound to measures of the registry, and realisations filled from them."""
