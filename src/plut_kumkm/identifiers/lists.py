"""Strict reading of code lists: the ones we ship, and the ones a user loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from plut_kumkm.base import data

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping


def shipped(name: str, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of one of our own lists, below ``data/identifiers``.

    >>> next(shipped("provinces.csv", ("code", "name", "iso", "postal_zones")))["name"]
    'Aceh'
    """
    return (row for _, row in rows(f"{data.ROOT}/identifiers/{name}", columns))


def refuse(path: str | os.PathLike[str], row: int, why: str) -> NoReturn:
    """Raise ``DataError`` that names the file and the row."""
    from pathlib import Path

    raise data.DataError(f"{Path(path).name}: row {row}: {why}")


def rows(
    path: str | os.PathLike[str], required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield every row of a CSV file with its number (the header is row 1); optional columns that are absent are empty.

    Every cell stays text, because codes begin with zeros. The separator is the comma, or the semicolon of Indonesian
    spreadsheets.

    Raises:
        DataError: the file cannot be read as UTF-8 text, a column is missing, unknown or there twice, or a row has
            more or fewer cells than the header: a list that is half understood would judge numbers wrongly.
    """
    import csv
    import io
    from pathlib import Path

    name = Path(path).name
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise data.DataError(f"{name}: cannot be read as UTF-8 text ({type(error).__name__})") from None
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = [cell.strip() for cell in next(reader, [])]
    known = (*required, *optional)
    if wrong := [column for column in header if column not in known or header.count(column) > 1]:
        raise data.DataError(f"{name}: columns unknown or there twice: {wrong[0]!r}; known are {', '.join(known)}")
    if missing := [column for column in required if column not in header]:
        raise data.DataError(f"{name}: column missing: {', '.join(missing)}")
    empty = dict.fromkeys(optional, "")
    try:
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                refuse(path, reader.line_num, f"{len(cells)} cells, not {len(header)} as in the header")
            yield reader.line_num, empty | dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        refuse(path, reader.line_num, f"not valid CSV ({error})")
