"""The panes, the view and the way back: one tab is seen, made when it is first turned to."""

from __future__ import annotations

from dataclasses import replace

from mubiao_tui.app.application import Application
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.panes import pane_for
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.app.reader.widget import Reader
from mubiao_tui.tabs import Tab
from mubiao_tui.view import Crumb, View


class Navigation(Application):
    """An application that goes from view to view, and back."""

    _panes: dict[Tab, Pane]

    @property
    def pane(self) -> Pane | None:
        """The pane that is seen."""
        return self._panes.get(self.view.tab)

    def panes(self) -> list[Pane]:
        """The panes that have been made."""
        return list(self._panes.values())

    async def turn_to(self, tab: Tab) -> None:
        """Show a tab's pane, made when it is first seen; nothing where another tab, or the end, was asked for."""
        if tab is not self.view.tab or self._exit:
            return
        body = self.query_one("#body")
        pane = self._panes.get(tab)
        if pane is None:
            pane = pane_for(tab)(self)
            await body.mount(pane)
            self._panes[tab] = pane  # from now on it can be asked: its parts are there
            if not pane.is_running or pane._pruning:  # the end came meanwhile, and takes the parts first
                return
            if tab is not self.view.tab:
                pane.display = False
                return
        for other in self._panes.values():
            other.display = other is pane
        pane.fit_size()
        pane.update_view()
        if pane.focused_part is None and len(self.screen_stack) == 1:
            pane.parts()[0].focus()
        self.head()

    def go(self, view: View, label: str) -> None:
        """Go into another view and leave a breadcrumb. Another table begins at its first column."""
        part = self.pane.focused_part if self.pane is not None else None
        self.crumbs.append(Crumb(self.view, label, (part.id if part is not None else None) or ""))
        self._begin(view)
        self.change(view)

    def _begin(self, view: View) -> None:
        """Nothing of how far a table was scrolled sideways is kept for another one in its place."""
        now = self.view
        if (pane := self._panes.get(view.tab)) is not None and view.table != now.table:
            pane.begin()

    def change(self, view: View) -> None:
        """The same step of the way, changed."""
        turned = view.tab is not self.view.tab
        self.view = view
        self.judging = self.judging and view.tab.kind.judged
        if turned:
            self.call_later(self.turn_to, view.tab)
        elif self.pane is not None:
            self.pane.update_view()
        self.head()

    def back(self) -> None:
        """One step back, with the columns as they are now."""
        crumb = self.crumbs.pop()
        now = self.view
        if now.tab is crumb.view.tab:
            self._begin(crumb.view)
        here = replace(crumb.view, layouts=now.layouts, marks=now.marks)
        self.change(replace(here, fact_marks=now.fact_marks, row_marks=now.row_marks))
        self.call_later(self.focus_part, crumb.part)  # after the turn, if there is one

    def focus_part(self, name: str) -> None:
        """Give the focus to a part of the pane, by its id, if it is there; a bar or a dialog keeps it."""
        pane = self.pane
        if pane is None or len(self.screen_stack) > 1:
            return
        found = next((part for part in pane.parts() if part.id == name), None)
        if found is not None and (self.focused is None or isinstance(self.focused, Grid | Reader)):
            found.focus()
        self.call_after_refresh(self.refocus)

    def refocus(self) -> None:
        """Give the focus back to the part that had it last, where nothing has it."""
        pane = self.pane
        if self.focused is None and len(self.screen_stack) == 1 and pane is not None:
            parts = pane.parts()
            (self.last_part if self.last_part in parts else parts[0]).focus()
