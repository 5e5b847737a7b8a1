"""Each node of the kernel by its truth table: scalar, in columns (plain lists), and explained."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.law.kernel.decisions import (
    INDETERMINATE,
    NOT_IN_FORCE,
    UNKNOWN,
    Agreed,
    Banded,
    FirstMatch,
    UniqueMatch,
    outcome_codes,
    settle,
)
from plut_kumkm.law.kernel.operands import Code, Derived, Field, Param, fact_of
from plut_kumkm.law.kernel.predicates import AllOf, AnyOf, AtLeast, Between, Compare, Known, Not, OneOf, Surely
from tests.engines.bridges import ListOps, pair_of


def of(**facts: Any) -> SimpleNamespace:
    return SimpleNamespace(**facts)


def both_readings(node: Any, records: list[SimpleNamespace]) -> list[Any]:
    """Return what a node says of each record, which must be what it says of the column and in the explanation."""
    data = {name: [getattr(record, name) for record in records] for name in vars(records[0])}
    found = []
    for garbage in (False, True):
        ops = ListOps(data, garbage)
        if hasattr(node, "decide"):
            said = [node.decide(record) for record in records]
            codes = node.codes(ops)
            column = codes if isinstance(codes, list) else [codes] * len(records)
        else:
            said = [node.holds(record) for record in records]
            column = pair_of(*(side if isinstance(side, list) else [side] * len(records) for side in node.pair(ops)))
        assert column == said
        assert [node.explain(record).outcome for record in records] == said
        found = said
    return found


def spread(name: str, *values: Any) -> list[SimpleNamespace]:
    return [SimpleNamespace(**{name: value}) for value in values]


A = Field("a")
POSITIVE = Compare(A, ">", Param(0))
TRUE, FALSE, OPEN = (Compare(Field(name), "==", Param(1)) for name in ("yes", "no", "open"))
THREE = of(yes=1, no=0, open=None)


# ---- operands


def test_field() -> None:
    field = Field("a", fact="founded", least=0)
    assert [field.read(record) for record in spread("a", None, -1, 0, 1)] == [None, None, 0, 1]
    assert [field.lacks(record) for record in spread("a", None, -1, 0)] == [("founded",), ("founded",), ()]
    assert (Field("a").fact, Field("a").least, field.ceiling(of(a=None))) == ("a", None, None)
    assert Field("a").read(of(a=-1)) == -1
    assert field.ceiling_column(ListOps({"a": [1]}, False)) == (None, False)
    assert list(field.parts()) == [field]


def test_a_field_with_a_most() -> None:
    field = Field("a", least=0, most=9)
    assert [field.read(record) for record in spread("a", None, -1, 0, 9, 10)] == [None, None, 0, 9, None]
    assert [field.exceeded_by(value) for value in (9, 10)] == [False, True]
    assert not Field("a").exceeded_by(10)
    assert field.lacks(of(a=10)) == ("a",)
    for garbage in (False, True):
        ops = ListOps({"a": [None, -1, 0, 9, 10]}, garbage)
        assert field.column(ops)[1] == [False, False, True, True, False]
        assert Field("a", most=9).column(ops)[1] == [False, True, True, True, False]
    # What lies beyond is no part of what a fact between two ends can mean.
    day = Field("first", twin="last", most=5)
    assert not day.straddles(of(first=1, last=9), [6])
    assert day.straddles(of(first=1, last=9), [5, 6])


def test_field_between_two_ends() -> None:
    day = Field("first", fact="founded", twin="last")
    mark = date(2021, 2, 2)

    def straddles(first: date, last: date) -> bool:
        return day.straddles(of(first=first, last=last), [mark])

    assert straddles(date(2021, 1, 1), date(2021, 12, 31))
    assert straddles(date(2021, 2, 1), mark)
    assert not straddles(mark, date(2021, 12, 31))
    assert not straddles(date(2020, 1, 1), date(2021, 2, 1))
    assert not day.straddles(of(first=date(2020, 1, 1), last=date(2022, 1, 1)), [])
    assert not A.straddles(of(a=1), [1])
    # The other end, read from the other side.
    assert Field("last", twin="first").straddles(of(first=date(2021, 1, 1), last=date(2021, 12, 31)), [mark])


def test_param() -> None:
    param = Param(5)
    assert (param.read(of()), param.ceiling(of()), list(param.parts())) == (5, None, [])
    ops = ListOps({"a": [1]}, False)
    assert (param.column(ops), param.ceiling_column(ops)) == ((5, True), (None, False))


CAPITAL = Derived("capital", plus=("own", "borrowed"), minus=("land", "machines"))


@pytest.mark.parametrize(
    ("capital", "own", "borrowed", "land", "machines", "value", "ceiling", "lacks"),
    [
        (None, None, None, None, None, None, None, ("capital",)),
        (7, None, None, None, None, 7, None, ()),
        (7, 1, 1, 1, 1, 7, None, ()),
        (-7, 9, 1, 1, 1, 8, None, ()),
        (None, 9, 1, 1, 1, 8, None, ()),
        (None, 9, 1, 10, 0, 0, None, ()),
        (None, 9, 1, 10, 1, None, None, ("capital",)),
        (None, 9, 1, None, 1, None, 9, ("land",)),
        (None, 9, 1, None, None, None, 10, ("land", "machines")),
        (None, 9, 1, -5, 1, None, 9, ("land",)),
        (None, 9, 1, None, 11, None, None, ("land",)),
        (None, 9, 1, None, 10, None, 0, ("land",)),
        (None, 9, None, 1, 1, None, None, ("borrowed",)),
        (None, None, 1, None, 1, None, None, ("own", "land")),
        (-1, 9, 1, None, 1, None, 9, ("land",)),
    ],
)
def test_derived(
    capital: Any, own: Any, borrowed: Any, land: Any, machines: Any, value: Any, ceiling: Any, lacks: Any
) -> None:
    record = of(capital=capital, own=own, borrowed=borrowed, land=land, machines=machines)
    assert (CAPITAL.read(record), CAPITAL.ceiling(record), CAPITAL.lacks(record)) == (value, ceiling, lacks)
    assert not CAPITAL.straddles(record, [0])
    for garbage in (False, True):
        ops = ListOps({name: [there] for name, there in vars(record).items()}, garbage)
        column, known = CAPITAL.column(ops)
        assert known == [value is not None]
        assert value is None or column == [value]
        most, has = CAPITAL.ceiling_column(ops)
        assert has == [ceiling is not None]
        assert ceiling is None or most == [ceiling]


@pytest.mark.parametrize(
    ("there", "column", "ceiling"),
    [
        ({}, (None, False), (None, False)),
        ({"capital": [5]}, ([5], [True]), (None, False)),
        ({"capital": [5], "own": [9]}, ([5], [True]), (None, False)),
        ({"own": [9], "borrowed": [1]}, (None, False), ([10], [True])),
        ({"own": [9], "borrowed": [1], "land": [2]}, (None, False), ([8], [True])),
        ({"own": [9], "borrowed": [1], "land": [2], "machines": [3]}, ([5], [True]), ([5], [False])),
        ({"capital": [5], "own": [9], "borrowed": [1]}, ([5], [True]), ([10], [False])),
    ],
)
def test_derived_with_absent_columns(there: dict[str, list[int]], column: Any, ceiling: Any) -> None:
    ops = ListOps(there, False)
    ops.height = 1
    assert CAPITAL.column(ops) == column
    assert CAPITAL.ceiling_column(ops) == ceiling


def test_derived_is_read_from_the_amount_and_its_parts() -> None:
    assert CAPITAL.inputs == ("capital", "own", "borrowed", "land", "machines")
    assert list(CAPITAL.parts()) == [CAPITAL]
    assert Field("first", fact="founded").inputs == ("founded",)


def test_derived_without_deductions_has_no_ceiling() -> None:
    total = Derived("total", plus=("own",), minus=())
    assert [total.read(of(total=None, own=own)) for own in (None, 5)] == [None, 5]
    assert total.ceiling(of(total=None, own=5)) is None
    assert total.ceiling_column(ListOps({"own": [5]}, False))[1] is False


def test_code_is_missing_unless_known() -> None:
    outcomes = spread("a", 0, 1, 2, 3)
    table = FirstMatch(
        tuple((Compare(A, "==", Param(n)), code) for n, code in enumerate((2, UNKNOWN, INDETERMINATE))), NOT_IN_FORCE
    )
    assert [Code(table).read(record) for record in outcomes] == [2, None, None, None]
    assert [Code(FirstMatch((), code)).column(ListOps({"a": [1]}, False)) for code in (0, 3, UNKNOWN)] == [
        (0, True),
        (3, True),
        (-1, False),
    ]
    assert (Code(table).ceiling(outcomes[0]), Code(table).ceiling_column(ListOps({"a": [1]}, False))) == (
        None,
        (None, False),
    )
    assert list(Code(table).parts()) == [table]


def test_fact_of() -> None:
    assert fact_of(Field("first", fact="founded")) == "founded"
    assert fact_of(CAPITAL) == "capital"
    assert fact_of(Param(1)) is fact_of(Code(FirstMatch((), 0))) is None


# ---- predicates


@pytest.mark.parametrize(
    ("sign", "below", "on", "above"),
    [
        ("<=", True, True, False),
        ("<", True, False, False),
        (">=", False, True, True),
        (">", False, False, True),
        ("==", False, True, False),
        ("!=", True, False, True),
    ],
)
def test_compare(sign: Any, below: bool, on: bool, above: bool) -> None:
    assert both_readings(Compare(A, sign, Param(5)), spread("a", 4, 5, 6, None)) == [below, on, above, None]
    table = Banded(A, Bands(("x", "y", "z"), (Bound(4), Bound(5))))
    assert both_readings(Compare(Code(table), sign, Param(1)), spread("a", 4, 5, 6, None)) == [below, on, above, None]
    # Two classes against each other, and two that fold to one for every row.
    other = Code(Banded(Field("b"), Bands(("x", "y", "z"), (Bound(4), Bound(5)))))
    rows = [of(a=a, b=b) for a, b in ((4, 5), (5, 5), (6, 5), (None, 5), (5, None))]
    assert both_readings(Compare(Code(table), sign, other), rows) == [below, on, above, None, None]
    for code, expected in ((0, below), (1, on), (2, above), (UNKNOWN, None)):
        assert both_readings(Compare(Code(FirstMatch((), code)), sign, Code(FirstMatch((), 1))), spread("a", 1)) == [
            expected
        ]
        assert both_readings(Compare(Code(FirstMatch((), 1)), sign, Code(FirstMatch((), UNKNOWN))), spread("a", 1)) == [
            None
        ]
    for value, expected in ((4, below), (5, on), (6, above)):
        assert both_readings(Compare(Param(value), sign, Param(5)), spread("a", 1)) == [expected]


def test_compare_of_an_absent_column_is_unknown() -> None:
    assert Compare(A, "<=", Param(5)).pair(ListOps({"b": [1]}, False)) == (False, False)
    assert OneOf(A, (5,)).pair(ListOps({"b": [1]}, False)) == (False, False)
    assert Known(A).pair(ListOps({"b": [1]}, False)) == (False, True)


@pytest.mark.parametrize(
    ("sign", "settled"),
    [
        ("<=", (True, True, None)),
        ("<", (True, None, None)),
        (">=", (None,) * 3),
        (">", (None,) * 3),
        ("==", (None,) * 3),
        ("!=", (None,) * 3),
    ],
)
def test_a_ceiling_settles_what_lies_below_a_bound(sign: Any, settled: tuple[bool | None, ...]) -> None:
    capital = Derived("capital", plus=("own",), minus=("land",))
    rows = [of(capital=None, own=own, land=None) for own in (4, 5, 6)]
    assert both_readings(Compare(capital, sign, Param(5)), rows) == list(settled)


@pytest.mark.parametrize(
    ("left", "right"),
    [(A, Field("b")), (A, Code(FirstMatch((), 0))), (Param(1), Code(FirstMatch((), 0))), (Param(1), A)],
)
def test_compare_refuses_what_probing_could_not_vary(left: Any, right: Any) -> None:
    with pytest.raises(TypeError, match="Param on the right, or a Code on both sides"):
        Compare(left, "<=", right)


def test_one_of() -> None:
    assert both_readings(OneOf(A, (1, 3)), spread("a", 0, 1, 3, None)) == [False, True, True, None]
    assert both_readings(OneOf(A, ()), spread("a", 0, None)) == [False, None]
    assert both_readings(OneOf(Field("w"), ("cv",)), spread("w", "cv", "pt", None)) == [True, False, None]
    for code, expected in ((0, True), (2, False), (UNKNOWN, None)):
        assert both_readings(OneOf(Code(FirstMatch((), code)), (0, 1)), spread("a", 1)) == [expected]


def test_known_and_surely_are_two_valued() -> None:
    assert both_readings(Known(A), spread("a", 0, None)) == [True, False]
    assert both_readings(Surely(POSITIVE), spread("a", 1, 0, None)) == [True, False, False]
    assert both_readings(Known(Code(FirstMatch((), UNKNOWN))), spread("a", 1)) == [False]
    assert both_readings(Known(Code(FirstMatch((), 0))), spread("a", 1)) == [True]


def test_not_swaps_the_pair() -> None:
    # Trap 10: the negation of a comparison with a missing cell stays missing.
    assert both_readings(Not(POSITIVE), spread("a", 1, 0, None)) == [False, True, None]


@pytest.mark.parametrize(
    ("count", "parts", "expected"),
    [
        (0, (), True),
        (1, (), False),
        (-1, (FALSE,), True),
        (0, (FALSE,), True),
        (1, (TRUE,), True),
        (1, (FALSE,), False),
        (1, (OPEN,), None),
        (2, (TRUE,), False),
        (1, (TRUE, OPEN), True),
        (1, (FALSE, OPEN), None),
        (2, (TRUE, OPEN), None),
        (2, (FALSE, OPEN), False),
        (2, (TRUE, TRUE), True),
        (2, (TRUE, FALSE, OPEN), None),
        (2, (TRUE, OPEN, TRUE), True),
        (2, (FALSE, OPEN, FALSE), False),
        (3, (TRUE, TRUE, FALSE), False),
        (2, (OPEN, OPEN, FALSE), None),
    ],
)
def test_at_least(count: int, parts: tuple[Any, ...], expected: bool | None) -> None:
    assert both_readings(AtLeast(count, parts), [THREE]) == [expected]


def test_functions_over_at_least() -> None:
    assert both_readings(AllOf(TRUE, OPEN), [THREE]) == [None]
    assert both_readings(AllOf(FALSE, OPEN), [THREE]) == [False]
    assert both_readings(AnyOf(TRUE, OPEN), [THREE]) == [True]
    assert both_readings(AnyOf(FALSE, OPEN), [THREE]) == [None]
    assert both_readings(AnyOf(), [THREE]) == [False]
    assert both_readings(Between(A, Param(2), Param(4)), spread("a", 1, 2, 4, 5, None)) == [
        False,
        True,
        True,
        False,
        None,
    ]


def test_steps_of_predicates() -> None:
    provision = pk.law.history("pp-7-2021/micro/sales")[0].provision
    step = Compare(Field("first", fact="founded"), ">=", Param(date(2021, 2, 2), provision)).explain(
        of(first=date(2021, 2, 1))
    )
    assert (step.kind, step.outcome, step.name, step.value, step.sign, step.limit) == (
        "compare", False, "founded", date(2021, 2, 1), ">=", date(2021, 2, 2),
    )  # fmt: skip
    assert step.provision is provision
    codes = Compare(Code(FirstMatch((), 0)), "==", Code(FirstMatch((), 1))).explain(of())
    assert (codes.name, codes.value, codes.limit, codes.provision) == (None, 0, 1, None)
    step = OneOf(A, (1, 2), provision).explain(of(a=1))
    assert (step.kind, step.outcome, step.name, step.value, step.limit, step.provision) == (
        "one_of",
        True,
        "a",
        1,
        (1, 2),
        provision,
    )
    step = Known(A).explain(of(a=None))
    assert (step.kind, step.outcome, step.name) == ("known", False, "a")
    nested = AtLeast(1, (Not(Surely(Known(A))),)).explain(of(a=1))
    assert [(part.kind, part.outcome) for part in nested.walk()] == [
        ("at_least", False),
        ("not", False),
        ("surely", True),
        ("known", True),
    ]
    assert nested.limit == 1


def test_parts_of_predicates() -> None:
    left, right = Code(FirstMatch((), 0)), Code(FirstMatch((), 1))
    assert list(Compare(left, "==", right).parts()) == [left, right]
    for node in (Known(A), OneOf(A, ())):
        assert list(node.parts()) == [A]
    for wrapped in (Not(POSITIVE), Surely(POSITIVE), AllOf(POSITIVE)):
        assert list(wrapped.parts()) == [POSITIVE]


# ---- tables


SIZES = Bands(("x", "y", "z"), (Bound(10), Bound(20, inclusive=False)))


def test_banded() -> None:
    assert both_readings(Banded(A, SIZES), spread("a", 9, 10, 11, 19, 20, None)) == [0, 0, 1, 1, 2, UNKNOWN]
    assert both_readings(Banded(A, SIZES, classes=(7, 5, 3)), spread("a", 10, 19, 20, None)) == [7, 5, 3, UNKNOWN]
    assert Banded(A, SIZES).codes(ListOps({"b": [1]}, False)) == UNKNOWN


@pytest.mark.parametrize("outside", [INDETERMINATE, UNKNOWN, NOT_IN_FORCE])
def test_banded_outside(outside: int) -> None:
    closed = Bands(("x", "y"), (Bound(10), Bound(20)), floor=Bound(5))
    assert both_readings(Banded(A, closed, outside=outside), spread("a", 4, 5, 10, 11, 20, 21, None)) == [
        outside, 0, 0, 1, 1, outside, UNKNOWN,
    ]  # fmt: skip


def test_banded_outside_is_indeterminate_unless_said_otherwise() -> None:
    assert Banded(A, Bands(("x",), (Bound(1),))).decide(of(a=2)) == INDETERMINATE


def test_banded_may_name_a_class_for_what_lies_outside() -> None:
    closed = Banded(A, Bands(("x", "y"), (Bound(10), Bound(20))), outside=3)
    assert both_readings(closed, spread("a", 10, 20, 21)) == [0, 1, 3]


def test_banded_of_a_value_of_law_or_of_a_class() -> None:
    assert both_readings(Banded(Param(11), SIZES), spread("a", 1)) == [1]
    sizes = Code(Banded(A, SIZES))
    assert both_readings(Banded(sizes, Bands(("x", "y"), (Bound(0),))), spread("a", 10, 11, None)) == [0, 1, UNKNOWN]


def test_banded_with_a_class_that_leaves_it_open() -> None:
    # One amount is a class of its own, and open: below it, it, above it.
    bands = Bands(("x", "on", "y"), (Bound(10, inclusive=False), Bound(10)))
    assert both_readings(Banded(A, bands, classes=(0, INDETERMINATE, 1)), spread("a", 9, 10, 11, None)) == [
        0, INDETERMINATE, 1, UNKNOWN,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [FirstMatch, UniqueMatch])
def test_a_code_is_made_a_column_only_where_it_differs_by_row(kind: Any) -> None:
    made: list[Any] = []

    class Noting(ListOps):
        def code(self, value: Any) -> list[int]:
            made.append(value)
            return super().code(value)

    ops = Noting({"a": [1, -1]}, False)
    assert kind(((POSITIVE, 0),), 1).codes(ops) == [0, 1]
    assert made == [[0, 1]]
    # An absent column, and a condition that never holds: one plain code for every row.
    assert kind(((Compare(Field("b"), ">", Param(0)), 0),), 1).codes(ops) == UNKNOWN
    assert kind(((Known(Field("b")), 0),), 1).codes(ops) == 1
    assert len(made) == 1
    assert Banded(A, SIZES).codes(ops) == [0, 0]
    assert len(made) == 2
    assert Banded(Field("b"), SIZES).codes(ops) == UNKNOWN
    assert len(made) == 2


def test_banded_by_a_ceiling() -> None:
    capital = Derived("capital", plus=("own",), minus=("land",))
    rows = [of(capital=None, own=own, land=None) for own in (9, 10, 11)]
    assert both_readings(Banded(capital, SIZES, classes=(4, 5, 6)), rows) == [4, 4, UNKNOWN]
    below = Bands(("x", "y"), (Bound(10, inclusive=False),))
    assert both_readings(Banded(capital, below), rows) == [0, UNKNOWN, UNKNOWN]
    # With a floor the deduction may take the amount below it.
    floored = Bands(("x", "y"), (Bound(10),), floor=Bound(0))
    assert both_readings(Banded(capital, floored), rows) == [UNKNOWN] * 3


def test_banded_of_one_class_without_a_bound_by_a_ceiling() -> None:
    capital = Derived("capital", plus=("own",), minus=("land",))
    all_ = Banded(capital, Bands(("x",), ()))
    assert len(set(both_readings(all_, [of(capital=None, own=9, land=None)]))) == 1


def test_steps_of_banded() -> None:
    provisions = tuple(value.provision for value in pk.law.history("pp-7-2021/micro/sales") * 3)
    table = Banded(A, SIZES, provisions)
    low, middle, high = (table.explain(of(a=a)) for a in (10, 11, 20))
    assert [(s.sign, s.limit, s.value, s.name) for s in low.children] == [("<=", 10, 10, "a")]
    assert [(s.sign, s.limit, s.value, s.name) for s in middle.children] == [(">", 10, 11, "a"), ("<", 20, 11, "a")]
    assert [(s.sign, s.limit, s.value, s.name) for s in high.children] == [(">=", 20, 20, "a")]
    assert all(s.kind == "bound" and s.outcome is True and s.provision is provisions[0] for s in middle.children)
    assert (middle.kind, middle.outcome, middle.value, middle.provision) == ("banded", 1, 11, provisions[0])
    missing = table.explain(of(a=None))
    assert (missing.outcome, missing.name, missing.value, missing.children) == (UNKNOWN, "a", None, ())
    assert Banded(A, SIZES).explain(of(a=1)).provision is None
    capital = Derived("capital", plus=("own",), minus=("land",))
    # The lower bound of a class may have a source of its own.
    own = pk.law.history("uu-20-2008/micro/sales")[0].provision
    lowered = Banded(A, SIZES, provisions, lowers={2: own})
    assert [step.provision for step in lowered.explain(of(a=20)).children] == [own]
    assert [step.provision for step in lowered.explain(of(a=11)).children] == [provisions[0], provisions[1]]
    outside = Banded(A, Bands(("x",), (Bound(1),)), provisions).explain(of(a=2))
    assert (outside.outcome, outside.value, outside.provision) == (INDETERMINATE, 2, provisions[0])
    assert [(s.sign, s.limit, s.value, s.outcome, s.provision) for s in outside.children] == [
        (">", 1, 2, True, provisions[0])
    ]
    for inclusive, sign in ((True, ">="), (False, ">")):
        floored = Banded(A, Bands(("x",), (Bound(9, inclusive=False),), Bound(2, inclusive=inclusive)), provisions)
        (below,) = floored.explain(of(a=1)).children
        assert (below.sign, below.limit, below.outcome, below.provision) == (sign, 2, False, provisions[0])
        (above,) = floored.explain(of(a=9)).children
        assert (above.sign, above.limit, above.outcome) == (">=", 9, True)
    step = Banded(capital, SIZES).explain(of(capital=None, own=9, land=None))
    assert (step.outcome, step.name, step.value) == (0, "capital", 9)
    assert list(table.parts()) == [A]


def test_the_step_of_a_class_shows_its_own_source() -> None:
    first, second = (pk.law.history(key)[0].provision for key in ("uu-20-2008/micro/sales", "pp-7-2021/micro/sales"))
    table = Banded(A, Bands(("x", "y"), (Bound(10),)), (first, second), (3, 0))
    assert table.explain(of(a=10)).provision is first
    assert table.explain(of(a=11)).provision is second


def test_first_match() -> None:
    rows = ((Compare(A, "==", Param(1)), 5), (Compare(A, "<=", Param(2)), FirstMatch((), INDETERMINATE)))
    assert both_readings(FirstMatch(rows, otherwise=9), spread("a", 1, 2, 3, None)) == [5, INDETERMINATE, 9, UNKNOWN]
    assert both_readings(FirstMatch(rows, otherwise=Banded(A, SIZES)), spread("a", 1, 3, 25)) == [5, 0, 2]
    assert both_readings(FirstMatch((), otherwise=NOT_IN_FORCE), spread("a", 1)) == [NOT_IN_FORCE]


def test_an_unknown_row_blocks_and_a_crisp_one_cannot() -> None:
    assert both_readings(FirstMatch(((OPEN, 0), (TRUE, 1)), 2), [THREE]) == [UNKNOWN]
    assert both_readings(FirstMatch(((TRUE, 1), (OPEN, 0)), 2), [THREE]) == [1]
    assert both_readings(FirstMatch(((Surely(OPEN), 0), (TRUE, 1)), 2), [THREE]) == [1]
    assert both_readings(FirstMatch(((Known(Field("open")), 0),), 2), [THREE]) == [2]


def test_unique_match() -> None:
    rows = ((Compare(A, "<=", Param(15)), 0), (Compare(A, ">=", Param(15)), Banded(A, SIZES)))
    assert both_readings(UniqueMatch(rows, otherwise=9), spread("a", 14, 15, 16, None)) == [
        0,
        INDETERMINATE,
        1,
        UNKNOWN,
    ]
    assert both_readings(UniqueMatch((), otherwise=4), spread("a", 1)) == [4]
    assert both_readings(UniqueMatch((), otherwise=Banded(A, SIZES)), spread("a", 1, None)) == [0, UNKNOWN]
    assert both_readings(UniqueMatch(((FALSE, 0),), otherwise=4), [THREE]) == [4]


def test_unique_match_with_an_unknown_row() -> None:
    assert both_readings(UniqueMatch(((TRUE, 0), (OPEN, 1)), 2), [THREE]) == [UNKNOWN]
    assert both_readings(UniqueMatch(((FALSE, 0), (OPEN, 1)), 2), [THREE]) == [UNKNOWN]
    assert both_readings(UniqueMatch(((TRUE, 0), (OPEN, 1), (TRUE, 1)), 2), [THREE]) == [INDETERMINATE]
    assert both_readings(UniqueMatch(((FALSE, 0), (TRUE, 1), (FALSE, 2)), 3), [THREE]) == [1]


def test_steps_and_parts_of_tables() -> None:
    inner = Banded(A, SIZES)
    table = FirstMatch(((POSITIVE, inner), (Known(A), 1)), FirstMatch((), 7))
    assert [(s.kind, s.outcome) for s in table.explain(of(a=5)).children] == [("compare", True), ("banded", 0)]
    assert [(s.kind, s.outcome) for s in table.explain(of(a=0)).children] == [("compare", False), ("known", True)]
    assert [(s.kind, s.outcome) for s in table.explain(of(a=None)).children] == [("compare", None)]
    fallen = FirstMatch(((POSITIVE, 0),), inner).explain(of(a=-1))
    assert [(s.kind, s.outcome) for s in fallen.children] == [("compare", False), ("banded", 0)]
    assert list(table.parts()) == [POSITIVE, inner, table.rows[1][0], table.otherwise]
    assert list(FirstMatch(((POSITIVE, 0),), 1).parts()) == [POSITIVE]
    unique = UniqueMatch(((POSITIVE, inner),), 1)
    assert [s.kind for s in unique.explain(of(a=5)).walk()][:2] == ["unique_match", "compare"]
    assert list(unique.parts()) == [POSITIVE, inner]
    provision = pk.law.history("pp-7-2021/micro/sales")[0].provision
    for kind in (FirstMatch, UniqueMatch):
        assert kind((), 0, provision).explain(of()).provision is provision
    assert FirstMatch(((OPEN, 0),), 0, provision).explain(THREE).provision is provision


def test_the_step_of_a_unique_match_shows_the_table_it_settled_on() -> None:
    inner = Banded(A, SIZES)
    step = UniqueMatch(((POSITIVE, inner),), 1).explain(of(a=5))
    assert "banded" in [part.kind for part in step.walk()]


REASONS = (UNKNOWN, INDETERMINATE, NOT_IN_FORCE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((0,), 0),
        ((2, 2), 2),
        ((1, 1, 1), 1),
        ((0, 1), "differ"),
        ((0, 0, 1), "differ"),
        ((0, UNKNOWN), UNKNOWN),
        ((UNKNOWN, UNKNOWN), UNKNOWN),
        # Two that are known differ already: what the third says cannot mend it, unless it leaves it open.
        ((0, 1, UNKNOWN), "differ"),
        ((UNKNOWN, 0, 1), "differ"),
        ((0, INDETERMINATE), INDETERMINATE),
        ((0, 0, INDETERMINATE), INDETERMINATE),
        ((0, 1, INDETERMINATE), INDETERMINATE),
        ((UNKNOWN, INDETERMINATE), INDETERMINATE),
        # What is not in force might have said something else.
        ((0, NOT_IN_FORCE), INDETERMINATE),
        ((NOT_IN_FORCE, NOT_IN_FORCE), INDETERMINATE),
        ((UNKNOWN, NOT_IN_FORCE), INDETERMINATE),
    ],
)
@pytest.mark.parametrize("differ", [INDETERMINATE, UNKNOWN])
def test_agreed(said: tuple[int, ...], expected: Any, differ: int) -> None:
    code = differ if expected == "differ" else expected
    # Tables that say the same of every record fold away; those that differ by row are compared row by row.
    assert both_readings(Agreed(tuple(FirstMatch((), one) for one in said), differ), spread("a", 1)) == [code]
    names = tuple("abcdef"[: len(said)])
    tables = tuple(
        FirstMatch(tuple((Compare(Field(name), "==", Param(one)), one) for one in (0, 1, 2, *REASONS)), 9)
        for name in names
    )
    row = of(**dict(zip(names, said, strict=True)))
    assert both_readings(Agreed(tables, differ), [row, of(**dict.fromkeys(names, 1)), row]) == [code, 1, code]
    mixed = (FirstMatch((), said[0]), *tables[1:])
    assert both_readings(Agreed(mixed, differ), [row, row]) == [code, code]


def test_agreed_is_indeterminate_where_tables_differ_unless_said_otherwise() -> None:
    assert Agreed((FirstMatch((), 0), FirstMatch((), 1))).decide(of()) == INDETERMINATE


def test_steps_and_parts_of_what_is_agreed() -> None:
    provision = pk.law.history("pp-7-2021/micro/sales")[0].provision
    tables = (Banded(A, SIZES), Banded(Field("b"), SIZES))
    node = Agreed(tables, provision=provision)
    step = node.explain(of(a=10, b=11))
    assert (step.kind, step.outcome, step.provision) == ("agreed", INDETERMINATE, provision)
    assert [(part.kind, part.outcome, part.name) for part in step.children] == [("banded", 0, "a"), ("banded", 1, "b")]
    assert list(node.parts()) == list(tables)


def test_a_raw_code_tells_why_there_is_no_class() -> None:
    table = FirstMatch(tuple((Compare(A, "==", Param(code)), code) for code in (*REASONS, 3)), UNKNOWN)
    rows = spread("a", *REASONS, 3, None)
    raw = Code(table, raw=True)
    assert [raw.read(row) for row in rows] == [*REASONS, 3, UNKNOWN]
    open_ = OneOf(raw, (INDETERMINATE, NOT_IN_FORCE))
    assert both_readings(open_, rows) == [False, True, True, False, False]
    for code, expected in ((UNKNOWN, False), (INDETERMINATE, True), (0, False)):
        assert both_readings(OneOf(Code(FirstMatch((), code), raw=True), (INDETERMINATE,)), spread("a", 1)) == [
            expected
        ]
    assert (raw.ceiling(rows[0]), raw.ceiling_column(ListOps({"a": [1]}, False))) == (None, (None, False))
    assert list(raw.parts()) == [table]


def test_outcomes() -> None:
    table = FirstMatch((), 3)
    assert (settle(2, of()), settle(table, of())) == (2, 3)
    ops = ListOps({"a": [1]}, False)
    assert (outcome_codes(2, ops), outcome_codes(table, ops)) == (2, 3)


def test_a_shared_node_is_built_once_for_a_frame() -> None:
    # Trap 28: what is asked twice is kept.
    asked = []

    class Counting(ListOps):
        def column(self, name: str) -> Any:
            asked.append(name)
            return super().column(name)

    shared = Banded(A, SIZES)
    rows = tuple((Compare(Code(shared), "==", Param(code)), shared) for code in range(3))
    for table in (FirstMatch(rows, shared), UniqueMatch(rows, shared), Agreed((shared, FirstMatch(rows, shared)))):
        asked.clear()
        ops = Counting({"a": [5, 15, 25]}, False)
        assert table.codes(ops) == [0, 1, 2]
        assert table.codes(ops) == [0, 1, 2]
        assert asked == ["a"]


def test_a_step_is_plain_json() -> None:
    provision = pk.law.history("pp-7-2021/micro/sales")[0].provision
    step = OneOf(Field("d"), (date(2021, 2, 2), 5, None, True, "x"), provision).explain(of(d=date(2021, 2, 2)))
    plain = step.to_dict()
    assert plain == {
        "kind": "one_of", "outcome": True, "name": "d", "value": "2021-02-02", "sign": None,
        "limit": ["2021-02-02", 5, None, True, "x"], "provision": provision.to_dict(), "children": [],
    }  # fmt: skip
    assert Not(POSITIVE).explain(of(a=1)).to_dict()["children"][0]["kind"] == "compare"
