"""The size tiers and the legal forms: the two closed lists of words that records and rules share."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering

from plut_kumkm.base.findings import Lang

_TIER_LABELS = (
    ("Usaha Mikro", "Micro Enterprise"),
    ("Usaha Kecil", "Small Enterprise"),
    ("Usaha Menengah", "Medium Enterprise"),
    ("Usaha Besar", "Large Enterprise"),
)


@total_ordering
class Tier(Enum):
    """Size tier of an enterprise (skala usaha), ordered; ``int(tier)`` is its code in columns.

    >>> Tier.MICRO < Tier.LARGE, int(Tier.SMALL), Tier("medium").label()
    (True, 1, 'Usaha Menengah')
    """

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"

    code: int

    def __init__(self, _: str) -> None:
        # Set once, not computed: int(tier) is asked for every row.
        self.code = len(self.__class__.__members__)

    def __int__(self) -> int:
        return self.code

    def __lt__(self, other: object) -> bool:
        return self.code < other.code if isinstance(other, Tier) else NotImplemented

    def label(self, lang: Lang = "id") -> str:
        """Return the tier's name in Indonesian or English."""
        return _TIER_LABELS[self.code][lang == "en"]

    def __repr__(self) -> str:
        return f"<Tier.{self.name}>"


class LegalForm(Enum):
    """Legal form of an enterprise (bentuk badan usaha).

    >>> LegalForm("pt-perorangan").label()
    'PT Perorangan'
    """

    INDIVIDUAL = "individual"
    CV = "cv"
    FIRMA = "firma"
    PT = "pt"
    PT_PERORANGAN = "pt-perorangan"
    COOPERATIVE = "cooperative"
    FOUNDATION = "foundation"
    BUMDES = "bumdes"
    OTHER = "other"

    def label(self, lang: Lang = "id") -> str:
        """Return the form's name in Indonesian or English."""
        from plut_kumkm.base import fields

        return fields.word("legal_form", self.value, lang)

    def __repr__(self) -> str:
        return f"<LegalForm.{self.name}>"
