"""What a rule needs of an engine: the few operations in which it writes itself for whole columns.

A condition is either an expression of the engine, which must be a boolean without missing values, or a plain ``bool``
when it does not depend on the row; the functions of this module fold the plain ones away, so that a column that a frame
does not have costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

# An engine's own expression, or a plain value that stands for every row.
Column = Any
Condition = Any


class Ops(Protocol):
    """An engine, as rules see it. ``Column`` and ``Condition`` are the engine's own expressions."""

    def column(self, name: str) -> Column | None:
        """Return the column ``name``, or ``None`` when the frame has none."""
        ...

    def known(self, column: Column) -> Condition:
        """Return where ``column`` holds a value that can be trusted (not null, not NaN, exact)."""
        ...

    def compare(self, left: Column, operator: str, right: Column) -> Condition:
        """Return ``left operator right``; what it says of missing rows does not matter."""
        ...

    def one_of(self, column: Column, values: Iterable[Any]) -> Condition:
        """Return where ``column`` is one of ``values``; what it says of missing rows does not matter."""
        ...

    def add(self, left: Column, right: Column) -> Column:
        """Return the sum, wide enough not to wrap."""
        ...

    def subtract(self, left: Column, right: Column) -> Column:
        """Return the difference, wide enough not to wrap."""
        ...

    def all_of(self, left: Condition, right: Condition) -> Condition:
        """Return where both expressions are true."""
        ...

    def any_of(self, left: Condition, right: Condition) -> Condition:
        """Return where one of the expressions is true."""
        ...

    def negate(self, condition: Condition) -> Condition:
        """Return where the expression is false."""
        ...

    def when(self, condition: Condition, then: Column, otherwise: Column) -> Column:
        """Return ``then`` where the expression is true, else ``otherwise``."""
        ...

    def code(self, value: Column) -> Column:
        """Return ``value`` as an int8 column, also when it is one plain number for every row."""
        ...

    def once(self, key: Hashable, build: Callable[[], Column]) -> Column:
        """Return what ``build`` gives, built a single time for ``key``."""
        ...


def both(ops: Ops, left: Condition, right: Condition) -> Condition:
    """Return where both hold, plain values folded away."""
    if left is False or right is False:
        return False
    if left is True:
        return right
    return left if right is True else ops.all_of(left, right)


def either(ops: Ops, left: Condition, right: Condition) -> Condition:
    """Return where one of the two holds, plain values folded away."""
    if left is True or right is True:
        return True
    if left is False:
        return right
    return left if right is False else ops.any_of(left, right)


def no(ops: Ops, condition: Condition) -> Condition:
    """Return where ``condition`` does not hold, a plain value folded away."""
    if condition is True:
        return False
    return True if condition is False else ops.negate(condition)


def case(ops: Ops, condition: Condition, then: Column, otherwise: Column) -> Column:
    """Return ``then`` where ``condition`` holds, else ``otherwise``, a plain condition folded away."""
    if condition is True:
        return then
    return otherwise if condition is False else ops.when(condition, then, otherwise)
