"""Reading no more facts than a filter on the rows can need.

A row comes from the facts of its own place, indicator and measure, and from those of the place above. So what a filter
says about these holds for the facts too, and the facts of a few places need not wait for those of a whole country.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from mubiao.predicates import parts
from mubiao.targets.places import keyed, table

_SAME = {"indicator", "measure"}
_PLACE = {"region", "region_code"}


def narrowed(
    facts: pl.LazyFrame, predicate: pl.Expr | None, named: Callable[[], pl.DataFrame] | None = None
) -> pl.LazyFrame:
    """The facts that rows which pass the predicate can come from; perhaps a few more, never fewer.

    named: gets `region_code` and `region`, as pairs, of at least these facts, where that is quicker than to ask them.
    """
    of_place: list[pl.Expr] = []
    for part in parts(predicate):
        names = set(part.meta.root_names())
        if names and names <= _SAME:
            facts = facts.filter(part)
        elif names and names <= _PLACE:
            of_place.append(part)
    if not of_place:
        return facts
    pairs = facts.select("region_code", "region").unique().collect() if named is None else named()
    return facts.filter(_of_places(pairs, of_place))


def _of_places(named: pl.DataFrame, conditions: list[pl.Expr]) -> pl.Expr:
    """Facts of the places that pass the conditions (as rows name them), and of the places above those."""
    places = keyed(named, "region_code", "region", "key").filter(pl.col("key").is_not_null())
    listed = table(places["key"])
    as_rows = pl.DataFrame(
        {
            "region_code": listed["region_code"],
            "region": pl.select(pl.coalesce(listed["name"], places["region"])).to_series(),
        }
    )
    passed = as_rows.select(pl.all_horizontal(*conditions).fill_null(False).alias("passed"))["passed"]
    wanted = {*places["key"].filter(passed), *listed["parent_code"].filter(passed).drop_nulls()}
    kept = places.filter(pl.col("key").is_in(list(wanted)))
    codes = kept["region_code"].drop_nulls().unique().to_list()
    nameless = kept.filter(pl.col("region_code").is_null())["region"].unique().to_list()
    condition = pl.col("region_code").is_in(codes)
    if nameless:
        condition = condition | (pl.col("region_code").is_null() & pl.col("region").is_in(nameless))
    return condition
