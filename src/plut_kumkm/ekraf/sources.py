"""Where a fact of the creative economy stands: instruments and publications, and the source of one entry of a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.law.books import LawBook, book
from plut_kumkm.law.instruments import Cite, Instrument, Provision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.instruments import Grade


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return the instruments that the lists of this room cite, by id; shared ones come from the files of law.

    >>> instruments()["perpres-72-2015"].label()
    'Perpres 72/2015'
    """
    found: dict[str, Instrument] = {}
    for name in ("law/instruments.toml", "ekraf/instruments.toml", "ekraf/publications.toml"):
        for entry in data.toml(name)["instrument"]:
            found[entry["id"]] = Instrument(
                number=entry.get("number"), **{key: value for key, value in entry.items() if key != "number"}
            )
    return data.FrozenMap(found)


def provision(entry: Mapping[str, Any], file: Mapping[str, Any], **said: Any) -> Provision:
    """Return the source of an entry of a data file.

    Args:
        entry: the entry: instrument, pinpoint, grade, origin and where it was seen.
        file: the whole file, which says when its sources were last looked at.
        said: what is to hold instead of what the entry says.
    """
    whole = {**entry, **said}
    cite = Cite(instruments()[whole["instrument"]], whole.get("pinpoint", ""), whole.get("phrase"))
    return Provision(cite, whole["grade"], whole["origin"], file["checked"], file["jdih"], whole.get("seen"))


def policy_of(law: LawBook | None) -> Grade:
    """Return the weakest grade that may decide: that of the book of law, the shipped one unless given.

    Raises:
        TypeError: ``law`` is no book.

    >>> policy_of(None), policy_of(book().accepting("unverified"))
    ('secondary', 'unverified')
    """
    if law is None:
        return book().policy
    if not isinstance(law, LawBook):
        raise TypeError(f"law must be a LawBook, such as law.book() or law.load(path), not {type(law).__name__}")
    return law.policy
