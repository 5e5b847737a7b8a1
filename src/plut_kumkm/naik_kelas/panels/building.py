"""A panel out of registers, and events out of two sources: joined by key, and everything doubtful said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, cast

from attrs import evolve, fields_dict

from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.records import Enterprise, Intervention, Snapshot
from plut_kumkm.naik_kelas import exact
from plut_kumkm.naik_kelas.moves import EXIT_REASONS, Events, formality_event, tier_event
from plut_kumkm.naik_kelas.panels.checks import (
    across_years,
    footing_of,
    ids_param,
    slips_of,
    source_findings,
    without_mark,
)
from plut_kumkm.naik_kelas.panels.members import Entry, Member, Sample, SampleMethod, is_another
from plut_kumkm.naik_kelas.panels.panel import Panel, keys_by_name, known_keys
from plut_kumkm.naik_kelas.states import LawDates, State, Unlisted, Yardstick, holds_licence, one_of

if TYPE_CHECKING:
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.naik_kelas.exact import Exact

Told = int | Fraction | Decimal | bool | str
Key = str | tuple[str, ...] | Callable[[Enterprise], str | None]
_FIGURES = tuple(name for name in fields_dict(Snapshot) if name != "as_of")


class HasRecords(Protocol):
    """A source of records, such as a registry."""

    @property
    def records(self) -> Iterable[Enterprise]:
        """The enterprises, each with its years."""
        ...


Source = HasRecords | Iterable[Enterprise]


def _records(source: Source | Enterprise) -> Iterable[Enterprise]:
    if isinstance(source, Enterprise):
        yield source
        return
    given = cast("Iterable[Any]", getattr(source, "records", source))
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TypeError(f"a source must have .records or be a sequence of Enterprise, not {type(source).__name__}")
    for record in given:
        if not isinstance(record, Enterprise):
            raise TypeError(f"a source must hold Enterprise records, not {type(record).__name__}")
        yield record


def _reader(key: Key) -> Callable[[Enterprise], str | None]:
    if callable(key):
        return key
    names = (key,) if isinstance(key, str) else key
    unknown = [name for name in names if name not in fields_dict(Enterprise)]
    if unknown or not names:
        raise ValueError(f"key must name fields of Enterprise, or be a function; {', '.join(unknown) or 'none'} given")

    def read(record: Enterprise) -> str | None:
        parts = [getattr(record, name) for name in names]
        # One field as it stands; of several, such as name and region, the blanks and capitals do not count.
        if len(parts) == 1:
            return None if parts[0] in (None, "") else str(parts[0])
        return None if None in parts else "\x1f".join(" ".join(str(part).casefold().split()) for part in parts)

    return read


def panel(
    *sources: Source,
    key: Key = "id",
    unlisted: Unlisted = "unknown",
    values: Mapping[str, Mapping[str, Mapping[int, Told]] | Callable[[Facts], Told | None]] | None = None,
    interventions: Iterable[Intervention] = (),
    exits: Mapping[str, str] | None = None,
    population: str | None = None,
    sample: Sample | None = None,
    weights: Mapping[str, Exact | Decimal] | None = None,
) -> Panel:
    """Return a panel: the enterprises of some registers, joined by key and year, with every doubt as a finding.

    Nothing is dropped without a finding, and nothing is mended.

    Args:
        sources: registers or other objects with ``.records``, or sequences of ``Enterprise``; each may hold one year
            or several. What a later source says of the same year and day is laid beside the earlier.
        key: by which records are the same enterprise: a field of ``Enterprise``, several of them, or a function.
        unlisted: what it means that a record lists no NIB or no licence of a kind: "unknown", or "absent" where the
            registers list every one.
        values: what the records have no field for, such as the stage of a programme: name → key → year → value; or
            name → a function that tells the value of each year from its facts, ``None`` where it is not known.
        interventions: who was helped with what, when, at what cost; joined by id or key.
        exits: why some are no longer recorded: "closed", "moved", "not_recorded" or "out_of_remit".
        population: of whom the registers are a list, in words.
        sample: how they were drawn, where they are a sample.
        weights: how many enterprises each stands for, by key; all must be there.

    Raises:
        TypeError: a source holds something else than enterprises, or a value is a float.
        ValueError: key, ``unlisted`` or a reason of an exit is none of those that exist, or weights are missing.

    >>> from plut_kumkm.enterprise.records import Snapshot
    >>> def shop(year, sales):
    ...     return Enterprise(id="a", snapshots=(Snapshot(as_of=date(year, 12, 31), sales=sales),))
    >>> both = panel([shop(2024, 10**9)], [shop(2025, 3 * 10**9)])
    >>> both, both.events()
    (<Panel 2024–2025: 1 enterprises, unbalanced, 1 findings>, <Events TIER_UP 1>)
    """
    one_of(unlisted, Unlisted, "unlisted")
    if sample is not None:
        one_of(sample.method, SampleMethod, "sample.method")
    reasons = _reasons(exits)
    given = {name: one for name, one in (values or {}).items() if not callable(one)}
    told = {name: one for name, one in (values or {}).items() if callable(one)}
    extra = {name: _typed(name, by_key) for name, by_key in given.items()}
    found: list[Finding] = []
    held = _held(sources, _reader(key), found, by_id=key in ("id", ("id",)))
    members = {name: Member(name, _entries(name, parts, extra, told, found)) for name, parts in held.items()}
    footing, slips = footing_of(members), slips_of(members)
    bare = Panel(members=members, findings=Report(), unlisted=unlisted)
    helped = tuple(_helped(bare, interventions, found))
    exact_weights = None if weights is None else _weights(bare, weights, found)
    listed: list[tuple[str, Iterable[str]]] = [("exits", reasons)]
    listed += [(f"values.{name}", by_key) for name, by_key in extra.items()]
    for where, ids in listed:
        _, unknown = known_keys(bare, ids)
        if unknown:
            found.append(Finding("naik.unknown_member", "error", (where,), ids_param(unknown)))
    size = None if sample is None else sample.size_of_population
    if size is not None and size < len(members):
        params = {"count": len(members), "population": size}
        found.append(Finding("naik.sample_larger", "error", ("sample",), params))
    found += across_years(members, slips, footing)
    return evolve(
        bare, findings=Report(found), population=population, sample=sample, weights=exact_weights,
        interventions=helped, exits=_keyed(bare, reasons), footing=footing, slips=slips,
    )  # fmt: skip


def _reasons(exits: Mapping[str, str] | None) -> dict[str, str]:
    reasons = dict(exits or {})
    for reason in reasons.values():
        one_of(reason, EXIT_REASONS, "the reason of an exit")
    return reasons


# What a reader of registers calls a row without an id.
_INVENTED = re.compile(r"row-[0-9]+").fullmatch
_Held = dict[str, list[tuple[Enterprise, Snapshot]]]


def _held(
    sources: Sequence[Source], read: Callable[[Enterprise], str | None], found: list[Finding], *, by_id: bool
) -> _Held:
    held: _Held = {}
    keyless = undated = 0
    for source in sources:
        found += source_findings(source)
        for record in _records(source):
            name = read(record)
            if by_id and len(sources) > 1 and hasattr(source, "records") and _INVENTED(str(name)):
                # The place of a row names an enterprise within its own file only.
                name = None
            if name is None:
                keyless += 1
            elif not record.snapshots:
                undated += 1
            else:
                held.setdefault(name, []).extend((record, snapshot) for snapshot in record.snapshots)
    if keyless:
        found.append(Finding("naik.key_missing", "error", ("key",), {"count": keyless}))
    if undated:
        found.append(Finding("naik.undated", "warning", ("snapshots",), {"count": undated}))
    return held


def _entries(
    key: str,
    parts: list[tuple[Enterprise, Snapshot]],
    extra: Mapping[str, Any],
    told_by: Mapping[str, Callable[[Facts], Told | None]],
    found: list[Finding],
) -> dict[int, Entry]:
    by_year: dict[int, list[tuple[Enterprise, Snapshot]]] = {}
    for record, snapshot in parts:
        by_year.setdefault(snapshot.as_of.year, []).append((record, snapshot))
    entries: dict[int, Entry] = {}
    for year, told in sorted(by_year.items()):
        record, day = told[-1][0], max(snapshot.as_of for _, snapshot in told)
        if len(told) > 1:
            found.append(_twice(key, year, told))
            if any(is_another(one, other) for (one, _), (other, _) in pairwise(told)):
                found.append(Finding("naik.strangers_in_year", "error", ("id",), {**ids_param([key]), "year": year}))
            latest_record = next(one for one, snapshot in told if snapshot.as_of == day)
            record = evolve(latest_record, snapshots=tuple(snapshot for _, snapshot in told))
        values = {
            name: by_key[one][year]
            for name, by_key in extra.items()
            for one in (key, record.id)
            if year in by_key.get(one, {})
        }
        read, notes = flatten(record, day)
        facts = without_mark(read)
        for name, tell in told_by.items():
            value = tell(facts)
            if value is not None:
                values[name] = _known(name, value)
        latest = max(snapshot.as_of for snapshot in record.snapshots)
        entries[year] = Entry(
            key=key,
            year=year,
            day=day,
            record=record,
            facts=facts,
            told=day == latest,
            marked=facts is not read,
            values=values,
            notes=notes,
        )
    return entries


def _twice(key: str, year: int, told: list[tuple[Enterprise, Snapshot]]) -> Finding:
    known = [
        name
        for name in _FIGURES
        if len({value for _, one in told if (value := getattr(one, name)) not in (None, ())}) > 1
    ]
    code, severity = ("naik.two_in_year", "error") if known else ("naik.same_twice", "info")
    params = {**ids_param([key]), "year": year, "fields": tuple(known)}
    return Finding(code, cast("Any", severity), ("snapshots",), params)


def _typed(name: str, by_key: Mapping[str, Mapping[int, Any]]) -> dict[str, dict[int, Any]]:
    typed: dict[str, dict[int, Any]] = {}
    for one, by_year in by_key.items():
        for year, value in by_year.items():
            typed.setdefault(one, {})[year] = _known(name, value)
    return typed


def _known(name: str, value: Any) -> Exact | bool | str:
    return value if isinstance(value, bool | str) else exact.number(value, f"values[{name!r}]")


def _helped(bare: Panel, given: Iterable[Intervention], found: list[Finding]) -> Iterable[tuple[str, Intervention]]:
    listed = list(given)
    for one in listed:
        if not isinstance(one, Intervention):
            raise TypeError(
                f"interventions must be Intervention records, not {type(one).__name__}; "
                "read_interventions gives them and a report"
            )
    undated = sum(1 for one in listed if one.date is None)
    if undated:
        found.append(Finding("naik.help_undated", "warning", ("interventions",), {"count": undated}))
    again = len(listed) - len(set(listed))
    if again:
        found.append(Finding("naik.help_twice", "warning", ("interventions",), {"count": again}))
    _, unknown = known_keys(bare, [one.enterprise for one in listed])
    if unknown:
        found.append(Finding("naik.unknown_member", "error", ("interventions",), ids_param(unknown)))
    names = keys_by_name(bare)
    return ((names[one.enterprise], one) for one in listed if one.enterprise in names)


def _keyed(bare: Panel, given: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping by key where it was given by key or by id; what the panel has not is left out."""
    names = keys_by_name(bare)
    return {names[one]: value for one, value in given.items() if one in names}


def _weights(bare: Panel, given: Mapping[str, Any], found: list[Finding]) -> dict[str, Exact]:
    weights = {key: exact.number(value, "weights") for key, value in given.items()}
    wrong = sorted(key for key in bare.members if key not in weights)
    if wrong or any(value <= 0 for value in weights.values()):
        raise ValueError(f"every enterprise needs a weight above 0; {len(wrong)} of {len(bare.members)} have none")
    unknown = [key for key in weights if key not in bare.members]
    if unknown:
        found.append(Finding("naik.unknown_member", "error", ("weights",), ids_param(unknown)))
    return weights


def events(
    before: Source | Enterprise,
    after: Source | Enterprise,
    *,
    on: date | None = None,
    law_dates: LawDates = "one",
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    law: LawBook | None = None,
    hysteresis: str | Fraction | Decimal | int = 0,
    unlisted: Unlisted = "unknown",
    exits: Mapping[str, str] | None = None,
) -> Events:
    """Return what became of enterprises between two records or sources, of each its latest figures.

    Every enterprise of either has exactly one event of its size: TIER_UP, TIER_DOWN, UNCHANGED, UNDETERMINED (a tier is
    not known), CHANGED_BASIS, ENTERED or EXITED (no longer recorded, which is not closed). FORMALISED and LAPSED come
    beside it.

    Args:
        before: one enterprise, a source with ``.records``, or a sequence; joined by id.
        after: the same at the later date.
        on: the day whose law holds for both; that of the latest record unless given.
        law_dates: "one", or "own": the law of each date, with ``by_law`` and ``by_enterprise`` apart.
        purpose: as in ``tier``.
        reading: as in ``tier``.
        basis: as in ``tier``.
        law: the book of law; the shipped one unless given.
        hysteresis: by how much a bound must be passed before a move counts, such as "5%".
        unlisted: what it means that a record lists no NIB: "unknown" or "absent".
        exits: why some are no longer recorded, by id.

    Raises:
        TypeError: a source holds something else than enterprises, or ``hysteresis`` is a float.
        ValueError: a word is none of those that exist, or no record has a day and ``on`` is not given.

    >>> from plut_kumkm.enterprise.records import Snapshot
    >>> def shop(year, sales):
    ...     return Enterprise(id="a", snapshots=(Snapshot(as_of=date(year, 12, 31), sales=sales),))
    >>> [event.name for event in events(shop(2024, 10**9), shop(2025, 3 * 10**9))]
    ['TIER_UP']
    """
    one_of(unlisted, Unlisted, "unlisted")
    reasons = _reasons(exits)
    ruler = Yardstick(
        on=on, law_dates=law_dates, purpose=purpose, reading=reading, basis=basis, law=law, hysteresis=hysteresis
    )
    found: list[Finding] = []
    sides = tuple(_by_id(source, found) for source in (before, after))
    days = [snapshot.as_of for side in sides for one in side.values() for snapshot in one.snapshots]
    if not days and on is None:
        raise ValueError("no record has a day: give on=")
    latest = max(days) if on is None else max([*days, on])
    ruler = ruler.fixed(max(days) if days else latest)
    events: list[Any] = []
    for key in dict.fromkeys((*sides[0], *sides[1])):
        records = [side.get(key) for side in sides]
        states = [None if one is None else _latest(one, latest, ruler, unlisted) for one in records]
        reason = reasons.get(key) if records[1] is None else None
        other = records[0] is not None and records[1] is not None and is_another(records[0], records[1])
        if other:
            found.append(Finding("naik.another_enterprise", "error", ("id",), {**ids_param([key]), "window": "–"}))
            reason = "another_enterprise"
        events.append(tier_event(key, states[0], states[1], ruler, reason=reason))
        formal = None if other else formality_event(key, states[0], states[1])
        events += [] if formal is None else [formal]
    return Events(events, Report(found))


def _by_id(source: Source | Enterprise, found: list[Finding]) -> dict[str, Enterprise]:
    side: dict[str, Enterprise] = {}
    again: dict[str, None] = {}
    for record in _records(source):
        if record.id in side:
            again[record.id] = None
            record = evolve(record, snapshots=(*side[record.id].snapshots, *record.snapshots))
        side[record.id] = record
    if again:
        found.append(Finding("naik.id_twice", "warning", ("id",), ids_param(list(again))))
    return side


def _latest(record: Enterprise, fallback: date, ruler: Yardstick, unlisted: Unlisted) -> State:
    day = max((snapshot.as_of for snapshot in record.snapshots), default=fallback)
    facts = without_mark(flatten(record, day)[0])
    return ruler.state(facts, day, holds_licence(facts, "nib", day, told=True, unlisted=unlisted))
