"""The parts of an xlsb file, which are records: its sheets, and what a sheet holds besides values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from plut_kumkm.tables.formats.office.scanning import Scan

if TYPE_CHECKING:
    from plut_kumkm.tables.formats.office.archive import Archive

# [MS-XLSB] 2.4: records of rows, cells and sheets, and the codes of errors.
_ROW_RECORD, _CELL_RECORDS, _ERROR_RECORDS, _SHEET_RECORD = 0, range(1, 12), (3, 11), 156
ERROR_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def sheets(archive: Archive) -> dict[str, str]:
    """Return the parts of the sheets by the names of the sheets."""
    targets = archive.relations("xl/_rels/workbook.bin.rels")
    found = {}
    for kind, data in _binary_records(b"".join(archive.pieces("xl/workbook.bin"))):
        if kind == _SHEET_RECORD:
            # State and number of the sheet come before the id of its part and its name.
            id_, place = _wide_text(data, 8)
            name, _ = _wide_text(data, place)
            found[name] = targets.get(id_, "")
    return found


def scan_binary(archive: Archive, name: str) -> Scan:
    """Return what is seen on a sheet of an xlsb file, ``name`` being its part."""
    found = Scan()
    row = 0
    for kind, data in _binary_records(b"".join(archive.pieces(name))):
        if kind == _ROW_RECORD:
            row = int.from_bytes(data[:4], "little")
        elif kind in _CELL_RECORDS:
            column = int.from_bytes(data[:4], "little")
            found.reach(row, column)
            if kind in _ERROR_RECORDS:
                found.error(row, column, ERROR_CODES.get(data[8] if len(data) > 8 else -1, "#N/A"))
    return found


def _binary_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place, end = 0, len(data)
    while place < end:
        kind, place = _variable(data, place, 2)
        size, place = _variable(data, place, 4)
        yield kind, data[place : place + size]
        place += size


def _variable(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place after it."""
    value = 0
    for shift, byte in enumerate(islice(data, place, place + most)):
        place += 1
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            break
    return value, place


def _wide_text(data: bytes, place: int) -> tuple[str, int]:
    """Return a text whose length stands before it, and the place after it."""
    start = place + 4
    end = start + 2 * int.from_bytes(data[place:start], "little")
    return data[start:end].decode("utf-16-le", "replace"), end
