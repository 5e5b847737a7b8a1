"""Bands: an ordered line of values cut into named classes, each cut with the side it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from plut_kumkm.base.ops import Column, case

if TYPE_CHECKING:
    from fractions import Fraction

    from plut_kumkm.base.ops import Ops

OUTSIDE = -1


class Bound(NamedTuple):
    """A cut in the line: ``inclusive`` when the value itself still belongs to the class below ("paling banyak").

    As a floor, the lowest value that is in a class at all, ``inclusive`` means that the value itself is in.
    """

    value: int | Fraction
    inclusive: bool = True


class Bands:
    """Classes in ascending order with the upper bound of each. One value may be a class of its own: below it, and it.

    With one bound fewer than classes the last class is open upwards; with as many, what lies above is outside. What
    lies below ``floor`` is outside too.

    Raises:
        ValueError: bounds do not ascend, or there are too many or too few of them.

    >>> sizes = Bands(("micro", "small", "large"), (Bound(10), Bound(20)))
    >>> [sizes.index(value) for value in (10, 11, 20, 21)]
    [0, 1, 1, 2]
    """

    __slots__ = ("_side", "_values", "floor", "ids", "uppers")

    def __init__(self, ids: tuple[str, ...], uppers: tuple[Bound, ...], floor: Bound | None = None) -> None:
        if len(ids) - len(uppers) not in (0, 1) or not ids:
            raise ValueError(f"{len(ids)} classes cannot have {len(uppers)} upper bounds")
        if any((low.value, low.inclusive) >= (high.value, high.inclusive) for low, high in pairwise(uppers)) or (
            floor is not None and uppers and floor.value >= uppers[0].value
        ):
            raise ValueError(f"bounds must ascend: {[bound.value for bound in (floor, *uppers) if bound is not None]}")
        if len(set(ids)) != len(ids):
            raise ValueError(f"classes must differ: {ids}")
        self.ids: Final = ids
        self.uppers: Final = uppers
        self.floor: Final = floor
        self._values: Final = tuple(bound.value for bound in uppers)
        sides = {bound.inclusive for bound in uppers}
        # One side for all bounds is the common case; then the class is a single bisection.
        self._side: Final = sides.pop() if len(sides) == 1 else None

    def __repr__(self) -> str:
        return f"Bands({self.ids}, {self.uppers}, {self.floor})"

    @property
    def open(self) -> bool:
        """Whether the last class has no upper bound."""
        return len(self.uppers) < len(self.ids)

    def index(self, value: int | Fraction) -> int:
        """Return the place of the class that ``value`` is in, or ``OUTSIDE``."""
        if self.floor is not None and not (
            value > self.floor.value or (value == self.floor.value and self.floor.inclusive)
        ):
            return OUTSIDE
        if self._side is True:
            place = bisect_left(self._values, value)
        elif self._side is False:
            place = bisect_right(self._values, value)
        else:
            place = 0
            for bound in self.uppers:
                if value < bound.value or (value == bound.value and bound.inclusive):
                    break
                place += 1
        return place if place < len(self.ids) else OUTSIDE

    def column(self, ops: Ops, value: Column, classes: tuple[int, ...], outside: int) -> Column:
        """Return the class of each row of ``value`` (which must be known there): of ``classes``, or ``outside``."""
        codes: Column = classes[-1] if self.open else outside
        for place in reversed(range(len(self.uppers))):
            bound = self.uppers[place]
            below = ops.compare(value, "<=" if bound.inclusive else "<", bound.value)
            codes = case(ops, below, classes[place], codes)
        if self.floor is not None:
            inside = ops.compare(value, ">=" if self.floor.inclusive else ">", self.floor.value)
            codes = case(ops, inside, codes, outside)
        return codes
