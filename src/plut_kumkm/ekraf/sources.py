"""Where a fact of the creative economy stands; instruments that other rooms cite too come from the files of law."""

from __future__ import annotations

from plut_kumkm.law.files.sources import Sources

SOURCES = Sources("law/instruments.toml", "ekraf/instruments.toml", "ekraf/publications.toml")
provision = SOURCES.provision
