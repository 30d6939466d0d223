"""What can be drawn beside a series, from pairs of targets and outcomes."""

from __future__ import annotations

from typing import Any

import polars as pl

from mubiao.queries.comparisons.curves import Median, Programme, median, programmes

SCHEMA = {
    "region_code": pl.String, "measure": pl.String, "period": pl.String, "period_kind": pl.String, "basis": pl.String,
    "year": pl.Int32, "target": pl.Float64, "outcome": pl.Float64,
}  # fmt: skip


def pairs(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**dict.fromkeys(SCHEMA), "measure": "growth", **row} for row in rows], SCHEMA)


def of_year(code: str, year: int, outcome: float | None, target: float | None = None) -> dict[str, Any]:
    return {
        "region_code": code,
        "period": str(year),
        "period_kind": "year",
        "year": year,
        "outcome": outcome,
        "target": target,
    }


def several(period: str, target: float | None, **rest: Any) -> dict[str, Any]:
    return {
        "region_code": "a",
        "period": period,
        "period_kind": "programme",
        "year": int(period[-4:]),
        "target": target,
        **rest,
    }


def test_the_median_is_of_the_named_places_and_of_years_in_which_three_have_a_figure() -> None:
    frame = pairs(
        of_year("a", 2020, 1.0, 4.0), of_year("b", 2020, 5.0, 6.0), of_year("c", 2020, 3.0), of_year("d", 2020, 99.0),
        of_year("a", 2021, 1.0), of_year("b", 2021, 2.0),
        {**of_year("a", 2021, 50.0), "period": "2021H1", "period_kind": "part"},
        {**of_year("c", 2021, 50.0), "basis": "average"},
    )  # fmt: skip
    assert median(frame, {"a", "b", "c"}) == Median({2020: 3.0}, {}, 3)
    assert median(frame, {"a", "b"}, least=2) == Median({2020: 3.0, 2021: 1.5}, {2020: 5.0}, 2)
    assert median(frame, ()) == Median({}, {}, 0)


def test_programmes_are_of_the_scale_of_years_or_counted() -> None:
    frame = pairs(
        several("2021/2025", 6.0, basis="average"),
        several("2011/2020", 100.0),
        several("2016/2020", None, basis="average"),
        of_year("a", 2024, 5.0, 6.0),
        several("2016/2020", 70.0, measure="share"),
    )
    assert programmes(frame) == ([Programme(2016, 2020, 70.0), Programme(2021, 2025, 6.0)], 1)
