"""One part of a tab fills the screen with a key, and gives the room back with the same."""

from __future__ import annotations

import pytest
from tests.tui.app.conftest import Driven, Start
from textual.widget import Widget

from mubiao_tui.tabs import Tab


def shown(driven: Driven) -> list[Widget]:
    """The parts that take room now."""
    pane = driven.app.pane
    assert pane is not None
    return [part for part in pane.parts() if all(node.display for node in part.ancestors_with_self)]


def part(driven: Driven) -> Widget:
    """The part that has the focus."""
    pane = driven.app.pane
    assert pane is not None and pane.focused_part is not None
    return pane.focused_part


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_part_fills_the_screen_and_comes_back(explorer: Start, size: tuple[int, int]) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        for tab in Tab:
            if tab is not Tab.REGIONS:
                await driven.turn(tab.value)
            await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")
            if not driven.app.situation().fills:
                assert len(shown(driven)) == 1, f"what stands alone in {tab} has all the room"
                continue
            for key in ("z", "f12"):
                await fills(driven, key, size)


async def fills(driven: Driven, key: str, size: tuple[int, int]) -> None:
    """See that the part with the focus fills the screen with a key and comes back with it."""
    where, many, chosen = f"{driven.app.view.tab}, {key}", shown(driven), part(driven)
    before = chosen.region
    await driven.keys(key)
    await driven.until(lambda: chosen.size.width == size[0], f"{where}: the whole width")
    await driven.until(lambda: chosen.region.bottom == size[1] - 1, f"{where}: down to the footer")
    assert shown(driven) == [chosen] and chosen.has_focus, where
    assert "zoom back" in driven.lines[-1] or size[0] < 100, where
    await driven.keys(key)
    await driven.until(lambda: chosen.region == before, f"{where}: the room of before")
    assert shown(driven) == many and chosen.has_focus, where


async def test_the_part_that_gets_the_focus_fills_the_screen_instead(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")
        parts = shown(driven)
        await driven.keys("z")
        for other in (*parts[1:], parts[0]):
            await driven.keys("tab")
            await driven.until(lambda other=other: shown(driven) == [other] and other.has_focus, str(other.id))
        await driven.keys("enter")  # into what the place reports
        await driven.until(lambda: shown(driven) == [parts[1]] and parts[1].has_focus, "the part that is gone into")
        await driven.keys("escape")
        await driven.until(lambda: shown(driven) == [parts[0]] and parts[0].has_focus, "the tree again")
        await driven.keys("z")
        await driven.until(lambda: shown(driven) == parts, "all of them")
