"""Quick tests of the numbers in many rows: which rows the record checks have to be asked about.

A test lets a row pass only where the record checks would find nothing; what it stops may still turn out to be sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import fields_dict

from plut_kumkm.enterprise.checks.numbers import licence_kinds
from plut_kumkm.enterprise.checks.terms import adoptions, ceilings
from plut_kumkm.enterprise.records import Cooperative, Enterprise
from plut_kumkm.registry.records import facts_from

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.checks.judging import Judge
    from plut_kumkm.identifiers.frame import Findings

Values = Mapping[str, Any]
# The places of the rows that fail, of many rows at once: a call for each row would cost more than the comparison.
Test = Callable[[Sequence[Values]], list[int]]

# Columns of a table whose number is that of a licence, with the kind of it.
LICENCES = {"licence_pirt": "pirt", "licence_halal": "halal", "licence_koperasi": "koperasi"}
_REMEMBERED = 8192
_COOPERATIVE = frozenset(fields_dict(Cooperative)) - frozenset(fields_dict(Enterprise))


def tests(fields: frozenset[str], judge: Judge) -> Iterator[Test]:
    """Yield the tests for a source that can have ``fields``."""
    numbers = judge.numbers
    if "nik" in fields:
        yield _owner(judge)
    if "npwp" in fields:
        # Beside a NIK the number must be that NIK, or that of an entity.
        yield _where("npwp", lambda text, row: bool(numbers.npwp(text)) or (text[0] != "0" and "nik" in row))
    if "phone" in fields:
        yield _where("phone", lambda text, _: bool(numbers.phone(text)))
    if "nib" in fields:
        yield _nib(judge)
    if "kbli" in fields:
        yield _remembered("kbli", judge)
    if "region" in fields:
        yield _remembered("region", judge)
    if "postal_code" in fields:
        yield _where("postal_code", lambda text, row: bool(numbers.postal(text, _province(judge, row))))
    if "licences" in fields:
        yield _where("licences", lambda licences, _: bool(licences))
    if "sales" in fields and fields & {"workers", "assets"}:
        yield _ratios
    if own := fields & _COOPERATIVE:
        yield _there(own)


def _where(name: str, fails: Callable[[Any, Values], bool]) -> Test:
    def test(rows: Sequence[Values]) -> list[int]:
        return [place for place, row in enumerate(rows) if (value := row.get(name)) is not None and fails(value, row)]

    return test


def _there(names: Iterable[str]) -> Test:
    """Return a test that stops every row with one of these fields: few have, and most rules read several at once."""
    order = tuple(names)

    def test(rows: Sequence[Values]) -> list[int]:
        return [place for place, row in enumerate(rows) if any(row.get(name) is not None for name in order)]

    return test


def _province(judge: Judge, row: Values) -> str | None:
    region = row.get("region")
    return None if region is None else judge.numbers.province(region)


def _owner(judge: Judge) -> Test:
    nik = judge.numbers.nik

    def test(rows: Sequence[Values]) -> list[int]:
        failed: list[int] = []
        for place, row in enumerate(rows):
            text = row.get("nik")
            if text is None:
                continue
            problems, person = nik(text)
            sound = not problems and person is not None and row.get("sex", person.sex) == person.sex
            if not sound or person is None or row.get("birth_year") not in (None, *person.years):
                failed.append(place)
        return failed

    return test


def _nib(judge: Judge) -> Test:
    """Return a test of the number and of the day in it: no later founding, no KBLI that OSS may have left behind."""
    numbers = judge.numbers
    left = min((adoption.old_until for adoption in adoptions()), default=date.max)

    def test(rows: Sequence[Values]) -> list[int]:
        failed: list[int] = []
        for place, row in enumerate(rows):
            text = row.get("nib")
            if text is None:
                continue
            day, year = numbers.issue_of(text)
            behind = day is not None and day > left and "kbli" in row
            if numbers.nib(text) or behind or (year is not None and _before(day, year, row.get("founded"))):
                failed.append(place)
        return failed

    return test


def _before(day: date | None, year: int, founded: date | int | None) -> bool:
    if founded is None or isinstance(founded, int):
        return founded is not None and year < founded
    return year < founded.year if day is None else day < founded


def _remembered(name: str, judge: Judge) -> Test:
    """Return a test of a column whose values repeat: each is asked about once."""

    @lru_cache(_REMEMBERED)
    def fails(value: Any) -> bool:
        return bool(judge.findings(facts_from({name: value})))

    return _where(name, lambda value, _: fails(value))


def _ratios(rows: Sequence[Values]) -> list[int]:
    most = ceilings()
    by_worker, by_assets, by_sales = most["sales_per_worker"], most["sales_per_assets"], most["assets_per_sales"]
    failed: list[int] = []
    for place, row in enumerate(rows):
        sales = row.get("sales")
        if not sales:
            continue
        workers, assets = row.get("workers"), row.get("assets")
        if (workers and sales > workers * by_worker) or (
            assets and (sales > assets * by_assets or assets > sales * by_sales)
        ):
            failed.append(place)
    return failed


def licences(fields: Iterable[str], rows: Sequence[Values], judge: Judge) -> Iterator[tuple[int, Finding]]:
    """Yield what is wrong with the numbers of licences that have a column of their own, with the place of the row."""
    for name in sorted(LICENCES.keys() & set(fields)):
        kind = licence_kinds()[LICENCES[name]]
        for place, row in enumerate(rows):
            text = row.get(name)
            if text is None:
                continue
            found: Findings = judge.numbers.licence(kind, text)
            for one in judge.terms.placed(str(kind.identifier), found, (name,)):
                yield place, one
