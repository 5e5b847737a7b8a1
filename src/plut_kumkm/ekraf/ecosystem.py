"""The elements of the creative ecosystem (UU 24/2019): the second axis on which activities and actions lie."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.law.books import book_of
from plut_kumkm.law.instruments import meets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.instruments import Grade, Provision


@frozen(repr=False)
class Element:
    """An element of the ecosystem, with its source and how well that was seen."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    provision: Provision = field(eq=False)

    @property
    def grade(self) -> Grade:
        """How well it was seen that the law has the element."""
        return self.provision.grade

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self.labels[lang]

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Element {self.id} ({self.grade})>"


@cache
def _elements() -> tuple[Element, ...]:
    file = data.toml("ekraf/elements.toml")
    shared: dict[str, Any] = {"instrument": file["instrument"], "origin": file["origin"]}
    return tuple(Element(entry["id"], entry["label"], provision(entry, file, **shared)) for entry in file["element"])


def elements(*, law: LawBook | None = None) -> tuple[Element, ...]:
    """Return the elements of the ecosystem that are seen well enough for the book's policy, in our order.

    Seven are known from an official of the ministry; that research is the eighth is unverified, so that it is left
    out unless the book accepts that.

    Args:
        law: the book whose policy on grades holds; the shipped one unless given.

    Source:
        UU 24/2019, as an official of the ministry names its elements.

    >>> from plut_kumkm.law import book
    >>> len(elements()), [one.id for one in elements(law=book().accepting("unverified"))][0]
    (7, 'riset')
    """
    policy = book_of(law).policy
    return tuple(one for one in _elements() if meets(one.grade, policy))


def element_problems(name: str, path: tuple[str | int, ...] = ()) -> tuple[Finding, ...]:
    """Return what is to be said of the element that a record names: that there is none such, or that it is unverified.

    Args:
        name: the id of an element.
        path: where the name stands in the record.

    >>> [found.code for found in element_problems("pasar")], element_problems("pemasaran")
    (['element.unknown'], ())
    """
    found = next((one for one in _elements() if one.id == name), None)
    if found is None:
        params = {"got": show.excerpt(name), "known": tuple(one.id for one in _elements())}
        return (Finding("element.unknown", "error", path, params),)
    if found.grade == "unverified":
        return (Finding("element.unverified", "info", path, {"element": found}, found.provision.cite),)
    return ()
