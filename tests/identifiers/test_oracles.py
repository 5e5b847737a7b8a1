"""Other people's code on the same numbers; where it differs, the difference is written down as a case of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.identifiers import nik, npwp, phone
from tests.identifiers import numbers

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Load = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def stdnum_npwp(engine: Load) -> Any:
    return engine("stdnum.id.npwp")


@pytest.fixture(scope="module")
def stdnum_nik(engine: Load) -> Any:
    return engine("stdnum.id.nik")


@pytest.fixture(scope="module")
def phonenumbers(engine: Load) -> Any:
    return engine("phonenumbers")


# ---- python-stdnum: NPWP


@given(number=numbers.old_npwp)
def test_npwp_check_digit_as_in_stdnum(number: str, stdnum_npwp: Any) -> None:
    assert stdnum_npwp.is_valid(number)
    for digit in "0123456789":
        other = number[:8] + digit + number[9:]
        assert npwp.is_valid(other) is npwp.is_valid(f"0{other}") is stdnum_npwp.is_valid(other)
        assert stdnum_npwp.is_valid(f"0{other}") is stdnum_npwp.is_valid(other)


@given(number=numbers.digits(15))
def test_npwp_of_any_digits_as_in_stdnum(number: str, stdnum_npwp: Any) -> None:
    expected = stdnum_npwp.is_valid(number) and int(number) > 0
    assert npwp.is_valid(number) is expected
    assert npwp.format(number) == stdnum_npwp.format(number)


@pytest.mark.parametrize(
    ("text", "ours", "why"),
    [
        ("00.000.000.0-000.000", False, "nothing but zeros passes Luhn"),
        ("0000000000000000", False, "the same, sixteen long"),
        ("1000000009312478", True, "the Coretax series, which it takes for a NIK"),
        ("9671011508900001", True, "a NIK of a province that its list does not have"),
        ("3573018108900001", False, "a NIK with the day 81"),
        ("3573011508900000", False, "a NIK with the serial 0000"),
    ],
)
def test_known_difference_of_npwp(text: str, ours: bool, why: str, stdnum_npwp: Any) -> None:
    assert npwp.is_valid(text) is ours is not stdnum_npwp.is_valid(text), why


def test_known_difference_npwp_of_sixteen_digits_is_not_garbled(stdnum_npwp: Any) -> None:
    assert stdnum_npwp.format("0013121660091000") == "00.131.216.6-009.1000"
    assert npwp.format("0013121660091000") == "0013121660091000"


# ---- python-stdnum: NIK


def _place_is_known(stdnum_nik: Any, number: str) -> bool:
    try:
        stdnum_nik._check_registration_place(number)
    except (ValueError, IndexError):
        return False
    return True


@given(number=numbers.nik)
def test_nik_birth_date_as_in_stdnum(number: str, stdnum_nik: Any) -> None:
    assert stdnum_nik.get_birth_date(number) == nik.parse(number).birth_dates[0]
    # Its list of regions is BPS's of about 2010: a second opinion, not the rule.
    assert stdnum_nik.is_valid(number) is _place_is_known(stdnum_nik, number)


@given(place=st.sampled_from(["3171", "3573", "1101", "7371", "9471"]), rest=numbers.digits(12))
def test_nik_of_any_digits_as_in_stdnum(place: str, rest: str, stdnum_nik: Any) -> None:
    number = place + rest
    expected = stdnum_nik.is_valid(number) and rest[:2] != "00" and rest[-4:] != "0000" and int(rest[2:4]) <= 71
    assert nik.is_valid(number) is expected


@pytest.mark.parametrize(
    ("text", "ours", "why"),
    [
        ("9671011508900001", True, "Kota Sorong, Papua Barat Daya"),
        ("6571011508900001", True, "Kota Tarakan, Kalimantan Utara"),
        ("3573018108900001", False, "day 81 is 1 by the remainder of 40"),
        ("3573011508900000", False, "serial 0000"),
        ("3573001508900001", False, "kecamatan 00"),
    ],
)
def test_known_difference_of_nik(text: str, ours: bool, why: str, stdnum_nik: Any) -> None:
    assert nik.is_valid(text) is ours is not stdnum_nik.is_valid(text), why


def test_known_difference_nik_century_is_not_guessed(stdnum_nik: Any) -> None:
    assert stdnum_nik.get_birth_date("3573011508050001").year == 1905
    assert {day.year for day in nik.parse("3573011508050001").birth_dates} == {1905, 2005}


# ---- phonenumbers


def read(phonenumbers: Any, text: str) -> tuple[str, bool]:
    number = phonenumbers.parse(text, "ID")
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.is_valid_number(number),
    )


@given(number=numbers.mobile, mark=st.sampled_from(["", " ", "-"]))
def test_mobile_as_in_phonenumbers(number: str, mark: str, phonenumbers: Any) -> None:
    texts = [number, number[1:], f"+62 {number[1:]}", f"+62{number}"]
    # A mobile of ten digits after a bare 62 is among the known differences below.
    texts += [f"62{number[1:]}"] if len(number) > 10 else []
    for text in texts:
        written = mark.join((text[:5], text[5:9], text[9:]))
        assert read(phonenumbers, written) == (phone.validate(written), True)
        assert phone.parse(written).kind == "mobile"


@given(
    area=st.sampled_from(["021", "022", "0341", "0361", "0751", "0967"]), rest=st.integers(7, 8).flatmap(numbers.digits)
)
def test_landline_as_in_phonenumbers(area: str, rest: str, phonenumbers: Any) -> None:
    # Not 0 and 1: no subscriber has such a number, and phonenumbers reads some as codes of another kind.
    text = f"{area} 5{rest[1:]}"
    assert read(phonenumbers, text) == (phone.validate(text), True)
    assert phone.parse(text).kind == "landline"
    assert read(phonenumbers, phone.format(text))[0] == phone.compact(text)


@pytest.mark.parametrize("text", ["0812345", "+65 91234567", "0341 551", "14045", "081234567", "08123456789012"])
def test_refused_as_by_phonenumbers(text: str, phonenumbers: Any) -> None:
    assert not phone.is_valid(text)
    number = phonenumbers.parse(text, "ID")
    assert not phonenumbers.is_valid_number_for_region(number, "ID")


def test_known_difference_62_before_an_area_code_is_the_country(phonenumbers: Any) -> None:
    assert read(phonenumbers, "62215551234") == ("+6262215551234", True)
    assert phone.validate("62215551234") == "+62215551234"


def test_known_difference_62_before_a_short_mobile_is_the_country(phonenumbers: Any) -> None:
    # It reads the area 0628 of North Sumatra, without its zero.
    assert read(phonenumbers, "62812345678") == ("+6262812345678", True)
    assert phone.validate("62812345678") == "+62812345678"


@pytest.mark.parametrize(
    ("text", "ours", "why"),
    [
        ("021 555123", True, "we know no lengths by area: Jakarta has seven or eight digits after 021"),
        ("0841 2345678", True, "the sheet counts all of 08 as mobile; 084 is given to nobody"),
        ("215551234", False, "a landline without its zero cannot be told from a number without its area"),
        ("1500123", False, "a short code is no number of E.164"),
    ],
)
def test_known_difference_of_phone(text: str, ours: bool, why: str, phonenumbers: Any) -> None:
    assert phone.is_valid(text) is ours is not read(phonenumbers, text)[1], why
