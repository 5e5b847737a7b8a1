"""The quick tests of a row let through only what the record checks would let through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.enterprise.checks import check
from plut_kumkm.registry.noticing.checking import Checks
from plut_kumkm.registry.records import facts_from

ON = date(2026, 6, 30)
NUMBERS = (
    "sales", "profit", "capital", "capital_own", "capital_borrowed", "land_building",
    "workers", "workers_male", "workers_female", "assets", "debts", "investment",
    "members", "equity", "outside_capital", "business_volume", "shu",
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
        "legal_form": st.sampled_from(["cooperative", "cv"]),
    },
)
FIELDS = frozenset(
    (*NUMBERS, "founded", "as_of", "last_rat", "birth_year", "independent", "parent", "parent_tier", "legal_form")
)


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
    ("values", "year", "found"),
    [
        ({"last_rat": date(2023, 3, 1)}, 2023, False),
        ({"last_rat": date(2023, 3, 1)}, 2024, True),
        ({"last_rat": date(2023, 3, 1)}, None, True),
        # The year of the day itself is not over, and one that comes is an error of its own.
        ({"last_rat": date(2025, 3, 1)}, 2026, False),
        ({"last_rat": date(2025, 3, 1)}, 2027, False),
        ({"last_rat": date(2023, 3, 1), "as_of": date(2023, 6, 30)}, 2024, False),
    ],
)
def test_the_meeting_of_a_past_year_is_seen_from_that_year(
    values: dict[str, Any], year: int | None, found: bool
) -> None:
    said = Checks(("last_rat", "as_of"), ON).of([values], [year]).get(0, [])
    assert ("check.rat_overdue" in [one.code for one in said]) is found
