"""SQL dumps: the rows that a script inserts into each table, read as text and never executed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field, frozen

from plut_kumkm.base.findings import Finding, Severity
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.dumps.sql_statements import (
    Change,
    Column,
    Create,
    Event,
    Insert,
    Key,
    Statements,
    Unread,
)
from plut_kumkm.tables.formats.dumps.sql_tokens import Dialect, Tokens, find_dialect
from plut_kumkm.tables.formats.grids import LIMITS, Limits, refuse
from plut_kumkm.tables.formats.records import Mended
from plut_kumkm.tables.formats.text import TextFile, find_text
from plut_kumkm.tables.formats.values import INEXACT, LONG, Tally, as_number, is_number, number_cell, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from plut_kumkm.tables.formats.dumps.sql_values import Odd
    from plut_kumkm.tables.formats.grids import Caption, Cells

_HEAD = 1 << 18
_SHOWN_NAMES = {"MySQL": "MySQL/MariaDB", "": "SQL"}
# Types whose values phpMyAdmin and pg_dump write with a decimal point, in quotes or bare.
_NUMERIC = frozenset(
    "decimal numeric dec fixed number float float4 float8 double real money smallmoney int integer bigint smallint "
    "tinyint mediumint".split()
)
# Types of four bytes, and from which magnitude on what they hold, or what a dump prints of it, is no longer exact.
_SINGLE = {
    "MySQL": (frozenset(("float", "float4")), 10**6),
    "PostgreSQL": (frozenset(("real", "float4")), 2**24),
    "SQL Server": (frozenset(("real",)), 2**24),
}
_UNREAD: dict[str, tuple[str, Severity]] = {
    "routine": ("table.sql_routine", "info"),
    "insert": ("table.sql_insert", "warning"),
}
_MOST_SEGMENTS = 1000
# Whoever has read so many of them knows that the dump has to be made anew.
_MOST_BROKEN = 10


class _Segment(NamedTuple):
    """A stretch of the script in which rows go into one table, from ``start`` to ``end`` [bytes].

    ``names`` are the columns of rows that name none themselves.
    """

    start: int
    end: int
    line: int
    database: str
    names: tuple[str, ...]


class _Care:
    """Which cells of a statement's rows need more than to be read."""

    def __init__(self, names: Sequence[str], types: Mapping[str, str], dialect: Dialect, longest: int) -> None:
        kinds = [types.get(name.casefold(), "") for name in names]
        inexact, self.bound = _SINGLE.get(dialect.name, (frozenset[str](), 0))
        self.numeric = [place for place, kind in enumerate(kinds) if kind in _NUMERIC]
        self.inexact = [place for place, kind in enumerate(kinds) if kind in inexact]
        self.longest = longest

    def settle(self, cells: Cells) -> list[Odd]:
        """Write numbers in quotes as numbers, empty what is too long or inexact, and return what was emptied."""
        got = len(cells)
        for place in self.numeric:
            if place < got and "." in cells[place] and is_number(cells[place]):
                cells[place] = number_cell(cells[place])
        found = [
            (place, INEXACT)
            for place in self.inexact
            if place < got and (size := as_number(cells[place])) is not None and abs(size) >= self.bound
        ]
        if max(map(len, cells), default=0) > self.longest:
            found += [(place, LONG) for place, cell in enumerate(cells) if len(cell) > self.longest]
        for place, _ in found:
            cells[place] = ""
        return found


@frozen(repr=False)
class SqlGrid:
    """The rows that a script inserts into one table; see ``Grid``.

    Attributes:
        header_records: the names of the columns take one record.
    """

    name: str
    notes: tuple[Finding, ...]
    _key: Key
    _names: tuple[str, ...]
    _types: Mapping[str, str]
    _segments: tuple[_Segment, ...]
    _source: TextFile
    _dialect: Dialect
    _limits: Limits
    hidden: bool = False
    captions: tuple[Caption, ...] = ()
    header_records: int = 1

    def records(self) -> Iterator[Cells]:
        """Yield the names of the columns, then the rows in the order in which they are inserted.

        Raises:
            ValidationError: the file has changed or is gone.
        """
        yield list(self._names)
        fits: dict[tuple[str, ...], _Fit] = {}
        for segment in self._segments:
            for event in self._events(segment):
                if isinstance(event, Insert) and event.key == self._key:
                    own = event.columns or segment.names
                    if own not in fits:
                        fits[own] = _Fit(own, self._names, self._care(own or self._names))
                    yield from fits[own].records(event)

    def _events(self, segment: _Segment) -> Iterator[Event]:
        with Tokens(self._source, self._dialect, segment.start, segment.line) as tokens:
            events = Statements(tokens, segment.database).events()
            while tokens.at < segment.end and (event := next(events, None)) is not None:
                yield event

    def _care(self, names: Sequence[str]) -> _Care:
        return _Care(names, self._types, self._dialect, self._limits.text)


class _Fit:
    """How the rows of a statement with columns of its ``own`` become records of all the columns."""

    def __init__(self, own: tuple[str, ...], names: tuple[str, ...], care: _Care) -> None:
        order = {name.casefold(): place for place, name in enumerate(names)}
        self.places = [order[name.casefold()] for name in own or names]
        self.in_order = self.places == list(range(len(order)))
        self.expected, self.width, self.care = len(own), len(order), care

    def records(self, event: Insert) -> Iterator[Cells]:
        """Yield the records of one statement."""
        for cells, _ in event.rows:
            self.care.settle(cells)
            got = len(cells)
            if not self.in_order or got > self.width:
                row = [""] * self.width
                for place, cell in zip(self.places, cells, strict=False):
                    row[place] = cell
                cells = row
            if self.expected and got != self.expected:
                yield Mended(trimmed(cells), "record.ragged", got=got, expected=self.expected)
            else:
                yield trimmed(cells)


@define
class _Table:
    """What the first pass finds of one table."""

    key: Key
    name: str
    columns: dict[str, str] = field(factory=dict)  # in small letters → as written
    types: dict[str, str] = field(factory=dict)
    segments: list[_Segment] = field(factory=list)
    tally: Tally = field(factory=Tally)
    broken: list[Finding] = field(factory=list)
    rows: int = 0
    filled: int = 0
    changes: int = 0
    changed: int = 0

    def add(self, names: Iterable[str]) -> None:
        """Know these columns too."""
        for name in names:
            self.columns.setdefault(name.casefold(), name)

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be said of this table alone."""
        yield from self.tally.findings(1)
        if self.changes:
            yield Finding("table.sql_changes", "warning", (), {"count": self.changes, "line": self.changed})
        yield from self.broken


class _Survey:
    """The first pass: which tables there are, where their rows stand, and what is not read."""

    def __init__(self, source: TextFile, dialect: Dialect, limits: Limits) -> None:
        self.source, self.dialect, self.limits = source, dialect, limits
        self.tables: dict[Key, _Table] = {}
        self.created: dict[Key, tuple[Column, ...]] = {}
        self.last: _Table | None = None
        self.counts = dict.fromkeys(_UNREAD, 0)
        self.first = dict(self.counts)
        self.notes: list[Finding] = []
        # What the statement before said of its columns: the next one mostly says the same.
        self.stated: tuple[tuple[str, ...] | None, tuple[Column, ...]] | None = None
        self.names: tuple[str, ...] = ()
        self.care = _Care((), {}, dialect, limits.text)

    def run(self) -> None:
        """Go through the script once."""
        with Tokens(self.source, self.dialect) as tokens:
            statements = Statements(tokens)
            for event in statements.events():
                match event:
                    case Create(key, columns):
                        # By its last part too: whoever names no schema means the one of the session.
                        self.created[key] = self.created[key[-1:]] = columns
                    case Change(key, line) if key in self.tables:
                        table = self.tables[key]
                        table.changes += 1
                        table.changed = table.changed or line
                    case Unread("broken", line, key):
                        found = self.tables[key].broken if key in self.tables else self.notes
                        if len(found) < _MOST_BROKEN:
                            found.append(Finding("table.sql_broken", "error", (), {"line": line}))
                    case Unread(what, line):
                        self.counts[what] += 1
                        self.first[what] = self.first[what] or line
                    case Insert():
                        self._insert(event, tokens, statements.database)
                    case _:
                        pass

    def _insert(self, event: Insert, tokens: Tokens, database: str) -> None:
        if event.key not in self.tables:
            self.tables[event.key] = _Table(event.key, event.name)
        table = self.tables[event.key]
        created = self.created.get(event.key) or self.created.get(event.key[-1:], ())
        if (event.columns, created) != self.stated or table is not self.last:
            self.stated = (event.columns, created)
            table.types.update((column.name.casefold(), column.type) for column in created)
            self.names = event.columns or tuple(column.name for column in created)
            table.add(self.names)
            self.care = _Care(self.names, table.types, self.dialect, self.limits.text)
        names, care = self.names, self.care
        for cells, odd in event.rows:
            table.rows += 1
            if not names and len(cells) > len(table.columns):
                table.add(f"kolom {place}" for place in range(len(table.columns) + 1, len(cells) + 1))
            for place, code in (*odd, *care.settle(cells)):
                column = names[place] if place < len(names) else f"kolom {place + 1}"
                params = {"limit": self.limits.text} if code == LONG else {}
                table.tally.add(code, column, table.rows, **params)
            table.filled += len(cells) - cells.count("")
            if table.filled > self.limits.cells:
                refuse("table.limit_cells", self.source.path, limit=self.limits.cells)
        own = () if event.columns else names
        before = table.segments[-1] if table.segments else None
        alike = before is not None and (before.database, before.names) == (database, own)
        # Rows of other tables between two stretches are skipped when it is read: better than to remember a million.
        if before is not None and alike and (self.last is table or len(table.segments) >= _MOST_SEGMENTS):
            table.segments[-1] = before._replace(end=tokens.at)
        else:
            table.segments.append(_Segment(event.start, tokens.at, event.line, database, own))
        self.last = table

    def grids(self) -> Iterator[SqlGrid]:
        """Yield one grid for each table that has rows, in the order of the script."""
        how = "table.sql_escapes" if self.dialect.backslash else "table.sql_letters"
        notes = [Finding(how, "info", (), {"dialect": _SHOWN_NAMES.get(self.dialect.name, self.dialect.name)})]
        for what, count in self.counts.items():
            if count:
                code, severity = _UNREAD[what]
                notes.append(Finding(code, severity, (), {"count": count, "line": self.first[what]}))
        notes += self.notes
        # SQLite keeps tables of its own.
        tables = [one for one in self.tables.values() if one.rows and not one.key[-1].startswith("sqlite_")]
        last = Counter(table.key[-1] for table in tables)
        for table in tables:
            name = table.name.rpartition(".")[2] if last[table.key[-1]] == 1 else ".".join(table.key)
            yield SqlGrid(
                excerpt(name),
                (*notes, *table.findings()),
                table.key,
                tuple(table.columns.values()),
                table.types,
                tuple(table.segments),
                self.source,
                self.dialect,
                self.limits,
            )


def grids(path: Path, limits: Limits = LIMITS) -> tuple[SqlGrid, ...]:
    """Return one grid for each table into which an SQL script inserts rows.

    Read are dumps of MySQL and MariaDB (also by phpMyAdmin), PostgreSQL (``INSERT`` and ``COPY``) and SQLite, and
    scripts of SQL Server. What stands in a table after updates, deletions and computed values only the database knows:
    the notes name them.

    Raises:
        ValidationError: it cannot be opened, inserts nothing, or goes beyond a limit.
    """
    source = find_text(path)
    with source.open() as file:
        head = file.read(_HEAD)
    if source.encoding.startswith("utf-16"):
        head = head.decode(source.encoding, "replace").encode()
    survey = _Survey(source, find_dialect(head), limits)
    survey.run()
    found = tuple(survey.grids())
    if not found:
        refuse("table.sql_no_rows", path)
    return found
