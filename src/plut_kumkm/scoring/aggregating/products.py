"""Products and powers: WPM, the weighted geometric mean and MPE."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import (
    Asked,
    MatrixLike,
    WeightsLike,
    ask,
    refuse_others,
)
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.normalising.columns import Normalisation, not_negative, not_zero
from plut_kumkm.scoring.numbers import Column, product, refuse, total
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, cells
from plut_kumkm.scoring.wording import name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.rankings import Ranking


def wpm(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    allow_zero: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by WPM, the weighted product of scores, as a share of the sum of all; higher is better [1].

    Weights are divided by their sum first: that is part of the method.

    Args:
        matrix: as for ``saw``; no value below zero.
        weights: as for ``saw``; their scale does not matter.
        directions: "benefit" or "cost" for each criterion.
        allow_zero: whether a zero in a benefit may annihilate its alternative; it is refused otherwise.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a value is zero or below it, or a criterion has a target.

    Source:
        Bridgman 1922; Miller & Starr 1969.

    >>> [round(score, 4) for score in wpm([[4, 1], [1, 1]], [0.5, 0.5], ["benefit", "cost"]).scores]
    [0.6667, 0.3333]
    """
    asked = ask(matrix, weights, directions, weighing="divided")
    refuse_others(asked, "benefit", "cost")
    notes = _zeros(asked, asked.columns, allow_zero=allow_zero)

    def compute(one: Asked) -> Outcome:
        powers = _powers(one, one.columns)
        products = tuple(product(row) for row in zip(*powers, strict=True))
        whole = total(products)
        if not whole:
            refuse("scoring.all_zero")
        scores = tuple(value / whole for value in products)
        steps = (
            cells("power", one.codes, powers),
            by_alternative("product", products),
            by_alternative("score", scores),
        )
        return Outcome(scores=scores, steps=steps, notes=notes, linear=_logarithms(one, one.columns))

    return answer(
        "wpm", asked, compute, run=wpm, ties=ties, tolerance=tolerance, options={"allow_zero": allow_zero}
    )  # fmt: skip


def weighted_geometric(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    normalisation: Normalisation = "max",
    allow_zero: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by the weighted geometric mean of normalised scores; higher is better [1].

    A low score cannot be made up for as easily as in a sum. Weights are divided by their sum first.

    Args:
        matrix: as for ``saw``.
        weights: as for ``saw``; their scale does not matter.
        directions: as for ``saw``.
        normalisation: as for ``saw``; with "minmax" the worst value of each criterion is zero.
        allow_zero: whether a zero may annihilate its alternative; it is refused otherwise.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a normalised score is zero, or below it.

    Source:
        OECD/JRC Handbook 2008.

    >>> weighted_geometric([[4, 9], [1, 16]], [0.5, 0.5], ["benefit", "benefit"]).scores
    (0.75, 0.5)
    """
    asked = ask(matrix, weights, directions, weighing="divided")

    def compute(one: Asked) -> Outcome:
        columns = one.normalised(normalisation)
        notes = _zeros(one, columns, allow_zero=allow_zero, raw=False)
        powers = tuple(tuple(v**w for v in column) for column, w in zip(columns, one.weights, strict=True))
        scores = tuple(product(row) for row in zip(*powers, strict=True))
        steps = (
            cells("normalised", one.codes, columns), cells("power", one.codes, powers), by_alternative("score", scores)
        )  # fmt: skip
        return Outcome(scores=scores, steps=steps, notes=notes, linear=_logarithms(one, columns, costs=False))

    return answer(
        "weighted-geometric", asked, compute, run=weighted_geometric, ties=ties, tolerance=tolerance,
        options={"normalisation": normalisation, "allow_zero": allow_zero},
    )  # fmt: skip


def mpe(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by MPE, the sum of scores to the power of their weights; higher is better.

    Args:
        matrix: as for ``saw``; no value below zero.
        weights: of sum 1, or whole numbers, the degrees of importance (TKK) of the older form.
        directions: "benefit" for each criterion. The sources know no costs; the power of a "cost" is taken negative, as
            in WPM, and a note says so.
        normalise_weights: as for ``saw``.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a value is below zero, a cost is zero, or a criterion has a target.

    Source:
        Marimin 2004, practice.

    >>> mpe([[3, 2], [2, 4]], [2, 3], ["benefit", "benefit"]).scores
    (17.0, 68.0)
    """
    asked = ask(matrix, weights, directions, weighing="whole", normalise_weights=normalise_weights)
    refuse_others(asked, "benefit", "cost")
    for column, direction, one in zip(asked.columns, asked.directions, asked.matrix.criteria, strict=True):
        (not_zero if direction == "cost" else not_negative)(column, one, asked.matrix.alternatives)
    costs = tuple(
        one.label()
        for direction, one in zip(asked.directions, asked.matrix.criteria, strict=True)
        if direction == "cost"
    )
    notes = (Finding("scoring.cost_extension", "warning", ("directions",), {"criteria": costs}),) if costs else ()

    def compute(asked: Asked) -> Outcome:
        powers = _powers(asked, asked.columns)
        scores = tuple(total(row) for row in zip(*powers, strict=True))
        return Outcome(
            scores=scores, steps=(cells("power", asked.codes, powers), by_alternative("score", scores)), notes=notes
        )

    return answer(
        "mpe", asked, compute, run=mpe, ties=ties, tolerance=tolerance, options={"normalise_weights": normalise_weights}
    )


def _powers(asked: Asked, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return every score to the power of its weight, of its negative weight for a cost."""
    powers = tuple(
        tuple(value ** (weight if direction == "benefit" else -weight) for value in column)
        for column, weight, direction in zip(columns, asked.weights, asked.directions, strict=True)
    )
    # What left the floats below would be a zero, and tie with others that did.
    if any(found.count(0) > column.count(0) for found, column in zip(powers, columns, strict=True)):
        refuse("scoring.overflow")
    return powers


def _logarithms(asked: Asked, columns: tuple[Column, ...], *, costs: bool = True) -> tuple[Column, ...] | None:
    """Return what each criterion brings where a product is a sum; ``None`` where a zero has no place."""
    if any(0 in column for column in columns):
        return None
    return tuple(
        tuple((-log(value) if costs and direction == "cost" else log(value)) for value in column)
        for column, direction in zip(columns, asked.directions, strict=True)
    )


def _zeros(asked: Asked, columns: tuple[Column, ...], *, allow_zero: bool, raw: bool = True) -> tuple[Finding, ...]:
    """Return a finding for each alternative that a zero annihilates, or refuse the zeros; ``raw`` before a scale."""
    found: list[Finding] = []
    pairs = zip(columns, asked.directions, asked.weights, asked.matrix.criteria, strict=True)
    for column, direction, weight, one in pairs:
        names = asked.matrix.alternatives
        if not allow_zero or (raw and direction == "cost"):
            not_zero(column, one, names, scored=not raw)
        not_negative(column, one, names, scored=not raw)
        for place, value in enumerate(column):
            if value == 0 and weight:
                params = {"alternative": name_of(asked.matrix.alternatives[place]), "criterion": one.label()}
                found.append(Finding("scoring.annihilated", "warning", (place, one.code), params))
    return tuple(found)
