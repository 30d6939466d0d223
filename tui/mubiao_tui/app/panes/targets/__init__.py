"""Targets: what was promised and what came of it, year by year; the chosen series plotted; coverage and conflicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult
from textual.widget import Widget

from mubiao.filters.asked import rests
from mubiao.queries.documents import reports as reports_of
from mubiao.queries.selection import Selection
from mubiao_tui.app.drawing.bars import Bar, spread
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.grid.model import ListModel, MadeModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.counting import left_of_frame, left_of_made
from mubiao_tui.app.panes.targets.compared import MODES
from mubiao_tui.app.panes.targets.side_by_side import MODE, SideBySide
from mubiao_tui.app.rows.places.region import current
from mubiao_tui.app.rows.places.standing import stand
from mubiao_tui.tabs import Tab
from mubiao_tui.view import ROUND

if TYPE_CHECKING:
    import polars as pl


ROOMY = 140  # from this many cells on the names of indicators are shown whole


class Shown(NamedTuple):
    """What was read for a mode: the rows, the frames behind them, and where the cursor goes."""

    model: ListModel | MadeModel
    frame: pl.DataFrame | None = None
    keys: pl.DataFrame | None = None  # one row a series, in the wide mode
    cursor: int = 0
    column: int | None = None
    counts: Mapping[str, int] = MappingProxyType({})  # pairs by verdict, whichever of them are shown


class TargetsPane(SideBySide):
    """The tab of targets."""

    tab = Tab.TARGETS
    brings = ("targets",)
    narrowed_tables = ("targets", "targets_wide", "targets_ranking", "targets_panel")
    DEFAULT_CSS = """
    TargetsPane Grid { height: 1fr; }
    TargetsPane Chart { height: 1fr; }
    TargetsPane.low.further Grid { height: 2fr; }
    TargetsPane.low.further Chart { height: 3fr; }
    TargetsPane.hushed Chart, TargetsPane.broad Chart, TargetsPane.squat Chart { display: none; }
    TargetsPane #strip { display: none; height: 2; }
    TargetsPane.panelled #strip { display: block; }
    TargetsPane.panelled.flat #strip { display: none; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.frame: pl.DataFrame | None = None
        self.narrowed: str | None = None  # the place that is shown where there are too many facts for all
        self._keys: pl.DataFrame | None = None  # one row a series, in the wide mode
        self._counts: Mapping[str, int] = {}  # pairs by verdict
        self._told = ""  # the mode that the status line names

    def compose(self) -> ComposeResult:
        """Status, table, chart."""
        from mubiao_tui.app.drawing.chart import Chart

        yield Bar(self.host.look, id="status")
        yield Grid(self.host.look, id="grid", table="targets")
        yield Bar(self.host.look, id="strip")
        yield Chart(self.host.look, id="chart")

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#grid", Grid)

    def parts(self) -> list[Widget]:
        """Only the table takes keys."""
        return [self.grid]

    def needs(self) -> object:
        """Rows depend on the selection, the mode and the sort."""
        view = self.host.view
        compared = view.compared if view.shown in MODES else None
        sort = view.layout(self.table(view.shown)).sort
        return (self.host.stamp, view.selection, view.shown, view.judged, sort, compared, self.beside_needs)

    def table(self, mode: str) -> str:
        """The name under which the layout of a mode's table is kept."""
        return "targets" if mode == "rows" else f"targets_{mode}"

    def load(self) -> None:
        """Read the rows of the mode."""
        view, source = self.host.view, self.host.source
        mode, roomy = view.shown, self.app.size.width >= ROOMY
        names, look = self.table_names, self.host.look
        self._turn(mode)
        if mode in MODES:
            self.narrowed = None
            self.load_compared(mode)
            return
        if mode == MODE:
            self.narrowed = None
            self.load_beside()
            return

        sort, only = view.layout(self.table(mode)).by, view.only_in(self.table(mode))

        def work() -> Shown:
            from mubiao_tui.app.rows.targets import coverage
            from mubiao_tui.app.rows.targets import pairs as make
            from mubiao_tui.app.rows.targets.cells import CALLED

            selection, self.narrowed = source.bearable(view.selection, view.place)
            if mode == "coverage":
                covered = coverage.coverage_model(source.coverage(selection), names, look)
                return Shown(covered, column=len(covered.columns) - 1)
            if mode == "conflicts":
                return Shown(coverage.conflict_model(source.conflicts(selection), names, look), column=0)
            frame = source.targets(selection)
            counts = make.counted(frame)
            if view.judged:
                frame = frame.filter(verdict=view.judged)
            if mode == "wide":
                keys, reports = make.wide_keys(frame), reports_of(source.store)
                columns = make.wide_columns(frame, names)
                part = bool(view.judged or selection.text or selection.conditions)
                model = MadeModel(
                    columns,
                    keys.height,
                    lambda a, b: make.wide_rows(frame, keys, reports, columns, a, b, names, look, narrowed=part),
                )
                model, left = left_of_made(model, only, look)
                years = [int(c.id) for c in columns[3:]]
                series = keys if left is None else keys[left]
                return Shown(model, frame, series, 0, 3 + current(years, make.outcome_years(frame)), counts)
            if only:
                frame = left_of_frame(frame, only, CALLED)
            frame = make.ordered(frame, sort)
            columns = make.pair_columns(names, frame["indicator"].unique().drop_nulls(), roomy=roomy)
            every = source.pairs(selection)  # a trend is of all years, whichever are left
            model = MadeModel(
                columns,
                frame.height,
                lambda a, b: make.pair_rows(frame, a, b, names, look, grouped=not sort, every=every),
            )
            return Shown(model, frame, None, make.position(frame, view.series), None, counts)

        self.read("targets", work, lambda found: self._read(mode, found))

    def _turn(self, mode: str) -> None:
        """Say which mode is read, and make room for it; rows of the mode before stay until its own are there."""
        self.grid.table = self.table(mode)
        self.set_class(mode in ("coverage", "conflicts", MODE, *MODES), "broad")
        self.set_class(mode in ("panel", MODE), "panelled")
        if mode != self._told:
            self.status()

    def _read(self, mode: str, found: Shown) -> None:
        self.frame, self._keys, self._counts = found.frame, found.keys, found.counts
        self._plotted = None
        empty = self.text(f"targets.none_{mode}")
        if isinstance(found.model, ListModel):
            self.put(self.grid, found.model, column=found.column, empty=empty)
        else:
            self.tables.pop("grid", None)
            self.grid.cursor = found.cursor
            self.grid.show(found.model, self.host.view.layout(self.grid.table), column=found.column, empty=empty)
        self.status()
        self.follow()
        self.host.situated()

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """The chart follows the cursor."""
        message.stop()
        self.follow()
        self.tell_strip()
        self.host.situated()

    def lay_out(self, grid: Grid, *, resort: bool) -> None:
        """Sorting pairs is sorting the frame."""
        if resort and "grid" not in self.tables:
            self.update_view()
        else:
            super().lay_out(grid, resort=resort)

    def status(self) -> None:
        """What is shown, how the targets stand, and how many rows there are."""
        view, mode = self.host.view, self.host.view.shown
        self._told = mode
        if mode in MODES:
            self.status_compared(mode)
            return
        if mode == MODE:
            self.status_beside()
            return
        counted = view.asked == "targets" and self.counted
        stood = stand(self._counts, view.judged, self.host.look, self.host.names) if counted else []
        left = [Piece(" "), Piece(self.text(f"targets.{mode}"), "bold"), *stood]
        if view.judged:
            only = self.text("targets.only", verdict=self.host.names.word("verdict", view.judged))
            left.append(Piece(f"  {only}", "bold"))
        if rests(view.selection.text, view.asked):
            left.append(Piece(f"  {self.text('targets.rests')}", "estimate"))
        left.append(Piece(f"  {self.text(f'targets.{mode}_help')}", "dim"))
        if self.narrowed is not None:
            left = [Piece(" "), Piece(self.text("targets.narrowed", place=self.narrowed), "estimate")]
        right = [Piece(self.count_said(len(self.grid.model)), "dim"), Piece(" ")]
        self.query_one("#status", Bar).say(spread(left, right, self.size.width or 80, self.host.look, whole=True))

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.grid.current

    def series(self) -> tuple[str, str, str] | None:
        """The series of the row under the cursor: region code, indicator, measure."""
        data = self.row.data if self.row is not None else None
        if not data or "indicator" not in data or data.get("region_code") is None:
            return None
        return data["region_code"], data["indicator"], data["measure"]

    def situation(self) -> dict[str, Any]:
        """A table of series."""
        series = self.series()
        return {
            **self.grid_situation(self.grid),
            "pane": "grid",
            "series": series is not None,
            "place": self.row is not None and not self.besides,  # a row there is of several
            "parent": series is not None and series[0] != "CN",
            "enters": len(self.grid.model) > 0,
        }

    def find(self, words: str, start: int, step: int, then: Callable[[int | None], None]) -> None:
        """Look for words in places, indicators and wording, going round."""
        from mubiao_tui.app.rows.targets import pairs as make

        if self.host.view.shown in MODES:
            then(self.find_compared(words, start, step))
            return
        frame = self._keys if self.host.view.shown == "wide" else self.frame
        names = self.host.names
        if frame is not None:
            then(make.find(frame, words, names, start, step))

    def export(self) -> Callable[[], pl.LazyFrame]:
        """The rows of the mode, with the columns that `mubiao targets` documents."""
        import polars as pl

        from mubiao.targets import SCHEMA, wide

        view, source, frame = self.host.view, self.host.source, self.frame
        if view.shown == "coverage":
            return lambda: source.coverage(view.selection).lazy()
        if view.shown == "conflicts":
            return lambda: source.conflicts(view.selection).lazy()
        if view.shown == MODE:
            return self.export_beside()
        if view.shown in MODES:
            compared = self.compared.frame if self.compared is not None else pl.DataFrame()
            return compared.lazy
        assert frame is not None
        rows = frame.select(*SCHEMA)
        return lambda: wide(rows).lazy() if view.shown == "wide" else rows.lazy()

    def _mode(self, mode: str) -> None:
        view = self.host.view
        self.host.change(replace(view, mode="" if view.shown == mode else mode))

    def show_wide(self) -> None:
        """One column per year, and back."""
        self._mode("wide")

    def show_coverage(self) -> None:
        """Which places and years are covered, and back."""
        self._mode("coverage")

    def show_conflicts(self) -> None:
        """Where documents disagree, and back."""
        self._mode("conflicts")

    def show_verdicts(self) -> None:
        """All targets, those missed, met, or without an outcome, one after the other; the cursor keeps its series."""
        view = self.host.view
        verdict = ROUND[(ROUND.index(view.verdict) + 1) % len(ROUND)]
        self.host.change(replace(view, verdict=verdict, series=self.series() or view.series))

    def enter(self) -> None:
        """Into the facts behind a row."""
        view, row, names = self.host.view, self.row, self.table_names
        if row is None or self.enter_beside() or not row.data or self.enter_compared():
            return
        data = row.data
        years: tuple[int, int] | None = None
        column = self.grid.current_column
        if data.get("year") is not None:
            years = (data["year"], data["year"])
        elif column is not None and column.id.isdigit():
            years = (int(column.id), int(column.id))
        chosen = Selection(
            region=data["region_code"],
            region_name=data["region"],
            below=False,
            indicator=data.get("indicator"),
            measure=data.get("measure"),
            years=years,
            facts=view.selection.facts,
        )
        fact = data.get("fact_id") or data.get("target_fact") or data.get("outcome_fact")
        fact = data.get("facts", {}).get(years[0]) if fact is None and years else fact
        label = " ".join(
            filter(None, [names.indicator(data.get("indicator")) or data["region"], str(years[0]) if years else ""])
        )
        here = replace(view, series=self.series() or view.series)
        self.host.change(here)
        self.host.go(here.to(Tab.FACTS, selection=chosen, fact=fact), label)
