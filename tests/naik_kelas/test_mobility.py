"""What one rate hides: transitions, nearness to a bound, growth within, jobs, help; counted by hand."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import naik_kelas
from plut_kumkm.base import data
from plut_kumkm.enterprise.records import Enterprise, Intervention, Owner
from plut_kumkm.naik_kelas import jobs, near_bounds, support, transitions, within_tiers
from plut_kumkm.naik_kelas.ladders import ladder, scale
from plut_kumkm.naik_kelas.mobility.chains import long_run
from tests.naik_kelas.making import JT, M, shop, two

WOMAN, MAN = Owner(sex="female"), Owner(sex="male")


def moved() -> naik_kelas.Panel:
    """Return two of four micro that rise, one of two small that falls, and four of whom too little is known."""
    return naik_kelas.panel(
        [
            two("a", 1 * M, 3 * M), two("b", 1 * M, 3 * M), two("c", 1 * M, 1 * M), two("d", 1 * M, 1 * M),
            two("e", 3 * M, 1 * M), two("f", 3 * M, 3 * M),
            two("x", 1 * M, None), two("y", None, 1 * M), shop("gone", {2024: 1 * M}), shop("new", {2025: 3 * M}),
            shop("old", {2020: 1 * M}),
        ]
    )  # fmt: skip


def test_the_matrix_has_every_enterprise_of_both_years_once() -> None:
    matrix = transitions(moved())
    assert [matrix.count("micro", end) for end in ("micro", "small", "unknown", "absent")] == [2, 2, 1, 1]
    assert [matrix.count("small", end) for end in ("micro", "small")] == [1, 1]
    assert (matrix.count("unknown", "micro"), matrix.count("absent", "small")) == (1, 1)
    assert sum(matrix.counts.values()) == 10
    # Shares are of those known in both years.
    assert (matrix.share("micro", "small"), matrix.share("small", "micro")) == (Fraction(1, 2), Fraction(1, 2))
    assert matrix.share("large", "large") is None
    with pytest.raises(ValueError, match="there is no class 'mikro'"):
        matrix.count("mikro", "small")
    assert repr(matrix) == "<Transitions by tier 2024–2025: 6 known>"
    assert "Usaha Mikro" in matrix.explain()
    assert "<th>2024 → 2025</th>" in matrix._repr_html_()
    plain = json.loads(json.dumps(matrix.to_dict()))
    assert (plain["counts"]["micro"]["small"], plain["shares"]["micro"]["small"]) == (2, "1/2")


def test_a_number_that_is_as_large_as_the_smallest_cell_is_shown() -> None:
    shown = transitions(moved(), min_cell=2)
    assert (shown.count("micro", "small"), shown.count("small", "micro")) == (2, None)
    every = transitions(moved(), min_cell=1)
    assert (every.count("micro", "small"), every.count("small", "micro"), every.hidden) == (2, 1, frozenset())
    with pytest.raises(ValueError, match="min_cell must be at least 1"):
        transitions(moved(), min_cell=0)
    head = every.table("id").splitlines()[0]
    assert "tidak diketahui" in head
    assert "tidak tercatat" in head


def test_the_long_run_is_marked_as_a_projection() -> None:
    projected = transitions(moved()).long_run()
    assert projected.value == {"micro": Fraction(1, 2), "small": Fraction(1, 2)}
    assert projected.notes[-1].code == "naik.projection"
    assert "proyeksi, bukan ramalan" in projected.explain()
    assert repr(projected) == "<Projection Micro Enterprise 50.00%, Small Enterprise 50.00%>"
    assert json.loads(json.dumps(projected.to_dict()))["value"] == {"micro": "1/2", "small": "1/2"}
    # Nobody's way on from small is known.
    unseen = transitions(naik_kelas.panel([two("a", 1 * M, 3 * M)])).long_run()
    assert (unseen.status, unseen.needs, unseen.value) == ("unknown", ("small",), None)
    assert unseen.to_dict()["value"] is None
    assert "data belum lengkap" in unseen.explain()
    # Two classes between which nobody moves.
    parts = transitions(naik_kelas.panel([two("a", 1, 1), two("b", 3 * M, 3 * M)])).long_run()
    assert (parts.status, parts.notes[-1].code) == ("indeterminate", "naik.projection_parts")
    assert transitions(naik_kelas.panel([two("a", None, None)])).long_run().status == "unknown"


@given(rows=st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(any), min_size=3, max_size=3))
def test_long_run_shares_are_left_as_they_are_by_the_moves(rows: list[list[int]]) -> None:
    shares = [[Fraction(value, sum(row)) for value in row] for row in rows]
    found = long_run(shares)
    if found is not None:
        assert sum(found) == 1
        assert all(0 <= share <= 1 for share in found)
        assert found == [sum(found[i] * shares[i][j] for i in range(3)) for j in range(3)]


def test_a_matrix_by_a_finer_ladder() -> None:
    fine = transitions(naik_kelas.panel([two("a", 100 * JT, 200 * JT), two("b", 300 * JT, 5)]), ladder="jatim-binaan")
    assert fine.count("ultra-mikro", "mikro") == 1
    # 300 juta stands in two cells of the column, and the source does not say in which it counts.
    assert fine.count("unknown", "ultra-mikro") == 1
    assert "Ultra Mikro" in fine.table()
    with pytest.raises(ValueError, match="there is no scale 'fine'"):
        transitions(moved(), ladder="fine")


@pytest.mark.parametrize(
    ("sales", "upper", "lower"),
    [
        (1_818_181_818, 0, 0),  # a tenth more is 1,999,999,999.8
        (1_818_181_819, 1, 0),  # a tenth more is 2,000,000,000.9
        (2_000_000_000, 1, 0),
        (2_000_000_001, 0, 1),
        (2_222_222_222, 0, 1),  # a tenth less is 1,999,999,999.8
        (2_222_222_223, 0, 0),  # a tenth less is 2,000,000,000.7
        (13_700_000_000, 1, 0),
        (60_000_000_000, 0, 0),
    ],
)
def test_near_a_bound_of_pp_7_2021_pasal_35_ayat_5(sales: int, upper: int, lower: int) -> None:
    near = near_bounds(naik_kelas.panel([shop("a", {2025: sales})]), "10%")
    assert (near["near_upper"], near["near_lower"], near["near_any"]) == (upper, lower, upper or lower)


def test_nearness_by_group_and_its_table() -> None:
    panel = naik_kelas.panel(
        [two("a", 1, 1_900 * JT, owner=WOMAN), two("b", 1, 1 * M, owner=MAN), two("c", 1, None, owner=MAN)]
    )
    near = near_bounds(panel, Fraction(1, 10), by="sex")
    assert near.cell("female").share("near_upper", "known") == 1
    assert near.cell("male")["unknown"] == 1
    assert near.total.share("near_any", "known") == Fraction(1, 2)
    assert near_bounds(panel, year=2024)["near_any"] == 0
    assert near.table().splitlines()[-1].split()[:2] == ["semua", "2"]
    assert "near the upper bound" in near.explain("en")
    assert repr(near).startswith("<Tallies near_bounds 2025–2025: known 2, near_upper 1")
    assert json.loads(json.dumps(near.to_dict()))["cells"][0]["figures"]["near_upper"] == 1
    assert "<td>perempuan</td>" in near._repr_html_()
    assert near.warnings == ()
    with pytest.raises(KeyError, match="there is no group"):
        near.cell("x")
    with pytest.raises(ValueError, match="the panel has no year 2020; it has 2024, 2025"):
        near_bounds(panel, year=2020)
    with pytest.raises(ValueError, match="it has none"):
        near_bounds(naik_kelas.panel([]))
    for within in ("0%", "100%"):
        with pytest.raises(ValueError, match="within must lie between 0% and 100%"):
            near_bounds(panel, within)


def test_growth_within_the_tiers() -> None:
    panel = naik_kelas.panel(
        [
            two("up", 1 * M, 3 * M),
            two("down", 3 * M, 1 * M),
            two("grew", 100 * JT, 200 * JT),  # a finer class up
            two("fell", 200 * JT, 100 * JT),  # a finer class down
            two("same", 500 * JT, 500 * JT),
            two("small", 600 * JT, 900 * JT),  # within one finer class
            two("zero", 0, 5),
            two("open", 1, None),
            shop("gone", {2024: 1}),
        ]
    )
    found = within_tiers(panel)
    assert {name: found[name] for name in found.columns} == {
        "tier_up": 1, "tier_down": 1, "stayed": 5, "grew": 3, "same": 1, "fell": 1, "finer_up": 1, "finer_down": 1,
        "unknown": 2, "median_growth": 0,
    }  # fmt: skip
    # Of +100 %, -50 %, 0 and +50 % the lower of the two in the middle; from zero there is no rate.
    assert found.total.share("grew", "stayed") == Fraction(3, 5)
    # Prices doubled: what doubled stayed the same.
    real = within_tiers(panel, deflator={2024: 1, 2025: 2})
    assert (real["grew"], real["same"], real["fell"]) == (1, 1, 3)
    assert "0,00%" in found.table()
    with pytest.raises(ValueError, match="'ydba' is a scale of score, not of sales"):
        within_tiers(panel, finer="ydba")
    empty = within_tiers(naik_kelas.panel([two("x", 1, None)]))
    assert (empty["median_growth"], "–" in empty.table()) == (None, True)
    by_capital = within_tiers(
        naik_kelas.panel([two("x", None, None, capital={2024: 1, 2025: 1})]),
        yardstick=naik_kelas.Yardstick(purpose="registration"),
    )
    assert (by_capital["stayed"], by_capital["grew"], by_capital["same"]) == (1, 0, 0)


def test_jobs_gross_and_net() -> None:
    panel = naik_kelas.panel(
        [
            two("a", 1, 1, workers={2024: 2, 2025: 5}, owner=WOMAN),
            two("b", 1, 1, workers={2024: 9, 2025: 8}, owner=MAN),
            two("c", 1, 1, workers={2024: 4, 2025: 4}, owner=MAN),
            two("d", 1, 1, workers={2024: 4}, owner=MAN),
            shop("gone", {2024: 1}, workers={2024: 7}),
            shop("new", {2025: 1}),
            shop("old", {2020: 1}, workers={2020: 1}),
        ]
    )
    work = jobs(panel, by="sex")
    assert {name: work[name] for name in work.columns} == {
        "gained": 3, "lost": 1, "net": 2, "compared": 3, "expanding": 1, "shrinking": 1, "steady": 1, "entered": 1,
        "exited": 1, "unknown": 1, "workers_unknown": 1, "jobs_entered": None, "jobs_exited": 7,
    }  # fmt: skip
    assert (work.cell("female")["net"], work.cell("male")["net"]) == (3, -1)
    assert sum(int(cell["net"] or 0) for cell in work.cells) == work["net"]
    hidden = jobs(panel, by="sex", min_cell=2)
    assert hidden.cell("female").suppressed
    assert (hidden.cell("female")["net"], hidden.cell("female").share("net", "compared")) == (None, None)
    assert "tidak ditampilkan" in hidden.table()
    assert jobs(panel, min_cell=8).total.suppressed
    # One that grew by three jobs is one, whether in a group or in the whole.
    assert jobs(panel, min_cell=6).total.suppressed
    assert not jobs(panel, min_cell=1).total.suppressed
    with pytest.raises(ValueError, match="min_cell must be at least 1"):
        jobs(panel, min_cell=0)


def test_workers_that_nobody_told_are_no_workers_of_none() -> None:
    """Of two newcomers one tells 6 workers; of the one that is gone nothing was told: 6 at least, and not known."""
    panel = naik_kelas.panel(
        [shop("new", {2025: 1}, workers={2025: 6}), shop("newer", {2025: 1}), shop("gone", {2024: 1})]
    )
    work = jobs(panel)
    assert [work[name] for name in ("entered", "exited", "workers_unknown", "jobs_entered", "jobs_exited")] == [
        2, 1, 2, 6, None,
    ]  # fmt: skip
    none = jobs(naik_kelas.panel([two("a", 1, 1, workers={2024: 2, 2025: 2})]))
    assert [none[name] for name in ("workers_unknown", "jobs_entered", "jobs_exited")] == [0, 0, 0]


def test_a_move_between_two_criteria_is_none_in_the_matrix() -> None:
    """UU 20/2008 Pasal 6: net worth of Rp40 juta is micro, sales of Rp2 miliar are small; that is no rise."""
    panel = naik_kelas.panel(
        [
            shop("a", {2024: None, 2025: 2 * M}, net_worth={2024: 40 * JT}),
            shop("b", {2024: 200 * JT, 2025: 2 * M}),
        ]
    )
    ruler = naik_kelas.Yardstick(on=date(2019, 12, 31))
    assert [event.name for event in panel.events(yardstick=ruler)] == ["CHANGED_BASIS", "TIER_UP"]
    matrix = transitions(panel, yardstick=ruler)
    assert (matrix.count("micro", "small"), matrix.count("micro", "unknown")) == (1, 1)
    assert [note.params for note in matrix.notes if note.code == "naik.basis_changed"] == [{"count": 1}]
    # By sales alone there is one criterion, and of the first year nothing is known.
    alone = transitions(panel, yardstick=naik_kelas.Yardstick(on=date(2019, 12, 31), basis="sales"))
    assert (alone.count("micro", "small"), alone.count("unknown", "small")) == (1, 1)
    assert "naik.basis_changed" not in {note.code for note in alone.notes}


def test_whom_help_reached_and_at_what_cost() -> None:
    told = [
        Intervention(enterprise="a", programme_code="p1", provider="PLUT", date=date(2025, 2, 1), cost=5 * JT),
        Intervention(enterprise="a", programme_code="p2", provider="Bank", date=date(2025, 3, 1), cost=7 * JT),
        Intervention(enterprise="e", programme_code="p1", provider="PLUT", date=date(2025, 3, 1)),
    ]
    panel = naik_kelas.panel(list(moved().records), interventions=told)
    reached = support(panel, by="provider")
    assert (reached["helped"], reached["helps"], reached["cost"], reached["cost_unknown"]) == (2, 3, 12 * JT, 1)
    assert (reached["tier_up"], reached["tier_down"]) == (1, 1)
    plut, bank = reached.cell("PLUT"), reached.cell("Bank")
    assert (plut["helped"], plut["cost"], plut["cost_unknown"], bank["cost"]) == (2, 5 * JT, 1, 7 * JT)
    assert {note.code for note in reached.notes} >= {"naik.no_effect", "naik.groups_overlap"}
    assert support(panel)["helped"] == 2
    assert support(panel).by == ()
    assert support(panel, by="programme").cell("p2")["tier_up"] == 1
    with pytest.raises(ValueError, match="by must be one of programme, provider, service_field"):
        support(panel, by="region")
    # One that is recorded in neither year is not in it; one that is gone is.
    old = naik_kelas.panel(
        [shop("old", {2020: 1}), shop("gone", {2024: 1}), shop("new", {2025: 1})],
        interventions=[Intervention(enterprise=id_, date=date(2025, 2, 1)) for id_ in ("old", "gone", "new")],
    )
    assert [support(old)[name] for name in ("helped", "exited", "entered")] == [2, 1, 1]


def test_the_ladder_of_industrialisation_is_a_proposal() -> None:
    steps = ladder("industrialisasi")
    assert (steps.source.origin, len(steps.stages), steps.place("kontrak pembeli")) == ("proposal", 6, 4)
    with pytest.raises(ValueError, match="there is no ladder 'x'"):
        ladder("x")
    assert ladder("go-modern").place(3) is None
    assert ladder("go-modern").label("en") == "Go Modern, Digital, Online, Global"
    assert repr(ladder("kur")) == "<Ladder kur: super-mikro < mikro < kecil < komersial>"


def test_it_has_the_steps_of_the_instrument_of_its_name() -> None:
    sheet = data.toml("naik_kelas/instruments/industrialisasi.toml")
    assert (
        tuple(item["id"] for aspect in sheet["aspect"] for item in aspect["item"]) == ladder("industrialisasi").stages
    )


def test_the_ladder_of_east_java_is_that_of_its_column() -> None:
    fine = scale("jatim-binaan")
    assert [fine.class_of(value * JT) for value in (0, 149, 151, 299, 301, 1_001, 2_501, 25_001, 50_001)] == [
        "ultra-mikro", "ultra-mikro", "mikro", "mikro", "kecil-1", "kecil-2", "menengah-1", "menengah-2", "besar",
    ]  # fmt: skip
    # "< 150 juta" and "> 50 milyar" tell their side; "antara" does not.
    assert (fine.class_of(150 * JT), fine.class_of(50_000 * JT)) == ("mikro", "menengah-2")
    assert [fine.class_of(value * JT) for value in (300, 1_000, 2_500, 25_000)] == [None] * 4
    assert (fine.class_of(None), fine.class_of(True), scale("kkp").class_of(1001)) == (None, None, None)
    assert (fine.label("id"), fine.source.grade) == ("Jenjang omzet data binaan Jawa Timur", "primary")
    assert repr(scale("ydba")) == "<Scale ydba of score: pemula, madya, pra-mandiri, mandiri>"


def test_a_matrix_by_group_adds_up_to_that_of_all() -> None:
    panel = naik_kelas.panel(
        [
            two("a", 1 * M, 3 * M, owner=WOMAN, region="X"), two("b", 1 * M, 1 * M, owner=WOMAN, region="Y"),
            two("c", 3 * M, 1 * M, owner=MAN, region="X"), two("d", None, 1 * M, region="X"),
        ]
    )  # fmt: skip
    matrix = transitions(panel, by="sex")
    assert [cell.group for cell in matrix.cells] == [("female",), ("male",), (None,)]
    women = matrix.cell("female")
    assert (women.count("micro", "small"), women.count("micro", "micro"), women.share("micro", "small")) == (
        1, 1, Fraction(1, 2),
    )  # fmt: skip
    for start in (*matrix.classes, "unknown", "absent"):
        for end in (*matrix.classes, "unknown", "absent"):
            assert sum(int(cell.count(start, end) or 0) for cell in matrix.cells) == matrix.count(start, end)
    lines = matrix.table("en").splitlines()
    assert lines[0].split("  ")[0] == "sex of the owner"
    # Two rows of classes in which anybody stands, one each for the others, and all six of the whole.
    assert [line.split()[0] for line in lines[2:]] == ["women", "men", "not", *["all"] * 6]
    both = transitions(panel, by=["region", "sex"])
    assert both.cell("X", "male").count("small", "micro") == 1
    plain = json.loads(json.dumps(both.to_dict()))
    assert (plain["ladder"], plain["by"], plain["cells"][0]["group"]) == ("tier", ["region", "sex"], ["X", "female"])
    assert plain["cells"][0]["counts"]["micro"]["small"] == 1
    with pytest.raises(KeyError, match="there is no group"):
        matrix.cell("x")
    with pytest.raises(ValueError, match="there is no breakdown 'jatim-binaan'"):
        transitions(panel, by="jatim-binaan")


def test_small_numbers_of_a_matrix_are_hidden_and_so_are_shares_that_tell_them() -> None:
    def some(region: str, moves: dict[tuple[int, int], int]) -> list[Enterprise]:
        return [
            two(f"{region}{before}{after}{n}", before, after, region=region)
            for (before, after), count in moves.items()
            for n in range(count)
        ]

    stays, rises, falls = (1 * M, 1 * M), (1 * M, 3 * M), (3 * M, 1 * M)
    panel = naik_kelas.panel([*some("A", {stays: 9, rises: 6, falls: 1}), *some("B", {stays: 9, rises: 7, falls: 1}),
                              *some("C", {stays: 9, rises: 2})])  # fmt: skip
    matrix = transitions(panel, by="region", min_cell=5)
    assert matrix.count("micro", "small") == 15
    assert matrix.count("small", "micro") is None
    assert matrix.share("small", "micro") is None
    assert matrix.share("micro", "small") == Fraction(15, 42)
    # The two of C could be worked out from 15, 6 and 7; so the next smallest is hidden too.
    assert [matrix.cell(name).count("micro", "small") for name in "ABC"] == [None, 7, None]
    assert [matrix.cell(name).share("micro", "micro") for name in "ABC"] == [None, Fraction(9, 16), None]
    assert "tidak ditampilkan" in matrix.table()
    assert repr(matrix) == "<Transitions by tier 2024–2025: not all shown>"
    assert {note.code for note in matrix.notes} == {"naik.cells_hidden", "naik.numbers_hidden"}
    assert matrix.to_dict()["counts"]["small"]["micro"] is None
    assert matrix.long_run().status == "unknown"
    with pytest.raises(ValueError, match="min_cell must be at least 1"):
        transitions(panel, min_cell=0)


def test_weights_count_in_every_tally() -> None:
    rows = [
        two("a", 1 * M, 3 * M, workers={2024: 2, 2025: 5}),
        two("b", 1 * M, 1_900 * JT, workers={2024: 9, 2025: 8}),
        two("c", 1 * M, 1 * M, workers={2024: 4, 2025: 4}),
        shop("d", {2024: 1 * M}, workers={2024: 3}),
    ]
    helps = [Intervention(enterprise="a", date=date(2025, 3, 1), cost=7)]
    panel = naik_kelas.panel(rows, weights={"a": 10, "b": 4, "c": Fraction(5, 2), "d": 2}, interventions=helps)
    matrix = transitions(panel)
    assert (matrix.count("micro", "small"), matrix.share("micro", "small")) == (10, Fraction(20, 33))
    assert repr(matrix) == "<Transitions by tier 2024–2025: 16.50 known>"
    work = jobs(panel)
    # a: 3 jobs of 10 each; b: 1 lost of 4 each; d: 3 no longer recorded, of 2 each.
    assert [work[name] for name in ("gained", "lost", "net", "compared", "steady", "jobs_exited")] == [
        30, 4, 26, Fraction(33, 2), Fraction(5, 2), 6,
    ]  # fmt: skip
    within = within_tiers(panel)
    assert [within[name] for name in ("tier_up", "stayed", "grew", "same")] == [10, Fraction(13, 2), 4, Fraction(5, 2)]
    # b grew by 90 % and weighs 4 of 6.5: it is the middle.
    assert within["median_growth"] == Fraction(9, 10)
    assert near_bounds(panel)["near_upper"] == 4
    for found in (matrix, work, within, near_bounds(panel)):
        assert "naik.weighted" in {note.code for note in found.notes}
    reached = support(panel)
    assert (reached["cost"], reached["tier_up"]) == (7, 1)
    assert "naik.not_weighted" in {note.code for note in reached.notes}
    # Ten that one enterprise stands for are one that could be told.
    assert jobs(panel, min_cell=3).total.suppressed
    assert jobs(panel, min_cell=1)["gained"] == 30
