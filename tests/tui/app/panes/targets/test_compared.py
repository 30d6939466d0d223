"""The ranking of places and the panel in the explorer: in, round, and out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.made import document, fact
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place
from tests.tui.app.test_keys import Slow

from mubiao.model import Claim
from mubiao.store import open_store
from mubiao_tui.app.panes.targets import compared


async def targets(driven: Driven, code: str = "350582") -> None:
    """The targets, with the cursor on the growth of a place."""
    await driven.ready("regions")
    await place(driven, code)
    await driven.turn("targets")
    pane = driven.app.pane
    grid = pane.grid  # type: ignore[union-attr]
    at = next(n for n in range(len(grid.model)) if grid.model.row(n).data["region_code"] == code)
    grid.move_to(at)
    await driven.until(lambda: pane.series() == (code, "gdp", "growth"), "the series under the cursor")  # type: ignore[union-attr]


async def into(driven: Driven, key: str, mode: str) -> None:
    await driven.keys(key)
    await driven.until(lambda: driven.app.view.shown == mode and driven.app.pane.compared is not None, mode)  # type: ignore[union-attr]
    await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]


@pytest.mark.parametrize(("key", "changed"), [(",", "year"), ("o", "value")])
async def test_a_key_waits_for_the_ranking_that_it_is_about(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, key: str, changed: str
) -> None:
    slow = Slow(compared.ranked)
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        monkeypatch.setattr(compared, "ranked", slow)
        await driven.pilot.press("r", key)
        await driven.until(slow.begun.is_set, "the ranking being read")
        began = driven.app.view.compared
        slow.free.set()
        await driven.handled()
        await driven.until(lambda: getattr(driven.app.view.compared, changed) != getattr(began, changed), changed)


async def test_a_ranking_goes_through_years_levels_and_values(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        await into(driven, "r", "ranking")
        await driven.sees("counties in 泉州市")
        await driven.sees("│ 泉州市 6.5%")
        assert driven.app.view.compared.value == "target", "of a year to come nobody knows an outcome"  # type: ignore[union-attr]
        for value in ("gap", "outcome"):
            await driven.keys("o")
            await driven.until(lambda value=value: driven.app.view.compared.value == value, value)  # type: ignore[misc, union-attr]
        await driven.sees("泉州市: not known")
        year = driven.app.view.compared.year  # type: ignore[union-attr]
        await driven.keys(",")
        await driven.until(lambda: driven.app.view.compared.year < year, "the year before")  # type: ignore[union-attr]
        await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]
        await driven.sees("│ 泉州市 4.8%")
        for _ in range(5):
            await driven.keys(".")
            await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]
        await driven.sees("no other year has it")
        await driven.keys("d")
        await driven.sees("provinces")
        await driven.keys("o")
        await driven.until(lambda: driven.app.view.compared.value == "target", "by target")  # type: ignore[union-attr]
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.shown == "rows", "back")


async def test_enter_goes_into_the_series_of_a_place(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        await into(driven, "r", "ranking")
        other = driven.app.pane.grid.current.data["region_code"]  # type: ignore[union-attr]
        await driven.keys("enter")
        await driven.until(lambda: driven.app.view.shown == "rows", "its series")
        chosen = driven.app.view.selection
        assert (chosen.region, chosen.below, chosen.indicator, chosen.measure) == (other, False, "gdp", "growth")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.view.shown == "ranking", "the ranking again")


async def test_rows_of_another_table_have_no_coverage(explorer: Start) -> None:
    """Until the panel is read the table holds the rows of the mode before."""
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        app = driven.app
        app.view = replace(app.view, mode="panel")
        app.pane.tell_strip()  # type: ignore[union-attr]
        assert not app.pane.query_one("#strip").lines  # type: ignore[union-attr]


async def test_a_panel_tells_the_coverage_of_a_place_and_leads_to_the_facts(explorer: Start) -> None:
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        await into(driven, "P", "panel")
        await driven.sees("晋江市 22–24▪")
        await driven.sees("3 of 3 reports")
        await driven.keys("up")
        await driven.sees("1 of 3 reports · missing 2022–23")
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        await driven.keys("down")
        await driven.until(lambda: grid.current_column.id == "2024", "the present year")
        await driven.keys("enter")
        await driven.ready("facts")
        chosen = driven.app.view.selection
        assert (chosen.region, chosen.years, chosen.indicator) == ("350582", (2024, 2024), "gdp")
        await driven.until(lambda: driven.app.fact == driven.app.view.fact is not None, "the fact of the cell")


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("r", "rank gdp growth --year 2024 --level county --region 350500 --below --unit % --value target"),
        ("P", "panel gdp growth --level county --region 350500 --below --unit %"),
    ],
)
async def test_the_command_of_what_is_compared(explorer: Start, keys: str, command: str) -> None:
    async with explorer(size=(160, 30)) as driven:
        await targets(driven)
        await into(driven, keys, "ranking" if keys == "r" else "panel")
        await driven.keys("$")
        await driven.until(lambda: len(driven.app.screen_stack) > 1, "the command")
        line = driven.app.screen.page[0][0].text  # type: ignore[attr-defined]
        assert line.endswith(f" {command}")


async def test_the_whole_of_it_can_be_written_out_and_searched(explorer: Start, tmp_path: Path) -> None:
    async with explorer(size=(100, 30)) as driven:
        await targets(driven)
        for key, mode in (("r", "ranking"), ("P", "panel")):
            await into(driven, key, mode)
            frame = driven.app.pane.export()().collect()  # type: ignore[union-attr]
            assert {"晋江市", "石狮市"} <= set(frame["region"])
            found: list[int | None] = []
            driven.app.pane.find("石狮", 0, 1, found.append)  # type: ignore[union-attr]
            assert found[0] is not None
            assert driven.app.pane.grid.model.row(found[0]).data["region"] == "石狮市"  # type: ignore[union-attr]


@pytest.mark.parametrize("mode", ["ranking", "panel"])
@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
async def test_no_documents_at_all(explorer: Start, tmp_path: Path, mode: str, size: tuple[int, int]) -> None:
    from dataclasses import replace

    from mubiao_tui.tabs import Tab

    empty = open_store(tmp_path / "nothing.duckdb", bundled=False).path
    async with explorer(size=size, database=empty) as driven:
        driven.app.change(replace(driven.app.view, tab=Tab.TARGETS, mode=mode))
        await driven.sees("no place has it")


async def test_one_place_with_a_long_name_in_a_small_terminal(explorer: Start, tmp_path: Path) -> None:
    store = open_store(tmp_path / "one.duckdb", bundled=False)
    name = "一个名字很长很长很长很长很长很长很长很长很长很长很长很长很长的开发区管委会"
    text = f"{name}增长6%。"
    doc = document(text, year=2024, region=name, region_code="350582")
    start = text.index("6%")
    store.add(doc, [fact(doc, start, start + 2, claim=Claim.TARGET, period="2024", region=name, region_code="350582")])
    async with explorer(size=(40, 10), database=store.path) as driven:
        await driven.begins("targets")
        for key, mode in (("r", "ranking"), ("P", "panel")):
            await into(driven, key, mode)
            for again in ("d", "o", "[", "]"):
                await driven.keys(again)
                await driven.until(lambda: not driven.app.pane.under_way, "its rows")  # type: ignore[union-attr]


async def test_a_ranking_says_its_year_at_80_columns(explorer: Start) -> None:
    async with explorer() as driven:
        await targets(driven)
        await into(driven, "r", "ranking")
        await driven.sees("ranking  GDP growth  2024 · target · counties in 泉州市")
        assert driven.lines[1].endswith(" ranking G…")  # and the way back its last step
