"""Lists and tables: what a user passes as many values in their order, read strictly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from plut_kumkm.base import show
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.numbers import refuse


def listed(value: Any, what: str) -> list[Any]:
    """Return the items of a list, an array or a generator.

    Raises:
        ValidationError: it is a single thing, a text, or a set or mapping, whose items stand in no order that could be
            that of the criteria.

    >>> listed((1, 2), "weights")
    [1, 2]
    """
    items = None if _unordered(value) else _items(value)
    if items is None:
        refuse("scoring.not_a_list", (what,), what=what, got=type(value).__name__)
    return items


def tabled(value: Any, what: str) -> list[list[Any]]:
    """Return the rows of a table, each a list.

    Raises:
        ValidationError: it is no table, or one of its rows no row; a data frame is told how it gives its rows.

    >>> tabled([(1, 2), (3, 4)], "rows")
    [[1, 2], [3, 4]]
    """
    rows: list[list[Any]] = []
    # A frame gives its columns or their names, where rows are wanted.
    given = None if _unordered(value) or hasattr(value, "columns") else _items(value)
    for place, row in enumerate(() if given is None else given):
        items = None if _unordered(row) else _items(row)
        if items is None:
            refuse("scoring.not_a_table", (what, place), got=type(row).__name__)
        rows.append(items)
    if given is None:
        refuse("scoring.not_a_table", (what,), got=type(value).__name__)
    return rows


def recorded(value: Any, what: str) -> list[dict[str, Any]]:
    """Return records, each a dictionary.

    Raises:
        ValidationError: there are no records in it, one has cells beyond its header, or a header stands twice; a data
            frame is told how it gives them.

    >>> recorded([{"kode": "C1"}], "criteria")
    [{'kode': 'C1'}]
    """
    given = None if _unordered(value) or hasattr(value, "columns") else _items(value)
    # Of two columns of one name ``csv.DictReader`` keeps the last, and says so nowhere.
    headers = [_header(name) for name in getattr(value, "fieldnames", None) or () if str(name).strip()]
    if twice := next((name for name in headers if headers.count(name) > 1), None):
        refuse("scoring.column_twice", (what,), got=show.excerpt(str(twice)))
    for place, record in enumerate(() if given is None else given):
        if not isinstance(record, Mapping):
            refuse("scoring.not_a_record", (what, place), got=type(record).__name__)
        if extra := [cell for cell in _beyond(record) if str(cell).strip()]:
            # A decimal comma parted a cell, so that all after it stand one column too far.
            refuse("scoring.record_long", (what, place), row=place + 1, extra=show.excerpt(", ".join(map(str, extra))))
    if given is None:
        refuse("scoring.not_a_record", (what,), got=type(value).__name__)
    return [{_header(key): cell for key, cell in record.items() if not _beyond({key: cell})} for record in given]


def _beyond(record: Mapping[Any, Any]) -> list[Any]:
    """Return the cells that ``csv`` found beyond the header of a row: it keeps them as a list without a name."""
    cells = record.get(None)
    return cells if isinstance(cells, list) else []


def _header(key: Any) -> Any:
    # Spreadsheets write a mark before UTF-8, which is no part of the first header.
    return key.removeprefix("\ufeff") if isinstance(key, str) else key


def mapped(value: Any) -> Mapping[Any, Any] | None:
    """Return a mapping as it is, a series with texts for labels as one, and ``None`` for anything else.

    >>> mapped({"C1": 0.5}), mapped([0.5])
    ({'C1': 0.5}, None)
    """
    if isinstance(value, Mapping):
        return value
    if hasattr(value, "columns") or not (hasattr(value, "keys") and hasattr(value, "items")):
        return None
    # A series of pandas: its labels say which value is whose, where they are not merely counted.
    labels = list(value.keys())
    return dict(value.items()) if labels and all(isinstance(label, str) for label in labels) else None


def numbers(value: Any, what: str) -> dict[float, float]:
    """Return a mapping of numbers to numbers, such as a table of one's own.

    Raises:
        ValidationError: it is no mapping, or something in it is no number.

    >>> numbers({1: "4,5"}, "gap_table")
    {1.0: 4.5}
    """
    given = mapped(value)
    if given is None:
        refuse("scoring.not_a_mapping", (what,), what=what, got=type(value).__name__)
    return {
        number(key, what, what): number(one, f"{what} {key}", what, show.excerpt(str(key)))
        for key, one in given.items()
    }


def _unordered(value: Any) -> bool:
    return isinstance(value, str | bytes | Mapping | Set)


def _items(value: Any) -> list[Any] | None:
    if not isinstance(value, Iterable):
        return None
    try:
        return list(value)
    except TypeError:  # an array of no dimension
        return None
