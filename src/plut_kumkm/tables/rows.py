"""The second pass: every record after the header as a ``Row``, with its values and what is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, repeat
from string import ascii_letters
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.base.findings import Finding, Severity
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.catalogue import Named, meanings, shown
from plut_kumkm.tables.cells import Cells, Dash, Problem, is_absent
from plut_kumkm.tables.columns import TAKEN
from plut_kumkm.tables.formats.records import Mended, has_slipped, unquoted
from plut_kumkm.tables.headers import amounts, heading, note_unit
from plut_kumkm.tables.kinds import IDENTITY, SUSPECT_LETTERS, SUSPECT_NAMES, Shape
from plut_kumkm.tables.learning import Layout, Learned
from plut_kumkm.tables.readers import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plut_kumkm.tables.columns import Column
    from plut_kumkm.tables.formats.grids import Cells as Record

_NO_YEARS: Mapping[int, Mapping[str, Any]] = MappingProxyType({})
_TWELVE = 12
_BLOCK = 512
_CODES = "kbli"
# How far the other amounts of a row must lie from an outlier to speak against it, and how near to speak for it.
_AGAINST, _FAR_AGAINST, _FOR = 10, 100, 100
_MOST_TITLES = 12
# With which a part of a printed list may be numbered.
_LETTERS = frozenset(ascii_letters)
_OUT_OF_STEP = frozenset(("record.ragged", "record.slipped", "record.quotes", "record.too_long"))


class Row:
    """One record: its number in the file (the header counted), what it is, and its values.

    ``values`` holds what is known by field; ``years`` what wide columns say of one year each; ``findings`` what could
    not be read or is doubtful. A row that is no enterprise has no values.
    """

    __slots__ = ("findings", "kind", "number", "values", "years")

    def __init__(
        self,
        number: int,
        kind: str,
        values: dict[str, Any],
        years: Mapping[int, Mapping[str, Any]] = _NO_YEARS,
        findings: Sequence[Finding] = (),
    ) -> None:
        self.number, self.kind, self.values, self.years, self.findings = number, kind, values, years, findings

    def __repr__(self) -> str:
        return f"Row({self.number}, {self.kind!r}, {len(self.values)} values)"


class _Slot(NamedTuple):
    """One used column, as the loop needs it."""

    place: int
    field: str
    cells: Cells
    times: int


class Reading:
    """How the rows of one table are made; one for each time through the file.

    Records are read by the block and their cells by the column: a loop of Python over every cell of every record would
    take three times as long.
    """

    def __init__(self, layout: Layout, learned: Learned, dash: Dash, year: int | None, header: frozenset[str]) -> None:
        self.layout, self.learned, self.year = layout, learned, year
        self.columns = {column.position: column for column in layout.used()}
        self.slots: list[_Slot] = []
        self.by_year: list[tuple[int, _Slot]] = []
        self.months: dict[tuple[int | None, str], list[_Slot]] = defaultdict(list)
        self.proxied: dict[int | None, str] = {}
        for column in self.columns.values():
            fence = learned.fences.get(column.position)
            cells = reader(column, dash=dash, fence=fence, epoch=layout.source.epoch)
            slot = _Slot(column.position, column.kind.name, cells, column.times)
            if column.month is not None:
                self.months[column.year, slot.field].append(slot)
            elif column.year is not None:
                self.by_year.append((column.year, slot))
            else:
                self.slots.append(slot)
            if column.proxy is not None and slot.field == "sales":
                self.proxied[column.year] = column.proxy
        # Codes alone may stand in several columns, those of each version in its own.
        codes = [place for place, slot in enumerate(self.slots) if slot.field == _CODES]
        self.codes = codes if len(codes) > 1 else []
        self.wide = [slot for _, slot in self.by_year] + [slot for slots in self.months.values() for slot in slots]
        yearly = (*self.slots, *(slot for _, slot in self.by_year))
        self.scaled = {column.field for column in layout.used("money") if column.unit == 1}
        self.amounts = [column.position for column in layout.used("money")]
        self.witnesses = [slot for slot in yearly if self.columns[slot.place].kind.type == "money"]
        self.shape = Shape(
            identity=tuple(
                one.position for one in layout.columns if one.field in IDENTITY and (one.used or one.why == TAKEN)
            ),
            numbering=layout.place("row_number"),
            header=header,
        )
        self.key = next((name for name in IDENTITY if layout.place(name) is not None), None)
        place = None if self.key is None else layout.place(self.key)
        # The titles over the names, which stand among them where a printed page begins anew.
        self.titles = frozenset() if place is None else frozenset(layout.columns[place].header.casefold().split(" / "))
        self.suspect = SUSPECT_LETTERS.union("Nn", *((title[0], title[0].upper()) for title in self.titles))
        # Right under a header the columns may be numbered.
        self.under_header = layout.source.before + layout.header_records + 1
        self.above: int | None = None
        self.foreign = False  # below the header of another table
        self.dragged_until = 0

    def rows(self) -> Iterator[Row]:
        """Yield every record after the header.

        Raises:
            QuoteError: the file has changed since it was learnt.
            ValidationError: the file is gone.
        """
        layout = self.layout
        with layout.records() as records:
            number = layout.skip(records)
            while block := list(islice(records, _BLOCK)):
                yield from self._block(block, number)
                number += len(block)

    def _block(self, block: list[Record], before: int) -> Iterator[Row]:
        notes: dict[int, list[Finding]] = {}
        if set(map(len, block)) != {self.layout.width} or set(map(type, block)) != {list}:
            for place, cells in enumerate(block):
                block[place], found = self._even(cells, before + place + 1)
                if found:
                    notes[place] = found
        columns = list(zip(*block, strict=True))
        problems: dict[int, list[tuple[_Slot, Problem]]] = {}
        plain, gaps = self._values(self.slots, columns, problems)
        if self.codes:
            # The last of the columns of one field is what a row has of it.
            plain[self.codes[-1]] = list(map(_together, *(plain[place] for place in self.codes)))
        wide, _ = self._values(self.wide, columns, problems)
        names = [slot.field for slot in self.slots]
        by_record: Iterable[tuple[Any, ...]] = zip(*plain, strict=True) if plain else repeat((), len(block))
        suspect, key, few = self.suspect, self.key, 1 + (self.shape.numbering is not None)
        dragged, proxied, year = self.learned.dragged, self.proxied.get(None), self.year
        number = before
        for place, known in enumerate(by_record):
            number += 1
            if gaps:
                values = {name: value for name, value in zip(names, known, strict=True) if value is not None}
            else:
                values = dict(zip(names, known, strict=True))
            extra = notes.pop(place, None) or []
            years = self._years(wide, place, number, values, extra) if wide else _NO_YEARS
            name = values.get(key) if key is not None else None
            # Nearly every record is an enterprise, and shows it by a name beside other values.
            if (
                name is None
                or len(values) + len(years) <= few
                or (name[0] in suspect and self._is_suspect(name))
                or number == self.under_header
                or values.get("row_number", "1")[0] in _LETTERS
            ):
                kind = self._kind(block[place], number)
                if kind == "header":
                    self.under_header, self.foreign = number + 1, not self._is_own_header(block[place])
                if kind != "enterprise":
                    yield Row(number, kind, {}, _NO_YEARS, [*extra, *self._skipped(kind, number, block[place])])
                    continue
            self.above = number
            if self.foreign:
                # Whose figures they are is known; of which column, year and unit is not.
                values, years = {name: values[name] for name in IDENTITY if name in values}, _NO_YEARS
                problems.pop(place, None)
                extra.append(Finding("row.under_other_header", "warning", row=number))
            if self.learned.units and self._has_unit(block[place]):
                # 5 beside "juta" is no amount of five rupiah; which columns are meant is not said.
                values = {name: value for name, value in values.items() if name not in self.scaled}
                years = {
                    one: {name: value for name, value in of.items() if name not in self.scaled}
                    for one, of in years.items()
                }
                extra.append(Finding("row.unit_in_cell", "warning", row=number))
            if place in problems:
                self._tell(problems[place], block[place], number, extra)
            if number in dragged:
                self.dragged_until = dragged[number]
            if number <= self.dragged_until:
                self._dragged(block[place], values, number, extra)
            if proxied is not None and "sales" in values:
                values["sales_kind"] = proxied
            if year is not None and "year" not in values:
                values["year"] = year
            yield Row(number, "enterprise", values, years, extra or ())

    def _values(
        self, slots: Sequence[_Slot], columns: Sequence[Sequence[str]], problems: dict[int, list[tuple[_Slot, Problem]]]
    ) -> tuple[list[list[Any]], bool]:
        """Return the values of each column, and whether one is missing; problems are noted by place."""
        found, gaps = [], False
        for slot in slots:
            values = slot.cells.many(columns[slot.place])
            kinds = set(map(type, values))
            if Problem in kinds:
                for place, value in enumerate(values):
                    if value.__class__ is Problem:
                        problems.setdefault(place, []).append((slot, value))
                        values[place] = value.value
                gaps = True
            gaps = gaps or type(None) in kinds
            if slot.times > 1:
                values = [None if value is None else value * slot.times for value in values]
            found.append(values)
        return found, gaps

    def _is_suspect(self, name: str) -> bool:
        """Return whether a name may be the word of a total, or the header come back."""
        folded = name.casefold()
        return folded[:5] in SUSPECT_NAMES or folded in self.titles or folded.replace(" ", "") in meanings()

    def _has_unit(self, cells: Record) -> bool:
        return any(note_unit(f"({cells[place]})") > 1 for place in self.learned.units)

    def _is_own_header(self, cells: Record) -> bool:
        """Return whether a header is that of the table come back, be it in other words: its units and years count."""
        if self.shape.repeats(cells):
            return True
        found = [(place, heading((cell,))) for place, cell in enumerate(cells) if not is_absent(cell)]
        own = {(place, column.field, column.unit, column.year, column.month) for place, column in self.columns.items()}
        return own <= {
            (place, one.meanings[0].field, one.unit, one.year, one.month) for place, one in found if one.meanings
        }

    def _even(self, cells: Record, number: int) -> tuple[Record, list[Finding]]:
        """Return a record with as many cells as the header, and what was done to it."""
        width = self.layout.width
        cells = unquoted(cells, self.layout.source.delimiter, width)
        found = []
        if isinstance(cells, Mended):
            code, severity, params = cells.note
            found.append(Finding(code, severity, (), params, row=number))
        if cells and len(cells) != width:
            params = {"got": len(cells), "expected": width}
            if self.layout.source.delimiter == "," and has_slipped(
                cells, width, self.amounts, untitled=self.learned.untitled
            ):
                # Which cell was cut cannot be told, so that no figure stands surely in its own column.
                cells = Mended(
                    (cell if place in self.shape.identity else "" for place, cell in enumerate(cells[:width])),
                    "record.slipped", "error", **params,
                )  # fmt: skip
                cells.lost = True
                return cells, [*found, Finding("record.slipped", "error", (), params, row=number)]
            if len(cells) < width or any(map(str.strip, cells[width:])):
                found.append(Finding("record.ragged", "warning", (), params, row=number))
            cells = cells[:width]
        return (cells if len(cells) == width else cells + [""] * (width - len(cells))), found

    def _kind(self, cells: Record, number: int) -> str:
        if isinstance(cells, Mended) and cells.lost:
            # Whoever stood there is counted, though nothing of it is known.
            return "enterprise"
        return self.shape.kind(cells, first=number == self.under_header, above=self.above is not None)

    def _skipped(self, kind: str, number: int, cells: Record) -> list[Finding]:
        """Return why a record is no enterprise; of a blank line there is nothing to say."""
        if kind == "blank":
            return []
        if kind == "continuation":
            return [Finding("row.continuation", "warning", (), {"above": self.above}, row=number)]
        if kind == "header" and not self._is_own_header(cells):
            # Too late to read what follows by it: rows may have been passed on.
            titles = tuple(excerpt(cell) for cell in cells if cell.strip())
            return [Finding("row.other_header", "error", (), {"headers": titles[:_MOST_TITLES]}, row=number)]
        if kind == "total" and self.shape.may_be_a_name(cells):
            return [Finding("row.total_or_name", "warning", row=number)]
        found = [Finding(f"row.{kind}", "info", row=number)]
        if kind in ("note", "section"):
            # Too late to be used: rows above it may have been passed on.
            unit = max(map(note_unit, cells), default=1)
            if unit > 1 and any(one.field in amounts() and one.unit != unit for one in self.columns.values()):
                found.append(Finding("row.unit_note", "warning", (), {"unit": unit}, row=number))
        return found

    def _years(
        self, wide: Sequence[Sequence[Any]], place: int, number: int, values: dict[str, Any], extra: list[Finding]
    ) -> dict[int, dict[str, Any]]:
        """Return what the columns of single years say, twelve named months added up."""
        years: dict[int, dict[str, Any]] = {}
        cells = iter(wide)
        for year, slot in self.by_year:
            value = next(cells)[place]
            if value is not None:
                if year in years:
                    years[year][slot.field] = value
                else:
                    years[year] = {slot.field: value}
        for (month_year, field), slots in self.months.items():
            amounts = [value for _ in slots if (value := next(cells)[place]) is not None]
            if len(amounts) == _TWELVE:
                target = values if month_year is None else years.setdefault(month_year, {})
                target[field] = sum(amounts)
            elif amounts:
                params = {"field": Named(field), "count": len(amounts), "missing": _TWELVE - len(amounts)}
                extra.append(Finding("row.months_gap", "warning", (field,), params, row=number))
        for proxy_year, kind in self.proxied.items():
            if proxy_year is not None and "sales" in years.get(proxy_year, ()):
                years[proxy_year]["sales_kind"] = kind
        return years

    def _tell(self, problems: list[tuple[_Slot, Problem]], cells: Record, number: int, extra: list[Finding]) -> None:
        """Turn the problems of a record into findings."""
        # A record out of step may show the name of a person under any header.
        hidden = any(one.code in _OUT_OF_STEP for one in extra)
        for slot, problem in problems:
            column = self.columns[slot.place]
            if problem.code == "cell.slip" and not self._is_slip(slot, problem.value, cells):
                continue
            personal = column.kind.personal
            params = {"got": shown(cells[slot.place], personal=personal or hidden)}
            if personal and problem.code.startswith("date."):
                # Its own messages repeat year and day.
                extra.append(self._finding("cell.personal_date", problem.severity, params, column, number))
            else:
                extra.append(self._finding(problem.code, problem.severity, params | problem.params, column, number))

    def _is_slip(self, slot: _Slot, value: int, cells: Record) -> bool:
        """Return whether the other amounts of the row let an outlier be a slip of 1,000.

        One that is too low: another amount is far larger (raw material worth ten times the product, an investment),
        and larger still where the value stands at the edge of its column, not beyond it. One that is too high: no
        other amount is of its size. A row without other amounts lets one be that stands apart from its column.
        """
        others: list[int] = [
            (_value(one.cells[cells[one.place]]) or 0) * one.times for one in self.witnesses if one.place != slot.place
        ]
        fence, largest = self.learned.fences[slot.place], max(others, default=0) // slot.times
        if value > fence.high:
            return largest * _FOR < value
        apart = value < fence.low
        return largest > value * (_AGAINST if apart else _FAR_AGAINST) or (apart and not largest)

    def _dragged(self, cells: Record, values: dict[str, Any], number: int, extra: list[Finding]) -> None:
        """Take back a code that a spreadsheet has counted on; those of other columns stay."""
        codes = [slot for slot in self.slots if slot.field == _CODES]
        kept = _together(*(_value(slot.cells[cells[slot.place]]) for slot in codes[1:]))
        values.pop(_CODES, None)
        if kept is not None:
            values[_CODES] = kept
        column = self.columns[codes[0].place]
        params = {"got": shown(cells[column.position], personal=False)}
        extra.append(self._finding("cell.kbli_dragged", "warning", params, column, number))

    def _finding(
        self, code: str, severity: Severity, params: Mapping[str, Any], column: Column, number: int
    ) -> Finding:
        return Finding(code, severity, (column.kind.name,), params, row=number, column=column.header)


def _value(read: Any) -> Any:
    return read.value if isinstance(read, Problem) else read


def _together(*codes: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """Return the codes of several cells, each once, in their order."""
    return tuple(dict.fromkeys(code for some in codes if some is not None for code in some)) or None
