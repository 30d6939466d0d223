"""What the column under the cursor holds, in a line of the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao import columns
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.widget import Grid

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application

OWN = "year_cell"
"""What a column that is called by a year holds."""


def meaning(app: Application) -> str:
    """Its heading and its meaning; empty where no table with headings has the focus, and for a bar that says itself.

    What a table shows otherwise than it is stored (a trend, a share) the interface tells by its own words, of that
    table alone or of all; the rest is as `docs/columns.md` has it.
    """
    grid = app.focused
    column = grid.current_column if isinstance(grid, Grid) and grid.header else None
    if column is None or not isinstance(grid, Grid):
        return ""
    name = OWN if column.id.isdigit() else column.id
    said = app.strings.maybe(f"meaning.{grid.table}_{name}", "") or app.strings.maybe(f"meaning.{name}", "")
    if not said and name in columns.COLUMNS:
        said = columns.column(name, app.view.asked).meaning(app.strings.language)
    if not said:
        return ""
    return app.strings.text("help.column", column=one_line(column.label) or name, meaning=said.replace("`", ""))
