"""The two languages of the library: one catalogue, every code with its Indonesian and its English text.

The texts stand in ``data/messages``, one file a room; Indonesian is the source, English the translation. A value is
written by its suffix in the text: ``{limit:rp}`` rupiah, ``{count:n}`` a grouped number, ``{name:label}`` the label of
a field, ``{grade:grade}`` a grade, ``{kind:kind}`` what stands for a figure; a date in words, anything else as it is.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data, fields, money, periods, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plut_kumkm.base.findings import Lang

LANGS: tuple[Lang, ...] = ("id", "en")


@cache
def catalogue() -> Mapping[str, Mapping[Lang, str]]:
    """Return every text: code → language → text.

    Raises:
        DataError: a code stands twice, or lacks a language.
    """
    texts: dict[str, Mapping[Lang, str]] = {}
    for name in data.names("messages"):
        for code, text in data.toml(name).items():
            if code in texts:
                raise data.DataError(f"{name}: {code} stands in two files")
            if set(text) != set(LANGS):
                raise data.DataError(f"{name}: {code} needs exactly the keys {LANGS}")
            texts[code] = text
    return texts


def _grade(name: str, lang: Lang) -> str:
    return catalogue()[f"grade.{name}"][lang]


def _kind(name: str, lang: Lang) -> str:
    """Return what stands for a figure in words; a kind of the caller's own stands for itself."""
    text = catalogue().get(f"column.kind.{name}")
    return name if text is None else text[lang]


# Words that stand for something with a label of its own.
_LISTS: dict[str, Callable[[str, Lang], str]] = {"label": fields.label, "grade": _grade, "kind": _kind}


class _Writer(Formatter):
    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return "–"
        if format_spec == "rp":
            return money.format_rupiah(value)
        if format_spec == "n":
            return show.number(value, self.lang)
        if format_spec in _LISTS:
            names = value if isinstance(value, tuple | list) else (value,)
            return ", ".join(_LISTS[format_spec](name, self.lang) for name in names)
        if isinstance(value, date):
            return periods.format_date(value, self.lang)
        if hasattr(value, "label"):
            return str(value.label(self.lang))
        if isinstance(value, tuple | list):
            return ", ".join(self.format_field(item, format_spec) for item in value)
        return str(value)


def render(code: str, params: Mapping[str, Any], lang: Lang = "id") -> str:
    """Return the text of ``code`` in ``lang``, filled with ``params``.

    Raises:
        KeyError: the code is not in the catalogue, or the text asks for a parameter that was not given.
        ValueError: ``lang`` is neither "id" nor "en".

    >>> render("money.empty", {})
    'Jumlah uang kosong. Isi angkanya, atau kosongkan sel bila tidak diketahui.'
    """
    if lang not in LANGS:
        raise ValueError(f"lang must be 'id' or 'en', not {lang!r}")
    return _Writer(lang).vformat(catalogue()[code][lang], (), params)
