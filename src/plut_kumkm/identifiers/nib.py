"""NIB, the business number of OSS.

| issued | form | example |
|---|---|---|
| 2018 to 2021 (OSS 1.x) | year of issue reversed, ``20``, 9 digits | 8120012281103 of 2018 |
| since August 2021 (OSS RBA) | day of issue ddmmyy, 7 digits | 1203250005498 of 12 March 2025 |

Thirteen digits; there is no check digit. The inner structure is inferred from published numbers: it gives an estimate
of the day of issue and never rejects a number.

Source:
    Length: PP 24/2018 (primary, quoted at banjarsari-labuhanhaji.desa.id). Inner structure: secondary, inferred; the
    block 1220 of 2021 is unverified.

>>> validate("NIB: 0220 0098 61929"), format("NIB 0220009861929")
('0220009861929', '0220009861929')
>>> [found.code for found in problems("220009861929")]  # a spreadsheet ate the zero
['nib.lost_zero']
>>> parse("1203250005498").issued_estimate, parse("0220009861929").year_estimate
(datetime.date(2025, 3, 12), 2020)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("nib")
_LENGTH = 13
_OLD_BLOCKS = {"8120": 2018, "9120": 2019, "0220": 2020, "1220": 2021}
_RBA_SINCE = date(2021, 8, 1)


@frozen(kw_only=True)
class Nib(frame.Parsed):
    """A business number, and what its form lets one suppose of its issue."""

    system: Literal["oss-1", "oss-rba"] | None
    issued_estimate: date | None
    year_estimate: int | None


def compact(text: str) -> str:
    """Return the number without its label, blanks, dots and hyphens."""
    return frame.unlabel(text, "NIB")


def format(text: str) -> str:
    """Return the number as OSS prints it: thirteen digits and nothing else."""
    return compact(text)


def _read(text: str) -> Nib | Findings:
    """Read a business number.

    Args:
        text: the number, with or without the label "NIB", blanks, dots and hyphens.
    """
    notes, number = frame.begin(_KIND, text, compact)
    if notes.failed:
        return notes.found
    if len(number) != _LENGTH:
        notes.error("lost_zero" if len(number) == _LENGTH - 1 else "length", length=len(number), expected=_LENGTH)
    elif not number.strip("0"):
        notes.error("zeros")
    if notes.failed:
        return notes.found
    year = _OLD_BLOCKS.get(number[:4])
    day = None if year else _issued(number)
    return Nib(
        number=number,
        system="oss-1" if year else "oss-rba" if day else None,
        issued_estimate=day,
        year_estimate=day.year if day else year,
        findings=notes.found,
    )


def _issued(number: str) -> date | None:
    found = frame.days(int(number[:2]), int(number[2:4]), int(number[4:6]))
    return next((day for day in found if day >= _RBA_SINCE), None)


problems, parse, validate, is_valid = frame.verbs(_read)
