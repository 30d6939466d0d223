"""What is copied of a table: the values behind what is shown, under the names of the columns, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridColumn, Row
from mubiao_tui.output.results import number


def written(value: object) -> str:
    """A value as data: numbers with every digit and no separators, nothing for what is missing, always one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return one_line(str(value))


def held(row: Row, at: int, column: GridColumn, signs: Sequence[str]) -> dict[str, Any]:
    """The values of a cell by name; signs: texts that say that there is nothing."""
    cell = row.cells[at]
    if cell.raw is not None:
        return cell.raw
    if isinstance(row.data, dict) and column.id in row.data:
        return {column.id: row.data[column.id]}
    text = cell.text.strip()
    return {named(column): cell.sort if cell.sort is not None else None if text in signs else text}


def named(column: GridColumn) -> str:
    """What a column is called among data: its id; a place, whose id is a code, by its name."""
    return column.id if column.id.isidentifier() else column.label


def table(columns: Sequence[tuple[int, GridColumn]], rows: Iterable[Row], signs: Sequence[str]) -> list[list[str]]:
    """Heading and rows. columns: positions among the cells, and columns.

    A cell can hold several values (outcome and target of a year); those but the first that no row has are left out, and
    so is a row that holds none at all: a line that opens.
    """
    every = ([held(row, at, column, signs) for at, column in columns] for row in rows)
    found = [row for row in every if any(row)]
    names: list[list[str]] = []
    for n in range(len(columns)):
        known = dict.fromkeys(name for row in found for name in row[n])
        first = next(iter(known), "")
        names.append([m for m in known if m == first or any(row[n].get(m) is not None for row in found)])
    heading = [name for several in names for name in several]
    return [
        heading,
        *([written(row[n].get(m)) for n, several in enumerate(names) for m in several] for row in found),
    ]


def joined(lines: Iterable[Sequence[str]]) -> str:
    """The lines as a spreadsheet takes them."""
    return "\n".join("\t".join(line) for line in lines)
