"""The lint rules for published series: what cannot all be true of one row of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.lint import LintReport, Rule, Suppression, lint
from plut_kumkm.ekraf.hubs.published import Datum, Series
from plut_kumkm.ekraf.hubs.wording import Word, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from plut_kumkm.base.quantities import Quantity

Subject = tuple[Series, ...]
Placed = tuple[tuple[str | int, ...], Datum]


def _rows(subject: Subject) -> Iterator[tuple[Series, list[Placed]]]:
    for place, series in enumerate(subject):
        yield series, [(("series", place, "data", number), datum) for number, datum in enumerate(series.data)]


def _alike(first: Datum, second: Datum) -> bool:
    """Return whether two figures count the same thing in the same way."""
    return (first.measure, first.definition, first.unit, first.accumulation) == (
        second.measure,
        second.definition,
        second.unit,
        second.accumulation,
    )


def two_values(subject: Subject) -> Iterator[Finding]:
    """One day has one value: two sources that differ are both kept, and one of them has to be asked.

    Bounds that can both hold ("lebih dari 2.000" and 2.217) are no contradiction. Mend it by asking the sources which
    figure stands, or by giving the two their own definitions.
    """
    for _, row in _rows(subject):
        for number, (path, datum) in enumerate(row):
            for _, other in row[:number]:
                if datum.as_of == other.as_of and _alike(datum, other) and not datum.value.may_equal(other.value):
                    yield Finding("hub.two_values", "error", path, {"first": other, "second": datum})
                    break


def cumulative_falls(subject: Subject) -> Iterator[Finding]:
    """A number counted since the opening cannot fall.

    Mend it by finding out which of the two is not cumulative, or was counted otherwise.
    """
    for _, row in _rows(subject):
        for path, datum in row:
            if datum.accumulation != "cumulative":
                continue
            above = [
                other
                for _, other in row
                if _alike(datum, other) and _before(other, datum) and datum.value.surely_less(other.value)
            ]
            if above:
                # The nearest of them in time is told.
                nearest = max(above, key=lambda other: other.last)
                yield Finding("hub.cumulative_falls", "error", path, {"earlier": nearest, "later": datum})


def definition_mixed(subject: Subject) -> Iterator[Finding]:
    """One row counts one thing: registered actors do not become involved actors.

    Mend it by splitting the row by definition (``Series.by_definition``).
    """
    for series, row in _rows(subject):
        for (_, before), (path, datum) in pairwise(row):
            if (before.measure, before.definition) != (datum.measure, datum.definition):
                params: dict[str, object] = {"series": series, "earlier": Word(before.measure, before.definition)}
                params["later"] = Word(datum.measure, datum.definition)
                yield Finding("hub.definition_mixed", "error", path, params)


def month_above_difference(subject: Subject) -> Iterator[Finding]:
    """What one period adds cannot be more than the cumulative number grew over a stretch that holds the period.

    Mend it by checking whether the figure of the period, or one of the cumulative ones, counts something else.
    """
    for _, row in _rows(subject):
        for path, datum in row:
            if datum.accumulation != "period":
                continue
            for first, last in _around(datum, [other for _, other in row]):
                room = _room(first, last)
                if room is not None and room.surely_less(datum.value):
                    yield Finding(
                        "hub.month_above_difference", "error", path, {"got": datum, "most": room, "last": last}
                    )
                    break


def units_mixed(subject: Subject) -> Iterator[Finding]:
    """Every figure of a row has a unit, and it is the same one.

    Mend it by writing the unit, or by splitting the row.
    """
    for series, row in _rows(subject):
        units = [datum.unit for _, datum in row]
        for path, datum in row:
            if datum.unit is None:
                yield Finding("hub.unit_missing", "warning", (*path, "unit"), {"series": series})
            elif datum.unit != next(unit for unit in units if unit is not None):
                params = {"series": series, "got": datum.unit, "first": next(unit for unit in units if unit)}
                yield Finding("hub.units_mixed", "warning", (*path, "unit"), params)


def no_source(subject: Subject) -> Iterator[Finding]:
    """A figure without a source cannot be asked about.

    Mend it by naming the publication.
    """
    for series, row in _rows(subject):
        for path, datum in row:
            if datum.source is None:
                yield Finding("hub.source_missing", "warning", (*path, "source"), {"series": series})


def impossible(subject: Subject) -> Iterator[Finding]:
    """A count is not below zero, and its way of counting is one of the known ones.

    Mend it by correcting the sign or the word.
    """
    for _, row in _rows(subject):
        for path, datum in row:
            if datum.value.value < 0:
                yield Finding("hub.value_negative", "error", (*path, "value"), {"got": datum.value})
            if datum.accumulation not in words("accumulation"):
                params = {"got": datum.accumulation, "known": words("accumulation")}
                yield Finding("hub.accumulation_unknown", "error", (*path, "accumulation"), params)


SERIES_RULES: tuple[Rule[Subject], ...] = (
    Rule("HUB001", "error", two_values),
    Rule("HUB002", "error", cumulative_falls),
    Rule("HUB003", "error", definition_mixed),
    Rule("HUB004", "error", month_above_difference),
    Rule("HUB005", "warning", units_mixed),
    Rule("HUB006", "warning", no_source),
    Rule("HUB007", "error", impossible),
)


def lint_series(
    series: Iterable[Series],
    *,
    rules: tuple[Rule[Subject], ...] = SERIES_RULES,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    suppress: Iterable[Suppression] = (),
) -> LintReport:
    """Return what cannot all be true of published series.

    Args:
        series: the rows of figures; their places are told as ``$.series[0].data[2]``.
        rules: the rules; one's own are added with ``(*SERIES_RULES, mine)``.
        select: ids or beginnings of the rules to ask; all unless given.
        ignore: ids or beginnings of the rules to leave out.
        suppress: findings that are let pass, each with its reason.

    Raises:
        TypeError: something in ``series`` is no ``Series``.
        ValueError: an id in ``select`` or ``ignore`` is none of the rules'.

    >>> from plut_kumkm.ekraf.hubs.published import published_mcc
    >>> [(problem.rule, problem.where) for problem in lint_series(published_mcc())]
    [('HUB002', '$.series[0].data[2]'), ('HUB003', '$.series[1].data[1]')]
    """
    subject = tuple(series)
    for one in subject:
        if not isinstance(one, Series):
            raise TypeError(f"series must be Series, not {type(one).__name__}")
    return lint(subject, rules, select=select, ignore=ignore, suppress=suppress)


def _before(first: Datum, second: Datum) -> bool:
    """Return whether every day of the first lies before every day of the second."""
    return first.span.until is not None and second.span.since is not None and first.span.until < second.span.since


def _around(datum: Datum, row: list[Datum]) -> Iterator[tuple[Datum | None, Datum]]:
    """Yield the cumulative figures around a period: one before it, or the beginning, and one at its end or after it."""
    alike = [
        other
        for other in row
        if other.accumulation == "cumulative"
        and (other.measure, other.definition, other.unit) == (datum.measure, datum.definition, datum.unit)
    ]
    for last in alike:
        if last.last < datum.last:
            continue
        yield None, last
        for first in alike:
            if _before(first, datum):
                yield first, last


def _room(first: Datum | None, last: Datum) -> Quantity | None:
    """Return the most that lies between two cumulative figures; ``None`` where they say nothing sure."""
    if first is None:
        return None if last.value.kind == "about" else last.value
    if "about" in (first.value.kind, last.value.kind):
        return None
    try:
        room = last.value - first.value
    except ValueError:
        return None
    # A cumulative number that fell is found by its own rule.
    return room if room.value >= 0 else None
