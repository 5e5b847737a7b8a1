"""A table file as a whole: how it is laid out, what its columns mean, and its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.periods import FIRST_YEAR, LAST_YEAR
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.catalogue import Named, fields, nearest
from plut_kumkm.tables.columns import Column, Consent, assign, findings_about, headers_shown
from plut_kumkm.tables.formats.grids import LIMITS, Limits
from plut_kumkm.tables.formats.records import QuoteError
from plut_kumkm.tables.headers import Header, header_cells, note_unit, units_around
from plut_kumkm.tables.kinds import what_it_is
from plut_kumkm.tables.learning import Layout, Learned, learn
from plut_kumkm.tables.rows import Reading, Row
from plut_kumkm.tables.sources import find_source, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plut_kumkm.tables.cells import Dash
    from plut_kumkm.tables.formats.grids import Caption, Cells, Sheet

# What enterprises do; the first two may stand where a name should.
_DOING = ("products", "activity", "kbli", "kbli_title", "sector", "subsector")
# What is said of the tables that were not read.
_PASSED_OVER = ("sheet.hidden", "sheet.others", "sheet.alike", "sheet.tables")
_LONGEST_HEADER, _MOST_NEAR = 100, 12


class Table:
    """A file that was understood; ``rows()`` streams it.

    Attributes:
        path: the file.
        encoding: how its bytes are read; empty where the format settles it.
        delimiter: what parts its cells; ``None`` where nothing does, as in JSON Lines or a workbook.
        sheets: the sheets of a workbook, or the tables of another file that holds several; which one was read, and why.
        number: which of several tables on the sheet it is, from 1; ``None`` for plain text.
        limits: within which the file is read.
        header_records: how many records come before the data.
        columns: what each column is used for, and why.
        findings: what is to be said of the file and its columns; what concerns one row stands there.
        fields: the fields in use.
        years: the years that wide columns name.
    """

    __slots__ = (
        "_dash",
        "_header",
        "_layout",
        "_learned",
        "_year",
        "columns",
        "delimiter",
        "encoding",
        "fields",
        "findings",
        "header_records",
        "limits",
        "number",
        "path",
        "sheets",
        "years",
    )

    def __init__(
        self,
        layout: Layout,
        learned: Learned,
        findings: Sequence[Finding],
        header: frozenset[str],
        dash: Dash,
        year: int | None,
        sheets: Sequence[Sheet] = (),
        number: int | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._layout, self._learned, self._header, self._year = layout, learned, header, year
        self._dash: Dash = dash
        self.path: Path = layout.source.path
        self.encoding: str = layout.source.encoding
        self.delimiter: str | None = layout.source.delimiter
        self.sheets: tuple[Sheet, ...] = tuple(sheets)
        self.number: int | None = number
        self.limits = limits
        self.header_records: int = layout.source.before + layout.header_records
        self.columns: tuple[Column, ...] = layout.columns
        self.findings = Report(findings)
        held = {column.kind.name for column in layout.used()}
        self.fields: frozenset[str] = frozenset(held | ({"year"} if year is not None else set()))
        self.years: tuple[int, ...] = tuple(
            sorted({column.year for column in layout.used() if column.year is not None})
        )

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that was read, or its number where it has none; ``None`` for plain text."""
        return next((one.name or str(one.number) for one in self.sheets if one.read), None)

    def rows(self) -> Iterator[Row]:
        """Yield every record after the header, in the order of the file, read anew from its start.

        Raises:
            ValidationError: the file is gone, or is not the one that was read before.
        """
        try:
            yield from Reading(self._layout, self._learned, self._dash, self._year, self._header).rows()
        except QuoteError:
            refuse("table.changed", self.path)

    def __repr__(self) -> str:
        return f"Table({self.path.name!r}, {len(self._layout.used())} of {len(self.columns)} columns used)"


def read_table(
    path: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    accept_proxies: bool = False,
    dash: Dash = "missing",
    sum_months: bool = False,
    year: int | None = None,
    kbli: str | None = None,
    annualise: bool = False,
    sheet: str | int | None = None,
    table: int | None = None,
    limits: Limits = LIMITS,
) -> Table:
    r"""Return a table of enterprises, its header and columns understood and its cells surveyed.

    Args:
        path: a file: delimited text, JSON, JSON Lines, a workbook, a web page, a SQL dump, or Parquet.
        mapping: header as printed → field, for columns that the catalogue does not know, or understands otherwise.
        accept_proxies: whether a figure near the wanted one may stand for it (production value for sales).
        dash: whether ``-`` in an amount means zero; as a rule it is not known.
        sum_months: whether the amounts of twelve named months make a yearly one.
        year: the year of the figures, where the file names none.
        kbli: the version of KBLI codes whose header names none.
        annualise: whether a lone monthly amount ("Omzet per bulan") times twelve stands for a yearly one; it is said.
        sheet: which sheet of a workbook, by name or number from 1; of another file with several tables, which table.
        table: which of several tables on that sheet, from 1.
        limits: how much of a file is read before it is refused.

    Raises:
        ValidationError: the file cannot be read as a registry; the finding says why and what to do.
        TypeError: an argument is of the wrong type.
        ValueError: an argument is none of its values.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "usaha.csv"
    ...     _ = file.write_text("Nama Usaha;Omzet (Rp.000)\nToko Contoh;1.500\n", encoding="utf-8")
    ...     [(row.kind, row.values) for row in read_table(file).rows()]
    [('enterprise', {'name': 'Toko Contoh', 'sales': 1500000})]
    """
    _check(path, mapping, dash, year, kbli)
    _check_choice(sheet, table, limits)
    consent = Consent(mapping or {}, proxies=accept_proxies, sum_months=sum_months, kbli=kbli, annualise=annualise)
    source, sheets, number = find_source(Path(path), sheet=sheet, table=table, limits=limits)
    header, titles, preview, keys, captions = source.head()
    title_unit, about_unit = _unit_around(units_around(titles, header), captions)
    columns = assign(header.headings, preview, consent, title_unit)
    try:
        _refuse_others(source.path, header, columns, preview, named=bool(mapping))
    except ValidationError as error:
        # The table that is meant may be one that was passed over, such as a hidden sheet.
        others = [note for note in source.notes if note.code in _PASSED_OVER]
        raise ValidationError([*error.findings, *others]) from None
    layout = Layout(source, columns, header.records, keys, careful=False)
    try:
        learned = learn(layout)
    except QuoteError:
        layout = layout._replace(careful=True)
        learned = learn(layout)
    differ = about_unit is not None and about_unit.code == "table.title_units_differ"
    columns = _with_units(columns, header, learned.unit_below, differ=differ)
    learned.units, about_cells = _units_in_cells(columns, preview)
    findings = [*source.notes, *learned.findings, *findings_about(columns, learned.filled), *about_cells]
    if layout.careful:
        findings.insert(0, Finding("table.quotes", "warning"))
    if header.below == "units":
        findings.insert(0, Finding("table.unit_line", "info", (), {"row": header.records}))
    if about_unit is not None and (title_unit == 1 or any(column.unit == title_unit for column in columns)):
        findings.insert(0, about_unit)
    if dash == "zero":
        findings.append(Finding("table.dash_zero", "info"))
    settled = tuple(evolve(column, decimal=learned.decimals.get(column.position)) for column in columns)
    repeated = header_cells(titles[header.start :])
    return Table(layout._replace(columns=settled), learned, findings, repeated, dash, year, sheets, number, limits)


def _unit_around(units: Sequence[int], captions: Sequence[Caption]) -> tuple[int, Finding | None]:
    """Return the unit that holds for amounts whose header names none, and what is to be said of it.

    Args:
        units: those that the titles and notes of the table itself name.
        captions: what names a unit outside of it.
    """
    named = {unit: Finding("table.title_unit", "warning", (), {"unit": unit}) for unit in units}
    own = [one for one in captions if one.place != "above"]
    # What stands over another table is no word on this one, as long as this one has its own.
    for one in own if own or named else captions:
        params = {"unit": one.unit, "text": one.text}
        named.setdefault(one.unit, Finding(f"table.{one.place}_unit", "warning", (), params))
    if len(named) > 1:
        return 1, Finding("table.title_units_differ", "warning", (), {"first": min(named), "second": max(named)})
    return next(iter(named.items()), (1, None))


def _with_units(columns: Sequence[Column], header: Header, below: int, *, differ: bool) -> tuple[Column, ...]:
    """Return the columns without the amounts whose unit is open: titles ``differ``, or a note ``below`` says another.

    Read as they stand, 15 (ribu rupiah) would be fifteen rupiah.
    """
    return tuple(
        evolve(column, status="suspected", why="column.unit_open")
        if column.used
        and column.kind.type == "money"
        and not header.headings[column.position].has_unit
        and (differ or below not in (1, column.unit))
        else column
        for column in columns
    )


def _units_in_cells(columns: Sequence[Column], preview: Sequence[Cells]) -> tuple[tuple[int, ...], list[Finding]]:
    """Return the places of columns that name the unit of each row, where there are amounts, and that they do."""
    places: list[int] = []
    found: list[Finding] = []
    if not any(column.used and column.kind.type == "money" for column in columns):
        return (), found
    for column in columns:
        cells = (cells[column.position] for cells in preview if column.position < len(cells) and not column.used)
        if (unit := next((cell for cell in cells if note_unit(f"({cell})") > 1), None)) is not None:
            params = {"header": excerpt(column.header), "got": excerpt(unit)}
            places.append(column.position)
            found.append(Finding("column.units_in_cells", "warning", (), params, column=column.header))
    return tuple(places), found


def _check(path: object, mapping: Any, dash: object, year: object, kbli: object) -> None:
    if not isinstance(path, str | Path):
        raise TypeError(
            f"path must be a str or a Path of a file, not {type(path).__name__}; a data frame is written to a file "
            "first, as CSV or Parquet"
        )
    if mapping is not None and not all(type(header) is str and type(field) is str for header, field in mapping.items()):
        raise TypeError("mapping takes headers and field names as text")
    if dash not in ("missing", "zero"):
        raise ValueError(f"dash must be 'missing' or 'zero', not {dash!r}")
    if year is not None and type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    if isinstance(year, int) and not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year must lie from {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    if kbli is not None and type(kbli) is not str:
        raise TypeError(f"kbli must be the year of a version as text, such as '2020', not {type(kbli).__name__}")
    if kbli is not None and kbli not in (versions := fields()["kbli"].versions):
        raise ValueError(f"kbli must be one of {', '.join(map(repr, versions))}, not {kbli!r}")


def _check_choice(sheet: object, table: object, limits: object) -> None:
    if sheet is not None and type(sheet) not in (str, int):
        raise TypeError(f"sheet must be a name or a number from 1, not {type(sheet).__name__}")
    if table is not None and type(table) is not int:
        raise TypeError(f"table must be a number from 1, not {type(table).__name__}")
    if any(isinstance(number, int) and number < 1 for number in (sheet, table)):
        raise ValueError("sheets and tables are counted from 1")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits must be Limits, not {type(limits).__name__}")


def _refuse_others(
    path: Path, header: Header, columns: Sequence[Column], preview: Sequence[Cells], *, named: bool
) -> None:
    """Raise when the table is no registry: a plan, counts, or nothing that is known."""
    found = what_it_is(header.headings, columns, preview)
    if found is None or (named and any(column.used for column in columns)):
        return
    code, params = found
    if code:
        refuse(code, path, **params)
    if (nameless := _nameless(columns)) is not None:
        held = tuple(dict.fromkeys(column.field for column in columns if column.used))
        refuse("table.no_name", path, header=nameless, fields=held)
    shown = headers_shown(header.headings)
    near = {one[0] for each in header.headings for key in each.keys[:1] if (one := nearest(key)) is not None}
    near |= {column.field for column in columns if column.field is not None}
    refuse(
        "table.no_column",
        path,
        headers=shown or (excerpt("–"),),
        nearest=tuple(map(Named, sorted(near)[:_MOST_NEAR])) or ("–",),
    )


def _nameless(columns: Sequence[Column]) -> str | None:
    """Return the header of the column that may hold the names, where a table tells what enterprises do, but no more."""
    telling = [column for column in columns if column.used and column.field in _DOING]
    if not telling:
        return None
    likely = [column for field in _DOING[:2] for column in telling if column.field == field]
    likely += [column for column in columns if not column.used and column.header]
    header = (likely or telling)[0].header
    # As it stands there, so that it can be typed after --map.
    return header if len(header) <= _LONGEST_HEADER and header.isprintable() else excerpt(header)
