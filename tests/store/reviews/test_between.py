"""Reviewers with each other: the latest judgment of each that holds, the facts that both judged, Cohen's kappa."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest

from mubiao.store.reviews.between import SCHEMA, between, kappa


def judged(*rows: tuple[str, str, str] | tuple[str, str, str, bool]) -> pl.DataFrame:
    """Judgments in the order in which they were made: reviewer, fact, action, and whether it was undone."""
    return pl.DataFrame(
        {
            "review_id": range(1, len(rows) + 1),
            "reviewer": [row[0] for row in rows],
            "fact_id": [row[1] for row in rows],
            "action": [row[2] for row in rows],
            "at": [datetime(2026, 1, 1)] * len(rows),
            "undone": [len(row) > 3 for row in rows],
        },
        schema_overrides=dict.fromkeys(("reviewer", "fact_id", "action"), pl.String) | {"undone": pl.Boolean},
    )


def test_pairs_of_reviewers() -> None:
    found = between(
        judged(
            ("b", "1", "accept"), ("a", "1", "accept"),
            ("a", "2", "accept"), ("b", "2", "reject"),
            ("a", "3", "reject"), ("b", "3", "reject"),
            ("a", "4", "reject"), ("b", "4", "reject"),
            ("a", "5", "accept"), ("c", "5", "correct"),
            ("a", "6", "note"), ("b", "6", "accept"),
        )
    )  # fmt: skip
    assert found.schema == SCHEMA
    assert found.select("reviewer", "other", "both", "alike").rows() == [("a", "b", 4, 3), ("a", "c", 1, 0)]
    assert found["kappa"][0] == pytest.approx(0.5)


def test_what_was_undone_or_changed_does_not_count() -> None:
    found = between(
        judged(
            ("a", "1", "reject"), ("a", "1", "accept"),  # the latest holds
            ("b", "1", "accept"),
            ("a", "2", "accept", True), ("b", "2", "accept"),
        )
    )  # fmt: skip
    assert found.select("both", "alike").rows() == [(1, 1)]
    assert found["kappa"][0] is None  # one judgment alike by chance alone


def test_nobody_and_one_reviewer_agree_with_nobody() -> None:
    assert between(judged()).is_empty()
    assert between(judged(("a", "1", "accept"), ("a", "2", "reject"))).is_empty()


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("x", "x"), ("y", "y")], 1.0),
        ([("x", "y"), ("y", "x")], -1.0),
        ([("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")], 0.0),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], value: float) -> None:
    assert kappa(pairs) == pytest.approx(value)
