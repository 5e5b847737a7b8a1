"""Predicates: the conditions of rules, each to be asked of a record, explained, or written for columns.

The list is closed. A predicate is true, false or not known (``None``), by Kleene's logic: what is missing never
decides. In columns the same three values stand as a pair of conditions, (certainly true, certainly false), neither of
which is ever missing.
"""

from __future__ import annotations

import operator as _operators
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from plut_kumkm.base.ops import Column, Condition, Ops, both, either, no
from plut_kumkm.law.kernel.operands import Code, Operand, Param, below, fact_of
from plut_kumkm.law.kernel.traces import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.law.instruments import Provision

Operator = Literal["<=", "<", ">=", ">", "==", "!="]
Pair = tuple[Condition, Condition]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": _operators.le,
    "<": _operators.lt,
    ">=": _operators.ge,
    ">": _operators.gt,
    "==": _operators.eq,
    "!=": _operators.ne,
}


class Predicate(Protocol):
    """A condition with three values."""

    def holds(self, record: Any) -> bool | None:
        """Return whether it is true, false or not known (``None``) of ``record``."""
        ...

    def pair(self, ops: Ops) -> Pair:
        """Return where it is certainly true and where it is certainly false."""
        ...

    def explain(self, record: Any) -> Step:
        """Return what was looked at and what came of it."""
        ...

    def parts(self) -> Iterator[Predicate | Operand]:
        """Yield the nodes it is made of."""
        ...


def plain(left: Any, sign: Operator, right: Any) -> bool:
    """Return ``left sign right`` of two plain values.

    >>> plain(1, "<", 2)
    True
    """
    return _COMPARE[sign](left, right)


class Compare:
    """``left`` compared with ``right``; not known when one of them is missing.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.law.kernel.operands import Field
    >>> Compare(Field("sales"), "<=", Param(10)).holds(SimpleNamespace(sales=10))
    True
    """

    __slots__ = ("left", "right", "sign")

    def __init__(self, left: Operand, sign: Operator, right: Operand) -> None:
        # Probing tries facts around the values they are compared with, so one side is law, or both are classes.
        if not isinstance(right, Param) and not (isinstance(left, Code) and isinstance(right, Code)):
            raise TypeError("Compare takes a Param on the right, or a Code on both sides")
        self.left: Final = left
        self.sign: Final = sign
        self.right: Final = right

    def holds(self, record: Any) -> bool | None:
        left, right = self.left.read(record), self.right.read(record)
        if right is None:
            return None
        if left is None:
            most = self.left.ceiling(record) if self.sign in ("<=", "<") else None
            return True if most is not None and _COMPARE[self.sign](most, right) else None
        return _COMPARE[self.sign](left, right)

    def pair(self, ops: Ops) -> Pair:
        left, left_known = self.left.column(ops)
        right, right_known = self.right.column(ops)
        if right_known is False:
            return False, False
        true: Condition = False
        false: Condition = False
        if left_known is not False:
            known = both(ops, left_known, right_known)
            holds = self._columns(ops, left, right)
            true, false = both(ops, known, holds), both(ops, known, no(ops, holds))
        if self.sign in ("<=", "<"):
            most, has = self.left.ceiling_column(ops)
            if has is not False:
                below = both(ops, both(ops, has, right_known), ops.compare(most, self.sign, right))
                true = either(ops, true, below)
        return true, false

    def _columns(self, ops: Ops, left: Column, right: Column) -> Condition:
        if isinstance(self.left, Param) and isinstance(self.right, Param):
            return plain(left, self.sign, right)
        if isinstance(left, int) and isinstance(right, int):
            # Two tables that folded to one class each for every row.
            return plain(left, self.sign, right)
        return ops.compare(left, self.sign, right)

    def explain(self, record: Any) -> Step:
        provision = self.right.provision if isinstance(self.right, Param) else None
        return Step(
            "compare",
            self.holds(record),
            name=fact_of(self.left),
            value=self.left.read(record),
            sign=self.sign,
            limit=self.right.read(record),
            provision=provision,
            children=below(record, self.left, self.right),
            told=self.right.told if isinstance(self.right, Param) else None,
        )

    def parts(self) -> Iterator[Predicate | Operand]:
        yield self.left
        yield self.right


class OneOf:
    """``operand`` is one of ``values``; not known when it is missing."""

    __slots__ = ("operand", "values", "provision")

    def __init__(self, operand: Operand, values: tuple[Any, ...], provision: Provision | None = None) -> None:
        self.operand: Final = operand
        self.values: Final = values
        self.provision: Final = provision

    def holds(self, record: Any) -> bool | None:
        value = self.operand.read(record)
        return None if value is None else value in self.values

    def pair(self, ops: Ops) -> Pair:
        column, known = self.operand.column(ops)
        if known is False:
            return False, False
        inside = column in self.values if isinstance(column, int) else ops.one_of(column, self.values)
        return both(ops, known, inside), both(ops, known, no(ops, inside))

    def explain(self, record: Any) -> Step:
        return Step(
            "one_of",
            self.holds(record),
            name=fact_of(self.operand),
            value=self.operand.read(record),
            limit=self.values,
            provision=self.provision,
            children=below(record, self.operand),
        )

    def parts(self) -> Iterator[Predicate | Operand]:
        yield self.operand


class Known:
    """``operand`` has a value: true or false, never unknown."""

    __slots__ = ("operand",)

    def __init__(self, operand: Operand) -> None:
        self.operand: Final = operand

    def holds(self, record: Any) -> bool | None:
        return self.operand.read(record) is not None

    def pair(self, ops: Ops) -> Pair:
        known = self.operand.column(ops)[1]
        return known, no(ops, known)

    def explain(self, record: Any) -> Step:
        return Step("known", self.holds(record), name=fact_of(self.operand), children=below(record, self.operand))

    def parts(self) -> Iterator[Predicate | Operand]:
        yield self.operand


class Surely:
    """``inner`` is certainly true: true or false, never unknown."""

    __slots__ = ("inner",)

    def __init__(self, inner: Predicate) -> None:
        self.inner: Final = inner

    def holds(self, record: Any) -> bool | None:
        return self.inner.holds(record) is True

    def pair(self, ops: Ops) -> Pair:
        true = self.inner.pair(ops)[0]
        return true, no(ops, true)

    def explain(self, record: Any) -> Step:
        return Step("surely", self.holds(record), children=(self.inner.explain(record),))

    def parts(self) -> Iterator[Predicate | Operand]:
        yield self.inner


class Not:
    """``inner`` is false; the pair is swapped, so that what is missing stays missing."""

    __slots__ = ("inner",)

    def __init__(self, inner: Predicate) -> None:
        self.inner: Final = inner

    def holds(self, record: Any) -> bool | None:
        inner = self.inner.holds(record)
        return None if inner is None else not inner

    def pair(self, ops: Ops) -> Pair:
        true, false = self.inner.pair(ops)
        return false, true

    def explain(self, record: Any) -> Step:
        return Step("not", self.holds(record), children=(self.inner.explain(record),))

    def parts(self) -> Iterator[Predicate | Operand]:
        yield self.inner


class AtLeast:
    """At least ``count`` of ``inner`` are true.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.law.kernel.operands import Field
    >>> signs = AtLeast(1, (Known(Field("a")), Compare(Field("b"), ">", Param(0))))
    >>> signs.holds(SimpleNamespace(a=1, b=None)), signs.holds(SimpleNamespace(a=None, b=None))
    (True, None)
    """

    __slots__ = ("count", "inner")

    def __init__(self, count: int, inner: tuple[Predicate, ...]) -> None:
        self.count: Final = count
        self.inner: Final = inner

    def holds(self, record: Any) -> bool | None:
        outcomes = [part.holds(record) for part in self.inner]
        if outcomes.count(True) >= self.count:
            return True
        return False if len(outcomes) - outcomes.count(False) < self.count else None

    def pair(self, ops: Ops) -> Pair:
        pairs = [part.pair(ops) for part in self.inner]
        # Certainly false: so many are certainly false that the others cannot reach the count.
        spare = len(pairs) - self.count + 1
        return _reach(ops, [true for true, _ in pairs], self.count), _reach(ops, [false for _, false in pairs], spare)

    def explain(self, record: Any) -> Step:
        children = tuple(part.explain(record) for part in self.inner)
        return Step("at_least", self.holds(record), limit=self.count, children=children)

    def parts(self) -> Iterator[Predicate | Operand]:
        yield from self.inner


def _reach(ops: Ops, conditions: list[Condition], count: int) -> Condition:
    """Return where at least ``count`` of ``conditions`` hold."""
    # reached[k]: at least k of the conditions seen so far; built up one by one, so that n of them cost n times k.
    reached: list[Condition] = [True] + [False] * count
    for condition in conditions:
        for k in range(count, 0, -1):
            reached[k] = either(ops, reached[k], both(ops, condition, reached[k - 1]))
    return reached[max(count, 0)]


def AllOf(*inner: Predicate) -> AtLeast:  # noqa: N802 - reads as the node it stands for
    """Return the predicate that all of ``inner`` hold."""
    return AtLeast(len(inner), inner)


def AnyOf(*inner: Predicate) -> AtLeast:  # noqa: N802 - reads as the node it stands for
    """Return the predicate that one of ``inner`` holds."""
    return AtLeast(1, inner)


def Between(operand: Operand, low: Operand, high: Operand) -> AtLeast:  # noqa: N802 - reads as the node it stands for
    """Return the predicate that ``operand`` lies between ``low`` and ``high``, both included."""
    return AllOf(Compare(operand, ">=", low), Compare(operand, "<=", high))
