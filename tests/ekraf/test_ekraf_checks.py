"""Record checks that need a subsector: names, codes, licences; a duty that was not seen is a gap, not a fault."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm import ekraf
from plut_kumkm.base.findings import Report

ON = date(2026, 6, 30)
BATIK, PHOTO, FOOD, PLANT = "13134", "74201", "10710", "01111"


def shop(*codes: str, version: str = "2020", **said: Any) -> pk.Enterprise:
    return pk.Enterprise(id="a1", kbli=tuple(pk.Kbli(version, code) for code in codes), **said)


def licences(*pairs: tuple[str, str | None]) -> dict[str, Any]:
    return {"licences": tuple(pk.Licence(kind=kind, number=number) for kind, number in pairs)}


def check(enterprise: pk.Enterprise, **said: Any) -> Report:
    report = ekraf.check(enterprise, **{"on": date(2025, 6, 30), **said})
    for found in report:
        assert found.message("id") != found.message("en")
    return report


def test_a_sound_record_has_no_findings() -> None:
    assert not len(check(shop(BATIK, subsector="kriya")))


def test_without_a_subsector_nothing_can_be_held_against_it() -> None:
    assert check(shop()).codes == {"ekraf.check_no_subsector": 1}
    assert check(shop(PLANT)).codes == {"ekraf.check_no_subsector": 1}


@pytest.mark.parametrize(
    ("name", "on", "codes"),
    [
        ("kulinner", ON, {"ekraf.name_unknown": 1}),
        ("sulih suara", ON, {"ekraf.name_of_newer_list": 1}),
        ("gim", date(2016, 6, 1), {"ekraf.name_of_other_list": 1}),
        ("gim", ON, {}),
    ],
)
def test_the_name_is_of_the_list_of_the_day(name: str, on: date, codes: dict[str, int]) -> None:
    assert check(shop(subsector=name), on=on).codes == codes


def test_a_name_of_a_list_that_is_asked_for() -> None:
    assert check(shop(subsector="sulih-suara"), listed=ekraf.subsectors(version="2026")).codes == {}
    # What the list of 17 does not have cannot contradict a code of it.
    assert check(shop(PHOTO, subsector="sulih-suara"), listed=ekraf.subsectors(version="2026")).codes == {}


def test_a_subsector_that_its_codes_contradict() -> None:
    report = check(shop(PHOTO, subsector="kriya"))
    assert report.codes == {"ekraf.check_subsector_kbli": 1}
    assert "KBLI 2020 74201" in report[0].message()
    # One fitting code is enough, and one that is not known may be the fitting one.
    assert check(shop(PHOTO, BATIK, subsector="kriya")).codes == {}
    assert check(shop(PHOTO, PLANT, subsector="kriya")).codes == {}
    old = ekraf.subsectors(version="2015")
    assert check(shop("74142", subsector="aplikasi-game-developer"), listed=old).codes == {}


@pytest.mark.parametrize(
    ("pair", "wrong"),
    [
        (("P-IRT", None), True),
        (("BPOM", "MD271111000300341"), True),
        (("BPOM", "BPOM RI ML 271111000300341"), True),
        (("BPOM", "NA18201204319"), False),  # a cosmetic
        (("BPOM", None), False),
        (("halal", None), False),  # not of food alone
        (("merek", "IDM001235320"), False),
        (("surat lain", None), False),
    ],
)
def test_a_licence_that_food_alone_has_per_bpom_22_2018(pair: tuple[str, str | None], wrong: bool) -> None:
    found = check(shop(PHOTO, **licences(pair)))
    assert found.codes == ({"ekraf.check_food_licence": 1} if wrong else {})
    if wrong:
        assert found[0].where == "$.licences[0]"
        assert f"A licence {'P-IRT' if pair[0] == 'P-IRT' else 'BPOM'} is for food alone" in found[0].message("en")
        assert found[0].severity == "warning"
    # Of an enterprise of which no subsector is known nothing is said, nor of one that is of kuliner too.
    assert "ekraf.check_food_licence" not in check(shop(PLANT, **licences(pair))).codes
    assert "ekraf.check_food_licence" not in check(shop(PHOTO, subsector="kuliner", **licences(pair))).codes


def test_the_duty_to_have_a_licence_is_a_gap_unless_unverified_sources_are_accepted() -> None:
    kitchen = shop(subsector="kuliner")
    report = check(kitchen)
    assert report.codes == {"ekraf.check_duty_gap": 2}
    assert {found.severity for found in report} == {"info"}
    lenient = pk.law.book().accepting("unverified")
    assert check(kitchen, law=lenient).codes == {"ekraf.check_licence_missing": 2}
    assert check(kitchen, law=lenient).ok
    first, second = report
    assert "one of P-IRT, BPOM." in first.message("en")
    assert "one of halal (BPJPH), halal (MUI)." in second.message("en")
    assert "punya halal (BPJPH), halal (MUI)." in second.message()
    assert first.to_dict()["params"]["kinds"] == ["pirt", "bpom"]
    both = shop(subsector="kuliner", **licences(("pirt", None), ("halal", None)))
    assert check(both, law=lenient).codes == {}
    assert check(shop(subsector="kuliner", **licences(("md", None))), law=lenient).codes == {
        "ekraf.check_licence_missing": 1
    }


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("74130", True),
        ("74141", True),
        ("74142", True),
        ("74149", True),
        ("74201", True),
        ("70203", True),
        (BATIK, False),
    ],
)
def test_codes_of_the_annex_of_permenekraf_7_2025(code: str, found: bool) -> None:
    codes = {"ekraf.check_standard": 1} if found else {}
    report = check(shop(code), on=date(2025, 10, 21))
    assert report.codes == codes
    if found:
        assert report[0].cite is not None
        assert report[0].cite.label().startswith("Permenekraf 7/2025 Lampiran I")
    assert check(shop(code), on=date(2025, 10, 20)).codes == {}
    assert "ekraf.check_standard" not in check(shop(code, version="2025"), on=ON).codes


def test_misuse_raises() -> None:
    with pytest.raises(TypeError, match="an Enterprise is needed, not Facts"):
        ekraf.check(pk.Facts(), on=ON)  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="listed must be a SubsectorList, not str"):
        ekraf.check(shop(), on=ON, listed="2019")  # type: ignore[arg-type] # the refusal is what is tested
    with pytest.raises(TypeError, match="on must be a date"):
        ekraf.check(shop(), on="2026")  # type: ignore[arg-type] # the refusal is what is tested
