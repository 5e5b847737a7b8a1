"""The size rules give the same answers for one record and for a column, on every engine, bound, basis and day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.enterprise.size_rules import SizeRule, size_rule
from plut_kumkm.law.kernel.decisions import FirstMatch
from plut_kumkm.law.kernel.operands import Field, Param
from plut_kumkm.law.kernel.predicates import Compare
from tests.engines import oracle
from tests.engines.bridges import ENGINES, columns, frame, pair_of
from tests.engines.oracle import PURPOSES, READINGS, TIERS, around, grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FACTS = (
    "sales",
    "capital",
    "capital_own",
    "capital_borrowed",
    "land_building",
    "net_worth",
    "founded_first",
    "founded_last",
    "independent",
    "parent_code",
)

ROWS = grid(capital=around(oracle.PP7_CAPITAL), sales=around(oracle.PP7_SALES), founded=oracle.FOUNDINGS)
ROWS += grid(net_worth=around(oracle.UU20_NET_WORTH), sales=around(oracle.UU20_SALES))
ROWS += grid(
    capital_own=(None, 0, 600_000_000, -1), capital_borrowed=(None, 399_999_999, 400_000_000, 400_000_001),
    land_building=(None, 0, 1, 2_000_000_000, -1), sales=(2_000_000_000, -1),
)  # fmt: skip
ROWS += grid(
    sales=(None, 300_000_000, 2_500_000_000, 15_000_000_001, 50_000_000_001), independent=(None, True, False),
    parent_tier=(None, *TIERS),
)  # fmt: skip


def record(row: dict[str, Any]) -> SimpleNamespace:
    """Return what the rules read of a row, as attributes."""
    parent = row.get("parent_tier")
    facts = pk.Facts(**{**row, "parent_tier": None if parent is None else pk.Tier(parent)})
    return SimpleNamespace(**{name: getattr(facts, name) for name in FACTS})


RECORDS = [record(row) for row in ROWS]


PP7, UU20, GAP, BEFORE = (date(2026, 6, 30), date(2015, 6, 30), date(2020, 12, 1), date(2000, 1, 1))
# How a rule is asked for: day, policy, purpose, reading, basis. Under UU 20/2008 every purpose and reading is the same.
MAIN = (
    (PP7, "secondary", "facility", "by-purpose", None), (PP7, "secondary", "registration", "by-purpose", None),
    (PP7, "secondary", "registration", "by-founding", None), (PP7, "secondary", "registration", "cumulative", None),
    (UU20, "secondary", "facility", "by-purpose", None),
)  # fmt: skip
OTHERS = (
    *((PP7, "secondary", *how, None) for how in product(PURPOSES, READINGS)),
    *((PP7, "primary", purpose, "by-purpose", None) for purpose in PURPOSES),
    *((day, "secondary", "facility", "by-purpose", basis)
      for day, basis in ((PP7, "capital"), (PP7, "sales"), (UU20, "net_worth"), (UU20, "sales"))),
    *((day, "secondary", "facility", "by-purpose", None) for day in (GAP, BEFORE)),
    (UU20, "primary", "statistics", "sales-only", None),
)  # fmt: skip


@cache
def rule_of(day: date, policy: Any, purpose: Any, reading: Any, basis: str | None) -> SizeRule:
    return size_rule(pk.law.book().at("tier", day), policy, purpose, reading, basis)


def rules(asked: Iterable[tuple[Any, ...]]) -> list[SizeRule]:
    return [rule_of(*how) for how in asked]


EVERY = tuple(dict.fromkeys((*MAIN, *OTHERS)))


def ask(rule: SizeRule, ops: Any) -> list[Any]:
    """Return what a rule says in columns: tier, basis, membership, each criterion, both sides of the conflict."""
    found = [rule.tier.codes(ops), rule.basis.codes(ops), rule.umkm.codes(ops)]
    found += [table.codes(ops) for table in rule.criteria.values()]
    return found + list((False, False) if rule.conflict is None else rule.conflict.pair(ops))


def told(rule: SizeRule, record: Any) -> tuple[Any, ...]:
    """Return what a rule says of one record, in the same order."""
    tables = (rule.tier, rule.basis, rule.umkm, *rule.criteria.values())
    return (*(table.decide(record) for table in tables), None if rule.conflict is None else rule.conflict.holds(record))


@pytest.fixture(scope="module")
def scalars() -> list[list[tuple[Any, ...]]]:
    return [[told(rule, record) for record in RECORDS] for rule in rules(EVERY)]


def compared(made: Any, asked: tuple[Any, ...]) -> list[list[tuple[Any, ...]]]:
    """Return what each rule says of each row of a frame."""
    every = rules(asked)
    answers = made.evaluate(lambda ops: [answer for rule in every for answer in ask(rule, ops)])
    found, start = [], 0
    for rule in every:
        *codes, true, false = answers[start : start + len(rule.criteria) + 5]
        found.append(list(zip(*codes, pair_of(true, false), strict=True)))
        start += len(rule.criteria) + 5
    return found


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_says_what_the_record_says(name: str, engine: Any, scalars: list[list[tuple[Any, ...]]]) -> None:
    # Floats only change what is known of a fact, not how it is compared: the main questions are enough.
    asked = MAIN if "NaN" in name else EVERY
    found = compared(frame(name, columns(RECORDS), engine), asked)
    for how, given in zip(asked, found, strict=True):
        expected = scalars[EVERY.index(how)]
        wrong = [row for row, one, other in zip(ROWS, given, expected, strict=True) if one != other]
        assert not wrong[:3], how


SOME = RECORDS[::97] + RECORDS[-40:]
ABSENT = (*((name,) for name in FACTS), FACTS[:-1], ("sales", "capital"), ("founded_first", "founded_last"))


@pytest.mark.parametrize("name", [name for name in ENGINES if "NaN" not in name])
def test_an_absent_column_is_one_of_missing_values(name: str, engine: Any) -> None:
    for absent in ABSENT:
        without = [SimpleNamespace(**{**vars(one), **dict.fromkeys(absent)}) for one in SOME]
        expected = [[told(rule, one) for one in without] for rule in rules(MAIN)]
        assert compared(frame(name, columns(SOME, absent), engine), MAIN) == expected, absent


@pytest.mark.parametrize("day", [GAP, BEFORE])
def test_where_no_figures_are_in_force_basis_and_membership_are_unknown(day: date) -> None:
    rule = rule_of(day, "secondary", "facility", "by-purpose", None)
    assert (rule.basis.decide(RECORDS[0]), rule.umkm.decide(RECORDS[0])) == (-1, -1)
    assert rule.tier.decide(RECORDS[0]) == (-2 if day == GAP else -3)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"independent": True}, 1),
        ({"independent": False, "parent_tier": "micro"}, 1),
        ({"independent": False, "parent_tier": "small"}, 0),
        ({"independent": False}, -1),
        ({}, -1),
    ],
)
def test_the_codes_of_membership(facts: dict[str, Any], code: int) -> None:
    rule = rule_of(PP7, "secondary", "facility", "by-purpose", None)
    assert rule.umkm.decide(record({"sales": 1, **facts})) == code


def test_without_a_tier_membership_is_unknown() -> None:
    rule = rule_of(PP7, "secondary", "registration", "cumulative", None)
    differing = record({"sales": 1, "capital": 2_000_000_000, "independent": True})
    assert (rule.tier.decide(differing), rule.umkm.decide(differing)) == (-2, -1)


@pytest.mark.parametrize("name", ENGINES)
def test_no_data_is_unknown(name: str, engine: Any) -> None:
    # Trap 9: a plain chain of comparisons ends in its last branch, and calls an enterprise without data besar.
    rule = size_rule(pk.law.book().at("tier", date(2026, 6, 30)), "secondary", "facility", "by-purpose")
    data: dict[str, list[Any]] = {name: [None, None] for name in FACTS}
    assert frame(name, data, engine).evaluate(lambda ops: [rule.tier.codes(ops)]) == [[-1, -1]]


@pytest.mark.parametrize("name", [name for name in ENGINES if name == "pandas numpy" or "NaN" in name])
@pytest.mark.parametrize("senseless", [float("nan"), 0.5, 2.0**53, float("inf"), -1.0])
def test_a_float_that_is_no_amount_counts_as_missing(name: str, senseless: float, engine: Any) -> None:
    # Traps 4 and 11. The value is planted in the frame: a record refuses a float.
    rule = size_rule(pk.law.book().at("tier", date(2026, 6, 30)), "secondary", "facility", "by-purpose")
    made = frame(name, {"sales": [None, 50_000_000_001]}, engine)
    if name == "pandas numpy":
        made.frame.loc[10, "sales"] = senseless
    else:
        made.frame = made.frame.with_columns(sales=made.pl.Series([senseless, 50_000_000_001.0]))
    assert made.evaluate(lambda ops: [rule.tier.codes(ops), rule.basis.codes(ops)]) == [[-1, 3], [0, 0]]


def test_codes_are_int8(engine: Any) -> None:
    # Trap 16.
    rule = size_rule(pk.law.book().at("tier", date(2026, 6, 30)), "secondary", "registration", "cumulative")
    data = columns(SOME)
    polars = frame("polars", data, engine)
    answers: list[Any] = []
    polars.evaluate(lambda ops: answers.append(rule.tier.codes(ops)) or answers)  # type: ignore[func-returns-value] # append gives nothing
    assert polars.frame.select(code=answers[0]).schema["code"] == polars.pl.Int8
    pandas = frame("pandas nullable", data, engine)
    answers.clear()
    pandas.evaluate(lambda ops: answers.append(rule.tier.codes(ops)) or answers)  # type: ignore[func-returns-value] # append gives nothing
    assert answers[0].dtype == "int8"


# ---- a column of days: rules nested per stretch between the book's breaks

DAYS = tuple(sorted({*oracle.EDGES, date(2000, 1, 1), date(2015, 6, 30), date(2020, 12, 15), date(2026, 6, 30)}))


def dated(law: pk.law.LawBook, how: tuple[str, str], what: Callable[[SizeRule], Any]) -> FirstMatch:
    """Return one table over the column ``on``: before the first break, before the second, and so on."""
    breaks = law.breaks("tier")
    parts = [
        what(size_rule(law.at("tier", day), "secondary", *how)) for day in (breaks[0] - timedelta(days=1), *breaks)
    ]
    on = Field("on")
    rows = tuple((Compare(on, "<", Param(day)), part) for day, part in zip(breaks, parts[:-1], strict=True))
    return FirstMatch(rows, parts[-1])


@pytest.mark.parametrize(
    "how", [("facility", "by-purpose"), ("registration", "by-founding"), ("statistics", "cumulative")], ids="-".join
)
@pytest.mark.parametrize("name", ENGINES)
def test_two_regimes_by_row_date(name: str, how: tuple[str, str], engine: Any) -> None:
    # Trap 17: rows dated since − 1, since, until, until + 1 pick the right figures.
    law = pk.law.book()
    rows = grid(
        on=DAYS, sales=(None, 300_000_000, 300_000_001, 2_000_000_001, 50_000_000_001), capital=(None, 1_000_000_001),
        net_worth=(None, 50_000_000), founded=(None, date(2021, 2, 1), 2021, date(2021, 2, 2)),
    )  # fmt: skip
    records = [
        SimpleNamespace(on=row["on"], **vars(record({k: v for k, v in row.items() if k != "on"}))) for row in rows
    ]
    tables = [
        dated(law, how, what) for what in (lambda rule: rule.tier, lambda rule: rule.basis, lambda rule: rule.umkm)
    ]
    data = columns(records)
    tiers, bases, members = frame(name, data, engine).evaluate(lambda ops: [table.codes(ops) for table in tables])
    reasons = {"unknown": -1, "indeterminate": -2, "not_in_force": -3}
    for row, code, basis, member in zip(rows, tiers, bases, members, strict=True):
        facts = pk.Facts(**{key: value for key, value in row.items() if key != "on"})
        verdict = pk.tier(facts, on=row["on"], purpose=how[0], reading=how[1])
        assert code == (reasons[verdict.status] if verdict.value is None else int(verdict.value)), row
        assert (basis >= 0) == (verdict.basis is not None)
        assert {1: True, 0: False}.get(member) is verdict.is_umkm
        expected = oracle.answer({key: value for key, value in row.items() if key != "on"}, row["on"], *how)
        assert expected["answer"] == (verdict.status if verdict.value is None else verdict.value.value)


@pytest.mark.parametrize("name", ENGINES)
def test_a_row_without_a_day_is_never_tiered(name: str, engine: Any) -> None:
    table = dated(pk.law.book(), ("facility", "by-purpose"), lambda rule: rule.tier)
    data = {"on": [None, date(2026, 6, 30)], "sales": [1, 1]}
    assert frame(name, data, engine).evaluate(lambda ops: [table.codes(ops)]) == [[-1, 0]]
