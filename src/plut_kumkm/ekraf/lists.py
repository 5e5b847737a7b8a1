"""The lists of creative subsectors: how many there are is a fact with a date, never a constant.

There were 14, then 16, then 17, and 21 are on their way. Every list carries its version, what it rests on, and what is
not known of it; ``subsectors`` takes a day or a version, one of the two.

>>> from datetime import date
>>> len(subsectors(on=date(2016, 6, 1))), len(subsectors(on=date(2024, 1, 1))), len(subsectors(version="2026"))
(16, 17, 21)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import check_day
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.law.verdicts import NotInForce, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.instruments import Grade, Provision

Version = Literal["2009", "2015", "2018", "2019", "2026"]
VERSIONS: tuple[Version, ...] = get_args(Version)


@frozen(repr=False)
class Cluster:
    """The field ("bidang") into which somebody put a subsector; its grade says how well that is known."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    provision: Provision = field(eq=False)

    @property
    def grade(self) -> Grade:
        """How well it was seen that the subsector belongs there."""
        return self.provision.grade

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the field in Indonesian or English."""
        return self.labels[lang]

    def __repr__(self) -> str:
        return f"<Cluster {self.id} ({self.grade})>"


@frozen(repr=False)
class Subsector:
    """A subsector of one version of the list; the same slug in another version is another subsector.

    ``position`` is our order, no official one. ``english_grade`` says how well the English name was seen: most of them
    are translations of this library.

    >>> kriya = subsectors(version="2019")["kriya"]
    >>> kriya, kriya.label("en"), kriya.grade, kriya.cluster
    (<Subsector kriya of 2019>, 'Craft', 'secondary', <Cluster budaya (secondary)>)
    """

    version: Version
    slug: str
    name_id: str = field(eq=False)
    name_en: str = field(eq=False)
    english_grade: Grade = field(eq=False)
    aliases: tuple[str, ...] = field(eq=False)
    position: int = field(eq=False)
    cluster: Cluster | None = field(eq=False)
    provision: Provision = field(eq=False)

    @property
    def grade(self) -> Grade:
        """How well it was seen that the list has the subsector."""
        return self.provision.grade

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id

    def __str__(self) -> str:
        return self.slug

    def __repr__(self) -> str:
        return f"<Subsector {self.slug} of {self.version}>"


@frozen(repr=False)
class SubsectorList:
    """One version of the list, which cannot be changed: iterate over it, or look one up by its slug.

    ``count`` is how many subsectors it has, also where their names are not known; ``notes`` say what is not known.

    >>> found = subsectors(version="2015")
    >>> found.version, found.count, found.provision.cite.label(), "aplikasi-game-developer" in found
    ('2015', 16, 'Perpres 72/2015 Pasal 2', True)
    """

    version: Version
    count: int
    provision: Provision
    notes: tuple[Finding, ...]
    periods: Mapping[str, str]
    items: tuple[Subsector, ...]

    @property
    def named(self) -> bool:
        """Whether the names of its subsectors are known."""
        return bool(self.items)

    def period(self, lang: Lang = "id") -> str:
        """Return in words what is known of the time in which it holds."""
        return self.periods[lang]

    def label(self, lang: Lang = "id") -> str:
        """Return version and number in a few words."""
        from plut_kumkm.base.messages import render

        return render("ekraf.list", {"count": self.count, "version": self.version}, lang)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs, in our order."""
        return tuple(item.slug for item in self)

    def get(self, slug: str) -> Subsector | None:
        """Return the subsector with this slug, or ``None``."""
        return next((item for item in self if item.slug == slug), None)

    def find(self, text: str) -> Subsector:
        """Return the subsector that ``text`` names; see ``ekraf.find``."""
        from plut_kumkm.ekraf.lookup import find

        return find(text, version=self.version)

    def __iter__(self) -> Iterator[Subsector]:
        self._need_names()
        return iter(self.items)

    def __len__(self) -> int:
        self._need_names()
        return len(self.items)

    def __contains__(self, item: object) -> bool:
        return any(item in (one, one.slug) for one in self)

    def __getitem__(self, slug: str) -> Subsector:
        found = self.get(slug)
        if found is None:
            raise KeyError(f"the list of {self.version} has no subsector {slug!r}; it has {', '.join(self.slugs)}")
        return found

    def _need_names(self) -> None:
        if not self.items:
            raise Unknown(self.notes[0].message("en"))

    def __repr__(self) -> str:
        return f"<SubsectorList {self.version}: {self.count} subsectors ({self.provision.grade})>"

    def _repr_html_(self) -> str:
        from plut_kumkm.base import show

        rows = [(item.position, item.slug, item.name_id, item.name_en) for item in self.items]
        notes = "".join(show.html_lines(note.message()) for note in self.notes)
        return show.html_table(("no.", "slug", "Indonesia", "English"), rows, self.label()) + notes


class Named:
    """A name in two languages that stands in a message."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self._labels[lang]

    def __str__(self) -> str:
        return self._labels["id"]


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/subsectors.toml")


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    return data.FrozenMap({entry["id"]: entry for entry in _file()["version"]})


@cache
def clusters_of(version: Version) -> Mapping[str, Cluster]:
    """Return the field of each subsector of a version, by slug, whatever its grade; empty where none is known."""
    file = data.toml("ekraf/sets.toml")
    found: dict[str, Cluster] = {}
    for entry in file["cluster"]:
        if entry["version"] == version:
            cluster = Cluster(entry["id"], entry["label"], provision(entry, file))
            found |= dict.fromkeys(entry["members"], cluster)
    return data.FrozenMap(found)


@cache
def _items(version: Version) -> tuple[Subsector, ...]:
    entry, names = _entries()[version], _file()["name"]
    source, clusters = provision(entry, _file()), clusters_of(version)
    found = []
    for position, slug in enumerate(entry.get("slugs", ()), 1):
        name = names[slug]
        spelled = entry.get("spelled", {}).get(slug, name["id"])
        aliases = name.get("aliases", ())
        found.append(
            Subsector(
                version, slug, spelled, name["en"], name["english"], aliases, position, clusters.get(slug), source
            )
        )
    return tuple(found)


def _standing(version: Version) -> Iterator[Finding]:
    """Yield what is always to be known of a list."""
    entry = _entries()[version]
    cite = provision(entry, _file()).cite
    told = {"count": entry["count"], "version": version}
    if "slugs" not in entry:
        yield Finding("ekraf.list_names_unknown", "warning", (), {**told, "instrument": cite.label()}, cite)
    elif entry["origin"] != "law":
        yield Finding("ekraf.list_by_usage", "info", (), told, cite)
    if "ended_about" in entry:
        yield Finding("ekraf.list_end_about", "info", (), {**told, "year": entry["ended_about"]}, cite)
    if entry.get("unconfirmed"):
        yield Finding("ekraf.list_unconfirmed", "warning", (), {**told, "instrument": cite.label()}, cite)


@cache
def _list(version: Version, newer: Version | None) -> SubsectorList:
    """Return a list; ``newer`` is one that may already have taken its place on the day that was asked for."""
    entry = _entries()[version]
    notes = [*_standing(version)]
    if newer is not None:
        other = _entries()[newer]
        cite = provision(other, _file()).cite
        year = other["perhaps_from"].year
        # A usage has no instrument whose title could be named in either language.
        basis = Named(other["usage"]) if "usage" in other else cite.label()
        params = {"count": other["count"], "version": newer, "year": year, "instrument": basis}
        notes.append(Finding("ekraf.list_start_unknown", "info", (), params, cite))
    source = provision(entry, _file())
    return SubsectorList(version, entry["count"], source, tuple(notes), entry["period"], _items(version))


def subsectors(*, on: date | None = None, version: str | None = None) -> SubsectorList:
    """Return the list of creative subsectors of a day, or a version of it.

    Where the day on which a list began is not known, a day of that year gives the list before it, and a note says that
    the newer one can be selected: a day of 2026 gives the 17. The names of the 14 of 2009 and of the list of 2018 are
    not known here; such a list has its ``count`` and its ``notes``, and cannot be iterated over.

    Args:
        on: the day.
        version: "2015" (16), "2019" (17) or "2026" (21); "2009" (14) and "2018" (a title alone).

    Raises:
        TypeError: both or none of the two are given, ``on`` is no date, or ``version`` no text.
        ValueError: there is no such version.
        NotInForce: ``on`` is before the first list.

    Source:
        Perpres 72/2015 Pasal 2 (16); usage of Bekraf and Kemenparekraf (17); Perpres 37/2026, of which the text was
        not seen (21).

    >>> found = subsectors(on=date(2026, 6, 30))
    >>> found.version, [note.code for note in found.notes]
    ('2019', ['ekraf.list_by_usage', 'ekraf.list_start_unknown'])
    """
    if (on is None) == (version is None):
        raise TypeError("give one of the two: on=, the day, or version=, such as '2019'")
    if on is None:
        return _list(checked_version(version), None)
    check_day(on, "on")
    dated = [entry for entry in _entries().values() if "since" in entry]
    begun = [entry for entry in dated if entry["since"] <= on]
    perhaps = [entry for entry in dated if entry["perhaps_from"] <= on < entry["since"]]
    # In the year of the first list there is none before it to fall back on.
    held = begun[-1:] or perhaps
    if not held:
        raise NotInForce(
            f"no list of creative subsectors is known for {on}; the first is of {dated[0]['perhaps_from'].year}"
        )
    return _list(held[0]["id"], perhaps[0]["id"] if perhaps else None)


def checked_version(version: object) -> Version:
    """Return a version of the list.

    Raises:
        TypeError: it is no text.
        ValueError: there is no such version.
    """
    if not isinstance(version, str):
        raise TypeError(f"a version is text, such as '2019', not {type(version).__name__}")
    for one in VERSIONS:
        if version == one:
            return one
    raise ValueError(f"there is no list of version {version!r}; there are {', '.join(VERSIONS)}")
