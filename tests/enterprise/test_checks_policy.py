"""What a policy changes, and what it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.data import FrozenMap
from tests.identifiers import calls

ON = date(2026, 6, 30)


def found(record: Any, **terms: Any) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in pk.check(record, on=ON, policy=pk.Policy(**terms))]


def test_lenient_forgives_slips_and_nothing_else() -> None:
    shop = pk.Enterprise(
        id="a", npwp="014518697054000", nib="1", licences=(pk.Licence(kind="halal", number="35110019295530624"),)
    )
    assert found(shop) == [("nib.length", "error"), ("npwp.checksum", "error"), ("halal.prefix_missing", "error")]
    assert found(shop, strict=False) == [
        ("nib.length", "error"),
        ("npwp.checksum", "warning"),
        ("halal.prefix_missing", "warning"),
    ]


@pytest.mark.parametrize(
    ("grade", "koperasi", "halal", "nib", "negative"),
    [
        ("unverified", "error", "error", "error", "error"),
        ("secondary", "warning", "error", "error", "error"),
        ("primary", "warning", "warning", "error", "error"),
    ],
)
def test_an_error_rests_on_a_grade(grade: str, koperasi: str, halal: str, nib: str, negative: str) -> None:
    shop = pk.Facts(
        sales=-1, nib="1", licences=(pk.Licence(kind="koperasi", number="1"), pk.Licence(kind="halal", number="ID1"))
    )
    assert dict(found(shop, grade=grade)) == {
        "check.negative": negative,
        "nib.length": nib,
        "koperasi.length": koperasi,
        "halal.form": halal,
    }


def test_the_version_of_kbli_that_is_asked_for_goes_before_the_day_of_the_nib() -> None:
    shop = pk.Facts(nib="1906260005498", kbli=(pk.Kbli("2020", "13134"), pk.Kbli("2025", "13134")))
    versions = {code for code, _ in found(shop, kbli_version="2020") if code.startswith("check.")}
    assert versions == {"check.kbli_version"}
    where = [
        one.where
        for one in pk.check(shop, on=ON, policy=pk.Policy(kbli_version="2025"))
        if one.code.startswith("check.")
    ]
    assert where == ["$.kbli[0]"]
    assert found(pk.Facts(kbli=(pk.Kbli("2020", "13134"),)), kbli_version="2025")[1][0] == "check.kbli_version"


def test_lists_decide_on_membership() -> None:
    codes: Any = calls.table("kbli")
    assert found(pk.Facts(kbli=(pk.Kbli("2020", "13134"),))) == [("kbli.structure_only", "info")]
    assert found(pk.Facts(kbli=(pk.Kbli("2020", "56101"), pk.Kbli("2020", "47911"))), kbli_codes=codes) == []
    assert [code for code, _ in found(pk.Facts(kbli=(pk.Kbli("2020", "74100"),)), kbli_codes=codes)] == [
        "kbli.not_in_version"
    ]


def test_cites_come_from_the_book_that_is_given() -> None:
    book = pk.law.book()
    instruments = {**book.instruments, "pp-37-2007": pk.law.Instrument("pp-37-2007", "PP", "37", 2007, "Lain")}
    other = pk.law.LawBook(FrozenMap(instruments), book.known, book.stretches)
    owner = pk.Owner(nik="3573010101900001", sex="female")
    for law, title in ((None, "Pelaksanaan UU 23/2006 tentang Administrasi Kependudukan"), (other, "Lain")):
        (one,) = pk.check(owner, on=ON, law=law)
        assert one.cite is not None
        assert one.cite.label() == "PP 37/2007 Pasal 37"
        assert one.cite.instrument.title == title  # type: ignore[attr-defined]  # the cites of checks are those of law


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"strict": 1}, TypeError),
        ({"grade": "tertiary"}, ValueError),
        ({"kbli_version": "2019"}, ValueError),
        ({"kbli_version": 2020}, ValueError),
        ({"region_system": "iso"}, ValueError),
        ({"region_names": {"35": "Jawa Timur"}}, TypeError),
        ({"region_names": "regions-bps"}, ValueError),
        ({"kbli_codes": {"13134"}}, TypeError),
    ],
)
def test_a_policy_refuses_what_is_none(given: dict[str, Any], error: type[Exception]) -> None:
    if given.get("region_names") == "regions-bps":
        given = {"region_names": calls.table("regions-bps")}
    with pytest.raises(error):
        pk.Policy(**given)


@pytest.mark.parametrize("given", [{"policy": "strict"}, {"policy": {}}, {"law": "uu"}, {"on": "2026-06-30"}])
def test_misuse(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        pk.check(pk.Facts(), **{"on": ON, **given})
    with pytest.raises(TypeError):
        pk.check_many([], **{"on": ON, **given})


def test_policies_show_no_tables() -> None:
    policy = pk.Policy(kbli_codes=calls.table("kbli"))  # type: ignore[arg-type]  # a table by its name
    assert repr(policy) == "Policy(strict=True, grade='secondary', kbli_version=None, region_system='kemendagri')"
    assert hash(policy) != hash(pk.Policy())
