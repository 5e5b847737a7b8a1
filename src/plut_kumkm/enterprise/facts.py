"""Facts: the flattened record that rules read, each fact ``None`` (or empty) when it is not known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.enterprise.typed import Typed, secret, secret_name
from plut_kumkm.identifiers.kbli_type import Kbli


@frozen(kw_only=True)
class Facts(Typed):
    """What is known of one enterprise at one date; money in whole rupiah [IDR], workers in persons [orang].

    >>> Facts(sales=1_800_000_000, founded=2015).founded_last
    datetime.date(2015, 12, 31)
    """

    id: str | None = None
    name: str | None = None
    legal_form: LegalForm | None = None
    founded: date | int | None = None
    region: str | None = None
    postal_code: str | None = None
    phone: str | None = secret()
    kbli: tuple[Kbli, ...] = ()
    subsector: str | None = None
    products: tuple[str, ...] = ()
    nib: str | None = None
    npwp: str | None = secret()
    tax_registered: date | int | None = None
    licences: tuple[Licence, ...] = ()
    independent: bool | None = None
    parent: str | None = None
    parent_tier: Tier | None = None
    sentra: str | None = None
    communities: tuple[str, ...] = ()

    nik: str | None = secret()
    owner_name: str | None = secret_name()
    sex: str | None = None
    birth_year: int | None = None
    disability: bool | None = None

    as_of: date | None = None
    sales: int | None = None
    sales_period: str | None = None
    sales_kind: str | None = None
    profit: int | None = None
    capital: int | None = None
    capital_own: int | None = None
    capital_borrowed: int | None = None
    land_building: int | None = None
    net_worth: int | None = None
    assets: int | None = None
    debts: int | None = None
    workers: int | None = None
    workers_male: int | None = None
    workers_female: int | None = None
    market_reach: str | None = None
    channels: tuple[str, ...] = ()
    bookkeeping: bool | None = None
    finance_source: str | None = None
    plafond: int | None = None
    investment: int | None = None
    area_ha: Fraction | int | None = None
    export_value: int | None = None
    capacity: str | None = None

    members: int | None = None
    last_rat: date | None = None
    equity: int | None = None
    outside_capital: int | None = None
    business_volume: int | None = None
    shu: int | None = None

    @property
    def founded_first(self) -> date | None:
        """The first day on which the enterprise can have been founded: a bare year begins on 1 January."""
        return first_day(self.founded)

    @property
    def founded_last(self) -> date | None:
        """The last day on which the enterprise can have been founded: a bare year ends on 31 December."""
        return last_day(self.founded)

    @property
    def tax_registered_first(self) -> date | None:
        """The first day on which it can have been registered as a taxpayer."""
        return first_day(self.tax_registered)

    @property
    def tax_registered_last(self) -> date | None:
        """The last day on which it can have been registered as a taxpayer."""
        return last_day(self.tax_registered)

    @property
    def legal_form_id(self) -> str | None:
        """The legal form as a column holds it."""
        return None if self.legal_form is None else str(self.legal_form.value)

    @property
    def kbli_division(self) -> str | None:
        """The division of the main business, which is that of the first code."""
        return self.kbli[0].division if self.kbli else None

    @property
    def parent_tier_id(self) -> str | None:
        """The parent's tier as a word."""
        return None if self.parent_tier is None else str(self.parent_tier.value)

    @property
    def parent_code(self) -> int | None:
        """The parent's tier as a column holds it."""
        return None if self.parent_tier is None else int(self.parent_tier)


def first_day(founded: date | int | None) -> date | None:
    """Return the first day that ``founded`` can mean; a year outside the calendar means none."""
    if isinstance(founded, int):
        return date(founded, 1, 1) if 1 <= founded <= 9999 else None
    return founded


def last_day(founded: date | int | None) -> date | None:
    """Return the last day that ``founded`` can mean; a year outside the calendar means none."""
    if isinstance(founded, int):
        return date(founded, 12, 31) if 1 <= founded <= 9999 else None
    return founded


def below_zero(facts: Any) -> int | None:
    """Return own plus borrowed capital less land and buildings where that is below zero [IDR], else ``None``.

    >>> below_zero(Facts(capital_own=1, capital_borrowed=1, land_building=5))
    -3
    """
    own, borrowed, land = facts.capital_own, facts.capital_borrowed, facts.land_building
    if own is None or borrowed is None or land is None or min(own, borrowed, land) < 0:
        return None
    return own + borrowed - land if own + borrowed < land else None
