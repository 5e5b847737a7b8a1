"""The size rules: from a regime, a purpose and a reading to tables that decide tier, basis, conflict and ``is_umkm``.

Which criterion applies is data of the regime (PP 7/2021 Pasal 35 names two and no order between them); this module only
knows how the named ways are put together. No number of law stands here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

from attrs import frozen

from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.instruments import Grade, meets
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN, Banded, FirstMatch, Table
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param
from plut_kumkm.law.kernel.predicates import AllOf, Compare, Known, Not, OneOf, Predicate, Surely
from plut_kumkm.law.regimes import Choice, Criterion, Gap, Regime, Stretch

Purpose = Literal["registration", "facility", "statistics"]
ReadingId = Literal["by-purpose", "by-founding", "cumulative", "sales-only"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
READINGS: tuple[ReadingId, ...] = get_args(ReadingId)

# The facts that a criterion reads. Capital leaves out land and buildings of the place of business; it is own and
# borrowed capital together (explanation of PP 7/2021 Pasal 35).
OPERANDS: dict[str, Field | Derived] = {
    "sales": Field("sales", least=0),
    "capital": Derived("capital", plus=("capital_own", "capital_borrowed"), minus=("land_building",)),
    "net_worth": Field("net_worth"),
}
# The amounts among them, of which a negative one counts as missing; a net worth may well be negative.
AMOUNTS: tuple[str, ...] = ("sales", "capital", "capital_own", "capital_borrowed", "land_building")
# The columns of `basis` hold a place in this list: it may grow at its end and never change.
BASES: tuple[str, ...] = ("sales", "capital", "net_worth", "capital+sales", "net_worth+sales", "capital+net_worth")

_INDEPENDENT = Field("independent")
_PARENT = Field("parent_code", fact="parent_tier")
_NO = FirstMatch((), otherwise=UNKNOWN)


@frozen(eq=False, repr=False)
class SizeRule:
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
        ValueError: ``basis`` is not a criterion of the regime, or the regime's classes or criteria are not those of
            size tiers.
    """
    if stretch is None or isinstance(stretch, Gap):
        nothing = FirstMatch((), otherwise=NOT_IN_FORCE if stretch is None else INDETERMINATE)
        return SizeRule(stretch, None, nothing, _NO, None, _NO, {})
    raw = {name: _banded(name, criterion) for name, criterion in stretch.criteria.items()}
    doubts = {name: _doubt(raw[name], stretch.criteria[name].doubtful(policy)) for name in raw}
    sure: dict[str, Table] = {
        name: FirstMatch(doubts[name], otherwise=table) if doubts[name] else table for name, table in raw.items()
    }
    choice = None
    if basis is not None:
        if basis not in raw:
            raise ValueError(f"basis must be one of {', '.join(raw)} under {stretch.id}, not {basis!r}")
        tier, used = sure[basis], _always(BASES.index(basis))
    else:
        choice = stretch.choice(purpose, reading)
        tier, used = _chosen(choice, policy, raw, sure, doubts)
    conflict = Compare(Code(sides[0]), "!=", Code(sides[1])) if len(sides := [*sure.values()]) == 2 else None
    return SizeRule(stretch, choice, tier, used, conflict, _umkm(stretch, tier, policy), sure)


def _always(code: int) -> Table:
    return FirstMatch((), otherwise=code)


def _banded(name: str, criterion: Criterion) -> Banded:
    if name not in OPERANDS:
        raise ValueError(f"no fact is known for the criterion {name!r}; size tiers use {', '.join(OPERANDS)}")
    classes = tuple(int(Tier(id_)) for id_ in criterion.bands.ids)
    return Banded(OPERANDS[name], criterion.bands, criterion.provisions, classes)


_Rows = tuple[tuple[Predicate, int], ...]


def _doubt(table: Banded, places: tuple[int, ...]) -> _Rows:
    """Return the row that leaves open what rests on a source weaker than the policy."""
    if not places:
        return ()
    return ((OneOf(Code(table), tuple(table.classes[place] for place in places)), INDETERMINATE),)


def _chosen(
    choice: Choice | None,
    policy: Grade,
    raw: dict[str, Banded],
    sure: dict[str, Table],
    doubts: dict[str, _Rows],
) -> tuple[Table, Table]:
    """Return the tables of tier and basis for a choice: the selectors, which are few."""
    pair = "+".join(sorted(raw))
    both = BASES.index(pair) if pair in BASES else UNKNOWN
    if choice is None or not meets(choice.provision.grade, policy):
        return _always(INDETERMINATE), _always(UNKNOWN)
    doubt: _Rows = tuple(row for rows in doubts.values() for row in rows)
    match choice.use:
        case "founding":
            new, old = str(choice.new), str(choice.old)
            cut = Param(choice.since, choice.provision)
            since = Surely(Compare(Field("founded_first", fact="founded", twin="founded_last"), ">=", cut))
            before = Surely(Compare(Field("founded_last", fact="founded", twin="founded_first"), "<", cut))
            open_ = _agreed(raw, doubt, UNKNOWN)
            return (
                FirstMatch(((since, sure[new]), (before, sure[old])), open_, choice.provision),
                FirstMatch(((since, BASES.index(new)), (before, BASES.index(old))), both),
            )
        case "agree":
            return _agreed(raw, doubt, INDETERMINATE), _always(both)
        case "either":
            sides = [Known(Code(table)) for table in raw.values()]
            rows = tuple(zip(sides, sure.values(), strict=True))
            names = tuple(zip(sides, map(BASES.index, raw), strict=True))
            together = AllOf(*sides)
            return (
                FirstMatch(((together, _agreed(raw, doubt, INDETERMINATE)), *rows), UNKNOWN),
                FirstMatch(((together, both), *names), both),
            )
        case "none":
            return _always(INDETERMINATE), _always(UNKNOWN)
        case name:
            return sure[name], _always(BASES.index(name))


def _agreed(raw: dict[str, Banded], doubt: _Rows, otherwise: int) -> Table:
    """Return the class on which both criteria agree; where one is missing it stays unknown."""
    first, second = raw.values()
    return FirstMatch((*doubt, (Compare(Code(first), "==", Code(second)), first)), otherwise)


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
