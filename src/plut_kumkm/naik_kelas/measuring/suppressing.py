"""Small cells: which groups are not shown, so that nobody can be told from a table, nor from the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Counts = tuple[int, ...]


def hidden_places(cells: Sequence[Counts], least: int) -> frozenset[int]:
    """Return which cells of a table with a total are not shown.

    A cell is small where one of its counts is from 1 to below ``least``. What is left out can be worked out from the
    total, so more cells are left out, the smallest first, until what is left out together is not small either. Where
    the total is small itself, it tells as much anyhow, and two cells are enough.

    Args:
        cells: of each cell its counts, the number of enterprises first; all of the same length.
        least: the smallest count that may be shown.

    >>> sorted(hidden_places([(40, 5), (3, 1), (30, 9), (12, 6)], 5))
    [1, 3]
    """
    hidden = {place for place, counts in enumerate(cells) if is_small(counts, least)}
    rest = sorted(set(range(len(cells))) - hidden, key=lambda place: (cells[place], place))
    totals = _sums(cells, range(len(cells)))
    while hidden and rest and (len(hidden) == 1 or _tells(_sums(cells, hidden), totals, least)):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def is_small(counts: Counts, least: int) -> bool:
    """Return whether one of some counts tells of few.

    >>> is_small((10, 0), 5), is_small((10, 4), 5)
    (False, True)
    """
    return any(0 < count < least for count in counts)


def _tells(left_out: Counts, totals: Counts, least: int) -> bool:
    """Return whether the total less what is shown tells of few."""
    return any(0 < one < least <= total for one, total in zip(left_out, totals, strict=True))


def _sums(cells: Sequence[Counts], places: Iterable[int]) -> Counts:
    return tuple(map(sum, zip(*(cells[place] for place in places), strict=True)))
