"""Targets beside outcomes, the year before, the place above, and how far a running period has come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import polars as pl

from mubiao.columns import schema
from mubiao.targets import verdicts
from mubiao.targets.candidates import OUTCOME, STRETCHING, TARGET, WORDS, Candidates, chosen
from mubiao.targets.numbering import Digits
from mubiao.targets.places import table

SCHEMA: dict[str, pl.DataType] = schema("targets")
"""Column → type: the stable columns of a row, then what follows them on demand."""


_YEARS = 10_000
"""More than there are: a place and a year in one number."""

_JUDGED_BY = ("target", "target_high", "target_qualifier", "target_words", "outcome", "outcome_qualifier")
_DIFFERENCES = {
    "change": ("target", "previous"),
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


def pairs(candidates: Candidates, tolerance: float | None, wanted: Collection[str] = tuple(SCHEMA)) -> pl.DataFrame:
    """One row per place, indicator, measure, unit and period with a target, or year with an outcome, in fixed order.

    wanted: the columns that are needed. A row is first nothing but numbers: its cell, the facts that are its target,
    its words and its outcome, and the rows of the year before and of the place above. Values are looked up last, once.
    """
    best = chosen(candidates, estimates=_any(wanted, "estimate"))
    places = table(candidates.digits.values["place"])
    cells = _cells(best, candidates.digits)
    # Half-years and months without a target of their own are progress; rows are for targets and for years.
    stated = pl.col("_target").is_not_null() | pl.col("_words").is_not_null()
    # A yearly average over several years is no outcome of the last one.
    of_year = pl.col("annual") & (candidates.digits.value("basis") != "average")
    # An average that a review tells of several years is told, whether it was a target or not.
    of_years = (
        pl.col("_outcome").is_not_null()
        & (candidates.digits.value("basis") == "average")
        & (pl.lit(_kinds(candidates.digits.periods)).gather("_period") == "programme")
    )
    rows = _with_neighbours(cells.filter(of_year | stated | of_years), candidates.digits, places)
    values = _with_values(rows, candidates, places, _needed(wanted))
    if _any(wanted, "target_stretch"):
        values = _with_stretch(values, candidates)
    if _any(wanted, "verdict", "gap"):
        values = _judged(values, candidates, tolerance)
    if _any(wanted, "progress"):
        values = _with_progress(values, cells, candidates)
    return values.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items() if name in wanted)


def _any(wanted: Collection[str], *beginnings: str) -> bool:
    return any(name.startswith(beginnings) for name in wanted)


def _needed(wanted: Collection[str]) -> set[str]:
    """The columns wanted, and those that they are made of."""
    needed = {*wanted, "indicator", "measure"}
    for name in wanted:
        needed.update(_DIFFERENCES.get(name, ()))
    for name in tuple(needed):
        needed.update(field for near in (_OF_THE_YEAR_BEFORE, _OF_THE_PLACE_ABOVE) if (field := near.get(name)))
    if _any(wanted, "verdict", "gap"):
        needed.update(_JUDGED_BY)
    if _any(wanted, "progress"):
        needed.update(("target", "outcome"))
    return needed


def _cells(best: pl.DataFrame, digits: Digits) -> pl.DataFrame:
    """cell, its digits `_place` and `_period`, annual, and the facts `_target`, `_words`, `_outcome`, `_estimate`."""
    first = (pl.col("cell") != pl.col("cell").shift()).fill_null(True)
    best = best.with_columns(first.alias("_first"), _at=first.cum_sum() - 1)
    rows = best.filter("_first").select(
        "cell", digits.of_period("annual"), _place=digits.number("place"), _period=digits.number("period")
    )
    of_side = {side: best.filter(pl.col("side") == side) for side in (TARGET, WORDS, OUTCOME)}
    facts = [("_target", TARGET, "row"), ("_words", WORDS, "row"), ("_outcome", OUTCOME, "row")]
    if "estimate" in best.columns:
        facts.append(("_estimate", OUTCOME, "estimate"))
    return rows.hstack(
        [_scattered(rows.height, of_side[s]["_at"], of_side[s][field]).alias(name) for name, s, field in facts]
    )


def _scattered(height: int, at: pl.Series, values: pl.Series) -> pl.Series:
    """A column of that height with the values at the places `at`, and null elsewhere."""
    return pl.repeat(None, height, dtype=values.dtype, eager=True).scatter(at, values).alias(values.name)


def _with_neighbours(rows: pl.DataFrame, digits: Digits, places: pl.DataFrame) -> pl.DataFrame:
    """The rows with `year`, and `_before` and `_above`, the numbers of the rows of the year before and place above."""
    keys = {key: number for number, key in enumerate(digits.values["place"])}
    above = pl.Series([keys.get(code) for code in places["parent_code"]], dtype=pl.Int64)
    has_below = pl.Series(sorted(set(above.drop_nulls())), dtype=pl.Int64)
    rows = rows.with_columns(
        pl.lit(digits.periods["year"]).gather("_period"),
        _row=pl.int_range(pl.len(), dtype=pl.UInt32),
        _cell_above=pl.col("cell")
        + (pl.lit(above).gather("_place") - pl.col("_place")) * digits.size(*list(digits.values)[1:]),
    )
    # The years of a thing follow one another.
    thing, year, row = pl.col("cell") // digits.size("period"), pl.col("year"), pl.col("_row")
    years = rows.filter("annual").select(
        "_row", _before=pl.when((thing == thing.shift()) & (year == year.shift() + 1)).then(row.shift())
    )
    inside = rows.filter(pl.col("_cell_above").is_not_null()).select("_row", "_cell_above")
    outside = rows.filter(pl.col("_place").is_in(has_below.implode())).select("cell", _above="_row")
    inside = inside.join(outside, left_on="_cell_above", right_on="cell", how="inner")
    return rows.drop("_cell_above").hstack(
        [
            _scattered(rows.height, years["_row"], years["_before"]).alias("_before"),
            _scattered(rows.height, inside["_row"], inside["_above"]).alias("_above"),
        ]
    )


def _with_values(
    rows: pl.DataFrame, candidates: Candidates, places: pl.DataFrame, needed: Collection[str]
) -> pl.DataFrame:
    facts, digits = candidates.facts, candidates.digits

    def of(field: str, *at: str) -> pl.Expr:
        """The field of the first of these facts that has it."""
        column = pl.lit(facts[field])
        kind = pl.String if facts[field].dtype == pl.Categorical else facts[field].dtype
        if not facts[field].null_count():
            return column.gather(pl.coalesce(*at)).cast(kind)
        return pl.coalesce(*(column.gather(one) for one in at)).cast(kind)

    name = pl.lit(places["name"]).gather("_place")
    stated = pl.col("_target").is_not_null()
    printed = pl.concat_str(of("force", "_target"), of("qualifier_text", "_target"), separator="…", ignore_nulls=True)
    found = {
        "region": pl.coalesce(name, of("region", "_target", "_words", "_outcome")),
        "region_code": pl.lit(places["region_code"]).gather("_place"),
        "parent_code": pl.lit(places["parent_code"]).gather("_place"),
        "parent": pl.lit(places["parent"]).gather("_place"),
        "unit": of("unit", "_target", "_words", "_outcome"),
        **{field: digits.value(field) for field in ("indicator", "measure")},
        **{field: digits.value(field).replace("", None) for field in ("scope", "basis")},
        "period": pl.lit(digits.periods["period"]).gather("_period"),
        "period_kind": pl.lit(_kinds(digits.periods)).gather("_period"),
        "target": of("value", "_target"),
        "target_high": of("high", "_target"),
        "target_qualifier": of("qualifier", "_target"),
        "target_fact": of("fact_id", "_target"),
        "target_words": pl.when(stated).then(printed.replace("", None)).otherwise(of("qualifier_text", "_words")),
        "promise": pl.when(~stated).then(of("fact_id", "_words")),
        "outcome": of("value", "_outcome"),
        "outcome_claim": of("claim", "_outcome"),
        "outcome_qualifier": of("qualifier", "_outcome"),
        "outcome_fact": of("fact_id", "_outcome"),
    }
    if "_estimate" in rows.columns:
        found |= {"estimate": of("value", "_estimate"), "estimate_fact": of("fact_id", "_estimate")}
    rows = rows.with_columns(value.alias(name) for name, value in found.items() if name in needed)
    near = (("_before", _OF_THE_YEAR_BEFORE), ("_above", _OF_THE_PLACE_ABOVE))
    rows = rows.with_columns(
        pl.col(field).gather(at).alias(name) for at, names in near for name, field in names.items() if name in needed
    )
    return rows.with_columns(
        verdicts.difference(pl.col(one), pl.col(other)).alias(name)
        for name, (one, other) in _DIFFERENCES.items()
        if name in needed
    )


def _with_stretch(rows: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """`target_stretch` and its fact: the higher target that the document of the chosen one hopes for (力争)."""
    facts = candidates.facts
    most = pl.max_horizontal("value", "high")
    chosen = rows.select("_row", "cell", "_target").filter(pl.col("_target").is_not_null())
    of_chosen = facts.select(
        pl.col("document_id").gather(chosen["_target"]), most.gather(chosen["_target"]).alias("_most")
    )
    hoped = (
        facts.lazy()
        .filter(pl.col("side") == TARGET, pl.col("force").is_not_null())
        .select("cell", "document_id", "fact_id", "force", most.alias("target_stretch"))
        .filter(pl.col("force").cast(pl.String).str.contains_any(list(STRETCHING)))
        .drop("force")
        .collect()
    )
    beyond = (
        chosen.hstack(of_chosen)
        .join(hoped, on=["cell", "document_id"], how="inner")
        .filter(pl.col("target_stretch") > pl.col("_most"))
        .sort(["target_stretch", "fact_id"], descending=[True, False])
        .unique("_row", keep="first", maintain_order=True)
        .select("_row", "target_stretch", target_stretch_fact="fact_id")
    )
    at = beyond["_row"]
    return rows.with_columns(_scattered(rows.height, at, beyond[name]) for name in beyond.columns if name != "_row")


def _kinds(periods: pl.DataFrame) -> pl.Series:
    """Of each period whether it is a year, a part of one, or a programme of several."""
    kind = (
        pl.when("annual").then(pl.lit("year")).when(_years_long()).then(pl.lit("programme")).otherwise(pl.lit("part"))
    )
    return periods.select(kind.fill_null("part").alias("kind"))["kind"]


def _judged(rows: pl.DataFrame, candidates: Candidates, tolerance: float | None) -> pl.DataFrame:
    places = {key: number for number, key in enumerate(candidates.digits.values["place"])}
    known = reported_years(candidates.reports)
    reported = pl.Series(
        [places[place] * _YEARS + year for place, year in known.iter_rows() if place in places], dtype=pl.Int64
    )
    told = candidates.reports.filter("telling").group_by("report_place").agg(pl.col("report_year").max())
    last = dict(told.drop_nulls().iter_rows())
    until = pl.Series([last.get(place) for place in places], dtype=pl.Int32)  # the year of the latest report of each
    later = (pl.lit(until).gather("_place") > pl.col("year")).fill_null(False)
    stated = (pl.col("_place") * _YEARS + pl.col("year")).is_in(reported.implode())
    return verdicts.judged(rows, tolerance, stated, later)


def reported_years(reports: pl.DataFrame) -> pl.DataFrame:
    """place, year of the reports that are at hand: those that could have stated a target."""
    return reports.filter("stating").select(place="report_place", year="report_year").drop_nulls().unique()


def _with_progress(rows: pl.DataFrame, cells: pl.DataFrame, candidates: Candidates) -> pl.DataFrame:
    """How far a period without an outcome has come: the latest outcome of a shorter period within it.

    A year's growth tells of a yearly average, but not of the growth of several years as a whole (翻一番), of which
    only a part from its beginning tells.
    """
    digits = candidates.digits
    thing = (pl.col("cell") // digits.size("basis", "period")).alias("_thing")
    average = digits.value("basis") == "average"
    grown = pl.col("measure").is_in(["growth", "change"]) & ~average
    running = rows.select(
        *("_row", "annual", "year", "target", "outcome"), thing, _whole="_period", _average=average, _grown=grown
    )
    running = running.filter(pl.col("outcome").is_null() & pl.col("target").is_not_null()).drop("target", "outcome")
    # A year consists of nothing but what ends in it and is no year; without that, every year of a long series would
    # meet every other one.
    longer = running.filter(~pl.col("annual"))
    shorter = ~pl.col("annual")
    if longer.height:
        shorter = shorter | thing.is_in(longer["_thing"].unique().implode())
    parts = cells.filter(pl.col("_outcome").is_not_null() & shorter)
    parts = parts.select("annual", digits.of_period("year"), thing, "_outcome", _part="_period", _part_average=average)
    inside = running.filter("annual").join(parts.filter(~pl.col("annual")), on=["_thing", "year"], how="inner")
    if longer.height:
        of_longer = longer.join(parts, on="_thing", how="inner")
        inside = pl.concat([inside, of_longer.select(inside.columns)])
    facts = candidates.facts
    found = (
        inside.hstack(facts.select(pl.col("fact_id", "period_start", "period_end").gather(inside["_outcome"])))
        .hstack(digits.periods.select(pl.col("first", "last").gather(inside["_whole"])))
        .filter(
            (pl.col("period_start") >= pl.col("first"))
            & (pl.col("period_end") <= pl.col("last"))
            & (pl.col("_part") != pl.col("_whole"))
            & (pl.col("_average") | ~pl.col("_part_average"))
            & (~pl.col("_grown") | (pl.col("period_start") == pl.col("first")) | ~_years_long())
        )
        # The latest end, then the longest stretch up to it: January to August before August.
        .sort(["period_end", "period_start", "fact_id"], descending=[True, False, False])
        .unique("_row", keep="first", maintain_order=True)
    )
    at = pl.lit(_scattered(rows.height, found["_row"], found["_outcome"]))
    names = {"progress": "value", "progress_period": "period", "progress_fact": "fact_id"}
    return rows.with_columns(pl.lit(facts[field]).gather(at).alias(name) for name, field in names.items())


def _years_long() -> pl.Expr:
    """Whether the period from `first` to `last` is longer than a year."""
    return pl.col("last") - pl.col("first") > timedelta(days=366)
