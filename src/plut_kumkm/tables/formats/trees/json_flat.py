"""One element of a JSON list as cells: nested objects as titles over one another, lists of plain values joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from plut_kumkm.tables.formats.trees.json_text import Doubtful, ListAt, Twins
from plut_kumkm.tables.formats.values import cell_of, number_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plut_kumkm.tables.formats.trees.json_text import JsonText

# The keys under which a value stands, the outermost first.
Titles = tuple[str, ...]

# MongoDB's way to write a value with its type.
_MONGO = frozenset("$oid $date $numberLong $numberInt $numberDouble $numberDecimal".split())
# An element of a list stands at the second level of the tree, if not deeper.
_INSIDE = 2
_ABOUT_FEATURE = frozenset(("type", "geometry", "properties", "bbox"))


@define
class Flat:
    """One element as cells by their titles, and what of it was left out: by form, by length, or as doubtful."""

    cells: dict[Titles, str] = field(factory=dict)
    nested: list[Titles] = field(factory=list)
    long: list[Titles] = field(factory=list)
    doubtful: list[Titles] = field(factory=list)


def flatten(element: Mapping[str, Any] | Sequence[Any], titles: Sequence[Titles], text: JsonText) -> Flat:
    """Return an element as cells; ``titles`` are those of a list, in its order, and may be too few.

    Raises:
        ValidationError: it is nested too deeply.
    """
    flat = Flat()
    if isinstance(element, dict):
        items: Iterable[tuple[str, Any]] = element.items()
        properties = element.get("properties")
        if element.get("type") == "Feature" and isinstance(properties, dict):
            # GeoJSON: what is said of a place stands beside its shape.
            items = [*((key, one) for key, one in items if key not in _ABOUT_FEATURE), *properties.items()]
            if element.get("geometry") is not None:
                text.check_depth(element["geometry"], _INSIDE + 1)
                flat.nested.append(("geometry",))
        _put_all(flat, (), items, text, _INSIDE)
        return flat
    for place, item in enumerate(element):
        _put(flat, titles[place] if place < len(titles) else (str(place + 1),), item, text, _INSIDE)
    return flat


def _put_all(flat: Flat, above: Titles, items: Iterable[tuple[str, Any]], text: JsonText, depth: int) -> None:
    for key, item in items:
        _put(flat, (*above, key), item, text, depth)


def _put(flat: Flat, here: Titles, item: Any, text: JsonText, depth: int) -> None:
    if isinstance(item, dict):
        key = next(iter(item), "")
        if len(item) == 1 and key in _MONGO and isinstance(item[key], str):
            _put_text(flat, here, number_cell(item[key]) if key.startswith("$number") else item[key], text)
            return
        if depth >= text.limits.nesting:
            text.too_deep()
        _put_all(flat, here, item.items(), text, depth + 1)
    elif isinstance(item, list | ListAt):
        values = item.kept if isinstance(item, ListAt) else item
        if values is None or any(isinstance(one, dict | list) for one in values):
            text.check_depth(values or (), depth + 1)
            flat.nested.append(here)
        elif any(isinstance(one, Doubtful) for one in values):
            flat.cells[here] = ""
            flat.doubtful.append(here)
        else:
            _put_text(flat, here, "; ".join(map(cell_of, values)), text)
    elif isinstance(item, Doubtful | Twins):
        flat.cells[here] = ""
        flat.doubtful.append(here)
    else:
        _put_text(flat, here, cell_of(item), text)


def _put_text(flat: Flat, here: Titles, cell: str, text: JsonText) -> None:
    if len(cell) > text.limits.text:
        flat.long.append(here)
        cell = ""
    flat.cells[here] = cell
