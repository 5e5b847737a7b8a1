"""SNI, the designation of an Indonesian national standard.

| form | example |
|---|---|
| ``SNI [adopted body] number[-part]:year`` | SNI ISO/IEC 17025:2017 |
| ``SNI ss-nnnn-yyyy``, the older one | SNI 01-2891-1992 |

This is the standard, not the certificate that a product meets it (SPPT-SNI): certificate numbers are made by each
certification body and have no common form.

Source:
    PSN 06:2007; Per BSN 1/2018 amended by 12/2018 (secondary).

>>> validate("sni iso/iec 17025 : 2017"), format("SNI7381:2008")
('SNI ISO/IEC 17025:2017', 'SNI 7381:2008')
>>> is_valid("SNI"), is_valid("SNI 7381")
(False, False)
>>> found = parse("SNI ISO/IEC 17025:2017")
>>> found.adopted, found.standard, found.year
('ISO/IEC', '17025', 2017)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("sni")
# No two repeats share a character, so they cannot multiply.
_NEW = re.compile(
    r"SNI (?:(?P<adopted>[A-Z]+(?:[/ ][A-Z]+)*) )?(?P<standard>[A-Z]?[0-9]+(?:\.[0-9]+)*)"
    r"(?:-(?P<part>[0-9]+(?:-[0-9]+)*))?:(?P<year>[0-9]{4})"
).fullmatch
_OLD = re.compile(r"SNI (?P<standard>[0-9]{2}-[0-9]{4})-(?P<year>[0-9]{4})").fullmatch
_GLUED = re.compile(r"SNI(?=[A-Z0-9])").match
_TIGHT = re.compile(r" ?([:/-]) ?").sub


@frozen(kw_only=True)
class Sni(frame.Parsed):
    """A designation of a standard; ``adopted`` is the body whose standard was adopted."""

    adopted: str | None
    standard: str
    part: str | None
    year: int


def compact(text: str) -> str:
    """Return the designation in capitals, with single blanks, and none around its marks."""
    number = _TIGHT(r"\1", frame.tidy(text).upper())
    return f"SNI {number[3:]}" if _GLUED(number) else number


def format(text: str) -> str:
    """Return the designation as BSN prints it, which is its compact form."""
    return compact(text)


def _read(text: str) -> Sni | Findings:
    """Read the designation of a standard.

    Args:
        text: the designation.
    """
    notes, shape = frame.shaped(_KIND, text, compact, _NEW, _OLD)
    if shape is None:
        return notes.found
    part = shape.groupdict()
    return Sni(
        number=shape[0],
        adopted=part.get("adopted"),
        standard=part["standard"],
        part=part.get("part"),
        year=int(part["year"]),
        findings=notes.found,
    )


problems, parse, validate, is_valid = frame.verbs(_read)
