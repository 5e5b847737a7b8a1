"""NPWP, the tax number, in its four live shapes.

| shape | whose | check |
|---|---|---|
| 15 digits, ``AA.BBB.BBB.C-DDD.EEE`` | anybody's until 2024; still printed | the first nine digits pass Luhn |
| 16 digits, 0 + the old 15 | entities, government, non-residents registered before | the same |
| 16 digits, 1000 + 12 | entities registered since 2025 (Coretax) | none known |
| 16 digits, a NIK | resident persons | the rules of the NIK |

In the old number C is the check digit, DDD the office and EEE the branch. The shapes are told apart in this order; the
province 10 does not exist, so 1000 cannot begin a NIK. The prefix of the old number does not say whether it belongs to
a person or a company: allow-lists of prefixes reject real numbers.

Treated as personal throughout: messages and reprs show the ends alone.

Source:
    PMK 112/PMK.03/2022 amended by PMK 136/2023; PER-6/PJ/2024 (primary for the rule). The check digit: primary, by way
    of python-stdnum and metacpan.org/dist/Business-ID-NPWP. The series 1000: secondary, from pages of companies; no
    regulation that we know of names it, so a number of it carries an information.

>>> validate("01.312.166.0-091.000"), format("013121660091000")
('013121660091000', '01.312.166.0-091.000')
>>> is_valid("01.451.869.7-054.000")  # check digit
False
>>> parse("0013121660091000")
Npwp(number='0013********1000', findings=[], kind='entity')
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from plut_kumkm.identifiers import frame, nik, region

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Severity
    from plut_kumkm.identifiers.frame import Findings, Notes
    from plut_kumkm.identifiers.nik import Nik
    from plut_kumkm.identifiers.region import RegionNames

Series = Literal["legacy", "entity", "coretax", "nik"]

_KIND = frame.Kind("npwp", personal=True)
_OLD, _NEW = 15, 16
_CHECKED = 9
_CORETAX = "1000"
# What forms are filled with: nothing but zeros, or 1000, zeros and a single digit.
_FILLER = re.compile(r"0{15,16}|10000{10,11}[0-9]").fullmatch


@frozen(kw_only=True)
class Npwp(frame.Personal):
    """A tax number and what it says; all but its ends is left out of the repr.

    ``office`` and ``branch`` are those of the old number (``000`` is the head office, or the only one), ``nik`` is that
    of a person.
    """

    kind: Series = field()
    office: str | None = frame.unseen()
    branch: str | None = frame.unseen()
    nik: Nik | None = frame.unseen()


def compact(text: str) -> str:
    """Return the number without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return fifteen digits with their marks; sixteen are printed without."""
    number = compact(text)
    if len(number) != _OLD:
        return number
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}.{number[12:]}"


def passes_luhn(digits: str) -> bool:
    """Return whether a row of digits passes Luhn: every second digit from the right is doubled.

    >>> passes_luhn("013121660"), passes_luhn("013121661")
    (True, False)
    """
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _read(text: str, *, strict: bool = True, names: RegionNames | None = None) -> Npwp | Findings:
    """Read a tax number.

    Args:
        text: the number, with or without its marks.
        strict: whether a wrong check digit and a number that only fills a form are errors; else they are warnings.
        names: a table of Kemendagri regions, for a NIK in use as NPWP.
    """
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact)
    if notes.failed:
        return notes.found
    if len(number) not in (_OLD, _NEW):
        # The number without its first zero is no slip that we guess: with the zero the check digit fits.
        lost = len(number) == _OLD - 1 and passes_luhn(f"0{number}"[:_CHECKED])
        notes.error("lost_zero" if lost else "length", length=len(number))
        return notes.found
    kind = _series(number)
    softly: Severity = "error" if strict else "warning"
    if _FILLER(number):
        notes.note(softly, "placeholder")
    elif kind == "nik":
        return _as_nik(notes, number, names)
    elif kind == "coretax":
        notes.note("info", "coretax")
    elif not passes_luhn(number[-_OLD:][:_CHECKED]):
        notes.note(softly, "checksum")
    if notes.failed:
        return notes.found
    office, branch = (None, None) if kind == "coretax" else (number[-6:-3], number[-3:])
    return Npwp(number=number, kind=kind, office=office, branch=branch, findings=notes.found)


def _series(number: str) -> Series:
    if len(number) == _OLD:
        return "legacy"
    if number[0] == "0":
        return "entity"
    return "coretax" if number.startswith(_CORETAX) else "nik"


def _as_nik(notes: Notes, number: str, names: RegionNames | None) -> Npwp | Findings:
    """Return the number as that of a person, with what the rules of the NIK say of it."""
    found = nik.problems(number, names=names)
    if any(one.code == "nik.province_unknown" for one in found):
        # Not a faulty NIK: nothing begins like this.
        notes.error("series")
        return notes.found
    notes.take(found)
    if notes.failed:
        return notes.found
    return Npwp(number=number, kind="nik", nik=nik.parse(number, names=names), findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
