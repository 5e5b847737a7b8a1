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
from plut_kumkm.enterprise.schemes.asking import SchemeQuestion, classify
from plut_kumkm.enterprise.schemes.classes import SizeClass
from plut_kumkm.enterprise.size_rules import size_rule
from plut_kumkm.enterprise.size_verdicts import SizeQuestion, tier
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.operands import Derived, Field
from plut_kumkm.registry.records import facts_from
from plut_kumkm.registry.results.writing import cell

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.law.kernel.decisions import Table
    from plut_kumkm.law.kernel.probing import Marked
    from plut_kumkm.law.verdicts import Status

Question = SizeQuestion | SchemeQuestion
Values = Mapping[str, Any]
# Where a fact lies, for many rows at once: a call for each row and fact would cost more than the rule.
_Place = Callable[[Sequence[Values]], list[Any]]

# What the notes of any verdict read beside the facts of its rule, and what those of a size do.
_OF_SALES = ("sales_kind", "sales_period")
_OF_SIZE = ("legal_form", *_OF_SALES, "independent", "parent_tier")
_MANY = 100_000  # situations to be remembered; only free text could bring so many about


# Notes that hold an amount of the row itself, which rows in one situation do not share: the record checks tell them.
_OWN_AMOUNT = ("facts.negative", "facts.capital_below_zero")


class Result(NamedTuple):
    """One line of the results: an enterprise in one year; ``findings`` holds codes.

    The subsector is that of its KBLI codes, by slug; what it says of it is ``None`` where the source has no such codes.
    """

    row: int
    id: str | None
    name: str | None
    year: int | None
    tier: Tier | None
    status: Status
    basis: str | None
    reading: str
    conflict: bool | None
    is_umkm: bool | None
    needs: tuple[str, ...]
    findings: tuple[str, ...]
    subsector: str | None = None
    subsector_share: str | None = None
    subsector_grade: str | None = None
    subsector_outcome: str | None = None
    other_subsectors: tuple[str, ...] = ()
    region_code: str | None = None


class Classified(NamedTuple):
    """One line of a classification: an enterprise in one year and its class; ``findings`` holds codes."""

    row: int
    id: str | None
    name: str | None
    year: int | None
    value: SizeClass | None
    status: Status
    needs: tuple[str, ...]
    findings: tuple[str, ...]
    region_code: str | None = None


class Outcome(NamedTuple):
    """What the law says of the size of a row: as values, as cells of ``results.csv`` (never quoted), and notes."""

    code: int
    tier: Tier | None
    status: Status
    basis: str | None
    reading: str
    conflict: bool | None
    is_umkm: bool | None
    needs: tuple[str, ...]
    cells: str
    notes: tuple[Finding, ...]

    def line(
        self,
        row: int,
        id_: str | None,
        name: str | None,
        year: int | None,
        findings: tuple[str, ...],
        beside: tuple[Any, ...] = (),
        region: str | None = None,
    ) -> Result:
        """Return the line of the results for one row with this outcome; ``beside`` is what is said of its subsector."""
        line = Result(
            row, id_, name, year, self.tier, self.status, self.basis, self.reading, self.conflict, self.is_umkm,
            self.needs, findings, *beside,
        )  # fmt: skip
        return line if region is None else line._replace(region_code=region)


class ClassOutcome(NamedTuple):
    """The same for the class of a row in a scheme; a class of a user's own may have any name, so it may be quoted."""

    code: int
    value: SizeClass | None
    status: Status
    needs: tuple[str, ...]
    cells: str
    notes: tuple[Finding, ...]

    def line(
        self,
        row: int,
        id_: str | None,
        name: str | None,
        year: int | None,
        findings: tuple[str, ...],
        beside: tuple[Any, ...] = (),
        region: str | None = None,
    ) -> Classified:
        """Return the line of the results for one row with this outcome; there is nothing beside the class."""
        return Classified(row, id_, name, year, self.value, self.status, self.needs, findings, region)


class Situations:
    """The outcomes of one question, remembered by situation; ``fields`` are the facts that the source can have.

    ``general`` are the notes on the law and the policy, which are the same for every row: to be said once.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.size_verdicts import size_question
    >>> from plut_kumkm.law import book
    >>> asked = Situations(size_question(book(), date(2026, 6, 30), "facility", "by-purpose", None), {"sales"})
    >>> first, second, third = asked.of([{"sales": 1}, {"sales": 2}, {}])
    >>> first is second, third.needs
    (True, ('sales',))
    """

    __slots__ = ("_asked", "_known", "_places", "_said", "general")

    def __init__(self, question: Question, fields: Iterable[str]) -> None:
        self._asked = _asked(question)
        self._places = tuple(_places(self._asked, frozenset(fields)))
        self._known: dict[tuple[Any, ...], Any] = {}
        self.general = self._asked.general
        # A negative amount is found by the record checks, with its figure.
        self._said = frozenset((*_OWN_AMOUNT, *(note.code for note in self.general)))

    def of(self, rows: Sequence[Values]) -> list[Any]:
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

    def _decide(self, values: Values) -> Any:
        # How old figures are is said once for all: with a day of its own each row would be a situation of its own.
        facts = facts_from({name: value for name, value in values.items() if name != "as_of"})
        return self._asked.outcome(facts, self._said)


class _Sizes:
    """How rows are asked for their size."""

    beside = _OF_SIZE

    def __init__(self, question: SizeQuestion) -> None:
        self._question = question
        nothing = Facts()
        self.general = question.notes(nothing, question.rule.tier.decide(nothing))

    def tables(self) -> tuple[Table, ...]:
        """Return every rule that an outcome can hang on."""
        question, rule = self._question, self._question.rule
        if rule.stretch is None:
            return ()
        # The notes also ask what would be decided if sources of every grade were accepted.
        open_ = size_rule(rule.stretch, "unverified", question.purpose, question.reading, question.named)
        return tuple(
            table for one in (rule, open_) for table in (one.tier, one.basis, one.umkm, *one.criteria.values())
        )

    def outcome(self, facts: Facts, said: frozenset[str]) -> Outcome:
        """Return the outcome of one record, without the notes of the codes ``said``."""
        question = self._question
        verdict = tier(
            facts, on=question.on, purpose=question.purpose, reading=question.reading, basis=question.named,
            law=question.law,
        )  # fmt: skip
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
            verdict.code, verdict.value, verdict.status, verdict.basis, verdict.reading, verdict.conflict,
            verdict.is_umkm, verdict.needs, ",".join(cells),
            tuple(note for note in verdict.notes if note.code not in said),
        )  # fmt: skip


class _Classes:
    """How rows are asked for their class in a scheme."""

    beside = _OF_SALES

    def __init__(self, question: SchemeQuestion) -> None:
        self._question = question
        nothing = Facts()
        # What is not known of the law is noted at every class that was found; why there is none, at the row.
        found = (*question.notes(nothing, question.rule.table.decide(nothing)), *question.notes(nothing, 0))
        self.general = tuple(dict.fromkeys(note for note in found if note.severity == "info"))

    def tables(self) -> tuple[Table, ...]:
        """Return every rule that an outcome can hang on."""
        rule = self._question.rule
        return (rule.table, rule.accepting, *rule.parts.values())

    def outcome(self, facts: Facts, said: frozenset[str]) -> ClassOutcome:
        """Return the outcome of one record, without the notes of the codes ``said``."""
        question = self._question
        verdict = classify(facts, scheme=(question.named or question.scheme).id, on=question.on, law=question.law)
        value = verdict.value
        cells = ("" if value is None else cell(value.id), verdict.status, " ".join(verdict.needs))
        return ClassOutcome(
            verdict.code, value, verdict.status, verdict.needs, ",".join(cells),
            tuple(note for note in verdict.notes if note.code not in said),
        )  # fmt: skip


def _asked(question: Question) -> _Sizes | _Classes:
    return _Sizes(question) if isinstance(question, SizeQuestion) else _Classes(question)


def situation_facts(question: Question) -> frozenset[str]:
    """Return the names of the facts that an outcome can hang on."""
    asked = _asked(question)
    return frozenset(asked.beside).union(*(_names(fact) for fact in _facts(asked)))


def _names(fact: Marked) -> tuple[str, ...]:
    operand = fact.operand
    return (operand.fact,) if isinstance(operand, Field) else operand.inputs


def _flag(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


def _facts(asked: _Sizes | _Classes) -> tuple[Marked, ...]:
    """Return every fact that the question reads, with the values that it is compared with."""
    return tuple(probing.marked(asked.tables()).values())


def _places(asked: _Sizes | _Classes, fields: frozenset[str]) -> Iterator[_Place]:
    """Yield functions that say where a row's facts lie; finer than needed does no harm, coarser would."""
    for fact in _facts(asked):
        operand, names = fact.operand, fields.intersection(_names(fact))
        if not names or names <= set(asked.beside):
            continue
        # What makes no sense counts as missing, so the lowest that does is a mark too.
        line = tuple(sorted({*fact.marks, *(() if operand.least is None else (operand.least,))}))
        if names == {operand.name}:
            yield _among(operand.name, line)
        elif isinstance(operand, Derived):
            yield _derived(operand, line)
        elif operand.twin is not None:
            yield _between(operand.fact, line)
        else:
            yield _word(operand)
    for name in asked.beside:
        if name in fields:
            yield _itself(name)
    if not fields.isdisjoint(_OF_SALES):
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


def _between(name: str, line: tuple[Any, ...]) -> _Place:
    """Return where a day lies that may be known as a year only: its first and its last day."""

    @lru_cache(maxsize=4096)
    def spots(value: Any) -> tuple[int, int] | None:
        first, last = first_day(value), last_day(value)
        return None if first is None or last is None else (_spot(line, first), _spot(line, last))

    def place(rows: Sequence[Values]) -> list[Any]:
        return [spots(values.get(name)) for values in rows]

    return place


def _word(operand: Field) -> _Place:
    """Return the word that a rule reads in a fact, such as the division of a code: notes say it, whichever it is."""

    @lru_cache(maxsize=4096)
    def said(value: Any) -> Any:
        word = operand.read(facts_from({operand.fact: value}))
        # Where there are several codes, a note names the one that was read.
        return (word, value) if isinstance(value, tuple) and len(value) > 1 else word

    def place(rows: Sequence[Values]) -> list[Any]:
        return [None if (value := values.get(operand.fact)) is None else said(value) for values in rows]

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
