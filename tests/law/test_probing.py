"""Which missing facts are asked for: those that change the answer, by the names a user knows, and no others."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.law.kernel.decisions import UNKNOWN, Banded, FirstMatch, UniqueMatch
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param
from plut_kumkm.law.kernel.predicates import AllOf, AtLeast, Compare, Known, Not, OneOf, Surely
from plut_kumkm.law.kernel.probing import marked, needs, nodes

A, B = Field("a"), Field("b", fact="b_fact")
SIZES = Bands(("x", "y"), (Bound(10),))


def record(**facts: Any) -> SimpleNamespace:
    return SimpleNamespace(**dict.fromkeys(("a", "b", "own", "land", "flag", "word", "first", "last")) | facts)


def decides(predicate: Any) -> FirstMatch:
    return FirstMatch(((predicate, 0),), 1)


def test_nothing_is_needed_for_an_answer() -> None:
    assert needs(Banded(A, SIZES), record(a=1)) == ()
    # Indeterminate and not in force are answers too: no fact would change them.
    for code in (-2, -3):
        assert needs(FirstMatch(((Surely(Compare(A, ">", Param(0))), 0),), code), record()) == ()


def test_the_fact_is_named_as_a_user_knows_it() -> None:
    assert needs(Banded(B, SIZES), record()) == ("b_fact",)


@pytest.mark.parametrize(
    "predicate",
    [
        Compare(A, "<=", Param(10)),
        Compare(A, "==", Param(0)),
        Compare(A, "!=", Param(-1)),
        OneOf(A, (3, 4)),
        Not(Compare(A, ">", Param(5))),
        Compare(Code(Banded(A, SIZES)), "==", Param(1)),
        Compare(Code(Banded(A, SIZES)), "==", Code(FirstMatch((), 1))),
        Compare(A, ">", Param(Fraction(1, 3))),
    ],
)
def test_each_kind_of_condition(predicate: Any) -> None:
    assert needs(decides(predicate), record()) == ("a",)
    assert needs(decides(predicate), record(a=5)) == ()


CONDITIONS = {
    **{f"a {sign} 10": Compare(A, sign, Param(10)) for sign in ("<=", "<", ">=", ">", "==", "!=")},
    **{f"flag == {value}": Compare(Field("flag"), "==", Param(value)) for value in (True, False)},
    **{f"first {sign}": Compare(Field("first"), sign, Param(date(2021, 2, 2))) for sign in ("<=", "<", ">=", ">")},
    "word": OneOf(Field("word"), ("cv",)),
    "a in": OneOf(A, (10, 20)),
    "a <= 10 by class": Compare(Code(Banded(A, SIZES)), "==", Param(0)),
    "a < 10 by class": Compare(Code(Banded(A, Bands(("x", "y"), (Bound(10, inclusive=False),)))), "==", Param(0)),
    "a >= 10 by floor": Compare(Code(Banded(A, Bands(("x",), (), floor=Bound(10)), outside=1)), "==", Param(0)),
    "a > 10 by floor": Compare(
        Code(Banded(A, Bands(("x",), (), Bound(10, inclusive=False)), outside=1)), "==", Param(0)
    ),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", CONDITIONS)
def test_another_fact_is_needed_where_the_first_can_make_it_matter(name: str, turned: bool) -> None:
    # Values on both sides of each mark must be tried, or the second fact would seem to change nothing.
    condition = CONDITIONS[name]
    first = Not(condition) if turned else condition
    read = next(iter(word for word in ("flag", "first", "word") if name.startswith(word)), "a")
    assert set(needs(decides(AllOf(first, Compare(B, ">", Param(0)))), record())) == {read, "b_fact"}


def test_flags_words_and_days() -> None:
    assert needs(decides(Compare(Field("flag"), "==", Param(True))), record()) == ("flag",)
    assert needs(decides(OneOf(Field("word"), ("cv",))), record()) == ("word",)
    assert needs(decides(Compare(Field("first"), ">=", Param(date(2021, 2, 2)))), record()) == ("first",)


@pytest.mark.parametrize(("word", "asked"), [("cv", ("a",)), ("pt", ()), ("other", ()), (None, ("a", "word"))])
def test_what_is_needed_may_hang_on_a_word_that_is_known(word: str | None, asked: tuple[str, ...]) -> None:
    both = decides(AllOf(OneOf(Field("word"), ("cv",)), Compare(A, ">", Param(0))))
    assert set(needs(both, record(word=word))) == set(asked)
    # Asked again, of another record that lies alike.
    assert set(needs(both, record(word=word))) == set(asked)


def test_records_that_lie_alike_are_told_apart_where_they_do_not() -> None:
    # What was found out about one record must not be said of another.
    table = FirstMatch(((Compare(A, ">", Param(10)), 0), (Compare(B, ">", Param(0)), 1)), 2)
    assert needs(table, record(a=5)) == ("b_fact",)
    assert needs(table, record(a=11)) == ()
    assert needs(table, record(a=10)) == ("b_fact",)
    capital = FirstMatch(
        ((Compare(Derived("a", plus=("own",), minus=("land",)), "<=", Param(10)), 0), (Compare(B, ">", Param(0)), 1)), 2
    )
    assert set(needs(capital, record(own=11))) == {"land", "b_fact"}
    assert set(needs(capital, record())) == {"a", "b_fact"}
    assert set(needs(capital, record(own=10))) == set()
    assert set(needs(capital, record(own=11, land=0))) == {"b_fact"}
    assert set(needs(capital, record(land=0))) == {"own", "b_fact"}


@pytest.mark.parametrize("order", [(10, 11), (11, 10)])
def test_what_was_found_out_about_one_ceiling_is_not_said_of_another(order: tuple[int, int]) -> None:
    small = Compare(Derived("a", plus=("own",), minus=("land",)), "<=", Param(10))
    table = decides(AllOf(small, Compare(B, ">", Param(0))))
    expected = {10: {"b_fact"}, 11: {"land", "b_fact"}}
    assert [set(needs(table, record(own=own))) for own in order] == [expected[own] for own in order]


@pytest.mark.parametrize("order", [("cv", "pt"), ("pt", "cv")])
def test_what_was_found_out_about_one_word_is_not_said_of_another(order: tuple[str, str]) -> None:
    word = Field("word")
    first = AllOf(OneOf(word, ("cv",)), Compare(A, ">", Param(0)))
    second = AllOf(OneOf(word, ("pt",)), Compare(B, ">", Param(0)))
    table = FirstMatch(((AtLeast(1, (first, second)), 0),), 1)
    expected = {"cv": ("a",), "pt": ("b_fact",)}
    assert [needs(table, record(word=said)) for said in order] == [expected[said] for said in order]


@pytest.mark.parametrize("order", [(5, 15), (15, 5)])
def test_what_was_found_out_about_one_record_is_not_said_of_another(order: tuple[int, int]) -> None:
    # Above ten the answer hangs on b, up to ten on the flag; neither five nor fifteen is a value of the rule.
    flag = Compare(Field("flag"), "==", Param(True))
    high = AllOf(Compare(A, ">", Param(10)), Compare(B, ">", Param(0)))
    low = AllOf(Compare(A, "<=", Param(10)), flag)
    table = FirstMatch(((AtLeast(1, (high, low)), 0),), 1)
    expected = {5: ("flag",), 15: ("b_fact",)}
    assert [needs(table, record(a=a)) for a in order] == [expected[a] for a in order]


def test_what_changes_nothing_is_not_asked_for() -> None:
    # Whatever b is, the rule says the same.
    same = decides(AllOf(Compare(A, ">", Param(0)), AtLeast(0, (Compare(B, ">", Param(0)),))))
    assert needs(same, record()) == ("a",)
    # b matters only where a is positive, and a is not.
    both = AllOf(Compare(A, ">", Param(0)), Compare(B, ">", Param(0)))
    assert needs(decides(both), record(a=1)) == ("b_fact",)
    assert needs(decides(both), record(a=0)) == ()
    assert set(needs(decides(both), record())) == {"a", "b_fact"}


def test_a_bound_that_only_the_floor_marks() -> None:
    floored = Banded(A, Bands(("x",), (Bound(10),), floor=Bound(5)), outside=-2)
    assert needs(floored, record()) == ("a",)
    # Within every band the class is the same: only the floor tells apart.
    assert needs(Banded(A, Bands(("x",), (), floor=Bound(5))), record()) == ("a",)


def test_known_needs_no_fact() -> None:
    assert needs(FirstMatch(((Known(A), 0),), 1), record()) == ()
    # Whether it is there decides, and a word has no mark to try: still it is asked for.
    either = FirstMatch(((Known(Field("word")), 0),), UNKNOWN)
    assert needs(either, record()) == ("word",)


def test_a_value_that_makes_no_sense_is_missing() -> None:
    at_least = Banded(Field("a", least=0), SIZES)
    assert needs(at_least, record(a=-1)) == ("a",)
    # Nothing below the least is tried: −1 alone would tell the two apart.
    assert needs(decides(Compare(Field("a", least=0), ">=", Param(0))), record()) == ("a",)


def test_a_fact_between_two_ends() -> None:
    cut = Param(date(2021, 2, 2))
    first, last = Field("first", fact="founded", twin="last"), Field("last", fact="founded", twin="first")
    table = FirstMatch(((Surely(Compare(first, ">=", cut)), 0), (Surely(Compare(last, "<", cut)), 1)), UNKNOWN)
    assert needs(table, record()) == ("founded",)
    assert needs(table, record(first=date(2021, 1, 1), last=date(2021, 12, 31))) == ("founded",)
    assert needs(table, record(first=date(2020, 1, 1), last=date(2020, 12, 31))) == ()
    # Both ends are there and on one side of the mark: nothing more to ask of them.
    open_ = FirstMatch(((Surely(Compare(first, ">=", cut)), 0),), Banded(A, SIZES))
    assert needs(open_, record(first=date(2020, 1, 1), last=date(2020, 12, 31))) == ("a",)


def test_an_amount_is_asked_for_by_its_parts() -> None:
    capital = Banded(Derived("a", plus=("own",), minus=("land",)), SIZES)
    assert needs(capital, record()) == ("a",)
    assert needs(capital, record(own=11)) == ("land",)
    assert needs(capital, record(land=1)) == ("own",)
    assert needs(capital, record(own=1, land=2)) == ("a",)
    assert needs(capital, record(own=10)) == ()


@pytest.mark.parametrize("sign", [">=", ">", "==", "!="])
def test_an_amount_that_cannot_reach_a_bound_is_still_asked_for_where_the_rule_does_not_see_it(sign: Any) -> None:
    # Two less a deduction is below ten, but a condition from below does not say so: the deduction settles it.
    capital = Derived("a", plus=("own",), minus=("land",))
    assert needs(decides(Compare(capital, sign, Param(10))), record(own=2)) == ("land",)
    assert needs(decides(Compare(capital, sign, Param(10))), record(own=2, land=0)) == ()
    both = decides(AllOf(Compare(capital, sign, Param(10)), Compare(B, ">", Param(0))))
    assert "land" in needs(both, record(own=2))


def test_beyond_the_most_of_a_fact_its_answer_may_differ() -> None:
    # Two records on its two sides do not lie alike, however the rule compares them.
    capped = decides(Compare(Field("a", most=9), ">", Param(5)))
    assert marked((capped,))["a"].marks == (5, 10)
    assert needs(capped, record(a=10)) == ("a",)
    assert needs(capped, record(a=9)) == ()


def test_unique_match() -> None:
    table = UniqueMatch(((Compare(A, ">", Param(0)), 0), (Compare(B, ">", Param(0)), 1)), 2)
    assert set(needs(table, record())) == {"a", "b_fact"}
    assert needs(table, record(a=1)) == ("b_fact",)


def test_a_rule_with_too_many_open_facts_asks_for_all_of_them() -> None:
    names = [f"f{number}" for number in range(13)]
    many = decides(AtLeast(13, tuple(Compare(Field(name), ">", Param(0)) for name in names)))
    assert list(needs(many, SimpleNamespace(**dict.fromkeys(names)))) == names
    # One that is known is not asked for.
    assert list(needs(many, SimpleNamespace(**dict.fromkeys(names) | {"f3": 1}))) == [n for n in names if n != "f3"]


def test_a_fact_that_two_nodes_read_is_asked_for_once() -> None:
    twice = decides(AllOf(Compare(Field("a"), ">", Param(0)), Compare(Field("a"), "<", Param(9))))
    assert needs(twice, record()) == ("a",)


def test_nodes_walks_the_whole_rule() -> None:
    inner = Banded(A, SIZES)
    table = FirstMatch(((Compare(Code(inner), "==", Param(0)), inner),), 1)
    kinds = [type(node).__name__ for node in nodes(table)]
    assert kinds == ["FirstMatch", "Compare", "Code", "Banded", "Field", "Param", "Banded", "Field"]
    assert [type(node).__name__ for node in nodes(Banded(Derived("a", ("own",), ()), SIZES))] == ["Banded", "Derived"]
