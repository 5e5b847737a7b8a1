"""Where the header of a plan's table stands, how deep it is, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import evolve, frozen

from plut_kumkm.base.data import FrozenMap
from plut_kumkm.planning.reading.heads.columns import MONEY, UNUSED, Column, column
from plut_kumkm.planning.reading.words import clean, file, line, squash, tokens
from plut_kumkm.tables.headers import header_cells, header_of, is_numbering

TableKind = Literal["plan", "realisations", "budgets", "series"]

# A header stands within the first records, and over at most five of them: more was not seen.
_SEARCHED, _DEEPEST = 30, 5
# So many columns of bare years make a table of counts, where nothing else is known of it.
_FEWEST_YEARS = 2
_LONG_NUMBER = re.compile(r"[-+]?(?:rp\.? ?)?[0-9][0-9.,]*%?", re.IGNORECASE).fullmatch
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_PARTS = ("goal", "objective", "strategy", "policy_direction", "action", "programme", "activity", "subactivity", "part")
_INDICATORS = ("indicator", "indicator_goal", "indicator_objective", "indicator_programme", "indicator_activity")
_PLANNED = frozenset(("target", "baseline", "end"))
_FRAGMENT = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?").fullmatch


@frozen
class Layout:
    """The header of a table: its columns, the records above the data, the titles above the header."""

    columns: tuple[Column, ...]
    records: int
    titles: tuple[str, ...]
    cells: frozenset[str]

    def having(self, *roles: str) -> tuple[Column, ...]:
        """Return the columns of some roles, in the order of the roles."""
        return tuple(one for role in roles for one in self.columns if one.role == role)

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of figures."""
        return tuple(one for one in self.columns if one.figure)

    @property
    def kind(self) -> TableKind:
        """What the table is by its columns."""
        roles = {one.role for one in self.columns}
        if "item" in roles and not roles & set(_INDICATORS) and all(one.bare for one in self.figures):
            return "series"
        if not self.figures:
            return "plan"
        if not self.indicators:
            return "budgets"
        if roles & _PLANNED:
            return "plan"
        return "realisations" if roles & {"realisation", "end_realisation"} else "budgets"

    @property
    def indicators(self) -> bool:
        """Whether it has a column of indicators."""
        return any(one.role in _INDICATORS for one in self.columns)

    @property
    def title_years(self) -> tuple[int, ...]:
        """The years that the titles above the header name."""
        return tuple(sorted({int(year) for title in self.titles for year in _YEAR.findall(title)}))


def layout_of(records: Sequence[Sequence[str]], mapping: Mapping[str, str] = FrozenMap({})) -> Layout | None:
    """Return the header of a table, or ``None`` where nothing in it is known.

    Of the places that name the most, the one with the fewest records: a title above would be taken for a part of it.
    Of those the first, for a printed page repeats its header.

    >>> found = layout_of([["Indikator", "Target", ""], ["", "2024", "2025"], ["Event", "5", "6"]])
    >>> found.records, [(one.role, one.when and one.when.year) for one in found.columns]
    (2, [('indicator', None), ('target', 2024), ('target', 2025)])
    """
    asked = FrozenMap({squash(header): role for header, role in mapping.items()})
    plain = [[_title(cell) for cell in cells] for cells in records[: _SEARCHED + _DEEPEST]]
    best: tuple[int, int, int, int] | None = None
    for start in range(min(len(plain), _SEARCHED)):
        for depth in range(1, _DEEPEST + 1):
            block = plain[start : start + depth]
            if len(block) < depth or (depth > 1 and not _is_titles(block[-1])):
                break
            columns = _columns(block, asked)
            score, dated = _score(columns), sum(one.figure and _year_of(one) is not None for one in columns)
            # A record below that only tells the year of the figures names no more columns, and is part of the header.
            deeper = best is not None and start == best[1] and score == best[0] and dated > best[3]
            if score and (best is None or deeper or (score, -depth) > (best[0], -best[2])):
                best = (score, start, depth, dated)
    if best is None:
        return None
    _, start, depth, _ = best
    block, after = plain[start : start + depth], start + depth
    if after < len(records) and is_numbering(list(records[after])):
        after += 1
    width = max((len(cells) for cells in records), default=0)
    columns = _columns(block, asked)
    columns += [Column(place, "") for place in range(len(columns), width)]
    if not any(one.role in _INDICATORS for one in columns) and any(one.role in MONEY for one in columns):
        # Beside money and without indicators, what was realised is money.
        columns = [evolve(one, role="spent") if one.role == "realisation" else one for one in columns]
    titles = tuple(line(cell) for cells in records[:start] for cell in cells if cell.strip())
    return Layout(tuple(_fragments(columns, records[after:])), after, titles, header_cells(block))


def _year_of(one: Column) -> int | None:
    return None if one.when is None else one.when.year


def _title(cell: str) -> str:
    # The lines that part titles have blanks around them.
    return re.sub(r"\s*/\s*", "/", line(clean(cell)[0]))


def _columns(block: Sequence[list[str]], mapping: Mapping[str, str]) -> list[Column]:
    found = []
    for place, one in enumerate(header_of(block).headings):
        titles = tuple(one.text.split(" / ")) if one.text else ()
        found.append(column(place, titles, mapping))
    return found


def _score(columns: Sequence[Column]) -> int:
    """Return how much the columns name; nothing, where that makes no table of a plan or of counts."""
    named = {(one.role, one.when) for one in columns if one.role is not None}
    roles = {role for role, _ in named}
    if not any(one.figure for one in columns):
        # A plan may have no targets yet.
        return len(named) if len(named) > 1 and roles & {"indicator", "action", "programme"} else 0
    known = {"item", "unit"} & roles
    if roles.isdisjoint((*_PARTS, *_INDICATORS, "code", "id")) and (
        not known or (len(known) == 1 and sum(one.bare for one in columns) < _FEWEST_YEARS)
    ):
        return 0
    return len(named)


def _is_titles(cells: Sequence[str]) -> bool:
    """Return whether a record can be a lower part of a header: no amounts, unless they are years."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(not _LONG_NUMBER(cell) or _YEAR.fullmatch(cell) for cell in filled)


def _fragments(columns: list[Column], records: Sequence[Sequence[str]]) -> list[Column]:
    """Return the columns, those without a title beside that of the code joined to it where they hold digits."""
    found = list(columns)
    for one in columns:
        if one.role != "code":
            continue
        for place in range(one.position + 1, len(columns)):
            held = [text for cells in records if place < len(cells) and (text := cells[place].strip())]
            # One cell that was mistyped does not make another column of it.
            if columns[place].header or sum(map(bool, map(_FRAGMENT, held))) * 2 < len(held):
                break
            found[place] = evolve(columns[place], header=one.header, role="code")
    return found


def unused(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that say something nobody reads here."""
    return tuple(one for one in columns if one.header and (one.role is None or one.role in UNUSED - {"numbering"}))


def plan_kind(texts: Sequence[str]) -> str | None:
    """Return which kind of plan some texts speak of: the first of them that speaks of one.

    >>> plan_kind(("Kondisi pada akhir periode Renstra", "RPJMD")), plan_kind(("Tabel 1",))
    ('renstra', None)
    """
    for text in texts:
        plain = f" {' '.join(tokens(text))} "
        for kind, phrases in file()["kinds"].items():
            if any(f" {phrase} " in plain for phrase in phrases):
                return str(kind)
    return None


def bare(columns: Sequence[Column], role: str) -> tuple[Column, ...]:
    """Return the columns, those of bare years with another role."""
    return tuple(evolve(one, role=role) if one.bare else one for one in columns)
