"""Measures as a plan takes them: plain records, whichever part of the library or other program made them.

A measure that has no value keeps why; it is never zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, ValidationError
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.linting.subjects import reproduces
from plut_kumkm.planning.numbers import Exact, decimal_text, exact, rounded, written
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.records.indicators import as_period
from plut_kumkm.planning.records.values import Absent, Unread, Value, label, value

_FRACTION = re.compile(r"-?[0-9]{1,40}/[0-9]{1,40}").fullmatch
_KNOWN = "known"
_PERCENT = frozenset(("percent", "%"))


@frozen(kw_only=True, eq=False)
class Measured:
    """One measure of one period: its value in its unit, of whom, how it was counted, and what makes it doubtful.

    ``given`` is what it was read from, ``place`` its place among the measures.
    """

    id: str
    period: Period
    value: Value
    base: str | None
    unit: str | None
    numerator: Exact | None
    denominator: Exact | None
    coverage: Exact | None
    status: str | None
    population: str | None
    cites: tuple[str, ...]
    warnings: tuple[str, ...]
    given: object = field(repr=False)
    place: int

    @property
    def room(self) -> str:
        """The part of the library that the id names, or nothing."""
        return self.id.rpartition(":")[0]

    @property
    def name(self) -> str:
        """The id and the base, as a message names the measure."""
        return show.hide_numbers(self.id if self.base is None else f"{self.id} ({self.base})")

    @property
    def told(self) -> tuple[Any, ...]:
        """Everything that it says; two measures that tell the same are one."""
        return self.value, self.base, self.unit, self.numerator, self.denominator, self.coverage

    def label(self, lang: Lang = "id") -> str:
        """Return the measure, of whom it is, how it was counted, and how much of it is known, in one line."""
        said = [self.id]
        if self.base is not None:
            said.append(render("planning.measure.base", {"base": self.population or self.base}, lang))
        if self.numerator is not None and self.denominator is not None:
            said.append(f"{written(self.numerator, lang)} / {written(self.denominator, lang)}")
        if self.coverage is not None:
            said.append(render("planning.measure.coverage", {"share": Share(self.coverage)}, lang))
        return " · ".join(said)


def read_measure(given: object, place: int) -> tuple[Measured | None, tuple[Finding, ...]]:
    """Return a measure out of a plain record, and what is wrong with it; ``None`` if it cannot be told what it is.

    Args:
        given: a mapping, or anything with the same names as attributes; what has ``to_record`` is asked for that.
        place: its place among the measures.

    Raises:
        TypeError: it is neither, or a number in it is a ``float``.
    """
    make: Callable[[], object] | None = None if isinstance(given, Mapping) else getattr(given, "to_record", None)
    record: Any = given if make is None else make()
    if not isinstance(record, Mapping) and not hasattr(record, "id"):
        raise TypeError(f"a measure must be a mapping or a record with an id, not {type(given).__name__}")

    def of(name: str) -> Any:
        return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)

    found: list[Finding] = []

    def wrong(name: str) -> None:
        params = {"place": place + 1, "field": name, "got": _shown(of(name))}
        found.append(Finding("planning.measure_field", "error", ("measures", place, name), params))

    def text(name: str) -> str | None:
        if of(name) is None or isinstance(of(name), str):
            return of(name) or None
        wrong(name)
        return None

    def number(name: str) -> Exact | None:
        if of(name) is None:
            return None
        read = _value(of(name), name)
        if isinstance(read, int | Fraction):
            return read
        wrong(name)
        return None

    id_, period = text("id"), _period(of("period"), of("year"))
    if id_ is None or not id_.strip():
        wrong("id")
        return None, tuple(found)
    if period is None:
        wrong("period" if of("period") is not None else "year")
        return None, tuple(found)
    held = Absent("not_available") if of("value") is None else _value(of("value"), "value")
    if isinstance(held, Unread):
        wrong("value")
    return Measured(
        id=id_.strip(), period=period, value=held, base=text("base"), unit=text("unit"), numerator=number("numerator"),
        denominator=number("denominator"), coverage=number("coverage"), status=text("status"),
        population=text("population"), cites=_texts(of("cites")), warnings=_texts(of("warnings")), given=given,
        place=place,
    ), tuple(found)  # fmt: skip


def about(measure: Measured) -> Iterable[Finding]:
    """Yield what is to be known of a measure that an indicator takes.

    That it has no value, is not what its numerator and denominator make, or is not of all.
    """
    path = ("measures", measure.place)
    params = {"measure": measure.name, "period": measure.period}
    if isinstance(measure.value, Absent):
        status = measure.status if measure.status in ("unknown", "indeterminate") else "unknown"
        yield Finding("planning.measure_without_value", "warning", path, {**params, "status": Status(status)})
    elif measure.status not in (None, _KNOWN):
        yield Finding("planning.measure_status", "warning", path, {**params, "status": measure.status})
    counted = _counted(measure)
    if counted is not None and isinstance(measure.value, int | Fraction) and not reproduces(measure.value, counted):
        numerator, denominator = (label(one) for one in (measure.numerator, measure.denominator))
        told = {"value": label(measure.value), "numerator": numerator, "denominator": denominator}
        yield Finding("planning.measure_value_differs", "warning", path, {**params, **told, "counted": label(counted)})
    if measure.coverage is not None and measure.coverage < 1:
        yield Finding("planning.measure_partial", "info", path, {**params, "share": Share(measure.coverage)})


def _counted(measure: Measured) -> Exact | None:
    """Return the percentage that numerator and denominator make; ``None`` where there is none."""
    if measure.unit is None or _PERCENT.isdisjoint((measure.unit, same_unit(measure.unit))):
        return None
    if measure.numerator is None or not measure.denominator:
        return None
    return Fraction(measure.numerator) / measure.denominator * 100


@frozen
class Share:
    """A part of a whole [1], as it stands in a message."""

    value: Exact

    def label(self, lang: Lang = "id") -> str:
        """Return the part as a percentage, with one decimal."""
        return f"{decimal_text(rounded(Fraction(self.value) * 100, 1), lang)}%"

    def __str__(self) -> str:
        return self.label()


@frozen
class Status:
    """An outcome, as it stands in a message."""

    name: str

    def label(self, lang: Lang = "id") -> str:
        """Return the outcome in words."""
        return render(f"status.{self.name}", {}, lang)

    def __str__(self) -> str:
        return self.label()


def _value(given: Any, name: str) -> Value:
    """Return a number of a record; as text it may be a fraction, since a record is no cell of an office."""
    if isinstance(given, Mapping) and set(given) == {"fraction"}:
        given = given["fraction"]
    if isinstance(given, str) and _FRACTION(given.strip()):
        above, _, below = given.strip().partition("/")
        return Unread(given) if int(below) == 0 else exact(Fraction(int(above), int(below)))
    return value(given, name)


def _period(period: object, year: object) -> Period | None:
    """Return the period of a record, ``None`` where it is none, or period and year do not agree."""
    read: list[Period] = []
    for given in (period, year):
        if given is None:
            continue
        if isinstance(given, bool) or not isinstance(given, Period | int | str):
            return None
        try:
            read.append(as_period(given))
        except (ValidationError, ValueError):
            return None
    if not read or read[0].year != read[-1].year:
        return None
    return read[0]


def _texts(given: object) -> tuple[str, ...]:
    """Return texts out of a text, or a list of texts, findings or cites."""
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        return (_text(given),)
    return tuple(_text(one) for one in given)


def _text(given: Any) -> str:
    if isinstance(given, Finding):
        return given.message()
    return str(given.label()) if hasattr(given, "label") else str(given)


def _shown(given: object) -> str:
    return "–" if given is None else show.excerpt(str(given))
