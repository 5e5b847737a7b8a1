"""What a reader of any verdict should know of the facts that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.facts import Facts, below_zero
from plut_kumkm.law.questions import STALE_YEARS, older


def fact_notes(record: Facts, on: date, amounts: Iterable[str]) -> Iterator[Finding]:
    """Yield what is doubtful about the facts; ``amounts`` are those of which a negative one counts as missing."""
    names = tuple(amounts)
    for name in names:
        amount = getattr(record, name)
        if amount is not None and amount < 0:
            yield Finding("facts.negative", "warning", (name,), {"got": amount, "field": name})
    net = below_zero(record)
    if "capital" in names and net is not None and record.capital is None:
        yield Finding("facts.capital_below_zero", "warning", ("land_building",), {"got": net})
    if "sales" in names and record.sales_kind not in (None, "sales") and record.sales is not None:
        yield Finding("facts.proxy", "warning", ("sales",), {"kind": record.sales_kind})
    if record.as_of is not None:
        if record.as_of > on:
            yield Finding("facts.later_facts", "warning", ("as_of",), {"day": record.as_of, "on": on})
        elif older(record.as_of, on):
            yield Finding("facts.stale", "info", ("as_of",), {"day": record.as_of, "years": STALE_YEARS})
