"""Independent implementations on random tables, where the definitions coincide; where they do not, why.

What is not compared, and why: pymcdm refuses MOORA without a cost and VIKOR with a constant criterion; its
``max_normalization`` of a cost is 1 - x/max and not min/x (its ``linear_normalization`` is); its CRITIC takes every
criterion as a benefit; its entropy of a criterion with a zero is 0, where the definition skips that share; its weights
by deviation are of the raw values. scikit-criteria multiplies the full multiplicative form by the weights, which scales
all scores alike: a ratio of two scores is free of it.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from plut_kumkm import scoring
from plut_kumkm.scoring.robustness.agreement import kendall, spearman
from tests.scoring.making import close, tables

TABLES = tables(1_000, seed=8)


@pytest.fixture(scope="module")
def given(engine: Any) -> list[tuple[Any, Any, Any]]:
    """Return the tables as arrays, with 1 for a benefit and -1 for a cost."""
    numpy = engine("numpy")
    return [
        (numpy.array(rows), numpy.array(weights), numpy.array([1 if way == "benefit" else -1 for way in ways]))
        for rows, weights, ways in TABLES
    ]


@pytest.mark.parametrize(
    ("normalisation", "theirs"),
    [("max", "linear"), ("minmax", "minmax"), ("sum", "sum"), ("vector", "vector")],
)
def test_saw_agrees_with_pymcdm(engine: Any, given: Any, normalisation: Any, theirs: str) -> None:
    way = getattr(engine("pymcdm.normalizations"), f"{theirs}_normalization")
    body = engine("pymcdm.methods").WSM(way)
    for (rows, weights, ways), oracle in zip(TABLES, given, strict=True):
        assert close(scoring.saw(rows, weights, ways, normalisation=normalisation), body(*oracle, validation=False))


def test_wpm_agrees_with_pymcdm(engine: Any, given: Any) -> None:
    # Theirs is the product alone, of normalised scores; a factor for each column falls out of the share of the sum.
    body = engine("pymcdm.methods").WPM(engine("pymcdm.normalizations").linear_normalization)
    for (rows, weights, ways), oracle in zip(TABLES, given, strict=True):
        products = body(*oracle, validation=False)
        assert close(scoring.wpm(rows, weights, ways), products / products.sum())
        assert close(scoring.weighted_geometric(rows, weights, ways), products)


@pytest.mark.parametrize(("normalisation", "theirs"), [("vector", "vector"), ("minmax", "minmax"), ("sum", "sum")])
def test_topsis_agrees_with_pymcdm(engine: Any, given: Any, normalisation: Any, theirs: str) -> None:
    # Theirs turns costs round first, ours looks for their lowest value: the distances are the same.
    body = engine("pymcdm.methods").TOPSIS(getattr(engine("pymcdm.normalizations"), f"{theirs}_normalization"))
    for (rows, weights, ways), oracle in zip(TABLES, given, strict=True):
        assert close(scoring.topsis(rows, weights, ways, normalisation=normalisation), body(*oracle, validation=False))


@pytest.mark.parametrize("v", [0.0, 0.5, 1.0])
def test_vikor_agrees_with_pymcdm(engine: Any, given: Any, v: float) -> None:
    body = engine("pymcdm.methods").VIKOR(v=v)
    for (rows, weights, ways), oracle in zip(TABLES, given, strict=True):
        assert close(scoring.vikor(rows, weights, ways, v=v), body(*oracle, validation=False))


def test_moora_agrees_with_pymcdm(engine: Any, given: Any) -> None:
    body = engine("pymcdm.methods").MOORA()
    for (rows, weights, ways), oracle in zip(TABLES, given, strict=True):
        assert close(scoring.moora(rows, weights, ways), body(*oracle, validation=False))


def test_weights_out_of_data_agree_with_pymcdm(engine: Any, given: Any) -> None:
    weights = engine("pymcdm.weights")
    for (rows, _, ways), (array, _, _) in zip(TABLES, given, strict=True):
        assert scoring.entropy(rows).weights == pytest.approx(list(weights.entropy_weights(array)), abs=1e-9)
        assert scoring.critic(rows, ["benefit"] * len(ways)).weights == pytest.approx(
            list(weights.critic_weights(array)), abs=1e-9
        )
        assert scoring.standard_deviation(rows, on="none").weights == pytest.approx(
            list(weights.standard_deviation_weights(array)), abs=1e-9
        )


def test_moora_agrees_with_scikit_criteria(engine: Any, given: Any) -> None:
    ratio, refpoint, fmf = (getattr(engine("skcriteria.agg.moora"), name) for name in ("ratio", "refpoint", "fmf"))
    numpy = engine("numpy")
    for (rows, weights, ways), (array, w, types) in zip(TABLES, given, strict=True):
        scaled = array / numpy.sqrt((array**2).sum(axis=0))
        assert close(scoring.moora(rows, weights, ways), ratio(scaled, types, w)[1])
        found = scoring.moora(rows, weights, ways, form="reference")
        assert close(found, refpoint(scaled, types, w)[1])
        plain = scoring.moora(rows, None, ways, form="multiplicative").scores
        logs = fmf(array, types, w)[1]
        assert [one / plain[0] for one in plain] == pytest.approx(list(numpy.exp(logs - logs[0])), rel=1e-9)


def test_topsis_and_vikor_agree_with_scikit_criteria(engine: Any, given: Any) -> None:
    topsis, vikor = engine("skcriteria.agg.topsis").topsis, engine("skcriteria.agg.vikor").VIKOR(v=0.5)
    numpy = engine("numpy")
    for (rows, weights, ways), (array, w, types) in zip(TABLES, given, strict=True):
        scaled = array / numpy.sqrt((array**2).sum(axis=0))
        assert close(scoring.topsis(rows, weights, ways), topsis(scaled, types, w)[-1])
        theirs = vikor._evaluate_data(array, types, w)[1]
        found = scoring.vikor(rows, weights, ways)
        assert found.step("S").values == pytest.approx(list(theirs["s_k"]), abs=1e-9)
        assert found.step("R").values == pytest.approx(list(theirs["r_k"]), abs=1e-9)
        assert close(found, theirs["q_k"])
        assert found.advantage is theirs["acceptable_advantage"]
        assert found.stability is theirs["acceptable_stability"]
        assert {f"A{place + 1}" for place in theirs["compromise_set"]} == set(found.compromise)


def test_ahp_agrees_with_the_eigenvector_of_numpy(engine: Any) -> None:
    numpy = engine("numpy")
    random = numpy.random.default_rng(8)
    for _ in range(200):
        size = int(random.integers(3, 9))
        square = numpy.ones((size, size))
        for row in range(size):
            for column in range(row + 1, size):
                square[row, column] = random.integers(1, 10) ** float(random.choice([-1, 1]))
                square[column, row] = 1 / square[row, column]
        values, vectors = numpy.linalg.eig(square)
        best = int(values.real.argmax())
        vector = abs(vectors[:, best].real)
        found = scoring.ahp(square.tolist(), allow_inconsistent=True)
        assert list(found) == pytest.approx(list(vector / vector.sum()), abs=1e-9)
        assert found.lambda_max == pytest.approx(values[best].real, abs=1e-9)


def test_agreement_agrees_with_scipy(engine: Any) -> None:
    stats = engine("scipy.stats")
    for rows, _, _ in TABLES:
        first, second = ([round(value) % 4 for value in column] for column in list(zip(*rows, strict=True))[:2])
        if len(set(first)) == 1 or len(set(second)) == 1:
            assert kendall(first, second) is None
            continue
        assert kendall(first, second) == pytest.approx(stats.kendalltau(first, second).statistic)
        ranks = stats.rankdata(first).tolist(), stats.rankdata(second).tolist()
        assert spearman(*ranks) == pytest.approx(stats.spearmanr(first, second).statistic)


def test_skewness_and_kurtosis_agree_with_scipy(engine: Any) -> None:
    from plut_kumkm.scoring.composing.gaps import shape

    stats = engine("scipy.stats")
    for rows, _, _ in TABLES[:200]:
        column = [row[0] for row in rows]
        assert shape(column) == pytest.approx((stats.skew(column), stats.kurtosis(column)))


def test_methods_without_an_oracle_agree_with_their_formulas_written_a_second_time(engine: Any, given: Any) -> None:
    # No package at hand has these as the fact sheet defines them: numpy and the formula, nothing shared with ours.
    numpy = engine("numpy")
    for (rows, weights, ways), (x, w, types) in zip(TABLES, given, strict=True):
        low, high = x.min(axis=0), x.max(axis=0)
        utility = numpy.where(types > 0, x - low, high - x) / (high - low)
        assert close(scoring.smart(rows, [70 * one for one in weights], ways, points=100), 100 * utility @ w, 1e-7)
        assert close(scoring.composite_index(rows, weights, ways), utility @ w)
        geometric = scoring.composite_index(rows, weights, ways, scale=(1, 100), aggregation="geometric")
        assert close(geometric, numpy.exp(numpy.log(1 + 99 * utility) @ w), 1e-7)
        assert close(scoring.mpe(rows, weights, ways), (x ** (w * types)).sum(axis=1), 1e-7)
        assert close(scoring.bayes(rows, weights), x @ w, 1e-7)
        standing = types * (x - x.mean(axis=0)) / x.std(axis=0)
        assert close(scoring.saw(rows, weights, ways, normalisation="zscore"), standing @ w)
        for polarity, sign in (("positive", 1), ("negative", -1)):
            z = 100 + sign * 10 * standing
            mean, deviation = z.mean(axis=1), z.std(axis=1)
            found = scoring.mazziotta_pareto(rows, None, ways, polarity=polarity)  # type: ignore[arg-type]  # the loop over both words
            assert close(found, mean - sign * deviation * (deviation / mean), 1e-7)


def test_votes_and_profiles_agree_with_their_formulas_written_a_second_time() -> None:
    random = Random(8)  # noqa: S311 - made-up ballots, no secret
    # typed apart from the data: the gap table in use
    worth = {0: 5, 1: 4.5, -1: 4, 2: 3.5, -2: 3, 3: 2.5, -3: 2, 4: 1.5, -4: 1}
    for _ in range(1_000):
        names = list("abcdef"[: random.randint(2, 6)])
        ballots = [random.sample(names, len(names)) for _ in range(random.randint(1, 7))]
        borda, copeland = scoring.borda(ballots), scoring.copeland(ballots)
        for name in names:
            assert borda.score(name) == sum(len(names) - 1 - ballot.index(name) for ballot in ballots)
            ahead = [
                sum(ballot.index(name) < ballot.index(other) for ballot in ballots) for other in names if other != name
            ]
            half = len(ballots) / 2
            assert copeland.score(name) == sum((one > half) - (one < half) for one in ahead)
        width = random.randint(2, 6)
        profile, *rows = ([random.randint(1, 5) for _ in range(width)] for _ in range(4))
        core = random.sample(range(width), random.randint(1, width - 1))
        rest = [place for place in range(width) if place not in core]
        found = scoring.profile_matching(rows, profile=profile, core=core, secondary=rest, core_weight=0.7)
        for row, score in zip(rows, found.scores, strict=True):
            points = [worth[one - wanted] for one, wanted in zip(row, profile, strict=True)]
            expected = 0.7 * sum(points[p] for p in core) / len(core) + 0.3 * sum(points[p] for p in rest) / len(rest)
            assert score == pytest.approx(expected)
