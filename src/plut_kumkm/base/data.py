"""Strict, lazy, cached reading of the library's own data, and of a user's TOML of the same schemas."""

from __future__ import annotations

import os
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Not importlib.resources, which costs 10 to 30 ms at import, nor pathlib, which costs 3: the package is never run from
# a zip, and this is the first thing that every program pays for.
ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


class DataError(ValueError):
    """A data file of the library's own schemas is not what its schema says."""


def freeze(value: Any) -> Any:
    """Return ``value`` with every mapping read-only and every list a tuple, so that a cache cannot be spoilt."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(item) for key, item in value.items()})
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
        raise DataError(f"{name}: cannot be read as UTF-8 text ({error.__class__.__name__})") from None
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: not valid TOML: {error}") from None
    _refuse_floats(content, name, "")
    frozen: Mapping[str, Any] = freeze(content)
    return frozen


def _refuse_floats(value: Any, file: str, where: str) -> None:
    if isinstance(value, float):
        raise DataError(f"{file}: {where or 'value'}: floats are not exact; write a whole number or quoted text")
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

    >>> "law/schemes/pp-7-2021.toml" in names("law/schemes")
    True
    """
    files = sorted(os.listdir(os.path.join(ROOT, folder)))
    return tuple(f"{folder}/{file}" for file in files if file.endswith(".toml"))
