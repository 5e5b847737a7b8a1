"""Record checks: signs, dates, and whether the parts of a record agree with one another.

Every problem is a finding; nothing is mended and nothing is refused. Types are not looked at here: a record of the
wrong type cannot be built.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import fields
from plut_kumkm.base.findings import Finding, Report, Severity
from plut_kumkm.base.money import LIMIT
from plut_kumkm.base.periods import FIRST_YEAR, check_day
from plut_kumkm.enterprise.facts import Facts, below_zero, first_day
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Enterprise, Owner, Snapshot
from plut_kumkm.enterprise.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

# Everything else that has a day tells of something that has happened.
_MAY_LIE_AHEAD = ("expires",)


def check(record: Typed, *, on: date) -> Report:
    """Return every problem of a record, as seen on the day ``on``.

    Args:
        record: ``Facts``, ``Enterprise`` (with its owner, licences and snapshots), ``Snapshot``, ``Owner``,
            ``Licence``, ``Cooperative`` or ``Intervention``.
        on: the day from which later dates lie in the future.

    Raises:
        TypeError: ``record`` is none of these, or ``on`` is not a date.

    >>> report = check(Facts(sales=-1, workers=5, workers_male=2, workers_female=2), on=date(2026, 6, 30))
    >>> report.ok, report.codes
    (False, {'check.negative': 1, 'check.workers_sum': 1})
    """
    check_day(on, "on")
    if not isinstance(record, Typed):
        raise TypeError(f"check takes a record of this library, not {type(record).__name__}")
    return Report(_problems(record, on, ()))


def _problems(record: Typed, on: date, path: Path) -> Iterator[Finding]:
    yield from _signs(record, path)
    yield from _days(record, on, path)
    if isinstance(record, Enterprise | Facts):
        yield from _founding(record.founded, on, path)
        yield from _ownership(record, path)
    if isinstance(record, Snapshot | Facts):
        yield from _sums(record, path)
    if isinstance(record, Owner | Facts) and record.birth_year is not None and record.birth_year > on.year:
        yield _finding("future_year", path, "birth_year", year=record.birth_year, on=on)
    if isinstance(record, Licence):
        yield from _licence(record, path)
    if isinstance(record, Enterprise):
        yield from _parts(record, on, path)


def _finding(code: str, path: Path, name: str | int, severity: Severity = "error", **params: Any) -> Finding:
    return Finding(f"check.{code}", severity, (*path, name), params)


@cache
def _least(kind: type[Typed]) -> tuple[tuple[str, int], ...]:
    """Return the fields of a record below which value they make no sense, as the catalogue says."""
    entries = ((name, fields.catalogue()[name].get("least")) for name in kind.kinds() if name in fields.catalogue())
    return tuple((name, least) for name, least in entries if least is not None)


@cache
def _dated(kind: type[Typed]) -> tuple[str, ...]:
    return tuple(name for name, kinds in kind.kinds().items() if kinds == (date,) and name not in _MAY_LIE_AHEAD)


def _signs(record: Typed, path: Path) -> Iterator[Finding]:
    kind: Any = type(record)
    for name, least in _least(kind):
        value = getattr(record, name)
        if value is not None and value < least:
            yield _finding("negative", path, name, got=value, field=name)
        elif value is not None and value >= LIMIT:
            yield _finding("absurd", path, name, field=name, digits=len(str(LIMIT)) - 1)


def _days(record: Typed, on: date, path: Path) -> Iterator[Finding]:
    kind: Any = type(record)
    for name in _dated(kind):
        day = getattr(record, name)
        if day is not None and day > on:
            yield _finding("future_date", path, name, day=day, on=on)


def _founding(founded: date | int | None, on: date, path: Path) -> Iterator[Finding]:
    first = first_day(founded)
    if founded is None:
        return
    if first is None or first.year < FIRST_YEAR:
        year = founded if isinstance(founded, int) else founded.year
        yield _finding("year_implausible", path, "founded", year=year, first=FIRST_YEAR)
    elif first > on:
        yield _finding("future_founding", path, "founded", founded=founded, on=on)


def _ownership(record: Enterprise | Facts, path: Path) -> Iterator[Finding]:
    if record.independent is True and (record.parent is not None or record.parent_tier is not None):
        yield _finding("parent_of_independent", path, "independent", "warning")


def _sums(record: Snapshot | Facts, path: Path) -> Iterator[Finding]:
    total, male, female = record.workers, record.workers_male, record.workers_female
    if total is not None and male is not None and female is not None and male + female != total:
        yield _finding("workers_sum", path, "workers", "warning", total=total, male=male, female=female)
    net = below_zero(record)
    if net is not None:
        yield _finding("capital_below_zero", path, "land_building", got=net)
    capital, own, borrowed = record.capital, record.capital_own, record.capital_borrowed
    land = record.land_building
    if capital is not None and own is not None and borrowed is not None and land is not None:
        expected = own + borrowed - land
        if expected != capital:
            yield _finding("capital_sum", path, "capital", "warning", got=capital, expected=expected)


def _licence(record: Licence, path: Path) -> Iterator[Finding]:
    if record.issued is not None and record.expires is not None and record.expires < record.issued:
        yield _finding("licence_reversed", path, "expires", issued=record.issued, expires=record.expires)


def _parts(record: Enterprise, on: date, path: Path) -> Iterator[Finding]:
    if record.owner is not None:
        yield from _problems(record.owner, on, (*path, "owner"))
    for place, licence in enumerate(record.licences):
        yield from _problems(licence, on, (*path, "licences", place))
    first = first_day(record.founded)
    seen: set[date] = set()
    for place, snapshot in enumerate(record.snapshots):
        where = (*path, "snapshots", place)
        yield from _problems(snapshot, on, where)
        if snapshot.as_of in seen:
            yield _finding("duplicate_snapshot", where, "as_of", day=snapshot.as_of)
        seen.add(snapshot.as_of)
        if first is not None and first > snapshot.as_of:
            yield _finding("founded_after_snapshot", where, "as_of", day=snapshot.as_of, founded=record.founded)
