"""The way through a source, row by row: what is decided, found and counted on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import evolve

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.enterprise.size_verdicts import SizeQuestion
from plut_kumkm.law.kernel.decisions import UNKNOWN
from plut_kumkm.law.questions import STALE_YEARS
from plut_kumkm.registry.answering.answers import SILENT
from plut_kumkm.registry.answering.deciding import Question, Situations
from plut_kumkm.registry.kumkm import Kumkm, is_cooperative
from plut_kumkm.registry.noticing.checking import Checks
from plut_kumkm.registry.noticing.claiming import Claims
from plut_kumkm.registry.noticing.footing import Footing
from plut_kumkm.registry.noticing.repeats import Unjoined
from plut_kumkm.registry.noticing.spelling import Spellings
from plut_kumkm.registry.reading import by_year, year_of
from plut_kumkm.registry.results.counting import APART, Latest, Tally
from plut_kumkm.registry.results.hiding import NUMERIC, Pseudonyms, is_personal
from plut_kumkm.registry.results.writing import Files, cell

if TYPE_CHECKING:
    from plut_kumkm.identifiers.region import RegionNames
    from plut_kumkm.registry.answering.answers import Answer
    from plut_kumkm.registry.answering.subsectors import Subsectors

OTHER_YEAR = "other_year"
# What a record without an id is known by. A name alone is no proof: warung and toko have the same names everywhere.
_NAME, _BESIDE = "name", ("owner_name", "address")
_CHUNK = 1000  # rows that go together


def _several_years(table: Any) -> bool:
    """Return whether a source can have several years of an enterprise: side by side, or in rows with an id and a year.

    Records are asked row by row: they hold their years themselves.
    """
    return len(table.years) > 1 or ("id" in table.fields and not table.fields.isdisjoint(("year", "as_of")))


class Walk:
    """One way through one source: every line is asked one question, and checked on the way.

    Args:
        table: a table, or records in its shape.
        question: what is asked of every line: its size, or its class in a scheme.
        year: the only year to be asked about, or that of figures without one.
        pseudonyms: for ids that are numbers of persons; ``None`` shows them.
        keep: whether lines and findings are held.
        progress: is told now and then how many rows were read.
        sizes: whether what is noted of the answers, and what the enterprise says of its size, is found too.
        regions: a table of regions, by which codes and names of places are checked.

    Afterwards ``latest`` has the sizes at the latest years.
    """

    def __init__(
        self,
        table: Any,
        question: Question,
        year: int | None,
        pseudonyms: Pseudonyms | None,
        *,
        keep: bool,
        progress: Callable[[int], None] | None,
        sizes: bool = True,
        regions: RegionNames | None = None,
    ) -> None:
        self.table = table
        self.question = question
        self.latest = Latest(Counter(), Counter())
        self.subsectors: Subsectors | None = None
        # Cooperatives are counted by themselves where enterprises are sorted by size.
        if isinstance(question, SizeQuestion):
            self._apart, beside = APART, 0
            if not table.fields.isdisjoint(("kbli", "subsector")):
                # Here, so that who has no codes does not wait for the creative economy to be imported.
                from plut_kumkm.registry.answering.subsectors import Subsectors, places

                self.subsectors = Subsectors(table, question.law, general=sizes)
                beside = len(places()) if self.subsectors.coded else 0
            self.tally = Tally(beside=beside)
        else:
            self._apart, self.tally = 0, Tally(len(question.scheme.classes) - 1)
        self.rows: list[Any] | None = [] if keep else None
        self.findings: list[Finding] = []
        self.hidden = 0
        self.years_seen: set[int | None] = set()
        self._year = year
        self._pseudonyms = pseudonyms
        self._progress = progress
        self._sizes = sizes
        self._files: Files | None = None
        self._lines: list[str] = []
        self._kumkm = Kumkm(table)
        fields = self._kumkm.fields
        # What stands for sales comes with the figure, not from a column of its own.
        proxies = {"sales_kind"} if any(column.status == "proxy" for column in table.columns) else set()
        self._situations = Situations(question, fields | proxies)
        self._checks = Checks(fields, question.on, question.law, regions)
        self.claims = Claims() if sizes and self._apart and "tier_claimed" in table.fields else None
        self.spellings = Spellings(table.fields, regions)
        self._footing = Footing() if "sales" in table.fields and _several_years(table) else None
        rows_of_years = year is None and not table.years and not table.fields.isdisjoint(("year", "as_of"))
        self._unjoined = Unjoined(table.fields) if rows_of_years and table.columns else None
        self._beside = tuple(name for name in _BESIDE if name in table.fields)
        self._headers: dict[tuple[str, int | None], str] = {}
        self._column_years: dict[str, int | None] = {}
        for column in table.columns:
            if column.status in ("mapped", "proxy"):
                self._headers.setdefault((column.field, column.year), column.header)
                self._column_years[column.header] = column.year
        for name, other in self._kumkm.shared.items():
            there = {year: header for (field, year), header in self._headers.items() if field == other}
            self._headers.update({(name, year): header for year, header in there.items()})

    def go(self, about: Iterable[Finding], files: Files | None) -> None:
        """Walk through the source once; ``about`` are the findings about the source as a whole."""
        self._files = files
        for found in about:
            self._take(found)
        for note in self._situations.general if self._sizes else ():
            self._take(note)
        rows = self._kumkm.rows()
        while chunk := list(islice(rows, _CHUNK)):
            self._chunk(chunk)
            self.tally.rows += len(chunk)
            if self._progress is not None:
                self._progress(self.tally.rows)
        self._conclude()

    def _chunk(self, rows: list[Any]) -> None:
        """Decide, count and pass on some rows. They go together because a step for many costs less than many steps."""
        before = self.tally.evaluated
        spans, years, facts = self._spread(rows)
        outcomes = self._situations.of(facts)
        wrong = self._checks.of(facts, years)
        # Nearly every row has nothing to be said of: those that have are picked out here, so the loop is short.
        noted = [outcome.notes if self._sizes else () for outcome in outcomes]
        special = {place for place, notes in enumerate(noted) if notes}.union(wrong)
        self.tally.by_year.update(zip(years, [outcome.code for outcome in outcomes], strict=True))
        self.tally.missing(outcome.needs for outcome in outcomes if outcome.code == UNKNOWN)
        answers = self._answers(rows, spans, whole=self.tally.evaluated - before == len(rows))
        again = self._repeated(spans, years, outcomes, answers)
        claims = self.claims
        if self.spellings:
            self.spellings.add(rows)
        regions = self.spellings.codes(rows) if self.spellings.resolve else None
        if self._footing is not None:
            self._footing.add(rows)
        for number, (row, start, end) in enumerate(spans):
            if start == end:
                for found in row.findings:
                    self._take(found)
                continue
            values, answer = row.values, answers[number]
            id_, name = values.get("id"), values.get("name")
            if self._pseudonyms is not None:
                id_, name = self._shown(id_), self._shown(name)
            said = None if claims is None else values.get("tier_claimed")
            claim = None if claims is None or said is None else claims.compare(said, outcomes[end - 1])
            places, codes = range(start, end), None
            if number in again or claim or row.findings or answer.notes or not special.isdisjoint(places):
                repeated = (self._repetition(id_, again[number]),) if number in again else ()
                own = [[*wrong.get(place, ()), *noted[place]] for place in places]
                if claim is not None:
                    own[-1].append(claim)
                codes = self._said(row, (*repeated, *answer.notes), years[start:end], own)
            for place in places:
                there = "" if codes is None else codes[place - start]
                self._line(row.number, id_, name, years[place], outcomes[place], there, answer, regions, number)
        if self._files is not None:
            self._files.results(self._lines)
            self._lines.clear()

    def _answers(self, rows: list[Any], spans: Sequence[tuple[Any, int, int]], *, whole: bool) -> list[Answer]:
        """Return what is said of the subsector of each row, nothing where none is asked for or the row has no line."""
        if self.subsectors is None:
            return [SILENT] * len(spans)
        if whole:
            return self.subsectors.of(rows)
        answers = iter(self.subsectors.of([row for row, start, end in spans if start < end]))
        return [next(answers) if start < end else SILENT for _, start, end in spans]

    def _repeated(
        self,
        spans: Sequence[tuple[Any, int, int]],
        years: Sequence[int | None],
        outcomes: Sequence[Any],
        answers: Sequence[Answer],
    ) -> dict[int, int | None]:
        """Count the enterprises of some rows at their latest year, and return which of the rows repeat another.

        Beside each stands the row that it repeats, where that is known: an id can be searched for.
        """
        again: dict[int, int | None] = {}
        named: list[int] = []
        entries: list[tuple[str, int | None, int]] = []
        beside = self.tally.beside
        for number, (row, start, end) in enumerate(spans):
            if start == end:
                continue
            # A row is remembered once, whatever number of years it has side by side.
            id_, year, code = row.values.get("id"), years[end - 1], outcomes[end - 1].code
            if is_cooperative(row.values):
                code += self._apart
            if beside:
                code += answers[number].step
            if id_ is not None:
                named.append(number)
                entries.append((id_, year, code))
                continue
            if self._unjoined is not None:
                self._unjoined.add(row.values, year, row.number)
            if (before := self.tally.alone(self._who(row.values), year, code, row.number)) is not None:
                again[number] = before
        return again | {named[place]: None for place in self.tally.ids.add_all(entries)}

    def _spread(self, rows: list[Any]) -> tuple[list[tuple[Any, int, int]], list[int | None], list[Mapping[str, Any]]]:
        """Return the lines of some rows, their years and facts, and which of them belong to which row."""
        tally, wide, only = self.tally, self.table.years, self._year
        spans: list[tuple[Any, int, int]] = []
        years: list[int | None] = []
        facts: list[Mapping[str, Any]] = []
        for row in rows:
            start = len(facts)
            if row.kind != "enterprise":
                tally.skipped[row.kind] += 1
                spans.append((row, start, start))
                continue
            if wide or only is not None or row.years:
                for year, values in by_year(row, wide, only):
                    years.append(year)
                    facts.append(values)
            else:
                years.append(year_of(row.values))
                facts.append(row.values)
            if start < len(facts):
                tally.evaluated += 1
                spans.append((row, start, len(facts)))
            else:
                # What was found at a row of another year is not said: it was not asked for.
                tally.skipped[OTHER_YEAR] += 1
                self.years_seen.add(year_of(row.values))
        return spans, years, facts

    def _repetition(self, id_: str | None, before: int | None) -> Finding:
        if id_ is None:
            return Finding("registry.repeated_record", "warning", (_NAME,), {"before": before})
        return Finding("registry.duplicate_id", "error", ("id",), {"id": excerpt(id_)})

    def _shown(self, text: str | None) -> str | None:
        """Return an id or name as it may stand in a result: a number of a person as a pseudonym."""
        # A name as well: where cells have slipped, the number of the owner stands in its place.
        if not text or text[0] not in NUMERIC or self._pseudonyms is None or not is_personal(text):
            return text
        self.hidden += 1
        return self._pseudonyms.of(text)

    def _who(self, values: Mapping[str, Any]) -> str | None:
        """Return what a record without an id is known by, however it is typed; ``None`` when that is too little."""
        beside = [values.get(name) or "" for name in self._beside]
        if _NAME not in values or not any(beside):
            return None
        return "\x1f".join((values[_NAME], *beside)).casefold().replace(" ", "")

    def _said(
        self, row: Any, more: Iterable[Finding], years: Sequence[int | None], own: Sequence[Sequence[Finding]]
    ) -> list[str]:
        """Pass on what was found at one row, each thing once, and return the codes for each of its years."""
        # What is wrong with the record stands at each of its lines, what is wrong with a year at that line.
        about: list[Finding] = [*row.findings, *(self._placed(one, row.number, None) for one in more)]
        placed = [[self._placed(one, row.number, year) for one in some] for year, some in zip(years, own, strict=True)]
        said: list[Finding] = []
        for one in (*about, *(one for some in placed for one in some)):
            if one not in said:
                said.append(one)
                self._take(one)
        return [
            " ".join(dict.fromkeys([one.code for one in (*(one for one in about if self._of(one, year)), *some)]))
            for year, some in zip(years, placed, strict=True)
        ]

    def _placed(self, found: Finding, row: int | None, year: int | None) -> Finding:
        """Return a finding with its place in the file: the row, and the column that the field was read from."""
        name = str(found.path[0]) if found.path else ""
        column = self._headers.get((name, year)) or self._headers.get((name, None))
        return evolve(found, row=row, column=column)

    def _of(self, found: Finding, year: int | None) -> bool:
        """Return whether a finding about a cell is about this year: its column names the year, or none."""
        named = None if found.column is None else self._column_years.get(found.column)
        return named is None or named == year

    def _line(
        self,
        number: int,
        id_: str | None,
        name: str | None,
        year: int | None,
        outcome: Any,
        codes: str,
        answer: Answer,
        regions: Sequence[str | None] | None,
        place: int,
    ) -> None:
        region = None if regions is None else regions[place]
        if self.rows is not None:
            self.rows.append(outcome.line(number, id_, name, year, tuple(codes.split()), answer.values, region))
        if self._files is not None:
            said = "" if year is None else year
            last = "" if regions is None else f",{region or ''}"
            self._lines.append(f"{number},{cell(id_)},{cell(name)},{said},{outcome.cells},{codes}{answer.cells}{last}")

    def _take(self, found: Finding) -> None:
        self.tally.found(found)
        if self.rows is not None:
            self.findings.append(found)
        if self._files is not None:
            self._files.finding(found)

    def _conclude(self) -> None:
        """Say what can only be said at the end."""
        if not self.tally.evaluated and OTHER_YEAR not in self.tally.skipped:
            self._take(Finding("registry.no_enterprise", "warning", (), {"rows": self.tally.rows}))
        for note in self._checks.notes:
            self._take(note)
        for found in () if self.claims is None else self.claims.findings():
            self._take(self._placed(found, None, None))
        if isinstance(self.question, SizeQuestion):
            self.latest = self.tally.parted(self.question.on.year)
        for found in () if self.subsectors is None else self.subsectors.findings(self.latest.beside):
            self._take(self._placed(found, None, None))
        for found in self.spellings.findings():
            self._take(self._placed(found, found.row, None))
        for found in () if self._unjoined is None else self._unjoined.findings():
            self._take(found)
        for found in () if self._footing is None else self._footing.findings():
            self._take(self._placed(found, None, found.params["year"]))
        on = self.question.on
        past = (year for year, _ in self.tally.by_year if year is not None and year <= on.year)
        latest = max(past, default=None)
        if latest is not None and date(latest + STALE_YEARS, 12, 31) < on:
            self._take(Finding("registry.stale", "info", (), {"year": latest, "years": STALE_YEARS}))
        if self.hidden:
            self._take(Finding("registry.id_hidden", "info", (), {"count": self.hidden}))
