"""From TOML to regimes: strict, every problem of a file collected with its path.

Unknown and missing keys, wrong types and words, unknown instruments, bounds that do not ascend: each is a finding, and
a file with findings gives no book. What a nested table does not say of its source, it takes from the table around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from plut_kumkm.base.bands import Bound
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Span
from plut_kumkm.law.files.rules import RuleReader
from plut_kumkm.law.files.schema import NO_SOURCE, Path, Refused, Source
from plut_kumkm.law.instruments import GRADES, Instrument, Provision, weakest
from plut_kumkm.law.regimes import ANY, Choice, Criterion, Exclusion, Gap, Regime, Scheme

T = TypeVar("T")

# Ways to put criteria together, beside naming one.
COMBINED = ("founding", "agree", "either", "none")
# Why nothing decides in a gap.
REASONS = ("no-figures", "end-unknown", "bounds-unknown", "no-survey")


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
    """What one file, or some shipped files together, say."""

    instruments: Mapping[str, Instrument]
    schemes: Mapping[str, Scheme]
    regimes: tuple[Regime, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Change, ...]
    ends: tuple[End, ...]
    problems: tuple[Finding, ...]


class _Loader(RuleReader):
    def __init__(self, instruments: Mapping[str, Instrument], schemes: Mapping[str, Scheme]) -> None:
        super().__init__(instruments)
        self.below = schemes
        self.schemes: dict[str, Scheme] = {}

    def instrument(self, table: Mapping[str, Any], path: Path) -> None:
        if table["id"] in self.instruments:
            raise self.refuse((*path, "id"), "duplicate", got=table["id"])
        self.instruments[table["id"]] = Instrument(
            number=table.get("number"), **{key: value for key, value in table.items() if key != "number"}
        )

    def scheme(self, id_: str, table: Any, path: Path) -> None:
        table = self.table("scheme", table, path)
        if id_ in self.below:
            raise self.refuse(path, "duplicate", got=id_)
        for name, count in Counter(map(str, table["classes"])).items():
            if count > 1:
                raise self.refuse((*path, "classes"), "duplicate", got=name)
        labels = {}
        for name in table["classes"]:
            if name not in table["labels"]:
                raise self.refuse((*path, "labels", str(name)), "missing_key", key=name, where="labels")
            labels[name] = self.texts(table["labels"][name], (*path, "labels", name))
        self.words(table["labels"], table["classes"], (*path, "labels"))
        self.words(table.get("criteria", ()), self.facts["amounts"], (*path, "criteria"))
        self.words(table.get("exclude", ()), self.facts["words"], (*path, "exclude"))
        self.schemes[id_] = Scheme(
            id_, self.texts(table["title"], (*path, "title")), table["classes"], FrozenMap(labels),
            table.get("criteria", ()), table.get("purposes", ()), table.get("readings", ()), table.get("exclude", ()),
        )  # fmt: skip

    def asked(self, table: Mapping[str, Any], path: Path) -> Scheme:
        """Return the scheme that a regime or a gap belongs to."""
        of: str = table["of"]
        self.word(of, (*self.below, *self.schemes), (*path, "of"))
        return self.schemes[of] if of in self.schemes else self.below[of]

    def regime(self, table: Mapping[str, Any], path: Path) -> Regime:
        scheme = self.asked(table, path)
        classes: tuple[str, ...] = table["classes"]
        self.word(table.get("span_grade", "primary"), GRADES, (*path, "span_grade"))
        self.words(classes, scheme.classes, (*path, "classes"))
        if bool(table.get("criterion")) == bool(table.get("row")):
            raise self.refuse(path, "one_bound", expected=["criterion", "row"])
        span, source = self.span(table, path), NO_SOURCE.within(table)
        before = len(self.problems)
        criteria: dict[str, Criterion] = {}
        for name, part in table.get("criterion", {}).items():
            with self.noted():
                self.word(name, scheme.criteria, (*path, "criterion"))
                criteria[name] = self.criterion(name, part, source, classes, (*path, "criterion", name))
        # They speak of the criteria by name: without all of them each would be a problem that is none.
        choices = self.choices(table, source, scheme, criteria, path) if len(self.problems) == before else {}
        exclusions = self.exclusions(table, source, scheme, path)
        terms = self.terms(table["term"], source, (*path, "term")) if "term" in table else None
        parameters = self.parameters(table.get("parameter", {}), source, (*path, "parameter"))
        rows = self.rows(table.get("row", ()), source, classes, terms, (*path, "row"))
        applies = None
        with self.noted():
            if "applies" in table:
                applies = self.condition(table["applies"], source, terms, (*path, "applies"))
            if "otherwise" in table:
                self.word(table["otherwise"], classes, (*path, "otherwise"))
        unchecked = []
        for place, text in enumerate(table.get("unchecked", ())):
            with self.noted():
                unchecked.append(self.texts(text, (*path, "unchecked", place)))
        if len(self.problems) > before:
            raise Refused
        grade = weakest([*(one.provision.grade for one in criteria.values()), *(row.provision.grade for row in rows)])
        whole = self.provision(Source({"pinpoint": "", "grade": grade, **source.said}), path)
        return Regime(
            table["id"], table["of"], table["title"], whole, span, classes,
            FrozenMap(criteria), FrozenMap(choices), FrozenMap(exclusions), rows, table.get("unique", False),
            table.get("otherwise"), applies, terms, FrozenMap(parameters), tuple(unchecked),
            table.get("seen_since", False), table.get("end_unknown", False), self.perhaps(table, path),
            table.get("span_grade", "primary"),
        )  # fmt: skip

    def perhaps(self, table: Mapping[str, Any], path: Path) -> date | None:
        """Return from which day on the regime may already hold."""
        day: date | None = table.get("perhaps_from")
        if day is not None and day >= table["since"]:
            raise self.refuse((*path, "perhaps_from"), "span_reversed", since=day, until=table["since"])
        return day

    def choices(
        self,
        table: Mapping[str, Any],
        source: Source,
        scheme: Scheme,
        criteria: Mapping[str, Criterion],
        path: Path,
    ) -> dict[tuple[str, str], Choice]:
        """Return which criterion applies when; a lone one needs not be said."""
        if not table.get("reading"):
            if len(criteria) > 1:
                raise self.refuse((*path, "reading"), "missing_key", key="reading", where="regime")
            lone = next(iter(criteria.values()), None)
            return {} if lone is None else {(ANY, ANY): Choice(lone.id, lone.provision)}
        found: dict[tuple[str, str], Choice] = {}
        for purpose, readings in table["reading"].items():
            with self.noted():
                self.word(purpose, (*scheme.purposes, ANY), (*path, "reading"))
                for reading, part in self.mapping(readings, (*path, "reading", purpose)).items():
                    where = (*path, "reading", purpose, reading)
                    with self.noted():
                        self.word(reading, (*scheme.readings, ANY), where)
                        found[purpose, reading] = self.choice(part, source, criteria, where)
        return found

    def choice(self, table: Any, outer: Source, criteria: Mapping[str, Criterion], path: Path) -> Choice:
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
        if (use in ("either", "founding") and len(criteria) != 2) or (use == "agree" and len(criteria) < 2):
            raise self.refuse((*path, "use"), "two_criteria", got=len(criteria))
        provision = self.provision(outer.within(table), path)
        return Choice(use, provision, table.get("from"), table.get("new"), table.get("old"))

    def exclusions(
        self, table: Mapping[str, Any], source: Source, scheme: Scheme, path: Path
    ) -> dict[tuple[str, str], Exclusion]:
        found: dict[tuple[str, str], Exclusion] = {}
        for fact, classes in table.get("exclude", {}).items():
            with self.noted():
                self.word(fact, scheme.exclude, (*path, "exclude"))
                for name, part in self.mapping(classes, (*path, "exclude", fact)).items():
                    where = (*path, "exclude", fact, name)
                    with self.noted():
                        self.word(name, table["classes"], where)
                        found[fact, name] = self.exclusion(part, source, self.facts["words"][fact], where)
        return found

    def exclusion(self, table: Any, outer: Source, words: tuple[str, ...], path: Path) -> Exclusion:
        table = self.table("exclusion", table, path)
        self.words(table["values"], words, (*path, "values"))
        return Exclusion(table["values"], self.provision(outer.within(table), path))

    def gap(self, table: Mapping[str, Any], path: Path) -> Gap:
        self.asked(table, path)
        if "why" in table:
            self.word(table["why"], REASONS, (*path, "why"))
        span, provision = self.span(table, path), self.provision(NO_SOURCE.within(table), path)
        return Gap(table["id"], table["of"], span, provision, table.get("shows", ()), table.get("why"))

    def change(self, table: Mapping[str, Any], path: Path) -> Change:
        span, bound = self.span(table, path), self.bound(table, path)
        return Change(table["key"], bound, span, self.provision(NO_SOURCE.within(table), path))

    def end(self, table: Mapping[str, Any], path: Path) -> End:
        return End(table["regime"], table["ended"], self.provision(NO_SOURCE.within(table), path))

    def each(self, kind: str, content: Mapping[str, Any], build: Callable[[Mapping[str, Any], Path], T]) -> Iterator[T]:
        """Yield what can be built of the tables of one kind; the problems of the others are noted."""
        for number, table in enumerate(content.get(kind, ())):
            try:
                yield build(self.table(kind, table, (kind, number)), (kind, number))
            except Refused:
                continue

    def load(self, content: Mapping[str, Any]) -> Layer:
        try:
            content = self.table("file", content, ())
        except Refused:
            content = {}
        for _ in self.each("instrument", content, self.instrument):
            pass
        for id_, table in content.get("scheme", {}).items():
            with self.noted():
                self.scheme(id_, table, ("scheme", id_))
        regimes, gaps = tuple(self.each("regime", content, self.regime)), tuple(self.each("gap", content, self.gap))
        changes, ends = tuple(self.each("change", content, self.change)), tuple(self.each("end", content, self.end))
        own = FrozenMap(self.instruments)
        return Layer(own, FrozenMap(self.schemes), regimes, gaps, changes, ends, tuple(self.problems))


def load_layer(
    content: Mapping[str, Any], instruments: Mapping[str, Instrument], schemes: Mapping[str, Scheme]
) -> Layer:
    """Return what ``content`` says, with every problem found.

    Args:
        content: a file of law.
        instruments: those that are known already.
        schemes: those that are known already.
    """
    return _Loader(instruments, schemes).load(content)
