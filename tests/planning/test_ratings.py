"""Ratings: every bound of every scale, the gaps of print and how they are closed, a scale of one's own."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk

FOLDER = Path(__file__).parents[1] / "cases" / "planning"
CASES = tomllib.loads((FOLDER / "ratings.toml").read_text(encoding="utf-8"))["case"]
SKP = tomllib.loads((FOLDER / "skp.toml").read_text(encoding="utf-8"))
rate, scale = pk.planning.rate, pk.planning.scale
GAPS = ("lower-bound", "upper-bound", "round-first", "indeterminate")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['scale']} {case.get('gap', 'default')}")
def test_bounds(case: dict[str, Any]) -> None:
    for given_, expected in case["rated"]:
        found = rate(given_, scale=case["scale"], gap=case.get("gap"))
        assert (found.value or found.status) == expected, given_
        assert (found.status == "known") == (expected != "indeterminate")
        for lang in ("id", "en"):
            assert "{" not in found.explain(lang)


def test_every_scale_has_a_case_and_a_source() -> None:
    assert {case["scale"] for case in CASES} == set(pk.planning.scales())
    for one in pk.planning.scales().values():
        assert one.grade in ("primary", "secondary", "unverified")
        assert one.label("id") != one.label("en")


def test_the_gaps_of_print_stay_visible() -> None:
    scales = pk.planning.scales()
    assert scales["permendagri-86-2017"].gaps == ((50, 51), (65, 66), (75, 76), (90, 91))
    assert scales["maluku-tengah-2021"].gaps == ((85, 85),)
    assert scales["sakip-88-2021"].gaps == ()


@pytest.mark.parametrize(
    ("given_", "asked", "code"),
    [
        ("90.5", {}, "planning.rating_gap_closed"),
        ("90.5", {"gap": "indeterminate"}, "planning.rating_in_gap"),
        ("102.8", {}, "planning.above_by_practice"),
        (101, {"scale": "plut"}, "planning.above_by_proposal"),
        (0, {"scale": "plut"}, "planning.below_by_screens"),
        (101, {"scale": "sakip-88-2021"}, "planning.rating_outside"),
        (90, {"scale": "lan"}, "planning.scale_unverified"),
        (90, {"scale": "apbn-smart"}, "planning.scale_ends_unverified"),
        ("1.500", {}, "planning.number_ambiguous"),
        ("5-6", {}, "planning.cell_unread"),
    ],
)
def test_what_was_done_is_said(given_: Any, asked: dict[str, Any], code: str) -> None:
    found = rate(given_, **asked)
    assert [note.code for note in found.notes] == [code]
    assert found.notes[0].message("id") != found.notes[0].message("en")


def test_what_is_not_known_has_no_class() -> None:
    unknown = pk.planning.achievement(target=1, actual=None, direction="higher")
    for given_ in (None, "n/a", unknown):
        found = rate(given_)
        assert (found.value, found.status, found.needs) == (None, "unknown", ("value",))
    assert rate(Fraction(181, 2)).value == "Tinggi"
    with pytest.raises(TypeError, match="must be exact"):
        rate(90.5)


def test_a_missing_target_has_a_class_of_its_own_where_the_scale_has_one_polewali_mandar_2022() -> None:
    missing = pk.planning.achievement(target="-", actual=1, direction="higher")
    assert rate(missing, scale="polewali-mandar-2022").value == "Tidak Ada Target"
    assert rate(missing).status == "unknown"
    counted = pk.planning.ratings([missing], scale="polewali-mandar-2022")
    assert counted["Tidak Ada Target"] == 1
    assert counted[None] == 0


def test_a_rating_says_its_meaning_its_scale_and_json() -> None:
    found = rate(85, scale="sakip-88-2021")
    assert str(found) == "Predikat: A (Memuaskan) · Predikat SAKIP"
    told = json.loads(json.dumps(found.to_dict()))
    assert (told["value"], told["scale"], told["gap"], told["place"], told["rated"]) == (
        "A", "sakip-88-2021", "lower-bound", 5, 85,
    )  # fmt: skip
    assert "85,00 masuk (80..90]" in found.explain()


def test_a_scale_of_ones_own_in_three_lines() -> None:
    own = scale("kelurahan", {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..]"})
    found = rate("79,5", scale=own)
    assert (found.value, found.provisions, own.grade) == ("Cukup", (), None)
    assert repr(own) == "<Scale kelurahan: Kurang [0..60], Cukup (60..80], Baik (80..)>"
    assert str(own) == own.label("en") == "kelurahan"
    assert rate("-1", scale=own).status == "indeterminate"


@pytest.mark.parametrize(
    ("classes", "match"),
    [
        ({"A": "60"}, "is no interval"),
        ({"A": "[0..60]", "B": "[60..80]"}, "overlap"),
        ({"A": "[60..80]", "B": "[0..60]"}, "overlap"),
        ({"A": "[0..80)", "B": "[80..80)"}, "runs downwards"),
        ({"A": "[0..]", "B": "[60..80]"}, "overlap"),
        ({"A": "[80..60]"}, "runs downwards"),
        ({}, "has no classes"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(classes: dict[str, str], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        scale("x", classes)


def test_a_value_between_two_classes_of_print_names_both() -> None:
    # Permendagri 86/2017: "66 ≤ 75" and "76 ≤ 90"; 75,5 is in neither.
    (note,) = pk.planning.rate("75.5", scale="permendagri-86-2017", gap="indeterminate").notes
    assert (note.params["below"], note.params["above"]) == ("Sedang", "Tinggi")
    assert "antara Sedang dan Tinggi" in note.message()


def test_a_blank_end_of_an_interval_is_an_open_one() -> None:
    own = pk.planning.scale("dua", {"Kurang": "( ..60]", "Baik": "(60.. )"})
    assert [one.interval for one in own.classes] == ["(..60]", "(60..)"]


def test_misuse_raises() -> None:
    with pytest.raises(ValueError, match="no scale 'permendagri-86'; did you mean permendagri-86-2017"):
        rate(1, scale="permendagri-86")
    with pytest.raises(ValueError, match="no scale 'zzz'; did you mean permendagri"):
        rate(1, scale="zzz")
    with pytest.raises(ValueError, match="gap must be one of"):
        rate(1, gap="lowest")
    with pytest.raises(ValueError, match="gap must be one of"):
        scale("x", {"A": "[0..1]"}, gap="lowest")  # type: ignore[arg-type] # misuse is tested


@given(first=st.fractions(-50, 200), second=st.fractions(-50, 200), gap=st.sampled_from(GAPS))
@pytest.mark.parametrize("name", ["permendagri-86-2017", "maluku-tengah-2021", "polewali-mandar-2022", "plut", "lan"])
def test_a_rating_never_falls_when_the_value_rises(name: str, first: Fraction, second: Fraction, gap: str) -> None:
    low, high = (rate(one, scale=name, gap=gap).place for one in sorted((first, second)))
    assert low is None or high is None or low <= high


@given(value=st.fractions(-50, 200))
@pytest.mark.parametrize("name", ["permendagri-86-2017", "maluku-tengah-2021", "sakip-88-2021"])
def test_where_print_has_a_class_no_policy_changes_it(name: str, value: Fraction) -> None:
    printed = rate(value, scale=name, gap="indeterminate").value
    for gap in ("lower-bound", "upper-bound"):
        assert printed is None or rate(value, scale=name, gap=gap).value == printed


@pytest.mark.parametrize(("given_", "score"), SKP["converted"])
def test_skp_conversion_permenpanrb_8_2021_p_101(given_: str, score: str) -> None:
    found = pk.planning.skp_score(given_)
    said = found.status if found.value is None else found.value
    assert said == (score if score.isalpha() else Fraction(score))
    assert ("planning.skp_gap" in [note.code for note in found.notes]) == score.isalpha()
    for lang in ("id", "en"):
        assert found.explain(lang)  # type: ignore[arg-type] # the two languages
    assert found.to_dict()["converted"] is not None


def test_skp_of_a_target_that_cannot_be_exceeded_and_of_nothing() -> None:
    full = pk.planning.achievement(target=1, actual=1, direction="higher")
    assert pk.planning.skp_score(full, exceedable=False).value == 120
    assert pk.planning.skp_score(full).value == 109
    for nothing in (None, pk.planning.achievement(target=1, actual=None, direction="higher")):
        assert pk.planning.skp_score(nothing).status == "unknown"


@pytest.mark.parametrize(("value", "label"), [("90,996", "Tinggi"), ("50,999", "Sangat Rendah")])
def test_a_figure_that_is_shown_as_the_next_class_says_that_it_is_not_there(value: str, label: str) -> None:
    """90,996 is printed 91,00, where the next class begins; it is rated as it is, and that is said."""
    found = pk.planning.rate(pk.planning.read_value(value, decimal=",")[0])
    assert found.value == label
    assert "planning.rating_rounding_decides" in [note.code for note in found.notes]
    assert found.notes[-1].message("en").startswith("Shown to two decimals")


def test_a_figure_well_inside_its_class_says_nothing_of_rounding() -> None:
    for value in ("90,5", 91, "91,0041", 100, 0):
        assert "planning.rating_rounding_decides" not in [note.code for note in pk.planning.rate(value).notes]
    # Where rounding comes first by the scale, it has decided already.
    assert pk.planning.rate("99.9961", scale="polewali-mandar-2022").notes == ()
