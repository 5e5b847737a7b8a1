"""The report on a hub: coverage, concentration, months; visits are never people."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.periods import Period, Span
from plut_kumkm.base.quantities import Quantity
from plut_kumkm.ekraf import Activity, Headcount, Hub, Room, hub_report, subsectors

LISTED = subsectors(version="2019")
HUB = Hub(id="h", name="Pusat <Kreatif>", rooms=(Room(id="r1", subsectors=("kriya", "gim")), Room(id="r2")))


def activity(number: int = 1, **said: Any) -> Activity:
    return Activity(**{"id": f"a{number}", "date": date(2026, 3, 7), "subsectors": ("kriya",), **said})


def test_counts_of_visits_and_of_people_stay_apart() -> None:
    report = hub_report(
        HUB, [activity(1, attendances=120, persons=80), activity(2, attendances=50, persons=50)], listed=LISTED
    )
    assert report.attendances == Quantity(170)
    assert report.participations == Quantity(130)
    assert report.persons is None  # 130 would count twice who came to both
    assert report.persons_at_least == 80
    assert hub_report(HUB, report.activities, listed=LISTED, persons=95).persons == 95


@pytest.mark.parametrize("persons", [79, 131])
def test_people_that_the_activities_rule_out(persons: int) -> None:
    shows = [activity(1, attendances=120, persons=80), activity(2, attendances=50, persons=50)]
    assert hub_report(HUB, shows, listed=LISTED, persons=persons).findings.codes == {"hub.persons_impossible": 1}
    for possible in (80, 130):
        assert not len(hub_report(HUB, shows, listed=LISTED, persons=possible).findings)
    # With an activity that did not count, there may be more.
    more = [*shows, activity(3)]
    assert hub_report(HUB, more, listed=LISTED, persons=131).findings.ok
    (found,) = hub_report(HUB, more, listed=LISTED, persons=79).findings
    assert "at most –" in found.message("en")


def test_a_missing_count_makes_the_total_a_bound_and_none_makes_none() -> None:
    report = hub_report(HUB, [activity(1, turnover=5_000_000, attendances=-3), activity(2)], listed=LISTED)
    assert report.turnover == Quantity(5_000_000, "at_least")
    assert report.attendances is None  # below zero is a slip, so it counts as missing
    assert report.jobs is None
    assert report.participations is None
    assert report.persons_at_least is None


def test_by_sex_and_age_band_are_participations() -> None:
    heads = (
        Headcount(sex="female", age_band="20-29", persons=30),
        Headcount(sex="male", persons=20),
        Headcount(persons=5),
    )
    report = hub_report(HUB, [activity(1, headcounts=heads), activity(2, headcounts=heads[:1])], listed=LISTED)
    assert report.by_sex == {"female": 60, "male": 20, None: 5}
    assert report.by_age_band == {"20-29": 60, None: 25}
    assert hub_report(HUB, [activity(headcounts=(Headcount(persons=-5),))], listed=LISTED).by_sex == {None: 0}


def test_coverage_over_the_list_and_its_gaps() -> None:
    report = hub_report(
        HUB, [activity(1, subsectors=("Kriya", "gim", "tarian")), activity(2, subsectors=())], listed=LISTED
    )
    assert report.coverage == Fraction(2, 17)
    assert [item.slug for item in report.served] == ["pengembang-permainan", "kriya"]
    assert len(report.gaps) == 15
    assert set(report.served) | set(report.gaps) == set(LISTED)
    assert report.findings.codes == {"ekraf.name_unlike": 1, "hub.no_subsector": 1}
    old = hub_report(HUB, [activity(1, subsectors=("aplikasi-game-developer",))], listed=subsectors(version="2015"))
    assert old.coverage == Fraction(1, 16)


def test_concentration_is_one_where_all_are_of_one_and_least_where_they_are_even() -> None:
    assert hub_report(HUB, [activity(1), activity(2)], listed=LISTED).concentration == 1
    even = [activity(place, subsectors=(slug,)) for place, slug in enumerate(LISTED.slugs)]
    assert hub_report(HUB, even, listed=LISTED).concentration == Fraction(1, 17)
    assert hub_report(HUB, [activity(1, subsectors=())], listed=LISTED).concentration is None
    # Four occasions of kriya, one of kriya and musik: shares of 9/10 and 1/10.
    both = [activity(1, occasions=4), activity(2, subsectors=("kriya", "musik"))]
    report = hub_report(HUB, both, listed=LISTED)
    assert report.events == 5
    assert report.concentration == Fraction(9, 10) ** 2 + Fraction(1, 10) ** 2


dated = st.builds(
    activity,
    number=st.integers(1, 10_000),
    date=st.integers(0, 900).map(lambda days: date(2024, 1, 1) + timedelta(days=days)),
    subsectors=st.lists(st.sampled_from(LISTED.slugs), max_size=4).map(tuple),
    elements=st.lists(st.sampled_from(["pemasaran", "pendidikan"]), unique=True, max_size=2).map(tuple),
    occasions=st.none() | st.integers(0, 9),
    attendances=st.none() | st.integers(0, 500),
)


@given(st.lists(dated, max_size=25, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_parts_add_up_to_the_whole_in_any_order(activities: list[Activity], chance: Any) -> None:
    report = hub_report(HUB, activities, listed=LISTED)
    with_one = [one for one in report.activities if one.subsectors]
    assert sum(report.events_by_subsector.values()) == sum(one.times for one in with_one)
    assert sum(month.events for month in report.months) == report.events
    on_both = [one for one in with_one if one.elements]
    assert sum(report.by_element.values()) == sum(one.times for one in on_both)
    if report.concentration is not None:
        assert Fraction(1, 17) <= report.concentration <= 1
    shuffled = list(activities)
    chance.shuffle(shuffled)
    assert {**hub_report(HUB, shuffled, listed=LISTED).to_dict(), "findings": 0} == {**report.to_dict(), "findings": 0}


def test_the_months_between_have_no_event() -> None:
    shows = [activity(1, date=date(2025, 12, 31), attendances=10), activity(2, date=date(2026, 2, 1), occasions=3)]
    months = hub_report(HUB, shows, listed=LISTED).months
    assert [month.period for month in months] == [
        Period(2025, "month", 12),
        Period(2026, "month", 1),
        Period(2026, "month", 2),
    ]
    assert [month.events for month in months] == [1, 0, 3]
    assert [month.attendances for month in months] == [Quantity(10), Quantity(0), None]
    assert hub_report(HUB, [], listed=LISTED).months == ()


def test_what_is_not_in_the_report_is_told() -> None:
    shows = [
        activity(1),
        activity(1, subsectors=("musik",)),
        activity(2, hub="other"),
        activity(3, hub="h", date=date(2026, 4, 1)),
        activity(4, date=date(2026, 3, 31)),
    ]
    report = hub_report(HUB, shows, listed=LISTED, span=Span(date(2026, 3, 1), date(2026, 3, 31)))
    assert [one.id for one in report.activities] == ["a1", "a4"]
    assert report.findings.codes == {"hub.id_twice": 1, "hub.of_another_hub": 1, "hub.outside_span": 1}
    assert [item.slug for item in report.served] == ["kriya"]


def test_partners_rooms_and_elements() -> None:
    shows = [
        activity(1, partners=("Komunitas A", "komunitas  a", "Kampus B"), elements=("pemasaran", "pendidikan")),
        activity(2, subsectors=("musik", "musik"), elements=("pemasaran",)),
    ]
    report = hub_report(HUB, shows, listed=LISTED)
    assert report.partners == ("Kampus B", "Komunitas A")
    assert report.by_element == {
        ("pemasaran", "kriya"): Fraction(1, 2),
        ("pemasaran", "musik"): Fraction(1),
        ("pendidikan", "kriya"): Fraction(1, 2),
    }
    assert report.rooms_for[LISTED["kriya"]] == ("r1",)
    assert report.rooms_for[LISTED["pengembang-permainan"]] == ("r1",)
    assert report.rooms_for[LISTED["musik"]] == ()


def test_the_text_in_both_languages() -> None:
    report = hub_report(HUB, [activity(1, attendances=1_200), activity(2, subsectors=())], listed=LISTED)
    text = report.text("en").splitlines()
    assert text[1].startswith("2 occasions from 2 records; visits: at least 1,200; participations")
    assert text[2] == "Coverage: 1 of the 17 subsectors (list of 2019)."
    assert "Culinary" in text[3]
    assert text[4] == "Concentration of occasions (Herfindahl): 1."
    assert text[5] == "Findings on the records: 1."
    assert str(report).splitlines()[2] == "Cakupan: 1 dari 17 subsektor (daftar 2019)."
    everything = [activity(place, subsectors=(slug,)) for place, slug in enumerate(LISTED.slugs)]
    assert len(hub_report(HUB, everything, listed=LISTED).text().splitlines()) == 4  # no gap, no finding
    assert len(hub_report(HUB, [], listed=LISTED).text().splitlines()) == 4
    assert "Pusat &lt;Kreatif&gt;" in report._repr_html_()
    assert repr(report) == "<HubReport h: 2 events, 1 of 17 subsectors>"


def test_the_dictionary_is_json_with_its_denominators() -> None:
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    heads = (Headcount(sex="female", age_band="20-29", persons=3),)
    shows = [activity(1, attendances=5, turnover=7, headcounts=heads, elements=("pemasaran",))]
    content = json.loads(json.dumps(hub_report(HUB, shows, listed=LISTED, span=span).to_dict()))
    assert content["schema"] == "plut_kumkm/hub_report/1"
    assert (content["since"], content["until"], content["list"]) == ("2026-01-01", "2026-12-31", "2019")
    assert content["coverage"] == {
        "value": "1/17",
        "part": 1,
        "whole": 17,
        "of": "subsectors served / subsectors of the list",
    }
    assert content["by_sex"] == [{"sex": "female", "participations": 3}]
    assert content["months"] == [
        {
            "month": "2026-03",
            "events": 1,
            "attendances": {"value": 5, "kind": "exact"},
            "turnover": {"value": 7, "kind": "exact"},
        }
    ]
    assert [one for one in content["subsectors"] if one["events"] != "0"] == [
        {
            "subsector": "kriya",
            "name_id": "Kriya",
            "name_en": "Craft",
            "events": "1",
            "rooms": ["r1"],
        }
    ]
    open_ended = hub_report(HUB, [], listed=LISTED).to_dict()
    assert open_ended["since"] is None
    assert open_ended["concentration"] is None


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="a Hub and a SubsectorList are needed, not Hub and str"):
        hub_report(HUB, [], listed="2019")  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="span must be a Span, not int"):
        hub_report(HUB, [], listed=LISTED, span=2026)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(ValueError, match="persons must be a count from 0, not -1"):
        hub_report(HUB, [], listed=LISTED, persons=-1)
