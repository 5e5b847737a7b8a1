"""The transition matrix: from which class to which, with counts, shares, and a projection that is marked as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.messages import render
from plut_kumkm.base.show import html_lines, html_table, text_table
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.answers import Answer
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.ladders import scale
from plut_kumkm.naik_kelas.measuring.breakdowns import breakdown_names, grouped
from plut_kumkm.naik_kelas.measuring.groups import by_label, group_label, total_labels
from plut_kumkm.naik_kelas.measuring.suppressing import hidden_places
from plut_kumkm.naik_kelas.measuring.warnings import about_cells, weight_notes, year_notes
from plut_kumkm.naik_kelas.mobility.chains import long_run

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.measuring.breakdowns import Group
    from plut_kumkm.naik_kelas.panels.members import Entry, Window
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

Move = tuple[str, str]
UNKNOWN, ABSENT = "unknown", "absent"


@frozen(kw_only=True, repr=False, eq=False)
class Projection(Answer[Mapping[str, Fraction]]):
    """The shares of the classes if the moves of one window went on for ever: a projection, no forecast."""

    by: str

    def headline(self, lang: Lang = "id") -> str:
        """Return the shares in one line."""
        if self.value is None:
            return render(f"status.{self.status}", {}, lang)
        said = {class_label(self.by, name, lang): exact.percent_text(part, lang) for name, part in self.value.items()}
        return ", ".join(f"{name} {part}" for name, part in said.items())

    def told(self) -> dict[str, Any]:
        """Return the shares as text, so that they stay exact."""
        return {"value": None if self.value is None else {one: str(share) for one, share in self.value.items()}}

    def __repr__(self) -> str:
        return f"<Projection {self.headline('en')}>"


@frozen(repr=False, eq=False, kw_only=True)
class Transitions:
    """How many went from which class to which; with "unknown" and "absent" every enterprise of both years is in it.

    ``ladder`` says of what the classes are, ``cells`` are the same matrix by group. Numbers in ``hidden`` are too small
    to be shown. Where the panel has weights, each enterprise counts with its own.
    """

    ladder: str
    classes: tuple[str, ...]
    window: Window
    counts: Mapping[tuple[str, str], Exact]
    hidden: frozenset[tuple[str, str]] = frozenset()
    notes: tuple[Finding, ...] = ()
    by: tuple[str, ...] = ()
    group: tuple[str | None, ...] = ()
    cells: tuple[Transitions, ...] = ()

    def count(self, start: str, end: str) -> Exact | None:
        """Return how many went from one class to another, ``None`` where that is not shown.

        "unknown" and "absent" are classes too.

        Raises:
            ValueError: there is no such class.
        """
        for name in (start, end):
            if name not in self._names:
                raise ValueError(f"there is no class {name!r}; there are {', '.join(self._names)}")
        return None if (start, end) in self.hidden else self.counts.get((start, end), 0)

    def share(self, start: str, end: str) -> Fraction | None:
        """Return the part of a class that went to another [1], of those known in both years.

        It is ``None`` where none is known, and where a number of the same class is not shown, which the share would
        tell.
        """
        known = [self.count(start, name) for name in self.classes]
        told = sum(Fraction(one) for one in known if one is not None)
        part = self.count(start, end)
        return None if None in known or part is None or not told else Fraction(part) / told

    def cell(self, *group: str | None) -> Transitions:
        """Return the matrix of one group, ``None`` standing for what is not known.

        Raises:
            KeyError: there is no such group.
        """
        for one in self.cells:
            if one.group == group:
                return one
        raise KeyError(f"there is no group {group}; there are {', '.join(str(one.group) for one in self.cells)}")

    def long_run(self) -> Projection:
        """Return the shares of the classes if the moves of this window went on for ever, marked as a projection.

        It is unknown where from a class that is reached nobody's way on is known, and indeterminate where the classes
        fall into parts between which nobody moves: then the shares of today decide.
        """
        rows = {one: {two: share for two in self.classes if (share := self.share(one, two))} for one in self.classes}
        reached = [one for one in self.classes if rows[one] or any(one in row for row in rows.values())]
        notes = (*self.notes, Finding("naik.projection", "warning", (), {"window": str(self.window)}))
        unseen = [one for one in reached if not rows[one]]
        if unseen or not reached:
            return Projection(by=self.ladder, value=None, status="unknown", needs=tuple(unseen), notes=notes)
        found = long_run([[rows[one].get(two, Fraction(0)) for two in reached] for one in reached])
        if found is None:
            parts = Finding("naik.projection_parts", "warning")
            return Projection(by=self.ladder, value=None, status="indeterminate", notes=(*notes, parts))
        return Projection(by=self.ladder, value=dict(zip(reached, found, strict=True)), status="known", notes=notes)

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.classes, UNKNOWN, ABSENT)

    def table(self, lang: Lang = "id") -> str:
        """Return the counts as a table in plain text, the earlier class to the left; groups first, then all."""
        return text_table(*self._rows(lang))

    def _rows(self, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        labels = {name: class_label(self.ladder, name, lang) for name in self._names}
        groups = tuple(by_label(name, lang) for name in self.by)
        head = (*groups, f"{self.window.before} → {self.window.after}", *labels.values())
        rows = [
            (*self._group_labels(cell, lang), labels[one], *(cell._said(one, two, lang) for two in self._names))
            for cell in (*self.cells, self)
            for one in self._names
            # In a group only what is there: there may be many groups.
            if not cell.group or any(cell.count(one, two) != 0 for two in self._names)
        ]
        return head, rows

    def _group_labels(self, cell: Transitions, lang: Lang) -> tuple[str, ...]:
        if not cell.group:
            return total_labels(len(self.by), lang)
        return tuple(group_label(by, name, lang) for by, name in zip(self.by, cell.group, strict=True))

    def _said(self, start: str, end: str, lang: Lang) -> str:
        count = self.count(start, end)
        return render("naik.hidden", {}, lang) if count is None else exact.number_text(count, lang)

    def explain(self, lang: Lang = "id") -> str:
        """Return the table, and what makes it doubtful."""
        said = (render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes)
        return "\n".join((self.table(lang), *said))

    def to_dict(self) -> dict[str, Any]:
        """Return the matrix as plain JSON values; ``None`` stands for a number that is not shown."""
        return {
            "schema": "plut_kumkm/naik-kelas-transitions/1",
            "ladder": self.ladder,
            "window": [self.window.before, self.window.after],
            "by": list(self.by),
            **self._plain(),
            "cells": [{"group": list(cell.group), **cell._plain()} for cell in self.cells],
            "notes": [note.to_dict() for note in self.notes],
        }

    def _plain(self) -> dict[str, Any]:
        names = self._names
        return {
            "counts": {one: {two: exact.plain(self.count(one, two)) for two in names} for one in names},
            "shares": {one: {two: exact.plain(self.share(one, two)) for two in self.classes} for one in self.classes},
        }

    def __repr__(self) -> str:
        shown = [self.count(one, two) for one in self.classes for two in self.classes]
        # A sum would tell what is hidden.
        told = "not all shown" if None in shown else f"{exact.number_text(sum(filter(None, shown)), 'en')} known"
        return f"<Transitions by {self.ladder} {self.window}: {told}>"

    def _repr_html_(self) -> str:
        return html_table(*self._rows("id")) + html_lines("\n".join(note.message() for note in self.notes))


def class_label(by: str, name: str, lang: Lang) -> str:
    """Return the name of a class in words.

    >>> class_label("tier", "micro", "en"), class_label("jatim-binaan", "kecil-1", "id")
    ('Micro Enterprise', 'Kecil 1')
    """
    if name in (UNKNOWN, ABSENT):
        return render(f"naik.group.{name}", {}, lang)
    return Tier(name).label(lang) if by == "tier" else scale(by).class_labels[name]


def transitions(
    panel: Panel,
    *,
    ladder: str = "tier",
    by: str | Sequence[str] = (),
    before: int | None = None,
    after: int | None = None,
    min_cell: int | None = None,
    yardstick: Yardstick | None = None,
) -> Transitions:
    """Return the transition matrix of a panel between two years, as a whole and by group.

    Args:
        panel: the panel.
        ladder: of what the classes are: "tier" (the size by law), or a scale such as "jatim-binaan".
        by: the breakdowns, as in ``measure``.
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        min_cell: numbers of fewer enterprises are not shown, nor what they could be worked out from.
        yardstick: the law and how it is read; that of the latest record for both dates unless given.

    Raises:
        ValueError: there is no such year, scale or breakdown, or ``min_cell`` is below 1.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *sales):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
    ...     return Enterprise(id=id_, region="Kota Contoh", snapshots=tuple(years))
    >>> matrix = transitions(make([shop("a", 10**9, 3 * 10**9), shop("b", 5, 4), shop("c", 5, None)]), by="region")
    >>> matrix.count("micro", "small"), matrix.share("micro", "small"), matrix.count("micro", "unknown")
    (1, Fraction(1, 2), 1)
    >>> matrix.cell("Kota Contoh").count("micro", "small")
    1
    """
    if min_cell is not None and min_cell < 1:
        raise ValueError("min_cell must be at least 1")
    window, ruler = panel.window(before, after), panel.yardstick(yardstick)
    classes = tuple(tier.value for tier in Tier) if ladder == "tier" else scale(ladder).bands.ids
    names = breakdown_names(by, panel)

    def place(entry: Entry | None) -> str:
        if entry is None:
            return ABSENT
        if ladder == "tier":
            tier = panel.state(entry, ruler).tier
            return UNKNOWN if tier is None else tier.value
        return scale(ladder).class_of(entry.value(scale(ladder).field)) or UNKNOWN

    def rebased(first: Entry | None, last: Entry | None) -> bool:
        if ladder != "tier" or first is None or last is None:
            return False
        states = [panel.state(entry, ruler) for entry in (first, last)]
        return all(state.tier is not None for state in states) and states[0].basis != states[1].basis

    moves: dict[str, Move] = {}
    changed: set[str] = set()
    anchors: list[Entry] = []
    for key, member in panel.members.items():
        first, last = (member.entries.get(year) for year in window)
        anchor = first or last
        if anchor is not None:
            # Another enterprise took the key: what became of the first is not known.
            strange = first is not None and last is not None and panel.broken(key, window)
            if not strange and rebased(first, last):
                changed.add(key)
            moves[key] = place(first), UNKNOWN if strange or key in changed else place(last)
            anchors.append(anchor)
    groups = grouped(anchors, names, panel, ruler, panel.helped(window))
    hidden, of_groups = _hidden(moves, groups, min_cell)
    notes = [*year_notes(panel, window), *weight_notes(panel), *about_cells(names, sum(map(len, of_groups)), min_cell)]
    if changed:
        notes.append(Finding("naik.basis_changed", "warning", (), {"count": len(changed)}))
    if hidden:
        notes.append(Finding("naik.numbers_hidden", "info", (), {"count": len(hidden), "least": min_cell}))

    def matrix(keys: Iterable[str], **more: Any) -> Transitions:
        counts: dict[Move, Exact] = {}
        for key in keys:
            counts[moves[key]] = counts.get(moves[key], 0) + panel.weight(key)
        return Transitions(ladder=ladder, classes=classes, window=window, counts=counts, **more)

    cells = (
        matrix(keys, group=group, hidden=frozenset(small))
        for (group, keys), small in zip(groups.items(), of_groups, strict=True)
    )
    return matrix(moves, by=names, hidden=hidden, cells=tuple(cells), notes=tuple(notes))


def _hidden(
    moves: Mapping[str, Move], groups: Mapping[Group, list[str]], least: int | None
) -> tuple[frozenset[Move], list[set[Move]]]:
    """Return which numbers of the whole are not shown, and of each group; weights do not make a number larger.

    No sum of a row or column is shown, so within one matrix a number cannot be worked out; from the others of its kind,
    by group, it can.
    """
    of_groups: list[set[Move]] = [set() for _ in groups]
    if least is None:
        return frozenset(), of_groups
    whole = Counter(moves.values())
    counted = [Counter(moves[key] for key in keys) for keys in groups.values()]
    for move in whole:
        for at in hidden_places([(one[move],) for one in counted], least):
            of_groups[at].add(move)
    return frozenset(move for move, count in whole.items() if count < least), of_groups
