"""What the benchmark of workbooks works on: the synthetic registry as an office has it in Excel."""

from __future__ import annotations

from pathlib import Path

import plut_kumkm as pk
from plut_kumkm.testing import population

# Columns in which an office types numbers; in the others a zero in front or a sixteenth digit would be lost.
NUMBERS = frozenset(("birth_year", "founded", "year", "sales", "capital", "workers"))
_LONGEST = 15  # digits that Excel keeps


def write(path: Path, enterprises: int) -> int:
    """Write the registry with XlsxWriter, amounts as numbers where they are digits; return how many rows it has."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Data 2025")
    sheet.write_row(0, 0, list(population.HEADERS.values()))
    count = 0
    for count, row in enumerate(population.rows(enterprises), 1):
        for place, (name, cell) in enumerate(row.items()):
            if name in NUMBERS and cell.isdigit() and cell.isascii() and len(cell) <= _LONGEST:
                sheet.write_number(count, place, int(cell))
            elif cell:
                sheet.write_string(count, place, cell)
    book.close()
    return count


def amounts(path: Path) -> list[tuple[str | None, int | None, int | None]]:
    """Return the id, the sales and the capital of every row [IDR], every other column read as well."""
    rows = pk.read(path).contents.rows()
    return [(row.values.get("id"), row.values.get("sales"), row.values.get("capital")) for row in rows]
