"""Parquet: columns of typed values as text, by way of polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from attrs import frozen

from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import LIMITS, Limits, refuse
from plut_kumkm.tables.formats.text import LocalFile, find_file, read_head
from plut_kumkm.tables.formats.values import (
    BEYOND,
    BLOB,
    INEXACT,
    LONG,
    MOST_COLUMNS,
    NESTED,
    Tally,
    number_cell,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from polars import DataFrame, Expr, LazyFrame

    from plut_kumkm.base.findings import Finding
    from plut_kumkm.tables.formats.grids import Caption, Cells

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
# How many rows and cells are in the memory at a time.
_MOST_ROWS, _MOST_CELLS = 1 << 18, 4_000_000
Result = TypeVar("Result")


class _Column(NamedTuple):
    """One column: its cells as text, and which are left empty, and why.

    ``shown`` is ``None`` where no cell of it is read.
    """

    name: str
    shown: Expr | None
    empty: Expr
    reason: str
    is_number: bool = False


@frozen(repr=False)
class ParquetGrid:
    """The table of a Parquet file; see ``Grid``.

    Attributes:
        header_records: the names of the columns take one record.
    """

    name: str
    notes: tuple[Finding, ...]
    _file: LocalFile
    _limits: Limits
    hidden: bool = False
    captions: tuple[Caption, ...] = ()
    header_records: int = 1

    def records(self) -> Iterator[Cells]:
        """Yield the names of the columns, then the rows.

        Raises:
            ValidationError: the file has changed, is gone, or cannot be read to its end.
        """
        self._file.open().close()
        columns, _ = _columns(self._file, self._limits)
        read = [column for column in columns if column.shown is not None]
        yield [column.name for column in read]
        shown = [column.shown.alias(column.name) for column in read if column.shown is not None]
        for frame in _batches(self._file, shown, len(read)) if read else ():
            texts = [series.to_list() for series in frame.get_columns()]
            for place, column in enumerate(read):
                if column.is_number:
                    texts[place] = [number_cell(text) if text else "" for text in texts[place]]
            for row in zip(*texts, strict=True):
                yield trimmed(list(row))


def grids(path: Path, limits: Limits = LIMITS) -> tuple[ParquetGrid, ...]:
    """Return the one table of a Parquet file.

    What a float cannot hold exactly (whole numbers from 2**24 in one of four bytes, from 2**53 in one of eight) is not
    read, nor are structures and binary values: the notes name them.

    Raises:
        ValidationError: it cannot be opened, is no Parquet, is encrypted, damaged, or goes beyond a limit.
        ModuleNotFoundError: polars is not installed; the message names the extra.
    """
    file = find_file(path)
    head, tail = read_head(path, len(_MAGIC)), _tail(file)
    if not head:
        refuse("table.empty", path)
    if _ENCRYPTED in (head, tail):
        refuse("table.parquet_encrypted", path)
    if head != _MAGIC:
        refuse("table.parquet_bad", path)
    return (ParquetGrid(excerpt(path.stem), tuple(_survey(file, limits).findings(1)), file, limits),)


def _survey(file: LocalFile, limits: Limits) -> Tally:
    """Read the file once, and return which cells are left empty."""
    pl, tally = _polars(), Tally()
    columns, beyond = _columns(file, limits)
    asked = [pl.len().alias("rows")]
    for place, column in enumerate(columns):
        asked += [column.empty.sum().alias(f"count{place}"), column.empty.arg_true().first().alias(f"first{place}")]
        if column.shown is not None:
            asked.append((column.shown != "").sum().alias(f"filled{place}"))
    before = filled = 0
    for frame in _batches(file, asked, len(columns)):
        found: dict[str, Any] = frame.row(0, named=True)
        for place, column in enumerate(columns):
            filled += found.get(f"filled{place}", 0)
            if count := found[f"count{place}"]:
                params = {"limit": limits.text} if column.reason == LONG else {}
                tally.add(column.reason, column.name, before + found[f"first{place}"] + 1, count=count, **params)
        before += found["rows"]
        if filled > limits.cells:
            refuse("table.limit_cells", file.path, limit=limits.cells)
    if before:
        for name in beyond:
            tally.add(BEYOND, name, 1, count=before, limit=MOST_COLUMNS)
    return tally


def _columns(file: LocalFile, limits: Limits) -> tuple[list[_Column], list[str]]:
    """Return the columns, and the names of those beyond what a table may have."""
    schema = _safely(file, lambda: _scan(file).collect_schema())
    if not schema:
        refuse("table.empty", file.path)
    names = list(schema)
    return [_column(name, schema[name], limits) for name in names[:MOST_COLUMNS]], names[MOST_COLUMNS:]


def _column(name: str, dtype: Any, limits: Limits) -> _Column:
    pl = _polars()
    column = pl.col(name)
    nowhere = column.is_null() & column.is_not_null()
    if dtype.is_float():
        # From here on neighbouring whole numbers are one and the same to it. NaN is how pandas writes nothing.
        known = column.fill_nan(None)
        inexact = (known.abs() >= (2.0**24 if dtype == pl.Float32 else 2.0**53)).fill_null(value=False)
        return _Column(name, _text(known.cast(pl.String), inexact), inexact, INEXACT, is_number=True)
    if dtype.is_numeric():
        return _Column(name, _text(column.cast(pl.String), nowhere), nowhere, INEXACT, is_number=True)
    if dtype == pl.Boolean:
        text = pl.when(column).then(pl.lit("ya")).when(column.is_not_null()).then(pl.lit("tidak"))
    elif isinstance(dtype, pl.Datetime):
        zone = "%:z" if dtype.time_zone else ""
        text = column.dt.to_string(f"%Y-%m-%d %H:%M:%S{zone}").str.strip_suffix(" 00:00:00")
    elif isinstance(dtype, pl.List) and _is_plain(dtype.inner):
        text = column.cast(pl.List(pl.String)).list.join("; ", ignore_nulls=True)
    elif _is_plain(dtype) or dtype in (pl.Time, pl.Null):
        text = column.cast(pl.String)
    else:
        reason = BLOB if dtype == pl.Binary else NESTED
        return _Column(name, None, column.is_not_null(), reason)
    long = (text.str.len_chars() > limits.text).fill_null(value=False)
    return _Column(name, _text(text, long), long, LONG)


def _is_plain(dtype: Any) -> bool:
    pl = _polars()
    return dtype.is_integer() or dtype in (pl.String, pl.Categorical, pl.Enum, pl.Date)


def _text(text: Expr, empty: Expr) -> Expr:
    pl = _polars()
    shown: Expr = pl.when(empty).then(pl.lit("")).otherwise(text).fill_null("")
    return shown


def _batches(file: LocalFile, asked: Sequence[Expr], width: int) -> Iterator[DataFrame]:
    """Yield what is asked of each stretch of the rows."""
    pl, scan = _polars(), _scan(file)
    height: int = _safely(file, lambda: scan.select(pl.len()).collect().item())
    step = min(_MOST_ROWS, max(1, _MOST_CELLS // max(width, 1)))
    for start in range(0, height, step):
        part = scan.slice(start, step).select(asked)
        yield _safely(file, part.collect)


def _scan(file: LocalFile) -> LazyFrame:
    """Return the file as it is named: "data [1].parquet" is no pattern."""
    scan: LazyFrame = _polars().scan_parquet(file.path, glob=False)
    return scan


def _safely(file: LocalFile, do: Callable[[], Result]) -> Result:
    """Return what polars makes of a file that may be damaged.

    Raises:
        ValidationError: polars cannot read it.
    """
    errors = _polars().exceptions
    try:
        return do()
    except (errors.PolarsError, errors.PanicException, OSError, MemoryError):
        refuse("table.parquet_bad", file.path)


def _tail(file: LocalFile) -> bytes:
    with file.open() as opened:
        opened.seek(max(0, file.size - len(_MAGIC)))
        return opened.read()


def _polars() -> Any:
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise ModuleNotFoundError("reading Parquet needs polars: pip install 'plut_kumkm[frames]'") from None
    return pl
