"""Plans of a region and their tree: goals, objectives, strategies, policy directions, programmes down to subactivities.

Types are checked when a record is built; whether it makes sense is for the linter to say, so that a bad plan can exist
and be reported. A part that the source does not put under another stands in the plan itself.
"""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import Literal, get_args

from attrs import frozen

from plut_kumkm.base.periods import Span
from plut_kumkm.enterprise.typed import Typed
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.reports import Budget

PlanKind = Literal["rpjpd", "rpjmd", "rpd", "renstra", "rkpd", "renja"]
PLAN_KINDS: tuple[PlanKind, ...] = get_args(PlanKind)


@frozen(kw_only=True)
class Part(Typed):
    """What every part of a plan has: an id, a name, a code of the nomenclature, who answers for it, indicators."""

    id: str
    name: str
    code: str | None = None
    owner: str | None = None
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()


@frozen(kw_only=True)
class Subactivity(Part):
    """A subkegiatan."""


@frozen(kw_only=True)
class Activity(Part):
    """A kegiatan and its subkegiatan."""

    subactivities: tuple[Subactivity, ...] = ()


@frozen(kw_only=True)
class Programme(Part):
    """A program and its kegiatan."""

    activities: tuple[Activity, ...] = ()


@frozen(kw_only=True)
class PolicyDirection(Part):
    """An arah kebijakan and the programmes that follow it."""

    programmes: tuple[Programme, ...] = ()


@frozen(kw_only=True)
class Strategy(Part):
    """A strategi with its arah kebijakan."""

    directions: tuple[PolicyDirection, ...] = ()
    programmes: tuple[Programme, ...] = ()


@frozen(kw_only=True)
class Objective(Part):
    """A sasaran; ``strategic`` says that the plan calls it a strategic one."""

    strategic: bool | None = None
    strategies: tuple[Strategy, ...] = ()
    directions: tuple[PolicyDirection, ...] = ()
    programmes: tuple[Programme, ...] = ()


@frozen(kw_only=True)
class Goal(Part):
    """A tujuan with its sasaran."""

    objectives: tuple[Objective, ...] = ()


class Dated(Typed):
    """What a plan and an action plan share: the years they are for, and the days on which they govern."""

    __slots__ = ()

    first_year: int | None
    last_year: int | None
    in_force: date | None
    ended: date | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan, none where an end is not known or no year, or they are the wrong way round."""
        if self.first_year is None or self.last_year is None or not 0 < self.first_year <= self.last_year <= MAXYEAR:
            return ()
        return tuple(range(self.first_year, self.last_year + 1))

    def governs(self, on: date) -> bool | None:
        """Return whether the day is one of the plan's own, or ``None`` where its days are not known.

        The days are those from ``in_force`` to ``ended``, else from the first day of the first year to the last of the
        last.
        """
        since = self.in_force or (None if self.first_year is None else date(self.first_year, 1, 1))
        until = self.ended or (None if self.last_year is None else date(self.last_year, 12, 31))
        if since is None or until is None or since > until:
            return None
        return on in Span(since, until)


@frozen(kw_only=True)
class Plan(Dated):
    """A plan of a region or of one of its offices.

    ``instrument`` is the regulation by which it was laid down, ``amends`` and ``replaced_by`` name other plans by id;
    ``in_force`` is the day from which it governs where that is not the first of its years. ``vision`` and ``missions``
    are those of an elected head. ``themes`` are components that the plan names beside its goals, ``not_published`` what
    is known to stand in it and could not be seen.

    >>> rpd = Plan(id="rpd", kind="rpd", region="35.73", first_year=2024, last_year=2026)
    >>> rpd.years, rpd.governs(date(2025, 3, 1))
    ((2024, 2025, 2026), True)
    """

    id: str
    kind: str
    title: str | None = None
    region: str | None = None
    owner: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    instrument: str | None = None
    in_force: date | None = None
    ended: date | None = None
    amends: str | None = None
    replaced_by: str | None = None
    under: str | None = None
    vision: str | None = None
    missions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    not_published: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    directions: tuple[PolicyDirection, ...] = ()
    programmes: tuple[Programme, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
