"""KBLI, the standard classification of business fields: a code is nothing without its version.

The same five digits mean different things in different versions, so a bare code is a bug in the data; ``Kbli`` keeps
both together.

| digits | level | Indonesian |
|---|---|---|
| (a letter) | section | kategori; not part of the code, found from the division |
| 2 | division | golongan pokok |
| 3 | group | golongan |
| 4 | subgroup | subgolongan |
| 5 | code | kelompok |

Which codes a version has is published by BPS; the list does not ship with the library. ``load_codes`` reads a list of
the user; without one the check is one of structure, and says so.

Source:
    Perka BPS 57/2009; Perka BPS 95/2015 amended by 19/2017; Peraturan BPS 2/2020; Peraturan BPS 7/2025 (primary). The
    sections stand in ``data/kbli_sections.toml`` with their grade.

>>> validate("56101", version="2020"), format(" 56.101 ")
('56101', '56101')
>>> [found.code for found in problems("1111", version="2020")]  # a spreadsheet ate the zero of 01111
['kbli.lost_zero']
>>> is_valid("45101", version="2025")  # the division 45 ended with KBLI 2020
False
>>> found = parse("62019", version="2025")
>>> found.section, found.division, found.group, found.kbli
('K', '62', '620', Kbli(version='2025', code='62019'))
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from plut_kumkm.identifiers import frame, lists
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli, sections

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from plut_kumkm.identifiers.frame import Findings

__all__ = [
    "VERSIONS", "Kbli", "KbliCodes", "KbliParts", "Level",
    "compact", "format", "is_valid", "load_codes", "parse", "problems", "validate",
]  # fmt: skip

Level = Literal["division", "group", "subgroup", "code"]

_KIND = frame.Kind("kbli")
_WIDTHS: Mapping[Level, int] = {"division": 2, "group": 3, "subgroup": 4, "code": 5}
_LETTERED = re.compile(r"[A-Za-z][0-9]{1,5}").fullmatch


@frozen
class KbliCodes:
    """A list of the five-digit codes of one or more versions, with their titles where the list has them."""

    titles: Mapping[str, Mapping[str, str]] = field(repr=lambda titles: repr({key: len(titles[key]) for key in titles}))
    heads: Mapping[str, frozenset[str]] = field(repr=False)

    def holds(self, version: str, code: str) -> bool | None:
        """Return whether a version has a code of two to five digits; ``None`` when the list lacks the version."""
        return code in self.heads[version] if version in self.heads else None


def load_codes(path: str | os.PathLike[str]) -> KbliCodes:
    """Return a list of codes, for checks of membership.

    The official lists are the annexes of the regulations of BPS (see ``Source`` of this module).

    Args:
        path: a CSV file with the columns ``kbli_version`` and ``code`` (five digits, as text), and perhaps ``title``.

    Raises:
        DataError: the file is not such a list; the message names the row.
    """
    titles: dict[str, dict[str, str]] = {}
    for number, row in lists.rows(path, ("kbli_version", "code"), ("title",)):
        version, code = row["kbli_version"], row["code"]
        if version not in VERSIONS or not (len(code) == _WIDTHS["code"] and code.isascii() and code.isdigit()):
            lists.refuse(path, number, f"not a version ({', '.join(VERSIONS)}) and a code of five digits")
        if code in titles.setdefault(version, {}):
            lists.refuse(path, number, "the code stands there twice in its version")
        titles[version][code] = row["title"]
    heads = {key: frozenset(code[:width] for code in titles[key] for width in _WIDTHS.values()) for key in titles}
    frozen_titles = {key: MappingProxyType(titles[key]) for key in titles}
    return KbliCodes(MappingProxyType(frozen_titles), MappingProxyType(heads))


@frozen(kw_only=True)
class KbliParts(frame.Parsed):
    """A code in its version, at its level; ``listed`` and ``title`` come from the list that was given."""

    version: str
    level: Level
    section: str | None
    listed: bool | None = None
    title: str | None = None

    @property
    def division(self) -> str:
        """The two digits of the division (golongan pokok)."""
        return self.number[:2]

    @property
    def group(self) -> str | None:
        """The three digits of the group (golongan), or ``None`` above it."""
        return self._head("group")

    @property
    def subgroup(self) -> str | None:
        """The four digits of the subgroup (subgolongan), or ``None`` above it."""
        return self._head("subgroup")

    @property
    def kbli(self) -> Kbli:
        """Version and code, as records keep them."""
        return Kbli(self.version, self.number)

    def _head(self, level: Level) -> str | None:
        return self.number[: _WIDTHS[level]] if len(self.number) >= _WIDTHS[level] else None


def compact(text: str) -> str:
    """Return the code without blanks, dots and hyphens."""
    return frame.bare(text)


def format(text: str) -> str:
    """Return the code as BPS prints it: digits and nothing else."""
    return compact(text)


def _read(text: str, *, version: str, level: Level = "code", codes: KbliCodes | None = None) -> KbliParts | Findings:
    """Read a KBLI code.

    Args:
        text: the code.
        version: "2009", "2015", "2020" or "2025".
        level: how deep the code goes; "code" is five digits.
        codes: a list of codes, for membership.
    """
    if version not in VERSIONS or level not in _WIDTHS:
        raise ValueError(f"version is one of {', '.join(VERSIONS)}, and level one of {', '.join(_WIDTHS)}")
    if codes is not None and not isinstance(codes, KbliCodes):
        raise TypeError(f"codes must be a KbliCodes, as load_codes returns it, not {type(codes).__name__}")
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if not notes.failed and _LETTERED(number):
        notes.error("letter", letter=number[0].upper())
    elif not notes.failed:
        notes.need_digits(number)
    if notes.failed:
        return notes.found
    width = _WIDTHS[level]
    if len(number) != width:
        whole = f"0{number}"
        if len(whole) == width and _possible(whole, version, codes):
            notes.error("lost_zero", expected=width, whole=whole)
        else:
            notes.error("length", length=len(number), expected=width)
        return notes.found
    if not _possible(number, version, codes):
        elsewhere = tuple(other for other in VERSIONS if codes is not None and codes.holds(other, number))
        notes.error("not_in_version", version=version, elsewhere=elsewhere or None)
        return notes.found
    listed = None if codes is None else codes.holds(version, number)
    if listed is None:
        notes.note("info", "structure_only", version=version)
    return KbliParts(
        number=number,
        version=version,
        level=level,
        section=sections(version).get(number[:2]),
        listed=listed,
        title=(codes.titles[version].get(number) or None) if codes is not None and listed else None,
        findings=notes.found,
    )


def _possible(number: str, version: str, codes: KbliCodes | None) -> bool:
    """Return whether a code may exist: it is listed, or, without a list, its division has a section (where known)."""
    listed = None if codes is None else codes.holds(version, number)
    if listed is not None:
        return listed
    known = sections(version)
    return not known or number[:2] in known


problems, parse, validate, is_valid = frame.verbs(_read)
