"""From TOML or JSON to the records of plans and back: nothing is guessed, every problem is named with its place.

A cell that cannot be read does not spoil a plan: it keeps its text (``Unread``) and gives a warning. What is of the
wrong kind, missing or misspelt is an error, and then there is no record.

The machinery is that of the enterprise records with two things of its own: cells of several forms, and periods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from attrs import NOTHING, Attribute, fields

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.base.money import Mark
from plut_kumkm.base.periods import Period, parse_period
from plut_kumkm.base.quantities import QUANTITY_KINDS, Quantity
from plut_kumkm.enterprise.structuring import Expected
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.planning.numbers import parse_number
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.claims import Claim
from plut_kumkm.planning.records.indicators import Indicator, Target
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.values import (
    REASONS,
    VALUE_TYPES,
    Absent,
    Range,
    Unread,
    Word,
    number_to_json,
    read_value,
    to_json,
)

K = TypeVar("K", bound=Typed)
Path = tuple[str | int, ...]

SCHEMAS: Mapping[type[Any], str] = {
    Plan: "plut_kumkm/plan/1",
    ActionPlan: "plut_kumkm/action_plan/1",
    Action: "plut_kumkm/action/1",
    Indicator: "plut_kumkm/indicator/1",
    Budget: "plut_kumkm/budget/1",
    Realisation: "plut_kumkm/realisation/1",
    Claim: "plut_kumkm/claim/1",
}
_BAD: Any = object()
_LONGEST = 200


class _Reader:
    """Reads one record and keeps what it finds."""

    def __init__(self, decimal: Mark | None) -> None:
        self.decimal: Mark | None = decimal
        self.found: list[Finding] = []

    def error(self, code: str, path: Path, **params: Any) -> Any:
        self.found.append(Finding(code, "error", path, params))
        return _BAD

    def wrong(self, path: Path, given: object, expected: str) -> Any:
        return self.error("structure.type", path, got=_shown(given), expected=Expected(expected))

    def record(self, kind: type[Any], given: object, path: Path) -> Any:
        if not isinstance(given, Mapping):
            return self.wrong(path, given, "object")
        before = len(self.found)
        content = dict(given)
        schema = SCHEMAS.get(kind)
        if (named := content.pop("schema", schema)) != schema:
            self.error("structure.schema", (*path, "schema"), got=_shown(named), expected=schema or kind.__name__)
        known: dict[str, Attribute[Any]] = {one.name: one for one in fields(kind)}
        for key in sorted(set(content) - set(known), key=str):
            self.error("structure.unknown_key", (*path, show.excerpt(str(key))), key=show.excerpt(str(key)),
                       near=_near(str(key), known))  # fmt: skip
        read: dict[str, Any] = {}
        for name, field in known.items():
            if name in content and not (content[name] is None and field.default is None):
                read[name] = self.field(kind, name, content[name], (*path, name))
            elif field.default is NOTHING:
                self.error("structure.missing_key", (*path, name), key=name)
        bad = any(one is _BAD for one in read.values()) or any(one.severity == "error" for one in self.found[before:])
        return _BAD if bad else kind(**read)

    def field(self, kind: type[Any], name: str, given: object, path: Path) -> Any:
        items = kind.items()
        if name not in items:
            return self.one(kind.kinds()[name], given, path)
        item = items[name]
        if item is Target and isinstance(given, Mapping):
            return self.targets(given, path)
        if not isinstance(given, list | tuple):
            return self.wrong(path, given, "list")
        read = tuple(self.one((item,), each, (*path, place)) for place, each in enumerate(given))
        return _BAD if any(one is _BAD for one in read) else read

    def targets(self, given: Mapping[Any, Any], path: Path) -> Any:
        """Read targets that are written as periods with their values."""
        read: list[Any] = []
        for key, each in given.items():
            at = (*path, str(key))
            parts = (self.period(key, at), self.value(each, at))
            read.append(_BAD if any(one is _BAD for one in parts) else Target(period=parts[0], value=parts[1]))
        return _BAD if any(one is _BAD for one in read) else tuple(read)

    def one(self, kinds: tuple[type, ...], given: object, path: Path) -> Any:
        first = kinds[0]
        if kinds == VALUE_TYPES:
            return self.value(given, path)
        if issubclass(first, Typed):
            return self.record(first, given, path)
        reader: Callable[[Any, Path], Any] | None = {Period: self.period, date: self.day, Fraction: self.number}.get(
            first
        )
        if reader is not None:
            return reader(given, path)
        if type(given) in kinds:
            return given
        return self.wrong(path, given, {int: "integer", bool: "boolean"}.get(first, "text"))

    def period(self, given: object, path: Path) -> Any:
        if type(given) is int and 1 <= given <= 9999:
            return Period(given)
        if not isinstance(given, str):
            return self.wrong(path, given, "period")
        try:
            return parse_period(given)
        except ValidationError as error:
            return self.error(error.finding.code, path, **error.finding.params)

    def day(self, given: object, path: Path) -> Any:
        if type(given) is date:
            return given
        if not isinstance(given, str):
            return self.wrong(path, given, "date")
        try:
            return date.fromisoformat(given if len(given) == len("2025-12-31") else "")
        except ValueError:
            return self.error("structure.date", path, got=_shown(given))

    def number(self, given: object, path: Path) -> Any:
        """Read an exact number: whole, text, or ``{"fraction": "9/8"}``."""
        if type(given) is int:
            return given
        if isinstance(given, Mapping) and set(given) == {"fraction"} and isinstance(given["fraction"], str):
            try:
                return Fraction(given["fraction"] if len(given["fraction"]) < _LONGEST else "")
            except (ValueError, ZeroDivisionError):
                return self.error("structure.fraction", path, got=_shown(given["fraction"]))
        if not isinstance(given, str):
            return self.wrong(path, given, "fraction")
        try:
            return parse_number(given, decimal=self.decimal)
        except ValidationError as error:
            return self.error(error.finding.code, path, **error.finding.params)

    def value(self, given: object, path: Path) -> Any:
        if isinstance(given, str):
            read, found = read_value(given, decimal=self.decimal)
            self.found += [Finding(one.code, one.severity, path, one.params) for one in found]
            return read
        if not isinstance(given, Mapping) or "fraction" in given:
            return self.number(given, path)
        match dict(given):
            case {"low": low, "high": high, **rest} if not rest:
                ends = (self.number(low, (*path, "low")), self.number(high, (*path, "high")))
                return _BAD if any(one is _BAD for one in ends) else Range(*ends)
            case {"kind": kind, "value": number, **rest} if not rest and kind in QUANTITY_KINDS:
                bound = self.number(number, (*path, "value"))
                return _BAD if bound is _BAD else Quantity(bound, kind)
            case {"word": str(text), **rest} if not rest:
                return Word(text)
            case {"absent": reason, **rest} if not rest and reason in REASONS:
                return Absent(reason)
            case {"unread": str(text), "code": str(code), **rest} if not rest:
                return Unread(text, code)
            case _:
                pass
        return self.wrong(path, given, "value")


def structure(kind: type[K], given: object, *, decimal: Mark | None = None) -> tuple[K | None, Report]:
    """Return the record that ``given`` describes and every problem found; the record is ``None`` if one is an error.

    ``given`` is what a TOML or JSON reader gives. A value of a plan may be a whole number or text as in a cell
    ("26,5", "5,7-6,6", "≥ 80", "BB", "N/A"); targets may be a list of periods and values, or simply periods with their
    values: ``{"2025": "26,5", "TW II 2025": 12}``.

    Args:
        kind: the record to build, one of ``SCHEMAS``.
        given: the JSON value.
        decimal: the decimal mark of the numbers, where it is known.

    Raises:
        TypeError: ``kind`` is not one of ``SCHEMAS``.

    >>> indicator, report = structure(Indicator, {"id": "i", "name": "I", "targets": {"2025": "26,5", "2026": "1.500"}})
    >>> [one.value for one in indicator.targets], [(found.where, found.code) for found in report]
    ([Fraction(53, 2), Unread(text='1.500', code='planning.number_ambiguous')], \
[('$.targets.2026', 'planning.number_ambiguous')])
    """
    _schema(kind)
    reader = _Reader(decimal)
    record = reader.record(kind, given, ())
    return None if record is _BAD else record, Report(reader.found)


def to_dict(record: Typed) -> dict[str, Any]:
    """Return a record of a plan as plain JSON values, which ``structure`` reads back to an equal one.

    What is not known (``None``, an empty list) is left out.

    Raises:
        TypeError: ``record`` is none of ``SCHEMAS``.

    >>> to_dict(Budget(of="p1", period=Period(2025, "quarter", 2), ceiling=1_000))
    {'schema': 'plut_kumkm/budget/1', 'period': 'Triwulan II 2025', 'of': 'p1', 'ceiling': 1000}
    """
    return {"schema": _schema(type(record)), **_plain(record)}


def _schema(kind: object) -> str:
    if not isinstance(kind, type) or kind not in SCHEMAS:
        name = kind.__name__ if isinstance(kind, type) else f"a value of type {type(kind).__name__}"
        raise TypeError(f"{name} is not one of {', '.join(known.__name__ for known in SCHEMAS)}")
    return SCHEMAS[kind]


def _plain(record: Typed) -> dict[str, Any]:
    kind: Any = type(record)
    told: dict[str, Any] = {}
    for field in fields(kind):
        held = getattr(record, field.name)
        # Left out only where reading brings it back.
        if held == field.default and (held is None or held == ()):
            continue
        if field.name in kind.items():
            told[field.name] = [_plain(one) if isinstance(one, Typed) else one for one in held]
        else:
            told[field.name] = _told(held, kind.kinds()[field.name])
    return told


def _told(held: Any, kinds: tuple[type, ...]) -> Any:
    if kinds == VALUE_TYPES:
        return to_json(held)
    if isinstance(held, Typed):
        return _plain(held)
    if isinstance(held, Period):
        return held.year if held.kind == "year" else held.label()
    if isinstance(held, Fraction):
        return number_to_json(held)
    return held.isoformat() if isinstance(held, date) else held


def _near(word: str, known: Mapping[str, Any]) -> tuple[str, ...]:
    from difflib import get_close_matches

    return tuple(get_close_matches(word[:40].lower(), known) or known)


def _shown(given: object) -> str:
    if isinstance(given, str):
        return f'"{show.excerpt(given)}"'
    if isinstance(given, bool | int) and len(str(given)) < 40:
        return show.hide_numbers(str(given).lower() if isinstance(given, bool) else str(given))
    return f"<{type(given).__name__}>" if given is not None else "null"
