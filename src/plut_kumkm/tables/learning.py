"""The first pass: what only the whole file can tell, in memory that does not grow with it.

Which decimal mark the cells of a column prove; between which amounts a column lies; codes that a spreadsheet has
dragged on; which records prove the encoding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from itertools import islice
from math import log10
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, evolve, field

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.money import Mark, settles
from plut_kumkm.tables.catalogue import shown
from plut_kumkm.tables.cells import Fence
from plut_kumkm.tables.formats.records import unquoted
from plut_kumkm.tables.headers import note_unit
from plut_kumkm.tables.readers import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from plut_kumkm.tables.columns import Column
    from plut_kumkm.tables.formats.grids import Cells, Source

_BLOCK = 1024
_SHAPE = str.maketrans("23456789", "11111111")
_MOST_SHAPES = 4096
# Cells kept for the fences: of every n-th record, n doubled whenever the sample is full.
_SAMPLE = 4096
_FEWEST_FOR_FENCE = 40
# Slips are rare. Where more than one in fifty (and than three) lie beyond a fence, they are another kind of enterprise.
_RARE = 50
# A run of codes that rise by one beside one unchanged title: three may be chance in a sorted list, so four.
_SHORTEST_RUN, _MOST_RUNS = 4, 10_000
_MOST_PROOFS = 10
# So many records at the end are looked at for a note on the unit; signatures may follow it.
_TAIL = 40
NUMBERS = ("money", "count", "fraction")
_YEARLIKE = ("date", "founded", "year")


class Layout(NamedTuple):
    """How the records of a file are laid out, as the second pass and the first both need it."""

    source: Source
    columns: tuple[Column, ...]
    header_records: int
    keys: tuple[str, ...]
    careful: bool

    def records(self) -> AbstractContextManager[Iterator[Cells]]:
        """Return the records from the start, as a context."""
        return self.source.records(self.width, self.keys, careful=self.careful)

    def skip(self, records: Iterator[Cells]) -> int:
        """Return the row of the last record of the header, once ``records`` stand behind it."""
        return self.source.before + sum(1 for _ in islice(records, self.header_records))

    @property
    def width(self) -> int:
        """How many cells a record has [1]."""
        return len(self.columns)

    def used(self, *types: str) -> list[Column]:
        """Return the used columns, of these types or of all."""
        return [column for column in self.columns if column.used and (not types or column.kind.type in types)]

    def place(self, name: str) -> int | None:
        """Return where the column of a field stands, the first if there are several."""
        return next((column.position for column in self.columns if column.used and column.field == name), None)


@define
class Learned:
    """What the first pass found."""

    decimals: dict[int, Mark | None] = field(factory=dict)
    fences: dict[int, Fence] = field(factory=dict)
    dragged: dict[int, int] = field(factory=dict)  # first record of a run → the last
    filled: frozenset[int] = frozenset()
    untitled: bool = False  # most records have something behind their last column
    unit_below: int = 1  # that a note under the table names
    units: tuple[int, ...] = ()  # places of columns that name the unit of each row
    findings: list[Finding] = field(factory=list)


def learn(layout: Layout) -> Learned:
    """Read the file once and return what it tells.

    Raises:
        QuoteError: it must be read line by line.
        ValidationError: it cannot be opened any more.
    """
    marks = [_Marks(column) for column in layout.used(*NUMBERS)]
    zeros = {column.position: 0 for column in layout.used(*_YEARLIKE)}
    sample = _Sample(layout)
    runs = _Runs(layout)
    proofs: list[int] = []
    filled: set[int] = set()
    longer = 0
    tail: deque[Cells] = deque(maxlen=_TAIL)
    with layout.records() as records:
        before = number = layout.skip(records)
        while block := list(islice(records, _BLOCK)):
            tail.extend(block[-_TAIL:])
            longer += sum(len(cells) > layout.width and bool(cells[layout.width].strip()) for cells in block)
            if layout.source.encoding == "cp1252":
                _prove(block, number, proofs)
            rows = _even(block, layout)
            columns: list[Sequence[str]] = list(zip(*rows, strict=True))
            filled.update(
                place for place, cells in enumerate(columns) if place not in filled and any(map(str.strip, set(cells)))
            )
            for one in marks:
                one.add(columns[one.column.position], number)
            for place in zeros:
                zeros[place] += sum(columns[place].count(cell) for cell in set(columns[place]) if cell.strip() == "0")
            sample.add(rows, number)
            runs.add(columns, number)
            number += len(block)
    found = Learned(dragged=runs.found(), filled=frozenset(filled), untitled=2 * longer > number - before)
    notes = (cells for cells in tail if sum(map(bool, map(str.strip, cells))) == 1)
    found.unit_below = max((note_unit(cell) for cells in notes for cell in cells), default=1)
    for one in marks:
        found.decimals[one.column.position] = one.settled
        found.findings += one.findings()
    for column in layout.used(*_YEARLIKE):
        if count := zeros[column.position]:
            found.findings.append(Finding("column.zero_as_missing", "info", (), {"count": count}, column=column.header))
    found.fences = sample.fences(found.decimals)
    if proofs:
        params = {"records": tuple(proofs), "count": len(proofs)}
        found.findings.append(Finding("table.windows_1252", "info", (), params, row=proofs[0]))
    return found


def _even(block: Sequence[Cells], layout: Layout) -> list[Cells]:
    """Return the records with as many cells as the header has."""
    width = layout.width
    if all(len(cells) == width for cells in block):
        return list(block)
    rows = (unquoted(cells, layout.source.delimiter, width) for cells in block)
    return [cells[:width] + [""] * (width - len(cells)) for cells in rows]


def _prove(block: Iterable[Cells], before: int, proofs: list[int]) -> None:
    """Add the records that no UTF-8 text can hold."""
    for number, cells in enumerate(block, before + 1):
        text = "".join(cells)
        if len(proofs) < _MOST_PROOFS and not text.isascii():
            try:
                text.encode("cp1252", "replace").decode("utf-8")
            except UnicodeDecodeError:
                proofs.append(number)


class _Marks:
    """Which decimal mark the cells of a column prove, by their shapes: digits matter only as zero or not."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.shapes: dict[str, Mark | None] = {}
        self.first: dict[Mark, tuple[int, str]] = {}
        self.with_rp = 0

    def add(self, cells: Sequence[str], before: int) -> None:
        # In the order of the file: the example that a finding shows is then the same on every machine.
        for cell in dict.fromkeys(cells):
            if cell.isdigit():
                continue
            shape = cell.translate(_SHAPE)
            if shape not in self.shapes:
                mark = settles(shape)
                if len(self.shapes) < _MOST_SHAPES:
                    self.shapes[shape] = mark
            else:
                mark = self.shapes[shape]
            if mark is not None and mark not in self.first:
                self.first[mark] = (before + 1 + cells.index(cell), cell)
            if self.column.unit > 1 and "rp" in shape.casefold() and "1" in shape:
                self.with_rp += cells.count(cell)

    @property
    def settled(self) -> Mark | None:
        return next(iter(self.first)) if len(self.first) == 1 else None

    def findings(self) -> list[Finding]:
        found = []
        if len(self.first) > 1:
            params: dict[str, Any] = {}
            for name, mark in (("point", "."), ("comma", ",")):
                row, cell = self.first[mark]  # type: ignore[index]  # the two keys of two
                params |= {f"{name}_row": row, name: shown(cell, personal=False)}
            found.append(Finding("column.marks_disagree", "warning", (), params, column=self.column.header))
        if self.with_rp and self.column.kind.type == "money":
            params = {"count": self.with_rp, "unit": self.column.unit}
            found.append(Finding("column.rupiah_under_unit", "warning", (), params, column=self.column.header))
        return found


class _Sample:
    """Amounts of an even sample of the records, for the fences of their columns."""

    def __init__(self, layout: Layout) -> None:
        self.columns = layout.used("money")
        self.places = [column.position for column in self.columns]
        self.rows: list[tuple[str, ...]] = []
        self.stride = 1

    def add(self, rows: Sequence[Cells], before: int) -> None:
        if not self.places:
            return
        places, start = self.places, -before % self.stride
        self.rows += [tuple([cells[place] for place in places]) for cells in rows[start :: self.stride]]
        while len(self.rows) > _SAMPLE:
            self.rows = self.rows[::2]
            self.stride *= 2

    def fences(self, decimals: dict[int, Mark | None]) -> dict[int, Fence]:
        found = {}
        for place, column in enumerate(self.columns):
            read = reader(evolve(column, decimal=decimals[column.position]))
            amounts = [value for row in self.rows if (value := _amount(read[row[place]])) > 0]
            if len(amounts) >= _FEWEST_FOR_FENCE:
                found[column.position] = _fence(sorted(amounts), at_edge=not column.kind.table)
        return found


def _amount(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _fence(amounts: Sequence[int], *, at_edge: bool) -> Fence:
    """Return Tukey's fences on the logarithms, one and a half quartile ranges out, and the middle nine tenths.

    Sales are spread over powers of ten, so that a slip of 1,000 stands out on a logarithmic scale only. What lies
    outside is not wrong by that: a factor of 1,000 must also bring it among its neighbours, and the other amounts of
    its own row must not speak for it (see ``rows``). With ``at_edge`` the lowest twentieth is looked at as well: not
    for costs, which are often small beside what they are spent on.
    """
    last = len(amounts) - 1
    logs = {share: log10(amounts[last * share // 100]) for share in (25, 75)}
    reach = (logs[75] - logs[25]) * 1.5
    # Beyond 10**18 no amount is read: a higher fence has nothing to hold.
    low, high = (int(10 ** min(power, 18.0)) for power in (logs[25] - reach, logs[75] + reach))
    most = max(3, len(amounts) // _RARE)
    if bisect_left(amounts, low) > most:
        low = 0
    if len(amounts) - bisect_right(amounts, high) > most:
        high = 10**18
    bulk_low, bulk_high = amounts[last * 5 // 100], amounts[last * 95 // 100]
    return Fence(low, max(low, bulk_low) if low and at_edge else low, high, bulk_low, bulk_high)


class _Runs:
    """Codes that rise by one from record to record while the title beside them stays: dragged by a spreadsheet."""

    def __init__(self, layout: Layout) -> None:
        self.code, title = layout.place("kbli"), layout.place("kbli_title")
        self.title = title if title is not None else layout.place("activity")
        self.last: tuple[int, str] | None = None
        self.start = 0
        self.runs: dict[int, int] = {}
        self.record = 0

    def add(self, columns: Sequence[Sequence[str]], before: int) -> None:
        if self.code is None or self.title is None:
            return
        number = before
        for code, title in zip(columns[self.code], columns[self.title], strict=True):
            number += 1
            digits = code.strip()
            now = (int(digits), title.strip()) if len(digits) == 5 and digits.isascii() and digits.isdigit() else None
            if now is None or not now[1] or self.last is None or now != (self.last[0] + 1, self.last[1]):
                self._end(number - 1)
                self.start = number
            self.last = now
        self.record = number

    def _end(self, last: int) -> None:
        # The first code of a run was typed; it is the next ones that were dragged.
        if self.start and last - self.start + 1 >= _SHORTEST_RUN and len(self.runs) < _MOST_RUNS:
            self.runs[self.start + 1] = last

    def found(self) -> dict[int, int]:
        self._end(self.record)
        return self.runs
