"""Eight enterprises that the formulas are counted on by hand.

Sales in juta of 2024 and 2025, tiers by sales under PP 7/2021 Pasal 35 ayat (5):

    a   1.000 → 3.000    micro → small        e   20.000 → 60.000   medium → large
    b   1.000 → 1.100    micro → micro        f    3.000 → 1.000    small → micro
    c   1.000 → –        micro → not known    g   60.000 → 60.000   large → large
    d   3.000 → 20.000   small → medium       h    1.000, then no longer recorded
"""

from __future__ import annotations

from typing import Any

from plut_kumkm import naik_kelas
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.naik_kelas import Measure, Panel
from tests.naik_kelas.making import JT, shop, two

SALES = {
    "a": (1000, 3000), "b": (1000, 1100), "c": (1000, None), "d": (3000, 20000),
    "e": (20000, 60000), "f": (3000, 1000), "g": (60000, 60000),
}  # fmt: skip


def shops(**more: dict[str, Any]) -> list[Enterprise]:
    listed = [
        two(id_, before * JT, None if after is None else after * JT, **more.get(id_, {}))
        for id_, (before, after) in SALES.items()
    ]
    return [*listed, shop("h", {2024: 1000 * JT}, **more.get("h", {}))]


PANEL = naik_kelas.panel(shops())


def codes(measured: Measure) -> set[str]:
    return {note.code for note in measured.notes}


def valued(values: dict[str, dict[str, tuple[Any, Any]]], **options: Any) -> Panel:
    """Return the panel with values of 2024 and 2025 that no field of the record holds."""
    by_year = {
        name: {id_: dict(zip((2024, 2025), both, strict=True)) for id_, both in by_key.items()}
        for name, by_key in values.items()
    }
    for by_key in by_year.values():
        for years in by_key.values():
            for year in [year for year, value in years.items() if value is None]:
                del years[year]
    return naik_kelas.panel(shops(), values=by_year, **options)
