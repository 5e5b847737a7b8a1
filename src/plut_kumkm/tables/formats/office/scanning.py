"""What a sheet holds besides values: how far it reaches, the errors of formulas, and formulas without a result.

The reader of workbooks takes memory for the whole rectangle that a sheet spans, two far corners are enough to ask for
a hundred gigabytes, and gives an empty text for an error. So the part of the sheet is looked at before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from attrs import define, field

from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import refuse
from plut_kumkm.tables.formats.office.looks import Places, shares_in

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.office.archive import Archive

# Columns of two letters on, rows from 300,000 on: a place that is no such one lies within _NARROW.
_FAR_COLUMNS = re.compile(rb'r="([A-Z]{2,7})[0-9]').findall
_FAR_ROWS = re.compile(rb'r="[A-Z]+([3-9][0-9]{5}|[0-9]{7,10})"').findall
_FAR = re.compile(rb'r="(?:[A-Z]{2,}[0-9]|[A-Z](?:[3-9][0-9]{5}|[0-9]{7}))').search
_NARROW = (299_999, 26)
_CELLS = re.compile(rb"<(?:[^<>\s/]+:)?c(?=[\s/>])").findall
# Not those of cells that are formatted and hold nothing: the reader of workbooks takes no memory for them.
_PLACES = re.compile(rb"""\br=["']([A-Z]{1,7})([0-9]{1,10})["'](?!(?: [a-z]+=["'][A-Za-z0-9]*["'])*+ ?/>)""").findall
_BLANK = re.compile(rb"""(?:\s+[a-z]+=["'][A-Za-z0-9]*["'])*+\s*/""").fullmatch
_CELL_OR_ROW = re.compile(rb"<(?:[^<>\s/]+:)?(c|row)(?=[\s/>])([^>]*)>")
_PLACE = re.compile(rb"""\br=["']([A-Z]{0,7})([0-9]{1,10})["']""").search
_ERROR = re.compile(rb"""<c\s([^>]*\bt=["']e["'][^>]*)>(?:\s*<f\b[^>]*?(?:/>|>[^<]*</f>))?\s*<v>([^<]*)</v>""")
_FORMULA = re.compile(rb"""<c\s([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v>([^<]*)</v>|<v\s*/>)?(?!\s*<is)""")
# A hidden row with a cell in it; the attributes of a row stand in any order.
_HIDDEN = re.compile(
    rb"""<row\s(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*\br=["']([0-9]{1,10})["'][^>]*(?<!/)>(?=\s*<c\s)"""
).findall
_TEXT_RESULT = re.compile(rb"""\bt=["'](?:str|s|inlineStr|e)["']""").search
# From one cell or row to the next there are not so many bytes: a cell that is no cell, or blanks.
_LONGEST_CELL = 1 << 23
_MOST_ERRORS = 1_000_000
# So many cells beside one another at most, as no sheet is wider.
_MOST_REPEATED = 16_384
_OPEN_CELLS = ("table-cell", "covered-table-cell")
Place = tuple[int, int]
Shares = Callable[[bytes], Iterator[bytes]] | None


@define
class Scan:
    """What was seen on a sheet; places are row and column, both from 0.

    Attributes:
        rows: rows that it spans at most.
        width: columns that it spans at most.
        errors: what stands in the cells of a row instead of a value.
        formulas: how many formulas there are.
        blank: formulas without a stored result.
        zeros: formulas whose stored result is 0.
        shares: cells whose number is shown as per cent.
        hidden: rows that hold something and are hidden, by hand or by a filter.
    """

    rows: int = 0
    width: int = 0
    errors: dict[int, dict[int, str]] = field(factory=dict)
    formulas: int = 0
    blank: list[Place] = field(factory=list)
    zeros: list[Place] = field(factory=list)
    shares: Places = field(factory=Places)
    hidden: list[int] = field(factory=list)

    def within(self, most: int) -> bool:
        """Return whether it spans so many cells at most."""
        return self.rows * self.width <= most

    def reach(self, row: int, column: int) -> None:
        """Let the sheet span a cell."""
        self.rows, self.width = max(self.rows, row + 1), max(self.width, column + 1)

    def error(self, row: int, column: int, text: str) -> None:
        """Note the error of a cell."""
        if len(self.errors) < _MOST_ERRORS:
            self.errors.setdefault(row, {})[column] = text


def letters(column: int) -> str:
    """Return the letters of a column that is counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def scan_markup(archive: Archive, name: str, most: int) -> Scan:
    """Return what is seen on a sheet of an xlsx file.

    Args:
        archive: the workbook.
        name: the part of the sheet.
        most: cells that it may span: only where it could span more is it measured exactly [sel].
    """
    # What may lie beyond the limit is measured exactly, from the start: that takes twice as long.
    exact = most < _NARROW[0] * _NARROW[1]
    shares = shares_in(archive)
    found = _markup(archive, name, most, shares, exact=exact)
    return found if exact or found.within(most) else _markup(archive, name, most, shares, exact=True)


def _markup(archive: Archive, name: str, most: int, shares: Shares, *, exact: bool) -> Scan:
    """Return what is seen on a sheet down to where it spans more than ``most`` cells, or perhaps does."""
    found = Scan()
    for piece in _whole_cells(archive, name):
        if not _is_usual(piece):
            return _markup_by_cells(archive, name, shares)
        if exact:
            places = _PLACES(piece)
            _reach(found, {column for column, _ in places}, {row for _, row in places})
        else:
            found.reach(_NARROW[0] - 1, _NARROW[1] - 1)
            if _FAR(piece):
                _reach(found, set(_FAR_COLUMNS(piece)), set(_FAR_ROWS(piece)))
        if not found.within(most):
            break
        _formulas(found, piece)
        _looks(found, piece, shares)
    return found


def _is_usual(piece: bytes) -> bool:
    """Return whether every cell is written as nearly all programs write it, so that its place can be found at once."""
    usual = piece.count(b'<c r="')
    if piece.count(b"<c") == usual and b":c" not in piece:
        return True
    # Before and after the cells there are other elements whose names begin so.
    return len(_CELLS(piece)) == usual


def _whole_cells(archive: Archive, name: str) -> Iterator[bytes]:
    """Yield the part of a sheet in pieces that do not cut through a cell."""
    rest = b""
    for piece in archive.pieces(name):
        rest += piece
        # Of a row and its first cell both are looked at together.
        cut = rest.rfind(b"<row")
        cut = cut if cut > 0 else rest.rfind(b"<c ")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_CELL:
            refuse("workbook.gap", archive.path, limit=_LONGEST_CELL)
    yield rest


def _reach(found: Scan, columns: Iterable[bytes], rows: Iterable[bytes]) -> None:
    found.width = max(found.width, max(map(_number, columns), default=-1) + 1)
    found.rows = max(found.rows, max(map(int, rows), default=0))


def _markup_by_cells(archive: Archive, name: str, shares: Shares) -> Scan:
    found = Scan()
    row = column = -1
    for piece in _whole_cells(archive, name):
        for cell in _CELL_OR_ROW.finditer(piece):
            place = _PLACE(cell[2])
            if cell[1] == b"row":
                row, column = (int(place[2]) - 1 if place else row + 1), -1
            else:
                column = _number(place[1]) if place else column + 1
                row = int(place[2]) - 1 if place else row
                if not _BLANK(cell[2]):
                    found.reach(row, column)
        _formulas(found, piece)
        _looks(found, piece, shares)
    return found


def _looks(found: Scan, piece: bytes, shares: Shares) -> None:
    if b"hidden=" in piece:
        found.hidden += [int(row) - 1 for row in _HIDDEN(piece)]
    for cell in shares(piece) if shares is not None else ():
        if place := _placed(cell):
            found.shares.add(*place)


def _formulas(found: Scan, piece: bytes) -> None:
    if b't="e"' in piece or b"t='e'" in piece:
        for cell in _ERROR.finditer(piece):
            if place := _placed(cell[1]):
                found.error(*place, excerpt(cell[2].decode("utf-8", "replace")))
    if b"<f" not in piece:
        return
    for cell in _FORMULA.finditer(piece):
        found.formulas += 1
        if _TEXT_RESULT(cell[1]) or (place := _placed(cell[1])) is None:
            continue
        if not cell[2]:
            found.blank.append(place)
        elif cell[2] == b"0":
            found.zeros.append(place)


def _placed(attributes: bytes) -> Place | None:
    place = _PLACE(attributes)
    return None if place is None else (int(place[2]) - 1, _number(place[1]))


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number - 1


def scan_open_document(archive: Archive) -> dict[str, Scan]:
    """Return what is seen on the sheets of an ods file, by their names; they all stand in one part."""
    watcher = _OpenDocument()
    archive.parse("content.xml", watcher.start, EndElementHandler=watcher.end, CharacterDataHandler=watcher.text)
    return watcher.sheets


class _OpenDocument:
    """Follows the cells of the tables of an ods file; rows and cells may be said to repeat."""

    def __init__(self) -> None:
        self.sheets: dict[str, Scan] = {}
        self.found = Scan()
        self.row, self.column, self.rows = 0, 0, 1
        self.hides = False
        self.cell: Mapping[str, str] | None = None
        self.words: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self.found = self.sheets.setdefault(attributes.get("table:name", ""), Scan())
            self.row = 0
        elif name == "table-row":
            self.rows, self.column = _repeated(attributes.get("table:number-rows-repeated")), 0
            self.hides = attributes.get("table:visibility") in ("collapse", "filter")
        elif name in _OPEN_CELLS:
            self.cell, self.words = attributes, []

    def text(self, data: str) -> None:
        if self.cell is not None:
            self.words.append(data)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "table-row":
            self.row += self.rows
        elif self.cell is not None and name in _OPEN_CELLS:
            self._cell(self.cell, "".join(self.words).strip())
            self.cell = None

    def _cell(self, cell: Mapping[str, str], text: str) -> None:
        times = _repeated(cell.get("table:number-columns-repeated"))
        typed, formula = "office:value-type" in cell, "table:formula" in cell
        if typed or text or formula:
            self.found.reach(self.row + self.rows - 1, self.column + times - 1)
            if self.hides and self.found.hidden[-1:] != [self.row]:
                self.found.hidden.append(self.row)
            if cell.get("office:value-type") == "percentage":
                for column in range(self.column, self.column + min(times, _MOST_REPEATED)):
                    self.found.shares.add(self.row, column, self.rows)
            if cell.get("calcext:value-type") == "error":
                self.found.error(self.row, self.column, excerpt(text) or "#N/A")
            elif formula and not typed:
                self.found.blank.append((self.row, self.column))
        self.column += times


def _repeated(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 1


def named(places: Iterable[Place], most: int = 5) -> tuple[str, ...]:
    """Return the first places as a spreadsheet writes them.

    >>> named([(2, 3), (3, 3)])
    ('D3', 'D4')
    """
    return tuple(f"{letters(column)}{row + 1}" for row, column in islice(places, most))
