"""Whether a hub stands under an instrument in force, and whether it has the rooms that a creative space needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.checklist import Assessment, Checklist, Evidence, Item
from plut_kumkm.base.periods import check_day
from plut_kumkm.ekraf.hubs.records import Hub, Room
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.law.verdicts import NotInForce, render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Instrument

Force = Literal["in_force", "not_yet", "ended", "not_known"]


@frozen
class Standing:
    """An instrument and whether it is in force on a day; ``not_known`` where nobody knows from which day it is."""

    instrument: Instrument
    force: Force

    def label(self, lang: Lang = "id") -> str:
        """Return the instrument and its state in words."""
        return f"{self.instrument.label()} ({render(f'hub.force.{self.force}', {}, lang)})"


def umbrella_on(hub: Hub, on: date) -> tuple[Standing, ...]:
    """Return each instrument of a hub's legal umbrella and whether it is in force on the day ``on``.

    Args:
        hub: the hub.
        on: the day.

    Raises:
        TypeError: ``hub`` is none, or ``on`` is not a date.

    >>> from datetime import date
    >>> from plut_kumkm.law.instruments import Instrument
    >>> old = Instrument("x", "Perwal", "1", 2018, "Contoh", in_force=date(2018, 3, 1), ended=date(2023, 1, 1))
    >>> [one.force for one in umbrella_on(Hub(id="h", umbrella=(old,)), date(2022, 12, 31))]
    ['in_force']
    """
    _need_hub(hub)
    check_day(on, "on")
    return tuple(Standing(one, _force(one, on)) for one in hub.umbrella)


def _need_hub(hub: object) -> None:
    if not isinstance(hub, Hub):
        raise TypeError(f"a Hub is needed, not {type(hub).__name__}")


def _force(instrument: Instrument, on: date) -> Force:
    # `ended` is the first day without it.
    if instrument.ended is not None and instrument.ended <= on:
        return "ended"
    if instrument.in_force is None:
        # Before it was promulgated it cannot be in force; when it came into force after that is not known.
        return "not_yet" if instrument.promulgated is not None and on < instrument.promulgated else "not_known"
    return "in_force" if instrument.in_force <= on else "not_yet"


def _file() -> Mapping[str, Any]:
    return data.toml("ekraf/hub.toml")


@cache
def room_checklist() -> Checklist:
    """Return the rooms that a creative space has at least, as a checklist.

    Source:
        PP 24/2022 Pasal 32.

    >>> [item.id for item in room_checklist().items]
    ['ruang-pamer', 'ruang-pelatihan', 'ruang-kreativitas']
    """
    entry = _file()["minimum"]
    source = provision(entry, _file())
    items = tuple(Item(room["kind"], room["label"], source.cite, source.grade) for room in entry["room"])
    return Checklist("pp-24-2022-pasal-32", entry["title"], items)


def minimum_rooms(hub: Hub, *, on: date) -> Assessment:
    """Return which of the rooms that a creative space needs a hub has.

    A room that is not named is missing only where the hub says that all its rooms are named and of which kind they
    are; otherwise it is not known.

    Args:
        hub: the hub.
        on: the day whose law applies.

    Raises:
        TypeError: ``hub`` is none, or ``on`` is not a date.
        NotInForce: on that day the rule was not yet in force.

    Source:
        PP 24/2022 Pasal 32, in force since 12 July 2023.

    >>> from datetime import date
    >>> hub = Hub(id="h1", rooms=(Room(id="r1", kind="ruang-pamer"),), rooms_complete=True)
    >>> found = minimum_rooms(hub, on=date(2026, 6, 30))
    >>> found.coverage, [item.id for item in found.gaps]
    (Fraction(1, 3), ['ruang-pelatihan', 'ruang-kreativitas'])
    """
    _need_hub(hub)
    check_day(on, "on")
    since = _file()["minimum"]["since"]
    if on < since:
        raise NotInForce(f"the minimum rooms hold from {since} (PP 24/2022 Pasal 32), not on {on}")
    whole = hub.rooms_complete is True and all(room.kind is not None for room in hub.rooms)
    evidence = []
    for item in room_checklist().items:
        rooms = [room for room in hub.rooms if room.kind == item.id]
        evidence += [Evidence(item=item.id, text=_named(room)) for room in rooms]
        if whole and not rooms:
            evidence.append(Evidence(item=item.id, text="rooms_complete=True", met=False))
    return room_checklist().assess(evidence, on=on)


def _named(room: Room) -> str:
    return room.id if room.name is None else room.name
