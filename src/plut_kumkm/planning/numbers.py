"""Exact numbers of plans: read from what people write, rounded by a named rule for display and never before.

A number with one mark and three digits behind it (``1.500``) can be read two ways, so it is refused with both readings;
``0,125`` and ``17.46`` can be read one way only. A ``float`` is refused: 17.46 is not the number that it prints.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NoReturn, get_args

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.base.money import Mark

Exact = int | Fraction
Rounding = Literal["half-up", "half-even", "truncate"]
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)

_LONGEST = 40
_NUMBER = re.compile(r"([-+]?) ?([0-9]+(?:[.,][0-9]+)*)(?: ?%)?").fullmatch
# Hyphens, the en dash and the minus sign, which word processors put for "-".
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2013\u2212"), "-")
# Decimals that are written out before a number is shortened for the eye.
_SHOWN = 6


def exact(value: object, name: str = "value") -> Exact:
    """Return ``value`` as an exact number.

    Args:
        value: an ``int``, ``Fraction`` or ``Decimal``, or text with decimal comma or point.
        name: what an error calls it.

    Raises:
        TypeError: it is a ``float`` or a ``bool``, or no number at all.
        ValidationError: the text is no number, or can be read two ways.

    >>> exact("17,46"), exact("1.234.567"), exact(Decimal("0.5"))
    (Fraction(873, 50), 1234567, Fraction(1, 2))
    >>> exact(17.46)
    Traceback (most recent call last):
    TypeError: value must be exact: write 17.46 as text, "17.46", or as a Decimal
    """
    if isinstance(value, str):
        return parse_number(value)
    if isinstance(value, float):
        raise TypeError(f'{name} must be exact: write {value!r} as text, "{value!r}", or as a Decimal')
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        raise TypeError(f"{name} must be an int, Fraction, Decimal or text, not {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise TypeError(f"{name} must be a finite number, not {value}")
    return whole(value if isinstance(value, int) else Fraction(value))


def whole(value: Exact) -> Exact:
    """Return ``value``, as an ``int`` where it has no fraction."""
    return value.numerator if value.denominator == 1 else value


def parse_number(text: str, *, decimal: Mark | None = None) -> Exact:
    """Return the number that ``text`` says; a percent sign behind it is a label and changes nothing.

    Args:
        text: the number as people write it.
        decimal: the decimal mark that the column has settled, for a cell that can be read two ways on its own.

    Raises:
        ValidationError: the text is no number, or can be read two ways.

    >>> parse_number("5,7 %"), parse_number("1.500", decimal=","), parse_number("1.500", decimal=".")
    (Fraction(57, 10), 1500, Fraction(3, 2))
    >>> parse_number("1.500")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    plut_kumkm.base.findings.ValidationError: "1.500" dapat dibaca dua cara: 1500 atau 1,500. ...
    """
    given = " ".join(text.translate(DASHES).split())
    found = _NUMBER(given) if len(given) <= _LONGEST and given.isascii() else None
    if found is None:
        _refuse("planning.number_form", text)
    head, tail = _split(text, found[2], decimal)
    if len(head) > 1 and head[0] == "0":
        _refuse("planning.number_form", text)
    size = Fraction(int(head + tail), 10 ** len(tail))
    return whole(-size if found[1] == "-" else size)


def _split(text: str, number: str, decimal: Mark | None) -> tuple[str, str]:
    """Return the digits before and after the decimal mark."""
    marks = [sign for sign in number if sign in ".,"]
    if not marks:
        return number, ""
    last = marks[-1]
    head, _, tail = number.rpartition(last)
    if len(set(marks)) == 2:
        # The last mark is the decimal one, the other groups.
        if marks.count(last) > 1 or not _grouped(head, marks[0]):
            _refuse("planning.number_form", text)
        return head.replace(marks[0], ""), tail
    if len(marks) > 1:
        if not _grouped(number, last):
            _refuse("planning.number_form", text)
        return number.replace(last, ""), ""
    if not _grouped(number, last) or decimal == last:
        return head, tail
    if decimal is not None:
        return head + tail, ""
    _refuse("planning.number_ambiguous", text, first=head + tail, second=f"{head},{tail}")


def _grouped(number: str, mark: str) -> bool:
    head, *groups = number.split(mark)
    return len(head) <= 3 and head[0] != "0" and all(len(group) == 3 and group.isdigit() for group in groups)


def _refuse(code: str, text: str, **params: Any) -> NoReturn:
    raise ValidationError([Finding(code, "error", (), {"got": show.excerpt(text), **params})])


def rounded(value: Exact, places: int, rounding: Rounding = "half-up") -> Decimal:
    """Return ``value`` with exactly ``places`` decimals, for display.

    Args:
        value: the exact number.
        places: how many decimals, from 0.
        rounding: "half-up" (a half away from zero), "half-even" (a half to the even neighbour) or "truncate".

    Raises:
        ValueError: ``places`` is negative, or there is no such rounding.

    >>> rounded(Fraction(12345, 1000), 2), rounded(Fraction(12345, 1000), 2, "half-even"), rounded(Fraction(-5, 2), 0)
    (Decimal('12.35'), Decimal('12.34'), Decimal('-3'))
    """
    if type(places) is not int or places < 0:
        raise ValueError(f"places must be an int from 0, not {places!r}")
    if rounding not in ROUNDINGS:
        raise ValueError(f"rounding must be one of {', '.join(ROUNDINGS)}, not {rounding!r}")
    digits, rest = divmod(abs(value) * 10**places, 1)
    half = Fraction(1, 2)
    up = rounding != "truncate" and (rest > half or (rest == half and (rounding == "half-up" or digits % 2 == 1)))
    number = int(digits) + up
    # Built by hand: arithmetic of Decimal would round by the context of the caller.
    return Decimal((int(value < 0 and number != 0), tuple(map(int, str(number))), -places))


def written(value: Exact, lang: Lang = "id") -> str:
    """Return a number as it is printed: all its decimals where they are few, else two.

    >>> written(Fraction(873, 50)), written(1234567), written(Fraction(873, 13), "en")
    ('17,46', '1.234.567', '67.15')
    """
    places = next((n for n in range(_SHOWN + 1) if (value * 10**n).denominator == 1), 2)
    return decimal_text(rounded(value, places), lang)


def decimal_text(number: Decimal, lang: Lang = "id") -> str:
    """Return a decimal number with its thousands grouped, in the marks of the language.

    >>> decimal_text(Decimal("1234.50")), decimal_text(Decimal("1234.50"), "en")
    ('1.234,50', '1,234.50')
    """
    text = f"{number:,f}"
    return text if lang == "en" else text.translate(str.maketrans(".,", ",."))
