"""The creative economy: the lists of subsectors with their versions, and which subsector a KBLI code is of.

>>> from plut_kumkm import Kbli, ekraf
>>> ekraf.find("gim", version="2019").label("en")
'Game Developer'
>>> print(ekraf.subsector(Kbli("2020", "13134")).value.label())
Kriya
"""

from plut_kumkm.base.checklist import Assessment, Checklist, Evidence, Item
from plut_kumkm.base.lint import LintReport, Rule, Suppression, lint
from plut_kumkm.base.quantities import Quantity, quantity
from plut_kumkm.ekraf.checks import check
from plut_kumkm.ekraf.cities.ministry import NamedCity, Pmk3i, check_proposal, pmk3i, pmk3i_cities
from plut_kumkm.ekraf.cities.selfcheck import assess_city, city_checklist, city_checklists
from plut_kumkm.ekraf.cities.unesco import CityField, Member, uccn_fields, uccn_members
from plut_kumkm.ekraf.ecosystem import Element, elements
from plut_kumkm.ekraf.finance import FinanceVerdict, Readiness, ip_finance, ip_finance_checklist, ip_finance_evidence
from plut_kumkm.ekraf.groupings import Figures, Group, Grouping, Totals, figures, grouping
from plut_kumkm.ekraf.hubs.checking import check_hub
from plut_kumkm.ekraf.hubs.communities import Agreement, Commitment, Community, Forum, Party, check_agreement, forum
from plut_kumkm.ekraf.hubs.houses import Standing, minimum_rooms, umbrella_on
from plut_kumkm.ekraf.hubs.published import Datum, Growth, Series, growth, mcc, mcc_contradictions, published_mcc
from plut_kumkm.ekraf.hubs.records import Activity, Headcount, Hub, Room
from plut_kumkm.ekraf.hubs.reporting import HubReport, Month, hub_report
from plut_kumkm.ekraf.hubs.rules import SERIES_RULES, lint_series
from plut_kumkm.ekraf.kbli.asking import EnterpriseSubsectors, subsector, subsector_unversioned, subsectors_of
from plut_kumkm.ekraf.kbli.conversions import convert
from plut_kumkm.ekraf.kbli.verdicts import SubsectorVerdict
from plut_kumkm.ekraf.lists import VERSIONS, Cluster, Subsector, SubsectorList, subsectors
from plut_kumkm.ekraf.lookup import equivalents, find, name_problems, predecessors, successors
from plut_kumkm.ekraf.sets import SubsectorSet, clusters, priorities

__all__ = [
    "SERIES_RULES",
    "VERSIONS",
    "Activity",
    "Agreement",
    "Assessment",
    "Checklist",
    "CityField",
    "Cluster",
    "Commitment",
    "Community",
    "Datum",
    "Element",
    "EnterpriseSubsectors",
    "Evidence",
    "Figures",
    "FinanceVerdict",
    "Forum",
    "Group",
    "Grouping",
    "Growth",
    "Headcount",
    "Hub",
    "HubReport",
    "Item",
    "LintReport",
    "Member",
    "Month",
    "NamedCity",
    "Party",
    "Pmk3i",
    "Quantity",
    "Readiness",
    "Room",
    "Rule",
    "Series",
    "Standing",
    "Subsector",
    "SubsectorList",
    "SubsectorSet",
    "SubsectorVerdict",
    "Suppression",
    "Totals",
    "assess_city",
    "check",
    "check_agreement",
    "check_hub",
    "check_proposal",
    "city_checklist",
    "city_checklists",
    "clusters",
    "convert",
    "elements",
    "equivalents",
    "figures",
    "find",
    "forum",
    "grouping",
    "growth",
    "hub_report",
    "ip_finance",
    "ip_finance_checklist",
    "ip_finance_evidence",
    "lint",
    "lint_series",
    "mcc",
    "mcc_contradictions",
    "minimum_rooms",
    "name_problems",
    "pmk3i",
    "pmk3i_cities",
    "predecessors",
    "priorities",
    "published_mcc",
    "quantity",
    "subsector",
    "subsector_unversioned",
    "subsectors",
    "subsectors_of",
    "successors",
    "uccn_fields",
    "uccn_members",
    "umbrella_on",
]
