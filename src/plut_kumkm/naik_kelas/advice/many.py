"""Pathways of many enterprises, and what they need together: by place, service field, step, and whoever owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import show
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.law.answers import render
from plut_kumkm.naik_kelas.advice.pathway import Pathway, pathway
from plut_kumkm.naik_kelas.advice.prerequisites import prerequisites, service_field_label
from plut_kumkm.naik_kelas.advice.standing import OPEN
from plut_kumkm.naik_kelas.panels.panel import Panel

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.enterprise.tiers import Tier
    from plut_kumkm.naik_kelas.advice.standing import Standing

# Of the enterprise, and of the thing that it needs.
_OF_ENTERPRISE: Mapping[str, Callable[[Facts, Pathway], str | None]] = {
    "region": lambda facts, way: facts.region,
    "sex": lambda facts, way: facts.sex,
    "age_band": lambda facts, way: _age_band(facts, way.on),
    "subsector": lambda facts, way: facts.subsector,
    "tier": lambda facts, way: None if way.now.value is None else str(way.now.value.value),
}
_OF_NEED: Mapping[str, Callable[[Standing], Sequence[str]]] = {
    "service_field": lambda one: (one.prerequisite.service_field,),
    "prerequisite": lambda one: (one.prerequisite.id,),
    "step": lambda one: one.prerequisite.steps,
    "state": lambda one: (one.state,),
}
BREAKDOWNS = (*_OF_ENTERPRISE, *_OF_NEED)


@frozen(kw_only=True)
class Need:
    """How many enterprises of a group need something: ``count`` of ``of``; both are ``None`` where they are hidden."""

    group: tuple[str | None, ...]
    count: int | None
    of: int | None


@frozen(kw_only=True, eq=False, repr=False)
class Needs:
    """What many enterprises need, by group, the most needed first; for planning training and services.

    An enterprise that needs two things of one service field counts once in it. Groups are no parts of a whole: an
    enterprise stands in as many as it needs services.
    """

    by: tuple[str, ...]
    rows: tuple[Need, ...]
    min_cell: int | None = None

    def to_records(self) -> list[dict[str, Any]]:
        """Return one record a row: the groups, ``enterprises`` and ``of``."""
        return [
            {**dict(zip(self.by, row.group, strict=True)), "enterprises": row.count, "of": row.of} for row in self.rows
        ]

    def text(self, lang: Lang = "id") -> str:
        """Return the needs as a table in plain text."""
        return show.text_table(self._header(lang), list(self._cells(lang)))

    def _header(self, lang: Lang) -> tuple[str, ...]:
        names = (*self.by, "enterprises", "of")
        return tuple(render(f"needs.column.{name}", {}, lang) for name in names)

    def _cells(self, lang: Lang) -> Iterator[tuple[str, ...]]:
        for row in self.rows:
            hidden = render("needs.hidden", {}, lang)
            names = (_named(name, value, lang) for name, value in zip(self.by, row.group, strict=True))
            counts = (hidden if one is None else show.number(one, lang) for one in (row.count, row.of))
            yield (*names, *counts)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Needs by {', '.join(self.by)}: {len(self.rows)} groups>"

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return show.html_table(self._header("id"), self._cells("id"))


@frozen(eq=False, repr=False)
class Pathways:
    """The pathways of many enterprises, each with the facts that they were read from."""

    ways: tuple[Pathway, ...]
    _facts: tuple[Facts, ...] = field(repr=False)

    def needs(self, *, by: Iterable[str] = ("region", "service_field"), min_cell: int | None = None) -> Needs:
        """Return how many enterprises need what, by group.

        Args:
            by: what to group by: "region", "sex", "age_band", "subsector" or "tier" of the enterprise, and
                "service_field", "prerequisite", "step" or "state" of what it needs.
            min_cell: groups of fewer enterprises are hidden, and counts of fewer.

        Raises:
            TypeError: ``by`` is a text, not several.
            ValueError: a name in ``by`` is none of those, or ``min_cell`` is less than 1.
        """
        if isinstance(by, str):
            raise TypeError(f'by must be several names, such as ("{by}",), not a text')
        names = tuple(by)
        for name in names:
            if name not in BREAKDOWNS:
                raise ValueError(f"there is no breakdown {name!r}; there are {', '.join(BREAKDOWNS)}")
        if min_cell is not None and min_cell < 1:
            raise ValueError(f"min_cell must be at least 1, not {min_cell}")
        counts: dict[tuple[str | None, ...], set[int]] = {}
        whole: dict[tuple[str | None, ...], int] = {}
        own = [name for name in names if name in _OF_ENTERPRISE]
        for place, (way, facts) in enumerate(zip(self.ways, self._facts, strict=True)):
            values = {name: _OF_ENTERPRISE[name](facts, way) for name in own}
            of = tuple(values.values())
            whole[of] = whole.get(of, 0) + 1
            for one in way.next_steps:
                parts = ((values[name],) if name in values else _OF_NEED[name](one) for name in names)
                for group in product(*parts):
                    counts.setdefault(group, set()).add(place)
        places = [names.index(name) for name in own]
        rows = (
            Need(group=group, count=len(found), of=whole[tuple(group[place] for place in places)])
            for group, found in counts.items()
        )
        ordered = sorted(
            rows, key=lambda row: (-(row.count or 0), tuple((one is None, one or "") for one in row.group))
        )
        return Needs(by=names, rows=tuple(_hidden(row, min_cell) for row in ordered), min_cell=min_cell)

    def __getitem__(self, id_: str) -> Pathway:
        """Return the pathway of one enterprise by its id.

        Raises:
            KeyError: there is none of that id.
        """
        for way in self.ways:
            if way.id == id_:
                return way
        raise KeyError(f"there is no pathway of {show.excerpt(id_)!r}")

    def __iter__(self) -> Iterator[Pathway]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def __repr__(self) -> str:
        return f"<Pathways of {len(self.ways)} enterprises>"


def pathways(
    source: Panel | Iterable[Enterprise | Facts],
    *,
    on: date,
    to: Tier | None = None,
    year: int | None = None,
    **asked: Any,
) -> Pathways:
    """Return the pathway of every enterprise of a panel in one year, or of any enterprises.

    Args:
        source: a panel, of which one year is read, or enterprises or facts.
        on: the day whose law applies.
        to: the tier; for each the next one unless given.
        year: the year of the panel; its last unless given.
        asked: what else ``pathway`` takes, for all of them.

    Raises:
        TypeError: ``source`` is none of these, or ``year`` is given without a panel.
        ValueError: the panel does not have the year.

    >>> from datetime import date
    >>> from plut_kumkm import Facts
    >>> ways = pathways([Facts(id="a", sales=1), Facts(id="b", nib="0220008171945")], on=date(2026, 6, 30))
    >>> ways.needs(by=["prerequisite"]).rows[0]
    Need(group=('daring',), count=2, of=2)
    """
    records = list(_records(source, year))
    ways = tuple(pathway(record, on=on, to=to, **asked) for record in records)
    return Pathways(ways, tuple(flatten(record, on)[0] for record in records))


def _records(source: Panel | Iterable[Enterprise | Facts], year: int | None) -> Iterator[Enterprise | Facts]:
    if not isinstance(source, Panel):
        if year is not None:
            raise TypeError("year is of a panel; these are single enterprises")
        yield from source
        return
    if year is not None and year not in source.years:
        raise ValueError(f"the panel has no year {year}; it has {', '.join(map(str, source.years))}")
    for entry in source.entries(source.years[-1] if year is None and source.years else year):
        yield entry.facts


def _hidden(row: Need, least: int | None) -> Need:
    if least is None or row.count is None or row.of is None:
        return row
    # The rest of a group is as telling as the part that needs something.
    small = row.count < least or 0 < row.of - row.count < least
    return Need(group=row.group, count=None if small else row.count, of=None if row.of < least else row.of)


def _age_band(facts: Facts, on: date) -> str | None:
    from plut_kumkm.enterprise.records import Owner

    return Owner(birth_year=facts.birth_year).age_band(on)


def _named(name: str, value: str | None, lang: Lang) -> str:
    if value is None:
        return render("needs.not_known", {}, lang)
    if name == "service_field":
        return service_field_label(value, lang)
    if name == "prerequisite":
        return next(one.label(lang) for one in prerequisites() if one.id == value)
    if name == "state" and value in OPEN:
        return render(f"pathway.state.{value}", {}, lang)
    return value
