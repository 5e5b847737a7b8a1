"""The size tier as a chain of ifs: what one writes by hand who knows the bounds, the dates and the four readings.

It gives the same value and the same status as ``plut_kumkm.tier`` does with the shipped law, for every date, purpose,
reading and basis, and refuses what that refuses; ``run.py`` asserts it. It cannot say why, names no source, and takes
no other law.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

PURPOSES = frozenset(("registration", "facility", "statistics"))
READINGS = frozenset(("by-purpose", "by-founding", "cumulative", "sales-only"))
BASES = frozenset(("sales", "capital", "net_worth"))

UU_20_2008 = date(2008, 7, 4)
UU_11_2020 = date(2020, 11, 2)  # takes the old figures out of the law; the new ones come three months later
PP_7_2021 = date(2021, 2, 2)


class Facts(Protocol):
    """What the chain reads of a record."""

    @property
    def sales(self) -> int | None: ...
    @property
    def capital(self) -> int | None: ...
    @property
    def capital_own(self) -> int | None: ...
    @property
    def capital_borrowed(self) -> int | None: ...
    @property
    def land_building(self) -> int | None: ...
    @property
    def net_worth(self) -> int | None: ...
    @property
    def founded(self) -> date | int | None: ...


class Answer:
    """A tier, or why there is none."""

    __slots__ = ("status", "value")

    def __init__(self, value: str | None, status: str) -> None:
        self.value = value
        self.status = status


def tier(
    facts: Facts, *, on: date, purpose: str = "facility", reading: str = "by-purpose", basis: str | None = None
) -> Answer:
    """Return the size tier of the day ``on``."""
    if purpose not in PURPOSES or reading not in READINGS or (basis is not None and basis not in BASES):
        raise ValueError("no such purpose, reading or basis")
    if on < UU_20_2008:
        return Answer(None, "not_in_force")
    if on < UU_11_2020:
        return _uu_20_2008(facts, basis)
    if on < PP_7_2021:
        return Answer(None, "indeterminate")
    if basis is not None:
        if basis == "net_worth":
            raise ValueError("PP 7/2021 has no such basis")
        return _answer(by_sales(facts.sales) if basis == "sales" else _by_capital_of(facts))
    if reading == "by-purpose":
        return _answer(_by_capital_of(facts) if purpose == "registration" else by_sales(facts.sales))
    if reading == "sales-only":
        return _answer(by_sales(facts.sales))
    if reading == "by-founding":
        founded = facts.founded
        if isinstance(founded, int):
            # A bare year is known well enough unless the day on which the regulation took effect lies in it.
            if PP_7_2021.year < founded <= date.max.year:
                return _answer(_by_capital_of(facts))
            if date.min.year <= founded < PP_7_2021.year:
                return _answer(by_sales(facts.sales))
        elif founded is not None:
            return _answer(_by_capital_of(facts) if founded >= PP_7_2021 else by_sales(facts.sales))
        first, second = by_sales(facts.sales), _by_capital_of(facts)
        return _answer(first if first == second else None)
    first, second = by_sales(facts.sales), _by_capital_of(facts)
    if first is None or second is None:
        return Answer(None, "unknown")
    return Answer(first, "known") if first == second else Answer(None, "indeterminate")


def _answer(value: str | None) -> Answer:
    return Answer(None, "unknown") if value is None else Answer(value, "known")


def by_sales(sales: int | None) -> str | None:
    """Return the tier by yearly sales [IDR], PP 7/2021 Pasal 35 ayat (5)."""
    if sales is None or sales < 0:
        return None
    if sales <= 2_000_000_000:
        return "micro"
    if sales <= 15_000_000_000:
        return "small"
    if sales <= 50_000_000_000:
        return "medium"
    return "large"


def by_capital(capital: int | None) -> str | None:
    """Return the tier by capital without land and buildings [IDR], PP 7/2021 Pasal 35 ayat (3)."""
    if capital is None or capital < 0:
        return None
    if capital <= 1_000_000_000:
        return "micro"
    if capital <= 5_000_000_000:
        return "small"
    if capital <= 10_000_000_000:
        return "medium"
    return "large"


def _by_capital_of(facts: Facts) -> str | None:
    """Return the tier by capital, which is stated or follows from its parts."""
    stated = by_capital(facts.capital)
    if stated is not None:
        return stated
    own, borrowed, land = facts.capital_own, facts.capital_borrowed, facts.land_building
    if own is None or borrowed is None or own < 0 or borrowed < 0:
        return None
    if land is None or land < 0:
        # Whatever is deducted, it cannot become more.
        return "micro" if own + borrowed <= 1_000_000_000 else None
    return by_capital(own + borrowed - land)


def _uu_20_2008(facts: Facts, basis: str | None) -> Answer:
    if basis == "capital":
        raise ValueError("UU 20/2008 has no such basis")
    worth = None if basis == "sales" else _old_net_worth(facts.net_worth)
    sales = None if basis == "net_worth" else _old_sales(facts.sales)
    if worth is None or sales is None or worth == sales:
        return _answer(sales if worth is None else worth)
    return Answer(None, "indeterminate")


def _old_sales(sales: int | None) -> str | None:
    if sales is None or sales < 0:
        return None
    if sales <= 300_000_000:
        return "micro"
    if sales <= 2_500_000_000:
        return "small"
    if sales <= 50_000_000_000:
        return "medium"
    return "large"


def _old_net_worth(worth: int | None) -> str | None:
    if worth is None:
        return None
    if worth <= 50_000_000:
        return "micro"
    if worth <= 500_000_000:
        return "small"
    if worth <= 10_000_000_000:
        return "medium"
    return "large"
