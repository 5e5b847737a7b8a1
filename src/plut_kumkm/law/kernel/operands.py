"""Operands: what a rule reads of a record, or of the law.

The list is closed: a fact, a value of law, an amount that follows from others, the class that another table gives.
Nodes are compared by identity, so that one shared node is evaluated once in a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from plut_kumkm.base.ops import Column, Condition, Ops, both, case, either, no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plut_kumkm.law.instruments import Provision
    from plut_kumkm.law.kernel.decisions import Table
    from plut_kumkm.law.kernel.traces import Step, Told


class Operand(Protocol):
    """Something that has a value in a record, or none."""

    def read(self, record: Any) -> Any:
        """Return the value in ``record``, or ``None`` when it is not known."""
        ...

    def ceiling(self, record: Any) -> Any:
        """Return a value that the unknown one surely does not exceed, or ``None``."""
        ...

    def column(self, ops: Ops) -> tuple[Column, Condition]:
        """Return the value as a column and where it is known."""
        ...

    def ceiling_column(self, ops: Ops) -> tuple[Column, Condition]:
        """Return the ceiling as a column and where it holds in place of a value."""
        ...

    def parts(self) -> Iterator[Operand | Table]:
        """Yield what the operand reads."""
        ...


class Field:
    """A fact. A value outside ``least`` and ``most`` makes no sense and counts as missing.

    ``fact`` is the name a user knows it by. A fact that is known between two ends (a year of founding) is read as two
    fields; ``twin`` names the other end.

    >>> from types import SimpleNamespace
    >>> Field("sales", least=0).read(SimpleNamespace(sales=-5)) is None
    True
    """

    __slots__ = ("fact", "least", "most", "name", "twin")

    def __init__(
        self, name: str, fact: str | None = None, least: Any = None, twin: str | None = None, most: Any = None
    ) -> None:
        self.name: Final = name
        self.fact: Final = name if fact is None else fact
        self.least: Final = least
        self.twin: Final = twin
        self.most: Final = most

    def read(self, record: Any) -> Any:
        value = getattr(record, self.name)
        # Written out, because a call for every fact of every record would cost more than the rule.
        if value is None or (self.least is not None and value < self.least):
            return None
        return None if self.most is not None and value > self.most else value

    def exceeded_by(self, value: Any) -> bool:
        """Return whether a value is more than the most that makes sense."""
        return self.most is not None and bool(value > self.most)

    def ceiling(self, record: Any) -> Any:
        return None

    def column(self, ops: Ops) -> tuple[Column, Condition]:
        found = ops.column(self.name)
        if found is None:
            return None, False
        known = ops.known(found)
        if self.least is not None:
            known = both(ops, known, ops.compare(found, ">=", self.least))
        return found, known if self.most is None else both(ops, known, ops.compare(found, "<=", self.most))

    def ceiling_column(self, ops: Ops) -> tuple[Column, Condition]:
        return None, False

    def parts(self) -> Iterator[Operand | Table]:
        yield self

    @property
    def inputs(self) -> tuple[str, ...]:
        """The facts it is read from, by the names a user knows."""
        return (self.fact,)

    def lacks(self, record: Any) -> tuple[str, ...]:
        """Return the facts that would make it known, none when it is."""
        return (self.fact,) if self.read(record) is None else ()

    def straddles(self, record: Any, marks: Iterable[Any]) -> bool:
        """Return whether one of ``marks`` lies between the two ends, so that the fact is not known well enough."""
        if self.twin is None:
            return False
        low, high = sorted((self.read(record), getattr(record, self.twin)))
        # What lies beyond the most is no part of what the fact can mean.
        return any(low < mark <= high for mark in marks if not self.exceeded_by(mark))


class Param:
    """A value of law, with its source; ``None`` stands for one that nobody can know. ``told`` says how it is told."""

    __slots__ = ("value", "provision", "told")

    def __init__(self, value: Any, provision: Provision | None = None, told: Told | None = None) -> None:
        self.value: Final = value
        self.provision: Final = provision
        self.told: Final = told

    def read(self, record: Any) -> Any:
        return self.value

    def ceiling(self, record: Any) -> Any:
        return None

    def column(self, ops: Ops) -> tuple[Column, Condition]:
        return self.value, self.value is not None

    def ceiling_column(self, ops: Ops) -> tuple[Column, Condition]:
        return None, False

    def parts(self) -> Iterator[Operand | Table]:
        return iter(())


class Derived:
    """An amount that is stated, or else follows from others: the sum of ``plus`` less the sum of ``minus``.

    While a deduction is not known the sum of ``plus`` is a ceiling, which settles what lies below a bound anyway.

    >>> from types import SimpleNamespace
    >>> capital = Derived("capital", plus=("own", "borrowed"), minus=("land",))
    >>> capital.read(SimpleNamespace(capital=None, own=5, borrowed=4, land=2))
    7
    >>> capital.ceiling(SimpleNamespace(capital=None, own=5, borrowed=4, land=None))
    9
    """

    __slots__ = ("_added", "_deducted", "_stated", "least", "name")

    def __init__(self, name: str, plus: tuple[str, ...], minus: tuple[str, ...], least: int = 0) -> None:
        self.name: Final = name
        self.least: Final = least
        self._stated: Final = Field(name, least=least)
        self._added: Final = tuple(Field(part, least=least) for part in plus)
        self._deducted: Final = tuple(Field(part, least=least) for part in minus)

    def read(self, record: Any) -> Any:
        stated = self._stated.read(record)
        if stated is not None:
            return stated
        added = [part.read(record) for part in self._added]
        deducted = [part.read(record) for part in self._deducted]
        if None in added or None in deducted:
            return None
        value = sum(added) - sum(deducted)
        return value if value >= self.least else None

    def ceiling(self, record: Any) -> Any:
        added = [part.read(record) for part in self._added]
        deducted = [part.read(record) for part in self._deducted]
        if self._stated.read(record) is not None or None in added or None not in deducted:
            return None
        value = sum(added) - sum(part for part in deducted if part is not None)
        return value if value >= self.least else None

    def column(self, ops: Ops) -> tuple[Column, Condition]:
        stated, is_stated = self._stated.column(ops)
        total, known = self._total(ops, self._deducted)
        if known is not False:
            known = both(ops, known, ops.compare(total, ">=", self.least))
        if known is False:
            return stated, is_stated
        if is_stated is False:
            return total, known
        return case(ops, is_stated, stated, total), either(ops, is_stated, known)

    def ceiling_column(self, ops: Ops) -> tuple[Column, Condition]:
        total, known = self._total(ops, ())
        if known is False:
            return None, False
        complete: Condition = True
        for part in self._deducted:
            amount, has = part.column(ops)
            complete = both(ops, complete, has)
            if has is not False:
                total = ops.subtract(total, case(ops, has, amount, 0))
        known = both(ops, both(ops, known, no(ops, complete)), no(ops, self._stated.column(ops)[1]))
        return total, both(ops, known, ops.compare(total, ">=", self.least))

    def _total(self, ops: Ops, deducted: tuple[Field, ...]) -> tuple[Column, Condition]:
        known: Condition = True
        total: Column = None
        for part in (*self._added, *deducted):
            amount, has = part.column(ops)
            if has is False:
                return None, False
            known = both(ops, known, has)
            if total is None:
                total = amount
            else:
                total = ops.subtract(total, amount) if part in deducted else ops.add(total, amount)
        return total, known

    def parts(self) -> Iterator[Operand | Table]:
        yield self

    @property
    def inputs(self) -> tuple[str, ...]:
        """The facts it is read from, by the names a user knows."""
        return (self.name, *(part.name for part in (*self._added, *self._deducted)))

    def straddles(self, record: Any, marks: Iterable[Any]) -> bool:
        """Return false: an amount is known or it is not."""
        return False

    def lacks(self, record: Any) -> tuple[str, ...]:
        """Return the facts that would make it known, none when it is."""
        if self.read(record) is not None:
            return ()
        missing = tuple(name for part in (*self._added, *self._deducted) for name in part.lacks(record))
        # Nothing of the sum is known: ask for the amount itself. All of it is, and makes no sense: likewise.
        return missing if 0 < len(missing) < len(self._added) + len(self._deducted) else (self.name,)


class Code:
    """The class that a table gives, missing unless it is known; with ``raw`` also why there is none, never missing."""

    __slots__ = ("raw", "table")

    def __init__(self, table: Table, *, raw: bool = False) -> None:
        self.table: Final = table
        self.raw: Final = raw

    def read(self, record: Any) -> Any:
        code = self.table.decide(record)
        return code if self.raw or code >= 0 else None

    def ceiling(self, record: Any) -> Any:
        return None

    def column(self, ops: Ops) -> tuple[Column, Condition]:
        codes = self.table.codes(ops)
        if self.raw:
            return codes, True
        if isinstance(codes, int):
            return codes, codes >= 0
        return codes, ops.compare(codes, ">=", 0)

    def ceiling_column(self, ops: Ops) -> tuple[Column, Condition]:
        return None, False

    def parts(self) -> Iterator[Operand | Table]:
        yield self.table


def fact_of(operand: Operand) -> str | None:
    """Return the name by which a user knows what is read, or ``None`` for a class or a value of law."""
    return operand.fact if isinstance(operand, Field) else operand.name if isinstance(operand, Derived) else None


def below(record: Any, *operands: Operand) -> tuple[Step, ...]:
    """Return what the tables looked at whose classes are compared."""
    return tuple(operand.table.explain(record) for operand in operands if isinstance(operand, Code))
