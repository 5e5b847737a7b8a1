"""Robustness: flips, draws, reversals and agreement, by hand where they can be solved."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from plut_kumkm import scoring
from plut_kumkm.scoring.robustness.sensitivity import moved
from tests.scoring.making import refused

WAYS = ["benefit", "benefit"]
# On min-max: first 0 and 1, second 1 and 0, third .5 and .5.
ROWS = [[1, 3], [3, 1], [2, 2]]


def test_the_flip_of_a_straight_line_is_solved_by_hand() -> None:
    # scores of the first two: 1-w and w; they meet at w = .5
    found = scoring.sensitivity(scoring.saw(ROWS, [0.4, 0.6], WAYS, normalisation="minmax"))
    assert found.exact
    assert found.first == "A1"
    first, second = found
    assert first.above is not None
    assert (first.above.weight, first.above.to) == (pytest.approx(0.5), "A2")
    assert first.above.change == pytest.approx(0.1)
    assert first.below is None
    assert second.below is not None
    assert second.below.weight == pytest.approx(0.5)
    assert found.smallest is first or found.smallest is second
    assert first.nearest is first.above
    assert "at weight 0.5 (+0.1) the first is A2" in found.explain("en")
    assert json.loads(json.dumps(found.to_dict()))["exact"] is True
    assert len(found) == 2
    assert found._repr_html_().startswith("<pre>")
    assert repr(found) == "<Sensitivity of A1: 2 weights, exact>"
    assert "pada bobot 0,5" in str(found)


def test_a_tie_for_the_first_place_flips_at_once() -> None:
    found = scoring.sensitivity(scoring.saw(ROWS, [0.5, 0.5], WAYS, normalisation="minmax"))
    assert found.smallest is not None
    assert found.smallest.nearest is not None
    assert found.smallest.nearest.change == pytest.approx(0)


def test_a_product_is_straight_on_its_logarithm() -> None:
    # 4^w * 1 against 1 * 16^(1-w): w ln 4 = (1-w) ln 16, so w = 2/3
    found = scoring.sensitivity(scoring.wpm([[4, 1], [1, 16]], [0.5, 0.5], WAYS))
    assert found.exact
    assert found[0].above is not None
    assert found[0].above.weight == pytest.approx(2 / 3)
    zero = scoring.sensitivity(scoring.wpm([[4, 0], [1, 16]], [0.5, 0.5], WAYS, allow_zero=True))
    assert not zero.exact


def test_where_the_method_is_not_linear_the_flip_is_searched() -> None:
    found = scoring.sensitivity(scoring.topsis(ROWS, [0.4, 0.6], WAYS))
    assert not found.exact
    assert found[0].above is not None
    # the table is the same when criteria and the first two change places, so the flip is at one half
    assert found[0].above.weight == pytest.approx(0.5, abs=1e-6)
    assert "dicari bertahap" in str(found)


def test_a_dominant_first_is_flipped_by_no_weight() -> None:
    found = scoring.sensitivity(scoring.saw([[3, 3], [1, 2]], [0.4, 0.6], WAYS))
    assert found.smallest is None
    assert found[0].nearest is None
    assert "no weight changes it" in found.explain("en")
    alone = scoring.sensitivity(scoring.saw([[3], [1]], [1], ["benefit"]))
    assert alone[0].nearest is None
    assert scoring.sensitivity(scoring.topsis([[3], [1]], [1], ["benefit"]))[0].nearest is None


def test_moved_weights_keep_their_ratios() -> None:
    assert moved((0.2, 0.2, 0.6), 2, 0.2) == pytest.approx((0.4, 0.4, 0.2))
    assert moved((1.0, 0.0, 0.0), 0, 0.5) == pytest.approx((0.5, 0.25, 0.25))
    assert moved((1.0,), 0, 0.5) == (0.5,)


def test_what_has_no_weights_has_no_sensitivity() -> None:
    for found in (
        scoring.borda([["a", "b"]]),
        scoring.profile_matching([[3], [4]], profile=[3], core=[0]),
    ):
        with pytest.raises(TypeError, match="no weights"):
            scoring.sensitivity(found)
        with pytest.raises(TypeError, match="cannot be simulated"):
            scoring.simulate(found, seed=1)


def test_draws_repeat_with_their_seed_and_are_shares_of_all() -> None:
    found = scoring.saw(ROWS, [0.4, 0.6], WAYS, normalisation="minmax")
    first = scoring.simulate(found, seed=5, runs=400, weights="anywhere")
    assert first.counts == scoring.simulate(found, seed=5, runs=400, weights="anywhere").counts
    assert first.counts != scoring.simulate(found, seed=6, runs=400, weights="anywhere").counts
    assert all(sum(shares) == pytest.approx(1) for shares in first.acceptability.values())
    # every weight as likely as any other: the first leads below one half, the second above, the third never alone
    assert first.first["A1"] == pytest.approx(0.5, abs=0.1)
    assert first.first["A3"] == 0
    assert first.acceptability["A3"] == (0, 1, 0)
    assert first.interval("A3") == (2, 2)
    assert first.interval("A1", 1) == (1, 3)
    assert "pertama dalam" in str(first)
    assert "no promise" in first.explain("en")
    assert json.loads(json.dumps(first.to_dict()))["seed"] == 5
    assert repr(first) == "<Simulation 400 runs, seed 5, 3 alternatives>"
    assert first._repr_html_().startswith("<pre>")


def test_near_weights_stay_near() -> None:
    # w of the first criterion stays within .4*.9 … .6*1.1, so below .5: the first always leads
    found = scoring.saw(ROWS, [0.4, 0.6], WAYS, normalisation="minmax")
    assert scoring.simulate(found, seed=1, runs=200, spread=0.1).first == {"A1": 1, "A2": 0, "A3": 0}
    assert scoring.simulate(found, seed=1, runs=50, spread=0.0).first["A1"] == 1
    fixed = scoring.simulate(found, seed=1, runs=50, weights="fixed", normalisation=["minmax", "max", "ranking"])
    assert fixed.first["A1"] == 1
    assert fixed.to_dict()["drawn"]["normalisation"] == ["minmax", "max", "ranking"]
    # the range of all that can happen to a weight of 0 is 0
    assert scoring.simulate(scoring.saw(ROWS, [0, 1], WAYS), seed=1, runs=10, spread=1.0).first["A1"] == 1


def test_degrees_of_importance_keep_their_sum_when_they_move() -> None:
    # divided by their sum the second would come first: 2 * 6^.5 > 9^.5 + 1
    found = scoring.mpe([[9, 1], [6, 6]], [2, 2], WAYS)
    assert found.winners == ("A1",)
    assert scoring.sensitivity(found).first == "A1"
    flip = scoring.sensitivity(found)[0].below
    assert flip is not None
    # 9^(4w) + 1 = 6^(4w) + 6^(4-4w) at the flip
    power = 4 * flip.weight
    assert 9**power + 1 == pytest.approx(6**power + 6 ** (4 - power), rel=1e-6)
    assert scoring.simulate(found, seed=1, runs=5, weights="fixed").first["A1"] == 1


def test_draws_over_normalisation_and_aggregation_of_an_index() -> None:
    index = scoring.composite_index(ROWS, [0.4, 0.6], WAYS, scale=(1, 100))
    found = scoring.simulate(
        index, seed=2, runs=60, aggregation=["arithmetic", "geometric"], normalisation=["minmax", "ranking"]
    )
    assert sum(found.first.values()) >= 1


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"seed": True}, TypeError),
        ({"seed": 1.5}, TypeError),
        ({"seed": 1, "runs": 0}, ValueError),
        ({"seed": 1, "runs": True}, ValueError),
        ({"seed": 1, "weights": "far"}, ValueError),
        ({"seed": 1, "spread": 2}, ValueError),
        ({"seed": 1, "normalisation": "max"}, ValueError),
        ({"seed": 1, "normalisation": []}, ValueError),
    ],
)
def test_draws_that_there_are_not(options: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        scoring.simulate(scoring.saw(ROWS, [0.4, 0.6], WAYS), **options)  # type: ignore[arg-type]  # that they are refused is what is tested


def test_an_interval_of_nobody_and_of_nothing_is_refused() -> None:
    found = scoring.simulate(scoring.saw(ROWS, [0.4, 0.6], WAYS), seed=1, runs=5)
    with pytest.raises(ValueError, match="share"):
        found.interval("A1", 0)
    assert refused(lambda: found.interval("Z")) == ["alternative_unknown"]
    assert found.interval(0) == found.interval("A1")


def test_rank_reversal_of_topsis_is_found() -> None:
    # Dropping an alternative moves the ideal and the lengths of the columns.
    rows = [[9, 1, 5], [5, 6, 4], [1, 9, 6], [8, 2, 3], [2, 3, 9]]
    found = scoring.rank_reversal(scoring.topsis(rows, [0.35, 0.4, 0.25], ["benefit"] * 3))
    full = scoring.topsis(rows, [0.35, 0.4, 0.25], ["benefit"] * 3)
    assert not found.stable
    for one in found.reversing:
        made = full.again(matrix=full.inputs["matrix"].without(one.dropped))
        for before, now in one.pairs:
            assert full.rank(before) < full.rank(now)
            assert made.rank(before) > made.rank(now)
    assert "turns the order of others round" in found.explain("en")
    assert found._repr_html_().startswith("<pre>")
    assert repr(found) == f"<Reversals topsis: {len(found.reversing)} of 5>"
    assert any(one.first_changed for one in found.dropped) is any(
        set(one.first) & {now for _, now in one.pairs} for one in found.reversing
    )


def test_between_the_ends_of_a_scale_nothing_is_reversed() -> None:
    criteria = [scoring.Criterion(code, direction="benefit", scale=(0, 10)) for code in "ab"]
    found = scoring.smart(scoring.DecisionMatrix([[9, 1], [5, 6], [1, 9]], criteria), [0.5, 0.5], bounds="scale")
    assert scoring.rank_reversal(found).stable
    assert "Tidak ada urutan yang berbalik" in str(scoring.rank_reversal(found))


def test_what_cannot_be_ranked_without_an_alternative_is_said() -> None:
    # without the first, every product is zero
    found = scoring.rank_reversal(scoring.wpm([[1, 1], [0, 1], [0, 2]], [0.5, 0.5], WAYS, allow_zero=True))
    reason = found.dropped[0].reason
    assert reason is not None
    assert reason.code == "scoring.all_zero"
    assert "cannot be computed" in found.explain("en")
    # of the other two nothing turns round, but of the first nothing is known
    assert found.stable is None
    assert "one of the 2 alternatives" in found.explain("en")
    with pytest.raises(TypeError, match="dropped"):
        scoring.rank_reversal(scoring.borda([["a", "b"]]))
    with pytest.raises(TypeError, match="dropped"):
        scoring.rank_reversal(scoring.saw([[1]], [1], ["benefit"]))


def test_agreement_by_hand() -> None:
    # orders a b c d and b a c d: rho = 1 - 6*2/(4*15) = .8, tau = (5-1)/6
    first, second = scoring.borda([["a", "b", "c", "d"]]), scoring.borda([["b", "a", "c", "d"]])
    found = scoring.agreement([first, second])
    assert found.names == ("borda 1", "borda 2")
    assert found.spearman[0][1] == pytest.approx(0.8)
    assert found.kendall[0][1] == pytest.approx(4 / 6)
    assert found.spearman[0][0] == 1
    assert found.intervals == {"a": (1, 2), "b": (1, 2), "c": (3, 3), "d": (4, 4)}
    assert found.winners == {"a": 1, "b": 1}
    assert "a: rank 1 to 2" in found.explain("en")
    assert "c: peringkat 3" in str(found)
    assert repr(found) == "<Agreement of borda 1, borda 2 on 4 alternatives>"
    assert found._repr_html_().startswith("<pre>")


def test_agreement_of_named_rankings_and_of_one_that_tells_nothing_apart() -> None:
    level = scoring.saw([[1], [1]], [1], ["benefit"])
    found = scoring.agreement({"sama": level, "beda": scoring.saw([[1], [2]], [1], ["benefit"])})
    assert found.names == ("sama", "beda")
    assert found.spearman[0][1] is None
    assert found.kendall[0][1] is None
    assert refused(lambda: scoring.agreement([level])) == ["one_ranking"]
    assert refused(lambda: scoring.agreement([level, scoring.borda([["a", "b"]])])) == ["rankings_differ"]


def test_a_tie_at_the_end_of_the_way_is_no_flip() -> None:
    # the second criterion is the same for all: at weight 1 all tie, and nobody comes first instead
    found = scoring.sensitivity(scoring.saw([[3, 5], [1, 5]], [0.6, 0.4], WAYS))
    assert (found[1].below, found[1].above) == (None, None)
    # at weight 0 of the first all tie too
    assert (found[0].below, found[0].above) == (None, None)


def test_draws_are_told_from_the_best_on_and_in_part() -> None:
    rows = [[place] for place in range(1, 31)]
    found = scoring.simulate(scoring.saw(rows, [1], ["benefit"]), seed=1, runs=5)
    lines = found.explain("en").splitlines()
    assert lines[2].startswith("- A30: rank 1;")
    assert lines[3].startswith("- A29: rank 2;")
    assert lines[-1] == "- and 10 more"
    assert len(lines) == 23


def test_the_agreement_and_the_reversals_of_many_are_told_in_part() -> None:
    rows = [[place, 1 + place * 7 % 30] for place in range(1, 31)]
    both = [method(rows, [0.5, 0.5], WAYS) for method in (scoring.saw, scoring.topsis)]
    assert scoring.agreement(both).explain("en").splitlines()[-1] == "- and 10 more"
    crowded = [[1 + p * 7 % 41, 1 + p * p * 3 % 37, 1 + p * 19 % 43] for p in range(40)]
    turned = scoring.rank_reversal(scoring.saw(crowded, [0.4, 0.3, 0.3], ["benefit"] * 3, normalisation="ranking"))
    lines = turned.explain("en").splitlines()
    assert len(turned.reversing) > 20
    assert len(lines) == 22
    assert lines[-1] == f"- and {len(turned.reversing) - 20} more"


def exact_scores(rows: list[list[int]], weights: list[Fraction]) -> list[Fraction]:
    return [sum((w * x for w, x in zip(weights, row, strict=True)), Fraction()) for row in rows]


def exactly_moved(weights: list[Fraction], place: int, to: Fraction) -> list[Fraction]:
    rest = 1 - weights[place]
    others = len(weights) - 1
    share = [(1 - to) / others if not rest else one * (1 - to) / rest for one in weights]
    return [to if number == place else one for number, one in enumerate(share)]


def test_flips_are_those_of_fractions() -> None:
    # Bayes takes ratings as they are, so that every score and every flip is a fraction: 0 to 4 ties often.
    random = Random(11)  # noqa: S311 - made-up tables, no secret
    for _ in range(400):
        count = random.randint(2, 4)
        rows = [[random.randint(0, 4) for _ in range(count)] for _ in range(random.randint(2, 5))]
        raw = [random.randint(0, 4) for _ in range(count)]
        if not any(raw):
            continue
        weights = [Fraction(one, sum(raw)) for one in raw]
        found = scoring.sensitivity(scoring.bayes(rows, [float(one) for one in weights]))
        names = [f"A{n + 1}" for n in range(len(rows))]
        first = names.index(found.first)
        for place, now in enumerate(weights):
            leads = [exact_scores(rows, exactly_moved(weights, place, Fraction(end))) for end in (0, 1)]
            cuts = set()
            for other in range(len(rows)):
                start, end = (one[first] - one[other] for one in leads)
                if min(start, end) < 0 <= max(start, end):
                    cuts.add((start / (start - end), end < start))
            for flip, up in ((found[place].above, True), (found[place].below, False)):
                beyond = [cut for cut, falls in cuts if falls is up and (cut >= now if up else cut <= now)]
                assert (flip is None) is (not beyond)
                if flip is None:
                    continue
                cut = min(beyond) if up else max(beyond)
                assert flip.weight == pytest.approx(float(cut))
                past = cut + Fraction(1 if up else -1, 10**6)
                scores = exact_scores(rows, exactly_moved(weights, place, past))
                assert scores[names.index(flip.to)] == max(scores) > scores[first]


def test_who_leads_beyond_a_meeting_of_three_comes_first() -> None:
    # at w = 1/2 all three score 3; beyond it 2 + 2w of A3 passes 3 of A2
    found = scoring.sensitivity(scoring.bayes([[2, 4], [3, 3], [4, 2]], [0, 1]))
    assert found[0].above is not None
    assert (found[0].above.weight, found[0].above.to) == (0.5, "A3")


def test_what_floats_leave_of_a_tie_is_no_flip() -> None:
    # A2 is first. Without C3 it scores (2 + 2 + 6)/6 and A4 (1 + 0 + 9)/6: they tie at the end of the way, no more.
    rows = [[0, 0, 2, 3], [2, 1, 4, 2], [3, 2, 2, 0], [1, 0, 1, 3]]
    found = scoring.sensitivity(scoring.bayes(rows, [1 / 7, 2 / 7, 1 / 7, 3 / 7]))
    assert found[2].below is None


@pytest.mark.parametrize("method", [scoring.wpm, scoring.weighted_geometric, scoring.saw])
def test_draws_of_the_weights_as_they_are_give_the_ranking_itself(method: Callable[..., scoring.Ranking]) -> None:
    # a tolerance is a part of the score, also where the draws reckon with logarithms
    ranking = method([[3, 1], [1, 2], [4, 2], [3, 4]], [0.6, 0.4], ["cost", "benefit"], tolerance=0.05)
    drawn = scoring.simulate(ranking, seed=1, runs=3, weights="fixed")
    assert [counts.index(3) + 1 for counts in drawn.counts] == list(ranking.ranks)


@pytest.mark.parametrize("method", [scoring.bayes, scoring.mpe])
def test_first_is_who_has_the_best_score_whatever_the_tolerance(method: Callable[..., scoring.Ranking]) -> None:
    # 4w + 2(1 - w) and 3 meet at w = 1/2: A2 is ahead at w = 0.51, though a tolerance of 10 % calls it a tie
    ranking = method([[3, 3], [4, 2]], [0.51, 0.49], WAYS, tolerance=0.1)
    assert ranking.ranks == (1, 1)
    found = scoring.sensitivity(ranking)
    exact = scoring.sensitivity(method([[3, 3], [4, 2]], [0.51, 0.49], WAYS))
    assert (found.first, found.weights) == (exact.first, exact.weights)
    assert found.first == ("A2" if method is scoring.bayes else exact.first)


def test_what_was_drawn_is_told_with_the_intervals() -> None:
    ranking = scoring.saw(ROWS, [0.4, 0.6], WAYS)
    near = scoring.simulate(ranking, seed=1, runs=10, normalisation=["max", "minmax"])
    assert "Choices: weights=near; spread=0.25; normalisation=(max; minmax)" in near.explain("en").splitlines()
    anywhere = scoring.simulate(ranking, seed=1, runs=10, weights="anywhere")
    assert "Pilihan: weights=anywhere" in anywhere.explain().splitlines()
    assert anywhere.to_dict()["drawn"] == {"weights": "anywhere"}


@pytest.mark.parametrize("method", [scoring.weighted_geometric, scoring.topsis])
def test_a_weight_of_nothing_beside_a_huge_one_can_be_explained_and_moved(
    method: Callable[..., scoring.Ranking],
) -> None:
    for weights in ([1e150, 1e-150], [0.5, 1e-150], [2, 1e-150]):
        ranking = method([[1, 2], [2, 1]], weights, WAYS)
        assert ranking.explain(0, "en")
        assert scoring.sensitivity(ranking).explain("en")
        assert sum(scoring.simulate(ranking, seed=1, runs=5).counts[0]) == 5
