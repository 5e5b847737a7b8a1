"""A year on another footing than its neighbours, by the median of the ratios; the amounts here are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.records import Enterprise, Snapshot
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.inspecting import inspect
from plut_kumkm.registry.noticing import footing
from plut_kumkm.registry.noticing.footing import Footing
from plut_kumkm.registry.reading import read

ON = date(2026, 6, 30)


def said(rows: list[dict[int, int]]) -> list[tuple[int, int, str, int]]:
    held = Footing()
    for number, years in enumerate(rows):
        held.hold(f"u{number}", years)
    return [
        (one.params["year"], one.params["other"], one.params["percent"], one.params["count"]) for one in held.findings()
    ]


def same(count: int = 30, **years: int) -> list[dict[int, int]]:
    """Return enterprises of growing size, whose sales of each year stand in these proportions."""
    return [{int(year[1:]): share * (number + 1) for year, share in years.items()} for number in range(count)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (same(y2019=100, y2020=100, y2021=20), [(2021, 2020, "20", 30)]),
        (same(y2019=12, y2020=144, y2021=140), [(2019, 2020, "8.3", 30)]),
        (same(y2019=100, y2020=5, y2021=100), [(2020, 2019, "5", 30)]),
        (same(y2019=1, y2020=1, y2021=1000, y2022=1000), [(2021, 2020, "100000", 30)]),
        (same(y2020=100, y2021=1), [(2021, 2020, "1", 30)]),
        (same(y2019=100, y2020=90, y2021=60), []),
        # The bounds themselves are near enough.
        (same(y2020=100, y2021=40), []),
        (same(y2020=100, y2021=250), []),
        (same(y2020=1000, y2021=399), [(2021, 2020, "39.9", 30)]),
        (same(y2020=1000, y2021=2501), [(2021, 2020, "250.1", 30)]),
        # Two falls one after the other: each is named.
        (same(y2019=1000, y2020=100, y2021=10), [(2020, 2019, "10", 30), (2021, 2020, "10", 30)]),
        (same(29, y2020=100, y2021=1), []),
        ([], []),
    ],
)
def test_the_odd_year_is_named(rows: list[dict[int, int]], expected: list[tuple[int, int, str, int]]) -> None:
    assert said(rows) == expected


def test_half_of_the_enterprises_decide_not_the_largest() -> None:
    rows = same(40, y2020=100, y2021=100)
    for row in rows[:19]:
        row[2021] = 1
    assert said(rows) == []
    for row in rows[:21]:
        row[2021] = 1
    assert [one[:2] for one in said(rows)] == [(2021, 2020)]


def test_the_bounds_are_proposals() -> None:
    assert {entry["origin"] for entry in data.toml("registry.toml").values()} == {"proposal"}


def test_the_sample_is_bounded_and_the_same_in_every_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(footing, "_MOST", 100)
    years = enumerate(same(1000, y2020=100, y2021=20))
    rows = [
        SimpleNamespace(values={"id": f"u{n}"}, years={year: {"sales": sales} for year, sales in one.items()}, number=n)
        for n, one in years
    ]
    held, later = Footing(), Footing()
    held.add(rows)
    later.add(reversed(rows))
    assert 30 <= len(held._held) <= 100
    assert held._held == later._held
    assert [one.params["percent"] for one in held.findings()] == ["20"]


def write(folder: Path, header: str, rows: list[str]) -> Path:
    path = folder / "usaha.csv"
    path.write_text("\n".join((header, *rows, "")), encoding="utf-8")
    return path


def about(found: Any) -> list[Finding]:
    return [one for one in found.findings if one.code == "registry.year_footing"]


def test_years_side_by_side(tmp_path: Path) -> None:
    rows = [f"Toko {n};{n}000000;{n}00000" for n in range(1, 41)]
    path = write(tmp_path, "Nama Usaha;OMSET_2020;OMSET_2021", rows)
    (found,) = about(evaluate(path, on=ON))
    assert (found.column, found.row, found.params["count"]) == ("OMSET_2021", None, 40)
    assert "10%" in found.message("id")
    # Also where one year alone is evaluated, and where no size is asked for.
    assert about(evaluate(read(path, year=2021), on=ON))
    assert about(inspect(read(path), on=ON))


def test_a_row_for_each_year(tmp_path: Path) -> None:
    rows = [f"u{n};Toko {n};{year};{n * share}" for year, share in ((2020, 8), (2021, 100)) for n in range(1, 41)]
    (found,) = about(evaluate(write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet", rows), on=ON))
    assert (found.params["year"], found.params["percent"]) == (2021, "1250")
    # A repeated row of a year does not count again, and a row without a year, an id or sales not at all.
    odd = [*rows, "u1;Toko 1;2021;1", ";Toko 2;2021;1", "u3;Toko 3;;1", "u4;Toko 4;2020;", "u5;Toko 5;2020;0"]
    assert about(evaluate(write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet", odd), on=ON)) == [found]


def test_a_file_of_one_year_or_without_ids_is_not_compared(tmp_path: Path) -> None:
    for header in ("Nama Usaha;Omzet", "ID;Nama Usaha;Omzet", "Nama Usaha;Tahun Data;Omzet", "Nama Usaha;OMSET_2021"):
        cells = ";".join("1" for _ in header.split(";"))
        assert about(evaluate(write(tmp_path, header, [cells] * 40), on=ON)) == []


def test_records_hold_their_years() -> None:
    shops = [
        Enterprise(
            id=f"u{n}",
            snapshots=(Snapshot(as_of=date(2020, 12, 31), sales=n * 12), Snapshot(as_of=date(2021, 12, 31), sales=n)),
        )
        for n in range(1, 41)
    ]
    (found,) = about(evaluate(shops, on=ON))
    assert (found.params["year"], found.params["percent"]) == (2021, "8.3")
    assert about(evaluate([Facts(id="a", sales=5)], on=ON)) == []
