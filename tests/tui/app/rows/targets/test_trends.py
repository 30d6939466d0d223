"""Sparklines of the series in sight: each of its own outcomes, of whatever place, and of no programme."""

from __future__ import annotations

import polars as pl

from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.targets.pairs import KEY, trends

ROWS = [
    # region_code, indicator, measure, unit, scope, period, year, outcome
    ("350582", "gdp", "growth", "%", None, "2021", 2021, 1.0),
    ("350582", "gdp", "growth", "%", None, "2022", 2022, 2.0),
    ("350582", "gdp", "growth", "%", None, "2023", 2023, 3.0),
    ("350582", "gdp", "growth", "%", None, "2021/2025", 2025, 9.0),
    ("350582", "gdp", "level", "元", None, "2022", 2022, 5.0),
    ("350581", "gdp", "growth", "%", None, "2022", 2022, 1.0),
    ("350581", "budget_revenue", "growth", "%", None, "2022", 2022, 8.0),
    (None, "gdp", "growth", "%", None, "2021", 2021, 3.0),
    (None, "gdp", "growth", "%", None, "2022", 2022, 1.0),
]
FRAME = pl.DataFrame(
    ROWS,
    schema={
        **dict.fromkeys((*KEY, "period"), pl.String()),
        "year": pl.Int32(),
        "outcome": pl.Float64(),
    },
    orient="row",
)


def test_each_series_in_sight_has_its_own_outcomes() -> None:
    seen = FRAME.filter(pl.col("region_code").is_null() | (pl.col("year") == 2023))
    found = trends(FRAME, seen, Look())
    assert found == {("350582", "gdp", "growth", "%", None): "▁▅█", (None, "gdp", "growth", "%", None): "█▁"}


def test_a_series_of_one_year_is_a_line_of_one_sign() -> None:
    found = trends(FRAME, FRAME.filter(region_code="350581"), Look())
    assert {key[1]: len(line) for key, line in found.items()} == {"gdp": 1, "budget_revenue": 1}
