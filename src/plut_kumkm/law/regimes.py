"""Schemes and regimes as data: what law is asked, and what one instrument answers from one day to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import field, frozen

from plut_kumkm.base.bands import Bands
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import Grade, Provision, meets

if TYPE_CHECKING:
    from plut_kumkm.law.conditions import Condition, Terms

# How bands say that their bounds do not ascend; the bounds follow.
UNORDERED = "bounds must ascend: "
ANY = "any"
Texts = Mapping[str, str]


class Scheme(NamedTuple):
    """What law is asked, and the words in which it answers; ``classes`` are in order, the lowest first.

    ``purposes`` and ``readings`` are those between which its regimes may choose, ``exclude`` the facts whose values may
    not fit a class.
    """

    id: str
    title: Texts
    classes: tuple[str, ...]
    labels: Mapping[str, Texts]
    criteria: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Alternative(NamedTuple):
    """What one of several sources says where they differ, or one way to read an open rule."""

    id: str
    result: str
    provision: Provision
    label: Texts | None = None


@frozen(eq=False, repr=False)
class Criterion:
    """One measure of a regime, cut into classes; ``provisions`` holds the source of each class, in their order.

    ``provision`` is the source of the measure itself. The residual class has no number of its own: its provision is
    that of the bound it exceeds. ``opens`` gives, by their place, the bands for which the sources name several classes;
    ``lowers`` the source of the lower bound of a class, where it was seen otherwise than as the bound of the one below.
    """

    id: str
    unit: str
    bands: Bands
    provisions: tuple[Provision, ...]
    provision: Provision
    opens: Mapping[int, tuple[Alternative, ...]] = field(factory=dict)
    lowers: Mapping[int, Provision] = field(factory=dict)

    def doubtful(self, policy: Grade) -> tuple[int, ...]:
        """Return the places of the classes that hang on a bound whose source is weaker than ``policy``."""
        graded = [meets(provision.grade, policy) for provision in self.provisions]
        # A class lies between its own bound and that of the class below it.
        below = [True, *graded]
        for place, provision in self.lowers.items():
            below[place] = meets(provision.grade, policy)
        return tuple(place for place, good in enumerate(graded) if not (good and below[place]))


class Parameter(NamedTuple):
    """A number of a rule that cuts no classes: a rate, an exempt amount."""

    value: int | Fraction
    unit: str
    provision: Provision


class Choice(NamedTuple):
    """Which criterion applies for a purpose under a reading: ``use`` names a criterion or a way to combine them."""

    use: str
    provision: Provision
    since: date | None = None
    new: str | None = None
    old: str | None = None


class Exclusion(NamedTuple):
    """Values of a fact that do not fit a class."""

    values: tuple[str, ...]
    provision: Provision


class Row(NamedTuple):
    """One row of a rule with conditions: the class where they hold, or the alternatives where that is open."""

    id: str
    result: str | None
    when: Condition
    provision: Provision
    opens: tuple[Alternative, ...] = ()


@frozen(eq=False, repr=False)
class Regime:
    """What holds of the scheme ``of`` in ``span``: by criteria cut into classes, or by rows with conditions.

    ``applies`` says to whom it applies at all. ``unchecked`` tells what else the rule asks that no fact of a record can
    show. Where the source names no first or last day, ``seen_since`` and ``end_unknown`` say so; from ``perhaps_from``
    to its first day it is open whether this regime holds or what is before it. Of ``unique`` rows only one may hold.
    ``span_grade`` says how well it is known that the regime holds in its span at all.
    """

    id: str
    of: str
    title: str
    provision: Provision
    span: Span
    classes: tuple[str, ...]
    criteria: Mapping[str, Criterion]
    choices: Mapping[tuple[str, str], Choice]
    exclusions: Mapping[tuple[str, str], Exclusion] = field(factory=dict)
    rows: tuple[Row, ...] = ()
    unique: bool = False
    otherwise: str | None = None
    applies: Condition | None = None
    terms: Terms | None = None
    parameters: Mapping[str, Parameter] = field(factory=dict)
    unchecked: tuple[Texts, ...] = ()
    seen_since: bool = False
    end_unknown: bool = False
    perhaps_from: date | None = None
    span_grade: Grade = "primary"

    def choice(self, purpose: str, reading: str) -> Choice | None:
        """Return the choice for ``purpose`` under ``reading``; what is said of any stands in for what is not said."""
        for key in ((purpose, reading), (purpose, ANY), (ANY, reading), (ANY, ANY)):
            if key in self.choices:
                return self.choices[key]
        return None

    @property
    def alternatives(self) -> Iterator[Alternative]:
        """What its sources say wherever it is open."""
        for criterion in self.criteria.values():
            for opens in criterion.opens.values():
                yield from opens
        for row in self.rows:
            yield from row.opens

    @property
    def timed(self) -> bool:
        """Whether what it says hangs on the very day that is asked about."""
        return any(condition.timed for _, condition in self.conditions)

    @property
    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """The conditions with the id of the row that they stand in."""
        if self.applies is not None:
            yield "applies", self.applies
        for row in self.rows:
            yield row.id, row.when


@frozen(eq=False, repr=False)
class Gap:
    """A stretch in which nothing decides; ``shows`` names the regimes whose answers are shown all the same.

    ``why`` is the reason.
    """

    id: str
    of: str
    span: Span
    provision: Provision
    shows: tuple[str, ...] = ()
    why: str | None = None


@frozen(eq=False, repr=False)
class Dispute:
    """A stretch in which it is open whether the older law still holds or the newer one already does."""

    id: str
    of: str
    span: Span
    provision: Provision
    older: Stretch | None
    newer: Regime

    @property
    def sides(self) -> tuple[Stretch, ...]:
        """What may hold, the older first."""
        return (self.newer,) if self.older is None else (self.older, self.newer)


Stretch = Regime | Gap | Dispute


def regimes_in(stretch: Stretch) -> Iterator[Regime]:
    """Yield the regimes that hold in a stretch, or may still hold in it."""
    if isinstance(stretch, Regime):
        yield stretch
    elif isinstance(stretch, Dispute) and stretch.older is not None:
        yield from regimes_in(stretch.older)


class Value(NamedTuple):
    """One number of law at one time: ``sign`` says on which side of it the class lies."""

    key: str
    value: Any
    sign: str
    unit: str
    span: Span
    provision: Provision

    def joins(self, later: Value) -> bool:
        """Return whether ``later`` is the same number, going on from the next day."""
        return later._replace(span=self.span) == self and self.span.touches(later.span)

    def __str__(self) -> str:
        number = " ".join(str(part) for part in (self.sign, self.value, self.unit) if part != "")
        return f"{self.key} {number} ({self.span}; {self.provision.cite.label()})"

    def to_dict(self) -> dict[str, Any]:
        """Return the value as plain JSON values."""
        return {
            "key": self.key,
            "value": self.value if isinstance(self.value, int) else str(self.value),
            "sign": self.sign,
            "unit": self.unit,
            **self.provision.to_dict(),
            "since": self.span.since.isoformat() if self.span.since is not None else None,
            "until": self.span.until.isoformat() if self.span.until is not None else None,
        }


def values_of(regime: Regime) -> tuple[Value, ...]:
    """Return the numbers of a regime, in its order."""
    return tuple(_values(regime))


def _values(regime: Regime) -> Iterator[Value]:
    for criterion in regime.criteria.values():
        for place, bound in enumerate(criterion.bands.uppers):
            key = f"{regime.id}/{criterion.bands.ids[place]}/{criterion.id}"
            sign = "<=" if bound.inclusive else "<"
            yield Value(key, bound.value, sign, criterion.unit, regime.span, criterion.provisions[place])
    for id_, condition in regime.conditions:
        seen: dict[str, int] = {}
        for number in condition.numbers():
            # A row may compare one fact twice, as a lower and an upper bound.
            seen[number.fact] = again = seen.get(number.fact, 0) + 1
            key = f"{regime.id}/{id_}/{number.fact}" + (f"-{again}" if again > 1 else "")
            yield Value(key, number.value, number.sign, number.unit, regime.span, number.provision)
    for name, parameter in regime.parameters.items():
        key = f"{regime.id}/{name}"
        yield Value(key, parameter.value, "", parameter.unit, regime.span, parameter.provision)
    if regime.terms is not None:
        for term in regime.terms.terms.values():
            if term.years is not None:
                key = f"{regime.id}/{term.word}/term"
                yield Value(key, term.years, "<=", "tahun pajak", regime.span, term.provision)
