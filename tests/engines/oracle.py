"""The law as an if-chain, typed from the fact sheet on size classes, with nothing of the kernel.

It answers what ``tier()`` answers, from plain dictionaries, so that the two can be compared on every bound.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

TIERS = ("micro", "small", "medium", "large")
PURPOSES = ("registration", "facility", "statistics")
READINGS = ("by-purpose", "by-founding", "cumulative", "sales-only")

# Fact sheet on size classes 1.1: the highest amount that is micro, small, medium; above the last is besar.
UU20_NET_WORTH = (50_000_000, 500_000_000, 10_000_000_000)
UU20_SALES = (300_000_000, 2_500_000_000, 50_000_000_000)
PP7_CAPITAL = (1_000_000_000, 5_000_000_000, 10_000_000_000)
PP7_SALES = (2_000_000_000, 15_000_000_000, 50_000_000_000)

UU20_FIRST, UU20_LAST = date(2008, 7, 4), date(2020, 11, 1)
GAP_FIRST, GAP_LAST = date(2020, 11, 2), date(2021, 2, 1)
PP7_FIRST = date(2021, 2, 2)

# Every day on which something changes, with the day before it, and one day in each stretch.
EDGES = (date(2008, 7, 3), UU20_FIRST, UU20_LAST, GAP_FIRST, GAP_LAST, PP7_FIRST)
DAYS = (*EDGES, date(2000, 1, 1), date(2015, 6, 30), date(2020, 12, 15), date(2026, 6, 30))

# Nothing, the days around the start of PP 7/2021, and years before, across and after it.
FOUNDINGS = (None, date(1990, 1, 1), date(2021, 2, 1), date(2021, 2, 2), date(2024, 8, 17), 2020, 2021, 2022)


def around(bounds: tuple[int, ...]) -> tuple[int | None, ...]:
    """Return each bound with the rupiah below and above it, and missing."""
    return (None, *sorted({amount for bound in bounds for amount in (bound - 1, bound, bound + 1)}))


def grid(**values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return every combination of the values of some facts."""
    return [dict(zip(values, row, strict=True)) for row in product(*values.values())]


def size(amount: int | None, bounds: tuple[int, ...]) -> str | None:
    if amount is None:
        return None
    micro, small, medium = bounds
    if amount <= micro:
        return "micro"
    if amount <= small:
        return "small"
    if amount <= medium:
        return "medium"
    return "large"


def amount(facts: dict[str, Any], name: str) -> int | None:
    """Return an amount; a negative one counts as missing."""
    found = facts.get(name)
    return None if found is None or found < 0 else found


def size_by_capital(facts: dict[str, Any]) -> str | None:
    """Capital as stated, or own and borrowed less land and buildings (section 2), which may settle the lowest bound."""
    stated = amount(facts, "capital")
    if stated is not None:
        return size(stated, PP7_CAPITAL)
    own, borrowed, land = (amount(facts, name) for name in ("capital_own", "capital_borrowed", "land_building"))
    if own is None or borrowed is None:
        return None
    if land is None:
        return "micro" if own + borrowed <= PP7_CAPITAL[0] else None
    return size(own + borrowed - land, PP7_CAPITAL) if own + borrowed >= land else None


def founded_under_pp7(founded: date | int | None) -> bool | None:
    """Whether the enterprise was founded from 2021-02-02 on; the year 2021 alone does not tell."""
    if founded is None or founded == PP7_FIRST.year:
        return None
    if isinstance(founded, int):
        return founded > PP7_FIRST.year
    return founded >= PP7_FIRST


def answer(
    facts: dict[str, Any], on: date, purpose: str = "facility", reading: str = "by-purpose", basis: str | None = None
) -> dict[str, Any]:
    """Return what the verdict must say: tier (or the reason why there is none), basis, both sides and the rest."""
    if on < UU20_FIRST:
        return no_figures("not_in_force")
    if on < GAP_FIRST:
        sides = {
            "net_worth": size(facts.get("net_worth"), UU20_NET_WORTH),
            "sales": size(amount(facts, "sales"), UU20_SALES),
        }
        found, used = uu20(sides, basis)
    elif on < PP7_FIRST:
        return no_figures("indeterminate")
    else:
        sides = {"capital": size_by_capital(facts), "sales": size(amount(facts, "sales"), PP7_SALES)}
        found, used = pp7(sides, founded_under_pp7(facts.get("founded")), purpose, reading, basis)
    first, second = sides.values()
    return {
        "answer": found,
        "basis": used,
        "by_basis": sides,
        "conflict": None if first is None or second is None else first != second,
        "is_umkm": belongs(found, facts),
    }


def no_figures(status: str) -> dict[str, Any]:
    return {"answer": status, "basis": None, "by_basis": {}, "conflict": None, "is_umkm": None}


def uu20(sides: dict[str, str | None], basis: str | None) -> tuple[str, str]:
    """Net worth or sales ("atau"), with no rule for the two that differ, unless the caller names one."""
    if basis is not None:
        return sides[basis] or "unknown", basis
    net_worth, sales = sides["net_worth"], sides["sales"]
    if net_worth is None and sales is None:
        return "unknown", "net_worth+sales"
    if sales is None:
        return str(net_worth), "net_worth"
    if net_worth is None:
        return sales, "sales"
    return (sales if sales == net_worth else "indeterminate"), "net_worth+sales"


def pp7(
    sides: dict[str, str | None], new: bool | None, purpose: str, reading: str, basis: str | None
) -> tuple[str, str]:
    """Section 3: R1 by purpose, R2 by founding date, R3 cumulative, R4 sales only."""
    capital, sales = sides["capital"], sides["sales"]
    if basis is not None:
        return sides[basis] or "unknown", basis
    if reading == "sales-only" or (reading == "by-purpose" and purpose != "registration"):
        return sales or "unknown", "sales"
    if reading == "by-purpose":
        return capital or "unknown", "capital"
    if reading == "by-founding" and new is True:
        return capital or "unknown", "capital"
    if reading == "by-founding" and new is False:
        return sales or "unknown", "sales"
    if capital is None or sales is None:
        return "unknown", "capital+sales"
    if capital == sales:
        return capital, "capital+sales"
    return ("indeterminate" if reading == "cumulative" else "unknown"), "capital+sales"


def belongs(found: str, facts: dict[str, Any]) -> bool | None:
    """Section 2 and the design: a larger parent takes an enterprise out; menengah may not belong to kecil either."""
    if found not in TIERS:
        return None
    if found == "large":
        return False
    if facts.get("independent") is not False:
        return facts.get("independent")
    parent = facts.get("parent_tier")
    if parent is None:
        return None
    if found == "medium":
        return parent not in ("small", "large")
    return TIERS.index(parent) <= TIERS.index(found)
