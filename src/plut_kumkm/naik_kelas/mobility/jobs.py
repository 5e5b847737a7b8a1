"""Jobs between two dates: gained and lost, not only what is left of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plut_kumkm.naik_kelas.measuring.warnings import composition_notes, weight_notes
from plut_kumkm.naik_kelas.mobility.tallies import Figures, Tallies, Weight, tallied

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

_ENTERPRISES = ("compared", "expanding", "shrinking", "steady", "entered", "exited", "unknown", "workers_unknown")
_COLUMNS = ("gained", "lost", "net", *_ENTERPRISES, "jobs_entered", "jobs_exited")


def jobs(
    panel: Panel,
    *,
    before: int | None = None,
    after: int | None = None,
    by: str | Sequence[str] = (),
    min_cell: int | None = None,
    yardstick: Yardstick | None = None,
) -> Tallies:
    """Return the jobs gained and lost between two years by the enterprises that are recorded in both [orang].

    Those that are newly recorded, and those that no longer are, stand apart: being recorded is no job gained, and being
    no longer recorded none lost. ``workers_unknown`` counts those of them whose workers nobody told; the jobs beside it
    are those of the others, and not known where there are no others. Where the panel has weights, the jobs of each
    enterprise count with its own.

    Args:
        panel: the panel.
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        by: the breakdowns, as in ``measure``.
        min_cell: numbers of fewer enterprises are not shown.
        yardstick: for the breakdown "tier".

    Raises:
        ValueError: there is no such year or breakdown.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *workers):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), workers=count) for n, count in enumerate(workers))
    ...     return Enterprise(id=id_, snapshots=tuple(years))
    >>> work = jobs(make([shop("a", 2, 5), shop("b", 9, 8), shop("c", 4, None)]))
    >>> [work[name] for name in ("gained", "lost", "net", "compared", "unknown")]
    [3, 1, 2, 2, 1]
    """
    window, ruler = panel.window(before, after), panel.yardstick(yardstick)

    def figures(keys: Sequence[str], _: Group, weight: Weight) -> Figures:
        found: dict[str, Exact] = dict.fromkeys(_COLUMNS, 0)
        untold: dict[str, Exact] = {"entered": 0, "exited": 0}
        for key in keys:
            times = weight(key)
            entries = [panel.entry(key, year) for year in window]
            first, last = (None if entry is None else entry.value("workers") for entry in entries)
            if None in entries:
                way, count = ("entered", last) if entries[0] is None else ("exited", first)
                found[way] += times
                if count is None:
                    untold[way] += times
                else:
                    found[f"jobs_{way}"] += count * times
            elif first is None or last is None or panel.broken(key, window):
                found["unknown"] += times
            else:
                found["compared"] += times
                found["expanding" if last > first else "shrinking" if last < first else "steady"] += times
                found["gained"] += max(last - first, 0) * times
                found["lost"] += max(first - last, 0) * times
        unseen = {f"jobs_{way}": None for way, of in untold.items() if of and of == found[way]}
        more = {"net": found["gained"] - found["lost"], "workers_unknown": sum(untold.values())}
        return {**found, **more, **unseen}

    anchors = (
        one.entries.get(window.before) or one.entries[window.after]
        for one in panel.members.values()
        if any(year in one.entries for year in window)
    )
    return tallied(
        "jobs", panel, window, ruler, anchors, figures, columns=_COLUMNS, enterprises=_ENTERPRISES, by=by,
        min_cell=min_cell, notes=(*composition_notes(panel, window), *weight_notes(panel)),
    )  # fmt: skip
