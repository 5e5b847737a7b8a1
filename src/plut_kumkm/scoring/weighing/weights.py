"""Weights: one number a criterion, with the method they come from and the tables before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, overload

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.scoring.catalogue import Method, methods
from plut_kumkm.scoring.matrices.criteria import Criteria, numbered
from plut_kumkm.scoring.numbers import Column
from plut_kumkm.scoring.steps import Step
from plut_kumkm.scoring.wording import render, said

# Criteria by their codes, or only how many there are.
CriteriaLike = Criteria | Iterable[str] | int


@frozen(kw_only=True, repr=False, eq=False)
class Weights(Sequence[float]):
    """Weights of criteria, in their order; a method takes them as they are.

    >>> from plut_kumkm import scoring
    >>> found = scoring.rank_sum(["mutu", "harga", "lokasi"])
    >>> found.weights, found.codes
    ((0.5, 0.3333333333333333, 0.16666666666666666), ('mutu', 'harga', 'lokasi'))
    """

    weights: Column
    codes: tuple[str, ...]
    method: Method
    steps: tuple[Step, ...] = ()
    notes: tuple[Finding, ...] = ()

    def step(self, id_: str) -> Step:
        """Return one step.

        Raises:
            KeyError: there is no such step; those there are are named.
        """
        for one in self.steps:
            if one.id == id_:
                return one
        raise KeyError(f"no step {id_!r}; {self.method.id} has {', '.join(one.id for one in self.steps)}")

    def by_code(self) -> dict[str, float]:
        """Return the weights by the codes of their criteria."""
        return dict(zip(self.codes, self.weights, strict=True))

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield what this kind of weights has to say of itself."""
        yield from ()

    def formula(self, lang: Lang = "id") -> str:
        """Return how the weights were computed, in short."""
        return self.method.formulas[lang]

    def explain(self, lang: Lang = "id") -> str:
        """Return the weights, how they came about and where the method stands, in words."""
        told = [self.method.label(lang), show.text_table(*self._rows(lang)), *self.lines(lang)]
        told.append(render("scoring.formula", lang, formula=self.formula(lang)))
        told.append(self.method.cited(lang))
        told += [render("scoring.note", lang, note=one.message(lang)) for one in self.notes]
        return "\n".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the weights with their steps and notes as plain JSON values."""
        return {
            "schema": "plut_kumkm/weights/1",
            "method": self.method.id,
            "source": self.method.source,
            "grade": self.method.grade,
            "origin": self.method.origin,
            "codes": list(self.codes),
            "weights": list(self.weights),
            **self.told(),
            "steps": [one.to_dict() for one in self.steps],
            "notes": [one.to_dict() for one in self.notes],
        }

    def told(self) -> dict[str, Any]:
        """Return what this kind of weights adds to ``to_dict``."""
        return {}

    def _rows(self, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        head = (render("scoring.column.criterion", lang), render("scoring.column.weight", lang))
        return head, [(code, said(weight, lang)) for code, weight in zip(self.codes, self.weights, strict=True)]

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> Column: ...
    def __getitem__(self, index: int | slice) -> float | Column:
        return self.weights[index]

    def __len__(self) -> int:
        return len(self.weights)

    def __bool__(self) -> NoReturn:
        raise TypeError("Weights are neither true nor false: ask .weights, or len()")

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        pairs = ", ".join(f"{code} {weight:.4g}" for code, weight in zip(self.codes, self.weights, strict=True))
        return f"<{type(self).__name__} {self.method.id}: {pairs}>"

    def _repr_html_(self) -> str:
        head, rows = self._rows("id")
        told = "\n".join((*self.lines("id"), *(render("scoring.note", "id", note=one.message()) for one in self.notes)))
        return show.html_table(head, rows, self.method.label()) + (show.html_lines(told) if told else "")


def named(criteria: CriteriaLike) -> tuple[str, ...]:
    """Return the codes of criteria; "C1", "C2" … where only their number is known.

    Raises:
        ValidationError: there are no criteria, or a code stands twice.
    """
    if isinstance(criteria, int):
        # A bool would count for 0 or 1 criteria.
        return Criteria(numbered(criteria if type(criteria) is int else 0)).codes
    return criteria.codes if isinstance(criteria, Criteria) else Criteria(criteria).codes


def made(method: str, codes: tuple[str, ...], weights: Column, **parts: Any) -> Weights:
    """Return weights by a method."""
    return Weights(weights=weights, codes=codes, method=methods()[method], **parts)
