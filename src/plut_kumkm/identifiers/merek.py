"""Merek, the registration of a trade mark and the application for one.

| form | what |
|---|---|
| ``IDM`` + 9 digits | registration |
| ``DID`` or ``JID``, year, 6 digits | application, for goods or services |
| ``D00`` or ``J00``, year, digits | application of the older form (unverified: a warning) |

Source:
    Published numbers (secondary).

>>> validate("idm 001235320"), format("DID 2023 113332")
('IDM001235320', 'DID2023113332')
>>> is_valid("IDM00099")
False
>>> found = parse("DID2023113332")
>>> found.kind, found.of, found.year, found.serial
('application', 'goods', 2023, '113332')
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.identifiers.frame import Findings

Of = Literal["goods", "services"]

_KIND = frame.Kind("merek")
_REGISTRATION = re.compile(r"IDM(?P<serial>[0-9]{9})").fullmatch
_APPLICATION = re.compile(r"(?P<of>[DJ])ID(?P<year>[0-9]{4})(?P<serial>[0-9]{6})").fullmatch
_OLDER = re.compile(r"(?P<of>[DJ])(?P<older>00)(?P<year>[0-9]{4})(?P<serial>[0-9]+)").fullmatch
_OF: Mapping[str, Of] = {"D": "goods", "J": "services"}


@frozen(kw_only=True)
class Merek(frame.Parsed):
    """A registration of a trade mark, or an application; only the latter says of what and when."""

    kind: Literal["registration", "application"]
    serial: str
    of: Of | None = None
    year: int | None = None


def compact(text: str) -> str:
    """Return the number in capitals, without blanks, dots and hyphens."""
    return frame.bare(text).upper()


def format(text: str) -> str:
    """Return the number as DJKI prints it: letters and digits, nothing else."""
    return compact(text)


def _read(text: str) -> Merek | Findings:
    """Read a number of a trade mark.

    Args:
        text: the number of the registration or of the application.
    """
    notes, shape = frame.shaped(_KIND, text, compact, _REGISTRATION, _APPLICATION, _OLDER)
    if shape is None:
        return notes.found
    part = shape.groupdict()
    if "older" in part:
        notes.note("warning", "older_form")
    return Merek(
        number=shape[0],
        kind="application" if "of" in part else "registration",
        serial=part["serial"],
        of=_OF[part["of"]] if "of" in part else None,
        year=int(part["year"]) if "year" in part else None,
        findings=notes.found,
    )


problems, parse, validate, is_valid = frame.verbs(_read)
