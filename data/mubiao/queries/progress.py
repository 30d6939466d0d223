"""How much of a selection has been judged: in all, by place, and which facts that are doubted have not."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from mubiao.doubts import doubts
from mubiao.queries.scope import scope
from mubiao.queries.selection import Selection
from mubiao.store import Store


class Share(NamedTuple):
    """How many facts were judged, of how many."""

    judged: int
    facts: int


def progress(store: Store, selection: Selection) -> Share:
    """Of the facts of a selection."""
    with scope(store, selection, ["review"]) as opened:
        rows = opened.rows(["count({review})", "count(*)"])
    return Share(int(str(rows[0][0])), int(str(rows[0][1])))


def by_place(store: Store, selection: Selection, most: int = 20) -> list[tuple[str, Share]]:
    """Of the places in which facts were judged, those with most of them first."""
    with scope(store, selection, ["review", "region"]) as opened:
        select = ["{region} AS place", "count({review}) AS judged", "count(*) AS facts"]
        rest = f"GROUP BY 1 HAVING count({{review}}) > 0 ORDER BY judged DESC, place NULLS LAST LIMIT {most}"
        rows = opened.rows(select, rest)
    return [(str(place or ""), Share(int(str(judged)), int(str(facts)))) for place, judged, facts in rows]


def doubted(store: Store, selection: Selection) -> list[tuple[str, str, str]]:
    """The facts of a selection that nobody judged and that do not fit the others: id, which doubt, and its reason.

    Whether a fact fits is seen beside all others, so doubts are of the whole database whatever is selected.
    """
    found = doubts(store.facts(), store.documents()).filter(pl.col("fact_id").is_not_null())
    with scope(store, selection, ["fact_id", "review"]) as opened:
        known = opened.frame(["{fact_id} AS fact_id"], "AND {review} IS NULL")
    kept = found.join(known, on="fact_id", how="semi", maintain_order="left").unique("fact_id", maintain_order=True)
    return [(str(fact), str(why), str(reason)) for fact, why, reason in kept.select("fact_id", "why", "reason").rows()]


def unjudged(store: Store, facts: list[str]) -> frozenset[str]:
    """Of these facts, those that nobody has judged."""
    with scope(store, Selection(facts=tuple(facts)), ["fact_id", "review"]) as opened:
        rows = opened.rows(["{fact_id}"], "AND {review} IS NULL")
    return frozenset(str(fact) for (fact,) in rows)
