"""Formulas: the same function takes exact numbers and whole columns; every name has its source."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.planning.measuring import formulas as by

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

ACTUAL = [Fraction(n, 4) for n in range(1, 60, 3)]
TWO: dict[str, Any] = {name: getattr(by, name) for name in ("positive", "complement", "ratio")}
CHOOSING: dict[str, tuple[Any, tuple[int, ...]]] = {
    "range_positive": (by.range_positive, (4, 9)),
    "range_negative": (by.range_negative, (4, 9)),
    "exact": (by.exact, (7,)),
    "relative_change": (by.relative_change, (-7,)),
    "capped": (by.capped, (9,)),
    "floored": (by.floored, (9,)),
}


class PolarsOps:
    """The two operations that formulas ask of an engine."""

    def __init__(self, polars: Any) -> None:
        self.polars = polars

    def compare(self, left: Any, operator: str, right: Any) -> Any:
        return {"<": left < right, ">": left > right}[operator]

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        # A formula with plain bounds may choose between two plain numbers.
        lit = self.polars.lit
        then, otherwise = (one if isinstance(one, self.polars.Expr) else lit(float(one)) for one in (then, otherwise))
        return self.polars.when(condition).then(then).otherwise(otherwise)


def column(polars: Any, expression: Any) -> list[float]:
    frame = polars.DataFrame({"r": [float(one) for one in ACTUAL]})
    return list(frame.select(x=expression)["x"])


@pytest.mark.parametrize("name", TWO)
def test_plain_formulas_take_columns(name: str, engine: Callable[[str], ModuleType]) -> None:
    polars: Any = engine("polars")
    wanted = [float(TWO[name](one, Fraction(7))) for one in ACTUAL]
    assert column(polars, TWO[name](polars.col("r"), 7)) == pytest.approx(wanted)


def test_progress_takes_columns(engine: Callable[[str], ModuleType]) -> None:
    polars: Any = engine("polars")
    wanted = [float(by.progress(one, Fraction(3), Fraction(9))) for one in ACTUAL]
    assert column(polars, by.progress(polars.col("r"), 3, 9)) == pytest.approx(wanted)


@pytest.mark.parametrize("name", CHOOSING)
def test_choosing_formulas_take_columns(name: str, engine: Callable[[str], ModuleType]) -> None:
    polars: Any = engine("polars")
    formula, rest = CHOOSING[name]
    wanted = [float(formula(one, *map(Fraction, rest))) for one in ACTUAL]
    found = formula(polars.col("r"), *(polars.lit(float(one)) for one in rest), PolarsOps(polars))
    assert column(polars, found) == pytest.approx(wanted)


def test_every_formula_has_a_name_a_text_and_a_source() -> None:
    found = pk.planning.formulas()
    assert {"positive", "complement", "ratio", "range-positive", "range-negative", "exact", "relative-change"} <= set(
        found
    )
    for one in found.values():
        assert one.label("id") != one.label("en")
        assert one.text
        assert one.provision.cite.label()
    assert {one.id for one in found.values() if one.provision.origin == "proposal"} == {"inside-range", "progress"}


@pytest.mark.parametrize(
    ("new", "old", "policy", "expected"),
    [
        ("4.21", "-2.26", "none", Fraction(64700, 226)),
        (-1, -2, "none", 50),
        (110, 100, "none", 10),
        (1, 0, "hundred", 100),
        (-1, 0, "hundred", -100),
        (0, 0, "hundred", 0),
    ],
)
def test_relative_change_over_the_size_of_the_old_value_lkpj_kota_malang_2021(
    new: Any, old: Any, policy: Any, expected: Any
) -> None:
    found = pk.planning.relative_change(new=new, old=old, zero_baseline=policy)
    assert found.value == expected
    assert "(baru − lama)/|lama| × 100" in found.explain()
    assert found.to_dict()["unit"] == "percent"


@pytest.mark.parametrize(
    ("new", "old", "status", "code"),
    [
        (1, 0, "indeterminate", "planning.zero_baseline"),
        (None, 1, "unknown", None),
        ("BB", 1, "indeterminate", "planning.change_needs_numbers"),
    ],
)
def test_relative_change_without_an_answer_says_why(new: Any, old: Any, status: str, code: str | None) -> None:
    found = pk.planning.relative_change(new=new, old=old)
    assert found.value is None
    assert found.display(1) is None
    assert found.status == status
    assert [note.code for note in found.notes] == ([] if code is None else [code])
    assert found.explain("en")


def test_relative_change_refuses_an_unknown_policy() -> None:
    with pytest.raises(ValueError, match="zero_baseline must be"):
        pk.planning.relative_change(new=1, old=0, zero_baseline="zero")  # type: ignore[arg-type] # misuse is tested
