"""The evaluation of a registry: every enterprise and year with its tier, everything that was found, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
from plut_kumkm.enterprise.size_verdicts import SizeQuestion, size_question
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.regimes import Regime
from plut_kumkm.law.wording import regime_name
from plut_kumkm.registry.answering.answers import COLUMNS
from plut_kumkm.registry.answering.deciding import Result, situation_facts
from plut_kumkm.registry.jobs import Opened, opened, walked
from plut_kumkm.registry.reading import Registry
from plut_kumkm.registry.results.counting import SCHEMA
from plut_kumkm.registry.results.hiding import Pseudonyms
from plut_kumkm.registry.results.writing import FINDINGS, REGION_COLUMN, RESULT_COLUMNS, RESULTS, SUMMARY
from plut_kumkm.registry.walking import Walk

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.identifiers.region import RegionNames


@frozen
class Evaluation:
    """What came of an evaluation.

    Attributes:
        rows: one line for each enterprise and year, in the order of the source.
        findings: everything that was found, the findings about the file as a whole first.
        summary: the counts, as plain JSON values; they add up to the source.
        files: where the result files are, if they were asked for.
    """

    rows: Sequence[Result]
    findings: Report
    summary: Mapping[str, Any]
    files: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        counts = self.summary
        return f"<Evaluation on {counts['on']}: {counts['enterprises']} enterprises, {counts['tiers']}>"

    def _repr_html_(self) -> str:
        counts, asked = self.summary, self.summary["subsectors"]
        sizes = show.html_table(("skala", "usaha"), counts["tiers"].items(), str(counts["on"]))
        if not asked:
            return sizes
        named = [(name, count) for part in ("counts", "outcomes") for name, count in asked[part].items() if count]
        return sizes + show.html_table(("subsektor", "usaha"), named, f"daftar {asked['version']}")


def evaluate(
    source: str | Path | Registry | Iterable[Enterprise | Facts],
    *,
    on: date | None = None,
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    law: LawBook | None = None,
    out: str | Path | None = None,
    show_personal: bool = False,
    pseudonym_key: bytes | None = None,
    regions: RegionNames | None = None,
) -> Evaluation:
    """Return the tier of every enterprise of ``source`` in every year, under the one law of the day ``on``.

    Each line is evaluated on the figures of its year, and all years under the same law, so that what changes from year
    to year is the enterprise.

    Args:
        source: a file, a ``Registry``, or records.
        on: the day whose law applies; the last day of the latest year of the source unless given.
        purpose: "registration", "facility" or "statistics", as for ``tier``.
        reading: "by-purpose", "by-founding", "cumulative" or "sales-only", as for ``tier``.
        basis: a criterion that you name yourself.
        law: the book of law; the shipped one unless given.
        out: a folder for ``results.csv``, ``findings.csv`` and ``summary.json``.
        show_personal: whether an id that is a number of a person stands in the results as it is.
        pseudonym_key: makes the pseudonyms of such ids the same in every run; random unless given.
        regions: a table of regions (``identifiers.region.load_names``), by which codes and names of places are
            checked; without it codes are checked by their form, and names against one another.

    Raises:
        ValidationError: the file cannot be read as a registry, or names no such year; or the basis is none of this law.
        ValueError: there is no date in the source and ``on`` is not given; or purpose, reading or basis does not exist.
        TypeError: the source holds something else than enterprises and facts; or ``on`` is not a date.
        OSError: ``out`` cannot be written to.

    >>> done = evaluate([Facts(id="a1", sales=1_800_000_000), Facts(id="a2")], on=date(2026, 6, 30))
    >>> [(line.tier, line.needs) for line in done.rows]
    [(<Tier.MICRO>, ()), (None, ('sales',))]
    >>> done.summary["tiers"]["micro"], done.summary["enterprises"]
    (1, 2)
    """
    return run(
        source, on=on, purpose=purpose, reading=reading, basis=basis, law=law, out=out,
        show_personal=show_personal, pseudonym_key=pseudonym_key, regions=regions,
    )  # fmt: skip


def run(
    source: str | Path | Registry | Iterable[Enterprise | Facts],
    *,
    on: date | None = None,
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    law: LawBook | None = None,
    out: str | Path | None = None,
    show_personal: bool = False,
    pseudonym_key: bytes | None = None,
    regions: RegionNames | None = None,
    keep: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Evaluation:
    """Return the evaluation as ``evaluate`` does; without ``keep`` no line and one finding of each code is held.

    ``progress`` is told now and then how many rows were read.
    """
    ready = opened(source, on)
    question = _question(book_of(law), ready.on, purpose, reading, basis)
    names = None if show_personal else Pseudonyms(pseudonym_key)
    walk = Walk(ready.table, question, ready.year, names, keep=keep, progress=progress, regions=regions)
    subsectors = COLUMNS if walk.tally.beside else ()
    header = (*RESULT_COLUMNS, *subsectors, *((REGION_COLUMN,) if walk.spellings.resolve else ()))
    done = walked(walk, ready, lambda: _summary(walk, ready), out, (RESULTS, FINDINGS, SUMMARY), header)
    return Evaluation(walk.rows or [], done.findings, done.summary, done.files)


def _summary(walk: Walk, source: Opened) -> dict[str, Any]:
    question: Any = walk.question
    return {
        "schema": SCHEMA,
        **source.summary(),
        **walk.tally.counts(walk.latest.codes),
        "claimed": {} if walk.claims is None else walk.claims.table(),
        "subsectors": {} if walk.subsectors is None else walk.subsectors.summary(walk.latest.beside),
        "places": walk.spellings.summary(),
        **source.columns(),
        "on": question.on.isoformat(),
        "purpose": question.purpose,
        "reading": question.reading,
        "ids_hidden": walk.hidden,
        "receipt": question.receipt(Facts()) | source.receipt(situation_facts(question)),
    }


def _question(law: LawBook, on: date, purpose: Purpose, reading: ReadingId, basis: str | None) -> SizeQuestion:
    stretch = law.at("tier", on)
    if basis is not None and isinstance(stretch, Regime) and basis not in stretch.criteria:
        params = {"got": basis, "scheme": regime_name(stretch, law.scheme("tier")), "known": tuple(stretch.criteria)}
        raise ValidationError([Finding("registry.basis_absent", params=params)])
    return size_question(law, on, purpose, reading, basis)
