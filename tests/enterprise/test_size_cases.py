"""The case tables: every bound and every day on which the law changes, typed apart from the library's data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk

CASES = Path(__file__).parents[1] / "cases"
TABLES = {
    name: tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8")) for name in ("tiers", "readings", "gates")
}
ALL = [case for table in TABLES.values() for case in table["case"]]
NO_TIER = ("unknown", "indeterminate", "not_in_force")


def facts(values: dict[str, Any]) -> pk.Facts:
    words = {"legal_form": pk.LegalForm, "parent_tier": pk.Tier}
    return pk.Facts(**{name: words[name](value) if name in words else value for name, value in values.items()})


def asked(case: dict[str, Any], law: pk.law.LawBook | None = None) -> pk.TierVerdict:
    book = pk.law.book() if law is None else law
    if "policy" in case:
        book = book.accepting(case["policy"])
    how = {key: case[key] for key in ("purpose", "reading", "basis") if key in case}
    return pk.tier(facts(case["input"]), on=case["on"], law=book, **how)


def differences(case: dict[str, Any], law: pk.law.LawBook | None = None) -> list[str]:
    """Return in what the verdict differs from the case."""
    verdict = asked(case, law)
    said = verdict.value.value if verdict.value is not None else verdict.status
    found = [] if said == case["expected"] else [f"{said}, expected {case['expected']}"]
    if (verdict.status != "known") != (case["expected"] in NO_TIER):
        found.append(f"status {verdict.status}")
    for key, value in (("basis_used", verdict.basis), ("conflict", verdict.conflict)):
        if key in case and case[key] != value:
            found.append(f"{key} {value}, expected {case[key]}")
    if "needs" in case and set(case["needs"]) != set(verdict.needs):
        found.append(f"needs {verdict.needs}, expected {case['needs']}")
    if "is_umkm" in case and (None if case["is_umkm"] == "not known" else case["is_umkm"]) is not verdict.is_umkm:
        found.append(f"is_umkm {verdict.is_umkm}, expected {case['is_umkm']}")
    if "form_fits" in case and case["form_fits"] is any(note.code == "tier.form_misfit" for note in verdict.notes):
        found.append(f"form_fits {not case['form_fits']}, expected {case['form_fits']}")
    return found


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert not differences(case), case["source"]


def test_cases_have_a_name_and_a_source_of_their_own() -> None:
    names = [case["name"] for case in ALL]
    assert len(names) == len(set(names))
    assert all(case["source"].startswith(("fact sheet on size classes", "design")) for case in ALL)
    known = {"name", "input", "on", "purpose", "reading", "basis", "policy", "expected", "source"}
    known |= {"basis_used", "conflict", "needs", "is_umkm", "form_fits"}
    assert {key for case in ALL for key in case} <= known


@pytest.mark.parametrize("bound", TABLES["tiers"]["bound"], ids=lambda bound: bound["key"])
def test_bound_is_what_the_fact_sheet_says(bound: dict[str, Any]) -> None:
    (value,) = pk.law.history(bound["key"])
    cite = value.provision.cite
    assert (value.sign, value.value, cite.pinpoint) == (bound["sign"], bound["value"], bound["pinpoint"])
    assert (value.provision.grade, value.provision.origin) == (bound["grade"], "law")
    assert cite.phrase.endswith("paling banyak")
    assert (value.span.since, value.span.until) == (bound["since"], bound.get("until"))
    assert cite.instrument.id == bound["key"].partition("/")[0]


def test_the_book_holds_these_bounds_and_no_others() -> None:
    typed = [bound["key"] for bound in TABLES["tiers"]["bound"]]
    tiers = ("pp-7-2021/", "uu-20-2008/")
    assert sorted(typed) == sorted(value.key for value in pk.law.book().values() if value.key.startswith(tiers))
    assert {regime.id + "/" for regime in pk.law.book().regimes() if regime.of == "tier"} == set(tiers)


@pytest.mark.parametrize("step", [-1, 0, 1])
@pytest.mark.parametrize("bound", TABLES["tiers"]["bound"], ids=lambda bound: bound["key"])
def test_every_bound_has_a_case_on_and_around_it(bound: dict[str, Any], step: int) -> None:
    criterion = bound["key"].rpartition("/")[2]
    last = bound.get("until", bound["since"])
    assert any(
        case["input"] == {criterion: bound["value"] + step} and (case["on"] <= last) == (bound["since"].year == 2008)
        for case in TABLES["tiers"]["case"]
    )
