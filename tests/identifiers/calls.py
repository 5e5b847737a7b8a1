"""How the tests call the modules of the identifiers: by name, with the small tables of tests/cases."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plut_kumkm import identifiers
from plut_kumkm.identifiers import kbli, region

if TYPE_CHECKING:
    from types import ModuleType

CASES = Path(__file__).resolve().parents[1] / "cases" / "identifiers"
NAMES = tuple(identifiers.__all__)
PERSONAL = ("kk", "nik", "nitku", "npwp", "phone")
# What an identifier must be told to be asked at all.
NEEDED: dict[str, dict[str, Any]] = {"kbli": {"version": "2020"}, "region": {"system": "kemendagri"}}


def module(name: str) -> ModuleType:
    return import_module(f"plut_kumkm.identifiers.{name}")


@cache
def table(name: str) -> object:
    if name == "kbli":
        return kbli.load_codes(CASES / "kbli.csv")
    if name == "regions":
        return region.load_names(CASES / "regions.csv", system="kemendagri")
    return region.load_names(CASES / "regions_bps.csv", system="bps")


def arguments(given: dict[str, Any]) -> dict[str, Any]:
    return {key: table(value) if key in ("names", "codes") else value for key, value in given.items()}
