"""The grid on the screen: a sheet with a cursor, the rows fetched that it needs, the mouse answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from textual import events

from mubiao_tui.app.alive import Word
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import ListModel, Model
from mubiao_tui.app.grid.sheet import Sheet
from mubiao_tui.app.grid.widths import Needs, seen
from mubiao_tui.view import Layout

MEASURED = 200
"""Rows from the first one on whose contents say how wide the columns are; the others do when they come into sight."""


class Grid(Sheet, can_focus=True, inherit_bindings=False):
    """A table with a cursor on a row and a column. It moves when it is told to; keys are somebody else's business."""

    DEFAULT_CSS = "Grid { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }"

    class Moved(Word):
        """The cursor stands on another row, or the rows are others."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

    class Wanted(Word):
        """Rows [start, stop) of the model are missing; whoever has the data puts them in and calls `fetched`."""

        def __init__(self, grid: Grid, model: Model, start: int, stop: int) -> None:
            super().__init__()
            self.grid, self.model, self.begin, self.end = grid, model, start, stop

    class Entered(Word):
        """A row was clicked twice."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

    def __init__(self, look: Look, *, id: str, table: str | None = None, header: bool = True) -> None:
        super().__init__(look, id=id, table=table, header=header)
        self._pending: tuple[int, int | None] | None = None  # where to go, and its first line, once the rows are there
        self._asked: tuple[int, int] | None = None

    # What it shows

    def show(
        self, model: Model, layout: Layout, *, key: str | None = None, column: int | None = None, empty: str = ""
    ) -> None:
        """Show other rows. The cursor goes to the row of `key` if it is at hand, else stays at its position.

        column: where the cursor stands among the columns; without it where it stood, or first where they are others.
        """
        if [c.id for c in model.columns] != [c.id for c in self.model.columns]:
            self.column = self.first = 0
        if column is not None:
            self.column, self.first = column, 0
        self._needs = Needs(model.columns)
        self.model, self.layout_, self.empty = model, layout, empty
        self._pending = self._asked = None
        if key is not None and isinstance(model, ListModel) and (at := model.position(key)) is not None:
            self.cursor = at
        self.cursor = min(max(self.cursor, 0), max(len(model) - 1, 0))
        self._learn(range(min(MEASURED, len(model)) if isinstance(model, ListModel) else 0))
        self._learn()
        self._arrange()
        self._scroll(self.scroll_offset.y)
        self._reveal()
        self._prefetch()
        self.refresh()
        self.post_message(self.Moved(self))

    def rearrange(self, layout: Layout) -> None:
        """Show the same rows with the columns arranged otherwise."""
        column = self.current_column
        self.layout_ = layout
        self._arrange()
        if column is not None:
            ids = [c.id for c in self.columns]
            self.column = ids.index(column.id) if column.id in ids else min(self.column, len(ids) - 1)
        self._reveal_column()
        self.refresh()

    def mark(self, marks: Collection[str]) -> None:
        """Rows of these keys are marked, and no others."""
        if marks != self.marks:
            self.marks = marks
            self.refresh()

    def changed(self, keys: Iterable[str]) -> None:
        """The rows of these keys are others: they are drawn again, and looked at for what they need."""
        for key in keys:
            self._needs.forget(key)
        self._widen()
        self.refresh()

    def begin(self) -> None:
        """Another table is about to be shown: it begins at its first column."""
        if self.column or self.first:
            self.column = self.first = 0
            self._reveal_column()
            self.refresh()

    def awake(self) -> None:
        """Seen again: what was asked for meanwhile was heard by nobody."""
        self._asked = None
        self._prefetch()

    def fetched(self) -> None:
        """Missing rows have come."""
        self._asked = None
        self._widen()
        if self._pending is not None and self._missing(*self._pending) is None:
            (row, top), self._pending = self._pending, None
            self._go(row, top)
        if self._blank:
            # Rows fetched ahead change nothing on the screen: drawing it again would write a screen more on the line.
            self._blank = False
            self.refresh()
        self._prefetch()

    @property
    def travelling(self) -> bool:
        """Whether the cursor will go elsewhere as soon as the rows there have been fetched."""
        return self._pending is not None

    # Moving

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        start = self.cursor if self._pending is None else self._pending[0]
        self.move_to(start + rows)

    def move_page(self, pages: int) -> None:
        """Move the cursor and the view by screens: every key shows another screen, and the cursor keeps its line."""
        row, top = (self.cursor, None) if self._pending is None else self._pending
        step = pages * max(self.room - 1, 1)
        self.move_to(row + step, top=(self.scroll_offset.y if top is None else top) + step)

    def slide(self, rows: int) -> None:
        """Move the view by rows, and the cursor to its first line: for text, which nobody points at."""
        top = min(max(self.scroll_offset.y + rows, 0), self._last_top())
        self.move_to(top, top=top)

    def move_to(self, row: int, *, top: int | None = None) -> None:
        """Move the cursor to a row; where its surroundings have not been fetched, as soon as they have.

        top: the row that shall stand on the first line; without it the view moves no more than it must.
        """
        row = min(max(row, 0), max(len(self.model) - 1, 0))
        top = None if top is None else min(max(top, 0), self._last_top())
        if self._missing(row, top) is not None:
            self._pending = row, top
            self._prefetch(row if top is None else top + self.room)
            return
        self._pending = None
        self._go(row, top)
        self._prefetch()

    def move_column(self, columns: int) -> bool:
        """Move the cursor by columns; False at the edge."""
        to = min(max(self.column + columns, 0), max(len(self.shown) - 1, 0))
        if to == self.column:
            return False
        self.column = to
        first = self.first
        self._reveal_column()
        if first != self.first:
            self._arrange()
            self.refresh()
        else:
            self._refresh_rows(None, self.cursor)
        return True

    def _go(self, row: int, top: int | None = None) -> None:
        before, self.cursor = self.cursor, row
        old = self.scroll_offset.y
        if top is None:
            self._reveal()
        else:
            self._scroll(top)
        self._widen()
        if self.scroll_offset.y == old:
            self._refresh_rows(before, row)
        if before != row:
            self.post_message(self.Moved(self))

    def _reveal(self) -> None:
        """Scroll so that the cursor is seen."""
        top, room = self.scroll_offset.y, self.room
        if self.cursor < top:
            to = self.cursor
        elif self.cursor >= top + room:
            to = self.cursor - room + 1
        else:
            return
        self._scroll(to)

    def _scroll(self, top: int) -> None:
        """Let a row stand on the first line, at once; Textual alone would go nowhere before it has drawn a bar."""
        self.scroll_to(y=min(max(top, 0), self._last_top()), animate=False, force=True)

    def _last_top(self) -> int:
        return max(len(self.model) - self.room, 0)

    def _missing(self, row: int, top: int | None = None) -> tuple[int, int] | None:
        room = self.room
        if top is None:
            top = self.scroll_offset.y
            if row < top:
                top = row
            elif row >= top + room:
                top = row - room + 1
        return self.model.missing(top, top + room)

    def _prefetch(self, row: int | None = None) -> None:
        """Ask for what is seen, and for a screen or two around it so that the next key need not wait."""
        around = self.scroll_offset.y if row is None else max(row - self.room, 0)
        wanted = self.model.missing(around, around + self.room) or self.model.missing(
            around - self.room, around + 3 * self.room
        )
        if wanted is not None and wanted != self._asked:
            self._asked = wanted
            self.post_message(self.Wanted(self, self.model, *wanted))

    # Events

    def on_resize(self) -> None:
        """Arrange the columns for another width, and for the rows that are seen now."""
        self._learn()
        self._arrange()
        self._reveal()
        self._prefetch()
        self.refresh()

    def watch_show_vertical_scrollbar(self) -> None:
        """The scroll bar has come or gone: what grows gives it room or takes it back."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y  # of keys that were faster than it
        if self.shown:
            self._arrange()
            self._reveal()
            self.refresh()

    def on_focus(self) -> None:
        """The cursor is drawn stronger."""
        self._refresh_rows(None, self.cursor)

    def on_blur(self) -> None:
        """The cursor is drawn weaker."""
        self._refresh_rows(None, self.cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what the wheel or the scroll bar brings into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._widen()
            self._prefetch()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; twice goes in."""
        if event.y < self.header:
            return
        row = self.scroll_offset.y + event.y - self.header
        if row >= len(self.model):
            return
        left = 1
        for i in seen(self.widths, self.frozen, self.first, self.across - 1, self.gap):
            left += self.widths[i] + self.gap
            if event.x < left:
                self.column = i
                break
        self.move_to(row)
        self._refresh_rows(None, self.cursor)
        if event.chain == 2:
            self.post_message(self.Entered(self))
