"""The schemas take what ``to_dict`` writes, and refuse what ``structure`` refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given

import plut_kumkm as pk
from plut_kumkm.adapters.json_schema import DIALECT, SCHEMA, json_schema
from plut_kumkm.base import fields
from plut_kumkm.enterprise.structuring import SCHEMAS
from plut_kumkm.testing import strategies

RECORDS = [
    strategies.enterprises(), strategies.cooperatives(), strategies.facts(), strategies.owners(),
    strategies.snapshots(), strategies.licences(), strategies.interventions(),
]  # fmt: skip


def judge(engine: Callable[[str], ModuleType], kind: Any) -> Any:
    return engine("jsonschema").Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("kind", SCHEMAS, ids=lambda kind: kind.__name__)
def test_a_schema_is_one(kind: Any, engine: Callable[[str], ModuleType]) -> None:
    schema = json_schema(kind)
    engine("jsonschema").Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["schema"], schema["title"]) == (DIALECT, SCHEMA, kind.__name__)
    assert schema["properties"]["schema"] == {"const": SCHEMAS[kind]}


def test_labels_units_bounds_and_formats_are_those_of_the_catalogue() -> None:
    schema = json_schema(pk.Facts)
    for name, entry in fields.catalogue().items():
        if name not in schema["properties"]:
            continue
        about = schema["properties"][name]
        assert about["x-label"] == entry["label"]
        assert about.get("x-unit") == entry.get("unit")
        assert about.get("x-personal", False) is entry.get("personal", False)
        assert about.get("description") == entry.get("definition", {}).get("id")
    assert schema["properties"]["sales"]["anyOf"][0] == {"type": "integer", "minimum": 0}
    assert schema["properties"]["profit"]["anyOf"][0] == {"type": "integer"}
    assert schema["properties"]["area_ha"]["anyOf"][0]["anyOf"][1] == {"type": "integer", "minimum": 0}
    assert schema["properties"]["phone"]["anyOf"][0]["format"] == "id-phone"
    assert schema["$defs"]["Kbli"]["properties"]["version"]["enum"] == ["2009", "2015", "2020", "2025"]
    assert "$defs" not in json_schema(pk.Owner)
    # Where two records share the name of a field, each has its own label.
    labels = {kind: json_schema(kind)["properties"] for kind in (pk.Owner, pk.Licence, pk.Intervention, pk.Cooperative)}
    assert labels[pk.Owner]["name"]["x-label"]["en"] == "name of the owner"
    assert labels[pk.Licence]["kind"]["x-label"]["en"] == "kind of licence"
    assert labels[pk.Intervention]["kind"]["x-label"]["en"] == "kind of service"
    assert labels[pk.Cooperative]["name"]["x-label"]["en"] == "name of the enterprise"


@pytest.mark.parametrize("records", RECORDS, ids=str)
def test_what_we_write_is_valid(records: Any, engine: Callable[[str], ModuleType]) -> None:
    engine("jsonschema")

    @given(records)
    def valid(record: Any) -> None:
        judge(engine, type(record)).validate(pk.to_dict(record))

    valid()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (pk.Snapshot, {}),
        (pk.Snapshot, {"as_of": 5}),
        (pk.Snapshot, {"as_of": "2025-12-31", "sales": "5"}),
        (pk.Snapshot, {"as_of": "2025-12-31", "omset": 5}),
        (pk.Snapshot, {"as_of": "2025-12-31", "channels": "a"}),
        (pk.Snapshot, {"as_of": "2025-12-31", "area_ha": "1e9"}),
        (pk.Snapshot, {"as_of": "2025-12-31", "schema": "plut_kumkm/snapshot/9"}),
        (pk.Enterprise, {"id": "a", "legal_form": "ltd"}),
        (pk.Enterprise, {"id": "a", "kbli": [{"version": "2019", "code": "13134"}]}),
        (pk.Enterprise, {"id": "a", "owner": {"nik": 5}}),
        (pk.Enterprise, {"id": "a", "snapshots": [{"sales": 5}]}),
    ],
)
def test_what_structure_refuses_is_not_valid(kind: Any, data: Any, engine: Callable[[str], ModuleType]) -> None:
    assert not judge(engine, kind).is_valid(data)
    assert pk.structure(kind, data)[0] is None


def test_null_is_not_known_and_a_fraction_is_text(engine: Callable[[str], ModuleType]) -> None:
    snapshot = pk.Snapshot(as_of=date(2025, 12, 31), area_ha=Fraction(5, 2))
    judge(engine, pk.Snapshot).validate({**pk.to_dict(snapshot), "sales": None})


@pytest.mark.parametrize("kind", [dict, "3573010101900001", None])
def test_misuse(kind: Any) -> None:
    with pytest.raises(TypeError, match="is not one of") as caught:
        json_schema(kind)
    assert "35730" not in str(caught.value)
