"""Values of a row become records, and records rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Owner, Snapshot
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli import Kbli
from plut_kumkm.registry.records import Records, enterprise_from, facts_from, fit, frame_columns, frame_row


def test_values_get_the_types_of_the_record() -> None:
    facts = facts_from(
        {"kbli": (("2020", "13134"),), "legal_form": "cv", "parent_tier": "large", "products": "batik", "district": "X"}
    )
    assert facts == Facts(
        kbli=(Kbli("2020", "13134"),), legal_form=LegalForm.CV, parent_tier=Tier.LARGE, products=("batik",)
    )
    assert fit("kbli", (Kbli("2020", "13134"),)) == (Kbli("2020", "13134"),)
    assert fit("products", ("a", "b")) == ("a", "b")


def test_an_enterprise_with_owner_and_years() -> None:
    rows: list[tuple[int | None, dict[str, Any]]] = [
        (2024, {"name": "A", "owner_name": "B", "nik": "3573010101909001", "sales": 5}),
        (2025, {"name": "A baru", "sales": 7, "workers": 2}),
        (None, {"phone": "0860"}),
    ]
    assert enterprise_from("a1", rows) == Enterprise(
        id="a1",
        name="A baru",
        phone="0860",
        owner=Owner(name="B", nik="3573010101909001"),
        snapshots=(
            Snapshot(as_of=date(2024, 12, 31), sales=5),
            Snapshot(as_of=date(2025, 12, 31), sales=7, workers=2),
        ),
    )


def test_a_day_of_the_figures_goes_before_the_year() -> None:
    shop = enterprise_from("a1", [(2025, {"as_of": date(2025, 6, 30), "sales": 5})])
    assert [snapshot.as_of for snapshot in shop.snapshots] == [date(2025, 6, 30)]


def test_a_cooperative_is_one_by_its_form_or_by_its_members() -> None:
    assert type(enterprise_from("k", [(2025, {"members": 20})])) is Cooperative
    assert type(enterprise_from("k", [(2025, {"legal_form": "cooperative"})])) is Cooperative
    assert type(enterprise_from("k", [(2025, {"legal_form": "cv"})])) is Enterprise
    # Groups have members, every balance sheet has equity and outside capital, and a zero is no member.
    group = enterprise_from("k", [(2025, {"members": 20})])
    assert group.legal_form is None
    assert type(enterprise_from("k", [(2025, {"equity": 5, "outside_capital": 7, "members": 0})])) is Enterprise
    kept = enterprise_from("k", [(2025, {"legal_form": "cv", "shu": -5})])
    dated = (Snapshot(as_of=date(2025, 12, 31)),)
    assert kept == Cooperative(id="k", legal_form=LegalForm.CV, shu=-5, snapshots=dated)


def test_a_later_row_of_a_year_without_figures_takes_none_away() -> None:
    shop = enterprise_from("a", [(2024, {"name": "A"}), (2025, {"sales": 5}), (2025, {"name": "A"}), (None, {})])
    assert shop.snapshots == (Snapshot(as_of=date(2024, 12, 31)), Snapshot(as_of=date(2025, 12, 31), sales=5))


def test_records_are_rows() -> None:
    shop = Enterprise(
        id="a",
        name="A",
        snapshots=(
            Snapshot(as_of=date(2025, 12, 31), sales=7),
            Snapshot(as_of=date(2024, 6, 30), sales=4),
            Snapshot(as_of=date(2024, 12, 31), sales=5),
        ),
    )
    first, second, third = Records([shop, Facts(sales=1), Facts(as_of=date(2025, 3, 1))]).rows()
    assert (first.number, first.kind, first.values) == (1, "enterprise", {"id": "a", "name": "A"})
    assert {year: values["sales"] for year, values in first.years.items()} == {2024: 5, 2025: 7}
    assert (second.values, second.years) == ({"sales": 1}, {})
    assert third.values == {"as_of": date(2025, 3, 1), "year": 2025}


def test_what_is_no_record_is_refused_with_its_place() -> None:
    wrong: Any = [Facts(), "a.csv"]
    with pytest.raises(TypeError, match="record 2 is str"):
        list(Records(wrong).rows())


def test_cells_of_a_frame() -> None:
    names = ["area_ha", "founded", "kbli", "legal_form", "parent_tier", "products", "independent", "name"]
    assert frame_columns(names) == {
        "row": "Int64",
        "year": "Int64",
        "area_ha": "Float64",
        "founded_first": "Date",
        "founded_last": "Date",
        "kbli": "String",
        "kbli_version": "String",
        "legal_form": "String",
        "parent_code": "Int8",
        "products": "String",
        "independent": "Boolean",
        "name": "String",
    }
    values = {
        "area_ha": Fraction(1, 2), "founded": date(2015, 3, 1), "kbli": (("2020", "13134"),),
        "legal_form": LegalForm.CV, "parent_tier": "large", "products": ("a", "b"), "independent": True, "name": "A",
    }  # fmt: skip
    day = date(2015, 3, 1)
    assert frame_row(2, 2025, values, names) == (2, 2025, 0.5, day, day, "13134", "2020", "cv", 3, "a; b", True, "A")
    assert frame_row(3, None, {}, names) == (3, *(None,) * 11)
