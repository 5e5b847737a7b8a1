"""Judgements: pairwise comparisons of criteria, read, checked, completed and brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import exp, log
from typing import Any

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding, Severity, ValidationError
from plut_kumkm.scoring.aggregating.asking import divided, read_weights
from plut_kumkm.scoring.matrices import cells
from plut_kumkm.scoring.matrices.criteria import numbered
from plut_kumkm.scoring.matrices.lists import listed, tabled
from plut_kumkm.scoring.numbers import Column, refuse, total
from plut_kumkm.scoring.wording import Figure

# How much more one criterion may count than another on Saaty's scale.
SCALE = 9
# Two judgements are each other's reciprocal when their product is 1 but for what floats leave.
_EXACT = 1e-9
# A printed reciprocal of fewer decimals than this is not one that was rounded, but another judgement.
_FEWEST, _MOST = 1, 6

PairwiseLike = Iterable[Iterable[object]]


@frozen
class Judgements:
    """A square of judgements, every reciprocal exact; ``None`` where nobody judged."""

    rows: tuple[tuple[float | None, ...], ...]
    notes: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def missing(self) -> tuple[tuple[int, int], ...]:
        """The pairs that nobody judged."""
        size = range(len(self.rows))
        return tuple(
            (row, column) for row in size for column in size if row < column and self.rows[row][column] is None
        )


def read_judgements(pairwise: PairwiseLike, codes: Sequence[str] | None = None) -> Judgements:
    """Return pairwise comparisons, every reciprocal exact.

    Where the lower half holds a rounded reciprocal, such as 0.33 for 1/3, the judgement from 1 up is kept and its
    reciprocal taken exactly; a note says which.

    Args:
        pairwise: a square of judgements from 1/9 to 9; how much more the row counts than the column. ``None`` where a
            pair was not judged; one half is enough.
        codes: the codes of the criteria, for messages.

    Raises:
        ValidationError: it is no square, a judgement is no number above zero, a diagonal is not 1, or two judgements of
            a pair contradict each other; every such pair is named.

    >>> found = read_judgements([[1, 3], [0.33, 1]])
    >>> found.rows, found.notes[0].code
    (((1.0, 3.0), (0.3333333333333333, 1.0)), 'scoring.reciprocal_rounded')
    """
    table = tabled(pairwise, "pairwise")
    size = len(table)
    if not size or any(len(row) != size for row in table):
        refuse("scoring.not_square", ("pairwise",), rows=size, columns=tuple(len(row) for row in table[:5]))
    names = numbered(size) if codes is None else codes
    if len(names) != size:
        refuse("scoring.criteria_count", ("criteria",), criteria=len(names), columns=size)
    wrong: list[Finding] = []
    read: list[list[float | None]] = []
    for row, values in enumerate(table):
        read.append([])
        for column, value in enumerate(values):
            got = _judgement(value)
            if isinstance(got, cells.Wrong):
                wrong.append(got.at(row, column, criterion=names[column], alternative=names[row]))
                got = None
            elif got is not None and got <= 0:
                wrong.append(_pair("scoring.judgement_not_positive", "error", names, row, column, got=Figure(got)))
            read[-1].append(got)
    if wrong:
        raise ValidationError(wrong)
    judged = _reciprocal(read, names)
    return evolve(judged, notes=(*judged.notes, *_beyond(judged.rows, names)))


def _beyond(rows: tuple[tuple[float | None, ...], ...], names: Sequence[str]) -> Iterator[Finding]:
    """Yield the judgements beyond the scale, each pair once."""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None and value > SCALE * (1 + _EXACT):
                yield _pair("scoring.judgement_beyond", "warning", names, row, column, got=Figure(value))


def _judgement(value: object) -> float | cells.Wrong | None:
    if isinstance(value, str) and value.count("/") == 1:
        # "1/3" is how a reciprocal is written exactly.
        above, _, below = (part.strip() for part in value.partition("/"))
        if above.isdecimal() and below.isdecimal() and int(below):
            return cells.read(Fraction(int(above), int(below)))
    return cells.read(value)


def _pair(code: str, severity: Severity, names: Sequence[str], row: int, column: int, **params: Any) -> Finding:
    return Finding(code, severity, (row, column), {"first": names[row], "second": names[column], **params})


def _reciprocal(read: list[list[float | None]], names: Sequence[str]) -> Judgements:
    size = len(read)
    wrong: list[Finding] = []
    notes: list[Finding] = []
    for row in range(size):
        own = read[row][row]
        if own is not None and abs(own - 1) > _EXACT:
            wrong.append(_pair("scoring.diagonal", "error", names, row, row, got=Figure(own, 1)))
        read[row][row] = 1.0
        for column in range(row + 1, size):
            one, other = read[row][column], read[column][row]
            if one is None or other is None:
                # One half is enough, and of a pair that nobody judged nothing is known.
                if one is not None:
                    read[column][row] = 1 / one
                elif other is not None:
                    read[row][column] = 1 / other
                continue
            if abs(one * other - 1) <= _EXACT:
                continue
            # The judgement from 1 up is what was said; the other one is its reciprocal.
            (large, small), turned = ((one, other), False) if one >= other else ((other, one), True)
            if not _is_rounded(small, large):
                both = {"one": Figure(one), "other": Figure(other)}
                wrong.append(_pair("scoring.not_reciprocal", "error", names, row, column, **both))
                continue
            told = {"printed": Figure(small, 1 / large), "exact": Figure(1 / large, small)}
            notes.append(_pair("scoring.reciprocal_rounded", "warning", names, row, column, **told))
            read[row][column], read[column][row] = (1 / large, large) if turned else (large, 1 / large)
    if wrong:
        raise ValidationError(wrong)
    return Judgements(tuple(map(tuple, read)), tuple(notes))


def _is_rounded(small: float, large: float) -> bool:
    """Return whether ``small`` is 1/``large``, rounded or cut to the decimals that it is written with."""
    places = len(repr(small).partition(".")[2])
    exact = 1 / large
    return _FEWEST <= places <= _MOST and (
        abs(small - exact) <= 0.5 * 10**-places + 1e-12 or small == int(exact * 10**places) / 10**places
    )


def group_judgements(
    matrices: Iterable[PairwiseLike], weights: Iterable[float] | None = None
) -> tuple[tuple[float | None, ...], ...]:
    """Return the judgements of a group as one square: the weighted geometric mean of each pair.

    Unlike the arithmetic mean it keeps reciprocals reciprocal. Of a pair that some did not judge it is the mean of
    those who did. How consistent each member is, and what had to be noted, ``ahp`` tells of each square alone.

    Args:
        matrices: the squares of the members, all of one size.
        weights: what each member counts; the same for all where none are given.

    Raises:
        ValidationError: there is no square, they differ in size, or one is not as ``read_judgements`` wants it.

    Source:
        Saaty 1980.

    >>> square = group_judgements([[[1, 2], [0.5, 1]], [[1, 8], [0.125, 1]]])
    >>> round(square[0][1], 12), round(square[1][0], 12)
    (4.0, 0.25)
    """
    squares = [_of_member(place, one) for place, one in enumerate(listed(matrices, "matrices"))]
    if not squares:
        refuse("scoring.no_judgements", ("matrices",))
    size = len(squares[0])
    if any(len(one) != size for one in squares):
        refuse("scoring.judgements_size", ("matrices",), sizes=tuple(len(one) for one in squares[:8]))
    given = [1.0] * len(squares) if weights is None else listed(weights, "weights")
    if len(given) != len(squares):
        refuse("scoring.weights_count", ("weights",), got=len(given), criteria=len(squares))
    shares = read_weights(given, [f"M{place + 1}" for place in range(len(squares))])
    merged: list[list[float | None]] = [[1.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1, size):
            said = [(one[row][column], share) for one, share in zip(squares, shares, strict=True)]
            pair = _mean([(value, share) for value, share in said if value is not None and share])
            merged[row][column] = pair
            merged[column][row] = None if pair is None else 1 / pair
    return tuple(map(tuple, merged))


def _of_member(place: int, pairwise: PairwiseLike) -> tuple[tuple[float | None, ...], ...]:
    """Return the square of one member, whose place stands in what is wrong with it."""
    try:
        return read_judgements(pairwise).rows
    except ValidationError as error:
        raise ValidationError(evolve(one, path=("matrices", place, *one.path)) for one in error.findings) from None


def _mean(pairs: list[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    shares: Column = divided(tuple(share for _, share in pairs))
    return exp(total(share * log(value) for (value, _), share in zip(pairs, shares, strict=True)))
