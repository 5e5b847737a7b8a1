"""The book of law: every regime in its order of time, laid in layers, and asked by day.

The shipped book is one layer; a user's TOML makes another over it. Nothing is global: functions take the book as an
argument, and a book never changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from os import PathLike
from types import MappingProxyType
from typing import Any

from attrs import evolve

from plut_kumkm.base import data
from plut_kumkm.base.bands import Bands
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, Grade, Instrument
from plut_kumkm.law.loading import Change, End, Layer, load_layer
from plut_kumkm.law.regimes import Gap, Regime, Stretch, Value, values_of

_DAY = timedelta(days=1)


class LawBook:
    """The law that the library reads: regimes and gaps by the question they answer, and the policy on grades.

    ``policy`` is the weakest grade that may decide; what rests on less is indeterminate. Two books are equal when the
    law in effect and the policy are.

    >>> book().at("tier", date(2026, 6, 30)).id, book().at("tier", date(2020, 12, 1)).id
    ('pp-7-2021', 'uu-11-2020-gap')
    """

    __slots__ = ("__dict__", "instruments", "policy", "stretches")

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        stretches: Mapping[str, tuple[Stretch, ...]],
        policy: Grade = "secondary",
    ) -> None:
        if policy not in GRADES:
            raise ValueError(f"policy must be one of {', '.join(GRADES)}, not {policy!r}")
        self.instruments = MappingProxyType(dict(instruments))
        self.stretches = MappingProxyType(dict(stretches))
        self.policy: Grade = policy

    def at(self, of: str, on: date) -> Stretch | None:
        """Return what holds of the question ``of`` on the day ``on``: a regime, a declared gap, or ``None``."""
        starts, stretches = self._starts[of]
        place = bisect_right(starts, on) - 1
        if place < 0:
            return None
        stretch = stretches[place]
        return stretch if on in stretch.span else None

    @cached_property
    def _starts(self) -> dict[str, tuple[list[date], tuple[Stretch, ...]]]:
        return {of: ([s.span.since or date.min for s in line], line) for of, line in self.stretches.items()}

    def breaks(self, of: str) -> tuple[date, ...]:
        """Return the days on which what holds of ``of`` changes, in order.

        >>> [day.isoformat() for day in book().breaks("tier")]
        ['2008-07-04', '2020-11-02', '2021-02-02']
        """
        days = {s.span.since for s in self.stretches[of]} | {
            s.span.until + _DAY for s in self.stretches[of] if s.span.until is not None
        }
        return tuple(sorted(day for day in days if day is not None))

    def schemes(self) -> tuple[str, ...]:
        """Return the ids of all regimes, in order of time.

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
        """Return the same law under another policy: ``grade`` is the weakest that may decide."""
        return LawBook(self.instruments, self.stretches, grade)

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the law in effect and the policy, not of files."""
        import hashlib
        import json

        content = [self.policy, [[of, [_content(s) for s in line]] for of, line in sorted(self.stretches.items())]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, LawBook) and self.hash == other.hash)

    # Identity, not content: a book is the key of caches that are asked for every record.
    __hash__ = object.__hash__

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
        for of, line in fresh.items():
            line.sort(key=lambda stretch: stretch.span.since or date.min)
            lines[of] = _laid(lines.get(of, []), line)
        for end in layer.ends:
            problems += _end(lines, end)
        for change in sorted(layer.changes, key=lambda change: change.span.since or date.min):
            problems += _change(lines, change)
        for of, laid in lines.items():
            problems += _check(of, laid)
        if problems:
            raise ValidationError(problems)
        return LawBook(layer.instruments, {of: tuple(line) for of, line in lines.items()}, self.policy)


def _not_found(what: str, got: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(got, list(known), n=3, cutoff=0.3)
    return f"no {what} {got!r} in this book" + (f"; did you mean {', '.join(near)}?" if near else "")


def _content(stretch: Stretch) -> list[Any]:
    span = [str(stretch.span.since), str(stretch.span.until)]
    if isinstance(stretch, Gap):
        return [stretch.id, *span, stretch.provision.to_dict(), stretch.shows]
    return [
        stretch.id,
        *span,
        list(stretch.classes),
        [value.to_dict() for value in values_of(stretch)],
        [
            [*key, choice.use, str(choice.since), choice.new, choice.old, choice.provision.to_dict()]
            for key, choice in sorted(stretch.choices.items())
        ],
        [[*key, list(rule.values), rule.provision.to_dict()] for key, rule in sorted(stretch.exclusions.items())],
    ]


def _cut(stretch: Stretch, since: date | None, until: date | None) -> Stretch:
    return evolve(stretch, span=Span(since, until))


def _before(day: date | None) -> date | None:
    return None if day is None else day - _DAY


def _laid(below: list[Stretch], above: list[Stretch]) -> list[Stretch]:
    """Return ``below`` up to the first day of ``above``, then ``above``; what is not open leaves a declared gap."""
    if not below:
        return above
    first = above[0].span.since
    line: list[Stretch] = []
    for stretch in below:
        since, until = stretch.span.since, stretch.span.until
        if first is None or (since is not None and since >= first):
            continue
        line.append(_cut(stretch, since, _before(first)) if until is None or until >= first else stretch)
    line += above
    last = above[-1]
    if last.span.until is not None:
        provision = last.provision if isinstance(last, Gap) else next(iter(last.choices.values())).provision
        line.append(Gap(f"{last.id}-end", last.of, Span(last.span.until + _DAY, None), provision))
    return line


def _end(lines: dict[str, list[Stretch]], end: End) -> list[Finding]:
    for line in lines.values():
        for place, stretch in enumerate(line):
            if stretch.id == end.regime and end.ended in stretch.span and stretch.span.since != end.ended:
                gap = Gap(f"{end.regime}-end", stretch.of, Span(end.ended, stretch.span.until), end.provision)
                line[place : place + 1] = [_cut(stretch, stretch.span.since, end.ended - _DAY), gap]
                return []
    return [Finding("law.nothing_to_end", "error", ("end",), {"got": end.regime, "day": end.ended})]


def _change(lines: dict[str, list[Stretch]], change: Change) -> list[Finding]:
    since = change.span.since
    for line in lines.values():
        for place, stretch in enumerate(line):
            if not isinstance(stretch, Regime) or since is None or since not in stretch.span:
                continue
            try:
                changed = _changed(stretch, change)
            except ValueError as error:
                return [Finding("law.bounds_not_ascending", "error", ("change",), {"reason": str(error)})]
            if changed is None:
                continue
            parts: list[Stretch] = (
                [] if since == stretch.span.since else [_cut(stretch, stretch.span.since, since - _DAY)]
            )
            ends = [day for day in (change.span.until, stretch.span.until) if day is not None]
            until = min(ends, default=None)
            parts.append(_cut(changed, since, until))
            if until is not None and until != stretch.span.until:
                gap = Gap(f"{stretch.id}-end", stretch.of, Span(until + _DAY, stretch.span.until), change.provision)
                parts.append(gap)
            line[place : place + 1] = parts
            return []
    return [Finding("law.nothing_to_change", "error", ("change",), {"got": change.key, "day": since})]


def _changed(regime: Regime, change: Change) -> Regime | None:
    for name, criterion in regime.criteria.items():
        for place, id_ in enumerate(criterion.bands.ids[: len(criterion.bands.uppers)]):
            if change.key != f"{regime.id}/{id_}/{name}":
                continue
            uppers = list(criterion.bands.uppers)
            uppers[place] = change.bound
            provisions = list(criterion.provisions)
            provisions[place] = change.provision
            if place == len(uppers) - 1 and criterion.bands.open:
                provisions[-1] = change.provision.without_phrase()
            bands = Bands(criterion.bands.ids, tuple(uppers), criterion.bands.floor)
            new = evolve(criterion, bands=bands, provisions=tuple(provisions))
            return evolve(regime, criteria=MappingProxyType({**regime.criteria, name: new}))
    return None


def _check(of: str, line: list[Stretch]) -> list[Finding]:
    """Return what is wrong with a line of stretches: overlaps, and gaps that nobody declared."""
    problems = []
    for earlier, later in zip(line, line[1:], strict=False):
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
    return LawBook({}, {}).over(load_layer(content, {}))


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
