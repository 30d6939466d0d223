"""Screens as text, kept beside the tests: what changed in one of them is seen at a glance. And the same is read
everywhere: without colours, in ASCII, where ambiguous characters are wide, and in tmux with sixteen colours.

After a wanted change: `MUBIAO_KEEP_SCREENS=1 pytest tests/tui/app/test_screens.py`, and look at the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import place
from tests.tui.app.test_terminal import Tmux, tmux  # noqa: F401 - a fixture

from mubiao_tui.app.drawing.text import width
from mubiao_tui.tabs import Tab

SCREENS = Path(__file__).parent / "screens"
DRAWN = 5.0
"""Seconds that a screen has to become what it was, before it is another one."""

SIZES = ((80, 24), (160, 50))


def file_of(tab: Tab, size: tuple[int, int], lang: str) -> Path:
    """Where a screen is kept."""
    return SCREENS / f"{tab}-{size[0]}x{size[1]}-{lang}.txt"


def kept(file: Path) -> str:
    """A screen as it was."""
    return file.read_text(encoding="utf-8").rstrip("\n")


async def tabs(driven: Driven) -> AsyncIterator[Tab]:
    """Go through the tabs of one explorer, each with all that it reads."""
    await driven.ready("regions")
    await place(driven, "350582")
    for tab in Tab:
        if tab is not Tab.REGIONS:
            await driven.turn(tab)
        if tab is Tab.FACTS:
            await driven.until(lambda: driven.app.pane.panel.found is not None, "evidence")  # type: ignore[union-attr]
        if tab is Tab.DOCUMENTS:
            await driven.until(lambda: driven.app.pane.reading is not None, "the text")  # type: ignore[union-attr]
        await driven.until(lambda: not driven.app.loads.busy, "nothing more to come")
        yield tab


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_every_screen_is_as_it_was(explorer: Start, size: tuple[int, int], lang: str) -> None:
    other = []
    async with explorer(size=size, lang=lang) as driven:
        async for tab in tabs(driven):
            file = file_of(tab, size, lang)
            if os.environ.get("MUBIAO_KEEP_SCREENS"):
                for _ in range(20):
                    await driven.pilot.pause()
                file.write_text(driven.screen + "\n", encoding="utf-8")
            # What was read last may still have to be drawn.
            with suppress(AssertionError):
                await driven.until(lambda file=file: driven.screen == kept(file), patience=DRAWN)  # type: ignore[misc]
            if driven.screen != kept(file):
                other.append(f"{file.name}\n{driven.screen}")
    assert not other, "\n\n".join(other)


WORDS = re.compile(r"\d[\d.,]*%?|[\u4e00-\u9fff]+|[A-Za-z]{2,}")


def words(screen: str) -> list[str]:
    """What is read: words and numbers in their order, without signs, rules and bars. In ASCII a sign can be a letter:
    alone, or where a line of a chart meets another, it is no word."""
    return [word for word in WORDS.findall(screen) if not re.fullmatch("[ox]+", word)]


WAYS = ({"NO_COLOR": "1"}, {"LC_ALL": "C", "MUBIAO_LANG": "zh"}, {"MUBIAO_AMBIGUOUS": "wide"})


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "en"), ((160, 50), "zh")], ids=["80x24", "160x50"])
@pytest.mark.parametrize("environ", WAYS, ids=["no colour", "ASCII", "wide"])
async def test_the_same_is_read_everywhere(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], size: tuple[int, int], lang: str
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with explorer(size=size, lang=lang) as driven:
        async for tab in tabs(driven):
            file = file_of(tab, size, lang)
            if tab is Tab.REGIONS and size == (80, 24) and driven.app.look.plain:
                continue  # the arrow before a target takes two cells there, and the board has a year less
            await driven.until(lambda file=file: words(driven.screen) == words(kept(file)), f"{tab} as it reads")  # type: ignore[misc]
            if "NO_COLOR" not in environ:
                drawn = set(driven.screen) - set(map(chr, range(128)))
                assert not {c for c in drawn if width(c) == 1}, "a character of which nobody knows how wide it is"
            assert max(map(width, driven.lines)) <= size[0]


def test_sixteen_colours_of_tmux_show_the_same(tmux: Tmux) -> None:  # noqa: F811
    tmux.sees("福建省", "GDP", "go in")
    tmux.keys("Down", "Down")
    tmux.sees("石狮市  county")
    tmux.keys("s")
    tmux.sees("晋江市  county")
    for tab in Tab:
        file = file_of(tab, (80, 24), "en")
        tmux.keys(tab.kind.keys[0])
        tmux.settles(kept(file) + "\n")
