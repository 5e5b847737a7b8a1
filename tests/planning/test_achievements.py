"""Achievement: the published examples to the printed digit, the rules of the sources, and what holds of all numbers."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.law.verdicts import Indeterminate, Unknown

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "planning" / "achievements.toml").read_text(encoding="utf-8")
)["case"]
achievement = pk.planning.achievement


def measured(case: dict[str, Any]) -> pk.planning.Achievement:
    asked = dict(case["input"])
    if isinstance(asked["target"], list):
        asked["target"] = tuple(asked["target"])
    return achievement(**asked)


def test_cases_have_a_name_and_a_source_of_their_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names) > 50
    assert all(case["source"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = measured(case)
    if "printed" in case:
        places = len(case["printed"].partition(".")[2])
        assert str(found.display(places)) == case["printed"]
    else:
        said = found.status if found.value is None else found.value
        expected = case["expected"]
        assert said == (expected if expected.isalpha() else Fraction(expected))
    assert found.achieved is case.get("achieved")
    codes = [note.code for note in found.notes]
    assert case["code"] in codes if "code" in case else not found.notes or found.status == "indeterminate"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_case_is_explained_in_both_languages_and_as_json(case: dict[str, Any], lang: Any) -> None:
    found = measured(case)
    text = found.explain(lang)
    assert "{" not in text
    assert len(text.splitlines()) > 1
    told = json.loads(json.dumps(found.to_dict()))
    assert told["schema"] == "plut_kumkm/achievement/1"
    assert told["status"] == found.status
    assert all(note["message_id"] and note["message_en"] for note in told["notes"])


def test_mean_of_palembang_is_of_uncapped_values_lkj_2016_table_iii_15() -> None:
    found = pk.planning.aggregate([measured(case) for case in CASES[:3]])
    assert found.mean is not None
    assert found.mean_capped is not None
    assert str(round(Decimal(found.mean.numerator) / found.mean.denominator, 2)) == "89.36"
    assert str(round(Decimal(found.mean_capped.numerator) / found.mean_capped.denominator, 2)) == "89.05"


def test_an_explanation_names_formula_source_denominator_and_what_was_cut() -> None:
    found = achievement(target=26, actual="17,46", direction="higher", cap=50, denominator="end")
    text = found.explain("en")
    for part in ("50.00% · not achieved", "17.46", "target 26 (end of the plan)", "R/T × 100", "67.15%", "cap 50"):
        assert part in text
    assert "LKjIP Kabupaten Maluku Tengah Tahun 2021 hlm. III.2" in text
    assert found.capped
    assert found.raw == Fraction(873, 13)
    assert found.grade == "primary"
    assert found.formula is not None
    assert (str(found.formula), found.formula.grade, found.formula.label("en")) == (
        "positive",
        "primary",
        "higher is better",
    )
    assert found.cites[0].label() == "LKjIP Kabupaten Maluku Tengah 2021 hlm. III.2"
    assert repr(found.formula) == "<Formula positive: R/T × 100 (primary)>"


def test_progress_tells_its_baseline_and_is_a_proposal() -> None:
    found = achievement(target=90, actual=82, direction="higher", formula="progress", baseline="80,5")
    assert "Kondisi awal: 80,5" in found.explain()
    assert found.provisions[0].origin == "proposal"
    assert found.grade == "unverified"


def test_an_answer_is_neither_true_nor_false_and_unwraps_or_says_why() -> None:
    known, unknown = (achievement(target=1, actual=one, direction="higher") for one in (1, None))
    open_ = achievement(target=0, actual=1, direction="higher")
    assert known.unwrap() == 100
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(known)
    with pytest.raises(Unknown, match="Realisasi tidak ada"):
        unknown.unwrap()
    with pytest.raises(Indeterminate, match="Target nol"):
        open_.unwrap()
    assert unknown.needs == ("actual",)
    assert unknown.grade is None
    assert unknown.display(2) is None
    assert str(known) == "Capaian kinerja: 100,00% · tercapai"
    assert repr(unknown) == "<Achievement unknown: None>"
    assert "<pre>" in known._repr_html_()


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ({"direction": "up"}, "direction must be one of"),
        ({"better": "more"}, "better must be one of"),
        ({"zero_target": "0"}, "zero_target must be one of"),
        ({"denominator": "yearly"}, "denominator must be one of"),
        ({"formula": "ratio"}, "formula must be one of None, 'positive', 'progress', not 'ratio'"),
    ],
)
def test_misuse_raises(asked: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        achievement(**{"target": 1, "actual": 1, "direction": "higher", **asked})


@pytest.mark.parametrize("name", ["target", "actual", "cap", "floor", "baseline"])
def test_a_float_is_refused_with_a_remedy(name: str) -> None:
    asked: dict[str, Any] = {"target": 26, "actual": 13, "direction": "higher", name: 17.46}
    with pytest.raises(TypeError, match=rf'{name} must be exact: write 17.46 as text, "17.46"'):
        achievement(**asked)


@pytest.mark.parametrize(
    ("target", "actual", "direction", "met"),
    [
        (80, Quantity(80, "at_least"), "higher", True),
        (80, Quantity(80, "more_than"), "higher", True),
        (80, Quantity(70, "at_least"), "higher", None),
        (80, Quantity(70, "at_most"), "higher", False),
        (80, Quantity(90, "at_most"), "higher", None),
        (80, Quantity(200, "about"), "higher", True),
        (80, Quantity(90, "about"), "higher", None),
        (80, Quantity(10, "about"), "higher", False),
        (80, Quantity(70, "at_most"), "lower", True),
        (80, Quantity(90, "at_least"), "lower", False),
        (80, Quantity(80, "at_least"), "exact", None),
        (80, Quantity(81, "at_least"), "exact", False),
        ((80, 90), Quantity(85, "at_least"), "range", None),
        ((80, 90), Quantity(91, "at_least"), "range", False),
        ((90, 80), Quantity(85), "range", None),
        (Quantity(80, "more_than"), Quantity(80, "at_least"), "higher", None),
        (Quantity(80, "more_than"), Quantity(80, "more_than"), "higher", True),
    ],
)
def test_a_value_that_is_only_bounded_decides_where_it_can(target: Any, actual: Any, direction: str, met: Any) -> None:
    assert achievement(target=target, actual=actual, direction=direction).achieved is met


# ---------------------------------------------------------------------------------------------------- what holds always

POSITIVE = st.fractions(min_value=Fraction(1, 1000), max_value=1000)


def value(**asked: Any) -> Fraction:
    return achievement(**asked).unwrap()


@given(target=POSITIVE, actual=POSITIVE)
def test_ratio_is_at_least_complement_and_equal_only_on_the_target(target: Fraction, actual: Fraction) -> None:
    a, b = (value(target=target, actual=actual, direction="lower", formula=one) for one in ("complement", "ratio"))
    assert b >= a
    assert (a == b) == (actual == target)


@given(target=POSITIVE, first=POSITIVE, second=POSITIVE)
@pytest.mark.parametrize(("direction", "formula"), [("higher", None), ("lower", "complement"), ("lower", "ratio")])
def test_achievement_is_monotone_in_the_actual_value(
    direction: str, formula: str | None, target: Fraction, first: Fraction, second: Fraction
) -> None:
    low, high = sorted((first, second))
    one, two = (value(target=target, actual=r, direction=direction, formula=formula) for r in (low, high))
    assert (one < two if direction == "higher" else one > two) or low == high


@given(target=POSITIVE, actual=POSITIVE, scale=POSITIVE)
@pytest.mark.parametrize(
    ("direction", "formula"), [("higher", None), ("lower", None), ("lower", "ratio"), ("exact", None)]
)
def test_achievement_does_not_depend_on_the_unit(
    direction: str, formula: str | None, target: Fraction, actual: Fraction, scale: Fraction
) -> None:
    plain = value(target=target, actual=actual, direction=direction, formula=formula)
    assert value(target=target * scale, actual=actual * scale, direction=direction, formula=formula) == plain


@given(target=POSITIVE, actual=POSITIVE)
@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_a_target_is_met_where_the_figure_is_100_or_more(direction: str, target: Fraction, actual: Fraction) -> None:
    found = achievement(target=target, actual=actual, direction=direction)
    assert found.achieved == (found.unwrap() >= 100)


@given(
    low=POSITIVE, width=POSITIVE, actual=POSITIVE, better=st.sampled_from(["higher", "lower"]), share=st.fractions(0, 1)
)
def test_inside_a_range_is_100_and_beyond_it_never(
    low: Fraction, width: Fraction, actual: Fraction, better: str, share: Fraction
) -> None:
    target = (low, low + width)
    assert value(target=target, actual=low + share * width, direction="range", better=better) == 100
    beyond = value(target=target, actual=actual, direction="range", better=better)
    assert (beyond == 100) == (low <= actual <= low + width)


def test_an_answer_of_any_kind_tells_its_value_or_its_outcome() -> None:
    known = pk.planning.Answer(value=5, status="known")
    assert (known.explain(), known.to_dict()["value"], known.grade) == ("5", 5, None)
    assert pk.planning.Answer(value=None, status="unknown").explain("en") == "unknown, data are missing"


def test_text_with_two_readings_is_told_both() -> None:
    found = achievement(target="1.500", actual=1200, direction="higher")
    assert (found.status, found.needs) == ("unknown", ("target",))
    assert "1500 or 1,500" in found.explain("en")


@pytest.mark.parametrize(
    ("target", "actual", "direction", "met"),
    [
        # SAKIP, PermenPANRB 88/2021: BB is >70-80, A >80-90, B >60-70.
        ("BB", "80,5", "higher", True),
        ("BB", 80, "higher", True),
        ("BB", 70, "higher", False),
        ("BB", "70,01", "higher", True),
        ("Sangat Baik", "A", "higher", True),
        ("Sangat Baik", 65, "higher", False),
        ("BB", 85, "exact", False),
        # Of a number that is a target its class says too little: A begins above 80, BB ends at 80.
        (80, "A", "higher", True),
        (85, "A", "higher", None),
        (80, "BB", "higher", None),
        (81, "BB", "higher", False),
        (80, "A", "lower", False),
        ("WTP", 85, "higher", None),
        ("BB", 101, "higher", None),
        ("≥ 75", "A", "higher", None),
        ("BB", "≥ 85", "higher", None),
    ],
)
def test_a_number_against_a_word_is_placed_on_the_scale(target: Any, actual: Any, direction: str, met: Any) -> None:
    found = achievement(target=target, actual=actual, direction=direction, scale="sakip-88-2021")
    assert (found.achieved, found.value, found.status) == (met, None, "indeterminate")


def test_without_a_scale_a_number_and_a_word_do_not_compare() -> None:
    found = achievement(target="BB", actual=85, direction="higher")
    assert (found.achieved, found.notes[0].code) == (None, "planning.word_and_number")
    assert "scale=" in found.notes[0].message()


def test_a_way_that_leads_against_the_direction_is_named() -> None:
    """From 20 down to 10, where higher is better: 80 % of the way is 80 % of a fall."""
    found = achievement(target=10, actual=12, direction="higher", formula="progress", baseline=20)
    assert (found.value, [note.code for note in found.notes]) == (80, ["planning.target_against_direction"])
    lower = achievement(target=20, actual=12, direction="lower", formula="progress", baseline=10)
    assert [note.code for note in lower.notes] == ["planning.target_against_direction"]
    assert achievement(target=10, actual=12, direction="lower", formula="progress", baseline=20).notes == ()
    assert achievement(target="≥ 90", actual=85, direction="higher", formula="progress", baseline=80).notes == ()
