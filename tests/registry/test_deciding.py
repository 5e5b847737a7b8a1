"""The outcome remembered by situation is the verdict asked for one record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plut_kumkm.enterprise.size_rules import PURPOSES, READINGS
from plut_kumkm.enterprise.size_verdicts import size_question, tier
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.law.books import book
from plut_kumkm.registry.answering import deciding
from plut_kumkm.registry.answering.deciding import Situations, situation_facts
from plut_kumkm.registry.evaluating import evaluate
from plut_kumkm.registry.records import facts_from

# Bounds typed by hand from PP 7/2021 Pasal 35 ayat (3) and (5), and UU 20/2008 Pasal 6.
BOUNDS = (
    1_000_000_000, 2_000_000_000, 5_000_000_000, 10_000_000_000, 15_000_000_000, 50_000_000_000,
    50_000_000, 300_000_000, 500_000_000, 2_500_000_000,
)  # fmt: skip
AMOUNTS = sorted({-1, 0, *(bound + step for bound in BOUNDS for step in (-1, 0, 1))})
DAYS = (date(2007, 1, 1), date(2015, 6, 30), date(2020, 12, 1), date(2026, 6, 30))

amount = st.sampled_from(AMOUNTS)
values = st.fixed_dictionaries(
    {},
    optional={
        "sales": amount,
        "capital": amount,
        "capital_own": amount,
        "capital_borrowed": amount,
        "land_building": amount,
        "net_worth": amount,
        "founded": st.sampled_from([0, 2020, 2021, 2022, date(2021, 2, 1), date(2021, 2, 2), date(1999, 1, 1)]),
        "independent": st.booleans(),
        "parent_tier": st.sampled_from([tier.value for tier in Tier]),
        "legal_form": st.sampled_from([form.value for form in LegalForm]),
        "sales_period": st.sampled_from(["year", "month"]),
        "sales_kind": st.sampled_from(["sales", "production_value"]),
    },
)
CAPITAL = ("capital", "capital_own", "capital_borrowed", "land_building")
FIELDS = frozenset(
    (
        "sales",
        *CAPITAL,
        "net_worth",
        "founded",
        "independent",
        "parent_tier",
        "legal_form",
        "sales_kind",
        "sales_period",
    )
)


@given(
    rows=st.lists(values, max_size=8),
    on=st.sampled_from(DAYS),
    purpose=st.sampled_from(PURPOSES),
    reading=st.sampled_from(READINGS),
    policy=st.sampled_from(["primary", "secondary", "unverified"]),
    basis=st.sampled_from([None, "sales"]),
)
@example(  # before the law, and an amount below zero that each row has for itself
    rows=[
        {"sales": 1},
        {"capital_own": 0, "capital_borrowed": 0, "land_building": 5},
        {"capital_own": 0, "capital_borrowed": 0, "land_building": 7},
    ],
    on=date(2007, 1, 1),
    purpose="registration",
    reading="by-purpose",
    policy="primary",
    basis=None,
)
@example(
    rows=[{"founded": 2020, "sales": 1}, {"founded": 2021, "sales": 1}, {"founded": 2022, "sales": 1}],
    on=DAYS[-1],
    purpose="registration",
    reading="by-founding",
    policy="secondary",
    basis=None,
)
def test_a_situation_decides_as_the_verdict(
    rows: list[dict[str, Any]], on: date, purpose: Any, reading: Any, policy: Any, basis: str | None
) -> None:
    law = book().accepting(policy)
    asked = Situations(size_question(law, on, purpose, reading, basis), FIELDS)
    outcomes = asked.of(rows)
    elsewhere = {"facts.negative", "facts.capital_below_zero", *(note.code for note in asked.general)}
    for row, outcome in zip(rows, outcomes, strict=True):
        verdict = tier(facts_from(row), on=on, purpose=purpose, reading=reading, basis=basis, law=law)
        assert outcome.tier is verdict.value
        assert outcome.status == verdict.status
        assert outcome.basis == verdict.basis
        assert outcome.conflict is verdict.conflict
        assert outcome.is_umkm is verdict.is_umkm
        assert outcome.needs == verdict.needs
        assert outcome.notes == tuple(note for note in verdict.notes if note.code not in elsewhere)


@given(rows=st.lists(values, min_size=1, max_size=8))
def test_what_was_asked_before_does_not_change_an_outcome(rows: list[dict[str, Any]]) -> None:
    question = size_question(book(), DAYS[-1], "registration", "cumulative", None)
    together = Situations(question, FIELDS)
    together.of(rows)
    alone = [Situations(question, FIELDS).of([row])[0] for row in rows]
    assert together.of(rows) == alone == list(reversed(together.of(rows[::-1])))


def test_an_amount_below_zero_is_told_of_each_row_with_its_own_number(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    lands = (5_000_000, 7_000_000)
    rows = "".join(f"Toko {land};0;1000000;{land}\n" for land in lands)
    file.write_text("Nama Usaha;Modal Sendiri;Modal Pinjaman;Nilai Tanah dan Bangunan\n" + rows, encoding="utf-8")
    found = [one for one in evaluate(file, on=DAYS[-1]).findings if one.code.endswith("capital_below_zero")]
    assert [(one.row, one.params["got"]) for one in found] == [(2, 1_000_000 - lands[0]), (3, 1_000_000 - lands[1])]


def test_cells_say_what_the_values_say() -> None:
    question = size_question(book(), DAYS[-1], "registration", "cumulative", None)
    (known, open_) = Situations(question, FIELDS).of([{"sales": 1, "capital": 1, "independent": True}, {"sales": 1}])
    assert known.cells == "micro,known,capital+sales,cumulative,false,true,"
    assert open_.cells == ",unknown,capital+sales,cumulative,,,capital"


def test_a_source_without_the_facts_has_one_outcome() -> None:
    question = size_question(book(), DAYS[-1], "facility", "by-purpose", None)
    first, second = Situations(question, ()).of([{}, {"name": "A"}])
    assert first is second
    assert first.needs == ("sales",)


def test_situations_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "_MANY", 1)
    question = size_question(book(), DAYS[-1], "facility", "by-purpose", None)
    asked = Situations(question, ("sales",))
    first = asked.of([{"sales": 1}, {}])[0]
    assert asked.of([{"sales": 1}])[0] is not first
    assert asked.of([{"sales": 1}])[0] == first


def test_the_facts_of_a_question() -> None:
    question = size_question(book(), DAYS[-1], "registration", "by-founding", None)
    assert {"sales", *CAPITAL, "founded"} <= situation_facts(question)
    before = size_question(book(), DAYS[0], "facility", "by-purpose", None)
    assert "sales" not in situation_facts(before)
    assert Situations(before, FIELDS).of([{"sales": 1}])[0].status == "not_in_force"
