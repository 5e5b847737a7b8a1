"""Distances: TOPSIS, closeness to the best that there is and distance from the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, WeightsLike, ask
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.normalising.columns import Normalisation, by_length, distances, target_of
from plut_kumkm.scoring.numbers import Column, length
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, by_criterion, cells

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.criteria import Direction
    from plut_kumkm.scoring.rankings.rankings import Ranking


def topsis(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    normalisation: Normalisation = "vector",
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by TOPSIS, closeness to the ideal solution; higher is better [1].

    The scale of the weights does not matter: closeness is a ratio of distances.

    Args:
        matrix: as for ``saw``.
        weights: as for ``saw``.
        directions: as for ``saw``. Of a "target" the distance to it is taken as a cost.
        normalisation: "vector", x over the length of the column, is the method's own; any other turns costs round
            before the ideal is looked for.
        normalise_weights: as for ``saw``.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``.

    Source:
        Hwang & Yoon 1981; Tzeng & Huang 2011.

    >>> found = topsis([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3], ["benefit"] * 3)
    >>> [round(score, 4) for score in found.scores], found.ranks
    ([0.5037, 0.6581, 0.7482, 0.334], (3, 2, 1, 4))
    """
    asked = ask(matrix, weights, directions, normalise_weights=normalise_weights)

    def compute(one: Asked) -> Outcome:
        ways: tuple[Direction, ...]
        if normalisation == "vector":
            columns, ways = lengthwise(one)
        else:
            columns = one.normalised(normalisation)
            ways = tuple("benefit" for _ in one.codes)
        weighted = one.weighted(columns)
        ends = [(min(column), max(column)) for column in weighted]
        best = tuple(high if way == "benefit" else low for (low, high), way in zip(ends, ways, strict=True))
        worst = tuple(low if way == "benefit" else high for (low, high), way in zip(ends, ways, strict=True))
        rows = list(zip(*weighted, strict=True))
        near = tuple(length([v - b for v, b in zip(row, best, strict=True)]) for row in rows)
        far = tuple(length([v - w for v, w in zip(row, worst, strict=True)]) for row in rows)
        # Where all are the same, every one of them is the ideal; a note says that there is nothing to tell apart.
        scores = tuple(off / (to + off) if to + off else 1.0 for to, off in zip(near, far, strict=True))
        return Outcome(
            scores=scores,
            steps=(
                cells("normalised", one.codes, columns),
                cells("weighted", one.codes, weighted),
                by_criterion("ideal", one.codes, best),
                by_criterion("anti_ideal", one.codes, worst),
                by_alternative("to_ideal", near),
                by_alternative("to_anti_ideal", far),
                by_alternative("closeness", scores),
            ),
        )

    return answer(
        "topsis", asked, compute, run=topsis, ties=ties, tolerance=tolerance,
        options={"normalisation": normalisation, "normalise_weights": normalise_weights},
    )  # fmt: skip


def lengthwise(asked: Asked) -> tuple[tuple[Column, ...], tuple[Direction, ...]]:
    """Return every column over its length, costs still costs, and the distance to a target as a cost."""
    columns, ways = without_targets(asked)
    return tuple(map(by_length, columns)), ways


def without_targets(asked: Asked) -> tuple[tuple[Column, ...], tuple[Direction, ...]]:
    """Return the columns, those with a target as distances to it, of which lower is better."""
    columns: list[Column] = []
    ways: list[Direction] = []
    for column, direction, one in zip(asked.columns, asked.directions, asked.matrix.criteria, strict=True):
        if direction == "target":
            columns.append(distances(column, target_of(one)))
            ways.append("cost")
        else:
            columns.append(column)
            ways.append(direction)
    return tuple(columns), tuple(ways)
