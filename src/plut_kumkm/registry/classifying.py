"""The classification of a registry in an official scheme: every enterprise and year with its class, and the counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import fields, show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.show import excerpt
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.schemes.asking import SchemeQuestion, scheme_question
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.verdicts import Status, status_of
from plut_kumkm.law.wording import Text
from plut_kumkm.registry.answering.deciding import Classified, situation_facts
from plut_kumkm.registry.jobs import Opened, opened, walked
from plut_kumkm.registry.reading import Registry
from plut_kumkm.registry.records import check_source
from plut_kumkm.registry.results.counting import UNDATED
from plut_kumkm.registry.results.hiding import Pseudonyms
from plut_kumkm.registry.results.writing import FINDINGS, REGION_COLUMN, RESULTS, SUMMARY
from plut_kumkm.registry.walking import Walk

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.identifiers.region import RegionNames

SCHEMA = "plut_kumkm/classification/1"
# What only qualifies a figure of sales, and comes with it.
_OF_SALES = ("sales_kind", "sales_period")
# Shorter names of fields stand in headers of every kind.
_SHORTEST = 4
_WORDS = re.compile(r"[a-z0-9]+").findall
COLUMNS = ("row", "id", "name", "year", "class", "status", "needs", "findings")
STATUSES: tuple[Status, ...] = ("known", *(status_of(code) for code in (UNKNOWN, INDETERMINATE, NOT_IN_FORCE)))


@frozen
class Classification:
    """What came of a classification.

    Attributes:
        rows: one line for each enterprise and year, in the order of the source.
        findings: everything that was found, the findings about the file and the law as a whole first.
        summary: the counts, as plain JSON values; they add up to the source.
        files: where the result files are, if they were asked for.
    """

    rows: Sequence[Classified]
    findings: Report
    summary: Mapping[str, Any]
    files: tuple[Path, ...] = ()

    def __repr__(self) -> str:
        counts = self.summary
        return (
            f"<Classification by {counts['scheme']} on {counts['on']}: {counts['enterprises']} enterprises, "
            f"{counts['classes']}, {counts['statuses']}>"
        )

    def _repr_html_(self) -> str:
        counts = self.summary
        open_ = {name: count for name, count in counts["statuses"].items() if name != "known"}
        rows = [*counts["classes"].items(), *open_.items()]
        return show.html_table(("kelas", "usaha"), rows, f"{counts['scheme']}, {counts['on']}")


def classify_many(
    source: str | Path | Registry | Iterable[Enterprise | Facts],
    *,
    scheme: str,
    on: date | None = None,
    law: LawBook | None = None,
    out: str | Path | None = None,
    show_personal: bool = False,
    pseudonym_key: bytes | None = None,
    regions: RegionNames | None = None,
) -> Classification:
    """Return the class of every enterprise of ``source`` in every year, in one official scheme.

    Each line is asked on the figures of its year, and all years under the same law, that of the day ``on``. Every row
    goes through the record checks on the way, as with ``evaluate``.

    Args:
        source: a file, a ``Registry``, or records.
        scheme: the id of a scheme or of one regime of it, as for ``classify``; ``law.schemes()`` lists them.
        on: the day whose law applies; the last day of the latest year of the source unless given.
        law: the book of law; the shipped one unless given.
        out: a folder for ``results.csv``, ``findings.csv`` and ``summary.json``.
        show_personal: whether an id that is a number of a person stands in the results as it is.
        pseudonym_key: makes the pseudonyms of such ids the same in every run; random unless given.
        regions: a table of regions, as for ``evaluate``.

    Raises:
        ValidationError: the file cannot be read as a registry, or names no such year as is asked for.
        ValueError: there is no such scheme, or no date in the source and ``on`` is not given.
        TypeError: the source holds something else than enterprises and facts; or ``on`` is not a date.
        OSError: ``out`` cannot be written to.

    >>> loans = [Facts(id="a1", plafond=60_000_000), Facts(id="a2")]
    >>> done = classify_many(loans, scheme="kur", on=date(2025, 1, 2))
    >>> [(line.value and line.value.id, line.status, line.needs) for line in done.rows]
    [('micro', 'known', ()), (None, 'unknown', ('plafond',))]
    >>> done.summary["classes"]["micro"], done.summary["statuses"]["unknown"]
    (1, 1)
    """
    return run(
        source, scheme=scheme, on=on, law=law, out=out, show_personal=show_personal, pseudonym_key=pseudonym_key,
        regions=regions,
    )  # fmt: skip


def run(
    source: str | Path | Registry | Iterable[Enterprise | Facts],
    *,
    scheme: str,
    on: date | None = None,
    law: LawBook | None = None,
    out: str | Path | None = None,
    show_personal: bool = False,
    pseudonym_key: bytes | None = None,
    regions: RegionNames | None = None,
    keep: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Classification:
    """Return the classification as ``classify_many`` does; without ``keep`` no line and one finding a code is held.

    ``progress`` is told now and then how many rows were read.
    """
    law = book_of(law)
    if not isinstance(source, str | Path | Registry):
        check_source(source)
    ready = opened(source, on)
    question = scheme_question(law, scheme, ready.on)
    if ready.registry is not None:
        ready = ready._replace(registry=ready.registry.noting(_likely_columns(ready.registry, question)))
    names = None if show_personal else Pseudonyms(pseudonym_key)
    walk = Walk(ready.table, question, ready.year, names, keep=keep, progress=progress, regions=regions)
    header = (*COLUMNS, REGION_COLUMN) if walk.spellings.resolve else COLUMNS
    done = walked(walk, ready, lambda: _summary(walk, question, ready), out, (RESULTS, FINDINGS, SUMMARY), header)
    return Classification(walk.rows or [], done.findings, done.summary, done.files)


def _likely_columns(registry: Registry, question: SchemeQuestion) -> Iterator[Finding]:
    """Yield the unused columns that may hold a fact on which the classes hang, where the file has no column of it."""
    unknown = [one for one in registry.columns.unmapped if one.why in ("column.unmapped", "column.near") and one.header]
    for name in question.needs(Facts()) or sorted(situation_facts(question).difference(_OF_SALES)):
        if name in registry.contents.fields:
            continue
        for column in unknown:
            if column.nearest == name or _names(column.header, name):
                title = Text(question.scheme.title["id"], question.scheme.title["en"])
                params = {"scheme": title, "fact": name, "header": excerpt(column.header)}
                yield Finding("registry.fact_column", "warning", (name,), params, column=column.header)


def _names(header: str, fact: str) -> bool:
    """Return whether a header holds a word or words by which the field is known."""
    words = f" {' '.join(_WORDS(header.casefold()))} "
    aliases = (fact.replace("_", " "), *fields.catalogue()[fact].get("aliases", ()))
    known = (" ".join(_WORDS(alias.casefold())) for alias in aliases)
    return any(f" {alias} " in words for alias in known if len(alias) >= _SHORTEST)


def _summary(walk: Walk, question: SchemeQuestion, source: Opened) -> dict[str, Any]:
    tally, classes = walk.tally, question.scheme.classes
    latest = tally.latest(question.on.year)
    lines: dict[int | None, Counter[int]] = {}
    for (year, code), count in tally.by_year.items():
        lines.setdefault(year, Counter())[code] = count
    return {
        "schema": SCHEMA,
        **source.summary(),
        "rows_read": tally.rows,
        "rows_classified": tally.evaluated,
        "enterprises": latest.total(),
        "rows_skipped": dict(sorted(tally.skipped.items())),
        **_counted(latest, classes),
        "by_year": {
            UNDATED if year is None else str(year): _counted(lines[year], classes) for year in tally.years
        },
        "needed": dict(sorted(tally.needed.items())),
        "findings_by_code": dict(sorted(tally.codes.items())),
        "findings_by_severity": dict(sorted(tally.severities.items())),
        "places": walk.spellings.summary(),
        **source.columns(),
        "on": question.on.isoformat(),
        "scheme": question.scheme.id,
        "regime": None if question.named is None else question.named.id,
        "ids_hidden": walk.hidden,
        "receipt": question.receipt(Facts()) | source.receipt(situation_facts(question)),
    }  # fmt: skip


def _counted(codes: Counter[int], classes: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Return counts by class, and by outcome: a class of a user's own may be called as an outcome is."""
    found: Counter[Status] = Counter()
    for code, count in codes.items():
        found[status_of(code)] += count
    return {
        "classes": {name: codes[place] for place, name in enumerate(classes)},
        "statuses": {name: found[name] for name in STATUSES},
    }
