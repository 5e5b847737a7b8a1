"""What the benchmark of ``check_many`` works on: generated enterprises, one in fifty of them with one flaw.

The flaws of fields are found by both programs; those between fields by the library alone, since the model of the rival
has no rules for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.testing import population

ON = date(2026, 6, 30)
EVERY = 50


def _owner(shop: pk.Enterprise, **changes: Any) -> pk.Enterprise:
    return evolve(shop, owner=evolve(shop.owner or pk.Owner(), **changes))


def _latest(shop: pk.Enterprise, **changes: Any) -> pk.Enterprise:
    *earlier, latest = shop.snapshots
    return evolve(shop, snapshots=(*earlier, evolve(latest, **changes)))


# Field → a flaw in it. The last three lie between fields.
FIELDS: dict[str, Callable[[pk.Enterprise], pk.Enterprise]] = {
    "nik": lambda shop: _owner(shop, nik="3573013502909001"),
    "nib": lambda shop: evolve(shop, nib="999900000001"),
    "phone": lambda shop: evolve(shop, phone="14045"),
    "sales": lambda shop: _latest(shop, sales=-1),
    "founded": lambda shop: evolve(shop, founded=2027),
    "code": lambda shop: evolve(shop, kbli=(pk.Kbli("2020", "1313"),)),
    "birth_year": lambda shop: _owner(shop, birth_year=2050, nik=None),
    "as_of": lambda shop: _latest(shop, as_of=date(2027, 12, 31)),
}
BETWEEN: dict[str, Callable[[pk.Enterprise], pk.Enterprise]] = {
    "check.nik_sex": lambda shop: _owner(shop, nik="3573010101909001", sex="female", birth_year=None),
    "check.nik_birth_year": lambda shop: _owner(shop, nik="3573010101909001", sex="male", birth_year=1991),
    "check.workers_sum": lambda shop: _latest(shop, workers=3, workers_male=1, workers_female=1),
}


def records(count: int) -> list[pk.Enterprise]:
    """Return generated enterprises with their flaws."""
    flaws = [*FIELDS.values(), *BETWEEN.values()]
    shops = list(population.enterprises(count))
    for place in range(0, count, EVERY):
        shops[place] = flaws[place // EVERY % len(flaws)](shops[place])
    return shops


def plain(shops: list[pk.Enterprise]) -> list[dict[str, Any]]:
    """Return the same for the rival: dictionaries, days as days, so that it need not read any."""
    found = [pk.to_dict(shop) for shop in shops]
    for record in found:
        for snapshot in record.get("snapshots", ()):
            snapshot["as_of"] = date.fromisoformat(snapshot["as_of"])
    return found


def check(shops: list[pk.Enterprise]) -> tuple[Counter[str], Counter[str]]:
    """Return how many problems the library finds: of fields by the field, between fields by their code."""
    fields: Counter[str] = Counter()
    between: Counter[str] = Counter()
    for _, report in pk.check_many(shops, on=ON):
        for found in report:
            if found.code in BETWEEN or found.severity != "error":
                between[found.code] += 1
            else:
                names = [part for part in found.path if isinstance(part, str)]
                fields["code" if names[-1] == "kbli" else names[-1]] += 1
    return fields, between
