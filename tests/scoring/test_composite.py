"""The composite index: its steps, its log, and the log played again with one step changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plut_kumkm import scoring
from tests.scoring.making import noted, refused

WAYS = ["benefit", "benefit"]


def test_a_gap_is_filled_only_when_asked_and_said() -> None:
    # mean of 1, 3 and 8 is 4, median 3
    rows = [[1, 1], [3, 2], [8, 3], [None, 4]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, impute="mean")
    (change,) = found.log[1].changes
    assert (change.alternative, change.criterion, change.before, change.after) == ("A4", "C1", None, 4)
    assert noted(found) == ["imputed"]
    replayed = found.replay(impute="median")
    assert isinstance(replayed, scoring.CompositeRanking)
    assert replayed.log[1].changes[0].after == 3
    # all else as it was
    assert [str(one.choice) for one in replayed.log[2:]] == [str(one.choice) for one in found.log[2:]]
    told = json.loads(json.dumps(found.to_dict()))
    assert [one["step"] for one in told["log"]] == [
        "screen", "impute", "treat", "normalise", "weight", "aggregate",
    ]  # fmt: skip
    assert told["log"][1]["changes"][0]["before"] is None
    assert "nilai kosong: mean (sel yang berubah: 1)" in found.build()


def test_outliers_are_taken_in_one_after_the_other() -> None:
    # nine values of 1 to 9 and one of 1000: skewness and kurtosis pass the limits; taken in to 9 they do not
    rows = [[value, 1 + value % 3] for value in [*range(1, 10), 1000]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise")
    (change,) = found.log[2].changes
    assert (change.before, change.after) == (1000, 9)
    assert found.replay(treat="none").scores != found.scores
    low = scoring.composite_index([[-row[0], row[1]] for row in rows], [0.5, 0.5], WAYS, treat="winsorise")
    assert (low.log[2].changes[0].before, low.log[2].changes[0].after) == (-1000, -9)
    assert not scoring.composite_index(rows[:9], [0.5, 0.5], WAYS, treat="winsorise").log[2].changes


def test_outliers_that_stay_are_said() -> None:
    rows = [[value, 1 + value % 2] for value in [*([1] * 30), 50, 1000]]
    limits = scoring.Limits(most=1)
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise", limits=limits)
    assert "outliers_left" in noted(found)
    # two that stand at the end together are more than one may change
    twins = [[value, 1 + value % 2] for value in [*([1] * 60), 1000, 1000]]
    assert not scoring.composite_index(twins, [0.5, 0.5], WAYS, treat="winsorise", limits=limits).log[2].changes


def test_a_constant_column_has_no_outliers() -> None:
    found = scoring.composite_index([[5, 1], [5, 2]], [0.5, 0.5], WAYS, treat="winsorise")
    assert not found.log[2].changes
    assert noted(found) == ["constant"]


def test_one_step_changed_changes_nothing_else() -> None:
    found = scoring.composite_index([[1, 9], [3, 6], [5, 1]], [0.6, 0.41], WAYS)
    assert noted(found) == ["weights_sum"]
    again = found.replay(normalise_weights=True)
    assert again.weights == pytest.approx([0.6 / 1.01, 0.41 / 1.01])
    geometric = found.replay(aggregation="geometric", scale=(1, 100))
    assert noted(geometric) == ["weights_near_one"]
    assert isinstance(geometric, scoring.CompositeRanking)
    assert geometric.log[3].choice == "minmax 1–100"


def test_who_misses_too_much_is_left_out_when_asked_and_said() -> None:
    rows = [[1, 1, 1], [2, 2, 2], [None, None, 3], [4, None, 4]]
    found = scoring.composite_index(rows, [0.4, 0.3, 0.3], ["benefit"] * 3, screen=0.5, impute="mean")
    # two of three cells are more than a half, one of three is not
    assert found.alternatives == ("A1", "A2", "A4")
    assert found.log[0].dropped == ("A3",)
    assert noted(found) == ["screened", "imputed"]
    assert "cells are missing: A3 (1 in all)" in found.notes[0].message("en")
    # what fills the gap is the mean of those that stay: 1 and 2
    assert found.log[1].changes[0].after == 1.5
    assert len(found.replay(screen=1)) == 4
    assert found.replay(screen=2 / 3).alternatives == ("A1", "A2", "A3", "A4")
    assert found.to_dict()["log"][0]["dropped"] == ["A3"]
    assert refused(lambda: scoring.composite_index([[None, 1]], [0.5, 0.5], WAYS, screen=0)) == ["screened_all"]


def test_the_log_is_told_in_the_marks_of_the_language() -> None:
    found = scoring.composite_index([[1, 9], [3, 6]], [0.6, 0.4], WAYS, scale=(1, 100))
    assert found.build().splitlines() == [
        "1. penyaringan, bagian kosong paling banyak: 1",
        "2. nilai kosong: none",
        "3. pencilan: none",
        "4. normalisasi: minmax 1–100",
        "5. bobot: C1 0,6; C2 0,4",
        "6. agregasi: arithmetic",
    ]
    assert "5. weights: C1 0.6; C2 0.4" in found.build("en")
    assert found.to_dict()["log"][4]["choice"] == "C1 0.6; C2 0.4"


@pytest.mark.parametrize("factor", [1e-140, 1.0, 1e140])
def test_the_unit_of_a_criterion_plays_no_part_in_its_outliers(factor: float) -> None:
    rows = [[value * factor, 1 + value % 3] for value in [*range(1, 10), 1000]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise")
    (change,) = found.log[2].changes
    assert change.after == pytest.approx(9 * factor)
    # the widest there can be
    wide = [[value, 1 + place % 3] for place, value in enumerate([*[1e-150] * 9, 1e150])]
    assert scoring.composite_index(wide, [0.5, 0.5], WAYS, treat="winsorise").log[2].changes


@pytest.mark.parametrize("scale", [5, "ab", (0, float("inf")), (1, 2, 3), (True, 2), (float("nan"), 1), ("0", "1")])
def test_a_scale_that_is_none_is_misuse(scale: Any) -> None:
    with pytest.raises(ValueError, match="scale must be"):
        scoring.composite_index([[1], [2]], [1], ["benefit"], scale=scale)


@pytest.mark.parametrize("screen", [-0.1, 1.1, True, "0.5"])
def test_a_part_that_is_none_is_misuse(screen: Any) -> None:
    with pytest.raises(ValueError, match="screen"):
        scoring.composite_index([[1], [2]], [1], ["benefit"], screen=screen)


def test_a_value_that_was_taken_in_is_said_where_it_is_explained() -> None:
    # nine values near 1 and one of 100: skewness 2.67 and kurtosis 5.1 pass both limits, and 1.8 is the nearest value
    rows = [[1 + place / 10, place] for place in range(9)] + [[100, 9]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise")
    assert noted(found) == ["treated"]
    assert "Values far outside were taken in, in: C1 (cells: 1)" in found.explain("A10", "en")
    assert [(one.before, one.after) for one in found.log[2].changes] == [(100.0, 1.8)]
    assert found.to_dict()["options"]["limits"] == {"skew": 2.0, "kurtosis": 3.5, "most": 5}
