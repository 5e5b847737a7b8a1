"""Rules on the figures and days of one record: signs, order in time, sums, and ratios that make no sense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.base import fields
from plut_kumkm.base.money import LIMIT
from plut_kumkm.base.periods import FIRST_YEAR
from plut_kumkm.enterprise.checks.terms import ceilings
from plut_kumkm.enterprise.facts import below_zero, first_day

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.checks.terms import Path, Terms
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.licences import Licence
    from plut_kumkm.enterprise.records import Enterprise, Snapshot
    from plut_kumkm.enterprise.typed import Typed

# Everything else that has a day tells of something that has happened.
_MAY_LIE_AHEAD = ("expires",)


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that reads these fields together, which costs less than one by one."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


class _Plan(NamedTuple):
    """Which fields of a record are amounts and days, and what reads them."""

    amounts: Callable[[Any], tuple[Any, ...]]
    bounds: tuple[tuple[str, int], ...]
    floor: int  # the highest of the bounds: an amount that is not below it is below none
    days: Callable[[Any], tuple[Any, ...]]
    dated: tuple[str, ...]


@cache
def _plan(kind: type[Typed]) -> _Plan:
    known = fields.catalogue()
    entries = ((name, known[name].get("least")) for name in kind.kinds() if name in known)
    bounds = tuple((name, least) for name, least in entries if least is not None)
    dated = tuple(name for name, kinds in kind.kinds().items() if kinds == (date,) and name not in _MAY_LIE_AHEAD)
    return _Plan(
        _reader(tuple(name for name, _ in bounds)),
        bounds,
        max((least for _, least in bounds), default=0),
        _reader(dated),
        dated,
    )


def signs_and_days(record: Typed, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note amounts below what makes sense, amounts that nobody has, and days that have not come."""
    kind: Any = type(record)
    plan = _plan(kind)
    if plan.bounds:
        known = [amount for amount in plan.amounts(record) if amount is not None]
        # Nearly always all of them make sense: that is seen without asking each.
        if known and (min(known) < plan.floor or max(known) >= LIMIT):
            _signs(record, plan, terms, path, found)
    if plan.dated:
        for name, day in zip(plan.dated, plan.days(record), strict=True):
            if day is not None and day > terms.on:
                found.append(terms.finding("future_date", (*path, name), day=day, on=terms.on))


def _signs(record: Typed, plan: _Plan, terms: Terms, path: Path, found: list[Finding]) -> None:
    for (name, least), value in zip(plan.bounds, plan.amounts(record), strict=True):
        if value is not None and value < least:
            found.append(terms.finding("negative", (*path, name), got=value, field=name))
        elif value is not None and value >= LIMIT:
            found.append(terms.finding("absurd", (*path, name), field=name, digits=len(str(LIMIT)) - 1))


def founding(founded: date | int | None, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note a founding that has not come, or lies before any enterprise of a register."""
    if founded is None:
        return
    first = first_day(founded)
    if first is None or first.year < FIRST_YEAR:
        year = founded if isinstance(founded, int) else founded.year
        found.append(terms.finding("year_implausible", (*path, "founded"), year=year, first=FIRST_YEAR))
    elif first > terms.on:
        found.append(terms.finding("future_founding", (*path, "founded"), founded=founded, on=terms.on))


def birth(year: int | None, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note a year of birth that has not come."""
    if year is not None and year > terms.on.year:
        found.append(terms.finding("future_year", (*path, "birth_year"), year=year, on=terms.on))


def ownership(record: Enterprise | Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note where what is said of a parent does not fit together."""
    independent, parent, tier = record.independent, record.parent, record.parent_tier
    if parent is None and tier is None:
        if independent is False:
            found.append(terms.finding("parent_missing", (*path, "parent")))
    elif independent is True:
        found.append(terms.finding("parent_of_independent", (*path, "independent")))
    else:
        if parent is None:
            found.append(terms.finding("parent_unnamed", (*path, "parent")))
        if independent is None:
            found.append(terms.finding("independence_unsaid", (*path, "independent")))


def sums(record: Snapshot | Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note totals that are not the sum of their parts."""
    total, male, female = record.workers, record.workers_male, record.workers_female
    if total is not None and male is not None and female is not None and male + female != total:
        params = {"total": total, "male": male, "female": female}
        found.append(terms.finding("workers_sum", (*path, "workers"), **params))
    own, borrowed, land = record.capital_own, record.capital_borrowed, record.land_building
    if own is None or borrowed is None or land is None:
        return
    net = below_zero(record)
    if net is not None:
        found.append(terms.finding("capital_below_zero", (*path, "land_building"), got=net))
    capital, expected = record.capital, own + borrowed - land
    if capital is not None and expected != capital:
        found.append(terms.finding("capital_sum", (*path, "capital"), got=capital, expected=expected))


def ratios(record: Snapshot | Facts, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note sales that are out of all proportion to workers or assets; the bounds are proposals of this library."""
    sales = record.sales
    # Sales of another period than a year say nothing by these bounds.
    if sales is None or sales <= 0 or record.sales_period is not None:
        return
    most, workers, assets = ceilings(), record.workers, record.assets
    if workers is not None and 0 < workers * most["sales_per_worker"] < sales:
        params = {"sales": sales, "workers": workers, "most": most["sales_per_worker"]}
        found.append(terms.finding("sales_per_worker", (*path, "sales"), **params))
    if assets is not None and assets > 0:
        for rule, high, low in (("sales_per_assets", sales, assets), ("assets_per_sales", assets, sales)):
            if high > low * most[rule]:
                params = {"sales": sales, "assets": assets, "most": most[rule]}
                found.append(terms.finding(rule, (*path, "sales"), **params))


def validity(record: Licence, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note a licence that ends before it begins, or has ended."""
    issued, expires = record.issued, record.expires
    if expires is None:
        return
    if issued is not None and expires < issued:
        found.append(terms.finding("licence_reversed", (*path, "expires"), issued=issued, expires=expires))
    elif expires < terms.on:
        found.append(terms.finding("licence_expired", (*path, "expires"), expires=expires, on=terms.on))


def years(record: Enterprise, terms: Terms, path: Path, found: list[Finding]) -> None:
    """Note snapshots of one day, and those before the founding."""
    first = first_day(record.founded)
    days = [snapshot.as_of for snapshot in record.snapshots]
    if len(set(days)) == len(days) and (first is None or first <= min(days)):
        return
    for place, day in enumerate(days):
        where = (*path, "snapshots", place, "as_of")
        if day in days[:place]:
            found.append(terms.finding("duplicate_snapshot", where, day=day))
        if first is not None and first > day:
            found.append(terms.finding("founded_after_snapshot", where, day=day, founded=record.founded))
