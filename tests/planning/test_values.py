"""Numbers and cells of plans: read exactly or not at all; what cannot be read keeps its text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.answers import plain
from plut_kumkm.planning.numbers import decimal_text, exact, parse_number, rounded, written
from plut_kumkm.planning.records.values import label, to_json

read_value, value = pk.planning.read_value, pk.planning.value
Absent, Range, Unread, Word = pk.planning.Absent, pk.planning.Range, pk.planning.Unread, pk.planning.Word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("26", 26),
        ("17,46", Fraction(873, 50)),
        ("17.46", Fraction(873, 50)),
        ("0,125", Fraction(1, 8)),
        ("0.125", Fraction(1, 8)),
        ("1234.567", Fraction(1234567, 1000)),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1.234,5", Fraction(2469, 2)),
        ("1,234.5", Fraction(2469, 2)),
        ("7.707,14", Fraction(770714, 100)),
        ("-2,26", Fraction(-113, 50)),
        ("\u22122,26", Fraction(-113, 50)),
        ("+4", 4),
        (" 67,15 % ", Fraction(1343, 20)),
    ],
)
def test_numbers_are_read_exactly(text: str, expected: Any) -> None:
    found = parse_number(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("text", ["1.500", "12,345", "999.999"])
def test_a_number_with_two_readings_is_refused_with_both(text: str) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        parse_number(text)
    assert caught.value.finding.code == "planning.number_ambiguous"
    whole = text.replace(".", "").replace(",", "")
    assert whole in caught.value.finding.message("en")
    mark = "." if "." in text else ","
    other = "," if mark == "." else "."
    assert parse_number(text, decimal=other) == int(whole)  # type: ignore[arg-type] # one of the two marks
    assert parse_number(text, decimal=mark) == Fraction(int(whole), 1000)  # type: ignore[arg-type] # one of the two marks


@pytest.mark.parametrize(
    "text", ["", "x", "1..2", "1.23.4", "1.2,3.4", "12.34,5", "007", "1e9", ".5", "5.", "٣", "1" * 50, "(2)", "1,2,3"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        parse_number(text)
    assert caught.value.finding.code == "planning.number_form"


@pytest.mark.parametrize("given_", [1.5, True, None, object(), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_exact_is_refused(given_: Any) -> None:
    with pytest.raises(TypeError, match="share must be"):
        exact(given_, "share")


def test_decimals_fractions_and_whole_numbers_are_exact() -> None:
    assert (exact(Decimal("17.46")), exact(Fraction(4, 2)), exact(3)) == (Fraction(873, 50), 2, 3)
    assert type(exact(Fraction(4, 2))) is int


@pytest.mark.parametrize(
    ("number", "places", "rounding", "expected"),
    [
        ("2.5", 0, "half-up", "3"),
        ("-2.5", 0, "half-up", "-3"),
        ("2.5", 0, "half-even", "2"),
        ("3.5", 0, "half-even", "4"),
        ("2.51", 0, "half-even", "3"),
        ("2.99", 0, "truncate", "2"),
        ("-2.99", 0, "truncate", "-2"),
        ("-0.001", 2, "half-up", "0.00"),
        ("89.3646", 2, "half-up", "89.36"),
        ("100", 2, "truncate", "100.00"),
    ],
)
def test_rounding_by_a_named_rule(number: str, places: int, rounding: Any, expected: str) -> None:
    assert str(rounded(Fraction(number), places, rounding)) == expected


@given(number=st.fractions(-1000, 1000, max_denominator=9999), places=st.integers(0, 4))
@example(number=Fraction(5, 2), places=0)
def test_rounding_is_at_most_half_a_place_off_and_truncating_never_away_from_zero(
    number: Fraction, places: int
) -> None:
    step = Fraction(1, 10**places)
    for rule in ("half-up", "half-even"):
        assert abs(Fraction(rounded(number, places, rule)) - number) <= step / 2  # type: ignore[arg-type] # the two rules
    cut = Fraction(rounded(number, places, "truncate"))
    assert abs(cut) <= abs(number) < abs(cut) + step


def test_rounding_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="places must be"):
        rounded(Fraction(1), -1)
    with pytest.raises(ValueError, match="rounding must be one of"):
        rounded(Fraction(1), 1, "up")  # type: ignore[arg-type] # misuse is tested


def test_numbers_are_written_in_the_marks_of_the_language() -> None:
    assert (written(Fraction(873, 50)), written(Fraction(873, 50), "en")) == ("17,46", "17.46")
    assert (written(Fraction(1, 3)), written(-1234567)) == ("0,33", "-1.234.567")
    assert decimal_text(Decimal("1234.5")) == "1.234,5"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,7-6,6", Range(Fraction(57, 10), Fraction(33, 5))),
        ("5,58 \u2013 3,99", Range(Fraction(279, 50), Fraction(399, 100))),
        ("80 s.d. 90", Range(80, 90)),
        ("80 s/d 90", Range(80, 90)),
        ("80 sampai 90", Range(80, 90)),
        ("80%-90%", Range(80, 90)),
        (">= 80", Quantity(80, "at_least")),
        ("≥80", Quantity(80, "at_least")),
        ("Min. 80", Quantity(80, "at_least")),
        ("> 6000", Quantity(6000, "more_than")),
        ("≤ 5,5", Quantity(Fraction(11, 2), "at_most")),
        ("<5", Quantity(5, "less_than")),
        ("kurang dari 5", Quantity(5, "less_than")),
        ("BB", Word("BB")),
        ("Wajar Tanpa Pengecualian", Word("Wajar Tanpa Pengecualian")),
        ("", Absent("blank")),
        (" - ", Absent("dash")),
        ("\u2013", Absent("dash")),
        ("N/A", Absent("not_available")),
        ("Belum tersedia", Absent("not_available")),
        ("tidak diukur", Absent("not_measured")),
        ("belum dipublikasikan", Absent("not_published")),
        ("-2,26", Fraction(-113, 50)),
    ],
)
def test_a_cell_is_what_it_says(text: str, expected: Any) -> None:
    assert read_value(text) == (expected, ())
    assert label(expected)
    assert label(expected, "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7.707,14 / 5.616", "planning.value_form"),
        ("3 Laporan", "planning.value_form"),
        ("1.500", "planning.number_ambiguous"),
        ("1.500-2.000", "planning.number_ambiguous"),
        ("≥ banyak", "planning.value_form"),
        ("x" * 100, "planning.value_form"),
    ],
)
def test_a_cell_that_cannot_be_read_keeps_its_text_and_gets_a_finding(text: str, code: str) -> None:
    found, findings = read_value(text)
    assert found == Unread(text, code)
    assert [one.code for one in findings] == [code]
    assert findings[0].severity == "warning"
    assert findings[0].message("id") != findings[0].message("en")


@given(text=st.text(max_size=80))
def test_any_cell_gives_a_value_and_never_an_error(text: str) -> None:
    found, findings = read_value(text)
    assert isinstance(found, Unread) == bool(findings)
    assert not isinstance(found, Unread) or found.text == text


def test_a_value_is_taken_in_any_exact_form() -> None:
    assert value((80, "90,5")) == value([80, Decimal("90.5")]) == Range(80, Fraction(181, 2))
    assert value(None) == Absent("blank")
    for kept in (Range(1, 2), Quantity(1), Word("B"), Absent("dash"), Unread("?")):
        assert value(kept) is kept
    assert value(Decimal("1.5")) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("given_", "match"),
    [
        ((1, 2, 3), "must be two numbers"),
        (1.5, "must be exact"),
        (object(), "must be a number, a pair, text or None"),
        ((1, 2.5), "must be exact"),
    ],
)
def test_what_is_no_value_is_refused(given_: Any, match: str) -> None:
    with pytest.raises(TypeError, match=match):
        value(given_)
    with pytest.raises(TypeError, match="a value is read from a str"):
        read_value(7)  # type: ignore[arg-type] # misuse is tested


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(TypeError, match="high must be an int or a Fraction"):
        Range(1, 2.5)  # type: ignore[arg-type] # misuse is tested
    with pytest.raises(ValueError, match="reason must be one of"):
        Absent("lost")  # type: ignore[arg-type] # misuse is tested


def test_values_say_what_they_are() -> None:
    assert Range(2, 1).descending
    assert not Range(1, 2).descending
    assert [str(one) for one in (Range(1, 2), Word("BB"), Absent("dash"), Unread("a / b"))] == [
        "1–2", "BB", "tanda hubung", '"a / b"',
    ]  # fmt: skip
    assert label(Quantity(5)) == "5"
    assert label(None) == "–"
    assert plain(Word("BB")) == {"word": "BB"}
    assert plain(Decimal(1)) == "1"
    assert to_json(Fraction(1, 2)) == {"fraction": "1/2"}
