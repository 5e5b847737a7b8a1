"""The field catalogue: every fact once, with its labels and unit, as data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.findings import Lang


def word(name: str, value: object, lang: Lang = "id") -> str:
    """Return a word that a field holds as people read it; what has no label stands for itself.

    >>> word("legal_form", "cooperative", "en"), word("kbli", "13")
    ('Cooperative', '13')
    """
    labels = catalogue().get(name, {}).get("labels", {}).get(value)
    return str(value) if labels is None else str(labels[lang])


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return what is said of every field, by its canonical name; a field of two records stands under its first.

    >>> catalogue()["sales"]["unit"]
    'IDR/tahun'
    """
    entries: dict[str, Mapping[str, Any]] = {}
    for name in data.names("fields"):
        for field, entry in data.toml(name).items():
            entries.setdefault(field, entry)
    return entries


def label(name: str, lang: Lang = "id") -> str:
    """Return the label of a field; a name that is not in the catalogue stands for itself.

    >>> label("sales"), label("sales", "en")
    ('hasil penjualan tahunan (omzet)', 'annual sales')
    """
    entry = catalogue().get(name)
    return name if entry is None else str(entry["label"][lang])
