"""What every question to the law shares, whatever its answer is: sources, remarks on the law, and the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.version import version
from plut_kumkm.law.books import LawBook
from plut_kumkm.law.instruments import Grade, Provision, meets
from plut_kumkm.law.kernel import probing
from plut_kumkm.law.kernel.decisions import Table
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.regimes import Dispute, Gap, Regime, Stretch
from plut_kumkm.law.verdicts import render

STALE_YEARS = 2  # older figures, and law whose sources were checked longer ago, are used and said to be old


def older(day: date, on: date) -> bool:
    """Return whether ``day`` lies more than ``STALE_YEARS`` before ``on``.

    >>> older(date(2024, 6, 30), date(2026, 6, 30)), older(date(2024, 6, 29), date(2026, 6, 30))
    (False, True)
    """
    return (day.year + STALE_YEARS, day.month, day.day) < (on.year, on.month, on.day)


def rested(step: Step) -> tuple[Provision, ...]:
    """Return the sources of what an outcome hangs on, each once."""
    return tuple(dict.fromkeys(each.provision for each in step.counted() if each.provision is not None))


def law_notes(stretch: Stretch | None, on: date) -> Iterator[Finding]:
    """Yield what is to be known of the law that applies, whatever the record."""
    if isinstance(stretch, Regime):
        checked = stretch.provision.checked
        if older(checked, on):
            yield Finding("law.stale", "info", (), {"day": checked, "years": STALE_YEARS})


def weak_notes(provisions: Iterable[Provision], policy: Grade) -> Iterator[Finding]:
    """Yield which bounds rest on a source that the policy does not let decide."""
    for provision in dict.fromkeys(provisions):
        if not meets(provision.grade, policy):
            params = {"grade": provision.grade, "policy": policy}
            yield Finding("law.bound_below_policy", "warning", (), params, provision.cite)


def receipt(
    law: LawBook, stretch: Stretch | None, on: date, tables: Iterable[Table], record: Any, *others: str
) -> dict[str, Any]:
    """Return what is needed to ask again: library, law, day, and which facts there were of those that are read."""
    asked = probing.marked(tables)
    names = {name for fact in asked.values() for name in fact.operand.inputs} | {"as_of", *others}
    return {
        "schema": "plut_kumkm/receipt/1",
        "library": version(),
        "law": law.hash,
        "layers": list(law.layers),
        "policy": law.policy,
        "scheme": None if stretch is None else stretch.id,
        "on": on.isoformat(),
        "as_of": None if record.as_of is None else record.as_of.isoformat(),
        "inputs": sorted(name for name in names if getattr(record, name) not in (None, ())),
    }


def stretch_label(stretch: Stretch | None, lang: Lang) -> str:
    """Return the law of a day in a few words."""
    if stretch is None:
        return render("law.none_held", {}, lang)
    if isinstance(stretch, Gap):
        return stretch.provision.cite.label(lang)
    if isinstance(stretch, Dispute):
        newer = stretch_label(stretch.newer, lang)
        if stretch.older is None:
            return render("law.perhaps", {"newer": newer}, lang)
        return render("law.either", {"older": stretch_label(stretch.older, lang), "newer": newer}, lang)
    return stretch.provision.cite.instrument.label()
