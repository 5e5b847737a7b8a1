"""The composite index: screen, impute, treat, normalise, weight, aggregate, with a log that can be replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from attrs import asdict, frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, WeightsLike, ask
from plut_kumkm.scoring.composing.gaps import IMPUTES, TREATS, Change, Impute, Limits, Treat, imputed, screened, treated
from plut_kumkm.scoring.matrices.matrices import as_matrix
from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.normalising.columns import Normalisation, not_zero
from plut_kumkm.scoring.numbers import Column, finite, product
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.rankings.rankings import Ranking
from plut_kumkm.scoring.steps import by_alternative, cells
from plut_kumkm.scoring.wording import Figure, name_of, render, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.scoring.matrices.directions import DirectionsLike

Aggregation = Literal["arithmetic", "geometric"]
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)
LIMITS = Limits()
# How many alternatives a note names.
_NAMED = 5
# The ways whose results run from 0 to 1 and may run between other numbers.
_SCALED = ("minmax", "target", "ranking")


@frozen
class Shares:
    """The weights of an index, in the marks of the language."""

    codes: tuple[str, ...]
    weights: Column

    def label(self, lang: Lang = "id") -> str:
        """Return code and weight of each criterion."""
        return "; ".join(f"{code} {said(one, lang)}" for code, one in zip(self.codes, self.weights, strict=True))

    def __str__(self) -> str:
        return self.label("en")


@frozen
class Built:
    """One step of a build: what was chosen, what it left out, and the cells that it changed."""

    step: str
    choice: str | Shares | Figure
    changes: tuple[Change, ...] = ()
    notes: tuple[Finding, ...] = ()
    dropped: tuple[str, ...] = ()

    def line(self, lang: Lang = "id") -> str:
        """Return the step in one line."""
        name = render(f"scoring.build.{self.step}", lang)
        choice = self.choice if isinstance(self.choice, str) else self.choice.label(lang)
        code = "scoring.build.changed" if self.changes else "scoring.build"
        return render(code, lang, step=name, choice=choice, count=len(self.changes))

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain JSON values."""
        return {
            "step": self.step,
            "choice": str(self.choice),
            "dropped": list(self.dropped),
            "changes": [one.to_dict() for one in self.changes],
            "notes": [one.to_dict() for one in self.notes],
        }


@frozen(kw_only=True, repr=False, eq=False)
class CompositeRanking(Ranking):
    """A ranking by a composite index, with the log of how it was built."""

    log: tuple[Built, ...]

    def replay(self, **changes: Any) -> Self:
        """Return the index built again with one step (or more) done otherwise, all else as it was.

        >>> found = composite_index([[1, 10], [2, 4], [3, 2]], [0.4, 0.6], ["benefit", "benefit"])
        >>> found.order, found.replay(normalisation="ranking").order
        (('A1', 'A3', 'A2'), ('A1', 'A2', 'A3'))
        """
        return self.again(**changes)

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the log: every choice stands in it."""
        yield from self.build(lang).splitlines()

    def build(self, lang: Lang = "id") -> str:
        """Return the log in words, a line a step."""
        return "\n".join(f"{number}. {one.line(lang)}" for number, one in enumerate(self.log, 1))

    def to_dict(self) -> dict[str, Any]:
        """Return the ranking and its log as plain JSON values."""
        return {**super().to_dict(), "log": [one.to_dict() for one in self.log]}


def composite_index(
    matrix: MatrixLike,
    weights: WeightsLike | None = None,
    directions: DirectionsLike | None = None,
    *,
    screen: float = 1.0,
    impute: Impute = "none",
    treat: Treat = "none",
    limits: Limits = LIMITS,
    normalisation: Normalisation = "minmax",
    scale: tuple[float, float] = (0.0, 1.0),
    aggregation: Aggregation = "arithmetic",
    normalise_weights: bool = False,
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> CompositeRanking:
    """Return the ranking by a composite index, built by the steps of the handbook; higher is better.

    Args:
        matrix: as for ``saw``; cells may be missing where ``impute`` fills them.
        weights: as for ``saw``.
        directions: as for ``saw``.
        screen: how much of its cells an alternative may miss and stay [1]; whoever misses more is left out, with a
            note. 1 keeps all.
        impute: what fills a gap: "none" refuses it; "mean" or "median" of the criterion.
        treat: what becomes of outliers: "none"; "winsorise" takes in the farthest values of a criterion, one after the
            other, while both its skewness and its kurtosis pass the ``limits``.
        limits: when a criterion has outliers, and how many of its values may change.
        normalisation: as for ``normalise``.
        scale: between which numbers the normalised scores run, for "minmax", "target" and "ranking"; ``(1, 100)`` keeps
            a geometric mean from being annihilated.
        aggregation: "arithmetic", or "geometric", in which a low score cannot be made up for as easily.
        normalise_weights: as for ``saw``; a geometric mean always divides them by their sum.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``saw``; or a normalised score is not above zero in a geometric mean.
        ValueError: there is no such choice, or ``scale`` has no place.

    Source:
        OECD/JRC Handbook 2008.

    >>> found = composite_index([[1, 4], [None, 8], [3, 6]], [0.5, 0.5], ["benefit", "cost"], impute="mean")
    >>> found.scores
    (0.5, 0.25, 0.75)
    >>> print(found.build("en").splitlines()[1])
    2. missing values: mean (cells changed: 1)
    """
    if isinstance(screen, bool) or not isinstance(screen, int | float) or not 0 <= screen <= 1:
        raise ValueError(f"screen must be a number from 0 to 1, not {screen!r}")
    for name, got, known in (
        ("impute", impute, IMPUTES),
        ("treat", treat, TREATS),
        ("aggregation", aggregation, AGGREGATIONS),
    ):
        if got not in known:
            raise ValueError(f"{name} must be one of {', '.join(map(repr, known))}, not {got!r}")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits must be Limits, not {type(limits).__name__}")
    scale = _scale(scale)
    if scale != (0.0, 1.0) and normalisation not in _SCALED:
        raise ValueError(
            f"scale has no place in {normalisation!r}: only {', '.join(map(repr, _SCALED))} run between ends"
        )
    table = as_matrix(matrix)
    sound, gone = screened(table, screen)
    filled, gaps = imputed(sound, impute)
    tame, outliers, left = treated(filled, treat, limits)
    geometric = aggregation == "geometric"
    asked = ask(
        tame, weights, directions, weighing="divided" if geometric else "sum", normalise_weights=normalise_weights
    )  # fmt: skip
    options: dict[str, Any] = {
        "screen": screen, "impute": impute, "treat": treat, "limits": limits, "normalisation": normalisation,
        "scale": scale, "aggregation": aggregation, "normalise_weights": normalise_weights,
    }  # fmt: skip
    found = answer(
        "composite-index",
        asked,
        lambda one: _aggregated(one, normalisation, scale, geometric=geometric),
        run=composite_index,
        ties=ties,
        tolerance=tolerance,
        options=options,
        inputs={"matrix": table, "weights": asked.given, "directions": asked.directions},
    )
    low, high = scale
    log = (
        Built("screen", Figure(screen), dropped=gone),
        Built("impute", impute, gaps),
        Built("treat", treat, outliers, left),
        Built("normalise", normalisation if scale == (0.0, 1.0) else f"{normalisation} {low:g}–{high:g}"),
        Built("weight", Shares(asked.codes, asked.weights)),
        Built("aggregate", aggregation),
    )
    notes = (*_of_changes(gone, gaps, impute, outliers), *left, *found.notes)
    parts: dict[str, Any] = {**asdict(found, recurse=False), "notes": notes}
    return CompositeRanking(**parts, log=log)


def _scale(scale: Any) -> tuple[float, float]:
    ends = tuple(scale) if isinstance(scale, tuple | list) else ()
    plain = all(isinstance(end, int | float) and not isinstance(end, bool) and finite(end) for end in ends)
    if len(ends) != 2 or not plain or not ends[0] < ends[1]:
        raise ValueError(f"scale must be a lower and a higher number, not {scale!r}")
    return float(ends[0]), float(ends[1])


def _of_changes(
    gone: tuple[str, ...], gaps: tuple[Change, ...], how: str, outliers: tuple[Change, ...]
) -> Iterator[Finding]:
    if gone:
        names = tuple(map(name_of, gone[:_NAMED]))
        yield Finding("scoring.screened", "warning", (), {"count": len(gone), "names": names})
    if gaps:
        yield Finding("scoring.imputed", "info", (), {"how": how, **_changed(gaps)})
    if outliers:
        yield Finding("scoring.treated", "info", (), _changed(outliers))


def _changed(changes: tuple[Change, ...]) -> dict[str, Any]:
    return {"count": len(changes), "criteria": tuple(dict.fromkeys(one.criterion for one in changes))}


def _aggregated(asked: Asked, normalisation: Normalisation, scale: tuple[float, float], *, geometric: bool) -> Outcome:
    low, high = scale
    plain = asked.normalised(normalisation)
    columns: tuple[Column, ...] = plain
    if scale != (0.0, 1.0):
        columns = tuple(tuple(low + (high - low) * value for value in column) for column in plain)
    table = cells("normalised", asked.codes, columns)
    if not geometric:
        scores = tuple(forms.weighted_sum(row, asked.weights) for row in zip(*columns, strict=True))
        steps = (table, cells("weighted", asked.codes, asked.weighted(columns)), by_alternative("score", scores))
        return Outcome(scores=scores, steps=steps, linear=columns)
    for column, one in zip(columns, asked.matrix.criteria, strict=True):
        not_zero(column, one, asked.matrix.alternatives, scored=True)
    powers = tuple(tuple(value**w for value in column) for column, w in zip(columns, asked.weights, strict=True))
    scores = tuple(product(row) for row in zip(*powers, strict=True))
    return Outcome(scores=scores, steps=(table, cells("power", asked.codes, powers), by_alternative("score", scores)))
