"""How far people agree with each other: of the facts that two of them judged, how many they judged alike, and kappa."""

from __future__ import annotations

from itertools import combinations

import polars as pl

SCHEMA: dict[str, pl.DataType] = {
    "reviewer": pl.String(),
    "other": pl.String(),
    "both": pl.Int64(),
    "alike": pl.Int64(),
    "kappa": pl.Float64(),
}
"""both: the facts that either judged; alike: the same way; kappa: Cohen's, null where all was judged one way."""

MARKS = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}


def between(reviews: pl.DataFrame) -> pl.DataFrame:
    """A row each pair of reviewers that judged a fact in common: SCHEMA, those with most in common first.

    reviews: all judgments, as `Reviews.all` gives them. Of each reviewer and fact the latest that holds counts.
    """
    held = (
        reviews.filter(~pl.col("undone") & pl.col("action").is_in(list(MARKS)))
        .sort("review_id")
        .group_by("reviewer", "fact_id")
        .agg(mark=pl.col("action").last().replace(MARKS))
    )
    found = []
    marks = {
        str(name): dict(group.select("fact_id", "mark").iter_rows()) for (name,), group in held.group_by("reviewer")
    }
    for one, other in combinations(sorted(marks), 2):
        common = marks[one].keys() & marks[other].keys()
        if common:
            pairs = [(marks[one][fact], marks[other][fact]) for fact in common]
            alike = sum(a == b for a, b in pairs)
            found.append((one, other, len(pairs), alike, kappa(pairs)))
    return pl.DataFrame(found, schema=SCHEMA, orient="row").sort("both", descending=True, maintain_order=True)


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of judgments; None where chance alone would make all of them alike.

    >>> kappa([("accepted", "accepted"), ("rejected", "rejected"), ("accepted", "rejected"), ("rejected", "rejected")])
    0.5
    """
    count = len(pairs)
    seen = sum(a == b for a, b in pairs) / count
    chance = sum(
        sum(a == mark for a, _ in pairs) / count * sum(b == mark for _, b in pairs) / count
        for mark in {mark for pair in pairs for mark in pair}
    )
    return None if chance >= 1 else (seen - chance) / (1 - chance)
