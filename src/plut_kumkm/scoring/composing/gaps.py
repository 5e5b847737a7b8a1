"""Filling what is missing, and taking in what lies far outside: the two steps of an index before its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.matrices.matrices import evolve_matrix
from plut_kumkm.scoring.numbers import Column, flat, mean, median, refuse, total
from plut_kumkm.scoring.wording import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.scoring.matrices.matrices import DecisionMatrix

Impute = Literal["none", "mean", "median"]
Treat = Literal["none", "winsorise"]
IMPUTES: tuple[Impute, ...] = get_args(Impute)
TREATS: tuple[Treat, ...] = get_args(Treat)


@frozen
class Limits:
    """When a criterion counts as having outliers, and how many of its values may be taken in.

    ``skew`` and ``kurtosis`` (above that of the normal distribution; both those of a population) must both be passed,
    as is the custom with composite indices; ``most`` is how many values of a criterion may change.
    """

    skew: float = 2.0
    kurtosis: float = 3.5
    most: int = 5

    def __attrs_post_init__(self) -> None:
        for name, kind in (("skew", int | float), ("kurtosis", int | float), ("most", int)):
            got = getattr(self, name)
            if isinstance(got, bool) or not isinstance(got, kind) or not got >= 0:
                raise ValueError(f"{name} of Limits must be a number from 0, not {got!r}")


@frozen
class Change:
    """One cell that a step changed; ``before`` is ``None`` where it was missing."""

    alternative: str
    criterion: str
    before: float | None
    after: float

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain JSON values."""
        return {
            "alternative": self.alternative, "criterion": self.criterion, "before": self.before, "after": self.after,
        }  # fmt: skip


def screened(matrix: DecisionMatrix, most: float) -> tuple[DecisionMatrix, tuple[str, ...]]:
    """Return the matrix without the alternatives that miss more than ``most`` of their cells [1], and their names.

    Raises:
        ValidationError: nobody is left.
    """
    allowed = most * len(matrix.criteria)
    pairs = zip(matrix.alternatives, matrix.rows, strict=True)
    gone = tuple(name for name, row in pairs if row.count(None) > allowed)
    if len(gone) == len(matrix):
        refuse("scoring.screened_all", ("screen",), count=len(gone), share=Figure(most))
    return (matrix.without(*gone) if gone else matrix), gone


def imputed(matrix: DecisionMatrix, how: Impute) -> tuple[DecisionMatrix, tuple[Change, ...]]:
    """Return the matrix with its gaps filled by the mean or median of their criterion, and what was filled.

    Raises:
        ValidationError: cells are missing and are not to be filled, or a criterion is missing in whole.
    """
    if how == "none":
        if matrix.missing:
            raise ValidationError(matrix.missing_cells())
        return matrix, ()
    columns: list[Column] = []
    changes: list[Change] = []
    for one, column in zip(matrix.criteria, matrix.columns, strict=True):
        known = [value for value in column if value is not None]
        if not known:
            refuse("scoring.column_empty", ("criteria", one.code), criterion=one.label())
        filler = mean(known) if how == "mean" else median(known)
        changes += [
            Change(name, one.code, None, filler)
            for name, value in zip(matrix.alternatives, column, strict=True)
            if value is None
        ]
        columns.append(tuple(filler if value is None else value for value in column))
    return evolve_matrix(matrix, columns=tuple(columns)), tuple(changes)


def treated(
    matrix: DecisionMatrix, how: Treat, limits: Limits
) -> tuple[DecisionMatrix, tuple[Change, ...], tuple[Finding, ...]]:
    """Return the matrix with outliers taken in to the nearest value that stays, what changed, and what is left."""
    if how == "none":
        return matrix, (), ()
    columns: list[Column] = []
    changes: list[Change] = []
    notes: list[Finding] = []
    for one, column in zip(matrix.criteria, matrix.complete(), strict=True):
        made = _winsorised(column, limits)
        if _far(made, limits):
            skew, kurtosis = shape(made)
            told = {"criterion": one.label(), "skew": Figure(skew), "kurtosis": Figure(kurtosis), "most": limits.most}
            notes.append(Finding("scoring.outliers_left", "warning", ("criteria", one.code), told))
        changes += [
            Change(name, one.code, before, after)
            for name, before, after in zip(matrix.alternatives, column, made, strict=True)
            if before != after
        ]
        columns.append(made)
    return evolve_matrix(matrix, columns=tuple(columns)), tuple(changes), tuple(notes)


def _winsorised(column: Column, limits: Limits) -> Column:
    """Return the column with its farthest values taken in, one after the other, until it has no outliers."""
    made = list(column)
    moved: set[int] = set()
    while _far(made, limits) and len(moved) < limits.most:
        top = shape(made)[0] > 0
        end = max(made) if top else min(made)
        rest = [value for value in made if value != end]
        # All that stand at the end move together: those that were taken in before are there too.
        places = {place for place, value in enumerate(made) if value == end}
        if not rest or len(moved | places) > limits.most:
            break
        nearest = max(rest) if top else min(rest)
        for place in places:
            made[place] = nearest
        moved |= places
    return tuple(made)


def _far(column: Sequence[float], limits: Limits) -> bool:
    skew, kurtosis = shape(column)
    return abs(skew) > limits.skew and kurtosis > limits.kurtosis


def shape(column: Sequence[float]) -> tuple[float, float]:
    """Return skewness and excess kurtosis of a population, both 0 where all values are the same.

    >>> shape([1, 2, 3])[0], round(shape([0, 0, 0, 0, 10])[0], 3)
    (0.0, 1.5)
    """
    if flat(column):
        return 0.0, 0.0
    middle, count = mean(column), len(column)
    # Shapes have no unit: measured by the largest of them, no power of a deviation leaves the floats.
    largest = max(abs(value - middle) for value in column)
    off = [(value - middle) / largest for value in column]
    second, third, fourth = (total(one**power for one in off) / count for power in (2, 3, 4))
    return third / second**1.5, fourth / second**2 - 3
