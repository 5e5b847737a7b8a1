"""Text files: delimited and JSON Lines. In which encoding, parted by what, and under which header."""

from __future__ import annotations

import codecs
import csv
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from attrs import frozen

from plut_kumkm.tables.formats.grids import PREVIEW, Head, refuse
from plut_kumkm.tables.formats.reasons import because
from plut_kumkm.tables.formats.records import careful_records, json_keys, json_records, open_records, unquoted
from plut_kumkm.tables.headers import Header, find_header, heading

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from plut_kumkm.base.findings import Finding
    from plut_kumkm.tables.formats.grids import Cells

# The first bytes of what people rename to .csv: PDF, gzip. A workbook was seen before.
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_SAMPLE_RECORDS = 200


@frozen
class TextSource:
    """A file of text that can be read again and again in the same way; ``delimiter`` is ``None`` for JSON Lines."""

    path: Path
    encoding: str
    delimiter: str | None
    size: int
    notes: tuple[Finding, ...] = ()
    before: int = 0
    epoch: date | None = None

    def open(self) -> TextIO:
        """Return the file opened as text. A byte that has no meaning becomes U+FFFD: nothing is dropped.

        Raises:
            ValidationError: it is gone, or may not be read.
        """
        try:
            return self.path.open(encoding=self.encoding, errors="replace", newline="")
        except OSError as error:
            refuse("table.unreadable", self.path, reason=because(error))

    def head(self) -> Head:
        """Return the header, and the first records after it."""
        if self.delimiter is None:
            return self._json_head()
        with self.open() as file:
            # Line by line: a stray quote further down must not swallow the file.
            records = list(islice(careful_records(file, self.delimiter, 0), PREVIEW))
        header = find_header(records)
        width = len(header.headings)
        preview = [list(unquoted(cells, self.delimiter, width)) for cells in records[header.records :]]
        return Head(header, records[: header.records], preview, ())

    @contextmanager
    def records(self, width: int, keys: Sequence[str], *, careful: bool) -> Generator[Iterator[Cells], None, None]:
        """Yield the records from the start; ``careful`` after ``QuoteError``."""
        with self.open() as file:
            yield open_records(file, self.delimiter, width, keys, careful=careful)

    def _json_head(self) -> Head:
        with self.open() as file:
            keys = json_keys(file)
        if keys is None:
            refuse("table.too_many_keys", self.path)
        with self.open() as file:
            preview = list(islice(json_records(file, {key: place for place, key in enumerate(keys)}), PREVIEW))
        return Head(Header(0, 0, tuple(heading((key,)) for key in keys)), [], preview, tuple(keys))


def find_text(path: Path, *, lines: bool, notes: tuple[Finding, ...] = ()) -> TextSource:
    """Return how the text in ``path`` is to be read; with ``lines`` it is JSON Lines.

    Raises:
        ValidationError: it is empty, or no text.
    """
    encoding, size = _encoding(path)
    source = TextSource(path, encoding, None, size, notes)
    with source.open() as file:
        text = file.read(_SAMPLE)
    if not text.strip():
        refuse("table.empty", path)
    if lines:
        return source
    return TextSource(path, encoding, _delimiter(text, whole=len(text) < _SAMPLE), size, notes)


def _encoding(path: Path) -> tuple[str, int]:
    """Return the encoding and the size [bytes]: UTF-8 where every byte agrees, else Windows-1252."""
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        size = len(chunk)
        named = next((name for bom, name in _BOMS if chunk.startswith(bom)), None)
        if named != "utf-16" and _is_binary(chunk):
            refuse("table.binary", path)
        decoder = codecs.getincrementaldecoder(named or "utf-8")()
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
                size += len(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            # UTF-16 that breaks off is read to its end; the rest of the world is Windows.
            return ("utf-16" if named == "utf-16" else "cp1252"), path.stat().st_size
    return named or "utf-8", size


def _is_binary(head: bytes) -> bool:
    """Return whether this is no text: a known magic number, or more than a stray NUL."""
    return head.startswith(_MAGIC) or head.count(0) * 1000 > len(head)


def _delimiter(text: str, *, whole: bool) -> str:
    """Return the delimiter under which the header names most, and then the one that parts most records alike."""
    lines = text.splitlines(keepends=True)
    if not whole:
        lines = lines[:-1] or lines

    def merit(delimiter: str) -> tuple[float, float]:
        records = _preview(lines, delimiter)
        header = find_header(records)
        named = len({meaning.field for one in header.headings for meaning in one.meanings})
        widths = [len(cells) for cells in records if cells]
        common = max(set(widths), key=widths.count, default=0)
        return named, (widths.count(common) / len(widths) if common > 1 else 0)

    return max(_DELIMITERS, key=merit)


def _preview(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    while len(records) < _SAMPLE_RECORDS:
        try:
            records.append(next(reader))
        except csv.Error:  # an over-long field must not end the preview
            continue
        except StopIteration:
            break
    return records
