"""Regimes: what one instrument says of one question from one day to another, as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from attrs import field, frozen

from plut_kumkm.base.bands import Bands
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import Grade, Provision, meets

ANY = "any"


@frozen(eq=False, repr=False)
class Criterion:
    """One measure of a regime, cut into classes; ``provisions`` holds the source of each class, in their order.

    ``provision`` is the source of the measure itself. The residual class has no number of its own: its provision is
    that of the bound it exceeds.
    """

    id: str
    unit: str
    bands: Bands
    provisions: tuple[Provision, ...]
    provision: Provision

    def doubtful(self, policy: Grade) -> tuple[int, ...]:
        """Return the classes that hang on a bound whose source is weaker than ``policy``."""
        graded = [meets(provision.grade, policy) for provision in self.provisions]
        # A class lies between its own bound and that of the class below it.
        return tuple(place for place, good in enumerate(graded) if not good or (place > 0 and not graded[place - 1]))


@frozen(eq=False, repr=False)
class Choice:
    """Which criterion applies for a purpose under a reading: ``use`` names a criterion or a way to combine them."""

    use: str
    provision: Provision
    since: date | None = None
    new: str | None = None
    old: str | None = None


@frozen(eq=False, repr=False)
class Exclusion:
    """Values of a fact that do not fit a class."""

    values: tuple[str, ...]
    provision: Provision


@frozen(eq=False, repr=False)
class Regime:
    """What holds of the question ``of`` in ``span``."""

    id: str
    of: str
    title: str
    provision: Provision
    span: Span
    classes: tuple[str, ...]
    criteria: Mapping[str, Criterion]
    choices: Mapping[tuple[str, str], Choice]
    exclusions: Mapping[tuple[str, str], Exclusion] = field(factory=dict)

    def choice(self, purpose: str, reading: str) -> Choice | None:
        """Return the choice for ``purpose`` under ``reading``; what is said of any stands in for what is not said."""
        for key in ((purpose, reading), (purpose, ANY), (ANY, reading), (ANY, ANY)):
            if key in self.choices:
                return self.choices[key]
        return None


@frozen(eq=False, repr=False)
class Gap:
    """A stretch in which nothing is in force; ``shows`` names the regime whose figures practice went on using."""

    id: str
    of: str
    span: Span
    provision: Provision
    shows: str | None = None


Stretch = Regime | Gap


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
        return f"{self.key} {self.sign} {self.value} {self.unit} ({self.span}; {self.provision.cite.label()})"

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
    return tuple(
        Value(
            f"{regime.id}/{criterion.bands.ids[place]}/{criterion.id}",
            bound.value,
            "<=" if bound.inclusive else "<",
            criterion.unit,
            regime.span,
            criterion.provisions[place],
        )
        for criterion in regime.criteria.values()
        for place, bound in enumerate(criterion.bands.uppers)
    )
