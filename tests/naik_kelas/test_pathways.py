"""The way up: gaps in rupiah, prerequisites and their evidence, cliffs, letters, and what many need together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm import Facts, Licence, Tier
from plut_kumkm.base import data
from plut_kumkm.base.checklist import Evidence
from plut_kumkm.base.data import toml
from plut_kumkm.naik_kelas.advice.many import BREAKDOWNS, Pathways, pathways
from plut_kumkm.naik_kelas.advice.pathway import Pathway, pathway
from plut_kumkm.naik_kelas.advice.prerequisites import (
    cliff_schemes,
    prerequisites,
    service_field_label,
    steps,
)
from plut_kumkm.naik_kelas.advice.what_if import what_if
from plut_kumkm.naik_kelas.panels.building import panel

ON = date(2026, 6, 30)
# A made-up NIB with a right check digit, as the examples of the identifier have it.
NIB = "0220008171945"


def told(*values: object) -> tuple[object, ...]:
    return values


def state(way: Pathway, name: str) -> str:
    return next(one.state for one in way.standings if one.prerequisite.id == name)


def codes(way: Pathway) -> list[str]:
    return [note.code for note in way.notes]


# -------------------------------------------------------------------------------------------------------------- the gap


@pytest.mark.parametrize(
    ("facts", "to", "basis", "reach", "ceiling", "missing"),
    [
        # PP 7/2021 Pasal 35 ayat (5): micro up to Rp2 miliar, small up to Rp15 miliar, medium up to Rp50 miliar.
        ({"sales": 2_000_000_000}, Tier.SMALL, None, 2_000_000_001, 15_000_000_000, 1),
        ({"sales": 0}, Tier.SMALL, None, 2_000_000_001, 15_000_000_000, 2_000_000_001),
        ({"sales": 500_000_000}, Tier.MEDIUM, None, 15_000_000_001, 50_000_000_000, 14_500_000_001),
        ({"sales": 50_000_000_000}, Tier.LARGE, None, 50_000_000_001, None, 1),
        ({"sales": 3_000_000_000}, Tier.SMALL, None, 2_000_000_001, 15_000_000_000, 0),
        # Ayat (3): capital without land and buildings; micro up to Rp1 miliar, small up to Rp5 miliar.
        ({"capital": 400_000_000}, Tier.SMALL, "capital", 1_000_000_001, 5_000_000_000, 600_000_001),
        ({"capital_own": 900_000_000, "capital_borrowed": 500_000_000, "land_building": 600_000_000}, Tier.SMALL,
         "capital", 1_000_000_001, 5_000_000_000, 200_000_001),
    ],
)  # fmt: skip
def test_the_gap_is_the_first_rupiah_beyond_the_bound(
    facts: dict[str, Any], to: Tier, basis: str | None, reach: int, ceiling: int | None, missing: int
) -> None:
    gap = pathway(Facts(**facts), to=to, on=ON, basis=basis).gap
    assert gap is not None
    assert told(gap.reach, gap.ceiling, gap.missing) == (reach, ceiling, missing)
    assert gap.provision.cite.instrument.id == "pp-7-2021"


def test_under_the_law_of_2008_the_bound_is_that_of_2008() -> None:
    """UU 20/2008 Pasal 6: micro up to Rp300 juta a year."""
    gap = pathway(Facts(sales=200_000_000), to=Tier.SMALL, on=date(2019, 6, 30), basis="sales").gap
    assert gap is not None
    assert told(gap.reach, gap.missing) == (300_000_001, 100_000_001)


def test_growth_is_exact_for_one_year_and_rounded_up_for_several() -> None:
    """From Rp500 juta to Rp2 miliar + 1 is 300,0000002 %; in two years the square root of 4, and a little."""
    way = pathway(Facts(sales=500_000_000), to=Tier.SMALL, on=ON)
    assert way.gap is not None
    assert way.gap.growth == Fraction(1_500_000_001, 500_000_000)
    assert told(way.gap.growth_a_year(2), way.gap.growth_a_year(1)) == (Decimal("1.0001"), Decimal("3.0001"))
    # By 300,00 % it comes to Rp2 miliar, which is still micro: what is told must be enough.
    assert "300,01%" in way.explain()
    assert (
        "dalam 2 tahun, perlu tumbuh 100,01% setiap tahun"
        in pathway(Facts(sales=500_000_000), to=Tier.SMALL, on=ON, years=2).explain()
    )
    with pytest.raises(ValueError, match="at least 1"):
        way.gap.growth_a_year(0)


def test_from_nothing_nothing_grows() -> None:
    for facts in (Facts(sales=0), Facts()):
        gap = pathway(facts, to=Tier.SMALL, on=ON).gap
        assert "tumbuh" not in pathway(facts, to=Tier.SMALL, on=ON).explain()
        assert gap is not None
        assert told(gap.growth, gap.growth_a_year(3)) == (None, None)
    there = pathway(Facts(sales=3_000_000_000), to=Tier.SMALL, on=ON).gap
    assert there is not None
    assert there.growth_a_year(2) == 0


@given(st.integers(0, 60_000_000_000), st.sampled_from([Tier.SMALL, Tier.MEDIUM, Tier.LARGE]))
def test_who_closes_the_gap_is_in_the_tier_and_one_rupiah_less_is_not(sales: int, to: Tier) -> None:
    gap = pathway(Facts(sales=sales), to=to, on=ON).gap
    assert gap is not None
    assert gap.missing is not None
    there = pk.tier(Facts(sales=sales + gap.missing), on=ON).unwrap()
    assert there >= to
    if gap.missing:
        assert there is to
        assert pk.tier(Facts(sales=sales + gap.missing - 1), on=ON).unwrap() < to


# --------------------------------------------------------------------------------------------------- where to, and when


def test_the_next_tier_is_the_one_above() -> None:
    assert pathway(Facts(sales=1), on=ON).to is Tier.SMALL
    assert pathway(Facts(sales=3_000_000_000), on=ON).to is Tier.MEDIUM
    top = pathway(Facts(sales=60_000_000_000), on=ON)
    assert told(top.to, top.gap, codes(top)[0]) == (None, None, "pathway.highest")
    assert top.explain("en").startswith("Large Enterprise on 30 June 2026")


def test_of_an_unknown_tier_all_steps_are_shown_and_the_facts_asked_for() -> None:
    way = pathway(Facts(), on=ON)
    assert told(way.to, way.steps, way.needs[0]) == (None, ("S0", "S1", "S2", "S3"), "sales")
    assert codes(way)[0] == "pathway.tier_unknown"
    asked = pathway(Facts(), to=Tier.SMALL, on=ON)
    assert told(asked.steps, asked.needs) == (("S0", "S1", "S2"), ("sales", "subsector"))
    assert asked.gap is not None
    assert asked.gap.missing is None
    assert "angka sekarang belum diketahui" in asked.explain()


def test_who_is_there_already_has_no_gap_and_no_steps_but_the_first() -> None:
    way = pathway(Facts(sales=3_000_000_000), to=Tier.SMALL, on=ON)
    assert told(way.steps, codes(way)) == (("S0",), ["pathway.already"])
    assert way.explain("en").startswith("Small Enterprise on 30 June 2026")
    formal = pathway(Facts(sales=3_000_000_000, nib=NIB), to=Tier.SMALL, on=ON)
    assert told(formal.steps, formal.next_steps) == ((), ())
    assert "kurang" not in formal.explain()
    assert "Langkah" not in formal.explain()
    assert "Tidak ada syarat" in formal.letter()


@pytest.mark.parametrize(
    ("sales", "to", "way"),
    [(1, Tier.MICRO, ("S1",)), (1, Tier.SMALL, ("S1", "S2")), (1, Tier.MEDIUM, ("S1", "S2", "S3")),
     (3_000_000_000, Tier.MEDIUM, ("S3",)), (3_000_000_000, Tier.LARGE, ("S3",)), (20_000_000_000, Tier.LARGE, ())],
)  # fmt: skip
def test_the_steps_are_those_between(sales: int, to: Tier, way: tuple[str, ...]) -> None:
    found = pathway(Facts(sales=sales, nib=NIB), to=to, on=ON)
    assert found.steps == way
    assert ("pathway.large" in codes(found)) == (to is Tier.LARGE)


def test_steps_can_be_named() -> None:
    way = pathway(Facts(sales=1), on=ON, steps=["S4", "S0"])
    assert way.steps == ("S0", "S4")
    assert {one.prerequisite.id for one in way.standings} >= {"nib", "pasar-luar"}


def test_where_no_bound_is_in_force_no_gap_is_computed() -> None:
    """Between 2 November 2020 and 1 February 2021 no bound was in force (UU 11/2020 Pasal 87 angka 1)."""
    way = pathway(Facts(sales=1), to=Tier.SMALL, on=date(2020, 12, 1))
    assert told(way.gap, way.now.status) == (None, "indeterminate")
    assert "pathway.no_bound" in codes(way)
    assert "pathway.no_bound" not in codes(pathway(Facts(sales=1), to=Tier.MICRO, on=date(2020, 12, 1)))


# -------------------------------------------------------------------------------------------------------- prerequisites


def test_every_prerequisite_cites_its_source_and_names_a_service_field() -> None:
    assert len({one.id for one in prerequisites()}) == len(prerequisites())
    fields = {row["id"] for row in toml("service_fields.toml")["field"]["rows"]}
    slugs = {one.slug for one in pk.ekraf.subsectors(version="2019")}
    kinds = set(toml("licence_kinds.toml"))
    for one in prerequisites():
        assert one.service_field in fields
        assert service_field_label(one.service_field, "id") != ""
        assert set(one.steps) <= set(steps())
        assert set(one.subsectors) <= slugs
        assert set(one.licences) <= kinds
        assert one.fact is None or one.fact in Facts.kinds()
        assert one.provision.cite.formal()
        assert one.label("id")
        assert one.to_dict()["evidence"]["en"]
        assert one.id in repr(one)
    assert set(cliff_schemes()) <= set(pk.law.schemes())


# Transcribed from a published sheet of prerequisites: step, and whether law asks for it by a source that was read.
_SHEET: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "nib": (("S0",), True),
    "izin-risiko": (("S0", "S1"), True),
    "izin-pangan": (("S1", "S2"), False),
    "halal": (("S1", "S2"), False),
    "merek": (("S1", "S2"), False),
    "sertifikat-mutu": (("S2", "S3", "S4"), False),
    "pajak": (("S1", "S2"), False),
    "pembukuan": (("S1", "S2"), False),
    "rekening-usaha": (("S1",), False),
    "pembiayaan-formal": (("S1", "S2", "S3"), False),
    "kapasitas": (("S1", "S2"), False),
    "tenaga-kerja": (("S2", "S3"), False),
    "mutu-kemasan": (("S1", "S2"), False),
    "daring": (("S1", "S2"), False),
    "pasar-pemerintah": (("S2", "S3"), False),
    "kemitraan": (("S2", "S3"), False),
    "pasar-luar": (("S3", "S4"), False),
}


def test_steps_and_duties_are_those_of_the_sources() -> None:
    found = {one.id: (one.steps, one.is_duty("secondary")) for one in prerequisites()}
    assert {name: found[name] for name in _SHEET} == dict(_SHEET)


def test_obligations_come_first_and_apart_from_practices() -> None:
    way = pathway(Facts(sales=1), to=Tier.SMALL, on=ON, applies=["izin-risiko"])
    assert [one.prerequisite.id for one in way.obligations] == ["nib", "izin-risiko"]
    assert [one.prerequisite.id for one in way.next_steps][:2] == ["nib", "izin-risiko"]
    assert not set(way.obligations) & set(way.practices)
    told_ = way.explain("en")
    assert told_.index("Obligations left") < told_.index("Practices that programmes advise")


def test_what_is_not_verified_is_not_advised_unless_the_book_accepts_it() -> None:
    """A bank account of its own is known from one blog."""
    way = pathway(Facts(sales=1), to=Tier.SMALL, on=ON)
    assert [one.prerequisite.id for one in way.unverified] == ["rekening-usaha"]
    assert "rekening-usaha" not in [one.prerequisite.id for one in way.next_steps]
    accepting = pathway(Facts(sales=1), to=Tier.SMALL, on=ON, law=pk.law.book().accepting("unverified"))
    assert "rekening-usaha" in [one.prerequisite.id for one in accepting.next_steps]
    assert "halal" not in [one.prerequisite.id for one in accepting.obligations]
    food = pathway(Facts(sales=1, subsector="kuliner"), to=Tier.SMALL, on=ON, law=pk.law.book().accepting("unverified"))
    assert "halal" in [one.prerequisite.id for one in food.obligations]


def test_a_licence_that_does_not_concern_the_product_is_never_advised() -> None:
    """P-IRT is for food; a studio of fashion is not advised to get one, and of an unknown product nothing is said."""
    fashion = pathway(Facts(sales=1, subsector="fesyen"), to=Tier.SMALL, on=ON)
    food = pathway(Facts(sales=1), to=Tier.SMALL, on=ON, subsectors=["kuliner"])
    unknown = pathway(Facts(sales=1), to=Tier.SMALL, on=ON)
    for name in ("izin-pangan", "halal"):
        assert told(state(fashion, name), state(food, name), state(unknown, name)) == (
            "not_applicable", "not_recorded", "applicability_unknown",
        )  # fmt: skip
        assert name not in [one.prerequisite.id for one in (*fashion.next_steps, *unknown.next_steps)]
    assert told(unknown.needs, codes(unknown)) == (("subsector",), ["pathway.subsector_unknown"])
    assert told(state(food, "skp-ikan"), state(fashion, "skp-ikan")) == ("applicability_unknown", "not_applicable")
    fish = pathway(Facts(sales=1), to=Tier.SMALL, on=ON, subsectors=["kuliner"], applies="skp-ikan")
    assert state(fish, "skp-ikan") == "not_recorded"


def test_a_licence_that_is_held_counts_whatever_the_product() -> None:
    held = Facts(sales=1, subsector="fesyen", licences=(Licence(kind="Sertifikat Halal", number="ID1"),))
    assert state(pathway(held, to=Tier.SMALL, on=ON), "halal") == "held"


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ((Licence(kind="halal", expires=ON),), "held"),
        ((Licence(kind="halal", expires=date(2026, 6, 29)),), "expired"),
        ((Licence(kind="halal", issued=date(2026, 7, 1)),), "not_recorded"),
        ((Licence(kind="halal", expires=date(2025, 1, 1)), Licence(kind="halal_mui")), "held"),
        ((Licence(kind="halal", expires=date(2024, 1, 1)), Licence(kind="halal", expires=date(2025, 1, 1))), "expired"),
        ((Licence(kind="surat jalan"),), "not_recorded"),
        ((), "not_recorded"),
    ],
)
def test_a_licence_counts_while_it_is_in_force(licences: tuple[Licence, ...], expected: str) -> None:
    facts = Facts(sales=1, subsector="kuliner", licences=licences)
    assert state(pathway(facts, to=Tier.SMALL, on=ON), "halal") == expected


def test_facts_prove_or_disprove_and_nothing_recorded_is_not_missing() -> None:
    for value, expected in ((True, "held"), (False, "missing"), (None, "not_recorded")):
        assert state(pathway(Facts(sales=1, bookkeeping=value), on=ON), "pembukuan") == expected
    for amount, expected in ((1, "held"), (0, "missing"), (-1, "not_recorded"), (None, "not_recorded")):
        way = pathway(Facts(sales=3_000_000_000, export_value=amount), on=ON)
        assert state(way, "pasar-luar") == expected
    complete = pathway(Facts(sales=1), on=ON, complete=True)
    assert state(complete, "merek") == "missing"
    assert state(complete, "halal") == "applicability_unknown"


def test_evidence_that_is_given_decides_before_the_record() -> None:
    def asked(*evidence: Evidence, **facts: Any) -> Pathway:
        return pathway(Facts(sales=1, **facts), on=ON, evidence=evidence)

    proof = Evidence(item="daring", text="tautan toko", date=date(2026, 1, 1))
    assert state(asked(proof), "daring") == "held"
    assert (
        state(asked(Evidence(item="pembukuan", text="tidak ada buku", met=False), bookkeeping=True), "pembukuan")
        == "missing"
    )
    lapsed = Evidence(item="merek", text="sertifikat", expires=date(2025, 1, 1))
    assert state(asked(lapsed), "merek") == "expired"
    both = (Evidence(item="daring", text="ada"), Evidence(item="daring", text="tidak ada", met=False))
    assert state(asked(*both), "daring") == "not_recorded"
    assert "checklist.item_unknown" in codes(asked(Evidence(item="darling", text="x")))


# --------------------------------------------------------------------------------------------------------------- cliffs


ENDED = Licence(kind="pirt", issued=date(2020, 1, 1), expires=date(2025, 1, 1))


def test_a_licence_that_ended_is_said_whatever_is_known_of_the_products() -> None:
    """Who had a P-IRT makes food: that its subsector is not recorded says nothing against it."""
    way = pathway(Facts(sales=1_500_000_000, nib=NIB, licences=(ENDED,)), to=Tier.SMALL, on=ON)
    assert state(way, "izin-pangan") == "expired"
    assert "P-IRT atau izin edar BPOM: sudah tidak berlaku (sampai 1 Januari 2025)" in way.explain()
    other = pathway(Facts(sales=1_500_000_000, nib=NIB, licences=(ENDED,), subsector="aplikasi"), to=Tier.SMALL, on=ON)
    assert state(other, "izin-pangan") == "not_applicable"
    never = pathway(Facts(sales=1_500_000_000, nib=NIB), to=Tier.SMALL, on=ON)
    assert state(never, "izin-pangan") == "applicability_unknown"


@pytest.mark.parametrize(
    ("sales", "licence", "name"),
    [
        (4_500_000_000, ENDED, "izin-pangan"),
        (20_000_000_000, ENDED, "izin-pangan"),
        (20_000_000_000, Licence(kind="sni", expires=date(2025, 1, 1)), "sertifikat-mutu"),
    ],
)
def test_a_licence_of_a_step_behind_that_ended_is_not_lost(sales: int, licence: Licence, name: str) -> None:
    way = pathway(Facts(sales=sales, nib=NIB, subsector="kuliner", licences=(licence,)), on=ON)
    assert (state(way, name), name in [one.prerequisite.id for one in way.next_steps]) == ("expired", True)
    # Of the steps behind nothing else is told, and steps that were asked for stay those.
    assert "pembukuan" not in [one.prerequisite.id for one in way.standings]
    asked_for = pathway(Facts(sales=sales, subsector="kuliner", licences=(licence,)), on=ON, steps=("S4",))
    assert "izin-pangan" not in [one.prerequisite.id for one in asked_for.standings]


def test_the_cliffs_are_the_bounds_of_the_other_schemes() -> None:
    """Rp4,8 miliar: PP 20/2026 Pasal 57 (final tax), Permenko 1/2026 (KUR), PMK 197/PMK.03/2013 (PKP)."""
    shop = Facts(sales=3_000_000_000, legal_form=pk.LegalForm.INDIVIDUAL, tax_registered=date(2024, 1, 1))
    way = pathway(shop, to=Tier.MEDIUM, on=ON)
    assert [(one.scheme, one.sales, one.before_tier) for one in way.cliffs] == [
        ("final-tax", 4_800_000_000, True), ("kur-eligibility", 4_800_000_000, True), ("pkp", 4_800_000_000, True),
    ]  # fmt: skip
    first = way.cliffs[0]
    assert told(first.until.value and first.until.value.id, first.beyond.value and first.beyond.value.id) == (
        "eligible", "not-eligible",
    )  # fmt: skip
    assert "Before that: Final income tax" in way.explain("en")
    within = pathway(Facts(sales=1), to=Tier.SMALL, on=ON)
    # Nothing is known of its right to the final tax; that it ends is.
    assert "After that: Final income tax of 0.5 % on turnover, above Rp4.800.000.000 it is" in within.explain("en")
    open_ = pathway(Facts(sales=3_000_000_000), to=Tier.MEDIUM, on=ON)
    assert "Sebelum sampai: PPh final 0,5 % atas peredaran bruto, di atas" in open_.letter()
    assert {one.before_tier for one in within.cliffs} == {False}
    assert not pathway(Facts(sales=4_800_000_001), to=Tier.MEDIUM, on=ON).cliffs
    assert not pathway(Facts(capital=1), to=Tier.SMALL, on=ON, basis="capital").cliffs
    assert not pathway(Facts(), to=Tier.SMALL, on=ON).cliffs
    # Whoever has no right to the final tax does not lose it: a CV registered in 2018 had four years.
    spent = Facts(sales=3_000_000_000, legal_form=pk.LegalForm.CV, tax_registered=date(2018, 8, 1))
    assert "final-tax" not in [one.scheme for one in pathway(spent, to=Tier.MEDIUM, on=ON).cliffs]
    # Before any of the schemes was in force there is nothing to fall from.
    assert not pathway(Facts(sales=1), to=Tier.LARGE, on=date(2009, 1, 1), basis="sales").cliffs


# ---------------------------------------------------------------------------------------------------------- the outputs


def test_the_letter_names_what_comes_first_and_who_helps() -> None:
    shop = Facts(
        name="Keripik Contoh", sales=1_000_000_000, subsector="kuliner", bookkeeping=False, owner_name="Sari Contoh",
        nik="3573010101900001", licences=(Licence(kind="halal"), Licence(kind="pirt", expires=date(2025, 1, 1))),
    )  # fmt: skip
    way = pathway(shop, to=Tier.SMALL, on=ON)
    letter = way.letter()
    assert letter.startswith("Kepada pengelola Keripik Contoh,\nKeadaan pada 30 Juni 2026.")
    for part in (
        "Usaha Mikro",
        "Rp1.000.000.001",
        "1. Nomor Induk Berusaha (NIB)",
        "layanan Pembiayaan",
        "Sertifikat halal",
    ):
        assert part in letter
    assert "Belum ada dalam catatan kami" in letter
    english = way.letter("en")
    assert "What law asks for comes first" in english
    assert "Mind what changes" in english
    nameless = pathway(Facts(), on=ON).letter("en")
    assert "this enterprise" in nameless
    assert "annual sales" in nameless
    for text in (letter, english, way.explain(), repr(way), str(way.to_dict()), str(way._repr_html_())):
        assert "Sari" not in text
        assert "3573010101900001" not in text


def test_a_pathway_is_plain_json() -> None:
    plain = pathway(Facts(id="a1", sales=3_000_000_000, subsector="fesyen"), on=ON).to_dict()
    assert (plain["schema"], plain["tier"], plain["to"]) == ("plut_kumkm/pathway/1", "small", "medium")
    assert plain["gap"]["missing"] == 12_000_000_001
    assert plain["cliffs"][0]["sales"] == 4_800_000_000
    empty = pathway(Facts(), on=ON).to_dict()
    assert (empty["tier"], empty["to"], empty["gap"]) == (None, None, None)
    assert repr(pathway(Facts(), on=ON)).startswith("<Pathway unknown -> None")
    held = pathway(Facts(sales=1, licences=(Licence(kind="merek", expires=date(2030, 1, 1)),)), on=ON).to_dict()
    assert {"id": "merek", "state": "held", "licence": "merek", "expires": "2030-01-01", "fact": None} in held[
        "standings"
    ]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"to": "small"}, TypeError, "to must be a Tier"),
        ({"on": "2026"}, TypeError, "on"),
        ({"years": 0}, ValueError, "years"),
        ({"years": True}, ValueError, "years"),
        ({"steps": ["S9"]}, ValueError, "no step 'S9'"),
        ({"applies": ["halall"]}, ValueError, "no prerequisite 'halall'"),
        ({"subsectors": "kuliner"}, TypeError, "several ids"),
        ({"purpose": "x"}, ValueError, "purpose"),
        ({"evidence": [3]}, TypeError, "Evidence"),
    ],
)
def test_misuse_is_refused_by_name(asked: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        pathway(Facts(sales=1), **{"on": ON, **asked})


# -------------------------------------------------------------------------------------------------------------- what if


def test_what_if_shows_both_verdicts_and_what_changed() -> None:
    found = what_if(Facts(sales=1_900_000_000), on=ON, sales=2_100_000_000)
    assert told(found.before.value, found.after.value, found.moved) == (Tier.MICRO, Tier.SMALL, True)
    text = found.explain()
    assert "berubah dari Rp1.900.000.000 menjadi Rp2.100.000.000" in text
    gone, come = found.changed("en")
    assert gone[0].startswith("Micro Enterprise")
    assert come[0].startswith("Small Enterprise")
    assert repr(found) == "<WhatIf sales: micro -> small>"
    assert "Rp2.100.000.000" in str(found._repr_html_())
    assert found.to_dict()["schema"] == "plut_kumkm/what-if/1"


def test_what_if_shows_the_other_schemes_that_change() -> None:
    """PMK 197/PMK.03/2013: above Rp4,8 miliar an enterprise must be confirmed as PKP; it stays small."""
    found = what_if(Facts(sales=4_000_000_000), on=ON, sales=5_000_000_000)
    assert found.moved is False
    assert "pkp" in found.schemes
    assert "wajib dikukuhkan sebagai PKP" in found.explain()
    assert set(found.to_dict()["schemes"]) == set(found.schemes)


def test_what_if_of_what_is_not_known_or_does_not_matter() -> None:
    unknown = what_if(Facts(), on=ON, sales=1)
    assert told(unknown.moved, unknown.before.status, unknown.after.value) == (None, "unknown", Tier.MICRO)
    assert "dari – menjadi Rp1" in unknown.explain()
    same = what_if(Facts(sales=1, sex="P"), on=ON, sex="L")
    assert "Tidak ada alasan yang berubah" in same.explain()
    # A figure of a month becomes one of a year when it is replaced.
    monthly = what_if(Facts(sales=1, sales_period="month"), on=ON, sales=3_000_000_000)
    assert monthly.after.value is Tier.SMALL
    with pytest.raises(TypeError, match="a fact that changes"):
        what_if(Facts(), on=ON)
    with pytest.raises(TypeError, match="did you mean sales"):
        what_if(Facts(), on=ON, salse=1)
    with pytest.raises(TypeError, match="did you mean sales, capital"):
        what_if(Facts(), on=ON, xyzzy=1)


# ----------------------------------------------------------------------------------------------------------------- many


def _city() -> list[Facts]:
    """Four enterprises: two of Malang without books, one of Batu with, and one without a region."""
    return [
        Facts(id="a", region="Kota Malang", sales=1, nib=NIB, bookkeeping=False, birth_year=1990),
        Facts(id="b", region="Kota Malang", sales=1, nib=NIB, bookkeeping=False, sex="P"),
        Facts(id="c", region="Kota Batu", sales=1, nib=NIB, bookkeeping=True),
        Facts(id="d", sales=1, bookkeeping=False),
    ]


def _count(ways: Pathways, by: list[str], *group: str | None) -> tuple[int | None, int | None]:
    return next((row.count, row.of) for row in ways.needs(by=by).rows if row.group == group)


def test_needs_count_enterprises_and_not_things() -> None:
    ways = pathways(_city(), on=ON)
    assert _count(ways, ["region", "prerequisite"], "Kota Malang", "pembukuan") == (2, 2)
    assert _count(ways, ["region", "prerequisite"], None, "nib") == (1, 1)
    assert _count(ways, ["prerequisite"], "pembukuan") == (3, 4)
    # Books, tax and finance are one service field, and two enterprises of Malang need it.
    assert _count(ways, ["region", "service_field"], "Kota Malang", "pembiayaan") == (2, 2)
    assert _count(ways, ["tier", "step"], "micro", "S0") == (1, 4)
    assert _count(ways, ["age_band", "state"], "30-39", "missing") == (1, 1)
    assert _count(ways, ["sex", "subsector", "state"], "P", None, "missing") == (1, 1)
    assert not [
        row for row in ways.needs(by=["region", "prerequisite"]).rows if row.group == ("Kota Batu", "pembukuan")
    ]
    counts = [row.count or 0 for row in ways.needs().rows]
    assert counts == sorted(counts, reverse=True)


def test_small_cells_are_hidden_and_the_small_rest_too() -> None:
    needs = pathways(_city(), on=ON).needs(by=["region", "prerequisite"], min_cell=2)
    shown = {row.group: (row.count, row.of) for row in needs.rows}
    assert shown["Kota Malang", "pembukuan"] == (2, 2)
    assert shown[None, "nib"] == (None, None)
    # Three of four need books: the one that does not could be told from the rest.
    rest = {row.group: row.count for row in pathways(_city(), on=ON).needs(by=["prerequisite"], min_cell=2).rows}
    assert rest["pembukuan",] is None
    assert rest["merek",] == 4
    assert "disembunyikan" in str(needs)


def test_needs_are_shown_as_text_records_and_html() -> None:
    needs = pathways(_city(), on=ON).needs(by=["region", "prerequisite", "state", "step"])
    assert {"region": "Kota Malang", "prerequisite": "pembukuan", "state": "missing", "step": "S1", "enterprises": 2,
            "of": 2} in needs.to_records()  # fmt: skip
    assert "belum diketahui" in str(needs)
    assert "Bookkeeping" in needs.text("en")
    assert "Pembukuan" in str(needs._repr_html_())
    assert told(len(needs), repr(needs)) == (
        len(needs.rows), f"<Needs by region, prerequisite, state, step: {len(needs.rows)} groups>",
    )  # fmt: skip
    fields = pathways(_city(), on=ON).needs()
    assert "Pembiayaan" in str(fields)
    for name in BREAKDOWNS:
        assert pathways(_city(), on=ON).needs(by=[name]).text()


def test_a_pathway_of_many_is_found_by_its_id() -> None:
    ways = pathways(_city(), on=ON, to=Tier.SMALL)
    assert told(len(ways), repr(ways), ways["b"].id, [way.id for way in ways]) == (
        4, "<Pathways of 4 enterprises>", "b", ["a", "b", "c", "d"],
    )  # fmt: skip
    with pytest.raises(KeyError, match="no pathway"):
        ways["z"]
    with pytest.raises(TypeError, match="several names"):
        ways.needs(by="region")
    with pytest.raises(ValueError, match="no breakdown 'place'"):
        ways.needs(by=["place"])
    with pytest.raises(ValueError, match="min_cell"):
        ways.needs(min_cell=0)


def test_of_a_panel_one_year_is_read() -> None:
    def shop(year: int, sales: int) -> pk.Enterprise:
        return pk.Enterprise(id="x", snapshots=(pk.Snapshot(as_of=date(year, 12, 31), sales=sales),))

    both = panel([shop(2024, 1)], [shop(2025, 3_000_000_000)], key="id")
    assert pathways(both, on=ON)["x"].now.value is Tier.SMALL
    assert pathways(both, on=ON, year=2024)["x"].now.value is Tier.MICRO
    with pytest.raises(ValueError, match="no year 2023"):
        pathways(both, on=ON, year=2023)
    with pytest.raises(TypeError, match="year is of a panel"):
        pathways(_city(), on=ON, year=2024)


def test_the_file_of_prerequisites_has_every_step_and_no_other() -> None:
    file = data.toml("naik_kelas/prerequisites.toml")
    assert set(file["steps"]) == set(file["step"]) == {"S0", "S1", "S2", "S3", "S4"}


def test_one_rupiah_below_the_next_tier_needs_more_than_nothing() -> None:
    way = pathway(Facts(sales=2_000_000_000), on=ON)
    assert (way.gap is not None and way.gap.missing, "0,01%" in way.explain()) == (1, True)


def test_a_tier_below_has_no_gap_and_no_source_of_one() -> None:
    lines = pathway(Facts(sales=20_000_000_000), to=Tier.SMALL, on=ON).explain().splitlines()
    assert lines[0] == "Usaha Menengah pada 30 Juni 2026"
    assert not any(line.startswith("Dasar:") for line in lines)


def test_the_headline_says_of_what_nothing_is_known() -> None:
    assert pathway(Facts(), on=ON).explain().startswith("Ukuran usaha: data belum lengkap, pada 30 Juni 2026")
    assert pathway(Facts(), on=ON).explain("en").startswith("Size: unknown, data are missing, on 30 June 2026")
    open_ = pathway(Facts(), to=Tier.SMALL, on=ON).explain()
    assert open_.startswith("Ukuran usaha: data belum lengkap, menuju Usaha Kecil pada 30 Juni 2026")


def test_the_letter_asks_to_renew_what_has_ended() -> None:
    ended = Licence(kind="halal", number="1", issued=date(2020, 1, 1), expires=date(2024, 1, 1))
    way = pathway(Facts(sales=1, subsector="kuliner", licences=(ended,)), on=ON)
    text = way.letter()
    assert "Sertifikat halal. Berlaku sampai 1 Januari 2024; perpanjang, lalu tunjukkan nomor sertifikat BPJPH" in text
    assert "Halal certificate. It was valid until 1 January 2024; renew it, then show" in way.letter("en")
    assert "\n\n\n" not in text
    assert "(sampai 1 Januari 2024)" in way.explain()
    # What evidence says has ended has no day of a licence.
    proof = Evidence(item="merek", text="x", date=date(2020, 1, 1), expires=date(2021, 1, 1))
    assert (
        "Merek terdaftar. Sudah tidak berlaku; perpanjang" in pathway(Facts(sales=1), on=ON, evidence=[proof]).letter()
    )


def test_a_period_that_follows_from_new_sales_is_no_change_of_its_own() -> None:
    found = what_if(Facts(sales=100_000_000, sales_period="month"), on=ON, sales=2_000_000_000)
    assert list(found.changes) == ["sales"]
    assert "periode" not in found.explain()
    own = what_if(Facts(sales=1, sales_period="month"), on=ON, sales=1, sales_period="quarter")
    assert "sales_period" in own.changes
