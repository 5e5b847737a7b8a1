"""Comparing two alternatives of a ranking: what each criterion does between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Lang
from plut_kumkm.scoring.wording import apart, name_of, places, render, said

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.criteria import Criterion
    from plut_kumkm.scoring.rankings.rankings import Ranking


@frozen
class Part:
    """What one criterion does between two alternatives.

    ``better`` says which of them is better on it, "first", "second" or ``None``; ``gain`` by how much it lifts the
    first above the second in the score, where the method is linear in the weights, else ``None``.
    """

    criterion: str
    label: str
    first: float
    second: float
    better: str | None
    gain: float | None


@frozen(repr=False)
class RankingComparison:
    """Two alternatives side by side: ``difference`` is the score of the first less that of the second."""

    first: str
    second: str
    ranks: tuple[float, float]
    scores: tuple[float, float]
    parts: tuple[Part, ...]
    product: bool = False

    @property
    def difference(self) -> float:
        """The score of the first less that of the second, unrounded."""
        return self.scores[0] - self.scores[1]

    def explain(self, lang: Lang = "id") -> str:
        """Return the comparison in words, the criterion that matters most first."""
        first, second = name_of(self.first), name_of(self.second)
        same = self.ranks[0] == self.ranks[1]
        ahead = self.ranks[0] < self.ranks[1]
        digits = places(self.scores)
        head = {
            "first": first if ahead or same else second,
            "second": second if ahead or same else first,
            "score": said(self.scores[0 if ahead or same else 1], lang, digits),
            "other": said(self.scores[1 if ahead or same else 0], lang, digits),
        }
        lines = [render(f"scoring.compare.{'same' if same else 'ahead'}", lang, **head)]
        for part in self.parts:
            values = {
                "criterion": part.label, "first": first, "second": second,
                "a": apart(part.first, part.second, lang), "b": apart(part.second, part.first, lang),
            }  # fmt: skip
            text = render("scoring.compare.values", lang, **values)
            if part.gain is not None:
                name = first if part.gain > 0 else second
                code = "scoring.compare.nothing" if part.gain == 0 else "scoring.compare.gain"
                text += "; " + render(code, lang, name=name, gain=said(abs(part.gain), lang))
            else:
                name = {"first": first, "second": second, None: "–"}[part.better]
                code = "scoring.compare.even" if part.better is None else "scoring.compare.better"
                text += "; " + render(code, lang, name=name)
            lines.append(f"- {text}")
        if self.product:
            lines.append(render("scoring.compare.logarithm", lang))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<RankingComparison {name_of(self.first)}, {name_of(self.second)}: {self.difference:+.6g}>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def compared(ranking: Ranking, first: int, second: int) -> RankingComparison:
    """Return the comparison of two alternatives by their places."""
    parts: list[Part] = []
    matrix = ranking.matrix
    worth = next((step for step in ranking.steps if step.id == "gap_value"), None)
    if matrix is not None:
        for place, (one, column) in enumerate(zip(matrix.criteria, matrix.complete(), strict=True)):
            if ranking.linear is None or ranking.weights is None:
                gain = None
            else:
                by = ranking.linear[place]
                gain = ranking.weights[place] * (by[first] - by[second])
            a, b = column[first], column[second]
            better = _better(one, a, b)
            if worth is not None:
                # What is wanted is a profile: a gap is worth what the table says, and higher is not better.
                better = _higher(worth.columns[place][first], worth.columns[place][second])
            parts.append(Part(one.code, one.label(), a, b, better, gain))
    parts.sort(key=lambda part: 0.0 if part.gain is None else -abs(part.gain))
    return RankingComparison(
        ranking.alternatives[first],
        ranking.alternatives[second],
        (ranking.ranks[first], ranking.ranks[second]),
        (ranking.scores[first], ranking.scores[second]),
        tuple(parts),
        ranking.logarithmic,
    )


def _better(one: Criterion, first: float, second: float) -> str | None:
    if one.direction == "target" and one.target is not None:
        first, second = -abs(first - one.target), -abs(second - one.target)
    elif one.direction == "cost":
        first, second = -first, -second
    return _higher(first, second)


def _higher(first: float, second: float) -> str | None:
    return "first" if first > second else "second" if second > first else None
