"""What the cells of a column come to, as tables of their own: how often each value occurs, and what numbers come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl

from mubiao.queries.summaries import FIGURES, VALUES
from mubiao_tui.app.drawing.figures import number
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridCell, GridColumn, ListModel, Row
from mubiao_tui.app.rows.raw import held, written

MEASURED = (
    "outcome",
    "target",
    "target_high",
    "gap",
    "change",
    "previous",
    "revision",
    "value",
    "outcome_lead",
    "high",
)
"""Last words of the names of values that are of the measure and unit of their row."""


THING = ("indicator", "measure", "unit")
"""Names of values that tell what the numbers beside them are of."""

YEARS = ("year", "promised", "started", "completed")
"""How the names of columns of years end."""


def key(row: Row, at: int, column: GridColumn, signs: Sequence[str]) -> str | None:
    """By what rows with the same value of a column are told together: the first value of the cell, as it is copied."""
    value = next(iter(held(row, at, column, signs).values()), None)
    return written(value) or None


def kept(rows: Iterable[Row], at: int, column: GridColumn, value: str | None, signs: Sequence[str]) -> list[Row]:
    """The rows whose cell has a value."""
    return [row for row in rows if key(row, at, column, signs) == value]


def values(
    rows: Iterable[Row], at: int, column: GridColumn, signs: Sequence[str], *, first: bool = False
) -> pl.DataFrame:
    """VALUES of a column of rows. first: only the value by which rows are told together."""
    found = [
        (
            name,
            *(thing if name.split(" ")[-1] in MEASURED else (None, None, None)),
            written(value) or None,
            _number(value),
        )
        for row in rows
        for thing in [_thing(row)]
        for name, value in _cell(row, at, column, signs, first=first)
    ]
    frame = pl.DataFrame(found, schema=VALUES, orient="row")
    if frame["name"].n_unique() < 2:
        return frame.with_columns(name=pl.lit(None, pl.String))
    return frame


def _cell(row: Row, at: int, column: GridColumn, signs: Sequence[str], *, first: bool) -> Iterator[tuple[str, Any]]:
    for n, (name, value) in enumerate(held(row, at, column, signs).items()):
        if not (first and n):
            yield name, value


def _thing(row: Row) -> tuple[str | None, str | None, str | None]:
    """What the numbers of a row are of, what they measure, and their unit."""
    found: dict[str, Any] = dict(row.data) if isinstance(row.data, dict) else {}
    for cell in row.cells:
        found |= {name: value for name, value in (cell.raw or {}).items() if name in THING}
    return found.get("indicator") or found.get("subject"), found.get("measure"), found.get("unit")


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def frequency_model(found: pl.DataFrame, column: GridColumn, names: Names) -> ListModel:
    """Values, how often each occurs, and its share as a number and a bar. The data of a row is its value."""
    total, most = int(found["count"].sum()), int(found["count"].max() or 1)  # type: ignore[arg-type]
    text = names.strings.text
    rows = [
        Row(
            str(at),
            (
                GridCell(one_line(names.value(column.id, value)) if value is not None else text("facts.empty"),
                     "" if value is not None else "dim", raw={column.id: value}),
                GridCell(f"{count:,}", sort=count, raw={"count": count}),
                GridCell(f"{100 * count / total:.1f}%", sort=count, raw={"share": count / total}),
                GridCell("", "bar", count, {}, count / most),
            ),
            value,
        )
        for at, (value, count) in enumerate(found.iter_rows())
    ]  # fmt: skip
    head = (
        GridColumn("value", column.label, 24, grows=True),
        GridColumn("count", text("facts.count"), 8, right=True),
        GridColumn("share", text("facts.share"), 7, right=True),
        GridColumn("bar", "", 12),
    )
    return ListModel(head, rows)


def summary_model(found: pl.DataFrame, names: Names, column: str = "") -> ListModel:
    """A row a measure and unit, with what its numbers come to. Years are written as years, not as amounts."""
    rows = [
        Row(str(at), _told(item, names, years=column.endswith(YEARS)), item)
        for at, item in enumerate(found.iter_rows(named=True))
    ]
    text = names.strings.text
    head = (
        GridColumn("of", text("statistics.of"), 16),
        *(GridColumn(name, text(f"statistics.{name}"), 9, right=True) for name in FIGURES),
    )
    return ListModel(head, rows)


def _told(item: dict[str, Any], names: Names, *, years: bool) -> tuple[GridCell, ...]:
    parts = [item["name"], names.word("measure", item["measure"]), item["unit"]]
    said = " ".join(one_line(part) for part in parts if part) or names.strings.text("statistics.numbers")
    raw = {name: item[name] for name in ("name", "measure", "unit")}
    cells, language = [GridCell(said, raw=raw)], names.strings.language
    for name in FIGURES:
        value = item[name]
        if value is None:
            shown = ""
        elif years and name not in ("n", "missing"):
            shown = f"{value:.1f}".removesuffix(".0")
        else:
            shown = f"{value:,}" if isinstance(value, int) else number(value, language)
        cells.append(GridCell(shown, "" if value is not None else "none", value, {name: value}))
    return tuple(cells)
