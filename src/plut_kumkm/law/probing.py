"""Which missing facts would change an answer: found by trying values, not by reading the trace.

A missing fact is needed when, for some values of the other missing facts, varying it changes what the table decides.
Only the bounds of the rule matter, so each fact is tried on, just below and just above every value that the rule
compares it with. Whoever fills all that is needed has an answer that is no longer *unknown*.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from plut_kumkm.law.decisions import UNKNOWN, Banded
from plut_kumkm.law.operands import Derived, Field
from plut_kumkm.law.predicates import Compare, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plut_kumkm.law.decisions import Table

_MANY = 200_000  # combinations; a rule with more open facts than this asks for all of them


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


@lru_cache(maxsize=512)
def _variables(table: Table) -> dict[str, tuple[Any, list[Any]]]:
    """Return every fact of a rule by name: its operand, and the values that it is compared with, sorted."""
    operands: dict[str, Any] = {}
    marks: dict[str, set[Any]] = {}
    for node in nodes(table):
        if isinstance(node, Field | Derived):
            operands.setdefault(node.name, node)
            marks.setdefault(node.name, set())
    for node in nodes(table):
        for operand, values in _compared(node):
            marks[operand.name].update(values)
    return {name: (operands[name], _sorted(marks[name])) for name in operands}


def _compared(node: Any) -> Iterator[tuple[Any, Iterable[Any]]]:
    if isinstance(node, Banded) and isinstance(node.operand, Field | Derived):
        floor = (node.bands.floor,) if node.bands.floor is not None else ()
        yield node.operand, [bound.value for bound in (*floor, *node.bands.uppers)]
    elif isinstance(node, Compare) and isinstance(node.left, Field | Derived):
        yield node.left, [node.right.read(None)]
    elif isinstance(node, OneOf) and isinstance(node.operand, Field | Derived):
        yield node.operand, node.values


def _sorted(values: set[Any]) -> list[Any]:
    return sorted(values, key=lambda value: (type(value).__name__, value))


def _tries(operand: Any, marks: list[Any]) -> list[Any]:
    """Return values on and around the marks, and ``None``."""
    tries: list[Any] = [None]
    for mark in marks or [0]:
        around: tuple[Any, ...]
        if isinstance(mark, bool):
            around = (True, False)
        elif isinstance(mark, date):
            around = (mark - timedelta(days=1), mark, mark + timedelta(days=1))
        elif isinstance(mark, str):
            around = (mark, mark + "\0")
        else:
            around = (mark - 1, mark, mark + 1)
        tries += [value for value in around if value not in tries and (operand.least is None or value >= operand.least)]
    return tries


def needs(table: Table, record: Any) -> tuple[str, ...]:
    """Return the missing facts on which the answer hangs, none when it is not *unknown*.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.base.bands import Bands, Bound
    >>> needs(Banded(Field("sales"), Bands(("small", "large"), (Bound(10),))), SimpleNamespace(sales=None))
    ('sales',)
    """
    if table.decide(record) != UNKNOWN:
        return ()
    variables = _variables(table)
    missing = [
        name
        for name, (operand, marks) in variables.items()
        if operand.read(record) is None or operand.straddles(record, marks)
    ]
    wanted = _wanted(table, record, {name: variables[name] for name in missing})
    found: list[str] = []
    for name in missing:
        operand = variables[name][0]
        if name in wanted:
            found += operand.lacks(record) or (operand.fact,)
    return tuple(dict.fromkeys(found))


def _wanted(table: Table, record: Any, missing: dict[str, tuple[Any, list[Any]]]) -> set[str]:
    choices = {name: _tries(operand, marks) for name, (operand, marks) in missing.items()}
    size = 1
    for tries in choices.values():
        size *= len(tries)
    if size > _MANY:
        return set(missing)
    names = list(choices)
    outcome = {
        values: table.decide(_Probe(record, dict(zip(names, values, strict=True))))
        for values in product(*choices.values())
    }
    wanted = set()
    for place, name in enumerate(names):
        groups: dict[tuple[Any, ...], int] = {}
        for values, code in outcome.items():
            if groups.setdefault(values[:place] + values[place + 1 :], code) != code:
                wanted.add(name)
                break
    return wanted
