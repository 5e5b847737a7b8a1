"""No output of any kind holds the hidden digits of a personal number."""

from __future__ import annotations

import json
import re
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import Report, ValidationError
from plut_kumkm.base.show import mask
from tests.identifiers import calls, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

# Numbers that stand in messages as examples, and belong to nobody.
SHOWN = ("AHU-0037895.AH.01.01.TAHUN 2019", "SNI ISO/IEC 17025:2017")
# A run of more digits than the mask leaves at an end must have come from what it hides.
RUN = 5
PERSONAL_NUMBERS = {
    "kk": numbers.kk,
    "nik": numbers.nik,
    "nitku": numbers.joined(numbers.new_npwp, numbers.digits(6)),
    "npwp": numbers.old_npwp | numbers.new_npwp,
    "phone": numbers.mobile,
}
MARKS = st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "_", "O", "\u200b"])


def outputs(name: str, text: str, given: dict[str, Any], *, parsed: bool) -> Iterator[str]:
    """Yield everything that may be printed, logged or stored of one text."""
    module = calls.module(name)
    found = module.problems(text, **given)
    for one in found:
        yield from (
            repr(one),
            str(one),
            one.message("id"),
            one.message("en"),
            json.dumps(one.to_dict(), ensure_ascii=False),
        )
        yield from (repr(value) for value in one.params.values())
    report = Report(found)
    yield from (repr(report), str(report), report._repr_html_(), json.dumps(report.to_records(), ensure_ascii=False))
    try:
        number = module.parse(text, **given)
    except ValidationError as error:
        yield from (repr(error), str(error), repr(error.args), repr(vars(error)))
        yield "".join(traceback.format_exception(error)).replace(text, "") if "\n" not in text else ""
    else:
        if parsed:
            yield from (repr(number), str(number), f"{number}")


def leaks(text: str, out: str) -> bool:
    hidden = "".join(char for char in text if char.isascii() and char.isdigit())
    for known in SHOWN:
        out = out.replace(known, "")
    return any(hidden[at : at + RUN] in out for at in range(len(hidden) - RUN + 1))


def spread(number: str, mark: str) -> str:
    return mark.join((number[:4], number[4:8], number[8:12], number[12:]))


def test_the_test_finds_a_leak() -> None:
    assert leaks("3573-0155-0890-0001", "NIK 3573********0001, lahir 55089")
    assert not leaks("3573-0155-0890-0001", "NIK 3573********0001")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("123456789", "123456789"),
        ("1234567890", "******7890"),
        ("12345-67890", "******7890"),
        ("12345O67890", "*******7890"),
        ("NIB 12345 AB 67890", "NIB 12345 AB 67890"),
        ("3573015508900001", "3573********0001"),
    ],
)
def test_ten_digits_in_a_row_may_be_the_number_of_a_person(text: str, shown: str) -> None:
    assert {one.params["got"] for one in calls.module("nib").problems(text)} == {shown}


@pytest.mark.parametrize("owner", calls.PERSONAL)
@given(choice=st.data())
def test_valid_or_spoilt_a_personal_number_stays_hidden(owner: str, choice: st.DataObject) -> None:
    number = choice.draw(PERSONAL_NUMBERS[owner])
    text = spread(number, choice.draw(MARKS))
    at = choice.draw(st.integers(0, len(text)))
    spoilt = text[:at] + choice.draw(st.sampled_from(["", "9", "x", " ", "\x00"])) + text[at + 1 :]
    for one in (number, text, spoilt, number[1:], f"{number}.0", f"{number} {number}"):
        for out in outputs(owner, one, {}, parsed=True):
            assert not leaks(one, out), out


@pytest.mark.parametrize("column", calls.NAMES)
@given(choice=st.data())
def test_a_personal_number_in_the_wrong_column_stays_hidden(column: str, choice: st.DataObject) -> None:
    owner = choice.draw(st.sampled_from(calls.PERSONAL))
    number = choice.draw(PERSONAL_NUMBERS[owner])
    label = choice.draw(st.sampled_from(["", "NIK ", "HP ", "NPWP: ", "NIB ", "P-IRT No. ", "MD ", "ID"]))
    text = label + spread(number, choice.draw(MARKS))
    # A number that is valid in that column belongs there as far as anybody can tell; its repr is not asked for.
    for out in outputs(column, text, calls.NEEDED.get(column, {}), parsed=column in calls.PERSONAL):
        assert not leaks(text, out), out


@pytest.mark.parametrize("owner", calls.PERSONAL)
@given(choice=st.data())
def test_the_parts_of_a_personal_number_are_not_in_its_repr(owner: str, choice: st.DataObject) -> None:
    number = choice.draw(PERSONAL_NUMBERS[owner])
    parsed = calls.module(owner).parse(number)
    assert parsed.number == calls.module(owner).compact(number)
    shown = re.fullmatch(r"[A-Z][a-z]+\(number='([0-9*+]+)', findings=\[.*\](?:, kind='[a-z_]+')?\)", repr(parsed))
    assert shown is not None
    assert shown[1] == mask(parsed.number)
