"""Decision tables: from a record to the code of a class, or to one of three reasons why there is none.

A class is a number from 0; ``UNKNOWN`` says that facts are missing, ``INDETERMINATE`` that the rule leaves it open,
``NOT_IN_FORCE`` that the law does not reach that far. In columns a code is an int8.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Protocol

from plut_kumkm.base.bands import OUTSIDE, Bands
from plut_kumkm.base.ops import Column, Condition, Ops, both, case, either, no
from plut_kumkm.law.kernel.operands import Operand, fact_of
from plut_kumkm.law.kernel.predicates import Operator, Predicate, plain
from plut_kumkm.law.kernel.traces import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.law.instruments import Provision

UNKNOWN = -1
INDETERMINATE = -2
NOT_IN_FORCE = -3

_NO_LOWERS: Mapping[int, Provision] = {}


class Table(Protocol):
    """Something that decides a class."""

    def __hash__(self) -> int: ...

    def decide(self, record: Any) -> int:
        """Return the code of the class of ``record``."""
        ...

    def codes(self, ops: Ops) -> Column:
        """Return the codes of all rows, or one plain code when it is the same for every row."""
        ...

    def explain(self, record: Any) -> Step:
        """Return what was looked at and what came of it."""
        ...

    def parts(self) -> Iterator[Predicate | Operand | Table]:
        """Yield the nodes it is made of."""
        ...


Outcome = int | Table


def settle(outcome: Outcome, record: Any) -> int:
    """Return the code of an outcome: itself, or what its table decides."""
    return outcome if isinstance(outcome, int) else outcome.decide(record)


def outcome_codes(outcome: Outcome, ops: Ops) -> Column:
    """Return an outcome as a column, a plain code left plain."""
    return outcome if isinstance(outcome, int) else outcome.codes(ops)


class Banded:
    """The class of an amount, by bands; ``provisions`` gives the source of each class, ``lowers`` that of lower bounds.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.base.bands import Bound
    >>> from plut_kumkm.law.kernel.operands import Field
    >>> sizes = Banded(Field("sales"), Bands(("micro", "small"), (Bound(10),)))
    >>> [sizes.decide(SimpleNamespace(sales=sales)) for sales in (10, 11, None)]
    [0, 1, -1]
    """

    __slots__ = ("_lowers", "bands", "classes", "operand", "outside", "provisions")

    def __init__(
        self,
        operand: Operand,
        bands: Bands,
        provisions: tuple[Provision | None, ...] = (),
        classes: tuple[int, ...] | None = None,
        outside: int = INDETERMINATE,
        lowers: Mapping[int, Provision] = _NO_LOWERS,
    ) -> None:
        self.operand: Final = operand
        self.bands: Final = bands
        self.provisions: Final = provisions
        self.classes: Final = tuple(range(len(bands.ids))) if classes is None else classes
        self.outside: Final = outside
        self._lowers: Final = lowers

    def decide(self, record: Any) -> int:
        value = self.operand.read(record)
        if value is None:
            most = self.operand.ceiling(record)
            # Below the first bound whatever the missing deduction is: the first class is sure.
            return self.classes[0] if most is not None and self._is_first(most) else UNKNOWN
        place = self.bands.index(value)
        return self.classes[place] if place >= 0 else self.outside

    def _is_first(self, most: Any) -> bool:
        return self.bands.floor is None and self.bands.index(most) == 0

    def codes(self, ops: Ops) -> Column:
        return ops.once(self, lambda: self._codes(ops))

    def _codes(self, ops: Ops) -> Column:
        value, known = self.operand.column(ops)
        codes: Column = UNKNOWN
        most, has = self.operand.ceiling_column(ops)
        if has is not False and self.bands.floor is None:
            first = self.bands.uppers[0] if self.bands.uppers else None
            below = first is None or ops.compare(most, "<=" if first.inclusive else "<", first.value)
            codes = case(ops, both(ops, has, below), self.classes[0], codes)
        if known is not False:
            codes = case(ops, known, self.bands.column(ops, value, self.classes, self.outside), codes)
        return codes if isinstance(codes, int) else ops.code(codes)

    def explain(self, record: Any) -> Step:
        code = self.decide(record)
        value, name, sure = self.operand.read(record), fact_of(self.operand), True
        if value is None and code != UNKNOWN:
            # Decided by what the amount cannot exceed: that is told as such, not as the amount.
            value, sure = self.operand.ceiling(record), False
        place = OUTSIDE if value is None else self.bands.index(value)
        if value is None:
            return Step("banded", code, name=name, value=value)
        if place == OUTSIDE:
            return self._explained_outside(code, name, value)
        kind = "bound" if sure else "ceiling"
        uppers = self.bands.uppers
        bounds = []
        if place > 0:
            low = uppers[place - 1]
            source = self._lowers[place] if place in self._lowers else self._source(place - 1)
            bounds.append(Step(kind, True, name, value, ">" if low.inclusive else ">=", low.value, source))
        if place < len(uppers):
            high = uppers[place]
            bounds.append(
                Step(kind, True, name, value, "<=" if high.inclusive else "<", high.value, self._source(place))
            )
        return Step("banded", code, name=name, value=value, provision=self._source(place), children=tuple(bounds))

    def _explained_outside(self, code: int, name: str | None, value: Any) -> Step:
        """Return the step of an amount that is in no class: the bound that it lies beyond."""
        floor = self.bands.floor
        if floor is not None and (value < floor.value or (value == floor.value and not floor.inclusive)):
            source = self._lowers.get(0) or self._source(0)
            bound = Step("bound", False, name, value, ">=" if floor.inclusive else ">", floor.value, source)
        else:
            high, source = self.bands.uppers[-1], self._source(len(self.bands.uppers) - 1)
            bound = Step("bound", True, name, value, ">" if high.inclusive else ">=", high.value, source)
        return Step("banded", code, name=name, value=value, provision=source, children=(bound,))

    def _source(self, place: int) -> Provision | None:
        return self.provisions[place] if self.provisions else None

    def parts(self) -> Iterator[Predicate | Operand | Table]:
        yield self.operand


class FirstMatch:
    """The outcome of the first row whose condition holds. A row that is not known blocks: the answer is ``UNKNOWN``.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.law.kernel.operands import Field
    >>> from plut_kumkm.law.kernel.predicates import Known
    >>> FirstMatch(((Known(Field("a")), 0),), otherwise=1).decide(SimpleNamespace(a=None))
    1
    """

    __slots__ = ("rows", "otherwise", "provision")

    def __init__(
        self, rows: tuple[tuple[Predicate, Outcome], ...], otherwise: Outcome, provision: Provision | None = None
    ) -> None:
        self.rows: Final = rows
        self.otherwise: Final = otherwise
        self.provision: Final = provision

    def decide(self, record: Any) -> int:
        for condition, outcome in self.rows:
            holds = condition.holds(record)
            if holds is None:
                return UNKNOWN
            if holds:
                return settle(outcome, record)
        return settle(self.otherwise, record)

    def codes(self, ops: Ops) -> Column:
        return ops.once(self, lambda: self._codes(ops))

    def _codes(self, ops: Ops) -> Column:
        codes = outcome_codes(self.otherwise, ops)
        for condition, outcome in reversed(self.rows):
            true, false = condition.pair(ops)
            codes = case(ops, true, outcome_codes(outcome, ops), case(ops, false, codes, UNKNOWN))
        return codes if isinstance(codes, int) else ops.code(codes)

    def explain(self, record: Any) -> Step:
        seen = []
        for condition, outcome in self.rows:
            step = condition.explain(record)
            seen.append(step)
            if step.outcome is None:
                return Step("first_match", UNKNOWN, provision=self.provision, children=tuple(seen))
            if step.outcome:
                return self._explained(outcome, record, seen)
        return self._explained(self.otherwise, record, seen)

    def _explained(self, outcome: Outcome, record: Any, seen: list[Step]) -> Step:
        if not isinstance(outcome, int):
            seen.append(outcome.explain(record))
        return Step("first_match", settle(outcome, record), provision=self.provision, children=tuple(seen))

    def parts(self) -> Iterator[Predicate | Operand | Table]:
        for condition, outcome in self.rows:
            yield condition
            if not isinstance(outcome, int):
                yield outcome
        if not isinstance(self.otherwise, int):
            yield self.otherwise


class UniqueMatch:
    """The outcome of the only row that holds. Two that hold are a conflict: the answer is ``INDETERMINATE``.

    While a row is not known the answer is ``UNKNOWN``, unless two others already conflict.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.law.kernel.operands import Field, Param
    >>> from plut_kumkm.law.kernel.predicates import Compare
    >>> rows = tuple((Compare(Field("ha"), sign, Param(15)), code) for code, sign in enumerate(("<=", ">=")))
    >>> [UniqueMatch(rows, otherwise=-1).decide(SimpleNamespace(ha=ha)) for ha in (14, 15, 16)]
    [0, -2, 1]
    """

    __slots__ = ("rows", "otherwise", "provision")

    def __init__(
        self, rows: tuple[tuple[Predicate, Outcome], ...], otherwise: Outcome, provision: Provision | None = None
    ) -> None:
        self.rows: Final = rows
        self.otherwise: Final = otherwise
        self.provision: Final = provision

    def decide(self, record: Any) -> int:
        return self._decided([condition.holds(record) for condition, _ in self.rows], record)

    def _decided(self, outcomes: list[bool | None], record: Any) -> int:
        if outcomes.count(True) > 1:
            return INDETERMINATE
        if None in outcomes:
            return UNKNOWN
        return settle(self.rows[outcomes.index(True)][1] if True in outcomes else self.otherwise, record)

    def codes(self, ops: Ops) -> Column:
        return ops.once(self, lambda: self._codes(ops))

    def _codes(self, ops: Ops) -> Column:
        pairs = [condition.pair(ops) for condition, _ in self.rows]
        conflict: Condition = False
        anyone: Condition = False
        settled: Condition = True
        for true, false in pairs:
            conflict = either(ops, conflict, both(ops, anyone, true))
            anyone = either(ops, anyone, true)
            settled = both(ops, settled, either(ops, true, false))
        codes = outcome_codes(self.otherwise, ops)
        for (true, _), (_, outcome) in zip(pairs, self.rows, strict=True):
            codes = case(ops, true, outcome_codes(outcome, ops), codes)
        codes = case(ops, conflict, INDETERMINATE, case(ops, no(ops, settled), UNKNOWN, codes))
        return codes if isinstance(codes, int) else ops.code(codes)

    def explain(self, record: Any) -> Step:
        steps = [condition.explain(record) for condition, _ in self.rows]
        outcomes = [step.outcome for step in steps]
        code = self._decided(outcomes, record)
        if outcomes.count(True) <= 1 and None not in outcomes:
            settled = self.rows[outcomes.index(True)][1] if True in outcomes else self.otherwise
            steps += [] if isinstance(settled, int) else [settled.explain(record)]
        return Step("unique_match", code, provision=self.provision, children=tuple(steps))

    def parts(self) -> Iterator[Predicate | Operand | Table]:
        yield from FirstMatch(self.rows, self.otherwise).parts()


class Agreed:
    """What all of some tables decide alike; ``differ`` where two that are known do not.

    One that leaves it open, or that is not in force, leaves the answer open: it might have said something else.

    >>> from types import SimpleNamespace
    >>> from plut_kumkm.base.bands import Bound
    >>> from plut_kumkm.law.kernel.operands import Field
    >>> tables = tuple(Banded(Field(name), Bands(("low", "high"), (Bound(10),))) for name in ("a", "b"))
    >>> [Agreed(tables).decide(SimpleNamespace(a=a, b=b)) for a, b in ((1, 2), (1, 11), (1, None))]
    [0, -2, -1]
    """

    __slots__ = ("differ", "provision", "tables")

    def __init__(
        self, tables: tuple[Table, ...], differ: int = INDETERMINATE, provision: Provision | None = None
    ) -> None:
        self.tables: Final = tables
        self.differ: Final = differ
        self.provision: Final = provision

    def decide(self, record: Any) -> int:
        return self._decided([table.decide(record) for table in self.tables])

    def _decided(self, codes: list[int]) -> int:
        if INDETERMINATE in codes or NOT_IN_FORCE in codes:
            return INDETERMINATE
        known = {code for code in codes if code >= 0}
        if len(known) > 1:
            return self.differ
        return UNKNOWN if UNKNOWN in codes else known.pop()

    def codes(self, ops: Ops) -> Column:
        return ops.once(self, lambda: self._codes(ops))

    def _codes(self, ops: Ops) -> Column:
        columns = [table.codes(ops) for table in self.tables]
        open_: Condition = False
        unknown: Condition = False
        differs: Condition = False
        for column in columns:
            open_ = either(ops, open_, _where(ops, column, "<", UNKNOWN))
            unknown = either(ops, unknown, _where(ops, column, "==", UNKNOWN))
        for one, other in combinations(columns, 2):
            known = both(ops, _where(ops, one, ">=", 0), _where(ops, other, ">=", 0))
            differs = either(ops, differs, both(ops, known, _where(ops, one, "!=", other)))
        codes = case(ops, differs, self.differ, case(ops, unknown, UNKNOWN, columns[0]))
        codes = case(ops, open_, INDETERMINATE, codes)
        return codes if isinstance(codes, int) else ops.code(codes)

    def explain(self, record: Any) -> Step:
        steps = tuple(table.explain(record) for table in self.tables)
        return Step("agreed", self._decided([step.outcome for step in steps]), provision=self.provision, children=steps)

    def parts(self) -> Iterator[Predicate | Operand | Table]:
        yield from self.tables


def _where(ops: Ops, left: Column, sign: Operator, right: Column) -> Condition:
    """Return where two columns of codes compare, plain codes folded away."""
    if isinstance(left, int) and isinstance(right, int):
        return plain(left, sign, right)
    return ops.compare(left, sign, right)
