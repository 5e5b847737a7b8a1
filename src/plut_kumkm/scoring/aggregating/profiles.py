"""Profile matching: how far scores are from the profile that is wanted, above it or below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, ask, benefits
from plut_kumkm.scoring.catalogue import NamedTable, gap_tables
from plut_kumkm.scoring.matrices import checks
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.matrices import as_matrix, evolve_matrix
from plut_kumkm.scoring.numbers import SUM_TOLERANCE, Column, mean, refuse, total
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, cells
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.matrices import DecisionMatrix
    from plut_kumkm.scoring.rankings.rankings import Ranking

# A criterion by its code or its place.
Which = Sequence[str | int]
# The places of the core factors, and those of the secondary ones.
Sides = tuple[tuple[int, ...], tuple[int, ...]]


@frozen
class ProfileAspect:
    """A group of criteria that is scored on its own: its core and secondary factors and what it weighs.

    >>> ProfileAspect(core=["C1", "C2"], secondary=["C3"], weight=0.4).core_weight
    0.6
    """

    core: Which
    secondary: Which = ()
    core_weight: float = 0.6
    weight: float = field(default=1.0, kw_only=True)


def profile_matching(
    matrix: MatrixLike,
    *,
    profile: Sequence[float] | Mapping[str, float],
    core: Which = (),
    secondary: Which = (),
    core_weight: float = 0.6,
    aspects: Mapping[str, ProfileAspect] | None = None,
    gap_table: str | Mapping[int, float] = "practice-5",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by profile matching, from the signed gaps to a profile; higher is better.

    A gap keeps its sign: to fall short of the profile is worth less than to exceed it by as much.

    Args:
        matrix: ratings on the scale of the profile, a ``DecisionMatrix`` or rows.
        profile: the rating that is wanted, one a criterion in their order, or by code.
        core: codes or places of the core factors.
        secondary: those of the secondary factors.
        core_weight: the part of the core factors [1]; 0.6 in common use.
        aspects: groups with factors and weights of their own, instead of ``core``, ``secondary`` and ``core_weight``.
        gap_table: what a gap is worth: the id of a shipped table, or gaps and values of your own.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: the matrix is no complete matrix of numbers, a factor is not there, in two groups or in none,
            weights are none, or a gap stands not in the table.

    Source:
        Practice of decision support in Indonesia.

    >>> found = profile_matching([[4, 3, 3]], profile=[3, 3, 4], core=[0, 1], secondary=[2], core_weight=0.6)
    >>> found.step("gap").rows, found.step("gap_value").rows, found.scores
    (((1.0, 0.0, -1.0),), ((4.5, 5.0, 4.0),), (4.45,))
    """
    table = as_matrix(matrix)
    wanted = _profile(table, profile)
    count = len(wanted)
    groups = {"N": ProfileAspect(core, secondary, core_weight)} if aspects is None else dict(aspects)
    if aspects is not None and (core or secondary):
        refuse("scoring.factors_twice", ("aspects",))
    places = _grouped(table, groups)
    values = _values(gap_table)
    notes = [*checks.undeclared_scales(table.criteria), *_untaken(table, places)]
    whole = total(one.weight for one in groups.values())
    if abs(whole - 1) > SUM_TOLERANCE:
        notes.append(Finding("scoring.aspects_not_one", "warning", ("aspects",), {"sum": Figure(whole)}))
    asked = ask(table, None, benefits(table, None), weighing="none")
    # What is wanted is the profile, neither more nor less: no direction stands in an explanation.
    asked = evolve(
        asked, matrix=evolve_matrix(asked.matrix, criteria=table.criteria.replaced(direction=[None] * count))
    )

    def compute(one: Asked) -> Outcome:
        gaps = tuple(tuple(value - goal for value in column) for column, goal in zip(one.columns, wanted, strict=True))
        worth = _worth(one, gaps, values)
        factors: dict[str, Column] = {}
        for name, aspect in groups.items():
            both = [_means(worth, side, one.count) for side in places[name]]
            factors[f"NCF {name}"], factors[f"NSF {name}"] = both
            parts = aspect.core_weight, 1 - aspect.core_weight
            if not places[name][1]:
                parts = 1.0, 0.0
            factors[name] = tuple(parts[0] * first + parts[1] * second for first, second in zip(*both, strict=True))
        scores = tuple(
            total(aspect.weight * factors[name][place] for name, aspect in groups.items()) for place in range(one.count)
        )
        return Outcome(
            scores=scores,
            steps=(
                cells("gap", one.codes, gaps),
                cells("gap_value", one.codes, worth),
                cells("factors", tuple(factors), tuple(factors.values())),
                by_alternative("score", scores),
            ),
            notes=tuple(notes),
        )

    options: dict[str, Any] = {
        "profile": wanted, "core": tuple(core), "secondary": tuple(secondary), "core_weight": core_weight,
        "aspects": aspects, "gap_table": gap_table if isinstance(gap_table, str) else dict(gap_table),
    }  # fmt: skip
    return answer(
        "profile-matching", asked, compute, run=profile_matching, ties=ties, tolerance=tolerance, options=options,
        inputs={"matrix": table}, weighed=False,
    )  # fmt: skip


def _profile(matrix: DecisionMatrix, profile: Sequence[float] | Mapping[str, float]) -> Column:
    codes = matrix.criteria.codes
    if isinstance(profile, Mapping):
        if absent := tuple(code for code in codes if code not in profile):
            refuse("scoring.profile_missing", ("profile",), criteria=absent)
        for code in profile:
            matrix.criteria.index(code)
        profile = [profile[code] for code in codes]
    if isinstance(profile, str) or len(profile) != len(codes):
        refuse("scoring.profile_count", ("profile",), got=len(profile), criteria=len(codes))
    return tuple(number(one, code, "profile", code) for one, code in zip(profile, codes, strict=True))


def _grouped(matrix: DecisionMatrix, groups: Mapping[str, ProfileAspect]) -> dict[str, Sides]:
    """Return the places of the core and the secondary factors of each aspect."""
    found: dict[str, Sides] = {}
    seen: set[int] = set()
    codes = matrix.criteria.codes
    if not groups:
        refuse("scoring.no_core", ("aspects",), aspect="–")
    for name, aspect in groups.items():
        for field_, given in (("core_weight", aspect.core_weight), ("weight", aspect.weight)):
            weight = number(given, field_, "aspects", name)
            if weight < 0 or (field_ == "core_weight" and weight > 1):
                refuse("scoring.share", ("aspects", name, field_), what=f"{name} {field_}", got=Figure(weight))
        if not aspect.core:
            refuse("scoring.no_core", ("aspects", name), aspect=name)
        sides = tuple(tuple(_place(matrix, one) for one in side) for side in (aspect.core, aspect.secondary))
        for place in (*sides[0], *sides[1]):
            if place in seen:
                refuse("scoring.factor_twice", ("aspects", name), criterion=codes[place])
            seen.add(place)
        found[name] = sides[0], sides[1]
    if not any(aspect.weight for aspect in groups.values()):
        refuse("scoring.weights_zero", ("aspects",))
    return found


def _place(matrix: DecisionMatrix, which: str | int) -> int:
    if isinstance(which, int) and not isinstance(which, bool) and 0 <= which < len(matrix.criteria):
        return which
    return matrix.criteria.index(which)


def _untaken(matrix: DecisionMatrix, places: Mapping[str, Sides]) -> tuple[Finding, ...]:
    taken = {place for sides in places.values() for side in sides for place in side}
    absent = tuple(one.label() for place, one in enumerate(matrix.criteria) if place not in taken)
    return (Finding("scoring.factors_untaken", "warning", ("criteria",), {"criteria": absent}),) if absent else ()


def _values(table: str | Mapping[int, float]) -> Mapping[float, float]:
    if isinstance(table, str):
        found: NamedTable | None = gap_tables().get(table)
        if found is None:
            raise ValueError(
                f"gap_table must be one of {', '.join(map(repr, gap_tables()))}, or a mapping, not {table!r}"
            )
        return {float(gap): value for gap, value in found.values.items()}
    return {float(gap): number(value, f"gap {gap}", "gap_table", str(gap)) for gap, value in table.items()}


def _worth(asked: Asked, gaps: tuple[Column, ...], values: Mapping[float, float]) -> tuple[Column, ...]:
    wrong: list[Finding] = []
    for column, one in zip(gaps, asked.matrix.criteria, strict=True):
        for place, gap in enumerate(column):
            if gap not in values:
                params = {
                    "alternative": name_of(asked.matrix.alternatives[place]), "criterion": one.label(),
                    "gap": Figure(gap), "known": tuple(Figure(known) for known in sorted(values)),
                }  # fmt: skip
                wrong.append(Finding("scoring.gap_unknown", "error", (place, one.code), params))
    if wrong:
        raise ValidationError(wrong)
    return tuple(tuple(values[gap] for gap in column) for column in gaps)


def _means(worth: tuple[Column, ...], side: tuple[int, ...], count: int) -> Column:
    if not side:
        return (0.0,) * count
    return tuple(mean([worth[place][row] for place in side]) for row in range(count))
