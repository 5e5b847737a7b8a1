"""Profile matching: how far scores are from the profile that is wanted, above it or below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.scoring.aggregating.answering import Outcome, answer
from plut_kumkm.scoring.aggregating.asking import Asked, MatrixLike, ask, benefits
from plut_kumkm.scoring.catalogue import NamedTable, gap_tables
from plut_kumkm.scoring.matrices import checks
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.lists import listed, mapped, numbers
from plut_kumkm.scoring.matrices.matrices import as_matrix, evolve_matrix
from plut_kumkm.scoring.numbers import SUM_TOLERANCE, Column, mean, refuse, total, written
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import by_alternative, cells
from plut_kumkm.scoring.wording import Figure, name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.matrices.matrices import DecisionMatrix
    from plut_kumkm.scoring.rankings.rankings import Ranking

# A criterion by its code or its place.
Which = Iterable[str | int]


def _which(factors: Which) -> tuple[str | int, ...]:
    return tuple(listed(factors, "core, secondary"))


@frozen
class ProfileAspect:
    """A group of criteria that is scored on its own: its core and secondary factors and what it weighs.

    >>> ProfileAspect(core=["C1", "C2"], secondary=["C3"], weight=0.4).core_weight
    0.6
    """

    core: Which = field(converter=_which)
    secondary: Which = field(default=(), converter=_which)
    core_weight: float = 0.6
    weight: float = field(default=1.0, kw_only=True)


@frozen
class _Group:
    """An aspect as it is computed: the places of its factors, and its numbers read."""

    name: str
    core: tuple[int, ...]
    secondary: tuple[int, ...]
    core_weight: float
    weight: float


def profile_matching(
    matrix: MatrixLike,
    *,
    profile: Iterable[float] | Mapping[str, float],
    core: Which = (),
    secondary: Which = (),
    core_weight: float = 0.6,
    aspects: Mapping[str, ProfileAspect] | None = None,
    gap_table: str | Mapping[int, float] | Mapping[float, float] = "practice-5",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by profile matching, from the signed gaps to a profile; higher is better.

    A gap keeps its sign: to fall short of the profile is worth less than to exceed it by as much.

    Args:
        matrix: ratings on the scale of the profile, a ``DecisionMatrix`` or rows.
        profile: the rating that is wanted, one a criterion in their order, or by code.
        core: codes or places of the core factors.
        secondary: those of the secondary factors; without them the core factors count in whole.
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
    core, secondary = _which(core), _which(secondary)
    if aspects is None:
        groups = _grouped(table, {"N": ProfileAspect(core, secondary, core_weight)})
    elif core or secondary:
        refuse("scoring.factors_twice", ("aspects",))
    elif not isinstance(aspects, Mapping):
        refuse("scoring.not_a_mapping", ("aspects",), what="aspects", got=type(aspects).__name__)
    else:
        groups = _grouped(table, aspects)
    values = _values(gap_table)
    notes = [*checks.undeclared_scales(table.criteria), *_untaken(table, groups)]
    whole = total(one.weight for one in groups)
    if abs(whole - 1) > SUM_TOLERANCE:
        notes.append(Finding("scoring.aspects_not_one", "warning", ("aspects",), {"sum": Figure(whole, 1)}))
    asked = ask(table, None, benefits(table, None), weighing="none")
    # What is wanted is the profile, neither more nor less: no direction stands in an explanation.
    asked = evolve(
        asked, matrix=evolve_matrix(asked.matrix, criteria=table.criteria.replaced(direction=[None] * count))
    )

    def compute(one: Asked) -> Outcome:
        # A gap is looked up, so 3.3 less 2.3 has to be 1.
        goals = tuple(map(written, wanted))
        gaps = tuple(
            tuple(float(written(value) - goal) for value in column)
            for column, goal in zip(one.columns, goals, strict=True)
        )
        worth = _worth(one, gaps, values)
        factors: dict[str, Column] = {}
        for group in groups:
            factors[f"NCF {group.name}"] = both = _means(worth, group.core, one.count)
            if group.secondary:
                share = group.core_weight
                factors[f"NSF {group.name}"] = second = _means(worth, group.secondary, one.count)
                both = tuple(share * a + (1 - share) * b for a, b in zip(both, second, strict=True))
            factors[group.name] = both
        scores = tuple(
            total(group.weight * factors[group.name][place] for group in groups) for place in range(one.count)
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
        "profile": wanted, "core": _codes(table, core), "secondary": _codes(table, secondary),
        "core_weight": core_weight, "aspects": aspects,
        "gap_table": gap_table if isinstance(gap_table, str) else dict(gap_table),
    }  # fmt: skip
    return answer(
        "profile-matching", asked, compute, run=profile_matching, ties=ties, tolerance=tolerance, options=options,
        inputs={"matrix": table}, weighed=False,
    )  # fmt: skip


def _profile(matrix: DecisionMatrix, profile: Iterable[float] | Mapping[str, float]) -> Column:
    codes = matrix.criteria.codes
    by_code = mapped(profile)
    if by_code is not None:
        if absent := tuple(code for code in codes if code not in by_code):
            refuse("scoring.profile_missing", ("profile",), criteria=absent)
        for code in by_code:
            matrix.criteria.index(code)
    given = listed(profile, "profile") if by_code is None else [by_code[code] for code in codes]
    if len(given) != len(codes):
        refuse("scoring.profile_count", ("profile",), got=len(given), criteria=len(codes))
    return tuple(number(one, f"profile {code}", "profile", code) for one, code in zip(given, codes, strict=True))


def _grouped(matrix: DecisionMatrix, aspects: Mapping[str, ProfileAspect]) -> tuple[_Group, ...]:
    """Return the aspects, each factor found once."""
    found: list[_Group] = []
    seen: set[int] = set()
    if not aspects:
        refuse("scoring.no_core", ("aspects",), aspect="–")
    for name, aspect in aspects.items():
        if not isinstance(aspect, ProfileAspect):
            raise TypeError(f"aspects must map each name to a ProfileAspect, not to {type(aspect).__name__}")
        core_weight = number(aspect.core_weight, f"{name} core_weight", "aspects", name, "core_weight")
        weight = number(aspect.weight, f"{name} weight", "aspects", name, "weight")
        if not 0 <= core_weight <= 1:
            refuse(
                "scoring.core_weight",
                ("aspects", name, "core_weight"),
                aspect=name,
                got=Figure(core_weight, round(core_weight)),
            )
        if weight < 0:
            refuse("scoring.weight_negative", ("aspects", name, "weight"), criterion=name, got=Figure(weight))
        core, secondary = (tuple(_place(matrix, one) for one in side) for side in (aspect.core, aspect.secondary))
        if not core:
            refuse("scoring.no_core", ("aspects", name), aspect=name)
        for place in (*core, *secondary):
            if place in seen:
                refuse("scoring.factor_twice", ("aspects", name), criterion=matrix.criteria.codes[place])
            seen.add(place)
        found.append(_Group(name, core, secondary, core_weight, weight))
    if not any(group.weight for group in found):
        refuse("scoring.weights_zero", ("aspects",))
    return tuple(found)


def _codes(matrix: DecisionMatrix, which: Which) -> tuple[str, ...]:
    return tuple(matrix.criteria.codes[_place(matrix, one)] for one in which)


def _place(matrix: DecisionMatrix, which: str | int) -> int:
    if isinstance(which, int) and not isinstance(which, bool) and 0 <= which < len(matrix.criteria):
        return which
    return matrix.criteria.index(which)


def _untaken(matrix: DecisionMatrix, groups: tuple[_Group, ...]) -> tuple[Finding, ...]:
    taken = {place for group in groups for place in (*group.core, *group.secondary)}
    absent = tuple(one.label() for place, one in enumerate(matrix.criteria) if place not in taken)
    return (Finding("scoring.factors_untaken", "warning", ("criteria",), {"criteria": absent}),) if absent else ()


def _values(table: str | Mapping[int, float] | Mapping[float, float]) -> Mapping[float, float]:
    if isinstance(table, str):
        found: NamedTable | None = gap_tables().get(table)
        if found is None:
            raise ValueError(
                f"gap_table must be one of {', '.join(map(repr, gap_tables()))}, or a mapping, not {table!r}"
            )
        return {float(gap): value for gap, value in found.values.items()}
    return numbers(table, "gap_table")


def _worth(asked: Asked, gaps: tuple[Column, ...], values: Mapping[float, float]) -> tuple[Column, ...]:
    wrong: list[Finding] = []
    for column, one in zip(gaps, asked.matrix.criteria, strict=True):
        for place, gap in enumerate(column):
            if gap not in values:
                params = {
                    "alternative": name_of(asked.matrix.alternatives[place]), "criterion": one.label(),
                    "gap": Figure(gap, round(gap)), "known": tuple(Figure(known) for known in sorted(values)),
                }  # fmt: skip
                wrong.append(Finding("scoring.gap_unknown", "error", (place, one.code), params))
    if wrong:
        raise ValidationError(wrong)
    return tuple(tuple(values[gap] for gap in column) for column in gaps)


def _means(worth: tuple[Column, ...], side: tuple[int, ...], count: int) -> Column:
    return tuple(mean([worth[place][row] for place in side]) for row in range(count))
