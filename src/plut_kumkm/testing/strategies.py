"""Hypothesis strategies for the records: built, never filtered; amounts and days fall often on the edges of the law.

Made for property tests of code that uses this library, and used by its own. The edges are read from the shipped data,
so a figure added there is tried at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli
from plut_kumkm.law.books import book

Fields = dict[str, st.SearchStrategy[Any]]

_TEXT = st.text(max_size=12)
_FLAG = st.none() | st.booleans()
_COUNT = st.none() | st.integers(0, 2000)
_DAY = timedelta(days=1)


@cache
def edges() -> tuple[tuple[int, ...], tuple[date, ...]]:
    """Return the amounts at which a class of the shipped law ends [IDR], and the days on which law begins or ends.

    >>> amounts, days = edges()
    >>> 2_000_000_000 in amounts, date(2021, 2, 2) in days
    (True, True)
    """
    law = book()
    values = law.values()
    amounts = {value.value for value in values if value.unit.startswith("IDR")}
    # On the eve of each break something holds for the last time.
    days = {day - eve for scheme in law.known for day in law.breaks(scheme) for eve in (0 * _DAY, _DAY)}
    days |= {value.value for value in values if isinstance(value.value, date)}
    return tuple(sorted(amounts)), tuple(sorted(days))


def amounts() -> st.SearchStrategy[int]:
    """Return a strategy for amounts [IDR]: bounds of the law, their neighbours, and any up to 10**15."""
    near = st.builds(int.__add__, st.sampled_from(edges()[0]), st.sampled_from((-1, 0, 1)))
    return near | st.integers(0, 10**15)


def days() -> st.SearchStrategy[date]:
    """Return a strategy for days: those on which law begins or ends, their neighbours, any of 1990 to 2030."""
    near = st.builds(date.__add__, st.sampled_from(edges()[1]), st.sampled_from((-_DAY, 0 * _DAY, _DAY)))
    return near | st.dates(date(1990, 1, 1), date(2030, 12, 31))


def kbli() -> st.SearchStrategy[Kbli]:
    """Return a strategy for KBLI codes of five digits in any version, whether or not the version has them."""
    return st.builds(Kbli, st.sampled_from(VERSIONS), st.from_regex(r"[0-9]{5}", fullmatch=True))


def owners() -> st.SearchStrategy[Owner]:
    """Return a strategy for owners."""
    return st.builds(Owner, **_person(), name=_maybe(_TEXT))


def licences() -> st.SearchStrategy[Licence]:
    """Return a strategy for licences."""
    words: Fields = dict.fromkeys(("number", "product"), _maybe(_TEXT))
    return st.builds(Licence, kind=_TEXT, issued=_maybe(days()), expires=_maybe(days()), **words)


def snapshots() -> st.SearchStrategy[Snapshot]:
    """Return a strategy for the figures of an enterprise at one date."""
    return st.builds(Snapshot, as_of=days(), **_figures())


def enterprises() -> st.SearchStrategy[Enterprise]:
    """Return a strategy for enterprises with owner, licences and years."""
    return st.builds(Enterprise, **_whole(), legal_form=_maybe(st.sampled_from(LegalForm)))


def cooperatives() -> st.SearchStrategy[Cooperative]:
    """Return a strategy for cooperatives; now and then one whose form is not known."""
    form = _maybe(st.just(LegalForm.COOPERATIVE))
    return st.builds(Cooperative, **_whole(), **_cooperation(), legal_form=form)


def interventions() -> st.SearchStrategy[Intervention]:
    """Return a strategy for help that an enterprise received."""
    words: Fields = dict.fromkeys(("programme_code", "kind", "provider"), _maybe(_TEXT))
    return st.builds(Intervention, enterprise=_TEXT, date=_maybe(days()), cost=_maybe(amounts()), **words)


def facts() -> st.SearchStrategy[Facts]:
    """Return a strategy for the flattened record that rules read."""
    form = _maybe(st.sampled_from(LegalForm))
    flat: Fields = {**_about(), **_person(), **_figures(), **_cooperation()}
    return st.builds(Facts, **flat, id=_maybe(_TEXT), legal_form=form, owner_name=_maybe(_TEXT), as_of=_maybe(days()))


def by_type() -> dict[type[Any], Callable[[], st.SearchStrategy[Any]]]:
    """Return what makes the strategy of each record class.

    >>> sorted(kind.__name__ for kind in by_type())[:3]
    ['Cooperative', 'Enterprise', 'Facts']
    """
    return {
        Kbli: kbli,
        Owner: owners,
        Licence: licences,
        Snapshot: snapshots,
        Enterprise: enterprises,
        Cooperative: cooperatives,
        Intervention: interventions,
        Facts: facts,
    }


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def _about() -> Fields:
    words = ("name", "region", "postal_code", "phone", "subsector", "nib", "npwp", "parent", "sentra")
    return {
        **dict.fromkeys(words, _maybe(_TEXT)),
        "founded": _maybe(days() | st.integers(1900, 2030)),
        "kbli": _few(kbli()),
        "products": _few(_TEXT),
        "licences": _few(licences()),
        "independent": _FLAG,
        "parent_tier": _maybe(st.sampled_from(Tier)),
        "communities": _few(_TEXT),
    }


def _whole() -> Fields:
    return {**_about(), "id": _TEXT, "owner": _maybe(owners()), "snapshots": _few(snapshots())}


def _person() -> Fields:
    years = st.integers(1900, 2030)
    return {"nik": _maybe(_TEXT), "sex": _maybe(_TEXT), "birth_year": _maybe(years), "disability": _FLAG}


def _figures() -> Fields:
    money = ("sales", "profit", "capital", "capital_own", "capital_borrowed", "land_building", "net_worth", "assets",
             "debts", "plafond", "investment", "export_value")  # fmt: skip
    words = ("sales_period", "sales_kind", "market_reach", "finance_source", "capacity")
    return {
        **dict.fromkeys(money, _maybe(amounts())),
        **dict.fromkeys(words, _maybe(_TEXT)),
        **dict.fromkeys(("workers", "workers_male", "workers_female"), _COUNT),
        "channels": _few(_TEXT),
        "bookkeeping": _FLAG,
        "area_ha": _maybe(st.integers(0, 1000) | st.fractions(0, 1000)),
    }


def _cooperation() -> Fields:
    money = dict.fromkeys(("equity", "outside_capital", "business_volume", "shu"), _maybe(amounts()))
    return {**money, "members": _COUNT, "last_rat": _maybe(days())}
