"""Weights that somebody gives: as numbers, all the same, or only the order of importance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.asking import divided, read_weights
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.criteria import no_criterion
from plut_kumkm.scoring.matrices.lists import listed, mapped
from plut_kumkm.scoring.numbers import SUM_TOLERANCE, mean, refuse, total
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.weighing.weights import CriteriaLike, Weights, made, named
from plut_kumkm.scoring.wording import Figure

# The order of importance: codes from the most important on, or the rank of each.
Importance = Iterable[str] | Mapping[str, float]


def given(
    weights: Iterable[float] | Mapping[str, float],
    criteria: CriteriaLike | None = None,
    *,
    normalise_weights: bool = False,
) -> Weights:
    """Return weights as they are given [1], with a note where they do not sum to 1.

    Args:
        weights: numbers in the order of the criteria, or by code.
        criteria: the criteria or their codes; "C1", "C2" … where they are not said.
        normalise_weights: whether they are divided by their sum.

    Raises:
        ValidationError: a weight is no number or below zero, all of them are zero, or there are too many or too few.

    >>> given([30, 20], normalise_weights=True).weights
    (0.6, 0.4)
    """
    by_code = mapped(weights)
    if by_code is not None:
        codes = named(list(by_code) if criteria is None else criteria)
        for code in by_code:
            if code not in codes:
                no_criterion(code, codes)
        if absent := tuple(code for code in codes if code not in by_code):
            refuse("scoring.weights_missing", ("weights",), criteria=absent)
        values = [by_code[code] for code in codes]
    else:
        values = listed(weights, "weights")
        codes = named(len(values) if criteria is None else criteria)
        if len(values) != len(codes):
            refuse("scoring.weights_count", ("weights",), got=len(values), criteria=len(codes))
    read = read_weights(values, codes)
    whole = total(read)
    if abs(whole - 1) <= SUM_TOLERANCE:
        return made("given", codes, read)
    told = {"sum": Figure(whole, 1)}
    if normalise_weights:
        return made(
            "given", codes, divided(read), notes=(Finding("scoring.weights_divided", "info", ("weights",), told),)
        )
    return made("given", codes, read, notes=(Finding("scoring.weights_not_one", "warning", ("weights",), told),))


def equal(criteria: CriteriaLike) -> Weights:
    """Return the same weight for every criterion [1].

    Args:
        criteria: the criteria, their codes, or how many there are.

    Source:
        OECD/JRC Handbook 2008.

    >>> equal(4).weights
    (0.25, 0.25, 0.25, 0.25)
    """
    codes = named(criteria)
    return made("equal", codes, (1 / len(codes),) * len(codes))


def rank_order_centroid(importance: Importance) -> Weights:
    """Return the ROC weights of an order of importance [1]: (1/n) times the sum of 1/i from the rank on.

    Args:
        importance: codes from the most important on; or the rank of each, 1 the most important, where those of the same
            rank share.

    Raises:
        ValidationError: there are no criteria, a code stands twice, or a rank is no number.

    Source:
        Barron & Barrett 1996.

    >>> [round(weight, 4) for weight in rank_order_centroid(["mutu", "harga", "lokasi"])]
    [0.6111, 0.2778, 0.1111]
    """
    return _by_order(
        "rank-order-centroid", importance, lambda rank, n: total(1 / i for i in range(rank, n + 1)) / n
    )  # fmt: skip


def rank_sum(importance: Importance) -> Weights:
    """Return the rank-sum weights of an order of importance [1]: 2(n + 1 - k) over n(n + 1).

    Args:
        importance: as for ``rank_order_centroid``.

    Raises:
        ValidationError: as for ``rank_order_centroid``.

    Source:
        Barron & Barrett 1996.

    >>> rank_sum({"mutu": 1, "harga": 2, "lokasi": 2}).weights
    (0.5, 0.25, 0.25)
    """
    return _by_order("rank-sum", importance, lambda rank, n: 2 * (n + 1 - rank) / (n * (n + 1)))


def _by_order(method: str, importance: Importance, formula: Callable[[int, int], float]) -> Weights:
    by_code = mapped(importance)
    if by_code is not None:
        codes = named(list(by_code))
        given_ = [number(by_code[code], f"importance {code}", "importance", code) for code in codes]
    else:
        codes = named(listed(importance, "importance"))
        given_ = [float(place) for place in range(len(codes))]
    first = ranked(given_, "lower", tolerance=0)
    weights: list[float] = []
    for rank in first:
        # Those that share a place get the mean of what their places are worth.
        shared = first.count(rank)
        weights.append(mean([formula(int(rank) + step, len(codes)) for step in range(shared)]))
    return made(method, codes, tuple(weights))
