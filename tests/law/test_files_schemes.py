"""A file with a scheme of its own is read as strictly as one of size tiers: each problem with its code and path."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data, fields, messages
from plut_kumkm.law.conditions import Age, Amount, Before, Group, TermOver, Words
from plut_kumkm.law.regimes import ANY, Gap, Parameter
from tests.law.own import BANDS, OWN, ROWS, SCHEME
from tests.law.perda import GAP, INSTRUMENT, REGIME, load, spoilt
from tests.law.test_loading import PROBLEMS as OF_TIERS

if TYPE_CHECKING:
    from pathlib import Path

WORKERS = "$.regime[0].criterion.workers"
ROW = "$.regime[1].row"
LONE = "$.regime[0].row[0].when"


def scheme(old: str, new: str) -> str:
    return INSTRUMENT + spoilt(SCHEME, old, new) + BANDS + ROWS


def bands(old: str, new: str) -> str:
    return INSTRUMENT + SCHEME + spoilt(BANDS, old, new) + ROWS


def rows(old: str, new: str) -> str:
    return INSTRUMENT + SCHEME + BANDS + spoilt(ROWS, old, new)


def row(when: str) -> str:
    """Return a file with one regime of one row."""
    head = ROWS[: ROWS.index("[regime.term]")]
    text = f'[[regime.row]]\nclass = "low"\nwhen = {{ {when} }}\npinpoint = "Pasal 4"\ngrade = "primary"\n'
    return INSTRUMENT + SCHEME + head + text


OPEN_BAND = BANDS[BANDS.index("{ open = [") + len("{ open = [") : BANDS.index("], upto = 10")]
OPEN_ROW = ROWS[ROWS.index("open = [") + len("open = [") : ROWS.index(']\nwhen = { fact = "sales", from')]
CHANGE = """
[[change]]
key = "own-2/high/sales"
upto = 2_000
since = 2029-01-01
instrument = "perda-1-2027"
checked = 2027-02-01
jdih = true
pinpoint = "Pasal 4"
grade = "primary"
"""
# What messages of law.toml say of an answer, and not of a file.
OF_VERDICTS = {
    "law.none_held", "law.stale", "law.no_choice", "law.choice_below_policy", "law.bound_below_policy",
    "law.perhaps", "law.either",
}  # fmt: skip

# Name of the case: code, path, text.
PROBLEMS: dict[str, tuple[str, str, str]] = {
    "scheme that is no table": ("law.wrong_type", "$.scheme.own", INSTRUMENT + "[scheme]\nown = 5\n"),
    "schemes in a list": ("law.wrong_type", "$.scheme", INSTRUMENT + "[[scheme]]\n"),
    "scheme without classes": (
        "law.missing_key",
        "$.scheme.own.classes",
        scheme('classes = ["low", "middle", "high"]\n', ""),
    ),
    "scheme with an unknown key": (
        "law.unknown_key",
        "$.scheme.own.kelas",
        scheme("classes = [", "kelas = 1\nclasses = ["),
    ),
    "scheme of the shipped book again": ("law.duplicate", "$.scheme.tier", SCHEME.replace("scheme.own", "scheme.tier")),
    "class twice in a scheme": (
        "law.duplicate",
        "$.scheme.own.classes",
        scheme('["low", "middle", "high"]', '["low", "middle", "high", "low"]'),
    ),
    "class without a label": (
        "law.missing_key",
        "$.scheme.own.labels.high",
        scheme('high = { id = "Tinggi", en = "High" }', ""),
    ),
    "label of no class": (
        "law.not_one_of",
        "$.scheme.own.labels",
        scheme("high = {", 'top = { id = "Puncak", en = "Top" }\nhigh = {'),
    ),
    "label in one language": (
        "law.both_languages",
        "$.scheme.own.labels.high",
        scheme('{ id = "Tinggi", en = "High" }', '{ id = "Tinggi" }'),
    ),
    "label in three languages": (
        "law.both_languages",
        "$.scheme.own.labels.high",
        scheme('{ id = "Tinggi", en = "High" }', '{ id = "Tinggi", en = "High", jv = "Dhuwur" }'),
    ),
    "label that is empty": ("law.both_languages", "$.scheme.own.labels.high", scheme('en = "High"', 'en = ""')),
    "label that is no text": ("law.both_languages", "$.scheme.own.labels.high", scheme('en = "High"', "en = 5")),
    "label that is no table": (
        "law.wrong_type",
        "$.scheme.own.labels.high",
        scheme('{ id = "Tinggi", en = "High" }', '"Tinggi"'),
    ),
    "title in one language": ("law.both_languages", "$.scheme.own.title", scheme(', en = "Made-up classes"', "")),
    "criterion that no fact answers": (
        "law.not_one_of",
        "$.scheme.own.criteria",
        scheme('["workers", "sales"]', '["workers", "omzet"]'),
    ),
    "exclusion by a fact that has no words": (
        "law.not_one_of",
        "$.scheme.own.exclude",
        scheme('readings = ["strict"]', 'readings = ["strict"]\nexclude = ["sales"]'),
    ),
    # ---- regimes
    "regime of a scheme that could not be read": (
        "law.not_one_of",
        "$.regime[0].of",
        INSTRUMENT + BANDS,
    ),
    "regime of another class": (
        "law.not_one_of",
        "$.regime[0].classes",
        bands('classes = ["low", "middle", "high"]', 'classes = ["low", "middle", "top"]'),
    ),
    "criteria and rows": (
        "law.one_bound",
        "$.regime[1]",
        rows("[regime.term]", '[regime.criterion.workers]\nunit = "orang"\n[regime.term]'),
    ),
    "neither criteria nor rows": (
        "law.one_bound",
        "$.regime[0]",
        INSTRUMENT + SCHEME + BANDS[: BANDS.index("[regime.cr")],
    ),
    "criteria that are empty": (
        "law.one_bound",
        "$.regime[0]",
        INSTRUMENT + SCHEME + BANDS[: BANDS.index("[regime.cr")] + "[regime.criterion]\n",
    ),
    "rows that are empty": (
        "law.one_bound",
        "$.regime[0]",
        INSTRUMENT + SCHEME + BANDS[: BANDS.index("[regime.cr")] + "row = []\n",
    ),
    "class of the rest that is none": (
        "law.not_one_of",
        "$.regime[1].otherwise",
        rows('otherwise = "middle"', 'otherwise = "top"'),
    ),
    "may hold before the day on which it begins": (
        "law.span_reversed",
        "$.regime[1].perhaps_from",
        rows("perhaps_from = 2028-01-01", "perhaps_from = 2028-07-01"),
    ),
    "what is not checked in one language": (
        "law.both_languages",
        "$.regime[1].unchecked[0]",
        rows(', en = "the consent of the neighbours"', ""),
    ),
    "what is not checked that is no table": (
        "law.wrong_type",
        "$.regime[1].unchecked[0]",
        rows('[{ id = "izin tetangga", en = "the consent of the neighbours" }]', '["izin"]'),
    ),
    "grade of a span that is none": (
        "law.not_one_of",
        "$.regime[1].span_grade",
        rows("seen_since", 'span_grade = "certain"\nseen_since'),
    ),
    "unique that is no truth": ("law.wrong_type", "$.regime[1].unique", rows("seen_since", "unique = 1\nseen_since")),
    "applies that is no condition": (
        "law.one_bound",
        "$.regime[1].applies",
        rows('fact = "legal_form", is = ["individual", "cv", "pt"], ', ""),
    ),
    "applies without a source": (
        "law.missing_key",
        "$.regime[1].applies.pinpoint",
        rows('pinpoint = "Pasal 1", ', ""),
    ),
    "purpose that the scheme does not know": (
        "law.not_one_of",
        "$.regime[0].reading",
        INSTRUMENT
        + SCHEME
        + BANDS
        + '[regime.reading.facility]\nany = { use = "workers", pinpoint = "", grade = "primary" }\n',
    ),
    # ---- bands
    "bound with a class and open": (
        "law.one_bound",
        f"{WORKERS}.bounds[1]",
        bands("{ open = [", '{ class = "low", open = ['),
    ),
    "open bound without a class": ("law.missing_key", f"{WORKERS}.bounds[1].open", bands(OPEN_BAND, "")),
    "open bound of no table": ("law.wrong_type", f"{WORKERS}.bounds[1].open[0]", bands(OPEN_BAND, '"low", "middle"')),
    "open bound of an unknown class": (
        "law.not_one_of",
        f"{WORKERS}.bounds[1].open[1].class",
        bands('{ class = "middle", pinpoint = "Lampiran"', '{ class = "top", pinpoint = "Lampiran"'),
    ),
    "open bound with a label in one language": (
        "law.both_languages",
        f"{WORKERS}.bounds[1].open[0].label",
        bands(', en = "as the ministry says"', ""),
    ),
    "open bound with an unknown grade": (
        "law.not_one_of",
        f"{WORKERS}.bounds[1].open[1].grade",
        bands('grade = "secondary" },\n  ]', 'grade = "certain" },\n  ]'),
    ),
    "open bound that is a class already": (
        # Two classes cannot have one name: an open band is called by what its sources say.
        "law.bounds_not_ascending",
        f"{WORKERS}.bounds",
        bands('{ class = "middle", pinpoint = "Lampiran", grade = "secondary" },\n', ""),
    ),
    "lower bound of an unknown grade": (
        "law.not_one_of",
        f"{WORKERS}.bounds[3].lower.grade",
        bands('lower = "secondary"', 'lower = "certain"'),
    ),
    "classes out of order around an open bound": (
        "law.classes_differ",
        f"{WORKERS}.bounds",
        bands('{ class = "low", below = 10 }', '{ class = "high", below = 10 }'),
    ),
    # ---- rows
    "row without a condition": (
        "law.missing_key",
        f"{ROW}[0].when",
        rows('when = { not = { fact = "founded", months = 6 } }\n', ""),
    ),
    "row that is no table": (
        "law.wrong_type",
        "$.regime[0].row[0]",
        row("all = [{ term = 5 }]").partition("[[regime.row]]")[0].replace("seen_since", "row = [5]\nseen_since"),
    ),
    "row with a class and open": (
        "law.one_bound",
        f"{ROW}[0]",
        rows('class = "low"\nwhen', 'class = "low"\nopen = [{}]\nwhen'),
    ),
    "row with neither class nor open": ("law.one_bound", f"{ROW}[0]", rows('class = "low"\nwhen', "when")),
    "row of an unknown class": (
        "law.not_one_of",
        f"{ROW}[0].class",
        rows('class = "low"\nwhen', 'class = "top"\nwhen'),
    ),
    "row of an open class that is unknown": (
        "law.not_one_of",
        f"{ROW}[2].open[1].class",
        rows('{ class = "high" },', '{ class = "top" },'),
    ),
    "open row without a class": ("law.missing_key", f"{ROW}[2].open", rows(OPEN_ROW, "")),
    "two rows of one name": ("law.duplicate", f"{ROW}[2].id", rows('id = "open"', 'id = "young"')),
    "two rows of one class without a name": (
        "law.duplicate",
        f"{ROW}[2].id",
        rows(f'id = "open"\nopen = [{OPEN_ROW}]', 'class = "high"'),
    ),
    "row without a grade": (
        "law.missing_key",
        f"{ROW}[0].grade",
        rows('pinpoint = "Pasal 4"\ngrade = "primary"\n', 'pinpoint = "Pasal 4"\n'),
    ),
    "row of an unlisted instrument": (
        "law.unknown_instrument",
        f"{ROW}[0].when.not.instrument",
        rows('class = "low"\nwhen', 'class = "low"\ninstrument = "x"\nwhen'),
    ),
    # ---- conditions
    "condition that is no table": ("law.wrong_type", f"{LONE}.all[0]", row('all = ["sales"]')),
    "condition of nothing": ("law.one_bound", f"{LONE}.any[1]", row('any = [{ fact = "sales", from = 1 }, {}]')),
    "condition of two kinds": ("law.one_bound", LONE, row('fact = "sales", from = 1, upto = 2')),
    "condition with an unknown key": ("law.unknown_key", f"{LONE}.atleast", row('fact = "sales", atleast = 1')),
    "condition without a fact": ("law.missing_key", f"{LONE}.fact", row("upto = 1")),
    "condition of none": ("law.missing_key", f"{LONE}.all", row("all = []")),
    "condition of nothing denied": ("law.missing_key", f"{LONE}.not", row("not = {}")),
    "condition that is one of no words": ("law.missing_key", f"{LONE}.is", row('fact = "legal_form", is = []')),
    "amount that no fact answers": ("law.not_one_of", f"{LONE}.fact", row('fact = "legal_form", upto = 1')),
    "amount as text": ("law.wrong_type", f"{LONE}.upto", row('fact = "sales", upto = "1"')),
    "word of an amount": ("law.not_one_of", f"{LONE}.fact", row('fact = "sales", is = ["pt"]')),
    "word that is none": ("law.not_one_of", f"{LONE}.is", row('fact = "legal_form", is = ["pt", "ltd"]')),
    "division that is none": ("law.not_one_of", f"{LONE}.is", row('fact = "kbli", is = ["00"]')),
    "day of an amount": ("law.not_one_of", f"{LONE}.fact", row('fact = "sales", before = 2020-01-01')),
    "months of an amount": ("law.not_one_of", f"{LONE}.fact", row('fact = "sales", months = 6')),
    "no months": ("law.out_of_range", f"{LONE}.months", row('fact = "founded", months = 0')),
    "months before": ("law.out_of_range", f"{LONE}.months", row('fact = "founded", months = -6')),
    "more months than there are": ("law.out_of_range", f"{LONE}.months", row('fact = "founded", months = 1201')),
    "group with a fact of its own": (
        "law.unknown_key",
        f"{LONE}.fact",
        row('fact = "sales", all = [{ fact = "sales", from = 1 }]'),
    ),
    "unit of a word": ("law.unknown_key", f"{LONE}.unit", row('fact = "legal_form", is = ["pt"], unit = "IDR"')),
    "fact of a term": ("law.unknown_key", f"{LONE}.fact", row('fact = "sales", term = "over"')),
    "term without one": ("law.missing_key", LONE, row('term = "over"')),
    "term that is not over": ("law.not_one_of", f"{LONE}.term", row('term = "begun"')),
    "condition with an unknown grade": (
        "law.not_one_of",
        f"{LONE}.grade",
        row('fact = "sales", from = 1, grade = "certain"'),
    ),
    # ---- terms and parameters
    "term of a form that is none": ("law.not_one_of", "$.regime[1].term.ltd", rows("\npt = {", "\nltd = {")),
    "term with years and without end": (
        "law.one_bound",
        "$.regime[1].term.cv",
        rows("{ years = 4,", "{ years = 4, unlimited = true,"),
    ),
    "term with neither": ("law.one_bound", "$.regime[1].term.pt", rows("{ years = 3, ", "{ ")),
    "term of no years": ("law.out_of_range", "$.regime[1].term.pt.years", rows("years = 3", "years = 0")),
    "term of more years than there are": (
        "law.out_of_range",
        "$.regime[1].term.pt.years",
        rows("years = 3", "years = 101"),
    ),
    "term counted from a year that is none": (
        "law.out_of_range",
        "$.regime[1].term.cv.counted_from",
        rows("counted_from = 2020", "counted_from = 20"),
    ),
    "term that is no table": (
        "law.wrong_type",
        "$.regime[1].term.pt",
        rows('\npt = { years = 3, pinpoint = "Pasal 3", grade = "primary" }', "\npt = 3"),
    ),
    "parameter that is no table": (
        "law.wrong_type",
        "$.regime[1].parameter.fee",
        rows('{ value = 5_000, unit = "IDR", pinpoint = "Pasal 9", grade = "primary" }', "5000"),
    ),
    "parameter with two values": (
        "law.one_bound",
        "$.regime[1].parameter.fee",
        rows("{ value = 5_000,", '{ value = 5_000, decimal = "0.5",'),
    ),
    "parameter without a unit": (
        "law.missing_key",
        "$.regime[1].parameter.fee.unit",
        rows('unit = "IDR", pinpoint = "Pasal 9"', 'pinpoint = "Pasal 9"'),
    ),
    "decimal with a comma": ("law.not_decimal", "$.regime[1].parameter.rate.decimal", rows('"0.5"', '"0,5"')),
    "decimal that is a whole number": ("law.not_decimal", "$.regime[1].parameter.rate.decimal", rows('"0.5"', '"5"')),
    "decimal below zero": ("law.not_decimal", "$.regime[1].parameter.rate.decimal", rows('"0.5"', '"-0.5"')),
    # ---- changes and gaps
    "change of a number that is no bound of a class": (
        "law.not_a_bound",
        "$.change",
        OWN + CHANGE,
    ),
    "gap with an unknown reason": (
        "law.not_one_of",
        "$.gap[0].why",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nwhy = "no-idea"'),
    ),
    "gap that shows a text": (
        "law.wrong_type",
        "$.gap[0].shows",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = "pp-7-2021"'),
    ),
    "gap that shows a number": (
        "law.unknown_regime",
        "$.tier.celah",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = [5]'),
    ),
    "gap that shows a regime of another scheme": (
        "law.unknown_regime",
        "$.tier.celah",
        INSTRUMENT + spoilt(GAP, 'id = "celah"', 'id = "celah"\nshows = ["kur-1-2026"]'),
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


def test_every_code_of_the_catalogue_has_a_case() -> None:
    codes = {code for code in data.toml("messages/law.toml") if code.startswith("law.")}
    assert codes - OF_VERDICTS == {code for code, _, _ in (*PROBLEMS.values(), *OF_TIERS.values())}
    assert codes > OF_VERDICTS


def test_the_text_that_the_cases_spoil_is_sound(tmp_path: Path) -> None:
    book = load(tmp_path, OWN)
    # They stand by name among the others.
    place = book.schemes().index("own")
    assert book.schemes()[place : place + 3] == ("own", "own-1", "own-2")
    load(tmp_path, row('fact = "sales", from = 1'))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("months = 6", "months = 1"),
        ("months = 6", "months = 1200"),
        ("years = 3", "years = 1"),
        ("years = 3", "years = 100"),
        ("counted_from = 2020", "counted_from = 1900"),
        ("counted_from = 2020", "counted_from = 2200"),
    ],
)
def test_a_span_of_time_at_the_end_of_what_makes_sense(old: str, new: str, tmp_path: Path) -> None:
    book = load(tmp_path, rows(old, new))
    for form in (pk.LegalForm.CV, pk.LegalForm.PT):
        facts = pk.Facts(legal_form=form, founded=2020, tax_registered=2020, sales=1, workers=1)
        assert pk.classify(facts, scheme="own", on=date(2029, 1, 1), law=book).status == "known"


def test_problems_of_several_parts_of_a_scheme_are_collected(tmp_path: Path) -> None:
    text = (
        INSTRUMENT
        + SCHEME
        + spoilt(BANDS, "below = 10", 'below = "10"')
        + ROWS.replace("years = 3", "years = 0")
        .replace("months = 6", "months = 0")
        .replace('"0.5"', '"5"')
        .replace('otherwise = "middle"', 'otherwise = "top"')
        .replace('fact = "sales", from = 900', 'fact = "legal_form", from = 900')
    )
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, text)
    assert {(found.code, found.where) for found in caught.value.findings} == {
        ("law.wrong_type", f"{WORKERS}.bounds[0].below"),
        ("law.out_of_range", "$.regime[1].term.pt.years"),
        ("law.not_decimal", "$.regime[1].parameter.rate.decimal"),
        ("law.out_of_range", f"{ROW}[0].when.not.months"),
        ("law.not_one_of", f"{ROW}[2].when.fact"),
        ("law.not_one_of", "$.regime[1].otherwise"),
    }


# ---- what comes of a sound file


def test_a_scheme_as_it_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, OWN).scheme("own")
    assert (found.id, found.classes, found.criteria) == ("own", ("low", "middle", "high"), ("workers", "sales"))
    assert (found.purposes, found.readings, found.exclude) == (("aid",), ("strict",), ())
    assert found.title == {"id": "Golongan contoh", "en": "Made-up classes"}
    assert found.labels["high"] == {"id": "Tinggi", "en": "High"}


def test_bands_as_they_are_read(tmp_path: Path) -> None:
    regime = load(tmp_path, OWN).regime("own-1")
    criterion = regime.criteria["workers"]
    assert criterion.bands.ids == ("low", "low|middle", "middle", "high")
    assert [(bound.value, bound.inclusive) for bound in criterion.bands.uppers] == [
        (10, False),
        (10, True),
        (50, True),
        (100, True),
    ]
    floor = criterion.bands.floor
    assert floor is not None
    assert (floor.value, floor.inclusive) == (1, True)
    ministry, other = criterion.opens[1]
    # Of an open band the measure is part of the name: another may be open as well.
    assert (list(criterion.opens), ministry.id, ministry.result) == ([1], "workers/ministry", "low")
    assert ministry.label == {"id": "menurut kementerian", "en": "as the ministry says"}
    assert (ministry.provision.cite.pinpoint, ministry.provision.grade) == ("Pasal 2", "primary")
    assert (other.id, other.result, other.label) == ("workers/middle", "middle", None)
    assert (other.provision.cite.pinpoint, other.provision.grade) == ("Lampiran", "secondary")
    assert {place: source.grade for place, source in criterion.lowers.items()} == {3: "secondary"}
    assert criterion.provisions[2].cite.phrase == "paling banyak"
    # A lone criterion needs no choice.
    assert regime.choices[ANY, ANY].use == "workers"
    # A regime as a whole is as sure as the weakest of its measures.
    assert (regime.provision.grade, regime.provision.cite.pinpoint) == ("primary", "")
    assert (regime.rows, regime.otherwise, regime.applies, regime.terms) == ((), None, None, None)
    assert (regime.unchecked, regime.seen_since, regime.end_unknown, regime.perhaps_from) == ((), False, False, None)
    assert (regime.unique, regime.timed, dict(regime.parameters), regime.span_grade) == (False, False, {}, "primary")


def test_rows_as_they_are_read(tmp_path: Path) -> None:
    regime = load(tmp_path, OWN).regime("own-2")
    young, high, open_ = regime.rows
    assert [(row.id, row.result) for row in regime.rows] == [("young", "low"), ("high", "high"), ("open", None)]
    assert [(each.id, each.result) for each in open_.opens] == [("mild", "low"), ("high", "high")]
    assert isinstance(young.when, Group)
    (age,) = young.when.parts
    assert isinstance(age, Age)
    assert (young.when.kind, age.fact, age.months, age.provision.cite.pinpoint) == ("not", "founded", 6, "Pasal 4")
    assert isinstance(high.when, Group)
    sales, over, both = high.when.parts
    assert isinstance(sales, Amount)
    # The unit is that of the fact unless another is said.
    assert (sales.fact, sales.sign, sales.value, sales.unit) == (
        "sales", ">", 1000, fields.catalogue()["sales"]["unit"],
    )  # fmt: skip
    assert isinstance(over, TermOver)
    assert over.terms is regime.terms
    assert isinstance(both, Group)
    workers, before = both.parts
    assert isinstance(workers, Amount)
    assert (workers.sign, workers.provision.cite.pinpoint) == (">=", "Pasal 5")
    assert isinstance(before, Before)
    assert (before.day, before.provision.cite.pinpoint, before.provision.grade) == (
        date(2000, 1, 1), "Pasal 6", "primary",
    )  # fmt: skip
    assert isinstance(open_.when, Amount)
    assert (open_.when.sign, open_.when.unit, open_.when.provision.grade) == (">=", "IDR", "secondary")
    assert isinstance(regime.applies, Words)
    assert regime.applies.values == ("individual", "cv", "pt")
    assert regime.terms is not None
    assert {word: (term.years, term.counted_from) for word, term in regime.terms.terms.items()} == {
        "individual": (None, None), "cv": (4, 2020), "pt": (3, None),
    }  # fmt: skip
    assert (regime.terms.fact, regime.terms.by) == ("tax_registered", "legal_form")
    fee, rate = regime.parameters["fee"], regime.parameters["rate"]
    assert fee == Parameter(5000, "IDR", fee.provision)
    assert rate == Parameter(Fraction(1, 2), "persen", rate.provision)
    assert rate.provision.cite.pinpoint == "Pasal 9"
    assert (regime.otherwise, regime.unique, regime.timed) == ("middle", False, True)
    assert (regime.seen_since, regime.end_unknown, regime.perhaps_from) == (True, True, date(2028, 1, 1))
    assert regime.unchecked == ({"id": "izin tetangga", "en": "the consent of the neighbours"},)
    assert (regime.provision.grade, regime.criteria, regime.choices) == ("secondary", {}, {})
    assert [id_ for id_, _ in regime.conditions] == ["applies", "young", "high", "open"]


def test_every_number_of_a_scheme_stands_in_the_book(tmp_path: Path) -> None:
    book = load(tmp_path, OWN)
    found = {
        value.key: (value.sign, value.value, value.unit) for value in book.values() if value.key.startswith("own-")
    }
    assert found == {
        "own-1/low/workers": ("<", 10, "orang"), "own-1/low|middle/workers": ("<=", 10, "orang"),
        "own-1/middle/workers": ("<=", 50, "orang"), "own-1/high/workers": ("<=", 100, "orang"),
        "own-2/young/founded": (">=", 6, "bulan"), "own-2/high/sales": (">", 1000, "IDR/tahun"),
        "own-2/high/workers": (">=", 20, "orang"), "own-2/high/founded": ("<", date(2000, 1, 1), ""),
        "own-2/open/sales": (">=", 900, "IDR"), "own-2/fee": ("", 5000, "IDR"),
        "own-2/rate": ("", Fraction(1, 2), "persen"), "own-2/cv/term": ("<=", 4, "tahun pajak"),
        "own-2/pt/term": ("<=", 3, "tahun pajak"),
    }  # fmt: skip
    (day,) = book.history("own-2/high/founded")
    assert (day.to_dict()["value"], str(day).startswith("own-2/high/founded < 2000-01-01 (")) == ("2000-01-01", True)
    assert book.history("own-2/rate")[0].to_dict()["value"] == "1/2"


def test_rows_in_a_regime_of_size_tiers_are_refused_where_they_are_asked(tmp_path: Path) -> None:
    # A file may hold them; a tier is decided by criteria alone, and must not pass over a condition in silence.
    text = REGIME.replace("[regime.criterion.capital]", 'applies = { fact = "legal_form", is = ["pt"], pinpoint = "P", '
                          'grade = "primary" }\n[regime.criterion.capital]')  # fmt: skip
    book = load(tmp_path, INSTRUMENT + text)
    for ask in (pk.tier, lambda facts, **how: pk.classify(facts, scheme="tier", **how)):
        with pytest.raises(ValueError, match="perda-1-2027 is no regime of size tiers") as caught:
            ask(pk.Facts(sales=1), on=date(2028, 1, 1), law=book)
        # A command says it in the language of its user.
        said = messages.render(getattr(caught.value, "code", ""), getattr(caught.value, "params", {}))
        assert said.startswith("Skala usaha ditentukan dengan kriteria saja")


def test_a_gap_says_why_and_shows_several(tmp_path: Path) -> None:
    text = GAP.replace('id = "celah"', 'id = "celah"\nwhy = "end-unknown"\nshows = ["uu-20-2008", "pp-7-2021"]')
    gap = load(tmp_path, INSTRUMENT + text).at("tier", date(2027, 7, 1))
    assert isinstance(gap, Gap)
    assert (gap.why, gap.shows) == ("end-unknown", ("uu-20-2008", "pp-7-2021"))


@pytest.mark.parametrize("key", ["own-2/high/sales", "own-2/fee", "own-2/cv/term"])
def test_a_number_of_a_row_is_not_changed_alone(key: str, tmp_path: Path) -> None:
    # A condition has no bound of which one side could move: a changed row is a new regime.
    with pytest.raises(pk.ValidationError) as caught:
        load(tmp_path, OWN + CHANGE.replace("own-2/high/sales", key))
    found: Any = caught.value.finding
    assert (found.code, found.where, found.params["got"]) == ("law.not_a_bound", "$.change", key)
