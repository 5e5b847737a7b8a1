"""Records that come again, and the row where they stood first: about eighteen bytes a record.

A record is kept as a hash of 64 bits beside the number of its row, in tables of which a third to a half is empty, as in
``counting``. Two different records take the same hash with a probability of about n²/2⁶⁵; the cost is one finding.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

_BITS = 64
_PARTS = 64  # each part grows by itself, so that growing needs little memory beside the tables
_SHIFT = _BITS - 6
_SLOTS = 16  # places in a part at first
_FULL = 0.7  # of the places; beyond it the search for a free one becomes long
_ALL = (1 << _BITS) - 1
_ROW = array("I").itemsize


class Repeats:
    """The records seen so far, by what they are known by.

    >>> seen = Repeats()
    >>> seen.first("warung a", 5), seen.first("warung b", 6), seen.first("warung a", 9)
    (None, None, 5)
    """

    __slots__ = ("_counts", "_rows", "_words")

    def __init__(self) -> None:
        sizes = [_SLOTS + part % (_SLOTS // 2) for part in range(_PARTS)]
        self._words = [array("Q", bytes(8 * size)) for size in sizes]
        self._rows = [array("I", bytes(_ROW * size)) for size in sizes]
        self._counts = [0] * _PARTS

    def first(self, key: Hashable, row: int) -> int | None:
        """Return the row at which ``key`` was first seen; ``None`` where it is ``row``, which is then noted."""
        word = hash((key,)) & _ALL or 1  # a word is never 0, which marks an empty place
        part = word >> _SHIFT
        words = self._words[part]
        size = len(words)
        place = (word >> 3) % size
        while there := words[place]:
            if there == word:
                return self._rows[part][place]
            place = (place + 1) % size
        words[place], self._rows[part][place] = word, row
        self._counts[part] += 1
        if self._counts[part] > size * _FULL:
            self._grow(part)
        return None

    def _grow(self, part: int) -> None:
        size = len(self._words[part]) * 3 // 2
        words, rows = array("Q", bytes(8 * size)), array("I", bytes(_ROW * size))
        for word, row in zip(self._words[part], self._rows[part], strict=True):
            if word:
                place = (word >> 3) % size
                while words[place]:
                    place = (place + 1) % size
                words[place], rows[place] = word, row
        self._words[part], self._rows[part] = words, rows
