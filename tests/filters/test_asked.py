"""What is typed above a table of targets, conflicts or coverage: one meaning for explorer and shell."""

from __future__ import annotations

import polars as pl
import pytest

from mubiao.columns import schema
from mubiao.filters import WhereError
from mubiao.filters.asked import Asked, asked, rests

ROWS = [
    {"region": "泉州市", "region_code": "350500", "indicator": "gdp", "year": 2023, "verdict": "missed", "gap": -1.7},
    {"region": "泉州市", "region_code": "350500", "indicator": "exports", "year": 2023, "verdict": "met", "gap": 0.5},
    {"region": "晋江市", "region_code": "350582", "indicator": "gdp", "year": 2024, "verdict": "no outcome"},
    {"region": "晋江市", "region_code": "350582", "indicator": "gdp", "year": 2022, "verdict": "missed", "gap": -0.2},
]
OTHERWISE = {
    "measure": "growth",
    "unit": "%",
    "target_words": "预期…左右",
    "target": 6.0,
    "previous": 5.0,
    "change": 1.0,
}


def frame() -> pl.DataFrame:
    """Four rows of targets."""
    rows = [{"n": n, "period": str(row["year"]), **OTHERWISE, **row} for n, row in enumerate(ROWS)]
    return pl.DataFrame(rows, schema={"n": pl.Int64(), **schema("targets")})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", [0, 1, 2, 3]),
        ("verdict = 'missed'", [0, 3]),
        ("verdict = 'missed' AND year = 2023", [0]),
        ("gap < -1 OR gap IS NULL", [0, 2]),
        ("target - previous >= 1 AND change = 1", [0, 1, 2, 3]),
        ("target_words LIKE '%左右'", [0, 1, 2, 3]),
        ("ｙｅａｒ", []),  # words, in any width
        ("verdict ＝ ‘missed’", [0, 3]),
        ("missed", [0, 3]),
        ("未完成", [0, 3]),
        ("完成", [1]),
        ("达成", [1]),
        ("未见结果", [2]),
        ('"no outcome"', [2]),
        ("GDP", [0, 2, 3]),
        ("地区生产总值 未达成", [0, 3]),
        ("出口", [1]),
        ("exports", [1]),
        ("晉江", [2, 3]),
        ("Jinjiang 2024", [2]),
        ("左右 泉州", [0, 1]),
        ("gdp growth", [0, 2, 3]),
        ("增长 出口", [1]),
        ("gdp share", []),
    ],
)
def test_conditions_and_words_keep_rows(text: str, left: list[int]) -> None:
    found = asked(text, "targets")
    assert found.facts is None
    assert frame().filter(*found.rows)["n"].to_list() == left


def test_what_only_a_fact_tells_is_asked_of_facts() -> None:
    found = asked("verdict = 'missed' AND subject LIKE '%新增%' AND claim = 'target'", "targets")
    assert frame().filter(*found.rows)["n"].to_list() == [0, 3]
    assert found.facts is not None and set(found.facts.meta.root_names()) == {"subject", "claim"}


@pytest.mark.parametrize(
    ("text", "table", "said", "position"),
    [
        ("verdct = 'missed'", "targets", "did you mean verdict", 0),
        ("year = 2023 AND amplifcation > 1", "targets", "did you mean amplification", 16),
        ("verdict = 'missed'", "facts", "no such column of facts: verdict is one of targets", 0),
        ("verdict = 'missed'", "conflicts", "verdict is one of targets", 0),
        ("side = 'target'", "targets", "side is one of conflicts", 0),
        ("verdict = 'met'", "documents", "verdict is one of targets", 0),
        ("doubts IS NOT NULL", "facts", "doubts is one of documents", 0),
        ("has_text OR claim = 'target'", "documents", "join what asks of them with AND", 12),
        ("verdict = subject", "targets", "join what asks of them with AND", 10),
        ("gap < 0 OR claim = 'target'", "targets", "join what asks of them with AND", 11),
        ("gap > 'x'", "targets", "cannot compare string with numeric", None),
        ("year + 1 AND gap > 0", "targets", "neither true nor false", None),
        ("sum(gap) > 1", "targets", "cannot use", None),
        ("gap > ", "targets", "not a condition", None),
    ],
)
def test_mistakes_are_told_where_they_are(text: str, table: str, said: str, position: int | None) -> None:
    with pytest.raises(WhereError, match=said) as caught:
        asked(text, table)
    if position is not None:
        assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("verdict = 'missed'", {"targets"}),
        ("side = 'target'", {"conflicts"}),
        ("status = 'no report'", {"coverage"}),
        ("claim = 'target'", {"facts", "targets", "conflicts", "documents"}),
        ("doubts IS NULL", {"documents"}),
        ("year = 2023", {"facts", "targets", "conflicts", "coverage", "documents"}),
        ("subject = 'verdict = 1'", {"facts", "targets", "conflicts", "documents"}),
        ("verdict", {"facts", "targets", "conflicts", "coverage", "documents"}),  # a word
        ("nothing = 1", {"facts", "targets", "conflicts", "coverage", "documents"}),  # a mistake everywhere
    ],
)
def test_a_condition_rests_where_only_another_table_has_its_columns(text: str, here: set[str]) -> None:
    tables = ("facts", "targets", "conflicts", "coverage", "documents")
    assert {table for table in tables if not rests(text, table)} == here


def test_a_verdict_asks_nothing_of_rows_that_are_not_judged() -> None:
    assert asked("未完成", "coverage") == Asked()
    assert len(asked("未完成 泉州", "coverage").rows) == 1
