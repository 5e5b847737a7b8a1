"""Names of subsectors as people write them, against the lists and aliases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import Enterprise, ValidationError, ekraf, law
from tests.ekraf import cases

NAMES = cases.read("names")
WRITTEN = [(case["version"], case["slug"], text) for case in NAMES["name"] for text in case["written"]]


@pytest.mark.parametrize(("version", "slug", "text"), WRITTEN)
def test_a_name_is_found(version: str, slug: str, text: str) -> None:
    found = ekraf.find(text, version=version)
    assert (found.version, found.slug) == (version, slug)
    assert ekraf.name_problems(text, version=version) == ()
    assert ekraf.subsectors(version=version).find(text) == found


def test_every_alias_is_among_the_cases() -> None:
    tried = {(version, text) for version, _, text in WRITTEN}
    for item in ekraf.subsectors(version="2019"):
        for alias in item.aliases:
            assert ("2019", alias) in tried, alias


@pytest.mark.parametrize("version", ["2015", "2019", "2026"])
def test_every_slug_and_name_of_a_list_is_found_in_it(version: str) -> None:
    for item in ekraf.subsectors(version=version):
        for text in (item.slug, item.name_id, item.name_en, *item.aliases):
            assert ekraf.find(f"  {text.upper()} ", version=version) == item


@pytest.mark.parametrize("case", NAMES["wrong"], ids=lambda case: f"{case['version']} {case['written']}")
def test_a_name_that_the_list_lacks_is_a_finding(case: dict[str, Any]) -> None:
    found = ekraf.name_problems(case["written"], version=case["version"])
    assert [one.code for one in found] == [case["finding"]]
    assert found[0].severity == "error"
    for part in case["says"]:
        assert part in found[0].message("en")
    assert found[0].message("id") != found[0].message("en")
    with pytest.raises(ValidationError) as caught:
        ekraf.find(case["written"], version=case["version"])
    assert caught.value.finding == found[0]
    assert isinstance(caught.value, ValueError)


def test_a_name_of_a_list_whose_names_are_not_known_is_neither_right_nor_wrong() -> None:
    """Inpres 6/2009: 14 subsectors, of which no name is known here; records of those years are not refused."""
    (told,) = ekraf.name_problems("kriya", on=date(2012, 6, 1))
    assert (told.code, told.severity, told.path) == ("ekraf.list_names_unknown", "warning", ("subsector",))
    shop = Enterprise(id="a1", subsector="kriya")
    assert "ekraf.list_names_unknown" in ekraf.check(shop, on=date(2012, 6, 1)).codes
    room = ekraf.Hub(id="h1", rooms=(ekraf.Room(id="r1", subsectors=("kriya",)),))
    found = ekraf.check_hub(room, on=date(2012, 6, 1))
    assert [one.where for one in found if one.code == told.code] == ["$.rooms[0].subsectors[0]"]
    with pytest.raises(law.Unknown):
        ekraf.find("kriya", on=date(2012, 6, 1))


def test_a_day_gives_the_list() -> None:
    assert ekraf.find("gim", on=date(2024, 1, 1)).version == "2019"
    assert ekraf.name_problems("gim", on=date(2016, 6, 1))[0].code == "ekraf.name_of_other_list"


@given(st.text(max_size=80), st.sampled_from(("2015", "2019", "2026")))
def test_any_text_is_a_name_or_a_finding(text: str, version: str) -> None:
    found = ekraf.name_problems(text, version=version)
    if found:
        assert found[0].message("id")
        assert found[0].message("en")
    else:
        assert ekraf.find(text, version=version) in ekraf.subsectors(version=version)


def test_what_is_no_name_is_refused_or_masked() -> None:
    with pytest.raises(TypeError, match="is text"):
        ekraf.find(3, version="2019")  # type: ignore[arg-type] # misuse is what is tested
    message = ekraf.name_problems("3573010101900001 " * 400, version="2019")[0].message("en")
    assert "3573010101900001" not in message
    assert len(message) < 250
