"""Measures by group, and small cells that are not shown. All figures are made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import naik_kelas
from plut_kumkm.enterprise.records import Intervention, Owner
from plut_kumkm.enterprise.tiers import LegalForm
from plut_kumkm.naik_kelas import measure
from plut_kumkm.naik_kelas.measuring.breakdowns import is_youth
from plut_kumkm.naik_kelas.measuring.suppressing import hidden_places, is_small
from plut_kumkm.naik_kelas.panels.panel import Panel
from tests.naik_kelas.eight import codes, shops
from tests.naik_kelas.making import M, shop, two


def owned(sex: str | None, year: int | None = None, region: str | None = None) -> dict[str, Any]:
    return {"owner": Owner(sex=sex, birth_year=year), "region": region}


def test_breakdowns_by_what_the_record_says() -> None:
    more = {
        "a": owned("female", 1996, "Kota Contoh"),
        "b": owned("male", 1970, "Kota Contoh"),
        "d": {"region": "Kota Lain"},
    }
    panel = naik_kelas.panel(shops(**more), values={"cluster": {"a": {2024: "batik"}}})
    by_sex = measure(panel, "F6", by="sex")
    assert (by_sex.cell("female").value, by_sex.cell("male").value) == (1, 0)
    assert [cell.group for cell in by_sex.cells] == [("female",), ("male",), (None,)]
    assert sum(cell.considered or 0 for cell in by_sex.cells) == by_sex.considered
    assert by_sex.cell("female").group_labels() == ("perempuan",)
    assert measure(panel, "F6", by=["region", "sex"]).cell("Kota Contoh", "female").denominator == 1
    assert measure(panel, "F6", by="age_band").cell("20-29").value == 1
    assert measure(panel, "F6", by="youth").cell("yes").value == 1
    assert measure(panel, "F6", by="tier").cell("small").denominator == 2
    assert measure(panel, "F6", by="legal_form").cell(None).considered == 7
    cv = naik_kelas.panel([two("v", 1, 1, legal_form=LegalForm.CV)])
    assert measure(cv, "F6", by="legal_form").cell("cv").group_labels("en") == ("CV (limited partnership)",)
    assert measure(panel, "F6", by="cluster").cell("batik").value == 1
    with pytest.raises(KeyError, match="there is no group"):
        by_sex.cell("x")
    table = by_sex.table()
    assert "jenis kelamin pemilik" in table
    assert "tidak diketahui" in table
    assert table.splitlines()[-1].startswith("semua")
    assert "women" in by_sex.table("en")
    assert "batik" in measure(panel, "F6", by="cluster").table()
    assert "<td>perempuan</td>" in by_sex._repr_html_()
    assert repr(by_sex.cell("female")) == "<Measure F6 2024–2025 female: 100.00% (1 of 1)>"
    assert len(by_sex.to_dict()["cells"]) == 3


def test_breakdowns_by_help_overlap_and_say_so() -> None:
    told = [
        Intervention(enterprise="a", programme_code="p1", provider="PLUT", kind="pemasaran", date=date(2025, 2, 1)),
        Intervention(enterprise="a", programme_code="p2", provider="PLUT", kind="xyz", date=date(2025, 3, 1)),
        Intervention(enterprise="b", date=date(2025, 3, 1)),
    ]
    panel = naik_kelas.panel(shops(), interventions=told)
    by = measure(panel, "F6", by="programme")
    assert [cell.group[0] for cell in by.cells] == ["p1", "p2", "–", None]
    assert "naik.groups_overlap" in codes(by)
    assert by.cell("–").group_labels() == ("tidak dibantu",)
    assert measure(panel, "F6", by="provider").cell("PLUT").value == 1
    fields = [cell.group_labels("en")[0] for cell in measure(panel, "F6", by="service_field").cells]
    assert fields == ["Marketing", "xyz", "not helped", "not known"]


@pytest.mark.parametrize(
    ("birth_year", "on", "expected"),
    [
        (1995, date(2026, 12, 31), False),
        (1996, date(2026, 12, 31), True),
        (2010, date(2026, 12, 31), True),
        (2011, date(2026, 12, 31), False),
        (2027, date(2026, 12, 31), None),
        (None, date(2026, 12, 31), None),
    ],
)
def test_youth_uu_40_2009_pasal_1(birth_year: int | None, on: date, expected: bool | None) -> None:
    assert is_youth(birth_year, on) is expected


def grouped(sizes: dict[str, tuple[int, int]]) -> Panel:
    """Return a panel with so many enterprises in each region, of which so many move up."""
    return naik_kelas.panel(
        [
            two(f"{region}{n}", 1 * M, 3 * M if n < up else 1 * M, region=region)
            for region, (all_, up) in sizes.items()
            for n in range(all_)
        ]
    )


def test_small_cells_are_hidden_and_what_they_could_be_worked_out_from() -> None:
    panel = grouped({"A": (20, 10), "B": (3, 0), "C": (30, 12), "D": (11, 5)})
    found = measure(panel, "F6", by="region", min_cell=5)
    hidden = {cell.group[0] for cell in found.cells if cell.suppressed}
    # B is small; alone it could be worked out from the rest, so the next smallest goes too.
    assert hidden == {"B", "D"}
    assert (found.cell("B").value, found.cell("B").status, found.cell("B").display()) == (
        None,
        "unknown",
        "tidak ditampilkan",
    )
    assert found.cell("B").considered is None
    assert found.value == Fraction(27, 64)
    assert next(note for note in found.notes if note.code == "naik.cells_hidden").params["count"] == 2
    # A number that moved is as telling as a small group.
    few = measure(grouped({"A": (20, 1), "B": (20, 10), "C": (20, 10)}), "F6", by="region", min_cell=5)
    assert {cell.group[0] for cell in few.cells if cell.suppressed} == {"A", "B"}
    assert not any(cell.suppressed for cell in measure(panel, "F6", by="region").cells)
    whole = measure(grouped({"A": (3, 1)}), "F6", min_cell=5)
    assert (whole.value, whole.suppressed, codes(whole)) == (None, True, {"naik.total_hidden"})


def test_a_whole_that_tells_of_few_is_hidden_as_a_group_is() -> None:
    """Two of twenty that rose are two, whether in a group or in the whole."""
    few = grouped({"A": (20, 2)})
    for id_ in ("F6", "F22"):
        found = measure(few, id_, min_cell=5)
        assert (found.value, found.numerator, found.flows, found.suppressed) == (None, None, None, True)
        assert "naik.total_hidden" in codes(found)
    assert measure(few, "F6", min_cell=2).value == Fraction(1, 10)
    assert measure(grouped({"A": (20, 18)}), "F6", min_cell=5).suppressed


def test_gross_moves_of_few_are_left_out_of_a_whole_that_is_shown() -> None:
    panel = naik_kelas.panel(
        [
            *(two(f"u{n}", M, 3 * M if n < 10 else M) for n in range(30)),
            *(two(f"d{n}", 3 * M, M) for n in range(2)),
            *(shop(f"g{n}", {2024: M}) for n in range(3)),
        ]
    )
    found = measure(panel, "F6", min_cell=5)
    assert (found.numerator, found.denominator, found.flows, found.exited) == (10, 32, None, None)
    assert {"naik.flows_hidden"} == codes(found) & {"naik.flows_hidden", "naik.exited", "naik.total_hidden"}
    # Ten up and two down: the net would tell of the two.
    assert measure(panel, "F22", min_cell=5).suppressed
    assert measure(panel, "F6").flows == (10, 2, 20, 0, 0, 0, 3)


def test_tallies_of_few_are_hidden_as_a_whole_too() -> None:
    few = grouped({"A": (20, 2)})
    found = naik_kelas.within_tiers(few, min_cell=5)
    assert (found.total.suppressed, found["tier_up"]) == (True, None)
    assert "naik.total_hidden" in {note.code for note in found.notes}
    assert naik_kelas.within_tiers(few).total["tier_up"] == 2
    assert not naik_kelas.within_tiers(grouped({"A": (20, 10)}), min_cell=5).total.suppressed


def test_a_weight_hides_no_small_cell() -> None:
    shops_ = [
        two(f"{region}{n}", 1, 1, region=region)
        for region, count in (("A", 9), ("B", 1), ("C", 9))
        for n in range(count)
    ]
    panel = naik_kelas.panel(shops_, weights={one.id: 100 for one in shops_})
    assert measure(panel, "F22", by="region", min_cell=5).cell("B").suppressed


def test_a_net_of_few_moves_is_hidden() -> None:
    panel = naik_kelas.panel([two(f"A{n}", 1, 3 * M if n == 0 else 1, region="A") for n in range(20)])
    assert measure(panel, "F22", by="region", min_cell=5).cell("A").suppressed


@given(
    cells=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
    least=st.integers(1, 10),
)
def test_no_small_number_can_be_worked_out_from_a_total(cells: list[tuple[int, int]], least: int) -> None:
    hidden = hidden_places(cells, least)
    shown = [counts for place, counts in enumerate(cells) if place not in hidden]
    assert not any(is_small(counts, least) for counts in shown)
    if hidden and shown:
        assert len(hidden) > 1
        for column in range(2):
            total = sum(counts[column] for counts in cells)
            left = total - sum(counts[column] for counts in shown)
            # A total that is small itself tells as much anyhow.
            assert left == 0 or left >= least or total < least
