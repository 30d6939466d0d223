"""A screen of which a part has changed is written as Textual writes it, and no line is made that is not."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Start
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

from mubiao_tui.app.drawing.composing import Sparing, runs
from mubiao_tui.app.grid.widget import Grid

KEYS = (
    ("regions", ("down", "right", "enter", "escape", "space", "tab", "down")),
    ("sectors", ("down", "down", "tab", "right")),
    ("targets", ("down", "pagedown", "v", "t", "r", "escape")),
    ("facts", ("down", "up", "right", "pagedown", "space", "v", "z", "z")),
    ("documents", ("down", "pagedown", "tab", "]", "z", "z", "enter", "]", "pagedown", "escape")),
)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_part_is_written_as_textual_writes_it(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    compared: list[tuple[str, str]] = []
    spare = Sparing.render_partial_update
    async with explorer(size=size) as driven:

        def both(self: Sparing) -> ChopsUpdate | None:
            regions = self._dirty_regions.copy()
            ours = spare(self)
            self._dirty_regions = regions
            theirs = Compositor.render_partial_update(self)
            assert (ours is None) == (theirs is None)
            if ours is not None and theirs is not None:
                console = driven.app.console
                compared.append((ours.render_segments(console), theirs.render_segments(console)))
            return ours

        monkeypatch.setattr(Sparing, "render_partial_update", both)
        await driven.ready("regions")
        for tab, keys in KEYS:
            await driven.turn(tab)
            before = len(compared)
            await driven.keys(*keys)
            await driven.until(lambda before=before: len(compared) > before, "something drawn")
    assert [ours for ours, theirs in compared if ours != theirs] == []


async def test_an_arrow_makes_two_lines(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    draw = Grid.render_line
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("facts")
        grid = driven.app.screen.query_one("#grid", Grid)
        monkeypatch.setattr(Grid, "render_line", lambda self, y: (made.append(y), draw(self, y))[1])
        await driven.keys("down")
        await driven.until(lambda: made, "what was there to draw is drawn")
        made.clear()
        await driven.keys("down")
        await driven.until(lambda: made, "the rows drawn")
        assert grid.cursor == 2 and sorted(made) == [2, 3]


def test_lines_that_are_wanted_are_taken_together() -> None:
    seen = Region(10, 5, 20, 6)
    assert runs(seen, []) == []
    assert runs(seen, [(4, 0, 80), (11, 0, 80)]) == [], "above and below"
    assert runs(seen, [(6, 0, 10), (7, 30, 80)]) == [], "on the left and on the right"
    assert runs(seen, [(5, 0, 11), (6, 0, 80), (6, 79, 80), (9, 29, 40)]) == [
        Region(10, 5, 20, 2),
        Region(10, 9, 20, 1),
    ]
