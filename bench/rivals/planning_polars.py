"""Achievement of a plan with polars, as one writes it who has the plan and the reports in frames.

The same as ``planning_plain``, in columns. Shares are kept as two whole numbers each, so that they stay exact and the
ratings on a bound are right; only the means of a year are floats. From frame to rows, so that the output is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import polars as pl

from rivals.planning_plain import Row

Total = tuple[int, float, float, int, int]


def frames(indicators: list[dict[str, Any]], reports: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the plan and the reports as frames."""
    return pl.DataFrame(indicators), pl.DataFrame(reports)


def evaluate(plan: pl.DataFrame, reports: pl.DataFrame, years: Iterable[int]) -> tuple[list[Row], list[Total]]:
    """Return what becomes of every indicator in every year, and the totals of each year."""
    frame = _rows(plan, reports, list(years))
    totals = (
        frame.group_by("year", maintain_order=True)
        .agg(
            (pl.col("above") / pl.col("below")).mean().alias("mean"),
            (pl.col("above") / pl.col("below")).clip(upper_bound=100).mean().alias("capped"),
            pl.col("met").sum().alias("met"),
            pl.col("above").count().alias("known"),
        )
        .rows()
    )
    rows: list[Row] = [
        (
            id_,
            year,
            None if value is None else Fraction(value, of),
            None if above is None else Fraction(above, below),
            met,
            rating,
            trend,
        )
        for id_, year, value, of, above, below, met, rating, trend in frame.select(
            "id", "year", "value", "of", "above", "below", "met", "rating", "trend"
        ).rows()
    ]
    return rows, totals


def _rows(plan: pl.DataFrame, reports: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    value, of, target = pl.col("value"), pl.col("of"), pl.col("target")
    before, before_of = (pl.col(name).shift(1).over("id", order_by="year") for name in ("value", "of"))
    how, higher = pl.col("accumulation"), pl.col("direction") == "higher"
    quarters = reports.lazy().group_by("indicator", "year").agg(
        pl.col("value").sum().alias("total"),
        pl.col("value").sort_by("quarter").last().alias("last"),
        pl.len().cast(pl.Int64).alias("count"),
    )  # fmt: skip
    return (
        plan.lazy()
        .with_row_index("place")
        .unpivot(
            [f"target_{year}" for year in years],
            index=["place", "id", "direction", "accumulation"],
            value_name="target",
        )
        .with_columns(pl.col("variable").str.strip_prefix("target_").cast(pl.Int64).alias("year"))
        .join(quarters, left_on=["id", "year"], right_on=["indicator", "year"], how="left")
        .with_columns(
            pl.when(how == "last")
            .then(pl.col("last"))
            # A sum with a missing part is no sum.
            .when((how == "average") | (pl.col("count") == 4))
            .then(pl.col("total"))
            .alias("value"),
            pl.when(how == "average").then(pl.col("count")).otherwise(1).alias("of"),
        )
        .with_columns(
            pl.when(target.is_not_null() & value.is_not_null())
            .then(pl.when(higher).then(value).otherwise(2 * target * of - value) * 100)
            .alias("above"),
            (target * of).alias("below"),
            pl.when(higher).then(value >= target * of).otherwise(value <= target * of).alias("met"),
            pl.when(value * before_of == before * of)
            .then(pl.lit("same"))
            .when((value * before_of > before * of) == higher)
            .then(pl.lit("better"))
            .when(value.is_not_null() & before.is_not_null())
            .then(pl.lit("worse"))
            .alias("trend"),
        )
        .with_columns(_rating(pl.col("above"), pl.col("below")).alias("rating"))
        .sort("year", "place")
        .collect()
    )


def _rating(above: pl.Expr, below: pl.Expr) -> pl.Expr:
    """Return the class of the scale of Permendagri 86/2017, gaps by the lower bound."""
    return (
        pl.when(above >= 91 * below).then(pl.lit("Sangat Tinggi"))
        .when(above >= 76 * below).then(pl.lit("Tinggi"))
        .when(above >= 66 * below).then(pl.lit("Sedang"))
        .when(above >= 51 * below).then(pl.lit("Rendah"))
        .when(above.is_not_null()).then(pl.lit("Sangat Rendah"))
    )  # fmt: skip
