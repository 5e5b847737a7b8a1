"""Amounts in rupiah: the case table, the properties, and babel as an oracle."""

from __future__ import annotations

import tomllib
import unicodedata
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plut_kumkm.base import data, money
from plut_kumkm.base.findings import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TABLE = tomllib.loads((Path(__file__).parent.parent / "cases" / "money.toml").read_text(encoding="utf-8"))
READ = [case for case in TABLE["case"] if "expected" in case]
REFUSED = [case for case in TABLE["case"] if "code" in case]

amounts = st.integers(min_value=1 - money.LIMIT, max_value=money.LIMIT - 1)
# Every class of character, lone surrogates included, and often the signs that amounts are made of.
any_text = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("0123456789.,-()= RpIDRrbjutaMilTsd/~%E+\u00a0\u200f\u0660\x00\ud800")
)


def read(case: dict[str, Any]) -> int:
    return money.read_amount(case["input"], decimal=case.get("decimal"), unit=case.get("unit", 1))


def refusal(text: str, **column: Any) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        money.read_amount(text, **column)
    return caught.value


@pytest.mark.parametrize("case", READ, ids=lambda case: case["name"])
def test_amount_is_read(case: dict[str, Any]) -> None:
    assert read(case) == case["expected"]
    assert type(read(case)) is int


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_amount_is_refused_with_its_own_code(case: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        read(case)
    (found,) = caught.value.findings
    assert (found.code, found.severity, found.path) == (case["code"], "error", ())
    for lang in ("id", "en"):
        assert found.message(lang)
        assert "{" not in found.message(lang)


def test_every_code_of_the_catalogue_has_a_case() -> None:
    assert {case["code"] for case in REFUSED} == set(data.toml("messages/money.toml"))


@pytest.mark.parametrize("case", TABLE["settles"], ids=lambda case: case["input"][:30] or "empty")
def test_what_a_cell_settles(case: dict[str, Any]) -> None:
    assert money.settles(case["input"]) == (case["mark"] or None)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [("1.5", "15", "1,5"), ("1,500", "1500", "1,5"), ("28,000", "28000", "28"), ("1500000.00", "150000000", "1500000")],
)
def test_both_readings_are_named(text: str, first: str, second: str) -> None:
    found = refusal(text).finding
    assert (found.params["first"], found.params["second"]) == (first, second)
    assert f"{first} atau {second}" in found.message("id")
    assert f"{first} or {second}" in found.message("en")


def test_unit_twice_names_both_units() -> None:
    found = refusal("5 juta", unit=1_000).finding
    assert (found.params["header"], found.params["cell"]) == (1_000, 1_000_000)


@pytest.mark.parametrize("value", [None, 5, 5.0, True, b"5", Fraction(5)])
@pytest.mark.parametrize("function", [money.rupiah, money.read_amount, money.settles])
def test_only_text_is_read(function: Callable[[Any], object], value: object) -> None:
    with pytest.raises(TypeError, match="str"):
        function(value)


def test_a_subclass_of_str_is_text() -> None:
    class Cell(str):
        __slots__ = ()

    assert money.rupiah(Cell("Rp5.000")) == 5000
    assert money.settles(Cell("1.234,50")) == ","


@pytest.mark.parametrize(
    "column", [{"decimal": ""}, {"decimal": ";"}, {"unit": 0}, {"unit": -1}, {"unit": 1.0}, {"unit": True}]
)
def test_misuse_of_the_column_is_an_error_even_for_plain_digits(column: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="decimal must be") as caught:
        money.read_amount("1000", **column)
    assert not isinstance(caught.value, ValidationError)


@given(amounts)
@example(0)
@example(money.LIMIT - 1)
@example(1 - money.LIMIT)
def test_written_amounts_are_read_back(amount: int) -> None:
    text = money.format_rupiah(amount)
    assert money.rupiah(text) == amount
    assert money.rupiah(money.format_rupiah(amount, sen=True)) == amount
    assert money.rupiah(str(amount)) == amount
    # With two groups of thousands the marks prove themselves, so that a column cannot turn them.
    if abs(amount) >= 10**6:
        assert money.read_amount(f"{amount:,}", decimal=",") == money.read_amount(text, decimal=".") == amount
        assert (money.settles(f"{amount:,}"), money.settles(text)) == (".", ",")


@given(amounts)
def test_a_settled_column_of_commas_is_read_back(amount: int) -> None:
    assert money.read_amount(f" {amount:,} ", decimal=".") == amount
    assert money.read_amount(f"{amount:,}.00", decimal=".") == amount


@given(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=999),
    st.sampled_from(sorted(money.UNITS)),
)
def test_a_decimal_before_a_unit_is_exact(whole: int, thousandths: int, unit: str) -> None:
    exact = Fraction(whole * 1000 + thousandths, 1000) * money.UNITS[unit]
    text = f"{whole},{thousandths:03} {unit}"
    assert exact.denominator == 1
    if exact < money.LIMIT:
        assert money.rupiah(text) == money.rupiah(f"Rp{text}") == -money.rupiah(f"({text})") == exact
    else:
        assert refusal(text).finding.code == "money.too_large"


@given(any_text, st.sampled_from([None, ",", "."]), st.sampled_from([1, 1_000]))
def test_any_text_is_an_amount_or_refused(text: str, decimal: money.Mark | None, unit: int) -> None:
    assert money.settles(text) in {None, ",", "."}
    try:
        amount = money.read_amount(text, decimal=decimal, unit=unit)
    except ValidationError as error:
        (found,) = error.findings
        assert len(found.params["got"]) <= 40
        assert found.message("id").isprintable()
        assert found.message("en").isprintable()
    else:
        assert -money.LIMIT < amount < money.LIMIT


@given(any_text)
def test_reading_without_a_column_never_changes_what_a_column_reads(text: str) -> None:
    """A cell that is clear by itself says the same in every column that does not contradict its own mark."""
    try:
        alone = money.rupiah(text)
    except ValidationError:
        return
    mark = money.settles(text)
    assert mark is None or money.read_amount(text, decimal=mark) == alone


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10**6,
        "1" + ".000" * 250_000,
        "1," * 500_000,
        " " * 10**6,
        "Rp" + " " * 10**6 + "5x",
        "(" * 10**6,
        "-" * 10**6,
        "5" + " juta" * 200_000,
        "1 s.d. " * 150_000,
        "Rp1." + "000 " * 250_000,
        "e+" * 500_000,
        "\u0660" * 10**6,
        "\u00bd" * 10**6,
        "\u202e" * 10**6,
        "\x00" * 10**6,
        "\ud800" * 10**6,
        "<" * 10**6,
        "x" * 10**6,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_megabytes_are_refused_in_one_pass(text: str) -> None:
    # No time is asserted: with a quadratic step these would not end within the patience of any runner.
    money.settles(text)
    assert len(refusal(text).finding.params["got"]) <= 40


def test_every_foreign_digit_is_refused() -> None:
    for char in map(chr, range(128, 0x110000)):
        if char.isnumeric():
            assert refusal(f"Rp{char}00").finding.code == "money.digits", ascii(char)


def test_every_character_that_cannot_be_seen_is_escaped() -> None:
    for char in map(chr, range(0x110000)):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            assert money.excerpt(f"1{char}2").isascii(), ascii(char)


def test_an_excerpt_is_short() -> None:
    assert money.excerpt("x" * 40) == "x" * 40
    assert money.excerpt("x" * 41) == "x" * 39 + "…"
    assert money.excerpt("\x00" * 40) == ("\\x00" * 10)[:39] + "…"
    assert money.excerpt("  5 ") == "5"


def test_format_rupiah_eyd() -> None:
    assert money.format_rupiah(1_800_000_000) == "Rp1.800.000.000"
    assert money.format_rupiah(1_000_000, sen=True) == "Rp1.000.000,00"
    assert money.format_rupiah(-1_000) == "-Rp1.000"
    assert money.format_rupiah(0) == "Rp0"


class Count(IntEnum):
    ONE = 1


@pytest.mark.parametrize("value", [True, 1.0, Fraction(1), "1", None, Count.ONE])
@pytest.mark.parametrize("function", [money.format_rupiah, money.short_rupiah])
def test_only_an_exact_int_is_written(function: Callable[[Any], str], value: object) -> None:
    with pytest.raises(TypeError, match="int of rupiah"):
        function(value)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp0"),
        (999_999, "Rp999.999"),
        (1_000_000, "Rp1,0 juta"),
        (1_049_999, "Rp1,0 juta"),
        (1_050_000, "Rp1,1 juta"),
        (-1_050_000, "-Rp1,1 juta"),
        (999_949_999, "Rp999,9 juta"),
        (999_950_000, "Rp1,0 miliar"),
        (2_000_000_000, "Rp2,0 miliar"),
        (999_949_999_999, "Rp999,9 miliar"),
        (999_950_000_000, "Rp1,0 triliun"),
        (1_234_560_000_000_000, "Rp1.234,6 triliun"),
    ],
)
def test_short_rupiah_rounds_half_up(amount: int, text: str) -> None:
    assert money.short_rupiah(amount) == text


@given(st.integers(-(10**17), 10**17))
def test_short_rupiah_stays_within_half_a_tenth(amount: int) -> None:
    text = money.short_rupiah(amount)
    unit = money.UNITS.get(text.rpartition(" ")[2], 0)
    assert abs(money.rupiah(text) - amount) * 20 <= unit


@given(amounts)
def test_babel_writes_the_same_amount(engine: Callable[[str], ModuleType], amount: int) -> None:
    numbers = engine("babel.numbers")
    # babel puts a no-break space after Rp, which EYD does not.
    theirs = numbers.format_currency(amount, "IDR", "¤#,##0", locale="id_ID", currency_digits=False)
    assert theirs.replace("\u00a0", "") == money.format_rupiah(amount)
    assert money.rupiah(theirs) == money.rupiah(numbers.format_currency(amount, "IDR", locale="id_ID")) == amount


@pytest.mark.parametrize(
    ("amount", "written"),
    [(Fraction(1_005, 200), "Rp5,025"), (Fraction(-1, 2), "-Rp0,5"), (Fraction(3), "Rp3"), (1_500, "Rp1.500")],
)
def test_an_exact_amount_is_written_with_every_digit(amount: int | Fraction, written: str) -> None:
    assert money.format_exact(amount) == written


def test_an_amount_without_an_end_is_not_cut() -> None:
    with pytest.raises(ValueError, match="no end as a decimal number"):
        money.format_exact(Fraction(1, 3))
