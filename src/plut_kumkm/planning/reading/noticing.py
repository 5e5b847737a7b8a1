"""What is odd about a plan that was read, at the row where it stands: nothing is mended, everything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.reading.lines import Amount, Figure, Line, Lines
from plut_kumkm.planning.reading.trees import Draft, Tree
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.values import label

# Goals and objectives have no money of their own.
_WITH_MONEY = ("programme", "activity")


def notice_percent(lines: Lines, draft: Draft, indicator: Indicator) -> None:
    """Say where all values of a percentage in a workbook are from 0 to 1: there 100% is kept as 1."""
    if indicator.unit is None or same_unit(indicator.unit) != "%":
        return
    held = [(row, one, value) for row, one in draft.figures if (value := _number(one.cell.value))]
    if held and all(0 < value <= 1 for _, _, value in held):
        row, one, value = held[0]
        lines.say("planning.read_percent_fraction", row, one.column.header, got=_Shown(value))


def notice_indicator(lines: Lines, draft: Draft, indicator: Indicator, *, asked: bool) -> None:
    """Say what is odd about an indicator.

    Args:
        lines: to whom it is said.
        draft: the indicator with its cells.
        indicator: the same as a record.
        asked: whether the table is a plan, which ought to say in which direction its targets lie.
    """
    if not asked:
        return
    if indicator.direction is None:
        header = next((one.header for one in lines.layout.having("direction")), draft.column)
        lines.say("planning.read_direction_missing", draft.row, header)
    planned = [(row, one) for row, one in draft.figures if one.column.role in ("target", "end")]
    zeros = [(row, one) for row, one in planned if one.cell.value == 0]
    if zeros and len(zeros) < len(planned) and _number(draft.baseline) != 0:
        row, first = zeros[0]
        params = {"periods": tuple(_Aim(one) for _, one in zeros)}
        lines.say("planning.read_target_zero", row, first.column.header, "info", **params)
    start = _number(draft.baseline)
    if start is None or indicator.direction not in (None, "higher", "lower"):
        return
    worse = [
        (row, one)
        for row, one in planned
        if (value := _number(one.cell.value)) and (value > start if indicator.direction == "lower" else value < start)
    ]
    if worse:
        row, first = worse[0]
        told: dict[str, Any] = {"baseline": _Shown(start), "targets": tuple(_Aim(one, valued=True) for _, one in worse)}
        lines.say("planning.read_worse_than_baseline", row, first.column.header, **told)


def _number(value: object) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Fraction) else None


@frozen
class _Shown:
    """A number as a message writes it."""

    value: Fraction

    def label(self, lang: Lang = "id") -> str:
        return label(self.value, lang)

    def __str__(self) -> str:
        return self.label()


@frozen
class _Aim:
    """A target as a message writes it: its period, or that it is the one at the end, and its value where asked."""

    figure: Figure
    valued: bool = False

    def label(self, lang: Lang = "id") -> str:
        period = self.figure.period
        when = (
            render("planning.read_end", {}, lang)
            if self.figure.column.role == "end" or period is None
            else period.label(lang)
        )
        return f"{when}: {label(self.figure.cell.value, lang)}" if self.valued else when

    def __str__(self) -> str:
        return self.label()


def notice_line(lines: Lines, line: Line) -> None:
    """Say where the money at the end of a plan is not that of its years together."""
    for end, part in (("end_ceiling", "ceiling"), ("end_spent", "spent")):
        years = [one.value for one in line.amounts if one.column.role == part and one.value is not None]
        for one in line.amounts:
            # A form of one year has the money of the whole plan beside it.
            if one.column.role == end and one.value is not None and len(years) > 1 and one.value != sum(years):
                params = {"total": one.value, "sum": sum(years)}
                lines.say("planning.read_money_total", line.row, one.column.header, **params)


def notice_money(lines: Lines, tree: Tree, held: Sequence[Line]) -> None:
    """Say where a part has no money although the parts below it have, and where it has not what they come to."""
    rows = {line.row: line for line in held}
    for node in tree.nodes:
        below = [one for child in node.children for one in child.budgets if one.ceiling is not None]
        # The money of a row is that of the narrowest part that it names.
        if not below or node.kind not in _WITH_MONEY or any(child.row == node.row for child in node.children):
            continue
        amounts = [one for one in rows[node.row].amounts if one.column.role == "ceiling"]
        own = {(one.period, one.fund): one.ceiling for one in node.budgets}
        blank: list[Amount] = []
        for one in amounts:
            parts = [each.ceiling or 0 for each in below if each.period == one.period]
            funds = [ceiling for (period, _), ceiling in own.items() if period == one.period and ceiling is not None]
            if parts and one.value is None and not one.text and not funds:
                blank.append(one)
            elif parts and funds and sum(funds) != sum(parts):
                params = {"own": sum(funds), "sum": sum(parts), "name": node.name}
                lines.say("planning.read_money_parts", node.row, one.column.header, **params)
        if blank:
            params = {"periods": tuple(one.period.label() for one in blank if one.period is not None)}
            lines.say("planning.read_money_blank", node.row, blank[0].column.header, "info", **params)
