"""From a stretch of a scheme to its rule: how the facts of an enterprise are read, and the tables that decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import frozen

from plut_kumkm.enterprise.operands import AMOUNTS, TEXTS, dates
from plut_kumkm.enterprise.size_rules import size_rule
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.books import LawBook
from plut_kumkm.law.compiling import Opening, Scope, measures, nothing, openings, rule_of
from plut_kumkm.law.instruments import Grade
from plut_kumkm.law.kernel.decisions import Agreed, Table
from plut_kumkm.law.kernel.operands import Code, Field
from plut_kumkm.law.regimes import Alternative, Dispute, Regime, Stretch

TIER = "tier"
ANYTHING: Grade = "unverified"
_WORDS: Mapping[str, Mapping[str, Any]] = {TIER: {tier.value: int(tier) for tier in Tier}}


@frozen(eq=False, repr=False)
class SchemeRule:
    """The rule of one stretch of a scheme.

    ``table`` decides under the policy of the book, ``accepting`` with every source accepted; ``openings`` says where
    the data leaves it open, ``parts`` what each measure gives by itself.
    """

    table: Table
    accepting: Table
    openings: tuple[Opening, ...] = ()
    parts: Mapping[str, Table] = {}

    def alternatives(self, record: Any) -> Iterator[Alternative]:
        """Yield what the sources say of a record where the data leaves its answer open."""
        for opening in self.openings:
            if opening.where.holds(record):
                yield from opening.alternatives


def rule_on(stretch: Stretch | None, law: LawBook, policy: Grade, on: date) -> SchemeRule:
    """Return the rule of one stretch, as it stands on a day."""
    if isinstance(stretch, Dispute):
        # It is open which of them holds: only what all say is certain.
        sides = [rule_on(side, law, policy, on) for side in (stretch.older, stretch.newer)]
        return SchemeRule(
            Agreed(tuple(side.table for side in sides), provision=stretch.provision),
            Agreed(tuple(side.accepting for side in sides), provision=stretch.provision),
        )
    if isinstance(stretch, Regime):
        return _compiled(stretch, law, policy, _moment(stretch, law, on))
    table = nothing(stretch)
    return SchemeRule(table, table)


def scope_of(law: LawBook, on: date) -> Scope:
    """Return how facts are read on a day; the tier is the one that the law of that day gives for facilities."""
    tier = size_rule(law.at(TIER, on), law.policy, "facility", "by-purpose").tier
    texts: dict[str, Field | Code] = {**TEXTS, TIER: Code(tier)}
    return Scope(on, AMOUNTS, dates(on), texts, _WORDS)


def _moment(stretch: Regime, law: LawBook, on: date) -> date:
    """Return a day that stands for all on which the rule is the same, so that few are built."""
    if stretch.timed:
        return on
    # Otherwise it changes with the tier alone.
    tier = law.at(TIER, on)
    since = None if tier is None else tier.span.since
    return since or date.min


@lru_cache(maxsize=1024)
def _compiled(stretch: Regime, law: LawBook, policy: Grade, on: date) -> SchemeRule:
    scope = scope_of(law, on)
    codes = {name: place for place, name in enumerate(law.scheme(stretch.of).classes)}
    if stretch.of == TIER:
        sizes, accepting = (size_rule(stretch, one, "facility", "by-purpose") for one in (policy, ANYTHING))
        return SchemeRule(sizes.tier, accepting.tier, (), sizes.criteria)
    return SchemeRule(
        rule_of(stretch, policy, scope, codes),
        rule_of(stretch, ANYTHING, scope, codes),
        openings(stretch, scope),
        measures(stretch, ANYTHING, scope, codes).sure,
    )
