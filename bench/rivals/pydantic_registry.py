"""The main job as a developer would write it with pydantic for this one layout of file.

    python -m rivals.pydantic_registry FILE FOLDER YYYY-MM-DD

Reads the registry of ``plut_kumkm.testing.population``, validates every column with a model, decides each row by the
if-chain (for a facility, by purpose), and writes ``results.csv``, ``findings.csv`` and ``summary.json``. It reads,
decides and writes as a stream, as the library does; what pydantic can check by itself it checks, and Python functions
are called for money alone.

The row-level codes are those of ``CODES``. Left out, and done by the library alone: finding the delimiter, the encoding
and the header, and mapping headers to fields; units; decimal marks that a column settles; the statistics behind a
suspected slip of 1,000 (``cell.slip``), for which the library reads the file twice; what the parts of a number say
(the day of birth and the place in a NIK), of which only the form is checked here; totals, section titles and
continuation lines told from enterprises; dates and words where this file has years and letters; numbers of persons
as ids hidden; any other law, purpose, reading or date column.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from rivals import if_chain

# code → severity, message in Indonesian and in English.
CODES = {
    "cell.choice": ("error", '"{got}" bukan salah satu pilihan kolom ini.', '"{got}" is none of the choices.'),
    "cell.code_form": ("error", '"{got}" tidak berbentuk nomor.', '"{got}" has not the form of such a number.'),
    "cell.dash": (
        "info",
        '"{got}" dapat berarti nol atau tidak diketahui, dan dibaca sebagai tidak diketahui.',
        '"{got}" may mean zero or not known, and is read as not known.',
    ),
    "cell.kbli_form": ("error", '"{got}" bukan kode KBLI lima angka.', '"{got}" is no KBLI code of five digits.'),
    "cell.kbli_four_digits": (
        "warning",
        '"{got}" hanya empat angka: nol di depan mungkin hilang. Kode tidak digunakan.',
        '"{got}" has only four digits: the leading zero may be lost. The code is not used.',
    ),
    "cell.negative": (
        "error",
        '"{got}" tidak boleh di bawah nol dan dibaca sebagai tidak diketahui.',
        '"{got}" cannot be below zero and is read as not known.',
    ),
    "cell.not_a_count": ("error", '"{got}" bukan jumlah orang.', '"{got}" is no number of persons.'),
    "cell.overflow": (
        "warning",
        '"{got}" adalah angka terbesar yang dapat disimpan kolomnya; nilai sebenarnya tidak diketahui.',
        '"{got}" is the largest number that its column could hold; the true value is not known.',
    ),
    "cell.too_long": ("error", "Teks terlalu panjang.", "The text is too long."),
    "date.year_out_of_range": (
        "error",
        'Tahun "{got}" di luar 1900 sampai 2100.',
        'The year "{got}" is outside 1900 to 2100.',
    ),
    "money.ambiguous": ("error", '"{got}" dapat dibaca dua cara.', '"{got}" has two readings.'),
    "money.exponent": (
        "error",
        '"{got}" adalah angka yang dirusak lembar kerja (notasi ilmiah).',
        '"{got}" is a number spoilt by a spreadsheet (scientific notation).',
    ),
    "money.text": ("error", '"{got}" bukan jumlah uang.', '"{got}" is no amount of money.'),
    "registry.duplicate_id": (
        "error",
        'ID "{got}" sudah dipakai baris lain untuk tahun yang sama.',
        'The id "{got}" already stands at another row of the same year.',
    ),
    "registry.future_data": (
        "error",
        "Data tahun {got} berada setelah tanggal acuan.",
        "The data of {got} lie after the reference date.",
    ),
    "tier.form_misfit": (
        "warning",
        "Bentuk badan usaha ({got}) tidak sesuai dengan definisi Usaha Mikro.",
        "The legal form ({got}) does not fit the definition of Micro Enterprise.",
    ),
}
# What pydantic itself finds, by the field it finds it in.
_FORM = {"kbli": "cell.kbli_form", "year": "date.year_out_of_range", "founded": "date.year_out_of_range"}
_FORM |= {"birth_year": "date.year_out_of_range", "workers": "cell.not_a_count"}
_FORM |= {"sex": "cell.choice", "legal_form": "cell.choice"}
_FORM |= {"name": "cell.too_long", "owner": "cell.too_long", "region": "cell.too_long", "district": "cell.too_long"}

RESULTS = "row,id,name,year,tier,status,basis,reading,conflict,is_umkm,needs,findings".split(",")
FINDINGS = "row,column,code,severity,message_id,message_en".split(",")
TIERS = "micro,small,medium,large,unknown,indeterminate,not_in_force".split(",")

_ABSENT = frozenset(("", " ", "n/a", "N/A", "NA", "#N/A", "null", "NULL", "None", "nan", "NaN", "kosong", "Kosong"))
_OVERFLOW = frozenset((2**31 - 1, 2**32 - 1, 2**63 - 1, -(2**31)))
_UNITS = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "m": 10**9}
_UNITS |= {"triliun": 10**12, "t": 10**12}
_MONEY = re.compile(
    r"(?P<minus>[-(]?)(?:rp\.? ?|idr ?)?(?P<sign>-?)(?P<number>[0-9][0-9.,]*?)(?:[.,]--?)?"
    r"(?: ?(?P<word>ribu|rb|juta|jt|miliar|milyar|m|triliun|t)\.?)?\)?",
    re.IGNORECASE,
).fullmatch
_DOTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]{2}))?").fullmatch
_COMMAS = re.compile(
    r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?=\.))(?:\.([0-9]{2}))?"
).fullmatch
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]+)").fullmatch
_EXPONENT = re.compile(r"[0-9.,]+[eE][-+]?[0-9]+").fullmatch
_FORMULA = frozenset("=+-@\t\r\n")


def read_money(text: str) -> int:
    """Return an amount [IDR] in any of the forms that offices write."""
    if text.isdecimal():
        amount = int(text)
    elif dots := _DOTS(text):
        amount = int(dots[1].replace(".", ""))
    else:
        amount = _read_money(text.strip())
    if amount in _OVERFLOW:
        raise PydanticCustomError("cell.overflow", "largest number of a column")
    if amount < 0:
        raise PydanticCustomError("cell.negative", "below zero")
    return amount


def _read_money(text: str) -> int:
    if text in ("-", "--"):
        raise PydanticCustomError("cell.dash", "zero, or not known")
    found = _MONEY(text)
    if found is None:
        code: Literal["money.exponent", "money.text"] = "money.exponent" if _EXPONENT(text) else "money.text"
        raise PydanticCustomError(code, "not an amount")
    number, factor = found["number"], _UNITS[found["word"].lower()] if found["word"] else 1
    sen: str | None = None
    if number.isdecimal():
        amount = int(number) * factor
    elif grouped := _DOTS(number) or _COMMAS(number):
        amount, sen = int(grouped[1].replace(".", "").replace(",", "")) * factor, grouped[2]
    elif factor > 1 and (decimal := _DECIMAL(number)):
        amount, rest = divmod(int(decimal[1] + decimal[2]) * factor, 10 ** len(decimal[2]))
        sen = str(rest)
    else:
        raise PydanticCustomError("money.ambiguous", "two readings")
    if sen is not None and sen.strip("0"):
        raise PydanticCustomError("money.text", "a fraction of a rupiah")
    return -amount if found["minus"] or found["sign"] else amount


class Form(Enum):
    """Legal forms as this file writes them."""

    INDIVIDUAL = "Perorangan"
    PT_PERORANGAN = "PT Perorangan"
    CV = "CV"
    FIRMA = "Firma"
    PT = "PT"
    COOPERATIVE = "Koperasi"
    FOUNDATION = "Yayasan"


_NOT_MICRO = frozenset((Form.CV, Form.FIRMA, Form.PT, Form.COOPERATIVE, Form.FOUNDATION))

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Year = Annotated[int, Field(ge=1900, le=2100)]


class Row(BaseModel):
    """A row; what is not there is ``None``."""

    model_config = ConfigDict(extra="ignore")

    id: Text | None = Field(None, alias="ID")
    name: Text | None = Field(None, alias="Nama Usaha")
    owner: Text | None = Field(None, alias="Nama Pemilik")
    nik: Annotated[str, StringConstraints(pattern="^[0-9]{16}$")] | None = Field(None, alias="NIK")
    sex: Literal["L", "P"] | None = Field(None, alias="Jenis Kelamin")
    birth_year: Year | None = Field(None, alias="Tahun Lahir Pemilik")
    phone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{6,15}$")] | None = Field(None, alias="No. HP")
    region: Text | None = Field(None, alias="Kab/Kota")
    district: Text | None = Field(None, alias="Kecamatan")
    kbli: Annotated[str, StringConstraints(pattern="^[0-9]{5}$")] | None = Field(None, alias="KBLI 2020")
    legal_form: Form | None = Field(None, alias="Bentuk Usaha")
    nib: Annotated[str, StringConstraints(pattern="^[0-9]{13}$")] | None = Field(None, alias="NIB")
    founded: Year | None = Field(None, alias="Tahun Berdiri")
    year: Year | None = Field(None, alias="Tahun Data")
    sales: int | None = Field(None, alias="Omzet per Tahun (Rp)")
    capital: int | None = Field(None, alias="Modal Usaha (Rp)")
    workers: Annotated[int, Field(ge=0)] | None = Field(None, alias="Tenaga Kerja")

    # This file has no such columns; the if-chain knows them.
    capital_own: ClassVar[int | None] = None
    capital_borrowed: ClassVar[int | None] = None
    land_building: ClassVar[int | None] = None
    net_worth: ClassVar[int | None] = None

    @field_validator("sales", "capital", mode="before")
    @classmethod
    def _money(cls, text: str) -> int:
        return read_money(text)


_FIELDS = {str(field.alias): name for name, field in Row.model_fields.items()}
_HEADERS = {name: header for header, name in _FIELDS.items()}


def _validated(cells: dict[str, str]) -> tuple[Row, list[tuple[str, str, str]]]:
    """Return a row made of what is right, and what is wrong: column, code and cell."""
    try:
        return Row.model_validate(cells), []
    except ValidationError as error:
        found = []
        for problem in error.errors(include_url=False, include_context=False):
            header = str(problem["loc"][0])
            cell, kind = cells.pop(header), problem["type"]
            code = kind if kind in CODES else _FORM.get(_FIELDS[header], "cell.code_form")
            if code == "cell.kbli_form" and len(cell) == 4 and cell.isdecimal():
                code = "cell.kbli_four_digits"
            found.append((header, code, cell))
        return Row.model_validate(cells), found


def _plain(text: str | None) -> str | None:
    """Return text as a cell that no spreadsheet takes for a formula."""
    return "'" + text if text and text[0] in _FORMULA else text


class Counts:
    """What the summary needs."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.rows = 0
        self.skipped: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.by_year: dict[int | None, Counter[str]] = {}
        # id → the latest year that is not ahead of the day, and the outcomes of that year.
        self.latest: dict[str, tuple[int, list[str]]] = {}
        self.seen: set[tuple[str, int | None]] = set()
        self.nameless: Counter[str] = Counter()

    def add(self, id_: str | None, year: int | None, outcome: str) -> bool:
        """Count a row; return whether its id was there in the same year before."""
        self.by_year.setdefault(year, Counter())[outcome] += 1
        if id_ is None:
            self.nameless[outcome] += 1
            return False
        place = -1 if year is None else 0 if year > self.on.year else year
        known = self.latest.get(id_)
        if known is None or known[0] < place:
            self.latest[id_] = (place, [outcome])
        elif known[0] == place:
            known[1].append(outcome)
        if (id_, year) in self.seen:
            return True
        self.seen.add((id_, year))
        return False

    def summary(self, headers: list[str]) -> dict[str, Any]:
        """Return the counts as plain JSON values."""
        tiers = Counter(self.nameless)
        for _, outcomes in self.latest.values():
            tiers.update(outcomes)
        return {
            "schema": "pydantic_registry/summary/1",
            "rows_read": self.rows,
            "enterprises": tiers.total(),
            "rows_skipped": dict(self.skipped),
            "tiers": {name: tiers[name] for name in TIERS},
            "tiers_by_year": {
                "undated" if year is None else str(year): {name: counts[name] for name in TIERS}
                for year, counts in sorted(self.by_year.items(), key=lambda item: item[0] or 0)
            },
            "findings_by_code": dict(sorted(self.codes.items())),
            "columns_mapped": [header for header in headers if header in _FIELDS],
            "columns_unmapped": [header for header in headers if header not in _FIELDS],
            "on": self.on.isoformat(),
        }


def evaluate(path: Path, folder: Path, on: date) -> None:
    """Evaluate the registry in ``path`` and write the three files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counts(on)
    with (
        path.open(encoding="utf-8-sig", newline="") as source,
        (folder / "results.csv").open("w", encoding="utf-8", newline="") as results,
        (folder / "findings.csv").open("w", encoding="utf-8", newline="") as findings,
    ):
        reader = csv.reader(source, delimiter=";", strict=True)
        result = csv.writer(results, lineterminator="\n").writerow
        finding = csv.writer(findings, lineterminator="\n").writerow
        result(RESULTS)
        finding(FINDINGS)
        headers = next(reader)
        for number, cells in enumerate(reader, 2):
            counts.rows += 1
            if not any(cells):
                counts.skipped["blank"] += 1
                continue
            row, found = _validated(
                {header: cell for header, cell in zip(headers, cells, strict=True) if cell not in _ABSENT}
            )
            answer = if_chain.tier(row, on=on)
            tier, status = answer.value, answer.status
            capital = if_chain.by_capital(row.capital)
            if counts.add(row.id, row.year, tier or status):
                found.append((_HEADERS["id"], "registry.duplicate_id", str(row.id)))
            if row.year is not None and row.year > on.year:
                found.append((_HEADERS["year"], "registry.future_data", str(row.year)))
            form = row.legal_form
            if tier == "micro" and form is not None and form in _NOT_MICRO:
                found.append((_HEADERS["legal_form"], "tier.form_misfit", form.value))
            for header, code, got in found:
                severity, indonesian, english = CODES[code]
                counts.codes[code] += 1
                finding((number, header, code, severity, indonesian.format(got=got), english.format(got=got)))
            conflict = "" if tier is None or capital is None else "true" if tier != capital else "false"
            result(
                (
                    number, _plain(row.id), _plain(row.name), row.year, tier, status, "sales", "by-purpose",
                    conflict, "false" if tier == "large" else "", "sales" if tier is None else "",
                    " ".join([code for _, code, _ in found]),
                )
            )  # fmt: skip
    with (folder / "summary.json").open("w", encoding="utf-8") as file:
        json.dump(counts.summary(headers), file, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    evaluate(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
