"""Record checks that need a subsector: its name, its KBLI codes, and the licences that go with it.

Only what a source was seen for is called wrong. Which product needs which licence is not known well enough here: by
default that is named as a gap, and nothing is called missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.periods import check_day
from plut_kumkm.ekraf.kbli.asking import subsectors_of
from plut_kumkm.ekraf.lists import Subsector, SubsectorList, subsectors
from plut_kumkm.ekraf.lookup import equivalents, name_problems
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.enterprise.checks.numbers import licence_kinds, squash
from plut_kumkm.enterprise.records import Enterprise
from plut_kumkm.identifiers import bpom
from plut_kumkm.law.books import book_of
from plut_kumkm.law.instruments import meets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.ekraf.kbli.asking import EnterpriseSubsectors
    from plut_kumkm.ekraf.kbli.verdicts import SubsectorVerdict
    from plut_kumkm.enterprise.licences import Licence
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Grade

# The list that the mapping of KBLI names.
_MAPPED = "2019"


def check(
    enterprise: Enterprise, *, on: date, listed: SubsectorList | None = None, law: LawBook | None = None
) -> Report:
    """Return what does not fit the subsector of an enterprise; what needs no subsector, ``plut_kumkm.check`` finds.

    Args:
        enterprise: the enterprise.
        on: the day whose list of subsectors and whose law apply.
        listed: the list of subsectors that ``enterprise.subsector`` is of; that of the day unless given.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        TypeError: an argument is of the wrong type.

    Source:
        Per BPOM 22/2018 (P-IRT is for food); prefixes of BPOM (secondary); Permenekraf 7/2025 Lampiran I. That a
        product must have a licence is unverified throughout.

    >>> from datetime import date
    >>> from plut_kumkm import Kbli, Licence
    >>> studio = Enterprise(id="a1", kbli=(Kbli("2020", "74201"),), licences=(Licence(kind="pirt"),))
    >>> check(studio, on=date(2025, 6, 30)).codes
    {'ekraf.check_food_licence': 1}
    """
    if not isinstance(enterprise, Enterprise):
        raise TypeError(f"an Enterprise is needed, not {type(enterprise).__name__}")
    check_day(on, "on")
    if listed is not None and not isinstance(listed, SubsectorList):
        raise TypeError(f"listed must be a SubsectorList, not {type(listed).__name__}")
    names = subsectors(on=on) if listed is None else listed
    return Report(_findings(enterprise, on, names, law))


def _findings(enterprise: Enterprise, on: date, listed: SubsectorList, law: LawBook | None) -> Iterator[Finding]:
    by_code = subsectors_of(enterprise, law=law)
    declared: tuple[Subsector, ...] = ()
    if enterprise.subsector is not None:
        wrong = name_problems(enterprise.subsector, version=listed.version)
        yield from wrong
        if not wrong:
            declared = equivalents(listed.find(enterprise.subsector), _MAPPED)
            yield from _against_codes(enterprise.subsector, declared, by_code)
    every = tuple(dict.fromkeys((*declared, *by_code.subsectors)))
    if enterprise.subsector is None and not every:
        yield Finding("ekraf.check_no_subsector", "info", ("subsector",))
    slugs = {one.slug for one in every}
    yield from _food(enterprise, slugs)
    yield from _duties(enterprise, slugs, book_of(law).policy)
    yield from _standards(by_code, on)


def _against_codes(name: str, declared: tuple[Subsector, ...], by_code: EnterpriseSubsectors) -> Iterator[Finding]:
    """Yield that the codes of an enterprise are of other subsectors than it says; each of them must be known."""
    verdicts = by_code.verdicts
    if not declared or not verdicts or any(verdict.value is None for verdict in verdicts):
        return
    meant = {one.slug for verdict in verdicts for one in (*_of(verdict), *verdict.alternatives)}
    if not meant & {one.slug for one in declared}:
        params = {"got": show.excerpt(name), "codes": tuple(str(verdict.kbli) for verdict in verdicts)}
        yield Finding("ekraf.check_subsector_kbli", "warning", ("subsector",), {**params, "mapped": by_code.subsectors})


def _of(verdict: SubsectorVerdict) -> tuple[Subsector, ...]:
    return () if verdict.value is None else (verdict.value,)


class _Kind(str):
    """The kind of a licence, which a message calls by its name."""

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return its name, the same in either language."""
        return str(_file()["label"][self])


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/licences.toml")


def _kind(licence: Licence) -> str | None:
    kind = licence_kinds().get(squash(licence.kind))
    return None if kind is None else kind.name


def _food(enterprise: Enterprise, slugs: set[str]) -> Iterator[Finding]:
    """Yield licences that food alone has, where the enterprise is known to be of other subsectors only."""
    for place, licence in enumerate(enterprise.licences):
        kind = _kind(licence)
        for entry in _file()["food"]:
            if entry["kind"] != kind or not slugs or entry["subsector"] in slugs:
                continue
            if "prefixes" in entry and not _has_prefix(licence, entry["prefixes"]):
                continue
            cite = provision(entry, _file()).cite
            params = {"kind": _Kind(kind), "subsector": subsectors(version=_MAPPED)[entry["subsector"]]}
            yield Finding("ekraf.check_food_licence", "warning", ("licences", place), params, cite)


def _has_prefix(licence: Licence, prefixes: tuple[str, ...]) -> bool:
    return licence.number is not None and bpom.compact(licence.number).startswith(prefixes)


def _duties(enterprise: Enterprise, slugs: set[str], policy: Grade) -> Iterator[Finding]:
    held = {_kind(licence) for licence in enterprise.licences}
    for entry in _file()["duty"]:
        if entry["subsector"] not in slugs or held & set(entry["kinds"]):
            continue
        source = provision(entry, _file())
        params = {
            "kinds": tuple(map(_Kind, entry["kinds"])),
            "subsector": subsectors(version=_MAPPED)[entry["subsector"]],
        }
        if meets(source.grade, policy):
            yield Finding("ekraf.check_licence_missing", "warning", ("licences",), params, source.cite)
        else:
            yield Finding("ekraf.check_duty_gap", "info", ("licences",), {**params, "policy": policy}, source.cite)


def _standards(by_code: EnterpriseSubsectors, on: date) -> Iterator[Finding]:
    """Yield codes for which a licensing standard is known, with how many of its codes are not."""
    annex = _file()["annex"]
    if on < annex["since"]:
        return
    for place, verdict in enumerate(by_code.verdicts):
        for row in verdict.rows:
            if row.basis == "annex":
                params = {"kbli": str(row.kbli), "codes": annex["codes"]}
                yield Finding("ekraf.check_standard", "info", ("kbli", place), params, row.provisions[0].cite)
