"""Indicators: what is measured, in which direction, from which baseline to which targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from plut_kumkm.base.periods import PARTS, Kind, Period, parse_period
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.planning.records.values import Value, or_blank, value

Direction = Literal["higher", "lower", "range", "exact"]
Accumulation = Literal["sum", "last", "average"]
Level = Literal["impact", "outcome", "output", "input"]
Family = Literal["IKU", "IKD", "IKK"]
Bounded = Literal["share", "score"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
ACCUMULATIONS: tuple[Accumulation, ...] = get_args(Accumulation)
LEVELS: tuple[Level, ...] = get_args(Level)
FAMILIES: tuple[Family, ...] = get_args(Family)
# What cannot be above 100: the percentage of a whole, a score from 0 to 100. A growth rate is neither.
BOUNDED: tuple[Bounded, ...] = get_args(Bounded)


@frozen(kw_only=True)
class Target(Typed):
    """What is to be reached in one period.

    >>> Target(period=Period(2025), value=26).period.label()
    '2025'
    """

    period: Period
    value: Value = field(converter=or_blank)


@frozen(kw_only=True)
class Metadata(Typed):
    """What the register of an indicator says of it (Satu Data: Standar Data and MS-Ind).

    ``interpretation`` carries the direction in words ("semakin besar …").

    Source:
        Perpres 39/2019 (secondary); the fields in use at Blitar and Kebumen (secondary).
    """

    concept: str | None = None
    definition: str | None = None
    classification: str | None = None
    measure: str | None = None
    interpretation: str | None = None
    method: str | None = None
    variables: tuple[str, ...] = ()
    composite: bool | None = None
    frequency: str | None = None
    affair: str | None = None
    producer: str | None = None
    steward: str | None = None
    public: bool | None = None


@frozen(kw_only=True)
class Indicator(Typed):
    """One thing that a plan measures.

    The words of ``level``, ``families``, ``direction``, ``better``, ``bounded`` and ``accumulation`` are closed lists
    (``LEVELS``, ``FAMILIES`` …); a word that is none of them can stand here and be reported. ``better`` says which side
    of a range is the good one; ``achievement_formula`` names a formula that is not the usual one of the direction;
    ``scale`` the rating scale whose words the targets use; ``measure`` and ``base`` what the values are made of
    ("naik_kelas:F6"), so that they need not be typed.

    >>> share = Indicator(id="ik1", name="Rasio UMK yang menjadi usaha menengah", unit="%", direction="higher",
    ...                   baseline=26, baseline_year=2015, targets=by_period({2016: 26}))
    >>> share.target(Period(2016)), share.target(Period(2017))
    (26, None)
    """

    id: str
    name: str
    level: str | None = None
    families: tuple[str, ...] = ()
    unit: str | None = None
    direction: str | None = None
    better: str | None = None
    bounded: str | None = None
    accumulation: str | None = None
    baseline: Value | None = None
    baseline_year: int | None = None
    targets: tuple[Target, ...] = ()
    end_target: Value | None = None
    formula: str | None = None
    achievement_formula: str | None = None
    scale: str | None = None
    definition: str | None = None
    reason: str | None = None
    source: str | None = None
    owner: str | None = None
    subsectors: tuple[str, ...] = ()
    measure: str | None = None
    base: str | None = None
    weight: Fraction | int | None = None
    metadata: Metadata | None = None

    def target(self, period: Period) -> Value | None:
        """Return the target of a period, or ``None`` when the plan has none; the first, where it stands twice."""
        return next((one.value for one in self.targets if one.period == period), None)

    @property
    def yearly(self) -> tuple[Target, ...]:
        """The targets of whole years, in the order of time."""
        return tuple(sorted((one for one in self.targets if one.period.kind == "year"), key=lambda one: one.period))

    @property
    def end(self) -> Value | None:
        """The target at the end of the plan: the one that is called so, else that of the last year."""
        if self.end_target is not None:
            return self.end_target
        return self.yearly[-1].value if self.yearly else None


def as_period(given: Period | int | str) -> Period:
    """Return a period; a year may be given as a number, any other in words ("TW II 2025").

    Raises:
        TypeError, ValidationError: it is no period.

    >>> as_period(2025), as_period("TW II 2025").number
    (Period(year=2025, kind='year', number=1), 2)
    """
    if isinstance(given, Period):
        return given
    return Period(given) if isinstance(given, int) else parse_period(given)


def shortest(periods: Iterable[Period]) -> Kind:
    """Return the shortest kind among some periods: a quarter is not added to the months that it is made of.

    >>> shortest([Period(2025, "semester", 1), Period(2025, "quarter", 2)])
    'quarter'
    """
    return max(periods, key=lambda period: PARTS[period.kind]).kind


def by_period(values: Mapping[Period | int | str, object]) -> tuple[Target, ...]:
    """Return targets from a mapping of periods to values, in any form in which a value can be given.

    Raises:
        TypeError, ValidationError: a period or a value is none.

    >>> [one.value for one in by_period({2024: 80, 2025: "82,5", "TW I 2026": "-"})]
    [80, Fraction(165, 2), Absent(reason='dash')]
    """
    return tuple(Target(period=as_period(period), value=value(one)) for period, one in values.items())
