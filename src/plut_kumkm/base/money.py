"""Amounts in rupiah: whole ``int`` in, the written forms of Indonesian offices out, and back.

One rule for the marks: dots followed by three digits are thousands, a comma is the decimal mark, and whatever can be
read two ways is an error that names both readings. A column of a table may settle its decimal mark (``settles``);
``read_amount`` then reads the cells that are doubtful on their own. What a cell proves by itself (``1.234,50``,
``9,999,999``) stands against the column.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NoReturn

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.show import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

Mark = Literal[",", "."]

_UNITS = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,  # the old spelling
    "m": 10**9,  # never million: in Indonesian accounts M is miliar
    "triliun": 10**12,
    "t": 10**12,
}
UNITS: Mapping[str, int] = MappingProxyType(_UNITS)
# What an int64 column holds nine times over; no amount of an enterprise, or of the state, comes near it.
LIMIT = 10**18
_MOST_DIGITS = 30  # of a decimal number that ends; no share that a law names needs more

# Linear on any input: no two repeats of _GROUPED share a character, and _CELL is tried on short text only.
_GROUPED = re.compile(r" *(?:Rp\.? ?)?([1-9][0-9]{0,2}((?:\.[0-9]{3}){1,4}|(?:,[0-9]{3}){1,4})) *").fullmatch
_CELL = re.compile(
    r"([-(]{0,2}) ?(?:(?:rp\.?|idr) ?)?([-(]{0,2}) ?"
    r"([0-9](?:[0-9.,]*[0-9])?)"
    rf"(?: ?([.,])(?:--?|=)| ?({'|'.join(UNITS)})\.?)?(?: ?(?:rupiah|idr))? ?(\)?)"
).fullmatch
_LONGEST_CELL = 80
# Hyphens, the en dash and the minus sign, which word processors put for "-".
_LOOKALIKES = str.maketrans(dict.fromkeys("\u2010\u2011\u2013\u2212", "-"))

_NUMBER = re.compile(r"[0-9][0-9.,]*")
_WORD = re.compile(r"[a-z]+")
_EXPONENT = re.compile(r"[0-9.,]e[+-]?[0-9]")
_CURRENCY_WORDS = frozenset({"rp", "idr", "rupiah"})
_FOREIGN_WORDS = frozenset({"usd", "us", "sgd", "myr", "rm", "eur", "jpy", "cny", "aud", "gbp", "dolar", "dollar"})
_RANGE = re.compile(r"[-~]|\b(?:s[./]?d|sampai|hingga|to)\b")
_BOUND = re.compile(
    r"[<>≤≥]|\b(?:s[./]?d|sampai|hingga|paling|lebih|kurang|di ?atas|di ?bawah"
    r"|maks|maksimal|maksimum|max|min|minimal|minimum)\b"
)


def rupiah(text: str) -> int:
    """Return the amount that ``text`` says [IDR].

    Read are ``Rp1.000.000,00``, ``Rp 1.000.000,-``, ``IDR 1,000,000.00``, a unit word (ribu/rb, juta/jt, miliar/M,
    triliun/T) after a decimal number, and a minus or parentheses for a negative amount. Before a unit word a lone
    comma is the decimal mark (``1,250 triliun``), and so is a lone dot that does not group (``1.5 juta``).

    Args:
        text: one amount as people write it.

    Raises:
        ValidationError: the text is no single, unmistakable, whole amount; each reason has its own code.
        TypeError: ``text`` is not a ``str``.

    Source:
        EYD/PUEBI, https://www.indonesiabaik.id/infografis/cara-penulisan-rupiah-yang-benar; M as miliar: usage.

    >>> rupiah("Rp1,8 miliar"), rupiah("Rp. 1.000.000,-"), rupiah("(500 jt)")
    (1800000000, 1000000, -500000000)
    >>> rupiah("1.5")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    plut_kumkm.base.findings.ValidationError: "1.5" dapat dibaca dua cara: 15 atau 1,5. ...
    """
    return read_amount(text)


def read_amount(text: str, *, decimal: Mark | None = None, unit: int = 1) -> int:
    """Return the amount of one table cell [IDR].

    Args:
        text: the cell.
        decimal: the decimal mark that the column has settled: with "." the cell ``28,000`` is 28000; with ``None``
            it is ambiguous. A fraction of three digits in whole rupiah stays ambiguous with any mark: sen have two.
        unit: what the header multiplies by, 1_000 for "(Rp.000)". A unit word in the cell that says the same is read
            once ("500 rb" under "(Rp.000)" repeats the header); one that says another is an error, because nobody
            can tell which of the two counts.

    Raises:
        ValidationError: the cell is no single, unmistakable, whole amount; each reason has its own code.
        TypeError: ``text`` is not a ``str``.
        ValueError: ``decimal`` is not a mark, or ``unit`` no int from 1.

    >>> read_amount(" Rp28,000 ", decimal=".", unit=1_000)
    28000000
    >>> read_amount("1,5", unit=1_000_000)
    1500000
    """
    if type(text) is not str:
        _check_text(text)
    if type(unit) is not int or unit < 1 or (decimal is not None and decimal != "." and decimal != ","):
        raise ValueError(f"decimal must be ',' or '.' or None and unit an int from 1, not {decimal!r} and {unit!r}")
    # The two shapes that fill real registers, before anything that costs time.
    if text.isdigit() and text.isascii() and (text[0] != "0" or len(text) == 1) and len(text) < 16:
        amount = int(text) * unit
    elif (found := _GROUPED(text)) and _sure(found[2], decimal):
        amount = int(found[1].replace(found[2][0], "")) * unit
    else:
        amount = _read(text, decimal, unit)
    if -LIMIT < amount < LIMIT:
        return amount
    _refuse("money.too_large", text, limit=LIMIT)


def settles(text: str) -> Mark | None:
    """Return the decimal mark that this cell proves, or ``None`` when it proves neither (or is no amount).

    The reader of a table asks every cell of a column; where all that answer agree, the column is settled.

    Raises:
        TypeError: ``text`` is not a ``str``.

    >>> settles("9,999,999"), settles("1.234,50"), settles("1500000.00"), settles("28,000")
    ('.', ',', '.', None)
    """
    if type(text) is not str:
        _check_text(text)
    if text.isdigit():
        return None
    if groups := _GROUPED(text):
        return None if len(groups[2]) == 4 else "," if groups[2][0] == "." else "."
    plain = _plain(text)
    found = _CELL(plain) if len(plain) <= _LONGEST_CELL else None
    if found is None:
        return None
    number = found[3]
    mark, other, count = _marks(number)
    head, _, tail = number.rpartition(mark)
    if dash := found[4]:
        # "1.500,-": the dash stands where the sen would stand.
        return ("," if dash == "," else ".") if count == 0 or (mark != dash and _is_grouped(number, mark)) else None
    if count == 0:
        return None
    if count > 1:
        return other if other not in head and _is_grouped(number, mark) else None
    # A lone mark before three digits proves nothing; before one or two it cannot group.
    return mark if len(tail) < 3 and (other not in head or _is_grouped(head, other)) else None


def format_rupiah(amount: int, *, sen: bool = False) -> str:
    """Return ``amount`` [IDR] as it is printed: no space after Rp, dots for thousands.

    Args:
        amount: whole rupiah.
        sen: whether to write ``,00`` as law texts do.

    Raises:
        TypeError: ``amount`` is not an ``int`` (a ``bool`` is not an amount, a ``float`` not exact).

    Source:
        EYD/PUEBI, https://www.indonesiabaik.id/infografis/cara-penulisan-rupiah-yang-benar

    >>> format_rupiah(1_800_000_000), format_rupiah(-1_000), format_rupiah(1_000_000, sen=True)
    ('Rp1.800.000.000', '-Rp1.000', 'Rp1.000.000,00')
    """
    if type(amount) is not int:
        raise TypeError(f"an amount is an int of rupiah, not {type(amount).__name__}")
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".") + (",00" if sen else "")


def format_exact(amount: int | Fraction) -> str:
    """Return ``amount`` [IDR] with every digit it has, behind a comma those below a rupiah: nothing is rounded.

    Raises:
        TypeError: ``amount`` is neither an ``int`` nor a ``Fraction``.
        ValueError: it has no end as a decimal number.

    >>> format_exact(Fraction(1_005, 2)), format_exact(Fraction(7))
    ('Rp502,5', 'Rp7')
    """
    if not isinstance(amount, Fraction):
        return format_rupiah(amount)
    whole, rest = divmod(abs(amount.numerator), amount.denominator)
    digits = ""
    while rest and len(digits) < _MOST_DIGITS:
        digit, rest = divmod(rest * 10, amount.denominator)
        digits += str(digit)
    if rest:
        raise ValueError(f"{amount} has no end as a decimal number")
    return ("-" if amount < 0 else "") + format_rupiah(whole) + (f",{digits}" if digits else "")


def short_rupiah(amount: int) -> str:
    """Return ``amount`` [IDR] for a table cell, to one decimal of juta, miliar or triliun.

    The one decimal is rounded half up by its size, in whole numbers; below one juta the amount is written out. It is
    for the eye only: what must be exact is written by ``format_rupiah``.

    Raises:
        TypeError: ``amount`` is not an ``int``.

    >>> short_rupiah(2_000_000_000), short_rupiah(-1_250_000), short_rupiah(999_950_000), short_rupiah(750_000)
    ('Rp2,0 miliar', '-Rp1,3 juta', 'Rp1,0 miliar', 'Rp750.000')
    """
    full = format_rupiah(amount)
    size = abs(amount)
    if size < UNITS["juta"]:
        return full
    # From half a tenth below: 999.950.000 rounds to one miliar, not to "1.000,0 juta".
    word = next((word for word in ("triliun", "miliar") if size >= UNITS[word] - UNITS[word] // 20_000), "juta")
    tenths = (size * 20 + UNITS[word]) // (UNITS[word] * 2)
    return f"{'-' if amount < 0 else ''}{format_rupiah(tenths // 10)},{tenths % 10} {word}"


def _check_text(value: object) -> None:
    if not isinstance(value, str):
        raise TypeError(f"an amount is read from a str, not from {type(value).__name__}")


def _sure(groups: str, decimal: Mark | None) -> bool:
    """Return whether well-formed groups of three can only be thousands: several, or dots, or the column says so."""
    return len(groups) > 4 or (decimal != "." if groups[0] == "." else decimal == ".")


def _plain(text: str) -> str:
    # Splitting also folds the no-break spaces that formatters put after "Rp".
    return " ".join((text if text.isascii() else text.translate(_LOOKALIKES)).split()).lower()


def _refuse(code: str, text: str, **params: object) -> NoReturn:
    raise ValidationError([Finding(code, "error", (), {"got": excerpt(text), **params})])


def _read(text: str, decimal: Mark | None, unit: int) -> int:
    """Return the amount by the whole grammar, or raise with the reason."""
    plain = _plain(text)
    found = _CELL(plain) if len(plain) <= _LONGEST_CELL else None
    if found is None:
        code = _reason(plain)
        _refuse(code, text, **({"limit": LIMIT} if code == "money.too_large" else {}))
    before, after, number, dash, word, closed = found.groups()
    signs = before + after
    if len(signs) > 1 or ("(" in signs) != bool(closed):
        _refuse("money.sign", text)
    factor = UNITS[word] if word else 1
    if word and unit > 1 and factor != unit:
        _refuse("money.unit_twice", text, header=unit, cell=factor)
    factor = max(factor, unit)
    whole, fraction = _split(text, number, decimal, worded=bool(word), scaled=factor > 1, dashed=bool(dash))
    if len(whole) > 1 and whole[0] == "0":
        _refuse("money.leading_zero", text)
    scale: int = 10 ** len(fraction)
    amount, rest = divmod(int(whole + fraction) * factor, scale)
    if rest:
        _refuse("money.sen", text)
    return -amount if signs else amount


def _marks(number: str) -> tuple[Mark, Mark, int]:
    """Return the last mark of ``number``, the other one, and how often the last stands there."""
    if number.rfind(".") > number.rfind(","):
        return ".", ",", number.count(".")
    return ",", ".", number.count(",")


def _is_grouped(number: str, mark: str) -> bool:
    head, *groups = number.split(mark)
    return 0 < len(head) <= 3 and head[0] != "0" and all(len(group) == 3 and group.isdigit() for group in groups)


def _split(
    text: str, number: str, decimal: Mark | None, *, worded: bool, scaled: bool, dashed: bool
) -> tuple[str, str]:
    """Return the digits before and after the decimal mark.

    ``worded``: a unit word follows, before which a lone mark is decimal unless it groups; ``scaled``: the number is
    multiplied, so its fraction need not be sen; ``dashed``: a ``,-`` has taken the place of the fraction.
    """
    mark, other, count = _marks(number)
    head, _, tail = number.rpartition(mark)
    if count == 0:
        return number, ""
    grouped = _is_grouped(number, mark)
    if dashed or count > 1:
        if not grouped:
            _refuse("money.grouping", text)
        return number.replace(mark, ""), ""
    if other in head:
        if not _is_grouped(head, other):
            _refuse("money.grouping", text)
        sure = True
    elif decimal is not None:
        if grouped and mark != decimal:
            return head + tail, ""
        sure = mark == decimal or worded
    elif mark == "." and grouped:
        return head + tail, ""
    else:
        sure = worded or (mark == "," and len(tail) != 3)
    whole = head.replace(other, "")
    if (not sure or (len(tail) > 2 and not scaled)) and (whole + tail).strip("0"):
        second = f"{whole},{tail.rstrip('0')}".rstrip(",")
        _refuse("money.ambiguous", text, first=excerpt(whole + tail), second=excerpt(second))
    return whole, tail


def _reason(plain: str) -> str:
    """Return the code that says best why ``plain`` is no amount. Every step looks at each character once."""
    if not plain:
        return "money.empty"
    if not plain.isprintable():
        return "money.invisible"
    if not plain.isascii() and any(char.isnumeric() and not char.isascii() for char in plain):
        return "money.digits"
    numbers = list(_NUMBER.finditer(plain))
    words = _WORD.findall(plain)
    if not numbers:
        return "money.dash" if "-" in plain and not plain.removeprefix("rp").strip(" .,-") else "money.no_digits"
    if _EXPONENT.search(plain):
        return "money.exponent"
    if not _FOREIGN_WORDS.isdisjoint(words) or any(unicodedata.category(char) == "Sc" for char in plain):
        return "money.currency"
    if len(numbers) == 2:
        between = plain[numbers[0].end() : numbers[1].start()]
        if _RANGE.search(between) or plain.startswith("antara "):
            return "money.range"
    if _BOUND.search(plain):
        return "money.bound"
    if sum(word in UNITS for word in words) > 1:
        return "money.two_units"
    if len(numbers) > 1:
        return "money.several"
    if not _CURRENCY_WORDS.union(UNITS).issuperset(words):
        return "money.text"
    if set("-()") & set(plain):
        return "money.sign"
    number = numbers[0]
    if number[0][-1] in ".," or plain[max(number.start() - 1, 0)] in ".,":
        return "money.grouping"
    return "money.too_large" if len(number[0]) > _LONGEST_CELL // 2 else "money.text"
