"""Cells that are drawn on: lines below, signs above them, and in a cell never one series over another unsaid."""

from __future__ import annotations

import math
from collections import defaultdict

from mubiao_tui.charts.plot import Bit, Signs, meanings

BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, from the top, left and right."""


class Canvas:
    """So many cells and lines. Points win over steps, those over lines, those over the marked year and nought."""

    def __init__(self, cells: int, height: int, signs: Signs) -> None:
        self.cells, self.height, self.signs = cells, height, signs
        self._ground: dict[tuple[int, int], Bit] = {}
        self._line: defaultdict[tuple[int, int], int] = defaultdict(int)
        self._points: defaultdict[tuple[int, int], set[tuple[str, int]]] = defaultdict(set)

    def across(self, row: int) -> None:
        """The line of nought."""
        for column in range(self.cells):
            self._ground[row, column] = Bit(self.signs.zero, "dim")

    def down(self, column: int) -> None:
        """The line of a year."""
        for row in range(self.height):
            self._ground[row, column] = Bit(self.signs.cursor, "dim")

    def line(self, begin: tuple[float, int], end: tuple[float, int]) -> None:
        """A line from the middle of a cell to that of another; heights in cells, which can have parts."""
        (top, left), (bottom, right) = begin, end
        dots = max(abs(right - left) * 2, round(abs(bottom - top) * 4), 1)
        for n in range(dots + 1):
            part = n / dots
            y = math.floor((top + (bottom - top) * part) * 4 + 2)
            x = math.floor((left + (right - left) * part) * 2 + 0.5)
            row, column = min(max(y // 4, 0), self.height - 1), min(x // 2, self.cells - 1)
            self._line[row, column] |= _DOTS[y % 4][x % 2]

    def step(self, row: int, first: int, last: int, ends: tuple[bool, bool] = (True, True)) -> None:
        """One height from a column to another. ends: whether it begins and ends there, or goes on out of sight."""
        begin, middle, end = tuple(self.signs.step)
        begin, end = begin if ends[0] else middle, end if ends[1] else middle
        for column in range(first, last + 1):
            sign = begin if column == first else end if column == last else middle
            self._ground[row, column] = Bit(sign, "target")
            self._line.pop((row, column), None)

    def point(self, row: int, column: int, kind: str, which: int) -> None:
        """A figure of a series. which: 0 an outcome, 1 a target."""
        self._points[row, column].add((kind, which))

    def _cell(self, at: tuple[int, int]) -> Bit:
        if points := self._points.get(at):
            kinds = {kind for kind, _ in points}
            if len(kinds) > 1:
                return Bit(self.signs.several, "bold")
            kind = next(iter(kinds))
            which = 2 if len(points) > 1 else next(iter(points))[1]
            return Bit(*tuple(meanings(self.signs.trios[kind], kind))[which])
        if dots := self._line.get(at):
            return Bit(self.signs.dots or chr(BRAILLE | dots), "estimate")
        return self._ground.get(at, Bit(" "))

    @property
    def met(self) -> frozenset[str]:
        """The signs of cells in which points meet: of one series, and of several."""
        return frozenset(self._cell(at).text for at, points in self._points.items() if len(points) > 1)

    def drawn(self, row: int) -> list[Bit]:
        """A line of it, neighbours of one meaning together."""
        found: list[Bit] = []
        for column in range(self.cells):
            bit = self._cell((row, column))
            if found and found[-1].role == bit.role:
                found[-1] = Bit(found[-1].text + bit.text, bit.role)
            else:
                found.append(bit)
        return found
