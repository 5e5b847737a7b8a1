"""The real panel of East Java, 2019 to 2021, end to end; it is not part of the project, and absent it is skipped."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import plut_kumkm as pk
from plut_kumkm import naik_kelas
from plut_kumkm.naik_kelas import Measure, Panel


@pytest.fixture(scope="module")
def panel(tables_dir: Path) -> Panel:
    return naik_kelas.panel(pk.read(tables_dir / "c1_jatim_binaan_panel_2019_2021.csv"))


def test_overflow_marks_are_named_at_their_cells(panel: Panel, tables_dir: Path) -> None:
    oddities = (tables_dir / "oddities.csv").read_text(encoding="utf-8").splitlines()
    seen = {
        (int(record), column)
        for file, record, column, what in (line.split(",", 3) for line in oddities)
        if file.startswith("c1_") and "overflow mark" in what
    }
    named = {(one.row, one.column) for one in panel.findings if one.code == "cell.overflow"}
    assert len(seen) > 25
    assert seen <= named


def test_the_year_2021_is_on_another_footing(panel: Panel) -> None:
    (footing,) = (one for one in panel.findings if one.code == "naik.year_footing")
    assert (footing.params["year"], footing.params["other"]) == (2021, 2020)
    # By eye: "median a fifth of 2020".
    assert Fraction(1, 6) < footing.params["percent"] < Fraction(1, 5)


def test_missing_years_and_branches_are_named(panel: Panel) -> None:
    missing = {one.params["year"] for one in panel.findings if one.code == "naik.sales_missing"}
    assert missing == {2019, 2020, 2021}
    (branches,) = (one for one in panel.findings if one.code == "naik.branches")
    assert branches.params["groups"] > 10
    assert len(panel) == 3000


def test_few_pass_a_bound_and_many_move_within(panel: Panel) -> None:
    moved = naik_kelas.within_tiers(panel, before=2019, after=2020)
    crossed = sum(int(moved[name] or 0) for name in ("tier_up", "tier_down"))
    finer = sum(int(moved[name] or 0) for name in ("finer_up", "finer_down"))
    assert 0 < crossed < 10
    assert finer > 100
    assert int(moved["grew"] or 0) + int(moved["fell"] or 0) > 1500
    assert moved["stayed"] == sum(int(moved[name] or 0) for name in ("grew", "same", "fell"))
    near = naik_kelas.near_bounds(panel, "10%", year=2020)
    assert (near.total.share("near_any", "known") or 1) < Fraction(1, 100)


@pytest.mark.parametrize(("before", "after"), [(2020, 2021), (2019, 2021)])
def test_a_rate_that_ends_in_2021_is_warned_of_as_an_artefact(panel: Panel, before: int, after: int) -> None:
    rate = naik_kelas.measure(panel, "F22", before=before, after=after)
    (artefact,) = (one for one in rate.warnings if one.code == "naik.artefact")
    assert artefact.params["window"] == f"{before}–{after}"
    assert artefact.params["pairs"] > 2000
    assert "artefak pendataan" in rate.explain()


def test_a_rate_of_2019_to_2020_is_not(panel: Panel) -> None:
    rate = naik_kelas.measure(panel, "F6", before=2019, after=2020)
    assert "naik.artefact" not in {one.code for one in rate.notes}
    assert rate.numerator == 1
    assert rate.coverage is not None
    assert Fraction(4, 5) < rate.coverage < Fraction(9, 10)
    assert rate.flows is not None
    assert sum(rate.flows) == rate.considered


def test_the_events_partition_the_panel(panel: Panel) -> None:
    for before, after in ((2019, 2020), (2020, 2021)):
        there = panel.events(before, after)
        recorded = {entry.key for year in (before, after) for entry in panel.entries(year)}
        assert sum(there.flows) == len(recorded)


def test_by_region_and_sex_with_small_cells_hidden(panel: Panel) -> None:
    def sizes(cells: tuple[Measure, ...]) -> list[int]:
        return [int(cell.considered) for cell in cells if cell.considered is not None]

    shown = naik_kelas.measure(panel, "F22", by=["region", "sex"], before=2019, after=2020, min_cell=5)
    assert any(cell.suppressed for cell in shown.cells)
    assert min(sizes(shown.cells)) >= 5
    assert min(sizes(naik_kelas.measure(panel, "F22", by=["region", "sex"], before=2019, after=2020).cells)) < 5
