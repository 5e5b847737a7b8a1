"""The rules of a regime as a file writes them: criteria cut into classes, rows with conditions, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data, fields
from plut_kumkm.base.bands import Bands, Bound
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.law.files.schema import Path, Refused, Schema, Source
from plut_kumkm.law.instruments import Instrument, Provision
from plut_kumkm.law.kernel.predicates import Operator
from plut_kumkm.law.regimes import UNORDERED, Alternative, Criterion, Parameter, Row

if TYPE_CHECKING:
    from plut_kumkm.law.conditions import Condition, Terms

_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_SIGNS: dict[str, Operator] = {"upto": "<=", "below": "<", "from": ">=", "above": ">"}
_KINDS = ("all", "any", "not", "term", "is", "before", "months", *_SIGNS)
# What makes sense of a span of time: anything else is a slip, and the calendar has no room for it.
_MONTHS, _YEARS, _COUNTED = (1, 1_200), (1, 100), (1900, 2200)


class RuleReader(Schema):
    """Builds the parts of a regime."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        super().__init__(instruments)
        self.facts = data.toml("law/facts.toml")

    # ------------------------------------------------------------------------------------------ criteria and bounds

    def criterion(self, name: str, table: Any, outer: Source, classes: tuple[str, ...], path: Path) -> Criterion:
        """Return one measure with its bounds."""
        table = self.table("criterion", table, path)
        source = outer.within(table)
        uppers: list[Bound] = []
        provisions: list[Provision] = []
        ids: list[str] = []
        opens: dict[int, tuple[Alternative, ...]] = {}
        lowers: dict[int, Provision] = {}
        before = len(self.problems)
        for place, part in enumerate(table["bounds"]):
            where = (*path, "bounds", place)
            with self.noted():
                part = self.table("bound", part, where)
                uppers.append(self.bound(part, where))
                provisions.append(self.provision(source.within(part), where))
                if self.one_key(part, ("class", "open"), where) == "open":
                    opens[place] = self.alternatives(part["open"], source.within(part), classes, (*where, "open"), name)
                    ids.append("|".join(dict.fromkeys(each.result for each in opens[place])))
                else:
                    ids.append(part["class"])
                if "lower" in part:
                    lowers[place] = self.provision(source.within({"grade": part["lower"]}), (*where, "lower"))
        if len(self.problems) > before:
            raise Refused
        if "residual" in table:
            ids.append(table["residual"])
            # No number of its own: the source of the bound it exceeds, without that bound's phrase.
            provisions.append(provisions[-1].without_phrase())
        closed = [id_ for place, id_ in enumerate(ids) if place not in opens]
        if [place for place in classes if place in closed] != closed:
            raise self.refuse((*path, "bounds"), "classes_differ", got=closed, expected=list(classes))
        if "from" in table and "above" in table:
            raise self.refuse(path, "one_bound", expected=["from", "above"])
        floor = Bound(table["from"]) if "from" in table else Bound(table["above"], False) if "above" in table else None
        try:
            bands = Bands(tuple(ids), tuple(uppers), floor)
        except ValueError as error:
            raise self.refuse(
                (*path, "bounds"), "bounds_not_ascending", reason=str(error).removeprefix(UNORDERED)
            ) from None
        whole = self.provision(source, path)
        return Criterion(name, table["unit"], bands, tuple(provisions), whole, FrozenMap(opens), FrozenMap(lowers))

    def bound(self, table: Mapping[str, Any], path: Path) -> Bound:
        """Return the upper bound of a class."""
        key = self.one_key(table, ("upto", "below"), path)
        return Bound(table[key], key == "upto")

    def alternatives(
        self, tables: tuple[Any, ...], outer: Source, classes: tuple[str, ...], path: Path, of: str = ""
    ) -> tuple[Alternative, ...]:
        """Return what the sources say where they differ, ``of`` one measure or in a row."""
        if not tables:
            raise self.refuse(path, "missing_key", key="class", where="open")
        found = []
        for place, part in enumerate(tables):
            where = (*path, place)
            table = self.table("alternative", part, where)
            self.word(table["class"], classes, (*where, "class"))
            label = self.texts(table["label"], (*where, "label")) if "label" in table else None
            provision = self.provision(outer.within(table), where)
            name = table.get("id", table["class"])
            found.append(Alternative(f"{of}/{name}" if of else name, table["class"], provision, label))
        return tuple(found)

    # ------------------------------------------------------------------------------------------- rows and conditions

    def rows(
        self, tables: tuple[Any, ...], outer: Source, classes: tuple[str, ...], terms: Terms | None, path: Path
    ) -> tuple[Row, ...]:
        """Return the rows of a rule; every one that cannot be built is noted."""
        return tuple(self._rows(tables, outer, classes, terms, path))

    def _rows(
        self, tables: tuple[Any, ...], outer: Source, classes: tuple[str, ...], terms: Terms | None, path: Path
    ) -> Iterator[Row]:
        seen: set[str] = set()
        for place, part in enumerate(tables):
            where = (*path, place)
            with self.noted():
                table = self.table("row", part, where)
                source = outer.within(table)
                result: str | None = None
                opens: tuple[Alternative, ...] = ()
                if self.one_key(table, ("class", "open"), where) == "class":
                    result = table["class"]
                    self.word(result, classes, (*where, "class"))
                else:
                    opens = self.alternatives(table["open"], source, classes, (*where, "open"))
                id_ = table.get("id", result or "|".join(each.id for each in opens))
                if id_ in seen:
                    raise self.refuse((*where, "id"), "duplicate", got=id_)
                seen.add(id_)
                when = self.condition(table["when"], source, terms, (*where, "when"))
                yield Row(id_, result, when, self.provision(source, where), opens)

    def condition(self, table: Any, outer: Source, terms: Terms | None, path: Path) -> Condition:
        """Return a condition; a nested one takes its source from what is around it."""
        # Here, because the size tiers have no conditions, and every program would wait for them.
        from plut_kumkm.law.conditions import Age, Amount, Before, Group, TermOver, Words

        table = self.table("condition", table, path)
        source = outer.within(table)
        kind = self.one_key(table, _KINDS, path)
        self.beside(table, kind, path)
        if kind in ("all", "any"):
            parts = (self.condition(part, source, terms, (*path, kind, n)) for n, part in enumerate(table[kind]))
            return Group("all" if kind == "all" else "any", tuple(parts))
        if kind == "not":
            return Group("not", (self.condition(table["not"], source, terms, (*path, "not")),))
        if kind == "term":
            self.word(table["term"], ("over",), (*path, "term"))
            if terms is None:
                raise self.refuse(path, "missing_key", key="term", where="regime")
            return TermOver(terms)
        if "fact" not in table:
            raise self.refuse((*path, "fact"), "missing_key", key="fact", where="condition")
        fact, provision = table["fact"], self.provision(source, path)
        if kind == "is":
            self.word(fact, self.facts["words"], (*path, "fact"))
            self.words(table["is"], self.facts["words"][fact], (*path, "is"))
            return Words(fact, table["is"], provision)
        if kind in ("before", "months"):
            self.word(fact, self.facts["dates"], (*path, "fact"))
            self.within(table, "months", _MONTHS, path)
            made: Condition = (
                Before(fact, table["before"], provision) if kind == "before" else Age(fact, table["months"], provision)
            )
            return made
        self.word(fact, self.facts["amounts"], (*path, "fact"))
        unit = table.get("unit", str(fields.catalogue().get(fact, {}).get("unit", "")))
        return Amount(fact, _SIGNS[kind], table[kind], unit, provision)

    def parameters(self, table: Any, outer: Source, path: Path) -> dict[str, Parameter]:
        """Return the numbers that cut no classes; one with a fraction is written as text, so that it stays exact."""
        found: dict[str, Parameter] = {}
        for name, part in self.mapping(table, path).items():
            where = (*path, name)
            with self.noted():
                part = self.table("parameter", part, where)
                value: int | Fraction
                if self.one_key(part, ("value", "decimal"), where) == "value":
                    value = part["value"]
                elif _DECIMAL.fullmatch(part["decimal"]):
                    value = Fraction(part["decimal"])
                else:
                    raise self.refuse((*where, "decimal"), "not_decimal", got=part["decimal"])
                found[name] = Parameter(value, part["unit"], self.provision(outer.within(part), where))
        return found

    def beside(self, table: Mapping[str, Any], kind: str, path: Path) -> None:
        """Refuse what has no meaning beside the kind of a condition, and a condition of nothing."""
        if table[kind] in ((), {}):
            raise self.refuse((*path, kind), "missing_key", key=kind, where="condition")
        known = ("fact", "unit") if kind in _SIGNS else ("fact",) if kind in ("is", "before", "months") else ()
        for key in ("fact", "unit"):
            if key in table and key not in known:
                raise self.refuse((*path, key), "unknown_key", key=key, expected=[kind, *known])

    def terms(self, table: Any, outer: Source, path: Path) -> Terms:
        """Return for how long a right lasts, by legal form, counted from the year of registration."""
        from plut_kumkm.law.conditions import Term, Terms

        found: dict[str, Term] = {}
        for word, part in self.mapping(table, path).items():
            where = (*path, word)
            with self.noted():
                self.word(word, self.facts["words"]["legal_form"], where)
                part = self.table("term", part, where)
                self.one_key(part, ("years", "unlimited"), where)
                self.within(part, "years", _YEARS, where)
                self.within(part, "counted_from", _COUNTED, where)
                provision = self.provision(outer.within(part), where)
                found[word] = Term(word, part.get("years"), part.get("counted_from"), provision)
        return Terms("tax_registered", "legal_form", FrozenMap(found))
