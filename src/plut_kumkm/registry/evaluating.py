"""The evaluation of a registry: every enterprise and year with its tier, everything that was found, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.periods import check_day
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
from plut_kumkm.enterprise.size_verdicts import SizeQuestion, size_question
from plut_kumkm.law.books import LawBook, book
from plut_kumkm.law.regimes import Regime
from plut_kumkm.registry.counting import SCHEMA
from plut_kumkm.registry.deciding import situation_facts
from plut_kumkm.registry.hiding import Pseudonyms
from plut_kumkm.registry.reading import Columns, Registry, read, year_of
from plut_kumkm.registry.records import Records
from plut_kumkm.registry.walking import OTHER_YEAR, Result, Walk
from plut_kumkm.registry.writing import FINDINGS, RESULTS, SUMMARY, Files

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise


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
        return show.html_table(("skala", "usaha"), self.summary["tiers"].items(), str(self.summary["on"]))


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
        show_personal=show_personal, pseudonym_key=pseudonym_key,
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
    keep: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Evaluation:
    """Return the evaluation as ``evaluate`` does; without ``keep`` no line and one finding of each code is held.

    ``progress`` is told now and then how many rows were read.
    """
    if isinstance(source, str | Path):
        source = read(source)
    registry = source if isinstance(source, Registry) else None
    # The latest day has to be known before the first line, so a stream is held unless the day is given.
    table: Any = source.table if isinstance(source, Registry) else Records(list(source) if on is None else source)
    year = None if registry is None else registry.year
    if on is None:
        on = _latest_day(table, year)
    check_day(on, "on")
    question = _question(book() if law is None else law, on, purpose, reading, basis)
    if registry is not None and year is not None and table.years and year not in table.years:
        raise ValidationError([_absent(year, table.years)])
    names = Pseudonyms(pseudonym_key)
    walk = Walk(table, question, year, None if show_personal else names, keep=keep, progress=progress)
    about = Report(table.findings) if registry is None else registry.findings
    if out is None:
        return _evaluated(walk, registry, about, None)
    folder = Path(out)
    if registry is not None and any(_same(registry.path, folder / name) for name in (RESULTS, FINDINGS, SUMMARY)):
        raise ValidationError([Finding("registry.out_is_source", params={"path": registry.path.name})])
    with Files(folder) as files:
        return _evaluated(walk, registry, about, files)


def _evaluated(walk: Walk, registry: Registry | None, about: Report, files: Files | None) -> Evaluation:
    walk.go(about, files)
    tally = walk.tally
    if registry is not None and registry.year is not None and not tally.evaluated and tally.skipped[OTHER_YEAR]:
        raise ValidationError([_absent(registry.year, sorted(year for year in walk.years_seen if year is not None))])
    summary = _summary(walk, registry)
    places = () if files is None else files.finish(summary)
    found = tally.examples.values() if walk.rows is None else walk.findings
    return Evaluation(walk.rows or [], Report(found), summary, places)


def _summary(walk: Walk, registry: Registry | None) -> dict[str, Any]:
    question = walk.question
    columns = Columns((), ()) if registry is None else registry.columns
    receipt = question.receipt(Facts()) | {
        "inputs": [] if registry is None else sorted(situation_facts(question) & registry.table.fields),
        "source": None if registry is None else registry.path.name,
        "options": {} if registry is None else registry.options,
    }
    return {
        "schema": SCHEMA,
        "source": None if registry is None else registry.path.name,
        "synthetic": registry is not None and registry.synthetic,
        **walk.tally.counts(question.on.year),
        **columns.to_dict(),
        "on": question.on.isoformat(),
        "purpose": question.purpose,
        "reading": question.reading,
        "ids_hidden": walk.hidden,
        "receipt": receipt,
    }


def _same(path: Path, other: Path) -> bool:
    return other.exists() and path.exists() and path.samefile(other)


def _absent(year: int, years: Iterable[int]) -> Finding:
    return Finding("registry.year_absent", params={"year": year, "years": tuple(map(str, years))})


def _question(law: LawBook, on: date, purpose: Purpose, reading: ReadingId, basis: str | None) -> SizeQuestion:
    stretch = law.at("tier", on)
    if basis is not None and isinstance(stretch, Regime) and basis not in stretch.criteria:
        params = {"got": basis, "scheme": stretch.title, "known": tuple(stretch.criteria)}
        raise ValidationError([Finding("registry.basis_absent", params=params)])
    return size_question(law, on, purpose, reading, basis)


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
