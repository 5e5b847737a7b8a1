"""The parts of a panel: one enterprise in one year, the same enterprise over the years, and how all were chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import field, frozen

from plut_kumkm.naik_kelas.states import Unlisted, holds_licence

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Finding
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Enterprise

Value = bool | int | str
SampleMethod = Literal["simple", "other"]
_LIKE = 0.85  # of two spellings of one name; the same share that the reader of registers goes by


@frozen(eq=False, repr=False, kw_only=True)
class Entry:
    """One enterprise in one year: its record, the facts of the day of its figures, and what else was said of it.

    ``told`` says whether the record tells of that very day: one that goes on to later years lists the licences of then.
    ``marked`` says that its sales were the largest number of a cell, which is no amount.
    """

    key: str
    year: int
    day: date
    record: Enterprise
    facts: Facts
    told: bool
    marked: bool = False
    values: Mapping[str, Any] = field(factory=dict)
    notes: tuple[Finding, ...] = ()

    def value(self, name: str) -> Any:
        """Return a figure or a word by its name, ``None`` where it is not known; a negative amount is not known."""
        found = self.values[name] if name in self.values else getattr(self.facts, name, None)
        if isinstance(found, int) and not isinstance(found, bool) and name not in self.values and found < 0:
            return None
        return None if found in ((), "") else found

    def licence(self, kind: str, unlisted: Unlisted) -> bool | None:
        """Return whether it had a licence, ``None`` where that is not known."""
        return holds_licence(self.facts, kind, self.day, told=self.told, unlisted=unlisted)


@frozen(eq=False, repr=False)
class Member:
    """The same enterprise over the years, as far as its key tells."""

    key: str
    entries: Mapping[int, Entry]

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it is recorded, in order."""
        return tuple(sorted(self.entries))


class Sample(NamedTuple):
    """How the enterprises of a panel were drawn; only a simple random sample has an interval of its own.

    ``size_of_population`` is the number of enterprises from which they were drawn, where it is known.
    """

    method: SampleMethod
    size_of_population: int | None = None
    source: str | None = None


class Window(NamedTuple):
    """Two years that are compared."""

    before: int
    after: int

    @property
    def years(self) -> int:
        """How many years lie between them."""
        return self.after - self.before

    def __str__(self) -> str:
        return f"{self.before}–{self.after}"


def is_another(one: Enterprise, other: Enterprise) -> bool:
    """Return whether two records of one key are surely of different enterprises.

    The names must differ beyond spelling, and the owners too; where an owner is not known, the regions.

    >>> from plut_kumkm.enterprise.records import Enterprise
    >>> batik = Enterprise(id="1", name="Batik Satu", region="Kota Malang")
    >>> is_another(batik, Enterprise(id="1", name="Toko Dua", region="Kota Batu"))
    True
    >>> is_another(batik, Enterprise(id="1", name="BATIK  SATU", region="Kota Batu"))
    False
    """
    if one is other or not one.name or not other.name:
        return False
    names = folded(one.name), folded(other.name)
    if names[0] == names[1] or SequenceMatcher(None, *names).ratio() >= _LIKE:
        return False
    owners = owner_of(one), owner_of(other)
    if owners[0] is not None and owners[1] is not None:
        return owners[0] != owners[1]
    return one.region is not None and other.region is not None and folded(one.region) != folded(other.region)


def owner_of(record: Enterprise) -> str | None:
    """Return the owner as it is compared: by number, or by name."""
    if record.owner is None:
        return None
    known = record.owner.nik or record.owner.name
    return None if known is None else folded(known)


def folded(text: str) -> str:
    """Return a text as it is compared: in small letters, blanks joined."""
    return " ".join(text.casefold().split())
