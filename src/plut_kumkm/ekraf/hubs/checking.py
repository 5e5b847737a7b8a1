"""What can be wrong with the records of a hub; everything is collected, nothing is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.periods import check_day
from plut_kumkm.ekraf.ecosystem import element_problems
from plut_kumkm.ekraf.hubs.houses import umbrella_on
from plut_kumkm.ekraf.hubs.records import Activity, Hub
from plut_kumkm.ekraf.hubs.wording import words
from plut_kumkm.ekraf.lists import SubsectorList, subsectors
from plut_kumkm.ekraf.lookup import name_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Path = tuple[str | int, ...]


def check_hub(
    hub: Hub, *, on: date, activities: Iterable[Activity] = (), listed: SubsectorList | None = None
) -> Report:
    """Return every problem of a hub and its activities, as seen on the day ``on``.

    Args:
        hub: the hub.
        on: the day on which its umbrella should be in force, and after which no activity lies.
        activities: what takes place in it.
        listed: the list of subsectors whose names the records use; that of the day unless given.

    Raises:
        TypeError: ``hub`` or an activity is none, or ``on`` is not a date.

    >>> from datetime import date
    >>> workshop = Activity(id="a1", date=date(2026, 3, 7), attendances=10, persons=12)
    >>> check_hub(Hub(id="h1"), on=date(2026, 6, 30), activities=(workshop,)).codes
    {'hub.no_subsector': 1, 'hub.persons_over_attendances': 1, 'hub.umbrella_missing': 1}
    """
    if not isinstance(hub, Hub):
        raise TypeError(f"a Hub is needed, not {type(hub).__name__}")
    check_day(on, "on")
    names = subsectors(on=on) if listed is None else listed
    return Report((*_of_hub(hub, on, names), *activity_findings(activities, names, hub=hub, on=on)))


def _of_hub(hub: Hub, on: date, listed: SubsectorList) -> Iterator[Finding]:
    standing = umbrella_on(hub, on)
    forces = {one.force for one in standing}
    if not standing:
        yield Finding("hub.umbrella_missing", "warning", ("umbrella",))
    elif not forces & {"in_force", "not_known"}:
        yield Finding("hub.umbrella_not_in_force", "error", ("umbrella",), {"instruments": standing, "on": on})
    elif "in_force" not in forces:
        yield Finding("hub.umbrella_day_unknown", "warning", ("umbrella",), {"instruments": standing, "on": on})
    ids = [room.id for room in hub.rooms]
    for place, room in enumerate(hub.rooms):
        path: Path = ("rooms", place)
        if ids.index(room.id) < place:
            yield Finding("hub.id_twice", "error", (*path, "id"), {"got": show.excerpt(room.id)})
        yield from _negative(path, capacity=room.capacity)
        yield from _names(room.subsectors, listed, path)


def activity_findings(
    activities: Iterable[Activity], listed: SubsectorList, *, hub: Hub | None = None, on: date | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with activities: signs, dates, words, sums, and names that are not in the list.

    Args:
        activities: the activities, in the order in which their place is told.
        listed: the list of subsectors whose names they use.
        hub: the hub whose rooms they name.
        on: the day after which none lies.

    Raises:
        TypeError: one of them is no ``Activity``.
    """
    seen: set[str] = set()
    for place, one in enumerate(activities):
        if not isinstance(one, Activity):
            raise TypeError(f"an Activity is needed, not {type(one).__name__}")
        path: Path = ("activities", place)
        if one.id in seen:
            yield Finding("hub.id_twice", "error", (*path, "id"), {"got": show.excerpt(one.id)})
        seen.add(one.id)
        yield from _days(one, path, on)
        yield from _numbers(one, path)
        if one.recurrence is not None and one.recurrence not in words("recurrence"):
            params = {"got": show.excerpt(one.recurrence), "known": words("recurrence")}
            yield Finding("hub.word_unknown", "error", (*path, "recurrence"), params)
        if one.recurrence == "once" and one.times > 1:
            yield Finding("hub.once_again", "warning", (*path, "occasions"), {"got": one.times})
        if hub is not None and one.room is not None and one.room not in [room.id for room in hub.rooms]:
            yield Finding("hub.room_unknown", "warning", (*path, "room"), {"got": show.excerpt(one.room)})
        if not one.subsectors:
            yield Finding("hub.no_subsector", "info", (*path, "subsectors"))
        yield from _names(one.subsectors, listed, path)
        for number, name in enumerate(one.elements):
            yield from element_problems(name, (*path, "elements", number))


def _days(one: Activity, path: Path, on: date | None) -> Iterator[Finding]:
    if one.until is not None and one.until < one.date:
        yield Finding("hub.days_reversed", "error", (*path, "until"), {"first": one.date, "last": one.until})
    if on is not None and one.date > on:
        yield Finding("hub.day_ahead", "warning", (*path, "date"), {"day": one.date, "on": on})


def _numbers(one: Activity, path: Path) -> Iterator[Finding]:
    counts = {"attendances": one.attendances, "persons": one.persons, "turnover": one.turnover, "jobs": one.jobs}
    yield from _negative(path, occasions=one.occasions, **counts)
    if one.persons is not None and one.attendances is not None and one.persons > one.attendances:
        params = {"persons": one.persons, "attendances": one.attendances}
        yield Finding("hub.persons_over_attendances", "error", (*path, "persons"), params)
    counted = 0
    for number, head in enumerate(one.headcounts):
        here: Path = (*path, "headcounts", number)
        yield from _negative(here, persons=head.persons)
        if head.sex is not None and head.sex not in words("sex"):
            # The word may be a name that slipped into the wrong column, so it is not repeated.
            yield Finding("hub.sex_unknown", "error", (*here, "sex"), {"known": words("sex")})
        counted += head.persons
    if one.persons is not None and counted > one.persons:
        params = {"counted": counted, "persons": one.persons}
        yield Finding("hub.headcounts_over_persons", "error", (*path, "headcounts"), params)


def _negative(path: Path, **counts: int | None) -> Iterator[Finding]:
    for name, value in counts.items():
        if value is not None and value < 0:
            yield Finding("hub.negative", "error", (*path, name), {"got": value})


def _names(names: tuple[str, ...], listed: SubsectorList, path: Path) -> Iterator[Finding]:
    for number, name in enumerate(names):
        for found in name_problems(name, version=listed.version):
            yield evolve(found, path=(*path, "subsectors", number))
