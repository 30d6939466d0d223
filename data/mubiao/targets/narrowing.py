"""Reading no more facts than a filter on the rows can need.

A row comes from the facts of its own place, indicator and measure, and from those of the place above. So what a filter
says about these holds for the facts too, and for targets in words; those of a few places need not wait for those of a
whole country.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from mubiao.targets.places import NAMED, keyed, table

_SAME = {"indicator", "measure"}
_PLACE = {"region", "region_code"}

Named = Callable[[bool], pl.DataFrame]
"""Gets `region_code` and `region` of facts and words; given False, of each code with any one of its names."""


def conditions(parts: Sequence[pl.Expr], named: Named) -> list[pl.Expr]:
    """What facts, and targets in words, meet that rows can come from which pass all parts; perhaps a few more do."""
    same: list[pl.Expr] = []
    of_place: list[pl.Expr] = []
    for part in parts:
        names = set(part.meta.root_names())
        if names and names <= _SAME:
            same.append(part)
        elif names and names <= _PLACE:
            of_place.append(part)
    return [*same, _of_places(named, of_place)] if of_place else same


def narrows(parts: Sequence[pl.Expr]) -> bool:
    """Whether the parts say anything that holds for the facts too."""
    return any(names <= _SAME or names <= _PLACE for part in parts if (names := set(part.meta.root_names())))


def of(*frames: pl.LazyFrame | None) -> Named:
    """The same of frames that can only be asked themselves."""
    pairs = [frame.select("region_code", "region") for frame in frames if frame is not None]
    return lambda names: pl.concat(pairs).unique().collect()


def _of_places(named: Named, wanted: list[pl.Expr]) -> pl.Expr:
    """Facts of the places that pass the conditions (as rows name them), and of the places above those."""
    by_name = any("region" in part.meta.root_names() for part in wanted)
    places = keyed(named(by_name), "region_code", "region", "key").filter(pl.col("key").is_not_null())
    as_rows = places.select(
        region_code=pl.when(~pl.col("key").str.starts_with(NAMED)).then("key"),
        region=pl.coalesce(table(places["key"])["name"], "region") if by_name else "region",
    )
    passed = as_rows.select(pl.all_horizontal(*wanted).fill_null(False).alias("passed"))["passed"]
    keys = places["key"].filter(passed)
    kept = places.filter(pl.col("key").is_in([*keys, *table(keys)["parent_code"].drop_nulls()]))
    codes = kept["region_code"].drop_nulls().unique().to_list()
    nameless = kept.filter(pl.col("region_code").is_null())["region"].unique().to_list()
    condition = pl.col("region_code").is_in(codes)
    if nameless:
        condition = condition | (pl.col("region_code").is_null() & pl.col("region").is_in(nameless))
    return condition
