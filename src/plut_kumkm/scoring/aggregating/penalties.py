"""Penalties: the Mazziotta–Pareto index, a mean that loses by how uneven its parts are."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Literal, get_args

from attrs import evolve

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import (
    Asked,
    MatrixLike,
    WeightsLike,
    ask,
    divided,
)
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.matrices.matrices import as_matrix
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.numbers import refuse, total
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, cells

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.rankings import Ranking

Polarity = Literal["positive", "negative"]
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
MEAN, DEVIATION = 100.0, 10.0
_METHODS = {"positive": "mazziotta-pareto", "negative": "mazziotta-pareto-negative"}


def mazziotta_pareto(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    polarity: Polarity = "positive",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by the Mazziotta–Pareto index, 100 on average; higher is better, of "negative" lower.

    Each criterion is brought to a mean of 100 and a deviation of 10; the index is the mean of an alternative over its
    criteria, less (or plus) a penalty for being uneven: the deviation times its ratio to the mean.

    Args:
        matrix: as for ``saw``; the deviation is that of all alternatives, not of a sample.
        weights: the index has none. Where they differ, mean and deviation are weighted, and a note says so.
        directions: as for ``saw``. Of a "target" the distance to it is taken as a cost.
        polarity: what the index measures: "positive", something good, and the penalty is subtracted; "negative",
            something bad, such as poverty: the index rises with costs, the penalty is added, and lower is better.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``.

    Source:
        Mazziotta & Pareto 2016.

    >>> mazziotta_pareto([[1, 1], [3, 3]], None, ["benefit", "benefit"]).scores
    (90.0, 110.0)
    """
    if polarity not in POLARITIES:
        raise ValueError(f"polarity must be one of {', '.join(map(repr, POLARITIES))}, not {polarity!r}")
    table = as_matrix(matrix)
    asked = ask(table, weights, directions, weighing="none")
    # Mean and deviation take them as shares, equal ones where there are none.
    asked = evolve(asked, weights=divided(asked.weights))
    uneven = len(set(asked.given)) > 1
    notes = (Finding("scoring.weights_extension", "warning", ("weights",)),) if uneven else ()
    sign = 1 if polarity == "positive" else -1

    def compute(one: Asked) -> Outcome:
        columns = tuple(
            tuple(MEAN + sign * DEVIATION * value for value in column) for column in one.normalised("zscore")
        )
        shares = one.weights
        rows = list(zip(*columns, strict=True))
        means = tuple(forms.weighted_sum(row, shares) for row in rows)
        if min(means) <= 0:
            refuse("scoring.mean_not_positive")
        spreads = tuple(
            sqrt(total(w * (value - middle) ** 2 for value, w in zip(row, shares, strict=True)))
            for row, middle in zip(rows, means, strict=True)
        )
        penalties = tuple(spread * spread / middle for spread, middle in zip(spreads, means, strict=True))
        scores = tuple(middle - sign * penalty for middle, penalty in zip(means, penalties, strict=True))
        return Outcome(
            scores=scores,
            steps=(
                cells("standardised", one.codes, columns),
                by_alternative("mean", means),
                by_alternative("spread", spreads),
                by_alternative("penalty", penalties),
                by_alternative("score", scores),
            ),
            notes=notes,
        )

    return answer(
        _METHODS[polarity], asked, compute, run=mazziotta_pareto, ties=ties, tolerance=tolerance,
        options={"polarity": polarity},
    )  # fmt: skip
