"""Which sheet and which table of a file is read, and what is said of the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.tables import Table, read_table
from tests.tables.helpers import found_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType

    Rows = Sequence[Sequence[Any]]

SHOPS = [["Nama Usaha", "Omzet"], ["Toko Satu", 5], ["Toko Dua", 6]]
FULL = [["Nama Usaha", "Alamat", "Omzet"], ["Toko Contoh", "Jalan A", 7]]


@pytest.fixture
def save(tmp_path: Path, engine: Callable[[str], ModuleType]) -> Callable[..., Path]:
    """Return a function that writes sheets by their names with openpyxl."""
    engine("python_calamine")
    openpyxl = engine("openpyxl")

    def write(
        sheets: Mapping[str, Rows], hidden: Sequence[str] = (), merged: Sequence[str] = (), name: str = "usaha.xlsx"
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for span in merged:
                sheet.merge_cells(span)
            if title in hidden:
                sheet.sheet_state = "hidden"
        path = tmp_path / name
        book.save(path)
        return path

    return write


def names(table: Table) -> list[str]:
    return [row.values["name"] for row in table.rows() if row.kind == "enterprise"]


def said(table: Table, code: str) -> Finding:
    """Return the one finding with a code; every finding must have both texts."""
    (found,) = [one for one in found_in(table) if one.code == code]
    return found


def refusal(path: Path, **options: Any) -> Finding:
    with pytest.raises(ValidationError) as caught:
        read_table(path, **options)
    assert caught.value.finding.message("id")
    assert caught.value.finding.message("en")
    return caught.value.finding


# ---- sheets


def test_the_sheet_whose_header_names_the_most_is_read(save: Callable[..., Path]) -> None:
    table = read_table(save({"Sampul": [["DINAS KOPERASI"]], "2024": SHOPS, "2025": FULL, "Kosong": []}))
    assert (table.sheet, names(table)) == ("2025", ["Toko Contoh"])
    assert [(one.number, one.name, one.read, one.why) for one in table.sheets] == [
        (1, "Sampul", False, "sheet.why_fewer"),
        (2, "2024", False, "sheet.why_fewer"),
        (3, "2025", True, ""),
        (4, "Kosong", False, "sheet.why_empty"),
    ]
    assert [one.reason("en") for one in table.sheets][2:] == ["", "it is empty"]
    assert said(table, "sheet.others").params["others"] == ('"Sampul"', '"2024"')


def test_sheets_with_the_same_header_are_said_loudly(save: Callable[..., Path]) -> None:
    # An office keeps one sheet for every district.
    table = read_table(save({"Klojen": SHOPS, "Blimbing": [*SHOPS, ["Toko Tiga", 7]], "Ket": [["Nama Usaha"]]}))
    assert table.sheet == "Klojen"
    found = said(table, "sheet.alike")
    assert (found.severity, found.params["others"]) == ("warning", ('"Blimbing"',))
    assert said(table, "sheet.others").params["others"] == ('"Ket"',)


def test_a_hidden_sheet_is_read_on_request_only(save: Callable[..., Path]) -> None:
    path = save({"Arsip": FULL, "Data": SHOPS}, hidden=["Arsip"])
    table = read_table(path)
    assert (table.sheet, [one.hidden for one in table.sheets]) == ("Data", [True, False])
    assert said(table, "sheet.hidden").params["others"] == ('"Arsip"',)
    asked = read_table(path, sheet="Arsip")
    assert (asked.sheet, names(asked)) == ("Arsip", ["Toko Contoh"])
    assert asked.sheets[1].why == "sheet.why_not_asked"


def test_a_workbook_whose_sheets_are_hidden_or_empty_is_refused(save: Callable[..., Path]) -> None:
    found = refusal(save({"Arsip": FULL, "Kosong": []}, hidden=["Arsip"]))
    assert (found.code, found.params["sheets"]) == ("sheet.all_hidden", ('"Arsip"',))
    assert refusal(save({"Kosong": [], "Lain": []})).code == "table.empty"
    assert refusal(save({"Kosong": [], "Data": SHOPS}), sheet="Kosong").code == "table.empty"


def test_a_refusal_names_the_sheets_that_were_passed_over(save: Callable[..., Path]) -> None:
    path = save({"Ringkasan": [["Rekap"], ["Jumlah", 5]], "Data": FULL, "Lain": [["x", "y"]]}, hidden=["Data"])
    with pytest.raises(ValidationError) as caught:
        read_table(path)
    assert [one.code for one in caught.value.findings] == ["table.no_column", "sheet.hidden", "sheet.others"]
    assert '"Data"' in caught.value.findings[1].message()


def test_a_chart_is_no_sheet(tmp_path: Path, engine: Callable[[str], ModuleType]) -> None:
    engine("python_calamine")
    path = tmp_path / "bagan.xlsx"
    book = engine("xlsxwriter").Workbook(path)
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(SHOPS):
        sheet.write_row(number, 0, row)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$B$2:$B$3"})
    book.add_chartsheet("Bagan").set_chart(chart)
    book.close()
    assert [one.name for one in read_table(path).sheets] == ["Data"]


@pytest.mark.parametrize("sheet", ["Data 2025", "data 2025 ", 2, "2"])
def test_a_sheet_is_named_or_counted(save: Callable[..., Path], sheet: str | int) -> None:
    assert read_table(save({"Lain": FULL, "Data 2025": SHOPS}), sheet=sheet).sheet == "Data 2025"


def test_the_name_goes_before_the_number(save: Callable[..., Path]) -> None:
    assert read_table(save({"2": FULL, "1": SHOPS}), sheet="2").sheet == "2"


@pytest.mark.parametrize("sheet", [3, "3", "Data", "999999999", "²"])
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(save: Callable[..., Path], sheet: str | int) -> None:
    found = refusal(save({"data": SHOPS, "DATA ": SHOPS}), sheet=sheet)
    assert (found.code, found.params["known"]) == ("sheet.unknown", ('"data"', '"DATA"'))


def test_of_many_sheets_some_are_shown(save: Callable[..., Path]) -> None:
    found = refusal(save({f"Kec {number}": SHOPS for number in range(25)}), sheet="x")
    assert len(found.params["known"]) == 21
    assert found.params["known"][-1] == "…"


def test_the_number_of_a_person_in_the_name_of_a_sheet_is_masked(save: Callable[..., Path]) -> None:
    table = read_table(save({"Data": FULL, "3573010101900001": SHOPS}))
    assert "3573010101900001" not in said(table, "sheet.others").message()


def test_plain_text_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama Usaha;Omzet\nToko;5\n", encoding="utf-8")
    assert (read_table(path, table=1).sheets, read_table(path).number) == ((), None)
    assert refusal(path, sheet=1).code == "sheet.no_sheets"
    assert refusal(path, table=2).code == "sheet.no_sheets"


# ---- tables on a sheet


def test_tables_below_one_another(save: Callable[..., Path]) -> None:
    rows = [
        ["DATA UMKM"], *SHOPS, [], ["Toko Tiga", 7], [], ["DATA KELOMPOK"], ["(dalam ribuan rupiah)"], [],
        *FULL, ["Toko Baru", "Jalan B", 8],
    ]  # fmt: skip
    path = save({"Data": rows})
    table = read_table(path)
    assert (table.number, names(table)) == (2, ["Toko Contoh", "Toko Baru"])
    assert [row.number for row in table.rows()] == [12, 13]
    # The title above the table belongs to it.
    assert [row.values["sales"] for row in table.rows()] == [7000, 8000]
    found = said(table, "sheet.tables")
    assert found.severity == "warning"
    assert "tabel ke-2 (baris 8–13)" in found.message()
    assert "Table 1 (rows 1–6) was not" in found.message("en")
    first = read_table(path, table=1)
    assert [(row.number, row.kind) for row in first.rows()] == [
        (3, "enterprise"), (4, "enterprise"), (5, "blank"), (6, "enterprise")
    ]  # fmt: skip
    assert len(first.columns) == 2
    assert [row.values["sales"] for row in first.rows() if row.values] == [5, 6, 7]
    found = refusal(path, table=3)
    assert (found.code, found.params["count"]) == ("sheet.table_unknown", 2)


def test_a_header_that_comes_back_begins_no_table(save: Callable[..., Path]) -> None:
    rows = [*SHOPS, [], *SHOPS, [], ["Catatan: data sementara"]]
    table = read_table(save({"Data": rows}))
    assert (table.number, len(names(table))) == (1, 4)
    assert [row.kind for row in table.rows()][2:4] == ["blank", "header"]
    assert [row.kind for row in table.rows()][-1] == "note"
    assert "sheet.tables" not in table.findings.codes


def test_a_header_of_another_unit_year_or_order_begins_a_table(save: Callable[..., Path]) -> None:
    # Read under the header above, "3.000" million rupiah would be three thousand rupiah.
    for below in (["Nama Usaha", "Omzet (Rp juta)"], ["Nama Usaha", "Omzet 2024"], ["Omzet", "Nama Usaha"]):
        records = [["Toko Tiga", 3000]] if below[0] == "Nama Usaha" else [[3000, "Toko Tiga"]]
        path = save({"Data": [["Tabel 1"], *SHOPS, [], [], ["Tabel 2"], below, *records]})
        assert names(read_table(path)) == ["Toko Satu", "Toko Dua"]
        assert "tabel ke-1 (baris 1–4)" in said(read_table(path), "sheet.tables").message()
        assert names(read_table(path, table=2)) == ["Toko Tiga"]
    (row,) = read_table(save({"Data": [*SHOPS, [], ["Nama Usaha", "Omzet (Rp juta)"], ["Toko", 3000]]}), table=2).rows()
    assert row.values["sales"] == 3_000_000_000


def test_the_title_over_a_header_that_comes_back_is_no_enterprise(save: Callable[..., Path]) -> None:
    table = read_table(save({"Data": [["Tabel 1. Usaha Mikro"], *SHOPS, [], ["Tabel 2. Usaha Kecil"], *SHOPS]}))
    assert names(table) == ["Toko Satu", "Toko Dua"] * 2
    assert [row.kind for row in table.rows()][2:5] == ["blank", "section", "header"]


def test_another_header_among_the_records_is_said_loudly(save: Callable[..., Path]) -> None:
    rows = [*SHOPS, ["Nama UMKM", "Omzet (Rp juta)"], ["Nama Contoh", 3], ["Nusantara", 4], ["Usaha", "x"]]
    table = read_table(save({"Data": rows}))
    assert names(table) == ["Toko Satu", "Toko Dua", "Nama Contoh", "Nusantara", "Usaha"]
    found = said(table, "row.other_header")
    assert (found.severity, found.row) == ("error", 4)
    assert "Omzet (Rp juta)" in found.message()
    # 3 would be sales of three rupiah.
    above, below = table.rows(), list(table.rows())[3:]
    assert [row.values.get("sales") for row in above][:2] == [row[1] for row in SHOPS[1:]]
    assert [row.values for row in below] == [{"name": "Nama Contoh"}, {"name": "Nusantara"}, {"name": "Usaha"}]
    assert [[one.code for one in row.findings] for row in below] == [["row.under_other_header"]] * 3


@pytest.mark.parametrize("again", [["Nama Usaha", "Omzet"], ["Nama UMKM", "Omset"]])
def test_the_first_header_come_back_is_no_other_table(save: Callable[..., Path], again: list[str]) -> None:
    rows = [*SHOPS, ["Nama UMKM", "Omzet (Rp juta)"], ["Toko X", 3], again, ["Toko Y", 4]]
    read = [row for row in read_table(save({"Data": rows})).rows() if row.kind == "enterprise"][2:]
    assert [row.values for row in read] == [{"name": "Toko X"}, {"name": "Toko Y", "sales": 4}]
    rows = [*SHOPS, again, ["Toko Y", 4]]
    assert list(read_table(save({"Data": rows}, "b.xlsx")).rows())[-1].values == {"name": "Toko Y", "sales": 4}


def test_records_between_blank_rows_are_one_table(save: Callable[..., Path]) -> None:
    rows: list[Sequence[Any]] = [*SHOPS[:1]]
    for number in range(20):
        rows += [[], [f"Toko {number}", number], ["Nama Pemilik", number]]
    assert len(names(read_table(save({"Data": rows})))) == 40


def test_tables_side_by_side(save: Callable[..., Path]) -> None:
    left = [["Nama Usaha", "Alamat", "Omzet"], ["Toko A", "Jalan A", 1], ["Toko B", "Jalan B", 2]]
    right = [["Nama Usaha", "Aset"], ["Toko C", 3], ["Toko D", 4]]
    path = save({"Data": [[*one, None, *two] for one, two in zip(left, right, strict=True)]})
    assert names(read_table(path)) == ["Toko A", "Toko B"]
    second = read_table(path, table=2)
    assert [row.values for row in second.rows()] == [{"name": "Toko C", "assets": 3}, {"name": "Toko D", "assets": 4}]
    # What stands between them makes them one.
    mixed = save({"Data": [[*left[0], None, *right[0]], [*left[1], "x", *right[1]]]})
    assert "sheet.tables" not in read_table(mixed).findings.codes


def test_a_gap_between_columns_is_no_border(save: Callable[..., Path]) -> None:
    # The part on the right names no enterprise of its own.
    rows = [["Nama Usaha", "Alamat", None, "Omzet", "Aset"], ["Toko A", "Jalan A", None, 1, 2]]
    (row,) = read_table(save({"Data": rows})).rows()
    assert row.values == {"name": "Toko A", "address": "Jalan A", "sales": 1, "assets": 2}


def test_merged_titles_span_their_columns(save: Callable[..., Path]) -> None:
    rows = [
        ["Nama Usaha", "Omzet", None, None, "Tenaga Kerja", None, None],
        [None, 2023, None, 2025, "L", None, "P"],
        ["Toko A", 1, "x", 3, 4, None, 5],
    ]
    path = save({"Data": rows}, merged=["A1:A2", "B1:D1", "E1:G1", "A3:A4", "B3:B3"])
    table = read_table(path)
    # Without the span, "2025" and "P" would stand alone behind a gap.
    assert [column.header for column in table.columns] == [
        "Nama Usaha", "Omzet / 2023", "Omzet", "Omzet / 2025", "Tenaga Kerja / L", "Tenaga Kerja", "Tenaga Kerja / P",
    ]  # fmt: skip
    (row,) = table.rows()
    assert {year: one["sales"] for year, one in row.years.items()} == {2023: 1, 2025: 3}
    assert (row.values["workers_male"], row.values["workers_female"]) == (4, 5)


def test_merged_cells_of_records_are_one_value(save: Callable[..., Path]) -> None:
    rows = [["Nama Usaha", "Omzet"], ["Toko A", 5], ["Toko B", None], ["Toko C", None]]
    table = read_table(save({"Data": rows}, merged=["B2:B4"]))
    assert [row.values.get("sales") for row in table.rows()] == [5, None, None]


# ---- the registry


def test_a_registry_tells_of_its_sheets_and_gives_another_table(save: Callable[..., Path]) -> None:
    path = save({"Sampul": [["DINAS"]], "Data": [*FULL, [], *SHOPS]})
    registry = pk.read(path, year=2025)
    assert [one.read for one in registry.sheets] == [False, True]
    assert [shop.name for shop in registry.records] == ["Toko Contoh"]
    other = registry.table(2)
    assert [shop.name for shop in other.records] == ["Toko Satu", "Toko Dua"]
    assert other.options == {**registry.options, "table": 2}
    assert (registry.options["sheet"], registry.options["table"], other.year) == ("Data", 1, 2025)
    with pytest.raises(ValidationError):
        registry.table(3)


def test_the_summary_names_the_sheet(save: Callable[..., Path]) -> None:
    path = save({"Lain": FULL, "Data": SHOPS})
    done = pk.evaluate(pk.read(path, sheet="Data", year=2025))
    assert done.summary["receipt"]["options"]["sheet"] == "Data"
    assert done.summary["rows_read"] == 2


# ---- the tables of other files

PAGE = """<html><body><table><tr><td>Kecamatan</td><td>Luas</td></tr><tr><td>Klojen</td><td>9</td></tr></table>
<table><tr><th>Nama Usaha</th><th>Omzet</th></tr><tr><td>Toko Contoh</td><td>7</td></tr></table></body></html>"""
DUMP = """CREATE TABLE log (a INT); INSERT INTO log VALUES (1);
CREATE TABLE umkm (nama_usaha TEXT, omzet INT); INSERT INTO umkm VALUES ('Toko Contoh', 7);"""
TREE = '{"log": [{"a": 1}], "umkm": [{"Nama Usaha": "Toko Contoh", "Omzet": 7}]}'


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("usaha.html", PAGE, None),
        ("usaha.htm", PAGE, None),
        ("usaha.xls", PAGE, "html"),
        ("usaha.csv", PAGE, "html"),
        ("usaha.sql", DUMP, None),
        ("usaha.json", TREE, None),
    ],
)
def test_the_tables_of_any_file_are_its_sheets(tmp_path: Path, name: str, text: str, kind: str | None) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    assert [row.values for row in table.rows()] == [{"name": "Toko Contoh", "sales": 7}]
    assert [(one.number, one.read) for one in table.sheets] == [(1, False), (2, True)]
    assert table.sheet in ("umkm", "2")
    assert said(table, "sheet.others").params["sheet"] in ('"umkm"', "#2")
    assert ("table.other_kind" in table.findings.codes) == (kind is not None)
    assert [row.values for row in read_table(path, sheet=2, table=1).rows()] == [{"name": "Toko Contoh", "sales": 7}]
    assert refusal(path, sheet=3).code == "sheet.unknown"
    wrong = refusal(path, sheet=2, table=2)
    assert (wrong.code, wrong.params["count"]) == ("sheet.table_by_sheet", 2)
    # Such a file has no sheets, and the messages speak of none.
    for found in (wrong, refusal(path, sheet=3), said(table, "sheet.others")):
        text = found.message("id").replace("--sheet", "") + found.message("en").replace("--sheet", "")
        assert "lembar " not in text.replace("tidak berlembar", "")
        assert "sheet " not in text
    assert pk.read(path).options["sheet"] == table.sheet


@pytest.mark.parametrize("name", ["usaha.parquet", "usaha.csv"])
def test_parquet_is_known_by_its_first_bytes(tmp_path: Path, engine: Callable[[str], ModuleType], name: str) -> None:
    path = tmp_path / name
    engine("polars").DataFrame({"Nama Usaha": ["Toko Contoh"], "Omzet": [7]}).write_parquet(path)
    table = read_table(path)
    assert [row.values for row in table.rows()] == [{"name": "Toko Contoh", "sales": 7}]
    assert ("table.other_kind" in table.findings.codes) == (name == "usaha.csv")


def test_a_record_that_is_lost_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "usaha.json"
    path.write_text('[{"Nama Usaha": "A", "Omzet": 5}, 7, {"Nama Usaha": "B", "x": 1}, {"Nama Usaha": "C"}]')
    table = read_table(path)
    rows = [(row.kind, row.values.get("name"), [one.code for one in row.findings]) for row in table.rows()]
    assert rows == [
        ("enterprise", "A", []), ("enterprise", None, ["record.json_no_object"]), ("enterprise", "B", []),
        ("enterprise", "C", []),
    ]  # fmt: skip
