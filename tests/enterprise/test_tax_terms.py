"""Until which tax year the final tax may be used: PP 23/2018, PP 55/2022 Pasal 59 and 69, PP 20/2026."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import plut_kumkm as pk
from tests.law.perda import CITED, INSTRUMENT, load

if TYPE_CHECKING:
    from pathlib import Path

F = pk.LegalForm


# Form, registered, day, last year (None with ends: never; "no end"; a status where there is no answer), source.
CASES: list[tuple[pk.LegalForm | None, date | int | None, date, int | str, str]] = [
    (F.INDIVIDUAL, 2015, date(2024, 6, 30), 2024, "7 tax years, those from before PP 23/2018 counted from 2018"),
    (F.INDIVIDUAL, 2018, date(2020, 6, 30), 2024, "PP 23/2018: 7 tax years"),
    (F.CV, 2024, date(2020, 6, 30), 2027, "PP 23/2018: 4 tax years from registration, also of who registers later"),
    (F.INDIVIDUAL, 2022, date(2020, 6, 30), 2028, "PP 23/2018: 7 tax years from registration"),
    (F.INDIVIDUAL, 2022, date(2025, 6, 30), 2028, "PP 55/2022 Pasal 59(1): 7 tax years"),
    (F.INDIVIDUAL, 2022, date(2026, 6, 30), "no end", "PP 20/2026: no limit for persons"),
    (F.INDIVIDUAL, 2022, date(2026, 2, 1), "indeterminate", "PP 20/2026 from 1 January or 22 April 2026"),
    (F.INDIVIDUAL, 2019, date(2026, 6, 30), "indeterminate", "expired in 2025: return known from a draft alone"),
    (F.INDIVIDUAL, 2020, date(2026, 6, 30), "no end", "not expired when PP 20/2026 came"),
    (F.PT_PERORANGAN, 2021, date(2025, 6, 30), 2025, "PP 55/2022 Pasal 59(2): counted from 2022"),
    (F.PT_PERORANGAN, 2023, date(2026, 6, 30), "no end", "PP 20/2026: no limit"),
    (F.BUMDES, 2019, date(2025, 6, 30), 2025, "PP 55/2022 Pasal 59(2): counted from 2022"),
    (F.CV, 2024, date(2025, 6, 30), 2027, "PP 55/2022 Pasal 59(1): 4 tax years"),
    (F.CV, 2024, date(2026, 6, 30), 2027, "PP 20/2026 Pasal II(1): forms now out finish their term"),
    (F.CV, date(2026, 4, 22), date(2026, 6, 30), "never", "PP 20/2026: CV out"),
    (F.CV, date(2026, 4, 21), date(2026, 6, 30), "indeterminate", "effect told as 1 January and as 22 April 2026"),
    (F.PT, 2017, date(2025, 6, 30), 2020, "3 tax years from 2018"),
    (F.PT, 2024, date(2025, 6, 30), 2026, "PP 55/2022 Pasal 59(1): 3 tax years"),
    (F.COOPERATIVE, 2024, date(2025, 6, 30), 2027, "PP 55/2022 Pasal 59(1): 4 tax years"),
    (F.COOPERATIVE, 2024, date(2026, 6, 30), "indeterminate", "PP 20/2026: 4 years, permanent, or to 2029"),
    (F.CV, date(2026, 4, 21), date(2031, 6, 30), "indeterminate", "also years after, whether it was ever in is open"),
    (F.INDIVIDUAL, 2150, date(2025, 6, 30), "no end", "no year of the calendar is left in which the term could end"),
    (F.CV, 2026, date(2026, 2, 1), "unknown", "before or after 22 April 2026"),
    (F.CV, 2026, date(2031, 6, 30), "unknown", "before or after 22 April 2026: until 2029 or never"),
    (F.FOUNDATION, 2020, date(2025, 1, 1), "indeterminate", "no term named for this form"),
    (F.PT, 2020, date(2017, 1, 1), "not_in_force", "before PP 23/2018"),
    (F.PT, None, date(2025, 6, 30), "unknown", "registration not known"),
    (None, 2020, date(2025, 6, 30), "unknown", "form not known"),
]


@pytest.mark.parametrize(("form", "registered", "on", "expected", "source"), CASES)
def test_case(
    form: pk.LegalForm | None, registered: date | int | None, on: date, expected: int | str, source: str
) -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=form, tax_registered=registered), on=on)
    found = verdict.status if verdict.value is None else verdict.value.year or verdict.value.label("en")
    assert found == expected, source


@pytest.mark.parametrize("on", [date(2020, 6, 30), date(2025, 6, 30)])
@pytest.mark.parametrize("form", [F.INDIVIDUAL, F.CV, F.PT, F.COOPERATIVE, F.FIRMA])
def test_an_unknown_end_asks_for_the_registration(form: pk.LegalForm, on: date) -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=form), on=on)
    assert (verdict.status, verdict.needs) == ("unknown", ("tax_registered",))


@pytest.mark.parametrize("on", [date(2026, 2, 1), date(2026, 6, 30), date(2031, 6, 30)])
def test_where_the_end_hangs_on_the_day_of_registration_it_is_asked_for(on: date) -> None:
    # PP 20/2026 Pasal II: a CV that registered by 21 April 2026 finishes a term, a later one was out from the first.
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=2026), on=on)
    assert (verdict.status, verdict.needs) == ("unknown", ("tax_registered",))
    assert [one.code for one in verdict.notes if one.path] == ["facts.day_needed"]


def test_what_is_missing_is_asked_for_and_turnover_is_not() -> None:
    assert pk.final_tax_until(pk.Facts(legal_form=F.PT), on=date(2025, 6, 30)).needs == ("tax_registered",)
    known = pk.final_tax_until(pk.Facts(legal_form=F.PT, tax_registered=2024, sales=10**10), on=date(2025, 6, 30))
    assert known.needs == ()
    assert str(known.value) == "2026"


def test_an_open_answer_shows_what_each_regulation_gives() -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.INDIVIDUAL, tax_registered=2022), on=date(2026, 2, 1))
    assert [(reading.id, str(reading.value)) for reading in verdict.readings] == [
        ("final-tax-55-2022", "2028"),
        ("final-tax-20-2026", "tanpa batas waktu"),
    ]
    assert "2028" in verdict.explain()
    assert "PP 20/2026" in verdict.explain("en")


NOW = date(2026, 6, 30)
# Form, registered, day, what each reading gives, in order, with its source.
READINGS: list[tuple[pk.LegalForm, date | int, date, str]] = [
    # PP 20/2026: four years (from registration, from 2018 at the earliest), or for good.
    (F.COOPERATIVE, 2019, NOW, "four-years 2022 PP 20/2026; no-end no end PP 20/2026"),
    (F.COOPERATIVE, 2024, NOW, "four-years 2027 PP 20/2026; no-end no end PP 20/2026"),
    # PP 55/2022 Pasal 69: an expired right cannot return; it ended with the seventh tax year, of a PT perorangan with
    # the fourth, counted from 2022 (Pasal 59). PP 20/2026 sets them no limit.
    (F.INDIVIDUAL, 2019, NOW, "no-return 2025 PP 55/2022; no-limit no end PP 55/2022"),
    (F.INDIVIDUAL, 2012, NOW, "no-return 2024 PP 55/2022; no-limit no end PP 55/2022"),
    (F.PT_PERORANGAN, 2021, NOW, "no-return 2025 PP 55/2022; no-limit no end PP 55/2022"),
    # In effect from 1 January 2026 it was out before it was registered; from 22 April it finishes its term.
    (F.CV, date(2026, 4, 21), NOW, "from-january never PP 20/2026; from-april 2029 PP 20/2026"),
    (F.PT, date(2026, 1, 1), date(2027, 6, 30), "from-january never PP 20/2026; from-april 2028 PP 20/2026"),
    # On the disputed days the older rule has its answer, and the newer one is open in its turn.
    (
        F.COOPERATIVE, 2019, date(2026, 2, 1),
        "final-tax-55-2022 2022 PP 55/2022; four-years 2022 PP 20/2026; no-end no end PP 20/2026",
    ),
    (F.FOUNDATION, 2020, NOW, "final-tax-20-2026 indeterminate PP 20/2026"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "registered", "on", "expected"), READINGS)
def test_each_reading_gives_its_year(form: pk.LegalForm, registered: date | int, on: date, expected: str) -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=form, tax_registered=registered), on=on)
    assert verdict.status == "indeterminate"
    found = [
        f"{one.id} {one.status if one.value is None else one.value.label('en')} {one.cite.instrument.label()}"
        for one in verdict.readings
    ]
    assert "; ".join(found) == expected
    assert {one.cite for one in verdict.readings} <= set(verdict.cites)
    # Each is told with its words, not with its id.
    assert not any(one.id in verdict.explain("en") for one in verdict.readings)


def test_a_policy_that_lets_nothing_decide_shows_what_is_not_let() -> None:
    strict = pk.law.book().accepting("primary")
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.PT, tax_registered=2024), on=date(2025, 6, 30), law=strict)
    assert verdict.status == "indeterminate"
    assert [(one.id, str(one.value)) for one in verdict.readings] == [("final-tax-55-2022", "2026")]


def test_it_is_said_that_the_end_is_open_where_the_day_itself_is_not() -> None:
    def codes(form: pk.LegalForm, registered: int) -> set[str]:
        verdict = pk.final_tax_until(pk.Facts(legal_form=form, tax_registered=registered), on=date(2026, 6, 30))
        return {one.code for one in verdict.notes}

    assert "final_tax.end_open" in codes(F.COOPERATIVE, 2024)
    assert "scheme.sources_differ" not in codes(F.COOPERATIVE, 2024)
    assert "scheme.sources_differ" in codes(F.COOPERATIVE, 2019)
    assert "final_tax.end_open" not in codes(F.COOPERATIVE, 2019) | codes(F.CV, 2024)


@pytest.mark.parametrize("registered", [date(2026, 7, 1), 2027])
def test_who_registers_later_is_told_so(registered: date | int) -> None:
    facts = pk.Facts(legal_form=F.CV, tax_registered=registered)
    verdict = pk.final_tax_until(facts, on=date(2026, 6, 30))
    assert verdict.unwrap().label("en") == "never"
    assert [(one.code, one.params) for one in verdict.notes if one.path] == [
        ("final_tax.registered_later", {"on": date(2026, 6, 30)})
    ]
    assert verdict.needs == ()
    on_the_day = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=date(2026, 6, 30)), on=date(2026, 6, 30))
    assert not any(one.path for one in on_the_day.notes)


def test_the_year_of_an_end_is_an_end() -> None:
    dated = pk.final_tax_until(pk.Facts(legal_form=F.PT, tax_registered=2024), on=date(2025, 6, 30)).unwrap()
    assert (dated.year, dated.ends) == (2026, True)
    endless = pk.final_tax_until(pk.Facts(legal_form=F.INDIVIDUAL, tax_registered=2022), on=NOW).unwrap()
    assert (endless.year, endless.ends) == (None, False)


def test_a_law_that_holds_no_terms_leaves_the_end_open(tmp_path: Path) -> None:
    facts = pk.Facts(legal_form=F.INDIVIDUAL, tax_registered=2024)
    end = f'{INSTRUMENT}[[end]]\nregime = "final-tax-20-2026"\nended = 2028-01-01\n{CITED}'
    gap = pk.final_tax_until(facts, on=date(2028, 1, 1), law=load(tmp_path, end))
    assert (gap.status, gap.readings) == ("indeterminate", ())
    rule = (
        f'{INSTRUMENT}[[regime]]\nid = "tanpa-jangka"\nof = "final-tax"\ntitle = "Tanpa jangka waktu"\n'
        f'since = 2028-01-01\nclasses = ["eligible", "not-eligible"]\notherwise = "eligible"\n{CITED}'
        '[[regime.row]]\nclass = "not-eligible"\nwhen = { fact = "sales", above = 1 }\n'
        'pinpoint = "Pasal 4"\ngrade = "primary"\n'
    )
    plain = pk.final_tax_until(facts, on=date(2028, 1, 1), law=load(tmp_path, rule))
    assert plain.status == "indeterminate"
    assert [(one.id, one.status) for one in plain.readings] == [("tanpa-jangka", "indeterminate")]


def test_a_right_that_is_over_is_asked_for_by_the_law_of_its_time(tmp_path: Path) -> None:
    # A later rule that takes everybody out says nothing of the years before it.
    rule = (
        f'{INSTRUMENT}[[regime]]\nid = "tutup"\nof = "final-tax"\ntitle = "Penutupan"\nsince = 2028-01-01\n'
        f'classes = ["eligible", "not-eligible"]\notherwise = "not-eligible"\n{CITED}'
        f'[regime.term]\ncv = {{ years = 1, pinpoint = "Pasal 4", grade = "primary" }}\n'
        '[[regime.row]]\nclass = "eligible"\nwhen = { fact = "sales", above = 1 }\n'
        'pinpoint = "Pasal 4"\ngrade = "primary"\n'
    )
    law = load(tmp_path, rule)

    def until(form: pk.LegalForm, registered: int) -> pk.law.Verdict[Any]:
        return pk.final_tax_until(pk.Facts(legal_form=form, tax_registered=registered), on=date(2029, 6, 30), law=law)

    assert str(until(F.INDIVIDUAL, 2024).value) == "2027"  # without limit until the end of PP 20/2026
    assert str(until(F.CV, 2024).value) == "2027"
    assert str(until(F.CV, 2023).value) == "2026"
    assert str(until(F.INDIVIDUAL, 2027).value) == "2027"
    assert until(F.CV, 2028).unwrap().label("en") == "never"
    # Where it is open whether the right had come back, it is open when it ended; each reading has its name.
    back = until(F.INDIVIDUAL, 2019)
    assert [(one.id, str(one.value)) for one in back.readings] == [("no-return", "2025"), ("no-limit", "2027")]
    assert "a right that has expired does not return: 2025" in back.explain("en")


def test_a_reading_is_named_as_the_rule_of_the_day_names_it(tmp_path: Path) -> None:
    # PP 20/2026 has a reading of this id too.
    rule = (
        f'{INSTRUMENT}[[regime]]\nid = "baru"\nof = "final-tax"\ntitle = "Aturan baru"\nsince = 2028-01-01\n'
        f'classes = ["eligible", "not-eligible"]\n{CITED}'
        '[[regime.row]]\nwhen = { fact = "legal_form", is = ["cooperative"] }\npinpoint = "Pasal 4"\n'
        'grade = "primary"\nopen = [\n'
        '{ class = "eligible", id = "no-end", label = { id = "boleh terus", en = "may go on" } },\n'
        '{ class = "not-eligible", id = "four-years", label = { id = "berhenti", en = "must stop" } },\n]\n'
    )
    facts = pk.Facts(legal_form=F.COOPERATIVE, sales=1, tax_registered=2019)
    asked = pk.classify(facts, scheme="final-tax", on=date(2028, 1, 1), law=load(tmp_path, rule))
    assert [one.id for one in asked.readings] == ["no-end", "four-years"]
    assert "may go on: May use the final tax" in asked.explain("en")
    assert "cooperatives" not in asked.explain("en")


def test_turnover_is_left_aside_and_not_told() -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=2024, sales=10**10), on=date(2026, 6, 30))
    assert "Rp" not in verdict.explain()
    assert verdict.receipt["inputs"] == ["legal_form", "tax_registered"]
    # What the rule rests on stays.
    assert any(cite.pinpoint == "Pasal 57" for cite in verdict.cites)


def test_it_is_told_in_both_languages_and_as_json() -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=2024), on=date(2025, 6, 30))
    assert verdict.explain().startswith("Tahun pajak terakhir dengan PPh final: 2027")
    assert verdict.explain("en").startswith("Last tax year of the final tax: 2027")
    told = json.loads(json.dumps(verdict.to_dict()))
    assert (told["value"], told["status"]) == ("2027", "known")
    assert told["receipt"]["scheme"] == "final-tax-55-2022"
    never = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=date(2026, 5, 1)), on=date(2026, 6, 30))
    assert never.explain().startswith("Tahun pajak terakhir dengan PPh final: tidak pernah")
