"""Words and figures of this room: texts of the catalogue, and numbers as the language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import show
from plut_kumkm.base.data import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plut_kumkm.base.findings import Lang

_MARKS = str.maketrans(".,", ",.")


def render(code: str, lang: Lang, **params: Any) -> str:
    """Return a text of the catalogue, which is opened when the first one is asked for."""
    from plut_kumkm.base import messages

    return messages.render(code, params, lang)


def said(value: float | None, lang: Lang = "id", places: int | None = None) -> str:
    """Return a number as the language writes it: with ``places`` decimals, or with as many as say something.

    Rounded for the eye only; nothing is ever computed from it.

    >>> said(3000), said(0.58, "en"), said(1 / 3), said(0.000123456), said(2.0, places=2), said(None)
    ('3.000', '0.58', '0,3333', '0,0001235', '2,00', '–')
    """
    if value is None:
        return "–"
    if places is not None:
        text = f"{value:,.{places}f}"
    elif value and (abs(value) < 1e-9 or abs(value) >= 1e12):
        text = f"{value:.4g}"
    elif value and abs(value) < 0.1:
        # Four digits that say something, however far behind the mark they stand.
        text = f"{value:,.{3 - _exponent(value)}f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.4f}".rstrip("0").rstrip(".")
    if float(value) == 0 or text.strip("-0.,") == "":
        text = text.lstrip("-")
    return text if lang == "en" else text.translate(_MARKS)


def _exponent(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def places(scores: Iterable[float]) -> int:
    """Return how many decimals keep different scores apart: four at least, twelve at most.

    >>> places([0.5, 0.25]), places([0.123456, 0.123457])
    (4, 6)
    """
    different = set(scores)
    return next((n for n in range(4, 12) if len({f"{one:.{n}f}" for one in different}) == len(different)), 12)


def apart(value: float, other: float, lang: Lang = "id") -> str:
    """Return a number with as many decimals as it takes to read otherwise than ``other``, where the two differ.

    >>> apart(1.01, 1), apart(0.99999, 1), apart(1.0, 1)
    ('1,01', '0,99999', '1')
    """
    text = said(value, lang)
    if value == other or text != said(other, lang):
        return text
    return said(value, lang, places((value, other)))


@frozen
class Figure:
    """A number inside a message, written in the marks of the language; ``beside`` is one that it must not look like.

    >>> Figure(1.01).label("id"), str(Figure(1.01)), Figure(1.00002, beside=1).label()
    ('1,01', '1.01', '1,00002')
    """

    value: float | None
    beside: float | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return the number in words of the language."""
        if self.value is None or self.beside is None:
            return said(self.value, lang)
        return apart(self.value, self.beside, lang)

    def __str__(self) -> str:
        return "" if self.value is None else repr(self.value)


def kept(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a mapping that cannot be changed any more."""
    return FrozenMap(params)


@frozen
class Phrase:
    """A text of the catalogue inside another one."""

    code: str
    params: Mapping[str, Any] = field(factory=dict, converter=kept)

    def label(self, lang: Lang = "id") -> str:
        """Return the text."""
        return render(self.code, lang, **self.params)

    def __str__(self) -> str:
        return self.label("en")


def name_of(alternative: str) -> str:
    """Return the name of an alternative as it may be shown: numbers of persons masked, short.

    >>> name_of("081234567890"), name_of("Batik Contoh")
    ('********7890', 'Batik Contoh')
    """
    return show.excerpt(alternative)
