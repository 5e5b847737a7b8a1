"""A lone monthly figure: never a yearly one by itself, times twelve on request, and then said wherever it is used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.base.findings import Finding
from plut_kumkm.cli import main
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.registry.evaluating import Evaluation, evaluate
from plut_kumkm.registry.reading import Registry, read

ON = date(2026, 6, 30)


def table(folder: Path, text: str, **options: Any) -> Registry:
    path = folder / "usaha.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, **options)


def about(done: Evaluation | Registry, code: str) -> list[Finding]:
    return [one for one in done.findings if one.code == code]


@pytest.mark.parametrize(
    "header",
    [
        "Omzet per bulan", "omset/bln", "Rata-rata omzet bulanan", "OMZET (Rp/bulan)", "Omzet (per bulan)",
        "Omset Perbulan (Rp)", "Omzet rata-rata per bulan", "Penjualan sebulan", "Omzet / Bln (Rp.)",
        "Rata-Rata Omset per Bulan", "Omzet Rata2 per Bulan",
    ],
)  # fmt: skip
def test_a_monthly_figure_is_taken_for_a_year_on_request_alone(tmp_path: Path, header: str) -> None:
    # Rp200.000.000 a month are Rp2.400.000.000 a year: Usaha Kecil, PP 7/2021 Pasal 35 ayat (5) huruf b.
    text = f"Nama Usaha;{header}\nToko Contoh;200.000.000\n"
    without = evaluate(table(tmp_path, text), on=ON)
    assert without.rows[0].needs == ("sales",)
    (said,) = about(without, "column.monthly")
    assert "--annualise" in said.message("id")
    assert "--annualise" in said.message("en")
    done = evaluate(table(tmp_path, text, annualise=True), on=ON)
    assert done.rows[0].tier is Tier.SMALL
    assert about(done, "column.annualised")
    (note,) = about(done, "facts.proxy")
    assert "dikalikan dua belas" in note.message("id")
    assert "times twelve" in note.message("en")
    assert done.summary["receipt"]["options"]["annualise"] is True


@pytest.mark.parametrize("header", ["Omzet per Bulan 2024", "OMSET/BLN 2024", "Omzet Bulanan Tahun 2024"])
def test_a_month_beside_a_year_is_no_year(tmp_path: Path, header: str) -> None:
    text = f"ID;Nama Usaha;{header}\na;Toko Contoh;200.000.000\n"
    assert evaluate(table(tmp_path, text), on=ON).rows[0].needs == ("sales",)
    done = evaluate(table(tmp_path, text, annualise=True), on=ON)
    assert [(line.year, line.tier, line.findings) for line in done.rows] == [(2024, Tier.SMALL, ("facts.proxy",))]


@pytest.mark.parametrize("header", ["Omzet per Tahun 2024", "Omzet Tahun 2024", "Omset/Thn 2024"])
def test_a_year_beside_a_year_is_one(tmp_path: Path, header: str) -> None:
    registry = table(tmp_path, f"Nama Usaha;{header}\nToko Contoh;200.000.000\n")
    assert [(year, values["sales"]) for _, year, values in registry.lines()] == [(2024, 200_000_000)]


def test_units_and_marks_hold_before_the_months(tmp_path: Path) -> None:
    text = "Nama Usaha;Omzet per Bulan (Rp.000);Modal\nA B;1.500;5\nC D;1,5;\nE F;;\nG H;Rp2.000;\nI J;abc;\n"
    registry = table(tmp_path, text, annualise=True)
    assert [values.get("sales") for _, _, values in registry.lines()] == [18_000_000, 18_000, None, 24_000_000, None]
    # A mark of rupiah under the unit of the header is told with that unit, not with the twelve months.
    (said,) = about(registry, "column.rupiah_under_unit")
    assert said.params["unit"] == 1000


def test_other_yearly_amounts_can_be_taken_so_too(tmp_path: Path) -> None:
    registry = table(tmp_path, "Nama Usaha;Omzet;Gaji per Bulan\nToko Contoh;5;2000000\n", annualise=True)
    (line,) = registry.lines()
    assert (line[2]["wages"], line[2].get("sales_kind")) == (24_000_000, None)


def test_the_figure_of_the_year_itself_goes_before(tmp_path: Path) -> None:
    text = "Nama Usaha;Omzet per Bulan;Omzet per Tahun;Nilai Produksi\nToko Contoh;5;7;9\n"
    registry = table(tmp_path, text, annualise=True, accept_proxies=True)
    assert [(one.status, one.why) for one in registry.contents.columns[1:]] == [
        ("unused", "column.taken"), ("mapped", "column.by_header"), ("unused", "column.taken"),
    ]  # fmt: skip
    two = table(tmp_path, "Nama Usaha;Omzet per Bulan;Omset Bulanan\nToko Contoh;5;7\n", annualise=True)
    assert [one.why for one in two.contents.columns[1:]] == ["column.annualised", "column.taken"]


def test_rows_of_single_months_are_no_years_and_it_is_said(tmp_path: Path) -> None:
    text = "ID;Nama Usaha;Bulan;Omzet\na;Toko Contoh;Januari;5\na;Toko Contoh;Februari;6\n"
    (said,) = about(table(tmp_path, text), "column.rows_of_months")
    assert (said.severity, said.column) == ("warning", "Bulan")
    assert "per bulan" in said.message("id")
    assert said.message("en")
    for harmless in (text.replace("Omzet", "Tenaga Kerja"), "ID;Nama Usaha;Bulan;Omzet\na;Toko Contoh;;5\n"):
        assert not about(table(tmp_path, harmless), "column.rows_of_months")
    monthly = table(tmp_path, text.replace("Omzet", "Omzet per Bulan"))
    assert not about(monthly, "column.rows_of_months")


@pytest.mark.parametrize("header", ["Pendapatan per Bulan", "Nilai Produksi Bulanan", "Penghasilan/Bln (Rp)"])
def test_what_stands_near_the_figure_needs_both_consents(tmp_path: Path, header: str) -> None:
    text = f"Nama Usaha;{header}\nToko Contoh;200.000.000\n"
    for options in ({}, {"annualise": True}, {"accept_proxies": True}):
        registry = table(tmp_path, text, **options)
        assert "sales" not in registry.contents.fields
        (said,) = about(registry, "column.monthly_proxy")
        assert "--accept-proxies dan --annualise" in said.message("id")
    done = evaluate(table(tmp_path, text, accept_proxies=True, annualise=True), on=ON)
    assert done.rows[0].tier is Tier.SMALL
    assert "mendekati" in about(done, "facts.proxy")[0].message("id")
    # Sales themselves go before what stands near them.
    both = table(tmp_path, f"Nama Usaha;{header};Omzet/Bln\nA;5;7\n", accept_proxies=True, annualise=True)
    assert [values["sales"] for _, _, values in both.lines()] == [84]
    named = table(tmp_path, text, mapping={header: "sales"}, annualise=True)
    assert [values["sales"] for _, _, values in named.lines()] == [2_400_000_000]


def test_a_named_month_of_a_near_figure_is_no_month_of_sales(tmp_path: Path) -> None:
    text = "Nama Usaha;Pendapatan Bulanan Januari;Omzet Harian Januari\nToko Contoh;5;6\n"
    registry = table(tmp_path, text, annualise=True, sum_months=True)
    assert {one.status for one in registry.contents.columns[1:]} == {"unmapped"}


def test_a_column_that_the_user_names(tmp_path: Path) -> None:
    text = "Nama Usaha;Omzet per Bulan\nToko Contoh;200.000.000\n"
    plain = table(tmp_path, text, mapping={"Omzet per Bulan": "sales"})
    assert [values["sales"] for _, _, values in plain.lines()] == [200_000_000]
    (said,) = about(plain, "column.monthly_by_user")
    assert said.severity == "warning"
    asked = table(tmp_path, text, mapping={"Omzet per Bulan": "sales"}, annualise=True)
    assert [values["sales"] for _, _, values in asked.lines()] == [2_400_000_000]


def test_a_slip_is_told_in_the_figures_of_the_column(tmp_path: Path) -> None:
    rows = "".join(f"Toko {number};{number}00000;{number}000000\n" for number in range(10, 70))
    text = f"Nama Usaha;Omzet per Bulan;Biaya Produksi\n{rows}Toko Salah;3000;30000000\n"
    done = evaluate(table(tmp_path, text, annualise=True), on=ON)
    (said,) = about(done, "cell.slip")
    assert (said.row, said.params["likely"]) == (62, 3_000_000)
    assert done.rows[-1].tier is Tier.MICRO


def test_a_kind_of_the_callers_own_stands_for_itself() -> None:
    done = evaluate([Facts(sales=5, sales_kind="taksiran petugas")], on=ON)
    assert "taksiran petugas" in about(done, "facts.proxy")[0].message("id")


def test_the_command_takes_the_switch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama Usaha;Omzet per bulan\nToko Contoh;200000000\n", encoding="utf-8")
    for command in ("evaluate", "check"):
        assert main([command, str(path), "--on", "2026-06-30"]) == 0
        assert "column.annualised" not in capsys.readouterr().out
        assert main([command, str(path), "--on", "2026-06-30", "--annualise"]) == 0
        assert "column.annualised" in capsys.readouterr().out
        assert main([command, "--help"]) == 0
        assert "--annualise" in capsys.readouterr().out


def test_marks_that_disagree_are_named_with_both_rows_and_what_to_do(tmp_path: Path) -> None:
    rows = "A;1.234.567,50\nB;1,234,567.50\nC;2.500.000\nD;1,500\n"
    registry = table(tmp_path, f"Nama Usaha;Omzet\n{rows}")
    (said,) = about(registry, "column.marks_disagree")
    assert (said.params["point_row"], said.params["comma_row"], said.column) == (3, 2, "Omzet")
    for lang, remedy in (("id", "samakan penulisannya"), ("en", "write them in one way")):
        text = said.message(lang)  # type: ignore[arg-type]  # the two languages
        assert "baris 3" in text or "row 3" in text
        assert remedy in text
    found = {(one.row, one.code) for one in evaluate(registry, on=ON).findings if one.row is not None}
    # 1,500 may be one and a half: not read by a guess.
    assert (5, "money.ambiguous") in found
    assert [values.get("sales") for _, _, values in registry.lines()] == [None, None, 2_500_000, None]
