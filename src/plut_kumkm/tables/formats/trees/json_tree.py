"""JSON: every list of objects in the tree as a table, nested objects as titles over one another."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.show import excerpt
from plut_kumkm.tables.formats.grids import LIMITS, Limits, naming, refuse
from plut_kumkm.tables.formats.records import Mended
from plut_kumkm.tables.formats.text import TextFile, find_text
from plut_kumkm.tables.formats.trees.json_flat import Titles, flatten
from plut_kumkm.tables.formats.trees.json_text import BROKEN, JsonText, ListAt, Twins
from plut_kumkm.tables.formats.values import BEYOND, LONG, MOST_COLUMNS, NESTED, Tally, trimmed
from plut_kumkm.tables.headers import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from plut_kumkm.tables.formats.grids import Caption, Cells

# A header is looked for in at most so many records; what is nested more deeply shares the first of them.
_DEEPEST = 4
# Where a list of lists finds its titles, beside it: DataTables, pandas ("split"), spreadsheets behind an API.
_TITLE_KEYS = frozenset("columns aocolumns headers header fields kolom cols".split())
_TITLE_OF = ("title", "sTitle", "label", "name", "field", "data", "id")
# The title of the keys in an object of objects, which may be names or numbers of the enterprises.
_KEY = "kunci"
_LOOKED_AT = 200
# Of the texts beside a table so many, and so much of each, may name its unit.
_MOST_SAID, _LONGEST_SAID = 20, 200


@frozen
class _Tree:
    """Where the elements of a table come from; ``titles`` are those of a list of lists, ``lists`` says it is one.

    ``said`` are the texts beside it, which may name the unit of its amounts.
    """

    name: str
    elements: Callable[[JsonText], Iterable[Any]]
    titles: tuple[Titles, ...] = ()
    lists: bool = False
    said: tuple[str, ...] = ()


@frozen(repr=False)
class JsonGrid:
    """One list of a JSON tree; see ``Grid``.

    Attributes:
        header_records: how many records the titles take; ``None`` where a list of lists has none of its own.
    """

    name: str
    notes: tuple[Finding, ...]
    header_records: int | None
    _columns: tuple[Titles, ...]
    _tree: _Tree
    _source: TextFile
    _limits: Limits
    _lines: bool
    hidden: bool = False
    captions: tuple[Caption, ...] = ()

    def records(self) -> Iterator[Cells]:
        """Yield the titles, then one record for each element.

        Raises:
            ValidationError: the file has changed or is gone, or holds too many cells.
        """
        for level in range(self.header_records or 0):
            yield trimmed([titles[level] if level < len(titles) else "" for titles in map(_levels, self._columns)])
        text = JsonText(self._source, self._limits, lines=self._lines)
        filled = 0
        for element in self._tree.elements(text):
            if element is None:
                yield []
                continue
            if not isinstance(element, list if self._tree.lists else dict):
                yield self._lost("record.json_bad" if element is BROKEN else "record.json_no_object")
                continue
            flat = flatten(element, self._columns, text)
            cells = trimmed([flat.cells.get(titles, "") for titles in self._columns])
            filled += len(cells) - cells.count("")
            if filled > self._limits.cells:
                refuse("table.limit_cells", self._source.path, limit=self._limits.cells)
            if flat.doubtful:
                keys = tuple(map(_shown, flat.doubtful))
                cells = Mended(cells, "record.json_doubtful", "error", keys=keys)
            yield cells

    def _lost(self, code: str) -> Mended:
        lost = Mended((), code, "error")
        lost.lost = True
        return lost


def grids(path: Path, limits: Limits = LIMITS) -> tuple[JsonGrid, ...]:
    """Return every table of a JSON file, also of JSON Lines that are named ``.json``.

    A list of objects is a table, wherever in the tree it stands, but for lists inside the elements of another: those
    are named in the notes. Also read are lists of lists, lists side by side (one a column), and objects of objects, as
    pandas writes them. A file that is one object without any of these is a table of one record.

    Raises:
        ValidationError: it cannot be opened, is no JSON, holds no table, or goes beyond a limit.
    """
    source = find_text(path)
    if source.size > limits.unpacked:
        # A tree is held as text, unlike what is read line by line.
        refuse("table.limit_bytes", path, limit=limits.unpacked)
    text = JsonText(source, limits)
    skeleton = text.skeleton()
    twice: list[Finding] = []
    trees = list(_find(skeleton, (), text, twice))
    if not trees and isinstance(skeleton, dict):
        trees = [_Tree("", lambda _: (skeleton,))]
    found = [one for tree in trees if (one := _grid(tree, text, source, twice)) is not None]
    if not found:
        refuse("table.json_no_table", path)
    return tuple(found)


def _grid(tree: _Tree, text: JsonText, source: TextFile, notes: Iterable[Finding]) -> JsonGrid | None:
    """Return the grid of ``tree`` with the columns that its elements have; ``None`` when they have none."""
    columns: dict[Titles, None] = dict.fromkeys(tree.titles)
    tally = Tally()
    for number, element in enumerate(tree.elements(text), 1):
        if not isinstance(element, list if tree.lists else dict):
            continue
        flat = flatten(element, tree.titles, text)
        if not flat.cells.keys() <= columns.keys():
            for titles in flat.cells:
                if titles in columns or len(columns) < MOST_COLUMNS:
                    columns[titles] = None
                else:
                    tally.add(BEYOND, _shown(titles), number, limit=MOST_COLUMNS)
        for titles in flat.nested:
            tally.add(NESTED, _shown(titles), number)
        for titles in flat.long:
            tally.add(LONG, _shown(titles), number, limit=text.limits.text)
    if not columns:
        return None
    depth = max(map(len, map(_levels, columns)))
    header = None if tree.lists and not tree.titles else depth
    found = (*notes, *tally.findings(header or 0))
    return JsonGrid(
        excerpt(tree.name), found, header, tuple(columns), tree, source, text.limits, text.lines,
        captions=naming((*tree.said, tree.name), "caption"),
    )  # fmt: skip


def _levels(titles: Titles) -> Titles:
    return (" / ".join(titles[: 1 - _DEEPEST]), *titles[1 - _DEEPEST :]) if len(titles) > _DEEPEST else titles


def _shown(titles: Titles) -> str:
    return excerpt(" / ".join(titles))


def _find(value: Any, path: Titles, text: JsonText, twice: list[Finding]) -> Iterator[_Tree]:
    """Yield the tables in the tree; a key that stands twice is noted."""
    name = " / ".join(path)
    if isinstance(value, ListAt):
        yield from _list(value, name)
        return
    if isinstance(value, list):
        yield from _php_my_admin(value)
        return
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if isinstance(item, Twins):
            twice.append(Finding("table.json_key_twice", "warning", (), {"key": _shown((*path, key))}))
    both = ((key, item.values if isinstance(item, Twins) else [item]) for key, item in value.items())
    entries = [(key, one) for key, items in both for one in items]
    if (tree := _side_by_side(name, entries) or _by_key(name, entries)) is not None:
        yield tree
        return
    said = tuple(
        islice((f"{key}: {item[:_LONGEST_SAID]}" for key, item in entries if isinstance(item, str)), _MOST_SAID)
    )
    source, titles = _titles(entries, text)
    for key, item in entries:
        if key == source:
            continue
        for tree in _find(item, (*path, key), text, twice):
            fits = bool(titles) and tree.lists and _width(tree, text) == len(titles)
            yield evolve(tree, said=(*tree.said, *said), titles=titles if fits else tree.titles)


def _list(value: ListAt, name: str) -> Iterator[_Tree]:
    if not value.plain:
        yield _Tree(name, lambda text: text.elements(value.start), lists=not value.kinds[dict])


def _php_my_admin(tables: Iterable[Mapping[str, Any]]) -> Iterator[_Tree]:
    found = [one for one in tables if isinstance(one.get("data"), ListAt)]
    names = Counter(str(one.get("name", "")) for one in found)
    for one in found:
        name = str(one.get("name", ""))
        yield from _list(one["data"], name if names[name] == 1 else f"{one.get('database', '')}.{name}")


def _side_by_side(name: str, entries: list[tuple[str, Any]]) -> _Tree | None:
    """Return lists of plain values, all equally long, as columns."""
    lists = {key: one for key, one in entries if isinstance(one, ListAt) and one.plain}
    if len(lists) < 2 or len(lists) < len(entries) or len({one.count for one in lists.values()}) > 1:
        return None
    starts = [one.start for one in lists.values()]
    return _Tree(
        name,
        lambda text: (dict(zip(lists, row, strict=True)) for row in zip(*map(text.elements, starts), strict=True)),
    )


def _by_key(name: str, entries: list[tuple[str, Any]]) -> _Tree | None:
    """Return objects under keys that are alike: the keys name the columns, or the records."""
    objects = [(key, one) for key, one in entries if isinstance(one, dict) and one]
    if len(objects) < 2 or len(objects) < len(entries) or any(_holds_table(one) for _, one in objects):
        return None
    inner = dict.fromkeys(key for _, one in objects for key in one)
    if len(inner) * 2 > sum(len(one) for _, one in objects):
        return None
    outer = dict.fromkeys(key for key, _ in objects)
    known_outer, known_inner = _known(outer), _known(inner)
    numbered = all(map(str.isdigit, outer))
    if known_outer > known_inner or (known_outer == known_inner and not numbered and all(map(str.isdigit, inner))):
        by_name = dict(objects)
        if len(by_name) < len(objects):
            # Two columns of one name: neither can be told to be the right one.
            return None
        return _Tree(name, lambda _: ({key: one.get(row) for key, one in by_name.items()} for row in inner))
    if numbered:
        return _Tree(name, lambda _: (one for _, one in objects))
    return _Tree(name, lambda _: ({_KEY: key, **one} for key, one in objects))


def _known(keys: Iterable[str]) -> int:
    return sum(1 for _, key in zip(range(_LOOKED_AT), keys, strict=False) if heading((key,)).meanings)


def _holds_table(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_table, value.values()))
    return isinstance(value, Twins) or (isinstance(value, ListAt) and not value.plain)


def _titles(entries: Sequence[tuple[str, Any]], text: JsonText) -> tuple[str | None, tuple[Titles, ...]]:
    """Return the key and the elements of the list that gives titles to a list of lists beside it."""
    if not any(isinstance(item, ListAt) and item.kinds[list] for _, item in entries):
        return None, ()
    for key, item in entries:
        if key.casefold() in _TITLE_KEYS and isinstance(item, ListAt):
            found = [_title(one) for one in text.elements(item.start)]
            if found and all(found):
                return key, tuple(found)
    return None, ()


def _title(one: Any) -> Titles:
    if isinstance(one, dict):
        one = next((one[key] for key in _TITLE_OF if isinstance(one.get(key), str)), None)
    if isinstance(one, list):
        return tuple(one) if all(isinstance(part, str) for part in one) else ()
    return (one,) if isinstance(one, str) else ()


def _width(tree: _Tree, text: JsonText) -> int:
    first = next(iter(tree.elements(text)), None)
    return len(first) if isinstance(first, list) else 0
