"""A table over the panes: what a column comes to. Enter goes into a row where there is something behind it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import ListModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.input.dialogs import Dialog
from mubiao_tui.view import Layout

COPY = "copy"


class Shown(Dialog):
    """A table to read. It is closed with `copy`, or with the key of the row that Enter went into."""

    DEFAULT_CSS = "Shown > Vertical { width: 100; height: auto; } Shown #table { height: auto; max-height: 100%; }"

    def __init__(self, look: Look, title: str, hint: str, model: ListModel, *, enters: bool, frozen: int = 1) -> None:
        super().__init__(look, title, hint)
        self.model = model
        self.enters = enters
        self.frozen = frozen

    def compose(self) -> ComposeResult:
        """The table alone."""
        with self.framed(Vertical()):
            yield Grid(self.look, id="table")

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#table", Grid)

    def on_mount(self) -> None:
        """As high as its rows, and what there is room for."""
        self._fill()
        self.grid.focus()

    def on_resize(self) -> None:
        """Another height."""
        self._fill()

    def _fill(self) -> None:
        room = max(self.app.size.height * 90 // 100 - 3, 3)
        self.grid.styles.height = min(len(self.model) + 1, room)
        self.grid.show(self.model, Layout(frozen=self.frozen))

    def took(self, key: str) -> bool:
        """Arrows move, y copies, Enter goes in."""
        grid = self.grid
        moves = {"up": -1, "k": -1, "down": 1, "j": 1}
        sideways = {"left": -1, "h": -1, "right": 1, "l": 1}
        pages = {"pageup": -1, "pagedown": 1, "ctrl+d": 1}
        ends = {"home": 0, "g": 0, "end": len(self.model), "G": len(self.model)}
        if key in moves:
            grid.move(moves[key])
        elif key in sideways:
            grid.move_column(sideways[key])
        elif key in pages:
            grid.move_page(pages[key])
        elif key in ends:
            grid.move_to(ends[key])
        elif key in ("y", "f5", "$", "￥"):
            self.dismiss(COPY)
        elif key == "enter" and self.enters and grid.current is not None:
            self.dismiss(grid.current.key)
        elif key in ("enter", "q", "S", "F"):
            self.dismiss(None)
        else:
            return False
        return True

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A double click goes in."""
        message.stop()
        if self.enters and self.grid.current is not None:
            self.dismiss(self.grid.current.key)
