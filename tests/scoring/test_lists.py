"""What is passed where a list, a table or records are wanted: taken in its order, or refused with its name."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import partial
from io import StringIO
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm import scoring
from tests.scoring.making import noted, refused

M, W, D = [[1.0, 2.0], [2.0, 1.0]], [0.5, 0.5], ["benefit", "cost"]
FOUND = scoring.saw(M, W, D)


def test_generators_are_read_once_and_the_ranking_can_be_asked_again() -> None:
    found = scoring.saw((iter(row) for row in M), iter(W), iter(D))
    assert found.scores == FOUND.scores == found.again().scores
    merged = scoring.borda(iter([iter(["a", "b"])]), iter([2]))
    assert merged.scores == (2, 0)
    assert merged.again().scores == (2, 0)
    matched = scoring.profile_matching(M, profile=iter([1, 1]), core=iter([0]), secondary=iter([1]))
    assert matched.again().scores == matched.scores
    assert scoring.given(iter(W)).weights == (0.5, 0.5)
    assert scoring.rank_sum(iter(["a", "b"])).codes == scoring.equal(iter(["a", "b"])).codes == ("a", "b")
    assert scoring.group_judgements(iter([[[1, 2], [None, 1]]]), iter([1]))[0][1] == pytest.approx(2)


@pytest.mark.parametrize(
    "call",
    [
        lambda: scoring.saw(M, {0.3, 0.7}, D),
        lambda: scoring.saw(M, 5, D),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.saw(M, W, {"benefit", "cost"}),
        lambda: scoring.saw(M, W, 5),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.Criteria("mutu"),
        lambda: scoring.Criteria(5),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.DecisionMatrix(M, "ab"),
        lambda: scoring.DecisionMatrix(M, None, "ab"),
        lambda: scoring.DecisionMatrix(M).with_weights("ab"),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.equal("abc"),
        lambda: scoring.given(3),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.rank_sum("mutu"),
        lambda: scoring.rank_order_centroid(4),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.group_judgements(5),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.borda(FOUND),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.borda([["a"]], "x"),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.agreement(5),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.profile_matching(M, profile=3, core=[0]),  # type: ignore[arg-type]  # that it is refused is what is tested
        lambda: scoring.profile_matching(M, profile=[1, 1], core="C1"),
        lambda: scoring.normalise(M, "minmax", D, ends={"C1": 5}),  # type: ignore[dict-item]  # that it is refused is what is tested
    ],
)  # fmt: skip
def test_what_has_no_order_is_no_list(call: Any) -> None:
    assert refused(call) == ["not_a_list"]


def test_an_array_without_dimension_is_no_list(engine: Any) -> None:
    numpy = engine("numpy")
    assert refused(lambda: scoring.saw(M, numpy.array(0.5), D)) == ["not_a_list"]
    assert refused(lambda: scoring.saw(numpy.array(0.5), W, D)) == ["not_a_table"]
    assert refused(lambda: scoring.saw(numpy.array([0.5, 1]), W, D)) == ["not_a_table"]
    assert refused(lambda: scoring.saw(numpy.ones((1, 2, 2)), W, D)) == ["cell_type"] * 2
    assert refused(lambda: scoring.saw(numpy.array([[1, 2], [2, numpy.nan]]), W, D)) == ["cell_not_finite"]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_frame_is_told_how_it_gives_its_rows(engine: Any, package: str) -> None:
    # as many rows as columns: taken by columns it would go through turned round
    frame = engine(package).DataFrame({"harga": [1.0, 2.0], "mutu": [5.0, 1.0]})
    for call in (lambda: scoring.saw(frame, W, D), lambda: scoring.ahp(frame)):
        with pytest.raises(ValueError, match=r"df\.to_numpy\(\)"):
            call()
        assert refused(call) == ["not_a_table"]
    assert scoring.DecisionMatrix(frame.to_numpy()).rows == ((1, 5), (2, 1))
    assert refused(lambda: scoring.DecisionMatrix.from_records(frame)) == ["not_a_record"]
    assert refused(lambda: scoring.Criteria.from_records(frame)) == ["not_a_record"]
    records = frame.to_dicts() if package == "polars" else frame.to_dict("records")
    assert scoring.DecisionMatrix.from_records(records, ["harga", "mutu"]).rows == ((1, 5), (2, 1))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: scoring.DecisionMatrix({"a": [1, 2]}), "not_a_table"),
        (lambda: scoring.DecisionMatrix([{"a": 1}]), "not_a_table"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.DecisionMatrix([{1, 2}]), "not_a_table"),
        (lambda: scoring.ahp(5), "not_a_table"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.ahp([1, 2]), "not_a_table"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.DecisionMatrix.from_records([[1, 2]]), "not_a_record"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.Criteria.from_records([7]), "not_a_record"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.ahp([[1]], ri=5), "not_a_mapping"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.ahp([[1]], ri={3: "x"}), "number_wrong"),  # type: ignore[dict-item]  # that it is refused is what is tested
        (lambda: scoring.profile_matching(M, profile=[1, 1], core=[0], gap_table=5), "not_a_mapping"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.profile_matching(M, profile=[1, 1], core=[0], gap_table={"x": 1}), "number_wrong"),  # type: ignore[dict-item]  # that it is refused is what is tested
        (lambda: scoring.profile_matching(M, profile=[1, 1], aspects=[1]), "not_a_mapping"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.borda([{"a", "b"}]), "not_a_ballot"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.borda([["a", " "]]), "alternative_blank"),
        (lambda: scoring.borda([["a", None]]), "alternative_blank"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.borda({"Kota": ["a"]}, {"Desa": 1}), "weights_missing"),
        (lambda: scoring.borda({"Kota": ["a"]}, {}), "weights_count"),
        (lambda: scoring.DecisionMatrix(M).with_weights([1]), "weights_count"),
    ],
)  # fmt: skip
def test_what_is_no_table_no_record_and_no_mapping(call: Any, code: str) -> None:
    assert refused(call) == [code]


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: scoring.sensitivity(5), "Ranking"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.simulate(5, seed=1), "Ranking"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.rank_reversal([FOUND]), "Ranking"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.agreement([FOUND, 5]), "Ranking"),  # type: ignore[list-item]  # that it is refused is what is tested
        (lambda: scoring.agreement({"a": 5}), "Ranking"),  # type: ignore[dict-item]  # that it is refused is what is tested
        (lambda: scoring.simulate(FOUND, seed=1, normalization=["max"]), "no choice 'normalization'"),
        (lambda: FOUND.again(normalization="max"), "saw has no normalization"),
        (lambda: scoring.composite_index(M, W, D, limits=5), "Limits"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.banded(M, 5), "Bands"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.profile_matching(M, profile=[1, 1], aspects={"a": 5}), "ProfileAspect"),  # type: ignore[dict-item]  # that it is refused is what is tested
    ],
)  # fmt: skip
def test_a_thing_of_another_kind_is_misuse(call: Any, word: str) -> None:
    with pytest.raises(TypeError, match=word):
        call()


def test_weights_with_codes_go_to_their_criteria() -> None:
    matrix = scoring.DecisionMatrix(M, {"mutu": "benefit", "harga": "cost"})
    turned = scoring.given({"harga": 0.9, "mutu": 0.1})
    assert scoring.saw(matrix, turned).weights == (0.1, 0.9)
    assert scoring.saw(matrix.with_weights([1, 1]), scoring.ahp([[1, 3], [None, 1]], ["harga", "mutu"])).weights == (
        pytest.approx([0.25, 0.75])
    )
    # where one side has no names they go by their places
    assert scoring.saw(matrix, scoring.given([0.9, 0.1])).weights == (0.9, 0.1)
    assert scoring.saw(M, turned, D).weights == (0.9, 0.1)
    # names of other criteria are no weights of these
    assert refused(lambda: scoring.saw(matrix, scoring.given({"harga": 0.9, "jarak": 0.1}))) == ["weights_others"]
    assert refused(lambda: scoring.saw(matrix, scoring.equal(3))) == ["weights_count"]


def test_numbers_of_an_aspect_are_read_like_all_others() -> None:
    for share in ("0,6", Decimal("0.6"), 0.6):
        found = scoring.profile_matching([[3, 4], [4, 3]], profile=[3, 3], core=[0], secondary=[1], core_weight=share)  # type: ignore[arg-type]  # text and Decimal are read too
        assert found.scores == pytest.approx([0.6 * 5 + 0.4 * 4.5, 0.6 * 4.5 + 0.4 * 5])
    aspects = {"a": scoring.ProfileAspect([0], weight=Decimal("0.25")), "b": scoring.ProfileAspect([1], weight="0,75")}  # type: ignore[arg-type]  # text and Decimal are read too
    found = scoring.profile_matching([[3, 4], [4, 3]], profile=[3, 3], aspects=aspects)
    assert found.scores == pytest.approx([0.25 * 5 + 0.75 * 4.5, 0.25 * 4.5 + 0.75 * 5])
    assert found.step("factors").names == ("NCF a", "a", "NCF b", "b")
    assert refused(
        lambda: scoring.profile_matching(M, profile=[1, 1], aspects={"a": scoring.ProfileAspect([0], weight=-1)})
    ) == ["weight_negative"]
    # 3.3 - 2.3 is 1 as it is written, and 0.9999999999999998 among floats
    assert scoring.profile_matching([[3.3]], profile=[2.3], core=[0]).scores == (4.5,)
    assert scoring.profile_matching([[0.3]], profile=[0.1], core=[0], gap_table={0.2: 9}).scores == (9,)


def test_a_number_is_named_by_what_it_is() -> None:
    with pytest.raises(ValueError, match=r"^\$\.weights\.C2: weight C2: x tidak dapat dipakai") as caught:
        scoring.saw(M, [1, "x"], D)  # type: ignore[list-item]  # that it is refused is what is tested
    assert noted(FOUND) == []
    assert "–, " not in str(caught.value)


def csv_records(text: str, delimiter: str = ",") -> Any:
    return csv.DictReader(StringIO(text), delimiter=delimiter)


def test_a_row_that_is_longer_than_its_header_is_refused_and_not_cut_off() -> None:
    # 0,85 in a file whose cells are parted by commas: two cells, and every later one would stand a column too far left
    text = "nama,mutu,harga\nA,1,2\nB,0,85,3\n"
    for criteria in (None, {"mutu": "benefit", "harga": "cost"}):
        assert refused(partial(scoring.DecisionMatrix.from_records, csv_records(text), criteria)) == ["record_long"]
    assert refused(lambda: scoring.Criteria.from_records(csv_records("kode,jenis,bobot\nC1,cost,0,5\n"))) == [
        "record_long"
    ]


def test_blank_cells_beyond_the_header_are_no_matter() -> None:
    matrix = scoring.DecisionMatrix.from_records(csv_records("nama;mutu\nA;1;;\nB;2\n", ";"))
    assert matrix.columns == ((1.0, 2.0),)


def test_the_mark_before_a_file_of_a_spreadsheet_is_no_part_of_the_first_header() -> None:
    matrix = scoring.DecisionMatrix.from_records(csv_records("\ufeffnama;mutu\nA;1\n", ";"), name="nama")
    assert matrix.alternatives == ("A",)
    assert scoring.Criteria.from_records(csv_records("\ufeffkode;jenis\nC1;cost\n", ";")).directions == ("cost",)


def test_a_file_that_was_read_with_another_delimiter_says_so() -> None:
    with pytest.raises(pk.ValidationError, match="delimiter"):
        scoring.DecisionMatrix.from_records(csv_records("nama;mutu\nA;1\n"))


@pytest.mark.parametrize(
    "call", [lambda: scoring.Criterion("C1", 5), lambda: scoring.Criterion("C1", unit=float("nan"))]
)  # type: ignore[arg-type]  # that it is refused is what is tested
def test_a_name_or_unit_that_is_no_text_is_refused(call: Any) -> None:
    assert refused(call) == ["criterion_text"]


def test_what_is_blank_in_a_frame_of_criteria_is_blank() -> None:
    nan = float("nan")
    row = {"kode": "C1", "nama": nan, "jenis": "cost", "bobot": nan, "skala": nan, "target": nan, "satuan": nan}
    assert scoring.Criteria.from_records([row])[0] == scoring.Criterion("C1", direction="cost")


def test_a_series_with_labels_goes_to_the_criteria_of_these_codes(engine: Any) -> None:
    pandas = engine("pandas")
    weights = pandas.Series({"C2": 0.3, "C1": 0.7})
    ways = pandas.Series({"C2": "cost", "C1": "benefit"})
    found = scoring.saw(M, weights, ways)
    assert found.weights == (0.7, 0.3)
    assert found.matrix is not None
    assert found.matrix.criteria.directions == ("benefit", "cost")
    assert scoring.given(weights).by_code() == {"C2": 0.3, "C1": 0.7}
    assert scoring.rank_sum(pandas.Series({"C1": 2, "C2": 1})).by_code()["C2"] == pytest.approx(2 / 3)
    # labels that merely count leave the order as it stands
    assert scoring.saw(M, pandas.Series([0.7, 0.3]), D).weights == (0.7, 0.3)
    assert scoring.saw(M, pandas.Series([0.7, 0.3], index=[1, 0]), D).weights == (0.7, 0.3)


@pytest.mark.parametrize("text", ["nama;C1;C1\nA;1;2\n", "\ufeffC1;C2;C1\n1;2;3\n"])
def test_of_two_columns_with_one_header_none_is_lost(text: str) -> None:
    assert refused(lambda: scoring.DecisionMatrix.from_records(csv_records(text, ";"))) == ["column_twice"]
    # what has no header and holds nothing is no column
    assert len(scoring.DecisionMatrix.from_records(csv_records("nama;C1;;\nA;1;;\n", ";"), {"C1": "cost"})) == 1
