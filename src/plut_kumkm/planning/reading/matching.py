"""What a table reports, brought to the plan that it reports on: by id, by code and name, by name, by a near name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from plut_kumkm.base.show import excerpt
from plut_kumkm.planning.reading.lines import Lines
from plut_kumkm.planning.reading.trees import NAMELESS, Draft, Node, Tree
from plut_kumkm.planning.reading.words import squash
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.walking import indicators_of, parts_of

# Names so alike are taken for one, which is said; a proposal of this library.
_NEAR = 0.85


@frozen
class Names:
    """Ids of a plan by what a table can call them: the same key may stand for several."""

    by_id: frozenset[str]
    by_code: Mapping[tuple[str, str], tuple[str, ...]]
    by_name: Mapping[str, tuple[str, ...]]

    def find(self, given: str, code: str | None, name: str) -> tuple[tuple[str, ...], bool]:
        """Return the ids that are meant, and whether only a near name says so."""
        if given in self.by_id:
            return (given,), False
        plain = squash(name)
        exactly = self.by_code.get((code or "", plain)) or self.by_name.get(plain)
        if exactly is not None:
            return exactly, False
        # Here, for it is slow to import, and most names are the same.
        from difflib import get_close_matches

        near = get_close_matches(plain, self.by_name, n=2, cutoff=_NEAR)
        return (self.by_name[near[0]] if near else ()), True


def _names(told: Iterable[tuple[str, str | None, str]]) -> Names:
    ids: list[str] = []
    codes: dict[tuple[str, str], tuple[str, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for id_, code, name in told:
        ids.append(id_)
        plain = squash(name)
        codes[code or "", plain] = (*codes.get((code or "", plain), ()), id_)
        names[plain] = (*names.get(plain, ()), id_)
    return Names(frozenset(ids), codes, names)


class Match:
    """Which id of a plan each part and each indicator of a table is; what is not found is said and keeps its own."""

    def __init__(self, plan: Plan | ActionPlan, tree: Tree, lines: Lines) -> None:
        self.lines = lines
        held = tuple(indicators_of(plan))
        codes = {one.indicator.id: one.holders[0].code if one.holders else None for one in held}
        self._indicators = _names((one.indicator.id, codes[one.indicator.id], one.indicator.name) for one in held)
        self._parts = _names((one.part.id, one.part.code, one.part.name) for one in parts_of(plan))
        self._codes: dict[str | None, tuple[str, ...]] = {}
        for one in parts_of(plan):
            if one.part.code is not None:
                self._codes[one.part.code] = (*self._codes.get(one.part.code, ()), one.part.id)
        # Of an indicator that is alone in a part with money, money is that of the part.
        self._parts_of = {
            one.indicator.id: one.holders[0].id
            for one in held
            if one.holders and one.holders[0].budgets and len(one.holders[0].indicators) == 1
        }
        self.ids: dict[str, str] = {}
        for draft in tree.drafts:
            code = None if draft.holder is None else draft.holder.code
            self._take(draft.id, self._indicators.find(draft.id, code, draft.name), draft.name, draft)
        for node in tree.nodes:
            if node.name != NAMELESS:
                self._take(node.id, self._part(node), node.name, node)

    def _part(self, node: Node) -> tuple[tuple[str, ...], bool]:
        if node.code in self._codes:
            return self._codes[node.code], False
        return self._parts.find(node.id, node.code, node.name)

    def _take(self, own: str, found: tuple[tuple[str, ...], bool], name: str, one: Draft | Node) -> None:
        ids, near = found
        column = one.column if isinstance(one, Draft) else None
        if len(ids) > 1:
            self.lines.say("planning.read_match_several", one.row, column, name=excerpt(name), ids=ids)
        elif not ids:
            # Of a part nothing hangs on it, unless it has money, which is then said to be an orphan.
            if isinstance(one, Draft):
                self.lines.say("planning.read_match_none", one.row, column, name=excerpt(name))
        else:
            self.ids[own] = ids[0]
            if near:
                self.lines.say("planning.read_match_near", one.row, column, name=excerpt(name), id=ids[0])

    def realisations(self, given: Iterable[Realisation]) -> tuple[Realisation, ...]:
        """Return reports with the ids of the plan."""
        return tuple(evolve(one, indicator=self.ids.get(one.indicator, one.indicator)) for one in given)

    def budgets(self, given: Iterable[Budget]) -> tuple[Budget, ...]:
        """Return money with the ids of the plan."""
        found: list[Budget] = []
        for one in given:
            of = one.of and self.ids.get(one.of, one.of)
            found.append(evolve(one, of=self._parts_of.get(of, of) if of else of))
        return tuple(found)
