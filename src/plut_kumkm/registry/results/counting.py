"""The counts of an evaluation: outcomes, findings, repeated ids, and each enterprise at its latest year.

Who was seen in which year takes about fourteen bytes a row: an id is kept as 60 bits of its hash beside four bits of
outcome, one 64-bit word a row, in tables of which a third to a half is empty. Two different ids take the same 60 bits
with a probability of about n²/2⁶¹: one in fifty million for 200,000 rows, one in five hundred for 65 million. The
cost of such an accident is one finding. Python keys the hash of a text anew in every process, so nobody can write a
file of ids that collide. (On a 32-bit build of Python the hash has 32 bits, and the probability is that much higher.)
Where subsectors are counted too, their place takes five bits of the hash, which makes that 32 times as likely.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from plut_kumkm.base.periods import LAST_YEAR
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.registry.noticing.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from plut_kumkm.base.findings import Finding

SCHEMA = "plut_kumkm/summary/1"
UNDATED = "undated"
CLASSES = {tier.value: int(tier) for tier in Tier} | {
    "unknown": UNKNOWN,
    "indeterminate": INDETERMINATE,
    "not_in_force": NOT_IN_FORCE,
}

# What is added to the outcome of a cooperative, so that it is counted among all and by itself.
APART = 8
# What is added for each place of a second count, such as that of subsectors: more than there are outcomes.
BESIDE = 16

_BITS = 64
_LOWEST = NOT_IN_FORCE - 1  # of an outcome the lowest digit is 1, so that a word is never 0, which marks an empty place
_PARTS = 64  # each part grows by itself, so that growing needs little memory beside the tables
_SHIFT = _BITS - 6
_SLOTS = 16  # places in a part at first
_FULL = 0.7  # of the places; beyond it the search for a free one becomes long


class _Year:
    """The words of one year, by open addressing: a word stands at the first free place from that of its key on."""

    __slots__ = ("_bits", "again", "counts", "parts")

    def __init__(self, bits: int) -> None:
        self._bits = bits
        # Of different sizes, so that the parts do not all grow at once.
        self.parts = [array("Q", bytes(8 * (_SLOTS + part % (_SLOTS // 2)))) for part in range(_PARTS)]
        self.counts = [0] * _PARTS
        self.again = array("Q")

    def grow(self, part: int) -> None:
        size = len(self.parts[part]) * 3 // 2
        slots = array("Q", bytes(8 * size))
        for word in self.parts[part]:
            if word:
                place = (word >> self._bits) % size
                while slots[place]:
                    place = (place + 1) % size
                slots[place] = word
        self.parts[part] = slots


class Occurrences:
    """The enterprises seen so far, by key and year; ``most`` is the highest code of an outcome.

    >>> seen = Occurrences()
    >>> seen.add("a1", 2024, 0), seen.add("a1", 2025, 1), seen.add("a1", 2025, 1)
    (False, False, True)
    >>> seen.add("a2", 2024, 0)
    False
    >>> sorted(seen.latest().items())
    [(0, 1), (1, 2)]
    """

    __slots__ = ("_bits", "_years")

    def __init__(self, most: int = APART + max(CLASSES.values())) -> None:
        # Seven classes, and the same of cooperatives, take four bits; the rest of a word is the key.
        self._bits = (most - _LOWEST).bit_length()
        self._years: dict[int | None, _Year] = {}

    def add(self, key: Hashable, year: int | None, code: int) -> bool:
        """Note one row, and return whether its key was seen in the same year before."""
        return bool(self.add_all(((key, year, code),)))

    def add_all(self, rows: Iterable[tuple[Hashable, int | None, int]]) -> list[int]:
        """Note rows of key, year and outcome; return the places of those whose key was seen in their year before."""
        again: list[int] = []
        years, bits = self._years, self._bits
        mask = (1 << bits) - 1
        keys = (1 << _BITS) - 1 - mask
        for number, (key, year, code) in enumerate(rows):
            found = years.get(year)
            if found is None:
                found = years[year] = _Year(bits)
            word = hash(key) & keys
            part = word >> _SHIFT
            slots = found.parts[part]
            size = len(slots)
            place = (word >> bits) % size
            while there := slots[place]:
                if there ^ word <= mask:
                    found.again.append(word | (code - _LOWEST))
                    again.append(number)
                    break
                place = (place + 1) % size
            else:
                slots[place] = word | (code - _LOWEST)
                found.counts[part] += 1
                if found.counts[part] > size * _FULL:
                    found.grow(part)
        return again

    def latest(self, until: int = LAST_YEAR) -> Counter[int]:
        """Return how many rows there are by outcome, each key counted at its latest year only.

        Two rows of one key in that year count twice: they are named as a repeated id, and which of them is right is not
        for a program to say. A year after ``until`` is a slip and goes before the others; no year at all before any.
        """
        counts: Counter[int] = Counter()
        mask = (1 << self._bits) - 1
        keys = (1 << _BITS) - 1 - mask
        past = sorted(self._years, key=lambda year: (0, 0) if year is None else (1 if year > until else 2, year))
        years = [self._years[year] for year in past]
        for part in range(_PARTS):
            later: set[int] = set()
            for year in reversed(years):
                words = [word for word in year.parts[part] if word]
                words += [word for word in year.again if word >> _SHIFT == part]
                counts.update([word & mask for word in words if word & keys not in later])
                if len(years) > 1:
                    later.update([word & keys for word in words])
        return Counter({digit + _LOWEST: count for digit, count in counts.items()})


class Latest(NamedTuple):
    """How many enterprises there are at their latest year: by the code of their outcome, and by a second count."""

    codes: Counter[int]
    beside: Counter[int]


class Tally:
    """What is counted while the rows go by; it grows by what repeated ids need and no more.

    ``most`` is the highest code of an outcome, where that is no size; ``beside`` the number of places of a second count
    that goes with it, as ``BESIDE`` times its place added to the code.
    ``ids`` holds the enterprises with an id, each row once, at its latest year; ``examples`` the first finding of each
    code.
    """

    def __init__(self, most: int | None = None, *, beside: int = 0) -> None:
        self.rows = 0
        self.evaluated = 0
        self.skipped: Counter[str] = Counter()
        self.by_year: Counter[tuple[int | None, int]] = Counter()
        self.needed: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.examples: dict[str, Finding] = {}
        self.hidden = 0
        highest = APART + max(CLASSES.values()) if most is None else most
        self.ids = Occurrences(highest + BESIDE * max(beside - 1, 0))
        self.beside = beside
        self._alone: Counter[int] = Counter()
        self._nameless = Repeats()

    def alone(self, who: Hashable | None, year: int | None, code: int, row: int) -> int | None:
        """Count an enterprise without an id, which is like no other in the file, at its latest year.

        Returns the row at which ``who``, by which such a record is known if at all, stood before in that year.
        """
        self._alone[code] += 1
        return None if who is None else self._nameless.first((who, year), row)

    def missing(self, needs: Iterable[tuple[str, ...]]) -> None:
        """Count the facts that lines lack."""
        for names, count in Counter(needs).items():
            for name in names:
                self.needed[name] += count

    def found(self, finding: Finding) -> None:
        """Count a finding."""
        self.codes[finding.code] += 1
        self.severities[finding.severity] += 1
        self.examples.setdefault(finding.code, finding)

    def latest(self, until: int = LAST_YEAR) -> Counter[int]:
        """Return how many enterprises there are by outcome at their latest year, none of which is after ``until``."""
        return self.ids.latest(until) + self._alone

    def parted(self, until: int = LAST_YEAR) -> Latest:
        """Return the same, by outcome and by the second count, each of which adds up to all enterprises."""
        latest = self.latest(until)
        if not self.beside:
            return Latest(latest, Counter())
        found = Latest(Counter(), Counter())
        for code, count in latest.items():
            place, digit = divmod(code - _LOWEST, BESIDE)
            found.codes[digit + _LOWEST] += count
            found.beside[place] += count
        return found

    @property
    def years(self) -> list[int | None]:
        """The years of the lines in order, that without a year first."""
        return sorted({year for year, _ in self.by_year}, key=lambda year: (year is not None, year or 0))

    def counts(self, latest: Counter[int] | None = None) -> dict[str, Any]:
        """Return the counts as they stand in the summary; ``latest`` are the outcomes at the latest years.

        KUMKM are the cooperatives and the UMKM: the former are among the enterprises, and counted by themselves too.
        """
        if latest is None:
            latest = self.parted().codes
        apart = {name: latest[code + APART] for name, code in CLASSES.items()}
        return {
            "rows_read": self.rows,
            "rows_evaluated": self.evaluated,
            "enterprises": latest.total(),
            "rows_skipped": dict(sorted(self.skipped.items())),
            "tiers": {name: latest[code] + apart[name] for name, code in CLASSES.items()},
            "cooperatives": {"count": sum(apart.values()), "tiers": apart},
            "tiers_by_year": {
                UNDATED if year is None else str(year): {
                    name: self.by_year[year, code] for name, code in CLASSES.items()
                }
                for year in self.years
            },
            "needed": dict(sorted(self.needed.items())),
            "findings_by_code": dict(sorted(self.codes.items())),
            "findings_by_severity": dict(sorted(self.severities.items())),
        }
