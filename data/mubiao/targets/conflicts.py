"""Facts that say different things about the same target or outcome.

Two statements agree if they are equal up to rounding, or if one is only a bound that the other keeps (突破2万亿元,
达到2.1万亿元). What does not agree is listed with what was chosen in its place; nothing is resolved silently.
"""

from __future__ import annotations

import re

import polars as pl

from mubiao import lexicon
from mubiao.columns import schema
from mubiao.targets.candidates import TARGET, chosen, prepare
from mubiao.targets.places import table
from mubiao.targets.reading import ORDINARY

ROUNDING_POINTS = 0.051
"""Per cents that differ by less are the same figure, rounded."""

ROUNDING_SHARE = 0.005
"""Amounts that differ by less of the chosen one are the same figure, rounded."""

SCHEMA: dict[str, pl.DataType] = schema("conflicts")


def conflicting(facts: pl.DataFrame, documents: pl.DataFrame | None, *, alike: bool) -> pl.DataFrame:
    """One row per fact that disagrees with the one chosen in its cell, the furthest apart first.

    kind: `vintage` (an estimate and a later figure), `documents` (two documents), `document` (one with itself).
    subject, chosen_subject: what is measured as printed, which may be two things under one indicator. alike: only where
    both speak of the same thing, with the same claim and against the same time.
    """
    candidates = prepare(facts, documents)
    digits = candidates.digits
    best = candidates.facts.select(pl.all().gather(chosen(candidates)["row"])).select(
        "cell",
        "side",
        chosen_value="value",
        chosen_high="high",
        chosen_qualifier="qualifier",
        chosen_claim="claim",
        chosen_document="document_id",
        chosen_fact="fact_id",
        chosen_subject="subject",
        chosen_comparison="comparison",
    )
    others = candidates.facts.join(best, on=["cell", "side"], how="inner")
    rows = others.filter(pl.col("fact_id") != pl.col("chosen_fact"))
    rows = rows.with_columns(
        digits.value("indicator"), digits.value("measure"), digits.value("scope").replace("", None)
    )
    places, place = table(digits.values["place"]), digits.number("place")
    kind = (
        pl.when((pl.col("side") != TARGET) & (pl.col("claim") != pl.col("chosen_claim")))
        .then(pl.lit("vintage"))
        .when(pl.col("document_id") != pl.col("chosen_document"))
        .then(pl.lit("documents"))
        .otherwise(pl.lit("document"))
    )
    rows = rows.filter(~_agree())
    if alike:
        rows = rows.filter(_alike(rows))
    return (
        rows.with_columns(
            apart=_apart(),
            kind=kind,
            region=pl.coalesce(pl.lit(places["name"]).gather(place), "region"),
            region_code=pl.lit(places["region_code"]).gather(place),
        )
        .sort("apart", "cell", "side", "document_id", "start", descending=[True, False, False, False, False])
        .with_columns(side=pl.when(pl.col("side") == TARGET).then(pl.lit("target")).otherwise(pl.lit("outcome")))
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    )


def _apart() -> pl.Expr:
    """How far apart two figures are, as a share of the larger: at most 1, or 2 where one is below nothing."""
    value, chosen = pl.col("value"), pl.col("chosen_value")
    return (value - chosen).abs() / pl.max_horizontal(value.abs(), chosen.abs())


def _alike(rows: pl.DataFrame) -> pl.Series:
    """Whether the two figures of each row measure the same thing."""
    same = rows["claim"] == rows["chosen_claim"]
    compared = [
        rows.select(
            pl.when(pl.col(name).fill_null("").str.contains_any(list(ORDINARY)))
            .then(pl.lit(""))
            .otherwise(pl.col(name).fill_null(""))
        ).to_series()
        for name in ("comparison", "chosen_comparison")
    ]
    subjects = [
        pl.Series([_thing(*row) for row in rows.select(name, "indicator", "region").iter_rows()], dtype=pl.String)
        for name in ("subject", "chosen_subject")
    ]
    return same & (compared[0] == compared[1]) & (subjects[0] == subjects[1])


_WHOLE = re.compile(r"^(?:全|我|本)(?:国|省|自治区|区|市|州|盟|县|旗|镇|乡)|^(?:全社会|年度|全年|当年)")
"""What says of a subject only that it is that of the whole place or year."""


def _thing(subject: str | None, indicator: str, region: str | None) -> str:
    """What is measured: the subject without place; nothing for a headline indicator, by whichever of its names.

    The names of others can be kinds of it (化学需氧量 and 二氧化硫 among pollutants).
    """
    said = _WHOLE.sub("", (subject or "").removeprefix(region or "")).removeprefix("的")
    itself = indicator in lexicon.headline() and lexicon.indicator_names().get(said) == indicator
    return "" if itself else said


def _agree() -> pl.Expr:
    same = _close("value", "chosen_value") & _close_or_null("high", "chosen_high")
    outcome = pl.col("side") != TARGET
    return same | (outcome & (_keeps("", "chosen_") | _keeps("chosen_", "")))


def _keeps(bound: str, figure: str) -> pl.Expr:
    """Whether a figure lies where a statement that is only a bound says."""
    limit, value = pl.col(f"{bound}value"), pl.col(f"{figure}value")
    qualifier = pl.col(f"{bound}qualifier")
    near = (limit - value).abs() <= 0.05 * value.abs()
    return (
        ((qualifier == "over") & (value >= limit))
        | ((qualifier == "under") & (value <= limit))
        | ((qualifier == "about") & near)
    )


def _close(a: str, b: str) -> pl.Expr:
    apart = (pl.col(a) - pl.col(b)).abs()
    points = pl.col("measure").is_in(["growth", "share"])
    return pl.when(points).then(apart <= ROUNDING_POINTS).otherwise(apart <= ROUNDING_SHARE * pl.col(b).abs())


def _close_or_null(a: str, b: str) -> pl.Expr:
    return (pl.col(a).is_null() & pl.col(b).is_null()) | _close(a, b).fill_null(False)
