"""From TOML to regimes: strict, every problem of a file collected with its path.

Unknown and missing keys, wrong types, unknown instruments, bounds that do not ascend: each is a finding, and a file with
findings gives no book. What a nested table does not say of its source, it takes from the table around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Instrument, Provision
from plut_kumkm.law.regimes import Choice, Criterion, Exclusion, Gap, Regime

T = TypeVar("T")
_Path = tuple[str | int, ...]

COMBINED = ("founding", "agree", "either", "none")

_SOURCE = {
    "instrument": str, "pinpoint": str, "phrase": str, "grade": str, "origin": str, "checked": date, "jdih": bool,
    "seen": str,
}  # fmt: skip
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
        ("id", "of", "since", "instrument", "pinpoint", "grade", "checked", "jdih"),
    ),
    "change": (
        {**_SOURCE, "key": str, "since": date, "until": date, "upto": int, "below": int},
        ("key", "since", "instrument", "pinpoint", "grade", "checked", "jdih"),
    ),
    "end": (
        {**_SOURCE, "regime": str, "ended": date},
        ("regime", "ended", "instrument", "pinpoint", "grade", "checked", "jdih"),
    ),
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


class _Problem(Exception):
    """A part of the file that cannot be built; its finding is already noted."""


class _Source(NamedTuple):
    """What is said of the source so far, outer tables first."""

    said: Mapping[str, Any] = MappingProxyType({})

    def within(self, table: Mapping[str, Any]) -> _Source:
        said = {key: table[key] for key in _SOURCE if key in table}
        if "instrument" in said and said["instrument"] != self.said.get("instrument"):
            # Another instrument has its own pinpoint, phrase and origin.
            kept = {key: value for key, value in self.said.items() if key in ("checked", "jdih")}
            return _Source({**kept, **said})
        return _Source({**self.said, **said})


class _Loader:
    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.instruments = dict(instruments)
        self.problems: list[Finding] = []

    def problem(self, path: _Path, code: str, **params: Any) -> None:
        self.problems.append(Finding(f"law.{code}", "error", path, params))

    def table(self, kind: str, table: Any, path: _Path) -> Mapping[str, Any]:
        """Return ``table`` when its keys and types are those of ``kind``; note what is not."""
        keys, required = _KEYS[kind]
        if not isinstance(table, Mapping):
            self.problem(path, "wrong_type", expected="table", got=type(table).__name__)
            raise _Problem
        bad = [key for key in required if key not in table]
        for key in bad:
            self.problem((*path, key), "missing_key", key=key, where=kind)
        for key, value in table.items():
            if key not in keys:
                bad.append(key)
                self.problem((*path, key), "unknown_key", key=key, expected=sorted(keys))
            elif not _is(value, keys[key]):
                bad.append(key)
                self.problem((*path, key), "wrong_type", expected=keys[key].__name__, got=type(value).__name__)
        if bad:
            raise _Problem
        return table

    def each(self, kind: str, tables: Any, path: _Path) -> Iterator[tuple[Mapping[str, Any], _Path]]:
        for number, table in enumerate(tables):
            try:
                yield self.table(kind, table, (*path, number)), (*path, number)
            except _Problem:
                continue

    def span(self, table: Mapping[str, Any], path: _Path) -> Span:
        since, until = table.get("since"), table.get("until")
        if since is not None and until is not None and since > until:
            self.problem((*path, "until"), "span_reversed", since=since, until=until)
            raise _Problem
        return Span(since, until)

    def provision(self, source: _Source, path: _Path) -> Provision:
        said = source.said
        good = True
        for key, allowed in (("grade", GRADES), ("origin", ORIGINS)):
            if said.get(key, allowed[0]) not in allowed:
                self.problem((*path, key), "not_one_of", got=said[key], expected=list(allowed))
                good = False
        if said["instrument"] not in self.instruments:
            self.problem((*path, "instrument"), "unknown_instrument", got=said["instrument"])
            good = False
        if not good:
            raise _Problem
        return Provision(
            Cite(self.instruments[said["instrument"]], said["pinpoint"], said.get("phrase")),
            said["grade"],
            said.get("origin", "law"),
            said["checked"],
            said["jdih"],
            said.get("seen"),
        )

    def instrument(self, table: Mapping[str, Any], path: _Path) -> None:
        if table["id"] in self.instruments:
            self.problem((*path, "id"), "duplicate", got=table["id"])
        else:
            self.instruments[table["id"]] = Instrument(**{"number": None, **table})

    def regime(self, table: Mapping[str, Any], path: _Path) -> Regime:
        span, source = self.span(table, path), _Source().within(table)
        if table["instrument"] not in self.instruments:
            self.problem((*path, "instrument"), "unknown_instrument", got=table["instrument"])
            raise _Problem
        criteria = {
            name: self.criterion(name, part, source, table["classes"], (*path, "criterion", name))
            for name, part in table["criterion"].items()
        }
        choices: dict[tuple[str, str], Choice] = {}
        for purpose, readings in table["reading"].items():
            for reading, part in readings.items():
                where = (*path, "reading", purpose, reading)
                choices[purpose, reading] = self.choice(part, source, criteria, where)
        exclusions: dict[tuple[str, str], Exclusion] = {}
        for fact, classes in table.get("exclude", {}).items():
            for name, part in classes.items():
                where = (*path, "exclude", fact, name)
                part = self.table("exclusion", part, where)
                if name not in table["classes"]:
                    self.problem(where, "not_one_of", got=name, expected=list(table["classes"]))
                    raise _Problem
                provision = self.provision(source.within(part), where)
                exclusions[fact, name] = Exclusion(part["values"], provision)
        return Regime(
            table["id"], table["of"], table["title"], self.instruments[table["instrument"]], span, table["classes"],
            MappingProxyType(criteria), MappingProxyType(choices), MappingProxyType(exclusions),
        )  # fmt: skip

    def criterion(self, name: str, table: Any, outer: _Source, classes: tuple[str, ...], path: _Path) -> Criterion:
        table = self.table("criterion", table, path)
        source = outer.within(table)
        uppers, provisions, ids = [], [], []
        for number, part in enumerate(table["bounds"]):
            where = (*path, "bounds", number)
            part = self.table("bound", part, where)
            uppers.append(self.bound(part, where))
            ids.append(part["class"])
            provisions.append(self.provision(source.within(part), where))
        if not provisions:
            self.problem((*path, "bounds"), "missing_key", key="bounds", where=name)
            raise _Problem
        if "residual" in table:
            ids.append(table["residual"])
            # No number of its own: the source of the bound it exceeds, without that bound's phrase.
            provisions.append(provisions[-1].without_phrase())
        if [place for place in classes if place in ids] != ids:
            self.problem((*path, "bounds"), "classes_differ", got=ids, expected=list(classes))
            raise _Problem
        floor = Bound(table["from"]) if "from" in table else Bound(table["above"], False) if "above" in table else None
        try:
            bands = Bands(tuple(ids), tuple(uppers), floor)
        except ValueError as error:
            self.problem((*path, "bounds"), "bounds_not_ascending", reason=str(error))
            raise _Problem from None
        return Criterion(name, table["unit"], bands, tuple(provisions))

    def bound(self, table: Mapping[str, Any], path: _Path) -> Bound:
        if ("upto" in table) == ("below" in table):
            self.problem(path, "one_bound", expected=["upto", "below"])
            raise _Problem
        return Bound(table["upto"], True) if "upto" in table else Bound(table["below"], False)

    def choice(self, table: Any, outer: _Source, criteria: Mapping[str, Criterion], path: _Path) -> Choice:
        table = self.table("choice", table, path)
        used = [table["use"]]
        if table["use"] == "founding":
            used += [table.get("new"), table.get("old")]
            if "from" not in table:
                self.problem((*path, "from"), "missing_key", key="from", where="founding")
                raise _Problem
        for name in used:
            if name not in criteria and not (name is table["use"] and name in COMBINED):
                self.problem((*path, "use"), "not_one_of", got=name, expected=[*criteria, *COMBINED])
                raise _Problem
        if table["use"] in ("agree", "either") and len(criteria) != 2:
            self.problem((*path, "use"), "two_criteria", got=len(criteria))
            raise _Problem
        provision = self.provision(outer.within(table), path)
        return Choice(table["use"], provision, table.get("from"), table.get("new"), table.get("old"))

    def load(self, content: Mapping[str, Any]) -> Layer:
        regimes: list[Regime] = []
        gaps: list[Gap] = []
        changes: list[Change] = []
        ends: list[End] = []
        try:
            content = self.table("file", content, ())
        except _Problem:
            content = {}
        for table, path in self.each("instrument", content.get("instrument", ()), ("instrument",)):
            self.instrument(table, path)
        self._collect("regime", content, self.regime, regimes)
        self._collect("gap", content, self.gap, gaps)
        self._collect("change", content, self.change, changes)
        self._collect("end", content, self.end, ends)
        return Layer(
            MappingProxyType(self.instruments), tuple(regimes), tuple(gaps), tuple(changes), tuple(ends),
            tuple(self.problems),
        )  # fmt: skip

    def _collect(
        self, kind: str, content: Mapping[str, Any], build: Callable[[Mapping[str, Any], _Path], T], into: list[T]
    ) -> None:
        for table, path in self.each(kind, content.get(kind, ()), (kind,)):
            try:
                into.append(build(table, path))
            except _Problem:
                continue

    def gap(self, table: Mapping[str, Any], path: _Path) -> Gap:
        span = self.span(table, path)
        provision = self.provision(_Source().within(table), path)
        return Gap(table["id"], table["of"], span, provision, table.get("shows"))

    def change(self, table: Mapping[str, Any], path: _Path) -> Change:
        span = self.span(table, path)
        provision = self.provision(_Source().within(table), path)
        return Change(table["key"], self.bound(table, path), span, provision)

    def end(self, table: Mapping[str, Any], path: _Path) -> End:
        provision = self.provision(_Source().within(table), path)
        return End(table["regime"], table["ended"], provision)


def _is(value: Any, kind: type) -> bool:
    if kind is int:
        return type(value) is int
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def load_layer(content: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> Layer:
    """Return what ``content`` says, with every problem found; ``instruments`` are those known already."""
    return _Loader(instruments).load(content)
