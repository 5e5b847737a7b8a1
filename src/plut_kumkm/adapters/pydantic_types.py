"""Types for fields of pydantic models: each takes text and gives the compact form, or our findings as errors.

Every error of a number is a line of its own: its ``type`` is our code, its ``msg`` the Indonesian message, its ``ctx``
holds the English one. What pydantic shows as ``input`` is masked, so that neither a log nor an answer gives a personal
number away. Warnings do not fail a model: ask the module of the identifier, or ``check``.

>>> from pydantic import BaseModel, ValidationError
>>> class Form(BaseModel):
...     nib: Nib
...     nik: Nik | None = None
>>> Form(nib="NIB 1203250005498").nib
'1203250005498'
>>> try:
...     Form(nib="123", nik="3573013502900001")
... except ValidationError as error:
...     [(line["loc"][0], line["type"], line["input"]) for line in error.errors()]
[('nib', 'nib.length', '123'), ('nik', 'nik.birth_date', '3573********0001')]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from attrs import field, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.findings import ValidationError as OurError
from plut_kumkm.base.money import rupiah
from plut_kumkm.identifiers import (
    ahu,
    bpom,
    frame,
    halal,
    kbli,
    kk,
    koperasi,
    merek,
    nib,
    nik,
    nitku,
    npwp,
    pb_umku,
    phone,
    pirt,
    postal,
    programme,
    region,
    sni,
    tkdn,
)

try:
    from pydantic import ValidationError
    from pydantic_core import PydanticCustomError, core_schema
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "plut_kumkm.adapters.pydantic_types needs pydantic: pip install 'plut_kumkm[adapters]'"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema, InitErrorDetails


@frozen
class Identifier:
    """What makes ``Annotated[str, Identifier(...)]`` a field that is held to the rules of an identifier.

    Args:
        module: the module of the identifier.
        format: how JSON Schema calls the form.
        arguments: what its rules are told beside the text, such as ``{"strict": False}``.
    """

    module: ModuleType
    format: str
    arguments: Mapping[str, Any] = field(factory=dict, hash=False)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic validates the field: text first, then our rules."""
        return core_schema.no_info_plain_validator_function(
            self._read, serialization=core_schema.to_string_ser_schema(), json_schema_input_schema=handler(str)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return how JSON Schema describes the field."""
        return {"type": "string", "format": self.format}

    def _read(self, text: object) -> str:
        if not isinstance(text, str):
            # Not pydantic's own message: that would show the value, and a NIK typed as a number is still a NIK.
            raise _failed(
                [Finding("structure.type", params={"got": f"<{type(text).__name__}>", "expected": _TEXT})], ""
            )
        found: tuple[Finding, ...] = self.module.problems(text, **self.arguments)
        errors = [one for one in found if one.severity == "error"]
        if errors:
            raise _failed(errors, str(errors[0].params.get("got", "")))
        number: str = self.module.validate(text, **self.arguments)
        return number


class _Text(str):
    __slots__ = ()

    def label(self, lang: Literal["id", "en"] = "id") -> str:
        return "teks" if lang == "id" else "text"


_TEXT = _Text("text")


def _failed(errors: Iterable[Finding], shown: str) -> ValidationError:
    """Return an error of pydantic with a line for each of ours, and the masked text in the place of the input."""
    lines: list[InitErrorDetails] = [
        {"type": _custom(one), "loc": (), "input": shown} for one in errors
    ]  # fmt: skip
    return ValidationError.from_exception_data("plut_kumkm", lines, hide_input=True)


def _custom(found: Finding) -> PydanticCustomError:
    # Codes and messages come out of our catalogue, and the stubs of pydantic want literals.
    code, message = cast("Any", found.code), cast("Any", found.message("id"))
    return PydanticCustomError(code, message, {"message_en": found.message("en")})


def kbli_code(version: str, *, codes: kbli.KbliCodes | None = None) -> Identifier:
    """Return the rules of a KBLI code in a version, to stand in ``Annotated[str, …]``.

    Args:
        version: "2009", "2015", "2020" or "2025".
        codes: a list of codes, for membership.
    """
    return Identifier(kbli, "id-kbli", {"version": version, "codes": codes})


def region_code(system: region.System, *, names: region.RegionNames | None = None) -> Identifier:
    """Return the rules of a region code in a system, to stand in ``Annotated[str, …]``.

    Args:
        system: "kemendagri" or "bps".
        names: a table of that system, for membership.
    """
    return Identifier(region, "id-region", {"system": system, "names": names})


@frozen
class Amount:
    """What makes ``Annotated[int, Amount()]`` a field that takes an amount as Indonesians write it [IDR]."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic validates the field: a whole number as it is, text by the rules of ``rupiah``."""
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return how JSON Schema describes the field."""
        return {"type": ["integer", "string"], "format": "rupiah"}

    def _read(self, value: object) -> int:
        if type(value) is int:
            return value
        if not isinstance(value, str):
            raise _failed(
                [Finding("structure.type", params={"got": f"<{type(value).__name__}>", "expected": _TEXT})], ""
            )
        try:
            return rupiah(value)
        except OurError as error:
            # Masked as well: a NIK in the field of an amount is a common slip.
            raise _failed(error.findings, _hidden(value)) from None


def _hidden(text: str) -> str:
    plain = frame.tidy(text[: frame.LONGEST])
    return frame.shown(frame.Kind("amount"), plain, frame.bare(plain))


Ahu = Annotated[str, Identifier(ahu, "id-ahu")]
Bpom = Annotated[str, Identifier(bpom, "id-bpom")]
Halal = Annotated[str, Identifier(halal, "id-halal")]
Kbli2020 = Annotated[str, kbli_code("2020")]
Kbli2025 = Annotated[str, kbli_code("2025")]
Kk = Annotated[str, Identifier(kk, "id-kk")]
Koperasi = Annotated[str, Identifier(koperasi, "id-koperasi")]
Merek = Annotated[str, Identifier(merek, "id-merek")]
Nib = Annotated[str, Identifier(nib, "id-nib")]
Nik = Annotated[str, Identifier(nik, "id-nik")]
Nitku = Annotated[str, Identifier(nitku, "id-nitku")]
Npwp = Annotated[str, Identifier(npwp, "id-npwp")]
PbUmku = Annotated[str, Identifier(pb_umku, "id-pb-umku")]
Phone = Annotated[str, Identifier(phone, "id-phone")]
Pirt = Annotated[str, Identifier(pirt, "id-pirt")]
PostalCode = Annotated[str, Identifier(postal, "id-postal-code")]
Programme = Annotated[str, Identifier(programme, "id-programme")]
RegionCode = Annotated[str, region_code("kemendagri")]
Rupiah = Annotated[int, Amount()]
Sni = Annotated[str, Identifier(sni, "id-sni")]
Tkdn = Annotated[str, Identifier(tkdn, "id-tkdn")]
