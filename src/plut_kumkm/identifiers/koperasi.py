"""Nomor Induk Koperasi, the number of a cooperative; never to be called NIK, which is the number of a person.

| digits | meaning |
|---|---|
| 1-4 | Kemendagri kabupaten or kota |
| 5-13 | not documented |

Source:
    Permenkop 10/2016 ("kombinasi angka unik"); the layout from published numbers (unverified, so the region is a
    warning at most).

>>> validate("3275 0700 60001"), format("3275070060001")
('3275070060001', '3275070060001')
>>> is_valid("327507006000")
False
>>> parse("3275070060001").region.dotted
'32.75'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame, region

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.region import KemendagriRegion, RegionNames

_KIND = frame.Kind("koperasi")
_LENGTH = 13


@frozen(kw_only=True)
class Koperasi(frame.Parsed):
    """A number of a cooperative, and the region it begins with."""

    region: KemendagriRegion


def compact(text: str) -> str:
    """Return the number without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the number as it is printed: thirteen digits and nothing else."""
    return compact(text)


def _read(text: str, *, names: RegionNames | None = None) -> Koperasi | Findings:
    """Read a number of a cooperative.

    Args:
        text: the number.
        names: a table of Kemendagri regions, for kabupaten and kota.
    """
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact, length=_LENGTH)
    if notes.failed:
        return notes.found
    if any(fault.rule in region.NO_SUCH_REGION for fault in region.faults(number[:4], names)):
        notes.note("warning", "region")
    return Koperasi(number=number, region=region.KemendagriRegion.of(number[:4], names), findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
