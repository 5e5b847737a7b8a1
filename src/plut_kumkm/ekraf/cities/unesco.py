"""The UNESCO Creative Cities Network: its fields by year, its Indonesian members, and when a member reports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.ekraf.sources import provision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Grade, Provision


@frozen(repr=False)
class CityField:
    """A field in which a city may be a member; ``since`` is the year from which it exists, where it is a later one."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    since: int | None = field(eq=False)
    provision: Provision = field(eq=False)

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian (ours) or English."""
        return self.labels[lang]

    def __repr__(self) -> str:
        return f"<CityField {self.id}>"


@frozen(repr=False)
class Member:
    """An Indonesian member: since which year, in which field, and how well the field is known."""

    city: str
    field: CityField
    year: int
    field_grade: Grade
    provision: Provision

    def reports(self, until: int) -> tuple[int, ...]:
        """Return the years in which its membership monitoring report is due, up to ``until``: every four years.

        Source:
            Form of the network of 2019.

        >>> [member.reports(2034) for member in uccn_members(2025) if member.city == "Kota Malang"]
        [(2029, 2033)]
        """
        every = _file()["report"]["years"]
        return tuple(range(self.year + every, until + 1, every))

    def __repr__(self) -> str:
        return f"<Member {self.city}: {self.field.id}, {self.year}>"


def _file() -> Mapping[str, Any]:
    content: Mapping[str, Any] = data.toml("ekraf/cities.toml")["uccn"]
    return content


@cache
def _fields() -> tuple[CityField, ...]:
    entry = _file()
    source = provision(entry, data.toml("ekraf/cities.toml"))
    return tuple(CityField(one["id"], one["label"], one.get("since"), source) for one in entry["field"])


def uccn_fields(year: int) -> tuple[CityField, ...]:
    """Return the fields of the network in a year: eight since 2025, seven before.

    Args:
        year: the year.

    >>> len(uccn_fields(2023)), [one.id for one in uccn_fields(2025)][-1]
    (7, 'architecture')
    """
    if type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    return tuple(one for one in _fields() if one.since is None or one.since <= year)


def uccn_members(year: int) -> tuple[Member, ...]:
    """Return the Indonesian cities that were members by the end of a year, in the order in which they became it.

    Args:
        year: the year.

    >>> [(one.city, one.field.label("en"), one.field_grade) for one in uccn_members(2025)][-2:]
    [('Kota Malang', 'Media Arts', 'secondary'), ('Kabupaten Ponorogo', 'Crafts and Folk Art', 'unverified')]
    """
    if type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    entry = _file()["members"]
    source = provision(entry, data.toml("ekraf/cities.toml"))
    by_id = {one.id: one for one in _fields()}
    return tuple(
        Member(one["name"], by_id[one["field"]], one["year"], one.get("field_grade", source.grade), source)
        for one in entry["city"]
        if one["year"] <= year
    )
