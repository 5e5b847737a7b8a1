"""What a method is asked: a matrix, weights and directions, read and checked once for all methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.matrices import checks
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.criteria import Direction, numbered
from plut_kumkm.scoring.matrices.directions import DirectionsLike, read_directions
from plut_kumkm.scoring.matrices.lists import listed, mapped
from plut_kumkm.scoring.matrices.matrices import DecisionMatrix, as_matrix, evolve_matrix
from plut_kumkm.scoring.normalising.columns import Normalisation, normalise_column
from plut_kumkm.scoring.numbers import SUM_TOLERANCE, Column, level, refuse, swept, total
from plut_kumkm.scoring.weighing.weights import Weights
from plut_kumkm.scoring.wording import Figure

# What may be passed as a matrix and as weights.
MatrixLike = DecisionMatrix | Iterable[Iterable[object]]
WeightsLike = Iterable[float] | Mapping[str, float]
# How a method takes its weights: as they are, where they should sum to 1 ("sum"); brought to the sum of 1 by its own
# definition ("divided"); 1 in sum or whole numbers ("whole"); not at all ("none").
Weighing = Literal["sum", "divided", "whole", "none"]


# Between these, a sum of weights is one of 1 that went wrong.
_NEAR_ONE = (0.5, 2)


@frozen(kw_only=True)
class Asked:
    """One question: complete columns, the weights that are used, and the directions."""

    matrix: DecisionMatrix
    columns: tuple[Column, ...]
    weighing: Weighing
    given: Column  # weights, before anything was done to them
    weights: Column
    directions: tuple[Direction, ...]
    notes: tuple[Finding, ...] = ()
    otherwise: Column | None = None  # weights of the other reading (as given, or divided), where the two differ

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the criteria."""
        return self.matrix.criteria.codes

    @property
    def count(self) -> int:
        """How many alternatives there are."""
        return len(self.matrix)

    def normalised(self, how: Normalisation) -> tuple[Column, ...]:
        """Return every column on a scale of which higher is better."""
        return tuple(
            normalise_column(column, how, direction, one, self.matrix.alternatives)
            for column, direction, one in zip(self.columns, self.directions, self.matrix.criteria, strict=True)
        )

    def weighted(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return every column times its weight."""
        return tuple(
            tuple(value * weight for value in column) for column, weight in zip(columns, self.weights, strict=True)
        )


def ask(
    matrix: MatrixLike,
    weights: WeightsLike | None,
    directions: DirectionsLike | None,
    *,
    weighing: Weighing = "sum",
    normalise_weights: bool = False,
) -> Asked:
    """Return the question, with everything that has to be known with its answer.

    Raises:
        ValidationError: cells are missing, there is a weight or a direction too few, or one that cannot be.
    """
    table = as_matrix(matrix)
    columns = tuple(map(level, table.complete()))
    ways = read_directions(table, directions)
    # A method without weights neither asks for them nor writes any to the criteria.
    free = weighing == "none" and weights is None and None in table.criteria.weights
    given = (1.0,) * len(ways) if free else _weights(table, weights)
    used, otherwise, notes = _used(given, weighing, normalise=normalise_weights)
    if ways != table.criteria.directions or given != table.criteria.weights:
        changed = table.criteria.replaced(direction=ways, weight=table.criteria.weights if free else given)
        table = evolve_matrix(table, criteria=changed)
    seen = (*checks.few(table), *checks.constant_columns(table), *checks.outside_scales(table))
    return Asked(
        matrix=table,
        columns=columns,
        weighing=weighing,
        given=given,
        weights=used,
        directions=ways,
        notes=(*notes, *seen),
        otherwise=otherwise,
    )


def benefits(matrix: DecisionMatrix, directions: DirectionsLike | None) -> DirectionsLike:
    """Return the directions, "benefit" where none is said: for methods that know no other."""
    return [one.direction or "benefit" for one in matrix.criteria] if directions is None else directions


def refuse_others(asked: Asked, *known: Direction) -> None:
    """Refuse criteria of a direction that the method does not know."""
    for direction, one in zip(asked.directions, asked.matrix.criteria, strict=True):
        if direction not in known:
            refuse("scoring.direction_unfit", ("criteria", one.code), criterion=one.label(), got=direction, known=known)


def _weights(matrix: DecisionMatrix, weights: WeightsLike | None) -> Column:
    criteria = matrix.criteria
    given: list[Any]
    by_code = mapped(weights)
    if weights is None:
        given = list(criteria.weights)
        if absent := tuple(one.code for one in criteria if one.weight is None):
            refuse("scoring.weights_missing", ("weights",), criteria=absent)
    elif by_code is not None:
        for code in by_code:
            criteria.index(code)
        given = [by_code.get(code) for code in criteria.codes]
        if absent := tuple(code for code in criteria.codes if code not in by_code):
            refuse("scoring.weights_missing", ("weights",), criteria=absent)
    else:
        given = _in_order(weights, criteria.codes) if isinstance(weights, Weights) else listed(weights, "weights")
        if len(given) != len(criteria):
            refuse("scoring.weights_count", ("weights",), got=len(given), criteria=len(criteria))
    return read_weights(given, criteria.codes)


def _in_order(weights: Weights, codes: tuple[str, ...]) -> list[float]:
    """Return weights in the order of the criteria: by their codes, or as they stand where one side has none."""
    if set(weights.codes) == set(codes):
        return [weights.by_code()[code] for code in codes]
    if not {weights.codes, codes} & {numbered(len(weights.codes)), numbered(len(codes))}:
        refuse("scoring.weights_others", ("weights",), got=weights.codes, criteria=codes)
    return list(weights)


def read_weights(given: Sequence[Any], codes: Sequence[str]) -> Column:
    """Return weights as floats.

    Raises:
        ValidationError: a weight is no number or below zero, or all of them are zero.
    """
    read = tuple(number(one, f"weight {code}", "weights", code) for one, code in zip(given, codes, strict=True))
    below = [
        Finding("scoring.weight_negative", "error", ("weights", code), {"criterion": code, "got": Figure(one)})
        for one, code in zip(read, codes, strict=True)
        if one < 0
    ]
    if below:
        raise ValidationError(below)
    if not any(read):
        refuse("scoring.weights_zero", ("weights",))
    return read


def divided(weights: Column) -> Column:
    """Return weights divided by their sum."""
    whole = total(weights)
    return swept(tuple(one / whole for one in weights))


def _used(raw: Column, weighing: Weighing, *, normalise: bool) -> tuple[Column, Column | None, tuple[Finding, ...]]:
    """Return the weights that are used, those of the other reading, and what is said about it."""
    whole = total(raw)
    said = {"sum": Figure(whole, 1)}
    if weighing == "none" or abs(whole - 1) <= SUM_TOLERANCE:
        return raw, None, ()
    if weighing == "divided":
        # Points such as 30 and 20 are a way to weigh, but what nearly sums to 1 was to do so: it is told what that
        # changed, as by the methods that take weights as they are.
        if _NEAR_ONE[0] < whole < _NEAR_ONE[1]:
            return divided(raw), raw, ()
        return divided(raw), None, (Finding("scoring.weights_divided", "info", ("weights",), said),)
    if normalise:
        return divided(raw), raw, ()
    if weighing == "whole" and all(one == int(one) for one in raw):
        return raw, None, ()
    return raw, divided(raw), ()
