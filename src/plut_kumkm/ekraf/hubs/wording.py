"""The words that records of hubs use: which there are, and how people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/hub.toml")


def words(name: str) -> tuple[str, ...]:
    """Return the words that a field of a record of this room may hold.

    >>> words("status")
    ('planned', 'running', 'done', 'dropped')
    """
    found: tuple[str, ...] = _file()["words"][name]
    return found


@frozen
class Word:
    """Words of a record as a message shows them; a word of the caller's own stands for itself, ``None`` for "not said".

    >>> Word("actors", "registered").label(), Word(None).label("en")
    ('pelaku ekraf (terdaftar)', 'not said')
    """

    first: str | None
    second: str | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return the words in Indonesian or English, the second in brackets."""
        first = _label(self.first, lang)
        return first if self.second is None else f"{first} ({_label(self.second, lang)})"

    def __str__(self) -> str:
        return self.label()


def _label(word: str | None, lang: Lang) -> str:
    labels = _file()["label"].get("not-said" if word is None else word)
    return str(word) if labels is None else str(labels[lang])
