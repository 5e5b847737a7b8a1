"""The spellings of places in a registry: held against a table of regions, or, without one, against one another.

Each spelling is said once, with the rows where it stands first. Nothing is changed: what is like a name may be it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import define, field

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.identifiers.frame import Term
from plut_kumkm.registry.noticing.places import FIELDS, Level, Name, Place, PlaceIndex, is_code, is_province, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plut_kumkm.base.findings import Severity
    from plut_kumkm.identifiers.region import RegionNames

_MOST = 20_000  # spellings held of one column; there are 7,285 districts
_ROWS = 10  # rows shown of a spelling
_SHOWN = 5  # spellings in one message
_COMPARED = 200_000  # pairs of names; beyond, a file would wait for its names longer than for all else
_LOOKED_UP = 300  # spellings that are in no table


@define
class _Spelling:
    count: int = 0
    rows: list[int] = field(factory=list)


class _Column:
    """The spellings of one column, with the region ``around`` them that their rows name: names come again."""

    def __init__(self, level: Level, around: str | None) -> None:
        self.level: Level = level
        self.field, self.around = FIELDS[level], around
        self.spellings: dict[tuple[str, str], _Spelling] = {}
        self.unseen = 0

    def add(self, rows: Sequence[Any]) -> None:
        name, around = self.field, self.around
        if around is None:
            cells = [("", row.values.get(name)) for row in rows]
        else:
            cells = [(row.values.get(around) or "", row.values.get(name)) for row in rows]
        for key, count in Counter(cells).items():
            if key[1] is None:
                continue
            found = self.spellings.get(key)
            if found is None:
                if len(self.spellings) >= _MOST:
                    self.unseen += count
                    continue
                found = self.spellings[key] = _Spelling()
            if len(found.rows) < _ROWS:
                places = (row.number for row, cell in zip(rows, cells, strict=True) if cell == key)
                found.rows.extend(islice(places, _ROWS - len(found.rows)))
            found.count += count


class Spellings:
    """The names of places in a source that has ``fields``; ``names`` is a table of regions, if there is one.

    >>> from types import SimpleNamespace
    >>> places = ["Lowokwaru"] * 60 + ["LOWOKWARU", "Lowokwarru", "Jawa Timur"]
    >>> spellings = Spellings({"district"}, None)
    >>> spellings.add([SimpleNamespace(number=n, values={"district": one}) for n, one in enumerate(places, 2)])
    >>> [(one.code, one.row, one.params["got"]) for one in spellings.findings()]
    [('registry.spelling', 63, 'Lowokwarru'), ('registry.region_level', 64, 'Jawa Timur')]
    """

    __slots__ = ("_codes", "_columns", "_index", "_resolved")

    def __init__(self, fields: Iterable[str], names: RegionNames | None) -> None:
        held = set(fields)
        around = next((name for name in ("region", "province") if name in held), None)
        self._index = None if names is None else PlaceIndex(names)
        # Without a table, a regency is held against those of all provinces: of these there are other spellings too.
        above = {"district": around, "regency": "province" if names is not None and "province" in held else None}
        self._columns = [_Column(level, above.get(level)) for level, name in FIELDS.items() if name in held]
        self._resolved: dict[str, Counter[str]] = {}
        self._codes: dict[tuple[str | None, ...], str | None] = {}

    def __bool__(self) -> bool:
        """Return whether there is a column of places at all."""
        return bool(self._columns)

    def add(self, rows: Sequence[Any]) -> None:
        """Take some rows of a table."""
        for column in self._columns:
            column.add(rows)

    @property
    def resolve(self) -> bool:
        """Whether rows have a place, and there is a table of regions to give its code."""
        return self._index is not None and bool(self._columns)

    def codes(self, rows: Sequence[Any]) -> list[str | None]:
        """Return for each row the code of the smallest of its places that the table knows, ``None`` where it has none.

        A code of a district begins with those of its region and province; one of a table that is not asked for here
        is no code of it.
        """
        fields, known = [column.field for column in self._columns], self._codes
        places = [tuple([row.values.get(name) for name in fields]) for row in rows]
        for place in set(places).difference(known):
            known[place] = self._code(dict(zip(fields, place, strict=True)))
        found = list(map(known.__getitem__, places))
        if len(known) > _MOST:
            known.clear()
        return found

    def _code(self, texts: Mapping[str, str | None]) -> str | None:
        for column in reversed(self._columns):
            text, around = texts[column.field], texts.get(column.around or "") or ""
            if text and self._index is not None and (code := _code_of(self._index, text, column, around)) is not None:
                return code
        return None

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be said of the spellings, in the order of their first rows."""
        for column in self._columns:
            index = self._index
            found = _among_themselves(column) if index is None else self._looked_up(column, index)
            yield from sorted(found, key=lambda one: one.row or 0)
            if column.unseen:
                yield Finding("registry.spelling_unchecked", "info", (column.field,))

    def summary(self) -> dict[str, dict[str, int]]:
        """Return, where there is a table of regions, how many rows of each column it knows; after ``findings``."""
        return {name: dict(sorted(counts.items())) for name, counts in self._resolved.items()}

    def _looked_up(self, column: _Column, index: PlaceIndex) -> Iterator[Finding]:
        counts = self._resolved[column.field] = Counter(
            resolved=0, near=0, other_level=0, elsewhere=0, ambiguous=0, unknown=0
        )
        ambiguous: dict[str, None] = {}
        tried = 0
        for (around, text), one in column.spellings.items():
            if is_code(text):
                continue
            place = _place(index, text, column, around, near=tried < _LOOKED_UP)
            if place.code is not None:
                counts["resolved"] += one.count
                continue
            if place.codes:
                counts["ambiguous"] += one.count
                ambiguous[excerpt(text)] = None
                continue
            if place.elsewhere:
                counts["elsewhere"] += one.count
                there: dict[str, Any] = {"near": _codes(index, place.elsewhere), "around": excerpt(around)}
                yield _said("registry.region_elsewhere", column, text, one, **there)
                continue
            tried += 1
            if place.level is not None:
                counts["other_level"] += one.count
                yield _said("registry.region_level", column, text, one, level=_level(place.level))
            elif place.near:
                counts["near"] += one.count
                yield _said("registry.region_near", column, text, one, near=_codes(index, place.near))
            else:
                counts["unknown"] += one.count
                yield _said("registry.region_unknown", column, text, one)
        if ambiguous:
            params = {"count": counts["ambiguous"], "texts": tuple(islice(ambiguous, _SHOWN))}
            yield Finding("registry.region_ambiguous", "info", (column.field,), params)


def _codes(index: PlaceIndex, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{index.name(code)} ({code})" for code in codes[:_SHOWN])


def _place(index: PlaceIndex, text: str, column: _Column, around: str, *, near: bool) -> Place:
    return index.find(text, column.level, _within(index, around, column.around), near=near)


def _code_of(index: PlaceIndex, text: str, column: _Column, around: str) -> str | None:
    """Return the code of a place, by its name or because it is one."""
    if is_code(text):
        digits = "".join(filter(str.isdigit, text))
        return digits if digits in index else None
    return _place(index, text, column, around, near=False).code


def _said(code: str, column: _Column, text: str, one: _Spelling, **params: Any) -> Finding:
    severity: Severity = "info" if code == "registry.region_unknown" else "warning"
    shared = {"got": excerpt(text), "count": one.count, "rows": tuple(one.rows), "expected": _level(column.level)}
    return Finding(code, severity, (column.field,), shared | params, row=one.rows[0])


def _level(name: Level) -> Term:
    return Term(f"level.{name}")


def _within(index: PlaceIndex, around: str, named: str | None) -> str | None:
    """Return the code of the region that the row of a district names, where that is known."""
    if not around:
        return None
    if is_code(around):
        digits = "".join(filter(str.isdigit, around))[:4]
        # A code that the table does not have is said elsewhere; it is no place to look in.
        return digits if digits in index else None
    return index.find(around, "province" if named == "province" else "regency", near=False).code


def _among_themselves(column: _Column) -> Iterator[Finding]:
    """Yield rare spellings that are like a frequent one of the same region, and provinces where districts belong."""
    bounds = data.toml("registry.toml")["spelling"]
    around: dict[tuple[str, str], dict[Name, dict[str, _Spelling]]] = defaultdict(lambda: defaultdict(dict))
    for (region, text), one in column.spellings.items():
        if is_code(text):
            continue
        if column.level == "district" and is_province(text):
            yield _said("registry.region_level", column, text, one, level=_level("province"))
            continue
        name = Name.of(text, column.level)
        # Other ways to write the same letters are no other spelling: "Kec. X" and "X ".
        merged = around[Name.of(region, "regency"), name.kind][name].setdefault(text, _Spelling())
        merged.count += one.count
        merged.rows += one.rows
    budget = _COMPARED
    for names in around.values():
        counts = {name: sum(one.count for one in written.values()) for name, written in names.items()}
        frequent = [name for name, count in counts.items() if count >= bounds["fewest"]]
        for name, written in names.items():
            usual = [other for other in frequent if counts[other] >= counts[name] * bounds["times"]]
            budget -= len(usual)
            if budget < 0:
                yield Finding("registry.spelling_unchecked", "info", (column.field,))
                return
            for likely in nearest(name, usual)[:1]:
                often = max(names[Name(likely)].items(), key=lambda pair: pair[1].count)[0]
                params = {"likely": excerpt(often), "often": counts[Name(likely)]}
                for text, one in written.items():
                    yield _said("registry.spelling", column, text, one, **params)
