from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables import read_table
from tests.tables.helpers import Write, codes_of, found_in, refused, rows_of

SHOPS = "Nama Usaha,Omzet\nToko Satu,5\nToko Dua,6\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_common_delimiters_and_line_ends(table: Write, delimiter: str, ending: str) -> None:
    read = table(SHOPS.replace(",", delimiter).replace("\n", ending))
    assert read.delimiter == delimiter
    assert [(row.number, row.values["sales"]) for row in read.rows()] == [(2, 5), (3, 6)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Nama Usaha;Omzet\nKafé;5\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Nama Usaha;Omzet\nKafé;5\n".encode(), "utf-8-sig"),
        ("Nama Usaha;Omzet\nKafé;5\n".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Nama Usaha;Omzet\nKafé;5\n".encode("utf-16-be"), "utf-16"),
        ("Nama Usaha;Omzet\nKafé;5\n".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(table: Write, data: bytes, encoding: str) -> None:
    read = table(data)
    assert read.encoding == encoding
    assert rows_of(read)[0].values["name"] == "Kafé"


def test_windows_1252_is_said_with_the_records_that_prove_it(table: Write) -> None:
    lines = ["Nama Usaha;Omzet", "Toko;1", "Kafé;2", "Toko â‚¬;3", *(f"Café {number};4" for number in range(20))]
    read = table("\n".join(lines).encode("cp1252"))
    (found,) = [one for one in found_in(read) if one.code == "table.windows_1252"]
    assert found.params["records"][:2] == (3, 5)  # the fourth record alone could be UTF-8
    assert found.row == 3
    assert len(found.params["records"]) == 10


def test_utf_16_that_breaks_off_is_read_to_its_end(table: Write) -> None:
    assert rows_of(table("Nama Usaha;Omzet\nToko;5\n".encode("utf-16") + b"\x41"))[0].values["sales"] == 5


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "table.empty"),
        ("a.csv", b" \n\n", "table.empty"),
        ("a.csv", b"PK\x03\x04rest", "workbook.damaged"),
        ("a.csv", b"a;b\n\0\0\0\0", "table.binary"),
        ("a.xlsx", b"PK\x03\x04", "workbook.damaged"),
        ("a.pdf", b"%PDF", "table.ending"),
        ("a", b"x", "table.ending"),
        ("a.csv", b"aaa;bbb\n1;2\n", "table.no_column"),
        ("a.csv", b"\n\nonly\n", "table.no_column"),
        ("a.jsonl", b"[1, 2]\n", "table.no_column"),
    ],
)
def test_files_that_are_no_table_are_refused(table: Write, name: str, data: bytes, code: str) -> None:
    assert refused(table, data, name).code == code


def test_a_refusal_shows_headers_and_the_nearest_fields(table: Write) -> None:
    found = refused(table, "Omzte;3573010101900001\nx;y\n")
    assert found.code == "table.no_column"
    assert found.params["nearest"] == ("sales",)
    assert "3573010101900001" not in found.message()


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path / "x\0.csv", str(tmp_path / "none.csv")):
        with pytest.raises(ValidationError) as caught:
            read_table(path)
        assert caught.value.finding.code == "table.unreadable"
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    for one in (folder, tmp_path):
        with pytest.raises(ValidationError, match=r"tidak dapat dibuka \(itu folder"):
            read_table(one)


def test_a_file_that_goes_or_changes_is_said(table: Write) -> None:
    read = table(SHOPS)
    read.path.write_text('Nama Usaha,Omzet\n"Toko" Satu,5\n', encoding="utf-8")
    with pytest.raises(ValidationError) as caught:
        rows_of(read)
    assert caught.value.finding.code == "table.changed"
    read.path.unlink()
    with pytest.raises(ValidationError) as caught:
        rows_of(read)
    assert caught.value.finding.code == "table.unreadable"


def test_cells_may_hold_line_breaks(table: Write) -> None:
    read = table('Nama Usaha;"Omzet\n(Rp.000)";Alamat\nToko Satu;5;"Jalan A\nKota B"\n')
    assert rows_of(read)[0].values == {"name": "Toko Satu", "sales": 5000, "address": "Jalan A Kota B"}
    assert read.findings.ok


def test_a_record_quoted_as_one_field_is_taken_apart(table: Write) -> None:
    read = table('Nama Usaha,Alamat,Omzet\n"Toko Satu,""Jalan A, Kota"",5"\n"Toko ""Dua"", x"\n"a,""b"\n')
    first, *_ = rows_of(read)
    assert first.values == {"name": "Toko Satu", "address": "Jalan A, Kota", "sales": 5}
    assert codes_of(first) == ["record.quoted_whole"]
    assert found_in(read)


def test_a_lone_quote_does_not_swallow_its_neighbours(table: Write) -> None:
    read = table('Nama Usaha,Omzet\n"Toko Satu,5\nToko Dua,6\nToko "Tiga",7\n"Toko\nEmpat",8\n')
    rows = rows_of(read)
    assert [row.values["sales"] for row in rows] == [5, 6, 7, 8]
    assert codes_of(rows[0]) == ["record.quotes"]
    assert rows[2].values["name"] == 'Toko "Tiga"'
    assert rows[3].values["name"] == "Toko Empat"
    assert found_in(read)[0].code == "table.quotes"


def test_two_lone_quotes_do_not_join(table: Write) -> None:
    read = table('Nama Usaha,Alamat,Omzet\n"Toko Satu,A,5\nToko Dua,B,6\n"Toko Tiga,C,7\nToko Empat,D,8\n')
    assert [row.values["sales"] for row in read.rows()] == [5, 6, 7, 8]


def test_an_open_quote_over_many_lines_is_given_up(table: Write) -> None:
    lines = [f"Toko {number},{number}" for number in range(100, 180)]
    read = table('Nama Usaha,Omzet\n"Toko Lama,7\n' + "\n".join(lines) + '\n"')
    assert [row.values.get("sales") for row in read.rows()][:81] == [7, *range(100, 180)]


def test_a_closed_quote_over_many_lines_is_given_up_too(table: Write) -> None:
    lines = [f"Toko {number},{number}" for number in range(100, 140)]
    read = table('Nama Usaha,Omzet\n"Toko Lama,7\n' + "\n".join(lines) + '\nx",9\n')
    assert [row.values.get("sales") for row in read.rows()][:41] == [7, *range(100, 140)]


def test_a_quoted_break_that_fits_no_width_is_two_records(table: Write) -> None:
    read = table('Nama Usaha,Omzet\n"Toko Satu,5\nToko", Dua,6\nToko Tiga,7\n')
    assert rows_of(read)[-1].values == {"name": "Toko Tiga", "sales": 7}


def test_over_long_fields_are_said(table: Write) -> None:
    read = table("Nama Usaha,Omzet\nToko Satu,5\n" + "x" * 200_000 + ",6\nToko Tiga,7\n")
    rows = rows_of(read)
    assert [row.values.get("sales") for row in rows] == [5, 6, 7]
    assert codes_of(rows[1]) == ["record.too_long", "cell.too_long"]
    assert found_in(read)


def test_short_records_are_said_and_blank_cells_too_many_are_not(table: Write) -> None:
    read = table("Nama Usaha,Omzet,Modal Usaha\nToko Satu,5\nToko Tiga,5,6,,\n")
    short, padded = rows_of(read)
    assert codes_of(short) == ["record.ragged"]
    assert not padded.findings
    assert (padded.values["sales"], padded.values["capital"]) == (5, 6)


@pytest.mark.parametrize(
    "line",
    [
        "Toko X,1,500,000,4",  # 1,500,000 without quotes was read as sales of Rp1 and 500 workers
        "Toko X,150,000,4",
        "Toko X,Rp 1,500,000,000,4,keterangan",
        "Toko X, Cabang Z,700000,3",  # 700,000 workers
    ],
)
def test_the_figures_of_a_record_that_its_commas_cut_are_not_used(table: Write, line: str) -> None:
    read = table(f"Nama Usaha,Omzet,Tenaga Kerja\nToko A,900000,2\n{line}\nToko B,800000,3\nToko C,700000,4\n")
    slipped = rows_of(read)[1]
    assert slipped.kind == "enterprise"
    assert slipped.values == {"name": "Toko X"}
    assert [(one.code, one.severity, one.params) for one in slipped.findings] == [
        ("record.slipped", "error", {"got": len(line.split(",")), "expected": 3})
    ]
    assert [row.values["sales"] for row in rows_of(read) if row is not slipped and row.number != 3] == [
        900_000, 800_000, 700_000
    ]  # fmt: skip


@pytest.mark.parametrize("behind", [("cek lagi", "", ""), ("11", "12", "13")])
def test_a_note_beside_a_record_and_a_column_without_a_title_are_no_slip(table: Write, behind: tuple[str, ...]) -> None:
    lines = [f"Toko {place},900000,2,{cell}".rstrip(",") for place, cell in enumerate(behind)]
    first = rows_of(table("\n".join(["Nama Usaha,Omzet,Tenaga Kerja", *lines])))[0]
    assert codes_of(first) == ["record.ragged"]
    assert (first.values["sales"], first.values["workers"]) == (900_000, 2)


def test_a_slip_hides_whose_name_stands_under_another_header(table: Write) -> None:
    read = table("Nama Usaha,Omzet,Modal Usaha\nToko Satu,5,6\nToko Dua,Sari Dewi,7,8\nToko Tiga,5,6\n")
    long = rows_of(read)[1]
    assert long.values == {"name": "Toko Dua"}
    assert "Sari" not in "".join(one.message() for one in long.findings)


def test_nul_bytes_are_said(table: Write) -> None:
    read = table("Nama Usaha,Omzet\n" + "Toko Lama,4\n" * 200 + "To\0ko,5\n")
    assert codes_of(rows_of(read)[-1]) == ["cell.control"]


def test_a_separator_line_of_excel_is_a_title(table: Write) -> None:
    read = table("sep=;\nNama Usaha;Omzet\nToko Satu;5\n")
    assert (read.header_records, rows_of(read)[0].number) == (2, 3)


def test_json_lines(table: Write) -> None:
    text = (
        '{"nama_usaha": "Toko Satu", "omzet": 1500000000.0, "luas lahan": 1.125, "mandiri": true, "nib": null}\n'
        "\n"
        '{"nama_usaha": "Toko Dua", "omzet": 1.5e9, "luas lahan": 2.5, "mandiri": false, "produk": ["a"]}\n'
        '{"nama_usaha": "Toko Tiga", "omzet": "Rp1.500.000", "luas lahan": 1e99999999}\n'
    )
    read = table(text, "usaha.jsonl")
    assert (read.delimiter, read.header_records) == (None, 0)
    first, blank, second, third = rows_of(read)
    assert first.values["sales"] == second.values["sales"] == 1_500_000_000
    assert (str(first.values["area_ha"]), str(second.values["area_ha"])) == ("9/8", "5/2")
    assert (first.values["independent"], second.values["independent"]) == (True, False)
    assert (blank.kind, blank.number) == ("blank", 2)
    assert codes_of(second) == ["record.json_nested"]
    assert codes_of(third) == ["cell.not_a_fraction"]
    assert third.values["sales"] == 1_500_000
    assert found_in(read)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"nama usaha": ', "record.json_bad"),
        ('{"omzet": NaN}', "record.json_bad"),
        ('{"a":' * 100_000, "record.json_bad"),
        ('{"omzet": 1e99999999999999999999}', "record.json_bad"),
        ('{"omzet": 1, "omzet": 2}', "record.json_duplicate_key"),
        ("5", "record.json_no_object"),
    ],
)
def test_a_bad_line_is_counted_and_said(table: Write, line: str, code: str) -> None:
    read = table(f'{{"nama usaha": "Toko Satu", "omzet": 5}}\n{line}\n{{"nama usaha": "Toko Dua"}}\n', "a.ndjson")
    rows = rows_of(read)
    assert [row.kind for row in rows] == ["enterprise"] * 3
    assert codes_of(rows[1]) == [code]
    assert rows[1].values == {}
    assert found_in(read)


def test_too_many_keys_are_no_table(table: Write) -> None:
    keys = ",".join(f'"k{number}": 1' for number in range(2500))
    assert refused(table, f"{{{keys}}}\n", "a.jsonl").code == "table.too_many_keys"


def test_a_long_file_is_previewed_in_part(table: Write) -> None:
    read = table(SHOPS + "".join(f"Toko {number} {'x' * 80},{number}\n" for number in range(4000)))
    assert len(rows_of(read)) == 4002
    assert table(";".join(("Nama Usaha", *["y" * 100_000] * 3)) + "\nToko;1;2;3\n").columns[0].field == "name"
