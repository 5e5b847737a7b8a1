"""Typed values of other programs as the text of cells, and the tally of those that were not read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import define, field

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.tables.formats.grids import Cells

_HUGE = 40
_MOST_SHOWN = 10
# So many keys or columns are no table. A spreadsheet holds 16,384 columns.
MOST_COLUMNS = 2000
# Why a cell is left empty.
LONG, INEXACT, BEYOND = "table.cells_long", "table.cells_inexact", "table.cells_beyond"
NESTED, BLOB = "table.cells_nested", "table.cells_blob"

is_number = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?").fullmatch


def cell_of(value: Any) -> str:
    """Return text, a bool, a ``Decimal`` or nothing as the text of a cell.

    The decimal mark of programs is a point, that of our cells a comma.

    >>> cell_of(Decimal("1500.50")), cell_of(Decimal("2E+9")), cell_of(True), cell_of(None)
    ('1500,50', '2000000000', 'ya', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if abs(value.adjusted()) > _HUGE:
        return str(value)
    if value == value.to_integral_value():
        return str(int(value))
    # Not three digits after the comma: those could be thousands.
    whole, _, tail = f"{value:f}".partition(".")
    return f"{whole},{tail}0" if len(tail) == 3 else f"{whole},{tail}"


def number_cell(text: str) -> str:
    """Return a number as programs write it as the text of a cell; a whole one keeps its digits.

    >>> number_cell("1500.500"), number_cell("007"), number_cell("1e6")
    ('1500,5000', '007', '1000000')
    """
    if text.isdigit():
        return text
    try:
        return cell_of(Decimal(text))
    except ArithmeticError:  # an exponent beyond all bounds
        return text


def as_number(cell: str) -> float | None:
    """Return the number that a cell holds, near enough to know its size.

    >>> as_number("1500,5"), as_number("Toko")
    (1500.5, None)
    """
    plain = cell.replace(",", ".")
    return float(plain) if is_number(plain) else None


def trimmed(cells: Cells) -> Cells:
    """Return ``cells`` without the empty ones at their end.

    >>> trimmed(["a", "", ""])
    ['a']
    """
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells if width == len(cells) else cells[:width]


@define
class _Kind:
    first: int
    params: dict[str, Any]
    columns: dict[str, None] = field(factory=dict)
    count: int = 0


@define
class Tally:
    """Cells that were left empty, by the reason: how many, in which columns, the first record."""

    _kinds: dict[str, _Kind] = field(factory=dict)

    def add(self, code: str, column: str, row: int, *, count: int = 1, **params: Any) -> None:
        """Count cells of one column, the first of them in ``row``."""
        kind = self._kinds.setdefault(code, _Kind(row, params))
        kind.first = min(kind.first, row)
        kind.count += count
        if len(kind.columns) < _MOST_SHOWN:
            kind.columns[excerpt(column)] = None

    def findings(self, before: int = 0) -> Iterator[Finding]:
        """Yield one finding for each reason; ``before`` is how many records come before the first that was counted."""
        for code, kind in self._kinds.items():
            params = {"columns": tuple(kind.columns), "count": kind.count, **kind.params}
            yield Finding(code, "warning", (), params, row=kind.first + before)
