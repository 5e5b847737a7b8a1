"""Where a definition of naik kelas stands: instruments and publications, and the source of one entry of a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Instrument, Provision

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return the instruments and publications that the files of this room cite, by id.

    >>> instruments()["kodref-2025"].year
    2025
    """
    found: dict[str, Instrument] = {}
    for name in ("law/instruments.toml", "naik_kelas/sources.toml"):
        for entry in data.toml(name)["instrument"]:
            said: dict[str, Any] = {"number": None, **entry}
            found[entry["id"]] = Instrument(**said)
    return data.FrozenMap(found)


def provision(entry: Mapping[str, Any], file: Mapping[str, Any]) -> Provision:
    """Return the source of an entry; a user's own file, which names no instrument, is its own source.

    Raises:
        DataError: the grade or the origin is none of those that exist, or the instrument is not known.
    """
    grade, origin = entry.get("grade", "unverified"), entry.get("origin", "proposal")
    if grade not in GRADES or origin not in ORIGINS:
        raise data.DataError(f"{entry['id']}: grade {grade!r}, origin {origin!r}: one of {GRADES}, one of {ORIGINS}")
    id_ = entry.get("instrument", "definisi-pengguna")
    if id_ not in instruments():
        raise data.DataError(f"{entry['id']}: there is no instrument {id_!r}")
    cite = Cite(instruments()[id_], entry.get("pinpoint", ""))
    own = data.toml("naik_kelas/indicators.toml")
    return Provision(
        cite, grade, origin, file.get("checked", own["checked"]), file.get("jdih", False), entry.get("seen")
    )
