"""The text of a JSON file, walked without holding its lists: where each stands, and its elements one by one."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import define, frozen

from plut_kumkm.tables.formats.grids import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plut_kumkm.tables.formats.grids import Limits
    from plut_kumkm.tables.formats.text import TextFile

_space = re.compile(r"[ \t\r\n\ufeff]*").match
# phpMyAdmin writes its tables as elements of a list, between others that tell of the server.
_is_php_my_admin = re.compile(r'\{\s*"type"\s*:\s*"(?:header|database|table)"').match
_MOST_KEPT = 2000


class Doubtful:
    """In the place of a value that is not taken: its key stands twice, or it is NaN or infinite."""


class Broken:
    """In the place of a line that is no JSON."""


class _End:
    """After the last element of a list."""


DOUBTFUL, BROKEN, _END = Doubtful(), Broken(), _End()


@frozen
class ListAt:
    """A list that was walked over: where it begins, what it holds, and its elements where they are few and plain."""

    start: int
    kinds: Counter[type]
    kept: tuple[Any, ...] | None

    @property
    def count(self) -> int:
        """How many elements it has."""
        return self.kinds.total()

    @property
    def plain(self) -> bool:
        """Whether no element is an object or a list."""
        return not self.kinds[dict] and not self.kinds[list]


@define
class Twins:
    """The keys that stand twice in an object whose values are lists: both lists are read."""

    values: list[Any]


def _both(first: Any, second: Any) -> Any:
    """Return what a key that stands twice is worth: lists and objects are both read, of two values neither is."""
    values = [*(first.values if isinstance(first, Twins) else [first]), second]
    return Twins(values) if all(isinstance(one, dict | list | ListAt) for one in values) else DOUBTFUL


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.update((key, DOUBTFUL) for key, count in counts.items() if count > 1)
    return found


def _decimal(text: str) -> Any:
    try:
        return Decimal(text)
    except ArithmeticError:  # an exponent beyond all bounds
        return text


# Numbers stay exact: 1e9 is not made a float, and a number of 5,000 digits costs nothing. A line break or tab inside a
# text breaks the rules of JSON but can mean one thing only.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=str, parse_float=_decimal, parse_constant=lambda _: DOUBTFUL, strict=False
)


class JsonText:
    """The text of one file.

    Attributes:
        lines: whether it is JSON Lines: one value a line.
    """

    def __init__(self, source: TextFile, limits: Limits, *, lines: bool = False) -> None:
        self.path, self.limits, self.lines = source.path, limits, lines
        self.text = source.read()

    def skeleton(self) -> Any:
        """Return the value of the file with every list that is not inside another one as a ``ListAt``.

        Raises:
            ValidationError: it is no JSON, is nested too deeply, or is empty.
        """
        start = self._after_space(0)
        if start == len(self.text):
            refuse("table.empty", self.path)
        value, end = self._value(start, 1)
        rest = self._after_space(end)
        if rest == len(self.text):
            return value
        if not isinstance(value, dict) or "\n" not in self.text[end:rest] or "\n" in self.text[start:end]:
            self._bad(rest)
        self.lines = True
        # The lines are not walked over here: whoever reads them does.
        return ListAt(0, Counter({dict: 2}), None)

    def elements(self, start: int) -> Iterator[Any]:
        """Yield the elements of the list at ``start``, or the values of JSON Lines.

        Raises:
            ValidationError: as ``skeleton``.
        """
        if self.lines:
            yield from self._lines()
        else:
            yield from (value for value, _ in self._walk(start, self._decode) if value is not _END)

    def check_depth(self, value: Any, depth: int) -> None:
        """Raise when ``value``, which stands at ``depth``, is nested more deeply than the limit."""
        if depth > self.limits.nesting:
            self.too_deep()
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, dict | list):
                self.check_depth(one, depth + 1)

    def _lines(self) -> Iterator[Any]:
        for found in re.finditer(r"[^\n]*\n|[^\n]+", self.text):
            line = found[0].strip("\ufeff \t\r\n")
            try:
                yield _DECODER.decode(line) if line else None
            except (ValueError, RecursionError):
                yield BROKEN

    def _walk(self, start: int, take: Callable[[int], tuple[Any, int]]) -> Iterator[tuple[Any, int]]:
        """Yield each element of a list as ``take`` reads it, and its end; at last ``_END`` and where the list ends."""
        at = self._after_space(start + 1)
        mark = "" if self.text.startswith("]", at) else ","
        while mark:
            value, at = take(at)
            yield value, at
            at = self._after_space(at)
            if self.text.startswith("]", at):
                break
            if not self.text.startswith(mark, at):
                self._bad(at)
            at = self._after_space(at + 1)
        yield _END, at + 1

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        if depth > self.limits.nesting:
            self.too_deep()
        match self.text[at : at + 1]:
            case "{":
                return self._object(at, depth)
            case "[":
                return self._list(at, depth)
            case _:
                return self._decode(at)

    def _object(self, at: int, depth: int) -> tuple[Any, int]:
        found: dict[str, Any] = {}
        at = self._after_space(at + 1)
        if self.text.startswith("}", at):
            return found, at + 1
        while True:
            if not self.text.startswith('"', at):
                self._bad(at)
            key, at = self._decode(at)
            at = self._after_space(at)
            if not self.text.startswith(":", at):
                self._bad(at)
            value, at = self._value(self._after_space(at + 1), depth + 1)
            found[key] = _both(found[key], value) if key in found else value
            at = self._after_space(at)
            mark = self.text[at : at + 1]
            if mark == "}":
                return found, at + 1
            if mark != ",":
                self._bad(at)
            at = self._after_space(at + 1)

    def _list(self, start: int, depth: int) -> tuple[Any, int]:
        kinds: Counter[type] = Counter()
        kept: list[Any] = []
        tables: list[Any] = []
        end = start

        def take(at: int) -> tuple[Any, int]:
            if depth > 1 or not _is_php_my_admin(self.text, at):
                return self._decode(at)
            value, at = self._value(at, depth + 1)
            tables.append(value)
            return value, at

        for value, after in self._walk(start, take):
            end = after
            if isinstance(value, dict | list):
                kinds[type(value)] += 1
            elif value is not _END:
                kinds[type(None) if value is None else str] += 1
                if len(kept) < _MOST_KEPT:
                    kept.append(value)
        count = kinds.total()
        if tables and len(tables) == count:
            return tables, end
        return ListAt(start, kinds, tuple(kept) if len(kept) == count else None), end

    def _decode(self, at: int) -> tuple[Any, int]:
        try:
            return _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            self._bad(error.pos)
        except RecursionError:
            self.too_deep()

    def _after_space(self, at: int) -> int:
        found = _space(self.text, at)
        return at if found is None else found.end()

    def _bad(self, at: int) -> NoReturn:
        line = self.text.count("\n", 0, at) + 1
        refuse("table.json_bad", self.path, line=line, column=at - self.text.rfind("\n", 0, at))

    def too_deep(self) -> NoReturn:
        """Raise the error that names how deeply a tree may be nested."""
        refuse("table.limit_nesting", self.path, limit=self.limits.nesting)
