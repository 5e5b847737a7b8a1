"""What names the unit of a table of a page: its caption, headings, and what a person reads before it.

Offices write the unit in a paragraph or in a small table of its own as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.tables.formats.grids import Caption, naming

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of a line so much is looked at.
_LONGEST = 300


class Around:
    """The texts of a page that name a unit, as far as it was read.

    >>> around = Around()
    >>> around.add("Nilai dalam "), around.add("ribuan rupiah"), around.end_line()
    (None, None, None)
    >>> [(one.unit, one.text, one.place) for one in around.captions()]
    [(1000, 'Nilai dalam ribuan rupiah', 'caption')]
    """

    __slots__ = ("_above", "_headings", "_lines", "_parts", "_size")

    def __init__(self) -> None:
        self._headings: dict[str, str] = {}
        self._lines: list[Caption] = []
        self._above: tuple[Caption, ...] = ()
        self._parts: list[str] = []
        self._size = 0

    def heading(self, level: str, text: str) -> None:
        """Take a heading: it ends those that are not above it."""
        self._headings = {one: held for one, held in self._headings.items() if one < level} | {level: text}

    def add(self, text: str) -> None:
        """Add to the line that is being read."""
        if self._size < _LONGEST:
            self._parts.append(text[:_LONGEST])
            self._size += len(text)

    def end_line(self) -> None:
        """End the line."""
        line = " ".join("".join(self._parts).split())
        self._lines += naming((line,), "caption")
        self._parts.clear()
        self._size = 0

    def add_row(self, cells: Sequence[str]) -> bool:
        """Add a row of a table if it holds a single text; return whether it is a record instead."""
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            self._lines += naming((filled[0][:_LONGEST],), "caption")
        return len(filled) > 1

    def captions(self) -> tuple[Caption, ...]:
        """Return what names the unit of a table that begins here, and what named that of a table above."""
        self.end_line()
        said = (*reversed(self._lines), *naming(reversed(self._headings.values()), "caption"))
        return (*said, *self._above)

    def end_records(self, captions: Sequence[Caption]) -> None:
        """Take the end of a table that holds records: what was said of it is not said of the next one."""
        if own := (*(one for one in captions if one.place == "caption"), *self._lines):
            self._above = tuple(one._replace(place="above") for one in own)
        self._lines.clear()
