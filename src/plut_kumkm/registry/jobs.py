"""What every job on a registry shares: the source made ready, the way through it, and the files at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.periods import check_day
from plut_kumkm.registry.reading import Columns, Registry, read, year_of
from plut_kumkm.registry.records import Records, check_source
from plut_kumkm.registry.results.writing import Files
from plut_kumkm.registry.walking import OTHER_YEAR, Walk

if TYPE_CHECKING:
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Enterprise


class Opened(NamedTuple):
    """A source made ready: ``registry`` is ``None`` for records, ``table`` what gives the rows, ``on`` the day."""

    registry: Registry | None
    table: Any
    year: int | None
    on: date

    @property
    def about(self) -> Report:
        """The findings about the source as a whole."""
        return Report(self.table.findings) if self.registry is None else self.registry.findings

    def summary(self) -> dict[str, Any]:
        """Return what a summary says of the source."""
        return {
            "source": None if self.registry is None else self.registry.path.name,
            "synthetic": self.registry is not None and self.registry.synthetic,
        }

    def columns(self) -> dict[str, Any]:
        """Return what a summary says of the columns."""
        return (Columns((), ()) if self.registry is None else self.registry.columns).to_dict()

    def receipt(self, facts: frozenset[str]) -> dict[str, Any]:
        """Return what a receipt says of the source; ``facts`` are those that an answer can hang on."""
        registry = self.registry
        return {
            "inputs": [] if registry is None else sorted(facts & registry.contents.fields),
            "source": None if registry is None else registry.path.name,
            "options": {} if registry is None else registry.options,
        }


def opened(source: str | Path | Registry | Iterable[Enterprise | Facts], on: date | None) -> Opened:
    """Return ``source`` made ready; ``on`` is the last day of its latest year unless given.

    Raises:
        ValidationError: the file cannot be read as a registry, or names no such year as is asked for.
        ValueError: there is no date in the source and ``on`` is not given.
        TypeError: ``on`` is not a date.
    """
    if isinstance(source, str | Path):
        source = read(source)
    if not isinstance(source, Registry):
        check_source(source)
    registry = source if isinstance(source, Registry) else None
    # The latest day has to be known before the first line, so a stream is held unless the day is given.
    table: Any = source.contents if isinstance(source, Registry) else Records(list(source) if on is None else source)
    year = None if registry is None else registry.year
    if on is None:
        on = _latest_day(table, year)
    check_day(on, "on")
    if year is not None and table.years and year not in table.years:
        raise ValidationError([_absent(year, table.years)])
    return Opened(registry, table, year, on)


class Walked(NamedTuple):
    """What came of a way through a source."""

    summary: Mapping[str, Any]
    findings: Report
    files: tuple[Path, ...]


def walked(
    walk: Walk,
    source: Opened,
    summary: Callable[[], Mapping[str, Any]],
    out: str | Path | None,
    names: Sequence[str],
    header: Sequence[str] | None,
) -> Walked:
    """Go through the source and return what came of it.

    Args:
        walk: the way.
        source: the source.
        summary: gives the counts at the end.
        out: a folder for the result files.
        names: the files that will be written there.
        header: the columns of the file of lines; ``None`` for none.

    Raises:
        ValidationError: the results would overwrite the source, or the year that is asked for is none of the source's.
        OSError: ``out`` cannot be written to.
    """
    if out is None:
        return _walked(walk, source, summary, None)
    folder, registry = Path(out), source.registry
    if registry is not None and any(_same(registry.path, folder / name) for name in names):
        raise ValidationError([Finding("registry.out_is_source", params={"path": registry.path.name})])
    with Files(folder, header) as files:
        return _walked(walk, source, summary, files)


def _walked(walk: Walk, source: Opened, summary: Callable[[], Mapping[str, Any]], files: Files | None) -> Walked:
    walk.go(source.about, files)
    tally, year = walk.tally, source.year
    if year is not None and not tally.evaluated and tally.skipped[OTHER_YEAR]:
        raise ValidationError([_absent(year, sorted(one for one in walk.years_seen if one is not None))])
    counts = summary()
    places = () if files is None else files.finish(counts)
    return Walked(counts, Report(tally.examples.values() if walk.rows is None else walk.findings), places)


def _same(path: Path, other: Path) -> bool:
    return other.exists() and path.exists() and path.samefile(other)


def _absent(year: int, years: Iterable[int]) -> Finding:
    return Finding("registry.year_absent", params={"year": year, "years": tuple(map(str, years))})


def _latest_day(table: Any, year: int | None) -> date:
    years = set(table.years)
    if year is not None:
        years = {year}
    elif not years:
        for row in table.rows():
            years.update(row.years)
            if (own := year_of(row.values)) is not None:
                years.add(own)
            # Only the latest is asked for: what is kept must not grow with the file.
            years = {max(years)} if years else years
    if not years:
        raise ValueError("the source names no year: give on=, the day whose law applies")
    return date(max(years), 12, 31)
