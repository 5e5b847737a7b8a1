"""PB-UMKU, the number of a supporting licence in OSS: the NIB of the enterprise, and a sequence of seven digits.

Source:
    Inferred from published numbers (secondary).

>>> validate("PB-UMKU: 91201069002750000001"), format("9120106900275 0000001")
('91201069002750000001', '91201069002750000001')
>>> is_valid("9120106900275")
False
>>> parse("91201069002750000001").nib.number
'9120106900275'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame, nib

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.nib import Nib

_KIND = frame.Kind("pb_umku")
_LENGTH, _NIB = 20, 13


@frozen(kw_only=True)
class PbUmku(frame.Parsed):
    """A number of a supporting licence, and the NIB in it."""

    nib: Nib
    sequence: str


def compact(text: str) -> str:
    """Return the number without its label, blanks, dots and hyphens."""
    return frame.unlabel(text, "PBUMKU")


def format(text: str) -> str:
    """Return the number as OSS prints it: twenty digits and nothing else."""
    return compact(text)


def _read(text: str) -> PbUmku | Findings:
    """Read a number of a supporting licence.

    Args:
        text: the number, with or without the label "PB-UMKU", blanks, dots and hyphens.
    """
    notes, number = frame.begin(_KIND, text, compact, length=_LENGTH)
    if notes.failed:
        return notes.found
    notes.take(nib.problems(number[:_NIB]))
    if notes.failed:
        return notes.found
    return PbUmku(number=number, nib=nib.parse(number[:_NIB]), sequence=number[_NIB:], findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
