"""Facts: the grid of all facts under the filter, the frequency of a column, and the evidence of one fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widget import Widget

from mubiao.filters.asked import rests
from mubiao.queries import documents
from mubiao.queries import facts as queries
from mubiao.queries.records import Evidence
from mubiao.queries.selection import Selection
from mubiao.queries.summaries import of_facts
from mubiao_tui.app.drawing.bars import Bar, spread
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row, WindowModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import FOLLOW, Pane
from mubiao_tui.app.reader.evidence import EvidencePanel
from mubiao_tui.app.rows.facts import ROOMY, WIDTHS, columns, narrowed, row
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl


class FactsPane(Pane):
    """The tab of facts."""

    tab = Tab.FACTS
    brings = ("facts", "window", "touched", "reach", "find")
    DEFAULT_CSS = """
    FactsPane Grid { height: 1fr; }
    FactsPane EvidencePanel { height: 12; }
    FactsPane.low EvidencePanel { height: 8; }
    FactsPane.flat EvidencePanel { height: 3; }
    FactsPane #frequency { display: none; }
    FactsPane.frequency #frequency { display: block; }
    FactsPane.frequency #grid, FactsPane.frequency EvidencePanel, FactsPane.hushed EvidencePanel { display: none; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.order: Any = None
        self.judged = 0  # rows that somebody has judged
        self._stay = False  # what is read next is what was shown, as it is now

    def compose(self) -> ComposeResult:
        """Status, the two grids, evidence."""
        yield Bar(self.host.look, id="status")
        yield Grid(self.host.look, id="grid", table="facts")
        yield Grid(self.host.look, id="frequency")
        yield EvidencePanel(self.host.look, self.host.names, id="evidence")

    @property
    def grid(self) -> Grid:
        """The grid of facts, or of frequencies."""
        return self.query_one("#frequency" if self.host.view.shown == "frequency" else "#grid", Grid)

    @property
    def panel(self) -> EvidencePanel:
        """The evidence."""
        return self.query_one(EvidencePanel)

    def parts(self) -> list[Widget]:
        """Only ever one grid."""
        return [self.grid]

    def needs(self) -> object:
        """The rows depend on selection and sort."""
        view = self.host.view
        column = view.column if view.shown == "frequency" else None
        return (
            self.host.stamp,
            view.selection,
            view.layout("facts").by if column is None else (),
            view.shown,
            column,
        )

    def load(self) -> None:
        """Read the order of the rows, or the frequencies."""
        view, source = self.host.view, self.host.source
        self.set_class(view.shown == "frequency", "frequency")
        self.status()
        if view.shown == "frequency":
            column = view.column or "subject"
            self.read(
                "facts",
                lambda: queries.counts(source.store, view.selection, column),
                lambda found: self._counted(column, found),
            )
            return
        sort, fact = view.layout("facts").by, view.fact
        names, look, place = self.table_names, self.host.look, 0
        if self._stay:
            fact, place = self.fact or fact, self.query_one("#grid", Grid).cursor
        self._stay = False

        def work() -> tuple[Any, list[Row], int | None]:
            order = source.orders.order(view.selection, sort)
            at = queries.position(source.store, order, fact) if fact else None
            at = min(place, max(order.count - 1, 0)) if at is None else at
            first = max((at or 0) // 128 - 1, 0) * 128
            # What is seen, or where the cursor goes with a window on each side; the rest is fetched ahead.
            found = queries.window(source.store, order, first, first + (384 if at else 128))
            return order, [row(item, names, look) for item in found], at

        self.read("facts", work, lambda found: self._ordered(*found))

    def _ordered(self, order: Any, rows: list[Row], at: int | None) -> None:
        grid = self.query_one("#grid", Grid)
        model = WindowModel(columns(self.host.names, roomy=self.app.size.width >= ROOMY), order.count)
        model.put(max((at or 0) // 128 - 1, 0) * 128, rows)
        self.order = order
        self.judged = 0  # of other rows: not said until it has been counted
        self.count()
        grid.cursor = at or 0
        grid.marks = self.host.view.fact_marks
        grid.show(model, self.host.view.layout("facts"), empty=self.text("facts.none"))
        self.status()
        self.follow()
        self.host.situated()

    def settle(self) -> None:
        """The evidence of whatever row is under the cursor."""
        self.follow()

    def _counted(self, column: str, found: list[tuple[Any, int]]) -> None:
        names = self.host.names
        total = sum(n for _, n in found) or 1
        most = max((n for _, n in found), default=1)
        rows = [
            Row(
                str(value),
                (
                    GridCell(
                        one_line(names.value(column, value)) or self.text("facts.empty"), "" if value else "dim", value
                    ),
                    GridCell(f"{n:,}", sort=n),
                    GridCell(f"{100 * n / total:.1f}%", sort=n),
                    GridCell("", "bar", n, share=n / most),
                ),
                value,
            )
            for value, n in found
        ]
        head = (
            GridColumn("value", self.text(f"column.{column}"), 24),
            GridColumn("count", self.text("facts.count"), 10, right=True),
            GridColumn("share", self.text("facts.share"), 7, right=True),
            GridColumn("bar", "", 30, grows=True),
        )
        self.put(self.query_one("#frequency", Grid), ListModel(head, rows), empty=self.text("facts.none"))
        self.status()
        self.host.situated()

    def touched(self, facts: Sequence[str]) -> None:
        """Read these rows again; all of them where the filter or the order may put another row in their place."""
        grid, source, view = self.query_one("#grid", Grid), self.host.source, self.host.view
        model = grid.model
        narrowed = view.selection != view.selection.unfiltered or view.layout("facts").sort or view.shown == "frequency"
        if narrowed or not self.seen or not isinstance(model, WindowModel) or not len(model):
            super().touched(facts)
            return
        self._shown = self.wanted

        def done(found: list[dict[str, Any]]) -> None:
            names, look = self.table_names, self.host.look
            for fact in found:
                fresh = row(fact, names, look)
                model.replace_row(fact["fact_id"], lambda _, fresh=fresh: fresh)  # type: ignore[misc]
            grid.changed(fact["fact_id"] for fact in found)
            self.follow()
            self.count()

        self.read("touched", lambda: queries.by_id(source.store, facts), done)

    def forget(self) -> None:
        """Read everything again, and stay at the fact under the cursor, or at its position if it is there no more."""
        super().forget()
        self._stay = True

    def onward(self, fact: str) -> None:
        """After a judgment, to the next row, unless the cursor has been moved meanwhile."""
        if self.fact == fact:
            self.query_one("#grid", Grid).move(1)

    def reach(self, fact: str) -> None:
        """Put the cursor on a fact of the present order."""
        source, order, grid = self.host.source, self.order, self.query_one("#grid", Grid)

        def done(at: int | None) -> None:
            if at is not None:
                grid.move_to(at)

        self.read("reach", lambda: queries.position(source.store, order, fact), done)

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """Look for words in the rows of the present order, from a position in a direction, going round."""
        source, order, selection = self.host.source, self.order, self.host.view.selection
        self.read("find", lambda: queries.find(source.store, order, selection, words, start, step), then)

    def export(self) -> Callable[[], pl.LazyFrame]:
        """The marked facts, else all of the selection, in their order, the shown columns first; or the frequencies."""
        view, source = self.host.view, self.host.source
        if view.shown == "frequency":
            column = view.column or "subject"
            return lambda: queries.frequencies(source.store, view.selection, column)
        layout = view.layout("facts")
        shown = layout.columns(list(WIDTHS))

        chosen = Selection(facts=view.fact_marks) if view.fact_marks else view.selection

        def make() -> pl.LazyFrame:
            frame = queries.frame(source.store, chosen, layout.by)
            rest = [name for name in frame.collect_schema().names() if name not in shown]
            return frame.select(*shown, *rest)

        return make

    def count(self) -> None:
        """How many of the rows somebody has judged."""
        source, selection = self.host.source, self.host.view.selection

        def done(seen: int) -> None:
            self.judged = seen
            self.status()

        self.read("seen", lambda: queries.seen(source.store, selection), done, delay=FOLLOW)

    def status(self) -> None:
        """What is filtered, how many there are, and in which order."""
        view = self.host.view
        grid = self.grid
        text = "" if rests(view.selection.text, "facts") else view.selection.text
        left = [Piece(" "), Piece(one_line(text) or self.text("facts.all"), "bold" if text else "dim")]
        if view.shown == "frequency":
            left = [Piece(" "), Piece(self.text("facts.frequency", column=self.text(f"column.{view.column}")), "bold")]
        said = self.count_said(len(grid.model))
        if self.counted and self.judged and view.shown != "frequency":
            said += " · " + self.text("facts.seen", seen=f"{self.judged:,}", left=f"{len(grid.model) - self.judged:,}")
        right = [Piece(said, "dim"), Piece(" ")]
        self.query_one("#status", Bar).say(spread(left, right, self.size.width or 80, self.host.look))

    def on_grid_wanted(self, message: Grid.Wanted) -> None:
        """Fetch a window of rows."""
        message.stop()
        order, source = self.order, self.host.source
        model = message.model
        if order is None or not isinstance(model, WindowModel):
            return

        names, look = self.table_names, self.host.look

        def work() -> list[Row]:
            # Rows are made in the thread too: a hundred of them take longer than a key may wait.
            return [row(fact, names, look) for fact in queries.window(source.store, order, message.begin, message.end)]

        def done(rows: list[Row]) -> None:
            model.put(message.begin, rows)
            if message.grid.model is model:
                message.grid.fetched()

        self.read("window", work, done)

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """The evidence follows the cursor."""
        message.stop()
        self.follow()
        self.host.situated()

    def follow(self) -> None:
        """Read the evidence of the row under the cursor once it rests."""
        fact = self.fact
        if fact is None:
            self.panel.tell(None)
        elif self.panel.display and not self.has_class("hushed"):
            source = self.host.source
            self.read("evidence", lambda: documents.evidence(source.store, fact), self._told, delay=FOLLOW)

    def _told(self, found: Evidence | None) -> None:
        self.panel.tell(found)

    @property
    def settled(self) -> bool:
        """The cursor may be on its way to rows that are still fetched."""
        return super().settled and not self.grid.travelling

    @property
    def fact(self) -> str | None:
        """The fact under the cursor."""
        if self.host.view.shown == "frequency":
            return None
        current = self.query_one("#grid", Grid).current
        return current.key if current else None

    def situation(self) -> dict[str, Any]:
        """Rows, columns and whether a fact is under the cursor."""
        grid = self.grid
        return {
            **self.grid_situation(grid),
            "pane": "grid",
            "fact": self.fact is not None,
            "enters": len(grid.model) > 0,
        }

    def lay_out(self, grid: Grid, *, resort: bool) -> None:
        """Sorting facts is reading them in another order."""
        if grid.id != "grid":
            super().lay_out(grid, resort=resort)
        elif resort:
            self.host.view = replace(self.host.view, fact=None)  # the first rows are what is asked for
            self.update_view()
        else:
            grid.rearrange(self.host.view.layout("facts"))

    def resized(self) -> None:
        """The status stands at the right edge."""
        self.status()

    def enter(self) -> None:
        """Into the document at the place of the fact, or into the rows of a value."""
        view = self.host.view
        current = self.grid.current
        if current is None:
            return
        if view.shown == "frequency":
            column = view.column or "subject"
            narrower = narrowed(view.selection, column, current.data)
            label = one_line(self.host.names.value(column, current.data)) or self.text("facts.empty")
            self.host.go(replace(view, mode="", selection=narrower, fact=None), label)
            return
        fact = current.data
        here = replace(view, fact=current.key)
        self.host.change(here)
        self.host.go(here.to(Tab.DOCUMENTS, document=fact["document_id"]), one_line(fact["subject"]))

    def show_frequency(self) -> bool:
        """How often each value of the column under the cursor occurs, in a table in the place of the rows."""
        column = self.grid.current_column
        if column is None or self.host.view.shown == "frequency":
            return False
        label = self.text("facts.frequency", column=column.label)
        view = replace(self.host.view, fact=self.fact)
        self.host.change(view)
        self.host.go(replace(view, mode="frequency", column=column.id), label)
        return True

    def summary(self, grid: Grid) -> Callable[[], pl.DataFrame | None]:
        """Counted in the database: of the marked facts, else of all that are selected."""
        view, source, column = self.host.view, self.host.source, grid.current_column
        if view.shown == "frequency" or column is None:
            return super().summary(grid)
        chosen = Selection(facts=view.fact_marks) if view.fact_marks else view.selection
        return lambda: of_facts(source.store, chosen, column.id)

    def show_evidence(self) -> None:
        """Show or hide the evidence."""
        self.toggle_class("hushed")
        self.follow()
