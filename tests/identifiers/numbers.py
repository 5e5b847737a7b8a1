"""Strategies that build valid numbers, part by part, of every identifier; nothing is generated to be thrown away."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from plut_kumkm.base import data
from plut_kumkm.identifiers import bpom, npwp, region


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def counted(least: int, most: int, width: int) -> st.SearchStrategy[str]:
    return st.integers(least, most).map(lambda number: f"{number:0{width}d}")


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


def _day(parts: tuple[Any, bool]) -> str:
    day, female = parts
    return f"{day.day + 40 * female:02d}{day:%m%y}"


province = st.sampled_from(sorted(region.provinces()))
regency = counted(1, 69, 2) | counted(71, 99, 2)
place = joined(province, regency)
births = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
nik = joined(place, counted(1, 99, 2), st.tuples(births, st.booleans()).map(_day), counted(1, 9999, 4))
kk = joined(place, counted(1, 99, 2), births.map(lambda day: f"{day:%d%m%y}"), digits(4))


def _with_check(head: str) -> str:
    return next(f"{head}{check}" for check in range(10) if npwp.passes_luhn(f"{head}{check}"))


old_npwp = joined(counted(1, 99_999_999, 8).map(_with_check), digits(6))
new_npwp = joined(st.just("0"), old_npwp) | joined(st.just("1000"), counted(10, 10**12 - 1, 12)) | nik
nib = counted(1, 10**13 - 1, 13)
mobile = joined(st.just("08"), st.sampled_from("12356789"), st.integers(7, 10).flatmap(digits))
landline = joined(st.just("0"), st.sampled_from("2345679"), st.integers(6, 10).flatmap(digits))
_divisions = [f"{n:02d}" for s in data.toml("kbli_sections.toml")["2020"].values()
              for n in range(int(s[:2]), int(s[-2:]) + 1)]  # fmt: skip
_goods = [(prefix, count) for prefix, (_, layouts) in bpom._goods().items() for count in layouts]
kemendagri = province | place | joined(place, counted(1, 99, 2)) | joined(
    place, counted(1, 99, 2), st.sampled_from("123"), digits(3)
) | joined(place, st.just("4"), digits(4))  # fmt: skip
bps = counted(1, 99, 2) | joined(counted(1, 99, 2), regency) | joined(counted(1, 99, 2), regency, digits(3)) | joined(
    counted(1, 99, 2), regency, digits(6)
)  # fmt: skip
_word = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=6)
_subactivity = st.sampled_from(["", ".01", ".0015"])

VALID: dict[str, list[tuple[dict[str, Any], st.SearchStrategy[str]]]] = {
    "ahu": [({}, st.tuples(st.sampled_from(["", "A"]), counted(0, 9_999_999, 7), digits(2), digits(2), digits(4)).map(
        lambda parts: "AHU-{}{}.AH.{}.{}.TAHUN {}".format(*parts)))],
    "bpom": [
        ({}, st.sampled_from(_goods).flatmap(lambda one: joined(st.just(one[0]), digits(one[1])))),
        ({}, joined(st.sampled_from(["DBL", "GKX", "DNE"]), digits(10), st.just("A1"))),
    ],
    "halal": [
        ({}, joined(st.just("ID"), province | st.just("00"), digits(11), counted(1, 12, 2), digits(2))),
        ({"kind": "mui"}, digits(14)),
    ],
    "kbli": [({"version": "2020"}, joined(st.sampled_from(_divisions), digits(3)))],
    "kk": [({}, kk)],
    "koperasi": [({}, digits(13))],
    "merek": [({}, joined(st.just("IDM"), digits(9))),
              ({}, joined(st.sampled_from(["DID", "JID", "D00", "J00"]), digits(10)))],
    "nib": [({}, nib)],
    "nik": [({}, nik)],
    "nitku": [({}, joined(new_npwp, digits(6)))],
    "npwp": [({}, old_npwp), ({}, new_npwp)],
    "pb_umku": [({}, joined(nib, digits(7)))],
    "phone": [({}, mobile), ({}, landline)],
    "pirt": [({}, joined(counted(1, 8, 1), counted(1, 16, 2), place, digits(8)))],
    "postal": [({}, joined(st.sampled_from("123456789"), digits(4)))],
    "programme": [
        ({}, st.tuples(counted(1, 9, 1), digits(2), digits(2), st.sampled_from("12"), digits(2), _subactivity).map(
            lambda parts: "{}.{}.{}.{}.{}{}".format(*parts))),
        ({}, counted(1, 9, 1)),
    ],
    "region": [({"system": "kemendagri"}, kemendagri), ({"system": "bps"}, bps)],
    "sni": [
        ({}, st.tuples(st.sampled_from(["", "ISO ", "ISO/IEC "]), digits(4), digits(4)).map(
            lambda parts: "SNI {}{}:{}".format(*parts))),
        ({}, st.tuples(digits(2), digits(4), digits(4)).map(lambda parts: "SNI {}-{}-{}".format(*parts))),
    ],
    "tkdn": [({}, st.tuples(digits(4), _word, counted(1, 12, 1), digits(4)).map(
        lambda parts: "{}/{}/TKDN/{}/{}".format(*parts)))],
}  # fmt: skip
