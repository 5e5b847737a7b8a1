"""Which part of a plan is starving: without actions, without money, without indicators, or without values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.numbers import decimal_text, rounded
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.walking import PartKind, Path, PlacedPart
from plut_kumkm.planning.scorecards.money import Purse
from plut_kumkm.planning.scorecards.rows import Scored

Lack = Literal["actions", "money", "indicators", "values"]


@frozen(kw_only=True)
class Coverage:
    """One part of a plan: how many actions follow it, how many of them have money, and how much of it is measured.

    ``measured`` are the indicators whose achievement is known, as in the total of a scorecard; ``valued`` those that
    have a value, though a target or a direction may be missing. In an action plan ``actions`` are its actions, in any
    other its programmes. ``ceiling`` is the money of the part [IDR], ``None`` where none is known.
    """

    id: str
    name: str
    actions: int
    funded: int
    indicators: int
    measured: int
    valued: int
    ceiling: int | None

    @property
    def funded_share(self) -> Fraction | None:
        """How many of the actions have money [1], of all actions."""
        return Fraction(self.funded, self.actions) if self.actions else None

    @property
    def measured_share(self) -> Fraction | None:
        """How many of the indicators have an achievement that is known [1], of all indicators."""
        return Fraction(self.measured, self.indicators) if self.indicators else None

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it has none of."""
        held: tuple[tuple[Lack, int], ...] = (
            ("actions", self.actions),
            ("money", self.funded),
            ("indicators", self.indicators),
            ("values", self.valued),
        )
        return tuple(name for name, count in held if not count)

    def cells(self, lang: Lang = "id") -> tuple[str, ...]:
        """Return the part as a table shows it."""
        return (
            self.name,
            str(self.actions),
            _share(self.funded_share, lang),
            "–" if self.ceiling is None else format_rupiah(self.ceiling),
            str(self.indicators),
            _share(self.measured_share, lang),
            ", ".join(render(f"planning.lack.{name}", {}, lang) for name in self.lacks) or "–",
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the part as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "actions": self.actions,
            "funded": self.funded,
            "funded_share": plain(self.funded_share),
            "ceiling": self.ceiling,
            "indicators": self.indicators,
            "measured": self.measured,
            "valued": self.valued,
            "measured_share": plain(self.measured_share),
            "lacks": list(self.lacks),
        }


def _share(share: Fraction | None, lang: Lang) -> str:
    return "–" if share is None else f"{decimal_text(rounded(share * 100, 0), lang)}%"


def coverage(plan: Plan | ActionPlan, rows: Sequence[Scored], purse: Purse, by: PartKind) -> tuple[Coverage, ...]:
    """Return what each part of one kind has, in the order of the plan, also of parts that have nothing."""
    wanted = "action" if isinstance(plan, ActionPlan) else "programme"
    asked = [part for part in purse.parts if part.kind == by]
    actions: dict[Path, list[PlacedPart]] = {part.path: [] for part in asked}
    measured: dict[int, list[Scored]] = {id(part.part): [] for part in asked}
    for one in purse.parts:
        if one.kind == wanted:
            for above in one.line:
                if above.path in actions:
                    actions[above.path].append(one)
    for row in rows:
        for held in row.placed.parts.values():
            if id(held) in measured:
                measured[id(held)].append(row)
    return tuple(_of_part(part, actions[part.path], measured[id(part.part)], purse) for part in asked)


def _of_part(part: PlacedPart, actions: Sequence[PlacedPart], mine: Sequence[Scored], purse: Purse) -> Coverage:
    money = [purse.of(one) for one in actions]
    whole = purse.of(part)
    return Coverage(
        id=part.part.id,
        name=part.part.name,
        actions=len(actions),
        funded=sum(one is not None and (one.ceiling or 0) > 0 for one in money),
        indicators=len(mine),
        measured=sum(row.achievement.value is not None for row in mine),
        valued=sum(row.actual.value is not None for row in mine),
        ceiling=None if whole is None else whole.ceiling,
    )
