"""Places: from scores to ranks, by a policy for ties that has a name and a tolerance that is said."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Literal, get_args

from plut_kumkm.scoring.numbers import FLOATS_LEAVE, finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.scoring.catalogue import Better

Ties = Literal["min", "max", "average", "dense"]
TIES: tuple[Ties, ...] = get_args(Ties)
# Scores are equal when they differ by less than this part of the largest: what floats leave of equal scores, no more.
TOLERANCE = FLOATS_LEAVE


def ranked(
    scores: Sequence[float], better: Better = "higher", *, ties: Ties = "min", tolerance: float = TOLERANCE
) -> tuple[float, ...]:
    """Return the rank of each score, 1 the best.

    Args:
        scores: one an alternative, unrounded.
        better: whether the higher or the lower score is the better one.
        ties: what equal scores get: "min", all the better rank (1 2 2 4); "max", the worse (1 3 3 4); "average" (1 2.5
            2.5 4); "dense", the better, and the next rank follows (1 2 2 3).
        tolerance: how far scores may be apart and be equal, as a part of the largest score [1]; counted from the best
            of those that are equal, so that a chain of small steps does not make one tie.

    Raises:
        ValueError: a word is none of those above, the tolerance is negative, or a score is NaN or infinite.

    >>> ranked([0.2, 0.9, 0.9, 0.1]), ranked([0.2, 0.9, 0.9, 0.1], ties="average")
    ((3, 1, 1, 4), (3, 1.5, 1.5, 4))
    """
    if better not in ("higher", "lower"):
        raise ValueError(f"better must be 'higher' or 'lower', not {better!r}")
    check_policy(ties, tolerance)
    if not all(isinstance(score, Real) and finite(score) for score in scores):
        raise ValueError("scores must be finite numbers")
    sign = -1 if better == "higher" else 1
    order = sorted(range(len(scores)), key=lambda place: sign * scores[place])
    slack = tolerance * max(map(abs, scores), default=0.0)
    groups: list[list[int]] = []
    for place in order:
        if groups and abs(scores[place] - scores[groups[-1][0]]) <= slack:
            groups[-1].append(place)
        else:
            groups.append([place])
    ranks: list[float] = [0] * len(scores)
    before = 0
    for number, group in enumerate(groups, 1):
        rank: float
        if ties == "dense":
            rank = number
        elif ties == "min":
            rank = before + 1
        elif ties == "max":
            rank = before + len(group)
        else:
            rank = before + (len(group) + 1) / 2
            rank = int(rank) if rank == int(rank) else rank
        for place in group:
            ranks[place] = rank
        before += len(group)
    return tuple(ranks)


def check_policy(ties: object, tolerance: object) -> None:
    """Raise ``ValueError`` for a policy that there is not, or a tolerance that is no number from 0."""
    if ties not in TIES:
        raise ValueError(f"ties must be one of {', '.join(map(repr, TIES))}, not {ties!r}")
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not 0 <= tolerance < 1:
        raise ValueError(f"tolerance must be a number from 0 to below 1, not {tolerance!r}")
