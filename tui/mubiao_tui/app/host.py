"""The application, as far as a pane or a part of one knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mubiao_tui.app.background import Loads
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.strings import Strings
from mubiao_tui.view import View

if TYPE_CHECKING:
    from mubiao.queries.first_paint import First
    from mubiao.queries.session.reader import DatabaseReader


class Host(Protocol):
    """The application, as far as panes know it."""

    view: View
    look: Look
    strings: Strings
    names: Names
    loads: Loads
    pick: bool
    first: First | None

    @property
    def source(self) -> DatabaseReader:
        """The data."""
        ...

    @property
    def open(self) -> bool:
        """Whether the data can be asked for; until then there is only the first look."""
        ...

    @property
    def stamp(self) -> str:
        """The state of the database that is shown."""
        ...

    def go(self, view: View, label: str) -> None:
        """Go into another view and leave a breadcrumb."""
        ...

    def change(self, view: View) -> None:
        """The same step of the way, changed."""
        ...

    def say(self, text: str, *, error: bool = False) -> None:
        """Tell something in one line."""
        ...

    def situated(self) -> None:
        """What can be done has changed: footer and keys follow."""
        ...


@runtime_checkable
class Begins(Protocol):
    """A part that is not typed into before it has had the focus."""

    begun: bool


@runtime_checkable
class HasLook(Protocol):
    """A part that draws itself in a look."""

    look: Look


@runtime_checkable
class HasNames(Protocol):
    """A part that writes names out in the language of the interface."""

    names: Names
