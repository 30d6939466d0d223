"""How a grid looks: its heading and its rows as strips."""

from __future__ import annotations

from typing import Protocol

from textual.strip import Strip

from mubiao.regions.names import short
from mubiao_tui.app.drawing.paint import Piece, strip
from mubiao_tui.app.drawing.text import fit, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import Model, Row, Span
from mubiao_tui.app.grid.widths import seen
from mubiao_tui.view import Layout


class Arranged(Protocol):
    """What is drawn of a table: its columns, arranged for the room there is."""

    layout_: Layout
    look: Look
    model: Model
    shown: list[int]  # positions of the shown columns in the model
    widths: list[int]
    frozen: int
    first: int
    column: int

    @property
    def gap(self) -> int:
        """Blanks between two columns."""
        ...

    @property
    def has_focus(self) -> bool:
        """Whether keys go to it."""
        ...


PLACES = ("region", "report_region")
"""Columns of names of places."""

AUTONOMOUS = "自治"
"""What stands in the names that are long."""


def as_said(name: str) -> str:
    """A name of a place that has no room, as it is said: 广西 for 广西壮族自治区, behind the signs before it.

    Names of other places are short, and what they end with tells a city from a county.
    """
    lead, space, last = name.rpartition(" ")
    return f"{lead}{space}{short(last, 'prefecture')}" if AUTONOMOUS in last else name


def heading(grid: Arranged, cells: int) -> Strip:
    """The labels of the columns in sight, with the order of the rows, and signs where there is more aside."""
    gap = " " * grid.gap
    order = {key.lstrip("-"): (n, key[0] == "-") for n, key in enumerate(grid.layout_.sort)}
    places = seen(grid.widths, grid.frozen, grid.first, cells - 1, grid.gap)
    # Columns that are out of sight to the left: a sign in the margin says so, as the one at the right edge does.
    away = grid.first > sum(i < grid.first for i in places)
    pieces = [Piece(grid.look.sign("crumb_back"), "key") if away else Piece(" ", "head")]
    for i in places:
        column = grid.model.columns[grid.shown[i]]
        label = column.label
        if column.id in order:
            place, down = order[column.id]
            sign = grid.look.sign("down" if down else "up") + (str(place + 1) if len(order) > 1 else "")
            label = f"{sign}{label}" if column.right else f"{label}{sign}"
        on = i == grid.column and grid.has_focus
        text = fit(grid.look.shown(label), grid.widths[i], column.right, grid.look.sign("cut"))
        pieces += [Piece(text, "head_on" if on else "head"), Piece(gap, "head")]
    line = pieces[:-1]
    if len(grid.widths) > 1 and (not places or places[-1] < len(grid.widths) - 1):
        # More columns to the right: a sign at the edge says so.
        used = sum(width(piece.text) for piece in line)
        if used < cells:
            line += [Piece(" " * (cells - used - 1), "head"), Piece(grid.look.sign("crumb"), "key")]
    return strip(line, cells, grid.look, "head")


def row(grid: Arranged, row: Row, *, current: bool, marked: bool, cells: int, same: int = 0) -> Strip:
    """A row as it is seen: its mark, its cells, and the cursor if it is on it. same: so many first cells are blank."""
    focus = current and grid.has_focus
    look, gap = grid.look, " " * grid.gap
    pieces = [Piece(look.sign("mark") if marked else " ", "mark")]
    cut, plain, columns = look.sign("cut"), look.plain, grid.model.columns
    for i in seen(grid.widths, grid.frozen, grid.first, cells - 1, grid.gap):
        at = grid.shown[i]
        cell = row.cells[at]
        if at < same:
            shown = ""
        elif cell.share is not None:
            shown = bar(cell.share, grid.widths[i], look)
        else:
            shown = look.shown(cell.text) if plain else cell.text
            if columns[at].id in PLACES and width(shown) > grid.widths[i]:
                shown = as_said(shown)
        text = fit(shown, grid.widths[i], columns[at].right, cut)
        role = "cell" if focus and i == grid.column and len(grid.shown) > 1 else cell.role or row.role
        pieces += [Piece(text, role), Piece(gap)]
    pieces = pieces[:-1] if len(pieces) > 1 else pieces
    if focus:
        # Over the cursor nothing but the cell keeps a style of its own: colours under reverse are hard to read.
        pieces = [p if p.role in ("cell", "mark") else Piece(p.text) for p in pieces]
    return strip(pieces, cells, look, "cursor" if focus else "cursor_off" if current else "")


def bar(share: float | Span, cells: int, look: Look) -> str:
    """A bar of so many cells; where it is a span it ends in half cells, and its line goes through it."""
    if not isinstance(share, Span):
        return look.bar(share, cells)
    begin, end = (round(min(max(part, 0.0), 1.0) * cells * 2) for part in sorted(share[:2]))
    if begin == end and share.begin != share.end:
        begin, end = (begin, end + 1) if end < cells * 2 else (begin - 1, end)  # what is not nothing is seen
    signs = {(True, True): look.sign("bar"), (True, False): look.sign("half"), (False, True): look.sign("half_right")}
    drawn = [
        signs.get((begin <= 2 * at < end, begin <= 2 * at + 1 < end), " ")
        for at in range(cells)
    ]  # fmt: skip
    if share.line is not None and cells:
        drawn[min(int(min(max(share.line, 0.0), 1.0) * cells), cells - 1)] = look.sign("vertical")
    return "".join(drawn)
