"""TKDN, the number of a certificate of domestic content: ``number/unit/TKDN/[month/]year``.

The code of the unit changes with the organisation of the ministry, so any is accepted.

Source:
    Published numbers (secondary). Nothing is known of what else may stand for the month, so a month that is none is a
    warning.

>>> validate(" 4623/sj-ind.8/TKDN/7/2021 "), format("4623 / SJ-IND.8 / TKDN / 7 / 2021")
('4623/SJ-IND.8/TKDN/7/2021', '4623/SJ-IND.8/TKDN/7/2021')
>>> is_valid("4623/TKDN/2021")
False
>>> found = parse("4623/SJ-IND.8/TKDN/7/2021")
>>> found.serial, found.unit, found.month, found.year
('4623', 'SJ-IND.8', 7, 2021)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("tkdn")
_SHAPE = re.compile(r"([0-9]+)/([A-Z0-9.-]+)/TKDN/(?:([0-9]{1,2})/)?([0-9]{4})").fullmatch


@frozen(kw_only=True)
class Tkdn(frame.Parsed):
    """A number of a certificate of domestic content."""

    serial: str
    unit: str
    month: int | None
    year: int


def compact(text: str) -> str:
    """Return the number in capitals and without blanks."""
    return frame.tidy(text).replace(" ", "").upper()


def format(text: str) -> str:
    """Return the number as the ministry prints it, which is its compact form."""
    return compact(text)


def _read(text: str) -> Tkdn | Findings:
    """Read a number of a certificate of domestic content.

    Args:
        text: the number.
    """
    notes, shape = frame.shaped(_KIND, text, compact, _SHAPE)
    if shape is None:
        return notes.found
    month = int(shape[3]) if shape[3] else None
    if month is not None and not 1 <= month <= 12:
        notes.note("warning", "month", month=shape[3])
        month = None
    return Tkdn(number=shape[0], serial=shape[1], unit=shape[2], month=month, year=int(shape[4]), findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
