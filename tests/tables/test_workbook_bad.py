"""Workbooks that are none, are damaged, locked, or unpack to more than they may; each is refused with its reason."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.tables import Limits, Table
from tests.tables import workbooks
from tests.tables.helpers import found_in, rows_of
from tests.tables.workbooks import replaced, sheet_xml, text_cell

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "xl/worksheets/sheet1.xml"
HEAD = f'<row r="1">{text_cell("A1", "Nama Usaha")}{text_cell("B1", "Omzet")}</row>'
SHOP = f'<row r="2">{text_cell("A2", "Toko Contoh")}<c r="B2"><v>5</v></c></row>'
READ = {"name": "Toko Contoh", "sales": 5}


def only(table: Table) -> dict[str, Any]:
    (row,) = rows_of(table)
    return row.values


# ---- it is something else


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("usaha.xls", b"Nama Usaha;Omzet\nToko Contoh;5\n", "text"),
        ("usaha.xls", "Nama Usaha\tOmzet\nToko Contoh\t5\n".encode("utf-16"), "text"),
        ("usaha.csv", sheet_xml(HEAD + SHOP), "xlsx"),
        ("usaha.txt", workbooks.old_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]]), "xls"),
    ],
)
def test_a_file_is_read_as_what_it_is(read: Callable[..., Table], name: str, data: bytes, kind: str) -> None:
    table = read(data, name)
    assert only(table) == READ
    (found,) = [one for one in found_in(table) if one.code == "table.other_kind"]
    assert (found.severity, found.params["kind"]) == ("warning", kind)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("usaha.xls", sheet_xml(HEAD + SHOP)),
        ("usaha.xlsm", sheet_xml(HEAD + SHOP)),
        ("usaha.xlsx", workbooks.old_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]])),
        ("usaha.ods", workbooks.binary_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]])),
    ],
)
def test_a_workbook_of_another_kind_is_read_all_the_same(read: Callable[..., Table], name: str, data: bytes) -> None:
    table = read(data, name)
    assert only(table) == READ
    assert "table.other_kind" not in table.findings.codes


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("usaha.xlsx", b"", "table.empty"),
        ("usaha.xlsx", b"PK\x03\x04", "workbook.damaged"),
        ("usaha.xlsx", b"\0\1\2", "workbook.damaged"),
        ("usaha.xlsx", workbooks.archive({"a.txt": "x"}), "workbook.damaged"),
        ("usaha.xlsx", workbooks.archive({}), "workbook.damaged"),
        ("usaha.xlsx", workbooks.archive({"xl/workbook.xml": "<workbook/>"}), "workbook.damaged"),
        ("usaha.csv", workbooks.archive({"a.txt": "x"}), "table.binary"),
        ("usaha.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.damaged"),
        ("usaha.ods", workbooks.archive({"content.xml": "<a/>", "mimetype": "text"}), "workbook.damaged"),
        ("usaha.xls", b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "workbook.old_xml"),
    ],
)
def test_what_is_no_workbook_is_refused(refused: Callable[..., Finding], name: str, data: bytes, code: str) -> None:
    assert refused(data, name).code == code


def test_a_workbook_without_sheets_is_refused(refused: Callable[..., Finding]) -> None:
    data = replaced(sheet_xml(HEAD), "xl/workbook.xml", lambda part: re.sub(b"<sheet .*?/>", b"", part))
    assert refused(data).code == "sheet.none"


def test_a_header_may_begin_with_the_letters_of_an_archive(read: Callable[..., Table]) -> None:
    assert only(read(b"PKL;Nama Usaha;Omzet\nx;Toko Contoh;5\n", "usaha.csv")) == READ


# ---- it is locked


def test_a_workbook_with_a_password_is_refused(refused: Callable[..., Finding]) -> None:
    # [MS-OFFCRYPTO] 1.3.3: the workbook is a stream of this name in a compound file.
    data = workbooks.compound("EncryptedPackage", b"\0")
    assert refused(data, "usaha.xlsx").code == "workbook.password"
    assert refused(data, "usaha.csv").code == "workbook.password"


def test_an_old_workbook_with_a_password_is_refused(refused: Callable[..., Finding]) -> None:
    # [MS-XLS] 2.4.117: FilePass follows the beginning of the workbook.
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    locked = struct.pack("<HHHHHH", 0x002F, 6, 1, 1, 1, 0) + struct.pack("<HH", 0x000A, 0)
    assert refused(workbooks.compound("Workbook", begin + locked), "usaha.xls").code == "workbook.password"


def test_an_archive_with_a_password_is_refused(refused: Callable[..., Finding]) -> None:
    data = bytearray(sheet_xml(HEAD + SHOP))
    # APPNOTE.TXT 4.4.4: bit 0 of the flags, in the central directory eight bytes after its mark.
    for found in re.finditer(b"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    assert refused(bytes(data)).code == "workbook.password"


def test_an_open_document_with_a_password_is_refused(refused: Callable[..., Finding]) -> None:
    # OpenDocument 1.3 part 2, 4.4: a part that is encrypted says so in the manifest.
    locked = (
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        b"<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = workbooks.open_document([workbooks.open_row(workbooks.open_text("Nama Usaha"))])
    data = replaced(data, "META-INF/manifest.xml", lambda part: part.replace(b"</manifest:manifest>", locked))
    assert refused(data, "usaha.ods").code == "workbook.password"


# ---- it is damaged


def test_a_sheet_that_breaks_off_is_refused(refused: Callable[..., Finding]) -> None:
    assert refused(replaced(sheet_xml(HEAD + SHOP), SHEET, lambda part: part[: len(part) // 2])).code == (
        "workbook.damaged"
    )


def test_a_workbook_cut_short_is_refused(refused: Callable[..., Finding]) -> None:
    data = sheet_xml(HEAD + SHOP)
    assert refused(data[: len(data) // 2]).code == "workbook.damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_is_no_xml_is_refused(refused: Callable[..., Finding], part: str) -> None:
    assert refused(replaced(sheet_xml(HEAD + SHOP), part, lambda _: b"<a")).code == "workbook.damaged"


def test_a_sheet_whose_part_is_missing_is_refused(refused: Callable[..., Finding]) -> None:
    data = sheet_xml(HEAD + SHOP)
    gone = replaced(data, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b"sheet1.xml", b"sheet9.xml"))
    assert refused(gone).code == "workbook.damaged"
    outside = replaced(
        data, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b" Target=", b' TargetMode="External" Target=')
    )
    assert refused(outside).code == "workbook.damaged"


def test_two_parts_of_one_name_are_refused(refused: Callable[..., Finding]) -> None:
    out = io.BytesIO(sheet_xml(HEAD + SHOP))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(SHEET.upper(), "<worksheet/>")
    assert refused(out.getvalue()).code == "workbook.damaged"


OLD = [["Nama Usaha", "Omzet"], ["Toko Contoh", 5.0]]


@pytest.mark.parametrize(
    "size",
    [
        struct.pack("<IIHHH", 0, 98 << 24, 0, 2, 0),  # rows beyond 65,536
        struct.pack("<IIHHH", 0, 2, 0, 65_535, 0),
        struct.pack("<IIHHH", 9, 2, 0, 2, 0),
        struct.pack("<HHHH", 0, 2, 0, 999),  # as Excel 5 writes it
        b"",
    ],
)
def test_an_old_sheet_that_claims_an_impossible_size_is_refused(refused: Callable[..., Finding], size: bytes) -> None:
    # The reader would take memory for it, and take Python along when there is not so much.
    assert refused(workbooks.old_workbook(OLD, size=size), "usaha.xls").params["reason"] == "record 0200"


def test_an_old_workbook_that_claims_too_many_texts_is_refused(refused: Callable[..., Finding]) -> None:
    for count in (struct.pack("<HHII", 0x00FC, 8, 1, 2**31 - 1), struct.pack("<HH", 0x00FC, 0)):
        assert refused(workbooks.old_workbook(OLD, more=count), "usaha.xls").params["reason"] == "record 00fc"


@pytest.mark.parametrize(
    ("place", "form", "value", "reason"),
    [
        (30, "<H", 31, "ole_sector_size"),
        (44, "<I", 2**31, "ole_sectors"),
        (64, "<I", 2**31, "ole_sectors"),
        (72, "<I", 2**31, "ole_sectors"),
        # The entry of the stream: the second of the directory, which is sector 1; its size, first sector and kind.
        (1024 + 128 + 120, "<I", 2**31, "ole_stream_size"),
        (1024 + 128 + 66, "<B", 0, "no_workbook"),
        # The table of sectors, in which the third links to itself.
        (512 + 12, "<I", 3, "ole_circle"),
    ],
)
def test_a_compound_file_that_cannot_be_is_refused(
    refused: Callable[..., Finding], place: int, form: str, value: int, reason: str
) -> None:
    data = bytearray(workbooks.old_workbook(OLD))
    struct.pack_into(form, data, place, value)
    found = refused(bytes(data), "usaha.xls")
    assert (found.code, found.params["reason"]) == ("workbook.damaged", reason)
    assert refused(bytes(data[:100]), "usaha.xls").params["reason"] == "ole_header"


def test_the_table_of_sectors_may_go_on_behind_the_header(read: Callable[..., Table]) -> None:
    # As in a file of more than seven megabytes; here its first part is full of nothing.
    data = bytearray(workbooks.old_workbook(OLD))
    last = len(data) // 512 - 1
    struct.pack_into("<II", data, 68, last, 1)
    more = struct.pack("<128I", *[0xFFFFFFFF] * 127, 0xFFFFFFFE)
    assert only(read(bytes(data) + more, "usaha.xls")) == READ


@pytest.mark.parametrize(("name", "kind"), [("PanicException", ValidationError), ("KeyboardInterrupt", BaseException)])
def test_a_panic_of_the_reader_is_no_end_of_the_program(
    read: Callable[..., Table], monkeypatch: pytest.MonkeyPatch, name: str, kind: type[BaseException]
) -> None:
    def fails(_: object) -> None:
        raise type(name, (BaseException,), {})("slice index starts at 5 but ends at 4")

    monkeypatch.setattr("python_calamine.load_workbook", fails)
    with pytest.raises(kind, match="slice index") as caught:
        read(sheet_xml(HEAD + SHOP))
    assert isinstance(caught.value, ValidationError) == (name == "PanicException")


def test_a_record_cut_short_ends_a_binary_sheet(read: Callable[..., Table]) -> None:
    data = workbooks.binary_workbook([["Nama Usaha", "Omzet"], ["Toko Contoh", 5]])
    assert only(read(replaced(data, "xl/worksheets/sheet1.bin", lambda part: part + b"\x80"), "usaha.xlsb")) == READ


# ---- it unpacks to too much


def test_a_bomb_is_refused_with_the_limit_named(refused: Callable[..., Finding]) -> None:
    # A thousand to one: what a bomb is made of.
    bomb = sheet_xml(HEAD + SHOP, after=" " * 5_000_000)
    assert len(bomb) < 20_000
    found = refused(bomb, limits=Limits(unpacked=1_000_000))
    assert (found.code, found.params["limit"]) == ("workbook.unpacked", 1_000_000)
    assert "1.000.000" in found.message()
    old = workbooks.old_workbook([["Nama Usaha"]])
    assert refused(old, "usaha.xls", limits=Limits(unpacked=1000)).code == "workbook.unpacked"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml"])
def test_a_directory_that_lies_about_a_size_is_refused(refused: Callable[..., Finding], part: str) -> None:
    out = io.BytesIO(sheet_xml(HEAD + SHOP, after=" " * 300_001))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/sharedStrings.xml", "<sst>" + " " * 300_002 + "</sst>")
    data = out.getvalue()
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo(part).file_size
    lying = data.replace(struct.pack("<I", size), struct.pack("<I", 1000))
    assert lying != data
    assert refused(lying, limits=Limits(unpacked=500_000)).code == "workbook.damaged"


def test_entities_are_refused(refused: Callable[..., Finding]) -> None:
    declared = b'<!DOCTYPE workbook [<!ENTITY a "b">]><workbook '
    data = replaced(sheet_xml(HEAD), "xl/workbook.xml", lambda part: part.replace(b"<workbook ", declared))
    assert refused(data).code == "workbook.damaged"


def test_a_sheet_of_several_pieces_is_read_whole(read: Callable[..., Table]) -> None:
    rows = "".join(
        f'<row r="{number}">{text_cell(f"A{number}", f"Toko {number}")}<c r="B{number}" t="e"><v>#N/A</v></c></row>'
        for number in range(3, 20_000)
    )
    table = read(sheet_xml(HEAD + SHOP + rows))
    codes = [len(row.findings) for row in table.rows()]
    assert codes == [0] + [1] * 19_997


# ---- what it holds beside values


def test_what_stands_in_a_comment_is_no_cell(read: Callable[..., Table]) -> None:
    row = SHOP.replace("</row>", '<!-- <c r="F2" t="e"><v>#REF!</v></c> --></row>')
    assert only(read(sheet_xml(HEAD + row))) == READ


def test_macros_and_links_are_left_alone(read: Callable[..., Table]) -> None:
    out = io.BytesIO(sheet_xml(HEAD + SHOP))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr("xl/vbaProject.bin", b"\0")
        target.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    table = read(out.getvalue(), "usaha.xlsm")
    assert only(table) == READ
    # What was not read is said.
    assert {one.code for one in found_in(table)} == {"workbook.links", "workbook.macros"}


def test_per_cent_of_a_cell_without_a_place_is_not_seen(read: Callable[..., Table]) -> None:
    cells = '<row r="2"><c t="inlineStr"><is><t>Toko Contoh</t></is></c><c s="1"><v>0.5</v></c></row>'
    out = io.BytesIO(sheet_xml(HEAD.replace("Omzet", "Kapasitas") + cells))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(
            "xl/styles.xml",
            '<styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"><alignment/></xf>'
            '<xf numFmtId="9"/></cellXfs><cellStyles/></styleSheet>',
        )
    assert only(read(out.getvalue()))["capacity"] == "0,5"


def test_a_formula_without_a_place_is_counted_and_no_more(read: Callable[..., Table]) -> None:
    data = (
        HEAD
        + '<row r="2"><c t="inlineStr"><is><t>Toko Contoh</t></is></c><c><f>5</f></c><c t="e"><v>#N/A</v></c></row>'
    )
    table = read(sheet_xml(data))
    assert only(table) == {"name": "Toko Contoh"}
    assert "workbook.formula_blank" not in table.findings.codes
