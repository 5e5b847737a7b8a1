"""What stands beside a number: how much is known, whether the years compare, and what the formula itself hides."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.formulas.conditions import Growth
from plut_kumkm.naik_kelas.panels.checks import ids_param, slip_finding

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.formulas.catalogue import Indicator
    from plut_kumkm.naik_kelas.formulas.conditions import Condition
    from plut_kumkm.naik_kelas.measuring.counting import Count, Counting
    from plut_kumkm.naik_kelas.panels.members import Window
    from plut_kumkm.naik_kelas.panels.panel import Panel


def cautions(formula: Indicator) -> Iterator[Finding]:
    """Yield what is always to be said beside a formula."""
    for code in formula.cautions:
        yield Finding(code, "warning")
    if formula.grade == "unverified" and formula.origin != "proposal":
        yield Finding("naik.formula_unverified", "warning", (), {"id": formula.id})


def about(counting: Counting, keys: list[str], count: Count) -> Iterator[Finding]:
    """Yield what makes a number doubtful."""
    yield from cautions(counting.formula)
    yield from _changed(counting)
    if not count.considered:
        yield Finding("naik.base_empty", "warning")
        return
    if counting.formula.how in ("change", "number") and count.determined and not count.denominator:
        yield Finding("naik.base_zero", "warning")
    yield from _known(counting, keys, count)
    yield from _years(counting, keys)
    yield from _chosen(counting, count)


def about_cells(names: tuple[str, ...], hidden: int, least: int | None) -> Iterator[Finding]:
    """Yield what is to be known of a table of groups."""
    if hidden:
        yield Finding("naik.cells_hidden", "info", (), {"count": hidden, "least": least})
    if {"programme", "provider", "service_field"} & set(names):
        yield Finding("naik.groups_overlap", "info")


def _changed(counting: Counting) -> Iterator[Finding]:
    """Yield that the formula is measured with other figures than its source names."""
    formula = counting.formula
    published = (formula.when, *formula.readings.values())
    if counting.when is None or counting.when in published or formula.terms:
        return
    yield Finding("naik.tuned", "warning", (), {"id": formula.id})


def _known(counting: Counting, keys: list[str], count: Count) -> Iterator[Finding]:
    least = data.toml("naik_kelas/panel.toml")["coverage"]["least"]
    coverage = count.coverage
    if coverage is not None and coverage * 100 < least:
        params = {"share": exact.Share(coverage), "least": exact.Share(least, 100)}
        yield Finding("naik.coverage_low", "warning", (), params)
    if counting.partly_known(count) and count.determined:
        yield Finding("naik.partly_known", "warning", (), {"count": count.considered - count.determined})
    if count.exited:
        yield Finding("naik.exited", "info", (), {"count": count.exited})
    for name in _growing(counting.when):
        zero = [key for key in keys if counting.pair(key).amounts(name)[0] == 0]
        if zero:
            yield Finding("naik.growth_from_zero", "warning", (name,), {**ids_param(zero), "field": name})


def _growing(when: Condition | None) -> Iterator[str]:
    for part in when.parts() if when is not None else ():
        if isinstance(part, Growth):
            yield part.field


def _years(counting: Counting, keys: list[str]) -> Iterator[Finding]:
    panel, window = counting.panel, counting.window
    notes = year_notes(panel, window, frozenset(keys)) if counting.by_sales else composition_notes(panel, window)
    yield from notes
    if counting.stock:
        return
    shortest = data.toml("naik_kelas/panel.toml")["window"]["shortest"]
    both = [entries for key in keys if set(window) <= set(entries := panel.members[key].entries)]
    short = sum(1 for entries in both if (entries[window.after].day - entries[window.before].day).days < shortest)
    if counting.formula.window == "year" and window.years > 1:
        yield Finding("naik.window_long", "warning", (), {"years": window.years, "window": str(window)})
    if short:
        yield Finding("naik.window_short", "warning", (), {"count": short, "days": shortest})


def year_notes(panel: Panel, window: Window, keys: frozenset[str] | None = None) -> Iterator[Finding]:
    """Yield why two years may not be compared: another footing, slips of a thousand, another number of enterprises."""
    for year in dict.fromkeys(window):
        odd = panel.footing.get(year)
        if odd is not None:
            said = str(window if window.years else year)
            yield Finding("naik.artefact", "warning", ("sales",), {**odd.params, "window": said})
    slipped = sorted(
        key
        for key, first, last in panel.slips
        if window.before <= first and last <= window.after and (keys is None or key in keys)
    )
    if slipped:
        yield slip_finding(slipped, window)
    yield from composition_notes(panel, window)


def composition_notes(panel: Panel, window: Window) -> Iterator[Finding]:
    """Yield that a register changed so much between two years that it holds other enterprises."""
    first, last = (sum(1 for _ in panel.entries(year)) for year in window)
    if abs(last - first) * 100 > data.toml("naik_kelas/panel.toml")["denominator"]["most"] * first:
        params = {"before": window.before, "after": window.after, "first": first, "last": last}
        yield Finding("naik.register_changed", "warning", (), params)


def weight_notes(panel: Panel) -> Iterator[Finding]:
    """Yield that each enterprise counts with its weight, where the panel has weights."""
    if panel.weights is not None:
        yield Finding("naik.weighted", "info", ("weights",))


def _chosen(counting: Counting, count: Count) -> Iterator[Finding]:
    panel = counting.panel
    if len(count.basis - {None}) > 1:
        yield Finding("naik.mixed_basis", "warning", (), {"bases": tuple(sorted(filter(None, count.basis)))})
    if counting.by_tier and counting.ruler.law_dates == "own":
        yield Finding("naik.own_law", "info")
    if panel.sample is not None and panel.sample.method != "simple":
        yield Finding("naik.no_interval", "info", ("sample",))
    yield from weight_notes(panel)
    if panel.view == "balanced":
        yield Finding("naik.balanced_only", "info")
    if counting.deflator is not None:
        before, after = (Fraction(counting.deflator[year]) for year in counting.window)
        params = {"change": exact.Share(after / before - 1), "year": counting.window.before}
        yield Finding("naik.deflated", "info", ("deflator",), params)
