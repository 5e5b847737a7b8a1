from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from attrs import fields_dict

from plut_kumkm import tables
from plut_kumkm.base import data, messages
from plut_kumkm.enterprise import records
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.identifiers.kbli_type import VERSIONS
from plut_kumkm.tables.catalogue import Kind, Meaning, Named, fields, meanings, nearest, shown, squash
from plut_kumkm.tables.formats.reasons import _NAMES

CLASSES = {
    "enterprise": set(fields_dict(records.Enterprise)),
    "owner": set(fields_dict(records.Owner)),
    "snapshot": set(fields_dict(records.Snapshot)),
    "licence": set(fields_dict(Licence)),
    "cooperative": set(fields_dict(records.Cooperative)) - set(fields_dict(records.Enterprise)),
    "intervention": set(fields_dict(records.Intervention)),
}
TYPES = {
    "text": {"str | None", "str"},
    "code": {"str | None", "str"},
    "texts": {"tuple[str, ...]"},
    "choice": {"str | None"},
    "quantity": {"str | None"},
    "money": {"int | None"},
    "count": {"int | None"},
    "year": {"int | None"},
    "fraction": {"Fraction | int | None"},
    "date": {"date | None", "date"},
    "founded": {"date | int | None"},
    "bool": {"bool | None"},
    "legal_form": {"LegalForm | None"},
    "tier": {"Tier | None"},
    "kbli": {"tuple[Kbli, ...]"},
    "record": {"Owner | None", "tuple[Licence, ...]", "tuple[Snapshot, ...]"},
}
KEYS = {
    *("type", "unit", "label", "definition", "source", "aliases", "similar", "proxies", "choices", "not_choices"),
    *("personal", "table", "words", "least", "most", "titles", "attribute", "labels", "versions"),
}


def entries(name: str) -> dict[str, dict[str, object]]:
    return dict(data.toml(f"fields/{name}.toml"))


@pytest.mark.parametrize("name", CLASSES)
def test_the_catalogue_holds_every_field_of_a_record_and_no_other(name: str) -> None:
    assert {str(entry.get("attribute", key)) for key, entry in entries(name).items()} == CLASSES[name]


def test_the_catalogue_holds_every_fact() -> None:
    held = set(chain.from_iterable(entries(name) for name in ("enterprise", "owner", "snapshot", "cooperative")))
    assert held - {"owner", "snapshots"} == set(fields_dict(Facts))


def test_types_are_those_of_the_record_classes() -> None:
    classes = {
        "enterprise": records.Enterprise, "owner": records.Owner, "snapshot": records.Snapshot, "licence": Licence,
        "cooperative": records.Cooperative, "intervention": records.Intervention,
    }  # fmt: skip
    for name, kind in classes.items():
        for key, entry in entries(name).items():
            # As written in the class: what cattrs and others resolve on the way must not matter.
            attribute = str(entry.get("attribute", key))
            assert kind.__annotations__[attribute] in TYPES[str(entry["type"])], key


def test_entries_are_well_formed() -> None:
    for name in (*CLASSES, "table"):
        for key, entry in entries(name).items():
            assert set(entry) <= KEYS, key
            assert set(entry["label"]) == {"id", "en"}, key  # type: ignore[call-overload]  # TOML has no types
            assert ("definition" in entry) == ("source" in entry), key
            assert entry.get("unit", "") or entry["type"] not in ("money", "count", "fraction"), key
            assert bool(entry.get("table")) == (name == "table"), key


def test_an_alias_means_one_field_but_for_those_that_say_so() -> None:
    twice = {word: [one.field for one in found] for word, found in meanings().items() if len(found) > 1}
    assert twice == {"nama": ["name", "owner_name"]}


def test_choices_are_the_ids_of_the_closed_lists() -> None:
    assert set(fields()["legal_form"].choices.values()) == {form.value for form in LegalForm}
    assert set(fields()["parent_tier"].choices.values()) == {tier.value for tier in Tier}
    assert not set(fields()["legal_form"].choices) & set(fields()["legal_form"].not_choices)


def test_the_versions_of_the_codes_are_those_of_the_type() -> None:
    assert fields()["kbli"].versions == VERSIONS


@pytest.mark.parametrize("header", ["Plafon KUR", "PLAFOND KUR", "Pinjaman KUR", "Kredit KUR", "Plafond Pinjaman"])
def test_loans_of_kur_are_known_by_what_offices_call_them(header: str) -> None:
    assert [one.field for one in meanings()[squash(header)]] == ["plafond"]


def test_everything_of_a_person_is_personal() -> None:
    assert all(entry["personal"] for entry in entries("owner").values())
    personal = {name for name, one in fields().items() if one.personal}
    assert personal >= {"phone", "npwp", "nik", "owner_name", "address", "owner_address"}


def test_every_code_of_tables_is_used_and_has_a_text() -> None:
    texts = set(data.toml("messages/tables.toml"))
    source = "".join(file.read_text(encoding="utf-8") for file in Path(tables.__file__).parent.rglob("*.py"))
    named = set(re.findall(r'"((?:table|sheet|workbook|column|record|row|cell)\.[a-z_0-9]+)"', source))
    kinds = {"section", "total", "note", "header", "numbering"}
    named |= {f"row.{kind}" for kind in kinds}
    named |= {
        f"column.kind.{kind}"
        for kind in ("none", "annualised", "annualised_proxy", "production_value", "revenue", "unstated")
    }
    named |= {f"table.kind.{kind}" for kind in ("text", "lines", "html", "sql", "json", "parquet")}
    named |= {f"table.kind.{kind}" for kind in ("xlsx", "xlsb", "xls", "ods")}
    named |= {f"sheet.{kind}" for kind in ("alike", "hidden", "others")}
    named |= {f"sheet.noun.{noun}" for noun in ("sheet", "table")}
    named |= {f"table.{place}_unit" for place in ("caption", "sheet", "above")}
    reasons = {*_NAMES.values(), *re.findall(r'(?:Reason|_damaged)\("([a-z_]+)"\)', source)}
    named |= {f"table.reason.{reason}" for reason in reasons}
    named |= {"column.months_of_field", "column.months_incomplete_of_field"}
    named |= {one.kind for found in meanings().values() for one in found if one.how == "similar"}
    named |= {code for one in fields().values() for code in one.not_choices.values()}
    assert named == texts
    assert texts <= set(messages.catalogue())


def test_squash_ignores_case_marks_and_spaces() -> None:
    assert squash("Nama_Usaha ") == squash("NAMA  usaha") == "namausaha"


def test_known_headers_and_near_ones() -> None:
    assert meanings()["nilaiproduksi"] == (Meaning("sales", "proxy", "production_value"),)
    assert nearest("nmausaha") is not None
    assert nearest("ab") is None
    assert nearest("x" * 61) is None


def test_names_are_written_with_their_labels() -> None:
    assert Named("sales").label("en") == "sales – annual sales"
    assert Kind("production_value").label("en") == "value of production"


def test_numbers_of_persons_are_masked_wherever_they_stand() -> None:
    assert shown("3573010101900001", personal=False) == "3573********0001"
    assert "0812" not in shown("0812 3456 7890", personal=False)
    assert shown("", personal=True) == ""
