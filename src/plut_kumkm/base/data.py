"""Strict, lazy, cached reading of the library's own data, and of a user's TOML of the same schemas."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

# Not importlib.resources, which costs 10 to 30 ms at import, nor pathlib, which costs 3: the package is never run from
# a zip, and this is the first thing that every program pays for.
ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


class FrozenMap(Mapping[K, V]):
    """A mapping that cannot be changed and, unlike the standard read-only view, can be hashed, copied and pickled.

    >>> FrozenMap({"a": 1})["a"]
    1
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._items,)

    def __repr__(self) -> str:
        return repr(self._items)


class DataError(ValueError):
    """A data file of the library's own schemas is not what its schema says.

    Where the catalogue of messages says it too, ``code`` and ``params`` name that message: for whoever does not write
    such files in English.
    """

    def __init__(self, text: str, code: str = "", **params: Any) -> None:
        super().__init__(text)
        self.code, self.params = code, params


def freeze(value: Any) -> Any:
    """Return ``value`` with every mapping read-only and every list a tuple, so that a cache cannot be spoilt."""
    if isinstance(value, dict):
        return FrozenMap({key: freeze(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    return value


def read_toml(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    """Return a TOML file, read-only.

    Floats are refused: an amount is whole rupiah and a share is written as text, so ``1e9`` or ``nan`` is a slip.

    Raises:
        DataError: the file is missing, is not UTF-8 TOML, or holds a float; the message names file and key.
    """
    import tomllib

    name = os.path.basename(path)
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        said = f"{name}: cannot be read as UTF-8 text ({error.__class__.__name__})"
        raise DataError(said, "data.not_utf_8", file=name) from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(name, str(error)) from None
    _refuse_floats(content, name, "")
    frozen: Mapping[str, Any] = freeze(content)
    return frozen


def _not_toml(name: str, reason: str) -> DataError:
    said = f"{name}: not valid TOML: {reason}"
    # The parser tells the place in words alone.
    place = reason.rpartition("(at line ")[2].removesuffix(")")
    line, _, column = place.partition(", column ")
    if line.isdigit() and column.isdigit():
        return DataError(said, "data.not_toml", file=name, line=int(line), column=int(column))
    return DataError(said, "data.not_toml_end", file=name)


def _refuse_floats(value: Any, file: str, where: str) -> None:
    if isinstance(value, float):
        said = f"{file}: {where or 'value'}: floats are not exact; write a whole number or quoted text"
        raise DataError(said, "data.float", file=file, key=where)
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_floats(item, file, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _refuse_floats(item, file, f"{where}[{number}]")


@cache
def toml(name: str) -> Mapping[str, Any]:
    """Return the package's data file ``name`` (such as ``"law/instruments.toml"``), read once.

    >>> "instrument" in toml("law/instruments.toml")
    True
    """
    return read_toml(os.path.join(ROOT, name))


@cache
def names(folder: str) -> tuple[str, ...]:
    """Return the TOML files below ``folder`` of the package data, sorted.

    >>> "law/schemes/tier/pp-7-2021.toml" in names("law/schemes/tier")
    True
    """
    files = sorted(os.listdir(os.path.join(ROOT, folder)))
    return tuple(f"{folder}/{file}" for file in files if file.endswith(".toml"))


@cache
def folders(folder: str) -> tuple[str, ...]:
    """Return the names of the folders below ``folder`` of the package data, sorted.

    >>> "tier" in folders("law/schemes")
    True
    """
    return tuple(sorted(entry.name for entry in os.scandir(os.path.join(ROOT, folder)) if entry.is_dir()))
