"""What is odd about counts by year: totals that are not their parts, rows that repeat others, years without a value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from plut_kumkm.base.periods import Period
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.reading.heads.layout import Layout
from plut_kumkm.planning.reading.lines import Lines
from plut_kumkm.planning.reading.series.counting import Item, comparable
from plut_kumkm.planning.records.values import label

# Fewer equal counts in a row, or fewer different ones among them, may be chance.
_SHORTEST_COPY, _FEWEST_DIFFERENT = 10, 6
# Rows that are looked up together, all of them different.
_SEED = 4


def notice_series(lines: Lines, layout: Layout, items: Sequence[Item]) -> None:
    """Say what is odd about the rows of a table of counts."""
    periods = tuple(dict.fromkeys(period for one in items for period in one.values))
    headers = {one.when.period(lines.year): one.header for one in layout.figures if one.when is not None}
    empty = [period for period in periods if all(_number(one, period) is None for one in items)]
    if empty:
        named = tuple(period.label() for period in empty)
        lines.say("planning.series_empty", layout.records + lines.before, headers[empty[0]], "info", periods=named)
    for one in items:
        for period in periods:
            _total(lines, one, period, headers[period])
    for period in periods:
        _copies(lines, items, period, headers[period])


def _number(item: Item, period: Period) -> int | Fraction | None:
    value = item.values.get(period)
    return value if isinstance(value, int | Fraction) else None


def _total(lines: Lines, item: Item, period: Period, header: str) -> None:
    """Say where a total is not what its parts come to; where a part is not known, only where it is less."""
    parts = [one for one in item.children if one.values and comparable(item, one)]
    known = [number for one in parts if (number := _number(one, period)) is not None]
    if not item.values or not known:
        return
    total, added = _number(item, period), sum(known)
    missing = len(parts) - len(known)
    params = {"name": excerpt(item.name), "sum": label(added), "missing": missing}
    if total is None:
        lines.say("planning.series_total_missing", item.row, header, "info", **params)
    elif total < added or (total > added and not missing):
        lines.say("planning.series_total", item.row, header, total=label(total), **params)
    elif total > added:
        lines.say("planning.series_total_more", item.row, header, "info", total=label(total), **params)


def _copies(lines: Lines, items: Sequence[Item], period: Period, header: str) -> None:
    """Say where the counts of a run of rows are those of another run; one of them may lack a value in between."""
    values = [_number(one, period) for one in items]
    told: set[int] = set()
    for shift in _shifts(values):
        start: int | None = None
        for place in range(len(values) - shift + 1):
            here = values[place] if place + shift < len(values) else object()
            there = values[place + shift] if place + shift < len(values) else None
            same = place + shift < len(values) and (here == there or here is None or there is None)
            if same and start is None and here is not None and here == there:
                start = place
            elif not same and start is not None:
                _copied(lines, items, values, start, place, shift, period, header, told)
                start = None


def _shifts(values: Sequence[int | Fraction | None]) -> list[int]:
    """Return by how many rows a copy may lie apart: where a few rows that differ enough are those of other rows.

    Comparing every distance would take the square of the rows.
    """
    seen: dict[tuple[int | Fraction | None, ...], list[int]] = {}
    found: set[int] = set()
    for place in range(len(values) - _SEED + 1):
        seed = tuple(values[place : place + _SEED])
        if None in seed or len(set(seed)) < _SEED:
            continue
        before = seen.setdefault(seed, [])
        found.update(place - one for one in before if place - one >= _SHORTEST_COPY)
        before.append(place)
    return sorted(found)


def _copied(
    lines: Lines,
    items: Sequence[Item],
    values: Sequence[int | Fraction | None],
    start: int,
    end: int,
    shift: int,
    period: Period,
    header: str,
    told: set[int],
) -> None:
    end = min(end, start + shift)
    equal = [
        place for place in range(start, end) if values[place] is not None and values[place] == values[place + shift]
    ]
    holes = sum((values[place] is None) != (values[place + shift] is None) for place in range(start, end))
    different = {values[place] for place in equal}
    if len(equal) < _SHORTEST_COPY or len(different) < _FEWEST_DIFFERENT or holes * 4 > len(equal) or start in told:
        return
    told.update(range(start, end))
    last = equal[-1]
    params = {
        "period": period,
        "last": items[last].row,
        "first_copy": items[start + shift].row,
        "last_copy": items[last + shift].row,
        "count": len(equal),
    }
    lines.say("planning.series_copied", items[start].row, header, **params)
