"""Facts: what rules read, and the ends of a founding that is known by its year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.enterprise.facts import first_day, last_day


@pytest.mark.parametrize(
    ("founded", "first", "last"),
    [
        (None, None, None),
        (date(2021, 2, 2), date(2021, 2, 2), date(2021, 2, 2)),
        (2021, date(2021, 1, 1), date(2021, 12, 31)),
        (2020, date(2020, 1, 1), date(2020, 12, 31)),
        (1, date(1, 1, 1), date(1, 12, 31)),
        (9999, date(9999, 1, 1), date(9999, 12, 31)),
        (0, None, None),
        (-5, None, None),
        (10_000, None, None),
    ],
)
def test_the_days_that_a_founding_can_mean(founded: Any, first: date | None, last: date | None) -> None:
    facts = pk.Facts(founded=founded)
    assert (facts.founded_first, facts.founded_last) == (first_day(founded), last_day(founded)) == (first, last)


@pytest.mark.parametrize(
    ("registered", "first", "last"),
    [
        (None, None, None),
        (date(2021, 2, 2), date(2021, 2, 2), date(2021, 2, 2)),
        (2021, date(2021, 1, 1), date(2021, 12, 31)),
        (0, None, None),
    ],
)
def test_the_days_that_a_registration_for_tax_can_mean(registered: Any, first: date | None, last: date | None) -> None:
    facts = pk.Facts(tax_registered=registered)
    assert (facts.tax_registered_first, facts.tax_registered_last) == (first, last)
    assert (facts.founded_first, facts.founded_last) == (None, None)


@pytest.mark.parametrize("form", [None, *pk.LegalForm])
def test_a_legal_form_as_a_column_holds_it(form: pk.LegalForm | None) -> None:
    assert pk.Facts(legal_form=form).legal_form_id == (None if form is None else form.value)


def test_the_business_is_that_of_the_first_code() -> None:
    codes = (pk.Kbli("2020", "13134"), pk.Kbli("2025", "47711"))
    assert [pk.Facts(kbli=kbli).kbli_division for kbli in ((), codes, codes[::-1])] == [None, "13", "47"]


def test_a_year_outside_the_calendar_is_unknown_to_the_rule() -> None:
    facts = pk.Facts(sales=1, capital=1_000_000_001, founded=0)
    assert pk.tier(facts, on=date(2026, 6, 30), reading="by-founding").needs == ("founded",)


@pytest.mark.parametrize(("tier", "code"), [(None, None), *((tier, int(tier)) for tier in pk.Tier)])
def test_the_code_of_a_parent(tier: pk.Tier | None, code: int | None) -> None:
    assert pk.Facts(parent_tier=tier).parent_code == code
    assert pk.Facts(parent_tier=tier).parent_tier_id == (None if tier is None else tier.value)


@pytest.mark.parametrize(
    "values",
    [
        {"sales": 1.5},
        {"sales": True},
        {"sales": "1"},
        {"founded": datetime(2021, 2, 2, tzinfo=UTC)},
        {"independent": 1},
        {"parent_tier": "micro"},
    ],
)
def test_values_of_another_type_are_refused(values: dict[str, Any]) -> None:
    (name,) = values
    with pytest.raises(TypeError, match=f"Facts: {name} must be"):
        pk.Facts(**values)
