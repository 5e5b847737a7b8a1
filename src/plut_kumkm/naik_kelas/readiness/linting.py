"""The linter of instruments: what in a score sheet contradicts itself, cannot be reached, or is left unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.lint import LintReport, Rule, Suppression, lint
from plut_kumkm.naik_kelas.readiness.sheets import Item, Level, ScoreSheet

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact

_SUMS = (1, 100)


def _finding(code: str, path: tuple[str | int, ...], **params: Any) -> Finding:
    return Finding(f"instrument.{code}", path=path, params=params)


def sums(sheet: ScoreSheet) -> Iterator[Finding]:
    """Weights that do not add up to 1 or 100 were mistyped, or one is missing. Correct them: their ratio counts."""
    if sheet.kind != "score":
        return
    given = [aspect.weight for aspect in sheet.aspects if aspect.weight is not None]
    if sheet.weights == "given" and len(given) == len(sheet.aspects) and given and sum(given) not in _SUMS:
        yield _finding("weights_sum", ("aspect",), sum=_told(sum(given)))
    for place, aspect in enumerate(sheet.aspects):
        of_items = [item.weight for item in aspect.items if item.weight is not None]
        if of_items and len(of_items) == len(aspect.items) and sum(of_items) not in _SUMS:
            yield _finding("item_weights_sum", ("aspect", place), aspect=aspect, sum=_told(sum(of_items)))


def missing_weights(sheet: ScoreSheet) -> Iterator[Finding]:
    """No weight is made up. Give one to each aspect, or say `weights = "equal"`; to the items of one, all or none."""
    if sheet.kind != "score":
        return
    for place, aspect in enumerate(sheet.aspects):
        if sheet.weights == "given" and aspect.items and aspect.weight is None:
            yield _finding("weight_missing", ("aspect", place), aspect=aspect)
        given = [item for item in aspect.items if item.weight is not None]
        if given and len(given) < len(aspect.items):
            yield _finding("item_weight_missing", ("aspect", place), aspect=aspect)


def overlaps(sheet: ScoreSheet) -> Iterator[Finding]:
    """A score in two levels has no level. Let each level begin where the one below ends, on one side of the bound."""
    if sheet.kind != "score":
        return
    for place, level in enumerate(sheet.levels):
        if _backwards(level):
            yield _finding("level_backwards", ("level", place), level=level, interval=level.interval())
    for (place, low), (_, high) in pairwise(enumerate(sheet.levels)):
        if not _apart(low, high):
            yield _finding("levels_overlap", ("level", place + 1), low=low, high=high)


def gaps(sheet: ScoreSheet) -> Iterator[Finding]:
    """A score between two levels has none. Close the gap, unless the source prints it so."""
    for (place, low), (_, high) in pairwise(enumerate(sheet.levels)) if sheet.kind == "score" else ():
        if _apart(low, high) and not (low.high == high.low and low.high_in != high.low_in):
            yield _finding("levels_gap", ("level", place + 1), low=low, high=high)


def unreachable(sheet: ScoreSheet) -> Iterator[Finding]:
    """A level beyond the scale is never reached. Correct the level, or the scale of the sheet."""
    low, high = sheet.scale
    for place, level in enumerate(sheet.levels if sheet.kind == "score" else ()):
        above = level.low is not None and (level.low > high or (level.low == high and not level.low_in))
        below = level.high is not None and (level.high < low or (level.high == low and not level.high_in))
        if above or below:
            yield _finding("level_unreachable", ("level", place), level=level, low=_told(low), high=_told(high))


def uncovered(sheet: ScoreSheet) -> Iterator[Finding]:
    """A score at an end of the scale that lies in no level has none. Let the first and last level reach the ends."""
    if sheet.kind == "score" and sheet.levels:
        for place, end in ((0, sheet.scale[0]), (len(sheet.levels) - 1, sheet.scale[1])):
            if not any(level.holds(end) for level in sheet.levels):
                yield _finding("scale_uncovered", ("level", place), score=_told(end))


def expiry(sheet: ScoreSheet) -> Iterator[Finding]:
    """Evidence of which nobody says how long it counts proves a state of long ago. Say `valid_months`, or `lasting`."""
    for place, item in _items(sheet):
        if item.evidence is not None and item.valid_months is None and not item.lasting:
            yield _finding("evidence_unlimited", ("item", place), item=item)


def coverage(sheet: ScoreSheet) -> Iterator[Finding]:
    """Without a coverage stated, a level is told only when all is answered. Say `min_coverage`, such as "0.8"."""
    if sheet.kind == "score" and sheet.items and sheet.min_coverage is None:
        yield _finding("coverage_unstated", ("sheet", "min_coverage"))


def threshold(sheet: ScoreSheet) -> Iterator[Finding]:
    """A number of items that cannot be reached, or is reached by nobody's doing, decides nothing. Correct `k`."""
    if sheet.kind == "count" and sheet.k is not None:
        if not 1 <= sheet.k <= len(sheet.items):
            yield _finding("k_unreachable", ("sheet", "k"), k=sheet.k, n=len(sheet.items))
        if len(sheet.levels) != 2:
            yield _finding("count_levels", ("level",), count=len(sheet.levels))
    if sheet.kind == "stages" and len(sheet.levels) != len(sheet.items):
        yield _finding("stage_levels", ("level",), count=len(sheet.levels), items=len(sheet.items))
    for place, item in _items(sheet):
        if sheet.kind != "score" and item.form != "check":
            yield _finding("item_not_check", ("item", place), item=item)


def points(sheet: ScoreSheet) -> Iterator[Finding]:
    """An answer whose points lie outside the range of its item makes a score outside the scale. Correct the points."""
    for place, item in _items(sheet):
        for word, value in item.answers.items():
            if not item.low <= value <= item.high:
                yield _finding("points_outside", ("item", place), item=item, answer=word, points=_told(value))


def unknowns(sheet: ScoreSheet) -> Iterator[Finding]:
    """What the source does not tell cannot be computed. Verify the text of the instrument, then fill it in."""
    if not sheet.items:
        yield _finding("content_unknown", ("aspect",), sheet=sheet)
    if sheet.weights == "unknown":
        yield _finding("weights_unknown", ("sheet", "weights"), sheet=sheet)
    if not sheet.levels_known:
        yield _finding("levels_unknown", ("sheet", "levels"), sheet=sheet)


RULES: tuple[Rule[ScoreSheet], ...] = (
    Rule("INS001", "warning", sums),
    Rule("INS002", "error", missing_weights),
    Rule("INS003", "error", overlaps),
    Rule("INS004", "warning", gaps),
    Rule("INS005", "error", unreachable),
    Rule("INS006", "warning", uncovered),
    Rule("INS007", "warning", expiry),
    Rule("INS008", "info", coverage),
    Rule("INS009", "error", threshold),
    Rule("INS010", "error", points),
    Rule("INS011", "info", unknowns),
)


def lint_instrument(sheet: ScoreSheet, *, suppress: Iterable[Suppression] = ()) -> LintReport:
    """Return what contradicts itself in an instrument, cannot be reached, or is left unsaid.

    Args:
        sheet: the instrument.
        suppress: findings that are let pass, each with its reason.

    Raises:
        TypeError: ``sheet`` is no score sheet.

    >>> from plut_kumkm.naik_kelas.readiness.loading import instrument
    >>> lint_instrument(instrument("ydba")).ok
    True
    """
    if not isinstance(sheet, ScoreSheet):
        raise TypeError(f"sheet must be a ScoreSheet, not {type(sheet).__name__}")
    return lint(sheet, RULES, suppress=suppress)


def _items(sheet: ScoreSheet) -> Iterator[tuple[int, Item]]:
    yield from enumerate(sheet.items)


def _backwards(level: Level) -> bool:
    if level.low is None or level.high is None:
        return False
    return level.low > level.high or (level.low == level.high and not (level.low_in and level.high_in))


def _apart(low: Level, high: Level) -> bool:
    """Return whether the first level ends before the second begins."""
    if low.high is None or high.low is None:
        return False
    return low.high < high.low or (low.high == high.low and not (low.high_in and high.low_in))


def _told(value: Exact) -> str:
    return str(Fraction(value))
