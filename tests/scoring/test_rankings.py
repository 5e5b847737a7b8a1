"""Rankings: what they say of themselves, of one alternative, and of two."""

from __future__ import annotations

from typing import Any

import pytest

from plut_kumkm import scoring
from plut_kumkm.scoring.steps import STEP_KINDS, Step
from plut_kumkm.scoring.wording import Figure, Phrase, places, said
from tests.scoring.making import noted, refused

ROWS, WAYS = [[80, 200], [60, 100], [100, 400]], {"mutu": "benefit", "harga": "cost"}
MATRIX = scoring.DecisionMatrix(ROWS, WAYS, ["Toko A", "Toko B", "Toko C"])


def test_scores_are_never_rounded_and_ranks_rest_on_them() -> None:
    # rounded to whole numbers, or to two decimals, both would tie
    found = scoring.bayes([[4.151], [4.149]], [1])
    assert found.scores == (4.151, 4.149)
    assert found.ranks == (1, 2)


def test_a_tolerance_is_declared_not_hidden() -> None:
    rows = [[100], [99.95], [99.85], [50]]
    assert scoring.saw(rows, [1], ["benefit"]).ranks == (1, 2, 3, 4)
    # within a thousandth of the best of them: the second ties with the first, the third does not
    near = scoring.saw(rows, [1], ["benefit"], tolerance=0.001, ties="average")
    assert near.ranks == (1.5, 1.5, 3, 4)
    assert near.to_dict()["tolerance"] == 0.001
    assert "Seri dengan A2." in near.explain("A1")


def test_what_floats_leave_is_a_tie() -> None:
    # .1 + .2 is not .3 to the last digit
    found = scoring.bayes([[0.1 + 0.2, 0.0], [0.3, 0.0]], [0.5, 0.5])
    assert found.ranks == (1, 1)
    assert found.winners == ("A1", "A2")


def test_weights_that_sum_to_one_hundred_and_one_percent_say_what_that_changed() -> None:
    found = scoring.saw(MATRIX, [0.6, 0.41])
    assert noted(found) == ["weights_sum"]
    text = found.notes[0].message("en")
    # .6*.6+.41*1 = .77 for the second, over 1.01
    assert "sum to 1.01, not 1" in text
    assert "Toko B is 0.7624, not 0.7700; the order stays" in text
    asked = scoring.saw(MATRIX, [0.6, 0.41], normalise_weights=True)
    assert noted(asked) == ["weights_normalised"]
    assert asked.scores == pytest.approx([score / 1.01 for score in found.scores])
    assert "Used as they are, the score of Toko B is 0.7700, not 0.7624" in asked.notes[0].message("en")
    assert "0,7624" in asked.explain()
    # in a table of findings the score stands unrounded
    assert "0.77" in found.to_dict()["notes"][0]["params"]["effect"]
    assert found.to_dict()["notes"][0]["params"]["sum"] == "1.01"


def test_weights_that_sum_wrongly_may_change_places() -> None:
    # MPE is not linear in its weights: 9^1.9 + 1 = 66.0 against 2 * 6^1.9 = 60.2; divided, 9^.5 + 1 against 2 * 6^.5
    found = scoring.mpe([[9, 1], [6, 6]], [1.9, 1.9], ["benefit", "benefit"])
    assert found.ranks == (1, 2)
    assert "ranks change: A1 from 1 to 2, A2 from 2 to 1 (2 in all)" in found.notes[0].message("en")


def test_where_the_scale_of_weights_does_not_matter_that_is_said() -> None:
    found = scoring.topsis(MATRIX, [0.7, 0.7])
    assert "neither scores nor order" in found.notes[0].message("en")
    assert noted(scoring.topsis(MATRIX, [0.7, 0.7], normalise_weights=True)) == ["weights_normalised"]
    assert noted(scoring.smart(MATRIX, [70, 70])) == ["weights_divided"]
    assert noted(scoring.wpm(MATRIX, [0.5, 0.5])) == []
    assert noted(scoring.mpe(MATRIX, [3, 2], {"harga": "benefit"})) == []
    assert noted(scoring.mpe(MATRIX, [0.5, 0.5])) == ["cost_extension"]
    assert noted(scoring.moora(MATRIX, [0.9, 0.1], form="multiplicative")) == ["weights_unused"]
    assert noted(scoring.mazziotta_pareto(MATRIX, [0.9, 0.1])) == ["weights_extension"]
    assert noted(scoring.mazziotta_pareto(MATRIX.with_weights([0.9, 0.1]))) == ["weights_extension"]


def test_vikor_without_advantage_proposes_a_set() -> None:
    # regrets 0 .05 .1 .5 and .5 .4 .35 0; S = .5 .45 .45 .5, R = .5 .4 .35 .5; Q = 1, .05/.15/2, 0, 1; 1/6 < 1/3
    found = scoring.vikor([[10, 0], [9, 2], [8, 3], [0, 10]], [0.5, 0.5], ["benefit", "benefit"])
    assert found.scores == pytest.approx([1, 1 / 6, 0, 1])
    assert (found.advantage, found.stability, found.compromise) == (False, True, ("A3", "A2"))
    assert noted(found) == ["no_advantage"]
    assert "0.1667" in found.notes[0].message("en")


def test_vikor_without_stability_proposes_the_first_two() -> None:
    # regrets .3 .4 0 .5 .4 and .375 .125 .5 0 .3125; S = .675 .525 .5 .5 .7125, R = .375 .4 .5 .5 .4
    # Q of the second .025/.2125/2 + .025/.125/2 = .158824, of the first .175/.2125/2 = .411765: ahead by .2529 >= 1/4,
    # but the lowest S is that of the third and the fourth, the lowest R that of the first
    found = scoring.vikor([[4, 4], [2, 8], [10, 2], [0, 10], [2, 5]], [0.5, 0.5], ["benefit", "benefit"])
    assert found.scores[:2] == pytest.approx([0.411765, 0.158824], abs=1e-6)
    assert (found.advantage, found.stability, found.compromise) == (True, False, ("A2", "A1"))
    assert noted(found) == ["no_stability"]


def test_compare_names_what_parts_two_and_by_how_much() -> None:
    found = scoring.saw(MATRIX, [0.6, 0.4])
    told = found.compare("Toko B", "Toko A")
    # .76 - .68: harga .4*(1-.5) = .2 for B, mutu .6*(.8-.6) = .12 for A
    assert told.difference == pytest.approx(0.08)
    assert [(part.criterion, part.gain, part.better) for part in told.parts] == [
        ("harga", pytest.approx(0.2), "first"),
        ("mutu", pytest.approx(-0.12), "second"),
    ]
    assert "lifts Toko B by 0.2" in told.explain("en")
    assert "lifts Toko A by 0.12" in told.explain("en")
    assert told.explain("en").startswith("Toko B (0.7600) is above Toko A (0.6800)")
    assert found.compare("Toko A", "Toko B").explain("en").startswith("Toko B (0.7600) is above Toko A (0.6800)")
    assert repr(told) == "<RankingComparison Toko B, Toko A: +0.08>"
    assert told._repr_html_().startswith("<pre>")
    assert str(told) == told.explain()


def test_compare_where_the_method_is_not_linear_or_there_is_a_target() -> None:
    criteria = [
        scoring.Criterion("suhu", direction="target", target=25),
        scoring.Criterion("mutu", direction="benefit"),
    ]
    matrix = scoring.DecisionMatrix([[20, 4], [27, 4]], criteria)
    told = scoring.topsis(matrix, [0.5, 0.5]).compare(0, 1)
    assert [(part.criterion, part.better, part.gain) for part in told.parts] == [
        ("suhu", "second", None),
        ("mutu", None, None),
    ]
    assert "A2 is better" in told.explain("en")
    assert "as good" in told.explain("en")
    same = scoring.saw([[1], [1]], [1], ["benefit"]).compare(0, 1).explain("en")
    assert "ties with" in same
    assert "makes no difference" in same
    assert "logarithm" in scoring.wpm([[1, 2], [2, 1]], [0.5, 0.5], ["benefit", "cost"]).compare(0, 1).explain("en")
    # merged rankings have no criteria to compare by
    assert scoring.borda([["a", "b"]]).compare("a", "b").parts == ()
    # a gap that was filled stays a gap in the comparison
    index = scoring.composite_index([[1, 2], [None, 3], [3, 4]], [0.5, 0.5], ["benefit"] * 2, impute="mean")
    assert "NaN" not in index.compare(0, 1).explain("en")


def test_a_ranking_is_asked_by_name_or_place() -> None:
    found = scoring.saw(MATRIX, [0.6, 0.4])
    assert (found.rank("Toko B"), found.score("Toko B"), found.place("Toko B")) == (1, found.scores[1], 1)
    assert found.order == ("Toko B", "Toko C", "Toko A")
    assert [row["alternative"] for row in found.to_records()] == list(found.order)
    assert len(found) == 3
    assert repr(found) == "<Ranking saw: 3 alternatives, first Toko B, 0 notes>"
    assert found.method is scoring.methods()["saw"]
    assert repr(found.method) == "<Method saw: Fishburn 1967; Hwang & Yoon 1981>"
    assert refused(lambda: found.rank("Toko D")) == ["alternative_unknown"]
    with pytest.raises(KeyError, match="normalised, weighted, score"):
        found.step("gap")
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)


def test_a_ranking_of_many_shows_the_first() -> None:
    found = scoring.saw([[place] for place in range(1, 41)], [1], ["benefit"])
    assert "dan 20 lagi" in str(found)
    assert str(found).count("\n") == 23


def test_html_is_escaped() -> None:
    matrix = scoring.DecisionMatrix([[1], [2]], {"<i>": "benefit"}, ["<b>x</b>", "y"])
    assert "<b>" not in scoring.saw(matrix, [1.01])._repr_html_()
    assert "<i>" not in matrix._repr_html_()


def test_steps_know_their_shape() -> None:
    found = scoring.topsis(MATRIX, [0.6, 0.4])
    assert {step.kind for step in found.steps} == set(STEP_KINDS)
    assert found.step("ideal").rows == (found.step("ideal").values,)
    assert len(found.step("closeness").rows) == 3
    assert found.step_table("ideal").splitlines()[0].split() == ["mutu", "harga"]
    with pytest.raises(TypeError, match="number for every cell"):
        _ = found.step("weighted").values
    assert Step("x", "criteria", ("a",), ((1.0,),)).to_dict()["columns"] == [[1.0]]


def test_borda_keeps_its_ballots_and_a_ranking_without_a_way_back_says_so() -> None:
    from attrs import evolve

    found = scoring.borda([["a", "b"], ["b", "a"], ["a", "b"]])
    assert found.again(weights=[1, 3, 1]).winners == ("b",)
    with pytest.raises(TypeError, match="cannot be run again"):
        evolve(found, run=None).again()
    told = found.to_dict()
    assert told["criteria"] == []
    assert told["steps"][0]["names"] == ["V1", "V2", "V3"]
    assert found.explain("a", "en").count("points: V1 1; V2 0; V3 1") == 1


def test_options_of_every_kind_become_json() -> None:
    aspects = {"a": scoring.ProfileAspect([0], weight=1.0)}
    found = scoring.profile_matching([[3], [4]], profile=[3], aspects=aspects, gap_table={0: 5, 1: 4})
    assert found.to_dict()["options"]["gap_table"] == {"0": 5, "1": 4}
    assert found.to_dict()["options"]["aspects"]["a"]["core"] == [0]
    assert found.again().scores == found.scores


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (1234.5, "1.234,5"), (-0.00001234, "-0,00001234"), (1e-12, "1e-12"), (1e15, "1e+15"),
        (0.05, "0,05"),
    ],
)  # fmt: skip
def test_numbers_as_the_language_writes_them(value: float, text: str) -> None:
    assert said(value) == text


def test_decimals_keep_different_scores_apart() -> None:
    assert places([0.5, 0.5]) == 4
    assert places([1.0, 1.0 + 1e-15]) == 12
    found = scoring.bayes([[0.1234561], [0.1234564]], [1])
    assert "0,1234561" in str(found)


def test_words_inside_a_message_know_the_language() -> None:
    assert (Figure(None).label(), str(Figure(None))) == ("–", "")
    phrase: Any = Phrase("scoring.effect.given")
    assert (phrase.label("id"), str(phrase)) == ("Bila dipakai apa adanya", "Used as they are")


def test_a_target_is_as_far_on_either_side_as_it_is_written() -> None:
    # |.1 - .3| and |.5 - .3| are both .2; among floats .19999999999999998 and .2, and a range of that decides all
    matrix = scoring.DecisionMatrix([[0.1], [0.5]], [scoring.Criterion("a", direction="target", target=0.3)])
    for method in (scoring.saw, scoring.topsis, scoring.vikor, scoring.moora, scoring.smart, scoring.mazziotta_pareto):
        options = {"normalisation": "minmax"} if method is scoring.saw else {}
        found: scoring.Ranking = method(matrix, [1], **options)  # type: ignore[operator]  # the methods are alike
        assert found.ranks == (1, 1), method


def test_a_column_that_differs_by_what_floats_leave_is_constant() -> None:
    rows = [[0.1 + 0.2, 1], [0.3, 2]]
    for method in (scoring.smart, scoring.topsis, scoring.vikor, scoring.moora, scoring.mazziotta_pareto):
        found: scoring.Ranking = method(rows, [0.9, 0.1], ["benefit"] * 2)  # type: ignore[operator]  # the methods are alike
        assert found.winners == ("A2",), method
        assert "constant" in noted(found), method
    assert noted(scoring.normalise(rows, "minmax", ["benefit"] * 2)) == ["constant"]
    assert scoring.normalise(rows, "minmax", ["benefit"] * 2).matrix.columns[0] == (1, 1)
    assert scoring.entropy(rows).weights == scoring.critic(rows, ["benefit"] * 2).weights == (0, 1)


def test_a_ranking_keeps_the_version_that_made_it() -> None:
    import pickle

    found = scoring.saw(MATRIX, [0.6, 0.4])
    assert found.version == found.to_dict()["version"]
    kept = pickle.loads(pickle.dumps(found))  # noqa: S301 - what the line above made
    assert (kept.version, kept.scores, kept.again().ranks) == (found.version, found.scores, found.ranks)


def test_the_notes_of_many_are_told_in_part() -> None:
    criteria = [scoring.Criterion("mutu", direction="benefit", scale=(1, 5))]
    found = scoring.saw(scoring.DecisionMatrix([[place + 6] for place in range(30)], criteria), [1])
    assert len(found.notes) == 30
    assert str(found).count("Catatan:") == 11
    assert "Catatan: dan 20 lagi" in str(found)


def test_alternatives_that_are_the_same_are_told_in_one_note() -> None:
    found = scoring.saw([[1 + place % 3] for place in range(20)], [1], ["benefit"])
    assert noted(found) == ["identical"]
    assert "A1 = A4, A2 = A5, A3 = A6, A1 = A7, A2 = A8 (pairs: 17)" in found.notes[0].message("en")


def test_an_explanation_tells_the_weights_that_were_used() -> None:
    # .6 and .41 over 1.01
    found = scoring.saw(MATRIX, [0.6, 0.41], normalise_weights=True)
    assert "mutu (higher is better, weight 0.5941)" in found.explain("Toko A", "en")
    assert (
        "weight" not in scoring.moora(MATRIX, [0.9, 0.1], form="multiplicative").explain(0, "en").partition("Note")[0]
    )


def test_what_differs_does_not_read_the_same() -> None:
    thirds = [0.33333] * 3
    rows, ways = [[1, 2, 3], [2, 3, 1]], ["benefit"] * 3
    # 3 × 0.33333 = 0.99999, to four decimals 1. The first scores 2/2 + 3/3 + 1/3 = 7/3, times 0.33333 or a third.
    note = scoring.saw(rows, thirds, ways).notes[0]
    assert "sum to 0.99999, not 1" in note.message("en")
    assert "is 0.77778, not 0.77777;" in note.message("en")
    assert "berjumlah 0,99999, bukan 1" in note.message("id")
    assert "0,99999" in scoring.given(thirds).notes[0].message()
    assert "1,00002" in scoring.smart([[1] * 6, [2] * 6], [0.16667] * 6, ["benefit"] * 6).notes[0].message()
    scaled = scoring.DecisionMatrix([[5.00001]], [scoring.Criterion("mutu", direction="benefit", scale=(1, 5))])
    assert "5.00001 is outside the scale 1 to 5" in scaled.check().findings[-1].message("en")
    two = scoring.saw([[3.00001, 1], [3.00002, 2]], [0.5, 0.5], ["benefit"] * 2).compare(0, 1)
    assert "C1: A1 3.00001, A2 3.00002" in two.explain("en")
    told = scoring.ahp([[1, 3, 5], ["1/3", 1, 3], ["1/5", "1/3", 1]], threshold=0.0332).explain("en")
    # CR = 0.019256/0.58 = 0.033199, to four figures the threshold
    assert "CR 0.033199, at most 0.0332: consistent" in told


@pytest.mark.parametrize(
    ("found", "choices", "formula"),
    [
        (
            scoring.saw([[1], [2]], [1], ["benefit"], normalisation="minmax"),
            "normalisation=minmax",
            "r = (x−min)/(max−min) (B), (max−x)/(max−min) (K); V = Σ w r",
        ),
        (scoring.saw([[1], [2]], [1], ["benefit"]), "normalisation=max", "r = x/max (B), min/x (K); V = Σ w r"),
        (
            scoring.topsis([[1], [2]], [1], ["benefit"], normalisation="sum", ties="dense", tolerance=0.01),
            "normalisation=sum; ties=dense; tolerance=0,01",
            "r = x/Σx (B), (1/x)/Σ(1/x) (K); v = w r; C = D⁻/(D⁺+D⁻)",
        ),
        (
            scoring.weighted_geometric([[1], [2]], [1], ["benefit"], allow_zero=True),
            "normalisation=max; allow_zero=True",
            "r = x/max (B), min/x (K); V = Π r^w, Σ w = 1",
        ),
        (
            scoring.profile_matching([[3, 4]], profile=[3, 3], core=[0], secondary=[1], gap_table={0: 5, 1: 4.5}),
            "profile=(3; 3); core=(C1); secondary=(C2); core_weight=0,6; gap_table={0: 5; 1: 4,5}",
            "gap = x − profil; nilai gap dari tabel; N = p·NCF + (1−p)·NSF; V = Σ bobot aspek · N",
        ),
        (
            scoring.profile_matching([[3]], profile=[3], aspects={"usaha": scoring.ProfileAspect(["C1"])}),
            (
                "profile=(3); aspects={usaha: {core: (C1); secondary: (); core_weight: 0,6; weight: 1}}; "
                "gap_table=practice-5"
            ),
            "gap = x − profil; nilai gap dari tabel; N = p·NCF + (1−p)·NSF; V = Σ bobot aspek · N",
        ),
    ],
)
def test_an_explanation_tells_the_choices_and_the_formula_that_was_used(
    found: scoring.Ranking, choices: str, formula: str
) -> None:
    told = found.explain().splitlines()
    assert f"Pilihan: {choices}" in told
    assert f"Rumus: {formula}" in told


def test_a_method_without_choices_tells_none_and_an_index_its_log() -> None:
    assert "Pilihan" not in scoring.moora([[1], [2]], [1], ["benefit"]).explain()
    index = scoring.composite_index([[1], [2]], [1], ["benefit"])
    assert index.build("en") in index.explain(lang="en")
    assert "Choices" not in index.explain(lang="en")


def test_what_practice_does_is_an_origin_and_no_grade() -> None:
    methods = scoring.methods()
    assert (methods["saw"].grade, methods["saw"].origin) == ("primary", "practice")
    assert (methods["profile-matching"].grade, methods["profile-matching"].origin) == ("secondary", "practice")
    assert (methods["copeland"].grade, methods["given"].origin) == ("unverified", "proposal")
    table = scoring.gap_tables()["practice-5"]
    assert (table.grade, table.origin) == ("secondary", "practice")
    assert methods["given"].cited("en") == "Source: the user (proposal)"
    assert methods["mpe"].cited("en") == "Source: Marimin 2004 (as papers and offices use it)"
    told = scoring.saw([[1], [2]], [1], ["benefit"]).to_dict()
    assert (told["grade"], told["origin"]) == ("primary", "practice")
    assert scoring.equal(2).to_dict()["origin"] == "practice"


def test_a_method_that_divides_weights_says_what_a_sum_of_101_percent_changed() -> None:
    # utilities 0 and 1, 1 and 0: divided 0.5/1.01 = 0.4950 and 0.51/1.01 = 0.5050; as given 0.5 and 0.51
    rows, ways = [[2, 1], [1, 2]], ["benefit", "benefit"]
    found = scoring.smart(rows, [0.5, 0.51], ways)
    assert noted(found) == ["weights_near_one"]
    assert found.weights == pytest.approx((0.5 / 1.01, 0.51 / 1.01))
    assert "Used as they are, the score of A2 is 0.5100, not 0.5050; the order stays." in found.notes[0].message("en")
    for method in (scoring.wpm, scoring.weighted_geometric):
        assert noted(method(rows, [0.5, 0.51], ways)) == ["weights_near_one"]
    # points are no sum of 1 that went wrong
    assert noted(scoring.smart(rows, [30, 20], ways)) == ["weights_divided"]


def test_an_index_without_weights_tells_the_shares_that_it_used() -> None:
    rows = [[1, 1], [3, 3]]
    assert scoring.mazziotta_pareto(rows, None, ["benefit"] * 2).weights == (0.5, 0.5)
    assert scoring.mazziotta_pareto(rows, [3, 1], ["benefit"] * 2).weights == (0.75, 0.25)
