"""Rank reversal: whether dropping one alternative turns the order of others round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.scoring.rankings.rankings import a_ranking
from plut_kumkm.scoring.wording import name_of, render

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.rankings import Ranking

# How many pairs a line names, and how many lines there are.
_NAMED, _LISTED = 5, 20


@frozen
class Dropped:
    """What dropping one alternative does: the pairs whose order turns round, and who then comes first.

    ``pairs`` holds the one that was ahead, then the one that is ahead now. ``first`` is empty where the others cannot
    be ranked without it, and ``reason`` is the finding that says why.
    """

    dropped: str
    pairs: tuple[tuple[str, str], ...]
    first: tuple[str, ...]
    first_changed: bool
    reason: Finding | None = None


@frozen(repr=False)
class Reversals:
    """What dropping each alternative does to the order of the others."""

    method: str
    dropped: tuple[Dropped, ...]

    @property
    def reversing(self) -> tuple[Dropped, ...]:
        """Those whose absence turns a pair of others round."""
        return tuple(one for one in self.dropped if one.pairs)

    @property
    def stable(self) -> bool | None:
        """Whether no alternative turns others round by its absence; ``None`` where that cannot be told of all."""
        if self.reversing:
            return False
        return None if any(one.reason is not None for one in self.dropped) else True

    def explain(self, lang: Lang = "id") -> str:
        """Return the reversals in words."""
        reversing = self.reversing
        code = "scoring.reversal.none" if not reversing else "scoring.reversal.some"
        told = [render(code, lang, count=len(reversing), of=sum(one.reason is None for one in self.dropped))]
        for one in reversing[:_LISTED]:
            pairs = "; ".join(f"{name_of(now)} > {name_of(before)}" for before, now in one.pairs[:_NAMED])
            told.append("- " + render("scoring.reversal.one", lang, dropped=name_of(one.dropped), pairs=pairs))
        if len(reversing) > _LISTED:
            told.append("- " + render("scoring.more", lang, count=len(reversing) - _LISTED))
        told += [
            "- "
            + render("scoring.reversal.unknown", lang, dropped=name_of(one.dropped), reason=one.reason.message(lang))
            for one in self.dropped
            if one.reason is not None
        ]
        return "\n".join(told)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Reversals {self.method}: {len(self.reversing)} of {len(self.dropped)}>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def rank_reversal(ranking: Ranking) -> Reversals:
    """Return what dropping each alternative in turn does to the order of the others.

    A pair that ties before or after does not count as turned round.

    Args:
        ranking: a ranking of a matrix with two alternatives at least.

    Raises:
        TypeError: the ranking is not of a matrix, or of one alternative.

    >>> from plut_kumkm import scoring
    >>> rank_reversal(scoring.saw([[1, 4], [2, 2], [4, 1]], [0.6, 0.4], ["benefit", "cost"])).stable
    True
    """
    matrix = a_ranking(ranking).matrix
    if matrix is None or ranking.run is None or len(matrix) < 2:
        raise TypeError(f"{ranking.method.id} has no alternatives that could be dropped")
    source = ranking.inputs["matrix"]
    all_ranks = dict(zip(ranking.alternatives, ranking.ranks, strict=True))
    found: list[Dropped] = []
    for name in ranking.alternatives:
        try:
            made = ranking.again(matrix=source.without(name))
        except ValidationError as error:
            found.append(Dropped(name, (), (), first_changed=False, reason=error.finding))
            continue
        pairs: list[tuple[str, str]] = []
        kept = made.alternatives
        ranks = {other: (all_ranks[other], rank) for other, rank in zip(kept, made.ranks, strict=True)}
        for place, one in enumerate(kept if _turned(list(ranks.values())) else ()):
            for other in kept[place + 1 :]:
                (before, after), (their_before, their_after) = ranks[one], ranks[other]
                if before < their_before and after > their_after:
                    pairs.append((one, other))
                elif before > their_before and after < their_after:
                    pairs.append((other, one))
        # Where the first itself was dropped, whoever was next should follow.
        best = min(ranks[other][0] for other in kept)
        expected = {other for other in kept if ranks[other][0] == best}
        found.append(Dropped(name, tuple(pairs), made.winners, first_changed=not expected & set(made.winners)))
    return Reversals(ranking.method.id, tuple(found))


def _turned(ranks: list[tuple[float, float]]) -> bool:
    """Return whether any pair is turned round, without looking at every pair: ranks before, and after."""
    highest = settled = 0.0
    last: float | None = None
    for before, after in sorted(ranks):
        if before != last:
            # Those that shared a place are not compared with one another.
            last, settled = before, highest
        if after < settled:
            return True
        highest = max(highest, after)
    return False
