"""The chart under the targets: the series of the row under the cursor, and what is switched on beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.panes.base import FOLLOW, SQUAT
from mubiao_tui.app.panes.targets.compared import ComparedPlaces

if TYPE_CHECKING:
    from mubiao_tui.charts.draw import Words
    from mubiao_tui.charts.plot import Plot
    from mubiao_tui.view import View


class PlottedSeries(ComparedPlaces):
    """A pane with a chart that follows its cursor."""

    _plotted: object = None

    def settle(self) -> None:
        """Something is switched on or off."""
        self._plotted = None
        self.follow()
        further = bool({"parent", "siblings"} & {*self.host.view.further})
        if further != self.has_class("further"):
            self.set_class(further, "further")
            self.call_after_refresh(self.while_seen, self.follow)  # it has another height by then

    def left(self) -> None:
        """One column to the left, which may be another year."""
        super().left()
        self.follow()

    def right(self) -> None:
        """One column to the right, which may be another year."""
        super().right()
        self.follow()

    def year(self) -> int | None:
        """The year that the cursor stands on: that of its row, or of its column; none where that is of several."""
        data = self.row.data if self.row is not None and self.row.data else {}
        if len(str(data.get("period") or "")) == 4:
            return int(data["year"])
        column = self.grid.current_column
        return int(column.id) if column is not None and column.id.isdigit() else None

    def follow(self) -> None:
        """Plot the series of the row under the cursor once it rests."""
        from mubiao_tui.app.drawing.chart import Chart, lines

        shown, series = self.query_one(Chart), self.series()
        if not shown.display:
            return
        if series is None:  # no row, no chart: that of the last series would stand for none
            self.host.loads.cancel("chart")
            self._plotted, shown.plot = None, None
            shown.say()
            return
        from mubiao_tui.app.rows.comparisons.plots import Wanted, plot
        from mubiao_tui.charts.choice import with_room

        view, source, look, names = self.host.view, self.host.source, self.host.look, self.table_names
        cells, height, language = shown.size.width, shown.size.height, names.strings.language
        data = self.row.data if self.row is not None and self.row.data else {}
        unit, scope = data.get("unit") or "", data.get("scope") or ""
        wanted = Wanted(*series, unit, scope, self.year(), view.further, self._chosen(series[0]))
        key = (self.host.stamp, wanted, cells, height, look, language)
        if key == self._plotted or not cells:
            return
        self._plotted = key
        words = self._words()

        def work() -> tuple[Plot, list[list[Piece]]] | None:
            whole = plot(source, wanted, names)
            if whole is None:
                return None
            found = with_room(whole, cells)
            if found.part is not None:
                seen, of = found.part, whole.years
                said = self.text("chart.part", first=seen[0], last=seen[-1], begin=of[0], end=of[-1])
                found = replace(found, left_out=(said, *found.left_out))
            return found, lines(found, words, look, cells, height, language)

        def done(found: tuple[Plot, list[list[Piece]]] | None) -> None:
            shown.plot, drawn = found or (None, [])
            shown.say(*drawn)

        self.read("chart", work, done, delay=FOLLOW)

    def _chosen(self, place: str) -> tuple[str, ...]:
        """The other places of which rows are marked."""
        found = dict.fromkeys(mark.partition("/")[0] for mark in self.host.view.marks_in(self.grid.table))
        return tuple(code for code in found if code != place)

    def _words(self) -> Words:
        from mubiao_tui.charts.draw import Words

        return Words(*(self.text(f"chart.{name}") for name in Words._fields))

    def resized(self) -> None:
        """Another size, another chart."""
        self.status()
        self.follow()

    def show_against(self) -> None:
        """The parent's series beside the chosen one, or not."""
        view = self.host.view
        self._switch(replace(view, against=not view.against), "against", on=not view.against)

    def show_siblings(self) -> None:
        """The median of the places beside it, or not."""
        view = self.host.view
        self._switch(replace(view, siblings=not view.siblings), "siblings", on=not view.siblings)

    def show_programmes(self) -> None:
        """The targets of several years as steps, or not."""
        view = self.host.view
        self._switch(replace(view, programmes=not view.programmes), "programmes", on=not view.programmes)

    def _switch(self, view: View, name: str, *, on: bool) -> None:
        self.host.change(view)
        self.host.say(self.text(f"targets.{name}_on" if on else f"targets.{name}_off"))

    def show_chart(self) -> None:
        """Show or hide the chart; where there are too few lines for one, say so."""
        if self.has_class("squat"):
            self.host.say(self.text("targets.chart_room", rows=SQUAT))
            return
        self.toggle_class("hushed")
        self._plotted = None
        self.call_after_refresh(self.while_seen, self.follow)
