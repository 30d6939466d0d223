"""Tables drawn with +---+ and bars whose cells span rows or columns: where no line runs, cells are one."""

from __future__ import annotations

import re
import unicodedata

from mubiao.documents.layout.tables.rows import PrintedCell, Table

_EDGE = re.compile(r"[|+].*[|+]")
_PARTS = re.compile(r"\+[-=:]{3,}(?=\+)")
_LONG = 2_000  # lines of a table
_CELLS = 20_000


def drawn_table(lines: list[str], at: int) -> tuple[int, Table] | None:
    """The table whose upper edge is line `at`, and the line behind it; None where it is not drawn whole.

    Chinese characters are two places wide.
    """
    end = at
    while end < min(len(lines), at + _LONG) and _EDGE.fullmatch(lines[end].strip()):
        end += 1
    drawn = [_places(line.strip()) for line in lines[at:end]]
    levels = [n for n in range(end - at) if _PARTS.search(lines[at + n])]
    edges = sorted({x for n in levels for x, char in enumerate(drawn[n]) if char == "+"})
    if len(levels) < 3 or len(edges) < 2 or levels[0] or levels[-1] != end - at - 1:
        return None
    if (len(levels) - 1) * (len(edges) - 1) > _CELLS or any(len(line) != len(drawn[0]) for line in drawn):
        return None
    return end, _Grid(drawn, levels, edges).table()


def _places(line: str) -> str:
    """The line with a character more for each that is two places wide, so that places are indices."""
    return "".join(char + "\x00" * (unicodedata.east_asian_width(char) in "WF") for char in line)


class _Grid:
    def __init__(self, drawn: list[str], levels: list[int], edges: list[int]) -> None:
        self._drawn, self._levels, self._edges = drawn, levels, edges

    def _upright(self, edge: int, row: int) -> bool:
        """Whether a bar runs along the row on the left of the column `edge`."""
        lines = self._drawn[self._levels[row] + 1 : self._levels[row + 1]]
        return all(line[self._edges[edge]] in "|+" for line in lines)

    def _level(self, edge: int, column: int) -> bool:
        """Whether a line is drawn above the row `edge`, as wide as the column."""
        line = self._drawn[self._levels[edge]][self._edges[column] + 1 : self._edges[column + 1]]
        return bool(line) and not line.strip("-=:+")

    def table(self) -> Table:
        rows, columns = len(self._levels) - 1, len(self._edges) - 1
        taken: set[tuple[int, int]] = set()
        made: list[list[PrintedCell]] = []
        for row in range(rows):
            cells: list[PrintedCell] = []
            for column in range(columns):
                if (row, column) in taken:
                    continue
                width = height = 1
                while column + width < columns and not self._upright(column + width, row):
                    width += 1
                while row + height < rows and not self._level(row + height, column):
                    height += 1
                taken |= {(row + down, column + across) for down in range(height) for across in range(width)}
                cells.append(PrintedCell([*self._words(row, column, height, width)], width, height))
            made.append(cells)
        return Table(made, self._head_rows())

    def _words(self, row: int, column: int, height: int, width: int) -> list[str]:
        left, right = self._edges[column] + 1, self._edges[column + width]
        lines = self._drawn[self._levels[row] + 1 : self._levels[row + height]]
        return [words for line in lines if (words := line[left:right].replace("\x00", "").strip())]

    def _head_rows(self) -> int:
        """The rows above the line that is drawn with =."""
        return next((n for n, at in enumerate(self._levels) if n and "=" in self._drawn[at].strip("|+ ")[:3]), 0)
