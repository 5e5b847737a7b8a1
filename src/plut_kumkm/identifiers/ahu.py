"""AHU, the number of the decision that makes a company, foundation or cooperative a legal entity.

``AHU-`` serial ``.AH.`` two groups of two digits ``.TAHUN`` year; before the serial a letter may stand.

Source:
    Published decisions (secondary).

>>> validate("ahu-0037895.AH.01.01 tahun 2019"), format("AHU-A11995.AH.01.30  TAHUN2026")
('AHU-0037895.AH.01.01.TAHUN 2019', 'AHU-A11995.AH.01.30.TAHUN 2026')
>>> is_valid("AHU-0037895")
False
>>> found = parse("AHU-0037895.AH.01.01.TAHUN 2019")
>>> found.serial, found.kind, found.year
('0037895', '01.01', 2019)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("ahu")
_SHAPE = re.compile(r"AHU-([A-Z]?[0-9]{4,7})\.AH\.([0-9]{2}\.[0-9]{2})\.TAHUN ([0-9]{4})").fullmatch
# White space is single by then, so that every place is tried once.
_YEAR = re.compile(r"\.? ?TAHUN ?(?=[0-9]{4}\Z)").sub


@frozen(kw_only=True)
class Ahu(frame.Parsed):
    """A number of a decision; ``kind`` are the two groups of digits, whose meaning is not known to us."""

    serial: str
    kind: str
    year: int


def compact(text: str) -> str:
    """Return the number in capitals, as decisions print it: one dot before, one blank after TAHUN."""
    return _YEAR(".TAHUN ", frame.tidy(text).upper())


def format(text: str) -> str:
    """Return the number as decisions print it, which is its compact form."""
    return compact(text)


def _read(text: str) -> Ahu | Findings:
    """Read a number of a decision.

    Args:
        text: the number.
    """
    notes, shape = frame.shaped(_KIND, text, compact, _SHAPE)
    if shape is None:
        return notes.found
    return Ahu(number=shape[0], serial=shape[1], kind=shape[2], year=int(shape[3]), findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
