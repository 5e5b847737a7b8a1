"""An alignment as tables: flat records, CSV, and the sheets of a workbook."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.aligning.comparing import ITEMS, Compared, What
from plut_kumkm.planning.aligning.matching.entries import Entry, percent
from plut_kumkm.planning.aligning.rows import AlignedRow, state_label
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.numbers import rounded

if TYPE_CHECKING:
    from plut_kumkm.planning.aligning.alignments import Alignment

Cell = str | int | Decimal | None
_NEVER = Period(1)  # before every other
_PLACES = 10  # decimals of a number that a cell can hold exactly


def _whats(rows: Iterable[AlignedRow]) -> list[What]:
    """Return what was compared in any of the rows, targets in the order of their periods."""
    found = {cell.what for row in rows for cell in row.cells}
    return sorted(found, key=lambda what: (ITEMS.index(what.item), what.period or _NEVER))


def columns(rows: Sequence[AlignedRow], labels: Sequence[str]) -> list[str]:
    """Return the keys of the records."""
    names = ["indicator", "agrees", "found", *(f"{key}: {label}" for key in ("id", "name") for label in labels)]
    for what in _whats(rows):
        names += [what.key, *(f"{what.key}: {label}" for label in labels)]
    return names


def records(rows: Sequence[AlignedRow], labels: Sequence[str]) -> list[dict[str, Any]]:
    """Return a flat record for each row, all with the same keys."""
    whats = _whats(rows)
    found: list[dict[str, Any]] = []
    for row in rows:
        told: dict[str, Any] = {
            "indicator": row.name,
            "agrees": row.agrees,
            "found": "; ".join(match.label() for match in row.matches),
        }
        for key in ("id", "name"):
            for label, entry in zip(labels, row.entries, strict=True):
                told[f"{key}: {label}"] = None if entry is None else getattr(entry.indicator, key)
        cells = {cell.what: cell for cell in row.cells}
        for what in whats:
            cell = cells.get(what)
            told[what.key] = None if cell is None else cell.state
            for place, label in enumerate(labels):
                said = None if cell is None or cell.values[place] is None else cell.said(place)
                told[f"{what.key}: {label}"] = said
        found.append(told)
    return found


def write_csv(path: str | os.PathLike[str], found: Iterable[Mapping[str, Any]], names: Sequence[str]) -> None:
    """Write records to a CSV file, in which no cell is taken for a formula."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(show.no_formula, names))
        for record in found:
            writer.writerow(_line(record.values()))


def _line(values: Iterable[object]) -> Iterator[str]:
    for one in values:
        yield "" if one is None else str(one).lower() if isinstance(one, bool) else show.no_formula(str(one))


# ---------------------------------------------------------------------------------------------------------- workbooks


def sheets(found: Alignment, lang: Lang) -> dict[str, list[list[Cell]]]:
    """Return the sheets of a workbook by name, each with its header as the first row."""
    made: dict[str, Iterator[Sequence[Any]]] = {
        "matrix": _matrix(found, lang),
        "differences": _differences(found, lang),
        "matches": _matches(found, lang),
        "orphans": _orphans(found, lang),
        "doubts": _doubts(found, lang),
        "gaps": _gaps(found, lang),
        "findings": _findings(found, lang),
    }
    return {
        render(f"planning.align.sheet.{name}", {}, lang): [[_cell(one) for one in row] for row in rows]
        for name, rows in made.items()
    }


def _cell(value: object) -> Cell:
    """Return what a cell holds: a number, or text that is no formula."""
    return value if value is None or isinstance(value, int | Decimal) else show.no_formula(str(value))


def _words(names: str, lang: Lang) -> list[str]:
    return [render(f"planning.align.column.{name}", {}, lang) for name in names.split()]


def _value(cell: Compared, place: int, lang: Lang) -> object:
    """Return what a plan says, as a number where a cell can hold it exactly."""
    value = cell.values[place]
    if isinstance(value, Fraction) and (value * 10**_PLACES).denominator == 1:
        return rounded(value, _PLACES).normalize()
    return value if value is None or isinstance(value, int) else cell.said(place, lang)


def _matrix(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    whats = _whats(found.rows)
    head = _words("indicator agrees", lang)
    head += found.labels
    for what in whats:
        head += [what.label(lang), *(f"{what.label(lang)}: {label}" for label in found.labels)]
    yield head
    for row in found.rows:
        line: list[Any] = [row.name, _yes(row.agrees, lang)]
        line += ["" if entry is None else entry.indicator.id for entry in row.entries]
        cells = {cell.what: cell for cell in row.cells}
        for what in whats:
            cell = cells.get(what)
            line.append(state_label(None if cell is None else cell.state, lang))
            line += [None if cell is None else _value(cell, place, lang) for place in range(len(found.labels))]
        yield line


def _yes(agrees: bool | None, lang: Lang) -> str:
    return "–" if agrees is None else render(f"planning.align.{'agrees' if agrees else 'differs'}", {}, lang)


def _differences(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield [*_words("indicator what state", lang), *found.labels]
    for row in found.rows:
        for cell in row.cells:
            if cell.agrees is False:
                values = [_value(cell, place, lang) for place in range(len(found.labels))]
                yield [row.name, cell.what.label(lang), state_label(cell.state, lang), *values]


def _matches(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield _words("plan id name plan id name how distance", lang)
    for match in found.matches:
        how = render(f"planning.align.how.{match.how}", {}, lang)
        yield [*_named(match.one), *_named(match.other), how, percent(match.distance, lang)]


def _named(entry: Entry) -> tuple[str, str, str]:
    return entry.label, entry.indicator.id, entry.indicator.name


def _orphans(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield _words("plan id name way near", lang)
    for orphan in found.orphans:
        way = render(f"planning.align.way.{orphan.way}", {}, lang)
        yield [*_named(orphan.entry), way, "; ".join(match.label(lang) for match in orphan.near)]


def _doubts(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield _words("plan id name near", lang)
    for entry, candidates in found.doubts.items():
        yield [*_named(entry), "; ".join(match.label(lang) for match in candidates)]


def _gaps(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield _words("plan kind id name code lack", lang)
    for lack, gaps in (("indicators", found.without_indicator), ("money", found.without_money)):
        for gap in gaps:
            part = gap.placed.part
            kind = render(f"planning.align.kind.{gap.placed.kind}", {}, lang)
            yield [gap.label, kind, part.id, part.name, part.code, render(f"planning.lack.{lack}", {}, lang)]


def _findings(found: Alignment, lang: Lang) -> Iterator[Sequence[Any]]:
    yield _words("code severity where message", lang)
    for one in found.findings:
        yield [one.code, render(f"severity.{one.severity}", {}, lang), one.where, one.message(lang)]
