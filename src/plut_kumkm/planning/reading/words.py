"""The words of headers and cells, as the data file has them, and texts made comparable."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_SLUG = 60
_FORMULA = ("'=", "'+", "'-", "'@")


@cache
def file() -> Mapping[str, Any]:
    """Return the data file of this room."""
    return data.toml("planning/reading.toml")


def squash(text: str) -> str:
    """Return ``text`` as words are compared: small letters, digits, ``%`` and ``#`` alone.

    >>> squash("Program / Kegiatan"), squash("Capaian (%)")
    ('programkegiatan', 'capaian%')
    """
    return re.sub(r"[^\w%#]|_", "", text.casefold())


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text``.

    >>> tokens("Realisasi s/d TW-II")
    ('realisasi', 's', 'd', 'tw', 'ii')
    """
    return tuple(re.findall(r"[^\W_]+|%", text.casefold()))


@cache
def words(group: str, name: str) -> frozenset[str]:
    """Return a list of words of the data file, squashed."""
    return frozenset(map(squash, file()[group][name]))


@cache
def cell_words(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what the cells of a column of words may hold: id → squashed words."""
    return data.FrozenMap({name: tuple(map(squash, held)) for name, held in file()["cells"][kind].items()})


@cache
def _units() -> Mapping[str, str]:
    return data.FrozenMap({squash(word): unit for unit, held in file()["units"].items() for word in held})


def same_unit(unit: str) -> str:
    """Return a unit as units are compared: "persen" is "%", "Laporan" is "laporan".

    >>> same_unit("Persen"), same_unit("Laporan")
    ('%', 'laporan')
    """
    plain = squash(unit)
    return _units().get(plain, plain)


def slug(text: str) -> str:
    """Return ``text`` as an id: small letters and digits, parted by hyphens.

    >>> slug("Jumlah Pelaku Ekonomi Kreatif (orang)")
    'jumlah-pelaku-ekonomi-kreatif-orang'
    """
    parts = re.findall(r"[a-z0-9]+", text.casefold())
    whole = "-".join(parts)
    # Not through a word.
    short = whole if len(whole) <= _LONGEST_SLUG else whole[: _LONGEST_SLUG + 1].rpartition("-")[0]
    return short or whole[:_LONGEST_SLUG] or "tanpa-nama"


def clean(text: str) -> tuple[str, bool]:
    r"""Return a cell as it was meant, and whether a sign was lost that no reader can restore.

    A spreadsheet writes a control character as ``_x0002_``; a line break is put back, any other is dropped. The mark
    that keeps a spreadsheet from calculating is taken off.

    >>> clean("perundang_x0002_undangan"), clean("a_x000D_b"), clean("'-5")
    (('perundang undangan', True), ('a\nb', False), ('-5', False))
    """
    lost = False

    def sign(found: re.Match[str]) -> str:
        nonlocal lost
        char = chr(int(found[1], 16))
        if char in "\r\n":
            return "\n"
        if char.isprintable() or char == "\t":
            return char
        lost = True
        return " "

    plain = _ESCAPED.sub(sign, text) if "_x" in text else text
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").strip()
    return (plain[1:] if plain.startswith(_FORMULA) else plain), lost


def line(text: str) -> str:
    """Return ``text`` on one line.

    >>> line(" a  b ")
    'a b'
    """
    return " ".join(text.split())
