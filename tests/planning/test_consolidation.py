"""Parts of a year put together, and many achievements in one figure."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base.periods import Period

p = pk.planning


def reports(values: dict[Any, Any], **said: Any) -> tuple[pk.planning.Realisation, ...]:
    return p.realised("i", values, **said)


QUARTERS = reports({f"TW {n} 2025": value for n, value in zip(("I", "II", "III", "IV"), (4, 5, 6, 9), strict=True)})


@pytest.mark.parametrize(("how", "expected"), [("sum", 24), ("last", 9), ("average", 6)])
def test_quarters_make_a_year_wp_sipd(how: str, expected: int) -> None:
    found = p.consolidate(QUARTERS, year=2025, accumulation=how)
    assert (found.value, found.status, found.missing, found.standing) == (expected, "known", (), "final")
    assert found.through == Period(2025, "quarter", 4)
    assert json.loads(json.dumps(found.to_dict()))["value"] == expected
    assert str(expected) in found.explain("en")


def test_what_is_later_than_the_day_does_not_count() -> None:
    found = p.consolidate(QUARTERS, year=2025, accumulation="sum", on=date(2025, 9, 29))
    assert (found.value, found.through) == (9, Period(2025, "quarter", 2))
    assert found.explain() == "Realisasi s.d. Triwulan II 2025: 9"


def test_a_sum_with_a_period_missing_is_unknown_and_names_it() -> None:
    found = p.consolidate([QUARTERS[0], QUARTERS[2]], year=2025, accumulation="sum", on=date(2025, 9, 30))
    assert (found.value, found.status, found.missing) == (None, "unknown", (Period(2025, "quarter", 2),))
    assert "Triwulan II 2025" in found.explain()
    dash = p.consolidate([*QUARTERS[:3], *reports({"TW IV 2025": "n/a"})], year=2025, accumulation="sum")
    assert (dash.value, [note.code for note in dash.notes]) == (None, ["planning.periods_missing"])


def test_the_last_value_and_the_average_take_what_there_is_and_say_so() -> None:
    last = p.consolidate(QUARTERS[:2], year=2025, accumulation="last")
    assert (last.value, [note.code for note in last.notes]) == (5, ["planning.last_is_older"])
    gap = p.consolidate([QUARTERS[0], QUARTERS[3]], year=2025, accumulation="last")
    assert (gap.value, gap.notes) == (9, ())
    average = p.consolidate(QUARTERS[:2], year=2025, accumulation="average")
    assert (average.value, [note.code for note in average.notes]) == (Fraction(9, 2), ["planning.average_of_some"])
    none = p.consolidate(reports({"TW I 2025": "-"}), year=2025, accumulation="last")
    assert (none.value, none.status) == (None, "unknown")


def test_a_year_that_is_given_is_taken_and_compared_with_its_parts() -> None:
    found = p.consolidate([*QUARTERS, *reports({2025: 30})], year=2025, accumulation="sum")
    assert (found.value, [note.code for note in found.notes]) == (30, ["planning.year_and_parts_differ"])
    assert "24" in found.notes[0].message("en")
    assert p.consolidate([*QUARTERS, *reports({2025: 9})], year=2025, accumulation="last").notes == ()
    assert p.consolidate([*QUARTERS[:2], *reports({2025: 9})], year=2025, accumulation="sum").notes == ()
    assert p.consolidate([*QUARTERS, *reports({2025: 9})], year=2025, accumulation=None).notes == ()
    assert p.consolidate([*QUARTERS, *reports({2025: "BB"})], year=2025, accumulation="sum").value == p.Word("BB")
    absent = p.consolidate([*QUARTERS, *reports({2025: "n/a"})], year=2025, accumulation="sum")
    assert (absent.value, absent.status) == (None, "unknown")


def test_a_year_that_is_running_may_be_reported_and_a_quarter_only_when_it_is_over() -> None:
    assert p.consolidate(reports({2025: 9}), year=2025, accumulation="sum", on=date(2025, 3, 1)).value == 9
    assert p.consolidate(QUARTERS[:1], year=2025, accumulation="sum", on=date(2025, 3, 1)).status == "unknown"


def test_months_and_the_quarters_that_they_make_are_not_added_together() -> None:
    months = reports({"Januari 2025": 1, "Februari 2025": 1, "Maret 2025": 2})
    found = p.consolidate([*months, QUARTERS[0]], year=2025, accumulation="sum", on=date(2025, 3, 31))
    assert found.value == 4


def test_contradicting_reports_are_both_kept_and_named() -> None:
    both = [*reports({2025: 9}), *reports({2025: "8,5"})]
    found = p.consolidate(both, year=2025, accumulation="sum")
    assert (found.value, found.status) == (None, "indeterminate")
    (note,) = found.notes
    assert (note.code, note.severity, note.params["values"]) == ("planning.reports_contradict", "error", ("9", "8,5"))
    assert p.consolidate([*reports({2025: 9}), *reports({2025: 9})], year=2025, accumulation="sum").value == 9


def test_the_final_report_counts_before_the_preliminary_and_a_forecast_only_when_asked() -> None:
    mixed = [
        *reports({2025: 8}, standing="preliminary"),
        *reports({2025: 9}),
        *reports({2026: 10}, standing="prognosis"),
    ]
    assert p.consolidate(mixed, year=2025, accumulation="last").value == 9
    assert p.consolidate(mixed, year=2026, accumulation="last").status == "unknown"
    found = p.consolidate(mixed, year=2026, accumulation="last", prognosis=True)
    assert (found.value, found.standing, [note.code for note in found.notes]) == (
        10,
        "prognosis",
        ["planning.prognosis"],
    )
    odd = p.consolidate(reports({2025: 8}, standing="perhaps"), year=2025, accumulation="last")
    assert (odd.value, [note.code for note in odd.notes]) == (8, ["planning.standing_unknown"])


@pytest.mark.parametrize(
    ("values", "how", "status", "code"),
    [
        ({}, "sum", "unknown", "planning.no_report"),
        ({"TW I 2025": 1}, None, "unknown", "planning.accumulation_missing"),
        ({"TW I 2025": "3 Laporan", "TW II 2025": 1}, "sum", "unknown", "planning.cell_unread"),
        ({"TW I 2025": "BB"}, "average", "indeterminate", "planning.parts_not_numbers"),
        ({2025: "3 Laporan"}, "sum", "unknown", "planning.cell_unread"),
    ],
)
def test_without_a_value_it_is_said_why(values: Any, how: Any, status: str, code: str) -> None:
    found = p.consolidate(reports(values), year=2025, accumulation=how)
    assert (found.value, found.status, found.notes[-1].code) == (None, status, code)
    assert found.explain("id") != found.explain("en")


def test_misuse_raises() -> None:
    with pytest.raises(ValueError, match="accumulation must be one of"):
        p.consolidate((), year=2025, accumulation="total")


# -------------------------------------------------------------------------------------------------------- in one figure

ANY = st.one_of(st.none(), st.fractions(0, 300))


def measured(values: Any) -> list[pk.planning.Achievement]:
    return [p.achievement(target=100, actual=one, direction="higher") for one in values]


def test_beside_the_mean_stands_what_it_hides() -> None:
    found = p.aggregate(measured([300, 50, 40, None]))
    assert (found.mean, found.mean_capped, found.achieved, found.decided) == (130, Fraction(190, 3), 1, 3)
    assert (found.coverage, found.weight_coverage, found.count, found.measured) == (
        Fraction(3, 4),
        Fraction(3, 4),
        4,
        3,
    )
    assert found.text() == (
        "Rata-rata 130,00% (bila tiap capaian dibatasi 100: 63,33%); tercapai 1 dari 3; terukur 3 dari 4 indikator"
    )
    assert found.to_dict()["mean_capped_at_100"] == "190/3"
    assert str(found) == found.text()
    assert repr(found).startswith("<Aggregate: Mean 130.00%")


def test_a_cap_that_was_chosen_counts_and_the_raw_mean_stays() -> None:
    found = p.aggregate([p.achievement(target=1, actual=9, direction="higher", cap=120)])
    assert (found.mean, found.mean_capped, found.mean_raw) == (120, 100, 900)


def test_of_nothing_there_is_no_mean() -> None:
    found = p.aggregate([])
    assert (found.mean, found.coverage, found.weight_coverage) == (None, None, None)
    assert "–" in found.text("en")
    assert p.aggregate(measured([None])).mean is None
    assert p.aggregate(measured([50]), weights=[0]).mean is None


@given(values=st.lists(ANY, max_size=8))
def test_weights_of_one_change_nothing(values: Any) -> None:
    assert p.aggregate(measured(values), weights=[1] * len(values)) == p.aggregate(measured(values))


@given(values=st.lists(ANY, min_size=1, max_size=8), weights=st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_a_mean_lies_between_its_parts_and_the_order_does_not_matter(values: Any, weights: Any) -> None:
    pairs = list(zip(values, weights, strict=False))
    found = p.aggregate(measured([one for one, _ in pairs]), weights=[weight for _, weight in pairs])
    known = [one for one in values if one is not None]
    if known:
        assert found.mean is not None
        assert min(known) <= found.mean <= max(known)
        assert found.mean_capped is not None
        assert found.mean_capped <= min(found.mean, 100)
    else:
        assert found.mean is None
    turned = p.aggregate(
        measured([one for one, _ in reversed(pairs)]), weights=[weight for _, weight in reversed(pairs)]
    )
    assert turned == found


@pytest.mark.parametrize(
    ("weights", "error", "match"),
    [
        ([1], ValueError, "2 achievements need as many weights"),
        ([1, -1], ValueError, "below 0"),
        ([1, 0.5], TypeError, "exact"),
    ],
)
def test_weights_that_cannot_be_are_refused(weights: Any, error: Any, match: str) -> None:
    with pytest.raises(error, match=match):
        p.aggregate(measured([1, 2]), weights=weights)


def test_counts_by_rating_hold_every_class() -> None:
    found = p.ratings(measured([100, 80, None]))
    assert found == {"Sangat Tinggi": 1, "Tinggi": 1, "Sedang": 0, "Rendah": 0, "Sangat Rendah": 0, None: 1}


def test_absorption_and_cost_are_unknown_without_both_numbers() -> None:
    assert (p.absorption(200, 150), p.absorption(0, 1), p.absorption(None, 1), p.absorption(1, None)) == (
        75,
        None,
        None,
        None,
    )
    assert (p.cost_per_unit(100, 8), p.cost_per_unit(None, 8), p.cost_per_unit(1, 0), p.cost_per_unit(1, None)) == (
        Fraction(25, 2), None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "accumulation", "on", "value", "used"),
    [
        ({"TW I": 4, "TW II": 5, "Semester I": 9, "Semester II": 12}, "sum", date(2025, 12, 31), 21, 2),
        ({"TW I": 4, "TW II": 5, "Semester I": 9, "Semester II": 12}, "last", date(2025, 12, 31), 12, 1),
        # Semester I says nothing of the third quarter.
        ({"TW I": 4, "TW II": 5, "Semester I": 9}, "sum", date(2025, 9, 30), None, 2),
        ({"TW I": 4, "Semester I": 9}, "sum", date(2025, 6, 30), 9, 1),
        ({"TW I": 4, "TW II": 5, "Semester II": 12}, "sum", date(2025, 12, 31), None, 2),
        ({"TW I": 4, "TW II": 5, "TW III": 6, "TW IV": 7, "Semester I": 8}, "sum", date(2025, 12, 31), 22, 4),
    ],
)
def test_longer_periods_that_leave_no_gap_stand_in_for_shorter_ones_that_do(
    values: dict[str, int], accumulation: str, on: date, value: int | None, used: int
) -> None:
    reports = p.realised("i", {f"{name} 2025": given for name, given in values.items()})
    found = p.consolidate(reports, year=2025, accumulation=accumulation, on=on)
    assert (found.value, len(found.used)) == (value, used)


@pytest.mark.parametrize("year", ["-", ""])
def test_a_year_that_was_left_open_is_made_of_its_quarters(year: str) -> None:
    quarters = {f"TW {n} 2025": 5 for n in ("I", "II", "III", "IV")}
    found = p.consolidate(p.realised("i", {2025: year, **quarters}), year=2025, accumulation="sum")
    assert (found.value, found.status, len(found.used)) == (20, "known", 4)
    some = p.consolidate(p.realised("i", {2025: year, "TW I 2025": 5}), year=2025, accumulation="sum")
    assert (some.value, [one.label() for one in some.missing]) == (
        None, ["Triwulan II 2025", "Triwulan III 2025", "Triwulan IV 2025"],
    )  # fmt: skip
    alone = p.consolidate(p.realised("i", {2025: year}), year=2025, accumulation="sum")
    assert (alone.status, alone.needs) == ("unknown", ("actual",))


def test_the_final_report_counts_in_whatever_order_they_come() -> None:
    final, early = p.realised("i", {2025: 17}), p.realised("i", {2025: 18}, standing="preliminary")
    for given_ in ((*final, *early), (*early, *final)):
        assert p.consolidate(given_, year=2025, accumulation="last").value == 17
