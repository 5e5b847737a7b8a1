"""Where a formula, a scale or a plan stands."""

from __future__ import annotations

from plut_kumkm.law.files.sources import Sources

SOURCES = Sources("planning/instruments.toml")
provision = SOURCES.provision
