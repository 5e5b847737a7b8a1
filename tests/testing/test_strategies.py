"""The strategies: every record kind, built and never filtered, edges of the law among the values."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.identifiers.kbli import Kbli
from plut_kumkm.testing import register, strategies

KINDS = (Kbli, Owner, Licence, Snapshot, Enterprise, Cooperative, Intervention, Facts)


@pytest.mark.parametrize("kind", KINDS)
def test_from_type_gives_each_kind_after_registration(kind: type[Any]) -> None:
    register()

    @settings(max_examples=5)
    @given(st.from_type(kind))
    def check(record: object) -> None:
        assert type(record) is kind

    check()


def test_the_edges_are_those_of_the_law() -> None:
    """UU 20/2008 Pasal 6 and PP 7/2021 Pasal 35 (fact sheet on size classes section 1.1), typed by hand."""
    amounts, days = strategies.edges()
    assert {50_000_000, 500_000_000, 10_000_000_000, 300_000_000, 2_500_000_000, 50_000_000_000} <= set(amounts)
    assert {1_000_000_000, 5_000_000_000, 2_000_000_000, 15_000_000_000} <= set(amounts)
    assert max(days) <= date(2026, 6, 30)  # and not the day on which a source was last checked
    assert {date(2008, 7, 4), date(2020, 11, 1), date(2020, 11, 2), date(2021, 2, 1), date(2021, 2, 2)} <= set(days)


@pytest.mark.parametrize("amount", [1_999_999_999, 2_000_000_000, 2_000_000_001])
def test_amounts_fall_on_and_beside_a_bound(amount: int) -> None:
    assert find(strategies.amounts(), lambda value: value == amount, settings=settings(max_examples=5000)) == amount


@pytest.mark.parametrize("day", [date(2021, 2, 1), date(2021, 2, 2), date(2021, 2, 3)])
def test_days_fall_on_and_beside_a_break(day: date) -> None:
    assert find(strategies.days(), lambda value: value == day, settings=settings(max_examples=5000)) == day


def test_strategies_are_constructive() -> None:
    source = Path(strategies.__file__).read_text(encoding="utf-8")
    assert ".filter(" not in source
    assert "assume(" not in source

    # Too slow, or too much filtered: hypothesis would fail the test.
    @settings(max_examples=50, suppress_health_check=[])
    @given(st.tuples(strategies.facts(), strategies.enterprises(), strategies.cooperatives()))
    def check(records: tuple[object, ...]) -> None:
        assert [type(record) for record in records] == [Facts, Enterprise, Cooperative]

    check()


def test_population_needs_no_hypothesis_and_registering_reads_no_file() -> None:
    code = (
        "import sys; from plut_kumkm.testing import population; next(population.rows(1)); "
        "assert 'hypothesis' not in sys.modules; from plut_kumkm.testing import register, strategies; register(); "
        "assert strategies.edges.cache_info().misses == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
