"""Whom help reached: which programmes and providers, at what cost, and what became of those that were helped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from plut_kumkm.base.findings import Finding
from plut_kumkm.naik_kelas.measuring.groups import HELP
from plut_kumkm.naik_kelas.measuring.warnings import year_notes
from plut_kumkm.naik_kelas.mobility.tallies import Figures, Tallies, Weight, tallied
from plut_kumkm.naik_kelas.moves import TIER_EVENTS

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

By = Literal["programme", "provider", "service_field"]
_EVENTS = tuple(name.lower() for name in TIER_EVENTS)
_COLUMNS = ("helped", "helps", "cost", "cost_unknown", *_EVENTS)


def support(
    panel: Panel,
    *,
    by: By | None = None,
    before: int | None = None,
    after: int | None = None,
    min_cell: int | None = None,
    yardstick: Yardstick | None = None,
) -> Tallies:
    """Return whom help reached between two years, at what known cost [IDR], and what became of their size.

    It says who was helped and what came after, not what the help did: those that were chosen differ from the others.
    Help and its cost are as recorded: weights are not applied.

    Args:
        panel: the panel, made with ``interventions``.
        by: "programme", "provider" or "service_field"; each counts its own help and cost alone.
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        min_cell: numbers of fewer enterprises are not shown.
        yardstick: the law and how it is read; that of the latest record unless given.

    Raises:
        ValueError: there is no such year or breakdown.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Intervention, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> years = (Snapshot(as_of=date(2024, 12, 31), sales=10**9), Snapshot(as_of=date(2025, 12, 31), sales=3 * 10**9))
    >>> help_ = Intervention(enterprise="a", provider="PLUT", date=date(2025, 3, 1), cost=5_000_000)
    >>> reached = support(make([Enterprise(id="a", snapshots=years)], interventions=[help_]), by="provider")
    >>> reached.cell("PLUT")["cost"], reached["tier_up"]
    (5000000, 1)
    """
    if by is not None and by not in HELP:
        raise ValueError(f"by must be one of {', '.join(HELP)}, not {by!r}")
    window, ruler = panel.window(before, after), panel.yardstick(yardstick)
    helped = panel.helped(window)
    keys = [key for key in panel.members if key in helped and panel.tier_event(key, window, ruler) is not None]

    def figures(those: Sequence[str], group: Group, _: Weight) -> Figures:
        given = [one for key in those for one in helped[key]]
        if by is not None and group:
            given = [one for one in given if getattr(one, HELP[by]) == group[0]]
        found: dict[str, int] = dict.fromkeys(_COLUMNS, 0)
        found |= {"helped": len(those), "helps": len(given), "cost": sum(one.cost or 0 for one in given)}
        found["cost_unknown"] = sum(1 for one in given if one.cost is None)
        for key in those:
            event = panel.tier_event(key, window, ruler)
            found[event.name.lower() if event is not None else "undetermined"] += 1
        return found

    entries = (panel.entry(key, window.before) or panel.members[key].entries[window.after] for key in keys)
    notes = [Finding("naik.no_effect", "warning"), *year_notes(panel, window, frozenset(keys))]
    if panel.weights is not None:
        notes.append(Finding("naik.not_weighted", "info", ("weights",)))
    return tallied(
        "support", panel, window, ruler, entries, figures, columns=_COLUMNS, enterprises=("helped", *_EVENTS),
        by=() if by is None else by, min_cell=min_cell, notes=notes,
    )  # fmt: skip
