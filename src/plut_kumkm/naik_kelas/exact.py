"""Numbers as this room takes them: whole, fraction or decimal, and never a float, which is not exact."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from plut_kumkm.base import show
from plut_kumkm.law.answers import plain as plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plut_kumkm.base.findings import Lang

Exact = int | Fraction
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?%")


def number(value: object, name: str) -> Exact:
    """Return an exact number.

    Raises:
        TypeError: it is a float, a truth value, or no number.

    >>> number(Decimal("0.5"), "weight"), number(3, "weight")
    (Fraction(1, 2), 3)
    """
    if isinstance(value, Decimal):
        return Fraction(value)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise TypeError(f"{name} must be a whole number, Fraction or Decimal, which are exact, not {_kind(value)}")
    return value


def share(value: object, name: str) -> Fraction:
    """Return a share [1] from "10%", a Fraction or a Decimal.

    A bare whole number is refused, because 10 may mean ten percent or tenfold.

    Raises:
        TypeError: it is a float, a whole number other than 0, or no number.
        ValueError: the text is no percentage, or the share is negative.

    >>> share("10%", "at_least"), share("12,5 %", "at_least")
    (Fraction(1, 10), Fraction(1, 8))
    """
    if isinstance(value, str):
        found = _PERCENT.fullmatch(value.strip())
        if found is None:
            raise ValueError(f"{name} must be a percentage such as '10%', not {show.excerpt(value)!r}")
        return Fraction(found[1].replace(",", ".")) / 100
    if isinstance(value, bool) or not (isinstance(value, Fraction | Decimal) or (type(value) is int and value == 0)):
        raise TypeError(f"{name} must be a text such as '10%', a Fraction or a Decimal, not {_kind(value)}")
    found_share = Fraction(value)
    if found_share < 0:
        raise ValueError(f"{name} must not be negative")
    return found_share


class Share(Fraction):
    """A share that messages write as a percentage, and plain data as an exact fraction.

    >>> Share(1, 5).label("id"), str(Share(1, 5))
    ('20,00%', '1/5')
    """

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the share in words."""
        return percent_text(self, lang)


def percent_text(value: Fraction, lang: Lang = "id") -> str:
    """Return a share as people read it, to two places, rounded half up.

    >>> percent_text(Fraction(1, 3)), percent_text(Fraction(-1, 8), "en"), percent_text(Fraction(3))
    ('33,33%', '-12.50%', '300,00%')
    """
    hundredths = (abs(value) * 10000 + Fraction(1, 2)).__floor__()
    text = f"{show.number(hundredths // 100, 'en').replace(',', '')}.{hundredths % 100:02d}%"
    signed = f"-{text}" if value < 0 and hundredths else text
    return signed if lang == "en" else signed.replace(".", ",")


def number_text(value: Exact, lang: Lang = "id") -> str:
    """Return a count or an amount as people read it; what is no whole number to two places.

    >>> number_text(1200), number_text(Fraction(-10001, 8)), number_text(Fraction(5, 2), "en")
    ('1.200', '-1.250,13', '2.50')
    """
    if isinstance(value, Fraction) and value.denominator != 1:
        hundredths = (abs(value) * 100 + Fraction(1, 2)).__floor__()
        sign = "-" if value < 0 and hundredths else ""
        return f"{sign}{show.number(hundredths // 100, lang)}{'.' if lang == 'en' else ','}{hundredths % 100:02d}"
    return show.number(int(value), lang)


def prices(deflator: Mapping[int, Exact | Decimal] | None, years: Iterable[int]) -> dict[int, Exact]:
    """Return an index of prices for some years, 1 in the first of them; without a deflator it is 1 in each.

    Raises:
        TypeError: an index is a float.
        ValueError: a year has no index above 0.

    >>> prices(None, (2024, 2025)), prices({2024: 100, 2025: Decimal("102.5")}, (2024, 2025))
    ({2024: 1, 2025: 1}, {2024: Fraction(1, 1), 2025: Fraction(41, 40)})
    """
    wanted = tuple(dict.fromkeys(years))
    if deflator is None:
        return dict.fromkeys(wanted, 1)
    known = {year: number(value, "deflator") for year, value in deflator.items()}
    if any(known.get(year, 0) <= 0 for year in wanted):
        raise ValueError(f"deflator needs an index above 0 for {' and '.join(map(str, wanted))}")
    return {year: Fraction(known[year]) / known[wanted[0]] for year in wanted}


def _kind(value: object) -> str:
    return type(value).__name__
