"""Directions: which way of each criterion is the good one, from what was passed or from the criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.matrices.criteria import Direction, read_direction
from plut_kumkm.scoring.matrices.lists import listed, mapped
from plut_kumkm.scoring.numbers import refuse

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.matrices import DecisionMatrix

DirectionsLike = Iterable[Any] | Mapping[str, Any]


def read_directions(matrix: DecisionMatrix, directions: DirectionsLike | None) -> tuple[Direction, ...]:
    """Return the direction of every criterion.

    Args:
        matrix: the matrix, whose criteria may have directions of their own.
        directions: one a criterion in their order, or by code; those of the criteria where none are given.

    Raises:
        ValidationError: a criterion has none, there are too many or too few, or one is no direction.
    """
    codes = matrix.criteria.codes
    found: list[Direction | None]
    if directions is None:
        found = list(matrix.criteria.directions)
    elif (by_code := mapped(directions)) is not None:
        for code in by_code:
            matrix.criteria.index(code)
        found = [
            read_direction(by_code[one.code], one.code) if one.code in by_code else one.direction
            for one in matrix.criteria
        ]
    else:
        given = listed(directions, "directions")
        if len(given) != len(codes):
            refuse("scoring.directions_count", ("directions",), got=len(given), criteria=len(codes))
        found = [read_direction(one, code) for one, code in zip(given, codes, strict=True)]
    absent = [code for code, one in zip(codes, found, strict=True) if one is None]
    if absent:
        raise ValidationError(
            Finding("scoring.direction_missing", "error", ("criteria", code), {"criterion": code}) for code in absent
        )
    return tuple(one for one in found if one is not None)
