"""Every oddity of the real tables of enterprises is read right, or named in the findings at its record."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm.base.findings import Finding
from plut_kumkm.registry.evaluating import Evaluation, evaluate
from plut_kumkm.registry.reading import Registry, read
from plut_kumkm.tables.catalogue import squash

ON = date(2026, 6, 30)
OPTIONS: dict[str, dict[str, Any]] = {
    "a1_balikpapan_ikm.csv": {"accept_proxies": True},
    "c1_jatim_binaan_panel_2019_2021.csv": {},
    "c2_denpasar_badung_monthly.csv": {"sum_months": True, "year": 2024},
}


class Seen:
    """A file that was evaluated: its rows, and what was found, by record."""

    def __init__(self, path: Path, options: Mapping[str, Any]) -> None:
        self.registry: Registry = read(path, **options)
        self.done: Evaluation = evaluate(self.registry, on=ON)
        self.rows = {row.number: row for row in self.registry.contents.rows()}
        self.found: dict[int | None, list[Finding]] = defaultdict(list)
        for one in self.done.findings:
            self.found[one.row].append(one)

    def named(self, record: int | None, column: str, *codes: str) -> bool:
        """Return whether one of the codes stands at this record and column."""
        return any(
            one.code in codes and squash(column) in squash(one.column or "") and one.message("id") and one.message("en")
            for one in self.found[record]
        )

    def about(self, code: str) -> list[Finding]:
        return [one for one in self.done.findings if one.code == code]


Rule = Callable[[Seen, int, str, str], bool]


def kind(name: str) -> Rule:
    return lambda seen, record, column, what: seen.rows[record].kind == name


def at(*codes: str) -> Rule:
    return lambda seen, record, column, what: seen.named(record, column, *codes)


def continuation(seen: Seen, record: int, column: str, what: str) -> bool:
    return seen.rows[record].kind == "continuation" and seen.named(record, "", "row.continuation")


def thousands(seen: Seen, record: int, column: str, what: str) -> bool:
    under = [one for one in seen.about("column.rupiah_under_unit") if squash(column) in squash(one.column or "")]
    # "Rp5,100" in thousand rupiah.
    return len(under) == 1 and seen.rows[record].values["sales"] == 5_100_000


def old_year(seen: Seen, record: int, column: str, what: str) -> bool:
    return seen.named(record, column, "cell.old_year", "date.year_out_of_range")


def repeats(seen: Seen, record: int, column: str, what: str) -> bool:
    first = int(what.split()[2])
    return any(one.params["before"] == first for one in seen.found[record] if one.code == "registry.repeated_record")


def windows(seen: Seen, record: int, column: str, what: str) -> bool:
    (said,) = seen.about("table.windows_1252")
    return record in said.params["records"] and "é" in str(seen.rows[record].values["name"])


def overflow(seen: Seen, record: int, column: str, what: str) -> bool:
    year = int(column[-4:])
    return seen.named(record, column, "cell.overflow") and "sales" not in seen.rows[record].years.get(year, {})


def quoted(seen: Seen, record: int, column: str, what: str) -> bool:
    return len(seen.rows[record].values) >= 12 and seen.named(record, "", "record.quoted_whole")


def footing(seen: Seen, record: int | None, column: str, what: str) -> bool:
    (said,) = seen.about("registry.year_footing")
    return said.params["year"] == int(column[-4:]) and said.column == column


# By how the oddity is described in the list.
RULES: dict[str, Any] = {
    "section title": kind("section"),
    "total (JUMLAH)": kind("total"),
    "blank line": kind("blank"),
    "continuation line": continuation,
    "suspected slip": at("cell.slip"),
    "from here to 1469 cells read Rp": thousands,
    "from here to 1374 a dragged series": at("cell.kbli_dragged"),
    "year 19": old_year,
    "year ": at("date.year_out_of_range"),
    "four digits": at("cell.kbli_four_digits"),
    "not a district": at("registry.region_level", "registry.spelling"),
    "repeats record": repeats,
    "two values": at("cell.two_values"),
    "byte E9": windows,
    "2147483647": overflow,
    "a bare number": at("cell.bare_number"),
    "begins with a KBLI": at("cell.kbli_in_text"),
    "the whole record is one quoted field": quoted,
    "median a fifth": footing,
}


@pytest.fixture(scope="module")
def seen(tables_dir: Path) -> dict[str, Seen]:
    return {name: Seen(tables_dir / name, options) for name, options in OPTIONS.items()}


def test_every_oddity_is_read_right_or_named(tables_dir: Path, seen: dict[str, Seen]) -> None:
    missed, handled, unruled = [], Counter[str](), set()
    with (tables_dir / "oddities.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["file"] not in seen:
                continue
            rule = next((RULES[start] for start in RULES if line["what"].startswith(start)), None)
            if rule is None:
                unruled.add(line["what"])
                continue
            record = int(line["record"]) if line["record"].isdigit() else None
            if rule(seen[line["file"]], record, line["column"], line["what"]):
                handled[line["file"]] += 1
            else:
                missed.append(line)
    assert not unruled
    assert not missed
    assert set(handled) == set(OPTIONS)


def test_what_is_said_of_the_columns_of_c1(seen: dict[str, Seen]) -> None:
    c1 = seen["c1_jatim_binaan_panel_2019_2021.csv"]
    # The region is written with its number, "[73] KOTA MALANG": no slip of a code.
    assert not [one for one in c1.done.findings if one.column == "KAB_KOTA"]
    claimed = c1.done.summary["claimed"]
    # 2,233 rows of ultra mikro and 345 of mikro, counted in the file by hand.
    assert sum(claimed["micro"].values()) == 2233 + 345
    assert sum(sum(row.values()) for row in claimed.values()) == 3000
    assert c1.about("registry.claimed_ultra_micro")[0].params["count"] == 2233
    # Both years above nothing and below the overflow mark: counted in the file apart from this library.
    (step,) = c1.about("registry.year_footing")
    assert (step.params["other"], step.params["percent"], step.params["count"]) == (2020, "18.2", 2599)
