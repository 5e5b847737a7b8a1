"""A year of a registry on another footing than its neighbours, as ``odd_years`` finds it.

Held are the figures of an even sample of the enterprises, the same in every run; memory does not grow with the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.checks.footing import odd_years
from plut_kumkm.registry.noticing.shares import Percent
from plut_kumkm.registry.reading import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MOST = 4096  # enterprises held


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
        for odd in odd_years(self._held.values()):
            params = {
                "year": odd.year,
                "other": odd.other,
                "percent": Percent.of(odd.own, odd.theirs),
                "count": odd.pairs,
            }
            yield Finding("registry.year_footing", "warning", ("sales",), params)
