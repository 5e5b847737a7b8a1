"""NITKU, the tax number of a place of business: the NPWP of its owner, and which of the places it is.

| digits | meaning |
|---|---|
| 1-16 | NPWP of sixteen digits |
| 17-22 | 000000 the head office, from 000001 the branches |

Treated as personal, as the NPWP in it is: messages and reprs show the ends alone.

Source:
    PER-6/PJ/2024 Pasal 1 (primary, by way of artikel.pajakku.com/apa-fungsi-nitku-bagi-wajib-pajak-pusat-dan-cabang).

>>> validate("0013121660091000 000000"), format("0013121660091000 000000")
('0013121660091000000000', '0013121660091000000000')
>>> is_valid("001312166009100000000")  # 21 digits
False
>>> parse("0013121660091000000000").head_office
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame, npwp, region

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings
    from plut_kumkm.identifiers.npwp import Npwp
    from plut_kumkm.identifiers.region import RegionNames

_KIND = frame.Kind("nitku", personal=True)
_LENGTH, _NPWP = 22, 16


@frozen(kw_only=True)
class Nitku(frame.Personal):
    """A number of a place of business, and the tax number in it; all but its ends is left out of the repr."""

    npwp: Npwp = frame.unseen()
    sequence: str = frame.unseen()

    @property
    def head_office(self) -> bool:
        """Whether the place is the head office."""
        return not self.sequence.strip("0")


def compact(text: str) -> str:
    """Return the number without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the number as it is printed: twenty-two digits and nothing else."""
    return compact(text)


def _read(text: str, *, strict: bool = True, names: RegionNames | None = None) -> Nitku | Findings:
    """Read a number of a place of business.

    Args:
        text: the number, with or without blanks, dots and hyphens.
        strict: as for the NPWP in it.
        names: a table of Kemendagri regions, for a NIK in use as NPWP.
    """
    region.check_names(names, "kemendagri")
    notes, number = frame.begin(_KIND, text, compact, length=_LENGTH)
    if notes.failed:
        return notes.found
    notes.take(npwp.problems(number[:_NPWP], strict=strict, names=names))
    if notes.failed:
        return notes.found
    owner = npwp.parse(number[:_NPWP], strict=strict, names=names)
    return Nitku(number=number, npwp=owner, sequence=number[_NPWP:], findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
