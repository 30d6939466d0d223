"""The first screen: the places inside, what is folded away, what is doubted, in any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place

from mubiao.model import Claim
from mubiao.store import open_store
from mubiao_tui.app.panes import pane_for
from mubiao_tui.tabs import Tab


async def around(driven: Driven, code: str) -> None:
    """Go to a place, and wait for what stands beside its board."""
    await place(driven, code)
    await driven.until(lambda: driven.app.pane.around.code == code, "what stands around")  # type: ignore[union-attr]
    await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")


def rows(driven: Driven, grid: str) -> list[str]:
    """The keys of a grid's rows."""
    return [row.key for row in driven.app.pane.query_one(f"#{grid}").model.rows]  # type: ignore[union-attr]


async def test_the_places_inside_are_gone_into_sorted_and_come_back_from(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350500")
        assert set(rows(driven, "inside")) == {"350582", "350581", "zone:350500-taishang"}
        await driven.keys("tab", "tab")
        await driven.until(lambda: driven.app.situation().pane == "inside", "the places inside")
        await driven.keys("right_square_bracket")
        await driven.until(lambda: rows(driven, "inside")[0] == "zone:350500-taishang", "the last code first")
        await driven.keys("0", "G", "g")
        inside = driven.app.pane.query_one("#inside")  # type: ignore[union-attr]
        chosen = inside.current.key  # type: ignore[attr-defined]
        await driven.keys("enter")
        await driven.until(lambda: driven.app.pane.board.place.code == chosen, "the place")  # type: ignore[union-attr]
        assert driven.app.situation().pane == "board", "where there are none inside"
        await driven.keys("escape")
        await driven.until(lambda: driven.app.pane.board.place.code == "350500", "back")  # type: ignore[union-attr]
        await driven.until(lambda: driven.app.situation().pane == "inside", "where it was left")


async def test_a_place_without_others_inside_shows_its_sectors(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        assert [part.id for part in driven.app.pane.parts()] == ["tree", "board", "bars", "list"]  # type: ignore[union-attr]
        await around(driven, "350500")
        assert [part.id for part in driven.app.pane.parts()] == ["tree", "board", "inside", "list"]  # type: ignore[union-attr]


async def test_rows_without_a_value_are_folded_until_a_key_shows_them(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        shown = rows(driven, "board")
        assert not any(key.startswith("budget_revenue_total/level") for key in shown), "said of 2022 alone"
        await driven.sees("without a value")
        await driven.keys("v")
        await driven.until(lambda: len(rows(driven, "board")) > len(shown), "all of them")
        await driven.misses("without a value")
        await driven.keys("v")
        await driven.until(lambda: rows(driven, "board") == shown, "folded again")


async def test_where_nothing_is_folded_the_key_does_nothing(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350581")
        assert not driven.app.situation().folds
        await driven.misses("without a value")


async def test_the_doubts_of_a_place_are_counted_and_one_key_away(tmp_path: Path, explorer: Start) -> None:
    store = open_store(tmp_path / "doubts.duckdb", bundled=False)
    for year in range(2015, 2024):
        doc = document(f"{year}年增长。", title=f"{year}年报告", year=year, region="晋江市", region_code="350582")
        value = 900.0 if year == 2020 else 6.0 + year % 3
        store.add(doc, [fact(doc, 0, 3, value=value, period=str(year))])
    async with explorer(size=(80, 24), database=store.path) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        doubts = driven.app.pane.around.doubts  # type: ignore[union-attr]
        assert doubts
        await driven.sees(f"{doubts} doubts (w)")
        await driven.keys("w")
        await driven.until(lambda: len(driven.app.screen_stack) == 2, "the doubts")
        await driven.until(lambda: len(driven.app.screen.query_one("#items").model) == doubts, "each")  # type: ignore[attr-defined]
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.document is not None, "the document behind it")
        assert driven.app.view.tab.value == "documents"


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (100, 30), (160, 50)])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_place_with_one_figure_and_a_long_name(
    tmp_path: Path, explorer: Start, size: tuple[int, int], lang: str
) -> None:
    store = open_store(tmp_path / "one.duckdb", bundled=False)
    doc = document("增长6%。", title="长" * 40, year=2024, region="长" * 40, region_code="350582")
    store.add(doc, [fact(doc, 2, 4, claim=Claim.TARGET, region="长" * 40, region_code="350582")])
    async with explorer(size=size, lang=lang, database=store.path) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        assert len(rows(driven, "board")) == 1
        assert all("6%" in line or "GDP" not in line for line in driven.lines), "the only figure is not cut"


async def test_where_lines_are_few_the_board_has_them(explorer: Start) -> None:
    async with explorer(size=(40, 10)) as driven:
        await driven.ready("regions")
        await around(driven, "350500")
        assert [part.id for part in driven.app.pane.parts()] == ["tree", "board"]  # type: ignore[union-attr]
        await driven.sees("→6.5%")
        await driven.pilot.resize_terminal(80, 24)
        await driven.until(lambda: len(driven.app.pane.parts()) == 4, "what stands below")  # type: ignore[union-attr]
        await driven.keys("tab", "tab")
        await driven.until(lambda: driven.app.situation().pane == "inside", "the places inside")
        await driven.pilot.resize_terminal(80, 15)
        await driven.until(lambda: driven.app.situation().pane == "board", "a part that is seen")


async def test_a_document_without_a_place_or_a_year(tmp_path: Path, explorer: Start) -> None:
    store = open_store(tmp_path / "none.duckdb", bundled=False)
    doc = document("增长6%。", year=None, region=None, region_code=None)
    store.add(doc, [fact(doc, 2, 4, period=None, year=None, region=None, region_code=None)])
    async with explorer(size=(80, 24), database=store.path) as driven:
        await driven.until(lambda: driven.app.pane is not None and not driven.app.loads.busy, "the first screen")
        await driven.sees("No document tells its place")
        await driven.keys("v", "w", "tab", "enter", "s", "p")
        assert driven.app.is_running


async def test_no_documents(tmp_path: Path, explorer: Start) -> None:
    store = open_store(tmp_path / "empty.duckdb", bundled=False)
    async with explorer(size=(80, 24), database=store.path) as driven:
        await driven.sees("no places yet")
        await driven.sees("o adds")
        await driven.keys("v", "w", "tab", "enter", "s", "p")
        assert driven.app.is_running


async def test_a_place_that_no_table_knows_stands_as_any_other(tmp_path: Path, explorer: Start) -> None:
    store = open_store(tmp_path / "made-up.duckdb", bundled=False)
    doc = document("增长6%。", year=2024, region="某某县", region_code="990100")
    named = {"region": "某某县", "region_code": "990100"}
    store.add(doc, [fact(doc, 2, 4, claim=Claim.TARGET, **named), fact(doc, 0, 2, period="2023", **named)])
    async with explorer(size=(80, 24), database=store.path) as driven:
        await driven.ready("regions")
        await around(driven, "990100")
        assert rows(driven, "board")
        await driven.keys("tab", "enter")
        await driven.ready("targets")
        await driven.misses("no such place")


async def test_a_place_that_is_folded_away_is_found_and_its_way_opened(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        pane = driven.app.pane
        pane.closed = {"350000", "350500"}  # type: ignore[union-attr]
        pane.to("350000")  # type: ignore[union-attr]
        assert "350582" not in rows(driven, "tree")
        await driven.keys("asterisk")
        await driven.enters("晋江")
        await driven.until(lambda: driven.app.pane.board.place.code == "350582", "the place")  # type: ignore[union-attr]
        assert driven.app.situation().pane == "tree"
        await driven.keys("asterisk")
        await driven.enters("16")  # what is counted is not the name of a place
        await driven.sees("not found: 16")


async def test_a_filter_that_names_a_place_goes_to_it(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await driven.filters("shishi")
        await driven.until(lambda: driven.app.pane.board.place.code == "350581", "the place")  # type: ignore[union-attr]
        await driven.keys("up")
        await driven.until(lambda: driven.app.pane.board.place.code != "350581", "another place")  # type: ignore[union-attr]
        await driven.keys("backslash")
        await driven.until(lambda: driven.app.view.selection.empty, "no filter")
        assert driven.app.pane.place.code != "350581", "the cursor stays where it was put"  # type: ignore[union-attr]


async def test_a_board_stays_unfolded_on_the_way_in_and_in_the_next_session(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        shown = rows(driven, "board")
        await driven.keys("v")
        await driven.until(lambda: len(rows(driven, "board")) > len(shown), "all of them")
        every = rows(driven, "board")
        await driven.turn("facts")
        await driven.turn("regions")
        await driven.until(lambda: rows(driven, "board") == every, "as it was left")
        driven.app.handlers.program.keep()
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        await driven.until(lambda: rows(driven, "board") == every, "as it was left")


async def test_the_way_back_folds_the_board_as_it_was(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        shown = rows(driven, "board")
        await driven.keys("enter")
        await driven.until(lambda: driven.app.situation().pane == "board", "the board")
        await driven.keys("v")
        await driven.until(lambda: len(rows(driven, "board")) > len(shown), "all of them")
        await driven.keys("escape")
        await driven.until(lambda: rows(driven, "board") == shown, "folded")


async def test_a_pane_that_is_not_composed_has_no_part_with_the_focus(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        for tab in Tab:
            assert pane_for(tab)(driven.app).focused_part is None


async def test_a_board_under_another_filter_shows_its_last_years(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await driven.ready("regions")
        await around(driven, "350582")
        scores = driven.app.pane.scores  # type: ignore[union-attr]
        years, present = [column.id for column in scores.columns], scores.current_column.id
        await driven.keys("slash", *"预算", "enter")
        await driven.until(lambda: [column.id for column in scores.columns] != years, "other years")
        await driven.keys("backslash")
        await driven.until(lambda: [column.id for column in scores.columns] == years, "all years again")
        assert scores.current_column.id == present
