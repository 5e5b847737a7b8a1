"""Tallies: named counts over the enterprises of a panel, as a whole and by group, with small groups left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import html_lines, html_table, text_table
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.measuring.breakdowns import breakdown_names, grouped
from plut_kumkm.naik_kelas.measuring.groups import by_label, group_label, total_labels
from plut_kumkm.naik_kelas.measuring.suppressing import hidden_places, is_small
from plut_kumkm.naik_kelas.measuring.warnings import about_cells

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.members import Entry, Window
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

Figures = Mapping[str, "Exact | None"]
Weight = Callable[[str], "Exact"]


@frozen(eq=False, repr=False)
class Tally:
    """The counts of one group; ``figures`` is empty where the group is too small to be shown."""

    group: tuple[str | None, ...]
    figures: Figures
    suppressed: bool = False

    def __getitem__(self, name: str) -> Exact | None:
        return None if self.suppressed else self.figures[name]

    def share(self, part: str, of: str) -> Fraction | None:
        """Return one count as a share of another [1], ``None`` where that is nothing or not shown."""
        above, below = self[part], self[of]
        return None if above is None or not below else Fraction(above) / Fraction(below)


@frozen(eq=False, repr=False, kw_only=True)
class Tallies:
    """Named counts over a panel: of all, and of each group in ``cells``; ``name`` says what is counted."""

    name: str
    columns: tuple[str, ...]
    window: Window
    total: Tally
    by: tuple[str, ...] = ()
    cells: tuple[Tally, ...] = ()
    notes: tuple[Finding, ...] = ()
    shares: frozenset[str] = field(default=frozenset())

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What makes the counts doubtful."""
        return tuple(note for note in self.notes if note.severity != "info")

    def __getitem__(self, column: str) -> Exact | None:
        return self.total[column]

    def cell(self, *group: str | None) -> Tally:
        """Return the counts of one group, ``None`` standing for what is not known.

        Raises:
            KeyError: there is no such group.
        """
        for one in self.cells:
            if one.group == group:
                return one
        raise KeyError(f"there is no group {group}; there are {', '.join(str(one.group) for one in self.cells)}")

    def table(self, lang: Lang = "id") -> str:
        """Return the counts as a table in plain text."""
        return text_table(*self._rows(lang))

    def _rows(self, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        head = tuple(render(f"naik.tally.{name}", {}, lang) for name in self.columns)
        rows: list[tuple[str, ...]] = []
        for cell in (*self.cells, self.total):
            names = tuple(group_label(by, name, lang) for by, name in zip(self.by, cell.group, strict=False))
            figures = (self._said(name, cell, lang) for name in self.columns)
            rows.append((*(names or total_labels(len(self.by), lang)), *figures))
        return (*(by_label(name, lang) for name in self.by), *head), rows

    def _said(self, name: str, cell: Tally, lang: Lang) -> str:
        if cell.suppressed:
            return render("naik.hidden", {}, lang)
        value = cell.figures[name]
        if value is None:
            return "–"
        return exact.percent_text(Fraction(value), lang) if name in self.shares else exact.number_text(value, lang)

    def explain(self, lang: Lang = "id") -> str:
        """Return what is counted, the counts, and what makes them doubtful."""
        window = str(self.window) if self.window.years else str(self.window.after)
        lines = [render(f"naik.tallies.{self.name}", {"window": window}, lang), self.table(lang)]
        return "\n".join((*lines, *(render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes)))

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain JSON values."""
        return {
            "schema": f"plut_kumkm/naik-kelas-{self.name.replace('_', '-')}/1",
            "window": [self.window.before, self.window.after],
            "by": list(self.by),
            "total": _plain(self.total),
            "cells": [_plain(cell) for cell in self.cells],
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        said = ", ".join(f"{name} {self._said(name, self.total, 'en')}" for name in self.columns)
        return f"<Tallies {self.name} {self.window}: {said}>"

    def _repr_html_(self) -> str:
        return html_lines(self.explain()) + html_table(*self._rows("id"))


def _plain(cell: Tally) -> dict[str, Any]:
    figures = {name: exact.plain(value) for name, value in cell.figures.items()}
    return {"group": list(cell.group), "suppressed": cell.suppressed, "figures": figures}


def tallied(
    name: str,
    panel: Panel,
    window: Window,
    ruler: Yardstick,
    entries: Iterable[Entry],
    figures: Callable[[Sequence[str], Group, Weight], Figures],
    *,
    columns: Sequence[str],
    enterprises: Sequence[str],
    by: str | Sequence[str] = (),
    min_cell: int | None = None,
    notes: Iterable[Finding] = (),
    shares: Iterable[str] = (),
) -> Tallies:
    """Return the counts of some enterprises, as a whole and by group.

    Args:
        name: what is counted.
        panel: the panel.
        window: the years that are compared.
        ruler: the law and how it is read.
        entries: the entry by which each enterprise is grouped.
        figures: from the keys of some enterprises, the group that they are, and what each counts for, to their counts.
        columns: the counts, in order.
        enterprises: which of them count enterprises, and must not be small.
        by: the breakdowns.
        min_cell: counts of fewer enterprises are not shown.
        notes: what is to be known of the counts.
        shares: which of the counts are shares.

    Raises:
        ValueError: there is no such breakdown, or ``min_cell`` is below 1.
    """
    if min_cell is not None and min_cell < 1:
        raise ValueError("min_cell must be at least 1")
    names, listed = breakdown_names(by, panel), list(entries)
    keys = [entry.key for entry in listed]
    total = Tally((), figures(keys, (), panel.weight))
    groups = grouped(listed, names, panel, ruler, panel.helped(window))
    cells = [Tally(group, figures(those, group, panel.weight)) for group, those in groups.items()]
    hidden: frozenset[int] = frozenset()
    if min_cell is not None:

        def sizes(tally: Tally, those: Sequence[str]) -> tuple[int, ...]:
            # A weight makes no group larger.
            plain = tally.figures if panel.weights is None else figures(those, tally.group, _one)
            return (len(those), *(int(plain[column] or 0) for column in enterprises))

        hidden = hidden_places([sizes(cell, groups[cell.group]) for cell in cells], min_cell)
        cells = [Tally(cell.group, {}, True) if place in hidden else cell for place, cell in enumerate(cells)]
        if is_small(sizes(total, keys), min_cell):
            total = Tally((), {}, True)
            notes = (*notes, Finding("naik.total_hidden", "warning", (), {"least": min_cell}))
    return Tallies(
        name=name, columns=tuple(columns), window=window, total=total, by=names, cells=tuple(cells),
        notes=(*notes, *about_cells(names, len(hidden), min_cell)), shares=frozenset(shares),
    )  # fmt: skip


def _one(_: str) -> int:
    return 1


def counted(outcomes: Iterable[tuple[str, Exact]], columns: Sequence[str]) -> dict[str, Exact | None]:
    """Return how often each outcome came, each time with its weight.

    >>> counted([("grew", 1), ("grew", 2), ("fell", 1)], ("grew", "same", "fell"))
    {'grew': 3, 'same': 0, 'fell': 1}
    """
    counts: dict[str, Exact] = dict.fromkeys(columns, 0)
    for name, weight in outcomes:
        counts[name] += weight
    return dict(counts)
