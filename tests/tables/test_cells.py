from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm.tables.cells import Cells
from tests.tables.helpers import Write, codes_of, found_in, rows_of


def cell(table: Write, header: str, text: str, **options: Any) -> tuple[Any, list[str]]:
    """Return the value of one cell beside a name, and the codes of its findings."""
    read = table(f"Nama Usaha\t{header}\nToko Satu\t{text}\n", "a.tsv", **options)
    found_in(read)
    row = rows_of(read)[0]
    return next((value for name, value in row.values.items() if name != "name"), None), codes_of(row)


@pytest.mark.parametrize(
    ("header", "text", "value", "codes"),
    [
        ("Omzet", "'1500000", 1_500_000, []),
        ("Omzet", " 'Rp 1.500.000,00", 1_500_000, []),
        ("Omzet", "'", None, []),
        ("Tenaga Kerja", "'3 orang", 3, []),
        ("Omzet", "1500", 1500, []),
        ("Omzet", " Rp1.500.000,- ", 1_500_000, []),
        ("Omzet", "1,8 miliar", 1_800_000_000, []),
        ("Omzet", "n/a", None, []),
        ("Omzet", "Belum diisi", None, []),
        ("Omzet", "", None, []),
        ("Omzet", "-", None, ["cell.dash"]),
        ("Omzet", "nihil", None, ["cell.dash"]),
        ("Omzet", "2147483647", None, ["cell.overflow"]),
        ("Omzet (Rp.000)", "2147483647", None, ["cell.overflow"]),
        ("Omzet", "-5000", None, ["cell.negative"]),
        ("Laba", "-5000", -5000, []),
        ("Omzet", "9999999999999999", None, ["cell.absurd"]),
        ("Omzet", "3573010101900001", None, ["cell.absurd"]),
        ("Omzet", "3.57301E+15", None, ["money.exponent"]),
        ("Omzet", "200/120", None, ["money.several"]),
        ("Omzet", "1.5", None, ["money.sen"]),
        ("Omzet", "banyak", None, ["money.no_digits"]),
        ("Tenaga Kerja", "5 orang", 5, []),
        ("Tenaga Kerja", " 2 ", 2, []),
        ("Tenaga Kerja", "2.0", 2, []),
        ("Tenaga Kerja", "2,5", None, ["cell.not_a_count"]),
        ("Tenaga Kerja", "1E+03", None, ["cell.exponent"]),
        ("Tenaga Kerja", "5/3", None, ["cell.two_values"]),
        ("Tenaga Kerja", "lima", None, ["cell.text_in_number"]),
        ("Tenaga Kerja", "-3", None, ["cell.negative"]),
        ("Tenaga Kerja", "2000000", None, ["cell.absurd"]),
        ("Tenaga Kerja", "²", None, ["cell.text_in_number"]),
        ("Tahun Berdiri", "2015", 2015, []),
        ("Tahun Berdiri", "1 Maret 2015", date(2015, 3, 1), []),
        ("Tahun Berdiri", "1910", 1910, ["cell.old_year"]),
        ("Tahun Berdiri", "2104", None, ["date.year_out_of_range"]),
        ("Tahun Berdiri", "0", None, []),
        ("Tahun Berdiri", "-", None, []),
        ("Tahun Data", "211", None, ["date.year_out_of_range"]),
        ("Tahun Data", "31-12-2024", 2024, []),
        ("Per Tanggal", "31 Desember 2024", date(2024, 12, 31), []),
        ("Per Tanggal", "2024-02-30", None, ["date.impossible"]),
        ("Tahun Lahir", "211", None, ["cell.personal_date"]),
        ("Bentuk Usaha", "CV.", "cv", []),
        ("Bentuk Usaha", "PO", "individual", []),
        ("Bentuk Usaha", "Perseorangan (belum ada legalitas)", "individual", []),
        ("Bentuk Usaha", "IUMK", None, ["cell.licence_as_form"]),
        ("Bentuk Usaha", "PERSERO", None, ["cell.choice"]),
        ("Bentuk Usaha", "-", None, []),
        ("Bentuk Usaha", "0", None, []),
        ("Jenis Kelamin", "Laki-laki", "male", []),
        ("Skala Perusahaan Induk", "Usaha Besar", "large", []),
        ("Pembukuan", "Ya", True, []),
        ("Pembukuan", "tidak ada", False, []),
        ("Pembukuan", "-", None, []),
        ("Pembukuan", "kadang", None, ["cell.choice"]),
        ("Luas Lahan (ha)", "1,25", Fraction(5, 4), []),
        ("Luas Lahan (ha)", "0.125", Fraction(1, 8), []),
        ("Luas Lahan (ha)", "2 ha", 2, []),
        ("Luas Lahan (ha)", "1.250", None, ["cell.not_a_fraction"]),
        ("Luas Lahan (ha)", "luas", None, ["cell.not_a_fraction"]),
        ("Luas Lahan (ha)", "-", None, []),
        ("Kapasitas Produksi", "1.200 kg", "1.200 kg", []),
        ("Kapasitas Produksi", " 200/120 ", None, ["cell.two_values"]),
        ("Kapasitas Produksi", "-", None, []),
        ("NIB", "'9999000000001", "9999000000001", []),
        ("NIB", "9999000000001.0", "9999000000001", []),
        ("NIB", "9,99900E+12", None, ["cell.exponent"]),
        ("NIB", "0", None, []),
        ("NIB", "99-AB", "99-AB", []),
        ("NIK", "3.57301E+15", None, ["cell.exponent"]),
        ("KBLI 2020", "10710", (("2020", "10710"),), []),
        ("KBLI 2020", "10710, 13134; 10710", (("2020", "10710"), ("2020", "13134")), []),
        ("KBLI 2020", "10710 - Roti, kue; dan lain", (("2020", "10710"),), []),
        ("KBLI 2020", "C10710", (("2020", "10710"),), []),
        ("KBLI 2020", "1111", None, ["cell.kbli_four_digits"]),
        ("KBLI 2020", "107", None, ["cell.kbli_form"]),
        ("KBLI 2020", "10710,roti1", None, ["cell.kbli_form"]),
        ("KBLI 2020", "0", None, []),
        ("KBLI 2020", "10710; ", (("2020", "10710"),), []),
        ("KBLI 2020", "-", None, []),
        ("Produk", "roti; kue ;", ("roti", "kue"), []),
        ("Produk", ";", None, []),
        ("Produk", "Rp 5.000", None, ["cell.bare_number"]),
        ("Jenis Kegiatan", "1.000.000", None, ["cell.bare_number"]),
        ("Jenis Kegiatan", "10710 : Roti", "10710 : Roti", ["cell.kbli_in_text"]),
        ("Jenis Kegiatan", "Ragam hias", "Ragam hias", []),
        ("Jenis Kegiatan", "3 produk", "3 produk", []),
        ("Nama Pemilik", "0", None, []),
        ("Alamat", "x" * 1001, None, ["cell.too_long"]),
        ("Alamat", " Jalan A ", "Jalan A", []),
        ("Alamat", "\u200b", None, []),
    ],
)
def test_a_cell_is_read_or_named(table: Write, header: str, text: str, value: Any, codes: list[str]) -> None:
    if text == "\u200b":
        # A space that cannot be seen is no space to Python: the cell is kept as it is.
        value = text
    assert cell(table, header, text, kbli=None) == (value, codes)


def test_the_decimal_mark_of_a_column_decides(table: Write) -> None:
    read = table(
        "Nama Usaha;Omzet (Rp.000);Luas Lahan\nA B; 28,000 ;1.250\nC D;9,999,999;1,250.5\n",
        "a.tsv".replace("tsv", "csv"),
    )
    assert [row.values["sales"] for row in read.rows()] == [28_000_000, 9_999_999_000]
    assert read.columns[1].decimal == "."
    settled = table("Nama Usaha;Luas Lahan\nA B;1.250\nC D;2,5\n")
    assert [row.values["area_ha"] for row in settled.rows()] == [1250, Fraction(5, 2)]


def test_what_is_remembered_of_a_column_is_bounded() -> None:
    cells = Cells(str.upper)
    assert [cells[f"a{number}"] for number in range(10_000)] == [f"A{number}" for number in range(10_000)]
    assert len(cells) == 8192


def test_a_column_whose_cells_disagree_settles_nothing(table: Write) -> None:
    read = table("Nama Usaha;Omzet\nA B;1.234,50\nC D;1,234.50\nE F;28,000\nG H;x\n")
    assert read.columns[1].decimal is None
    (found,) = [one for one in read.findings if one.code == "column.marks_disagree"]
    assert (found.params["comma_row"], found.params["point_row"]) == (2, 3)
    assert codes_of(rows_of(read)[2]) == ["money.ambiguous"]


def test_the_cells_that_disagree_are_the_first_of_the_file(table: Write) -> None:
    # Not the first of a set, whose order differs from run to run.
    cells = [f"1.234,{number:02d}" for number in range(1, 60)] + [f"1,234.{number:02d}" for number in range(1, 60)]
    read = table("Nama Usaha;Omzet\n" + "".join(f"Usaha {cell};{cell}\n" for cell in cells))
    (found,) = [one for one in read.findings if one.code == "column.marks_disagree"]
    assert (found.params["comma_row"], found.params["point_row"]) == (2, 61)


def test_rp_in_a_column_of_thousands_is_read_as_thousands_and_said(table: Write) -> None:
    read = table("Nama Usaha;Omzet (Rp.000);Tenaga Kerja (ribu orang)\nA B; Rp4,900 ;Rp1\nC D;1,000,000;2\n")
    assert [row.values.get("sales") for row in read.rows()] == [4_900_000, 10**9]
    assert read.findings.codes == {"column.rupiah_under_unit": 1}
    assert rows_of(read)[1].values["workers"] == 2000


def test_a_dash_is_zero_on_request(table: Write) -> None:
    read = table("Nama Usaha;Omzet\nA B;-\n", dash="zero")
    assert rows_of(read)[0].values["sales"] == 0
    assert read.findings.codes == {"table.dash_zero": 1}


def test_zeros_in_a_column_of_years_are_counted(table: Write) -> None:
    read = table("Nama Usaha;Tahun Berdiri\nA B;0\nC D;2010\nE F; 0 \n")
    (found,) = [one for one in found_in(read) if one.code == "column.zero_as_missing"]
    assert found.params["count"] == 2


@pytest.mark.parametrize("header", ["NIK", "Nama Pemilik", "No HP", "NPWP", "Jenis Kelamin", "Tahun Lahir", "Alamat"])
@pytest.mark.parametrize(
    "text", ["3573010101900001", "081234567890", "rahasia\0kata", "9" * 1100, "3,5E+15", "1850-13"]
)
def test_nothing_personal_is_shown(table: Write, header: str, text: str) -> None:
    read = table(f"Nama Usaha\t{header}\tOmzet\n" + "Toko\t\t5\n" * 300 + f"Toko Satu\t{text}\t5\n", "a.tsv")
    for one in found_in(read):
        for said in (one.message("id"), one.message("en"), str(one.to_dict()), repr(one)):
            assert text[:12] not in said.replace("1850", "1850")


def test_an_id_that_is_a_nik_is_masked(table: Write) -> None:
    read = table("ID\tOmzet\n3573010101900001\t3573010101900001\n", "a.tsv")
    assert all("3573010101900001" not in str(one.to_dict()) for one in found_in(read))
    assert rows_of(read)[0].values["id"] == "3573010101900001"


@pytest.mark.parametrize(
    ("header", "odd"),
    [
        *(("Omzet", odd) for odd in ("", "0", "007", "-", "2147483647", "-5", "1,5", "²", "9" * 17, " 8 ", "5001")),
        *(("Tenaga Kerja", odd) for odd in ("", "0", "-", "2147483647", "5 orang", "999999999")),
        *(("Nama Pemilik", odd) for odd in ("-", "0", " Toko ", "A\u00a0B", "x" * 1001, "T\x07o", "N/A", "Tidak Ada")),
        *(("NIB", odd) for odd in ("0", "'123", "12.0", "1E+15", "E-1", "BE2", " 4 ", "", "e")),
    ],
)
def test_many_cells_read_together_say_what_each_says_alone(table: Write, header: str, odd: str) -> None:
    """Plain cells of a column are read by the block; an odd one among them must come out as it does by itself."""
    head = f"{header}\tNama Usaha\n"
    # The second block of records is the first that is read together.
    texts = [str(6_000_000 + number) for number in range(1500)]
    texts[700] = odd
    together = rows_of(table(head + "".join(f"{text}\tToko\n" for text in texts), "a.tsv"))
    for number in (0, 699, 700, 701, 1499):
        (alone,) = rows_of(table(f"{head}{texts[number]}\tToko\n", "a.tsv"))
        assert (together[number].values, codes_of(together[number])) == (alone.values, codes_of(alone))


def test_a_slip_among_cells_read_together(table: Write) -> None:
    texts = [str(6_000_000 + number) for number in range(1500)]
    texts[700] = "6001"
    read = table("Omzet\tNama Usaha\n" + "".join(f"{text}\tToko\n" for text in texts), "a.tsv")
    assert [(row.number, row.values["sales"]) for row in read.rows() if row.findings] == [(702, 6001)]


def test_units_apply_to_cells_read_together(table: Write) -> None:
    read = table("Nama Usaha;Omzet (Rp.000)\n" + "".join(f"Toko {number};{number + 1000}\n" for number in range(1200)))
    assert [row.values["sales"] for row in read.rows()] == [(number + 1000) * 1000 for number in range(1200)]


def test_a_column_of_ever_new_texts_is_not_remembered(table: Write) -> None:
    amounts = [1000, *range(1000, 10_000)]
    lines = "".join(f"Toko {number};Rp{amount}\n" for number, amount in enumerate(amounts))
    assert [row.values["sales"] for row in table("Nama Usaha;Omzet\n" + lines).rows()] == amounts


def test_a_column_of_ever_new_shapes_is_not_remembered(table: Write) -> None:
    letters = "abcdefghijklmnopqrst"
    words = [a + b + c for a in letters for b in letters for c in letters[:15]]
    read = table("Nama Usaha;Omzet\n" + "".join(f"Toko {word};{word}\n" for word in words) + "Toko;1.234,50\n")
    assert read.columns[1].decimal == ","
