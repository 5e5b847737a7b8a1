"""Action plans: policy directions and the actions under them, each with an owner, an output, targets and money."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from attrs import frozen

from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import Dated, Part, PolicyDirection
from plut_kumkm.planning.records.reports import Budget

# A Renaksi of several years, or the quarterly action plan of a Perjanjian Kinerja (SAKIP).
ActionPlanKind = Literal["renaksi", "quarterly"]
ActionStatus = Literal["planned", "running", "done", "postponed", "cancelled"]
ACTION_PLAN_KINDS: tuple[ActionPlanKind, ...] = get_args(ActionPlanKind)
ACTION_STATUSES: tuple[ActionStatus, ...] = get_args(ActionStatus)


@frozen(kw_only=True)
class Action(Part):
    """One action: which direction it follows (by id), which element of the ecosystem it serves, with whom, to what end.

    >>> Action(id="a1", name="Kelas legalitas usaha", direction="legalitas", owner="Dinas Contoh").status is None
    True
    """

    direction: str | None = None
    element: str | None = None
    partners: tuple[str, ...] = ()
    output: str | None = None
    programme: str | None = None
    subsectors: tuple[str, ...] = ()
    status: str | None = None


@frozen(kw_only=True)
class ActionPlan(Dated):
    """A plan made of actions under policy directions; ``under`` is the id of the plan that it serves."""

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
    issues: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    not_published: tuple[str, ...] = ()
    directions: tuple[PolicyDirection, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
