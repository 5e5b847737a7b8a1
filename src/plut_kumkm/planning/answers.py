"""Answers of this room: those of every room, and the percentage."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.law.answers import Answer, Outcome, plain, render
from plut_kumkm.planning.numbers import Rounding, decimal_text, rounded

__all__ = ["Answer", "Near", "Outcome", "Percent", "nearest", "plain", "render"]


class Near(tuple[str, ...]):
    """The names that come nearest to one that is not there; in a message a question, or nothing where none is near.

    >>> Near(("sdm", "data")).label("en"), Near().label()
    (' Did you mean sdm, data?', '')
    """

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the question whether one of them was meant, with the blank before it."""
        return f" {render('planning.did_you_mean', {'near': tuple(self)}, lang)}" if self else ""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> Near:
    """Return the names that come nearest to a word, three at most.

    >>> nearest("sertifikt", ["nib", "sertifikat"])
    ('sertifikat',)
    """
    # Imported here: only a name that is wrong needs it.
    from difflib import get_close_matches

    return Near(get_close_matches(word, tuple(known), n=3, cutoff=cutoff))


@frozen(kw_only=True, repr=False)
class Percent(Answer[Fraction]):
    """An answer that is a percentage, exact; rounded only where it is shown."""

    def display(self, places: int, rounding: Rounding = "half-up") -> Decimal | None:
        """Return the percentage with exactly ``places`` decimals, or ``None`` where there is none."""
        return None if self.value is None else rounded(self.value, places, rounding)

    def said(self, lang: Lang) -> str:
        """Return the percentage, or which outcome it is."""
        if self.value is None:
            return render(f"status.{self.status}", {}, lang)
        return f"{decimal_text(rounded(self.value, 2), lang)}%"
