"""The classes of a scheme, ordered among themselves and with no other scheme's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import total_ordering

from attrs import field, frozen

from plut_kumkm.base.findings import Lang


@total_ordering
@frozen
class SizeClass:
    """A class of a scheme; ``order`` is its place there, the lowest 0. Classes of two schemes do not compare.

    >>> small, large = SizeClass("bps-industry", "small", 1), SizeClass("bps-industry", "large", 3)
    >>> small < large, int(small), str(small)
    (True, 1, 'small')
    """

    scheme: str
    id: str
    order: int
    labels: Mapping[str, str] = field(eq=False, repr=False, factory=dict)

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the class in Indonesian or English."""
        return self.labels.get(lang, self.id)

    def __int__(self) -> int:
        return self.order

    def __str__(self) -> str:
        return self.id

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, SizeClass) or other.scheme != self.scheme:
            return NotImplemented
        return self.order < other.order
