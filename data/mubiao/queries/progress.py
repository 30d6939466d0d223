"""How much of a selection has been judged: in all, by place, and which facts that are doubted have not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from mubiao.doubts import fact_doubts
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


class Doubted(NamedTuple):
    """A fact that does not fit the others, which doubt that is, and its reason."""

    fact: str
    why: str
    reason: str


def doubted(store: Store) -> list[Doubted]:
    """The facts that do not fit the others, each once. Takes a second where there are many: it asks all facts."""
    found = fact_doubts(store.facts()).unique("fact_id", maintain_order=True, keep="first")
    return [Doubted(*map(str, row)) for row in found.select("fact_id", "why", "reason").rows()]


def unjudged(store: Store, selection: Selection, facts: Iterable[str]) -> frozenset[str]:
    """Of these facts, those of a selection that nobody has judged."""
    with scope(store, replace(selection, facts=tuple(facts)), ["fact_id", "review"]) as opened:
        rows = opened.rows(["{fact_id}"], "AND {review} IS NULL")
    return frozenset(str(fact) for (fact,) in rows)
