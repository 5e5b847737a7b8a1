"""The records of a text file, one list of cells each: none lost, and what had to be mended is said."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Severity
from plut_kumkm.tables.formats.grids import Cells
from plut_kumkm.tables.formats.values import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

Note = tuple[str, Severity, dict[str, Any]]

# A quoted cell may hold line breaks. One that runs on for longer is a quote that was never closed.
LONGEST_RECORD = 30
# So many keys are no table, but a tree written as one object a line.
_MOST_KEYS = 2000
# An amount in groups of three digits, cut at its commas: its first group, and one of the others.
_FIRST_GROUP = re.compile(r"-?(?:rp\.?\s*)?[0-9]{1,3}", re.IGNORECASE).fullmatch
_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]+)?").fullmatch
_FIGURE = re.compile(r"[0-9.]*[0-9]").fullmatch


class Mended(Cells):
    """A record that was not what it should be; ``note`` says why."""

    __slots__ = ("lost", "note")

    def __init__(self, cells: Iterable[str], code: str, severity: Severity = "warning", **params: Any) -> None:
        super().__init__(cells)
        self.note: Note = (code, severity, params)
        self.lost = False


class QuoteError(Exception):
    """A quote is out of place: the file has to be read line by line."""


def csv_records(file: TextIO, delimiter: str, width: int) -> Iterator[Cells]:
    """Yield the records of a file whose quotes are in order, at full speed.

    Raises:
        QuoteError: they are not, and records may have run into one another.
    """
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    lines = 0
    while True:
        try:
            block = list(islice(reader, 512))
        except csv.Error:
            raise QuoteError from None
        if not block:
            return
        if reader.line_num - lines > len(block) and any(_ran_on(cells, width) for cells in block):
            raise QuoteError
        lines = reader.line_num
        yield from block


def careful_records(file: TextIO, delimiter: str, width: int) -> Iterator[Cells]:
    """Yield the records of a file with stray quotes: line by line, unless a cell spans lines and the width fits."""
    waiting: list[str] = []
    lines = iter(file)
    while True:
        line = waiting.pop() if waiting else next(lines, "")
        if not line:
            return
        cells = _strictly([line], delimiter)
        taken = [line]
        if cells is None and line.count('"') % 2:
            while cells is None and len(taken) < LONGEST_RECORD:
                more = waiting.pop() if waiting else next(lines, "")
                if not more:
                    break
                taken.append(more)
                cells = _strictly(taken, delimiter)
                if cells is not None and width and len(cells) != width:
                    cells = None
                    break
            if cells is None:
                waiting.extend(reversed(taken[1:]))
        yield _loosely(line, delimiter, width) if cells is None else cells


def unquoted(cells: Cells, delimiter: str | None, width: int) -> Cells:
    """Return the cells of a record that was quoted as one field, or ``cells`` as they are.

    >>> unquoted(['1,"Toko, A",5'], ",", 3)
    ['1', 'Toko, A', '5']
    """
    if delimiter is None or width < 2 or len(cells) != 1 or delimiter not in cells[0]:
        return cells
    inner = _strictly([cells[0]], delimiter)
    return Mended(inner, "record.quoted_whole", "info") if inner is not None else cells


def has_slipped(cells: Sequence[str], width: int, figures: Iterable[int], *, untitled: bool) -> bool:
    """Return whether a comma within a cell has cut a record that is longer than its header.

    Either an amount stands in groups of three digits over several cells, from one of the places ``figures`` on, or a
    figure was pushed behind the last column. That is no sign where most records have such a cell: it is ``untitled``.

    >>> has_slipped(["Toko A", "1", "500", "000"], 2, [1], untitled=False)
    True
    >>> has_slipped(["Toko A", "1500000", "cek lagi"], 2, [1], untitled=False)
    False
    """
    if len(cells) <= width or not cells[width].strip():
        return False
    if any(_FIRST_GROUP(cells[place].strip()) and _GROUP(cells[place + 1].strip()) for place in figures):
        return True
    return not untitled and any(_FIGURE(cell.strip()) for cell in cells[width:])


def json_records(file: TextIO, keys: Mapping[str, int]) -> Iterator[Cells]:
    """Yield the records of a JSON Lines file, cells in the order of ``keys``; what cannot be read is noted, not lost.

    Blank lines are records without cells.
    """
    empty = [""] * len(keys)
    for line in file:
        if not line.strip():
            yield []
            continue
        found = _json_object(line)
        if isinstance(found, str):
            broken = Mended(empty, found, "error")
            broken.lost = True
            yield broken
            continue
        cells = list(empty)
        nested = []
        for key, value in found.items():
            if isinstance(value, dict | list):
                nested.append(key)
            elif value is not None and key in keys:
                cells[keys[key]] = cell_of(value)
        yield Mended(cells, "record.json_nested", "warning", keys=tuple(nested)) if nested else cells


def json_keys(file: TextIO) -> list[str] | None:
    """Return every key of a JSON Lines file in the order in which they appear; ``None`` when there are too many."""
    keys: dict[str, None] = {}
    for line in file:
        found = _json_object(line) if line.strip() else ""
        if isinstance(found, dict):
            keys.update(dict.fromkeys(found))
            if len(keys) > _MOST_KEYS:
                return None
    return list(keys)


def open_records(
    file: TextIO, delimiter: str | None, width: int, keys: Sequence[str], *, careful: bool
) -> Iterator[Cells]:
    """Yield the records of an open ``file``, of JSON Lines without ``delimiter``; ``careful`` after ``QuoteError``."""
    if delimiter is None:
        return json_records(file, {key: place for place, key in enumerate(keys)})
    return (careful_records if careful else csv_records)(file, delimiter, width)


def _ran_on(cells: Cells, width: int) -> bool:
    """Return whether a quote that was never closed has swallowed the lines of this record."""
    breaks = sum(cell.count("\n") for cell in cells)
    return breaks >= LONGEST_RECORD or (breaks > 0 and width > 0 and len(cells) != width)


def _strictly(lines: Sequence[str], delimiter: str) -> Cells | None:
    """Return the one record that ``lines`` are, or ``None``."""
    try:
        records = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def _loosely(line: str, delimiter: str, width: int) -> Cells:
    """Return the cells of a line whose quotes make no sense: quotes kept as letters, or dropped where that fits."""
    plain = line.rstrip("\r\n").split(delimiter)
    try:
        loose = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), plain)
    except csv.Error:
        return Mended(plain, "record.too_long")
    return Mended(loose if len(loose) == width else plain, "record.quotes")


def _json_object(line: str) -> dict[str, Any] | str:
    """Return the object of a line, or the code that says why there is none."""
    try:
        # Numbers stay text: 1e9 is not made a float, and a number of 5,000 digits costs nothing.
        found = json.loads(
            line, parse_int=str, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_pairs
        )
    except _DuplicateKeyError:
        return "record.json_duplicate_key"
    except (ValueError, RecursionError, ArithmeticError):
        return "record.json_bad"
    return found if isinstance(found, dict) else "record.json_no_object"


class _DuplicateKeyError(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKeyError
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)
