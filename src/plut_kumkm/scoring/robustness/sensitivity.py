"""Sensitivity: how far one weight must move before another alternative comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.scoring.aggregating.asking import divided
from plut_kumkm.scoring.numbers import FLOATS_LEAVE, Column, balance, swept, total
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.rankings.rankings import Ranking, a_ranking
from plut_kumkm.scoring.wording import name_of, render, said

if TYPE_CHECKING:
    from collections.abc import Callable

# How finely the way from a weight to 0 or 1 is looked through where the method is not linear, and how sharp a flip is.
_STRIDES = 64
_SHARP = 1e-9


@frozen
class Flip:
    """The weight of one criterion at which the first place changes hands, and to whom; the others keep their ratios."""

    weight: float
    change: float
    to: str


@frozen
class OneWeight:
    """What one weight bears: the nearest flip below and above it, ``None`` where there is none as far as 0 or 1."""

    criterion: str
    label: str
    weight: float
    below: Flip | None
    above: Flip | None

    @property
    def nearest(self) -> Flip | None:
        """The flip that takes the smaller change."""
        return min((one for one in (self.below, self.above) if one), key=lambda one: abs(one.change), default=None)


@frozen(repr=False)
class Sensitivity(Sequence[OneWeight]):
    """How far each weight can move, one at a time, before the first place changes hands.

    ``exact``: the flips were solved for; else they were looked for, in steps, and one that opens and closes between two
    steps was not seen.
    """

    first: str
    weights: tuple[OneWeight, ...]
    exact: bool

    @property
    def smallest(self) -> OneWeight | None:
        """The criterion whose weight takes the smallest change, ``None`` where no weight flips the first place."""
        flipping = [one for one in self.weights if one.nearest is not None]
        return min(flipping, key=_size, default=None)

    def explain(self, lang: Lang = "id") -> str:
        """Return how far each weight can move, in words."""
        how = render(f"scoring.sensitivity.{'exact' if self.exact else 'searched'}", lang)
        told = [render("scoring.sensitivity", lang, first=name_of(self.first), how=how)]
        for one in self.weights:
            flips = [flip for flip in (one.below, one.above) if flip is not None]
            texts = [
                render(
                    "scoring.sensitivity.flip", lang, weight=said(flip.weight, lang), to=name_of(flip.to),
                    change=("+" if flip.change > 0 else "") + said(flip.change, lang),
                )
                for flip in flips
            ]  # fmt: skip
            text = "; ".join(texts) or render("scoring.sensitivity.none", lang)
            told.append(f"- {one.label} ({said(one.weight, lang)}): {text}")
        return "\n".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the sensitivity as plain JSON values."""
        from attrs import asdict

        return {
            "schema": "plut_kumkm/sensitivity/1",
            "first": self.first,
            "exact": self.exact,
            "weights": [asdict(one) for one in self.weights],
        }

    @overload
    def __getitem__(self, index: int) -> OneWeight: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[OneWeight, ...]: ...
    def __getitem__(self, index: int | slice) -> OneWeight | tuple[OneWeight, ...]:
        return self.weights[index]

    def __len__(self) -> int:
        return len(self.weights)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Sensitivity of {name_of(self.first)}: {len(self)} weights, {'exact' if self.exact else 'searched'}>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def _size(one: OneWeight) -> float:
    return abs(one.nearest.change) if one.nearest is not None else float("inf")


def sensitivity(ranking: Ranking) -> Sensitivity:
    """Return how far each weight can move, one at a time, before another alternative comes first.

    The weights are taken as parts of 1; while one moves, the others keep their ratios to one another. Whoever has the
    best score is first, also where the tolerance of the ranking makes that a tie. Where the method is linear in its
    weights (SAW, SMART, Bayes, the ratio system of MOORA, an arithmetic index; the products on their logarithm) the
    flip is solved for, else it is searched.

    Args:
        ranking: a ranking by weights.

    Raises:
        TypeError: it is no ranking, or one made without weights.

    >>> from plut_kumkm import scoring
    >>> found = sensitivity(scoring.saw([[1, 3], [2, 1]], [0.4, 0.6], ["benefit", "benefit"], normalisation="minmax"))
    >>> found.first, found[0].above
    ('A1', Flip(weight=0.5, change=0.09999999999999998, to='A2'))
    """
    matrix = a_ranking(ranking).matrix
    if matrix is None or ranking.weights is None or not _weighted(ranking):
        raise TypeError(f"{ranking.method.id} has no weights that could move")
    weights = divided(ranking.weights)
    # A wide tolerance would put one first that another is ahead of already.
    first = ranked(ranking.scores, ranking.better).index(1)
    exact = ranking.linear is not None
    found: list[OneWeight] = []
    for place, one in enumerate(matrix.criteria):
        if ranking.linear is not None:
            flips = _solved(ranking, ranking.linear, weights, first, place)
        else:
            flips = _searched(ranking, weights, first, place)
        found.append(OneWeight(one.code, one.label(), weights[place], *flips))
    return Sensitivity(ranking.alternatives[first], tuple(found), exact)


def _weighted(ranking: Ranking) -> bool:
    return ranking.run is not None and "weights" in ranking.inputs


def moved(weights: Column, place: int, weight: float) -> Column:
    """Return the weights with one of them moved and the others in their ratios, all together 1.

    >>> moved((0.2, 0.4, 0.4), 0, 0.6)
    (0.6, 0.2, 0.2)
    """
    rest = total(one for number, one in enumerate(weights) if number != place)
    if not rest:
        # Alone it weighed everything: what it gives up goes to the others in equal parts.
        share = (1 - weight) / (len(weights) - 1) if len(weights) > 1 else 0.0
        return tuple(weight if number == place else share for number in range(len(weights)))
    factor = (1 - weight) / rest
    return tuple(weight if number == place else one * factor for number, one in enumerate(weights))


def _solved(
    ranking: Ranking, columns: tuple[Column, ...], weights: Column, first: int, place: int
) -> tuple[Flip | None, Flip | None]:
    """Return the nearest flip below and above: where two straight lines in the weight meet."""
    if len(weights) == 1:
        return None, None
    now, low, high = weights[place], moved(weights, place, 0.0), moved(weights, place, 1.0)

    def ahead(at: Column, other: int) -> float:
        # The two scores part by part, so that what floats leave of a tie is no lead.
        parts = [
            w * sign * part[who] for w, part in zip(at, columns, strict=True) for who, sign in ((first, 1), (other, -1))
        ]
        return balance(parts)

    below: Flip | None = None
    above: Flip | None = None
    behind = [0.0, 0.0]
    for other, name in enumerate(ranking.alternatives):
        start, end = ahead(low, other), ahead(high, other)
        # The lead runs in a straight line from weight 0 to weight 1.
        if other == first or start == end:
            continue
        cut = start / (start - end)
        # Where it ends at 0 the two tie at the far end alone, and nobody has come first instead.
        if not 0 <= cut <= 1 or min(start, end) >= 0:
            continue
        cut = now if abs(cut - now) <= FLOATS_LEAVE else cut
        # Of those that overtake at the same weight, whoever leads beyond it comes first: the lead falls farthest.
        if end < start and cut >= now - _SHARP and _nearer(above, abs(cut - now), end, behind[1]):
            above, behind[1] = Flip(cut, cut - now, name), end
        if end > start and cut <= now + _SHARP and _nearer(below, abs(cut - now), start, behind[0]):
            below, behind[0] = Flip(cut, cut - now, name), start
    return below, above


def _nearer(found: Flip | None, change: float, lead: float, least: float) -> bool:
    """Return whether a flip comes before the one that was found, or at the same weight and with the larger lead."""
    if found is None or change < abs(found.change) - FLOATS_LEAVE:
        return True
    return change <= abs(found.change) + FLOATS_LEAVE and lead < least


def _searched(ranking: Ranking, weights: Column, first: int, place: int) -> tuple[Flip | None, Flip | None]:
    if len(weights) == 1:
        return None, None

    # To a method that is not linear their sum may matter, as it does to MPE.
    whole = total(ranking.weights or weights)

    def winner(weight: float) -> int:
        made = ranking.again(weights=swept(tuple(whole * one for one in moved(weights, place, weight))))
        ranks = ranked(made.scores, made.better)
        return first if ranks[first] == 1 else ranks.index(1)

    name = ranking.alternatives.__getitem__
    now = weights[place]
    return _toward(winner, name, now, 0.0, first), _toward(winner, name, now, 1.0, first)


def _toward(
    winner: Callable[[float], int], name: Callable[[int], str], now: float, end: float, first: int
) -> Flip | None:
    """Return the nearest flip from ``now`` towards ``end``, closed in on by halves."""
    inside = now
    for stride in range(1, _STRIDES + 1):
        outside = now + (end - now) * stride / _STRIDES
        if winner(outside) != first:
            while abs(outside - inside) > _SHARP:
                middle = (inside + outside) / 2
                if winner(middle) == first:
                    inside = middle
                else:
                    outside = middle
            return Flip(outside, outside - now, name(winner(outside)))
        inside = outside
    return None
