"""Pydantic fields find what our modules find, and show of a personal number what our masks show."""

from __future__ import annotations

import importlib.util
import sys
from typing import Annotated, Any

import pydantic
import pytest

from plut_kumkm.adapters import pydantic_types as types
from plut_kumkm.identifiers import kbli, nik, region
from tests.identifiers import calls, numbers

# The identifier and the type that takes it.
TYPES: dict[str, Any] = {
    "ahu": types.Ahu,
    "bpom": types.Bpom,
    "halal": types.Halal,
    "kbli": types.Kbli2020,
    "kk": types.Kk,
    "koperasi": types.Koperasi,
    "merek": types.Merek,
    "nib": types.Nib,
    "nik": types.Nik,
    "nitku": types.Nitku,
    "npwp": types.Npwp,
    "pb_umku": types.PbUmku,
    "phone": types.Phone,
    "pirt": types.Pirt,
    "postal": types.PostalCode,
    "programme": types.Programme,
    "region": types.RegionCode,
    "sni": types.Sni,
    "tkdn": types.Tkdn,
}


def lines(type_: Any, value: object) -> list[dict[str, Any]]:
    with pytest.raises(pydantic.ValidationError) as caught:
        pydantic.TypeAdapter(type_).validate_python(value)
    found: list[dict[str, Any]] = caught.value.errors()
    return found


def test_every_identifier_has_its_type() -> None:
    assert set(TYPES) == set(calls.NAMES) == set(numbers.VALID)


@pytest.mark.parametrize("name", calls.NAMES)
@pytest.mark.parametrize("text", ["", "123", "x", "3573013502900000", "1" * 100, "٣"])
def test_the_errors_are_ours(name: str, text: str) -> None:
    module, given = calls.module(name), calls.NEEDED.get(name, {})
    errors = [one for one in module.problems(text, **given) if one.severity == "error"]
    adapter = pydantic.TypeAdapter(TYPES[name])
    if not errors:
        assert adapter.validate_python(text) == module.validate(text, **given)
        return
    found = lines(TYPES[name], text)
    assert [line["type"] for line in found] == [one.code for one in errors]
    assert [line["msg"] for line in found] == [one.message("id") for one in errors]
    assert [line["ctx"]["message_en"] for line in found] == [one.message("en") for one in errors]
    assert {line["input"] for line in found} == {errors[0].params["got"]}


def test_all_errors_of_a_number_are_lines_of_their_own() -> None:
    assert [line["type"] for line in lines(types.Nik, "9900013502900000")] == [
        "nik.province_unknown",
        "nik.regency_unknown",
        "nik.birth_date",
        "nik.serial",
    ]


def test_a_number_of_a_person_is_nowhere_in_an_error() -> None:
    class Form(pydantic.BaseModel):
        nik: types.Nik
        npwp: types.Npwp
        sales: types.Rupiah

    with pytest.raises(pydantic.ValidationError) as caught:
        Form(nik="3573013502900001", npwp="014518697054000", sales="081234567890 juta rupiah")
    error = caught.value
    for text in (str(error), repr(error), error.json(), str(error.errors())):
        for hidden in ("0135029", "4518697", "8123456"):
            assert hidden not in text
    assert error.__cause__ is None


@pytest.mark.parametrize("type_", [types.Nik, types.Rupiah])
@pytest.mark.parametrize("value", [3573013502900001.5, None, True, b"3573013502900001", ["3573013502900001"]])
def test_what_is_no_text_is_named_by_its_type_alone(type_: Any, value: object) -> None:
    (line,) = lines(type_, value)
    assert line["type"] == "structure.type"
    assert "35730" not in str(line)
    assert type(value).__name__ in line["msg"]
    assert "text" in line["ctx"]["message_en"]


def test_a_whole_number_is_no_nik_and_is_an_amount() -> None:
    assert lines(types.Nik, 3573010101900001)[0]["type"] == "structure.type"
    assert pydantic.TypeAdapter(types.Rupiah).validate_python(5_000) == 5_000
    assert pydantic.TypeAdapter(types.Rupiah).validate_python("Rp1,8 miliar") == 1_800_000_000


def test_lists_and_arguments_are_passed_on() -> None:
    codes: Any = calls.table("kbli")
    names: Any = calls.table("regions")
    with_codes = Annotated[str, types.kbli_code("2020", codes=codes)]
    with_names = Annotated[str, types.region_code("kemendagri", names=names)]
    assert [line["type"] for line in lines(with_codes, "74100")] == [
        one.code for one in kbli.problems("74100", version="2020", codes=codes)
    ]
    assert [line["type"] for line in lines(with_names, "35.99")] == [
        one.code for one in region.problems("35.99", system="kemendagri", names=names)
    ]
    lenient = Annotated[str, types.Identifier(calls.module("npwp"), "id-npwp", {"strict": False})]
    assert pydantic.TypeAdapter(lenient).validate_python("01.451.869.7-054.000") == "014518697054000"


def test_json_schema_and_output() -> None:
    class Form(pydantic.BaseModel):
        nik: types.Nik
        sales: types.Rupiah

    for mode in ("validation", "serialization"):
        properties = Form.model_json_schema(mode=mode)["properties"]
        assert properties["nik"]["format"] == "id-nik"
        assert properties["sales"]["format"] == "rupiah"
    assert Form(nik="3573 0101 0190 0001", sales="5 juta").model_dump() == {
        "nik": nik.validate("3573010101900001"),
        "sales": 5_000_000,
    }
    assert '"sales":5000000' in Form(nik="3573010101900001", sales="5 juta").model_dump_json()


def test_without_pydantic_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic", None)
    spec = importlib.util.spec_from_file_location("without_pydantic", str(types.__file__))
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'plut_kumkm\[adapters\]'"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
