"""The final income tax by month: cases worked by hand, missing months, misuse, and what it says of itself."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.law.instruments import Grade

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "final_tax_months.toml").read_text(encoding="utf-8"))[
    "case"
]
PERSON = pk.LegalForm.INDIVIDUAL
BAND = 500_000_000  # PP 55/2022 Pasal 60 ayat (2)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    done = pk.final_tax(case["sales"], year=case["year"], legal_form=pk.LegalForm(case["legal_form"]))
    assert [month.tax for month in done.months] == [Fraction(tax) for tax in case["tax"]], case["source"]
    assert done.tax == sum(Fraction(tax) for tax in case["tax"])


def test_every_form_that_has_a_term_has_a_case() -> None:
    assert {"individual", "pt-perorangan", "pt", "cv", "cooperative"} <= {case["legal_form"] for case in CASES}


MONEY = st.integers(0, 10**12)


@given(st.lists(MONEY, min_size=1, max_size=12), st.permutations(range(12)))
def test_the_tax_of_a_year_hangs_on_its_sum_alone(sales: list[int], order: list[int]) -> None:
    # PP 55/2022 Pasal 60: the untaxed sum is one for the year, in whatever month it is reached.
    moved = [sales[place] for place in order if place < len(sales)]
    taxes = [pk.final_tax(one, year=2025, legal_form=PERSON).tax for one in (sales, moved)]
    assert taxes == [Fraction(max(0, sum(sales) - BAND), 200)] * 2


@given(st.lists(st.none() | MONEY, min_size=1, max_size=12), MONEY)
def test_a_missing_month_never_becomes_an_answer(sales: list[int | None], filled: int) -> None:
    partly = pk.final_tax(sales, year=2025, legal_form=PERSON)
    whole = pk.final_tax([filled if amount is None else amount for amount in sales], year=2025, legal_form=PERSON)
    for known, real in zip(partly.months, whole.months, strict=True):
        # What is said with a month missing is what is said whatever that month was.
        assert known.tax in (None, real.tax)
        assert known.cumulative in (None, real.cumulative)
    assert (partly.tax is None) is any(month.tax is None for month in partly.months)


def test_after_the_untaxed_sum_is_surely_passed_later_months_are_known() -> None:
    done = pk.final_tax([600_000_000, None, 100_000_000], year=2025, legal_form=PERSON)
    assert [month.tax for month in done.months] == [500_000, None, 500_000]
    assert [note.code for note in done.notes] == ["final_tax.missing", "final_tax.eligibility"]
    assert done.tax is None


@pytest.mark.parametrize(("known", "tax"), [(BAND, 500), (BAND - 1, None)])
def test_once_the_known_months_have_come_to_the_untaxed_sum_a_missing_one_matters_no_more(
    known: int, tax: int | None
) -> None:
    # PP 55/2022 Pasal 60: what lies above the sum is taxed, 0,5 % of Rp100.000, whatever the missing month was.
    done = pk.final_tax([None, known, 100_000], year=2025, legal_form=PERSON)
    assert done.months[2].tax == tax
    (missing,) = [note for note in done.notes if note.code == "final_tax.missing"]
    assert missing.params == {"months": ("1",)}
    whole = pk.final_tax([0, known, 100_000], year=2025, legal_form=PERSON)
    assert "final_tax.missing" not in [note.code for note in whole.notes]


def test_a_tax_that_is_no_whole_rupiah_stays_exact() -> None:
    told = pk.final_tax([100, 200, 1], year=2025, legal_form=pk.LegalForm.CV).to_dict()
    assert [month["tax"] for month in told["months"]] == ["1/2", 1, "1/200"]


def test_months_are_told_by_their_names() -> None:
    done = pk.final_tax([100, 200], year=2025, legal_form=pk.LegalForm.CV)
    named = [line.partition(":")[0] for line in done.explain().splitlines() if line.startswith("- ")]
    assert named == ["- Januari", "- Februari"]
    assert "- February: turnover Rp200" in done.explain("en")


def test_the_last_year_of_the_calendar_has_its_tax() -> None:
    assert pk.final_tax([200], year=2100, legal_form=pk.LegalForm.PT_PERORANGAN).tax == 1
    with pytest.raises(ValueError, match="from 1900 to 2100"):
        pk.final_tax([200], year=2101, legal_form=pk.LegalForm.PT_PERORANGAN)


def test_crossing_the_ceiling_in_the_year_stays_final_to_its_end() -> None:
    # PP 55/2022 Pasal 61: general rate from the next tax year on.
    done = pk.final_tax([1_600_000_000] * 4, year=2025, legal_form=pk.LegalForm.PT)
    assert [month.tax for month in done.months] == [8_000_000] * 4
    (note,) = [note for note in done.notes if note.code == "final_tax.ceiling"]
    assert (note.params["ceiling"], note.params["year"]) == (4_800_000_000, 2026)
    at_it = pk.final_tax([1_600_000_000] * 3, year=2025, legal_form=pk.LegalForm.PT)
    assert "final_tax.ceiling" not in [note.code for note in at_it.notes]


def test_before_the_untaxed_sum_came_all_is_taxed_and_that_is_said() -> None:
    done = pk.final_tax([100_000_000], year=2021, legal_form=PERSON)
    assert done.tax == 500_000
    assert "final_tax.no_untaxed" in [note.code for note in done.notes]


def test_a_source_below_the_policy_decides_no_tax() -> None:
    policy: Grade = "primary"
    done = pk.final_tax([600_000_000], year=2025, legal_form=PERSON, law=pk.law.book().accepting(policy))
    assert done.tax is None
    assert "law.bound_below_policy" in [note.code for note in done.notes]


def test_it_is_told_in_both_languages_and_as_json() -> None:
    done = pk.final_tax([500_000_001, None], year=2025, legal_form=PERSON)
    assert "PPh final Rp0,005" in done.explain()
    assert "final tax Rp0,005" in done.explain("en")
    assert "data belum lengkap" in done.explain()
    told = json.loads(json.dumps(done.to_dict()))
    assert told["schema"] == "plut_kumkm/final-tax/1"
    assert [month["tax"] for month in told["months"]] == ["1/200", None]
    assert told["cites"][1]["pinpoint"] == "Pasal 60 ayat (2) dan ayat (3)"
    assert "Rp500.000.001" in done._repr_html_()


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"monthly_sales": []}, ValueError, "one to twelve months, not 0"),
        ({"monthly_sales": [1] * 13}, ValueError, "one to twelve months, not 13"),
        ({"monthly_sales": [1, 2.5]}, TypeError, "month 2: an amount is an int of rupiah or None, not float"),
        ({"monthly_sales": [True]}, TypeError, "month 1"),
        ({"monthly_sales": [-1]}, ValueError, "month 1: turnover cannot be negative"),
        ({"legal_form": "individual"}, TypeError, "legal_form must be a LegalForm, not str"),
        ({"year": "2025"}, TypeError, "year must be an int, not str"),
        ({"year": 25}, ValueError, "year must lie from 1900 to 2100"),
        ({"year": 2017}, ValueError, "no certain one, for 2017-01-31"),
    ],
)
def test_misuse_is_told(changes: dict[str, Any], error: type[Exception], said: str) -> None:
    given: dict[str, Any] = {"monthly_sales": [1], "year": 2025, "legal_form": PERSON, **changes}
    with pytest.raises(error, match=said):
        pk.final_tax(given.pop("monthly_sales"), **given)


def test_a_year_in_which_the_untaxed_sum_came_says_so() -> None:
    # PP 55/2022 from 2022-12-20: cumulative from the first month of the tax year.
    done = pk.final_tax([40_000_000] * 12, year=2022, legal_form=PERSON)
    assert [month.tax for month in done.months] == [200_000] * 11 + [0]
    assert "final_tax.untaxed_began" in [note.code for note in done.notes]
