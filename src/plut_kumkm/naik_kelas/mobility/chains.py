"""Where the shares of classes settle if the same moves go on: exact, by solving the equations."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Matrix = Sequence[Sequence[Fraction]]


def long_run(shares: Matrix) -> list[Fraction] | None:
    """Return the shares that the moves leave as they are, ``None`` where there are several such.

    Args:
        shares: from each class, in rows, the share that goes to each class; every row adds up to 1.

    >>> half = Fraction(1, 2)
    >>> long_run([[half, half], [Fraction(1, 4), Fraction(3, 4)]])
    [Fraction(1, 3), Fraction(2, 3)]
    """
    size = len(shares)
    # Inflow equals outflow for each class; all add up to 1. One unknown too many means several solutions.
    rows = [[shares[i][j] - (1 if i == j else 0) for i in range(size)] + [Fraction(0)] for j in range(size)]
    rows.append([Fraction(1)] * size + [Fraction(1)])
    for column in range(size):
        found = next((place for place in range(column, len(rows)) if rows[place][column]), None)
        if found is None:
            return None
        rows[column], rows[found] = rows[found], rows[column]
        pivot = rows[column]
        rows[column] = pivot = [value / pivot[column] for value in pivot]
        for place, row in enumerate(rows):
            if place != column and row[column]:
                rows[place] = [value - row[column] * own for value, own in zip(row, pivot, strict=True)]
    return [rows[place][-1] for place in range(size)]
