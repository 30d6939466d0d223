"""The chart below a table: `mubiao_tui.charts` in the explorer's pieces, under a rule that names what is plotted."""

from __future__ import annotations

from collections.abc import Sequence

from mubiao_tui.app.drawing.bars import Bar, ruled
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.charts.draw import Words, chart
from mubiao_tui.charts.plot import Bit, Plot, signs


def pieces(bits: Sequence[Bit]) -> list[Piece]:
    """A line of a chart as the explorer paints it."""
    return [Piece(*bit) for bit in bits]


def lines(plot: Plot, words: Words, look: Look, cells: int, height: int, language: str) -> list[list[Piece]]:
    """Legend and chart. The first line is a rule, which parts them from the table; without room it stands alone."""
    told, drawn = chart(plot, signs(plain=look.plain), words, cells - 6, height, language)
    if not drawn:
        told = told[:height]
    drawn = chart(plot, signs(plain=look.plain), words, cells, height, language)[1] if drawn else []
    rule = ruled([Piece(" "), *pieces(told[0]), Piece(" ")], cells, look)
    return [rule, *([Piece("   "), *pieces(line)] for line in told[1:]), *map(pieces, drawn)]


class Chart(Bar):
    """The chart below a table."""

    DEFAULT_CSS = "Chart { height: 1fr; }"

    def __init__(self, look: Look, *, id: str) -> None:
        super().__init__(look, id=id)
        self.plot: Plot | None = None
