"""Where a plan expects an indicator to be, whether it is there, and where it is heading."""

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
from plut_kumkm.planning.measuring.expectations import moment

p = pk.planning

RISE = p.Indicator(
    id="i", name="Indeks", direction="higher", accumulation="last", baseline=80, baseline_year=2023,
    targets=p.by_period({2024: 82, 2025: 84, 2026: 90}),
)  # fmt: skip
EVENTS = p.Indicator(
    id="i", name="Event", direction="higher", accumulation="sum", targets=p.by_period({2025: 100, 2026: 120})
)


def aimed(targets: Any) -> pk.planning.Indicator:
    return evolve(EVENTS, targets=p.by_period(targets))


END = {year: date(year, 12, 31) for year in range(2022, 2030)}


def heading(indicator: pk.planning.Indicator, values: Any, on: date, **asked: Any) -> pk.planning.Trajectory:
    return p.trajectory(indicator, p.realised("i", values), on=on, **asked)


@pytest.mark.parametrize(
    ("indicator", "on", "straight", "value", "method"),
    [
        (RISE, END[2025], False, 84, "target"),
        (RISE, END[2023], False, 80, "between"),
        (RISE, END[2024], True, Fraction(250, 3), "straight"),
        (RISE, END[2026], True, 90, "straight"),
        (RISE, date(2024, 7, 1), False, 80 + 2 * Fraction(183, 366), "between"),
        (evolve(RISE, end_target=95), END[2026], True, 95, "straight"),
        (EVENTS, END[2025], False, 100, "target"),
        (EVENTS, date(2025, 3, 14), False, 20, "share"),
        (aimed({2025: 100, "TW I 2025": 10, "TW II 2025": 15}), date(2025, 6, 30), False, 25, "parts"),
        (aimed({"TW I 2025": 10}), date(2025, 5, 1), False, 10, "parts"),
        (aimed({2025: 365, "TW II 2025": 15}), date(2025, 6, 30), False, 181, "share"),
        (aimed({2025: 365, "TW I 2025": "BB"}), date(2025, 3, 31), False, 90, "share"),
        (evolve(RISE, targets=p.by_period({2024: "80-90"})), END[2024], False, p.Range(80, 90), "target"),
    ],
)  # fmt: skip
def test_what_is_expected_and_by_which_way(
    indicator: pk.planning.Indicator, on: date, straight: bool, value: Any, method: str
) -> None:
    found = p.expected(indicator, on=on, straight=straight)
    assert (found.value, found.method, found.status) == (value, method, "known")
    assert bool(found.provisions) == (method in ("between", "straight", "share"))
    assert json.dumps(found.to_dict())
    assert found.explain("id") != found.explain("en")


@pytest.mark.parametrize(
    ("indicator", "on", "code"),
    [
        (RISE, END[2022], "planning.outside_targets"),
        (RISE, END[2027], "planning.outside_targets"),
        (p.Indicator(id="i", name="I"), END[2025], "planning.no_targets"),
        (evolve(RISE, targets=p.by_period({2025: "80-90"})), END[2024], "planning.no_line_between"),
        (evolve(RISE, targets=p.by_period({2024: "-"})), END[2024], "planning.target_missing"),
        (evolve(RISE, targets=p.by_period({2024: "3 Laporan"})), END[2024], "planning.cell_unread"),
        (EVENTS, END[2024], "planning.no_target"),
        (aimed({2025: "80-90"}), date(2025, 6, 30), "planning.no_line_between"),
        (aimed({2025: "-"}), date(2025, 6, 30), "planning.target_missing"),
    ],
)
def test_where_nothing_can_be_expected_it_is_said_why(indicator: pk.planning.Indicator, on: date, code: str) -> None:
    found = p.expected(indicator, on=on)
    assert (found.value, found.status, [note.code for note in found.notes]) == (None, "unknown", [code])
    assert found.explain("id") != found.explain("en")


@given(first=st.integers(0, 365 * 8), days=st.integers(1, 1000))
def test_time_runs_evenly_and_the_last_day_of_a_year_is_a_whole_number(first: int, days: int) -> None:
    one = date.fromordinal(date(2020, 1, 1).toordinal() + first)
    assert moment(one) < moment(date.fromordinal(one.toordinal() + days))
    assert moment(date(one.year, 12, 31)) == one.year + 1


@pytest.mark.parametrize(
    ("actual", "value", "share"),
    [(84, "on_track", 100), (76, "on_track", 90), (75, "at_risk", 89), (40, "off_track", 47)],
)
def test_on_track_at_risk_off_track(actual: int, value: str, share: int) -> None:
    found = heading(RISE, {2025: actual}, END[2025])
    assert found.value == value
    assert found.achievement is not None
    assert int(found.achievement.unwrap()) == share
    assert found.achievement.denominator == "expected"
    for lang in ("id", "en"):
        assert "{" not in found.explain(lang)
    assert json.loads(json.dumps(found.to_dict()))["value"] == value


def test_cut_offs_are_the_callers_and_those_of_the_library_a_proposal() -> None:
    strict = p.Cutoffs(Fraction(100), 95)
    assert heading(RISE, {2025: 83}, END[2025], cutoffs=strict).value == "at_risk"
    assert p.proposed_cutoffs().provision.origin == "proposal"  # type: ignore[union-attr] # the shipped cut-offs always have one
    assert p.proposed_cutoffs().provision in heading(RISE, {2025: 83}, END[2025]).provisions
    assert p.proposed_cutoffs().provision not in heading(RISE, {2025: 83}, END[2025], cutoffs=strict).provisions
    with pytest.raises(ValueError, match="at_risk must not be above"):
        p.Cutoffs(60, 90)


def test_the_latest_report_is_compared_with_its_own_day() -> None:
    found = heading(evolve(RISE, targets=p.by_period({2025: 84})), {"TW II 2025": 83}, date(2025, 11, 30))
    assert found.day == date(2025, 6, 30)
    events = heading(EVENTS, {"TW I 2025": 25}, date(2025, 6, 30))
    assert (events.day, events.expected.value if events.expected is not None else None) == (
        date(2025, 3, 31),
        Fraction(100 * 90, 365),
    )
    older = heading(RISE, {2024: 82}, date(2025, 12, 31))
    assert (older.day, older.value) == (END[2024], "on_track")


def test_projection_and_what_is_required_from_here() -> None:
    found = heading(RISE, {2024: 81}, END[2024])
    assert (found.projection, found.projection_meets, found.required) == (83, False, Fraction(9, 2))
    events = heading(EVENTS, {"TW I 2025": 25, "TW II 2025": 37}, date(2025, 6, 30))
    gone = Fraction(181, 365)
    assert (events.projection, events.projection_meets) == (62 / gone, True)
    assert events.required == 38 / (1 - gone)
    assert "sisa tahun" in events.explain()


@pytest.mark.parametrize(
    ("indicator", "values", "on", "projection", "required"),
    [
        (evolve(RISE, baseline=None), {2024: 81}, END[2024], None, Fraction(9, 2)),
        (evolve(RISE, baseline=None), {2023: 79, 2024: 81}, END[2024], 85, Fraction(9, 2)),
        (evolve(RISE, baseline_year=2024), {2024: 81}, END[2024], None, Fraction(9, 2)),
        (RISE, {2026: 91}, END[2026], None, None),
        (evolve(RISE, end_target=p.Word("BB")), {2024: 81}, END[2024], None, None),
        (EVENTS, {2025: 99}, END[2025], None, None),
        (aimed({2025: "80-90"}), {"TW IV 2025": 3}, END[2025], None, None),
        (aimed({2025: "80-90", "TW I 2025": 3}), {"TW I 2025": 9}, date(2025, 3, 31), Fraction(365, 10), None),
    ],
)  # fmt: skip
def test_where_no_line_can_be_drawn_there_is_no_projection(
    indicator: pk.planning.Indicator, values: Any, on: date, projection: Any, required: Any
) -> None:
    found = heading(indicator, values, on)
    assert (found.projection, found.required) == (projection, required)


FALL = p.Indicator(
    id="i", name="Pengangguran", direction="lower", accumulation="last", baseline=10, baseline_year=2023,
    targets=p.by_period({2024: 9, 2026: 6}),
)  # fmt: skip
COMPLAINTS = evolve(EVENTS, name="Pengaduan", direction="lower")


@pytest.mark.parametrize(
    ("indicator", "values", "on", "required", "said"),
    [
        # 5 is below the 6 that are wanted in 2026: nobody needs to let it rise by half a point a year.
        (FALL, {2024: 5}, END[2024], 0, "Target akhir sudah tercapai"),
        (FALL, {2024: 6}, END[2024], 0, "Target akhir sudah tercapai"),
        (FALL, {2024: 7}, END[2024], Fraction(-1, 2), "Perubahan yang diperlukan mulai sekarang: -0,5 per tahun"),
        (RISE, {2024: 95}, END[2024], 0, "Target akhir sudah tercapai"),
        (evolve(RISE, direction="exact"), {2024: 95}, END[2024], Fraction(-5, 2), "-2,5 per tahun"),
        # 120 of 100 in half a year: nothing is left to do, and 90 leave 10.
        (EVENTS, {"Semester I 2025": 120}, date(2025, 6, 30), 0, "Target tahun ini sudah tercapai"),
        (EVENTS, {"Semester I 2025": 90}, date(2025, 6, 30), 10 / (1 - Fraction(181, 365)), "Laju yang diperlukan"),
        # Of what is to stay below 100 in the year, 90 leave a pace that must not be passed, and 120 leave none.
        (COMPLAINTS, {"Semester I 2025": 90}, date(2025, 6, 30), 10 / (1 - Fraction(181, 365)), "Laju paling tinggi"),
        (COMPLAINTS, {"Semester I 2025": 120}, date(2025, 6, 30), None, "Target tahun ini sudah terlampaui"),
    ],
)  # fmt: skip
def test_what_is_met_needs_no_change_and_what_is_passed_has_no_pace(
    indicator: pk.planning.Indicator, values: Any, on: date, required: Any, said: str
) -> None:
    found = heading(indicator, values, on)
    assert found.required == required
    assert said in found.explain()


@pytest.mark.parametrize(
    ("indicator", "values", "status", "code"),
    [
        (RISE, {}, "unknown", "planning.no_report"),
        (RISE, {2025: "3 Laporan"}, "unknown", "planning.cell_unread"),
        (evolve(RISE, direction=None), {2025: 84}, "unknown", "planning.direction_missing"),
        (evolve(RISE, direction="up"), {2025: 84}, "unknown", "planning.word_unknown"),
        (evolve(RISE, targets=()), {2025: 84}, "unknown", "planning.outside_targets"),
        (RISE, {2025: "80-90"}, "indeterminate", "planning.actual_inexact"),
        (evolve(RISE, accumulation="total"), {"TW I 2025": 84}, "unknown", "planning.accumulation_missing"),
    ],
)
def test_without_an_answer_it_is_said_why(
    indicator: pk.planning.Indicator, values: Any, status: str, code: str
) -> None:
    found = heading(indicator, values, END[2025])
    assert (found.value, found.status, found.notes[-1].code) == (None, status, code)
    assert found.explain("id") != found.explain("en")
    assert json.dumps(found.to_dict())


def test_contradicting_reports_leave_it_open() -> None:
    both = [*p.realised("i", {2025: 84}), *p.realised("i", {2025: 60})]
    found = p.trajectory(RISE, both, on=END[2025])
    assert (found.value, found.status) == (None, "indeterminate")


FALL = p.Indicator(
    id="i", name="Waktu layanan", direction="lower", accumulation="last", baseline=40, baseline_year=2023,
    targets=p.by_period({2024: 35, 2025: 25, 2026: 10}),
)  # fmt: skip


@pytest.mark.parametrize("on", [date(2025, 1, 31), date(2025, 6, 30), date(2025, 12, 30)])
def test_the_figure_of_a_year_counts_at_its_end_and_not_before(on: date) -> None:
    found = heading(FALL, {2024: 30, 2025: 22}, on)
    assert (found.actual.value, found.day) == (30, END[2024])
    # Ten a year from 40 at the end of 2023: three years make it 10.
    assert (found.projection, found.projection_meets, found.notes) == (10, True, ())
    last = heading(FALL, {2024: 30, 2025: 22}, END[2025])
    assert (last.actual.value, last.day, last.projection, last.projection_meets) == (22, END[2025], 13, False)


def test_the_figure_of_a_running_year_alone_is_placed_at_its_last_day_and_said_so() -> None:
    found = heading(FALL, {2025: 22}, date(2025, 1, 31))
    assert (found.actual.value, found.day, found.projection) == (22, END[2025], 13)
    assert [note.code for note in found.notes] == ["planning.year_running"]
    assert "31 Januari 2025" in found.explain()
