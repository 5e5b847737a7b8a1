"""Cells of plans: values with units, money, stacked entries, words, and the titles of columns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base import data, messages
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.reading.cells import entries, read_cell, read_money, settled
from plut_kumkm.planning.reading.heads.columns import When, column, roles
from plut_kumkm.planning.reading.words import cell_words, clean, slug
from plut_kumkm.planning.records.action_plans import ACTION_PLAN_KINDS
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, DIRECTIONS, LEVELS
from plut_kumkm.planning.records.plans import PLAN_KINDS
from plut_kumkm.planning.records.reports import STANDINGS

p = pk.planning


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3 Laporan", 3, "Laporan"),
        ("38 % (Perkotaan)", 38, "%"),
        ("38% perkotaan", 38, "%"),
        ("2,5%", Fraction(5, 2), "%"),
        ("5,7 - 6,6 %", p.Range(Fraction(57, 10), Fraction(66, 10)), "%"),
        ("5-6 Dokumen", p.Range(5, 6), "Dokumen"),
        ("80 s.d. 90 orang", p.Range(80, 90), "orang"),
        (">= 80 orang", Quantity(80, "at_least"), "orang"),
        ("maks. 14 hari", Quantity(14, "at_most"), "hari"),
        ("Rp. 1.500.000", 1_500_000, "rupiah"),
        ("Rp1,5 miliar", 1_500_000_000, "rupiah"),
        ("1 (satu) dokumen", 1, "dokumen"),
        ("Rp -", p.Absent("blank"), None),
        ("4 Laporan/Tahun", 4, "Laporan/Tahun"),
        ("\u22125 poin", -5, "poin"),
        ("BB", p.Word("BB"), None),
        ("", p.Absent("blank"), None),
        ("-", p.Absent("dash"), None),
        ("Belum disi", p.Absent("blank"), None),
        ("tidak diukur", p.Absent("not_measured"), None),
    ],
)
def test_values_and_their_units(text: str, value: Any, unit: str | None) -> None:
    cell = read_cell(text)
    assert (cell.value, cell.unit, cell.findings) == (value, unit, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7.707,14 / 5.616", "read_two_values"),
        ("5% / 6%", "read_two_values"),
        ("7 / -", "read_two_values"),
        ("#DIV/0!", "read_formula_error"),
        ("1.500", "number_ambiguous"),
        ("1.500 orang", "number_ambiguous"),
        ("5 dari 7 orang", "value_form"),
        ("2019-12-31", "value_form"),
        ("Rp5 dan Rp6", "value_form"),
        ("?" * 200, "value_form"),
    ],
)
def test_what_cannot_be_read_keeps_its_text(text: str, code: str) -> None:
    cell = read_cell(text)
    assert cell.value == p.Unread(text, f"planning.{code}")
    assert [one.code for one in cell.findings] == [f"planning.{code}"]


@given(st.text(max_size=80))
def test_no_text_stops_the_reader(text: str) -> None:
    cell = read_cell(text)
    assert isinstance(cell.value, p.Unread) == any(
        one.code == getattr(cell.value, "code", None) for one in cell.findings
    )
    entries(text)
    clean(text)
    assert slug(text)


def test_money() -> None:
    assert read_money("11,566,246,594", None, 1) == (11_566_246_594, None)
    assert read_money("1,5", None, 1_000_000) == (1_500_000, None)
    amount, finding = read_money("#REF!", None, 1)
    assert (amount, finding and finding.code) == (None, "planning.read_formula_error")
    amount, finding = read_money("lima", None, 1)
    assert (amount, finding and finding.code) == (None, "money.no_digits")


def test_the_mark_that_cells_prove() -> None:
    assert settled(["12,5 orang", "1.500"]) == ","
    assert settled(["1,500,000", "2.5"]) == "."
    assert settled(["1.500", "7"]) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1. A\n2. B", ("A", "B")),
        ("1) A\nlanjutan\n2) B", ("A\nlanjutan", "B")),
        ("a. A\nb. B\nc. C", ("A", "B", "C")),
        ("- A\n- B", ("A", "B")),
        ("• A\n• B", ("A", "B")),
        ("1. A 2. B 3. C", ("A", "B", "C")),
        ("1. A; 2. B", ("A", "B")),
        ("1. A\n- B", ("1. A\n- B",)),
        ("2. A\n3. B", ("2. A\n3. B",)),
        ("a. A\nc. B", ("a. A\nc. B",)),
        ("Persentase 1. x 3. y", ("Persentase 1. x 3. y",)),
        ("Nilai 5.5\nlain", ("Nilai 5.5\nlain",)),
    ],
)
def test_stacked_entries(text: str, parts: tuple[str, ...]) -> None:
    assert entries(text) == parts


@pytest.mark.parametrize(
    ("titles", "role", "when"),
    [
        (("KONDISI AWAL",), "baseline", None),
        (("Kondisi Awal (2023)",), "baseline", When(2023)),
        (("Data Capaian pada Tahun Awal Perencanaan",), "baseline", None),
        (("KONDISI AKHIR",), "end", None),
        (("Target", "Akhir Renstra", "Rp"), "end_ceiling", None),
        (("Capaian akhir periode",), "end_realisation", None),
        (("Realisasi akhir periode", "Rp"), "end_spent", None),
        (("Target", "2025"), "target", When(2025)),
        (("2025", "K"), "target", When(2025)),
        (("Target", "TW I"), "target", When(None, "quarter", 1)),
        (("TARGET TRIWULAN", "IV"), "target", When(None, "quarter", 4)),
        (("Target semester", "II"), "target", When(None, "semester", 2)),
        (("Target 2025", "Maret"), "target", When(2025, "month", 3)),
        (("Target caturwulan 4",), "target", None),
        (("Pagu Indikatif 2025",), "ceiling", When(2025)),
        (("Realisasi Kinerja dan Anggaran", "Tahun 2025", "Rp"), "spent", When(2025)),
        (("Realisasi Kinerja dan Anggaran", "Tahun 2025", "K"), "realisation", When(2025)),
        (("Realisasi s/d Tahun 2024",), "until", When(2024)),
        (("Realisasi s/d Tahun 2024", "Rp"), "until", When(2024)),
        (("Target Capaian Setiap Tahun", "2024"), "target", When(2024)),
        (("Capaian Target 2024",), "realisation", When(2024)),
        (("Target dan Realisasi", "2024", "Realisasi"), "realisation", When(2024)),
        (("Target dan Realisasi", "2024"), "target", When(2024)),
        (("Aspek/Fokus/Bidang Urusan/Indikator Kinerja Daerah",), "indicator", None),
        (("Anggaran", "Realisasi"), "spent", None),
        (("Tingkat Capaian (%)",), "achievement", None),
        (("Indikator Kinerja Tujuan, Sasaran, Program (Outcome) dan Kegiatan",), "indicator", None),
        (("Indikator", "(1)"), "indicator", None),
        (("Indikator Kinerja Sasaran",), "indicator_objective", None),
        (("Perangkat Daerah Penanggung Jawab",), "owner", None),
        (("2019-2023",), None, None),
        (("Warna",), None, None),
        ((), None, None),
    ],
)
def test_titles_of_columns(titles: tuple[str, ...], role: str | None, when: When | None) -> None:
    found = column(0, titles)
    assert (found.role, found.when) == (role, when)


def test_money_in_the_unit_that_its_title_names() -> None:
    assert column(0, ("Pagu 2025 (Rp juta)",)).unit == 1_000_000
    assert column(0, ("Target 2025",)).unit == 1


def test_the_words_of_the_data_file() -> None:
    file = data.toml("planning/reading.toml")
    names = [entry["id"] for entry in file["column"]]
    assert len(names) == len(set(names))
    assert set(names) <= set(roles())
    assert tuple(cell_words("direction")) == DIRECTIONS
    assert tuple(cell_words("level")) == LEVELS
    assert set(cell_words("accumulation")) == {*ACCUMULATIONS, "doubtful"}
    assert tuple(cell_words("standing")) == STANDINGS
    assert set(file["levels"]) < {"programme", "activity", "subactivity", "goal"}
    assert set(file["kinds"]) == {*PLAN_KINDS, *ACTION_PLAN_KINDS}


def test_every_finding_of_this_room_has_a_text_in_both_languages() -> None:
    codes = {code for code in data.toml("messages/planning_reading.toml") if code.startswith("planning.")}
    assert len(codes) > 50
    for code in codes:
        text = messages.catalogue()[code]
        assert text["id"] != text["en"]
