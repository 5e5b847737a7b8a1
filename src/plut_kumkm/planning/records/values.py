"""What stands in a cell of a plan: a number, a range, a bound, a predicate, a reason for nothing, or unreadable text.

A plain number is an ``int`` or a ``Fraction``; a bound ("paling sedikit 80") is a ``Quantity``. What is missing says
why it is missing and is never zero; what cannot be read keeps its text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.base.money import Mark
from plut_kumkm.base.quantities import Quantity, QuantityKind
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.numbers import DASHES, Exact, exact, parse_number, written

Reason = Literal["blank", "dash", "not_available", "not_measured", "not_published"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@frozen
class Range:
    """A target from one number to another; that it runs downwards is a defect of the plan, which may exist.

    >>> Range(Fraction(57, 10), Fraction(66, 10)).label()
    '5,7–6,6'
    """

    low: Exact
    high: Exact

    def __attrs_post_init__(self) -> None:
        for name, value in (("low", self.low), ("high", self.high)):
            if type(value) not in (int, Fraction):
                raise TypeError(f"{name} must be an int or a Fraction, not {type(value).__name__}")

    @property
    def descending(self) -> bool:
        """Whether the first number is the higher one."""
        return self.low > self.high

    def __contains__(self, value: Exact) -> bool:
        return self.low <= value <= self.high

    def label(self, lang: Lang = "id") -> str:
        """Return the range as it is printed."""
        return f"{written(self.low, lang)}–{written(self.high, lang)}"

    def __str__(self) -> str:
        return self.label()

    def to_dict(self) -> dict[str, Any]:
        """Return the range as plain JSON values."""
        return {"low": number_to_json(self.low), "high": number_to_json(self.high)}


@frozen
class Word:
    """A predicate in place of a number: "BB", "WTP"."""

    text: str

    def label(self, lang: Lang = "id") -> str:
        """Return the predicate; it is Indonesian in either language."""
        return self.text

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """Return the predicate as plain JSON values."""
        return {"word": self.text}


@frozen
class Absent:
    """That there is no value, and why: blank, a dash, not available, not measured in that year, not published."""

    reason: Reason

    def __attrs_post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"reason must be one of {', '.join(REASONS)}, not {self.reason!r}")

    def label(self, lang: Lang = "id") -> str:
        """Return the reason in words."""
        return render(f"planning.absent.{self.reason}", {}, lang)

    def __str__(self) -> str:
        return self.label()

    def to_dict(self) -> dict[str, Any]:
        """Return the absence as plain JSON values."""
        return {"absent": self.reason}


@frozen
class Unread:
    """A cell that could not be read: its text, and the code of the finding that says why."""

    text: str
    code: str = "planning.value_form"

    def label(self, lang: Lang = "id") -> str:
        """Return the text, short and in quotation marks."""
        return f'"{show.excerpt(self.text)}"'

    def __str__(self) -> str:
        return self.label()

    def to_dict(self) -> dict[str, Any]:
        """Return the text as plain JSON values."""
        return {"unread": self.text, "code": self.code}


Value = int | Fraction | Range | Quantity | Word | Absent | Unread
VALUE_TYPES: tuple[type, ...] = get_args(Value)

_LONGEST = 60
_ABSENT: dict[str, Reason] = {
    "": "blank",
    "-": "dash",
    "--": "dash",
    **dict.fromkeys(
        ("n/a", "na", "n.a.", "n.a", "tidak tersedia", "belum tersedia", "tidak ada data"), "not_available"
    ),
    **dict.fromkeys(("tidak diukur", "belum diukur", "tidak dinilai"), "not_measured"),
    **dict.fromkeys(("belum dipublikasikan", "tidak dipublikasikan", "belum rilis"), "not_published"),
}
_SIGNS: dict[str, QuantityKind] = {
    ">=": "at_least",
    "≥": "at_least",
    "min ": "at_least",
    "min. ": "at_least",
    "minimal ": "at_least",
    "paling sedikit ": "at_least",
    ">": "more_than",
    "lebih dari ": "more_than",
    "<=": "at_most",
    "≤": "at_most",
    "maks ": "at_most",
    "maks. ": "at_most",
    "maksimal ": "at_most",
    "paling banyak ": "at_most",
    "<": "less_than",
    "kurang dari ": "less_than",
}
_NUMBER = r"[-+]? ?[0-9][0-9.,]* ?%?"
_RANGE = re.compile(rf"({_NUMBER}) ?(?:-| s\.?/?d\.? | sampai | hingga )\s*({_NUMBER})").fullmatch
_WORD = re.compile(r"[A-Za-z][A-Za-z .+-]{0,29}").fullmatch


def read_value(text: str, *, decimal: Mark | None = None) -> tuple[Value, tuple[Finding, ...]]:
    """Return what a cell says, and what is wrong with it; what cannot be read is ``Unread`` and keeps its text.

    Args:
        text: the cell.
        decimal: the decimal mark that its column has settled.

    Raises:
        TypeError: ``text`` is not a ``str``.

    >>> read_value("5,7-6,6")[0].label(), read_value("≥ 80")[0].label(), read_value("N/A")[0].reason
    ('5,7–6,6', 'paling sedikit 80', 'not_available')
    >>> read_value("7.707,14 / 5.616")[0], [found.code for found in read_value("1.500")[1]]
    (Unread(text='7.707,14 / 5.616', code='planning.value_form'), ['planning.number_ambiguous'])
    """
    if not isinstance(text, str):
        raise TypeError(f"a value is read from a str, not from {type(text).__name__}")
    plain_text = " ".join(text.translate(DASHES).split())
    lower = plain_text.lower()
    if lower in _ABSENT:
        return Absent(_ABSENT[lower]), ()
    try:
        if len(plain_text) <= _LONGEST:
            return _read(plain_text, lower, decimal), ()
        code, params = "planning.value_form", {"got": show.excerpt(text)}
    except ValidationError as error:
        code, params = error.finding.code, {**error.finding.params, "got": show.excerpt(text)}
        if code == "planning.number_form":
            code = "planning.value_form"
    return Unread(text, code), (Finding(code, "warning", (), params),)


def _read(text: str, lower: str, decimal: Mark | None) -> Value:
    if found := _RANGE(text):
        return Range(parse_number(found[1], decimal=decimal), parse_number(found[2], decimal=decimal))
    for sign, kind in _SIGNS.items():
        if lower.startswith(sign):
            return Quantity(parse_number(text[len(sign) :], decimal=decimal), kind)
    if _WORD(text):
        return Word(text)
    return parse_number(text, decimal=decimal)


def value(given: object, name: str = "value") -> Value:
    """Return what was given as a value of a plan: a number in any exact form, a pair for a range, text as in a cell.

    Raises:
        TypeError: it is none of these, or a ``float``.

    >>> value("26,5"), value((80, "90,5")), value(None), value("BB")
    (Fraction(53, 2), Range(low=80, high=Fraction(181, 2)), Absent(reason='blank'), Word(text='BB'))
    """
    if given is None:
        return Absent("blank")
    if isinstance(given, str):
        return read_value(given)[0]
    if isinstance(given, Range | Quantity | Word | Absent | Unread):
        return given
    if isinstance(given, tuple | list):
        if len(given) != 2:
            raise TypeError(f"{name} as a range must be two numbers, not {len(given)}")
        return Range(exact(given[0], name), exact(given[1], name))
    if not isinstance(given, int | float | Fraction | Decimal):
        raise TypeError(f"{name} must be a number, a pair, text or None, not {type(given).__name__}")
    return exact(given, name)


def or_blank(given: Value | None) -> Value:
    """Return a value, and a blank where there is none: nothing is missing, as in a cell that was left open.

    >>> or_blank(None), or_blank(3)
    (Absent(reason='blank'), 3)
    """
    return Absent("blank") if given is None else given


def label(given: Value | None, lang: Lang = "id") -> str:
    """Return a value as it is printed.

    >>> label(Fraction(873, 50)), label(None), label(Quantity(Fraction(161, 2), "at_least"), "en")
    ('17,46', '–', 'at least 80.5')
    """
    if given is None:
        return "–"
    if isinstance(given, int | Fraction):
        return written(given, lang)
    if isinstance(given, Quantity):
        number = written(given.value, lang)
        return number if given.exact else render(f"quantity.{given.kind}", {"value": number}, lang)
    return given.label(lang)


def number_to_json(number: Exact) -> Any:
    """Return a number as JSON holds it: whole, or as an exact fraction under its name."""
    return plain(number) if number.denominator == 1 else {"fraction": str(number)}


def to_json(given: Value) -> Any:
    """Return a value as JSON holds it; ``structure`` reads it back to an equal one.

    >>> to_json(Fraction(873, 50)), to_json(26), to_json(Quantity(80, "at_least"))
    ({'fraction': '873/50'}, 26, {'kind': 'at_least', 'value': 80})
    """
    if isinstance(given, int | Fraction):
        return number_to_json(given)
    if isinstance(given, Quantity):
        return {"kind": given.kind, "value": number_to_json(given.value)}
    return given.to_dict()
