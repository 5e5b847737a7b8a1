"""The records of a table as text, all of them: for tables that hold something else than enterprises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.tables.formats.grids import LIMITS, Limits, Source
from plut_kumkm.tables.formats.records import Mended, QuoteError, unquoted
from plut_kumkm.tables.sources import find_source


@frozen
class Raw:
    """The records of a table, all of them, how many rows come before the first, and what parts cells of text."""

    name: str
    records: tuple[tuple[str, ...], ...]
    before: int = 0
    findings: tuple[Finding, ...] = ()
    delimiter: str | None = None


def from_file(
    path: str | Path, *, sheet: str | int | None = None, table: int | None = None, limits: Limits = LIMITS
) -> Raw:
    """Return the records of a file: delimited text, a workbook, JSON, a web page, a SQL dump, or Parquet.

    Raises:
        ValidationError: it cannot be read.
        TypeError: ``path`` is no path.
    """
    if not isinstance(path, str | Path):
        raise TypeError(f"path must be a str or a Path, not {type(path).__name__}")
    source = find_source(Path(path), sheet=sheet, table=table, limits=limits).source
    found = list(source.notes)
    keys = source.head().keys
    try:
        records = list(_records(source, keys, found, careful=False))
    except QuoteError:
        found = [*source.notes, Finding("table.quotes", "warning")]
        records = list(_records(source, keys, found, careful=True))
    # The keys of JSON Lines are no record of the file.
    before = source.before - bool(keys)
    return Raw(source.path.stem, tuple(records), before, tuple(found), source.delimiter)


def _records(
    source: Source, keys: tuple[str, ...], found: list[Finding], *, careful: bool
) -> Iterator[tuple[str, ...]]:
    if keys:
        yield keys
    width = len(source.head().header.headings)
    with source.records(width, keys, careful=careful) as records:
        for number, cells in enumerate(records, source.before + 1):
            plain = unquoted(cells, source.delimiter, width)
            if isinstance(plain, Mended):
                code, severity, params = plain.note
                found.append(Finding(code, severity, (), params, row=number))
            yield tuple(plain)
