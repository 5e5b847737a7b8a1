"""One record of a plan's table, taken apart: the parts that it names, its indicators, figures, money and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.money import Mark
from plut_kumkm.base.periods import Period, parse_period
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.reading.cells import (
    Cell,
    entries,
    lines_of,
    read_cell,
    read_code,
    read_money,
    settled,
)
from plut_kumkm.planning.reading.heads.columns import MONEY, Column, When
from plut_kumkm.planning.reading.heads.layout import Layout
from plut_kumkm.planning.reading.words import clean, file, line, squash, words
from plut_kumkm.planning.records.values import Absent, Unread
from plut_kumkm.planning.records.walking import PartKind
from plut_kumkm.tables.cells import is_absent
from plut_kumkm.tables.headers import is_numbering

# From the widest to the narrowest.
ORDER: tuple[PartKind, ...] = (
    *("goal", "objective", "strategy", "policy_direction", "action", "programme", "activity", "subactivity"),
)
_INDICATORS: dict[str, PartKind | None] = {
    "indicator_goal": "goal",
    "indicator_objective": "objective",
    "indicator_programme": "programme",
    "indicator_activity": "activity",
    "indicator": None,
}
TEXTS = (
    *("id", "unit", "direction", "accumulation", "level", "family", "weight", "formula", "definition", "reason"),
    *("achievement_formula", "scale", "bounded", "measure", "base"),
    *("source", "baseline_year", "standing", "supporting", "hindering", "follow_up", "owner", "partners"),
    *("subsectors", "output", "element", "fund"),
)


@frozen
class Figure:
    """A cell with a value: what it is, of which period, what it says."""

    column: Column
    period: Period | None
    cell: Cell


@frozen
class Amount:
    """A cell with money [IDR]; ``text`` is what stands in it."""

    column: Column
    period: Period | None
    value: int | None
    text: str


@frozen
class Entry:
    """One indicator of a record; ``of`` says of which kind of part it is, where its column does."""

    name: str
    of: PartKind | None
    column: str
    figures: tuple[Figure, ...]
    texts: Mapping[str, str]


@frozen
class Line:
    """A record: its row in the file, the parts that it names, code, indicators and money."""

    row: int
    parts: tuple[tuple[PartKind | None, str, str], ...]
    code: str | None
    code_level: str | None
    entries: tuple[Entry, ...]
    amounts: tuple[Amount, ...]
    texts: Mapping[str, str]
    year: int | None


@frozen
class Lines:
    """Takes the records of a table apart, and keeps what it finds.

    ``year`` is that of what has none; ``decimals`` are the marks that values and money have settled.
    """

    layout: Layout
    before: int
    year: int | None
    decimals: tuple[Mark | None, Mark | None]
    found: list[Finding] = field(factory=list)

    def say(self, code: str, row: int, column: str | None, severity: Any = "warning", /, **params: Any) -> None:
        """Keep a finding about a cell or a row."""
        self.found.append(Finding(code, severity, (), params, row=row, column=column))

    def take(self, records: Sequence[Sequence[str]]) -> Iterator[Line]:
        """Yield the records that say something of a plan, in the order of the table."""
        for place in range(self.layout.records, len(records)):
            row = self.before + place + 1
            cells, lost = [], []
            for position, text in enumerate(records[place]):
                plain, gone = clean(text)
                cells.append(plain)
                if gone:
                    lost.append(position)
            if self._is_plan(cells, row):
                for position in lost:
                    self.say(
                        "planning.read_sign_lost", row, self._header(position), "info", got=excerpt(cells[position])
                    )
                yield self._line(cells, row)

    def _header(self, position: int) -> str | None:
        return self.layout.columns[position].header or None

    def _is_plan(self, cells: Sequence[str], row: int) -> bool:
        """Return whether a record is part of the plan; a total and what else is skipped with figures is said."""
        filled = [place for place, cell in enumerate(cells) if cell]
        if not filled or is_numbering(list(cells)):
            return False
        if len(filled) > 1 and all(squash(cells[place]) in self.layout.cells for place in filled):
            return False
        first = squash(next((cells[place] for place in filled if not cells[place].strip(" .)").isdigit()), ""))
        if first in words("rows", "total"):
            self.say("planning.read_total_row", row, None, "info", got=excerpt(cells[filled[0]]))
            return False
        roles = {self.layout.columns[place].role for place in filled}
        if first.startswith(tuple(words("rows", "note"))) and not roles & set(_INDICATORS) and len(filled) < 3:
            self.say("planning.read_row_unused", row, None, "info", got=excerpt(cells[filled[0]]))
            return False
        if roles <= {"numbering", *_INDICATORS} and roles & set(_INDICATORS) and self._is_heading(cells, filled):
            self.say("planning.read_row_unused", row, None, "info", got=excerpt(cells[filled[-1]]))
            return False
        if roles <= {"numbering", "location", "achievement", "until", None}:
            self.say("planning.read_row_unused", row, None, "info", got=excerpt(cells[filled[0]]))
            return False
        return True

    def _is_heading(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        """Return whether a record with nothing but the name of an indicator is a title over some of them."""
        text = cells[filled[-1]]
        return text.isupper() or squash(text).startswith(tuple(words("rows", "heading")))

    def _line(self, cells: Sequence[str], row: int) -> Line:
        year, part = self._when(cells, row)
        pieces = [self._at(cells, one) for one in self.layout.having("code")]
        code, level, problem = read_code(pieces)
        if problem is not None:
            header = self.layout.having("code")[0].header
            self.say(problem.code, row, header, problem.severity, **problem.params)
        texts = {role: text for role in TEXTS if (text := self._text(cells, role))}
        return Line(
            row=row,
            parts=tuple(self._parts(cells, row)),
            code=code,
            code_level=level,
            entries=tuple(self._entries(cells, row, texts, year, part)),
            amounts=tuple(self._amounts(cells, row, year, part)),
            texts=texts,
            year=year,
        )

    def _at(self, cells: Sequence[str], column: Column) -> str:
        return cells[column.position] if column.position < len(cells) else ""

    def _text(self, cells: Sequence[str], role: str) -> str:
        return next((text for one in self.layout.having(role) if not is_absent(text := self._at(cells, one))), "")

    def _when(self, cells: Sequence[str], row: int) -> tuple[int | None, When | None]:
        """Return the year and the part of a year that a record itself names."""
        year, part = self.year, None
        for role in ("year", "period"):
            for one in self.layout.having(role):
                text = line(self._at(cells, one))
                if is_absent(text):
                    continue
                # "TW II 2025" says all, "II" under "Triwulan" needs the title and the year of the row.
                tried = (text, f"{text} {year}", f"{one.header} {text}", f"{one.header} {text} {year}")
                period = next((found for each in tried if (found := _period(each)) is not None), None)
                if period is None:
                    self.say("planning.read_period", row, one.header, got=excerpt(text))
                    continue
                year = period.year
                part = When(period.year, period.kind, period.number) if period.kind != "year" else part
        return year, part

    def _parts(self, cells: Sequence[str], row: int) -> Iterator[tuple[PartKind | None, str, str]]:
        kinds: tuple[PartKind | None, ...] = (*ORDER, None)
        for kind in kinds:
            for one in self.layout.having(kind or "part"):
                text = self._at(cells, one)
                if not text:
                    continue
                if is_absent(text) or text.strip() == "0":
                    self.say("planning.read_part_blank", row, one.header, "info", got=excerpt(text))
                    continue
                yield kind, line(text), one.header

    def _entries(
        self, cells: Sequence[str], row: int, texts: Mapping[str, str], year: int | None, part: When | None
    ) -> Iterator[Entry]:
        named = [
            (one, text) for role in _INDICATORS for one in self.layout.having(role) if (text := self._at(cells, one))
        ]
        named = [(one, text) for one, text in named if not is_absent(text)]
        for place, (one, text) in enumerate(named):
            # Of several columns of indicators the last, which is that of the narrowest part, has the figures.
            last = place == len(named) - 1
            columns = [each for each in self.layout.figures if each.role not in MONEY] if last else []
            yield from self._stacked(one, text, columns, cells, row, texts, year, part)

    def _stacked(
        self,
        column: Column,
        text: str,
        columns: Sequence[Column],
        cells: Sequence[str],
        row: int,
        texts: Mapping[str, str],
        year: int | None,
        part: When | None,
    ) -> Iterator[Entry]:
        held = {one.position: self._at(cells, one) for one in columns}
        names = entries(text)
        if len(names) == 1:
            counts = {len(lines_of(one)) for one in held.values() if len(lines_of(one)) > 1}
            lines = lines_of(text)
            # Without numbers only the figures can tell whether line breaks part entries or a long name.
            names = lines if counts == {len(lines)} else names
        if len(names) > 1:
            self.say("planning.read_stacked", row, column.header, "info", count=len(names))
        for place, name in enumerate(names):
            figures = tuple(
                self._figure(one, held[one.position], place, len(names), row, year, part) for one in columns
            )
            mine = {role: _share(said, place, len(names)) for role, said in texts.items()}
            yield Entry(line(name), _INDICATORS[column.role or ""], column.header, figures, mine)

    def _figure(
        self, column: Column, text: str, place: int, count: int, row: int, year: int | None, part: When | None
    ) -> Figure:
        period = self._period(column, year, part)
        if count > 1 and text:
            pieces = entries(text)
            pieces = pieces if len(pieces) == count else lines_of(text)
            if len(pieces) != count:
                params = {"got": excerpt(text), "count": count}
                self.say("planning.read_stack_uneven", row, column.header, **params)
                return Figure(column, period, Cell(Unread(text, "planning.read_stack_uneven")))
            text = pieces[place]
        cell = read_cell(text, self.decimals[0])
        for one in cell.findings:
            self.say(one.code, row, column.header, one.severity, **one.params)
        if period is None and column.role in ("target", "realisation") and not isinstance(cell.value, Absent):
            self.say("planning.read_year_missing", row, column.header, got=excerpt(text))
        return Figure(column, period, cell)

    def _period(self, column: Column, year: int | None, part: When | None) -> Period | None:
        when = column.when
        if part is not None and (when is None or when.kind == "year"):
            return part.period(year)
        return (When(None) if when is None else when).period(year)

    def _amounts(self, cells: Sequence[str], row: int, year: int | None, part: When | None) -> Iterator[Amount]:
        for one in self.layout.figures:
            if one.role not in MONEY:
                continue
            text = self._at(cells, one)
            amount, problem = read_money(text, self.decimals[1], one.unit)
            if problem is not None:
                self.say(problem.code, row, one.header, problem.severity, **problem.params)
            period = self._period(one, year, part)
            if period is None and amount is not None and not (one.role or "").startswith("end"):
                self.say("planning.read_year_missing", row, one.header, got=excerpt(text))
            yield Amount(one, period, amount, text)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValidationError:
        return None


def _share(text: str, place: int, count: int) -> str:
    """Return the part of a text that belongs to one of several entries; all of it, where it is not parted alike."""
    for pieces in (entries(text), lines_of(text)):
        if count > 1 and len(pieces) == count:
            return pieces[place]
    return text


def marks(layout: Layout, records: Sequence[Sequence[str]], decimal: Mark | None) -> tuple[Mark | None, Mark | None]:
    """Return the decimal marks of the values and of the money of a table, as far as its cells settle them."""
    if decimal is not None:
        return decimal, decimal

    def texts(money: bool) -> Iterator[str]:
        for one in layout.figures:
            if (one.role in MONEY) == money:
                yield from (cells[one.position] for cells in records[layout.records :] if one.position < len(cells))

    return settled(texts(money=False)), settled(texts(money=True))


def level_of(text: str) -> PartKind | None:
    """Return the kind of part that the name of one in a mixed column tells, or ``None``.

    >>> level_of("PROGRAM PENGEMBANGAN UMKM"), level_of("Sub Kegiatan Fasilitasi"), level_of("Fasilitasi")
    ('programme', 'subactivity', None)
    """
    plain = squash(text)
    for kind, starts in file()["levels"].items():
        if plain.startswith(tuple(map(squash, starts))):
            return ORDER[ORDER.index(kind)]
    return "programme" if text.isupper() else None
