"""Tables call indicators by their short names under 120 cells, and by their names from there on."""

from __future__ import annotations

from tests.tui.app.conftest import Start
from tests.tui.app.test_explorer import place


async def test_another_width_has_other_names(explorer: Start) -> None:
    async with explorer(size=(119, 30)) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        await driven.sees("Idle land reused")
        await driven.pilot.resize_terminal(130, 30)
        await driven.sees("Idle land put to use")
        await driven.turn("targets")
        await driven.sees("Gross regional product growth")
        await driven.pilot.resize_terminal(100, 30)
        await driven.sees(" GDP ")
        await driven.turn("regions")
        await driven.sees("Idle land reused")


async def test_both_names_are_found(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("targets")
        pane = driven.app.pane
        assert pane is not None
        for words in ("idle land reused", "land put to use"):
            found: list[int | None] = []
            pane.find(words, 0, 1, found.append)
            assert found and found[0], words
