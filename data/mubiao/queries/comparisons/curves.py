"""What can be drawn beside a series: the median of the places beside it, and its targets of several years.

Pairs in, plain values out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from mubiao.predicates import annual

SAME_SCALE = ("level", "share")
"""Measures whose target for a year to come is of the size of those of single years; a growth over ten years is not."""


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of places by year, and of how many."""

    outcomes: dict[int, float]
    targets: dict[int, float]
    places: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A target of several years: an average of each of them, or what is to be reached by the last."""

    first: int
    last: int
    value: float


def median(pairs: pl.DataFrame, codes: Collection[str], least: int = 3) -> Median:
    """The medians of places, of the years in which `least` of them have a figure. Pairs of one series of any place."""
    held = pairs.filter(annual(), pl.col("basis").is_null(), pl.col("region_code").is_in(list(codes)))
    sides: dict[str, dict[int, float]] = {}
    for side in ("outcome", "target"):
        by_year = (
            held.filter(pl.col(side).is_not_null())
            .group_by("year")
            .agg(pl.col(side).median().alias("middle"), pl.col("region_code").n_unique().alias("places"))
            .filter(pl.col("places") >= least)
            .sort("year")
        )
        sides[side] = {row["year"]: row["middle"] for row in by_year.iter_rows(named=True)}
    known = held.filter(pl.any_horizontal(pl.col("outcome", "target").is_not_null()))
    return Median(sides["outcome"], sides["target"], known["region_code"].n_unique())


def programmes(pairs: pl.DataFrame) -> tuple[list[Programme], int]:
    """The targets of several years of one series, in order, and how many are of another scale than those of a year."""
    several = pairs.filter(pl.col("period_kind") == "programme", pl.col("target").is_not_null())
    found, other = [], 0
    for row in several.sort("year", "period").iter_rows(named=True):
        first, _, last = row["period"].partition("/")
        if not (first[:4].isdigit() and last[:4].isdigit()):
            continue
        if row["basis"] == "average" or row["measure"] in SAME_SCALE:
            found.append(Programme(int(first[:4]), int(last[:4]), row["target"]))
        else:
            other += 1
    return found, other
