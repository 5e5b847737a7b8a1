"""Many achievements in one figure: never alone, always with what it hides.

Beside the mean stands the mean with every figure capped at 100, so that one target that was far exceeded cannot cover
three that were missed; how many targets were met; and of how many indicators anything is known at all. What is not
known is left out of the mean and lowers the coverage; it is never counted as zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.measuring.achievements import Achievement
from plut_kumkm.planning.numbers import Exact, decimal_text, exact, rounded
from plut_kumkm.planning.rating.deciding import rate
from plut_kumkm.planning.rating.scales import Scale

_FULL, _ONE = 100, Fraction(1)


@frozen(kw_only=True, repr=False)
class Aggregate:
    """A mean of achievements [persen] and what stands beside it.

    ``mean`` is of the figures that count (uncapped, unless a cap was chosen for them), ``mean_capped`` of the same
    capped at 100, ``mean_raw`` of those before any cap. All three are ``None`` when nothing is known. ``count`` is of
    all indicators, ``measured`` of those with a figure, ``achieved`` of targets that were met, ``decided`` of those of
    which it is known whether they were met.
    """

    mean: Fraction | None
    mean_capped: Fraction | None
    mean_raw: Fraction | None
    count: int
    measured: int
    achieved: int
    decided: int
    weight: Fraction
    weight_measured: Fraction

    @property
    def coverage(self) -> Fraction | None:
        """How much of it is measured [1]: indicators with a figure, of all indicators."""
        return Fraction(self.measured, self.count) if self.count else None

    @property
    def weight_coverage(self) -> Fraction | None:
        """How much of the weight is measured [1]; the coverage itself where all weigh the same."""
        return self.weight_measured / self.weight if self.weight else None

    def text(self, lang: Lang = "id") -> str:
        """Return the figures in one line."""
        params = {
            "mean": _percent(self.mean, lang),
            "capped": _percent(self.mean_capped, lang),
            "achieved": self.achieved,
            "decided": self.decided,
            "measured": self.measured,
            "count": self.count,
        }
        return render("planning.aggregate", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
        return {
            "unit": "percent",
            "mean": plain(self.mean),
            "mean_capped_at_100": plain(self.mean_capped),
            "mean_raw": plain(self.mean_raw),
            "indicators": self.count,
            "measured": self.measured,
            "coverage": plain(self.coverage),
            "weight_coverage": plain(self.weight_coverage),
            "achieved": self.achieved,
            "decided": self.decided,
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Aggregate: {self.text('en')}>"


def _percent(value: Fraction | None, lang: Lang) -> str:
    return "–" if value is None else f"{decimal_text(rounded(value, 2), lang)}%"


def aggregate(achievements: Iterable[Achievement], weights: Iterable[object] | None = None) -> Aggregate:
    """Return the mean of achievements, with what stands beside it.

    Args:
        achievements: one for each indicator, also those of which nothing is known.
        weights: as many numbers, none below 0; all weigh the same unless given. ``None`` among them weighs 1.

    Raises:
        ValueError: there are more weights than achievements, or fewer, or one is below 0.
        TypeError: a weight is a ``float``, or no number.

    Source:
        The plain mean of uncapped values: LKj Kota Palembang 2016, table III.15 (primary). The mean capped at 100 and
        the coverage are this library's.

    >>> from plut_kumkm.planning.measuring.achievements import achievement
    >>> found = aggregate([achievement(target=1, actual=one, direction="higher") for one in (2, "0,5", None)])
    >>> found.mean, found.mean_capped, found.achieved, found.coverage
    (Fraction(125, 1), Fraction(75, 1), 1, Fraction(2, 3))
    """
    every = tuple(achievements)
    given = (None,) * len(every) if weights is None else tuple(weights)
    if len(given) != len(every):
        raise ValueError(f"{len(every)} achievements need as many weights, not {len(given)}")
    weighed = [_ONE if one is None else Fraction(exact(one, "weight")) for one in given]
    if any(one < 0 for one in weighed):
        raise ValueError("a weight must not be below 0")
    known = [(one.value, one.raw, weight) for one, weight in zip(every, weighed, strict=True) if one.value is not None]
    held = sum((weight for _, _, weight in known), Fraction(0))
    return Aggregate(
        mean=_mean([(value, weight) for value, _, weight in known], held),
        mean_capped=_mean([(min(value, Fraction(_FULL)), weight) for value, _, weight in known], held),
        mean_raw=_mean([(value if raw is None else raw, weight) for value, raw, weight in known], held),
        count=len(every),
        measured=len(known),
        achieved=sum(one.achieved is True for one in every),
        decided=sum(one.achieved is not None for one in every),
        weight=sum(weighed, Fraction(0)),
        weight_measured=held,
    )


def _mean(values: Sequence[tuple[Fraction, Fraction]], weight: Fraction) -> Fraction | None:
    if not weight:
        return None
    # Most plans have no weights: then nothing is multiplied.
    alike = all(each == 1 for _, each in values)
    return sum((value if alike else value * each for value, each in values), Fraction(0)) / weight


def ratings(
    achievements: Iterable[Achievement], *, scale: str | Scale = "permendagri-86-2017", gap: str | None = None
) -> dict[str | None, int]:
    """Return how many achievements are in each class, the highest first; under ``None`` those without one.

    Raises:
        ValueError: there is no such scale or policy.

    >>> from plut_kumkm.planning.measuring.achievements import achievement
    >>> found = ratings([achievement(target=1, actual=one, direction="higher") for one in (1, 2, None)])
    >>> found["Sangat Tinggi"], found["Tinggi"], found[None]
    (2, 0, 1)
    """
    found = [rate(one, scale=scale, gap=gap) for one in achievements]
    counted = Counter(one.value for one in found)
    on = rate(None, scale=scale, gap=gap).scale
    none = () if on.no_target is None else (on.no_target,)
    return {name: counted[name] for name in (*(one.label for one in reversed(on.classes)), *none, None)}


def absorption(ceiling: int | None, realised: int | None) -> Fraction | None:
    """Return how much of the money was spent [persen], or ``None`` where one is not known or the ceiling is 0.

    >>> absorption(2_000_000, 1_500_000), absorption(2_000_000, None)
    (Fraction(75, 1), None)
    """
    return Fraction(realised, ceiling) * 100 if ceiling and realised is not None else None


def cost_per_unit(realised: int | None, output: Exact | None) -> Fraction | None:
    """Return what one unit of output cost [IDR], or ``None`` where one is not known or there is no output.

    >>> cost_per_unit(1_500_000, 30), cost_per_unit(1_500_000, 0)
    (Fraction(50000, 1), None)
    """
    return Fraction(realised) / output if output is not None and output > 0 and realised is not None else None
