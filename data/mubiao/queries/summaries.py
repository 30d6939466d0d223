"""What a column of a table comes to: how often each value occurs, and the numbers in it by what they measure.

Values of other units or measures are never told together: each has a row of its own.
"""

from __future__ import annotations

import polars as pl

from mubiao.queries.scope import scope
from mubiao.queries.selection import Selection
from mubiao.store import REVIEWED_SCHEMA, Store

KEYS = ("name", "measure", "unit")
"""By what numbers are told apart: which value where a cell holds several (outcome, target), the measure, the unit."""

VALUES = {
    "name": pl.String(),
    "thing": pl.String(),
    "measure": pl.String(),
    "unit": pl.String(),
    "text": pl.String(),
    "number": pl.Float64(),
}
"""A cell: what its number is of (an indicator), its value as it is copied, null where there is none, and as a
number."""

FIGURES = ("n", "missing", "sum", "mean", "min", "p25", "p50", "p75", "max")
"""What is told of numbers; quantiles are interpolated."""

ADDED = ("level", "change")
"""What can be summed of what is measured: growth, shares and ranks of several places add up to nothing."""

THING = "coalesce({indicator}, {subject})"
"""What the number of a fact is of."""

MEASURED = ("value", "high")
"""The columns of facts whose numbers are of a measure and a unit."""


def summary(values: pl.DataFrame, *, adds: bool = True) -> pl.DataFrame:
    """KEYS and FIGURES, the most numbers first. values: VALUES. A sum is null where values do not add up.

    Nor do those of several indicators, whatever their unit: revenue and investment have no sum.

    adds: numbers that are of no measure do, as counts do and years do not.
    """
    number = pl.col("number")
    told = values.group_by(KEYS, maintain_order=True).agg(
        n=number.count().cast(pl.Int64),
        missing=number.null_count().cast(pl.Int64),
        sum=number.sum(),
        mean=number.mean(),
        min=number.min(),
        **{f"p{q}": number.quantile(q / 100, "linear") for q in (25, 50, 75)},
        max=number.max(),
        things=pl.col("thing").filter(number.is_not_null()).n_unique(),
    )
    told = told.with_columns(sum=pl.when(_added(adds=adds)).then("sum"))
    return told.filter(pl.col("n") > 0).sort("n", descending=True, maintain_order=True).select(*KEYS, *FIGURES)


def _added(*, adds: bool) -> pl.Expr:
    share = pl.col("unit").is_in(["%", "‰"]).fill_null(False)
    return pl.col("measure").is_in(ADDED).fill_null(adds) & ~share & (pl.col("things") < 2)


def frequency(values: pl.DataFrame) -> pl.DataFrame:
    """Each text of VALUES and how often it occurs, the most frequent first, then by the text."""
    counted = values.group_by(value="text").agg(count=pl.len().cast(pl.Int64))
    return counted.sort("count", "value", descending=[True, False], nulls_last=True)


def of_facts(store: Store, selection: Selection, column: str) -> pl.DataFrame | None:
    """The same as `summary` of a column of the facts, counted in the database; None for a column without numbers."""
    if not REVIEWED_SCHEMA[column].is_numeric():
        return None
    measured = column in MEASURED
    keys = ["{measure}", "{unit}"] if measured else ["NULL::VARCHAR", "NULL::VARCHAR"]
    value = f"{{{column}}}::DOUBLE"
    parts = [
        *(f"{key} AS {name}" for key, name in zip(keys, KEYS[1:], strict=True)),
        f"count({value}) AS n",
        f"count(*) - count({value}) AS missing",
        f"sum({value}) AS sum",
        f"avg({value}) AS mean",
        f"min({value}) AS min",
        *(f"quantile_cont({value}, {q / 100}) AS p{q}" for q in (25, 50, 75)),
        f"max({value}) AS max",
        f"count(DISTINCT {THING if measured else 'NULL'}) FILTER ({value} IS NOT NULL) AS things",
    ]
    group = "GROUP BY 1, 2 ORDER BY n DESC, 1, 2"
    needed = [column, *(("measure", "unit", "indicator", "subject") if measured else ())]
    with scope(store, selection, needed) as opened:
        told = opened.frame(parts, group)
    told = told.with_columns(
        name=pl.lit(None, pl.String), sum=pl.when(_added(adds=False)).then(pl.col("sum")).cast(pl.Float64)
    )
    return told.filter(pl.col("n") > 0).select(*KEYS, *FIGURES)
