"""What a reader of any verdict should know of the facts that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from plut_kumkm.base.findings import Finding
from plut_kumkm.enterprise.facts import Facts, below_zero
from plut_kumkm.law.kernel.operands import Field
from plut_kumkm.law.questions import STALE_YEARS, older

if TYPE_CHECKING:
    from plut_kumkm.law.kernel.probing import Marked


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


def date_notes(record: Facts, facts: Iterable[Marked], needs: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what keeps a date from counting: that it has not come yet, or that only its year is known.

    Args:
        record: what is known.
        facts: those that the rule reads.
        needs: the names of those that are missing.
    """
    found: dict[str, Finding] = {}
    for operand in (fact.operand for fact in facts):
        if not isinstance(operand, Field) or operand.twin is None:
            continue
        name, ends = operand.fact, (getattr(record, operand.name), getattr(record, operand.twin))
        if None not in ends and operand.exceeded_by(min(ends)):
            found[name] = Finding("facts.later_day", "warning", (name,), {"field": name, "on": operand.most})
        elif name in needs and ends[0] != ends[1]:
            found.setdefault(name, Finding("facts.day_needed", "info", (name,), {"field": name}))
    yield from found.values()
