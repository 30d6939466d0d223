"""A table as it is drawn: its columns arranged for the room there is, and one Strip a row, kept while nothing changes.

Where its cursor goes, and which rows are fetched for it, is the business of the grid.
"""

from __future__ import annotations

from collections.abc import Collection

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mubiao_tui.app.alive import Part
from mubiao_tui.app.drawing.lines import Plain
from mubiao_tui.app.drawing.paint import Piece, strip
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid import drawing
from mubiao_tui.app.grid.model import GridColumn, ListModel, Model, Row
from mubiao_tui.app.grid.widths import Need, Needs, first_for, held, spared
from mubiao_tui.app.grid.widths import widths as column_widths
from mubiao_tui.view import Layout

NOTHING = ListModel((), ())

DRAWN = 512
"""Rows whose drawing is kept: what moves on the screen, or comes back to it, need not be drawn again."""


class Sheet(Part, Plain, ScrollView, can_focus=True, inherit_bindings=False):
    """The columns and rows of a model in the room there is."""

    def __init__(self, look: Look, *, id: str, table: str | None = None, header: bool = True) -> None:
        super().__init__(id=id)
        self.look = look
        self.table = table or id  # whose layout it follows
        self.header = header
        self.model: Model = NOTHING
        self.layout_ = Layout()
        self.cursor = 0
        self.column = 0  # among the shown ones
        self.first = 0  # first scrolled column
        self.marks: Collection[str] = ()
        self.empty = ""  # said where there are no rows
        self.shown: list[int] = []  # positions of the shown columns in the model
        self.widths: list[int] = []
        self.frozen = 0  # columns that stand still, as many as there is room for
        self._needs = Needs(())
        self._blank = False  # whether a line was drawn whose row has not been fetched
        self._cells = 0  # of a line, as the columns were arranged for; asking Textual for each line takes its time
        self._strips: dict[str, tuple[Row, tuple[object, ...], Strip]] = {}  # drawn rows, and the state they show

    @property
    def columns(self) -> list[GridColumn]:
        """The shown columns."""
        return [self.model.columns[i] for i in self.shown]

    @property
    def current_column(self) -> GridColumn | None:
        """The column under the cursor."""
        return self.model.columns[self.shown[self.column]] if self.shown else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor, if it is at hand."""
        return self.model.row(self.cursor)

    @property
    def across(self) -> int:
        """Cells of a line, without the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def down(self) -> int:
        """Lines, the heading among them."""
        return self.scrollable_content_region.height

    @property
    def room(self) -> int:
        """How many rows can be seen."""
        return max(self.down - self.header, 1)

    # Drawing

    def _arrange(self) -> None:
        ids = [column.id for column in self.model.columns]
        self.shown = [ids.index(name) for name in self.layout_.columns(ids)]
        self._cells = self.across
        self._strips.clear()
        room, needs = self._cells - 1, [self._need(i) for i in self.shown]
        chosen = dict(self.layout_.widths)
        wide = column_widths(self.columns, needs, chosen, room, self.gap)
        self.widths, self.frozen = held(wide, needs, self.layout_.frozen, room - 1, self.gap)
        self.column = min(self.column, max(len(self.shown) - 1, 0))
        self._reveal_column()
        if self.first <= self.frozen:  # further right more columns are seen beside narrow ones that stand still
            self.widths = spared(self.widths, self.columns, needs, chosen, self.frozen, room, self.gap)
        self.virtual_size = Size(self.size.width, len(self.model) + self.header)

    def _learn(self, rows: range | None = None) -> bool:
        """Look at what rows hold, those in sight unless others are named; whether a column needs more for it."""
        top = self.scroll_offset.y
        places = range(top, min(top + self.room, len(self.model))) if rows is None else rows
        return self._needs.learn(row for at in places if (row := self.model.row(at)) is not None)

    def _need(self, at: int) -> Need:
        """What a column needs, with the sign of the order in its heading."""
        need, column = self._needs.found[at], self.model.columns[at]
        if column.id not in (key.lstrip("-") for key in self.layout_.sort):
            return need
        heading = width(column.label) + (1 if len(self.layout_.sort) == 1 else 2)
        return need._replace(full=max(need.full, heading), least=max(need.least, min(heading, column.width)))

    def _widen(self) -> None:
        """Numbers wider than any before have come into sight: their columns are made as wide."""
        if self._learn():
            before = self.widths, self.frozen, self.first
            self._arrange()
            if before != (self.widths, self.frozen, self.first):
                self.refresh()

    @property
    def gap(self) -> int:
        """Cells between columns: one where there is little room."""
        return 1 if self._cells < 100 else 2

    def _reveal_column(self) -> None:
        if sum(self.widths) + self.gap * (len(self.widths) - 1) <= self.across - 1:
            self.first = 0
        else:
            self.first = first_for(self.widths, self.frozen, self.first, self.column, self.across - 2, self.gap)

    def _refresh_rows(self, *rows: int | None) -> None:
        """Draw single lines again; None is the header."""
        for row in rows:
            y = 0 if row is None else row - self.scroll_offset.y + self.header
            if 0 <= y < self.down:
                self.refresh(Region(0, y, self.across, 1))

    def refresh_key(self, key: str) -> None:
        """Draw the row of a key again, if it is seen."""
        top = self.scroll_offset.y
        for row in range(top, min(top + self.room, len(self.model))):
            found = self.model.row(row)
            if found is not None and found.key == key:
                self._refresh_rows(row)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        cells = self._cells or self.across
        if self.header and y == 0:
            return drawing.heading(self, cells)
        index = self.scroll_offset.y + y - self.header
        if index >= len(self.model):
            said = [Piece(f" {self.empty}", "dim")] if index == 0 and self.empty else []
            return strip(said, cells, self.look)
        row = self.model.row(index)
        if row is None:
            self._blank = True
            return strip([Piece(f" {self.look.sign('more')}", "dim")], cells, self.look)
        return self._row(row, index == self.cursor, cells, 0 if y == self.header else row.same)

    def _row(self, row: Row, current: bool, cells: int, same: int) -> Strip:
        look = self.look
        same = 0 if current else same
        focus = current and self.has_focus
        marked = row.key in self.marks
        state = (current, focus, self.column if focus else -1, marked, self.first, cells, look, same)
        held = self._strips.get(row.key)
        if held is not None and held[0] is row and held[1] == state:
            return held[2]
        drawn = drawing.row(self, row, current=current, marked=marked, cells=cells, same=same)
        if len(self._strips) >= DRAWN:
            self._strips.clear()
        self._strips[row.key] = row, state, drawn
        return drawn
