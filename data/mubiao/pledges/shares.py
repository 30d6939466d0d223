"""How many pledges came to what: by place, year, act, kind or sector, with n."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mubiao.columns import schema
from mubiao.model import STATUSES

SCHEMA: dict[str, pl.DataType] = schema("pledge_shares")

GROUPS = {
    "place": "report_region",
    "year": "report_year",
    "act": "act",
    "kind": "kind",
    "sector": "sector",
    "level": "level",
    "core": "core",
}
"""What pledges are grouped by → the column of `followed`; level is that of the place."""


def shares(pledges: pl.LazyFrame | pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """SCHEMA: all pledges in the first row (`by` and `group` null), then a row a group. by: keys of GROUPS.

    Rejected pledges are left out, and of two reports of one place and year the one with fewer pledges: what both
    promise would count twice. Shares are per cent of those that have a later report.
    """
    columns = ["document_id", "report_code", "report_year", "review", "status"]
    wanted = [GROUPS[one] for one in by if one != "level"]
    rows = pledges.lazy().select(list(dict.fromkeys([*columns, *wanted]))).collect()
    rows = _one_a_year(rows.filter(pl.col("review").ne_missing("rejected")))
    if "level" in by:
        rows = rows.with_columns(level=_level())
    parts = [_counted(rows, None)] + [_counted(rows, one) for one in by]
    return pl.concat(parts).cast(SCHEMA)  # type: ignore[arg-type]


def _one_a_year(rows: pl.DataFrame) -> pl.DataFrame:
    place = ("report_code", "report_year")
    best = (
        rows.group_by(*place, "document_id")
        .len()
        .sort("len", "document_id", descending=[True, False])
        .unique(place, keep="first", maintain_order=True)
        .select("document_id")
    )
    return rows.join(best, on="document_id", how="semi", maintain_order="left")


def _level() -> pl.Expr:
    code = pl.col("report_code")
    return (
        pl.when(code.is_null())
        .then(pl.lit(None))
        .when(code == "CN")
        .then(pl.lit("country"))
        .when(code.str.ends_with("0000"))
        .then(pl.lit("province"))
        .when(code.str.ends_with("00"))
        .then(pl.lit("prefecture"))
        .otherwise(pl.lit("county"))
    )


def _counted(rows: pl.DataFrame, by: str | None) -> pl.DataFrame:
    counts = [pl.len().alias("n"), pl.col("status").count().alias("followed")]
    counts += [(pl.col("status") == status).sum().alias(status) for status in STATUSES]
    of = [(100 * pl.col(status) / pl.col("followed")).round(1).alias(f"{status}_share") for status in STATUSES]
    if by is None:
        grouped = rows.select(counts).with_columns(group=pl.lit(None, dtype=pl.String))
    else:
        key = pl.col(GROUPS[by]).cast(pl.String).alias("group")
        grouped = rows.group_by(key).agg(counts).sort("group", nulls_last=True)
    filled = grouped.with_columns(of).with_columns(pl.col(f"{s}_share").fill_nan(None) for s in STATUSES)
    return filled.with_columns(by=pl.lit(by, dtype=pl.String)).select(list(SCHEMA))
