"""What became of enterprises between two dates. Bounds: PP 7/2021 Pasal 35 ayat (3) and (5); UU 20/2008 Pasal 6."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plut_kumkm import law, naik_kelas
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Enterprise, Owner, Snapshot
from plut_kumkm.naik_kelas.moves import TIER_EVENTS, formality_event, tier_event
from plut_kumkm.naik_kelas.states import Yardstick, holds_licence
from tests.naik_kelas.making import JT, M, shop, two

EVE, LAST = date(2024, 12, 31), date(2025, 12, 31)


def at(day: date, id_: str = "a", **figures: Any) -> Enterprise:
    own = {name: figures.pop(name) for name in ("nib", "licences", "name", "region", "owner") if name in figures}
    return Enterprise(id=id_, snapshots=(Snapshot(as_of=day, **figures),), **own)


def names(before: Any, after: Any, **options: Any) -> list[str]:
    return [event.name for event in naik_kelas.events(before, after, **options)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2 * M, 2 * M + 1, "TIER_UP"),
        (2 * M + 1, 2 * M, "TIER_DOWN"),
        (2 * M - 1, 2 * M, "UNCHANGED"),
        (15 * M, 15 * M + 1, "TIER_UP"),
        (50 * M, 50 * M + 1, "TIER_UP"),
        (1, 60 * M, "TIER_UP"),
        (None, 3 * M, "UNDETERMINED"),
        (3 * M, None, "UNDETERMINED"),
        (-1, 3 * M, "UNDETERMINED"),
    ],
)
def test_tier_events_at_the_bounds_of_pp_7_2021(before: int | None, after: int | None, expected: str) -> None:
    assert names(at(EVE, sales=before), at(LAST, sales=after)) == [expected]


def test_who_comes_and_who_is_no_longer_recorded() -> None:
    here, new = at(EVE, "a", sales=1), at(LAST, "b", sales=1)
    gone, come = naik_kelas.events([here], [new], exits={"a": "moved"})
    assert (gone.name, gone.reason, come.name, come.before) == ("EXITED", "moved", "ENTERED", None)
    assert "pindah" in gone.explain()
    assert "jangan dianggap tutup" in naik_kelas.events([here], [new])[0].explain()
    with pytest.raises(ValueError, match="the reason of an exit must be one of closed"):
        naik_kelas.events([here], [new], exits={"a": "bankrupt"})


def test_another_criterion_is_no_move() -> None:
    # By founding: capital decides of who was founded under PP 7/2021, sales of all others.
    old, new = at(EVE, sales=1 * M, capital=2 * M), at(LAST, sales=1 * M, capital=2 * M)
    facts = {"before": 2015, "after": 2022}
    events = naik_kelas.events(
        Enterprise(id="a", founded=facts["before"], snapshots=old.snapshots),
        Enterprise(id="a", founded=facts["after"], snapshots=new.snapshots),
        reading="by-founding",
    )
    assert [event.name for event in events] == ["CHANGED_BASIS"]
    assert (events[0].before.basis, events[0].after.basis) == ("sales", "capital")


def test_registration_goes_by_capital() -> None:
    before, after = at(EVE, sales=1, capital=1 * M), at(LAST, sales=1, capital=1 * M + 1)
    assert names(before, after, purpose="registration") == ["TIER_UP"]
    assert names(before, after) == ["UNCHANGED"]
    assert names(before, after, basis="capital") == ["TIER_UP"]


def test_formality_is_an_axis_of_its_own() -> None:
    nib = Licence(kind="nib", issued=date(2025, 3, 12))
    before, after = at(EVE, sales=1, licences=(nib,)), at(LAST, sales=3 * M, licences=(nib,))
    events = naik_kelas.events(before, after)
    assert [(event.axis, event.name) for event in events] == [("tier", "TIER_UP"), ("formality", "FORMALISED")]
    ended = Licence(kind="nib", issued=date(2020, 1, 1), expires=date(2025, 6, 30))
    lapsed = naik_kelas.events(at(EVE, sales=1, licences=(ended,)), at(LAST, sales=1, licences=(ended,)))
    assert [event.name for event in lapsed] == ["UNCHANGED", "LAPSED"]
    assert "NIB" in lapsed[1].label("en")


def test_that_no_nib_is_listed_is_not_that_there_is_none() -> None:
    before, after = at(EVE, sales=1), at(LAST, sales=1, nib="9120001234567")
    assert names(before, after) == ["UNCHANGED"]
    assert names(before, after, unlisted="absent") == ["UNCHANGED", "FORMALISED"]
    assert formality_event("a", None, None) is None


@pytest.mark.parametrize(
    ("licences", "nib", "told", "unlisted", "expected"),
    [
        ((), None, True, "unknown", None),
        ((), None, True, "absent", False),
        ((), None, False, "absent", None),
        ((), "1", True, "unknown", True),
        ((), "1", False, "unknown", None),
        ((Licence(kind="NIB"),), None, True, "unknown", True),
        ((Licence(kind="nib"),), None, False, "unknown", None),
        ((Licence(kind="nib", expires=date(2024, 1, 1)),), None, False, "unknown", False),
        ((Licence(kind="nib", issued=date(2026, 1, 1)),), None, False, "unknown", False),
    ],
)
def test_whether_a_licence_was_held(
    licences: tuple[Licence, ...], nib: str | None, told: bool, unlisted: Any, expected: bool | None
) -> None:
    facts = Facts(licences=licences, nib=nib)
    assert holds_licence(facts, "nib", EVE, told=told, unlisted=unlisted) is expected


def test_a_change_of_law_is_told_apart_from_a_change_of_the_enterprise() -> None:
    # 600 million: small under UU 20/2008 (300 million to 2.5 billion), micro under PP 7/2021.
    before, after = at(date(2019, 12, 31), sales=600 * JT), at(LAST, sales=600 * JT)
    assert names(before, after) == ["UNCHANGED"]
    (own,) = naik_kelas.events(before, after, law_dates="own")
    assert (own.name, own.by_law, own.by_enterprise) == ("TIER_DOWN", "TIER_DOWN", "UNCHANGED")
    assert "akibat perubahan ketentuan: turun skala" in own.explain()
    assert own.to_dict()["by_law"] == "TIER_DOWN"
    # In the gap of the law nothing is compared.
    (gap,) = naik_kelas.events(at(date(2020, 12, 31), sales=1), after, law_dates="own")
    assert (gap.name, gap.reason, gap.by_law) == ("UNDETERMINED", "tier_unknown", "UNDETERMINED")
    assert "menurut ketentuan pada 31 Desember 2020" in gap.explain()


def test_the_law_of_a_day_may_be_asked() -> None:
    before, after = at(EVE, sales=200 * JT), at(LAST, sales=400 * JT)
    assert names(before, after, on=date(2019, 12, 31)) == ["TIER_UP"]
    assert names(before, after, law=law.book()) == ["UNCHANGED"]


def test_hysteresis_asks_that_a_bound_is_passed_by_a_band() -> None:
    up = at(EVE, sales=1 * M), at(LAST, sales=2 * M + 1)
    (held,) = naik_kelas.events(*up, hysteresis="5%")
    assert (held.name, held.reason) == ("UNCHANGED", "within_hysteresis")
    assert "pita" in held.explain()
    assert names(at(EVE, sales=1 * M), at(LAST, sales=2_100_000_000), hysteresis="5%") == ["UNCHANGED"]
    assert names(at(EVE, sales=1 * M), at(LAST, sales=2_100_000_001), hysteresis="5%") == ["TIER_UP"]
    assert names(at(EVE, sales=3 * M), at(LAST, sales=1_900_000_001), hysteresis=Fraction(1, 20)) == ["UNCHANGED"]
    assert names(at(EVE, sales=3 * M), at(LAST, sales=1_900_000_000), hysteresis=Fraction(1, 20)) == ["TIER_DOWN"]
    parts = {"capital_own": 2 * M, "capital_borrowed": 0, "land_building": 1 * M - 1}
    (capital,) = naik_kelas.events(at(EVE, capital=1 * M), at(LAST, **parts), purpose="registration", hysteresis="5%")
    assert capital.name == "UNCHANGED"
    with pytest.raises(ValueError, match="hysteresis must be below 100%"):
        names(*up, hysteresis="100%")
    with pytest.raises(TypeError, match="hysteresis must be a text such as '10%'"):
        names(*up, hysteresis=0.05)


def test_an_id_that_is_another_enterprise_is_not_compared() -> None:
    before = at(EVE, sales=1, name="Batik Satu", owner=Owner(name="Ani"))
    after = at(LAST, sales=3 * M, name="Bengkel Dua", owner=Owner(name="Budi"), nib="9120001234567")
    events = naik_kelas.events(before, after, unlisted="absent", law_dates="own")
    assert [(event.name, event.reason, event.by_law) for event in events] == [
        ("UNDETERMINED", "another_enterprise", None)
    ]
    assert events.findings.codes == {"naik.another_enterprise": 1}
    assert "dipakai usaha lain" in str(events.findings)


def test_an_id_that_comes_twice_is_joined_and_named() -> None:
    twice = [at(EVE, sales=1), at(EVE, sales=1), at(EVE, "b", sales=1)]
    events = naik_kelas.events(twice, [at(LAST, sales=3 * M), at(LAST, "b", sales=1)])
    assert [event.name for event in events] == ["TIER_UP", "UNCHANGED"]
    assert events.findings.codes == {"naik.id_twice": 1}


def test_what_is_no_source_is_refused() -> None:
    with pytest.raises(TypeError, match="a source must hold Enterprise records, not int"):
        naik_kelas.events([1], [])
    with pytest.raises(TypeError, match=r"a source must have \.records or be a sequence of Enterprise, not str"):
        naik_kelas.events("a.csv", [])
    with pytest.raises(ValueError, match="no record has a day: give on="):
        naik_kelas.events(Enterprise(id="a"), Enterprise(id="a"))
    undated = naik_kelas.events(Enterprise(id="a"), Enterprise(id="a"), on=LAST)
    assert [event.name for event in undated] == ["UNDETERMINED"]
    with pytest.raises(ValueError, match="unlisted must be one of unknown, absent"):
        naik_kelas.events([], [], unlisted="no")
    with pytest.raises(ValueError, match="law_dates must be one of one, own"):
        naik_kelas.events([], [], on=LAST, law_dates="both")
    with pytest.raises(ValueError, match="recorded at neither date"):
        tier_event("a", None, None, Yardstick(on=LAST))


def test_events_are_a_sequence_with_counts() -> None:
    events = naik_kelas.events(
        [at(EVE, "a", sales=1), at(EVE, "b", sales=3 * M)], [at(LAST, "a", sales=3 * M), at(LAST, "b", sales=1)]
    )
    assert len(events) == 2
    assert events[:1] == (events[0],)
    assert events.named("TIER_UP") == (events[0],)
    assert (events.flows.up, events.flows.down, events.flows.net) == (1, 1, 0)
    assert repr(events) == "<Events TIER_UP 1, TIER_DOWN 1>"
    assert repr(naik_kelas.events([], [], on=LAST)) == "<Events none>"
    assert "<td>naik kelas (skala usaha)</td><td>1</td>" in events._repr_html_()
    assert repr(events[0]) == "<Event a: TIER_UP, provisional>"
    assert json.loads(json.dumps(events[0].to_dict()))["after"]["tier"] == "small"
    assert repr(events[0].after) == "<State 2025-12-31: small by sales, formal None>"
    assert "Usaha Mikro" in events[0].explain()
    assert "Micro Enterprise" in events[0].explain("en")
    with pytest.raises(ValueError, match="there is no event 'UP'"):
        events.named("UP")


def test_a_nik_used_as_an_id_is_masked() -> None:
    nik = "3573010101900001"
    (event,) = naik_kelas.events(at(EVE, nik, sales=1), at(LAST, nik, sales=1))
    assert nik not in repr(event)
    assert nik not in json.dumps(event.to_dict())


amounts = st.none() | st.integers(-1, 60 * M) | st.sampled_from([2 * M, 2 * M + 1, 15 * M, 15 * M + 1, 50 * M])
sides = st.dictionaries(st.sampled_from("abcde"), amounts)


@given(before=sides, after=sides)
def test_tier_events_partition_the_union_of_both_dates(before: dict[str, int], after: dict[str, int]) -> None:
    first = [at(EVE, id_, sales=amount) for id_, amount in before.items()]
    last = [at(LAST, id_, sales=amount) for id_, amount in after.items()]
    events = naik_kelas.events(first, last, on=LAST)
    assert Counter(event.id for event in events if event.axis == "tier") == Counter({*before, *after})
    assert {event.name for event in events} <= set(TIER_EVENTS)
    assert sum(events.flows) == len({*before, *after})


@given(before=sides, after=sides)
def test_swapping_the_dates_swaps_up_and_down_under_one_law(before: dict[str, int], after: dict[str, int]) -> None:
    first = [at(EVE, id_, sales=amount) for id_, amount in before.items()]
    last = [at(LAST, id_, sales=amount) for id_, amount in after.items()]
    there, back = (naik_kelas.events(*pair, on=LAST).flows for pair in ((first, last), (last, first)))
    assert (there.up, there.down, there.entered, there.exited) == (back.down, back.up, back.exited, back.entered)
    assert (there.unchanged, there.undetermined) == (back.unchanged, back.undetermined)
    assert there.net == -back.net


# The largest number that a column of 32 bits, or of 64, can hold stands for one that is not known.
MARKS = {2**31 - 1, 2**32 - 1, 2**63 - 1}


@given(sales=st.integers(0, 60 * M), more=st.integers(0, 60 * M))
@example(sales=0, more=2**31 - 1)
@example(sales=2**32 - 1, more=1)
@example(sales=0, more=2**63 - 1)
def test_more_sales_never_lose_a_tier(sales: int, more: int) -> None:
    expected = [["TIER_UP"], ["UNCHANGED"]] if MARKS.isdisjoint((sales, sales + more)) else [["UNDETERMINED"]]
    assert names(at(EVE, sales=sales), at(LAST, sales=sales + more)) in expected


@given(sales=amounts)
def test_an_unchanged_enterprise_moves_no_numerator_of_a_flow(sales: int | None) -> None:
    both = naik_kelas.panel([two("a", sales, sales), two("b", 1, 1)])
    for id_ in ("F6", "F22"):
        assert naik_kelas.measure(both, id_, base="all").numerator == 0
    assert naik_kelas.measure(both, "F7", cohort=["a"]).numerator == 0
    assert naik_kelas.measure(both, "F18", base="small").numerator == 0
    assert naik_kelas.measure(both, "F15").numerator == 0


def test_a_move_is_provisional_until_the_next_year_confirms_it() -> None:
    panel = naik_kelas.panel(
        [
            shop("kept", {2023: 1, 2024: 3 * M, 2025: 4 * M}),
            shop("back", {2023: 1, 2024: 3 * M, 2025: 1}),
            shop("gone", {2023: 1, 2024: 3 * M}),
            shop("open", {2023: 1, 2024: 3 * M, 2025: None}),
            shop("fell", {2023: 3 * M, 2024: 1, 2025: 1}),
        ]
    )
    standing = {event.id: event.standing for event in panel.events(2023, 2024)}
    assert standing == {
        "kept": "confirmed", "back": "reversed", "gone": "provisional", "open": "provisional", "fell": "confirmed",
    }  # fmt: skip
    assert {event.standing for event in panel.events(2023, 2024, confirm=1)} == {"confirmed"}
    assert {event.standing for event in panel.events(2023, 2024, confirm=3)} == {"provisional", "reversed"}
    assert "terkonfirmasi" in panel.events(2023, 2024)[0].explain()
    with pytest.raises(ValueError, match="confirm must be at least 1"):
        panel.events(2023, 2024, confirm=0)
    up = naik_kelas.measure(panel, "F6", before=2023, after=2024)
    sure = naik_kelas.measure(panel, "F6", before=2023, after=2024, confirmed=True)
    assert (up.numerator, up.denominator) == (4, 5)
    assert (sure.numerator, sure.denominator, sure.considered) == (1, 3, 5)


def test_who_stays_near_a_bound_is_not_said_to_have_passed_it() -> None:
    """1.950 juta are below the bound of Rp2 miliar: no band holds anything back, within 5 % of it or not."""
    (held,) = naik_kelas.events(at(EVE, sales=1900 * JT), at(LAST, sales=1950 * JT), hysteresis="5%")
    assert (held.name, held.reason) == ("UNCHANGED", None)


def test_an_event_tells_the_criterion_of_either_date_or_that_there_is_none() -> None:
    """PP 7/2021 goes by sales here; on 1 December 2020 no statute states a figure, so there is no criterion."""
    gap, later = date(2020, 12, 1), date(2021, 12, 31)
    (event,) = naik_kelas.events(at(gap, sales=1 * M), at(later, sales=1 * M), law_dates="own")
    first, second = event.explain("en").splitlines()[1:3]
    assert ("by" in first, "annual sales" in second) == (False, True)
    (come,) = naik_kelas.events([], [at(LAST, sales=1)])
    assert come.to_dict()["before"] is None
    assert come.to_dict()["after"]["basis"] == "sales"


@pytest.mark.parametrize(
    ("licence", "told", "expected"),
    [
        # From the day of issue to the last day, both included; of another kind it says nothing.
        (Licence(kind="halal", issued=LAST), True, True),
        (Licence(kind="halal", issued=date(2026, 1, 1)), True, False),
        (Licence(kind="halal", issued=EVE, expires=LAST), True, True),
        (Licence(kind="halal", issued=EVE, expires=date(2025, 12, 30)), True, False),
        (Licence(kind="merek", issued=EVE), True, None),
        # Without its first day, in a record of a later year: it may have begun since, unless it had ended before.
        (Licence(kind="halal", expires=LAST), False, None),
        (Licence(kind="halal", expires=date(2025, 12, 30)), False, False),
        (Licence(kind="halal", expires=LAST), True, True),
    ],
)
def test_a_licence_holds_from_its_first_day_to_its_last(licence: Licence, told: bool, expected: bool | None) -> None:
    assert holds_licence(Facts(licences=(licence,)), "halal", LAST, told=told, unlisted="unknown") is expected


@pytest.mark.parametrize(
    ("borrowed", "name"), [(500 * JT, "UNCHANGED"), (550 * JT, "UNCHANGED"), (550 * JT + 1, "TIER_UP")]
)
def test_hysteresis_by_capital_adds_what_is_own_and_what_is_borrowed(borrowed: int, name: str) -> None:
    """PP 7/2021 Pasal 35 ayat (3): micro up to Rp1 miliar. 500 + 550 juta pass it by the 5 % that are asked for."""
    parts = {"capital_own": 500 * JT, "capital_borrowed": borrowed, "land_building": 0}
    found = names(at(EVE, capital=1 * M), at(LAST, **parts), purpose="registration", hysteresis="5%")
    assert found == [name]
