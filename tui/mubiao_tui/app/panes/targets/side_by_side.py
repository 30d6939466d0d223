"""Two to five places side by side, as a mode of the targets tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mubiao.queries.selection import VALUES, Beside
from mubiao_tui.app.drawing.bars import Bar, spread
from mubiao_tui.app.drawing.paint import Line as Painted
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridColumn, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.panes.targets.plotted import PlottedSeries
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    import polars as pl

    from mubiao.queries.comparisons.beside import Line
    from mubiao_tui.app.rows.comparisons.beside import Folded

MODE = "beside"


class Together(NamedTuple):
    """What was read of the places."""

    asked: Beside
    places: tuple[tuple[str, str], ...]  # code, name
    silent: set[str]  # those without a document
    lines: list[Line]
    years: list[int]  # in which two of them have something
    table: Folded


class SideBySide(PlottedSeries):
    """A pane that can show places side by side."""

    together: Together | None = None

    def load_beside(self) -> None:
        """Read the lines of the places."""
        view, source = self.host.view, self.host.source
        asked, selection = view.beside, view.selection
        names, look, cells = self.table_names, self.host.look, self.app.size.width

        def work() -> Together | None:
            from mubiao.queries.comparisons import beside
            from mubiao.queries.comparisons.series import name
            from mubiao_tui.app.rows.comparisons.beside import model

            if asked is None:
                return None
            pairs = source.pairs_beside(selection, asked.places)
            counted = {place.code: place.documents for place in source.places()}
            places = tuple((code, name(source, code)) for code in asked.places)
            silent = {code for code in asked.places if not counted.get(code)}
            found = beside.lines(pairs, asked.places, kind=asked.value, year=asked.year)
            years = beside.years(pairs, asked.places, kind=asked.value)
            table = model(found, places, silent, names, look, lone=asked.lone, cells=cells)
            return Together(asked, places, silent, found, years, table)

        self.read("targets", work, self._beside)

    def _beside(self, found: Together | None) -> None:
        from mubiao_tui.app.rows.comparisons.beside import Folded

        grid, self.together, self.frame = self.grid, found, None
        known = grid.current.key if grid.current is not None else None
        empty = self.text("targets.none_beside")
        if found is None:
            self.put(grid, Folded((), (), None, ()), empty=empty)
        else:
            columns = [column.id for column in found.table.columns]
            moved = columns != [column.id for column in grid.model.columns]
            self.put(
                grid, found.table, key=known, column=columns.index(found.places[0][0]) if moved else None, empty=empty
            )
        self.status()
        self.tell_strip()
        self.host.situated()

    @property
    def beside_needs(self) -> object:
        """What the lines depend on: the places, and whether there is room for all that is said of them."""
        from mubiao_tui.app.rows.comparisons.beside import tight

        asked = self.host.view.beside
        return None if asked is None or not self.besides else (asked, tight(len(asked.places), self.app.size.width))

    def resized(self) -> None:
        """Where there is less room, less is said."""
        super().resized()
        if self.besides:
            self.update_view()

    def status_beside(self) -> None:
        """Which value is compared, and of which year."""
        from mubiao_tui.app.rows.comparisons.beside import seen

        found, look, text = self.together, self.host.look, self.text
        left = [Piece(" "), Piece(text("targets.beside"), "bold")]
        if found is not None and self.counted:
            asked = found.asked
            year = text("beside.year", year=asked.year) if asked.year else text("beside.common")
            left.append(Piece(f"  {text(f'beside.{asked.value}')} · {year}", "bold"))
        rows = len(seen(found.lines, lone=found.asked.lone)) if found is not None else 0
        right: Painted = [Piece(self.count_said(rows), "dim"), Piece(" ")]
        self.query_one("#status", Bar).say(spread(left, right, self.size.width or 80, look, whole=True))

    def tell_strip(self) -> None:
        """What the row under the cursor says in full, and what the signs mean."""
        if not self.besides:
            super().tell_strip()
            return
        from mubiao_tui.app.rows.comparisons.beside import told

        found, line, look = self.together, self.line, self.host.look
        said = told(line, found.places, self.host.names, look) if line is not None and found is not None else ""
        lead = f"{look.sign('up')} {look.sign('down')}"
        signs = [Piece(f" {self.text('beside.signs', lead=lead, target=look.sign('target'))}", "dim")]
        if silent := [name for code, name in found.places if code in found.silent] if found is not None else []:
            words = self.text("beside.silent", sign=look.sign("dot"), places=", ".join(silent))
            signs.insert(0, Piece(f" {one_line(words)}  ", "estimate"))
        self.query_one("#strip", Bar).say([Piece(f" {said}")], signs)

    @property
    def besides(self) -> bool:
        """Whether places stand side by side."""
        return self.host.view.shown == MODE

    @property
    def line(self) -> Line | None:
        """The line under the cursor; None while the rows of another table are still there."""
        data = self.row.data if self.row is not None else None
        return data.get("line") if isinstance(data, dict) else None

    # What can be changed

    def _change(self, asked: Beside) -> None:
        self.host.change(replace(self.host.view, beside=asked))

    def year_before(self) -> None:
        """All lines of the year before; from the years that each line has by itself, of the last one."""
        self._other_year(-1) if self.besides else super().year_before()

    def year_after(self) -> None:
        """All lines of the year after; after the last one, each line of the year that most places know."""
        self._other_year(1) if self.besides else super().year_after()

    def _other_year(self, by: int) -> None:
        found = self.together
        if found is None or not found.years:
            return
        now = found.asked.year
        later = [year for year in found.years if year > now]
        earlier = [year for year in found.years if not now or year < now]
        if by > 0 and now:
            self._change(replace(found.asked, year=later[0] if later else 0))
        elif by < 0 and earlier:
            self._change(replace(found.asked, year=earlier[-1]))
        else:
            self.host.say(self.text("compared.no_year"))

    def next_value(self) -> None:
        """Outcome, target, gap."""
        if not self.besides:
            super().next_value()
        elif self.together is not None:
            asked = self.together.asked
            self._change(replace(asked, value=VALUES[(VALUES.index(asked.value) + 1) % len(VALUES)]))

    # Out of it

    @property
    def column_place(self) -> tuple[str, str] | None:
        """The place of the column under the cursor; where that does not know the row, the first that does."""
        column, line, found = self.grid.current_column, self.line, self.together
        if line is None or found is None:
            return None
        held, known = line.stated, dict(found.places)
        code = column.id if column is not None and column.id in held else next(iter(held))
        return code, known[code]

    def enter_beside(self) -> bool:
        """Into the series of the place under the cursor, or behind the line that opens; whether there was either."""
        from mubiao_tui.app.rows.comparisons.beside import FOLD

        view, row, place = self.host.view, self.row, self.column_place
        if not self.besides or row is None or self.together is None:
            return self.besides
        if row.key == FOLD:
            asked = self.together.asked
            self._change(replace(asked, lone=not asked.lone))
        elif place is not None:
            series = (place[0], row.data["indicator"], row.data["measure"])
            chosen = replace(
                view.selection,
                region=place[0],
                region_name=place[1],
                below=False,
                indicator=series[1],
                measure=series[2],
            )
            label = f"{place[1]} {self.table_names.series(series[1], series[2])}"
            self.host.go(view.to(Tab.TARGETS, selection=chosen, series=series), one_line(label))
        return True

    def export_beside(self) -> Callable[[], pl.LazyFrame]:
        """The lines that are seen."""
        from mubiao.queries.comparisons.beside import table
        from mubiao_tui.app.rows.comparisons.beside import seen

        found = self.together
        shown = seen(found.lines, lone=found.asked.lone) if found is not None else []
        places = found.places if found is not None else ()
        return lambda: table(shown, places).lazy()

    def cells(self, grid: Grid, *, first: bool) -> Callable[[], pl.DataFrame]:
        """What a column comes to, without the line that opens."""
        if not self.besides:
            return super().cells(grid, first=first)
        from mubiao_tui.app.panes.counting import signs
        from mubiao_tui.app.rows.statistics import values

        at = grid.shown[grid.column]
        column: GridColumn = grid.model.columns[at]
        rows: list[Row] = [row for row in self.marked_rows(grid)() if row.data is not None]
        return lambda: values(rows, at, column, signs(self.host.look), first=first)
