"""The schema of a file of law: which keys each kind of table has, of which type, and what must not be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from typing import Any, NamedTuple

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Instrument, Provision

Path = tuple[str | int, ...]

_SOURCE = {
    "instrument": str, "pinpoint": str, "phrase": str, "grade": str, "origin": str, "checked": date, "jdih": bool,
    "seen": str,
}  # fmt: skip
_WHOLE_SOURCE = ("instrument", "pinpoint", "grade", "checked", "jdih")
_BOUND = {"upto": int, "below": int, "from": int, "above": int}
# The keys of each kind of table with their types, and which of them it must have.
_KEYS: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
    "file": (
        {"instrument": tuple, "scheme": Mapping, "regime": tuple, "gap": tuple, "change": tuple, "end": tuple}, (),
    ),
    "instrument": (
        {
            "id": str, "kind": str, "number": str, "year": int, "title": str, "promulgated": date, "in_force": date,
            "ended": date, "amended_by": tuple, "url": str,
        },
        ("id", "kind", "year", "title"),
    ),
    "scheme": (
        {
            "title": Mapping, "classes": tuple, "labels": Mapping, "criteria": tuple, "purposes": tuple,
            "readings": tuple, "exclude": tuple,
        },
        ("title", "classes", "labels"),
    ),
    "regime": (
        {
            **_SOURCE, "id": str, "of": str, "title": str, "since": date, "until": date, "classes": tuple,
            "criterion": Mapping, "reading": Mapping, "exclude": Mapping, "row": tuple, "otherwise": str,
            "applies": Mapping, "term": Mapping, "parameter": Mapping, "unchecked": tuple,
            "seen_since": bool, "end_unknown": bool, "unique": bool, "perhaps_from": date, "span_grade": str,
        },
        ("id", "of", "title", "instrument", "since", "checked", "jdih", "classes"),
    ),
    "criterion": (
        {**_SOURCE, "unit": str, "residual": str, "bounds": tuple, "from": int, "above": int},
        ("unit", "pinpoint", "grade", "bounds"),
    ),
    "bound": ({**_SOURCE, "class": str, "open": tuple, "upto": int, "below": int, "lower": str}, ()),
    "alternative": ({**_SOURCE, "class": str, "id": str, "label": Mapping}, ("class",)),
    "choice": ({**_SOURCE, "use": str, "from": date, "new": str, "old": str}, ("use", "pinpoint", "grade")),
    "exclusion": ({**_SOURCE, "values": tuple}, ("values", "pinpoint", "grade")),
    "row": ({**_SOURCE, "id": str, "class": str, "open": tuple, "when": Mapping}, ("when", "pinpoint", "grade")),
    "condition": (
        {
            **_SOURCE, **_BOUND, "all": tuple, "any": tuple, "not": Mapping, "fact": str, "is": tuple, "before": date,
            "months": int, "term": str, "unit": str,
        },
        (),
    ),
    "term": (
        {**_SOURCE, "years": int, "counted_from": int, "unlimited": bool}, ("pinpoint", "grade"),
    ),
    "parameter": ({**_SOURCE, "value": int, "decimal": str, "unit": str}, ("unit", "pinpoint", "grade")),
    "gap": (
        {
            **_SOURCE, "id": str, "of": str, "since": date, "until": date, "shows": tuple, "why": str,
        },
        ("id", "of", "since", *_WHOLE_SOURCE),
    ),
    "change": (
        {**_SOURCE, "key": str, "since": date, "until": date, "upto": int, "below": int},
        ("key", "since", *_WHOLE_SOURCE),
    ),
    "end": ({**_SOURCE, "regime": str, "ended": date}, ("regime", "ended", *_WHOLE_SOURCE)),
}  # fmt: skip
# How TOML calls the types of its values.
_WORDS: dict[type, str] = {
    str: "text", bool: "true or false", int: "whole number", date: "date", Mapping: "table", tuple: "list",
}  # fmt: skip
LANGUAGES = {"id", "en"}


class Refused(Exception):  # noqa: N818 - never leaves this folder
    """A part of the file that cannot be built; its finding is already noted."""


class Source(NamedTuple):
    """What is said of the source so far, outer tables first."""

    said: Mapping[str, Any]

    def within(self, table: Mapping[str, Any]) -> Source:
        """Return the source of a nested table."""
        said = {key: table[key] for key in _SOURCE if key in table}
        if "instrument" in said and said["instrument"] != self.said.get("instrument"):
            # Another instrument has its own pinpoint, phrase, grade and origin.
            kept = {key: value for key, value in self.said.items() if key in ("checked", "jdih")}
            return Source({**kept, **said})
        return Source({**self.said, **said})


NO_SOURCE = Source({})


class Schema:
    """Checks the tables of one file, and notes what is wrong with them."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.instruments = dict(instruments)
        self.problems: list[Finding] = []

    def problem(self, path: Path, code: str, **params: Any) -> None:
        """Note what is wrong at ``path``."""
        self.problems.append(Finding(f"law.{code}", "error", path, params))

    def refuse(self, path: Path, code: str, **params: Any) -> Refused:
        """Return the exception to raise, its finding noted."""
        self.problem(path, code, **params)
        return Refused()

    def noted(self) -> AbstractContextManager[None]:
        """Return a context in which a part may be refused while the parts beside it are still looked at."""
        return suppress(Refused)

    def word(self, got: Any, allowed: Iterable[Any], path: Path) -> None:
        """Refuse a word that is not known here."""
        if got not in (choices := tuple(allowed)):
            raise self.refuse(path, "not_one_of", got=got, expected=list(choices))

    def words(self, got: Iterable[Any], allowed: Iterable[Any], path: Path) -> None:
        """Refuse the first of several words that is not known here."""
        for one in got:
            self.word(one, allowed, path)

    def table(self, kind: str, table: Any, path: Path) -> Mapping[str, Any]:
        """Return ``table`` when its keys and types are those of ``kind``; note all that are not."""
        keys, required = _KEYS[kind]
        self.mapping(table, path)
        before = len(self.problems)
        for key in required:
            if key not in table or table[key] in ((), {}):
                self.problem((*path, key), "missing_key", key=key, where=kind)
        for key, value in table.items():
            if key not in keys:
                self.problem((*path, key), "unknown_key", key=key, expected=sorted(keys))
            elif not _is(value, keys[key]):
                self.problem((*path, key), "wrong_type", expected=_WORDS[keys[key]], got=_called(value))
            elif value in (date.min, date.max):
                self.problem((*path, key), "calendar_edge", key=key, got=value)
        if len(self.problems) > before:
            raise Refused
        found: Mapping[str, Any] = table
        return found

    def mapping(self, table: Any, path: Path) -> Mapping[str, Any]:
        """Return ``table`` when it is one."""
        if not isinstance(table, Mapping):
            raise self.refuse(path, "wrong_type", expected=_WORDS[Mapping], got=_called(table))
        return table

    def texts(self, table: Any, path: Path) -> Mapping[str, str]:
        """Return a text in both languages."""
        found = self.mapping(table, path)
        if set(found) != LANGUAGES or not all(isinstance(text, str) and text for text in found.values()):
            raise self.refuse(path, "both_languages", got=sorted(map(str, found)))
        return found

    def span(self, table: Mapping[str, Any], path: Path) -> Span:
        """Return the span of a table."""
        since, until = table["since"], table.get("until")
        if until is not None and since > until:
            raise self.refuse((*path, "until"), "span_reversed", since=since, until=until)
        return Span(since, until)

    def provision(self, source: Source, path: Path) -> Provision:
        """Return the source of a number or a choice, when all of it is said."""
        said = source.said
        for key in _WHOLE_SOURCE:
            if key not in said:
                raise self.refuse((*path, key), "missing_key", key=key, where=str(path[-1]))
        self.word(said["grade"], GRADES, (*path, "grade"))
        self.word(said.get("origin", "law"), ORIGINS, (*path, "origin"))
        if said["instrument"] not in self.instruments:
            raise self.refuse((*path, "instrument"), "unknown_instrument", got=said["instrument"])
        cite = Cite(self.instruments[said["instrument"]], said["pinpoint"], said.get("phrase"))
        return Provision(
            cite, said["grade"], said.get("origin", "law"), said["checked"], said["jdih"], said.get("seen")
        )

    def within(self, table: Mapping[str, Any], key: str, ends: tuple[int, int], path: Path) -> None:
        """Refuse a number that makes no sense."""
        low, high = ends
        if key in table and not low <= table[key] <= high:
            raise self.refuse((*path, key), "out_of_range", key=key, got=table[key], low=low, high=high)

    def one_key(self, table: Mapping[str, Any], keys: Iterable[str], path: Path) -> str:
        """Return which of ``keys`` the table has; it must be exactly one."""
        choices = tuple(keys)
        found = [key for key in choices if key in table]
        if len(found) != 1:
            raise self.refuse(path, "one_bound", expected=list(choices))
        return found[0]


def _called(value: Any) -> str:
    return next((word for kind, word in _WORDS.items() if _is(value, kind)), type(value).__name__)


def _is(value: Any, kind: type) -> bool:
    if kind is int:
        return type(value) is int
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)
