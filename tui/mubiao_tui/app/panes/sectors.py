"""Sectors: bars by claim that open into branches, what came of the targets of one, the matrix place × sector.

In the place of the matrix stand, if they are asked for, the leading indicators of a sector across places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from mubiao.queries.facts import tally
from mubiao.queries.places import sectors
from mubiao.queries.records import Matrix, Promised, SectorCount, Series, SeriesKey
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.host import Host
from mubiao_tui.app.panes.base import FOLLOW, NARROW, Pane
from mubiao_tui.app.rows.places.inside import promised_model
from mubiao_tui.app.rows.places.region import leading_model
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl

CLAIMS = ("actual", "estimate", "target", "plan")

TALL = 34
"""Lines from which on there is room below the bars."""

BELOW = 8
"""Lines of it that the branches of open sectors leave."""


class SectorsPane(Pane):
    """The tab of sectors."""

    tab = Tab.SECTORS
    brings = ("sectors", "leading", "branches")
    DEFAULT_CSS = """
    SectorsPane > Horizontal { height: 1fr; }
    SectorsPane #left { width: 76; }
    SectorsPane #bars { height: 1fr; }
    SectorsPane #promised { display: none; height: 1fr; margin-top: 1; }
    SectorsPane.tall #promised { display: block; }
    SectorsPane #matrix { width: 1fr; margin-left: 1; }
    SectorsPane.narrow > Horizontal { layout: vertical; }
    SectorsPane.narrow #left { width: 1fr; height: 1fr; }
    SectorsPane.narrow #matrix { height: 1fr; margin-left: 0; }
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.sectors: tuple[SectorCount, ...] = ()
        self.branches: dict[str, tuple[SectorCount, ...]] = {}
        self.matrix: Matrix | None = None
        self._led: object = None
        self._told: object = None  # what the targets below the bars depend on
        self.leads = False  # the rows that are shown are series, not places, whatever is still being read

    def compose(self) -> ComposeResult:
        """Bars above what came of targets, and the matrix."""
        with Horizontal():
            with Vertical(id="left"):
                yield Grid(self.host.look, id="bars", table="sectors")
                below = Grid(self.host.look, id="promised")
                below.empty = self.text("facts.reading")
                yield below
            yield Grid(self.host.look, id="matrix")

    @property
    def bars(self) -> Grid:
        """The bars."""
        return self.query_one("#bars", Grid)

    @property
    def across(self) -> Grid:
        """The matrix, or the leading indicators."""
        return self.query_one("#matrix", Grid)

    @property
    def promised(self) -> Grid:
        """What came of the targets of the sector under the cursor."""
        return self.query_one("#promised", Grid)

    def parts(self) -> list[Widget]:
        """Bars, matrix, and what came of targets where there is room for it."""
        return [self.bars, self.across, *([self.promised] if self.has_class("tall") else [])]

    def needs(self) -> object:
        """Counts depend on the selection without its sector; places on the marks."""
        view = self.host.view
        chosen = replace(view.selection, sector=None, subsector=None)
        return (self.host.stamp, chosen, view.marks)

    def load(self) -> None:
        """Read bars and matrix."""
        view, source = self.host.view, self.host.source
        self.branches = {}
        self._led = self._told = None

        def work() -> tuple[tuple[SectorCount, ...], Matrix]:
            return sectors.sectors(source.store, view.selection), sectors.matrix(
                source.store, view.selection, view.marks
            )

        self.read("sectors", work, lambda both: self._read(*both))

    def _read(self, sectors: tuple[SectorCount, ...], matrix: Matrix) -> None:
        self.sectors, self.matrix = sectors, matrix
        self._show_bars(self.host.view.selection.sector)
        self.settle()

    def settle(self) -> None:
        """Matrix or leading indicators."""
        if self.matrix is None:
            return
        self.across.marks = self.host.view.marks
        self._follow()
        if self.host.view.shown == "leading":
            self._lead()
        else:
            self._led = None
            self._show_matrix(self.matrix)
        self.host.situated()

    def _show_bars(self, key: str | None = None) -> None:
        names, look = self.host.names, self.host.look
        most = max((s.total for s in self.sectors), default=1)
        rows: list[Row] = []
        for sector in self.sectors:
            open_ = sector.sector in self.branches
            sign = look.sign("open" if open_ else "closed")
            rows.append(self._bar(sector, f"{sign} {names.sector(sector.sector)}", most))
            for branch in self.branches.get(sector.sector, ()):
                rows.append(self._bar(branch, f"    {names.subsector(branch.subsector)}", most))
        head = [GridColumn("sector", self.text("column.sector"), 24)]
        labels = [names.word("claim", claim) for claim in CLAIMS]
        head += [
            GridColumn(c, label, max(width(label), 6), right=True) for c, label in zip(CLAIMS, labels, strict=True)
        ]
        head.append(GridColumn("bar", self.text("column.facts"), 6, grows=True))
        keep = key or (self.bars.current.key if self.bars.current else None)
        self.put(self.bars, ListModel(head, rows), key=keep, empty=self.text("facts.none"))
        self._give_room()

    def _give_room(self) -> None:
        """The bars take as many lines as they are, and leave the others to what stands below them."""
        lines = self.size.height or self.app.size.height - 3  # without header, tabs and footer
        fits = min(len(self.bars.model) + 1, lines - BELOW)
        shared = self.has_class("tall") and self.filled is None
        self.bars.styles.height = max(fits, 2) if shared else "1fr"

    def fit_size(self) -> None:
        """Below the bars of a tall screen there is room."""
        super().fit_size()
        self.set_class(self.app.size.height >= TALL and self.app.size.width >= NARROW, "tall")

    def resized(self) -> None:
        """Another size may have room for what there was none for."""
        self._give_room()
        self._follow()

    def _follow(self) -> None:
        """Read what came of the targets of the sector under the cursor."""
        view, source, current = self.host.view, self.host.source, self.bars.current
        if current is None or not self.has_class("tall"):
            return
        sector = current.data.sector
        chosen, place = replace(view.selection, sector=sector, subsector=None), view.place
        if self._told == (wanted := (self.host.stamp, chosen)):
            return
        self._told = wanted

        def work() -> list[Promised]:
            return sectors.promised(source.targets(source.bearable(chosen, place)[0]))

        def done(found: list[Promised]) -> None:
            self.promised.cursor = 0
            model = promised_model(sector, found, self.table_names, self.host.look)
            self.put(self.promised, model, empty=self.text("sectors.no_targets"))

        self.read("promised", work, done, delay=FOLLOW)

    def _bar(self, item: SectorCount, label: str, most: int) -> Row:
        look = self.host.look
        none = GridCell(look.sign("none"), "none", 0)
        counts = [GridCell(f"{n:,}", claim, n) if (n := item.claims.get(claim, 0)) else none for claim in CLAIMS]
        key = item.sector if item.subsector is None else f"{item.sector}/{item.subsector}"
        role = "" if item.subsector is None else "dim"
        return Row(
            key,
            (
                GridCell(label, role, raw={"sector": item.sector, "subsector": item.subsector}),
                *counts,
                GridCell(
                    look.bar(item.total / most, 10) + f" {item.total:,}", "bar", item.total, {"facts": item.total}
                ),
            ),
            item,
        )

    def _show_matrix(self, matrix: Matrix) -> None:
        self.leads = False
        names, look = self.host.names, self.host.look
        most = max(matrix.counts.values(), default=1)
        rows: list[Row] = []
        for code, name in matrix.places:
            total = sum(matrix.counts.get((code, s), 0) for s in matrix.sectors)
            cells = [GridCell(name, raw={"region": name, "region_code": code}), GridCell(f"{total:,}", "dim", total)]
            for sector in matrix.sectors:
                count = matrix.counts.get((code, sector), 0)
                # Square roots keep a small count visible beside a large one.
                heat = look.heat((count / most) ** 0.5) if count else ""
                cells.append(
                    GridCell(f"{heat}{count:>5,}" if count else look.sign("none"), "" if count else "none", count)
                )
            rows.append(Row(code, tuple(cells), (code, name)))
        head = [
            GridColumn("region", self.text("column.region"), 12),
            GridColumn("total", self.text("column.facts"), 6, right=True),
        ]
        for sector in matrix.sectors:
            label = names.sector(sector)
            head.append(GridColumn(sector, label, min(max(width(label), 6), 12), right=True))
        self.put(self.across, ListModel(head, rows), empty=self.text("sectors.no_places"))

    def _lead(self) -> None:
        """Leading indicators of the sector under the cursor, place by place."""
        view, source = self.host.view, self.host.source
        assert self.matrix is not None
        codes = [code for code, _ in self.matrix.places][:12]
        current = self.bars.current
        sector = current.data.sector if current else None
        chosen = replace(view.selection, sector=sector, subsector=None)
        wanted = (self.host.stamp, chosen, tuple(codes))
        if wanted == self._led:
            return
        self._led = wanted
        self.read("leading", lambda: source.leading(chosen, codes), self._show_leading, delay=FOLLOW)

    def _show_leading(self, found: list[tuple[SeriesKey, dict[str, Series]]]) -> None:
        if self.matrix is None or self.host.view.shown != "leading":
            return
        names = self.table_names
        places = [(code, name) for code, name in self.matrix.places if any(code in held for _, held in found)]
        model = leading_model(found, places, names, self.host.look)
        self.leads = True
        self.put(self.across, model, empty=self.text("sectors.no_series"))

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Leading indicators follow the sector."""
        message.stop()
        if message.grid.id == "bars":
            self._follow()
            if self.host.view.shown == "leading":
                self._lead()
        self.host.situated()

    def situation(self) -> dict[str, Any]:
        """Bars or matrix."""
        grid = self.focused_grid
        in_matrix = grid is self.across
        leading = in_matrix and self.leads
        return {
            **self.grid_situation(grid),
            "pane": "matrix" if in_matrix else grid.id,
            "place": in_matrix and not leading and grid.current is not None,
            "series": leading,
            "enters": len(grid.model) > 0,
            "panes": len(self.parts()),
        }

    @property
    def focused_grid(self) -> Grid:
        """The part that keys are for."""
        return next((grid for grid in (self.across, self.promised) if grid.has_focus), self.bars)

    def export(self) -> Callable[[], pl.LazyFrame]:
        """Counts by sector and claim, by place and sector, or the series of the places."""
        view, source = self.host.view, self.host.source
        chosen = replace(view.selection, sector=None, subsector=None)
        if self.promised.has_focus and (current := self.bars.current) is not None:
            own = replace(chosen, sector=current.data.sector)
            return lambda: source.targets(own).lazy()
        if not self.across.has_focus:
            return lambda: tally(source.store, chosen, ["sector", "subsector", "claim"])
        if view.shown == "leading":
            return lambda: source.targets(view.selection).lazy()
        return lambda: tally(source.store, chosen, ["region_code", "region", "sector"])

    def left(self) -> None:
        """Close the branches of the sector; in the matrix a column to the left."""
        if self.across.has_focus:
            if not self.across.move_column(-1):
                self.bars.focus()
            return
        if self.promised.has_focus:
            self.promised.move_column(-1)
            return
        current = self.bars.current
        if current is not None and current.data.sector in self.branches:
            del self.branches[current.data.sector]
            self._show_bars(current.data.sector)
        else:
            self.bars.move_column(-1)

    def right(self) -> None:
        """Open the branches of the sector; in the matrix a column to the right."""
        if (grid := self.focused_grid) is not self.bars:
            grid.move_column(1)
            return
        current = self.bars.current
        if current is None or current.data.subsector is not None or current.data.sector in self.branches:
            self.bars.move_column(1)
            return
        sector, selection, source = current.data.sector, self.host.view.selection, self.host.source

        def done(found: tuple[SectorCount, ...]) -> None:
            self.branches[sector] = found
            if found:
                self._show_bars(sector)
            else:
                self.host.say(self.text("sectors.no_branches", sector=self.host.names.sector(sector)))

        self.read("branches", lambda: sectors.subsectors(source.store, selection, sector), done)

    def show_leading(self) -> None:
        """Leading indicators instead of the matrix, and back."""
        view = self.host.view
        self.host.change(replace(view, mode="" if view.shown == "leading" else "leading"))

    def enter(self) -> None:
        """Into the facts of a sector, of a place and sector, or into a series."""
        view, names = self.host.view, self.host.names
        if self.promised.has_focus:
            if (row := self.promised.current) is not None:
                said: Promised = row.data
                asked = replace(
                    view.selection, indicator=said.indicator, measure=said.measure, sector=None, subsector=None
                )
                self.host.go(view.to(Tab.TARGETS, selection=asked), names.series(said.indicator, said.measure))
            return
        if not self.across.has_focus:
            current = self.bars.current
            if current is not None:
                item: SectorCount = current.data
                chosen = replace(view.selection, sector=item.sector, subsector=item.subsector)
                label = names.subsector(item.subsector) if item.subsector else names.sector(item.sector)
                self.host.go(view.to(Tab.FACTS, selection=chosen, fact=None), label)
            return
        current, column = self.across.current, self.across.current_column
        if current is None or column is None:
            return
        if self.leads:
            indicator, measure = current.data
            chosen = replace(view.selection, indicator=indicator, sector=None, subsector=None)
            self.host.go(view.to(Tab.TARGETS, selection=chosen), names.series(indicator, measure))
            return
        code, name = current.data
        chosen = replace(view.selection, region=code, region_name=name, below=False)
        label = name
        if self.matrix is not None and column.id in self.matrix.sectors:
            chosen = replace(chosen, sector=column.id, subsector=None)
            label = f"{name} {names.sector(column.id)}"
        self.host.go(view.to(Tab.FACTS, selection=chosen, fact=None), label)
