"""What the linter reads: a plan with what was reported of it, walked once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.numbers import Exact, written
from plut_kumkm.planning.rating.scales import Scale, scales
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.claims import Claim
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.values import Value, label
from plut_kumkm.planning.records.walking import Path, Placed, PlacedPart, indicators_of, parts_of

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.books import LawBook

_NAMED_LEVEL = re.compile(r"\b(kota|kabupaten|kab|provinsi|propinsi|prov|prop)\b").search

PlacedClaim = tuple[int, Claim]


@frozen(slots=False, eq=False)
class Subject:
    """A plan, or none, with reports, money, claims and rating scales; ``on`` is the day whose law counts."""

    plan: Plan | ActionPlan | None
    realisations: tuple[Realisation, ...]
    budgets: tuple[Budget, ...]
    claims: tuple[Claim, ...]
    scales: tuple[Scale, ...]
    on: date | None
    law: LawBook

    @property
    def years(self) -> range:
        """The years of the plan, none where one of the ends is not known; not a list, for a slip may make them many."""
        if self.plan is None or self.plan.first_year is None or self.plan.last_year is None:
            return range(0)
        return range(self.plan.first_year, self.plan.last_year + 1)

    @cached_property
    def indicators(self) -> tuple[Placed, ...]:
        """Every indicator with its place."""
        return () if self.plan is None else tuple(indicators_of(self.plan))

    @cached_property
    def parts(self) -> tuple[PlacedPart, ...]:
        """Every part with its place."""
        return () if self.plan is None else tuple(parts_of(self.plan))

    @cached_property
    def money(self) -> tuple[tuple[Path, str | None, Budget], ...]:
        """All money with its place and the id of what it is for, ``None`` where it is for the plan itself."""
        found: list[tuple[Path, str | None, Budget]] = []
        if self.plan is not None:
            found += [(("budgets", n), one.of, one) for n, one in enumerate(self.plan.budgets)]
        for part in self.parts:
            found += [
                ((*part.path, "budgets", n), one.of or part.part.id, one) for n, one in enumerate(part.part.budgets)
            ]
        found += [(("money", n), one.of, one) for n, one in enumerate(self.budgets)]
        return tuple(found)

    @cached_property
    def of_one(self) -> tuple[tuple[PlacedClaim, ...], ...]:
        """The claims with their places, those of one thing together: only they can contradict one another."""
        found: dict[str, list[PlacedClaim]] = {}
        for place, one in enumerate(self.claims):
            found.setdefault(" ".join(one.of.casefold().split()), []).append((place, one))
        return tuple(map(tuple, found.values()))

    def unpublished(self, *names: str) -> bool:
        """Return whether one of these parts of the plan is known to exist and was not published."""
        return self.plan is not None and not set(names).isdisjoint(self.plan.not_published)

    @property
    def level(self) -> str | None:
        """Whose plan it is, "province" or "regency", by the code or name of its region; ``None`` where not known."""
        region = (None if self.plan is None else self.plan.region) or ""
        digits = region.replace(".", "")
        if digits.isdigit():
            return {2: "province", 4: "regency"}.get(len(digits))
        # The first word counts: "Kota Malang, Provinsi Jawa Timur" is a city.
        named = _NAMED_LEVEL(region.casefold())
        return None if named is None else "province" if named[1].startswith("pro") else "regency"

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of the classes of all rating scales, in small letters."""
        return frozenset(one.label.casefold() for scale in (*scales().values(), *self.scales) for one in scale.classes)


def number(value: Value | None) -> Exact | None:
    """Return a value where it is a plain number.

    >>> number(5), number(None)
    (5, None)
    """
    return value if isinstance(value, int | Fraction) else None


def worse(value: Exact, other: Exact, direction: str | None) -> bool:
    """Return whether a value is worse than another in the direction of its indicator.

    >>> worse(4, 5, "higher"), worse(4, 5, "lower"), worse(4, 5, "exact")
    (True, False, False)
    """
    return (direction == "higher" and value < other) or (direction == "lower" and value > other)


def values_of(placed: Placed) -> Iterator[tuple[Path, str, Value]]:
    """Yield every value of an indicator: where it stands, what it is called, and the value itself."""
    one = placed.indicator
    if one.baseline is not None:
        yield (*placed.path, "baseline"), "baseline", one.baseline
    for place, target in enumerate(one.targets):
        yield (*placed.path, "targets", place), target.period.label(), target.value
    if one.end_target is not None:
        yield (*placed.path, "end_target"), "end_target", one.end_target


def path_of(placed: Placed) -> list[tuple[Period, Exact]]:
    """Return the yearly targets of an indicator that are plain numbers, in the order of time."""
    return [(one.period, read) for one in placed.indicator.yearly if (read := number(one.value)) is not None]


@frozen
class Shown:
    """A number as it stands in a message; other programs get it exact."""

    value: Exact

    def label(self, lang: Lang = "id") -> str:
        """Return the number as it is printed."""
        return written(self.value, lang)

    def __str__(self) -> str:
        return str(self.value)


@frozen
class Said:
    """A value of a plan as it stands in a message."""

    value: Value

    def label(self, lang: Lang = "id") -> str:
        """Return the value as it is printed."""
        return label(self.value, lang)

    def __str__(self) -> str:
        return self.label()


@frozen
class When:
    """A period, the baseline or the end of a plan, as it stands in a message."""

    name: str

    def label(self, lang: Lang = "id") -> str:
        """Return it in words."""
        from plut_kumkm.base import messages

        text = messages.catalogue().get(f"plan_lint.when.{self.name}")
        return self.name if text is None else text[lang]

    def __str__(self) -> str:
        return self.name


def same_number(value: Value, other: Value) -> bool:
    """Return whether two values say the same: bounds that can both hold do.

    >>> same_number(5, Quantity(3, "more_than")), same_number(5, 6)
    (True, False)
    """
    if isinstance(value, int | Fraction) and isinstance(other, int | Fraction):
        return value == other
    if isinstance(value, int | Fraction | Quantity) and isinstance(other, int | Fraction | Quantity):
        first, second = (one if isinstance(one, Quantity) else Quantity(one) for one in (value, other))
        return first.may_equal(second)
    return value == other


def places_of(value: Exact) -> int:
    """Return with how many decimals a number was printed, six at most.

    >>> places_of(Fraction(1001, 100)), places_of(89), places_of(Fraction(1, 3))
    (2, 0, 6)
    """
    return next((n for n in range(7) if (value * 10**n).denominator == 1), 6)


def reproduces(printed: Exact, exact: Exact) -> bool:
    """Return whether a printed number is an exact one to within one unit of its last place, whatever the rounding.

    >>> reproduces(Fraction(6715, 100), Fraction(174600, 2600)), reproduces(Fraction(1001, 100), Fraction(92, 10))
    (True, False)
    """
    return bool(abs(Fraction(printed) - exact) < Fraction(1, 10) ** places_of(printed))
