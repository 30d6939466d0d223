"""Lines that go to the screen as they are made look as Textual would have them; a scroll bar that stays is left."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Driven, Start
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.lines import Slider
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.view import Layout


async def shown(driven: Driven, rows: int) -> Grid:
    """A table of so many rows in the place of the facts."""
    await driven.turn("facts")
    await driven.read()
    grid = driven.app.screen.query_one("#grid", Grid)
    columns = [GridColumn("subject", "subject", 30, grows=True), GridColumn("value", "value", 8, right=True)]
    made = [Row(str(n), (GridCell(f"行{n} of many", "bold" if n % 2 else ""), GridCell(f"{n:,}"))) for n in range(rows)]
    grid.show(ListModel(columns, made), Layout())
    grid.move_to(0)
    await driven.until(lambda: grid.show_vertical_scrollbar == (rows > grid.room), "the scroll bar")
    await driven.pilot.pause()
    return grid


@pytest.mark.parametrize("rows", [0, 3, 5_000])
@pytest.mark.parametrize("colour", [True, False])
async def test_lines_are_those_of_textual(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, rows: int, colour: bool
) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with explorer(size=(100, 40)) as driven:
        grid = await shown(driven, rows)
        for crop in (Region(0, 0, *grid.region.size), Region(0, 1, grid.region.width, 2), Region(3, 0, 20, 4)):
            grid._styles_cache.clear()
            assert grid.render_lines(crop) == Widget.render_lines(grid, crop)


async def test_a_scroll_bar_is_drawn_when_its_thumb_moves(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Widget] = []
    draw = Slider._render_content

    def drawing(bar: Slider) -> None:
        drawn.append(bar)
        draw(bar)

    def still() -> bool:
        was = bool(drawn)
        drawn.clear()
        return not was

    monkeypatch.setattr(Slider, "_render_content", drawing)
    async with explorer(size=(100, 40)) as driven:
        for rows, pages, moves in ((1_000_000, 5, False), (60, 1, True)):
            grid = await shown(driven, rows)
            bar = grid.vertical_scrollbar
            await driven.until(still, "all drawn that the new table draws")
            before = thumb(bar)
            await driven.keys(*["pagedown"] * pages)
            await driven.until(lambda grid=grid: grid.scroll_offset.y > 0, "another page")
            if moves:
                await driven.until(lambda bar=bar: bar in drawn, "the thumb drawn again")
            assert (bar in drawn) == moves
            assert (thumb(bar) != before) == moves


async def test_an_explorer_in_ascii_leaves_nothing_to_the_next(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, plain in (("C", True), ("C.UTF-8", False)):
        monkeypatch.setenv("LC_ALL", locale)
        async with explorer(size=(100, 40)) as driven:
            assert driven.app.look.plain == plain
            bar = (await shown(driven, 50)).vertical_scrollbar
            drawn = "".join(segment.text for strip in thumb(bar) for segment in strip)
            assert (drawn.strip() == "") == plain, "the end of the thumb is part of a cell"


def thumb(bar: Widget) -> list[Strip]:
    """The scroll bar as it is drawn."""
    return bar.render_lines(Region(0, 0, *bar.size))


async def test_the_footer_is_made_when_other_keys_work(explorer: Start) -> None:
    async with explorer(size=(100, 40)) as driven:
        await driven.turn("facts")
        await driven.read()
        said: list[object] = []
        footer = driven.app.query_one("#footer", Bar)
        footer.say = lambda *lines: said.append(lines)  # type: ignore[method-assign]
        await driven.keys("down", "up")
        assert not said
        driven.app.say("something to tell")
        await driven.keys("down")
        assert len(said) == 2, "the notice, and the keys again after it"
        await driven.turn("documents")
        assert len(said) > 2
