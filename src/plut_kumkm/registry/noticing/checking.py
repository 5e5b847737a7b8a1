"""Findings about a row beyond its single cells: sense, founding, sums, numbers and places.

``enterprise.checks`` knows what is wrong with a record. It is too thorough to be asked about every row, so a row is
first tried by a few comparisons, and only a row that fails one of them is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import fields as catalogue
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.periods import FIRST_YEAR
from plut_kumkm.enterprise.checks.judging import judge
from plut_kumkm.enterprise.checks.policy import Policy
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.registry.noticing import sounding
from plut_kumkm.registry.records import facts_from

if TYPE_CHECKING:
    from plut_kumkm.identifiers.region import RegionNames
    from plut_kumkm.law.books import LawBook

Values = Mapping[str, Any]
_Test = sounding.Test

# A total, what adds up to it, and what is taken off.
_SUMS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("workers", ("workers_male", "workers_female"), ()),
    ("capital", ("capital_own", "capital_borrowed"), ("land_building",)),
)
_CAPITAL = ("capital_own", "capital_borrowed", "land_building")
_DAYS = frozenset(name for name, kinds in Facts.kinds().items() if kinds == (date,))


class Checks:
    """The checks of a row, for a source that can have ``fields``, as seen on the day ``on``.

    >>> found = Checks({"sales"}, date(2026, 6, 30)).of([{"sales": 1}, {"sales": -1}], [2025, 2025])
    >>> [(place, one.code) for place, some in found.items() for one in some]
    [(1, 'check.negative')]
    """

    __slots__ = ("_fields", "_judge", "_on", "_tests")

    def __init__(
        self, fields: Iterable[str], on: date, law: LawBook | None = None, regions: RegionNames | None = None
    ) -> None:
        self._on = on
        self._fields = frozenset(fields)
        # That codes are checked by their form alone is the same for every row: it is said once.
        policy = None if regions is None else Policy(region_system=regions.system, region_names=regions)
        self._judge = judge(on, policy, law, each=False)
        self._tests = (*_tests(self._fields, on), *sounding.tests(self._fields, self._judge))

    @property
    def notes(self) -> Report:
        """What holds for all rows so far: which codes were checked by their form alone."""
        return self._judge.notes()

    def of(self, rows: Sequence[Values], years: Sequence[int | None]) -> dict[int, list[Finding]]:
        """Return what is wrong, by place; ``years`` holds the year of each row."""
        found: dict[int, list[Finding]] = {}
        for place in sorted({place for test in self._tests for place in test(rows)}):
            found[place] = self._judge.findings(facts_from(self._dated(rows[place], years[place])))
        for place, one in sounding.licences(self._fields, rows, self._judge):
            found.setdefault(place, []).append(one)
        now = self._on.year
        if any(year is not None and year > now for year in set(years)):
            for place, year in enumerate(years):
                if year is not None and year > now:
                    ahead = Finding("registry.future_data", "error", ("year",), {"year": year, "on": self._on})
                    found.setdefault(place, []).append(ahead)
        return found

    def _dated(self, values: Values, year: int | None) -> Values:
        """Return the values of a row with the day on which its year ended, from which its annual meeting is seen."""
        if year is None or year >= self._on.year or "as_of" in values or "last_rat" not in values:
            return values
        return {**values, "as_of": date(year, 12, 31)}


def _tests(fields: frozenset[str], on: date) -> Iterator[_Test]:
    known = catalogue.catalogue()
    least = {name: known[name]["least"] for name in sorted(fields) if name in known and "least" in known[name]}
    if least:
        yield _below(least)
    if "founded" in fields:
        yield _founding(on)
    if "birth_year" in fields:
        yield _born(on)
    if days := sorted(fields & _DAYS):
        yield _ahead(days, on)
    for total, added, taken in _SUMS:
        if fields.issuperset((total, *added, *taken)):
            yield _sum(total, added, taken)
    if fields.issuperset(_CAPITAL):
        yield _net_capital
    if fields & {"independent", "parent", "parent_tier"}:
        yield _parent


def _below(least: Mapping[str, int]) -> _Test:
    def test(rows: Sequence[Values]) -> list[int]:
        failed: list[int] = []
        for name, bound in least.items():
            failed += [
                place for place, values in enumerate(rows) if (value := values.get(name)) is not None and value < bound
            ]
        return failed

    return test


def _founding(on: date) -> _Test:
    @lru_cache(maxsize=4096)
    def sensible(founded: date | int | None) -> bool:
        if founded is None:
            return True
        if isinstance(founded, int):
            return FIRST_YEAR <= founded <= on.year
        return founded.year >= FIRST_YEAR and founded <= on

    def test(rows: Sequence[Values]) -> list[int]:
        return [place for place, values in enumerate(rows) if not sensible(values.get("founded"))]

    return test


def _born(on: date) -> _Test:
    def test(rows: Sequence[Values]) -> list[int]:
        return [place for place, values in enumerate(rows) if values.get("birth_year", 0) > on.year]

    return test


def _ahead(names: Iterable[str], on: date) -> _Test:
    order = tuple(names)

    def test(rows: Sequence[Values]) -> list[int]:
        return [
            place
            for place, values in enumerate(rows)
            if any((day := values.get(name)) is not None and day > on for name in order)
        ]

    return test


def _sum(total: str, added: tuple[str, ...], taken: tuple[str, ...]) -> _Test:
    names = (total, *added, *taken)

    def test(rows: Sequence[Values]) -> list[int]:
        return [
            place
            for place, values in enumerate(rows)
            if values.keys() >= set(names)
            and values[total] != sum(values[name] for name in added) - sum(values[name] for name in taken)
        ]

    return test


def _net_capital(rows: Sequence[Values]) -> list[int]:
    own, borrowed, land = _CAPITAL
    return [
        place
        for place, values in enumerate(rows)
        if values.keys() >= set(_CAPITAL) and values[own] + values[borrowed] < values[land]
    ]


def _parent(rows: Sequence[Values]) -> list[int]:
    return [
        place
        for place, values in enumerate(rows)
        if values.get("independent") is False or "parent" in values or "parent_tier" in values
    ]
