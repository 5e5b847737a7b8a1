"""The other official classifications, by case tables typed apart from the library's data.

How the tables read stands at the head of ``tests/cases/schemes/bps-industry.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import plut_kumkm as pk

CASES = Path(__file__).parents[1] / "cases"
FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((CASES / "schemes").glob("*.toml"))
}
MONTHS = tomllib.loads((CASES / "final_tax_months.toml").read_text(encoding="utf-8"))["case"]
NO_CLASS = ("unknown", "indeterminate", "not_in_force")
MISSING = "missing"
KEYS = {
    "table": {"name", "scheme", "with", "on", "policy", "by_default", "fact", "facts", "step", "bounds", "rows"},
    "days": {"name", "scheme", "input", "policy", "rows"},
    "case": {"name", "scheme", "input", "on", "policy", "expected", "readings", "note"},
}


class Case(NamedTuple):
    """One question with its answer."""

    id: str
    scheme: str
    input: dict[str, Any]
    on: Any
    policy: str | None
    expected: str
    readings: list[str] | None
    needs: list[str] | None
    note: bool
    source: str


def columns(table: dict[str, Any]) -> list[str]:
    return table["facts"] if "facts" in table else [table["fact"]]


def of_table(name: str, file: dict[str, Any], table: dict[str, Any]) -> Iterator[Case]:
    facts = columns(table)
    for row in table["rows"]:
        values = dict(zip(facts, row, strict=False))
        expected, *readings = row[len(facts) :]
        missing = [fact for fact, value in values.items() if value == MISSING]
        words = ", ".join(" ".join(value) if isinstance(value, list) else str(value) for value in values.values())
        case = Case(
            id=f"{name}: {table['name']}: {words}",
            scheme=table.get("scheme", file["scheme"]),
            input=table.get("with", {}) | {fact: value for fact, value in values.items() if value != MISSING},
            on=table["on"],
            policy=table.get("policy"),
            expected=expected,
            readings=readings[0] if readings else None,
            needs=table.get("needs", missing) if expected == "unknown" else None,
            note=False,
            source=table["source"],
        )
        yield case
        if "by_default" in table and not missing:
            plain = case._replace(id=f"{case.id}, by default", policy=None, expected=table["by_default"])
            yield plain._replace(readings=None, needs=None)


def of_days(name: str, file: dict[str, Any], days: dict[str, Any]) -> Iterator[Case]:
    for day, expected, *readings in days["rows"]:
        yield Case(
            id=f"{name}: {days['name']}: {day}",
            scheme=days.get("scheme", file["scheme"]),
            input=days["input"],
            on=day,
            policy=days.get("policy"),
            expected=expected,
            readings=readings[0] if readings else None,
            needs=None,
            note=False,
            source=days["source"],
        )


def of_case(name: str, file: dict[str, Any], case: dict[str, Any]) -> Case:
    return Case(
        id=f"{name}: {case['name']}",
        scheme=case.get("scheme", file["scheme"]),
        input=case["input"],
        on=case["on"],
        policy=case.get("policy"),
        expected=case["expected"],
        readings=case.get("readings"),
        needs=case.get("needs"),
        note=case.get("note", False),
        source=case["source"],
    )


def of_file(name: str) -> list[Case]:
    file = FILES[name]
    return [
        *chain.from_iterable(of_table(name, file, table) for table in file.get("table", ())),
        *chain.from_iterable(of_days(name, file, days) for days in file.get("days", ())),
        *(of_case(name, file, case) for case in file.get("case", ())),
    ]


ALL = [case for name in FILES for case in of_file(name)]


def fact(name: str, value: Any) -> Any:
    """Return a value of the table as the record takes it."""
    if name == "kbli":
        return tuple(pk.Kbli(*code.split()) for code in value)
    if name == "legal_form":
        return pk.LegalForm(value)
    if name == "area_ha":
        return Fraction(value)
    return value


def asked(case: Case) -> Any:
    facts = pk.Facts(**{name: fact(name, value) for name, value in case.input.items()})
    book = pk.law.book() if case.policy is None else pk.law.book().accepting(case.policy)
    return pk.classify(facts, scheme=case.scheme, on=case.on, law=book)


def differences(case: Case) -> list[str]:
    """Return in what the verdict differs from the case."""
    verdict = asked(case)
    said = verdict.status if verdict.value is None else verdict.value.id
    found = [] if said == case.expected else [f"{said}, expected {case.expected}"]
    if (verdict.status == "known") is (case.expected in NO_CLASS):
        found.append(f"status {verdict.status}")
    if case.needs is not None and set(case.needs) != set(verdict.needs):
        found.append(f"needs {verdict.needs}, expected {case.needs}")
    if case.readings is not None:
        read = {reading.value.id for reading in verdict.readings if reading.value is not None}
        if read != set(case.readings):
            found.append(f"readings {sorted(read)}, expected {sorted(case.readings)}")
    if case.note and not verdict.notes:
        found.append("no note")
    return found


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    assert not differences(case), case.source


@pytest.mark.parametrize("name", FILES)
def test_classes_of_a_scheme_are_ordered_as_the_table_lists_them(name: str) -> None:
    ordered: dict[str, dict[str, int]] = {}
    for case in of_file(name):
        value = asked(case).value
        if value is not None:
            ordered.setdefault(value.scheme, {})[value.id] = value.order
    for found in ordered.values():
        listed = [id_ for id_ in FILES[name]["classes"] if id_ in found]
        assert sorted(found, key=lambda id_: found[id_]) == listed
        assert len(set(found.values())) == len(found)


# ---- the tables themselves


@pytest.mark.parametrize("name", FILES)
def test_file_is_complete(name: str) -> None:
    file, cases = FILES[name], of_file(name)
    expected = {case.expected for case in cases} | {id_ for case in cases for id_ in case.readings or ()}
    assert set(file["classes"]) == expected - set(NO_CLASS)
    assert file["scheme"] == name
    for table in file["table"]:
        rows = [row[: len(columns(table))] for row in table["rows"]]
        assert any(MISSING in row for row in rows), table["name"]


@pytest.mark.parametrize("name", FILES)
def test_both_sides_of_every_bound_stand_in_its_table(name: str) -> None:
    for table in FILES[name]["table"]:
        if "bounds" not in table:
            continue
        step = Fraction(table.get("step", 1))
        values = {Fraction(row[0]) for row in table["rows"] if row[0] != MISSING}
        for bound in table["bounds"]:
            assert {bound - step, Fraction(bound), bound + step} <= values, (table["name"], bound)


def test_cases_have_a_name_of_their_own_a_source_and_known_keys() -> None:
    ids = [case.id for case in ALL]
    assert len(ids) == len(set(ids))
    assert all(case.source for case in ALL)
    for file in FILES.values():
        assert set(file) <= {"scheme", "classes", *KEYS}
        for kind, keys in KEYS.items():
            for entry in file.get(kind, ()):
                assert set(entry) <= keys | {"source", "needs"}, entry["name"]


@pytest.mark.parametrize("case", MONTHS, ids=lambda case: case["name"])
def test_months_of_the_final_tax_add_up(case: dict[str, Any]) -> None:
    sales, tax = case["sales"], [Fraction(value) for value in case["tax"]]
    assert len(sales) == len(tax) <= 12
    # 0,5 % of the year beyond the band of 500 juta, which only individuals have, and only since PP 55/2022.
    band = 500_000_000 if case["legal_form"] == "individual" and case["year"] > 2022 else 0
    assert sum(tax) == Fraction(max(0, sum(sales) - band), 200)


@pytest.mark.parametrize("case", MONTHS, ids=lambda case: case["name"])
def test_months_of_the_final_tax(case: dict[str, Any]) -> None:
    year = pk.final_tax(case["sales"], year=case["year"], legal_form=pk.LegalForm(case["legal_form"]))
    tax = [Fraction(value) for value in case["tax"]]
    assert [month.tax for month in year.months] == tax, case["source"]
    assert year.tax == sum(tax)
