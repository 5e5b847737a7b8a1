"""The tables on one sheet: blocks with headers of their own, parted by blank rows or by a blank column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from plut_kumkm.tables.catalogue import meanings, squash
from plut_kumkm.tables.headers import find_header
from plut_kumkm.tables.kinds import IDENTITY

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.grids import Cells
    from plut_kumkm.tables.headers import Header

# So many records of a run of rows are looked at for a header; two fields at least make one.
HEAD = 8
_FEWEST_FIELDS = 2


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
    by blank rows, and a printed page repeats its header. Titles go with the table below them.
    """
    found: list[Block] = []
    above: set[str] | None = None
    titles: Run | None = None  # that wait for their table
    for run in runs:
        fields = _header_fields(run.head)
        top = run.start if titles is None else titles.start
        if not found:
            found.append(Block(top, run.end, 0, run.width, len(fields)))
        elif len(fields) >= _FEWEST_FIELDS and above is not None and fields != above:
            found.append(Block(top, run.end, 0, run.width, len(fields)))
            above = fields
        elif all(sum(map(bool, cells)) == 1 for cells in run.head):
            titles = titles or run
            continue
        else:
            found[-1] = _with(found[-1], run, len(fields))
        above = above or (fields if len(fields) >= _FEWEST_FIELDS else None)
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


def _header_fields(head: Sequence[Cells]) -> set[str]:
    """Return the fields that the header of a run names; most runs have none, which is soon seen."""
    known = meanings()
    if not any(sum(squash(cell) in known for cell in cells if cell) >= _FEWEST_FIELDS for cells in head):
        return set()
    return fields_named(find_header(head))
