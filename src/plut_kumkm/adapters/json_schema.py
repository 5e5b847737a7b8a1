"""The records as JSON Schema, for editors, forms and services that do not speak Python.

Types come from the record classes, labels, units, bounds and definitions from the field catalogue, so a schema cannot
fall behind them. A schema describes what ``structure`` takes: it says nothing of the rules between fields, nor of check
digits; those are for ``check``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import NOTHING, fields

from plut_kumkm.base import data
from plut_kumkm.base import fields as field_catalogue
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.structuring import SCHEMAS
from plut_kumkm.enterprise.tiers import LegalForm, Tier
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.identifiers.kbli_type import VERSIONS, Kbli

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA = "plut_kumkm/json-schema/1"

# Fields whose text has a form of its own, by the name that the pydantic types use too.
_FORMATS: Mapping[str, str] = {
    "nik": "id-nik", "npwp": "id-npwp", "nib": "id-nib", "phone": "id-phone", "postal_code": "id-postal-code",
    "region": "id-region", "programme_code": "id-programme",
}  # fmt: skip
_PLAIN: Mapping[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Fraction: {"type": "string", "pattern": r"^-?[0-9]+(/[0-9]+|\.[0-9]+)?$"},
    Tier: {"enum": [tier.value for tier in Tier]},
    LegalForm: {"enum": [form.value for form in LegalForm]},
}
_KBLI: dict[str, Any] = {
    "type": "object",
    "properties": {"version": {"enum": list(VERSIONS)}, "code": {"type": "string", "format": "id-kbli"}},
    "required": ["version", "code"],
    "additionalProperties": False,
}


def json_schema(kind: type[Typed]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record, with what it holds under ``$defs``.

    Beside the usual keywords each field has ``x-label`` (both languages), and where they apply ``x-unit`` and
    ``x-personal``.

    Args:
        kind: a record class, such as ``Enterprise``.

    Raises:
        TypeError: ``kind`` is not one of the record classes.

    >>> from plut_kumkm.enterprise.records import Snapshot
    >>> schema = json_schema(Snapshot)
    >>> schema["schema"], schema["required"], schema["properties"]["sales"]["x-unit"]
    ('plut_kumkm/json-schema/1', ['as_of'], 'IDR/tahun')
    """
    if not isinstance(kind, type) or kind not in SCHEMAS:
        name = kind.__name__ if isinstance(kind, type) else f"a value of type {type(kind).__name__}"
        raise TypeError(f"{name} is not one of {', '.join(known.__name__ for known in SCHEMAS)}")
    parts: dict[str, Any] = {}
    body = _record(kind, parts)
    parts.pop(kind.__name__, None)
    return {"$schema": DIALECT, "schema": SCHEMA, **body, **({"$defs": parts} if parts else {})}


def _record(kind: type[Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one record; those it holds are put among ``parts``."""
    properties: dict[str, Any] = {"schema": {"const": SCHEMAS[kind]}}
    single, several = kind.kinds(), kind.items()
    required: list[str] = []
    entries = _entries(kind)
    for field in fields(kind):
        if field.name in several:
            items = _value((several[field.name],), field.name, entries, parts)
            shape: dict[str, Any] = {"type": "array", "items": items}
        else:
            shape = _value(single[field.name], field.name, entries, parts)
            if field.default is not NOTHING:
                shape = {"anyOf": [shape, {"type": "null"}]}
        properties[field.name] = shape | _about(entries[field.name])
        if field.default is NOTHING:
            required.append(field.name)
    return {
        "title": kind.__name__,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(
    kinds: tuple[type, ...], name: str, entries: Mapping[str, Mapping[str, Any]], parts: dict[str, Any]
) -> dict[str, Any]:
    first = kinds[0]
    if first is Kbli:
        parts.setdefault("Kbli", _KBLI)
    elif first in SCHEMAS and first.__name__ not in parts:
        parts[first.__name__] = {}  # its place is taken first, so that records may hold one another
        parts[first.__name__] = _record(first, parts)
    if first.__name__ in parts:
        return {"$ref": f"#/$defs/{first.__name__}"}
    shapes = [dict(_PLAIN[one]) for one in kinds]
    if name in _FORMATS:
        shapes[0]["format"] = _FORMATS[name]
    least = entries[name].get("least")
    for shape in shapes:
        if least is not None and shape.get("type") == "integer":
            shape["minimum"] = least
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _about(entry: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"title": entry["label"]["id"], "x-label": dict(entry["label"])}
    if "definition" in entry:
        said["description"] = entry["definition"]["id"]
    if "unit" in entry:
        said["x-unit"] = entry["unit"]
    if entry.get("personal"):
        said["x-personal"] = True
    return said


def _entries(kind: type[Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return what the catalogue says of the fields of a record: by its own page where two records share a name."""
    own = {
        entry.get("attribute", name): entry
        for part in reversed(kind.__mro__)
        if part in SCHEMAS and part is not Facts
        for name, entry in data.toml(f"fields/{part.__name__.lower()}.toml").items()
    }
    return own or field_catalogue.catalogue()
