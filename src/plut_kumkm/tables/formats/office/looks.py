"""How a workbook shows what it holds: numbers as per cent, and rows that it hides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.office.archive import Archive

_STYLES = "xl/styles.xml"
# ISO/IEC 29500-1, 18.8.30: the two formats of per cent that every workbook has.
_BUILT_IN = frozenset(("9", "10"))
_OF_A_STYLE = ("alignment", "protection", "extLst", "ext")
# What a format writes as it stands: in quotes, after a backslash, in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Places:
    """Cells of a sheet by row and column, both from 0: whole columns of them take little memory.

    >>> places = Places()
    >>> for row in (1, 2, 3, 7):
    ...     places.add(row, 4)
    >>> [list(places.of(row)) for row in (0, 3, 5, 7)]
    [[], [4], [], [4]]
    """

    __slots__ = ("_starts", "_stops")

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = {}
        self._stops: dict[int, list[int]] = {}

    def add(self, row: int, column: int, times: int = 1) -> None:
        """Note a cell, or as many as ``times`` below one another; none above those already noted."""
        starts, stops = self._starts.setdefault(column, []), self._stops.setdefault(column, [])
        if stops and stops[-1] == row:
            stops[-1] = row + times
        else:
            starts.append(row)
            stops.append(row + times)

    def of(self, row: int) -> Iterator[int]:
        """Yield the columns of the cells of a row."""
        for column, starts in self._starts.items():
            place = bisect_right(starts, row) - 1
            if place >= 0 and row < self._stops[column][place]:
                yield column


def per_cent(code: str) -> bool:
    r"""Return whether a format of numbers shows them as per cent.

    >>> per_cent("0.0%"), per_cent('0" %"'), per_cent(r"0\%"), per_cent("[Red]-0%")
    (True, False, False, True)
    """
    return "%" in _LITERAL.sub("", code)


def shares_in(archive: Archive) -> Callable[[bytes], Iterator[bytes]] | None:
    """Return what finds the cells of a piece of a sheet that are shown as per cent; ``None`` where no style is so."""
    if _STYLES not in archive:
        return None
    formats: set[str] = set(_BUILT_IN)
    styles: list[bool] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if name == "numFmt" and per_cent(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId") in formats)
        else:
            # Those of named styles have elements of the same name.
            inside = name == "cellXfs" or (inside and name in _OF_A_STYLE)

    archive.parse(_STYLES, start)
    if True not in styles:
        return None
    numbers = "|".join(str(number) for number, one in enumerate(styles) if one)
    pattern = re.compile(rf"""<c\s([^>]*\bs=["'](?:{numbers})["'][^>]*)(?<!/)>""".encode())
    return lambda piece: (found[1] for found in pattern.finditer(piece))
