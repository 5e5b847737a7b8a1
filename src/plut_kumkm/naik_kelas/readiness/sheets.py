"""Score sheets as they are declared: aspects, their items, the scale of the score, and the levels cut out of it.

A sheet may be declared wrongly (levels that overlap, weights that do not add up), so that ``lint_instrument`` can say
so; nothing is assessed by a sheet in which it finds an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from plut_kumkm.naik_kelas.exact import number_text, plain

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Grade, Origin, Provision
    from plut_kumkm.naik_kelas.exact import Exact

Kind = Literal["score", "count", "stages"]
Form = Literal["check", "number", "choice"]
Weights = Literal["given", "equal", "unknown"]


@frozen(kw_only=True)
class Level:
    """A named class of a score; ``None`` is an open end, and ``open`` are numbers of which no side is told."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    low: Exact | None = None
    high: Exact | None = None
    low_in: bool = True
    high_in: bool = True

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the level in Indonesian or English."""
        return self.labels[lang]

    def holds(self, score: Exact) -> bool:
        """Return whether a score lies in this level.

        >>> Level(id="a", labels={}, low=25, high=50, high_in=False).holds(50)
        False
        """
        above = self.low is None or score > self.low or (self.low_in and score == self.low)
        below = self.high is None or score < self.high or (self.high_in and score == self.high)
        return above and below

    def interval(self, lang: Lang = "id") -> str:
        """Return the level as an interval; a round bracket leaves the number out."""
        low, high = ("" if one is None else number_text(one, lang) for one in (self.low, self.high))
        return f"{'[' if self.low_in and low else '('}{low}..{high}{']' if self.high_in and high else ')'}"

    def to_dict(self) -> dict[str, Any]:
        """Return the level as plain JSON values."""
        return {"id": self.id, "label": dict(self.labels), "interval": self.interval("en")}

    def __str__(self) -> str:
        return self.label()


@frozen(kw_only=True)
class Item:
    """One thing that is asked: yes or no (``check``), a number within ``low`` and ``high``, or one of ``answers``.

    ``evidence`` says what proves the answer, ``valid_months`` for how long it does; ``lasting`` evidence never expires.
    """

    id: str
    labels: Mapping[str, str] = field(eq=False)
    form: Form = "check"
    low: Exact = 0
    high: Exact = 1
    answers: Mapping[str, Exact] = field(factory=dict, eq=False)
    weight: Exact | None = None
    evidence: Mapping[str, str] | None = field(default=None, eq=False)
    valid_months: int | None = None
    lasting: bool = False
    may_not_apply: bool = False

    def label(self, lang: Lang = "id") -> str:
        """Return what is asked, in Indonesian or English."""
        return self.labels[lang]

    def share(self, points: Exact) -> Fraction:
        """Return how much of what can be reached the points are [1]."""
        return Fraction(points - self.low) / (self.high - self.low)

    def to_dict(self) -> dict[str, Any]:
        """Return the item as plain JSON values."""
        return {
            "id": self.id,
            "label": dict(self.labels),
            "form": self.form,
            "range": [plain(self.low), plain(self.high)],
            "answers": {word: plain(points) for word, points in self.answers.items()},
            "weight": plain(self.weight),
            "evidence": None if self.evidence is None else dict(self.evidence),
            "valid_months": self.valid_months,
        }


@frozen(kw_only=True)
class Aspect:
    """Items that belong together, and what they weigh; an aspect of which no item is known has none."""

    id: str
    labels: Mapping[str, str] = field(eq=False)
    items: tuple[Item, ...] = ()
    weight: Exact | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the aspect in Indonesian or English."""
        return self.labels[lang]

    def to_dict(self) -> dict[str, Any]:
        """Return the aspect as plain JSON values."""
        items = [item.to_dict() for item in self.items]
        return {"id": self.id, "label": dict(self.labels), "weight": plain(self.weight), "items": items}


@frozen(kw_only=True, repr=False)
class ScoreSheet:
    """An instrument: what is asked, how the answers make a score, and which levels there are.

    ``kind`` is *score* (weighted means on ``scale``), *count* (how many items hold; ``k`` of them reach the level) or
    *stages* (items in order; the level is the highest that holds). ``min_coverage`` is the part of the sheet that must
    be answered before a level is told. ``levels_known`` is false where the source tells neither levels nor cut-offs.
    """

    id: str
    labels: Mapping[str, str] = field(eq=False)
    kind: Kind = "score"
    aspects: tuple[Aspect, ...] = ()
    scale: tuple[Exact, Exact] = (0, 100)
    levels: tuple[Level, ...] = ()
    levels_known: bool = True
    open: frozenset[Exact] = frozenset()
    weights: Weights = "given"
    k: int | None = None
    min_coverage: Fraction | None = None
    places: int | None = None
    cautions: tuple[Mapping[str, str], ...] = field(default=(), eq=False)
    provision: Provision

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all aspects, in order."""
        return tuple(item for aspect in self.aspects for item in aspect.items)

    @property
    def grade(self) -> Grade:
        """How well the instrument was seen."""
        return self.provision.grade

    @property
    def origin(self) -> Origin:
        """Who says so: law, practice, or a proposal."""
        return self.provision.origin

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self.labels[lang]

    def level(self, score: Exact) -> Level | None:
        """Return the level of a stored score; ``None`` where the sheet tells none, or no side of that very number.

        >>> from plut_kumkm.naik_kelas.readiness.loading import instrument
        >>> instrument("ydba").level(75).id, instrument("ydba").level(101)
        ('mandiri', None)
        """
        if score in self.open or not self.scale[0] <= score <= self.scale[1]:
            return None
        return next((one for one in self.levels if one.holds(score)), None)

    def aspect_weights(self) -> Iterator[tuple[Aspect, Exact]]:
        """Yield the aspects that have items with their weights; those of equal or unknown weight weigh one each."""
        for aspect in self.aspects:
            if aspect.items:
                yield aspect, 1 if self.weights != "given" or aspect.weight is None else aspect.weight

    def to_dict(self) -> dict[str, Any]:
        """Return the sheet as plain JSON values."""
        return {
            "schema": "plut_kumkm/instrument/1",
            "id": self.id,
            "label": dict(self.labels),
            "kind": self.kind,
            "scale": [plain(one) for one in self.scale],
            "weights": self.weights,
            "k": self.k,
            "min_coverage": plain(self.min_coverage),
            "aspects": [aspect.to_dict() for aspect in self.aspects],
            "levels": [level.to_dict() for level in self.levels],
            **self.provision.to_dict(),
        }

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        told = ", ".join(level.id for level in self.levels) or "no level known"
        return f"<ScoreSheet {self.id}: {len(self.aspects)} aspects, {len(self.items)} items; {told}>"
