"""The tables on one sheet: blocks with headers of their own, parted by blank rows or by a blank column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from plut_kumkm.tables.catalogue import meanings, squash
from plut_kumkm.tables.headers import find_header, heading
from plut_kumkm.tables.kinds import IDENTITY

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.grids import Cells
    from plut_kumkm.tables.headers import Header

# What a header names, column by column: place, field, year, month and unit.
Names = tuple[tuple[int, str, int | None, int | None, int], ...]

# So many records of a run of rows are looked at for a header; two fields at least make one.
HEAD = 8
_FEWEST_FIELDS = 2
_WITH_MORE = re.compile(r"[^\W\d_].*(?:[(\[]|\b(?:19|20)[0-9]{2}\b)").match


class Run(NamedTuple):
    """Rows of a sheet without a blank one between them: the first, the one after the last, the first few; the width."""

    start: int
    end: int
    head: Sequence[Cells]
    width: int


class Block(NamedTuple):
    """A table on a sheet: first row and column, and those after the last; how many fields its header names."""

    top: int
    bottom: int
    left: int
    right: int
    fields: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell of the sheet is part of it."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def label(self, lang: str = "id") -> str:
        """Return where the table stands, as a message says it."""
        return f"{'rows' if lang == 'en' else 'baris'} {self.top + 1}–{self.bottom}"


def stacked(runs: Iterable[Run]) -> list[Block]:
    """Return the tables that stand one below the other.

    A run of rows begins a table where it has a header, and another one than the table above: records are often parted
    by blank rows, and a printed page repeats its header. It is another one too where the same fields stand in another
    order, or are of another year or unit: millions would be read as rupiah. Titles go with the table below them.
    """
    found: list[Block] = []
    above: Names = ()
    titles: Run | None = None  # that wait for their table
    for run in runs:
        names = _header_names(run.head)
        fields = len({name for _, name, *_ in names})
        top = run.start if titles is None else titles.start
        if not found:
            found.append(Block(top, run.end, 0, run.width, fields))
        elif fields >= _FEWEST_FIELDS and above and names != above:
            found.append(Block(top, run.end, 0, run.width, fields))
            above = names
        elif all(sum(map(bool, cells)) == 1 for cells in run.head):
            titles = titles or run
            continue
        else:
            found[-1] = _with(found[-1], run, fields)
        above = above or (names if fields >= _FEWEST_FIELDS else ())
        titles = None
    if titles is not None:
        found[-1] = _with(found[-1], titles, 0)
    return found


def side_by_side(block: Block, header: Header) -> list[Block]:
    """Return the tables that a block may fall into: parted by columns without a title, each with its own enterprises.

    Whether the columns between them are blank all the way down is for the caller to see.
    """
    parts: list[tuple[int, int]] = []
    left: int | None = None
    for place, one in enumerate((*header.headings, None)):
        if one is not None and one.text:
            left = place if left is None else left
        elif left is not None:
            parts.append((left, place))
            left = None
    found = []
    for left, right in parts:
        fields = {one.meanings[0].field for one in header.headings[left:right] if one.meanings}
        if not fields.intersection(IDENTITY) or len(fields) < _FEWEST_FIELDS:
            return [block]
        found.append(block._replace(left=block.left + left, right=block.left + right, fields=len(fields)))
    return found if len(found) > 1 else [block]


def fields_named(header: Header) -> set[str]:
    """Return the fields that a header names."""
    return {meaning.field for one in header.headings for meaning in one.meanings[:1]}


def _with(block: Block, run: Run, fields: int) -> Block:
    return block._replace(bottom=run.end, right=max(block.right, run.width), fields=max(block.fields, fields))


def _header_names(head: Sequence[Cells]) -> Names:
    """Return what the header of a run names; most runs have none, which is soon seen."""
    known = meanings()
    if not any(sum(_is_title(cell, known) for cell in cells if cell) >= _FEWEST_FIELDS for cells in head):
        return ()
    headings = enumerate(find_header(head).headings)
    return tuple(
        (place, one.meanings[0].field, one.year, one.month, one.unit) for place, one in headings if one.meanings
    )


def _is_title(cell: str, known: Mapping[str, object]) -> bool:
    """Return whether a cell names a field; one with a unit or a year beside it, which takes longer, too."""
    return squash(cell) in known or (bool(_WITH_MORE(cell)) and bool(heading((cell,)).meanings))
