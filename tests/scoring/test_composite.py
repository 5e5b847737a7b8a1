"""The composite index: its steps, its log, and the log played again with one step changed."""

from __future__ import annotations

import json

import pytest

from plut_kumkm import scoring
from tests.scoring.making import noted

WAYS = ["benefit", "benefit"]


def test_a_gap_is_filled_only_when_asked_and_said() -> None:
    # mean of 1, 3 and 8 is 4, median 3
    rows = [[1, 1], [3, 2], [8, 3], [None, 4]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, impute="mean")
    (change,) = found.log[0].changes
    assert (change.alternative, change.criterion, change.before, change.after) == ("A4", "C1", None, 4)
    assert noted(found) == ["imputed"]
    replayed = found.replay(impute="median")
    assert isinstance(replayed, scoring.CompositeRanking)
    assert replayed.log[0].changes[0].after == 3
    # all else as it was
    assert [one.choice for one in replayed.log[1:]] == [one.choice for one in found.log[1:]]
    told = json.loads(json.dumps(found.to_dict()))
    assert [one["step"] for one in told["log"]] == ["impute", "treat", "normalise", "weight", "aggregate"]
    assert told["log"][0]["changes"][0]["before"] is None
    assert "nilai kosong: mean (1 sel berubah)" in found.build()


def test_outliers_are_taken_in_one_after_the_other() -> None:
    # nine values of 1 to 9 and one of 1000: skewness and kurtosis pass the limits; taken in to 9 they do not
    rows = [[value, 1 + value % 3] for value in [*range(1, 10), 1000]]
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise")
    (change,) = found.log[1].changes
    assert (change.before, change.after) == (1000, 9)
    assert found.replay(treat="none").scores != found.scores
    low = scoring.composite_index([[-row[0], row[1]] for row in rows], [0.5, 0.5], WAYS, treat="winsorise")
    assert (low.log[1].changes[0].before, low.log[1].changes[0].after) == (-1000, -9)
    assert not scoring.composite_index(rows[:9], [0.5, 0.5], WAYS, treat="winsorise").log[1].changes


def test_outliers_that_stay_are_said() -> None:
    rows = [[value, 1 + value % 2] for value in [*([1] * 30), 50, 1000]]
    limits = scoring.Limits(most=1)
    found = scoring.composite_index(rows, [0.5, 0.5], WAYS, treat="winsorise", limits=limits)
    assert "outliers_left" in noted(found)
    # two that stand at the end together are more than one may change
    twins = [[value, 1 + value % 2] for value in [*([1] * 60), 1000, 1000]]
    assert not scoring.composite_index(twins, [0.5, 0.5], WAYS, treat="winsorise", limits=limits).log[1].changes


def test_a_constant_column_has_no_outliers() -> None:
    found = scoring.composite_index([[5, 1], [5, 2]], [0.5, 0.5], WAYS, treat="winsorise")
    assert not found.log[1].changes
    assert noted(found) == ["constant"]


def test_one_step_changed_changes_nothing_else() -> None:
    found = scoring.composite_index([[1, 9], [3, 6], [5, 1]], [0.6, 0.41], WAYS)
    assert noted(found) == ["weights_sum"]
    again = found.replay(normalise_weights=True)
    assert again.weights == pytest.approx([0.6 / 1.01, 0.41 / 1.01])
    geometric = found.replay(aggregation="geometric", scale=(1, 100))
    assert noted(geometric) == ["weights_divided"]
    assert isinstance(geometric, scoring.CompositeRanking)
    assert geometric.log[2].choice == "minmax 1–100"
