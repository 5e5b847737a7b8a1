"""Rules on claims: numbers that reports and the press state, against the numbers beside them, and against the law."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import Period
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.regimes import Value as Bound
from plut_kumkm.planning.linting.subjects import Shown, Subject, number, reproduces, worse
from plut_kumkm.planning.measuring.achievements import achievement
from plut_kumkm.planning.numbers import Exact
from plut_kumkm.planning.records.claims import CLAIM_KINDS, Claim

JUMP = Fraction(3, 2)  # of a denominator from one year to the next: beyond it percentages do not compare
_LOWER = ("lower",)


def _path(place: int, *more: str) -> tuple[str | int, ...]:
    return ("claims", place, *more)


def _of(claim: Claim) -> str:
    return show.excerpt(claim.of)


def kinds(subject: Subject) -> Iterator[Finding]:
    """A number says which kind it is, of which base, in which period, by whom. Fill in what is missing."""
    for place, one in enumerate(subject.claims):
        if one.kind not in CLAIM_KINDS:
            params = {"of": _of(one), "got": show.excerpt(one.kind), "known": CLAIM_KINDS}
            yield Finding("plan_lint.claim_kind", path=_path(place, "kind"), params=params)
        missing = [name for name in ("period", "source") if getattr(one, name) is None]
        if one.kind in ("share", "growth") and one.base is None and one.denominator is None and one.before is None:
            missing.append("base")
        if one.kind == "threshold":
            missing = [name for name in missing if name != "period" or one.on is None]
        for name in missing:
            params = {"of": _of(one), "field": name}
            yield Finding("plan_lint.claim_incomplete", path=_path(place, name), params=params)


def stock_as_flow(subject: Subject) -> Iterator[Finding]:
    """What was counted since the beginning is a stock, and a flow is never larger than the stock it adds to.

    Give the flow of the period, or call the number a stock.
    """
    for place, one in enumerate(subject.claims):
        if one.kind != "flow":
            continue
        if one.cumulative:
            yield Finding("plan_lint.stock_as_flow", path=_path(place), params={"of": _of(one)})
        flow = number(one.value)
        for other in subject.claims:
            stock = number(other.value)
            if (
                other.kind == "stock" and other.of == one.of and flow is not None and stock is not None
                and _same_year(one, other) and flow > stock
            ):  # fmt: skip
                params = {"of": _of(one), "flow": Shown(flow), "stock": Shown(stock)}
                yield Finding("plan_lint.flow_above_stock", path=_path(place), params=params)


def growth_as_share(subject: Subject) -> Iterator[Finding]:
    """A growth is not a share. Ask which of the two the source means, and say it of both."""
    for (place, one), (other_place, other) in combinations(enumerate(subject.claims), 2):
        both = {one.kind, other.kind}
        if both == {"growth", "share"} and one.of == other.of and _same_year(one, other) and one.value == other.value:
            at = place if one.kind == "share" else other_place
            value = number(one.value)
            params: dict[str, Any] = {"of": _of(one), "got": Shown(value if value is not None else 0)}
            yield Finding("plan_lint.growth_as_share", path=_path(at), params=params)


def prices(subject: Subject) -> Iterator[Finding]:
    """Constant and current prices give two numbers, as a rule. Check which of the two the series is of."""
    for (_, one), (place, other) in combinations(enumerate(subject.claims), 2):
        told = {one.prices, other.prices} == {"constant", "current"}
        if told and one.of == other.of and _same_year(one, other) and one.value == other.value:
            yield Finding("plan_lint.prices", path=_path(place, "prices"), params={"of": _of(other)})


def does_not_reproduce(subject: Subject) -> Iterator[Finding]:
    """A percentage follows from the numbers beside it. Compute it again, or correct the number that is wrong."""
    for place, one in enumerate(subject.claims):
        printed = number(one.value)
        if printed is None:
            continue
        exact = _share(one)
        if exact is not None and not reproduces(printed, exact):
            params = {"of": _of(one), "got": Shown(printed), "expected": Shown(exact)}
            yield Finding("plan_lint.not_reproduced", path=_path(place), params=params)
        yield from _growth(place, one, printed)


def _share(one: Claim) -> Exact | None:
    if one.kind == "share" and one.numerator is not None and one.denominator:
        return Fraction(one.numerator) / Fraction(one.denominator) * 100
    return None


def _growth(place: int, one: Claim, printed: Exact) -> Iterator[Finding]:
    if one.kind != "growth" or one.before is None or one.after is None or not one.before:
        return
    rise = Fraction(one.after - one.before)
    exact = rise / abs(Fraction(one.before)) * 100
    if reproduces(printed, exact):
        return
    params = {"of": _of(one), "got": Shown(printed), "expected": Shown(exact)}
    if one.after and reproduces(printed, rise / abs(Fraction(one.after)) * 100):
        yield Finding("plan_lint.growth_of_later", path=_path(place), params=params)
    else:
        yield Finding("plan_lint.not_reproduced", path=_path(place), params=params)


def achievements(subject: Subject) -> Iterator[Finding]:
    """An achievement follows from target and realisation by a formula, and "tercapai" from the two alone.

    Compute it again and name the formula; correct the word where the target was missed.
    """
    for place, one in enumerate(subject.claims):
        if one.kind != "achievement" or one.target is None or one.realisation is None:
            continue
        direction = one.direction or "higher"
        if one.achieved and worse(one.realisation, one.target, direction):
            params = {"of": _of(one), "target": Shown(one.target), "realisation": Shown(one.realisation)}
            yield Finding("plan_lint.not_achieved", path=_path(place, "achieved"), params=params)
        printed = number(one.value)
        formulas = ("complement", "ratio") if direction in _LOWER else ("positive",)
        if printed is None or direction not in ("higher", "lower"):
            continue
        answers = (
            achievement(target=one.target, actual=one.realisation, direction=direction, formula=formula).value
            for formula in formulas
        )
        found = [value for value in answers if value is not None]
        # 100 or 120 may be a cap.
        if found and not any(reproduces(printed, value) for value in found) and not _capped(printed, found):
            params = {"of": _of(one), "got": Shown(printed), "expected": Shown(found[0])}
            yield Finding("plan_lint.not_reproduced", path=_path(place), params=params)


def _capped(printed: Exact, found: list[Fraction]) -> bool:
    return any(printed == cap <= max(found) for cap in (100, 120))


def denominators(subject: Subject) -> Iterator[Finding]:
    """Percentages of two bases do not compare. Say from when the base is another, or compute both on one base."""
    for (_, one), (place, other) in combinations(enumerate(subject.claims), 2):
        if one.of != other.of or one.kind != other.kind or one.period is None or other.period is None:
            continue
        if one.base is not None and other.base is not None and one.base != other.base and one.period != other.period:
            params: dict[str, Any] = {
                "of": _of(other),
                "first": show.excerpt(one.base),
                "second": show.excerpt(other.base),
            }
            yield Finding("plan_lint.base_changed", path=_path(place, "base"), params=params)
        elif one.denominator and other.denominator and abs(one.period.year - other.period.year) == 1:
            low, high = sorted((abs(Fraction(one.denominator)), abs(Fraction(other.denominator))))
            if high > JUMP * low:
                params = {"of": _of(other), "first": Shown(one.denominator), "second": Shown(other.denominator)}
                yield Finding("plan_lint.denominator_jump", path=_path(place, "denominator"), params=params)


def two_sources(subject: Subject) -> Iterator[Finding]:
    """Two sources with two values of one thing in one period cannot both be right. Keep both, and ask."""
    for (_, one), (place, other) in combinations(enumerate(subject.claims), 2):
        alike = (one.of, one.kind, one.period, one.base, one.prices, one.cumulative) == (
            other.of, other.kind, other.period, other.base, other.prices, other.cumulative,
        )  # fmt: skip
        first, second = number(one.value), number(other.value)
        if alike and one.kind != "threshold" and one.period is not None and None not in (first, second):
            assert first is not None and second is not None  # noqa: S101, PT018 - told to the type checker
            if first != second:
                params = {"of": _of(one), "when": one.period, "first": Shown(first), "second": Shown(second)}
                params |= {"source": one.source or "–", "other_source": other.source or "–"}
                yield Finding("plan_lint.two_sources", path=_path(place), params=params)


def thresholds(subject: Subject) -> Iterator[Finding]:
    """A bound of law is that of its tier, by its criterion, on its day. Take it from the book, with its article."""
    for place, one in enumerate(subject.claims):
        amount, day = number(one.value), one.on or _last_day(one.period) or subject.on
        if one.kind != "threshold" or amount is None or day is None:
            continue
        bounds = [bound for bound in subject.law.values() if bound.unit.startswith("IDR") and bound.value == amount
                  and len(bound.key.split("/")) == _PARTS]  # fmt: skip
        now = [bound for bound in bounds if day in bound.span]
        wanted = (one.tier, one.criterion)
        if any(_means(bound, wanted) for bound in now):
            continue
        params: dict[str, Any] = {"of": _of(one), "got": amount, "day": day}
        if now:
            yield Finding("plan_lint.bound_of_another", path=_path(place), params={**params, **_told(now[0])},
                          cite=now[0].provision.cite)  # fmt: skip
        elif bounds:
            yield Finding("plan_lint.bound_not_in_force", path=_path(place), params={**params, **_told(bounds[0]),
                          "span": bounds[0].span}, cite=bounds[0].provision.cite)  # fmt: skip
        else:
            yield Finding("plan_lint.bound_unknown", path=_path(place), params=params)


_PARTS = 3  # of the key of a bound: regime, class, criterion


def _means(bound: Bound, wanted: tuple[str | None, str | None]) -> bool:
    _, tier, criterion = bound.key.split("/")
    return wanted[0] in (None, tier) and wanted[1] in (None, criterion)


def _told(bound: Bound) -> dict[str, Any]:
    _, tier, criterion = bound.key.split("/")
    known = {one.value: one for one in Tier}
    return {"tier": known.get(tier, tier), "criterion": criterion, "instrument": bound.provision.cite.label()}


def _same_year(one: Claim, other: Claim) -> bool:
    return one.period is not None and other.period is not None and one.period.year == other.period.year


def _last_day(period: Period | None) -> Any:
    return None if period is None else period.span.until
