"""Any rule, not only those of today: scalar, explanation and every engine agree; what is missing never decides."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.decisions import INDETERMINATE, UNKNOWN
from tests.engines import graphs
from tests.engines.bridges import ENGINES, columns, frame, pair_of

LISTS = tuple(name for name in ENGINES if name.startswith("lists"))
rows = st.lists(graphs.records, min_size=1, max_size=25)
absences = st.sets(st.sampled_from(graphs.FACTS), max_size=3)


def without(record: SimpleNamespace, absent: set[str]) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(record), **dict.fromkeys(absent)})


def check(name: str, load: Any, pool: graphs.Pool, records: list[SimpleNamespace], absent: set[str]) -> None:
    made = frame(name, columns(records, absent), load)

    def ask(ops: Any) -> list[Any]:
        sides = [side for predicate in pool.predicates for side in predicate.pair(ops)]
        return [*(table.codes(ops) for table in pool.tables), *sides]

    answers = made.evaluate(ask)
    codes, sides = answers[: len(pool.tables)], answers[len(pool.tables) :]
    known = [without(record, absent) for record in records]
    for table, found in zip(pool.tables, codes, strict=True):
        assert found == [table.decide(record) for record in known]
    for place, predicate in enumerate(pool.predicates):
        found = pair_of(*sides[2 * place : 2 * place + 2])
        assert found == [predicate.holds(record) for record in known]


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=120)
@given(pool=graphs.graphs(), records=rows, absent=absences)
def test_scalar_equals_columns_for_any_rule(
    name: str, pool: graphs.Pool, records: list[SimpleNamespace], absent: set[str]
) -> None:
    check(name, None, pool, records, absent)


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in LISTS])
def test_scalar_equals_columns_for_any_rule_on_an_engine(name: str, engine: Any) -> None:
    @settings(max_examples=35)
    @given(pool=graphs.graphs(), records=rows, absent=absences)
    def run(pool: graphs.Pool, records: list[SimpleNamespace], absent: set[str]) -> None:
        check(name, engine, pool, records, absent)

    run()


@settings(max_examples=120)
@given(pool=graphs.graphs(), record=graphs.records)
def test_the_explanation_says_what_was_decided(pool: graphs.Pool, record: SimpleNamespace) -> None:
    for table in pool.tables:
        step = table.explain(record)
        assert step.outcome == table.decide(record)
        assert all(part.to_dict()["kind"] == part.kind for part in step.walk())
    for predicate in pool.predicates:
        assert predicate.explain(record).outcome is predicate.holds(record)


def filled(record: SimpleNamespace, values: dict[str, Any], names: set[str]) -> SimpleNamespace:
    """Return the record with the missing facts among ``names`` filled in, known by fact or by attribute."""
    attributes = {"b" if name == "b_fact" else name for name in names}
    return SimpleNamespace(
        **{
            name: values[name] if value is None and name in attributes else value
            for name, value in vars(record).items()
        }
    )


def everything(record: SimpleNamespace) -> set[str]:
    """Return every fact, but not an amount whose parts are partly known: stated, it would contradict them."""
    parts = (record.own, record.borrowed, record.land, record.machines)
    known = {"amount"} if any(part is not None for part in parts) else set()
    return {*graphs.FACTS, "b_fact"} - known - ({"total"} if record.own is not None else set())


@settings(max_examples=200)
@given(pool=graphs.graphs(crisp=False), record=graphs.sensible_records, values=graphs.complete)
def test_a_missing_fact_never_gives_an_answer_that_filling_it_could_change(
    pool: graphs.Pool, record: SimpleNamespace, values: dict[str, Any]
) -> None:
    full = filled(record, values, everything(record))
    for predicate in pool.predicates:
        assert predicate.holds(record) in (None, predicate.holds(full))
    for table in pool.tables:
        assert table.decide(record) in (UNKNOWN, table.decide(full))


@settings(max_examples=150)
@given(pool=graphs.graphs(reasons=(INDETERMINATE,)), record=graphs.sensible_records, values=graphs.complete)
def test_filling_what_is_needed_ends_unknown(
    pool: graphs.Pool, record: SimpleNamespace, values: dict[str, Any]
) -> None:
    table = pool.tables[-1]
    needs = set(probing.needs(table, record))
    assert bool(needs) <= (table.decide(record) == UNKNOWN)
    end = filled(record, values, needs)
    if table.decide(end) == UNKNOWN:
        # Nothing can be filled in that helps: the rule compares classes that stay open whatever the facts.
        assert table.decide(filled(end, values, everything(end))) == UNKNOWN
