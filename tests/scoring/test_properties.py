"""What holds of every table: order plays no part, nor do units, dominance is respected, scores keep to their range."""

from __future__ import annotations

from functools import partial
from math import fsum, isfinite
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plut_kumkm import scoring
from plut_kumkm.scoring.rankings.places import TIES

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS: dict[str, Callable[..., scoring.Ranking]] = {
    "saw": scoring.saw,
    "saw, min-max": partial(scoring.saw, normalisation="minmax"),
    "saw, ranking": partial(scoring.saw, normalisation="ranking"),
    "saw, z-score": partial(scoring.saw, normalisation="zscore"),
    "saw, sum": partial(scoring.saw, normalisation="sum"),
    "saw, vector": partial(scoring.saw, normalisation="vector"),
    "smart": scoring.smart,
    "wpm": scoring.wpm,
    "weighted geometric": scoring.weighted_geometric,
    "topsis": scoring.topsis,
    "moora": scoring.moora,
    "moora, reference": partial(scoring.moora, form="reference"),
    "moora, multiplicative": partial(scoring.moora, form="multiplicative"),
    "vikor": scoring.vikor,
    "mpe": scoring.mpe,
    "mazziotta-pareto": scoring.mazziotta_pareto,
    "composite index": scoring.composite_index,
    "composite index, geometric": partial(scoring.composite_index, aggregation="geometric", scale=(1, 100)),
}
NAMES = sorted(METHODS)
# MPE takes scores as they are, and the full multiplicative form scales with the unit (the order stays).
UNITLESS = sorted(set(METHODS) - {"mpe", "moora, multiplicative"})
# An uneven alternative pays a penalty in MPI, so it may come behind one that it dominates.
DOMINANCE = sorted(set(METHODS) - {"mazziotta-pareto"})
FROM_0_TO_1 = ["saw", "saw, min-max", "saw, ranking", "saw, sum", "saw, vector", "smart", "wpm", "topsis", "vikor",
               "composite index", "weighted geometric", "moora, reference"]  # fmt: skip
Table = tuple[list[list[int]], list[float], list[str]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    cell = st.integers(1, 40)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))
    parts = draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    ways = draw(st.lists(st.sampled_from(("benefit", "cost")), min_size=width, max_size=width))
    return rows, [part / sum(parts) for part in parts], ways


@pytest.mark.parametrize("name", NAMES)
@given(table=tables(), data=st.data())
@settings(max_examples=20)
def test_the_order_of_alternatives_and_criteria_plays_no_part(name: str, table: Table, data: st.DataObject) -> None:
    rows, weights, ways = table
    down = data.draw(st.permutations(range(len(rows))))
    across = data.draw(st.permutations(range(len(ways))))
    found = METHODS[name](rows, weights, ways)
    turned = METHODS[name](
        [[rows[row][column] for column in across] for row in down],
        [weights[column] for column in across],
        [ways[column] for column in across],
    )
    # exactly, to the last digit
    assert turned.scores == tuple(found.scores[row] for row in down)
    assert turned.ranks == tuple(found.ranks[row] for row in down)


@pytest.mark.parametrize("name", UNITLESS)
@given(table=tables(), data=st.data())
@settings(max_examples=20)
def test_the_unit_of_a_criterion_plays_no_part(name: str, table: Table, data: st.DataObject) -> None:
    rows, weights, ways = table
    factors = data.draw(
        st.lists(st.sampled_from((0.001, 0.3, 1, 7, 1_000_000)), min_size=len(ways), max_size=len(ways))
    )
    found = METHODS[name](rows, weights, ways)
    scaled = METHODS[name]([[v * f for v, f in zip(row, factors, strict=True)] for row in rows], weights, ways)
    assert scaled.scores == pytest.approx(found.scores, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize("name", DOMINANCE)
@given(table=tables(), data=st.data())
@settings(max_examples=20)
def test_whoever_is_at_least_as_good_in_everything_is_not_behind(name: str, table: Table, data: st.DataObject) -> None:
    rows, weights, ways = table
    better = [data.draw(st.integers(v, 40) if way == "benefit" else st.integers(1, v))
              for v, way in zip(rows[0], ways, strict=True)]  # fmt: skip
    found = METHODS[name]([*rows, better], weights, ways)
    assert found.ranks[-1] <= found.ranks[0]


@pytest.mark.parametrize("name", FROM_0_TO_1)
@given(table=tables())
@settings(max_examples=20)
def test_scores_are_from_0_to_1(name: str, table: Table) -> None:
    found = METHODS[name](*table)
    assert all(-1e-12 <= score <= 1 + 1e-12 for score in found.scores)
    if name == "wpm":
        assert fsum(found.scores) == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
@given(table=tables())
@settings(max_examples=15)
def test_nothing_is_ever_nan_and_everything_can_be_told(name: str, table: Table) -> None:
    found = METHODS[name](*table)
    assert all(isfinite(score) for score in found.scores)
    assert all(isfinite(value) for step in found.steps for column in step.columns for value in column)
    assert sorted(found.order) == sorted(found.alternatives)
    text = found.explain(found.winners[0]) + found.explain(lang="en")
    assert "nan" not in text.lower().replace("penalti", "")
    assert [note.code for note in found.notes if note.severity == "error"] == []


@given(table=tables())
def test_linear_parts_make_the_score(table: Table) -> None:
    for name in ("saw", "smart", "moora", "composite index"):
        found = METHODS[name](*table)
        assert found.linear is not None
        assert found.weights is not None
        rows = zip(*found.linear, strict=True)
        sums = [fsum(w * v for w, v in zip(found.weights, row, strict=True)) for row in rows]
        assert found.scores == pytest.approx(sums)


@given(scores=st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12), ties=st.sampled_from(TIES))
def test_ranks_by_every_policy(scores: list[float], ties: Any) -> None:
    ranks = scoring.ranked(scores, ties=ties)
    for one, rank in zip(scores, ranks, strict=True):
        ahead, level = sum(other > one for other in scores), scores.count(one)
        different = len({other for other in scores if other > one})
        assert rank == {
            "min": ahead + 1, "max": ahead + level, "average": ahead + (level + 1) / 2, "dense": different + 1,
        }[ties]  # fmt: skip
    assert scoring.ranked([-one for one in scores], "lower", ties=ties) == ranks


@given(square=st.integers(2, 7).flatmap(lambda n: st.lists(st.integers(1, 9), min_size=n, max_size=n)))
def test_judgements_made_of_weights_give_them_back(square: list[int]) -> None:
    pairwise = [[one / other for other in square] for one in square]
    for method in ("eigenvector", "column-mean", "geometric-mean"):
        found = scoring.ahp(pairwise, method=method)  # type: ignore[arg-type]  # the loop over the three words
        assert list(found) == pytest.approx([one / sum(square) for one in square])
        assert found.consistent
        assert found.cr == pytest.approx(0, abs=1e-9)


@given(table=tables())
@settings(max_examples=50)
def test_weights_out_of_data_sum_to_1_and_none_is_negative(table: Table) -> None:
    rows, _, ways = table
    for found in (scoring.entropy(rows), scoring.critic(rows, ways), scoring.standard_deviation(rows)):
        assert fsum(found) == pytest.approx(1)
        assert min(found) >= 0


@given(table=tables())
@settings(max_examples=50)
def test_solved_and_searched_flips_are_the_same(table: Table) -> None:
    from attrs import evolve

    from plut_kumkm.scoring.robustness.sensitivity import moved

    rows, weights, ways = table
    found = scoring.saw(rows, weights, ways, normalisation="minmax")
    if len(found.winners) > 1:
        return
    exact, searched = scoring.sensitivity(found), scoring.sensitivity(evolve(found, linear=None))
    assert exact.exact is not searched.exact
    for place, (one, other) in enumerate(zip(exact, searched, strict=True)):
        for flip, seen in ((one.below, other.below), (one.above, other.above)):
            if seen is not None:
                assert flip is not None
                assert flip.weight == pytest.approx(seen.weight, abs=1e-6)
            if flip is not None and 1e-6 < flip.weight < 1 - 1e-6:
                # just beyond the flip the first place has changed hands
                step = 1e-7 if flip.change >= 0 else -1e-7
                beyond = found.again(weights=moved(tuple(weights), place, flip.weight + step))
                assert beyond.ranks[found.alternatives.index(exact.first)] > 1


@example(column=[5, 21, 23, 43], factors=(0.1, 0.1, 0.3))
@given(
    column=st.lists(st.integers(1, 50), min_size=2, max_size=5),
    factors=st.tuples(*[st.sampled_from((0.1, 0.3, 1, 3, 7))] * 3),
)
def test_what_cancels_out_is_a_tie_and_not_what_floats_leave_of_it(
    column: list[int], factors: tuple[float, ...]
) -> None:
    # The same column three times, up to its unit: .3 + .2 of benefits against .5 of costs is 0 for everyone.
    rows = [[value * factor for factor in factors] for value in column]
    ways = ["benefit", "benefit", "cost"]
    for found in (
        scoring.moora(rows, [0.3, 0.2, 0.5], ways),
        scoring.saw(rows, [0.3, 0.2, 0.5], ways, normalisation="zscore"),
    ):
        assert set(found.ranks) == {1}
        assert found.scores == pytest.approx([0] * len(rows), abs=1e-9)


def test_ballots_of_the_same_weight_tie_whatever_floats_leave() -> None:
    # 0.1 + 0.2 ballots put a first and 0.3 put b first: a tie, though 0.1 + 0.2 - 0.3 is not 0 in floats
    ballots, weights = [["a", "b"], ["a", "b"], ["b", "a"]], [0.1, 0.2, 0.3]
    assert scoring.copeland(ballots, weights).scores == (0.0, 0.0)
    assert scoring.borda(ballots, weights).ranks == (1, 1)
