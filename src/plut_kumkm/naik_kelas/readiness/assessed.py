"""What an assessment comes to: the level, the score it is derived from, and the way from the answers to both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.law.answers import Answer, plain, render
from plut_kumkm.naik_kelas.exact import number_text, percent_text
from plut_kumkm.naik_kelas.readiness.sheets import Aspect, Level, ScoreSheet

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.readiness.replies import Answered


@frozen
class Share:
    """A share as it stands in a message."""

    value: Fraction

    def label(self, lang: Lang = "id") -> str:
        """Return it as a percentage."""
        return percent_text(self.value, lang)


@frozen
class Figure:
    """A score as it stands in a message."""

    value: Fraction

    def label(self, lang: Lang = "id") -> str:
        """Return it to two places where it is no whole number."""
        return number_text(self.value, lang)


@frozen(kw_only=True)
class AspectScore:
    """What one aspect comes to: ``score`` [1] over its answered items, ``possible`` if the rest had nothing or all."""

    aspect: Aspect
    weight: Exact
    score: Fraction | None
    coverage: Fraction
    possible: tuple[Fraction, Fraction]

    def to_dict(self) -> dict[str, Any]:
        """Return the aspect as plain JSON values."""
        return {
            "id": self.aspect.id,
            "weight": plain(self.weight),
            "score": plain(self.score),
            "coverage": plain(self.coverage),
            "possible": [plain(one) for one in self.possible],
        }


@frozen(kw_only=True, repr=False)
class Assessed(Answer[Level]):
    """The level of an enterprise by one instrument; ``value`` is ``None`` where it is not known or not decided.

    ``score`` is exact, on the scale of the instrument (how many items hold for *count*, the place of the stage from 1
    for *stages*); ``coverage`` is the part of the instrument that is answered [1], ``possible`` what the score could
    still become. Store the score: the level can always be derived again with ``sheet.level``.
    """

    sheet: ScoreSheet
    on: date | None
    rows: tuple[Answered, ...]
    min_coverage: Fraction
    score: Fraction | None = None
    coverage: Fraction | None = None
    possible: tuple[Fraction, Fraction] | None = None
    aspects: tuple[AspectScore, ...] = ()

    def headline(self, lang: Lang = "id") -> str:
        """Return the instrument and the level, or which outcome it is."""
        told = render(f"status.{self.status}", {}, lang) if self.value is None else self.value.label(lang)
        return f"{self.sheet.label(lang)}: {told}"

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield score, coverage and what is still possible, then each aspect and item."""
        if self.score is not None and self.coverage is not None:
            params = {"score": Figure(self.score), "coverage": Share(self.coverage), "top": self._top()}
            yield render(f"instrument.line.{self.sheet.kind}", params, lang)
        if self.possible is not None and self.possible[0] != self.possible[1]:
            ends = {"low": Figure(self.possible[0]), "high": Figure(self.possible[1])}
            yield render("instrument.line.possible", ends, lang)
        if self.value is not None and self.sheet.kind == "score":
            yield render("instrument.line.level", {"level": self.value, "interval": self.value.interval(lang)}, lang)
        for part in self.aspects:
            told = render("status.unknown", {}, lang) if part.score is None else percent_text(part.score, lang)
            weight = number_text(part.weight, lang)
            params = {"aspect": part.aspect, "score": told, "weight": weight, "coverage": Share(part.coverage)}
            yield render("instrument.line.aspect", params, lang)
        for row in self.rows:
            yield f"{row.item.label(lang)}: {self._said(row, lang)}"
        yield from (caution[lang] for caution in self.sheet.cautions)

    def _top(self) -> str:
        if self.sheet.kind == "score":
            return str(self.sheet.scale[1])
        return str(len([row for row in self.rows if row.state != "not_applicable"]))

    @staticmethod
    def _said(row: Answered, lang: Lang) -> str:
        state = render(f"instrument.state.{row.state}", {}, lang)
        if row.points is None:
            return state
        if row.item.form == "check":
            return render("instrument.yes" if row.points else "instrument.no", {}, lang)
        return number_text(row.points, lang)

    def told(self) -> dict[str, Any]:
        """Return what an assessment adds to ``to_dict``."""
        return {
            "instrument": self.sheet.id,
            "on": None if self.on is None else self.on.isoformat(),
            "score": plain(self.score),
            "scale": [plain(one) for one in self.sheet.scale],
            "coverage": plain(self.coverage),
            "min_coverage": plain(self.min_coverage),
            "possible": None if self.possible is None else [plain(one) for one in self.possible],
            "aspects": [part.to_dict() for part in self.aspects],
            "items": [
                {"id": row.item.id, "state": row.state, "points": plain(row.points)} for row in self.rows
            ],
        }  # fmt: skip

    def to_record(self) -> Mapping[str, Any]:
        """Return what is worth storing of it: the score and by what it was made, not the level derived from it."""
        return {
            "instrument": self.sheet.id,
            "on": None if self.on is None else self.on.isoformat(),
            "score": plain(self.score),
            "coverage": plain(self.coverage),
        }

    def __repr__(self) -> str:
        told = self.status if self.value is None else self.value.id
        return f"<Assessed {self.sheet.id}: {told}, score {plain(self.score)}, coverage {plain(self.coverage)}>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())
