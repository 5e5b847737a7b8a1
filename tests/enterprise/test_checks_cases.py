"""Every code of the record checks has a case, with its place and severity; the data agree with the code."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base import data, messages
from plut_kumkm.base.findings import SEVERITIES
from plut_kumkm.enterprise.checks.numbers import licence_kinds, squash
from plut_kumkm.law.instruments import GRADES, ORIGINS
from tests.identifiers import calls

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "checks.toml").read_text(encoding="utf-8")
)["case"]
RULES = data.toml("checks.toml")["rule"]
# Said of many records at once, and tested with check_many.
OF_MANY = {"check.form_only", "check.totals"}


def policy_of(case: dict[str, Any]) -> pk.Policy | None:
    given = dict(case.get("policy", {}))
    if "names" in given:
        names: Any = calls.table(given.pop("names"))
        given["region_names"] = names
    return pk.Policy(**given) if given else None


def record_of(case: dict[str, Any], content: dict[str, Any] | None = None) -> Any:
    record, report = pk.structure(getattr(pk, case["kind"]), content or case["data"])
    assert report.ok, report
    return record


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["found"][0])
def test_case(case: dict[str, Any]) -> None:
    report = pk.check(record_of(case), on=case["on"], policy=policy_of(case))
    assert sorted(f"{found.code} {found.where} {found.severity}" for found in report) == sorted(case["found"])
    for found in report:
        assert found.message("id") != found.message("en")
        assert "{" not in found.message("id") + found.message("en")
    rule = RULES[case["found"][0].split()[0].removeprefix("check.")]
    (cited,) = {found.cite.instrument.id if found.cite is not None else None for found in report
                if found.code == case["found"][0].split()[0]}  # fmt: skip
    assert cited == rule.get("instrument")


def test_every_code_has_a_case_a_rule_and_a_message() -> None:
    tried = {case["found"][0].split()[0] for case in CASES}
    assert len(tried) == len(CASES)
    assert tried | OF_MANY == {f"check.{rule}" for rule in RULES}
    assert tried | OF_MANY == {code for code in messages.catalogue() if code.startswith("check.")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["found"][0])
def test_the_order_of_the_fields_does_not_matter(case: dict[str, Any]) -> None:
    expected = pk.check(record_of(case), on=case["on"], policy=policy_of(case))
    shuffle = random.Random(1).shuffle  # noqa: S311 - an order, no secret

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            shuffle(items)
            return {key: shuffled(item) for key, item in items}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    for _ in range(5):
        assert pk.check(record_of(case, shuffled(case["data"])), on=case["on"], policy=policy_of(case)) == expected


def test_rules_are_graded_as_the_words_allow() -> None:
    for name, rule in RULES.items():
        assert set(rule) <= {"severity", "grade", "origin", "instrument", "pinpoint", "source"}, name
        assert rule["severity"] in SEVERITIES
        # What is plain sense needs no source; what is not says all of it.
        assert ("grade" in rule) is ("origin" in rule)
        if "grade" in rule:
            assert rule["grade"] in GRADES
            assert rule["origin"] in ORIGINS
            assert ("instrument" in rule) is ("pinpoint" in rule)
            assert ("instrument" in rule) is not ("source" in rule)
        # unverified: a warning or less, never an error
        assert not (rule["severity"] == "error" and rule.get("grade") == "unverified")
    assert set(data.toml("checks.toml")["identifier"]) == set(calls.NAMES)
    for number in data.toml("checks.toml")["identifier"].values():
        assert number["grade"] in GRADES
        assert number["source"]


def test_every_instrument_of_the_checks_is_in_the_book() -> None:
    cited = {rule["instrument"] for rule in RULES.values() if "instrument" in rule}
    versions = {entry["instrument"] for entry in data.toml("kbli_versions.toml").values()}
    # Among those that are read with any scheme: a check must not open all of them.
    common = {table["id"] for table in data.toml("law/instruments.toml")["instrument"]}
    assert cited
    assert cited | versions <= common


def test_bounds_are_proposals_and_say_so() -> None:
    table = data.toml("plausibility.toml")
    assert {entry["origin"] for entry in table.values()} == {"proposal"}
    for rule in table:
        assert RULES[rule]["origin"] == "proposal"
        assert "usulan pustaka ini" in messages.catalogue()[f"check.{rule}"]["id"]
        assert "proposed by this library" in messages.catalogue()[f"check.{rule}"]["en"]


def test_the_days_of_kbli_2025() -> None:
    # A data vendor saw it in OSS on 15 June 2026; the adaptation ends on 18 June 2026 (both secondary).
    (version,) = data.toml("kbli_versions.toml").values()
    assert (version["since"].isoformat(), version["old_until"].isoformat(), version["grade"]) == (
        "2026-06-15",
        "2026-06-18",
        "secondary",
    )


def test_kinds_of_licence_have_a_module_or_are_of_the_past() -> None:
    table = data.toml("licence_kinds.toml")
    for name, entry in table.items():
        assert ("identifier" in entry) is not entry.get("legacy", False)
        assert entry.get("identifier", "nib") in calls.NAMES
        assert licence_kinds()[squash(name)].name == name
    for name, entry in table.items():
        for word in entry["words"]:
            assert licence_kinds()[squash(word)].name == name, word


def test_the_cases_are_plain_json() -> None:
    assert all(json.loads(json.dumps(case["data"])) == case["data"] for case in CASES)
