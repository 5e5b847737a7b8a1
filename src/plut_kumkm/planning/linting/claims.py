"""Rules on claims: numbers that reports and the press state, against the numbers beside them, and against the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, ValidationError
from plut_kumkm.base.money import UNITS, format_exact, format_rupiah, rupiah
from plut_kumkm.base.periods import Period
from plut_kumkm.law.regimes import Value as Bound
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.linting.subjects import (
    PlacedClaim,
    Said,
    Shown,
    Subject,
    When,
    number,
    reproduces,
    same_number,
    worse,
)
from plut_kumkm.planning.measuring.achievements import achievement
from plut_kumkm.planning.numbers import Exact, written
from plut_kumkm.planning.records.claims import CLAIM_KINDS, Claim
from plut_kumkm.planning.records.values import Absent, Unread

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.books import LawBook

JUMP = Fraction(3, 2)  # of a denominator from one year to the next: beyond it percentages do not compare
_NOTHING = (Absent, Unread)  # values that say nothing


def _path(place: int, *more: str) -> tuple[str | int, ...]:
    return ("claims", place, *more)


def _of(claim: Claim) -> str:
    return show.excerpt(claim.of)


def kinds(subject: Subject) -> Iterator[Finding]:
    """A number says which kind it is, of which base, in which period, by whom. Fill in what is missing."""
    for place, one in enumerate(subject.claims):
        if one.kind not in CLAIM_KINDS:
            params: dict[str, Any] = {"of": _of(one), "got": show.excerpt(one.kind), "known": CLAIM_KINDS}
            yield Finding("plan_lint.claim_kind", "warning", path=_path(place, "kind"), params=params)
        missing = [name for name in ("period", "source") if getattr(one, name) is None]
        if one.kind in ("share", "growth") and one.base is None and one.denominator is None and one.before is None:
            missing.append("base")
        if one.kind == "threshold":
            missing = [name for name in missing if name != "period" or one.on is None]
        if isinstance(one.value, Unread) and amount(one) is None:
            params = {"of": _of(one), "got": Said(one.value)}
            yield Finding("plan_lint.claim_unread", "warning", path=_path(place, "value"), params=params)
        for name in missing:
            params = {"of": _of(one), "field": When(name)}
            yield Finding("plan_lint.claim_incomplete", "warning", path=_path(place, name), params=params)


def stock_as_flow(subject: Subject) -> Iterator[Finding]:
    """What was counted since the beginning is a stock, and a flow is never larger than the stock it adds to.

    Give the flow of the period, or call the number a stock.
    """
    for place, one in enumerate(subject.claims):
        if one.kind == "flow" and one.cumulative:
            yield Finding("plan_lint.stock_as_flow", path=_path(place), params={"of": _of(one)})
    for group in subject.of_one:
        for (place, one), (_, other) in permutations(group, 2):
            if (one.kind, other.kind) != ("flow", "stock") or not _same_year(one, other):
                continue
            flow, stock = number(one.value), number(other.value)
            if flow is not None and stock is not None and flow > stock:
                params = {"of": _of(one), "flow": Shown(flow), "stock": Shown(stock)}
                yield Finding("plan_lint.flow_above_stock", path=_path(place), params=params)


def growth_as_share(subject: Subject) -> Iterator[Finding]:
    """A growth is not a share. Ask which of the two the source means, and say it of both."""
    for (place, one), (other_place, other) in _pairs(subject):
        value = number(one.value)
        # Nought is nought of anything.
        both = value and value == other.value and _same_year(one, other)
        if value and both and {one.kind, other.kind} == {"growth", "share"}:
            at = place if one.kind == "share" else other_place
            params = {"of": _of(one), "got": Shown(value)}
            yield Finding("plan_lint.growth_as_share", path=_path(at), params=params)


def prices(subject: Subject) -> Iterator[Finding]:
    """Constant and current prices give two numbers, as a rule. Check which of the two the series is of."""
    for (_, one), (place, other) in _pairs(subject):
        told = {one.prices, other.prices} == {"constant", "current"}
        if told and _same_year(one, other) and one.value == other.value:
            yield Finding("plan_lint.prices", "warning", path=_path(place, "prices"), params={"of": _of(other)})


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
        formulas = ("complement", "ratio") if direction == "lower" else ("positive",)
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
    for (_, one), (place, other) in _pairs(subject):
        if one.kind != other.kind or one.period is None or other.period is None:
            continue
        if one.base is not None and other.base is not None and one.base != other.base and one.period != other.period:
            params: dict[str, Any] = {
                "of": _of(other),
                "first": show.excerpt(one.base),
                "second": show.excerpt(other.base),
            }
            yield Finding("plan_lint.base_changed", "warning", path=_path(place, "base"), params=params)
        elif one.denominator and other.denominator and abs(one.period.year - other.period.year) == 1:
            low, high = sorted((abs(Fraction(one.denominator)), abs(Fraction(other.denominator))))
            if high > JUMP * low:
                params = {"of": _of(other), "first": Shown(one.denominator), "second": Shown(other.denominator)}
                yield Finding("plan_lint.denominator_jump", "warning", path=_path(place, "denominator"), params=params)


def two_sources(subject: Subject) -> Iterator[Finding]:
    """Two sources with two values of one thing in one period cannot both be right. Keep both, and ask."""
    for (_, one), (place, other) in _pairs(subject):
        alike = (one.kind, one.period, one.base, one.prices, one.cumulative) == (
            other.kind, other.period, other.base, other.prices, other.cumulative,
        )  # fmt: skip
        if not alike or one.kind == "threshold" or one.period is None or not _of_one_unit(one, other):
            continue
        if not (isinstance(one.value, _NOTHING) or isinstance(other.value, _NOTHING)
                or same_number(one.value, other.value)):  # fmt: skip
            params = {"of": _of(one), "when": one.period, "first": Said(one.value), "second": Said(other.value)}
            params |= {name: show.excerpt(said or "–") for name, said in _sources(one, other)}
            yield Finding("plan_lint.two_sources", path=_path(place), params=params)


def _of_one_unit(one: Claim, other: Claim) -> bool:
    return None in (one.unit, other.unit) or one.unit == other.unit


def _sources(one: Claim, other: Claim) -> tuple[tuple[str, str | None], ...]:
    return ("source", one.source), ("other_source", other.source)


def thresholds(subject: Subject) -> Iterator[Finding]:
    """A bound of law is that of its tier, by its criterion, on its day. Take it from the book, with its article."""
    told = [(place, one) for place, one in enumerate(subject.claims) if one.kind == "threshold"]
    # The whole book is read, so only where there is something to ask of it.
    known = [bound for bound in subject.law.values() if _is_bound(bound)] if told else []
    for place, one in told:
        got, day = amount(one), one.on or _last_day(one.period) or subject.on
        if got is None or day is None:
            continue
        wanted = (one.tier, one.criterion)
        bounds = [bound for bound in known if bound.value == got]
        meant = [bound for bound in bounds if _means(bound, wanted)]
        now = [bound for bound in bounds if day in bound.span]
        if any(day in bound.span for bound in meant):
            continue
        right = Right(tuple(bound for bound in known if _is_of_tier(subject.law, bound) and day in bound.span
                            and None not in wanted and _means(bound, wanted)))  # fmt: skip
        params: dict[str, Any] = {"of": _of(one), "got": Rupiah(got), "day": day, "right": right}
        if meant or (bounds and not now):
            # The bound that was meant, of a law that has ended; else one of another meaning that has ended too.
            ended = (meant or bounds)[0]
            params |= {**_told(subject.law, ended), "span": ended.span}
            yield Finding("plan_lint.bound_not_in_force", path=_path(place), params=params, cite=ended.provision.cite)
        elif now:
            other = min(now, key=lambda bound: not _is_of_tier(subject.law, bound))
            params |= _told(subject.law, other)
            yield Finding("plan_lint.bound_of_another", path=_path(place), params=params, cite=other.provision.cite)
        else:
            yield Finding("plan_lint.bound_unknown", path=_path(place), params=params)


_PARTS = 3  # of the key of a bound: regime, class, criterion


@frozen
class Rupiah:
    """An amount as it stands in a message."""

    value: Exact

    def label(self, lang: Lang = "id") -> str:
        """Return the amount as it is printed."""
        # A third of a million has no end as a decimal number.
        return format_rupiah(self.value) if isinstance(self.value, int) else f"Rp{written(self.value)}"

    def __str__(self) -> str:
        return str(self.value)


@frozen
class Named:
    """A class of a scheme as it stands in a message; a row of a rule that is no class stands under its id."""

    id: str
    labels: Mapping[str, str] | None

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the class."""
        return self.id if self.labels is None else self.labels[lang]

    def __str__(self) -> str:
        return self.id


@frozen
class Right:
    """The bounds that a claim should have named, as they stand in a message."""

    bounds: tuple[Bound, ...]

    def label(self, lang: Lang = "id") -> str:
        """Return amounts and articles, or that there is none."""
        said = (f"{format_exact(bound.value)} ({bound.provision.cite.label()})" for bound in self.bounds)
        return "; ".join(said) or render("plan_lint.no_bound", {}, lang)

    def __str__(self) -> str:
        return self.label()


def amount(claim: Claim) -> Exact | None:
    """Return the amount that a claim of a bound names [IDR], ``None`` where it is none.

    >>> amount(Claim(id="c", of="batas", kind="threshold", value=300, unit="Rp juta"))
    300000000
    >>> amount(Claim(id="c", of="batas", kind="threshold", value=Unread("Rp300 juta")))
    300000000
    """
    if claim.kind != "threshold":
        return None
    if isinstance(claim.value, Unread):
        try:
            return rupiah(claim.value.text)
        except ValidationError:
            return None
    read = number(claim.value)
    words = (claim.unit or "").casefold().split()
    return None if read is None else read * next((UNITS[word] for word in words if word in UNITS), 1)


def _is_bound(bound: Bound) -> bool:
    return bound.unit.startswith("IDR") and len(bound.key.split("/")) == _PARTS


def _is_of_tier(law: LawBook, bound: Bound) -> bool:
    return law.regime(bound.key.partition("/")[0]).of == "tier"


def _means(bound: Bound, wanted: tuple[str | None, str | None]) -> bool:
    _, tier, criterion = bound.key.split("/")
    return wanted[0] in (None, tier) and wanted[1] in (None, criterion)


def _told(law: LawBook, bound: Bound) -> dict[str, Any]:
    regime, name, criterion = bound.key.split("/")
    # A row that compares one fact twice has numbered keys.
    fact = criterion.rstrip("0123456789").removesuffix("-")
    labels = law.scheme(law.regime(regime).of).labels.get(name)
    named = Named(name, labels)
    return {"tier": named, "criterion": fact, "instrument": bound.provision.cite.label()}


def _pairs(subject: Subject) -> Iterator[tuple[PlacedClaim, PlacedClaim]]:
    """Yield every two claims of one thing, in their order."""
    for group in subject.of_one:
        yield from combinations(group, 2)


def _same_year(one: Claim, other: Claim) -> bool:
    return one.period is not None and other.period is not None and one.period.year == other.period.year


def _last_day(period: Period | None) -> Any:
    return None if period is None else period.span.until
