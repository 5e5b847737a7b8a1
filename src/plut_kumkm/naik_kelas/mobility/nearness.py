"""How near the bounds they are: a rate of movement says nothing of those who stand just before or just past one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.measuring.warnings import weight_notes, year_notes
from plut_kumkm.naik_kelas.mobility.tallies import Figures, Tallies, Weight, counted, tallied
from plut_kumkm.naik_kelas.panels.members import Window

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.members import Entry
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

_COUNTS = ("known", "near_upper", "near_lower", "near_any", "unknown")


def near_bounds(
    panel: Panel,
    within: str | Fraction = "10%",
    *,
    year: int | None = None,
    by: str | Sequence[str] = (),
    min_cell: int | None = None,
    yardstick: Yardstick | None = None,
) -> Tallies:
    """Return how many enterprises stand so near a bound that a change of their own figures by a share would move them.

    Args:
        panel: the panel.
        within: the share; "10%" asks who would rise if it grew by a tenth, or fall if it shrank by a tenth.
        year: the year; the last of the panel unless given.
        by: the breakdowns, as in ``measure``; "tier" shows it by size.
        min_cell: numbers of fewer enterprises are not shown.
        yardstick: the law and how it is read; that of the latest record unless given.

    Raises:
        TypeError: ``within`` is a float or a bare number.
        ValueError: the panel has no such year, or ``within`` is not between 0 and 100%.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(sales):
    ...     return Enterprise(id=str(sales), snapshots=(Snapshot(as_of=date(2025, 12, 31), sales=sales * 10**8),))
    >>> near = near_bounds(make([shop(5), shop(19), shop(21)]), "10%")
    >>> near["known"], near["near_upper"], near["near_lower"], near.total.share("near_any", "known")
    (3, 1, 1, Fraction(2, 3))
    """
    part = exact.share(within, "within")
    if not 0 < part < 1:
        raise ValueError("within must lie between 0% and 100%")
    chosen = year if year is not None else (panel.years[-1] if panel.years else None)
    if chosen is None or chosen not in panel.years:
        raise ValueError(f"the panel has no year {year}; it has {', '.join(map(str, panel.years)) or 'none'}")
    ruler, window = panel.yardstick(yardstick), Window(chosen, chosen)

    def figures(keys: Sequence[str], _: Group, weight: Weight) -> Figures:
        found = (
            (one, weight(key)) for key in keys for one in _near(panel.members[key].entries[chosen], panel, ruler, part)
        )
        return counted(found, _COUNTS)

    return tallied(
        "near_bounds", panel, window, ruler, panel.entries(chosen), figures, columns=_COUNTS, enterprises=_COUNTS,
        by=by, min_cell=min_cell, notes=(*year_notes(panel, window), *weight_notes(panel)),
    )  # fmt: skip


def _near(entry: Entry, panel: Panel, ruler: Yardstick, part: Fraction) -> Iterator[str]:
    state = panel.state(entry, ruler)
    if state.tier is None:
        yield "unknown"
        return
    yield "known"
    grown, shrunk = ruler.shrunk(state, 1 / (1 + part)), ruler.shrunk(state, 1 / (1 - part))
    upper, lower = grown is not None and grown > state.tier, shrunk is not None and shrunk < state.tier
    found = {"near_upper": upper, "near_lower": lower, "near_any": upper or lower}
    yield from (name for name, near in found.items() if near)
