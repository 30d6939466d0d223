"""Tables of any format as lines of text that extraction reads: a row a line, its cells parted by tabs.

What a reader of the page does with the eye is done here once for all formats: a head of several rows becomes one, a
cell that spans rows says the same in each, a title across the table stands above it, and cells that hold sentences
become lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mubiao.documents.layout.characters import joined, single_blanks
from mubiao.patterns import lazy

MAX_CELLS = 2_000_000
"""Cells of a table with its spans filled."""

_MAX_SPAN = 1_000
_LONG = 120  # characters of a cell that is no cell of a table of figures
_LINES = 6
_STATEMENT = lazy(r"[\u4e00-\u9fff]{2}[^\d，。；\n]{0,12}\d[\d.,，]*\s*[%‰％\u4e00-\u9fff]")
_FIGURE = lazy(
    r"[-+−－–<>≥≤约超近#]?\s*[\d０-９][\d０-９,，\s]*(?:[.．][\d０-９]+)?\s*(?:%|％|‰|左右|以上|以下|以内|个百分点)*(?:\[\d+\]|[①-⑳*])?"
)
_STATED = lazy(  # 210.5亿元, 增长5%以上
    r"(?:增长|增加|上升|提高|下降|减少|降低|回落)?\s{0,3}[<>≥≤约超近]?\s{0,3}[-+−－]?\d[\d,，]*(?:[.．]\d+)?(?:[-—~～至]\d[\d.,，]*)?"
    r"\s{0,3}(?:%|％|‰|[^\d\s年月日]{1,6})(?:左右|以上|以下|以内)?"
)
_POINT_APART = lazy(r"[-+−－<>≥≤]?\d[\d,，]*(?: [.．] ?| ?[.．] )\d+ ?[%％‰]?")
_ABOVE = lazy(r"[（(]?(?:计量)?单位[:：]")
_YEAR = lazy(r"(?:19|20)\d{2}\s*年?")
_MISSING = frozenset(
    ("-", "－", "—", "——", "–", "…", "……", "#", "...", "/", "\\", "x", "X", "×", "*", "−", "－－", "--")
)


@dataclass(slots=True)
class PrintedCell:
    """What stands in a cell, line by line; a table within it is a line of its own."""

    lines: list[str | Table] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    head: bool = False

    def text(self) -> str:
        """All of it on one line."""
        return _whole(single_blanks(joined(_flat(self.lines)).replace("\t", " ")))


@dataclass(slots=True)
class Table:
    """Rows of cells, those that are covered by a span of another left out."""

    rows: list[list[PrintedCell]] = field(default_factory=list)
    head_rows: int = 0  # that the file itself calls so


def _whole(words: str) -> str:
    """A figure without the blank that its point has: 685. 4."""
    return words.replace(" ", "") if " " in words and _POINT_APART.fullmatch(words) else words


def _flat(lines: Sequence[str | Table]) -> Iterator[str]:
    """The lines of a cell; a table of one cell in it is nothing but its words."""
    for line in lines:
        if isinstance(line, str):
            yield line
        else:
            for row in line.rows:
                for cell in row:
                    yield from _flat(cell.lines)


class Placed(NamedTuple):
    """A line of a table, the number of its row among those with cells, and the column that it stands in; None: all."""

    line: str
    row: int
    column: int | None


def table_lines(table: Table) -> list[str]:
    """The table as lines of text. Rows without words are left out."""
    return [one.line for one in placed_lines(table)]


def placed_lines(table: Table) -> list[Placed]:
    """The lines of a table with their places. A head of several rows stands where its first one does."""
    rows = [row for row in table.rows if row]
    if not rows:
        return []
    if any(_nested(cell) for row in rows for cell in row) or len(rows) == 1 == len(rows[0]):
        return [line for number, row in enumerate(rows) for line in _prose(number, row)]
    filled = _filled(rows)
    if filled is None:
        return [line for number, row in enumerate(rows) for line in _prose(number, row)]
    grid, spans, covered = filled
    width = max(map(len, grid))
    lines: list[Placed] = []
    at = 0
    while at < len(rows) and width > 1 and (title := _title(grid[at], spans[at])):
        lines.append(Placed(title, at, None))
        at += 1
    head = 0 if at < len(rows) and _is_prose(rows[at]) else _head_rows(grid, spans, at, table.head_rows)
    if head:
        lines.append(Placed("\t".join(_heads(grid[at : at + head])), at, None))
        at += head
    for number in range(at, len(rows)):
        if _is_prose(rows[number]):
            lines += _prose(number, rows[number])
        elif any(grid[number]):
            words = ["" if place in covered[number] else words for place, words in enumerate(grid[number])]
            lines.append(Placed("\t".join(words), number, None))
    return [one for one in lines if one.line.strip()]


def _nested(cell: PrintedCell) -> bool:
    """Whether a cell holds a table that is more than one cell."""
    return any(isinstance(one, Table) and sum(map(len, one.rows)) > 1 for one in cell.lines)


def _is_prose(row: list[PrintedCell]) -> bool:
    """Whether cells of a row hold sentences, or several statements: they lay out the page and keep their lines."""
    for cell in row:
        lines = list(_flat(cell.lines))
        length = sum(map(len, lines))
        if length > _LONG or len(lines) > _LINES or sum(bool(_STATEMENT.search(line)) for line in lines) > 1:
            return True
    return False


def _prose(number: int, row: list[PrintedCell]) -> list[Placed]:
    """The lines of the cells one after the other, tables within them as such."""
    found: list[Placed] = []
    column = 0
    for cell in row:
        for line in cell.lines:
            words = [single_blanks(line)] if isinstance(line, str) else table_lines(line)
            found += [Placed(one, number, column) for one in words if one.strip()]
        column += max(cell.columns, 1)
    return found


def _filled(rows: list[list[PrintedCell]]) -> tuple[list[list[str]], list[list[int]], list[set[int]]] | None:
    """The grid with words in every place that a span covers, how many columns the span at each place has, and the
    places that are not the first of their row's span.

    Figures are told once. A place that nothing covers is empty, so that all rows have the same length. None: it has
    more places than any real table.
    """
    grid: list[dict[int, str]] = [{} for _ in rows]
    spans: list[dict[int, int]] = [{} for _ in rows]
    covered: list[set[int]] = [set() for _ in rows]
    cells = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            words = cell.text()
            columns = min(max(cell.columns, 1), _MAX_SPAN)
            repeat = "" if _is_figure(words) and not _YEAR.fullmatch(words) else words
            for down in range(min(max(cell.rows, 1), len(rows) - number)):
                for across in range(columns):
                    cells += 1
                    if cells > MAX_CELLS:
                        return None
                    grid[number + down][column + across] = words if not (down or across) else repeat
                    spans[number + down][column + across] = columns
                    if across:
                        covered[number + down].add(column + across)
            column += columns
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    if width * len(rows) > MAX_CELLS:
        return None
    return (
        [[row.get(column, "") for column in range(width)] for row in grid],
        [[row.get(column, 1) for column in range(width)] for row in spans],
        covered,
    )


def _title(row: list[str], spans: list[int]) -> str:
    """The words of a row that has nothing else: a title across the table, or the unit above it."""
    words = list(dict.fromkeys(word for word in row if word))
    if len(words) == 1 and not _is_figure(words[0]) and (words[0] == row[0] or _ABOVE.match(words[0])):
        return words[0]
    # 表1 …… 单位：亿元, on one line above the head
    if len(words) == 2 and _ABOVE.match(words[1]) and len(row) > 2:
        return "\t".join(words)
    return ""


def _is_figure(words: str) -> bool:
    return words in _MISSING or _FIGURE.fullmatch(words) is not None or _STATED.fullmatch(words) is not None


def has_figures(row: list[str]) -> bool:
    """Whether a row states figures: another cell than that of its running number holds one that is no year."""
    return any(_is_figure(word) and not _YEAR.fullmatch(word) for word in row[1:])


def _head_rows(grid: list[list[str]], spans: list[list[int]], at: int, told: int) -> int:
    """How many rows from `at` on are the head: by the spans of its first row, and where no figures stand yet."""
    if at >= len(grid):
        return 0
    if has_figures(grid[at]):
        return 0
    count = 1
    while at + count < len(grid) and not has_figures(grid[at + count]) and count < 4:
        above, row = grid[at + count - 1], grid[at + count]
        under_span = any(span > 1 for span in spans[at + count - 1]) and len(set(spans[at + count - 1])) > 1
        under_span = under_span or (count < told - at)
        covered = any(one and one == other for one, other in zip(above, row, strict=True))
        units_only = not row[0] and any(row) and (not above[0] or all(map(_is_unit, filter(None, row))))
        gaps = not row[0] and bool(above[0]) and any(not one and other for one, other in zip(above, row, strict=True))
        above_names = not above[0] and bool(row[0]) and any(above)  # the name of the first column stands below
        if not (under_span or covered or units_only or gaps or above_names):
            break
        count += 1
    return count


def _is_unit(words: str) -> bool:
    return re.fullmatch(r"[（(\[［]?[^\d（()）]{1,8}[)）\]］]?", words) is not None


def _heads(rows: list[list[str]]) -> list[str]:
    """One head of several rows: what stands above each column, from top to bottom, nothing twice.

    A head over several columns whose cells were not merged stands above the first of them only.
    """
    carried = [list(row) for row in rows]
    for number, row in enumerate(carried[:-1]):
        for column in range(1, len(row)):
            below = [carried[n][column] for n in range(number + 1, len(carried))]
            if not row[column] and row[column - 1] and any(below) and column > 1:
                row[column] = row[column - 1]
    found = []
    for column in range(len(rows[0])):
        words = list(dict.fromkeys(row[column] for row in carried if row[column]))
        found.append(_bracketed_unit(words))
    return found


def _bracketed_unit(words: list[str]) -> str:
    """The parts of a head as one; 2023年 + 亿元 → 2023年（亿元）."""
    from mubiao.documents.layout.tables.units import is_unit

    if len(words) > 1 and is_unit(words[-1].strip("（()）[]［］ ")) and words[-1][:1] not in "（([［":
        return joined(words[:-1]) + f"（{words[-1]}）"
    return joined(words)
