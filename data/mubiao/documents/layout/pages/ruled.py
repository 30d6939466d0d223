"""Tables with lines around their cells: what stands between the same lines is one cell, however many lines it takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from mubiao.documents.layout.pages.positions import Glyph, Line, Rule, printed_lines
from mubiao.documents.layout.tables.rows import PrintedCell, Table

_NEAR = 2.5  # points between rules that meet
_MOST = 3_000  # rules of a page
_CELLS = 20_000  # of a table
_FIRST = 0.9  # of the size: there is no room for another character of Chinese width
_GOES_ON = re.compile(r"[\u4e00-\u9fff，、\d]\n(?:[\u4e00-\u9fff，、。；%％]|(?<=[\u4e00-\u9fff，、]\n)\d)")
_BROKEN = re.compile(r"^[-+−]?[\d,.]+\n[\d,.]+%?$")


def ruled_tables(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Line]:
    """The tables of a page, each as one line that holds it."""
    if not 4 <= len(rules) <= _MOST:
        return []
    found = []
    for group in _touching(list(rules)):
        table = _Grid(group)
        if table.is_grid:
            inside = [glyph for glyph in glyphs if table.holds(glyph)]
            if inside and (made := table.filled(inside)) is not None:
                found.append(Line(table.xs[0], table.xs[-1], table.ys[0], table.ys[-1], [], made))
    return found


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet, directly or by others."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(rules)), key=lambda n: rules[n].y0)
    for place, a in enumerate(order):
        one = rules[a]
        for b in order[place + 1 :]:
            other = rules[b]
            if other.y0 > one.y1 + _NEAR:
                break
            if other.x0 <= one.x1 + _NEAR and other.x1 >= one.x0 - _NEAR:
                parent[root(b)] = root(a)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    return list(groups.values())


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


class _Grid:
    """Where rules run, as a grid; neighbours without a rule between them are one cell."""

    def __init__(self, rules: list[Rule]) -> None:
        self._upright = [rule for rule in rules if rule.upright]
        self._level = [rule for rule in rules if not rule.upright]
        self.xs = _distinct([rule.x0 for rule in self._upright])
        self.ys = _distinct([rule.y0 for rule in self._level])

    @property
    def is_grid(self) -> bool:
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        return rows >= 2 and columns >= 1 and rows * columns <= _CELLS

    def holds(self, glyph: Glyph) -> bool:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR and self.ys[0] <= y <= self.ys[-1]

    def _parted(self, rules: list[Rule], upright: bool) -> set[tuple[int, int]]:
        """(edge, place along it) where a rule runs."""
        found = set()
        edges, along = (self.xs, self.ys) if upright else (self.ys, self.xs)
        for rule in rules:
            edge = bisect_right(edges, (rule.x0 if upright else rule.y0) + 0.01) - 1
            start, end = (rule.y0, rule.y1) if upright else (rule.x0, rule.x1)
            for place in range(len(along) - 1):
                middle = (along[place] + along[place + 1]) / 2
                if start <= middle <= end:
                    found.add((edge, place))
        return found

    def filled(self, glyphs: list[Glyph]) -> Table | None:
        """The table with its words; None where it has one cell only."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        upright, level = self._parted(self._upright, True), self._parted(self._level, False)
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        sizes: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                if (row, column) in owner:
                    continue
                width = 1
                while column + width < columns and (column + width, row) not in upright:
                    width += 1
                height = 1
                while row + height < rows and (row + height, column) not in level:
                    height += 1
                sizes[row, column] = height, width
                for down in range(height):
                    for across in range(width):
                        owner.setdefault((row + down, column + across), (row, column))
        if len(sizes) < 2:
            return None
        words: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            row = min(max(bisect_right(self.ys, (glyph.top + glyph.bottom) / 2) - 1, 0), rows - 1)
            column = min(max(bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1, 0), columns - 1)
            words[owner[row, column]].append(glyph)
        made: list[list[PrintedCell]] = []
        for row in range(rows):
            cells = []
            for column in range(columns):
                if owner[row, column] == (row, column):
                    height, width = sizes[row, column]
                    lines = printed_lines(words.get((row, column), ()))
                    if columns == 1 and any(len(line.cells) > 1 for line in lines):
                        return None  # stripes behind the rows of a table without lines
                    cells.append(PrintedCell([*_whole(lines, self.xs[column], self.xs[column + width])], width, height))
            made.append(cells)
        return Table(made)


def _whole(lines: Sequence[Line], left: float, right: float) -> list[str]:
    """The lines of a cell, as one what its width alone has broken: 4123⏎6, 新⏎增停车泊位 below a full line."""
    found: list[str] = []
    edge = min((line.x0 - left for line in lines), default=0.0)
    ranged = all(line.x0 - left - edge < line.size / 2 for line in lines)  # on the left, not in the middle
    above: Line | None = None
    for line in lines:
        room = right - left - 2 * edge - (above.x1 - above.x0) if above is not None else 0.0
        if above is not None and (
            (_BROKEN.search(f"{above.text}\n{line.text}") and room < (above.x1 - above.x0) / len(above.text))
            or (ranged and room < _FIRST * line.size and _GOES_ON.search(f"{above.text}\n{line.text}"))
        ):
            found[-1] += line.text
        else:
            found.append(line.text)
        above = line
    return found
