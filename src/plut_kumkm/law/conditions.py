"""Conditions as data: what a file of law asks of the facts, and the predicate that each becomes.

A condition may hang on the day that is asked about (an age, a term that runs out), so it becomes a predicate in a
*scope*: the day, and how facts are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from plut_kumkm.law.instruments import Provision
from plut_kumkm.law.kernel.operands import Param
from plut_kumkm.law.kernel.predicates import AllOf, AnyOf, Compare, Not, OneOf, Operator, Predicate
from plut_kumkm.law.kernel.traces import Told

if TYPE_CHECKING:
    from plut_kumkm.law.compiling import Scope

_DAY = timedelta(days=1)
# Neither true nor false: what a fact that is known between two ends says of a day between them.
_OPEN = Compare(Param(None), "==", Param(True))


class Number(NamedTuple):
    """A number or a span of time that a condition names, for the book of values."""

    fact: str
    sign: str
    value: Any
    unit: str
    provision: Provision


class Condition(Protocol):
    """A condition of a rule."""

    @property
    def timed(self) -> bool:
        """Whether it hangs on the day that is asked about: of a date, whether that day has come counts too."""
        ...

    def predicate(self, scope: Scope) -> Predicate:
        """Return the condition as a node of the kernel."""
        ...

    def numbers(self) -> Iterator[Number]:
        """Yield the numbers it names."""
        ...

    def sources(self) -> Iterator[Provision]:
        """Yield what it rests on."""
        ...


class Amount(NamedTuple):
    """An amount compared with a number of law."""

    fact: str
    sign: Operator
    value: int
    unit: str
    provision: Provision

    @property
    def timed(self) -> bool:
        return False

    def predicate(self, scope: Scope) -> Predicate:
        return Compare(scope.amounts[self.fact], self.sign, Param(self.value, self.provision))

    def numbers(self) -> Iterator[Number]:
        yield Number(self.fact, self.sign, self.value, self.unit, self.provision)

    def sources(self) -> Iterator[Provision]:
        yield self.provision


class Words(NamedTuple):
    """A fact that is one of some words."""

    fact: str
    values: tuple[str, ...]
    provision: Provision

    @property
    def timed(self) -> bool:
        return False

    def predicate(self, scope: Scope) -> Predicate:
        meant = scope.words.get(self.fact, {})
        return OneOf(scope.texts[self.fact], tuple(meant.get(word, word) for word in self.values), self.provision)

    def numbers(self) -> Iterator[Number]:
        return iter(())

    def sources(self) -> Iterator[Provision]:
        yield self.provision


class Before(NamedTuple):
    """A date that lies before a day of law."""

    fact: str
    day: date
    provision: Provision

    @property
    def timed(self) -> bool:
        return True

    def predicate(self, scope: Scope) -> Predicate:
        return _before(scope, self.fact, self.day, self.provision)

    def numbers(self) -> Iterator[Number]:
        yield Number(self.fact, "<", self.day, "", self.provision)

    def sources(self) -> Iterator[Provision]:
        yield self.provision


class Age(NamedTuple):
    """At least so many months have passed since a date, on the day that is asked about."""

    fact: str
    months: int
    provision: Provision

    @property
    def timed(self) -> bool:
        return True

    def predicate(self, scope: Scope) -> Predicate:
        # Here, because few rules count months and every program would wait for the import.
        from dateutil.relativedelta import relativedelta

        latest = scope.on - relativedelta(months=self.months)
        told = Told("verdict.age", {"months": self.months, "on": scope.on})
        return _before(scope, self.fact, latest + _DAY, self.provision, told)

    def numbers(self) -> Iterator[Number]:
        yield Number(self.fact, ">=", self.months, "bulan", self.provision)

    def sources(self) -> Iterator[Provision]:
        yield self.provision


class Term(NamedTuple):
    """For how many tax years a right lasts, counted from the year of ``fact``, or from ``counted_from`` if later.

    ``years`` is ``None`` where the right has no end.
    """

    word: str
    years: int | None
    counted_from: int | None
    provision: Provision

    def last(self, year: int) -> int | None:
        """Return the last year of the right of who is registered in ``year``, or ``None`` when it has no end."""
        return None if self.years is None else max(year, self.counted_from or year) + self.years - 1


class Terms(NamedTuple):
    """The terms of a regime: which one is meant is told by the fact ``by``."""

    fact: str
    by: str
    terms: Mapping[str, Term]


class TermOver(NamedTuple):
    """The term of the record's own word is over in the year that is asked about."""

    terms: Terms

    @property
    def timed(self) -> bool:
        return True

    def predicate(self, scope: Scope) -> Predicate:
        return AnyOf(*self._over(scope))

    def _over(self, scope: Scope) -> Iterator[Predicate]:
        year, by = scope.on.year, self.terms.by
        for term in self.terms.terms.values():
            counted = term.counted_from
            if term.years is None or (counted is not None and counted + term.years > year):
                continue
            first = date(year - term.years + 1, 1, 1)
            told = Told("verdict.term_over", {"years": term.years, "counted": counted, "year": year})
            over = _before(scope, self.terms.fact, first, term.provision, told)
            yield AllOf(Words(by, (term.word,), term.provision).predicate(scope), over)

    def numbers(self) -> Iterator[Number]:
        return iter(())

    def sources(self) -> Iterator[Provision]:
        for term in self.terms.terms.values():
            yield term.provision


class Group(NamedTuple):
    """Several conditions of which all or one must hold, or one that must not."""

    kind: Literal["all", "any", "not"]
    parts: tuple[Condition, ...]

    @property
    def timed(self) -> bool:
        return any(part.timed for part in self.parts)

    def predicate(self, scope: Scope) -> Predicate:
        parts = [part.predicate(scope) for part in self.parts]
        match self.kind:
            case "all":
                return AllOf(*parts)
            case "any":
                return AnyOf(*parts)
            case _:
                return Not(parts[0])

    def numbers(self) -> Iterator[Number]:
        for part in self.parts:
            yield from part.numbers()

    def sources(self) -> Iterator[Provision]:
        for part in self.parts:
            yield from part.sources()


def _before(scope: Scope, fact: str, day: date, provision: Provision, told: Told | None = None) -> Predicate:
    """Return that a date lies before ``day``: not known where it is known between two ends that have it between."""
    first, last = scope.dates[fact]
    limit = Param(day, provision, told)
    if first.exceeded_by(day):
        # Whatever has begun by the latest day that counts lies before a later one.
        return Compare(first, "<", limit)
    return AllOf(Compare(first, "<", limit), AnyOf(Compare(last, "<", limit), _OPEN))
