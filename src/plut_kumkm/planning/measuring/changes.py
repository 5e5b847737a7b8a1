"""Relative change: growth from an old value to a new one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.planning.answers import Percent, render
from plut_kumkm.planning.measuring import formulas as by
from plut_kumkm.planning.measuring.formulas import formulas
from plut_kumkm.planning.records.values import Absent, Value, label, to_json, value

ZeroBaseline = Literal["none", "hundred"]


@frozen(kw_only=True, repr=False)
class Change(Percent):
    """The change from one value to another [persen]."""

    new: Value
    old: Value

    def headline(self, lang: Lang = "id") -> str:
        """Return the change in one line."""
        told = {"value": self.said(lang), "old": label(self.old, lang), "new": label(self.new, lang)}
        return render("planning.change", told, lang)

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the formula."""
        formula = formulas()["relative-change"]
        yield render("planning.achievement.formula", {"formula": formula.label(lang), "text": formula.text}, lang)

    def told(self) -> dict[str, Any]:
        """Return both values."""
        return {"unit": "percent", "old": to_json(self.old), "new": to_json(self.new)}


def relative_change(*, new: object, old: object, zero_baseline: ZeroBaseline = "none") -> Change:
    """Return the change from ``old`` to ``new`` [persen], over the size of the old value.

    Args:
        new: the later value, in any form that ``achievement`` takes.
        old: the earlier value.
        zero_baseline: what an old value of 0 gives: "none", no percentage; or "hundred", 100 for a rise, -100 for a
            fall and 0 for neither, a habit of spreadsheets that no source is known for.

    Raises:
        ValueError: there is no such policy.
        TypeError: a value is a ``float``, or no number.

    Source:
        The formula reproduces the LKPJ of Kota Malang 2021 (secondary).

    >>> relative_change(new="4.21", old="-2.26").display(2)
    Decimal('286.28')
    """
    if zero_baseline not in ("none", "hundred"):
        raise ValueError(f"zero_baseline must be 'none' or 'hundred', not {zero_baseline!r}")
    first, second = value(old, "old"), value(new, "new")
    told: dict[str, Any] = {"old": first, "new": second}
    needs = tuple(name for name, one in told.items() if isinstance(one, Absent))
    if needs:
        return Change(value=None, status="unknown", needs=needs, **told)
    if not isinstance(first, int | Fraction) or not isinstance(second, int | Fraction):
        note = Finding("planning.change_needs_numbers", "warning")
        return Change(value=None, status="indeterminate", notes=(note,), **told)
    source = (formulas()["relative-change"].provision,)
    if first == 0 and zero_baseline == "none":
        note = Finding("planning.zero_baseline", "warning")
        return Change(value=None, status="indeterminate", notes=(note,), provisions=source, **told)
    if first == 0:
        note = Finding("planning.zero_baseline_hundred", "warning")
        figure = Fraction((second > 0) - (second < 0)) * 100
        return Change(value=figure, status="known", notes=(note,), provisions=source, **told)
    figure = Fraction(by.relative_change(Fraction(second), Fraction(first)))
    return Change(value=figure, status="known", provisions=source, **told)
