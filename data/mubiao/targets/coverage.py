"""Which years of which places say what: a missing report, a target not stated, and a zero are three things."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mubiao import lexicon
from mubiao.columns import schema
from mubiao.targets.candidates import reports
from mubiao.targets.pairing import reported_years
from mubiao.targets.places import keyed, table

SCHEMA: dict[str, pl.DataType] = schema("coverage")


def covered(
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    indicators: Sequence[str] | None = None,
    places: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
) -> pl.DataFrame:
    """place × year × indicator, every combination.

    rows: those of targets(). indicators: without them the headline ones. places: region codes; without them the places
    that have a report. years: first and last; without them from the first to the last report. `status`: no report, not
    stated, in words, number. `outcome_known` is told apart from it, since an outcome can stand in the next report.
    `targets` and `outcomes` count the figures.
    """
    reported = reported_years(reports(documents))
    if places is None:
        wanted = reported["place"].unique().sort().to_list()
    else:
        given = pl.DataFrame({"code": list(places)}, schema={"code": pl.String})
        wanted = keyed(given, "code", None, "place")["place"].unique(maintain_order=True).to_list()
    if years is None:
        first, last = reported["year"].min(), reported["year"].max()
        if not isinstance(first, int) or not isinstance(last, int):
            return pl.DataFrame(schema=SCHEMA)
        years = (first, last)
    asked = lexicon.headline() if indicators is None else indicators
    annual = keyed(rows.filter(pl.col("period").str.len_bytes() == 4), "region_code", "region", "place")
    found = annual.group_by("place", "year", "indicator").agg(
        targets=pl.col("target").count().cast(pl.Int32),
        outcomes=pl.col("outcome").count().cast(pl.Int32),
        worded=(pl.col("target").is_null() & pl.col("target_words").is_not_null()).any(),
        region=pl.col("region").first(),
    )
    names = annual.group_by("place").agg(_name=pl.col("region").first())
    return (
        _grid(wanted, years, asked)
        .join(reported.with_columns(report=pl.lit(True)), on=["place", "year"], how="left")
        .join(found, on=["place", "year", "indicator"], how="left")
        .join(names, on="place", how="left")
        .join(
            table(pl.Series(wanted, dtype=pl.String)).select(place="region_code", name="name"), on="place", how="left"
        )
        .with_columns(
            pl.col("report").fill_null(False), pl.col("targets").fill_null(0), pl.col("outcomes").fill_null(0)
        )
        .with_columns(
            region=pl.coalesce("name", "_name"),
            region_code=pl.col("place"),
            outcome_known=pl.col("outcomes") > 0,
            status=pl.when(pl.col("targets") > 0)
            .then(pl.lit("number"))
            .when(pl.col("worded").fill_null(False))
            .then(pl.lit("in words"))
            .when(pl.col("report"))
            .then(pl.lit("not stated"))
            .otherwise(pl.lit("no report")),
        )
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    )


def _grid(places: Sequence[str], years: tuple[int, int], indicators: Sequence[str]) -> pl.DataFrame:
    """Every combination of them: place, year, indicator."""
    return (
        pl.DataFrame({"place": places}, schema={"place": pl.String})
        .join(pl.DataFrame({"year": range(years[0], years[1] + 1)}, schema={"year": pl.Int32}), how="cross")
        .join(pl.DataFrame({"indicator": list(indicators)}, schema={"indicator": pl.String}), how="cross")
    )
