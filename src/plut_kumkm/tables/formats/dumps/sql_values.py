"""The rows of an INSERT or a COPY: literals as cells; what would have to be computed stays empty, and is named."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from plut_kumkm.tables.formats.dumps.sql_tokens import BrokenOffError, Token, unescaped
from plut_kumkm.tables.formats.values import BLOB, number_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plut_kumkm.tables.formats.dumps.sql_tokens import Tokens

# The place of a cell in its row, and why it is empty.
Odd = tuple[int, str]
EXPRESSION = "table.cells_computed"

_NUMBER = rb"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
# Nearly every value is one of these; the mark behind it shows that it is whole.
_FAST = {
    True: re.compile(
        rb"\s*(?:[Nn]?'((?:[^'\\]++|\\.|'')*+)'|(" + _NUMBER + rb")|([Nn][Uu][Ll][Ll]))\s*([,)])", re.DOTALL
    ),
    False: re.compile(rb"\s*(?:[Nn]?'((?:[^']++|'')*+)'|(" + _NUMBER + rb")|([Nn][Uu][Ll][Ll]))\s*([,)])"),
}
_AHEAD = 1 << 16
# An expression is looked at no further, and a row of more values is none.
_MOST_TOKENS, _MOST_VALUES = 64, 1 << 14
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF
_WORDS = {b"NULL": "", b"DEFAULT": "", b"TRUE": "ya", b"FALSE": "tidak"}
# Words before a text that only say what it is.
_TYPED = frozenset((b"DATE", b"TIME", b"TIMESTAMP", b"DATETIME", b"N"))
_COPY_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_COPY_LETTERS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
# What follows the text in ``replace('…','\n',char(10))``.
_REPLACED = ["mark", "text", "mark", "word", "mark", "number", "mark", "mark"]
_unistr = re.compile(r"\\(\\|[0-9A-Fa-f]{4}|\+[0-9A-Fa-f]{6}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})").sub


class MalformedError(Exception):
    """What should be a row of values is none."""


def insert_rows(tokens: Tokens) -> Iterator[tuple[list[str], list[Odd]]]:
    """Yield the rows after ``VALUES``, each with its cells that are empty for a reason.

    Raises:
        BrokenOffError: the script ends in a row.
        MalformedError: there is no row where one should be.
    """
    while True:
        first = tokens.skip_space()
        if first in (b"R", b"r") and tokens.next().word == b"ROW":
            first = tokens.skip_space()
        if first != b"(":
            raise MalformedError if first else BrokenOffError
        tokens.began = tokens.line
        tokens.place += 1
        yield _row(tokens)
        if tokens.skip_space() != b",":
            return
        tokens.place += 1


def copied_rows(tokens: Tokens) -> Iterator[tuple[list[str], list[Odd]]]:
    r"""Yield the rows that PostgreSQL writes after ``COPY … FROM stdin``, down to the line ``\.``.

    Raises:
        BrokenOffError: the script ends before that line.
    """
    while (line := tokens.take_line()) != b"\\.":
        fields = line.split(b"\t")
        if b"\\" in line:
            fields = [b"" if field == b"\\N" else _COPY_ESCAPE.sub(_copied, field) for field in fields]
        yield [tokens.decoded(field) for field in fields], []


def _copied(found: re.Match[bytes]) -> bytes:
    code: bytes = found[1]
    if code[:1] == b"x" and len(code) > 1:
        return bytes([int(code[1:], 16)])
    return bytes([int(code, 8) & 255]) if code.isdigit() and code < b"8" else _COPY_LETTERS.get(code, code)


def _row(tokens: Tokens) -> tuple[list[str], list[Odd]]:
    cells: list[str] = []
    odd: list[Odd] = []
    tokens.ahead(_AHEAD)
    backslash, decoded = tokens.dialect.backslash, tokens.decoded
    match = _FAST[backslash].match
    while True:
        found = match(tokens.buffer, tokens.place)
        if found is not None:
            tokens.place = found.end()
            text, number, _, mark = found.groups()
            if text is not None:
                cells.append(decoded(unescaped(text, b"'", backslash=backslash)))
            else:
                cells.append("" if number is None else number_cell(number.decode()))
        else:
            cell, problem, mark = _slowly(tokens)
            if problem:
                odd.append((len(cells), problem))
            cells.append(cell)
        if mark == b")":
            return cells, odd
        if len(cells) >= _MOST_VALUES:
            raise MalformedError


def _slowly(tokens: Tokens) -> tuple[str, str, bytes]:
    """Return the cell of the next value, why it is empty if it is so for a reason, and the mark behind it."""
    parts: list[Token] = []
    depth = 0
    while True:
        token = tokens.next()
        mark = token.value if token.kind == "mark" else b""
        if token.kind == "end":
            raise BrokenOffError
        if mark == b";":
            # The end of a statement, which whoever goes on after it has to find.
            tokens.place -= 1
            raise MalformedError
        if not depth and mark in (b",", b")"):
            break
        depth += (mark == b"(") - (mark == b")")
        if len(parts) <= _MOST_TOKENS:
            parts.append(token)
    found = _literal(parts, tokens) if parts else ""
    return (found, "", mark) if isinstance(found, str) else ("", found[0], mark)


def _literal(parts: Sequence[Token], tokens: Tokens) -> str | tuple[str]:
    """Return the text of a literal, or the code that says why there is none."""
    kinds = [token.kind for token in parts]
    first = parts[0]
    match kinds:
        case ["text" | "name"]:
            # Names in quotes where a value should be: a text between double quotes.
            return tokens.decoded(first.value)
        case ["number"]:
            return number_cell(first.value.decode())
        case ["blob"]:
            return (BLOB,)
        case ["word"] if first.word in _WORDS:
            return _WORDS[first.word]
        case ["mark", "number"] if first.value in b"+-":
            return number_cell((first.value + parts[1].value).decode())
        case ["word", "blob"] if first.word.startswith(b"_"):
            return (BLOB,)
        case ["word", "text"] if first.word == b"_BINARY":
            return (BLOB,)
        case ["word", "text"] if first.word.startswith(b"_") or first.word in _TYPED:
            return tokens.decoded(parts[1].value)
        case _:
            pass
    if inner := _wrapped(parts):
        return _literal(inner, tokens)
    text = _sqlite_text(parts, tokens)
    return (EXPRESSION,) if text is None else text


def _wrapped(parts: Sequence[Token]) -> Sequence[Token]:
    """Return the value inside ``CAST(… AS type)`` and before ``::type``."""
    values = [token.value if token.kind == "mark" else token.word for token in parts]
    if values[:2] == [b"CAST", b"("] and values[-1] == b")" and b"AS" in values:
        return parts[2 : len(values) - 1 - values[::-1].index(b"AS")]
    for place in range(1, len(values) - 1):
        if values[place : place + 2] == [b":", b":"]:
            return parts[:place]
    return ()


def _sqlite_text(parts: Sequence[Token], tokens: Tokens) -> str | None:
    r"""Return a text as SQLite writes one with line breaks: ``replace('a\nb','\n',char(10))``, ``unistr('a\u000ab')``.

    Nothing is computed: the few forms in which its dump writes a text are recognised, and no others.
    """
    words = [token.word for token in parts]
    if words[:1] == [b"UNISTR"] and [token.kind for token in parts[1:]] == ["mark", "text", "mark"]:
        return _unistr(_character, tokens.decoded(parts[2].value))
    count = 0
    while words[2 * count : 2 * count + 1] == [b"REPLACE"]:
        count += 1
    inner = 2 * count
    if not count or len(parts) != inner + 1 + len(_REPLACED) * count or parts[inner].kind != "text":
        return None
    text = tokens.decoded(parts[inner].value)
    for place in range(inner + 1, len(parts), len(_REPLACED)):
        group = parts[place : place + len(_REPLACED)]
        if [token.kind for token in group] != _REPLACED or group[5].value not in (b"10", b"13"):
            return None
        text = text.replace(tokens.decoded(group[1].value), "\n" if group[5].value == b"10" else "\r")
    return text


def _character(found: re.Match[str]) -> str:
    code: str = found[1]
    if code == "\\":
        return code
    number = int(code.lstrip("+uU"), 16)
    return chr(number) if number < _FIRST_SURROGATE or _LAST_SURROGATE < number <= sys.maxunicode else "\ufffd"
