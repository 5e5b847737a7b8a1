"""Cooperatives and enterprises in one file: told apart row by row, and counted together and apart."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.registry.inspecting import inspect

ON = date(2026, 6, 30)

# The columns of PLUT form 7A (Data Koperasi, keadaan 31 Desember T-1), and of form 7B (Data Usaha Mikro dan Kecil).
FORM_7A = """DATA KOPERASI;;;;;;;;;;;;;
No;Nama;Alamat;No dan Tgl Badan Hukum;Jenis;Tgl RAT Tahun Buku;\
Anggota;Karyawan;Asset;Modal Sendiri;Modal Luar;Volume Usaha;SHU;Kegiatan Usaha
1;KSU Contoh;Jl. Contoh 1;1/BH/2010;Konsumen;15-03-2025;\
120;6;500.000.000;300.000.000;200.000.000;900.000.000;45.000.000;Toko
2;KSP Contoh;Jl. Contoh 2;2/BH/2011;Simpan Pinjam;20-02-2023;\
80;4;750.000.000;300.000.000;200.000.000;90.000.000;95.000.000;Simpan pinjam
"""
FORM_7B = """Nama UMKM;Alamat;Tahun Mulai Usaha;Jenis Usaha;Legalitas;Tenaga Kerja;Modal Sendiri;Modal Luar;Asset;Omset
Toko Contoh;Jl. Contoh 3;2015;Dagang;NIB;2;50.000.000;10.000.000;80.000.000;300.000.000
"""
MIXED = """ID;Nama;Bentuk Badan Usaha;Tahun;Omzet;Modal Sendiri;Modal Luar;Jumlah Anggota;Tanggal RAT;SHU
u1;Toko Contoh;Perorangan;2024;300.000.000;50.000.000;10.000.000;;;
u1;Toko Contoh;Perorangan;2025;350.000.000;55.000.000;10.000.000;;;
k1;Koperasi Contoh;Koperasi;2024;1.500.000.000;300.000.000;200.000.000;120;01-03-2024;45.000.000
k1;Koperasi Contoh;Koperasi;2025;2.500.000.000;310.000.000;200.000.000;125;01-03-2025;45.000.000
k2;KSP Contoh;;2025;1.600.000.000;300.000.000;200.000.000;125;01-03-2025;-5.000.000
u2;Warung Contoh;;2025;16.000.000;5.000.000;;0;;0
c1;CV Contoh;CV;2025;3.500.000.000;500.000.000;;12;;5.000.000
"""


def read(tmp_path: Path, text: str, **options: Any) -> pk.Registry:
    path = tmp_path / "kumkm.csv"
    path.write_text(text, encoding="utf-8")
    return pk.read(path, **options)


def codes(registry: pk.Registry) -> list[str]:
    return [found.code for found in registry.findings if found.code.startswith("registry.")]


def test_a_list_of_cooperatives_has_cooperatives(tmp_path: Path) -> None:
    registry = read(tmp_path, FORM_7A, year=2024)
    first, second = registry.records
    assert first == pk.Cooperative(
        id="row-3", name="KSU Contoh", members=120, last_rat=date(2025, 3, 15), equity=300_000_000,
        outside_capital=200_000_000, business_volume=900_000_000, shu=45_000_000,
        snapshots=(
            pk.Snapshot(as_of=date(2024, 12, 31), assets=500_000_000, capital_own=300_000_000, workers=6),
        ),
    )  # fmt: skip
    assert isinstance(second, pk.Cooperative)
    assert codes(registry) == ["registry.cooperatives_told", "registry.own_capital"]
    assert "Anggota, Tgl RAT Tahun Buku, Volume Usaha, SHU" in registry.findings[-2].message("id")
    assert '"Modal Sendiri"' in registry.findings[-1].message("en")


def test_the_checks_of_a_list_of_cooperatives_name_row_and_column(tmp_path: Path) -> None:
    done = pk.evaluate(read(tmp_path, FORM_7A, year=2024), on=ON)
    assert {(found.code, found.row, found.column) for found in done.findings if found.row} == {
        ("check.rat_overdue", 4, "Tgl RAT Tahun Buku"),
        ("check.cooperative_capital", 4, "Modal Sendiri"),
        ("check.shu_above_volume", 4, "SHU"),
    }
    # Volume of business is not sales: the size stays unknown, and says what it needs.
    assert [(line.status, line.needs) for line in done.rows] == [("unknown", ("sales",))] * 2


def test_the_header_may_name_the_book_year(tmp_path: Path) -> None:
    text = FORM_7A.replace("Tgl RAT Tahun Buku", "Tgl RAT Tahun Buku 2024")
    registry = read(tmp_path, text)
    assert [record.last_rat for record in registry.records if isinstance(record, pk.Cooperative)] == [
        date(2025, 3, 15), date(2023, 2, 20),
    ]  # fmt: skip
    assert [line.year for line in pk.evaluate(registry, on=ON).rows] == [2024, 2024]


def test_wide_years_of_one_cooperative(tmp_path: Path) -> None:
    header = "Nama;Omzet 2024;Omzet 2025;SHU 2024;SHU 2025;Modal Sendiri 2024;Modal Sendiri 2025"
    text = f"{header}\nA;1;2;;3;4;5\nB;1;2;;;4;5\n"
    first, second = read(tmp_path, text).records
    assert isinstance(first, pk.Cooperative)
    assert (first.shu, first.equity, [one.capital_own for one in first.snapshots]) == (3, 5, [4, 5])
    assert type(second) is pk.Enterprise


def test_a_list_of_enterprises_has_none(tmp_path: Path) -> None:
    registry = read(tmp_path, FORM_7B, year=2024)
    (shop,) = registry.records
    assert type(shop) is pk.Enterprise
    assert [(one.capital_own, one.capital_borrowed) for one in shop.snapshots] == [(50_000_000, None)]
    # Outside capital need not be a loan: that is for the user to say.
    assert codes(registry) == ["registry.outside_capital"]
    assert "capital_borrowed" in registry.findings[-1].message("id")
    (shop,) = read(tmp_path, FORM_7B, year=2024, mapping={"Modal Luar": "capital_borrowed"}).records
    assert [one.capital_borrowed for one in shop.snapshots] == [10_000_000]


def test_in_a_mixed_file_the_row_decides(tmp_path: Path) -> None:
    registry = read(tmp_path, MIXED)
    toko, koperasi, ksp, warung, cv = registry.records
    assert type(toko) is type(warung) is pk.Enterprise
    assert [one.capital_own for one in toko.snapshots] == [50_000_000, 55_000_000]
    assert isinstance(koperasi, pk.Cooperative)
    assert (koperasi.members, koperasi.equity, koperasi.outside_capital) == (125, 310_000_000, 200_000_000)
    assert isinstance(ksp, pk.Cooperative)
    assert (ksp.legal_form, ksp.shu, warung.legal_form) == (pk.LegalForm.COOPERATIVE, -5_000_000, None)
    # Of another form: what was written is kept, and the record checks say that it does not fit.
    assert isinstance(cv, pk.Cooperative)
    assert (cv.legal_form, cv.members, cv.equity) == (pk.LegalForm.CV, 12, None)
    assert codes(registry) == ["registry.cooperatives_told", "registry.own_capital", "registry.outside_capital"]


def test_cooperatives_are_counted_among_all_and_apart(tmp_path: Path) -> None:
    done = pk.evaluate(read(tmp_path, MIXED), on=ON, out=tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    tiers, cooperatives = summary["tiers"], summary["cooperatives"]
    # KUMKM = koperasi + UMKM: two cooperatives beside three others, each at its latest year.
    assert summary["enterprises"] == sum(tiers.values()) == 5
    assert cooperatives["count"] == sum(cooperatives["tiers"].values()) == 2
    # PP 7/2021 Pasal 35 ayat (5): Rp2,5 miliar is small, Rp1,6 miliar micro.
    assert (tiers["micro"], tiers["small"]) == (3, 2)
    assert (cooperatives["tiers"]["micro"], cooperatives["tiers"]["small"]) == (1, 1)
    # UU 20/2008 Pasal 1 angka 1: a cooperative with the figures of a micro enterprise is none by definition.
    said = {line.row: line.findings for line in done.rows if line.findings}
    assert said == {4: ("tier.form_misfit",), 6: ("tier.form_misfit",), 8: ("check.cooperative_fields",)}


def test_a_row_says_the_same_as_its_record(tmp_path: Path) -> None:
    registry = read(tmp_path, MIXED)
    by_row = [(line.id, line.tier) for line in pk.evaluate(registry, on=ON).rows if line.year == 2025]
    records = list(registry.records)
    assert [(one.id, pk.tier(one, on=ON).value) for one in records] == by_row
    assert pk.evaluate(records, on=ON).summary["cooperatives"] == pk.evaluate(registry, on=ON).summary["cooperatives"]


def test_records_say_themselves_what_they_are() -> None:
    koperasi = pk.Cooperative(id="k1", snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), sales=5),))
    facts = Facts(id="f1", sales=5, members=9)
    toko = pk.Enterprise(id="u1", legal_form=pk.LegalForm.COOPERATIVE)
    summary = pk.evaluate([koperasi, facts, toko], on=ON).summary
    assert summary["cooperatives"]["count"] == 2
    assert summary["enterprises"] == 3


def test_cooperatives_without_an_id_are_counted_too(tmp_path: Path) -> None:
    done = pk.evaluate(read(tmp_path, FORM_7A), on=ON)
    assert done.summary["cooperatives"]["count"] == done.summary["cooperatives"]["tiers"]["unknown"] == 2


def test_what_became_another_form_counts_at_its_latest_year(tmp_path: Path) -> None:
    text = "ID;Nama;Badan Usaha;Tahun;Omzet\na;A;Koperasi;2024;5\na;A;PT;2025;5\nb;B;PT;2024;5\nb;B;Koperasi;2025;5\n"
    summary = pk.evaluate(read(tmp_path, text), on=ON).summary
    assert (summary["enterprises"], summary["cooperatives"]["count"]) == (2, 1)


def test_check_counts_cooperatives_and_no_sizes(tmp_path: Path) -> None:
    assert inspect(read(tmp_path, MIXED), on=ON).summary["cooperatives"] == {"count": 2}


@pytest.mark.parametrize(
    ("header", "cooperative"),
    [
        ("Nama Koperasi", True),
        ("NAMA KOPERASI*", True),
        ("Koperasi", True),
        ("Nama Koperasi/UMKM", False),
        ("Nama", False),
    ],
)
def test_a_column_of_names_of_cooperatives_is_enough(header: str, cooperative: bool, tmp_path: Path) -> None:
    registry = read(tmp_path, f"{header};Omzet\nKSU Contoh;5 juta\n", mapping={header: "name"})
    assert [type(one) is pk.Cooperative for one in registry.records] == [cooperative]
    assert ("registry.cooperatives_told" in codes(registry)) is cooperative


def test_members_alone_are_no_proof(tmp_path: Path) -> None:
    # Groups of every kind (KUBE, poktan) have members.
    registry = read(tmp_path, "Nama Kelompok Usaha;Jumlah Anggota;Modal Sendiri;Omzet\nKUBE Contoh;10;5 juta;9 juta\n")
    (group,) = registry.records
    assert isinstance(group, pk.Cooperative)
    assert (group.legal_form, group.members, group.equity) == (None, 10, None)
    assert pk.evaluate(registry, on=ON).summary["cooperatives"]["count"] == 0


def test_a_column_of_its_own_for_equity_is_left_alone(tmp_path: Path) -> None:
    text = "Nama Koperasi;Ekuitas;Modal Sendiri;SHU\nKSU Contoh;-7 juta;5 juta;1 juta\n"
    registry = read(tmp_path, text)
    assert [one.equity for one in registry.records if isinstance(one, pk.Cooperative)] == [-7_000_000]
    assert codes(registry) == ["registry.cooperatives_told", "registry.undated"]


def test_the_nik_of_a_cooperative_is_that_of_no_person(tmp_path: Path) -> None:
    # Nomor Induk Koperasi: 13 digits that begin with the regency, as on the public register.
    text = (
        "Nama;NIK;SHU;Omzet\nKSU Contoh;3573070060001;5 juta;9 juta\nKSP Contoh;9973070060004;5 juta;9 juta\n"
        "Koperasi Contoh;357307006000;5 juta;9 juta\nToko Contoh;3573010101900001;;9 juta\n"
        "Warung Contoh;3573070060001;;9 juta\nKSU Lain;;5 juta;9 juta\n"
    )
    registry = read(tmp_path, text)
    assert "registry.number_of_cooperative" in codes(registry)
    first, *_ = registry.records
    assert first.owner is None
    done = pk.evaluate(registry, on=ON)
    assert {(found.row, found.code, found.column) for found in done.findings if found.row} == {
        (3, "koperasi.region", "NIK"),
        (4, "nik.length", "NIK"),
        (6, "nik.length", "NIK"),
        *((row, "tier.form_misfit", None) for row in (2, 3, 4, 7)),
    }


def test_the_number_of_a_cooperative_has_a_column_of_its_own(tmp_path: Path) -> None:
    registry = read(tmp_path, "Nama Koperasi;Nomor Induk Koperasi;SHU;Omzet\nKSU Contoh;327507006000;5 juta;9 juta\n")
    done = pk.evaluate(registry, on=ON)
    assert ("koperasi.length", "Nomor Induk Koperasi") in {(found.code, found.column) for found in done.findings}


def test_a_frame_has_what_the_rows_have(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    frame = read(tmp_path, MIXED).to_polars()
    assert frame["legal_form"].to_list() == [
        "individual", "individual", "cooperative", "cooperative", "cooperative", None, "cv",
    ]  # fmt: skip
    assert frame["equity"].to_list() == [None, None, 300_000_000, 310_000_000, 300_000_000, None, None]
