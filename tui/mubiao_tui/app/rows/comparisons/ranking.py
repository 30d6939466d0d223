"""Rows of the ranking: places in the order of a value, a bar each, the place above as a line through all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from mubiao.queries.comparisons.series import Ranking
from mubiao_tui.app.drawing.figures import difference, figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, MadeModel, Row, Span

HEADING = 24
"""Cells that the line may take to say whose it is, before words of targets have what is left."""

ROLES = {"met": "met", "missed": "missed", "about": "about", "open": "open"}


def columns(names: Names, line: str) -> tuple[GridColumn, ...]:
    """Place in the order, name, both values, how they stand, and the bar. line: what goes through it."""
    text = names.strings.text
    return (
        GridColumn("place", text("ranking.place"), 4, right=True, whole=True),
        GridColumn("region", text("column.region"), 12),
        GridColumn("target", text("column.target"), 8, right=True),
        GridColumn("outcome", text("column.outcome"), 8, right=True),
        GridColumn("gap", text("column.gap"), 6, right=True),
        GridColumn("verdict", text("column.verdict"), 10, whole=True),
        GridColumn("bar", line, min(max(width(line), 10), HEADING), grows=True),
    )


class Scale:
    """Where values stand in a bar: nothing at its begin, or inside where some values are below nothing."""

    def __init__(self, values: Iterable[float | None]) -> None:
        known = [0.0, *(value for value in values if value is not None)]
        self.low, self.high = min(known), max(known)

    def at(self, value: float) -> float:
        """The part of the width up to a value."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0

    def span(self, value: float | None, line: float | None) -> Span:
        """The bar of a value, with the line of another one through it."""
        mark = None if line is None else self.at(line)
        zero = self.at(0.0)
        return Span(zero, zero if value is None else self.at(value), mark)


def model(found: Ranking, by: str, names: Names, look: Look) -> MadeModel:
    """The ranking by one of its values."""
    line = found.above[by] if found.above is not None else None
    scale = Scale([*found.rows[by], line])

    def make(start: int, stop: int) -> list[Row]:
        part = found.rows.slice(start, stop - start)
        return [row(item, by, scale, line, names, look) for item in part.iter_rows(named=True)]

    return MadeModel(columns(names, told_above(found, by, names, look)), found.rows.height, make)


def shown(item: dict[str, Any], side: str, names: Names, look: Look) -> str:
    """A side of a row as a figure: the target, the outcome."""
    if side == "target" and item["target"] is None and item["target_words"]:
        return one_line(item["target_words"])
    unit = item["unit"] if item["unit"] in ("%", "‰") else None
    high = item["target_high"] if side == "target" else None
    text = figure(
        item[side], high, unit, item[f"{side}_qualifier"], names.strings.language, look, measure=item["measure"]
    )
    return text + ("e" if side == "outcome" and item["outcome_claim"] == "estimate" else "")


def row(item: dict[str, Any], by: str, scale: Scale, line: float | None, names: Names, look: Look) -> Row:
    """A place."""
    verdict, value = item["verdict"], item[by]
    role = ROLES.get(verdict, "none")
    sign = look.sign(verdict) + " " if verdict in ("met", "missed") else ""
    span, place = scale.span(value, line), item["place"]
    cells = (
        GridCell("" if place is None else str(place), "dim", sort=place, raw={"rank": place}),
        GridCell(one_line(item["region"] or "")),
        GridCell(shown(item, "target", names, look), "target" if item["target"] is not None else "none",
                 raw={name: item[name] for name in ("target", "target_high")}),
        GridCell(shown(item, "outcome", names, look), item["outcome_claim"] or "none",
                 raw={"outcome": item["outcome"]}),
        GridCell(difference(item["gap"], look), role if item["gap"] is not None else "none", raw={"gap": item["gap"]}),
        GridCell(sign + names.word("verdict", verdict), role),
        GridCell("", role if verdict == "missed" else "bar", value, {}, span),
    )  # fmt: skip
    return Row(item["region_code"], cells, item)


def told_above(found: Ranking, by: str, names: Names, look: Look) -> str:
    """What the line is: the place above and its value; that it has none."""
    if not found.above_name:
        return ""
    if found.above is None or found.above[by] is None:
        return names.strings.text("ranking.no_line", place=found.above_name)
    value = difference(found.above[by], look) if by == "gap" else shown(found.above, by, names, look)
    return f"{look.sign('vertical')} {found.above_name} {value}"


def ordered(rows: pl.DataFrame, sort: Iterable[str]) -> pl.DataFrame:
    """The rows by the columns that they are sorted by, empty last; a bar is its place in the order."""
    keys = [(key.lstrip("-"), key[0] == "-") for key in sort]
    known = [("place" if name == "bar" else name, down) for name, down in keys if name in rows.columns or name == "bar"]
    if not known:
        return rows
    names, down = [name for name, _ in known], [d for _, d in known]
    return rows.sort(names, descending=down, nulls_last=True, maintain_order=True)
