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
from typing import Any

from attrs import evolve, field, frozen
from attrs.validators import in_

from plut_kumkm.base import data
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import Span
from plut_kumkm.law.instruments import GRADES, Grade, Instrument, Provision
from plut_kumkm.law.layering import first_day, lay
from plut_kumkm.law.loading import Layer, load_layer
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
        return {of: ([first_day(stretch) for stretch in line], line) for of, line in self.stretches.items()}

    def breaks(self, of: str) -> tuple[date, ...]:
        """Return the days on which what holds of ``of`` changes, in order.

        >>> [day.isoformat() for day in book().breaks("tier")]
        ['2008-07-04', '2020-11-02', '2021-02-02']
        """
        line = self.stretches[of]
        ends = {stretch.span.until + _DAY for stretch in line if stretch.span.until is not None}
        return tuple(sorted({first_day(stretch) for stretch in line} | ends))

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
        lines, problems = lay(self.stretches, layer)
        if problems:
            raise ValidationError(problems)
        return LawBook(layer.instruments, FrozenMap({of: tuple(line) for of, line in lines.items()}), self.policy)


def _not_found(what: str, got: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(got, list(known), n=3, cutoff=0.3)
    return f"no {what} {got!r} in this book" + (f"; did you mean {', '.join(near)}?" if near else "")


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
