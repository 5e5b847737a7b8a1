"""What one column of a plan's table holds, told by the titles above it: a name, a figure of a period, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from attrs import evolve, frozen

from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.periods import PARTS, Kind, Period, month_number
from plut_kumkm.planning.reading.words import file, squash, tokens, words
from plut_kumkm.tables.headers import heading

# What a figure is: a value or money, planned or realised, of a period, at the start or at the end of a plan.
FigureRole = Literal[
    "target", "realisation", "ceiling", "spent", "baseline", "end", "end_ceiling", "end_realisation", "end_spent"
]
FIGURES: frozenset[str] = frozenset(
    (
        *("target", "realisation", "ceiling", "spent", "baseline"),
        *("end", "end_ceiling", "end_realisation", "end_spent"),
    )
)
MONEY: frozenset[str] = frozenset(("ceiling", "spent", "end_ceiling", "end_spent"))
# Known, and of no use to the records: computed by others, or up to a period and not of it.
UNUSED: frozenset[str] = frozenset(("numbering", "achievement", "location", "until"))

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PART = re.compile(
    r"(?<![a-z])(?:(tw|trw|triwulan|kuartal|q)|(smt|semester)|(caturwulan|cawu))\.?[ -]*(?:ke-?)?"
    r"(iv|i{1,3}|[1-4])(?![a-z0-9])"
)
_UPPER = {"tw": "quarter", "trw": "quarter", "triwulan": "quarter", "kuartal": "quarter", "semester": "semester"}
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@frozen
class When:
    """Of which period a column is; the year may be for the row, the titles or the caller to say."""

    year: int | None
    kind: Kind = "year"
    number: int = 1

    def period(self, year: int | None) -> Period | None:
        """Return the period, of ``year`` where the column names none."""
        own = self.year if self.year is not None else year
        return None if own is None else Period(own, self.kind, self.number)


@frozen
class Column:
    """One column: where it stands, its titles, what it holds, of which period, by what its amounts are multiplied."""

    position: int
    header: str
    role: str | None = None
    when: When | None = None
    unit: int = 1
    bare: bool = False

    @property
    def figure(self) -> bool:
        """Whether it holds figures."""
        return self.role in FIGURES

    @property
    def standing(self) -> str | None:
        """Whether its titles call what was realised a "prognosis" or "preliminary"; ``None`` where they do not."""
        held = frozenset(tokens(self.header))
        return next((name for name in ("prognosis", "preliminary") if held & words("figures", name)), None)


@cache
def _rules() -> tuple[tuple[str, frozenset[str], tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (
            entry["id"],
            frozenset(map(squash, entry.get("is", ()))),
            tuple(map(squash, entry.get("begins", ()))),
            tuple(map(squash, entry.get("holds", ()))),
        )
        for entry in file()["column"]
    )


def roles() -> tuple[str, ...]:
    """Return what a column can be said to hold (``mapping=``).

    >>> "objective" in roles(), "target" in roles()
    (True, True)
    """
    return (*dict.fromkeys(rule[0] for rule in _rules()), *sorted(FIGURES))


def column(position: int, titles: Sequence[str], mapping: Mapping[str, str] = FrozenMap({})) -> Column:
    """Return what a column holds.

    Args:
        position: where it stands, from 0.
        titles: those above it, the widest first, none of them blank.
        mapping: squashed header → role, as the caller says.

    >>> column(3, ("Target Kinerja dan Pendanaan", "Tahun 2024", "Rp")).role, column(1, ("TARGET TW II 2025",)).when
    ('ceiling', When(year=2025, kind='quarter', number=2))
    """
    header = " / ".join(titles)
    asked = mapping.get(squash(header), mapping.get(squash(titles[-1]) if titles else ""))
    when = _when(titles)
    unit = heading(titles).unit
    if asked is not None:
        return Column(position, header, asked, when, unit)
    role = _named(titles)
    if role is not None:
        return Column(position, header, role)
    role, bare = _figure(titles, when)
    found = Column(position, header, role, when, unit, bare)
    # Money that is only forecast was not spent, and no record of money says that it is a forecast.
    spent = role in ("spent", "end_spent") and found.standing == "prognosis"
    return evolve(found, role=None) if spent else found


def _named(titles: Sequence[str]) -> str | None:
    """Return the role that the titles name: the lowest, and all of them together."""
    if not titles:
        return None
    whole = " ".join(titles)
    for text in dict.fromkeys((titles[-1], whole, *(titles[:1] if _is_detail(titles[-1]) else ()))):
        plain, short = squash(text), squash(_BRACKETS.sub(" ", text))
        for role, exactly, begins, holds in _rules():
            if plain in exactly or short in exactly or any(word in plain for word in holds):
                return role
            # A wide title that begins so spans figures as well.
            if (text is not whole or len(titles) == 1) and plain.startswith(begins):
                return role
    return None


def _is_detail(title: str) -> bool:
    """Return whether a lowest title only numbers or brackets what stands above it."""
    plain = title.strip(" ().")
    return not squash(_BRACKETS.sub(" ", title)) or (plain.isdigit() and len(plain) < len("2024"))


def _figure(titles: Sequence[str], when: When | None) -> tuple[str | None, bool]:
    """Return which figure a column holds, and whether nothing but its year says so."""
    said = [tokens(title) for title in titles]
    whole = frozenset(word for each in said for word in each)
    metric = _first(said, words("figures", "money"), words("figures", "performance"))
    side = _first(said, words("figures", "realised"), words("figures", "planned"))
    money = metric is True
    starts, ends = bool(whole & words("figures", "start")), bool(whole & words("figures", "end"))
    yearly = when is None or when.kind == "year"
    if ends and not starts and yearly and whole & words("figures", "end_of"):
        if side is True:
            return ("end_spent" if money else "end_realisation"), False
        return ("end_ceiling" if money else "end"), False
    if starts and yearly and not money:
        return "baseline", False
    if side is None and metric is None:
        return ("target", True) if when is not None and _only_time(titles) else (None, False)
    if side is True:
        if _until(titles):
            return "until", False
        return ("spent" if money else "realisation"), False
    return ("ceiling" if money else "target"), False


def _first(said: Sequence[Sequence[str]], yes: frozenset[str], no: frozenset[str]) -> bool | None:
    """Return which of two lists the lowest title that decides is of; ``None`` where none does."""
    for each in reversed(said):
        held = [word for word in each if word in yes or word in no]
        if held and ("dan" not in each or set(held) <= yes or set(held) <= no):
            # "Target capaian" is a target, "capaian target" what came of it; "target dan realisasi" is both.
            return held[0] in yes
    return None


def _until(titles: Sequence[str]) -> bool:
    text = " ".join(tokens(" ".join(titles)))
    return any(f" {word} " in f" {text} " for word in file()["figures"]["until"])


def _only_time(titles: Sequence[str]) -> bool:
    """Return whether the lowest title is a year or a part of one and nothing else."""
    rest = _PART.sub(" ", _YEAR.sub(" ", titles[-1].casefold()))
    return not set(tokens(rest)) - {"tahun", "thn", "th", "ta"} - set(_ROMAN)


def _when(titles: Sequence[str]) -> When | None:
    """Return the period that the titles name, the lowest first; a span of years is none."""
    year: int | None = None
    kind: Kind = "year"
    number = 1
    for title in reversed(titles):
        years = set(_YEAR.findall(title))
        if year is None and len(years) == 1:
            year = int(years.pop())
    for place in range(len(titles) - 1, -1, -1):
        plain = " ".join(titles[place].casefold().split())
        if found := _PART.search(plain):
            kinds: tuple[Kind, Kind, Kind] = ("quarter", "semester", "caturwulan")
            kind = next(one for one, word in zip(kinds, found.groups(), strict=False) if word)
            number = _ROMAN.get(found[4]) or int(found[4])
            break
        rest = tokens(_YEAR.sub(" ", plain))
        if len(rest) == 1 and rest[0] in _ROMAN:
            over = {_UPPER[word] for title in titles[:place] for word in tokens(title) if word in _UPPER}
            if len(over) == 1:
                kind, number = ("quarter" if over == {"quarter"} else "semester"), _ROMAN[rest[0]]
                break
        month = {name for word in rest if (name := month_number(word)) is not None}
        if len(rest) <= 2 and len(month) == 1:
            kind, number = "month", month.pop()
            break
    if year is None and kind == "year":
        return None
    return When(year, kind, number) if number <= PARTS[kind] else None
