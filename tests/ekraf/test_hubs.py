"""Hubs: the legal umbrella, the minimum rooms, and what can be wrong with the records."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm import ekraf
from plut_kumkm.base.findings import Report
from plut_kumkm.ekraf import Activity, Headcount, Hub, Room, check_hub, minimum_rooms, subsectors, umbrella_on
from plut_kumkm.law.instruments import Instrument
from plut_kumkm.law.verdicts import NotInForce

ON = date(2026, 6, 30)
ROOMS = ("ruang-pamer", "ruang-pelatihan", "ruang-kreativitas")


def perwal(**days: Any) -> Instrument:
    return Instrument("x", "Perwal", "1", 2024, "Contoh", **days)


def rooms(*kinds: str | None) -> tuple[Room, ...]:
    return tuple(Room(id=f"r{place}", kind=kind) for place, kind in enumerate(kinds))


def activity(**said: Any) -> Activity:
    return Activity(**{"id": "a1", "date": date(2026, 3, 7), "subsectors": ("kriya",), **said})


def problems(*activities: Activity, hub: Hub | None = None, **said: Any) -> Report:
    umbrella = (perwal(in_force=date(2024, 1, 1)),)
    return check_hub(hub or Hub(id="h", umbrella=umbrella), on=ON, activities=activities, **said)


# ------------------------------------------------------------------------------------------------------ legal umbrella


@pytest.mark.parametrize(
    ("instrument", "force"),
    [
        (perwal(in_force=date(2026, 6, 30)), "in_force"),
        (perwal(in_force=date(2026, 7, 1)), "not_yet"),
        (perwal(in_force=date(2024, 1, 1), ended=date(2026, 7, 1)), "in_force"),
        # `ended` is the first day without it.
        (perwal(in_force=date(2024, 1, 1), ended=date(2026, 6, 30)), "ended"),
        (perwal(), "not_known"),
        (perwal(promulgated=date(2026, 6, 1)), "not_known"),
        (perwal(promulgated=date(2026, 7, 1)), "not_yet"),
    ],
)
def test_an_umbrella_is_in_force_or_not_on_a_day(instrument: Instrument, force: str) -> None:
    (standing,) = umbrella_on(Hub(id="h", umbrella=(instrument,)), ON)
    assert standing.force == force
    assert standing.label("en").startswith("Perwal 1/2024 (")
    assert standing.label() != standing.label("en")


@pytest.mark.parametrize(
    ("umbrella", "codes"),
    [
        ((), {"hub.umbrella_missing": 1}),
        ((perwal(in_force=date(2024, 1, 1)),), {}),
        ((perwal(in_force=date(2020, 1, 1), ended=date(2024, 1, 1)),), {"hub.umbrella_not_in_force": 1}),
        ((perwal(),), {"hub.umbrella_day_unknown": 1}),
        ((perwal(), perwal(in_force=date(2024, 1, 1))), {}),
        ((perwal(), perwal(in_force=date(2027, 1, 1))), {"hub.umbrella_day_unknown": 1}),
    ],
)
def test_a_hub_needs_an_umbrella_in_force(umbrella: tuple[Instrument, ...], codes: dict[str, int]) -> None:
    report = check_hub(Hub(id="h", umbrella=umbrella), on=ON)
    assert report.codes == codes
    assert all(found.message(lang) for found in report for lang in ("id", "en"))


# ----------------------------------------------------------------------------------------------------- rooms, Pasal 32


def test_minimum_rooms_pp_24_2022_pasal_32() -> None:
    found = minimum_rooms(Hub(id="h", rooms=rooms(*ROOMS)), on=ON)
    assert found.complete
    assert [item.id for item in found.checklist.items] == list(ROOMS)
    assert found.answers[0].item.source is not None
    assert found.answers[0].item.source.label() == "PP 24/2022 Pasal 32"
    assert found.answers[0].item.grade == "primary"


@pytest.mark.parametrize(
    ("kinds", "complete", "states"),
    [
        (("ruang-pamer", "ruang-pelatihan"), True, ("met", "met", "not_met")),
        # A room that nobody named may be there; so may one whose kind nobody told.
        (("ruang-pamer", "ruang-pelatihan"), None, ("met", "met", "not_known")),
        (("ruang-pamer", "ruang-pelatihan"), False, ("met", "met", "not_known")),
        (("ruang-pamer", None), True, ("met", "not_known", "not_known")),
        ((), True, ("not_met", "not_met", "not_met")),
        ((), None, ("not_known", "not_known", "not_known")),
        (("ruang-pamer", "ruang-pamer", "studio"), True, ("met", "not_met", "not_met")),
    ],
)
def test_a_room_is_missing_only_where_all_are_named(
    kinds: tuple[str | None, ...], complete: bool | None, states: tuple[str, ...]
) -> None:
    found = minimum_rooms(Hub(id="h", rooms=rooms(*kinds), rooms_complete=complete), on=ON)
    assert {one.text for item in found.of("not_met") for one in found[item.id].evidence} <= {"rooms_complete=True"}
    assert tuple(answer.state for answer in found.answers) == states


def test_the_rule_holds_from_12_july_2023() -> None:
    hub = Hub(id="h", rooms=rooms(*ROOMS))
    assert minimum_rooms(hub, on=date(2023, 7, 12)).coverage == 1
    with pytest.raises(NotInForce, match="2023-07-12"):
        minimum_rooms(hub, on=date(2023, 7, 11))


def test_a_house_is_asked_for() -> None:
    with pytest.raises(TypeError, match="a Hub is needed, not str"):
        minimum_rooms("h", on=ON)  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="a Hub is needed, not Room"):
        umbrella_on(Room(id="r"), ON)  # type: ignore[arg-type] # misuse is what is tested


def test_malang_creative_center_as_far_as_it_is_known() -> None:
    """Eight rooms named, one of them for training; no instrument by its number (press 2023 to 2025)."""
    found = minimum_rooms(ekraf.mcc(), on=ON)
    assert found.coverage == Fraction(1, 3)
    assert found.counts["not_known"] == 2
    assert check_hub(ekraf.mcc(), on=ON).codes == {"hub.umbrella_missing": 1}
    assert (ekraf.mcc().opened, ekraf.mcc().operator) == (date(2023, 9, 22), "Diskopindag Kota Malang")
    # A gym is a room for exercise, and "gim" a word for games.
    assert "gim" not in {room.id for room in ekraf.mcc().rooms}


# ---------------------------------------------------------------------------------------------------------- the records


def test_a_sound_record_has_no_findings() -> None:
    hub = Hub(id="h", umbrella=(perwal(in_force=date(2024, 1, 1)),), rooms=rooms("studio"))
    heads = (Headcount(sex="female", age_band="20-29", persons=20), Headcount(persons=5))
    one = activity(
        room="r0", recurrence="weekly", occasions=4, until=date(2026, 3, 28), subsectors=("Kriya", "gim"),
        elements=("pemasaran",), attendances=120, persons=25, headcounts=heads, turnover=0, jobs=0,
    )  # fmt: skip
    assert not len(problems(one, hub=hub))


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"until": date(2026, 3, 6)}, "hub.days_reversed", "$.activities[0].until"),
        ({"date": date(2026, 7, 1)}, "hub.day_ahead", "$.activities[0].date"),
        ({"attendances": -1}, "hub.negative", "$.activities[0].attendances"),
        ({"occasions": -1}, "hub.negative", "$.activities[0].occasions"),
        ({"turnover": -1}, "hub.negative", "$.activities[0].turnover"),
        ({"jobs": -1}, "hub.negative", "$.activities[0].jobs"),
        ({"persons": 11, "attendances": 10}, "hub.persons_over_attendances", "$.activities[0].persons"),
        (
            {"persons": 2, "headcounts": (Headcount(persons=2), Headcount(persons=1))},
            "hub.headcounts_over_persons",
            "$.activities[0].headcounts",
        ),
        ({"headcounts": (Headcount(persons=-1),)}, "hub.negative", "$.activities[0].headcounts[0].persons"),
        ({"headcounts": (Headcount(persons=1, sex="L"),)}, "hub.sex_unknown", "$.activities[0].headcounts[0].sex"),
        ({"recurrence": "mingguan"}, "hub.word_unknown", "$.activities[0].recurrence"),
        ({"recurrence": "once", "occasions": 2}, "hub.once_again", "$.activities[0].occasions"),
        ({"room": "r9"}, "hub.room_unknown", "$.activities[0].room"),
        ({"subsectors": ()}, "hub.no_subsector", "$.activities[0].subsectors"),
        ({"subsectors": ("kriya", "kulinner")}, "ekraf.name_unknown", "$.activities[0].subsectors[1]"),
        ({"elements": ("pemasaran", "pasar")}, "element.unknown", "$.activities[0].elements[1]"),
        ({"elements": ("riset",)}, "element.unverified", "$.activities[0].elements[0]"),
    ],
)
def test_what_is_wrong_with_an_activity(said: dict[str, Any], code: str, where: str) -> None:
    report = problems(activity(**said))
    assert [(found.code, found.where) for found in report] == [(code, where)]
    for lang in ("id", "en"):
        assert report[0].message(lang)  # type: ignore[arg-type] # both of the two languages


def test_a_wrong_word_for_the_sex_is_not_repeated() -> None:
    """A name may have slipped into the wrong column."""
    (found,) = problems(activity(headcounts=(Headcount(persons=1, sex="Sari Dewi"),)))
    assert "Sari" not in found.message() + repr(found.to_dict())


def test_what_is_wrong_with_the_rooms() -> None:
    wrong = (Room(id="r", capacity=-1), Room(id="r", subsectors=("sulih suara",)))
    hub = Hub(id="h", umbrella=(perwal(in_force=date(2024, 1, 1)),), rooms=wrong)
    assert [(found.code, found.where) for found in problems(hub=hub)] == [
        ("hub.negative", "$.rooms[0].capacity"),
        ("hub.id_twice", "$.rooms[1].id"),
        ("ekraf.name_of_newer_list", "$.rooms[1].subsectors[0]"),
    ]
    assert "ekraf.name_of_newer_list" not in problems(hub=hub, listed=subsectors(version="2026")).codes


def test_an_id_that_is_there_twice() -> None:
    assert problems(activity(), activity()).codes == {"hub.id_twice": 1}


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="a Hub is needed, not str"):
        check_hub("mcc", on=ON)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="an Activity is needed, not Hub"):
        check_hub(Hub(id="h"), on=ON, activities=[Hub(id="h")])  # type: ignore[list-item] # the refusal is tested
    with pytest.raises(TypeError, match="on must be a date"):
        check_hub(Hub(id="h"), on=2026)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="Activity: date must be date, not str; attendances must be int, not float"):
        Activity(id="a", date="2026-03-07", attendances=1.0)  # type: ignore[arg-type] # the refusal is tested
