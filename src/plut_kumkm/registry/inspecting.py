"""The record checks of a file alone: what is wrong in it and where, without asking for anybody's size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.periods import check_day
from plut_kumkm.base.version import version
from plut_kumkm.enterprise.size_verdicts import size_question
from plut_kumkm.law.books import book
from plut_kumkm.registry.walking import Walk
from plut_kumkm.registry.writing import FINDINGS, SUMMARY, Files

if TYPE_CHECKING:
    from plut_kumkm.registry.reading import Registry

SCHEMA = "plut_kumkm/check/1"
# What the counts of an evaluation say of sizes.
_SIZES = ("tiers", "tiers_by_year", "rows_evaluated")


@frozen
class Inspection:
    """What came of checking a file.

    Attributes:
        findings: the first finding of each code, with its place; the files have them all.
        summary: the counts, as plain JSON values; they add up to the source.
        files: where the result files are, if they were asked for.
    """

    findings: Report
    summary: Mapping[str, Any]
    files: tuple[Path, ...] = ()


def inspect(
    registry: Registry, *, on: date, out: str | Path | None = None, progress: Callable[[int], None] | None = None
) -> Inspection:
    """Return what is wrong in a file, cell by cell and record by record.

    Args:
        registry: the file.
        on: the day from which later dates lie in the future, and on which licences should be valid.
        out: a folder for ``findings.csv`` and ``summary.json``.
        progress: is told now and then how many rows were read.

    Raises:
        ValidationError: the results would overwrite the file.
        OSError: ``out`` cannot be written to.

    >>> from plut_kumkm.registry.reading import example
    >>> with example(3) as registry:
    ...     done = inspect(registry, on=date(2026, 6, 30))
    >>> done.summary["rows_checked"], done.summary["findings_by_severity"]
    (6, {'info': 2})
    """
    check_day(on, "on")
    # The walk asks for sizes by the way; nothing of the answer is kept, so any question will do.
    question = size_question(book(), on, "facility", "by-purpose", None)
    walk = Walk(registry.table, question, registry.year, None, keep=False, progress=progress, sizes=False)
    if out is None:
        walk.go(registry.findings, None)
        return _inspected(walk, registry, None)
    folder = Path(out)
    for name in (FINDINGS, SUMMARY):
        place = folder / name
        if place.exists() and registry.path.exists() and place.samefile(registry.path):
            raise ValidationError([Finding("registry.out_is_source", params={"path": registry.path.name})])
    with Files(folder, results=False) as files:
        walk.go(registry.findings, files)
        return _inspected(walk, registry, files)


def _inspected(walk: Walk, registry: Registry, files: Files | None) -> Inspection:
    on = walk.question.on
    counts = walk.tally.counts(on.year)
    summary = {
        "schema": SCHEMA,
        "source": registry.path.name,
        "synthetic": registry.synthetic,
        "rows_checked": counts["rows_evaluated"],
        **{name: value for name, value in counts.items() if name not in _SIZES},
        **registry.columns.to_dict(),
        "on": on.isoformat(),
        "library": version(),
        "options": registry.options,
    }
    places = () if files is None else files.finish(summary)
    return Inspection(Report(walk.tally.examples.values()), summary, places)
