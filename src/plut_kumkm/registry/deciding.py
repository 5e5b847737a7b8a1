"""The outcome of a row, decided once for all rows in the same situation.

A rule only compares facts with the bounds of the law, so its outcome hangs on where each fact lies among these bounds,
not on the amount itself. A registry has millions of amounts and a few dozen such situations: the rule is asked once for
each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.enterprise.facts import Facts, first_day, last_day
from plut_kumkm.enterprise.size_rules import size_rule
from plut_kumkm.enterprise.size_verdicts import tier
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.operands import Derived, Field
from plut_kumkm.registry.records import facts_from

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.size_verdicts import SizeQuestion
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.law.kernel.probing import Marked
    from plut_kumkm.law.verdicts import Status

Values = Mapping[str, Any]
# Where a fact lies, for many rows at once: a call for each row and fact would cost more than the rule.
_Place = Callable[[Sequence[Values]], list[Any]]

# What the notes of a verdict read beside the facts of its rule.
_OTHERS = ("legal_form", "sales_kind", "sales_period", "independent", "parent_tier")
_MANY = 100_000  # situations to be remembered; only free text could bring so many about


# Notes that hold an amount of the row itself, which rows in one situation do not share: the record checks tell them.
_OWN_AMOUNT = ("tier.negative", "tier.capital_below_zero")


class Outcome(NamedTuple):
    """What the law says of a row: as values, as cells of ``results.csv`` (our own words, never quoted), and notes."""

    code: int
    tier: Tier | None
    status: Status
    basis: str | None
    conflict: bool | None
    is_umkm: bool | None
    needs: tuple[str, ...]
    cells: str
    notes: tuple[Finding, ...]


class Situations:
    """The outcomes of one question, remembered by situation; ``fields`` are the facts that the source can have.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.size_verdicts import size_question
    >>> from plut_kumkm.law import book
    >>> asked = Situations(size_question(book(), date(2026, 6, 30), "facility", "by-purpose", None), {"sales"})
    >>> first, second, third = asked.of([{"sales": 1}, {"sales": 2}, {}])
    >>> first is second, third.needs
    (True, ('sales',))
    """

    __slots__ = ("_known", "_places", "_question", "general")

    def __init__(self, question: SizeQuestion, fields: Iterable[str]) -> None:
        self._question = question
        self._places = tuple(_places(question, frozenset(fields)))
        self._known: dict[tuple[Any, ...], Outcome] = {}
        # Notes on the law and the policy, which are the same for every row: to be said once.
        nothing = Facts()
        self.general = question.notes(nothing, question.rule.tier.decide(nothing))

    def of(self, rows: Sequence[Values]) -> list[Outcome]:
        """Return the outcome of each row."""
        known, columns = self._known, [place(rows) for place in self._places]
        situations = list(zip(*columns, strict=True)) if columns else [()] * len(rows)
        for situation, values in dict(zip(situations, rows, strict=True)).items():
            if situation not in known:
                known[situation] = self._decide(values)
        outcomes = [known[situation] for situation in situations]
        if len(known) > _MANY:
            known.clear()
        return outcomes

    def _decide(self, values: Values) -> Outcome:
        question = self._question
        # How old figures are is said once for all: with a day of its own each row would be a situation of its own.
        facts = facts_from({name: value for name, value in values.items() if name != "as_of"})
        verdict = tier(
            facts, on=question.on, purpose=question.purpose, reading=question.reading, basis=question.named,
            law=question.law,
        )  # fmt: skip
        # A negative amount is found by the record checks, with its figure.
        said = {*_OWN_AMOUNT, *(note.code for note in self.general)}
        cells = (
            "" if verdict.value is None else verdict.value.value,
            verdict.status,
            verdict.basis or "",
            verdict.reading,
            _flag(verdict.conflict),
            _flag(verdict.is_umkm),
            " ".join(verdict.needs),
        )
        return Outcome(
            verdict.code, verdict.value, verdict.status, verdict.basis, verdict.conflict, verdict.is_umkm,
            verdict.needs, ",".join(cells), tuple(note for note in verdict.notes if note.code not in said),
        )  # fmt: skip


def situation_facts(question: SizeQuestion) -> frozenset[str]:
    """Return the names of the facts that an outcome can hang on."""
    return frozenset(_OTHERS).union(*(_names(fact) for fact in _facts(question)))


def _names(fact: Marked) -> tuple[str, ...]:
    operand = fact.operand
    return (operand.fact,) if isinstance(operand, Field) else operand.inputs


def _flag(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


def _facts(question: SizeQuestion) -> tuple[Marked, ...]:
    """Return every fact that the question reads, with the values that it is compared with."""
    rule = question.rule
    if rule.stretch is None:
        return ()
    # The notes also ask what would be decided if sources of every grade were accepted.
    open_ = size_rule(rule.stretch, "unverified", question.purpose, question.reading, question.named)
    tables = [table for one in (rule, open_) for table in (one.tier, one.basis, one.umkm, *one.criteria.values())]
    return tuple(probing.marked(tables).values())


def _places(question: SizeQuestion, fields: frozenset[str]) -> Iterator[_Place]:
    """Yield functions that say where a row's facts lie; finer than needed does no harm, coarser would."""
    for fact in _facts(question):
        operand, names = fact.operand, fields.intersection(_names(fact))
        if not names or names <= set(_OTHERS):
            continue
        # What makes no sense counts as missing, so the lowest that does is a mark too.
        line = tuple(sorted({*fact.marks, *(() if operand.least is None else (operand.least,))}))
        if names == {operand.name}:
            yield _among(operand.name, line)
        elif isinstance(operand, Derived):
            yield _derived(operand, line)
        else:
            yield _founding(line)
    for name in _OTHERS:
        if name in fields:
            yield _itself(name)
    if "sales_kind" in fields:
        # A note on what stands for sales is made where there are sales, also before the first law, which reads none.
        yield _there("sales")


def _spot(marks: tuple[Any, ...], value: Any) -> int:
    """Return the place of a value among sorted marks: on one of them, or between two."""
    return bisect_left(marks, value) + bisect_right(marks, value)


def _among(name: str, line: tuple[Any, ...]) -> _Place:
    def place(rows: Sequence[Values]) -> list[Any]:
        return [
            None if (value := values.get(name)) is None else bisect_left(line, value) + bisect_right(line, value)
            for values in rows
        ]

    return place


def _itself(name: str) -> _Place:
    def place(rows: Sequence[Values]) -> list[Any]:
        return [values.get(name) for values in rows]

    return place


def _there(name: str) -> _Place:
    def place(rows: Sequence[Values]) -> list[Any]:
        return [name in values for values in rows]

    return place


def _founding(line: tuple[Any, ...]) -> _Place:
    @lru_cache(maxsize=4096)
    def spots(founded: Any) -> tuple[int, int] | None:
        first, last = first_day(founded), last_day(founded)
        return None if first is None or last is None else (_spot(line, first), _spot(line, last))

    def place(rows: Sequence[Values]) -> list[Any]:
        return [spots(values.get("founded")) for values in rows]

    return place


def _derived(operand: Derived, line: tuple[Any, ...]) -> _Place:
    """Return where an amount lies that follows from others: it, its ceiling, and which parts of it there are."""

    def spot(values: Values) -> tuple[Any, ...]:
        parts = {name: values.get(name) for name in operand.inputs}
        record = SimpleNamespace(**parts)
        amounts = (operand.read(record), operand.ceiling(record))
        there = (part is not None and part >= operand.least for part in parts.values())
        return (*(None if amount is None else _spot(line, amount) for amount in amounts), *there)

    def place(rows: Sequence[Values]) -> list[Any]:
        return [spot(values) for values in rows]

    return place
