"""P-IRT, the number of a food product of a home industry (SPP-IRT).

| digits | meaning |
|---|---|
| 1 | packaging, 1 to 8 |
| 2-3 | kind of food, 01 to 16 |
| 4-7 | Kemendagri province and kabupaten or kota |
| 8-9, 10-13 | which food of this producer, which producer of the kabupaten or kota |
| 14-15 | last year of validity; five years are given |

Numbers of twelve digits on old labels are from before 2012 (unverified) and no longer hold.

Source:
    Per BPOM 22/2018 (structure primary, docslib.org/doc/10143430; lists secondary, ``data/identifiers/pirt.toml``).
    "At least 15 digits" is its wording, so a longer number is a warning.

>>> validate("P-IRT No. 2063510010243-26"), format("206351001024326")
('206351001024326', 'P-IRT No. 2063510010243-26')
>>> is_valid("9063573010001-28")  # there is no packaging 9
False
>>> found = parse("P-IRT No. 2063510010243-26")
>>> found.packaging.label("en"), found.food.label("en"), found.valid_until_year
('plastic', 'flour', 2026)
>>> from datetime import date
>>> [found.code for found in problems("P-IRT No. 2063510010243-26", on=date(2027, 1, 1))]
['pirt.expired']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base.periods import check_day
from plut_kumkm.identifiers import frame, region
from plut_kumkm.identifiers.choices import shipped

if TYPE_CHECKING:
    from datetime import date

    from plut_kumkm.identifiers.choices import Choice
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.region import KemendagriRegion, RegionNames

_KIND = frame.Kind("pirt")
_LENGTH = 15
_BEFORE_YEAR = 13
_CENTURY = 2000  # the form is of this century


@frozen(kw_only=True)
class Pirt(frame.Parsed):
    """A P-IRT number and what it says; the year is not known of a number that is longer than the rule."""

    packaging: Choice
    food: Choice
    region: KemendagriRegion
    product: str
    producer: str
    valid_until_year: int | None


def compact(text: str) -> str:
    """Return the number without its label, blanks, dots and hyphens."""
    return frame.unlabel(text, "SPPIRT", "PIRT")


def format(text: str) -> str:
    """Return the number as labels print it; what is too short for that stays compact."""
    number = compact(text)
    return f"P-IRT No. {number[:_BEFORE_YEAR]}-{number[_BEFORE_YEAR:]}" if len(number) >= _LENGTH else number


def _read(text: str, *, on: date | None = None, names: RegionNames | None = None) -> Pirt | Findings:
    """Read a P-IRT number.

    Args:
        text: the number, with or without its label and marks.
        on: the day on which it should be valid; without it an old number is as good as a new one.
        names: a table of Kemendagri regions, for kabupaten and kota.
    """
    if on is not None:
        check_day(on, "on")
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact)
    if notes.failed:
        return notes.found
    if len(number) < _LENGTH:
        notes.error("length", length=len(number), expected=_LENGTH)
        return notes.found
    if len(number) > _LENGTH:
        notes.note("warning", "longer", length=len(number), expected=_LENGTH)
    packaging, food = shipped("pirt", "packaging").get(number[0]), shipped("pirt", "food").get(number[1:3])
    if packaging is None:
        notes.error("packaging", digit=number[0])
    if food is None:
        notes.error("food", digits=number[1:3])
    elif "doubtful" in food.names:
        notes.note("warning", "food_doubtful", digits=number[1:3], food=food)
    rules = {fault.rule for fault in region.faults(number[3:7], names)}
    if not rules.isdisjoint(region.NO_SUCH_REGION):
        notes.error("region_unknown")
    elif "retired" in rules:
        notes.note("warning", "region_retired")
    year = _CENTURY + int(number[_BEFORE_YEAR:]) if len(number) == _LENGTH else None
    if on is not None and year is not None and year < on.year:
        notes.note("warning", "expired", year=str(year), day=on)
    if notes.failed or packaging is None or food is None:
        return notes.found
    return Pirt(
        number=number,
        packaging=packaging,
        food=food,
        region=region.KemendagriRegion.of(number[3:7], names),
        product=number[7:9],
        producer=number[9:_BEFORE_YEAR],
        valid_until_year=year,
        findings=notes.found,
    )


problems, parse, validate, is_valid = frame.verbs(_read)
