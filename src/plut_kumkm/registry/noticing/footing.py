"""A year on another footing than its neighbours: part of a year, monthly answers, another unit.

The sales of one enterprise differ from year to year, the median of all hardly does. So the enterprises that have two
neighbouring years are compared, and the median of their ratios is looked at. The data are not changed.

Held are the figures of an even sample of the enterprises, the same in every run; memory does not grow with the file.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.registry.noticing.shares import Percent
from plut_kumkm.registry.reading import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MOST = 4096  # enterprises held


class _Step(NamedTuple):
    """From one year to the next that the sample has: the median ratio, as a pair of amounts, of ``pairs`` of them."""

    before: int
    after: int
    earlier: int
    later: int
    pairs: int

    @property
    def fall(self) -> bool:
        return self.later < self.earlier


class Footing:
    """The sales of a sample of enterprises, by year.

    >>> footing = Footing()
    >>> for number in range(30):
    ...     footing.hold(f"u{number}", {2024: 120_000_000, 2025: 10_000_000})
    >>> [(one.code, one.params["year"], one.params["percent"]) for one in footing.findings()]
    [('registry.year_footing', 2025, '8.3')]
    """

    __slots__ = ("_held", "_mask")

    def __init__(self) -> None:
        self._held: dict[str, dict[int, int]] = {}
        self._mask = 0

    def add(self, rows: Iterable[Any]) -> None:
        """Take some rows of a table."""
        for row in rows:
            values = row.values
            key = values.get("id") or (f"row-{row.number}" if row.years else None)
            # By a sum of the id, so that all years of an enterprise are in the sample, or none, in whatever order.
            if key is None or (self._mask and crc32(key.encode("utf-8", "replace")) & self._mask):
                continue
            if row.years:
                self.hold(key, {year: known.get("sales") for year, known in row.years.items()})
            elif (year := year_of(values)) is not None:
                self.hold(key, {year: values.get("sales")})

    def hold(self, key: str, sales: Mapping[int, int | None]) -> None:
        """Take the sales of an enterprise by year; of a year that comes twice the first."""
        known = {year: amount for year, amount in sales.items() if amount is not None and amount > 0}
        if known:
            self._held[key] = {**known, **self._held.get(key, {})}
            if len(self._held) > _MOST:
                self._mask = self._mask * 2 + 1
                for other in [other for other in self._held if crc32(other.encode("utf-8", "replace")) & self._mask]:
                    del self._held[other]

    def findings(self) -> Iterator[Finding]:
        """Yield the years whose figures are far from those of a neighbour."""
        bounds = data.toml("registry.toml")["year_footing"]
        steps = self._steps(bounds["fewest"])
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
            params = {"year": year, "other": other, "percent": Percent.of(own, theirs), "count": step.pairs}
            yield Finding("registry.year_footing", "warning", ("sales",), params)

    def _steps(self, fewest: int) -> list[_Step]:
        years = sorted({year for known in self._held.values() for year in known})
        steps = []
        for before, after in pairwise(years):
            pairs = [
                (known[before], known[after]) for known in self._held.values() if before in known and after in known
            ]
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
