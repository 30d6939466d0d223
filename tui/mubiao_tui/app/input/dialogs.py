"""What opens over the panes: a list to choose from, a line to type into, a page to read. Each returns what was chosen.

They are imported when the first one opens; Textual's own Input comes with them, and takes phrases of an input method.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from mubiao.filters.folding import folded
from mubiao_tui.app.alive import Alive
from mubiao_tui.app.drawing.bars import Bar, told_in
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line, width, wrap
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.input.line import LineInput
from mubiao_tui.view import Layout


@dataclass(frozen=True, slots=True)
class Item:
    """Something to choose: what is returned, what is shown, and more about it."""

    key: str
    label: str
    detail: str = ""
    search: str = ""  # further words by which it is found


NARROWEST, WIDEST, ASIDE = 76, 120, 9
"""Cells of a box at least and at most, and those of it that are neither label nor detail of an item."""


def border(look: Look) -> str:
    """The kind of border that this terminal lines up."""
    return "ascii" if look.plain else "round"


class Dialog(Alive, ModalScreen[str | None]):
    """A box over everything. Escape closes it with nothing chosen."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; padding: 0 1; }
    Dialog Input { height: 1; background: transparent; }
    Dialog Grid { height: auto; max-height: 16; }
    """

    def __init__(self, look: Look, title: str, hint: str) -> None:
        super().__init__()
        self.look = look
        self.heading = title
        self.hint = hint

    def framed(self, box: Vertical) -> Vertical:
        """The box with its border, heading and hint."""
        kind = border(self.look)
        colour = "ansi_cyan" if self.look.theme == "terminal" else "#6f9bd8"
        box.styles.border = (kind, colour)  # type: ignore[assignment]
        box.border_title = self.look.shown(one_line(self.heading)).replace("[", r"\[")
        box.border_subtitle = self.look.shown(one_line(self.hint)).replace("[", r"\[")
        return box

    def on_key(self, event: events.Key) -> None:
        """Escape and Ctrl+C close; the other keys are the dialog's own."""
        key = event.character if event.character and event.is_printable else event.key
        if self.took(key):
            event.stop()
            event.prevent_default()
        elif key in ("escape", "ctrl+c"):
            event.stop()
            self.dismiss(None)
        elif key in ("tab", "shift+tab"):
            # The line keeps the focus: what is typed next is meant for it.
            event.stop()
            event.prevent_default()

    def took(self, key: str) -> bool:
        """Whether the key meant something here, and was done."""
        return False


class Choose(Dialog):
    """A list with a line to narrow it. Enter takes the row under the cursor."""

    def __init__(self, look: Look, title: str, hint: str, items: Sequence[Item], *, none: str, start: str = "") -> None:
        super().__init__(look, title, hint)
        self.items = items
        self.none = none
        self.start = start

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with self.framed(Vertical()) as box:
            longest = max((width(one_line(i.label)) + width(one_line(i.detail)) for i in self.items), default=0)
            box.styles.width = min(max(longest + ASIDE, NARROWEST), WIDEST)
            yield LineInput(id="narrow", compact=True)
            yield Grid(self.look, id="items", header=False)

    def on_mount(self) -> None:
        """All items, the first or the given one under the cursor."""
        self._list("", self.start or None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the items that have each of the words."""
        self._list(event.value)

    def _list(self, typed: str, key: str | None = None) -> None:
        words = folded(typed).split()
        found = [i for i in self.items if all(w in folded(f"{i.label} {i.detail} {i.key} {i.search}") for w in words)]
        grid = self.query_one("#items", Grid)
        widest = max((len(i.detail) for i in self.items), default=0)
        columns = [GridColumn("label", "", 20, grows=True)] + (
            [GridColumn("detail", "", 30, grows=True)] if widest else []
        )
        rows = [
            Row(i.key, (GridCell(one_line(i.label)), GridCell(one_line(i.detail), "dim"))[: len(columns)], i)
            for i in found
        ]
        grid.cursor = 0
        grid.styles.height = max(min(len(rows), 16), 1)
        grid.show(ListModel(columns, rows), Layout(frozen=0), key=key, empty=self.none)

    def took(self, key: str) -> bool:
        """Arrows move in the list while the line keeps the focus."""
        grid = self.query_one("#items", Grid)
        moves: dict[str, Callable[[], None]] = {
            "up": lambda: grid.move(-1),
            "down": lambda: grid.move(1),
            "pageup": lambda: grid.move_page(-1),
            "pagedown": lambda: grid.move_page(1),
        }
        if key in moves:
            moves[key]()
        elif key == "enter" and grid.current is not None:
            self.dismiss(grid.current.key)
        return key in moves or key == "enter"

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A double click takes the row."""
        message.stop()
        if message.grid.current is not None:
            self.dismiss(message.grid.current.key)


class Ask(Dialog):
    """One line to type. Enter takes it, if `check` has nothing against it.

    typed_over: what stands there is selected, so that what is typed takes its place; otherwise it is gone on with.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        hint: str,
        value: str = "",
        *,
        said: str = "",
        check: Callable[[str], str] | None = None,
        typed_over: bool = False,
    ) -> None:
        super().__init__(look, title, hint)
        self.value, self.typed_over = value, typed_over
        self.said = said
        self.check = check

    def compose(self) -> ComposeResult:
        """What is asked, the line, and what is wrong with it."""
        with self.framed(Vertical()):
            if self.said:
                yield Bar(self.look, id="said")
            yield LineInput(self.value, id="line", compact=True, select_on_focus=self.typed_over)
            yield Bar(self.look, id="wrong")

    def on_mount(self) -> None:
        """Say what is asked."""
        if self.said:
            self.tell("#said", self.said, "dim")

    def tell(self, bar: str, text: str, role: str) -> None:
        """Say something in as many lines as it takes."""
        found = self.query_one(bar, Bar)
        lines = told_in([Piece(one_line(text), role)], found.size.width or 70)
        found.styles.height = max(len(lines), 1)
        found.say(*lines)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, or say what is wrong with it."""
        event.stop()
        wrong = self.check(event.value) if self.check is not None else ""
        if wrong:
            self.tell("#wrong", wrong, "error")
        else:
            self.dismiss(event.value)


def hung(text: str, room: int, hang: int) -> list[str]:
    """A line in as many as it takes, those after the first indented by `hang` cells where the first is indented."""
    if not hang or not text.startswith("  "):
        return [text[begin:end] for begin, end in wrap(text, room)]
    _, first = next(wrap(text, room))
    rest = text[first:].lstrip()
    later = [rest[begin:end] for begin, end in wrap(rest, room - hang)] if rest else []
    return [text[:first], *(" " * hang + part for part in later)]


def across(cells: int) -> int:
    """The cells of a line of a page on a screen of so many."""
    return max(min(cells * 96 // 100, 96) - 6, 16)


class Read(Dialog):
    """A page to read. `keys` close it with a meaning; where there is room, lines that are broken go on at `hang`."""

    DEFAULT_CSS = "Read #page { height: auto; max-height: 100%; } Read > Vertical { width: 96; height: auto; }"

    def __init__(
        self,
        look: Look,
        title: str,
        hint: str,
        lines: Sequence[Line],
        *,
        keys: dict[str, str] | None = None,
        hang: int = 0,
    ) -> None:
        super().__init__(look, title, hint)
        self.page, self.hang = lines, hang
        self.keys = keys or {}

    def compose(self) -> ComposeResult:
        """The lines, as rows of a table without columns."""
        with self.framed(Vertical()):
            yield Grid(self.look, id="page", header=False)

    def on_mount(self) -> None:
        """Break the lines for the width there is."""
        self._fill()

    def on_resize(self) -> None:
        """Break them again."""
        self._fill()

    def _fill(self) -> None:
        grid = self.query_one("#page", Grid)
        room = across(self.app.size.width)
        rows: list[Row] = []
        for line in self.page:
            text = "".join(piece.text for piece in line)
            role = line[0].role if line else ""
            for part in hung(text, room, self.hang if 2 * self.hang < room else 0):
                rows.append(Row(str(len(rows)), (GridCell(part, role),)))
        height = min(len(rows), max(self.app.size.height * 90 // 100 - 3, 3))
        grid.styles.height = height
        grid.show(ListModel([GridColumn("line", "", room)], rows), Layout(frozen=0))

    def took(self, key: str) -> bool:
        """Arrows scroll; Enter and q close."""
        grid = self.query_one("#page", Grid)
        moves = {"up": -1, "k": -1, "down": 1, "j": 1}
        pages = {"pageup": -1, "pagedown": 1, " ": 1}
        if key in self.keys:
            self.dismiss(self.keys[key])
        elif key in moves:
            grid.slide(moves[key])
        elif key in pages:
            grid.slide(pages[key] * max(grid.room - 1, 1))
        elif key in ("enter", "q", "?", "？"):
            self.dismiss(None)
        else:
            return False
        return True
