"""Kinds of error that stand in published tables, and what the library makes of each."""

from __future__ import annotations

import pytest

from plut_kumkm import scoring
from tests.scoring.making import noted, refused

ROWS = [[80, 200], [60, 100], [100, 400]]


@pytest.mark.parametrize(("weights", "sum_"), [([0.6, 0.41], "1,01"), ([0.9, 0.5], "1,4")])
def test_weights_that_sum_to_101_or_140_percent_are_said(weights: list[float], sum_: str) -> None:
    for method in (scoring.saw, scoring.topsis, scoring.moora, scoring.vikor, scoring.composite_index):
        found = method(ROWS, weights, ["benefit", "cost"])
        assert noted(found)[0] == "weights_sum"
        assert f"Bobot berjumlah {sum_}, bukan 1" in str(found)


def test_benefit_and_cost_cannot_be_swapped_by_leaving_them_out() -> None:
    assert refused(lambda: scoring.saw(ROWS, [0.6, 0.4])) == ["direction_missing"] * 2
    right, swapped = (scoring.saw(ROWS, [0.6, 0.4], ways) for ways in (["benefit", "cost"], ["cost", "benefit"]))
    assert right.winners != swapped.winners
    # every explanation says which way each criterion was taken
    assert "C2 (lower is better, weight 0.4)" in right.explain(0, "en")


def test_rounded_reciprocals_are_taken_exactly() -> None:
    exact = scoring.ahp([[1, 3, 7], ["1/3", 1, 3], ["1/7", "1/3", 1]])
    printed = scoring.ahp([[1, 3, 7], [0.33, 1, 3], [0.14, 0.33, 1]])
    assert printed.weights == exact.weights
    assert noted(printed) == ["reciprocal_rounded"] * 3
    turned = scoring.ahp([[1, 0.33], [3, 1]])
    assert turned.weights == pytest.approx([0.25, 0.75])
    # cut instead of rounded: 1/6 as 0.16
    assert noted(scoring.ahp([[1, 6], [0.16, 1]])) == ["reciprocal_rounded"]


def test_a_table_of_random_indices_shifted_by_one_is_refused() -> None:
    values = dict(scoring.random_indices()["saaty-1980"].values)
    # typed apart from the data, Saaty 1980
    assert values == {1: 0, 2: 0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49, 11: 1.51}
    shifted = {size - 1: value for size, value in values.items() if size > 1}
    square = [[1, 2, 4], ["1/2", 1, 4], ["1/4", "1/4", 1]]
    assert refused(lambda: scoring.ahp(square, ri=shifted)) == ["ri_shifted"]


def test_a_deficit_is_not_scored_as_a_surplus() -> None:
    # typed apart from the data: the gap table in use
    table = {0: 5, 1: 4.5, -1: 4, 2: 3.5, -2: 3, 3: 2.5, -3: 2, 4: 1.5, -4: 1}
    assert dict(scoring.gap_tables()["practice-5"].values) == table
    above, below = scoring.profile_matching([[4], [2]], profile=[3], core=[0]).scores
    assert (above, below) == (4.5, 4)


def test_totals_that_tie_when_rounded_do_not_tie() -> None:
    found = scoring.bayes([[4.2, 3.9], [4.1, 3.8], [4.4, 4.2]], [0.5, 0.5])
    assert len({round(score) for score in found.scores}) == 1
    assert found.ranks == (2, 3, 1)


def test_the_order_is_that_of_the_scores() -> None:
    found = scoring.topsis(ROWS, [0.5, 0.5], ["benefit", "cost"])
    scores = [row["score"] for row in found.to_records()]
    assert scores == sorted(scores, reverse=True)
    lower = scoring.vikor(ROWS, [0.5, 0.5], ["benefit", "cost"])
    scores = [row["score"] for row in lower.to_records()]
    assert scores == sorted(scores)


def test_a_misprinted_cell_is_seen_where_the_scale_is_declared() -> None:
    matrix = scoring.DecisionMatrix([[4], [44]], [scoring.Criterion("mutu", direction="benefit", scale=(1, 5))])
    found = scoring.saw(matrix, [1])
    assert noted(found) == ["outside_scale"]
    assert "A2, mutu: 44 di luar skala 1 sampai 5" in str(found)


def test_the_formula_that_is_told_is_the_one_that_is_computed() -> None:
    found = scoring.saw(ROWS, [0.6, 0.4], ["benefit", "cost"])
    assert "r = x/max (B), min/x (K); V = Σ w r" in found.explain()
    for (quality, price), normalised, weighted in zip(
        ROWS, found.step("normalised").rows, found.step("weighted").rows, strict=True
    ):
        assert normalised == (quality / 100, 100 / price)
        assert weighted == pytest.approx((0.6 * quality / 100, 0.4 * 100 / price))


def test_066_written_as_06_is_another_weight() -> None:
    written = scoring.saw(ROWS, [0.6, 0.34], ["benefit", "cost"])
    assert noted(written) == ["weights_sum"]
    assert noted(scoring.saw(ROWS, [0.66, 0.34], ["benefit", "cost"])) == []


def test_every_method_has_a_name_in_both_languages_a_source_and_a_grade() -> None:
    found = scoring.methods()
    assert len(found) >= 25
    for one in found.values():
        assert one.label("id")
        assert one.label("en")
        assert set(one.sources) == set(one.formulas) == {"id", "en"}
        assert one.source
        assert one.formula
        # the words of the whole library: how well the source was seen, and who says so
        assert one.grade in ("primary", "secondary", "unverified")
        assert one.origin in ("law", "practice", "proposal")
        assert (one.better is None) is (one.kind == "weights")
