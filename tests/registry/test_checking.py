"""The quick tests of a row let through only what the record checks would let through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.enterprise.checks import check
from plut_kumkm.enterprise.size_verdicts import size_question
from plut_kumkm.law.books import book
from plut_kumkm.registry.checking import Checks
from plut_kumkm.registry.deciding import Situations
from plut_kumkm.registry.records import facts_from

ON = date(2026, 6, 30)
NUMBERS = (
    "sales", "profit", "capital", "capital_own", "capital_borrowed", "land_building",
    "workers", "workers_male", "workers_female", "assets", "debts", "investment",
)  # fmt: skip
number = st.integers(-2, 6)
day = st.sampled_from([date(1899, 12, 31), date(2020, 1, 1), ON, date(2026, 7, 1)])
values = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(NUMBERS, number),
        "founded": day | st.sampled_from([0, 1899, 1900, 2026, 2027]),
        "as_of": day,
        "last_rat": day,
        "birth_year": st.sampled_from([1990, 2026, 2027]),
        "independent": st.booleans(),
        "parent": st.just("PT Induk"),
        "parent_tier": st.just("large"),
    },
)
FIELDS = frozenset((*NUMBERS, "founded", "as_of", "last_rat", "birth_year", "independent", "parent", "parent_tier"))


@given(st.lists(values, max_size=6))
def test_nothing_that_the_record_checks_find_is_missed(rows: list[dict[str, Any]]) -> None:
    found = Checks(FIELDS, ON).of(rows, [None] * len(rows))
    for place, row in enumerate(rows):
        assert found.get(place, []) == list(check(facts_from(row), on=ON))


def test_tests_of_facts_that_the_source_does_not_have_are_left_out() -> None:
    assert Checks((), ON).of([{"sales": -1}], [None]) == {}


def test_a_year_after_the_day_is_found() -> None:
    found = Checks(("sales",), ON).of([{"sales": 1}, {"sales": -1}, {}], [2026, 2027, 2028])
    assert {place: [one.code for one in some] for place, some in found.items()} == {
        1: ["check.negative", "registry.future_data"],
        2: ["registry.future_data"],
    }


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ("Mikro", False),
        ("ULTRA MIKRO: OMSET SATU TAHUN < 150 JUTA", False),
        ("KECIL 1: OMSET SATU TAHUN ANTARA 300 - 1 MILYAR", True),
        ("usaha menengah", True),
        ("kecilan", False),
        ("lainnya", False),
        (None, False),
    ],
)
def test_a_claimed_class_is_compared_with_the_figures(said: str | None, differs: bool) -> None:
    # PP 7/2021 Pasal 35 ayat (5) huruf a: Usaha Mikro up to Rp2.000.000.000,00.
    question = size_question(book(), ON, "facility", "by-purpose", None)
    micro, unknown = Situations(question, ("sales",)).of([{"sales": 2_000_000_000}, {}])
    values = {} if said is None else {"tier_claimed": said}
    checks = Checks(("tier_claimed",), ON)
    assert checks.claims
    claim = checks.claim(values, micro)
    assert (claim is not None) is differs
    assert checks.claim(values, unknown) is None
