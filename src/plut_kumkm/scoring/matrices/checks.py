"""Checks of a matrix: what makes a ranking of it say less than it seems to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.scoring.numbers import SUM_TOLERANCE, flat, total
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.scoring.matrices.criteria import Criterion
    from plut_kumkm.scoring.matrices.matrices import DecisionMatrix


# How many pairs a finding names.
_NAMED = 5


def check(matrix: DecisionMatrix) -> Report:
    """Return every finding on a matrix: missing cells, criteria that tell nothing apart, weights, scales, twins."""
    return Report(
        (
            *matrix.missing_cells(),
            *few(matrix),
            *constant_columns(matrix),
            *_undirected(matrix.criteria),
            *_untargeted(matrix.criteria),
            *undeclared_scales(matrix.criteria),
            *outside_scales(matrix),
            *_weights(matrix),
        )
    )


def few(matrix: DecisionMatrix) -> Iterator[Finding]:
    """Yield that there is nothing to rank: one alternative, or alternatives that are the same in everything."""
    if len(matrix) == 1:
        yield Finding("scoring.one_alternative", "warning", (), {"alternative": name_of(matrix.alternatives[0])})
        return
    firsts: dict[tuple[float | None, ...], str] = {}
    twins: list[tuple[str, str]] = []
    for name, row in zip(matrix.alternatives, matrix.rows, strict=True):
        first = firsts.setdefault(row, name)
        if first != name:
            twins.append((first, name))
    if len(firsts) == 1:
        yield Finding("scoring.all_identical", "warning", (), {"count": len(matrix)})
        return
    if twins:
        # One note for all of them: among ratings from 1 to 5 there may be hundreds.
        pairs = tuple(f"{name_of(first)} = {name_of(second)}" for first, second in twins[:_NAMED])
        yield Finding("scoring.identical", "info", (), {"count": len(twins), "pairs": pairs})


def constant_columns(matrix: DecisionMatrix) -> Iterator[Finding]:
    """Yield the criteria that have one value for all alternatives, and so a range of zero."""
    if len(matrix) == 1:
        return
    for one, column in zip(matrix.criteria, matrix.columns, strict=True):
        known = [value for value in column if value is not None]
        if known and flat(known):
            yield Finding(
                "scoring.constant",
                "warning",
                ("criteria", one.code),
                {"criterion": one.label(), "value": Figure(known[0])},
            )


def outside_scales(matrix: DecisionMatrix) -> Iterator[Finding]:
    """Yield the cells outside the scale that their criterion declares."""
    for one, column in zip(matrix.criteria, matrix.columns, strict=True):
        if one.scale is None:
            continue
        low, high = one.scale
        for place, value in enumerate(column):
            if value is not None and not low <= value <= high:
                params = {
                    "alternative": name_of(matrix.alternatives[place]), "criterion": one.label(),
                    "got": Figure(value, low if value < low else high), "low": Figure(low), "high": Figure(high),
                }  # fmt: skip
                yield Finding("scoring.outside_scale", "warning", (place, one.code), params)


def undeclared_scales(criteria: Sequence[Criterion]) -> Iterator[Finding]:
    """Yield that there are criteria which declare no scale, so that no value of theirs can be seen to be outside it."""
    if absent := tuple(one.label() for one in criteria if one.scale is None):
        yield Finding("scoring.no_scale", "info", ("criteria",), {"criteria": absent})


def _undirected(criteria: Sequence[Criterion]) -> Iterator[Finding]:
    if absent := tuple(one.label() for one in criteria if one.direction is None):
        yield Finding("scoring.no_direction", "warning", ("criteria",), {"criteria": absent})


def _untargeted(criteria: Sequence[Criterion]) -> Iterator[Finding]:
    for one in criteria:
        if one.direction == "target" and one.target is None:
            yield Finding("scoring.no_target", "error", ("criteria", one.code, "target"), {"criterion": one.label()})


def _weights(matrix: DecisionMatrix) -> Iterator[Finding]:
    weights = [weight for weight in matrix.criteria.weights if weight is not None]
    if len(weights) == len(matrix.criteria):
        for one, weight in zip(matrix.criteria, weights, strict=True):
            if weight < 0:
                params = {"criterion": one.label(), "got": Figure(weight)}
                yield Finding("scoring.weight_negative", "error", ("criteria", one.code, "weight"), params)
        if abs(total(weights) - 1) > SUM_TOLERANCE:
            yield Finding("scoring.weights_not_one", "warning", ("criteria",), {"sum": Figure(total(weights), 1)})
    elif weights:
        absent = tuple(one.label() for one in matrix.criteria if one.weight is None)
        yield Finding("scoring.weights_partly", "warning", ("criteria",), {"criteria": absent})
