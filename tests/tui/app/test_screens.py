"""Screens as text, kept beside the tests: what changed in one of them is seen at a glance.

After a wanted change: `MUBIAO_KEEP_SCREENS=1 pytest tests/tui/app/test_screens.py`, and look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.tui.app.conftest import Start
from tests.tui.app.test_explorer import place

SCREENS = Path(__file__).parent / "screens"


@pytest.mark.parametrize(
    ("name", "size", "lang"),
    [
        ("regions-80x24-en", (80, 24), "en"),
        ("regions-160x50-zh", (160, 50), "zh"),
        ("sectors-80x24-zh", (80, 24), "zh"),
        ("targets-80x24-en", (80, 24), "en"),
        ("targets-160x50-zh", (160, 50), "zh"),
        ("facts-80x24-zh", (80, 24), "zh"),
        ("documents-120x30-en", (120, 30), "en"),
    ],
)
async def test_a_screen_is_as_it_was(explorer: Start, name: str, size: tuple[int, int], lang: str) -> None:
    tab = name.split("-", maxsplit=1)[0]
    async with explorer(size=size, lang=lang) as driven:
        await driven.ready("regions")
        await place(driven, "350582")
        if tab != "regions":
            await driven.turn(tab)
        if tab == "targets":
            await driven.sees("●")
        if tab == "facts":
            await driven.until(lambda: driven.app.pane.panel.found is not None, "evidence")  # type: ignore[union-attr]
        if tab == "documents":
            await driven.until(lambda: driven.app.pane.reading is not None, "the text")  # type: ignore[union-attr]
        await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")
        file = SCREENS / f"{name}.txt"
        if os.environ.get("MUBIAO_KEEP_SCREENS"):
            for _ in range(20):
                await driven.pilot.pause()
            file.parent.mkdir(exist_ok=True)
            file.write_text(driven.screen + "\n", encoding="utf-8")
        kept = file.read_text(encoding="utf-8").rstrip("\n")
        for _ in range(200):  # what was read last may still have to be drawn
            if driven.screen == kept:
                break
            await driven.pilot.pause()
        assert driven.screen == kept
