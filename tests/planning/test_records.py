"""Records of plans: their types, their tree, and the way to TOML or JSON and back."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.planning.records.indicators import as_period

p = pk.planning

VALUES = (
    26,
    Fraction(53, 2),
    p.Range(1, Fraction(5, 2)),
    Quantity(80, "at_least"),
    p.Word("BB"),
    p.Absent("dash"),
    p.Unread("a / b"),
)


NO_NUMBER = "planning.number_form"
BARE = {"id": "i", "name": "I"}


def plan() -> pk.planning.Plan:
    indicator = p.Indicator(
        id="i1", name="Indeks", level="impact", families=("IKU", "IKD"), unit="indeks", direction="higher",
        accumulation="last", baseline=Fraction(163, 2), baseline_year=2023,
        targets=tuple(p.Target(period=Period(2024 + n), value=one) for n, one in enumerate(VALUES)),
        end_target=84, owner="Dinas Contoh", weight=Fraction(3, 2),
        metadata=p.Metadata(concept="Indeks", variables=("a", "b"), public=True),
    )  # fmt: skip
    budget = p.Budget(period=Period(2025, "quarter", 2), ceiling=1_000, realised=400)
    activity = p.Activity(
        id="k", name="K", code="2.17.08.2.01", subactivities=(p.Subactivity(id="sk", name="SK", budgets=(budget,)),)
    )
    programme = p.Programme(id="pr", name="PR", code="2.17.08", activities=(activity,), owner="Dinas Lain")
    direction = p.PolicyDirection(id="ak", name="AK", programmes=(programme,))
    objective = p.Objective(
        id="s",
        name="S",
        strategic=True,
        indicators=(indicator,),
        strategies=(p.Strategy(id="st", name="ST", directions=(direction,)),),
    )
    return p.Plan(
        id="rpd", kind="rpd", title="RPD", region="35.73", owner="Bappeda", first_year=2024, last_year=2026,
        in_force=date(2024, 1, 2), themes=("inflasi",), goals=(p.Goal(id="t", name="T", objectives=(objective,)),),
    )  # fmt: skip


def test_a_plan_survives_the_way_to_json_and_back() -> None:
    told = json.loads(json.dumps(p.to_dict(plan())))
    assert told["schema"] == "plut_kumkm/plan/1"
    back, report = p.structure(p.Plan, told)
    assert back == plan()
    assert not len(report)


@given(value=st.sampled_from(VALUES) | st.fractions(-9, 9) | st.integers(-9, 9), year=st.integers(1, 9999))
def test_any_value_survives_the_way_to_json_and_back(value: Any, year: int) -> None:
    one = p.Realisation(indicator="i", period=Period(year), value=pk.planning.value(value), cites=("a",))
    back, report = p.structure(p.Realisation, json.loads(json.dumps(p.to_dict(one))))
    assert (back, len(report)) == (one, 0)


@pytest.mark.parametrize("kind", ["semester", "caturwulan", "quarter", "month"])
def test_every_period_survives(kind: Any) -> None:
    one = p.Budget(period=Period(2025, kind, 2), of="x")
    assert p.structure(p.Budget, p.to_dict(one))[0] == one


def test_types_are_checked_when_a_record_is_built_all_at_once() -> None:
    with pytest.raises(TypeError, match="name must be str, not int; unit must be str, not int"):
        p.Indicator(id="i", name=1, unit=2)  # type: ignore[arg-type] # misuse is tested
    with pytest.raises(TypeError, match="value must be int or Fraction or Range"):
        p.Target(period=Period(2025), value="26")  # type: ignore[arg-type] # misuse is tested


def test_text_of_a_file_may_give_values_and_targets_as_people_write_them() -> None:
    given_ = {
        "id": "i", "name": "I", "baseline": "81,45", "weight": "1,5", "end_target": "≥ 80",
        "targets": {"2024": "26,5", "2025": "5,7-6,6", "TW II 2026": "BB", "2027": 30},
    }  # fmt: skip
    found, report = p.structure(p.Indicator, given_)
    assert not len(report)
    assert found is not None
    assert found.baseline == Fraction(8145, 100)
    assert found.weight == Fraction(3, 2)
    assert [one.value for one in found.targets] == [
        Fraction(53, 2),
        p.Range(Fraction(57, 10), Fraction(33, 5)),
        p.Word("BB"),
        30,
    ]
    assert p.structure(p.Indicator, {**BARE, "baseline": "1.500"}, decimal=",")[0].baseline == 1500  # type: ignore[union-attr] # the record is there, as said above


def test_a_cell_that_cannot_be_read_does_not_spoil_the_plan() -> None:
    found, report = p.structure(
        p.Indicator, {"id": "i", "name": "I", "baseline": "3 Laporan", "targets": {"2025": "1.500"}}
    )
    assert found is not None
    assert found.baseline == p.Unread("3 Laporan")
    assert [(one.where, one.code, one.severity) for one in report] == [
        ("$.baseline", "planning.value_form", "warning"),
        ("$.targets.2025", "planning.number_ambiguous", "warning"),
    ]


@pytest.mark.parametrize(
    ("kind", "given_", "where", "code"),
    [
        (p.Plan, [], "$", "structure.type"),
        (p.Plan, {"kind": "rpd"}, "$.id", "structure.missing_key"),
        (p.Plan, {"id": "a", "kind": "rpd", "tittle": "x"}, "$.tittle", "structure.unknown_key"),
        (p.Plan, {"id": "a", "kind": "rpd", "schema": "plut_kumkm/budget/1"}, "$.schema", "structure.schema"),
        (p.Plan, {"id": None, "kind": "rpd"}, "$.id", "structure.type"),
        (p.Plan, {"id": "a", "kind": "rpd", "goals": {}}, "$.goals", "structure.type"),
        (p.Plan, {"id": "a", "kind": "rpd", "goals": [{"id": "t"}]}, "$.goals[0].name", "structure.missing_key"),
        (p.Plan, {"id": "a", "kind": "rpd", "goals": ["t"]}, "$.goals[0]", "structure.type"),
        (p.Plan, {"id": "a", "kind": "rpd", "themes": [1]}, "$.themes[0]", "structure.type"),
        (p.Plan, {"id": "a", "kind": "rpd", "first_year": "2024"}, "$.first_year", "structure.type"),
        (p.Plan, {"id": "a", "kind": "rpd", "in_force": "2024-13-01"}, "$.in_force", "structure.date"),
        (p.Plan, {"id": "a", "kind": "rpd", "in_force": 2024}, "$.in_force", "structure.type"),
        (p.Objective, None, None, None),
        (p.Budget, {"period": True}, "$.period", "structure.type"),
        (p.Budget, {"period": "TW V 2025"}, "$.period", "period.number"),
        (p.Indicator, {**BARE, "targets": {"besok": 1}}, "$.targets.besok", "period.form"),
        (p.Indicator, {**BARE, "targets": [{"period": 2025}]}, "$.targets[0].value", "structure.missing_key"),
        (p.Indicator, {**BARE, "baseline": 1.5}, "$.baseline", "structure.type"),
        (p.Indicator, {**BARE, "baseline": True}, "$.baseline", "structure.type"),
        (p.Indicator, {**BARE, "baseline": {"fraction": "1/0"}}, "$.baseline", "structure.fraction"),
        (p.Indicator, {**BARE, "baseline": {"low": 1}}, "$.baseline", "structure.type"),
        (p.Indicator, {**BARE, "baseline": {"low": 1, "high": None}}, "$.baseline.high", "structure.type"),
        (p.Indicator, {**BARE, "baseline": {"kind": "most", "value": 1}}, "$.baseline", "structure.type"),
        (p.Indicator, {**BARE, "baseline": {"kind": "at_most", "value": "x"}}, "$.baseline.value", NO_NUMBER),
        (p.Indicator, {**BARE, "baseline": {"absent": "lost"}}, "$.baseline", "structure.type"),
        (p.Indicator, {**BARE, "weight": "berat"}, "$.weight", "planning.number_form"),
        (p.Indicator, {**BARE, "metadata": {"composite": "ya"}}, "$.metadata.composite", "structure.type"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(kind: Any, given_: Any, where: str | None, code: str | None) -> None:
    if code is None:
        with pytest.raises(TypeError, match="Objective is not one of Plan, ActionPlan"):
            p.structure(kind, given_)
        return
    found, report = p.structure(kind, given_)
    assert found is None
    assert [(one.where, one.code) for one in report] == [(where, code)]
    assert report[0].message("id") != report[0].message("en")


def test_a_numeric_day_and_null_are_read_as_they_are_meant() -> None:
    found, _ = p.structure(p.Plan, {"id": "a", "kind": "rpd", "in_force": date(2024, 1, 1), "owner": None})
    assert found is not None
    assert (found.in_force, found.owner) == (date(2024, 1, 1), None)
    with pytest.raises(TypeError, match="a value of type int is not one of"):
        p.structure(7, {})  # type: ignore[type-var] # misuse is tested
    with pytest.raises(TypeError, match="Goal is not one of"):
        p.to_dict(p.Goal(id="t", name="T"))


# ------------------------------------------------------------------------------------------------------------- the tree


def test_every_part_stands_with_what_is_above_it() -> None:
    found = {one.kind: one for one in p.parts_of(plan())}
    assert list(found) == ["goal", "objective", "strategy", "policy_direction", "programme", "activity", "subactivity"]
    assert [one.part.id for one in found["subactivity"].line] == ["t", "s", "st", "ak", "pr", "k", "sk"]
    assert found["activity"].path[-4:] == ("programmes", 0, "activities", 0)


def test_an_indicator_takes_its_owner_from_the_nearest_part_that_has_one() -> None:
    (own,) = p.indicators_of(plan())
    assert (own.owner, [one.id for one in own.holders]) == ("Dinas Contoh", ["s", "t"])
    one = p.Indicator(id="x", name="X")
    below = p.Programme(
        id="pr", name="PR", owner="Dinas Lain", activities=(p.Activity(id="k", name="K", indicators=(one,)),)
    )
    made = p.Plan(id="r", kind="renja", owner="Bappeda", indicators=(one,), programmes=(below,))
    assert [placed.owner for placed in p.indicators_of(made)] == ["Bappeda", "Dinas Lain"]
    assert [placed.path for placed in p.indicators_of(made)] == [
        ("indicators", 0), ("programmes", 0, "activities", 0, "indicators", 0),
    ]  # fmt: skip


def test_an_action_stands_under_the_direction_that_it_names() -> None:
    actions = (
        p.Action(id="a", name="A", direction="d", subsectors=("musik",), indicators=(p.Indicator(id="i", name="I"),)),
        p.Action(
            id="b", name="B", direction="nowhere", indicators=(p.Indicator(id="j", name="J", subsectors=("film",)),)
        ),
        p.Action(id="c", name="C"),
    )
    made = p.ActionPlan(id="r", kind="renaksi", directions=(p.PolicyDirection(id="d", name="D"),), actions=actions)
    found = [(one.part.id, [above.part.id for above in one.above]) for one in p.parts_of(made)]
    assert found == [("d", []), ("a", ["d"]), ("b", []), ("c", [])]
    assert [(one.subsectors, list(one.parts)) for one in p.indicators_of(made)] == [
        (("musik",), ["policy_direction", "action"]), (("film",), ["action"]),
    ]  # fmt: skip


def test_targets_by_period() -> None:
    one = p.Indicator(id="i", name="I", targets=p.by_period({2025: 2, 2024: 1, "TW I 2024": "0,5"}))
    assert [target.value for target in one.yearly] == [1, 2]
    assert (one.end, evolve(one, end_target=9).end, p.Indicator(id="i", name="I").end) == (2, 9, None)
    assert one.target(Period(2024, "quarter", 1)) == Fraction(1, 2)
    assert as_period(Period(2025)) == Period(2025)
