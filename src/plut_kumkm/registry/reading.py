"""A registry: a file of enterprises as an office keeps it, ready to be read any number of times."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from plut_kumkm.base import fields, show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.registry.records import FACTS, enterprise_from, frame_columns, frame_row

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.tables import Column, Table

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
        self.table = table
        self.year = year
        self.options = dict(options or {})
        self.synthetic = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.table.path

    @cached_property
    def columns(self) -> Columns:
        """What became of the columns."""
        used = [column for column in self.table.columns if column.status in _USED]
        rest = [column for column in self.table.columns if column.status not in _USED]
        return Columns(tuple(used), tuple(rest))

    @property
    def dated(self) -> bool:
        """Whether the file, or the caller, says of which year the figures are."""
        return bool(self.table.years) or bool(self.table.fields & {"year", "as_of"}) or self.year is not None

    @cached_property
    def findings(self) -> Report:
        """The findings about the file and its columns."""
        found = tuple(self.table.findings)
        return Report(found if self.dated else (*found, Finding("registry.undated", "info")))

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
        for row in self.table.rows():
            if row.kind == "enterprise":
                for year, values in by_year(row, self.table.years, self.year):
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
        names = sorted(self.table.fields & FACTS)
        rows = [frame_row(number, year, values, names) for number, year, values in self.lines()]
        types = {name: getattr(pl, kind) for name, kind in frame_columns(names).items()}
        return pl.DataFrame(rows, schema=types, orient="row")

    def __repr__(self) -> str:
        columns = self.columns
        return f"<Registry {self.path.name}: {len(columns.mapped)} columns read, {len(columns.unmapped)} not used>"

    def _repr_html_(self) -> str:
        cells = [
            (column.header, column.field, column.year, column.unit, column.status) for column in self.table.columns
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
) -> Registry:
    """Return the registry in a file: CSV or TSV with any usual delimiter, or JSON Lines.

    Args:
        path: the file.
        mapping: header as printed → name of the field, where the header does not say it itself.
        accept_proxies: whether a near figure, such as the value of production, may stand for a fact; it is then said.
        dash: whether a cell ``-`` is missing or zero.
        sum_months: whether twelve columns of months are added up to a year.
        year: the year of the figures where the file does not say; where it names several, the one to read.
        kbli: the version of KBLI codes whose column does not say it.

    Raises:
        ValidationError: the file cannot be read as a registry; the findings say why, and what it seems to be.
    """
    # Here, so that records can be evaluated without the reader of files.
    from plut_kumkm.tables import read_table

    options = {"accept_proxies": accept_proxies, "dash": dash, "sum_months": sum_months, "year": year, "kbli": kbli}
    table = read_table(
        path, mapping=mapping, accept_proxies=accept_proxies, dash=dash, sum_months=sum_months, year=year, kbli=kbli
    )
    return Registry(table, year=year, options=options | {"mapping": dict(mapping or {})})


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
