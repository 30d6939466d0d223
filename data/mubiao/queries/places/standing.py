"""How places did with their targets, counted for many of them at once, and how much is doubted of one.

The same as the score of a place's board, which is made of its series: the last year of which an outcome is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from mubiao.doubts import doubts
from mubiao.queries.records import Standing
from mubiao.queries.scope import condition_of
from mubiao.queries.selection import Selection
from mubiao.queries.targets import worded
from mubiao.store import Store
from mubiao.targets import targets as paired

DECIDED = ("met", "missed", "about")
"""Verdicts that an outcome has been held against a target for."""

_SERIES = ("region_code", "indicator", "measure", "unit", "scope", "year")
_NEEDED = (*_SERIES, "period", "verdict", "target", "target_words")


def standings(store: Store, codes: Sequence[str], selection: Selection) -> dict[str, Standing]:
    """How each of some places did, by its own reports; places of which no target is known are left out.

    One pass over the facts of all of them. A selection narrows the facts as it does those of a board.
    """
    if not codes:
        return {}
    own = replace(selection, region=None, region_name=None)
    places = pl.col("region_code").is_in(list(codes))
    condition = condition_of(own, places)
    facts = store.facts().filter(places if condition is None else condition)
    words = worded(store, own).filter(places)
    pairs = paired(facts, store.documents(), words=words).select(_NEEDED).collect()
    return {standing.code: standing for standing in counted(pairs)}


def counted(pairs: pl.DataFrame) -> list[Standing]:
    """Pairs of targets and outcomes as one record a place, by code."""
    decided = pl.col("verdict").is_in(DECIDED)
    asked = pl.col("target").is_not_null() | pl.col("target_words").is_not_null()
    annual = pairs.filter(pl.col("period").str.len_chars() == 4).unique(_SERIES, keep="last", maintain_order=True)
    annual = annual.with_columns(
        last=pl.col("year").filter(decided).max().over("region_code"),
        # Where no outcome is known, the year that most was promised for.
        most=pl.col("year").filter(asked).sort().mode().max().over("region_code"),
    )
    now = asked & (pl.col("year") == pl.coalesce("last", "most"))

    def said(verdict: str) -> pl.Expr:
        return (now & (pl.col("verdict") == verdict)).sum()

    found = (
        annual.group_by("region_code")
        .agg(
            year=pl.coalesce("last", "most").first(),
            targets=now.sum(),
            met=said("met"),
            missed=said("missed"),
            about=said("about"),
        )
        .filter(pl.col("targets") > 0)
        .sort("region_code")
    )
    return [
        Standing(row["region_code"], row["year"], row["targets"], row["met"], row["missed"], row["about"])
        for row in found.iter_rows(named=True)
    ]


def doubted(store: Store, code: str) -> pl.DataFrame:
    """What looks wrong of a place: its documents and its facts, as `mubiao.doubts` tells it.

    Whether a fact fits is seen beside the others of its place and of its document, so no more is read than those.
    """
    documents = store.documents()
    own = documents.filter(pl.col("region_code") == code)["document_id"].to_list()
    facts = store.facts().filter((pl.col("region_code") == code) | pl.col("document_id").is_in(own))
    return doubts(facts, documents).filter(pl.col("region_code") == code)
