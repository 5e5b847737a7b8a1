"""Criteria and decision matrices: made, read, checked, shown, and never changed."""

from __future__ import annotations

import csv
import io
import pickle
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm import scoring
from plut_kumkm.scoring.matrices.matrices import DecisionMatrix
from tests.scoring.making import refused

CRITERIA = """kode,nama,jenis,bobot,target,skala,satuan
harga,Harga,biaya,"0,4",,,IDR
mutu,Mutu,benefit,"0,5",,1-5,
suhu,Suhu,target,"0,11",25,0..100,C
"""
TABLE = """usaha;harga;mutu;suhu
Toko A;1.250,5;4;25
Toko B;;5;24,5
"""


def test_two_tables_make_a_matrix() -> None:
    criteria = scoring.Criteria.from_records(csv.DictReader(io.StringIO(CRITERIA)))
    matrix = DecisionMatrix.from_records(csv.DictReader(io.StringIO(TABLE), delimiter=";"), criteria)
    assert matrix.alternatives == ("Toko A", "Toko B")
    assert matrix.rows == ((1250.5, 4, 25), (None, 5, 24.5))
    assert criteria.weights == (0.4, 0.5, 0.11)
    assert criteria.directions == ("cost", "benefit", "target")
    assert (criteria[2].target, criteria[1].scale, criteria[0].unit) == (25, (1, 5), "IDR")
    assert matrix.missing == (("Toko B", "harga"),)
    assert [found.code for found in matrix.check()] == [
        "scoring.cell_missing", "scoring.constant", "scoring.no_scale", "scoring.weights_not_one",
    ]  # fmt: skip
    assert matrix.without_missing().alternatives == ("Toko A",)
    assert scoring.Criteria.from_records(criteria.to_records()) == criteria
    assert DecisionMatrix.from_records(matrix.to_records(), criteria) == matrix


def test_records_without_a_name_are_numbered() -> None:
    matrix = DecisionMatrix.from_records([{"a": 1, "b": 2}, {"a": 3, "b": 4}], ["a", "b"])
    assert (matrix.alternatives, matrix.rows) == (("A1", "A2"), ((1, 2), (3, 4)))
    # the name may stand anywhere
    last = DecisionMatrix.from_records([{"a": 1, "usaha": "Toko A"}], ["a"])
    assert last.alternatives == ("Toko A",)


def test_arrays_are_taken_as_they_are(engine: Any) -> None:
    numpy = engine("numpy")
    found = scoring.saw(numpy.array([[80, 200], [60, 100]]), numpy.array([0.6, 0.4]), numpy.array([1, -1]))
    assert found.scores == scoring.saw([[80, 200], [60, 100]], [0.6, 0.4], ["benefit", "cost"]).scores


def test_check_finds_what_a_method_would_not_ask() -> None:
    criteria = [scoring.Criterion("a", weight=-0.5, scale=(1, 5)), scoring.Criterion("b", weight=1.5)]
    matrix = DecisionMatrix([[1, 7], [9, 7], [1, 7]], criteria)
    found = matrix.check()
    assert found.codes == {
        "scoring.constant": 1,
        "scoring.identical": 1,
        "scoring.no_direction": 1,
        "scoring.no_scale": 1,
        "scoring.outside_scale": 1,
        "scoring.weight_negative": 1,
    }
    assert not found.ok
    assert all(one.message("id") and one.message("en") for one in found)
    assert DecisionMatrix([[1, 2]], [criteria[0], scoring.Criterion("b")]).check().codes["scoring.weights_partly"] == 1


def test_a_matrix_in_order_has_no_findings() -> None:
    criteria = [
        scoring.Criterion("a", direction="cost", weight=0.5, scale=(1, 5)),
        scoring.Criterion("b", direction="benefit", weight=0.5, scale=(1, 5)),
    ]
    assert len(DecisionMatrix([[1, 2], [3, 4]], criteria).check()) == 0
    unweighed = [scoring.Criterion("a", direction="cost", scale=(1, 5))]
    assert len(DecisionMatrix([[1], [3]], unweighed).check()) == 0


def test_a_matrix_cannot_be_changed() -> None:
    rows = [[1, 2], [3, 4]]
    matrix = DecisionMatrix(rows)
    rows[0][0] = 99
    assert matrix.rows == ((1, 2), (3, 4))
    with pytest.raises(AttributeError):
        matrix.columns = ()  # type: ignore[misc]  # that it is refused is what is tested
    assert {matrix: 1}[DecisionMatrix([[1, 2], [3, 4]])] == 1
    assert pickle.loads(pickle.dumps(matrix)) == matrix  # noqa: S301 - what the line above made


def test_a_matrix_is_asked_by_name_or_place() -> None:
    matrix = DecisionMatrix([[1, 2], [3, 4]], ["a", "b"], ["Toko A", "Toko B"])
    assert matrix.value("Toko B", "a") == matrix.value(1, "a") == 3
    assert len(matrix) == 2
    assert matrix.without("Toko A").rows == ((3, 4),)
    assert matrix.with_weights({"b": 2}).criteria.weights == (None, 2)
    assert matrix.with_weights([1, 2]).criteria.weights == (1, 2)
    assert repr(matrix) == "<DecisionMatrix 2 × 2: a, b>"
    for call, code in (
        (lambda: matrix.value("Toko C", "a"), "alternative_unknown"),
        (lambda: matrix.value(2, "a"), "alternative_place"),
        (lambda: matrix.value(0, "c"), "criterion_unknown"),
        (lambda: matrix.without("Toko A", 1), "no_alternatives"),
        (lambda: matrix.with_weights({"c": 1}), "criterion_unknown"),
    ):
        assert refused(call) == [code]


def test_a_matrix_shows_direction_and_weight_of_each_criterion() -> None:
    matrix = DecisionMatrix([[1, 2]] * 1, {"harga": "cost", "mutu": "benefit"}).with_weights([0.4, 0.6])
    assert "harga (makin kecil makin baik, bobot 0,4)" in str(matrix)
    assert "mutu (higher is better, weight 0.6)" in matrix.table("en")
    assert "<th>" in matrix._repr_html_()
    long = DecisionMatrix([[place] for place in range(30)])
    assert "…" in str(long)
    target = scoring.Criterion("suhu", direction="target", target=25)
    assert target.heading("en") == "suhu (the nearer 25 the better)"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: DecisionMatrix([[1]], ["a", "b"]), "criteria_count"),
        (lambda: DecisionMatrix([[1, 2]], ["a", "a"]), "criterion_twice"),
        (lambda: DecisionMatrix([[1]], []), "no_criteria"),
        (lambda: DecisionMatrix([[1], [2]], None, ["x"]), "alternatives_count"),
        (lambda: DecisionMatrix([[1], [2]], None, ["x", "x"]), "alternative_twice"),
        (lambda: DecisionMatrix([[1], [2]], None, ["x", " "]), "alternative_blank"),
        (lambda: DecisionMatrix([[1], [2]], None, ["x", None]), "alternative_blank"),
        (lambda: DecisionMatrix.from_records([]), "no_alternatives"),
        (lambda: DecisionMatrix.from_records([{"n": "x", "a": 1}], ["b"]), "key_missing"),
        (lambda: DecisionMatrix.from_records([{"n": "x", "a": 1}], ["a"], name="nama"), "key_missing"),
        (lambda: DecisionMatrix.from_records([{}]), "no_criteria"),
        (lambda: DecisionMatrix.from_records("abc"), "not_a_record"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.Criterion(""), "criterion_code"),
        (lambda: scoring.Criterion(7), "criterion_code"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.Criterion("a", scale=(5, 1)), "scale"),
        (lambda: scoring.Criterion("a", scale=(1, 2, 3)), "scale"),  # type: ignore[arg-type]  # that it is refused is what is tested
        (lambda: scoring.Criterion("a", weight=float("nan")), "number_wrong"),
        (lambda: scoring.Criteria.from_records([{"kode": "a", "warna": "x"}]), "header"),
        (lambda: scoring.Criteria.from_records([{"kode": "a", "skala": "luas"}]), "scale"),
        (lambda: scoring.Criteria.from_records([{"kode": "", "bobot": 1}]), "criterion_code"),
        (lambda: scoring.Criteria.from_records([{"kode": "a", "bobot": "1.500"}]), "number_ambiguous"),
    ],
)  # fmt: skip
def test_matrices_and_criteria_that_are_refused(call: Any, code: str) -> None:
    assert refused(call) == [code]


def test_every_wrong_criterion_of_a_table_is_named() -> None:
    rows = [{"kode": "a", "jenis": "mahal"}, {"kode": "b", "bobot": "x"}, {"kode": "c"}]
    assert refused(lambda: scoring.Criteria.from_records(rows)) == ["direction", "number_wrong"]


def test_criteria_are_a_sequence() -> None:
    criteria = scoring.Criteria(["a", scoring.Criterion("b", "Mutu")])
    assert criteria.index("b") == criteria.index(criteria[1]) == 1
    assert criteria[0:1] == (scoring.Criterion("a"),)
    assert [one.label() for one in criteria] == ["a", "Mutu"]
    assert len(criteria) == 2
    assert repr(criteria) == "<Criteria a, b>"
    assert criteria != ["a"]
    assert hash(criteria) == hash(scoring.Criteria(["a", scoring.Criterion("b", "Mutu")]))
    assert refused(lambda: criteria.index("z")) == ["criterion_unknown"]


@pytest.mark.parametrize(
    "words", [("benefit", "cost"), ("Keuntungan", "BIAYA"), ("max", "min"), (1, -1), ("maks", "lower")]
)
def test_directions_by_the_words_in_use(words: tuple[Any, Any]) -> None:
    assert scoring.DecisionMatrix([[1, 2]], {"a": words[0], "b": words[1]}).criteria.directions == ("benefit", "cost")


def test_the_matrix_carries_weights_and_directions_into_a_method() -> None:
    matrix = DecisionMatrix([[80, 200], [60, 100], [100, 400]], {"mutu": "benefit", "harga": "cost"})
    assert scoring.saw(matrix.with_weights([0.6, 0.4])).scores == pytest.approx([0.68, 0.76, 0.7])
    assert scoring.saw(matrix, {"harga": 0.4, "mutu": 0.6}).scores == pytest.approx([0.68, 0.76, 0.7])
    # what is passed goes before what the criteria say
    turned = scoring.saw(matrix, [0.6, 0.4], {"harga": "benefit"})
    assert turned.matrix is not None
    assert turned.matrix.criteria.directions == ("benefit", "benefit")
    assert matrix.criteria.directions == ("benefit", "cost")


def test_the_room_is_reached_from_the_face() -> None:
    assert pk.scoring.DecisionMatrix is DecisionMatrix
    assert set(scoring.__all__) <= set(dir(scoring))


def test_a_matrix_that_is_passed_as_an_iterator_is_read_once() -> None:
    found = scoring.saw(iter([iter([1, 2]), iter([2, 1])]), [0.5, 0.5], ["benefit", "cost"])
    assert found.again().scores == found.scores


def test_a_table_of_criteria_as_papers_print_it() -> None:
    rows = [{"No": 1, "Kode": "C1", "Kriteria": "Harga", "Jenis": "Cost", "Bobot": "0,25", "Skala": "1 - 5"}]
    (found,) = scoring.Criteria.from_records(rows)
    assert (found.code, found.name, found.direction, found.weight, found.scale) == ("C1", "Harga", "cost", 0.25, (1, 5))
    # without a code beside it the criterion is the code
    assert scoring.Criteria.from_records([{"Kriteria": "Harga", "Nama": "Harga jual"}])[0].code == "Harga"
    assert refused(lambda: scoring.Criteria.from_records([{"kode": "C1", "nama": "x", "kriteria": "y"}])) == [
        "header_twice"
    ]
    assert refused(lambda: scoring.Criteria.from_records([{"bobot": "1", "weight": "1"}])) == ["header_twice"]


@pytest.mark.parametrize("scale", [5, "luas", (1, 2, 3), "5-1", (1, None), [2, 2], float("nan")])
def test_a_scale_that_is_none_is_refused(scale: Any) -> None:
    assert refused(lambda: scoring.Criterion("a", scale=scale)) in (["scale"], ["number_missing"])


def test_a_scale_may_be_written_as_text_or_a_list() -> None:
    for scale in ("1-5", "1 s.d. 5", "1..5", [1, 5], ("1", "5,0")):
        assert scoring.Criterion("a", scale=scale).scale == (1, 5)  # type: ignore[arg-type]  # text and lists are read too


def test_check_finds_a_target_that_is_not_there() -> None:
    matrix = DecisionMatrix([[1], [2]], [scoring.Criterion("suhu", direction="target", scale=(1, 5))])
    (found,) = matrix.check()
    assert (found.code, found.severity, found.where) == ("scoring.no_target", "error", "$.criteria.suhu.target")


def test_missing_cells_are_in_the_order_of_the_table() -> None:
    matrix = DecisionMatrix([[1, None], [None, 2]], ["a", "b"], ["x", "y"])
    assert matrix.missing == (("y", "a"), ("x", "b"))
    assert [found.where for found in matrix.missing_cells()] == ["$[1].a", "$[0].b"]
