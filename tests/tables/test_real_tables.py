"""The real tables, which are not part of the project: every line of oddities.csv is read right or named.

District names and the footing of a year are the work of a registry; so are records that repeat one another.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.tables import Row, Table, read_table
from plut_kumkm.tables.catalogue import squash

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

A1, C1, C2 = "a1_balikpapan_ikm.csv", "c1_jatim_binaan_panel_2019_2021.csv", "c2_denpasar_badung_monthly.csv"
OPTIONS: dict[str, dict[str, Any]] = {A1: {"accept_proxies": True}, C1: {}, C2: {"sum_months": True}}

Read = tuple[Table, dict[int, Row]]


@pytest.fixture(scope="module")
def read(tables_dir: Path) -> Callable[[str], Read]:
    held: dict[str, Read] = {}

    def of(name: str) -> Read:
        if name not in held:
            table = read_table(tables_dir / name, **OPTIONS[name])
            held[name] = table, {row.number: row for row in table.rows()}
        return held[name]

    return of


def named(row: Row, column: str, *codes: str) -> bool:
    """Return whether one of the codes stands at this record and this column."""
    return any(one.code in codes and squash(column) in squash(one.column or "") for one in row.findings)


def is_handled(table: Table, row: Row, column: str, what: str) -> bool:
    """Return whether an oddity is read right, or named at its record."""
    for start, kind in (("section", "section"), ("total", "total"), ("blank", "blank")):
        if what.startswith(start):
            return row.kind == kind
    if what.startswith("continuation"):
        return row.kind == "continuation" and row.findings[0].params["above"] == row.number - 1
    if what.startswith("suspected slip"):
        return named(row, column, "cell.slip")
    if "still thousands" in what:
        # Rp5,100 in thousands.
        return row.values["sales"] == 5_100_000 and "column.rupiah_under_unit" in table.findings.codes
    if what.startswith(("year 19",)):
        return row.values["founded"] == int(what[-4:]) and named(row, column, "cell.old_year")
    if what.startswith("year"):
        return named(row, column, "date.year_out_of_range")
    if what == "four digits":
        return named(row, column, "cell.kbli_four_digits")
    if "dragged" in what:
        return named(row, column, "cell.kbli_dragged")
    if what.startswith("two values"):
        return named(row, column, "cell.two_values")
    if what.startswith("byte"):
        (said,) = [one for one in table.findings if one.code == "table.windows_1252"]
        return row.number in said.params["records"] and "é" in str(row.values["name"])
    if what.startswith("2147483647"):
        year = int(column[-4:])
        return named(row, column, "cell.overflow") and "sales" not in row.years.get(year, {})
    if what.startswith("a bare number"):
        return named(row, column, "cell.bare_number") and "activity" not in row.values
    if what.startswith("begins with a KBLI"):
        return named(row, column, "cell.kbli_in_text")
    if "one quoted field" in what:
        return row.kind == "enterprise" and len(row.values) == 12 and row.findings[0].code == "record.quoted_whole"
    raise AssertionError(what)


def test_every_oddity_is_read_right_or_named(tables_dir: Path, read: Callable[[str], Read]) -> None:
    elsewhere = ("not a district", "repeats record", "median a fifth")
    missed, handled = [], Counter[str]()
    with (tables_dir / "oddities.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["file"] in OPTIONS and not line["what"].startswith(elsewhere):
                table, rows = read(line["file"])
                handled[line["file"]] += 1
                if not is_handled(table, rows[int(line["record"])], line["column"], line["what"]):
                    missed.append(line)
    assert not missed
    assert min(handled.values()) >= 9


def test_a1_is_a_register_of_industry_in_thousand_rupiah(read: Callable[[str], Read]) -> None:
    table, rows = read(A1)
    kinds = Counter(row.kind for row in rows.values())
    assert (len(rows) + table.header_records, kinds["enterprise"]) == (1480, 1440)
    sales = next(column for column in table.columns if column.field == "sales")
    assert (sales.unit, sales.decimal, sales.status) == (1000, ".", "proxy")
    assert rows[3].values["sales"] == 48_000_000
    assert {one.number for one in rows.values() if named(one, "NILAI PRODUKSI", "cell.slip")} == {5, 935, 974, 1361}
    dragged = [row.number for row in rows.values() if any(one.code == "cell.kbli_dragged" for one in row.findings)]
    assert [number for number in dragged if number >= 1340] == list(range(1340, 1375))


def test_a1_needs_consent_for_its_proxy(tables_dir: Path) -> None:
    table = read_table(tables_dir / A1)
    assert "sales" not in table.fields
    assert "column.proxy" in table.findings.codes
    assert "sales" in read_table(tables_dir / A1, mapping={"NILAI PRODUKSI (Rp.000)": "sales"}).fields


def test_c1_is_a_panel_of_three_years(read: Callable[[str], Read]) -> None:
    table, rows = read(C1)
    assert table.years == (2019, 2020, 2021)
    assert Counter(row.kind for row in rows.values()) == {"enterprise": 3000}


def test_c2_sums_its_twelve_months_with_consent(tables_dir: Path, read: Callable[[str], Read]) -> None:
    _, rows = read(C2)
    assert len(rows) == 9
    assert rows[2].values["sales"] == 79_200_000
    without = read_table(tables_dir / C2)
    assert "sales" not in without.fields
    assert without.findings.codes["column.months_of_field"] == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("p4_sumedang_renstra_bappppeda.csv", "table.plan"),
        ("p6_gorontalo_ukm_series_2014_2022.csv", "table.counts_by_year"),
    ],
)
def test_plans_and_counts_are_refused(tables_dir: Path, name: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_table(tables_dir / name)
    assert caught.value.finding.code == code


def test_no_token_of_a_person_is_shown(read: Callable[[str], Read]) -> None:
    for name in OPTIONS:
        table, rows = read(name)
        found: list[Finding] = [*table.findings, *(one for row in rows.values() for one in row.findings)]
        shown = {str(one.params) + one.message("id") + one.message("en") for one in found}
        assert not [
            text for text in shown if any(word in text for word in ("PEMILIK-", "TELP-", "ALAMAT-", "NASABAH-"))
        ]
