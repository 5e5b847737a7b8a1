"""The methods by name, and the tables that they use, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Lang

Better = Literal["higher", "lower"]
# The words of the whole library: how well the source was seen, and who says so.
Grade = Literal["primary", "secondary", "unverified"]
Origin = Literal["law", "practice", "proposal"]


@frozen(repr=False)
class Method:
    """A method: its name, its formula in short, and where its definition comes from.

    ``better`` says which scores are the good ones; a method for weights has ``None``.
    """

    id: str
    kind: str
    labels: Mapping[str, str] = field(eq=False)
    formulas: Mapping[str, str] = field(eq=False)
    sources: Mapping[str, str] = field(eq=False)
    grade: Grade
    origin: Origin
    better: Better | None = None

    @property
    def formula(self) -> str:
        """The formula in short, its words in Indonesian; ``formulas`` has both languages."""
        return self.formulas["id"]

    @property
    def source(self) -> str:
        """Where the definition comes from, its words in Indonesian; ``sources`` has both languages."""
        return self.sources["id"]

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the method in words."""
        return self.labels[lang]

    def cited(self, lang: Lang = "id") -> str:
        """Return where the definition comes from and how well that was seen, in one line."""
        from plut_kumkm.scoring.wording import render

        # A proposal is its own source: there is no literature that could have been seen.
        code = "origin.proposal" if self.origin == "proposal" else f"scoring.grade.{self.grade}"
        return render("scoring.source", lang, source=self.sources[lang], grade=render(code, lang))

    def __repr__(self) -> str:
        return f"<Method {self.id}: {self.source}>"


@frozen
class NamedTable:
    """A table of numbers that a method looks up, by its name."""

    id: str
    source: str
    grade: Grade
    origin: Origin
    values: Mapping[int, float] = field(hash=False)


@cache
def methods() -> Mapping[str, Method]:
    """Return every method for scores, votes and weights, by id.

    >>> methods()["topsis"].source
    'Hwang & Yoon 1981; Tzeng & Huang 2011'
    """
    found = {
        entry["id"]: Method(
            entry["id"],
            entry["kind"],
            entry["label"],
            _both(entry["formula"]),
            _both(entry["source"]),
            entry["grade"],
            entry["origin"],
            entry.get("better"),
        )
        for entry in data.toml("scoring/methods.toml")["method"]
    }
    return data.FrozenMap(found)


def _both(text: str | Mapping[str, str]) -> Mapping[str, str]:
    """Return a text in both languages; signs and names are the same in both."""
    return data.FrozenMap({"id": text, "en": text}) if isinstance(text, str) else text


@cache
def random_indices() -> Mapping[str, NamedTable]:
    """Return the tables of random indices for the consistency of judgements, by id.

    >>> random_indices()["saaty-1980"].values[3]
    0.58
    """
    return _tables("scoring/random_index.toml")


@cache
def gap_tables() -> Mapping[str, NamedTable]:
    """Return the tables that say what a gap is worth in profile matching, by id.

    >>> gap_tables()["practice-5"].values[1], gap_tables()["practice-5"].values[-1]
    (4.5, 4.0)
    """
    return _tables("scoring/gaps.toml")


def _tables(name: str) -> Mapping[str, NamedTable]:
    found = {
        entry["id"]: NamedTable(
            entry["id"],
            entry["source"],
            entry["grade"],
            entry["origin"],
            data.FrozenMap({int(key): float(value) for key, value in entry["values"].items()}),
        )
        for entry in data.toml(name)["table"]
    }
    return data.FrozenMap(found)
