"""Subsectors by the names that people write, and the same subsector in another version of the list."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve

from plut_kumkm.base import data, show
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.ekraf.lists import VERSIONS, Subsector, SubsectorList, Version, checked_version, subsectors

if TYPE_CHECKING:
    from collections.abc import Mapping

# How alike two names must be for the one to be a slip of the hand for the other, or to be offered for it at all.
_SLIP, _ALIKE = 0.85, 0.75
_PART = 5  # letters: a shorter word is in too many others by chance, as "game" in "gamelan"
_MOST = 3
# Twice the longest name, so that nothing long is compared with every name.
_LONGEST = 60


def plain(text: str) -> str:
    """Return a name as it is compared: without case, marks, and the words for "and".

    >>> plain("Film, Animasi & Video"), plain("Televisi dan Radio")
    ('film animasi video', 'televisi radio')
    """
    words = re.sub(r"[\W_]+", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in ("dan", "and"))


@cache
def _names(version: Version) -> Mapping[str, str]:
    """Return the slug of every name, alias and slug of a list, in its plain form; empty where no name is known."""
    found: dict[str, str] = {}
    items = subsectors(version=version).items
    for item in items:
        for name in (item.slug, item.name_id, item.name_en, *item.aliases):
            found[plain(name)] = item.slug
    return data.FrozenMap(found)


@cache
def _offers(version: Version) -> Mapping[str, str]:
    """Return the slug of whatever may be offered for a name: names, and words that bring one to mind."""
    names = data.toml("ekraf/subsectors.toml")["name"]
    hints = {
        plain(hint): item.slug for item in subsectors(version=version) for hint in names[item.slug].get("hints", ())
    }
    return data.FrozenMap({**hints, **_names(version)})


@cache
def _atoms(version: Version, slug: str) -> frozenset[str]:
    """Return the subsectors of the latest lists that a subsector holds: itself, or what it was split into."""
    split = data.toml("ekraf/subsectors.toml")["split"]
    return frozenset(split[slug]) if slug in split else frozenset((slug,))


def equivalents(subsector: Subsector, version: str) -> tuple[Subsector, ...]:
    """Return what a subsector is in another version of the list: one, several after a split, none when it is new.

    That one became two says nothing of how its figures divide: they do not.

    Args:
        subsector: a subsector of any version.
        version: the version in which it is looked for.

    Raises:
        TypeError: ``subsector`` is none, or ``version`` no text.
        ValueError: there is no such version.
        Unknown: the names of that version are not known.

    >>> old = subsectors(version="2015")["aplikasi-game-developer"]
    >>> equivalents(old, "2019")
    (<Subsector aplikasi of 2019>, <Subsector pengembang-permainan of 2019>)
    >>> equivalents(subsectors(version="2026")["sulih-suara"], "2019")
    ()
    """
    if not isinstance(subsector, Subsector):
        raise TypeError(f"a Subsector is needed, such as find('kriya', version='2019'), not {type(subsector).__name__}")
    own, wanted = _atoms(subsector.version, subsector.slug), checked_version(version)
    return tuple(item for item in subsectors(version=wanted) if own & _atoms(wanted, item.slug))


def successors(subsector: Subsector, version: str) -> tuple[Subsector, ...]:
    """Return what became of a subsector in a later version of the list.

    Args:
        subsector: a subsector of any version.
        version: a later version.

    Raises:
        ValueError: ``version`` is not later than that of the subsector, or there is none such.

    >>> [one.slug for one in successors(subsectors(version="2015")["aplikasi-game-developer"], "2026")]
    ['aplikasi', 'pengembang-permainan']
    """
    return _in_order(subsector, version, later=True)


def predecessors(subsector: Subsector, version: str) -> tuple[Subsector, ...]:
    """Return what a subsector was in an earlier version of the list; nothing when it is new.

    Args:
        subsector: a subsector of any version.
        version: an earlier version.

    Raises:
        ValueError: ``version`` is not earlier than that of the subsector, or there is none such.

    >>> predecessors(subsectors(version="2019")["aplikasi"], "2015")
    (<Subsector aplikasi-game-developer of 2015>,)
    """
    return _in_order(subsector, version, later=False)


def _in_order(subsector: Subsector, version: str, *, later: bool) -> tuple[Subsector, ...]:
    found = equivalents(subsector, version)
    if version == subsector.version or (version > subsector.version) is not later:
        order = "later" if later else "earlier"
        raise ValueError(f"version must be {order} than {subsector.version}, not {version!r}")
    return found


def name_problems(text: str, *, on: date | None = None, version: str | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the name of a subsector, for records that somebody filled in; nothing when it is right.

    Of a list whose names are not known it is said that they are not.

    Args:
        text: the name.
        on: the day whose list is meant.
        version: the version that is meant; one of the two.

    Raises:
        TypeError: ``text`` is no text, or not one of the two is given.

    >>> [found.code for found in name_problems("Kulinner", version="2019")]
    ['ekraf.name_unknown']
    """
    within = subsectors(on=on, version=version)
    if not within.named:
        # A record of that time is neither right nor wrong: the first note says that no name is known.
        return (evolve(within.notes[0], path=("subsector",)),)
    found = _look(text, within)
    return () if isinstance(found, Subsector) else (found,)


def find(text: str, *, on: date | None = None, version: str | None = None) -> Subsector:
    """Return the subsector that a text names: by slug, Indonesian or English name, or alias.

    Args:
        text: the name; case, marks and "dan" or "&" make no difference.
        on: the day whose list is meant.
        version: the version that is meant; one of the two.

    Raises:
        TypeError: ``text`` is no text, or not one of the two is given.
        ValidationError: the list has no such name. The finding names the nearest, or, for a name of another version,
            that version and what the subsector is in this one.
        Unknown: the names of the list are not known.

    >>> find("Film, Animasi & Video", version="2019").slug, find("gim", on=date(2024, 1, 1)).slug
    ('film-animasi-video', 'pengembang-permainan')
    """
    found = _look(text, subsectors(on=on, version=version))
    if isinstance(found, Finding):
        raise ValidationError((found,))
    return found


def _look(text: str, within: SubsectorList) -> Subsector | Finding:
    if not isinstance(text, str):
        raise TypeError(f"the name of a subsector is text (str), not {type(text).__name__}")
    asked = plain(text[:_LONGEST])
    got = show.excerpt(text)
    if not within.named:
        within.slugs  # noqa: B018 - refuses, and says that the names of the list are not known
    own = _names(within.version)
    if asked in own:
        return within[own[asked]]
    if not asked:
        return Finding("ekraf.name_empty", "error", ("subsector",), {"list": within})
    others = [version for version in VERSIONS if asked in _names(version)]
    if others:
        there = subsectors(version=others[0])
        here = equivalents(there[_names(others[0])[asked]], within.version)
        params = {"got": got, "list": within, "others": tuple(subsectors(version=one) for one in others)}
        if not here:
            return Finding("ekraf.name_of_newer_list", "error", ("subsector",), params)
        return Finding("ekraf.name_of_other_list", "error", ("subsector",), {**params, "here": here})
    told = {"got": got, "list": within}
    near = tuple(within[slug] for slug in _near(asked, within.version))
    if not near:
        return Finding("ekraf.name_unlike", "error", ("subsector",), told)
    return Finding("ekraf.name_unknown", "error", ("subsector",), {**told, "near": near})


def _near(asked: str, version: Version) -> list[str]:
    """Return the slugs to offer for a name that the list lacks, the nearest first.

    A slip of the hand is the nearest; then whatever shares a word with it, the more of them the earlier; then what
    resembles it as a whole.
    """
    # Imported here: only a name that is wrong needs it.
    from difflib import get_close_matches

    offers = _offers(version)
    slips = get_close_matches(asked, offers, cutoff=_SLIP)
    found = slips or _sharing(asked, offers) or get_close_matches(asked, offers, cutoff=_ALIKE)
    return list(dict.fromkeys(offers[name] for name in found))[:_MOST]


def _sharing(asked: str, offers: Mapping[str, str]) -> list[str]:
    """Return the names that share a word with another, or a part of one.

    The more whole words the earlier, then the more parts, then the shorter: of "fesyen" more is said than of a name of
    three words.
    """
    words = asked.split()
    shared = {name: _shared(words, name.split()) for name in offers}
    return sorted((name for name in offers if shared[name][:2] > (0, 0)), key=shared.__getitem__, reverse=True)


def _shared(words: list[str], others: list[str]) -> tuple[int, int, int]:
    """Return how many words two names share, how many hold one another, and how short the other is."""
    same = {*words} & {*others}
    pairs = [(one, other) for one in {*words} - same for other in {*others} - same]
    parts = sum(one in other or other in one for one, other in pairs if min(len(one), len(other)) >= _PART)
    return len(same), parts, -len(others)
