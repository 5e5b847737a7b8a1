"""Reports and money brought to the plan that they are about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.periods import Period

p = pk.planning


def plan() -> Any:
    one = p.Indicator(id="ev", name="Jumlah event", unit="event", direction="higher", targets=p.by_period({2025: 12}))
    other = p.Indicator(id="ps1", name="Jumlah peserta", unit="orang", direction="higher")
    again = p.Indicator(id="ps2", name="Jumlah peserta", unit="orang", direction="higher")
    ceiling = p.Budget(period=Period(2025), ceiling=100)
    return p.Plan(
        id="renja",
        kind="renja",
        first_year=2025,
        last_year=2025,
        programmes=(
            p.Programme(id="p1", name="Ekraf", code="3.26.04", indicators=(one,), budgets=(ceiling,)),
            p.Programme(id="p2", name="Promosi", code="3.26.03", indicators=(other,)),
            p.Programme(id="p3", name="SDM", code="3.26.05", indicators=(again,)),
        ),
    )


def reported(*records: dict[str, object]) -> Any:
    return p.from_records(records, plan=plan())


def codes(found: Any) -> list[str]:
    return [one.code.removeprefix("planning.") for one in found.findings]


def test_by_name_however_it_is_spelt() -> None:
    found = reported({"Indikator": "JUMLAH  EVENT", "Realisasi 2025": 9})
    assert [(one.indicator, one.value) for one in found.realisations] == [("ev", 9)]
    assert codes(found) == []
    assert found.plan is None


def test_by_id() -> None:
    found = reported({"ID": "ps2", "Indikator": "apa saja", "Realisasi 2025": 9})
    assert [one.indicator for one in found.realisations] == ["ps2"]


def test_by_code_and_name_where_the_name_alone_is_several() -> None:
    found = reported(
        {"Kode": "3.26.05", "Program": "SDM", "Indikator": "Jumlah peserta", "Realisasi 2025": 9},
        {"Kode": "", "Program": "Lain", "Indikator": "Jumlah peserta", "Realisasi 2025": 7},
    )
    assert [one.indicator for one in found.realisations] == ["ps2", "jumlah-peserta-2"]
    assert codes(found) == ["read_match_several"]


def test_a_near_name_is_matched_and_said() -> None:
    found = reported({"Indikator": "Jumlah evnt", "Realisasi 2025": 9}, {"Indikator": "Omzet", "Realisasi 2025": 1})
    assert [one.indicator for one in found.realisations] == ["ev", "omzet"]
    assert codes(found) == ["read_match_near", "read_match_none"]
    card = p.evaluate(plan(), found.realisations, on=date(2025, 12, 31))
    assert card["ev"].achievement.value == 75
    assert "planning.realisation_orphan" in card.report.codes


def test_money_by_code_name_and_indicator() -> None:
    found = reported(
        {"Kode": "3.26.04", "Program": "Ekraf (lama)", "Realisasi Rp 2025": 80},
        {"Kode": "", "Program": "Promosi", "Realisasi Rp 2025": 5},
        {"Kode": "9.99.99", "Program": "SDM", "Realisasi Rp 2025": 6},
        {"Kode": "", "Program": "Lainnya", "Realisasi Rp 2025": 7},
    )
    assert [(one.of, one.realised) for one in found.budgets] == [("p1", 80), ("p2", 5), ("p3", 6), ("lainnya", 7)]
    # Of an indicator that is alone in a part with money, it is that of the part.
    beside = reported({"Indikator": "Jumlah event", "Realisasi 2025": 9, "Realisasi Rp 2025": 80})
    assert [(one.of, one.realised) for one in beside.budgets] == [("p1", 80)]
    whole = p.from_records([{"Program": "", "Indikator": "", "Pagu 2025": 9}], plan=plan())
    assert [(one.of, one.ceiling) for one in whole.budgets] == [(None, 9)]


def test_what_was_spent_joins_the_ceiling() -> None:
    given = [
        p.Budget(of="p1", period=Period(2025), realised=80),
        p.Budget(of="p1", period=Period(2024), realised=1),
        p.Budget(of="p2", period=Period(2025), realised=2),
    ]
    joined, left = p.with_money(plan(), given)
    assert joined.programmes[0].budgets == (p.Budget(period=Period(2025), ceiling=100, realised=80),)
    assert left == tuple(given[1:])
    card = p.evaluate(joined, (), on=date(2025, 12, 31), budget=left)
    assert (card.money.ceiling, card.money.realised) == (100, 82)


def test_money_that_contradicts_the_plan_is_left_over_and_named() -> None:
    joined, left = p.with_money(plan(), [p.Budget(of="p1", period=Period(2025), ceiling=90, realised=80)])
    assert joined == plan()
    assert len(left) == 1
    card = p.evaluate(joined, (), on=date(2025, 12, 31), budget=left)
    assert "planning.budgets_contradict" in card.report.codes


def test_factors_and_standing_of_reports() -> None:
    found = p.from_records(
        [
            {
                "Indikator": "Jumlah event", "Realisasi 2025": 9, "Status Data": "Sementara",
                "Faktor Pendorong": "Dana", "Faktor Penghambat": "Hujan", "Tindak Lanjut": "Pindah",
            },
            {"Indikator": "Jumlah event", "Realisasi 2025": 8, "Status Data": "entah"},
        ],
        plan=plan(),
    )  # fmt: skip
    first, second = found.realisations
    assert (first.standing, first.supporting, first.hindering, first.follow_up) == (
        "preliminary", "Dana", "Hujan", "Pindah",
    )  # fmt: skip
    assert second.standing == "final"
    assert codes(found) == ["read_contradiction", "read_word"]


@pytest.mark.parametrize("second", [9, 8])
def test_two_reports_of_one_period_are_both_kept(second: int) -> None:
    found = reported(
        {"Indikator": "Jumlah event", "Tahun": 2025, "Realisasi": 9},
        {"Indikator": "Jumlah event", "Tahun": 2025, "Realisasi": second},
    )
    assert [one.value for one in found.realisations] == [9, second]
    assert codes(found) == ([] if second == 9 else ["read_contradiction"])
    card = p.evaluate(plan(), found.realisations, on=date(2025, 12, 31))
    assert card["ev"].actual.value == (9 if second == 9 else None)


def test_a_part_without_a_name_is_matched_to_nothing() -> None:
    found = reported({"Kegiatan": "Kelas", "Indikator": "Jumlah event", "Realisasi 2025": 9})
    assert [one.indicator for one in found.realisations] == ["ev"]
    assert codes(found) == ["read_part_missing"]
