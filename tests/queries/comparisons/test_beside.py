"""Places side by side: one year a line, what is of another year apart, the difference and the leader."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from mubiao.queries.comparisons.beside import LONE, PARTLY, WHOLE, Line, called, lines, table, years

SCHEMA = {
    **dict.fromkeys(("region_code", "indicator", "measure", "unit", "scope", "period", "basis"), pl.String),
    **dict.fromkeys(("outcome_qualifier", "target_qualifier", "outcome_claim", "verdict"), pl.String),
    **dict.fromkeys(("outcome_fact", "target_fact"), pl.String),
    "year": pl.Int32,
    **dict.fromkeys(("outcome", "target", "target_high", "gap"), pl.Float64),
}


def pairs(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"indicator": "gdp", "measure": "growth", "unit": "%"}
    return pl.DataFrame([{**dict.fromkeys(SCHEMA), **usual, **row} for row in rows], SCHEMA)


def of(code: str, year: int, outcome: float | None = None, target: float | None = None, **rest: Any) -> dict[str, Any]:
    gap = None if outcome is None or target is None else outcome - target
    known = {"outcome": outcome, "target": target, "gap": gap, "period": str(year)}
    return {"region_code": code, "year": year, **known, **rest}


def only(frame: pl.DataFrame, places: str = "ab", **asked: Any) -> Line:
    (line,) = lines(frame, list(places), **asked)
    return line


def test_two_places_are_compared_in_the_last_year_that_both_know() -> None:
    line = only(pairs(of("a", 2022, 5.0), of("a", 2023, 6.0), of("b", 2022, 4.0), of("b", 2024, 9.0)))
    assert (line.kind, line.year, line.known) == ("outcome", 2022, WHOLE)
    assert {code: (one.value, one.year) for code, one in line.stated.items()} == {"a": (5.0, 2022), "b": (4.0, 2022)}
    assert line.difference == 1.0 and line.leaders == {"a"}


def test_figures_of_different_years_are_never_set_against_each_other() -> None:
    line = only(pairs(of("a", 2021, 5.0), of("b", 2023, 4.0)))
    assert line.year is None and line.difference is None and not line.leaders
    assert [one.year for one in line.stated.values()] == [2021, 2023]


def test_the_year_of_most_of_the_last_five_is_taken_and_the_rest_keep_their_own() -> None:
    held = [of(code, year, 5.0) for code, year in (("a", 2010), ("b", 2010), ("c", 2010), ("a", 2023), ("b", 2023))]
    line = only(pairs(*held, of("b", 2024, 7.0)), "abc")
    assert line.year == 2023, "that all knew it in 2010 does not bring 2010 back"
    assert line.stated["c"].year == 2010 and set(line.compared) == {"a", "b"}
    recent = only(pairs(*held, of("c", 2021, 1.0), of("a", 2021, 3.0), of("b", 2021, 2.0)), "abc")
    assert recent.year == 2021 and len(recent.compared) == 3
    assert recent.difference == 2.0 and recent.leaders == {"a"}


@pytest.mark.parametrize(
    ("rows", "kind", "year"),
    [
        ([of("a", 2023, 5.0, 6.0), of("b", 2023, 4.0, 6.5)], "outcome", 2023),
        ([of("a", 2023, 5.0), of("a", 2024, None, 6.0), of("b", 2024, None, 6.5)], "target", 2024),
        ([of("a", 2022, 5.0), of("b", 2023, 4.0), of("a", 2024, None, 6.0), of("b", 2024, None, 6.0)], "target", 2024),
        ([of("a", 2024, None, 6.0)], "target", None),
    ],
)
def test_targets_stand_where_more_places_have_those(rows: list[dict[str, Any]], kind: str, year: int | None) -> None:
    line = only(pairs(*rows))
    assert (line.kind, line.year) == (kind, year)


def test_one_year_and_one_value_can_be_asked_for() -> None:
    frame = pairs(of("a", 2022, 5.0, 4.0), of("a", 2023, 6.0), of("b", 2022, 4.0, 4.5), of("b", 2023, 9.0))
    assert only(frame, year=2022).difference == 1.0
    assert only(frame, kind="target").difference == -0.5
    gap = only(frame, kind="gap")
    assert [one.value for one in gap.stated.values()] == [1.0, -0.5] and gap.difference == 1.5
    assert lines(frame, ["a", "b"], year=1999) == []


@pytest.mark.parametrize(
    ("what", "leader"),
    [
        ({}, "b"),
        ({"indicator": "unemployment_rate", "measure": "share"}, "a"),
        ({"indicator": "gdp", "measure": "rank"}, "a"),
        ({"indicator": "no_such_thing"}, "b"),
    ],
)
def test_the_leader_is_the_best_which_may_be_the_lowest(what: dict[str, Any], leader: str) -> None:
    assert only(pairs(of("a", 2023, 2.0, **what), of("b", 2023, 3.0, **what))).leaders == {leader}


def test_equals_have_no_leader_and_no_difference() -> None:
    line = only(pairs(of("a", 2023, 0.0), of("b", 2023, 0.0)))
    assert line.difference == 0.0 and line.leaders == frozenset()


def test_what_all_know_comes_first_and_what_one_knows_last() -> None:
    frame = pairs(
        of("a", 2023, 1.0, indicator="cpi"),
        of("a", 2023, 1.0, indicator="gdp"), of("b", 2022, 1.0, indicator="gdp"), of("c", 2021, 1.0, indicator="gdp"),
        *(of(code, 2023, 1.0, indicator="retail_sales") for code in "abc"),
        *(of(code, 2023, 1.0, indicator="exports") for code in "ab"),
    )  # fmt: skip
    found = lines(frame, list("abc"))
    assert [(line.key[0], line.known) for line in found] == [
        ("retail_sales", WHOLE), ("gdp", WHOLE), ("exports", PARTLY), ("cpi", LONE),
    ]  # fmt: skip


def test_what_is_of_no_single_year_or_of_another_place_is_left_out() -> None:
    part = of("a", 2023, 5.0, period="2023H1")
    average = of("a", 2023, 5.0, basis="average")
    assert lines(pairs(part, average, of("z", 2023, 5.0)), ["a", "b"]) == []


def test_series_of_other_units_and_scopes_are_lines_of_their_own() -> None:
    money = {"measure": "level", "unit": "元"}
    frame = pairs(of("a", 2023, 1e9, **money), of("b", 2023, 1e8, **{**money, "unit": "美元"}), of("a", 2023, 5.0))
    assert len(lines(frame, ["a", "b"])) == 3


def test_years_are_those_in_which_two_places_have_something() -> None:
    frame = pairs(of("a", 2021, 5.0), of("b", 2021, None, 5.0), of("a", 2022, 5.0), of("a", 2023, 5.0, 4.0))
    assert years(frame, ["a", "b"]) == [2021]
    assert years(frame, ["a", "b"], kind="target") == []


def test_places_of_one_name_are_told_apart_by_their_codes() -> None:
    assert called([("320106", "鼓楼区"), ("350102", "鼓楼区"), ("350500", "泉州市")]) == [
        "鼓楼区 320106", "鼓楼区 350102", "泉州市",
    ]  # fmt: skip


def test_a_table_has_a_figure_and_a_year_a_place() -> None:
    frame = pairs(of("a", 2021, 5.0), of("a", 2023, 6.0), of("b", 2023, 4.0), of("c", 2020, 9.0))
    found = table(lines(frame, ["a", "b", "c"]), [("a", "甲"), ("b", "乙"), ("c", "丙")])
    assert found.columns[:6] == ["indicator", "measure", "unit", "scope", "compared", "year"]
    assert found.row(0, named=True) == {
        "indicator": "gdp", "measure": "growth", "unit": "%", "scope": None, "compared": "outcome", "year": 2023,
        "甲": 6.0, "甲 year": 2023, "乙": 4.0, "乙 year": 2023, "丙": 9.0, "丙 year": 2020,
        "difference": 2.0, "leader": "甲",
    }  # fmt: skip
    assert table([], [("a", "甲"), ("b", "乙")]).height == 0
