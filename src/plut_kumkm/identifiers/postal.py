"""Kode pos, the postal code: five digits, of which the first is the zone.

1 Jabodetabek; 2 Aceh, Sumatera Utara, Sumatera Barat, Riau, Kepulauan Riau; 3 the rest of Sumatra; 4 Banten and Jawa
Barat; 5 Jawa Tengah and Yogyakarta; 6 Jawa Timur; 7 Kalimantan; 8 Bali and Nusa Tenggara; 9 Sulawesi, Maluku, Papua.

Source:
    All 83,762 rows of github.com/cahyadsn/wilayah_kodepos obey (primary, measured); the zones of a province stand in
    ``data/identifiers/provinces.csv``.

>>> validate("65 141"), format("65141")
('65141', '65141')
>>> is_valid("01234")
False
>>> parse("65141").zone, [found.code for found in problems("65141", province="32")]
('6', ['postal.zone_mismatch'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.identifiers import frame, region

if TYPE_CHECKING:
    from plut_kumkm.identifiers.frame import Findings

_KIND = frame.Kind("postal")
_LENGTH = 5


@frozen(kw_only=True)
class Postal(frame.Parsed):
    """A postal code."""

    @property
    def zone(self) -> str:
        """The first digit."""
        return self.number[0]

    @property
    def provinces(self) -> tuple[str, ...]:
        """The Kemendagri codes of the provinces that lie in the zone, or partly so."""
        return tuple(code for code, province in region.provinces().items() if self.zone in province.postal_zones)


def compact(text: str) -> str:
    """Return the code without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the code as it is printed: five digits and nothing else."""
    return compact(text)


def _read(text: str, *, province: str | None = None) -> Postal | Findings:
    """Read a postal code.

    Args:
        text: the code.
        province: the Kemendagri code of the province in which the address lies, to be held against the zone.
    """
    place = None if province is None else region.provinces().get(province)
    if province is not None and place is None:
        raise ValueError(f"province is a Kemendagri code such as '35', not {province!r}")
    notes, number = frame.begin(_KIND, text, compact, length=_LENGTH)
    if not notes.failed and number[0] == "0":
        notes.error("zone_zero")
    if notes.failed:
        return notes.found
    if place is not None and number[0] not in place.postal_zones:
        notes.note("warning", "zone_mismatch", province=place.name, zones=place.postal_zones, zone=number[0])
    return Postal(number=number, findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
