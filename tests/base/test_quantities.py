"""Quantities: a bound stays a bound, and what two of them say together is never more than what is true."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.quantities import ABOUT, QUANTITY_KINDS, Quantity, as_quantity, quantity, total

numbers = st.integers(-1_000, 1_000) | st.fractions(min_value=-1_000, max_value=1_000, max_denominator=20)


@st.composite
def known(draw: st.DrawFn, values: st.SearchStrategy[Any] = numbers) -> tuple[Quantity, Fraction]:
    """Return a quantity and a number of which it is true."""
    true = Fraction(draw(values))
    kind = draw(st.sampled_from(QUANTITY_KINDS))
    slack = Fraction(draw(st.integers(1, 50)))
    said = {
        "exact": true,
        "at_least": true - draw(st.sampled_from([Fraction(0), slack])),
        "more_than": true - slack,
        "at_most": true + draw(st.sampled_from([Fraction(0), slack])),
        "less_than": true + slack,
        "about": true,
    }[kind]
    return Quantity(said, kind), true


def holds(said: Quantity, true: Fraction) -> bool:
    value = said.value
    return {
        "exact": true == value,
        "at_least": true >= value,
        "more_than": true > value,
        "at_most": true <= value,
        "less_than": true < value,
        "about": True,
    }[said.kind]


@given(known(), known())
def test_sums_and_differences_stay_true(first: tuple[Quantity, Fraction], second: tuple[Quantity, Fraction]) -> None:
    (a, true_a), (b, true_b) = first, second
    for made, true in ((lambda: a + b, true_a + true_b), (lambda: a - b, true_a - true_b)):
        try:
            said = made()
        except ValueError as error:
            assert not a.exact  # an exact number is never refused
            assert not b.exact
            assert "say nothing" in str(error)  # noqa: PT017 - whether it is refused depends on the drawn kinds
            continue
        assert holds(said, true)
        assert said.exact == (a.exact and b.exact)


@given(known(st.integers(100, 1_000)), known(st.integers(100, 1_000)))
def test_quotients_of_counts_stay_true(first: tuple[Quantity, Fraction], second: tuple[Quantity, Fraction]) -> None:
    (a, true_a), (b, true_b) = first, second
    try:
        said = a / b
    except ValueError as error:
        assert "say nothing" in str(error)  # noqa: PT017 - whether it is refused depends on the drawn kinds
        return
    assert holds(said, true_a / true_b)


@given(known(), known())
def test_what_is_called_less_is_less(first: tuple[Quantity, Fraction], second: tuple[Quantity, Fraction]) -> None:
    (a, true_a), (b, true_b) = first, second
    if a.surely_less(b) and "about" not in (a.kind, b.kind):
        assert true_a < true_b
    if true_a == true_b:
        assert a.may_equal(b)
        assert b.may_equal(a)


@pytest.mark.parametrize(
    ("first", "second", "less"),
    [
        (Quantity(5), Quantity(5), False),
        (Quantity(5), Quantity(5, "more_than"), True),
        (Quantity(5), Quantity(5, "at_least"), False),
        (Quantity(5, "less_than"), Quantity(5), True),
        (Quantity(5, "at_most"), Quantity(5), False),
        (Quantity(5, "at_least"), Quantity(9), False),
        (Quantity(5), Quantity(9, "at_most"), False),
        (Quantity(4), 5, True),
    ],
)
def test_the_end_itself_counts(first: Quantity, second: Quantity | int, less: bool) -> None:
    assert first.surely_less(second) is less


def test_about_is_contradicted_beyond_half_of_it() -> None:
    about = Quantity(500, "about")
    assert Fraction(1, 2) == ABOUT
    assert about.may_equal(750)
    assert about.may_equal(250)
    assert not about.may_equal(751)
    assert not about.may_equal(249)
    assert Quantity(-500, "about").may_equal(-750)
    assert not Quantity(-500, "about").may_equal(-751)


def test_the_events_of_mcc_between_september_2023_and_may_2024() -> None:
    """planning: 2.217 (September 2023), 6.039 (May 2024), 478 a month."""
    change = Quantity(6_039) - Quantity(2_217)
    assert change == Quantity(3_822)
    assert (change / 8).value == Fraction(1911, 4)
    assert round(change.value / 8) == 478


def test_plain_numbers_join_in_from_both_sides() -> None:
    bound = Quantity(10, "more_than")
    assert 5 + bound == bound + 5 == Quantity(15, "more_than")
    assert 25 - bound == Quantity(15, "less_than")
    assert sum([Quantity(1), Quantity(2)]) == Quantity(3)
    assert as_quantity(Fraction(1, 2)) == Quantity(Fraction(1, 2))
    assert isinstance((Quantity(1) / 2 + Fraction(1, 2)).value, int)
    with pytest.raises(TypeError):
        bound + "5"  # type: ignore[operator] # the refusal is what is tested


@pytest.mark.parametrize(("above", "below"), [(1, 0), (1, -2), (-1, 0), (-1, Quantity(2, "at_least"))])
def test_what_a_quotient_would_not_be_true_of_is_refused(above: int, below: Quantity | int) -> None:
    with pytest.raises(ValueError, match="a divisor is above 0, and what a bound divides is not below 0"):
        Quantity(above) / below


def test_a_fall_is_divided_by_an_exact_number() -> None:
    assert Quantity(-6, "less_than") / 3 == Quantity(-2, "less_than")


@pytest.mark.parametrize("kind", ["at_least", "less_than"])
def test_about_and_a_bound_say_nothing_together(kind: Any) -> None:
    with pytest.raises(ValueError, match="only about right"):
        Quantity(1, kind) + Quantity(1, "about")
    assert Quantity(1, "about") + Quantity(2, "about") == Quantity(3, "about")
    assert -Quantity(1, "about") == Quantity(-1, "about")


@pytest.mark.parametrize("value", [True, 1.5, "5", None])
def test_inexact_values_are_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="value must be an int or a Fraction"):
        Quantity(value)
    with pytest.raises(TypeError):
        as_quantity(value)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind must be one of exact, at_least"):
        Quantity(1, "roughly")  # type: ignore[arg-type] # the refusal is what is tested


def test_a_total_with_a_gap_is_a_lower_bound() -> None:
    assert total([]) == Quantity(0)
    assert total([3, None]) == Quantity(3, "at_least")
    assert total([None, None]) is None


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("2.217", 2_217, "exact"),
        ("Rp225 juta", 225_000_000, "exact"),
        ("> 2.000", 2_000, "more_than"),
        (">= 2.000", 2_000, "at_least"),
        ("≥2.000", 2_000, "at_least"),
        ("Lebih dari 114 ribu", 114_000, "more_than"),
        ("2 ribu lebih", 2_000, "more_than"),
        ("2.000+", 2_000, "more_than"),
        ("minimal 5", 5, "at_least"),
        ("paling banyak 20", 20, "at_most"),
        ("hampir 1.000", 1_000, "less_than"),
        ("< 9", 9, "less_than"),
        ("kurang lebih 40", 40, "about"),
        ("kurang dari 40", 40, "less_than"),
        ("~ 500", 500, "about"),
        ("sekitar 95 ribu", 95_000, "about"),
    ],
)
def test_words_that_make_a_bound(text: str, value: int, kind: Any) -> None:
    assert quantity(text) == Quantity(value, kind)


@pytest.mark.parametrize(
    "text", ["", "banyak", "lebih dari", "1 sampai 5", "ratusan ribu", "081234567890 orang", "9" * 500]
)
def test_what_is_no_number_is_refused_without_personal_values(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        quantity(text)
    assert caught.value.finding.code == "quantity.form"
    assert "081234567890" not in caught.value.finding.message()


def test_a_quantity_is_read_from_text() -> None:
    with pytest.raises(TypeError, match="read from a str, not from int"):
        quantity(5)  # type: ignore[arg-type] # the refusal is what is tested


def test_labels_in_both_languages() -> None:
    words = {kind: (Quantity(1_500, kind).label(), Quantity(1_500, kind).label("en")) for kind in QUANTITY_KINDS}
    assert words == {
        "exact": ("1.500", "1,500"),
        "at_least": ("paling sedikit 1.500", "at least 1,500"),
        "more_than": ("lebih dari 1.500", "more than 1,500"),
        "at_most": ("paling banyak 1.500", "at most 1,500"),
        "less_than": ("kurang dari 1.500", "less than 1,500"),
        "about": ("sekitar 1.500", "about 1,500"),
    }
    assert str(Quantity(Fraction(1, 3))) == "1/3"
    assert Quantity(Fraction(1, 3), "about").to_dict() == {"value": "1/3", "kind": "about"}
    assert Quantity(5).to_dict() == {"value": 5, "kind": "exact"}
    assert repr(Quantity(5, "about")) == "<Quantity sekitar 5>"
