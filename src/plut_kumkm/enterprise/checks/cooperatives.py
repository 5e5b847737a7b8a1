"""Rules on what a cooperative has beyond an enterprise: members, annual meeting, capital, volume of business, surplus.

The law texts that stand behind the annual meeting and the capital of a cooperative were not seen. What is not plain
sense rests on the form in which service centres list cooperatives, and its bounds are proposals of this library.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from plut_kumkm.enterprise.checks.terms import ceilings
from plut_kumkm.enterprise.flattening import facts_of
from plut_kumkm.enterprise.tiers import LegalForm

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.checks.terms import Path, Terms
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Cooperative

# What no other legal form has. "Ekuitas" and "modal luar" stand in lists of every kind of enterprise.
OWN = ("members", "last_rat", "business_volume", "shu")
_HUNDRED = 100
_own = attrgetter(*OWN)
_all = attrgetter(*OWN, "equity", "outside_capital")
_NOTHING = (None,) * (len(OWN) + 2)


def record(coop: Cooperative, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note what is wrong with a cooperative as such, its figures being those of its latest snapshot."""
    if coop.legal_form not in (None, LegalForm.COOPERATIVE):
        found.append(terms.finding("cooperative_form", (*path, "legal_form"), form=coop.legal_form))
    _sense(facts_of(coop, terms.on), terms, path, found, certain=True)


def facts(known: Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note what is wrong with what only a cooperative has, or that an enterprise of another form has it."""
    if _all(known) == _NOTHING:
        return
    form = known.legal_form
    if form in (None, LegalForm.COOPERATIVE):
        _sense(known, terms, path, found, certain=form is not None)
    # A zero is as good as nothing: an export fills the whole column with it.
    elif filled := tuple(name for name, value in zip(OWN, _own(known), strict=True) if value):
        found.append(terms.finding("cooperative_fields", (*path, "legal_form"), form=form, fields=filled))


def _sense(known: Facts, terms: Terms, path: Path, found: list[Finding], *, certain: bool) -> None:
    members, workers, most = known.members, known.workers, ceilings()["workers_per_member"]
    if certain and members == 0:
        found.append(terms.finding("members_none", (*path, "members"), got=members))
    if known.last_rat is not None:
        _meeting(known.last_rat, known.as_of, terms, path, found)
    if members is not None and workers is not None and 0 < members * most < workers:
        params = {"members": members, "workers": workers, "most": most}
        found.append(terms.finding("workers_per_member", (*path, "members"), **params))
    _capital(known, terms, path, found)
    _turnover(known, terms, path, found)


def _meeting(last: date, as_of: date | None, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note a year that is over and had no annual meeting, as seen on the day of the data.

    The meeting on one book year is held in the course of the next: until a year is over it may still come. Figures of
    an earlier day are seen from that day, so that the rows of past years are not blamed for the years since.
    """
    seen = terms.on if as_of is None else min(as_of, terms.on)
    over = seen.year if (seen.month, seen.day) == (12, 31) else seen.year - 1
    if over - last.year > ceilings()["rat_overdue"]:
        params = {"last": last, "year": over, "book": over - 1}
        found.append(terms.finding("rat_overdue", (*path, "last_rat"), **params))


def _capital(known: Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    equity, outside, assets = known.equity, known.outside_capital, known.assets
    if equity is None:
        return
    if equity < 0:
        found.append(terms.finding("equity_negative", (*path, "equity"), got=equity))
    if assets is None or assets < 0 or (outside is not None and outside < 0):
        return
    most = ceilings()["cooperative_capital"]
    if outside is None:
        # What is owed cannot be below zero, whatever it is.
        if (equity - assets) * _HUNDRED > assets * most:
            params = {"equity": equity, "assets": assets, "most": most}
            found.append(terms.finding("equity_above_assets", (*path, "equity"), **params))
        return
    total = equity + outside
    if abs(total - assets) * _HUNDRED > assets * most:
        params = {"equity": equity, "outside": outside, "total": total, "assets": assets, "most": most}
        found.append(terms.finding("cooperative_capital", (*path, "equity"), **params))


def _turnover(known: Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    volume, surplus, sales = known.business_volume, known.shu, known.sales
    if volume is None or volume < 0:
        return
    if surplus is not None and surplus > volume:
        found.append(terms.finding("shu_above_volume", (*path, "shu"), shu=surplus, volume=volume))
    # Sales of another period than a year say nothing by this bound.
    if not volume or sales is None or sales <= 0 or known.sales_period is not None:
        return
    most = ceilings()["volume_differs"]
    if max(volume, sales) > min(volume, sales) * most:
        params = {"volume": volume, "sales": sales, "most": most}
        found.append(terms.finding("volume_differs", (*path, "business_volume"), **params))
