"""Counts by year in a table that is no plan: nested by their numbers, each with what stands above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from plut_kumkm.base.money import Mark
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.reading.cells import read_cell, settled
from plut_kumkm.planning.reading.heads.columns import Column
from plut_kumkm.planning.reading.heads.layout import Layout
from plut_kumkm.planning.reading.lines import Lines
from plut_kumkm.planning.reading.words import clean, line, same_unit, tokens
from plut_kumkm.planning.records.values import Absent, Value, to_json

_NUMBERED = re.compile(r"([0-9]{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]\s*(?=\S)").match


@frozen
class CountSeries:
    """One row of counts: its name, the names above it, its unit and its values by period; ``row`` is that in the file.

    >>> one = CountSeries("Kota Barat", ("Kuliner", "Usaha Mikro"), "UMKM", {Period(2014): 131}, 6)
    >>> one.depth, one.value(2014), one.value(2015)
    (2, 131, None)
    """

    name: str
    above: tuple[str, ...]
    unit: str | None
    values: Mapping[Period, Value]
    row: int

    @property
    def depth(self) -> int:
        """How many names stand above it."""
        return len(self.above)

    def value(self, period: Period | int) -> Value | None:
        """Return the value of a period or year, or ``None`` where the table has no such column."""
        return self.values.get(Period(period) if isinstance(period, int) else period)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "row": self.row,
            "above": list(self.above),
            "name": self.name,
            "unit": self.unit,
            "values": {period.label(): to_json(value) for period, value in self.values.items()},
        }


@define(eq=False)
class Item:
    """A row while its place is looked for."""

    row: int
    name: str
    number: int | None
    unit: str | None
    values: dict[Period, Value]
    above: Item | None = None
    children: list[Item] = field(factory=list)

    def line(self) -> tuple[Item, ...]:
        """Return what stands above it and the item itself."""
        return (*(() if self.above is None else self.above.line()), self)


def read_items(lines: Lines, layout: Layout, records: Sequence[Sequence[str]], decimal: Mark | None) -> list[Item]:
    """Return the rows of a table of counts, each under the one that it is a part of."""
    columns = [one for one in layout.figures if one.when is not None]
    body = records[layout.records :]
    mark = decimal or settled(cells[one.position] for cells in body for one in columns if one.position < len(cells))
    found: list[Item] = []
    open_: list[Item] = []
    for place, record in enumerate(body, layout.records + lines.before + 1):
        cells = [clean(cell)[0] for cell in record]
        item = _item(lines, layout, cells, place, columns, mark)
        if item is not None:
            _place(item, open_, found)
            found.append(item)
    return found


def _item(
    lines: Lines, layout: Layout, cells: Sequence[str], row: int, columns: Sequence[Column], decimal: Mark | None
) -> Item | None:
    def text(role: str) -> str:
        return next(
            (said for one in layout.having(role) if one.position < len(cells) and (said := cells[one.position])), ""
        )

    name = line(text("item"))
    if not name:
        if any(cells):
            lines.say("planning.read_row_unused", row, None, "info", got=next(cell for cell in cells if cell)[:40])
        return None
    found = _NUMBERED(name)
    number = _count(found[1]) if found is not None else _count(text("numbering").strip(" .)"))
    values: dict[Period, Value] = {}
    units = [text("unit") or None]
    for one in columns:
        cell = read_cell(cells[one.position] if one.position < len(cells) else "", decimal)
        for each in cell.findings:
            lines.say(each.code, row, one.header, each.severity, **each.params)
        period = None if one.when is None else one.when.period(lines.year)
        if period is None:
            continue
        values[period] = cell.value
        units.append(cell.unit)
    unit = next((one for one in units if one), None)
    if all(value == Absent("blank") for value in values.values()):
        values = {}
    named = name[found.end() :] if found is not None else name
    return Item(row, named, number, unit, values, None)


def _count(text: str) -> int | None:
    """Return the number that an item has: 3 for "3", "c" and "III"."""
    if text.isdigit():
        return int(text)
    roman = {"i": 1, "v": 5, "x": 10}
    plain = text.casefold()
    if plain and set(plain) <= set(roman):
        sizes = [roman[sign] for sign in plain]
        return sum(-one if one < max(sizes[place:]) else one for place, one in enumerate(sizes))
    return ord(plain) - ord("a") + 1 if len(plain) == 1 and plain.isascii() and plain.isalpha() else None


def _place(item: Item, open_: list[Item], found: Sequence[Item]) -> None:
    """Put a row under the one that it is a part of.

    A number goes on where one is awaited; where several levels await it, the names decide: parts of one whole are
    called alike. A first number goes one level down, unless its name has stood on a level before.
    """
    if not item.values:
        # A title: what follows is below it.
        while open_ and open_[-1].values:
            open_.pop()
        while (
            open_ and item.number is not None and open_[-1].number is not None and open_[-1].number + 1 == item.number
        ):
            open_.pop()
    elif item.number is not None:
        level = _level(item, open_, found)
        del open_[level:]
    else:
        while open_ and open_[-1].values:
            open_.pop()
    if open_:
        item.above = open_[-1]
        open_[-1].children.append(item)
    open_.append(item)


def _level(item: Item, open_: Sequence[Item], found: Sequence[Item]) -> int:
    """Return on which level a numbered row stands."""
    waiting = [
        place
        for place, one in enumerate(open_)
        if one.values and one.number is not None and one.number + 1 == item.number
    ]
    if waiting:
        return max(waiting, key=lambda place: (_alike(open_[place].name, item.name), place))
    before = {len(one.line()) - 1 for one in found if one.name == item.name and one.number == item.number}
    if len(before) == 1 and (level := before.pop()) <= len(open_):
        return level
    return len(open_)


def _alike(first: str, second: str) -> int:
    """Return with how many words two names begin alike."""
    count = 0
    for one, other in zip(tokens(first), tokens(second), strict=False):
        if one != other:
            break
        count += 1
    return count


def as_series(items: Sequence[Item]) -> tuple[CountSeries, ...]:
    """Return the rows that have values as records."""
    return tuple(
        CountSeries(one.name, tuple(each.name for each in one.line()[:-1]), one.unit, one.values, one.row)
        for one in items
        if one.values
    )


def comparable(first: Item, second: Item) -> bool:
    """Return whether two rows count the same."""
    return first.unit is None or second.unit is None or same_unit(first.unit) == same_unit(second.unit)
