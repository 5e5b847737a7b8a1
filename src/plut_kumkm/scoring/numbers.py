"""Plain floats: sums and products that do not depend on the order of their parts, and what is refused.

``fsum`` is exact before its one rounding, and a product is taken in ascending order, so that the order in which
criteria and alternatives stand cannot move a score by its last digit and make or break a tie.
"""

from __future__ import annotations

from fractions import Fraction
from math import fsum, prod, sqrt
from typing import TYPE_CHECKING, Any, NoReturn

from plut_kumkm.base.findings import Finding, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# One value per alternative, or one per criterion.
Column = tuple[float, ...]
# A cell beyond these sizes is refused: then no square, no sum of squares and no reciprocal leaves the floats.
LARGEST, SMALLEST = 1e150, 1e-150
# How far a sum of weights may be from 1 and still be 1: what is left of writing 0.1 and adding it, no more.
SUM_TOLERANCE = 1e-9
# How much of the largest value, or of the parts of a sum, floats may leave where nothing is left.
FLOATS_LEAVE = 1e-12


def refuse(code: str, path: tuple[str | int, ...] = (), /, **params: Any) -> NoReturn:
    """Raise ``ValidationError`` with one finding."""
    raise ValidationError([Finding(code, "error", path, params)])


def total(parts: Iterable[float]) -> float:
    """Return the sum, the same in every order of the parts."""
    return fsum(parts)


def balance(parts: Sequence[float]) -> float:
    """Return the sum of parts above and below zero, 0 where they cancel out but for what floats leave.

    >>> balance([0.1, 0.2, -0.3]), total([0.1, 0.2, -0.3])
    (0.0, 2.7755575615628914e-17)
    """
    found = fsum(parts)
    if min(parts, default=0.0) >= 0:
        return found
    return 0.0 if abs(found) <= FLOATS_LEAVE * fsum(map(abs, parts)) else found


def written(value: float) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth.

    >>> float(written(0.3) - written(0.1)), 0.3 - 0.1
    (0.2, 0.19999999999999998)
    """
    return Fraction(repr(value))


def flat(values: Sequence[float]) -> bool:
    """Return whether values are all the same but for what floats leave.

    >>> flat([0.1 + 0.2, 0.3]), flat([0.3, 0.30001])
    (True, False)
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    return high - low <= FLOATS_LEAVE * max(abs(low), abs(high))


def level(column: Column) -> Column:
    """Return a column, its values the same where they are the same but for what floats leave.

    A range of nothing but that would otherwise run from the worst to the best.
    """
    return (min(column, default=0.0),) * len(column) if flat(column) else column


def swept(weights: Column) -> Column:
    """Return weights, those too small to be passed to a method again as 0.

    >>> swept((1.0, 1e-300))
    (1.0, 0.0)
    """
    return tuple(one if one >= SMALLEST else 0.0 for one in weights)


def product(parts: Iterable[float]) -> float:
    """Return the product, the same in every order of the parts."""
    return prod(sorted(parts))


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean."""
    return fsum(values) / len(values)


def deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of a whole population, 0 where all values are the same.

    >>> deviation([2, 4, 4, 4, 5, 5, 7, 9])
    2.0
    """
    if min(values) == max(values):
        # The mean of equal floats may be off by its last digit.
        return 0.0
    middle = mean(values)
    return sqrt(fsum((value - middle) ** 2 for value in values) / len(values))


def length(values: Iterable[float]) -> float:
    """Return the Euclidean length.

    >>> length([3, 4])
    5.0
    """
    return sqrt(fsum(value * value for value in values))


def median(values: Sequence[float]) -> float:
    """Return the median.

    >>> median([1, 9, 3]), median([1, 9, 3, 4])
    (3, 3.5)
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def finite(value: float) -> bool:
    """Return whether a value is a number that can be counted with, neither NaN nor infinite."""
    return value - value == 0
