"""The linear forms, written once over plain floats or whole columns of an engine.

An operand is a float or an engine's own expression; what a column is divided by (its largest value, its range, its
length) is a number that the caller found and guards: none of the forms looks for a zero. Where a form has to choose it
asks ``ops``, of which every engine of ``base.ops`` has what is needed.
"""

from __future__ import annotations

from functools import reduce
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Protocol

from plut_kumkm.scoring.numbers import balance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plut_kumkm.base.ops import Column, Condition

_SIGNS = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Reckoning(Protocol):
    """What a form needs of an engine."""

    def add(self, left: Column, right: Column) -> Column:
        """Return the sum."""
        ...

    def compare(self, left: Column, operator: str, right: Column) -> Condition:
        """Return ``left operator right``."""
        ...

    def when(self, condition: Condition, then: Column, otherwise: Column) -> Column:
        """Return ``then`` where the condition holds, else ``otherwise``."""
        ...


class Floats:
    """Plain floats, as the forms see them."""

    def add(self, left: Any, right: Any) -> Any:
        """Return the sum."""
        return left + right

    def compare(self, left: Any, operator: str, right: Any) -> bool:
        """Return ``left operator right``."""
        return bool(_SIGNS[operator](left, right))

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """Return ``then`` if the condition holds, else ``otherwise``."""
        return then if condition else otherwise


FLOATS = Floats()


def share_of(value: Column, whole: float) -> Column:
    """Return x/whole [1]: of the largest value, of the sum, of the length of the column.

    >>> share_of(3.0, 4.0)
    0.75
    """
    return value / whole


def inverse_share(value: Column, least: float) -> Column:
    """Return min/x [1]: for a cost, where no value is zero.

    >>> inverse_share(4.0, 3.0)
    0.75
    """
    return least / value


def rising(value: Column, low: float, high: float) -> Column:
    """Return (x - low)/(high - low) [1], for a benefit.

    >>> rising(2.0, 1.0, 5.0)
    0.25
    """
    return (value - low) / (high - low)


def falling(value: Column, low: float, high: float) -> Column:
    """Return (high - x)/(high - low) [1], for a cost.

    >>> falling(2.0, 1.0, 5.0)
    0.75
    """
    return (high - value) / (high - low)


def standing(value: Column, mean: float, deviation: float) -> Column:
    """Return (x - mean)/deviation [1].

    >>> standing(7.0, 5.0, 2.0)
    1.0
    """
    return (value - mean) / deviation


def sinking(value: Column, mean: float, deviation: float) -> Column:
    """Return (mean - x)/deviation [1], for a cost.

    >>> sinking(7.0, 5.0, 2.0)
    -1.0
    """
    return (mean - value) / deviation


def distance(value: Column, target: Any, ops: Reckoning = FLOATS) -> Column:
    """Return |x - target| in the unit of the criterion.

    >>> distance(3.0, 5.0), distance(6.0, 5.0)
    (2.0, 1.0)
    """
    return ops.when(ops.compare(value, "<", target), target - value, value - target)


def weighted_sum(values: Iterable[Column], weights: Iterable[float], ops: Reckoning = FLOATS) -> Column:
    """Return the sum of w·r over the criteria, r as it was normalised.

    Of floats the sum does not depend on the order of the criteria, and it is 0 where benefits and costs cancel out.

    >>> weighted_sum([0.5, 1.0], [0.4, 0.6])
    0.8
    """
    parts = [value * weight for value, weight in zip(values, weights, strict=True)]
    return balance(parts) if ops is FLOATS else reduce(ops.add, parts)
