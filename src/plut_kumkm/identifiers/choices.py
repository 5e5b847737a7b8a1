"""Digits and letters of a number that stand for something in a closed list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang


@frozen
class Choice:
    """A digit or letter of a number that stands for something, with the name of what it stands for.

    >>> Choice("2", {"id": "plastik", "en": "plastic"}).label("en")
    'plastic'
    """

    code: str
    names: Mapping[Lang, str] = field(eq=False, repr=False)

    def label(self, lang: Lang = "id") -> str:
        """Return the name."""
        return self.names[lang]


@cache
def shipped(file: str, name: str) -> Mapping[str, Choice]:
    """Return one of our own lists by its codes.

    >>> shipped("pirt", "packaging")["2"].label()
    'plastik'
    """
    return {code: Choice(code, names) for code, names in data.toml(f"identifiers/{file}.toml")[name].items()}
