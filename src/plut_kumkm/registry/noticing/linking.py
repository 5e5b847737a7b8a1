"""Ids of two files: is the same number the same enterprise, and has the same enterprise the same number?

A panel is joined by id. Where an office numbers its rows anew each year, the join brings strangers together, and
nothing in either file shows it. Held is an even sample of the enterprises, the same in every run.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.registry.noticing.shares import Percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.registry.reading import Registry

    Source = str | Path | Registry | Iterable[Enterprise | Facts]

_MOST = 50_000  # enterprises held of each file
_SHOWN = 5  # pairs of rows in one message
_FEWEST_RUNNING = 10  # ids, before their steps say anything
_PLACES = ("district", "region", "address")


def compare_ids(before: Source, after: Source) -> Report:
    """Return what became of the ids from one file to the next: used for others, given anew, or kept.

    An id was used for another where the name differs and the owner does too (the place, where no owner is known). An
    enterprise was numbered anew where name, owner and place are the same and the id is not. Nobody's name and no id is
    shown, only rows.

    Args:
        before: the earlier file, registry or records.
        after: the later one.

    Raises:
        ValidationError: a file cannot be read as a registry.

    >>> from plut_kumkm.enterprise.facts import Facts
    >>> old = [Facts(id="1", name="Toko Satu", region="Malang"), Facts(id="2", name="Batik Dua", region="Batu")]
    >>> new = [Facts(id="1", name="Batik Dua", region="Batu"), Facts(id="2", name="Warung Tiga", region="Blitar")]
    >>> [(one.code, one.params.get("count")) for one in compare_ids(old, new)]
    [('registry.ids_compared', None), ('registry.ids_reused', 2), ('registry.ids_renumbered', 1)]
    """
    tables = _table(before), _table(after)
    shared = frozenset.intersection(*(frozenset(table.fields) for table in tables))
    return Report(_findings(*(_Side(table, shared) for table in tables)))


class _Seen(NamedTuple):
    """One enterprise: its row, its id, its name as it is compared, and what else tells it apart."""

    row: int
    id: str
    name: str
    owner: int | None
    place: int | None

    def is_other(self, one: _Seen) -> bool:
        """Return whether this is surely another enterprise."""
        from plut_kumkm.registry.noticing.places import likeness

        if not self.name or not one.name or self.name == one.name or likeness(self.name, one.name):
            return False
        if self.owner is not None and one.owner is not None:
            return self.owner != one.owner
        return self.place is None or one.place is None or self.place != one.place


class _Side:
    """One of the two files: its enterprises by id, and by what they are known by beside it."""

    def __init__(self, table: Any, shared: frozenset[str]) -> None:
        self._owner = "owner_name" in shared
        self._places = tuple(name for name in _PLACES if name in shared)
        self.by_id = _Sample()
        self.by_key = _Sample()
        self.count = 0
        self.unnumbered = 0
        self._last: int | None = None
        self._steps: Counter[bool] = Counter()
        for row in table.rows():
            if row.kind == "enterprise":
                self._take(row.number, row.values)

    def _take(self, number: int, values: Mapping[str, Any]) -> None:
        id_ = values.get("id")
        self.count += 1
        if id_ is None:
            self.unnumbered += 1
            return
        owner = values.get("owner_name") if self._owner else None
        place = tuple(_folded(values[name]) for name in self._places if values.get(name))
        seen = _Seen(
            number, id_, _folded(values.get("name") or ""),
            None if owner is None else hash(_folded(owner)), hash(place) if place else None,
        )  # fmt: skip
        if id_.isdigit() and id_.isascii():
            if self._last is not None and int(id_) != self._last:
                self._steps[int(id_) == self._last + 1] += 1
            self._last = int(id_)
        self.by_id.add(id_, seen)
        # A name alone is no proof: warung and toko have the same names everywhere.
        if seen.name and (seen.owner is not None or seen.place is not None):
            self.by_key.add(f"{seen.name}\x1f{seen.owner}\x1f{seen.place}", seen)

    @property
    def is_running(self) -> bool:
        """Whether the ids rise by one from row to row."""
        total = self._steps.total()
        least = data.toml("registry.toml")["linking"]["running"]
        return total >= _FEWEST_RUNNING and self._steps[True] * 100 >= total * least


class _Sample:
    """Enterprises by a key, bounded; of a key that comes again with another id nothing can be said."""

    def __init__(self) -> None:
        self.held: dict[str, _Seen | None] = {}
        self.mask = 0

    def add(self, key: str, seen: _Seen) -> None:
        if self.mask and _sum(key) & self.mask:
            return
        if key in self.held:
            first = self.held[key]
            if first is not None and first.id != seen.id:
                self.held[key] = None
            return
        self.held[key] = seen
        while len(self.held) > _MOST:
            self.mask = self.mask * 2 + 1
            self.held = {key: one for key, one in self.held.items() if not _sum(key) & self.mask}

    def pairs(self, other: _Sample) -> Iterator[tuple[_Seen, _Seen]]:
        """Yield what both files have, each with its counterpart."""
        for key, one in self.held.items():
            counterpart = other.held.get(key)
            if one is not None and counterpart is not None:
                yield one, counterpart


def _sum(key: str) -> int:
    return crc32(key.encode("utf-8", "replace"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _table(source: Any) -> Any:
    # Here, so that the room can be opened without the reader of files.
    from plut_kumkm.registry.reading import Registry, read
    from plut_kumkm.registry.records import Records

    if isinstance(source, str | Path):
        source = read(source)
    return source.contents if isinstance(source, Registry) else Records(source)


def _findings(before: _Side, after: _Side) -> Iterator[Finding]:
    for side, which in ((before, "before"), (after, "after")):
        if side.unnumbered == side.count:
            yield Finding("registry.ids_absent", "error", ("id",), {"file": _Which(which)})
            return
    same = list(before.by_id.pairs(after.by_id))
    yield Finding(
        "registry.ids_compared", "info", ("id",),
        {"before": before.count, "after": after.count, "both": len(same)},
    )  # fmt: skip
    reused = [pair for pair in same if pair[0].is_other(pair[1])]
    if reused:
        yield _about("registry.ids_reused", reused, len(same))
    known = list(before.by_key.pairs(after.by_key))
    if not known and not any(one.name == other.name != "" for one, other in same):
        yield Finding("registry.ids_unchecked", "info", ("id",))
    moved = [pair for pair in known if pair[0].id != pair[1].id]
    rewritten = [pair for pair in moved if _bare(pair[0].id) == _bare(pair[1].id)]
    if rewritten:
        yield _about("registry.ids_rewritten", rewritten, len(known))
    moved = [pair for pair in moved if pair not in rewritten]
    if moved:
        yield _about("registry.ids_renumbered", moved, len(known))
    if (moved or reused) and before.is_running and after.is_running:
        shift, count = _shift(moved)
        if count * 2 > len(moved):
            yield Finding("registry.ids_shifted", "warning", ("id",), {"shift": f"{shift:+d}", "count": count})
        else:
            yield Finding("registry.ids_row_numbers", "warning", ("id",))


class _Which(str):
    """Which of the two files, as messages write it."""

    __slots__ = ()

    def label(self, lang: Any = "id") -> str:
        from plut_kumkm.base.messages import render

        return render(f"registry.file_{self}", {}, lang)


def _about(code: str, pairs: list[tuple[_Seen, _Seen]], total: int) -> Finding:
    rows = tuple(f"{one.row} → {other.row}" for one, other in pairs[:_SHOWN])
    params = {"count": len(pairs), "compared": total, "percent": Percent.of(len(pairs), total), "rows": rows}
    return Finding(code, "error", ("id",), params)


def _bare(id_: str) -> str:
    """Return an id without what a spreadsheet drops or an office adds: leading zeros and marks."""
    return "".join(filter(str.isalnum, id_.casefold())).lstrip("0")


def _shift(pairs: list[tuple[_Seen, _Seen]]) -> tuple[int, int]:
    """Return by how much most of the ids have moved, and how many."""
    moves = Counter(int(other.id) - int(one.id) for one, other in pairs if one.id.isdecimal() and other.id.isdecimal())
    return moves.most_common(1)[0] if moves else (0, 0)
