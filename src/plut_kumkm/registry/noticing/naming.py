"""The creative subsector that a table itself names in a column of its own: read by name, and checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.show import excerpt
from plut_kumkm.ekraf.kbli.verdicts import LIST
from plut_kumkm.ekraf.lookup import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plut_kumkm.ekraf.lists import Subsector

# A header that says whose subsectors it means; "subsektor" alone also stands over fishery and trade.
_CREATIVE = re.compile(r"ekraf|kreatif|creative", re.IGNORECASE)
# Of the cells of such a column, one in so many has to be a name of some list, or the column is of another kind.
_ONE_IN = 4
_MARKS = (";", "/", ",")  # between several names in one cell
_CODE = re.compile(r"\d{5}\b")
_MANY = 4096  # names to be remembered
_SHOWN = 5


class Named(NamedTuple):
    """What a cell names: subsectors of the list of the mapping, and what is wrong with it."""

    subsectors: tuple[Subsector, ...]
    finding: Finding | None

    @property
    def listed(self) -> bool:
        """Whether it is a name of any list."""
        # Of a name that is only new, the finding says which list has it.
        return bool(self.subsectors) or (self.finding is not None and "others" in self.finding.params)


class Names:
    """Reads the names of a column; ``header`` is ``None`` for records, whose field is of creative subsectors for sure.

    >>> names = Names(None)
    >>> names.of("Kuliner").subsectors, names.of("Film, Animasi & Video / Musik").subsectors[1].slug
    ((<Subsector kuliner of 2019>,), 'musik')
    >>> found = names.of("Aplikasi dan Game Developer")
    >>> found.finding.code, [one.slug for one in found.subsectors]
    ('ekraf.name_of_other_list', ['aplikasi', 'pengembang-permainan'])
    """

    __slots__ = ("_header", "_known", "settled")

    def __init__(self, header: str | None) -> None:
        self._header = header
        self._known: dict[str, Named] = {}
        self.settled = header is None or _CREATIVE.search(header) is not None

    def settle(self, texts: Sequence[str]) -> Finding | None:
        """Return that the column is none of creative subsectors, by its first cells, or ``None`` where it is one.

        Asked once, of the first rows that have any, since the rows go by only once.
        """
        self.settled = True
        known = sum(self.of(text).listed for text in texts)
        if known * _ONE_IN >= len(texts):
            return None
        shown = tuple(dict.fromkeys(excerpt(text) for text in texts if not self.of(text).listed))[:_SHOWN]
        params = {"header": excerpt(str(self._header)), "count": len(texts), "known": known, "texts": shown}
        return Finding("registry.subsector_column", "info", ("subsector",), params)

    def of(self, text: str) -> Named:
        """Return what a cell names."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MANY:
                self._known.clear()
            found = self._known[text] = _read(text)
        return found


def _read(text: str) -> Named:
    if _CODE.match(text):
        # A code stands in the wrong column; the reader of the table has said so.
        return Named((), None)
    whole = _find(text)
    if whole.listed:
        return whole
    for mark in _MARKS:
        found = [_find(part) for part in text.split(mark) if part.strip()]
        # Names hold commas themselves: a text is taken apart only where every part of it is a name.
        if len(found) > 1 and all(one.finding is None for one in found):
            return Named(tuple(dict.fromkeys(each for one in found for each in one.subsectors)), None)
    return whole


def _find(text: str) -> Named:
    try:
        return Named((find(text, version=LIST),), None)
    except ValidationError as error:
        return Named(error.finding.params.get("here", ()), error.finding)
