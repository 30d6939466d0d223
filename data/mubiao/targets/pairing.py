"""Targets beside outcomes, the year before, the place above, and how far a running period has come."""

from __future__ import annotations

import polars as pl

from mubiao.targets import verdicts
from mubiao.targets.candidates import OUTCOME, TARGET, WORDS, Candidates, chosen, prepare
from mubiao.targets.places import keyed, table

COLUMNS: dict[str, pl.DataType] = {
    "region": pl.String(),
    "region_code": pl.String(),
    "indicator": pl.String(),
    "measure": pl.String(),
    "year": pl.Int32(),
    "previous": pl.Float64(),
    "previous_claim": pl.String(),
    "target": pl.Float64(),
    "target_high": pl.Float64(),
    "target_qualifier": pl.String(),
    "target_words": pl.String(),
    "outcome": pl.Float64(),
    "outcome_claim": pl.String(),
    "gap": pl.Float64(),
    "verdict": pl.String(),
    "previous_fact": pl.String(),
    "target_fact": pl.String(),
    "outcome_fact": pl.String(),
}
"""The stable columns of a row."""

EXTRAS: dict[str, pl.DataType] = {
    "period": pl.String(),
    "basis": pl.String(),
    "unit": pl.String(),
    "outcome_qualifier": pl.String(),
    "promise": pl.String(),
    "estimate": pl.Float64(),
    "estimate_fact": pl.String(),
    "progress": pl.Float64(),
    "progress_period": pl.String(),
    "progress_fact": pl.String(),
    "previous_target": pl.Float64(),
    "revision": pl.Float64(),
    "parent_code": pl.String(),
    "parent": pl.String(),
    "parent_target": pl.Float64(),
    "parent_target_qualifier": pl.String(),
    "amplification": pl.Float64(),
    "parent_outcome": pl.Float64(),
    "outcome_lead": pl.Float64(),
    "previous_target_fact": pl.String(),
    "parent_target_fact": pl.String(),
    "parent_outcome_fact": pl.String(),
}
"""What follows them."""

SCHEMA: dict[str, pl.DataType] = {**COLUMNS, **EXTRAS}

_SHARED = ["region", "indicator", "measure", "unit", "period", "year", "annual", "period_start", "period_end", "basis"]
"""What the target and the outcome of a cell agree on, or could: taken from the target where there is one."""


def pairs(
    facts: pl.DataFrame, documents: pl.DataFrame | None, words: pl.DataFrame | None, tolerance: float | None
) -> pl.DataFrame:
    """One row per place, indicator, measure, unit and period with a target, or year with an outcome, in fixed order."""
    candidates = prepare(facts, documents, words)
    best = chosen(candidates)
    rows = _both_sides(best)
    rows = _with_estimates(rows, candidates)
    rows = _with_previous(rows, candidates)
    rows = _with_parent(rows, candidates)
    rows = _judged(rows, candidates, documents, tolerance)
    rows = _with_progress(rows, best, candidates)
    return rows.sort("cell").select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _both_sides(best: pl.DataFrame) -> pl.DataFrame:
    shared = [pl.col(name) for name in _SHARED]
    targets = best.filter(pl.col("side") == TARGET).select(
        "cell",
        *shared,
        target="value",
        target_high="high",
        target_qualifier="qualifier",
        target_fact="fact_id",
        target_words=pl.concat_str("force", "qualifier_text", separator="…", ignore_nulls=True).replace("", None),
    )
    worded = best.filter(pl.col("side") == WORDS).select(
        "cell", *shared, target_words="qualifier_text", promise="fact_id"
    )
    worded = worded.join(targets, on="cell", how="anti")
    # Half-years and months without a target of their own are progress; rows are for targets and for years.
    outcomes = best.filter(pl.col("side") == OUTCOME).select(
        "cell",
        *shared,
        outcome="value",
        outcome_claim="claim",
        outcome_qualifier="qualifier",
        outcome_fact="fact_id",
    )
    stated = pl.concat([targets, worded], how="diagonal")
    rows = stated.join(outcomes, on="cell", how="full", coalesce=True)
    rows = rows.with_columns(pl.coalesce(name, f"{name}_right") for name in _SHARED)
    return rows.filter(pl.col("target_words").is_not_null() | pl.col("target").is_not_null() | pl.col("annual"))


def _with_estimates(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """The estimate of a cell, kept beside a later figure."""
    estimates = chosen(candidates, pl.col("claim") == "estimate")
    return rows.join(estimates.select("cell", estimate="value", estimate_fact="fact_id"), on="cell", how="left")


def _with_previous(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """The outcome and the target of the year before, for rows of a year."""
    rows = rows.with_columns(_series=candidates.series)
    before = rows.filter(pl.col("annual")).select(
        "_series",
        "annual",
        year=pl.col("year") + 1,
        previous="outcome",
        previous_claim="outcome_claim",
        previous_fact="outcome_fact",
        previous_target="target",
        previous_target_fact="target_fact",
    )
    return rows.join(before, on=["_series", "year", "annual"], how="left").with_columns(
        revision=verdicts.difference(pl.col("target"), pl.col("previous_target"))
    )


def _with_parent(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """Names of the place, and target and outcome of the place above it for the same thing and period."""
    places = table(candidates.places).with_columns(_place=pl.int_range(pl.len(), dtype=pl.Int64))
    numbers = pl.DataFrame({"parent_code": candidates.places, "_parent": places["_place"]})
    places = places.join(numbers, on="parent_code", how="left")
    rows = rows.with_columns(_place=candidates.place).join(places, on="_place", how="left")
    above = rows.select(
        _above="cell",
        parent_target="target",
        parent_target_qualifier="target_qualifier",
        parent_target_fact="target_fact",
        parent_outcome="outcome",
        parent_outcome_fact="outcome_fact",
    )
    return (
        rows.with_columns(region=pl.coalesce("name", "region"), _above=candidates.at(pl.col("_parent")))
        .join(above, on="_above", how="left")
        .with_columns(
            amplification=verdicts.difference(pl.col("target"), pl.col("parent_target")),
            outcome_lead=verdicts.difference(pl.col("outcome"), pl.col("parent_outcome")),
        )
    )


def _judged(
    rows: pl.DataFrame, candidates: Candidates, documents: pl.DataFrame | None, tolerance: float | None
) -> pl.DataFrame:
    numbers = pl.DataFrame({"place": candidates.places}).with_columns(_place=pl.int_range(pl.len(), dtype=pl.Int64))
    reported = reported_years(candidates, documents).join(numbers, on="place", how="inner")
    reported = reported.select("_place", "year", _reported=pl.lit(True))
    rows = rows.with_columns(pl.col("year").cast(pl.Int32)).join(reported, on=["_place", "year"], how="left")
    rows = rows.with_columns(_downwards=verdicts.direction()).with_columns(gap=verdicts.gap())
    stated = pl.col("target").is_not_null() | pl.col("target_words").is_not_null()
    return rows.with_columns(
        verdict=pl.coalesce(
            verdicts.verdict(tolerance),
            pl.when(stated & pl.col("outcome").is_null())
            .then(pl.lit("open"))
            .when(stated)
            .then(pl.lit("about"))
            .when(pl.col("_reported"))
            .then(pl.lit("not stated"))
            .otherwise(pl.lit("no report")),
        )
    )


def reported_years(candidates: Candidates | None, documents: pl.DataFrame | None) -> pl.DataFrame:
    """place, year of the reports that are at hand: those that could have stated a target."""
    if documents is not None and "region_code" in documents.columns:
        kinds = pl.col("kind").is_in(["work_report", "explainer"]) if "kind" in documents.columns else pl.lit(True)
        frame = keyed(documents.filter(kinds), "region_code", None, "place")
        frame = frame.select("place", pl.col("year").cast(pl.Int32))
    elif candidates is not None:
        frame = candidates.facts.select(place="report_place", year="report_year")
    else:
        frame = pl.DataFrame(schema={"place": pl.String, "year": pl.Int32})
    return frame.drop_nulls().unique()


def _with_progress(rows: pl.DataFrame, best: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """How far a period without an outcome has come: the latest outcome of a shorter period within it."""
    running = rows.filter(pl.col("outcome").is_null() & pl.col("target").is_not_null())
    running = running.select("cell", "period", _thing=_thing(candidates), _first="period_start", _last="period_end")
    parts = best.filter(pl.col("side") == OUTCOME).select(
        _thing=_thing(candidates),
        progress="value",
        progress_period="period",
        progress_fact="fact_id",
        _start="period_start",
        _end="period_end",
    )
    # Most series have no part of a period at all; without them the join stays small.
    parts = parts.join(running.select("_thing").unique(), on="_thing", how="semi")
    inside = (
        running.join(parts, on="_thing", how="inner")
        .filter(
            (pl.col("_start") >= pl.col("_first"))
            & (pl.col("_end") <= pl.col("_last"))
            & (pl.col("progress_period") != pl.col("period"))
        )
        # The latest end, then the longest stretch up to it: January to August before August.
        .sort(["_end", "_start", "progress_fact"], descending=[True, False, False])
        .unique("cell", keep="first", maintain_order=True)
    )
    return rows.join(inside.select("cell", "progress", "progress_period", "progress_fact"), on="cell", how="left")


def _thing(candidates: Candidates) -> pl.Expr:
    """What progress must share with its target: the series, but a year's growth tells of a yearly average too."""
    return pl.struct(candidates.place, pl.col("indicator"), pl.col("measure"), pl.col("unit"))
