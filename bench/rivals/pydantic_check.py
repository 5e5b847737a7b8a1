"""The field rules of the record checks as a developer would write them with pydantic, for the fields that a generated
enterprise has. Rules between fields are left out: a model has none unless each is written by hand.

What pydantic checks by itself (types, bounds, patterns) it checks; Python is called where a rule is more than that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

ON = date(2026, 6, 30)
_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96"
    .split()
)  # fmt: skip
_DIVISIONS = frozenset(f"{number:02d}" for number in range(1, 100)) - frozenset(
    "04 34 40 44 48 54 57 67 76 83 89".split()
)
_MOBILE = re.compile(r"0[0-9]{7,12}").fullmatch


@lru_cache(65_536)
def _born(part: str) -> bool:
    day, month, year = int(part[:2]), int(part[2:4]), int(part[4:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day - 40 if day > 40 else day)
        except ValueError:
            continue
        return True
    return False


@lru_cache(65_536)
def _place(part: str) -> bool:
    return part[:2] in _PROVINCES and part[2:4] not in ("00", "70") and part[4:] != "00"


def _nik(text: str) -> str:
    if not _place(text[:6]):
        raise PydanticCustomError("nik.place", "no such region")
    if not _born(text[6:12]):
        raise PydanticCustomError("nik.birth_date", "no such day")
    if text[12:] == "0000":
        raise PydanticCustomError("nik.serial", "no such serial")
    return text


def _phone(text: str) -> str:
    if not _MOBILE(text) or (text[1] == "8" and len(text) < 10) or text[1] in "01":
        raise PydanticCustomError("phone.form", "no such number")
    return text


def _nib(text: str) -> str:
    if not text.strip("0"):
        raise PydanticCustomError("nib.zeros", "zeros alone")
    return text


def _code(text: str) -> str:
    if text[:2] not in _DIVISIONS:
        raise PydanticCustomError("kbli.division", "no such division")
    return text


def _region(text: str) -> str:
    if not _place(f"{text[:2]}{text[3:5]}{text[6:8] or '01'}"):
        raise PydanticCustomError("region.place", "no such region")
    return text


def _founded(value: date | int) -> date | int:
    year = value if isinstance(value, int) else value.year
    if year < 1900 or year > ON.year or (isinstance(value, date) and value > ON):
        raise PydanticCustomError("founded.sense", "no such founding")
    return value


Amount = Annotated[int, Field(ge=0, lt=10**18)]
Count = Annotated[int, Field(ge=0, lt=10**18)]
Nik = Annotated[str, StringConstraints(pattern="^[0-9]{16}$"), AfterValidator(_nik)]
Past = Annotated[date, Field(le=ON)]


class Kbli(BaseModel):
    version: Literal["2009", "2015", "2020", "2025"]
    code: Annotated[str, StringConstraints(pattern="^[0-9]{5}$"), AfterValidator(_code)]


class Owner(BaseModel):
    nik: Nik | None = None
    name: str | None = None
    sex: str | None = None
    birth_year: Annotated[int, Field(le=ON.year)] | None = None


class Snapshot(BaseModel):
    as_of: Past
    sales: Amount | None = None
    capital: Amount | None = None
    capital_own: Amount | None = None
    capital_borrowed: Amount | None = None
    land_building: Amount | None = None
    assets: Amount | None = None
    debts: Amount | None = None
    plafond: Amount | None = None
    investment: Amount | None = None
    export_value: Amount | None = None
    workers: Count | None = None
    workers_male: Count | None = None
    workers_female: Count | None = None


class Enterprise(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str
    name: str | None = None
    legal_form: str | None = None
    founded: Annotated[date | int, AfterValidator(_founded)] | None = None
    region: (
        Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2})?)?$"), AfterValidator(_region)]
        | None
    ) = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    kbli: list[Kbli] = []
    nib: Annotated[str, StringConstraints(pattern="^[0-9]{13}$"), AfterValidator(_nib)] | None = None
    owner: Owner | None = None
    snapshots: list[Snapshot] = []


def check(records: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Return how many problems there are, by the field that has them."""
    found: Counter[str] = Counter()
    validate = Enterprise.model_validate
    for record in records:
        try:
            validate(record)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                found[str([part for part in problem["loc"] if isinstance(part, str) and part.islower()][-1])] += 1
    return found
