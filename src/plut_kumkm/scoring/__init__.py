"""Scores and rankings by methods that have a name and a source, with every step between and how far the order holds.

>>> from plut_kumkm import scoring
>>> scoring.saw([[60, 80], [90, 40]], [0.5, 0.5], ["cost", "benefit"]).ranks
(1, 2)
"""

from plut_kumkm.scoring.aggregating.compromises import VikorRanking, vikor
from plut_kumkm.scoring.aggregating.distances import topsis
from plut_kumkm.scoring.aggregating.penalties import mazziotta_pareto
from plut_kumkm.scoring.aggregating.products import mpe, weighted_geometric, wpm
from plut_kumkm.scoring.aggregating.profiles import ProfileAspect, profile_matching
from plut_kumkm.scoring.aggregating.ratios import moora
from plut_kumkm.scoring.aggregating.sums import bayes, saw, smart
from plut_kumkm.scoring.aggregating.votes import borda, copeland
from plut_kumkm.scoring.catalogue import Method, gap_tables, methods, random_indices
from plut_kumkm.scoring.composing.gaps import Limits
from plut_kumkm.scoring.composing.index import CompositeRanking, composite_index
from plut_kumkm.scoring.matrices.criteria import Criteria, Criterion
from plut_kumkm.scoring.matrices.matrices import DecisionMatrix
from plut_kumkm.scoring.normalising.normalise import Normalised, banded, normalise
from plut_kumkm.scoring.rankings.comparing import RankingComparison
from plut_kumkm.scoring.rankings.places import ranked
from plut_kumkm.scoring.rankings.rankings import Ranking
from plut_kumkm.scoring.robustness.agreement import Agreement, agreement
from plut_kumkm.scoring.robustness.reversal import Reversals, rank_reversal
from plut_kumkm.scoring.robustness.sensitivity import Sensitivity, sensitivity
from plut_kumkm.scoring.robustness.simulation import Simulation, simulate
from plut_kumkm.scoring.steps import Step
from plut_kumkm.scoring.weighing.from_data import critic, entropy, standard_deviation
from plut_kumkm.scoring.weighing.judgements import group_judgements
from plut_kumkm.scoring.weighing.pairwise import AhpWeights, ahp
from plut_kumkm.scoring.weighing.plain import equal, given, rank_order_centroid, rank_sum
from plut_kumkm.scoring.weighing.weights import Weights

__all__ = [
    "Agreement",
    "AhpWeights",
    "CompositeRanking",
    "Criteria",
    "Criterion",
    "DecisionMatrix",
    "Limits",
    "Method",
    "Normalised",
    "ProfileAspect",
    "Ranking",
    "RankingComparison",
    "Reversals",
    "Sensitivity",
    "Simulation",
    "Step",
    "VikorRanking",
    "Weights",
    "agreement",
    "ahp",
    "banded",
    "bayes",
    "borda",
    "composite_index",
    "copeland",
    "critic",
    "entropy",
    "equal",
    "gap_tables",
    "given",
    "group_judgements",
    "mazziotta_pareto",
    "methods",
    "moora",
    "mpe",
    "normalise",
    "profile_matching",
    "random_indices",
    "rank_order_centroid",
    "rank_reversal",
    "rank_sum",
    "ranked",
    "saw",
    "sensitivity",
    "simulate",
    "smart",
    "standard_deviation",
    "topsis",
    "vikor",
    "weighted_geometric",
    "wpm",
]
