from __future__ import annotations

import pytest

from plut_kumkm.tables.headers import find_header, heading, is_numbering, unit_of, years_in
from tests.tables.helpers import Write, rows_of


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Omzet (Rp.000)", 1000),
        ("Omzet (Rp. 000)", 1000),
        ("Omzet (Rp 000)", 1000),
        ("Omzet (000)", 1000),
        ("Omzet (x 1000)", 1000),
        ("Omzet (Rp 1.000.000)", 10**6),
        ("Omzet (juta rupiah)", 10**6),
        ("Omzet (Rp juta)", 10**6),
        ("Omzet dalam ribuan", 1000),
        ("Omzet dlm jutaan rupiah", 10**6),
        ("Omzet (Rp miliar)", 10**9),
        ("Omzet (triliun Rp)", 10**12),
        ("Omzet (Rp)", 1),
        ("Omzet di atas Rp100.000.000", 1),
        ("Toko Juta Rasa", 1),
    ],
)
def test_unit_stands_in_the_header(text: str, unit: int) -> None:
    assert unit_of(text)[0] == unit


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("NAMA_USAHA",), "name"),
        (("nama\nusaha",), "name"),
        (("Nama Usaha *",), "name"),
        (("OMSET_2019",), "sales"),
        (("Omzet", "2019"), "sales"),
        (("Omzet", "Tahun 2019"), "sales"),
        (("Omzet", "Jumlah"), "sales"),
        (("Pemilik", "Nama"), "owner_name"),
        (("Jenis Kelamin", "(L/P)"), "sex"),
        (("Tenaga Kerja (L)",), "workers_male"),
        (("Omzet per Tahun [Rp]",), "sales"),
        (("Tahun Data",), "year"),
        (("Thn Data",), "year"),
        (("Omset Rp/Thn",), "sales"),
        (("OMSET (Rp. per Tahun)",), "sales"),
        (("Modal Usaha Rp.",), "capital"),
        (("Jml. Tenaga Kerja",), "workers"),
        (("Laba Bersih Setahun",), "profit"),
        (("Omzet Bulan Januari (Rp)",), "sales"),
    ],
)
def test_headers_of_every_shape_are_known(parts: tuple[str, ...], field: str) -> None:
    assert heading(parts).meanings[0].field == field


def test_year_and_month_are_read_off() -> None:
    one = heading(("Omzet Pebruari 2024 (Rp)",))
    assert (one.year, one.month, one.has_unit) == (2024, 2, True)
    assert heading(("Omzet 2019-2021",)).year is None
    assert heading(("Tahun 2019",)).meanings == ()
    assert heading(("Omzet Januari s.d. Maret",)).month is None
    assert heading(("", " ")).keys == ()


def test_a_numbering_record_counts_from_one() -> None:
    assert is_numbering(["1", "(2)", "", "3."])
    assert not is_numbering(["1", "2"])
    assert years_in([["Tahun 2014", "2015", "x", "15"]]) == {2014, 2015}


def test_nothing_known_leaves_the_first_record_with_cells() -> None:
    assert find_header([["Daftar"], ["aaa", "bbb"]]).start == 1
    assert find_header([[""]]).start == 0
    assert find_header([]).headings == ()


def test_header_under_titles_and_over_spanned_records(table: Write) -> None:
    text = (
        "DAFTAR UKM KOTA CONTOH TAHUN 2020;;;;;;\n"
        ";;;;;;\n"
        "No;Nama Usaha;ALAMAT;;OMZET (Rp.000);;Tenaga Kerja\n"
        ";;Jalan;Kecamatan;2019;2020;(orang)\n"
        "1;2;3;4;5;6;7\n"
        "1;Keripik Contoh;Jalan A;Utara;1.000;2.000;3\n"
    )
    read = table(text)
    assert read.header_records == 4
    assert [column.header for column in read.columns][2:6] == [
        "ALAMAT / Jalan", "ALAMAT / Kecamatan", "OMZET (Rp.000) / 2019", "OMZET (Rp.000) / 2020"
    ]  # fmt: skip
    numbering, shop = rows_of(read)
    assert (numbering.number, numbering.kind) == (5, "numbering")
    assert shop.values["district"] == "Utara"
    assert shop.values["workers"] == 3
    assert shop.years == {2019: {"sales": 1_000_000}, 2020: {"sales": 2_000_000}}
    assert read.years == (2019, 2020)


def test_a_span_ends_where_a_wider_title_begins(table: Write) -> None:
    text = "Usaha;;Pemilik;\nData;;Data;\nNama;NIB;Nama;NIK\nToko Satu;9999000000001;Sari Contoh;\n"
    read = table(text)
    assert [column.field for column in read.columns] == ["name", "nib", "owner_name", "nik"]


def test_a_title_above_may_name_the_unit(table: Write) -> None:
    read = table("Daftar Usaha (dalam ribuan rupiah);;\nNama Usaha;Omzet;Modal Usaha (Rp)\nToko Satu;1.500;2.500\n")
    row = rows_of(read)[0]
    assert (row.values["sales"], row.values["capital"]) == (1_500_000, 2_500)
    assert read.findings[0].code == "table.title_unit"
