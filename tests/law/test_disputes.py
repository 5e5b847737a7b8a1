"""Days on which it is open whether the older law still holds or the newer one already does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import plut_kumkm as pk
from plut_kumkm.law.regimes import Criterion, Dispute, Gap, Regime, regimes_in
from tests.law.own import BANDS, OWN, ROWS, SCHEME
from tests.law.perda import CITED, INSTRUMENT, REGIME, load, spoilt

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
Line = list[tuple[str, date | None, date | None]]


def line(book: pk.law.LawBook, of: str = "own") -> Line:
    return [(stretch.id, stretch.span.since, stretch.span.until) for stretch in book.stretches[of]]


def moved(since: str, until: str, perhaps: str = "2028-01-01") -> str:
    """Return the made-up scheme with another span of its first regime, and another beginning of the dispute."""
    first = BANDS.replace("since = 2027-07-01\nuntil = 2028-06-30", f"since = {since}\nuntil = {until}")
    return INSTRUMENT + SCHEME + first + ROWS.replace("perhaps_from = 2028-01-01", f"perhaps_from = {perhaps}")


D = date.fromisoformat
NEWER = ("own-2", D("2028-07-01"), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            OWN,
            [
                ("own-1", D("2027-07-01"), D("2027-12-31")),
                ("own-1|own-2", D("2028-01-01"), D("2028-06-30")),
                NEWER,
            ],
        ),
        # Nothing was there before.
        (INSTRUMENT + SCHEME + ROWS, [("own-2", D("2028-01-01"), D("2028-06-30")), NEWER]),
        # The older began within the dispute, and all of it is disputed.
        (
            moved("2028-03-01", "2028-06-30"),
            [
                ("own-2", D("2028-01-01"), D("2028-02-29")),
                ("own-1|own-2", D("2028-03-01"), D("2028-06-30")),
                NEWER,
            ],
        ),
        # It began on the second day of it: on the first nothing else holds.
        (
            moved("2028-01-02", "2028-06-30"),
            [
                ("own-2", D("2028-01-01"), D("2028-01-01")),
                ("own-1|own-2", D("2028-01-02"), D("2028-06-30")),
                NEWER,
            ],
        ),
        # The older ended within it: afterwards the newer holds, or nothing does.
        (
            moved("2027-07-01", "2028-02-29"),
            [
                ("own-1", D("2027-07-01"), D("2027-12-31")),
                ("own-1|own-2", D("2028-01-01"), D("2028-02-29")),
                ("own-2", D("2028-03-01"), D("2028-06-30")),
                NEWER,
            ],
        ),
        # It ended before.
        (
            moved("2027-07-01", "2027-12-31"),
            [
                ("own-1", D("2027-07-01"), D("2027-12-31")),
                ("own-2", D("2028-01-01"), D("2028-06-30")),
                NEWER,
            ],
        ),
        # One day.
        (
            moved("2027-07-01", "2028-06-30", "2028-06-30"),
            [
                ("own-1", D("2027-07-01"), D("2028-06-29")),
                ("own-1|own-2", D("2028-06-30"), D("2028-06-30")),
                NEWER,
            ],
        ),
    ],
)
def test_the_line_of_a_regime_that_may_hold_earlier(text: str, expected: Line, tmp_path: Path) -> None:
    book = load(tmp_path, text)
    assert line(book) == expected
    assert book.breaks("own") == tuple(since for _, since, _ in expected)
    for id_, since, until in expected:
        assert since is not None
        for day in (since, until or D("2099-01-01")):
            held = book.at("own", day)
            assert held is not None
            assert held.id == id_
    assert book.at("own", expected[0][1] - DAY) is None  # type: ignore[operator] # each begins on a day
    # By name there are two regimes, whatever is disputed.
    names = [name for name in book.schemes() if name.startswith("own")]
    assert names == (["own", "own-2"] if BANDS[:30] not in text else ["own", "own-1", "own-2"])


def test_the_sides_of_a_dispute(tmp_path: Path) -> None:
    dispute = load(tmp_path, OWN).at("own", D("2028-01-01"))
    assert isinstance(dispute, Dispute)
    assert isinstance(dispute.older, Regime)
    assert [side.id for side in dispute.sides] == ["own-1", "own-2"]
    assert dispute.older.span == dispute.span
    assert (dispute.of, dispute.provision) == ("own", dispute.newer.provision)
    # What may still hold; that which may hold already has days of its own.
    assert [regime.id for regime in regimes_in(dispute)] == ["own-1"]
    alone = load(tmp_path, INSTRUMENT + SCHEME + ROWS).at("own", D("2028-01-01"))
    assert isinstance(alone, Dispute)
    assert (alone.older, [side.id for side in alone.sides], list(regimes_in(alone))) == (None, ["own-2"], [])
    gap = pk.law.book().at("tier", D("2020-12-01"))
    assert gap is not None
    assert list(regimes_in(gap)) == []


def test_the_numbers_of_the_older_go_on_into_the_dispute(tmp_path: Path) -> None:
    book = load(tmp_path, OWN)
    (workers,) = book.history("own-1/middle/workers")
    assert (workers.span.since, workers.span.until) == (D("2027-07-01"), D("2028-06-30"))
    (fee,) = book.history("own-2/fee")
    assert (fee.span.since, fee.span.until) == (D("2028-07-01"), None)


def test_a_dispute_with_a_gap(tmp_path: Path) -> None:
    gap = f'[[gap]]\nid = "celah"\nof = "own"\nsince = 2027-07-01\nuntil = 2028-06-30\n{CITED}'
    book = load(tmp_path, INSTRUMENT + SCHEME + ROWS + gap)
    assert [id_ for id_, _, _ in line(book)] == ["celah", "celah|own-2", "own-2"]
    dispute = book.at("own", D("2028-06-30"))
    assert isinstance(dispute, Dispute)
    assert isinstance(dispute.older, Gap)
    assert list(regimes_in(dispute)) == []


THIRD = f"""
[[regime]]
id = "own-3"
of = "own"
title = "Golongan ketiga"
perhaps_from = 2028-03-01
since = 2029-01-01
classes = ["low", "middle", "high"]
{CITED}
[regime.criterion.sales]
unit = "IDR"
pinpoint = "Pasal 2"
grade = "primary"
residual = "high"
bounds = [{{ class = "low", upto = 10 }}]
"""


def test_a_dispute_over_a_dispute(tmp_path: Path) -> None:
    for text in (BANDS + ROWS + THIRD, THIRD + ROWS + BANDS):
        book = load(tmp_path, INSTRUMENT + SCHEME + text)
        assert [id_ for id_, _, _ in line(book)] == [
            "own-1", "own-1|own-2", "own-1|own-2|own-3", "own-2|own-3", "own-3",
        ]  # fmt: skip
        both = book.at("own", D("2028-03-01"))
        assert isinstance(both, Dispute)
        assert isinstance(both.older, Dispute)
        assert both.older.span == both.span
        assert [regime.id for regime in regimes_in(both)] == ["own-1"]


# ---- layers over a dispute


def change(key: str, since: str, until: str = "") -> str:
    ends = f"until = {until}\n" if until else ""
    return f'[[change]]\nkey = "{key}"\nupto = 60\nsince = {since}\n{ends}{CITED}'


def test_a_change_before_the_dispute_goes_on_into_it(tmp_path: Path) -> None:
    book = load(tmp_path, OWN + change("own-1/middle/workers", "2027-10-01"))
    old, new = book.history("own-1/middle/workers")
    assert (old.value, old.span.until) == (50, D("2027-09-30"))
    assert (new.value, new.span.since, new.span.until) == (60, D("2027-10-01"), D("2028-06-30"))
    assert [id_ for id_, _, _ in line(book)] == ["own-1", "own-1", "own-1|own-2", "own-2"]
    assert line(book)[2:] == line(load(tmp_path, OWN))[1:]


def test_a_change_brings_its_own_source_to_both_sides_of_its_bound(tmp_path: Path) -> None:
    def workers(text: str) -> Criterion:
        return load(tmp_path, OWN + text).regime("own-1").criteria["workers"]

    # Of the class above, the lower bound had been seen by itself: what was seen was the old number.
    assert list(workers(change("own-1/middle/workers", "2027-10-01")).lowers) == []
    assert list(workers(change("own-1/low/workers", "2027-10-01").replace("upto = 60", "below = 9")).lowers) == [3]
    # Without a class for the rest the last bound has a source of its own, and no other class takes it.
    last = workers(change("own-1/high/workers", "2027-10-01").replace("upto = 60", "upto = 200"))
    assert [source.cite.pinpoint for source in last.provisions] == ["Pasal 2", "Pasal 2", "Pasal 2", "Pasal 4"]


def test_a_change_of_the_newer_leaves_the_dispute_alone(tmp_path: Path) -> None:
    # A regime that was split does not become doubtful up to the day of its change.
    text = (
        INSTRUMENT
        + SCHEME
        + BANDS
        + spoilt(
            THIRD, "perhaps_from = 2028-03-01\nsince = 2029-01-01", "perhaps_from = 2028-01-01\nsince = 2028-07-01"
        )
    )
    book = load(tmp_path, text + change("own-3/low/sales", "2030-01-01"))
    assert line(book)[1:] == [
        ("own-1|own-3", D("2028-01-01"), D("2028-06-30")),
        ("own-3", D("2028-07-01"), D("2029-12-31")),
        ("own-3", D("2030-01-01"), None),
    ]
    dispute = book.at("own", D("2028-01-01"))
    assert isinstance(dispute, Dispute)
    assert [side.id for side in dispute.sides] == ["own-1", "own-3"]
    facts = pk.Facts(sales=50, workers=5)
    said = [pk.classify(facts, scheme="own", on=D(day), law=book) for day in ("2028-07-01", "2029-12-31", "2030-01-01")]
    assert [verdict.unwrap().id for verdict in said] == ["high", "high", "low"]


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        (change("own-1/middle/workers", "2028-01-01"), "law.nothing_to_change"),
        (change("own-2/high/sales", "2028-01-01"), "law.nothing_to_change"),
        (f'[[end]]\nregime = "own-1"\nended = 2028-03-01\n{CITED}', "law.nothing_to_end"),
        (f'[[end]]\nregime = "own-2"\nended = 2028-03-01\n{CITED}', "law.nothing_to_end"),
    ],
)
def test_what_only_may_hold_is_neither_changed_nor_ended(layer: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, OWN + layer)
    assert caught.value.finding.code == code


def test_what_has_ended_is_no_longer_in_dispute(tmp_path: Path) -> None:
    book = load(tmp_path, OWN + f'[[end]]\nregime = "own-1"\nended = 2027-10-01\n{CITED}')
    assert line(book) == [
        ("own-1", D("2027-07-01"), D("2027-09-30")),
        ("own-1-end", D("2027-10-01"), D("2027-12-31")),
        ("own-1-end|own-2", D("2028-01-01"), D("2028-06-30")),
        NEWER,
    ]
    verdict = pk.classify(pk.Facts(workers=5), scheme="own", on=D("2028-02-01"), law=book)
    assert "own-1" not in [reading.id for reading in verdict.readings]
    three = load(
        tmp_path, INSTRUMENT + SCHEME + BANDS + ROWS + THIRD + f'[[end]]\nregime = "own-1"\nended = 2027-10-01\n{CITED}'
    )
    assert [id_ for id_, _, _ in line(three)][2:4] == ["own-1-end|own-2", "own-1-end|own-2|own-3"]


def test_the_end_of_the_newer_leaves_the_dispute(tmp_path: Path) -> None:
    book = load(tmp_path, OWN + f'[[end]]\nregime = "own-2"\nended = 2029-01-01\n{CITED}')
    assert [id_ for id_, _, _ in line(book)] == ["own-1", "own-1|own-2", "own-2", "own-2-end"]


def test_a_layer_over_the_book_may_dispute_what_is_below(tmp_path: Path) -> None:
    shipped = pk.law.book()
    text = THIRD.replace('"own"', '"kur-eligibility"').replace(
        '["low", "middle", "high"]', '["eligible", "not-eligible"]'
    )
    text = text.replace('"high"', '"not-eligible"').replace('"low"', '"eligible"')
    book = load(tmp_path, INSTRUMENT + text)
    assert line(book, "kur-eligibility") == [
        *line(shipped, "kur-eligibility")[:-1],
        ("kur-eligibility-1-2026", D("2026-02-02"), D("2028-02-29")),
        ("kur-eligibility-1-2026|own-3", D("2028-03-01"), D("2028-12-31")),
        ("own-3", D("2029-01-01"), None),
    ]
    # What both say is certain.
    for sales, expected in ((10, "eligible"), (11, None), (4_800_000_001, "not-eligible")):
        value = pk.classify(pk.Facts(sales=sales), scheme="kur-eligibility", on=D("2028-03-01"), law=book).value
        assert (None if value is None else value.id) == expected


def test_a_size_tier_is_open_while_its_law_is_in_dispute(tmp_path: Path) -> None:
    began = "since = 2027-07-01\nclasses"
    book = load(tmp_path, INSTRUMENT + spoilt(REGIME, began, f"perhaps_from = 2027-01-01\n{began}"))
    # Micro by PP 7/2021, small by the Perda.
    facts = pk.Facts(sales=1001)
    assert [pk.tier(facts, on=D(day), law=book).status for day in ("2026-12-31", "2027-01-01", "2027-06-30")] == [
        "known", "indeterminate", "indeterminate",
    ]  # fmt: skip
    verdict = pk.tier(facts, on=D("2027-01-01"), law=book)
    assert (verdict.needs, verdict.basis, verdict.is_umkm) == ((), None, None)
    assert {cite.instrument.id for cite in verdict.cites} == {"perda-1-2027", "pp-7-2021"}
    assert "PP 7/2021" in verdict.explain()
    assert "Perda Kota Contoh 1/2027" in verdict.explain()
    assert pk.tier(facts, on=D("2027-07-01"), law=book).value is pk.Tier.SMALL
