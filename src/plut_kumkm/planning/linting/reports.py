"""Rules on what was reported of a plan: values of indicators, and money."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.planning.linting.subjects import Said, Shown, Subject, number, same_number
from plut_kumkm.planning.linting.targets import JUMP
from plut_kumkm.planning.records.reports import STANDINGS, Realisation


def two_reports(subject: Subject) -> Iterator[Finding]:
    """One indicator came to one value in one period. Ask both sources which stands, and keep it as final."""
    seen: dict[tuple[object, ...], Realisation] = {}
    for place, one in enumerate(subject.realisations):
        other = seen.setdefault((one.indicator, one.period, one.standing), one)
        if other is not one and not same_number(one.value, other.value):
            params = {"indicator": show.excerpt(one.indicator), "when": one.period, "got": Said(one.value)}
            params |= {"other": Said(other.value), "source": show.excerpt(one.source or "–")}
            params["other_source"] = show.excerpt(other.source or "–")
            yield Finding("plan_lint.two_reports", path=("realisations", place), params=params)


def strangers(subject: Subject) -> Iterator[Finding]:
    """A report is of an indicator of the plan, in one of its years. Correct the id or the year."""
    if subject.plan is None:
        return
    known = {placed.indicator.id for placed in subject.indicators}
    for place, one in enumerate(subject.realisations):
        if one.indicator not in known:
            yield Finding("plan_lint.report_of_nothing", path=("realisations", place),
                          params={"got": show.excerpt(one.indicator)})  # fmt: skip
        elif subject.years and one.period.year not in subject.years:
            params = {"indicator": show.excerpt(one.indicator), "when": one.period}
            params |= {"first": subject.years[0], "last": subject.years[-1]}
            yield Finding("plan_lint.report_outside", path=("realisations", place), params=params)
        if one.standing not in STANDINGS:
            params = {"got": show.excerpt(one.standing), "known": STANDINGS}
            yield Finding("plan_lint.standing_unknown", path=("realisations", place, "standing"), params=params)


def of_another_size(subject: Subject) -> Iterator[Finding]:
    """A year that comes to ten times its target, or to a tenth, is of another unit or another count, as a rule.

    Check what is counted in the plan and what in the report; where the figure is right, say why it is so far off.
    """
    known = {placed.indicator.id: placed.indicator for placed in subject.indicators}
    for place, one in enumerate(subject.realisations):
        if one.indicator not in known or one.period.kind != "year":
            continue
        target, came = number(known[one.indicator].target(one.period)), number(one.value)
        if not target or not came:
            continue
        low, high = sorted((abs(Fraction(target)), abs(Fraction(came))))
        if high >= JUMP * low:
            params = {"indicator": show.excerpt(known[one.indicator].name), "when": one.period}
            params |= {"target": Shown(target), "got": Shown(came)}
            yield Finding("plan_lint.of_another_size", "warning", path=("realisations", place), params=params)


def overspent(subject: Subject) -> Iterator[Finding]:
    """What was spent is not more than the ceiling, and neither is below zero. Check the year and the unit."""
    for path, of, one in subject.money:
        name = show.excerpt(of or "–")
        for field, amount in (("ceiling", one.ceiling), ("realised", one.realised)):
            if amount is not None and amount < 0:
                yield Finding(
                    "plan_lint.money_negative", "warning", path=(*path, field), params={"of": name, "got": amount}
                )
        if one.ceiling is not None and one.realised is not None and one.realised > one.ceiling >= 0:
            params = {"of": name, "ceiling": one.ceiling, "realised": one.realised, "when": one.period}
            yield Finding("plan_lint.overspent", "warning", path=path, params=params)
