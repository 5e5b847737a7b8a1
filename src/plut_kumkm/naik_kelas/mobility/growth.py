"""Growth within the tiers: most that grow do not pass a bound, and a rate of movement does not show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.ladders import scale
from plut_kumkm.naik_kelas.measuring.warnings import weight_notes, year_notes
from plut_kumkm.naik_kelas.mobility.tallies import Figures, Tallies, Weight, counted, tallied

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

_COUNTS = ("tier_up", "tier_down", "stayed", "grew", "same", "fell", "finer_up", "finer_down", "unknown")
_COLUMNS = (*_COUNTS, "median_growth")
_FIGURE = "sales"


def within_tiers(
    panel: Panel,
    *,
    before: int | None = None,
    after: int | None = None,
    finer: str = "jatim-binaan",
    deflator: Mapping[int, Exact | Decimal] | None = None,
    by: str | Sequence[str] = (),
    min_cell: int | None = None,
    yardstick: Yardstick | None = None,
) -> Tallies:
    """Return how many passed a bound, and of those that stayed in their tier how many grew, fell, or moved within.

    ``finer_up`` and ``finer_down`` count, among those that stayed, who changed class on a finer ladder of practice.
    ``median_growth`` is that of the sales of those that stayed [1], the lower of two in the middle.

    Args:
        panel: the panel.
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        finer: a scale of sales, such as "jatim-binaan"; its bounds are nominal, so it takes no deflator.
        deflator: an index of prices by year, by which sales are divided before they are compared.
        by: the breakdowns, as in ``measure``.
        min_cell: numbers of fewer enterprises are not shown.
        yardstick: the law and how it is read; that of the latest record unless given.

    Raises:
        TypeError: the deflator is a float.
        ValueError: there is no such year or scale of sales, or the deflator lacks a year.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *sales):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
    ...     return Enterprise(id=id_, snapshots=tuple(years))
    >>> moved = within_tiers(make([shop("a", 10**8, 2 * 10**8), shop("b", 5, 4), shop("c", 10**9, 3 * 10**9)]))
    >>> [moved[name] for name in ("tier_up", "stayed", "grew", "fell", "finer_up")]
    [1, 2, 1, 1, 1]
    """
    window, ruler, ladder = panel.window(before, after), panel.yardstick(yardstick), scale(finer)
    if ladder.field != _FIGURE:
        raise ValueError(f"{finer!r} is a scale of {ladder.field}, not of sales")
    prices = exact.prices(deflator, window)

    def outcomes(key: str, growths: list[Fraction]) -> Iterator[str]:
        event = panel.tier_event(key, window, ruler)
        if event is None or event.name not in ("TIER_UP", "TIER_DOWN", "UNCHANGED"):
            yield "unknown"
            return
        if event.name != "UNCHANGED":
            yield event.name.lower()
            return
        yield "stayed"
        amounts = [panel.members[key].entries[year].value(_FIGURE) for year in window]
        low, high = (ladder.place(amount) for amount in amounts)
        if low is not None and high is not None and low != high:
            yield "finer_up" if high > low else "finer_down"
        if None in amounts:
            return
        first, last = (Fraction(amount) / prices[year] for amount, year in zip(amounts, window, strict=True))
        yield "grew" if last > first else "fell" if last < first else "same"
        if first:
            growths.append(last / first - 1)

    def figures(keys: Sequence[str], _: Group, weight: Weight) -> Figures:
        growths: list[tuple[Fraction, Exact]] = []
        found: list[tuple[str, Exact]] = []
        for key in keys:
            grown: list[Fraction] = []
            found += [(one, weight(key)) for one in outcomes(key, grown)]
            growths += [(one, weight(key)) for one in grown]
        return {**counted(found, _COUNTS), "median_growth": _middle(growths)}

    entries = panel.entries(window.before)
    return tallied(
        "within_tiers", panel, window, ruler, entries, figures, columns=_COLUMNS, enterprises=_COUNTS, by=by,
        min_cell=min_cell, notes=(*year_notes(panel, window), *weight_notes(panel)), shares=("median_growth",),
    )  # fmt: skip


def _middle(growths: list[tuple[Fraction, Exact]]) -> Fraction | None:
    """Return the median by weight, the lower of two in the middle; ``None`` of nothing.

    >>> _middle([(Fraction(1), 1), (Fraction(3), 1), (Fraction(2), 5)]), _middle([(Fraction(1), 1), (Fraction(2), 1)])
    (Fraction(2, 1), Fraction(1, 1))
    """
    whole, held = sum(weight for _, weight in growths), Fraction(0)
    for growth, weight in sorted(growths):
        held += weight
        if 2 * held >= whole:
            return growth
    return None
