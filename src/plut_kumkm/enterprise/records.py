"""The records: what is known of an enterprise, its owner, its years, its licences, and the help it got.

Types are checked when a record is built, all of them at once; signs and sense are checked by ``check``, so that a bad
record can exist and be reported. Each field stands, with unit, labels and definition, in the field catalogue
(``data/fields``), which a test holds to these classes one to one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.enterprise.typed import Typed, secret, secret_name
from plut_kumkm.identifiers.kbli_type import Kbli


@frozen(kw_only=True)
class Owner(Typed):
    """The person who owns the enterprise; every value is personal.

    >>> Owner(nik="3573010101900001", name="Sari Dewi")
    Owner(nik='3573********0001', name='S*** D***', sex=None, birth_year=None, disability=None)
    """

    nik: str | None = secret()
    name: str | None = secret_name()
    sex: str | None = None
    birth_year: int | None = None
    disability: bool | None = None

    def age_band(self, on: date) -> str | None:
        """Return the owner's age in the year of ``on``, in bands of ten years [tahun], or ``None``.

        Only the year of birth is kept, so the age is the one reached in that year.

        >>> Owner(birth_year=1990).age_band(date(2026, 6, 30))
        '30-39'
        """
        if self.birth_year is None or on.year < self.birth_year:
            return None
        tens = (on.year - self.birth_year) // 10 * 10
        return f"{tens}-{tens + 9}"


@frozen(kw_only=True)
class Snapshot(Typed):
    """The enterprise at one date: stocks of that day, flows of the year before it.

    >>> Snapshot(as_of=date(2025, 12, 31), sales=1_800_000_000, workers=6).sales
    1800000000
    """

    as_of: date
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


@frozen(kw_only=True)
class Enterprise(Typed):
    """An enterprise with its owner, licences and years.

    ``independent`` says whether it stands alone: not a subsidiary, branch or part of a larger enterprise.

    >>> Enterprise(id="a1", name="Batik Ayu", founded=date(2015, 3, 1)).founded.year
    2015
    """

    id: str
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
    owner: Owner | None = None
    licences: tuple[Licence, ...] = ()
    independent: bool | None = None
    parent: str | None = None
    parent_tier: Tier | None = None
    sentra: str | None = None
    communities: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()


@frozen(kw_only=True)
class Cooperative(Enterprise):
    """A cooperative: an enterprise with members, an annual meeting (RAT), equity and surplus (SHU).

    >>> Cooperative(id="k1", name="Koperasi Contoh", members=120).legal_form
    <LegalForm.COOPERATIVE>
    """

    legal_form: LegalForm | None = LegalForm.COOPERATIVE
    members: int | None = None
    last_rat: date | None = None
    equity: int | None = None
    outside_capital: int | None = None
    business_volume: int | None = None
    shu: int | None = None


@frozen(kw_only=True)
class Intervention(Typed):
    """Help that an enterprise received: what, when, by whom, at what cost [IDR].

    >>> Intervention(enterprise="a1", kind="pemasaran", date=date(2025, 5, 2)).kind
    'pemasaran'
    """

    enterprise: str
    programme_code: str | None = None
    kind: str | None = None
    date: date | None = None
    cost: int | None = None
    provider: str | None = None
