"""One import for UMKM: size tiers under the law of a day, with the reasons.

Every answer is dated, cited and explained; what is not known is never filled in.

>>> from datetime import date
>>> import plut_kumkm as pk
>>> pk.tier(pk.Facts(sales=pk.rupiah("1,8 miliar")), on=date(2026, 6, 30)).value
<Tier.MICRO>
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str

    from plut_kumkm import ekraf, identifiers, law, naik_kelas, planning, registry, scoring
    from plut_kumkm.base.findings import Finding, Report, ValidationError
    from plut_kumkm.base.money import format_rupiah, rupiah
    from plut_kumkm.enterprise.checks import Policy, check, check_many
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.licences import Licence
    from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
    from plut_kumkm.enterprise.schemes.asking import classify
    from plut_kumkm.enterprise.schemes.classes import SizeClass
    from plut_kumkm.enterprise.schemes.tax_terms import final_tax_until
    from plut_kumkm.enterprise.schemes.turnover_tax import FinalTax, final_tax
    from plut_kumkm.enterprise.size_verdicts import TierVerdict, tier
    from plut_kumkm.enterprise.structuring import structure, to_dict
    from plut_kumkm.enterprise.tiers import LegalForm, Tier
    from plut_kumkm.identifiers.kbli_type import Kbli
    from plut_kumkm.registry.classifying import Classification, classify_many
    from plut_kumkm.registry.evaluating import Evaluation, evaluate
    from plut_kumkm.registry.helping import read_interventions
    from plut_kumkm.registry.moving import Mobility, mobility
    from plut_kumkm.registry.reading import Registry, read

# Where each public name lives; its room is opened when the name is first asked for.
_HOMES = {
    "Classification": "registry.classifying",
    "Cooperative": "enterprise.records",
    "Enterprise": "enterprise.records",
    "Evaluation": "registry.evaluating",
    "Facts": "enterprise.facts",
    "FinalTax": "enterprise.schemes.turnover_tax",
    "Finding": "base.findings",
    "Intervention": "enterprise.records",
    "Kbli": "identifiers.kbli_type",
    "LegalForm": "enterprise.tiers",
    "Licence": "enterprise.licences",
    "Mobility": "registry.moving",
    "Owner": "enterprise.records",
    "Policy": "enterprise.checks",
    "Registry": "registry.reading",
    "Report": "base.findings",
    "SizeClass": "enterprise.schemes.classes",
    "Snapshot": "enterprise.records",
    "Tier": "enterprise.tiers",
    "TierVerdict": "enterprise.size_verdicts",
    "ValidationError": "base.findings",
    "check": "enterprise.checks",
    "check_many": "enterprise.checks",
    "classify": "enterprise.schemes.asking",
    "classify_many": "registry.classifying",
    "ekraf": "",
    "evaluate": "registry.evaluating",
    "final_tax": "enterprise.schemes.turnover_tax",
    "final_tax_until": "enterprise.schemes.tax_terms",
    "format_rupiah": "base.money",
    "identifiers": "",
    "law": "",
    "mobility": "registry.moving",
    "naik_kelas": "",
    "planning": "",
    "read": "registry.reading",
    "read_interventions": "registry.helping",
    "registry": "",
    "rupiah": "base.money",
    "scoring": "",
    "structure": "enterprise.structuring",
    "tier": "enterprise.size_verdicts",
    "to_dict": "enterprise.structuring",
}

__all__ = [
    "Classification",
    "Cooperative",
    "Enterprise",
    "Evaluation",
    "Facts",
    "FinalTax",
    "Finding",
    "Intervention",
    "Kbli",
    "LegalForm",
    "Licence",
    "Mobility",
    "Owner",
    "Policy",
    "Registry",
    "Report",
    "SizeClass",
    "Snapshot",
    "Tier",
    "TierVerdict",
    "ValidationError",
    "check",
    "check_many",
    "classify",
    "classify_many",
    "ekraf",
    "evaluate",
    "final_tax",
    "final_tax_until",
    "format_rupiah",
    "identifiers",
    "law",
    "mobility",
    "naik_kelas",
    "planning",
    "read",
    "read_interventions",
    "registry",
    "rupiah",
    "scoring",
    "structure",
    "tier",
    "to_dict",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        # Not read at import: the metadata of the installation cost more than the first verdict.
        return import_module("plut_kumkm.base.version").version()
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'plut_kumkm' has no attribute {name!r}")
    if home == "":
        value: Any = import_module(f"plut_kumkm.{name}")
    else:
        value = getattr(import_module(f"plut_kumkm.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({"__version__", *__all__})
