"""The application: one screen of header, tabs, a pane and footer. It holds the view and the way back, and nothing else.

What a pane shows is the pane's business; what a key does is decided by `actions.resolve` from a snapshot of the
interface; what an action does is the method that it names, of the pane or of a handler.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.driver import Driver
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widget import Widget

from mubiao_tui import actions
from mubiao_tui.app.actions.handlers import Handlers
from mubiao_tui.app.alive import Alive
from mubiao_tui.app.application import Release
from mubiao_tui.app.background import Loaded, Loads
from mubiao_tui.app.chrome import Chrome
from mubiao_tui.app.curtain import Curtain
from mubiao_tui.app.drawing.bars import Bar
from mubiao_tui.app.drawing.composing import Sparing
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import HasLook, HasNames
from mubiao_tui.app.keys import Keys
from mubiao_tui.app.navigation import Navigation
from mubiao_tui.app.opening import NotWantedError
from mubiao_tui.app.panes import pane_for
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.app.surviving import Surviving
from mubiao_tui.app.system.state import Session
from mubiao_tui.situation import Situation
from mubiao_tui.strings import Strings
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Crumb, View

if TYPE_CHECKING:
    from mubiao.queries.first_paint import First
    from mubiao.queries.progress import Share
    from mubiao.queries.records import Overview
    from mubiao.queries.session.reader import DatabaseReader
    from mubiao_tui.app.opening import Opening, Settings

THEMES = {"terminal": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}
"""Our themes → those of Textual, for its own widgets and the background."""


AHEAD = ("mubiao_tui.app.actions.filtering.filterbar", "mubiao_tui.app.input.dialogs", "mubiao_tui.app.drawing.chart")
"""Modules beside the panes that are likely needed next: imported in a thread once the first screen is there."""


def import_ahead() -> None:
    """Import what the next keys need, so that they need not wait for it."""
    for tab in Tab:
        pane_for(tab)
    for name in (*AHEAD, "mubiao.targets"):
        import_module(name)


class PlainBar(ScrollBarRender):
    """A scroll bar without the blocks that ASCII does not have."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class Front(Alive, Screen[None]):
    """The screen of the panes."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._compositor = Sparing()


class Explorer(Curtain, Surviving, Navigation, Alive, App[int], inherit_bindings=False):
    """The explorer of one database."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { layout: vertical; background: transparent; }
    #body { height: 1fr; }
    #news { display: none; }
    #news.told { display: block; }
    #body.small { display: none; }
    """

    def __init__(
        self, opening: Opening, *, database: Path, session: Session, strings: Strings, look: Look, settings: Settings
    ) -> None:
        # Without colours Textual would make greys of them, unless it leaves them to the terminal.
        super().__init__(ansi_color=None if look.colour else True)
        # Textual keeps it with the class: an explorer that draws in ASCII leaves it to the next one of the process.
        ScrollBar.renderer = PlainBar if look.plain else ScrollBarRender
        self.opening, self.database, self.settings, self.session = opening, database, settings, session
        self.shown_name = settings.title or database.name
        self.pick = settings.pick
        self.view: View = session.view
        self.crumbs: list[Crumb] = []
        self.picked: list[str] = []
        self.saved = dict(session.saved)
        self.history, self.searched = list(session.history), ""
        self.seen, self.fresh = session.seen, None
        self.notice: tuple[str, bool] | None = None
        self.strings, self.look, self.names = strings, look, Names(strings)
        self.loads = Loads(self, lambda text: self.say(text, error=True), self.busy)
        self.chrome = Chrome(self)
        self.keys = Keys(self)
        self.opened = self.keys.hold("open")  # what is typed before the data is there waits for it
        self.handlers = Handlers(self)
        self.overview: Overview | None = None
        self.first: First | None = None
        self.changed = False  # the file is not what is shown any more
        self.judging = False  # review mode: the keys that judge do so
        self.judged: Share | None = None  # how far the review has come, once it is counted
        self.last_part: Widget | None = None  # of a pane, that had the focus before a bar or a dialog
        self._source: DatabaseReader | None = None
        self._panes: dict[Tab, Pane] = {}
        self.loaded: Callable[[], None] = lambda: None  # told when no more modules are to come
        self.rested: Callable[[], None] = lambda: None  # told when no key has come for a while
        self.theme = THEMES[look.theme]

    def get_driver_class(self) -> type[Driver]:
        """Our own reading of keys, where there are terminals of that kind."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from mubiao_tui.app.system.terminal import Terminal

        return Terminal

    def get_default_screen(self) -> Screen[None]:
        """The screen of the panes."""
        return Front(id="_default")

    def compose(self) -> ComposeResult:
        """Header, tabs, body, footer."""
        yield Bar(self.look, id="header")
        yield Bar(self.look, id="tabs")
        yield Bar(self.look, id="news")
        yield Container(id="body")
        yield Bar(self.look, id="footer")

    # Opening

    def on_mount(self) -> None:
        """The frame is there; the data follows in two steps, the second of which needs polars."""
        asyncio.get_running_loop().set_exception_handler(self.unheard)
        self.head()
        self.look_behind()
        self.loads.start("first", self.opening.first, self._looked)

    async def _show_first(self, first: First) -> None:
        self.overview, self.first = first.overview, first
        await self.turn_to(self.view.tab)

    def _looked(self, first: First | None) -> None:
        if first is not None and self.view.tab is Tab.REGIONS:
            self.call_later(self._show_first, first)
        self.call_after_refresh(self.loads.start, "open", self._open, self._opened, failed=lambda _: self.exit(3))

    def _open(self) -> tuple[DatabaseReader, Overview]:
        try:
            source = self.opening()
            return source, source.overview()
        except NotWantedError:  # left before it was there
            raise
        except Exception as error:
            self.failure = error
            raise

    def _opened(self, both: tuple[DatabaseReader, Overview]) -> None:
        self._source, self.overview = both
        self.call_later(self.turn_to, self.view.tab)
        if self.settings.files:
            self.handlers.adding.add(list(self.settings.files))
        self.opened()
        if self.session.lost:
            self.say(self.strings.text("state.lost"))
        backup = self.source.store.backup
        if backup is not None:
            self.say(self.strings.text("state.migrated", name=self.source.store.path.name, backup=backup.name))
        if self.settings.keeps:
            self.handlers.news.look(begins=True)
        self.set_interval(2.0, self.notice_change)
        self.call_after_refresh(self.loaded)
        self.loads.start("ahead", import_ahead, lambda _: self.loaded(), delay=1.0)

    def notice_change(self) -> None:
        """Look whether the file has changed; say so once."""
        changed = self.overview is not None and self.source.stamp() != self.stamp
        told, self.changed = self.changed, changed
        if changed != told:
            self.head()
        if changed and not told:
            self.say(self.strings.text("reload.offer"))
        if self.keys.resting and not self.loads.busy:
            self.rested()

    @property
    def source(self) -> DatabaseReader:
        """The data; only asked for once it is open."""
        assert self._source is not None
        return self._source

    @property
    def open(self) -> bool:
        """Whether the data can be asked for."""
        return self._source is not None

    @property
    def stamp(self) -> str:
        """The state of the database that is shown."""
        return self.overview.stamp if self.overview is not None else ""

    # Keys

    def situation(self) -> Situation:
        """A snapshot of what is true now."""
        known: dict[str, Any] = {}
        try:
            known = {} if self.pane is None else self.pane.situation()
        except Exception as error:  # whatever a pane does, one can leave it
            self.fault(error)
        known["searching"] = known.get("searching", False) or bool(self.searched)
        return Situation(
            tab=self.view.tab,
            mode=self.view.shown,
            crumbs=len(self.crumbs) or int(self.view.reads or (self.view.aside and not self.handlers.busy)),
            marks=len(self.view.marked),
            filtered=self.view.selection != self.view.selection.unfiltered or bool(self.view.judged or self.view.only),
            undoable=self.handlers.undoable,
            stated=self.handlers.stated,
            changed=self.changed,
            writable=self.overview is not None and self.overview.writable,
            busy=self.handlers.busy,
            pick=self.pick,
            review=self.judging,
            fills=self.pane is not None and self.pane.fills,
            news=self.fresh is not None,
            filled=self.pane is not None and self.pane.filled is not None,
            **known,
        )

    @property
    def typing(self) -> bool:
        """Whether keys go into a line or a dialog, which do with them what they will."""
        focused = self.focused
        return len(self.screen_stack) > 1 or (
            focused is not None and self.pane is not None and self.pane not in focused.ancestors
        )

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for what those before them began; everything else goes its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.app_focus = True
            await self.keys.pressed(event)
        else:
            await super().on_event(event)

    async def hand_on(self, event: events.Key | events.Paste) -> None:
        """Give a key to the part that has the focus."""
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key that the filter bar made nothing of: those of the line come first; of a dialog none come."""
        focused = self.focused
        own = focused is not None and event.key in focused._bindings.key_to_bindings
        if len(self.screen_stack) == 1 and not own:
            event.stop()
            event.prevent_default()
            self.key(event)

    def key(self, event: events.Key) -> None:
        """Do what a key means now."""
        key = self.name_of(event)
        if key == "ctrl+c":
            # As in a shell: what runs is stopped first.
            (self.handlers.adding.cancel if self.handlers.stoppable else self.handlers.program.quit)()
            return
        situation = self.situation()
        action = actions.resolve(key, situation)
        if self.notice is not None:
            self.notice = None
            self.situated()
        if action is not None:
            self.perform(action.id)
        elif (judging := actions.judging(key, situation)) is not None:
            label, enters = self.strings.text(f"action.{judging.id}.label"), actions.BY_ID["review"].keys[0]
            self.say(self.strings.text("review.enter", label=label, press=actions.key_name(enters)))
        if action is None and actions.opens(key):
            self.keys.refused()

    def perform(self, name: str) -> None:
        """Do an action."""
        action = actions.BY_ID[name]
        method = self.handlers.method(action)
        if method is not None:
            method() if action.to is None else method(action.to)
        self.keys.began(action)
        self.situated()

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """A tab or an action of the footer was clicked."""
        if self.open and actions.BY_ID[message.pressed].when(self.situation()):
            self.perform(message.pressed)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A row was clicked twice."""
        if self.open and actions.BY_ID["enter"].when(self.situation()):
            self.perform("enter")

    # What comes in

    def on_loaded(self, message: Loaded) -> None:
        """A read has come to its end."""
        try:
            self.loads.finish(message)
        finally:
            self.keys.ended(message.load.name)

    def loop_call(self, call: Callable[[], object]) -> None:
        """Do something on the interface's own thread, from another one, without waiting for it."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def on_descendant_focus(self) -> None:
        """Another part has the focus."""
        if self.pane is not None and self.pane.focused_part is not None:
            self.last_part = self.pane.focused_part
        self.situated()

    def on_resize(self) -> None:
        """Another size. The handlers of Textual itself set it, and run after ours."""
        self.call_later(self.head)
        self.call_after_refresh(self.refocus)

    def say(self, text: str, *, error: bool = False) -> None:
        """Tell something in the footer, until the next key."""
        self.notice = (" ".join(text.split()), error)
        self.situated()

    def situated(self) -> None:
        """What can be done has changed: the footer follows."""
        self.chrome.foot()

    def head(self) -> None:
        """What stands around the panes has changed: header, tabs and footer follow."""
        if self.judging:
            self.handlers.progress.follow()
        self.chrome.head()

    def hold(self, name: str, cancel: Callable[[], None] | None = None) -> Release:
        """Keep keys back until the returned function is called; see `Keys.hold`."""
        return self.keys.hold(name, cancel)

    def reload(self, said: str = "") -> None:
        """Read the database again, and say so, or something else."""
        self.handlers.program.reload(said)

    def keep(self) -> bool:
        """Keep the session for the next time; False where that is not possible."""
        return self.handlers.program.keep()

    def leave(self) -> None:
        """End the session."""
        self.handlers.program.quit()

    def reface(self, *, strings: Strings | None = None, look: Look | None = None) -> None:
        """Another language or another look: everything is drawn again."""
        self.strings, self.look = strings or self.strings, look or self.look
        self.names = Names(self.strings)
        self.view = replace(self.view, fact=self.fact or self.view.fact)
        self.theme = THEMES[self.look.theme]
        for widget in self.query(Widget):
            if isinstance(widget, HasLook):
                widget.look = self.look
            if isinstance(widget, HasNames):
                widget.names = self.names
            widget.refresh()
        for pane in self._panes.values():
            pane.forget()
        if self.pane is not None:
            self.pane.update_view()
        self.head()
