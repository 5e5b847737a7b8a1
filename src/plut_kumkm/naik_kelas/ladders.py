"""Ladders and scales of practice: named stages in order, and figures cut into named classes. None of them is law."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.naik_kelas.sources import provision

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Provision


@frozen(eq=False, repr=False)
class Ladder:
    """Stages in order, the lowest first.

    >>> ladder("go-modern").place("Go Online")
    2
    """

    id: str
    labels: Mapping[str, str]
    stages: tuple[str, ...]
    words: Mapping[str, int]
    source: Provision

    def place(self, word: object) -> int | None:
        """Return the place of a stage from 0, ``None`` where the ladder has no such stage."""
        return self.words.get(_folded(word)) if isinstance(word, str) else None

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the ladder in Indonesian or English."""
        return self.labels[lang]

    def __repr__(self) -> str:
        return f"<Ladder {self.id}: {' < '.join(self.stages)}>"


@frozen(eq=False, repr=False)
class Scale:
    """A figure cut into named classes; ``field`` is the figure. On a bound of which no side is told, no class is told.

    >>> fine = scale("jatim-binaan")
    >>> fine.class_of(149_999_999), fine.class_of(300_000_000), fine.class_of(2_000_000_000)
    ('ultra-mikro', None, 'kecil-2')
    """

    id: str
    labels: Mapping[str, str]
    field: str
    bands: Bands
    class_labels: Mapping[str, str]
    open: frozenset[int | Fraction]
    source: Provision

    def place(self, value: object) -> int | None:
        """Return the place of the class from 0, ``None`` where it is not told or there is no figure."""
        from fractions import Fraction

        if isinstance(value, bool) or not isinstance(value, int | Fraction) or value in self.open:
            return None
        found = self.bands.index(value)
        return None if found < 0 else found

    def class_of(self, value: object) -> str | None:
        """Return the class of a figure."""
        place = self.place(value)
        return None if place is None else self.bands.ids[place]

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the scale in Indonesian or English."""
        return self.labels[lang]

    def __repr__(self) -> str:
        return f"<Scale {self.id} of {self.field}: {', '.join(self.bands.ids)}>"


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _entries(kind: str) -> dict[str, Any]:
    return {entry["id"]: entry for entry in data.toml("naik_kelas/ladders.toml")[kind]}


@cache
def ladder(id: str) -> Ladder:  # noqa: A002 - the field's own word for it
    """Return a ladder of stages.

    Args:
        id: "go-modern", "jakpreneur", "kur" or "industrialisasi".

    Raises:
        ValueError: there is no such ladder.

    >>> ladder("jakpreneur").stages[0]
    'p1'
    """
    entries = _entries("ladder")
    if id not in entries:
        raise ValueError(f"there is no ladder {id!r}; there are {', '.join(entries)}")
    entry = entries[id]
    words = {_folded(word): place for place, stage in enumerate(entry["stages"]) for word in stage["words"]}
    stages = tuple(stage["id"] for stage in entry["stages"])
    words |= {stage: place for place, stage in enumerate(stages)}
    return Ladder(id, entry["label"], stages, words, provision(entry, data.toml("naik_kelas/ladders.toml")))


@cache
def scale(id: str) -> Scale:  # noqa: A002 - the field's own word for it
    """Return a scale of classes.

    Args:
        id: "ydba" (score 0-100), "kkp" (score 0-1000) or "jatim-binaan" (annual sales, finer than PP 7/2021).

    Raises:
        ValueError: there is no such scale.

    >>> scale("ydba").class_of(75)
    'mandiri'
    """
    entries = _entries("scale")
    if id not in entries:
        raise ValueError(f"there is no scale {id!r}; there are {', '.join(entries)}")
    entry = entries[id]
    classes = entry["classes"]
    uppers = [one for one in classes if "upto" in one or "below" in one]
    bounds = tuple(Bound(one.get("upto", one.get("below")), "upto" in one) for one in uppers)
    return Scale(
        id, entry["label"], entry["field"], Bands(tuple(one["id"] for one in classes), bounds),
        data.FrozenMap({one["id"]: one["label"] for one in classes}),
        frozenset(one["upto"] for one in classes if one.get("side_untold", False)),
        provision(entry, data.toml("naik_kelas/ladders.toml")),
    )  # fmt: skip


def shift_names() -> tuple[str, ...]:
    """Return the names of the scales by which a class can shift.

    >>> "ydba" in shift_names()
    True
    """
    return tuple(_entries("scale"))
