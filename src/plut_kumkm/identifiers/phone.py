"""Phone numbers of Indonesia, made one form: ``+62`` and the number without its first zero (E.164).

| written | is |
|---|---|
| 0812-3456-7890, 81234567890, 6281234567890, +62 0812 … | +6281234567890, a mobile: 10 to 13 digits with the zero |
| 021 5551234, 62215551234 | +62215551234, a landline: area code of two or three digits |
| 14045, 1500123 | a short code, which has no E.164 form |

A leading 62 without ``+`` is the country when an area code or an 8 follows; a landline must have its zero or its 62,
because nothing else tells an area code from the number after it. Personal: messages and reprs show the ends alone.

Source:
    E.164, and phonenumbers 9.0.43 as measured (primary): mobile 10-13 digits with the zero; the length of landlines
    (8-12 with the zero) is that of its table for Indonesia.

>>> validate("0812-3456-7890"), format("6281234567890")
('+6281234567890', '+62 812-3456-7890')
>>> is_valid("0812345"), is_valid("+65 91234567")
(False, False)
>>> found = parse("0812-3456-7890")
>>> found
Phone(number='**********7890', findings=[], kind='mobile')
>>> found.national
'081234567890'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from plut_kumkm.identifiers import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.identifiers.frame import Findings

PhoneKind = Literal["mobile", "landline", "toll_free", "service"]

_KIND = frame.Kind("phone", personal=True)
_COUNTRY = "+62"
_MARKS = str.maketrans("", "", " .-()")
_SEVERAL = re.compile(r"[/,;]| (?:atau|dan|or|and) ").search
_SHORT = re.compile(r"1[0-9]{2,6}").fullmatch
# Without the zero.
_LENGTHS: Mapping[PhoneKind, tuple[int, int]] = {
    "mobile": (9, 12),
    "landline": (7, 11),
    "toll_free": (7, 11),
    "service": (7, 11),
}


@frozen(kw_only=True)
class Phone(frame.Personal):
    """A phone number in E.164 form, of which the repr shows the ends alone."""

    kind: PhoneKind

    @property
    def national(self) -> str:
        """The number as it is dialled at home, with its zero."""
        return f"0{self.number.removeprefix(_COUNTRY)}"


def compact(text: str) -> str:
    """Return the E.164 form of an Indonesian number; what cannot be one only loses its marks.

    >>> compact("(021) 555-1234"), compact("+65 9123 4567"), compact("14045")
    ('+62215551234', '+6591234567', '14045')
    """
    plain = frame.tidy(text).translate(_MARKS)
    digits = plain.removeprefix("+")
    if plain != digits or (digits[:2] == "62" and digits[2:3] not in ("", "1")):
        # The zero after the country is a slip, but one that cannot mean anything else.
        return _COUNTRY + digits[2:].removeprefix("0") if digits[:2] == "62" else plain
    if digits[:1] == "0":
        return _COUNTRY + digits[1:]
    return _COUNTRY + digits if digits[:1] == "8" else digits


def format(text: str) -> str:
    """Return the number as it is printed for a reader abroad; a mobile in groups."""
    number = compact(text)
    if not number.startswith(_COUNTRY):
        return number
    home = number.removeprefix(_COUNTRY)
    return f"{_COUNTRY} {home[:3]}-{home[3:7]}-{home[7:]}" if _sort(home) == "mobile" else f"{_COUNTRY} {home}"


def _sort(home: str) -> PhoneKind:
    if home[:3] == "800":
        return "toll_free"
    if home[:1] != "8":
        return "landline"
    return "service" if home[:2] == "80" else "mobile"


def _read(text: str) -> Phone | Findings:
    """Read a phone number.

    Args:
        text: one number, with or without country, zero and marks.
    """
    notes, number = frame.begin(_KIND, text, compact, digits=False)
    if notes.failed:
        return notes.found
    if _SEVERAL(frame.tidy(text).lower()):
        notes.error("several")
        return notes.found
    notes.need_digits(frame.tidy(text).translate(_MARKS).removeprefix("+"))
    if notes.failed:
        return notes.found
    home = number.removeprefix(_COUNTRY)
    kind = _sort(home)
    least, most = _LENGTHS[kind]
    if number[0] == "+" and home == number:
        notes.error("foreign")
    elif home == number:
        notes.error("short_code" if _SHORT(number) else "trunk_missing")
    elif home[:1] in ("", "0", "1"):
        notes.error("form")
    elif not least <= len(home) <= most:
        notes.error("length", length=len(home) + 1, least=least + 1, most=most + 1)
    return notes.found if notes.failed else Phone(number=number, kind=kind, findings=notes.found)


problems, parse, validate, is_valid = frame.verbs(_read)
