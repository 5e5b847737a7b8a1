"""The statements of an SQL script, as far as they say what stands in a table; none is executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from attrs import define, field

from plut_kumkm.tables.formats.dumps.sql_tokens import BrokenOffError, Token, Tokens
from plut_kumkm.tables.formats.dumps.sql_values import MalformedError, Odd, copied_rows, insert_rows

# The parts of a table's name as they distinguish it: database or schema first.
Key = tuple[str, ...]
Rows = Iterator[tuple[list[str], list[Odd]]]

# Schemas that every table is in when nothing else is said.
_DEFAULT_SCHEMAS = frozenset("public dbo main".split())
_BEFORE_NAME = frozenset(
    b"INTO IGNORE LOW_PRIORITY HIGH_PRIORITY DELAYED OR REPLACE ROLLBACK ABORT FAIL TABLE IF NOT EXISTS FROM "
    b"ONLY".split()
)
_ROUTINES = frozenset(b"TRIGGER PROCEDURE PROC FUNCTION EVENT PACKAGE".split())
_OTHER_OBJECTS = frozenset(
    b"VIEW INDEX DATABASE SCHEMA SEQUENCE TYPE EXTENSION USER ROLE DOMAIN SYNONYM LOGIN STATISTICS SERVER".split()
)
_CHANGES = frozenset(b"UPDATE DELETE TRUNCATE DROP MERGE".split())
_BEGINNINGS = _CHANGES.union(
    b"INSERT REPLACE CREATE ALTER SET USE GO COMMIT BEGIN END COPY LOCK UNLOCK SELECT DECLARE PRINT IF GRANT "
    b"EXEC".split()
)
# In CREATE TABLE, what begins a line that names no column.
_CONSTRAINTS = frozenset(
    b"PRIMARY KEY UNIQUE CONSTRAINT FOREIGN INDEX CHECK FULLTEXT SPATIAL EXCLUDE PERIOD LIKE".split()
)
_routine = re.compile(rb"(?i)\bCREATE\b.*\b(?:TRIGGER|PROCEDURE|FUNCTION|EVENT)\b", re.DOTALL).search
_LONGEST_HEAD = 1 << 14
# So many columns has no program's table.
_MOST_NAMES = 1 << 14


class Column(NamedTuple):
    """A column as CREATE TABLE names it; its type in lower case."""

    name: str
    type: str


class Insert(NamedTuple):
    """Rows for a table; those that nobody asks for are skipped."""

    key: Key
    name: str
    columns: tuple[str, ...] | None
    rows: Rows
    start: int
    line: int


class Create(NamedTuple):
    """A table's columns."""

    key: Key
    columns: tuple[Column, ...]


class Change(NamedTuple):
    """A statement that changes or removes what was inserted; the key may be empty, when it is not known."""

    key: Key
    line: int


class Unread(NamedTuple):
    """Something that was skipped: ``insert`` (rows that would have to be computed), ``routine`` or ``broken``."""

    what: str
    line: int
    key: Key = ()


Event = Insert | Create | Change | Unread


@define
class Statements:
    """The events of a script, in its order.

    ``database`` is the one that ``USE`` named last.
    """

    tokens: Tokens
    database: str = ""
    _delimiter: bytes = b";"
    # An INSERT is mostly like the one before it: its beginning up to the first row, and what that says.
    _head: bytes = b""
    _like: tuple[Key, str, tuple[str, ...] | None] = field(default=((), "", None))
    _key: Key = ()

    def events(self) -> Iterator[Event]:
        """Yield what concerns tables, up to the end of the script."""
        tokens = self.tokens
        while tokens.skip_space():
            line = tokens.began = tokens.line
            if self._delimiter != b";":
                yield from self._until_delimiter(line)
                continue
            self._key = ()
            try:
                yield from self._statement(line)
            except BrokenOffError:
                yield Unread("broken", tokens.began, self._key)
                return
            except MalformedError:
                yield Unread("broken", tokens.line, self._key)
                try:
                    self._skip()
                except BrokenOffError:
                    return

    def _statement(self, line: int) -> Iterator[Event]:
        tokens, start = self.tokens, self.tokens.at
        if self._head:
            tokens.ahead(len(self._head))
            if tokens.buffer.startswith(self._head, tokens.place):
                tokens.place += len(self._head)
                yield from self._rows(*self._like, start, line)
                return
        token = tokens.next()
        match token.word:
            case b"INSERT" | b"REPLACE":
                yield from self._insert(start, line)
            case b"COPY":
                yield from self._copy(start, line)
            case b"CREATE":
                yield from self._create(line)
            case b"USE":
                self._use(tokens.next().value)
                self._skip()
            case b"DELIMITER":
                self._delimiter = tokens.skip_past(b"\n").strip() or b";"
            case b"GO":
                pass
            case word if word in _CHANGES:
                name = self._name() if word != b"DROP" or tokens.next().word == b"TABLE" else ()
                yield Change(self._key_of(name), line)
                self._skip()
            case _ if token.kind == "mark" and token.value == b"\\":
                # A command of psql, such as \connect or \restrict.
                words = tokens.skip_past(b"\n").split()
                if words[:1] in ([b"connect"], [b"c"]) and len(words) > 1:
                    self._use(words[1].strip(b'"'))
            case _ if token.kind == "mark" and token.value == b";":
                pass
            case _:
                self._skip()

    def _use(self, database: bytes) -> None:
        self.database = self.tokens.decoded(database).casefold()
        # The same beginning now means another table.
        self._head = b""

    def _insert(self, start: int, line: int) -> Iterator[Event]:
        tokens = self.tokens
        name = self._name()
        self._key = key = self._key_of(name)
        columns = self._names() if tokens.skip_space() == b"(" else None
        if tokens.peek() == b"OVERRIDING":
            # SYSTEM VALUE, or USER VALUE.
            for _ in range(3):
                tokens.next()
        if tokens.peek() not in (b"VALUES", b"VALUE"):
            yield Unread("insert", line, key)
            self._skip()
            return
        tokens.next()
        shown = ".".join(name)
        size = tokens.at - start
        if size <= min(tokens.place, _LONGEST_HEAD):
            self._head = tokens.buffer[tokens.place - size : tokens.place]
            self._like = (key, shown, columns)
        yield from self._rows(key, shown, columns, start, line)

    def _rows(self, key: Key, name: str, columns: tuple[str, ...] | None, start: int, line: int) -> Iterator[Event]:
        yield from self._event(key, name, columns, insert_rows(self.tokens), start, line)
        tokens = self.tokens
        after = tokens.skip_space()
        if after == b";":
            tokens.place += 1
        elif (word := tokens.peek()) in (b"ON", b"AS", b"RETURNING"):
            self._skip()
        elif after and word not in _BEGINNINGS:
            raise MalformedError

    def _copy(self, start: int, line: int) -> Iterator[Event]:
        tokens = self.tokens
        name = self._name()
        self._key = key = self._key_of(name)
        columns = self._names() if tokens.skip_space() == b"(" else None
        says_from = tokens.next().word == b"FROM"
        if not says_from or tokens.peek() != b"STDIN":
            yield Unread("insert", line, key)
            self._skip()
            return
        tokens.next()
        plain = tokens.skip_space() == b";"
        self._skip()
        tokens.take_line()
        if not plain:
            # In another format than its own; the data follow all the same.
            yield Unread("insert", line, key)
            for _ in copied_rows(tokens):
                pass
            return
        yield from self._event(key, ".".join(name), columns, copied_rows(tokens), start, line)

    def _event(
        self, key: Key, name: str, columns: tuple[str, ...] | None, rows: Rows, start: int, line: int
    ) -> Iterator[Event]:
        """Yield the event of rows, and go on behind the last of them."""
        self._key = key
        failed: list[BrokenOffError | MalformedError] = []

        def guarded() -> Rows:
            # Whoever asks for the rows is not the one who knows how to go on after a broken one.
            try:
                yield from rows
            except (BrokenOffError, MalformedError) as error:
                failed.append(error)

        left = guarded()
        yield Insert(key, name, columns, left, start, line)
        for _ in left:
            pass
        if failed:
            raise failed[0]

    def _create(self, line: int) -> Iterator[Event]:
        tokens = self.tokens
        while True:
            token = tokens.next()
            if token.word == b"TABLE":
                break
            if token.word in _ROUTINES:
                yield Unread("routine", line)
                self._skip_routine()
                return
            if token.kind == "end" or token.value == b";":
                return
            if token.word in _OTHER_OBJECTS:
                self._skip()
                return
        name = self._name()
        if tokens.skip_space() == b"(":
            yield Create(self._key_of(name), self._columns())
        self._skip()

    def _columns(self) -> tuple[Column, ...]:
        """Return the columns between the brackets of CREATE TABLE."""
        tokens = self.tokens
        tokens.next()
        found: list[Column] = []
        item: list[Token] = []
        depth = 1
        while depth:
            token = tokens.next()
            mark = token.value if token.kind == "mark" else b""
            if token.kind == "end":
                raise BrokenOffError
            depth += (mark == b"(") - (mark == b")")
            if not depth or (depth == 1 and mark == b","):
                if len(found) >= _MOST_NAMES:
                    raise MalformedError
                if item and item[0].word not in _CONSTRAINTS:
                    kind = tokens.decoded(item[1].value).casefold() if len(item) > 1 else ""
                    found.append(Column(tokens.decoded(item[0].value), kind))
                item = []
            elif len(item) < 2:
                item.append(token)
        return tuple(found)

    def _name(self) -> tuple[str, ...]:
        """Return the parts of the name of a table."""
        tokens = self.tokens
        token = tokens.next()
        while token.word in _BEFORE_NAME:
            token = tokens.next()
        parts: list[str] = []
        while token.kind in ("word", "name", "text"):
            parts.append(tokens.decoded(token.value))
            if tokens.skip_space() != b".":
                return tuple(parts)
            while tokens.skip_space() == b".":  # SQL Server leaves the schema out: db..table
                tokens.place += 1
            token = tokens.next()
        self._refuse(token)

    def _names(self) -> tuple[str, ...]:
        """Return the names of columns between brackets."""
        tokens = self.tokens
        tokens.next()
        found: list[str] = []
        while True:
            token = tokens.next()
            if token.kind in ("word", "name", "text") and len(found) < _MOST_NAMES:
                found.append(tokens.decoded(token.value))
            elif token.value == b")":
                return tuple(found)
            elif token.value != b",":
                self._refuse(token)

    def _refuse(self, token: Token) -> NoReturn:
        """Raise because of a token that cannot stand where it does."""
        if token.kind == "end":
            raise BrokenOffError
        if token.value == b";":
            # The end of the statement, which has to be found when it is skipped.
            self.tokens.place -= 1
        raise MalformedError

    def _key_of(self, name: tuple[str, ...]) -> Key:
        parts = tuple(part.casefold() for part in name)
        if len(parts) > 1 and parts[-2] in _DEFAULT_SCHEMAS:
            parts = (*parts[:-2], parts[-1])
        return (self.database, *parts) if len(parts) == 1 and self.database else parts

    def _skip(self) -> None:
        """Skip the rest of a statement; in a script of batches it may end at a line ``GO``, or where rows begin."""
        tokens = self.tokens
        while True:
            if not tokens.dialect.has_batches:
                tokens.skip_plain()
            token = tokens.next()
            if token.kind == "end" or (token.kind == "mark" and token.value == b";"):
                return
            if not tokens.dialect.has_batches:
                continue
            if token.word == b"GO":
                return
            if token.word == b"INSERT":
                tokens.place -= len(token.value)
                return

    def _skip_routine(self) -> None:
        """Skip a trigger or procedure with the statements inside it."""
        tokens, depth = self.tokens, 0
        while True:
            token = tokens.next()
            depth += (token.word in (b"BEGIN", b"CASE")) - (token.word == b"END")
            ended = token.kind == "mark" and token.value == b";" and depth <= 0
            if token.kind == "end" or token.word == b"GO" or (ended and tokens.dialect.name != "SQL Server"):
                return

    def _until_delimiter(self, line: int) -> Iterator[Event]:
        """Skip a statement that ends at the delimiter which the script has set."""
        tokens = self.tokens
        tokens.ahead(_LONGEST_HEAD)
        if tokens.buffer[tokens.place : tokens.place + 9].upper() == b"DELIMITER":
            tokens.place += 9
            self._delimiter = tokens.skip_past(b"\n").strip() or b";"
        elif _routine(tokens.skip_past(self._delimiter)):
            yield Unread("routine", line)
