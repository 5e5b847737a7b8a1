"""From a regime to tables: what its data says becomes nodes of the kernel.

How facts are read comes in with the scope; no number of law and no fact of an enterprise stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from plut_kumkm.law.instruments import Grade, meets
from plut_kumkm.law.kernel.decisions import (
    INDETERMINATE,
    NOT_IN_FORCE,
    UNKNOWN,
    Agreed,
    Banded,
    FirstMatch,
    Outcome,
    Table,
    UniqueMatch,
)
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param
from plut_kumkm.law.kernel.predicates import AllOf, Compare, Known, Not, OneOf, Predicate, Surely
from plut_kumkm.law.kernel.probing import nodes
from plut_kumkm.law.regimes import ANY, Alternative, Choice, Criterion, Regime, Row, Stretch

Rows = tuple[tuple[Predicate, Outcome], ...]
_OPEN = (INDETERMINATE, NOT_IN_FORCE)


class Scope(NamedTuple):
    """How the facts of a rule are read, and the day that is asked about.

    ``dates`` holds the first and last day that a fact can mean; ``words`` what a word of the law is in the record,
    where that is not the word itself.
    """

    on: date
    amounts: Mapping[str, Field | Derived]
    dates: Mapping[str, tuple[Field, Field]]
    texts: Mapping[str, Field | Code]
    words: Mapping[str, Mapping[str, Any]]


class Opening(NamedTuple):
    """Where a rule is open, and what its sources say there."""

    where: Predicate
    alternatives: tuple[Alternative, ...]


class Measures(NamedTuple):
    """The criteria of a regime as tables: as the law has them, and with what rests on a weak source left open."""

    raw: Mapping[str, Banded]
    sure: Mapping[str, Table]
    places: Mapping[str, Code]

    def agreed(self, differ: int) -> Table:
        """Return the class on which all criteria agree, ``differ`` where they do not."""
        return Agreed(tuple(self.sure.values()), differ)

    @property
    def pair(self) -> str:
        """The name of all of them together."""
        return "+".join(sorted(self.raw))


def always(code: int) -> Table:
    """Return the table that decides the same for every record."""
    return FirstMatch((), otherwise=code)


def nothing(stretch: Stretch | None) -> Table:
    """Return the table of a day on which no regime decides."""
    return always(NOT_IN_FORCE if stretch is None else INDETERMINATE)


def measures(regime: Regime, policy: Grade, scope: Scope, codes: Mapping[str, int]) -> Measures:
    """Return the criteria of a regime as tables.

    Raises:
        ValueError: there is no fact for a criterion, or no code for a class.
    """
    raw: dict[str, Banded] = {}
    sure: dict[str, Table] = {}
    places: dict[str, Code] = {}
    for name, criterion in regime.criteria.items():
        raw[name] = _banded(name, criterion, scope, codes)
        places[name] = _places(criterion, scope)
        doubt = _doubt(criterion, places[name], policy)
        sure[name] = FirstMatch(doubt, otherwise=raw[name]) if doubt else raw[name]
    return Measures(raw, sure, places)


def _banded(name: str, criterion: Criterion, scope: Scope, codes: Mapping[str, int]) -> Banded:
    if name not in scope.amounts:
        raise ValueError(f"no fact is known for the criterion {name!r}; there are {', '.join(scope.amounts)}")
    ids = criterion.bands.ids
    if unknown := [id_ for place, id_ in enumerate(ids) if place not in criterion.opens and id_ not in codes]:
        raise ValueError(f"{unknown[0]!r} is no class of this scheme; there are {', '.join(codes)}")
    classes = tuple(INDETERMINATE if place in criterion.opens else codes[id_] for place, id_ in enumerate(ids))
    return Banded(scope.amounts[name], criterion.bands, criterion.provisions, classes, lowers=criterion.lowers)


def _places(criterion: Criterion, scope: Scope) -> Code:
    """Return in which band an amount lies, whatever the class of that band is; one more for outside them all."""
    bands = criterion.bands
    amount, outside = scope.amounts[criterion.id], len(bands.ids)
    return Code(Banded(amount, bands, criterion.provisions, outside=outside, lowers=criterion.lowers))


def _doubt(criterion: Criterion, places: Code, policy: Grade) -> Rows:
    """Return the row that leaves open what rests on a source weaker than the policy."""
    doubtful = criterion.doubtful(policy)
    return ((OneOf(places, doubtful), INDETERMINATE),) if doubtful else ()


def openings(regime: Regime, scope: Scope) -> tuple[Opening, ...]:
    """Return where the data of a regime leaves its own answer open."""
    return tuple(_openings(regime, scope))


def _openings(regime: Regime, scope: Scope) -> Iterator[Opening]:
    for criterion in regime.criteria.values():
        for place, alternatives in criterion.opens.items():
            yield Opening(OneOf(_places(criterion, scope), (place,)), alternatives)
    for row in regime.rows:
        if row.opens:
            yield Opening(row.when.predicate(scope), row.opens)


def rule_of(regime: Regime, policy: Grade, scope: Scope, codes: Mapping[str, int]) -> Table:
    """Return the table of a regime that makes no difference between purposes or readings."""
    if regime.rows:
        table = _of_rows(regime, policy, scope, codes)
    else:
        table = chosen(regime.choice(ANY, ANY), policy, measures(regime, policy, scope, codes), scope)
    whether = () if regime.applies is None else regime.applies.sources()
    grades: list[Grade] = [regime.span_grade, *(source.grade for source in whether)]
    if not all(meets(grade, policy) for grade in grades):
        return always(INDETERMINATE)
    # A class that another rule leaves open is no missing fact: what hangs on it is open too.
    others = [part.table for part in scope.texts.values() if isinstance(part, Code) and part in nodes(table)]
    rows: list[tuple[Predicate, Outcome]] = [(OneOf(Code(other, raw=True), _OPEN), INDETERMINATE) for other in others]
    if regime.applies is not None:
        rows.append((Not(regime.applies.predicate(scope)), INDETERMINATE))
    return FirstMatch(tuple(rows), table) if rows else table


def _of_rows(regime: Regime, policy: Grade, scope: Scope, codes: Mapping[str, int]) -> Table:
    rows: list[tuple[Predicate, Outcome]] = []
    kind = UniqueMatch if regime.unique else FirstMatch
    # A row is asked after those before it were denied, so it rests on them too; of a unique one all are asked.
    weak = regime.unique and any(_weak(row, policy) for row in regime.rows)
    for row in regime.rows:
        weak = weak or _weak(row, policy)
        result = row.result
        rows.append((row.when.predicate(scope), INDETERMINATE if weak or result is None else codes[result]))
    otherwise = INDETERMINATE if weak or regime.otherwise is None else codes[regime.otherwise]
    return kind(tuple(rows), otherwise)


def _weak(row: Row, policy: Grade) -> bool:
    """Return whether something in a row rests on a source that the policy does not let decide."""
    return not all(meets(source.grade, policy) for source in (row.provision, *row.when.sources()))


def chosen(choice: Choice | None, policy: Grade, found: Measures, scope: Scope) -> Table:
    """Return the table for a choice: the selectors, which are few."""
    if choice is None or not meets(choice.provision.grade, policy):
        return always(INDETERMINATE)
    match choice.use:
        case "founding":
            since, before = founding(choice, scope)
            rows: Rows = ((since, found.sure[str(choice.new)]), (before, found.sure[str(choice.old)]))
            return FirstMatch(rows, found.agreed(UNKNOWN), choice.provision)
        case "agree":
            return found.agreed(INDETERMINATE)
        case "either":
            sides = tuple((Known(place), found.sure[name]) for name, place in found.places.items())
            together = AllOf(*(side for side, _ in sides))
            return FirstMatch(((together, found.agreed(INDETERMINATE)), *sides), UNKNOWN)
        case "none":
            return always(INDETERMINATE)
        case name:
            return found.sure[name]


def founding(choice: Choice, scope: Scope) -> tuple[Predicate, Predicate]:
    """Return whether an enterprise was surely founded since, and surely before, the day of a choice."""
    cut: Param = Param(choice.since, choice.provision)
    first, last = scope.dates["founded"]
    return Surely(Compare(first, ">=", cut)), Surely(Compare(last, "<", cut))
