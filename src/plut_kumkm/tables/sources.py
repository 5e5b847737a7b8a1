"""A user's file before its cells are looked at: does it exist, is it text, in which encoding, parted by what."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from attrs import frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.headers import find_header

if TYPE_CHECKING:
    from collections.abc import Sequence

_CSV = frozenset({".csv", ".tsv", ".tab", ".txt"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"})
# The first bytes of what people rename to .csv: workbooks (zip, OLE), PDF, gzip.
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 20
_PREVIEW = 1 << 18
_PREVIEW_RECORDS = 200


@frozen
class Source:
    """A file that can be read again and again in the same way; ``delimiter`` is ``None`` for JSON Lines."""

    path: Path
    encoding: str
    delimiter: str | None
    size: int

    def open(self) -> TextIO:
        """Return the file opened as text. A byte that has no meaning becomes U+FFFD: nothing is dropped.

        Raises:
            ValidationError: it is gone, or may not be read.
        """
        try:
            return self.path.open(encoding=self.encoding, errors="replace", newline="")
        except OSError as error:
            refuse("table.unreadable", self.path, reason=error.strerror or type(error).__name__)


def refuse(code: str, path: Path, **params: Any) -> NoReturn:
    """Raise the error that says why ``path`` cannot be read as a registry."""
    raise ValidationError([Finding(code, "error", (), {"file": excerpt(path.name), **params})])


def find_source(path: Path) -> Source:
    """Return how ``path`` is to be read.

    Raises:
        ValidationError: it is missing, empty, no text, or of a kind that is not read.
    """
    if "\0" in str(path):
        # Python would raise ValueError: no system has such a file.
        refuse("table.unreadable", path, reason="NUL")
    suffix = path.suffix.casefold()
    if suffix in _WORKBOOKS:
        refuse("table.workbook", path)
    if suffix not in _CSV | _JSON_LINES:
        refuse("table.ending", path, ending=excerpt(suffix), known=", ".join(sorted(_CSV | _JSON_LINES)))
    try:
        encoding, size = _encoding(path)
    except OSError as error:
        refuse("table.unreadable", path, reason=error.strerror or type(error).__name__)
    source = Source(path, encoding, None, size)
    with source.open() as file:
        text = file.read(_PREVIEW)
    if not text.strip():
        refuse("table.empty", path)
    if suffix in _JSON_LINES:
        return source
    return Source(path, encoding, _delimiter(text, whole=len(text) < _PREVIEW), size)


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
    while len(records) < _PREVIEW_RECORDS:
        try:
            records.append(next(reader))
        except csv.Error:  # an over-long field must not end the preview
            continue
        except StopIteration:
            break
    return records
