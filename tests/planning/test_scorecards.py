"""A plan evaluated: rows, totals, groups, money, and which direction is starving."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.scorecards.money import Money

p = pk.planning
END = date(2025, 12, 31)
Y = Period(2025)


def indicator(id_: str, **said: Any) -> pk.planning.Indicator:
    told: dict[str, Any] = {"direction": "higher", "accumulation": "sum", "targets": p.by_period({2025: 100})}
    return p.Indicator(id=id_, name=id_.upper(), **{**told, **said})


def action(id_: str, direction: str | None, *indicators: pk.planning.Indicator, **said: Any) -> pk.planning.Action:
    return p.Action(id=id_, name=id_.upper(), direction=direction, indicators=indicators, **said)


def renaksi(*actions: pk.planning.Action, **said: Any) -> pk.planning.ActionPlan:
    directions = tuple(p.PolicyDirection(id=one, name=one.title()) for one in ("sdm", "data", "regulasi"))
    return p.ActionPlan(
        id="r", kind="renaksi", first_year=2024, last_year=2028, directions=directions, actions=actions, **said
    )


def card(plan: Any, values: dict[str, Any], on: date = END, **asked: Any) -> pk.planning.Scorecard:
    reports = [one for name, given in values.items() for one in p.realised(name, given)]
    return p.evaluate(plan, reports, on=on, **asked)


MONEY = p.Budget(period=Y, ceiling=100, realised=60)
ONE = renaksi(
    action("a", "sdm", indicator("i"), owner="Dinas A", subsectors=("musik", "film"), budgets=(MONEY,)),
    action("b", "sdm", indicator("j", direction="lower", weight=3), owner="Dinas B"),
    action("c", "data", indicator("k"), owner="Dinas A"),
)  # fmt: skip


def test_rows_totals_and_groups() -> None:
    found = card(ONE, {"i": {2025: 150}, "j": {2025: 150}})
    assert [(row.indicator.id, row.achievement.value, row.achieved, row.rating.value) for row in found.rows] == [
        ("i", 150, True, "Sangat Tinggi"), ("j", 50, False, "Sangat Rendah"), ("k", None, None, None),
    ]  # fmt: skip
    assert (found.total.mean, found.total.mean_capped, found.total.achieved) == (75, Fraction(125, 2), 1)
    assert (found.total.coverage, found.total.weight_coverage) == (Fraction(2, 3), Fraction(4, 5))
    assert found.ratings["Sangat Tinggi"] == 1
    assert {name: group.aggregate.mean for name, group in found.by("owner").items()} == {"Dinas A": 150, "Dinas B": 50}
    assert list(found.by("subsector")) == ["musik", "film", None]
    directions = found.by("policy_direction")
    assert [(group.id, group.name, len(group.rows)) for group in directions.values()] == [
        ("sdm", "Sdm", 2), ("data", "Data", 1), ("regulasi", "Regulasi", 0),
    ]  # fmt: skip
    assert directions["sdm"].money == Money("sdm", 100, 60)
    assert directions["regulasi"].money is None
    assert found.by("owner")["Dinas A"].money == Money("Dinas A", 100, 60)
    assert found.by("goal") == {None: found.by("goal")[None]}
    assert json.dumps(directions["sdm"].to_dict())
    with pytest.raises(ValueError, match="key must be one of goal"):
        found.by("region")  # type: ignore[arg-type] # misuse is tested


def test_which_direction_is_starving_is_seen_in_one_screen() -> None:
    found = card(ONE, {"i": {2025: 150}})
    rows = found.coverage(by="policy_direction")
    assert [
        (one.id, one.actions, one.funded_share, one.indicators, one.measured_share, one.ceiling, one.lacks)
        for one in rows
    ] == [
        ("sdm", 2, Fraction(1, 2), 2, Fraction(1, 2), 100, ()),
        ("data", 1, 0, 1, 0, None, ("money", "values")),
        ("regulasi", 0, None, 0, None, None, ("actions", "money", "indicators", "values")),
    ]
    for lang, word in (("id", "belum ada"), ("en", "lacks")):
        text = found.text(lang)  # type: ignore[arg-type] # the two languages
        assert word in text
        assert "{" not in text
    assert str(found) == found.text()
    assert "<table>" in found._repr_html_()
    assert "indicator" in found.html("en")
    with pytest.raises(ValueError, match="by must be one of"):
        found.coverage(by="owner")  # type: ignore[arg-type] # misuse is tested


def test_a_scorecard_is_json_and_records() -> None:
    found = card(ONE, {"i": {2025: 150}})
    told = json.loads(json.dumps(found.to_dict()))
    assert (told["schema"], told["plan"], told["on"]) == ("plut_kumkm/scorecard/1", "r", "2025-12-31")
    assert told["ratings"][""] == 2
    assert told["money"]["absorption_percent"] == told["absorption_percent"] == 60
    first, *_ = found.to_records()
    assert (first["achievement_percent"], first["rating"], first["ceiling"], first["formula"]) == (
        150,
        "Sangat Tinggi",
        100,
        "positive",
    )
    assert repr(found).startswith("<Scorecard r on 2025-12-31: Mean 150.00%")
    assert repr(found["i"]) == "<Scored i: 150.00%>"
    nothing = card(renaksi(), {})
    assert (nothing.money, nothing.absorption, nothing.to_dict()["money"]) == (None, None, None)
    bare = card(p.Plan(id="x", kind="rpd", first_year=2024, last_year=2026), {})
    assert bare.html().count("<table>") == 1
    assert "aksi/program" not in bare.text()


def test_an_explanation_tells_everything_that_is_known() -> None:
    reports = [
        p.Realisation(
            indicator="i", period=Y, value=80, supporting="Anggaran cair awal", hindering="Hujan",
            follow_up="Jadwal ulang", source="LKjIP 2025", warnings=("basis 2024",),
        ),
        *p.realised("i", {2024: 70}),
    ]  # fmt: skip
    found = p.evaluate(ONE, reports, on=END)
    for text in (found.explain("i"), found.explain("i", "en")):
        for part in (
            "80,00%",
            "R/T × 100",
            "Permendagri",
            "Hujan",
            "Jadwal ulang",
            "LKjIP 2025",
            "basis 2024",
            "Rp100",
        ):
            assert part in text or part.replace(",", ".") in text
    assert "Membaik" in found.explain("i")
    with pytest.raises(KeyError, match="no indicator 'ji'; did you mean j, i"):
        found["ji"]
    with pytest.raises(KeyError, match="no indicator 'x'\""):
        found.explain("x")


def test_what_cannot_be_read_or_is_missing_leaves_the_mean_and_lowers_the_coverage() -> None:
    plan = renaksi(
        action(
            "a", "sdm", indicator("ok"), indicator("text", targets=p.by_period({2025: "3 Laporan"})),
            indicator("late", targets=p.by_period({2026: 1})), indicator("said", targets=p.by_period({2025: "-"})),
        )
    )  # fmt: skip
    found = card(plan, {"ok": {2025: 50}, "text": {2025: 3}, "late": {2025: 1}, "said": {2025: "1.500"}})
    assert (found.total.mean, found.total.coverage) == (50, Fraction(1, 4))
    codes = {row.indicator.id: [note.code for note in row.achievement.notes] for row in found.rows}
    assert codes == {
        "ok": [], "text": ["planning.cell_unread"], "late": ["planning.target_missing"],
        "said": ["planning.target_missing", "planning.cell_unread", "planning.number_ambiguous"],
    }  # fmt: skip


def test_a_target_that_was_not_published_says_so() -> None:
    plan = renaksi(action("a", "sdm", indicator("i", targets=())), not_published=("targets",))
    found = card(plan, {"i": {2025: 50}})
    assert found["i"].target == p.Absent("not_published")
    assert "planning.not_published" in found.report.codes


@pytest.mark.parametrize(
    ("said", "code", "needs"),
    [
        ({"direction": None}, "planning.direction_missing", "direction"),
        ({"direction": "up"}, "planning.word_unknown", "direction"),
        ({"direction": "range", "better": "more"}, "planning.word_unknown", "better"),
        ({"achievement_formula": "ratio"}, "planning.word_unknown", "achievement_formula"),
        ({"scale": "sakip"}, "planning.word_unknown", "scale"),
    ],
)
def test_an_indicator_that_cannot_be_measured_says_why(said: Any, code: str, needs: str) -> None:
    found = card(renaksi(action("a", "sdm", indicator("i", **said))), {"i": {2025: 50}})["i"]
    assert (found.achievement.status, found.achievement.needs, found.achievement.notes[0].code) == (
        "unknown",
        (needs,),
        code,
    )
    assert found.rating.status == "unknown"
    for lang in ("id", "en"):
        assert "{" not in found.explain(lang)  # type: ignore[arg-type] # the two languages


def test_an_unknown_accumulation_is_named_and_taken_as_none() -> None:
    plan = renaksi(action("a", "sdm", indicator("i", accumulation="total")))
    found = card(plan, {"i": {"TW I 2025": 5}})["i"]
    assert [note.code for note in found.notes] == ["planning.word_unknown", "planning.accumulation_missing"]
    assert card(plan, {"i": {2025: 50}})["i"].achievement.value == 50


def test_choices_change_the_result_and_stand_beside_it() -> None:
    low = renaksi(action("a", "sdm", indicator("i", direction="lower")))
    assert card(low, {"i": {2025: 50}})["i"].achievement.value == 150
    assert card(low, {"i": {2025: 50}}, choices=p.Choices(lower="ratio"))["i"].achievement.value == 200
    assert card(low, {"i": {2025: 50}}, choices=p.Choices(cap=120))["i"].achievement.value == 120
    assert card(low, {"i": {2025: 500}}, choices=p.Choices(floor=0))["i"].achievement.value == 0
    own = p.scale("x", {"Kurang": "[0..60]", "Cukup": "(60..]"})
    found = card(low, {"i": {2025: 50}}, choices=p.Choices(scale=own))
    assert found["i"].rating.value == "Cukup"
    assert found.to_dict()["choices"]["scale"] == "x"
    named = renaksi(action("a", "sdm", indicator("i", direction="lower", achievement_formula="ratio")))
    assert card(named, {"i": {2025: 50}})["i"].achievement.value == 200
    forecast = p.realised("i", {2025: 40}, standing="prognosis")
    assert p.evaluate(low, forecast, on=END)["i"].actual.value is None
    assert p.evaluate(low, forecast, on=END, choices=p.Choices(prognosis=True))["i"].achievement.value == 160


@pytest.mark.parametrize(
    ("asked", "error", "match"),
    [
        ({"lower": "positive"}, ValueError, "lower must be one of"),
        ({"zero_target": "0"}, ValueError, "zero_target must be"),
        ({"denominator": "given"}, ValueError, "denominator must be"),
        ({"gap": "low"}, ValueError, "gap must be"),
        ({"scale": "zzz"}, ValueError, "no scale"),
        ({"cap": 1.5}, TypeError, "cap must be exact"),
    ],
)
def test_choices_that_cannot_be_are_refused(asked: Any, error: Any, match: str) -> None:
    with pytest.raises(error, match=match):
        p.Choices(**asked)


def test_a_report_or_a_target_of_nothing_is_missing_and_not_known() -> None:
    """Whoever leaves a value open in Python writes None, as a cell is left blank."""
    report = p.Realisation(indicator="i", period=Period(2025), value=None)
    target = p.Target(period=Period(2025), value=None)
    assert (report.value, target.value) == (p.Absent("blank"), p.Absent("blank"))
    plan = renaksi(action("a", "sdm", indicator("i", targets=p.by_period({2025: 100}))))
    row = p.evaluate(plan, [report], on=END)["i"]
    assert (row.actual.status, row.actual.value, row.actual.needs) == ("unknown", None, ("actual",))


def test_a_plan_measured_before_its_year_is_over_says_so_once() -> None:
    """10 of 100 in the first quarter is no failure yet: the target is that of the year."""
    plan = renaksi(action("a", "sdm", indicator("i", targets=p.by_period({2025: 100})), indicator("j")))
    running = card(plan, {"i": {"TW I 2025": 10}}, on=date(2025, 3, 31))
    (found,) = (one for one in running.report if one.code == "planning.plan_running")
    assert dict(found.params) == {"on": date(2025, 3, 31), "year": 2025, "count": 1}
    assert "Tahun 2025 belum berakhir pada 31 Maret 2025" in running.text()
    over = card(plan, {"i": {2025: 90}}, on=END)
    assert "planning.plan_running" not in over.report.codes


@pytest.mark.parametrize(
    ("denominator", "on", "value", "named"),
    [
        ("annual", END, Fraction(50), "annual"),
        ("end", END, Fraction(25), "end"),
        ("next", END, Fraction(100, 3), "next"),
        ("quarter", date(2025, 6, 30), Fraction(75), "quarter"),
        ("annual", date(2025, 6, 30), Fraction(15), "annual"),
    ],
)
def test_the_denominator_is_named_dumai_2016_divides_by_the_end(
    denominator: Any, on: date, value: Any, named: str
) -> None:
    targets = p.by_period({2025: 100, 2026: 150, 2027: 200, "TW I 2025": 8, "TW II 2025": 12})
    plan = renaksi(action("a", "sdm", indicator("i", targets=targets)))
    quarters = {"TW I 2025": 5, "TW II 2025": 10, "TW III 2025": 15, "TW IV 2025": 20}
    found = card(plan, {"i": quarters}, on=on, choices=p.Choices(denominator=denominator))["i"]
    assert (found.achievement.value, found.achievement.denominator) == (value, named)
    running = [note.code for note in found.notes]
    assert ("planning.year_running" in running) == (on < END and denominator != "quarter")
    silent = card(plan, {}, on=on, choices=p.Choices(denominator=denominator))["i"]
    assert silent.achievement.status == "unknown"


@pytest.mark.parametrize(
    ("said", "values", "on", "trend"),
    [
        ({}, {2024: 5, 2025: 6}, END, "better"),
        ({}, {2024: 6, 2025: 5}, END, "worse"),
        ({}, {2024: 6, 2025: 6}, END, "same"),
        ({"direction": "lower"}, {2024: 6, 2025: 5}, END, "better"),
        ({"direction": "lower"}, {2024: 5, 2025: 6}, END, "worse"),
        ({"baseline": 5, "baseline_year": 2024}, {2025: 6}, END, "better"),
        ({"baseline": 5, "baseline_year": 2020}, {2025: 6}, END, None),
        ({}, {2024: "BB", 2025: 6}, END, None),
        ({}, {2024: 5, "TW I 2025": 6}, date(2025, 3, 31), None),
        ({"accumulation": "last"}, {2024: 5, "TW I 2025": 6}, date(2025, 3, 31), "better"),
        ({"direction": "exact"}, {2024: 90, 2025: 105}, END, "better"),
        ({"direction": "exact"}, {2024: 95, 2025: 110}, END, "worse"),
        ({"direction": "exact"}, {2024: 95, 2025: 105}, END, "same"),
        ({"direction": "range", "targets": p.by_period({2025: "4-6"})}, {2024: 9, 2025: 5}, END, "better"),
        ({"direction": "range", "targets": p.by_period({2025: "4-6"})}, {2024: 5, 2025: 3}, END, "worse"),
        ({"direction": "range", "targets": p.by_period({2025: "6-4"})}, {2024: 5, 2025: 3}, END, None),
        ({"direction": "exact", "targets": ()}, {2024: 5, 2025: 3}, END, None),
    ],
)
def test_trend(said: Any, values: Any, on: date, trend: str | None) -> None:
    assert card(renaksi(action("a", "sdm", indicator("i", **said))), {"i": values}, on=on)["i"].trend == trend


# ---------------------------------------------------------------------------------------------------------------- money


def budget(
    of: str | None, ceiling: int | None, realised: int | None = None, period: Period = Y, **said: Any
) -> pk.planning.Budget:
    return p.Budget(of=of, period=period, ceiling=ceiling, realised=realised, **said)


def tree(*budgets: pk.planning.Budget) -> pk.planning.Plan:
    activities = (
        p.Activity(id="k1", name="K1", indicators=(indicator("i"),)),
        p.Activity(id="k2", name="K2", indicators=(indicator("j"),)),
    )  # fmt: skip
    programmes = (p.Programme(id="pr", name="PR", activities=activities), p.Programme(id="ps", name="PS"))
    return p.Plan(id="renja", kind="renja", first_year=2025, last_year=2025, programmes=programmes, budgets=budgets)


@pytest.mark.parametrize(
    ("budgets", "total", "programme", "row"),
    [
        ((), None, None, None),
        ((budget("k1", 5, 3), budget("k2", 7)), (12, 3), (12, 3), (5, 3)),
        # The programme names its own: the activities below it are not added to it.
        ((budget("pr", 20, 9), budget("k1", 5, 3)), (20, 9), (20, 9), (5, 3)),
        ((budget("pr", 20), budget("ps", 4, 4)), (24, 4), (20, None), (20, None)),
        ((budget("renja", 99), budget("pr", 20)), (99, None), (20, None), (20, None)),
        ((budget("i", 2, 1), budget("k1", 5)), (5, None), (5, None), (2, 1)),
        ((budget("k1", 5, fund="DAK"), budget("k1", 6, 1, fund="DAU")), (11, 1), (11, 1), (11, 1)),
        ((budget("k1", None, 3),), (None, 3), (None, 3), (None, 3)),
        ((budget("k1", 5, period=Period(2024)),), None, None, None),
    ],
)
def test_every_budget_counts_once(budgets: Any, total: Any, programme: Any, row: Any) -> None:
    for plan, beside in ((tree(), budgets), (tree(*budgets), ())):
        found = card(plan, {}, budget=beside)
        group = found.by("programme")["pr"]
        sides = [
            None if one is None else (one.ceiling, one.realised) for one in (found.money, group.money, found["i"].money)
        ]
        assert sides == [total, programme, row]


def test_an_indicator_has_the_money_below_its_part_and_not_that_of_its_neighbours() -> None:
    plan = tree(budget("k1", 5, 3), budget("k2", 7))
    programme = evolve(plan.programmes[0], indicators=(indicator("above"),))
    bare = p.Activity(id="k3", name="K3", indicators=(indicator("beside"),))
    programme = evolve(programme, activities=(*programme.activities, bare))
    found = card(evolve(plan, programmes=(programme,)), {})
    assert found["above"].money == Money("pr", 12, 3, (5, 3))
    assert found["beside"].money is None


def test_a_budget_of_the_plan_itself_needs_no_name() -> None:
    assert card(tree(), {}, budget=[budget(None, 5)]).money == Money("renja", 5)
    assert card(tree(budget(None, 5)), {}).money == Money("renja", 5)


def test_quarters_of_a_budget_count_when_they_are_over() -> None:
    quarters = [budget("k1", 10, 5 * n, period=Period(2025, "quarter", n)) for n in (1, 2, 3)]
    found = card(tree(), {}, on=date(2025, 6, 30), budget=quarters).money
    assert found is not None
    assert (found.ceiling, found.realised, found.absorption) == (20, 15, 75)
    assert card(tree(), {}, on=date(2025, 3, 30), budget=quarters).money is None


QUARTERS = tuple(Period(2025, "quarter", n) for n in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("budgets", "ceiling", "realised", "absorption"),
    [
        # What was spent of 7 is not known: 3 of 5, not 3 of 12.
        ((budget("k1", 5, 3), budget("k2", 7)), 12, 3, 60),
        ((budget("k1", 5, 3, fund="DAU"), budget("k1", 7, fund="DAK")), 12, 3, 60),
        # Money without a ceiling is in no share of one.
        ((budget("k1", 5, 3), budget("k2", None, 9)), 5, 12, 60),
        ((budget("k1", 5), budget("k2", None, 9)), 5, 9, None),
        ((budget("k1", 0, 9),), 0, 9, None),
        # A yearly ceiling, and what was spent by quarters: 2 + 3 + 3 + 2 of 12.
        ((budget("k1", 12), *(budget("k1", None, n, each) for n, each in zip((2, 3, 3, 2), QUARTERS, strict=True))),
         12, 10, Fraction(250, 3)),
        ((budget("k1", None, 5), *(budget("k1", 3, None, each) for each in QUARTERS)), 12, 5, Fraction(125, 3)),
        # Two lines of one year, each with one side, are one budget.
        ((budget("k1", 10), budget("k1", None, 4)), 10, 4, 40),
        # The activities below a programme have all of its money, so what they spent is what it spent.
        ((budget("pr", 12), budget("k1", 5, 3), budget("k2", 7, 3)), 12, 6, 50),
        ((budget("pr", 20), budget("k1", 5, 3), budget("k2", 7, 3)), 20, None, None),
        ((budget("pr", 12), budget("k1", 5, 3), budget("k2", 7)), 12, None, None),
        # Money of an indicator is money of the part that has it, where that has none of its own.
        ((budget("i", 4, 1),), 4, 1, 25),
        ((budget("i", 4, 1), budget("j", 4)), 8, 1, 25),
    ],
)  # fmt: skip
def test_what_is_not_known_of_money_is_not_zero(budgets: Any, ceiling: Any, realised: Any, absorption: Any) -> None:
    found = card(tree(), {}, budget=budgets)
    assert found.money is not None
    assert (found.money.ceiling, found.money.realised, found.absorption) == (ceiling, realised, absorption)
    assert not [one for one in found.report if one.code.startswith("planning.budget")]


def test_of_what_the_absorption_is_a_share_is_said() -> None:
    money = card(tree(), {}, budget=(budget("k1", 5, 3), budget("k2", 7))).money
    assert money is not None
    assert money.text("en") == "Ceiling Rp12, spent Rp3, absorption 60.00% of Rp5 for which spending is reported"
    assert money.text() == "Pagu Rp12, realisasi Rp3, serapan 60,00% dari Rp5 yang realisasinya dilaporkan"
    assert money.to_dict() == {
        "of": "renja", "ceiling": 12, "realised": 3, "absorption_percent": 60, "absorption_of": 5,
    }  # fmt: skip
    assert Money("a", 10, 4).text("en") == "Ceiling Rp10, spent Rp4, absorption 40.00%"


def test_quarters_of_a_budget_with_a_gap_are_no_sum() -> None:
    lines = [budget("k1", 12), *(budget("k1", None, 3, QUARTERS[n]) for n in (0, 2))]
    found = card(tree(), {}, budget=lines)
    assert found.money == Money("renja", 12)
    (note,) = (one for one in found.report if one.code == "planning.budget_parts_missing")
    assert "for Quarter II 2025, Quarter IV 2025 it is not known what was spent" in note.message("en")
    assert note.to_dict()["params"]["side"] == "realisasi"
    assert note.message().startswith("Anggaran k1: realisasi Triwulan II 2025, Triwulan IV 2025 belum diketahui")
    half = card(tree(), {}, budget=lines, on=date(2025, 3, 31))
    assert half.money == Money("renja", 12, 3)


def test_money_of_indicators_of_the_plan_itself_counts() -> None:
    plan = p.Plan(id="renja", kind="renja", first_year=2025, last_year=2025, indicators=(indicator("i"),))
    found = card(plan, {}, budget=[budget("i", 4, 1)])
    assert found.money == Money("renja", 4, 1)
    assert found["i"].money == Money("i", 4, 1)
    with_own = card(plan, {}, budget=[budget("i", 4, 1), budget(None, 9, 2)])
    assert with_own.money == Money("renja", 9, 2)


def test_an_action_whose_indicator_has_the_money_is_funded() -> None:
    found = card(renaksi(action("a", "sdm", indicator("i"), indicator("j"))), {}, budget=[budget("i", 4, 1)])
    assert found.coverage()[0].funded == 1
    assert found.by("policy_direction")["sdm"].money == Money("sdm", 4, 1)
    # Its neighbour has none for that.
    assert found["j"].money is None


def test_money_without_a_place_or_with_two_values_is_named() -> None:
    found = card(tree(), {}, budget=[budget("x", 1), budget("k1", 5), budget("k1", 6)])
    assert found.report.codes == {"planning.budget_orphan": 1, "planning.budgets_contradict": 1}
    assert found["i"].money is None
    assert [one.severity for one in found.report] == ["warning", "error"]


def test_cost_of_a_unit_of_output_only_where_the_money_is_its_own() -> None:
    output = tree()
    programme = output.programmes[0]
    first = evolve(
        programme.activities[0], indicators=(indicator("i", level="output"), indicator("o", level="outcome"))
    )
    alone = evolve(output, programmes=(evolve(programme, activities=(first, programme.activities[1])),))
    money = [budget("i", 50, 40), budget("k1", 60, 50)]
    assert card(alone, {"i": {2025: 8}, "o": {2025: 1}}, budget=money).cost_per_unit("i") == 5
    assert card(alone, {"i": {2025: 8}, "o": {2025: 1}}, budget=money).cost_per_unit("o") is None
    assert card(alone, {"i": {2025: 8}}, budget=money[1:]).cost_per_unit("i") is None
    assert card(alone, {"i": {2025: 8}}).cost_per_unit("i") is None
    assert card(alone, {"i": {2025: "BB"}}, budget=money).cost_per_unit("i") is None


# ----------------------------------------------------------------------------------------------------- what was noticed


def test_what_is_wrong_with_the_plan_or_its_reports_is_found() -> None:
    plan = evolve(
        renaksi(action("a", "sdm", indicator("i")), action("b", "sdn", indicator("i"))), first_year=2026, last_year=2024
    )
    found = card(plan, {"j": {2025: 1}}).report
    assert found.codes == {
        "planning.action_direction_unknown": 1, "planning.indicator_repeated": 2,
        "planning.realisation_orphan": 1, "planning.years_reversed": 1,
    }  # fmt: skip
    assert "sdm" in next(one for one in found if one.code == "planning.action_direction_unknown").message()
    outside = card(ONE, {}, on=date(2030, 1, 1)).report
    assert "planning.year_outside" in outside.codes
    for one in (*found, *outside):
        assert one.message("id") != one.message("en")


def test_contradicting_reports_are_kept_and_leave_the_mean() -> None:
    reports = [*p.realised("i", {2025: 80}), *p.realised("i", {2025: 90})]
    found = p.evaluate(ONE, reports, on=END)
    assert found["i"].actual.status == "indeterminate"
    assert found.total.measured == 0
    assert "planning.reports_contradict" in [note.code for note in found["i"].notes]


def test_a_trajectory_comes_out_of_the_scorecard() -> None:
    found = card(ONE, {"i": {2025: 95}})
    assert found.trajectory("i").value == "on_track"
    assert found.trajectory("k").status == "unknown"
    strict = card(ONE, {"i": {2025: 95}}, choices=p.Choices(cutoffs=p.Cutoffs(100, 97)))
    assert strict.trajectory("i").value == "off_track"


@pytest.mark.parametrize(
    ("plan", "reports", "on", "match"),
    [
        ("rpd", (), END, "plan must be a Plan or an ActionPlan, not str"),
        (ONE, ({"indicator": "i"},), END, "realisations must be Realisation records, not dict"),
        (ONE, (), "2025", "on must be a date"),
    ],
)
def test_misuse_raises(plan: Any, reports: Any, on: Any, match: str) -> None:
    with pytest.raises(TypeError, match=match):
        p.evaluate(plan, reports, on=on)
    with pytest.raises(TypeError, match="budget must be Budget records"):
        p.evaluate(ONE, (), on=END, budget=[1])  # type: ignore[list-item] # misuse is tested


def test_names_in_a_table_are_escaped() -> None:
    plan = renaksi(action("a", "sdm", evolve(indicator("i"), name="<b>I</b>")), title="<i>")
    html = card(plan, {})._repr_html_()
    assert "<b>" not in html
    assert "<i>" not in html


def test_two_targets_of_one_year_that_differ_are_both_named_and_neither_is_used() -> None:
    twice = indicator("i", targets=(*p.by_period({2025: 20}), *p.by_period({2025: 25})))
    scored = card(renaksi(action("a", "sdm", twice)), {"i": {2025: 22}}).rows[0]
    assert (scored.achievement.value, scored.achievement.status) == (None, "unknown")
    note = next(note for note in scored.notes if note.code == "planning.targets_contradict")
    assert "20, 25" in note.message("en")
    same = indicator("i", targets=(*p.by_period({2025: 20}), *p.by_period({2025: 20})))
    assert card(renaksi(action("a", "sdm", same)), {"i": {2025: 22}}).rows[0].achievement.value == 110


@pytest.mark.parametrize(
    ("target", "value", "cells"),
    [
        (40, 41, (40, 41, "102.5")),
        ("1.234.567,5", "2,25", ("1234567.5", "2.25", "0.000182250059")),
        (1500, 3000, (1500, 3000, 200)),
        ("5,7-6,6", None, ("5.7 s.d. 6.6", None, None)),
        ("≥ 80,5", 161, ("≥ 80.5", 161, 200)),
        ("8 / 9", 4, ("8 / 9", 4, None)),
        ("BB", "A", ("BB", "A", None)),
        ("N/A", 4, (None, 4, None)),
    ],
)
def test_a_record_holds_numbers_that_programs_read(target: Any, value: Any, cells: tuple[Any, ...]) -> None:
    plan = p.Plan(id="r", kind="renja", indicators=(indicator("i", targets=p.by_period({2025: target})),))
    (record,) = card(plan, {"i": {2025: value}}).to_records()
    assert (record["target"], record["actual"], record["achievement_percent"]) == cells


def test_measured_means_the_same_in_the_total_and_in_the_parts() -> None:
    plan = renaksi(action("a", "sdm", indicator("i"), indicator("j", direction=None)))
    found = card(plan, {"i": {2025: 50}, "j": {2025: 50}})
    part = found.coverage()[0]
    assert (found.total.measured, part.measured, part.valued) == (1, 1, 2)
    alone = card(renaksi(action("a", "sdm", indicator("j", direction=None))), {"j": {2025: 50}}).coverage()[0]
    # Its value is there; what it lacks is a direction.
    assert (alone.measured, alone.valued, alone.lacks) == (0, 1, ("money",))
    assert alone.to_dict()["valued"] == 1


@pytest.mark.parametrize(
    ("unit", "target", "value", "slipped"),
    [
        ("%", 85, "0,86", True),
        ("persen", 85, "0,5", True),
        ("%", 85, 86, False),
        ("%", 85, "8,6", False),
        ("%", 85, "0,1", False),
        ("%", 85, 0, False),
        ("%", 0, "0,86", False),
        ("%", "80-90", "0,86", False),
        ("%", 85, "BB", False),
        ("orang", 85, 1, False),
        (None, 85, 1, False),
    ],
)
def test_a_percentage_that_was_written_as_a_share_of_one_is_named(
    unit: str | None, target: Any, value: Any, slipped: bool
) -> None:
    one = indicator("i", unit=unit, targets=p.by_period({2025: target}))
    row = card(p.Plan(id="r", kind="renja", indicators=(one,)), {"i": {2025: value}})["i"]
    assert ("planning.percent_slip" in {note.code for note in row.notes}) == slipped
    # It counts as it stands.
    assert row.actual.value == p.value(value)
    if slipped:
        assert "If 86% was meant" in row.explain("en") or "If 50% was meant" in row.explain("en")


@pytest.mark.parametrize(
    ("accumulation", "targets", "wanted"),
    [
        ("sum", {"TW I 2025": 10, "TW II 2025": 20, "TW III 2025": 30, "TW IV 2025": 40}, 100),
        ("last", {"Semester I 2025": 10, "Semester II 2025": 40}, 40),
        ("sum", {"TW I 2025": 10, "TW II 2025": 20, "TW III 2025": 30}, None),
        ("last", {"Semester I 2025": 10}, None),
        ("sum", {"Semester I 2025": 10, "Semester II 2025": 40, 2025: 45}, 45),
        (None, {"Semester I 2025": 10, "Semester II 2025": 40}, None),
    ],
)
def test_targets_of_all_parts_make_the_target_of_a_year_that_has_none(
    accumulation: str | None, targets: Any, wanted: int | None
) -> None:
    one = indicator("i", accumulation=accumulation, targets=p.by_period(targets))
    row = card(p.Plan(id="r", kind="renja", indicators=(one,)), {"i": {2025: 90}})["i"]
    assert row.target == (p.Absent("blank") if wanted is None else wanted)
    noted = "planning.target_of_parts" in {note.code for note in row.notes}
    assert noted == (wanted is not None and 2025 not in targets)


def test_a_name_that_is_near_nothing_is_asked_about_without_a_dash() -> None:
    found = card(renaksi(action("a", "sdn", indicator("i")), action("b", "qqqq")), {"zzzz": {2025: 1}}).report
    told = {one.params.get("got", one.params.get("id")): one.message() for one in found}
    assert told["sdn"].endswith("tidak ada dalam rencana. Mungkin maksudnya sdm?")
    assert told["qqqq"].endswith("tidak ada dalam rencana.")
    assert told["zzzz"] == 'Realisasi untuk "zzzz" tidak punya indikator dalam rencana.'
    assert json.loads(json.dumps(found.to_records()))


def test_what_decided_a_scorecard_stands_in_its_json() -> None:
    own = p.scale("tiga", {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..]"})
    choices = p.Choices(scale=own, cutoffs=p.Cutoffs(on_track=95, at_risk=75))
    told = json.loads(json.dumps(card(ONE, {}, choices=choices).to_dict()))
    assert told["plut_kumkm"] == pk.__version__
    assert told["choices"]["scale"] == "tiga"
    assert told["choices"]["classes"] == {"Kurang": "[0..60]", "Cukup": "(60..80]", "Baik": "(80..)"}
    assert told["choices"]["cutoffs"] == {"on_track": 95, "at_risk": 75}
    shipped = p.Choices().to_dict()
    assert (shipped["scale"], shipped["cutoffs"]) == ("permendagri-86-2017", {"on_track": 90, "at_risk": 60})
    assert shipped["classes"]["Tinggi"] == "[76..90]"
