"""A registry: a file of enterprises as an office keeps it, ready to be read any number of times."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from plut_kumkm.base import fields, show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.registry.kumkm import Kumkm
from plut_kumkm.registry.records import FACTS, enterprise_from, frame_columns, frame_row

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.tables import Column, Limits, Sheet, Table

EXAMPLE = "contoh-sintetis.csv"
_USED = ("mapped", "proxy")


@frozen
class Columns:
    """What became of the columns of a file: read as a field, or not; and the unit of each column of money."""

    mapped: tuple[Column, ...]
    unmapped: tuple[Column, ...]

    @property
    def units(self) -> tuple[dict[str, Any], ...]:
        """The columns of money, and those whose cells settle a decimal mark: by what unit and mark they are read."""
        return tuple(
            {
                "column": column.header,
                "field": column.field,
                "unit": column.unit,
                "decimal": column.decimal,
                "why": column.why,
            }
            for column in self.mapped
            if column.decimal is not None or fields.catalogue()[str(column.field)].get("unit", "").startswith("IDR")
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the columns as plain JSON values."""
        return {
            "columns_mapped": [column.to_dict() for column in self.mapped],
            "columns_unmapped": [column.to_dict() for column in self.unmapped],
            "units": list(self.units),
        }


class Registry:
    """A file of enterprises: its records, what became of its columns, and the findings about the file as a whole.

    Nothing is held in memory: ``records`` reads the file again each time. Findings about single rows come out of
    ``evaluate``.
    """

    def __init__(self, table: Table, *, year: int | None = None, options: Mapping[str, Any] | None = None) -> None:
        self.contents = table
        self.year = year
        self.options = dict(options or {})
        self.synthetic = False
        self._more: tuple[Finding, ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return self.contents.path

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook, or the tables of another file that holds several: which was read, and why."""
        return self.contents.sheets

    def table(self, number: int) -> Registry:
        """Return another of the tables on the sheet that was read, as a registry of its own.

        Args:
            number: the table, from 1; the findings say how many there are.

        Raises:
            ValidationError: there is no such table, or it cannot be read as a registry.
        """
        sheet = next((one.number for one in self.sheets if one.read), None)
        asked: dict[str, Any] = {**self.options, "sheet": sheet, "table": number}
        return read(self.path, limits=self.contents.limits, **asked)

    @cached_property
    def columns(self) -> Columns:
        """What became of the columns."""
        used = [column for column in self.contents.columns if column.status in _USED]
        rest = [column for column in self.contents.columns if column.status not in _USED]
        return Columns(tuple(used), tuple(rest))

    @property
    def dated(self) -> bool:
        """Whether the file, or the caller, says of which year the figures are."""
        return bool(self.contents.years) or bool(self.contents.fields & {"year", "as_of"}) or self.year is not None

    @cached_property
    def findings(self) -> Report:
        """The findings about the file and its columns."""
        found = (*self.contents.findings, *Kumkm(self.contents).findings, *self._more)
        return Report(found if self.dated else (*found, Finding("registry.undated", "info")))

    def noting(self, found: Iterable[Finding]) -> Registry:
        """Return the same file with more findings about it."""
        noted = Registry(self.contents, year=self.year, options=self.options)
        noted.synthetic, noted._more = self.synthetic, (*self._more, *found)
        return noted

    @property
    def records(self) -> Iterator[Enterprise]:
        """The enterprises, read one by one, each with its years.

        Rows of one id that stand together become one record. Where the id comes back further down, as in a file that
        lists year after year, it is another record with the same id: to join them, all records would have to be held.
        A row without an id is a record of its own, ``row-N``. Figures without a year cannot be dated, and are left
        out; ``read(…, year=)`` dates them.
        """
        held: list[tuple[int | None, Mapping[str, Any]]] = []
        current: str | None = None
        for number, year, values in self.lines():
            id_ = values.get("id") or f"row-{number}"
            if held and id_ != current:
                yield enterprise_from(str(current), held)
                held = []
            current = id_
            held.append((year, values))
        if held:
            yield enterprise_from(str(current), held)

    def lines(self) -> Iterator[tuple[int, int | None, Mapping[str, Any]]]:
        """Yield row number, year and values of every enterprise and year."""
        for row in Kumkm(self.contents).rows():
            if row.kind == "enterprise":
                for year, values in by_year(row, self.contents.years, self.year):
                    yield row.number, year, values

    def to_polars(self) -> Any:
        """Return every enterprise and year as a row of a polars frame, with the columns that rules read.

        A year of founding becomes ``founded_first`` and ``founded_last``; of several KBLI codes the first is kept.

        Raises:
            ModuleNotFoundError: polars is not installed; the message names the extra.
        """
        try:
            import polars as pl
        except ModuleNotFoundError:
            raise ModuleNotFoundError("to_polars needs polars: pip install 'plut_kumkm[frames]'") from None
        names = sorted(Kumkm(self.contents).fields & FACTS)
        rows = [frame_row(number, year, values, names) for number, year, values in self.lines()]
        types = {name: getattr(pl, kind) for name, kind in frame_columns(names).items()}
        return pl.DataFrame(rows, schema=types, orient="row")

    def __repr__(self) -> str:
        columns = self.columns
        return f"<Registry {self.path.name}: {len(columns.mapped)} columns read, {len(columns.unmapped)} not used>"

    def _repr_html_(self) -> str:
        cells = [
            (column.header, column.field, column.year, column.unit, column.status) for column in self.contents.columns
        ]
        return show.html_table(("kolom", "data", "tahun", "satuan", "status"), cells, self.path.name)


def by_year(row: Any, years: tuple[int, ...], year: int | None) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    """Yield each year of a row with its values: those the columns name, that of the row, or ``year``.

    A column that names a year has a line for every enterprise, also where its cell is empty. With ``year`` only that
    year is yielded, wherever the file names one.
    """
    values: Mapping[str, Any] = row.values
    named: Any = years or sorted(row.years)
    if named:
        for one in named:
            if year is None or one == year:
                yield one, {**values, **row.years.get(one, {})}
        return
    own = year_of(values)
    if own is None or year is None or own == year:
        yield (year if own is None else own), values


def year_of(values: Mapping[str, Any]) -> int | None:
    """Return the year that a row names for its figures, or ``None``.

    >>> year_of({"year": 2025}), year_of({"sales": 1})
    (2025, None)
    """
    year: int | None = values.get("year")
    if year is None and (day := values.get("as_of")) is not None:
        year = day.year
    return year


def read(
    path: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    accept_proxies: bool = False,
    dash: Literal["missing", "zero"] = "missing",
    sum_months: bool = False,
    year: int | None = None,
    kbli: str | None = None,
    annualise: bool = False,
    sheet: str | int | None = None,
    table: int | None = None,
    limits: Limits | None = None,
) -> Registry:
    """Return the registry in a file: delimited text, a workbook, JSON, a web page, a SQL dump, or Parquet.

    Args:
        path: the file.
        mapping: header as printed → name of the field, where the header does not say it itself.
        accept_proxies: whether a near figure, such as the value of production, may stand for a fact; it is then said.
        dash: whether a cell ``-`` is missing or zero.
        sum_months: whether twelve columns of months are added up to a year.
        year: the year of the figures where the file does not say; where it names several, the one to read.
        kbli: the version of KBLI codes whose column does not say it: "2009", "2015", "2020" or "2025".
        annualise: whether a lone monthly figure times twelve may stand for that of a year; it is then said.
        sheet: the sheet of a workbook, by name or number from 1; of another file that holds several tables, which one.
            Unless given, it is the one whose header names the most fields.
        table: which of several tables on that sheet, from 1; unless given, likewise.
        limits: how much of a file is read before it is refused.

    Raises:
        ValidationError: the file cannot be read as a registry; the findings say why, and what it seems to be.
        TypeError: an argument is of the wrong type, such as a data frame for the path.
        ValueError: an argument is none of its values.
    """
    # Here, so that records can be evaluated without the reader of files.
    from plut_kumkm.tables import LIMITS, read_table

    options: dict[str, Any] = {
        "accept_proxies": accept_proxies, "dash": dash, "sum_months": sum_months, "year": year, "kbli": kbli,
        "annualise": annualise,
    }  # fmt: skip
    found = read_table(path, mapping=mapping, sheet=sheet, table=table, limits=limits or LIMITS, **options)
    options |= {"mapping": dict(mapping or {}), "sheet": found.sheet, "table": found.number}
    return Registry(found, year=year, options=options)


@contextmanager
def example(n: int = 2000, **options: Any) -> Generator[Registry, None, None]:
    """Yield the embedded example: a made-up registry of ``n`` enterprises, as a file that is read like any other.

    Args:
        n: how many enterprises.
        options: those of ``read``.

    >>> with example(3) as registry:
    ...     registry.synthetic, [shop.id for shop in registry.records]
    (True, ['SINTETIS-0001', 'SINTETIS-0002', 'SINTETIS-0003'])
    """
    from plut_kumkm.testing import population

    with TemporaryDirectory(prefix="plut-kumkm-") as folder:
        path = Path(folder) / EXAMPLE
        population.write(path, n)
        registry = read(path, **options)
        registry.synthetic = True
        yield registry
