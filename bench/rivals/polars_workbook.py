"""A workbook read as a developer would with polars, for this one layout: the reader of polars, then the amounts.

What the library does besides is left out: finding the sheet, the table on it and the header; every other column typed
and checked; errors of formulas and formulas without a result; the limits within which a file is unpacked.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
from pydantic_core import PydanticCustomError

from rivals.pydantic_registry import read_money

COLUMNS = ("ID", "Omzet per Tahun (Rp)", "Modal Usaha (Rp)")


def amounts(path: Path) -> list[tuple[str | None, int | None, int | None]]:
    """Return the id, the sales and the capital of every row of the registry of ``population`` [IDR]."""
    # As text: a column of amounts holds numbers and words, and polars would make the numbers floats.
    frame = pl.read_excel(path, engine="calamine", schema_overrides=dict.fromkeys(COLUMNS, pl.String))
    ids, sales, capital = (frame[name].to_list() for name in COLUMNS)
    return list(zip(ids, map(_amount, sales), map(_amount, capital), strict=True))


def _amount(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return read_money(text.removesuffix(".0"))
    except PydanticCustomError:
        return None
