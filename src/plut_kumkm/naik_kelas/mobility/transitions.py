"""The transition matrix: from which class to which, with counts, shares, and a projection that is marked as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
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
from plut_kumkm.naik_kelas.measuring.warnings import year_notes
from plut_kumkm.naik_kelas.mobility.chains import long_run

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.naik_kelas.panels.members import Entry, Window
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

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
    """How many went from which class to which; with "unknown" and "absent" every enterprise of both years is in it."""

    by: str
    classes: tuple[str, ...]
    window: Window
    counts: Mapping[tuple[str, str], int]
    notes: tuple[Finding, ...] = ()

    def count(self, start: str, end: str) -> int:
        """Return how many went from one class to another; "unknown" and "absent" are classes too.

        Raises:
            ValueError: there is no such class.
        """
        for name in (start, end):
            if name not in (*self.classes, UNKNOWN, ABSENT):
                raise ValueError(f"there is no class {name!r}; there are {', '.join((*self.classes, UNKNOWN, ABSENT))}")
        return self.counts.get((start, end), 0)

    def share(self, start: str, end: str) -> Fraction | None:
        """Return the part of a class that went to another [1], of those known in both years; ``None`` where none is."""
        known = sum(self.count(start, name) for name in self.classes)
        return Fraction(self.count(start, end), known) if known else None

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
            return Projection(by=self.by, value=None, status="unknown", needs=tuple(unseen), notes=notes)
        found = long_run([[rows[one].get(two, Fraction(0)) for two in reached] for one in reached])
        if found is None:
            parts = Finding("naik.projection_parts", "warning")
            return Projection(by=self.by, value=None, status="indeterminate", notes=(*notes, parts))
        return Projection(by=self.by, value=dict(zip(reached, found, strict=True)), status="known", notes=notes)

    def table(self, lang: Lang = "id") -> str:
        """Return the counts as a table in plain text, the earlier class to the left."""
        return text_table(*self._rows(lang))

    def _rows(self, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        names = (*self.classes, UNKNOWN, ABSENT)
        labels = {name: class_label(self.by, name, lang) for name in names}
        head = (f"{self.window.before} → {self.window.after}", *labels.values())
        return head, [(labels[one], *(exact.number_text(self.count(one, two), lang) for two in names)) for one in names]

    def explain(self, lang: Lang = "id") -> str:
        """Return the table, and what makes it doubtful."""
        said = (render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes)
        return "\n".join((self.table(lang), *said))

    def to_dict(self) -> dict[str, Any]:
        """Return the matrix as plain JSON values."""
        names = (*self.classes, UNKNOWN, ABSENT)
        return {
            "schema": "plut_kumkm/naik-kelas-transitions/1",
            "by": self.by,
            "window": [self.window.before, self.window.after],
            "counts": {one: {two: self.count(one, two) for two in names} for one in names},
            "shares": {one: {two: exact.plain(self.share(one, two)) for two in self.classes} for one in self.classes},
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        known = sum(self.count(one, two) for one in self.classes for two in self.classes)
        return f"<Transitions by {self.by} {self.window}: {known} known>"

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
    by: str = "tier",
    before: int | None = None,
    after: int | None = None,
    yardstick: Yardstick | None = None,
) -> Transitions:
    """Return the transition matrix of a panel between two years.

    Args:
        panel: the panel.
        by: "tier" (the size by law), or a scale such as "jatim-binaan".
        before: the earlier year; the last but one of the panel unless given.
        after: the later year; the last of the panel unless given.
        yardstick: the law and how it is read; that of the latest record for both dates unless given.

    Raises:
        ValueError: there is no such year or scale.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.records import Enterprise, Snapshot
    >>> from plut_kumkm.naik_kelas import panel as make
    >>> def shop(id_, *sales):
    ...     years = (Snapshot(as_of=date(2024 + n, 12, 31), sales=amount) for n, amount in enumerate(sales))
    ...     return Enterprise(id=id_, snapshots=tuple(years))
    >>> matrix = transitions(make([shop("a", 10**9, 3 * 10**9), shop("b", 5, 4), shop("c", 5, None)]))
    >>> matrix.count("micro", "small"), matrix.share("micro", "small"), matrix.count("micro", "unknown")
    (1, Fraction(1, 2), 1)
    """
    window, ruler = panel.window(before, after), panel.yardstick(yardstick)
    classes = tuple(tier.value for tier in Tier) if by == "tier" else scale(by).bands.ids

    def place(entry: Entry | None) -> str:
        if entry is None:
            return ABSENT
        if by == "tier":
            tier = panel.state(entry, ruler).tier
            return UNKNOWN if tier is None else tier.value
        return scale(by).class_of(entry.value(scale(by).field)) or UNKNOWN

    def pairs() -> Iterator[tuple[str, str]]:
        for key, member in panel.members.items():
            first, last = (member.entries.get(year) for year in window)
            if first is not None or last is not None:
                # Another enterprise took the key: what became of the first is not known.
                strange = first is not None and last is not None and panel.broken(key, window)
                yield place(first), UNKNOWN if strange else place(last)

    return Transitions(
        by=by, classes=classes, window=window, counts=Counter(pairs()), notes=tuple(year_notes(panel, window))
    )
