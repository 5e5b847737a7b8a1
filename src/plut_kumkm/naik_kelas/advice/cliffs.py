"""Cliffs: bounds of other schemes that sales cross on the way up, where a right ends or a duty begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from plut_kumkm.enterprise.schemes.asking import classify
from plut_kumkm.law.regimes import regimes_in, values_of
from plut_kumkm.naik_kelas.advice.prerequisites import cliff_schemes

if TYPE_CHECKING:
    from datetime import date

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.schemes.classes import SizeClass
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.verdicts import Verdict


@frozen(kw_only=True)
class Cliff:
    """A bound of sales [IDR] at which the class of another scheme changes: the answers on it, and one rupiah beyond.

    ``before_tier`` says whether it comes before the tier is reached, or within it.
    """

    scheme: str
    label: Mapping[str, str] = field(eq=False)
    sales: int
    until: Verdict[SizeClass]
    beyond: Verdict[SizeClass]
    before_tier: bool

    def title(self, lang: Lang = "id") -> str:
        """Return the name of the scheme."""
        return self.label[lang]

    def to_dict(self) -> dict[str, Any]:
        """Return the cliff as plain JSON values."""
        return {
            "scheme": self.scheme,
            "sales": self.sales,
            "until": None if self.until.value is None else self.until.value.id,
            "beyond": None if self.beyond.value is None else self.beyond.value.id,
            "before_tier": self.before_tier,
            "cites": [cite.to_dict() for cite in self.beyond.cites],
        }


def cliffs(facts: Facts, on: date, law: LawBook, *, start: int, reach: int, end: int | None) -> tuple[Cliff, ...]:
    """Return the cliffs from the sales of today up to the end of the tier, in the order of their bounds."""
    found = [each for scheme in cliff_schemes() for each in _of(scheme, facts, on, law, start, reach, end)]
    return tuple(sorted(found, key=lambda each: (each.sales, each.scheme)))


def _of(scheme: str, facts: Facts, on: date, law: LawBook, start: int, reach: int, end: int | None) -> Iterator[Cliff]:
    stretch = law.at(scheme, on)
    bounds = {
        value.value - (value.sign in ("<", ">="))
        for regime in (() if stretch is None else regimes_in(stretch))
        for value in values_of(regime)
        if "/sales" in value.key and isinstance(value.value, int)
    }
    for bound in sorted(bounds):
        if bound < start or (end is not None and bound >= end):
            continue
        until, beyond = (
            classify(evolve(facts, sales=sales, sales_period=None), scheme=scheme, on=on, law=law)
            for sales in (bound, bound + 1)
        )
        if (until.status, until.value) != (beyond.status, beyond.value):
            title = law.scheme(scheme).title
            yield Cliff(scheme=scheme, label=title, sales=bound, until=until, beyond=beyond, before_tier=bound < reach)
