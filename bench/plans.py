"""What the benchmark of plans works on: indicators with targets for five years, and a report for most quarters."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from plut_kumkm import planning

YEARS = range(2021, 2026)
_QUARTERS = ("TW I", "TW II", "TW III", "TW IV")


class Row(NamedTuple):
    """One indicator in one year, as every program gives it."""

    indicator: str
    year: int
    value: Fraction | None
    percent: Fraction | None
    achieved: bool | None
    rating: str | None
    trend: str | None


class Total(NamedTuple):
    """One year: the mean achievement, the mean capped at 100 [persen], how many met their target, how many have one."""

    year: int
    mean: Fraction | float
    capped: Fraction | float
    achieved: int
    measured: int


Answer = tuple[list[Row], list[Total]]


def records(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return indicators and reports as plain dictionaries; one target in fifty and one report in twenty is missing."""
    random = Random(1)  # noqa: S311 - made-up numbers, no secret
    indicators: list[dict[str, Any]] = []
    reports: list[dict[str, Any]] = []
    for place in range(count):
        id_, accumulation = f"i{place}", random.choice(("sum", "last", "average"))
        size = random.randint(10, 500)
        targets = {year: None if random.random() < 0.02 else size + random.randint(-5, 40) for year in YEARS}
        indicators.append(
            {"id": id_, "direction": random.choice(("higher", "lower")), "accumulation": accumulation, **_by(targets)}
        )
        most = size // 4 if accumulation == "sum" else size
        for year in YEARS:
            reports += [
                {"indicator": id_, "year": year, "quarter": quarter, "value": random.randint(most // 2, most * 3 // 2)}
                for quarter in range(1, 5)
                if random.random() >= 0.05
            ]
    return indicators, reports


def _by(targets: dict[int, int | None]) -> dict[str, int | None]:
    return {f"target_{year}": value for year, value in targets.items()}


def plan_of(
    indicators: list[dict[str, Any]], reports: list[dict[str, Any]]
) -> tuple[planning.Plan, list[planning.Realisation]]:
    """Return the same as records of the library."""
    held = tuple(
        planning.Indicator(
            id=one["id"],
            name=f"Indikator {one['id']}",
            direction=one["direction"],
            accumulation=one["accumulation"],
            targets=planning.by_period(
                {year: one[f"target_{year}"] for year in YEARS if one[f"target_{year}"] is not None}
            ),
        )
        for one in indicators
    )
    values: defaultdict[str, dict[Any, object]] = defaultdict(dict)
    for one in reports:
        values[one["indicator"]][f"{_QUARTERS[one['quarter'] - 1]} {one['year']}"] = one["value"]
    found = [each for id_, by_quarter in values.items() for each in planning.realised(id_, by_quarter)]
    return planning.Plan(id="p", kind="rpjmd", first_year=YEARS[0], last_year=YEARS[-1], indicators=held), found


def evaluate(plan: planning.Plan, realisations: list[planning.Realisation]) -> Answer:
    """Return what the library says of every indicator in every year."""
    rows: list[Row] = []
    totals: list[Total] = []
    for year in YEARS:
        card = planning.evaluate(plan, realisations, on=date(year, 12, 31))
        rows += [
            Row(
                one.indicator.id,
                year,
                None if one.actual.value is None else Fraction(one.actual.value),  # type: ignore[arg-type] # all reports are numbers
                one.achievement.value,
                one.achieved,
                one.rating.value,
                one.trend,
            )
            for one in card.rows
        ]
        total = card.total
        assert total.mean is not None
        assert total.mean_capped is not None
        totals.append(Total(year, total.mean, total.mean_capped, total.achieved, total.measured))
    return rows, totals
