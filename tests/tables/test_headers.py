from __future__ import annotations

import pytest

from plut_kumkm.tables.headers import find_header, heading, is_numbering, unit_of, years_in
from tests.tables.helpers import Write, found_in, rows_of


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
        ("Omzet Juta", 10**6),
        ("Omzet jt/thn", 10**6),
        ("Omzet 2024 ribu", 1000),
        ("Omzet ribuan 2024", 1000),
        ("Omzet (Rp M)", 10**9),
        ("Omzet (Rp. M)", 10**9),
        ("Aset Rp.T", 10**12),
        ("Luas (M)", 1),
        ("Juta", 1),
        ("Juta Omzet", 1),
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


@pytest.mark.parametrize(
    "text",
    [
        "Omzet Januari-Juni 2024",
        "Omzet 2024 (Januari - Juni)",
        "Omzet Januari, Februari, Maret 2024",
        "Omzet Jan & Des 2024",
        "Omzet Jul-Des 2024",
    ],
)
def test_some_months_of_a_year_are_not_the_year(text: str) -> None:
    one = heading((text,))
    assert (one.year, one.month, one.meanings) == (2024, None, ())


def test_a_year_from_january_to_december_is_the_year() -> None:
    for text in ("Omzet (Jan-Des 2024)", "Omzet Januari – Desember 2024"):
        one = heading((text,))
        assert (one.year, one.month, one.meanings[0].field) == (2024, None, "sales")


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


def test_a_line_of_units_below_the_header_is_part_of_it(table: Write) -> None:
    text = "Nama Usaha;Tenaga Kerja;Omzet;Modal Usaha;Aset\n;(orang);(Rp 000);Rp juta;\nToko Satu;3;1.500;2;7\n"
    read = table(text)
    (row,) = rows_of(read)
    assert row.number == 3
    assert row.values == {
        "name": "Toko Satu", "workers": 3, "sales": 1_500_000, "capital": 2_000_000, "assets": 7,
    }  # fmt: skip
    (said,) = [one for one in found_in(read) if one.code == "table.unit_line"]
    assert said.params["row"] == 2
    # The page begins anew further down: header and units again.
    again = table(text + "Nama Usaha;Tenaga Kerja;Omzet;Modal Usaha;Aset\n;(orang);(Rp 000);Rp juta;\nToko Dua;;1;;\n")
    assert [row.kind for row in rows_of(again)] == ["enterprise", "header", "header", "enterprise"]


def test_a_line_of_units_may_name_the_period(table: Write) -> None:
    text = "Nama Usaha;Omzet\n;Rp/bulan\nToko Satu;5\n"
    assert "column.monthly" in table(text).findings.codes
    assert rows_of(table(text, annualise=True))[0].values["sales"] == 60


def test_a_unit_under_one_title_is_of_that_column(table: Write) -> None:
    (row,) = rows_of(table("Nama Usaha;Omzet;Aset\n;(Rp juta)\nToko Satu;5;7\n"))
    assert (row.values["sales"], row.values["assets"]) == (5_000_000, 7)


@pytest.mark.parametrize("note", ["(dalam ribuan rupiah);;", "Satuan: Rp ribu;;", ";;;(Rp.000)"])
def test_a_note_below_the_header_holds_for_all_amounts(table: Write, note: str) -> None:
    read = table(f"Nama Usaha;Omzet;Modal Usaha (Rp)\n{note}\nToko Satu;1.500;2.500\n")
    (row,) = rows_of(read)
    assert (row.values["sales"], row.values["capital"]) == (1_500_000, 2_500)
    (said,) = [one for one in found_in(read) if one.code == "table.title_unit"]
    assert said.params["unit"] == 1000


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Satuan: Rp juta", 10**6),
        ("Satuan : juta", 10**6),
        ("DATA USAHA (Rp.000)", 1000),
        ("Nilai dalam jutaan rupiah, kecuali tenaga kerja", 10**6),
        ("jutaan rupiah", 10**6),
        ("Penerima bantuan Rp 1.000.000 per usaha", 1),
        ("Penerima bantuan (Rp 1.000.000 per usaha)", 1),
        ("Rp 1.000.000", 1),
        ("Bantuan dalam bentuk uang Rp 1.000", 1),
        ("Data Toko Juta Rasa", 1),
    ],
)
def test_an_amount_in_a_title_is_no_unit(table: Write, title: str, unit: int) -> None:
    read = table(f"{title};\nNama Usaha;Omzet\nToko Satu;15\n")
    assert rows_of(read)[0].values["sales"] == 15 * unit
    assert ("table.title_unit" in [one.code for one in found_in(read)]) is (unit > 1)


def test_two_units_that_differ_are_said_and_not_used(table: Write) -> None:
    read = table("Data usaha (dalam ribuan);\nSatuan: Rp juta;\nNama Usaha;Omzet;Aset (Rp)\nToko Satu;15;16\n")
    assert rows_of(read)[0].values == {"name": "Toko Satu", "assets": 16}
    assert [one.column for one in found_in(read) if one.code == "column.unit_open"] == ["Omzet"]
    (said,) = [one for one in found_in(read) if one.code == "table.title_units_differ"]
    assert (said.params["first"], said.params["second"]) == (1000, 10**6)


@pytest.mark.parametrize("note", ["Keterangan: nilai dalam ribuan rupiah", "(dalam ribuan rupiah)"])
def test_amounts_are_not_used_where_a_unit_stands_below_them(table: Write, note: str) -> None:
    text = f"Nama Usaha;Omzet;Tenaga Kerja\nToko Satu;15;2\nToko Dua;16;3\n{note};;\nMengetahui;;\n"
    read = table(text)
    assert [row.values for row in rows_of(read)[:2]] == [
        {"name": "Toko Satu", "workers": 2}, {"name": "Toko Dua", "workers": 3}
    ]  # fmt: skip
    assert [row.kind for row in rows_of(read)[2:]] == ["note", "note"]
    (said,) = [one for one in found_in(read) if one.code == "column.unit_open"]
    assert (said.severity, said.column) == ("warning", "Omzet")


@pytest.mark.parametrize("header", ["Omzet (Rp.000)", "Omzet (Rp)", "Omzet (Rp juta)"])
def test_the_unit_of_the_header_goes_before_one_below_the_table(table: Write, header: str) -> None:
    read = table(f"Nama Usaha;{header}\nToko Satu;15\n(dalam ribuan rupiah);\n")
    factor = {"Omzet (Rp.000)": 1000, "Omzet (Rp)": 1, "Omzet (Rp juta)": 10**6}[header]
    assert rows_of(read)[0].values["sales"] == 15 * factor
    assert "column.unit_open" not in [one.code for one in found_in(read)]


def test_a_unit_among_the_records_is_said(table: Write) -> None:
    shops = "".join(f"Toko {place};15\n" for place in range(50))
    read = table(f"Nama Usaha;Omzet\n{shops}(dalam ribuan rupiah);\n{shops}")
    (said,) = [one for one in found_in(read) if one.code == "row.unit_note"]
    assert (said.row, said.params["unit"]) == (52, 1000)


def test_units_in_a_column_of_their_own_concern_the_amounts_without_one(table: Write) -> None:
    read = table("Nama Usaha;Omzet 2024;Omzet 2025;Aset (Rp juta);Satuan\nToko;5;6;7;juta\n")
    (row,) = rows_of(read)
    assert (row.values, row.years) == ({"name": "Toko", "assets": 7_000_000}, {2024: {}, 2025: {}})


def test_units_in_a_column_of_their_own_are_said(table: Write) -> None:
    read = table("Nama Usaha;Omzet;Satuan\nToko Satu;1500;kg\nToko Dua;1500;juta\nToko Tiga;2;Rp miliar\n")
    (said,) = [one for one in found_in(read) if one.code == "column.units_in_cells"]
    assert (said.severity, said.column, said.params["got"]) == ("warning", "Satuan", "juta")
    assert [row.values.get("sales") for row in rows_of(read)] == [1500, None, None]
    assert [[one.code for one in row.findings] for row in rows_of(read)][1:] == [["row.unit_in_cell"]] * 2
    for other in ("Nama Usaha;Omzet;Satuan\nToko Satu;1500;kg\n", "Nama Usaha;Tenaga Kerja;Satuan\nToko Satu;1;juta\n"):
        assert not [one for one in found_in(table(other)) if one.code == "column.units_in_cells"]


@pytest.mark.parametrize(
    ("text", "sales"),
    [
        # Half a year, one channel, what was before: none of them is the sales of a year.
        ("No;Nama Usaha;Omzet;\n;;Smt I;Smt II\n1;Toko;5;6\n", None),
        ("No;Nama Usaha;Omzet;;\n;;Online;Offline;Total\n1;Toko;5;6;11\n", 11),
        ("No;Nama Usaha;Omzet;Omzet\n;;Sebelum;Sesudah\n1;Toko;5;6\n", None),
        ("No;Nama Usaha;Penjualan;;Ket\n;;Volume;Nilai;\n1;Toko;5;6000;x\n", 6000),
        ("No;Nama Usaha;Omzet;;\n;;(Rp);;\n1;Toko;5;;\n", 5),
        ("No;Nama Usaha;Omzet;;Aset;\n;;Smt I;Smt II;(Rp);Ket\n1;Toko;5;6;7;x\n", None),
        # Records of data: one has a name, one a number, one a dash, one a single text.
        ("Nama Usaha;Omzet;\nToko;5;x\n;a;b\n", 5),
        ("Nama Usaha;Omzet;\n;5;x\nToko;5;y\n", 5),
        ("Nama Usaha;Omzet;Aset\n;-;-\nToko;5;6\n", 5),
        ("Nama Usaha;Omzet;Produk\n;lancar;kue\nToko;5;roti\n", 5),
        ("Nama Usaha;Omzet;;\n;Smt I;;\nToko;5;;\n", 5),
    ],
)
def test_lower_titles_tell_apart_what_one_title_spans(table: Write, text: str, sales: int | None) -> None:
    found = [row.values.get("sales") for row in rows_of(table(text)) if row.values.get("name") == "Toko"]
    assert found == [sales]


def test_lower_titles_under_years_belong_to_the_header(table: Write) -> None:
    text = "No;Nama Usaha;Omzet;;;\n;;2023;;2024;\n;;Smt I;Smt II;Smt I;Smt II\n1;Toko;5;6;7;8\n"
    read = table(text)
    assert read.header_records == 3
    assert [(row.number, row.values, dict(row.years)) for row in rows_of(read)] == [
        (4, {"row_number": "1", "name": "Toko"}, {})
    ]
