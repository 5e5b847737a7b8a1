"""Instruments, cites and provisions: how they are named, and how well they were seen."""

from __future__ import annotations

from datetime import date

import pytest

from plut_kumkm.base.data import DataError
from plut_kumkm.base.messages import render
from plut_kumkm.law.files.sources import Sources
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Grade, Instrument, Provision, meets, weakest

PP7 = Instrument("pp-7-2021", "PP", "7", 2021, "Kemudahan")
PL = Instrument("pl", "Pendataan Lengkap KUMKM", None, 2023, "Pendataan")


def test_names() -> None:
    # glossary.md: "PP Nomor 7 Tahun 2021 Pasal 35 ayat (5)".
    assert (PP7.label(), PP7.formal()) == ("PP 7/2021", "PP Nomor 7 Tahun 2021")
    assert (PL.label(), PL.formal()) == ("Pendataan Lengkap KUMKM 2023", "Pendataan Lengkap KUMKM Tahun 2023")
    cite = Cite(PP7, "Pasal 35 ayat (5)", "paling banyak")
    assert (cite.label(), cite.label("en"), cite.formal()) == (
        "PP 7/2021 Pasal 35 ayat (5)", "PP 7/2021 Pasal 35 ayat (5)", "PP Nomor 7 Tahun 2021 Pasal 35 ayat (5)",
    )  # fmt: skip
    assert (Cite(PL, "").label(), Cite(PL, "").formal()) == (
        "Pendataan Lengkap KUMKM 2023",
        "Pendataan Lengkap KUMKM Tahun 2023",
    )
    assert cite.to_dict() == {"instrument": "pp-7-2021", "pinpoint": "Pasal 35 ayat (5)", "phrase": "paling banyak"}


@pytest.mark.parametrize(
    ("grade", "indonesian", "english"),
    [
        ("primary", "sumber asli", "the source itself"),
        ("secondary", "sumber sekunder", "secondary source"),
        ("unverified", "belum terverifikasi", "unverified"),
    ],
)
def test_grades_in_words(grade: str, indonesian: str, english: str) -> None:
    # glossary.md.
    assert grade in GRADES
    assert (render(f"grade.{grade}", {}), render(f"grade.{grade}", {}, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("origin", "indonesian", "english"),
    [
        ("law", "peraturan", "law"),
        ("practice", "praktik", "practice"),
        ("proposal", "usulan", "proposal"),
    ],
)
def test_origins_in_words(origin: str, indonesian: str, english: str) -> None:
    # glossary.md.
    assert origin in ORIGINS
    assert (render(f"origin.{origin}", {}), render(f"origin.{origin}", {}, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("instrument", "grade", "indonesian", "english"),
    [
        (PP7, "primary", "naskah peraturan", "text of the regulation"),
        (PL, "primary", "sumber asli", "the source itself"),
        (PP7, "secondary", "sumber sekunder", "secondary source"),
        (PL, "unverified", "belum terverifikasi", "unverified"),
    ],
)
def test_only_of_a_regulation_the_text_of_one_was_seen(
    instrument: Instrument, grade: Grade, indonesian: str, english: str
) -> None:
    source = Provision(Cite(instrument, ""), grade, "law", date(2026, 11, 24), False)
    assert (source.graded(), source.graded("en")) == (indonesian, english)
    assert source.remark().startswith(f"{indonesian}; ")
    assert instrument.is_regulation is (instrument is PP7)


def test_a_chain_is_as_well_seen_as_its_worst_link() -> None:
    assert weakest(["primary"]) == "primary"
    assert weakest(["primary", "unverified", "secondary"]) == "unverified"
    assert weakest(["secondary", "primary"]) == "secondary"


@pytest.mark.parametrize("policy", GRADES)
@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_meets_a_policy_that_is_no_stricter(grade: str, policy: str) -> None:
    order = ["primary", "secondary", "unverified"]
    assert meets(grade, policy) is (order.index(grade) <= order.index(policy))  # type: ignore[arg-type] # parametrised


@pytest.mark.parametrize(
    ("jdih", "indonesian", "english"),
    [
        (
            False,
            "sumber sekunder; praktik; dicek 24 November 2026, belum dicocokkan dengan JDIH",
            "secondary source; practice; checked 24 November 2026, not yet matched against JDIH",
        ),
        (
            True,
            "sumber sekunder; praktik; dicek 24 November 2026, sudah dicocokkan dengan JDIH",
            "secondary source; practice; checked 24 November 2026, matched against JDIH",
        ),
    ],
)
def test_remark(jdih: bool, indonesian: str, english: str) -> None:
    provision = Provision(Cite(PP7, "Pasal 35"), "secondary", "practice", date(2026, 11, 24), jdih, "perqara.com")
    assert (provision.remark(), provision.remark("en")) == (indonesian, english)
    assert provision.to_dict() == {
        "instrument": "pp-7-2021", "pinpoint": "Pasal 35", "phrase": None, "grade": "secondary", "origin": "practice",
        "checked": "2026-11-24", "jdih": jdih,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"grade": "good"}, "a: grade 'good' is none of primary, secondary, unverified"),
        ({"origin": "habit"}, "a: origin 'habit' is none of law, practice, proposal"),
        ({"instrument": "x"}, "a: there is no instrument 'x'"),
    ],
)
def test_an_entry_of_a_data_file_that_names_no_known_source_is_refused(said: dict[str, str], message: str) -> None:
    entry = {"id": "a", "instrument": "pp-7-2021", "pinpoint": "Pasal 35", "grade": "primary", "origin": "law"}
    with pytest.raises(DataError, match=message):
        Sources("law/instruments.toml").provision(entry | said, {"checked": date(2026, 11, 24), "jdih": False})
