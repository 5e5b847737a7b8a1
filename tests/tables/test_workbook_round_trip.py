"""The same table as delimited text and as a workbook gives the same rows."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.tables import Row, read_table
from plut_kumkm.tables.formats.records import unquoted
from plut_kumkm.testing import population
from tests.tables.helpers import codes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Engine = Callable[[str], ModuleType]

A1, C1, C2 = "a1_balikpapan_ikm.csv", "c1_jatim_binaan_panel_2019_2021.csv", "c2_denpasar_badung_monthly.csv"
OPTIONS: dict[str, dict[str, Any]] = {A1: {"accept_proxies": True}, C1: {}, C2: {"sum_months": True}}
# What text alone can have: quotes out of place, and rows of another length.
OF_TEXT = frozenset(("record.quotes", "record.quoted_whole", "record.ragged", "record.too_long"))
# Zeros in front would be lost, and a number of sixteen digits would be refused.
is_number = re.compile(r"0|[1-9][0-9]{0,14}").fullmatch


def records_of(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def save(rows: list[list[str]], path: Path, openpyxl: Any, *, numbers: bool) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in rows:
        # What cannot be seen cannot stand in XML.
        cells = ["".join(char for char in cell if char.isprintable() or char == "\n") for cell in row]
        sheet.append([int(cell) if numbers and is_number(cell) else cell or None for cell in cells])
    book.save(path)


def said(row: Row) -> tuple[Any, ...]:
    return row.number, row.kind, row.values, row.years, [code for code in codes_of(row) if code not in OF_TEXT]


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("name", [A1, C1, C2])
def test_a_real_table_is_read_alike(tables_dir: Path, tmp_path: Path, engine: Engine, name: str, numbers: bool) -> None:
    engine("python_calamine")
    text = read_table(tables_dir / name, **OPTIONS[name])
    assert text.delimiter is not None
    path = tmp_path / "usaha.xlsx"
    rows = records_of(text.path, text.encoding, text.delimiter)
    parted = [list(unquoted(row, text.delimiter, len(text.columns))) for row in rows]
    save(parted, path, engine("openpyxl"), numbers=numbers)
    book = read_table(path, **OPTIONS[name])
    assert [(one.header, one.field, one.status, one.unit) for one in book.columns if one.header] == [
        (one.header, one.field, one.status, one.unit) for one in text.columns if one.header
    ]
    ours, theirs = {row.number: row for row in book.rows()}, {row.number: row for row in text.rows()}
    # Blank rows at the end are none of the sheet.
    assert {number for number, row in theirs.items() if row.kind != "blank"} <= set(ours)
    for number, row in ours.items():
        assert said(row) == said(theirs[number])


def test_the_synthetic_registry_is_read_alike(tmp_path: Path, engine: Engine) -> None:
    engine("python_calamine")
    source, path = tmp_path / "usaha.csv", tmp_path / "usaha.xlsx"
    population.write(source, 300)
    save(records_of(source, "utf-8", ";"), path, engine("openpyxl"), numbers=True)
    assert [said(row) for row in read_table(path).rows()] == [said(row) for row in read_table(source).rows()]


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_results_come_back_from_a_workbook_of_pandas(tmp_path: Path, engine: Engine, writer: str) -> None:
    engine("python_calamine")
    engine(writer)
    pandas = engine("pandas")
    population.write(tmp_path / "usaha.csv", 200)
    pk.evaluate(tmp_path / "usaha.csv", on=date(2026, 6, 30), out=tmp_path)
    results, path = tmp_path / "results.csv", tmp_path / "results.xlsx"
    pandas.read_csv(results, dtype={"id": str}).to_excel(path, sheet_name="Hasil", index=False, engine=writer)
    again = pk.read(path)
    assert again.options["sheet"] == "Hasil"
    assert list(again.records) == list(pk.read(results).records)
