"""The rival of scoring: the same methods by pymcdm, on numpy arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from pymcdm import methods, normalizations

Rows = list[list[float]]
BODIES: dict[str, Callable[[], Any]] = {
    "saw": lambda: methods.WSM(normalizations.linear_normalization),
    "topsis": lambda: methods.TOPSIS(normalizations.vector_normalization),
    "vikor": methods.VIKOR,
    "moora": methods.MOORA,
}


def arrays(rows: Rows, weights: list[float], directions: list[str]) -> tuple[Any, Any, Any]:
    types = [1 if way == "benefit" else -1 for way in directions]
    return np.array(rows), np.array(weights), np.array(types)


def scored(name: str, given: tuple[Any, Any, Any], *, checked: bool = True) -> list[float]:
    """Return the scores as a list, and rank them, as a ranking is; ``checked`` as it comes, else without its checks."""
    body = BODIES[name]()
    scores = body(*given, validation=checked)
    body.rank(scores)
    return [float(one) for one in scores]
