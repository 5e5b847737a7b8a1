"""Ratios: MOORA by its ratio system, its reference point and its full multiplicative form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import (
    Asked,
    MatrixLike,
    WeightsLike,
    ask,
    refuse_others,
)
from plut_kumkm.scoring.aggregating.distances import lengthwise
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.normalising.columns import not_zero
from plut_kumkm.scoring.numbers import finite, product, refuse
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, by_criterion, cells

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.rankings import Ranking

MooraForm = Literal["ratio", "reference", "multiplicative"]
MOORA_FORMS: tuple[MooraForm, ...] = get_args(MooraForm)


def moora(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    form: MooraForm = "ratio",
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by MOORA [1]; higher is better, but of "reference" lower.

    Args:
        matrix: as for ``saw``; for "multiplicative" every value above zero.
        weights: as for ``saw``. "ratio" and "reference" multiply by them, so that their sum scales the scores and
            leaves the order; "multiplicative" has none, and says so.
        directions: as for ``saw``. Of a "target" the distance to it is taken as a cost; "multiplicative" knows none.
        form: "ratio", benefits less costs; "reference", the largest weighted distance from the best of each criterion;
            "multiplicative", the product of the benefits over that of the costs.
        normalise_weights: as for ``saw``.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``.

    Source:
        Brauers & Zavadskas 2006.

    >>> moora([[3, 4], [4, 3]], [0.5, 0.5], ["benefit", "cost"]).scores
    (-0.10000000000000003, 0.10000000000000003)
    >>> moora([[6, 2], [4, 4]], None, ["benefit", "cost"], form="multiplicative").scores
    (3.0, 1.0)
    """
    if form not in MOORA_FORMS:
        raise ValueError(f"form must be one of {', '.join(map(repr, MOORA_FORMS))}, not {form!r}")
    plain = form == "multiplicative"
    asked = ask(
        matrix, weights, directions, weighing="none" if plain else "sum", normalise_weights=normalise_weights
    )  # fmt: skip
    compute = {"ratio": _ratio, "reference": _reference, "multiplicative": _multiplicative}[form]
    return answer(
        f"moora-{form}", asked, compute, run=moora, ties=ties, tolerance=tolerance, weighed=not plain,
        options={"form": form, "normalise_weights": normalise_weights},
    )  # fmt: skip


def _ratio(asked: Asked) -> Outcome:
    columns, ways = lengthwise(asked)
    signed = tuple(
        column if way == "benefit" else tuple(-value for value in column)
        for column, way in zip(columns, ways, strict=True)
    )
    scores = tuple(forms.weighted_sum(row, asked.weights) for row in zip(*signed, strict=True))
    steps = (
        cells("normalised", asked.codes, columns),
        cells("weighted", asked.codes, asked.weighted(signed)),
        by_alternative("score", scores),
    )
    return Outcome(scores=scores, steps=steps, linear=signed)


def _reference(asked: Asked) -> Outcome:
    columns, ways = lengthwise(asked)
    best = tuple(max(column) if way == "benefit" else min(column) for column, way in zip(columns, ways, strict=True))
    off = tuple(
        tuple(weight * abs(top - value) for value in column)
        for column, top, weight in zip(columns, best, asked.weights, strict=True)
    )
    scores = tuple(max(row) for row in zip(*off, strict=True))
    steps = (
        cells("normalised", asked.codes, columns),
        by_criterion("reference", asked.codes, best),
        cells("off_reference", asked.codes, off),
        by_alternative("score", scores),
    )
    return Outcome(scores=scores, steps=steps)


def _multiplicative(asked: Asked) -> Outcome:
    refuse_others(asked, "benefit", "cost")
    for column, one in zip(asked.columns, asked.matrix.criteria, strict=True):
        not_zero(column, one, asked.matrix.alternatives)
    rows = list(zip(*asked.columns, strict=True))
    above, below = (
        tuple(product(v for v, way in zip(row, asked.directions, strict=True) if way == side) for row in rows)
        for side in ("benefit", "cost")
    )
    # A product that left the floats, at either end, would be 0 or make a ratio 0.
    if not all(value and finite(value) for value in (*above, *below)):
        refuse("scoring.overflow")
    scores = tuple(one / other for one, other in zip(above, below, strict=True))
    uneven = len(set(asked.given)) > 1
    return Outcome(
        scores=scores,
        steps=(
            by_alternative("benefits", above), by_alternative("costs", below), by_alternative("score", scores),
        ),
        notes=(Finding("scoring.weights_unused", "warning", ("weights",)),) if uneven else (),
    )  # fmt: skip
