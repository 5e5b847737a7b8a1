"""A file of law is read strictly: every problem is a finding with its code and its path, in both languages."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

import plut_kumkm as pk
from plut_kumkm.base.data import DataError
from plut_kumkm.law.files.loading import load_layer
from plut_kumkm.law.regimes import ANY
from tests.law.perda import CHANGE, END, GAP, INSTRUMENT, PERDA, REGIME, load, spoilt

if TYPE_CHECKING:
    from pathlib import Path

SALES = "$.regime[0].criterion.sales"
FACILITY = "$.regime[0].reading.facility"


def regime(old: str, new: str) -> str:
    return INSTRUMENT + spoilt(REGIME, old, new)


THIRD = """[regime.criterion.net_worth]
unit = "IDR"
pinpoint = "P"
grade = "primary"
bounds = [{ class = "micro", upto = 1 }]
"""

# A regime of size tiers by one criterion.
LONE = "$.regime[0]"
LONE_REGIME = INSTRUMENT + REGIME.partition("[regime.criterion.sales]")[0]

# Name of the case: code, path, text.
PROBLEMS: dict[str, tuple[str, str, str]] = {
    "unknown table": ("law.unknown_key", "$.regimes", PERDA + "\n[regimes]\n"),
    "one table instead of many": ("law.wrong_type", "$.gap", PERDA + "\n[gap]\n"),
    "not a table": ("law.wrong_type", "$.instrument[0]", "instrument = [5]\n"),
    "instrument without title": (
        "law.missing_key",
        "$.instrument[0].title",
        spoilt(INSTRUMENT, 'title = "Usaha mikro"\n', ""),
    ),
    "instrument with an unknown key": (
        "law.unknown_key",
        "$.instrument[0].nomor",
        spoilt(INSTRUMENT, "number", "nomor"),
    ),
    "year as text": ("law.wrong_type", "$.instrument[0].year", spoilt(INSTRUMENT, "2027\ntitle", '"2027"\ntitle')),
    "year as a boolean": ("law.wrong_type", "$.instrument[0].year", spoilt(INSTRUMENT, "2027\ntitle", "true\ntitle")),
    "moment instead of a day": (
        "law.wrong_type",
        "$.instrument[0].promulgated",
        spoilt(INSTRUMENT, "2027-01-02", "2027-01-02T00:00:00"),
    ),
    "instrument of the shipped book again": (
        "law.duplicate",
        "$.instrument[0].id",
        spoilt(INSTRUMENT, '"perda-1-2027"', '"pp-7-2021"'),
    ),
    "instrument twice in one file": ("law.duplicate", "$.instrument[1].id", INSTRUMENT + INSTRUMENT),
    "regime without since": ("law.missing_key", "$.regime[0].since", regime("since = 2027-07-01\nclasses", "classes")),
    "regime with a misspelt key": (
        "law.unknown_key",
        "$.regime[0].judul",
        regime('title = "Skala', 'judul = "x"\ntitle = "Skala'),
    ),
    "regime of an unlisted instrument": (
        "law.unknown_instrument",
        "$.regime[0].criterion.capital.bounds[0].instrument",
        regime('instrument = "perda-1-2027"', 'instrument = "perda-2-2027"'),
    ),
    "regime that ends before it begins": (
        "law.span_reversed",
        "$.regime[0].until",
        regime("since = 2027-07-01\nclasses", "since = 2027-07-01\nuntil = 2027-06-30\nclasses"),
    ),
    "classes not in a list": (
        "law.wrong_type",
        "$.regime[0].classes",
        regime('["micro", "small", "medium", "large"]', '"micro"'),
    ),
    "criterion that is no table": (
        "law.wrong_type",
        "$.regime[0].criterion.net_worth",
        regime("[regime.reading.facility]", "[regime.criterion]\nnet_worth = 5\n[regime.reading.facility]"),
    ),
    "criterion that the question does not know": (
        "law.not_one_of",
        "$.regime[0].criterion",
        regime("[regime.reading.facility]", "[regime.criterion]\nworkers = 5\n[regime.reading.facility]"),
    ),
    "class that the question does not know": (
        "law.not_one_of",
        "$.regime[0].classes",
        regime('"medium", "large"]', '"medium", "huge"]'),
    ),
    "question that nobody asks": ("law.not_one_of", "$.regime[0].of", regime('of = "tier"', 'of = "salt"')),
    "gap in a question that nobody asks": (
        "law.not_one_of",
        "$.gap[0].of",
        INSTRUMENT + spoilt(GAP, 'of = "tier"', 'of = "salt"'),
    ),
    "misspelt purpose": (
        "law.not_one_of",
        "$.regime[0].reading",
        regime("[regime.reading.facility]", "[regime.reading.facilty]"),
    ),
    "misspelt reading": ("law.not_one_of", f"{FACILITY}.by_purpose", regime("by-purpose =", "by_purpose =")),
    "readings that are no table": (
        "law.wrong_type",
        "$.regime[0].reading.statistics",
        regime("[regime.reading.facility]", "[regime.reading]\nstatistics = 5\n[regime.reading.facility]"),
    ),
    "misspelt fact of an exclusion": (
        "law.not_one_of",
        "$.regime[0].exclude",
        regime("[regime.exclude.parent_tier]", "[regime.exclude.parent]"),
    ),
    "exclusions that are no table": (
        "law.wrong_type",
        "$.regime[0].exclude.legal_form",
        regime("[regime.exclude.parent_tier]", "[regime.exclude]\nlegal_form = 5\n[regime.exclude.parent_tier]"),
    ),
    "exclusion of an unknown value": (
        "law.not_one_of",
        "$.regime[0].exclude.parent_tier.small.values",
        regime('values = ["large"]', 'values = ["huge"]'),
    ),
    "no classes": (
        "law.missing_key",
        "$.regime[0].classes",
        regime('classes = ["micro", "small", "medium", "large"]', "classes = []"),
    ),
    "two floors": ("law.one_bound", SALES, regime('unit = "IDR/tahun"', 'unit = "IDR/tahun"\nfrom = 1\nabove = 0')),
    "regime that ends with the calendar": (
        "law.calendar_edge",
        "$.regime[0].until",
        regime("since = 2027-07-01\nclasses", "since = 2027-07-01\nuntil = 9999-12-31\nclasses"),
    ),
    "day of founding where none is asked": (
        "law.unknown_key",
        f"{FACILITY}.by-purpose.from",
        regime('use = "sales", pinpoint', 'use = "sales", from = 2027-07-01, pinpoint'),
    ),
    "bound of another instrument without a pinpoint": (
        "law.missing_key",
        f"{SALES}.bounds[0].pinpoint",
        regime("upto = 1000", 'upto = 1000, instrument = "pp-7-2021"'),
    ),
    "bound of another instrument without a grade": (
        "law.missing_key",
        f"{SALES}.bounds[0].grade",
        regime("upto = 1000", 'upto = 1000, instrument = "pp-7-2021", pinpoint = "P"'),
    ),
    "number changed twice on one day": ("law.duplicate", "$.change", INSTRUMENT + CHANGE + CHANGE),
    "founding with three criteria": (
        "law.two_criteria",
        f"{FACILITY}.by-founding.use",
        regime(
            "[regime.reading.facility]",
            f"{THIRD}[regime.reading.facility]",
        ),
    ),
    "criterion without unit": ("law.missing_key", f"{SALES}.unit", regime('unit = "IDR/tahun"\n', "")),
    "criterion with an unknown grade": (
        "law.not_one_of",
        f"{SALES}.bounds[0].grade",
        regime('pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"', 'pinpoint = "Pasal 4 ayat (3)"\ngrade = "seen"'),
    ),
    "criterion with an unknown origin": (
        "law.not_one_of",
        f"{SALES}.bounds[0].origin",
        regime('pinpoint = "Pasal 4 ayat (3)"', 'pinpoint = "Pasal 4 ayat (3)"\norigin = "rumour"'),
    ),
    "criterion without bounds": (
        "law.missing_key",
        f"{SALES}.bounds",
        regime(
            '{ class = "micro", upto = 1000 },\n  { class = "small", below = 2000 },\n  '
            '{ class = "medium", upto = 3000, phrase = "paling banyak" },',
            "",
        ),
    ),
    "bound that is no table": (
        "law.wrong_type",
        f"{SALES}.bounds[0]",
        regime('{ class = "micro", upto = 1000 }', "1000"),
    ),
    "bound without class": (
        "law.one_bound",
        f"{SALES}.bounds[0]",
        regime('class = "micro", upto = 1000', "upto = 1000"),
    ),
    "bound as text": ("law.wrong_type", f"{SALES}.bounds[0].upto", regime("upto = 1000", 'upto = "1000"')),
    "bound with an unknown key": (
        "law.unknown_key",
        f"{SALES}.bounds[0].atmost",
        regime("upto = 1000", "upto = 1000, atmost = 1"),
    ),
    "bound with two operators": (
        "law.one_bound",
        f"{SALES}.bounds[0]",
        regime("upto = 1000", "upto = 1000, below = 1000"),
    ),
    "bound with no operator": ("law.one_bound", f"{SALES}.bounds[0]", regime(", upto = 1000", "")),
    "bound of an unlisted instrument": (
        "law.unknown_instrument",
        f"{SALES}.bounds[0].instrument",
        regime("upto = 1000", 'upto = 1000, instrument = "uu-1", pinpoint = "P", grade = "primary"'),
    ),
    "bounds that descend": ("law.bounds_not_ascending", f"{SALES}.bounds", regime("upto = 3000", "upto = 1500")),
    # "Kurang dari" and then "paling banyak" of one number make a class of that number alone; the same twice does not.
    "bounds that are equal": ("law.bounds_not_ascending", f"{SALES}.bounds", regime("upto = 3000", "below = 2000")),
    "bounds that are equal the other way round": (
        "law.bounds_not_ascending",
        f"{SALES}.bounds",
        spoilt(regime("upto = 3000", "below = 2000"), '"small", below = 2000', '"small", upto = 2000'),
    ),
    "a floor above the first bound": (
        "law.bounds_not_ascending",
        f"{SALES}.bounds",
        regime('unit = "IDR/tahun"', 'unit = "IDR/tahun"\nabove = 1000'),
    ),
    "class not in the list": (
        "law.classes_differ",
        f"{SALES}.bounds",
        regime('class = "micro", upto = 1000', 'class = "ultra", upto = 1000'),
    ),
    "classes out of order": (
        "law.classes_differ",
        f"{SALES}.bounds",
        regime('"micro", upto = 1000 },\n  { class = "small"', '"small", upto = 1000 },\n  { class = "micro"'),
    ),
    "class twice": (
        "law.classes_differ",
        f"{SALES}.bounds",
        regime('class = "small", below', 'class = "micro", below'),
    ),
    "residual class not in the list": (
        "law.classes_differ",
        f"{SALES}.bounds",
        regime(
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"\nresidual = "large"',
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"\nresidual = "huge"',
        ),
    ),
    "choice without a source": (
        "law.missing_key",
        f"{FACILITY}.by-purpose.pinpoint",
        regime('pinpoint = "Pasal 5", ', ""),
    ),
    "choice that is no table": (
        "law.wrong_type",
        f"{FACILITY}.by-purpose",
        regime('{ use = "sales", pinpoint = "Pasal 5", grade = "secondary" }', '"sales"'),
    ),
    "choice of an unknown criterion": (
        "law.not_one_of",
        f"{FACILITY}.by-purpose.use",
        regime('use = "sales", pinpoint', 'use = "workers", pinpoint'),
    ),
    "choice by founding without a day": (
        "law.missing_key",
        f"{FACILITY}.by-founding.from",
        regime("from = 2027-07-01, ", ""),
    ),
    "choice by founding without the new": (
        "law.missing_key",
        f"{FACILITY}.by-founding.new",
        regime('new = "capital", ', ""),
    ),
    "choice by founding with an unknown old": (
        "law.not_one_of",
        f"{FACILITY}.by-founding.old",
        regime('old = "sales"', 'old = "assets"'),
    ),
    "choice by founding of a founding": (
        "law.not_one_of",
        f"{FACILITY}.by-founding.old",
        regime('old = "sales"', 'old = "founding"'),
    ),
    "choice with an unknown grade": (
        "law.not_one_of",
        f"{FACILITY}.by-purpose.grade",
        regime('grade = "secondary"', 'grade = "certain"'),
    ),
    "choice of an unlisted instrument": (
        "law.unknown_instrument",
        f"{FACILITY}.by-purpose.instrument",
        regime('grade = "secondary"', 'grade = "secondary", instrument = "x"'),
    ),
    "agreement of one criterion": (
        "law.two_criteria",
        f"{LONE}.reading.any.any.use",
        LONE_REGIME + '[regime.reading.any]\nany = { use = "agree", pinpoint = "P", grade = "primary" }\n',
    ),
    "either of three criteria": (
        "law.two_criteria",
        f"{LONE}.reading.any.any.use",
        LONE_REGIME
        + THIRD
        + THIRD.replace("net_worth", "sales")
        + '[regime.reading.any]\nany = { use = "either", pinpoint = "P", grade = "primary" }\n',
    ),
    "two criteria and nothing that says which applies": ("law.missing_key", f"{LONE}.reading", LONE_REGIME + THIRD),
    "two criteria and readings that are empty": (
        "law.missing_key",
        f"{LONE}.reading",
        LONE_REGIME + THIRD + "[regime.reading]\n",
    ),
    "exclusion from no class": (
        "law.not_one_of",
        "$.regime[0].exclude.parent_tier.tiny",
        regime("small = { values", "tiny = { values"),
    ),
    "exclusion without values": (
        "law.missing_key",
        "$.regime[0].exclude.parent_tier.small.values",
        regime('values = ["large"], ', ""),
    ),
    "exclusion with an unknown grade": (
        "law.not_one_of",
        "$.regime[0].exclude.parent_tier.small.grade",
        regime('pinpoint = "Pasal 9", grade = "primary"', 'pinpoint = "Pasal 9", grade = "x"'),
    ),
    "gap without a source": (
        "law.missing_key",
        "$.gap[0].pinpoint",
        INSTRUMENT + spoilt(GAP, 'pinpoint = "Pasal 4"\n', ""),
    ),
    "gap that ends before it begins": (
        "law.span_reversed",
        "$.gap[0].until",
        INSTRUMENT + spoilt(GAP, "until = 2027-12-31", "until = 2027-01-01"),
    ),
    "gap that shows a regime that is not there": (
        "law.unknown_regime",
        "$.tier.celah",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = ["uu-9-1995"]'),
    ),
    "gap that shows a gap": (
        "law.unknown_regime",
        "$.tier.celah",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = ["uu-11-2020-gap"]'),
    ),
    "gap that shows itself": (
        "law.unknown_regime",
        "$.tier.celah",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = ["celah"]'),
    ),
    "gap of an unlisted instrument": ("law.unknown_instrument", "$.gap[0].instrument", GAP),
    "change without a day": (
        "law.missing_key",
        "$.change[0].since",
        INSTRUMENT + spoilt(CHANGE, "since = 2027-07-01\n", ""),
    ),
    "change with two operators": (
        "law.one_bound",
        "$.change[0]",
        INSTRUMENT + spoilt(CHANGE, "upto", "below = 1\nupto"),
    ),
    "change that ends before it begins": (
        "law.span_reversed",
        "$.change[0].until",
        INSTRUMENT + spoilt(CHANGE, "since = 2027-07-01", "since = 2027-07-01\nuntil = 2027-06-30"),
    ),
    "change of an unlisted instrument": ("law.unknown_instrument", "$.change[0].instrument", CHANGE),
    "change of a number that is not there": (
        "law.nothing_to_change",
        "$.change",
        INSTRUMENT + spoilt(CHANGE, "/micro/", "/mikro/"),
    ),
    "change before the regime": (
        "law.nothing_to_change",
        "$.change",
        INSTRUMENT + spoilt(CHANGE, "since = 2027-07-01", "since = 2021-02-01"),
    ),
    "change of the residual class": (
        "law.nothing_to_change",
        "$.change",
        INSTRUMENT + spoilt(CHANGE, "/micro/", "/large/"),
    ),
    "change past the next bound": (
        "law.bounds_not_ascending",
        "$.change",
        INSTRUMENT + spoilt(CHANGE, "3_000_000_000", "15_000_000_000"),
    ),
    "end without a day": ("law.missing_key", "$.end[0].ended", INSTRUMENT + spoilt(END, "ended = 2027-07-01\n", "")),
    "end of a regime that is not there": (
        "law.nothing_to_end",
        "$.end",
        INSTRUMENT + spoilt(END, '"pp-7-2021"', '"pp-8-2021"'),
    ),
    "end on the day it began": ("law.nothing_to_end", "$.end", INSTRUMENT + spoilt(END, "2027-07-01", "2021-02-02")),
    "end of a regime that has ended": (
        "law.nothing_to_end",
        "$.end",
        INSTRUMENT + spoilt(END, '"pp-7-2021"', '"uu-20-2008"'),
    ),
    "end of an unlisted instrument": ("law.unknown_instrument", "$.end[0].instrument", END),
    "two regimes on one day": (
        "law.overlap",
        "$.tier",
        PERDA + spoilt(REGIME, "since = 2027-07-01\nclasses", "since = 2028-01-01\nclasses"),
    ),
    "a gap that nobody declared": (
        "law.undeclared_gap",
        "$.tier",
        PERDA.replace("since = 2027-07-01\nclasses", "since = 2027-07-01\nuntil = 2027-12-31\nclasses")
        + spoilt(REGIME, "since = 2027-07-01\nclasses", "since = 2028-01-02\nclasses"),
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem_is_a_finding_with_code_and_path(name: str, tmp_path: Path) -> None:
    code, where, text = PROBLEMS[name]
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, text)
    found = caught.value.finding
    assert (found.code, found.where, found.severity) == (code, where, "error")
    assert found.message("id") != found.message("en")
    assert "{" not in found.message("id") + found.message("en")


def test_the_text_that_the_cases_spoil_is_sound(tmp_path: Path) -> None:
    assert load(tmp_path, PERDA).schemes()[:4] == ("tier", "uu-20-2008", "pp-7-2021", "perda-1-2027")
    assert load(tmp_path, LONE_REGIME).regime("perda-1-2027").choices[ANY, ANY].use == "capital"
    for part in (GAP, CHANGE, END):
        load(tmp_path, INSTRUMENT + part)


def test_the_params_say_what_was_got_and_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, spoilt(INSTRUMENT, "number", "nomor"))
    found = caught.value.finding
    assert found.params["key"] == "nomor"
    assert "number" in found.params["expected"]
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, regime("upto = 1000", 'upto = "1000"'))
    assert (caught.value.finding.params["got"], caught.value.finding.params["expected"]) == ("text", "whole number")
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, INSTRUMENT + spoilt(END, "2027-07-01", "2021-02-02"))
    assert caught.value.finding.params == {"got": "pp-7-2021", "day": date(2021, 2, 2)}


def test_problems_of_several_tables_are_collected(tmp_path: Path) -> None:
    text = (
        spoilt(INSTRUMENT, 'title = "Usaha mikro"\n', "") + spoilt(REGIME, "since = 2027-07-01\nclasses", "classes")
        + spoilt(GAP, "since = 2027-07-01\n", "") + spoilt(CHANGE, "since = 2027-07-01\n", "") + END
    )  # fmt: skip
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, text)
    codes = {(found.code, found.where) for found in caught.value.findings}
    assert codes == {
        ("law.missing_key", "$.instrument[0].title"), ("law.missing_key", "$.regime[0].since"),
        ("law.missing_key", "$.gap[0].since"), ("law.missing_key", "$.change[0].since"),
        ("law.unknown_instrument", "$.end[0].instrument"),
    }  # fmt: skip


def test_every_key_of_one_table_is_checked(tmp_path: Path) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, spoilt(spoilt(INSTRUMENT, "number", "nomor"), "2027\ntitle", '"2027"\ntitle'))
    assert [found.where for found in caught.value.findings] == ["$.instrument[0].nomor", "$.instrument[0].year"]


def test_two_bad_bounds_of_a_criterion_are_two_findings(tmp_path: Path) -> None:
    # Idea 5 of the design: collect, do not stop.
    text = spoilt(regime("upto = 1000", 'upto = "1000"'), "below = 2000", 'below = "2000"')
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, text)
    assert [found.where for found in caught.value.findings] == [f"{SALES}.bounds[0].upto", f"{SALES}.bounds[1].below"]


def test_problems_of_two_parts_of_a_regime_are_two_findings(tmp_path: Path) -> None:
    text = spoilt(regime("upto = 1000", 'upto = "1000"'), 'values = ["large"], ', "")
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, text)
    assert [found.where for found in caught.value.findings] == [
        f"{SALES}.bounds[0].upto", "$.regime[0].exclude.parent_tier.small.values",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        regime("since = 2027-07-01\nclasses", "since = 0001-01-01\nclasses"),
        regime("from = 2027-07-01", "from = 0001-01-01"),
        INSTRUMENT + spoilt(END, "2027-07-01", "0001-01-01"),
    ],
    ids=["since", "from", "ended"],
)
def test_the_first_day_of_the_calendar_is_no_traceback(text: str, tmp_path: Path) -> None:
    # There is no day before it; a book that comes of it must still answer, and a file that cannot be is a finding.
    with contextlib.suppress(pk.ValidationError):
        book = load(tmp_path, text)
        verdict = pk.tier(pk.Facts(sales=1, capital=1000), on=date(2028, 1, 1), reading="by-founding", law=book)
        assert verdict.explain()


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"tidak-ada\.toml: cannot be read"):
        pk.law.load(tmp_path / "tidak-ada.toml")


@pytest.mark.parametrize(
    ("text", "why"),
    [("upto = 1e9", "floats are not exact"), ("a = nan", "floats are not exact"), ("a = 1\na = 2", "not valid TOML")],
)
def test_file_that_is_no_law_of_whole_numbers(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=why):
        load(tmp_path, text)


def test_a_path_as_text(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(PERDA, encoding="utf-8")
    assert pk.law.load(str(tmp_path / "p.toml")).hash == load(tmp_path, PERDA).hash


def test_what_a_table_does_not_say_comes_from_the_table_around_it(tmp_path: Path) -> None:
    book = load(tmp_path, INSTRUMENT + spoilt(REGIME, "classes = [", 'seen = "berita daerah"\nclasses = ['))
    regime = book.regime("perda-1-2027")
    provision = regime.criteria["sales"].provisions[2]
    assert provision.cite.pinpoint == "Pasal 4 ayat (3)"
    assert (provision.cite.phrase, provision.grade, provision.origin) == ("paling banyak", "primary", "law")
    assert (provision.checked, provision.jdih, provision.seen) == (date(2027, 2, 1), True, "berita daerah")
    # The residual class has no number: the place and grade of the bound it exceeds, not its phrase.
    residual = regime.criteria["sales"].provisions[3]
    assert (residual.cite.pinpoint, residual.cite.phrase, residual.grade) == ("Pasal 4 ayat (3)", None, "primary")


def test_another_instrument_brings_its_own_place(tmp_path: Path) -> None:
    text = regime(
        'use = "sales", pinpoint = "Pasal 5", grade = "secondary"',
        'use = "sales", instrument = "pp-7-2021", pinpoint = "Pasal 35", grade = "primary"',
    )
    text = spoilt(text, "classes = [", 'origin = "proposal"\nseen = "berita daerah"\nphrase = "x"\nclasses = [')
    book = load(tmp_path, text)
    choices = book.regime("perda-1-2027").choices
    other = choices["facility", "by-purpose"].provision
    assert (other.cite.instrument.id, other.cite.phrase, other.origin, other.seen) == ("pp-7-2021", None, "law", None)
    assert (other.checked, other.jdih) == (date(2027, 2, 1), True)
    own = choices["registration", "any"].provision
    assert (own.cite.instrument.id, own.cite.phrase, own.origin, own.seen) == (
        "perda-1-2027",
        "x",
        "proposal",
        "berita daerah",
    )


def test_naming_the_same_instrument_keeps_what_was_said(tmp_path: Path) -> None:
    text = regime("upto = 1000", 'upto = 1000, instrument = "perda-1-2027"')
    provision = load(tmp_path, text).regime("perda-1-2027").criteria["sales"].provisions[0]
    assert (provision.cite.pinpoint, provision.grade) == ("Pasal 4 ayat (3)", "primary")


@pytest.mark.parametrize(("floor", "inside", "outside"), [("from = 10", 10, 9), ("above = 10", 11, 10)])
def test_a_floor_below_which_nothing_is_said(floor: str, inside: int, outside: int, tmp_path: Path) -> None:
    book = load(tmp_path, regime('unit = "IDR/tahun"', f'unit = "IDR/tahun"\n{floor}'))

    def tier(sales: int) -> pk.TierVerdict:
        return pk.tier(pk.Facts(sales=sales), on=date(2028, 1, 1), law=book)

    assert tier(inside).value is pk.Tier.MICRO
    assert tier(outside).status == "indeterminate"


def test_a_criterion_without_a_residual_class_ends_at_its_last_bound(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        regime(
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"\nresidual = "large"',
            'pinpoint = "Pasal 4 ayat (3)"\ngrade = "primary"',
        ),
    )
    verdict = pk.tier(pk.Facts(sales=3001), on=date(2028, 1, 1), law=book)
    assert verdict.status == "indeterminate"
    assert len(book.regime("perda-1-2027").criteria["sales"].provisions) == 3


def test_nothing_said_is_an_empty_layer() -> None:
    layer = load_layer({}, {}, {})
    assert layer.problems == ()
    assert layer.regimes == layer.gaps == layer.changes == layer.ends == ()
    assert layer.schemes == layer.instruments == {}
    assert pk.law.LawBook({}, {}, {}).over(layer).hash == pk.law.LawBook({}, {}, {}).hash


def test_bounds_that_descend_are_shown_as_numbers_alone(tmp_path: Path) -> None:
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, regime("upto = 3000", "upto = 1500"))
    assert caught.value.finding.params == {"reason": "[1000, 2000, 1500]"}
