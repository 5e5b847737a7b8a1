"""Instruments that put an enterprise on a ladder: aspects, indicators, answers with evidence, a score, a level."""
