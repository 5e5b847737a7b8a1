"""The numbers in a record: all rules of the identifiers, at their place, quickly or as a whole with the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.enterprise.checks.judging import Judge, judge
from plut_kumkm.enterprise.checks.numbers import licence_kinds
from plut_kumkm.identifiers import kbli, nib, nik, npwp, phone, postal, programme, region
from tests.identifiers import calls, numbers
from tests.identifiers.test_privacy import leaks

ON = date(2026, 6, 30)
REGIONS: Any = calls.table("regions")
BPS: Any = calls.table("regions-bps")
CODES: Any = calls.table("kbli")
NIK = "3573010101900001"


def codes(record: Any, **given_: Any) -> list[str]:
    return [f"{found.where} {found.code} {found.severity}" for found in pk.check(record, on=ON, **given_)]


# ---- every field


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (pk.Owner(nik="123"), ["$.nik nik.length error"]),
        (pk.Facts(nik="123"), ["$.nik nik.length error"]),
        (pk.Enterprise(id="a", owner=pk.Owner(nik="123")), ["$.owner.nik nik.length error"]),
        (pk.Enterprise(id="a", npwp="014518697054000"), ["$.npwp npwp.checksum error"]),
        (pk.Enterprise(id="a", npwp="1000000009312478"), ["$.npwp npwp.coretax info"]),
        (pk.Facts(nib="220009861929"), ["$.nib nib.lost_zero error"]),
        (pk.Facts(phone="14045"), ["$.phone phone.short_code error"]),
        (pk.Facts(postal_code="01234"), ["$.postal_code postal.zone_zero error"]),
        (pk.Facts(region="35.73", postal_code="40111"), ["$.region region.structure_only info",
                                                        "$.postal_code postal.zone_mismatch warning"]),
        (pk.Facts(region="Kota Malang", postal_code="40111"), []),
        (pk.Facts(region="99.01"), ["$.region region.unknown error"]),
        (pk.Facts(region="Kota Malang"), []),
        (
            pk.Facts(kbli=(pk.Kbli("2020", "13134"), pk.Kbli("2020", "131"))),
            ["$.kbli[0] kbli.structure_only info", "$.kbli[1] kbli.length error"],
        ),
        (pk.Intervention(enterprise="a", programme_code="2.17"), []),
        (pk.Intervention(enterprise="a", programme_code="x"), ["$.programme_code programme.form error"]),
        (pk.Intervention(enterprise="a"), []),
        (pk.Cooperative(id="k", nib="1"), ["$.nib nib.length error"]),
    ],
)  # fmt: skip
def test_fields(record: Any, expected: list[str]) -> None:
    assert codes(record) == expected


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("NIB", "123", ["nib.length error"]),
        ("pb-umku", "123", ["pb_umku.length error"]),
        ("P-IRT", "P-IRT No. 2063510010243-25", ["pirt.expired warning"]),
        ("pirt", "P-IRT No. 2063510010243-26", []),
        ("BPOM", "x", ["bpom.prefix error"]),
        ("halal", "LPPOM-00160233461223", ["halal.decree_number error"]),
        ("ketetapan halal MUI", "LPPOM-00160233461223", []),
        ("merek", "x", ["merek.form error"]),
        ("SNI", "x", ["sni.form error"]),
        ("tkdn", "x", ["tkdn.form error"]),
        ("AHU", "x", ["ahu.form error"]),
        # The layout is unverified: never an error by default.
        ("Nomor Induk Koperasi", "123", ["koperasi.length warning"]),
        ("npwp", "123", ["npwp.length error"]),
        ("nitku", "123", ["nitku.length error"]),
        ("kk", "3573015503120001", ["kk.recording_date error"]),
        ("nib", None, []),
    ],
)
def test_licences_by_kind(kind: str, number: str | None, expected: list[str]) -> None:
    licence = pk.Licence(kind=kind, number=number)
    assert codes(licence) == [f"$.number {one}" for one in expected]
    for whole in (pk.Enterprise(id="a", licences=(licence,)), pk.Facts(licences=(licence,))):
        assert codes(whole) == [f"$.licences[0].number {one}" for one in expected]


def test_an_unknown_kind_names_the_known_ones_and_hides_numbers() -> None:
    (found,) = pk.check(pk.Licence(kind=f"KTP {NIK}"), on=ON)
    assert "0101900" not in found.message() + repr(found)
    assert "pirt" in found.message()


# ---- relations


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        # A correct record says nothing.
        (pk.Owner(nik=NIK, sex="male", birth_year=1990), []),
        (pk.Owner(nik=NIK, sex="L"), []),
        (pk.Owner(nik=NIK, sex="?"), []),
        (pk.Owner(nik="3573 0101 0190 0001", sex="p"), ["$.nik check.nik_sex warning"]),
        # A NIK that is no NIK tells nothing.
        (pk.Owner(nik="357301010190000", sex="p", birth_year=1950), ["$.nik nik.length error"]),
        # The retired region of a valid NIK is a warning; what it tells of its owner still counts.
        (
            pk.Owner(nik="9101010101900001", sex="p"),
            ["$.nik nik.region_retired warning", "$.nik check.nik_sex warning"],
        ),
        (pk.Facts(nik=NIK, npwp=NIK), []),
        (pk.Facts(nik=NIK, npwp="0013121660091000"), []),
        (pk.Facts(nik=NIK, npwp="1000000009312478"), ["$.npwp npwp.coretax info"]),
        (pk.Facts(nik="123", npwp=NIK), ["$.nik nik.length error"]),
        (pk.Facts(npwp=NIK), []),
    ],
)
def test_owner_and_tax_number(record: Any, expected: list[str]) -> None:
    assert sorted(codes(record)) == sorted(expected)


def test_a_future_birth_day_needs_one_century() -> None:
    # 29-02-28 exists in 2028 and in 1928: nothing to say. 29-02-00 exists in 2000 alone.
    assert codes(pk.Owner(nik="3573012902280001", birth_year=1928)) == []
    early = date(1999, 1, 1)
    assert [found.code for found in pk.check(pk.Owner(nik="3573012902000001", birth_year=1990), on=early)] == [
        "nik.birth_later"
    ]


NEW = "1906260005498"  # by its digits of 19 June 2026


@pytest.mark.parametrize(
    ("number", "licences", "version", "found"),
    [
        (NEW, (), "2020", True),
        (NEW, (), "2025", False),
        ("1806260005498", (), "2020", False),  # within the days in dispute
        ("9120001234567", (), "2020", False),
        (None, (pk.Licence(kind="nib", issued=date(2026, 6, 19)),), "2020", True),
        (None, (pk.Licence(kind="nib", issued=date(2026, 6, 18)),), "2020", False),
        (NEW, (pk.Licence(kind="NIB", issued=date(2026, 6, 1)),), "2015", False),  # the day that is said goes first
        (None, (pk.Licence(kind="halal", issued=date(2026, 6, 20)),), "2020", False),
        (None, (pk.Licence(kind="nib"),), "2020", False),
        ("12", (), "2020", False),
        ("9" * 100, (), "2020", False),
    ],
)
def test_kbli_against_the_day_of_the_nib(
    number: str | None, licences: tuple[pk.Licence, ...], version: str, found: bool
) -> None:
    shop = pk.Enterprise(id="a", nib=number, licences=licences, kbli=(pk.Kbli(version, "13134"),))
    assert ("check.kbli_outdated" in pk.check(shop, on=ON).codes) is found


@pytest.mark.parametrize(
    ("number", "founded", "found"),
    [
        ("1203250005498", date(2025, 3, 12), False),
        ("1203250005498", date(2025, 3, 13), True),
        ("1203250005498", 2025, False),
        ("1203250005498", 2026, True),
        ("9120001234567", 2019, False),
        ("9120001234567", date(2019, 12, 31), False),
        ("9120001234567", date(2020, 1, 1), True),
        ("9120001234567", 0, False),
        ("9999000000001", 2025, False),
        ("1203250005498", None, False),
    ],
)
def test_nib_against_the_founding(number: str, founded: date | int | None, found: bool) -> None:
    assert ("check.nib_before_founding" in pk.check(pk.Facts(nib=number, founded=founded), on=ON).codes) is found


@pytest.mark.parametrize(
    ("kind", "number", "nib_", "found"),
    [
        ("nib", "NIB 9120106900275", "9120106900275", False),
        ("nib", "9120106900276", "9120106900275", True),
        ("pb_umku", "91201069002750000001", "9120106900275", False),
        ("pb_umku", "91201069002760000001", "9120106900275", True),
        ("pb_umku", "123", "9120106900275", False),
        ("nib", "9120106900276", "123", False),
        ("nib", "9" * 100, "9120106900275", False),
        ("nib", "9120106900276", None, False),
        ("halal", "ID35110019295530624", "9120106900275", False),
    ],
)
def test_numbers_of_licences_are_those_of_the_enterprise(kind: str, number: str, nib_: str | None, found: bool) -> None:
    shop = pk.Enterprise(id="a", nib=nib_, licences=(pk.Licence(kind=kind, number=number),))
    assert ("check.licence_nib" in pk.check(shop, on=ON).codes) is found


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (pk.Facts(sales=40_000_000_000, workers=2), []),
        (pk.Facts(sales=10**15, workers=0), []),
        (pk.Facts(sales=10**15, workers=1, sales_period="bulan"), []),
        (pk.Facts(sales=0, assets=10**12), []),
        (pk.Facts(sales=5_000_000_000, assets=5_000_000), []),
        (pk.Facts(sales=5_000_000, assets=5_000_000_000), []),
        (pk.Facts(sales=5_000_000, assets=0), []),
        (pk.Facts(assets=5_000_000_000, workers=3), []),
        (pk.Facts(independent=False, parent="PT A", parent_tier=pk.Tier.LARGE), []),
        (pk.Facts(parent="PT A"), ["$.independent check.independence_unsaid warning"]),
        (
            pk.Facts(parent_tier=pk.Tier.LARGE),
            ["$.parent check.parent_unnamed warning", "$.independent check.independence_unsaid warning"],
        ),
        (pk.Licence(kind="halal", expires=ON), []),
        (pk.Facts(capital=5, capital_own=1, capital_borrowed=1, land_building=5), [
            "$.land_building check.capital_below_zero error", "$.capital check.capital_sum warning"]),
    ],
)  # fmt: skip
def test_bounds_and_parents(record: Any, expected: list[str]) -> None:
    assert codes(record) == expected


# ---- the quick way and the long way


def the_same(text: str, found: Any, quick: Any, long: Any) -> None:
    assert tuple(found) == quick(text) == long, text


JUDGES = {name: judge(ON, policy, None) for name, policy in {
    "default": None, "lenient": pk.Policy(strict=False), "named": pk.Policy(region_names=REGIONS, kbli_codes=CODES),
    "bps": pk.Policy(region_system="bps", region_names=BPS),
}.items()}  # fmt: skip
FIELDS: dict[str, Callable[[Judge, str], Any]] = {
    "nik": lambda one, text: one.numbers.nik(text)[0],
    "npwp": lambda one, text: one.numbers.npwp(text),
    "nib": lambda one, text: one.numbers.nib(text),
    "phone": lambda one, text: one.numbers.phone(text),
}


def whole(name: str, text: str, policy: pk.Policy) -> Any:
    names = policy.region_names if policy.region_system == "kemendagri" else None
    match name:
        case "nik":
            return nik.problems(text, on=ON, names=names)
        case "npwp":
            return npwp.problems(text, strict=policy.strict, names=names)
        case "nib":
            return nib.problems(text)
        case _:
            return phone.problems(text)


SOUND = {"nik": numbers.nik, "npwp": numbers.old_npwp | numbers.new_npwp, "nib": numbers.nib,
         "phone": numbers.mobile | numbers.landline}  # fmt: skip
ODD = [
    "", "0", "0" * 13, "0" * 15, "0" * 16, "100000000000001", "1000000000000001", "1" * 100, "٣573010101900001",
    "3573010101900000", "0573010101900001", "9101010101900001", "+62", "+", "62", "+6208123456789", "620812345678",
    "0812-3456-7890", "0812.3456.7890", "+62 812 3456 7890", "081234567890.0", "8E+10", "08123456789012345678901",
    "00000001800000.0", "01.312.166.0-091.000", "01.312.166.1-091.000", " 013121660091000", "\u2013",
]  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
@given(choice=st.data())
def test_a_number_has_the_same_findings_both_ways(name: str, choice: st.DataObject) -> None:
    text = choice.draw(SOUND[name] | st.sampled_from(ODD))
    if choice.draw(st.booleans()):
        at = choice.draw(st.integers(0, len(text)))
        text = (
            text[:at] + choice.draw(st.sampled_from(["", "0", "9", "-", ".", " ", "+", "O", "٣", "\x00"])) + text[at:]
        )
    for one in JUDGES.values():
        assert FIELDS[name](one, text) == whole(name, text, one.terms.policy), text


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("text", ODD)
def test_odd_numbers_have_the_same_findings_both_ways(name: str, text: str) -> None:
    for one in JUDGES.values():
        assert FIELDS[name](one, text) == whole(name, text, one.terms.policy)


@given(numbers.nik)
@example("3573014101900001")
def test_what_a_nik_tells_is_what_parse_tells(text: str) -> None:
    problems, person = JUDGES["default"].numbers.nik(text)
    if person is None:
        assert any(found.severity == "error" for found in problems)
        return
    parsed = nik.parse(text, on=ON)
    assert person == (parsed.sex, frozenset(day.year for day in parsed.birth_dates))


@given(numbers.nib | st.sampled_from(ODD))
def test_the_day_of_a_nib_is_that_of_parse(text: str) -> None:
    expected = (None, None)
    if nib.is_valid(text):
        parsed = nib.parse(text)
        expected = (parsed.issued_estimate, parsed.year_estimate)
    day = JUDGES["default"].numbers.issue_of(text)
    assert day == expected or not nib.is_valid(text)


def test_repeating_codes_are_judged_by_their_modules() -> None:
    for one in JUDGES.values():
        policy = one.terms.policy
        for code in (pk.Kbli("2020", "13134"), pk.Kbli("2020", "74100"), pk.Kbli("2025", "1")):
            assert one.numbers.kbli(code) == kbli.problems(code.code, version=code.version, codes=policy.kbli_codes)
        for text in ("35.73", "3573", "99", "3173080"):
            expected = region.problems(text, system=policy.region_system, names=policy.region_names)
            assert one.numbers.region(text) == expected
        assert one.numbers.postal("65141", "32") == postal.problems("65141", province="32")
        assert one.numbers.programme("x") == programme.problems("x")


# ---- regions by name


def test_names_of_regions_are_known_by_a_table_alone() -> None:
    policy = pk.Policy(region_names=REGIONS)
    for name in ("Kota Malang", "kota malang", "Kab. Malang", "Kabupaten Malang", "KAB MALANG"):
        assert codes(pk.Facts(region=name), policy=policy) == []
    assert codes(pk.Facts(region="Kota Malnag"), policy=policy) == ["$.region check.region_name warning"]
    assert codes(pk.Facts(region="Kota Malang", postal_code="40111"), policy=policy) == [
        "$.postal_code postal.zone_mismatch warning"
    ]
    assert codes(pk.Facts(region="Kota Malnag", postal_code="40111"), policy=policy) == [
        "$.region check.region_name warning"
    ]


def test_a_region_belongs_to_the_one_above() -> None:
    policy = pk.Policy(region_names=REGIONS)
    assert codes(pk.Facts(region="35.73.05"), policy=policy) == []
    # No such kecamatan in Kota Malang, though there is one of that number elsewhere.
    assert codes(pk.Facts(region="35.73.33"), policy=policy) == ["$.region region.unlisted error"]
    assert codes(pk.Facts(region="99.73", postal_code="65141"), policy=policy) == ["$.region region.unknown error"]


def test_codes_of_bps_say_nothing_of_postal_zones() -> None:
    policy = pk.Policy(region_system="bps", region_names=BPS)
    assert codes(pk.Facts(region="3173", postal_code="65141", nik=NIK), policy=policy) == []


# ---- twelve at once


def test_a_record_with_twelve_defects_has_twelve_findings() -> None:
    shop = pk.Enterprise(
        id="a1",
        founded=2030,
        region="99",
        postal_code="1",
        phone="14045",
        kbli=(pk.Kbli("2020", "131"),),
        nib="123",
        npwp="014518697054000",
        independent=False,
        owner=pk.Owner(nik=NIK, sex="female", birth_year=1991),
        snapshots=(pk.Snapshot(as_of=date(2030, 12, 31), sales=-1),),
    )
    expected = {
        "check.future_date": 1, "check.future_founding": 1, "check.negative": 1, "check.nik_birth_year": 1,
        "check.nik_sex": 1, "check.parent_missing": 1, "kbli.length": 1, "nib.length": 1, "npwp.checksum": 1,
        "phone.short_code": 1, "postal.length": 1, "region.unknown": 1,
    }  # fmt: skip
    report = pk.check(shop, on=ON)
    assert report.codes == expected
    assert len(report) == 12
    assert pk.check(shop, on=ON) == report


# ---- nothing personal


@given(choice=st.data())
def test_no_digit_of_a_person_is_in_any_output(choice: st.DataObject) -> None:
    personal = st.one_of(numbers.nik, numbers.kk, numbers.old_npwp, numbers.new_npwp, numbers.mobile)
    text = choice.draw(personal)
    mark = choice.draw(st.sampled_from(["", " ", ".", "-"]))
    text = mark.join((text[:4], text[4:8], text[8:]))
    hidden = "".join(char for char in text if char.isdigit())
    given_: dict[str, Any] = {name: text for name in ("nik", "npwp", "phone", "nib", "postal_code", "region", "sex")
                              if choice.draw(st.booleans())}  # fmt: skip
    licences = tuple(pk.Licence(kind=kind, number=text) for kind in (*licence_kinds(), text))
    record = pk.Facts(**given_, birth_year=1901, licences=licences, kbli=(pk.Kbli("2020", text),))
    policy = choice.draw(st.sampled_from([None, pk.Policy(region_names=REGIONS, kbli_codes=CODES)]))
    stream = pk.check_many([record], on=ON, policy=policy)
    report = pk.check(record, on=ON, policy=policy)
    outputs = [repr(report), str(report), report._repr_html_(), json.dumps(report.to_records(), ensure_ascii=False)]
    # Written out: an escaped dash would be digits of its own.
    outputs += [json.dumps(list(stream.to_records()), ensure_ascii=False), repr(stream), *map(repr, report)]
    with pytest.raises(pk.ValidationError) as caught:
        pk.check_many([record], on=ON, policy=policy).raise_if_errors(first=1000)
    outputs += [repr(caught.value), str(caught.value)]
    for out in outputs:
        # Aside from the examples that messages name, and that belong to nobody.
        assert not leaks(hidden, out), out


def test_the_modules_that_are_asked_are_there(engine: Callable[[str], ModuleType]) -> None:
    assert engine("plut_kumkm.enterprise.checks").__all__ == ["Policy", "ReportStream", "check", "check_many"]
