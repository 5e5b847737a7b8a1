"""The field catalogue as a reader of tables needs it: which header means which field, and how its cells are read."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import field as attribute
from attrs import frozen

from plut_kumkm.base import data, messages
from plut_kumkm.base import fields as field_labels
from plut_kumkm.base.show import excerpt, mask, mask_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plut_kumkm.base.findings import Lang

# Records of their own (a licence, an intervention) have no column: their names are those of parts, not of facts.
_FILES = ("enterprise", "owner", "snapshot", "cooperative", "table")
_NO_COLUMN = "record"
# A header this near to a known one is a slip of the pen ("OMZTE") and suspected; from _NAMED on it is worth naming.
SUSPECTED, _NAMED = 0.86, 0.78

How = Literal["alias", "proxy", "similar"]

# What follows the name of a figure of one year, and of one month.
_YEARLY = ("tahun", "pertahun", "setahun", "tahunan", "1tahun", "satutahun", "dalamsatutahun")
_MONTHLY = ("bulan", "perbulan", "sebulan", "bulanan", "1bulan", "ratarataperbulan")


@frozen
class Field:
    """A field that a column can hold.

    ``versions`` are those of a classification, by their years;
    ``choices`` maps squashed words to ids; ``not_choices`` maps words that say something else to the code that says so;
    ``known`` holds one word for each id, as people write it.
    """

    name: str
    type: str
    unit: str = ""
    personal: bool = False
    table: bool = False
    words: bool = False
    least: int | None = None
    most: int | None = None
    titles: str | None = None
    versions: tuple[str, ...] = ()
    choices: Mapping[str, str] = attribute(factory=dict)
    not_choices: Mapping[str, str] = attribute(factory=dict)
    known: tuple[str, ...] = ()


class Named(str):
    """The name of a field as a message writes it: what ``--map`` takes, and the label.

    >>> Named("profit").label("id"), Named("profit") == "profit"
    ('profit – laba', True)
    """

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the name and the label of the field."""
        return f"{self} – {field_labels.label(self, lang)}"


class OfYear(Named):
    """The name of a field and the year of which it is, where there is one.

    >>> OfYear.of("profit", 2024).label("id"), OfYear.of("profit", None).label("en")
    ('profit – laba (2024)', 'profit – profit')
    """

    __slots__ = ("year",)
    year: int | None

    @classmethod
    def of(cls, field: str | None, year: int | None) -> OfYear:
        """Return the name of a field of a year."""
        name = cls(field)
        name.year = year
        return name

    def label(self, lang: Lang = "id") -> str:
        """Return the name, the label of the field, and the year."""
        return super().label(lang) + (f" ({self.year})" if self.year is not None else "")


class Kind(str):
    """The kind of a proxy as a message writes it."""

    __slots__ = ()

    def label(self, lang: Lang = "id") -> str:
        """Return the kind in words."""
        return messages.render(f"column.kind.{self}", {}, lang)


class Meaning(NamedTuple):
    """What a header can mean: the field, how it is known, and the kind of proxy or the code of the message."""

    field: str
    how: How
    kind: str = ""


def squash(text: str) -> str:
    """Return ``text`` as headers and choices are compared: small letters and digits alone.

    >>> squash("TELP/ FAX"), squash("Nama_Usaha"), squash("#")
    ('telpfax', 'namausaha', '#')
    """
    return re.sub(r"[\W_]+", "", text.casefold()) or text.strip()


def shown(text: str, *, personal: bool) -> str:
    """Return a cell as a message may show it: numbers of persons masked, and of what is personal initials at most.

    >>> shown("5 juta", personal=False), shown("3573010101900001", personal=False), shown("Sari Dewi", personal=True)
    ('5 juta', '3573********0001', 'S*** D***')
    """
    short = excerpt(text)
    if not personal:
        return short
    # The ends of a number may be seen, those of a name would give it away.
    return (mask_name(short) if any(map(str.isalpha, short)) else mask(short)) or ""


@cache
def fields() -> Mapping[str, Field]:
    """Return every field that a column can hold, by its canonical name.

    >>> fields()["sales"].type, fields()["owner_name"].personal, "snapshots" in fields()
    ('money', True, False)
    """
    return MappingProxyType({name: _field(name, entry) for name, entry in _entries() if entry["type"] != _NO_COLUMN})


@cache
def meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Return what each known header can mean: squashed header → meanings, the first intended one first.

    >>> meanings()["omset"], [meaning.field for meaning in meanings()["nama"]]
    ((Meaning(field='sales', how='alias', kind=''),), ['name', 'owner_name'])
    """
    found: dict[str, list[Meaning]] = {}
    for name, entry in _entries():
        if entry["type"] == _NO_COLUMN:
            continue
        aliases = (*entry.get("aliases", ()), name)
        similar = dict(entry.get("similar", {}))
        proxies = dict(entry.get("proxies", {}))
        if entry.get("unit", "").endswith("/tahun"):
            similar["column.monthly"] = _with_suffixes((*aliases, *similar.get("column.monthly", ())), _MONTHLY)
            similar["column.monthly_proxy"] = _with_suffixes(
                [one for words in proxies.values() for one in words], _MONTHLY
            )
            aliases = (*aliases, *_with_suffixes(aliases, _YEARLY))
            proxies = {kind: (*words, *_with_suffixes(words, _YEARLY)) for kind, words in proxies.items()}
        groups: tuple[tuple[How, Mapping[str, Any]], ...] = (
            ("alias", {"": aliases}),
            ("proxy", proxies),
            ("similar", similar),
        )
        for how, kinds in groups:
            for kind, words in kinds.items():
                for word in words:
                    here = found.setdefault(squash(word), [])
                    if (meaning := Meaning(name, how, kind)) not in here:
                        here.append(meaning)
    return MappingProxyType({word: tuple(here) for word, here in found.items()})


@cache
def nearest(key: str) -> tuple[str, float] | None:
    """Return the field whose headers are most like ``key``, and how like [0 to 1]; ``None`` when none is.

    >>> nearest("omzte")[0], nearest("zzzzzz")
    ('sales', None)
    """
    if not 3 <= len(key) <= 60:
        return None
    best, ratio = None, _NAMED
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    for word, found in meanings().items():
        matcher.set_seq1(word)
        # The two quick bounds spare most of the comparisons.
        if matcher.real_quick_ratio() > ratio and matcher.quick_ratio() > ratio and (new := matcher.ratio()) > ratio:
            best, ratio = found[0].field, new
    return None if best is None else (best, ratio)


def _entries() -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, entry) for file in _FILES for name, entry in data.toml(f"fields/{file}.toml").items()]


def _with_suffixes(words: Iterable[str], suffixes: Sequence[str]) -> tuple[str, ...]:
    return tuple(word + suffix for word in words for suffix in suffixes)


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    plain = {
        key: entry[key]
        for key in ("type", "unit", "personal", "table", "words", "least", "most", "titles", "versions")
        if key in entry
    }
    choices, others = (
        {squash(word): group for group, words in entry.get(key, {}).items() for word in words}
        for key in ("choices", "not_choices")
    )
    known = tuple(words[0] for words in entry.get("choices", {}).values())
    return Field(name, known=known, choices=MappingProxyType(choices), not_choices=MappingProxyType(others), **plain)
