"""The book of law: every regime in its order of time, laid in layers, and asked by day.

The shipped book is one layer; a user's TOML makes another over it. Nothing is global: functions take the book as an
argument, and a book never changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import groupby, pairwise
from os import PathLike
from typing import Any

from attrs import evolve, field, frozen
from attrs.validators import in_

from plut_kumkm.base import data
from plut_kumkm.base.bands import Bands
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, Grade, Instrument, Provision
from plut_kumkm.law.loading import Change, End, Layer, load_layer
from plut_kumkm.law.regimes import Gap, Regime, Stretch, Value, values_of

_DAY = timedelta(days=1)


@frozen(eq=False, repr=False, slots=False)
class LawBook:
    """The law that the library reads: regimes and gaps by the question they answer, and the policy on grades.

    ``policy`` is the weakest grade that may decide; what rests on less is indeterminate. A book never changes; the
    ``hash`` of two books is the same when the law in effect and the policy are.

    >>> book().at("tier", date(2026, 6, 30)).id, book().at("tier", date(2020, 12, 1)).id
    ('pp-7-2021', 'uu-11-2020-gap')
    """

    instruments: Mapping[str, Instrument]
    stretches: Mapping[str, tuple[Stretch, ...]]
    policy: Grade = field(default="secondary", validator=in_(GRADES))

    def at(self, of: str, on: date) -> Stretch | None:
        """Return what holds of the question ``of`` on the day ``on``: a regime, a declared gap, or ``None``.

        Raises:
            KeyError: no scheme answers that question.
        """
        if of not in self._starts:
            raise KeyError(_not_found("question", of, self._starts))
        starts, stretches = self._starts[of]
        place = bisect_right(starts, on) - 1
        if place < 0:
            return None
        stretch = stretches[place]
        return stretch if on in stretch.span else None

    @cached_property
    def _starts(self) -> dict[str, tuple[list[date], tuple[Stretch, ...]]]:
        return {of: ([_first(stretch) for stretch in line], line) for of, line in self.stretches.items()}

    def breaks(self, of: str) -> tuple[date, ...]:
        """Return the days on which what holds of ``of`` changes, in order.

        >>> [day.isoformat() for day in book().breaks("tier")]
        ['2008-07-04', '2020-11-02', '2021-02-02']
        """
        line = self.stretches[of]
        ends = {stretch.span.until + _DAY for stretch in line if stretch.span.until is not None}
        return tuple(sorted({_first(stretch) for stretch in line} | ends))

    @cached_property
    def checked(self) -> date:
        """The latest day on which a source of the book was looked at."""
        return max(stretch.provision.checked for line in self.stretches.values() for stretch in line)

    def schemes(self) -> tuple[str, ...]:
        """Return the ids of all regimes, by question and in order of time.

        >>> book().schemes()
        ('uu-20-2008', 'pp-7-2021')
        """
        return tuple(dict.fromkeys(regime.id for regime in self.regimes()))

    def regimes(self) -> tuple[Regime, ...]:
        """Return every regime, by question and time; a regime whose numbers changed stands once for each stretch."""
        return tuple(s for line in self.stretches.values() for s in line if isinstance(s, Regime))

    def regime(self, id: str) -> Regime:  # noqa: A002 - the field's own word for it
        """Return the regime ``id``, as it stands last.

        Raises:
            KeyError: there is no such regime; the message names the nearest.
        """
        found = [regime for regime in self.regimes() if regime.id == id]
        if not found:
            raise KeyError(_not_found("regime", id, self.schemes()))
        return found[-1]

    def values(self) -> tuple[Value, ...]:
        """Return every number of the book with its span and source."""
        kept: dict[str, list[Value]] = {}
        for regime in self.regimes():
            for value in values_of(regime):
                line = kept.setdefault(value.key, [])
                if line and line[-1].joins(value):
                    # Its regime was split for another number: this one went on.
                    line[-1] = value._replace(span=Span(line[-1].span.since, value.span.until))
                else:
                    line.append(value)
        return tuple(value for line in kept.values() for value in line)

    def history(self, key: str) -> tuple[Value, ...]:
        """Return the values that ``key`` has had, in order of time.

        Raises:
            KeyError: there is no such key; the message names the nearest.

        >>> [value.value for value in book().history("pp-7-2021/micro/sales")]
        [2000000000]
        """
        values = self.values()
        found = tuple(value for value in values if value.key == key)
        if not found:
            raise KeyError(_not_found("key", key, {value.key: None for value in values}))
        return found

    def accepting(self, grade: Grade) -> LawBook:
        """Return the same law under another policy: ``grade`` is the weakest that may decide.

        Raises:
            ValueError: there is no such grade.
        """
        return self if grade == self.policy else evolve(self, policy=grade)

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the law in effect and the policy: not of files, nor of when their sources were checked."""
        import hashlib
        import json

        content = [self.policy, [[of, [_content(s) for s in line]] for of, line in sorted(self.stretches.items())]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"<LawBook {', '.join(self.schemes())}; policy {self.policy}; {self.hash}>"

    def over(self, layer: Layer) -> LawBook:
        """Return the book with ``layer`` laid over it.

        A new regime ends what is below it the day before; after its own end there is a declared gap, what is below does
        not resume. A change of one number splits its regime; an end leaves a gap.

        Raises:
            ValidationError: the layer, or the book that would result, is not consistent; every reason is a finding.
        """
        problems = list(layer.problems)
        lines = {of: list(line) for of, line in self.stretches.items()}
        fresh: dict[str, list[Stretch]] = {}
        stretches: tuple[Stretch, ...] = (*layer.regimes, *layer.gaps)
        for stretch in stretches:
            fresh.setdefault(stretch.of, []).append(stretch)
        for of, above in fresh.items():
            lines[of] = _laid(lines.get(of, []), sorted(above, key=_first))
        for end in layer.ends:
            problems += _end(lines, end)
        for _, changes in groupby(sorted(layer.changes, key=_moment), key=_moment):
            problems += _change(lines, tuple(changes))
        for of, line in lines.items():
            problems += _check(of, line)
        if problems:
            raise ValidationError(problems)
        return LawBook(layer.instruments, FrozenMap({of: tuple(line) for of, line in lines.items()}), self.policy)


def _not_found(what: str, got: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(got, list(known), n=3, cutoff=0.3)
    return f"no {what} {got!r} in this book" + (f"; did you mean {', '.join(near)}?" if near else "")


def _first(stretch: Stretch) -> date:
    return stretch.span.since or date.min


def _moment(change: Change) -> tuple[date, str]:
    """Return the day and the regime of a change: what changes together is judged together."""
    return change.span.since or date.min, change.key.partition("/")[0]


def _said(provision: Provision) -> list[Any]:
    """Return what of a source is part of the law, and not of the looking it up."""
    return [*provision.cite.to_dict().values(), provision.grade, provision.origin]


def _content(stretch: Stretch) -> list[Any]:
    head = [stretch.id, str(stretch.span.since), str(stretch.span.until), _said(stretch.provision)]
    if isinstance(stretch, Gap):
        return [*head, stretch.shows]
    return [
        *head,
        list(stretch.classes),
        [
            [name, criterion.unit, repr(criterion.bands), [_said(provision) for provision in criterion.provisions]]
            for name, criterion in stretch.criteria.items()
        ],
        [
            [*key, choice.use, str(choice.since), choice.new, choice.old, _said(choice.provision)]
            for key, choice in sorted(stretch.choices.items())
        ],
        [[*key, list(rule.values), _said(rule.provision)] for key, rule in sorted(stretch.exclusions.items())],
    ]


def _between(stretch: Stretch, since: date | None, until: date | None) -> Stretch | None:
    """Return the part of a stretch that lies from ``since`` to ``until``, or ``None``."""
    starts = [day for day in (stretch.span.since, since) if day is not None]
    ends = [day for day in (stretch.span.until, until) if day is not None]
    first, last = max(starts, default=None), min(ends, default=None)
    if first is not None and last is not None and first > last:
        return None
    return evolve(stretch, span=Span(first, last))


def _laid(below: list[Stretch], above: list[Stretch]) -> list[Stretch]:
    """Return ``below`` up to the first day of ``above``, then ``above``; after its end there is a declared gap."""
    eve = _first(above[0]) - _DAY
    line = [part for stretch in below if (part := _between(stretch, None, eve)) is not None]
    last = above[-1]
    return [*line, *above, *_gap_after(last, last.span.until, None, last.provision)]


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
    kept = [part for s in line if (part := _between(s, None, eve)) is not None]
    later = [s for s in line if last is not None and _first(s) > last]
    line[:] = [*kept, *_gap_after(stretch, eve, last, end.provision), *later]
    return []


def _change(lines: dict[str, list[Stretch]], changes: tuple[Change, ...]) -> list[Finding]:
    """Change numbers of one regime from one day on, in every stretch of it from there, and judge them together."""
    (since, regime), keys = _moment(changes[0]), [change.key for change in changes]
    found = _holding(lines, regime, since)
    if found is None:
        return [Finding("law.nothing_to_change", "error", ("change",), {"got": keys[0], "day": since})]
    if len(set(keys)) < len(keys):
        return [Finding("law.duplicate", "error", ("change",), {"got": max(keys, key=keys.count)})]
    line, stretch = found
    last = _reach(line, regime)
    # The first of the new numbers to end leaves a gap: what was there before does not resume.
    until = min((change.span.until for change in changes if change.span.until is not None), default=last)
    until = until if last is None else min(until or last, last)
    done: list[Stretch] = []
    for part in line:
        inside = _between(part, since, until) if part.id == regime else None
        before = _between(part, None, since - _DAY)
        if inside is None or not isinstance(inside, Regime):
            if part.id != regime or (before is not None and part.span == before.span):
                done.append(part)
            continue
        try:
            changed = _changed(inside, changes)
        except ValueError as error:
            return [Finding("law.bounds_not_ascending", "error", ("change",), {"reason": str(error)})]
        except KeyError as error:
            return [Finding("law.nothing_to_change", "error", ("change",), {"got": error.args[0], "day": since})]
        done += [piece for piece in (before, changed) if piece is not None]
    gap = _gap_after(stretch, until, last, changes[0].provision)
    place = max(number for number, part in enumerate(done) if part.id == regime) + 1
    line[:] = [*done[:place], *gap, *done[place:]]
    return []


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
        criteria[name] = evolve(old, bands=bands, provisions=tuple(provisions))
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
    known = {stretch.id for stretch in line}
    problems += [
        Finding("law.unknown_regime", "error", (of, stretch.id), {"got": stretch.shows})
        for stretch in line
        if isinstance(stretch, Gap) and stretch.shows is not None and stretch.shows not in known
    ]
    return problems


@cache
def book() -> LawBook:
    """Return the shipped book of law, read once.

    >>> book().policy
    'secondary'
    """
    content: dict[str, Any] = {"instrument": data.toml("law/instruments.toml")["instrument"]}
    for name in data.names("law/schemes"):
        for key, tables in data.toml(name).items():
            content[key] = (*content.get(key, ()), *tables)
    return LawBook(FrozenMap({}), FrozenMap({})).over(load_layer(content, {}))


def load(path: str | PathLike[str], *, over: LawBook | None = None) -> LawBook:
    """Return a new book: the TOML file ``path`` laid over ``over`` (the shipped book unless given).

    Raises:
        DataError: the file cannot be read, or is not TOML.
        ValidationError: its content, or the book that would result, is not consistent; every reason is a finding.
    """
    below = book() if over is None else over
    return below.over(load_layer(data.read_toml(path), below.instruments))


def history(key: str, *, law: LawBook | None = None) -> tuple[Value, ...]:
    """Return the values that ``key`` has had, in order of time; see ``LawBook.history``.

    >>> print(history("uu-20-2008/micro/net_worth")[0])
    uu-20-2008/micro/net_worth <= 50000000 IDR (4 Juli 2008 s.d. 1 November 2020; UU 20/2008 Pasal 6 ayat (1) huruf a)
    """
    return (book() if law is None else law).history(key)


def schemes(*, law: LawBook | None = None) -> tuple[str, ...]:
    """Return the ids of all regimes of the book.

    >>> schemes()
    ('uu-20-2008', 'pp-7-2021')
    """
    return (book() if law is None else law).schemes()
