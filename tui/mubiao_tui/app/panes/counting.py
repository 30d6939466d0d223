"""What the columns of a pane's tables come to, and the rows that are left of a table when a value was gone into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridColumn, ListModel, MadeModel, Row
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.view import Only

if TYPE_CHECKING:
    import polars as pl


NOT_ADDED = ("year", "place", "promised", "started", "completed", "confidence")
"""How columns end whose numbers add up to nothing."""


def signs(look: Look) -> tuple[str, ...]:
    """The texts that say that there is nothing."""
    return tuple(look.sign(name) for name in ("none", "dot"))


def rows_of(grid: Grid) -> Callable[[], Iterable[Row]]:
    """What makes the rows of a grid that are all at hand: the marked ones, if there are any; may take a while."""
    model, marks = grid.model, frozenset(grid.marks)

    def made() -> Iterable[Row]:
        rows = model.made() if isinstance(model, MadeModel) else model.rows if isinstance(model, ListModel) else ()
        return (row for row in rows if not marks or row.key in marks)

    return made


def cells_of(grid: Grid, look: Look, *, first: bool) -> Callable[[], pl.DataFrame]:
    """What reads the column under the cursor: see `rows.statistics.values`."""
    at, column, rows = grid.shown[grid.column], grid.model.columns[grid.shown[grid.column]], rows_of(grid)

    def work() -> pl.DataFrame:
        from mubiao_tui.app.rows.statistics import values

        return values(rows(), at, column, signs(look), first=first)

    return work


def first_of(grid: Grid, column: GridColumn, value: str | None, look: Look) -> int | None:
    """Where the first row stands that has a value."""
    from mubiao_tui.app.rows.statistics import key

    model = grid.model
    at = next((n for n, one in enumerate(model.columns) if one.id == column.id), None)
    if at is None:
        return None
    rows = ((n, model.row(n)) for n in range(len(model)))
    return next((n for n, row in rows if row is not None and key(row, at, column, signs(look)) == value), None)


def left_of(model: ListModel, only: Iterable[Only], look: Look) -> ListModel:
    """The rows that are left where values were gone into; a column that there is not leaves all."""
    for one in only:
        from mubiao_tui.app.rows.statistics import kept

        at = next((n for n, column in enumerate(model.columns) if column.id == one.column), None)
        if at is not None:
            model = ListModel(model.columns, kept(model.rows, at, model.columns[at], one.value, signs(look)))
    return model


def left_of_made(model: MadeModel, only: Iterable[Only], look: Look) -> tuple[MadeModel, list[int] | None]:
    """The same of rows that are made, with the positions that they had; None where all are left. May take a while."""
    from mubiao_tui.app.rows.statistics import key

    named = {column.id: n for n, column in enumerate(model.columns)}
    asked = [(named[one.column], one.value) for one in only if one.column in named]
    if not asked:
        return model, None
    left = [
        n
        for n, row in enumerate(model.made())
        if all(key(row, at, model.columns[at], signs(look)) == value for at, value in asked)
    ]

    def make(start: int, stop: int) -> list[Row]:
        return [row for n in left[start:stop] if (row := model.row(n)) is not None]

    return MadeModel(model.columns, len(left), make), left


def left_of_frame(frame: pl.DataFrame, only: Iterable[Only], called: Mapping[str, str] | None = None) -> pl.DataFrame:
    """The same of a frame. called: column of the table → column of the frame, where it is another."""
    import polars as pl

    for one in only:
        name = (called or {}).get(one.column, one.column)
        if name not in frame.columns:
            continue
        if one.value is None:
            frame = frame.filter(pl.col(name).is_null() | (pl.col(name).cast(pl.String) == ""))
        elif frame.schema[name].is_numeric():
            frame = frame.filter(pl.col(name) == float(one.value))
        else:
            frame = frame.filter(pl.col(name).cast(pl.String) == one.value)
    return frame
