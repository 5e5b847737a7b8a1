"""Panels: joined by key and year, everything doubtful named, nothing dropped in silence. All figures are made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm import naik_kelas
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.enterprise.records import Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.naik_kelas import Sample, Window, Yardstick
from plut_kumkm.naik_kelas.panels.members import is_another
from plut_kumkm.naik_kelas.panels.panel import Panel
from tests.naik_kelas.making import JT, M, branch, shop, two


def codes(panel: Panel) -> dict[str, int]:
    return {code: count for code, count in panel.findings.codes.items() if code != "naik.composition"}


def found(panel: Panel, code: str) -> Finding:
    (one,) = (one for one in panel.findings if one.code == code)
    assert one.message("id") != one.message("en")
    return one


def test_registers_of_one_year_each_are_joined_by_id() -> None:
    before = [shop("a", {2024: 1 * M}), shop("b", {2024: 1 * M})]
    after = [shop("a", {2025: 3 * M}), shop("c", {2025: 1 * M})]
    panel = naik_kelas.panel(before, after, population="UMKM terdata Kota Contoh")
    assert panel.years == (2024, 2025)
    assert [event.name for event in panel.events()] == ["TIER_UP", "EXITED", "ENTERED"]
    assert dict(found(panel, "naik.composition").params) == {
        "before": 2024, "after": 2025, "both": 1, "entered": 1, "exited": 1,
    }  # fmt: skip
    assert repr(panel) == "<Panel 2024–2025: 3 enterprises, unbalanced, 1 findings>"
    assert "<td>2024</td><td>2</td>" in panel._repr_html_()
    assert [record.id for record in panel.records] == ["a", "b", "c"]


def test_a_file_of_a_registry_is_a_source(tmp_path: Path) -> None:
    one, other = tmp_path / "2024.csv", tmp_path / "2025.csv"
    rows = "ID;Nama Usaha;Omzet;Tenaga Kerja\na;Toko Satu;1.000.000.000;3\nb;Toko Dua;2147483647;4\n"
    one.write_text(rows, encoding="utf-8")
    other.write_text("ID;Nama Usaha;Omzet\na;Toko Satu;3.000.000.000\n", encoding="utf-8")
    panel = naik_kelas.panel(pk.read(one, year=2024), pk.read(other, year=2025))
    assert [event.name for event in panel.events()] == ["TIER_UP", "EXITED"]
    overflow = found(panel, "cell.overflow")
    assert (overflow.row, overflow.column) == (3, "Omzet")
    # A file that says no year cannot be placed in time, and that is said.
    undated = naik_kelas.panel(pk.read(one))
    assert found(undated, "naik.undated").params["count"] == 2
    assert len(undated) == 0


def test_the_key_may_be_several_fields_or_a_function() -> None:
    before = [Enterprise(id="1", name="Batik Satu", region="Kota Contoh", snapshots=shop("", {2024: 1}).snapshots)]
    after = [Enterprise(id="9", name="BATIK  satu", region="kota contoh", snapshots=shop("", {2025: 3 * M}).snapshots)]
    joined = naik_kelas.panel(before, after, key=("name", "region"))
    assert [event.name for event in joined.events()] == ["TIER_UP"]
    assert len(naik_kelas.panel(before, after, key=lambda record: record.region and record.region.lower())) == 1
    nameless = naik_kelas.panel(before, [shop("9", {2025: 1})], key=("name", "region"))
    assert found(nameless, "naik.key_missing").params["count"] == 1
    assert codes(naik_kelas.panel([shop("", {2025: 1})])) == {"naik.key_missing": 1}
    for key in ("nama", ()):
        with pytest.raises(ValueError, match="key must name fields of Enterprise"):
            naik_kelas.panel(before, key=key)


def test_an_enterprise_that_changed_its_id_is_named() -> None:
    owner = Owner(name="Ani")
    before = [shop("1", {2024: 1}, name="Batik Satu", owner=owner, region="Kota Contoh")]
    after = [shop("9", {2025: 1}, name="Batik Satu", owner=owner, region="Kota Contoh")]
    changed = found(naik_kelas.panel(before, after), "naik.key_changed")
    assert changed.severity == "error"
    assert changed.params["ids"] == ("1 → 9",)
    # A name alone is no proof.
    assert "naik.key_changed" not in codes(naik_kelas.panel([shop("1", {2024: 1}, name="Batik")], [
        shop("9", {2025: 1}, name="Batik")
    ]))  # fmt: skip


def test_an_id_that_is_another_enterprise_the_next_year_is_not_compared() -> None:
    before = [shop("1", {2024: 1}, name="Batik Satu", region="Kota Contoh")]
    after = [shop("1", {2025: 3 * M}, name="Bengkel Dua", region="Kota Lain", workers={2025: 9})]
    panel = naik_kelas.panel(before, after)
    assert found(panel, "naik.another_enterprise").params["ids"] == ("1",)
    assert [(event.name, event.reason) for event in panel.events()] == [("UNDETERMINED", "another_enterprise")]
    measured = naik_kelas.measure(panel, "F6")
    assert (measured.value, measured.considered, measured.determined) == (None, 1, 0)
    assert naik_kelas.measure(panel, "F12").numerator == 0
    assert naik_kelas.transitions(panel).count("micro", "unknown") == 1
    assert naik_kelas.jobs(panel)["unknown"] == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"name": "Batik Satu", "region": "A"}, {"name": "Toko Dua", "region": "B"}, True),
        ({"name": "Batik Satu", "region": "A"}, {"name": "Toko Dua", "region": "a"}, False),
        ({"name": "Batik Satu", "region": "A"}, {"name": "Toko Dua"}, False),
        ({"name": "Batik Satu"}, {}, False),
        ({"name": "Batik Satu", "region": "A"}, {"name": "Batik Satuu", "region": "B"}, False),
        ({"name": "Batik", "owner": Owner(name="Ani")}, {"name": "Toko", "owner": Owner(name="ani")}, False),
        ({"name": "Batik", "owner": Owner(nik="1")}, {"name": "Toko", "owner": Owner(nik="2")}, True),
        ({"name": "Batik", "region": "A", "owner": Owner()}, {"name": "Toko", "region": "B"}, True),
    ],
)
def test_when_two_records_are_surely_of_different_enterprises(
    one: dict[str, Any], other: dict[str, Any], expected: bool
) -> None:
    first, second = Enterprise(id="1", **one), Enterprise(id="1", **other)
    assert is_another(first, second) is expected
    assert is_another(first, first) is False


def test_two_snapshots_of_one_enterprise_in_one_year() -> None:
    differing = naik_kelas.panel([shop("a", {2024: 1, 2025: 3 * M})], [shop("a", {2025: 4})])
    two_in_year = found(differing, "naik.two_in_year")
    assert two_in_year.params["fields"] == ("sales",)
    # What differs on one day is not known; nothing is chosen.
    assert [event.name for event in differing.events()] == ["UNDETERMINED"]
    same = naik_kelas.panel([shop("a", {2025: 1})], [shop("a", {2025: 1})])
    assert codes(same) == {"naik.same_twice": 1}
    # Of two days in one year the later counts.
    half = Enterprise(
        id="a", snapshots=(Snapshot(as_of=date(2025, 6, 30), sales=1), Snapshot(as_of=date(2025, 12, 31), sales=2))
    )
    later = naik_kelas.panel([half])
    assert found(later, "naik.two_in_year").severity == "error"
    assert [entry.facts.sales for entry in later.entries(2025)] == [2]
    strangers = naik_kelas.panel(
        [shop("a", {2025: 1}, name="Batik Satu", region="A")], [shop("a", {2025: 2}, name="Toko Dua", region="B")]
    )
    assert found(strangers, "naik.strangers_in_year").params["ids"] == ("a",)


def test_a_year_without_a_record_is_neither_an_exit_for_good_nor_a_beginning() -> None:
    panel = naik_kelas.panel([shop("gap", {2023: 1, 2025: 1}), shop("all", {2023: 1, 2024: 1, 2025: 1})])
    gone, come = panel.events(2023, 2024)[0], panel.events(2024, 2025)[0]
    assert [(one.name, one.reason) for one in (gone, come)] == [
        ("EXITED", "recorded_again"),
        ("ENTERED", "recorded_before"),
    ]
    assert "tercatat lagi pada tahun kemudian" in gone.explain()
    assert "sudah tercatat sebelumnya" in come.explain()
    # What was told of it is not overruled, and another enterprise under its key is not it.
    told = naik_kelas.panel(panel, exits={"gap": "moved"})
    assert told.events(2023, 2024)[0].reason == "moved"
    others = naik_kelas.panel(
        [shop("a", {2023: 1}, name="Batik Satu", region="A")], [shop("a", {2025: 2}, name="Toko Dua", region="B")],
        [shop("b", {2024: 1})],
    )  # fmt: skip
    assert [others.events(*years)[0].reason for years in ((2023, 2024), (2024, 2025))] == [None, None]


def test_who_is_recorded_in_neither_year_has_no_event() -> None:
    panel = naik_kelas.panel([shop("old", {2023: 1}), shop("both", {2024: 1, 2025: 1})])
    assert [event.id for event in panel.events(2024, 2025)] == ["both"]


def test_a_fall_that_the_next_year_takes_back_is_reversed() -> None:
    panel = naik_kelas.panel(
        [shop("back", {2023: 3 * M, 2024: 1 * M, 2025: 3 * M}), shop("down", {2023: 3 * M, 2024: 1 * M, 2025: 1 * M})]
    )
    assert [(one.name, one.standing) for one in panel.events(2023, 2024)] == [
        ("TIER_DOWN", "reversed"),
        ("TIER_DOWN", "confirmed"),
    ]


def test_another_enterprise_before_the_window_does_not_break_it() -> None:
    first = [shop("1", {2023: 1 * M}, name="Batik Satu", region="A")]
    later = [shop("1", {2024: 1 * M, 2025: 3 * M}, name="Toko Dua", region="B")]
    panel = naik_kelas.panel(first, later)
    assert [(one.name, one.reason) for one in panel.events(2024, 2025)] == [("TIER_UP", None)]
    assert [(one.name, one.reason) for one in panel.events(2023, 2025)] == [("UNDETERMINED", "another_enterprise")]


@pytest.mark.parametrize(("founded", "reason"), [(2024, None), (2025, "founded"), (2026, None), (None, None)])
def test_a_newcomer_was_founded_in_the_window_or_only_newly_recorded(founded: int | None, reason: str | None) -> None:
    panel = naik_kelas.panel([shop("old", {2024: 1, 2025: 1}), shop("new", {2025: 1}, founded=founded)])
    assert panel.events()[1].reason == reason


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False)],
)
def test_help_counts_after_the_earlier_date_up_to_the_later(day: date, counts: bool) -> None:
    help_ = Intervention(enterprise="a", date=day)
    panel = naik_kelas.panel([shop("a", {2024: 1, 2025: 1})], interventions=[help_])
    assert ("a" in panel.helped(panel.window())) is counts


def test_gaps_missing_sales_overflow_marks_and_slips_are_named() -> None:
    panel = naik_kelas.panel(
        [
            shop("gap", {2023: 1, 2025: 1}),
            shop("none", {2023: 1, 2024: None, 2025: 1}),
            shop("mark", {2023: 1 * M, 2024: 2**31 - 1, 2025: 2 * M}),
            shop("slip", {2023: 900_000, 2024: 900 * JT, 2025: 900 * JT}),
            shop("near", {2023: 1, 2024: 499, 2025: 1}),
            shop("zero", {2023: 0, 2024: 499, 2025: 1}),
        ]
    )
    assert codes(panel) == {"naik.gap": 1, "naik.overflow": 1, "naik.sales_missing": 1, "naik.slip": 1}
    assert found(panel, "naik.gap").params["ids"] == ("gap",)
    assert dict(found(panel, "naik.sales_missing").params) == {"year": 2024, "count": 1, "total": 5}
    assert found(panel, "naik.slip").params["ids"] == ("slip",)
    assert "500" in found(panel, "naik.slip").message("en")
    # The slip stands beside every number whose window it is in, and only there.
    assert "naik.slip" in {note.code for note in naik_kelas.measure(panel, "F22", before=2023, after=2024).warnings}
    assert "naik.slip" not in {note.code for note in naik_kelas.measure(panel, "F22", before=2024, after=2025).notes}


def test_branches_of_one_cooperative_are_named() -> None:
    named = [branch("k1", "Kop. Maju Jaya"), branch("k2", "KOP. MAJU JAYA"), branch("k3", "Maju Terus")]
    nameless = [branch("k4", "Koperasi Simpan Pinjam"), branch("k5", "KOPERASI SIMPAN PINJAM")]
    shops = [shop("u1", {2025: 1}, name="Sama"), shop("u2", {2025: 1}, name="Sama")]
    told = found(naik_kelas.panel(named, nameless, shops), "naik.branches")
    assert dict(told.params) == {"count": 2, "ids": ("k1", "k2"), "groups": 1, "records": 2}


def test_a_year_on_another_footing_is_named_and_warned_of() -> None:
    panel = naik_kelas.panel([shop(f"u{n}", {2023: n * JT, 2024: n * JT, 2025: n * JT // 12}) for n in range(12, 42)])
    told = found(panel, "naik.year_footing")
    assert (told.params["year"], told.params["other"], told.params["pairs"]) == (2025, 2024, 30)
    assert "8,33%" in told.message("id")
    (artefact,) = (one for one in naik_kelas.measure(panel, "F22").warnings if one.code == "naik.artefact")
    assert (artefact.params["window"], artefact.params["percent"]) == ("2024–2025", told.params["percent"])
    assert "artefak pendataan" in artefact.message("id")
    # Also over a longer window that ends in it; not before it.
    assert "naik.artefact" in {one.code for one in naik_kelas.measure(panel, "F22", before=2023, after=2025).notes}
    assert "naik.artefact" not in {one.code for one in naik_kelas.measure(panel, "F22", before=2023, after=2024).notes}
    assert "naik.artefact" in {one.code for one in naik_kelas.measure(panel, "F2").notes}
    # What has nothing to do with sales is not touched by it.
    assert "naik.artefact" not in {one.code for one in naik_kelas.measure(panel, "F16").notes}
    assert "naik.artefact" not in {one.code for one in naik_kelas.jobs(panel).notes}


def test_balanced_is_those_that_are_recorded_in_every_year() -> None:
    panel = naik_kelas.panel([shop("a", {2023: 1, 2024: 1, 2025: 1}), shop("b", {2024: 1, 2025: 1})])
    balanced = panel.balanced()
    assert (len(balanced), balanced.view) == (1, "balanced")
    assert found(balanced, "naik.balanced").params["left_out"] == 1
    assert len(panel.balanced(2024, 2025)) == 2
    assert "naik.balanced_only" in {note.code for note in naik_kelas.measure(balanced, "F22").notes}


def test_windows_are_years_of_the_panel_in_order() -> None:
    panel = naik_kelas.panel([shop("a", {2021: 1, 2023: 1, 2025: 1})])
    assert panel.window() == Window(2023, 2025)
    assert panel.window(after=2023) == Window(2021, 2023)
    assert panel.window(before=2021) == Window(2021, 2025)
    assert str(panel.window()) == "2023–2025"
    for before, after in ((2023, 2023), (2022, 2025), (2025, 2021), (None, 2021)):
        with pytest.raises(ValidationError) as refused:
            panel.window(before, after)
        assert "it has 2021, 2023, 2025. Name them (--before and --after" in refused.value.finding.message("en")
    single = naik_kelas.panel([shop("a", {2025: 1})])
    with pytest.raises(ValidationError) as refused:
        single.window()
    assert "the panel has 2025. Give the file of another year" in refused.value.finding.message("en")
    empty = naik_kelas.panel([])
    assert repr(empty) == "<Panel no year: 0 enterprises, unbalanced, 0 findings>"
    with pytest.raises(ValidationError) as refused:
        empty.window()
    assert refused.value.finding.code == "naik.one_year"
    with pytest.raises(ValueError, match="the panel is empty"):
        empty.yardstick(Yardstick())
    with pytest.raises(ValueError, match="the panel is empty"):
        _ = empty.latest


def test_help_is_joined_by_id_or_key_and_by_date() -> None:
    told = [
        Intervention(enterprise="a", programme_code="p1", date=date(2025, 3, 1)),
        Intervention(enterprise="a", programme_code="p2", date=date(2024, 12, 31)),
        Intervention(enterprise="b", programme_code="p1"),
        Intervention(enterprise="zz", programme_code="p1", date=date(2025, 3, 1)),
    ]
    panel = naik_kelas.panel([two("a", 1, 1), two("b", 1, 1)], interventions=told)
    assert {key: [one.programme_code for one in help_] for key, help_ in panel.helped(Window(2024, 2025)).items()} == {
        "a": ["p1"]
    }
    # For a stock, all that came up to its date.
    assert [one.programme_code for one in panel.helped(Window(2025, 2025))["a"]] == ["p1", "p2"]
    assert found(panel, "naik.help_undated").params["count"] == 1
    assert found(panel, "naik.unknown_member").params["ids"] == ("zz",)
    # Where it is not recorded, the year itself is the date.
    gone = naik_kelas.panel([shop("a", {2024: 1}), two("b", 1, 1)], interventions=told[:1])
    assert set(gone.helped(Window(2024, 2025))) == {"a"}


def test_lists_with_unknown_members_say_so() -> None:
    panel = naik_kelas.panel(
        [two("a", 1, 1), shop("b", {2024: 1})],
        exits={"b": "closed", "y": "moved"},
        values={"stage": {"a": {2025: "Go Online"}, "x": {2025: "Go Global"}}},
        weights={"a": 2, "b": Decimal("1.5"), "w": 1},
    )
    unknown = {finding.path[0]: finding.params["ids"] for finding in panel.findings if finding.severity == "error"}
    assert unknown == {"exits": ("y",), "values.stage": ("x",), "weights": ("w",)}
    assert [event.reason for event in panel.events()] == [None, "closed"]
    assert panel.weight("b") == Fraction(3, 2)
    entry = panel.entry("a", 2025)
    assert entry is not None
    assert (entry.value("stage"), entry.value("score"), entry.value("products")) == ("Go Online", None, None)


def test_what_cannot_be_a_panel_is_refused() -> None:
    shops = [two("a", 1, 1)]
    with pytest.raises(ValueError, match="every enterprise needs a weight above 0; 1 of 1 have none"):
        naik_kelas.panel(shops, weights={})
    with pytest.raises(ValueError, match="every enterprise needs a weight above 0; 0 of 1"):
        naik_kelas.panel(shops, weights={"a": 0})
    with pytest.raises(TypeError, match="weights must be a whole number, Fraction or Decimal"):
        naik_kelas.panel(shops, weights={"a": 1.5})
    with pytest.raises(TypeError, match=r"values\['score'\] must be"):
        naik_kelas.panel(shops, values={"score": {"a": {2025: 0.5}}})
    with pytest.raises(ValueError, match=r"sample.method must be one of simple, other"):
        naik_kelas.panel(shops, sample=Sample("cluster"))
    with pytest.raises(ValueError, match="unlisted must be one of"):
        naik_kelas.panel(shops, unlisted="none")
    with pytest.raises(ValueError, match="the reason of an exit must be one of"):
        naik_kelas.panel(shops, exits={"a": "gone"})


def test_a_newcomer_founded_in_the_window_is_told_from_one_newly_recorded() -> None:
    panel = naik_kelas.panel(
        [two("a", 1, 1), shop("new", {2025: 1}, founded=2025), shop("old", {2025: 1}, founded=date(2010, 1, 1))]
    )
    assert {event.id: event.reason for event in panel.events() if event.name == "ENTERED"} == {
        "new": "founded", "old": None,
    }  # fmt: skip


def test_formality_is_an_axis_of_the_panel_too() -> None:
    before, after = [shop("a", {2024: 1})], [shop("a", {2025: 1}, nib="9120001234567")]
    panel = naik_kelas.panel(before, after, unlisted="absent")
    assert [event.name for event in panel.events()] == ["UNCHANGED", "FORMALISED"]
    strangers = naik_kelas.panel(
        [shop("a", {2024: 1}, name="Batik", region="A")],
        [shop("a", {2025: 1}, name="Toko", region="B", nib="9120001234567")],
        unlisted="absent",
    )
    assert [event.name for event in strangers.events()] == ["UNDETERMINED"]


def test_no_personal_number_stands_in_a_finding() -> None:
    nik = "3573010101900001"
    panel = naik_kelas.panel([shop(nik, {2023: 1, 2025: 1}), shop("b", {2023: 1, 2024: 1, 2025: 1})])
    assert nik not in str(panel.findings)
    assert "3573********0001" in str(panel.findings)


def test_a_sum_of_another_period_leaves_the_tier_unknown() -> None:
    monthly = Enterprise(id="a", snapshots=(Snapshot(as_of=date(2025, 12, 31), sales=5, sales_period="bulan"),))
    (event,) = naik_kelas.panel([shop("a", {2024: 1})], [monthly]).events()
    assert (event.name, [note.code for note in event.notes]) == ("UNDETERMINED", ["facts.not_of_a_year"])
    assert "bulan" in event.explain()


class Lazy:
    """A source that yields its records, as a registry does."""

    @property
    def records(self) -> Iterator[Enterprise]:
        yield two("a", 1, 3 * M)


def test_whatever_has_records_is_a_source_even_a_panel() -> None:
    panel = naik_kelas.panel(Lazy())
    assert [event.name for event in panel.events()] == ["TIER_UP"]
    assert len(naik_kelas.panel(panel)) == 1
    joined = naik_kelas.panel([shop("a", {2024: 1})], [shop("a", {2025: 3 * M})])
    assert [event.name for event in naik_kelas.panel(joined).events()] == ["TIER_UP"]


def test_the_largest_number_of_a_cell_is_no_amount() -> None:
    """It is "at least": small in 2024 and anything from small in 2025, so nobody knows whether it rose."""
    marked = [shop("a", {2024: 3 * M, 2025: 2**31 - 1}), shop("b", {2024: 2**32 - 1, 2025: 20 * M})]
    panel = naik_kelas.panel(marked)
    assert [event.name for event in panel.events()] == ["UNDETERMINED", "UNDETERMINED"]
    assert naik_kelas.measure(panel, "F10", base="all").determined == 0
    assert codes(panel) == {"naik.overflow": 2}
    assert all("tidak dipakai" in one.message() for one in panel.findings if one.code == "naik.overflow")
    assert [event.name for event in naik_kelas.events([marked[0]], [marked[0]])] == ["UNDETERMINED"]
    # A register of the panel's own records says the same.
    assert [event.name for event in naik_kelas.panel(panel).events()] == ["UNDETERMINED", "UNDETERMINED"]


def test_a_population_smaller_than_its_sample_and_help_that_stands_twice_are_named() -> None:
    rows = [two("a", M, M), two("b", M, M)]
    help_ = Intervention(enterprise="a", programme_code="p", date=date(2025, 3, 1), cost=5)
    panel = naik_kelas.panel(
        rows, sample=naik_kelas.Sample("simple", size_of_population=1), interventions=[help_, help_, help_]
    )
    assert found(panel, "naik.sample_larger").params == {"count": 2, "population": 1}
    assert found(panel, "naik.help_twice").params["count"] == 2
    assert "dua kali" in found(panel, "naik.help_twice").message()
    fine = naik_kelas.panel(rows, sample=naik_kelas.Sample("simple", size_of_population=2), interventions=[help_])
    assert not {"naik.sample_larger", "naik.help_twice"} & set(codes(fine))


def test_a_value_may_be_worked_out_from_the_record() -> None:
    """F3a asks for formal credit; which sources of finance are formal is for the caller to say."""
    formal = {"bank": True, "rentenir": False}
    rows = [
        shop(id_, {2025: M}, finance_source={2025: source})
        for id_, source in (("a", "bank"), ("b", "rentenir"), ("c", None), ("d", "lain"))
    ]
    panel = naik_kelas.panel(rows, values={"formal_credit": lambda facts: formal.get(facts.finance_source)})
    found = naik_kelas.measure(panel, "F3a")
    assert (found.value, found.denominator, found.considered) == (Fraction(1, 2), 2, 4)
    assert naik_kelas.measure(panel, "F3a", by="formal_credit").cell("True").value == 1
    # It goes by the figures of each year, and through a panel that is made of a panel too.
    moved = naik_kelas.panel([shop("a", {2024: M, 2025: M}, workers={2024: 2, 2025: 3})],
                             values={"half": lambda facts: Fraction(facts.workers, 2)})  # fmt: skip
    assert naik_kelas.measure(moved, naik_kelas.define("h", naik_kelas.improved("half"), label="h")).value == 1
    with pytest.raises(TypeError, match=r"values\['x'\] must be a whole number, Fraction or Decimal"):
        naik_kelas.panel(rows, values={"x": lambda facts: 0.5})
