"""Simulation: the same question many times over, with weights, normalisation and method drawn, from a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from random import Random
from typing import Any, Literal, get_args

from attrs import field, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.scoring.aggregating.asking import divided
from plut_kumkm.scoring.matrices.matrices import place_of
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.numbers import Column, swept, total
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.rankings.rankings import Ranking, a_ranking
from plut_kumkm.scoring.rankings.telling import arguments
from plut_kumkm.scoring.robustness.agreement import interval
from plut_kumkm.scoring.wording import render, said

WeightsFrom = Literal["near", "anywhere", "fixed"]
# How many alternatives are told of in words; all are in ``counts``.
_LISTED = 20
WEIGHTS_FROM: tuple[WeightsFrom, ...] = get_args(WeightsFrom)


@frozen(repr=False)
class Simulation:
    """How often each alternative got each rank in ``runs`` draws.

    ``counts`` holds one tuple an alternative: how often it got rank 1, 2 … Those that tie get the better rank all.
    """

    alternatives: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    runs: int
    seed: int
    drawn: Mapping[str, Any] = field(hash=False)

    @property
    def acceptability(self) -> dict[str, Column]:
        """The part of the draws in which each alternative got each rank [1]."""
        return {
            name: tuple(count / self.runs for count in counts)
            for name, counts in zip(self.alternatives, self.counts, strict=True)
        }

    @property
    def first(self) -> dict[str, float]:
        """The part of the draws in which each alternative came first [1], tied or alone."""
        return {name: shares[0] for name, shares in self.acceptability.items()}

    def interval(self, alternative: str | int, share: float = 0.95) -> tuple[int, int]:
        """Return the ranks between which an alternative, named or by its place, lay in ``share`` of the draws or more.

        As many draws are left out at either end as fit into the rest.

        Raises:
            ValidationError: there is no such alternative.
        """
        if not 0 < share <= 1:
            raise ValueError(f"share must be above 0 and up to 1, not {share!r}")
        counts = self.counts[place_of(alternative, self.alternatives)]
        spare = self.runs * (1 - share) / 2
        low = next(rank for rank in range(1, len(counts) + 1) if sum(counts[:rank]) > spare)
        high = next(rank for rank in range(len(counts), 0, -1) if sum(counts[rank - 1 :]) > spare)
        return low, high

    def explain(self, lang: Lang = "id") -> str:
        """Return between which ranks each alternative lay, in words: what was drawn leaves them there, no promise."""
        head = render("scoring.simulation", lang, runs=show.number(self.runs, lang), seed=self.seed)
        # What was drawn is half of what an interval means.
        told = [head, arguments(self.drawn, lang)]
        # From the best on: by their ranks in all draws, added up.
        ordered = sorted(
            zip(self.alternatives, self.counts, strict=True),
            key=lambda pair: sum(rank * count for rank, count in enumerate(pair[1], 1)),
        )
        for name, counts in ordered[:_LISTED]:
            ranks = interval(name, *self.interval(name), lang)
            share = said(100 * counts[0] / self.runs, lang, 1)
            told.append("- " + render("scoring.simulation.one", lang, ranks=ranks, first=share))
        if len(ordered) > _LISTED:
            told.append("- " + render("scoring.more", lang, count=len(ordered) - _LISTED))
        return "\n".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the simulation as plain JSON values."""
        return {
            "schema": "plut_kumkm/simulation/1",
            "runs": self.runs,
            "seed": self.seed,
            "drawn": {key: list(value) if isinstance(value, tuple) else value for key, value in self.drawn.items()},
            "alternatives": list(self.alternatives),
            "counts": [list(one) for one in self.counts],
        }

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Simulation {self.runs} runs, seed {self.seed}, {len(self.alternatives)} alternatives>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def simulate(
    ranking: Ranking,
    *,
    seed: int,
    runs: int = 1_000,
    weights: WeightsFrom = "near",
    spread: float = 0.25,
    **choices: Sequence[Any],
) -> Simulation:
    """Return how often each alternative gets each rank when the choices behind a ranking are drawn anew.

    Args:
        ranking: the ranking whose choices are drawn.
        seed: what the draws start from: the same seed gives the same result.
        runs: how many draws.
        weights: "near", each weight up to ``spread`` of itself higher or lower; "anywhere", every combination as likely
            as any other; "fixed", as they are.
        spread: how far a weight may move, as a part of itself [1].
        choices: other arguments of the method with the values to draw from, such as
            ``normalisation=["minmax", "max"]`` or ``aggregation=["arithmetic", "geometric"]``.

    Raises:
        TypeError: the ranking cannot be run again, the method has no such choice, or the seed is no int.
        ValueError: ``runs`` or ``spread`` is none, or there is no such way of drawing.

    >>> from plut_kumkm import scoring
    >>> found = scoring.saw([[1, 4], [2, 2], [4, 1]], [0.6, 0.4], ["benefit", "cost"])
    >>> simulate(found, seed=1, runs=100).first
    {'A1': 0.0, 'A2': 0.0, 'A3': 1.0}
    """
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(f"seed must be an int, not {type(seed).__name__}")
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise ValueError(f"runs must be an int from 1, not {runs!r}")
    if weights not in WEIGHTS_FROM:
        raise ValueError(f"weights must be one of {', '.join(map(repr, WEIGHTS_FROM))}, not {weights!r}")
    if isinstance(spread, bool) or not isinstance(spread, int | float) or not 0 <= spread <= 1:
        raise ValueError(f"spread must be a number from 0 to 1, not {spread!r}")
    if a_ranking(ranking).run is None or ranking.weights is None or "weights" not in ranking.inputs:
        raise TypeError(f"{ranking.method.id} cannot be simulated: it has no weights, or cannot be run again")
    for name, values in choices.items():
        if name not in ranking.options:
            raise TypeError(f"{ranking.method.id} has no choice {name!r}; it has {', '.join(ranking.options)}")
        if isinstance(values, str) or not isinstance(values, Sequence) or not values:
            raise ValueError(f"{name} must be a list of the values to draw from, not {values!r}")
    random = Random(seed)  # noqa: S311 - draws that can be repeated, no secret
    base, whole = divided(ranking.weights), total(ranking.weights)
    counts = [[0] * len(ranking) for _ in ranking.alternatives]
    for _ in range(runs):
        # In the sum that they had, which matters to MPE.
        drawn = swept(tuple(whole * one for one in draw(random, base, weights, spread)))
        chosen = {name: random.choice(values) for name, values in choices.items()}
        for place, rank in enumerate(_ranks(ranking, drawn, chosen)):
            counts[place][int(rank) - 1] += 1
    near = {"spread": spread} if weights == "near" else {}
    told = {"weights": weights, **near, **{name: tuple(values) for name, values in choices.items()}}
    return Simulation(ranking.alternatives, tuple(map(tuple, counts)), runs, seed, told)


def draw(random: Random, weights: Column, how: WeightsFrom, spread: float) -> Column:
    """Return weights that sum to 1, drawn near those given or from all there are."""
    if how == "fixed":
        return weights
    if how == "near":
        moved = tuple(weight * random.uniform(1 - spread, 1 + spread) for weight in weights)
        return divided(moved) if any(moved) else weights
    # Exponential draws divided by their sum are spread evenly over all weights that sum to 1.
    return divided(tuple(random.expovariate(1.0) for _ in weights))


def _ranks(ranking: Ranking, weights: Column, chosen: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the ranks of one draw, those that tie in the better place."""
    if ranking.linear is not None and not chosen:
        # The parts do not hang on the weights, so nothing has to be normalised anew.
        scores = tuple(forms.weighted_sum(row, weights) for row in zip(*ranking.linear, strict=True))
        if ranking.logarithmic:
            # A tolerance is a part of the score, not of its logarithm.
            scores = tuple(map(exp, scores))
        return ranked(scores, "higher", tolerance=ranking.tolerance)
    made = ranking.again(weights=weights, ties="min", **chosen)
    return made.ranks
