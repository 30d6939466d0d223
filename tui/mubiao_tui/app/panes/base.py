"""What the panes have in common, and what they know of the application around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from textual.widget import Widget

from mubiao_tui.app.grid.model import ListModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.loads import Loads
from mubiao_tui.app.look import Look
from mubiao_tui.app.names import Names
from mubiao_tui.strings import Strings
from mubiao_tui.view import Tab, View

if TYPE_CHECKING:
    import polars as pl

    from mubiao_tui.app.source.base import Source
    from mubiao_tui.app.source.first import First

NARROW = 110
"""Below this many cells a pane puts its parts below each other."""

FLAT = 18
"""Below this many lines what explains a table gives it room."""

TINY = 90
"""Below this many cells names are cut sooner."""

FOLLOW = 0.1
"""Seconds that the cursor has to rest before what follows it is read: a held key reads nothing."""


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
    def source(self) -> Source:
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


class Pane(Widget):
    """One tab. Its parts are what Tab goes round; handlers of actions are methods called `do_<action>`."""

    DEFAULT_CSS = "Pane { height: 1fr; layout: vertical; }"
    tab: Tab
    brings: tuple[str, ...] = ()
    """The loads that bring rows, or bring the cursor to one."""

    def __init__(self, host: Host) -> None:
        super().__init__(id=self.tab.value)
        self.host = host
        self.tables: dict[str, ListModel] = {}  # unsorted, by the grid's id
        self._shown: object = None

    # To be told by each pane

    def parts(self) -> list[Widget]:
        """The parts that can have the focus, in order."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what the view needs."""
        raise NotImplementedError

    def needs(self) -> object:
        """What the shown data depends on: while it is the same, nothing is read again."""
        raise NotImplementedError

    def situation(self) -> dict[str, Any]:
        """What actions ask about, as far as this pane knows it."""
        raise NotImplementedError

    def export(self) -> Callable[[], pl.LazyFrame]:
        """What makes the data of the focused part, to be written out; called in a thread."""
        raise NotImplementedError

    # Common

    def touched(self, facts: Sequence[str]) -> None:
        """Our own judgments on these facts are in: what follows from them is read again, now if it is seen."""
        self.forget()
        if self.display and self.host.view.tab is self.tab:
            self.call_later(self.update_view)

    def update_view(self) -> None:
        """The view or the data has changed, or the pane has come into sight."""
        for grid in self.query(Grid):
            grid.mark(self.host.view.marks_in(grid.table))
        if self._shown != (needs := self.needs()):
            self._shown = needs
            self.load()
        else:
            self.settle()

    def settle(self) -> None:
        """The view has changed in a way that needs no reading."""

    def begin(self) -> None:
        """Other tables take the place of those that are shown: they begin at their first columns."""
        for grid in self.query(Grid):
            grid.begin()

    def forget(self) -> None:
        """Read everything again at the next update: language, look or data are others."""
        self._shown = None

    @property
    def under_way(self) -> bool:
        """Whether something is being read that brings rows, or the cursor to one."""
        return self.host.loads.running(*self.brings)

    @property
    def settled(self) -> bool:
        """Whether the row under the cursor is the one that was asked for."""
        return not self.under_way

    @property
    def focused_part(self) -> Widget | None:
        """The part that has the focus."""
        return next((part for part in self.parts() if part.has_focus), None)

    def text(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.host.strings.text(key, **values)

    def put(
        self, grid: Grid, model: ListModel, *, key: str | None = None, column: int | None = None, empty: str = ""
    ) -> None:
        """Show rows in a grid, in the order of its layout."""
        self.tables[grid.id or ""] = model
        layout = self.host.view.layout(grid.table)
        ordered = model.sorted(layout.sort) if layout.sort else model
        grid.show(ordered, layout, key=key, column=column, empty=empty)

    def lay_out(self, grid: Grid, *, resort: bool) -> None:
        """The layout of a grid has changed."""
        layout = self.host.view.layout(grid.table)
        model = self.tables.get(grid.id or "")
        if resort and model is not None:
            row = grid.current
            self.put(grid, model, key=row.key if row else None, empty=grid.empty)
        else:
            grid.rearrange(layout)
        self.host.situated()

    def on_resize(self) -> None:
        """Parts stand beside each other where there is room."""
        self.fit_size()
        self.call_after_refresh(self.resized)

    def resized(self) -> None:
        """The parts have their new size."""

    def fit_size(self) -> None:
        """Say how much room there is, for the style sheets."""
        self.set_class(self.app.size.width < NARROW, "narrow")
        self.set_class(self.app.size.width < TINY, "tiny")
        self.set_class(self.app.size.height < 30, "low")
        self.set_class(self.app.size.height < FLAT, "flat")

    def grid_situation(self, grid: Grid) -> dict[str, Any]:
        """What a grid knows."""
        layout = self.host.view.layout(grid.table)
        return {
            "rows": len(grid.model),
            "columns": len(grid.columns) if grid.header else 0,
            "hidden": bool(layout.hidden),
            "sorted": bool(layout.sort),
        }
