"""The records of a table as text: those of a file, or records in memory as if they stood in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from plut_kumkm.base.findings import Finding
from plut_kumkm.planning.numbers import rounded
from plut_kumkm.tables.formats.records import has_slipped
from plut_kumkm.tables.raw import Raw, from_file

__all__ = ["Raw", "from_file", "from_memory", "in_step"]

# So many decimals of a fraction are written out; it is exact where it ends before.
_PLACES = 12


def from_memory(records: Iterable[Mapping[str, object]]) -> Raw:
    """Return records in memory as those of a table whose header is their keys, in the order in which they appear.

    Raises:
        TypeError: one of them is no mapping of text to values.

    >>> from_memory([{"Indikator": "Event", "Target 2025": 12}]).records
    (('Indikator', 'Target 2025'), ('Event', '12'))
    """
    given = list(records)
    names: dict[str, None] = {}
    for one in given:
        if not isinstance(one, Mapping) or not all(isinstance(name, str) for name in one):
            raise TypeError("records must be mappings of headers (text) to cells")
        names.update(dict.fromkeys(one))
    rows = (tuple(_cell(one.get(name)) for name in names) for one in given)
    return Raw("rencana", (tuple(names), *rows))


def in_step(raw: Raw, header: int) -> Raw:
    """Return the table with what is longer than its header said, and without the figures of records that commas cut.

    ``header`` is the number of records above the first of the body. Text stays: what is cut names its place by it.

    >>> found = in_step(Raw("p", (("Indikator", "2025", "2026"), ("Event", "1", "500", "2", "000")), delimiter=","), 1)
    >>> found.records[1], found.findings[0].code
    (('Event', '', ''), 'record.slipped')
    """
    width = max(map(len, raw.records[:header]))
    body = raw.records[header:]
    longer = [place for place, cells in enumerate(body) if len(cells) > width and cells[width].strip()]
    if raw.delimiter != "," or not longer:
        return raw
    records, found = list(raw.records), list(raw.findings)
    for place in longer:
        cells = body[place]
        slipped = has_slipped(cells, width, range(width), untitled=2 * len(longer) > len(body))
        params, row = {"got": len(cells), "expected": width}, raw.before + header + place + 1
        if not slipped:
            found.append(Finding("record.ragged", "warning", (), params, row=row))
        else:
            found.append(Finding("record.slipped", "error", (), params, row=row))
            records[header + place] = tuple("" if _is_figure(cell) else cell for cell in cells[:width])
    return evolve(raw, records=tuple(records), findings=tuple(found))


def _is_figure(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def _cell(value: Any) -> str:
    """Return a value as the text of a cell, its decimal mark a comma."""
    if value is None or value != value:
        # What a dataframe puts where there is nothing.
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        # As it prints: what was typed, not what the binary number comes to.
        value = Decimal(repr(value))
    if isinstance(value, Fraction):
        value = rounded(value, _PLACES).normalize()
    if not isinstance(value, Decimal):
        return str(value)
    whole, _, tail = f"{value:f}".partition(".")
    tail = tail.rstrip("0")
    # Never three digits behind the comma: those could be thousands.
    return whole if not tail else f"{whole},{tail}{'0' * (len(tail) == 3)}"
