"""Every bound −1, 0, +1 and missing × founding × day × purpose × reading × basis, against the oracle's if-chain."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

import plut_kumkm as pk
from tests.engines import oracle
from tests.engines.oracle import PURPOSES, READINGS, TIERS, around, grid

UU20_ROWS = grid(net_worth=around(oracle.UU20_NET_WORTH), sales=around(oracle.UU20_SALES))
PP7_ROWS = grid(capital=around(oracle.PP7_CAPITAL), sales=around(oracle.PP7_SALES), founded=oracle.FOUNDINGS)
# Own and borrowed capital, with and without land, on and around the lowest bound of capital and below nothing.
PARTS_ROWS = grid(
    capital_own=(None, 0, 600_000_000, -1),
    capital_borrowed=(None, 399_999_999, 400_000_000, 400_000_001),
    land_building=(None, 0, 1, 700_000_000, 2_000_000_000, -1),
    sales=(None, 2_000_000_000, 2_000_000_001),
)
GATE_ROWS = grid(
    sales=(None, 300_000_000, 2_500_000_000, 15_000_000_001, 50_000_000_001),
    independent=(None, True, False),
    parent_tier=(None, *TIERS),
)
NO_FIGURES_ROWS = grid(sales=(None, 0, 300_000_001), capital=(None, 0), net_worth=(None, 0), independent=(None, True))


def facts(row: dict[str, Any]) -> pk.Facts:
    parent = row.get("parent_tier")
    return pk.Facts(**{**row, "parent_tier": None if parent is None else pk.Tier(parent)})


def given(verdict: pk.TierVerdict) -> dict[str, Any]:
    return {
        "answer": verdict.status if verdict.value is None else verdict.value.value,
        "basis": verdict.basis,
        "by_basis": {name: None if tier is None else tier.value for name, tier in verdict.by_basis.items()},
        "conflict": verdict.conflict,
        "is_umkm": verdict.is_umkm,
    }


def wrong(rows: list[dict[str, Any]], on: date, bases: tuple[str | None, ...]) -> list[tuple[Any, ...]]:
    """Return each question of the grid whose verdict is not the oracle's."""
    known = [(row, facts(row)) for row in rows]
    questions = [(*asked, None) for asked in product(PURPOSES, READINGS)]
    questions += [("facility", "by-purpose", basis) for basis in bases] + [
        ("registration", "cumulative", b) for b in bases
    ]
    found = []
    for purpose, reading, basis in questions:
        for row, record in known:
            verdict = pk.tier(record, on=on, purpose=purpose, reading=reading, basis=basis)
            expected = oracle.answer(row, on, purpose, reading, basis)
            assert (verdict.status == "known") is (verdict.value is not None) is (expected["answer"] in TIERS)
            if given(verdict) != expected:
                found.append((row, purpose, reading, basis, given(verdict), expected))
    return found


@pytest.mark.parametrize("on", [oracle.UU20_FIRST, date(2015, 6, 30), oracle.UU20_LAST], ids=str)
def test_uu20_2008_pasal6_every_bound(on: date) -> None:
    assert not wrong(UU20_ROWS, on, ("net_worth", "sales"))[:5]


@pytest.mark.parametrize("on", [oracle.PP7_FIRST, date(2026, 6, 30)], ids=str)
def test_pp7_2021_pasal35_every_bound_and_founding(on: date) -> None:
    assert not wrong(PP7_ROWS, on, ("capital", "sales"))[:5]


def test_pp7_2021_capital_from_its_parts() -> None:
    assert not wrong(PARTS_ROWS, date(2026, 6, 30), ("capital", "sales"))[:5]


@pytest.mark.parametrize("on", [date(2015, 6, 30), date(2026, 6, 30)], ids=str)
def test_pasal1_gates(on: date) -> None:
    assert not wrong(GATE_ROWS, on, ("sales",))[:5]


@pytest.mark.parametrize(
    "on",
    [date(1, 1, 1), date(2000, 1, 1), date(2008, 7, 3), oracle.GAP_FIRST, date(2020, 12, 15), oracle.GAP_LAST],
    ids=str,
)
def test_no_figures_before_uu20_and_in_the_gap(on: date) -> None:
    assert not wrong(NO_FIGURES_ROWS, on, ("sales", "capital", "net_worth"))[:5]


def wanted(row: dict[str, Any], on: date, purpose: str, reading: str) -> set[str]:
    """Return the missing facts that change the oracle's answer for some values of the other missing ones."""
    values: dict[str, tuple[Any, ...]] = {
        "sales": around(oracle.PP7_SALES), "capital": around(oracle.PP7_CAPITAL),
        "founded": (None, date(2021, 2, 1), date(2021, 2, 2)),
    }  # fmt: skip
    missing = [name for name in values if row.get(name) is None]
    answers = {
        tried: oracle.answer({**row, **dict(zip(missing, tried, strict=True))}, on, purpose, reading)["answer"]
        for tried in product(*(values[name] for name in missing))
    }
    found = set()
    for place, name in enumerate(missing):
        seen: dict[Any, set[str]] = {}
        for tried, said in answers.items():
            seen.setdefault((*tried[:place], *tried[place + 1 :]), set()).add(said)
        if any(len(said) > 1 for said in seen.values()):
            found.add(name)
    return found


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_needs_are_the_facts_that_change_the_answer(purpose: str, reading: str) -> None:
    on = date(2026, 6, 30)
    # One amount in each tier is enough here: the answer hangs on which facts are there.
    rows = grid(
        capital=(None, 1_000_000_000, 5_000_000_000), sales=(None, 2_000_000_000, 15_000_000_000),
        founded=(None, date(2021, 2, 1), date(2021, 2, 2)),
    )  # fmt: skip
    for row in rows:
        verdict = pk.tier(facts(row), on=on, purpose=purpose, reading=reading)
        expected = wanted(row, on, purpose, reading) if verdict.status == "unknown" else set()
        assert set(verdict.needs) == expected, row
