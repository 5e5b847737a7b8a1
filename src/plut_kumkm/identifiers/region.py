"""Region codes: of the Ministry of Home Affairs (Kemendagri), and of BPS, which are another system of the same look.

| system | province | kabupaten or kota | kecamatan | kelurahan or desa | printed |
|---|---|---|---|---|---|
| kemendagri | 2 digits | 2: 01-69 or 71-99 | 2 | 4: 1 kelurahan, 2 desa, 3 desa adat; 4xxxx an island | 35.73.05.1004 |
| bps | 2 digits | 2: 01-69 or 71-99 | 3 | 3 | 3173080003 |

The 38 provinces ship with the library. Codes and names below them change by decree several times a year, so they come
from a table of the user (``load_names``); without it the check is one of structure, and says so. Of the codes that are
no longer in use only those are known here that the sources list; the table of the user may hold more
(``last_listed``). A retired code is a warning, because numbers that were built from it stay in use.

Source:
    Kepmendagri 300.2.2-2138/2025 amended by 300.2.2-2430/2025 (primary, by way of github.com/cahyadsn/wilayah); BPS
    Wilkerstat, id.m.wikipedia.org/wiki/Sistem_pengodean_Wilkerstat (primary). The form of island codes, and which of
    64.04, 64.05, 64.06, 64.10 and 64.73 stood for which place, are unverified.

>>> validate("35.73", system="kemendagri"), format("3573051004")
('3573', '35.73.05.1004')
>>> is_valid("99.01", system="kemendagri")
False
>>> place = parse("31.71.01.1001", system="kemendagri")
>>> place.level, place.regency, place.province_name
('village', '3171', 'Daerah Khusus Ibukota Jakarta')
>>> place == parse("3171011001", system="bps")
False
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from attrs import field, frozen

from plut_kumkm.identifiers import lists
from plut_kumkm.identifiers.frame import Findings, Kind, Parsed, Term, bare, begin, verbs

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping

    from plut_kumkm.base.findings import Severity

System = Literal["kemendagri", "bps"]
Level = Literal["province", "regency", "district", "village", "island"]

_KIND = Kind("region")
# By the number of digits, from the whole to the part.
_LEVELS: Mapping[System, Mapping[int, Level]] = {
    "kemendagri": {2: "province", 4: "regency", 6: "district", 10: "village", 9: "island"},
    "bps": {2: "province", 4: "regency", 7: "district", 10: "village"},
}
_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?|\.4[0-9]{4})?)?").fullmatch
_VILLAGE_KINDS = frozenset("123")
_NO_REGENCY = frozenset({"00", "70"})


@frozen
class Province:
    """A province: its code, its name, its ISO 3166-2 suffix, and the first digits of its postal codes."""

    code: str
    name: str
    iso: str
    postal_zones: tuple[str, ...]


@cache
def provinces() -> Mapping[str, Province]:
    """Return the 38 provinces by their Kemendagri code.

    >>> len(provinces()), provinces()["35"].name, provinces()["35"].iso
    (38, 'Jawa Timur', 'JI')
    """
    table = lists.shipped("provinces.csv", ("code", "name", "iso", "postal_zones"))
    return MappingProxyType(
        {
            row["code"]: Province(row["code"], row["name"], row["iso"], tuple(row["postal_zones"].split()))
            for row in table
        }
    )


@cache
def _retired() -> frozenset[str]:
    """Return the Kemendagri codes that are known to be retired; two digits say: some regions of this province."""
    table = lists.shipped("regions_retired.csv", ("code", "last_listed", "grade"))
    return frozenset(bare(row["code"]) for row in table)


def _how_many(codes: Collection[str]) -> str:
    return f"<{len(codes)}>"


@frozen
class RegionNames:
    """A table of regions in one system: names by compact code, and the codes that are listed no longer.

    A table may be of one province alone. What it does not list, it denies only where it lists others of the same
    level below the same region (``judges``).
    """

    system: System
    names: Mapping[str, str] = field(repr=_how_many)
    retired: frozenset[str] = field(repr=_how_many)
    _covered: frozenset[tuple[str, int]] = field(repr=False)

    def judges(self, code: str) -> bool:
        """Return whether the table says of ``code`` that it is listed or that it is not."""
        return (_above(code, self.system), len(code)) in self._covered

    def lists(self, code: str) -> bool:
        """Return whether ``code`` is listed today."""
        return code in self.names and code not in self.retired


def _is_shipped(code: str, system: System) -> bool:
    """Return whether the list that ships decides on ``code``: a table of a few provinces does not end the others."""
    return system == "kemendagri" and _LEVELS[system][len(code)] == "province"


def _above(code: str, system: System) -> str:
    """Return the code one level up; nothing for a province."""
    if _LEVELS[system][len(code)] == "island":
        return code[:4]  # an island belongs to a kabupaten or kota; its digits hold no kecamatan
    widths = (width for width, level in _LEVELS[system].items() if width < len(code) and level != "island")
    return code[: max(widths, default=0)]


def load_names(path: str | os.PathLike[str], *, system: System) -> RegionNames:
    """Return a table of regions, for checks of membership and for names.

    Args:
        path: a CSV file with the columns ``code`` and ``name``, and, where it also holds codes of the past,
            ``last_listed``: the year of the last list that had the code, empty while it is in use.
        system: whose codes they are.

    Raises:
        DataError: the file is not such a table; the message names the row.
        ValueError: the system is neither "kemendagri" nor "bps".
    """
    widths = _widths(system)
    names: dict[str, str] = {}
    retired: set[str] = set()
    for number, row in lists.rows(path, ("code", "name"), ("last_listed",)):
        code = bare(row["code"])
        if not (code.isascii() and code.isdigit()) or len(code) not in widths or not row["name"]:
            lists.refuse(path, number, f"not a code of the system {system} with a name")
        if code in names:
            lists.refuse(path, number, "the code stands there twice")
        names[code] = row["name"]
        if row["last_listed"]:
            retired.add(code)
    covered = frozenset((_above(code, system), len(code)) for code in names)
    return RegionNames(system, MappingProxyType(names), frozenset(retired), covered)


@frozen(kw_only=True)
class Region(Parsed):
    """A region in one of the two systems; regions of different systems are never equal.

    ``name`` and ``listed`` come from the table that was given: ``listed`` is ``None`` when none was, or none that says
    anything of such a code.
    """

    name: str | None = None
    listed: bool | None = None
    system: ClassVar[System]

    @classmethod
    def of(cls, number: str, names: RegionNames | None, findings: Findings = ()) -> Self:
        """Return the region of a code that was checked, with what the table says of it."""
        if _is_shipped(number, cls.system):
            return cls(number=number, name=provinces()[number].name, listed=True, findings=findings)
        if names is None or not names.judges(number):
            return cls(number=number, findings=findings)
        return cls(number=number, name=names.names.get(number), listed=names.lists(number), findings=findings)

    @property
    def level(self) -> Level:
        """What the code stands for."""
        return _LEVELS[self.system][len(self.number)]

    @property
    def province(self) -> str:
        """The code of the province."""
        return self.number[:2]

    @property
    def regency(self) -> str | None:
        """The code of the kabupaten or kota, or ``None`` for a province."""
        return self.number[:4] if len(self.number) >= 4 else None

    @property
    def is_city(self) -> bool | None:
        """Whether the kabupaten or kota is a kota, or ``None`` for a province."""
        return self.number[2:4] > "70" if len(self.number) >= 4 else None

    @property
    def district(self) -> str | None:
        """The code of the kecamatan, or ``None`` where the code has none."""
        widths = {level: width for width, level in _LEVELS[self.system].items()}
        return self.number[: widths["district"]] if self.level in ("district", "village") else None

    @property
    def parent(self) -> str | None:
        """The code of the region one level up, or ``None`` for a province."""
        return _above(self.number, self.system) or None


@frozen(kw_only=True)
class KemendagriRegion(Region):
    """A region in the codes of the Ministry of Home Affairs."""

    system: ClassVar[System] = "kemendagri"

    @property
    def dotted(self) -> str:
        """The code as it is printed."""
        return format(self.number)

    @property
    def province_name(self) -> str | None:
        """The name of the province, or ``None`` for a code that is none."""
        found = provinces().get(self.province)
        return None if found is None else found.name


@frozen(kw_only=True)
class BpsRegion(Region):
    """A region in the codes of BPS (Wilkerstat)."""

    system: ClassVar[System] = "bps"


def compact(text: str) -> str:
    """Return the code without dots and blanks."""
    return bare(text)


def format(text: str, *, system: System = "kemendagri") -> str:
    """Return the code as its system prints it: that of Kemendagri with dots, that of BPS without.

    >>> format("3573051004"), format("3173080003", system="bps")
    ('35.73.05.1004', '3173080003')
    """
    number = compact(text)
    level = _LEVELS["kemendagri"].get(len(number)) if system == "kemendagri" else None
    if level is None:
        return number
    parts = (number[:2], number[2:4], *((number[4:],) if level == "island" else (number[4:6], number[6:])))
    return ".".join(part for part in parts if part)


def check_names(names: RegionNames | None, system: System) -> None:
    """Raise when ``names`` is no table of this system: to judge one system by the list of the other misplaces codes."""
    if names is not None and not isinstance(names, RegionNames):
        raise TypeError(f"names must be a RegionNames, as load_names returns it, not {type(names).__name__}")
    if names is not None and names.system != system:
        raise ValueError(f"names holds codes of the system {names.system!r}, and {system!r} is asked for")


Rule = Literal["unknown", "unlisted", "retired", "recoded"]
# The rules by which a code is that of no region at all.
NO_SUCH_REGION: frozenset[Rule] = frozenset({"unknown", "unlisted"})


@frozen
class Fault:
    """What is wrong or old in a code, at which level, and the part of the code that says so.

    The rule is ``unknown`` (no such region is possible), ``unlisted`` (not in the table), ``retired`` (listed no
    longer), or ``recoded``: some regions of this province were given new codes, and without a table nobody can say
    which.
    """

    rule: Rule
    level: Level
    code: str

    @property
    def place(self) -> str:
        """The code up to the kabupaten or kota, as it may be shown: inside a NIK, what follows is personal."""
        return format(self.code[:4])


def faults(number: str, names: RegionNames | None = None, *, system: System = "kemendagri") -> tuple[Fault, ...]:
    """Return what is wrong or old in a code of digits alone: every part that cannot be, or how the code is listed.

    >>> [(fault.rule, fault.level) for fault in faults("990001")]
    [('unknown', 'province'), ('unknown', 'regency')]
    >>> faults("9101")[0].rule, faults("3573")
    ('retired', ())
    """
    found: list[Fault] = []
    # The provinces that ship are those of Kemendagri; of BPS only a table of the user says which there are.
    if system == "kemendagri" and number[:2] not in provinces():
        found.append(Fault("unknown", "province", number[:2]))
    if number[2:4] in _NO_REGENCY:
        found.append(Fault("unknown", "regency", number[:4]))
    if system == "kemendagri" and number[4:6] == "00":
        found.append(Fault("unknown", "district", number[:6]))
    return tuple(found) or _standing(number, names, system)


def _standing(number: str, names: RegionNames | None, system: System) -> tuple[Fault, ...]:
    """Return how a possible code stands in the lists: a single fault, at the highest level that has one."""
    ours = system == "kemendagri"
    for code in _chain(number, system):
        level = _LEVELS[system][len(code)]
        if names is not None and code in names.retired:
            return (Fault("retired", level, code),)
        if names is not None and names.judges(code) and not _is_shipped(code, system):
            if names.lists(code):
                continue
            gone = ours and level == "regency" and not _retired().isdisjoint((code, code[:2]))
            return (Fault("retired" if gone else "unlisted", level, code),)
        if ours and level == "regency" and code in _retired():
            return (Fault("retired", level, code),)
        if ours and level == "regency" and code[:2] in _retired():
            return (Fault("recoded", level, code),)
    return ()


def _chain(code: str, system: System) -> tuple[str, ...]:
    """Return the codes of all regions that a code names, from the province down to itself."""
    above = _above(code, system)
    return (*(_chain(above, system) if above else ()), code)


def _widths(system: System) -> Mapping[int, Level]:
    if system not in _LEVELS:
        raise ValueError(f"system must be 'kemendagri' or 'bps', not {system!r}")
    return _LEVELS[system]


_WEIGHT: Mapping[str, Severity] = {"unknown": "error", "unlisted": "error", "retired": "warning", "recoded": "info"}


def _read(text: str, *, system: System, names: RegionNames | None = None) -> Region | Findings:
    """Read a region code.

    Args:
        text: the code, with or without dots.
        system: "kemendagri" or "bps"; the two look alike, so it must be said.
        names: a table of that system, for membership and names.
    """
    widths = _widths(system)
    check_names(names, system)
    notes, number = begin(_KIND, text, compact)
    if notes.failed:
        return notes.found
    plain = "".join(text.split())
    if len(number) not in widths or (widths[len(number)] == "island" and number[4] != "4"):
        notes.error("form", length=len(number))
    elif "." in plain and system == "bps":
        notes.error("dotted")
    elif "." in plain and not _DOTTED(plain):
        notes.error("dots")
    if notes.failed:
        return notes.found
    level = widths[len(number)]
    # Ten digits in a row may be a phone number in the wrong column; with dots in these places they are a region.
    sure = "." in plain or level != "village"
    notes.got = plain if sure else notes.got
    for fault in faults(number, names, system=system):
        place = fault.place if sure else None
        notes.note(_WEIGHT[fault.rule], fault.rule, place=place, level=Term(f"level.{fault.level}"))
    if system == "kemendagri" and level == "village" and number[6] not in _VILLAGE_KINDS:
        notes.error("village_kind")
    if notes.failed:
        return notes.found
    if not _is_shipped(number, system) and (names is None or not names.judges(number)):
        notes.note("info", "structure_only")
    return (KemendagriRegion if system == "kemendagri" else BpsRegion).of(number, names, notes.found)


problems, parse, validate, is_valid = verbs(_read)
