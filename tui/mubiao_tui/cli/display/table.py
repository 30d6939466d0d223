"""A result as a table for people: aligned, cut to the terminal, Chinese counted as two cells wide.

Its layout is not part of any promise; scripts use the other formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import combining, east_asian_width

from mubiao_tui.output.formats import Style, grouped, plain
from mubiao_tui.output.results import Kind, Result, ResultColumn
from mubiao_tui.terminal import clean

GAP = "  "
_NARROWEST = 6  # cells that a column keeps however small the terminal


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    if combining(character) or character == "\u200b":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, cells: int) -> str:
    """`text` in at most so many cells, with … where something is left out."""
    if width(text) <= cells:
        return text
    room, kept = cells - 1, []
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def pad(text: str, cells: int, right: bool) -> str:
    """`text` filled up with spaces on the left (numbers) or on the right."""
    fill = " " * (cells - width(text))
    return fill + text if right else text + fill


def _shown(values: Sequence[Any], column: ResultColumn, null: str) -> list[str]:
    if column.kind is Kind.NUMBER:
        return [null if value is None else grouped(value) for value in values]
    if column.kind is Kind.INTEGER and not _is_year(column.name):
        return [null if value is None else f"{value:,}" for value in values]
    write = plain(column.kind)
    return [null if value is None else clean(write(value)) for value in values]


def _is_year(name: str) -> bool:
    """Whether the numbers of a column are years, which nobody groups: year, 泉州市 year."""
    return name == "year" or name.endswith(" year")


def fit(widths: list[int], shrinkable: Sequence[bool], room: int) -> list[int]:
    """Make the widest text columns narrower until the row fits `room` cells, or nothing more can give."""
    widths = list(widths)
    over = sum(widths) + len(GAP) * (len(widths) - 1) - room
    while over > 0:
        widest = max((i for i, may in enumerate(shrinkable) if may), key=lambda i: widths[i], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        second = max((widths[i] for i, may in enumerate(shrinkable) if may and i != widest), default=0)
        step = max(1, min(over, widths[widest] - max(second, _NARROWEST)))
        widths[widest] -= step
        over -= step
    return widths


def table(
    result: Result,
    style: Style,
    *,
    room: int | None = None,
    colour: bool = False,
    headings: Sequence[str] | None = None,
) -> Iterator[str]:
    """Lines of the table. Widths come from the first batch; `room` is the terminal's width, or None for no limit."""
    right = [column.kind in (Kind.INTEGER, Kind.NUMBER) for column in result.columns]
    titles = list(headings or [column.name for column in result.columns])
    widths: list[int] | None = None
    for batch in result.batches():
        shown = [_shown(v, c, style.null) for v, c in zip(batch, result.columns, strict=True)]
        if widths is None:
            widths = [
                max(width(title) if style.header else 0, max(map(width, cells), default=0))
                for title, cells in zip(titles, shown, strict=True)
            ]
            if room is not None:
                widths = fit(widths, [not number for number in right], room)
            if style.header:
                yield _header(titles, widths, right, colour)
        lines = []
        for row in zip(*shown, strict=True):
            if room is not None:
                row = tuple(cut(text, cells) for text, cells in zip(row, widths, strict=True))
            cells = [pad(text, cells, flush) for text, cells, flush in zip(row, widths, right, strict=True)]
            lines.append(GAP.join(cells).rstrip() + "\n")
        yield "".join(lines)
    if widths is None and style.header:
        yield _header(titles, [width(title) for title in titles], right, colour)


def _header(titles: Sequence[str], widths: Sequence[int], right: Sequence[bool], colour: bool) -> str:
    line = GAP.join(pad(cut(t, w), w, flush) for t, w, flush in zip(titles, widths, right, strict=True)).rstrip()
    rule = GAP.join("─" * w for w in widths)
    return f"\x1b[1m{line}\x1b[0m\n\x1b[2m{rule}\x1b[0m\n" if colour else f"{line}\n{rule}\n"
