"""Shares as messages write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang


class Percent(str):
    """A share in percent with one decimal: as plain data with a point, in Indonesian with a comma.

    >>> Percent.of(2, 11), Percent.of(2, 11).label("id"), Percent.of(3, 3)
    ('18.2', '18,2', '100')
    """

    __slots__ = ()

    @classmethod
    def of(cls, part: int, whole: int) -> Percent:
        """Return ``part`` of ``whole`` [persen], half a tenth rounded up."""
        tenths = (part * 2000 + whole) // (whole * 2)
        return cls(f"{tenths // 10}.{tenths % 10}".removesuffix(".0"))

    def label(self, lang: Lang = "id") -> str:
        """Return the share as the language writes it."""
        return str(self) if lang == "en" else self.replace(".", ",")
