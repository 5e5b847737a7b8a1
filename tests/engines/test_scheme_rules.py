"""The rules of the other schemes give the same answers for one record and for a column, on every engine.

For each scheme a grid of facts is laid around every value that its rules compare with, with each fact missing as well;
the days are those on which its law changes, their eves, and one in the middle of each stretch.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise, product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.schemes.asking import scheme_question
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.operands import Field
from tests.engines.bridges import ENGINES, columns, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.law.kernel.decisions import Table

BOOKS = {"secondary": pk.law.book(), "unverified": pk.law.book().accepting("unverified")}
SCHEMES = tuple(scheme for scheme in pk.law.book().known if scheme != "tier")
DAY = timedelta(days=1)
MOST = 1500  # rows of one scheme; of a grid with more so many are drawn, the same each time


def days(scheme: str) -> tuple[date, ...]:
    """Return the days on which the law of a scheme or of the tier changes, their eves, and days between them."""
    breaks = pk.law.book().breaks(scheme)
    between = {day + (later - day) / 2 for day, later in pairwise(breaks)}
    return tuple(sorted({*breaks, *(day - DAY for day in breaks), *between, date(2026, 6, 30), date(2031, 2, 3)}))


QUESTIONS = [
    (policy, scheme, day) for policy in BOOKS for scheme in SCHEMES for day in days(scheme)
]  # fmt: skip
RULES = [scheme_question(BOOKS[policy], scheme, day).rule.table for policy, scheme, day in QUESTIONS]

# How the facts that rules read stand in a record: by the attribute that a rule reads.
GIVEN: dict[str, Any] = {
    "legal_form_id": lambda word: ("legal_form", pk.LegalForm(word)),
    "kbli_division": lambda division: ("kbli", (pk.Kbli("2020", f"{division}111"),)),
    "founded_first": lambda day: ("founded", day),
    "tax_registered_first": lambda day: ("tax_registered", day),
}
FORMS = {form.value for form in pk.LegalForm}


def tries(name: str, marks: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what is tried of one fact: on and beside its marks, a word that is none of them, a year, and nothing."""
    if name.endswith("_last"):
        return ()
    if name == "legal_form_id":
        return (None, *(word for word in marks if word in FORMS), "other")
    if name == "kbli_division":
        return (None, marks[2], marks[-3], "47")
    if name.endswith("_first"):
        years = {mark.year for mark in marks if mark is not None}
        return (*marks, *sorted(years)[:2], *sorted(years)[-2:])
    # One below zero, too: it counts as missing, or, of a net worth, is what it is.
    return (*marks, -1)


def grid(scheme: str) -> Iterator[Facts]:
    """Yield facts on and around everything that the rules of a scheme compare with."""
    tables = [rule for (_, of, _), rule in zip(QUESTIONS, RULES, strict=True) if of == scheme]
    facts = probing.marked(tables)
    names = [name for name in facts if tries(name, facts[name].tries)]
    tried = {name: tries(name, facts[name].tries) for name in names}
    every = list(product(*tried.values()))
    drawn = every if len(every) <= MOST else random.Random(scheme).sample(every, MOST)  # noqa: S311 - a sample, no secret
    # The corners are never left out: all measures low, all of them high.
    corners = product(*((each[1], each[-2]) if len(each) > 6 else each for each in tried.values()))
    drawn += list(corners) if drawn is not every else []
    for values in drawn:
        said = dict(zip(names, values, strict=True))
        given = [GIVEN.get(name, lambda value, name=name: (name, value))(value)
                 for name, value in said.items() if value is not None]  # fmt: skip
        yield Facts(**dict(given))
    for name in names:
        # Each fact by itself, the others missing.
        for value in tries(name, facts[name].tries):
            if value is not None:
                yield Facts(**dict([GIVEN.get(name, lambda value, name=name: (name, value))(value)]))


ROWS = [facts for scheme in SCHEMES for facts in grid(scheme)]
READ = tuple(
    dict.fromkeys(
        name
        for fact in probing.marked(RULES).values()
        for name in (
            (fact.operand.name,) if isinstance(fact.operand, Field) else fact.operand.inputs
        )
    )
)  # fmt: skip


def record(facts: Facts) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(facts, name) for name in READ})


RECORDS = [record(facts) for facts in ROWS]


@pytest.fixture(scope="module")
def scalars() -> list[list[int]]:
    return [[rule.decide(one) for one in RECORDS] for rule in RULES]


def decided(name: str, load: Any, rules: list[Table], data: dict[str, list[Any]]) -> list[list[int]]:
    found: list[list[int]] = frame(name, data, load).evaluate(lambda ops: [rule.codes(ops) for rule in rules])
    return found


def test_the_grid_is_wide(scalars: list[list[int]]) -> None:
    """Every class of every scheme is reached, on both policies every reason, and every scheme asks some facts."""
    assert len(ROWS) > 1000
    assert set(READ) >= {
        "sales", "net_worth", "workers", "plafond", "investment", "area_ha", "members",
        "equity", "assets", "founded_first", "founded_last", "tax_registered_first", "legal_form_id", "kbli_division",
    }  # fmt: skip
    for scheme in SCHEMES:
        found = {code for (_, of, _), codes in zip(QUESTIONS, scalars, strict=True) if of == scheme for code in codes}
        assert found >= set(range(len(pk.law.book().scheme(scheme).classes)))
        assert -1 in found
    assert {code for codes in scalars for code in codes} >= {-1, -2, -3}


def test_the_code_of_a_verdict_is_what_its_rule_decides(scalars: list[list[int]]) -> None:
    for (policy, scheme, day), codes in zip(QUESTIONS, scalars, strict=True):
        for facts, code in list(zip(ROWS, codes, strict=True))[::41]:
            verdict = pk.classify(facts, scheme=scheme, on=day, law=BOOKS[policy])
            assert verdict.code == code
            assert verdict.trace.outcome == code


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_says_what_the_record_says(name: str, engine: Any, scalars: list[list[int]]) -> None:
    found = decided(name, engine, RULES, columns(RECORDS))
    for question, given, expected in zip(QUESTIONS, found, scalars, strict=True):
        wrong = [row for row, one, other in zip(ROWS, given, expected, strict=True) if one != other]
        assert not wrong[:3], question


SOME = RECORDS[::29]


@pytest.mark.parametrize("name", [name for name in ENGINES if "NaN" not in name])
def test_an_absent_column_is_one_of_missing_values(name: str, engine: Any) -> None:
    rules = RULES[::7]
    for absent in (("legal_form_id",), ("kbli_division",), ("founded_first", "founded_last"), ("sales",), READ[1:]):
        without = [SimpleNamespace(**{**vars(one), **dict.fromkeys(absent)}) for one in SOME]
        expected = [[rule.decide(one) for one in without] for rule in rules]
        assert decided(name, engine, rules, columns(SOME, absent)) == expected, absent
