"""Targets beside outcomes, the year before, the place above, and how far a running period has come."""

from __future__ import annotations

from collections.abc import Collection

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


_DIFFERENCES = {
    "revision": ("target", "previous_target"),
    "amplification": ("target", "parent_target"),
    "outcome_lead": ("outcome", "parent_outcome"),
}
_OF_THE_YEAR_BEFORE = {
    "previous": "outcome",
    "previous_claim": "outcome_claim",
    "previous_fact": "outcome_fact",
    "previous_target": "target",
    "previous_target_fact": "target_fact",
}
_OF_THE_PLACE_ABOVE = {
    "parent_target": "target",
    "parent_target_qualifier": "target_qualifier",
    "parent_target_fact": "target_fact",
    "parent_outcome": "outcome",
    "parent_outcome_fact": "outcome_fact",
}


def pairs(
    facts: pl.DataFrame,
    documents: pl.DataFrame | None,
    words: pl.DataFrame | None,
    tolerance: float | None,
    wanted: Collection[str] = tuple(SCHEMA),
) -> pl.DataFrame:
    """One row per place, indicator, measure, unit and period with a target, or year with an outcome, in fixed order.

    wanted: the columns that are needed. A row is first nothing but numbers: its cell, and where its target, outcome,
    the year before and the place above stand. Values are looked up last, and once.
    """
    candidates = prepare(facts, documents, words)
    best = chosen(candidates)
    rows = _cells(best, candidates)
    rows = _with_neighbours(rows, candidates)
    if _any(wanted, "estimate"):
        rows = _with_estimates(rows, candidates)
    rows = _with_values(rows, best, candidates, wanted)
    if _any(wanted, "verdict", "gap"):
        rows = _judged(rows, candidates, documents, tolerance)
    if _any(wanted, "progress"):
        rows = _with_progress(rows, best, candidates)
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items() if name in wanted)


def _any(wanted: Collection[str], *beginnings: str) -> bool:
    return any(name.startswith(beginnings) for name in wanted)


def _cells(best: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """cell, and the numbers of the rows of `best` that are its target, its words and its outcome; sorted by cell."""
    slots = best.select("cell", "side", _at=pl.int_range(pl.len(), dtype=pl.UInt32))
    rows = slots.select("cell").unique().sort("cell")
    for side, name in ((TARGET, "_target"), (WORDS, "_words"), (OUTCOME, "_outcome")):
        of_side = slots.filter(pl.col("side") == side).select("cell", pl.col("_at").alias(name))
        rows = rows.join(of_side, on="cell", how="left", maintain_order="left")
    # Half-years and months without a target of their own are progress; rows are for targets and for years.
    stated = pl.col("_target").is_not_null() | pl.col("_words").is_not_null()
    return rows.with_columns(candidates.of_period("annual")).filter(stated | pl.col("annual"))


def _with_neighbours(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """The numbers of the rows that are the year before and the place above."""
    places = table(candidates.digits["place"])
    numbers = pl.DataFrame({"code": candidates.digits["place"]}).with_row_index("_number")
    above = places.join(numbers, left_on="parent_code", right_on="code", how="left", maintain_order="left")["_number"]
    place = candidates.digit("place")
    rows = rows.with_columns(
        _before=candidates.moved("period", candidates.of_period("before")),
        _above=candidates.moved("place", pl.lit(above.cast(pl.Int64)).gather(place)),
        region_code=pl.lit(places["region_code"]).gather(place),
        parent_code=pl.lit(places["parent_code"]).gather(place),
        parent=pl.lit(places["parent"]).gather(place),
        _name=pl.lit(places["name"]).gather(place),
    )
    index = rows.select("cell", _row=pl.int_range(pl.len(), dtype=pl.UInt32))
    for name in ("_before", "_above"):
        rows = rows.join(index, left_on=name, right_on="cell", how="left", maintain_order="left")
        rows = rows.drop(name).rename({"_row": name})
    return rows


def _with_estimates(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """The estimate of a cell, kept beside a later figure."""
    estimates = chosen(candidates, pl.col("claim") == "estimate")
    estimates = estimates.select("cell", estimate="value", estimate_fact="fact_id")
    return rows.join(estimates, on="cell", how="left", maintain_order="left")


def _with_values(
    rows: pl.DataFrame, best: pl.DataFrame, candidates: Candidates, wanted: Collection[str]
) -> pl.DataFrame:
    def of(field: str, at: str) -> pl.Expr:
        return pl.lit(best[field]).gather(pl.col(at))

    printed = best.select(
        pl.concat_str("force", "qualifier_text", separator="…", ignore_nulls=True).replace("", None)
    ).to_series()
    rows = rows.with_columns(
        pl.coalesce("_name", of("region", "_target"), of("region", "_words"), of("region", "_outcome")).alias("region"),
        pl.coalesce(of("unit", "_target"), of("unit", "_words"), of("unit", "_outcome")).alias("unit"),
        *(candidates.value(field) for field in ("indicator", "measure", "basis")),
        *(candidates.of_period(column) for column in ("period", "year", "first", "last")),
        target=of("value", "_target"),
        target_high=of("high", "_target"),
        target_qualifier=of("qualifier", "_target"),
        target_fact=of("fact_id", "_target"),
        target_words=pl.when(pl.col("_target").is_not_null())
        .then(pl.lit(printed).gather(pl.col("_target")))
        .otherwise(of("qualifier_text", "_words")),
        promise=pl.when(pl.col("_target").is_null()).then(of("fact_id", "_words")),
        outcome=of("value", "_outcome"),
        outcome_claim=of("claim", "_outcome"),
        outcome_qualifier=of("qualifier", "_outcome"),
        outcome_fact=of("fact_id", "_outcome"),
    ).drop("_name", "_words")
    needed = {*wanted, *(part for name in wanted for part in _DIFFERENCES.get(name, ()))}
    near = (("_before", _OF_THE_YEAR_BEFORE), ("_above", _OF_THE_PLACE_ABOVE))
    return rows.with_columns(
        pl.col(field).gather(pl.col(at)).alias(name)
        for at, names in near
        for name, field in names.items()
        if name in needed
    ).with_columns(
        verdicts.difference(pl.col(one), pl.col(other)).alias(name)
        for name, (one, other) in _DIFFERENCES.items()
        if name in wanted
    )


def _judged(
    rows: pl.DataFrame, candidates: Candidates, documents: pl.DataFrame | None, tolerance: float | None
) -> pl.DataFrame:
    # Only what has both sides can be judged, and that is the smaller part.
    both = rows.filter(pl.col("target").is_not_null() & pl.col("outcome").is_not_null())
    both = both.with_columns(_downwards=verdicts.direction()).with_columns(gap=verdicts.gap())
    both = both.select("cell", "gap", _verdict=verdicts.verdict(tolerance))
    reported = reported_years(candidates, documents)
    places = pl.DataFrame({"place": candidates.digits["place"]}).with_row_index("_place")
    reported = reported.join(places, on="place", how="inner").select(
        pl.col("_place").cast(pl.Int64), "year", _reported=pl.lit(True)
    )
    rows = rows.with_columns(_place=candidates.digit("place"))
    rows = rows.join(reported, on=["_place", "year"], how="left", maintain_order="left")
    rows = rows.join(both, on="cell", how="left", maintain_order="left")
    stated = pl.col("target").is_not_null() | pl.col("target_words").is_not_null()
    return rows.with_columns(
        verdict=pl.when(pl.col("_verdict").is_not_null())
        .then("_verdict")
        .when(stated & pl.col("outcome").is_null())
        .then(pl.lit("open"))
        .when(stated)
        .then(pl.lit("about"))
        .when(pl.col("_reported"))
        .then(pl.lit("not stated"))
        .otherwise(pl.lit("no report"))
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
    # The series apart from its basis: a year's growth tells of a yearly average too.
    thing = pl.col("cell") // candidates.size("basis", "period")
    running = rows.filter(pl.col("outcome").is_null() & pl.col("target").is_not_null())
    running = running.select("cell", "period", "annual", "year", "first", "last", _thing=thing)
    # A year consists of nothing but what ends in it and is no year; without that, every year of a long series would
    # meet every other one.
    longer = running.filter(~pl.col("annual"))
    shorter = best.filter(
        (pl.col("side") == OUTCOME)
        & (~candidates.of_period("annual") | thing.is_in(longer["_thing"].unique().implode()))
    )
    parts = shorter.select(
        candidates.of_period("annual"),
        candidates.of_period("year"),
        _thing=thing,
        progress="value",
        progress_period="period",
        progress_fact="fact_id",
        _start="period_start",
        _end="period_end",
    )
    of_years = running.filter("annual").join(parts.filter(~pl.col("annual")), on=["_thing", "year"], how="inner")
    of_longer = longer.join(parts, on="_thing", how="inner")
    inside = (
        pl.concat([of_years, of_longer.select(of_years.columns)])
        .filter(
            (pl.col("_start") >= pl.col("first"))
            & (pl.col("_end") <= pl.col("last"))
            & (pl.col("progress_period") != pl.col("period"))
        )
        # The latest end, then the longest stretch up to it: January to August before August.
        .sort(["_end", "_start", "progress_fact"], descending=[True, False, False])
        .unique("cell", keep="first", maintain_order=True)
    )
    found = inside.select("cell", "progress", "progress_period", "progress_fact")
    return rows.join(found, on="cell", how="left", maintain_order="left")
