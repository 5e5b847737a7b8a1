"""The money of a plan in one year: each budget once, although a programme and its activities may both name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import Factory, field, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.base.periods import PARTS, Period
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.measuring.aggregation import absorption
from plut_kumkm.planning.numbers import decimal_text, rounded
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.indicators import shortest
from plut_kumkm.planning.records.plans import Part, Plan
from plut_kumkm.planning.records.reports import Budget
from plut_kumkm.planning.records.walking import Path, PlacedPart, parts_of

Sides = tuple[int | None, int | None]
_SIDES = ("ceiling", "realised")


def _all_of_it(money: Money) -> tuple[int, int] | None:
    return None if money.ceiling is None or money.realised is None else (money.ceiling, money.realised)


@frozen
class Money:
    """Ceiling and what was spent [IDR]; ``None`` where it is not known. ``of`` is whose money it is.

    ``both`` are the ceiling and the spending of that part of it of which both are known: only of that is there an
    absorption. Spending that was not reported is not zero.
    """

    of: str
    ceiling: int | None = None
    realised: int | None = None
    both: tuple[int, int] | None = field(default=Factory(_all_of_it, takes_self=True))

    @property
    def absorption(self) -> Fraction | None:
        """How much of the ceiling was spent [persen], of that part of which both are known."""
        return None if self.both is None else absorption(*self.both)

    def text(self, lang: Lang = "id") -> str:
        """Return the money in one line."""
        share = self.absorption
        params = {
            "ceiling": "–" if self.ceiling is None else format_rupiah(self.ceiling),
            "realised": "–" if self.realised is None else format_rupiah(self.realised),
            "share": "–" if share is None else f"{decimal_text(rounded(share, 2), lang)}%",
        }
        if share is None or self.both is None or self.both[0] == self.ceiling:
            return render("planning.money", params, lang)
        return render("planning.money_of_part", {**params, "part": format_rupiah(self.both[0])}, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the money as plain JSON values."""
        return {
            "of": self.of,
            "ceiling": self.ceiling,
            "realised": self.realised,
            "absorption_percent": plain(self.absorption),
            "absorption_of": None if self.both is None else self.both[0],
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
        """Return the money of a part: its own, else that of its indicators, else that of the parts below it."""
        own = self.held.get(part.part.id)
        if own is None:
            own = self._of_indicators(part.part)
        below = together(part.part.id, map(self.of, self.children.get(part.path, ())))
        if own is None or own.realised is not None or below is None or below.both is None:
            return below if own is None else own
        # What the parts below spent is what it spent only where they have all of its money.
        whole = own.ceiling == below.ceiling == below.both[0]
        return Money(own.of, own.ceiling, below.both[1]) if whole else own

    def of_part(self, path: Path, of: str) -> Money | None:
        """Return the money that an indicator of the part at a place has: the part's own, else that below it."""
        own = self.held.get(of)
        return own if own is not None else together(of, map(self.of, self.children.get(path, ())))

    def counted(self) -> Iterator[tuple[PlacedPart, Money]]:
        """Yield the parts whose own budgets make up the total: of a line of parts the highest that has one."""
        for part in self.parts:
            money = self.of(part) if self._named(part) else None
            if money is not None and not any(map(self._named, part.above)):
                yield part, money

    def _named(self, part: PlacedPart) -> bool:
        return part.part.id in self.held or any(one.id in self.held for one in part.part.indicators)

    def _of_indicators(self, record: Part | Plan | ActionPlan) -> Money | None:
        return together(record.id, (self.held.get(one.id) for one in record.indicators))

    @property
    def total(self) -> Money | None:
        """The money of the whole plan: its own, else that of its parts and indicators, each counted once."""
        own = self.held.get(self.plan.id)
        if own is not None:
            return own
        parts = (money for _, money in self.counted())
        return together(self.plan.id, (self._of_indicators(self.plan), *parts))


def together(of: str, found: Iterable[Money | None]) -> Money | None:
    """Return money added up; ``None`` where there is none, and a side is ``None`` where nothing of it is known.

    >>> added = together("p", [Money("a", 5, 3), Money("b", 7)])
    >>> added.ceiling, added.realised, added.both, added.absorption
    (12, 3, (5, 3), Fraction(60, 1))
    """
    known = [one for one in found if one is not None]
    ceilings = [one.ceiling for one in known if one.ceiling is not None]
    spent = [one.realised for one in known if one.realised is not None]
    pairs = [one.both for one in known if one.both is not None]
    if not known:
        return None
    both = (sum(one for one, _ in pairs), sum(one for _, one in pairs)) if pairs else None
    return Money(of, sum(ceilings) if ceilings else None, sum(spent) if spent else None, both)


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
        money, problems = _of_year(of, [one for one in given if one.period.year == year], on)
        found += problems
        if money is not None:
            held[of] = money
    return Purse(plan, held, tuple(found), parts, children)


def _of_year(of: str, given: list[Budget], on: date) -> tuple[Money | None, list[Finding]]:
    """Return the money of one thing, every fund added; two reports of one fund and period that differ give none."""
    funds: dict[str | None, dict[Period, list[Budget]]] = {}
    for one in given:
        funds.setdefault(one.fund, {}).setdefault(one.period, []).append(one)
    money: list[Money | None] = []
    found: list[Finding] = []
    for periods in funds.values():
        lines: dict[Period, Sides] = {}
        for period, told in periods.items():
            # A line may have the ceiling and another what was spent.
            ceilings, spent = ({getattr(one, side) for one in told} - {None} for side in _SIDES)
            if len(ceilings) > 1 or len(spent) > 1:
                return None, [Finding("planning.budgets_contradict", "error", (), {"of": of, "period": period})]
            lines[period] = (next(iter(ceilings), None), next(iter(spent), None))
        sides: list[int | None] = []
        for side, name in enumerate(_SIDES):
            amount, missing = _of_side({period: each[side] for period, each in lines.items()}, on)
            sides.append(amount)
            if missing:
                params = {"of": of, "missing": missing, "side": Side(name)}
                found.append(Finding("planning.budget_parts_missing", "warning", (), params))
        money.append(None if sides == [None, None] else Money(of, sides[0], sides[1]))
    return together(of, money), found


def _of_side(amounts: Mapping[Period, int | None], on: date) -> tuple[int | None, tuple[Period, ...]]:
    """Return one side of the money of a year: that of the year itself, else its parts that have ended added up.

    A sum with a part missing is no sum: then the missing parts are returned.
    """
    parts = {period: amount for period, amount in amounts.items() if period.kind != "year" and amount is not None}
    yearly = next((one for period, one in amounts.items() if period.kind == "year"), None)
    if yearly is not None or not parts:
        return yearly, ()
    first = next(iter(parts))
    kind = shortest(parts)
    every = (Period(first.year, kind, number) for number in range(1, PARTS[kind] + 1))
    ended = [one for one in every if one.span.until is not None and one.span.until <= on]
    missing = tuple(one for one in ended if one not in parts)
    return (sum(parts[one] for one in ended), ()) if ended and not missing else (None, missing)


@frozen
class Side:
    """One side of a budget, as it stands in a message."""

    name: str

    def label(self, lang: Lang = "id") -> str:
        """Return the side in words."""
        return render(f"planning.money.{self.name}", {}, lang)

    def __str__(self) -> str:
        return self.label()
