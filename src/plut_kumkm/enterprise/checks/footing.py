"""A year on another footing than its neighbours: part of a year, monthly answers, another unit.

The sales of one enterprise differ from year to year, the median of all hardly does. So the enterprises that have two
neighbouring years are compared, and the median of their ratios is looked at. The data are not changed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class OddYear(NamedTuple):
    """A year whose sales stand far from those of a neighbour, and the median pair of amounts that shows it [IDR]."""

    year: int
    other: int
    own: int
    theirs: int
    pairs: int


class _Step(NamedTuple):
    """From one year to the next that there is: the median ratio, as a pair of amounts, of ``pairs`` of them."""

    before: int
    after: int
    earlier: int
    later: int
    pairs: int

    @property
    def fall(self) -> bool:
        return self.later < self.earlier


def odd_years(sales: Collection[Mapping[int, int]]) -> Iterator[OddYear]:
    """Yield the years whose sales are far from those of a neighbour, each once.

    Args:
        sales: of each enterprise its sales above zero by year [IDR].

    >>> [(odd.year, odd.other, odd.pairs) for odd in odd_years([{2024: 12 * n, 2025: n} for n in range(1, 31)])]
    [(2025, 2024, 30)]
    """
    bounds = data.toml("registry.toml")["year_footing"]
    steps = _steps(sales, bounds["fewest"])
    far = [
        step
        for step in steps
        if not step.earlier * bounds["least"] <= step.later * 100 <= step.earlier * bounds["most"]
    ]
    said: set[int] = set()
    for step in far:
        year, other = _odd_one(step, steps, far)
        if year in said:
            continue
        said.add(year)
        own, theirs = (step.later, step.earlier) if year == step.after else (step.earlier, step.later)
        yield OddYear(year, other, own, theirs, step.pairs)


def _steps(sales: Collection[Mapping[int, int]], fewest: int) -> list[_Step]:
    years = sorted({year for known in sales for year in known})
    steps: list[_Step] = []
    for before, after in pairwise(years):
        pairs = [(known[before], known[after]) for known in sales if before in known and after in known]
        if len(pairs) >= fewest:
            pairs.sort(key=lambda pair: pair[1] / pair[0])
            steps.append(_Step(before, after, *pairs[(len(pairs) - 1) // 2], len(pairs)))
    return steps


def _odd_one(step: _Step, steps: list[_Step], far: list[_Step]) -> tuple[int, int]:
    """Return which of two years is the odd one, and the other.

    It is the earlier one where it also stands out against the year before it, to the other side, or where nothing was
    before it and the years after agree; else the later one.
    """
    ahead = next((one for one in steps if one.before == step.after), None)
    behind = next((one for one in steps if one.after == step.before), None)
    back = behind in far and behind is not None and behind.fall is not step.fall
    if back or (behind is None and ahead is not None and ahead not in far):
        return step.before, step.after
    return step.after, step.before
