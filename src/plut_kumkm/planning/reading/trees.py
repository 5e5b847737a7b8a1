"""The records of a table put together: parts under parts, indicators with their targets, money and reports.

A blank cell carries on what stands above it, as merged cells do; a wider part that changes ends the narrower ones.
Where a level is missing a part without a name is put in and said, so that nothing hangs in the air.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from plut_kumkm.base.periods import Period
from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.reading.lines import ORDER, Amount, Entry, Figure, Line, Lines, level_of
from plut_kumkm.planning.reading.words import slug, squash
from plut_kumkm.planning.records.reports import Budget
from plut_kumkm.planning.records.values import Absent, Value
from plut_kumkm.planning.records.walking import PartKind

# The name of a part that the table does not name.
NAMELESS = "–"
# Under what each kind of part may stand, the nearest first; "" is the plan itself. The last but "" is put in where
# none of them is there.
_UNDER: Mapping[PartKind, tuple[str, ...]] = {
    "goal": ("",),
    "objective": ("goal", ""),
    "strategy": ("objective",),
    "policy_direction": ("strategy", "objective", ""),
    "action": ("policy_direction", ""),
    "programme": ("policy_direction", "strategy", "objective", ""),
    "activity": ("programme",),
    "subactivity": ("activity",),
}
# An action plan has no others.
_OF_ACTIONS: tuple[PartKind, ...] = ("policy_direction", "action")


@define(eq=False)
class Node:
    """A part of the plan while it is put together."""

    kind: PartKind
    name: str
    id: str
    row: int
    code: str | None = None
    owner: str | None = None
    above: Node | None = None
    children: list[Node] = field(factory=list)
    drafts: list[Draft] = field(factory=list)
    budgets: list[Budget] = field(factory=list)
    texts: dict[str, str] = field(factory=dict)


@define(eq=False)
class Draft:
    """An indicator while it is put together; ``figures`` are its cells, each with its row."""

    name: str
    id: str
    row: int
    column: str
    holder: Node | None
    texts: dict[str, str]
    owner: str | None = None
    figures: list[tuple[int, Figure]] = field(factory=list)
    targets: list[tuple[Period, Value]] = field(factory=list)
    reports: list[tuple[int, Period, Value, Mapping[str, str]]] = field(factory=list)
    budgets: list[Budget] = field(factory=list)
    baseline: Value | None = None
    end: Value | None = None


class Tree:
    """Puts the lines of a table together, in their order.

    Args:
        lines: to whom what is found is said.
        actions: whether the table is an action plan.
        long: whether a row is one period of an indicator, and not an indicator.
    """

    def __init__(self, lines: Lines, *, actions: bool, long: bool) -> None:
        self.lines, self.actions, self.long = lines, actions, long
        self.tops: list[Node] = []
        self.nodes: list[Node] = []
        self.drafts: list[Draft] = []
        self.budgets: list[Budget] = []
        self._current: dict[PartKind, Node] = {}
        # By what a part stands under, its kind, and its code or name.
        self._parts_by: dict[tuple[int, PartKind, str], Node] = {}
        self._ids: set[str] = set()
        self._lost: set[str] = set()
        self._known: dict[tuple[int, str], Draft] = {}
        self._by_id: dict[str, Draft] = {}

    def add(self, line: Line) -> None:
        """Take one line in."""
        made = self._parts(line)
        if made is None:
            return
        named, new = made
        lowest = self._lowest()
        drafts = [draft for entry in line.entries if (draft := self._entry(entry, line, lowest)) is not None]
        self._owner(line, lowest, drafts, new=new)
        self._money(line, lowest, drafts, named=named, new=new)

    def _lowest(self) -> Node | None:
        return next((self._current[kind] for kind in reversed(ORDER) if kind in self._current), None)

    # ----------------------------------------------------------------------------------------------------------- parts

    def _parts(self, line: Line) -> tuple[bool, bool] | None:
        """Return whether a line names a part, and whether that is a new one; ``None`` for a line above programmes."""
        found: list[tuple[PartKind, str]] = []
        programme: str | None = None
        for kind, name, header in line.parts:
            if kind is None and line.code is not None and line.code_level is None and line.code.count(".") < 2:
                # The affair or its field: the nomenclature has it above the programmes, a plan has not.
                self.lines.say("planning.read_row_unused", line.row, header, "info", got=excerpt(name))
                return None
            chosen = kind or self._kind(name, line, header)
            if not self.actions or chosen in _OF_ACTIONS:
                found.append((chosen, name))
            elif chosen == "programme":
                programme = name
            elif header not in self._lost:
                self._lost.add(header)
                self.lines.say("planning.read_level_lost", line.row, header, "info")
        new = False
        for place, (kind, name) in enumerate(found):
            last = place == len(found) - 1
            new = self._enter(kind, name, line.code if last else None, line.row, last=last)
        if self.actions:
            self._describe(line, programme)
        return bool(found), new

    def _kind(self, name: str, line: Line, header: str) -> PartKind:
        """Return of which kind a part in a mixed column is."""
        told: PartKind | None = next((one for one in ORDER if one == line.code_level), None) or level_of(name)
        if told is not None:
            return told
        kind: PartKind = "activity" if "programme" in self._current else "programme"
        self.lines.say("planning.read_level_guessed", line.row, header, "info", got=excerpt(name), kind=_Kind(kind))
        return kind

    def _enter(self, kind: PartKind, name: str, code: str | None, row: int, *, last: bool = True) -> bool:
        """Make a part the current one of its kind, and return whether it is new.

        A part that is only named again, with a narrower one beside it, leaves what is between the two as it is.
        """
        above = self._above(kind, row)
        plain = squash(name)
        node = self._parts_by.get((id(above), kind, code or plain))
        new = node is None
        if node is None:
            node = Node(kind, name, self._id(code or slug(name)), row, code, above=above)
            (self.tops if above is None else above.children).append(node)
            self.nodes.append(node)
            # A row that names it again may leave the code out.
            self._parts_by[id(above), kind, code or plain] = node
            self._parts_by.setdefault((id(above), kind, plain), node)
        if last or self._current.get(kind) is not node:
            for lower in ORDER[ORDER.index(kind) :]:
                self._current.pop(lower, None)
        self._current[kind] = node
        return new

    def _above(self, kind: PartKind, row: int) -> Node | None:
        """Return the part under which one of a kind stands here; what is missing between them is put in."""
        nearest = next(
            (self._current[one] for one in reversed(ORDER[: ORDER.index(kind)]) if one in self._current), None
        )
        allowed = _UNDER[kind]
        if (nearest.kind if nearest is not None else "") in allowed:
            return nearest
        missing: PartKind = next(kind for kind in ORDER if kind == [each for each in allowed if each][-1])
        self._enter(missing, NAMELESS, None, row)
        self.lines.say("planning.read_part_missing", row, None, "info", kind=_Kind(missing), below=_Kind(kind))
        return self._current[missing]

    def _describe(self, line: Line, programme: str | None) -> None:
        """Keep what a line says of its action."""
        node = self._current.get("action")
        if node is None:
            return
        if programme is not None:
            node.texts.setdefault("programme", programme)
        for name in ("partners", "output", "element", "subsectors"):
            if name in line.texts:
                node.texts.setdefault(name, line.texts[name])

    def _id(self, wanted: str) -> str:
        found, number = wanted, 1
        while found in self._ids:
            number += 1
            found = f"{wanted}-{number}"
        self._ids.add(found)
        return found

    # ------------------------------------------------------------------------------------------------------ indicators

    def _entry(self, entry: Entry, line: Line, lowest: Node | None) -> Draft | None:
        holder = self._current.get(entry.of, lowest) if entry.of is not None else lowest
        key = (id(holder), squash(entry.name))
        given = entry.texts.get("id")
        known = self._by_id.get(given) if given is not None else self._known.get(key)
        if known is not None and self.long:
            self._more(known, entry, line)
            return known
        if known is not None and (not entry.figures or _same(known, entry)):
            if entry.figures:
                self.lines.say("planning.read_repeated", line.row, entry.column, before=known.row)
            return None
        if known is not None:
            params = {"name": excerpt(entry.name), "before": known.row}
            self.lines.say("planning.read_contradiction", line.row, entry.column, "error", **params)
        draft = Draft(entry.name, self._id(given or slug(entry.name)), line.row, entry.column, holder, {})
        self._known.setdefault(key, draft)
        self._by_id.setdefault(draft.id, draft)
        self.drafts.append(draft)
        if holder is not None:
            holder.drafts.append(draft)
        self._more(draft, entry, line)
        return draft

    def _more(self, draft: Draft, entry: Entry, line: Line) -> None:
        """Add what an entry says to an indicator."""
        for name, text in entry.texts.items():
            draft.texts.setdefault(name, text)
        for figure in entry.figures:
            if figure.cell.value == Absent("blank"):
                continue
            draft.figures.append((line.row, figure))
            self._figure(draft, figure, entry, line)

    def _figure(self, draft: Draft, figure: Figure, entry: Entry, line: Line) -> None:
        value, period, role = figure.cell.value, figure.period, figure.column.role
        if role == "baseline":
            draft.baseline = self._once(draft, draft.baseline, value, figure, line)
        elif role == "end":
            draft.end = self._once(draft, draft.end, value, figure, line)
        elif role == "target" and period is not None:
            held = [one for at, one in draft.targets if at == period]
            if value not in held:
                draft.targets.append((period, value))
                if held:
                    self._contradicts(draft, figure, line)
        elif role == "realisation" and period is not None:
            held = [one for _, at, one, _ in draft.reports if at == period]
            standing = figure.column.standing
            # What the row says of its figures is nearer than what the title of the column does.
            texts = entry.texts if standing is None else {"standing": standing, **entry.texts}
            draft.reports.append((line.row, period, value, texts))
            if held and value not in held:
                self._contradicts(draft, figure, line)

    def _once(self, draft: Draft, held: Value | None, value: Value, figure: Figure, line: Line) -> Value:
        if held is not None and held != value:
            self._contradicts(draft, figure, line)
            return held
        return value

    def _contradicts(self, draft: Draft, figure: Figure, line: Line) -> None:
        params = {"name": excerpt(draft.name), "before": draft.row}
        self.lines.say("planning.read_contradiction", line.row, figure.column.header, "error", **params)

    def _owner(self, line: Line, lowest: Node | None, drafts: Sequence[Draft], *, new: bool) -> None:
        owner = line.texts.get("owner")
        if owner is None:
            return
        if new and lowest is not None:
            lowest.owner = owner
        for draft in drafts:
            if draft.owner is None and (draft.holder is None or draft.holder.owner != owner):
                draft.owner = owner

    # ----------------------------------------------------------------------------------------------------------- money

    def _money(self, line: Line, lowest: Node | None, drafts: Sequence[Draft], *, named: bool, new: bool) -> None:
        budgets = list(_budgets(line.amounts, line.texts.get("fund")))
        if not budgets:
            return
        header = line.amounts[0].column.header
        if lowest is not None and (named or self.long or not drafts):
            rest: list[Budget] = []
            for one in budgets:
                if _joined(lowest.budgets, one, fill=new or self.long):
                    continue
                clash = any((each.period, each.fund) == (one.period, one.fund) for each in lowest.budgets)
                if drafts and (clash or not (new or self.long)):
                    rest.append(one)
                    continue
                if clash:
                    params = {"name": excerpt(lowest.name), "before": lowest.row}
                    self.lines.say("planning.read_contradiction", line.row, header, "error", **params)
                lowest.budgets.append(one)
            budgets = rest
        if drafts and budgets:
            # Beside a part that was named above, money is that of the indicator.
            drafts[-1].budgets += [one for one in budgets if not _joined(drafts[-1].budgets, one)]
            if len(drafts) > 1:
                self.lines.say("planning.read_money_shared", line.row, header, count=len(drafts))
        elif lowest is None:
            self.budgets += budgets


class _Kind(str):
    """A kind of part as a message writes it."""

    __slots__ = ()

    def label(self, lang: Any = "id") -> str:
        """Return the kind in words."""
        from plut_kumkm.planning.answers import render

        return render(f"planning.kind.{self}", {}, lang)


def _same(draft: Draft, entry: Entry) -> bool:
    """Return whether an entry says no more than an indicator that is there already."""
    held = {(one.column.role, one.period): one.cell.value for _, one in draft.figures}
    told = {(one.column.role, one.period): one.cell.value for one in entry.figures}
    return all(held.get(place, Absent("blank")) == value for place, value in told.items())


def _budgets(amounts: Sequence[Amount], fund: str | None) -> Iterator[Budget]:
    """Yield the budgets that the cells of a line make, ceiling and spent together."""
    held: dict[Period, dict[str, Any]] = {}
    for one in amounts:
        if one.value is not None and one.period is not None and one.column.role in ("ceiling", "spent"):
            held.setdefault(one.period, {})["ceiling" if one.column.role == "ceiling" else "realised"] = one.value
    for period, said in held.items():
        yield Budget(period=period, fund=fund, **said)


def _joined(held: list[Budget], one: Budget, *, fill: bool = True) -> bool:
    """Join a budget to one of the same period that says nothing else, and return whether there was such a one.

    Without ``fill`` it is only joined where it adds nothing.
    """
    for place, each in enumerate(held):
        if each.period == one.period and each.fund == one.fund:
            if not fill and (one.ceiling, one.realised) != (each.ceiling, each.realised):
                continue
            ceilings, spent = {each.ceiling, one.ceiling} - {None}, {each.realised, one.realised} - {None}
            if len(ceilings) < 2 and len(spent) < 2:
                held[place] = evolve(each, ceiling=next(iter(ceilings), None), realised=next(iter(spent), None))
                return True
    return False
