"""Real tables, which are not part of the project: see the fixture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.registry.evaluating import Evaluation, evaluate
from plut_kumkm.registry.reading import read

ON = date(2026, 6, 30)


def adds_up(done: Evaluation, records: int, header: int) -> bool:
    counts = done.summary
    return bool(
        counts["rows_read"] == records - header == counts["rows_evaluated"] + sum(counts["rows_skipped"].values())
        and counts["enterprises"] == sum(counts["tiers"].values())
    )


def test_a1_in_thousand_rupiah(tables_dir: Path) -> None:
    registry = read(tables_dir / "a1_balikpapan_ikm.csv", accept_proxies=True)
    done = evaluate(registry, on=ON)
    assert done.summary["enterprises"] == 1440
    assert adds_up(done, 1480, 2)
    assert done.summary["rows_skipped"] == {"blank": 8, "continuation": 25, "section": 2, "total": 3}
    units = {unit["column"]: unit["unit"] for unit in done.summary["units"]}
    assert units["NILAI PRODUKSI (Rp.000)"] == 1000
    lines = {line.row: line for line in done.rows}
    # Record 3: NILAI PRODUKSI " 48,000 " in thousand rupiah, Usaha Mikro under PP 7/2021 Pasal 35 ayat (5).
    assert lines[3].tier is Tier.MICRO
    assert "facts.proxy" in lines[3].findings
    assert {1288, 1375, 1290, 1338, 1470, 1473}.isdisjoint(lines)
    for row in (5, 935, 974, 1361):
        assert "cell.slip" in lines[row].findings, row
    for row in (581, 599, 188, 282, 580, 605):
        assert "registry.repeated_record" in lines[row].findings, row


def test_a1_without_consent_needs_sales(tables_dir: Path) -> None:
    done = evaluate(tables_dir / "a1_balikpapan_ikm.csv", on=ON)
    assert done.summary["tiers"]["unknown"] == 1440
    assert {line.needs for line in done.rows} == {("sales",)}


def test_c1_over_three_years(tables_dir: Path) -> None:
    done = evaluate(tables_dir / "c1_jatim_binaan_panel_2019_2021.csv", on=ON)
    assert done.summary["enterprises"] == 3000
    assert list(done.summary["tiers_by_year"]) == ["2019", "2020", "2021"]
    assert len(done.rows) == 9000
    assert adds_up(done, 3001, 1)
    lines = {(line.row, line.year): line for line in done.rows}
    assert "cell.overflow" in lines[466, 2019].findings
    assert "cell.overflow" not in lines[466, 2020].findings
    assert "date.year_out_of_range" in lines[566, 2019].findings


def test_c2_twelve_months_add_up(tables_dir: Path) -> None:
    registry = read(tables_dir / "c2_denpasar_badung_monthly.csv", sum_months=True, year=2024)
    done = evaluate(registry, on=ON)
    assert (done.summary["enterprises"], done.summary["tiers"]["micro"]) == (9, 9)
    assert adds_up(done, 10, 1)
    # Record 2, its twelve months added by hand.
    assert next(registry.records).snapshots[0].sales == 79_200_000
    apart = evaluate(tables_dir / "c2_denpasar_badung_monthly.csv", on=ON)
    assert apart.summary["tiers"]["unknown"] == 9


@pytest.mark.parametrize("name", ["p4_sumedang_renstra_bappppeda.csv", "p6_gorontalo_ukm_series_2014_2022.csv"])
def test_plans_and_counts_are_no_registries(tables_dir: Path, name: str) -> None:
    with pytest.raises(ValidationError):
        evaluate(tables_dir / name, on=ON)


def test_no_name_of_an_owner_in_any_result(tables_dir: Path, tmp_path: Path) -> None:
    evaluate(read(tables_dir / "a1_balikpapan_ikm.csv", accept_proxies=True), on=ON, out=tmp_path)
    evaluate(tables_dir / "c1_jatim_binaan_panel_2019_2021.csv", on=ON, out=tmp_path / "c1")
    for path in (*tmp_path.glob("*.*"), *(tmp_path / "c1").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "PEMILIK-" not in text, path.name
        assert "TELP-" not in text, path.name
