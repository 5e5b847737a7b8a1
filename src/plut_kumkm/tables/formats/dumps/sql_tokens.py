"""The text of an SQL script as tokens, read by the block: it may be larger than the memory, and one statement too."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple, Self

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from plut_kumkm.tables.formats.text import TextFile

    Matcher = Callable[[bytes, int], re.Match[bytes] | None]

_CHUNK = 1 << 20
# A quote that is open for longer was never closed.
_LONGEST = 1 << 26
_HEAD = 200
# So many bytes behind a token show that it is whole: "1.5" may go on as "1.5e-3".
_MARGIN = 8
# No word that means anything is longer.
_LONGEST_WORD = 32
_BOM = codecs.BOM_UTF8

_plain = re.compile(rb"[^'\"`\[;$/#-]+").match
_space = re.compile(rb"[\s\x00]*").match
_word = re.compile(rb"[A-Za-z_@\x80-\xff][\w$@#\x80-\xff]*").match
_number = re.compile(rb"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?").match
_hex = re.compile(rb"0[xX][0-9A-Fa-f]*").match
_dollar = re.compile(rb"\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$").match
_standard = re.compile(rb"'((?:[^']++|'')*+)'").match
_escaped = re.compile(rb"'((?:[^'\\]++|\\.|'')*+)'", re.DOTALL).match
_double = re.compile(rb'"((?:[^"]++|"")*+)"').match
_double_escaped = re.compile(rb'"((?:[^"\\]++|\\.|"")*+)"', re.DOTALL).match
_backtick = re.compile(rb"`((?:[^`]++|``)*+)`").match
_bracket = re.compile(rb"\[((?:[^\]]++|\]\])*+)\]").match
_TWICE = {b"'": re.compile(rb"\\(.)|''", re.DOTALL), b'"': re.compile(rb'\\(.)|""', re.DOTALL)}
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"0": b"\0", b"b": b"\b", b"Z": b"\x1a", b"%": b"\\%", b"_": b"\\_"}
# What stands right before a quote and says what is inside.
_TEXT_PREFIXES, _BLOB_PREFIXES = frozenset((b"N", b"E")), frozenset((b"X",))


@frozen
class Dialect:
    """Which program wrote a script, and so what a backslash in a text means."""

    name: str
    backslash: bool

    @property
    def is_mysql(self) -> bool:
        """Whether ``"`` encloses text and ``#`` begins a comment."""
        return self.name == "MySQL"

    @property
    def has_brackets(self) -> bool:
        """Whether ``[`` begins a name."""
        return self.name in ("SQL Server", "SQLite", "")

    @property
    def has_batches(self) -> bool:
        """Whether a statement may end without a semicolon."""
        return self.name in ("SQL Server", "")


_SIGNS = (
    ("MySQL", rb"(?i)--.*\b(?:MySQL|MariaDB|phpMyAdmin|HeidiSQL)\b|Navicat MySQL|\bENGINE\s*=|/\*M?!\d{5}"),
    ("PostgreSQL", rb"(?i)--.*\bPostgreSQL\b|\bstandard_conforming_strings\b|\bpg_catalog\b|^COPY\b.*\bFROM stdin;"),
    ("SQL Server", rb"(?im)^SET (?:ANSI_NULLS|QUOTED_IDENTIFIER|IDENTITY_INSERT)\b|^GO\r?$|\[dbo\]|[(,\s]N'"),
    ("SQLite", rb"(?im)\A\s*PRAGMA\b|\A\s*BEGIN TRANSACTION;|\bsqlite_sequence\b|\bAUTOINCREMENT\b"),
    ("MySQL", rb"`"),
)
_CONFORMING_OFF = re.compile(rb"(?i)standard_conforming_strings\s*=\s*'?off").search
# A quote behind a backslash with more text after it: it was escaped.
_ESCAPED_QUOTE = re.compile(rb"\\'[^,);\s]").search


def find_dialect(head: bytes) -> Dialect:
    r"""Return the dialect that the beginning of a script shows; its name is ``""`` where nothing shows it.

    >>> find_dialect(b"CREATE TABLE `a` (b int) ENGINE=InnoDB;").backslash, find_dialect(b"INSERT INTO a VALUES ('\\')")
    (True, Dialect(name='', backslash=False))
    """
    name = next((name for name, signs in _SIGNS if re.search(signs, head, re.MULTILINE)), "")
    if name in ("MySQL", ""):
        return Dialect(name, bool(name) or _ESCAPED_QUOTE(head) is not None)
    return Dialect(name, name == "PostgreSQL" and _CONFORMING_OFF(head) is not None)


class Token(NamedTuple):
    """One token: ``kind`` is ``word``, ``name`` (quoted), ``text``, ``number``, ``blob``, ``mark``, or ``end``."""

    kind: str
    value: bytes

    @property
    def word(self) -> bytes:
        """The word in capitals; nothing for every other token."""
        return self.value.upper() if self.kind == "word" else b""


class BrokenOffError(Exception):
    """The script ends, or a quote stays open, in the middle of a statement."""


class Tokens:
    """The tokens of a script from byte ``at`` on, which is in line ``line``.

    ``buffer`` and ``place`` are for whoever can read faster than by the token; ``began`` is the line of what is being
    read, a statement or a row.
    """

    def __init__(self, source: TextFile, dialect: Dialect, at: int = 0, line: int = 1) -> None:
        self.dialect = dialect
        # Other encodings than UTF-16 are read as they are: in the bytes of a text no mark of SQL stands for another.
        wide = source.encoding.startswith("utf-16")
        self._decoder = codecs.getincrementaldecoder(source.encoding)("replace") if wide else None
        self.encoding = "utf-8" if wide or source.encoding == "utf-8-sig" else source.encoding
        self._file = source.open()
        self.buffer, self.place, self._before, self._ended = b"", 0, 0, False
        self._line, self._counted = line, 0
        self.began = line
        self._go_to(at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def at(self) -> int:
        """How many bytes come before the next token."""
        return self._before + self.place

    @property
    def line(self) -> int:
        """The line of the next token."""
        self._line += self.buffer.count(b"\n", self._counted, self.place)
        self._counted = self.place
        return self._line

    def decoded(self, value: bytes) -> str:
        """Return bytes of the script as text."""
        return value.decode(self.encoding, "replace")

    def more(self) -> bool:
        """Read on, and return whether there was more; what was consumed is let go."""
        if self._ended:
            return False
        if len(self.buffer) - self.place > _LONGEST:
            raise BrokenOffError
        # As much again as is waiting: a long token is looked at anew after each block, and must not cost its square.
        block = self._read(max(_CHUNK, len(self.buffer) - self.place))
        if not block:
            self._ended = True
            return False
        self._line, self._counted = self.line, 0
        self._before += self.place
        self.buffer, self.place = self.buffer[self.place :] + block, 0
        return True

    def ahead(self, size: int) -> None:
        """Have at least ``size`` bytes in the buffer, if there are so many."""
        while len(self.buffer) - self.place < size and self.more():
            pass

    def skip_space(self) -> bytes:
        """Skip blanks and comments, and return the next byte; nothing at the end."""
        while True:
            found = _space(self.buffer, self.place)
            self.place = self.place if found is None else found.end()
            self.ahead(2)
            first = self.buffer[self.place : self.place + 1]
            if first.isspace() or first == b"\0":
                continue
            two = self.buffer[self.place : self.place + 2]
            if two == b"--" or (first == b"#" and self.dialect.is_mysql):
                self.skip_past(b"\n")
            elif two == b"/*":
                self.place += 2
                self.skip_past(b"*/")
            else:
                return first

    def skip_past(self, mark: bytes) -> bytes:
        """Skip to the end of the next ``mark``, or of the script, and return the first bytes that were skipped."""
        head = b""
        while True:
            found = self.buffer.find(mark, self.place)
            end = found if found >= 0 else max(self.place, len(self.buffer) - len(mark) + 1)
            head = head or self.buffer[self.place : min(end, self.place + _HEAD)]
            if found >= 0:
                self.place = end + len(mark)
                return head
            self.place = end
            if not self.more():
                self.place = len(self.buffer)
                return head

    def skip_plain(self) -> None:
        """Skip what can be neither the end of a statement nor the beginning of a text, a name or a comment."""
        found = _plain(self.buffer, self.place)
        if found is not None:
            # The letter before a quote belongs to it, as in E'…'.
            self.place = max(self.place, found.end() - 1)

    def take_line(self) -> bytes:
        """Return the rest of this line without its end.

        Raises:
            BrokenOffError: the script ends in it.
        """
        while (end := self.buffer.find(b"\n", self.place)) < 0:
            if not self.more():
                raise BrokenOffError
        line = self.buffer[self.place : end]
        self.place = end + 1
        return line.removesuffix(b"\r")

    def peek(self) -> bytes:
        """Return the next word in capitals, which stays where it is; nothing where no word is next."""
        self.skip_space()
        self.ahead(_LONGEST_WORD)
        found = _word(self.buffer, self.place)
        return found[0].upper() if found is not None else b""

    def next(self) -> Token:
        """Return the next token.

        Raises:
            BrokenOffError: a quote is not closed.
        """
        first = self.skip_space()
        self.ahead(_MARGIN)
        dialect = self.dialect
        match first:
            case b"":
                return Token("end", b"")
            case b"'":
                return self._text(dialect.backslash)
            case b'"':
                found = self._take(_double_escaped if dialect.backslash else _double)
                value = unescaped(found[1], b'"', backslash=dialect.backslash)
                return Token("text" if dialect.is_mysql else "name", value)
            case b"`":
                return Token("name", self._take(_backtick)[1].replace(b"``", b"`"))
            case b"[" if dialect.has_brackets:
                return Token("name", self._take(_bracket)[1].replace(b"]]", b"]"))
            case b"$" if (tag := self._perhaps(_dollar)) is not None:
                return self._dollar_quoted(tag)
            case _:
                pass
        if (word := self._perhaps(_word)) is not None:
            return self._after_word(word)
        if (blob := self._perhaps(_hex)) is not None:
            return Token("blob", blob)
        if (number := self._perhaps(_number)) is not None:
            return Token("number", number)
        self.place += 1
        return Token("mark", first)

    def _after_word(self, word: bytes) -> Token:
        self.ahead(1)
        if self.buffer[self.place : self.place + 1] == b"'":
            prefix = word.upper()
            if prefix in _TEXT_PREFIXES:
                return self._text(self.dialect.backslash or prefix == b"E")
            if prefix in _BLOB_PREFIXES:
                return Token("blob", self._text(backslash=False).value)
            if prefix == b"B":
                # One bit is what MySQL has for yes and no; more are no number that an office would know.
                bits = self._text(backslash=False).value
                return Token("number" if bits in (b"0", b"1") else "blob", bits)
        return Token("word", word)

    def _text(self, backslash: bool) -> Token:
        found = self._take(_escaped if backslash else _standard)
        return Token("text", unescaped(found[1], b"'", backslash=backslash))

    def _dollar_quoted(self, tag: bytes) -> Token:
        while (end := self.buffer.find(tag, self.place)) < 0:
            if not self.more():
                raise BrokenOffError
        value = self.buffer[self.place : end]
        self.place = end + len(tag)
        return Token("text", value)

    def _take(self, match: Matcher) -> re.Match[bytes]:
        """Return what matches here; a quote at the very end of the buffer may be the first of two."""
        found = match(self.buffer, self.place)
        while (found is None or found.end() == len(self.buffer)) and self.more():
            found = match(self.buffer, self.place)
        if found is None:
            raise BrokenOffError
        self.place = found.end()
        return found

    def _perhaps(self, match: Matcher) -> bytes | None:
        found = match(self.buffer, self.place)
        while found is not None and found.end() + _MARGIN > len(self.buffer) and self.more():
            found = match(self.buffer, self.place)
        if found is None:
            return None
        self.place = found.end()
        return found[0]

    def _read(self, size: int) -> bytes:
        while True:
            block = self._file.read(size)
            if self._decoder is None:
                return block
            text = self._decoder.decode(block, final=not block)
            if text or not block:
                return text.encode("utf-8", "replace")

    def _go_to(self, at: int) -> None:
        if self._decoder is None and at:
            self._file.seek(at)
            self._before = at
            return
        line = self._line
        while self.at < at and not self._ended:
            self.place = min(len(self.buffer), at - self._before)
            if self.at < at:
                self.more()
        self._line, self._counted = line, self.place
        if not at:
            self.ahead(len(_BOM))
            self.place = len(_BOM) if self.buffer.startswith(_BOM) else 0


def unescaped(value: bytes, quote: bytes, *, backslash: bool) -> bytes:
    r"""Return what stands between quotes as it is meant.

    >>> unescaped(rb"Jum''at \'satu\'\n", b"'", backslash=True), unescaped(rb"C:\n", b"'", backslash=False)
    (b"Jum'at 'satu'\n", b'C:\\n')
    """
    if not backslash or b"\\" not in value:
        return value.replace(quote + quote, quote)
    return _TWICE[quote].sub(lambda found: quote if found[1] is None else _LETTERS.get(found[1], found[1]), value)
