"""The record checks of a file alone: what is wrong in it and where, without asking for anybody's size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base.findings import Report
from plut_kumkm.base.version import version
from plut_kumkm.enterprise.size_verdicts import size_question
from plut_kumkm.law.books import book
from plut_kumkm.registry.jobs import opened, walked
from plut_kumkm.registry.reading import Registry
from plut_kumkm.registry.results.writing import FINDINGS, SUMMARY
from plut_kumkm.registry.walking import Walk

if TYPE_CHECKING:
    from pathlib import Path

    from plut_kumkm.identifiers.region import RegionNames

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
    registry: Registry,
    *,
    on: date,
    out: str | Path | None = None,
    progress: Callable[[int], None] | None = None,
    regions: RegionNames | None = None,
) -> Inspection:
    """Return what is wrong in a file, cell by cell and record by record.

    Args:
        registry: the file.
        on: the day from which later dates lie in the future, and on which licences should be valid.
        out: a folder for ``findings.csv`` and ``summary.json``.
        progress: is told now and then how many rows were read.
        regions: a table of regions, as for ``evaluate``.

    Raises:
        ValidationError: the results would overwrite the file, or the year that was asked for is none of the file's.
        TypeError: ``registry`` is none.
        OSError: ``out`` cannot be written to.

    >>> from plut_kumkm.registry.reading import example
    >>> with example(3) as registry:
    ...     done = inspect(registry, on=date(2026, 6, 30))
    >>> done.summary["rows_checked"], done.summary["findings_by_severity"]
    (6, {'info': 2})
    """
    if not isinstance(registry, Registry):
        raise TypeError(f"registry must be a Registry, as read(path) returns it, not {type(registry).__name__}")
    source = opened(registry, on)
    # The walk asks for sizes by the way; nothing of the answer is kept, so any question will do.
    question = size_question(book(), on, "facility", "by-purpose", None)
    walk = Walk(source.table, question, source.year, None, keep=False, progress=progress, sizes=False, regions=regions)
    done = walked(walk, source, lambda: _summary(walk, registry), out, (FINDINGS, SUMMARY), None)
    return Inspection(done.findings, done.summary, done.files)


def _summary(walk: Walk, registry: Registry) -> dict[str, Any]:
    on = walk.question.on
    counts = walk.tally.counts(walk.latest.codes)
    return {
        "schema": SCHEMA,
        "source": registry.path.name,
        "synthetic": registry.synthetic,
        "rows_checked": counts["rows_evaluated"],
        **{name: value for name, value in counts.items() if name not in _SIZES},
        "places": walk.spellings.summary(),
        "cooperatives": {"count": counts["cooperatives"]["count"]},
        **registry.columns.to_dict(),
        "on": on.isoformat(),
        "library": version(),
        "options": registry.options,
    }
