"""Trajectory: whether an indicator is where its plan expects it, where it is going, and what is needed from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.periods import check_day, format_date
from plut_kumkm.law.instruments import Provision
from plut_kumkm.planning.answers import Answer, render
from plut_kumkm.planning.measuring.achievements import Achievement, achievement, direction_problem
from plut_kumkm.planning.measuring.consolidation import Consolidated, consolidate
from plut_kumkm.planning.measuring.expectations import Expected, end_of, expected, line_provision, moment
from plut_kumkm.planning.measuring.meeting import BETTER
from plut_kumkm.planning.numbers import Exact, exact, whole, written
from plut_kumkm.planning.records.indicators import DIRECTIONS, Indicator
from plut_kumkm.planning.records.reports import Realisation
from plut_kumkm.planning.records.values import label, number_to_json, to_json
from plut_kumkm.planning.sources import provision

Standing = Literal["on_track", "at_risk", "off_track"]


@frozen
class Cutoffs:
    """From how much of the expected value an indicator is on track, and at risk [persen]; below that it is off track.

    >>> Cutoffs(90, 60).provision is None
    True
    """

    on_track: Exact
    at_risk: Exact
    provision: Provision | None = None

    def __attrs_post_init__(self) -> None:
        if not self.at_risk <= self.on_track:
            raise ValueError(f"at_risk must not be above on_track: {self.at_risk} > {self.on_track}")


def proposed_cutoffs() -> Cutoffs:
    """Return the cut-offs that this library proposes: 90 and 60, from one weak source.

    >>> proposed_cutoffs().on_track, proposed_cutoffs().provision.origin
    (90, 'proposal')
    """
    file = data.toml("planning/trajectories.toml")
    entry = file["cutoffs"][0]
    return Cutoffs(entry["on_track"], entry["at_risk"], provision(entry, file))


@frozen(kw_only=True, repr=False)
class Trajectory(Answer[Standing]):
    """Where an indicator stands against the path of its targets on the day of its latest report.

    ``projection`` is where it ends if it goes on as it has, ``required`` what it has to change by in a year from here
    to reach its last target; both are ``None`` where they cannot be told. For an indicator that is added up over a year
    they are the total of that year, and what is to come in each year's worth of the time that is left; where less is
    better, what may come at most. ``required`` is 0 where the target is met already; ``passed`` says that a total which
    was to stay below its target is above it, so that no pace can mend it.
    """

    indicator: Indicator
    on: date
    day: date | None
    actual: Consolidated
    expected: Expected | None
    achievement: Achievement | None
    cutoffs: Cutoffs
    projection: Exact | None = None
    projection_meets: bool | None = None
    required: Exact | None = None
    passed: bool = False

    def headline(self, lang: Lang = "id") -> str:
        """Return the standing in one line."""
        code = f"status.{self.status}" if self.value is None else f"planning.{self.value}"
        return render("planning.trajectory", {"value": render(code, {}, lang), "name": self.indicator.name}, lang)

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield the actual and the expected value, the projection and what is required."""
        if self.achievement is not None and self.day is not None and self.expected is not None:
            yield render(
                "planning.trajectory.compared",
                {
                    "actual": label(self.actual.value, lang),
                    "expected": self.expected.headline(lang),
                    "day": format_date(self.day, lang),
                    "share": self.achievement.said(lang),
                },
                lang,
            )
            cuts = {"on_track": written(self.cutoffs.on_track, lang), "at_risk": written(self.cutoffs.at_risk, lang)}
            yield render("planning.trajectory.cutoffs", cuts, lang)
        kind = "sum" if self.indicator.accumulation == "sum" else "level"
        if self.projection is not None:
            met = {None: "unknown", True: "yes", False: "no"}[self.projection_meets]
            params = {"value": written(self.projection, lang), "met": render(f"planning.achieved.{met}", {}, lang)}
            yield render(f"planning.trajectory.projection_{kind}", params, lang)
        if self.required is not None:
            ceiling = kind == "sum" and self.indicator.direction == "lower"
            code = "ceiling" if ceiling else f"met_{kind}" if self.required == 0 else f"required_{kind}"
            yield render(f"planning.trajectory.{code}", {"value": written(self.required, lang)}, lang)
        if self.passed:
            yield render("planning.trajectory.passed", {}, lang)

    def told(self) -> dict[str, Any]:
        """Return what the standing was made of."""
        return {
            "indicator": self.indicator.id,
            "on": self.on.isoformat(),
            "day": None if self.day is None else self.day.isoformat(),
            "actual": None if self.actual.value is None else to_json(self.actual.value),
            "expected": None if self.expected is None else self.expected.to_dict(),
            "achievement": None if self.achievement is None else self.achievement.to_dict(),
            "cutoffs": {"on_track": str(self.cutoffs.on_track), "at_risk": str(self.cutoffs.at_risk)},
            "projection": None if self.projection is None else number_to_json(self.projection),
            "projection_meets": self.projection_meets,
            "required_per_year": None if self.required is None else number_to_json(self.required),
            "passed": self.passed,
        }


def trajectory(
    indicator: Indicator,
    realisations: Iterable[Realisation],
    *,
    on: date,
    cutoffs: Cutoffs | None = None,
    straight: bool = False,
    prognosis: bool = False,
) -> Trajectory:
    """Return whether an indicator is on track, at risk or off track, and where it is heading.

    The latest report up to the day is compared with what the targets give for the last day of that report, so that a
    quarter that nobody has reported yet is not held against it. The figure of a period stands at the end of that
    period: before it the latest period that has ended is taken; where there is none, the figure of the year that is
    running is compared with the target of its own last day, and a note says so.

    Args:
        indicator: the indicator; its direction must be known.
        realisations: reports; those of other indicators are left aside.
        on: the day of the question.
        cutoffs: from how much of the expected value it is on track and at risk; ``proposed_cutoffs()`` unless given.
        straight: see ``expected``.
        prognosis: whether a forecast may stand in for a report.

    Raises:
        TypeError: ``on`` is no date.

    >>> from plut_kumkm.planning.records.indicators import by_period
    >>> from plut_kumkm.planning.records.reports import realised
    >>> rise = Indicator(id="i", name="I", direction="higher", accumulation="last", baseline=80, baseline_year=2023,
    ...                  targets=by_period({2024: 82, 2025: 90}))
    >>> found = trajectory(rise, realised("i", {2024: 81}), on=date(2024, 12, 31))
    >>> found.value, found.projection, found.projection_meets, found.required
    ('on_track', 82, False, 9)
    """
    check_day(on, "on")
    cuts = proposed_cutoffs() if cutoffs is None else cutoffs
    mine = [one for one in realisations if one.indicator == indicator.id]
    ended = [one for one in mine if one.period.span.until is not None and one.period.span.until <= on]
    actual = _latest(indicator, ended, on, prognosis)
    if actual.status == "unknown":
        # Only the figure of a year that is running is left: it stands at the end of that year.
        actual = _latest(indicator, mine, on, prognosis)
    told: dict[str, Any] = {"indicator": indicator, "on": on, "actual": actual, "cutoffs": cuts}
    through = actual.through
    if actual.value is None or through is None or through.span.until is None:
        return Trajectory(
            value=None, status=_unknown(actual), needs=actual.needs, notes=actual.notes,
            day=None, expected=None, achievement=None, **told,
        )  # fmt: skip
    day = through.span.until
    wanted = expected(indicator, on=day, straight=straight)
    told |= {"day": day, "expected": wanted}
    notes = (*actual.notes, *wanted.notes)
    if day > on:
        notes += (Finding("planning.year_running", "info", (), {"on": on, "period": through}),)
    if indicator.direction not in DIRECTIONS:
        notes += (direction_problem(indicator.direction),)
    if wanted.value is None or indicator.direction not in DIRECTIONS:
        needs = wanted.needs or ("direction",)
        return Trajectory(value=None, status="unknown", needs=needs, notes=notes, achievement=None, **told)
    found = achievement(
        target=wanted.value,
        actual=actual.value,
        direction=indicator.direction,
        better=indicator.better,
        denominator="expected",
    )
    ahead = _ahead(indicator, mine, actual.value, day) if isinstance(actual.value, int | Fraction) else {}
    sources = (*wanted.provisions, *found.provisions, *(() if cuts.provision is None else (cuts.provision,)))
    if ahead and line_provision() not in sources:
        sources += (line_provision(),)
    return Trajectory(
        value=None if found.value is None else _standing(found.value, cuts),
        status=found.status,
        needs=found.needs,
        notes=(*notes, *found.notes),
        provisions=sources,
        achievement=found,
        **told,
        **ahead,
    )


def _unknown(actual: Consolidated) -> Literal["unknown", "indeterminate"]:
    return "indeterminate" if actual.status == "indeterminate" else "unknown"


def _standing(value: Fraction, cutoffs: Cutoffs) -> Standing:
    if value >= cutoffs.on_track:
        return "on_track"
    return "at_risk" if value >= cutoffs.at_risk else "off_track"


def _latest(indicator: Indicator, mine: list[Realisation], on: date, prognosis: bool) -> Consolidated:
    """Return the value of the latest year that has one; where none has, why the year of the day has none.

    Of an indicator that is added up a year that is not over counts as far as it was reported.
    """
    years = sorted({one.period.year for one in mine if one.period.year <= on.year}, reverse=True) or [on.year]
    found = [_of_year(indicator, mine, year, on, prognosis) for year in years]
    return next((one for one in found if one.value is not None or one.status == "indeterminate"), found[0])


def _of_year(indicator: Indicator, mine: list[Realisation], year: int, on: date, prognosis: bool) -> Consolidated:
    day = min(on, date(year, 12, 31))
    ends = [one.period.span.until for one in mine if one.period.year == year and one.period.kind != "year"]
    reported = [one for one in ends if one is not None and one <= day]
    if indicator.accumulation == "sum" and reported and not any(
        one.period.kind == "year" and one.period.year == year for one in mine
    ):  # fmt: skip
        day = max(reported)
    return consolidate(mine, year=year, accumulation=_accumulation(indicator), on=day, prognosis=prognosis)


def _accumulation(indicator: Indicator) -> str | None:
    # A word that is none of the list says as little as none.
    return indicator.accumulation if indicator.accumulation in ("sum", "last", "average") else None


def _ahead(indicator: Indicator, mine: list[Realisation], actual: Exact, day: date) -> dict[str, Any]:
    """Return the projection and what is required, as far as they can be told."""
    if indicator.accumulation == "sum":
        return _ahead_of_sum(indicator, actual, day)
    end = end_of(indicator)
    now = moment(day)
    if end is None or end[0] <= now:
        return {}
    met = indicator.direction in BETTER and _meets(indicator, end[1], actual)
    ahead: dict[str, Any] = {"required": 0 if met else whole((end[1] - actual) / (end[0] - now))}
    start = _start(indicator, mine, now)
    if start is not None:
        pace = (actual - start[1]) / (now - start[0])
        ahead["projection"] = whole(Fraction(actual + pace * (end[0] - now)))
        ahead["projection_meets"] = _meets(indicator, end[1], ahead["projection"])
    return ahead


def _ahead_of_sum(indicator: Indicator, actual: Exact, day: date) -> dict[str, Any]:
    """Return what the year comes to at the pace so far, and the pace that is needed for the rest of it."""
    target = next((one.value for one in indicator.yearly if one.period.year == day.year), None)
    gone = moment(day) - day.year
    if gone == 1:
        return {}
    ahead: dict[str, Any] = {"projection": whole(actual / gone)}
    if isinstance(target, int | Fraction):
        ahead["projection_meets"] = _meets(indicator, target, ahead["projection"])
        if indicator.direction == "lower" and actual > target:
            return {**ahead, "passed": True}
        met = indicator.direction == "higher" and actual >= target
        ahead["required"] = 0 if met else whole((target - actual) / (1 - gone))
    return ahead


def _meets(indicator: Indicator, target: Exact, projection: Exact) -> bool | None:
    return achievement(
        target=target, actual=projection, direction=str(indicator.direction), better=indicator.better
    ).achieved


def _start(indicator: Indicator, mine: list[Realisation], now: Fraction) -> tuple[Fraction, Exact] | None:
    """Return where the way so far began: the baseline, else the first year that was reported."""
    if isinstance(indicator.baseline, int | Fraction) and indicator.baseline_year is not None:
        begun = moment(date(indicator.baseline_year, 12, 31))
        return (begun, exact(indicator.baseline)) if begun < now else None
    years = [one for one in mine if one.period.kind == "year" and isinstance(one.value, int | Fraction)]
    first = min(years, key=lambda one: one.period, default=None)
    if first is None or moment(date(first.period.year, 12, 31)) >= now or not isinstance(first.value, int | Fraction):
        return None
    return moment(date(first.period.year, 12, 31)), first.value
