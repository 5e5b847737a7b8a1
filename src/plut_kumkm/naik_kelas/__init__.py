"""Naik kelas: what became of enterprises, by which definition, how sure, and what is still missing.

>>> from datetime import date
>>> from plut_kumkm import Enterprise, Snapshot, naik_kelas
>>> def batik(year: int, sales: int) -> Enterprise:
...     return Enterprise(id="a1", snapshots=(Snapshot(as_of=date(year, 12, 31), sales=sales),))
>>> [event.name for event in naik_kelas.events(batik(2024, 1_800_000_000), batik(2025, 2_400_000_000))]
['TIER_UP']
"""

from plut_kumkm.naik_kelas.advice.cliffs import Cliff
from plut_kumkm.naik_kelas.advice.gaps import Gap
from plut_kumkm.naik_kelas.advice.many import Need, Needs, Pathways, pathways
from plut_kumkm.naik_kelas.advice.pathway import Pathway, pathway
from plut_kumkm.naik_kelas.advice.prerequisites import Prerequisite, prerequisites
from plut_kumkm.naik_kelas.advice.standing import Standing
from plut_kumkm.naik_kelas.advice.what_if import WhatIf, what_if
from plut_kumkm.naik_kelas.formulas.catalogue import Indicator, define, indicator, indicators, load
from plut_kumkm.naik_kelas.formulas.conditions import Condition
from plut_kumkm.naik_kelas.formulas.parts import (
    all_of,
    any_of,
    class_shift,
    gained,
    growth_at_least,
    holds,
    improved,
    k_of_n,
    stage_shift,
)
from plut_kumkm.naik_kelas.ladders import Ladder, Scale, ladder, scale
from plut_kumkm.naik_kelas.measuring.asking import measure
from plut_kumkm.naik_kelas.measuring.comparing import Comparison, compare
from plut_kumkm.naik_kelas.measuring.measures import Interval, Measure, MeasureRecord
from plut_kumkm.naik_kelas.mobility.growth import within_tiers
from plut_kumkm.naik_kelas.mobility.jobs import jobs
from plut_kumkm.naik_kelas.mobility.nearness import near_bounds
from plut_kumkm.naik_kelas.mobility.support import support
from plut_kumkm.naik_kelas.mobility.tallies import Tallies, Tally
from plut_kumkm.naik_kelas.mobility.transitions import Projection, Transitions, transitions
from plut_kumkm.naik_kelas.moves import Event, Events, Flows
from plut_kumkm.naik_kelas.panels.building import events, panel
from plut_kumkm.naik_kelas.panels.members import Entry, Member, Sample, Window
from plut_kumkm.naik_kelas.panels.panel import Panel
from plut_kumkm.naik_kelas.readiness.assessed import AspectScore, Assessed
from plut_kumkm.naik_kelas.readiness.assessing import assess
from plut_kumkm.naik_kelas.readiness.linting import lint_instrument
from plut_kumkm.naik_kelas.readiness.loading import instrument, instruments, load_instrument
from plut_kumkm.naik_kelas.readiness.replies import Answered, Reply
from plut_kumkm.naik_kelas.readiness.sheets import Aspect, Item, Level, ScoreSheet
from plut_kumkm.naik_kelas.states import State, Yardstick

__all__ = [
    "Answered",
    "Aspect",
    "AspectScore",
    "Assessed",
    "Cliff",
    "Comparison",
    "Condition",
    "Entry",
    "Event",
    "Events",
    "Flows",
    "Gap",
    "Indicator",
    "Interval",
    "Item",
    "Ladder",
    "Level",
    "Measure",
    "MeasureRecord",
    "Member",
    "Need",
    "Needs",
    "Panel",
    "Pathway",
    "Pathways",
    "Prerequisite",
    "Projection",
    "Reply",
    "Sample",
    "Scale",
    "ScoreSheet",
    "Standing",
    "State",
    "Tallies",
    "Tally",
    "Transitions",
    "WhatIf",
    "Window",
    "Yardstick",
    "all_of",
    "any_of",
    "assess",
    "class_shift",
    "compare",
    "define",
    "events",
    "gained",
    "growth_at_least",
    "holds",
    "improved",
    "indicator",
    "indicators",
    "instrument",
    "instruments",
    "jobs",
    "k_of_n",
    "ladder",
    "lint_instrument",
    "load",
    "load_instrument",
    "measure",
    "near_bounds",
    "panel",
    "pathway",
    "pathways",
    "prerequisites",
    "scale",
    "stage_shift",
    "support",
    "transitions",
    "what_if",
    "within_tiers",
]
