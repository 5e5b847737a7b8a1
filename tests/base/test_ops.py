"""The foldings: what does not depend on the row costs nothing, and the rest is asked of the engine."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from plut_kumkm.base.ops import both, case, either, no


class Asked:
    """An engine that answers with what it was asked."""

    def __getattr__(self, name: str) -> Any:
        return lambda *parts: (name, *parts)


OPS: Any = Asked()


def test_both() -> None:
    assert [both(OPS, a, b) for a, b in product((True, False), repeat=2)] == [True, False, False, False]
    assert both(OPS, "x", "y") == ("all_of", "x", "y")
    assert (both(OPS, "x", True), both(OPS, True, "x"), both(OPS, "x", False), both(OPS, False, "x")) == (
        "x",
        "x",
        False,
        False,
    )


def test_either() -> None:
    assert [either(OPS, a, b) for a, b in product((True, False), repeat=2)] == [True, True, True, False]
    assert either(OPS, "x", "y") == ("any_of", "x", "y")
    assert (either(OPS, "x", False), either(OPS, False, "x"), either(OPS, "x", True), either(OPS, True, "x")) == (
        "x",
        "x",
        True,
        True,
    )


def test_no() -> None:
    assert (no(OPS, True), no(OPS, False), no(OPS, "x")) == (False, True, ("negate", "x"))


@pytest.mark.parametrize(
    ("condition", "expected"), [(True, "then"), (False, "otherwise"), ("x", ("when", "x", "then", "otherwise"))]
)
def test_case(condition: Any, expected: Any) -> None:
    assert case(OPS, condition, "then", "otherwise") == expected


@pytest.mark.parametrize("plain", [1, 0])
def test_a_number_is_no_plain_condition(plain: int) -> None:
    # 1 == True, and a column of ones must not be folded away.
    assert both(OPS, plain, "x") == ("all_of", plain, "x")
    assert no(OPS, plain) == ("negate", plain)
