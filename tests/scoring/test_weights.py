"""Weights: by hand, out of the data and by judgements."""

from __future__ import annotations

import json
from math import log

import pytest

from plut_kumkm import scoring
from plut_kumkm.scoring.weighing.pairwise import AHP_METHODS, AhpMethod
from tests.scoring.making import noted, refused

SQUARE = [[1, 2, 4], ["1/2", 1, 4], ["1/4", "1/4", 1]]


def test_entropy_by_hand() -> None:
    # p = 1/4, 3/4: e = .811278; p = 1/8, 7/8: e = .543564; 1-e = .188722, .456436
    found = scoring.entropy([[1, 1], [3, 7]])
    assert found.weights == pytest.approx([0.292521, 0.707479], abs=1e-6)
    assert found.step("entropy").values == pytest.approx([0.811278, 0.543564], abs=1e-6)


def test_entropy_counts_a_zero_as_nothing() -> None:
    # p = 0, 1/2, 1/2: e = ln 2 / ln 3 = .630930; p = 1/3 each: e = 1
    found = scoring.entropy([[0, 4], [5, 4], [5, 4]])
    assert found.step("entropy").values == pytest.approx([0.630930, 1], abs=1e-6)
    assert found.weights == (1, 0)


def test_critic_by_hand() -> None:
    # min-max 0 .5 1; 0 1 .5; 1 .5 0: one deviation for all; rho12 = .5, rho13 = -1, rho23 = -.5
    # conflicts (1-.5)+(1+1) = 2.5, .5+1.5 = 2, 2+1.5 = 3.5
    found = scoring.critic([[1, 1, 3], [2, 3, 2], [3, 2, 1]], ["benefit"] * 3)
    assert found.weights == pytest.approx([2.5 / 8, 2 / 8, 3.5 / 8])
    # as a cost the third is the first again: conflicts .5, .5+.5, .5
    turned = scoring.critic([[1, 1, 3], [2, 3, 2], [3, 2, 1]], ["benefit", "benefit", "cost"])
    assert turned.weights == pytest.approx([0.25, 0.5, 0.25])


def test_critic_gives_a_constant_criterion_no_weight_and_says_so() -> None:
    found = scoring.critic([[1, 5, 1], [2, 5, 3], [3, 5, 2]], ["benefit"] * 3)
    assert found.weights == pytest.approx([0.5, 0, 0.5])
    assert noted(found) == ["constant"]


def test_standard_deviation_by_hand() -> None:
    # min-max 0 .5 1 (sd .408248) and 0 0 1 (sd .471405)
    found = scoring.standard_deviation([[1, 10], [2, 10], [3, 90]])
    assert found.weights == pytest.approx([0.464102, 0.535898], abs=1e-6)
    # as they stand: sd of 1 2 3 and of 10 20 30
    assert scoring.standard_deviation([[1, 10], [2, 20], [3, 30]], on="none").weights == pytest.approx(
        [1 / 11, 10 / 11]
    )
    with pytest.raises(ValueError, match="minmax"):
        scoring.standard_deviation([[1]], on="sum")  # type: ignore[arg-type]  # that it is refused is what is tested


@pytest.mark.parametrize("rows", [[[5, 5], [5, 5]], [[5, 5]], [[0, 0], [0, 0]]])
def test_weights_out_of_data_that_tells_nothing_apart_are_equal_with_a_note(rows: list[list[float]]) -> None:
    for found in (scoring.entropy(rows), scoring.critic(rows, ["benefit"] * 2), scoring.standard_deviation(rows)):
        assert found.weights == (0.5, 0.5)
        assert "nothing_to_weigh" in noted(found)


def test_rank_order_weights_barron_barrett1996() -> None:
    # ROC of 3: (1+1/2+1/3)/3, (1/2+1/3)/3, (1/3)/3; rank sum: 3/6, 2/6, 1/6
    assert scoring.rank_order_centroid(list("abc")).weights == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    assert scoring.rank_sum(list("abc")).weights == pytest.approx([3 / 6, 2 / 6, 1 / 6])
    # those that share the second place get the mean of the second and the third
    assert scoring.rank_sum({"a": 2, "b": 1, "c": 2}).weights == pytest.approx([1.5 / 6, 3 / 6, 1.5 / 6])
    assert sum(scoring.rank_order_centroid({"a": 1, "b": 1, "c": 3})) == pytest.approx(1)


def test_given_weights_say_their_sum() -> None:
    plain = scoring.given([0.31, 0.3, 0.4])
    assert plain.weights == (0.31, 0.3, 0.4)
    assert noted(plain) == ["weights_not_one"]
    divided = scoring.given({"b": 3, "a": 1}, ["a", "b"], normalise_weights=True)
    assert divided.by_code() == {"a": 0.25, "b": 0.75}
    assert noted(divided) == ["weights_divided"]
    assert noted(scoring.given([0.1] * 10)) == []
    assert scoring.given({"a": 0.5, "b": 0.5}).codes == ("a", "b")
    assert refused(lambda: scoring.given([1, 2], ["a"])) == ["weights_count"]
    assert refused(lambda: scoring.given({"a": 1}, ["a", "b"])) == ["weights_missing"]
    assert refused(lambda: scoring.given({"a": 1, "c": 1}, ["a", "b"])) == ["criterion_unknown"]
    assert refused(lambda: scoring.given([])) == ["no_criteria"]
    assert refused(lambda: scoring.equal(True)) == ["no_criteria"]


def test_weights_show_themselves_and_pass_into_a_method() -> None:
    found = scoring.equal(scoring.Criteria(["a", "b"]))
    assert list(found) == [0.5, 0.5]
    assert found[:1] == (0.5,)
    assert len(found) == 2
    assert "0,5" in str(found)
    assert repr(found) == "<Weights equal: a 0.5, b 0.5>"
    assert found._repr_html_().startswith("<table>")
    assert json.loads(json.dumps(found.to_dict()))["weights"] == [0.5, 0.5]
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)
    with pytest.raises(KeyError, match="no step"):
        found.step("x")
    assert scoring.saw([[1, 2], [2, 1]], found, ["benefit", "benefit"]).weights == (0.5, 0.5)


def test_ahp_eigenvector_of_a_consistent_square_is_exact_saaty1980() -> None:
    found = scoring.ahp([[1, 2, 6], ["1/2", 1, 3], ["1/6", "1/3", 1]])
    assert found.weights == pytest.approx([0.6, 0.3, 0.1])
    assert (found.ci, found.cr, found.consistent, found.deviant) == (0, 0, True, None)
    assert found.lambda_max == pytest.approx(3)
    assert "paling menyimpang" not in found.explain()
    assert "paling menyimpang" in scoring.ahp(SQUARE).explain()


def test_ahp_takes_either_half_of_the_square() -> None:
    assert scoring.ahp([[1, None], [3, 1]]).weights == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize("square", [SQUARE, [[1, 2, None], [None, 1, 3], [None, None, 1]]])
def test_ahp_that_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch, square: list[list[object]]) -> None:
    from plut_kumkm.scoring.weighing import pairwise

    monkeypatch.setattr(pairwise, "_MOST", 1)
    assert refused(lambda: scoring.ahp(square)) == ["judgements_unstable"]
    assert refused(lambda: scoring.ahp([[1, 2, None], [None, 1, 3], [None, None, 1]], method="column-mean")) == [
        "judgements_unstable"
    ]


def test_ahp_column_mean_by_hand() -> None:
    # column sums 1.75, 3.25, 9; shares .571429 .615385 .444444; .285714 .307692 .444444; .142857 .076923 .111111
    found = scoring.ahp(SQUARE, method="column-mean")
    assert found.weights == pytest.approx([0.543752, 0.345950, 0.110297], abs=1e-6)
    # (A w)/w = 3.083832, 3.061176, 3.016606; CI = (3.053871-3)/2; CR = CI/.58
    assert found.step("lambda").values == pytest.approx([3.083832, 3.061176, 3.016606], abs=1e-5)
    assert found.lambda_max == pytest.approx(3.053871, abs=1e-5)
    assert found.ci == pytest.approx(0.026936, abs=1e-5)
    assert found.cr == pytest.approx(0.026936 / 0.58, abs=1e-5)


def test_ahp_geometric_mean_by_hand() -> None:
    # cube roots of 8, 2 and 1/16: 2, 1.259921, .396850; sum 3.656771
    found = scoring.ahp(SQUARE, method="geometric-mean")
    assert found.weights == pytest.approx([0.546931, 0.344545, 0.108525], abs=1e-6)


@pytest.mark.parametrize("method", ["eigenvector", "column-mean", "geometric-mean"])
def test_ahp_three_ways_agree_on_two_criteria_and_on_one(method: scoring.weighing.pairwise.AhpMethod) -> None:
    assert scoring.ahp([[1, 3], [None, 1]], method=method).weights == pytest.approx([0.75, 0.25])
    alone = scoring.ahp([[1]], method=method)
    assert (alone.weights, alone.ci, alone.cr) == ((1,), 0, 0)


@pytest.mark.parametrize("method", ["eigenvector", "column-mean", "geometric-mean"])
def test_ahp_fills_what_was_not_judged(method: scoring.weighing.pairwise.AhpMethod) -> None:
    # a is 2 b, b is 3 c, so a is 6 c: weights 6 : 3 : 1
    found = scoring.ahp([[1, 2, None], [None, 1, 3], [None, None, 1]], ["a", "b", "c"], method=method)
    assert found.weights == pytest.approx([0.6, 0.3, 0.1])
    assert found.square[0][2] == pytest.approx(6)
    assert noted(found) == ["judgements_filled"]


def test_ahp_judgements_that_hang_not_together_are_refused() -> None:
    square = [[1, 2, None, None], [None, 1, None, None], [None, None, 1, 2], [None, None, None, 1]]
    assert refused(lambda: scoring.ahp(square)) == ["judgements_apart"]


def test_ahp_inconsistent_judgements_are_refused_unless_allowed() -> None:
    square = [[1, 9, "1/9"], [None, 1, 9], [None, None, 1]]
    assert refused(lambda: scoring.ahp(square)) == ["inconsistent"]
    found = scoring.ahp(square, allow_inconsistent=True)
    assert not found.consistent
    assert found.cr > 0.1
    assert noted(found) == ["inconsistent_allowed"]
    assert found.deviant is not None
    assert "tidak konsisten" in found.explain()
    assert json.loads(json.dumps(found.to_dict()))["consistent"] is False
    assert found._repr_html_().count("<pre>") == 1
    assert scoring.ahp(SQUARE, threshold=0.05).consistent
    assert refused(lambda: scoring.ahp(SQUARE, threshold=0.01)) == ["inconsistent"]


@pytest.mark.parametrize(
    ("square", "codes"),
    [
        ([[1, 2]], ["not_square"]),
        ([], ["not_square"]),
        ([[1, 2], [2, 1]], ["not_reciprocal"]),
        ([[1, 5], [0.3, 1]], ["not_reciprocal"]),
        ([[2, 5], [0.2, 1]], ["diagonal"]),
        ([[1, -5], [-0.2, 1]], ["judgement_not_positive"] * 2),
        ([[1, 0], [0, 1]], ["judgement_not_positive"] * 2),
        ([[1, "x"], ["1/0", 1]], ["cell_form", "cell_form"]),
        ([[1, float("nan")], [1, 1]], ["cell_not_finite"]),
    ],
)
def test_squares_that_are_refused(square: list[list[object]], codes: list[str]) -> None:
    assert refused(lambda: scoring.ahp(square)) == codes


def test_ahp_names_what_there_is_not() -> None:
    with pytest.raises(ValueError, match="eigenvector"):
        scoring.ahp(SQUARE, method="power")  # type: ignore[arg-type]  # that it is refused is what is tested
    with pytest.raises(ValueError, match="saaty-1980"):
        scoring.ahp(SQUARE, ri="saaty-1977")
    with pytest.raises(ValueError, match="threshold"):
        scoring.ahp(SQUARE, threshold=0)
    assert refused(lambda: scoring.ahp(SQUARE, ["a", "b"])) == ["criteria_count"]


def test_ahp_without_a_random_index_is_refused() -> None:
    many = [[1] * 12 for _ in range(12)]
    assert refused(lambda: scoring.ahp(many)) == ["ri_missing"]
    assert scoring.ahp(many, ri={12: 1.54}).weights == pytest.approx([1 / 12] * 12)
    assert scoring.ahp(SQUARE, ri={3: 0.52}).cr > scoring.ahp(SQUARE).cr
    assert refused(lambda: scoring.ahp(SQUARE, ri={3: 0})) == ["ri_missing"]


def test_ahp_group_is_the_geometric_mean_of_judgements() -> None:
    # 2 and 8 give 4; the arithmetic mean of 1/2 and 1/8 would not be 1/4
    merged = scoring.group_judgements([[[1, 2], ["1/2", 1]], [[1, 8], ["1/8", 1]]])
    assert merged[0][1] == pytest.approx(4)
    assert merged[1][0] == pytest.approx(1 / 4)
    assert scoring.ahp(merged).weights == pytest.approx([0.8, 0.2])
    # weights 3 : 1: 2^(3/4) * 8^(1/4) = 2^(3/2)
    assert scoring.group_judgements([[[1, 2], [None, 1]], [[1, 8], [None, 1]]], [3, 1])[0][1] == pytest.approx(2**1.5)
    # of a pair that one member alone judged it is that judgement; of one that nobody judged, nothing
    one = [[1, None, None], [None, 1, 2], [None, None, 1]]
    other = [[1, 3, None], [None, 1, 2], [None, None, 1]]
    partly = scoring.group_judgements([one, other])
    assert partly[0][1] == pytest.approx(3)
    assert partly[0][2] is None
    assert refused(lambda: scoring.group_judgements([])) == ["no_judgements"]
    assert refused(lambda: scoring.group_judgements([[[1]], [[1, 2], [None, 1]]])) == ["judgements_size"]
    assert refused(lambda: scoring.group_judgements([[[1]]], [1, 2])) == ["weights_count"]


def test_judgements_beyond_the_scale_are_said() -> None:
    assert noted(scoring.ahp([[1, 15], [None, 1]])) == ["judgement_beyond"]
    assert noted(scoring.ahp([["1", None], ["12", 1]])) == ["judgement_beyond"]
    assert noted(scoring.ahp([[1, 9], [None, 1]])) == []
    # not a merged one that floats put a hair above 9
    assert noted(scoring.ahp([[1, 9 * (1 + 1e-12)], [None, 1]])) == []


def test_a_small_weight_stands_as_still_as_a_large_one() -> None:
    # consistent: a is 1,000 b, b is 1,000 c
    found = scoring.ahp([[1, 1e3, 1e6], [None, 1, 1e3], [None, None, 1]])
    assert found.weights[2] == pytest.approx(1 / 1_001_001, rel=1e-12)
    # and where they contradict each other, the eigenvector is the same from either end
    there = scoring.ahp([[1, 9, 9], [None, 1, 9], [None, None, 1]], allow_inconsistent=True)
    back = scoring.ahp([[1, "1/9", "1/9"], [None, 1, "1/9"], [None, None, 1]], allow_inconsistent=True)
    ratios = [one * other for one, other in zip(there.weights, back.weights, strict=True)]
    assert ratios == pytest.approx([ratios[0]] * 3, rel=1e-9)


@pytest.mark.parametrize(
    "ri",
    [
        {3: 0.90, 4: 1.12, 5: 1.24},  # one line up
        {3: 0.0, 4: 0.58, 5: 0.90},  # one line down
        {1: 0.0, 2: 0.58, 3: 0.90},
    ],
)
def test_a_shifted_table_is_seen_without_its_first_lines(ri: dict[int, float]) -> None:
    with pytest.raises(ValueError, match="bergeser"):
        scoring.ahp(SQUARE, ri=ri)
    # a table of another author is not a shifted one
    assert scoring.ahp(SQUARE, ri={3: 0.5245, 4: 0.8815, 5: 1.1086}).cr == pytest.approx(
        scoring.ahp(SQUARE).ci / 0.5245
    )
    assert scoring.ahp(SQUARE, ri={3: 0.90}).ri == 0.90


@pytest.mark.parametrize("unit", [0.1, 0.3, 1, 7])
def test_critic_of_criteria_that_say_the_same_is_even_and_says_so(unit: float) -> None:
    found = scoring.critic([[1, 1 * unit], [2, 2 * unit], [4, 4 * unit]], ["benefit"] * 2)
    assert found.weights == (0.5, 0.5)
    assert noted(found) == ["no_conflict"]
    # one alone that tells anything apart
    alone = scoring.critic([[1, 5], [2, 5]], ["benefit"] * 2)
    assert alone.weights == (1, 0)
    assert noted(alone) == ["constant"]


@pytest.mark.parametrize(
    ("method", "formula"),
    [
        ("eigenvector", "A w = λmax w; CI"),
        ("column-mean", "w = mean of the rows of A, its columns divided by their sums; λmax = mean of (A w)/w; CI"),
        ("geometric-mean", "w ∝ (Π of a row of A)^(1/n); λmax = mean of (A w)/w; CI"),
    ],
)
def test_an_approximation_is_not_told_as_the_eigenvector(method: AhpMethod, formula: str) -> None:
    assert f"Formula: {formula} = (λmax−n)/(n−1); CR = CI/RI" in scoring.ahp(
        [[1, 2], [None, 1]], method=method
    ).explain("en")


def test_deviations_of_the_values_as_they_stand_are_not_told_as_those_on_a_range() -> None:
    found = scoring.standard_deviation([[0, 10], [1, 20], [2, 30]], on="none")
    # deviations in the ratio 1 to 10
    assert found.weights == pytest.approx((1 / 11, 10 / 11))
    assert "min–max" not in found.method.formula
    assert "min–max" in scoring.standard_deviation([[0, 10], [1, 20]]).method.formula


@pytest.mark.parametrize("base", [10**6, 10**9, 10**12])
def test_entropy_of_money_that_differs_little(base: int) -> None:
    # Where all shares are near 1/m, 1 - e goes with the squares of what they are off it: 1.5² + .5² + .5² + 1.5² = 5
    # for the first, and for the second, its mean 1.125, 1.125² + 1.875² + .125² + .625² = 5.1875.
    rows = [(base + 100 * a, base + 100 * b) for a, b in ((0, 0), (1, 3), (2, 1), (3, 0.5))]
    found = scoring.entropy(rows)
    assert found.weights == pytest.approx((5 / 10.1875, 5.1875 / 10.1875), rel=1e-3)
    assert noted(found) == []


def test_entropy_with_a_share_of_nothing_is_that_of_its_definition() -> None:
    # shares 0, 1/4, 3/4: e = (ln 4 / 4 + 3/4 ln 4/3) / ln 3; shares of one third: e = 1
    e = (log(4) / 4 + 0.75 * log(4 / 3)) / log(3)
    found = scoring.entropy([[0, 1], [1, 1], [3, 1]])
    assert found.step("entropy").values == pytest.approx((e, 1))
    assert found.weights == (1.0, 0.0)


def test_what_is_wrong_with_the_square_of_a_member_names_the_member() -> None:
    with pytest.raises(ValueError, match=r"^\$\.matrices\[1\]\[0\]\[1\]: C1") as caught:
        scoring.group_judgements([[[1, 2], [0.5, 1]], [[1, 2], [3, 1]]])
    assert "C1 terhadap C2 dinilai 2" in str(caught.value)


@pytest.mark.parametrize("method", AHP_METHODS)
def test_judgements_that_leave_a_criterion_nothing_are_refused(method: AhpMethod) -> None:
    square = [[1, 1e150, None], [None, 1, 1e150], [None, None, 1]]
    assert refused(lambda: scoring.ahp(square, method=method, allow_inconsistent=True)) == ["judgements_unstable"]
