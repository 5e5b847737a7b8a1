"""The tree of a plan, walked: every part with what is above it, every indicator with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from plut_kumkm.base.data import FrozenMap
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import (
    Activity,
    Goal,
    Objective,
    Part,
    Plan,
    PolicyDirection,
    Programme,
    Strategy,
    Subactivity,
)

PartKind = Literal[
    "goal", "objective", "strategy", "policy_direction", "programme", "activity", "subactivity", "action"
]
Path = tuple[str | int, ...]

_KINDS: Mapping[type[Part], PartKind] = {
    Goal: "goal",
    Objective: "objective",
    Strategy: "strategy",
    PolicyDirection: "policy_direction",
    Programme: "programme",
    Activity: "activity",
    Subactivity: "subactivity",
    Action: "action",
}
PART_KINDS: tuple[PartKind, ...] = tuple(_KINDS.values())


@frozen
class PlacedPart:
    """A part of a plan, its kind, where it stands in the record, and the parts above it, the highest first."""

    kind: PartKind
    part: Part
    path: Path
    above: tuple[PlacedPart, ...] = ()

    @property
    def line(self) -> tuple[PlacedPart, ...]:
        """The parts above it and the part itself."""
        return (*self.above, self)


@frozen
class Placed:
    """An indicator and where it stands: the part that has it, and the parts above that one, by kind."""

    indicator: Indicator
    path: Path
    parts: Mapping[PartKind, Part]
    owner: str | None
    subsectors: tuple[str, ...]

    @property
    def holders(self) -> tuple[Part, ...]:
        """The parts that the indicator belongs to, the nearest first."""
        return tuple(reversed(tuple(self.parts.values())))


def parts_of(plan: Plan | ActionPlan) -> Iterator[PlacedPart]:
    """Yield every part of a plan, each before the parts below it.

    An action stands under the policy direction that it names; one that names none, or none of the plan's, stands alone.

    >>> tree = Plan(id="p", kind="rpd", goals=(Goal(id="t1", name="T", objectives=(Objective(id="s1", name="S"),)),))
    >>> [(one.kind, one.path, len(one.above)) for one in parts_of(tree)]
    [('goal', ('goals', 0), 0), ('objective', ('goals', 0, 'objectives', 0), 1)]
    """
    yield from _below(plan, (), ())
    if isinstance(plan, ActionPlan):
        directions = {one.part.id: one for one in _below(plan, (), ()) if one.kind == "policy_direction"}
        for place, action in enumerate(plan.actions):
            above = directions.get(action.direction or "")
            yield PlacedPart("action", action, ("actions", place), () if above is None else above.line)


def _below(record: Plan | ActionPlan | Part, path: Path, above: tuple[PlacedPart, ...]) -> Iterator[PlacedPart]:
    for name, kind in type(record).items().items():
        if kind in _KINDS and kind is not Action:
            for place, part in enumerate(getattr(record, name)):
                found = PlacedPart(_KINDS[kind], part, (*path, name, place), above)
                yield found
                yield from _below(part, found.path, found.line)


def indicators_of(plan: Plan | ActionPlan) -> Iterator[Placed]:
    """Yield every indicator of a plan with its place, in the order of the plan.

    Its owner is its own, else that of the nearest part above it that has one, else that of the plan.

    >>> plan = Plan(id="p", kind="renstra", owner="Dinas Contoh", indicators=(Indicator(id="i", name="I"),))
    >>> [(one.indicator.id, one.owner, dict(one.parts)) for one in indicators_of(plan)]
    [('i', 'Dinas Contoh', {})]
    """
    for place, indicator in enumerate(plan.indicators):
        yield _placed(indicator, ("indicators", place), (), plan)
    for part in parts_of(plan):
        for place, indicator in enumerate(part.part.indicators):
            yield _placed(indicator, (*part.path, "indicators", place), part.line, plan)


def _placed(indicator: Indicator, path: Path, line: tuple[PlacedPart, ...], plan: Plan | ActionPlan) -> Placed:
    owners = (indicator.owner, *(one.part.owner for one in reversed(line)), plan.owner)
    subsectors = indicator.subsectors
    if not subsectors and line and isinstance(line[-1].part, Action):
        subsectors = line[-1].part.subsectors
    parts: Mapping[PartKind, Part] = FrozenMap({one.kind: one.part for one in line})
    return Placed(indicator, path, parts, next((one for one in owners if one is not None), None), subsectors)
