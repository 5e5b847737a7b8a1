"""How much of a sheet is read: what it spans, what it holds, and the limits that are named when it is too much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import Finding
from plut_kumkm.tables import LIMITS, Limits, Table
from plut_kumkm.tables.formats.office import scanning
from plut_kumkm.tables.formats.office.archive import Archive
from tests.tables import workbooks
from tests.tables.helpers import rows_of
from tests.tables.workbooks import sheet_xml, text_cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = f'<row r="1">{text_cell("A1", "Nama Usaha")}{text_cell("B1", "Omzet")}</row>'
SHOP = f'<row r="2">{text_cell("A2", "Toko Contoh")}<c r="B2"><v>5</v></c></row>'
READ = {"name": "Toko Contoh", "sales": 5}


def only(table: Table) -> dict[str, Any]:
    (row,) = rows_of(table)
    return row.values


FAR = '<c r="{}"><v>1</v></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("cells", "corner"),
    [
        (FAR.format("XFD1048576"), "XFD1048576"),
        (FAR.format("A99999999") + FAR.format("Z3"), "Z99999999"),
        ("<c r='XFD1048576'><v>1</v></c>", "XFD1048576"),
        ('<c s="0" r="XFD1048576"><v>1</v></c>', "XFD1048576"),
        (f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c>', "XFD1048576"),
        ('<c\nr="XFD1048576"><v>1</v></c>', "XFD1048576"),
    ],
)
def test_a_sheet_that_spans_too_much_is_refused_before_it_is_read(
    refused: Callable[..., Finding], cells: str, corner: str
) -> None:
    # The reader would take memory for the whole rectangle, a hundred gigabytes, and take Python along when it fails.
    found = refused(sheet_xml(f'{HEAD}{SHOP}<row r="3">{cells}</row>'))
    assert (found.code, found.params["corner"]) == ("workbook.cells", corner)


def test_a_column_that_no_spreadsheet_has_is_refused(refused: Callable[..., Finding]) -> None:
    found = refused(sheet_xml(f'{HEAD}{SHOP}<row r="3">{FAR.format("ZZZZ3")}</row>'))
    assert (found.code, found.params["reason"]) == ("workbook.damaged", "ZZZZ3")


def test_cells_without_a_place_are_counted(read: Callable[..., Table], refused: Callable[..., Finding]) -> None:
    data = re.sub(r' r="[A-Z]*[0-9]+"', "", HEAD + SHOP)
    assert only(read(sheet_xml(data))) == READ
    assert refused(sheet_xml(data), limits=Limits(cells=3)).params["corner"] == "B2"


def test_a_wide_sheet_is_measured_exactly(read: Callable[..., Table], refused: Callable[..., Finding]) -> None:
    # 250 columns would be too many for a million rows, but it has three.
    row = f'<row r="3">{FAR.format("IP3")}</row>'
    assert rows_of(read(sheet_xml(HEAD + SHOP + row)))[0].values == READ
    assert refused(sheet_xml(HEAD + SHOP + row), limits=Limits(cells=749)).params["corner"] == "IP3"
    assert rows_of(read(sheet_xml(HEAD + SHOP + row), limits=Limits(cells=750)))[0].values == READ


def test_an_old_workbook_is_measured_when_it_was_read(refused: Callable[..., Finding]) -> None:
    data = workbooks.old_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]])
    assert refused(data, "usaha.xls", limits=Limits(cells=3)).code == "workbook.cells"


def test_an_open_document_that_repeats_without_end_is_refused(refused: Callable[..., Finding]) -> None:
    cell = workbooks.open_text("x", ' table:number-columns-repeated="16384"')
    data = workbooks.open_document([workbooks.open_row(cell, times=1_048_576)])
    found = refused(data, "usaha.ods")
    assert (found.code, found.params["corner"]) == ("workbook.cells", "XFD1048576")


def test_a_binary_workbook_that_spans_too_much_is_refused(refused: Callable[..., Finding]) -> None:
    data = workbooks.binary_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]])
    assert refused(data, "usaha.xlsb", limits=Limits(cells=3)).params["corner"] == "B2"


def test_a_cell_without_an_end_is_refused(refused: Callable[..., Finding], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_LONGEST_CELL", 1000)
    for blanks in (" " * 3_000_000, f'<row r="3">{text_cell("A3", " " * 3_000_000)}</row>'):
        found = refused(sheet_xml(HEAD + SHOP + blanks))
        assert (found.code, found.params["limit"]) == ("workbook.gap", 1000)
        assert "hanya spasi" in found.message("id")


@pytest.mark.parametrize(
    "blank",
    [
        '<c r="XFD1048576" s="1"/>',
        '<c s="1" r="XFD1048576"/>',
        "<c r='XFD1048576' s='1' />",
        f'<x:c xmlns:x="{MAIN}" r="XFD1048576"/>',
    ],
)
def test_a_cell_that_is_formatted_and_blank_takes_no_room(
    read: Callable[..., Table], refused: Callable[..., Finding], blank: str
) -> None:
    # Offices colour whole columns down to the last row.
    data = sheet_xml(f'{HEAD}{SHOP}<row r="1048576">{blank}</row>')
    if "x:c" in blank:
        # How a cell with attributes of its own is written is not looked into: it is measured like a filled one.
        assert refused(data).code == "workbook.cells"
    else:
        assert only(read(data)) == READ


@pytest.mark.parametrize("cell", ['<c r="XFD9" x="/>"><v>1</v></c>', "<c r=\"XFD9\" x='/'><v>1</v></c>"])
def test_no_attribute_hides_a_filled_cell(refused: Callable[..., Finding], cell: str) -> None:
    assert refused(sheet_xml(f'{HEAD}{SHOP}<row r="9">{cell}</row>'), limits=Limits(cells=100_000)).code == (
        "workbook.cells"
    )


def test_a_workbook_is_held_in_memory_and_has_a_limit_of_its_own(refused: Callable[..., Finding]) -> None:
    # Sparse: 700,000 rows of 16 columns, ten million cells or a gigabyte if they were filled.
    row = f'<row r="700000">{FAR.format("P700000")}</row>'
    found = refused(sheet_xml(HEAD + SHOP + row))
    assert (found.code, found.params["limit"]) == ("workbook.cells", LIMITS.sheet_cells)
    assert "10.000.000 sel" in found.message("id")
    assert "10,000,000 cells" in found.message("en")
    assert LIMITS.sheet_cells < LIMITS.cells  # what passes through memory is not concerned


def test_either_limit_of_cells_holds_for_a_sheet() -> None:
    assert Limits(cells=5).of_sheet == 5
    assert Limits(sheet_cells=5).of_sheet == 5


@pytest.mark.parametrize(("row", "fits"), [(299_999, True), (300_000, True), (384_615, True), (384_616, False)])
def test_a_long_narrow_sheet_is_within_the_limit(tmp_path: Path, row: int, fits: bool) -> None:
    # 384,615 rows of 26 columns are just within it; what lies below row 300,000 is looked for in its own way.
    path = tmp_path / "usaha.xlsx"
    path.write_bytes(sheet_xml(f'{HEAD}{SHOP}<row r="{row}">{FAR.format(f"Z{row}")}</row>'))
    with Archive(path, LIMITS) as archive:
        found = scanning.scan_markup(archive, "xl/worksheets/sheet1.xml", LIMITS.of_sheet)
    assert found.within(LIMITS.of_sheet) is fits
