"""Plans laid side by side: the matrix of their indicators, what has no counterpart, and one screen of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, Report
from plut_kumkm.planning.aligning import writing
from plut_kumkm.planning.aligning.comparing import ITEMS, STATES, State
from plut_kumkm.planning.aligning.gaps import Gap, Orphan
from plut_kumkm.planning.aligning.matching.entries import Entry, Match, percent, shown
from plut_kumkm.planning.aligning.rows import AlignedRow, state_label
from plut_kumkm.planning.answers import plain, render
from plut_kumkm.planning.records.action_plans import ActionPlan
from plut_kumkm.planning.records.plans import Plan

SCHEMA = "plut_kumkm/alignment/1"
_SHOWN = ("unit", "baseline", "target")


@frozen(kw_only=True, repr=False, eq=False)
class Alignment:
    """Two or more plans laid side by side, in the order of their hierarchy.

    ``labels`` are their ids, told apart where two are the same. ``doubts`` are the indicators of which nothing tells
    which of several of another plan they are, with the candidates; they are neither matched nor orphans. ``near`` is
    how far apart two names could be to be taken for one [1].

    >>> from plut_kumkm.planning.aligning.running import align
    >>> from plut_kumkm.planning.records.indicators import Indicator, by_period
    >>> def plan(id_, **targets):
    ...     one = Indicator(id="i", name="Event ekraf", unit="event", targets=by_period({2025: targets["y"]}))
    ...     return Plan(id=id_, kind="renja", first_year=2025, last_year=2025, indicators=(one,))
    >>> found = align(plan("a", y=20), plan("b", y=15))
    >>> found.rows[0].state("target"), [one.code for one in found.findings][:1]
    ('differs', ['planning.align_target_differs'])
    """

    plans: tuple[Plan | ActionPlan, ...]
    labels: tuple[str, ...]
    rows: tuple[AlignedRow, ...]
    orphans: tuple[Orphan, ...]
    doubts: Mapping[Entry, tuple[Match, ...]]
    without_indicator: tuple[Gap, ...]
    without_money: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    near: Fraction

    def __getitem__(self, indicator: str) -> AlignedRow:
        for row in self.rows:
            if any(one is not None and one.indicator.id == indicator for one in row.entries):
                return row
        raise KeyError(f"no plan has an indicator {indicator!r}")

    # -------------------------------------------------------------------------------------------------------- together

    @property
    def report(self) -> Report:
        """Everything that was noticed."""
        return Report(self.findings)

    @property
    def matches(self) -> tuple[Match, ...]:
        """How the indicators of the rows were found to be one, row by row."""
        return tuple(match for row in self.rows for match in row.matches)

    @property
    def states(self) -> Mapping[State, int]:
        """How many of the comparisons are in each state."""
        found = [cell.state for row in self.rows for cell in row.cells]
        return {state: found.count(state) for state in STATES}

    @property
    def agreement(self) -> Fraction | None:
        """How many of the comparisons agree [1], of those where there is something to agree on."""
        found = [cell.agrees for row in self.rows for cell in row.cells if cell.agrees is not None]
        return Fraction(sum(found), len(found)) if found else None

    # ----------------------------------------------------------------------------------------------------------- words

    def explain(self, lang: Lang = "id") -> str:
        """Return the matrix and everything that was noticed as plain text, in Indonesian or English."""
        lines = [self._title(lang), self._counts(lang)]
        if self.rows:
            lines.append(show.text_table(self._header(lang), [self._cells(row, lang) for row in self.rows]))
        lines += [render("verdict.note", {"note": found.message(lang)}, lang) for found in self.findings]
        return "\n\n".join(lines)

    def html(self, lang: Lang = "id") -> str:
        """Return the matrix and everything that was noticed as HTML, every cell escaped."""
        caption = f"{self._title(lang)}. {self._counts(lang)}"
        table = show.html_table(self._header(lang), [self._cells(row, lang) for row in self.rows], caption)
        return table + "".join(show.html_lines(found.message(lang)) for found in self.findings)

    def _title(self, lang: Lang) -> str:
        return render("planning.align.title", {"plans": " → ".join(self.labels)}, lang)

    def _counts(self, lang: Lang) -> str:
        share = self.agreement
        params = {
            "rows": len(self.rows),
            "whole": sum(row.whole for row in self.rows),
            "orphans": len({orphan.entry for orphan in self.orphans}),
            "doubts": len(self.doubts),
            "agreement": "–" if share is None else percent(share, lang),
        }
        return render("planning.align.counts", params, lang)

    def _header(self, lang: Lang) -> list[str]:
        words = [render(f"planning.align.item.{item}", {}, lang) for item in _SHOWN]
        return [render("planning.column.indicator", {}, lang), *self.labels, *words]

    def _cells(self, row: AlignedRow, lang: Lang) -> list[str]:
        held = ["–" if one is None else one.indicator.id for one in row.entries]
        return [shown(row.name), *held, *(state_label(row.state(item), lang) for item in _SHOWN)]

    # --------------------------------------------------------------------------------------------------------- records

    def to_records(self) -> list[dict[str, Any]]:
        """Return a flat record for each indicator, all with the same keys, for a table.

        ``unit``, ``baseline``, ``target 2025`` … hold whether the plans agree, and the same with the label of a plan
        ("target 2025: renja") what that plan says.
        """
        return writing.records(self.rows, self.labels)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the records to a CSV file, in which no cell is taken for a formula.

        Raises:
            OSError: the file cannot be written.
        """
        writing.write_csv(path, self.to_records(), writing.columns(self.rows, self.labels))

    def sheets(self, lang: Lang = "id") -> dict[str, list[list[writing.Cell]]]:
        """Return the sheets of a workbook by name, each a list of rows, the first of them the header.

        Numbers are numbers where they can be exact; no text is taken for a formula.
        """
        return writing.sheets(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the alignment as plain JSON values."""
        pairs = zip(self.labels, self.plans, strict=True)
        return {
            "schema": SCHEMA,
            "plans": [{"label": label, "id": one.id, "kind": one.kind} for label, one in pairs],
            "near": plain(self.near),
            "items": list(ITEMS),
            "agreement": plain(self.agreement),
            "states": dict(self.states),
            "rows": [row.to_dict() for row in self.rows],
            "orphans": [one.to_dict() for one in self.orphans],
            "doubts": [
                {"plan": entry.label, "indicator": entry.indicator.id, "candidates": [one.to_dict() for one in held]}
                for entry, held in self.doubts.items()
            ],
            "without_indicator": [one.to_dict() for one in self.without_indicator],
            "without_money": [one.to_dict() for one in self.without_money],
            "findings": self.report.to_records(),
        }

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Alignment {' → '.join(self.labels)}: {self._counts('en')}>"

    def _repr_html_(self) -> str:
        return self.html()
