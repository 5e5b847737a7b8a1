"""The quick tests of numbers let a row pass only where the record checks find nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plut_kumkm as pk
from plut_kumkm.enterprise.checks.judging import judge
from plut_kumkm.registry.noticing.checking import Checks
from plut_kumkm.registry.noticing.sounding import LICENCES
from plut_kumkm.registry.records import facts_from
from tests.identifiers import numbers

ON = date(2026, 7, 31)
NIK = "3573010101900001"
texts = {
    "nik": st.sampled_from([NIK, "3573014101900001", "3573010101900000", "9101010101900001", "x", "1"]) | numbers.nik,
    "npwp": st.sampled_from([NIK, "3573010101900002", "013121660091000", "0013121660091000", "1000000009312478", "1"])
    | numbers.new_npwp,
    "nib": st.sampled_from(["1203250005498", "1906260005498", "1806260005498", "9120001234567", "1", "0" * 13])
    | numbers.nib,
    "phone": st.sampled_from(["081234567890", "0812-3456-7890", "14045", "x"]) | numbers.mobile,
    "postal_code": st.sampled_from(["65141", "40111", "1"]),
    "region": st.sampled_from(["35.73", "99", "Kota Malang", "32.73"]),
    "kbli": st.sampled_from([(("2020", "13134"),), (("2025", "13134"),), (("2020", "1"),),
                             (("2020", "13134"), ("2015", "9"))]),
    "sex": st.sampled_from(["male", "female"]),
    "birth_year": st.sampled_from([1990, 1991, 2027]),
    "founded": st.sampled_from([2018, 2019, 2025, 2026, date(2025, 3, 12), date(2025, 3, 13),
                                date(2019, 1, 1), date(2020, 1, 1)]),
    "sales": st.sampled_from([0, 1, 5_000_000, 10**13]),
    "workers": st.sampled_from([0, 1, 5]),
    "assets": st.sampled_from([0, 1, 10**9]),
    "independent": st.booleans(),
    "parent": st.just("PT Induk"),
    "parent_tier": st.just("large"),
    "capital_own": st.sampled_from([0, 5]),
    "capital_borrowed": st.sampled_from([0, 5]),
    "land_building": st.sampled_from([0, 7, 20]),
    "licences": st.sampled_from([(pk.Licence(kind="halal", number="1"),), (pk.Licence(kind="x"),)]),
}  # fmt: skip


@given(st.lists(st.fixed_dictionaries({}, optional=texts), max_size=4))
def test_nothing_that_the_record_checks_find_is_missed(rows: list[dict[str, Any]]) -> None:
    found = Checks(frozenset(texts), ON).of(rows, [None] * len(rows))
    asked = judge(ON, None, None, each=False)
    for place, row in enumerate(rows):
        assert found.get(place, []) == asked.findings(facts_from(row)), row


def test_most_sound_rows_are_not_asked_about() -> None:
    rows: list[dict[str, Any]] = [
        {"nik": NIK, "sex": "male", "birth_year": 1990, "nib": "1203250005498", "founded": 2020,
         "phone": "081234567890",
         "kbli": (("2020", "13134"),), "region": "Kota Malang", "postal_code": "65141", "npwp": "0013121660091000",
         "sales": 10**9, "workers": 3, "assets": 10**8},
        {},
    ]  # fmt: skip
    checks = Checks(frozenset(texts), ON)
    assert {place for test in checks._tests for place in test(rows)} == set()
    assert checks.of(rows, [None, None]) == {}
    assert [note.code for note in checks.notes] == ["check.form_only"]


def test_licences_with_a_column_of_their_own() -> None:
    rows: list[dict[str, Any]] = [
        {"licence_pirt": "1", "licence_halal": "LPPOM-00160233461223"},
        {"licence_pirt": "P-IRT No. 2063510010243-28"},
        {},
    ]
    found = Checks(LICENCES, ON).of(rows, [None] * 3)
    assert {place: [(one.where, one.code) for one in some] for place, some in found.items()} == {
        0: [("$.licence_halal", "halal.decree_number"), ("$.licence_pirt", "pirt.length")]
    }
    assert Checks(("licence_pirt",), ON).of([{"licence_halal": "1"}], [None]) == {}


COLUMNS = "Nama;NIK;JK;NPWP;NIB;No HP;Kode Pos;KBLI 2020;No PIRT;Omzet\n"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (f"A;{NIK};L;0013121660091000;9120001234567;081234567890;65141;13134;;5 juta", {}),
        (f"A;{NIK};P;;;;;;;5 juta", {"NIK": "check.nik_sex"}),
        ("A;3573010101900000;L;;;;;;;5 juta", {"NIK": "nik.serial"}),
        (f"A;{NIK};L;3573010101900002;;;;;;5 juta", {"NPWP": "check.npwp_not_nik"}),
        ("A;;;;220009861929;;;;;5 juta", {"NIB": "nib.lost_zero"}),
        ("A;;;;1906260005498;;;13134;;5 juta", {"KBLI 2020": "check.kbli_outdated"}),
        ("A;;;;;14045;;;;5 juta", {"No HP": "phone.short_code"}),
        ("A;;;;;;01234;;;5 juta", {"Kode Pos": "postal.zone_zero"}),
        ("A;;;;;;;13134;123;5 juta", {"No PIRT": "pirt.length"}),
    ],
)
def test_evaluate_names_row_and_column(cells: str, expected: dict[str, str], tmp_path: Any) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text(COLUMNS + cells + "\n", encoding="utf-8")
    done = pk.evaluate(pk.read(path), on=ON)
    assert {found.column: found.code for found in done.findings if found.row == 2} == expected
    assert done.rows[0].findings == tuple(expected.values())
    assert "0101900" not in str(done.findings) + repr(list(done.findings))


def test_the_form_of_codes_is_said_once(tmp_path: Any) -> None:
    path = tmp_path / "usaha.csv"
    path.write_text("Nama;KBLI 2020;Omzet\nA;13134;5 juta\nB;56101;6 juta\n", encoding="utf-8")
    done = pk.evaluate(pk.read(path), on=ON)
    assert done.summary["findings_by_code"]["check.form_only"] == 1
    assert not any("structure_only" in code for code in done.summary["findings_by_code"])


def test_what_was_read_before_does_not_matter() -> None:
    # Reading a record by cattrs resolves the types of its fields, which are text until then.
    code = (
        "import plut_kumkm as pk\n"
        "from datetime import date\n"
        "pk.structure(pk.Facts, {'sales': 5})\n"
        "from plut_kumkm.registry import records\nfrom plut_kumkm.registry.noticing import checking\n"
        "columns = records.frame_columns(['sales', 'as_of', 'area_ha'])\n"
        "print('as_of' in checking._DAYS, 'kbli' in records._TUPLES, columns)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("True True {'row': 'Int64', 'year': 'Int64', 'sales': 'Int64', 'as_of': 'Date'")
    assert "'area_ha': 'Float64'" in said
