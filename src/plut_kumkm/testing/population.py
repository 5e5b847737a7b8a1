"""A synthetic registry of creative enterprises in Kota Malang: the same rows on every machine and every Python.

Nothing in it is real, and everything says so: ids begin with ``SINTETIS-``, the names of owners and enterprises are
made-up words that begin with ``Xq`` (and an enterprise's ends in ``Sintetis``), and the last column is headed
``Bobot (data sintetis)``. Numbers have the right form, so that checks of form let them pass, and cannot be anybody's:

- NIK: the serial is 9000 or more. Serials count from 0001 for each day of birth in each district, in which some ten
  children are born a day.
- NIB: begins with ``9999``; real ones begin with a day and month, or with a year and ``20``.
- phone: begins with ``0860``, which is in no list of operators that we know (unverified: no list of numbers kept free
  for examples is published).

The tiers that are rare are drawn more often than they are found; ``weights`` and the last column undo it. Files of
offices have flaws, so a few are planted, at places that ``defects`` lists. All figures, each with its source, stand in
``data/population.toml``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

from plut_kumkm.enterprise.records import Enterprise, Owner, Snapshot
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.identifiers.kbli_type import Kbli
from plut_kumkm.testing import drawing

SYNTHETIC = "DATA SINTETIS: bukan data usaha, orang, nomor, atau alamat yang sebenarnya."

# Field → how an office heads the column. The order is that of the file.
HEADERS: Mapping[str, str] = {
    "id": "ID",
    "name": "Nama Usaha",
    "owner": "Nama Pemilik",
    "nik": "NIK",
    "sex": "Jenis Kelamin",
    "birth_year": "Tahun Lahir Pemilik",
    "phone": "No. HP",
    "region": "Kab/Kota",
    "district": "Kecamatan",
    "kbli": "KBLI 2020",
    "legal_form": "Bentuk Usaha",
    "nib": "NIB",
    "founded": "Tahun Berdiri",
    "year": "Tahun Data",
    "sales": "Omzet per Tahun (Rp)",
    "capital": "Modal Usaha (Rp)",
    "workers": "Tenaga Kerja",
    "weight": "Bobot (data sintetis)",
}
PERSONAL = ("owner", "nik", "sex", "birth_year", "phone")
YEARS = (2024, 2025)

_SEX = {"female": "P", "male": "L"}


class Defect(NamedTuple):
    """One planted flaw: its kind, and the cell that has it; ``row`` counts the header as 1."""

    kind: str
    row: int
    id: str
    year: int
    column: str


def rows(n: int = 2000, *, years: Sequence[int] = YEARS, seed: int | None = None) -> Iterator[dict[str, str]]:
    """Return the registry row by row, as an office would type it: one row for each enterprise and year.

    The enterprises come in order, each with its years. The first of them do not depend on ``n``.

    Args:
        n: how many enterprises.
        years: the years of the data, ascending.
        seed: another registry of the same kind; ``None``: the usual one.

    Raises:
        ValueError: ``n`` is negative or over eight digits long; or the years are none, not ascending, or not of four
            digits.

    >>> first = next(rows())
    >>> first["ID"], first["Tahun Data"], first["Kab/Kota"]
    ('SINTETIS-0001', '2024', 'Kota Malang')
    """
    _check(n, years)
    return (dict(zip(HEADERS.values(), cells, strict=True)) for cells in _cells(n, years, seed))


def write(path: str | Path, n: int = 2000, *, years: Sequence[int] = YEARS, seed: int | None = None) -> int:
    """Write the registry to a file (``;`` between cells, UTF-8) and return the number of rows below the header [1].

    Args:
        path: the file to write.
        n: how many enterprises.
        years: the years of the data, ascending.
        seed: another registry of the same kind; ``None``: the usual one.

    Raises:
        ValueError: as for ``rows``.
        OSError: the file cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(Path(folder) / "sintetis.csv", n=3)
    6
    """
    _check(n, years)
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(HEADERS.values())
        writer.writerows(_cells(n, years, seed))
    return n * len(years)


def enterprises(n: int = 2000, *, years: Sequence[int] = YEARS, seed: int | None = None) -> Iterator[Enterprise]:
    """Return the same registry as records: what the rows say where no flaw is planted, missing values missing.

    Args:
        n: how many enterprises.
        years: the years of the data, ascending.
        seed: another registry of the same kind; ``None``: the usual one.

    Raises:
        ValueError: as for ``rows``.

    >>> [shop.id for shop in enterprises(2)]
    ['SINTETIS-0001', 'SINTETIS-0002']
    """
    _check(n, years)
    return (_record(one, years) for one in drawing.draw(n, years, seed))


def weights() -> Mapping[Tier, Fraction]:
    """Return for each tier its share among all enterprises over its share in this registry [1].

    The tier is that of the sales of the first year. A sum over rows, each times its weight, is one of a registry with
    the counted shares.

    Source:
        Databoks, 2021 counts by the sales bounds of PP 7/2021.

    >>> weights()[Tier.LARGE] < weights()[Tier.MICRO]
    True
    """
    return drawing.weights()


def defects(n: int = 2000, *, years: Sequence[int] = YEARS) -> tuple[Defect, ...]:
    """Return every planted flaw of the registry of ``n`` enterprises, by row.

    Args:
        n: how many enterprises.
        years: the years of the data, ascending.

    Raises:
        ValueError: as for ``rows``.

    >>> defects(30)
    (Defect(kind='ambiguous-dot', row=43, id='SINTETIS-0021', year=2025, column='Omzet per Tahun (Rp)'),)
    """
    _check(n, years)
    known = drawing.settings()
    found: list[Defect] = []
    for first, planted in known.planted.items():
        place = _place(planted["year"], years)
        for number in range(first, n + 1, known.every):
            row = (number - 1) * len(years) + place + 2
            found.append(Defect(planted["kind"], row, _id(number), years[place], HEADERS[planted["column"]]))
    return tuple(sorted(found, key=lambda defect: defect.row))


def _check(n: int, years: Sequence[int]) -> None:
    if not 0 <= n < 10**8:
        raise ValueError(f"n must be from 0 to 99999999, not {n}")
    if not years or list(years) != sorted(set(years)) or not 1000 <= years[0] <= years[-1] <= 9999:
        raise ValueError(f"years must be one or more, ascending, each of four digits, not {tuple(years)}")


def _id(number: int) -> str:
    return f"SINTETIS-{number:04d}"


def _place(which: str, years: Sequence[int]) -> int:
    return 0 if which == "first" else len(years) - 1


def _record(one: drawing.Drawn, years: Sequence[int]) -> Enterprise:
    known = drawing.settings()
    region, _ = known.region
    return Enterprise(
        id=_id(one.number),
        name=one.name,
        legal_form=one.form,
        founded=one.founded,
        region=region if one.district is None else f"{region}.{one.district[0]}",
        phone=one.phone,
        kbli=() if one.kbli is None else (Kbli(known.kbli_version, one.kbli),),
        nib=one.nib,
        owner=Owner(nik=one.nik, name=one.owner, sex=one.sex, birth_year=one.birth_year),
        snapshots=tuple(
            Snapshot(as_of=date(year, 12, 31), sales=sales, capital=capital, workers=workers)
            for year, (sales, capital, workers) in zip(years, one.years, strict=True)
        ),
    )


def _cells(n: int, years: Sequence[int], seed: int | None) -> Iterator[list[str]]:
    known = drawing.settings()
    # A stream of its own, so that the way a cell is written does not change what it says.
    style = Random((known.seed if seed is None else seed) + 1).random  # noqa: S311 - a made-up registry, no secret
    columns = list(HEADERS)
    for one in drawing.draw(n, years, seed):
        about = [
            _id(one.number),
            one.name,
            one.owner or "",
            one.nik or "",
            _SEX[one.sex],
            _text(one.birth_year),
            one.phone or "",
            known.region[1],
            "" if one.district is None else one.district[1],
            one.kbli or "",
            known.forms[one.form],
            one.nib or "",
            _text(one.founded),
        ]
        weight = _decimal(one.weight)
        for place, (sales, capital, workers) in enumerate(one.years):
            figures = (_amount(sales, known.styles.of(style())), _amount(capital, known.styles.of(style())))
            cells = [*about, str(years[place]), *figures, _text(workers), weight]
            if one.planted is not None and place == _place(one.planted["year"], years):
                cells[columns.index(one.planted["column"])] = _flaw(one, sales)
            yield cells


def _flaw(one: drawing.Drawn, sales: int | None) -> str:
    match one.planted:
        case {"text": str(text)}:
            return text
        case {"kind": "duplicate-id"}:
            return _id(one.number - 1)
        case _:  # thousand-slip: typed in thousands of rupiah
            return str((sales or 0) // 1000)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _decimal(value: Fraction) -> str:
    whole, millionths = divmod(round(value * 10**6), 10**6)
    return f"{whole},{millionths:06d}"


def _amount(value: int | None, style: str) -> str:
    """Return an amount as it is written in ``style``; all styles of one amount say the same."""
    if value is None:
        return ""
    if style == "plain":
        return str(value)
    grouped = f"{value:,}".replace(",", ".")
    match style:
        case "rp":
            return f"Rp{grouped}"
        case "rp-space":
            return f"Rp {grouped}"
        case "rp-dash":
            return f"Rp. {grouped},-"
        case "rp-sen":
            return f"Rp{grouped},00"
        case "words":
            return _in_words(value) or grouped
        case _:  # dots
            return grouped


def _in_words(value: int) -> str | None:
    for unit, word in ((10**9, "miliar"), (10**6, "juta")):
        tenths, rest = divmod(value, unit // 10)
        if tenths >= 10 and not rest:
            return f"{tenths // 10},{tenths % 10} {word}" if tenths % 10 else f"{tenths // 10} {word}"
    return None
