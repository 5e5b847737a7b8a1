"""The records of a creative hub: the house with its rooms, and what takes place in it.

Types are checked when a record is built; signs and sense are checked by ``check_hub``, so that a bad record can exist
and be reported. A count of visits and a count of people are two fields that nothing here adds up.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.law.instruments import Instrument

Day = date  # a record below has a field of that name


@frozen(kw_only=True)
class Room(Typed):
    """A room of a hub and the subsectors it serves (slugs or names of a list of subsectors).

    ``kind`` is ``ruang-pamer``, ``ruang-pelatihan``, ``ruang-kreativitas``, or a word of the hub's own; ``None`` is not
    known. ``capacity`` is in people.

    >>> Room(id="r1", kind="ruang-pamer", subsectors=("kriya", "seni-rupa")).kind
    'ruang-pamer'
    """

    id: str
    name: str | None = None
    kind: str | None = None
    subsectors: tuple[str, ...] = ()
    floor: int | None = None
    capacity: int | None = None
    commercial: bool | None = None


@frozen(kw_only=True)
class Hub(Typed):
    """A creative hub (pusat kreatif): its legal umbrella and its rooms.

    ``umbrella`` holds the instruments under which it works; which of them are in force on a day, ``umbrella_on`` says.
    ``rooms_complete`` says that there are no rooms but those named: only then can one be missing.

    >>> Hub(id="h1", name="Pusat Kreatif Contoh", rooms=(Room(id="r1"),)).rooms[0].id
    'r1'
    """

    id: str
    name: str | None = None
    region: str | None = None
    operator: str | None = None
    opened: date | None = None
    umbrella: tuple[Instrument, ...] = ()
    rooms: tuple[Room, ...] = ()
    rooms_complete: bool | None = None


@frozen(kw_only=True)
class Headcount(Typed):
    """Distinct people of one activity, of one sex ("female", "male") and age band ("20-29"), as far as known.

    >>> Headcount(sex="female", age_band="20-29", persons=12).persons
    12
    """

    persons: int
    sex: str | None = None
    age_band: str | None = None


@frozen(kw_only=True)
class Activity(Typed):
    """Something that took place in a hub, once or again and again.

    Attributes:
        id: what tells it from other activities.
        date: its day, or the first of several.
        until: the last day of several; ``None`` where it had one.
        name: what it is called.
        hub: the id of the hub.
        room: the id of the room.
        kind: what sort of activity, in the hub's own words.
        recurrence: "once", "daily", "weekly", "monthly", "yearly" or "irregular".
        occasions: how often it took place; one unless given.
        subsectors: slugs or names of the subsectors that it is for.
        elements: ids of the elements of the ecosystem that it works on.
        attendances: visits [kunjungan]: who comes twice counts twice.
        persons: distinct people of this activity [orang]: who comes twice counts once.
        headcounts: the same distinct people by sex and age band.
        partners: who took part in holding it.
        turnover: sales made at it [IDR].
        jobs: jobs that came of it [orang].

    >>> Activity(id="a1", date=date(2026, 3, 7), recurrence="weekly", occasions=4, attendances=120, persons=45).persons
    45
    """

    id: str
    date: Day
    until: Day | None = None
    name: str | None = None
    hub: str | None = None
    room: str | None = None
    kind: str | None = None
    recurrence: str | None = None
    occasions: int | None = None
    subsectors: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    attendances: int | None = None
    persons: int | None = None
    headcounts: tuple[Headcount, ...] = ()
    partners: tuple[str, ...] = ()
    turnover: int | None = None
    jobs: int | None = None

    @property
    def times(self) -> int:
        """How often it took place; once unless the record says otherwise (a number below zero says nothing)."""
        return 1 if self.occasions is None or self.occasions < 0 else self.occasions
