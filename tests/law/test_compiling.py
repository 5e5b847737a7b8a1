"""From a regime to tables: open bands and rows, weak sources, to whom it applies, several measures together."""

from __future__ import annotations

import tomllib
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.base import data
from plut_kumkm.law.compiling import Scope, always, chosen, founding, measures, nothing, openings, rule_of
from plut_kumkm.law.files.loading import load_layer
from plut_kumkm.law.instruments import GRADES, Grade
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN, FirstMatch, Table
from plut_kumkm.law.kernel.operands import Code, Field, Param
from plut_kumkm.law.kernel.predicates import Compare
from plut_kumkm.law.regimes import ANY, Gap, Regime
from tests.engines.bridges import ListOps
from tests.law.perda import INSTRUMENT, SOURCE

LOW, MIDDLE, HIGH = range(3)
CODES = {"low": LOW, "middle": MIDDLE, "high": HIGH}
SCHEME = """
[scheme.own]
title = { id = "Golongan contoh", en = "Made-up classes" }
classes = ["low", "middle", "high"]
criteria = ["sales", "workers", "assets", "plafond"]
labels = { low = { id = "a", en = "b" }, middle = { id = "c", en = "d" }, high = { id = "e", en = "f" } }
"""
HEAD = f"""
[[regime]]
id = "own-1"
of = "own"
title = "Golongan contoh"
since = 2027-07-01
classes = ["low", "middle", "high"]
{SOURCE}"""
TIER = Code(FirstMatch(((Compare(Field("assets"), "<=", Param(5)), 0),), otherwise=1))
SCOPE = Scope(
    date(2027, 7, 1),
    {name: Field(name, least=0) for name in ("sales", "workers", "assets")},
    {
        name: (Field(f"{name}_first", fact=name, twin=f"{name}_last"), Field(f"{name}_last", fact=name))
        for name in ("founded", "tax_registered")
    },
    {"legal_form": Field("form", fact="legal_form"), "tier": TIER},
    {"tier": {"micro": 0, "small": 1}},
)
FACTS = (
    "sales", "workers", "assets", "founded_first", "founded_last", "tax_registered_first", "tax_registered_last",
    "form",
)  # fmt: skip


def regime_of(text: str) -> Regime:
    """Return the one regime of a made-up scheme."""
    layer = load_layer(data.freeze(tomllib.loads(INSTRUMENT + SCHEME + HEAD + text)), {}, {})
    assert not layer.problems, layer.problems
    (found,) = layer.regimes
    return found


def record(**facts: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**dict.fromkeys(FACTS), **facts})


def codes(table: Table, *records: dict[str, Any]) -> list[int]:
    """Return what a table decides of each record, which must be what it says of the columns and in explanation."""
    rows = [record(**facts) for facts in records]
    said = [table.decide(row) for row in rows]
    assert [table.explain(row).outcome for row in rows] == said
    for garbage in (False, True):
        found = table.codes(ListOps({name: [getattr(row, name) for row in rows] for name in FACTS}, garbage))
        assert (found if isinstance(found, list) else [found] * len(rows)) == said
    return said


def rule(text: str, policy: Grade = "secondary") -> Table:
    return rule_of(regime_of(text), policy, SCOPE, CODES)


def by(name: str, *values: Any) -> list[dict[str, Any]]:
    return [{name: value} for value in values]


def criterion(name: str, *bounds: str, grade: str = "primary", residual: bool = True) -> str:
    rest = 'residual = "high"\n' if residual else ""
    return f"""
[regime.criterion.{name}]
unit = "orang"
pinpoint = "Pasal 2"
grade = "{grade}"
{rest}bounds = [{", ".join(bounds)}]
"""


def row(class_: str, when: str, grade: str = "primary") -> str:
    return f'[[regime.row]]\n{class_}\nwhen = {{ {when} }}\npinpoint = "Pasal 3"\ngrade = "{grade}"\n'


def reading(use: str, grade: str = "primary") -> str:
    return f'[regime.reading.any]\nany = {{ {use}, pinpoint = "Pasal 4", grade = "{grade}" }}\n'


LOWEST, SECOND = '{ class = "low", upto = 10 }', '{ class = "middle", upto = 20 }'


# ---- without a regime


def test_always_and_nothing() -> None:
    assert codes(always(MIDDLE), {}) == [MIDDLE]
    gap = Gap(
        "g", "own", regime_of(criterion("workers", LOWEST)).span, regime_of(criterion("workers", LOWEST)).provision
    )
    assert (codes(nothing(None), {}), codes(nothing(gap), {})) == ([NOT_IN_FORCE], [INDETERMINATE])


# ---- bands


def test_one_criterion_needs_no_choice() -> None:
    table = rule(criterion("workers", LOWEST, SECOND))
    assert codes(table, *by("workers", 0, 10, 11, 20, 21, None, -1)) == [
        LOW, LOW, MIDDLE, MIDDLE, HIGH, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


def test_what_lies_above_the_last_bound_is_open_without_a_class_for_the_rest() -> None:
    table = rule(criterion("workers", LOWEST, SECOND, residual=False))
    assert codes(table, *by("workers", 20, 21)) == [MIDDLE, INDETERMINATE]


OPEN = '{ open = [{ class = "low", id = "a" }, { class = "middle" }], upto = 10 }'


def test_a_band_on_which_the_sources_differ_is_open() -> None:
    found = regime_of(criterion("workers", '{ class = "low", below = 10 }', OPEN, SECOND))
    table = rule_of(found, "secondary", SCOPE, CODES)
    assert codes(table, *by("workers", 9, 10, 11, 20, 21, None)) == [LOW, INDETERMINATE, MIDDLE, MIDDLE, HIGH, UNKNOWN]
    # It stays open whatever is accepted.
    assert codes(rule_of(found, "unverified", SCOPE, CODES), {"workers": 10}) == [INDETERMINATE]
    (opening,) = openings(found, SCOPE)
    assert [opening.where.holds(record(workers=workers)) for workers in (9, 10, 11, None)] == [False, True, False, None]
    assert [(each.id, each.result) for each in opening.alternatives] == [
        ("workers/a", "low"), ("workers/middle", "middle"),
    ]  # fmt: skip


def test_open_bands_of_two_criteria_are_told_apart() -> None:
    two = criterion("workers", OPEN) + criterion("sales", LOWEST, OPEN.replace("10", "20")) + reading('use = "agree"')
    first, second = openings(regime_of(two), SCOPE)
    assert first.where.holds(record(workers=10, sales=5)) is True
    assert second.where.holds(record(workers=10, sales=5)) is False
    assert second.where.holds(record(workers=11, sales=15)) is True


WEAK = criterion("workers", LOWEST, '{ class = "middle", upto = 20, grade = "unverified" }')


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("secondary", [LOW, INDETERMINATE, INDETERMINATE, UNKNOWN]), ("unverified", [LOW, MIDDLE, HIGH, UNKNOWN])],
)
def test_a_weak_bound_leaves_open_the_classes_on_both_its_sides(policy: Grade, expected: list[int]) -> None:
    assert codes(rule(WEAK, policy), *by("workers", 10, 11, 21, None)) == expected


def test_a_lower_bound_that_was_seen_itself_does_not_hang_on_the_class_below() -> None:
    weak = '{ class = "low", upto = 10, grade = "unverified" }'
    seen = '{ class = "middle", upto = 20, lower = "secondary" }'
    assert codes(rule(criterion("workers", weak, SECOND)), *by("workers", 10, 11, 21)) == [
        INDETERMINATE, INDETERMINATE, HIGH,
    ]  # fmt: skip
    assert codes(rule(criterion("workers", weak, seen)), *by("workers", 10, 11, 21)) == [INDETERMINATE, MIDDLE, HIGH]
    # And a lower bound that was seen badly taints its own class alone.
    bad = '{ class = "middle", upto = 20, lower = "unverified" }'
    assert codes(rule(criterion("workers", LOWEST, bad)), *by("workers", 10, 11, 21)) == [LOW, INDETERMINATE, HIGH]


def test_measures_are_given_raw_and_with_what_is_weak_left_open() -> None:
    found = measures(regime_of(WEAK), "secondary", SCOPE, CODES)
    assert codes(found.raw["workers"], *by("workers", 10, 11)) == [LOW, MIDDLE]
    assert codes(found.sure["workers"], *by("workers", 10, 11)) == [LOW, INDETERMINATE]
    assert found.pair == "workers"
    strong = measures(regime_of(criterion("workers", LOWEST)), "secondary", SCOPE, CODES)
    assert strong.sure["workers"] is strong.raw["workers"]


def test_a_criterion_that_no_fact_answers_and_a_class_that_has_no_code() -> None:
    with pytest.raises(ValueError, match="no fact is known for the criterion 'plafond'; there are sales, workers"):
        rule(criterion("plafond", LOWEST))
    with pytest.raises(ValueError, match=r"'high' is no class of this scheme; there are low, middle$"):
        measures(regime_of(criterion("workers", LOWEST, SECOND)), "secondary", SCOPE, {"low": 0, "middle": 1})


# ---- rows


ROWS = row('class = "low"', 'fact = "workers", upto = 10') + row('class = "middle"', 'fact = "sales", upto = 10')


@pytest.mark.parametrize(("otherwise", "rest"), [("", INDETERMINATE), ('otherwise = "high"\n', HIGH)])
def test_rows_are_asked_in_turn(otherwise: str, rest: int) -> None:
    table = rule(otherwise + ROWS)
    assert codes(
        table,
        {"workers": 10},
        {"workers": 11, "sales": 10},
        {"workers": 11, "sales": 11},
        {"sales": 10},
        {"workers": 11},
    ) == [LOW, MIDDLE, rest, UNKNOWN, UNKNOWN]


def test_an_open_row_gives_its_alternatives() -> None:
    found = regime_of(
        row('id = "young"\nopen = [{ class = "low", id = "a" }, { class = "high" }]', 'fact = "workers", upto = 10')
        + row('class = "middle"', 'fact = "workers", from = 11')
    )
    assert codes(rule_of(found, "unverified", SCOPE, CODES), *by("workers", 10, 11, None)) == [
        INDETERMINATE, MIDDLE, UNKNOWN,
    ]  # fmt: skip
    (opening,) = openings(found, SCOPE)
    assert [opening.where.holds(record(workers=workers)) for workers in (10, 11, None)] == [True, False, None]
    assert [(each.id, each.result) for each in opening.alternatives] == [("a", "low"), ("high", "high")]


def test_of_unique_rows_two_that_hold_are_a_conflict() -> None:
    table = rule('unique = true\notherwise = "high"\n' + ROWS)
    assert codes(
        table,
        {"workers": 10, "sales": 11},
        {"workers": 11, "sales": 10},
        {"workers": 10, "sales": 10},
        {"workers": 11, "sales": 11},
        {"workers": 10},
    ) == [LOW, MIDDLE, INDETERMINATE, HIGH, UNKNOWN]


THREE = (
    row('class = "low"', 'fact = "workers", upto = 10')
    + row('class = "middle"', 'fact = "sales", upto = 10', "unverified")
    + row('class = "high"', 'fact = "assets", upto = 10')
)
LADDER = (
    {"workers": 10, "sales": 11, "assets": 11},
    {"workers": 11, "sales": 10, "assets": 11},
    {"workers": 11, "sales": 11, "assets": 10},
    {"workers": 11, "sales": 11, "assets": 11},
)


def test_a_weak_row_leaves_open_itself_and_all_that_are_asked_after_it() -> None:
    table = rule('otherwise = "high"\n' + THREE)
    assert codes(table, *LADDER) == [LOW, INDETERMINATE, INDETERMINATE, INDETERMINATE]
    accepting = rule('otherwise = "high"\n' + THREE, "unverified")
    assert codes(accepting, *LADDER) == [LOW, MIDDLE, HIGH, HIGH]


def test_of_unique_rows_a_weak_one_leaves_all_open() -> None:
    # That only one holds is known only when every one was asked.
    table = rule('unique = true\notherwise = "high"\n' + THREE)
    assert codes(table, *LADDER) == [INDETERMINATE] * 4
    assert codes(rule('unique = true\notherwise = "high"\n' + THREE, "unverified"), *LADDER) == [
        LOW,
        MIDDLE,
        HIGH,
        HIGH,
    ]


@pytest.mark.parametrize(
    "when",
    [
        'fact = "sales", upto = 10, grade = "unverified"',
        'not = { fact = "sales", above = 10, grade = "unverified" }',
        'all = [{ fact = "sales", upto = 10 }, { fact = "workers", from = 0, grade = "unverified" }]',
        'any = [{ fact = "sales", upto = 10 }, { fact = "founded", before = 2020-01-01, grade = "unverified" }]',
        'any = [{ fact = "sales", upto = 10 }, { fact = "founded", months = 6, grade = "unverified" }]',
        'any = [{ fact = "sales", upto = 10 }, { fact = "legal_form", is = ["cv"], grade = "unverified" }]',
        'any = [{ fact = "sales", upto = 10 }, { term = "over" }]',
    ],
)
def test_a_condition_with_a_weak_source_makes_its_row_weak(when: str) -> None:
    term = '[regime.term]\ncv = { years = 3, pinpoint = "Pasal 9", grade = "unverified" }\n'
    found = regime_of(term + row('class = "low"', when))
    facts = {"sales": 10, "workers": 1}
    assert codes(rule_of(found, "secondary", SCOPE, CODES), facts) == [INDETERMINATE]
    assert codes(rule_of(found, "unverified", SCOPE, CODES), facts) == [LOW]


def test_a_word_may_stand_for_the_class_of_another_table() -> None:
    table = rule(
        row('class = "low"', 'fact = "tier", is = ["micro"]') + row('class = "high"', 'fact = "tier", is = ["small"]')
    )
    assert codes(table, *by("assets", 5, 6, None)) == [LOW, HIGH, UNKNOWN]


# ---- to whom it applies


APPLIES = 'applies = { fact = "legal_form", is = ["pt"], pinpoint = "Pasal 1", grade = "primary" }\n'


@pytest.mark.parametrize("body", [criterion("workers", LOWEST), ROWS])
def test_a_rule_that_does_not_apply_leaves_it_open(body: str) -> None:
    table = rule(APPLIES + body)
    assert codes(
        table,
        {"form": "pt", "workers": 10},
        {"form": "cv", "workers": 10},
        {"form": "cv"},
        {"workers": 10},
        {"form": "pt"},
    ) == [LOW, INDETERMINATE, INDETERMINATE, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize("grade", ["primary", "secondary", "unverified"])
def test_to_whom_it_applies_must_be_known_as_well_as_the_rest(grade: str) -> None:
    applies = APPLIES.replace('grade = "primary"', f'grade = "{grade}"')
    facts = {"form": "pt", "workers": 10}
    for policy in GRADES:
        good = GRADES.index(grade) <= GRADES.index(policy)
        assert codes(rule(applies + ROWS, policy), facts) == [LOW if good else INDETERMINATE]


def test_to_whom_it_applies_may_hang_on_the_day() -> None:
    found = regime_of('applies = { fact = "founded", months = 6, pinpoint = "Pasal 1", grade = "primary" }\n' + ROWS)
    assert found.timed
    day = date(2027, 1, 1)
    facts = {"founded_first": day, "founded_last": day, "workers": 10}
    assert codes(rule_of(found, "secondary", SCOPE, CODES), facts) == [LOW]
    early = SCOPE._replace(on=date(2027, 6, 30))
    assert codes(rule_of(found, "secondary", early, CODES), facts) == [INDETERMINATE]


@pytest.mark.parametrize("body", [criterion("workers", LOWEST), ROWS])
def test_where_it_is_not_well_known_that_a_regime_holds_at_all_nothing_is_decided(body: str) -> None:
    found = regime_of('span_grade = "unverified"\n' + body)
    assert codes(rule_of(found, "secondary", SCOPE, CODES), {"workers": 10}, {}) == [INDETERMINATE, INDETERMINATE]
    assert codes(rule_of(found, "unverified", SCOPE, CODES), {"workers": 10}, {}) == [LOW, UNKNOWN]


@pytest.mark.parametrize("reason", [INDETERMINATE, NOT_IN_FORCE])
def test_a_class_that_another_rule_leaves_open_is_no_missing_fact(reason: int) -> None:
    tier = Code(FirstMatch(((Compare(Field("assets"), "<=", Param(5)), 0),), otherwise=reason))
    scope = SCOPE._replace(texts={**SCOPE.texts, "tier": tier})
    on_tier = row('class = "low"', 'fact = "tier", is = ["micro"]') + row('class = "high"', 'fact = "sales", from = 0')
    table = rule_of(regime_of(on_tier), "secondary", scope, CODES)
    assert codes(table, {"assets": 5}, {"assets": 6, "sales": 1}, {"assets": 6}, {"sales": 1}) == [
        LOW, INDETERMINATE, INDETERMINATE, UNKNOWN,
    ]  # fmt: skip
    # A rule that does not ask for the tier does not hang on it.
    other = rule_of(regime_of(ROWS), "secondary", scope, CODES)
    assert codes(other, {"assets": 6, "workers": 10}) == [LOW]


# ---- choices


TWO = criterion("workers", LOWEST) + criterion("sales", LOWEST)
THREE_MEASURES = TWO + criterion("assets", LOWEST)


def test_several_criteria_that_agree() -> None:
    table = rule(THREE_MEASURES + reading('use = "agree"'))
    assert codes(
        table,
        {"workers": 1, "sales": 1, "assets": 1},
        {"workers": 11, "sales": 11, "assets": 11},
        {"workers": 1, "sales": 1, "assets": 11},
        {"workers": 1, "sales": 11, "assets": 11},
        {"workers": 1, "sales": 1},
        # Two that are known already differ: the third cannot mend it.
        {"workers": 1, "sales": 11},
        {},
    ) == [LOW, HIGH, INDETERMINATE, INDETERMINATE, UNKNOWN, INDETERMINATE, UNKNOWN]


def test_two_criteria_that_agree() -> None:
    table = rule(TWO + reading('use = "agree"'))
    assert codes(
        table, {"workers": 1, "sales": 1}, {"workers": 1, "sales": 11}, {"workers": 1}, {"sales": 11},
    ) == [LOW, INDETERMINATE, UNKNOWN, UNKNOWN]  # fmt: skip


def test_an_open_measure_leaves_an_agreement_open() -> None:
    open_ = criterion("workers", OPEN) + criterion("sales", LOWEST) + reading('use = "agree"')
    assert codes(rule(open_), {"workers": 10, "sales": 1}, {"workers": 10}, {"workers": 11, "sales": 11}) == [
        INDETERMINATE, INDETERMINATE, HIGH,
    ]  # fmt: skip


def test_either_criterion() -> None:
    table = rule(TWO + reading('use = "either"'))
    assert codes(
        table,
        {"workers": 1},
        {"sales": 11},
        {"workers": 1, "sales": 1},
        {"workers": 1, "sales": 11},
        {},
    ) == [LOW, HIGH, LOW, INDETERMINATE, UNKNOWN]


def test_either_criterion_one_of_which_is_weak() -> None:
    weak = criterion("workers", LOWEST) + criterion("sales", LOWEST, grade="unverified") + reading('use = "either"')
    assert codes(rule(weak), {"workers": 1}, {"sales": 1}, {"workers": 1, "sales": 1}) == [
        LOW, INDETERMINATE, INDETERMINATE,
    ]  # fmt: skip


FOUNDING = reading('use = "founding", from = 2021-02-02, new = "workers", old = "sales"')


def founded(first: date, last: date | None = None) -> dict[str, Any]:
    return {"founded_first": first, "founded_last": first if last is None else last}


def test_by_the_day_of_founding() -> None:
    table = rule(TWO + FOUNDING)
    new, old = founded(date(2021, 2, 2)), founded(date(2021, 2, 1))
    year = founded(date(2021, 1, 1), date(2021, 12, 31))
    assert codes(
        table,
        {**new, "workers": 1, "sales": 11},
        {**old, "workers": 1, "sales": 11},
        {**new, "sales": 11},
        {**old, "workers": 1},
        # A year that the day lies in decides nothing, unless both say the same.
        {**year, "workers": 1, "sales": 11},
        {**year, "workers": 1, "sales": 1},
        {"workers": 11, "sales": 11},
        {"workers": 1, "sales": 11},
    ) == [LOW, HIGH, UNKNOWN, UNKNOWN, UNKNOWN, LOW, HIGH, UNKNOWN]
    choice = regime_of(TWO + FOUNDING).choice(ANY, ANY)
    assert choice is not None
    since, before = founding(choice, SCOPE)
    assert [(since.holds(record(**day)), before.holds(record(**day))) for day in (new, old, year, {})] == [
        (True, False), (False, True), (False, False), (False, False),
    ]  # fmt: skip


def test_no_criterion_no_choice_and_a_choice_that_is_weak() -> None:
    facts = {"workers": 1, "sales": 1}
    assert codes(rule(TWO + reading('use = "none"')), facts, {}) == [INDETERMINATE, INDETERMINATE]
    assert codes(rule(TWO + reading('use = "workers"')), facts, {"workers": 11}) == [LOW, HIGH]
    weak = TWO + reading('use = "workers"', "unverified")
    assert codes(rule(weak), facts) == [INDETERMINATE]
    assert codes(rule(weak, "unverified"), facts) == [LOW]
    found = measures(regime_of(TWO + FOUNDING), "secondary", SCOPE, CODES)
    assert found.pair == "sales+workers"
    assert codes(chosen(None, "unverified", found, SCOPE), facts) == [INDETERMINATE]
