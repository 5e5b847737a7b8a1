"""Bands: each cut belongs to the side it says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.bands import OUTSIDE, Bands, Bound
from tests.engines.bridges import ListOps

values = st.lists(st.integers(-20, 20), min_size=1, max_size=5, unique=True).map(sorted)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((True, True), [0, 0, 1, 1, 1, 2]),
        ((False, False), [0, 1, 1, 1, 2, 2]),
        ((True, False), [0, 0, 1, 1, 2, 2]),
        ((False, True), [0, 1, 1, 1, 1, 2]),
    ],
)
def test_each_cut_belongs_to_its_side(sides: tuple[bool, bool], expected: list[int]) -> None:
    bands = Bands(("a", "b", "c"), (Bound(10, sides[0]), Bound(20, sides[1])))
    assert [bands.index(value) for value in (9, 10, 11, 19, 20, 21)] == expected
    assert bands.open


def test_a_cut_belongs_below_unless_said_otherwise() -> None:
    # "Paling banyak" is <=.
    assert Bound(10).inclusive
    assert Bands(("a", "b"), (Bound(10),)).index(10) == 0


@pytest.mark.parametrize("side", [True, False])
def test_what_lies_above_the_last_cut_is_outside(side: bool) -> None:
    bands = Bands(("a", "b"), (Bound(10, side), Bound(20, side)))
    assert not bands.open
    assert bands.index(21) == OUTSIDE == -1
    assert bands.index(20) == (1 if side else OUTSIDE)
    mixed = Bands(("a", "b"), (Bound(10, not side), Bound(20, side)))
    assert mixed.index(20) == (1 if side else OUTSIDE)


@pytest.mark.parametrize(("inclusive", "at"), [(True, 0), (False, OUTSIDE)])
def test_what_lies_below_the_floor_is_outside(inclusive: bool, at: int) -> None:
    bands = Bands(("a", "b"), (Bound(10),), floor=Bound(5, inclusive))
    assert [bands.index(value) for value in (4, 5, 6, 11)] == [OUTSIDE, at, 0, 1]


def test_one_class_without_a_cut() -> None:
    assert Bands(("a",), ()).index(-(10**20)) == 0


def test_one_value_may_be_a_class_of_its_own() -> None:
    # "Kurang dari 15 ha", then 15 ha, on which the sources differ, then what lies above.
    bands = Bands(("below", "on", "above"), (Bound(15, inclusive=False), Bound(15)))
    assert [bands.index(value) for value in (14, Fraction(1499, 100), 15, Fraction(1501, 100), 16)] == [0, 0, 1, 2, 2]
    assert bands.column(ListOps({"a": [14, 15, 16]}, False), [14, 15, 16], (7, 8, 9), -2) == [7, 8, 9]


def test_fractions() -> None:
    bands = Bands(("a", "b"), (Bound(Fraction(1, 3)),))
    assert [bands.index(value) for value in (0, Fraction(1, 3), Fraction(34, 100), 1)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("ids", "bounds", "floor", "why"),
    [
        ((), (), None, "0 classes cannot have 0 upper bounds"),
        (("a",), (1, 2), None, "1 classes cannot have 2"),
        (("a", "b", "c"), (1,), None, "3 classes cannot have 1"),
        (("a", "b"), (2, 1), None, "must ascend"),
        (("a", "b"), (1, 1), None, "must ascend"),
        (("a", "b"), (5,), 5, "must ascend"),
        (("a", "b"), (Bound(5), Bound(5, inclusive=False)), None, "must ascend"),
        (("a", "b"), (Bound(5, inclusive=False), Bound(5, inclusive=False)), None, "must ascend"),
        (("a", "b"), (5,), 6, "must ascend"),
        (("a", "a"), (1,), None, "must differ"),
    ],
)
def test_what_is_no_line_of_classes_is_refused(
    ids: tuple[str, ...], bounds: tuple[int | Bound, ...], floor: int | None, why: str
) -> None:
    uppers = tuple(Bound(bound) if isinstance(bound, int) else bound for bound in bounds)
    with pytest.raises(ValueError, match=why):
        Bands(ids, uppers, None if floor is None else Bound(floor))


@given(
    cuts=values,
    sides=st.lists(st.booleans(), min_size=5, max_size=5),
    closed=st.booleans(),
    floor=st.none() | st.booleans(),
    rows=st.lists(st.integers(-25, 25), min_size=1),
)
def test_the_column_says_what_the_value_says(
    cuts: list[int], sides: list[bool], closed: bool, floor: bool | None, rows: list[int]
) -> None:
    low = None if floor is None else Bound(cuts[0] - 3, floor)
    uppers = tuple(Bound(cut, side) for cut, side in zip(cuts, sides, strict=False))
    ids = tuple("abcdef"[: len(uppers) + (not closed)])
    bands = Bands(ids, uppers, low)
    classes = tuple(range(10, 10 + len(ids)))
    expected = [classes[place] if (place := bands.index(row)) != OUTSIDE else -2 for row in rows]
    column = bands.column(ListOps({"a": rows}, False), rows, classes, -2)
    assert column == expected
    assert [0 <= bands.index(row) < len(ids) or bands.index(row) == OUTSIDE for row in rows] == [True] * len(rows)
