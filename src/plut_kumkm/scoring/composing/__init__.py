"""Composite indices, built step by step with a log that can be replayed."""
