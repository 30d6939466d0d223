"""The tables of following as Python values: stages, heads, and pairs of characters that are in most reports."""

from __future__ import annotations

import re
from functools import cache

from mubiao.lexicon import rows
from mubiao.lexicon.tables import built_in

FAMILIES = ("work", "title", "event", "policy", "programme")

FAMILY = {
    "project": "work",
    "institution": "work",
    "title": "title",
    "event": "event",
    "policy": "policy",
    "programme": "programme",
}
"""kind of a pledge → the column of the tables that speaks of such objects."""

WEIGHTS = {"7": 0.12, "4": 0.3, "2": 0.55}
"""How much a pair of characters tells that is in seven, four, two of ten reports; 1 where it is in fewer."""


@cache
def stages(family: str) -> dict[str, int]:
    """Word → how far an object of this family is, 0 … 7."""
    return {row["word"]: int(row[family]) for row in built_in("following_stages") if row[family]}


@cache
def stage_words(family: str) -> re.Pattern[str]:
    """Any word of `stages`, the longest first."""
    words = sorted(stages(family), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def required() -> dict[tuple[str, str], int]:
    """(act, family) → the stage from which on the pledge is fulfilled."""
    return {(row["act"], family): int(row[family]) for row in built_in("following_required") for family in FAMILIES}


@cache
def heads(sort: str) -> tuple[str, ...]:
    """The endings of names of a sort (soft, hard, part), the longest first."""
    found = (row["head"] for row in built_in("following_heads") if row["sort"] == sort)
    return tuple(sorted(found, key=lambda head: (-len(head), head)))


def synonyms() -> list[tuple[str, str]]:
    """Pairs of words that are the same in names: those of the table, and the user's own."""
    return [(row["short"], row["long"]) for row in rows("following_synonyms")]


@cache
def common() -> dict[str, float]:
    """Pairs of characters that stand in many reports → their weight."""
    return {pair: WEIGHTS[row["tenths"]] for row in built_in("following_common") for pair in row["pairs"].split()}


@cache
def short_places() -> frozenset[str]:
    """The short names of the provinces, prefectures and counties, of two or three characters."""
    from mubiao.regions.lookup import short_name
    from mubiao.regions.table import places

    return frozenset(name for place in places().values() if len(name := short_name(place)) in (2, 3))
