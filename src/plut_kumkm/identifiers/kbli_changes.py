"""What became of a KBLI code in the next version, as far as a source says it: no concordance.

The conversion table 2020-2025 of BPS was not obtained. Held here are the classes whose move a source states or the
titles show, the numbers that are known to have been given another meaning, and those known to have ended. Of every
other code nothing is known, and nothing is concluded from two equal numbers.

Source:
    Titles of KBLI 2020 and 2025 in public reproductions (secondary); ``data/identifiers/kbli_changes.toml`` has the
    grade of each entry.

>>> moves_from(Kbli("2020", "70203"))[0].target
Kbli(version='2025', code='73300')
>>> reused("47782").older_meaning("en"), reused("47782").newer_meaning("en")
('retail of leather and bone craft', 'retail of paintings')
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from plut_kumkm.base import data
from plut_kumkm.identifiers.kbli_type import Kbli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Grade

Basis = Literal["source", "title"]


class Move(NamedTuple):
    """Where a class of one version is in another; ``part`` when only a part of it went there."""

    origin: Kbli
    target: Kbli
    basis: Basis
    grade: Grade
    part: bool


class Reuse(NamedTuple):
    """A number that means one thing in an older version and another in a newer one."""

    older: Kbli
    newer: Kbli
    meanings: Mapping[str, Mapping[str, str]]
    grade: Grade

    def older_meaning(self, lang: Lang = "id") -> str:
        """Return what the number meant, in a few words."""
        return self.meanings["older"][lang]

    def newer_meaning(self, lang: Lang = "id") -> str:
        """Return what the number means since."""
        return self.meanings["newer"][lang]


class End(NamedTuple):
    """A code of which it is known that its version is the last to have it."""

    last: Kbli
    grade: Grade


@cache
def moves() -> tuple[Move, ...]:
    """Return every move that is known, also those of a class that kept its number.

    >>> len({move.origin.version for move in moves()})
    2
    """
    return tuple(_moves(_table()))


def _moves(table: Mapping[str, Any]) -> Iterator[Move]:
    for entry in table["moved"]:
        for old, new in entry["pairs"]:
            yield _move(entry, old, new, entry["basis"], entry.get("part", False))
    for entry in table["same"]:
        for code in entry["codes"]:
            yield _move(entry, code, code, "title", False)


def _move(entry: Mapping[str, Any], old: str, new: str, basis: Basis, part: bool) -> Move:
    return Move(Kbli(entry["from"], old), Kbli(entry["to"], new), basis, entry["grade"], part)


def moves_from(kbli: Kbli) -> tuple[Move, ...]:
    """Return where a class is known to have gone.

    >>> moves_from(Kbli("2020", "56101"))
    ()
    """
    return tuple(move for move in moves() if move.origin == kbli)


def moves_to(kbli: Kbli) -> tuple[Move, ...]:
    """Return what is known to have become a class.

    >>> [move.origin.code for move in moves_to(Kbli("2025", "13133"))]
    ['13134']
    """
    return tuple(move for move in moves() if move.target == kbli)


@cache
def reuses() -> Mapping[str, Reuse]:
    """Return the numbers that are known to have been given another meaning.

    >>> "13133" in reuses()
    True
    """
    return data.FrozenMap({entry["code"]: _reuse(entry) for entry in _table()["reused"]})


def _reuse(entry: Mapping[str, Any]) -> Reuse:
    older, newer = (Kbli(entry[when]["version"], entry["code"]) for when in ("older", "newer"))
    return Reuse(older, newer, data.FrozenMap({when: entry[when] for when in ("older", "newer")}), entry["grade"])


def reused(code: str) -> Reuse | None:
    """Return what a number meant and means, when it is known to have changed; ``None`` says that nothing is known.

    >>> reused("71101") is None
    True
    """
    return reuses().get(code)


@cache
def ends() -> Mapping[Kbli, End]:
    """Return the codes of which it is known that no later version has them.

    >>> Kbli("2020", "63122") in ends()
    True
    """
    found: dict[Kbli, End] = {}
    for entry in _table()["gone"]:
        for code in entry["codes"]:
            last = Kbli(entry["version"], code)
            found[last] = End(last, entry["grade"])
    return data.FrozenMap(found)


def _table() -> Mapping[str, Any]:
    return data.toml("identifiers/kbli_changes.toml")
