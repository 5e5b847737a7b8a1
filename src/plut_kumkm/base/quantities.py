"""Published numbers that are not exact: "lebih dari 114 ribu" stays a bound, and arithmetic keeps it one.

What two quantities say together is never more than what each says: a bound plus an exact number is a bound, and two
bounds that point apart say nothing, which is refused instead of answered.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base import money, show
from plut_kumkm.base.findings import Finding, Lang, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

QuantityKind = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about"]
QUANTITY_KINDS: tuple[QuantityKind, ...] = get_args(QuantityKind)

# How far off "about 500" may be before another number contradicts it: by half of it. Wide on purpose, so that only what
# cannot be meant is called a contradiction; a proposal of this library.
ABOUT = Fraction(1, 2)

# Which way a kind leaves open: 1 upwards, -1 downwards. "about" is open both ways and stands apart.
_SIDES: Mapping[QuantityKind, int] = {"exact": 0, "at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}
_STRICT = frozenset({"more_than", "less_than"})
_KINDS: Mapping[tuple[int, bool], QuantityKind] = {
    (0, False): "exact",
    (1, False): "at_least",
    (1, True): "more_than",
    (-1, False): "at_most",
    (-1, True): "less_than",
}
_WORDS: Mapping[QuantityKind, tuple[str, ...]] = {
    "at_least": (">=", "≥", "paling sedikit", "sedikitnya", "setidaknya", "minimal", "at least"),
    "more_than": (">", "lebih dari", "di atas", "more than", "over"),
    "at_most": ("<=", "≤", "paling banyak", "maksimal", "at most"),
    "less_than": ("<", "kurang dari", "di bawah", "hampir", "less than", "fewer than", "nearly"),
    "about": ("~", "±", "sekitar", "kira-kira", "kurang lebih", "lebih kurang", "about", "around"),
}
_LONGEST = 80


@frozen(repr=False)
class Quantity:
    """A number with what is known of it: exact, a bound, or about.

    >>> Quantity(6_039) - Quantity(2_217), Quantity(6_000, "more_than") - 2_217
    (<Quantity 3.822>, <Quantity lebih dari 3.783>)
    >>> Quantity(1, "at_least") - Quantity(1, "more_than")
    Traceback (most recent call last):
    ValueError: "paling sedikit 1" and "kurang dari -1" together say nothing: one is open upwards, the other downwards
    """

    value: int | Fraction
    kind: QuantityKind = "exact"

    def __attrs_post_init__(self) -> None:
        # By the exact type: a bool is not a number here, and a float not exact.
        if type(self.value) not in (int, Fraction):
            raise TypeError(f"value must be an int or a Fraction, not {type(self.value).__name__}")
        if self.kind not in QUANTITY_KINDS:
            raise ValueError(f"kind must be one of {', '.join(QUANTITY_KINDS)}, not {self.kind!r}")

    @property
    def exact(self) -> bool:
        """Whether the number is known exactly."""
        return self.kind == "exact"

    # ------------------------------------------------------------------------------------------------------ comparison

    def surely_less(self, other: Quantity | Fraction | int) -> bool:
        """Return whether this is certainly the smaller one; of "about" the widest reading counts (``ABOUT``).

        >>> Quantity(500, "about").surely_less(2_217), Quantity(2_000, "more_than").surely_less(2_217)
        (True, False)
        """
        second = as_quantity(other)
        high, low = self._end(1), second._end(-1)
        if high is None or low is None:
            return False
        return high < low or (high == low and bool({self.kind, second.kind} & _STRICT))

    def may_equal(self, other: Quantity | Fraction | int) -> bool:
        """Return whether both may be the same number.

        >>> Quantity(2_000, "more_than").may_equal(2_217), Quantity(500, "about").may_equal(2_217)
        (True, False)
        """
        second = as_quantity(other)
        return not self.surely_less(second) and not second.surely_less(self)

    def _end(self, side: int) -> Fraction | int | None:
        """Return the highest (1) or lowest (-1) that the number may be; ``None`` where that is open."""
        if self.kind == "about":
            return self.value + side * ABOUT * max(self.value, -self.value)
        return None if _SIDES[self.kind] == side else self.value

    # ------------------------------------------------------------------------------------------------------ arithmetic

    def __add__(self, other: Quantity | Fraction | int) -> Quantity:
        if not isinstance(other, Quantity | int | Fraction):
            return NotImplemented
        second = as_quantity(other)
        return Quantity(_whole(self.value + second.value), self._with(second))

    def __radd__(self, other: Fraction | int) -> Quantity:
        return self + other

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, _turned(self.kind))

    def __sub__(self, other: Quantity | Fraction | int) -> Quantity:
        return self + -as_quantity(other)

    def __rsub__(self, other: Fraction | int) -> Quantity:
        return as_quantity(other) + -self

    def __truediv__(self, other: Quantity | Fraction | int) -> Quantity:
        """Return the quotient; the divisor is above zero, and where it is a bound, both numbers are counts."""
        second = as_quantity(other)
        if second.value <= 0 or (self.value < 0 and not second.exact):
            raise ValueError("a divisor is above 0, and what a bound divides is not below 0")
        upside_down = Quantity(Fraction(1) / second.value, _turned(second.kind))
        return Quantity(_whole(self.value * upside_down.value), self._with(upside_down))

    def _with(self, other: Quantity) -> QuantityKind:
        """Return the kind of what two quantities make together."""
        if self.exact or other.exact:
            return other.kind if self.exact else self.kind
        if self.kind == other.kind == "about":
            return "about"
        sides = {_SIDES.get(self.kind, 0), _SIDES.get(other.kind, 0)}
        if len(sides) > 1:
            how = "one is open upwards, the other downwards" if 0 not in sides else "one of them is only about right"
            raise ValueError(f'"{self}" and "{other}" together say nothing: {how}')
        return _KINDS[sides.pop(), self.kind in _STRICT or other.kind in _STRICT]

    # ----------------------------------------------------------------------------------------------------------- words

    def label(self, lang: Lang = "id") -> str:
        """Return the number and what is known of it in words.

        >>> Quantity(114_000, "more_than").label(), Quantity(500, "about").label("en")
        ('lebih dari 114.000', 'about 500')
        """
        from plut_kumkm.base.messages import render

        said = show.number(self.value, lang) if isinstance(self.value, int) else str(self.value)
        return said if self.exact else render(f"quantity.{self.kind}", {"value": said}, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the quantity as plain JSON values."""
        return {"value": self.value if isinstance(self.value, int) else str(self.value), "kind": self.kind}

    def __str__(self) -> str:
        return self.label()

    def __repr__(self) -> str:
        return f"<Quantity {self.label()}>"


def _turned(kind: QuantityKind) -> QuantityKind:
    return kind if kind == "about" else _KINDS[-_SIDES[kind], kind in _STRICT]


def _whole(value: int | Fraction) -> int | Fraction:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def as_quantity(value: Quantity | Fraction | int) -> Quantity:
    """Return ``value`` as a quantity; a plain number is exact.

    Raises:
        TypeError: it is neither a quantity nor an exact number.

    >>> as_quantity(5)
    <Quantity 5>
    """
    return value if isinstance(value, Quantity) else Quantity(value)


def total(values: Iterable[int | None]) -> Quantity | None:
    """Return the sum of counts, none of them below zero: a lower bound where some are missing, ``None`` where all are.

    >>> total([3, 4]), total([3, None]), total([None])
    (<Quantity 7>, <Quantity paling sedikit 3>, None)
    """
    found = list(values)
    known = [value for value in found if value is not None]
    if found and not known:
        return None
    return Quantity(sum(known), "exact" if len(known) == len(found) else "at_least")


def quantity(text: str) -> Quantity:
    """Return the quantity that ``text`` says, with the words that make it a bound.

    Args:
        text: a number as people write it, with or without such words: ``2.217``, ``lebih dari 114 ribu``, ``> 2.000``,
            ``sekitar 500``, ``2 ribu lebih``.

    Raises:
        ValidationError: the text is no single number.
        TypeError: ``text`` is not a ``str``.

    >>> quantity("lebih dari 114 ribu"), quantity("2 ribu lebih"), quantity("sekitar 500"), quantity("2.217")
    (<Quantity lebih dari 114.000>, <Quantity lebih dari 2.000>, <Quantity sekitar 500>, <Quantity 2.217>)
    """
    if not isinstance(text, str):
        raise TypeError(f"a quantity is read from a str, not from {type(text).__name__}")
    plain = " ".join(text.split()).lower()
    kind: QuantityKind = "exact"
    for word, named in _PREFIXES:
        if plain.startswith(word):
            kind, plain = named, plain[len(word) :]
            break
    else:
        if plain.endswith((" lebih", "+")):
            kind, plain = "more_than", plain.removesuffix(" lebih").removesuffix("+")
    try:
        return Quantity(money.read_amount(plain[:_LONGEST]), kind)
    except ValidationError:
        raise ValidationError([Finding("quantity.form", "error", (), {"got": show.excerpt(text)})]) from None


# The longest first: ">=" before ">".
_PREFIXES: list[tuple[str, QuantityKind]] = sorted(
    ((word, kind) for kind, words in _WORDS.items() for word in words), key=lambda pair: (-len(pair[0]), pair[0])
)
