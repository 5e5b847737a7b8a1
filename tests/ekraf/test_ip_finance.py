"""Finance on the strength of intellectual property: four requirements, four outcomes, no default."""

from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest

import plut_kumkm as pk
from plut_kumkm.ekraf import Evidence, Readiness, ip_finance, ip_finance_checklist, ip_finance_evidence

ON = date(2026, 6, 30)
FOUR = ("proposal-pembiayaan", "usaha-ekonomi-kreatif", "perikatan-ki", "surat-atau-sertifikat-ki")


def said(**states: bool) -> list[Evidence]:
    return [Evidence(item=item.replace("_", "-"), text="bukti", met=met) for item, met in states.items()]


def test_the_four_requirements_pp_24_2022_pasal_7_ayat_2() -> None:
    found = ip_finance_checklist()
    assert tuple(item.id for item in found.items) == FOUR
    assert {item.source.label() for item in found.items if item.source} == {"PP 24/2022 Pasal 7 ayat (2)"}
    assert {item.grade for item in found.items} == {"secondary"}


@pytest.mark.parametrize("states", list(product([True, False, None], repeat=4)))
def test_every_combination_has_one_outcome(states: tuple[bool | None, ...]) -> None:
    evidence = [
        Evidence(item=item, text="x", met=met) for item, met in zip(FOUR, states, strict=True) if met is not None
    ]
    found = ip_finance(evidence, on=ON)
    if False in states:
        assert (found.status, found.value, found.needs) == ("known", Readiness.NOT_READY, ())
    elif None in states:
        missing = tuple(item for item, met in zip(FOUR, states, strict=True) if met is None)
        assert (found.status, found.value, found.needs) == ("unknown", None, missing)
    else:
        assert (found.status, found.unwrap()) == ("known", Readiness.READY)
    assert found.readings == ()
    assert found.grade == "secondary"


def test_filling_what_it_needs_ends_unknown() -> None:
    first = ip_finance(said(proposal_pembiayaan=True), on=ON)
    more = [Evidence(item=item, text="x") for item in first.needs]
    assert ip_finance([*said(proposal_pembiayaan=True), *more], on=ON).value is Readiness.READY


def test_evidence_that_has_expired_is_no_evidence() -> None:
    evidence = [Evidence(item=item, text="x", expires=date(2026, 6, 29)) for item in FOUR]
    found = ip_finance(evidence, on=ON)
    assert found.status == "unknown"
    assert found.needs == FOUR
    assert found.assessment.counts["expired"] == 4
    assert ip_finance(evidence, on=date(2026, 6, 29)).value is Readiness.READY


def test_the_law_of_the_day() -> None:
    everything = [Evidence(item=item, text="x") for item in FOUR]
    before = ip_finance(everything, on=date(2023, 7, 11))
    assert before.status == "not_in_force"
    assert "Pasal 7 ayat (2) holds from 12 July 2023" in before.explain("en")
    assert "berlaku sejak 12 Juli 2023" in before.explain()
    assert before.cites == ()
    assert before.grade is None
    assert "di luar masa berlaku" in before.explain()
    assert ip_finance(everything, on=date(2023, 7, 12)).value is Readiness.READY


def test_under_a_stricter_policy_it_is_open_and_its_reading_is_given() -> None:
    strict = pk.law.book().accepting("primary")
    found = ip_finance([Evidence(item=item, text="x") for item in FOUR], on=ON, law=strict)
    assert found.status == "indeterminate"
    assert [(one.id, one.value, one.status) for one in found.readings] == [("reported", Readiness.READY, "known")]
    assert found.needs == ()
    assert "by the article as the press reports it: everything that is asked for is there" in found.explain("en")


def test_the_explanation_lists_each_requirement() -> None:
    found = ip_finance(said(proposal_pembiayaan=True, perikatan_ki=False), on=ON)
    text = found.explain("en")
    assert text.startswith("Readiness for finance on the strength of intellectual property: something")
    assert "- [met] Proposal for the finance · PP 24/2022 Pasal 7 ayat (2), secondary source" in text
    assert "- [not met] A contract" in text
    assert "- [not known] Record or certificate" in text
    assert "Pasal 7 ayat (2)" in found.explain()
    odd = ip_finance([Evidence(item="proposal", text="x")], on=ON)
    assert [note.code for note in odd.notes] == ["checklist.item_unknown"]


def test_the_dictionary_is_json_and_can_be_asked_again() -> None:
    found = ip_finance(said(perikatan_ki=False), on=ON)
    content = json.loads(json.dumps(found.to_dict()))
    assert content["value"] == "not_ready"
    assert content["receipt"]["inputs"] == ["perikatan-ki"]
    assert content["receipt"]["on"] == "2026-06-30"
    assert [step["outcome"] for step in content["trace"]["children"]] == [None, None, False, None]


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("merek", "IDM001235320", True),
        ("Merk", "IDM 001235320", True),
        # An application is no certificate, a damaged number none either, and a NIB is of something else.
        ("merek", "DID2023113332", False),
        ("merek", "IDM1", False),
        ("merek", None, False),
        ("nib", "1203250005498", False),
        ("sertifikat", "IDM001235320", False),
    ],
)
def test_what_a_record_shows_of_a_certificate(kind: str, number: str | None, shown: bool) -> None:
    licence = pk.Licence(kind=kind, number=number, issued=date(2023, 1, 1), expires=date(2033, 1, 1))
    found = ip_finance_evidence(pk.Enterprise(id="a1", licences=(licence,)))
    assert [one.item for one in found] == (["surat-atau-sertifikat-ki"] if shown else [])
    if shown:
        assert (found[0].date, found[0].expires) == (date(2023, 1, 1), date(2033, 1, 1))


@pytest.mark.parametrize(("code", "shown"), [("13134", True), ("01111", False)])
def test_what_a_record_shows_of_the_creative_economy(code: str, shown: bool) -> None:
    found = ip_finance_evidence(pk.Enterprise(id="a1", kbli=(pk.Kbli("2020", code),)))
    assert [one.item for one in found] == (["usaha-ekonomi-kreatif"] if shown else [])


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="an Enterprise is needed, not Licence"):
        ip_finance_evidence(pk.Licence(kind="nib"))  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="on must be a date"):
        ip_finance([], on=2026)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="law must be a LawBook"):
        ip_finance([], on=ON, law="x")  # type: ignore[arg-type] # the refusal is what is tested
