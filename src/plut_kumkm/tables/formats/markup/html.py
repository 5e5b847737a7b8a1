"""HTML: every table of a page, also of a workbook that was saved as one and named ``.xls``."""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import LIMITS, Limits, refuse
from plut_kumkm.tables.formats.markup.html_tables import Open, Row, TableReader, TooDeepError
from plut_kumkm.tables.formats.text import TextFile, find_text, read_head
from plut_kumkm.tables.formats.values import BEYOND, LONG, MOST_COLUMNS, Tally, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plut_kumkm.tables.formats.grids import Caption, Cells

_CHUNK = 1 << 16
_HEAD = 1 << 12
# So many cells of small tables are remembered: a page may hold hundreds of them, and would be read as often.
_MOST_KEPT = 300_000
_charset = re.compile(rb"""(?i)charset\s*=\s*["']?\s*([\w.:-]+)""").search


@frozen(repr=False)
class HtmlGrid:
    """One table of a page; see ``Grid``.

    Attributes:
        header_records: ``None``: which rows are titles is not certain, as few pages say so.
    """

    name: str
    hidden: bool
    notes: tuple[Finding, ...]
    _index: int
    _kept: list[Cells] | None
    _source: TextFile
    _limits: Limits
    captions: tuple[Caption, ...] = ()
    header_records: None = None

    def records(self) -> Iterator[Cells]:
        """Yield the rows of the table; a cell that spans rows stands in each, a title over each of its columns.

        Raises:
            ValidationError: the file has changed or is gone.
        """
        if self._kept is not None:
            self._source.open().close()
            yield from map(list, self._kept)
            return
        reader = _Rows(self._index, self._limits)
        for _ in _fed(reader, self._source):
            while reader.found:
                yield reader.found.popleft()
            if reader.ended:
                return


@define
class _Known:
    """What the first pass finds of one table."""

    table: Open
    filled: int = 0
    widest: int = 0
    hidden: int = 0
    repeated: int = 0
    first_hidden: int = 0
    first_repeated: int = 0
    tally: Tally = field(factory=Tally)
    kept: list[Cells] | None = field(factory=list)
    size: int = 0

    @property
    def is_layout(self) -> bool:
        """Whether it only places what stands in it: other tables, or a single text."""
        return self.filled <= 1 or (self.table.holds_tables and self.widest <= 1)

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be said of it."""
        if self.hidden:
            yield Finding("table.html_hidden", "warning", (), {"count": self.hidden}, row=self.first_hidden)
        if self.repeated:
            yield Finding("table.html_repeated", "warning", (), {"count": self.repeated}, row=self.first_repeated)
        yield from self.tally.findings()


class _Survey(TableReader):
    """The first pass: which tables there are, and what is to be said of them."""

    def __init__(self, limits: Limits, path: Path) -> None:
        super().__init__(limits)
        self.path = path
        self.known: dict[int, _Known] = {}
        self.room = _MOST_KEPT

    def row_done(self, table: Open, row: Row) -> None:
        known = self.known.setdefault(table.index, _Known(table))
        filled = len(row.cells) - row.cells.count("")
        known.filled += filled
        known.widest = max(known.widest, filled)
        if known.filled > self.limits.cells:
            refuse("table.limit_cells", self.path, limit=self.limits.cells)
        self._keep(known, row.cells)
        if row.hidden and filled:
            known.hidden += 1
            known.first_hidden = known.first_hidden or table.rows
        if row.repeated:
            known.repeated += row.repeated
            known.first_repeated = known.first_repeated or table.rows
        for place in row.long:
            known.tally.add(LONG, f"kolom {place + 1}", table.rows, limit=self.limits.text)
        if row.beyond:
            known.tally.add(BEYOND, f"kolom {MOST_COLUMNS + 1}", table.rows, limit=MOST_COLUMNS)

    def _keep(self, known: _Known, cells: Cells) -> None:
        if known.kept is None:
            return
        known.kept.append(trimmed(cells))
        size = 1 + len(known.kept[-1])
        known.size, self.room = known.size + size, self.room - size
        if self.room < 0:
            # This one is read again; smaller ones after it may still be kept.
            self.room += known.size
            known.kept = None


class _Rows(TableReader):
    """A later pass: the rows of one table."""

    def __init__(self, index: int, limits: Limits) -> None:
        super().__init__(limits)
        self.index = index
        self.found: deque[Cells] = deque()
        self.ended = False

    def row_done(self, table: Open, row: Row) -> None:
        if table.index == self.index:
            self.found.append(trimmed(row.cells))

    def table_done(self, table: Open) -> None:
        self.ended = self.ended or table.index == self.index


def grids(path: Path, limits: Limits = LIMITS) -> tuple[HtmlGrid, ...]:
    """Return every table of an HTML page that holds more than one text, in the order in which they begin.

    The text is what a person sees: scripts, comments and hidden words are left out. Hidden rows are read, and named in
    the notes.

    Raises:
        ValidationError: it cannot be opened, holds no table, or goes beyond a limit.
    """
    declared = _charset(read_head(path, _HEAD))
    source = find_text(path, declared[1].decode("ascii", "replace") if declared is not None else None)
    survey = _Survey(limits, path)
    for _ in _fed(survey, source):
        pass
    tables = [survey.known[index] for index in sorted(survey.known)]
    found = tuple(
        HtmlGrid(
            excerpt(one.table.name),
            one.table.hidden,
            tuple(one.findings()),
            one.table.index,
            one.kept,
            source,
            limits,
            one.table.captions,
        )
        for one in tables
        if not one.is_layout
    )
    if not found:
        refuse("table.html_frames" if survey.framed else "table.html_no_table", path)
    return found


def _fed(reader: TableReader, source: TextFile) -> Iterator[None]:
    """Have ``reader`` read the page, and come back after each block of it.

    Raises:
        ValidationError: the file has changed or is gone, or tables are nested too deeply.
    """
    decoder = codecs.getincrementaldecoder(source.encoding)("replace")
    try:
        with source.open() as file:
            # As much again as is waiting: an open comment is looked through anew after each block.
            while block := file.read(max(_CHUNK, reader.waiting)):
                reader.feed(decoder.decode(block))
                yield
        reader.feed(decoder.decode(b"", final=True))
        reader.finish()
    except TooDeepError:
        refuse("table.limit_nesting", source.path, limit=reader.limits.nesting)
    yield
