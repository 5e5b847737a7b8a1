"""Workbooks that no program here can write, made by hand: old and binary ones, and archives that lie."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

Value = str | float | None


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _package(main: str, sheet: str, parts: Mapping[str, str | bytes]) -> bytes:
    return archive({
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/{main}"/></Relationships>',
        f"xl/_rels/{main}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/{sheet}"/></Relationships>',
        **parts,
    })  # fmt: skip


def sheet_xml(data: str, *, name: str = "Data", workbook: str = "", after: str = "") -> bytes:
    """Return an xlsx file with one sheet whose rows are written in ``data``; ISO/IEC 29500-1."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return _package("workbook.xml", "sheet1.xml", {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_RELATIONS}">{workbook}<sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{after}</worksheet>',
    })  # fmt: skip


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


# ---- xlsb: [MS-XLSB] 2.1.4 for the form of a record, 2.4 for the records


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(rows: Sequence[Sequence[Value]], *, errors: Mapping[tuple[int, int], int] | None = None) -> bytes:
    """Return an xlsb file with one sheet; ``errors`` holds codes of errors by row and column, from 0."""
    errors = errors or {}
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data")
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    cells = b""
    for number, row in enumerate(rows):
        cells += _record(0, struct.pack("<I", number) + bytes(21))
        for place, value in enumerate(row):
            start = struct.pack("<II", place, 0)
            if (code := errors.get((number, place))) is not None:
                cells += _record(3, start + bytes([code]))
            elif isinstance(value, str):
                cells += _record(6, start + _wide(value))
            elif value is not None:
                cells += _record(5, start + struct.pack("<d", value))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(129) + _record(148, size) + _record(145) + cells + _record(146) + _record(130)
    return _package("workbook.bin", "sheet1.bin", {"xl/workbook.bin": book, "xl/worksheets/sheet1.bin": sheet})


# ---- xls: [MS-XLS] 2.4 for the records, [MS-CFB] 2.2 to 2.6 for the file around them


def _old(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _old_text(text: str, *, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def old_records(rows: Sequence[Sequence[Value]], more: bytes = b"", size: bytes | None = None) -> bytes:
    """Return the records of an xls file (BIFF8) with one sheet; ``more`` are further ones, ``size`` its dimensions."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    start = _old(0x0809, begin) + _old(0x0042, struct.pack("<H", 0x04B0))
    name = b"\x00\x00" + _old_text("Data", length="<B")
    place = len(start) + 4 + 4 + len(name) + 4
    book = start + _old(0x0085, struct.pack("<I", place) + name) + _old(0x000A)
    sheet = _old(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += _old(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0) if size is None else size)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            at = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str):
                sheet += _old(0x0204, at + _old_text(value, length="<H"))
            elif value is not None:
                sheet += _old(0x0203, at + struct.pack("<d", value))
    return book + sheet + more + _old(0x000A)


def old_workbook(rows: Sequence[Sequence[Value]], **options: bytes) -> bytes:
    """Return an xls file (BIFF8) with one sheet."""
    return compound("Workbook", old_records(rows, **options))


def old_error(row: int, column: int, code: int, *, formula: bool = False) -> bytes:
    """Return the record of a cell with an error; [MS-XLS] 2.4.24, or 2.4.127 with 2.5.133."""
    if formula:
        result = bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF])
        return _old(0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(6) + struct.pack("<H", 0))
    return _old(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def old_truth(row: int, column: int) -> bytes:
    return _old(0x0205, struct.pack("<HHHBB", row, column, 0, 1, 0))


def old_number(row: int, column: int, value: float) -> bytes:
    """Return the record of a formula whose result is a number."""
    cell = struct.pack("<HHHd", row, column, 0, value)
    return _old(0x0006, cell + bytes(6) + struct.pack("<H", 0))


def compound(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream, which is filled up so that it is no small one."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    # Sector 0 is the table of sectors, 1 the directory, the stream follows.
    chain = [table, end, *(place + 3 for place in range(sectors - 1)), end]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    assert len(fat) == 512, "a small workbook, please"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)

    directory = _entry("Root Entry", 5, 1, end, 0) + _entry(name, 2, free, 2, len(stream))
    directory += 2 * _entry("", 0, free, 0, 0)
    return head + fat + directory + stream


def small_compound(stream: bytes) -> bytes:
    """Return a compound file whose stream is a small one, kept in pieces of 64 bytes within another."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    length, pieces = len(stream), -(-len(stream) // 64)
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(stream) // 512
    # Sector 0 is the table of sectors, 1 the directory, 2 the table of pieces, the pieces follow.
    chain = [table, end, end, *(place + 4 for place in range(sectors - 1)), end]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    small = struct.pack(f"<{pieces}I", *range(1, pieces), end).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    directory = _entry("Root Entry", 5, 1, 3, len(stream)) + _entry("Workbook", 2, free, 0, length)
    return head + fat + directory + 2 * _entry("", 0, free, 0, 0) + small + stream


def _entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = title.encode("utf-16-le")
    length, free = len(text) + 2 if title else 0, 0xFFFFFFFF
    return (
        text.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, free, free, child) + bytes(36)
        + struct.pack("<IQ", first, size)
    )  # fmt: skip


# ---- ods: OpenDocument 1.3 part 3


def open_document(rows: Iterable[str], *, name: str = "Data", more: str = "") -> bytes:
    """Return an ods file whose sheet has these rows, each as XML."""
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for prefix, space in (("office", "office"), ("table", "table"), ("text", "text"), ("calcext", "calcext"))
    )
    newline = "\n"
    sheet = f'<table:table table:name="{name}">{newline.join(rows)}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({
        "mimetype": kind,
        "content.xml": f"<office:document-content{spaces}><office:body><office:spreadsheet>{sheet}{more}"
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": "<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
    })  # fmt: skip


def open_row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def open_text(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'


def open_number(value: float, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"{attributes}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )
