"""Robustness: how far an order holds when its choices change."""
