"""Which plan governs on a day, and whether the years of a plan are those that an instruction names for its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import check_day, format_date
from plut_kumkm.planning.answers import Answer, render
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import PLAN_KINDS, Plan
from plut_kumkm.planning.sources import provision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.instruments import Provision


@frozen(repr=False)
class PeriodRule:
    """What is known of the years of a kind of plan: their number, or the periods themselves."""

    kind: str
    labels: Mapping[str, str]
    lengths: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    vision: bool
    provisions: tuple[Provision, ...]

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the kind of plan."""
        return self.labels[lang]

    def fits(self, first: int, last: int) -> bool:
        """Return whether the years are such as the rule knows."""
        return (first, last) in self.spans or last - first in self.lengths

    def __repr__(self) -> str:
        return f"<PeriodRule {self.kind}>"


@cache
def period_rules() -> Mapping[str, PeriodRule]:
    """Return what is known of the years of each kind of plan.

    >>> period_rules()["rpd"].spans
    ((2023, 2026), (2024, 2026))
    """
    file = data.toml("planning/periods.toml")
    found: dict[str, PeriodRule] = {}
    for entry in file["kind"]:
        years = entry.get("years", ())
        sources = [one for one in (entry, *years) if "instrument" in one]
        found[entry["id"]] = PeriodRule(
            kind=entry["id"],
            labels=entry["label"],
            lengths=entry.get("length", ()),
            spans=tuple((one["span"][0], one["span"][1]) for one in years),
            vision=entry.get("vision", True),
            provisions=tuple(provision(one, file) for one in sources),
        )
    return data.FrozenMap(found)


def period_notes(plan: Plan | ActionPlan) -> tuple[Finding, ...]:
    """Return what is odd about the years of a plan, each with its source; a rule may be newer than this library.

    Source:
        Inmendagri 70/2021 and 52/2022 for the RPD; the other kinds cite their own.

    >>> [note.code for note in period_notes(Plan(id="a", kind="rpd", first_year=2024, last_year=2028, vision="Maju"))]
    ['planning.period_unusual', 'planning.rpd_vision']
    """
    return tuple(_notes(plan))


def _notes(plan: Plan | ActionPlan) -> Iterator[Finding]:
    first, last = plan.first_year, plan.last_year
    if first is None or last is None:
        yield Finding("planning.years_missing", "warning", ("first_year" if first is None else "last_year",))
    elif first > last:
        yield Finding("planning.years_reversed", "error", ("last_year",), {"first": first, "last": last})
    if not isinstance(plan, Plan):
        return
    rule = period_rules().get(plan.kind)
    if rule is None:
        yield Finding("planning.kind_unknown", "error", ("kind",), {"got": plan.kind, "known": PLAN_KINDS})
        return
    if first is not None and last is not None and first <= last and not rule.fits(first, last):
        spans, lengths = (f"{one}-{two}" for one, two in rule.spans), (str(one + 1) for one in rule.lengths)
        code = "planning.length_unusual" if rule.lengths else "planning.period_unusual"
        params: dict[str, Any] = {"kind": rule, "first": first, "last": last, "known": (*lengths,) or (*spans,)}
        yield Finding(code, "warning", ("first_year",), params, rule.provisions[0].cite)
    if not rule.vision and (plan.vision is not None or plan.missions):
        file = data.toml("planning/periods.toml")
        yield Finding("planning.rpd_vision", "warning", ("vision",), {}, provision(file["vision"], file).cite)


@frozen(kw_only=True, repr=False)
class Governing(Answer[Plan | ActionPlan]):
    """Which plan governs on a day; ``candidates`` are all whose days these are."""

    on: date
    candidates: tuple[Plan | ActionPlan, ...] = ()

    def headline(self, lang: Lang = "id") -> str:
        """Return the plan and the day in one line."""
        said = render(f"status.{self.status}", {}, lang) if self.value is None else _name(self.value)
        return render("planning.governing", {"plan": said, "day": format_date(self.on, lang)}, lang)

    def told(self) -> dict[str, Any]:
        """Return the ids."""
        return {
            "value": None if self.value is None else self.value.id,
            "on": self.on.isoformat(),
            "candidates": [one.id for one in self.candidates],
        }

    def __repr__(self) -> str:
        return f"<Governing {self.status}: {None if self.value is None else self.value.id}>"


def _name(plan: Plan | ActionPlan) -> str:
    return plan.title or f"{plan.kind.upper()} {plan.first_year}-{plan.last_year}"


def governing(
    plans: Iterable[Plan | ActionPlan],
    *,
    on: date,
    kind: str | None = None,
    region: str | None = None,
    owner: str | None = None,
) -> Governing:
    """Return which of some plans governs on a day.

    A plan that another amends or replaces gives way to it from the day on which the other is in force.

    Args:
        plans: plans, of any kind.
        on: the day.
        kind: only plans of this kind ("rpd", "renstra", "renaksi" …).
        region: only plans of this region.
        owner: only plans of this office.

    Raises:
        TypeError: ``on`` is no date.

    >>> old = Plan(id="a", kind="rpjmd", first_year=2018, last_year=2023)
    >>> new = Plan(id="b", kind="rpjmd", first_year=2018, last_year=2023, amends="a", in_force=date(2021, 9, 1))
    >>> [governing((old, new), on=day).value.id for day in (date(2021, 8, 31), date(2021, 9, 1))]
    ['a', 'b']
    """
    check_day(on, "on")
    asked = [
        one for one in plans if kind in (None, one.kind) and region in (None, one.region) and owner in (None, one.owner)
    ]
    dated = [one for one in asked if one.governs(on)]
    notes = [
        Finding("planning.days_unknown", "warning", (one.id,), {"plan": _name(one)})
        for one in asked
        if one.governs(on) is None
    ]
    gone = {name for one in dated for name in (one.amends, *_replaced(asked, one)) if name != one.id}
    left = tuple(one for one in dated if one.id not in gone)
    if len(left) == 1:
        notes += _assumed(left[0], dated)
        return Governing(value=left[0], status="known", notes=tuple(notes), on=on, candidates=tuple(dated))
    if not left:
        params = {"day": on}
        notes.append(Finding("planning.no_plan", "info", (), params))
        return Governing(value=None, status="unknown", needs=("plan",), notes=tuple(notes), on=on, candidates=())
    notes.append(Finding("planning.several_plans", "warning", (), {"plans": tuple(_name(one) for one in left)}))
    return Governing(value=None, status="indeterminate", notes=tuple(notes), on=on, candidates=left)


def _assumed(found: Plan | ActionPlan, dated: list[Plan | ActionPlan]) -> Iterator[Finding]:
    """Yield that a plan took the place of another whose days still run, from a day that nobody told."""
    others = [one for one in dated if one is not found and (found.amends == one.id or one.replaced_by == found.id)]
    if others and found.in_force is None and found.first_year is not None:
        params = {"plan": _name(found), "other": _name(others[0]), "day": date(found.first_year, 1, 1)}
        yield Finding("planning.start_assumed", "warning", ("in_force",), params)


def _replaced(asked: list[Plan | ActionPlan], by: Plan | ActionPlan) -> Iterator[str]:
    yield from (one.id for one in asked if one.replaced_by == by.id)
