"""Communities and agreements: memberships are no people, a promise has a day and somebody who made it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from plut_kumkm.base.quantities import Quantity
from plut_kumkm.ekraf import Agreement, Commitment, Community, Party, check_agreement, forum

ON = date(2026, 6, 30)
A = Party(id="p1", name="Komunitas Contoh", role="komunitas", signed=date(2026, 1, 5))
B = Party(id="p2", name="Kampus Contoh", role="akademisi", signed=date(2026, 6, 30))


def promise(number: int = 1, **said: Any) -> Commitment:
    plain = {"id": f"c{number}", "text": "Pameran bersama", "by": ("p1",), "due": date(2026, 12, 1)}
    return Commitment(**{**plain, **said})


def agreement(*commitments: Commitment, **said: Any) -> Agreement:
    term = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    return Agreement(**{"id": "a", "parties": (A, B), "commitments": commitments, **term, **said})


@pytest.mark.parametrize(
    ("members", "umkm", "share"),
    [
        (40, 10, Fraction(1, 4)),
        (40, 0, Fraction(0)),
        (0, 0, None),
        (None, 1, None),
        (40, None, None),
        (4, 5, None),
        (4, -1, None),
    ],
)
def test_the_share_of_umkm_is_of_all_members(members: int | None, umkm: int | None, share: Fraction | None) -> None:
    assert Community(id="k", members=members, umkm_members=umkm).umkm_share == share


def test_a_forum_counts_memberships_and_names_over_whom_the_share_is() -> None:
    found = forum(
        [
            Community(id="a", members=40, umkm_members=10),
            Community(id="b", members=60, umkm_members=60),
            Community(id="c", members=20),
        ]
    )
    assert found.memberships == Quantity(120)
    assert found.umkm_share == Fraction(7, 10)
    assert (found.counted, found.communities) == (2, 3)
    with_gap = forum([Community(id="a", members=40), Community(id="b"), Community(id="c", members=-1)])
    assert with_gap.memberships == Quantity(40, "at_least")
    assert with_gap.umkm_share is None
    assert forum([]).memberships == Quantity(0)


def test_misuse_of_a_forum_raises() -> None:
    with pytest.raises(ValueError, match="communities must differ: a"):
        forum([Community(id="a"), Community(id="a")])
    with pytest.raises(TypeError, match="a Community is needed, not str"):
        forum(["a"])  # type: ignore[list-item] # the refusal is what is tested


def test_the_term_includes_both_its_days() -> None:
    one = agreement()
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [one.in_force(day) for day in days] == [False, True, True, False]
    assert agreement(since=None).in_force(ON) is None
    assert agreement(since=None).in_force(date(2027, 1, 1)) is False
    assert agreement(until=None).in_force(date(2099, 1, 1)) is True


def test_consensus_is_who_has_signed_of_all_parties() -> None:
    assert agreement().consensus(ON) == 1
    assert agreement().consensus(date(2026, 6, 29)) == Fraction(1, 2)
    assert agreement(parties=(A, Party(id="p3"))).consensus(ON) == Fraction(1, 2)
    assert agreement(parties=()).consensus(ON) is None


def test_how_far_the_commitments_are() -> None:
    one = agreement(
        promise(1, status="done", budget=5_000_000),
        promise(2, status="dropped"),
        promise(3, status="running", due=date(2026, 6, 29)),
        promise(4, due=date(2026, 6, 30), budget=0),
        promise(5, status="done", due=date(2026, 1, 1)),
    )
    assert one.progress == {"planned": 1, "running": 1, "done": 2, "dropped": 1}
    assert one.done == Fraction(2, 5)
    assert one.budgeted == Fraction(1, 5)
    assert [late.id for late in one.overdue(ON)] == ["c3"]
    assert agreement().done is None
    assert agreement().budgeted is None


def test_a_sound_agreement_has_no_findings() -> None:
    assert not len(check_agreement(agreement(promise(budget=1)), on=ON))


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"since": None}, "agreement.term_unknown", "$.since"),
        ({"since": date(2027, 1, 1), "until": date(2026, 12, 31)}, "agreement.term_reversed", "$.until"),
        ({"until": date(2026, 6, 29), "commitments": ()}, "agreement.ended", "$.until"),
        ({"parties": (), "commitments": ()}, "agreement.no_parties", "$.parties"),
        ({"parties": (A, A)}, "hub.id_twice", "$.parties[1].id"),
        ({"parties": (A, Party(id="p3"))}, "agreement.unsigned", "$.parties[1].signed"),
        ({"parties": (A, Party(id="p3", signed=date(2026, 7, 1)))}, "agreement.unsigned", "$.parties[1].signed"),
    ],
)
def test_what_is_wrong_with_an_agreement(said: dict[str, Any], code: str, where: str) -> None:
    report = check_agreement(agreement(**{"commitments": (promise(),), **said}), on=ON)
    assert [(found.code, found.where) for found in report] == [(code, where)]
    assert report[0].message("id") != report[0].message("en")


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"status": "selesai"}, "agreement.status_unknown", "$.commitments[0].status"),
        ({"by": ()}, "agreement.by_nobody", "$.commitments[0].by"),
        ({"by": ("p1", "p9")}, "agreement.by_unknown", "$.commitments[0].by[1]"),
        ({"due": None}, "agreement.no_due_day", "$.commitments[0].due"),
        ({"due": date(2027, 1, 1)}, "agreement.due_after_term", "$.commitments[0].due"),
        ({"due": date(2026, 6, 29)}, "agreement.overdue", "$.commitments[0].due"),
        ({"budget": -1}, "hub.negative", "$.commitments[0].budget"),
    ],
)
def test_what_is_wrong_with_a_commitment(said: dict[str, Any], code: str, where: str) -> None:
    report = check_agreement(agreement(promise(**said)), on=ON)
    assert [(found.code, found.where) for found in report] == [(code, where)]
    assert report[0].message("id") != report[0].message("en")


def test_ids_of_commitments_differ_and_an_open_term_bounds_no_day() -> None:
    assert check_agreement(agreement(promise(), promise()), on=ON).codes == {"hub.id_twice": 1}
    assert not len(check_agreement(agreement(promise(due=date(2099, 1, 1)), until=None), on=ON))


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="an Agreement is needed, not Party"):
        check_agreement(A, on=ON)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="on must be a date"):
        agreement().consensus("2026")  # type: ignore[arg-type] # the refusal is what is tested
