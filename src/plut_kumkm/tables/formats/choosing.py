"""Which table of a file is read: the one that is named, else the one whose header names the most fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import PREVIEW, Found, Grid, Head, Sheet, naming, refuse
from plut_kumkm.tables.formats.office.blocks import Block, fields_named, side_by_side, stacked
from plut_kumkm.tables.formats.office.scanning import named
from plut_kumkm.tables.formats.workbook import SheetGrid
from plut_kumkm.tables.headers import Header, cells_around, find_header, header_of, heading

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.tables.formats.grids import Caption, Cells


class Noun(str):
    """What the tables of a file are called, as a message writes it: "sheet" or "table"."""

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the noun."""
        return messages.render(f"sheet.noun.{self}", {}, lang)


def _noun(grid: Grid) -> Noun:
    return Noun("sheet" if isinstance(grid, SheetGrid) else "table")


@frozen
class GridSource:
    """A table of a file that is no plain text, as a source."""

    path: Path
    grid: Grid
    notes: tuple[Finding, ...] = ()
    encoding: str = field(default="", init=False)
    delimiter: str | None = field(default=None, init=False)
    before: int = field(default=0, init=False)
    epoch: date | None = field(default=None, init=False)

    def head(self) -> Head:
        """Return the header, and the first records after it."""
        records = list(islice(self.grid.records(), PREVIEW))
        return _head(_header(self.grid, records), records, self.grid.captions)

    def records(self, width: int, keys: Sequence[str], *, careful: bool) -> AbstractContextManager[Iterator[Cells]]:
        """Return the records from the start, as a context, with at least ``width`` cells each but for blank ones."""
        del keys, careful  # text alone has such
        return nullcontext(self._filled(width))

    def _filled(self, width: int) -> Iterator[Cells]:
        for cells in self.grid.records():
            # What has a note keeps it; a blank record has none.
            if len(cells) < width and (cells or type(cells) is not list):
                cells.extend([""] * (width - len(cells)))
            yield cells


@frozen
class SheetSource:
    """A table on a sheet, as a source; ``before_it`` are the tables above it or to its left."""

    path: Path
    sheet: SheetGrid
    block: Block
    notes: tuple[Finding, ...] = ()
    before_it: tuple[Block, ...] = ()
    encoding: str = field(default="", init=False)
    delimiter: str | None = field(default=None, init=False)

    @property
    def before(self) -> int:
        """How many rows of the sheet come before the first record [1]."""
        return self.block.top

    @property
    def epoch(self) -> date | None:
        """The day from which the workbook counts its days."""
        return self.sheet.epoch

    def head(self) -> Head:
        """Return the header, and the first records after it."""
        records = list(islice(self.rows(), PREVIEW))
        captions = (*self.sheet.captions, *self._titles_above())
        return _head(find_header(self._spanned(records)), records, captions)

    def records(self, width: int, keys: Sequence[str], *, careful: bool) -> AbstractContextManager[Iterator[Cells]]:
        """Return the records from the start, as a context; all have as many cells."""
        del width, keys, careful  # text alone has such
        return nullcontext(self.rows())

    def rows(self) -> Iterator[Cells]:
        """Yield its rows."""
        return self._rows_of(self.block)

    def _rows_of(self, block: Block) -> Iterator[Cells]:
        return self.sheet.rows(block.top, block.bottom, block.left, block.right)

    def _titles_above(self) -> tuple[Caption, ...]:
        """Return the titles of the nearest table before it that name a unit: they may be meant for the whole sheet."""
        for block in reversed(self.before_it):
            records = list(islice(self._rows_of(block), PREVIEW))
            header = find_header(records)
            if named := naming(cells_around(records[: header.records], header), "above"):
                return named
        return ()

    def _spanned(self, records: Sequence[Cells]) -> Sequence[Cells]:
        """Return the records with every merged title written over all the columns that it spans.

        Only for the search of the header: below it, a merged cell is one value, not several.
        """
        found = list(records)
        for (top, left), (_, right) in self.sheet.spans:
            row, first, last = top - self.block.top, left - self.block.left, right - self.block.left
            if 0 <= row < len(found) and 0 <= first < last:
                cells = list(found[row])
                cells[first : last + 1] = [cells[first]] * len(cells[first : last + 1])
                found[row] = cells
        return found


def _head(header: Header, records: list[Cells], captions: tuple[Caption, ...]) -> Head:
    # A column without a title is one all the same: what stands in it is to be said.
    untitled = max(map(len, records), default=0) - len(header.headings)
    headings = header.headings + (heading(()),) * max(untitled, 0)
    return Head(header._replace(headings=headings), records[: header.records], records[header.records :], (), captions)


def choose(
    path: Path, grids: Sequence[Grid], sheet: str | int | None, table: int | None, notes: tuple[Finding, ...] = ()
) -> Found:
    """Return the table that is read, and what became of the others.

    Args:
        path: the file.
        grids: its tables.
        sheet: the one that is named, by name or number from 1.
        table: which of the tables on that sheet, from 1.
        notes: what is to be said of the file already.

    Raises:
        ValidationError: there is no such sheet or table, none holds anything, or the one that is wanted is refused.
    """
    if not grids:
        refuse("sheet.none", path)
    if sheet is not None:
        place = _asked(path, grids, sheet)
        reasons = dict.fromkeys(range(len(grids)), "sheet.why_not_asked")
        said = _of_others(grids, place, {})
    else:
        place, reasons, said = _richest(path, grids)
    sheets = tuple(
        Sheet(number + 1, one.name, one.hidden, number == place, "" if number == place else reasons[number])
        for number, one in enumerate(grids)
    )
    grid = grids[place]
    if not isinstance(grid, SheetGrid):
        if table not in (None, 1):
            refuse("sheet.table_by_sheet", path, got=table, count=len(grids))
        return Found(GridSource(path, grid, (*notes, *said, *grid.notes)), sheets, 1)
    blocks = _blocks(grid)
    if not blocks:
        refuse("table.empty", path)
    chosen = max(range(len(blocks)), key=lambda number: blocks[number].fields) if table is None else table - 1
    if not 0 <= chosen < len(blocks):
        refuse("sheet.table_unknown", path, got=table, count=len(blocks))
    if len(blocks) > 1:
        params = {"table": chosen + 1, "here": blocks[chosen], "count": len(blocks)}
        others = tuple(f"{number + 1}" for number in range(len(blocks)) if number != chosen)
        rest = tuple(block for number, block in enumerate(blocks) if number != chosen)
        said.append(Finding("sheet.tables", "warning", (), {**params, "others": others, "places": rest}))
    about = (*notes, *said, *grid.about(blocks[chosen]))
    source = SheetSource(path, grid, blocks[chosen], about, tuple(blocks[:chosen]))
    return Found(evolve(source, notes=(*about, *_merged_down(source))), sheets, chosen + 1)


def _merged_down(source: SheetSource) -> tuple[Finding, ...]:
    """Return that cells below the header are merged with rows under them, where they hold something."""
    block = source.block
    spans = (span for span in source.sheet.spans if span[1][0] > span[0][0] and block.holds(*span[0]))
    tall = {start: bottom - start[0] for start, (bottom, _) in spans}
    first = block.top + source.head().header.records if tall else 0
    starts = {row for row, _ in tall if row >= first}
    # Once through the sheet: to ask for one row is to go through those above it.
    rows = islice(enumerate(source.rows(), block.top), max(starts) - block.top + 1) if starts else ()
    filled = {number: cells for number, cells in rows if number in starts}
    covered = {
        (row, column): more
        for (row, column), more in sorted(tall.items())
        if row in filled and "".join(filled[row][column - block.left : column - block.left + 1]).strip()
    }
    if not covered:
        return ()
    params = {"count": sum(covered.values()), "cells": named(covered)}
    return (Finding("workbook.merged_down", "warning", (), params, row=min(covered)[0] + 1),)


def _asked(path: Path, grids: Sequence[Grid], sheet: str | int) -> int:
    names = [grid.name for grid in grids]
    if isinstance(sheet, str):
        if sheet in names:
            return names.index(sheet)
        folded = [name.strip().casefold() for name in names]
        if folded.count(sheet.strip().casefold()) == 1:
            return folded.index(sheet.strip().casefold())
        # The command knows text alone.
        sheet = int(sheet) if sheet.isascii() and sheet.isdigit() and len(sheet) < 6 else sheet
    if isinstance(sheet, int) and 0 < sheet <= len(grids):
        return sheet - 1
    known = _shown(grids, range(len(grids)))
    refuse("sheet.unknown", path, got=excerpt(str(sheet)), known=known, noun=_noun(grids[0]))


def _shown(grids: Sequence[Grid], places: Sequence[int]) -> tuple[str, ...]:
    """Return the names of some tables for a message; one without a name is counted, as ``--sheet`` can name it."""
    named = tuple(f'"{excerpt(grids[place].name)}"' if grids[place].name else f"#{place + 1}" for place in places[:20])
    return (*named, "…") if len(places) > len(named) else named


def _richest(path: Path, grids: Sequence[Grid]) -> tuple[int, dict[int, str], list[Finding]]:
    """Return the visible table whose header names the most fields, why the others are not read, what is to be said.

    A sheet that is refused ends it: it may be the one that is meant.
    """
    reasons = {place: "sheet.why_hidden" for place, one in enumerate(grids) if one.hidden}
    merits: dict[int, set[str]] = {}
    best: int | None = None
    for place, grid in enumerate(grids):
        if place in reasons:
            continue
        first = list(islice(dropwhile(lambda cells: not cells, grid.records()), PREVIEW))
        if not first:
            reasons[place] = "sheet.why_empty"
            continue
        merits[place] = fields_named(_header(grid, first))
        worse = place if best is not None and len(merits[place]) <= len(merits[best]) else best
        best = best if worse == place else place
        if worse is not None:
            # One sheet at a time is held: some workbooks have one for every district.
            _release(grids[worse])
    if best is None:
        hidden = _shown(grids, [place for place, grid in enumerate(grids) if grid.hidden])
        refuse("sheet.all_hidden" if hidden else "table.empty", path, sheets=hidden, noun=_noun(grids[0]))
    for place, fields in merits.items():
        reasons[place] = "sheet.why_alike" if fields and fields == merits[best] else "sheet.why_fewer"
    return best, reasons, _of_others(grids, best, reasons)


def _header(grid: Grid, records: Sequence[Cells]) -> Header:
    known = grid.header_records
    return find_header(records) if known is None else header_of(records[:known])


def _release(grid: Grid) -> None:
    if isinstance(grid, SheetGrid):
        grid.release()


def _of_others(grids: Sequence[Grid], place: int, reasons: dict[int, str]) -> list[Finding]:
    """Return what is to be said of the tables that are not read: those with the same header may be meant as well."""
    kinds: dict[str, list[int]] = {"alike": [], "hidden": [], "others": []}
    for number, grid in enumerate(grids):
        if number != place and reasons.get(number) != "sheet.why_empty":
            kind = "alike" if reasons.get(number) == "sheet.why_alike" else "hidden" if grid.hidden else "others"
            kinds[kind].append(number)
    (here,) = _shown(grids, [place])
    return [
        Finding(
            f"sheet.{kind}",
            "warning" if kind == "alike" else "info",
            (),
            {"sheet": here, "others": _shown(grids, some), "noun": _noun(grids[place])},
        )
        for kind, some in kinds.items()
        if some
    ]


def _blocks(grid: SheetGrid) -> list[Block]:
    found: list[Block] = []
    for block in stacked(grid.runs()):
        head = list(islice(grid.rows(block.top, block.bottom, block.left, block.right), PREVIEW))
        header: Header = find_header(head)
        parts = side_by_side(block, header)
        if len(parts) > 1:
            inside = {place for part in parts for place in range(part.left, part.right)}
            between = [place for place in range(parts[0].left, parts[-1].right) if place not in inside]
            if not grid.is_blank(block.top, block.bottom, between):
                parts = [block]
        found += parts
    return found
