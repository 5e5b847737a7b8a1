"""The compound file that an old workbook (xls) is: its records, and whether the sizes that it names can be true.

The reader of workbooks takes memory for what a file says of itself, and Python ends where there is not so much.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from plut_kumkm.tables.formats.grids import refuse
from plut_kumkm.tables.formats.office.binary import ERROR_CODES
from plut_kumkm.tables.formats.office.scanning import Scan
from plut_kumkm.tables.formats.reasons import Reason

if TYPE_CHECKING:
    from pathlib import Path

# [MS-CFB] 2.2 and 2.6: where the fields of the header and of an entry of the directory stand.
_HEADER, _ENTRY, _IN_HEADER = 512, 128, 109
_LAST = 0xFFFFFFFA  # from here on a number of a sector is a mark
_STREAM, _ROOT = 2, 5
_NAMES = ("workbook", "book")
# [MS-XLS] 2.4: records by their numbers, and the bounds of a sheet.
_FORMULA, _FILE_PASS, _BOUND_SHEET, _TEXTS, _SIZE, _ERROR = 0x0006, 0x002F, 0x0085, 0x00FC, 0x0200, 0x0205
_BEGINS = (0x0809, 0x0409, 0x0209, 0x0009)
_ROWS, _COLUMNS = 65_536, 256


class Compound:
    """A compound file, held in memory.

    Raises:
        ValidationError: it is damaged: it names more than it holds, or its sectors run in a circle.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path.read_bytes()
        if len(self.data) < _HEADER:
            self._damaged("ole_header")
        shift, mini_shift = struct.unpack_from("<HH", self.data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            self._damaged("ole_sector_size")
        self.size = 1 << shift
        tables, start, cutoff, mini, minis, more, mores = struct.unpack_from("<II4xIIIII", self.data, 44)
        self.most = len(self.data) // self.size + 1
        if max(tables, minis, mores) > self.most:
            self._damaged("ole_sectors")
        self.cutoff = cutoff
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self.data, 76))
        while more < _LAST and mores:
            *found, more = self._numbers(self._sector(more))
            places += found
            mores -= 1
        self.next = [number for place in places[:tables] for number in self._numbers(self._sector(place))]
        self.mini_next = self._numbers(self._chain(mini))
        self.entries = self._directory(start)

    def _damaged(self, reason: str) -> NoReturn:
        refuse("workbook.damaged", self.path, reason=Reason(reason))

    def _sector(self, number: int) -> bytes:
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack_from(f"<{len(data) // 4}I", data)

    def _chain(self, number: int) -> bytes:
        return b"".join(map(self._sector, self._linked(number, self.next)))

    def _linked(self, number: int, links: list[int] | tuple[int, ...]) -> Iterator[int]:
        for _ in links:
            if number >= len(links):
                break
            yield number
            number = links[number]
        if number < len(links):
            self._damaged("ole_circle")

    def _directory(self, start: int) -> dict[tuple[int, str], tuple[int, int]]:
        """Return first sector and size of each stream, by kind and name."""
        data, found = self._chain(start), {}
        for place in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            first, size = struct.unpack_from("<II", data, place + 116)
            if kind and size > len(self.data):
                self._damaged("ole_stream_size")
            name = data[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            found[kind, "" if kind == _ROOT else name.lower()] = first, size
        return found

    def book(self) -> bytes:
        """Return the records of the workbook."""
        place = next((self.entries[_STREAM, name] for name in _NAMES if (_STREAM, name) in self.entries), None)
        if place is None:
            self._damaged("no_workbook")
        first, size = place
        if size >= self.cutoff:
            return self._chain(first)[:size]
        small = self._chain(self.entries.get((_ROOT, ""), (_LAST, 0))[0])
        pieces = (small[one * 64 : one * 64 + 64] for one in self._linked(first, self.mini_next))
        return b"".join(pieces)[:size]


def scan_old(path: Path) -> list[Scan]:
    """Return what is seen on the sheets of an xls file, in their order.

    Raises:
        ValidationError: it has a password, or is damaged.
    """
    data = Compound(path).book()
    sheets: dict[int, Scan] = {}
    found = Scan()
    place = 0
    while place + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, place)
        record = data[place + 4 : place + 4 + size]
        if kind in _BEGINS:
            found = sheets.get(place, found)
        elif kind == _FILE_PASS:
            refuse("workbook.password", path)
        elif kind == _BOUND_SHEET and len(record) >= 4:
            sheets[int.from_bytes(record[:4], "little")] = Scan()
        elif (kind == _SIZE and not _is_size(record)) or (kind == _TEXTS and not _is_count(record, len(data))):
            refuse("workbook.damaged", path, reason=f"record {kind:04x}")
        elif kind in (_ERROR, _FORMULA) and len(record) >= 8:
            _note(found, kind, record)
        place += 4 + size
    return list(sheets.values())


def _is_size(record: bytes) -> bool:
    """Return whether a sheet is no larger than a sheet can be; older versions write rows with two bytes."""
    form, length = ("<IIHH", 12) if len(record) >= 14 else ("<HHHH", 8)
    if len(record) < length:
        return False
    first, rows, left, columns = struct.unpack_from(form, record)
    return bool(first <= rows <= _ROWS and left <= columns <= _COLUMNS)


def _is_count(record: bytes, most: int) -> bool:
    return len(record) >= 8 and bool(max(struct.unpack_from("<II", record)) <= most)


def _note(found: Scan, kind: int, record: bytes) -> None:
    row, column = struct.unpack_from("<HH", record)
    if kind == _ERROR:
        code = record[6] if record[7] else None
    else:
        # The result of a formula that is no number: its last two bytes are 1, the first says which kind.
        code = record[8] if len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2 else None
    if code is not None:
        found.error(row, column, ERROR_CODES.get(code, "#N/A"))
