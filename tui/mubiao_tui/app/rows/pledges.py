"""Rows of the tab of pledges: by place and year, one by one, and chains of years. Frames in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mubiao.model import STATUSES
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, GridColumn, Row

if TYPE_CHECKING:
    import polars as pl

ROLES = {"fulfilled": "met", "under_way": "estimate", "again": "target", "silent": "missed"}
"""What becomes of a pledge → the role of its sign and of its bar."""


def mark(status: str | None, look: Look) -> Piece:
    """The sign of a status; a dash where no later report is there."""
    if status is None:
        return Piece(look.sign("none"), "dim")
    return Piece(look.sign(status), ROLES[status])


def group_columns(names: Names) -> tuple[GridColumn, ...]:
    """Place, year, how many, and the shares of the four statuses."""
    text = names.strings.text
    return (
        GridColumn("report_region", text("column.report_region"), 16, grows=True),
        GridColumn("report_year", text("column.report_year"), 6, right=True),
        GridColumn("n", text("pledges.n"), 6, right=True),
        *(GridColumn(status, text(f"pledges.{status}"), 10, right=True) for status in STATUSES),
        GridColumn("bar", "", 16),
    )


def group_rows(frame: pl.DataFrame, look: Look) -> list[Row]:
    """A row a place and year; shares are of the pledges that have a later report."""
    rows = []
    for data in frame.iter_rows(named=True):
        followed = data["followed"]
        shares = [_share(data[status], followed, status, look) for status in STATUSES]
        done = data["fulfilled"] / followed if followed else 0.0
        rows.append(
            Row(
                f"{data['report_code']} {data['report_year']}",
                (
                    GridCell(one_line(data["report_region"] or "")),
                    GridCell(str(data["report_year"] or ""), sort=data["report_year"]),
                    GridCell(f"{data['n']:,}", sort=data["n"]),
                    *shares,
                    GridCell("", "met", done, share=done),
                ),
                data,
            )
        )
    return rows


def _share(count: int, followed: int, status: str, look: Look) -> GridCell:
    if not followed:
        return GridCell(look.sign("none"), "dim")
    said = f"{look.sign(status)}{count:,} {100 * count / followed:.0f}%"
    return GridCell(
        said, ROLES[status], count / followed, raw={status: count, f"{status}_share": 100 * count / followed}
    )


def pledge_columns(names: Names) -> tuple[GridColumn, ...]:
    """What became of it first, then what it is."""
    text = names.strings.text
    return (
        GridColumn("status", text("column.status"), 12),
        GridColumn("object", text("column.object"), 24, grows=True),
        GridColumn("act", text("column.act"), 8),
        GridColumn("kind", text("column.kind"), 9),
        GridColumn("report_region", text("column.report_region"), 12),
        GridColumn("report_year", text("column.report_year"), 6, right=True),
        GridColumn("later_year", text("column.later_year"), 6, right=True),
        GridColumn("review", text("column.review"), 3),
    )


def pledge_rows(frame: pl.DataFrame, start: int, stop: int, names: Names, look: Look) -> list[Row]:
    """The pledges at these positions."""
    return [pledge_row(data, names, look) for data in frame[start:stop].iter_rows(named=True)]


def pledge_row(data: dict[str, Any], names: Names, look: Look) -> Row:
    """A pledge."""
    status, review = data["status"], data["review"]
    said = f"{look.sign(status)} {names.word('pledge', status)}" if status else look.sign("none")
    later = str(data["later_year"] or "")
    if (data["years_later"] or 0) > 1:
        later += f" +{data['years_later']}"
    return Row(
        data["pledge_id"],
        (
            GridCell(
                said, ROLES.get(status, "dim"), STATUSES.index(status) if status else None, raw={"status": status}
            ),
            GridCell(one_line(data["object"]), "" if data["core"] else "dim"),
            GridCell(names.word("act", data["act"]), raw={"act": data["act"]}),
            GridCell(names.word("pledged", data["kind"]), raw={"kind": data["kind"]}),
            GridCell(one_line(data["report_region"] or "")),
            GridCell(str(data["report_year"] or ""), sort=data["report_year"]),
            GridCell(later, "dim", data["later_year"]),
            GridCell(look.sign(review) if review else "", review or "", review),
        ),
        data,
        "dim" if review == "rejected" else "",
    )


def chain_columns(names: Names) -> tuple[GridColumn, ...]:
    """An object, when it was promised, begun, done, and its line of years."""
    text = names.strings.text
    return (
        GridColumn("fate", text("column.fate"), 12),
        GridColumn("object", text("column.object"), 24, grows=True),
        GridColumn("promised", text("column.promised"), 6, right=True),
        GridColumn("started", text("column.started"), 6, right=True),
        GridColumn("completed", text("column.completed"), 6, right=True),
        GridColumn("years", text("column.years"), 5, right=True),
        GridColumn("times", text("column.times"), 5, right=True),
        GridColumn("marks", text("column.marks"), 24),
        GridColumn("region", text("column.region"), 12),
    )


def chain_rows(frame: pl.DataFrame, start: int, stop: int, names: Names, look: Look) -> list[Row]:
    """The chains at these positions."""
    return [_chain_row(data, names, look) for data in frame[start:stop].iter_rows(named=True)]


def _chain_row(data: dict[str, Any], names: Names, look: Look) -> Row:
    fate = data["fate"]
    status = "silent" if fate == "dropped" else fate
    said = f"{look.sign(status)} {names.word('pledge', fate)}" if fate else look.sign("none")
    years = [part.partition(" ") for part in data["marks"].split(", ")]
    line = " ".join(f"{year[2:]}{look.sign(s) if s in ROLES else look.sign('none')}" for year, _, s in years)

    def number(name: str) -> GridCell:
        value = data[name]
        return GridCell("" if value is None else str(value), sort=value)

    return Row(
        data["last_id"],
        (
            GridCell(said, ROLES.get(status, "dim"), fate, raw={"fate": fate}),
            GridCell(one_line(data["object"]), "" if data["core"] else "dim"),
            *(number(name) for name in ("promised", "started", "completed", "years", "times")),
            GridCell(line, raw={"marks": data["marks"]}),
            GridCell(one_line(data["region"] or "")),
        ),
        data,
    )


def year_line(chain: Sequence[tuple[int | None, str | None]], names: Names, look: Look) -> Line:
    """The years of an object with the sign of what became of each pledge: 2022↻ 2023◐ 2024✓."""
    pieces: list[Piece] = []
    for year, status in chain:
        pieces += [Piece(f" {year or '?'}"), mark(status, look)]
    return pieces
