"""The columns of the pairs as values: read of the frame, since making a hundred thousand rows takes seconds."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from mubiao_tui.app.rows.targets.pairs import KEY, SORTS

CALLED = {**SORTS, "year": "period"}
"""Column of the table → column of the frame, where it is called otherwise."""

OF_MEASURE = (
    "previous",
    "target",
    "outcome",
    "gap",
    "change",
    "revision",
    "amplification",
    "parent_target",
    "outcome_lead",
)
"""The columns whose numbers are of the measure and the unit of their pair; as is the trend, which is of outcomes."""


def marked(frame: pl.DataFrame, marks: Collection[str]) -> list[int]:
    """Where the pairs of some rows stand."""
    keys = frame.select(*KEY, "basis", "period").iter_rows()
    return [at for at, key in enumerate(keys) if "/".join(map(str, key)) in marks]


def cells(frame: pl.DataFrame, column: str, marks: Collection[str] = ()) -> pl.DataFrame:
    """VALUES of a column, of the marked rows if there are any."""
    from mubiao.queries.summaries import VALUES

    rows = frame[marked(frame, marks)] if marks else frame
    value = pl.col(CALLED.get(column, column))
    numeric = rows.schema[CALLED.get(column, column)].is_numeric()
    of = column in (*OF_MEASURE, "trend")
    return rows.select(
        name=pl.lit(None, pl.String),
        thing="indicator",
        measure="measure" if of else pl.lit(None, pl.String),
        unit="unit" if of else pl.lit(None, pl.String),
        text=value.cast(pl.String).str.replace(r"\.0$", "") if numeric else value.cast(pl.String),
        number=value.cast(pl.Float64) if numeric else pl.lit(None, pl.Float64),
    ).cast(VALUES)  # type: ignore[arg-type]
