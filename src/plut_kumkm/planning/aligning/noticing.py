"""What is to be said of plans laid side by side: every disagreement, every doubt and every gap as a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang, Severity
from plut_kumkm.planning.aligning.comparing import Compared, Item
from plut_kumkm.planning.aligning.gaps import Gap, Orphan
from plut_kumkm.planning.aligning.matching.entries import Entry, Match, shown
from plut_kumkm.planning.aligning.matching.names import SHOWN
from plut_kumkm.planning.aligning.rows import AlignedRow, said_by
from plut_kumkm.planning.answers import render

# How serious it is that plans say different things of an indicator, or that one of them says nothing.
_DIFFERS: Mapping[Item, tuple[Severity, Severity]] = {
    "unit": ("error", "warning"),
    "direction": ("error", "info"),
    "accumulation": ("warning", "info"),
    "baseline_year": ("warning", "info"),
    "baseline": ("warning", "info"),
    "target": ("warning", "warning"),
    "end": ("warning", "warning"),
}


@frozen
class Said:
    """What the plans say of one thing, as it stands in a message."""

    cell: Compared
    entries: tuple[Entry | None, ...]

    def label(self, lang: Lang = "id") -> str:
        """Return it in one line."""
        return said_by(self.cell, self.entries, lang)

    def __str__(self) -> str:
        return self.label()


def of_row(row: AlignedRow) -> Iterator[Finding]:
    """Yield what is to be known of one indicator: how it was found, and where the plans do not agree."""
    for match in row.matches:
        path, params = _path(match.other), {"match": match, **_names(match)}
        if match.how == "near":
            yield Finding("planning.align_near", "info", path, params)
        elif match.how == "id" and (match.distance > SHOWN or match.one.name.parting != match.other.name.parting):
            yield Finding("planning.align_names_unlike", "warning", path, params)
    held = [place for place, entry in enumerate(row.entries) if entry is not None]
    skipped = [place for place in range(held[0], held[-1]) if row.entries[place] is None]
    if skipped:
        yield Finding("planning.align_skipped", "warning", _path(row.first), {"indicator": _name(row.first)})
    for cell in row.cells:
        yield from _of_cell(cell, row)


def _of_cell(cell: Compared, row: AlignedRow) -> Iterator[Finding]:
    differs, missing = _DIFFERS[cell.what.item]
    params = {"what": cell.what, "indicator": _name(row.first), "values": Said(cell, row.entries)}
    path = (*_path(row.first), *cell.what.path)
    if cell.state == "differs":
        yield Finding(f"planning.align_{cell.what.item}_differs", differs, path, params)
    elif cell.state == "unread":
        yield Finding("planning.align_unread", "warning", path, params)
    elif cell.state == "missing":
        yield Finding("planning.align_missing", missing, path, params)


def of_orphan(orphan: Orphan) -> Finding:
    """Return that an indicator has no counterpart, and which names come nearest."""
    params = {"plan": orphan.entry.label, "indicator": _name(orphan.entry), "near": Nearest(tuple(orphan.near))}
    return Finding(f"planning.align_orphan_{orphan.way}", "warning", _path(orphan.entry), params)


def of_doubt(entry: Entry, candidates: Sequence[Match]) -> Finding:
    """Return that nothing tells which of several an indicator is."""
    params = {"plan": entry.label, "indicator": _name(entry), "near": Nearest(tuple(candidates), sentence=False)}
    return Finding("planning.align_ambiguous", "warning", _path(entry), params)


def of_clash(match: Match) -> Finding:
    """Return that two indicators were found to be one, and the other plans say otherwise."""
    return Finding("planning.align_clash", "warning", _path(match.other), {"match": match, **_names(match)})


def of_gap(gap: Gap, lack: str) -> Finding:
    """Return that a part of a plan has no indicator, or no money."""
    params = {"plan": gap.label, "part": shown(gap.placed.part.name)}
    return Finding(f"planning.align_{gap.placed.kind}_without_{lack}", "warning", (gap.label, *gap.placed.path), params)


def _path(entry: Entry) -> tuple[str | int, ...]:
    return (entry.label, *entry.placed.path)


def _name(entry: Entry) -> str:
    return shown(entry.indicator.name)


def _names(match: Match) -> dict[str, str]:
    return {"first": _name(match.one), "second": _name(match.other)}


@frozen
class Nearest:
    """The names that come nearest, with their distances, as they stand in a message: a sentence, or nothing."""

    matches: tuple[Match, ...]
    sentence: bool = True

    def label(self, lang: Lang = "id") -> str:
        """Return them in one line, as a sentence with the blank before it where they are one."""
        told = (
            f'{match.other.label} {match.other.indicator.id} "{_name(match.other)}" ({match.found(lang)})'
            for match in self.matches
        )
        names = "; ".join(told)
        if not names or not self.sentence:
            return names
        return f" {render('planning.align.nearest', {'near': names}, lang)}"

    def __str__(self) -> str:
        return self.label()
