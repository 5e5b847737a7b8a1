"""Compromises: VIKOR, with the two conditions under which its first is more than a compromise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import asdict, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, WeightsLike, ask
from plut_kumkm.scoring.aggregating.distances import without_targets
from plut_kumkm.scoring.matrices.directions import DirectionsLike
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.numbers import Column, total
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties, ranked
from plut_kumkm.scoring.rankings.rankings import Ranking
from plut_kumkm.scoring.steps import by_alternative, by_criterion, cells
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen(kw_only=True, repr=False, eq=False)
class VikorRanking(Ranking):
    """A ranking by VIKOR with its conditions.

    ``advantage``: the second is behind the first in Q by at least 1/(m-1). ``stability``: the first is also the best by
    S or by R. ``compromise``: the alternatives that the method proposes, one alone where both conditions hold.
    """

    advantage: bool
    stability: bool
    compromise: tuple[str, ...]


def vikor(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    v: float = 0.5,
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> VikorRanking:
    """Return the ranking by VIKOR, the index Q; lower is better [1].

    Args:
        matrix: as for ``saw``.
        weights: as for ``saw``.
        directions: as for ``saw``. Of a "target" the distance to it is taken as a cost.
        v: how much the utility of the group (S) counts against the regret of the worst criterion (R), from 0 to 1.
        normalise_weights: as for ``saw``.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``.
        ValueError: ``v`` is not from 0 to 1.

    Source:
        Opricovic & Tzeng 2004.

    >>> found = vikor([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], ["cost", "benefit"])
    >>> found.scores, found.step("S").values, found.compromise
    ((1.0, 0.0, 1.0), (0.5, 0.375, 0.5), ('A2',))
    """
    if isinstance(v, bool) or not isinstance(v, int | float) or not 0 <= v <= 1:
        raise ValueError(f"v must be a number from 0 to 1, not {v!r}")
    asked = ask(matrix, weights, directions, normalise_weights=normalise_weights)
    found = answer(
        "vikor",
        asked,
        lambda one: _compute(one, v),
        run=vikor,
        ties=ties,
        tolerance=tolerance,
        options={"v": v, "normalise_weights": normalise_weights},
    )
    return _judged(found)


def _compute(asked: Asked, v: float) -> Outcome:
    columns, ways = without_targets(asked)
    ends = [(min(column), max(column)) for column in columns]
    best = tuple(high if way == "benefit" else low for (low, high), way in zip(ends, ways, strict=True))
    worst = tuple(low if way == "benefit" else high for (low, high), way in zip(ends, ways, strict=True))
    regrets = tuple(
        tuple(weight * value for value in _off_best(column, top, bottom))
        for column, weight, top, bottom in zip(columns, asked.weights, best, worst, strict=True)
    )
    rows = list(zip(*regrets, strict=True))
    group = tuple(map(total, rows))
    regret = tuple(max(row) for row in rows)
    scores = tuple(v * s + (1 - v) * r for s, r in zip(_spread(group), _spread(regret), strict=True))
    return Outcome(
        scores=scores,
        steps=(
            by_criterion("best", asked.codes, best),
            by_criterion("worst", asked.codes, worst),
            cells("regret", asked.codes, regrets),
            by_alternative("S", group),
            by_alternative("R", regret),
            by_alternative("Q", scores),
        ),
    )


def _off_best(column: Column, best: float, worst: float) -> Column:
    """Return how far each value is from the best (0) towards the worst (1)."""
    if best == worst:
        return (0.0,) * len(column)
    if best > worst:
        return tuple(forms.falling(value, worst, best) for value in column)
    return tuple(forms.rising(value, best, worst) for value in column)


def _spread(values: Column) -> Column:
    low, high = min(values), max(values)
    # What differs by less than floats can tell is no spread: divided by itself it would decide the order.
    if high - low <= TOLERANCE * high:
        return (0.0,) * len(values)
    return tuple(forms.rising(value, low, high) for value in values)


def _judged(found: Ranking) -> VikorRanking:
    """Return the ranking with its conditions tried."""
    scores, count = found.scores, len(found)
    order = sorted(range(count), key=lambda place: (found.ranks[place], place))
    first = order[0]
    threshold = 1 / (count - 1) if count > 1 else 0.0
    # Q lies from 0 to 1: a difference that misses the threshold by what floats leave has reached it.
    near = [place for place in order[1:] if scores[place] - scores[first] < threshold - TOLERANCE]
    advantage = not near
    stability = any(ranked(_values(found, name), "lower", tolerance=found.tolerance)[first] == 1 for name in ("S", "R"))
    if advantage:
        proposed: Sequence[int] = order[:1] if stability else order[:2]
    else:
        proposed = [first, *near]
    compromise = tuple(found.alternatives[place] for place in proposed)
    notes = list(found.notes)
    if count > 1 and not (advantage and stability):
        params = {"first": name_of(found.alternatives[first]), "names": tuple(map(name_of, compromise[:8]))}
        if not advantage:
            ahead = scores[order[1]] - scores[first]
            gap = {"gap": Figure(ahead, threshold), "needed": Figure(threshold)}
            notes.append(Finding("scoring.no_advantage", "warning", (), {**params, **gap}))
        else:
            notes.append(Finding("scoring.no_stability", "warning", (), params))
    parts: dict[str, Any] = {**asdict(found, recurse=False), "notes": tuple(notes)}
    return VikorRanking(**parts, advantage=advantage, stability=stability, compromise=compromise)


def _values(found: Ranking, step: str) -> Column:
    return found.step(step).values
