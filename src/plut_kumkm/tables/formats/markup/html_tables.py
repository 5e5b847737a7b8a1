"""The rows of every ``<table>`` as a browser would show them, made while the page is read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from attrs import define, field

from plut_kumkm.tables.formats.grids import naming
from plut_kumkm.tables.formats.markup.html_captions import Around
from plut_kumkm.tables.formats.values import MOST_COLUMNS, is_number, number_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plut_kumkm.tables.formats.grids import Caption, Cells, Limits

    Attributes = Mapping[str, str | None]

# What the HTML standard allows a cell to span; whoever asks for more gets this much.
_WIDEST, _TALLEST = 1000, 65534
# How many rows a header has at most.
_TALLEST_HEADER = 4
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(("script", "style", "template"))
# What begins a new line inside a cell.
_BLOCKS = frozenset("br p div li ul ol dl dt dd pre hr address blockquote section article h1 h2 h3 h4 h5 h6".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_unseen_style = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden").search
_sheet_name = re.compile(r"<x:Name>([^<]*)</x:Name>").search
# Where Excel and LibreOffice keep the number of a cell too narrow to show it.
_NUMBER_ATTRIBUTES = ("x:num", "sdval", "data-v")
_LONGEST_NAME = 1000


@define
class _Cell:
    across: int
    down: int
    is_title: bool
    hidden: bool
    number: str
    parts: list[str] = field(factory=list)
    size: int = 0
    unseen: str = ""  # an element inside it that is not to be seen, and how many of its kind are open
    depth: int = 0

    def add(self, text: str, limit: int) -> None:
        """Add what is to be seen, up to a little more than the limit."""
        if not self.unseen:
            self.size += len(text)
            self.parts.append(text if self.size <= limit else "")

    def text(self) -> str:
        """Return what a person reads, line by line."""
        text = _lines("".join(self.parts))
        # Excel fills a cell with # when its number does not fit; the number stands beside it.
        return number_cell(self.number) if self.number and text and not text.strip("#") else text


@define
class Open:
    """A table that is being read.

    Attributes:
        index: which it is, counted from 0 in the order of their beginnings.
        name: its caption, or else the heading nearest above it, or else its id.
        hidden: whether it is not to be seen.
        holds_tables: whether other tables stand in its cells.
        rows: how many rows it has so far.
        captions: what names a unit around it: its caption, headings, lines before it.
    """

    index: int
    name: str
    hidden: bool
    holds_tables: bool = False
    rows: int = 0
    captions: tuple[Caption, ...] = ()
    holds_records: bool = False
    section: str = ""
    row: list[_Cell] | None = None
    row_hidden: bool = False
    cell: _Cell | None = None
    begun: bool = False
    titles_left: int = 0
    # Cells from above, by their column: for how many rows yet, and what they hold.
    spans: dict[int, tuple[int, str]] = field(factory=dict)


@define
class Row:
    """A finished row: its cells, how many of them repeat a taller cell above, and which are too long.

    ``beyond`` says whether it has more columns than are read.
    """

    cells: Cells
    hidden: bool = False
    repeated: int = 0
    long: list[int] = field(factory=list)
    beyond: bool = False


class TooDeepError(Exception):
    """Tables stand in tables more deeply than the limit."""


class TableReader(HTMLParser):
    """Reads a page; what happens to a finished row, ``row_done`` decides.

    Attributes:
        framed: whether it only shows other files, as a workbook saved as a page does.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.framed = False
        self.limits, self._count = limits, 0
        self._open: list[Open] = []
        self._heading = ""
        self._caught: list[str] | None = None  # the text of a heading or caption that is being read
        self._skipped = ""
        self._unseen, self._depth = "", 0
        self._around = Around()

    def row_done(self, table: Open, row: Row) -> None:
        """Take a finished row of ``table``."""

    def table_done(self, table: Open) -> None:
        """Take a finished table."""

    @property
    def waiting(self) -> int:
        """How much text waits for the end of a tag or comment [1]."""
        return len(self.rawdata)

    def finish(self) -> None:
        """Close what the page has left open, as a browser does."""
        # Not close(): it tries an unfinished end again from every "<" in it. A comment ends one too, and is nothing.
        self.feed("<!-- -->")
        while self._open:
            self._end_table()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Return the end of ``<![if …]>`` as Office writes it; some versions of Python raise on others."""
        return self.parse_bogus_comment(i, report)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self._caught is not None and tag in _BLOCKS:
            self._caught.append(" ")
        if tag in _BLOCKS:
            self._around.end_line()
        if tag == "table":
            self._start_table(dict(attrs))
        elif tag in _SKIPPED:
            self._skipped = tag
        elif tag == "frameset":
            self.framed = True
        elif not self._open:
            self._start_outside(tag, dict(attrs))
        elif tag in ("td", "th"):
            self._start_cell(tag, dict(attrs))
        elif tag == "tr":
            table = self._open[-1]
            self._end_row(table)
            table.row, table.row_hidden = [], _is_hidden(dict(attrs))
        elif tag in _SECTIONS:
            self._start_section(tag)
        elif tag == "caption":
            self._caught = []
        elif (cell := self._open[-1].cell) is not None:
            self._start_inside(cell, tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag == self._skipped:
            self._skipped = ""
        elif tag in _HEADINGS and self._caught is not None:
            self._heading, self._caught = _lines("".join(self._caught)), None
            self._around.heading(tag, self._heading)
        elif not self._open:
            if tag in _BLOCKS:
                self._around.end_line()
            if tag == self._unseen:
                self._depth -= 1
                self._unseen = tag if self._depth else ""
        elif tag == "table":
            self._end_table()
        elif tag == "tr":
            self._end_row(self._open[-1])
        elif tag in ("td", "th"):
            self._end_cell(self._open[-1])
        elif tag in _SECTIONS:
            self._start_section("")
        elif tag == "caption" and self._caught is not None:
            self._name(self._open[-1], _lines("".join(self._caught)))
        elif (cell := self._open[-1].cell) is not None:
            if tag == cell.unseen:
                cell.depth -= 1
                cell.unseen = tag if cell.depth else ""
            elif tag in _BLOCKS:
                cell.add("\n", self.limits.text)

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._skipped:
            return
        if self._caught is not None and sum(map(len, self._caught)) < _LONGEST_NAME:
            self._caught.append(data[:_LONGEST_NAME])
        if not self._open:
            if not self._unseen:
                self._around.add(data)
        elif (cell := self._open[-1].cell) is not None:
            cell.add(data.replace("\n", " ").replace("\r", " "), self.limits.text)

    def handle_comment(self, data: str) -> None:
        """Take a comment: Excel keeps the name of its sheet in one, and whether the page is made of several."""
        if (found := _sheet_name(data)) and not self._heading:
            self._heading = _lines(found[1])
        self.framed = self.framed or "<x:WorksheetSource" in data

    def _start_table(self, attributes: Attributes) -> None:
        self._caught = None
        if self._open and self._open[-1].cell is None:
            # A table that was not closed, as only a cell can hold another one.
            self._end_table()
        above = self._open[-1] if self._open else None
        if above is not None and above.cell is not None:
            above.holds_tables = True
            unseen = above.hidden or above.row_hidden or above.cell.hidden or bool(above.cell.unseen)
        else:
            unseen = bool(self._unseen)
        if len(self._open) >= self.limits.nesting:
            raise TooDeepError
        name = self._heading or attributes.get("id") or ""
        self._open.append(Open(self._count, name, unseen or _is_hidden(attributes), captions=self._around.captions()))
        self._count += 1

    def _end_table(self) -> None:
        table = self._open.pop()
        self._end_row(table)
        if table.holds_records:
            self._around.end_records(table.captions)
        self.table_done(table)

    def _name(self, table: Open, caption: str) -> None:
        self._caught = None
        if caption:
            table.name, table.captions = caption, (*naming((caption,), "caption"), *table.captions)

    def _start_section(self, tag: str) -> None:
        table = self._open[-1]
        self._end_row(table)
        table.section = tag
        table.spans.clear()

    def _start_cell(self, tag: str, attributes: Attributes) -> None:
        self._caught = None
        table = self._open[-1]
        self._end_cell(table)
        if table.row is None:
            table.row, table.row_hidden = [], False
        if len(table.row) > MOST_COLUMNS:
            # It would not be read, and is not remembered.
            return
        number = next((value for name in _NUMBER_ATTRIBUTES if (value := attributes.get(name))), "")
        table.cell = _Cell(
            _span(attributes.get("colspan"), _WIDEST),
            _span(attributes.get("rowspan"), _TALLEST),
            tag == "th",
            _is_hidden(attributes),
            number if is_number(number) else "",
        )
        table.row.append(table.cell)

    def _start_inside(self, cell: _Cell, tag: str, attributes: Attributes) -> None:
        """Look at an element inside a cell for what it does to the text of it."""
        if tag in _HEADINGS:
            self._caught = []
        if tag == cell.unseen == "option":
            # The next one ends it.
            cell.unseen = ""
        if cell.unseen:
            cell.depth += tag == cell.unseen
        elif tag not in _VOID and (_is_hidden(attributes) or (tag == "option" and "selected" not in attributes)):
            cell.unseen, cell.depth = tag, 1
        elif tag in _BLOCKS:
            cell.add("\n", self.limits.text)

    def _start_outside(self, tag: str, attributes: Attributes) -> None:
        """Look at an element outside tables: a heading, or one that hides what it holds."""
        if tag in _HEADINGS:
            self._caught = []
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag not in _VOID and _is_hidden(attributes):
            self._unseen, self._depth = tag, 1

    def _end_cell(self, table: Open) -> None:
        table.cell = None

    def _end_row(self, table: Open) -> None:
        table.cell = None
        cells, table.row = table.row, None
        if cells is None:
            return
        if cells and not table.begun:
            table.begun = True
            tallest = max(cell.down for cell in cells)
            if 1 < tallest <= _TALLEST_HEADER and any(cell.across > 1 for cell in cells):
                # Excel writes no <th>: a first row whose cells are joined both ways is the upper part of a header.
                table.titles_left = tallest
        titles = table.section == "thead" or table.titles_left > 0 or all(cell.is_title for cell in cells)
        table.titles_left -= 1
        table.rows += 1
        row = _placed(table.spans, cells, titles=titles, limit=self.limits.text)
        row.hidden = table.row_hidden or any(cell.hidden for cell in cells)
        table.holds_records = self._around.add_row(row.cells) or table.holds_records
        self.row_done(table, row)


def _placed(spans: dict[int, tuple[int, str]], cells: Sequence[_Cell], *, titles: bool, limit: int) -> Row:
    """Return the row that ``cells`` make beside the taller cells above, which are in ``spans``.

    A wide title stands over each of its columns, a tall one in its first row. Of other cells a wide one fills its first
    column, and a tall one each of its rows: so do offices write a place once for all the enterprises in it.
    """
    row = Row([])
    out = row.cells

    def from_above() -> None:
        while len(out) in spans:
            place = len(out)
            left, text = spans.pop(place)
            if left > 1:
                still[place] = (left - 1, text)
            out.append(text)
            row.repeated += bool(text)

    still: dict[int, tuple[int, str]] = {}
    for cell in cells:
        from_above()
        text = cell.text()
        if cell.size > limit:
            row.long.append(len(out))
            text = ""
        across = min(cell.across, MOST_COLUMNS - len(out))
        row.beyond = row.beyond or (across < cell.across and bool(text))
        for more in range(across):
            shown = text if titles or not more else ""
            if cell.down > 1:
                still[len(out)] = (cell.down - 1, "" if titles else shown)
            out.append(shown)
    for place in sorted(spans):
        # What is left stands to the right, or under a wide cell. A row without cells of its own is not there to be
        # seen, but the taller ones pass it.
        left, text = spans[place]
        if cells and place >= len(out):
            out.extend([""] * (place - len(out)))
            out.append(text)
            row.repeated += bool(text)
        if left > 1:
            still.setdefault(place, (left - 1, text))
    spans.clear()
    spans.update(still)
    return row


def _lines(text: str) -> str:
    """Return text as a browser breaks it: blanks are one, and blank lines nothing."""
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))


def _span(text: str | None, most: int) -> int:
    """Return how far a cell spans; 0 rows means all that follow."""
    digits = (text or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(int(digits[:6]), most) or (most if most == _TALLEST else 1)


def _is_hidden(attributes: Attributes) -> bool:
    return "hidden" in attributes or _unseen_style(attributes.get("style") or "") is not None
