"""The tables among the lines of a page: those between drawn rules, and those whose cells only stand apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from mubiao.documents.layout.pages.columns import page_lines
from mubiao.documents.layout.pages.line_numbers import without_line_numbers
from mubiao.documents.layout.pages.positions import Glyph, Line, Rule
from mubiao.documents.layout.pages.ruled import ruled_tables
from mubiao.documents.layout.pages.wrapped import with_whole_heads, with_wrapped
from mubiao.documents.layout.tables.rows import PrintedCell, Table

_FIGURE = re.compile(r"[-+−－–<>≥≤约]?[\d,，.．]+\s*[%％‰]?(?:左右|以上|以下|以内)?|[-—－…/]+")
_TWO_HEADS = re.compile(r"(?:19|20)\d\d年[^比较\d（(]{1,6}(?:19|20)\d\d年(?!.{0,4}增)")
_ROWS = 2  # that make a table
_NAME_LINES = 3  # that the name of a row may take
_EDGE = 2.5  # points that what is in a table may stand over its edges


def lines_with_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page with each table as one of them; those of ruled tables are made of what the rules hold."""
    found = ruled_tables(rules, glyphs) if rules else []
    rest = [glyph for glyph in glyphs if not any(_is_inside(glyph, one) for one in found)] if found else glyphs
    kept = page_lines(rest, [rule for rule in rules if not any(_is_of(rule, one) for one in found)])
    kept = without_line_numbers(kept)
    for table in found:
        kept.insert(next((at for at, line in enumerate(kept) if _stands_below(line, table)), len(kept)), table)
    return _unruled(kept)


def _is_inside(glyph: Glyph, table: Line) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return table.top <= y <= table.bottom and table.x0 - _EDGE <= x <= table.x1 + _EDGE


def _is_of(rule: Rule, table: Line) -> bool:
    return table.x0 - _EDGE <= rule.x0 <= table.x1 + _EDGE and table.top - _EDGE <= rule.y0 <= table.bottom + _EDGE


def _stands_below(line: Line, table: Line) -> bool:
    return line.top > table.top and line.x0 < table.x1 and line.x1 > table.x0


def _with_near_columns(lines: list[Line]) -> list[Line]:
    """The lines, those of a table whose columns stand nearer than cells do with their parts as cells.

    Its head names its first column, and each row has as many parts at the same places, the last of them a figure.
    """
    made = list(lines)
    for at, head in enumerate(lines):
        heads = head.parts or head.cells
        if head.table is not None or len(heads) < _NARROW or not _NAMES.fullmatch(heads[0][2]):
            continue
        end = at + 1
        while end < len(lines) and _is_row_below(lines[end], lines[end - 1], len(heads)):
            end += 1
        block = [line.parts or line.cells for line in lines[at:end]]
        if end > at + 1 and any(line.parts for line in lines[at:end]) and _in_order(block):
            made[at:end] = [replace(line, cells=line.parts or line.cells) for line in lines[at:end]]
    return made


_NARROW = 3  # columns of such a table, at least
_NAMES = re.compile(r"(?:主要)?(?:经济)?(?:指标|项目|名称|地区|类别|县区|区县|市县|年份|行业|产品)(?:名称)?|序号")


def _is_row_below(line: Line, above: Line, columns: int) -> bool:
    cells = line.parts or line.cells
    near = line.table is None and line.top - above.bottom < 2.2 * line.size
    return near and len(cells) == columns and _FIGURE.fullmatch(cells[-1][2]) is not None


def _unruled(lines: list[Line]) -> list[Line]:
    lines = _with_near_columns(lines)
    result: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].table is None and _is_row(lines, end, end > at):
            end += 1
        rows = with_wrapped(lines[at:end], _FIGURE)
        while rows and len(rows[-1].cells) < 2:
            rows.pop()
        if sum(len(one.cells) > 1 for one in rows) >= _ROWS and _has_figures(rows) and not _runs_together(rows):
            result.append(Line(rows[0].x0, rows[-1].x1, rows[0].top, rows[-1].bottom, [], _table(rows)))
            at = next(n for n in range(at, end) if lines[n].bottom >= rows[-1].bottom) + 1
        else:
            result.append(lines[at])
            at += 1
    return result


def _is_row(lines: list[Line], at: int, inside: bool) -> bool:
    line = lines[at]
    near = not inside or line.top - lines[at - 1].bottom < 2.2 * line.size
    if len(line.cells) > 1:
        return near
    # Rows of one cell: the name of a group, or what the cell of a name has no room for on the line of its figures.
    beside = any(len(one.cells) > 1 for one in lines[at + 1 : at + _NAME_LINES])
    beside = beside or any(len(one.cells) > 1 for one in lines[max(0, at - _NAME_LINES + 1) : at])
    return inside and near and beside and len(line.text) <= 20


def _has_figures(block: list[Line]) -> bool:
    return any(_FIGURE.fullmatch(words) for line in block for *_, words in line.cells[1:])


def _runs_together(block: list[Line]) -> bool:
    """Whether heads stand so close that nobody can say where one ends: 2023年完成2024年计划 above two columns."""
    heads = itertools.takewhile(lambda line: not _has_figures([line]), block)
    return any(_TWO_HEADS.search(words) for line in heads for *_, words in line.cells)


def _table(block: list[Line]) -> Table:
    """Rows of cells in columns: places where cells overlap are one column, a cell over several spans them."""
    block = with_whole_heads(block, _FIGURE)
    widest = max(len(line.cells) for line in block)
    whole = [line.cells for line in block if len(line.cells) == widest]
    columns = _columns([one for cells in whole for one in cells])
    if len(columns) > widest:
        columns = _in_order(whole) or columns
    if len(columns) < widest:
        columns = [(x0, x1) for x0, x1, _ in next(line for line in block if len(line.cells) == widest).cells]
    rows = []
    for line in block:
        cells: list[PrintedCell] = []
        at = 0
        for x0, x1, words in line.cells:
            over = [n for n, (left, right) in enumerate(columns) if x0 < right and x1 > left and n >= at]
            if not over:
                nearest = min(range(len(columns)), key=lambda n: abs(columns[n][0] + columns[n][1] - x0 - x1))
                over = [max(at, nearest)]
            cells += [PrintedCell() for _ in range(over[0] - at)]
            cells.append(PrintedCell([words], max(1, over[-1] - over[0] + 1)))
            at = over[-1] + 1
        cells += [PrintedCell() for _ in range(len(columns) - at)]
        rows.append(cells)
    return Table(rows)


def _in_order(rows: list[list[tuple[float, float, str]]]) -> list[tuple[float, float]]:
    """Columns of rows with as many cells each, as heads on the left of figures on the right; none if they overlap."""
    found = [(min(x0 for x0, *_ in cells), max(x1 for _, x1, _ in cells)) for cells in zip(*rows, strict=True)]
    return found if all(left[1] < right[0] for left, right in itertools.pairwise(found)) else []


def _columns(cells: list[tuple[float, float, str]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for x0, x1, _ in sorted(cells):
        if found and x0 < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return found
