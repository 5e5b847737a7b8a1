"""Answering: from what a method computed to a ranking, the same way for every method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.scoring.aggregating.asking import Asked
from plut_kumkm.scoring.catalogue import methods
from plut_kumkm.scoring.numbers import Column, finite, refuse, total
from plut_kumkm.scoring.rankings.places import Ties, check_policy, ranked
from plut_kumkm.scoring.rankings.rankings import Ranking
from plut_kumkm.scoring.steps import Step
from plut_kumkm.scoring.wording import Figure, Phrase, name_of, places, said

# How many alternatives that change places are named.
_NAMED = 3


@frozen(kw_only=True)
class Outcome:
    """What a method computed: the scores, the tables before them, what each criterion brings (``Ranking.linear``)."""

    scores: Column
    steps: tuple[Step, ...] = ()
    notes: tuple[Finding, ...] = ()
    linear: tuple[Column, ...] | None = None


def answer(
    method: str,
    asked: Asked,
    compute: Callable[[Asked], Outcome],
    *,
    run: Callable[..., Ranking],
    ties: Ties,
    tolerance: float,
    options: Mapping[str, Any] | None = None,
    inputs: Mapping[str, Any] | None = None,
    weighed: bool = True,
) -> Ranking:
    """Return the ranking that ``compute`` makes of the question.

    Where the weights do not sum to 1 it computes both readings, as given and divided by their sum, and says what parts
    them: that costs a second computation in this case alone.

    Args:
        method: id of the method.
        asked: the question.
        compute: what the method does with it.
        run: the function with which the same can be asked again.
        ties: the policy for equal scores.
        tolerance: how far scores may be apart and be equal.
        options: what else the function was called with.
        inputs: the arguments of ``run``, where they are not matrix, weights, directions and the options.
        weighed: whether the method uses weights at all.

    Raises:
        ValidationError: the scores leave what floats can hold.
        ValueError: there is no such policy for ties, or the tolerance is none.
    """
    check_policy(ties, tolerance)
    better = methods()[method].better or "higher"
    outcome = computed(compute, asked)
    ranks = ranked(outcome.scores, better, ties=ties, tolerance=tolerance)
    notes = (*asked.notes, *outcome.notes)
    if asked.otherwise is not None:
        other = computed(compute, evolve(asked, weights=asked.otherwise, otherwise=None))
        theirs = ranked(other.scores, better, ties=ties, tolerance=tolerance)
        notes = (_of_weights(asked, (outcome.scores, ranks), (other.scores, theirs)), *notes)
    named: Mapping[str, Any] = {"matrix": asked.matrix, "weights": asked.given, "directions": asked.directions}
    return Ranking(
        method=methods()[method],
        alternatives=asked.matrix.alternatives,
        scores=outcome.scores,
        ranks=ranks,
        ties=ties,
        tolerance=tolerance,
        steps=outcome.steps,
        notes=notes,
        matrix=asked.matrix,
        weights=asked.weights if weighed else None,
        options=options or {},
        linear=outcome.linear,
        inputs={"ties": ties, "tolerance": tolerance, **(options or {}), **(named if inputs is None else inputs)},
        run=run,
    )


def computed(compute: Callable[[Asked], Outcome], asked: Asked) -> Outcome:
    """Return what ``compute`` makes of a question, every score a number that can be counted with.

    Raises:
        ValidationError: the scores leave what floats can hold.
    """
    try:
        outcome = compute(asked)
    except OverflowError:
        refuse("scoring.overflow")
    if not all(map(finite, outcome.scores)):
        refuse("scoring.overflow")
    return outcome


def _of_weights(
    asked: Asked, used: tuple[Column, tuple[float, ...]], other: tuple[Column, tuple[float, ...]]
) -> Finding:
    """Return that the weights do not sum to 1, what was done with that, and what the other reading gives."""
    as_given = asked.weights == asked.given
    # What the other reading is: theirs are divided where ours are as given, and the reverse.
    way = Phrase("scoring.effect.divided" if as_given else "scoring.effect.given")
    told = {"sum": Figure(total(asked.given), 1), "effect": _effect(asked.matrix.alternatives, used, other, way)}
    if as_given:
        return Finding("scoring.weights_sum", "warning", ("weights",), told)
    if asked.weighing == "divided":
        return Finding("scoring.weights_near_one", "warning", ("weights",), told)
    return Finding("scoring.weights_normalised", "info", ("weights",), told)


def _effect(
    alternatives: tuple[str, ...],
    used: tuple[Column, tuple[float, ...]],
    other: tuple[Column, tuple[float, ...]],
    way: Phrase,
) -> Phrase:
    (scores, ranks), (their_scores, their_ranks) = used, other
    slack = 1e-9 * max(map(abs, (*scores, *their_scores)))
    if all(abs(one - two) <= slack for one, two in zip(scores, their_scores, strict=True)):
        return Phrase("scoring.effect.nothing")
    first = min(range(len(ranks)), key=lambda place: ranks[place])
    digits = places((scores[first], their_scores[first]))
    shown = {
        "way": way,
        "alternative": name_of(alternatives[first]),
        "used": Rounded(scores[first], max(digits, places(scores))),
        "other": Rounded(their_scores[first], max(digits, places(their_scores))),
    }
    moved = [place for place in range(len(ranks)) if ranks[place] != their_ranks[place]]
    if not moved:
        return Phrase("scoring.effect.scores", shown)
    names = tuple(
        Phrase("scoring.effect.move", {"alternative": name_of(alternatives[place]), "used": Figure(ranks[place]),
                                       "other": Figure(their_ranks[place])})
        for place in moved[:_NAMED]
    )  # fmt: skip
    return Phrase("scoring.effect.ranks", {**shown, "count": len(moved), "moves": names})


@frozen
class Rounded:
    """A score inside a message, with so many decimals."""

    value: float
    digits: int

    def label(self, lang: Lang = "id") -> str:
        """Return the score as the language writes it."""
        return said(self.value, lang, self.digits)
