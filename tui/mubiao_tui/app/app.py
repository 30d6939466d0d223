"""The application: one screen of header, tabs, a pane and footer. It holds the view and the way back, and nothing else.

What a pane shows is the pane's business; what a key does is decided by `actions.resolve` from a snapshot of the
interface; what an action does is a method `do_<id>` of the pane or of one of the handlers below it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.widget import Widget

from mubiao_tui import actions
from mubiao_tui.actions import Situation
from mubiao_tui.app import bars
from mubiao_tui.app.bars import Bar
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.loads import Loaded, Loads
from mubiao_tui.app.look import Look
from mubiao_tui.app.moving import Columns, Moving
from mubiao_tui.app.names import Names
from mubiao_tui.app.output import Output
from mubiao_tui.app.paint import Piece
from mubiao_tui.app.panes import PANES
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.app.picking import Adding
from mubiao_tui.app.program import Program
from mubiao_tui.app.reviewing import Reviewing
from mubiao_tui.app.selecting import Selecting
from mubiao_tui.app.state import Session
from mubiao_tui.strings import Strings
from mubiao_tui.view import Crumb, Tab, View

if TYPE_CHECKING:
    from mubiao_tui.app.source.base import Source
    from mubiao_tui.app.source.kinds import Overview
    from mubiao_tui.app.start import Settings

SMALLEST = (40, 10)
"""Columns and rows below which only a plain line is shown."""

TEXTUAL_THEMES = {"terminal": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}


class Explorer(App[int], inherit_bindings=False):
    """The explorer of one database."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { layout: vertical; layers: base over; background: transparent; }
    #body { height: 1fr; }
    #body.small { display: none; }
    """

    def __init__(
        self,
        opened: Callable[[], Source],
        *,
        database: Path,
        session: Session,
        strings: Strings,
        look: Look,
        settings: Settings,
    ) -> None:
        super().__init__()
        self.opened = opened
        self.database = database
        self.session = session
        self.view: View = session.view
        self.crumbs: list[Crumb] = []
        self.strings, self.look, self.names = strings, look, Names(strings)
        self.pick = settings.pick
        self.settings = settings
        self.shown_name = settings.title or database.name
        self.loads = Loads(self, lambda text: self.say(text, error=True))
        self.overview: Overview | None = None
        self.picked: list[str] = []
        self.last_part: Widget | None = None  # of a pane, that had the focus before a bar or a dialog
        self.failure: Exception | None = None
        self._source: Source | None = None
        self._notice: tuple[str, bool, float] | None = None
        self._panes: dict[Tab, Pane] = {}
        self.program, self.selecting, self.reviewing, self.adding = (
            Program(self), Selecting(self), Reviewing(self), Adding(self)
        )  # fmt: skip
        self.handlers: tuple[object, ...] = (
            Moving(self), Columns(self), self.selecting, self.reviewing, self.adding, Output(self), self.program
        )  # fmt: skip
        self.theme = TEXTUAL_THEMES[look.theme]

    # The frame

    def compose(self) -> ComposeResult:
        """Header, tabs, body, footer."""
        yield Bar(self.look, id="header")
        yield Bar(self.look, id="tabs")
        yield Container(id="body")
        yield Bar(self.look, id="footer")

    def on_mount(self) -> None:
        """Open the database in a thread; the frame is there meanwhile."""
        self.frame()
        self.loads.start("open", self._open, self._opened, failed=self._not_opened)

    def _open(self) -> tuple[Source, Overview]:
        try:
            source = self.opened()
            return source, source.overview()
        except Exception as error:
            self.failure = error
            raise

    def _opened(self, both: tuple[Source, Overview]) -> None:
        self._source, self.overview = both
        self.call_later(self.turn_to, self.view.tab)
        if self.settings.files:
            self.adding.add(list(self.settings.files))
        self.set_interval(2.0, self.program.watch)

    def _not_opened(self, text: str) -> None:
        self.exit(3)

    @property
    def source(self) -> Source:
        """The data; only asked for once it is open."""
        assert self._source is not None
        return self._source

    @property
    def stamp(self) -> str:
        """The state of the database that is shown."""
        return self.overview.stamp if self.overview is not None else ""

    @property
    def pane(self) -> Pane | None:
        """The pane that is seen."""
        return self._panes.get(self.view.tab)

    def panes(self) -> list[Pane]:
        """The panes that have been made."""
        return list(self._panes.values())

    def loop_call(self, call: Callable[[], object]) -> None:
        """Do something on the interface's own thread, from another one, without waiting for it."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    async def turn_to(self, tab: Tab) -> None:
        """Show a tab's pane, made when it is first seen."""
        body = self.query_one("#body")
        pane = self._panes.get(tab)
        if pane is None:
            pane = PANES[tab](self)
            await body.mount(pane)
            self._panes[tab] = pane  # from now on it can be asked: its parts are there
        for other in self._panes.values():
            other.display = other is pane
        pane.fit_size()
        pane.update_view()
        if pane.focused_part is None and len(self.screen_stack) == 1:
            pane.parts()[0].focus()
        self.frame()

    # The view and the way back

    def go(self, view: View, label: str) -> None:
        """Go into another view and leave a breadcrumb."""
        self.crumbs.append(Crumb(self.view, label))
        self.change(view)

    def change(self, view: View) -> None:
        """The same step of the way, changed."""
        turned = view.tab is not self.view.tab
        self.view = view
        if turned:
            self.call_later(self.turn_to, view.tab)
        elif self.pane is not None:
            self.pane.update_view()
        self.frame()

    def back(self) -> None:
        """One step back, with the columns as they are now."""
        crumb = self.crumbs.pop()
        self.change(replace(crumb.view, layouts=self.view.layouts, marks=self.view.marks))
        self.call_after_refresh(self.refocus)

    # Keys

    def situation(self) -> Situation:
        """A snapshot of what is true now."""
        view = self.view
        known: dict[str, Any] = {"rows": 0}
        if self.pane is not None and self.pane.is_mounted:
            known = self.pane.situation()
        known.setdefault("fact", False)
        known["searching"] = known.get("searching", False) or self.selecting.searching
        return Situation(
            tab=view.tab,
            mode=view.shown,
            crumbs=len(self.crumbs),
            marks=len(view.marks),
            filtered=not view.selection.empty,
            undoable=self.reviewing.undoable,
            busy=self.adding.busy,
            changed=self.program.changed,
            writable=self.overview is not None and self.overview.writable,
            pick=self.pick,
            **known,
        )

    def on_key(self, event: events.Key) -> None:
        """Do what the key means now. Keys of a dialog never come here."""
        if len(self.screen_stack) > 1:
            return
        if event.key == "ctrl+c":
            self.program.do_quit()
            return
        key = event.character if event.character and event.is_printable else event.key
        action = actions.resolve(key, self.situation())
        if self._notice is not None:
            self._notice = None
            self.situated()
        if action is not None:
            event.stop()
            event.prevent_default()
            self.perform(action.id)

    def perform(self, name: str) -> None:
        """Do an action."""
        for target in (self.pane, *self.handlers):
            handler = getattr(target, f"do_{name}", None)
            if handler is not None:
                handler()
                break
        self.situated()

    def on_bar_pressed(self, message: Bar.Pressed) -> None:
        """A tab or an action of the footer was clicked."""
        if actions.BY_ID[message.pressed].when(self.situation()):
            self.perform(message.pressed)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A row was clicked twice."""
        if actions.BY_ID["enter"].when(self.situation()):
            self.perform("enter")

    def on_loaded(self, message: Loaded) -> None:
        """A read has come to its end."""
        try:
            self.loads.finish(message)
        except Exception as error:  # a mistake of ours in one pane must not take the others with it
            self.say(f"{type(error).__name__}: {error}", error=True)
            self.log.error(error)

    def on_descendant_focus(self) -> None:
        """Another part has the focus."""
        pane = self.pane
        if pane is not None and pane.focused_part is not None:
            self.last_part = pane.focused_part
        self.situated()

    def on_resize(self) -> None:
        """Another size."""
        # The handlers of Textual itself set the new size, and run after ours.
        self.call_later(self.frame)
        if not self.small:
            self.call_after_refresh(self.refocus)

    def refocus(self) -> None:
        """Give the focus back to the part that had it last, where nothing has it."""
        pane = self.pane
        if self.focused is None and len(self.screen_stack) == 1 and pane is not None:
            parts = pane.parts()
            (self.last_part if self.last_part in parts else parts[0]).focus()

    @property
    def small(self) -> bool:
        """Whether the terminal is too small to show a pane."""
        return self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]

    # Lines

    def say(self, text: str, *, error: bool = False) -> None:
        """Tell something in the footer, until the next key."""
        self._notice = (" ".join(text.split()), error, time.monotonic())
        self.situated()

    def frame(self) -> None:
        """Draw header and tabs again."""
        if not self.is_attached or not self.query("#footer"):
            return  # on the way out
        view, cells, text = self.view, self.size.width, self.strings.text
        counts = text("header.opening")
        if self.overview is not None:
            documents, facts = f"{self.overview.documents:,}", f"{self.overview.facts:,}"
            counts = text("header.counts", documents=documents, facts=facts)
        title = [Piece(" mubiao", "bold"), Piece(f"  {self.shown_name} · {counts}", "dim")]
        self.query_one("#header", Bar).say(bars.header(title, self.selecting.chips(), cells))
        labels = [(tab.value, text(f"tab.{tab.value}")) for tab in Tab]
        bar = self.query_one("#tabs", Bar)
        pieces, bar.targets = bars.tabs(labels, view.tab.value, [c.label for c in self.crumbs], self.look, cells)
        bar.say(pieces)
        self.situated()

    def situated(self) -> None:
        """What can be done has changed: the footer follows."""
        if not self.is_attached or not self.query("#footer"):
            return  # on the way out
        bar = self.screen_stack[0].query_one("#footer", Bar)
        cells = self.size.width
        self.query_one("#body").set_class(self.small, "small")
        if self.small:
            bar.targets = []
            bar.say([Piece(" " + self.strings.text("header.small", columns=SMALLEST[0], rows=SMALLEST[1]))])
            return
        if self._notice is not None:
            text, error, _ = self._notice
            bar.targets = []
            bar.say([Piece(f" {text}", "error" if error else "notice")])
            return
        shown = actions.footer(self.situation())
        labels = {action.id: self.strings.text(f"action.{action.id}.label") for action in shown}
        pieces, bar.targets = bars.footer(shown, labels, cells)
        bar.say(pieces)

    def reface(self, *, strings: Strings | None = None, look: Look | None = None) -> None:
        """Another language or another look: everything is drawn again."""
        self.strings, self.look = strings or self.strings, look or self.look
        self.names = Names(self.strings)
        self.view = replace(self.view, fact=getattr(self.pane, "fact", None) or self.view.fact)
        self.theme = TEXTUAL_THEMES[self.look.theme]
        for widget in self.query(Widget):
            if hasattr(widget, "look"):
                widget.look = self.look
            if hasattr(widget, "names"):
                widget.names = self.names
            widget.refresh()
        for pane in self._panes.values():
            pane.forget()
        if self.pane is not None:
            self.pane.update_view()
        self.frame()
