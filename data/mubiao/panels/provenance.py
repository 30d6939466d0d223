"""Where the values of a panel come from: the figure as printed, its document, date and address; and the higher target.

A sentence is shown where the text of a document is at hand; else the subject and the figure, which always are.
"""

from __future__ import annotations

import polars as pl

from mubiao.targets.candidates import STRETCHING

SIDES = {"target": "target_fact", "outcome": "outcome_fact"}

Frame = pl.LazyFrame | pl.DataFrame


def stretched(rows: pl.DataFrame, facts: Frame | None) -> pl.DataFrame:
    """The rows with `stretch`: the higher target that the same document hopes for, null where there is none."""
    nothing = rows.with_columns(stretch=pl.lit(None, pl.Float64))
    if facts is None or not rows["target_fact"].count():
        return nothing
    indicator, measure = rows["indicator"][0], rows["measure"][0]
    hoped = (
        facts.lazy()
        .filter(pl.col("indicator") == indicator, pl.col("measure") == measure, pl.col("claim") == "target")
        .filter(pl.col("force").str.contains_any(list(STRETCHING)), pl.col("entity").is_null())
        .select("fact_id", "document_id", "period", "region_code", value=pl.max_horizontal("value", "high"))
        .collect()
    )
    chosen = rows.filter(pl.col("target").is_not_null()).select(
        "region_code",
        "year",
        "target_fact",
        document_id=_document("target_fact"),
        period=pl.col("year").cast(pl.String),
        _most=pl.max_horizontal("target", "target_high"),
    )
    beyond = (
        hoped.join(chosen, on=["document_id", "period", "region_code"], how="inner")
        .filter(pl.col("value") > pl.col("_most"), pl.col("fact_id") != pl.col("target_fact"))
        .group_by("region_code", "year")
        .agg(stretch=pl.col("value").max())
    )
    return rows.join(beyond, on=["region_code", "year"], how="left")


def behind(rows: pl.DataFrame, facts: Frame | None, documents: pl.DataFrame) -> pl.DataFrame:
    """The rows with quote, document, title, date and url of each side, null where a side is."""
    told = documents.select("document_id", *(name for name in ("title", "date", "url") if name in documents.columns))
    for side, fact in SIDES.items():
        names: dict[str, str] = {name: f"{side}_{name}" for name in ("title", "date", "url") if name in told.columns}
        rows = rows.with_columns(_document(fact).alias(f"{side}_document"))
        rows = rows.join(told.rename(names), left_on=f"{side}_document", right_on="document_id", how="left")
        missing = [f"{side}_{name}" for name in ("title", "date", "url") if f"{side}_{name}" not in rows.columns]
        rows = rows.with_columns(pl.lit(None).alias(name) for name in missing)
        rows = rows.join(_quotes(rows, facts, fact, f"{side}_quote"), on=fact, how="left")
    return rows


def _quotes(rows: pl.DataFrame, facts: Frame | None, key: str, name: str) -> pl.DataFrame:
    """Fact id → its subject and figure, with the words around it."""
    wanted = rows[key].drop_nulls().unique()
    if facts is None or not len(wanted):
        return pl.DataFrame(schema={key: pl.String, name: pl.String})
    said = pl.concat_str("subject", pl.lit(" "), pl.col("force").fill_null(""), "printed", "_after")
    return (
        facts.lazy()
        .filter(*_alike(rows, "indicator", "measure"))
        .select("fact_id", "subject", "printed", "force", "qualifier_text")
        .filter(pl.col("fact_id").is_in(wanted.implode()))
        .with_columns(_after=pl.col("qualifier_text").fill_null(""))
        .select(pl.col("fact_id").alias(key), said.alias(name))
        .collect()
    )


def _alike(rows: pl.DataFrame, *names: str) -> list[pl.Expr]:
    """What all rows have in common: a comparison is made in the database, a list of ids is not."""
    return [pl.col(name) == rows[name][0] for name in names if rows[name].n_unique() == 1]


def _document(fact: str) -> pl.Expr:
    return pl.col(fact).str.split("-").list.first()
