"""The application as actions, keys and the lines around the panes know it. None of them imports the application itself.

It stands beside the class of Textual among the bases of the explorer, so what Textual gives is known here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from mubiao.queries.selection import Selection
from mubiao_tui.app.background import Loads
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.opening import Opening, Settings
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.situation import Situation
from mubiao_tui.strings import Strings
from mubiao_tui.view import Crumb, View

if TYPE_CHECKING:
    from textual.app import App

    from mubiao.queries.first_paint import First
    from mubiao.queries.progress import Share
    from mubiao.queries.records import Overview
    from mubiao.queries.session.news import News
    from mubiao.queries.session.reader import DatabaseReader

    _App = App[int]
else:
    _App = object  # the class of Textual that follows in the bases

Release = Callable[[], None]


class Application(_App):
    """What is shown, what it is shown of, and what can be asked of the whole."""

    opening: Opening
    database: Path
    settings: Settings
    shown_name: str
    pick: bool

    view: View
    crumbs: list[Crumb]
    picked: list[str]
    history: list[str]  # filters that were typed, the latest last
    saved: dict[str, View]  # views by name
    searched: str  # what is searched for; empty for nothing
    judging: bool  # review mode: the keys that judge do so
    judged: Share | None  # how far the review has come, once it is counted
    notice: tuple[str, bool] | None  # what is told in the footer, and whether it is an error
    last_part: Widget | None  # of a pane, that had the focus before a bar or a dialog

    strings: Strings
    look: Look
    names: Names
    loads: Loads
    overview: Overview | None
    first: First | None
    seen: Mapping[str, str] | None  # the documents that the next session takes for known
    fresh: News | None  # what is new since the last session, until somebody has looked
    changed: bool  # the file is not what is shown any more

    @property
    def there(self) -> bool:
        """Whether there is a screen to tell things on: not before the begin, and not on the way out."""
        return self.is_attached and self.query_one_optional("#footer") is not None

    @property
    def source(self) -> DatabaseReader:
        """The data; only asked for once it is open."""
        raise NotImplementedError

    @property
    def open(self) -> bool:
        """Whether the data can be asked for."""
        raise NotImplementedError

    @property
    def stamp(self) -> str:
        """The state of the database that is shown."""
        raise NotImplementedError

    def frame(self) -> str | None:
        """What is on the screen as a terminal takes it; None where that is not what a session begins with."""
        raise NotImplementedError

    @property
    def pane(self) -> Pane | None:
        """The pane that is seen."""
        raise NotImplementedError

    @property
    def fact(self) -> str | None:
        """The id of the fact under the cursor of the pane that is seen."""
        return self.pane.fact if self.pane is not None else None

    def panes(self) -> list[Pane]:
        """The panes that have been made."""
        raise NotImplementedError

    @property
    def typing(self) -> bool:
        """Whether keys go into a line or a dialog, which do with them what they will."""
        raise NotImplementedError

    def situation(self) -> Situation:
        """A snapshot of what is true now."""
        raise NotImplementedError

    # The view

    def go(self, view: View, label: str) -> None:
        """Go into another view and leave a breadcrumb."""
        raise NotImplementedError

    def change(self, view: View) -> None:
        """The same step of the way, changed."""
        raise NotImplementedError

    def back(self) -> None:
        """One step back."""
        raise NotImplementedError

    def select(self, selection: Selection) -> None:
        """Show what another selection leaves."""
        self.change(replace(self.view, selection=selection, fact=None))

    # What is told

    def say(self, text: str, *, error: bool = False) -> None:
        """Tell something in the footer, until the next key."""
        raise NotImplementedError

    def situated(self) -> None:
        """What can be done has changed: the footer follows."""
        raise NotImplementedError

    def head(self) -> None:
        """What stands around the panes has changed: header, tabs and footer follow."""
        raise NotImplementedError

    def reface(self, *, strings: Strings | None = None, look: Look | None = None) -> None:
        """Another language or another look: everything is drawn again."""
        raise NotImplementedError

    # Keys and actions

    @staticmethod
    def name_of(event: events.Key) -> str:
        """A key as the registry names it: the character that it types, or its name."""
        return event.character if event.character and event.is_printable else event.key

    def key(self, event: events.Key) -> None:
        """Do what a key means now."""
        raise NotImplementedError

    async def hand_on(self, event: events.Key | events.Paste) -> None:
        """Give a key to the part that has the focus."""
        raise NotImplementedError

    def hold(self, name: str, cancel: Callable[[], None] | None = None) -> Release:
        """Keep keys back until the returned function is called; see `Keys.hold`."""
        raise NotImplementedError

    def perform(self, name: str) -> None:
        """Do an action, by its id."""
        raise NotImplementedError

    def reload(self, said: str = "") -> None:
        """Read the database again, and say so, or something else."""
        raise NotImplementedError

    def keep(self) -> bool:
        """Keep the session for the next time; False where that is not possible."""
        raise NotImplementedError

    def leave(self) -> None:
        """End the session."""
        raise NotImplementedError

    def loop_call(self, call: Callable[[], object]) -> None:
        """Do something on the interface's own thread, from another one, without waiting for it."""
        raise NotImplementedError
