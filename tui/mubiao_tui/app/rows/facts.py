"""Rows of the facts tab, its columns, and what a value of a column narrows to. Facts in, rows out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mubiao.queries.selection import Selection
from mubiao_tui.app.drawing.figures import figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, Row

WIDTHS: dict[str, int] = {
    "region": 10,
    "subject": 18,
    "value": 10,
    "unit": 6,
    "qualifier_text": 6,
    "claim": 8,
    "period": 9,
    "review": 4,
    "confidence": 6,
    "sector": 11,
    "indicator": 16,
    "measure": 7,
    "entity": 14,
    "force": 6,
    "comparison": 8,
    "subsector": 12,
    "section": 24,
    "printed": 12,
}
"""The columns of the grid in their first order, and how many cells each takes."""

ROOMY = 140
"""Cells of the screen from which on words of these columns have more room, rather than that rarer columns are seen."""

WIDE: dict[str, int] = {"region": 14, "subject": 26, "sector": 18, "indicator": 26}
"""Their cells on such a screen."""

STRUCTURED = ("sector", "subsector", "indicator", "measure", "claim")
"""Columns whose value narrows the selection by a field of its own; the others become a condition."""


def columns(names: Names, *, roomy: bool = False) -> tuple[GridColumn, ...]:
    """The columns of the grid with their headings. roomy: as a wide screen has them."""
    return tuple(
        GridColumn(
            name,
            names.strings.text(f"column.{name}"),
            WIDE.get(name, width) if roomy else width,
            right=name in ("value", "confidence"),
            grows=name == "subject",
            whole=name in ("unit", "period", "measure"),
        )
        for name, width in WIDTHS.items()
    )


def row(fact: dict[str, Any], names: Names, look: Look) -> Row:
    """A fact as a row of the grid."""
    cells: list[GridCell] = []
    review = fact["review"]
    for name in WIDTHS:
        value = fact[name]
        if name == "value":
            shown = figure(
                value, fact["high"], None, fact["qualifier"], names.strings.language, look, measure=fact["measure"]
            )
            cells.append(GridCell(shown, fact["claim"], raw={"value": value, "high": fact["high"]}))
        elif name == "claim":
            sign = look.sign("target") if value == "target" else ""
            cells.append(GridCell(sign + names.word("claim", value), value))
        elif name == "review":
            cells.append(GridCell(look.sign(value) if value else "", value or ""))
        elif name == "confidence":
            cells.append(GridCell(f"{value:.2f}", raw={name: round(value, 4)}))  # of four bytes, not of eight
        else:
            cells.append(GridCell(one_line(names.value(name, value))))
    return Row(fact["fact_id"], tuple(cells), fact, "rejected" if review == "rejected" else "")


def narrowed(selection: Selection, column: str, value: Any) -> Selection:
    """The selection, with only the facts whose column has the value."""
    if column in STRUCTURED and value is not None:
        changes: dict[str, Any] = {column: str(value)}
        return replace(selection, **changes)
    if column == "review":
        return replace(selection, reviewed=value or "none")
    name = f'"{column}"' if column == "end" else column
    if value is None:
        part = f"{name} IS NULL"
    elif isinstance(value, bool | int | float):
        part = f"{name} = {value}"
    else:
        part = "{} = '{}'".format(name, str(value).replace("'", "''"))
    return replace(selection, conditions=(*selection.conditions, part))
