"""Money that stands beside a plan, joined to what the plan says of the same thing and period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from attrs import evolve

from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Part, Plan
from plut_kumkm.planning.records.reports import Budget

P = TypeVar("P", bound=Plan | ActionPlan)


def with_money(plan: P, budgets: Iterable[Budget]) -> tuple[P, tuple[Budget, ...]]:
    """Return a plan with budgets joined to its own, and those that found no place there or say something else.

    A report has what was spent, the plan the ceiling: together they are one budget. What contradicts the plan is left
    over, for ``evaluate`` to name.

    >>> from plut_kumkm.base.periods import Period
    >>> from plut_kumkm.planning.records.plans import Programme
    >>> held = Programme(id="p1", name="P", budgets=(Budget(period=Period(2025), ceiling=100),))
    >>> plan = Plan(id="p", kind="renja", programmes=(held,))
    >>> joined, left = with_money(plan, [Budget(of="p1", period=Period(2025), realised=80)])
    >>> joined.programmes[0].budgets[0].realised, left
    (80, ())
    """
    left = list(budgets)
    joined: P = _filled(plan, plan.id, left)
    return joined, tuple(left)


def _filled(record: Any, of: str, left: list[Budget]) -> Any:
    """Return a record with the budgets that belong to it taken from those that are left."""
    changed: dict[str, Any] = {"budgets": tuple(_joined(one, one.of or of, left) for one in record.budgets)}
    for name, kind in type(record).items().items():
        if issubclass(kind, Part):
            changed[name] = tuple(_filled(one, one.id, left) for one in getattr(record, name))
    return evolve(record, **changed)


def _joined(own: Budget, of: str, left: list[Budget]) -> Budget:
    for one in tuple(left):
        if (one.of, one.period, one.fund) != (of, own.period, own.fund):
            continue
        ceilings, spent = {own.ceiling, one.ceiling} - {None}, {own.realised, one.realised} - {None}
        if len(ceilings) < 2 and len(spent) < 2:
            left.remove(one)
            own = evolve(own, ceiling=next(iter(ceilings), None), realised=next(iter(spent), None))
    return own
