"""Parquet files, written by polars and pyarrow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.tables.formats import parquet
from plut_kumkm.tables.formats.grids import Limits
from plut_kumkm.tables.formats.parquet import ParquetGrid, grids

pl = pytest.importorskip("polars")
Write = Callable[[Any], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write columns, a frame or bytes."""

    def write_it(content: Any) -> Path:
        path = tmp_path / "data [1].parquet"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pl.DataFrame(content).write_parquet(path)
        return path

    return write_it


def one(path: Path, limits: Limits | None = None) -> ParquetGrid:
    (grid,) = grids(path, limits) if limits is not None else grids(path)
    return grid


def rows(path: Path) -> list[list[str]]:
    return list(one(path).records())[1:]


def column(path: Path) -> list[str]:
    """Return the cells of the only column."""
    return [(*cells, "")[0] for cells in rows(path)]


def notes(grid: ParquetGrid) -> list[tuple[Any, ...]]:
    assert all(found.message("id") and found.message("en") for found in grid.notes)
    return [(found.code, found.row, found.params["columns"], found.params["count"]) for found in grid.notes]


def refused(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        grids(path, limits or Limits())
    found = caught.value.finding
    assert found.params["file"] == path.name
    assert found.message("id") != found.message("en")
    return {"code": found.code, **{key: value for key, value in found.params.items() if key != "file"}}


def test_a_table_can_be_read_again_and_again(write: Write) -> None:
    grid = one(write({"nama usaha": ["Toko Contoh", None, "Warung"], "omzet": [1_500_000, None, 2_000_000_001]}))
    wanted = [["nama usaha", "omzet"], ["Toko Contoh", "1500000"], [], ["Warung", "2000000001"]]
    assert list(grid.records()) == list(grid.records()) == wanted
    assert (grid.name, grid.hidden, grid.notes, grid.header_records) == ("data [1]", False, (), 1)


@pytest.mark.parametrize(
    ("values", "dtype", "cells"),
    [
        ([1, None, -5], pl.Int8, ["1", "", "-5"]),
        ([2**63, 7], pl.UInt64, ["9223372036854775808", "7"]),
        ([Decimal("1500.500"), Decimal("7.000")], pl.Decimal(18, 3), ["1500,5000", "7"]),
        ([Decimal("12345678901234567890.12")], pl.Decimal(38, 2), ["12345678901234567890,12"]),
        ([1500.5, 2e9, 0.1, None, float("nan")], pl.Float64, ["1500,5", "2000000000", "0,1", "", ""]),
        ([0.1, 12.25], pl.Float32, ["0,1", "12,25"]),
        ([True, False, None], pl.Boolean, ["ya", "tidak", ""]),
        ([date(2024, 1, 31), None], pl.Date, ["2024-01-31", ""]),
        ([datetime(2024, 1, 31), datetime(2024, 1, 31, 6, 30)], pl.Datetime, ["2024-01-31", "2024-01-31 06:30:00"]),  # noqa: DTZ001 - a time without its zone is what is written
        ([time(6, 30)], pl.Time, ["06:30:00"]),
        ([" a\nb ", "", None], pl.String, [" a\nb ", "", ""]),
        (["mikro", None], pl.Categorical, ["mikro", ""]),
        (["mikro"], pl.Enum(["mikro", "kecil"]), ["mikro"]),
        ([["a", None, "b"], [], None], pl.List(pl.String), ["a; b", "", ""]),
        ([[1, 2]], pl.List(pl.Int64), ["1; 2"]),
        ([None], pl.Null, [""]),
    ],
)
def test_values_are_written_as_in_our_tables(write: Write, values: list[Any], dtype: Any, cells: list[str]) -> None:
    path = write({"a": pl.Series(values, dtype=dtype)})
    assert column(path) == cells
    assert one(path).notes == ()


def test_times_keep_their_zone(write: Write) -> None:
    # A zoned time has a day of its own in every zone: none is chosen here.
    series = pl.Series([datetime(2024, 1, 31, 6, 30), datetime(2024, 1, 31)]).dt.replace_time_zone("Asia/Jakarta")  # noqa: DTZ001 - the zone is given to the whole column
    assert column(write({"a": series})) == ["2024-01-31 06:30:00+07:00", "2024-01-31 00:00:00+07:00"]


@pytest.mark.parametrize(("dtype", "bound"), [(pl.Float32, 2**24), (pl.Float64, 2**53)])
def test_floats_that_cannot_be_exact_are_left_out_and_said(write: Write, dtype: Any, bound: int) -> None:
    values = [None, bound - 1, bound, -bound, float("inf"), float("nan")]
    grid = one(write({"nama": list("abcdef"), "omzet": pl.Series(values, dtype=dtype)}))
    assert [cells[1:] for cells in grid.records()] == [["omzet"], [], [str(bound - 1)], [], [], [], []]
    assert notes(grid) == [("table.cells_inexact", 4, ("omzet",), 3)]


def test_structures_and_binary_values_are_left_out_and_said(write: Write) -> None:
    frame = {
        "s": [None, {"x": 1}],
        "ls": [[{"x": 1}], None],
        "lf": [[1.5], None],
        "a": pl.Series([[1, 2], None], dtype=pl.Array(pl.Int64, 2)),
        "d": [timedelta(1), None],
        "b": [None, b"x"],
        "nama": ["A", "B"],
    }
    grid = one(write(frame))
    assert list(grid.records()) == [["nama"], ["A"], ["B"]]
    assert notes(grid) == [
        ("table.cells_nested", 2, ("s", "ls", "lf", "a", "d"), 5),
        ("table.cells_blob", 3, ("b",), 1),
    ]
    assert list(one(write({"s": [{"x": 1}]})).records()) == [[]]


def test_a_table_without_rows(write: Write) -> None:
    grid = one(write({"nama": pl.Series([], dtype=pl.String), **{f"k{place}": [] for place in range(2001)}}))
    assert [len(cells) for cells in grid.records()] == [2000]
    assert grid.notes == ()


def test_columns_beyond_the_limit_are_said(write: Write) -> None:
    grid = one(write({f"k{place}": [1, 2] for place in range(2002)}))
    assert [len(cells) for cells in grid.records()] == [2000] * 3
    assert notes(grid) == [("table.cells_beyond", 2, ("k2000", "k2001"), 4)]


def test_limits_of_cells_and_texts(write: Write) -> None:
    path = write({"a": ["abcdef", "b", None], "b": [1, None, 2], "c": [b"x", b"y", b"z"]})
    assert refused(path, Limits(cells=3)) == {"code": "table.limit_cells", "limit": 3}
    grid = one(path, Limits(cells=4, text=5))
    assert list(grid.records()) == [["a", "b"], ["", "1"], ["b"], ["", "2"]]
    assert notes(grid)[0] == ("table.cells_long", 2, ("a",), 1)
    assert grid.notes[0].params["limit"] == 5


def test_rows_come_by_the_block(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_MOST_ROWS", 7)
    values = [float(2**53) if number == 40 else float(number) for number in range(50)]
    grid = one(write({"a": values, "b": range(50)}))
    assert [cells[1] for cells in grid.records()][1:] == [str(number) for number in range(50)]
    assert notes(grid) == [("table.cells_inexact", 42, ("a",), 1)]


def test_a_file_written_by_pyarrow(write: Write, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    engine = pytest.importorskip("pyarrow.parquet")
    table = arrow.table(
        {
            "nama": arrow.array(["Toko", "Warung"]).dictionary_encode(),
            "omzet": arrow.array([Decimal("1500.50"), None], arrow.decimal128(15, 2)),
            "berdiri": arrow.array([date(2020, 1, 31), None], arrow.date32()),
            "diisi": arrow.array([datetime(2024, 1, 31, 6, 30), None], arrow.timestamp("ns", tz="Asia/Jakarta")),  # noqa: DTZ001 - pyarrow takes it as UTC, its own way
        }
    )
    path = tmp_path / "dinas.parquet"
    engine.write_table(table, path, row_group_size=1)
    assert rows(path) == [["Toko", "1500,50", "2020-01-31", "2024-01-31 13:30:00+07:00"], ["Warung"]]


# --------------------------------------------------------------------------------------------------------- bad files


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PAR1", "parquet_bad"),
        (b"PAR1\0\0\0\0\0\0\0\0PAR1", "parquet_bad"),
        (b"nama;omzet\n", "parquet_bad"),
        (b"PARE\0\0\0\0\0\0\0\0PARE", "parquet_encrypted"),
        (b"PAR1\0\0\0\0\0\0\0\0PARE", "parquet_encrypted"),
    ],
)
def test_files_that_are_no_whole_parquet_are_refused(write: Write, data: bytes, code: str) -> None:
    assert refused(write(data)) == {"code": f"table.{code}"}


def test_a_file_that_breaks_off_or_is_damaged_is_refused(write: Write) -> None:
    path = write({"a": [f"Toko {number}" for number in range(5000)]})
    whole = path.read_bytes()
    assert refused(write(whole[:-100]))["code"] == "table.parquet_bad"
    assert refused(write(whole[:4] + b"\xff" * 60 + whole[64:]))["code"] == "table.parquet_bad"


def test_a_file_without_columns_is_empty(write: Write) -> None:
    assert refused(write({}))["code"] == "table.empty"


def test_a_missing_or_changed_file_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as caught:
        grids(tmp_path / "tidak-ada.parquet")
    assert caught.value.finding.code == "table.unreadable"
    grid = one(write({"a": [1]}))
    write({"a": [1, 2], "b": [3, 4]})
    with pytest.raises(ValidationError) as caught:
        list(grid.records())
    assert caught.value.finding.code == "table.changed"


def test_without_polars_the_error_names_the_extra(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write({"a": [1]})
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'plut_kumkm\[frames\]'"):
        grids(path)


# ------------------------------------------------------------------------------------------------------- round trips

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(cells=st.lists(st.tuples(TEXTS, st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=6))
def test_any_table_of_text_and_numbers_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    pl.DataFrame(cells, schema={"a": pl.String, "b": pl.Int64}, orient="row").write_parquet(path)
    assert rows(path) == [[text, str(number)] for text, number in cells]
