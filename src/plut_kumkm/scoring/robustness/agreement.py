"""Agreement: how alike rankings of the same alternatives are, and between which ranks each alternative lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.scoring.matrices.lists import listed
from plut_kumkm.scoring.numbers import mean, refuse, total
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.rankings.rankings import Ranking, a_ranking
from plut_kumkm.scoring.wording import name_of, render, said

# Of how many alternatives the ranks are told in words; all are in ``intervals``.
_LISTED = 20
Square = tuple[tuple[float | None, ...], ...]


@frozen(repr=False)
class Agreement:
    """How alike rankings are: Spearman's and Kendall's coefficient for each pair, and the ranks of each alternative.

    A coefficient is ``None`` where a ranking puts all alternatives in one place. ``intervals`` is the lowest and the
    highest rank that an alternative got: what the methods leave open, no promise.
    """

    names: tuple[str, ...]
    alternatives: tuple[str, ...]
    spearman: Square
    kendall: Square
    ranks: tuple[tuple[float, ...], ...]

    @property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """The best and the worst rank of each alternative over all rankings."""
        return {
            name: (min(ranks), max(ranks)) for name, *ranks in zip(self.alternatives, *self.ranks, strict=True)
        }  # one rank a ranking

    @property
    def winners(self) -> dict[str, int]:
        """How many rankings put an alternative first, for those that any does."""
        found: dict[str, int] = {}
        for ranks in self.ranks:
            for name, rank in zip(self.alternatives, ranks, strict=True):
                if rank == min(ranks):
                    found[name] = found.get(name, 0) + 1
        return found

    def explain(self, lang: Lang = "id") -> str:
        """Return the agreement in words."""
        told = [render("scoring.agreement", lang, count=len(self.names), names=", ".join(self.names))]
        for first, name in enumerate(self.names):
            for second in range(first + 1, len(self.names)):
                params = {
                    "first": name, "second": self.names[second],
                    "spearman": said(self.spearman[first][second], lang),
                    "kendall": said(self.kendall[first][second], lang),
                }  # fmt: skip
                told.append("- " + render("scoring.agreement.pair", lang, **params))
        told += ["- " + interval(name, low, high, lang) for name, (low, high) in list(self.intervals.items())[:_LISTED]]
        if len(self.alternatives) > _LISTED:
            told.append("- " + render("scoring.more", lang, count=len(self.alternatives) - _LISTED))
        return "\n".join(told)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Agreement of {', '.join(self.names)} on {len(self.alternatives)} alternatives>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def interval(name: str, low: float, high: float, lang: Lang) -> str:
    """Return between which ranks an alternative lies, in words."""
    code = "scoring.interval.one" if low == high else "scoring.interval.between"
    return render(code, lang, name=name_of(name), low=said(low, lang), high=said(high, lang))


def agreement(rankings: Mapping[str, Ranking] | Iterable[Ranking]) -> Agreement:
    """Return how alike rankings of the same alternatives are, pair by pair.

    Args:
        rankings: at least two; named by their methods, or by the keys of a mapping. They may hold the alternatives in
            different orders.

    Raises:
        ValidationError: there are fewer than two, or their alternatives differ.
        TypeError: something among them is no ranking.

    Source:
        Spearman's coefficient is the correlation of the ranks, equal ones sharing; Kendall's is tau-b.

    >>> from plut_kumkm import scoring
    >>> matrix, weights, ways = [[1, 4], [2, 2], [4, 1]], [0.6, 0.4], ["benefit", "cost"]
    >>> found = agreement([scoring.saw(matrix, weights, ways), scoring.topsis(matrix, weights, ways)])
    >>> found.spearman[0][1], found.kendall[0][1], found.intervals["A3"]
    (1.0, 1.0, (1, 1))
    """
    if isinstance(rankings, Mapping):
        called: Mapping[Any, Ranking] = rankings
        given = {str(name): a_ranking(one) for name, one in called.items()}
    else:
        given = _named([a_ranking(one) for one in listed(rankings, "rankings")])
    if len(given) < 2:
        refuse("scoring.one_ranking", ("rankings",), count=len(given))
    all_ = list(given.values())
    alternatives = all_[0].alternatives
    for name, one in given.items():
        if set(one.alternatives) != set(alternatives):
            other = tuple(name_of(each) for each in sorted(set(one.alternatives) ^ set(alternatives))[:5])
            refuse("scoring.rankings_differ", ("rankings", name), name=name, names=other)
    by_name = [dict(zip(one.alternatives, one.ranks, strict=True)) for one in all_]
    ranks = tuple(tuple(of[name] for name in alternatives) for of in by_name)
    # Equal ones share their places, whatever policy they were ranked by.
    shared = [ranked(one, "lower", ties="average", tolerance=0) for one in ranks]
    return Agreement(
        tuple(given),
        alternatives,
        tuple(tuple(spearman(one, other) for other in shared) for one in shared),
        tuple(tuple(kendall(one, other) for other in shared) for one in shared),
        ranks,
    )


def _named(rankings: Sequence[Ranking]) -> dict[str, Ranking]:
    names = [one.method.id for one in rankings]
    return {
        name if names.count(name) == 1 else f"{name} {place + 1}": one
        for place, (name, one) in enumerate(zip(names, rankings, strict=True))
    }


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's coefficient of two lists of ranks, ``None`` where one of them has one place only.

    >>> spearman([1, 2, 3], [3, 2, 1]), spearman([1, 2], [1.5, 1.5])
    (-1.0, None)
    """
    a, b = mean(first), mean(second)
    together = total((x - a) * (y - b) for x, y in zip(first, second, strict=True))
    apart = total((x - a) ** 2 for x in first) * total((y - b) ** 2 for y in second)
    return max(-1.0, min(1.0, together / sqrt(apart))) if apart else None


def kendall(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Kendall's tau-b of two lists of ranks, ``None`` where one of them has one place only.

    >>> kendall([1, 2, 3], [1, 3, 2])
    0.3333333333333333
    """
    count = len(first)
    score = pairs = only_first = only_second = 0
    for one in range(count):
        for other in range(one + 1, count):
            a, b = first[one] - first[other], second[one] - second[other]
            if a and b:
                pairs += 1
                score += 1 if (a > 0) is (b > 0) else -1
            elif a:
                only_first += 1
            elif b:
                only_second += 1
    apart = (pairs + only_first) * (pairs + only_second)
    return score / sqrt(apart) if apart else None
