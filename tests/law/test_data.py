"""The shipped law is sound: ordered, disjoint, cited, graded, without undeclared gaps, as its coverage page says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from attrs import fields_dict

import plut_kumkm as pk
from plut_kumkm.base import data, fields
from plut_kumkm.base.bands import Bound
from plut_kumkm.enterprise.operands import AMOUNTS, DATES, TEXTS
from plut_kumkm.enterprise.schemes.rules import rule_on
from plut_kumkm.enterprise.size_rules import CRITERIA, PURPOSES, READINGS
from plut_kumkm.law.instruments import GRADES, ORIGINS, Provision
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.operands import Field
from plut_kumkm.law.regimes import ANY, Dispute, Gap, Regime, values_of

BOOK = pk.law.book()
COVERAGE = data.toml("law/coverage.toml")
FACTS = data.toml("law/facts.toml")
SCHEMES = tuple(BOOK.known)
STRETCHES = [stretch for line in BOOK.stretches.values() for stretch in line]
REGIMES = list({regime.id: regime for regime in BOOK.regimes()}.values())
TIERS = [regime for regime in REGIMES if regime.of == "tier"]
GAPS = [stretch for stretch in STRETCHES if isinstance(stretch, Gap)]


def by_id(stretch: Regime | Gap) -> str:
    return stretch.id


def content(scheme: str) -> dict[str, list[Any]]:
    """Return the regimes and gaps of a scheme as its files have them."""
    files = [data.toml(name) for name in data.names(f"law/schemes/{scheme}")]
    return {kind: [table for file in files for table in file.get(kind, ())] for kind in ("regime", "gap", "instrument")}


def of_regime(regime: Regime) -> list[Provision]:
    found = [regime.provision]
    for criterion in regime.criteria.values():
        found += [criterion.provision, *criterion.provisions, *criterion.lowers.values()]
        found += [each.provision for several in criterion.opens.values() for each in several]
    found += [choice.provision for choice in regime.choices.values()]
    found += [rule.provision for rule in regime.exclusions.values()]
    found += [parameter.provision for parameter in regime.parameters.values()]
    for row in regime.rows:
        found += [row.provision, *(each.provision for each in row.opens)]
    found += [source for _, condition in regime.conditions for source in condition.sources()]
    return found + [term.provision for term in (regime.terms.terms.values() if regime.terms else ())]


def provisions() -> list[Provision]:
    return [one for regime in REGIMES for one in of_regime(regime)] + [gap.provision for gap in GAPS]


# ---- lines


@pytest.mark.parametrize("scheme", SCHEMES)
def test_spans_follow_one_another_without_overlap_or_undeclared_gap(scheme: str) -> None:
    line = BOOK.stretches[scheme]
    for earlier, later in pairwise(line):
        assert earlier.span.until is not None
        assert later.span.since == earlier.span.until + timedelta(days=1)
    # What comes last has no end: after a rule that ended stands a gap that says so.
    assert line[-1].span.until is None


def test_a_folder_holds_the_scheme_of_its_name() -> None:
    assert set(SCHEMES) == set(data.folders("law/schemes"))
    for scheme in SCHEMES:
        files = [data.toml(name) for name in data.names(f"law/schemes/{scheme}")]
        assert [list(file["scheme"]) for file in files if "scheme" in file] == [[scheme]]
        assert BOOK.scheme(scheme).id == scheme
        assert {table["of"] for kind in ("regime", "gap") for table in content(scheme)[kind]} == {scheme}


def test_every_stretch_has_a_name_of_its_own() -> None:
    said = [table["id"] for scheme in SCHEMES for kind in ("regime", "gap") for table in content(scheme)[kind]]
    assert len(said) == len(set(said))
    # A scheme may share the name of its only regime: whoever asks for the one gets the other.
    for scheme in SCHEMES:
        if scheme in said:
            assert [table["id"] for table in content(scheme)["regime"]] == [scheme]


def names(stretch: Regime | Gap | Dispute) -> set[str]:
    """Return what may hold in a stretch."""
    return {side.id for side in stretch.sides} if isinstance(stretch, Dispute) else {stretch.id}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_dispute_lies_between_what_was_and_what_is_to_come(scheme: str) -> None:
    line = BOOK.stretches[scheme]
    disputes = {stretch.newer.id: stretch for stretch in line if isinstance(stretch, Dispute)}
    assert disputes.keys() == {table["id"] for table in content(scheme)["regime"] if "perhaps_from" in table}
    for earlier, later in pairwise(line):
        if isinstance(earlier, Dispute):
            assert earlier.newer.id in names(later)
        if isinstance(later, Dispute):
            assert later.older is not None
            assert later.older.id in names(earlier)
            assert later.older.span == later.span
    for table in content(scheme)["regime"]:
        if "perhaps_from" in table:
            # All that is known of it is the year of the instrument.
            instrument = BOOK.instruments[table["instrument"]]
            assert table["perhaps_from"] == date(instrument.year, 1, 1)
            assert instrument.in_force in (None, table["since"])


@pytest.mark.parametrize("gap", GAPS, ids=by_id)
def test_a_gap_says_why(gap: Gap) -> None:
    assert gap.why is not None
    assert f"scheme.gap_{gap.why.replace('-', '_')}" in data.toml("messages/schemes.toml")


# ---- schemes and regimes


@pytest.mark.parametrize("regime", REGIMES, ids=by_id)
def test_bands_ascend_and_every_amount_has_a_class(regime: Regime) -> None:
    for criterion in regime.criteria.values():
        bounds = [(bound.value, bound.inclusive) for bound in criterion.bands.uppers]
        assert all(low < high for low, high in pairwise(bounds))
        closed = [id_ for place, id_ in enumerate(criterion.bands.ids) if place not in criterion.opens]
        assert closed == [name for name in regime.classes if name in closed]
        assert len(criterion.provisions) == len(criterion.bands.ids)
        for several in criterion.opens.values():
            assert len({each.result for each in several}) == len(several) > 1
            assert {each.result for each in several} <= set(regime.classes)
        assert criterion.id in BOOK.scheme(regime.of).criteria
        assert criterion.unit.partition("/")[0] == fields.catalogue()[criterion.id]["unit"].partition("/")[0]


@pytest.mark.parametrize("regime", TIERS, ids=by_id)
def test_size_tiers_leave_no_amount_without_a_class(regime: Regime) -> None:
    for criterion in regime.criteria.values():
        assert criterion.bands.open
        assert criterion.bands.floor is None
        assert criterion.bands.ids == regime.classes == ("micro", "small", "medium", "large")
        assert criterion.unit.startswith("IDR")
        assert criterion.id in CRITERIA
        assert not criterion.opens
    assert not regime.rows
    assert regime.applies is regime.perhaps_from is None


# What is in no class, as the sources have it; elsewhere every amount is in one.
CLOSED = {
    # The annex names no class above 500 ha; the programme none above Rp10 miliar; a workshop has a worker.
    "salt-farm-2-2026": Bound(500), "permenperin-11-2014": Bound(10_000_000_000),
}  # fmt: skip
FLOORS = {"bps-industry": Bound(1)}


@pytest.mark.parametrize("regime", [regime for regime in REGIMES if regime.criteria], ids=by_id)
def test_which_amounts_have_no_class(regime: Regime) -> None:
    for criterion in regime.criteria.values():
        assert criterion.bands.floor == FLOORS.get(regime.id)
        assert criterion.bands.open is (regime.id not in CLOSED)
        if not criterion.bands.open:
            assert criterion.bands.uppers[-1] == CLOSED[regime.id]


@pytest.mark.parametrize("regime", REGIMES, ids=by_id)
def test_every_number_has_a_key_of_its_own(regime: Regime) -> None:
    keys = [value.key for value in values_of(regime)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(key.startswith(f"{regime.id}/") for key in keys)


def test_every_number_of_the_book_is_found_by_its_key() -> None:
    keys = [value.key for value in BOOK.values()]
    assert len(keys) > 100
    for key in keys:
        assert pk.law.history(key)[-1].key == key


@pytest.mark.parametrize("regime", REGIMES, ids=by_id)
def test_every_class_of_a_regime_is_reached(regime: Regime) -> None:
    """With every source accepted, some facts are in each class, and none in a class that the regime does not name."""
    rule = rule_on(regime, BOOK, "unverified", regime.span.since or date.min)
    codes = BOOK.scheme(regime.of).classes
    # One measure at a time, and all of them: together they are too many to try.
    tables = [*rule.parts.values()] if len(rule.parts) > 1 else [rule.table]
    for table in tables:
        assert {codes[code] for code in decided(table) if code >= 0} == set(regime.classes)
    for each in (each for opening in rule.openings for each in opening.alternatives):
        assert each.result in regime.classes


def decided(table: Any) -> set[int]:
    """Return what a table decides on and beside every value that it compares a fact with."""
    facts = probing.marked((table,))
    assert facts
    names = list(facts)
    # The two ends of a date are one day.
    pairs = {name: fact.operand.twin for name, fact in facts.items() if isinstance(fact.operand, Field)}
    free = [name for name in names if not (pairs.get(name) in names and name.endswith("_last"))]
    found = set()
    for values in product(*(facts[name].tries for name in free)):
        said = dict(zip(free, values, strict=True))
        said |= {twin: said[name] for name in free if (twin := pairs.get(name)) is not None}
        found.add(table.decide(Asked(said)))
    return found


class Asked:
    """A record of which the facts that were not said are missing."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.__dict__.update(said)

    def __getattr__(self, name: str) -> None:
        return None


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_class_criterion_and_word_of_a_scheme_is_used(scheme: str) -> None:
    found, regimes = BOOK.scheme(scheme), [regime for regime in REGIMES if regime.of == scheme]
    assert {name for regime in regimes for name in regime.classes} == set(found.classes)
    assert {name for regime in regimes for name in regime.criteria} == set(found.criteria)
    assert {purpose for regime in regimes for purpose, _ in regime.choices} - {ANY} == set(found.purposes)
    assert {reading for regime in regimes for _, reading in regime.choices} - {ANY} == set(found.readings)
    assert {fact for regime in regimes for fact, _ in regime.exclusions} == set(found.exclude)
    for regime in regimes:
        assert regime.classes == tuple(name for name in found.classes if name in regime.classes)


# Names that are the same in both languages.
SAME = {"KUK 1", "KUK 2", "KUK 3", "KUK 4"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_in_both_languages(scheme: str) -> None:
    found = BOOK.scheme(scheme)
    texts = [found.title, *found.labels.values()]
    for regime in (regime for regime in REGIMES if regime.of == scheme):
        texts += regime.unchecked
        opens = [several for criterion in regime.criteria.values() for several in criterion.opens.values()]
        opens += [row.opens for row in regime.rows]
        texts += [each.label for several in opens for each in several if each.label is not None]
    for text in texts:
        assert set(text) == {"id", "en"}
        assert all(text.values())
        assert (text["id"] == text["en"]) is (text["id"] in SAME)
    assert list(found.labels) == list(found.classes)
    assert len({label["id"] for label in found.labels.values()}) == len(found.classes)


def test_titles_tell_schemes_and_regimes_apart() -> None:
    for lang in ("id", "en"):
        assert len({BOOK.scheme(scheme).title[lang] for scheme in SCHEMES}) == len(SCHEMES)
    assert len({regime.title for regime in REGIMES}) == len(REGIMES)


@pytest.mark.parametrize("regime", TIERS, ids=by_id)
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


# ---- the words of a file, and those of the program


def test_the_facts_that_a_file_may_name_are_those_that_rules_read() -> None:
    assert set(FACTS["amounts"]) == set(AMOUNTS)
    assert set(FACTS["dates"]) == set(DATES)
    assert {name for name in FACTS["words"] if name not in ("tier", "parent_tier")} <= set(TEXTS)
    assert set(TEXTS) <= set(FACTS["words"])
    for name in (*FACTS["amounts"], *FACTS["dates"], *(name for name in FACTS["words"] if name != "tier")):
        assert name in fields_dict(pk.Facts)
        assert name in fields.catalogue()


def test_the_words_that_a_file_may_name_are_those_of_the_program() -> None:
    tiers = tuple(tier.value for tier in pk.Tier)
    assert FACTS["words"]["tier"] == FACTS["words"]["parent_tier"] == tiers
    assert set(FACTS["words"]["legal_form"]) == {form.value for form in pk.LegalForm}
    # Divisions have two digits, in every version of KBLI; whether one exists is a matter of the version.
    assert FACTS["words"]["kbli"] == tuple(f"{number:02}" for number in range(1, 100))


# ---- sources


def test_every_number_choice_and_gate_has_its_source() -> None:
    assert len(provisions()) > 200
    for provision in provisions():
        assert provision.cite.instrument.id in BOOK.instruments
        assert provision.grade in GRADES
        assert provision.origin in ORIGINS
        # Fact sheet on size classes: compiled 2026-11-24; none was matched against JDIH.
        assert provision.checked == date(2026, 11, 24)
        assert provision.jdih is False


@pytest.mark.parametrize("regime", TIERS, ids=by_id)
def test_every_number_of_size_tiers_has_its_article(regime: Regime) -> None:
    for provision in of_regime(regime):
        assert provision.seen or provision.cite.instrument.id == "uu-20-2008"
        # A law is cited by its article; a practice may be a survey as a whole, and a regime its instrument.
        assert (
            provision.cite.pinpoint.startswith("Pasal ")
            or provision.origin == "practice"
            or provision is regime.provision
        )


# The wording was seen, but the source names no place in it.
WITHOUT_PLACE = {"bps-industry"}


@pytest.mark.parametrize("regime", [regime for regime in REGIMES if regime.of != "tier"], ids=by_id)
def test_what_was_seen_in_the_text_has_its_place_there(regime: Regime) -> None:
    for provision in of_regime(regime):
        if provision.grade == "primary" and provision is not regime.provision and regime.id not in WITHOUT_PLACE:
            assert provision.cite.pinpoint.startswith(("Pasal ", "Lampiran"))
        assert provision.cite.pinpoint == "" or re.search(r"Pasal \d|Pasal I|Lampiran", provision.cite.pinpoint)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_instrument_is_cited_or_amends_one_that_is(scheme: str) -> None:
    own = {table["id"]: table for table in content(scheme)["instrument"]}
    common = {table["id"]: table for table in data.toml("law/instruments.toml")["instrument"]}
    cited = {one.cite.instrument.id for regime in REGIMES if regime.of == scheme for one in of_regime(regime)}
    cited |= {gap.provision.cite.instrument.id for gap in GAPS if gap.of == scheme}
    near = cited | {other for id_ in cited for other in (own | common)[id_].get("amended_by", ())}
    # Of two that belong together the one that was amended is named as well.
    near |= {id_ for id_, table in own.items() if set(table.get("amended_by", ())) & cited}
    assert set(own) <= near
    assert cited <= set(own) | set(common)
    assert not set(own) & set(common)
    for table in own.values():
        assert set(table.get("amended_by", ())) <= set(own) | set(common)


def test_instruments_that_several_rooms_cite_stand_together() -> None:
    where = Counter(table["id"] for scheme in SCHEMES for table in content(scheme)["instrument"])
    assert set(where.values()) == {1}
    assert set(BOOK.instruments) >= set(where)


def test_every_common_instrument_is_cited() -> None:
    """By a scheme or by the checks of records; or it amended one that is."""
    cited = {one.cite.instrument.id for one in provisions()}
    cited |= {rule["instrument"] for rule in data.toml("checks.toml")["rule"].values() if "instrument" in rule}
    common = {table["id"]: table for table in data.toml("law/instruments.toml")["instrument"]}
    amending = {other for id_ in cited & set(common) for other in common[id_].get("amended_by", ())}
    assert set(common) <= cited | amending


def test_dates_of_instruments_and_regimes() -> None:
    # Fact sheet on size classes 1.1, 1.6 and 2: UU 20/2008 from 2008-07-04, UU 11/2020 2020-11-02, PP 7/2021
    # 2021-02-02, PP 23/2018 2018-07-01, PP 55/2022 2022-12-20, PP 20/2026 2026-04-22.
    expected = {
        "uu-20-2008": date(2008, 7, 4), "uu-11-2020": date(2020, 11, 2), "pp-7-2021": date(2021, 2, 2),
        "pp-23-2018": date(2018, 7, 1), "pp-55-2022": date(2022, 12, 20), "pp-20-2026": date(2026, 4, 22),
    }  # fmt: skip
    cited = {one.cite.instrument.id for one in provisions()}
    in_force = {id_: BOOK.instruments[id_].in_force for id_ in cited}
    assert {id_: day for id_, day in in_force.items() if day is not None} == expected
    for scheme in SCHEMES:
        for table in (*content(scheme)["regime"], *content(scheme)["gap"]):
            assert in_force[table["instrument"]] in (None, table["since"])


# ---- coverage


def test_coverage_agrees_with_the_data() -> None:
    said = [(entry["regime"], entry["since"], entry.get("until")) for entry in COVERAGE["modelled"]]
    held = []
    for scheme in ("tier", *sorted(set(SCHEMES) - {"tier"})):
        tables = [*content(scheme)["regime"], *content(scheme)["gap"]]
        held += [(one["id"], one["since"], one.get("until")) for one in sorted(tables, key=lambda one: one["since"])]
    assert said == held


def test_coverage_says_what_is_missing_and_why_in_both_languages() -> None:
    assert set(COVERAGE) == {"modelled", "missing"}
    assert len(COVERAGE["missing"]) > 10
    texts: list[Any] = [entry["what"] for kind in COVERAGE.values() for entry in kind] + [
        entry["why"] for entry in COVERAGE["missing"]
    ]
    for text in texts:
        assert set(text) == {"id", "en"}
        assert text["id"] != text["en"]
    assert {key for entry in COVERAGE["modelled"] for key in entry} == {"regime", "since", "until", "what"}
    assert {key for entry in COVERAGE["missing"] for key in entry} == {"what", "why"}
    what = [entry["what"]["id"] for entry in COVERAGE["missing"]]
    assert len(what) == len(set(what))


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
