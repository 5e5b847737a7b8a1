"""Plans of regions: targets, money, achievement, rating and trajectory, each by a name and with its source.

>>> from plut_kumkm import planning
>>> found = planning.achievement(target=26, actual="17,46", direction="higher")
>>> found.display(2), found.achieved, planning.rate(found).value
(Decimal('67.15'), False, 'Sedang')
"""

from plut_kumkm.base.lint import LintReport, Suppression
from plut_kumkm.planning.aligning.alignments import Alignment
from plut_kumkm.planning.aligning.comparing import Compared
from plut_kumkm.planning.aligning.gaps import Gap, Orphan
from plut_kumkm.planning.aligning.matching.entries import Match
from plut_kumkm.planning.aligning.rows import AlignedRow
from plut_kumkm.planning.aligning.running import align
from plut_kumkm.planning.answers import Answer
from plut_kumkm.planning.binding.realising import Filled, bind, realise
from plut_kumkm.planning.linting.listing import Documented, Lintable, lint, load_lintable, rules
from plut_kumkm.planning.measuring.achievements import Achievement, achievement
from plut_kumkm.planning.measuring.aggregation import Aggregate, absorption, aggregate, cost_per_unit, ratings
from plut_kumkm.planning.measuring.changes import Change, relative_change
from plut_kumkm.planning.measuring.consolidation import Consolidated, consolidate
from plut_kumkm.planning.measuring.expectations import Expected, expected
from plut_kumkm.planning.measuring.formulas import Formula, formulas
from plut_kumkm.planning.measuring.trajectories import Cutoffs, Trajectory, proposed_cutoffs, trajectory
from plut_kumkm.planning.rating.deciding import Rating, rate
from plut_kumkm.planning.rating.scales import Scale, scale, scales
from plut_kumkm.planning.rating.skp import SkpScore, skp_score
from plut_kumkm.planning.reading.money import with_money
from plut_kumkm.planning.reading.plan_tables import PlanTable, from_records, read
from plut_kumkm.planning.reading.series.counting import CountSeries
from plut_kumkm.planning.reading.writing.files import write
from plut_kumkm.planning.reading.writing.flat import to_records
from plut_kumkm.planning.reading.writing.forms import EvaluationForm, evaluation_form
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.claims import Claim
from plut_kumkm.planning.records.indicators import Indicator, Metadata, Target, by_period
from plut_kumkm.planning.records.plans import (
    Activity,
    Goal,
    Objective,
    Plan,
    PolicyDirection,
    Programme,
    Strategy,
    Subactivity,
)
from plut_kumkm.planning.records.reports import Budget, Realisation, realised
from plut_kumkm.planning.records.structuring import structure, to_dict
from plut_kumkm.planning.records.values import Absent, Range, Unread, Value, Word, read_value, value
from plut_kumkm.planning.records.walking import indicators_of, parts_of
from plut_kumkm.planning.scorecards.choices import Choices
from plut_kumkm.planning.scorecards.coverage import Coverage
from plut_kumkm.planning.scorecards.evaluating import evaluate
from plut_kumkm.planning.scorecards.money import Money
from plut_kumkm.planning.scorecards.rows import Scored
from plut_kumkm.planning.scorecards.scorecards import Group, Scorecard
from plut_kumkm.planning.shipped import Frame, Template, frame, frames, load, templates
from plut_kumkm.planning.validity import Governing, governing, period_notes, period_rules

__all__ = [
    "Absent",
    "Achievement",
    "Action",
    "ActionPlan",
    "Activity",
    "Aggregate",
    "AlignedRow",
    "Alignment",
    "Answer",
    "Budget",
    "Change",
    "Choices",
    "Claim",
    "Compared",
    "Consolidated",
    "CountSeries",
    "Coverage",
    "Cutoffs",
    "Documented",
    "EvaluationForm",
    "Expected",
    "Filled",
    "Formula",
    "Frame",
    "Gap",
    "Goal",
    "Governing",
    "Group",
    "Indicator",
    "LintReport",
    "Lintable",
    "Match",
    "Metadata",
    "Money",
    "Objective",
    "Orphan",
    "Plan",
    "PlanTable",
    "PolicyDirection",
    "Programme",
    "Range",
    "Rating",
    "Realisation",
    "Scale",
    "Scorecard",
    "Scored",
    "SkpScore",
    "Strategy",
    "Subactivity",
    "Suppression",
    "Target",
    "Template",
    "Trajectory",
    "Unread",
    "Value",
    "Word",
    "absorption",
    "achievement",
    "aggregate",
    "align",
    "bind",
    "by_period",
    "consolidate",
    "cost_per_unit",
    "evaluate",
    "evaluation_form",
    "expected",
    "formulas",
    "frame",
    "frames",
    "from_records",
    "governing",
    "indicators_of",
    "lint",
    "load",
    "load_lintable",
    "parts_of",
    "period_notes",
    "period_rules",
    "proposed_cutoffs",
    "rate",
    "ratings",
    "read",
    "read_value",
    "realise",
    "realised",
    "relative_change",
    "rules",
    "scale",
    "scales",
    "skp_score",
    "structure",
    "templates",
    "to_dict",
    "to_records",
    "trajectory",
    "value",
    "with_money",
    "write",
]
