"""Achievement of a plan in plain Python, as one writes it who knows the rules and his own layout.

Reports of quarters to the value of the year, achievement, rating, whether the target was met, and the trend: the same
as ``planning.evaluate`` gives for these plans, and exact as that is. It knows two directions, one formula for each, one
scale and numbers alone; it cannot say why, names no source, and has no word for what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Row = tuple[str, int, Fraction | None, Fraction | None, bool | None, str | None, str | None]
Total = tuple[int, Fraction, Fraction, int, int]


def evaluate(
    indicators: list[dict[str, Any]], reports: list[dict[str, Any]], years: Iterable[int]
) -> tuple[list[Row], list[Total]]:
    """Return what becomes of every indicator in every year, and the totals of each year."""
    values: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for one in reports:
        values[one["indicator"], one["year"]][one["quarter"]] = one["value"]
    rows: list[Row] = []
    totals: list[Total] = []
    for year in years:
        found = [_row(one, year, values) for one in indicators]
        known = [row[3] for row in found if row[3] is not None]
        mean, capped = sum(known) / Fraction(len(known)), sum(min(one, 100) for one in known) / Fraction(len(known))
        totals.append((year, mean, capped, sum(row[4] is True for row in found), len(known)))
        rows += found
    return rows, totals


def _row(one: dict[str, Any], year: int, values: dict[tuple[str, int], dict[int, int]]) -> Row:
    how, higher = one["accumulation"], one["direction"] == "higher"
    value = _year(values.get((one["id"], year), {}), how)
    before = _year(values.get((one["id"], year - 1), {}), how)
    target = one[f"target_{year}"]
    percent, met, rating, trend = None, None, None, None
    if value is not None and target is not None:
        percent = (value if higher else 2 * target - value) * 100 / target
        met = value >= target if higher else value <= target
        rating = _rating(percent)
    if value is not None and before is not None:
        trend = "same" if value == before else "better" if (value > before) == higher else "worse"
    return one["id"], year, value, percent, met, rating, trend


def _year(quarters: dict[int, int], how: str) -> Fraction | None:
    """Return the value of a year; a sum with a missing part is no sum."""
    if not quarters or (how == "sum" and len(quarters) < 4):
        return None
    if how == "last":
        return Fraction(quarters[max(quarters)])
    total = sum(quarters.values())
    return Fraction(total, len(quarters) if how == "average" else 1)


def _rating(percent: Fraction) -> str:
    """Return the class of the scale of Permendagri 86/2017, gaps by the lower bound."""
    if percent >= 91:
        return "Sangat Tinggi"
    if percent >= 76:
        return "Tinggi"
    if percent >= 66:
        return "Sedang"
    return "Rendah" if percent >= 51 else "Sangat Rendah"
