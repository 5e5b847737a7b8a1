"""The unit of amounts where it stands outside the table: in a caption, a heading, a name, or over another table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import Finding
from plut_kumkm.tables import Table, read_table
from tests.tables.helpers import Write, found_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

TABLE = "<table><tr><th>Nama Usaha</th><th>Omzet</th></tr><tr><td>Toko Contoh</td><td>1.500</td></tr></table>"
SHOPS = [["Nama Usaha", "Omzet"], ["Toko Contoh", 1500]]
OTHERS = [["Nama Usaha", "Omzet", "Modal Usaha"], ["Toko Dua", 1500, 7]]


def sales(table: Table) -> int:
    (found,) = [row.values["sales"] for row in rows_of(table) if row.kind == "enterprise"]
    return int(found)


def units(table: Table) -> list[Finding]:
    """Return what is said of units; each must have both texts."""
    return [one for one in found_in(table) if one.code.startswith("table.") and "_unit" in one.code]


@pytest.fixture
def sheet(tmp_path: Path, engine: Callable[[str], ModuleType]) -> Callable[..., Table]:
    """Return a function that writes one sheet with openpyxl and reads it."""
    engine("python_calamine")
    openpyxl = engine("openpyxl")

    def read(rows: Sequence[Sequence[Any]], title: str = "Data", **options: Any) -> Table:
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        path = tmp_path / "usaha.xlsx"
        book.save(path)
        return read_table(path, **options)

    return read


# ---- pages


@pytest.mark.parametrize(
    ("before", "unit", "text"),
    [
        ("<h2>Data UMKM (dalam ribuan rupiah)</h2>", 1000, "Data UMKM (dalam ribuan rupiah)"),
        ("<h2>UMKM (Rp.000)</h2><h3>Tabel 1</h3>", 1000, "UMKM (Rp.000)"),
        ("<p>Nilai dalam <b>jutaan</b> rupiah</p>", 10**6, "Nilai dalam jutaan rupiah"),
        ("<div>Daftar</div>Satuan: Rp juta<br>", 10**6, "Satuan: Rp juta"),
        ("<table><tr><td>(dalam ribuan rupiah)</td></tr></table>", 1000, "(dalam ribuan rupiah)"),
        ("<h3>UMKM (dalam ribuan)</h3><h3>Kecamatan Utara</h3>", 1000, "UMKM (dalam ribuan)"),
        ("<p>Bantuan Rp 1.000.000 per usaha</p>", 1, ""),
        ("<p hidden>dalam ribuan rupiah</p>", 1, ""),
        ("<script>'dalam ribuan rupiah'</script>", 1, ""),
        (f"<p>{'kata ' * 1000}dalam ribuan rupiah</p>", 1, ""),
    ],
)
def test_what_stands_before_a_table_may_name_the_unit(table: Write, before: str, unit: int, text: str) -> None:
    read = table(before + TABLE, "usaha.html")
    assert sales(read) == 1500 * unit
    said = units(read)
    assert [(one.code, one.severity, one.params["unit"], one.params["text"]) for one in said] == (
        [] if unit == 1 else [("table.caption_unit", "warning", unit, text)]
    )


def test_a_caption_may_name_the_unit(table: Write) -> None:
    read = table(TABLE.replace("<table>", "<table><caption>Nilai (Rp.000)</caption>"), "usaha.html")
    assert sales(read) == 1_500_000
    (said,) = units(read)
    assert '"Nilai (Rp.000)"' in said.message("id")


def test_the_text_of_the_cell_around_a_table_is_none_of_its_lines(table: Write) -> None:
    # A layout table: its own row is no record, so nothing ends before the inner table begins.
    read = table(f"<table><tr><td>(dalam ribuan rupiah)</td></tr><tr><td>{TABLE}</td></tr></table>", "usaha.html")
    assert sales(read) == 1_500_000


@pytest.mark.parametrize(
    "page",
    [
        f"<p>dalam ribuan rupiah</p>{TABLE}<p>Tabel 2</p>{TABLE}",
        TABLE.replace("<tr>", "<tr><td colspan=2>Data (dalam ribuan rupiah)</td></tr><tr>", 1) + TABLE,
        f"{TABLE.replace('<table>', '<table><caption>(Rp.000)</caption>')}{TABLE}{TABLE}",
    ],
)
def test_the_unit_of_a_table_above_is_taken_over_and_said(table: Write, page: str) -> None:
    read = table(page, "usaha.html", sheet=page.count("<table"))
    assert sales(read) == 1_500_000
    (said,) = units(read)
    assert (said.code, said.severity) == ("table.above_unit", "warning")


def test_a_heading_of_its_own_goes_before_the_unit_of_a_table_above(table: Write) -> None:
    page = f"<p>dalam ribuan rupiah</p>{TABLE}<h3>Nilai dalam jutaan rupiah</h3>{TABLE}"
    read = table(page, "usaha.html", sheet=2)
    assert sales(read) == 1_500_000_000
    assert [one.code for one in units(read)] == ["table.caption_unit"]


# ---- JSON


@pytest.mark.parametrize(
    "text",
    [
        '{"satuan": "ribuan rupiah", "data": [{"nama usaha": "Toko Contoh", "omzet": "1.500"}]}',
        '{"data (Rp.000)": [{"nama usaha": "Toko Contoh", "omzet": "1.500"}], "jumlah": 1}',
    ],
)
def test_what_stands_beside_a_list_may_name_the_unit(table: Write, text: str) -> None:
    read = table(text, "usaha.json")
    assert sales(read) == 1_500_000
    assert [one.code for one in units(read)] == ["table.caption_unit"]


# ---- sheets


def test_the_name_of_a_sheet_may_name_the_unit(sheet: Callable[..., Table]) -> None:
    read = sheet(SHOPS, "UMKM (dalam ribuan rupiah)")
    assert sales(read) == 1_500_000
    (said,) = units(read)
    assert said.code == "table.sheet_unit"
    assert 'Nama lembar "UMKM (dalam ribuan rupiah)"' in said.message("id")


def test_a_name_and_a_title_that_differ_are_said_and_not_used(sheet: Callable[..., Table]) -> None:
    read = sheet([["dalam jutaan rupiah"], *SHOPS], "UMKM (ribuan rupiah)")
    assert ["sales" in row.values for row in rows_of(read)] == [False]
    (said,) = units(read)
    assert (said.code, said.params["first"], said.params["second"]) == ("table.title_units_differ", 1000, 10**6)


def test_a_name_and_a_title_that_agree_are_said_once(sheet: Callable[..., Table]) -> None:
    read = sheet([["dalam ribuan rupiah"], *SHOPS], "UMKM (ribuan rupiah)")
    assert [one.code for one in units(read)] == ["table.title_unit"]


TITLE = ["Daftar UMKM (dalam ribuan rupiah)"]


@pytest.mark.parametrize(
    "rows",
    [
        [TITLE, *SHOPS, [], *OTHERS],
        [SHOPS[0], ["(Rp.000)"], SHOPS[1], [], *OTHERS],
        [TITLE, *SHOPS, [], ["ID", "Alamat", "NIB"], ["a", "b", "9"], [], *OTHERS],
    ],
)
def test_a_table_further_down_takes_over_the_unit_and_says_so(sheet: Callable[..., Table], rows: Any) -> None:
    read = sheet(rows, table=rows.count([]) + 1)
    (row,) = [row for row in rows_of(read) if row.kind == "enterprise"]
    assert row.values == {"name": "Toko Dua", "sales": 1_500_000, "capital": 7000}
    (said,) = units(read)
    assert (said.code, said.severity, said.params["unit"]) == ("table.above_unit", "warning", 1000)


def test_a_table_beside_another_takes_over_the_unit(sheet: Callable[..., Table]) -> None:
    head = ["Nama Usaha", "Omzet", None, "Nama Usaha", "Omzet", "Alamat"]
    rows = [TITLE, head, ["Toko Contoh", 1500, None, "Toko Dua", 6, "x"]]
    assert sales(sheet(rows, table=2)) == 6000


def test_a_unit_of_its_own_goes_before_that_of_a_table_above(sheet: Callable[..., Table]) -> None:
    read = sheet([TITLE, *SHOPS, [], ["dalam jutaan rupiah"], *OTHERS], table=2)
    assert sales(read) == 1_500_000_000
    assert [one.code for one in units(read)] == ["table.title_unit"]


def test_without_a_unit_above_there_is_nothing_to_take_over(sheet: Callable[..., Table]) -> None:
    read = sheet([["Daftar UMKM"], *SHOPS, [], *OTHERS], table=2)
    assert (sales(read), units(read)) == (1500, [])
