"""What a verdict says besides the tier: reasons, sources, notes, readings, receipt; and what it refuses."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields

import plut_kumkm as pk
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.enterprise.size_rules import PURPOSES, READINGS
from plut_kumkm.law.conditions import Words
from plut_kumkm.law.regimes import Row
from plut_kumkm.law.verdicts import Indeterminate, NoAnswerError, NotInForce, Unknown, status_of
from tests.law.perda import INSTRUMENT, PERDA, REGIME, load, spoilt

ON = date(2026, 6, 30)
UU20 = date(2015, 6, 30)
GAP = date(2020, 12, 1)
BEFORE = date(2000, 1, 1)
PRIMARY = pk.law.book().accepting("primary")


def pinpoints(verdict: pk.TierVerdict) -> list[str]:
    return [f"{cite.instrument.label()} {cite.pinpoint}".strip() for cite in verdict.cites]


def codes(verdict: pk.TierVerdict) -> list[str]:
    return [note.code for note in verdict.notes]


ONE_OF_EACH = {
    "known": pk.tier(pk.Facts(sales=1_800_000_000), on=ON),
    "unknown": pk.tier(pk.Facts(), on=ON),
    "indeterminate": pk.tier(pk.Facts(sales=600_000_000), on=GAP),
    "not_in_force": pk.tier(pk.Facts(sales=1), on=BEFORE),
}


# ---- the four outcomes


@pytest.mark.parametrize("status", ONE_OF_EACH)
def test_four_outcomes(status: str) -> None:
    verdict = ONE_OF_EACH[status]
    assert verdict.status == status
    assert (verdict.value is not None) is (status == "known")


@pytest.mark.parametrize(
    ("status", "error"), [("unknown", Unknown), ("indeterminate", Indeterminate), ("not_in_force", NotInForce)]
)
def test_unwrap_raises_with_the_reason(status: str, error: type[NoAnswerError]) -> None:
    with pytest.raises(error) as caught:
        ONE_OF_EACH[status].unwrap()
    assert str(caught.value) == ONE_OF_EACH[status].explain()
    assert isinstance(caught.value, LookupError)


def test_unwrap_of_a_known_one() -> None:
    assert ONE_OF_EACH["known"].unwrap() is pk.Tier.MICRO


@pytest.mark.parametrize("status", ONE_OF_EACH)
def test_a_verdict_is_neither_true_nor_false(status: str) -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(ONE_OF_EACH[status])


def test_codes_of_the_statuses() -> None:
    assert [status_of(code) for code in (3, 0, -1, -2, -3)] == [
        "known",
        "known",
        "unknown",
        "indeterminate",
        "not_in_force",
    ]


# ---- what is refused


ZONED = datetime(2026, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("on", [ZONED, ZONED.replace(tzinfo=None), "2026-06-30", None, 2026])
def test_on_must_be_a_plain_date(on: Any) -> None:
    with pytest.raises(TypeError, match="on must be a date"):
        pk.tier(pk.Facts(sales=1), on=on)
    # Also when the same day has been asked for as a date.
    pk.tier(pk.Facts(sales=1), on=ON)
    with pytest.raises(TypeError, match="on must be a date"):
        pk.tier(pk.Facts(sales=1), on=on)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("purpose", "pendaftaran"),
        ("purpose", "any"),
        ("purpose", None),
        ("reading", "any"),
        ("reading", "R1"),
        ("basis", "assets"),
        ("basis", "capital+sales"),
        ("basis", ""),
    ],
)
def test_wrong_words_are_refused(word: str, value: Any) -> None:
    asked: dict[str, Any] = {word: value}
    for on in (ON, UU20, GAP, BEFORE):
        with pytest.raises(ValueError, match=re.escape(f"not {value!r}")) as caught:
            pk.tier(pk.Facts(sales=1), on=on, **asked)
        assert str(caught.value).startswith(f"{word} must be one of ")


@pytest.mark.parametrize(
    ("on", "basis", "allowed"), [(ON, "net_worth", "capital, sales"), (UU20, "capital", "net_worth, sales")]
)
def test_a_basis_of_another_law_is_refused(on: date, basis: str, allowed: str) -> None:
    with pytest.raises(ValueError, match=f"basis must be one of {allowed} under .*, not '{basis}'"):
        pk.tier(pk.Facts(sales=1), on=on, basis=basis)


@pytest.mark.parametrize("subject", [{"sales": 1}, None, 5, pk.Snapshot(as_of=ON, sales=1)])
def test_only_facts_and_enterprises_have_a_tier(subject: Any) -> None:
    with pytest.raises(TypeError, match=f"Enterprise.*not {type(subject).__name__}"):
        pk.tier(subject, on=ON)


def test_law_must_be_a_book() -> None:
    with pytest.raises(TypeError, match="law must be a LawBook"):
        pk.tier(pk.Facts(sales=1), on=ON, law="perda.toml")  # type: ignore[arg-type] # the refusal is what is tested


# ---- law as an argument


def test_another_book_gives_another_answer(tmp_path: Path) -> None:
    book, on = load(tmp_path, PERDA), date(2028, 1, 1)
    assert pk.tier(pk.Facts(sales=1001), on=on, law=book).value is pk.Tier.SMALL
    assert pk.tier(pk.Facts(sales=1001), on=on).value is pk.Tier.MICRO
    assert pk.tier(pk.Facts(sales=1001), on=on, law=book).receipt["scheme"] == "perda-1-2027"


def test_a_regime_may_leave_the_choice_open(tmp_path: Path) -> None:
    # reading.any.any = none: the regime says that nothing is settled.
    verdict = pk.tier(
        pk.Facts(sales=1, capital=1), on=date(2028, 1, 1), purpose="statistics", law=load(tmp_path, PERDA)
    )
    assert (verdict.status, verdict.basis, verdict.is_umkm) == ("indeterminate", None, None)
    assert verdict.conflict is False
    assert pinpoints(verdict) == ["Perda Kota Contoh 1/2027 Pasal 8"]
    assert [(reading.id, reading.value) for reading in verdict.readings] == [
        ("capital", pk.Tier.MICRO),
        ("sales", pk.Tier.MICRO),
    ]


def test_a_regime_that_says_nothing_of_a_purpose_is_indeterminate(tmp_path: Path) -> None:
    text = spoilt(REGIME, '[regime.reading.any]\nany = { use = "none", pinpoint = "Pasal 8", grade = "primary" }\n', "")
    verdict = pk.tier(
        pk.Facts(sales=1, capital=1), on=date(2028, 1, 1), purpose="statistics", law=load(tmp_path, INSTRUMENT + text)
    )
    assert (verdict.status, verdict.basis, codes(verdict)) == ("indeterminate", None, ["law.no_choice"])
    assert pinpoints(verdict) == ["Perda Kota Contoh 1/2027"]
    assert json.dumps(verdict.to_dict())
    assert verdict.explain("id") != verdict.explain("en")


def test_readings_leave_out_what_the_regime_does_not_know(tmp_path: Path) -> None:
    text = spoilt(REGIME, '[regime.reading.any]\nany = { use = "none", pinpoint = "Pasal 8", grade = "primary" }\n', "")
    verdict = pk.tier(pk.Facts(sales=1, capital=101), on=date(2028, 1, 1), law=load(tmp_path, INSTRUMENT + text))
    assert [reading.id for reading in verdict.readings] == ["by-purpose", "by-founding"]


ONE_FORM = Words("legal_form", ("pt",), pk.law.book().regime("pp-7-2021").provision)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda regime: {"criteria": FrozenMap({"workers": evolve(regime.criteria["sales"], id="workers")})},
            "no fact is known for the criterion 'workers'",
        ),
        (
            lambda regime: {
                "criteria": FrozenMap({"sales": evolve(regime.criteria["sales"], bands=Bands(("x", "y"), (Bound(1),)))})
            },
            "'x' is no class of this scheme; there are micro, small, medium, large",
        ),
        # What only other schemes may have would pass in silence: a tier is decided by criteria, for everybody.
        (lambda regime: {"applies": ONE_FORM}, "pp-7-2021 is no regime of size tiers"),
        (
            lambda regime: {"criteria": FrozenMap({}), "rows": (Row("r", "micro", ONE_FORM, regime.provision),)},
            "pp-7-2021 is no regime of size tiers",
        ),
    ],
)
def test_a_regime_that_is_not_one_of_size_tiers(change: Any, why: str) -> None:
    # A file that says so is refused when it is read; a book can also be put together in Python.
    regime = pk.law.book().regime("pp-7-2021")
    shipped = pk.law.book()
    stretches = FrozenMap({"tier": (evolve(regime, **change(regime)),)})
    book = pk.law.LawBook(shipped.instruments, FrozenMap({"tier": shipped.scheme("tier")}), stretches)
    with pytest.raises(ValueError, match=why):
        pk.tier(pk.Facts(sales=1), on=ON, law=book)


def test_a_regime_with_one_criterion(tmp_path: Path) -> None:
    start, end = REGIME.index("[regime.criterion.capital]"), REGIME.index("[regime.criterion.sales]")
    text = REGIME[:start] + REGIME[end:]
    readings, exclude = text.index("[regime.reading.facility]"), text.index("[regime.exclude")
    text = (
        text[:readings]
        + '[regime.reading.any]\nany = { use = "sales", pinpoint = "P", grade = "primary" }\n'
        + text[exclude:]
    )
    verdict = pk.tier(pk.Facts(sales=1001), on=date(2028, 1, 1), law=load(tmp_path, INSTRUMENT + text))
    assert (verdict.value, verdict.basis, verdict.conflict) == (pk.Tier.SMALL, "sales", None)
    assert verdict.by_basis == {"sales": pk.Tier.SMALL}


# ---- the policy on sources


def test_accepting_primary_leaves_facilities_open_and_registration_known() -> None:
    # fact sheet on size classes section 3: P35(4) is secondary, P35(2) primary.
    facts = pk.Facts(sales=1, capital=1)
    facility = pk.tier(facts, on=ON, law=PRIMARY)
    assert (facility.status, facility.basis, facility.is_umkm) == ("indeterminate", None, None)
    assert codes(facility) == ["law.choice_below_policy"]
    (note,) = facility.notes
    assert (note.params, note.cite) == ({"grade": "secondary", "policy": "primary"}, facility.cites[0])
    assert pinpoints(facility) == ["PP 7/2021 Pasal 35 ayat (4)-(6)"]
    registration = pk.tier(facts, on=ON, purpose="registration", law=PRIMARY)
    assert (registration.value, registration.basis, codes(registration)) == (pk.Tier.MICRO, "capital", [])
    assert registration.grade == "primary"


@pytest.mark.parametrize("reading", ["by-founding", "cumulative", "sales-only"])
def test_accepting_primary_uses_no_reading_of_practice(reading: Any) -> None:
    verdict = pk.tier(
        pk.Facts(sales=1, capital=1, founded=1990), on=ON, purpose="registration", reading=reading, law=PRIMARY
    )
    assert (verdict.status, codes(verdict)) == ("indeterminate", ["law.choice_below_policy"])


def test_a_named_basis_needs_no_choice() -> None:
    verdict = pk.tier(pk.Facts(sales=1), on=ON, basis="sales", law=PRIMARY)
    assert (verdict.value, verdict.basis, codes(verdict)) == (pk.Tier.MICRO, "sales", [])
    assert pinpoints(verdict) == ["PP 7/2021 Pasal 35 ayat (5)"]


def test_accepting_unverified_is_no_stricter() -> None:
    loose = pk.law.book().accepting("unverified")
    for on in (ON, UU20, GAP, BEFORE):
        facts = pk.Facts(sales=1, capital=1, net_worth=1)
        assert pk.tier(facts, on=on, law=loose).status == pk.tier(facts, on=on).status


def weak(tmp_path: Path, bound: str, grade: str) -> pk.law.LawBook:
    return load(tmp_path, INSTRUMENT + spoilt(REGIME, f"{bound}", f'{bound}, grade = "{grade}"'))


@pytest.mark.parametrize(
    ("bound", "grade", "known"),
    [
        ('class = "micro", upto = 1000', "unverified", [None, None, "medium", "large"]),
        ('class = "small", below = 2000', "unverified", ["micro", None, None, "large"]),
        ('class = "medium", upto = 3000', "unverified", ["micro", "small", None, None]),
        ('class = "medium", upto = 3000', "secondary", ["micro", "small", "medium", "large"]),
    ],
)
def test_a_bound_below_the_policy_leaves_open_the_classes_on_its_sides(
    bound: str, grade: str, known: list[str | None], tmp_path: Path
) -> None:
    book, on = weak(tmp_path, bound, grade), date(2028, 1, 1)
    for sales, expected in zip((1000, 1001, 2000, 3001), known, strict=True):
        for how in ({}, {"basis": "sales"}):
            verdict = pk.tier(pk.Facts(sales=sales), on=on, law=book, **how)  # type: ignore[arg-type] # basis alone
            assert (None if verdict.value is None else verdict.value.value) == expected
            assert verdict.status == ("indeterminate" if expected is None else "known")
            assert codes(verdict) == (["law.bound_below_policy"] if expected is None else [])
            assert verdict.by_basis["sales"] is verdict.value
        assert pk.tier(pk.Facts(sales=sales), on=on, law=book.accepting("unverified")).status == "known"


@pytest.mark.parametrize("reading", ["by-purpose", "by-founding"])
def test_a_weak_bound_leaves_an_agreement_open(reading: Any, tmp_path: Path) -> None:
    book, on = weak(tmp_path, 'class = "micro", upto = 1000', "unverified"), date(2028, 1, 1)
    purpose: Any = "registration" if reading == "by-purpose" else "facility"

    def ask(**facts: int) -> pk.TierVerdict:
        return pk.tier(pk.Facts(**facts), on=on, purpose=purpose, reading=reading, law=book)

    assert (ask(sales=1, capital=1).status, codes(ask(sales=1, capital=1))) == (
        "indeterminate",
        ["law.bound_below_policy"],
    )
    assert ask(sales=2500, capital=250).value is pk.Tier.MEDIUM
    # Missing facts stay missing: the weak bound may not even matter.
    assert ask(capital=1).status == "unknown"


def test_a_choice_below_the_policy_says_so_and_not_the_bound(tmp_path: Path) -> None:
    text = spoilt(
        spoilt(REGIME, 'class = "micro", upto = 1000', 'class = "micro", upto = 1000, grade = "unverified"'),
        'pinpoint = "Pasal 5", grade = "secondary"',
        'pinpoint = "Pasal 5", grade = "unverified"',
    )
    verdict = pk.tier(pk.Facts(sales=1), on=date(2028, 1, 1), law=load(tmp_path, INSTRUMENT + text))
    assert codes(verdict) == ["law.choice_below_policy"]


# ---- reasons and sources


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_explanation_has_the_amount_the_bound_and_the_cite(lang: Any) -> None:
    text = pk.tier(pk.Facts(sales=2_000_000_001), on=ON).explain(lang)
    for part in (
        "Rp2.000.000.001",
        "> Rp2.000.000.000",
        "<= Rp15.000.000.000",
        "PP 7/2021 Pasal 35 ayat (5)",
        "PP Nomor 7 Tahun 2021 Pasal 35 ayat (5)",
        "R1",
    ):
        assert part in text
    assert ("Usaha Kecil" in text) is (lang == "id")
    assert ("Small Enterprise" in text) is (lang == "en")
    assert ("belum dicocokkan dengan JDIH" in text) is (lang == "id")
    assert ("30 Juni 2026" in text) is (lang == "id")


@pytest.mark.parametrize("status", ONE_OF_EACH)
def test_the_explanation_is_in_two_languages(status: str) -> None:
    verdict = ONE_OF_EACH[status]
    assert verdict.explain() == verdict.explain("id") != verdict.explain("en")
    assert "{" not in verdict.explain() + verdict.explain("en")
    assert verdict._repr_html_().startswith("<pre>")
    assert "&lt;=" in ONE_OF_EACH["known"]._repr_html_()


def test_an_unknown_one_says_what_is_needed() -> None:
    assert "hasil penjualan tahunan" in ONE_OF_EACH["unknown"].explain()
    assert "annual sales" in ONE_OF_EACH["unknown"].explain("en")


def test_an_unmet_condition_is_said_to_be_unmet() -> None:
    verdict = pk.tier(pk.Facts(sales=1, founded=date(2021, 2, 1)), on=ON, reading="by-founding")
    text = verdict.explain()
    assert "tidak terpenuhi" in text
    assert "1 Februari 2021" in text
    assert "2 Februari 2021" in text
    assert "not met" in verdict.explain("en")


def test_cites_of_each_stretch() -> None:
    assert pinpoints(ONE_OF_EACH["known"]) == ["PP 7/2021 Pasal 35 ayat (4)-(6)", "PP 7/2021 Pasal 35 ayat (5)"]
    assert ONE_OF_EACH["known"].grade == "secondary"
    assert pinpoints(ONE_OF_EACH["indeterminate"]) == ["UU 11/2020 Pasal 87 angka 1"]
    assert (ONE_OF_EACH["indeterminate"].grade, ONE_OF_EACH["not_in_force"].grade) == ("secondary", None)
    assert pinpoints(ONE_OF_EACH["not_in_force"]) == []
    assert pinpoints(ONE_OF_EACH["unknown"]) == ["PP 7/2021 Pasal 35 ayat (4)-(6)"]
    registration = pk.tier(pk.Facts(capital=1), on=ON, purpose="registration")
    assert pinpoints(registration) == ["PP 7/2021 Pasal 35 ayat (2)", "PP 7/2021 Pasal 35 ayat (3)"]


def test_a_named_basis_whose_fact_is_missing_cites_its_criterion() -> None:
    assert pinpoints(pk.tier(pk.Facts(), on=ON, basis="capital")) == ["PP 7/2021 Pasal 35 ayat (3)"]


@pytest.mark.parametrize(
    ("on", "how", "expected"),
    [
        (ON, {"reading": "cumulative"}, {"PP 7/2021 Pasal 35 ayat (3)", "PP 7/2021 Pasal 35 ayat (5)"}),
        (ON, {"reading": "by-founding"}, {"PP 7/2021 Pasal 35 ayat (3)", "PP 7/2021 Pasal 35 ayat (5)"}),
        (UU20, {}, {"UU 20/2008 Pasal 6 ayat (1) huruf a", "UU 20/2008 Pasal 6 ayat (1) huruf b"}),
    ],
)
def test_an_answer_on_which_two_criteria_agree_rests_on_both(on: date, how: dict[str, Any], expected: set[str]) -> None:
    verdict = pk.tier(pk.Facts(sales=1, capital=1, net_worth=1), on=on, **how)
    assert expected <= set(pinpoints(verdict))
    explained = verdict.explain()
    assert all(pinpoint in explained for pinpoint in expected)


def test_two_criteria_that_differ_are_explained_with_their_amounts() -> None:
    verdict = pk.tier(pk.Facts(sales=1_700_000_000, capital=1_300_000_000), on=ON, reading="cumulative")
    assert verdict.status == "indeterminate"
    for part in (
        "Rp1.700.000.000 <= Rp2.000.000.000",
        "Rp1.300.000.000 > Rp1.000.000.000",
        "Pasal 35 ayat (3)",
        "Pasal 35 ayat (5)",
    ):
        assert part in verdict.explain()


def test_the_trace_is_built_when_asked() -> None:
    verdict = ONE_OF_EACH["known"]
    assert verdict.trace is not verdict.trace
    assert verdict.trace.outcome == 0
    assert [step.kind for step in verdict.trace.walk()] == ["banded", "bound"]


# ---- readings


def test_readings_of_pp7() -> None:
    verdict = pk.tier(
        pk.Facts(sales=2_000_000_000, capital=1_000_000_001, founded=2022),
        on=ON,
        purpose="registration",
        reading="cumulative",
    )
    found = {reading.id: (reading.value, reading.status) for reading in verdict.readings}
    assert found == {
        "by-purpose": (pk.Tier.SMALL, "known"), "by-founding": (pk.Tier.SMALL, "known"),
        "cumulative": (None, "indeterminate"), "sales-only": (pk.Tier.MICRO, "known"),
    }  # fmt: skip
    assert [reading.cite.pinpoint for reading in verdict.readings] == [
        "Pasal 35 ayat (2)",
        "Pasal 35 ayat (2) dan (6)",
        "Pasal 35 ayat (1)",
        "",
    ]
    assert verdict.readings[0].to_dict()["value"] == "small"
    assert [reading.provision.origin for reading in verdict.readings] == ["law", "practice", "practice", "practice"]
    text = verdict.explain("en")
    assert "reading by purpose (R1): Small Enterprise" in text
    assert "cumulative reading (R3): indeterminate" in text


@pytest.mark.parametrize(
    ("how", "needs"), [({"reading": "cumulative"}, {"sales"}), ({"reading": "by-founding"}, {"sales", "founded"})]
)
def test_a_deduction_that_cannot_matter_is_not_asked_for(how: dict[str, Any], needs: set[str]) -> None:
    # Fact sheet on size classes 4: land matters only where the bounds do not settle it; here capital is micro.
    verdict = pk.tier(pk.Facts(capital_own=600_000_000, capital_borrowed=400_000_000), on=ON, **how)
    assert verdict.by_basis["capital"] is pk.Tier.MICRO
    assert set(verdict.needs) == needs


def test_readings_of_uu20_are_its_two_criteria() -> None:
    verdict = pk.tier(pk.Facts(sales=300_000_000, net_worth=50_000_001), on=UU20)
    assert [(r.id, r.value) for r in verdict.readings] == [("net_worth", pk.Tier.SMALL), ("sales", pk.Tier.MICRO)]
    assert {r.provision.origin for r in verdict.readings} == {"law"}
    assert [r.cite.pinpoint for r in verdict.readings] == ["Pasal 6 ayat (2) huruf a", "Pasal 6 ayat (1) huruf b"]


def test_readings_in_the_gap_are_the_old_figures_as_practice() -> None:
    # fact sheet on size classes section 4: UU 20 "by practice" only as a flagged option.
    verdict = pk.tier(pk.Facts(sales=600_000_000), on=GAP)
    assert [(r.id, r.value, r.status) for r in verdict.readings] == [
        ("uu-20-2008/net_worth", None, "unknown"),
        ("uu-20-2008/sales", pk.Tier.SMALL, "known"),
    ]
    assert {r.provision.origin for r in verdict.readings} == {"practice"}
    assert verdict.by_basis == {}
    assert ONE_OF_EACH["not_in_force"].readings == ()


def test_readings_under_a_stricter_policy_still_show_all() -> None:
    verdict = pk.tier(pk.Facts(sales=1, capital=1), on=ON, law=PRIMARY)
    assert [reading.value for reading in verdict.readings] == [pk.Tier.MICRO] * 4


def test_cumulative_is_known_exactly_where_all_four_agree() -> None:
    # Design: the strict reading. Every pair of tiers and missing facts, every founding.
    sales = (None, 2_000_000_000, 15_000_000_000, 50_000_000_000, 50_000_000_001)
    capital = (None, 1_000_000_000, 5_000_000_000, 10_000_000_000, 10_000_000_001)
    for purpose in PURPOSES:
        for founded in (None, 2020, 2021, 2022):
            for amounts in [(s, c) for s in sales for c in capital]:
                facts = pk.Facts(sales=amounts[0], capital=amounts[1], founded=founded)
                given = {reading: pk.tier(facts, on=ON, purpose=purpose, reading=reading) for reading in READINGS}
                values = {verdict.value for verdict in given.values()}
                known = given["cumulative"].value is not None
                assert known == (len(values) == 1 and None not in values)
                both = given["cumulative"].by_basis
                assert known == (None not in both.values() and both["sales"] is both["capital"])


# ---- notes


def test_form_that_does_not_fit_is_noted_and_the_tier_kept() -> None:
    verdict = pk.tier(pk.Facts(sales=1, legal_form=pk.LegalForm.CV), on=ON)
    assert (verdict.value, codes(verdict)) == (pk.Tier.MICRO, ["tier.form_misfit"])
    (note,) = verdict.notes
    assert (note.severity, note.path, note.params["form"]) == ("warning", ("legal_form",), pk.LegalForm.CV)
    assert note.cite is not None
    assert note.cite.label() == "UU 20/2008 Pasal 1 angka 1"
    assert "CV" in note.message()
    assert "Catatan: " in verdict.explain()
    assert "Note: " in verdict.explain("en")


def test_a_larger_parent_is_noted_and_cited() -> None:
    verdict = pk.tier(pk.Facts(sales=2_000_000_001, independent=False, parent_tier=pk.Tier.LARGE), on=ON)
    assert (verdict.value, verdict.is_umkm, codes(verdict)) == (pk.Tier.SMALL, False, ["tier.larger_parent"])
    assert "UU 20/2008 Pasal 1 angka 2" in pinpoints(verdict)
    assert verdict.notes[0].severity == "info"
    assert "Usaha Besar" in verdict.notes[0].message()
    for other in (
        pk.Facts(sales=2_000_000_001, independent=True, parent_tier=pk.Tier.LARGE),
        pk.Facts(sales=2_000_000_001, independent=False, parent_tier=pk.Tier.SMALL),
        pk.Facts(sales=2_000_000_001, independent=False),
        pk.Facts(independent=False, parent_tier=pk.Tier.LARGE),
    ):
        assert codes(pk.tier(other, on=ON)) == []
        assert "UU 20/2008 Pasal 1 angka 2" not in pinpoints(pk.tier(other, on=ON))


@pytest.mark.parametrize("name", ["sales", "capital", "capital_own", "capital_borrowed", "land_building"])
@pytest.mark.parametrize("on", [ON, UU20, GAP, BEFORE])
def test_a_negative_amount_is_noted(name: str, on: date) -> None:
    verdict = pk.tier(pk.Facts(**{name: -5}), on=on)
    assert [(note.code, note.severity, note.path, note.params) for note in verdict.notes] == [
        ("facts.negative", "warning", (name,), {"got": -5, "field": name})
    ]
    assert codes(pk.tier(pk.Facts(**{name: 0}), on=on)) == []


def test_a_negative_net_worth_makes_sense() -> None:
    assert codes(pk.tier(pk.Facts(net_worth=-5), on=UU20)) == []


def test_a_proxy_is_said() -> None:
    verdict = pk.tier(pk.Facts(sales=1, sales_kind="production_value"), on=ON)
    assert (verdict.value, codes(verdict)) == (pk.Tier.MICRO, ["facts.proxy"])
    assert verdict.notes[0].params == {"kind": "production_value"}
    assert codes(pk.tier(pk.Facts(sales=1, sales_kind="sales"), on=ON)) == []
    assert codes(pk.tier(pk.Facts(sales_kind="production_value"), on=ON)) == []


@pytest.mark.parametrize(
    ("as_of", "on", "stale"),
    [
        (date(2024, 6, 30), date(2026, 6, 29), False),
        (date(2024, 6, 30), date(2026, 6, 30), False),
        (date(2024, 6, 30), date(2026, 7, 1), True),
        (date(2024, 6, 30), date(2026, 7, 30), True),
        (date(2024, 2, 29), date(2026, 2, 28), False),
        (date(2024, 2, 29), date(2026, 3, 1), True),
        (date(2023, 12, 31), date(2026, 6, 30), True),
        (date(2026, 6, 30), date(2026, 6, 30), False),
    ],
)
def test_facts_over_24_months_old_are_noted(as_of: date, on: date, stale: bool) -> None:
    # Design: "a note when it is over 24 months old".
    verdict = pk.tier(pk.Facts(sales=1, as_of=as_of), on=on)
    assert (codes(verdict) == ["facts.stale"]) is stale
    assert verdict.value is pk.Tier.MICRO


def test_the_stale_note_says_since_when() -> None:
    (note,) = pk.tier(pk.Facts(sales=1, as_of=date(2020, 1, 1)), on=ON).notes
    assert (note.severity, note.path, note.params) == ("info", ("as_of",), {"day": date(2020, 1, 1), "years": 2})


def test_law_whose_sources_were_checked_long_ago_is_noted() -> None:
    # fact sheet on size classes: compiled 2026-11-24; style guide, section 2: a "stale" note after.
    for on, stale in ((date(2028, 11, 24), False), (date(2028, 11, 25), True), (UU20, False)):
        assert ("law.stale" in codes(pk.tier(pk.Facts(sales=1), on=on))) is stale
    (note,) = pk.tier(pk.Facts(sales=1), on=date(2030, 1, 1)).notes
    assert (note.severity, note.path, note.params) == ("info", (), {"day": date(2026, 11, 24), "years": 2})
    # Nothing of the law was used in the gap.
    assert codes(pk.tier(pk.Facts(sales=1), on=GAP)) == []


def test_a_layer_checked_lately_does_not_freshen_the_law_below_it(tmp_path: Path) -> None:
    # Each value has its own day of check; what decides in 2030 here is PP 7/2021, last looked at on 2026-11-24.
    text = PERDA.replace("since = 2027-07-01\nclasses", "since = 2035-01-01\nclasses")
    book = load(tmp_path, text.replace("checked = 2027-02-01", "checked = 2029-12-01"))
    assert codes(pk.tier(pk.Facts(sales=1), on=date(2030, 1, 1), law=book)) == ["law.stale"]


def test_facts_of_a_later_day_are_noted() -> None:
    (note,) = pk.tier(pk.Facts(sales=1, as_of=date(2026, 7, 1)), on=ON).notes
    assert (note.code, note.severity, note.path, note.params) == (
        "facts.later_facts",
        "warning",
        ("as_of",),
        {"day": date(2026, 7, 1), "on": ON},
    )
    assert codes(pk.tier(pk.Facts(sales=1, as_of=ON), on=ON)) == []


def test_capital_whose_parts_are_below_zero_is_noted() -> None:
    parts = {"capital_own": 1, "capital_borrowed": 1, "land_building": 5}
    verdict = pk.tier(pk.Facts(**parts), on=ON, purpose="registration")
    assert (verdict.needs, codes(verdict)) == (("capital",), ["facts.capital_below_zero"])
    assert verdict.notes[0].params == {"got": -3}
    assert codes(pk.tier(pk.Facts(**parts, capital=1), on=ON)) == []
    assert codes(pk.tier(pk.Facts(**{**parts, "land_building": 2}), on=ON)) == []


def test_why_an_answer_is_open_is_said_only_of_open_answers() -> None:
    # Two criteria that differ are a matter of the facts, and the sources are as good as the policy asks.
    differing = pk.tier(pk.Facts(sales=1, capital=2_000_000_000), on=ON, reading="cumulative")
    assert (differing.status, codes(differing)) == ("indeterminate", [])


@pytest.mark.parametrize("grade", ["primary", "unverified"])
def test_a_gate_below_the_policy_leaves_membership_open(grade: str, tmp_path: Path) -> None:
    book = load(
        tmp_path,
        INSTRUMENT
        + spoilt(REGIME, 'pinpoint = "Pasal 9", grade = "primary"', f'pinpoint = "Pasal 9", grade = "{grade}"'),
    )
    facts = pk.Facts(sales=1500, independent=False, parent_tier=pk.Tier.LARGE)
    verdict = pk.tier(facts, on=date(2028, 1, 1), law=book)
    assert (verdict.value, verdict.is_umkm) == (pk.Tier.SMALL, False if grade == "primary" else None)
    other = pk.tier(pk.Facts(sales=1500, independent=False, parent_tier=pk.Tier.SMALL), on=date(2028, 1, 1), law=book)
    assert other.is_umkm is True


def test_a_regime_that_says_nothing_of_parents_leaves_membership_open(tmp_path: Path) -> None:
    book = load(tmp_path, PERDA)
    for parent in pk.Tier:
        verdict = pk.tier(pk.Facts(sales=1, independent=False, parent_tier=parent), on=date(2028, 1, 1), law=book)
        assert (verdict.value, verdict.is_umkm) == (pk.Tier.MICRO, None)


@pytest.mark.parametrize(("independent", "said"), [(True, "yes"), (None, "not known")])
def test_the_explanation_says_whether_it_belongs_to_the_umkm(independent: bool | None, said: str) -> None:
    from plut_kumkm.base.messages import render

    text = pk.tier(pk.Facts(sales=1, independent=independent), on=ON).explain()
    codes_of = {"yes": "tier.umkm_yes", "not known": "tier.umkm_unknown", "no": "tier.umkm_no"}
    for word, code in codes_of.items():
        assert (render(code, {}) in text) is (word == said)
    large = pk.tier(pk.Facts(sales=50_000_000_001), on=ON).explain("en")
    assert render("tier.umkm_no", {}, "en") in large
    assert not any(render(code, {}, "en") in ONE_OF_EACH["unknown"].explain("en") for code in codes_of.values())


def test_the_headline_names_what_was_asked() -> None:
    def headline(**how: Any) -> str:
        return pk.tier(pk.Facts(sales=1, net_worth=1, capital=1), **how).explain("en").splitlines()[0]

    assert (
        headline(on=ON) == "Micro Enterprise · 30 June 2026 · PP 7/2021 · for facilities, protection and empowerment · "
        "reading by purpose (R1)"
    )
    named = headline(on=ON, basis="sales")
    assert "annual sales" in named
    assert "R1" not in named
    # Where the law makes no difference between purposes and readings, none is named.
    assert headline(on=UU20) == "Micro Enterprise · 30 June 2015 · UU 20/2008"
    assert headline(on=GAP) == "indeterminate · 1 December 2020 · UU 11/2020 Pasal 87 angka 1"
    assert headline(on=BEFORE).startswith("not in force · 1 January 2000 · ")


def test_readings_of_the_gap_are_named_by_their_law() -> None:
    text = ONE_OF_EACH["indeterminate"].explain("en")
    assert "annual sales (UU 20/2008): Small Enterprise · UU 20/2008 Pasal 6 ayat (2) huruf b" in text
    assert "net worth (UU 20/2008): unknown" in text


def test_a_ceiling_is_told_as_such() -> None:
    verdict = pk.tier(pk.Facts(capital_own=600_000_000, capital_borrowed=400_000_000), on=ON, purpose="registration")
    assert verdict.value is pk.Tier.MICRO
    line = verdict.explain("en").splitlines()[1]
    assert "at most Rp1.000.000.000" in line
    assert "<= Rp1.000.000.000 · PP 7/2021 Pasal 35 ayat (3)" in line


# ---- records


def test_an_enterprise_with_later_years_alone() -> None:
    shop = pk.Enterprise(
        id="a",
        snapshots=(pk.Snapshot(as_of=date(2027, 12, 31), sales=1), pk.Snapshot(as_of=date(2026, 12, 31), sales=1)),
    )
    verdict = pk.tier(shop, on=ON)
    assert (verdict.needs, codes(verdict)) == (("sales",), ["facts.only_later"])
    assert verdict.notes[0].params == {"day": date(2026, 12, 31), "on": ON}
    assert codes(pk.tier(pk.Enterprise(id="a"), on=ON)) == []


def test_two_snapshots_of_one_day_that_differ_leave_the_fact_unknown() -> None:
    day = date(2025, 12, 31)
    same = pk.Enterprise(id="a", snapshots=(pk.Snapshot(as_of=day, sales=1), pk.Snapshot(as_of=day, capital=5)))
    assert (pk.tier(same, on=ON).value, pk.tier(same, on=ON).by_basis["capital"]) == (pk.Tier.MICRO, pk.Tier.MICRO)
    differing = pk.Enterprise(id="a", snapshots=(pk.Snapshot(as_of=day, sales=1), pk.Snapshot(as_of=day, sales=2)))
    verdict = pk.tier(differing, on=ON)
    assert (verdict.needs, codes(verdict)) == (("sales",), ["facts.snapshots_differ"])
    assert dict(verdict.notes[0].params) == {"day": day, "fields": ["sales"]}


@pytest.mark.parametrize(
    ("period", "yearly"),
    [
        (None, True),
        ("2025", True),
        ("tahun 2025", True),
        ("triwulan II 2025", False),
        ("Januari 2025", False),
        ("sebulan", False),
    ],
)
def test_sales_that_are_not_of_a_year_are_no_annual_sales(period: str | None, yearly: bool) -> None:
    verdict = pk.tier(pk.Facts(sales=1, sales_period=period), on=ON)
    assert verdict.needs == (() if yearly else ("sales",))
    assert codes(verdict) == ([] if yearly else ["facts.not_of_a_year"])


def test_an_enterprise_is_read_at_its_latest_snapshot() -> None:
    shop = pk.Enterprise(
        id="a",
        name="A",
        independent=True,
        snapshots=(
            pk.Snapshot(as_of=date(2025, 12, 31), sales=2_000_000_001),
            pk.Snapshot(as_of=date(2023, 12, 31), sales=2_000_000_000),
            pk.Snapshot(as_of=date(2027, 12, 31), sales=50_000_000_001),
        ),
    )

    def asked(on: date) -> pk.TierVerdict:
        return pk.tier(shop, on=on)

    assert [
        asked(on).value for on in (date(2025, 12, 30), date(2025, 12, 31), date(2026, 6, 30), date(2027, 12, 31))
    ] == [
        pk.Tier.MICRO,
        pk.Tier.SMALL,
        pk.Tier.SMALL,
        pk.Tier.LARGE,
    ]
    assert asked(date(2023, 12, 30)).needs == ("sales",)
    assert asked(ON).is_umkm is True
    assert asked(date(2030, 6, 30)).value is pk.Tier.LARGE
    assert codes(asked(date(2028, 6, 30))) == []
    assert codes(asked(date(2030, 6, 30))) == ["facts.stale", "law.stale"]


def test_a_cooperative_with_micro_numbers_is_noted() -> None:
    # Design: a CV, PT or cooperative with micro numbers.
    cooperative = pk.Cooperative(id="k", snapshots=(pk.Snapshot(as_of=date(2025, 12, 31), sales=1),))
    verdict = pk.tier(cooperative, on=ON)
    assert (verdict.value, codes(verdict)) == (pk.Tier.MICRO, ["tier.form_misfit"])


# ---- receipt and JSON


def test_the_receipt_is_what_is_needed_to_ask_again() -> None:
    verdict = pk.tier(
        pk.Facts(sales=1, capital=1, founded=2020),
        on=ON,
        purpose="registration",
        reading="cumulative",
        basis="sales",
        law=PRIMARY,
    )
    receipt = verdict.receipt
    assert receipt["library"] == pk.__version__
    assert (receipt["law"], receipt["policy"], receipt["scheme"]) == (PRIMARY.hash, "primary", "pp-7-2021")
    assert (receipt["on"], receipt["purpose"], receipt["reading"], receipt["basis"]) == (
        "2026-06-30",
        "registration",
        "cumulative",
        "sales",
    )
    assert receipt["schema"] == "plut_kumkm/receipt/1"
    assert {"sales", "capital"} <= set(receipt["inputs"])
    assert ONE_OF_EACH["not_in_force"].receipt["scheme"] is None
    assert ONE_OF_EACH["indeterminate"].receipt["scheme"] == "uu-11-2020-gap"
    assert ONE_OF_EACH["unknown"].receipt["inputs"] == []
    assert pk.tier(pk.Facts(sales=1), on=ON).receipt["law"] != PRIMARY.hash


def test_the_inputs_of_a_receipt_are_named_as_in_the_record() -> None:
    facts = pk.Facts(sales=1, capital_own=1, capital_borrowed=2, land_building=0, founded=2020)
    for how in ({"reading": "by-founding"}, {"reading": "cumulative"}, {"basis": "capital"}):
        inputs = pk.tier(facts, on=ON, **how).receipt["inputs"]  # type: ignore[arg-type] # words of the closed lists
        assert all(hasattr(facts, name) and name in {field.name for field in fields(pk.Facts)} for name in inputs)
        assert {"capital_own", "capital_borrowed", "land_building"} <= set(inputs)
    assert "founded" in pk.tier(facts, on=ON, reading="by-founding").receipt["inputs"]


@pytest.mark.parametrize("status", ONE_OF_EACH)
def test_to_dict_is_json(status: str) -> None:
    verdict = ONE_OF_EACH[status]
    plain = json.loads(json.dumps(verdict.to_dict(), allow_nan=False))
    assert plain["schema"] == "plut_kumkm/tier-verdict/1"
    assert (plain["status"], plain["value"]) == (status, None if verdict.value is None else verdict.value.value)
    assert plain["needs"] == list(verdict.needs)
    assert plain["grade"] == verdict.grade
    assert plain["receipt"] == verdict.receipt
    assert [reading["id"] for reading in plain["readings"]] == [reading.id for reading in verdict.readings]
    assert len(plain["provisions"]) == len(verdict.provisions)
    for name in ("basis", "purpose", "reading", "conflict", "is_umkm"):
        assert plain[name] == getattr(verdict, name)
    assert plain["by_basis"] == {name: None if tier is None else tier.value for name, tier in verdict.by_basis.items()}


def test_to_dict_with_everything_in_it() -> None:
    facts = pk.Facts(
        sales=1,
        sales_kind="production_value",
        capital=-1,
        as_of=date(2020, 1, 1),
        founded=date(2022, 1, 1),
        legal_form=pk.LegalForm.CV,
        independent=False,
        parent_tier=pk.Tier.LARGE,
    )
    verdict = pk.tier(facts, on=ON, reading="sales-only", purpose="statistics")
    plain = json.loads(json.dumps(verdict.to_dict()))
    assert [note["code"] for note in plain["notes"]] == [
        "facts.negative",
        "facts.proxy",
        "facts.stale",
        "tier.form_misfit",
        "tier.larger_parent",
    ]
    assert all(note["message_id"] != note["message_en"] for note in plain["notes"])
    assert (plain["purpose"], plain["reading"], plain["is_umkm"]) == ("statistics", "sales-only", False)


def test_repr_shows_status_and_value_alone() -> None:
    assert repr(ONE_OF_EACH["known"]) == "<TierVerdict known: micro>"
    assert repr(ONE_OF_EACH["unknown"]) == "<TierVerdict unknown: None>"


def test_by_basis_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ONE_OF_EACH["known"].by_basis["sales"] = None  # type: ignore[index] # read only is what is tested


def test_what_was_asked_is_kept() -> None:
    verdict = pk.tier(pk.Facts(), on=ON, purpose="statistics", reading="sales-only")
    assert (verdict.purpose, verdict.reading) == ("statistics", "sales-only")


def test_while_it_is_open_which_law_holds_what_both_say_is_certain(tmp_path: Path) -> None:
    # An invented Perda, of which only the year is known: until July it may hold already, or not yet.
    path = tmp_path / "perda.toml"
    since = "since = 2027-07-01\nclasses"
    path.write_text(spoilt(PERDA, since, f"perhaps_from = 2027-01-01\n{since}"), encoding="utf-8")
    book = pk.law.load(path)
    facts = {"both micro": 1000, "PP micro, Perda small": 1001, "missing": None}
    answers = {name: pk.tier(pk.Facts(sales=sales), on=date(2027, 3, 1), law=book) for name, sales in facts.items()}
    assert {name: answer.status for name, answer in answers.items()} == {
        "both micro": "known",
        "PP micro, Perda small": "indeterminate",
        "missing": "unknown",
    }
    assert answers["both micro"].value is pk.Tier.MICRO
    assert answers["missing"].needs == ("sales",)
    assert {cite.instrument.id for cite in answers["both micro"].cites} >= {"perda-1-2027", "pp-7-2021"}
    assert answers["both micro"].by_basis == {}
    # The day before, PP 7/2021 alone held; from July the Perda does.
    assert pk.tier(pk.Facts(sales=1001), on=date(2026, 12, 31), law=book).value is pk.Tier.MICRO
    assert pk.tier(pk.Facts(sales=1001), on=date(2027, 7, 1), law=book).value is pk.Tier.SMALL
