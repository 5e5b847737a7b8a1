"""Checklists: four states and no default, coverage with its denominator, no weights."""

from __future__ import annotations

import json
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.checklist import STATES, Checklist, Evidence, Item
from plut_kumkm.base.findings import Finding

ON = date(2026, 6, 30)
BEFORE, AFTER = date(2026, 1, 1), date(2026, 12, 31)


class Place:
    """Where an item stands, as little as the list needs to know of it."""

    def label(self, lang: str = "id") -> str:
        return "Pasal 1"

    def to_dict(self) -> dict[str, Any]:
        return {"instrument": "x", "pinpoint": "Pasal 1"}


LETTER = Item("surat", {"id": "Surat wali kota", "en": "Letter of the mayor"}, Place(), "primary", "berkas")
PHOTO = Item("foto", {"id": "Foto <3>", "en": "Photos <3>"}, grade="unverified", group="berkas")
PLAN = Item("rencana", {"id": "Rencana aksi", "en": "Action plan"})
NOTE = Finding("money.empty", "info")
LIST = Checklist(
    "contoh", {"id": "Daftar contoh", "en": "Sample list"}, (LETTER, PHOTO, PLAN), (Finding("money.empty", "info"),)
)


def one(item: str = "surat", **said: Any) -> Evidence:
    return Evidence(item=item, text=said.pop("text", "ada"), **said)


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        ([], "not_known"),
        ([one()], "met"),
        ([one(met=False)], "not_met"),
        ([one(date=ON)], "met"),
        ([one(date=date(2026, 7, 1))], "not_known"),
        ([one(expires=ON)], "met"),
        ([one(expires=date(2026, 6, 29))], "expired"),
        ([one(met=False, expires=BEFORE)], "expired"),
        ([one(expires=BEFORE), one()], "met"),
        # The latest decides, whichever way.
        ([one(date=BEFORE), one(date=ON, met=False)], "not_met"),
        ([one(date=ON), one(date=BEFORE, met=False)], "met"),
        # What has expired contradicts nothing any more.
        ([one(date=BEFORE, met=False, expires=BEFORE), one()], "met"),
    ],
)
def test_the_state_of_an_item(evidence: list[Evidence], state: str) -> None:
    found = LIST.assess(evidence, on=ON)
    assert found["surat"].state == state
    assert found["rencana"].state == "not_known"
    assert "checklist.evidence_conflict" not in found.report.codes


@pytest.mark.parametrize(
    "evidence",
    [
        [one(), one(met=False)],
        [one(date=ON), one(date=ON, met=False)],
        [one(date=ON), one(met=False)],
    ],
)
def test_a_contradiction_that_no_date_settles_is_not_known(evidence: list[Evidence]) -> None:
    found = LIST.assess(evidence, on=ON)
    assert found["surat"].state == "not_known"
    assert found.report.codes == {"checklist.evidence_conflict": 1}
    assert "2 pieces of evidence contradict" in found.report[0].message("en")


def test_coverage_is_of_all_items_and_answered_beside_it() -> None:
    found = LIST.assess([one(), one("foto", met=False)], on=ON)
    assert found.coverage == Fraction(1, 3)
    assert found.answered == Fraction(2, 3)
    assert found.counts == {"met": 1, "not_met": 1, "not_known": 1, "expired": 0}
    assert [item.id for item in found.gaps] == ["foto", "rencana"]
    assert found.of("not_met") == (PHOTO,)
    assert found.by_group() == {"berkas": Fraction(1, 2), None: Fraction(0)}
    assert not found.complete
    assert found.summary("en").startswith("1 of 3 items met on 30 June 2026")
    assert LIST.assess([one(), one("foto"), one("rencana")], on=ON).complete


def test_an_empty_list_has_no_coverage() -> None:
    found = Checklist("kosong", {"id": "Kosong", "en": "Empty"}, ()).assess([], on=ON)
    assert found.coverage is None
    assert found.answered is None
    assert found.to_dict()["coverage"]["value"] is None


states = st.builds(
    Evidence,
    item=st.sampled_from(["surat", "foto", "rencana"]),
    text=st.just("x"),
    date=st.sampled_from([None, BEFORE, ON, AFTER]),
    expires=st.sampled_from([None, BEFORE, ON, AFTER]),
    met=st.booleans(),
)


@given(st.lists(states, max_size=6))
def test_every_item_has_one_state_and_the_order_of_evidence_does_not_matter(evidence: list[Evidence]) -> None:
    found = LIST.assess(evidence, on=ON)
    assert sum(found.counts.values()) == 3
    assert set(found.counts) == set(STATES)
    assert len(found.gaps) + found.counts["met"] == 3
    turned = LIST.assess(evidence[::-1], on=ON)
    assert [answer.state for answer in turned.answers] == [answer.state for answer in found.answers]


def test_evidence_for_an_item_that_is_not_there_is_told_and_counts_nowhere() -> None:
    found = LIST.assess([one("surrat"), one("qqq")], on=ON)
    assert found.report.codes == {"checklist.item_unknown": 2}
    assert found.report[0].where == "$.evidence[0]"
    assert found.report[0].params["near"] == ("surat",)
    assert found.report[1].params["near"] == ("surat", "foto", "rencana")
    assert found.coverage == 0


def test_dates_that_make_no_sense_are_told() -> None:
    found = LIST.assess([one(date=AFTER), one("foto", date=ON, expires=BEFORE)], on=ON)
    assert found.report.codes == {"checklist.evidence_future": 1, "checklist.evidence_reversed": 1}


def test_what_lapses_by_a_day() -> None:
    evidence = [one(expires=date(2026, 9, 1)), one("foto", expires=date(2026, 9, 1)), one("foto"), one("rencana")]
    found = LIST.assess(evidence, on=ON)
    assert [item.id for item in found.lapsing(AFTER)] == ["surat"]
    assert found.lapsing(date(2026, 9, 1)) == ()
    with pytest.raises(TypeError, match="until must be a date"):
        found.lapsing(2026)  # type: ignore[arg-type] # the refusal is what is tested


def test_text_and_html_in_both_languages_without_personal_numbers() -> None:
    evidence = [
        one(text="surat\n081234567890", reference="HP 081234567890", date=BEFORE, expires=AFTER),
        one(text="salinan"),
        one("foto", expires=BEFORE),
        one("surrat"),
    ]
    found = LIST.assess(evidence, on=ON)
    text = found.text("en")
    assert "- [met] Letter of the mayor · Pasal 1, the source itself" in text
    assert "    surat ********7890, HP ********7890, dated 1 January 2026, valid until 31 December 2026" in text
    assert "- [evidence expired] Photos <3> · unverified" in text
    assert "- [not known] Action plan\n" in text
    assert text.count("Note: ") == 2  # what is not known of the list, and the item that is not there
    assert str(found).startswith("Daftar contoh\n1 dari 3 butir terpenuhi")
    html = found.html("en")
    assert "Photos &lt;3&gt;" in html
    assert "<th>evidence</th>" in html
    assert found._repr_html_() == found.html()
    everything = json.dumps(found.to_dict()) + html + text + str(found)
    assert "081234567890" not in everything


def test_the_dictionary_names_both_numbers_of_a_share() -> None:
    found = LIST.assess([one(date=BEFORE, reference="berkas 3")], on=ON).to_dict()
    assert found["schema"] == "plut_kumkm/checklist/1"
    assert found["coverage"] == {"value": "1/3", "part": 1, "whole": 3, "of": "items met / all items"}
    assert found["answered"]["of"] == "items met or not met / all items"
    assert found["items"][0] == {
        "id": "surat",
        "text": {"id": "Surat wali kota", "en": "Letter of the mayor"},
        "group": "berkas",
        "source": {"instrument": "x", "pinpoint": "Pasal 1"},
        "grade": "primary",
        "state": "met",
        "evidence": [{"text": "ada", "reference": "berkas 3", "date": "2026-01-01", "expires": None, "met": True}],
    }
    assert found["items"][2]["source"] is None
    assert found["gaps"] == ["foto", "rencana"]


def test_misuse_raises() -> None:
    with pytest.raises(ValueError, match="items must differ: surat"):
        Checklist("x", {"id": "x", "en": "x"}, (LETTER, LETTER))
    with pytest.raises(ValueError, match='text must be texts under exactly "id" and "en"'):
        Item("x", {"id": "x"})
    with pytest.raises(ValueError, match="title must be texts"):
        Checklist("x", "x", ())  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="on must be a date"):
        LIST.assess([], on=datetime(2026, 6, 30))  # noqa: DTZ001 - a moment is what must be refused
    with pytest.raises(TypeError, match="evidence must be Evidence, not str"):
        LIST.assess(["surat"], on=ON)  # type: ignore[list-item] # the refusal is what is tested
    with pytest.raises(KeyError, match="the items are surat, foto, rencana"):
        LIST.assess([], on=ON)["x"]
    assert repr(LIST.assess([], on=ON)) == "<Assessment contoh on 2026-06-30: 0 of 3 items met>"


def test_the_types_of_evidence_are_checked_all_at_once() -> None:
    with pytest.raises(TypeError, match=r"item must be a str, not int; text must be a str, not NoneType; met must be"):
        Evidence(item=1, text=None, met=1)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="reference must be a str"):
        one(reference=5)
    with pytest.raises(TypeError, match="expires must be a date"):
        one(expires="2026-01-01")
