"""One indicator of a plan, measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import Period
from plut_kumkm.planning.answers import render
from plut_kumkm.planning.measuring.achievements import (
    FORMULAS_OF,
    Achievement,
    Denominator,
    achievement,
    direction_problem,
    unmeasured,
    word_problem,
)
from plut_kumkm.planning.measuring.consolidation import Consolidated, consolidate
from plut_kumkm.planning.measuring.meeting import BETTER
from plut_kumkm.planning.numbers import Exact, whole
from plut_kumkm.planning.rating.deciding import Rating, rate
from plut_kumkm.planning.rating.scales import scales
from plut_kumkm.planning.reading.words import same_unit
from plut_kumkm.planning.reading.writing.flat import value_text
from plut_kumkm.planning.records.indicators import ACCUMULATIONS, DIRECTIONS, Indicator
from plut_kumkm.planning.records.reports import Realisation
from plut_kumkm.planning.records.values import Absent, Range, Unread, Value, Word, label, to_json
from plut_kumkm.planning.records.walking import Placed
from plut_kumkm.planning.scorecards.choices import Choices
from plut_kumkm.planning.scorecards.money import Money

Trend = Literal["better", "worse", "same"]
# A hundredth of the target, from half to twice of it: so far a value that was meant as a percentage may be from 100.
_SLIP = (Fraction(1, 200), Fraction(1, 50))


@frozen(kw_only=True, repr=False)
class Scored:
    """One indicator in one year: what was wanted, what came, and what that means.

    ``trend`` is against the year before, in the direction of the indicator. ``reports`` are those that were used.
    """

    placed: Placed
    target: Value
    actual: Consolidated
    achievement: Achievement
    rating: Rating
    trend: Trend | None
    money: Money | None
    notes: tuple[Finding, ...] = ()

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.placed.indicator

    @property
    def achieved(self) -> bool | None:
        """Whether the target was met."""
        return self.achievement.achieved

    def explain(self, lang: Lang = "id") -> str:
        """Return everything that is known of the row, in Indonesian or English."""
        lines = [self.indicator.name, self.achievement.explain(lang), self.actual.headline(lang)]
        lines += [render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes]
        lines.append(self.rating.explain(lang))
        lines.append(render(f"planning.trend.{self.trend or 'unknown'}", {}, lang))
        if self.money is not None:
            lines.append(self.money.text(lang))
        for one in self.actual.used:
            for name in ("supporting", "hindering", "follow_up", "source"):
                text = getattr(one, name)
                if text is not None:
                    lines.append(render(f"planning.factor.{name}", {"text": text, "period": one.period}, lang))
            lines += [render("planning.factor.warning", {"text": text}, lang) for text in one.warnings]
        return "\n".join(lines)

    def cells(self, lang: Lang = "id") -> tuple[str, ...]:
        """Return the row as a table shows it: name, target, value, achievement, rating, met, trend."""
        value = "–" if self.actual.value is None else label(self.actual.value, lang)
        met = {None: "unknown", True: "yes", False: "no"}[self.achieved]
        return (
            self.indicator.name,
            label(None if isinstance(self.target, Absent) else self.target, lang),
            value,
            "–" if self.achievement.value is None else self.achievement.said(lang),
            self.rating.value or "–",
            render(f"planning.achieved.{met}", {}, lang),
            render(f"planning.trend.short.{self.trend or 'unknown'}", {}, lang),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "indicator": self.indicator.id,
            "name": self.indicator.name,
            "unit": self.indicator.unit,
            "owner": self.placed.owner,
            "parts": {kind: part.id for kind, part in self.placed.parts.items()},
            "target": to_json(self.target),
            "actual": self.actual.to_dict(),
            "achievement": self.achievement.to_dict(),
            "rating": self.rating.value,
            "achieved": self.achieved,
            "trend": self.trend,
            "money": None if self.money is None else self.money.to_dict(),
            "notes": [note.to_dict() for note in self.notes],
        }

    def to_record(self) -> dict[str, Any]:
        """Return the row as one flat record, for a table that programs read.

        Numbers have a decimal point and no mark of thousands; a number without an end has twelve decimals. Exact
        fractions stand in ``to_dict``.
        """
        return {
            "indicator": self.indicator.id,
            "name": self.indicator.name,
            "unit": self.indicator.unit,
            "owner": self.placed.owner,
            "target": _cell(self.target),
            "actual": _cell(self.actual.value),
            "achievement_percent": _cell(self.achievement.value),
            "denominator": self.achievement.denominator,
            "formula": None if self.achievement.formula is None else self.achievement.formula.id,
            "rating": self.rating.value,
            "achieved": self.achieved,
            "trend": self.trend,
            "ceiling": None if self.money is None else self.money.ceiling,
            "realised": None if self.money is None else self.money.realised,
            "notes": " ".join(note.message() for note in (*self.notes, *self.achievement.notes)),
        }

    def __repr__(self) -> str:
        return f"<Scored {self.indicator.id}: {self.achievement.said('en')}>"


def _cell(value: Value | None) -> int | str | None:
    """Return a value as a cell of a flat record, nothing where there is none: why is said in the notes."""
    if value is None or isinstance(value, Absent):
        return None
    if isinstance(value, int | Fraction) and value.denominator == 1:
        return value.numerator
    return value.text if isinstance(value, Word | Unread) else value_text(value).replace(",", ".")


def score(
    placed: Placed,
    reports: Sequence[Realisation],
    *,
    on: date,
    choices: Choices,
    money: Money | None,
    unpublished: bool,
) -> Scored:
    """Return one indicator measured on a day.

    Args:
        placed: the indicator and its place.
        reports: its realisations.
        on: the day; the year is that of the day.
        choices: how it is measured.
        money: what is spent on it.
        unpublished: whether the plan says that its targets were not published.
    """
    indicator, notes = placed.indicator, list[Finding]()
    accumulation = indicator.accumulation
    if accumulation is not None and accumulation not in ACCUMULATIONS:
        notes.append(word_problem("accumulation", accumulation, ACCUMULATIONS))
        accumulation = None
    actual = consolidate(reports, year=on.year, accumulation=accumulation, on=on, prognosis=choices.prognosis)
    through = actual.through
    if actual.value is not None and on < date(on.year, 12, 31) and choices.denominator != "quarter":
        notes.append(Finding("planning.year_running", "info", (), {"on": on, "period": through}))
    contradicting = _contradicting(indicator, on.year + (choices.denominator == "next"))
    if contradicting is not None and choices.denominator in ("annual", "next"):
        notes.append(contradicting)
        target: Value = Absent("blank")
    else:
        target = _target(indicator, accumulation, on, actual, choices, unpublished)
        year = on.year + (choices.denominator == "next")
        if choices.denominator in ("annual", "next") and indicator.target(Period(year)) is None:
            together = _parts(indicator, accumulation, year, date(year, 12, 31))
            if together.value is not None and not together.missing:
                target = together.value
                told = {"year": year, "got": label(target), "count": len(together.used)}
                notes.append(Finding("planning.target_of_parts", "info", ("targets",), told))
    notes += _slipped(indicator, target, actual.value)
    found = _measured(indicator, target, actual, choices)
    rating = rate(found, scale=choices.scale, gap=choices.gap)
    trend = _trend(indicator, accumulation, reports, on.year, actual)
    return Scored(
        placed=placed,
        target=target,
        actual=actual,
        achievement=found,
        rating=rating,
        trend=trend,
        money=money,
        notes=(*notes, *actual.notes),
    )


def _slipped(indicator: Indicator, target: Value, came: Value | None) -> Iterator[Finding]:
    """Yield that a percentage may have been written as a share of one: 0,86 where 86 was meant."""
    if not isinstance(target, int | Fraction) or not isinstance(came, int | Fraction) or target <= 0:
        return
    if indicator.unit is None or same_unit(indicator.unit) != "%":
        return
    if _SLIP[0] <= Fraction(came) / target <= _SLIP[1]:
        params = {"got": label(came), "target": label(target), "meant": label(whole(Fraction(came) * 100))}
        yield Finding("planning.percent_slip", "warning", ("actual",), params)


def _contradicting(indicator: Indicator, year: int) -> Finding | None:
    """Return that a year has two targets that differ: neither is taken, since nobody knows which holds."""
    wanted = Period(year)
    given = [one.value for one in indicator.targets if one.period == wanted]
    values = tuple(dict.fromkeys(map(label, given))) if len(given) > 1 else ()
    if len(values) < 2:
        return None
    return Finding("planning.targets_contradict", "error", ("targets",), {"year": year, "values": values})


def _target(
    indicator: Indicator, accumulation: str | None, on: date, actual: Consolidated, choices: Choices, unpublished: bool
) -> Value:
    missing = Absent("not_published" if unpublished else "blank")
    if choices.denominator == "end":
        found = indicator.end
    elif choices.denominator == "quarter":
        # Targets of quarters are put together as reports of quarters are, up to the last that was reported.
        through = actual.through
        day = on if through is None or through.span.until is None else min(on, through.span.until)
        found = _parts(indicator, accumulation, on.year, day).value
    else:
        found = indicator.target(Period(on.year + (choices.denominator == "next")))
    return missing if found is None else found


def _parts(indicator: Indicator, accumulation: str | None, year: int, day: date) -> Consolidated:
    """Return what the targets of parts of a year come to until a day."""
    parts = [
        Realisation(indicator=indicator.id, period=one.period, value=one.value)
        for one in indicator.targets
        if one.period.kind != "year"
    ]
    return consolidate(parts, year=year, accumulation=accumulation, on=day)


def _measured(indicator: Indicator, target: Value, actual: Consolidated, choices: Choices) -> Achievement:
    came: Value = Absent("blank") if actual.value is None else actual.value
    if actual.value is None and actual.used:
        # What was reported and could not be used says why better than a blank does.
        held = actual.used[-1].value
        came = held if not isinstance(held, int) and actual.status == "unknown" else came
    problem = _problem(indicator)
    if problem is not None:
        return unmeasured(
            target=target,
            actual=came,
            direction=indicator.direction,
            problem=problem,
            needs=str(problem.path[0]),
        )
    direction = str(indicator.direction)
    formula = indicator.achievement_formula
    if formula is None and direction == "lower":
        formula = choices.lower
    denominator: Denominator = choices.denominator
    return achievement(
        target=target,
        actual=came,
        direction=direction,
        formula=formula,
        better=indicator.better,
        cap=choices.cap,
        floor=choices.floor,
        baseline=indicator.baseline,
        zero_target=choices.zero_target,
        denominator=denominator,
        scale=indicator.scale,
    )


def _problem(indicator: Indicator) -> Finding | None:
    """Return what is wrong with an indicator itself, so that no formula can be chosen."""
    direction = indicator.direction
    if direction not in DIRECTIONS:
        return direction_problem(direction)
    for name, given, words in (
        ("better", indicator.better, BETTER),
        ("achievement_formula", indicator.achievement_formula, FORMULAS_OF[direction]),
        ("scale", indicator.scale, scales()),
    ):
        if given is not None and given not in words:
            return word_problem(name, given, words)
    return None


def _trend(
    indicator: Indicator, accumulation: str | None, reports: Sequence[Realisation], year: int, actual: Consolidated
) -> Trend | None:
    """Return whether a year is better than the one before; ``None`` where one of them is no number."""
    before = consolidate(reports, year=year - 1, accumulation=accumulation).value
    if before is None and indicator.baseline_year == year - 1:
        before = indicator.baseline
    now = actual.value
    through = actual.through
    whole_year = through is not None and through.span.until == date(year, 12, 31)
    if not isinstance(before, int | Fraction) or not isinstance(now, int | Fraction):
        return None
    if accumulation == "sum" and not whole_year:
        # Half a year against a whole one says nothing.
        return None
    if now == before:
        return "same"
    if indicator.direction in BETTER:
        return "better" if (now > before) == (indicator.direction == "higher") else "worse"
    goal = indicator.target(Period(year))
    away = [_away(one, goal) for one in (before, now)]
    if None in away or away[0] == away[1]:
        return None if None in away else "same"
    return "better" if (away[1] or 0) < (away[0] or 0) else "worse"


def _away(value: Exact, goal: Value | None) -> Exact | None:
    """Return how far a value is from its target or range."""
    if isinstance(goal, int | Fraction):
        return abs(Fraction(value) - goal)
    if not isinstance(goal, Range) or goal.descending:
        return None
    low, high, at = Fraction(goal.low), Fraction(goal.high), Fraction(value)
    return max(low - at, at - high, Fraction(0))
