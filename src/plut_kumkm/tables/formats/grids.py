"""What every format is turned into: grids of text cells; the limits of reading; sources of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn, Protocol

from attrs import frozen

from plut_kumkm.base import messages
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.headers import Header, note_unit

Cells = list[str]
# So many records are looked at before the columns are decided on.
PREVIEW = 300


@frozen(kw_only=True)
class Limits:
    """How much of a file is read before it is refused with the limit named: a small file may unpack to a huge one.

    Attributes:
        cells: cells that hold something, of one table [sel].
        sheet_cells: cells that the filled part of a sheet spans, blank ones among them: a workbook is held in memory
            while other files pass through it [sel].
        unpacked: bytes of an archive once unpacked [bita].
        nesting: levels of a tree (JSON, HTML) [1].
        text: characters of one cell [1].
    """

    cells: int = 200_000_000
    sheet_cells: int = 10_000_000
    unpacked: int = 2_000_000_000
    nesting: int = 64
    text: int = 100_000

    @property
    def of_sheet(self) -> int:
        """How many cells a sheet may span [sel]: it is a table as well."""
        return min(self.cells, self.sheet_cells)


LIMITS = Limits()


class Grid(Protocol):
    """One table of a file: a sheet, a ``<table>``, a list in a JSON tree, the rows inserted into one SQL table.

    Cells are text as a person reads them; a number has its decimal mark as a comma and no mark of thousands, an empty
    cell is ``""``. ``number`` of the first record is 1, so a record's number is its row in the sheet.
    """

    @property
    def name(self) -> str:
        """What the file calls it; never personal data."""
        ...

    @property
    def hidden(self) -> bool:
        """Whether the file hides it from whoever opens it."""
        ...

    @property
    def captions(self) -> tuple[Caption, ...]:
        """What stands around it and names the unit of its amounts, the nearest first."""
        ...

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of it as a whole: what was not read, and why."""
        ...

    @property
    def header_records(self) -> int | None:
        """How many records its header takes; ``None`` where nothing says so, and the header is to be found."""
        ...

    def records(self) -> Iterator[Cells]:
        """Yield its records from the start, trailing empty cells left out; a blank row is an empty list."""
        ...


class Caption(NamedTuple):
    """What names the unit of a table from outside it: the unit, the text, and where that stands, for a message.

    "caption": over the table; "sheet": its name; "above": over another table of the sheet.
    """

    unit: int
    text: str
    place: Literal["caption", "sheet", "above"]


class Head(NamedTuple):
    """The header, the records down to its end, the first records after it, and the keys of JSON Lines.

    ``captions`` are those that name a unit; one "above" holds where nothing else does.
    """

    header: Header
    titles: list[Cells]
    preview: list[Cells]
    keys: tuple[str, ...]
    captions: tuple[Caption, ...] = ()


class Source(Protocol):
    """Where the records of a table come from, again and again."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def encoding(self) -> str:
        """How its bytes are read; empty where the format settles it."""
        ...

    @property
    def delimiter(self) -> str | None:
        """What parts the cells of delimited text."""
        ...

    @property
    def before(self) -> int:
        """How many rows of the sheet come before the first record [1]."""
        ...

    @property
    def epoch(self) -> date | None:
        """The day from which it counts its days, where a number can stand for a date."""
        ...

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of the source as a whole."""
        ...

    def head(self) -> Head:
        """Return the header, and the first records after it."""
        ...

    def records(self, width: int, keys: Sequence[str], *, careful: bool) -> AbstractContextManager[Iterator[Cells]]:
        """Return the records from the start, as a context; ``careful`` after ``QuoteError``."""
        ...


@frozen
class Sheet:
    """A sheet of a workbook, or a table of another file that holds several; and whether it was read.

    Attributes:
        number: its place in the file, from 1.
        name: what the file calls it.
        hidden: whether the file hides it.
        read: whether it is the one that was read.
        why: why it was not, as the code of a message; empty for the one that was.
    """

    number: int
    name: str
    hidden: bool = False
    read: bool = False
    why: str = ""

    def reason(self, lang: Lang = "id") -> str:
        """Return why it was not read; empty for the one that was."""
        return messages.render(self.why, {}, lang) if self.why else ""


class Found(NamedTuple):
    """The source of the records, and the sheets among which it was chosen; none for a file that has no such thing."""

    source: Source
    sheets: tuple[Sheet, ...] = ()
    table: int | None = None


def naming(texts: Iterable[str], place: Literal["caption", "sheet", "above"]) -> tuple[Caption, ...]:
    """Return the lines of these texts that name a unit.

    >>> naming(["Data UMKM", "Nilai dalam ribuan rupiah"], "caption")
    (Caption(unit=1000, text='Nilai dalam ribuan rupiah', place='caption'),)
    """
    lines = (line for text in texts for line in text.split("\n"))
    return tuple(Caption(unit, excerpt(line), place) for line in lines if (unit := note_unit(line)) > 1)


def refuse(code: str, path: Path, **params: Any) -> NoReturn:
    """Raise the error that says why ``path`` cannot be read as a registry."""
    raise ValidationError([Finding(code, "error", (), {"file": excerpt(path.name), **params})])
