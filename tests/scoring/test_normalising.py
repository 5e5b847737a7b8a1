"""Normalisation by hand, each way on a benefit, a cost and a target, with gaps and with nothing to tell apart."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest

from plut_kumkm import scoring
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.scoring.normalising import forms
from tests.engines.bridges import PandasOps, PolarsOps
from tests.scoring.making import noted, refused

COLUMN = [[1], [3], [4]]


@pytest.mark.parametrize(
    ("how", "benefit", "cost"),
    [
        ("minmax", [0, 2 / 3, 1], [1, 1 / 3, 0]),
        ("max", [1 / 4, 3 / 4, 1], [1, 1 / 3, 1 / 4]),
        ("sum", [1 / 8, 3 / 8, 4 / 8], [12 / 19, 4 / 19, 3 / 19]),
        ("vector", [1 / 26**0.5, 3 / 26**0.5, 4 / 26**0.5], [1 - 1 / 26**0.5, 1 - 3 / 26**0.5, 1 - 4 / 26**0.5]),
        ("zscore", [-((25 / 14) ** 0.5) + 0, 1 / 14**0.5, (16 / 14) ** 0.5], None),
        ("ranking", [0, 0.5, 1], [1, 0.5, 0]),
    ],
)
def test_each_way_by_hand(how: Any, benefit: list[float], cost: list[float] | None) -> None:
    # zscore: mean 8/3, deviations -5/3, 1/3, 4/3, variance 14/9
    found = scoring.normalise(COLUMN, how, ["benefit"]).matrix
    assert found.columns[0] == pytest.approx(benefit)
    turned = scoring.normalise(COLUMN, how, ["cost"]).matrix.columns[0]
    assert turned == pytest.approx([-one for one in benefit] if cost is None else cost)
    assert found.criteria.directions == ("benefit",)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        # target 3: distances 2, 0, 1
        ("minmax", [0, 1, 0.5]),
        ("max", [0, 1, 0.5]),
        ("target", [0, 1, 0.5]),
        ("ranking", [0, 1, 0.5]),
        ("zscore", [-(1.5**0.5), 1.5**0.5, 0]),
        ("vector", [1 - 2 / 5**0.5, 1, 1 - 1 / 5**0.5]),
    ],
)
def test_a_target_by_hand(how: Any, expected: list[float]) -> None:
    matrix = scoring.DecisionMatrix(COLUMN, [scoring.Criterion("C1", direction="target", target=3)])
    assert scoring.normalise(matrix, how).matrix.columns[0] == pytest.approx(expected)
    level = scoring.DecisionMatrix([[3], [3]], [scoring.Criterion("C1", direction="target", target=3)])
    assert scoring.normalise(level, "minmax").matrix.columns[0] == (1, 1)


@pytest.mark.parametrize("how", ["minmax", "max", "sum", "vector", "zscore", "ranking"])
def test_a_gap_stays_a_gap_and_counts_for_nothing(how: Any) -> None:
    whole = scoring.normalise(COLUMN, how, ["benefit"]).matrix.columns[0]
    gap = scoring.normalise([[1], [None], [3], [4]], how, ["benefit"]).matrix.columns[0]
    assert gap == (whole[0], None, *whole[1:])


@pytest.mark.parametrize(
    ("how", "value"), [("minmax", 1), ("max", 1), ("sum", 1 / 3), ("vector", 1 / 3**0.5), ("zscore", 0), ("ranking", 1)]
)
def test_a_constant_column_takes_nothing_away_and_is_said(how: Any, value: float) -> None:
    found = scoring.normalise([[7], [7], [7]], how, ["benefit"])
    assert found.matrix.columns[0] == pytest.approx([value] * 3)
    assert noted(found) == ["constant"]
    assert repr(found).startswith(f"<Normalised {how}: <DecisionMatrix 3 × 1")
    assert found._repr_html_().startswith("<table>")
    assert scoring.normalise([[7]], "ranking", ["benefit"]).matrix.rows == ((1,),)
    assert scoring.normalise([[0], [0]], how, ["benefit"]).matrix.columns[0] in ((0, 0), (1, 1))


def test_the_ends_of_a_panel_make_years_compare() -> None:
    ends = {"C1": (0, 10)}
    assert scoring.normalise([[1], [3]], "minmax", ["benefit"], ends=ends).matrix.columns[0] == (0.1, 0.3)
    assert scoring.normalise([[2], [5]], "max", ["benefit"], ends=ends).matrix.columns[0] == (0.2, 0.5)
    matrix = scoring.DecisionMatrix([[5], [8]], [scoring.Criterion("C1", direction="target", target=8)])
    assert scoring.normalise(matrix, "target", ends={"C1": (0, 10)}).matrix.columns[0] == (0.625, 1)
    assert refused(lambda: scoring.normalise([[1]], "minmax", ["benefit"], ends={"C1": (9, 1)})) == ["scale"]
    assert refused(lambda: scoring.normalise([[1]], "minmax", ["benefit"], ends={"X": (1, 9)})) == ["criterion_unknown"]


def test_bands_compare_the_value_as_it_is_written() -> None:
    from fractions import Fraction

    tenth = Bands(("low", "high"), (Bound(Fraction(1, 10)),))
    assert scoring.banded([[0.1], [0.3 - 0.2], [0.11]], tenth).matrix.columns[0] == (1, 1, 2)
    closed = Bands(("low", "high"), (Bound(10), Bound(20)))
    assert refused(lambda: scoring.banded([[5], [25]], closed)) == ["outside_bands"]
    assert refused(lambda: scoring.banded([[5]], closed, {"low": 1})) == ["no_points"]
    assert refused(lambda: scoring.banded([[5]], {"C9": closed})) == ["criterion_unknown"]
    both = scoring.banded([[5, None], [15, 0.05]], {"C1": closed, "C2": tenth}, {"low": 5, "high": 1})
    assert both.matrix.rows == ((5, None), (1, 5))


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pandas"])
def test_linear_forms_run_over_columns_of_an_engine(engine: Any, kind: str) -> None:
    rows = [[60.0, 80.0, 25.0], [90.0, 40.0, 22.0], [75.0, 60.0, 28.0]]
    criteria = [
        scoring.Criterion("a", direction="cost"),
        scoring.Criterion("b", direction="benefit"),
        scoring.Criterion("c", direction="target", target=25),
    ]
    found = scoring.saw(scoring.DecisionMatrix(rows, criteria), [0.3, 0.5, 0.2], normalisation="minmax")
    data = dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True))
    package = engine(kind.partition(" ")[0])
    frame = package.DataFrame(data)
    ops: Any = PolarsOps(package, dict(frame.schema)) if "polars" in kind else PandasOps(package, frame)
    parts = [
        forms.falling(ops.column("a"), 60, 90),
        forms.rising(ops.column("b"), 40, 80),
        1 - forms.distance(ops.column("c"), 25, ops) / 3,
    ]
    score = forms.weighted_sum(parts, [0.3, 0.5, 0.2], ops)
    if kind == "pandas":
        scores = score.tolist()
    else:
        table = frame.lazy().select(score=score).collect() if "lazy" in kind else frame.select(score=score)
        scores = table["score"].to_list()
    assert scores == pytest.approx(found.scores)


def test_floats_are_an_engine_too() -> None:
    ops = forms.FLOATS
    assert ops.add(1.0, 2.0) == 3
    assert ops.when(ops.compare(1, "<=", 1), "yes", "no") == "yes"
    # the chain of sums of an engine, and the exact one of floats
    assert forms.weighted_sum([0.1] * 10, [1.0] * 10, forms.Floats()) != forms.weighted_sum([0.1] * 10, [1.0] * 10) == 1


def test_a_value_beyond_the_ends_is_said() -> None:
    found = scoring.normalise([[2], [15], [-5]], "minmax", ["benefit"], ends={"C1": (0, 10)})
    assert found.matrix.columns[0] == (0.2, 1.5, -0.5)
    assert noted(found) == ["outside_ends"] * 2
    assert "A2, C1: 15 is beyond 0 to 10" in found.notes[0].message("en")
    # all years of a panel may be the same
    assert scoring.normalise([[5], [5]], "minmax", ["benefit"], ends={"C1": (5, 5)}).matrix.columns[0] == (1, 1)


@pytest.mark.parametrize(("way", "ends"), [("cost", (0, 10)), ("benefit", (-5, 0)), ("cost", (-1, 10))])
def test_ends_that_cannot_be_divided_by_are_refused(way: str, ends: tuple[int, int]) -> None:
    assert refused(lambda: scoring.normalise([[2], [5]], "max", [way], ends={"C1": ends})) == ["ends_zero"]


def test_ends_of_a_cost_and_of_a_target_by_hand() -> None:
    # 2/4, 2/8; target 5 between 0 and 8: the farthest is 5 away, so 1 - 1/5, 1 - 3/5
    assert scoring.normalise([[4], [8]], "max", ["cost"], ends={"C1": (2, 9)}).matrix.columns[0] == (0.5, 0.25)
    matrix = scoring.DecisionMatrix([[4], [8]], [scoring.Criterion("C1", direction="target", target=5)])
    assert scoring.normalise(matrix, "max", ends={"C1": (0, 8)}).matrix.columns[0] == pytest.approx([0.8, 0.4])
    assert refused(lambda: scoring.normalise([[1]], "minmax", ["benefit"], ends={"C1": (1, 2, 3)})) == ["scale"]  # type: ignore[dict-item]  # that it is refused is what is tested


def test_a_way_that_wants_a_target_takes_it_of_any_direction() -> None:
    matrix = scoring.DecisionMatrix(COLUMN, [scoring.Criterion("C1", direction="benefit", target=3)])
    assert scoring.normalise(matrix, "target").matrix.columns[0] == pytest.approx([0, 1, 0.5])


def test_a_standing_is_told_from_the_mean_as_finely_as_floats_can() -> None:
    # four steps of 1/1000 at a milliard: off the mean by ∓1.5 and ∓0.5 steps, the deviation √1.25 steps
    found = scoring.normalise([[10**9 + place / 1000] for place in range(4)], "zscore", ["benefit"]).matrix.columns[0]
    assert found == pytest.approx((-1.5 / sqrt(1.25), -0.5 / sqrt(1.25), 0.5 / sqrt(1.25), 1.5 / sqrt(1.25)), rel=1e-3)
    # -0.3 + 0.1 + 0.2 leaves 2.8e-17 in floats: 0 is at the mean
    assert scoring.normalise([[-0.3], [0.1], [0.2], [0]], "zscore", ["benefit"]).matrix.columns[0][3] == 0


def test_points_for_a_band_that_there_is_not_are_refused() -> None:
    bands = {"C1": Bands(("a", "b"), (Bound(5),)), "C2": Bands(("b", "c"), (Bound(5),))}
    points = {"a": 1.0, "b": 2.0, "c": 3.0}
    assert scoring.banded([[4, 6]], bands, points).matrix.rows == ((1.0, 3.0),)
    assert refused(lambda: scoring.banded([[4, 6]], bands, {**points, "d": 4.0})) == ["points_unknown"]
