"""Where a formula, a scale or a plan stands: instruments and publications, and the source of one entry of a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.law.instruments import Cite, Instrument, Provision

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return the instruments and publications that the files of this room cite, by id.

    >>> instruments()["permendagri-86-2017"].label()
    'Permendagri 86/2017'
    """
    entries = data.toml("planning/instruments.toml")["instrument"]
    found: dict[str, Instrument] = {}
    for entry in entries:
        rest = {key: value for key, value in entry.items() if key != "number"}
        found[entry["id"]] = Instrument(number=entry.get("number"), **rest)
    return data.FrozenMap(found)


def provision(entry: Mapping[str, Any], file: Mapping[str, Any]) -> Provision:
    """Return the source of an entry of a data file, which says when its sources were last looked at."""
    cite = Cite(instruments()[entry["instrument"]], entry.get("pinpoint", ""))
    return Provision(cite, entry["grade"], entry["origin"], file["checked"], file["jdih"], entry.get("seen"))
