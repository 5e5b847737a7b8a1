"""The scorecard: rows, totals, groups, and one screen of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang, Report
from plut_kumkm.base.periods import format_date
from plut_kumkm.base.version import version
from plut_kumkm.planning.answers import nearest, plain, render
from plut_kumkm.planning.measuring.aggregation import Aggregate, aggregate, cost_per_unit
from plut_kumkm.planning.measuring.aggregation import ratings as count_ratings
from plut_kumkm.planning.measuring.trajectories import Trajectory, trajectory
from plut_kumkm.planning.numbers import Exact
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Realisation
from plut_kumkm.planning.records.walking import PART_KINDS, PartKind, PlacedPart
from plut_kumkm.planning.scorecards.choices import Choices
from plut_kumkm.planning.scorecards.coverage import Coverage, coverage
from plut_kumkm.planning.scorecards.money import Money, Purse, together
from plut_kumkm.planning.scorecards.rows import Scored

SCHEMA = "plut_kumkm/scorecard/1"
Key = PartKind | Literal["owner", "subsector"]
_COLUMNS = ("indicator", "target", "actual", "achievement", "rating", "achieved", "trend")
_PARTS = ("name", "actions", "funded", "ceiling", "indicators", "measured", "lacks")


@frozen(kw_only=True)
class Group:
    """The indicators of one part, owner or subsector together; ``id`` is ``None`` for those that have none."""

    id: str | None
    name: str | None
    rows: tuple[Scored, ...]
    aggregate: Aggregate
    ratings: Mapping[str | None, int]
    money: Money | None

    def to_dict(self) -> dict[str, Any]:
        """Return the group as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            **self.aggregate.to_dict(),
            "ratings": _counts(self.ratings),
            "money": None if self.money is None else self.money.to_dict(),
        }


@frozen(kw_only=True, repr=False, eq=False)
class Scorecard:
    """A plan measured on a day, with the choices by which it was measured and everything that was noticed.

    >>> from plut_kumkm.planning.records.indicators import Indicator, by_period
    >>> from plut_kumkm.planning.records.reports import realised
    >>> from plut_kumkm.planning.scorecards.evaluating import evaluate
    >>> plan = Plan(id="p", kind="renja", indicators=(
    ...     Indicator(id="i", name="Event ekraf", direction="higher", targets=by_period({2025: 20})),))
    >>> card = evaluate(plan, realised("i", {2025: 15}), on=date(2025, 12, 31))
    >>> card["i"].achievement.value, card["i"].rating.value, card["i"].achieved
    (Fraction(75, 1), 'Sedang', False)
    """

    plan: Plan | ActionPlan
    on: date
    choices: Choices
    rows: tuple[Scored, ...]
    report: Report
    purse: Purse
    realisations: Mapping[str, tuple[Realisation, ...]]

    def __getitem__(self, indicator: str) -> Scored:
        for row in self.rows:
            if row.indicator.id == indicator:
                return row
        near = nearest(indicator, [row.indicator.id for row in self.rows])
        asked = f"; did you mean {', '.join(near)}?" if near else ""
        raise KeyError(f"the plan has no indicator {indicator!r}{asked}")

    # -------------------------------------------------------------------------------------------------------- together

    @property
    def total(self) -> Aggregate:
        """All indicators together, each with its weight where it has one."""
        return _aggregate(self.rows)

    @property
    def ratings(self) -> Mapping[str | None, int]:
        """How many indicators are in each class, the highest first; under ``None`` those without one."""
        return self._ratings(self.rows)

    @property
    def money(self) -> Money | None:
        """The money of the year, every budget counted once."""
        return self.purse.total

    @property
    def absorption(self) -> Fraction | None:
        """How much of the ceiling was spent [persen]."""
        money = self.money
        return None if money is None else money.absorption

    def by(self, key: Key) -> dict[str | None, Group]:
        """Return the indicators in groups, by id, in the order of the plan; under ``None`` those without such a part.

        Args:
            key: "goal", "objective", "policy_direction", "programme", "action" … (``PART_KINDS``), "owner", or
                "subsector", where an indicator of two subsectors stands in both.

        Raises:
            ValueError: there is no such key.
        """
        if key not in (*PART_KINDS, "owner", "subsector"):
            raise ValueError(f"key must be one of {', '.join((*PART_KINDS, 'owner', 'subsector'))}, not {key!r}")
        held: dict[str | None, list[Scored]] = {}
        if key in PART_KINDS:
            # Parts without an indicator too: that they have none is what one may want to see.
            held = {part.part.id: [] for part in self.purse.parts if part.kind == key}
        for row in self.rows:
            for name in _groups(row, key):
                held.setdefault(name, []).append(row)
        parts = {part.part.id: part for part in self.purse.parts if part.kind == key}
        owned: dict[str | None, list[Money]] = {}
        for part, money in self.purse.counted() if key == "owner" else ():
            owned.setdefault(self._owner(part.line), []).append(money)
        return {
            name: self._group(name, tuple(rows), parts.get(name or ""), owned.get(name, ()))
            for name, rows in held.items()
        }

    def _group(
        self, name: str | None, rows: tuple[Scored, ...], part: PlacedPart | None, owned: Iterable[Money]
    ) -> Group:
        label, money = name, together(name or self.plan.id, owned)
        if part is not None:
            label, money = part.part.name, self.purse.of(part)
        return Group(
            id=name, name=label, rows=rows, aggregate=_aggregate(rows), ratings=self._ratings(rows), money=money
        )

    def _owner(self, line: tuple[PlacedPart, ...]) -> str | None:
        owners = [one.part.owner for one in reversed(line) if one.part.owner is not None]
        return owners[0] if owners else self.plan.owner

    def _ratings(self, rows: tuple[Scored, ...]) -> dict[str | None, int]:
        return count_ratings((row.achievement for row in rows), scale=self.choices.scale, gap=self.choices.gap)

    def coverage(self, by: PartKind = "policy_direction") -> tuple[Coverage, ...]:
        """Return of each part of one kind: its actions, how many have money, how many indicators have a value.

        Raises:
            ValueError: there is no such kind of part.
        """
        if by not in get_args(PartKind):
            raise ValueError(f"by must be one of {', '.join(PART_KINDS)}, not {by!r}")
        return coverage(self.plan, self.rows, self.purse, by)

    def cost_per_unit(self, indicator: str) -> Fraction | None:
        """Return what one unit of an output indicator cost [IDR], or ``None`` where that cannot be told.

        Only an indicator with money of its own, or alone in the part that has it, has a cost.
        """
        row = self[indicator]
        value: Exact | None = row.actual.value if isinstance(row.actual.value, int | Fraction) else None
        sharing = sum(row.money is not None and one.money == row.money for one in self.rows)
        if row.money is None or row.indicator.level != "output" or sharing > 1:
            return None
        return cost_per_unit(row.money.realised, value)

    def trajectory(self, indicator: str) -> Trajectory:
        """Return whether an indicator is on the path of its targets, and where it is heading."""
        row = self[indicator]
        return trajectory(
            row.indicator,
            self.realisations.get(indicator, ()),
            on=self.on,
            cutoffs=self.choices.cutoffs,
            prognosis=self.choices.prognosis,
        )

    # ----------------------------------------------------------------------------------------------------------- words

    def explain(self, indicator: str, lang: Lang = "id") -> str:
        """Return everything that is known of one indicator, in Indonesian or English."""
        return self[indicator].explain(lang)

    def text(self, lang: Lang = "id") -> str:
        """Return the scorecard in plain text: its indicators, what they come to, and which direction is starving."""
        lines = [
            self._title(lang),
            show.text_table(_header("column", _COLUMNS, lang), [row.cells(lang) for row in self.rows]),
        ]
        lines.append(self.total.text(lang))
        if self.money is not None:
            lines.append(self.money.text(lang))
        parts = self.coverage()
        if parts:
            lines.append(show.text_table(_header("coverage", _PARTS, lang), [part.cells(lang) for part in parts]))
        lines += [render("verdict.note", {"note": found.message(lang)}, lang) for found in self.report]
        return "\n\n".join(lines)

    def html(self, lang: Lang = "id") -> str:
        """Return the scorecard as HTML tables, every cell escaped."""
        rows = [row.cells(lang) for row in self.rows]
        tables = show.html_table(
            _header("column", _COLUMNS, lang), rows, f"{self._title(lang)}. {self.total.text(lang)}"
        )
        parts = self.coverage()
        if parts:
            tables += show.html_table(_header("coverage", _PARTS, lang), [part.cells(lang) for part in parts])
        return tables + "".join(show.html_lines(found.message(lang)) for found in self.report)

    def _title(self, lang: Lang) -> str:
        name = self.plan.title or self.plan.id
        return render("planning.scorecard", {"plan": name, "day": format_date(self.on, lang)}, lang)

    def to_records(self) -> list[dict[str, Any]]:
        """Return a flat record for each indicator, for a table."""
        return [row.to_record() for row in self.rows]

    def to_dict(self) -> dict[str, Any]:
        """Return the scorecard as plain JSON values."""
        money = self.money
        return {
            "schema": SCHEMA,
            "plut_kumkm": version(),
            "plan": self.plan.id,
            "on": self.on.isoformat(),
            "choices": self.choices.to_dict(),
            "total": self.total.to_dict(),
            "ratings": _counts(self.ratings),
            "money": None if money is None else money.to_dict(),
            "absorption_percent": plain(self.absorption),
            "policy_directions": [one.to_dict() for one in self.coverage()],
            "rows": [row.to_dict() for row in self.rows],
            "findings": self.report.to_records(),
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Scorecard {self.plan.id} on {self.on}: {self.total.text('en')}>"

    def _repr_html_(self) -> str:
        return self.html()


def _header(table: str, names: tuple[str, ...], lang: Lang) -> list[str]:
    return [render(f"planning.{table}.{name}", {}, lang) for name in names]


def _counts(counts: Mapping[str | None, int]) -> dict[str, int]:
    return {"" if name is None else name: count for name, count in counts.items()}


def _aggregate(rows: tuple[Scored, ...]) -> Aggregate:
    return aggregate((row.achievement for row in rows), [row.indicator.weight for row in rows])


def _groups(row: Scored, key: Key) -> tuple[str | None, ...]:
    if key == "owner":
        return (row.placed.owner,)
    if key == "subsector":
        return row.placed.subsectors or (None,)
    part = row.placed.parts.get(key)
    return (None if part is None else part.id,)
