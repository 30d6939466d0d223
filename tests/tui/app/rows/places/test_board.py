"""The scoreboard: which rows and years are seen, in which order, and what is folded away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.tui.app.rows.places.test_scores import GDP, RETAIL, series

from mubiao.queries.records import Board, Place, Series
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.places.board import Table, board_table
from mubiao_tui.strings import Strings

PLACE = Place("350582", "晋江市", "county", "350500", 3, 16, 3, 16)
OLD = series("cpi", y2001=(3, 2, "met"))


def table(
    *items: Series, reports: Iterable[int] = (2022, 2023, 2024), tiny: bool = True, whole: bool = False, seen: int = 2
) -> Table:
    board = Board(PLACE, items, frozenset(reports), (), ())
    return board_table(board, Names(Strings("en"), short=True), Look(), tiny=tiny, whole=whole, seen=seen)


def named(found: Table) -> list[str]:
    """The indicators in their order."""
    return [row.data.indicator for row in found.model.rows]


def years(found: Table) -> list[str]:
    """The years that have a column."""
    return [column.id for column in found.model.columns if column.id.isdigit()]


def test_what_nothing_was_said_of_lately_is_folded_and_comes_last_when_it_is_not() -> None:
    found = table(OLD, GDP, RETAIL)
    assert named(found) == ["gdp", "retail_sales"]
    assert (found.rows, found.years) == (1, 21), "no report tells of 2001 to 2021"
    assert named(table(OLD, GDP, RETAIL, whole=True)) == ["gdp", "retail_sales", "cpi"]


def test_headline_indicators_come_once_each_before_others_the_fuller_first() -> None:
    half = series("fixed_asset_investment", y2023=(10, 8, "missed"))
    amount = replace(series("gdp", y2023=(1e9, 2e9, "met"), y2024=(2e9, None, "open")), measure="level", unit="元")
    grain = series("power_use", y2023=(5, 5, "met"), y2024=(5, None, "open"))
    assert named(table(half, GDP, amount, grain)) == ["gdp", "fixed_asset_investment", "gdp", "power_use"]


def test_the_present_year_is_the_last_that_is_seen() -> None:
    far = series("urbanisation_rate", y2023=(70, 70.5, "met"), y2030=(75, None, "open"))
    found = table(GDP, far)
    assert years(found) == ["2022", "2023", "2024"]
    assert found.model.columns[found.column].id == "2024", "the year whose targets are awaited"
    assert found.years == 6
    whole = table(GDP, far, whole=True)
    assert years(whole)[-1] == "2030"
    assert whole.model.columns[whole.column].id == "2024"
    assert (whole.rows, whole.years) == (0, 0)


@pytest.mark.parametrize("far", [2030, 2035])
def test_an_outcome_of_years_to_come_does_not_move_the_board(far: int) -> None:
    misread = series("urbanisation_rate", **{f"y{far}": (None, 80.8, "not stated")})
    found = table(GDP, misread)
    assert found.model.columns[found.column].id == "2024"
    assert named(found) == ["gdp"]


def test_years_of_which_no_report_tells_are_folded() -> None:
    gdp = series(
        "gdp", y2015=(6, 6, "met"), y2019=(None, 5, "not stated"), y2023=(6, 6, "met"), y2024=(6, None, "open")
    )
    assert years(table(gdp, reports=(2015, 2016, 2024))) == ["2015", "2023", "2024"]
    assert years(table(gdp, reports=(2015, 2016, 2024), whole=True)) == [str(year) for year in range(2015, 2025)]
    assert years(table(gdp, reports=())) == ["2015", "2019", "2023", "2024"], "told by others, which is all there is"


def test_more_years_in_sight_fold_fewer_rows() -> None:
    once = series("retail_sales", y2021=(8, 7, "missed"))
    gdp = series("gdp", y2021=(6, 6, "met"), y2022=(6, 6, "met"), y2023=(6, 6, "met"), y2024=(6, None, "open"))
    assert table(gdp, once, seen=2).rows == 1
    assert table(gdp, once, seen=4).rows == 0


@pytest.mark.parametrize(
    ("indicator", "measure", "unit", "said"),
    [
        ("gdp", "growth", "%", "GDP"),
        ("gdp", "level", "元", "GDP, 元"),
        ("gdp", "rank", "名", "GDP"),  # the figure has its sign: #3
        ("unemployment_rate", "share", "%", "Unemployment"),
        ("unemployment_rate", "level", "%", "Unemployment"),
        ("retail_sales", "share", "%", "Retail, share"),
        ("retail_sales", "change", "百分点", "Retail, change"),
        ("gdp", "level", "", "GDP, level"),
    ],
)
def test_a_small_screen_says_of_a_measure_what_the_figure_does_not(
    indicator: str, measure: str, unit: str, said: str
) -> None:
    item = replace(series(indicator, y2023=(6, 6, "met")), measure=measure, unit=unit)
    found = table(item)
    assert found.model.rows[0].cells[0].text == said
    assert found.model.columns[0].width == len(said) + said.count("元")


def test_names_of_forty_characters_leave_room_for_the_years() -> None:
    item = replace(GDP, indicator="x" * 40)
    assert table(item).model.columns[0].width == 26


def test_a_series_of_one_point_and_a_place_without_any() -> None:
    alone = table(series("gdp", y2024=(6, None, "open")), reports=())
    assert (years(alone), named(alone)) == (["2024"], ["gdp"])
    empty = table(reports=())
    assert (years(empty), named(empty), empty.rows, empty.years) == ([], [], 0, 0)
