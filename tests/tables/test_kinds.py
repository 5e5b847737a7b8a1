from __future__ import annotations

import pytest

from tests.tables.helpers import Write, codes_of, found_in, refused, rows_of

HEAD = "No;Nama Usaha;Pemilik;Kecamatan;Produk;Omzet;Modal Usaha"


def kinds(table: Write, *lines: str, head: str = HEAD) -> list[str]:
    read = table("\n".join((head, *lines)) + "\n")
    found_in(read)
    return [row.kind for row in read.rows()]


SHOP = "1;Toko Satu;Sari;Utara;roti;5;6"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (";;;;;;", "blank"),
        ("", "blank"),
        ("2;;;;;;", "blank"),
        ("2;-;-;;;-;-", "blank"),
        ("DATA SENTRA CONTOH;;;;;-;-", "section"),
        (";KECAMATAN UTARA;;;;;", "section"),
        (";;;Sentra Barat;;;", "section"),
        ("JUMLAH;;;;;10;12", "total"),
        (";TOTAL;;;;10;12", "total"),
        (";Sub Total;;Utara;;10;12", "total"),
        (";Rata-rata;;;;10;12", "total"),
        ("TOTAL;;;;;;", "total"),
        (";;;;;10;12", "total"),
        (";;;Utara;kue;3;", "continuation"),
        (";;;;kue;3;4", "continuation"),
        ("Catatan: angka sementara;;;;;;", "note"),
        (";*) belum lengkap;;;;;", "note"),
        ("No;Nama Usaha;Pemilik;Kecamatan;Produk;Omzet;Modal Usaha", "header"),
        ("1;2;3;4;5;6;7", "enterprise"),  # numbering stands right under the header only
        ("2;;;Utara;kue;5;6", "enterprise"),
        (";;Dewi;;;;", "section"),
        ("2;Jumlah Berkah;Dewi;;;5;6", "enterprise"),
        ("2;Total Motor;Dewi;;;5;6", "enterprise"),
        ("2;Total Motor;;;;5;6", "enterprise"),
        ("2.;Jumlah Rejeki;;Utara;;5;6", "enterprise"),
        ("2;TOTAL;;;;10;12", "total"),
        ("2;Jumlah Kecamatan Utara;;;;10;12", "total"),
        ("2;JUMLAH UMKM:;;;;10;12", "total"),
        (";Total Motor;;Utara;;5;6", "total"),
        ("2;Jumlah Sejahtera;;Utara;;5;6", "enterprise"),
        ("2;Total Kelapa;;Utara;;5;6", "enterprise"),
        ("2;0;-;Utara;kue;5;6", "enterprise"),
        ("2;Toko Dua;;;;;", "enterprise"),
        (";Toko Dua;;;;5;", "enterprise"),
    ],
)
def test_what_a_record_is(table: Write, line: str, kind: str) -> None:
    assert kinds(table, SHOP, line) == ["enterprise", kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I;KECAMATAN UTARA;;;;;", "section"),
        ("IV.;Makanan Ringan;;;;;", "section"),
        ("B.;Sentra Contoh;;;;10;12", "section"),
        ("a);Kelompok Contoh;;;;;", "section"),
        ("I;Toko Dua;;;;10;12", "enterprise"),
        ("II;Desa Wisata;Sari;;;10;12", "enterprise"),
        ("A1;Toko Dua;;;;;", "enterprise"),
        ("3;Sentra Contoh;;;;10;12", "enterprise"),
    ],
)
def test_a_title_with_a_roman_number_or_a_letter_is_no_enterprise(table: Write, line: str, kind: str) -> None:
    assert kinds(table, SHOP, line) == ["enterprise", kind]


def test_every_skipped_record_but_a_blank_one_says_why(table: Write) -> None:
    read = table("\n".join((HEAD, "1;2;3;4;5;6;7", SHOP, ";;;;kue;3;4", "JUMLAH;;;;;10;12", ";;;;;;")) + "\n")
    rows = rows_of(read)
    assert [codes_of(row) for row in rows] == [["row.numbering"], [], ["row.continuation"], ["row.total"], []]
    assert rows[2].findings[0].params["above"] == 3
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert all(not row.values for row in rows if row.kind != "enterprise")
    again = table("\n".join((HEAD, SHOP, HEAD, "1;2;3;4;5;6;7", SHOP)) + "\n")
    assert [row.kind for row in again.rows()] == ["enterprise", "header", "numbering", "enterprise"]
    assert repr(rows[1]) == "Row(3, 'enterprise', 7 values)"


def test_a_total_whose_words_may_be_a_name_is_said_aloud(table: Write) -> None:
    read = table("\n".join((HEAD, SHOP, ";Total Motor;;Utara;;5;6", ";Total Kecamatan Utara;;;;5;6")) + "\n")
    assert [(one.code, one.severity) for row in read.rows() for one in row.findings] == [
        ("row.total_or_name", "warning"),
        ("row.total", "info"),
    ]


def test_nothing_continues_before_the_first_enterprise(table: Write) -> None:
    assert kinds(table, ";;;;kue;3;4", SHOP) == ["note", "enterprise"]


def test_a_name_alone_is_an_enterprise_where_none_is_numbered(table: Write) -> None:
    head = "Nama Usaha;Omzet"
    assert kinds(table, "Toko Satu;5", "Toko Dua;", "KECAMATAN UTARA;", "Sumber: dinas;", head=head) == [
        "enterprise", "enterprise", "section", "note"
    ]  # fmt: skip
    # Two common names of shops, and two notes.
    lines = ("Toko Satu;5", "Sumber Rejeki;", "Notebook Service;", "Sumber data BPS;", "Note: sementara;")
    assert kinds(table, *lines, head=head) == ["enterprise", "enterprise", "enterprise", "note", "note"]


def test_a_name_in_a_second_column_of_names_is_an_enterprise(table: Write) -> None:
    # As forms with several sections answer; which of the columns is right is for the user to say.
    head = "Nama Usaha;Omzet;Nama Usaha;Omzet"
    assert kinds(table, "Toko Satu;5;;", ";;Toko Dua;6", ";;;7", head=head) == ["enterprise", "enterprise", "total"]


def test_an_id_alone_is_an_enterprise(table: Write) -> None:
    assert kinds(table, "A1;5", "17;", head="ID;Omzet") == ["enterprise", "enterprise"]


def test_without_names_every_record_with_figures_is_an_enterprise(table: Write) -> None:
    assert kinds(table, "5;6", ";7", "JUMLAH;13", head="Omzet;Modal Usaha") == ["enterprise", "enterprise", "total"]


PLAN = (
    "Tujuan;Sasaran;Program dan Kegiatan;Indikator Kinerja;Target Kinerja;;\n"
    ";;;;Tahun 2024;Tahun 2025;Tahun 2026\n"
    "Maju;Usaha tumbuh;Program A;Persentase usaha;10%;20%;30%\n"
)
COUNTS = "No;Jenis Data;Tahun;;;Satuan\n;;2020;2021;2022;\n1;Jumlah Usaha Mikro;5;6;7;usaha\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (PLAN, "table.plan", "2024–2026"),
        ("Tujuan;Program;Indikator;Target\na;b;c;d\n", "table.plan", "–"),
        (COUNTS, "table.counts_by_year", "2020–2022"),
        ("Kecamatan;Mikro;Kecil;Menengah\nUtara;5;6;7\n", "table.counts", "Mikro"),
        (
            "Kecamatan;Tenaga Kerja\n" + "".join(f"Kec {one};5\n" for one in "ABCDEF") + "JUMLAH;30\n",
            "table.counts",
            "Tenaga",
        ),
        ("Kecamatan;Kelurahan\nUtara;Satu\n", "table.no_column", "Kelurahan"),
    ],
)
def test_a_table_that_is_no_registry_says_what_it_seems_to_be(table: Write, text: str, code: str, said: str) -> None:
    found = refused(table, text)
    assert found.code == code
    assert said in found.message("id")


@pytest.mark.parametrize(
    ("head", "header"),
    [
        ("Nama Produk;KBLI 2020;Keterangan", "Nama Produk"),
        ("KBLI 2020;Kegiatan Usaha;Keterangan", "Kegiatan Usaha"),
        ("KBLI 2020;Warung;x", "Warung"),
        ("KBLI 2020", "KBLI 2020"),
        (f"KBLI 2020;{'Nama ' * 30}", "Nama Nama Nama Nama Nama Nama Nama Nama…"),
    ],
)
def test_a_table_without_names_says_how_to_name_them(table: Write, head: str, header: str) -> None:
    found = refused(table, f"{head}\n{';'.join(['10710'] * len(head.split(';')))}\n")
    assert (found.code, found.params["header"]) == ("table.no_name", header)
    assert f'--map "{header}=name"' in found.message("id")


def test_the_remedy_for_a_table_without_names_works(table: Write) -> None:
    text = "Nama Produk;KBLI 2020\nRoti;10710\n"
    assert refused(table, text).params["fields"] == ("products", "kbli")
    (row,) = rows_of(table(text, mapping={"Nama Produk": "name"}))
    assert row.values["name"] == "Roti"


def test_a_message_shows_no_more_headers_than_a_person_reads(table: Write) -> None:
    wide = [f"kolom aneh {'x' * 60} {number}" for number in range(500)]
    found = refused(table, f"{';'.join(wide)}\n{';'.join(['1'] * 500)}\n")
    assert found.code == "table.no_column"
    assert (len(found.params["headers"]), found.params["headers"][-1]) == (13, "… (+488)")
    assert len(found.message("id")) < 1000
    many = [f"Nama Usahaa;Omzett;Alamatt;Kecamatann;Telepon{'n' * 2};Produkk;Komunitass;Sentraa;Provinsii".split(";")]
    named = refused(table, f"{';'.join(many[0])}\n{';'.join(['1'] * 9)}\n")
    assert len(named.params["nearest"]) <= 12


def test_figures_by_year_of_enterprises_are_no_counts(table: Write) -> None:
    read = table("Kecamatan;Omzet 2020;Omzet 2021;Omzet 2022\nUtara;5;6;7\nUtara;8;9;10\n")
    assert [len(row.years) for row in read.rows()] == [3, 3]
    few = table("Kecamatan;Omzet\nUtara;5\nSelatan\n")
    assert [row.kind for row in few.rows()] == ["enterprise", "section"]
