"""The money of a plan in one year: each budget once, although a programme and its activities may both name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.measuring.aggregation import absorption
from plut_kumkm.planning.numbers import decimal_text, rounded
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.indicators import shortest
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget
from plut_kumkm.planning.records.walking import Path, PlacedPart, parts_of


@frozen
class Money:
    """Ceiling and what was spent [IDR]; ``None`` where it is not known. ``of`` is whose money it is."""

    of: str
    ceiling: int | None = None
    realised: int | None = None

    @property
    def absorption(self) -> Fraction | None:
        """How much of the ceiling was spent [persen]."""
        return absorption(self.ceiling, self.realised)

    def text(self, lang: Lang = "id") -> str:
        """Return the money in one line."""
        share = self.absorption
        params = {
            "ceiling": "–" if self.ceiling is None else format_rupiah(self.ceiling),
            "realised": "–" if self.realised is None else format_rupiah(self.realised),
            "share": "–" if share is None else f"{decimal_text(rounded(share, 2), lang)}%",
        }
        return render("planning.money", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the money as plain JSON values."""
        return {
            "of": self.of,
            "ceiling": self.ceiling,
            "realised": self.realised,
            "absorption_percent": plain(self.absorption),
        }


@frozen(repr=False)
class Purse:
    """The budgets of a plan in one year, by what they are for."""

    plan: Plan | ActionPlan
    held: Mapping[str, Money]
    findings: tuple[Finding, ...]
    parts: tuple[PlacedPart, ...]
    children: Mapping[Path, Sequence[PlacedPart]]

    def own(self, of: str) -> Money | None:
        """Return the money that is given for one thing by its id, or ``None``."""
        return self.held.get(of)

    def of(self, part: PlacedPart) -> Money | None:
        """Return the money of a part: its own, else that of the parts below it together."""
        return self.of_part(part.path, part.part.id)

    def of_part(self, path: Path, of: str) -> Money | None:
        """Return the money of the part at a place, as ``of`` does."""
        own = self.held.get(of)
        return own if own is not None else together(of, map(self.of, self.children.get(path, ())))

    def counted(self) -> Iterator[tuple[PlacedPart, Money]]:
        """Yield the parts whose own budgets make up the total: of a line of parts the highest that has one."""
        for part in self.parts:
            money = self.held.get(part.part.id)
            if money is not None and not any(one.part.id in self.held for one in part.above):
                yield part, money

    @property
    def total(self) -> Money | None:
        """The money of the whole plan: its own, else that of its parts, each counted once."""
        own = self.held.get(self.plan.id)
        return own if own is not None else together(self.plan.id, (money for _, money in self.counted()))


def together(of: str, found: Iterable[Money | None]) -> Money | None:
    """Return money added up; ``None`` where there is none, and a side is ``None`` where nothing of it is known.

    >>> together("p", [Money("a", 5, 3), Money("b", 7)])
    Money(of='p', ceiling=12, realised=3)
    """
    known = [one for one in found if one is not None]
    ceilings = [one.ceiling for one in known if one.ceiling is not None]
    spent = [one.realised for one in known if one.realised is not None]
    if not known:
        return None
    return Money(of, sum(ceilings) if ceilings else None, sum(spent) if spent else None)


def purse(plan: Plan | ActionPlan, budgets: Iterable[Budget], *, year: int, on: date) -> Purse:
    """Return the money of a plan in one year, from the budgets inside it and beside it.

    Args:
        plan: the plan.
        budgets: more budgets, which say by id what they are for.
        year: the year.
        on: the day up to which parts of the year count.
    """
    lines: dict[str, list[Budget]] = {}
    ids = {plan.id}
    for one in plan.budgets:
        lines.setdefault(one.of or plan.id, []).append(one)
    parts = tuple(parts_of(plan))
    children: dict[Path, list[PlacedPart]] = {}
    for part in parts:
        if part.above:
            children.setdefault(part.above[-1].path, []).append(part)
        ids.add(part.part.id)
        ids.update(one.id for one in part.part.indicators)
        for one in part.part.budgets:
            lines.setdefault(one.of or part.part.id, []).append(one)
    ids.update(one.id for one in plan.indicators)
    for one in budgets:
        lines.setdefault(one.of or plan.id, []).append(one)
    found: list[Finding] = []
    held: dict[str, Money] = {}
    for of, given in lines.items():
        if of not in ids:
            found.append(Finding("planning.budget_orphan", "warning", (), {"of": of}))
        money, problem = _of_year(of, [one for one in given if one.period.year == year], on)
        if problem is not None:
            found.append(problem)
        elif money is not None:
            held[of] = money
    return Purse(plan, held, tuple(found), parts, children)


def _of_year(of: str, given: list[Budget], on: date) -> tuple[Money | None, Finding | None]:
    """Return the money of one thing, every fund added; two reports of one fund and period that differ give none."""
    funds: dict[str | None, list[Budget]] = {}
    for one in given:
        funds.setdefault(one.fund, []).append(one)
    money: list[Money | None] = []
    for lines in funds.values():
        for period in {one.period for one in lines}:
            told = {(one.ceiling, one.realised) for one in lines if one.period == period}
            if len(told) > 1:
                return None, Finding("planning.budgets_contradict", "error", (), {"of": of, "period": period})
        money.append(_of_fund(of, lines, on))
    return together(of, money), None


def _of_fund(of: str, lines: list[Budget], on: date) -> Money | None:
    whole_year = next((one for one in lines if one.period.kind == "year"), None)
    if whole_year is not None:
        return Money(of, whole_year.ceiling, whole_year.realised)
    kind = shortest(one.period for one in lines)
    ended = {one.period: one for one in lines if one.period.kind == kind and (one.period.span.until or date.max) <= on}
    return together(of, (Money(of, one.ceiling, one.realised) for one in ended.values()))
