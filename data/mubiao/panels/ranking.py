"""Places in the order of an indicator, and how much two orders have in common."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from mubiao.columns import schema
from mubiao.model import FilterError
from mubiao.predicates import annual

Frame = pl.LazyFrame | pl.DataFrame

VALUES = ("target", "outcome", "gap", "amplification", "revision", "previous", "parent_target")

SCHEMA: dict[str, pl.DataType] = schema("ranking")


def rank(rows: Frame, value: str = "outcome", *, year: int, against: int | None = None) -> pl.DataFrame:
    """Places by a value of a year, the largest first: SCHEMA. Equal values share a place, and the next is left out.

    rows: of `mubiao.targets` of one indicator, measure and unit, or of a panel. value: of VALUES. against: another
    year, whose value and place stand beside. FilterError: no such value, or rows of several series.

    Example: `mubiao.rank(mubiao.panel(store.targets(), store.documents(), "gdp").rows, "target", year=2024)`
    """
    if value not in VALUES:
        raise FilterError(f"no such value to rank by: {value}; it is one of {', '.join(VALUES)}")
    frame = rows.lazy().collect()
    for name in ("period", "basis"):
        if name in frame.columns:
            frame = frame.filter(annual() if name == "period" else pl.col("basis").is_null())
    frame = frame.filter(pl.col(value).is_not_null())
    now = _ranked(frame.filter(pl.col("year") == year), value)
    if now["region_code"].is_duplicated().any():
        raise FilterError("a place has several values in that year: choose one measure, unit and scope")
    then = _ranked(frame.filter(pl.col("year") == against), value) if against is not None else now.clear()
    beside = then.select("region_code", against=pl.col("value"), against_rank=pl.col("rank"))
    told = now.join(beside, on="region_code", how="left").with_columns(year=pl.lit(year, pl.Int32))
    told = told.with_columns(rise=pl.col("against_rank").cast(pl.Int32) - pl.col("rank").cast(pl.Int32))
    return told.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("rank", "region_code")


def _ranked(frame: pl.DataFrame, value: str) -> pl.DataFrame:
    order = pl.col(value).rank("min", descending=True)
    return frame.select("region", "region_code", rank=order, value=pl.col(value), unit=pl.col("unit"))


def kendall(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's τ-b of two lists of numbers, which counts ties; None where one of them has no order at all.

    >>> kendall([1, 2, 3, 4], [1, 2, 4, 3])
    0.6666666666666666
    """
    if len(one) != len(other):
        raise ValueError("two lists of different lengths")
    together = tied_one = tied_other = pairs = 0
    for i in range(len(one)):
        for j in range(i):
            a, b = _sign(one[i] - one[j]), _sign(other[i] - other[j])
            pairs += 1
            together += a * b
            tied_one += a == 0
            tied_other += b == 0
    whole = math.sqrt((pairs - tied_one) * (pairs - tied_other))
    return together / whole if whole else None


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
