"""The pairs of several plans joined to rows: one indicator in all the plans that have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from plut_kumkm.planning.aligning.matching.entries import HOWS, Entry, Match
from plut_kumkm.planning.aligning.matching.pairing import Paired, pair


@frozen(eq=False)
class Joined:
    """Rows of entries, one for each plan or ``None``, with the matches that join them, and what could not be joined.

    ``clashes`` are pairs that would have put two indicators of one plan into one row; ``pairs`` are the answers by the
    places of the two plans.
    """

    rows: tuple[tuple[tuple[Entry | None, ...], tuple[Match, ...]], ...]
    clashes: tuple[Match, ...]
    pairs: Mapping[tuple[int, int], Paired]


def join(plans: Sequence[Sequence[Entry]], *, near: Fraction, given: Iterable[tuple[str, str]] = ()) -> Joined:
    """Return the indicators of several plans, those that are one in one row, in the order of the plans.

    The surest pairs are joined first. A pair that would put two indicators of one plan into one row is left out and
    named: the plans themselves do not agree on which of them it is.
    """
    said = tuple(given)
    pairs = {
        (one, other): pair(plans[one], plans[other], near=near, given=said)
        for one, other in combinations(range(len(plans)), 2)
    }
    group: dict[Entry, dict[int, Entry]] = {one: {one.plan: one} for entries in plans for one in entries}
    links: dict[int, list[Match]] = {}
    clashes: list[Match] = []
    for match in sorted((match for found in pairs.values() for match in found.matches), key=_strength):
        mine, theirs = group[match.one], group[match.other]
        if mine is not theirs and mine.keys() & theirs.keys():
            clashes.append(match)
            continue
        held = links.setdefault(id(mine), [])
        held.append(match)
        if mine is not theirs:
            held += links.pop(id(theirs), [])
            mine.update(theirs)
            for entry in theirs.values():
                group[entry] = mine
    rows: list[tuple[tuple[Entry | None, ...], tuple[Match, ...]]] = []
    seen: set[int] = set()
    for entries in plans:
        for entry in entries:
            members = group[entry]
            if id(members) not in seen:
                seen.add(id(members))
                found = sorted(links.get(id(members), ()), key=_places)
                rows.append((tuple(members.get(place) for place in range(len(plans))), tuple(found)))
    return Joined(tuple(rows), tuple(clashes), pairs)


def _strength(match: Match) -> tuple[int, Fraction, tuple[str, ...], tuple[int, int]]:
    return HOWS.index(match.how), match.distance, (*match.one.order, *match.other.order), _places(match)


def _places(match: Match) -> tuple[int, int]:
    return match.one.plan, match.other.plan
