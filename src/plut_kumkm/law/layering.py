"""Laying a layer of law over a book: what is above ends what is below, and nothing resumes by itself.

A line is the stretches that answer one question, in order of time. A new regime ends the line the day before; a change
gives bounds of a regime new values from a day on; an end leaves a declared gap. The whole line is then checked: no
overlap, no gap that nobody declared.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from plut_kumkm.base.bands import Bands
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Span
from plut_kumkm.law.regimes import UNORDERED, Dispute, Gap, Regime, Stretch, regimes_in, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.files.loading import Change, End, Layer
    from plut_kumkm.law.instruments import Provision

_DAY = timedelta(days=1)


def lay(stretches: Mapping[str, tuple[Stretch, ...]], layer: Layer) -> tuple[dict[str, list[Stretch]], list[Finding]]:
    """Return the lines of a book with ``layer`` over them, and every reason why the result cannot stand."""
    problems = list(layer.problems)
    lines = {of: list(line) for of, line in stretches.items()}
    fresh: dict[str, list[Stretch]] = {}
    new: tuple[Stretch, ...] = (*layer.regimes, *layer.gaps)
    for stretch in new:
        fresh.setdefault(stretch.of, []).append(stretch)
    for of, above in fresh.items():
        lines[of] = _laid(lines.get(of, []), sorted(above, key=first_day))
    for end in layer.ends:
        problems += _end(lines, end)
    for regime, changes in groupby(sorted(layer.changes, key=_moment), key=_regime):
        problems += _change(lines, regime, tuple(changes))
    for of, line in lines.items():
        problems += _check(of, line)
    return lines, problems


def first_day(stretch: Stretch) -> date:
    """Return the day on which a stretch begins."""
    return stretch.span.since or date.min


def _regime(change: Change) -> str:
    return change.key.partition("/")[0]


def _moment(change: Change) -> tuple[str, date]:
    return _regime(change), change.span.since or date.min


def _between(stretch: Stretch, since: date | None, until: date | None) -> Stretch | None:
    """Return the part of a stretch that lies from ``since`` to ``until``, or ``None``."""
    starts = [day for day in (stretch.span.since, since) if day is not None]
    ends = [day for day in (stretch.span.until, until) if day is not None]
    first, last = max(starts, default=None), min(ends, default=None)
    if first is not None and last is not None and first > last:
        return None
    part = evolve(stretch, span=Span(first, last))
    if isinstance(part, Dispute) and part.older is not None:
        part = evolve(part, older=_between(part.older, since, until))
    return part


def _laid(below: list[Stretch], above: list[Stretch]) -> list[Stretch]:
    """Return ``below`` up to the first day of ``above``, then ``above``; after its end there is a declared gap."""
    eve = first_day(above[0]) - _DAY
    line = _cut(below, None, eve)
    for stretch in above:
        if isinstance(stretch, Regime) and stretch.perhaps_from is not None:
            line = _disputed(line, stretch, stretch.perhaps_from)
        line.append(stretch)
    last = above[-1]
    return [*line, *_gap_after(last, last.span.until, None, last.provision)]


def _cut(line: list[Stretch], since: date | None, until: date | None) -> list[Stretch]:
    return [part for stretch in line if (part := _between(stretch, since, until)) is not None]


def _disputed(line: list[Stretch], newer: Regime, start: date) -> list[Stretch]:
    """Return the line with all from ``start`` on in dispute with a regime that follows it."""
    eve = first_day(newer) - _DAY
    found: list[Stretch] = []
    day = start
    for one in (*_cut(line, start, eve), None):
        # Where nothing else holds, the newer one holds or nothing does.
        until = eve if one is None else first_day(one) - _DAY
        if day <= until:
            found.append(Dispute(newer.id, newer.of, Span(day, until), newer.provision, None, newer))
        if one is not None:
            found.append(Dispute(f"{one.id}|{newer.id}", newer.of, one.span, newer.provision, one, newer))
            day = (one.span.until or eve) + _DAY
    return [*_cut(line, None, start - _DAY), *found]


def _gap_after(stretch: Stretch, day: date | None, until: date | None, provision: Provision) -> list[Stretch]:
    """Return the gap from the day after ``day`` to ``until``, if there is one."""
    if day is None or day == until:
        return []
    return [Gap(f"{stretch.id}-end", stretch.of, Span(day + _DAY, until), provision)]


def _holding(lines: dict[str, list[Stretch]], regime: str, day: date) -> tuple[list[Stretch], Regime] | None:
    """Return the line in which the regime holds on ``day``, and the stretch of it."""
    for line in lines.values():
        for stretch in line:
            if isinstance(stretch, Regime) and stretch.id == regime and day in stretch.span:
                return line, stretch
    return None


def _reach(line: list[Stretch], regime: str) -> date | None:
    """Return the last day of a regime, over all stretches into which its changes have split it."""
    return [stretch for stretch in line if stretch.id == regime][-1].span.until


def _end(lines: dict[str, list[Stretch]], end: End) -> list[Finding]:
    eve = end.ended - _DAY
    found = _holding(lines, end.regime, eve)
    if found is None:
        return [Finding("law.nothing_to_end", "error", ("end",), {"got": end.regime, "day": end.ended})]
    line, stretch = found
    last = _reach(line, end.regime)
    kept = _cut(line, None, eve)
    later = [_ended(s, end) for s in line if last is not None and first_day(s) > last]
    line[:] = [*kept, *_gap_after(stretch, eve, last, end.provision), *later]
    return []


def _ended(stretch: Stretch, end: End) -> Stretch:
    """Return a later stretch, in which the regime that has ended may no longer hold."""
    if isinstance(stretch, Regime) and stretch.id == end.regime:
        return Gap(f"{stretch.id}-end", stretch.of, stretch.span, end.provision)
    if isinstance(stretch, Dispute) and stretch.older is not None:
        older = _ended(stretch.older, end)
        return evolve(stretch, id=f"{older.id}|{stretch.newer.id}", older=older)
    return stretch


def _change(lines: dict[str, list[Stretch]], regime: str, changes: tuple[Change, ...]) -> list[Finding]:
    """Give bounds of one regime new values, each from its day on; what changes on one day is judged together.

    After the end of a new value nothing holds, until the next one for the same bound: what was there before does not
    resume.
    """
    starts = [(change.key, change.span.since or date.min) for change in changes]
    for key, since in starts:
        if _holding(lines, regime, since) is None:
            return [Finding("law.nothing_to_change", "error", ("change",), {"got": key, "day": since})]
        if starts.count((key, since)) > 1:
            return [Finding("law.duplicate", "error", ("change",), {"got": key})]
    line, _ = _holding(lines, regime, starts[0][1]) or ([], None)
    ends = {change.span.until + _DAY for change in changes if change.span.until is not None}
    breaks = sorted({since for _, since in starts} | ends)
    done: list[Stretch] = []
    try:
        for stretch in line:
            if all(one.id != regime for one in _sides(stretch)):
                done.append(stretch)
                continue
            for start, end in zip((None, *breaks), (*(day - _DAY for day in breaks), None), strict=True):
                part = _between(stretch, start, end)
                if part is not None:
                    done.append(_in_effect(part, regime, changes))
    except ValueError as error:
        return [
            Finding("law.bounds_not_ascending", "error", ("change",), {"reason": str(error).removeprefix(UNORDERED)})
        ]
    except KeyError as error:
        key, day = error.args[0], starts[0][1]
        held = {value.key for stretch in line for one in _sides(stretch) for value in values_of(one)}
        # A number of a row or a term is part of a sentence: a new regime changes it, which says the sentence anew.
        code = "law.not_a_bound" if key in held else "law.nothing_to_change"
        return [Finding(code, "error", ("change",), {"got": key, "day": day})]
    line[:] = _merged(done)
    return []


def _sides(stretch: Stretch) -> tuple[Regime, ...]:
    """Return every regime that a stretch speaks of."""
    newer = (stretch.newer,) if isinstance(stretch, Dispute) else ()
    return (*regimes_in(stretch), *newer)


def _in_effect(part: Stretch, regime: str, changes: tuple[Change, ...]) -> Stretch:
    """Return a part of a line under the changes that have begun by then; a gap where one of them has ended."""
    if isinstance(part, Dispute):
        sides = tuple(_in_effect(side, regime, changes) for side in part.sides)
        newer = sides[-1] if isinstance(sides[-1], Regime) else part.newer
        return evolve(part, older=None if part.older is None else sides[0], newer=newer)
    if not isinstance(part, Regime) or part.id != regime:
        return part
    latest: dict[str, Change] = {}
    for change in changes:
        if (change.span.since or date.min) <= first_day(part):
            latest[change.key] = change
    for change in latest.values():
        if change.span.until is not None and change.span.until < first_day(part):
            return Gap(f"{part.id}-end", part.of, part.span, change.provision)
    return _changed(part, tuple(latest.values())) if latest else part


def _merged(line: list[Stretch]) -> list[Stretch]:
    """Return the line with gaps of one source that follow each other made one."""
    merged: list[Stretch] = []
    for stretch in line:
        last = merged[-1] if merged else None
        if isinstance(stretch, Gap) and isinstance(last, Gap) and last.id == stretch.id:
            merged[-1] = evolve(last, span=Span(last.span.since, stretch.span.until))
        else:
            merged.append(stretch)
    return merged


def _changed(regime: Regime, changes: tuple[Change, ...]) -> Regime:
    """Return the regime with new bounds.

    Raises:
        KeyError: it has no such bound.
        ValueError: the bounds do not ascend.
    """
    criteria = dict(regime.criteria)
    places = {
        f"{regime.id}/{id_}/{name}": (name, place)
        for name, criterion in criteria.items()
        for place, id_ in enumerate(criterion.bands.ids[: len(criterion.bands.uppers)])
    }
    fresh: dict[str, dict[int, Change]] = {}
    for change in changes:
        name, place = places[change.key]
        fresh.setdefault(name, {})[place] = change
    for name, new in fresh.items():
        old = criteria[name]
        uppers = tuple(new[place].bound if place in new else bound for place, bound in enumerate(old.bands.uppers))
        provisions = [new[place].provision if place in new else was for place, was in enumerate(old.provisions)]
        if old.bands.open and len(uppers) - 1 in new:
            provisions[-1] = provisions[-2].without_phrase()
        bands = Bands(old.bands.ids, uppers, old.bands.floor)
        # What was seen of the lower bound of the class above was seen of the old number.
        lowers = {place: source for place, source in old.lowers.items() if place - 1 not in new}
        criteria[name] = evolve(old, bands=bands, provisions=tuple(provisions), lowers=FrozenMap(lowers))
    return evolve(regime, criteria=FrozenMap(criteria))


def _check(of: str, line: list[Stretch]) -> list[Finding]:
    """Return what is wrong with a line of stretches: overlaps, and gaps that nobody declared."""
    problems = []
    for earlier, later in pairwise(line):
        until, since = earlier.span.until, later.span.since
        params = {"first": earlier.id, "second": later.id, "of": of}
        if until is None or since is None or until >= since:
            problems.append(Finding("law.overlap", "error", (of,), params))
        elif until + _DAY != since:
            problems.append(Finding("law.undeclared_gap", "error", (of,), params))
    known = {regime.id for stretch in line for regime in regimes_in(stretch)}
    problems += [
        Finding("law.unknown_regime", "error", (of, stretch.id), {"got": shown})
        for stretch in line
        if isinstance(stretch, Gap)
        for shown in stretch.shows
        if shown not in known
    ]
    return problems
