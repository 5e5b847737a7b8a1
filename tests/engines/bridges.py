"""Engines as rules see them: plain lists (always there), polars eager and lazy, pandas with three kinds of columns.

Each frame takes the same records and gives the same answers: codes as lists of int, conditions as lists of ``True`` and
``False``. One call evaluates any number of rules, each shared node once.
"""

from __future__ import annotations

import math
import operator
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from plut_kumkm.base.ops import Ops

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
# From here on neighbouring whole numbers are one float (trap 4).
EXACT = 2**53


def columns(records: list[Any], absent: Iterable[str] = ()) -> dict[str, list[Any]]:
    """Return the attributes of records as columns, without those that the frame does not have."""
    names = [name for name in vars(records[0]) if name not in absent]
    return {name: [getattr(record, name) for record in records] for name in names}


class _Once:
    def __init__(self) -> None:
        self.built: dict[Hashable, Any] = {}

    def once(self, key: Hashable, build: Callable[[], Any]) -> Any:
        if key not in self.built:
            self.built[key] = build()
        return self.built[key]


class ListOps(_Once):
    """Plain lists. What is compared with a missing value comes out as ``garbage``: the rules promise not to care."""

    def __init__(self, data: dict[str, list[Any]], garbage: bool) -> None:
        super().__init__()
        self.data, self.garbage = data, garbage
        self.height = len(next(iter(data.values()), []))

    def column(self, name: str) -> Any:
        return self.data.get(name)

    def known(self, column: list[Any]) -> list[bool]:
        return [value is not None and value == value for value in column]

    def compare(self, left: Any, sign: str, right: Any) -> list[bool]:
        test = SIGNS[sign]
        return self._each(lambda a, b: self.garbage if a is None or b is None else test(a, b), left, right)

    def one_of(self, column: Any, values: Iterable[Any]) -> list[bool]:
        inside = tuple(values)
        return self._each(lambda a: self.garbage if a is None else a in inside, column)

    def add(self, left: Any, right: Any) -> list[Any]:
        return self._each(lambda a, b: None if a is None or b is None else a + b, left, right)

    def subtract(self, left: Any, right: Any) -> list[Any]:
        return self._each(lambda a, b: None if a is None or b is None else a - b, left, right)

    def all_of(self, left: Any, right: Any) -> list[bool]:
        return self._each(lambda a, b: self._sure(a) and self._sure(b), left, right)

    def any_of(self, left: Any, right: Any) -> list[bool]:
        return self._each(lambda a, b: self._sure(a) or self._sure(b), left, right)

    def negate(self, condition: Any) -> list[bool]:
        return self._each(lambda a: not self._sure(a), condition)

    def when(self, condition: Any, then: Any, otherwise: Any) -> list[Any]:
        return self._each(lambda c, a, b: a if self._sure(c) else b, condition, then, otherwise)

    def code(self, value: Any) -> list[int]:
        codes = self._each(lambda a: a, value)
        assert all(type(code) is int for code in codes)
        return codes

    @staticmethod
    def _sure(condition: Any) -> bool:
        assert type(condition) is bool, "a condition is never missing, and a plain one is folded away"
        return condition

    def _each(self, build: Callable[..., Any], *parts: Any) -> list[Any]:
        spread = [part if isinstance(part, list) else [part] * self.height for part in parts]
        return [build(*row) for row in zip(*spread, strict=True)]


class ListFrame:
    def __init__(self, data: dict[str, list[Any]], garbage: bool) -> None:
        self.data, self.garbage = data, garbage

    def evaluate(self, ask: Callable[[Ops], list[Any]]) -> list[list[Any]]:
        ops = ListOps(self.data, self.garbage)
        return [answer if isinstance(answer, list) else [answer] * ops.height for answer in ask(ops)]


class PolarsOps(_Once):
    def __init__(self, polars: Any, schema: dict[str, Any]) -> None:
        super().__init__()
        self.pl, self.schema = polars, schema

    def column(self, name: str) -> Any:
        return self.pl.col(name) if name in self.schema else None

    def known(self, column: Any) -> Any:
        there = column.is_not_null()
        if self.schema[column.meta.output_name()].is_float():
            return there & column.is_finite() & (column.abs() < EXACT) & (column.floor() == column)
        return there

    def compare(self, left: Any, sign: str, right: Any) -> Any:
        return SIGNS[sign](self._lit(left), self._lit(right))

    def one_of(self, column: Any, values: Iterable[Any]) -> Any:
        # Not `is_in`: it refuses whole numbers for a column of floats.
        return reduce(operator.or_, (self._lit(column) == self._lit(value) for value in values), self.pl.lit(False))

    def add(self, left: Any, right: Any) -> Any:
        return left + right

    def subtract(self, left: Any, right: Any) -> Any:
        return left - right

    def all_of(self, left: Any, right: Any) -> Any:
        return left & right

    def any_of(self, left: Any, right: Any) -> Any:
        return left | right

    def negate(self, condition: Any) -> Any:
        return ~condition

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        return self.pl.when(condition).then(self._lit(then)).otherwise(self._lit(otherwise))

    def code(self, value: Any) -> Any:
        return self._lit(value).cast(self.pl.Int8)

    def _lit(self, value: Any) -> Any:
        return value if isinstance(value, self.pl.Expr) else self.pl.lit(value)


class PolarsFrame:
    """``floats`` keeps numbers as Float64, with NaN for what is missing."""

    def __init__(self, polars: Any, data: dict[str, list[Any]], *, lazy: bool = False, floats: bool = False) -> None:
        self.pl, self.lazy = polars, lazy
        self.frame = polars.DataFrame({name: self._series(name, values, floats) for name, values in data.items()})

    def _series(self, name: str, values: list[Any], floats: bool) -> Any:
        kind = kind_of(name, values)
        if kind is int and floats:
            return self.pl.Series(name, [math.nan if v is None else float(v) for v in values], dtype=self.pl.Float64)
        kinds = {int: self.pl.Int64, bool: self.pl.Boolean, date: self.pl.Date, str: self.pl.String}
        return self.pl.Series(name, values, dtype=kinds[kind])

    def evaluate(self, ask: Callable[[Ops], list[Any]]) -> list[list[Any]]:
        answers = ask(PolarsOps(self.pl, dict(self.frame.schema)))
        named = {str(n): a if isinstance(a, self.pl.Expr) else self.pl.lit(a) for n, a in enumerate(answers)}
        # The row number keeps the height where every rule folded to a constant.
        if self.lazy:
            table = self.frame.lazy().with_row_index("row").select("row", **named).collect()
        else:
            table = self.frame.with_row_index("row").select("row", **named)
        return [table[str(number)].to_list() for number in range(len(answers))]


class PandasOps(_Once):
    def __init__(self, pandas: Any, frame: Any) -> None:
        super().__init__()
        self.pd, self.frame = pandas, frame

    def column(self, name: str) -> Any:
        return self.frame[name] if name in self.frame.columns else None

    def known(self, column: Any) -> Any:
        there = column.notna()
        if column.dtype == "float64":
            return there & (column.abs() < EXACT) & (column % 1 == 0)
        return there

    def compare(self, left: Any, sign: str, right: Any) -> Any:
        return SIGNS[sign](self._spread(left), self._scalar(left, right))

    def one_of(self, column: Any, values: Iterable[Any]) -> Any:
        column = self._spread(column)
        return column.isin([self._scalar(column, value) for value in values])

    def add(self, left: Any, right: Any) -> Any:
        return left + right

    def subtract(self, left: Any, right: Any) -> Any:
        return left - right

    def all_of(self, left: Any, right: Any) -> Any:
        return left & right

    def any_of(self, left: Any, right: Any) -> Any:
        return left | right

    def negate(self, condition: Any) -> Any:
        return ~condition

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        sure = condition.fillna(False).astype(bool)
        if not isinstance(then, self.pd.Series) and isinstance(otherwise, self.pd.Series):
            return otherwise.where(~sure, then)
        return self._spread(then).where(sure, otherwise)

    def code(self, value: Any) -> Any:
        return self._spread(value).astype("int8")

    def _scalar(self, left: Any, right: Any) -> Any:
        # A numpy-backed column of days is one of timestamps; it compares with a timestamp alone (trap 12).
        stamps = isinstance(left, self.pd.Series) and str(left.dtype).startswith("datetime64")
        return self.pd.Timestamp(right) if stamps and isinstance(right, date) else right

    def _spread(self, value: Any) -> Any:
        return (
            value if isinstance(value, self.pd.Series) else self.pd.Series([value] * len(self.frame), self.frame.index)
        )


class PandasFrame:
    """``backing`` is "numpy" (a missing number is NaN, a missing boolean None), "nullable" or "pyarrow"."""

    KINDS: dict[str, dict[type, str]] = {  # noqa: RUF012 - read only, and a test helper
        "numpy": {int: "float64", bool: "object", date: "datetime64[us]", str: "object"},
        "nullable": {int: "Int64", bool: "boolean", date: "datetime64[us]", str: "string"},
        "pyarrow": {int: "int64[pyarrow]", bool: "bool[pyarrow]", date: "date32[pyarrow]", str: "string[pyarrow]"},
    }

    def __init__(self, pandas: Any, data: dict[str, list[Any]], backing: str) -> None:
        self.pd = pandas
        height = len(next(iter(data.values()), []))
        # Row labels that are not 0 … n − 1: nothing may depend on them.
        index = range(10, 10 + height)
        kinds = self.KINDS[backing]
        self.frame = pandas.DataFrame(
            {name: pandas.Series(values, index, dtype=kinds[kind_of(name, values)]) for name, values in data.items()},
            index=index,
        )

    def evaluate(self, ask: Callable[[Ops], list[Any]]) -> list[list[Any]]:
        answers = ask(PandasOps(self.pd, self.frame))
        spread = [a.tolist() if isinstance(a, self.pd.Series) else [a] * len(self.frame) for a in answers]
        return [[None if value is self.pd.NA else value for value in answer] for answer in spread]


# The type of a column that has no value at all; of numbers unless it stands here.
EMPTY: dict[str, type] = {
    **dict.fromkeys(("day", "on"), date),
    **dict.fromkeys(("founded_first", "founded_last", "tax_registered_first", "tax_registered_last"), date),
    **dict.fromkeys(("word", "legal_form_id", "kbli_division"), str),
    "flag": bool,
    "independent": bool,
}


def kind_of(name: str, values: list[Any]) -> type:
    """Return the one type of a column."""
    kinds = {type(value) for value in values if value is not None}
    assert len(kinds) < 2, kinds
    return kinds.pop() if kinds else EMPTY.get(name, int)


ENGINES = (
    "lists", "lists, missing compares as true", "polars", "polars lazy", "polars floats with NaN",
    "pandas numpy", "pandas nullable", "pandas pyarrow",
)  # fmt: skip


def packages(name: str) -> tuple[str, ...]:
    """Return the packages that an engine needs."""
    if name.startswith("lists"):
        return ()
    return ("pandas", "pyarrow") if name == "pandas pyarrow" else (name.partition(" ")[0],)


def frame(name: str, data: dict[str, list[Any]], load: Callable[[str], Any]) -> Any:
    """Return the columns as a frame of the engine ``name``; ``load`` imports a package, or skips."""
    loaded = [load(package) for package in packages(name)]
    if not loaded:
        return ListFrame(data, garbage="true" in name)
    if name.startswith("polars"):
        return PolarsFrame(loaded[0], data, lazy="lazy" in name, floats="NaN" in name)
    return PandasFrame(loaded[0], data, name.partition(" ")[2])


def pair_of(true: list[Any], false: list[Any]) -> list[bool | None]:
    """Return a pair as one column of true, false and not known; it is never both, and neither side is missing."""
    found: list[bool | None] = []
    for yes, no in zip(true, false, strict=True):
        assert yes in (True, False)
        assert no in (True, False)
        assert not (yes and no)
        found.append(True if yes else False if no else None)
    return found
