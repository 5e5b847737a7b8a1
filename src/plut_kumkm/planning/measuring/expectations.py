"""What a plan expects on a day: the target of that day, or what lies on the line between two of its targets.

A straight line between targets is a choice of this library; no rule is known. Real paths may bend or jump, so which
way the value was found is always said.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import check_day, format_date
from plut_kumkm.law.instruments import Provision
from plut_kumkm.planning.answers import Answer, render
from plut_kumkm.planning.numbers import Exact, whole
from plut_kumkm.planning.records.indicators import Indicator, Target, shortest
from plut_kumkm.planning.records.values import Absent, Unread, Value, label, to_json
from plut_kumkm.planning.sources import provision

# The target of the day itself; between two targets; from the baseline to the end; the parts of a year that have ended;
# or as much of a year's target as of the year has gone by.
Method = Literal["target", "between", "straight", "parts", "share"]


@frozen(kw_only=True, repr=False)
class Expected(Answer[Value]):
    """The value that a plan expects on a day, and by which way it was found."""

    on: date
    method: Method | None = None

    def headline(self, lang: Lang = "id") -> str:
        """Return the value, the day and the way in one line."""
        said = render(f"status.{self.status}", {}, lang) if self.value is None else label(self.value, lang)
        way = "" if self.method is None else render(f"planning.method.{self.method}", {}, lang)
        return render("planning.expected", {"value": said, "day": format_date(self.on, lang), "method": way}, lang)

    def told(self) -> dict[str, Any]:
        """Return the day and the way."""
        return {
            "value": None if self.value is None else to_json(self.value),
            "on": self.on.isoformat(),
            "method": self.method,
        }


@cache
def line_provision() -> Provision:
    """Return the source of the straight line: this library."""
    file = data.toml("planning/trajectories.toml")
    return provision(file["line"], file)


def moment(day: date) -> Fraction:
    """Return a day as a number of years, so that the last day of a year is the next whole number.

    >>> moment(date(2025, 12, 31)), moment(date(2024, 12, 31)) - moment(date(2023, 12, 31))
    (Fraction(2026, 1), Fraction(1, 1))
    """
    first = date(day.year, 1, 1)
    return day.year + Fraction((day - first).days + 1, (date(day.year, 12, 31) - first).days + 1)


def expected(indicator: Indicator, *, on: date, straight: bool = False) -> Expected:
    """Return the value that the targets of an indicator give for a day.

    An indicator that is added up over a year is expected to have reached, by the end of its last quarter, what the
    targets of the quarters come to; without such targets as much of the year's target as of the year has gone by. Any
    other is expected to be where its last target was, or on the line to the next one; the baseline stands at the end of
    its year.

    Args:
        indicator: the indicator.
        on: the day.
        straight: whether to draw one line from the baseline to the end target, T(y) = B + (T - B)(y - y0)/(y1 - y0),
            and leave the targets between aside.

    Raises:
        TypeError: ``on`` is no date.

    Source:
        A choice of this library (proposal).

    >>> from plut_kumkm.planning.records.indicators import by_period
    >>> rise = Indicator(id="i", name="I", direction="higher", accumulation="last", baseline=80, baseline_year=2023,
    ...                  targets=by_period({2024: 82, 2025: 90}))
    >>> [(expected(rise, on=date(y, 12, 31)).value, expected(rise, on=date(y, 12, 31), straight=True).value)
    ...  for y in (2024, 2025)]
    [(82, 85), (90, 90)]
    """
    check_day(on, "on")
    if indicator.accumulation == "sum" and not straight:
        return _of_sum(indicator, on)
    ending = next((one for one in indicator.targets if one.period.span.until == on), None)
    if ending is not None and not straight:
        return _answer(ending.value, "target", on)
    points = _points(indicator, straight)
    return _on_line(points, on, "straight" if straight else "between")


def _of_sum(indicator: Indicator, on: date) -> Expected:
    whole_year = next((one for one in indicator.yearly if one.period.year == on.year), None)
    if whole_year is not None and on == whole_year.period.span.until:
        return _answer(whole_year.value, "target", on)
    ended = _parts(indicator, on)
    numbers = [one.value for one in ended if isinstance(one.value, int | Fraction)]
    if ended and len(numbers) == len(ended):
        return _answer(whole(sum(numbers, Fraction(0))), "parts", on)
    if whole_year is None:
        return _none(on, "planning.no_target", year=on.year)
    if not isinstance(whole_year.value, int | Fraction):
        return _answer(whole_year.value, "share", on)
    return _answer(whole(whole_year.value * (moment(on) - on.year)), "share", on)


def _parts(indicator: Indicator, on: date) -> list[Target]:
    """Return the targets of the shortest periods of the year that have ended; none, if one of them is missing."""
    parts = [one for one in indicator.targets if one.period.year == on.year and one.period.kind != "year"]
    if not parts:
        return []
    kind = shortest(one.period for one in parts)
    ended = [one for one in parts if one.period.kind == kind and one.period.span.until <= on]  # type: ignore[operator] # a period always has its last day
    return ended if sorted(one.period.number for one in ended) == list(range(1, len(ended) + 1)) else []


def _points(indicator: Indicator, straight: bool) -> list[tuple[Fraction, Value]]:
    """Return the values that are fixed, each with its moment, in the order of time."""
    points: list[tuple[Fraction, Value]] = []
    if indicator.baseline is not None and indicator.baseline_year is not None:
        points.append((moment(date(indicator.baseline_year, 12, 31)), indicator.baseline))
    targets = indicator.yearly[-1:] if straight else indicator.targets
    points += [(moment(one.period.span.until or date.min), one.value) for one in targets]
    if straight and points and indicator.end is not None and targets:
        points[-1] = (points[-1][0], indicator.end)
    return sorted((point for point in points if not isinstance(point[1], Absent | Unread)), key=lambda point: point[0])


def _on_line(points: list[tuple[Fraction, Value]], on: date, method: Method) -> Expected:
    now = moment(on)
    before = [point for point in points if point[0] <= now]
    after = [point for point in points if point[0] >= now]
    if not before or not after:
        return _none(on, "planning.outside_targets" if points else "planning.no_targets")
    (first, low), (last, high) = before[-1], after[0]
    if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
        return _none(on, "planning.no_line_between")
    reached = low if first == last else low + (high - low) * (now - first) / (last - first)
    return _answer(whole(Fraction(reached)), method, on)


def _answer(found: Value, method: Method, on: date) -> Expected:
    if isinstance(found, Absent):
        note = Finding("planning.target_missing", "info", (), {"of": "target", "reason": found})
        return Expected(value=None, status="unknown", needs=("target",), notes=(note,), on=on)
    if isinstance(found, Unread):
        note = Finding("planning.cell_unread", "warning", (), {"of": "target", "got": found})
        return Expected(value=None, status="unknown", needs=("target",), notes=(note,), on=on)
    if method == "share" and not isinstance(found, int | Fraction):
        return _none(on, "planning.no_line_between")
    provisions = () if method in ("target", "parts") else (line_provision(),)
    return Expected(value=found, status="known", provisions=provisions, on=on, method=method)


def _none(on: date, code: str, **params: Any) -> Expected:
    note = Finding(code, "info", (), params)
    return Expected(value=None, status="unknown", needs=("target",), notes=(note,), on=on)


def end_of(indicator: Indicator) -> tuple[Fraction, Exact] | None:
    """Return the moment and the number of the last target, or ``None`` where it is no number."""
    found = indicator.end
    if not indicator.yearly or not isinstance(found, int | Fraction):
        return None
    return moment(date(indicator.yearly[-1].period.year, 12, 31)), found
