"""Which missing facts would change an answer: found by trying values, not by reading the trace.

A missing fact is needed when, for some values of the other missing facts, varying it changes what the table decides.
A rule only compares facts with the values of its law, its *marks*, so each fact is tried on and beside every mark, and
two records whose facts lie alike among the marks have the same answer. Whoever fills all that is needed has an answer
that is no longer *unknown*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.law.kernel.decisions import UNKNOWN, Banded
from plut_kumkm.law.kernel.operands import Derived, Field
from plut_kumkm.law.kernel.predicates import Compare, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plut_kumkm.law.kernel.decisions import Table

_MANY = 200_000  # combinations; a rule with more open facts than this asks for all of them
_DAY = timedelta(days=1)


class Marked(NamedTuple):
    """A fact of a rule: how it is read, the values it is compared with in order, and values on and beside them."""

    operand: Field | Derived
    marks: tuple[Any, ...]
    tries: tuple[Any, ...]

    def spot(self, record: Any) -> Any:
        """Return where the fact lies among the marks, on one of them or between two; ``None`` when it is missing."""
        value = self.operand.read(record)
        if value is None:
            # The ceiling of an amount may settle what the amount itself does not.
            most = self.operand.ceiling(record)
            return None if most is None else ("most", _place(self.marks, most))
        return _place(self.marks, value)

    def open(self, record: Any) -> bool:
        """Return whether the fact is missing, or known between two ends that have a mark between them."""
        return self.operand.read(record) is None or self.operand.straddles(record, self.marks)


def _place(marks: tuple[Any, ...], value: Any) -> Any:
    if marks and isinstance(marks[0], str):
        return value if value in marks else ""
    return bisect_left(marks, value) + bisect_right(marks, value)


class _Probe:
    """A record with some of its facts replaced."""

    def __init__(self, record: Any, values: dict[str, Any]) -> None:
        self._record = record
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)


def nodes(node: Any) -> Iterator[Any]:
    """Yield ``node`` and every node below it."""
    yield node
    for part in () if isinstance(node, Field | Derived) else node.parts():
        yield from nodes(part)


def marked(tables: Iterable[Table]) -> Mapping[str, Marked]:
    """Return every fact that the tables read, with the values they compare it with.

    >>> from plut_kumkm.base.bands import Bands, Bound
    >>> marked((Banded(Field("sales", least=0), Bands(("small", "large"), (Bound(10),))),))["sales"].tries
    (None, 10, 11)
    """
    operands: dict[str, Field | Derived] = {}
    marks: dict[str, set[Any]] = {}
    tries: dict[str, set[Any]] = {}
    for node in (node for table in tables for node in nodes(table)):
        if isinstance(node, Field | Derived):
            operands.setdefault(node.name, node)
        if isinstance(node, Field) and node.most is not None:
            # What lies beyond it counts as missing, so that on its two sides the answer may differ.
            marks.setdefault(node.name, set()).update(_beside(node.most, "<=")[1:])
        for name, mark, beside in _compared(node):
            marks.setdefault(name, set()).add(mark)
            tries.setdefault(name, set()).update(beside)
    return {
        name: Marked(
            operand,
            tuple(sorted(marks.get(name, ()))),
            (None, *sorted(value for value in tries.get(name, {0}) if operand.least is None or value >= operand.least)),
        )
        for name, operand in operands.items()
    }


def _compared(node: Any) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Yield each fact that a node compares, the value it is compared with, and values for which the answer differs."""
    if isinstance(node, Banded) and isinstance(node.operand, Field | Derived):
        for bound in node.bands.uppers:
            yield node.operand.name, bound.value, _beside(bound.value, "<=" if bound.inclusive else "<")
        if node.bands.floor is not None:
            floor = node.bands.floor
            yield node.operand.name, floor.value, _beside(floor.value, ">=" if floor.inclusive else ">")
    elif isinstance(node, Compare) and isinstance(node.left, Field | Derived):
        mark = node.right.read(None)
        yield node.left.name, mark, _beside(mark, node.sign)
    elif isinstance(node, OneOf) and isinstance(node.operand, Field | Derived):
        for mark in node.values:
            yield node.operand.name, mark, _beside(mark, "==")


def _beside(mark: Any, sign: str) -> tuple[Any, ...]:
    if isinstance(mark, bool):
        return True, False
    if isinstance(mark, str):
        return mark, mark + "\0"
    step: Any = _DAY if isinstance(mark, date) else 1
    value: Any = mark
    match sign:
        case "<=" | ">":
            return value, value + step
        case "<" | ">=":
            return value - step, value
        case _:
            return value - step, value, value + step


@lru_cache(maxsize=512)
def _rule(table: Table) -> tuple[Mapping[str, Marked], dict[tuple[Any, ...], tuple[str, ...]]]:
    """Return the facts of a rule, and room for what was found out about records that lie alike."""
    return marked((table,)), {}


def needs(table: Table, record: Any) -> tuple[str, ...]:
    """Return the missing facts on which the answer hangs, none when it is not *unknown*.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.base.bands import Bands, Bound
    >>> needs(Banded(Field("sales"), Bands(("small", "large"), (Bound(10),))), SimpleNamespace(sales=None))
    ('sales',)
    """
    if table.decide(record) != UNKNOWN:
        return ()
    facts, known = _rule(table)
    situation = tuple(fact.spot(record) for fact in facts.values())
    if situation not in known:
        known[situation] = _wanted(table, record, {name: fact for name, fact in facts.items() if fact.open(record)})
    found: list[str] = []
    for name in known[situation]:
        operand = facts[name].operand
        found += operand.lacks(record) or operand.inputs[:1]
    return tuple(dict.fromkeys(found))


def _wanted(table: Table, record: Any, open_: dict[str, Marked]) -> tuple[str, ...]:
    names = tuple(open_)
    tries = [_possible(fact, record) for fact in open_.values()]
    if prod(map(len, tries)) > _MANY:
        return names
    outcome = {
        values: table.decide(_Probe(record, dict(zip(names, values, strict=True)))) for values in product(*tries)
    }
    return tuple(name for place, name in enumerate(names) if _matters(outcome, place))


def _possible(fact: Marked, record: Any) -> tuple[Any, ...]:
    """Return the values that the fact can still have: none above what it cannot exceed, and that itself."""
    most = fact.operand.ceiling(record)
    if most is None:
        return fact.tries
    return tuple(dict.fromkeys((*(value for value in fact.tries if value is None or value <= most), most)))


def _matters(outcome: Mapping[tuple[Any, ...], int], place: int) -> bool:
    """Return whether two combinations that differ in this fact alone have different outcomes."""
    seen: dict[tuple[Any, ...], int] = {}
    return any(
        seen.setdefault((*values[:place], *values[place + 1 :]), code) != code for values, code in outcome.items()
    )
