"""HTML pages: tables as a person sees them in a browser."""

from __future__ import annotations

import html as escapes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables.formats.grids import Limits
from plut_kumkm.tables.formats.markup import html
from plut_kumkm.tables.formats.markup.html import HtmlGrid, grids

Write = Callable[[str | bytes], Path]

# A page that a browser saved ("Web Page, complete"): its comment, a menu in a layout table, scripts, entities.
SAVED = """<!DOCTYPE html>
<!-- saved from url=(0042)https://dinas.contoh.example/umkm/daftar?hal=1 -->
<html lang="id"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Daftar UMKM</title><style>table td { color: red }</style>
<script src="./Daftar UMKM_files/jquery.min.js.download"></script></head>
<body><table width="100%"><tbody><tr><td><img src="./Daftar UMKM_files/logo.png"></td><td>
<h3>Daftar&nbsp;UMKM <small>2024</small></h3>
<div style="display: none;"><p>rahasia</p></div>
<table class="table" id="dt"><thead><tr role="row">
<th class="sorting">No</th><th>Nama Usaha</th><th>Omzet&nbsp;(Rp)</th></tr></thead>
<tbody>
<tr class="odd"><td>1</td><td><a href="https://dinas.contoh.example/1">Toko Contoh &amp; Anak</a></td>
<td align="right">1.500.000</td></tr>
<tr class="even"><td>2</td><td>Warung<br>Cabang Sleman</td><td align="right">&nbsp;</td></tr>
</tbody><tfoot><tr><td colspan="2">Jumlah</td><td>1.500.000</td></tr></tfoot></table>
</td></tr></tbody></table><script>document.write("<table><tr><td>a<td>b</table>")</script></body></html>
"""

# What Excel writes when a workbook is saved as a page and named .xls: no <th>, joined titles, a hidden row of widths.
EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Rekap</x:Name>
</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><body>
<table border=0 cellpadding=0><col width=64>
 <tr height=20><td rowspan=2 class=xl65>Nama Usaha</td><td colspan=2>Pemilik</td></tr>
 <tr height=20><td>Nama</td><td>Omzet</td></tr>
 <tr height=20><td>Kaf\xe9 Contoh</td><td>Sari</td><td align=right x:num="1500000.5">########</td></tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=64></td><td width=64></td></tr>
 <![endif]>
</table></body></html>
""".encode("cp1252")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_it(content: str | bytes) -> Path:
        path = tmp_path / "daftar.html"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_it


def one(path: Path, limits: Limits | None = None) -> HtmlGrid:
    (grid,) = grids(path, limits) if limits is not None else grids(path)
    return grid


def rows(path: Path) -> list[list[str]]:
    return list(one(path).records())


def refused(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        grids(path, limits or Limits())
    found = caught.value.finding
    assert found.params["file"] == "daftar.html"
    assert found.message("id") != found.message("en")
    return {"code": found.code, **{key: value for key, value in found.params.items() if key != "file"}}


def notes(grid: HtmlGrid) -> list[tuple[str, int | None, int]]:
    assert all(found.message("id") and found.message("en") for found in grid.notes)
    return [(found.code, found.row, found.params["count"]) for found in grid.notes]


# -------------------------------------------------------------------------------------------- pages of other programs


def test_a_page_saved_by_a_browser(write: Write) -> None:
    grid = one(write(SAVED))
    assert (grid.name, grid.hidden, grid.notes, grid.header_records) == ("Daftar UMKM 2024", False, (), None)
    wanted = [
        ["No", "Nama Usaha", "Omzet (Rp)"],
        ["1", "Toko Contoh & Anak", "1.500.000"],
        ["2", "Warung\nCabang Sleman"],
        ["Jumlah", "", "1.500.000"],
    ]
    assert list(grid.records()) == list(grid.records()) == wanted


def test_a_workbook_saved_as_a_page(write: Write) -> None:
    grid = one(write(EXCEL))
    assert grid.name == "Rekap"
    assert list(grid.records()) == [
        ["Nama Usaha", "Pemilik", "Pemilik"],
        ["", "Nama", "Omzet"],
        ["Kafé Contoh", "Sari", "1500000,5"],
        [],
    ]
    assert grid.notes == ()


def test_a_workbook_of_several_sheets_only_frames_them(write: Write) -> None:
    frames = '<frameset rows="*,39"><frame src="Rekap_files/sheet001.htm" name="frSheet"></frameset>'
    assert refused(write(f"<html>{frames}</html>"))["code"] == "table.html_frames"
    source = '<!--[if gte mso 9]><xml><x:WorksheetSource HRef="Rekap_files/sheet001.htm"/></xml><![endif]-->'
    assert refused(write(f"<html>{source}</html>"))["code"] == "table.html_frames"


def test_a_table_written_by_pandas(write: Write) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({("Usaha", "Nama"): ["Toko <b> & Anak", "Warung"], ("Usaha", "Omzet"): [1500, 20]})
    assert rows(write(frame.to_html(index=False))) == [
        ["Usaha", "Usaha"],
        ["Nama", "Omzet"],
        ["Toko <b> & Anak", "1500"],
        ["Warung", "20"],
    ]


# --------------------------------------------------------------------------------------------------- what is a table


def test_every_table_with_its_nearest_name(write: Write) -> None:
    page = """<table id=awal><tr><td>a<td>b</table>
    <h2>Data <i>UMKM</i></h2><p>x</p>
    <table><caption> Tabel 1.<br>Usaha </caption><tr><td>c<td>d</table>
    <table><caption></caption><tr><td>e<td>f</table><table><caption>g<tr><td>h<td>i</table>"""
    tables = grids(write(page))
    assert [grid.name for grid in tables] == ["awal", "Tabel 1. Usaha", "Data UMKM", "Data UMKM"]
    assert [list(grid.records()) for grid in tables][2:] == [[["e", "f"]], [["h", "i"]]]


def test_layout_tables_are_skipped_and_what_they_hold_is_read(write: Write) -> None:
    page = """<table><tr><td><h1>Judul</h1><tr><td>menu
    <table><tr><td>a<td>b</table></td></tr></table><table><tr><td>hanya ini</table><table></table><table><tr></table>"""
    grid = one(write(page))
    assert (grid.name, list(grid.records())) == ("Judul", [["a", "b"]])


def test_a_table_inside_a_cell_is_no_text_of_it(write: Write) -> None:
    outer, inner = grids(write("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e<tr><td>f<td>g</table>"))
    assert list(outer.records()) == [["ad", "e"], ["f", "g"]]
    assert list(inner.records()) == [["b", "c"]]


def test_hidden_tables_are_said_to_be(write: Write) -> None:
    cells = "<tr><td>a<td>b</table>"
    page = f"""<table style="display:none">{cells}<div hidden><div><table>{cells}</div><table>{cells}</div>
    <table>{cells}
    <table hidden><tr><td>x<td>y<table>{cells}</table><img hidden><table>{cells}
    <table><tr style="visibility: hidden"><td>x<td>y<table>{cells}</table>"""
    assert [grid.hidden for grid in grids(write(page))] == [True, True, True, False, True, True, False, False, True]


def test_unclosed_tags_are_read_as_by_browsers(write: Write) -> None:
    page = "<table><tr><td>a<td>b<tr><th>c<td>d<tbody><td>e<td>f<table><tr><td>g<td>h"
    first, second = grids(write(page))
    assert list(first.records()) == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert list(second.records()) == [["g", "h"]]
    closed = "</td></tr></table><tr><td>di luar</td></tr><table><tr><td>a</td></b><td>b</tr>x</tbody></table></table>"
    assert rows(write(closed)) == [["a", "b"]]
    directly = grids(write("<table><tr><td>a<td>b</td></tr><table><tr><td>c<td>d</table>"))
    assert [list(grid.records()) for grid in directly] == [[["a", "b"]], [["c", "d"]]]


@pytest.mark.parametrize("end", ["<td>c", "<td>c<td cla", "<td>c<!-- ", "<td>c<script>x", "<td>c<![CDATA[", "<td>c</t"])
def test_a_page_that_breaks_off_is_read_to_its_end(write: Write, end: str) -> None:
    assert rows(write("<table><tr><td>a<td>b<tr>" + end))[1] == ["c"]


# --------------------------------------------------------------------------------------------------------- the cells


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("  a \n\t b  ", "a b"),
        ("a&nbsp;&amp;&lt;&#233;", "a &<é"),
        ("a<br/>b<p>c</p><div>d</div>e", "a\nb\nc\nd\ne"),
        ("<h4>Toko</h4>", "Toko"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("a<!-- b -->c", "ac"),
        ("<script>if (a<b) x</script>y<style>td{}</style>", "y"),
        ('<span style="DISPLAY : none">20240131</span>31-01-2024', "31-01-2024"),
        ("<div hidden>a<div>b</div>c<br></div>d", "d"),
        ("<span hidden>a<i>b</i></span>c", "c"),
        ("<select><option>Mikro<option selected>Kecil<option>Menengah</select>", "Kecil"),
        ("<select><option>Mikro</option></select>x", "x"),
        ("<img hidden>a<input hidden>", "a"),
        ("<?php echo 1 ?>a", "a"),
        ("<![if !mso]>a<![endif]>", "a"),
        ("<![ 5 ]>a", "a"),
        ("a < b", "a < b"),
    ],
)
def test_the_text_is_what_a_person_sees(write: Write, inside: str, text: str) -> None:
    assert rows(write(f"<table><tr><td>{inside}</td><td>x</table>")) == [[text, "x"]]


@pytest.mark.parametrize(
    ("attributes", "text", "wanted"),
    [
        ('x:num="1500.25"', "####", "1500,25"),
        ('sdval="1500000"', "###", "1500000"),
        ('x:num="1500"', "1.500", "1.500"),
        ('x:num="x"', "###", "###"),
        ("x:num", "###", "###"),
        ('data-v="5"', "", ""),
    ],
)
def test_a_number_too_wide_for_its_cell_is_taken_from_beside_it(
    write: Write, attributes: str, text: str, wanted: str
) -> None:
    assert rows(write(f"<table><tr><td {attributes}>{text}<td>x<td>y</table>")) == [[wanted, "x", "y"]]


def test_titles_stand_over_every_column_and_in_their_first_row(write: Write) -> None:
    page = """<table><thead><tr><th rowspan=2>Nama<th colspan=2>Pemilik</tr><tr><th>Nama<th>NIK</tr></thead>
    <tr><th scope=row>Toko</th><td>Sari<td>-</table>"""
    assert rows(write(page)) == [["Nama", "Pemilik", "Pemilik"], ["", "Nama", "NIK"], ["Toko", "Sari", "-"]]


def test_cells_over_several_rows_are_repeated_and_said(write: Write) -> None:
    page = """<table><tr><th>Kecamatan<th>Nama<th>x<tr><td rowspan=3>Depok<td>A<td rowspan=2>1
    <tr><td>B<tr><td>C<td rowspan=0><tr><td>D<td>E<tr><td colspan=2>F<td>G</table>"""
    grid = one(write(page))
    assert list(grid.records()) == [
        ["Kecamatan", "Nama", "x"],
        ["Depok", "A", "1"],
        ["Depok", "B", "1"],
        ["Depok", "C"],
        ["D", "E"],
        ["F", "", "", "G"],
    ]
    assert notes(grid) == [("table.html_repeated", 3, 3)]
    # A name that is merged over two products counts twice.
    assert [one.severity for one in grid.notes] == ["warning"]


def test_taller_cells_pass_rows_without_cells_and_end_with_their_section(write: Write) -> None:
    page = "<table><tbody><tr><td rowspan=9>a<td>b<td rowspan=3>z<tr><tr><td>c<tr><td>d<tbody><tr><td>e<td>f</table>"
    assert rows(write(page)) == [["a", "b", "z"], [], ["a", "c", "z"], ["a", "d"], ["e", "f"]]


def test_a_wide_cell_over_a_taller_one_hides_it(write: Write) -> None:
    page = "<table><tr><td>a<td rowspan=3>b<td>c<tr><td colspan=2>d<td>e<tr><td>f<td>g<tr><td>h</table>"
    assert rows(write(page)) == [["a", "b", "c"], ["d", "", "e"], ["f", "b", "g"], ["h"]]


@pytest.mark.parametrize("span", ["x", "-1", "0", "", "1.5", "²"])
def test_spans_that_make_no_sense_are_one(write: Write, span: str) -> None:
    assert rows(write(f'<table><tr><td colspan="{span}">a<td>b</table>')) == [["a", "b"]]


def test_hidden_rows_and_cells_are_read_and_said(write: Write) -> None:
    page = """<table><tr><td>a<td>b<tr hidden><td>c<td>d<tr><td>e<td style=display:none>f<tr hidden><td><td></table>"""
    grid = one(write(page))
    assert list(grid.records()) == [["a", "b"], ["c", "d"], ["e", "f"], []]
    assert notes(grid) == [("table.html_hidden", 2, 2)]


# ------------------------------------------------------------------------------------------------- bounds, bad files


def test_absurd_spans_do_not_grow(write: Write) -> None:
    page = "<table><tr><td colspan=100000>a<td rowspan=999999999>b<tr><td>c</table>"
    first, second = rows(write(page))
    assert (len(first), first[0], first[1000]) == (1001, "a", "b")
    assert (len(second), second[0], second[1000]) == (1001, "c", "b")
    wide = one(write("<table><tr>" + "<td colspan=999>a" * 3 + "<tr>" + "<td>b" * 2005 + "<tr><td>c</table>"))
    assert [len(cells) for cells in wide.records()] == [1999, 2000, 1]
    assert notes(wide) == [("table.cells_beyond", 1, 2)]


def test_limits_are_named(write: Write) -> None:
    page = write("<table><tr><td>a<td>b<td>" + "x" * 11 + "<tr><td>c<td>d</table>")
    assert refused(page, Limits(cells=3)) == {"code": "table.limit_cells", "limit": 3}
    grid = one(page, Limits(text=10))
    assert list(grid.records()) == [["a", "b"], ["c", "d"]]
    assert notes(grid) == [("table.cells_long", 1, 1)]
    deep = write("<table><tr><td>" * 5)
    assert refused(deep, Limits(nesting=4)) == {"code": "table.limit_nesting", "limit": 4}
    assert refused(deep, Limits(nesting=5)) == {"code": "table.html_no_table"}


def test_a_long_heading_is_cut(write: Write) -> None:
    assert len(one(write("<h1>" + "<b>x</b>" * 5000 + "</h1><table><tr><td>a<td>b</table>")).name) == 40


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"\n", "empty"), (b"<p>x", "html_no_table"), (b"PK\x03\x04\0\0", "binary")]
)
def test_files_without_a_table_are_refused(write: Write, data: bytes, code: str) -> None:
    assert refused(write(data)) == {"code": f"table.{code}"}


def test_a_file_that_goes_or_changes_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as caught:
        grids(tmp_path / "tidak-ada.html")
    assert caught.value.finding.code == "table.unreadable"
    grid = one(write(SAVED))
    write(EXCEL)
    with pytest.raises(ValidationError) as caught:
        list(grid.records())
    assert caught.value.finding.code == "table.changed"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1250", "cp1250"),
        ("windows-1259", "cp1252"),
        ("euc-xx", "cp1252"),
        ("utf-7", "cp1252"),
        ("utf-16", "utf-16"),
        ("", "utf-16-le"),
    ],
)
def test_the_bytes_decide_the_encoding_before_what_is_declared(write: Write, declared: str, encoding: str) -> None:
    page = f'<meta charset="{declared}"><table><tr><td>Café<td>b</table>'
    assert rows(write(page.encode(encoding))) == [["Café", "b"]]


@pytest.mark.parametrize("kept", [0, 300_000])
def test_a_large_page_is_read_by_the_block(write: Write, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(html, "_MOST_KEPT", kept)
    page = "<table>" + "".join(f"<tr><td>{number}<td>Toko Contoh é {number}" for number in range(9000)) + "</table>"
    grid = one(write(page + "<!-- " + "x" * 200_000))
    records = grid.records()
    assert next(records) == ["0", "Toko Contoh é 0"]
    assert [cells[0] for cells in records] == [str(number) for number in range(1, 9000)]


def test_small_tables_are_remembered_and_large_ones_read_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_MOST_KEPT", 20)
    page = "".join(f"<table><tr><td>{size}<td>a" + "<tr><td>x" * size + "</table>" for size in (2, 30, 3))
    path = write(page)
    tables = grids(path)
    wanted = [[[str(size), "a"], *[["x"]] * size] for size in (2, 30, 3)]
    for _ in range(2):
        got = [list(grid.records()) for grid in tables]
        assert got == wanted
        got[0][0][0] = "another"
    write(page + " ")
    for grid in tables:
        with pytest.raises(ValidationError) as caught:
            list(grid.records())
        assert caught.value.finding.code == "table.changed"


# ------------------------------------------------------------------------------------------------------- round trips

# A browser joins blanks, so that only words can come back as they were.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=6)
CELLS = st.lists(WORDS, max_size=3).map(lambda words: " ".join(word for word in words if word))


@given(
    cells=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    closed=st.booleans(),
    tag=st.sampled_from(["td", "th"]),
)
def test_any_table_of_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], closed: bool, tag: str
) -> None:
    end, last = (f"</{tag}>", "</tr>") if closed else ("", "")
    body = "".join("<tr>" + "".join(f"<{tag}>{escapes.escape(cell)}{end}" for cell in row) + last for row in cells)
    path = tmp_path_factory.mktemp("html") / "a.html"
    path.write_text(f"<table><tr><th>a<th>b<th>c{body}</table>", encoding="utf-8")
    got = [record + [""] * (3 - len(record)) for record in one(path).records()]
    assert got == [["a", "b", "c"], *cells]
