"""Weights out of the data: entropy, CRITIC and the standard deviation.

They say what tells alternatives apart, not what matters.
"""

from __future__ import annotations

from math import log, log1p, sqrt
from typing import TYPE_CHECKING, Literal

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, ask
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.matrices.matrices import as_matrix
from plut_kumkm.scoring.normalising.columns import not_negative
from plut_kumkm.scoring.numbers import FLOATS_LEAVE, Column, deviation, mean, total
from plut_kumkm.scoring.steps import by_criterion, cells
from plut_kumkm.scoring.weighing.weights import Weights, made

if TYPE_CHECKING:
    from plut_kumkm.scoring.steps import Step

# On what scale deviations are measured: min–max, or as the values stand.
Spread = Literal["minmax", "none"]


def entropy(matrix: MatrixLike) -> Weights:
    """Return weights by how unevenly each criterion is spread over the alternatives [1].

    Args:
        matrix: as for ``saw``; no value below zero. Directions play no part.

    Raises:
        ValidationError: the input is no complete matrix of numbers, or a value is below zero.

    Source:
        Shannon; Zeleny 1982. A share of zero counts nothing: p ln p = 0.

    >>> [round(weight, 4) for weight in entropy([[1, 5], [3, 5]])]
    [1.0, 0.0]
    """
    asked = _asked(matrix, None)
    lacking: list[float] = []
    shares: list[Column] = []
    for column, one in zip(asked.columns, asked.matrix.criteria, strict=True):
        not_negative(column, one, asked.matrix.alternatives)
        whole = total(column)
        parts = tuple(value / whole for value in column) if whole else (1 / len(column),) * len(column)
        shares.append(parts)
        lacking.append(0.0 if min(column) == max(column) else _below_one(column))
    entropies = tuple(1 - value for value in lacking)
    steps = (cells("share", asked.codes, tuple(shares)), by_criterion("entropy", asked.codes, entropies))
    return _weights("entropy", asked, tuple(lacking), steps)


def _below_one(column: Column) -> float:
    """Return 1 - e: how far the entropy of a column is below that of equal shares.

    Amounts of money that differ little have an e so near to 1 that nothing but what floats leave would stay of 1 - e.
    Of d = pm - 1, whose sum is 0, it is the sum of (1 + d) ln(1 + d) - d, over m ln m, no part of which is below 0.
    """
    middle = mean(column)
    off = [(value - middle) / middle for value in column]
    return total(1.0 if d <= -1 else (1 + d) * log1p(d) - d for d in off) / (len(column) * log(len(column)))


def critic(matrix: MatrixLike, directions: DirectionsLike | None = None) -> Weights:
    """Return weights by the spread of each criterion and how little it repeats the others [1].

    Args:
        matrix: as for ``saw``.
        directions: as for ``saw``.

    Raises:
        ValidationError: the input is no complete matrix of numbers with directions.

    Source:
        Diakoulaki 1995. A criterion with one value for all has no correlation with others: it gets no weight and counts
        for none of theirs. Where all others say the same, or one alone is left, the formula is 0/0: they share evenly.

    >>> critic([[1, 1], [2, 3], [3, 2]], ["benefit", "benefit"]).weights
    (0.5, 0.5)
    """
    asked = _asked(matrix, directions, oriented=True)
    columns = asked.normalised("minmax")
    spreads = tuple(map(deviation, columns))
    conflicts: list[float] = []
    for one, spread in zip(columns, spreads, strict=True):
        conflicts.append(
            total(1 - _correlation(one, other) for other, far in zip(columns, spreads, strict=True) if far and spread)
        )
    raw = tuple(spread * conflict for spread, conflict in zip(spreads, conflicts, strict=True))
    alike = any(spreads) and not any(raw)
    if alike:
        raw = tuple(1.0 if spread else 0.0 for spread in spreads)
    steps = (
        cells("normalised", asked.codes, columns),
        by_criterion("deviation", asked.codes, spreads),
        by_criterion("conflict", asked.codes, tuple(conflicts)),
    )
    count = sum(map(bool, spreads))
    notes = (Finding("scoring.no_conflict", "warning", (), {"count": count}),) if alike and count > 1 else ()
    return _weights("critic", asked, raw, steps, notes)


def standard_deviation(matrix: MatrixLike, *, on: Spread = "minmax") -> Weights:
    """Return weights by the standard deviation of each criterion [1].

    Args:
        matrix: as for ``saw``. Directions play no part.
        on: "minmax", the deviation of each criterion on its own range, so that units play no part; or "none", of the
            values as they stand.

    Raises:
        ValidationError: the input is no complete matrix of numbers.

    >>> standard_deviation([[0, 10], [1, 20], [2, 30]]).weights
    (0.5, 0.5)
    """
    if on not in ("minmax", "none"):
        raise ValueError(f"on must be 'minmax' or 'none', not {on!r}")
    asked = _asked(matrix, None)
    columns = asked.normalised("minmax") if on == "minmax" else asked.columns
    spreads = tuple(map(deviation, columns))
    method = "standard-deviation" if on == "minmax" else "standard-deviation-raw"
    return _weights(method, asked, spreads, (by_criterion("deviation", asked.codes, spreads),))


def _asked(matrix: MatrixLike, directions: DirectionsLike | None, *, oriented: bool = False) -> Asked:
    table = as_matrix(matrix)
    count = len(table.criteria)
    return ask(table, (1.0,) * count, directions if oriented else ("benefit",) * count, weighing="none")


def _correlation(first: Column, second: Column) -> float:
    if first == second:
        return 1.0
    a, b = mean(first), mean(second)
    together = total((x - a) * (y - b) for x, y in zip(first, second, strict=True))
    apart = sqrt(total((x - a) ** 2 for x in first)) * sqrt(total((y - b) ** 2 for y in second))
    found = together / apart
    # What floats leave of 1 would be all the conflict there is between criteria that say the same.
    return 1.0 if found > 1 - FLOATS_LEAVE else max(-1.0, found)


def _weights(
    method: str, asked: Asked, raw: Column, steps: tuple[Step, ...], notes: tuple[Finding, ...] = ()
) -> Weights:
    notes = (*asked.notes, *notes)
    whole = total(raw)
    if whole:
        return made(method, asked.codes, tuple(value / whole for value in raw), steps=steps, notes=notes)
    notes = (*notes, Finding("scoring.nothing_to_weigh", "warning", (), {"count": len(raw)}))
    return made(method, asked.codes, (1 / len(raw),) * len(raw), steps=steps, notes=notes)
