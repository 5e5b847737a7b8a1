"""What the numbers hold, how they are printed, and what their keyword arguments refuse."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from plut_kumkm import identifiers
from plut_kumkm.identifiers import (
    bpom,
    frame,
    halal,
    kbli,
    kk,
    koperasi,
    merek,
    nib,
    nik,
    nitku,
    npwp,
    pb_umku,
    phone,
    pirt,
    postal,
    programme,
    region,
    sni,
    tkdn,
)
from tests.identifiers import calls

REGIONS: Any = calls.table("regions")
BPS: Any = calls.table("regions-bps")
CODES: Any = calls.table("kbli")


def test_modules_are_found_on_the_package_when_they_are_asked_for() -> None:
    assert identifiers.nik is nik
    assert set(calls.NAMES) <= set(dir(identifiers))
    with pytest.raises(AttributeError, match="siup"):
        _ = identifiers.siup  # type: ignore[attr-defined]  # the name that does not exist is the point
    assert [name for name in calls.NAMES if getattr(identifiers, name) is not calls.module(name)] == []


# ---- NIK: fact sheet on identifiers §1


def test_nik_of_a_woman_and_of_a_man() -> None:
    woman, man = nik.parse("3573015508900001", names=REGIONS), nik.parse("3171011708450001")
    assert (woman.sex, man.sex) == ("female", "male")
    assert woman.birth_dates == (date(1990, 8, 15),) or woman.birth_dates == (date(1990, 8, 15), date(2090, 8, 15))
    assert (woman.region.number, woman.region.name, woman.region.listed) == ("357301", "Blimbing", True)
    assert (man.region.name, man.region.listed, man.region.province_name) == (
        None,
        None,
        "Daerah Khusus Ibukota Jakarta",
    )
    assert woman.serial == "0001"


def test_nik_guesses_no_century() -> None:
    found = nik.parse("3573011508200001")
    assert found.birth_dates == (date(1920, 8, 15), date(2020, 8, 15))
    assert found.birth_date is None


def test_nik_of_a_leap_day_settles_its_century() -> None:
    assert nik.parse("3573012902000001").birth_date == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("on", "min_age", "expected"),
    [
        (date(2026, 11, 24), None, date(1926, 11, 25)),  # tomorrow is no day of birth: lokal-id 0.7.2 reads it
        (date(2026, 11, 25), None, None),
        (date(2026, 11, 25), 1, date(1926, 11, 25)),
        (date(2043, 11, 24), 17, date(1926, 11, 25)),
        (date(2043, 11, 25), 17, None),
    ],
)
def test_nik_day_and_age_settle_the_century(on: date, min_age: int | None, expected: date | None) -> None:
    found = nik.parse("3573012511260001", on=on, min_age=min_age)
    assert found.birth_date == expected
    assert found.findings == ()


@pytest.mark.parametrize("given", [{"min_age": 17}, {"on": date(2026, 1, 1), "min_age": -1}, {"min_age": True}])
def test_nik_refuses_an_age_without_its_day(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="min_age"):
        nik.problems("3573015508900001", **given)


@pytest.mark.parametrize("on", [datetime(2026, 1, 1), "2026-01-01", 2026])  # noqa: DTZ001 - any moment is refused
@pytest.mark.parametrize("verb", [nik.is_valid, pirt.is_valid])
def test_on_is_a_date(verb: Any, on: object) -> None:
    with pytest.raises(TypeError, match="on must be a date"):
        verb("3573015508900001", on=on)


@pytest.mark.parametrize("name", ["nik", "kk", "npwp", "nitku", "pirt", "koperasi"])
def test_names_are_a_table_of_kemendagri(name: str) -> None:
    text = "3573015508900001"
    with pytest.raises(TypeError, match="RegionNames"):
        calls.module(name).problems(text, names={"35": "Jawa Timur"})
    with pytest.raises(ValueError, match="'bps', and 'kemendagri' is asked for"):
        calls.module(name).problems(text, names=BPS)


# ---- KK, NPWP, NITKU


def test_kk_parts() -> None:
    found = kk.parse("3573011503120001")
    assert found.recorded == (date(1912, 3, 15), date(2012, 3, 15))
    assert (found.region.dotted, found.serial) == ("35.73.01", "0001")
    assert kk.parse("3573015503120001", strict=False).recorded == ()


def test_npwp_kinds_and_parts() -> None:
    old, new = npwp.parse("01.312.166.0-091.000"), npwp.parse("0013121660091000")
    assert (old.kind, new.kind) == ("legacy", "entity")
    assert (old.office, old.branch) == (new.office, new.branch) == ("091", "000")
    person = npwp.parse("3573015508900001", names=REGIONS)
    assert person.kind == "nik"
    assert person.nik is not None
    assert person.nik.region.name == "Blimbing"
    assert (person.office, person.branch) == (None, None)
    series = npwp.parse("1000000009312478")
    assert (series.kind, series.office, series.branch, series.nik) == ("coretax", None, None, None)


def test_npwp_is_printed_with_marks_in_its_old_form_only() -> None:
    assert npwp.format("013121660091000") == "01.312.166.0-091.000"
    assert npwp.format("0013121660091000") == "0013121660091000"


def test_nitku_of_head_office_and_branch() -> None:
    assert nitku.parse("0013121660091000000000").head_office
    branch = nitku.parse("3573015508900001000002")
    assert not branch.head_office
    assert (branch.sequence, branch.npwp.kind) == ("000002", "nik")


# ---- NIB: §3, only ever an estimate


@pytest.mark.parametrize(
    ("text", "system", "day", "year"),
    [
        ("8120012281103", "oss-1", None, 2018),
        ("9120109831421", "oss-1", None, 2019),
        ("0220009861929", "oss-1", None, 2020),
        ("1203250005498", "oss-rba", date(2025, 3, 12), 2025),
        ("3107210005498", None, None, None),  # the day before OSS RBA
        ("0108210005498", "oss-rba", date(2021, 8, 1), 2021),
        ("9999999999999", None, None, None),
    ],
)
def test_nib_estimates(text: str, system: str | None, day: date | None, year: int | None) -> None:
    found = nib.parse(text)
    assert (found.system, found.issued_estimate, found.year_estimate) == (system, day, year)
    assert found.findings == ()


def test_pb_umku_parts() -> None:
    found = pb_umku.parse("91201069002750000001")
    assert (found.nib.year_estimate, found.sequence) == (2019, "0000001")


# ---- KBLI


def test_kbli_type_keeps_version_and_code_as_text() -> None:
    assert str(kbli.Kbli("2020", "01111")) == "KBLI 2020 01111"
    assert [kbli.Kbli("2020", code).division for code in ("01111", "1", "x1", "٠١")] == ["01", None, None, None]
    assert kbli.Kbli("2020", "x").section is None
    with pytest.raises(TypeError, match="as text"):
        kbli.Kbli("2020", 1111)  # type: ignore[arg-type]  # the misuse is the point
    with pytest.raises(ValueError, match="'2017'"):
        kbli.Kbli("2017", "01111")


def test_kbli_levels() -> None:
    found = kbli.parse("56101", version="2020", codes=CODES)
    assert (found.section, found.division, found.group, found.subgroup) == ("I", "56", "561", "5610")
    assert (found.level, found.listed, found.title, found.kbli) == ("code", True, None, kbli.Kbli("2020", "56101"))
    above = kbli.parse("56", version="2020", level="division")
    assert (above.division, above.group, above.subgroup, above.listed) == ("56", None, None, None)


def test_kbli_section_by_version() -> None:
    assert kbli.parse("62019", version="2020").section == "J"
    assert kbli.parse("62019", version="2025").section == "K"
    assert kbli.parse("62019", version="2015").section is None


def test_kbli_says_which_versions_have_the_code() -> None:
    (found,) = kbli.problems("55203", version="2020", codes=CODES)
    assert found.params["elsewhere"] == ("2025",)
    assert "KBLI 2020" in found.message()
    assert "2025" in found.message()
    (found,) = kbli.problems("99999", version="2025", codes=CODES)
    assert found.params["elsewhere"] is None


def test_kbli_titles_come_from_the_list(tmp_path: Any) -> None:
    path = tmp_path / "kbli.csv"
    path.write_text('kbli_version;code;title\n2020;56101;"Restoran; kafe"\n\n2020;01111;\n', encoding="utf-8-sig")
    codes = kbli.load_codes(path)
    assert kbli.parse("56101", version="2020", codes=codes).title == "Restoran; kafe"
    assert kbli.parse("01111", version="2020", codes=codes).title is None
    assert repr(codes) == "KbliCodes(titles={'2020': 2})"


@pytest.mark.parametrize("given", [{"version": "2017"}, {"version": 2020}, {"version": "2020", "level": "class"}])
def test_kbli_version_and_level_are_of_the_program(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="version is one of 2009"):
        kbli.problems("56101", **given)


def test_kbli_codes_are_a_list() -> None:
    with pytest.raises(TypeError, match="KbliCodes"):
        kbli.problems("56101", version="2020", codes={"56101"})  # type: ignore[arg-type]  # the misuse is the point


# ---- products


def test_pirt_parts() -> None:
    found = pirt.parse("P-IRT NO.2113212010651-29", names=None)
    assert (found.packaging.label(), found.food.label("en")) == ("plastik", "seasoning")
    assert (found.region.dotted, found.product, found.producer, found.valid_until_year) == ("32.12", "01", "0651", 2029)
    assert pirt.parse("206351001024326123").valid_until_year is None
    assert pirt.format("123") == "123"


def test_bpom_parts() -> None:
    food = bpom.parse("MD 235602169254")
    assert dict(food.parts) == {"packaging": "2", "food": "356", "place": "02", "product": "169", "plant": "254"}
    assert dict(bpom.parse("MD271111000300341").parts) == {}
    assert dict(bpom.parse("NA18201204319").parts) == {"country": "18", "year": "20", "group": "12", "serial": "04319"}
    medicine = bpom.parse("GKL9615508910A1")
    assert (medicine.prefix, medicine.goods.label("en"), medicine.digits) == ("GKL", "medicine", "9615508910A1")
    assert bpom.format("gkl9615508910a1") == "GKL9615508910A1"
    assert bpom.format("bpom ri md235602169254") == "BPOM RI MD 235602169254"


@pytest.mark.parametrize("prefix", "MD ML TR TI TL HT FF SD SI SL QD QI QL NA NB NC ND NE".split())
def test_bpom_prefix_and_digits(prefix: str) -> None:
    lengths = {"M": {12, 15}, "N": {11}}.get(prefix[0], {9})
    assert {count for count in range(1, 20) if bpom.is_valid(prefix + "1" * count)} == lengths


def test_halal_parts() -> None:
    found = halal.parse("ID00410000500391022")
    assert found.scale is not None
    assert (found.province, found.scale.label(), found.serial, found.issued_month) == (
        "00",
        "besar",
        "000050039",
        (2022, 10),
    )
    assert halal.parse("ID35910019295530624").scale is None
    mended = halal.parse("35110019295530624", strict=False)
    assert mended.number == halal.validate("35110019295530624", strict=False) == "ID35110019295530624"
    assert (halal.parse("LPPOM-00160233461223", kind="mui").province, halal.format("ID35")) == (None, "ID35")


def test_halal_kind_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="'bpjph' or 'mui'"):
        halal.problems("ID35110019295530624", kind="kh")  # type: ignore[arg-type]  # the misuse is the point


def test_merek_parts() -> None:
    registered = merek.parse("IDM001235320")
    assert (registered.kind, registered.serial, registered.of, registered.year) == (
        "registration",
        "001235320",
        None,
        None,
    )
    service = merek.parse("JID2023113332")
    assert (service.kind, service.of, service.year) == ("application", "services", 2023)
    old = merek.parse("J002015012345")
    assert (old.of, old.year, old.serial) == ("services", 2015, "012345")


def test_sni_parts() -> None:
    old = sni.parse("SNI 01-2891-1992")
    assert (old.adopted, old.standard, old.part, old.year) == (None, "01-2891", None, 1992)
    part = sni.parse("SNI ISO/IEC GUIDE 98-3:2016")
    assert (part.adopted, part.standard, part.part, part.year) == ("ISO/IEC GUIDE", "98", "3", 2016)


def test_tkdn_month() -> None:
    assert tkdn.parse("4623/SJ-IND.8/TKDN/12/2021").month == 12
    assert tkdn.parse("4623/SJ-IND.8/TKDN/2021").month is None
    assert tkdn.parse("4623/SJ-IND.8/TKDN/13/2021").month is None


def test_koperasi_region() -> None:
    assert koperasi.parse("3275070060001", names=REGIONS).region.name == "Kota Bekasi"


# ---- regions: §5


def test_provinces_are_the_38_of_the_sheet() -> None:
    provinces = region.provinces()
    assert len(provinces) == len({one.iso for one in provinces.values()}) == 38
    assert all(code == one.code for code, one in provinces.items())
    assert (provinces["34"].name, provinces["34"].iso) == ("Daerah Istimewa Yogyakarta", "YO")
    assert (provinces["96"].name, provinces["96"].iso) == ("Papua Barat Daya", "PD")
    assert {zone for one in provinces.values() for zone in one.postal_zones} == set("123456789")


@pytest.mark.parametrize(
    ("text", "level", "regency", "district", "parent", "city"),
    [
        ("35", "province", None, None, None, None),
        ("35.07", "regency", "3507", None, "35", False),
        ("35.73", "regency", "3573", None, "35", True),
        ("35.73.05", "district", "3573", "357305", "3573", True),
        ("35.73.05.1004", "village", "3573", "357305", "357305", True),
        ("35.07.40001", "island", "3507", None, "3507", False),
    ],
)
def test_levels_of_kemendagri(
    text: str, level: str, regency: str | None, district: str | None, parent: str | None, city: bool | None
) -> None:
    found = region.parse(text, system="kemendagri")
    assert isinstance(found, region.KemendagriRegion)
    assert (found.level, found.regency, found.district, found.parent, found.is_city) == (
        level,
        regency,
        district,
        parent,
        city,
    )
    assert found.dotted == text == region.format(found.number)
    assert found.province == "35"


def test_levels_of_bps() -> None:
    found = region.parse("3173080003", system="bps", names=BPS)
    assert isinstance(found, region.BpsRegion)
    assert (found.level, found.regency, found.district, found.parent) == ("village", "3173", "3173080", "3173080")
    assert (found.name, found.listed) == ("Gambir", True)
    assert region.parse("3173080", system="bps").parent == "3173"


def test_the_same_digits_in_two_systems_are_not_equal() -> None:
    one, other = region.parse("3171", system="kemendagri"), region.parse("3171", system="bps")
    assert one != other
    assert len({one, other, region.parse("31.71", system="kemendagri")}) == 2


def test_a_retired_region_keeps_its_name_and_is_not_listed() -> None:
    found = region.parse("35.07.99", system="kemendagri", names=REGIONS)
    assert (found.name, found.listed) == ("Kecamatan Lama", False)
    gone = region.parse("91.02", system="kemendagri", names=REGIONS)
    assert (gone.name, gone.listed) == (None, False)


def test_a_province_of_kemendagri_is_listed_whatever_table_is_given() -> None:
    for names in (None, REGIONS):
        found = region.parse("36", system="kemendagri", names=names)
        assert (found.name, found.listed, found.findings) == ("Banten", True, ())


def test_a_region_that_was_never_checked_may_have_no_province() -> None:
    assert region.KemendagriRegion(number="99").province_name is None


def test_region_names_are_not_spread_out_in_a_repr() -> None:
    assert repr(REGIONS).startswith("RegionNames(system='kemendagri', names=<15>, retired=<1>")


@pytest.mark.parametrize("call", [region.problems, region.load_names])
def test_region_system_is_one_of_two(call: Any) -> None:
    with pytest.raises(ValueError, match="'kemendagri' or 'bps'"):
        call("35", system="iso")


def test_region_names_go_with_their_system() -> None:
    with pytest.raises(ValueError, match="'kemendagri', and 'bps' is asked for"):
        region.problems("3173", system="bps", names=REGIONS)


# ---- postal codes, phones, programmes


def test_postal_provinces() -> None:
    assert postal.parse("65141").provinces == ("35",)
    assert postal.parse("17111").provinces == ("31", "32", "36")
    with pytest.raises(ValueError, match="'99'"):
        postal.problems("65141", province="99")


@pytest.mark.parametrize(
    ("text", "number", "kind", "printed"),
    [
        ("0812-3456-7890", "+6281234567890", "mobile", "+62 812-3456-7890"),
        ("81234567890", "+6281234567890", "mobile", "+62 812-3456-7890"),
        ("6281234567890", "+6281234567890", "mobile", "+62 812-3456-7890"),
        ("+62 (0)812 3456 7890", "+6281234567890", "mobile", "+62 812-3456-7890"),
        ("62215551234", "+62215551234", "landline", "+62 215551234"),
        ("(0341) 551234", "+62341551234", "landline", "+62 341551234"),
        ("0800 1234567", "+628001234567", "toll_free", "+62 8001234567"),
        ("0804 1234567", "+628041234567", "service", "+62 8041234567"),
    ],
)
def test_phone_is_made_one_form(text: str, number: str, kind: str, printed: str) -> None:
    found = phone.parse(text)
    assert (found.number, found.kind, phone.format(text)) == (number, kind, printed)
    assert found.national == f"0{number[3:]}"


@pytest.mark.parametrize(
    ("head", "digits", "valid"),
    [
        *(("08", 9, False), ("08", 10, True), ("08", 13, True), ("08", 14, False)),
        *(("03", 7, False), ("03", 8, True), ("03", 12, True), ("03", 13, False)),
    ],
)
def test_phone_length_with_its_zero(head: str, digits: int, valid: bool) -> None:
    assert phone.is_valid(head + "1" * (digits - 2)) is valid


def test_programme_parts() -> None:
    found = programme.parse("2.17.08.2.01.0015")
    assert (found.level, found.field, found.programme, found.activity) == (
        "subactivity",
        "2.17",
        "2.17.08",
        "2.17.08.2.01",
    )
    assert (found.government, found.is_support) == ("regency", False)
    assert programme.parse("3.26.01").is_support
    assert programme.parse("3.26.04.1.02").government == "province"
    top = programme.parse("2")
    assert (top.level, top.field, top.programme, top.activity, top.government, top.is_support) == (
        "affair",
        None,
        None,
        None,
        None,
        None,
    )


# ---- what is shared


def test_verbs_say_what_they_take() -> None:
    assert nik.validate.__name__ == "validate"
    assert nik.validate.__module__ == "plut_kumkm.identifiers.nik"
    assert "min_age: how old" in (nik.parse.__doc__ or "")
    assert frame.Kind("koperasi").term.label("en") == "cooperative number"
