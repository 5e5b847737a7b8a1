"""Formulas side by side, and why their numbers do not compare. All figures are made up."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm import naik_kelas
from plut_kumkm.enterprise.records import Owner
from plut_kumkm.naik_kelas import Comparison, compare
from tests.naik_kelas.making import JT, M, two

# One falls below a bound; the others grow without passing one.
PANEL = naik_kelas.panel(
    [
        two("a", 2100 * JT, 1900 * JT, owner=Owner(sex="female")),
        two("b", 3 * M, 9 * M, owner=Owner(sex="male")),
        two("c", 500 * JT, 1900 * JT, assets={2024: 1, 2025: 2}),
    ]
)


def codes(found: Comparison) -> list[str]:
    return [note.code for note in found.notes]


def test_two_definitions_give_opposite_signs_on_one_panel() -> None:
    found = compare(PANEL, ["F22", "F10"], base="all")
    assert (found["F22"].value, found["F22"].display()) == (Fraction(-1, 3), "-33,33%")
    # 5,600 juta before, 12,800 juta after.
    assert found["F10"].display() == "128,57%"
    signs = next(note for note in found.notes if note.code == "naik.compare_signs")
    assert (signs.params["up"], signs.params["down"], signs.severity) == (("F10",), ("F22",), "info")
    assert "kesimpulannya bergantung pada definisi" in found.explain()


def test_what_does_not_compare_is_said_with_the_reason() -> None:
    found = compare(PANEL, ["F6", "F12", "F2", "F14"])
    assert codes(found) == [
        "naik.compare_kinds", "naik.compare_units", "naik.compare_bases", "naik.compare_windows",
    ]  # fmt: skip
    kinds = found.notes[0]
    assert "F6 arus, F12 ambang, F2 sediaan" in kinds.message("id")
    assert "F6 flow, F12 threshold, F2 stock" in kinds.message("en")
    assert {note.code for note in found.warnings} >= {"naik.compare_kinds", "naik.caution.any_of_many"}
    # Of one kind, unit, base and window there is nothing to say.
    assert codes(compare(PANEL, ["F14", "F15"])) == []


def test_another_criterion_is_a_reason() -> None:
    from plut_kumkm.naik_kelas.measuring.comparing import _reasons

    by_sales = naik_kelas.measure(PANEL, "F22")
    capital = naik_kelas.panel([two("x", None, None, capital={2024: 1, 2025: 1})])
    by_capital = naik_kelas.measure(capital, "F22", yardstick=naik_kelas.Yardstick(purpose="registration"))
    assert [note.code for note in _reasons((by_sales, by_capital))] == ["naik.compare_basis"]


def test_side_by_side_by_group() -> None:
    found = compare(PANEL, ["F22", "F10", "F1"], base="all", by=["sex"], min_cell=1)
    lines = found.group_table("en").splitlines()
    assert lines[0].split() == ["sex", "of", "the", "owner", "F22", "F10", "F1"]
    assert [line.split()[0] for line in lines[2:]] == ["women", "men", "not", "all"]
    assert "women" in found.explain("en")
    assert found._repr_html_().count("<table>") == 2
    assert compare(PANEL, ["F22"])._repr_html_().count("<table>") == 1
    assert "perempuan" in found.group_table()
    # A formula without groups has a dash there.
    assert lines[2].split()[-1] == "–"
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["schema"], len(plain["measures"]), plain["by"]) == ("plut_kumkm/naik-kelas-comparison/1", 3, ["sex"])


def test_options_go_to_the_formulas_that_have_a_use_for_them() -> None:
    numbers = {"small_and_medium": 3, "all_businesses": 100}
    found = compare(
        PANEL, ["F9", "F13", "F20", "F1", "F6", "F2"], cohort=["c"], at_least="300%", k=1, mode="or", outside=numbers,
        before=2024, after=2025,
    )  # fmt: skip
    assert (found["F9"].base, found["F9"].numerator, found["F9"].denominator) == ("assisted", 0, 1)
    assert (found["F13"].value, found["F1"].display(), found["F6"].base) == (1, "3,00%", "umkm")
    assert found["F20"].numerator == 1
    mine = naik_kelas.define("mine", naik_kelas.improved("sales"), label="x")
    assert compare(PANEL, [mine, "F6"])["mine"].numerator == 2
    with pytest.raises(KeyError):
        found["F99"]
    with pytest.raises(ValueError, match="there is nothing to compare"):
        compare(PANEL, [])
    with pytest.raises(TypeError, match="unexpected keyword argument 'bases'"):
        compare(PANEL, ["F6"], bases="all")


def test_the_table_shows_what_each_number_is() -> None:
    found = compare(PANEL, ["F6", "F18"])
    head, _, first, second, *parts = found.table("en").splitlines()
    assert head.split() == "id kind value numerator / denominator base basis window known grade".split()
    assert "0.00%" in first
    assert "annual sales" in first
    assert "each on a base of its own" in second
    assert repr(found) == "<Comparison F6 0.00%, F18 indeterminate>"
    # It has a number on each of its bases, which stands below it: of small b alone, which rose; no medium one.
    assert [line.split("  ")[0] for line in parts] == ["F18 of small enterprises", "F18 of medium enterprises"]


def test_both_readings_stand_in_the_table_and_by_group() -> None:
    """Of F20 sales alone are told: a fell, b and c rose. Any condition holds of two, all are not met by one."""
    found = compare(PANEL, ["F20", "F6"], by="sex")
    lines = found.table("en").splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == [
        "F20", "F20 if all conditions must hold", "F20 if any condition is enough", "F6",
    ]  # fmt: skip
    head = found.group_table("en").splitlines()[0]
    assert "F20 if any condition is enough" in head
    assert "F20  " not in head
    part = found["F20"].parts["or"]
    assert (part.numerator, part.determined) == (2, 2)
    assert part.display("en") in lines[4]
    # What makes one of its numbers doubtful is said of it.
    assert {note.code for note in part.warnings} <= {note.code for note in found.warnings}
    assert "naik.partly_known" in {note.code for note in compare(PANEL, ["F20"]).warnings}


@pytest.mark.parametrize(
    ("ids", "options", "word"),
    [
        (["F6", "F22"], {"base": "mikro"}, "base"),
        (["F6", "F22"], {"k": 2}, "k"),
        (["F6", "F2"], {"at_least": "20%"}, "at_least"),
        (["F6", "F22"], {"mode": "and"}, "mode"),
        (["F6", "F22"], {"outside": {"all_businesses": 1}}, "outside"),
        (["F6", "F12"], {"base": "small"}, "base"),
    ],
)
def test_what_no_formula_has_a_use_for_is_misuse(ids: list[str], options: dict[str, Any], word: str) -> None:
    """A slip of the hand in base= must not give the numbers of another base."""
    with pytest.raises(ValueError, match=f"none of {', '.join(ids)} takes {word}="):
        compare(PANEL, ids, **options)
