"""Naik kelas from files to one page: how many rose, by which definition, how sure, who was helped, what is left.

It joins what the rooms below can do with a registry on disk: the panel, its formulas and events, and the pathways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import hide_numbers, number
from plut_kumkm.naik_kelas import compare, near_bounds, pathways, support, within_tiers
from plut_kumkm.naik_kelas import panel as panel_of
from plut_kumkm.naik_kelas.states import Yardstick
from plut_kumkm.registry.results.writing import Files, cell

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.enterprise.records import Intervention
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.naik_kelas import Comparison, Events, Needs, Panel, Pathways, Tallies, Tally
    from plut_kumkm.naik_kelas.panels.building import Source
    from plut_kumkm.naik_kelas.panels.members import Window
    from plut_kumkm.naik_kelas.states import Unlisted

SCHEMA = "plut_kumkm/naik-kelas/1"
# A share of those below, a number, a k-of-n, and the net: four kinds that are mixed up with one another daily.
INDICATORS = ("F6", "F9", "F12", "F22")
COLUMNS = (
    "id", "axis", "event", "standing", "tier_before", "tier_after", "basis_before", "basis_after", "reason",
)  # fmt: skip
_MOST = 8
_THIN = 10  # a year with fewer than a tenth of the enterprises of the fullest one is no year to compare with


@frozen(kw_only=True, eq=False, repr=False)
class Mobility:
    """What became of the enterprises of a panel between two years, and what holds the rest back.

    ``ways`` are the pathways of those recorded in the later year, ``helped`` whom help reached (``None`` where no help
    was given), ``files`` where the result files are, if they were asked for.
    """

    panel: Panel
    on: date
    events: Events
    indicators: Comparison
    near: Tallies
    within: Tallies
    helped: Tallies | None
    ways: Pathways
    needs: Needs
    findings: Report
    min_cell: int | None = None
    files: tuple[Path, ...] = ()

    @property
    def summary(self) -> dict[str, Any]:
        """The counts as plain JSON values; what the page does not show is ``None`` here too."""
        flows, formal = self.events.flows, self._formal
        hidden = self._small(*flows, *formal.values())
        return {
            "schema": SCHEMA,
            "on": self.on.isoformat(),
            "window": list(self.window),
            "enterprises": len(self.panel.members),
            "events": None if hidden else {**flows._asdict(), "net": flows.net},
            "formality": None if hidden else formal,
            "indicators": [one.to_dict() for one in self.indicators.measures],
            "near_bounds": self.near.to_dict(),
            "within_tiers": self.within.to_dict(),
            "help": None if self.helped is None else self.helped.to_dict(),
            "needs": self.needs.to_records(),
            "findings_by_code": dict(sorted(Counter(found.code for found in self.findings).items())),
        }

    @property
    def window(self) -> tuple[int, int]:
        """The two years that are compared."""
        return self.within.window.before, self.within.window.after

    def explain(self, lang: Lang = "id") -> str:
        """Return the page, in Indonesian or English."""
        return "\n".join(self._lines(lang))

    def _lines(self, lang: Lang) -> Iterator[str]:
        before, after = self.window
        flows = self.events.flows
        years = f"{before}–{after}"
        yield render("page.headline", {"count": len(self.panel.members), "years": years, "on": self.on}, lang)
        formal = self._formal
        if self._small(*flows, *formal.values()):
            # One hidden number could be worked out from the others.
            yield render("page.hidden", {"least": self.min_cell}, lang)
        else:
            yield render("page.flows", {**flows._asdict(), "net": flows.net}, lang)
            yield render("page.formality", formal, lang)
        yield _counts("within", self.within.total, ("grew", "same", "fell", "unknown"), lang)
        yield _counts("near", self.near.total, ("near_upper", "known"), lang)
        yield ""
        yield render("page.indicators", {}, lang)
        yield self.indicators.table(lang)
        if self.indicators.by:
            yield ""
            yield self.indicators.group_table(lang)
        yield ""
        if self.helped is not None:
            yield self.helped.explain(lang)
            yield ""
        yield render("page.needs", {"count": len(self.ways)}, lang)
        yield from self._needs(lang)
        yield ""
        yield from self._doubts(lang)

    @property
    def _formal(self) -> dict[str, int]:
        return {name.lower(): len(self.events.named(name)) for name in ("FORMALISED", "LAPSED")}

    def _small(self, *counts: int) -> bool:
        return self.min_cell is not None and any(0 < count < self.min_cell for count in counts)

    def _needs(self, lang: Lang) -> Iterator[str]:
        lines = self.needs.text(lang).splitlines()
        yield from lines[: _MOST + 2]
        if len(lines) > _MOST + 2:
            yield render("page.more", {"count": len(lines) - _MOST - 2}, lang)

    def _doubts(self, lang: Lang) -> Iterator[str]:
        """Yield what makes the numbers doubtful: what is said of the comparison, then of the panel, once each."""
        seen: set[str] = set()
        thin = (found for found in self.findings if found.code == "page.thin_year")
        for note in (*thin, *self.indicators.warnings, *self.near.notes):
            text = note.message(lang)
            if text not in seen:
                seen.add(text)
                yield render("verdict.note", {"note": text}, lang)
        counts = Counter(found.code for found in self.findings if found.severity != "info")
        del counts["page.thin_year"]
        for code, count in counts.most_common(_MOST):
            first = next(found for found in self.findings if found.code == code)
            yield render("page.finding", {"count": count, "code": code, "first": first.message(lang)}, lang)

    def __repr__(self) -> str:
        flows = self.events.flows
        years = "–".join(map(str, self.window))
        return f"<Mobility {years}: up {number(flows.up, 'en')}, down {number(flows.down, 'en')}>"

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        from plut_kumkm.base.show import html_lines

        return html_lines(self.explain())


def _counts(line: str, total: Tally, names: Sequence[str], lang: Lang) -> str:
    """Return a line of counts; those that may not be shown are not told as none."""
    if total.suppressed:
        return render(f"page.{line}_hidden", {}, lang)
    return render(f"page.{line}", {name: total[name] for name in names}, lang)


def mobility(
    *sources: Source,
    key: str | tuple[str, ...] = "id",
    indicators: Iterable[str] = INDICATORS,
    by: str | Sequence[str] = (),
    on: date | None = None,
    to: Tier | None = None,
    before: int | None = None,
    after: int | None = None,
    interventions: Iterable[Intervention] = (),
    exits: Mapping[str, str] | None = None,
    unlisted: Unlisted = "unknown",
    min_cell: int | None = None,
    law: LawBook | None = None,
    out: Path | None = None,
    found: Iterable[Any] = (),
) -> Mobility:
    """Return what became of the enterprises of some registries between two years, and what holds the rest back.

    Args:
        sources: registries, or anything with enterprises, of the years to compare; one of several years will do.
        key: what makes an enterprise the same in each: "id", or several fields such as ("name", "region").
        indicators: the formulas to put side by side, by id.
        by: the breakdowns of the formulas, as in ``naik_kelas.measure``.
        on: the day whose law holds for both years; that of the latest record unless given.
        to: the tier of the pathways; for each the next one unless given.
        before: the earlier year; the one before ``after`` unless given.
        after: the later year; the last that is more than a slip unless given.
        interventions: the help that was given, as ``read_interventions`` reads it.
        exits: why an enterprise is no longer recorded, by key, where that is known.
        unlisted: whether a licence that is not listed, such as an empty cell of NIB, is "unknown" or "absent".
        min_cell: numbers of fewer enterprises are not shown.
        law: the book of law; the shipped one unless given.
        out: a folder for the result files: events, findings and the summary.
        found: findings about the sources, which are told with those of the panel.

    Raises:
        ValueError: there are no two years, or no such formula or breakdown.
        OSError: the result files cannot be written.

    >>> from datetime import date
    >>> from plut_kumkm import Enterprise, Snapshot
    >>> def shop(year, sales):
    ...     return Enterprise(id="a", snapshots=(Snapshot(as_of=date(year, 12, 31), sales=sales),))
    >>> mobility([shop(2024, 10**9)], [shop(2025, 3 * 10**9)])
    <Mobility 2024–2025: up 1, down 0>
    """
    help_ = tuple(interventions)
    panel = panel_of(*sources, key=key, interventions=help_, exits=exits, unlisted=unlisted)
    if not panel.members and not panel.findings.ok:
        # Nobody could be told apart: that is the reason, not that there are no two years.
        raise ValidationError(panel.findings.errors)
    span, thin = _span(panel, before, after, on)
    years: dict[str, Any] = {"before": span.before, "after": span.after}
    said = {one.params["year"] for one in thin}
    day = on or max(entry.day for entry in panel.entries() if entry.year not in said)
    ruler = Yardstick(on=day, law=law)
    compared = compare(panel, list(indicators), by=by, yardstick=ruler, min_cell=min_cell, **years)
    ways = pathways(panel, on=day, to=to, year=span.after, law=law)
    about = tuple(found)
    # Of help that stands twice the reader of the table has named the rows.
    said_already = {"naik.help_twice"} if any(one.code == "help.twice" for one in about) else set[str]()
    done = Mobility(
        panel=panel,
        on=day,
        events=panel.events(span.before, span.after, yardstick=ruler),
        indicators=compared,
        near=near_bounds(panel, year=span.after, yardstick=ruler, min_cell=min_cell),
        within=within_tiers(panel, yardstick=ruler, min_cell=min_cell, **years),
        min_cell=min_cell,
        helped=support(panel, yardstick=ruler, min_cell=min_cell, by="programme", **years) if help_ else None,
        ways=ways,
        needs=ways.needs(by=("service_field", "state"), min_cell=min_cell),
        findings=Report((*about, *thin, *(one for one in panel.findings if one.code not in said_already))),
    )
    return done if out is None else _written(done, out)


def _span(panel: Panel, before: int | None, after: int | None, on: date | None) -> tuple[Window, list[Finding]]:
    """Return the two years, and which were passed over because next to nothing is recorded in them.

    A slip of the pen makes a year of its own, such as 2052; so a year that was not asked for by name needs a tenth of
    the enterprises of the fullest year (a proposal of this library), and must not lie after the day asked about.
    """
    counts = Counter(entry.year for entry in panel.entries())
    most = max(counts.values(), default=0)
    thin = {
        year: count for year, count in counts.items() if count * _THIN < most or (on is not None and year > on.year)
    }
    full = [year for year in panel.years if year not in thin]
    if after is None:
        after = full[-1] if full else None
    if before is None and after is not None:
        before = next((year for year in reversed(full) if year < after), None)
    said = [
        Finding("page.thin_year", "warning", (), {"year": year, "count": count})
        for year, count in sorted(thin.items())
        if year not in (before, after)
    ]
    return panel.window(before, after), said


def _written(done: Mobility, out: Path) -> Mobility:
    from attrs import evolve

    with Files(out, COLUMNS) as files:
        files.results([_line(event) for event in done.events])
        for found in done.findings:
            files.finding(found)
        places = files.finish(done.summary)
    return evolve(done, files=places)


def _line(event: Any) -> str:
    sides = (event.before, event.after)
    tiers = ("" if side is None or side.tier is None else side.tier.value for side in sides)
    bases = ("" if side is None or side.basis is None else side.basis for side in sides)
    said = (hide_numbers(event.id), event.axis, event.name, event.standing, *tiers, *bases, event.reason)
    return ",".join(cell(None if one is None else str(one)) for one in said)
