"""Until which tax year the final tax may be used: PP 23/2018, PP 55/2022 Pasal 59 and 69, PP 20/2026."""

from __future__ import annotations

import json
from datetime import date

import pytest

import plut_kumkm as pk

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


def test_it_is_told_in_both_languages_and_as_json() -> None:
    verdict = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=2024), on=date(2025, 6, 30))
    assert verdict.explain().startswith("Tahun pajak terakhir dengan PPh final: 2027")
    assert verdict.explain("en").startswith("Last tax year of the final tax: 2027")
    told = json.loads(json.dumps(verdict.to_dict()))
    assert (told["value"], told["status"]) == ("2027", "known")
    assert told["receipt"]["scheme"] == "final-tax-55-2022"
    never = pk.final_tax_until(pk.Facts(legal_form=F.CV, tax_registered=date(2026, 5, 1)), on=date(2026, 6, 30))
    assert never.explain().startswith("Tahun pajak terakhir dengan PPh final: tidak pernah")
