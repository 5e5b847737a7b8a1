"""One row of the matrix: an indicator in all the plans that have it, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from plut_kumkm.base.findings import Lang
from plut_kumkm.planning.aligning.comparing import Compared, State
from plut_kumkm.planning.aligning.matching.entries import Entry, Match, shown
from plut_kumkm.planning.answers import render


@frozen(kw_only=True, repr=False, eq=False)
class AlignedRow:
    """An indicator by plan, ``None`` where a plan has none; how it was found; and what was compared."""

    entries: tuple[Entry | None, ...]
    matches: tuple[Match, ...]
    cells: tuple[Compared, ...]

    @property
    def first(self) -> Entry:
        """The indicator in the highest plan that has it."""
        return next(one for one in self.entries if one is not None)

    @property
    def name(self) -> str:
        """The name of the indicator in the highest plan that has it."""
        return self.first.indicator.name

    @property
    def agrees(self) -> bool | None:
        """Whether all that was compared agrees; ``None`` where only one plan has the indicator."""
        found = {cell.agrees for cell in self.cells}
        return None if found <= {None} else False not in found

    @property
    def whole(self) -> bool:
        """Whether every plan has the indicator."""
        return None not in self.entries

    def state(self, item: str) -> State | None:
        """Return the worst state among what was compared of an item ("unit", "target" …), ``None`` where nothing was.

        Args:
            item: one of ``ITEMS``.
        """
        found = {cell.state for cell in self.cells if cell.what.item == item}
        return next((state for state in WORST if state in found), None)

    def explain(self, lang: Lang = "id") -> str:
        """Return how the indicator was found in each plan, and what each says of it, in Indonesian or English."""
        lines = [shown(self.name)]
        lines += [
            f"- {entry.label}: {entry.indicator.id} · {shown(entry.indicator.name)}" for entry in self.entries if entry
        ]
        lines += [f"- {match.label(lang)}" for match in self.matches]
        for cell in self.cells:
            said = said_by(cell, self.entries, lang)
            lines.append(f"- {cell.what.label(lang)}: {state_label(cell.state, lang)} ({said})")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "name": self.name,
            "indicators": [None if one is None else one.indicator.id for one in self.entries],
            "matches": [match.to_dict() for match in self.matches],
            "agrees": self.agrees,
            "cells": [cell.to_dict() for cell in self.cells],
        }

    def __repr__(self) -> str:
        held = ", ".join("–" if one is None else one.indicator.id for one in self.entries)
        return f"<AlignedRow {held}: {_SAID[self.agrees]}>"


_SAID = {True: "agrees", False: "differs", None: "nothing to compare"}
# The worst first.
WORST: Sequence[State] = ("differs", "unread", "incomparable", "missing", "equal", "absent", "alone")


def state_label(state: State | None, lang: Lang) -> str:
    """Return a state in words."""
    return "–" if state is None else render(f"planning.align.state.{state}", {}, lang)


def said_by(cell: Compared, entries: Sequence[Entry | None], lang: Lang) -> str:
    """Return what each plan says, with the name of the plan, in one line."""
    return "; ".join(
        f"{entry.label}: {cell.said(place, lang)}" for place, entry in enumerate(entries) if entry and cell.asked[place]
    )
