"""Sets of subsectors that somebody named: the fields of a list, the priorities of a year, each with its grade.

A member whose source is weaker than the policy is not among the members: it is withheld, and the set says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.ekraf.lists import Named, Subsector, checked_version, subsectors
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.law.books import book_of
from plut_kumkm.law.instruments import meets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Grade, Provision


@frozen(repr=False)
class SubsectorSet:
    """A set with a name: its members as far as the policy lets them count, and those it withholds.

    ``count`` is how many it has by its source, ``None`` where the source does not say; ``complete`` whether all of them
    are among the members.
    """

    id: str
    labels: Mapping[str, str] = field(eq=False)
    members: tuple[Subsector, ...]
    withheld: tuple[Subsector, ...]
    count: int | None
    provision: Provision
    notes: tuple[Finding, ...]

    @property
    def grade(self) -> Grade:
        """How well the set was seen."""
        return self.provision.grade

    @property
    def complete(self) -> bool:
        """Whether nothing that the set is known to have is missing from the members."""
        return not self.withheld and self.count in (None, len(self.members))

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the set in Indonesian or English."""
        return self.labels[lang]

    def __iter__(self) -> Iterator[Subsector]:
        return iter(self.members)

    def __repr__(self) -> str:
        more = f", {len(self.withheld)} withheld" if self.withheld else ""
        return f"<SubsectorSet {self.id} ({self.grade}): {', '.join(map(str, self.members)) or 'none'}{more}>"


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/sets.toml")


def _graded(entry: Mapping[str, Any]) -> Iterator[tuple[Subsector, Grade]]:
    """Yield every member that a source names, with its grade."""
    listed = subsectors(version=entry["version"])
    for slug in entry["members"]:
        yield listed[slug], entry["grade"]
    for slug in entry.get("doubtful", ()):
        yield listed[slug], "unverified"


def _set(entry: Mapping[str, Any], policy: Grade) -> SubsectorSet:
    source = provision(entry, _file())
    graded = tuple(_graded(entry))
    members = tuple(one for one, grade in graded if meets(grade, policy))
    withheld = tuple(one for one, grade in graded if not meets(grade, policy))
    notes: list[Finding] = []
    named: dict[str, Any] = {"set": Named(entry["label"])}
    if withheld:
        params = {**named, "members": withheld, "policy": policy}
        notes.append(Finding("ekraf.set_withheld", "warning", (), params, source.cite))
    doubtful = tuple(one for one, grade in graded if grade == "unverified" and one in members)
    if doubtful:
        notes.append(Finding("ekraf.set_unverified", "warning", (), {**named, "members": doubtful}, source.cite))
    return SubsectorSet(entry["id"], entry["label"], members, withheld, entry.get("count"), source, tuple(notes))


def clusters(*, version: str = "2019", law: LawBook | None = None) -> tuple[SubsectorSet, ...]:
    """Return the fields ("bidang") into which a list was put; none for a list of which none are known.

    Of the four fields of December 2024 one was seen; the fields of the 21 are inferred from one site and not official.
    By default such a field has no members: they are withheld, and its ``notes`` say so.

    Args:
        version: the version of the list.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        ValueError: there is no such version.

    >>> [(one.id, one.grade, len(one.members), len(one.withheld)) for one in clusters()]
    [('budaya', 'secondary', 5, 0), ('desain', 'unverified', 0, 4), ('digital-teknologi', 'unverified', 0, 2), \
('media', 'unverified', 0, 6)]
    """
    policy, asked = book_of(law).policy, checked_version(version)
    return tuple(_set(entry, policy) for entry in _file()["cluster"] if entry["version"] == asked)


def priorities(year: int, *, law: LawBook | None = None) -> tuple[SubsectorSet, ...]:
    """Return the sets of subsectors that were put first in a year.

    Args:
        year: the year.
        law: the book whose policy on grades holds; the shipped one unless given.

    Raises:
        TypeError: ``year`` is no ``int``.
        ValueError: no set is known for the year; the message names the years.

    >>> [(one.id, [str(item) for item in one]) for one in priorities(2019)]
    [('unggulan', ['kriya', 'kuliner', 'fesyen']), \
('prioritas', ['film-animasi-video', 'musik', 'aplikasi', 'pengembang-permainan'])]
    >>> seven = priorities(2025)[0]
    >>> seven.count, seven.complete, [str(item) for item in seven], [note.code for note in seven.notes]
    (7, False, ['film-animasi-video'], ['ekraf.set_withheld'])
    """
    if type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    policy = book_of(law).policy
    found = tuple(_set(entry, policy) for entry in _file()["priority"] if year in entry["years"])
    if not found:
        known = sorted({str(one) for entry in _file()["priority"] for one in entry["years"]})
        raise ValueError(f"no priority subsectors are known for {year!r}; known years are {', '.join(known)}")
    return found
