"""The book of law: every regime in its order of time, laid in layers, and asked by day.

The shipped book is one layer; a user's TOML makes another over it. Nothing is global: functions take the book as an
argument, and a book never changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from os import PathLike
from typing import Any, TypeVar

from attrs import evolve, field, fields, frozen, has
from attrs.validators import in_

from plut_kumkm.base import data
from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.findings import ValidationError
from plut_kumkm.base.periods import Span
from plut_kumkm.law.files.loading import Layer, load_layer
from plut_kumkm.law.instruments import GRADES, Grade, Instrument, Provision
from plut_kumkm.law.layering import first_day, lay
from plut_kumkm.law.regimes import Regime, Scheme, Stretch, Value, regimes_in, values_of

V = TypeVar("V")
_DAY = timedelta(days=1)


@frozen(eq=False, repr=False, slots=False)
class LawBook:
    """The law that the library reads: regimes and gaps by the scheme they belong to, and the policy on grades.

    ``policy`` is the weakest grade that may decide; what rests on less is indeterminate. A book never changes; the
    ``hash`` of two books is the same when the law in effect and the policy are. ``layers`` names the files that were
    laid over the shipped book, the lowest first; they are no part of the hash.

    >>> book().at("tier", date(2026, 6, 30)).id, book().at("tier", date(2020, 12, 1)).id
    ('pp-7-2021', 'uu-11-2020-gap')
    """

    instruments: Mapping[str, Instrument]
    known: Mapping[str, Scheme]
    stretches: Mapping[str, tuple[Stretch, ...]]
    policy: Grade = field(default="secondary", validator=in_(GRADES))
    layers: tuple[str, ...] = ()

    def at(self, of: str, on: date) -> Stretch | None:
        """Return what holds of the scheme ``of`` on the day ``on``: a regime, a declared gap, or ``None``.

        Raises:
            KeyError: there is no such scheme.
        """
        found = self._starts.get(of)
        if found is None:
            line = self._line(of)
            found = self._starts[of] = ([first_day(stretch) for stretch in line], line)
        starts, stretches = found
        place = bisect_right(starts, on) - 1
        if place < 0:
            return None
        stretch = stretches[place]
        return stretch if on in stretch.span else None

    @cached_property
    def _starts(self) -> dict[str, tuple[list[date], tuple[Stretch, ...]]]:
        return {}

    def _line(self, of: str) -> tuple[Stretch, ...]:
        if of not in self.stretches:
            raise KeyError(_not_found("scheme", of, self.stretches))
        return self.stretches[of]

    def scheme(self, id: str) -> Scheme:  # noqa: A002 - the field's own word for it
        """Return the scheme ``id``: what is asked, its classes and their labels.

        Raises:
            KeyError: there is no such scheme; the message names the nearest.

        >>> book().scheme("tier").classes
        ('micro', 'small', 'medium', 'large')
        """
        if id not in self.known:
            raise KeyError(_not_found("scheme", id, self.known))
        return self.known[id]

    def breaks(self, of: str) -> tuple[date, ...]:
        """Return the days on which what holds of ``of`` changes, in order.

        >>> [day.isoformat() for day in book().breaks("tier")]
        ['2008-07-04', '2020-11-02', '2021-02-02']
        """
        line = self._line(of)
        ends = {stretch.span.until + _DAY for stretch in line if stretch.span.until is not None}
        return tuple(sorted({first_day(stretch) for stretch in line} | ends))

    def schemes(self) -> tuple[str, ...]:
        """Return what ``classify`` can be asked by: every scheme, each followed by its regimes in order of time.

        >>> book().schemes()[:3]
        ('tier', 'uu-20-2008', 'pp-7-2021')
        """
        named = ((of, *(one.id for stretch in line for one in regimes_in(stretch))) for of, line in self._lines())
        return tuple(dict.fromkeys(name for names in named for name in names))

    def _lines(self) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
        # The tier first, which is what most ask for; the others by name.
        for of in sorted(self.stretches, key=lambda of: (of != "tier", of)):
            yield of, self.stretches[of]

    def regimes(self) -> tuple[Regime, ...]:
        """Return every regime, by scheme and time; a regime whose numbers changed stands once for each stretch."""
        return tuple(regime for _, line in self._lines() for stretch in line for regime in regimes_in(stretch))

    def regime(self, id: str) -> Regime:  # noqa: A002 - the field's own word for it
        """Return the regime ``id``, as it stands last.

        Raises:
            KeyError: there is no such regime; the message names the nearest.
        """
        found = self.parts_of(id)
        if not found:
            raise KeyError(_not_found("regime", id, [regime.id for regime in self.regimes()]))
        return found[-1]

    def parts_of(self, id: str) -> tuple[Regime, ...]:  # noqa: A002 - the field's own word for it
        """Return the regime ``id`` in order of time, once for each stretch into which a change or a dispute splits it.

        >>> [str(one.span) for one in book().parts_of("final-tax-55-2022")]
        ['20 Desember 2022 s.d. 31 Desember 2025', '1 Januari 2026 s.d. 21 April 2026']
        >>> book().parts_of("final-tax")
        ()
        """

        # Most regimes begin with the id of their scheme, those of the tier with their instrument: where one is found no
        # other scheme needs to be opened.
        def far(of: str) -> tuple[int, bool, str]:
            return (-len(of) if f"{id}-".startswith(f"{of}-") else 0, of != "tier", of)

        for of in sorted(self.stretches, key=far):
            found = tuple(one for stretch in self.stretches[of] for one in regimes_in(stretch) if one.id == id)
            if found:
                return found
        return ()

    def values(self) -> tuple[Value, ...]:
        """Return every number of the book with its span and source."""
        return _joined(self.regimes())

    def history(self, key: str) -> tuple[Value, ...]:
        """Return the values that ``key`` has had, in order of time.

        Raises:
            KeyError: there is no such key; the message names the nearest.

        >>> [value.value for value in book().history("pp-7-2021/micro/sales")]
        [2000000000]
        """
        found = tuple(value for value in _joined(self.parts_of(key.partition("/")[0])) if value.key == key)
        if not found:
            raise KeyError(_not_found("key", key, {value.key: None for value in self.values()}))
        return found

    def accepting(self, grade: Grade) -> LawBook:
        """Return the same law under another policy: ``grade`` is the weakest that may decide.

        Raises:
            ValueError: there is no such grade.
        """
        if grade == self.policy:
            return self
        if grade not in self._accepting:
            self._accepting[grade] = evolve(self, policy=grade)
        return self._accepting[grade]

    @cached_property
    def _accepting(self) -> dict[Grade, LawBook]:
        # Kept, so that rules are not compiled anew for each call.
        return {}

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the law in effect and the policy: not of files, nor of when their sources were checked."""
        import hashlib
        import json

        lines = sorted(self.stretches.items())
        # The order of the classes is part of the law: it is what a code means, and which of two is the higher.
        content = [self.policy, [[of, self.known[of].classes, [_content(s) for s in line]] for of, line in lines]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"<LawBook of {len(self.stretches)} schemes; policy {self.policy}; {self.hash}>"

    def over(self, layer: Layer, name: str | None = None) -> LawBook:
        """Return the book with ``layer`` laid over it; ``name`` is what the receipts call it.

        A new regime ends what is below it the day before; after its own end there is a declared gap, what is below does
        not resume. A change of one number splits its regime; an end leaves a gap.

        Raises:
            ValidationError: the layer, or the book that would result, is not consistent; every reason is a finding.
        """
        lines, problems = lay(self.stretches, layer)
        if problems:
            raise ValidationError(problems)
        known = FrozenMap({**self.known, **layer.schemes})
        stretches = FrozenMap({of: tuple(line) for of, line in lines.items()})
        layers = self.layers if name is None else (*self.layers, name)
        return LawBook(layer.instruments, known, stretches, self.policy, layers)


def _joined(regimes: Iterable[Regime]) -> tuple[Value, ...]:
    """Return the numbers of some regimes; one that went on while its regime was split for another is one."""
    kept: dict[str, list[Value]] = {}
    for regime in regimes:
        for value in values_of(regime):
            line = kept.setdefault(value.key, [])
            if line and line[-1].joins(value):
                line[-1] = value._replace(span=Span(line[-1].span.since, value.span.until))
            else:
                line.append(value)
    return tuple(value for line in kept.values() for value in line)


def _not_found(what: str, got: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(got, list(known), n=3, cutoff=0.3)
    return f"no {what} {got!r} in this book" + (f"; did you mean {', '.join(near)}?" if near else "")


def _said(provision: Provision) -> list[Any]:
    """Return what of a source is part of the law, and not of the looking it up."""
    return [*provision.cite.to_dict().values(), provision.grade, provision.origin]


def _content(value: Any) -> Any:
    """Return what of a part of the law counts, as plain JSON values."""
    if isinstance(value, Provision):
        return _said(value)
    if has(type(value)):
        return [_content(getattr(value, one.name)) for one in fields(type(value))]
    if isinstance(value, Mapping):
        return [[_content(key), _content(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_content(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    return repr(value)


class _Shelf(Mapping[str, V]):
    """A part of the shipped law that is read from its file when somebody asks for it."""

    def __init__(self, names: Callable[[], tuple[str, ...]], read: Callable[[str], V]) -> None:
        self._names, self._read = names, read

    def __getitem__(self, key: str) -> V:
        return self._read(key)  # a KeyError for what there is not

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def __contains__(self, key: object) -> bool:
        return key in self._names()

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (dict(self),)


def _shipped_schemes() -> tuple[str, ...]:
    return data.folders("law/schemes")


@cache
def _shipped(scheme: str) -> tuple[Layer, tuple[Stretch, ...]]:
    """Return what the files of one scheme say, and its line.

    Raises:
        KeyError: there is no such scheme.
    """
    if scheme not in _shipped_schemes():
        raise KeyError(scheme)
    content: dict[str, Any] = {"instrument": data.toml("law/instruments.toml")["instrument"]}
    for name in data.names(f"law/schemes/{scheme}"):
        for key, tables in data.toml(name).items():
            content[key] = tables if isinstance(tables, Mapping) else (*content.get(key, ()), *tables)
    layer = load_layer(content, {}, {})
    lines, problems = lay({}, layer)
    if problems or [*lines] != [scheme] or [*layer.schemes] != [scheme]:
        raise ValidationError(problems) if problems else data.DataError(f"{scheme}: a folder of another scheme")
    return layer, tuple(lines[scheme])


@cache
def _all_instruments() -> Mapping[str, Instrument]:
    found: dict[str, Instrument] = {}
    for scheme in _shipped_schemes():
        found |= _shipped(scheme)[0].instruments
    return found


@cache
def _common_instruments() -> Mapping[str, Instrument]:
    return load_layer({"instrument": data.toml("law/instruments.toml")["instrument"]}, {}, {}).instruments


def _shipped_instrument(id_: str) -> Instrument:
    # What several schemes or the checks cite stands in a file of its own; only for another one are all files opened.
    common = _common_instruments()
    return common[id_] if id_ in common else _all_instruments()[id_]


@cache
def book() -> LawBook:
    """Return the shipped book of law; each scheme is read when it is first asked about.

    >>> book().policy
    'secondary'
    """
    return LawBook(
        _Shelf(lambda: tuple(_all_instruments()), _shipped_instrument),
        _Shelf(_shipped_schemes, lambda scheme: _shipped(scheme)[0].schemes[scheme]),
        _Shelf(_shipped_schemes, lambda scheme: _shipped(scheme)[1]),
    )


def book_of(law: LawBook | None) -> LawBook:
    """Return the book that a caller means: the shipped one unless another is given.

    Raises:
        TypeError: ``law`` is no book.

    >>> book_of(None) is book()
    True
    """
    if law is None:
        return book()
    if not isinstance(law, LawBook):
        raise TypeError(f"law must be a LawBook, such as law.book() or law.load(path), not {type(law).__name__}")
    return law


def load(path: str | PathLike[str], *, over: LawBook | None = None) -> LawBook:
    """Return a new book: the TOML file ``path`` laid over ``over`` (the shipped book unless given).

    Raises:
        TypeError: ``path`` is no path.
        DataError: the file cannot be read, or is not TOML.
        ValidationError: its content, or the book that would result, is not consistent; every reason is a finding.
    """
    # Here, because the shipped book has no path, and pathlib costs more than the first verdict.
    from pathlib import Path

    # A number would be taken for an open file.
    if not isinstance(path, str | PathLike):
        raise TypeError(f"load takes the path of a TOML file, such as 'perda.toml', not {type(path).__name__}")

    below = book() if over is None else over
    return below.over(load_layer(data.read_toml(path), below.instruments, below.known), Path(path).name)


def history(key: str, *, law: LawBook | None = None) -> tuple[Value, ...]:
    """Return the values that ``key`` has had, in order of time; see ``LawBook.history``.

    >>> print(history("uu-20-2008/micro/net_worth")[0])
    uu-20-2008/micro/net_worth <= 50000000 IDR (4 Juli 2008 s.d. 1 November 2020; UU 20/2008 Pasal 6 ayat (1) huruf a)
    """
    return book_of(law).history(key)


def schemes(*, law: LawBook | None = None) -> tuple[str, ...]:
    """Return what ``classify`` can be asked by: the schemes of the book and their regimes; see ``LawBook.schemes``.

    >>> {"pp-7-2021", "bps-industry", "bps-se2016"} <= set(schemes())
    True
    """
    return book_of(law).schemes()
