"""Bad input: each with its code, the value and what to do; and never a NaN out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm import scoring
from tests.scoring.making import noted, refused

if TYPE_CHECKING:
    from collections.abc import Callable

M, W, D = [[1.0, 2.0], [2.0, 1.0]], [0.5, 0.5], ["benefit", "cost"]
# Every method that takes matrix, weights and directions.
ALIKE: tuple[Callable[..., scoring.Ranking], ...] = (
    scoring.saw, scoring.wpm, scoring.smart, scoring.topsis, scoring.moora, scoring.vikor, scoring.mpe,
    scoring.weighted_geometric, scoring.mazziotta_pareto, scoring.composite_index,
)  # fmt: skip
NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("method", ALIKE, ids=lambda method: method.__name__)
@pytest.mark.parametrize(
    ("matrix", "weights", "directions", "codes"),
    [
        ([], W, D, ["no_alternatives"]),
        ([[]], W, D, ["no_criteria"]),
        ([[1, 2], [3]], W, D, ["ragged"]),
        ("12", W, D, ["not_a_table"]),
        (7, W, D, ["not_a_table"]),
        (["ab", "cd"], W, D, ["not_a_table"]),
        ([[1, NAN], [INF, 2]], W, D, ["cell_not_finite", "cell_not_finite"]),
        ([[1, None], [2, 3]], W, D, ["cell_missing"]),
        ([[1, True], [2, []]], W, D, ["cell_type", "cell_type"]),
        ([[1, "dua"], [2, 3]], W, D, ["cell_form"]),
        ([[1, 1e200], [2, 1e-200]], W, D, ["cell_range", "cell_range"]),
        ([[1, 10**400], [2, 3]], W, D, ["cell_range"]),
        (M, [0.5], D, ["weights_count"]),
        (M, "ab", D, ["not_a_list"]),
        (M, [0.5, -0.5], D, ["weight_negative"]),
        (M, [0, 0], D, ["weights_zero"]),
        (M, [0.5, NAN], D, ["number_wrong"]),
        (M, [0.5, None], D, ["number_missing"]),
        (M, {"C1": 1}, D, ["weights_missing"]),
        (M, {"C1": 1, "C3": 1}, D, ["criterion_unknown"]),
        (M, W, ["benefit"], ["directions_count"]),
        (M, W, "bc", ["not_a_list"]),
        (M, W, ["benefit", "mahal"], ["direction"]),
        (M, W, [True, 1], ["direction"]),
        (M, W, {"C1": "benefit"}, ["direction_missing"]),
        (M, W, {"C9": "benefit"}, ["criterion_unknown"]),
        (M, W, None, ["direction_missing", "direction_missing"]),
    ],
)
def test_what_no_method_takes(method: Any, matrix: Any, weights: Any, directions: Any, codes: list[str]) -> None:
    assert refused(lambda: method(matrix, weights, directions)) == codes


@pytest.mark.parametrize("method", [one for one in ALIKE if one is not scoring.mazziotta_pareto])
def test_weights_have_to_be_given(method: Any) -> None:
    assert refused(lambda: method(M, None, D)) == ["weights_missing"]


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        (lambda: scoring.saw([[1, 0], [2, 1]], W, D), ["zero"]),
        (lambda: scoring.saw([[1, -2], [2, 1]], W, D), ["negative"]),
        (lambda: scoring.saw([[-1, 2], [2, 1]], W, D), ["negative"]),
        (lambda: scoring.saw([[-1, 2], [2, 1]], W, D, normalisation="sum"), ["negative"]),
        (lambda: scoring.saw([[1, 0], [2, 1]], W, D, normalisation="sum"), ["zero"]),
        (lambda: scoring.wpm([[0, 2], [2, 1]], W, D), ["zero"]),
        (lambda: scoring.wpm([[1, 0], [2, 1]], W, D, allow_zero=True), ["zero"]),
        (lambda: scoring.wpm([[0, 1], [0, 1]], W, D, allow_zero=True), ["all_zero"]),
        (lambda: scoring.wpm(M, W, ["benefit", "target"]), ["direction_unfit"]),
        (lambda: scoring.mpe([[1, 0], [2, 1]], W, D), ["zero"]),
        (lambda: scoring.mpe([[-1, 1], [2, 1]], W, D), ["negative"]),
        (lambda: scoring.mpe([[1e100, 1], [2, 1]], [9, 1], D), ["overflow"]),
        (lambda: scoring.moora([[1, 0], [2, 1]], None, D, form="multiplicative"), ["zero"]),
        (lambda: scoring.moora([[1e150] * 3] * 2, None, ["benefit"] * 3, form="multiplicative"), ["overflow"]),
        (lambda: scoring.moora([[1e-150] * 3] * 2, None, ["benefit"] * 3, form="multiplicative"), ["overflow"]),
        (lambda: scoring.weighted_geometric(M, W, D, normalisation="minmax"), ["zero_score"]),
        (lambda: scoring.weighted_geometric(M, W, D, normalisation="zscore"), ["negative_score"]),
        (lambda: scoring.composite_index(M, W, D, aggregation="geometric"), ["zero_score"]),
        (lambda: scoring.bayes(M, W, D), ["direction_unfit"]),
        (lambda: scoring.smart(M, W, D, bounds="scale"), ["scale_needed"]),
        (lambda: scoring.saw(M, W, ["benefit", "target"]), ["no_target"]),
        (lambda: scoring.entropy([[1, -1], [2, 3]]), ["negative"]),
        (lambda: scoring.mazziotta_pareto([[1]] + [[0]] * 150, None, ["cost"]), ["mean_not_positive"]),
        (lambda: scoring.composite_index([[None, 1], [None, 2]], W, D, impute="mean"), ["column_empty"]),
        (lambda: scoring.normalise([[None], [None]], "minmax", D[:1]), ["column_empty"]),
        (lambda: scoring.banded(M, {}), ["no_bands"]),
    ],
)  # fmt: skip
def test_what_one_method_does_not_take(call: Callable[[], object], codes: list[str]) -> None:
    assert refused(call) == codes


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: scoring.saw(M, W, D, normalisation="maks"), "normalisation"),
        (lambda: scoring.saw(M, W, D, ties="first"), "ties"),
        (lambda: scoring.saw(M, W, D, tolerance=NAN), "tolerance"),
        (lambda: scoring.smart(M, W, D, points=10), "points"),
        (lambda: scoring.smart(M, W, D, bounds="sample"), "bounds"),
        (lambda: scoring.moora(M, W, D, form="full"), "form"),
        (lambda: scoring.vikor(M, W, D, v=1.5), "v must"),
        (lambda: scoring.mazziotta_pareto(M, W, D, polarity="bad"), "polarity"),
        (lambda: scoring.composite_index(M, W, D, impute="knn"), "impute"),
        (lambda: scoring.composite_index(M, W, D, treat="log"), "treat"),
        (lambda: scoring.composite_index(M, W, D, aggregation="harmonic"), "aggregation"),
        (lambda: scoring.composite_index(M, W, D, scale=(1, 0)), "scale"),
        (lambda: scoring.composite_index(M, W, D, scale=(1, 100), normalisation="zscore"), "scale"),
        (lambda: scoring.normalise(M, "zscore", D, ends={"C1": (0, 1)}), "ends"),
        (lambda: scoring.borda([["a"]], last=2), "last"),
        (lambda: scoring.borda([["a"]], unlisted="zero"), "unlisted"),
        (lambda: scoring.profile_matching(M, profile=[1, 1], core=[0], gap_table="bkn"), "gap_table"),
        (lambda: scoring.ranked([1], "best"), "better"),
    ],
)  # fmt: skip
def test_a_choice_that_there_is_not_is_misuse(call: Callable[[], object], word: str) -> None:
    with pytest.raises(ValueError, match=word) as caught:
        call()
    assert not isinstance(caught.value, pk.ValidationError)


@pytest.mark.parametrize(
    ("rankings", "options", "codes"),
    [
        ([], {}, ["no_ballots"]),
        ([[]], {}, ["no_alternatives"]),
        ([["a", "b"], ["a"]], {}, ["ballot_incomplete"]),
        ([["a", "a"]], {}, ["ballot_twice"]),
        (["ab"], {}, ["not_a_ballot"]),
        ([7], {}, ["not_a_ballot"]),
        ([{"a": NAN}], {}, ["number_wrong"]),
        ([["a", "b"]], {"weights": [1, 2]}, ["weights_count"]),
        ([["a", "b"]], {"weights": [-1]}, ["weight_negative"]),
        # one name in two ways of writing it is one alternative
        ([{1: 1, "1": 2}], {}, ["ballot_twice"]),
        ([{"a": 1, " ": 2}], {}, ["alternative_blank"]),
        ({"Kota": ["a", "b"]}, {"weights": {"Desa": 1}}, ["weights_missing"]),
    ],
)
@pytest.mark.parametrize("method", [scoring.borda, scoring.copeland])
def test_ballots_that_are_refused(method: Any, rankings: Any, options: Any, codes: list[str]) -> None:
    assert refused(lambda: method(rankings, **options)) == codes


@pytest.mark.parametrize("method", [scoring.borda, scoring.copeland])
def test_names_of_ballots_are_those_of_a_matrix(method: Any) -> None:
    found = method({2023: ["Kopi", "Teh "], 2024: {" Kopi": 1, "Teh": 2}}, {2023: 1, 2024: 2})
    assert found.alternatives == ("Kopi", "Teh")
    with pytest.raises(pk.ValidationError, match="Desa: Teh"):
        method({"Desa": {"Kopi": 1, "Teh": "kedua"}})


@pytest.mark.parametrize("method", [scoring.borda, scoring.copeland])
def test_what_a_ballot_leaves_out_counts_nothing_only_when_asked(method: Any) -> None:
    found = method({"Kota": ["a", "b"], "Desa": ["a", "b", "c"]}, unlisted="nothing")
    assert noted(found) == ["ballot_partial"]
    assert found.winners == ("a",)
    assert noted(method([["a"]])) == ["one_alternative"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"profile": [3]}, ["profile_count"]),
        ({"profile": {"C1": 3}}, ["profile_missing"]),
        ({"profile": {"C1": 3, "C2": 3, "C3": 3}}, ["criterion_unknown"]),
        ({"core": []}, ["no_core"]),
        ({"core": [0, 0]}, ["factor_twice"]),
        ({"core": [5]}, ["criterion_unknown"]),
        ({"core_weight": 1.2}, ["core_weight"]),
        ({"core_weight": -0.1}, ["core_weight"]),
        ({"aspects": {}, "core": [], "secondary": []}, ["no_core"]),
        ({"aspects": {"a": scoring.ProfileAspect([0])}}, ["factors_twice"]),
        ({"aspects": {"a": scoring.ProfileAspect([0], weight=0)}, "core": [], "secondary": []}, ["weights_zero"]),
        ({"profile": [3, 9]}, ["gap_unknown", "gap_unknown"]),
        ({"profile": [2.5, 3]}, ["gap_unknown", "gap_unknown"]),
    ],
)
def test_profiles_that_are_refused(given: dict[str, Any], codes: list[str]) -> None:
    asked: dict[str, Any] = {"profile": [3, 3], "core": [0], "secondary": [1], **given}
    assert refused(lambda: scoring.profile_matching([[3, 4], [2, 3]], **asked)) == codes


def test_profile_matching_says_what_it_leaves_out_and_what_does_not_sum() -> None:
    found = scoring.profile_matching([[3, 4]], profile=[3, 3], core=["C1"])
    assert found.scores == (5,)
    assert noted(found) == ["one_alternative", "no_scale", "factors_untaken"]
    aspects = {"a": scoring.ProfileAspect([0], weight=0.66), "b": scoring.ProfileAspect([1], weight=0.4)}
    assert "aspects_not_one" in noted(scoring.profile_matching([[3, 4], [2, 3]], profile=[3, 3], aspects=aspects))
    own = scoring.profile_matching([[3, 4]], profile=[3, 3], core=[0, 1], gap_table={0: 10, 1: 9})
    assert own.scores == (9.5,)


@pytest.mark.parametrize("method", ALIKE, ids=lambda method: method.__name__)
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[3, 4]], "one_alternative"),
        ([[3, 4], [3, 4], [3, 4]], "all_identical"),
        ([[3, 4], [3, 5]], "constant"),
        ([[3, 4], [2, 5], [3, 4]], "identical"),
    ],
)
def test_little_to_compare_gives_scores_with_a_finding_and_no_nan(method: Any, rows: Any, code: str) -> None:
    options = {"scale": (1, 100)} if method is scoring.composite_index else {}
    found = method(rows, W, D, **options)
    assert all(isfinite(score) for score in found.scores)
    assert all(isfinite(value) for step in found.steps for column in step.columns for value in column)
    assert code in noted(found)
    if code in ("one_alternative", "all_identical"):
        assert set(found.ranks) == {1}


@pytest.mark.parametrize("method", [scoring.saw, scoring.topsis, scoring.moora, scoring.vikor, scoring.smart])
def test_a_column_of_zeros_gives_no_nan(method: Any) -> None:
    found = method([[0, 2], [0, 1]], W, D)
    assert all(isfinite(score) for score in found.scores)
    assert found.winners == ("A2",)
    assert noted(found) == ["constant"]
    if method in (scoring.saw, scoring.topsis):
        shares = method([[0, 2], [0, 1]], W, D, normalisation="sum")
        assert all(isfinite(score) for score in shares.scores)


def test_a_zero_that_annihilates_is_said() -> None:
    found = scoring.wpm([[0, 2], [2, 1]], W, D, allow_zero=True)
    assert found.scores == (0, 1)
    assert noted(found) == ["annihilated"]
    assert found.linear is None
    assert noted(scoring.weighted_geometric([[0, 2], [2, 1]], W, D, allow_zero=True)) == ["annihilated"]


def test_every_bad_cell_is_named_with_its_place() -> None:
    with pytest.raises(pk.ValidationError) as caught:
        scoring.DecisionMatrix([[1, NAN], ["x", 2]], ["harga", "mutu"], ["Toko A", "Toko B"])
    first, second = caught.value.findings
    assert (first.where, second.where) == ("$[0].mutu", "$[1].harga")
    assert "Toko A, mutu: nan" in first.message()


def test_numbers_of_every_kind_are_taken() -> None:
    matrix = scoring.DecisionMatrix([[1, Fraction(1, 2), Decimal("0.25"), "0,125", "1e2", "−3"]])
    assert matrix.rows == ((1, 0.5, 0.25, 0.125, 100, -3),)
    assert refused(lambda: scoring.DecisionMatrix([[Decimal("sNaN")], ["inf"]])) == ["cell_not_finite"] * 2


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1.250,5", "3"], [1250.5, 3]),
        (["1,250.5", "3"], [1250.5, 3]),
        (["1.234.567", "1.500"], [1234567, 1500]),
        (["1.500", "2,75"], [1500, 2.75]),
        (["4.125", "0.5"], [4.125, 0.5]),
        (["12.5", ""], [12.5, None]),
        (["0.125", " "], [0.125, None]),
        (["1500", None], [1500, None]),
    ],
)
def test_a_column_settles_its_decimal_mark(cells: list[Any], read: list[Any]) -> None:
    records = [{"usaha": f"Toko {place}", "nilai": cell} for place, cell in enumerate(cells)]
    assert list(scoring.DecisionMatrix.from_records(records).columns[0]) == read


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["1.500"], ["cell_ambiguous"]),
        (["1.500", "0.5", "0,5"], ["cell_ambiguous"]),
        (["1.2.3"], ["cell_form"]),
        (["1,250.5.5"], ["cell_form"]),
        (["12 %"], ["cell_form"]),
        (["9" * 80], ["cell_form"]),
        (["١"], ["cell_form"]),
    ],
)
def test_a_cell_that_can_be_read_two_ways_or_not_at_all_is_refused(cells: list[str], codes: list[str]) -> None:
    records = [{"usaha": f"Toko {place}", "nilai": cell} for place, cell in enumerate(cells)]
    assert refused(lambda: scoring.DecisionMatrix.from_records(records)) == codes


@pytest.mark.parametrize(
    ("decimal", "text", "read"),
    [(".", "1.500", 1.5), (",", "1.500", 1500), (",", "1,5", 1.5), (".", "1,500.5", 1500.5)],
)
def test_a_decimal_mark_can_be_named(decimal: Any, text: str, read: float) -> None:
    matrix = scoring.DecisionMatrix.from_records([{"usaha": "Toko", "nilai": text}], decimal=decimal)
    assert matrix.columns == ((read,),)


@pytest.mark.parametrize(("decimal", "text"), [(",", "0.5"), (".", "1.234.567"), (",", "1,500.5")])
def test_a_cell_against_the_mark_that_was_named_is_refused(decimal: Any, text: str) -> None:
    records = [{"usaha": "Toko", "nilai": text}]
    assert refused(lambda: scoring.DecisionMatrix.from_records(records, decimal=decimal)) == ["cell_form"]


def test_no_number_of_a_person_stands_in_a_message_or_a_table() -> None:
    nik = "3573010101900001"
    matrix = scoring.DecisionMatrix([[1, 2], [1, 3]], {"a": "benefit", "b": "benefit"}, [nik, "Toko B"])
    found = scoring.saw(matrix, W)
    shown = [str(found), repr(found), found._repr_html_(), found.explain(0), found.compare(0, 1).explain(), str(matrix)]
    shown += [str(scoring.agreement([found, scoring.topsis(matrix, W)])), str(scoring.rank_reversal(found))]
    shown += [
        str(scoring.simulate(found, seed=1, runs=5)),
        str(scoring.sensitivity(found)),
        found.step_table("weighted"),
    ]
    assert not any(nik in text for text in shown)
    with pytest.raises(pk.ValidationError) as caught:
        scoring.DecisionMatrix([[1], [2]], None, [nik, nik])
    assert nik not in str(caught.value)


def test_a_zero_is_named_with_its_alternatives() -> None:
    matrix = scoring.DecisionMatrix([[1, 0], [2, 1], [3, -1]], {"a": "benefit", "b": "cost"}, ["x", "y", "z"])
    with pytest.raises(pk.ValidationError, match=r"b bernilai negatif \(-1\) pada z"):
        scoring.saw(matrix, W)
    with pytest.raises(pk.ValidationError, match=r"b bernilai nol pada 1 alternatif \(x\)"):
        scoring.saw(matrix.without("z"), W)
    # the place is counted among those that are there
    with pytest.raises(pk.ValidationError, match=r"1 alternatif \(A3\)"):
        scoring.normalise([[None], [1], [0]], "max", ["cost"])
    with pytest.raises(pk.ValidationError, match=r"a: skor yang dinormalkan nol pada 1 alternatif \(y\)"):
        scoring.composite_index(matrix.without("z"), W, aggregation="geometric", normalisation="minmax",
                                directions=["cost", "cost"])  # fmt: skip
    many = scoring.DecisionMatrix([[0], *([[place] for place in [*[0] * 7, 1]])], {"a": "cost"})
    with pytest.raises(pk.ValidationError, match=r"8 alternatif \(A1, A2, A3, A4, A5\)") as caught:
        scoring.saw(many, [1])
    assert "A6" not in str(caught.value)


def test_the_inverse_of_no_distance_is_refused_as_what_it_is() -> None:
    matrix = scoring.DecisionMatrix([[3], [5]], [scoring.Criterion("a", direction="target", target=3)])
    assert refused(lambda: scoring.saw(matrix, [1], normalisation="sum")) == ["at_target"]
    # distances 1 and 3: 1/1 and 1/3, over 4/3
    apart = scoring.DecisionMatrix([[2], [6]], [scoring.Criterion("a", direction="target", target=3)])
    assert scoring.saw(apart, [1], normalisation="sum").scores == pytest.approx([0.75, 0.25])


def test_a_product_that_leaves_the_floats_on_either_side_is_refused() -> None:
    for value in (1e150, 1e-150):
        for way in ("benefit", "cost"):
            call = partial(scoring.moora, [[value] * 3] * 2, None, [way] * 3, form="multiplicative")
            assert refused(call) == ["overflow"]


def test_a_zero_of_no_weight_annihilates_nothing() -> None:
    found = scoring.wpm([[0, 2], [2, 1]], [0, 1], ["benefit"] * 2, allow_zero=True)
    assert found.scores == pytest.approx([2 / 3, 1 / 3])
    assert noted(found) == []


@pytest.mark.parametrize(
    "cell", ["1e-400", "-1e-400", "1e400", Decimal("1e-400"), Decimal("-1e400"), Fraction(1, 10**400), 10**400]
)
def test_a_number_too_large_or_too_small_for_floats_is_no_zero_and_not_infinite(cell: Any) -> None:
    assert refused(lambda: scoring.DecisionMatrix([[cell], [1]])) == ["cell_range"]


@pytest.mark.parametrize("cell", ["0e9", "-0.0", "0,000", Decimal("0E-400"), Fraction(0)])
def test_a_zero_is_a_zero_however_it_is_written(cell: Any) -> None:
    assert scoring.DecisionMatrix([[cell]]).columns == ((0.0,),)


def test_a_power_that_leaves_the_floats_below_is_refused() -> None:
    # (1e-150)^3 = 1e-450 and (1e-140)^3 = 1e-420 are both 0 in floats, and would tie
    assert refused(lambda: scoring.mpe([[1e-150], [1e-140]], [3], ["benefit"])) == ["overflow"]
    assert refused(lambda: scoring.mpe([[1e150], [1e140]], [3], ["cost"])) == ["overflow"]
    assert scoring.mpe([[0], [2]], [3], ["benefit"]).scores == (0.0, 8.0)


def test_a_decimal_mark_that_there_is_not_is_misuse() -> None:
    with pytest.raises(ValueError, match="decimal"):
        scoring.DecisionMatrix.from_records([{"n": "x", "a": "1"}], decimal=";")  # type: ignore[arg-type]  # that it is refused is what is tested


def test_a_column_that_can_be_read_two_ways_is_told_once() -> None:
    records = [{"kec": f"K{place}", "umkm": f"1.{place}00", "luas": "2.000"} for place in range(1, 31)]
    with pytest.raises(pk.ValidationError) as caught:
        scoring.DecisionMatrix.from_records(records[:9])
    assert [found.where for found in caught.value.findings] == ["$[0].umkm", "$[0].luas"]
    assert 'K1, umkm: "1.100" can be read as 1100 or 1.100 (cells like it in this column: 9)' in (
        caught.value.finding.message("en")
    )
    # rows of text settle their mark too
    assert scoring.DecisionMatrix([["1.500"], ["2,75"]]).columns == ((1500, 2.75),)
    assert refused(lambda: scoring.ahp([[1, "1.500"], [None, 1]])) == ["cell_ambiguous"]


@pytest.mark.parametrize("scores", [[1, NAN], [INF, 1], ["a", 1]])
def test_scores_that_are_no_numbers_have_no_ranks(scores: Any) -> None:
    with pytest.raises(ValueError, match="finite"):
        scoring.ranked(scores)


def test_a_scale_that_leaves_the_floats_with_its_weight_is_refused() -> None:
    call = partial(scoring.composite_index, [[1], [2]], [1e150], ["benefit"], scale=(0, 1e200))
    assert refused(call) == ["overflow"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: scoring.weighted_geometric([[1], [2], [3]], [1], ["benefit"], normalisation="zscore"),
        lambda: scoring.weighted_geometric([[1], [2], [3]], [1], ["benefit"], normalisation="zscore", allow_zero=True),
        lambda: scoring.composite_index([[1], [2]], [1], ["benefit"], normalisation="zscore", aggregation="geometric"),
    ],
)
def test_a_negative_score_is_not_said_to_be_a_negative_value(call: Callable[[], object]) -> None:
    assert refused(call) == ["negative_score"]


def test_a_number_that_is_a_name_and_a_place_is_refused() -> None:
    numbered = scoring.DecisionMatrix([[1], [2], [3]], alternatives=[1, 2, 3])
    found = scoring.saw(numbered, [1], ["benefit"])
    for call in (lambda: found.rank(1), lambda: numbered.without(3), lambda: found.explain(2)):
        assert refused(call) == ["alternative_two_ways"]
    assert found.rank("1") == 3
    # 0 is no name, and a name that stands at its own place means the same both ways
    assert found.rank(0) == 3
    assert scoring.DecisionMatrix([[5], [6]], alternatives=[0, 1]).value(1, "C1") == 6


def test_an_index_from_which_all_are_screened_out_says_so() -> None:
    rows = [[None, None], [None, 1]]
    call = partial(scoring.composite_index, rows, W, D, screen=0.4, impute="mean")
    assert refused(call) == ["screened_all"]


@pytest.mark.parametrize("given", [{"skew": "2"}, {"kurtosis": -1}, {"most": 2.5}, {"most": True}, {"skew": NAN}])
def test_limits_that_are_none_are_misuse(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))} of Limits"):
        scoring.Limits(**given)


def test_ends_that_are_no_mapping_are_refused() -> None:
    assert refused(lambda: scoring.normalise(M, "minmax", D, ends=[(0, 1)])) == ["not_a_mapping"]  # type: ignore[arg-type]  # that it is refused is what is tested


def test_the_log_of_an_index_is_in_the_marks_of_the_language() -> None:
    built = scoring.composite_index(M, W, D, screen=0.5)
    assert built.build("id").startswith("1. penyaringan, bagian kosong paling banyak: 0,5")
    assert built.build("en").startswith("1. screening, largest part missing: 0.5")
    assert built.to_dict()["log"][0]["choice"] == "0.5"
