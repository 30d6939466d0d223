"""Actions on the columns of the table that has the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.view import Layout

Change = Callable[[Layout, list[str], str], Layout]
"""A layout, the columns of the table and the one under the cursor → another layout."""


class Columns(Group):
    """Sorting, hiding, moving, freezing and sizing the column under the cursor."""

    def _change(self, change: Change, *, resort: bool = False) -> None:
        grid, pane = self.app.focused, self.app.pane
        if not isinstance(grid, Grid) or pane is None or grid.current_column is None:
            return
        layout = self.app.view.layout(grid.table)
        layout = change(layout, [c.id for c in grid.model.columns], grid.current_column.id)
        self.app.view = self.app.view.with_layout(grid.table, layout)
        pane.lay_out(grid, resort=resort)

    def _sort(self, *, down: bool, add: bool = False) -> None:
        self._change(lambda layout, _, column: layout.sorted_by(column, descending=down, add=add), resort=True)

    def _size(self, by: int) -> None:
        grid = self.app.focused
        if isinstance(grid, Grid) and grid.widths:
            width = grid.widths[grid.column] + by
            self._change(lambda layout, _, column: layout.resized(column, width))

    def sort_up(self) -> None:
        """Smallest first."""
        self._sort(down=False)

    def sort_down(self) -> None:
        """Largest first."""
        self._sort(down=True)

    def then_up(self) -> None:
        """Then by this column, smallest first."""
        self._sort(down=False, add=True)

    def then_down(self) -> None:
        """Then by this column, largest first."""
        self._sort(down=True, add=True)

    def unsort(self) -> None:
        """As they were added."""
        self._change(lambda layout, _, __: replace(layout, sort=()), resort=True)

    def hide(self) -> None:
        """Out of sight."""
        self._change(lambda layout, known, column: layout.hide(known, column))

    def unhide(self) -> None:
        """All in sight again."""
        self._change(lambda layout, _, __: replace(layout, hidden=()))

    def move_left(self) -> None:
        """One place to the left."""
        self._change(lambda layout, known, column: layout.moved(known, column, -1))

    def move_right(self) -> None:
        """One place to the right."""
        self._change(lambda layout, known, column: layout.moved(known, column, 1))

    def freeze(self) -> None:
        """Everything up to here stands still."""
        self._change(lambda layout, known, column: layout.freeze(known, column))
        grid, text = self.app.focused, self.app.strings.text
        if isinstance(grid, Grid):
            # Nothing moves on the screen yet, so it is said.
            count = self.app.view.layout(grid.table).frozen
            self.app.say(text("columns.frozen", count=count) if count else text("columns.loose"))

    def narrower(self) -> None:
        """Two cells less."""
        self._size(-2)

    def wider(self) -> None:
        """Two cells more."""
        self._size(2)
