"""Where a definition of naik kelas stands; a user's own file, which names no instrument, is its own source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.law.files.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.instruments import Provision

SOURCES = Sources("law/instruments.toml", "naik_kelas/sources.toml")
_OWN = {"grade": "unverified", "origin": "proposal", "instrument": "definisi-pengguna"}


def provision(entry: Mapping[str, Any], file: Mapping[str, Any]) -> Provision:
    """Return the source of an entry of a file of the library or of a user.

    Raises:
        DataError: the grade or the origin is none of those that exist, or the instrument is not known.
    """
    # A user's file need not say when it was checked: then its sources are as old as the library's own.
    shipped = {"checked": data.toml("naik_kelas/indicators.toml")["checked"], "jdih": False}
    return SOURCES.provision({**_OWN, **entry}, {**shipped, **file})
