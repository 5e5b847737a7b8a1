"""The size rules: from a regime, a purpose and a reading to tables that decide tier, basis, conflict and ``is_umkm``.

Which criterion applies is data of the regime (PP 7/2021 Pasal 35 names two and no order between them), and how a choice
becomes a table stands in ``law.compiling``. This module adds what only size tiers have. No number of law stands here.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from plut_kumkm.base.data import DataError
from plut_kumkm.enterprise.operands import AMOUNTS, dates
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.compiling import Measures, Scope, always, chosen, founding, measures, nothing
from plut_kumkm.law.instruments import Grade, meets
from plut_kumkm.law.kernel.decisions import INDETERMINATE, UNKNOWN, Agreed, FirstMatch, Table
from plut_kumkm.law.kernel.operands import Code, Field, Param
from plut_kumkm.law.kernel.predicates import AllOf, Compare, Known, Not, OneOf, Predicate
from plut_kumkm.law.regimes import Choice, Dispute, Regime, Stretch

Purpose = Literal["registration", "facility", "statistics"]
ReadingId = Literal["by-purpose", "by-founding", "cumulative", "sales-only"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
READINGS: tuple[ReadingId, ...] = get_args(ReadingId)

# The criteria of size tiers. The columns of `basis` hold a place in BASES: it may grow at its end and never change.
CRITERIA: tuple[str, ...] = ("sales", "capital", "net_worth")
BASES: tuple[str, ...] = ("sales", "capital", "net_worth", "capital+sales", "net_worth+sales", "capital+net_worth")

_CODES = {tier.value: int(tier) for tier in Tier}
_SCOPE = Scope(date.max, {name: AMOUNTS[name] for name in CRITERIA}, dates(date.max), {}, {})
_INDEPENDENT = Field("independent")
_PARENT = Field("parent_code", fact="parent_tier")
_NO = FirstMatch((), otherwise=UNKNOWN)


class SizeRule(NamedTuple):
    """The rules of one stretch of law for one purpose under one reading.

    ``tier`` decides the code of the tier, ``basis`` a place in ``BASES``, ``conflict`` whether the two criteria differ,
    ``umkm`` 1 or 0; ``criteria`` holds each criterion by itself.
    """

    stretch: Stretch | None
    choice: Choice | None
    tier: Table
    basis: Table
    conflict: Predicate | None
    umkm: Table
    criteria: dict[str, Table]


@lru_cache(maxsize=1024)
def size_rule(
    stretch: Stretch | None, policy: Grade, purpose: Purpose, reading: ReadingId, basis: str | None = None
) -> SizeRule:
    """Return the rules of ``stretch``, built once for each question that is asked of it.

    Raises:
        ValueError: ``basis`` is not a criterion of the regime, or the regime's classes, criteria or conditions are not
            those of size tiers.
    """
    if isinstance(stretch, Dispute):
        # It is open which of them holds: only what all say is certain.
        sides = [size_rule(side, policy, purpose, reading, basis) for side in (stretch.older, stretch.newer)]
        sizes, members = (tuple(tables) for tables in zip(*((one.tier, one.umkm) for one in sides), strict=True))
        return SizeRule(stretch, None, Agreed(sizes), _NO, None, Agreed(members), {})
    if not isinstance(stretch, Regime):
        return SizeRule(stretch, None, nothing(stretch), _NO, None, _NO, {})
    if stretch.rows or stretch.applies is not None:
        said = f"{stretch.id} is no regime of size tiers, which go by criteria alone and apply to everybody"
        raise DataError(said, "tier.criteria_alone", regime=stretch.id)
    found = measures(stretch, policy, _SCOPE, _CODES)
    choice = None
    if basis is not None:
        if basis not in found.sure:
            raise ValueError(f"basis must be one of {', '.join(found.sure)} under {stretch.id}, not {basis!r}")
        tier, used = found.sure[basis], always(BASES.index(basis))
    else:
        choice = stretch.choice(purpose, reading)
        tier, used = chosen(choice, policy, found, _SCOPE), _used(choice, policy, found)
    sure = dict(found.sure)
    pair = [*sure.values()]
    conflict = Compare(Code(pair[0]), "!=", Code(pair[1])) if len(pair) == 2 else None
    return SizeRule(stretch, choice, tier, used, conflict, _umkm(stretch, tier, policy), sure)


def _used(choice: Choice | None, policy: Grade, found: Measures) -> Table:
    """Return the table of the basis for a choice, also where its fact is missing."""
    both = BASES.index(found.pair) if found.pair in BASES else UNKNOWN
    if choice is None or not meets(choice.provision.grade, policy):
        return always(UNKNOWN)
    match choice.use:
        case "founding":
            since, before = founding(choice, _SCOPE)
            rows = ((since, BASES.index(str(choice.new))), (before, BASES.index(str(choice.old))))
            return FirstMatch(rows, both)
        case "agree":
            return always(both)
        case "either":
            sides = {name: Known(place) for name, place in found.places.items()}
            names = tuple((side, BASES.index(name)) for name, side in sides.items())
            return FirstMatch(((AllOf(*sides.values()), both), *names), both)
        case "none":
            return always(UNKNOWN)
        case name:
            return always(BASES.index(name))


def _umkm(regime: Regime, tier: Table, policy: Grade) -> Table:
    """Return the table of ``is_umkm``: the size is the size, a larger parent takes the enterprise out of the group."""
    code = Code(tier)
    rows: list[tuple[Predicate, int]] = [
        (Not(Known(code)), UNKNOWN),
        (OneOf(code, (int(Tier.LARGE),)), 0),
        (Compare(_INDEPENDENT, "==", Param(True)), 1),
    ]
    for (fact, name), rule in regime.exclusions.items():
        if fact == "parent_tier":
            same = OneOf(code, (int(Tier(name)),))
            excluded = 0 if meets(rule.provision.grade, policy) else INDETERMINATE
            rows += [(AllOf(same, _parents(rule.values)), excluded), (same, 1)]
    # A regime that says nothing of the parents of a tier does not say that any will do.
    return FirstMatch(tuple(rows), otherwise=UNKNOWN)


def _parents(names: tuple[str, ...]) -> Predicate:
    return OneOf(_PARENT, tuple(int(Tier(name)) for name in names))
