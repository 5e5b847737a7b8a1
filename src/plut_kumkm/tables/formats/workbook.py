"""Workbooks (xlsx, xlsm, xlsb, xls, ods): each sheet as a grid, its formulas as they were last calculated.

Needs python-calamine (extra ``excel``). Macros are not run, links to other files not followed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import naming, refuse
from plut_kumkm.tables.formats.office import binary
from plut_kumkm.tables.formats.office.archive import Archive
from plut_kumkm.tables.formats.office.blocks import HEAD, Block, Run
from plut_kumkm.tables.formats.office.compound import scan_old
from plut_kumkm.tables.formats.office.scanning import (
    Scan,
    letters,
    named,
    scan_markup,
    scan_open_document,
)
from plut_kumkm.tables.formats.reasons import Reason
from plut_kumkm.tables.formats.values import trimmed

if TYPE_CHECKING:
    from pathlib import Path

    from plut_kumkm.tables.formats.grids import Caption, Cells, Limits

_OLE = b"\xd0\xcf\x11\xe0"
# The stream in which Office keeps a workbook with a password; its name stands in the first directory sectors.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# From here on a number has more digits than a spreadsheet keeps: it fills up with zeros.
_FIFTEEN_DIGITS, _EXACT = 10.0**15, 2.0**53
# Where Excel and LibreOffice keep macros.
_MACROS = ("xl/vbaproject.bin", "xl/macrosheets/", "basic/")
_TRUE = ("1", "true")
# Day 0 of the two ways in which Excel counts days; the first holds from March 1900 on.
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_MOST_NAMED = 5
# What a sheet of Excel or LibreOffice has; a place beyond it was never written by either.
_MOST_COLUMNS = 16_384
_ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "xlsb": (".xlsb",), "ods": (".ods",), "xls": (".xls",)}

Span = tuple[tuple[int, int], tuple[int, int]]


class Workbook:
    """An open workbook; what it reads of a sheet is held by the sheet."""

    def __init__(self, path: Path, kind: str, limits: Limits) -> None:
        self.path, self.kind, self.limits = path, kind, limits
        self.parts: dict[str, str] = {}
        self.scans: dict[str, Scan] = {}
        self.old: list[Scan] = []
        self.uncalculated = False
        self.epoch: dt.date | None = None
        self.notes: tuple[Finding, ...] = ()
        if kind != "xls":
            self._check()
        else:
            if path.stat().st_size > limits.unpacked:
                refuse("workbook.unpacked", path, limit=limits.unpacked)
            self.old = scan_old(path)
        self.calamine = self._opened()

    def _check(self) -> None:
        with Archive(self.path, self.limits) as archive:
            archive.check()
            if self.kind == "xlsx":
                self.parts = archive.sheets()
                self.epoch = _EPOCH
                archive.parse("xl/workbook.xml", self._properties)
            elif self.kind == "xlsb":
                self.parts = binary.sheets(archive)
            else:
                # Here all sheets are read when the file is opened.
                self.scans = scan_open_document(archive)
                for name, found in self.scans.items():
                    self._within(found.rows, found.width, name)
            if any(name.startswith("xl/externallinks/") and name.endswith((".xml", ".bin")) for name in archive.names):
                self.notes = (Finding("workbook.links", "info"),)
            if any(name.startswith(_MACROS) for name in archive.names):
                self.notes += (Finding("workbook.macros", "info"),)

    def _properties(self, name: str, attributes: Mapping[str, str]) -> None:
        # Who asks that everything be calculated when the file is opened has not calculated it.
        if name == "calcPr" and attributes.get("fullCalcOnLoad") in _TRUE:
            self.uncalculated = True
        if name == "workbookPr" and attributes.get("date1904") in _TRUE:
            self.epoch = _EPOCH_1904

    def _opened(self) -> Any:
        try:
            import python_calamine as calamine
        except ModuleNotFoundError:
            refuse("workbook.engine", self.path)
        # By its name calamine would take an .xls for what its name says.
        named_right = self.path.suffix.casefold() in _ENDINGS[self.kind]
        with self._refusing(calamine.PasswordError, calamine.CalamineError):
            return calamine.load_workbook(self.path if named_right else BytesIO(self.path.read_bytes()))

    @contextmanager
    def _refusing(self, password: type[Exception], other: type[Exception]) -> Generator[None, None, None]:
        """Refuse the workbook when calamine cannot read it, whatever it raises."""
        try:
            yield
        except password:
            refuse("workbook.password", self.path)
        except (other, OSError, ValueError) as error:
            refuse("workbook.damaged", self.path, reason=excerpt(str(error)))
        except BaseException as error:
            # A panic of Rust: no Exception, and without a name that could be imported.
            if type(error).__name__ != "PanicException":
                raise
            refuse("workbook.damaged", self.path, reason=excerpt(str(error)))

    def sheet(self, number: int, name: str) -> tuple[Any, Scan]:
        """Return a sheet of calamine, and what else is seen on it.

        Raises:
            ValidationError: it is damaged, or spans more cells than the limit.
        """
        import python_calamine as calamine

        found = self.old[number] if number < len(self.old) else self.scans.get(name) or Scan()
        if self.kind in ("xlsx", "xlsb"):
            with Archive(self.path, self.limits) as archive:
                part = self.parts.get(name)
                if not part:
                    archive.damaged(Reason("sheet_missing"))
                elif self.kind == "xlsx":
                    found = scan_markup(archive, part, self.limits.of_sheet)
                else:
                    found = binary.scan_binary(archive, part)
        self._within(found.rows, found.width, name)
        with self._refusing(calamine.PasswordError, calamine.CalamineError):
            sheet = self.calamine.get_sheet_by_index(number)
        self._within(sheet.total_height + 1, sheet.total_width + 1, name)
        return sheet, found

    def _within(self, rows: int, width: int, name: str) -> None:
        # The reader takes memory for the whole rectangle. What could not be told apart from a narrow sheet is one.
        if rows * width > self.limits.of_sheet:
            corner = f"{letters(width - 1)}{rows}"
            refuse("workbook.cells", self.path, sheet=excerpt(name), limit=self.limits.of_sheet, corner=corner)
        if width > _MOST_COLUMNS:
            refuse("workbook.damaged", self.path, reason=f"{letters(width - 1)}{rows}")


class SheetGrid:
    """One sheet; it is read when it is first asked for, and ``release`` lets it go again."""

    header_records: int | None = None

    def __init__(self, book: Workbook, number: int, metadata: Any) -> None:
        self._book, self._number, self._metadata = book, number, metadata
        self._sheet: Any = None
        self._scan = Scan()
        self._void: dict[int, dict[int, str]] = {}

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return str(self._metadata.name)

    @property
    def captions(self) -> tuple[Caption, ...]:
        """What names the unit of its amounts: its name may."""
        return naming((self.name,), "sheet")

    @property
    def hidden(self) -> bool:
        """Whether the workbook hides it."""
        return str(self._metadata.visible) != "SheetVisibleEnum.Visible"

    @property
    def epoch(self) -> dt.date | None:
        """The day from which the workbook counts its days, where it says so."""
        return self._book.epoch

    @property
    def is_table(self) -> bool:
        """Whether it is a sheet of cells, not a chart."""
        return str(self._metadata.typ) == "SheetTypeEnum.WorkSheet"

    def _load(self) -> Any:
        if self._sheet is None:
            self._sheet, self._scan = self._book.sheet(self._number, self.name)
            self._void = self._scan.errors
            if self._is_uncalculated:
                # Not the 0 that stands there: nobody has calculated it.
                for row, column in self._scan.zeros:
                    self._void.setdefault(row, {})[column] = ""
        return self._sheet

    @property
    def _is_uncalculated(self) -> bool:
        """Whether every number of a formula is a 0 that a program wrote which does not calculate."""
        return self._book.uncalculated and 0 < len(self._scan.zeros) == self._scan.formulas

    def release(self) -> None:
        """Let go of what was read; the rest of the workbook stays open as long as another sheet needs it."""
        self._sheet, self._void = None, {}

    @property
    def spans(self) -> tuple[Span, ...]:
        """Merged cells: first and last place of each, counted from 0; none where the format does not tell."""
        return tuple(getattr(self._load(), "merged_cell_ranges", None) or ())

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of the sheet as a whole."""
        return self.about(None)

    def about(self, block: Block | None) -> tuple[Finding, ...]:
        """Return what is to be said of the sheet, or of a table on it: formulas without a result, links."""
        found = list(self._book.notes)
        zeros = self._scan.zeros if self._is_uncalculated else []
        if rows := [row for row in self._scan.hidden if block is None or block.top <= row < block.bottom]:
            params = {"count": len(rows), "rows": tuple(str(row + 1) for row in rows[:_MOST_NAMED])}
            found.append(Finding("workbook.hidden_rows", "warning", (), params, row=rows[0] + 1))
        for places, code in ((self._scan.blank, "workbook.formula_blank"), (zeros, "workbook.formula_zero")):
            if here := [place for place in places if block is None or block.holds(*place)]:
                params = {"count": len(here), "cells": named(here)}
                found.append(Finding(code, "error", (), params, row=here[0][0] + 1))
        return tuple(found)

    def records(self) -> Iterator[Cells]:
        """Return the rows, trailing empty cells left out."""
        return map(trimmed, self.rows(0, None, 0, None))

    def rows(self, top: int, bottom: int | None, left: int, right: int | None) -> Iterator[Cells]:
        """Yield the rows from ``top`` to before ``bottom``, each with the cells from ``left`` to before ``right``."""
        for number, row in enumerate(self._rows(top, bottom), top):
            cells = _cells(row)
            for place in self._scan.shares.of(number):
                if place < len(row) and row[place].__class__ is float:
                    cells[place] = _share(row[place])
            if number in self._void:
                for place, text in self._void[number].items():
                    if place < len(cells):
                        cells[place] = text
            yield cells if left == 0 and (right is None or right == len(cells)) else cells[left:right]

    def runs(self) -> Iterator[Run]:
        """Yield the runs of rows between blank ones; of most rows nothing but that is looked at."""
        start, width, number = 0, 0, 0
        head: list[Cells] = []
        for number, row in enumerate(self._rows(), 1):
            if row.count("") == len(row):
                if head:
                    yield Run(start, number - 1, head, width)
                    head, width = [], 0
                continue
            if len(head) < HEAD:
                start = start if head else number - 1
                head.append(trimmed(_cells(row)))
            if width < len(row):
                rest = row[width:]
                while rest and rest[-1] == "":
                    rest.pop()
                width += len(rest)
        if head:
            yield Run(start, number, head, width)

    def is_blank(self, top: int, bottom: int, places: Sequence[int]) -> bool:
        """Return whether columns hold nothing between two rows."""
        return all(row[place] == "" for row in self._rows(top, bottom) for place in places)

    def _rows(self, top: int = 0, bottom: int | None = None) -> Iterator[list[Any]]:
        """Return rows of values, column A first: calamine leaves out what is empty on the left, but not above."""
        sheet = self._load()
        if sheet.start is None:
            # Of a sheet without cells older versions of calamine give no rows but a panic.
            return iter(())
        rows = islice(sheet.iter_rows(), top, bottom)
        left = [""] * sheet.start[1]
        return ([*left, *row] for row in rows) if left else rows


def grids(path: Path, kind: str, limits: Limits) -> tuple[SheetGrid, ...]:
    """Return the sheets of cells of a workbook, in its order.

    Args:
        path: the file.
        kind: "xlsx" (also with macros), "xlsb", "xls" or "ods", as its first bytes say.
        limits: how much is read.

    Raises:
        ValidationError: it has a password, is damaged or too large, or python-calamine is not installed.
    """
    book = Workbook(path, kind, limits)
    sheets = [SheetGrid(book, number, one) for number, one in enumerate(book.calamine.sheets_metadata)]
    return tuple(sheet for sheet in sheets if sheet.is_table)


def kind_of(path: Path, head: bytes, limits: Limits) -> str | None:
    """Return which kind of workbook an archive or compound file is by its content; ``None`` when it is none.

    Raises:
        ValidationError: it is a workbook with a password, or a damaged archive.
    """
    if head.startswith(_OLE):
        with path.open("rb") as file:
            if _ENCRYPTED in file.read(1 << 20):
                refuse("workbook.password", path)
        return "xls"
    with Archive(path, limits) as archive:
        return archive.kind


def _cells(row: Sequence[Any]) -> Cells:
    return [
        cell if cell.__class__ is str else _number(cell) if cell.__class__ is float else _text(cell) for cell in row
    ]


def _text(value: Any) -> str:
    """Return a value as the text of a cell: what a person would type, the decimal mark a comma."""
    if value is True or value is False:
        return "ya" if value else "tidak"
    if isinstance(value, dt.datetime):
        # Midnight is what a day without a time is to a spreadsheet.
        return value.date().isoformat() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, dt.timedelta):
        hours, rest = divmod(value // dt.timedelta(seconds=1), 3600)
        return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
    return str(value)


def _share(value: float) -> str:
    """Return a number of a cell that is shown as per cent, as a person reads it: 12% is kept as 0.12."""
    shown = Decimal(f"{value:.15g}") * 100
    return f"{_marked(f'{shown.normalize():f}')}%"


def _number(value: float) -> str:
    if -_FIFTEEN_DIGITS < value < _FIFTEEN_DIGITS:
        if (whole := int(value)) == value:
            return str(whole)
    elif value != value or not (value % 10 and -_EXACT < value < _EXACT):
        # Its last digits are lost: shown as a spreadsheet shows it.
        return f"{value:.5E}".replace(".", ",")
    else:
        return str(int(value))
    text = f"{value:.15g}"  # 0.1 + 0.2 is 0.3 to whoever typed it
    if "e" in text:
        text = f"{value:.20f}".rstrip("0")
    return _marked(text)


def _marked(text: str) -> str:
    """Return a number with its decimal mark as a comma: not three digits after it, which could be thousands."""
    whole, _, tail = text.partition(".")
    return f"{whole},{tail}0" if len(tail) == 3 else f"{whole},{tail}" if tail else whole
