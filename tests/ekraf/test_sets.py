"""Fields of December 2024 and priority sets by year: what is weaker than the policy is withheld, and said."""

from __future__ import annotations

import pytest

from plut_kumkm import ekraf, law

ANY = law.book().accepting("unverified")
BUDAYA = {"kuliner", "kriya", "fesyen", "seni-rupa", "seni-pertunjukan"}


def slugs(found: ekraf.SubsectorSet) -> set[str]:
    return {item.slug for item in found}


def test_one_field_of_the_seventeen_was_seen() -> None:
    fields = {one.id: one for one in ekraf.clusters(version="2019")}
    assert set(fields) == {"budaya", "desain", "digital-teknologi", "media"}
    assert slugs(fields["budaya"]) == BUDAYA
    assert fields["budaya"].complete
    assert fields["budaya"].grade == "secondary"
    assert fields["budaya"].notes == ()
    for name in ("desain", "digital-teknologi", "media"):
        found = fields[name]
        assert (found.members, found.complete, found.grade) == ((), False, "unverified")
        assert [note.code for note in found.notes] == ["ekraf.set_withheld"]
    assert {one.slug for one in fields["desain"].withheld} == {
        "arsitektur", "desain-interior", "desain-komunikasi-visual", "desain-produk",
    }  # fmt: skip
    assert "Arsitektur" in fields["desain"].notes[0].message()


def test_who_accepts_weak_sources_gets_them_with_a_warning() -> None:
    fields = {one.id: one for one in ekraf.clusters(version="2019", law=ANY)}
    assert slugs(fields["digital-teknologi"]) == {"aplikasi", "pengembang-permainan"}
    assert slugs(fields["media"]) == {
        "film-animasi-video", "fotografi", "musik", "penerbitan", "periklanan", "televisi-radio",
    }  # fmt: skip
    assert [note.code for note in fields["media"].notes] == ["ekraf.set_unverified"]
    assert fields["budaya"].notes == ()
    assert {item.slug for one in fields.values() for item in one} == set(ekraf.subsectors(version="2019").slugs)


def test_the_fields_of_the_twenty_one_are_inferred_and_fesyen_moves() -> None:
    assert all(not one.members for one in ekraf.clusters(version="2026"))
    fields = {one.id: one for one in ekraf.clusters(version="2026", law=ANY)}
    assert set(fields) == {"budaya", "desain", "digital", "media"}
    assert "fesyen" in slugs(fields["desain"])
    assert "modifikasi-otomotif" in slugs(fields["desain"])
    assert "sulih-suara" in slugs(fields["media"])
    found = [item.slug for one in fields.values() for item in one]
    assert sorted(found) == sorted(ekraf.subsectors(version="2026").slugs)


def test_no_field_of_the_sixteen_is_known() -> None:
    assert ekraf.clusters(version="2015") == ()
    assert all(item.cluster is None for item in ekraf.subsectors(version="2015"))
    with pytest.raises(ValueError, match="no list of version"):
        ekraf.clusters(version="2017")


def test_a_subsector_carries_its_field_with_the_grade() -> None:
    kriya, dkv = (ekraf.find(name, version="2019").cluster for name in ("kriya", "dkv"))
    assert kriya is not None
    assert dkv is not None
    assert (kriya.id, kriya.grade, kriya.label(), kriya.label("en")) == (
        "budaya", "secondary", "kreativitas budaya", "cultural creativity",
    )  # fmt: skip
    assert (dkv.id, dkv.grade, repr(dkv)) == ("desain", "unverified", "<Cluster desain (unverified)>")


@pytest.mark.parametrize("year", [2019, 2020])
def test_leading_and_priority_subsectors_of_2019_repeated_2020(year: int) -> None:
    leading, first = ekraf.priorities(year)
    assert (leading.id, slugs(leading)) == ("unggulan", {"kriya", "kuliner", "fesyen"})
    assert (first.id, slugs(first)) == (
        "prioritas", {"film-animasi-video", "musik", "aplikasi", "pengembang-permainan"},
    )  # fmt: skip
    assert leading.complete
    assert first.complete
    assert leading.label("en") == "leading subsectors"


def test_of_the_seven_of_2025_one_was_seen() -> None:
    (seven,) = ekraf.priorities(2025)
    assert (seven.count, slugs(seven), seven.complete) == (7, {"film-animasi-video"}, False)
    assert {one.slug for one in seven.withheld} == {
        "kuliner", "kriya", "fesyen", "pengembang-permainan", "aplikasi", "musik",
    }  # fmt: skip
    assert repr(seven) == "<SubsectorSet prioritas (secondary): film-animasi-video, 6 withheld>"
    (whole,) = ekraf.priorities(2025, law=ANY)
    assert len(whole.members) == whole.count == 7
    assert whole.complete
    assert [note.code for note in whole.notes] == ["ekraf.set_unverified"]
    assert "Kuliner" in whole.notes[0].message()
    assert "Film" not in whole.notes[0].message()
    assert str(whole.notes[0].params["set"]) == "tujuh subsektor prioritas"


def test_a_stricter_policy_withholds_all() -> None:
    (seven,) = ekraf.priorities(2025, law=law.book().accepting("primary"))
    assert seven.members == ()
    assert "none" in repr(seven)


def test_years_that_nothing_is_known_of() -> None:
    with pytest.raises(ValueError, match="2021; known years are 2019, 2020, 2025"):
        ekraf.priorities(2021)
    with pytest.raises(TypeError, match="year must be an int, not str"):
        ekraf.priorities("2019")  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="law must be a LawBook"):
        ekraf.priorities(2019, law="pp-7-2021")  # type: ignore[arg-type] # misuse is what is tested
