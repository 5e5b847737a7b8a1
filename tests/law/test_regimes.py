"""Regimes: which choice applies, which classes hang on a weak source, which numbers there are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import MappingProxyType

import pytest

from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import Cite, Grade, Instrument, Provision
from plut_kumkm.law.regimes import Choice, Criterion, Regime, Value, values_of

X = Instrument("x-1-2027", "X", "1", 2027, "Contoh")


def source(grade: Grade = "primary", pinpoint: str = "Pasal 1") -> Provision:
    return Provision(Cite(X, pinpoint), grade, "law", date(2027, 1, 1), True)


def criterion(*grades: Grade) -> Criterion:
    uppers = tuple(Bound(10 * number, inclusive=number != 2) for number in range(1, len(grades)))
    return Criterion("sales", "IDR", Bands(tuple("abcd"[: len(grades)]), uppers), tuple(map(source, grades)), source())


def regime(**choices: str) -> Regime:
    table = {tuple(key.split("__")): Choice(use, source()) for key, use in choices.items()}
    return Regime(
        "r",
        "tier",
        "R",
        source(),
        Span(date(2027, 1, 1)),
        ("a", "b", "c"),
        MappingProxyType({"sales": criterion("primary", "primary", "primary")}),
        table,
    )  # type: ignore[arg-type] # two words each


P: Grade = "primary"
S: Grade = "secondary"
U: Grade = "unverified"


@pytest.mark.parametrize(
    ("grades", "policy", "doubtful"),
    [
        # A class lies between its own bound and that of the class below; the last has the source of that bound.
        ((P, P, P), P, ()),
        ((S, S, S), S, ()),
        ((U, U, U), U, ()),
        ((P, S, S), P, (1, 2)),
        ((S, P, P), P, (0, 1)),
        ((P, U, P), S, (1, 2)),
        ((U, P, P), S, (0, 1)),
        ((S, S, S), P, (0, 1, 2)),
        ((P, P, U), S, (2,)),
        ((P, P, S), P, (2,)),
    ],
)
def test_a_weak_bound_taints_the_classes_on_both_its_sides(
    grades: tuple[Grade, ...], policy: Grade, doubtful: tuple[int, ...]
) -> None:
    assert criterion(*grades).doubtful(policy) == doubtful


def test_what_is_said_of_any_stands_in_for_what_is_not_said() -> None:
    every = regime(facility__cumulative="own", facility__any="purpose", any__cumulative="reading", any__any="rest")

    def use(purpose: str, reading: str) -> str:
        choice = every.choice(purpose, reading)
        assert choice is not None
        return choice.use

    assert use("facility", "cumulative") == "own"
    assert use("facility", "sales-only") == "purpose"
    assert use("statistics", "cumulative") == "reading"
    assert use("statistics", "sales-only") == "rest"
    assert regime(facility__cumulative="own").choice("facility", "sales-only") is None
    assert regime(facility__cumulative="own").choice("statistics", "cumulative") is None


def test_values_of_a_regime() -> None:
    first, second = values_of(regime())
    assert (first.key, first.value, first.sign, first.unit) == ("r/a/sales", 10, "<=", "IDR")
    assert (second.key, second.value, second.sign, second.span) == ("r/b/sales", 20, "<", Span(date(2027, 1, 1)))


def test_a_number_goes_on_only_when_all_of_it_does() -> None:
    first = Value("k", 1, "<=", "IDR", Span(date(2027, 1, 1), date(2027, 12, 31)), source())
    next_ = first._replace(span=Span(date(2028, 1, 1), None))
    assert first.joins(next_)
    assert not first.joins(next_._replace(value=2))
    assert not first.joins(next_._replace(sign="<"))
    assert not first.joins(next_._replace(provision=source(pinpoint="Pasal 2")))
    assert not first.joins(next_._replace(span=Span(date(2028, 1, 2), None)))


def test_a_value_is_plain_json() -> None:
    plain = Value("k", Fraction(1, 3), "<", "persen", Span(None, None), source()).to_dict()
    assert (plain["value"], plain["since"], plain["until"], plain["unit"]) == ("1/3", None, None, "persen")
