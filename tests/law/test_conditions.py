"""Conditions of a file of law as predicates: of known and missing facts, of dates that are known as a year, by day."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.base.data import FrozenMap
from plut_kumkm.law.compiling import Scope
from plut_kumkm.law.conditions import Age, Amount, Before, Condition, Group, Number, Term, TermOver, Terms, Words
from plut_kumkm.law.instruments import Cite, Instrument, Provision
from plut_kumkm.law.kernel.decisions import FirstMatch
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param
from plut_kumkm.law.kernel.predicates import Compare, Predicate
from plut_kumkm.law.kernel.probing import needs
from tests.engines.bridges import ListOps, pair_of

SOURCE = Provision(
    Cite(Instrument("x-1-2027", "X", "1", 2027, "Contoh"), "Pasal 1"), "primary", "law", date(2027, 1, 1), True
)
ELSEWHERE = SOURCE._replace(cite=Cite(SOURCE.cite.instrument, "Pasal 2"))
ON = date(2027, 7, 1)


def dates(name: str) -> tuple[Field, Field]:
    return (
        Field(f"{name}_first", fact=name, twin=f"{name}_last"),
        Field(f"{name}_last", fact=name, twin=f"{name}_first"),
    )


def scope(on: date = ON) -> Scope:
    size = FirstMatch(((Compare(Field("sales"), "<=", Param(10)), 0),), 1)
    return Scope(
        on,
        {"sales": Field("sales", least=0), "capital": Derived("capital", plus=("own",), minus=("land",))},
        {name: dates(name) for name in ("founded", "registered")},
        {"form": Field("form_id", fact="form"), "tier": Code(size)},
        {"tier": {"micro": 0, "large": 1}},
    )


def record(**facts: Any) -> SimpleNamespace:
    names = ("sales", "capital", "own", "land", "form_id", "founded", "registered")
    said = {**dict.fromkeys(names), **facts}
    for name in ("founded", "registered"):
        day = said.pop(name)
        ends = (date(day, 1, 1), date(day, 12, 31)) if isinstance(day, int) else (day, day)
        said |= {f"{name}_first": ends[0], f"{name}_last": ends[1]}
    return SimpleNamespace(**said)


def holds(condition: Condition, on: date = ON, **facts: Any) -> bool | None:
    """Return what a condition says of a record, which must be what it says of a column of it."""
    predicate, one = condition.predicate(scope(on)), record(**facts)
    said = predicate.holds(one)
    assert predicate.explain(one).outcome is said
    for garbage in (False, True):
        sides = predicate.pair(ListOps({name: [value] for name, value in vars(one).items()}, garbage))
        assert pair_of(*(side if isinstance(side, list) else [side] for side in sides)) == [said]
    return said


def asked(predicate: Predicate, **facts: Any) -> tuple[str, ...]:
    return needs(FirstMatch(((predicate, 0),), 1), record(**facts))


# ---- amounts and words


@pytest.mark.parametrize(
    ("sign", "below", "on", "above"),
    [("<=", True, True, False), ("<", True, False, False), (">=", False, True, True), (">", False, False, True)],
)
def test_an_amount(sign: Any, below: bool, on: bool, above: bool) -> None:
    condition = Amount("sales", sign, 10, "IDR", SOURCE)
    assert [holds(condition, sales=sales) for sales in (9, 10, 11)] == [below, on, above]
    assert [holds(condition, sales=sales) for sales in (None, -1)] == [None, None]
    assert list(condition.numbers()) == [Number("sales", sign, 10, "IDR", SOURCE)]
    assert condition.timed is False
    assert condition.predicate(scope()).explain(record(sales=1)).provision is SOURCE


def test_an_amount_that_follows_from_others() -> None:
    condition = Amount("capital", "<=", 10, "IDR", SOURCE)
    assert holds(condition, own=12, land=2) is True
    assert holds(condition, own=10) is True  # whatever the deduction is
    assert holds(condition, own=11) is None


def test_words() -> None:
    condition = Words("form", ("pt", "cv"), SOURCE)
    assert [holds(condition, form_id=form) for form in ("pt", "cv", "firma", None)] == [True, True, False, None]
    assert (condition.timed, list(condition.numbers())) == (False, [])
    assert condition.predicate(scope()).explain(record(form_id="pt")).provision is SOURCE


def test_words_that_are_another_thing_in_the_record() -> None:
    condition = Words("tier", ("large",), SOURCE)
    assert [holds(condition, sales=sales) for sales in (10, 11, None)] == [False, True, None]
    assert asked(condition.predicate(scope())) == ("sales",)


# ---- dates


def test_a_date_that_is_yet_to_come_is_before_no_day() -> None:
    first, last = (Field(f"registered_{end}", fact="registered") for end in ("first", "last"))
    capped = scope()._replace(dates={"registered": (Field(first.name, "registered", most=ON), last)})
    for day, expected in (
        (date(2027, 7, 2), [True, True, None, None]),
        (date(2027, 7, 1), [None, False, None, None]),
        (date(2027, 1, 1), [False, False, None, None]),
    ):
        predicate = Before("registered", day, SOURCE).predicate(capped)
        # A year that has begun lies before every later day, whichever day of it is meant.
        records = [record(registered=one) for one in (2027, ON, date(2027, 7, 2), 2028)]
        assert [predicate.holds(one) for one in records] == expected
        for garbage in (False, True):
            for one, said in zip(records, expected, strict=True):
                sides = predicate.pair(ListOps({name: [value] for name, value in vars(one).items()}, garbage))
                assert pair_of(*(side if isinstance(side, list) else [side] for side in sides)) == [said]


def test_before_a_day() -> None:
    condition = Before("founded", date(2027, 7, 1), SOURCE)
    assert [holds(condition, founded=day) for day in (date(2027, 6, 30), ON, None)] == [True, False, None]
    assert list(condition.numbers()) == [Number("founded", "<", date(2027, 7, 1), "", SOURCE)]
    assert condition.timed is True


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # A bare year is known from its first day to its last: between them nothing is certain.
        (date(2027, 7, 1), None),
        (date(2027, 12, 31), None),
        (date(2028, 1, 1), True),
        (date(2027, 1, 2), None),
        (date(2027, 1, 1), False),
    ],
)
def test_before_a_day_of_a_year_that_is_all_that_is_known(day: date, expected: bool | None) -> None:
    condition = Before("founded", day, SOURCE)
    assert holds(condition, founded=2027) is expected
    assert holds(Group("not", (condition,)), founded=2027) is (None if expected is None else not expected)
    # The year is not enough where the day lies in it: the founding is asked for.
    assert asked(condition.predicate(scope()), founded=2027) == (("founded",) if expected is None else ())


@pytest.mark.parametrize(
    ("on", "youngest"),
    [
        (date(2026, 7, 1), date(2026, 1, 1)),
        (date(2026, 8, 30), date(2026, 2, 28)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2024, 8, 31), date(2024, 2, 29)),
        (date(2026, 2, 28), date(2025, 8, 28)),
    ],
)
def test_an_age_in_months_ends_on_the_same_day_or_the_last_of_a_shorter_month(on: date, youngest: date) -> None:
    condition = Age("founded", 6, SOURCE)
    assert holds(condition, on, founded=youngest) is True
    assert (
        holds(condition, on, founded=youngest.replace(day=youngest.day - 1) if youngest.day > 1 else date(2025, 12, 31))
        is True
    )
    after = date.fromordinal(youngest.toordinal() + 1)
    assert holds(condition, on, founded=after) is False
    assert holds(condition, on) is None


def test_an_age_hangs_on_the_day_that_is_asked_about() -> None:
    condition = Age("founded", 6, SOURCE)
    assert condition.timed is True
    assert [holds(condition, on, founded=date(2027, 1, 2)) for on in (ON, date(2027, 7, 2))] == [False, True]
    assert [holds(condition, date(year, 7, 1), founded=2027) for year in (2027, 2028)] == [None, True]
    assert list(condition.numbers()) == [Number("founded", ">=", 6, "bulan", SOURCE)]


# ---- terms


def terms(**known: tuple[int | None, int | None]) -> Terms:
    found = {word: Term(word, years, counted, SOURCE) for word, (years, counted) in known.items()}
    return Terms("registered", "form", FrozenMap(found))


@pytest.mark.parametrize(
    ("years", "counted", "year", "last"),
    [
        # "Four tax years from registration" of 2020 are 2020 to 2023.
        (4, None, 2020, 2023),
        (1, None, 2020, 2020),
        (4, 2018, 2015, 2021),
        (4, 2018, 2018, 2021),
        (4, 2018, 2019, 2022),
        (None, None, 2020, None),
        (None, 2018, 2020, None),
    ],
)
def test_the_last_year_of_a_term(years: int | None, counted: int | None, year: int, last: int | None) -> None:
    assert Term("pt", years, counted, SOURCE).last(year) == last
    over = TermOver(terms(pt=(years, counted)))
    for on in range(year, year + 12):
        if counted is not None and on < counted:
            continue
        expected = last is not None and on > last
        assert holds(over, date(on, 1, 1), form_id="pt", registered=date(year, 12, 31)) is expected
        assert holds(over, date(on, 12, 31), form_id="pt", registered=year) is expected


def test_a_term_is_that_of_the_word() -> None:
    over = TermOver(terms(pt=(3, None), individual=(7, None), firma=(None, None)))
    day = date(2025, 6, 30)
    assert [holds(over, day, form_id=form, registered=2020) for form in ("pt", "individual", "firma", "other")] == [
        True, False, False, False,
    ]  # fmt: skip
    # Whatever it is, over or not; or not known.
    assert holds(over, day, registered=2018) is None
    assert holds(over, day, registered=2024) is False
    assert holds(over, day, form_id="pt") is None
    assert holds(over, day, form_id="firma") is False
    assert set(asked(over.predicate(scope(day)))) == {"form", "registered"}
    assert over.timed is True
    assert list(over.sources()) == [SOURCE] * 3
    assert list(over.numbers()) == []


def test_terms_without_end_are_never_over() -> None:
    over = TermOver(terms(pt=(None, None)))
    assert holds(over, form_id="pt", registered=1990) is False
    assert asked(over.predicate(scope())) == ()


def test_a_term_that_cannot_be_over_yet_asks_for_nothing() -> None:
    # Counted from 2022, four years are over in 2026 at the earliest.
    over = TermOver(terms(pt=(4, 2022)))
    assert [holds(over, date(year, 12, 31), form_id="pt") for year in (2024, 2025)] == [False, False]
    assert holds(over, date(2026, 1, 1), form_id="pt") is None
    assert holds(over, date(2026, 1, 1), form_id="pt", registered=2022) is True
    assert holds(over, date(2026, 1, 1), form_id="pt", registered=2023) is False


# ---- groups


IS_PT, IS_LOW = Words("form", ("pt",), SOURCE), Amount("sales", "<=", 10, "IDR", ELSEWHERE)


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("all", {"form_id": "pt", "sales": 10}, True),
        ("all", {"form_id": "pt", "sales": 11}, False),
        ("all", {"form_id": "cv"}, False),
        ("all", {"form_id": "pt"}, None),
        ("any", {"form_id": "pt"}, True),
        ("any", {"form_id": "cv", "sales": 11}, False),
        ("any", {"form_id": "cv"}, None),
    ],
)
def test_groups(kind: Any, facts: dict[str, Any], expected: bool | None) -> None:
    assert holds(Group(kind, (IS_PT, IS_LOW)), **facts) is expected


def test_what_must_not_be() -> None:
    denied = Group("not", (IS_LOW,))
    assert [holds(denied, sales=sales) for sales in (10, 11, None)] == [False, True, None]


def test_a_group_has_the_numbers_of_its_parts_and_is_timed_as_one_of_them() -> None:
    age, over = Age("founded", 6, SOURCE), TermOver(terms(pt=(3, None)))
    group = Group("all", (IS_LOW, Group("not", (Group("any", (age, IS_PT)),))))
    assert [number.fact for number in group.numbers()] == ["sales", "founded"]
    assert list(group.sources()) == [ELSEWHERE, SOURCE, SOURCE]
    assert group.timed is True
    assert Group("any", (IS_LOW, IS_PT)).timed is False
    # A day is more than its year.
    assert [Group("all", parts).timed for parts in ((IS_LOW, over), (over, age), (IS_LOW,))] == [True, True, False]
