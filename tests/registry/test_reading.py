"""A registry: what became of the columns, and the records."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plut_kumkm import naik_kelas
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.reading import example, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

LONG = (
    "ID;Nama Usaha;Tahun Data;Omzet (Rp.000);Nilai Produksi;Catatan Lain\n"
    "a1;Batik <Ayu>;2024;1.000;;x\n"
    "a1;Batik <Ayu>;2025;2.000;;\n"
    "a2;Toko;2025;3.000;;\n"
    ";;;;;\n"
    ";Warung;2025;4.000;;\n"
    "a1;Batik <Ayu>;2023;500;;\n"
)


def write(folder: Path, text: str, name: str = "usaha.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_that_stand_together_become_one_record(tmp_path: Path) -> None:
    registry = read(write(tmp_path, LONG))
    found = [(shop.id, [(one.as_of.year, one.sales) for one in shop.snapshots]) for shop in registry.records]
    assert found == [
        ("a1", [(2024, 1_000_000), (2025, 2_000_000)]),
        ("a2", [(2025, 3_000_000)]),
        ("row-6", [(2025, 4_000_000)]),
        ("a1", [(2023, 500_000)]),
    ]
    assert len(list(registry.records)) == 4  # again from the start


def test_what_became_of_the_columns(tmp_path: Path) -> None:
    registry = read(write(tmp_path, LONG))
    assert [column.field for column in registry.columns.mapped] == ["id", "name", "year", "sales"]
    assert [column.header for column in registry.columns.unmapped] == ["Nilai Produksi", "Catatan Lain"]
    (unit,) = registry.columns.units
    assert (unit["field"], unit["unit"]) == ("sales", 1000)
    assert repr(registry) == "<Registry usaha.csv: 4 columns read, 2 not used>"
    shown = registry._repr_html_()
    assert "Omzet (Rp.000)" in shown
    assert "usaha.csv" in shown
    assert "registry.undated" not in registry.findings.codes


def test_figures_without_a_year(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;Omzet\na1;Batik;5000\n")
    undated = read(path)
    assert "registry.undated" in undated.findings.codes
    assert [shop.snapshots for shop in undated.records] == [()]
    dated = read(path, year=2025)
    assert "registry.undated" not in dated.findings.codes
    assert [shop.snapshots[0].as_of for shop in dated.records] == [date(2025, 12, 31)]


def test_years_side_by_side(tmp_path: Path) -> None:
    path = write(tmp_path, "ID;Nama Usaha;OMSET_2023;OMSET_2024\na1;Batik;5000;\na2;Toko;7000;9000\n")
    registry = read(path)
    lines = [(number, year, values.get("sales")) for number, year, values in registry.lines()]
    assert lines == [(2, 2023, 5000), (2, 2024, None), (3, 2023, 7000), (3, 2024, 9000)]
    assert [year for _, year, _ in read(path, year=2024).lines()] == [2024, 2024]
    # The file lists both in both years: an empty cell is a figure that is not known, not an enterprise that is gone.
    assert [[one.as_of.year for one in shop.snapshots] for shop in registry.records] == [[2023, 2024]] * 2
    assert [one.sales for one in next(registry.records).snapshots] == [5000, None]


def test_a_year_without_a_figure_is_counted_alike_from_the_file_and_its_records(tmp_path: Path) -> None:
    registry = read(write(tmp_path, "ID;Nama Usaha;Tahun;Omzet\na1;Batik;2023;5000\na1;Batik;2024;\nb1;Toko;2024;\n"))
    on = date(2026, 6, 30)
    of_file, of_records = (evaluate(source, on=on).summary for source in (registry, registry.records))
    assert of_file["tiers_by_year"] == of_records["tiers_by_year"]
    assert of_file["tiers"] == of_records["tiers"]
    assert of_file["tiers"]["unknown"] == 2
    panel = naik_kelas.panel(registry.records)
    assert panel.years == (2023, 2024)
    assert "naik.undated" not in panel.findings.codes


def test_of_rows_of_several_years_only_the_one_that_is_asked_for(tmp_path: Path) -> None:
    registry = read(write(tmp_path, LONG), year=2025)
    assert [number for number, _, _ in registry.lines()] == [3, 4, 6]


def test_a_day_of_the_figures_is_their_year(tmp_path: Path) -> None:
    registry = read(write(tmp_path, "ID;Nama Usaha;Tanggal Data;Omzet\na1;Batik;30 Juni 2025;5000\n"))
    assert [year for _, year, _ in registry.lines()] == [2025]
    assert [shop.snapshots[0].as_of for shop in registry.records] == [date(2025, 6, 30)]


def test_a_registry_without_enterprises_has_no_records(tmp_path: Path) -> None:
    assert list(read(write(tmp_path, "ID;Nama Usaha;Tahun Data;Omzet\n;;;\n")).records) == []


def test_to_polars(tmp_path: Path, engine: Callable[[str], ModuleType]) -> None:
    pl = engine("polars")
    path = write(
        tmp_path,
        "ID;Nama Usaha;KBLI 2020;Tahun Berdiri;Tahun Data;Omzet\na1;Batik;13134;2015;2025;5000\na2;Toko;;;2025;\n",
    )
    frame = read(path).to_polars()
    assert frame.schema["sales"] == pl.Int64
    assert frame.schema["founded_last"] == pl.Date
    assert frame.row(0, named=True) == {
        "row": 2, "year": 2025, "founded_first": date(2015, 1, 1), "founded_last": date(2015, 12, 31), "id": "a1",
        "kbli": "13134", "kbli_version": "2020", "name": "Batik", "sales": 5000,
    }  # fmt: skip
    assert frame["sales"].to_list() == [5000, None]


def test_to_polars_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = read(write(tmp_path, LONG))
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError, match=r"plut_kumkm\[frames\]"):
        registry.to_polars()


def test_the_example_is_marked_and_gone_afterwards() -> None:
    with example(5, year=2025) as registry:
        assert registry.synthetic
        assert registry.options["year"] == 2025
        assert all(shop.id.startswith("SINTETIS-") for shop in registry.records)
        path = registry.path
    assert not path.exists()
