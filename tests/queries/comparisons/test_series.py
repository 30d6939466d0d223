"""Places beside each other: which are meant, in which order, and the same as the shell prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.app.world import make

from mubiao.model import FilterError
from mubiao.panels import rank
from mubiao.queries.comparisons.series import Among, among, begin, level, levels, nearest, panel, ranking
from mubiao.queries.selection import Comparison, Selection
from mubiao.queries.session.reader import DatabaseReader
from mubiao.store import open_store

GDP = Comparison("350582", "gdp", "growth", "%", None, 2023)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DatabaseReader:
    return DatabaseReader(make(tmp_path_factory.mktemp("comparing") / "world.duckdb"))


@pytest.mark.parametrize(
    ("asked", "selection", "expected"),
    [
        (GDP, Selection(), Among("county", "350500")),
        (replace(GDP, level="prefecture"), Selection(), Among("prefecture", "CN")),
        (replace(GDP, level="county"), Selection(region="350000"), Among("county", "350000")),
        (replace(GDP, level="county"), Selection(region="350000", below=False), Among("county", "CN")),
        (replace(GDP, region="350000"), Selection(region="350000"), Among("province", "CN")),
        (replace(GDP, region="zone:350500-taishang"), Selection(), Among("zone", "350500")),
        (replace(GDP, region="000000"), Selection(), Among("", "CN")),
        (replace(GDP, places=("350581", "350000")), Selection(), Among("", "CN", ("350581", "350000"))),
        (replace(GDP, places=("350581",), level="prefecture"), Selection(), Among("prefecture", "CN")),
    ],
)
def test_the_places_that_are_meant(asked: Comparison, selection: Selection, expected: Among) -> None:
    assert among(asked, selection) == expected


@pytest.mark.parametrize(
    ("code", "selection", "panel", "expected"),
    [
        ("350582", Selection(), False, ("", "province", "prefecture", "county")),
        ("350000", Selection(), False, ("", "prefecture", "county")),
        ("350582", Selection(region="350000"), False, ("", "prefecture", "county")),
        ("350582", Selection(region="350582"), False, ("",)),
        ("zone:350500-taishang", Selection(), True, ("province", "prefecture", "county")),
        ("zone:350500-taishang", Selection(region="350582"), True, ("",)),
    ],
)
def test_the_levels_to_choose_from(code: str, selection: Selection, panel: bool, expected: tuple[str, ...]) -> None:
    assert levels(code, selection, panel=panel) == expected


def test_siblings_stand_in_the_order_of_the_shell_beside_the_place_above(source: DatabaseReader) -> None:
    found = ranking(source, GDP, Selection())
    pairs = source.pairs_alike("gdp", "growth")
    shell = rank(pairs.filter(pairs["region_code"].is_in(["350581", "350582"])), "outcome", year=2023)
    known = found.rows.filter(found.rows["place"].is_not_null())
    assert known.select("region_code", "place").rows() == shell.select("region_code", "rank").rows()
    assert found.rows["region"].to_list() == ["晋江市", "石狮市"]
    assert found.rows["place"].to_list() == [1, 2]
    assert found.above is not None
    assert (found.above_name, found.above["outcome"]) == ("泉州市", 4.8)


def test_a_place_without_the_value_comes_last_and_has_no_place(source: DatabaseReader) -> None:
    found = ranking(source, replace(GDP, value="target"), Selection())
    assert found.rows.select("region", "place").rows() == [("晋江市", 1), ("石狮市", None)]


def test_the_years_and_the_nearest_of_them(source: DatabaseReader) -> None:
    found = ranking(source, GDP, Selection())
    assert found.years == (2021, 2022, 2023, 2024)
    assert [nearest(found, year) for year in (0, 1999, 2022, 2035)] == [2023, 2021, 2022, 2024]


def test_a_level_of_the_whole_country_and_of_a_province_alone(source: DatabaseReader) -> None:
    asked = replace(GDP, level="prefecture")
    assert ranking(source, asked, Selection()).above_name != "福建省"
    inside = ranking(source, asked, Selection(region="350000"))
    assert (inside.rows["region"].to_list(), inside.above_name) == (["泉州市"], "福建省")


def test_what_is_typed_keeps_the_places_that_meet_it(source: DatabaseReader) -> None:
    found = ranking(source, GDP, Selection(text="region = '石狮市'"))
    assert (found.rows["region"].to_list(), found.above is not None) == (["石狮市"], True)
    kept = panel(source, GDP, Selection(text="region = '石狮市'"))
    assert set(kept.rows["region"]) == {"石狮市"}
    assert set(panel(source, GDP, Selection()).rows["region"]) == {"晋江市", "石狮市"}


def test_a_panel_has_every_place_and_year(source: DatabaseReader) -> None:
    rows = panel(source, GDP, Selection()).rows
    assert rows.height == rows["region"].n_unique() * rows["year"].n_unique()
    status = {(r["region"], r["year"]): r["status"] for r in rows.iter_rows(named=True)}
    assert (status["晋江市", 2023], status["石狮市", 2023]) == ("number", "no report")


def test_a_series_that_no_place_has_is_said(source: DatabaseReader) -> None:
    with pytest.raises(FilterError):
        panel(source, replace(GDP, indicator="exports"), Selection())
    assert ranking(source, replace(GDP, indicator="exports"), Selection()).rows.height == 0
    assert ranking(source, replace(GDP, unit="元"), Selection()).rows.height == 0


def test_what_is_compared_where_nothing_was_chosen(source: DatabaseReader, tmp_path: Path) -> None:
    first = begin(source.pairs())
    assert first is not None
    assert (first.indicator, first.year, level(first.region)) == ("gdp", 0, "province")
    nothing = DatabaseReader(open_store(tmp_path / "nothing.duckdb", bundled=False))
    assert begin(nothing.pairs()) is None


def test_a_database_of_many_facts_is_asked_for_the_series_alone(
    source: DatabaseReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = source.pairs_alike("gdp", "growth")
    monkeypatch.setattr("mubiao.queries.session.reader.MANY", 1)
    assert source.many
    assert source.pairs_alike("gdp", "growth").equals(whole)


def test_a_few_places_are_paired_alone_until_all_are_at_hand(source: DatabaseReader) -> None:
    fresh = DatabaseReader(source.store)
    codes = ["350582", "350581"]
    few, alike = fresh.pairs_for(codes), fresh.pairs_alike("gdp", "growth")
    assert fresh._pairs is None, "the others are not paired for them"
    whole = fresh.pairs()
    assert few.height and few.equals(whole.filter(whole["region_code"].is_in(codes)))
    assert few.equals(fresh.pairs_for(codes)) and alike.equals(fresh.pairs_alike("gdp", "growth"))
    assert fresh.pairs_for([]).height == 0


def test_chosen_places_of_two_levels_are_ranked_and_shown_year_by_year_alone(source: DatabaseReader) -> None:
    asked = replace(GDP, places=("350582", "350500"))
    assert levels("350582", Selection(), panel=True, chosen=True) == ("", "province", "prefecture", "county")
    assert ranking(source, asked, Selection()).rows["region_code"].to_list() == ["350582", "350500"]
    rows = panel(source, asked, Selection()).rows
    assert set(rows["region_code"]) == {"350582", "350500"}
    every = panel(source, GDP, Selection()).rows
    mine = rows.filter(region_code="350582", year=2023).select("outcome", "target", "status")
    assert mine.rows() == every.filter(region_code="350582", year=2023).select("outcome", "target", "status").rows()
