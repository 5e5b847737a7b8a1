"""The class that an enterprise says it is of, beside the tier that follows from its figures."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.registry.results.counting import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plut_kumkm.registry.answering.deciding import Outcome

UNCLEAR = "unclear"
_WORDS = {tier.label().rpartition(" ")[2].lower(): tier for tier in Tier} | {tier.value: tier for tier in Tier}
_CLASS = re.compile(rf"\b({'|'.join(_WORDS)})\b")
# "Ultra mikro" and "UMi" are words of financing, no class of the law; who is called so says to be micro at most.
_ULTRA = re.compile(r"\b(?:ultra|super)[\s_-]*mikro\b|\bumi\b")
# The classes of industry have the same words, and other bounds.
_OTHER_SCHEME = re.compile(r"\b(?:industri|ikm|imk|ibs)\b")
_MANY = 4096  # texts to be remembered
_SHOWN = 5


class Claims:
    """Compares what the rows say of their class, and counts.

    >>> claims = Claims()
    >>> claims.tier_of("Usaha Mikro"), claims.tier_of("UMi"), claims.tier_of("UKM"), claims.tier_of("Mikro/Kecil")
    (<Tier.MICRO>, <Tier.MICRO>, None, None)
    """

    __slots__ = ("_counts", "_known", "_ultra", "_unclear", "_unclear_texts")

    def __init__(self) -> None:
        self._known: dict[str, tuple[Tier | None, bool]] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        self._ultra = 0
        self._unclear = 0
        self._unclear_texts: dict[str, None] = {}

    def tier_of(self, text: str) -> Tier | None:
        """Return the one tier that ``text`` names, or ``None``: several, none, or the class of another scheme."""
        return self._read(text)[0]

    def _read(self, text: str) -> tuple[Tier | None, bool]:
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MANY:
                self._known.clear()
            found = self._known[text] = _read(text)
        return found

    def compare(self, text: str, outcome: Outcome) -> Finding | None:
        """Count one row that says ``text``, and return that its figures say otherwise, or ``None``."""
        claimed, ultra = self._read(text)
        self._ultra += ultra
        if claimed is None:
            self._unclear += 1
            if len(self._unclear_texts) < _SHOWN:
                self._unclear_texts[excerpt(text)] = None
            self._counts[UNCLEAR, outcome.code] += 1
            return None
        self._counts[claimed.value, outcome.code] += 1
        if outcome.tier is None or outcome.tier is claimed:
            return None
        params = {"got": excerpt(text), "claimed": claimed, "tier": outcome.tier}
        return Finding("registry.claimed_differs", "info", ("tier_claimed",), params)

    def findings(self) -> Iterator[Finding]:
        """Yield what holds for the column as a whole."""
        if self._unclear:
            params: dict[str, Any] = {"count": self._unclear, "texts": tuple(self._unclear_texts)}
            yield Finding("registry.claimed_unclear", "info", ("tier_claimed",), params)
        if self._ultra:
            yield Finding("registry.claimed_ultra_micro", "info", ("tier_claimed",), {"count": self._ultra})

    def table(self) -> dict[str, dict[str, int]]:
        """Return how many rows say which class, by what follows from their figures; rows that say nothing left out."""
        claimed = [
            name for name in (*(tier.value for tier in Tier), UNCLEAR) if any(key[0] == name for key in self._counts)
        ]
        return {name: {label: self._counts[name, code] for label, code in CLASSES.items()} for name in claimed}


def _read(text: str) -> tuple[Tier | None, bool]:
    plain = text.casefold()
    ultra = _ULTRA.search(plain) is not None
    tiers = {_WORDS[word] for word in _CLASS.findall(plain)}
    if ultra:
        tiers.add(Tier.MICRO)
    if len(tiers) != 1 or _OTHER_SCHEME.search(plain):
        return None, False
    return tiers.pop(), ultra
