"""Laws that hold of every verdict, tried on facts on and around every bound."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import plut_kumkm as pk
from tests.engines import oracle
from tests.engines.oracle import PURPOSES, READINGS

NUMBERS = sorted({*oracle.UU20_NET_WORTH, *oracle.UU20_SALES, *oracle.PP7_CAPITAL, *oracle.PP7_SALES})
amounts = st.sampled_from([number + step for number in NUMBERS for step in (-1, 0, 1)]) | st.integers(0, 60_000_000_000)
foundings = (
    st.sampled_from(oracle.FOUNDINGS[1:]) | st.dates(date(1950, 1, 1), date(2030, 12, 31)) | st.integers(1950, 2030)
)
days = st.sampled_from(oracle.DAYS) | st.dates(date(2000, 1, 1), date(2030, 12, 31))
# The parts of capital, small enough against one another that the amount makes sense whatever is filled in.
parts = {
    "capital_own": st.integers(600_000_000, 7_000_000_000),
    "capital_borrowed": st.integers(0, 7_000_000_000),
    "land_building": st.integers(0, 600_000_000),
}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "sales": amounts, "capital": amounts, "net_worth": amounts, "founded": foundings, **parts,
    "independent": st.booleans(), "parent_tier": st.sampled_from(pk.Tier),
}  # fmt: skip
some = st.fixed_dictionaries({}, optional=VALUES)
every = st.fixed_dictionaries(VALUES)
asked = st.fixed_dictionaries({"on": days, "purpose": st.sampled_from(PURPOSES), "reading": st.sampled_from(READINGS)})
# A year that straddles the day of PP 7/2021 is filled in by a day.
FILLABLE = ("sales", "capital", "net_worth", *parts, "parent_tier")


def is_uu20(on: date) -> bool:
    return oracle.UU20_FIRST <= on <= oracle.UU20_LAST


@settings(max_examples=200)
@given(known=some, how=asked, policy=st.sampled_from(("primary", "secondary", "unverified")))
def test_exactly_one_outcome(known: dict[str, Any], how: dict[str, Any], policy: Any) -> None:
    verdict = pk.tier(pk.Facts(**known), law=pk.law.book().accepting(policy), **how)
    assert verdict.status in ("known", "unknown", "indeterminate", "not_in_force")
    assert (verdict.value is None) is (verdict.status != "known")
    assert bool(verdict.needs) is (verdict.status == "unknown") or "parent_tier" in verdict.needs
    assert (verdict.grade is None) is (verdict.status == "not_in_force")
    assert json.dumps(verdict.to_dict())
    assert verdict.explain("id") != verdict.explain("en")


@settings(max_examples=200)
@given(known=some, how=asked)
def test_what_the_oracle_says(known: dict[str, Any], how: dict[str, Any]) -> None:
    verdict = pk.tier(pk.Facts(**known), **how)
    parent = known.get("parent_tier")
    row = {**known, "parent_tier": None if parent is None else parent.value}
    expected = oracle.answer(row, **how)
    assert expected["answer"] == (verdict.status if verdict.value is None else verdict.value.value)
    assert (expected["basis"], expected["conflict"], expected["is_umkm"]) == (
        verdict.basis,
        verdict.conflict,
        verdict.is_umkm,
    )


@settings(max_examples=200)
@given(known=some, how=asked, low=amounts, more=amounts, name=st.sampled_from(("sales", "capital", "net_worth")))
def test_more_never_lowers_the_tier(known: dict[str, Any], how: dict[str, Any], low: int, more: int, name: str) -> None:
    before = pk.tier(pk.Facts(**{**known, name: low}), **how)
    after = pk.tier(pk.Facts(**{**known, name: low + more}), **how)
    if before.value is not None and after.value is not None:
        assert before.value <= after.value


@settings(max_examples=200)
@given(known=some, how=asked, values=every, names=st.sets(st.sampled_from(FILLABLE)))
def test_filling_a_missing_fact_never_changes_an_answer(
    known: dict[str, Any], how: dict[str, Any], values: dict[str, Any], names: set[str]
) -> None:
    # Under UU 20/2008 either criterion decides alone ("atau"): there a second one may disagree.
    assume(not is_uu20(how["on"]))
    # A stated amount goes before its parts, and would be another fact.
    assume(not (names & {"capital"} and set(known) & set(parts)) and not (names & set(parts) and "capital" in known))
    before = pk.tier(pk.Facts(**known), **how)
    after = pk.tier(pk.Facts(**{**{name: values[name] for name in names}, **known}), **how)
    if before.status != "unknown" and not ({"capital"} < names and names & set(parts)):
        assert (after.value, after.status) == (before.value, before.status)
    if before.is_umkm is not None:
        assert after.is_umkm == before.is_umkm


@settings(max_examples=200)
@given(known=some, how=asked, values=every)
def test_filling_what_is_needed_ends_unknown(
    known: dict[str, Any], how: dict[str, Any], values: dict[str, Any]
) -> None:
    needs = pk.tier(pk.Facts(**known), **how).needs
    day = values["founded"]
    filled = {**known, **{name: values[name] for name in needs}}
    if "founded" in needs:
        filled["founded"] = date(day, 6, 30) if isinstance(day, int) else day
    verdict = pk.tier(pk.Facts(**filled), **how)
    assert verdict.status != "unknown"
    # The parent was asked for where it is all that membership hangs on.
    if known.get("independent") is False and verdict.value is not None:
        assert verdict.is_umkm is not None or "parent_tier" in verdict.needs


@settings(max_examples=150)
@given(known=some, how=asked)
def test_membership_is_consistent(known: dict[str, Any], how: dict[str, Any]) -> None:
    verdict = pk.tier(pk.Facts(**known), **how)
    if verdict.value is None:
        assert verdict.is_umkm is None
    elif verdict.value is pk.Tier.LARGE:
        assert verdict.is_umkm is False
    elif known.get("independent") is None:
        assert verdict.is_umkm is None
    elif known["independent"]:
        assert verdict.is_umkm is True
    elif "parent_tier" not in known:
        assert verdict.is_umkm is None
        assert "parent_tier" in verdict.needs
    elif known["parent_tier"] > verdict.value:
        assert verdict.is_umkm is False
        assert "tier.larger_parent" in [note.code for note in verdict.notes]


@settings(max_examples=150)
@given(known=some, how=asked, basis=st.sampled_from((None, "sales")))
def test_the_value_is_that_of_the_basis(known: dict[str, Any], how: dict[str, Any], basis: str | None) -> None:
    verdict = pk.tier(pk.Facts(**known), basis=basis, **how)
    if verdict.value is not None:
        assert verdict.basis is not None
        for name in verdict.basis.split("+"):
            assert verdict.by_basis[name] is verdict.value
    assert verdict.conflict is None or verdict.conflict is (len(set(verdict.by_basis.values())) == 2)
    assert (verdict.conflict is None) is (None in verdict.by_basis.values() or not verdict.by_basis)


@settings(max_examples=60)
@given(known=some, how=asked)
def test_an_answer_does_not_depend_on_who_asked_before(known: dict[str, Any], how: dict[str, Any]) -> None:
    first = pk.tier(pk.Facts(**known), **how).to_dict()
    pk.tier(pk.Facts(), on=how["on"], law=pk.law.book().accepting("unverified"))
    assert pk.tier(pk.Facts(**known), **how).to_dict() == first
