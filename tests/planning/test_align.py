"""Plans laid side by side: which indicators are the same, where they agree, what has no counterpart."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.aligning.comparing import STATES, What

p = pk.planning
Indicator = pk.planning.Indicator
Y = Period(2025)


def ind(id_: str, name: str, targets: Any = None, **said: Any) -> pk.planning.Indicator:
    return p.Indicator(id=id_, name=name, targets=p.by_period(targets or {}), **said)


def plan(id_: str, *indicators: pk.planning.Indicator, **said: Any) -> pk.planning.Plan:
    return p.Plan(**{"id": id_, "kind": "renstra", "indicators": indicators, **said})


def hows(found: pk.planning.Alignment) -> list[tuple[str, str, str]]:
    return [(match.one.indicator.id, match.other.indicator.id, match.how) for match in found.matches]


def codes(found: pk.planning.Alignment) -> list[str]:
    return [one.code.removeprefix("planning.align_") for one in found.findings]


# ------------------------------------------------------------------------------------------------------------- matching


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (ind("1", "Jumlah event ekraf"), ind("1", "Jumlah Event Ekraf"), "id"),
        (ind("1", "Jumlah event ekraf"), ind("1", "Jumlah event ekraf di kota"), "id"),
        (ind("1", "Jumlah event ekraf"), ind("2", "JUMLAH  EVENT EKONOMI KREATIF"), "name"),
        (ind("1", "Prosentase UMKM yang naik kelas"), ind("2", "Persentase UMKM naik kelas"), "name"),
        (ind("1", "Jumlah event ekraf"), ind("2", "Jumlah even ekraf"), "near"),
        (ind("1", "Indeks kepuasan masyarakat"), ind("2", "Indeks kepuasan masyarakat (IKM)"), "near"),
        (ind("1", "Jumlah pelatihan batik"), ind("2", "Jumlah pelatihanbatik"), "near"),
        (ind("1", "Event", measure="m:a", base="x"), ind("2", "Pergelaran", measure="m:a", base="x"), "measure"),
        # Nothing but the id speaks for it, and nothing against it.
        (ind("1", "Event"), ind("1", "Pergelaran"), "id"),
    ],
)
def test_how_two_indicators_are_found_to_be_one(
    one: pk.planning.Indicator, other: pk.planning.Indicator, how: str
) -> None:
    found = p.align(plan("a", one), plan("b", other))
    assert hows(found) == [(one.id, other.id, how)]
    assert not found.orphans
    back = p.align(plan("b", other), plan("a", one))
    assert hows(back) == [(other.id, one.id, how)]
    assert back.matches[0].distance == found.matches[0].distance


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Persentase koperasi sehat", "Persentase koperasi aktif"),  # a word in place of another
        ("Jumlah UMKM naik kelas", "Persentase UMKM naik kelas"),  # a number is no share
        ("Jumlah usaha mikro menjadi kecil", "Jumlah usaha kecil menjadi mikro"),  # the other way round
        ("Jumlah peserta pelatihan", "Jumlah peserta pelatihan perempuan"),  # of whom
        ("Jumlah ruang kreatif 2024", "Jumlah ruang kreatif 2025"),
        ("Jumlah data KI", "Jumlah data KP"),  # too short for a slip
        ("Jumlah pelaku", "Jumlah pelaku usaha ekonomi kreatif yang difasilitasi"),  # too far apart
        ("!!!", "!!!"),  # no word at all
    ],
)
def test_names_that_are_near_and_not_one(one: str, other: str) -> None:
    found = p.align(plan("a", ind("1", one)), plan("b", ind("2", other)))
    assert not found.matches
    assert [(orphan.entry.label, orphan.way) for orphan in found.orphans] == [("a", "down"), ("b", "up")]


def test_the_nearest_names_are_shown_with_an_orphan() -> None:
    found = p.align(plan("a", ind("1", "Persentase koperasi sehat")), plan("b", ind("2", "Persentase koperasi aktif")))
    down, up = found.orphans
    assert [match.other.indicator.id for match in down.near] == ["2"]
    assert [match.other.indicator.id for match in up.near] == ["1"]
    # persentase 11, koperasi 9, sehat 6 and aktif 6 groups of three letters; "per" stands in both of the shared words.
    assert down.near[0].distance == up.near[0].distance == 1 - Fraction(2 * 19, 25 + 25)
    assert 'b 2 "Persentase koperasi aktif" (near name, 24% apart)' in found.findings[0].message("en")
    assert down.to_dict()["near"][0]["distance"] == "6/25"


def test_how_near_is_the_choice_of_the_caller() -> None:
    plans = plan("a", ind("1", "Jumlah event ekraf")), plan("b", ind("2", "Jumlah even ekraf"))
    assert not p.align(*plans, near=0).matches
    assert p.align(*plans, near="0,1").matches
    far = plan("a", ind("1", "Jumlah pelaku")), plan("b", ind("2", "Jumlah pelaku usaha kuliner"))
    assert not p.align(*far).matches
    assert hows(p.align(*far, near=1)) == [("1", "2", "near")]


def test_what_may_be_several_is_not_chosen_and_all_are_named() -> None:
    below = plan("b", ind("x", "Jumlah pelatihan batik tulis"), ind("y", "Jumlah pelatihan batik cap"))
    found = p.align(plan("a", ind("1", "Jumlah pelatihan batik")), below)
    assert not found.matches
    assert {entry.indicator.id: [one.other.indicator.id for one in held] for entry, held in found.doubts.items()} == {
        "1": ["y", "x"], "x": ["1"], "y": ["1"],
    }  # fmt: skip
    assert not found.orphans
    assert codes(found) == ["ambiguous"] * 3
    assert found.to_dict()["doubts"][0]["candidates"][0]["indicators"] == ["1", "y"]
    told = p.align(plan("a", ind("1", "Jumlah pelatihan batik")), below, same=[("x", "1")])
    assert hows(told) == [("1", "x", "given")]
    assert [orphan.entry.indicator.id for orphan in told.orphans] == ["y"]


def test_a_name_that_stands_twice_is_told_apart_by_the_code_of_its_part() -> None:
    def parts(id_: str, *codes_: str | None) -> pk.planning.Plan:
        held = (
            p.Programme(id=f"p{n}", name="P", code=code, indicators=(ind(f"{id_}{n}", "Jumlah laporan"),))
            for n, code in enumerate(codes_)
        )
        return p.Plan(id=id_, kind="renja", programmes=tuple(held))

    found = p.align(parts("a", "2.17.07", "2.17.08"), parts("b", "2.17.08.", "2.17.07"))
    assert hows(found) == [("a0", "b1", "code"), ("a1", "b0", "code")]
    # An account behind the code does not count.
    account = p.align(parts("a", "2.17.07.2.01.04", "x"), parts("b", "2.17.07.2.01.04.5.1.02.04", "y"))
    assert hows(account) == [("a0", "b0", "code"), ("a1", "b1", "name")]
    # Without a code nothing tells which is which.
    nothing = p.align(parts("a", None, None), parts("b", None, None))
    assert not nothing.matches
    assert [{match.how for match in held} for held in nothing.doubts.values()] == [{"name"}] * 4


def test_near_names_are_told_apart_by_the_code_of_their_part() -> None:
    def parts(id_: str, *names: str) -> pk.planning.Plan:
        held = (
            p.Activity(id=f"k{n}", name="K", code=f"3.26.04.2.0{n}", indicators=(ind(f"{id_}{n}", name),))
            for n, name in enumerate(names)
        )
        return p.Plan(id=id_, kind="renja", programmes=(p.Programme(id="p", name="P", activities=tuple(held)),))

    above = parts("a", "Jumlah pelatihan batik", "Jumlah pelatihan batik", "Indeks inovasi")
    found = p.align(above, parts("b", "Jumlah pelatihan batik tulis", "Jumlah pelatihan batik cap"))
    assert hows(found) == [("a0", "b0", "code"), ("a1", "b1", "code")]
    assert [(orphan.entry.indicator.id, orphan.way) for orphan in found.orphans] == [("a2", "down")]


def test_an_action_has_the_code_of_its_programme() -> None:
    action = p.Action(id="a", name="A", programme="3.26.04", indicators=(ind("x", "Jumlah event"),))
    bare = p.Action(id="c", name="C", indicators=(ind("z", "Jumlah event"),))
    programme = p.Programme(id="p", name="P", code="3.26.04", indicators=(ind("y", "Jumlah event"),))
    found = p.align(
        p.Plan(id="renstra", kind="renstra", programmes=(programme,)),
        p.ActionPlan(id="renaksi", kind="renaksi", actions=(action, bare)),
    )
    assert hows(found) == [("y", "x", "code")]


def test_a_name_speaks_louder_than_an_id_of_another_name() -> None:
    # Ids that were only counted: 1 here is 2 there.
    above = plan("a", ind("1", "Jumlah event"), ind("2", "Persentase koperasi sehat"))
    below = plan("b", ind("2", "Jumlah event"), ind("1", "Persentase koperasi sehat"))
    assert hows(p.align(above, below)) == [("1", "2", "name"), ("2", "1", "name")]


def test_an_id_alone_is_not_enough_where_something_speaks_against_it() -> None:
    unit = p.align(plan("a", ind("1", "Event", unit="orang")), plan("b", ind("1", "Pergelaran", unit="%")))
    assert not unit.matches
    assert [match.how for held in unit.doubts.values() for match in held] == ["id", "id"]
    # The name is near another one, of which there are two.
    near = p.align(
        plan("a", ind("1", "Jumlah pelatihan batik")),
        plan("b", ind("1", "Ruang"), ind("x", "Jumlah pelatihan batik tulis"), ind("y", "Jumlah pelatihan batik cap")),
    )
    assert not near.matches
    assert [match.how for match in next(iter(near.doubts.values()))] == ["id", "near", "near"]
    # The id stands twice.
    twice = p.align(plan("a", ind("1", "Event"), ind("1", "Ruang")), plan("b", ind("1", "Pergelaran")))
    assert not twice.matches
    assert len(twice.doubts) == 3


def test_names_far_apart_under_one_id_are_matched_and_named() -> None:
    found = p.align(plan("a", ind("1", "Event")), plan("b", ind("1", "Pergelaran")))
    assert codes(found) == ["names_unlike"]
    parted = p.align(plan("a", ind("1", "Jumlah event")), plan("b", ind("1", "Persentase event")))
    assert codes(parted) == ["names_unlike"]


def test_a_match_says_how_it_was_found_and_how_far_apart_the_names_are() -> None:
    found = p.align(plan("a", ind("1", "Jumlah event")), plan("b", ind("2", "Jumlah even")))
    (match,) = found.matches
    # jumlah 7, event 6 and even 5 groups of three letters, 11 of them shared.
    assert match.distance == 1 - Fraction(2 * 11, 13 + 12)
    assert str(match) == "a 1 = b 2 (nama mirip, jarak nama 12%)"
    assert match.to_dict() == {
        "plans": ["a", "b"], "indicators": ["1", "2"], "names": ["Jumlah event", "Jumlah even"], "how": "near",
        "distance": "3/25",
    }  # fmt: skip
    assert repr(match.one) == "<Entry a: 1>"
    assert codes(found) == ["near"]


# -------------------------------------------------------------------------------------------------------- several plans


def test_three_plans_are_one_row() -> None:
    found = p.align(
        plan("rpd", ind("1", "Jumlah event")),
        plan("renstra", ind("2", "Jumlah event")),
        plan("renja", ind("3", "Jumlah even")),
    )
    (row,) = found.rows
    assert [one and one.indicator.id for one in row.entries] == ["1", "2", "3"]
    assert row.whole
    assert row.name == "Jumlah event"
    assert [match.how for match in row.matches] == ["name", "near", "near"]


def test_a_plan_in_between_that_skips_an_indicator_is_named() -> None:
    found = p.align(plan("rpd", ind("1", "Event")), plan("renstra"), plan("renja", ind("1", "Event")))
    (row,) = found.rows
    assert [one and one.label for one in row.entries] == ["rpd", None, "renja"]
    assert not row.whole
    assert not found.orphans
    assert codes(found) == ["skipped", "plan_empty"]


def test_an_indicator_of_the_middle_can_be_an_orphan_both_ways() -> None:
    found = p.align(plan("a", ind("1", "Event")), plan("b", ind("2", "Ruang")), plan("c", ind("1", "Event")))
    assert [(orphan.entry.label, orphan.way) for orphan in found.orphans] == [("b", "down"), ("b", "up")]
    assert repr(found["2"]) == "<AlignedRow –, 2, –: nothing to compare>"


def test_two_indicators_of_one_plan_never_stand_in_one_row() -> None:
    # By their names 1 is x; by their measure z is 2, and z is x as well.
    found = p.align(
        plan("a", ind("1", "Jumlah event"), ind("2", "Ruang", measure="m:r")),
        plan("b", ind("x", "Jumlah event")),
        plan("c", ind("x", "Pergelaran", measure="m:r")),
    )
    assert [[one and one.indicator.id for one in row.entries] for row in found.rows] == [
        ["1", "x", "x"], ["2", None, None],
    ]  # fmt: skip
    assert "clash" in codes(found)


def test_plans_with_one_id_are_told_apart() -> None:
    one = plan("rpd", ind("1", "Event"))
    assert p.align(one, one, plan("x", ind("1", "Event"))).labels == ("rpd (1)", "rpd (2)", "x")


def test_copies_inside_one_plan_are_aligned_with_their_copies() -> None:
    twice = plan("a", ind("1", "Event", {2025: 1}), ind("1", "Event", {2025: 1}))
    found = p.align(twice, evolve(twice, id="b"))
    assert len(found.rows) == 2
    assert all(row.whole for row in found.rows)


# ------------------------------------------------------------------------------------------------------------ comparing


def state(one: dict[str, Any], other: dict[str, Any], what: str, **plans: Any) -> str:
    found = p.align(
        plan("a", ind("1", "Event", **one), **plans.get("a", {})),
        plan("b", ind("1", "Event", **other), **plans.get("b", {})),
    )
    (row,) = found.rows
    return next(cell.state for cell in row.cells if cell.what.key == what)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("orang", "Orang", "equal"),
        ("persen", "%", "equal"),
        ("orang", "usaha", "differs"),
        ("orang", None, "missing"),
        (None, None, "absent"),
    ],
)
def test_units(one: str | None, other: str | None, expected: str) -> None:
    assert state({"unit": one}, {"unit": other}, "unit") == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (20, 20, "equal"),
        (20, "20,0", "equal"),
        ("26,5", Fraction(53, 2), "equal"),
        ("5,7-6,6", "5,7 - 6,6", "equal"),
        (80, Quantity(80), "equal"),
        ("BB", "bb", "equal"),
        (20, 21, "differs"),
        (0, 20, "differs"),
        ("5,7-6,6", "5,7-6,7", "differs"),
        (80, "≥ 80", "differs"),
        ("BB", 80, "differs"),
        (20, None, "missing"),
        (0, "N/A", "missing"),
        ("-", "-", "absent"),
        ("N/A", None, "absent"),
        # What cannot be read agrees with nothing, not even with itself.
        ("1.500", 1500, "unread"),
        ("1.500", "1.500", "unread"),
        ("1.500", None, "unread"),
    ],
)
def test_values(one: Any, other: Any, expected: str) -> None:
    def told(value: Any) -> dict[str, Any]:
        return {} if value is None else {"targets": {2025: value}}

    assert state(told(one), told(other), "target 2025") == expected
    base = [{} if value is None else {"baseline": pk.planning.value(value)} for value in (one, other)]
    assert state(base[0], base[1], "baseline") == expected


def test_baselines_of_two_years_are_not_compared() -> None:
    one, other = {"baseline": 20, "baseline_year": 2022}, {"baseline": 20, "baseline_year": 2023}
    assert state(one, other, "baseline_year") == "differs"
    assert state(one, other, "baseline") == "incomparable"
    assert state(one, {"baseline": 21}, "baseline") == "differs"


def test_numbers_in_two_units_are_not_compared() -> None:
    one = {"unit": "orang", "targets": {2025: 20}, "end_target": 30}
    other = {"unit": "%", "targets": {2025: 20}, "end_target": 30}
    ends = {"a": {"last_year": 2026}, "b": {"last_year": 2026}}
    assert state(one, other, "target 2025") == "incomparable"
    assert state(one, other, "end 2026", **ends) == "incomparable"
    # Two plans with the same unit are still compared where a third has another.
    found = p.align(
        plan("a", ind("1", "Event", {2025: 20}, unit="orang")),
        plan("b", ind("1", "Event", {2025: 21}, unit="orang")),
        plan("c", ind("1", "Event", {2025: 21}, unit="%")),
    )
    assert found.rows[0].state("target") == "differs"


def test_a_year_that_a_plan_is_not_for_is_not_missing_in_it() -> None:
    three, one_year = {"first_year": 2024, "last_year": 2026}, {"first_year": 2025, "last_year": 2025}
    both = {"targets": {2024: 1, 2025: 2, 2026: 3}}, {"targets": {2025: 2}}
    assert state(*both, "target 2024", a=three, b=one_year) == "alone"
    assert state(*both, "target 2025", a=three, b=one_year) == "equal"
    assert state(*both, "target 2024", a=three, b=three) == "missing"
    # Where the years of a plan are not known, any may be its own.
    assert state(*both, "target 2024", a=three) == "missing"


def test_quarters_are_compared_where_two_plans_have_them() -> None:
    found = p.align(
        plan("a", ind("1", "Event", {"TW I 2025": 1, "TW II 2025": 2})), plan("b", ind("1", "Event", {"TW I 2025": 1}))
    )
    assert [cell.what.key for cell in found.rows[0].cells if cell.what.item == "target"] == ["target Triwulan I 2025"]


def test_targets_at_the_end_are_compared_among_plans_that_end_in_one_year() -> None:
    ends = {"a": {"last_year": 2026}, "b": {"last_year": 2026}}
    assert state({"end_target": 30}, {"targets": {2026: 30}}, "end 2026", **ends) == "equal"
    assert state({"end_target": 0}, {"targets": {2026: 30}}, "end 2026", **ends) == "differs"
    assert state({"end_target": 30}, {}, "end 2026", **ends) == "missing"
    apart = {"a": {"last_year": 2026}, "b": {"last_year": 2025}}
    assert state({"end_target": 30}, {"end_target": 31}, "end 2026", **apart) == "alone"
    with pytest.raises(StopIteration):
        state({"end_target": 30}, {"end_target": 30}, "end 2026")


def test_what_is_compared_has_a_name_and_a_place() -> None:
    assert str(What("target", Y)) == "target 2025"
    assert What("target", Y).path == ("targets", "2025")
    assert What("end", Y).path == ("end_target",)
    assert What("unit").path == ("unit",)
    assert What("unit").label("en") == "unit"


def test_every_disagreement_is_a_finding() -> None:
    one = ind(
        "1", "Event", {2024: 1, 2025: 2, 2026: "1.500", 2027: 1}, unit="orang", direction="higher",
        accumulation="sum", baseline=1, baseline_year=2023, end_target=5,
    )  # fmt: skip
    other = ind(
        "1", "Event", {2024: 1, 2025: 3, 2026: 1500}, unit="orang", direction="lower", accumulation="ramalan",
        baseline=2, baseline_year=2023, end_target=6,
    )  # fmt: skip
    found = p.align(plan("a", one, last_year=2027), plan("b", other, last_year=2027))
    assert [(note.code.removeprefix("planning.align_"), note.severity, note.where) for note in found.findings] == [
        ("direction_differs", "error", "$.a.indicators[0].direction"),
        ("accumulation_differs", "warning", "$.a.indicators[0].accumulation"),
        ("baseline_differs", "warning", "$.a.indicators[0].baseline"),
        ("target_differs", "warning", "$.a.indicators[0].targets.2025"),
        ("unread", "warning", "$.a.indicators[0].targets.2026"),
        ("missing", "warning", "$.a.indicators[0].targets.2027"),
        ("end_differs", "warning", "$.a.indicators[0].end_target"),
    ]
    said = [note.message("en") for note in found.findings]
    assert "a: higher is better; b: lower is better" in said[0]
    assert "a: sum; b: ramalan" in said[1]
    assert 'a: "1.500"; b: 1,500' in said[4]
    assert "a: 1; b: –" in said[5]
    for note in found.findings:
        assert json.dumps(note.to_dict())
    other_unit = p.align(
        plan("a", ind("1", "E", unit="orang", baseline_year=2022)),
        plan("b", ind("1", "E", unit="%", baseline_year=2023)),
    )
    assert codes(other_unit) == ["unit_differs", "baseline_year_differs"]
    assert other_unit.report.ok is False


# ----------------------------------------------------------------------------------------------------------------- gaps


def budget(of: str | None = None, **said: Any) -> pk.planning.Budget:
    return p.Budget(period=Y, of=of, **{"ceiling": 10, **said})


def test_programmes_and_actions_without_indicator() -> None:
    below = p.Activity(id="k", name="K", indicators=(ind("1", "Event"),))
    rpd = p.Plan(
        id="a",
        kind="rpd",
        programmes=(p.Programme(id="p1", name="Satu", activities=(below,)), p.Programme(id="p2", name="Dua")),
    )
    renaksi = p.ActionPlan(
        id="b",
        kind="renaksi",
        directions=(p.PolicyDirection(id="d", name="Arah"),),
        actions=(p.Action(id="x", name="Aksi", direction="d"), p.Action(id="y", name="Y", indicators=below.indicators)),
    )
    found = p.align(rpd, renaksi)
    assert [(gap.label, gap.placed.part.id) for gap in found.without_indicator] == [("a", "p2"), ("b", "x")]
    assert codes(found)[:2] == ["programme_without_indicator", "action_without_indicator"]
    assert found.without_indicator[0].to_dict() == {
        "plan": "a", "kind": "programme", "id": "p2", "name": "Dua", "code": None,
    }  # fmt: skip


def goals(*objectives: pk.planning.Objective) -> tuple[pk.planning.Goal, ...]:
    return (p.Goal(id="t", name="T", objectives=objectives),)


@pytest.mark.parametrize(
    ("objective", "budgets", "renstra"),
    [
        ({"budgets": (budget(),)}, (), {}),
        ({"budgets": (budget(ceiling=None, realised=5),)}, (), {}),
        ({"programmes": (p.Programme(id="p", name="P", budgets=(budget(),)),)}, (), {}),
        ({}, (budget("s"),), {}),
        ({"indicators": (ind("1", "Event"),)}, (budget("1"),), {}),
        # The same programme stands under another objective, with its money.
        (
            {"programmes": (p.Programme(id="p", name="P", code="3.26.04"),)},
            (),
            {
                "objectives": (
                    p.Objective(
                        id="o",
                        name="O",
                        programmes=(p.Programme(id="q", name="Q", code="3.26.04", budgets=(budget(),)),),
                    ),
                )
            },
        ),
        # A programme of the other plan pays: by its code, or because the indicator stands in it.
        (
            {"programmes": (p.Programme(id="p", name="P", code="3.26.04"),)},
            (),
            {"programmes": (p.Programme(id="q", name="Q", code="3.26.04", budgets=(budget(),)),)},
        ),
        (
            {"indicators": (ind("1", "Event"),)},
            (),
            {"programmes": (p.Programme(id="q", name="Q", indicators=(ind("1", "Event"),), budgets=(budget(),)),)},
        ),
    ],
)
def test_an_objective_has_money(objective: dict[str, Any], budgets: Any, renstra: dict[str, Any]) -> None:
    above = p.Plan(id="a", kind="rpd", goals=goals(p.Objective(id="s", name="S", **objective)), budgets=budgets)
    found = p.align(above, p.Plan(id="b", kind="renstra", **renstra))
    assert not found.without_money


@pytest.mark.parametrize("given", [budget(ceiling=0), budget(ceiling=None), budget("elsewhere"), budget("a")])
def test_an_objective_without_money(given: pk.planning.Budget) -> None:
    above = p.Plan(id="a", kind="rpd", goals=goals(p.Objective(id="s", name="S")), budgets=(given,))
    if given.of is None:
        above = p.Plan(id="a", kind="rpd", goals=goals(p.Objective(id="s", name="S", budgets=(given,))))
    below = p.Plan(id="b", kind="renstra", programmes=(p.Programme(id="p", name="P", budgets=(budget(),)),))
    found = p.align(above, below)
    assert [gap.placed.part.id for gap in found.without_money] == ["s"]
    assert "objective_without_money" in codes(found)


def test_a_policy_direction_without_money_and_the_programme_that_pays_for_an_action() -> None:
    directions = tuple(p.PolicyDirection(id=one, name=one.upper()) for one in ("d1", "d2", "d3"))
    actions = (
        p.Action(id="x", name="X", direction="d1", programme="q", indicators=(ind("1", "Event"),)),
        p.Action(id="y", name="Y", direction="d2", programme="other", indicators=(ind("2", "Ruang"),)),
        p.Action(id="z", name="Z", direction=None, indicators=(ind("3", "Data"),)),
    )
    renaksi = p.ActionPlan(id="r", kind="renaksi", directions=directions, actions=actions)
    paid = p.Programme(id="q", name="Q", budgets=(budget(),), indicators=(ind("9", "Kunjungan"),))
    found = p.align(p.Plan(id="a", kind="renstra", programmes=(paid,)), renaksi)
    assert [gap.placed.part.id for gap in found.without_money] == ["d2", "d3"]
    assert codes(found).count("policy_direction_without_money") == 2


def test_that_no_plan_has_money_is_said_once() -> None:
    bare = p.Plan(id="a", kind="rpd", goals=goals(p.Objective(id="s", name="S"), p.Objective(id="u", name="U")))
    found = p.align(bare, plan("b"))
    assert len(found.without_money) == 2
    assert [code for code in codes(found) if "money" in code] == ["no_money"]


def test_plans_without_a_common_year_are_named() -> None:
    one = plan("a", ind("1", "E"), first_year=2018, last_year=2023)
    other = plan("b", ind("1", "E"), first_year=2024, last_year=2026)
    assert codes(p.align(one, other)) == ["years_apart"]
    assert codes(p.align(one, plan("b", ind("1", "E"), first_year=2023, last_year=2026))) == []


# --------------------------------------------------------------------------------------------------------------- output


ABOVE = plan(
    "rpd", ind("1", "Jumlah <b>event</b>", {2025: 20, 2026: "26,5"}, unit="event", baseline=Fraction(1, 3)),
    ind("2", "=CMD()", {2025: "5-6"}, unit="@x"), first_year=2025, last_year=2026,
)  # fmt: skip
BELOW = plan("=renja", ind("1", "Jumlah event", {2025: "-2,5"}, unit="event"), first_year=2025, last_year=2025)


def test_records_have_the_same_keys_and_hold_everything() -> None:
    found = p.align(ABOVE, BELOW)
    first, second = found.to_records()
    assert list(first) == list(second)
    assert (first["name: =renja"], first["agrees"], first["id: =renja"]) == ("Jumlah event", False, "1")
    assert (first["target 2025"], first["target 2025: rpd"], first["target 2025: =renja"]) == ("differs", "20", "-2,5")
    assert (second["id: =renja"], second["target 2025: rpd"], second["agrees"]) == (None, "5–6", None)


def test_no_cell_of_a_csv_file_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "selaras.csv"
    p.align(ABOVE, BELOW).to_csv(path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert len({len(row) for row in (header, *rows)}) == 1
    assert [cell for row in (header, *rows) for cell in row if cell[:1] in set("=+-@\t\r\n")] == ["-2,5"]
    by_name = dict(zip(header, rows[0], strict=True))
    assert (by_name["agrees"], by_name["target 2025: =renja"], by_name["target 2026: =renja"]) == ("false", "-2,5", "")
    assert dict(zip(header, rows[1], strict=True))["indicator"] == "'=CMD()"
    empty = tmp_path / "empty.csv"
    p.align(plan("a"), plan("b")).to_csv(empty)
    assert empty.read_text(encoding="utf-8") == "indicator,agrees,found,id: a,id: b,name: a,name: b\n"


def test_sheets_hold_numbers_as_numbers_and_no_formula() -> None:
    found = p.align(ABOVE, BELOW)
    sheets = found.sheets("en")
    assert list(sheets) == [
        "Matrix", "Differences", "Matches", "Without counterpart", "In doubt", "Gaps", "Findings",
    ]  # fmt: skip
    cells = [cell for rows in sheets.values() for row in rows for cell in row]
    assert not [cell for cell in cells if isinstance(cell, str) and cell[:1] in set("=+-@")]
    assert all(cell is None or type(cell) in (str, int, Decimal) for cell in cells)
    header, first, second = sheets["Matrix"]
    row = dict(zip(header, first, strict=True))
    assert (row["target 2025: rpd"], row["target 2026: rpd"], row["target 2025: =renja"]) == (
        20, Decimal("26.5"), Decimal("-2.5"),
    )  # fmt: skip
    assert row["baseline: rpd"] == "0.33"
    assert (first[1], second[1]) == ("does not agree", "–")
    assert [line[1] for line in sheets["Differences"][1:]] == ["baseline", "target 2025"]
    assert sheets["Matches"][1][-2:] == ["same id", "7%"]
    assert sheets["Without counterpart"][1][3] == "not taken up by a document below"
    assert set(found.sheets()) & {"Matriks", "Catatan"}


def test_sheets_name_doubts_and_gaps() -> None:
    below = plan(
        "b", ind("x", "Jumlah pelatihan batik tulis"), ind("y", "Jumlah pelatihan batik cap"),
        programmes=(p.Programme(id="p", name="P", code="3.26.04"),), goals=goals(p.Objective(id="s", name="S")),
    )  # fmt: skip
    sheets = p.align(plan("a", ind("1", "Jumlah pelatihan batik")), below).sheets("en")
    assert [row[1] for row in sheets["In doubt"][1:]] == ["1", "x", "y"]
    assert sheets["Gaps"][1:] == [
        ["b", "programme", "p", "P", "3.26.04", "indicators"], ["b", "objective", "s", "S", None, "money"],
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_alignment_in_words(lang: Any) -> None:
    found = p.align(ABOVE, BELOW)
    text = found.explain(lang)
    assert "rpd → =renja" in text
    assert "{" not in text
    assert "<b>" not in found.html(lang)
    assert "&lt;b&gt;" in found.html(lang)
    assert "2025" in found["1"].explain(lang)
    assert str(found) == found.explain()
    assert found._repr_html_() == found.html()


def test_an_alignment_is_json_and_has_totals() -> None:
    found = p.align(ABOVE, BELOW)
    told = json.loads(json.dumps(found.to_dict()))
    assert (told["schema"], told["near"], [one["label"] for one in told["plans"]]) == (
        "plut_kumkm/alignment/1", "1/5", ["rpd", "=renja"],
    )  # fmt: skip
    # Unit equal; baseline missing and target 2025 differing; the rest is absent or of one plan alone.
    assert found.agreement == Fraction(1, 3)
    assert sum(found.states.values()) == sum(len(row.cells) for row in found.rows)
    assert set(found.states) == set(STATES)
    assert repr(found).startswith("<Alignment rpd → =renja: 2 indicators, 1 of them in every document")
    assert repr(found.rows[0]) == "<AlignedRow 1, 1: differs>"
    nothing = p.align(plan("a"), plan("b"))
    assert nothing.agreement is None
    assert "–" in nothing.explain()
    assert found.rows[0].state("end") is None
    with pytest.raises(KeyError, match="no plan has an indicator 'zz'"):
        found["zz"]


def test_a_long_name_is_cut_where_it_is_shown() -> None:
    found = p.align(plan("a", ind("1", "Jumlah\n" + "x" * 5_000)), plan("b"))
    assert len(found.explain()) < 2_000
    assert "Jumlah xxx" in found.explain()
    assert len(found.to_records()[0]["indicator"]) > 5_000


def test_no_number_of_a_person_stands_in_a_message() -> None:
    found = p.align(plan("a", ind("1", "Pendamping 3573010101900001")), plan("b", ind("2", "Event")))
    assert not [note for note in found.findings if "3573010101900001" in note.message()]


# --------------------------------------------------------------------------------------------------------------- misuse


def test_misuse_raises() -> None:
    one = plan("a", ind("1", "Event"))
    with pytest.raises(TypeError, match="align needs two plans or more"):
        p.align(one)
    with pytest.raises(TypeError, match="a plan must be a Plan or an ActionPlan, not str"):
        p.align(one, "renstra")  # type: ignore[arg-type] # misuse is tested
    with pytest.raises(ValueError, match="near must be from 0 to 1, not '1,5'"):
        p.align(one, one, near="1,5")
    with pytest.raises(TypeError, match="near must be exact"):
        p.align(one, one, near=0.2)
    with pytest.raises(ValueError, match="same= names '1' and '7', which are not each once in two of the plans"):
        p.align(one, plan("b", ind("2", "Ruang")), same=[("1", "7")])


def test_an_orphan_without_a_near_name_names_none() -> None:
    one = p.Plan(id="a", kind="renstra", indicators=(p.Indicator(id="i", name="Jumlah kunjungan wisata"),))
    other = p.Plan(id="b", kind="renja", indicators=(p.Indicator(id="j", name="Rasio kredit bermasalah"),))
    told = [found.message("en") for found in p.align(one, other).findings if "orphan" in found.code]
    assert told == [
        '"Jumlah kunjungan wisata" (a) is taken up by no document below it.',
        '"Rasio kredit bermasalah" (b) stands in no document above it.',
    ]
