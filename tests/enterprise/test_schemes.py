"""What an answer of ``classify`` says besides the class: readings, notes, sources, receipt; and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.base import messages
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.schemes.asking import scheme_question
from plut_kumkm.enterprise.schemes.classes import SizeClass
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.verdicts import Indeterminate, NotInForce, Unknown
from tests.engines import test_scheme_rules as grids
from tests.law.own import BANDS, OWN, ROWS, SCHEME
from tests.law.perda import CHANGE, CITED, INSTRUMENT, load, spoilt

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 6, 30)
BOOK = pk.law.book()
ANY = BOOK.accepting("unverified")
Answer = pk.law.Verdict[SizeClass]
TAILOR, SHOP = pk.Kbli("2020", "14111"), pk.Kbli("2020", "47711")
KOPERASI = {"legal_form": pk.LegalForm.COOPERATIVE}


def asked(scheme: str, on: date = ON, law: pk.law.LawBook = BOOK, **facts: Any) -> Answer:
    return pk.classify(Facts(**facts), scheme=scheme, on=on, law=law)


def codes(verdict: Answer) -> list[str]:
    return [note.code for note in verdict.notes]


def note(verdict: Answer, code: str) -> pk.Finding:
    (found,) = (one for one in verdict.notes if one.code == code)
    return found


def read(verdict: Answer) -> dict[str, str | None]:
    return {reading.id: None if reading.value is None else reading.value.id for reading in verdict.readings}


# ---- classes


def test_a_class_says_what_it_is() -> None:
    found = asked("kur", date(2025, 1, 2), plafond=60_000_000).unwrap()
    assert (found.scheme, found.id, found.order, int(found), str(found)) == ("kur", "micro", 1, 1, "micro")
    assert (found.label(), found.label("en")) == ("KUR mikro", "KUR micro")
    assert repr(found) == "SizeClass(scheme='kur', id='micro', order=1)"
    # One that was made by hand has no other name.
    assert SizeClass("x", "low", 0).label("en") == "low"


def test_classes_of_one_scheme_are_ordered() -> None:
    low, high = (asked("kur", date(2025, 1, 2), plafond=plafond).unwrap() for plafond in (1, 500_000_001))
    assert low < high
    assert high > low
    assert low <= high
    assert low <= asked("kur", date(2025, 1, 2), plafond=2).unwrap()
    same = asked("kur", date(2026, 2, 2), plafond=2).unwrap()
    assert low == same
    assert not low < same
    assert len({low, high, asked("kur", date(2026, 2, 2), plafond=2).unwrap()}) == 2
    assert max(low, high) is high
    assert not low >= high


@pytest.mark.parametrize("other", [SizeClass("bps-industry", "micro", 0), pk.Tier.MICRO, 1, "micro", None])
def test_classes_of_two_schemes_do_not_compare(other: Any) -> None:
    one = asked("kur", date(2025, 1, 2), plafond=60_000_000).unwrap()
    assert one != other
    for compare in (
        lambda: one < other,
        lambda: one <= other,
        lambda: one > other,
        lambda: one >= other,
        lambda: sorted([one, other]),
    ):
        with pytest.raises(TypeError):
            compare()


# ---- the four outcomes

ONE_OF_EACH = {
    "known": asked("kur", date(2025, 1, 2), plafond=60_000_000),
    "unknown": asked("kur", date(2025, 1, 2)),
    "indeterminate": asked("salt-farm", area_ha=15),
    "not_in_force": asked("kur", date(2018, 12, 31), plafond=1),
}


@pytest.mark.parametrize("status", ONE_OF_EACH)
def test_each_outcome_is_told_in_every_form(status: str) -> None:
    verdict = ONE_OF_EACH[status]
    assert verdict.status == status
    assert (verdict.value is None) is (status != "known")
    plain = json.loads(json.dumps(verdict.to_dict()))
    assert plain["schema"] == "plut_kumkm/verdict/1"
    assert plain["status"] == status
    assert plain["value"] == ("micro" if status == "known" else None)
    texts = [verdict.explain(lang) for lang in messages.LANGS]
    assert texts[0] != texts[1]
    assert "{" not in "".join(texts)
    html = verdict._repr_html_()
    assert html.count("<") == html.count(">")
    assert BOOK.scheme(verdict.receipt["of"]).title["id"].split()[0] in html
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(verdict)
    if status != "known":
        error = {"unknown": Unknown, "indeterminate": Indeterminate, "not_in_force": NotInForce}[status]
        with pytest.raises(error):
            verdict.unwrap()


def test_a_known_class_is_explained_by_its_bounds() -> None:
    verdict = ONE_OF_EACH["known"]
    assert verdict.explain("en").splitlines()[:3] == [
        "KUR micro · Kind of KUR by ceiling · 2 January 2025 · Permenko Perekonomian 1/2023",
        "- credit ceiling Rp60.000.000 > Rp10.000.000 · Permenko Perekonomian 1/2023 Pasal 18 ayat (2)",
        "- credit ceiling Rp60.000.000 <= Rp100.000.000 · Permenko Perekonomian 1/2023 Pasal 22",
    ]
    assert [cite.pinpoint for cite in verdict.cites] == ["Pasal 22", "Pasal 18 ayat (2)"]
    assert (verdict.grade, verdict.needs, verdict.readings, verdict.notes) == ("secondary", (), (), ())


def test_words_and_terms_are_explained_in_words() -> None:
    verdict = asked("final-tax", date(2025, 6, 30), sales=1, legal_form=pk.LegalForm.PT, tax_registered=2019)
    assert verdict.unwrap().id == "not-eligible"
    text = verdict.explain("en")
    assert "2019" in text
    assert "PP 55/2022 Pasal 59 ayat (1)" in text
    shop = asked("bps-industry", kbli=(TAILOR,), workers=7)
    assert "- KBLI code: 14 · Metadata VIMK BPS 2013" in shop.explain("en").splitlines()


def test_where_nothing_is_in_force_nothing_is_cited() -> None:
    verdict = ONE_OF_EACH["not_in_force"]
    assert (verdict.cites, verdict.grade, verdict.readings, verdict.notes, verdict.needs) == ((), None, (), (), ())
    assert "tidak" not in verdict.explain("en")
    assert (
        verdict.explain("en")
        == "not in force · Kind of KUR by ceiling · 31 December 2018 · no rule is held for that day"
    )


# ---- receipts


def test_the_receipt_says_what_was_asked_and_what_there_was() -> None:
    verdict = asked("bps-census", date(2017, 6, 30), sales=1, workers=3, as_of=date(2017, 1, 1))
    receipt = verdict.receipt
    assert (receipt["of"], receipt["scheme"], receipt["on"], receipt["as_of"]) == (
        "bps-census", "bps-se2016-lanjutan", "2017-06-30", "2017-01-01",
    )  # fmt: skip
    # Of the facts, those that the rule reads, by name and never by value.
    assert receipt["inputs"] == ["as_of", "sales"]
    assert (receipt["law"], receipt["policy"]) == (BOOK.hash, "secondary")
    assert asked("kur", date(2018, 1, 1)).receipt["scheme"] is None
    assert asked("kur", date(2022, 6, 1)).receipt["scheme"] == "kur-15-2020|kur-1-2022"
    assert asked("umi", date(2025, 6, 1)).receipt["scheme"] == "umi-130-2024"
    assert asked("kur", law=ANY).receipt["law"] == ANY.hash


def test_the_receipt_of_a_rule_that_hangs_on_the_tier_names_the_facts_of_the_tier() -> None:
    assert asked("authority", sales=1, capital=2).receipt["inputs"] == ["sales"]
    early = asked("authority", date(2016, 1, 1), sales=1, net_worth=2)
    assert early.receipt["inputs"] == ["net_worth", "sales"]


# ---- readings and notes: why it is open


def test_where_the_sources_differ_each_is_shown() -> None:
    verdict = asked("salt-farm", area_ha=15)
    assert read(verdict) == {"area_ha/micro": "micro", "area_ha/small": "small"}
    assert codes(verdict) == ["scheme.sources_differ"]
    assert [reading.cite.pinpoint for reading in verdict.readings] == ["Lampiran A", "Lampiran A"]
    assert "- Petambak garam mikro · PermenKKP 2/2026 Lampiran A" in verdict.explain().splitlines()
    assert asked("salt-farm", area_ha=Fraction(1499, 100)).unwrap().id == "micro"
    assert asked("salt-farm", area_ha=Fraction(1501, 100)).unwrap().id == "small"


def test_what_a_source_calls_its_reading() -> None:
    verdict = asked("mekaar", law=ANY, plafond=20_000_000)
    assert read(verdict) == {"plafond/25-million": "within", "plafond/15-million": "above"}
    lines = verdict.explain("en").splitlines()
    assert "- ceiling of Rp25 million: Within the loans of Mekaar · Kebijakan PNM Mekaar 2022" in lines
    assert (
        "- plafon tertinggi Rp15 juta: Di atas pembiayaan Mekaar · Kebijakan PNM Mekaar 2022"
        in verdict.explain().splitlines()
    )
    # Under the policy of the book the bound itself is too weak: both are said.
    assert codes(asked("mekaar", plafond=20_000_000))[:2] == ["scheme.sources_differ", "law.bound_below_policy"]


def test_where_the_policy_lets_no_source_decide_what_it_would_say_is_shown() -> None:
    verdict = asked("kur", date(2026, 3, 1), plafond=60_000_000)
    assert (verdict.status, read(verdict)) == ("indeterminate", {"kur-1-2026": "micro"})
    assert codes(verdict) == ["law.bound_below_policy"]
    assert note(verdict, "law.bound_below_policy").params == {"grade": "unverified", "policy": "secondary"}
    assert "- Permenko Perekonomian 1/2026: KUR micro · Permenko Perekonomian 1/2026" in verdict.explain("en")
    accepted = asked("kur", date(2026, 3, 1), ANY, plafond=60_000_000)
    assert (accepted.unwrap().id, accepted.grade, accepted.readings) == ("micro", "unverified", ())


def test_the_lowest_class_is_an_answer_too() -> None:
    verdict = asked("mekaar", plafond=1)
    assert read(verdict) == {"mekaar": "below"}
    assert codes(verdict) == ["law.bound_below_policy", "scheme.seen_since", "scheme.end_unknown"]


def test_where_measures_differ_each_is_shown() -> None:
    verdict = asked("bps-census", date(2017, 6, 30), sales=1, net_worth=1_000_000_000)
    assert read(verdict) == {"net_worth": "medium", "sales": "micro"}
    assert codes(verdict) == ["scheme.measures_differ"]
    assert "- net worth: Medium Enterprise · Sensus Ekonomi Lanjutan 2017" in verdict.explain("en").splitlines()


def test_an_open_band_of_one_of_several_measures_is_called_by_its_measure() -> None:
    verdict = asked("cooperative", law=ANY, members=5000, equity=1, assets=1, **KOPERASI)
    assert read(verdict) == {"members/kuk-1": "kuk-1", "members/kuk-2": "kuk-2"}
    assert "- members: KUK 2 · Permenkop UKM 9/2020" in verdict.explain("en").splitlines()
    assert "scheme.sources_differ" in codes(verdict)


def test_a_rule_that_does_not_apply_says_to_whom() -> None:
    verdict = asked("bps-industry", kbli=(SHOP,), workers=3)
    assert (verdict.status, codes(verdict), verdict.readings) == ("indeterminate", ["scheme.not_applicable"], ())
    assert "KBLI code 47" in note(verdict, "scheme.not_applicable").message("en")
    form = note(asked("cooperative", legal_form=pk.LegalForm.PT), "scheme.not_applicable")
    assert str(form.params["scheme"]) == BOOK.regime("kuk-9-2020").title
    assert form.message("id") != form.message("en")
    assert form.message("en").startswith("Classes of cooperatives (KUK) (Permenkop UKM 9/2020) does not apply")


def test_the_first_of_several_divisions_is_the_one_that_counts() -> None:
    verdict = asked("bps-industry", kbli=(TAILOR, SHOP), workers=3)
    assert verdict.unwrap().id == "micro"
    assert note(verdict, "scheme.first_code").params == {"code": TAILOR}
    assert "scheme.first_code" not in codes(asked("bps-industry", kbli=(TAILOR, pk.Kbli("2020", "14131")), workers=3))
    # A rule that does not ask for the business says nothing of it.
    assert codes(asked("kur", date(2025, 1, 1), kbli=(TAILOR, SHOP), plafond=1)) == []


# ---- dates


@pytest.mark.parametrize("registered", [date(2026, 7, 1), date(2027, 3, 1), 2027])
@pytest.mark.parametrize("form", [pk.LegalForm.INDIVIDUAL, pk.LegalForm.CV, pk.LegalForm.COOPERATIVE])
def test_a_registration_that_is_yet_to_come_is_none(form: pk.LegalForm, registered: date | int) -> None:
    # PP 55/2022 Pasal 59: the tax years are counted from registration, and there is none on that day.
    verdict = asked("final-tax", sales=1, legal_form=form, tax_registered=registered)
    assert (verdict.status, verdict.needs) == ("unknown", ("tax_registered",))
    late = note(verdict, "facts.later_day")
    assert (late.severity, late.path, late.params["on"]) == ("warning", ("tax_registered",), ON)
    assert "30 June 2026" in late.message("en")
    assert "30 Juni 2026" in verdict.explain()
    # On the day itself, and of what does not hang on it, it counts.
    same = date(2026, 6, 30)
    assert "facts.later_day" not in codes(asked("final-tax", sales=1, legal_form=form, tax_registered=same))
    dear = asked("final-tax", sales=4_800_000_001, legal_form=pk.LegalForm.CV, tax_registered=registered)
    assert dear.unwrap().id == "not-eligible"
    assert "facts.later_day" in codes(dear)


def test_a_registration_in_the_year_that_is_asked_about_counts() -> None:
    # Whichever day of 2027 it was, it was after 22 April 2026 (PP 20/2026 Pasal II).
    verdict = asked("final-tax", date(2027, 6, 30), sales=1, legal_form=pk.LegalForm.CV, tax_registered=2027)
    assert verdict.unwrap().id == "not-eligible"
    assert "facts.later_day" not in codes(verdict)
    # Within the disputed days of 2026 any day of the year so far is one of them: the newer rule leaves it open.
    between = asked("final-tax", date(2026, 4, 10), sales=1, legal_form=pk.LegalForm.CV, tax_registered=2026)
    assert (between.status, between.needs) == ("indeterminate", ())


def test_on_the_last_day_of_the_calendar_nothing_is_yet_to_come() -> None:
    verdict = asked("final-tax", date.max, sales=1, legal_form=pk.LegalForm.PT_PERORANGAN, tax_registered=date.max)
    assert verdict.unwrap().id == "eligible"


@pytest.mark.parametrize(
    ("scheme", "law", "facts", "needed"),
    [
        ("final-tax", BOOK, {"sales": 1, "legal_form": pk.LegalForm.CV, "tax_registered": 2026}, "tax_registered"),
        ("kur-special-age", ANY, {"founded": 2025}, "founded"),
    ],
)
def test_where_the_year_is_known_the_day_is_asked_for(
    scheme: str, law: pk.law.LawBook, facts: dict[str, Any], needed: str
) -> None:
    verdict = asked(scheme, law=law, **facts)
    assert (verdict.status, verdict.needs) == ("unknown", (needed,))
    assert note(verdict, "facts.day_needed").path == (needed,)
    assert "Isi tanggal lengkapnya" in verdict.explain()
    assert "Give the full date" in verdict.explain("en")
    # Who has said nothing is asked for the fact, and who has said enough for nothing.
    nothing = asked(scheme, law=law, **{**facts, needed: None})
    assert (nothing.needs, "facts.day_needed" in codes(nothing)) == ((needed,), False)
    assert "facts.day_needed" not in codes(asked(scheme, law=law, **{**facts, needed: 2019}))


@pytest.mark.parametrize("founded", [None, 2025])
def test_what_is_missing_besides_is_said_of_a_rule_that_is_not_certain(founded: int | None) -> None:
    # Permenko 12/2025 Pasal 36: its first day in 2025 is not known, so no founding is answered for certain.
    verdict = asked("kur-special-age", founded=founded)
    assert (verdict.status, verdict.needs) == ("indeterminate", ())
    assert "scheme.no_class" not in codes(verdict)
    assert note(verdict, "scheme.also_missing").params == {"fields": ("founded",)}
    assert [(one.id, one.value, one.status) for one in verdict.readings] == [
        ("kur-special-age-12-2025", None, "unknown")
    ]
    assert ("facts.day_needed" in codes(verdict)) is (founded is not None)
    assert "scheme.also_missing" not in codes(asked("kur-special-age", founded=2019))


def test_what_a_whole_rule_rests_on_is_said_while_facts_are_missing() -> None:
    # PNM Mekaar: the policy of a company, of which no text was seen.
    verdict = asked("mekaar", date(2022, 1, 1))
    assert verdict.status == "indeterminate"
    assert {"law.bound_below_policy", "scheme.also_missing"} <= set(codes(verdict))


@pytest.mark.parametrize(
    ("scheme", "facts", "code"),
    [
        ("salt-farm", {"area_ha": 501}, "scheme.outside"),
        ("bps-industry", {"kbli": (TAILOR,), "workers": 0}, "scheme.outside"),
        ("permenperin-11-2014", {"investment": 10_000_000_001}, "scheme.outside"),
        ("permenperin-14-2019", {"workers": 20, "investment": 15_000_000_001}, "scheme.no_class"),
        ("authority", {"sales": 50_000_000_001}, "scheme.no_class"),
    ],
)
def test_what_is_in_no_class_is_said(scheme: str, facts: dict[str, Any], code: str) -> None:
    verdict = asked(scheme, **facts)
    assert (verdict.status, verdict.readings, verdict.needs) == ("indeterminate", (), ())
    assert code in codes(verdict)


@pytest.mark.parametrize(
    ("scheme", "facts", "line", "pinpoint"),
    [
        # Fact sheet on size classes 1.2 and 1.3.
        ("salt-farm", {"area_ha": 501}, "area of land 501 > 500 · PermenKKP 2/2026 Lampiran A", "Lampiran A"),
        (
            "permenperin-11-2014", {"investment": 10_000_000_001},
            "investment Rp10.000.000.001 > Rp10.000.000.000 · Permenperin 11/M-IND/PER/3/2014 Pasal 3", "Pasal 3",
        ),
        ("bps-industry", {"kbli": (TAILOR,), "workers": 0}, "not met: workers 0 >= 1 · Metadata VIMK BPS 2013", ""),
    ],
)  # fmt: skip
def test_what_is_in_no_class_shows_the_bound_beyond_which_it_lies(
    scheme: str, facts: dict[str, Any], line: str, pinpoint: str
) -> None:
    verdict = asked(scheme, **facts)
    assert f"- {line}" in verdict.explain("en").splitlines()
    assert pinpoint in [cite.pinpoint for cite in verdict.cites]


def test_what_the_policy_keeps_from_deciding_shows_its_bounds() -> None:
    # 1.4: 12/2025 P36, at least 6 months; 1.5: Mekaar 2 to 15 or 25 million, unverified; 1.7: KUK 1, 5,000 members.
    age = asked("kur-special-age", founded=date(2025, 12, 31))
    assert (age.status, read(age)) == ("indeterminate", {"kur-special-age-12-2025": "not-eligible"})
    assert "Permenko Perekonomian 12/2025 Pasal 36" in age.explain("en").splitlines()[1]
    assert age.cites[0].pinpoint == "Pasal 36"
    loan = asked("mekaar", plafond=10_000_000).explain("en").splitlines()
    assert "- credit ceiling Rp10.000.000 <= Rp15.000.000 · Kebijakan PNM Mekaar 2022" in loan
    kuk = asked("cooperative", members=4999, equity=1, assets=1, **KOPERASI)
    assert kuk.status == "indeterminate"
    assert "- members 4,999 < 5,000 · Permenkop UKM 9/2020" in kuk.explain("en").splitlines()
    assert kuk.trace.outcome == kuk.code == -2


def test_what_hangs_on_a_tier_that_is_open_is_open() -> None:
    gap = asked("authority", date(2020, 12, 1), sales=600_000_000)
    assert (gap.status, codes(gap)) == ("indeterminate", ["scheme.tier_open"])
    # Under UU 20/2008 the two criteria disagree.
    assert codes(asked("authority", date(2016, 1, 1), sales=1, net_worth=10_000_000_000)) == ["scheme.tier_open"]
    assert asked("authority", date(2016, 1, 1), sales=1).unwrap().id == "regency-city"


def test_what_hangs_on_a_tier_before_there_was_one_is_open(tmp_path: Path) -> None:
    head = ROWS[: ROWS.index("[regime.term]")].replace("applies = ", "# ").replace("perhaps_from = 2028-01-01\n", "")
    head = head.replace("since = 2028-07-01", "since = 2000-01-01")
    row = '[[regime.row]]\nclass = "low"\nwhen = { fact = "tier", is = ["micro"] }\npinpoint = "P"\ngrade = "primary"\n'
    book = load(tmp_path, INSTRUMENT + SCHEME + head + row)
    early, later = (asked("own", day, book, sales=1) for day in (date(2008, 7, 3), date(2008, 7, 4)))
    assert (early.status, "scheme.tier_open" in codes(early)) == ("indeterminate", True)
    assert later.unwrap().id == "low"


def test_only_the_words_on_which_it_hangs_are_told(tmp_path: Path) -> None:
    applies = (
        'applies = { all = [{ fact = "legal_form", is = ["pt"] }, { fact = "workers", from = 1 }], '
        'pinpoint = "P", grade = "primary" }\n[regime.criterion.workers]'
    )
    book = load(tmp_path, INSTRUMENT + SCHEME + spoilt(BANDS, "[regime.criterion.workers]", applies))
    verdict = asked("own", date(2027, 7, 1), book, legal_form=pk.LegalForm.CV, workers=5)
    what: Any = note(verdict, "scheme.not_applicable").params["what"]
    assert what.label("en") == "legal form CV (limited partnership)"


def test_a_day_on_which_two_regimes_may_hold() -> None:
    differing = asked("kur", date(2022, 6, 1), ANY, plafond=60_000_000)
    assert read(differing) == {"kur-15-2020": "small", "kur-1-2022": "micro"}
    assert codes(differing) == ["scheme.start_disputed"]
    headline = differing.explain("en").splitlines()[0]
    assert headline.endswith("Permenko Perekonomian 15/2020 or Permenko Perekonomian 1/2022")
    # What both say is certain.
    agreeing = asked("kur", date(2022, 6, 1), ANY, plafond=10_000_000)
    assert (agreeing.unwrap().id, codes(agreeing), agreeing.readings) == ("super-micro", [], ())
    # With both rules in agreement, it may still be that one of them is too weak to say so.
    weak = asked("kur", date(2022, 6, 1), plafond=10_000_000)
    assert (weak.status, codes(weak)) == ("indeterminate", ["law.bound_below_policy"])
    assert read(weak) == {"kur-15-2020": "super-micro", "kur-1-2022": "super-micro"}
    assert asked("kur", date(2022, 6, 1), ANY).needs == ("plafond",)
    # Where a side can never be certain, no fact is missing.
    assert (asked("kur", date(2022, 6, 1)).status, asked("kur", date(2022, 6, 1)).needs) == ("indeterminate", ())


def test_a_day_on_which_a_regime_may_hold_and_nothing_before_it_is_known() -> None:
    verdict = asked("kur", date(2019, 6, 1), ANY, plafond=1)
    assert (verdict.status, read(verdict)) == ("indeterminate", {"kur-8-2019": "micro"})
    assert codes(verdict) == ["scheme.start_unknown"]
    assert verdict.explain("en").splitlines()[0].endswith("Permenko Perekonomian 8/2019, if in effect already")


def test_a_dispute_shows_what_the_sources_of_each_side_say() -> None:
    verdict = asked("final-tax", date(2026, 2, 1), sales=1, tax_registered=2019, **KOPERASI)
    assert read(verdict) == {"final-tax-55-2022": "not-eligible", "four-years": "not-eligible", "no-end": "eligible"}
    assert "cooperatives without end" in verdict.explain("en")


@pytest.mark.parametrize(
    ("scheme", "on", "facts", "code", "shown"),
    [
        ("umi", date(2025, 6, 30), {"plafond": 20_000_000}, "scheme.gap_bounds_unknown", {"umi-193-2020": "within"}),
        (
            "kur-migrant",
            date(2026, 6, 30),
            {"plafond": 1},
            "scheme.gap_bounds_unknown",
            {"kur-migrant-1-2023": "within"},
        ),
        ("bps-census", date(2020, 6, 30), {"sales": 1}, "scheme.gap_no_survey", {}),
        ("bps-census", date(2026, 6, 30), {"sales": 1}, "scheme.gap_bounds_unknown", {}),
        ("tier", date(2020, 12, 1), {"sales": 600_000_000}, "scheme.gap_no_figures", {"uu-20-2008": "small"}),
    ],
)
def test_a_gap_says_why_and_shows_what_was(
    scheme: str, on: date, facts: dict[str, Any], code: str, shown: dict[str, str]
) -> None:
    verdict = asked(scheme, on, **facts)
    assert (verdict.status, codes(verdict), read(verdict)) == ("indeterminate", [code], shown)
    gap = BOOK.at(scheme, on)
    assert gap is not None
    assert verdict.provisions[0] == gap.provision


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("", "scheme.gap_unsaid"),
        ('why = "end-unknown"\n', "scheme.gap_end_unknown"),
        ('why = "no-survey"\n', "scheme.gap_no_survey"),
    ],
)
def test_a_gap_of_ones_own(why: str, code: str, tmp_path: Path) -> None:
    gap = f'[[gap]]\nid = "celah"\nof = "kur"\nsince = 2027-07-01\nshows = ["kur-1-2023", "kur-1-2026"]\n{why}{CITED}'
    verdict = asked("kur", date(2027, 7, 1), load(tmp_path, INSTRUMENT + gap), plafond=60_000_000)
    assert (verdict.status, codes(verdict)) == ("indeterminate", [code])
    assert read(verdict) == {"kur-1-2023": "micro", "kur-1-2026": "micro"}
    assert verdict.cites[0].label() == "Perda Kota Contoh 1/2027 Pasal 4"
    assert verdict.explain("en") != verdict.explain("id")


def test_what_is_not_known_of_a_span_is_said() -> None:
    seen = asked("bps-industry", kbli=(TAILOR,), workers=3)
    assert note(seen, "scheme.seen_since").params == {"day": date(2013, 1, 1)}
    ended = asked("permenperin-11-2014", investment=1)
    assert (ended.unwrap().id, "scheme.end_unknown" in codes(ended)) == ("small", True)
    weak = asked("kur-special-age", founded=2020)
    assert "scheme.span_below_policy" in codes(weak)
    assert read(weak) == {"kur-special-age-12-2025": "eligible"}
    assert asked("kur-special-age", law=ANY, founded=2020).unwrap().id == "eligible"


def test_what_no_fact_can_show_is_said_of_an_answer_alone() -> None:
    known = asked("pkp", sales=1)
    said = [one.params["what"] for one in known.notes if one.code == "scheme.unchecked"]
    assert len(said) == len(BOOK.regime("pkp-197-2013").unchecked) > 0
    for text, texts in zip(said, BOOK.regime("pkp-197-2013").unchecked, strict=True):
        assert (text.label("id"), text.label("en"), str(text)) == (texts["id"], texts["en"], texts["id"])
    assert all(texts["en"] in known.explain("en") for texts in BOOK.regime("pkp-197-2013").unchecked)
    assert "scheme.unchecked" not in codes(asked("pkp"))
    assert json.dumps(known.to_dict())


@pytest.mark.parametrize(
    ("scheme", "facts", "code", "where"),
    [
        ("pkp", {"sales": -1}, "facts.negative", ("sales",)),
        ("salt-farm", {"area_ha": -1}, "facts.negative", ("area_ha",)),
        ("pkp", {"sales": 1, "sales_kind": "production_value"}, "facts.proxy", ("sales",)),
        ("pkp", {"sales": 1, "sales_period": "2026-01"}, "facts.not_of_a_year", ("sales_period",)),
        ("pkp", {"sales": 1, "as_of": date(2026, 7, 1)}, "facts.later_facts", ("as_of",)),
        ("pkp", {"sales": 1, "as_of": date(2024, 6, 29)}, "facts.stale", ("as_of",)),
    ],
)
def test_what_is_doubtful_of_the_facts_is_said(scheme: str, facts: dict[str, Any], code: str, where: Any) -> None:
    found = note(asked(scheme, **facts), code)
    assert found.path == where


def test_a_fact_that_the_rule_does_not_ask_for_is_no_matter() -> None:
    assert codes(asked("kur", date(2025, 1, 1), plafond=1, sales=-1, sales_kind="production_value")) == []
    # The equity of a cooperative and a net worth may be negative.
    assert "facts.negative" not in codes(asked("cooperative", law=ANY, members=1, equity=-1, assets=1, **KOPERASI))
    assert "facts.negative" not in codes(asked("bps-census", date(2017, 1, 1), net_worth=-1))


def test_law_that_was_checked_long_ago_is_said_to_be_old() -> None:
    assert "law.stale" in codes(asked("kur", date(2028, 11, 25), plafond=1))
    assert "law.stale" not in codes(asked("kur", date(2028, 11, 24), plafond=1))


# ---- a regime by name


def test_a_regime_that_is_named_answers_within_its_span_alone() -> None:
    inside = asked("kur-1-2023", date(2025, 1, 2), plafond=60_000_000)
    assert inside.unwrap() == ONE_OF_EACH["known"].unwrap()
    for day in (date(2026, 2, 2), date(2019, 6, 1), date(2018, 1, 1)):
        verdict = asked("kur-1-2023", day, plafond=60_000_000)
        assert (verdict.status, codes(verdict), verdict.readings, verdict.cites) == (
            "not_in_force", ["scheme.outside_span"], (), (),
        )  # fmt: skip
        assert verdict.receipt["scheme"] is None
        found = note(verdict, "scheme.outside_span")
        assert "4 September 2023" in found.message("en")
        assert "1 February 2026" in found.message("en")
        assert "Permenko Perekonomian 1/2023" in verdict.explain()
    # While it is open whether it holds, so is the answer.
    assert asked("kur-1-2023", date(2026, 2, 1), plafond=60_000_000).receipt["scheme"] == "kur-1-2023|kur-1-2026"
    assert asked("kur-1-2026", date(2026, 2, 1), plafond=60_000_000).receipt["scheme"] == "kur-1-2023|kur-1-2026"


def test_a_regime_that_was_split_is_one_by_name(tmp_path: Path) -> None:
    change = CHANGE.replace("pp-7-2021/micro/sales", "kur-1-2026/small/plafond").replace("3_000_000_000", "600_000_000")
    book = load(tmp_path, INSTRUMENT + change)
    days = (date(2027, 6, 30), date(2027, 7, 1))
    assert [asked("kur-1-2026", day, book, plafond=550_000_000).unwrap().id for day in days] == ["above", "small"]
    early = note(asked("kur-1-2026", date(2024, 1, 1), book, plafond=1), "scheme.outside_span")
    assert early.params["span"].since == date(2026, 2, 2)
    assert early.params["span"].until is None


def test_the_size_tier_is_a_scheme_too() -> None:
    for sales, expected in ((2_000_000_000, "micro"), (2_000_000_001, "small"), (None, None)):
        verdict = asked("tier", sales=sales)
        assert (None if verdict.value is None else verdict.value.id) == expected
        tier = pk.tier(Facts(sales=sales), on=ON)
        assert (verdict.status, verdict.needs) == (tier.status, tier.needs)
        assert verdict.code == tier.code
    assert asked("uu-20-2008", date(2015, 1, 1), sales=1).unwrap().label("en") == "Micro Enterprise"


# ---- misuse


@pytest.mark.parametrize(
    ("scheme", "near"),
    [("kurr", "kur"), ("kur-1-2024", "kur-1-2023"), ("bps_industry", "bps-industry"), ("KUR", "tier"), (5, "tier")],
)
def test_an_unknown_scheme_names_the_nearest(scheme: Any, near: str) -> None:
    with pytest.raises(ValueError, match="no scheme") as caught:
        asked(scheme)
    assert repr(scheme) in str(caught.value)
    assert near in str(caught.value).partition("did you mean")[2]


def test_what_is_no_subject_day_or_book_is_refused() -> None:
    facts: Any = {"sales": 1}
    with pytest.raises(TypeError, match="an Enterprise or Facts is needed, not dict"):
        pk.classify(facts, scheme="kur", on=ON)
    day: Any
    for day in ("2026-06-30", 2026, None, datetime(2026, 6, 30, tzinfo=UTC)):
        with pytest.raises(TypeError, match="on must be"):
            pk.classify(Facts(), scheme="kur", on=day)
    law: Any = {}
    with pytest.raises(TypeError, match="law must be a LawBook"):
        pk.classify(Facts(), scheme="kur", on=ON, law=law)
    with pytest.raises(TypeError):
        pk.classify(Facts(), on=ON)  # type: ignore[call-arg] # the scheme is required


def test_an_enterprise_is_asked_by_its_latest_figures() -> None:
    years = tuple(
        pk.Snapshot(as_of=date(year, 12, 31), plafond=plafond) for year, plafond in ((2024, 1), (2025, 20_000_000))
    )
    shop = pk.Enterprise(id="a", snapshots=years)
    assert pk.classify(shop, scheme="kur", on=date(2025, 1, 2)).unwrap().id == "super-micro"
    assert pk.classify(shop, scheme="kur", on=date(2025, 12, 31)).unwrap().id == "micro"
    early = pk.classify(shop, scheme="kur", on=date(2024, 1, 2))
    assert (early.needs, [one.code for one in early.notes]) == (("plafond",), ["facts.only_later"])


# ---- a scheme of one's own


@pytest.fixture
def own(tmp_path: Path) -> pk.law.LawBook:
    return load(tmp_path, OWN)


def test_the_classes_of_a_regulation_of_ones_own(own: pk.law.LawBook) -> None:
    on = date(2027, 7, 1)
    found = {workers: asked("own", on, own, workers=workers) for workers in (1, 9, 10, 11, 50, 51, 100, 101, 0, None)}
    said = {
        workers: verdict.status if verdict.value is None else verdict.value.id for workers, verdict in found.items()
    }
    assert said == {
        1: "low", 9: "low", 10: "indeterminate", 11: "middle", 50: "middle", 51: "high", 100: "high",
        101: "indeterminate", 0: "indeterminate", None: "unknown",
    }  # fmt: skip
    assert found[1].unwrap().label("en") == "Low"
    assert read(found[10]) == {"workers/ministry": "low", "workers/middle": "middle"}
    assert "- as the ministry says: Low · Perda Kota Contoh 1/2027 Pasal 2" in found[10].explain("en").splitlines()
    assert "- Middle · Perda Kota Contoh 1/2027 Lampiran" in found[10].explain("en").splitlines()
    assert codes(found[101]) == ["scheme.outside"]
    # It stands beside the others and changes none of them.
    assert asked("kur", date(2025, 1, 2), own, plafond=60_000_000).unwrap().id == "micro"
    assert pk.tier(Facts(sales=1), on=on, law=own).value is pk.Tier.MICRO
    with pytest.raises(ValueError, match="no scheme 'own'"):
        asked("own", on)
    assert found[1].receipt["law"] == own.hash
    assert asked("own", date(2027, 6, 30), own, workers=1).status == "not_in_force"


def test_the_conditions_of_a_regulation_of_ones_own(own: pk.law.LawBook) -> None:
    on = date(2029, 1, 1)
    pt = {"legal_form": pk.LegalForm.PT, "founded": date(2020, 5, 5), "tax_registered": 2027, "workers": 1}
    assert asked("own", on, own, **pt, sales=899).unwrap().id == "middle"
    assert asked("own", on, own, **pt, sales=1001).unwrap().id == "high"
    open_ = asked("own", on, own, **pt, sales=900)
    assert read(open_) == {"mild": "low", "high": "high"}
    assert asked("own", on, own, **{**pt, "founded": date(2028, 7, 2)}, sales=1).unwrap().id == "low"
    assert asked("own", on, own, **{**pt, "founded": date(2028, 7, 1)}, sales=1).unwrap().id == "middle"
    # Three tax years of a PT registered in 2027 are 2027, 2028 and 2029.
    assert [asked("own", date(year, 6, 1), own, **pt, sales=1).unwrap().id for year in (2029, 2030)] == [
        "middle",
        "high",
    ]
    assert "scheme.unchecked" in codes(asked("own", on, own, **pt, sales=1))
    firma = asked("own", on, own, **{**pt, "legal_form": pk.LegalForm.FIRMA}, sales=1)
    assert codes(firma) == ["scheme.not_applicable"]
    assert set(asked("own", on, own, sales=1).needs) == {"legal_form", "founded", "workers", "tax_registered"}


def test_a_term_and_an_age_are_those_of_the_day(own: pk.law.LawBook) -> None:
    # Rules are kept and used again: one of one day must not answer for another.
    facts = {
        "legal_form": pk.LegalForm.CV,
        "founded": date(2028, 7, 2),
        "tax_registered": 2028,
        "sales": 1,
        "workers": 1,
    }
    days = [date(2029, 1, 1), date(2029, 1, 2), date(2031, 12, 31), date(2032, 1, 1)]
    expected = ["low", "middle", "middle", "high"]
    for order in (days, days[::-1]):
        assert [asked("own", day, own, **facts).unwrap().id for day in order] == (
            expected if order is days else expected[::-1]
        )


def test_to_whom_it_applies_may_hang_on_the_day(tmp_path: Path) -> None:
    text = spoilt(
        BANDS,
        "[regime.criterion.workers]",
        'applies = { fact = "founded", months = 6, pinpoint = "P", grade = "primary" }\n[regime.criterion.workers]',
    )
    book = load(tmp_path, INSTRUMENT + SCHEME + text)
    days = (date(2027, 7, 1), date(2027, 7, 2), date(2028, 6, 30))
    assert [asked("own", day, book, founded=date(2027, 1, 2), workers=1).status for day in days] == [
        "indeterminate", "known", "known",
    ]  # fmt: skip


@pytest.mark.parametrize("fact", ["parent_tier", "tier", "kbli", "legal_form"])
def test_every_word_that_a_file_may_name_can_be_asked(fact: str, tmp_path: Path) -> None:
    word = {"kbli": "14", "legal_form": "pt"}.get(fact, "micro")
    head = ROWS[: ROWS.index("[regime.term]")].replace("applies = ", "# ")
    when = f'when = {{ fact = "{fact}", is = ["{word}"] }}\npinpoint = "P"\ngrade = "primary"\n'
    book = load(tmp_path, INSTRUMENT + SCHEME + head + '[[regime.row]]\nclass = "low"\n' + when)
    facts = {
        "parent_tier": pk.Tier.MICRO, "kbli": (TAILOR,), "legal_form": pk.LegalForm.PT, "sales": 1,
    }  # fmt: skip
    on = date(2029, 1, 1)
    assert asked("own", on, book, **facts).unwrap().id == "low"
    assert asked("own", on, book).needs == (("sales",) if fact == "tier" else (fact,))


# ---- laws that hold of every answer


rows = st.sampled_from(grids.ROWS)
questions = st.sampled_from(grids.QUESTIONS)


@settings(max_examples=250)
@given(facts=rows, question=questions)
def test_exactly_one_outcome(facts: Facts, question: tuple[str, str, date]) -> None:
    policy, scheme, on = question
    verdict = pk.classify(facts, scheme=scheme, on=on, law=BOOK.accepting(policy))  # type: ignore[arg-type] # one of the grades
    assert verdict.status in ("known", "unknown", "indeterminate", "not_in_force")
    assert (verdict.value is None) is (verdict.status != "known")
    assert bool(verdict.needs) is (verdict.status == "unknown")
    assert (verdict.grade is None) is (verdict.status == "not_in_force")
    assert (verdict.status == "indeterminate") or not verdict.readings
    if verdict.value is not None:
        assert verdict.value.id == BOOK.scheme(scheme).classes[verdict.code]
        assert verdict.value.id in {name for regime in BOOK.regimes() if regime.of == scheme for name in regime.classes}
    if verdict.status == "indeterminate":
        assert any(one.severity == "warning" or one.code.startswith("scheme.gap_") for one in verdict.notes)
    assert json.dumps(verdict.to_dict())
    assert verdict.explain("id") != verdict.explain("en")
    # Asked again, also of another book with the same law.
    assert pk.classify(facts, scheme=scheme, on=on, law=BOOK.accepting(policy)).to_dict() == verdict.to_dict()  # type: ignore[arg-type] # one of the grades


@settings(max_examples=250)
@given(facts=rows, filling=rows, question=questions, data=st.data())
def test_filling_what_is_needed_ends_unknown(
    facts: Facts, filling: Facts, question: tuple[str, str, date], data: st.DataObject
) -> None:
    policy, scheme, on = question
    law = BOOK.accepting(policy)  # type: ignore[arg-type] # one of the grades
    verdict = pk.classify(facts, scheme=scheme, on=on, law=law)
    filled = facts
    for name in verdict.needs:
        filled = with_fact(filled, name, data.draw(fitting(scheme, law, on, name)))
    assert pk.classify(filled, scheme=scheme, on=on, law=law).status != "unknown"


def fitting(scheme: str, law: pk.law.LawBook, on: date, name: str) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a fact that make sense, on and beside what the rule compares it with."""
    marked = probing.marked((scheme_question(law, scheme, on).rule.table,))
    if name == "kbli":
        return st.sampled_from([(TAILOR,), (SHOP,)])
    if name == "legal_form":
        return st.sampled_from(pk.LegalForm)
    if name in ("founded", "tax_registered"):
        # A registration that is yet to come is none.
        return st.dates(date(1990, 1, 1), on if name == "tax_registered" else date(2031, 12, 31))
    return st.sampled_from([value for value in marked[name].tries if value is not None])


def with_fact(facts: Facts, name: str, value: Any) -> Facts:
    from attrs import evolve

    changed: Facts = evolve(facts, **{name: value})
    return changed


@settings(max_examples=150)
@given(facts=rows, question=questions)
def test_what_is_certain_under_a_strict_policy_is_certain_under_a_mild_one(
    facts: Facts, question: tuple[str, str, date]
) -> None:
    _, scheme, on = question
    strict, mild = (pk.classify(facts, scheme=scheme, on=on, law=law) for law in (BOOK.accepting("primary"), ANY))
    if strict.value is not None:
        assert mild.value == strict.value


def test_workers_are_those_of_both_sexes_where_no_total_is_given() -> None:
    # BPS counts all workers; a register often has men and women in columns of their own.
    def size(**workers: int) -> tuple[str, tuple[str, ...]]:
        facts = pk.Facts(kbli=(pk.Kbli("2020", "13134"),), **workers)
        verdict = pk.classify(facts, scheme="bps-industry", on=date(2026, 6, 30))
        return str(verdict.value), verdict.needs

    assert size(workers_male=2, workers_female=3) == ("small", ())
    assert size(workers=4, workers_male=2, workers_female=3) == ("micro", ())
    assert size(workers_male=2) == ("None", ("workers_female",))
