"""Normalisation: criteria of different units brought onto one scale."""
