"""The parts that a user's own indicator is made of, each a function that returns a condition."""

from __future__ import annotations

from fractions import Fraction

from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.formulas.conditions import (
    CRITERIA,
    AtLeast,
    ClassShift,
    Condition,
    Direction,
    Gained,
    Growth,
    Holds,
    Improved,
    StageShift,
)
from plut_kumkm.naik_kelas.ladders import ladder, scale, shift_names
from plut_kumkm.naik_kelas.states import one_of


def growth_at_least(field: str, at_least: str | Fraction) -> Growth:
    """Return the condition that a figure grew by at least a share, such as "10%".

    Raises:
        TypeError: the share is a float or a bare number.

    >>> growth_at_least("sales", "10%").at_least
    Fraction(1, 10)
    """
    return Growth(field, exact.share(at_least, "at_least"))


def improved(field: str) -> Improved:
    """Return the condition that a figure rose or a no became a yes.

    >>> improved("workers").fields
    ('workers',)
    """
    return Improved(field)


def class_shift(by: str, direction: Direction = "up", start: tuple[str, ...] = ()) -> ClassShift:
    """Return the condition that a class rose or fell.

    Args:
        by: "tier" (the size by law), a criterion of it ("sales", "capital", "net_worth"), or a scale such as "ydba".
        direction: "up" or "down".
        start: the classes from which it must start; any unless given.

    Raises:
        ValueError: there is no such class.

    >>> class_shift("tier", start=("micro",)).fields
    ('sales',)
    """
    one_of(by, ("tier", *CRITERIA, *shift_names()), "by")
    one_of(direction, Direction, "direction")
    classes = tuple(tier.value for tier in Tier) if by in ("tier", *CRITERIA) else scale(by).bands.ids
    for one in start:
        one_of(one, classes, "start")
    return ClassShift(by, direction, tuple(start))


def stage_shift(field: str, steps: str) -> StageShift:
    """Return the condition that a stage rose on a ladder.

    Raises:
        ValueError: there is no such ladder.

    >>> stage_shift("stage", "go-modern").ladder
    'go-modern'
    """
    return StageShift(field, ladder(steps).id)


def gained(licence: str) -> Gained:
    """Return the condition that a licence was gained, such as "nib" or "halal".

    >>> gained("nib").fields
    ('nib',)
    """
    return Gained(licence.strip().lower())


def holds(field: str, value: bool | str = True) -> Holds:
    """Return the condition that something is the case at the later date; "formal" is having a NIB.

    >>> holds("formal").fields
    ('nib',)
    """
    return Holds(field, value)


def k_of_n(k: int, *of: Condition) -> AtLeast:
    """Return the condition that at least ``k`` of some conditions hold.

    Raises:
        ValueError: ``k`` is below 1 or above their number.

    >>> k_of_n(2, improved("sales"), improved("workers"), gained("halal")).k
    2
    """
    return AtLeast(k, of)


def all_of(*of: Condition) -> AtLeast:
    """Return the condition that all of some conditions hold.

    >>> all_of(improved("sales"), improved("assets")).k
    2
    """
    return AtLeast(len(of), of, fixed=True)


def any_of(*of: Condition) -> AtLeast:
    """Return the condition that any of some conditions holds.

    >>> any_of(improved("sales"), improved("assets")).k
    1
    """
    return AtLeast(1, of, fixed=True)
