"""From an enterprise with its years to the facts of one day, and what was noticed on the way."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from attrs import evolve, fields_dict

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.periods import parse_period
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise, Snapshot

# Words for a full year, beside those that name one, such as "2025" or "TA 2025".
_YEARLY = ("year", "yearly", "annual", "tahun", "tahunan", "per tahun", "setahun")


@cache
def _shared(kind: Any) -> tuple[str, ...]:
    return tuple(name for name in fields_dict(kind) if name in fields_dict(Facts))


def facts_of(enterprise: Enterprise, on: date) -> Facts:
    """Return what is known of ``enterprise`` on the day ``on``: the record with its latest snapshot, flattened.

    Raises:
        TypeError: ``enterprise`` is no enterprise.

    >>> shop = Enterprise(id="a", name="A", snapshots=(Snapshot(as_of=date(2025, 12, 31), sales=5),))
    >>> facts_of(shop, date(2026, 6, 30)).sales, facts_of(shop, date(2025, 6, 30)).sales
    (5, None)
    """
    return _joined(enterprise, on, [])


def flatten(subject: Enterprise | Facts, on: date) -> tuple[Facts, tuple[Finding, ...]]:
    """Return the facts that rules may read on the day ``on``, and what a reader of the answer should know of them.

    A sales figure that is not of a year leaves the annual sales unknown.

    Raises:
        TypeError: ``subject`` is neither facts nor an enterprise.
    """
    notes: list[Finding] = []
    facts = subject if isinstance(subject, Facts) else _joined(subject, on, notes)
    if facts.sales is not None and not _of_a_year(facts.sales_period):
        notes.append(Finding("facts.not_of_a_year", "warning", ("sales_period",), {"period": facts.sales_period}))
        facts = evolve(facts, sales=None)
    return facts, tuple(notes)


def _joined(enterprise: Enterprise, on: date, notes: list[Finding]) -> Facts:
    if not isinstance(enterprise, Enterprise):
        raise TypeError(f"an Enterprise or Facts is needed, not {type(enterprise).__name__}")
    known: dict[str, Any] = {}
    for part in (enterprise.owner, _latest(enterprise, on, notes), enterprise):
        if part is not None:
            kind: Any = type(part)
            known |= {name: getattr(part, name) for name in _shared(kind)}
    return Facts(**known, owner_name=None if enterprise.owner is None else enterprise.owner.name)


def _latest(enterprise: Enterprise, on: date, notes: list[Finding]) -> Snapshot | None:
    """Return the latest snapshot not later than ``on``; of two of one day, that in which they agree."""
    past = [snapshot for snapshot in enterprise.snapshots if snapshot.as_of <= on]
    if not past:
        if enterprise.snapshots:
            first = min(snapshot.as_of for snapshot in enterprise.snapshots)
            notes.append(Finding("facts.only_later", "warning", ("snapshots",), {"day": first, "on": on}))
        return None
    day = max(snapshot.as_of for snapshot in past)
    same = [snapshot for snapshot in past if snapshot.as_of == day]
    differing = [
        name
        for name in fields_dict(Snapshot)
        if len({value for snapshot in same if (value := getattr(snapshot, name)) not in (None, ())}) > 1
    ]
    if differing:
        notes.append(Finding("facts.snapshots_differ", "warning", ("snapshots",), {"day": day, "fields": differing}))
    joined: dict[str, Any] = {}
    for snapshot in reversed(same):
        joined |= {
            name: value for name in fields_dict(Snapshot) if (value := getattr(snapshot, name)) not in (None, ())
        }
    return Snapshot(**{name: value for name, value in joined.items() if name not in differing})


def _of_a_year(period: str | None) -> bool:
    if period is None or period.strip().lower() in _YEARLY:
        return True
    try:
        return parse_period(period).kind == "year"
    except ValidationError:
        return False
