"""Random rules: graphs of every node of the kernel, with shared parts, and records on and around their marks."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.law.kernel.decisions import (
    INDETERMINATE,
    NOT_IN_FORCE,
    UNKNOWN,
    Agreed,
    Banded,
    FirstMatch,
    UniqueMatch,
)
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param
from plut_kumkm.law.kernel.predicates import AllOf, AnyOf, AtLeast, Between, Compare, Known, Not, OneOf, Surely

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = ("<=", "<", ">=", ">", "==", "!=")
MARKS = (0, 5, 10)
DAYS = (date(2021, 2, 1), date(2021, 2, 2), date(2021, 3, 1))
WORDS = ("cv", "pt")

# Numbers, one of which makes no sense below 0; an amount and the parts it follows from; a day, a word, a flag.
NUMBERS = ("a", "b", "least_0")
PARTS = ("amount", "total", "own", "borrowed", "land", "machines")
FACTS = (*NUMBERS, *PARTS, "day", "word", "flag")

WHOLE = tuple(sorted({mark + step for mark in MARKS for step in (-1, 0, 1)}))
AROUND = tuple(sorted({day + timedelta(days=step) for day in DAYS for step in (-1, 0, 1)}))
# What each fact can be. An amount that makes sense, and parts of it that add up to one whatever the others are.
POSSIBLE: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys((*NUMBERS, *PARTS), WHOLE), "day": AROUND, "word": (*WORDS, "other"), "flag": (True, False),
}  # fmt: skip
SENSIBLE: dict[str, tuple[Any, ...]] = {
    **POSSIBLE, **dict.fromkeys(("least_0", "amount", "total"), WHOLE[1:]),
    **dict.fromkeys(("own", "borrowed"), (2, 3, 5, 6)),
    **dict.fromkeys(("land", "machines"), (0, 1)),
}  # fmt: skip


def some(possible: dict[str, tuple[Any, ...]]) -> st.SearchStrategy[SimpleNamespace]:
    return st.builds(SimpleNamespace, **{name: st.sampled_from((None, *values)) for name, values in possible.items()})


records, sensible_records = some(POSSIBLE), some(SENSIBLE)
complete = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in SENSIBLE.items()})


class Pool:
    """What has been built so far: later nodes take earlier ones, so that parts are shared."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], *, crisp: bool, reasons: tuple[int, ...]) -> None:
        self.draw, self.crisp, self.reasons = draw, crisp, reasons
        self.numbers: list[Any] = [
            Field("a"), Field("b", fact="b_fact"), Field("least_0", least=0),
            Derived("amount", plus=("own", "borrowed"), minus=("land", "machines")),
            Derived("total", plus=("own",), minus=()),  # one name, one way to read it: so it is in rules
        ]  # fmt: skip
        self.tables: list[Any] = [self.banded()]
        self.predicates: list[Any] = [self.leaf()]

    def pick(self, options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def banded(self) -> Banded:
        marks = sorted(self.draw(st.sets(st.sampled_from(MARKS), min_size=1)))
        floor = (
            Bound(marks.pop(0) - 1, self.pick((True, False))) if len(marks) > 1 and self.pick((True, False)) else None
        )
        uppers = tuple(Bound(mark, self.pick((True, False))) for mark in marks)
        count = len(uppers) + self.pick((0, 1))
        classes = tuple(self.draw(st.permutations(range(4)))[:count])
        operand = self.pick(self.numbers)
        return Banded(
            operand, Bands(tuple("wxyz"[:count]), uppers, floor), (), classes, self.pick((INDETERMINATE, *self.reasons))
        )

    def leaf(self) -> Any:
        kind = self.pick(("number", "number", "day", "word", "flag", "one of", "param", "known"))
        if kind == "number":
            return Compare(self.pick(self.numbers), self.pick(SIGNS), Param(self.pick(MARKS)))
        if kind == "day":
            return Compare(Field("day"), self.pick(SIGNS), Param(self.pick(DAYS)))
        if kind == "word":
            return OneOf(Field("word"), self.pick((WORDS, WORDS[:1], ())))
        if kind == "flag":
            return Compare(Field("flag"), self.pick(("==", "!=")), Param(self.pick((True, False))))
        if kind == "one of":
            return OneOf(self.pick(self.numbers), self.pick((MARKS, MARKS[:1])))
        if kind == "param":
            return Compare(Param(self.pick(MARKS)), self.pick(SIGNS), Param(self.pick(MARKS)))
        return Known(self.pick((*self.numbers, Field("word")))) if self.crisp else self.leaf()

    def predicate(self) -> Any:
        kind = self.pick(
            (
                "leaf",
                "leaf",
                "codes",
                "code",
                "code of",
                "raw",
                "not",
                "at least",
                "all",
                "any",
                "between",
                "surely",
                "known",
            )
        )
        some = self.draw(st.lists(st.sampled_from(self.predicates), max_size=4))
        if kind == "codes":
            return Compare(Code(self.pick(self.tables)), self.pick(SIGNS), Code(self.pick(self.tables)))
        if kind == "code":
            return Compare(Code(self.pick(self.tables)), self.pick(SIGNS), Param(self.pick((0, 1, 2))))
        if kind == "code of":
            return OneOf(Code(self.pick(self.tables)), self.pick(((0,), (1, 2), ())))
        if kind == "raw" and self.crisp:
            # Why a table has no class is known of every record, so that this is never open.
            reasons = ((INDETERMINATE, NOT_IN_FORCE), (UNKNOWN,), (0, INDETERMINATE), ())
            return OneOf(Code(self.pick(self.tables), raw=True), self.pick(reasons))
        if kind == "not":
            return Not(self.pick(self.predicates))
        if kind == "at least":
            return AtLeast(self.pick(range(len(some) + 2)), tuple(some))
        if kind == "all":
            return AllOf(*some)
        if kind == "any":
            return AnyOf(*some)
        if kind == "between":
            low, high = sorted((self.pick(MARKS), self.pick(MARKS)))
            return Between(self.pick(self.numbers), Param(low), Param(high))
        if kind == "surely" and self.crisp:
            return Surely(self.pick(self.predicates))
        if kind == "known" and self.crisp:
            return Known(Code(self.pick(self.tables)))
        return self.leaf()

    def table(self) -> Any:
        kind = self.pick((FirstMatch, UniqueMatch, Agreed, Banded))
        if kind is Banded:
            return self.banded()
        if kind is Agreed:
            agreeing = self.draw(st.lists(st.sampled_from(self.tables), min_size=1, max_size=3))
            return Agreed(tuple(agreeing), self.pick((INDETERMINATE, *self.reasons)))
        count = self.pick((0, 1, 2, 3))
        rows = tuple((self.pick(self.predicates), self.outcome()) for _ in range(count))
        return kind(rows, self.outcome())

    def outcome(self) -> Any:
        return self.pick((0, 1, 2, *self.reasons, *self.tables, *self.tables))

    def grow(self, steps: int) -> None:
        for _ in range(steps):
            if self.pick((True, True, False)):
                self.predicates.append(self.predicate())
            else:
                self.tables.append(self.table())


@st.composite
def graphs(draw: Any, *, crisp: bool = True, reasons: tuple[int, ...] = (UNKNOWN, INDETERMINATE)) -> Pool:
    """Return a pool of shared predicates and tables; without ``crisp`` nothing in it asks whether a fact is there."""
    pool = Pool(draw, crisp=crisp, reasons=reasons)
    pool.grow(draw(st.integers(2, 10)))
    pool.tables.append(pool.table())
    return pool
