"""The ranking of places and the panel, as modes of the targets tab: one series over many places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mubiao.queries.selection import VALUES, Comparison, Selection
from mubiao_tui.app.drawing.bars import Bar, spread
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import MadeModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.panes import counting
from mubiao_tui.app.panes.base import Pane
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl

    from mubiao.queries.comparisons.series import Among
    from mubiao.queries.session.reader import DatabaseReader

MODES = ("ranking", "panel")


class Found(NamedTuple):
    """What was read for a comparison."""

    asked: Comparison
    among: Among
    above: str  # the name of the place that all of them are in; empty for the country
    levels: tuple[str, ...]  # to choose from
    model: MadeModel
    frame: pl.DataFrame  # to be written out
    places: pl.DataFrame  # one row a place, in the order shown
    years: tuple[int, ...] = ()  # in which there is something
    column: int | None = None  # of the present year


class ComparedPlaces(Pane):
    """A pane that can show one series over many places."""

    frame: pl.DataFrame | None
    compared: Found | None = None

    @property
    def grid(self) -> Grid:
        """The table."""
        raise NotImplementedError

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.grid.current

    def series(self) -> tuple[str, str, str] | None:
        """The series of the row under the cursor: region code, indicator, measure."""
        raise NotImplementedError

    def table(self, mode: str) -> str:
        """The name under which the layout of a mode's table is kept."""
        raise NotImplementedError

    # Into it, and what can be changed there

    def show_ranking(self) -> None:
        """Places in the order of the series under the cursor; again: back."""
        self._begin("ranking")

    def show_panel(self) -> None:
        """The series under the cursor in all places, a column a year; again: back."""
        self._begin("panel")

    def _begin(self, mode: str) -> None:
        host = self.host
        view = host.view
        if view.shown == mode:
            host.change(replace(view, mode=""))
            return
        asked = view.compared if view.shown in MODES else self._asked()
        if asked is None:
            return
        if mode == "panel" and not asked.places:
            asked = replace(asked, value="target")  # what a cell without a number is told of
        # Only the place narrows a comparison; more chips would say that more does.
        chosen = view.selection
        kept = Selection(region=chosen.region, region_name=chosen.region_name, below=chosen.below, facts=chosen.facts)
        here = replace(view, series=self.series() or view.series)
        host.change(here)
        label = f"{self.text(f'targets.{mode}')} {self.table_names.series(asked.indicator, asked.measure)}"
        host.go(replace(here, mode=mode, compared=asked, selection=kept), one_line(label))

    def _asked(self) -> Comparison | None:
        """The comparison that the row under the cursor begins; year 0 for the last one that is known."""
        series, row, column = self.series(), self.row, self.grid.current_column
        if series is None or row is None:
            return None
        year = 0
        if len(str(row.data.get("period") or "")) == 4:
            year = int(row.data.get("year") or 0)
        elif column is not None and column.id.isdigit():
            year = int(column.id)
        asked = Comparison(*series, row.data.get("unit"), row.data.get("scope"), year)
        if row.data.get("verdict") == "open":
            asked = replace(asked, value="target")  # of a year that nobody has outcomes of, there is nothing else
        beside = self.host.view.beside if self.host.view.shown == "beside" else None
        return asked if beside is None else replace(asked, value=beside.value, places=beside.places)

    def year_before(self) -> None:
        """The year before, in which there is something."""
        self._year(-1)

    def year_after(self) -> None:
        """The year after."""
        self._year(1)

    def _year(self, by: int) -> None:
        if self.compared is None:
            return
        now = self.compared.asked.year
        years = [year for year in self.compared.years if (year > now if by > 0 else year < now)]
        if years:
            self._compare(year=years[0] if by > 0 else years[-1])
        else:
            self.host.say(self.text("compared.no_year"))

    def next_level(self) -> None:
        """Places of another level."""
        if self.compared is None:
            return
        found = self.compared
        if len(found.levels) < 2:
            self.host.say(self.text("compared.no_level"))
            return
        self._compare(level=found.levels[(found.levels.index(found.asked.level) + 1) % len(found.levels)])

    def next_value(self) -> None:
        """Another value: outcome, target, gap."""
        if self.compared is not None:
            self._compare(value=VALUES[(VALUES.index(self.compared.asked.value) + 1) % len(VALUES)])

    def _compare(self, **changes: Any) -> None:
        assert self.compared is not None
        self.host.change(replace(self.host.view, compared=replace(self.compared.asked, **changes)))

    # Reading

    def load_compared(self, mode: str) -> None:
        """Read the rows of a mode."""
        view, source, names, look = self.host.view, self.host.source, self.host.names, self.host.look
        asked, chosen, sort = view.compared, view.selection, view.layout(self.table(mode)).by
        cells, only = self.app.size.width, view.only_in(self.table(mode))

        def work() -> Found | None:
            from mubiao.queries.comparisons.series import begin

            wanted = asked or begin(source.pairs(chosen))
            if wanted is None:
                return None
            if mode == "ranking":
                found = ranked(source, wanted, chosen, sort, names, look)
            else:
                found = panelled(source, wanted, chosen, sort, names, look, cells)
            model, left = counting.left_of_made(found.model, only, look)
            return found if left is None else found._replace(model=model, places=found.places[left])

        self.read("targets", work, lambda found: self._compared(mode, found))

    def _compared(self, mode: str, found: Found | None) -> None:
        grid, row = self.grid, self.row
        self.compared, self.frame = found, None
        if found is not None and found.asked != self.host.view.compared:
            self.host.view = replace(self.host.view, compared=found.asked)  # the year and level that there are
            self._shown = self.wanted
        self.tables.pop("grid", None)
        empty = self.text(f"targets.none_{mode}")
        if found is None:
            grid.show(MadeModel((), 0, lambda *_: ()), self.host.view.layout(grid.table), empty=empty)
        else:
            codes = found.places["region_code"]
            wanted = (row.data or {}).get("region_code") if row is not None else None
            at = codes.index_of(wanted) if wanted is not None else None
            grid.cursor = (codes.index_of(found.asked.region) if at is None else at) or 0
            moved = [c.id for c in found.model.columns] != [c.id for c in grid.model.columns]
            layout = self.host.view.layout(grid.table)
            grid.show(found.model, layout, column=found.column if moved else None, empty=empty)
        self.status()
        self.tell_strip()
        self.host.situated()

    def status(self) -> None:
        """What is shown."""
        raise NotImplementedError

    def status_compared(self, mode: str) -> None:
        """What is compared, where, by what; what the line is."""
        found, names, text = self.compared, self.table_names, self.text
        left: list[Piece] = [Piece(" "), Piece(text(f"targets.{mode}"), "bold")]
        if found is not None and self.counted:
            asked = found.asked
            what = [names.scoped(asked.indicator, asked.scope), names.word("measure", asked.measure)]
            if asked.unit not in (None, "%"):
                what.append(one_line(asked.unit or ""))
            left.append(Piece(f"  {' '.join(what)}", "bold"))
            places = text(f"compared.{found.among.level or 'place'}")
            if found.above:
                places = text("compared.in", what=places, place=found.above)
            said = [*([str(asked.year)] if mode == "ranking" else []), text(f"column.{asked.value}"), places]
            left.append(Piece(f"  {' · '.join(said)}", "dim"))
        right = [Piece(self.count_said(len(self.grid.model)), "dim"), Piece(" ")]
        self.query_one("#status", Bar).say(spread(left, right, self.size.width or 80, self.host.look, whole=True))

    def tell_strip(self) -> None:
        """The coverage of the place under the cursor, where a panel is shown."""
        from mubiao_tui.app.rows.comparisons.panel import told

        strip, row = self.query_one("#strip", Bar), self.row
        lines: list[Line] = []
        if self.host.view.shown == "panel" and row is not None and row.data and "statuses" in row.data:
            said = told(one_line(row.data["region"] or ""), row.data["statuses"], self.host.names, self.host.look)
            lines = [[Piece(f" {line}", role)] for line, role in zip(said, ("", "dim"), strict=True)]
        strip.say(*lines)

    # What a column of pairs comes to

    def cells(self, grid: Grid, *, first: bool) -> Callable[[], pl.DataFrame]:
        """Of the pairs the frame is read."""
        frame, column, marks = self.frame, grid.current_column, frozenset(grid.marks)
        if self.host.view.shown != "rows" or frame is None or column is None:
            return super().cells(grid, first=first)
        from mubiao_tui.app.rows.targets.cells import cells

        return lambda: cells(frame, column.id, marks)

    def marked_rows(self, grid: Grid) -> Callable[[], Iterable[Row]]:
        """Of the pairs only those are made."""
        frame, marks, names, look = self.frame, frozenset(grid.marks), self.table_names, self.host.look
        if self.host.view.shown != "rows" or frame is None:
            return super().marked_rows(grid)
        from mubiao_tui.app.rows.targets import cells as target_cells
        from mubiao_tui.app.rows.targets.pairs import pair_rows

        def made() -> Iterable[Row]:
            part = frame[target_cells.marked(frame, marks)]
            return pair_rows(part, 0, part.height, names, look)

        return made

    # Out of it

    def enter_compared(self) -> bool:
        """From a place of the ranking into its series; whether there was one."""
        view, row = self.host.view, self.row
        if view.shown != "ranking" or row is None:
            return False
        data = row.data
        chosen = Selection(
            region=data["region_code"],
            region_name=data["region"],
            below=False,
            indicator=data["indicator"],
            measure=data["measure"],
            facts=view.selection.facts,
        )
        self.host.go(view.to(Tab.TARGETS, selection=chosen, series=self.series()), one_line(data["region"] or ""))
        return True

    def find_compared(self, words: str, start: int, step: int) -> int | None:
        """The next place whose name holds the words."""
        from mubiao_tui.app.rows.targets.pairs import find

        return find(self.compared.places, words, self.host.names, start, step) if self.compared is not None else None


def ranked(
    source: DatabaseReader, asked: Comparison, chosen: Selection, sort: tuple[str, ...], names: Names, look: Look
) -> Found:
    """The ranking, in the year that was asked for or the nearest in which there is one."""
    from mubiao.queries.comparisons import series
    from mubiao_tui.app.rows.comparisons import ranking as make

    levels = series.levels(asked.region, chosen, chosen=bool(asked.places))
    asked = asked if asked.level in levels else replace(asked, level=levels[0])
    found = series.ranking(source, asked, chosen)
    if found.years and asked.year not in found.years:
        asked = replace(asked, year=series.nearest(found, asked.year))
        found = series.ranking(source, asked, chosen)
    rows = make.ordered(found.rows, sort)
    return Found(
        asked, found.among, "" if found.among.above == series.COUNTRY else found.above_name, levels,
        make.model(replace(found, rows=rows), asked.value, names, look), rows, rows, found.years,
    )  # fmt: skip


def panelled(
    source: DatabaseReader,
    asked: Comparison,
    chosen: Selection,
    sort: tuple[str, ...],
    names: Names,
    look: Look,
    cells: int,
) -> Found:
    """The panel, with the cursor in the present year."""
    from mubiao.queries.comparisons import series
    from mubiao_tui.app.rows.comparisons import panel as make
    from mubiao_tui.app.rows.places.region import current
    from mubiao_tui.app.rows.targets.pairs import outcome_years

    levels = series.levels(asked.region, chosen, panel=True, chosen=bool(asked.places))
    asked = asked if asked.level in levels else replace(asked, level=levels[0])
    among = series.among(asked, chosen)
    rows = series.panel(source, asked, chosen).rows
    table = make.Table(rows, sort)
    return Found(
        asked, among, "" if among.above == series.COUNTRY else series.name(source, among.above), levels,
        make.model(table, asked.value, names, look, cells=cells), rows, table.places,
        column=2 + current(table.years, outcome_years(rows)),
    )  # fmt: skip
