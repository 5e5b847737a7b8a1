"""The book of law: asked by day, laid in layers, compared by the law in effect."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import plut_kumkm as pk
from plut_kumkm.base import data
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.periods import Span
from plut_kumkm.law.regimes import Gap
from tests.law.perda import CHANGE, CITED, END, GAP, INSTRUMENT, PERDA, REGIME, load, spoilt

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
START = date(2027, 7, 1)


def sized(book: pk.law.LawBook, on: date, **facts: Any) -> str:
    verdict = pk.tier(pk.Facts(**facts), on=on, law=book)
    return verdict.status if verdict.value is None else verdict.value.value


def spans(book: pk.law.LawBook) -> list[tuple[str, date | None, date | None]]:
    return [(stretch.id, stretch.span.since, stretch.span.until) for stretch in book.stretches["tier"]]


SHIPPED = [
    ("uu-20-2008", date(2008, 7, 4), date(2020, 11, 1)),
    ("uu-11-2020-gap", date(2020, 11, 2), date(2021, 2, 1)),
]


# ---- the shipped book


def test_at_every_edge() -> None:
    book = pk.law.book()
    expected = {
        date(1, 1, 1): None, date(2008, 7, 3): None, date(2008, 7, 4): "uu-20-2008", date(2020, 11, 1): "uu-20-2008",
        date(2020, 11, 2): "uu-11-2020-gap", date(2021, 2, 1): "uu-11-2020-gap", date(2021, 2, 2): "pp-7-2021",
        date(9999, 12, 31): "pp-7-2021",
    }  # fmt: skip
    assert {on: None if (held := book.at("tier", on)) is None else held.id for on in expected} == expected


def test_breaks_are_the_days_on_which_something_changes() -> None:
    assert pk.law.book().breaks("tier") == (date(2008, 7, 4), date(2020, 11, 2), date(2021, 2, 2))


def test_the_book_is_read_once_and_never_changes() -> None:
    assert pk.law.book() is pk.law.book()
    with pytest.raises(TypeError):
        pk.law.book().stretches["tier"] = ()  # type: ignore[index] # read only is what is tested
    with pytest.raises(TypeError):
        pk.law.book().instruments["x"] = None  # type: ignore[index] # read only is what is tested


def test_schemes_and_regime() -> None:
    # The tier first, then the others by name, each with its regimes in order of time; gaps are not asked by name.
    book = pk.law.book()
    folders = sorted(set(data.folders("law/schemes")) - {"tier"})
    expected: list[str] = []
    for of in ("tier", *folders):
        files = [data.toml(name) for name in data.names(f"law/schemes/{of}")]
        regimes = [table for file in files for table in file.get("regime", ())]
        expected += [of, *(table["id"] for table in sorted(regimes, key=lambda table: table["since"]))]
    assert pk.law.schemes() == pk.law.schemes(law=book) == tuple(dict.fromkeys(expected))
    assert pk.law.schemes()[:3] == ("tier", "uu-20-2008", "pp-7-2021")
    assert not {"uu-11-2020-gap", "bps-se2026"} & set(pk.law.schemes())
    assert pk.law.book().regime("pp-7-2021").provision.cite.instrument.label() == "PP 7/2021"


def test_every_regime_is_found_by_its_id_in_all_its_parts() -> None:
    book = pk.law.book()
    for regime in book.regimes():
        parts = tuple(one for one in book.regimes() if one.id == regime.id)
        assert book.parts_of(regime.id) == parts
        assert book.regime(regime.id) is parts[-1]
    assert book.parts_of("kur") == ()


@pytest.mark.parametrize("path", [3, None, b"perda.toml", {"regime": []}])
def test_only_a_path_is_loaded(path: object) -> None:
    # A number would be an open file.
    with pytest.raises(TypeError, match=f"load takes the path of a TOML file.* not {type(path).__name__}"):
        pk.law.load(path)  # type: ignore[arg-type] # the refusal is what is tested


@pytest.mark.parametrize(("got", "near"), [("pp-7-2012", "did you mean pp-7-2021"), ("pp7", "pp-7-2021"), ("ω", None)])
def test_unknown_regime_names_the_nearest(got: str, near: str | None) -> None:
    with pytest.raises(KeyError) as caught:
        pk.law.book().regime(got)
    assert f"no regime {got!r}" in str(caught.value)
    assert ("did you mean" in str(caught.value)) is (near is not None)
    assert (near or "") in str(caught.value)


@pytest.mark.parametrize(("got", "near"), [("pp-7-2021/mikro/sales", "pp-7-2021/micro/sales"), ("ω", None)])
def test_unknown_key_names_the_nearest(got: str, near: str | None) -> None:
    for ask in (pk.law.history, pk.law.book().history):
        with pytest.raises(KeyError) as caught:
            ask(got)
        assert f"no key {got!r}" in str(caught.value)
        assert ("did you mean" in str(caught.value)) is (near is not None)
        assert (near or "") in str(caught.value)


def test_a_value_of_history_says_all_of_itself() -> None:
    (value,) = pk.law.history("uu-20-2008/micro/net_worth")
    assert str(value) == (
        "uu-20-2008/micro/net_worth <= 50000000 IDR (4 Juli 2008 s.d. 1 November 2020; "
        "UU 20/2008 Pasal 6 ayat (1) huruf a)"
    )
    plain = value.to_dict()
    assert (plain["value"], plain["sign"], plain["since"], plain["until"]) == (
        50_000_000,
        "<=",
        "2008-07-04",
        "2020-11-01",
    )
    assert (plain["instrument"], plain["grade"], plain["jdih"]) == ("uu-20-2008", "primary", False)
    (open_,) = pk.law.history("pp-7-2021/micro/sales")
    assert (open_.to_dict()["since"], open_.to_dict()["until"]) == ("2021-02-02", None)


def test_policy_is_one_of_the_grades() -> None:
    with pytest.raises(ValueError, match=r"policy.*certain"):
        pk.law.book().accepting("certain")  # type: ignore[arg-type] # the refusal is what is tested


# ---- equality and hash


def test_equal_law_is_an_equal_book(tmp_path: Path) -> None:
    first = load(tmp_path, PERDA)
    # Other order of tables and keys, comments, and an instrument that nothing cites.
    other = INSTRUMENT.replace("perda-1-2027", "perda-9-2027")
    second = load(
        tmp_path, f"# salinan\n{other}{PERDA}".replace('number = "1"\nyear = 2027', 'year = 2027\nnumber = "1"')
    )
    assert first.hash == second.hash
    assert first is not second
    assert len(first.hash) == 16
    assert load(tmp_path, "").hash == pk.law.book().hash
    # When a source was looked at, and where, is no part of the law.
    later = load(
        tmp_path,
        PERDA.replace("checked = 2027-02-01", 'checked = 2028-02-01\nseen = "x"').replace(
            "jdih = true", "jdih = false"
        ),
    )
    assert later.hash == first.hash


def test_policy_is_part_of_the_hash() -> None:
    book = pk.law.book()
    assert book.accepting("primary").hash != book.hash
    assert book.accepting("primary").accepting("secondary").hash == book.hash
    assert book.accepting("secondary") is book
    assert book.hash in repr(book)
    assert "secondary" in repr(book)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("upto = 1000", "upto = 1001"),
        ("below = 2000", "upto = 2000"),
        ("since = 2027-07-01\nclasses", "since = 2027-07-02\nclasses"),
        ("since = 2027-07-01\nclasses", "since = 2027-07-01\nuntil = 2029-12-31\nclasses"),
        ('use = "sales"', 'use = "capital"'),
        ("from = 2027-07-01", "from = 2027-07-02"),
        ('new = "capital", old = "sales"', 'new = "sales", old = "capital"'),
        ('pinpoint = "Pasal 5", grade = "secondary"', 'pinpoint = "Pasal 5", grade = "primary"'),
        ('pinpoint = "Pasal 5"', 'pinpoint = "Pasal 50"'),
        ('values = ["large"]', 'values = ["large", "medium"]'),
        ('any = { use = "none"', 'cumulative = { use = "none"'),
        ("[regime.exclude.parent_tier]\nsmall", "[regime.exclude.parent_tier]\nmedium"),
        ('id = "perda-1-2027"\nof', 'id = "perda-x"\nof'),
        # A number below which the criterion says nothing, and a class above its last bound, are law as well.
        ('unit = "IDR/tahun"', 'unit = "IDR/tahun"\nfrom = 1'),
        ('unit = "IDR"\npinpoint', 'unit = "IDR"\nabove = 1\npinpoint'),
        (
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"\nresidual = "large"',
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"',
        ),
    ],
)
def test_other_law_is_another_book(old: str, new: str, tmp_path: Path) -> None:
    first, second = load(tmp_path, PERDA), load(tmp_path, INSTRUMENT + spoilt(REGIME, old, new))
    assert first.hash != second.hash


def test_a_gap_is_part_of_the_hash(tmp_path: Path) -> None:
    first = load(tmp_path, INSTRUMENT + GAP)
    for old, new in (
        ('grade = "primary"', 'grade = "secondary"'),
        ('id = "celah"', 'id = "celah"\nshows = ["pp-7-2021"]'),
        ('id = "celah"', 'id = "celah"\nwhy = "no-survey"'),
    ):
        assert load(tmp_path, INSTRUMENT + spoilt(GAP, old, new)).hash != first.hash


# ---- a layer over the book


def test_a_new_regime_ends_what_is_below_the_day_before(tmp_path: Path) -> None:
    book = load(tmp_path, PERDA)
    assert spans(book) == [*SHIPPED, ("pp-7-2021", date(2021, 2, 2), START - DAY), ("perda-1-2027", START, None)]
    assert sized(book, START - DAY, sales=1001) == "micro"
    assert sized(book, START, sales=1001) == "small"
    assert [sized(book, START, sales=sales) for sales in (1000, 1001, 1999, 2000, 3000, 3001)] == [
        "micro", "small", "small", "medium", "medium", "large",
    ]  # fmt: skip
    # The shipped book is as it was.
    assert sized(pk.law.book(), START, sales=1001) == "micro"


def test_a_new_regime_that_ends_leaves_a_declared_gap(tmp_path: Path) -> None:
    book = load(
        tmp_path, PERDA.replace("since = 2027-07-01\nclasses", "since = 2027-07-01\nuntil = 2028-06-30\nclasses")
    )
    assert spans(book)[-2:] == [
        ("perda-1-2027", START, date(2028, 6, 30)),
        ("perda-1-2027-end", date(2028, 7, 1), None),
    ]
    assert sized(book, date(2028, 6, 30), sales=1) == "micro"
    # What was below does not resume.
    assert sized(book, date(2028, 7, 1), sales=1) == "indeterminate"
    assert sized(book, date(2099, 1, 1), sales=1) == "indeterminate"
    gap = book.at("tier", date(2099, 1, 1))
    assert isinstance(gap, Gap)
    assert gap.provision.cite.instrument.id == "perda-1-2027"


def test_a_new_regime_from_inside_an_older_one_takes_all_that_follows(tmp_path: Path) -> None:
    book = load(tmp_path, PERDA.replace("since = 2027-07-01\nclasses", "since = 2015-01-01\nclasses"))
    assert spans(book) == [
        ("uu-20-2008", date(2008, 7, 4), date(2014, 12, 31)),
        ("perda-1-2027", date(2015, 1, 1), None),
    ]


@pytest.mark.parametrize("since", ["2021-02-02", "2020-11-02", "2008-07-04", "2001-01-01"])
def test_a_new_regime_on_the_first_day_of_another_replaces_it(since: str, tmp_path: Path) -> None:
    book = load(tmp_path, PERDA.replace("since = 2027-07-01\nclasses", f"since = {since}\nclasses"))
    kept = {"2021-02-02": SHIPPED, "2020-11-02": SHIPPED[:1]}.get(since, [])
    assert spans(book) == [*kept, ("perda-1-2027", date.fromisoformat(since), None)]


def test_a_declared_gap_over_the_book(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + GAP)
    assert spans(book)[2:] == [
        ("pp-7-2021", date(2021, 2, 2), START - DAY),
        ("celah", START, date(2027, 12, 31)),
        ("celah-end", date(2028, 1, 1), None),
    ]
    assert sized(book, START, sales=1) == "indeterminate"
    verdict = pk.tier(pk.Facts(sales=1), on=START, law=book)
    assert verdict.readings == ()
    assert [cite.label() for cite in verdict.cites] == ["Perda Kota Contoh 1/2027 Pasal 4"]


def test_a_gap_and_the_regime_that_follows_it(tmp_path: Path) -> None:
    later = REGIME.replace("since = 2027-07-01\nclasses", "since = 2028-01-01\nclasses")
    # In either order of the file.
    for text in (GAP + later, later + GAP):
        book = load(tmp_path, INSTRUMENT + text)
        assert [id_ for id_, _, _ in spans(book)] == [
            "uu-20-2008",
            "uu-11-2020-gap",
            "pp-7-2021",
            "celah",
            "perda-1-2027",
        ]


def test_an_end_without_a_successor(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + END)
    assert spans(book)[2:] == [("pp-7-2021", date(2021, 2, 2), START - DAY), ("pp-7-2021-end", START, None)]
    assert sized(book, START - DAY, sales=1) == "micro"
    assert sized(book, START, sales=1) == "indeterminate"


def test_an_end_inside_a_regime_that_has_its_own(tmp_path: Path) -> None:
    text = INSTRUMENT + spoilt(spoilt(END, '"pp-7-2021"', '"uu-20-2008"'), "2027-07-01", "2010-01-01")
    assert spans(load(tmp_path, text))[:3] == [
        ("uu-20-2008", date(2008, 7, 4), date(2009, 12, 31)),
        ("uu-20-2008-end", date(2010, 1, 1), date(2020, 11, 1)),
        SHIPPED[1],
    ]


def test_an_end_on_the_last_day(tmp_path: Path) -> None:
    text = INSTRUMENT + spoilt(spoilt(END, '"pp-7-2021"', '"uu-20-2008"'), "2027-07-01", "2020-11-01")
    assert spans(load(tmp_path, text))[:2] == [
        ("uu-20-2008", date(2008, 7, 4), date(2020, 10, 31)), ("uu-20-2008-end", date(2020, 11, 1), date(2020, 11, 1)),
    ]  # fmt: skip


def test_an_end_the_day_after_the_last_changes_nothing(tmp_path: Path) -> None:
    text = INSTRUMENT + spoilt(spoilt(END, '"pp-7-2021"', '"uu-20-2008"'), "2027-07-01", "2020-11-02")
    assert spans(load(tmp_path, text)) == spans(pk.law.book())


def test_an_end_takes_the_changes_that_would_have_followed(tmp_path: Path) -> None:
    # The last of them would have had a single day.
    late = spoilt(spoilt(CHANGE, "pp-7-2021", "uu-20-2008"), "2027-07-01", "2020-11-01")
    changed = load(tmp_path, INSTRUMENT + spoilt(late, "3_000_000_000", "400_000_000"))
    assert [since for id_, since, _ in spans(changed) if id_ == "uu-20-2008"] == [date(2008, 7, 4), date(2020, 11, 1)]
    ended = load(tmp_path, spoilt(spoilt(END, '"pp-7-2021"', '"uu-20-2008"'), "2027-07-01", "2010-01-01"), over=changed)
    assert spans(ended)[:3] == [
        ("uu-20-2008", date(2008, 7, 4), date(2009, 12, 31)),
        ("uu-20-2008-end", date(2010, 1, 1), date(2020, 11, 1)),
        SHIPPED[1],
    ]


def test_a_change_of_a_single_day(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + spoilt(CHANGE, "since = 2027-07-01", "since = 2027-07-01\nuntil = 2027-07-01"))
    assert [sized(book, day, sales=3_000_000_000) for day in (START - DAY, START, START + DAY)] == [
        "small", "micro", "indeterminate",
    ]  # fmt: skip


@pytest.mark.parametrize(("since", "code"), [("2027-12-31", "law.overlap"), ("2028-01-02", "law.undeclared_gap")])
def test_two_stretches_neither_share_a_day_nor_leave_one_out(tmp_path: Path, since: str, code: str) -> None:
    def second(first: str) -> str:
        return f'[[gap]]\nid = "celah-2"\nof = "tier"\nsince = {first}\n{CITED}'

    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, INSTRUMENT + GAP + second(since))
    assert caught.value.finding.code == code
    fine = load(tmp_path, INSTRUMENT + GAP + second("2028-01-01"))
    assert [id_ for id_, _, _ in spans(fine)][-2:] == ["celah", "celah-2"]


def test_a_change_of_one_number_splits_its_history(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + CHANGE)
    old, new = pk.law.history("pp-7-2021/micro/sales", law=book)
    assert (old.value, old.span.since, old.span.until) == (2_000_000_000, date(2021, 2, 2), START - DAY)
    assert (new.value, new.span.since, new.span.until) == (3_000_000_000, START, None)
    assert new.provision.cite.label() == "Perda Kota Contoh 1/2027 Pasal 4"
    # The other numbers of the regime went on.
    (other,) = book.history("pp-7-2021/small/sales")
    assert (other.span.since, other.span.until) == (date(2021, 2, 2), None)
    assert sized(book, START - DAY, sales=3_000_000_000) == "small"
    assert sized(book, START, sales=3_000_000_000) == "micro"
    assert sized(book, START, sales=3_000_000_001) == "small"
    assert book.schemes() == pk.law.schemes()
    assert book.regime("pp-7-2021").span.since == START


def test_a_change_on_the_first_day_replaces_the_number(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + spoilt(CHANGE, "2027-07-01", "2021-02-02"))
    (only,) = book.history("pp-7-2021/micro/sales")
    assert only.value == 3_000_000_000
    assert spans(book) == spans(pk.law.book())


def test_a_change_of_the_last_bound_is_the_source_of_the_residual_class(tmp_path: Path) -> None:
    text = spoilt(
        spoilt(CHANGE, "/micro/", "/medium/"), "upto = 3_000_000_000", 'below = 60_000_000_000\nphrase = "kurang dari"'
    )
    book = load(tmp_path, INSTRUMENT + text)
    assert [sized(book, START, sales=sales) for sales in (59_999_999_999, 60_000_000_000)] == ["medium", "large"]
    provision = book.regime("pp-7-2021").criteria["sales"].provisions[-1]
    assert (provision.cite.instrument.id, provision.cite.phrase) == ("perda-1-2027", None)
    assert "perda-1-2027" in [
        cite.instrument.id for cite in pk.tier(pk.Facts(sales=60_000_000_000), on=START, law=book).cites
    ]
    assert book.history("pp-7-2021/medium/sales")[-1].sign == "<"
    assert book.history("pp-7-2021/medium/sales")[-1].provision.cite.phrase == "kurang dari"


def test_a_change_of_the_middle_leaves_the_residual_class_its_source(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + spoilt(CHANGE, "/micro/", "/small/"))
    assert book.regime("pp-7-2021").criteria["sales"].provisions[-1].cite.instrument.id == "pp-7-2021"


def test_a_change_that_ends_leaves_a_declared_gap(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + spoilt(CHANGE, "since = 2027-07-01", "since = 2027-07-01\nuntil = 2027-12-31"))
    assert spans(book)[2:] == [
        ("pp-7-2021", date(2021, 2, 2), START - DAY),
        ("pp-7-2021", START, date(2027, 12, 31)),
        ("pp-7-2021-end", date(2028, 1, 1), None),
    ]
    assert sized(book, date(2027, 12, 31), sales=3_000_000_000) == "micro"
    assert sized(book, date(2028, 1, 1), sales=1) == "indeterminate"


def test_a_change_inside_a_regime_that_ends_ends_with_it(tmp_path: Path) -> None:
    text = spoilt(
        spoilt(CHANGE, "pp-7-2021/micro/sales", "uu-20-2008/micro/sales"), "since = 2027-07-01", "since = 2012-01-01"
    )
    text = spoilt(text, "3_000_000_000", "400_000_000")
    book = load(tmp_path, INSTRUMENT + text)
    assert spans(book)[:3] == [
        ("uu-20-2008", date(2008, 7, 4), date(2011, 12, 31)),
        ("uu-20-2008", date(2012, 1, 1), date(2020, 11, 1)),
        SHIPPED[1],
    ]
    # Also when the change says more than there is left.
    longer = load(tmp_path, INSTRUMENT + spoilt(text, "since = 2012-01-01", "since = 2012-01-01\nuntil = 2030-12-31"))
    assert spans(longer) == spans(book)


def test_changes_are_laid_in_order_of_time(tmp_path: Path) -> None:
    later = spoilt(spoilt(CHANGE, "2027-07-01", "2029-01-01"), "3_000_000_000", "4_000_000_000")
    for text in (CHANGE + later, later + CHANGE):
        book = load(tmp_path, INSTRUMENT + text)
        assert [value.value for value in book.history("pp-7-2021/micro/sales")] == [
            2_000_000_000,
            3_000_000_000,
            4_000_000_000,
        ]
        assert [value.span.since for value in book.history("pp-7-2021/micro/sales")][1:] == [START, date(2029, 1, 1)]


def test_a_change_that_follows_one_that_ends(tmp_path: Path) -> None:
    # Two years, two numbers: the second begins on the day after the first ends, so there is no gap between them.
    first = spoilt(CHANGE, "since = 2027-07-01", "since = 2027-07-01\nuntil = 2027-12-31")
    second = spoilt(spoilt(CHANGE, "2027-07-01", "2028-01-01"), "3_000_000_000", "4_000_000_000")
    book = load(tmp_path, INSTRUMENT + first + second)
    assert [value.value for value in book.history("pp-7-2021/micro/sales")] == [
        2_000_000_000,
        3_000_000_000,
        4_000_000_000,
    ]


def split(tmp_path: Path) -> pk.law.LawBook:
    """Return the shipped book with another number for micro from 2029 on."""
    return load(
        tmp_path, INSTRUMENT + spoilt(spoilt(CHANGE, "2027-07-01", "2029-01-01"), "3_000_000_000", "4_000_000_000")
    )


def over_it(text: str) -> str:
    """Return a layer whose source is the instrument of the book below."""
    assert "perda-1-2027" in text
    return text


def test_a_change_that_ends_before_a_later_change_of_the_book_below(tmp_path: Path) -> None:
    ends = spoilt(CHANGE, "since = 2027-07-01", "since = 2027-07-01\nuntil = 2027-12-31")
    book = load(tmp_path, over_it(ends), over=split(tmp_path))
    assert spans(book)[2:] == [
        ("pp-7-2021", date(2021, 2, 2), START - DAY),
        ("pp-7-2021", START, date(2027, 12, 31)),
        ("pp-7-2021-end", date(2028, 1, 1), None),
    ]


def test_a_change_before_a_later_change_of_the_book_below(tmp_path: Path) -> None:
    # The new layer goes over all that is below it from its day on; another number keeps its own history.
    book = load(tmp_path, over_it(CHANGE), over=split(tmp_path))
    assert [value.value for value in book.history("pp-7-2021/micro/sales")] == [2_000_000_000, 3_000_000_000]
    other = load(
        tmp_path,
        over_it(spoilt(CHANGE, "/micro/", "/medium/").replace("3_000_000_000", "60_000_000_000")),
        over=split(tmp_path),
    )
    assert [value.value for value in other.history("pp-7-2021/medium/sales")] == [50_000_000_000, 60_000_000_000]
    assert [value.value for value in other.history("pp-7-2021/micro/sales")] == [2_000_000_000, 4_000_000_000]
    assert [value.span.since for value in other.history("pp-7-2021/micro/sales")] == [
        date(2021, 2, 2),
        date(2029, 1, 1),
    ]


def test_an_end_before_a_later_change_of_the_book_below(tmp_path: Path) -> None:
    book = load(tmp_path, over_it(END), over=split(tmp_path))
    assert spans(book)[2:] == [("pp-7-2021", date(2021, 2, 2), START - DAY), ("pp-7-2021-end", START, None)]


def test_two_numbers_that_change_on_one_day_are_judged_together(tmp_path: Path) -> None:
    # Each alone would pass the next bound.
    small = spoilt(spoilt(CHANGE, "/micro/", "/small/"), "3_000_000_000", "30_000_000_000")
    micro = spoilt(CHANGE, "3_000_000_000", "20_000_000_000")
    for text in (small + micro, micro + small):
        book = load(tmp_path, INSTRUMENT + text)
        assert [sized(book, START, sales=sales) for sales in (20_000_000_000, 20_000_000_001, 30_000_000_001)] == [
            "micro",
            "small",
            "medium",
        ]
        assert [stretch.id for stretch in book.stretches["tier"]] == [
            "uu-20-2008",
            "uu-11-2020-gap",
            "pp-7-2021",
            "pp-7-2021",
        ]


def test_an_end_and_a_change_of_one_layer(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + CHANGE + spoilt(END, "2027-07-01", "2030-01-01"))
    assert spans(book)[2:] == [
        ("pp-7-2021", date(2021, 2, 2), START - DAY),
        ("pp-7-2021", START, date(2029, 12, 31)),
        ("pp-7-2021-end", date(2030, 1, 1), None),
    ]


def test_a_layer_over_a_layer(tmp_path: Path) -> None:
    first = load(tmp_path, PERDA)
    change = spoilt(spoilt(CHANGE, "pp-7-2021/micro/sales", "perda-1-2027/micro/sales"), "2027-07-01", "2028-01-01")
    book = load(tmp_path, spoilt(change, "3_000_000_000", "1_500"), over=first)
    assert [value.value for value in book.history("perda-1-2027/micro/sales")] == [1000, 1500]
    # The policy of the book below stays.
    assert (
        load(
            tmp_path,
            END.replace("pp-7-2021", "perda-1-2027").replace("2027-07-01", "2028-01-01"),
            over=first.accepting("primary"),
        ).policy
        == "primary"
    )


def beside(until: date | None) -> pk.law.LawBook:
    """Return the law of size tiers with a second scheme, answered from 2027-07-01 on."""
    shipped = pk.law.book()
    salt = evolve(shipped.regime("pp-7-2021"), id="salt-1", of="salt", span=Span(START, until))
    known = FrozenMap({"tier": shipped.scheme("tier"), "salt": shipped.scheme("tier")._replace(id="salt")})
    stretches = FrozenMap({"tier": shipped.stretches["tier"], "salt": (salt,)})
    return pk.law.LawBook(shipped.instruments, known, stretches)


def test_a_second_scheme_has_its_own_line() -> None:
    book = beside(None)
    assert spans(book) == spans(pk.law.book())
    held = book.at("salt", START)
    assert held is not None
    assert held.id == "salt-1"
    assert book.at("salt", START - DAY) is None
    assert book.schemes() == ("tier", "uu-20-2008", "pp-7-2021", "salt", "salt-1")
    assert book.breaks("salt") == (START,)


def test_a_line_that_ends_holds_nothing_afterwards() -> None:
    book = beside(date(2027, 12, 31))
    assert book.at("salt", date(2027, 12, 31)) is not None
    assert book.at("salt", date(2028, 1, 1)) is None
    assert book.breaks("salt") == (START, date(2028, 1, 1))


def test_a_layer_changes_the_line_of_its_regime_alone(tmp_path: Path) -> None:
    text = INSTRUMENT + spoilt(CHANGE, "pp-7-2021/micro/sales", "salt-1/micro/sales")
    book = load(tmp_path, text, over=beside(None))
    assert spans(book) == spans(pk.law.book())
    assert book.history("salt-1/micro/sales")[0].value == 3_000_000_000
    ended = load(
        tmp_path, INSTRUMENT + spoilt(spoilt(END, "pp-7-2021", "salt-1"), "2027-07-01", "2028-01-01"), over=beside(None)
    )
    assert [stretch.id for stretch in ended.stretches["salt"]] == ["salt-1", "salt-1-end"]
    assert spans(ended) == spans(pk.law.book())


def test_every_day_of_the_book_has_one_stretch(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + CHANGE + spoilt(END, "2027-07-01", "2030-01-01"))
    line = book.stretches["tier"]
    for earlier, later in pairwise(line):
        assert earlier.span.touches(later.span)
        assert not earlier.span.overlaps(later.span)
    for day in book.breaks("tier"):
        assert book.at("tier", day) is not book.at("tier", day - DAY)


def test_a_scheme_that_the_book_does_not_hold() -> None:
    empty = pk.law.LawBook({}, {}, {})
    assert empty.schemes() == empty.values() == empty.regimes() == ()
    for book in (empty, pk.law.book()):
        with pytest.raises(KeyError, match="no scheme 'tie'"):
            book.at("tie", START)
        for name in (book.breaks, book.scheme):
            with pytest.raises(KeyError, match="no scheme 'tie'"):
                name("tie")
    with pytest.raises(KeyError, match="did you mean tier"):
        pk.law.book().at("tie", START)
    with pytest.raises(KeyError, match="did you mean kur"):
        pk.law.book().scheme("kurr")


def test_the_cited_text_of_the_helper_is_complete() -> None:
    assert all(key in CITED for key in ("instrument", "pinpoint", "grade", "checked", "jdih"))
