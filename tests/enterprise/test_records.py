"""The records: types are checked when one is built, sense is not; no repr shows a person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import fields_dict
from attrs.exceptions import FrozenInstanceError
from hypothesis import given

from plut_kumkm.enterprise.facts import Facts, first_day, last_day
from plut_kumkm.enterprise.flattening import facts_of, flatten
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli import Kbli
from plut_kumkm.testing import strategies

DAY = date(2025, 12, 31)

# The table of the design, typed by hand; it holds the classes to the names that users and files rely on.
FIELDS = {
    Enterprise: "id name legal_form founded region postal_code phone kbli subsector products nib npwp tax_registered "
    "owner licences independent parent parent_tier sentra communities snapshots",
    Owner: "nik name sex birth_year disability",
    Snapshot: "as_of sales sales_period sales_kind profit capital capital_own capital_borrowed land_building net_worth "
    "assets debts workers workers_male workers_female market_reach channels bookkeeping finance_source plafond "
    "investment area_ha export_value capacity",
    Licence: "kind number issued expires product",
    Intervention: "enterprise programme_code kind date cost provider",
}
COOPERATION = {"members", "last_rat", "equity", "outside_capital", "business_volume", "shu"}


@pytest.mark.parametrize("kind", FIELDS)
def test_the_fields_of_the_design(kind: type[Any]) -> None:
    assert set(fields_dict(kind)) == set(FIELDS[kind].split())


def test_a_cooperative_is_an_enterprise_with_members() -> None:
    assert set(fields_dict(Cooperative)) == set(FIELDS[Enterprise].split()) | COOPERATION
    assert isinstance(Cooperative(id="k", members=20), Enterprise)
    assert Cooperative(id="k").legal_form is LegalForm.COOPERATIVE


def test_facts_are_any_of_the_above() -> None:
    nested = {"owner", "snapshots"}
    flat = {name for kind in (Enterprise, Owner, Snapshot) for name in FIELDS[kind].split()} | COOPERATION
    assert set(fields_dict(Facts)) == flat - nested | {"owner_name"}
    assert all(getattr(Facts(), name) in (None, ()) for name in fields_dict(Facts))


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (Enterprise, {"id": 1}, "Enterprise: id must be str, not int"),
        (Enterprise, {"id": "a", "name": b"A"}, "Enterprise: name must be str, not bytes"),
        (Enterprise, {"id": "a", "founded": True}, "Enterprise: founded must be date or int, not bool"),
        (Enterprise, {"id": "a", "founded": "2015"}, "Enterprise: founded must be date or int, not str"),
        (Enterprise, {"id": "a", "kbli": "13134"}, "Enterprise: kbli must be a tuple of Kbli"),
        (Enterprise, {"id": "a", "kbli": ("13134",)}, "Enterprise: kbli must be a tuple of Kbli"),
        (Enterprise, {"id": "a", "kbli": [Kbli("2020", "13134")]}, "Enterprise: kbli must be a tuple of Kbli"),
        (Enterprise, {"id": "a", "legal_form": "pt"}, "Enterprise: legal_form must be LegalForm, not str"),
        (Enterprise, {"id": "a", "parent_tier": 3}, "Enterprise: parent_tier must be Tier, not int"),
        (Enterprise, {"id": "a", "independent": 1}, "Enterprise: independent must be bool, not int"),
        (Enterprise, {"id": "a", "owner": "Sari"}, "Enterprise: owner must be Owner, not str"),
        (Enterprise, {"id": "a", "snapshots": None}, "Enterprise: snapshots must be a tuple of Snapshot"),
        (Snapshot, {"as_of": "2025"}, "Snapshot: as_of must be date, not str"),
        (Snapshot, {"as_of": datetime(2025, 1, 1)}, "Snapshot: as_of must be date, not datetime"),  # noqa: DTZ001 - refused: that is tested
        (Snapshot, {"as_of": DAY, "sales": 1.0}, "Snapshot: sales must be int, not float"),
        (Snapshot, {"as_of": DAY, "sales": Decimal(1)}, "Snapshot: sales must be int, not Decimal"),
        (Snapshot, {"as_of": DAY, "workers": True}, "Snapshot: workers must be int, not bool"),
        (Snapshot, {"as_of": DAY, "channels": "toko"}, "Snapshot: channels must be a tuple of str"),
        (Snapshot, {"as_of": DAY, "area_ha": 0.5}, "Snapshot: area_ha must be Fraction or int, not float"),
        (Intervention, {"enterprise": "a", "date": "2025"}, "Intervention: date must be date, not str"),
        (Cooperative, {"id": "k", "members": "20"}, "Cooperative: members must be int, not str"),
        (Facts, {"sales": "1", "kbli": (1,)}, "Facts: sales must be int, not str; kbli must be a tuple of Kbli"),
        (Owner, {"nik": 3573010101900001, "name": 1, "sex": 2},
         "Owner: nik must be str, not int; name must be str, not int; sex must be str, not int"),
    ],
)  # fmt: skip
def test_wrong_types_are_refused_all_at_once(kind: type[Any], values: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        kind(**values)
    assert str(caught.value) == message


def test_signs_and_sense_are_not_checked_here() -> None:
    assert Snapshot(as_of=date(2999, 1, 1), sales=-1, workers=-1, area_ha=Fraction(-1, 2)).sales == -1
    assert Owner(nik="", birth_year=-5).birth_year == -5
    assert Facts(founded=99999).founded == 99999


def test_records_are_frozen_and_named() -> None:
    with pytest.raises(FrozenInstanceError):
        Snapshot(as_of=DAY).sales = 1  # type: ignore[misc]  # misuse on purpose
    with pytest.raises(TypeError):
        Snapshot(DAY)  # type: ignore[call-arg]  # misuse on purpose
    assert {Snapshot(as_of=DAY), Snapshot(as_of=DAY)} == {Snapshot(as_of=DAY)}


def test_no_repr_shows_a_person() -> None:
    owner = Owner(nik="3573010101900001", name="Sari Dewi", sex="female")
    enterprise = Enterprise(id="a", phone="081234567890", npwp="012345678901000", owner=owner)
    facts = Facts(nik="3573010101900001", owner_name="Sari Dewi", phone="081234567890", npwp="012345678901000")
    for shown in (repr(owner), repr(enterprise), str(facts), f"{[facts]}"):
        for value in ("0101019000", "Sari", "Dewi", "08123456", "45678901", "ari", "ewi"):
            assert value not in shown


@pytest.mark.parametrize(
    ("born", "band"), [(1990, "30-39"), (1996, "30-39"), (1997, "20-29"), (2026, "0-9"), (2027, None), (None, None)]
)
def test_age_in_bands_of_ten_years(born: int | None, band: str | None) -> None:
    assert Owner(birth_year=born).age_band(date(2026, 6, 30)) == band


@pytest.mark.parametrize(
    ("founded", "first", "last"),
    [
        (None, None, None),
        (date(2015, 3, 1), date(2015, 3, 1), date(2015, 3, 1)),
        (2021, date(2021, 1, 1), date(2021, 12, 31)),
        (1, date(1, 1, 1), date(1, 12, 31)),
        (9999, date(9999, 1, 1), date(9999, 12, 31)),
        (0, None, None),
        (10000, None, None),
    ],
)
def test_a_founding_year_spans_its_days(founded: date | int | None, first: date | None, last: date | None) -> None:
    assert (first_day(founded), last_day(founded)) == (first, last)
    assert (Facts(founded=founded).founded_first, Facts(founded=founded).founded_last) == (first, last)


def test_the_parent_as_a_column_holds_it() -> None:
    assert [Facts(parent_tier=tier).parent_code for tier in (None, *Tier)] == [None, 0, 1, 2, 3]


def test_the_latest_snapshot_not_later_than_the_day_counts() -> None:
    years = tuple(Snapshot(as_of=date(year, 12, 31), sales=year) for year in (2024, 2022, 2025))
    shop = Enterprise(id="a", snapshots=years)
    for on, sales in ((date(2025, 12, 31), 2025), (date(2025, 12, 30), 2024), (date(2022, 12, 31), 2022)):
        assert (facts_of(shop, on).sales, facts_of(shop, on).as_of) == (sales, date(sales, 12, 31))
    assert facts_of(shop, date(2022, 12, 30)).as_of is None
    assert facts_of(shop, date(2021, 1, 1)) == Facts(id="a")
    with pytest.raises(TypeError, match="not Owner"):
        facts_of(Owner(nik="3573010101900001"), DAY)  # type: ignore[arg-type]  # misuse on purpose


@given(strategies.enterprises() | strategies.cooperatives(), strategies.days())
def test_facts_are_the_record_with_its_latest_snapshot(enterprise: Enterprise, on: date) -> None:
    facts = facts_of(enterprise, on)
    for name in set(fields_dict(type(enterprise))) & set(fields_dict(Facts)):
        assert getattr(facts, name) == getattr(enterprise, name)
    owner = enterprise.owner or Owner()
    assert (facts.nik, facts.owner_name, facts.sex) == (owner.nik, owner.name, owner.sex)
    assert (facts.birth_year, facts.disability) == (owner.birth_year, owner.disability)
    days = [snapshot.as_of for snapshot in enterprise.snapshots if snapshot.as_of <= on]
    assert facts.as_of == max(days, default=None)
    same = [snapshot for snapshot in enterprise.snapshots if snapshot.as_of == facts.as_of]
    for name in fields_dict(Snapshot):
        said = {getattr(snapshot, name) for snapshot in same} - {None, ()}
        assert getattr(facts, name) == (said.pop() if len(said) == 1 else () if name == "channels" else None)


def test_two_snapshots_of_one_day_do_not_overrule_each_other() -> None:
    first, second = Snapshot(as_of=DAY, sales=1, workers=3), Snapshot(as_of=DAY, sales=2, capital=5)
    for snapshots in ((first, second), (second, first)):
        facts, notes = flatten(Enterprise(id="a", snapshots=snapshots), DAY)
        assert (facts.sales, facts.workers, facts.capital) == (None, 3, 5)
        assert [(note.code, note.params["fields"]) for note in notes] == [("facts.snapshots_differ", ["sales"])]


def test_snapshots_that_are_all_later_are_said_to_be() -> None:
    facts, notes = flatten(Enterprise(id="a", snapshots=(Snapshot(as_of=DAY, sales=1),)), date(2024, 1, 1))
    assert facts.sales is None
    assert [(note.code, note.params["day"]) for note in notes] == [("facts.only_later", DAY)]
    assert flatten(Enterprise(id="a"), DAY)[1] == ()


@pytest.mark.parametrize("period", [None, "tahun", "Per Tahun", "year", "2025", "TA 2025"])
def test_sales_of_a_year_are_annual_sales(period: str | None) -> None:
    assert flatten(Facts(sales=7, sales_period=period), DAY) == (Facts(sales=7, sales_period=period), ())


@pytest.mark.parametrize("period", ["bulan", "Triwulan II 2025", "Semester I 2025", "Juni 2025", "?"])
def test_sales_of_another_period_are_not_annual_sales(period: str) -> None:
    facts, notes = flatten(Facts(sales=7, sales_period=period), DAY)
    assert facts.sales is None
    assert [note.code for note in notes] == ["facts.not_of_a_year"]
    assert period in notes[0].message()


def test_tiers_are_ordered() -> None:
    assert [tier.value for tier in sorted(Tier, reverse=True)] == ["large", "medium", "small", "micro"]
    assert [int(tier) for tier in Tier] == [0, 1, 2, 3]
    assert Tier.MICRO < Tier.SMALL <= Tier.SMALL < Tier.LARGE
    with pytest.raises(TypeError):
        _ = Tier.MICRO < 1
    assert [tier.label() for tier in Tier] == ["Usaha Mikro", "Usaha Kecil", "Usaha Menengah", "Usaha Besar"]
    assert Tier.LARGE.label("en") == "Large Enterprise"
    assert repr(Tier.MICRO) == "<Tier.MICRO>"


@pytest.mark.parametrize("form", LegalForm)
def test_every_legal_form_has_both_labels(form: LegalForm) -> None:
    assert form.label("id")
    assert form.label("en")
    assert repr(form) == f"<LegalForm.{form.name}>"
