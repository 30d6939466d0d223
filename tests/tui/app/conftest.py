"""An explorer on a small world, driven without a terminal; tests wait for what they want to see, and never sleep."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.tui.app.world import make

# Before the first import of Textual, as `start.prepare` does it.
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.stylesheet import Stylesheet
    from textual.pilot import Pilot

    from mubiao_tui.app.app import Explorer


PATIENCE = 60.0
"""Seconds after which a test gives up. Nothing waits that long unless it fails."""

SOON = 0.004
"""Seconds of waiting after which what is due is drawn: the first turns of a key change the screen again and again."""

READ = 0.5
"""Seconds that a key waits for the reads that it began, which a test may hold up for good."""


async def _given_way(*_: float) -> None:
    """Let the loop hand on what was sent.

    Textual's own pilot waits here until the processor is idle: twice 20 ms a key, and a second while threads read.
    """
    for _turn in range(4):  # a message takes three turns to its queue
        await asyncio.sleep(0)


class Driven:
    """An explorer that runs, and what a test does with it."""

    def __init__(self, app: Explorer, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    async def until(self, true: Callable[[], object], what: str = "", *, patience: float = PATIENCE) -> None:
        """Wait until something is so. A failure shows the screen."""
        end, wait = time.monotonic() + patience, 0.001
        while time.monotonic() < end:
            try:
                if true():
                    return
            except Exception:  # not there yet
                pass
            await asyncio.sleep(wait)  # lets the threads that read run; the condition decides, not the time
            if wait >= SOON:
                self.draws()
            wait = min(2 * wait, 0.01)
        raise AssertionError(f"never: {what}\n{self.screen}\n{self.threads}")

    def draws(self) -> None:
        """Draw what is due to be drawn, without waiting for its turn."""
        if self.app.is_running and self.app._screen_stack:
            self.app.screen._on_timer_update()

    @property
    def threads(self) -> str:
        """What every thread is at, and the reads that the explorer waits for."""
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        stacks = [
            f"{names.get(ident, ident)}:\n{''.join(traceback.format_stack(frame)[-8:])}"
            for ident, frame in sys._current_frames().items()
        ]
        loads, keys = self.app.loads, self.app.keys
        waits = f"keys: {keys._waiting}, passing {keys._passing}, held by {keys._holds}, on {self.app.screen_stack}"
        under_way = f"loads: {loads._running} of {loads._serials}, in threads {loads._threads}"
        return "\n".join([f"{waits}, to {self.app.focused}", under_way, *stacks])

    async def keys(self, *keys: str, sees: str = "") -> None:
        """Press keys, as Textual names them, and wait until each has been handled, and a text is on the screen."""
        for key in keys:
            await self.pilot.press(key)
            await self.until(lambda: self.app.keys.idle or not self.app.is_running, f"{key} handled")
        await self.read()
        if sees:
            await self.sees(sees)

    async def handled(self) -> None:
        """Wait until the keys that were pressed have been handled, and what they began has come about."""
        await self.pilot.pause()
        await self.until(lambda: self.app.keys.idle or not self.app.is_running, "the keys handled")
        await self.read()

    async def read(self) -> None:
        """Wait for what is being read, unless it is held up; what follows a resting cursor is not, before it rests."""
        loads, end = self.app.loads, time.monotonic() + READ
        await self.until(lambda: time.monotonic() > end or not loads.running(*{*loads._running} - {"ahead"}))
        self.draws()

    async def types(self, text: str) -> None:
        """What a terminal sends for a text, through Textual's own parser; `keys` knows no full-width characters."""
        from textual._xterm_parser import XTermParser

        for event in XTermParser().feed(text):
            self.app.post_message(event)
        await self.pilot.pause()

    async def enters(self, text: str) -> None:
        """Type a text and end the line."""
        await self.types(text)
        await self.keys("enter")

    async def types_filter(self, text: str) -> None:
        """Type a filter, and leave its line open."""
        await self.keys("slash")
        await self.until(lambda: self.app.query("#typed") and self.app.typing, "the line")
        await self.types(text)

    async def filters(self, text: str) -> None:
        """Type a filter and keep it."""
        await self.types_filter(text)
        await self.keys("enter")

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.draws()
        await self.until(lambda: text in self.screen, f"to see {text!r}")

    async def misses(self, text: str) -> None:
        """Wait until a text is not on the screen."""
        self.draws()
        await self.until(lambda: text not in self.screen, f"to miss {text!r}")

    @property
    def lines(self) -> list[str]:
        """The screen as lines of text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def screen(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    async def turn(self, tab: str) -> None:
        """Go to a tab and wait until its rows are there."""
        from mubiao_tui.tabs import Tab

        await self.keys(Tab(tab).kind.keys[0])
        await self.ready(tab)

    async def begins(self, tab: str) -> None:
        """Wait for the first tab, and go to another."""
        await self.ready("regions")
        await self.turn(tab)

    async def ready_document(self) -> None:
        """Wait until a document is open and has the focus."""
        await self.until(lambda: self.app.situation().pane == "reader", "the reader")

    async def ready(self, tab: str) -> None:
        """Wait until the pane of a tab shows rows and has the focus."""
        await self.until(lambda: self.app.view.tab.value == tab and self.app.pane is not None, tab)
        await self.until(lambda: self.app.situation().rows > 0, f"rows in {tab}")
        await self.until(lambda: self.app.pane is not None and self.app.pane.focused_part is not None, "focus")


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """Style rules as an explorer before has parsed them, from the same text and colours: nothing changes them."""
    known: dict[tuple[object, ...], list[RuleSet]] = {}

    def parsed(sheet: Stylesheet, *text: Any, **about: Any) -> list[RuleSet]:
        key = (*text, *about.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *text, **about)
        return known[key]

    return parsed


@pytest.fixture(scope="session")
def _sheets() -> Iterator[None]:
    """Explorers that share what they parse of their style sheets."""
    from textual.css.stylesheet import Stylesheet

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))
        yield


Start = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.fixture(scope="session")
def made_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world, made once; tests copy it."""
    return make(tmp_path_factory.mktemp("world") / "world.duckdb").path


@pytest.fixture
def world(made_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the world, and state of its own."""
    monkeypatch.setenv("MUBIAO_STATE", str(tmp_path / "state"))
    for name in ("NO_COLOR", "MUBIAO_LANG", "MUBIAO_ASCII", "MUBIAO_AMBIGUOUS", "MUBIAO_THEME", "TMUX", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(made_world, tmp_path / "world.duckdb"))


@pytest.fixture
def explorer(world: Path, _sheets: None, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts an explorer: `async with explorer(size=(80, 24)) as driven`."""

    @asynccontextmanager
    async def start(
        *, size: tuple[int, int] = (80, 24), database: Path | None = None, **settings: Any
    ) -> AsyncIterator[Driven]:
        import textual.app
        import textual.pilot

        from mubiao.model import MubiaoError
        from mubiao_tui.app.start import Opening, Settings, begin, build

        for module in (textual.app, textual.pilot):
            monkeypatch.setattr(module, "wait_for_idle", _given_way)
        path = database or world
        asked = Settings(**{"lang": "en", **settings})
        session = begin(path, asked)
        app = build(Opening(path, view=session.view), path, asked, session)
        async with app.run_test(size=size) as pilot:
            driven = Driven(app, pilot)
            await driven.until(lambda: app.open or app.failure is not None, "the database open")
            yield driven
        # Told in the footer, or at the end, and a mistake all the same.
        for error in [*app.faults, *filter(None, [app.failure])]:
            if not isinstance(error, MubiaoError):
                raise error

    return start
