"""AHP: weights out of pairwise comparisons, and how consistent these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.scoring.aggregating.asking import divided
from plut_kumkm.scoring.catalogue import methods, random_indices
from plut_kumkm.scoring.matrices.lists import numbers
from plut_kumkm.scoring.numbers import Column, mean, product, refuse, total
from plut_kumkm.scoring.steps import by_criterion, cells
from plut_kumkm.scoring.weighing.judgements import Judgements, PairwiseLike, read_judgements
from plut_kumkm.scoring.weighing.weights import CriteriaLike, Weights, named
from plut_kumkm.scoring.wording import Figure, apart, render, said

if TYPE_CHECKING:
    from collections.abc import Callable

AhpMethod = Literal["eigenvector", "column-mean", "geometric-mean"]
AHP_METHODS: tuple[AhpMethod, ...] = get_args(AhpMethod)
Square = tuple[Column, ...]
# Iterations end here; of judgements from 1/9 to 9 they end long before, by standing still.
_MOST = 100_000
_STILL = 1e-14
# A judgement fits where it is off by no more than this part of itself.
_FITS = 1e-9


@frozen
class Deviant:
    """The judgement that fits the weights least: what was said of two criteria, and what their weights say."""

    first: str
    second: str
    judged: float
    implied: float


@frozen(kw_only=True, repr=False, eq=False)
class AhpWeights(Weights):
    """Weights by AHP with their consistency: ``cr`` is ``ci`` over the random index of as many criteria.

    ``square`` is the matrix that was used, every reciprocal exact and every gap filled.
    """

    lambda_max: float
    ci: float
    cr: float
    consistent: bool
    square: Square
    by: AhpMethod = "eigenvector"
    ri: float = 0.0
    ri_table: str = "saaty-1980"
    threshold: float = 0.1

    @property
    def deviant(self) -> Deviant | None:
        """The judgement that fits the weights least, ``None`` where all of them fit."""
        found = worst_judgement(self.square, self.weights, self.codes)
        return found if found.judged > found.implied * (1 + _FITS) else None

    def formula(self, lang: Lang = "id") -> str:
        """Return how the weights were computed, by the eigenvector or by one of its approximations."""
        _, _, consistency = super().formula(lang).partition("; ")
        return f"{render(f'scoring.ahp.{self.by}', lang)}; {consistency}"

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield λmax, CI, CR and what they are held against, and the judgement that fits least."""
        yield render(
            "scoring.consistency", lang,
            lambda_max=said(self.lambda_max, lang), ci=said(self.ci, lang), ri=said(self.ri, lang), table=self.ri_table,
            cr=apart(self.cr, self.threshold, lang), threshold=said(self.threshold, lang),
            verdict=render(f"scoring.{'consistent' if self.consistent else 'not_consistent'}", lang),
        )  # fmt: skip
        odd = self.deviant
        if odd is not None:
            yield render(
                "scoring.deviant", lang,
                first=odd.first, second=odd.second, judged=apart(odd.judged, odd.implied, lang),
                implied=apart(odd.implied, odd.judged, lang),
            )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """Return the consistency as plain JSON values."""
        return {
            "by": self.by,
            "lambda_max": self.lambda_max,
            "ci": self.ci,
            "cr": self.cr,
            "ri": self.ri,
            "ri_table": self.ri_table,
            "threshold": self.threshold,
            "consistent": self.consistent,
            "square": [list(row) for row in self.square],
        }


def ahp(
    pairwise: PairwiseLike,
    criteria: CriteriaLike | None = None,
    *,
    method: AhpMethod = "eigenvector",
    ri: str | Mapping[int, float] = "saaty-1980",
    threshold: float = 0.1,
    allow_inconsistent: bool = False,
) -> AhpWeights:
    """Return the weights of pairwise comparisons [1], with λmax, CI and CR.

    Args:
        pairwise: a square of judgements: how much more the criterion of the row counts than that of the column, from
            1/9 to 9, also as text such as "1/3". ``None`` where a pair was not judged: it is filled with what the
            weights themselves say, and a note says so. One half of the square is enough.
        criteria: the criteria or their codes; "C1", "C2" … where they are not said.
        method: "eigenvector", the method's own; "column-mean" or "geometric-mean", its approximations, of which λmax is
            the mean of (A w)/w.
        ri: the table of random indices: the id of a shipped one, or your own from the number of criteria to the index.
        threshold: the highest CR that counts as consistent.
        allow_inconsistent: whether weights of judgements above the threshold are given all the same, with a note;
            they are refused otherwise.

    Raises:
        ValidationError: the square is no reciprocal square of numbers above zero, its judgements hang not together, the
            table has no index for as many criteria, or the judgements are inconsistent.
        ValueError: there is no such method or table.

    Source:
        Saaty 1980.

    >>> found = ahp([[1, 2, 6], ["1/2", 1, 3], ["1/6", "1/3", 1]])
    >>> [round(weight, 4) for weight in found], round(found.lambda_max, 9), found.consistent
    ([0.6, 0.3, 0.1], 3.0, True)
    """
    if method not in AHP_METHODS:
        raise ValueError(f"method must be one of {', '.join(map(repr, AHP_METHODS))}, not {method!r}")
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not threshold > 0:
        raise ValueError(f"threshold must be a number above 0, not {threshold!r}")
    codes = None if criteria is None else named(criteria)
    judged = read_judgements(pairwise, codes)
    codes = named(len(judged)) if codes is None else codes
    index = _index(ri, len(judged))
    square, weights = _weighed(judged, _METHODS[method], codes)
    size = len(square)
    lambda_max = _lambda(square, weights)
    # Below the size by the last digit alone: of consistent judgements it is the size.
    ci = max(lambda_max - size, 0.0) / (size - 1) if size > 1 else 0.0
    ci = 0.0 if ci < 1e-14 else ci
    cr = ci / index if index else 0.0
    notes = list(judged.notes)
    if judged.missing:
        names = tuple(f"{codes[row]}–{codes[column]}" for row, column in judged.missing)
        notes.append(Finding("scoring.judgements_filled", "warning", (), {"count": len(names), "pairs": names[:8]}))
    consistent = cr <= threshold
    if not consistent:
        odd = worst_judgement(square, weights, codes)
        told: dict[str, Any] = {
            "cr": Figure(cr, threshold), "threshold": Figure(threshold), "lambda_max": Figure(lambda_max),
            "first": odd.first, "second": odd.second, "judged": Figure(odd.judged, odd.implied),
            "implied": Figure(odd.implied, odd.judged),
        }  # fmt: skip
        if not allow_inconsistent:
            refuse("scoring.inconsistent", ("pairwise",), **told)
        notes.append(Finding("scoring.inconsistent_allowed", "warning", ("pairwise",), told))
    return AhpWeights(
        weights=weights, codes=codes, method=methods()["ahp"], notes=tuple(notes), lambda_max=lambda_max, ci=ci, cr=cr,
        consistent=consistent, square=square, by=method, ri=index, threshold=threshold,
        ri_table=ri if isinstance(ri, str) else "–",
        steps=(
            cells("judgements", codes, tuple(zip(*square, strict=True))),
            by_criterion("lambda", codes, _ratios(square, weights)),
        ),
    )  # fmt: skip


def _index(ri: str | Mapping[int, float], size: int) -> float:
    if isinstance(ri, str):
        table = random_indices().get(ri)
        if table is None:
            raise ValueError(f"ri must be one of {', '.join(map(repr, random_indices()))}, or a mapping, not {ri!r}")
        values: Mapping[int, float] = table.values
    else:
        values = {int(size_): index for size_, index in numbers(ri, "ri").items()}
    # The table is shifted where it gives one or two criteria, which cannot contradict themselves, an index above 0, or
    # gives all other sizes what a known table gives the size before or after.
    if any(values.get(few) for few in (1, 2)) or _shifted(values):
        refuse("scoring.ri_shifted", ("ri",), known=tuple(values), indices=tuple(map(Figure, values.values())))
    if size not in values or (size > 2 and values[size] <= 0):
        refuse("scoring.ri_missing", ("ri",), size=size, known=tuple(values))
    return values[size]


def _shifted(values: Mapping[int, float]) -> bool:
    above = {size: value for size, value in values.items() if size > 2}
    return len(above) > 1 and any(
        all(table.values.get(size + step) == value for size, value in above.items())
        for table in random_indices().values()
        for step in (1, -1)
    )


def _weighed(judged: Judgements, method: Callable[[Square], Column], codes: Sequence[str]) -> tuple[Square, Column]:
    """Return the square with its gaps filled, and its weights."""
    _together(judged, codes)
    size = len(judged)
    weights: Column = (1 / size,) * size
    for _ in range(_MOST):
        # What nobody judged is what the weights say of it; without gaps the first turn is the last.
        square = tuple(
            tuple(weights[row] / weights[column] if value is None else value for column, value in enumerate(values))
            for row, values in enumerate(judged.rows)
        )
        before, weights = weights, method(square)
        if not all(weights):
            # Of a judgement of 1e150 floats leave the other criterion nothing, and nobody said that it counts nothing.
            break
        if not judged.missing or _same(before, weights):
            return square, weights
    refuse("scoring.judgements_unstable", ("pairwise",))


def _together(judged: Judgements, codes: Sequence[str]) -> None:
    """Refuse judgements that leave a criterion out of every comparison with the others."""
    reached, open_ = {0}, [0]
    while open_:
        row = open_.pop()
        new = [column for column, value in enumerate(judged.rows[row]) if value is not None and column not in reached]
        reached.update(new)
        open_ += new
    if apart := tuple(code for place, code in enumerate(codes) if place not in reached):
        refuse("scoring.judgements_apart", ("pairwise",), criteria=apart)


def _same(first: Column, second: Column) -> bool:
    # Of its own size: a weight of a millionth has to stand as still as one of a half.
    return all(abs(one - two) <= _STILL * max(one, two) for one, two in zip(first, second, strict=True))


def _eigenvector(square: Square) -> Column:
    weights = _column_mean(square)
    for _ in range(_MOST):
        before, weights = weights, divided(tuple(_row(values, weights) for values in square))
        if _same(before, weights):
            return weights
    refuse("scoring.judgements_unstable", ("pairwise",))


def _column_mean(square: Square) -> Column:
    columns = [divided(column) for column in zip(*square, strict=True)]
    return tuple(mean(row) for row in zip(*columns, strict=True))


def _geometric_mean(square: Square) -> Column:
    return divided(tuple(product(row) ** (1 / len(row)) for row in square))


_METHODS: dict[str, Callable[[Square], Column]] = {
    "eigenvector": _eigenvector, "column-mean": _column_mean, "geometric-mean": _geometric_mean,
}  # fmt: skip


def _row(values: Column, weights: Column) -> float:
    return total(value * weight for value, weight in zip(values, weights, strict=True))


def _ratios(square: Square, weights: Column) -> Column:
    return tuple(_row(values, weights) / weight for values, weight in zip(square, weights, strict=True))


def _lambda(square: Square, weights: Column) -> float:
    """Return λmax: of the eigenvector itself, of the approximations the mean of (A w)/w."""
    return mean(_ratios(square, weights))


def worst_judgement(square: Square, weights: Column, codes: Sequence[str]) -> Deviant:
    """Return the judgement that is farthest from what the weights say of its pair; of one criterion, its own."""
    pairs = ((row, column) for row in range(len(square)) for column in range(len(square)))
    row, column = max(pairs, key=lambda pair: square[pair[0]][pair[1]] * weights[pair[1]] / weights[pair[0]])
    return Deviant(codes[row], codes[column], square[row][column], weights[row] / weights[column])
