"""What a user's type checker sees of scoring: read by mypy --strict and pyright, and run by nobody."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, assert_type

import plut_kumkm as pk
from plut_kumkm import scoring
from plut_kumkm.scoring.robustness.sensitivity import Flip

ROWS = [[80.0, 200.0], [60.0, 100.0]]
WAYS = {"mutu": "benefit", "harga": "cost"}


def matrices() -> None:
    criteria = scoring.Criteria.from_records(csv.DictReader([]))
    assert_type(criteria[0], scoring.Criterion)
    assert_type(criteria.weights, tuple[float | None, ...])
    matrix = pk.scoring.DecisionMatrix.from_records(csv.DictReader([]), criteria, decimal=",")
    assert_type(matrix, scoring.DecisionMatrix)
    assert_type(matrix.rows, tuple[tuple[float | None, ...], ...])
    assert_type(matrix.check(), pk.Report)
    # cells may be text or numbers of any kind, directions a mapping, weights a generator
    scoring.DecisionMatrix([["1,5", Decimal(2), None]], WAYS, ["A"])
    scoring.saw((row for row in ROWS), (one for one in (0.6, 0.4)), WAYS.values())
    scoring.normalise(matrix, "zscore").matrix.without("A")


def rankings() -> None:
    found = pk.scoring.saw(ROWS, {"C1": 0.6, "C2": 0.4}, ["benefit", "cost"], normalisation="minmax", ties="average")
    assert_type(found, scoring.Ranking)
    assert_type(found.scores, tuple[float, ...])
    assert_type(found.better, Literal["higher", "lower"])
    assert_type(found.step("weighted"), scoring.Step)
    assert_type(found.compare("A1", 1).parts[0].gain, float | None)
    assert_type(found.explain("A1", "en"), str)
    # what a method adds of its own is seen, and stays when it is asked again
    assert_type(scoring.vikor(ROWS).compromise, tuple[str, ...])
    index = scoring.composite_index(ROWS, impute="median", screen=0.5)
    assert_type(index, scoring.CompositeRanking)
    assert_type(scoring.vikor(ROWS).again(v=0.2).stability, bool)
    assert_type(index.replay(aggregation="geometric"), scoring.CompositeRanking)
    assert_type(index.replay().build(), str)
    assert_type(scoring.borda({"Kota": ["a", "b"], "Desa": {"a": 2, "b": 1}, "Metode": found}), scoring.Ranking)
    scoring.profile_matching(ROWS, profile=[3, 3], aspects={"usaha": scoring.ProfileAspect(["C1"], weight=0.7)})


def weights() -> None:
    judged = scoring.ahp([[1, "1/3"], [None, 1]], ["mutu", "harga"], method="geometric-mean")
    assert_type(judged, scoring.AhpWeights)
    assert_type(judged.cr, float)
    assert_type(judged[0], float)
    scoring.saw(ROWS, judged, WAYS)
    assert_type(scoring.entropy(ROWS), scoring.Weights)
    assert_type(scoring.methods(), Mapping[str, scoring.Method])
    assert_type(scoring.methods()["saw"].grade, Literal["primary", "secondary", "unverified"])
    assert_type(scoring.methods()["saw"].origin, Literal["law", "practice", "proposal"])
    assert_type(judged.formula("en"), str)


def robustness(found: scoring.Ranking) -> None:
    assert_type(scoring.sensitivity(found)[0].nearest, Flip | None)
    assert_type(scoring.simulate(found, seed=1, normalisation=["max", "minmax"]).interval("A1"), tuple[int, int])
    assert_type(scoring.agreement([found, found]).intervals, dict[str, tuple[float, float]])
    assert_type(scoring.rank_reversal(found).dropped[0].reason, pk.Finding | None)


def refused(found: scoring.Ranking) -> None:
    # what is mis-spelt is seen before it runs
    scoring.saw(ROWS, normalisation="maks")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] – no such name
    scoring.simulate(found)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] – a seed is always told
