"""From JSON to the records and back. The numbered traps are those of the style guide, part 3."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Report, ValidationError
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.enterprise.structuring import SCHEMAS, structure, structure_json, to_dict
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli import Kbli
from plut_kumkm.testing import strategies

DAY = "2025-12-31"
KINDS = (Owner, Licence, Snapshot, Enterprise, Cooperative, Intervention, Facts)
RECORDS = st.one_of(
    strategies.owners(),
    strategies.licences(),
    strategies.snapshots(),
    strategies.enterprises(),
    strategies.cooperatives(),
    strategies.interventions(),
    strategies.facts(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(report: Report) -> list[tuple[str, str]]:
    return [(found.where, found.code.removeprefix("structure.")) for found in report]


def problems(kind: type[Any], data: object) -> list[tuple[str, str]]:
    record, report = structure(kind, data)
    assert (record is None) == (not report.ok) == (len(report) > 0)
    for found in report:
        assert found.code.startswith("structure.")
        assert found.message("id")
        assert found.message("en")
        assert found.message("id") != found.message("en")
        assert None not in found.params.values()
    return places(report)


# ------------------------------------------------------------------------------------------------------- traps 18 to 22


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sales", 12.9),
        ("sales", 12.0),
        ("sales", "12"),
        ("sales", True),
        ("sales", 1e9),
        ("sales", Decimal(12)),
        ("sales", [12]),
        ("bookkeeping", "false"),
        ("bookkeeping", 0),
        ("market_reach", 3),
        ("market_reach", True),
        ("market_reach", ["lokal"]),
        ("channels", "12"),
        ("channels", {"toko": 1}),
        ("channels", None),
        ("channels", 5),
        ("area_ha", 2.5),
        ("area_ha", False),
        ("as_of", 2025),
        ("as_of", None),
        ("as_of", datetime(2025, 12, 31)),  # noqa: DTZ001 - that a moment is no day, is what this row is about
    ],
)
def test_converter_does_not_coerce(field: str, value: object) -> None:
    assert problems(Snapshot, {"as_of": DAY, field: value}) == [(f"$.{field}", "type")]


def test_converter_does_not_coerce_none_to_text_nor_text_to_a_list_of_letters() -> None:
    assert problems(Licence, {"kind": None}) == [("$.kind", "type")]
    assert problems(Enterprise, {"id": None, "products": "12"}) == [("$.id", "type"), ("$.products", "type")]
    assert problems(Enterprise, {"id": "a", "products": ["1", 2, None]}) == [
        ("$.products[1]", "type"),
        ("$.products[2]", "type"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_keys_are_errors(kind: type[Any]) -> None:
    required: dict[str, object] = {"id": "a", "as_of": DAY, "kind": "nib", "enterprise": "a"}
    known = {field.name for field in fields(kind)}
    data = {key: value for key, value in required.items() if key in known}
    assert problems(kind, data) == []
    assert problems(kind, data | {"omset": 1, "zzz": None}) == [("$.omset", "unknown_key"), ("$.zzz", "unknown_key")]


def test_unknown_keys_are_answered_with_the_nearest() -> None:
    _, report = structure(Snapshot, {"as_of": DAY, "slaes": 1})
    assert report[0].params["near"] == ("sales",)
    assert '"slaes"' in report[0].message("en")
    assert "sales" in report[0].message("id").split("dimaksud:")[1]
    _, report = structure(Snapshot, {"as_of": DAY, "Sales": 1})
    assert report[0].params["near"][0] == "sales"
    _, report = structure(Owner, {"xyzxyz": 1})
    assert report[0].params["near"] == ("nik", "name", "sex", "birth_year", "disability")
    assert problems(Owner, {1: 2}) == [("$.*", "unknown_key")]
    assert problems(Licence, {"kind": "nib", 1: 2, None: 3}) == [("$.1", "unknown_key"), ("$.null", "unknown_key")]


def test_date_and_decimal_hooks() -> None:
    snapshot, _ = structure(Snapshot, {"as_of": DAY, "area_ha": "5/2"})
    assert snapshot == Snapshot(as_of=date(2025, 12, 31), area_ha=Fraction(5, 2))
    plain = to_dict(snapshot)
    assert plain == {"schema": "plut_kumkm/snapshot/1", "as_of": DAY, "area_ha": "5/2"}
    assert json.loads(json.dumps(plain)) == plain
    # No record has a Decimal: amounts are whole, areas are fractions.
    assert problems(Snapshot, {"as_of": DAY, "area_ha": Decimal("2.5")}) == [("$.area_ha", "type")]
    # What TOML reads as a day is one.
    assert structure(Snapshot, {"as_of": date(2025, 12, 31)})[0] == Snapshot(as_of=date(2025, 12, 31))


def test_all_errors_with_paths() -> None:
    assert problems(Snapshot, {"as_of": "x", "sales": "y"}) == [("$.as_of", "date"), ("$.sales", "type")]
    data = {
        "id": "a",
        "founded": "15-03-2015",
        "kbli": [{"version": "2020", "code": "13134"}, {"version": "2021", "code": 1}, "13134"],
        "licences": [{"number": "1"}],
        "owner": {"nik": 1, "birth_year": "1990"},
        "snapshots": [{"as_of": DAY}, {"as_of": "2025-02-29", "sales": -0.5, "channels": ["a", 1]}, None],
        "parent_tier": "mikro",
    }
    assert problems(Enterprise, data) == [
        ("$.founded", "date"),
        ("$.kbli[1].version", "choice"),
        ("$.kbli[1].code", "type"),
        ("$.kbli[2]", "type"),
        ("$.owner.nik", "type"),
        ("$.owner.birth_year", "type"),
        ("$.licences[0].kind", "missing_key"),
        ("$.parent_tier", "choice"),
        ("$.snapshots[1].as_of", "date"),
        ("$.snapshots[1].sales", "type"),
        ("$.snapshots[1].channels[1]", "type"),
        ("$.snapshots[2]", "type"),
    ]


def test_legal_rules_not_in_validators() -> None:
    # Sense is for the checks: a record that makes none can be built, and then be reported.
    data = {"as_of": "2999-01-01", "sales": -1, "workers": -3, "workers_male": 10**30, "area_ha": "-1/3"}
    snapshot, report = structure(Snapshot, data)
    assert report.ok
    assert snapshot == Snapshot(
        as_of=date(2999, 1, 1), sales=-1, workers=-3, workers_male=10**30, area_ha=Fraction(-1, 3)
    )
    owner, report = structure(Owner, {"nik": "abc", "birth_year": 0, "sex": "?"})
    assert report.ok
    assert owner == Owner(nik="abc", birth_year=0, sex="?")


# ------------------------------------------------------------------------------------------------------- single values


@pytest.mark.parametrize("text", ["2025-1-1", "20251231", "2025-W01-1", "31-12-2025", "2025-02-29", "2025-13-01", "",
                                  "2025-12-31T00:00", " 2025-12-31", "٢٠٢٥-12-31", "0000-01-01"])  # fmt: skip
def test_days_are_written_one_way(text: str) -> None:
    assert problems(Snapshot, {"as_of": text}) == [("$.as_of", "date")]


def test_a_founding_year_is_a_number_and_a_founding_day_a_text() -> None:
    for value, founded in ((2015, 2015), ("2015-03-01", date(2015, 3, 1)), (None, None)):
        assert structure(Enterprise, {"id": "a", "founded": value})[0] == Enterprise(id="a", founded=founded)
    assert problems(Enterprise, {"id": "a", "founded": "2015"}) == [("$.founded", "date")]
    assert problems(Enterprise, {"id": "a", "founded": True}) == [("$.founded", "type")]


@pytest.mark.parametrize(("value", "area"), [("2.5", Fraction(5, 2)), ("-7", Fraction(-7)), ("4/6", Fraction(2, 3))])
def test_areas_are_exact(value: str, area: Fraction) -> None:
    snapshot, _ = structure(Snapshot, {"as_of": DAY, "area_ha": value})
    assert snapshot is not None
    assert snapshot.area_ha == area
    assert type(snapshot.area_ha) is Fraction


@pytest.mark.parametrize(
    "text", ["1/0", "1e9", "1e999999999", "2,5", "", " 1", "1/-2", "½", "٣", "0.", "nan", "9" * 9999]
)
def test_texts_that_are_no_fraction_are_refused(text: str) -> None:
    assert problems(Snapshot, {"as_of": DAY, "area_ha": text}) == [("$.area_ha", "fraction")]


def test_words_of_closed_lists() -> None:
    enterprise, _ = structure(Enterprise, {"id": "a", "legal_form": "pt-perorangan", "parent_tier": "large"})
    assert enterprise == Enterprise(id="a", legal_form=LegalForm.PT_PERORANGAN, parent_tier=Tier.LARGE)
    _, report = structure(Enterprise, {"id": "a", "legal_form": "PT", "parent_tier": 0})
    assert places(report) == [("$.legal_form", "choice"), ("$.parent_tier", "type")]
    assert report[0].params["expected"][0] == "pt"
    _, report = structure(Facts, {"parent_tier": "besar"})
    assert report[0].params["expected"] == ("micro", "small", "medium", "large")
    assert "micro, small, medium, large" in report[0].message("en")


def test_kbli_is_nothing_without_its_version() -> None:
    enterprise, _ = structure(Enterprise, {"id": "a", "kbli": [{"version": "2020", "code": "01111"}]})
    assert enterprise == Enterprise(id="a", kbli=(Kbli("2020", "01111"),))
    assert problems(Enterprise, {"id": "a", "kbli": [{"code": "01111"}]}) == [("$.kbli[0].version", "missing_key")]
    assert problems(Enterprise, {"id": "a", "kbli": [{"version": 2020, "code": "01111", "schema": "x"}]}) == [
        ("$.kbli[0].version", "type"),
        ("$.kbli[0].schema", "unknown_key"),
    ]


def test_mappings_and_tuples_of_a_toml_reader_are_read() -> None:
    data = MappingProxyType({"id": "a", "snapshots": (MappingProxyType({"as_of": DAY, "channels": ("a",)}),)})
    assert structure(Enterprise, data)[0] == Enterprise(
        id="a", snapshots=(Snapshot(as_of=date(2025, 12, 31), channels=("a",)),)
    )


@pytest.mark.parametrize("data", [None, 1, 1.5, "x", [], [("id", "a")], (), True, object()])
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_an_object(kind: type[Any], data: object) -> None:
    assert problems(kind, data) == [("$", "type")]


def test_what_was_read_is_shown_short_and_as_json() -> None:
    shown = {
        "null": None, "true": True, "false": False, "2.5": 2.5, "nan": float("nan"), "{…}": {"a": "b"}, "[…]": [1],
        '"abc"': "abc", "<Decimal>": Decimal(1), "<int>": 10**5000,
    }  # fmt: skip
    for text, value in shown.items():
        _, report = structure(Facts, {"channels": {} if value == [1] else value})
        assert report[0].params["got"] == ("{…}" if value == [1] else text)
        _, report = structure(Licence, {"kind": value} if not isinstance(value, str) else {"kind": "", "issued": value})
        assert report[0].params["got"] == text
        assert text in report[0].message()
    _, report = structure(Snapshot, {"as_of": "x" * 500 + "\n\u202e"})
    assert report[0].params["got"] == '"' + "x" * 39 + '…"'
    _, report = structure(Snapshot, {"as_of": "x" * 40})
    assert report[0].params["got"] == '"' + "x" * 40 + '"'
    _, report = structure(Snapshot, {"as_of": "a\n\u202eb"})
    assert report[0].params["got"] == '"a\\n\\u202eb"'


@pytest.mark.parametrize(
    ("kind", "data", "code", "params", "message"),
    [
        (Snapshot, {"as_of": DAY, "sales": "12"}, "type", {"got": '"12"', "expected": "integer"},
         'Nilai "12" tidak sesuai jenisnya. Isi dengan bilangan bulat tanpa tanda kutip (uang dalam rupiah).'),
        (Snapshot, {"as_of": DAY, "bookkeeping": 1}, "type", {"got": "1", "expected": "boolean"},
         "Nilai 1 tidak sesuai jenisnya. Isi dengan true atau false."),
        (Licence, {"kind": 7}, "type", {"got": "7", "expected": "text"},
         "Nilai 7 tidak sesuai jenisnya. Isi dengan teks dalam tanda kutip."),
        (Facts, {"legal_form": 7}, "type", {"got": "7", "expected": "text"},
         "Nilai 7 tidak sesuai jenisnya. Isi dengan teks dalam tanda kutip."),
        (Enterprise, {"id": "a", "kbli": [{"version": 2020, "code": "1"}]}, "type", {"got": "2020", "expected": "text"},
         "Nilai 2020 tidak sesuai jenisnya. Isi dengan teks dalam tanda kutip."),
        (Snapshot, {"as_of": 7}, "type", {"got": "7", "expected": "date"},
         'Nilai 7 tidak sesuai jenisnya. Isi dengan tanggal dalam tanda kutip, misalnya "2025-12-31".'),
        (Facts, {"founded": 7.5}, "type", {"got": "7.5", "expected": "date_or_year"},
         ('Nilai 7.5 tidak sesuai jenisnya. Isi dengan tanggal dalam tanda kutip, misalnya "2015-03-01", '
          "atau tahun sebagai bilangan bulat.")),
        (Facts, {"area_ha": 7.5}, "type", {"got": "7.5", "expected": "fraction"},
         'Nilai 7.5 tidak sesuai jenisnya. Isi dengan bilangan bulat, atau pecahan dalam tanda kutip, misalnya "5/2".'),
        (Facts, {"channels": "toko"}, "type", {"got": '"toko"', "expected": "list"},
         'Nilai "toko" tidak sesuai jenisnya. Isi dengan daftar dalam kurung siku [ ].'),
        (Facts, 7, "type", {"got": "*", "expected": "object"},
         "Nilai * tidak sesuai jenisnya. Isi dengan objek dalam kurung kurawal { }."),
        (Facts, {"as_of": "2025-02-30"}, "date", {"got": '"2025-02-30"'},
         'Nilai "2025-02-30" bukan tanggal yang ada. Tulis tanggal sebagai TTTT-BB-HH, misalnya "2025-12-31".'),
        (Facts, {"area_ha": "2,5"}, "fraction", {"got": '"2,5"'},
         'Nilai "2,5" bukan bilangan pecahan. Tulis seperti "5/2" atau "2.5".'),
        (Facts, {"parent_tier": "Micro"}, "choice", {"got": '"Micro"', "expected": "('micro',)"},
         'Nilai "Micro" tidak dikenal di sini. Pilih salah satu: micro.'),
        (Facts, {"schema": 7}, "schema", {"got": "7", "expected": "plut_kumkm/facts/1"},
         ("Skema 7 tidak sesuai: data ini seharusnya berskema plut_kumkm/facts/1. Periksa jenis catatannya, "
          'atau hapus kunci "schema".')),
        (Licence, {}, "missing_key", {"key": "kind"}, 'Kunci "kind" wajib ada. Tambahkan beserta nilainya.'),
        (Facts, {"sales_": 1}, "unknown_key", {"key": "sales_", "near": "('sales', 'sales_kind', 'sales_period')"},
         'Kunci "sales_" tidak dikenal. Yang mungkin dimaksud: sales, sales_kind, sales_period.'),
    ],
)  # fmt: skip
def test_what_the_findings_say(kind: type[Any], data: Any, code: str, params: dict[str, str], message: str) -> None:
    _, report = structure(kind, data)
    assert len(report) == 1
    assert report[0].code == f"structure.{code}"
    assert {name: str(value) for name, value in report[0].params.items()} == params
    assert report[0].message() == message
    assert report.to_records()[0]["message_id"] == message


# ---------------------------------------------------------------------------------------------------- schema and errors


def test_the_schema_may_be_absent_but_not_wrong() -> None:
    assert {kind: SCHEMAS[kind] for kind in KINDS} == {
        Owner: "plut_kumkm/owner/1",
        Licence: "plut_kumkm/licence/1",
        Snapshot: "plut_kumkm/snapshot/1",
        Enterprise: "plut_kumkm/enterprise/1",
        Cooperative: "plut_kumkm/cooperative/1",
        Intervention: "plut_kumkm/intervention/1",
        Facts: "plut_kumkm/facts/1",
    }
    assert problems(Enterprise, {"id": "a", "schema": "plut_kumkm/enterprise/1"}) == []
    assert problems(Enterprise, {"id": "a", "schema": "plut_kumkm/enterprise/2"}) == [("$.schema", "schema")]
    assert problems(Enterprise, to_dict(Cooperative(id="a")))[0] == ("$.schema", "schema")
    assert problems(Enterprise, {"schema": None}) == [("$.schema", "schema"), ("$.id", "missing_key")]
    parts = {"id": "a", "snapshots": [to_dict(Snapshot(as_of=date(2025, 12, 31)))], "owner": to_dict(Owner())}
    assert problems(Enterprise, parts) == []


@pytest.mark.parametrize("kind", [int, dict, Kbli, Tier, object, None, "Enterprise", Enterprise(id="a"), list[int]])
def test_an_unsupported_kind_is_misuse(kind: Any) -> None:
    name = kind.__name__ if isinstance(kind, type) else f"a value of type {type(kind).__name__}"
    with pytest.raises(TypeError, match=f"^{name} is not one of Owner, Licence, Snapshot, Enterprise"):
        structure(kind, {})
    with pytest.raises(TypeError, match="is not one of Owner, Licence, Snapshot, Enterprise"):
        structure_json(kind, "{}")


@pytest.mark.parametrize("record", [{}, None, Kbli("2020", "1"), Tier.MICRO, Enterprise, "3573010101900001"])
def test_what_is_no_record_cannot_be_written(record: Any) -> None:
    with pytest.raises(TypeError, match="is not one of Owner") as caught:
        to_dict(record)
    assert "3573010101900001" not in str(caught.value)


class Broken(Mapping[str, Any]):
    """A mapping that fails in itself."""

    def __getitem__(self, key: str) -> Any:
        raise ZeroDivisionError

    def __iter__(self) -> Iterator[str]:
        raise ZeroDivisionError

    def __len__(self) -> int:
        return 1


def test_a_defect_of_the_program_is_no_finding() -> None:
    with pytest.raises(ZeroDivisionError):
        structure(Enterprise, {"id": "a", "owner": Broken()})


# ------------------------------------------------------------------------------------------------------------ JSON text


def test_repeated_keys_are_reported() -> None:
    text = '{"id": "a", "id": "b", "snapshots": [{"as_of": "2025-12-31", "sales": 1, "sales": 1, "x": 1, "x": 2}]}'
    record, report = structure_json(Enterprise, text)
    assert record is None
    assert places(report) == [
        ("$.id", "duplicate_key"),
        ("$.snapshots[0].sales", "duplicate_key"),
        ("$.snapshots[0].x", "duplicate_key"),
        ("$.snapshots[0].x", "unknown_key"),
    ]
    assert report[1].params["key"] == "sales"
    assert report[1].message("en").startswith('The key "sales" stands there more than once.')
    assert structure_json(Enterprise, '{"id": "b"}') == (Enterprise(id="b"), Report())


def test_text_that_is_no_json_is_reported_by_its_place() -> None:
    record, report = structure_json(Owner, '{"name": "Sari Dewi",\n "nik": 3573010101900001 x}')
    assert record is None
    assert places(report) == [("$", "json")]
    assert dict(report[0].params) == {"line": 2, "column": 26}
    assert "Sari" not in str(report)
    for text in ("[" * 100_000, '{"id": ' + "9" * 5000 + "}"):
        nothing, report = structure_json(Enterprise, text)
        assert nothing is None
        assert places(report) == [("$", "json_size")]
    assert places(structure_json(Snapshot, '{"as_of": NaN}')[1]) == [("$.as_of", "type")]
    with pytest.raises(TypeError, match="takes text, not bytes"):
        structure_json(Enterprise, b"{}")  # type: ignore[arg-type]  # misuse on purpose


# -------------------------------------------------------------------------------------------------------- personal data

NIK, PHONE, NAME = "3573010101900001", "081234567890", "Sari Dewi Kusumaningrum"
PERSONAL = (NIK, PHONE, NAME, "Sari", "Dewi", "Kusuma", "perempuan", "1990", NIK[4:12], PHONE[:8])


def everything(report: Report) -> str:
    """Return all that a report can show, with the chain of the error it raises."""
    with pytest.raises(ValidationError) as caught:
        report.raise_if_errors()
    chain: list[str] = traceback.format_exception(caught.value)
    error: BaseException | None = caught.value
    while error is not None:
        chain += [repr(error), str(error), repr(error.args)]
        error = error.__cause__ or error.__context__
    shown = [repr(report), str(report), report._repr_html_(), json.dumps(report.to_records(), ensure_ascii=False)]
    return "\n".join([*shown, *map(repr, report), *chain])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Owner, {"nik": int(NIK)}),
        (Owner, {"nik": float(NIK)}),
        (Owner, {"nik": [NIK], "name": {"a": NAME}}),
        (Owner, {"name": 1990, "sex": 1990, "birth_year": "1990", "disability": NAME}),
        (Owner, {"birth_year": PHONE, "disability": "perempuan"}),
        (Owner, NAME),
        (Owner, [NAME, NIK]),
        (Owner, int(NIK)),
        (Owner, {NAME: 1, NIK: 2, "Sari": NAME, PHONE: NIK}),
        (Owner, {"schema": NIK}),
        (Enterprise, {"id": "a", "owner": NAME}),
        (Enterprise, {"id": "a", "owner": [NAME]}),
        (Enterprise, {"id": "a", "owner": int(NIK), "phone": int(PHONE), "npwp": int(NIK)}),
        (Enterprise, {"id": "a", "owner": {"nik": int(NIK), "sex": 1990, "Dewi": 1}}),
        (Enterprise, {"id": int(NIK), "founded": NIK, "nib": int(NIK), "products": NIK, "legal_form": PHONE}),
        (Enterprise, {"id": "a", NIK: 1, "+62 812-3456-7890": 2, "3573.0101.0190.0001": 3}),
        (Enterprise, {"id": "a", "snapshots": [{"as_of": NIK, "sales": PHONE}], "kbli": [NAME]}),
        (Facts, {"nik": int(NIK), "owner_name": [NAME], "sex": 1990, "birth_year": "1990", "phone": int(PHONE)}),
        (Facts, {"sales": NIK, "workers": PHONE, "founded": f"nomor {PHONE} milik {NIK}"}),
    ],
)
def test_no_personal_value_in_any_report(kind: type[Any], data: Any) -> None:
    record, report = structure(kind, data)
    assert record is None
    shown = everything(report)
    assert not [value for value in PERSONAL if value in shown]
    assert not report[0].message("en").endswith(": ")


def test_a_masked_number_can_be_told_by_its_ends() -> None:
    _, report = structure(Owner, {"nik": int(NIK)})
    assert report[0].params["got"] == "3573********0001"
    _, report = structure(Enterprise, {"id": "a", "nib": int(NIK), "founded": f"{NIK} x"})
    assert {found.where: found.params["got"] for found in report} == {
        "$.founded": '"3573********0001 x"',
        "$.nib": "3573********0001",
    }
    _, report = structure(Enterprise, {"id": "a", "owner": "0812 3456 7890"})
    assert report[0].params["got"] == '"**********7890"'
    _, report = structure(Facts, {"owner_name": int(NIK), "disability": 1})
    assert [found.params["got"] for found in report] == ["3573********0001", "*"]


def test_a_repeated_key_of_an_owner_is_not_shown() -> None:
    _, report = structure_json(Owner, f'{{"{NAME}": 1, "{NAME}": 2, "nik": "1", "nik": "2"}}')
    assert [found.code for found in report] == ["structure.duplicate_key"] * 2 + ["structure.unknown_key"]
    assert report[1].where == "$.nik"
    assert "Sari" not in everything(report)


@given(st.text(alphabet="QXZ", min_size=6, max_size=30), st.sampled_from(("nik", "name", "sex", "birth_year", "zzz")))
def test_no_text_of_an_owner_in_any_report(secret: str, field: str) -> None:
    for kind, data in (
        (Owner, {field: [secret], "disability": secret, secret: secret}),
        (Enterprise, {"owner": {field: {secret: secret}, "birth_year": secret}, "phone": [secret]}),
        (Enterprise, {"owner": secret}),
        (Facts, {"birth_year": secret, "disability": secret, "owner_name": {secret: 1}}),
    ):
        assert secret not in everything(structure(kind, data)[1])


# ----------------------------------------------------------------------------------------------------------- properties


@given(RECORDS)
def test_structure_undoes_to_dict(record: Any) -> None:
    plain = to_dict(record)
    again, report = structure(type(record), plain)
    assert report.ok
    assert again == record
    assert type(again) is type(record)
    assert structure_json(type(record), json.dumps(plain)) == (record, Report())


@given(RECORDS)
def test_to_dict_gives_plain_json_and_leaves_out_what_is_not_known(record: Any) -> None:
    plain = to_dict(record)
    assert json.loads(json.dumps(plain)) == plain
    assert next(iter(plain)) == "schema"
    empty = [key for key, value in plain.items() if value is None or value == []]
    # A cooperative has a form unless it says otherwise.
    assert empty == (["legal_form"] if isinstance(record, Cooperative) and record.legal_form is None else [])


def test_the_form_of_a_cooperative_is_always_written() -> None:
    assert to_dict(Cooperative(id="a"))["legal_form"] == "cooperative"
    assert to_dict(Cooperative(id="a", legal_form=None))["legal_form"] is None


@given(st.sampled_from(KINDS), JSON)
def test_random_json_never_raises(kind: type[Any], data: object) -> None:
    problems(kind, data)


@given(st.sampled_from(KINDS), st.data())
def test_random_values_in_known_fields_never_raise(kind: type[Any], data: st.DataObject) -> None:
    names = [field.name for field in fields(kind)]
    given_fields = data.draw(st.dictionaries(st.sampled_from(names), JSON, max_size=6))
    problems(kind, given_fields)


@given(st.text(max_size=40))
def test_random_text_never_raises(text: str) -> None:
    record, report = structure_json(Snapshot, text)
    assert (record is None) == (not report.ok)


@given(st.permutations(["id", "sales", "owner", "zzz", "omset", "kbli", "schema", "founded", "snapshots"]))
def test_the_order_of_fields_does_not_matter(names: list[str]) -> None:
    wrong: dict[str, object] = {
        "id": 1, "sales": 1, "owner": {name: 1 for name in names if name in {"id", "zzz", "omset"}}, "zzz": 1,
        "omset": 1, "kbli": [{}], "schema": "x", "founded": "x", "snapshots": [dict.fromkeys(names, "x")],
    }  # fmt: skip
    _, report = structure(Enterprise, {name: wrong[name] for name in names})
    assert report == structure(Enterprise, wrong)[1]
    assert report[0].where == "$.schema"
    right: dict[str, object] = {"id": "a", "sales": 1, "kbli": [], "founded": 2015, "sentra": "Sanan"}
    facts, _ = structure(Facts, {name: right[name] for name in [*names, "sentra"] if name in right})
    assert facts == Facts(id="a", sales=1, founded=2015, sentra="Sanan")


def test_cattrs_is_loaded_on_first_use() -> None:
    code = (
        "import sys; from plut_kumkm.enterprise.structuring import structure; "
        "from plut_kumkm.enterprise.records import Owner; assert 'cattrs' not in sys.modules; "
        "structure(Owner, {}); assert 'cattrs' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
