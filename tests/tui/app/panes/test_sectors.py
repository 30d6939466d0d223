"""Sectors: below the bars of a tall screen stands what came of the targets of the one under the cursor."""

from __future__ import annotations

import polars as pl
import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.world import REPORTS

from mubiao.queries.places.sectors import promised
from mubiao.queries.records import Promised
from mubiao.queries.selection import Selection
from mubiao_tui.app.panes.sectors import SectorsPane
from mubiao_tui.shell import command
from mubiao_tui.tabs import Tab
from mubiao_tui.view import View

PAIR = {
    "region_code": "350582", "indicator": "gdp", "measure": "growth", "unit": "%", "scope": "", "year": 2023,
    "period": "2023", "target": 6.0, "target_words": None, "verdict": "met",
}  # fmt: skip


def pane(driven: Driven) -> SectorsPane:
    """The pane that is seen."""
    found = driven.app.pane
    assert isinstance(found, SectorsPane)
    return found


def test_targets_of_a_year_are_counted_once() -> None:
    pairs = [
        PAIR,
        PAIR,  # told twice
        {**PAIR, "year": 2024, "period": "2024", "verdict": "missed"},
        {**PAIR, "year": 2025, "period": "2021/2025"},  # a programme
        {**PAIR, "year": 2022, "period": "2022", "target": None, "verdict": None},  # an outcome alone
        {**PAIR, "year": 2021, "period": "2021", "target": None, "target_words": "高于全省", "verdict": "open"},
        {**PAIR, "indicator": "retail_sales", "verdict": "about"},
    ]
    gdp, retail = promised(pl.DataFrame(pairs))
    assert gdp == Promised("gdp", "growth", targets=3, met=1, missed=1, about=0)
    assert (gdp.unknown, gdp.share) == (1, 0.5)
    assert (retail.targets, retail.about, retail.share) == (1, 1, None)


async def test_what_came_of_the_targets_of_a_sector(explorer: Start) -> None:
    told = sum("gdp growth target" in coming for _, _, _, coming in REPORTS)
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.sees("targets of Economy")
        grid = pane(driven).promised
        await driven.until(lambda: grid.current is not None and grid.current.data.targets == told, "every target")
        await driven.keys("down", sees="targets of Education")
        await driven.keys("tab", "tab")
        await driven.until(lambda: driven.app.situation().pane == "promised", "the focus below the bars")
        await driven.keys("enter")
        await driven.ready("targets")
        assert driven.app.view.selection == Selection(indicator="school_places", measure="level")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.situation().pane == "promised", "the focus where it was")


async def test_every_line_of_a_tall_screen_is_used(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.sees("targets of Economy")
        bars, below = pane(driven).bars, pane(driven).promised
        await driven.until(lambda: bars.size.height == len(bars.model) + 1, "as many lines as bars")
        assert below.region.y == bars.region.bottom + 1 and below.region.bottom == 49
        before = len(bars.model)
        await driven.keys("right")  # the world names no branches: nothing moves
        await driven.read()
        assert len(bars.model) == before and bars.size.height == before + 1


@pytest.mark.parametrize("size", [(80, 24), (160, 30), (100, 50), (40, 10)])
async def test_where_there_is_no_room_the_bars_have_it(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await driven.begins("sectors")
        assert pane(driven).promised.display is False and len(pane(driven).parts()) == 2
        assert "targets of" not in driven.screen


async def test_the_focus_leaves_what_another_size_has_no_room_for(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.sees("targets of Economy")
        await driven.keys("tab", "tab")
        await driven.until(lambda: driven.app.situation().pane == "promised", "the focus below the bars")
        await driven.pilot.resize_terminal(80, 24)
        await driven.until(lambda: driven.app.focused is not None and driven.app.focused.display, "a part that is seen")
        await driven.until(lambda: driven.app.situation().pane in ("bars", "matrix"), "one of the others")
        await driven.pilot.resize_terminal(160, 50)
        await driven.sees("targets of Economy")


def test_the_command_prints_the_targets_of_the_sector() -> None:
    said = command(View(tab=Tab.SECTORS), part="promised", row="economy/gdp/growth")
    assert said.words[-3:] == ("targets", "--sector", "economy")
