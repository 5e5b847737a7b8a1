"""Counts by year: nested by their numbers, totals and copies looked into. The figures are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.periods import Period

p = pk.planning


def read(tmp_path: Path, text: str, **options: Any) -> Any:
    path = tmp_path / "deret.csv"
    path.write_text(text, encoding="utf-8")
    return p.read(path, **options)


def named(found: Any, code: str) -> list[tuple[int | None, str | None]]:
    return [(one.row, one.column) for one in found.findings if one.code == f"planning.{code}"]


NESTED = """\
#;JENIS DATA;TAHUN;;SATUAN
;;2023;2024;
I.;UMKM per bidang;;;
;1. Jumlah UMKM Kuliner;30;41;UMKM
;1. Jumlah Usaha Mikro;20;25;UMKM
;1. Utara;12;15;UMKM
;2. Selatan;8;n/a;UMKM
;2. Jumlah Usaha Kecil;10;16;UMKM
;1. Utara;10;16;UMKM
;2. Jumlah UMKM Kriya;n/a;7;UMKM
;1. Jumlah Usaha Mikro;4;9;UMKM
II.;Koperasi;;;
;1. Jumlah koperasi;3;;unit
;;;;catatan
;;;;
;rusak;1 / 2;5;unit
"""


def test_rows_stand_under_those_that_they_are_a_part_of(tmp_path: Path) -> None:
    found = read(tmp_path, NESTED)
    assert (found.kind, found.plan, found.budgets, found.realisations) == ("series", None, (), ())
    held = {one.row: one for one in found.series}
    assert held[4].above == ("UMKM per bidang",)
    assert held[6].above == ("UMKM per bidang", "Jumlah UMKM Kuliner", "Jumlah Usaha Mikro")
    # "2." goes on where a "1." that is called alike stands: a size, not a field.
    assert held[8].above == ("UMKM per bidang", "Jumlah UMKM Kuliner")
    assert held[9].above == ("UMKM per bidang", "Jumlah UMKM Kuliner", "Jumlah Usaha Kecil")
    assert held[10].above == ("UMKM per bidang",)
    assert held[11].above == ("UMKM per bidang", "Jumlah UMKM Kriya")
    assert held[13].above == ("Koperasi",)
    assert held[16].above == ("Koperasi",)
    assert held[6].value(2023) == 12
    assert held[7].values[Period(2024)] == p.Absent("not_available")
    assert held[16].values[Period(2023)] == p.Unread("1 / 2", "planning.read_two_values")
    assert held[6].to_dict() == {
        "row": 6,
        "above": ["UMKM per bidang", "Jumlah UMKM Kuliner", "Jumlah Usaha Mikro"],
        "name": "Utara",
        "unit": "UMKM",
        "values": {"2023": 12, "2024": 15},
    }


def test_totals_that_are_not_their_parts(tmp_path: Path) -> None:
    found = read(tmp_path, NESTED)
    # 41 in 2024 is 25 + 16. 25 is more than 15, one part being unknown; of Kriya the total of 2023 is not given, and 7
    # is less than 9.
    assert named(found, "series_total") == [(10, "TAHUN / 2024")]
    assert named(found, "series_total_more") == [(5, "TAHUN / 2024")]
    assert named(found, "series_total_missing") == [(10, "TAHUN / 2023")]
    assert named(found, "read_two_values") == [(16, "TAHUN / 2023")]
    assert named(found, "read_row_unused") == [(14, None)]


def test_a_year_without_a_figure(tmp_path: Path) -> None:
    found = read(tmp_path, "Uraian;2022;2023;Satuan\nPelaku;5;n/a;orang\nHub;1;-;unit\n")
    assert named(found, "series_empty") == [(1, "2023")]


def test_copied_figures_are_named_once_with_both_places(tmp_path: Path) -> None:
    # Rows 2 to 13 of 2023 are rows 14 to 25, but for one that is not given; 2024 differs everywhere.
    values = [11, 22, 13, 24, 15, 26, 17, 28, 19, 30, 21, 32]
    rows = [f"Daerah {place};{value};{place}" for place, value in enumerate(values)]
    rows += [f"Wilayah {place};{'' if place == 3 else value};{place + 100}" for place, value in enumerate(values)]
    found = read(tmp_path, "Uraian;2023;2024;Satuan\n" + "\n".join(f"{row};unit" for row in rows) + "\nLain;5;9;unit\n")
    assert named(found, "series_copied") == [(2, "2023")]
    (said,) = [one for one in found.findings if one.code == "planning.series_copied"]
    assert (said.params["last"], said.params["first_copy"], said.params["last_copy"]) == (13, 14, 25)
    assert said.params["count"] == 11


@pytest.mark.parametrize("values", [[5] * 14, [1, 2, 3, 4, 5], [11, 12, 13, 14, 15, 16, None, None, None, None, None]])
def test_what_may_be_chance_is_no_copy(tmp_path: Path, values: list[int | None]) -> None:
    rows = [f"Daerah {place};{value or '-'};unit" for place, value in enumerate([*values, *values])]
    assert not named(read(tmp_path, "Uraian;2023;Satuan\n" + "\n".join(rows) + "\n", kind="series"), "series_copied")


def test_numbers_in_a_column_of_their_own_letters_and_roman_numerals(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "No;Uraian;2023;2024;Satuan\n1;Semua;9;9;unit\na.;Satu;5;5;unit\nb.;Dua;4;4;unit\n2;Lain;1;1;unit\n"
        "?;Tanpa nomor;1;1;unit\n",
    )
    assert [(one.name, one.above) for one in found.series] == [
        ("Semua", ()),
        ("Satu", ("Semua",)),
        ("Dua", ("Semua",)),
        ("Lain", ()),
        ("Tanpa nomor", ()),
    ]


def test_a_name_keeps_the_level_on_which_it_stood(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Uraian;2023;2024;Satuan\n1. Kuliner;9;9;unit\n1. Mikro;9;9;unit\n1. Utara;9;9;unit\n1. Mikro;9;9;unit\n"
        "1. Utara;9;9;unit\n"
        "2. Utara Barat;9;9;unit\n",
    )
    assert [one.depth for one in found.series] == [0, 1, 2, 1, 2, 2]


def test_units_that_differ_are_no_parts(tmp_path: Path) -> None:
    found = read(
        tmp_path, "Uraian;2023;2024;Satuan\n1. UMKM;9;9;unit\n1. Omzet;500;600;rupiah\n2. Pekerja;4 orang;5 orang;\n"
    )
    assert not named(found, "series_total")
    assert found.series[2].unit == "orang"


def test_quarters_of_a_title_year(tmp_path: Path) -> None:
    found = read(tmp_path, "DATA TAHUN 2025;;;\nUraian;TW I;TW II;Satuan\nHub;1;2;unit\n", kind="series")
    assert found.series[0].values == {Period(2025, "quarter", 1): 1, Period(2025, "quarter", 2): 2}
    undated = read(tmp_path, "Uraian;TW I;TW II;Satuan\nHub;1;2;unit\n", kind="series")
    assert undated.series == ()
