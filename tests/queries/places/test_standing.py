"""How places did, counted for many at once, and what is doubted of one: the same as asked of each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made import document, fact
from tests.tui.app.world import PLACES, make

from mubiao.doubts import doubts
from mubiao.model import Claim
from mubiao.queries.places.standing import doubted, standings
from mubiao.queries.records import Standing
from mubiao.queries.selection import Selection
from mubiao.queries.session.reader import DatabaseReader
from mubiao.store import Store, open_store
from mubiao_tui.app.rows.places.scores import score
from mubiao_tui.shell import command
from mubiao_tui.view import View


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small world."""
    return make(tmp_path_factory.mktemp("standing") / "world.duckdb")


@pytest.mark.parametrize("selection", [Selection(), Selection(indicator="gdp"), Selection(sector="education")])
def test_a_place_stands_as_its_board_says(world: Store, selection: Selection) -> None:
    reader = DatabaseReader(world)
    found = standings(world, list(PLACES.values()), selection)
    for code in PLACES.values():
        board = reader.board(code, selection)
        assert board is not None
        told, counted = score(board.series), found.get(code)
        assert (told is None) == (counted is None), code
        if told is not None and counted is not None:
            assert (told.year, told.targets) == (counted.year, counted.targets)
            for verdict in ("met", "missed", "about"):
                assert told.counts.get(verdict, 0) == getattr(counted, verdict), (code, verdict)


def test_without_an_outcome_the_year_of_most_targets_is_counted(tmp_path: Path) -> None:
    store = open_store(tmp_path / "one.duckdb", bundled=False)
    doc = document("增长6%，零售增长7%，到2030年城镇化率75%。", year=2024, region="晋江市", region_code="350582")
    named = (("gdp", "2024"), ("retail_sales", "2024"), ("urbanisation_rate", "2030"))
    facts = [
        fact(doc, n, n + 2, indicator=indicator, period=period, claim=Claim.TARGET)
        for n, (indicator, period) in enumerate(named)
    ]
    store.add(doc, facts)
    found = standings(store, ["350582", "350581"], Selection())
    assert found == {"350582": Standing("350582", 2024, 2, 0, 0, 0)}
    assert (found["350582"].unknown, found["350582"].share) == (2, None)


def test_the_command_of_the_places_inside_prints_the_same(world: Store) -> None:
    said = command(View(place="350500"), part="inside")
    assert (said.words[1], said.left_out) == ("sql", ())
    printed = {row["region_code"]: row for row in world.sql(said.words[2]).iter_rows(named=True)}
    found = {
        code: one for code, one in standings(world, list(PLACES.values()), Selection()).items() if one.share is not None
    }
    assert set(printed) == set(found) & {"350582", "350581", "zone:350500-taishang"}
    for code, row in printed.items():
        one = found[code]
        assert (row["year"], row["targets"], row["met"], row["missed"]) == (one.year, one.targets, one.met, one.missed)


def test_nothing_is_read_for_no_place(world: Store) -> None:
    assert standings(world, [], Selection()) == {}


def test_the_doubts_of_a_place_are_those_of_all_that_name_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "doubts.duckdb", bundled=False)
    for code, name in (("350582", "晋江市"), ("350581", "石狮市")):
        for year in range(2015, 2024):
            doc = document(f"{name}{year}年增长。", year=year, region=name, region_code=code)
            value = 900.0 if (code, year) == ("350582", 2020) else 6.0 + year % 3
            stated = fact(doc, 0, 3, value=value, period=str(year), region=name, region_code=code)
            store.add(doc, [stated])
    every = doubts(store.facts(), store.documents())
    found = doubted(store, "350582")
    assert found.height > 0
    assert found.sort("why", "fact_id").equals(every.filter(region_code="350582").sort("why", "fact_id"))
    assert doubted(store, "350581").filter(why="outlier").is_empty()


def test_what_stands_around_is_kept_until_the_file_changes(world: Store) -> None:
    reader = DatabaseReader(world)
    found = reader.around("350500", Selection())
    assert {place.code for place in found.inside} == {"350582", "350581", "zone:350500-taishang"}
    assert reader.around("350500", Selection()) is found
