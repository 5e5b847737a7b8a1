"""The rows of the examples of the fact sheet, and the cases typed from its rules."""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from plut_kumkm import ValidationError
from plut_kumkm.base import data
from plut_kumkm.identifiers import kbli
from tests.identifiers import calls

if TYPE_CHECKING:
    from pathlib import Path

# What the examples call a number: the module, and how it is asked. SIUP and TDP have no national form and no module;
# rupiah, dates and periods belong to base.
EXAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "nik": ("nik", {}),
    "kk": ("kk", {}),
    "npwp15": ("npwp", {}),
    "npwp16": ("npwp", {}),
    "nitku": ("nitku", {}),
    "nib": ("nib", {}),
    "pb_umku": ("pb_umku", {}),
    "kbli_2015": ("kbli", {"version": "2015", "codes": "kbli"}),
    "kbli_2020": ("kbli", {"version": "2020", "codes": "kbli"}),
    "kbli_2025": ("kbli", {"version": "2025", "codes": "kbli"}),
    "pirt": ("pirt", {}),
    "bpom": ("bpom", {}),
    "halal_bpjph": ("halal", {"kind": "bpjph"}),
    "halal_mui": ("halal", {"kind": "mui"}),
    "merek_pendaftaran": ("merek", {}),
    "merek_permohonan": ("merek", {}),
    "sni": ("sni", {}),
    "tkdn": ("tkdn", {}),
    "nik_koperasi": ("koperasi", {}),
    "ahu": ("ahu", {}),
    "wilayah_kemendagri": ("region", {"system": "kemendagri"}),
    "wilayah_bps": ("region", {"system": "bps"}),
    "kode_pos": ("postal", {}),
    "telepon": ("phone", {}),
}
with (calls.CASES / "examples.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
CASES: list[dict[str, Any]] = tomllib.loads((calls.CASES / "findings.toml").read_text(encoding="utf-8"))["case"]
SEVERITIES = {"errors": "error", "warnings": "warning", "infos": "info"}


def judge(name: str, text: str, given: dict[str, Any]) -> tuple[dict[str, list[str]], bool]:
    """Return the codes by severity, and whether the number is valid; all verbs must agree on it."""
    module, arguments = calls.module(name), calls.arguments(given)
    found = module.problems(text, **arguments)
    codes = {key: sorted(one.code for one in found if one.severity == SEVERITIES[key]) for key in SEVERITIES}
    valid = not codes["errors"]
    assert module.is_valid(text, **arguments) is valid
    if valid:
        parsed = module.parse(text, **arguments)
        assert parsed.findings == found
        assert parsed.number == module.validate(text, **arguments)
    else:
        for verb in (module.validate, module.parse):
            with pytest.raises(ValidationError) as caught:
                verb(text, **arguments)
            assert caught.value.findings == tuple(one for one in found if one.severity == "error")
            assert caught.value.finding == caught.value.findings[0]
    for one in found:
        assert one.message("id") != one.message("en")
        assert "{" not in one.message("id") + one.message("en")
    return codes, valid


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['identifier']} {row['value']}")
def test_example_is_judged_as_stated(row: dict[str, str]) -> None:
    name, given = EXAMPLES[row["identifier"]]
    codes, valid = judge(name, row["value"], given)
    assert valid is (row["valid"] == "true")
    assert sorted(row["codes"].split()) == sorted(code for some in codes.values() for code in some)


def test_every_name_of_the_examples_is_used() -> None:
    assert {row["identifier"] for row in ROWS} == set(EXAMPLES)


KBLI_ROWS = [row for row in ROWS if row["identifier"].startswith("kbli_")]


@pytest.mark.parametrize("row", KBLI_ROWS, ids=lambda row: f"{row['identifier']} {row['value']}")
def test_example_of_kbli_against_the_whole_list(row: dict[str, str], tables_dir: Path) -> None:
    codes = kbli.load_codes(tables_dir / "kbli_codes.csv")
    version = row["identifier"].removeprefix("kbli_")
    assert kbli.is_valid(row["value"], version=version, codes=codes) is (row["valid"] == "true")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['identifier']} {case['input']} {case['source']}")
def test_case_of_the_sheet(case: dict[str, Any]) -> None:
    codes, _ = judge(case["identifier"], case["input"], case.get("with", {}))
    assert codes == {key: sorted(case.get(key, [])) for key in SEVERITIES}


def test_every_code_of_the_catalogue_has_a_case() -> None:
    tried = {code for case in CASES for key in SEVERITIES for code in case.get(key, [])}
    tried |= {code for row in ROWS for code in row["codes"].split()}
    tried |= {"number.too_long"}  # in test_any_text.py: its text does not fit into a table
    texts = data.toml("messages/identifiers.toml")
    assert tried == {code for code in texts if not code.startswith("term.")}


def test_every_identifier_has_its_word_in_both_languages() -> None:
    texts = data.toml("messages/identifiers.toml")
    assert {code.removeprefix("term.identifier.") for code in texts if code.startswith("term.identifier.")} == set(
        calls.NAMES
    )
