"""Actions that tell what the column under the cursor comes to: how often each value occurs, and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridColumn, ListModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.view import Only

if TYPE_CHECKING:
    import polars as pl

    from mubiao_tui.app.panes.base import Pane


class Statistics(Group):
    """Frequencies and figures of a column, in a table over the panes."""

    def text(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return super().text(f"statistics.{key}", **values)

    def _asked(self) -> tuple[Pane, Grid, GridColumn] | None:
        grid, pane = self.app.focused, self.app.pane
        if not isinstance(grid, Grid) or pane is None or grid.current_column is None:
            return None
        return pane, grid, grid.current_column

    def frequency(self) -> None:
        """How often each value of the column occurs; Enter goes into the rows of one."""
        asked = self._asked()
        if asked is None or asked[0].show_frequency():
            return
        from mubiao_tui.app.rows.statistics import frequency_model

        pane, grid, column = asked
        cells, names = pane.cells(grid, first=True), self.app.names

        def work() -> ListModel:
            from mubiao.queries.summaries import frequency

            return frequency_model(frequency(cells()), column, names)

        def done(answer: str, model: ListModel) -> None:
            row = next((row for row in model.rows if row.key == answer), None)
            if row is not None:
                self._into(pane, grid, column, row.data)

        self._show(work, column, self.text("frequency", column=column.label), "frequency_hint", grid, done)

    def _into(self, pane: Pane, grid: Grid, column: GridColumn, value: str | None) -> None:
        """The rows of a value alone; where a table cannot be narrowed, the first of them."""
        if not pane.narrows(grid):
            at = pane.first_with(grid, column, value)
            if at is not None:
                grid.move_to(at)
            return
        view = self.app.view
        only = Only(grid.table, column.id, value)
        label = one_line(self.app.names.value(column.id, value)) or self.app.strings.text("facts.empty")
        self.app.go(replace(view, only=(*view.only, only)), label)

    def summary(self) -> None:
        """Count, sum, mean and quantiles of the column, by what is measured and its unit."""
        asked = self._asked()
        if asked is None:
            return
        from mubiao_tui.app.rows.statistics import summary_model

        pane, grid, column = asked
        summed, names = pane.summary(grid), self.app.names

        def work() -> ListModel:
            found: pl.DataFrame | None = summed()
            return ListModel((), ()) if found is None else summary_model(found, names, column.id)

        self._show(work, column, self.text("title", column=column.label), "hint", grid, None)

    def _show(
        self,
        work: Callable[[], ListModel],
        column: GridColumn,
        title: str,
        hint: str,
        grid: Grid,
        done: Callable[[str, ListModel], None] | None,
    ) -> None:
        from mubiao_tui.app.actions.output import Output
        from mubiao_tui.app.input.tables import COPY, Shown

        app, marked = self.app, len(grid.marks)
        release = app.hold("statistics", lambda: app.loads.cancel("statistics"))

        def shown(model: ListModel) -> None:
            if not len(model):
                release()
                app.say(self.text("none" if done is None else "nothing", column=column.label))
                return

            def closed(answer: str | None) -> None:
                if answer == COPY:
                    Output(app).copy_table(model, self.text("copied", column=column.label))
                elif answer is not None and done is not None:
                    done(answer, model)

            head = self.text("marked", title=title, count=marked) if marked else title
            app.push_screen(Shown(app.look, head, self.text(hint), model, enters=done is not None), closed)
            release()

        def failed(line: str) -> None:
            release()
            app.say(line, error=True)

        app.loads.start("statistics", work, shown, failed=failed, again=True)
