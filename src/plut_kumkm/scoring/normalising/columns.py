"""Normalising one column: what each way makes of it, and what it makes of a column that tells nothing apart.

A column with one value for all has no range, no deviation and no distance to its best value. By one rule for all ways
it takes nothing away: everyone is at the best, 1 (a share of a sum or of a length stays what it is, and a standing in
deviations is 0, the mean). A column of zeros has no share of anything: 0. A finding says so; order never hangs on it.
"""

from __future__ import annotations

from math import ulp
from typing import TYPE_CHECKING, Literal, get_args

from plut_kumkm.scoring.normalising import forms
from plut_kumkm.scoring.numbers import FLOATS_LEAVE, Column, deviation, length, mean, refuse, total, written
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.scoring.matrices.criteria import Criterion, Direction

Normalisation = Literal["minmax", "max", "sum", "vector", "zscore", "target", "ranking"]
NORMALISATIONS: tuple[Normalisation, ...] = get_args(Normalisation)
Ends = tuple[float, float]
# How many alternatives a message names.
_NAMED = 5


def target_of(one: Criterion) -> float:
    """Return the value that is best.

    Raises:
        ValidationError: the criterion names none.
    """
    if one.target is None:
        refuse("scoring.no_target", ("criteria", one.code, "target"), criterion=one.label())
    return one.target


def distances(column: Column, target: float) -> Column:
    """Return how far each value is from the target: a column of which the lowest is the best.

    Numbers count as they are written, so that 0.1 and 0.5 are as far from 0.3.
    """
    goal = written(target)
    return tuple(float(forms.distance(written(value), goal)) for value in column)


def normalise_column(
    column: Column,
    how: Normalisation,
    direction: Direction,
    one: Criterion,
    names: Sequence[str],
    ends: Ends | None = None,
) -> Column:
    """Return a column on a scale of which higher is better.

    Args:
        column: the values, none missing.
        how: the way; see ``NORMALISATIONS``.
        direction: which way of the criterion is the good one.
        one: the criterion, for its target and its name.
        names: the alternatives, for messages.
        ends: the lowest and highest value to measure by, where they are not those of the column.

    Raises:
        ValidationError: the way does not allow a value, or a target is wanted and there is none.
    """
    if how not in NORMALISATIONS:
        raise ValueError(f"normalisation must be one of {', '.join(map(repr, NORMALISATIONS))}, not {how!r}")
    if direction == "target" or how == "target":
        target = target_of(one)
        far = distances(column, target)
        if how in ("target", "minmax", "max"):
            farthest = max(far) if ends is None else max(distances(ends, target))
            return tuple(1 - forms.share_of(value, farthest) if farthest else 1.0 for value in far)
        if how == "sum" and 0 in far:
            at = tuple(name for name, value in zip(names, far, strict=True) if not value)
            refuse("scoring.at_target", ("criteria", one.code), criterion=one.label(), alternatives=_few(at))
        column, direction = far, "cost"
    elif how in ("max", "sum"):
        (not_zero if direction == "cost" else not_negative)(column, one, names)
    return _WAYS[how](column, direction, ends)


def _minmax(column: Column, direction: Direction, ends: Ends | None) -> Column:
    low, high = (min(column), max(column)) if ends is None else ends
    if low == high:
        return (1.0,) * len(column)
    form = forms.rising if direction == "benefit" else forms.falling
    return tuple(form(value, low, high) for value in column)


def _max(column: Column, direction: Direction, ends: Ends | None) -> Column:
    low, high = (min(column), max(column)) if ends is None else ends
    if direction == "cost":
        return tuple(forms.inverse_share(value, low) for value in column)
    return tuple(forms.share_of(value, high) for value in column) if high else column


def _sum(column: Column, direction: Direction, ends: Ends | None) -> Column:
    if direction == "cost":
        column = tuple(1 / value for value in column)
    whole = total(column)
    return tuple(forms.share_of(value, whole) for value in column) if whole else column


def _vector(column: Column, direction: Direction, ends: Ends | None) -> Column:
    shares = by_length(column)
    return shares if direction == "benefit" else tuple(1 - share for share in shares)


def by_length(column: Column) -> Column:
    """Return each value over the Euclidean length of the column, whichever way is the good one."""
    whole = length(column)
    return tuple(forms.share_of(value, whole) for value in column) if whole else column


def _zscore(column: Column, direction: Direction, ends: Ends | None) -> Column:
    spread = deviation(column)
    if not spread:
        return (0.0,) * len(column)
    middle, form = mean(column), forms.standing if direction == "benefit" else forms.sinking
    # Whoever is at the mean is there, and not off it by what floats leave of the mean or of what cancels out in it.
    near = max(4 * ulp(middle), FLOATS_LEAVE * spread)
    return tuple(0.0 if abs(value - middle) <= near else form(value, middle, spread) for value in column)


def _ranking(column: Column, direction: Direction, ends: Ends | None) -> Column:
    if len(column) == 1:
        return (1.0,)
    better: Literal["higher", "lower"] = "higher" if direction == "benefit" else "lower"
    places = ranked(column, better, ties="average", tolerance=0)
    if min(column) == max(column):
        return (1.0,) * len(column)
    return tuple((len(column) - place) / (len(column) - 1) for place in places)


_WAYS = {"minmax": _minmax, "max": _max, "sum": _sum, "vector": _vector, "zscore": _zscore, "ranking": _ranking}


def not_negative(column: Column, one: Criterion, names: Sequence[str], *, scored: bool = False) -> None:
    """Refuse a column with a value below zero; ``scored`` where it is one of scores, not of the data."""
    worst = min(column)
    if worst < 0:
        told = {"criterion": one.label(), "got": Figure(worst), "alternative": name_of(names[column.index(worst)])}
        refuse("scoring.negative_score" if scored else "scoring.negative", ("criteria", one.code), **told)


def not_zero(column: Column, one: Criterion, names: Sequence[str], *, scored: bool = False) -> None:
    """Refuse a column with a zero or a value below it; ``scored`` as for ``not_negative``."""
    not_negative(column, one, names, scored=scored)
    if 0 in column:
        at = tuple(name for name, value in zip(names, column, strict=True) if not value)
        told = {"criterion": one.label(), "count": len(at), "alternatives": _few(at)}
        refuse("scoring.zero_score" if scored else "scoring.zero", ("criteria", one.code), **told)


def _few(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(name_of, names[:_NAMED]))
