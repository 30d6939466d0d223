"""What the panes have in common, and what they know of the application around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual.css.query import NoMatches
from textual.message import Message
from textual.widget import Widget

from mubiao.queries.records import Place, Reading
from mubiao_tui.app.alive import Part, Word
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.grid.model import GridColumn, ListModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes import counting, filling
from mubiao_tui.app.reader.widget import Reader
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl


NARROW = 110
"""Below this many cells a pane puts its parts below each other."""

FLAT = 18
"""Below this many lines what explains a table gives it room."""

SQUAT = 14
"""Below this many lines what is drawn of it does."""

TINY = 90
"""Below this many cells names are cut sooner."""

SLIM = 60
"""Below this many cells what leads to a table gives it room."""

FOLLOW = 0.1
"""Seconds that the cursor has to rest before what follows it is read: a held key reads nothing."""


Result = TypeVar("Result")


class Pane(Part, Widget):
    """One tab. Its parts are what Tab goes round; actions name the methods that they run.

    A pane that is not seen reacts to nothing: words of its parts, another size, callbacks and what it had read are for
    the tab that the view names, and the view is another's by then. It finds out what it missed when it is seen again.
    """

    DEFAULT_CSS = "Pane { height: 1fr; layout: vertical; }" + filling.CSS
    tab: Tab
    brings: tuple[str, ...] = ()
    """The loads that bring rows, or bring the cursor to one; the first brings those of the main table."""

    narrowed_tables: tuple[str, ...] = ()
    """Tables that are made of a frame, of which only the rows of a value can be shown."""

    unsaid: tuple[str, ...] = ()
    """Fields of the selection that the command for what is shown cannot say, beside those that no command can."""

    def __init__(self, host: Host) -> None:
        super().__init__(id=self.tab.value)
        self.host = host
        self.tables: dict[str, ListModel] = {}  # unsorted, by the grid's id
        self._shown: object = None
        self._named_short = False  # whether indicators go by their short names in what is shown
        self._late: dict[str, Callable[[], None]] = {}  # what came while the pane was not seen, by the load's name
        self.filled: Widget | None = None  # the part that has all the room
        self.counted = False  # the rows are those of the present needs; until then their number is not known

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

    def enter(self) -> None:
        """Into what is under the cursor."""
        raise NotImplementedError

    def export(self) -> Callable[[], pl.LazyFrame]:
        """What makes the data of the focused part, to be written out; called in a thread."""
        raise NotImplementedError

    # What the actions ask of it; where a pane has no such thing, there is none

    @property
    def fact(self) -> str | None:
        """The id of the fact under the cursor."""
        return None

    @property
    def place(self) -> Place | None:
        """The place that the cursor stands for."""
        return None

    @property
    def document(self) -> str | None:
        """The document that is meant; None where the tab has none."""
        return None

    @property
    def document_read(self) -> Reading | None:
        """The document whose text is shown."""
        return None

    def partly(self, part: Widget) -> bool:
        """Whether a table in memory has rows that are not shown, so that `find` looks for words."""
        return False

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """Look for words in rows that are not all held, from a position in a direction; `then` is told where."""

    def onward(self, fact: str) -> None:
        """After a judgment on a fact, to the next one."""

    def reach(self, fact: str) -> None:
        """Put the cursor on a fact."""

    # What a column comes to

    def show_frequency(self) -> bool:
        """Whether the pane shows the frequency of a column in a way of its own, and has done so."""
        return False

    def cells(self, grid: Grid, *, first: bool) -> Callable[[], pl.DataFrame]:
        """What reads the cells of the column under the cursor, in all rows or the marked ones; called in a thread."""
        return counting.cells_of(grid, self.host.look, first=first)

    def summary(self, grid: Grid) -> Callable[[], pl.DataFrame | None]:
        """What reads the figures of the numbers in that column; None where it has none."""
        cells, column = self.cells(grid, first=False), grid.current_column
        adds = column is not None and not column.id.endswith(counting.NOT_ADDED)

        def work() -> pl.DataFrame:
            from mubiao.queries.summaries import summary

            return summary(cells(), adds=adds)

        return work

    def marked_rows(self, grid: Grid) -> Callable[[], Iterable[Row]]:
        """What makes the marked rows of a table whose rows are all at hand; called in a thread."""
        return counting.rows_of(grid)

    def narrows(self, grid: Grid) -> bool:
        """Whether only the rows of a value can be shown."""
        return isinstance(grid.model, ListModel) or grid.table in self.narrowed_tables

    def first_with(self, grid: Grid, column: GridColumn, value: str | None) -> int | None:
        """Where the first row with a value stands."""
        return counting.first_of(grid, column, value, self.host.look)

    def left(self) -> None:
        """One column to the left."""
        if isinstance(part := self.focused_part, Grid | Reader):
            part.move_column(-1)

    def right(self) -> None:
        """One column to the right."""
        if isinstance(part := self.focused_part, Grid | Reader):
            part.move_column(1)

    # A part that fills the screen

    @property
    def fills(self) -> bool:
        """Whether the part that has the focus could have more room than it has."""
        part = self.focused_part
        return self.filled is None and part is not None and any(w.display for w in filling.beside(self, part))

    def fill(self) -> None:
        """Give all the room to the part that has the focus."""
        if (part := self.focused_part) is not None:
            self.filled = part
            filling.fill(self, part)
            self._roomier()

    def unfill(self) -> None:
        """Give the others their room back."""
        self.filled = None
        filling.free(self)
        self._roomier()

    def reveal(self, part: Widget) -> None:
        """A part gets the focus: where one has all the room, it is this one from now on."""
        if self.filled is not None and part is not self.filled:
            self.filled = part
            filling.fill(self, part)
            self._roomier()

    def _roomier(self) -> None:
        self.host.situated()
        self.call_after_refresh(self.while_seen, self.resized)

    # Common

    @property
    def seen(self) -> bool:
        """Whether the view is of this tab and the pane on the screen."""
        return self.is_attached and self.display and self.host.view.tab is self.tab

    async def _dispatch_message(self, message: Message) -> None:
        if self.seen or not isinstance(message, Word):
            await super()._dispatch_message(message)

    def read(
        self, name: str, work: Callable[[], Result], done: Callable[[Result], None], *, delay: float = 0.0
    ) -> None:
        """Run `work` in a thread and hand its result to `done` while the pane is seen, or when it is seen again.

        A result that something else is needed for by then is dropped; so is one of an earlier load of the name.
        """
        self._late.pop(name, None)

        def arrived(result: Result) -> None:
            if self.seen:
                self.counted = self.counted or name == self.brings[0]
                done(result)
            else:
                self._late[name] = lambda: arrived(result)

        def failed(line: str) -> None:
            self.forget()  # what is shown is not what is needed
            self.host.say(line, error=True)

        self.host.loads.start(name, work, arrived, delay=delay, failed=failed, again=True)

    def touched(self, facts: Sequence[str]) -> None:
        """Our own judgments on these facts are in: what follows from them is read again, now if it is seen."""
        self.forget()
        if self.seen:
            self.call_later(self.update_view)

    def update_view(self) -> None:
        """The view or the data has changed, or the pane has come into sight."""
        if not self.seen:
            return
        if self.filled is not None and self.filled not in self.parts():
            self.unfill()  # it is not there in what is shown now
        late, self._late = self._late, {}
        for grid in self.query(Grid):
            grid.mark(self.host.view.marks_in(grid.table))
        if self._shown != (needs := self.wanted) or self._named_short != self.table_names.short:
            self._shown, self.counted, self._named_short = needs, False, self.table_names.short
            self.load()
        else:
            for hand_on in late.values():
                hand_on()
            self.settle()
        for grid in self.query(Grid):
            grid.awake()

    @property
    def wanted(self) -> object:
        """What is to be shown: what the pane needs, and what is left of its rows."""
        return self.needs(), self.host.view.only

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
    def table_names(self) -> Names:
        """Names as the tables of a screen of this width have them: short ones of indicators where it is narrow."""
        return self.host.names.for_width(self.app.size.width)

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
        """The part that has the focus; none before all are there, which an event of another pane may come before."""
        try:
            return next((part for part in self.parts() if part.has_focus), None)
        except NoMatches:
            return None

    def text(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.host.strings.text(key, **values)

    def count_said(self, rows: int) -> str:
        """How many rows there are; that they are being read, as long as the number is not known."""
        return self.text("facts.rows", count=f"{rows:,}") if self.counted else self.text("facts.reading")

    def put(
        self, grid: Grid, model: ListModel, *, key: str | None = None, column: int | None = None, empty: str = ""
    ) -> None:
        """Show rows in a grid, in the order of its layout."""
        model = counting.left_of(model, self.host.view.only_in(grid.table), self.host.look)
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
        if self.seen:
            self.fit_size()
            if self._named_short != self.table_names.short:
                self.forget()  # another width, other names
                self.call_after_refresh(self.update_view)
            self.call_after_refresh(self.while_seen, self.resized)

    def while_seen(self, react: Callable[[], object]) -> None:
        """Do something that was put off, unless another tab has come meanwhile."""
        if self.seen:
            react()

    def resized(self) -> None:
        """The parts have their new size."""

    def fit_size(self) -> None:
        """Say how much room there is, for the style sheets."""
        self.set_class(self.app.size.width < NARROW, "narrow")
        self.set_class(self.app.size.width < TINY, "tiny")
        self.set_class(self.app.size.width < SLIM, "slim")
        self.set_class(self.app.size.height < 30, "low")
        self.set_class(self.app.size.height < FLAT, "flat")
        self.set_class(self.app.size.height < SQUAT, "squat")

    def grid_situation(self, grid: Grid) -> dict[str, Any]:
        """What a grid knows."""
        layout = self.host.view.layout(grid.table)
        return {
            "rows": len(grid.model),
            "columns": len(grid.columns) if grid.header else 0,
            "hidden": bool(layout.hidden),
            "sorted": bool(layout.sort),
        }
