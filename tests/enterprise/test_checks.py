"""Record checks: every code is triggered by one record, at its path, and a sound record has none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.findings import Report

ON = date(2026, 6, 30)
DAY = date(2025, 12, 31)


def codes(report: Report) -> list[tuple[str, str, str]]:
    return [(found.code, found.severity, found.where) for found in report]


def test_a_sound_record_has_no_finding() -> None:
    shop = pk.Enterprise(
        id="a",
        name="A",
        founded=date(2015, 3, 1),
        owner=pk.Owner(nik="3573010101900001", birth_year=1990),
        licences=(pk.Licence(kind="nib", issued=date(2020, 1, 1), expires=date(2030, 1, 1)),),
        snapshots=(
            pk.Snapshot(
                as_of=DAY, sales=5, workers=3, workers_male=1, workers_female=2,
                capital=7, capital_own=6, capital_borrowed=4, land_building=3,
            ),
        ),
    )  # fmt: skip
    assert pk.check(shop, on=ON) == Report()


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (pk.Facts(sales=-1), ("check.negative", "error", "$.sales")),
        (pk.Facts(workers=-3), ("check.negative", "error", "$.workers")),
        (pk.Facts(sales=10**18), ("check.absurd", "error", "$.sales")),
        (pk.Facts(as_of=date(2026, 7, 1)), ("check.future_date", "error", "$.as_of")),
        (pk.Facts(birth_year=2027), ("check.future_year", "error", "$.birth_year")),
        (pk.Owner(birth_year=2027), ("check.future_year", "error", "$.birth_year")),
        (pk.Facts(founded=1899), ("check.year_implausible", "error", "$.founded")),
        (pk.Facts(founded=0), ("check.year_implausible", "error", "$.founded")),
        (pk.Facts(founded=date(1850, 1, 1)), ("check.year_implausible", "error", "$.founded")),
        (pk.Facts(founded=2027), ("check.future_founding", "error", "$.founded")),
        (pk.Facts(founded=date(2026, 7, 1)), ("check.future_founding", "error", "$.founded")),
        (
            pk.Facts(independent=True, parent_tier=pk.Tier.LARGE),
            ("check.parent_of_independent", "warning", "$.independent"),
        ),
        (pk.Facts(independent=True, parent="PT Induk"), ("check.parent_of_independent", "warning", "$.independent")),
        (pk.Facts(workers=5, workers_male=2, workers_female=2), ("check.workers_sum", "warning", "$.workers")),
        (
            pk.Facts(capital=8, capital_own=6, capital_borrowed=4, land_building=3),
            ("check.capital_sum", "warning", "$.capital"),
        ),
        (
            pk.Facts(capital_own=1, capital_borrowed=1, land_building=5),
            ("check.capital_below_zero", "error", "$.land_building"),
        ),
        (
            pk.Licence(kind="pirt", issued=date(2025, 1, 1), expires=date(2024, 1, 1)),
            ("check.licence_reversed", "error", "$.expires"),
        ),
        (pk.Licence(kind="pirt", issued=date(2027, 1, 1)), ("check.future_date", "error", "$.issued")),
        (pk.Cooperative(id="k", last_rat=date(2027, 1, 1)), ("check.future_date", "error", "$.last_rat")),
        (pk.Cooperative(id="k", members=-1), ("check.negative", "error", "$.members")),
        (pk.Intervention(enterprise="a", cost=-1), ("check.negative", "error", "$.cost")),
        (
            pk.Enterprise(id="a", snapshots=(pk.Snapshot(as_of=DAY), pk.Snapshot(as_of=DAY))),
            ("check.duplicate_snapshot", "error", "$.snapshots[1].as_of"),
        ),
        (
            pk.Enterprise(id="a", founded=2026, snapshots=(pk.Snapshot(as_of=DAY),)),
            ("check.founded_after_snapshot", "error", "$.snapshots[0].as_of"),
        ),
        (pk.Enterprise(id="a", owner=pk.Owner(birth_year=2050)), ("check.future_year", "error", "$.owner.birth_year")),
        (
            pk.Enterprise(id="a", licences=(pk.Licence(kind="nib"), pk.Licence(kind="nib", issued=date(2030, 1, 1)))),
            ("check.future_date", "error", "$.licences[1].issued"),
        ),
    ],
)
def test_each_problem_is_named_at_its_place(record: Any, expected: tuple[str, str, str]) -> None:
    report = pk.check(record, on=ON)
    assert codes(report) == [expected]
    for lang in ("id", "en"):
        assert report[0].message(lang)  # type: ignore[arg-type]  # a literal in a loop


def test_all_problems_are_named_in_one_pass() -> None:
    report = pk.check(
        pk.Facts(sales=-1, capital=-2, workers=-3, founded=2030, as_of=date(2027, 1, 1), birth_year=2040), on=ON
    )
    assert report.codes == {
        "check.future_date": 1,
        "check.future_founding": 1,
        "check.future_year": 1,
        "check.negative": 3,
    }
    assert not report.ok


def test_an_expiry_lies_ahead_and_a_year_of_founding_may_still_run() -> None:
    assert pk.check(pk.Licence(kind="pirt", expires=date(2030, 1, 1)), on=ON).ok
    assert pk.check(pk.Facts(founded=2026), on=ON).ok
    assert pk.check(pk.Enterprise(id="a", founded=2025, snapshots=(pk.Snapshot(as_of=DAY),)), on=ON).ok


def test_a_net_worth_may_be_below_zero() -> None:
    assert pk.check(pk.Facts(net_worth=-5, profit=-5, shu=-5), on=ON).ok


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="not dict"):
        pk.check({}, on=ON)  # type: ignore[arg-type]  # misuse on purpose
    with pytest.raises(TypeError, match="on must be a date"):
        pk.check(pk.Facts(), on=datetime(2026, 6, 30))  # noqa: DTZ001 - a moment is refused: that is tested
