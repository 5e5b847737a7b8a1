"""The bytes of a file as text: in which encoding, whether it still is the file that was looked at."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from attrs import frozen

from plut_kumkm.tables.formats.grids import refuse
from plut_kumkm.tables.formats.reasons import Reason, because

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What people rename: workbooks (zip, OLE), PDF, gzip, SQLite, Parquet.
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"SQLite format 3\0", b"PAR1")
# Not Latin-1: who declares it means Windows-1252, and so do browsers.
_FAMILIES = re.compile(
    r"(?:windows-|cp)125[0-8]|iso-?8859-(?:[2-9]|1[0-6])|koi8-[ru]|gb[k0-9]+|big5|euc-\w+|shift_jis"
).fullmatch
_CHUNK = 1 << 20
_HEAD = 1 << 12


@frozen
class LocalFile:
    """A file that can be read again and again, as long as nobody writes to it."""

    path: Path
    size: int
    modified: int

    def open(self) -> BinaryIO:
        """Return the file opened for its bytes.

        Raises:
            ValidationError: it is gone, may not be read, or has changed.
        """
        try:
            file = self.path.open("rb")
            state = self.path.stat()
        except OSError as error:
            unreadable(self.path, error)
        if (state.st_size, state.st_mtime_ns) != (self.size, self.modified):
            file.close()
            refuse("table.changed", self.path)
        return file


@frozen
class TextFile(LocalFile):
    """A file whose bytes are text."""

    encoding: str

    def read(self) -> str:
        """Return the whole text; a byte that has no meaning becomes U+FFFD.

        Raises:
            ValidationError: as ``open``.
        """
        with self.open() as file:
            return file.read().decode(self.encoding, "replace")


def unreadable(path: Path, error: OSError) -> NoReturn:
    """Raise the error that says why a file cannot be opened."""
    refuse("table.unreadable", path, reason=because(error))


def read_head(path: Path, size: int) -> bytes:
    """Return the first ``size`` bytes of a file.

    Raises:
        ValidationError: it is gone, or may not be read.
    """
    if "\0" in str(path):
        # Python would raise ValueError: no system has such a file.
        refuse("table.unreadable", path, reason=Reason("nul"))
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        unreadable(path, error)


def find_file(path: Path) -> LocalFile:
    """Return the file at ``path`` as it now is.

    Raises:
        ValidationError: it is gone.
    """
    try:
        state = path.stat()
    except OSError as error:
        unreadable(path, error)
    return LocalFile(path, state.st_size, state.st_mtime_ns)


def find_text(path: Path, declared: str | None = None) -> TextFile:
    """Return how the text of ``path`` is read.

    A byte order mark decides, then whether every byte agrees with UTF-8: what a file declares is often a lie of its
    template. Only what is no UTF-8 is read as declared, and else as Windows-1252.

    Raises:
        ValidationError: it is missing, empty, or no text.
    """
    if not read_head(path, _CHUNK).strip():
        refuse("table.empty", path)
    found = find_file(path)
    with found.open() as file:
        encoding = _encoding(file, path)
    return TextFile(path, found.size, found.modified, encoding or _known(declared) or "cp1252")


def _encoding(file: BinaryIO, path: Path) -> str | None:
    """Return the encoding that the bytes themselves show."""
    chunk = file.read(_CHUNK)
    named = next((name for bom, name in _BOMS if chunk.startswith(bom)), None) or _utf_16(chunk)
    if named is not None and named != "utf-8-sig":
        return named
    if chunk.startswith(_MAGIC) or chunk.count(0) * 1000 > len(chunk):
        refuse("table.binary", path)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return named or "utf-8"


def _utf_16(chunk: bytes) -> str | None:
    """Return the byte order of UTF-16 without its mark: our text is mostly ASCII, so that every other byte is 0."""
    head = chunk[:_HEAD]
    for order, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(zeros) > 3 and zeros.count(0) * 10 > len(zeros) * 9 and letters.count(0) * 10 < len(letters):
            return order
    return None


def _known(name: str | None) -> str | None:
    """Return the encoding that a file declares, if it is one of those that pages and scripts are written in."""
    if name is None or _FAMILIES(name.casefold()) is None:
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
