"""The checks of a cooperative: each bound at, below and above it, in the record and in the flattened facts alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

import plut_kumkm as pk
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.flattening import facts_of
from plut_kumkm.testing import strategies

ON = date(2026, 6, 30)
COOP = pk.LegalForm.COOPERATIVE
OF_COOPERATIVES = {
    "check.cooperative_fields", "check.cooperative_form", "check.cooperative_capital", "check.equity_above_assets",
    "check.equity_negative", "check.members_none", "check.rat_overdue", "check.shu_above_volume",
    "check.volume_differs", "check.workers_per_member",
}  # fmt: skip


def codes(record: Any, on: date = ON) -> list[str]:
    return [f"{found.where} {found.code}" for found in pk.check(record, on=on)]


def test_a_sound_cooperative_has_no_finding() -> None:
    # The columns of PLUT form 7A, as of 31 December.
    koperasi = pk.Cooperative(
        id="k1", name="Koperasi Contoh", founded=2010, members=120, last_rat=date(2026, 3, 14), equity=300_000_000,
        outside_capital=200_000_000, business_volume=900_000_000, shu=45_000_000,
        snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), assets=500_000_000, sales=100_000_000, workers=6),),
    )  # fmt: skip
    assert codes(koperasi) == []
    assert codes(facts_of(koperasi, ON)) == []


# The meeting on book year T is held in the course of T + 1, so a year that is not over may still bring it.
@pytest.mark.parametrize(
    ("last", "on", "overdue"),
    [
        (date(2025, 1, 1), date(2026, 6, 30), False),
        (date(2024, 12, 31), date(2026, 6, 30), True),
        (date(2024, 12, 31), date(2025, 12, 30), False),
        (date(2024, 12, 31), date(2025, 12, 31), True),
        (date(2025, 12, 31), date(2025, 12, 31), False),
        (date(2025, 1, 1), date(2026, 12, 30), False),
        (date(2025, 1, 1), date(2026, 12, 31), True),
        (date(1998, 3, 1), date(2026, 6, 30), True),
    ],
)
def test_a_year_without_a_meeting_is_found_when_it_is_over(last: date, on: date, overdue: bool) -> None:
    expected = ["$.last_rat check.rat_overdue"] if overdue else []
    assert codes(pk.Cooperative(id="k", last_rat=last), on) == expected
    assert codes(Facts(legal_form=COOP, last_rat=last), on) == expected


def test_data_of_an_earlier_day_are_seen_from_that_day() -> None:
    last = date(2023, 3, 1)
    year = pk.Snapshot(as_of=date(2023, 12, 31))
    assert codes(pk.Cooperative(id="k", last_rat=last, snapshots=(year,))) == []
    assert codes(Facts(last_rat=last, as_of=date(2023, 12, 31))) == []
    assert codes(Facts(last_rat=last, as_of=date(2024, 12, 31))) == ["$.last_rat check.rat_overdue"]
    # A day that has not come is an error of its own, and no day to see from.
    assert codes(Facts(last_rat=date(2025, 3, 1), as_of=date(2029, 12, 31))) == ["$.as_of check.future_date"]


def test_the_message_names_the_meeting_and_the_book_year() -> None:
    (found,) = pk.check(pk.Cooperative(id="k", last_rat=date(2023, 4, 9)), on=ON)
    assert found.params == {"last": date(2023, 4, 9), "year": 2025, "book": 2024}
    assert "9 April 2023" in found.message("id")
    assert "tahun buku 2024" in found.message("id")
    assert "book year 2024" in found.message("en")


@pytest.mark.parametrize(
    ("equity", "outside", "assets", "found"),
    [
        (300_000_000, 205_000_000, 500_000_000, False),
        (300_000_000, 205_000_001, 500_000_000, True),
        (300_000_000, 195_000_000, 500_000_000, False),
        (300_000_000, 194_999_999, 500_000_000, True),
        (0, 0, 0, False),
        (1, 0, 0, True),
        (None, 5, 500, False),
        (5, None, 500, False),
        (5, 5, None, False),
    ],
)
def test_own_and_outside_capital_make_the_assets(
    equity: int | None, outside: int | None, assets: int | None, found: bool
) -> None:
    expected = ["$.equity check.cooperative_capital"] if found else []
    assert codes(Facts(legal_form=COOP, equity=equity, outside_capital=outside, assets=assets)) == expected
    snapshots = (pk.Snapshot(as_of=date(2025, 12, 31), assets=assets),)
    koperasi = pk.Cooperative(id="k", equity=equity, outside_capital=outside, snapshots=snapshots)
    assert codes(koperasi) == expected


@pytest.mark.parametrize(
    ("equity", "outside", "assets", "found"),
    [
        (500_000_000, None, 500_000_000, []),
        (505_000_000, None, 500_000_000, []),
        (505_000_001, None, 500_000_000, ["$.equity check.equity_above_assets"]),
        (1, None, 0, ["$.equity check.equity_above_assets"]),
        (0, None, 0, []),
        # Once what is owed is known, all three are told together.
        (600_000_000, 0, 500_000_000, ["$.equity check.cooperative_capital"]),
    ],
)
def test_equity_is_a_part_of_the_assets(equity: int, outside: int | None, assets: int, found: list[str]) -> None:
    assert codes(Facts(legal_form=COOP, equity=equity, outside_capital=outside, assets=assets)) == found
    snapshots = (pk.Snapshot(as_of=date(2025, 12, 31), assets=assets),)
    assert codes(pk.Cooperative(id="k", equity=equity, outside_capital=outside, snapshots=snapshots)) == found


def test_losses_are_no_error_and_negative_capital_is_said_with_what_it_means() -> None:
    assert codes(pk.Cooperative(id="k", shu=-5, business_volume=0)) == []
    report = pk.check(Facts(legal_form=COOP, equity=-5, outside_capital=505, assets=500), on=ON)
    assert [(found.code, found.severity) for found in report] == [("check.equity_negative", "warning")]
    assert "-Rp5" in report[0].message("id")


def test_what_has_the_wrong_sign_is_said_once() -> None:
    coop: dict[str, Any] = {"legal_form": COOP}
    assert codes(Facts(**coop, equity=5, outside_capital=-5, assets=1)) == ["$.outside_capital check.negative"]
    assert codes(Facts(**coop, equity=5, outside_capital=5, assets=-1)) == ["$.assets check.negative"]
    assert codes(Facts(**coop, business_volume=-5, shu=7)) == ["$.business_volume check.negative"]
    assert codes(Facts(**coop, members=-5, workers=7)) == ["$.members check.negative"]


@pytest.mark.parametrize(
    ("volume", "sales", "period", "found"),
    [
        (100, 10_000, None, False),
        (100, 10_001, None, True),
        (10_000, 100, None, False),
        (10_001, 100, None, True),
        (10_001, 100, "bulan", False),
        (10_001, 0, None, False),
        (0, 10_001, None, False),
        (10_001, None, None, False),
        (None, 10_001, None, False),
    ],
)
def test_volume_and_sales(volume: int | None, sales: int | None, period: str | None, found: bool) -> None:
    record = Facts(legal_form=COOP, business_volume=volume, sales=sales, sales_period=period)
    assert codes(record) == (["$.business_volume check.volume_differs"] if found else [])


def test_surplus_workers_and_members_at_their_bounds() -> None:
    assert codes(Facts(business_volume=5, shu=5)) == []
    assert codes(Facts(members=20, workers=200)) == []
    assert codes(Facts(members=20)) == []
    assert codes(Facts(workers=200)) == []
    # Nothing divides by no members.
    assert codes(Facts(members=0, workers=200)) == []


def test_no_members_are_said_of_what_is_surely_a_cooperative() -> None:
    assert codes(Facts(members=0)) == []
    assert codes(Facts(members=0, legal_form=COOP)) == ["$.members check.members_none"]
    assert codes(pk.Cooperative(id="k", members=0, legal_form=None)) == ["$.members check.members_none"]
    assert codes(Facts(members=1, legal_form=COOP)) == []


def test_another_form_with_what_a_cooperative_has() -> None:
    # Equity and outside capital are words of every balance sheet; a zero fills a column.
    assert codes(Facts(legal_form=pk.LegalForm.PT, equity=5, outside_capital=7)) == []
    assert codes(Facts(legal_form=pk.LegalForm.PT, members=0, business_volume=0, shu=0)) == []
    (found,) = pk.check(Facts(legal_form=pk.LegalForm.PT, members=9, shu=-1), on=ON)
    assert found.params["fields"] == ("members", "shu")
    assert "jumlah anggota, sisa hasil usaha (SHU)" in found.message("id")
    assert "PT (limited company)" in found.message("en")
    # Of what is no cooperative no more is asked.
    assert codes(Facts(legal_form=pk.LegalForm.PT, last_rat=date(2001, 1, 1))) == [
        "$.legal_form check.cooperative_fields"
    ]
    assert codes(pk.Cooperative(id="k", legal_form=pk.LegalForm.CV, last_rat=date(2001, 1, 1))) == [
        "$.legal_form check.cooperative_form",
        "$.last_rat check.rat_overdue",
    ]
    assert codes(pk.Cooperative(id="k", legal_form=None)) == []


def test_none_of_the_rules_is_an_error() -> None:
    # No text of law was seen: a warning at most.
    worst = pk.Cooperative(
        id="k", members=1, last_rat=date(2001, 1, 1), equity=-1, outside_capital=5, business_volume=1, shu=2,
        snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), assets=900, sales=900, workers=99),),
    )  # fmt: skip
    report = pk.check(worst, on=ON)
    assert report.ok
    assert set(report.codes) == OF_COOPERATIVES - {
        "check.cooperative_fields", "check.cooperative_form", "check.members_none", "check.equity_above_assets",
    }  # fmt: skip


@given(strategies.cooperatives())
def test_a_cooperative_and_its_facts_are_judged_alike(record: pk.Cooperative) -> None:
    def said(report: pk.Report) -> list[str]:
        # A form that is not known makes a cooperative one all the same, and facts of no form not.
        return [found.code for found in report if found.code in OF_COOPERATIVES - {"check.members_none"}]

    assert said(pk.check(record, on=ON)) == said(pk.check(facts_of(record, ON), on=ON))
