"""Normalising a whole matrix, missing cells left as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base.bands import OUTSIDE, Bands
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.matrices import checks
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.criteria import Criterion
from plut_kumkm.scoring.matrices.directions import DirectionsLike, read_directions
from plut_kumkm.scoring.matrices.lists import listed, mapped
from plut_kumkm.scoring.matrices.matrices import DecisionMatrix, Values, as_matrix, evolve_matrix
from plut_kumkm.scoring.normalising.columns import Normalisation, normalise_column
from plut_kumkm.scoring.numbers import level, refuse, written
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.criteria import Direction
    from plut_kumkm.scoring.normalising.columns import Ends


@frozen(repr=False)
class Normalised:
    """A matrix on one scale, of which higher is better throughout, and what has to be known with it."""

    matrix: DecisionMatrix
    how: str
    notes: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Normalised {self.how}: {self.matrix!r}, {len(self.notes)} notes>"

    def _repr_html_(self) -> str:
        return self.matrix.html()


def normalise(
    matrix: DecisionMatrix | Iterable[Iterable[object]],
    how: Normalisation = "minmax",
    directions: DirectionsLike | None = None,
    *,
    ends: Mapping[str, tuple[float, float]] | None = None,
) -> Normalised:
    """Return a matrix with every criterion on one scale, of which higher is better [1].

    A missing cell stays missing, and counts in no largest value, sum or mean. A criterion with one value for all takes
    nothing away: everyone is at the best; of "zscore" at the mean, 0.

    Args:
        matrix: a ``DecisionMatrix``, or rows of numbers.
        how: "minmax", from the worst (0) to the best (1); "max", x/max and for a cost min/x; "sum", x/Σx and for a
            cost the same of 1/x; "vector", x/√Σx² and for a cost 1 less that; "zscore", deviations from the mean,
            turned round for a cost; "target", 1 less the distance to the target over the largest; "ranking", from the
            last rank (0) to the first (1).
        directions: "benefit", "cost" or "target" for each criterion in their order, or by code; those of the criteria
            where none are given.
        ends: the lowest and highest value to measure by, by code, where they are not those of the matrix: with those of
            all years of a panel, scores compare in time. For "minmax", "max" and "target". A value beyond them gets a
            note, and a score beyond 0 or 1.

    Raises:
        ValidationError: a direction or a target is not there, a criterion is missing in whole, or holds a value that
            the way cannot take.
        ValueError: there is no such way.

    >>> normalise([[1, 30], [3, None], [5, 10]], "minmax", ["benefit", "cost"]).matrix.rows
    ((0.0, 0.0), (0.5, None), (1.0, 1.0))
    """
    table = as_matrix(matrix)
    given = _ends(table, ends)
    if given and how not in ("minmax", "max", "target"):
        raise ValueError(f"ends have no place in {how!r}: only 'minmax', 'max' and 'target' measure by them")
    columns: list[Values] = []
    notes: list[Finding] = []
    ways = read_directions(table, directions)
    for column, direction, one in zip(table.columns, ways, table.criteria, strict=True):
        names = [name for name, value in zip(table.alternatives, column, strict=True) if value is not None]
        known = level(tuple(value for value in column if value is not None))
        if not known:
            refuse("scoring.column_empty", ("criteria", one.code), criterion=one.label())
        limits = given.get(one.code)
        if limits is not None:
            notes += _beyond(limits, how, direction, one, zip(names, known, strict=True))
        made = iter(normalise_column(known, how, direction, one, names, limits))
        columns.append(tuple(None if value is None else next(made) for value in column))
    return Normalised(_scored(table, columns), how, (*checks.constant_columns(table), *notes))


def _beyond(
    ends: Ends, how: Normalisation, direction: Direction, one: Criterion, known: Iterable[tuple[str, float]]
) -> Iterator[Finding]:
    """Yield the values beyond the ends that they are measured by, or refuse ends that cannot be divided by."""
    low, high = ends
    told = {"criterion": one.label(), "low": Figure(low), "high": Figure(high)}
    if how == "max" and direction != "target" and (low if direction == "cost" else high) <= 0:
        refuse("scoring.ends_zero", ("ends", one.code), **told)
    for name, value in known:
        if not low <= value <= high:
            params = {"alternative": name_of(name), "got": Figure(value, low if value < low else high), **told}
            yield Finding("scoring.outside_ends", "warning", ("ends", one.code), params)


def banded(
    matrix: DecisionMatrix | Iterable[Iterable[object]],
    bands: Mapping[str, Bands] | Bands,
    points: Mapping[str, float] | None = None,
) -> Normalised:
    """Return a matrix of ratings: for each value the points of the band that it is in.

    Args:
        matrix: a ``DecisionMatrix``, or rows of numbers. A missing cell stays missing.
        bands: the bands of each criterion by code, or one for all. A bound is compared with the value as it is written:
            0.1 is a tenth.
        points: what each band is worth, by its id; 1, 2, 3 … from the lowest where it is not said. The points say which
            way is the good one: give the lowest band of a cost the most.

    Raises:
        ValidationError: a criterion has no bands, a band no points, points no band, or a value lies outside all bands;
            every such value is named.

    >>> from plut_kumkm.base.bands import Bands, Bound
    >>> price = Bands(("murah", "sedang", "mahal"), (Bound(50), Bound(100)))
    >>> banded([[40], [100], [250]], price, {"murah": 5, "sedang": 3, "mahal": 1}).matrix.rows
    ((5.0,), (3.0,), (1.0,))
    """
    table = as_matrix(matrix)
    of = dict.fromkeys(table.criteria.codes, bands) if isinstance(bands, Bands) else bands
    if not isinstance(of, Mapping):
        raise TypeError(f"bands must be Bands or a mapping of codes to Bands, not {type(bands).__name__}")
    for code in of:
        table.criteria.index(code)
    if absent := tuple(code for code in table.criteria.codes if code not in of):
        refuse("scoring.no_bands", ("criteria",), criteria=absent)
    known = tuple(dict.fromkeys(band for code in table.criteria.codes for band in of[code].ids))
    if odd := tuple(str(band) for band in points or () if band not in known):
        refuse("scoring.points_unknown", ("points",), got=odd, bands=known)
    columns: list[Values] = []
    wrong: list[Finding] = []
    for column, one in zip(table.columns, table.criteria, strict=True):
        worth = _points(of[one.code], points, one)
        values: list[float | None] = []
        for place, value in enumerate(column):
            band = None if value is None else of[one.code].index(written(value))
            if band == OUTSIDE:
                told = {
                    "alternative": name_of(table.alternatives[place]), "criterion": one.label(), "got": Figure(value),
                    "bands": of[one.code].ids,
                }  # fmt: skip
                wrong.append(Finding("scoring.outside_bands", "error", (place, one.code), told))
            values.append(None if band is None else worth[band])
        columns.append(tuple(values))
    if wrong:
        raise ValidationError(wrong)
    return Normalised(_scored(table, columns), "banded", tuple(checks.constant_columns(table)))


def _points(bands: Bands, points: Mapping[str, float] | None, one: Criterion) -> tuple[float, ...]:
    if points is None:
        return tuple(float(place) for place in range(1, len(bands.ids) + 1))
    if absent := tuple(band for band in bands.ids if band not in points):
        refuse("scoring.no_points", ("criteria", one.code), criterion=one.label(), bands=absent)
    return tuple(number(points[band], f"points {band}", "points", band) for band in bands.ids)


def _ends(matrix: DecisionMatrix, ends: Mapping[str, tuple[float, float]] | None) -> dict[str, Ends]:
    found: dict[str, Ends] = {}
    given = mapped({} if ends is None else ends)
    if given is None:
        refuse("scoring.not_a_mapping", ("ends",), what="ends", got=type(ends).__name__)
    for code, pair in given.items():
        matrix.criteria.index(code)
        both = [number(one, f"ends {code}", "ends", code) for one in listed(pair, f"ends {code}")]
        if len(both) != 2 or both[0] > both[1]:
            refuse("scoring.scale", ("ends", code), criterion=code, got=str(pair))
        found[code] = both[0], both[1]
    return found


def _scored(matrix: DecisionMatrix, columns: list[Values]) -> DecisionMatrix:
    """Return the matrix with other columns: what is good is now the higher value, and the old scales are gone."""
    count = len(matrix.criteria)
    criteria = matrix.criteria.replaced(
        direction=["benefit"] * count, target=[None] * count, scale=[None] * count, unit=[None] * count
    )
    return evolve_matrix(matrix, criteria=criteria, columns=tuple(columns))
