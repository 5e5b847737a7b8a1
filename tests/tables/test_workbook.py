"""Workbooks as Excel, LibreOffice, openpyxl, XlsxWriter and pandas leave them: what their cells say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables import Limits, Table, read_table
from plut_kumkm.tables.formats import workbook
from plut_kumkm.tables.formats.office import scanning
from tests.tables import workbooks
from tests.tables.helpers import codes_of, found_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    Engine = Callable[[str], ModuleType]
    Save = Callable[..., Path]

HEADER = ["Nama Usaha", "NIK", "Tanggal Berdiri", "KBLI 2020", "Omzet", "Tenaga Kerja"]
SHOP = "Toko Contoh"


@pytest.fixture
def save(tmp_path: Path, engine: Engine) -> Save:
    """Return a function that writes rows with openpyxl; ``change`` may do more with the sheet."""
    engine("python_calamine")
    openpyxl = engine("openpyxl")

    def write(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        if change is not None:
            change(sheet)
        path = tmp_path / "usaha.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def read(tmp_path: Path, engine: Engine) -> Callable[..., Table]:
    """Return a function that reads the bytes of a workbook made by hand."""
    engine("python_calamine")

    def of(data: bytes, name: str = "usaha.xlsx", **options: Any) -> Table:
        path = tmp_path / name
        path.write_bytes(data)
        return read_table(path, **options)

    return of


def values(path: Path, **options: Any) -> list[dict[str, Any]]:
    return [row.values for row in read_table(path, **options).rows() if row.kind == "enterprise"]


def one(save: Save, field: str, value: Any, header: str = "Omzet") -> tuple[Any, list[str]]:
    """Return what a cell says under a header, and the codes of what is found at it."""
    (row,) = rows_of(read_table(save([["Nama Usaha", header], [SHOP, value]])))
    return row.values.get(field), codes_of(row)


@pytest.mark.parametrize(
    ("value", "sales"),
    [
        (1_800_000_000, 1_800_000_000),
        (1_800_000_000.0, 1_800_000_000),
        (1_500_000.0000000002, 1_500_000),
        (0, 0),
        (0.0, 0),
        ("1.800.000.000", 1_800_000_000),
        ("Rp1,8 miliar", 1_800_000_000),
        ("1800000000", 1_800_000_000),
    ],
)
def test_money_is_read_as_a_number_or_as_text(save: Save, value: Any, sales: int) -> None:
    assert one(save, "sales", value) == (sales, [])


def test_noise_behind_the_fifteenth_digit_is_none_of_the_number(save: Save) -> None:
    # 0.1 + 0.2 is 0.30000000000000004 to the machine, and 0.3 to whoever typed it.
    assert one(save, "sales", 0.1 + 0.2, "Omzet (juta Rp)") == (300_000, [])
    # Three digits behind the mark are no thousands when they come from a number.
    assert one(save, "sales", 1.234, "Omzet (juta Rp)") == (1_234_000, [])
    assert one(save, "area_ha", 1.25, "Luas Lahan (ha)")[0] * 4 == 5
    assert one(save, "area_ha", 0.00001, "Luas Lahan (ha)")[0] * 100_000 == 1


def test_a_part_of_a_rupiah_is_no_amount(save: Save) -> None:
    sales, codes = one(save, "sales", 1000 / 3)
    assert sales is None
    assert len(codes) == 1


@pytest.mark.parametrize(
    ("value", "founded", "codes"),
    [
        (dt.date(2015, 3, 1), dt.date(2015, 3, 1), []),
        (dt.datetime(2015, 3, 1), dt.date(2015, 3, 1), []),  # noqa: DTZ001 - a workbook knows no zones
        (dt.datetime(2015, 3, 1, 10, 30, 5), dt.date(2015, 3, 1), ["cell.time_dropped"]),  # noqa: DTZ001 - a workbook knows no zones
        ("1 Maret 2015", dt.date(2015, 3, 1), []),
        ("01/03/2015", dt.date(2015, 3, 1), []),
        (2015, 2015, []),
        # ISO/IEC 29500-1 18.17.4.1: day 42064 of the 1900 system.
        (42064, dt.date(2015, 3, 1), ["cell.serial_date"]),
        (42064.5, None, ["date.serial"]),
        ("2015-13-01 10:30:05", None, ["date.time"]),
        (99_999_999, None, ["date.form"]),
        (dt.time(10, 30), None, ["date.form"]),
        (dt.timedelta(hours=30), None, ["date.form"]),
    ],
)
def test_days_as_offices_write_them(save: Save, value: Any, founded: Any, codes: list[str]) -> None:
    assert one(save, "founded", value, "Tanggal Berdiri") == (founded, codes)


def test_serial_days_follow_the_system_of_the_workbook(save: Save, engine: Engine) -> None:
    system = engine("openpyxl.utils.datetime").CALENDAR_MAC_1904

    def change(sheet: Any) -> None:
        sheet.parent.epoch = system

    path = save([["Nama Usaha", "Tanggal Berdiri", "Tahun Data"], [SHOP, 40602, 40602]], change)
    (row,) = rows_of(read_table(path))
    # ISO/IEC 29500-1 18.17.4.1: the 1904 system counts 1,462 days fewer.
    assert row.values["founded"] == dt.date(2015, 3, 1)
    assert row.values["year"] == 2015
    assert codes_of(row) == ["cell.serial_date"] * 2


def test_small_numbers_are_no_days(save: Save) -> None:
    # The 1900 system has a 29 February that there was not, so its first sixty days are a day off.
    assert one(save, "founded", "00042", "Tanggal Berdiri") == (None, ["date.serial"])


def test_a_number_of_sixteen_digits_that_a_spreadsheet_has_filled_up_is_refused(save: Save) -> None:
    rows = [
        ["Nama Usaha", "NIK"],
        ["A", 3573010101900001],  # exact: a program wrote it
        ["B", 3573010101900000],  # a spreadsheet keeps fifteen digits and writes a 0
        ["C", 9271010101900004],  # beyond 2**53 numbers are told apart by two at best
        ["D", "9271010101900001"],
    ]
    found = rows_of(read_table(save(rows)))
    assert [row.values.get("nik") for row in found] == ["3573010101900001", None, None, "9271010101900001"]
    assert [codes_of(row) for row in found] == [[], ["cell.exponent"], ["cell.exponent"], []]
    for row in found:
        for finding in row.findings:
            assert "57301010190" not in finding.message()


def test_a_leading_zero_that_is_lost_is_said(save: Save) -> None:
    assert one(save, "kbli", 1111, "KBLI 2020") == (None, ["cell.kbli_four_digits"])
    assert one(save, "kbli", "'01111", "KBLI 2020") == ((("2020", "01111"),), [])
    assert one(save, "kbli", 10750.0, "KBLI 2020") == ((("2020", "10750"),), [])


@pytest.mark.parametrize(
    ("value", "format_", "shown"),
    [
        (0.12, "0%", "12%"),
        (0.1746, "0.00%", "17,46%"),
        (0.17465, "0.0%", "17,4650%"),  # three digits could be thousands
        (1, '"target" 0%', "100%"),
        (-0.05, "0%;[Red]-0%", "-5%"),
        (0.29, "0%", "29%"),  # 0.29 * 100 is 28.999999999999996
        (0.12, '0.00" %"', "0,12"),
        (0.12, "0.00", "0,12"),
        ("12%", "0%", "12%"),
    ],
)
def test_a_cell_of_per_cent_is_read_as_it_is_shown(save: Save, value: Any, format_: str, shown: str) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(2, 2).number_format = format_
        # Cells that are formatted and empty are passed over.
        for row in range(3, 20):
            sheet.cell(row, 2).number_format = format_

    table = read_table(save([["Nama Usaha", "Kapasitas"], [SHOP, value]], change))
    assert [row.values.get("capacity") for row in table.rows()] == [shown]


def test_per_cent_is_no_amount(save: Save) -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].number_format = "0%"

    table = read_table(save([["Nama Usaha", "Laba"], [SHOP, 0.12], ["Toko Dua", 12]], change))
    first, second = rows_of(table)
    assert ("profit" in first.values, codes_of(first)) == (False, ["money.text"])
    assert second.values["profit"] == 12


def test_per_cent_in_an_open_document(read: Callable[..., Table]) -> None:
    text, row = workbooks.open_text, workbooks.open_row
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.5" {}><text:p>50%</text:p></table:table-cell>'
    )
    data = workbooks.open_document([
        row(text("Nama Usaha"), text("Kapasitas"), text("Bahan Baku")),
        row(text(SHOP), share.format('table:number-columns-repeated="2"'), times=2),
        row(text("Toko Dua"), workbooks.open_number(0.5)),
    ])  # fmt: skip
    assert [one.values.get("capacity") for one in rows_of(read(data, "usaha.ods"))] == ["50%", "50%", "0,5"]


def test_hidden_rows_are_read_and_said(save: Save, read: Callable[..., Table]) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:B4"
        for row in (3, 4, 9):
            sheet.row_dimensions[row].hidden = True

    rows = [["Nama Usaha", "Omzet"], [SHOP, 1], ["Toko Dua", 2], ["Toko Tiga", 3]]
    table = read_table(save(rows, change))
    assert len(rows_of(table)) == 3
    (found,) = [one for one in found_in(table) if one.code == "workbook.hidden_rows"]
    assert (found.severity, found.params["count"], found.params["rows"], found.row) == ("warning", 2, ("3", "4"), 3)
    text, number = workbooks.open_text, workbooks.open_number
    rows_ods = [
        workbooks.open_row(text("Nama Usaha"), text("Omzet")),
        workbooks.open_row(text(SHOP), number(1)).replace(
            "<table:table-row", '<table:table-row table:visibility="filter"'
        ),
    ]
    (found,) = [
        one for one in found_in(read(workbooks.open_document(rows_ods), "a.ods")) if one.code == "workbook.hidden_rows"
    ]
    assert found.params["rows"] == ("2",)


def test_cells_merged_downwards_below_the_header_are_read_once_and_said(save: Save) -> None:
    def change(sheet: Any) -> None:
        for span in ("A1:A2", "B1:B2", "C1:D1", "A3:A5", "B6:B7", "D4:D5", "A6:C6"):
            sheet.merge_cells(span)

    rows = [
        ["Kecamatan", "Nama Usaha", "Omzet", None],
        [None, None, 2023, 2024],
        ["Utara", SHOP, 1, 2],
        [None, "Toko Dua", 3, None],
        [None, "Toko Tiga", 5, None],
        [None, None, None, 8],
        [None, None, 7, 8],
    ]
    table = read_table(save(rows, change))
    assert [row.values.get("district") for row in rows_of(table)[:3]] == ["Utara", None, None]
    (found,) = [one for one in found_in(table) if one.code == "workbook.merged_down"]
    # A3:A5 hides two cells of districts; B6:B7 and D4:D5 hold nothing, and the header is no row of data.
    assert (found.severity, found.params["count"], found.params["cells"], found.row) == ("warning", 2, ("A3",), 3)
    assert not [one for one in found_in(read_table(save(rows))) if one.code == "workbook.merged_down"]


def test_truth_is_yes_or_no(save: Save) -> None:
    assert one(save, "bookkeeping", True, "Pembukuan")[0] in (True, "ya")
    assert one(save, "disability", False, "Disabilitas") == (False, [])
    assert one(save, "disability", True, "Disabilitas") == (True, [])


def test_an_error_is_not_known_and_named_at_its_row(save: Save) -> None:
    rows = [HEADER, [SHOP, "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"], ["#NULL!", None, None, None, 5, 6]]
    first, second = rows_of(read_table(save(rows)))
    assert first.values == {"name": SHOP}
    assert [(one.row, one.column, one.params["error"]) for one in first.findings] == [
        (2, "NIK", "#REF!"),
        (2, "Tanggal Berdiri", "#N/A"),
        (2, "KBLI 2020", "#VALUE!"),
        (2, "Omzet", "#DIV/0!"),
        (2, "Tenaga Kerja", "#NAME?"),
    ]
    assert {one.severity for one in first.findings} == {"error"}
    assert second.kind == "total"


@pytest.mark.parametrize("header", ["Bentuk Usaha", "Disabilitas", "Luas Lahan (ha)", "Alamat", "Produk", "Kapasitas"])
def test_an_error_is_named_under_any_header(save: Save, header: str) -> None:
    (row,) = rows_of(read_table(save([["Nama Usaha", header], [SHOP, "#DIV/0!"]])))
    assert row.values == {"name": SHOP}
    assert codes_of(row) == ["cell.error"]


def test_the_cached_result_of_a_formula_is_read(tmp_path: Path, engine: Engine) -> None:
    engine("python_calamine")
    path = tmp_path / "rumus.xlsx"
    book = engine("xlsxwriter").Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nama Usaha", "Omzet", "Aset"])
    sheet.write_string(1, 0, SHOP)
    sheet.write_formula(1, 1, "=5*2", None, 10)
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 0, '="Toko "&"Dua"', None, "Toko Dua")
    sheet.write_formula(2, 1, "=0*2", None, 0)
    book.close()
    table = read_table(path)
    first, second = rows_of(table)
    assert (first.values, codes_of(first)) == ({"name": SHOP, "sales": 10}, ["cell.error"])
    # One formula with another result shows that the 0 was calculated.
    assert second.values == {"name": "Toko Dua", "sales": 0}
    assert not [one for one in table.findings if one.code.startswith("workbook.")]


def test_formulas_that_were_never_calculated_are_said(save: Save) -> None:
    rows = [["Nama Usaha", "Omzet", "Aset"], [SHOP, "=5*2", 7], ["Toko Dua", 5, 6], ["Toko Tiga", "=B3*2", 6]]
    table = read_table(save(rows))
    assert [row.values.get("sales") for row in table.rows()] == [None, 5, None]
    (found,) = [one for one in found_in(table) if one.code == "workbook.formula_blank"]
    assert (found.severity, found.row, found.params["count"], found.params["cells"]) == ("error", 2, 2, ("B2", "B4"))


def test_the_zeros_of_a_program_that_does_not_calculate_are_not_known(tmp_path: Path, engine: Engine) -> None:
    engine("python_calamine")
    path = tmp_path / "rumus.xlsx"
    book = engine("xlsxwriter").Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nama Usaha", "Omzet", "Aset"])
    sheet.write_row(1, 0, [SHOP, None, 0])
    sheet.write_formula(1, 1, "=C2*2")
    book.close()
    table = read_table(path)
    (row,) = rows_of(table)
    assert "sales" not in row.values
    (found,) = [one for one in found_in(table) if one.code == "workbook.formula_zero"]
    assert (found.row, found.params["cells"]) == (2, ("B2",))


def test_an_empty_text_is_the_result_of_a_formula(read: Callable[..., Table]) -> None:
    # As Excel stores =IF(A2="";"";A2): type "str" and no text.
    data = f'<row r="1">{workbooks.text_cell("A1", "Nama Usaha")}{workbooks.text_cell("B1", "Omzet")}</row>'
    data += f'<row r="2">{workbooks.text_cell("A2", SHOP)}<c r="B2" t="str"><f>IF(A3="","",1)</f><v></v></c></row>'
    table = read(workbooks.sheet_xml(data))
    assert rows_of(table)[0].values == {"name": SHOP}
    assert "workbook.formula_blank" not in table.findings.codes


def test_empty_rows_with_a_format_are_passed_over(save: Save, engine: Engine) -> None:
    bold = engine("openpyxl.styles").Font(bold=True)

    def change(sheet: Any) -> None:
        for row in range(4, 2004):
            sheet.cell(row, 1).font = bold

    table = read_table(save([["Nama Usaha", "Omzet"], [SHOP, 5], ["Toko Dua", 6]], change))
    assert [row.number for row in table.rows()] == [2, 3]


def test_the_row_of_a_finding_is_that_of_the_sheet(save: Save) -> None:
    rows = [["DATA UMKM"], [], [], ["Nama Usaha", "Omzet"], [SHOP, "lima"], [], ["Toko Dua", "enam"]]
    table = read_table(save(rows))
    assert table.header_records == 4
    assert [(row.number, row.kind) for row in table.rows()] == [(5, "enterprise"), (6, "blank"), (7, "enterprise")]
    assert [one.row for row in table.rows() for one in row.findings] == [5, 7]


def test_a_table_may_begin_anywhere(save: Save) -> None:
    rows = [[], [], [None, None, "Nama Usaha", "Omzet", None, "X"], [None, None, SHOP, 5, "ada", 1]]
    table = read_table(save(rows))
    assert rows_of(table)[0].values == {"name": SHOP, "sales": 5}
    # A column without a title is one all the same.
    (found,) = [one for one in table.findings if one.code == "column.unnamed"]
    assert found.column == "#5"


def test_an_old_workbook(read: Callable[..., Table]) -> None:
    table = read(workbooks.old_workbook([["Nama Usaha", "Omzet"], [SHOP, 5e6], ["Toko Dua", None]]), "usaha.xls")
    assert [row.values for row in table.rows()] == [{"name": SHOP, "sales": 5_000_000}, {"name": "Toko Dua"}]
    assert table.findings.codes == {}


def test_the_errors_of_an_old_workbook(read: Callable[..., Table]) -> None:
    rows = [["Nama Usaha", "Omzet", "Aset", "Disabilitas"], [SHOP], ["Toko Dua"], ["Toko Tiga"]]
    error = workbooks.old_error
    # [MS-XLS] 2.5.10: 0x07 is #DIV/0!, 0x17 #REF!.
    more = error(1, 1, 0x17) + error(2, 1, 0x07, formula=True) + workbooks.old_truth(1, 3)
    table = read(workbooks.old_workbook(rows, more=more + workbooks.old_number(3, 2, 7.0)), "usaha.xls")
    first, second, third = rows_of(table)
    assert first.values == {"name": SHOP, "disability": True}
    assert [one.params["error"] for row in (first, second) for one in row.findings] == ["#REF!", "#DIV/0!"]
    assert third.values == {"name": "Toko Tiga", "assets": 7}


def test_a_small_old_workbook(read: Callable[..., Table]) -> None:
    data = workbooks.small_compound(workbooks.old_records([["Nama Usaha", "Omzet"], [SHOP, 5e6]]))
    assert [row.values for row in read(data, "usaha.xls").rows()] == [{"name": SHOP, "sales": 5_000_000}]


def test_a_binary_workbook_and_its_errors(read: Callable[..., Table]) -> None:
    rows = [["Nama Usaha", "Omzet", "Aset"], [SHOP, 5e6, None], ["Toko Dua", None, None]]
    # [MS-XLSB] 2.5.97.2: 0x17 is #REF!, 0x2A is #N/A.
    table = read(workbooks.binary_workbook(rows, errors={(1, 2): 0x17, (2, 1): 0x2A}), "usaha.xlsb")
    first, second = rows_of(table)
    assert (first.values, second.values) == ({"name": SHOP, "sales": 5_000_000}, {"name": "Toko Dua"})
    assert [one.params["error"] for row in (first, second) for one in row.findings] == ["#REF!", "#N/A"]


def test_an_open_document(read: Callable[..., Table]) -> None:
    text, number, row = workbooks.open_text, workbooks.open_number, workbooks.open_row
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
    )
    data = workbooks.open_document([
        row(text("Nama Usaha"), text("Omzet"), text("Aset")),
        row(text(SHOP), number(5.5e6, ' table:number-columns-repeated="2"')),
        row(text("Toko Dua"), error.format("#DIV/0!"), error.format("")),
        row(text("Toko Tiga"), '<table:table-cell table:formula="of:=B2"/>'),
        row('<table:table-cell table:number-columns-repeated="1024"/>', times=1_048_000),
    ])  # fmt: skip
    table = read(data, "usaha.ods")
    first, second, third = rows_of(table)
    assert first.values == {"name": SHOP, "sales": 5_500_000, "assets": 5_500_000}
    assert [one.params["error"] for one in second.findings] == ["#DIV/0!", "#N/A"]
    assert third.values == {"name": "Toko Tiga"}
    (found,) = [one for one in found_in(table) if one.code == "workbook.formula_blank"]
    assert found.params["cells"] == ("B4",)


def test_an_open_document_of_odfpy(tmp_path: Path, engine: Engine) -> None:
    engine("python_calamine")
    pandas = engine("pandas")
    pytest.importorskip("odf", reason="odfpy is not installed")
    path = tmp_path / "usaha.ods"
    frame = pandas.DataFrame(
        {"Nama Usaha": [SHOP, "Toko Dua"], "Omzet": [5_000_000, None], "NIK": ["3573010101900001"] * 2}
    )
    frame.to_excel(path, engine="odf", index=False)
    assert values(path) == [
        {"name": SHOP, "sales": 5_000_000, "nik": "3573010101900001"},
        {"name": "Toko Dua", "nik": "3573010101900001"},
    ]


def test_rows_can_be_read_again_and_again(save: Save) -> None:
    path = save([["Nama Usaha", "Omzet"], [SHOP, 5]])
    table = read_table(path)
    path.unlink()
    # The sheet is held: what was read is what is read again.
    assert [row.values for row in table.rows()] == [row.values for row in table.rows()]
    assert (table.encoding, table.delimiter, table.sheet, table.number) == ("", None, "Sheet", 1)


def test_without_its_engine_a_workbook_is_refused_with_the_extra_named(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save([["Nama Usaha", "Omzet"], [SHOP, 5]])
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(ValidationError, match=r"pip install 'plut_kumkm\[excel\]'") as caught:
        read_table(path)
    assert caught.value.finding.message("en")


@pytest.mark.parametrize("options", [{"sheet": 1.0}, {"sheet": True}, {"table": "2"}, {"table": True}, {"limits": 5}])
def test_misuse_of_a_choice_raises(save: Save, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        read_table(save([["Nama Usaha", "Omzet"], [SHOP, 5]]), **options)


@pytest.mark.parametrize("options", [{"sheet": 0}, {"table": 0}, {"sheet": -1}])
def test_sheets_and_tables_are_counted_from_one(save: Save, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="from 1"):
        read_table(save([["Nama Usaha", "Omzet"], [SHOP, 5]]), **options)


def test_the_limit_of_cells_is_that_of_the_sheet(save: Save) -> None:
    path = save([["Nama Usaha", "Omzet"], [SHOP, 5]])
    assert len(values(path, limits=Limits(cells=4))) == 1
    with pytest.raises(ValidationError) as caught:
        read_table(path, limits=Limits(cells=3))
    assert caught.value.finding.params["limit"] == 3
    assert caught.value.finding.params["corner"] == "B2"


def test_what_stands_in_a_column_of_errors_is_read_to_a_bound(
    read: Callable[..., Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_MOST_ERRORS", 1)
    rows = "".join(
        f'<row r="{number}">{workbooks.text_cell(f"A{number}", SHOP)}<c r="B{number}" t="e"><v>#N/A</v></c></row>'
        for number in (2, 3)
    )
    head = f'<row r="1">{workbooks.text_cell("A1", "Nama Usaha")}{workbooks.text_cell("B1", "Omzet")}</row>'
    table = read(workbooks.sheet_xml(head + rows))
    assert [codes_of(row) for row in table.rows()] == [["cell.error"], []]


def test_an_error_beside_the_table_is_none_of_it(save: Save) -> None:
    rows = [["Nama Usaha", "Omzet"], [SHOP, 5], [], [], ["Nama Usaha", "Aset", "Alamat", "#REF!"], ["Toko B", 1, "J"]]
    assert values(save(rows), table=1) == [{"name": SHOP, "sales": 5}]
    assert values(save(rows), table=2) == [{"name": "Toko B", "assets": 1, "address": "J"}]


def test_a_sheet_is_a_grid(save: Save) -> None:
    path = save([["Nama Usaha", "Omzet", "X"], [SHOP, "=5*2"], [], [None, 5]])
    (grid,) = workbook.grids(path, "xlsx", Limits())
    assert list(grid.records()) == [["Nama Usaha", "Omzet", "X"], [SHOP], [], ["", "5"]]
    assert [one.code for one in grid.notes] == ["workbook.formula_blank"]
    assert (grid.name, grid.hidden, grid.header_records) == ("Sheet", False, None)
