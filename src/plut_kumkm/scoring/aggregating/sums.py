"""Sums: SAW, SMART and Bayes, each a weighted sum of what its criteria are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import (
    Asked,
    MatrixLike,
    WeightsLike,
    ask,
    benefits,
    refuse_others,
)
from plut_kumkm.scoring.matrices import checks
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.matrices.matrices import as_matrix
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.normalising.columns import Normalisation, normalise_column
from plut_kumkm.scoring.numbers import Column, refuse
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, cells

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.rankings import Ranking


def saw(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    normalisation: Normalisation = "max",
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by SAW, the weighted sum of normalised scores (also WSM); higher is better [1].

    Args:
        matrix: a ``DecisionMatrix``, or rows of numbers, one an alternative.
        weights: one a criterion in their order, or by code; those of the criteria where none are given.
        directions: "benefit", "cost" or "target" for each criterion; those of the criteria where none are given.
        normalisation: how scores are brought onto one scale; "max", x/max and min/x, is the method's own.
        normalise_weights: whether weights are divided by their sum. They are used as they are otherwise, and a note
            says what that changed where they do not sum to 1.
        ties: what equal scores get: "min", "max", "average" or "dense"; see ``ranked``.
        tolerance: how far scores may be apart and be equal, as a part of the largest [1].

    Raises:
        ValidationError: the input is no complete matrix of numbers with its weights and directions, or a criterion
            holds a value that the normalisation cannot take, such as a zero in a cost.

    Source:
        Fishburn 1967; Hwang & Yoon 1981.

    >>> found = saw([[60, 80], [90, 40]], [0.5, 0.5], ["cost", "benefit"])
    >>> found.scores, found.ranks
    ((1.0, 0.5833333333333333), (1, 2))
    """
    asked = ask(matrix, weights, directions, normalise_weights=normalise_weights)
    return answer(
        "saw",
        asked,
        lambda one: _summed(one, one.normalised(normalisation)),
        run=saw,
        ties=ties,
        tolerance=tolerance,
        options={"normalisation": normalisation, "normalise_weights": normalise_weights},
    )


def smart(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    points: float = 1,
    bounds: str = "data",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by SMART, the weighted sum of utilities; higher is better [1].

    Raw weights, such as points from 10 to 100, are divided by their sum: that is part of the method.

    Args:
        matrix: as for ``saw``.
        weights: as for ``saw``; their scale does not matter.
        directions: as for ``saw``.
        points: the utility of the best, 1 or 100.
        bounds: between what utilities run: "data", the lowest and highest value there is; or "scale", the ends of the
            scale that the criterion declares, with which no alternative can change the utilities of others.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a criterion declares no scale and ``bounds`` asks for it.

    Source:
        Edwards 1977; Edwards & Barron 1994.

    >>> smart([[60, 80], [90, 40], [75, 60]], [30, 10], ["cost", "benefit"], points=100).scores
    (100.0, 0.0, 50.0)
    """
    if bounds not in ("data", "scale"):
        raise ValueError(f"bounds must be 'data' or 'scale', not {bounds!r}")
    if points not in (1, 100):
        raise ValueError(f"points must be 1 or 100, not {points!r}")
    asked = ask(matrix, weights, directions, weighing="divided")

    def compute(one: Asked) -> Outcome:
        columns: list[Column] = []
        for column, direction, criterion in zip(one.columns, one.directions, one.matrix.criteria, strict=True):
            if bounds == "scale" and criterion.scale is None:
                refuse("scoring.scale_needed", ("criteria", criterion.code, "scale"), criterion=criterion.label())
            ends = criterion.scale if bounds == "scale" else None
            utility = normalise_column(column, "minmax", direction, criterion, one.matrix.alternatives, ends)
            columns.append(tuple(points * value for value in utility))
        return _summed(one, tuple(columns), "utility")

    return answer(
        "smart", asked, compute, run=smart, ties=ties, tolerance=tolerance,
        options={"points": points, "bounds": bounds},
    )  # fmt: skip


def bayes(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by the expected value of ratings, as for leading products (KPJU); higher is better.

    The ratings are taken as they are: an ordinal rating or points by rank, of which higher is better. A cost has to be
    rated first.

    Args:
        matrix: as for ``saw``.
        weights: as for ``saw``.
        directions: all "benefit", which is also what is taken where none are given.
        normalise_weights: as for ``saw``.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a criterion is no benefit.

    Source:
        Practice of Bank Indonesia.

    >>> bayes([[5, 3], [4, 5]], [0.5, 0.5]).scores
    (4.0, 4.5)
    """
    table = as_matrix(matrix)
    asked = ask(table, weights, benefits(table, directions), normalise_weights=normalise_weights)
    refuse_others(asked, "benefit")
    scales = tuple(checks.undeclared_scales(asked.matrix.criteria))
    return answer(
        "bayes",
        asked,
        lambda one: evolve(_summed(one, one.columns, None), notes=scales),
        run=bayes,
        ties=ties,
        tolerance=tolerance,
        options={"normalise_weights": normalise_weights},
    )


def _summed(asked: Asked, columns: tuple[Column, ...], name: str | None = "normalised") -> Outcome:
    """Return the weighted sum of columns, with both tables as steps."""
    scores = tuple(forms.weighted_sum(row, asked.weights) for row in zip(*columns, strict=True))
    weighted = cells("weighted", asked.codes, asked.weighted(columns))
    steps = (weighted,) if name is None else (cells(name, asked.codes, columns), weighted)
    return Outcome(scores=scores, steps=(*steps, by_alternative("score", scores)), linear=columns)
