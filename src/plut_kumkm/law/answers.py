"""Answers: a value with its reasons, or the reason why there is none.

There are three outcomes: *known*; *unknown* (something is missing, ``needs`` names it); *indeterminate* (all is there,
and the rule does not say). Neither is ever zero. What a rule of the kernel decides has a ``Verdict``, which has more.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Generic, Literal, NoReturn, TypeVar

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.law.instruments import Cite, Grade, Provision, weakest
from plut_kumkm.law.verdicts import Indeterminate, Unknown

T = TypeVar("T")
Outcome = Literal["known", "unknown", "indeterminate"]


def render(code: str, params: dict[str, Any], lang: Lang) -> str:
    """Return a text of the catalogue, which is opened when the first one is asked for."""
    from plut_kumkm.base import messages

    return messages.render(code, params, lang)


@frozen(kw_only=True, repr=False)
class Answer(Generic[T]):
    """The answer to one question; neither true nor false: ask ``value`` or ``status``."""

    value: T | None
    status: Outcome
    needs: tuple[str, ...] = ()
    notes: tuple[Finding, ...] = ()
    provisions: tuple[Provision, ...] = ()

    def unwrap(self) -> T:
        """Return the value.

        Raises:
            Unknown, Indeterminate: there is none; the message says why.
        """
        if self.value is None:
            raise (Unknown if self.status == "unknown" else Indeterminate)(self.explain())
        return self.value

    @property
    def grade(self) -> Grade | None:
        """The weakest grade among what the answer rests on, or ``None`` when it rests on nothing."""
        return weakest([each.grade for each in self.provisions]) if self.provisions else None

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Where it stands what the answer rests on."""
        return tuple(each.cite for each in self.provisions)

    def headline(self, lang: Lang = "id") -> str:
        """Return the answer in one line."""
        return render(f"status.{self.status}", {}, lang) if self.value is None else str(self.value)

    def lines(self, lang: Lang = "id") -> Iterable[str]:
        """Return how the answer was reached, a line each."""
        return ()

    def explain(self, lang: Lang = "id") -> str:
        """Return the answer, how it was reached, and on what it rests, in Indonesian or English."""
        told = [self.headline(lang), *(f"- {line}" for line in self.lines(lang))]
        sources = [{"cite": each.cite.formal(), "remark": each.remark(lang)} for each in self.provisions]
        told += [render("verdict.source", source, lang) for source in sources]
        told += [render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes]
        return "\n".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer as plain JSON values."""
        return {
            "schema": f"plut_kumkm/{type(self).__name__.lower()}/1",
            "value": plain(self.value),
            "status": self.status,
            "needs": list(self.needs),
            **self.told(),
            "provisions": [each.to_dict() for each in self.provisions],
            "grade": self.grade,
            "notes": [note.to_dict() for note in self.notes],
        }

    def told(self) -> dict[str, Any]:
        """Return what this kind of answer adds to ``to_dict``."""
        return {}

    def __bool__(self) -> NoReturn:
        raise TypeError("an answer is neither true nor false: ask .value, .status or .unwrap()")

    def __str__(self) -> str:
        return self.headline()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}: {plain(self.value)}>"

    def _repr_html_(self) -> str:
        from plut_kumkm.base import show

        return show.html_lines(self.explain())


def plain(value: Any) -> Any:
    """Return a value as JSON holds it; a fraction as text, so that it stays exact.

    >>> plain(Fraction(873, 13)), plain(Fraction(50)), plain(True), plain(None)
    ('873/13', 50, True, None)
    """
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.to_dict() if hasattr(value, "to_dict") else str(value)
