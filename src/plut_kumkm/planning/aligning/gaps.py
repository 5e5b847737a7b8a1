"""What is lacking: indicators that only some of the plans have, programmes without indicator, parts without money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.planning.aligning.matching.entries import Entry, Match, bare_code
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget
from plut_kumkm.planning.records.walking import Path, PlacedPart, parts_of

# "down": no plan below takes the indicator up. "up": no plan above has it.
Way = Literal["down", "up"]
_WITH_MONEY = frozenset({"objective", "programme", "activity", "subactivity", "action"})


@frozen(eq=False)
class Orphan:
    """An indicator without counterpart in the plans below it, or in those above it.

    ``near`` are the nearest names among those that have no counterpart either.
    """

    entry: Entry
    way: Way
    near: tuple[Match, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the orphan as plain JSON values."""
        return {
            "plan": self.entry.label,
            "indicator": self.entry.indicator.id,
            "name": self.entry.indicator.name,
            "way": self.way,
            "near": [match.to_dict() for match in self.near],
        }


@frozen(eq=False)
class Gap:
    """A part of a plan that lacks something."""

    plan: int
    label: str
    placed: PlacedPart

    def to_dict(self) -> dict[str, Any]:
        """Return the part as plain JSON values."""
        part = self.placed.part
        return {"plan": self.label, "kind": self.placed.kind, "id": part.id, "name": part.name, "code": part.code}


def without_indicator(plan: Plan | ActionPlan, place: int, label: str) -> tuple[Gap, ...]:
    """Return the programmes and actions that have no indicator, neither of their own nor in a part below."""
    measured = {one.path for part in parts_of(plan) if part.part.indicators for one in part.line}
    return tuple(
        Gap(place, label, part)
        for part in parts_of(plan)
        if part.kind in ("programme", "action") and part.path not in measured
    )


class Purses:
    """Which parts of the plans have money in any year, their own or that of the parts below."""

    def __init__(self, plans: Sequence[Plan | ActionPlan]) -> None:
        self.plans = plans
        self.parts = tuple(tuple(parts_of(plan)) for plan in plans)
        ids = tuple({of for of, budget in _budgets(plan) if _holds_money(budget)} for plan in plans)
        self.any = tuple(map(bool, ids))
        self._funded = tuple(
            {above.path for part in parts if _direct(part, funded) for above in part.line}
            for parts, funded in zip(self.parts, ids, strict=True)
        )
        # By id and by code, so that an action finds the programme that pays for it.
        self._names = {
            name
            for parts, funded in zip(self.parts, self._funded, strict=True)
            for part in parts
            if part.path in funded and part.kind in _WITH_MONEY
            for name in (part.part.id, *_codes(part))
        }

    def without_money(self, rows: Sequence[Sequence[Entry | None]], labels: Sequence[str]) -> tuple[Gap, ...]:
        """Return the objectives, and the policy directions of action plans, that have no money in any of the plans.

        An objective has the money of its own parts; of a programme, in any of the plans, with the code of one of them;
        and of the part of another plan that one of its indicators stands in.
        """
        through = self._through(rows)
        found = []
        for place, (plan, parts) in enumerate(zip(self.plans, self.parts, strict=True)):
            wanted = "policy_direction" if isinstance(plan, ActionPlan) else "objective"
            below = _below(parts, wanted)
            for part in parts:
                if part.kind == wanted and part.path not in self._funded[place]:
                    paths = {one.path for one in below[part.path]}
                    names = {name for one in below[part.path] for name in _codes(one)}
                    if not paths & through[place] and not names & self._names:
                        found.append(Gap(place, labels[place], part))
        return tuple(found)

    def _through(self, rows: Sequence[Sequence[Entry | None]]) -> tuple[set[Path], ...]:
        """Return, for each plan, the parts whose indicators stand in a part with money in another plan."""
        found: tuple[set[Path], ...] = tuple(set() for _ in self.plans)
        kinds = tuple({part.path: part.kind for part in parts} for parts in self.parts)
        for row in rows:
            held = [entry for entry in row if entry is not None]
            if any(
                path in self._funded[entry.plan] and kinds[entry.plan][path] in _WITH_MONEY
                for entry in held
                for path in _holders(entry, kinds[entry.plan])
            ):
                for entry in held:
                    found[entry.plan].update(_holders(entry, kinds[entry.plan]))
        return found


def _below(parts: Sequence[PlacedPart], kind: str) -> Mapping[Path, list[PlacedPart]]:
    """Return the parts of one kind with themselves and all that stands below them."""
    found: dict[Path, list[PlacedPart]] = {part.path: [] for part in parts if part.kind == kind}
    for part in parts:
        for above in part.line:
            if above.path in found:
                found[above.path].append(part)
    return found


def _holders(entry: Entry, kinds: Mapping[Path, str]) -> list[Path]:
    """Return the parts that an indicator stands in, by their places."""
    path = entry.placed.path
    return [path[:end] for end in range(2, len(path) - 1, 2) if path[:end] in kinds]


def _codes(part: PlacedPart) -> list[str]:
    names = [part.part.code, part.part.programme if isinstance(part.part, Action) else None]
    return [bare_code(name) for name in names if name]


def _direct(part: PlacedPart, funded: set[str]) -> bool:
    return part.part.id in funded or any(one.id in funded for one in part.part.indicators)


def _budgets(plan: Plan | ActionPlan) -> Iterator[tuple[str, Budget]]:
    """Yield every budget in a plan with the id of what it is for."""
    for budget in plan.budgets:
        yield budget.of or plan.id, budget
    for part in parts_of(plan):
        for budget in part.part.budgets:
            yield budget.of or part.part.id, budget


def _holds_money(budget: Budget) -> bool:
    return (budget.ceiling or 0) > 0 or (budget.realised or 0) > 0
