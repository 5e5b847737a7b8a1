"""PMK3I (KaTa Kreatif): the ministry's way to a creative city: stages, actors, processes, and the cities it named."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.ekraf.lists import Subsector, SubsectorList, subsectors
from plut_kumkm.ekraf.lookup import name_problems
from plut_kumkm.ekraf.sources import provision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Provision


@frozen(repr=False)
class Part:
    """A stage, an actor or a process, with its source."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    provision: Provision = field(eq=False)

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self.labels[lang]

    def __repr__(self) -> str:
        return f"<Part {self.id}>"


@frozen(repr=False)
class Pmk3i:
    """How a city becomes a creative city of the ministry; its scores and weights are not known.

    ``most_subsectors`` is how many subsectors a city proposes at most; the field test picks one.
    """

    stages: tuple[Part, ...]
    actors: tuple[Part, ...]
    processes: tuple[Part, ...]
    most_subsectors: int
    provision: Provision

    def __repr__(self) -> str:
        parts = f"{len(self.stages)} stages, {len(self.actors)} actors, {len(self.processes)} processes"
        return f"<Pmk3i: {parts}, at most {self.most_subsectors} subsectors>"


@frozen(repr=False)
class NamedCity:
    """A city that the ministry named: "nominee", "role-model" or "designated", with its subsectors where known."""

    city: str
    year: int
    kind: str
    subsectors: tuple[Subsector, ...]
    provision: Provision

    def __repr__(self) -> str:
        return f"<NamedCity {self.city}: {', '.join((self.kind, str(self.year), *map(str, self.subsectors)))}>"


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/cities.toml")


@cache
def pmk3i() -> Pmk3i:
    """Return stages, actors and processes of PMK3I.

    Source:
        The ministry's site on Kota Malang (2017), and a description of the stages (2025).

    >>> [part.id for part in pmk3i().processes]
    ['kreasi', 'produksi', 'distribusi', 'konsumsi', 'konservasi']
    """
    entry = _file()["pmk3i"]
    own, of_stages = provision(entry, _file()), provision(entry["stages"], _file())

    def parts(listed: Iterable[Mapping[str, Any]], source: Provision) -> tuple[Part, ...]:
        return tuple(Part(one["id"], one["label"], source) for one in listed)

    return Pmk3i(
        parts(entry["stages"]["stage"], of_stages),
        parts(entry["actor"], own),
        parts(entry["process"], own),
        entry["most_subsectors"],
        own,
    )


def pmk3i_cities(year: int | None = None) -> tuple[NamedCity, ...]:
    """Return the cities that the ministry named and that are known by name, in order of the years.

    By December 2025 there were 86 with a leading subsector; the others are not known by name here.

    Args:
        year: the year of the naming; all unless given.

    Raises:
        TypeError: ``year`` is no ``int``.

    >>> [(one.city, [str(item) for item in one.subsectors]) for one in pmk3i_cities(2025)][:2]
    [('Banjarmasin', ['kriya']), ('Buton Tengah', ['kriya'])]
    """
    if year is not None and type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    listed = subsectors(version="2019")
    return tuple(
        NamedCity(
            one["name"],
            entry["year"],
            entry["kind"],
            tuple(listed[slug] for slug in one.get("subsectors", ())),
            provision(entry, _file()),
        )
        for entry in _file()["pmk3i"]["named"]
        if year in (None, entry["year"])
        for one in entry["city"]
    )


def check_proposal(names: Iterable[str], *, listed: SubsectorList) -> Report:
    """Return what is wrong with the subsectors that a city proposes: too many, none, twice, or not in the list.

    Args:
        names: slugs or names of the subsectors.
        listed: the list of subsectors whose names they are.

    Raises:
        TypeError: ``names`` is one text, or ``listed`` no list.

    >>> check_proposal(["kuliner", "kriya", "fesyen", "musik"], listed=subsectors(version="2019")).codes
    {'city.too_many_subsectors': 1}
    """
    if isinstance(names, str) or not isinstance(listed, SubsectorList):
        raise TypeError("names must be several texts, such as ['kuliner'], and listed a SubsectorList")
    given = tuple(names)
    findings: list[Finding] = []
    found: list[Subsector] = []
    for place, name in enumerate(given):
        problems = name_problems(name, version=listed.version)
        findings += [Finding(one.code, one.severity, ("subsectors", place), one.params, one.cite) for one in problems]
        if problems:
            continue
        one = listed.find(name)
        if one in found:
            params = {"got": show.excerpt(name), "item": one}
            findings.append(Finding("city.subsector_twice", "warning", ("subsectors", place), params))
        found.append(one)
    if not given:
        findings.append(Finding("city.no_subsector", "error", ("subsectors",)))
    most, source = pmk3i().most_subsectors, pmk3i().provision
    # The old list has applications and games as one, and proposals speak so: one name is one proposal.
    if len(set(found)) > most:
        params = {"count": len(set(found)), "most": most}
        findings.append(Finding("city.too_many_subsectors", "error", ("subsectors",), params, source.cite))
    return Report(findings)
