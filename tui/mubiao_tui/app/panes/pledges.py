"""Pledges: by place and year with what became of them, one by one with both sentences, and chains of years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widget import Widget

from mubiao.filters.folding import folded
from mubiao.model import STATUSES
from mubiao.queries import pledges as queries
from mubiao_tui.app.drawing.bars import Bar, spread
from mubiao_tui.app.drawing.paint import Line, Piece, wide
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import ListModel, MadeModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import FOLLOW, Pane
from mubiao_tui.app.panes.counting import left_of_frame
from mubiao_tui.app.reader.fate import FatePanel
from mubiao_tui.app.rows import pledges as make
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl


class PledgesPane(Pane):
    """The tab of pledges."""

    tab = Tab.PLEDGES
    brings = ("pledges",)
    narrowed_tables = ("pledges", "pledges_chains")
    DEFAULT_CSS = """
    PledgesPane Grid { height: 1fr; }
    PledgesPane FatePanel { height: 12; }
    PledgesPane.low FatePanel { height: 9; }
    PledgesPane.flat FatePanel { height: 4; }
    PledgesPane.grouped FatePanel, PledgesPane.hushed FatePanel { display: none; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.frame: pl.DataFrame | None = None
        self.counts: dict[str, int] = {}
        self._stay: str | None = None

    def compose(self) -> ComposeResult:
        """Status, table, the two sentences."""
        yield Bar(self.host.look, id="status")
        yield Grid(self.host.look, id="grid", table="pledges")
        yield FatePanel(self.host.look, self.host.names, self._years, id="fate")

    def _years(self, found: queries.Told) -> Line:
        return make.year_line(found.chain, self.host.names, self.host.look)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#grid", Grid)

    def parts(self) -> list[Widget]:
        """Only the table takes keys."""
        return [self.grid]

    def table(self, mode: str) -> str:
        """The name under which the layout of a mode's table is kept."""
        return "pledges" if mode == "rows" else f"pledges_{mode}"

    def needs(self) -> object:
        """Rows depend on the selection, the mode and the sort."""
        view = self.host.view
        return (self.host.stamp, view.selection, view.shown, view.layout(self.table(view.shown)).sort)

    def load(self) -> None:
        """Read the rows of the mode."""
        view, store = self.host.view, self.host.source.store
        mode, names, look = view.shown, self.host.names, self.host.look
        sort, key = view.layout(self.table(mode)).by, self._stay or view.fact
        self._stay, only = None, view.only_in(self.table(mode))
        self.grid.table = self.table(mode)
        self.set_class(mode == "shares", "grouped")

        def work() -> tuple[pl.DataFrame, ListModel | MadeModel, int | None]:
            if mode == "shares":
                frame = queries.by_place_and_year(store, view.selection)
                return frame, ListModel(make.group_columns(names), make.group_rows(frame, look)), None
            if mode == "chains":
                frame = _ordered(left_of_frame(queries.in_chains(store, view.selection), only), sort)
                rows = lambda a, b: make.chain_rows(frame, a, b, names, look)  # noqa: E731
                return frame, MadeModel(make.chain_columns(names), frame.height, rows), None
            frame = _ordered(left_of_frame(queries.listed(store, view.selection), only), sort)
            at = frame["pledge_id"].index_of(key) if key else None
            rows = lambda a, b: make.pledge_rows(frame, a, b, names, look)  # noqa: E731
            return frame, MadeModel(make.pledge_columns(names), frame.height, rows), at

        self.read("pledges", work, lambda found: self._read(mode, *found))

    def _read(self, mode: str, frame: pl.DataFrame, model: ListModel | MadeModel, at: int | None) -> None:
        self.frame = frame
        empty = self.text("pledges.none_yet" if self.host.view.selection.empty else "pledges.none")
        if isinstance(model, ListModel):
            self.counts = {name: int(frame[name].sum()) for name in ("n", "followed", *STATUSES)}
            self.put(self.grid, model, empty=empty)
        else:
            self.tables.pop("grid", None)
            if mode == "rows":
                counted = dict(frame["status"].value_counts().iter_rows())
                self.counts = {"n": frame.height, **{status: counted.get(status, 0) for status in STATUSES}}
            self.grid.cursor = at or 0
            self.grid.show(model, self.host.view.layout(self.grid.table), empty=empty)
        self.status()
        self.follow()
        self.host.situated()

    def status(self) -> None:
        """What is shown: how many pledges, and how many came to what."""
        mode, look = self.host.view.shown, self.host.look
        left = [Piece(" "), Piece(self.text(f"pledges.mode_{mode}"), "bold")]
        if mode != "chains" and self.counted and self.counts:
            left.append(Piece(f"  {self.text('pledges.count', count=self.counts['n'])}", "dim"))
        right = [Piece(self.count_said(len(self.grid.model)), "dim"), Piece(" ")]
        cells = self.size.width or 80
        if len(left) > 2:
            named = [*left, *self._stood(words=True)]
            left = named if wide([*named, *right]) < cells else [*left, *self._stood(words=False)]
        self.query_one("#status", Bar).say(spread(left, right, cells, look, whole=True))

    def _stood(self, *, words: bool) -> list[Piece]:
        """How many pledges came to what; without words the headings of the columns tell what the signs mean."""
        names, look = self.host.names, self.host.look
        return [
            Piece(
                f"  {look.sign(status)}{self.counts[status]:,}" + (f" {names.word('pledge', status)}" if words else ""),
                make.ROLES[status],
            )
            for status in STATUSES
        ]

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """The sentences follow the cursor."""
        message.stop()
        self.follow()
        self.host.situated()

    def settle(self) -> None:
        """The sentences of whatever row is under the cursor."""
        self.follow()

    @property
    def pledge(self) -> str | None:
        """The pledge under the cursor; of a chain its last one."""
        row = self.grid.current
        return row.key if row is not None and self.host.view.shown != "shares" else None

    @property
    def fact(self) -> str | None:
        """What is judged: a pledge goes by its id as a fact does."""
        return self.pledge if self.host.view.shown == "rows" else None

    def follow(self) -> None:
        """Read both sentences of the pledge under the cursor once it rests."""
        pledge, panel = self.pledge, self.query_one(FatePanel)
        if pledge is None:
            panel.tell(None)
        elif panel.display:
            store = self.host.source.store
            self.read("fate", lambda: queries.told(store, pledge), panel.tell, delay=FOLLOW)

    def touched(self, facts: Sequence[str]) -> None:
        """Read everything again, and stay at the row."""
        self._stay = self.fact
        super().touched(facts)

    def onward(self, fact: str) -> None:
        """After a judgment, to the next row, unless the cursor has been moved meanwhile."""
        if self.fact == fact and self.frame is not None:
            at = self.grid.cursor + 1
            self._stay = self.frame["pledge_id"][at] if at < self.frame.height else fact
            self.grid.move(1)

    def lay_out(self, grid: Grid, *, resort: bool) -> None:
        """Sorting pledges is sorting the frame."""
        if resort and "grid" not in self.tables:
            self.update_view()
        else:
            super().lay_out(grid, resort=resort)

    def resized(self) -> None:
        """The status stands at the right edge, the sentences break elsewhere."""
        self.status()
        self.query_one(FatePanel).paint()

    def situation(self) -> dict[str, Any]:
        """A table of pledges."""
        return {
            **self.grid_situation(self.grid),
            "pane": "grid",
            "fact": self.fact is not None,
            "enters": len(self.grid.model) > 0,
        }

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """Look for words in objects and places, going round."""
        if self.frame is None or self.host.view.shown == "shares":
            return
        place = "region" if self.host.view.shown == "chains" else "report_region"
        frame, wanted = self.frame, folded(words)
        for offset in range(frame.height):
            at = (start + offset * step) % frame.height
            if any(wanted in folded(frame[name][at] or "") for name in ("object", place)):
                then(at)
                return
        then(None)

    def export(self) -> Callable[[], pl.LazyFrame]:
        """The rows of the mode, with the columns that `mubiao pledges` documents."""
        view, store, frame = self.host.view, self.host.source.store, self.frame
        if view.shown == "rows" or frame is None:
            return lambda: queries.frame(store, view.selection)
        return frame.lazy

    def _mode(self, mode: str) -> None:
        view = self.host.view
        self.host.change(replace(view, mode="" if view.shown == mode else mode, fact=None))

    def show_rows(self) -> None:
        """One row a pledge, and back."""
        self._mode("rows")

    def show_chains(self) -> None:
        """One row an object, and back."""
        self._mode("chains")

    def show_fate(self) -> None:
        """Show or hide the two sentences."""
        self.toggle_class("hushed")
        self.follow()

    def enter(self) -> None:
        """Into the pledges of a place and year; from a pledge into its document."""
        view, row = self.host.view, self.grid.current
        if row is None:
            return
        data = row.data
        if view.shown == "shares":
            year, place = data["report_year"], data["report_region"]
            chosen = replace(
                view.selection,
                region=data["report_code"],
                region_name=place,
                below=False,
                years=(year, year) if year is not None else view.selection.years,
            )
            label = " ".join(str(part) for part in (place, year) if part)
            self.host.go(replace(view, mode="rows", selection=chosen, fact=None), one_line(label))
            return
        document = row.key.partition("-")[0]
        self.host.change(replace(view, fact=row.key))
        self.host.go(view.to(Tab.DOCUMENTS, document=document, fact=None), one_line(data["object"]))


def _ordered(frame: pl.DataFrame, sort: Sequence[str]) -> pl.DataFrame:
    keys = [key for key in sort if key.lstrip("-") in frame.columns]
    if not keys:
        return frame
    names, down = [key.lstrip("-") for key in keys], [key[0] == "-" for key in keys]
    return frame.sort(names, descending=down, nulls_last=True, maintain_order=True)
