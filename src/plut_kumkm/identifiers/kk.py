"""Nomor KK, the number of a family card; a new one is given when a family moves, splits or changes its head.

| digits | meaning |
|---|---|
| 1-6 | Kemendagri region of issue: province, kabupaten or kota, kecamatan |
| 7-12 | day of recording, ddmmyy; no 40 is added |
| 13-16 | serial |

By its form it cannot be told from the NIK of a man. Personal: messages and reprs show the ends alone.

Source:
    The rule of SIAK, quoted at agibalaja.blogspot.com/2022/09/makna-dibalik-kode-angka-dalam-kartu.html (secondary).
    Only length and day are errors there, so a region that is not known is a warning.

>>> validate("3573 0115 0312 0001"), format("3573011503120001")
('3573011503120001', '3573011503120001')
>>> is_valid("3573015503120001"), is_valid("3573015503120001", strict=False)  # day 55
(False, True)
>>> parse("3573011503120001")
Kk(number='3573********0001', findings=[])
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame, region

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.region import KemendagriRegion, RegionNames

_KIND = frame.Kind("kk", personal=True)
_LENGTH = 16


@frozen(kw_only=True)
class Kk(frame.Personal):
    """A number of a family card and what it says; all but its ends is left out of the repr."""

    region: KemendagriRegion = frame.unseen()
    recorded: tuple[date, ...] = frame.unseen()
    serial: str = frame.unseen()


def compact(text: str) -> str:
    """Return the number without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the number as the family card prints it: sixteen digits and nothing else."""
    return compact(text)


def _read(text: str, *, strict: bool = True, names: RegionNames | None = None) -> Kk | Findings:
    """Read a number of a family card.

    Args:
        text: the number, with or without blanks, dots and hyphens.
        strict: whether a day of recording that does not exist is an error; else it is a warning.
        names: a table of Kemendagri regions.
    """
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact, length=_LENGTH)
    if notes.failed:
        return notes.found
    if any(fault.rule in region.NO_SUCH_REGION for fault in region.faults(number[:6], names)):
        notes.note("warning", "region")
    recorded = frame.days(int(number[6:8]), int(number[8:10]), int(number[10:12]))
    if not recorded:
        notes.note("error" if strict else "warning", "recording_date")
    if notes.failed:
        return notes.found
    return Kk(
        number=number,
        region=region.KemendagriRegion.of(number[:6], names),
        recorded=recorded,
        serial=number[12:],
        findings=notes.found,
    )


problems, parse, validate, is_valid = frame.verbs(_read)
