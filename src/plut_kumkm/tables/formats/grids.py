"""What every format is turned into: grids of text cells, and the limits within which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

from plut_kumkm.base.findings import Finding

Cells = list[str]


@frozen(kw_only=True)
class Limits:
    """How much of a file is read before it is refused with the limit named: a small file may unpack to a huge one.

    Attributes:
        cells: cells that hold something, of one table [sel].
        unpacked: bytes of an archive once unpacked [bita].
        nesting: levels of a tree (JSON, HTML) [1].
        text: characters of one cell [1].
    """

    cells: int = 200_000_000
    unpacked: int = 2_000_000_000
    nesting: int = 64
    text: int = 100_000


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
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of it as a whole: what was not read, and why."""
        ...

    def records(self) -> Iterator[Cells]:
        """Yield its records from the start, trailing empty cells left out; a blank row is an empty list."""
        ...
