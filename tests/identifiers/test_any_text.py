"""Any text whatever ends in findings, what is no text in a TypeError, and valid numbers survive being printed."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import ValidationError
from tests.identifiers import calls, numbers

VERBS = ("compact", "format", "problems", "parse", "validate", "is_valid")
# Every class of character, lone surrogates included, and often the signs that numbers are made of.
any_text = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(string.digits * 3 + ".-/:() +eENIBPOMIDSLxX\u00a0\u200f\u0660\uff11\x00\ud800")
)
PAIRS = [(name, given, valid) for name, ways in numbers.VALID.items() for given, valid in ways]
LENIENT = {name: {"strict": False} for name in ("kk", "npwp", "nitku", "halal")}


def call(name: str, verb: str, text: Any, given: dict[str, Any]) -> Any:
    function = getattr(calls.module(name), verb)
    return function(text) if verb == "compact" else function(text, **(given if verb != "format" else system(given)))


def system(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key == "system"}


def judged(name: str, text: str, given: dict[str, Any]) -> None:
    assert type(call(name, "compact", text, given)) is type(call(name, "format", text, given)) is str
    found = call(name, "problems", text, given)
    errors = tuple(one for one in found if one.severity == "error")
    assert call(name, "is_valid", text, given) is not bool(errors)
    for one in found:
        assert one.message("id")
        assert one.message("en")
    if not errors:
        assert call(name, "validate", text, given) == call(name, "parse", text, given).number
        return
    with pytest.raises(ValidationError) as caught:
        call(name, "validate", text, given)
    assert caught.value.findings == errors
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_strategies_cover_every_identifier() -> None:
    assert set(numbers.VALID) == set(calls.NAMES)


@pytest.mark.parametrize("name", calls.NAMES)
@given(text=any_text)
def test_any_text_has_findings_or_is_valid(name: str, text: str) -> None:
    judged(name, text, calls.NEEDED.get(name, {}))
    judged(name, text, calls.NEEDED.get(name, {}) | LENIENT.get(name, {}))


@pytest.mark.parametrize(("name", "given_", "valid"), PAIRS, ids=lambda value: value if isinstance(value, str) else "")
@given(choice=st.data())
def test_a_damaged_number_has_findings_or_is_valid(
    name: str, given_: dict[str, Any], valid: st.SearchStrategy[str], choice: st.DataObject
) -> None:
    text = choice.draw(valid)
    at = choice.draw(st.integers(0, len(text)))
    judged(name, text[:at] + choice.draw(any_text) + text[at + choice.draw(st.integers(0, 2)) :], given_)


@pytest.mark.parametrize(("name", "given_", "valid"), PAIRS, ids=lambda value: value if isinstance(value, str) else "")
@given(choice=st.data())
def test_a_valid_number_survives_being_printed(
    name: str, given_: dict[str, Any], valid: st.SearchStrategy[str], choice: st.DataObject
) -> None:
    text = choice.draw(valid)
    module = calls.module(name)
    compact, printed = module.compact(text), module.format(text, **system(given_))
    assert module.validate(text, **given_) == module.validate(printed, **given_) == compact
    assert module.compact(printed) == module.compact(compact) == compact
    assert module.format(printed, **system(given_)) == printed
    assert module.parse(printed, **given_) == module.parse(text, **given_)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        " " * 1_000_000 + "9" * 100,
        "BPOM" * 250_000,
        "P-IRT No. " * 100_000,
        "\u202e" * 200_000,
        " TAHUN 2019" * 100_000,
        "SNI " + "1-" * 300_000,
        "2.17." * 200_000,
        "1.01.01.1.01.01" + ".1" * 500_000,
        "D00" + "2" * 1_000_000,
    ],
    ids=lambda text: text.strip()[:10].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("name", calls.NAMES)
def test_megabytes_are_too_long_and_nothing_else(name: str, text: str) -> None:
    given_ = calls.NEEDED.get(name, {})
    (found,) = call(name, "problems", text, given_)
    assert (found.code, found.params["got"]) == ("number.too_long", "")
    assert len(found.message()) < 200
    assert isinstance(call(name, "compact", text, given_), str)
    assert isinstance(call(name, "format", text, given_), str)


@pytest.mark.parametrize(("length", "code"), [(80, "nib.length"), (81, "number.too_long")])
def test_the_bound_on_the_length(length: int, code: str) -> None:
    assert [one.code for one in call("nib", "problems", "1" * length, {})] == [code]


@pytest.mark.parametrize("name", calls.NAMES)
def test_megabytes_of_blanks_are_empty(name: str) -> None:
    (found,) = call(name, "problems", " \u00a0\u3000\t\n" * 300_000, calls.NEEDED.get(name, {}))
    assert found.code == "number.empty"


@pytest.mark.parametrize("digit", "٣۳߃३৩୩௩๓๓３𝟑𝟛𝟹³₃③㉈三".strip())
def test_no_other_digit_passes_for_one(digit: str) -> None:
    for name, text in (("nik", "3573015508900001"), ("postal", "65131"), ("sni", "SNI 7383:2008")):
        damaged = text.replace("3", digit, 1)
        assert [one.code for one in call(name, "problems", damaged, {})] == ["number.digits"]


@pytest.mark.parametrize("sign", ["\x00", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\ud800", "\x7f", "\u00ad"])
def test_what_cannot_be_seen_has_its_own_code(sign: str) -> None:
    for name, text in (("nik", "3573015508900001"), ("phone", "081234567890"), ("merek", "IDM001235320")):
        for damaged in (sign + text, text[:5] + sign + text[5:], text + sign):
            (found,) = call(name, "problems", damaged, {})
            assert found.code == "number.invisible"
            assert found.message().isprintable()


@pytest.mark.parametrize("value", [None, 3573015508900001, 1.5, True, b"65141", ["65141"]])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", calls.NAMES)
def test_what_is_no_text_is_misuse(name: str, verb: str, value: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(value).__name__}: leading zeros are real") as caught:
        call(name, verb, value, calls.NEEDED.get(name, {}))
    assert "3573" not in str(caught.value)


def test_a_subclass_of_str_is_text() -> None:
    class Cell(str):
        __slots__ = ()

    number = calls.module("nib").validate(Cell("1203250005498"))
    assert type(number) is str
    assert number == "1203250005498"


@pytest.mark.parametrize(("name", "given_", "valid"), PAIRS, ids=lambda value: value if isinstance(value, str) else "")
@given(choice=st.data())
def test_white_space_around_is_no_part_of_a_number(
    name: str, given_: dict[str, Any], valid: st.SearchStrategy[str], choice: st.DataObject
) -> None:
    text = choice.draw(valid)
    module = calls.module(name)
    assert module.validate(f"\u00a0 {text}\r\n", **given_) == module.validate(text, **given_)
