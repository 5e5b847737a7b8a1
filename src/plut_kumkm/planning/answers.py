"""Answers of this room: those of every room, and the percentage."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.law.answers import Answer, Outcome, plain, render
from plut_kumkm.planning.numbers import Rounding, decimal_text, rounded

__all__ = ["Answer", "Outcome", "Percent", "plain", "render"]


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
