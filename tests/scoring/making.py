"""What several tests of scoring need: random tables, and the codes of what was refused."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from plut_kumkm.base.findings import ValidationError
from plut_kumkm.scoring import Ranking

Table = tuple[list[list[float]], list[float], list[str]]


def refused(call: Callable[[], object]) -> list[str]:
    """Return the codes that ``call`` is refused with; both texts of each can be written, and name a remedy."""
    with pytest.raises(ValidationError) as caught:
        call()
    for found in caught.value.findings:
        assert found.severity == "error"
        for lang in ("id", "en"):
            text = found.message(lang)  # type: ignore[arg-type]  # the loop over both words
            assert "{" not in text
            assert len(text) > 20
    return [found.code.removeprefix("scoring.") for found in caught.value.findings]


def noted(ranking: Any) -> list[str]:
    """Return the codes of the notes, after writing each in both languages."""
    for found in ranking.notes:
        assert found.message("id") != found.message("en")
    return [found.code.removeprefix("scoring.") for found in ranking.notes]


def tables(count: int, seed: int) -> list[Table]:
    """Return random tables of values above zero, with weights that sum to 1 and both directions."""
    random = Random(seed)  # noqa: S311 - made-up tables, no secret
    made: list[Table] = []
    for _ in range(count):
        width, height = random.randint(2, 6), random.randint(3, 8)
        rows = [[round(random.uniform(1, 100), 3) for _ in range(width)] for _ in range(height)]
        raw = [random.uniform(0.1, 1) for _ in range(width)]
        directions = ["cost", "benefit", *(random.choice(("benefit", "cost")) for _ in range(width - 2))]
        made.append((rows, [one / sum(raw) for one in raw], directions))
    return made


def close(ranking: Ranking, expected: Any, tolerance: float = 1e-9) -> bool:
    """Return whether scores are those of an oracle, but for what floats leave."""
    return all(abs(one - float(two)) <= tolerance for one, two in zip(ranking.scores, expected, strict=True))
