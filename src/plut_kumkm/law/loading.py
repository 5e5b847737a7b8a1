"""From TOML to regimes: strict, every problem of a file collected with its path.

Unknown and missing keys, wrong types and words, unknown instruments, bounds that do not ascend: each is a finding, and
a file with findings gives no book. What a nested table does not say of its source, it takes from the table around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from plut_kumkm.base import data
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Instrument, Provision, weakest
from plut_kumkm.law.regimes import ANY, Choice, Criterion, Exclusion, Gap, Regime

T = TypeVar("T")
_Path = tuple[str | int, ...]

# Ways to put criteria together, beside naming one.
COMBINED = ("founding", "agree", "either", "none")

_SOURCE = {
    "instrument": str, "pinpoint": str, "phrase": str, "grade": str, "origin": str, "checked": date, "jdih": bool,
    "seen": str,
}  # fmt: skip
_WHOLE_SOURCE = ("instrument", "pinpoint", "grade", "checked", "jdih")
# The keys of each kind of table with their types, and which of them it must have.
_KEYS: dict[str, tuple[dict[str, type], tuple[str, ...]]] = {
    "file": ({"instrument": tuple, "regime": tuple, "gap": tuple, "change": tuple, "end": tuple}, ()),
    "instrument": (
        {
            "id": str, "kind": str, "number": str, "year": int, "title": str, "promulgated": date, "in_force": date,
            "ended": date, "amended_by": tuple, "url": str,
        },
        ("id", "kind", "year", "title"),
    ),
    "regime": (
        {
            **_SOURCE, "id": str, "of": str, "title": str, "since": date, "until": date, "classes": tuple,
            "criterion": Mapping, "reading": Mapping, "exclude": Mapping,
        },
        ("id", "of", "title", "instrument", "since", "checked", "jdih", "classes", "criterion", "reading"),
    ),
    "criterion": (
        {**_SOURCE, "unit": str, "residual": str, "bounds": tuple, "from": int, "above": int},
        ("unit", "pinpoint", "grade", "bounds"),
    ),
    "bound": ({**_SOURCE, "class": str, "upto": int, "below": int}, ("class",)),
    "choice": ({**_SOURCE, "use": str, "from": date, "new": str, "old": str}, ("use", "pinpoint", "grade")),
    "exclusion": ({**_SOURCE, "values": tuple}, ("values", "pinpoint", "grade")),
    "gap": (
        {**_SOURCE, "id": str, "of": str, "since": date, "until": date, "shows": str},
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


class Change(NamedTuple):
    """A new number for one bound, from a day on."""

    key: str
    bound: Bound
    span: Span
    provision: Provision


class End(NamedTuple):
    """A regime that ends without a successor; ``ended`` is the day from which it no longer applies."""

    regime: str
    ended: date
    provision: Provision


class Layer(NamedTuple):
    """What one file, or all shipped files together, say."""

    instruments: Mapping[str, Instrument]
    regimes: tuple[Regime, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]
    ends: tuple[End, ...]
    problems: tuple[Finding, ...]


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """A part of the file that cannot be built; its finding is already noted."""


class _Source(NamedTuple):
    """What is said of the source so far, outer tables first."""

    said: Mapping[str, Any]

    def within(self, table: Mapping[str, Any]) -> _Source:
        said = {key: table[key] for key in _SOURCE if key in table}
        if "instrument" in said and said["instrument"] != self.said.get("instrument"):
            # Another instrument has its own pinpoint, phrase, grade and origin.
            kept = {key: value for key, value in self.said.items() if key in ("checked", "jdih")}
            return _Source({**kept, **said})
        return _Source({**self.said, **said})


def _source(table: Mapping[str, Any]) -> _Source:
    return _Source({}).within(table)


class _Loader:
    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.questions = data.toml("law/questions.toml")
        self.instruments = dict(instruments)
        self.problems: list[Finding] = []

    def problem(self, path: _Path, code: str, **params: Any) -> None:
        self.problems.append(Finding(f"law.{code}", "error", path, params))

    def refuse(self, path: _Path, code: str, **params: Any) -> _Refused:
        self.problem(path, code, **params)
        return _Refused()

    def noted(self) -> AbstractContextManager[None]:
        """Return a context in which a part may be refused while the parts beside it are still looked at."""
        return suppress(_Refused)

    def word(self, got: Any, allowed: Iterable[Any], path: _Path) -> None:
        """Refuse a word that the question does not know."""
        if got not in (choices := tuple(allowed)):
            raise self.refuse(path, "not_one_of", got=got, expected=list(choices))

    def table(self, kind: str, table: Any, path: _Path) -> Mapping[str, Any]:
        """Return ``table`` when its keys and types are those of ``kind``; note all that are not."""
        keys, required = _KEYS[kind]
        if not isinstance(table, Mapping):
            raise self.refuse(path, "wrong_type", expected=_WORDS[Mapping], got=_called(table))
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
            raise _Refused
        return table

    def span(self, table: Mapping[str, Any], path: _Path) -> Span:
        since, until = table["since"], table.get("until")
        if until is not None and since > until:
            raise self.refuse((*path, "until"), "span_reversed", since=since, until=until)
        return Span(since, until)

    def provision(self, source: _Source, path: _Path) -> Provision:
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

    def instrument(self, table: Mapping[str, Any], path: _Path) -> None:
        if table["id"] in self.instruments:
            raise self.refuse((*path, "id"), "duplicate", got=table["id"])
        self.instruments[table["id"]] = Instrument(number=table.get("number"), **_without(table, "number"))

    def regime(self, table: Mapping[str, Any], path: _Path) -> Regime:
        self.word(table["of"], self.questions, (*path, "of"))
        words = self.questions[table["of"]]
        for name in table["classes"]:
            self.word(name, words["classes"], (*path, "classes"))
        span, source = self.span(table, path), _source(table)
        before = len(self.problems)
        criteria: dict[str, Criterion] = {}
        for name, part in table["criterion"].items():
            with self.noted():
                self.word(name, words["criteria"], (*path, "criterion"))
                criteria[name] = self.criterion(name, part, source, table["classes"], (*path, "criterion", name))
        choices: dict[tuple[str, str], Choice] = {}
        # They speak of the criteria by name: without all of them each would be a problem that is none.
        for purpose, readings in table["reading"].items() if len(self.problems) == before else ():
            with self.noted():
                self.word(purpose, (*words["purposes"], ANY), (*path, "reading"))
                for reading, part in self.nested(readings, (*path, "reading", purpose)):
                    where = (*path, "reading", purpose, reading)
                    with self.noted():
                        self.word(reading, (*words["readings"], ANY), where)
                        choices[purpose, reading] = self.choice(part, source, criteria, where)
        exclusions: dict[tuple[str, str], Exclusion] = {}
        for fact, classes in table.get("exclude", {}).items():
            with self.noted():
                self.word(fact, words["exclude"], (*path, "exclude"))
                for name, part in self.nested(classes, (*path, "exclude", fact)):
                    where = (*path, "exclude", fact, name)
                    with self.noted():
                        self.word(name, table["classes"], where)
                        exclusions[fact, name] = self.exclusion(part, source, words["exclude"][fact], where)
        if len(self.problems) > before:
            raise _Refused
        grade = weakest([criterion.provision.grade for criterion in criteria.values()])
        whole = self.provision(_Source({"pinpoint": "", "grade": grade, **source.said}), path)
        return Regime(
            table["id"], table["of"], table["title"], whole, span, table["classes"],
            FrozenMap(criteria), FrozenMap(choices), FrozenMap(exclusions),
        )  # fmt: skip

    def nested(self, table: Any, path: _Path) -> Iterable[tuple[str, Any]]:
        if not isinstance(table, Mapping):
            raise self.refuse(path, "wrong_type", expected=_WORDS[Mapping], got=_called(table))
        return table.items()

    def criterion(self, name: str, table: Any, outer: _Source, classes: tuple[str, ...], path: _Path) -> Criterion:
        table = self.table("criterion", table, path)
        source = outer.within(table)
        uppers, provisions, ids = [], [], []
        before = len(self.problems)
        for number, part in enumerate(table["bounds"]):
            where = (*path, "bounds", number)
            with self.noted():
                part = self.table("bound", part, where)
                uppers.append(self.bound(part, where))
                ids.append(part["class"])
                provisions.append(self.provision(source.within(part), where))
        if len(self.problems) > before:
            raise _Refused
        if "residual" in table:
            ids.append(table["residual"])
            # No number of its own: the source of the bound it exceeds, without that bound's phrase.
            provisions.append(provisions[-1].without_phrase())
        if [place for place in classes if place in ids] != ids:
            raise self.refuse((*path, "bounds"), "classes_differ", got=ids, expected=list(classes))
        if "from" in table and "above" in table:
            raise self.refuse(path, "one_bound", expected=["from", "above"])
        floor = Bound(table["from"]) if "from" in table else Bound(table["above"], False) if "above" in table else None
        try:
            bands = Bands(tuple(ids), tuple(uppers), floor)
        except ValueError as error:
            raise self.refuse((*path, "bounds"), "bounds_not_ascending", reason=str(error)) from None
        return Criterion(name, table["unit"], bands, tuple(provisions), self.provision(source, path))

    def bound(self, table: Mapping[str, Any], path: _Path) -> Bound:
        if ("upto" in table) == ("below" in table):
            raise self.refuse(path, "one_bound", expected=["upto", "below"])
        return Bound(table["upto"], True) if "upto" in table else Bound(table["below"], False)

    def choice(self, table: Any, outer: _Source, criteria: Mapping[str, Criterion], path: _Path) -> Choice:
        table = self.table("choice", table, path)
        use = table["use"]
        self.word(use, (*criteria, *COMBINED), (*path, "use"))
        for key in ("from", "new", "old"):
            if use == "founding" and key not in table:
                raise self.refuse((*path, key), "missing_key", key=key, where=use)
            if use != "founding" and key in table:
                raise self.refuse((*path, key), "unknown_key", key=key, expected=["use"])
        if use == "founding":
            self.word(table["new"], criteria, (*path, "new"))
            self.word(table["old"], criteria, (*path, "old"))
        if use in ("agree", "either", "founding") and len(criteria) != 2:
            raise self.refuse((*path, "use"), "two_criteria", got=len(criteria))
        provision = self.provision(outer.within(table), path)
        return Choice(use, provision, table.get("from"), table.get("new"), table.get("old"))

    def exclusion(self, table: Any, outer: _Source, words: tuple[str, ...], path: _Path) -> Exclusion:
        table = self.table("exclusion", table, path)
        for value in table["values"]:
            self.word(value, words, (*path, "values"))
        return Exclusion(table["values"], self.provision(outer.within(table), path))

    def gap(self, table: Mapping[str, Any], path: _Path) -> Gap:
        self.word(table["of"], self.questions, (*path, "of"))
        span = self.span(table, path)
        return Gap(table["id"], table["of"], span, self.provision(_source(table), path), table.get("shows"))

    def change(self, table: Mapping[str, Any], path: _Path) -> Change:
        span, bound = self.span(table, path), self.bound(table, path)
        return Change(table["key"], bound, span, self.provision(_source(table), path))

    def end(self, table: Mapping[str, Any], path: _Path) -> End:
        return End(table["regime"], table["ended"], self.provision(_source(table), path))

    def each(
        self, kind: str, content: Mapping[str, Any], build: Callable[[Mapping[str, Any], _Path], T]
    ) -> Iterator[T]:
        """Yield what can be built of the tables of one kind; the problems of the others are noted."""
        for number, table in enumerate(content.get(kind, ())):
            try:
                yield build(self.table(kind, table, (kind, number)), (kind, number))
            except _Refused:
                continue

    def load(self, content: Mapping[str, Any]) -> Layer:
        try:
            content = self.table("file", content, ())
        except _Refused:
            content = {}
        for _ in self.each("instrument", content, self.instrument):
            pass
        regimes, gaps = tuple(self.each("regime", content, self.regime)), tuple(self.each("gap", content, self.gap))
        changes, ends = tuple(self.each("change", content, self.change)), tuple(self.each("end", content, self.end))
        return Layer(FrozenMap(self.instruments), regimes, gaps, changes, ends, tuple(self.problems))


def _without(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != key}


def _called(value: Any) -> str:
    return next((word for kind, word in _WORDS.items() if _is(value, kind)), type(value).__name__)


def _is(value: Any, kind: type) -> bool:
    if kind is int:
        return type(value) is int
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def load_layer(content: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Layer:
    """Return what ``content`` says, with every problem found; ``instruments`` are those known already."""
    return _Loader(instruments).load(content)
