"""From an enterprise with its years to the facts of one day."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from attrs import fields_dict

from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise, Snapshot


@cache
def _shared(kind: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in fields_dict(kind) if name in fields_dict(Facts))


def latest(enterprise: Enterprise, on: date) -> Snapshot | None:
    """Return the latest snapshot not later than ``on``, or ``None``.

    >>> old, new = Snapshot(as_of=date(2024, 12, 31)), Snapshot(as_of=date(2025, 12, 31))
    >>> latest(Enterprise(id="a", snapshots=(new, old)), date(2025, 6, 30)).as_of.year
    2024
    """
    past = [snapshot for snapshot in enterprise.snapshots if snapshot.as_of <= on]
    return max(past, key=lambda snapshot: snapshot.as_of, default=None)


def facts_of(enterprise: Enterprise, on: date) -> Facts:
    """Return what is known of ``enterprise`` on the day ``on``: the record with its latest snapshot, flattened.

    Raises:
        TypeError: ``enterprise`` is no enterprise.

    >>> shop = Enterprise(id="a", name="A", snapshots=(Snapshot(as_of=date(2025, 12, 31), sales=5),))
    >>> facts_of(shop, date(2026, 6, 30)).sales, facts_of(shop, date(2025, 6, 30)).sales
    (5, None)
    """
    if not isinstance(enterprise, Enterprise):
        raise TypeError(f"an Enterprise or Facts is needed, not {type(enterprise).__name__}")
    known: dict[str, Any] = {}
    owner, snapshot = enterprise.owner, latest(enterprise, on)
    for part in (owner, snapshot, enterprise):
        if part is not None:
            kind: Any = type(part)
            known |= {name: getattr(part, name) for name in _shared(kind)}
    return Facts(**known, owner_name=None if owner is None else owner.name)
