"""The conversion of an achievement to the score of an SKP: of individual staff, not of a region's plan."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.planning.answers import Answer, plain, render
from plut_kumkm.planning.measuring.achievements import Achievement
from plut_kumkm.planning.measuring.formulas import formulas
from plut_kumkm.planning.numbers import Exact, decimal_text, exact, rounded
from plut_kumkm.planning.rating.deciding import Written

_TOP, _FULL = 120, 109


@frozen(kw_only=True, repr=False)
class SkpScore(Answer[Fraction]):
    """The score of one target in an SKP; ``converted`` is the achievement that it was made of."""

    converted: Exact | None

    def headline(self, lang: Lang = "id") -> str:
        """Return the score in one line."""
        said = render(f"status.{self.status}", {}, lang)
        return render(
            "planning.skp", {"value": said if self.value is None else decimal_text(rounded(self.value, 2), lang)}, lang
        )

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the formula."""
        formula = formulas()["skp"]
        yield render("planning.achievement.formula", {"formula": formula.label(lang), "text": formula.text}, lang)

    def told(self) -> dict[str, Any]:
        """Return the achievement that was converted."""
        return {"converted": plain(self.converted)}


def skp_score(given: object, *, exceedable: bool = True) -> SkpScore:
    """Return the score of an achievement by the conversion of the SKP; what is printed for no number is open.

    Args:
        given: the achievement [persen]: a number, text, an ``Achievement``, or ``None``.
        exceedable: whether the target can be exceeded at all; if not, 100 % gives 120.

    Raises:
        TypeError: the value is a ``float``, or no number.
        ValidationError: the text is no number.

    Source:
        PermenPANRB 8/2021 p. 101 (primary). Its bands are printed for whole numbers, and none for 101 to 110.

    >>> skp_score(99).value, skp_score(100).value, skp_score(105).status
    (Fraction(89, 1), Fraction(109, 1), 'indeterminate')
    """
    source = (formulas()["skp"].provision,)
    found = given.value if isinstance(given, Achievement) else None if given is None else exact(given)
    if found is None:
        return SkpScore(value=None, status="unknown", needs=("achievement",), converted=None)
    score = _converted(Fraction(found), exceedable)
    if score is None:
        note = Finding("planning.skp_gap", "warning", (), {"value": Written(found)})
        return SkpScore(value=None, status="indeterminate", notes=(note,), provisions=source, converted=found)
    return SkpScore(value=score, status="known", provisions=source, converted=found)


def _converted(c: Fraction, exceedable: bool) -> Fraction | None:
    if c > 110:
        return Fraction(_TOP)
    if c == 100:
        return Fraction(_FULL if exceedable else _TOP)
    if 80 <= c <= 99:
        return 70 + Fraction(19, 19) * (c - 80)
    if 60 <= c <= 79:
        return 50 + (c - 60)
    return c / 59 * 49 if c < 60 else None
