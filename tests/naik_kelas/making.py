"""Made-up enterprises with figures by year, as the tests of this room need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from plut_kumkm.enterprise.records import Cooperative, Enterprise, Snapshot

JT = 1_000_000
M = 1_000_000_000


def shop(id_: str, sales: dict[int, int | None], *, kind: type[Enterprise] = Enterprise, **more: Any) -> Enterprise:
    """Return an enterprise with its sales by year; figures by year in ``more`` are those of its snapshots."""
    by_year = {name: value for name, value in more.items() if isinstance(value, dict)}
    rest = {name: value for name, value in more.items() if name not in by_year}
    years = tuple(
        Snapshot(
            as_of=date(year, 12, 31),
            sales=amount,
            **{name: value[year] for name, value in by_year.items() if year in value},
        )
        for year, amount in sales.items()
    )
    return kind(id=id_, snapshots=years, **rest)


def two(id_: str, before: int | None, after: int | None, **more: Any) -> Enterprise:
    """Return an enterprise with its sales of 2024 and 2025."""
    return shop(id_, {2024: before, 2025: after}, **more)


def branch(id_: str, name: str) -> Cooperative:
    """Return a cooperative of one year."""
    return Cooperative(id=id_, name=name, snapshots=(Snapshot(as_of=date(2025, 12, 31), sales=5 * JT),))
