"""Pieces of text with roles → one Strip: the only way in which anything of ours reaches the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from mubiao_tui.app.drawing.text import fit, width
from mubiao_tui.app.drawing.theme import Look


class Piece(NamedTuple):
    """Text that means one thing."""

    text: str
    role: str = ""


Line = Sequence[Piece]
"""What stands in one line."""


def strip(line: Iterable[Piece], cells: int, look: Look, role: str = "", *, keep: bool = True) -> Strip:
    """A line of exactly `cells` cells: neighbours of one role in one segment, what is too long cut with a sign.

    role: the style beneath all of it. keep: False shows everything in the role alone (a cursor over colours).
    """
    segments: list[Segment] = []
    base = look.style(role)
    used = 0
    text, now = "", role
    plain = look.plain  # asked once: a screen has some thousand pieces
    for piece in line:
        if used >= cells:
            break
        shown = look.shown(piece.text) if plain else piece.text
        long = width(shown)
        if used + long > cells:
            shown = fit(shown, cells - used, False, look.sign("cut"))
            long = cells - used
        used += long
        wanted = piece.role if keep and piece.role else role
        if wanted != now:
            if text:
                segments.append(Segment(text, base if now == role else base + look.style(now)))
            text, now = shown, wanted
        else:
            text += shown
    if text:
        if now == role:
            text += " " * (cells - used)
            used = cells
        segments.append(Segment(text, base if now == role else base + look.style(now)))
    if used < cells:
        segments.append(Segment(" " * (cells - used), base))
    return Strip(segments, cells)


def wide(line: Line) -> int:
    """How many cells a line takes."""
    return sum(width(piece.text) for piece in line)
