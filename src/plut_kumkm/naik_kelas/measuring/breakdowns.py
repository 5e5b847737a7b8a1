"""Breakdowns: the groups that an enterprise is counted in, by what its record, its owner and its help say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from plut_kumkm.base import data
from plut_kumkm.naik_kelas.measuring.groups import BREAKDOWNS, HELP, NOT_HELPED

if TYPE_CHECKING:
    from plut_kumkm.enterprise.records import Intervention
    from plut_kumkm.naik_kelas.panels.members import Entry
    from plut_kumkm.naik_kelas.panels.panel import Panel
    from plut_kumkm.naik_kelas.states import Yardstick

Group = tuple[str | None, ...]
Helped = Mapping[str, Sequence["Intervention"]]


def breakdown_names(by: str | Sequence[str], panel: Panel) -> tuple[str, ...]:
    """Return the breakdowns that were asked for.

    Raises:
        ValueError: there is no such breakdown, neither of records nor among the values of the panel.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    known = {name for entry in panel.entries() for name in entry.values}
    for name in names:
        if name not in BREAKDOWNS and name not in known:
            raise ValueError(f"there is no breakdown {name!r}; there are {', '.join((*BREAKDOWNS, *sorted(known)))}")
    return names


def grouped(
    entries: Iterable[Entry], names: tuple[str, ...], panel: Panel, yardstick: Yardstick, helped: Helped
) -> dict[Group, list[str]]:
    """Return the keys of some enterprises by group, what is not known last; of no breakdown there is no group.

    One that was helped by two programmes is counted in each, so that such groups add up to more than all.
    """
    if not names:
        return {}
    found: dict[Group, list[str]] = {}
    for entry in entries:
        parts = (_labels(entry, name, panel, yardstick, helped.get(entry.key, ())) for name in names)
        for group in product(*parts):
            found.setdefault(group, []).append(entry.key)
    return dict(sorted(found.items(), key=lambda one: tuple((name is None, name or "") for name in one[0])))


def _labels(
    entry: Entry, name: str, panel: Panel, yardstick: Yardstick, help_: Sequence[Intervention]
) -> Sequence[str | None]:
    if name in HELP:
        found = [getattr(one, HELP[name]) for one in help_]
        # Not helped is a group of its own; helped by nobody knows whom is not known.
        return list(dict.fromkeys(found)) if found else [NOT_HELPED]
    return [_label(entry, name, panel, yardstick)]


def _label(entry: Entry, name: str, panel: Panel, yardstick: Yardstick) -> str | None:
    facts = entry.facts
    if name == "tier":
        tier = panel.state(entry, yardstick).tier
        return None if tier is None else tier.value
    if name == "legal_form":
        return facts.legal_form_id
    if name == "age_band":
        return None if entry.record.owner is None else entry.record.owner.age_band(entry.day)
    if name == "youth":
        young = is_youth(facts.birth_year, entry.day)
        return None if young is None else ("yes" if young else "no")
    found = entry.value(name)
    return None if found is None else str(found)


def is_youth(birth_year: int | None, on: date) -> bool | None:
    """Return whether a person is a youth (pemuda) on a day, ``None`` where the year of birth alone does not tell.

    Source:
        UU 40/2009 Pasal 1 angka 1: 16 to 30 years, read as including the year of age 30.

    >>> [is_youth(year, date(2026, 6, 30)) for year in (1990, 1995, 1996, 2009, 2010, 2011)]
    [False, None, True, True, None, False]
    """
    if birth_year is None or birth_year > on.year:
        return None
    bounds = data.toml("naik_kelas/panel.toml")["youth"]
    reached = on.year - birth_year
    # Before the birthday of that year one is a year younger; on its last day nobody is.
    ages = {reached} if (on.month, on.day) == (12, 31) else {reached - 1, reached}
    inside = {bounds["youngest"] <= age <= bounds["oldest"] for age in ages}
    return inside.pop() if len(inside) == 1 else None
