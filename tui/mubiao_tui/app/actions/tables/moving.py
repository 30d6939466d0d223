"""Actions that move about in whatever part has the focus."""

from __future__ import annotations

from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.panes.filling import AWAY
from mubiao_tui.app.reader.widget import Reader


class Moving(Group):
    """Up, down, pages, ends."""

    @property
    def part(self) -> Grid | Reader | None:
        """The part that moves."""
        focused = self.app.focused
        return focused if isinstance(focused, Grid | Reader) else None

    def _move(self, rows: int) -> None:
        if self.part is not None:
            self.part.move(rows)

    def up(self) -> None:
        """One row up."""
        self._move(-1)

    def down(self) -> None:
        """One row down."""
        self._move(1)

    def page_up(self) -> None:
        """One screen up."""
        if self.part is not None:
            self.part.move_page(-1)

    def page_down(self) -> None:
        """One screen down."""
        if self.part is not None:
            self.part.move_page(1)

    def top(self) -> None:
        """To the first row."""
        if self.part is not None:
            self.part.move_to(0)

    def bottom(self) -> None:
        """To the last row."""
        part = self.part
        if part is not None:
            part.move_to(len(part.model) - 1 if isinstance(part, Grid) else len(part.page.lines))

    def next_pane(self) -> None:
        """To the next part of the screen."""
        self._focus(1)

    def previous_pane(self) -> None:
        """To the previous part of the screen."""
        self._focus(-1)

    def _focus(self, step: int) -> None:
        pane = self.app.pane
        if pane is None:
            return
        # A part that another one fills the screen for is there all the same.
        parts = [part for part in pane.parts() if part.display or part.has_class(AWAY)]
        now = pane.focused_part
        at = parts.index(now) if now in parts else -step
        parts[(at + step) % len(parts)].focus()
