"""The shipped law is sound: ordered, disjoint, cited, graded, without undeclared gaps, as its coverage page says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data
from plut_kumkm.enterprise.size_rules import OPERANDS, PURPOSES, READINGS
from plut_kumkm.law.instruments import GRADES, ORIGINS, Provision
from plut_kumkm.law.regimes import ANY, Gap, Regime

BOOK = pk.law.book()
COVERAGE = data.toml("law/coverage.toml")
STRETCHES = [stretch for line in BOOK.stretches.values() for stretch in line]
REGIMES = list(BOOK.regimes())


def provisions() -> list[Provision]:
    found: list[Provision] = []
    for stretch in STRETCHES:
        if isinstance(stretch, Gap):
            found.append(stretch.provision)
            continue
        found += [provision for criterion in stretch.criteria.values() for provision in criterion.provisions]
        found += [choice.provision for choice in stretch.choices.values()]
        found += [rule.provision for rule in stretch.exclusions.values()]
    return found


def test_spans_follow_one_another_without_overlap_or_undeclared_gap() -> None:
    for line in BOOK.stretches.values():
        for earlier, later in pairwise(line):
            assert earlier.span.until is not None
            assert later.span.since == earlier.span.until + timedelta(days=1)


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
def test_bands_ascend_and_every_amount_has_a_class(regime: Regime) -> None:
    for criterion in regime.criteria.values():
        numbers = [bound.value for bound in criterion.bands.uppers]
        assert all(low < high for low, high in pairwise(numbers))
        assert criterion.bands.open
        assert criterion.bands.floor is None
        assert criterion.bands.ids == regime.classes == ("micro", "small", "medium", "large")
        assert len(criterion.provisions) == len(criterion.bands.ids)
        assert criterion.unit.startswith("IDR")
        assert criterion.id in OPERANDS


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
def test_every_purpose_has_every_reading_and_no_word_is_misspelt(regime: Regime) -> None:
    assert {purpose for purpose, _ in regime.choices} <= {*PURPOSES, ANY}
    assert {reading for _, reading in regime.choices} <= {*READINGS, ANY}
    assert all(regime.choice(purpose, reading) is not None for purpose in PURPOSES for reading in READINGS)
    words: dict[str, set[str]] = {
        "parent_tier": {tier.value for tier in pk.Tier},
        "legal_form": {form.value for form in pk.LegalForm},
    }
    for (fact, name), rule in regime.exclusions.items():
        assert set(rule.values) <= words[fact]
        assert name in regime.classes


def test_every_number_choice_and_gate_has_its_source() -> None:
    assert provisions()
    for provision in provisions():
        assert provision.cite.instrument.id in BOOK.instruments
        assert provision.grade in GRADES
        assert provision.origin in ORIGINS
        # fact sheet on size classes: compiled 2026-11-24; none was matched against JDIH.
        assert provision.checked == date(2026, 11, 24)
        assert provision.jdih is False
        assert provision.seen or provision.cite.instrument.id == "uu-20-2008"
        # A law is cited by its article; a practice may be a survey as a whole.
        assert provision.cite.pinpoint.startswith("Pasal ") or provision.origin == "practice"


def test_every_instrument_is_cited_or_amends_one_that_is() -> None:
    cited = {provision.cite.instrument.id for provision in provisions()}
    amending = {other for instrument in BOOK.instruments.values() for other in instrument.amended_by}
    assert set(BOOK.instruments) == cited | amending
    assert amending <= set(BOOK.instruments)


def test_dates_of_instruments_and_regimes() -> None:
    # Fact sheet on size classes 1.1 and 2: UU 20/2008 from 2008-07-04, UU 11/2020 2020-11-02,
    # PP 7/2021 in force 2021-02-02.
    in_force = {id_: instrument.in_force for id_, instrument in BOOK.instruments.items()}
    assert (in_force["uu-20-2008"], in_force["uu-11-2020"], in_force["pp-7-2021"]) == (
        date(2008, 7, 4),
        date(2020, 11, 2),
        date(2021, 2, 2),
    )
    for stretch in STRETCHES:
        assert stretch.provision.cite.instrument.in_force == stretch.span.since


def test_coverage_agrees_with_the_data() -> None:
    said = [(entry["regime"], entry["since"], entry.get("until")) for entry in COVERAGE["modelled"]]
    held = [(stretch.id, stretch.span.since, stretch.span.until) for stretch in STRETCHES]
    assert said == held


def test_coverage_says_what_is_missing_and_why_in_both_languages() -> None:
    assert set(COVERAGE) == {"modelled", "missing"}
    assert COVERAGE["missing"]
    texts: list[Any] = [entry["what"] for kind in COVERAGE.values() for entry in kind] + [
        entry["why"] for entry in COVERAGE["missing"]
    ]
    for text in texts:
        assert set(text) == {"id", "en"}
        assert text["id"] != text["en"]
    assert {key for entry in COVERAGE["modelled"] for key in entry} == {"regime", "since", "until", "what"}
    assert {key for entry in COVERAGE["missing"] for key in entry} == {"what", "why"}


def test_the_readings_are_those_of_the_fact_sheet() -> None:
    # fact sheet on size classes section 3 and the design's table.
    pp7 = BOOK.regime("pp-7-2021")
    uses = {
        (purpose, reading): choice.use
        for purpose in PURPOSES for reading in READINGS
        if (choice := pp7.choice(purpose, reading)) is not None
    }  # fmt: skip
    expected = {(purpose, reading): use for purpose in PURPOSES for reading, use in (
        ("by-purpose", "capital" if purpose == "registration" else "sales"), ("by-founding", "founding"),
        ("cumulative", "agree"), ("sales-only", "sales"),
    )}  # fmt: skip
    assert uses == expected
    founding = pp7.choice("facility", "by-founding")
    assert founding is not None
    assert (founding.since, founding.new, founding.old) == (date(2021, 2, 2), "capital", "sales")
    origins = {
        reading: {pp7.choice(purpose, reading).provision.origin for purpose in ("registration", "facility")}
        for reading in READINGS
    }  # type: ignore[union-attr] # asserted above
    assert origins == {
        "by-purpose": {"law"},
        "by-founding": {"practice"},
        "cumulative": {"practice"},
        "sales-only": {"practice"},
    }
