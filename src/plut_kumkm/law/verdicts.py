"""Verdicts: an answer with its reasons, or the reason why there is none.

There are four outcomes and no default: *known*; *unknown* (facts are missing, ``needs`` names them); *indeterminate*
(open under the reading in use, ``readings`` gives each); *not in force* (before what the book holds).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, Literal, NamedTuple, NoReturn, Protocol, TypeVar

from plut_kumkm.base import fields
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.law.instruments import Cite, Grade, Provision, weakest
from plut_kumkm.law.kernel.decisions import INDETERMINATE, NOT_IN_FORCE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step

T = TypeVar("T")

Status = Literal["known", "unknown", "indeterminate", "not_in_force"]
_STATUS: Mapping[int, Status] = {UNKNOWN: "unknown", INDETERMINATE: "indeterminate", NOT_IN_FORCE: "not_in_force"}


def render(code: str, params: Mapping[str, Any], lang: Lang) -> str:
    """Return a text of the catalogue, which is opened when the first one is asked for."""
    from plut_kumkm.base import messages

    return messages.render(code, params, lang)


def status_of(code: int) -> Status:
    """Return the outcome that a code stands for.

    >>> status_of(0), status_of(-2)
    ('known', 'indeterminate')
    """
    return "known" if code >= 0 else _STATUS[code]


class NoAnswerError(LookupError):
    """There is no value to unwrap; the message says why."""


class Unknown(NoAnswerError):  # noqa: N818 - an outcome of the law, by its own name
    """Facts are missing."""


class Indeterminate(NoAnswerError):  # noqa: N818 - an outcome of the law, by its own name
    """The law, or the source in the policy, leaves it open."""


class NotInForce(NoAnswerError):  # noqa: N818 - an outcome of the law, by its own name
    """The day is before what the book holds."""


_ERRORS: Mapping[Status, type[NoAnswerError]] = {
    "unknown": Unknown,
    "indeterminate": Indeterminate,
    "not_in_force": NotInForce,
}


class Reading(NamedTuple, Generic[T]):
    """What one reading of the law gives."""

    id: str
    value: T | None
    status: Status
    provision: Provision

    @property
    def cite(self) -> Cite:
        """Where the reading is taken from."""
        return self.provision.cite

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain JSON values."""
        return {
            "id": self.id,
            "value": _plain(self.value),
            "status": self.status,
            **self.provision.to_dict(),
        }


class Question(Protocol[T]):
    """What a verdict is an answer to; everything but the code is found only when it is asked for."""

    def value(self, code: int) -> T | None:
        """Return the class of a code."""
        ...

    def needs(self, record: Any) -> tuple[str, ...]:
        """Return the facts that are missing."""
        ...

    def readings(self, record: Any) -> tuple[Reading[T], ...]:
        """Return what each reading gives."""
        ...

    def provisions(self, record: Any, code: int) -> tuple[Provision, ...]:
        """Return what the answer rests on."""
        ...

    def notes(self, record: Any, code: int) -> tuple[Finding, ...]:
        """Return what a reader of the answer should know."""
        ...

    def trace(self, record: Any) -> Step:
        """Return what was looked at."""
        ...

    def receipt(self, record: Any) -> dict[str, Any]:
        """Return what is needed to ask again."""
        ...

    def headline(self, code: int, lang: Lang) -> str:
        """Return the answer and what was asked in one line."""
        ...

    def lines(self, record: Any, code: int, lang: Lang) -> tuple[str, ...]:
        """Return what else follows from the same facts."""
        ...

    def reading_label(self, id_: str, lang: Lang) -> str:
        """Return the name of a reading in words."""
        ...


class Verdict(Generic[T]):
    """The answer to one question about one record; neither true nor false: ask ``value`` or ``status``."""

    __slots__ = ("_before", "_code", "_question", "_record")

    def __init__(self, question: Question[T], record: Any, code: int, before: tuple[Finding, ...] = ()) -> None:
        self._question = question
        self._record = record
        self._code = code
        # What was noticed before the rule was asked: in choosing the snapshot, or in a figure that is not of a year.
        self._before = before

    @property
    def code(self) -> int:
        """The class as columns hold it: from 0, or -1 unknown, -2 indeterminate, -3 not in force."""
        return self._code

    @property
    def value(self) -> T | None:
        """The class, or ``None`` when the status is not *known*."""
        return self._question.value(self._code)

    @property
    def status(self) -> Status:
        """Which of the four outcomes this is."""
        return status_of(self.code)

    def unwrap(self) -> T:
        """Return the value.

        Raises:
            Unknown, Indeterminate, NotInForce: there is none; the message says why.
        """
        value = self.value
        if value is None:
            raise _ERRORS[self.status](self.explain())
        return value

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict is neither true nor false: ask .value, .status or .unwrap()")

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that are missing, by their names in the record."""
        return self._question.needs(self._record)

    @property
    def readings(self) -> tuple[Reading[T], ...]:
        """What each published reading, or each criterion, gives."""
        return self._question.readings(self._record)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """What the answer rests on, with grade and origin."""
        return self._question.provisions(self._record, self.code)

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Where the law stands that the answer rests on."""
        return tuple(dict.fromkeys(provision.cite for provision in self.provisions))

    @property
    def grade(self) -> Grade | None:
        """The weakest grade in the chain, or ``None`` when nothing is in force."""
        grades: list[Grade] = [provision.grade for provision in self.provisions]
        return weakest(grades) if grades else None

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What a reader of the answer should know."""
        return (*self._before, *self._question.notes(self._record, self.code))

    @property
    def trace(self) -> Step:
        """What was looked at, built now."""
        return self._question.trace(self._record)

    @property
    def receipt(self) -> dict[str, Any]:
        """What is needed to ask again: library, law, scheme, day, and the names of the facts that were there."""
        return self._question.receipt(self._record)

    def explain(self, lang: Lang = "id") -> str:
        """Return the answer, how it was reached, and on what it rests, in Indonesian or English."""
        lines = [self._question.headline(self.code, lang)]
        lines += [f"- {line}" for line in _steps(self.trace, lang)]
        if self.needs:
            wanted = ", ".join(fields.label(name, lang) for name in self.needs)
            lines.append(render("verdict.needs", {"fields": wanted}, lang))
        if self.code == INDETERMINATE and self.readings:
            lines.append(render("verdict.readings", {}, lang))
            lines += [f"- {self._reading_line(reading, lang)}" for reading in self.readings]
        lines += self._question.lines(self._record, self.code, lang)
        for cite, remark in dict.fromkeys((each.cite.formal(), each.remark(lang)) for each in self.provisions):
            lines.append(render("verdict.source", {"cite": cite, "remark": remark}, lang))
        lines += [render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes]
        return "\n".join(lines)

    def _reading_line(self, reading: Reading[T], lang: Lang) -> str:
        value: Any = reading.value
        said = value.label(lang) if value is not None else render(f"status.{reading.status}", {}, lang)
        name = self._question.reading_label(reading.id, lang)
        params = {"reading": name, "value": said, "cite": reading.cite.label(lang)}
        # A source that differs from another is known by what it says.
        return render("verdict.reading" if name != said else "verdict.reading_plain", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer as plain JSON values."""
        return {
            "schema": "plut_kumkm/verdict/1",
            "value": _plain(self.value),
            "status": self.status,
            "needs": list(self.needs),
            "readings": [reading.to_dict() for reading in self.readings],
            "provisions": [provision.to_dict() for provision in self.provisions],
            "grade": self.grade,
            "notes": [note.to_dict() for note in self.notes],
            "trace": self.trace.to_dict(),
            "receipt": self.receipt,
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}: {_plain(self.value)}>"

    def _repr_html_(self) -> str:
        from plut_kumkm.base import show

        return show.html_lines(self.explain())


def _plain(value: Any) -> Any:
    inner = getattr(value, "value", value)
    return inner if inner is None or isinstance(inner, bool | int | str) else str(inner)


def _steps(step: Step, lang: Lang) -> list[str]:
    """Return one line for each comparison that counted; what several rules looked at stands once."""
    return list(dict.fromkeys(_comparison(part, lang) for part in step.counted() if _is_told(part)))


def _is_told(step: Step) -> bool:
    if step.kind == "one_of":
        return step.name is not None and step.outcome is True
    return None not in (step.sign, step.name, step.value)


def _comparison(step: Step, lang: Lang) -> str:
    if step.kind == "one_of":
        said = {"label": fields.label(step.name or "", lang), "value": fields.word(step.name or "", step.value, lang)}
        cite = "" if step.provision is None else step.provision.cite.label(lang)
        return render("verdict.is", {**said, "cite": cite}, lang).removesuffix(" · ")
    if step.told is not None:
        cite = "" if step.provision is None else step.provision.cite.label(lang)
        said = {**step.told.params, "label": fields.label(step.name or "", lang), "value": step.value, "cite": cite}
        # A date that is known as a year stands here as its first and its last day: what is told is the year.
        said["year_of"] = getattr(step.value, "year", step.value)
        return render(step.told.code + ("" if step.outcome else "_false"), said, lang).removesuffix(" · ")
    params = {
        "label": fields.label(step.name or "", lang),
        "value": _written(step.name, step.value, lang),
        "sign": step.sign,
        "limit": _written(step.name, step.limit, lang),
        "cite": step.provision.cite.label(lang) if step.provision is not None else "",
    }
    code = (
        "verdict.ceiling"
        if step.kind == "ceiling"
        else "verdict.compared"
        if step.outcome
        else "verdict.compared_false"
    )
    return render(code, params, lang).removesuffix(" · ")


def _written(name: str | None, value: Any, lang: Lang) -> str:
    if isinstance(value, date):
        return render("verdict.day", {"day": value}, lang)
    unit = str(fields.catalogue().get(name or "", {}).get("unit", ""))
    if isinstance(value, int) and not isinstance(value, bool):
        return render("verdict.money" if unit.startswith("IDR") else "verdict.number", {"value": value}, lang)
    return str(value)
