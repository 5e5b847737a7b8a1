"""The methods on published and hand-derived tables, to the digits printed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from plut_kumkm import scoring

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/scoring/methods.toml").read_text(encoding="utf-8"))["case"]


def asked(case: dict[str, Any]) -> scoring.Ranking:
    matrix: Any = case["rows"]
    if "criteria" in case:
        criteria = [scoring.Criterion(**{**one, **({"scale": tuple(one["scale"])} if "scale" in one else {})})
                    for one in case["criteria"]]  # fmt: skip
        matrix = scoring.DecisionMatrix(matrix, criteria)
    given: dict[str, Any] = {key: case[key] for key in ("directions",) if key in case}
    if "weights" in case:
        given["weights"] = [float(one) for one in case["weights"]]
    options = dict(case.get("options", {}))
    if "scale" in options:
        options["scale"] = tuple(options["scale"])
    found: scoring.Ranking = getattr(scoring, case["method"])(matrix, **given, **options)
    return found


def same(got: float, printed: str) -> bool:
    places = len(printed.partition(".")[2])
    return abs(got - float(printed)) <= 0.5000001 * 10**-places * (places > 0) + 1e-12


def test_every_case_has_a_source_and_a_hand_derived_one_its_arithmetic() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 18
    assert {case["source"] for case in CASES} == {"Tzeng & Huang 2011", "Opricovic & Tzeng 2004", "by hand"}
    assert all(case["arithmetic"] for case in CASES if case["source"] == "by hand")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = asked(case)
    assert all(same(*pair) for pair in zip(found.scores, case["scores"], strict=True)), found.scores
    assert list(found.ranks) == case["ranks"]
    for name, values in case.get("steps", {}).items():
        assert all(same(*pair) for pair in zip(found.step(name).values, values, strict=True)), name
    if "compromise" in case:
        assert isinstance(found, scoring.VikorRanking)
        assert list(found.compromise) == case["compromise"]
        assert found.advantage
        assert found.stability


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_case_is_told_in_both_languages_as_html_and_as_json(case: dict[str, Any], lang: Any) -> None:
    found = asked(case)
    texts = [found.explain(lang=lang), *(found.explain(name, lang) for name in found.alternatives)]
    texts += [found.compare(0, 1).explain(lang), *(found.step_table(step.id, lang) for step in found.steps)]
    assert all(text and "{" not in text and "nan" not in text.lower() for text in texts)
    assert found.method.sources[lang] in texts[0]
    assert found._repr_html_().startswith("<table>")
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["schema"] == "plut_kumkm/ranking/1"
    assert told["scores"] == list(found.scores)
    assert told["version"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_case_can_be_asked_again_from_its_ranking(case: dict[str, Any]) -> None:
    found = asked(case)
    again = found.again()
    assert again.scores == found.scores
    assert again.ranks == found.ranks
    assert again.notes == found.notes


def test_profile_matching_by_hand() -> None:
    # gaps 1, 0, -2, 1 are worth 4.5, 5, 3, 4.5; NCF = (4.5+3)/2, NSF = (5+4.5)/2; N = .6*3.75 + .4*4.75
    found = scoring.profile_matching([[4, 3, 2, 5]], profile=[3, 3, 4, 4], core=[0, 2], secondary=[1, 3])
    assert found.scores == pytest.approx([4.15])
    assert found.step("gap").rows == ((1, 0, -2, 1),)
    assert found.step("gap_value").rows == ((4.5, 5, 3, 4.5),)
    names, values = found.step("factors").names, found.step("factors").rows[0]
    assert dict(zip(names, values, strict=True)) == {"NCF N": 3.75, "NSF N": 4.75, "N": pytest.approx(4.15)}
    assert "better" not in found.explain("A1", "en").partition("\n")[2]


def test_profile_matching_compares_by_what_the_gaps_are_worth() -> None:
    # profile 3: 4 is worth 4.5, 2 is worth 4, 3 is worth 5: higher is not better
    found = scoring.profile_matching([[4, 3], [2, 5]], profile=[3, 3], core=[0, 1])
    assert [(part.criterion, part.better) for part in found.compare(0, 1).parts] == [("C1", "first"), ("C2", "first")]
    assert [part.better for part in found.compare(1, 0).parts] == ["second", "second"]


def test_profile_matching_of_two_aspects_by_hand() -> None:
    # first aspect: NCF 5, NSF 4, N = .6*5+.4*4 = 4.6; second: core alone 3; total .7*4.6 + .3*3
    aspects = {
        "usaha": scoring.ProfileAspect(["a"], ["b"], weight=0.7),
        "orang": scoring.ProfileAspect(["c"], weight=0.3),
    }
    matrix = scoring.DecisionMatrix([[3, 2, 1]], ["a", "b", "c"])
    found = scoring.profile_matching(matrix, profile={"a": 3, "b": 3, "c": 3}, aspects=aspects)
    assert found.scores == pytest.approx([4.12])


def test_borda_and_copeland_by_hand() -> None:
    # points 2+1+2, 1+2+0, 0+0+1; a beats b 2:1 and c 3:0, b beats c 2:1
    ballots = [["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]]
    assert scoring.borda(ballots).scores == (5, 3, 1)
    assert scoring.copeland(ballots).scores == (2, 0, -2)
    # those that tie share: ranks 1, 2, 2 give 2, .5, .5
    assert scoring.borda([{"a": 1, "b": 2, "c": 2}]).scores == (2, 0.5, 0.5)
    assert scoring.borda(ballots, last=1).scores == (8, 6, 4)
    assert scoring.borda({"Kota": ballots[0], "Desa": ballots[1]}, {"Kota": 1, "Desa": 3}).scores == (5, 7, 0)
    assert scoring.copeland(ballots[:2]).ranks == (1, 1, 3)
    assert scoring.copeland(ballots[:2], [1, 3]).scores == (0, 2, -2)


def test_borda_merges_rankings_of_methods() -> None:
    matrix, weights, ways = [[1, 4], [2, 2], [4, 1]], [0.6, 0.4], ["benefit", "cost"]
    both = [scoring.saw(matrix, weights, ways), scoring.topsis(matrix, weights, ways)]
    assert scoring.borda(both).winners == ("A3",)
    assert scoring.copeland(both).again().winners == ("A3",)
