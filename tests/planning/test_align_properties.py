"""What holds for any plans laid side by side, and how their names are compared."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.planning.aligning.matching.names import MOST, NEAR, SHOWN, distance, may_be_one, name_of, nearest

p = pk.planning

WORDS = (
    "jumlah persentase rasio pelaku usaha mikro kecil ekonomi kreatif koperasi sehat aktif pelatihan batik tulis cap "
    "event even ruang dokumen laporan dan yang 2024 2025 kota contoh"
).split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
VALUES = st.one_of(st.integers(-5, 200), st.fractions(0, 100, max_denominator=20), st.just("5,7-6,6"), st.just("BB"))
PERIODS = st.dictionaries(st.sampled_from((2024, 2025, 2026, "TW I 2025")), VALUES, max_size=4)


@st.composite
def indicators(draw: st.DrawFn, id_: str) -> pk.planning.Indicator:
    return p.Indicator(
        id=id_,
        name=draw(NAMES),
        unit=draw(st.sampled_from(("orang", "%", "event", None))),
        direction=draw(st.sampled_from(("higher", "lower", None))),
        baseline=p.value(draw(VALUES)),
        baseline_year=draw(st.sampled_from((2022, 2023, None))),
        targets=p.by_period(draw(PERIODS)),
        measure=draw(st.sampled_from((None, None, "naik_kelas:F6"))),
    )


@st.composite
def plans(draw: st.DrawFn, id_: str = "p") -> pk.planning.Plan:
    ids = draw(st.lists(st.integers(1, 9), unique=True, max_size=5))
    held = [draw(indicators(f"i{one}")) for one in ids]
    cut = draw(st.integers(0, len(held)))
    programme = p.Programme(
        id="prog", name="P", code=draw(st.sampled_from(("3.26.04", None))), indicators=tuple(held[cut:])
    )
    return p.Plan(id=id_, kind="renstra", indicators=tuple(held[:cut]), programmes=(programme,))


def joined(found: pk.planning.Alignment) -> set[tuple[str | None, ...]]:
    """Return the rows as ids, by the ids of the plans."""
    order = sorted(range(len(found.plans)), key=lambda place: found.plans[place].id)
    return {tuple((one := row.entries[place]) and one.indicator.id for place in order) for row in found.rows}


def orphans(found: pk.planning.Alignment) -> set[tuple[str, str, str]]:
    return {(orphan.entry.label, orphan.entry.indicator.id, orphan.way) for orphan in found.orphans}


@given(plans())
@settings(max_examples=150)
def test_a_plan_aligned_with_itself_agrees_in_everything(one: pk.planning.Plan) -> None:
    found = p.align(one, one)
    assert all(row.whole for row in found.rows)
    assert not found.orphans
    assert not found.doubts
    assert {cell.state for row in found.rows for cell in row.cells} <= {"equal", "absent"}
    assert {match.how for match in found.matches} <= {"id"}
    assert not [code for code in found.report.codes if code not in ("planning.align_programme_without_indicator",
                "planning.align_plan_empty", "planning.align_no_money")]  # fmt: skip


@given(plans("a"), plans("b"), plans("c"), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_order_of_indicators_does_not_matter(
    one: pk.planning.Plan, other: pk.planning.Plan, third: pk.planning.Plan, random: Random
) -> None:
    def shuffled(plan: pk.planning.Plan) -> pk.planning.Plan:
        (programme,) = plan.programmes
        top, below = list(plan.indicators), list(programme.indicators)
        random.shuffle(top)
        random.shuffle(below)
        return evolve(plan, indicators=tuple(top), programmes=(evolve(programme, indicators=tuple(below)),))

    found = p.align(one, other, third)
    again = p.align(shuffled(one), shuffled(other), shuffled(third))
    assert joined(again) == joined(found)
    assert orphans(again) == orphans(found)
    assert {entry.indicator.id for entry in again.doubts} == {entry.indicator.id for entry in found.doubts}
    assert again.states == found.states
    assert again.report.codes == found.report.codes


@given(plans("a"), plans("b"))
@settings(max_examples=150)
def test_swapping_two_plans_swaps_the_orphans(one: pk.planning.Plan, other: pk.planning.Plan) -> None:
    found, back = p.align(one, other), p.align(other, one)
    turned = {"up": "down", "down": "up"}
    assert {(label, id_, turned[way]) for label, id_, way in orphans(back)} == orphans(found)
    assert joined(back) == joined(found)
    assert back.states == found.states


@given(plans("a"), plans("b"), plans("c"))
@settings(max_examples=100)
def test_every_indicator_stands_in_one_row_and_no_two_of_one_plan_in_the_same(
    one: pk.planning.Plan, other: pk.planning.Plan, third: pk.planning.Plan
) -> None:
    found = p.align(one, other, third)
    held = [(*entry.placed.path, entry.plan) for row in found.rows for entry in row.entries if entry is not None]
    assert len(held) == len(set(held)) == sum(len(list(p.indicators_of(plan))) for plan in (one, other, third))
    # Whatever is not in the row of a plan above or below is an orphan there or in doubt.
    for row in found.rows:
        if row.entries[1:] == (None, None) and row.entries[0] is not None:
            assert row.entries[0] in found.doubts or (row.first.label, row.first.indicator.id, "down") in orphans(found)


# ---------------------------------------------------------------------------------------------------------------- names


@given(NAMES, NAMES)
def test_the_distance_of_two_names_does_not_depend_on_which_is_first(one: str, other: str) -> None:
    first, second = name_of(one), name_of(other)
    assert distance(first, second) == distance(second, first)
    assert 0 <= distance(first, second) <= 1
    assert (distance(first, second) == 0) == (first.grams == second.grams)
    assert may_be_one(first, second) == may_be_one(second, first)


@given(
    st.lists(NAMES, max_size=12),
    st.lists(NAMES, max_size=12),
    st.sampled_from((NEAR, SHOWN, Fraction(0), 1)),
    st.booleans(),
)
@settings(max_examples=200)
def test_the_nearest_are_those_that_comparing_every_pair_would_find(
    ours: list[str], theirs: list[str], within: Any, one: bool
) -> None:
    mine, others = sorted({name_of(text).text for text in ours}), sorted({name_of(text).text for text in theirs})

    def slowly(text: str, among: list[str]) -> list[str]:
        near = sorted(
            (distance(name_of(text), name_of(other)), other)
            for other in among
            if distance(name_of(text), name_of(other)) <= within
            and name_of(text).numbers == name_of(other).numbers
            and (not one or may_be_one(name_of(text), name_of(other)))
            and name_of(text).grams & name_of(other).grams
        )
        return [other for _, other in near[:MOST]]

    found, back = nearest(mine, others, Fraction(within), one=one)
    for answers, some, among in ((found, mine, others), (back, others, mine)):
        told = {text: [other for _, other in answers.get(text, [])] for text in some}
        assert told == {text: slowly(text, among) for text in some}


def test_of_many_near_names_the_nearest_are_kept() -> None:
    far_first = [f"pelatihan batik {'x' * length}" for length in (9, 8, 7, 6, 5, 4, 3)]
    for order in (far_first, far_first[::-1]):
        found, back = nearest(["pelatihan batik"], order, Fraction(1), one=False)
        assert [text for _, text in found["pelatihan batik"]] == far_first[:-5:-1]
        assert set(back) == set(far_first)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("jumlah event", "jumlah even", True),
        ("jumlah event", "jumlah evnet ekraf", False),  # two letters in a short word
        ("jumlah pembangunan", "jumlah pembangnuan", True),
        ("data", "dat", True),
        ("kop", "kip", False),
        ("jumlah pelatihan", "jumlah pelatihan batik", True),
        ("jumlah pelatihan kuliner", "jumlah pelatihan batik", False),
        ("jumlah pelatihan batik", "jumlahpelatihan batik", False),  # a word that counts is lost in it
        ("pelatihan batik", "pelatihanbatik", True),
    ],
)
def test_which_names_may_be_one(one: str, other: str, expected: bool) -> None:
    assert may_be_one(name_of(one), name_of(other)) is expected


def test_words_that_say_nothing_do_not_count_unless_there_are_no_others() -> None:
    assert name_of("Yang dan di").words == ("yang", "dan", "di")
    assert name_of("% UMKM yang naik kelas").text == "persentase umkm naik kelas"
    assert distance(name_of("!"), name_of("?")) == 1


def test_two_thousand_indicators_in_three_plans() -> None:
    random = Random(1)  # noqa: S311 - names for a test, nothing secret
    words = [one for one in WORDS if one not in ("event", "even", "tulis", "cap", "sehat", "aktif", "2024", "2025")]
    every = [" ".join(random.sample(words, 5)) + f" {number}" for number in range(2_000)]

    def plan(id_: str, kind: str, slip: int) -> pk.planning.Plan:
        held = tuple(
            p.Indicator(id=f"{id_}-{n}", name=f"{text} pelaksanaan"[: len(text) + 12 - slip], unit="orang",
                        targets=p.by_period({2025: n}))
            for n, text in enumerate(every)
        )  # fmt: skip
        return p.Plan(id=id_, kind=kind, indicators=held)

    found = p.align(plan("rpd", "rpd", 0), plan("renstra", "renstra", 1), plan("renja", "renja", 0))
    assert len(found.rows) == len(every)
    assert all(row.whole and row.agrees for row in found.rows)
