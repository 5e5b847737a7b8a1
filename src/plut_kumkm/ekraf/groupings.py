"""How statistics group the subsectors, and what may be computed from one grouping to another.

A figure can be added up into a coarser grouping and never divided into a finer one: what only a wish could divide is
refused, with the group that is lossy. Missing is never zero: a group of which one member has no figure has none.

>>> workers = grouping("workers-14")
>>> found = workers.aggregate({"desain-interior": 1, "desain-komunikasi-visual": 2, "desain-produk": 3, "kuliner": 5})
>>> found["desain"], found["kuliner"], "kriya" in found.missing
(6, 5, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.ekraf.lists import Subsector, Version, checked_version, subsectors
from plut_kumkm.ekraf.lookup import equivalents, find
from plut_kumkm.ekraf.sources import provision

if TYPE_CHECKING:
    from plut_kumkm.law.instruments import Grade, Provision

# Groups are made of the subsectors of this list; every later subsector is new and in none of them.
_ATOMS: Version = "2019"

Exact = int | Fraction


@frozen(repr=False)
class Group:
    """A part of a grouping: one subsector, or several that are counted together; ``members`` are of the list of 17."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    members: tuple[Subsector, ...]

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the group in Indonesian or English."""
        return self.labels[lang]

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return (
            f"<Group {self.id}>"
            if len(self.members) == 1
            else f"<Group {self.id}: {', '.join(map(str, self.members))}>"
        )


class Totals(Mapping[str, Exact]):
    """Exact figures by group, those that could be made; ``missing`` are the groups of which a member has no figure."""

    __slots__ = ("_values", "groups", "missing")

    def __init__(self, groups: tuple[Group, ...], values: Mapping[str, Exact]) -> None:
        self.groups = groups
        self.missing = tuple(group.id for group in groups if group.id not in values)
        self._values = {group.id: values[group.id] for group in groups if group.id in values}

    @property
    def total(self) -> Exact | None:
        """The sum, or ``None`` when a group is missing."""
        return None if self.missing else sum(self._values.values())

    def __getitem__(self, key: str) -> Exact:
        found = self._values.get(key)
        if found is not None:
            return found
        if key in self.missing:
            raise KeyError(f"{key} has no figure: a member of it has none")
        raise KeyError(f"there is no group {key!r}; there are {', '.join(group.id for group in self.groups)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        missing = f"; missing {', '.join(self.missing)}" if self.missing else ""
        return f"<Totals of {len(self)} groups{missing}>"

    def _repr_html_(self) -> str:
        rows = [(group.label(), written(self._values.get(group.id))) for group in self.groups]
        return show.html_table(("kelompok", "nilai"), rows)


@frozen(repr=False)
class Grouping:
    """A way in which statistics group the 17 subsectors.

    >>> gdp = grouping("gdp-16")
    >>> gdp, gdp.lossy
    (<Grouping gdp-16: 16 groups (secondary)>, (<Group aplikasi-game-developer: aplikasi, pengembang-permainan>,))
    >>> gdp.group_of("pengembang-permainan").id
    'aplikasi-game-developer'
    """

    id: str
    labels: Mapping[str, str] = field(eq=False)
    groups: tuple[Group, ...] = field(eq=False)
    provision: Provision | None = field(eq=False)

    @property
    def grade(self) -> Grade | None:
        """How well the grouping was seen."""
        return None if self.provision is None else self.provision.grade

    @property
    def lossy(self) -> tuple[Group, ...]:
        """The groups that hold several subsectors, whose figures cannot be divided."""
        return tuple(group for group in self.groups if len(group.members) > 1)

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the grouping in Indonesian or English."""
        return self.labels[lang]

    def group_of(self, subsector: str | Subsector) -> Group:
        """Return the group in which a subsector of the list of 17 is counted.

        Raises:
            KeyError: the list of 17 has no such subsector.
        """
        wanted = subsectors(version=_ATOMS)[str(subsector)]
        return next(group for group in self.groups if wanted in group.members)

    def aggregate(self, values: Mapping[Any, Exact | Decimal], *, version: str = _ATOMS) -> Totals:
        """Return the figures of subsectors, added up by group; exact, and missing where a member has none.

        Args:
            values: a figure for each subsector, by name or ``Subsector``; whole numbers, fractions or decimals.
            version: the version of the list whose names they are.

        Raises:
            TypeError: a figure is a float, which is not exact, or no number; or ``values`` is no mapping.
            ValidationError: a name is not in the list, or no group has it; a ``Subsector`` is of another list; there
                are two figures for one. Every one is a finding.

        >>> grouping("gdp-16").aggregate({"aplikasi": 2, "pengembang-permainan": 3})["aplikasi-game-developer"]
        5
        """
        checked = checked_version(version)
        return _regroup(_exact(values, checked, named=True), _list_grouping(checked), self)

    def invert(self, values: Mapping[Any, Exact | Decimal]) -> Totals:
        """Return the figures of the 17 subsectors from those of groups, which is possible for groups of one alone.

        Raises:
            TypeError: a figure is a float, which is not exact, or no number; or ``values`` is no mapping.
            ValidationError: a group holds several subsectors: no source says how its figure divides.

        >>> grouping("workers-14").invert({"kuliner": 5})["kuliner"]
        5
        >>> grouping("workers-14").invert({"desain": 5})  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        plut_kumkm.base.findings.ValidationError: $.desain: Angka kelompok Desain tidak dapat dibagi: ...
        """
        return _regroup(_exact(values, _ATOMS), self, _list_grouping(_ATOMS))

    def __repr__(self) -> str:
        return f"<Grouping {self.id}: {len(self.groups)} groups ({self.grade})>"


@frozen(repr=False)
class Figures:
    """A published distribution, in the grouping in which it was published and in no other.

    >>> workers = figures("workers-2021")
    >>> workers["kuliner"], workers.total, workers.by.id
    (Fraction(2843, 50), Fraction(10001, 100), 'workers-14')
    """

    id: str
    titles: Mapping[str, str] = field(eq=False)
    unit: str = field(eq=False)
    by: Grouping = field(eq=False)
    values: Mapping[str, Fraction] = field(eq=False)
    provision: Provision = field(eq=False)

    @property
    def total(self) -> Fraction:
        """The sum of what was published, which rounding may leave beside 100."""
        return sum(self.values.values(), Fraction(0))

    @property
    def missing(self) -> tuple[str, ...]:
        """The groups of which nothing was published; they are not zero."""
        return tuple(group.id for group in self.by.groups if group.id not in self.values)

    def label(self, lang: Lang = "id") -> str:
        """Return the title in Indonesian or English."""
        return self.titles[lang]

    def to(self, target: Grouping) -> Totals:
        """Return the figures in a coarser grouping.

        Raises:
            ValidationError: a group of these figures lies in several groups of the other; every one is a finding.

        >>> figures("workers-2021").to(grouping("gdp-16"))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        plut_kumkm.base.findings.ValidationError: $.desain: Angka kelompok Desain tidak dapat dibagi: ...
        """
        return _regroup(self.values, self.by, target)

    def __getitem__(self, key: str) -> Fraction:
        found = self.values.get(key)
        if found is None:
            raise KeyError(f"{self.id} has no figure {key!r}; it has {', '.join(self.values)}")
        return found

    def __repr__(self) -> str:
        return f"<Figures {self.id}: {len(self.values)} of {len(self.by.groups)} groups of {self.by.id} [{self.unit}]>"

    def _repr_html_(self) -> str:
        rows = [(group.label(), written(self.values.get(group.id))) for group in self.by.groups]
        return show.html_table(("kelompok", self.unit), rows, self.label())


def written(value: Exact | None, lang: Lang = "id") -> str:
    """Return a figure as it is printed, to two places; a dash for what there is none.

    >>> written(Fraction(2843, 50)), written(1200), written(None)
    ('56,86', '1.200', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, int):
        return show.number(value, lang)
    text = f"{round(Decimal(value.numerator) / Decimal(value.denominator), 2):f}"
    return text if lang == "en" else text.replace(".", ",")


def _exact(values: Mapping[Any, Any], version: Version, *, named: bool = False) -> dict[str, Exact]:
    """Return figures by id; ``named`` says that they are of subsectors, by whatever name the list has for them."""
    if not isinstance(values, Mapping):
        raise TypeError(f"figures come by name, such as {{'kuliner': 5}}, not {type(values).__name__}")
    found: dict[str, Exact] = {}
    problems: list[Finding] = []
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
            kind = type(value).__name__
            raise TypeError(f"{key}: a figure is a whole number, Fraction or Decimal, which are exact, not {kind}")
        id_ = path = str(key)
        problem: Finding | None = None
        if isinstance(key, Subsector) and key.version != version:
            params = {"subsector": key, "own": subsectors(version=key.version), "list": subsectors(version=version)}
            problem = Finding("ekraf.figure_of_other_list", "error", (path,), params)
        elif named:
            id_, problem = _slug(path, version)
        if problem is None and id_ in found:
            problem = Finding("ekraf.figure_twice", "error", (path,), {"got": show.excerpt(path)})
        if problem is None:
            found[id_] = Fraction(value) if isinstance(value, Decimal) else value
        else:
            problems.append(problem)
    if problems:
        raise ValidationError(problems)
    return found


def _slug(name: str, version: Version) -> tuple[str, Finding | None]:
    try:
        return find(name, version=version).slug, None
    except ValidationError as error:
        return name, evolve(error.finding, path=(name,))


def _regroup(values: Mapping[str, Exact], source: Grouping, target: Grouping) -> Totals:
    """Return figures of one grouping in another, or refuse with every reason."""
    problems: list[Finding] = []
    known = {group.id: group for group in source.groups}
    homes: dict[str, list[Group]] = {group.id: [] for group in target.groups}
    for key in values:
        group = known.get(key)
        if group is None:
            params = {"got": show.excerpt(key), "grouping": source, "known": tuple(known.values())}
            problems.append(Finding("ekraf.group_unknown", "error", (key,), params))
            continue
        inside = [one for one in target.groups if set(group.members) & set(one.members)]
        if len(inside) > 1:
            params = {"group": group, "members": group.members, "target": target}
            problems.append(Finding("ekraf.group_lossy", "error", (key,), params))
        elif not inside:
            params = {"group": group, "target": target}
            problems.append(Finding("ekraf.group_homeless", "error", (key,), params))
        else:
            homes[inside[0].id].append(group)
    if problems:
        raise ValidationError(problems)
    sums: dict[str, Exact] = {}
    for home in target.groups:
        found = homes[home.id]
        if {member for group in found for member in group.members} == set(home.members):
            sums[home.id] = sum(values[group.id] for group in found)
    return Totals(target.groups, sums)


def _entries(kind: str) -> Mapping[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in data.toml("ekraf/groupings.toml")[kind]}


def _checked(kind: str, id_: str) -> str:
    """Return an id that the data have; a name of one's own is refused with those there are."""
    entries = _entries(kind)
    if not isinstance(id_, str):
        raise TypeError(f"an id is text, such as {next(iter(entries))!r}, not {type(id_).__name__}")
    if id_ not in entries:
        none = "are no" if kind == "figures" else "is no"
        raise ValueError(f"there {none} {kind} {id_!r}; there are {', '.join(entries)}")
    return id_


@cache
def _list_grouping(version: str) -> Grouping:
    """Return a version of the list as a grouping of the 17; a subsector that is new since then has no members."""
    listed = subsectors(version=version)
    groups = tuple(
        Group(item.slug, data.FrozenMap({"id": item.name_id, "en": item.name_en}), equivalents(item, _ATOMS))
        for item in listed
    )
    labels = data.FrozenMap({"id": listed.label(), "en": listed.label("en")})
    return Grouping(version, labels, groups, listed.provision)


def grouping(id: str) -> Grouping:  # noqa: A002 - the field's own word for it
    """Return a way in which statistics group the 17 subsectors.

    Args:
        id: "gdp-16" (the GDP tables of BPS) or "workers-14" (Sakernas 2021; not the 14 of 2009).

    Raises:
        TypeError: ``id`` is no text.
        ValueError: there is no such grouping.

    Source:
        PDB ekonomi kreatif, BPS; Sakernas 2021 (secondary).

    >>> len(grouping("gdp-16").groups), len(grouping("workers-14").groups)
    (16, 14)
    """
    return _grouping(_checked("grouping", id))


@cache
def _grouping(id_: str) -> Grouping:
    entry, file = _entries("grouping")[id_], data.toml("ekraf/groupings.toml")
    listed = subsectors(version=_ATOMS)
    home = {slug: name for name, merged in entry["merged"].items() for slug in merged["members"]}
    groups: dict[str, Group] = {}
    for item in listed:
        name = home.get(item.slug, item.slug)
        if name in groups:
            continue
        if name == item.slug:
            groups[name] = Group(name, data.FrozenMap({"id": item.name_id, "en": item.name_en}), (item,))
        else:
            merged = entry["merged"][name]
            groups[name] = Group(name, merged["label"], tuple(listed[slug] for slug in merged["members"]))
    return Grouping(id_, entry["label"], tuple(groups.values()), provision(entry, file))


def figures(id: str) -> Figures:  # noqa: A002 - the field's own word for it
    """Return a published distribution over subsectors or groups.

    Args:
        id: "workers-2021" (Indonesia, 14 groups) or "malang-disporapar-2021" (Kota Malang, seven subsectors).

    Raises:
        TypeError: ``id`` is no text.
        ValueError: there is no such distribution.

    Source:
        As ``provision`` says.

    >>> figures("malang-disporapar-2021").total
    Fraction(10001, 100)
    """
    return _figures(_checked("figures", id))


@cache
def _figures(id_: str) -> Figures:
    entry, file = _entries("figures")[id_], data.toml("ekraf/groupings.toml")
    by = grouping(entry["by"]) if entry["by"] in _entries("grouping") else _list_grouping(entry["by"])
    values = data.FrozenMap({key: Fraction(value) for key, value in entry["values"].items()})
    return Figures(id_, entry["title"], entry["unit"], by, values, provision(entry, file))
