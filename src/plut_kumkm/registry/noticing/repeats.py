"""Records that come again, and the row where they stood first: about eighteen bytes a record.

A record is kept as a hash of 64 bits beside the number of its row, in tables of which a third to a half is empty, as in
``counting``. Two different records take the same hash with a probability of about n²/2⁶⁵; the cost is one finding.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

_BITS = 64
_PARTS = 64  # each part grows by itself, so that growing needs little memory beside the tables
_SHIFT = _BITS - 6
_SLOTS = 16  # places in a part at first
_FULL = 0.7  # of the places; beyond it the search for a free one becomes long
_ALL = (1 << _BITS) - 1
_ROW = array("I").itemsize
# What is one enterprise's alone, and what beside the name makes it likely.
_NUMBERS, _BESIDE = ("nib", "npwp", "nik"), ("owner_name", "address")


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


class Unjoined:
    """Who stands in rows of several years without an id, and is counted in each; ``fields`` are those of the table."""

    __slots__ = ("_beside", "_count", "_first", "_row")

    def __init__(self, fields: Collection[str]) -> None:
        self._beside = tuple(name for name in _BESIDE if name in fields)
        self._first = Repeats()
        self._count = self._row = 0

    def add(self, values: Mapping[str, Any], year: int | None, row: int) -> None:
        """Note one row without an id."""
        who = self._who(values)
        if who is None or year is None:
            return
        # Beside each the year is kept, not the row, at which it stood first.
        before = self._first.first(who, year)
        if before is not None and before != year:
            self._count += 1
            self._row = self._row or row

    def findings(self) -> tuple[Finding, ...]:
        """Return how many rows may be another year of an enterprise that is counted already."""
        params = {"count": self._count, "row": self._row}
        return (Finding("registry.years_without_id", "warning", (), params),) if self._count else ()

    def _who(self, values: Mapping[str, Any]) -> str | None:
        """Return what a row is known by: its number, else its name, with what stands beside names in this table."""
        number = next((values[name] for name in _NUMBERS if values.get(name)), None)
        if number is not None:
            return str(number)
        beside = [values.get(name) or "" for name in self._beside]
        if not values.get("name") or (beside and not any(beside)):
            return None
        return "\x1f".join((values["name"], *beside)).casefold().replace(" ", "")
