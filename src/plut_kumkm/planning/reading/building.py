"""A tree of a table made into the records of a plan, its money and its reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import parse_period
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.numbers import parse_number
from plut_kumkm.planning.reading.cells import common_unit, read_side, read_word
from plut_kumkm.planning.reading.lines import Lines
from plut_kumkm.planning.reading.trees import Draft, Node, Tree
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.indicators import FAMILIES, Indicator, Target
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
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.values import Absent, Unread, Value, Word
from plut_kumkm.planning.records.walking import PartKind

_RECORDS: Mapping[PartKind, type[Part]] = {
    "goal": Goal,
    "objective": Objective,
    "strategy": Strategy,
    "policy_direction": PolicyDirection,
    "programme": Programme,
    "activity": Activity,
    "subactivity": Subactivity,
}
_FIELDS: Mapping[PartKind, str] = {
    "objective": "objectives",
    "strategy": "strategies",
    "policy_direction": "directions",
    "programme": "programmes",
    "activity": "activities",
    "subactivity": "subactivities",
}


@frozen
class Said:
    """What the caller says of every indicator whose row does not."""

    direction: str | None = None
    accumulation: str | None = None
    baseline_year: int | None = None


class Builder:
    """Makes records of a tree; what it notices of an indicator is said at its row."""

    def __init__(self, tree: Tree, lines: Lines, said: Said) -> None:
        self.tree, self.lines, self.said = tree, lines, said
        self._made: dict[int, Indicator] = {}

    def indicator(self, draft: Draft) -> Indicator:
        """Return the record of an indicator."""
        if id(draft) not in self._made:
            self._made[id(draft)] = self._indicator(draft)
        return self._made[id(draft)]

    def _indicator(self, draft: Draft) -> Indicator:
        texts = draft.texts
        family = texts.get("family", "").upper()
        better = read_side(texts.get("direction", ""))
        return Indicator(
            id=draft.id,
            name=draft.name,
            level=self._word("level", draft),
            families=tuple(one for one in FAMILIES if one in family),
            unit=self._unit(draft),
            direction="range" if better else self._word("direction", draft) or self.said.direction,
            better=better,
            bounded=texts.get("bounded"),
            accumulation=self._word("accumulation", draft) or self.said.accumulation,
            baseline=draft.baseline,
            baseline_year=self._baseline_year(draft),
            targets=tuple(Target(period=period, value=value) for period, value in draft.targets),
            end_target=draft.end,
            formula=texts.get("formula"),
            achievement_formula=texts.get("achievement_formula"),
            scale=texts.get("scale"),
            measure=texts.get("measure"),
            base=texts.get("base"),
            definition=texts.get("definition"),
            reason=texts.get("reason"),
            source=texts.get("source"),
            owner=draft.owner,
            subsectors=() if self.tree.actions else _list(texts.get("subsectors")),
            weight=self._weight(draft),
        )

    def _header(self, role: str) -> str | None:
        return next((one.header for one in self.lines.layout.having(role)), None)

    def _word(self, kind: str, draft: Draft) -> str | None:
        text = draft.texts.get(kind, "")
        word, odd = read_word(kind, text)
        header = self._header(kind)
        if odd:
            self.lines.say("planning.read_word", draft.row, header, got=excerpt(text))
        if word == "doubtful":
            self.lines.say("planning.read_accumulation", draft.row, header, "info", got=excerpt(text))
            return "sum"
        return word

    def _unit(self, draft: Draft) -> str | None:
        given = draft.texts.get("unit")
        cells = [figure.cell.unit for _, figure in draft.figures]
        unit, others = common_unit([given, *cells] if given is None else [given])
        if given is not None:
            others = tuple(dict.fromkeys(one for one in cells if one and same_unit(one) != same_unit(given)))
        if others:
            row, figure = next((row, one) for row, one in draft.figures if one.cell.unit in others)
            params = {"unit": excerpt(unit or ""), "others": tuple(map(excerpt, others))}
            self.lines.say("planning.read_unit_differs", row, figure.column.header, **params)
        planned = [one for _, one in draft.figures if one.column.role in ("target", "baseline", "end")]
        if unit is None and any(_has_number(one.cell.value) for one in planned):
            self.lines.say("planning.read_unit_missing", draft.row, self._header("unit") or draft.column)
        return unit

    def _baseline_year(self, draft: Draft) -> int | None:
        when = next((one.column.when for _, one in draft.figures if one.column.role == "baseline"), None)
        if when is not None:
            return when.year
        text = draft.texts.get("baseline_year")
        if text is not None:
            try:
                return parse_period(text).year
            except ValidationError as error:
                header = self._header("baseline_year")
                self.lines.say(error.finding.code, draft.row, header, **error.finding.params)
        return None if draft.baseline is None else self.said.baseline_year

    def _weight(self, draft: Draft) -> Any:
        text = draft.texts.get("weight")
        if text is None:
            return None
        try:
            return parse_number(text, decimal=self.lines.decimals[0])
        except ValidationError as error:
            self.lines.say(error.finding.code, draft.row, self._header("weight"), **error.finding.params)
            return None

    # ----------------------------------------------------------------------------------------------------------- parts

    def part(self, node: Node) -> Part:
        """Return the record of a part with everything below it."""
        below: dict[str, list[Part]] = {}
        for child in node.children:
            below.setdefault(_FIELDS[child.kind], []).append(self.part(child))
        record: Any = _RECORDS[node.kind]
        made: Part = record(**self._common(node), **{name: tuple(parts) for name, parts in below.items()})
        return made

    def _common(self, node: Node) -> dict[str, Any]:
        return {
            "id": node.id,
            "name": node.name,
            "code": node.code,
            "owner": node.owner,
            "indicators": tuple(map(self.indicator, node.drafts)),
            "budgets": tuple(node.budgets),
        }

    def action(self, node: Node) -> Action:
        """Return the record of an action."""
        texts = node.texts
        return Action(
            **self._common(node),
            direction=None if node.above is None else node.above.id,
            element=texts.get("element"),
            partners=_list(texts.get("partners")),
            output=texts.get("output"),
            programme=texts.get("programme"),
            subsectors=_list(texts.get("subsectors")),
        )

    def plan(self, **said: Any) -> Plan | ActionPlan:
        """Return the plan, with what is said of it as a whole."""
        free = tuple(self.indicator(draft) for draft in self.tree.drafts if draft.holder is None)
        own = [evolve(one, of=draft.id) for draft in self.tree.drafts for one in draft.budgets]
        said |= {"indicators": free, "budgets": (*self.tree.budgets, *own)}
        if self.tree.actions:
            above = [node for node in self.tree.tops if node.kind == "policy_direction"]
            directions = tuple(PolicyDirection(**self._common(node)) for node in above)
            actions = tuple(self.action(node) for node in self.tree.nodes if node.kind == "action")
            return ActionPlan(**said, directions=directions, actions=actions)
        tops: dict[str, list[Any]] = {}
        for node in self.tree.tops:
            tops.setdefault("goals" if node.kind == "goal" else _FIELDS[node.kind], []).append(self.part(node))
        said |= {name: tuple(parts) for name, parts in tops.items()}
        return Plan(**said)

    # --------------------------------------------------------------------------------------------------------- reports

    def budgets(self) -> tuple[Budget, ...]:
        """Return the money of every part and indicator, each with whose it is."""
        return (
            *self.tree.budgets,
            *(evolve(one, of=node.id) for node in self.tree.nodes for one in node.budgets),
            *(evolve(one, of=draft.id) for draft in self.tree.drafts for one in draft.budgets),
        )

    def realisations(self) -> tuple[Realisation, ...]:
        """Return what came of the indicators."""
        return tuple(self._reports())

    def _reports(self) -> Iterable[Realisation]:
        for draft in self.tree.drafts:
            for row, period, value, texts in draft.reports:
                standing, odd = read_word("standing", texts.get("standing", ""))
                if odd:
                    header, got = self._header("standing"), excerpt(texts["standing"])
                    self.lines.say("planning.read_word", row, header, got=got)
                yield Realisation(
                    indicator=draft.id,
                    period=period,
                    value=value,
                    standing=standing or "final",
                    supporting=texts.get("supporting"),
                    hindering=texts.get("hindering"),
                    follow_up=texts.get("follow_up"),
                )


def _list(text: str | None) -> tuple[str, ...]:
    """Return the names in a cell, parted by semicolons, commas or line breaks."""
    if text is None:
        return ()
    mark = next(mark for mark in ("\n", ";", ",") if mark in text or mark == ",")
    return tuple(one.strip() for one in text.split(mark) if one.strip())


def _has_number(value: Value) -> bool:
    return not isinstance(value, Word | Absent | Unread)
