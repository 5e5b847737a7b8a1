"""NIK, the number of a person in the population register; it is given once and never changes.

| digits | meaning |
|---|---|
| 1-2, 3-4, 5-6 | Kemendagri province, kabupaten or kota, kecamatan where the person was first registered |
| 7-8 | day of birth; of a woman the day + 40 |
| 9-10, 11-12 | month and year of birth; the century is not written |
| 13-16 | serial from 0001 |

There is no check digit. Region and birth date are those of the first registration: a NIK is not issued anew when a
birth date is corrected, when a person moves, or when a region is split. Numbers that begin with 0 are temporary ones of
village systems for people without a NIK.

Personal: messages and reprs show the first and the last four digits alone.

Source:
    PP 37/2007 Pasal 37; PP 40/2019 Pasal 30 ayat (2) (primary, by way of jatenglive.com and dukcapil.klaten.go.id).

>>> validate("3573 0155 0890 0001"), format("3573.0155.0890.0001")
('3573015508900001', '3573015508900001')
>>> is_valid("3573013502900001")  # day 35
False
>>> from datetime import date
>>> found = parse("3573015508900001", on=date(2026, 6, 30), min_age=17)
>>> found
Nik(number='3573********0001', findings=[])
>>> found.sex, found.birth_date, found.region.dotted
('female', datetime.date(1990, 8, 15), '35.73.01')
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.base.periods import check_day
from plut_kumkm.identifiers import frame, region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Severity
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.region import Fault, KemendagriRegion, RegionNames

_KIND = frame.Kind("nik", personal=True)
_LENGTH = 16
_FEMALE = 40
_PLACEHOLDER = re.compile(r"G0+[0-9]*").fullmatch


@frozen(kw_only=True)
class Nik(frame.Personal):
    """A NIK and what it says; all but its ends is left out of the repr."""

    region: KemendagriRegion = frame.unseen()
    sex: Literal["female", "male"] = frame.unseen()
    birth_dates: tuple[date, ...] = frame.unseen()
    serial: str = frame.unseen()

    @property
    def birth_date(self) -> date | None:
        """The day of birth, or ``None`` while more than one century is possible."""
        return self.birth_dates[0] if len(self.birth_dates) == 1 else None


def compact(text: str) -> str:
    """Return the number without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the number as the identity card prints it: sixteen digits and nothing else."""
    return compact(text)


# A kecamatan is not known for certain: the lists begin in 2016, and most numbers are older.
_RULES: Mapping[tuple[str, str], tuple[Severity, str]] = {
    ("unknown", "province"): ("error", "province_unknown"),
    ("unknown", "regency"): ("error", "regency_unknown"),
    ("unknown", "district"): ("error", "district_unknown"),
    ("unlisted", "regency"): ("error", "regency_unknown"),
    ("unlisted", "district"): ("warning", "district_unlisted"),
}
_WHEREVER: Mapping[str, tuple[Severity, str]] = {
    "retired": ("warning", "region_retired"),
    "recoded": ("info", "region_recoded"),
}


def _rule(fault: Fault) -> tuple[Severity, str]:
    return _WHEREVER.get(fault.rule) or _RULES[fault.rule, fault.level]


def _read(
    text: str, *, on: date | None = None, min_age: int | None = None, names: RegionNames | None = None
) -> Nik | Findings:
    """Read a NIK.

    Args:
        text: the number, with or without blanks, dots and hyphens.
        on: a day on which the person lives; later days of birth fall away.
        min_age: how old the person is on that day at least [tahun]; later days of birth fall away.
        names: a table of Kemendagri regions, for kabupaten, kota and kecamatan.
    """
    if on is not None:
        check_day(on, "on")
    if min_age is not None and (type(min_age) is not int or min_age < 0 or on is None):
        raise ValueError("min_age is a whole number of years from 0, and goes with on=")
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if notes.failed:
        return notes.found
    if _PLACEHOLDER(number.upper()) or (number.startswith("0") and number.isdigit()):
        notes.error("temporary")
        return notes.found
    notes.need_digits(number)
    if not notes.failed and len(number) != _LENGTH:
        notes.error("length", length=len(number), expected=_LENGTH)
    if notes.failed:
        return notes.found

    for fault in region.faults(number[:6], names):
        severity, rule = _rule(fault)
        notes.note(severity, rule, place=fault.place)
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    born = frame.days(day - _FEMALE if day > _FEMALE else day, month, year)
    if not born:
        notes.error("birth_date")
    elif on is not None:
        born = tuple(one for one in born if _age(one, on) >= (min_age or 0))
        if not born:
            notes.note("warning", "birth_later", day=on, age=min_age or 0)
    if number[12:] == "0000":
        notes.error("serial")
    if notes.failed:
        return notes.found
    return Nik(
        number=number,
        region=region.KemendagriRegion.of(number[:6], names),
        sex="female" if day > _FEMALE else "male",
        birth_dates=born,
        serial=number[12:],
        findings=notes.found,
    )


def _age(born: date, on: date) -> int:
    """Return the full years between two days; below zero when ``born`` is the later one."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


problems, parse, validate, is_valid = frame.verbs(_read)
