"""A plan, what came of it, and a day: made into a scorecard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.periods import check_day
from plut_kumkm.planning.answers import nearest
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.walking import Placed, indicators_of, parts_of
from plut_kumkm.planning.scorecards.choices import Choices
from plut_kumkm.planning.scorecards.money import Money, Purse, purse
from plut_kumkm.planning.scorecards.rows import Scored, score
from plut_kumkm.planning.scorecards.scorecards import Scorecard
from plut_kumkm.planning.shipped import not_published
from plut_kumkm.planning.validity import period_notes


def evaluate(
    plan: Plan | ActionPlan,
    realisations: Iterable[Realisation],
    *,
    on: date,
    budget: Iterable[Budget] = (),
    choices: Choices | None = None,
) -> Scorecard:
    """Return the scorecard of a plan on a day: of every indicator what was wanted, what came, and what that means.

    The year that is measured is that of the day. A target or value that is missing or cannot be read takes its
    indicator out of the mean and lowers the coverage; it is never counted as zero.

    Args:
        plan: a plan or an action plan.
        realisations: what came of its indicators, by period.
        on: the day; reports of later periods do not count.
        budget: money, beside what stands in the plan.
        choices: how it is measured where the indicators do not say; ``Choices()`` unless given.

    Raises:
        TypeError: ``plan`` is no plan, ``on`` no date, or something else stands among realisations or budgets.

    Source:
        Each formula and scale cites its own.

    >>> from plut_kumkm.planning.records.indicators import Indicator, by_period
    >>> from plut_kumkm.planning.records.reports import realised
    >>> one = Indicator(id="i", name="I", direction="higher", targets=by_period({2025: 20}))
    >>> card = evaluate(Plan(id="p", kind="renja", indicators=(one,)), realised("i", {2025: 15}), on=date(2025, 12, 31))
    >>> card.total.mean, card.total.coverage
    (Fraction(75, 1), Fraction(1, 1))
    """
    check_day(on, "on")
    if not isinstance(plan, Plan | ActionPlan):
        raise TypeError(f"plan must be a Plan or an ActionPlan, not {type(plan).__name__}")
    reports = _checked(realisations, Realisation, "realisations")
    used = Choices() if choices is None else choices
    placed = tuple(indicators_of(plan))
    by_indicator: dict[str, list[Realisation]] = {}
    for one in reports:
        by_indicator.setdefault(one.indicator, []).append(one)
    held = purse(plan, _checked(budget, Budget, "budget"), year=on.year, on=on)
    unpublished = "targets" in plan.not_published
    rows: tuple[Scored, ...] = tuple(
        score(
            one,
            by_indicator.get(one.indicator.id, []),
            on=on,
            choices=used,
            money=_money(one, held),
            unpublished=unpublished,
        )
        for one in placed
    )
    return Scorecard(
        plan=plan,
        on=on,
        choices=used,
        rows=rows,
        report=Report((*_noticed(plan, placed, by_indicator, held, on), *_running(rows, on))),
        purse=held,
        realisations={name: tuple(found) for name, found in by_indicator.items()},
    )


def _running(rows: Sequence[Scored], on: date) -> Iterator[Finding]:
    """Yield that the figures are of a part of a year and the targets of all of it: no target is missed yet."""
    count = sum(any(note.code == "planning.year_running" for note in row.notes) for row in rows)
    if count:
        yield Finding("planning.plan_running", "warning", (), {"on": on, "year": on.year, "count": count})


def _checked(given: Iterable[object], kind: type, name: str) -> Sequence:  # type: ignore[type-arg] # of the kind that was checked
    found = tuple(given)
    for one in found:
        if not isinstance(one, kind):
            raise TypeError(f"{name} must be {kind.__name__} records, not {type(one).__name__}")
    return found


def _money(placed: Placed, held: Purse) -> Money | None:
    """Return the money of an indicator: its own, that of its part, else that of the nearest part above with a budget.

    Of its part the budgets below count together; above it they would be the money of other parts as well.
    """
    own = held.own(placed.indicator.id)
    if own is None and placed.holders:
        own = held.of_part(placed.path[:-2], placed.holders[0].id)
    for part in placed.holders[1:]:
        own = held.own(part.id) if own is None else own
    return own


def _noticed(
    plan: Plan | ActionPlan,
    placed: Sequence[Placed],
    reports: dict[str, list[Realisation]],
    held: Purse,
    on: date,
) -> Iterator[Finding]:
    """Yield what is to be known of the plan as a whole."""
    yield from period_notes(plan)
    yield from not_published(plan)
    if plan.years and on.year not in plan.years:
        params = {"year": on.year, "first": plan.first_year, "last": plan.last_year}
        yield Finding("planning.year_outside", "warning", (), params)
    counted = Counter(one.indicator.id for one in placed)
    for one in placed:
        if counted[one.indicator.id] > 1:
            yield Finding("planning.indicator_repeated", "error", one.path, {"id": one.indicator.id})
    for name in reports:
        if name not in counted:
            yield Finding("planning.realisation_orphan", "warning", (), {"id": name, "near": nearest(name, counted)})
    if isinstance(plan, ActionPlan):
        known = {part.part.id for part in parts_of(plan) if part.kind == "policy_direction"}
        for place, action in enumerate(plan.actions):
            if action.direction is not None and action.direction not in known:
                path = ("actions", place, "direction")
                told = {"got": action.direction, "near": nearest(action.direction, known)}
                yield Finding("planning.action_direction_unknown", "warning", path, told)
    yield from held.findings
