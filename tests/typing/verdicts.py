"""What a user's type checker sees of tiers and law: read by mypy --strict and pyright, and run by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, assert_type

import plut_kumkm as pk
from plut_kumkm.law.verdicts import Status

ON = date(2026, 6, 30)


def a_verdict() -> None:
    verdict = pk.tier(pk.Facts(sales=1), on=ON)
    assert_type(verdict, pk.TierVerdict)
    assert_type(verdict.value, pk.Tier | None)
    assert_type(verdict.unwrap(), pk.Tier)
    assert_type(verdict.status, Status)
    assert_type(verdict.needs, tuple[str, ...])
    assert_type(verdict.readings, tuple[pk.law.Reading[pk.Tier], ...])
    assert_type(verdict.readings[0].value, pk.Tier | None)
    assert_type(verdict.cites, tuple[pk.law.Cite, ...])
    assert_type(verdict.provisions, tuple[pk.law.Provision, ...])
    assert_type(verdict.grade, Literal["primary", "secondary", "unverified"] | None)
    assert_type(verdict.notes, tuple[pk.Finding, ...])
    assert_type(verdict.explain(lang="en"), str)
    assert_type(verdict.to_dict(), dict[str, Any])
    assert_type(verdict.receipt, dict[str, Any])
    assert_type(verdict.basis, str | None)
    assert_type(verdict.by_basis, Mapping[str, pk.Tier | None])
    assert_type(verdict.purpose, Literal["registration", "facility", "statistics"])
    assert_type(verdict.reading, Literal["by-purpose", "by-founding", "cumulative", "sales-only"])
    assert_type(verdict.conflict, bool | None)
    assert_type(verdict.is_umkm, bool | None)


def a_class_of_another_scheme() -> None:
    verdict = pk.classify(pk.Facts(plafond=1), scheme="kur", on=ON)
    assert_type(verdict, pk.law.Verdict[pk.SizeClass])
    assert_type(verdict.value, pk.SizeClass | None)
    assert_type(verdict.unwrap(), pk.SizeClass)
    assert_type(verdict.unwrap().id, str)
    assert_type(int(verdict.unwrap()), int)
    assert_type(verdict.unwrap() < verdict.unwrap(), bool)
    assert_type(verdict.unwrap().label("en"), str)
    assert_type(verdict.readings, tuple[pk.law.Reading[pk.SizeClass], ...])
    assert_type(verdict.status, Status)
    assert_type(verdict.to_dict(), dict[str, Any])


def words_and_amounts() -> None:
    assert_type(int(pk.Tier.MICRO), int)
    assert_type(pk.Tier.MICRO < pk.Tier.LARGE, bool)
    assert_type(pk.Tier.MICRO.label("en"), str)
    assert_type(pk.rupiah("1,8 miliar"), int)
    assert_type(pk.format_rupiah(1), str)
    assert_type(pk.__version__, str)


def an_enterprise() -> None:
    shop = pk.Enterprise(id="a", founded=2015, snapshots=(pk.Snapshot(as_of=ON, sales=1),))
    assert_type(pk.tier(shop, on=ON, purpose="registration", reading="cumulative", basis="sales"), pk.TierVerdict)
    assert_type(shop.founded, date | int | None)


def the_book_of_law() -> None:
    assert_type(pk.law.book(), pk.law.LawBook)
    assert_type(pk.law.load("perda.toml", over=pk.law.book()), pk.law.LawBook)
    assert_type(pk.law.history("pp-7-2021/micro/sales"), tuple[pk.law.Value, ...])
    assert_type(pk.law.schemes(), tuple[str, ...])
    assert_type(pk.law.book().accepting("unverified"), pk.law.LawBook)
    assert_type(pk.law.book().at("tier", ON), pk.law.Regime | pk.law.Gap | pk.law.Dispute | None)
    assert_type(pk.law.book().hash, str)
    assert_type(pk.law.book().scheme("kur"), pk.law.Scheme)
    assert_type(pk.law.book().scheme("kur").classes, tuple[str, ...])


# What a checker must refuse; an ignore that is not needed is an error of its own.
def refused() -> None:
    pk.tier(pk.Facts(sales=1), on="2026-06-30")  # type: ignore[arg-type] # a day is no text
    pk.tier(pk.Facts(sales=1))  # type: ignore[call-arg] # the day is required
    pk.tier(pk.Facts(sales=1), on=ON, purpose="pendaftaran")  # type: ignore[arg-type] # no such purpose
    pk.tier(pk.Facts(sales=1), on=ON, reading="R1")  # type: ignore[arg-type] # no such reading
    pk.Facts(sales=1.5)  # type: ignore[arg-type] # money is whole rupiah
    pk.Facts(omzet=1)  # type: ignore[call-arg] # no such fact
    pk.classify(pk.Facts(), on=ON)  # type: ignore[call-arg] # the scheme is required
    pk.classify(pk.Facts(), scheme="kur", on="2026-06-30")  # type: ignore[arg-type] # a day is no text
    pk.classify(pk.Facts(), scheme="kur", on=ON, purpose="facility")  # type: ignore[call-arg] # a word of size tiers
    pk.tier(pk.Facts(), on=ON).tier  # type: ignore[attr-defined] # noqa: B018 - no such attribute
