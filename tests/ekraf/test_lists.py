"""The lists of subsectors against their sources: Perpres 72/2015, the usage since 2019, reports on Perpres 37/2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from plut_kumkm import ekraf, law
from tests.ekraf import cases

LISTS = cases.read("lists")


@pytest.mark.parametrize("case", LISTS["list"], ids=lambda case: case["version"])
def test_a_list_has_its_names_in_our_order(case: dict[str, Any]) -> None:
    found = ekraf.subsectors(version=case["version"])
    assert [item.name_id for item in found] == case["names"]
    assert [item.position for item in found] == list(range(1, len(case["names"]) + 1))
    assert found.count == len(found) == len(case["names"])
    assert found.named
    assert {item.grade for item in found} == {case["grade"]} == {found.provision.grade}
    assert {item.version for item in found} == {case["version"]}


@pytest.mark.parametrize("case", LISTS["day"], ids=lambda case: str(case["on"]))
def test_a_day_gives_its_list_and_says_what_is_not_known(case: dict[str, Any]) -> None:
    found = ekraf.subsectors(on=case["on"])
    assert found.version == case["version"]
    assert sorted(note.code for note in found.notes) == case["notes"]
    if "selectable" in case:
        told = found.notes[-1]
        assert told.params["version"] == case["selectable"]
        assert f"Select version {case['selectable']} " in told.message("en")
        assert f"Pilih versi {case['selectable']} " in told.message("id")


def test_a_version_selects_whatever_the_day_is_not_known() -> None:
    found = ekraf.subsectors(version="2026")
    assert [note.code for note in found.notes] == ["ekraf.list_unconfirmed"]
    assert found.slugs[-4:] == ("modifikasi-otomotif", "teknologi-baru", "konten-digital", "sulih-suara")
    assert found.provision.cite.label() == "Perpres 37/2026"
    assert found.provision.grade == "secondary"


@pytest.mark.parametrize(
    ("version", "count", "instrument"), [("2009", 14, "Inpres 6/2009"), ("2018", 16, "Perpres 142/2018")]
)
def test_a_list_without_names_has_its_count_and_cannot_be_iterated(version: str, count: int, instrument: str) -> None:
    found = ekraf.subsectors(version=version)
    assert (found.count, found.named, found.provision.cite.label()) == (count, False, instrument)
    assert found.notes[0].code == "ekraf.list_names_unknown"
    for asked in (iter, len, list, lambda it: it["kuliner"], lambda it: "kuliner" in it, lambda it: it.find("kuliner")):
        with pytest.raises(law.Unknown, match="their names are not known"):
            asked(found)
    assert f"{count} subsektor" in found.notes[0].message()


def test_what_is_cited_is_dated_and_not_matched_with_jdih() -> None:
    for version in ekraf.VERSIONS:
        provision = ekraf.subsectors(version=version).provision
        assert provision.checked == date(2026, 11, 24)
        assert provision.jdih is False
        assert provision.seen
    assert ekraf.subsectors(version="2018").provision.grade == "unverified"
    assert ekraf.subsectors(version="2019").provision.origin == "practice"


@pytest.mark.parametrize("given", [{}, {"on": date(2024, 1, 1), "version": "2019"}])
def test_one_of_day_and_version_is_required(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="give one of the two"):
        ekraf.subsectors(**given)


def test_misuse_raises() -> None:
    with pytest.raises(ValueError, match="no list of version '2017'; there are 2009, 2015, 2018, 2019, 2026"):
        ekraf.subsectors(version="2017")
    for version in (2019, 2019.0, b"2019", True):
        with pytest.raises(TypeError, match=r"a version is text, such as '2019', not (int|float|bytes|bool)"):
            ekraf.subsectors(version=version)  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="a version is text, such as '2019', not int"):
        ekraf.find("kriya", version=2019)  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="on must be a date"):
        ekraf.subsectors(on=datetime(2024, 1, 1))  # noqa: DTZ001 - a moment without its zone is what is refused
    with pytest.raises(law.NotInForce, match="2008-12-31; the first is of 2009"):
        ekraf.subsectors(on=date(2008, 12, 31))


def test_a_list_is_looked_into_by_slug_and_subsector() -> None:
    seventeen, old = ekraf.subsectors(version="2019"), ekraf.subsectors(version="2015")
    kriya = seventeen["kriya"]
    assert kriya is seventeen.get("kriya")
    assert seventeen.get("kria") is None
    assert "kriya" in seventeen
    assert kriya in seventeen
    # The same slug of another version is another subsector.
    assert kriya not in old
    assert kriya != old["kriya"]
    assert len({kriya, old["kriya"], seventeen["kriya"]}) == 2
    with pytest.raises(KeyError, match="the list of 2015 has no subsector 'aplikasi'; it has aplikasi-game-developer"):
        old["aplikasi"]
    with pytest.raises(AttributeError):
        kriya.slug = "x"  # type: ignore[misc] # that it is frozen is what is tested


def test_how_lists_and_subsectors_show_themselves() -> None:
    found = ekraf.subsectors(version="2019")
    assert repr(found) == "<SubsectorList 2019: 17 subsectors (secondary)>"
    assert (found.label(), found.label("en")) == ("17 subsektor (daftar 2019)", "17 subsectors (list of 2019)")
    assert "2026" in found.period()
    assert found.period("en") == "2019 to 2026, days and months not known"
    page = found._repr_html_()
    assert "<td>Seni Rupa</td>" in page
    assert "Daftar 2019" in page
    item = found["seni-rupa"]
    assert (str(item), item.label(), item.label("en"), repr(item)) == (
        "seni-rupa", "Seni Rupa", "Fine Arts", "<Subsector seni-rupa of 2019>",
    )  # fmt: skip


def test_no_indonesian_title_stands_in_an_english_note() -> None:
    """The 17 rest on the usage of Bekraf and Kemenparekraf: no instrument whose title could be named."""
    (_, told) = ekraf.subsectors(on=date(2019, 6, 1)).notes
    assert "(the usage of Bekraf and Kemenparekraf)" in told.message("en")
    assert "(pemakaian oleh Bekraf dan Kemenparekraf)" in told.message()
    assert told.to_dict()["params"]["instrument"] == "pemakaian oleh Bekraf dan Kemenparekraf"
    for year in (2009, 2015, 2019, 2026):
        for note in ekraf.subsectors(on=date(year, 6, 1)).notes:
            assert "Daftar" not in note.message("en")


def test_which_english_names_were_seen() -> None:
    """Only five English names were seen; the others are translations and say so."""
    seen = {item.name_en for item in ekraf.subsectors(version="2026") if item.english_grade == "secondary"}
    assert seen == {"Craft", "Culinary", "Fashion", "Fine Arts", "Performing Arts"}


def test_the_seventeen_come_from_the_sixteen_by_one_split() -> None:
    old = ekraf.subsectors(version="2015")
    after = {item.slug: tuple(map(str, ekraf.successors(item, "2019"))) for item in old}
    assert after.pop("aplikasi-game-developer") == ("aplikasi", "pengembang-permainan")
    assert all(slugs == (slug,) for slug, slugs in after.items())
    new = ekraf.subsectors(version="2019")
    before = {item.slug: tuple(map(str, ekraf.predecessors(item, "2015"))) for item in new}
    assert before["aplikasi"] == before["pengembang-permainan"] == ("aplikasi-game-developer",)
    assert {slug for slugs in before.values() for slug in slugs} == set(old.slugs)


def test_four_of_the_twenty_one_are_new() -> None:
    newest = ekraf.subsectors(version="2026")
    new = [item.slug for item in newest if not ekraf.predecessors(item, "2019")]
    assert new == ["modifikasi-otomotif", "teknologi-baru", "konten-digital", "sulih-suara"]
    for item in ekraf.subsectors(version="2019"):
        assert [one.slug for one in ekraf.successors(item, "2026")] == [item.slug]


@pytest.mark.parametrize("version", ["2015", "2019", "2026"])
def test_there_and_back_again(version: str) -> None:
    """What a subsector is in another list is, looked up there, itself again."""
    for item in ekraf.subsectors(version=version):
        assert ekraf.equivalents(item, version) == (item,)
        for other in ("2015", "2019", "2026"):
            for there in ekraf.equivalents(item, other):
                assert item in ekraf.equivalents(there, version)


def test_order_of_versions_is_minded() -> None:
    kriya = ekraf.find("kriya", version="2019")
    for wrong in ("2015", "2019"):
        with pytest.raises(ValueError, match="version must be later than 2019"):
            ekraf.successors(kriya, wrong)
    for wrong in ("2026", "2019"):
        with pytest.raises(ValueError, match="version must be earlier than 2019"):
            ekraf.predecessors(kriya, wrong)
    with pytest.raises(ValueError, match="there is no list of version '2017'"):
        ekraf.successors(kriya, "2017")
    with pytest.raises(law.Unknown):
        ekraf.predecessors(kriya, "2009")
    with pytest.raises(TypeError, match="a Subsector is needed"):
        ekraf.equivalents("kriya", "2015")  # type: ignore[arg-type] # misuse is what is tested
