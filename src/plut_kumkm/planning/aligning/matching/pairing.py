"""The indicators of two plans paired: by what is certain first, by near names last, and never by a guess.

Nothing here depends on the order of the indicators, nor on which of the two plans is the first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

from plut_kumkm.planning.aligning.matching.entries import Entry, How, Match, matched
from plut_kumkm.planning.aligning.matching.names import MARGIN, SHOWN, Near, distance, nearest
from plut_kumkm.planning.reading.words import same_unit

K = TypeVar("K", bound=Hashable)
_Names = Mapping[str, list[Near]]
_MOST = 3  # candidates that are named


@frozen(eq=False)
class Paired:
    """The indicators of two plans: which are one, and of each of the others which it might be.

    ``doubts`` are those of which nothing tells which of several it is; ``near`` are the nearest names of those that
    have no counterpart.
    """

    matches: tuple[Match, ...]
    doubts: Mapping[Entry, tuple[Match, ...]]
    near: Mapping[Entry, tuple[Match, ...]]


def pair(
    ours: Sequence[Entry], theirs: Sequence[Entry], *, near: Fraction, given: Iterable[tuple[str, str]] = ()
) -> Paired:
    """Return which indicators of two plans are one.

    Args:
        ours: those of one plan.
        theirs: those of the other.
        near: how far apart two names may be at most to be taken for one [1].
        given: ids that the caller says are one.
    """
    work = _Pairing(ours, theirs, near)
    # Each step takes what the steps before it have left.
    work.given(given)
    work.by(lambda one: (one.indicator, one.code), "id", copies=True)
    work.by(lambda one: (one.indicator.id, one.name.text, one.code), "id")
    work.by(lambda one: (one.indicator.id, one.name.text), "id")
    work.by(lambda one: (one.code, one.name.text) if one.code and one.name.grams else None, "code")
    work.by(lambda one: one.name.text if one.name.grams else None, "name")
    work.by(lambda one: (one.indicator.measure, one.indicator.base) if one.indicator.measure else None, "measure")
    work.by(lambda one: one.indicator.id, "id", only=_alike)
    work.by_code_and_near_name()
    near_ours, near_theirs = work.by_near_name()
    work.by_id_alone(near_ours, near_theirs)
    return work.answer(near_ours, near_theirs)


def _alike(one: Entry, other: Entry) -> bool:
    return one.name.parting == other.name.parting and distance(one.name, other.name) <= SHOWN


def _units_agree(one: Entry, other: Entry) -> bool:
    units = one.indicator.unit, other.indicator.unit
    return None in units or same_unit(units[0] or "") == same_unit(units[1] or "")


class _Pairing:
    """The work: what is left of the two sides, and what was matched."""

    def __init__(self, ours: Sequence[Entry], theirs: Sequence[Entry], near: Fraction) -> None:
        self.near = near
        self.ours = dict.fromkeys(ours)
        self.theirs = dict.fromkeys(theirs)
        self.matches: list[Match] = []
        self.clashing: dict[Entry, list[Match]] = {}

    def take(self, one: Entry, other: Entry, how: How) -> None:
        self.matches.append(matched(one, other, how))
        del self.ours[one], self.theirs[other]

    def given(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take the pairs that the caller names, in either order of the plans."""
        for first, second in pairs:
            for mine, their in ((first, second), (second, first)):
                left = [one for one in self.ours if one.indicator.id == mine]
                right = [one for one in self.theirs if one.indicator.id == their]
                if len(left) == len(right) == 1:
                    self.take(left[0], right[0], "given")
                    break

    def by(
        self,
        key: Callable[[Entry], Hashable],
        how: How,
        *,
        copies: bool = False,
        only: Callable[[Entry, Entry], bool] | None = None,
    ) -> None:
        """Take the pairs that have a key in common with nobody else.

        Args:
            key: what they must have in common; ``None`` is nothing.
            how: what the pairs are called.
            copies: whether as many on both sides may have the key: they are copies, and it is the same which is which.
            only: a condition that a pair must meet besides.
        """
        left, right = _grouped(self.ours, key), _grouped(self.theirs, key)
        for shared, mine in left.items():
            others = right.get(shared, [])
            if len(mine) == len(others) and (copies or len(mine) == 1):
                for one, other in zip(mine, others, strict=True):
                    if only is None or only(one, other):
                        self.take(one, other, how)

    def by_code_and_near_name(self) -> None:
        """Take the pairs of near names among the indicators of parts with one code."""
        left, right = _grouped(self.ours, _code_of), _grouped(self.theirs, _code_of)
        for code, mine in left.items():
            if code in right:
                self._pick(mine, right[code], "code")

    def by_near_name(self) -> tuple[_Names, _Names]:
        """Take the pairs of near names, and return which names were near."""
        return self._pick(tuple(self.ours), tuple(self.theirs), "near")

    def _pick(self, mine: Sequence[Entry], others: Sequence[Entry], how: How) -> tuple[_Names, _Names]:
        """Take the pairs of which each is to the other the nearest by far."""
        left, right = _grouped(mine, _text_of), _grouped(others, _text_of)
        found, back = nearest(tuple(left), tuple(right), self.near, one=True)
        for text, near in found.items():
            other = _by_far(near, right)
            if other is not None and _by_far(back[other], left) == text:
                self.take(left[text][0], right[other][0], how)
        return found, back

    def by_id_alone(self, near_ours: _Names, near_theirs: _Names) -> None:
        """Take the pairs with one id whose names are unlike, unless a name or the unit speaks against it."""
        left, right = _grouped(self.ours, _id_of), _grouped(self.theirs, _id_of)
        for shared, mine in left.items():
            others = right.get(shared, [])
            if len(mine) == len(others) == 1:
                one, other = mine[0], others[0]
                named = one.name.text in near_ours or other.name.text in near_theirs
                if not named and _units_agree(one, other):
                    self.take(one, other, "id")
                    continue
            for side, across in ((mine, others), (others, mine)):
                for one in side if across else ():
                    named_by_id = sorted(across, key=_order)[:_MOST]
                    self.clashing[one] = [matched(one, other, "id") for other in named_by_id]

    def answer(self, near_ours: _Names, near_theirs: _Names) -> Paired:
        """Return what was matched, and what is left with what it might be."""
        left = _grouped(sorted(self.ours, key=_order), _text_of)
        right = _grouped(sorted(self.theirs, key=_order), _text_of)
        shown, shown_back = nearest(tuple(left), tuple(right), SHOWN, one=False)
        doubts: dict[Entry, tuple[Match, ...]] = {}
        near: dict[Entry, tuple[Match, ...]] = {}
        for groups, others, certain, like in (
            (left, right, near_ours, shown),
            (right, left, near_theirs, shown_back),
        ):
            for text, mine in groups.items():
                for one in mine:
                    may_be = [*self.clashing.get(one, ()), *_candidates(one, certain.get(text, ()), others)]
                    if may_be:
                        doubts[one] = tuple(may_be[:_MOST])
                    elif text in like:
                        near[one] = tuple(_candidates(one, like[text], others)[:_MOST])
        return Paired(tuple(self.matches), doubts, near)


def _candidates(one: Entry, near: Sequence[Near], others: Mapping[str, Sequence[Entry]]) -> list[Match]:
    found = [
        matched(one, other, "name" if one.name.text == text else "near")
        for _, text in near
        for other in others.get(text, ())[:_MOST]
    ]
    return sorted(found, key=lambda match: (match.distance, match.other.order))


def _by_far(near: Sequence[Near], entries: Mapping[str, Sequence[Entry]]) -> str | None:
    """Return the nearest name where the next one is not almost as near, and only one entry has it."""
    if len(near) > 1 and near[1][0] - near[0][0] < MARGIN:
        return None
    name = near[0][1]
    return name if len(entries[name]) == 1 else None


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], K | None]) -> dict[K, list[Entry]]:
    found: dict[K, list[Entry]] = {}
    for one in entries:
        shared = key(one)
        if shared is not None:
            found.setdefault(shared, []).append(one)
    return found


def _id_of(entry: Entry) -> str:
    return entry.indicator.id


def _code_of(entry: Entry) -> str | None:
    return entry.code


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.order


def _text_of(entry: Entry) -> str:
    return entry.name.text
