"""Names of rows that take several lines in a table without rules: which lines are one row, told by what parts them."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace

from mubiao.documents.layout.pages.positions import Line

_SAID = re.compile(r"^(?:注|备注|说明|(?:资料|数据)来源)|[。：:；;]")  # words below a table
_TIGHT = 0.7  # of the size: lines of one cell are no further apart
_JUMP = 0.15  # of the size: by which rows stand further apart than the lines of a cell


def with_wrapped(lines: Sequence[Line], figures: re.Pattern[str]) -> list[Line]:
    """The lines with those of one cell, that stand nearer to a row than rows do to each other, in that row.

    A name may be above and below the line of its figures, or go on below it; the name of a group stays a line. Heads
    of columns as narrow as a word go on below themselves, all of them.
    """
    if len(lines) < 2:
        return list(lines)
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    figured = [any(figures.fullmatch(words) for *_, words in line.cells[1:]) for line in lines]
    pairs = zip(gaps, itertools.pairwise(lines), figured[1:], strict=True)
    rows = [gap for gap, (a, b), figure in pairs if figure and len(a.cells) > 1 < len(b.cells)]
    tight = _tight(gaps, min(rows, default=math.inf), min(line.size for line in lines))
    found: list[Line] = []
    group = [lines[0]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        heads = not any(figures.fullmatch(words) for one in (*group, line) for *_, words in one.cells[1:])
        if gap <= tight and (len(line.cells) < 2 or len(group[-1].cells) < 2 or heads):
            group.append(line)
        else:
            found += _as_one(group)
            group = [line]
    return found + _as_one(group)


def _as_head(group: list[Line]) -> list[Line]:
    """Lines of heads as one, if each of their cells stands below or above one other only."""
    cells: list[tuple[float, float, list[str]]] = []
    for x0, x1, words in sorted((cell for line in group for cell in line.cells), key=lambda cell: cell[0]):
        if cells and x0 < cells[-1][1]:
            cells[-1] = cells[-1][0], max(cells[-1][1], x1), [*cells[-1][2], words]
        else:
            cells.append((x0, x1, [words]))
    if len(cells) < max(len(line.cells) for line in group):
        return group
    made = []
    for x0, x1, _ in cells:
        own = [[words for left, right, words in line.cells if left < x1 and right > x0] for line in group]
        if any(len(words) > 1 for words in own):
            return group
        made.append((x0, x1, "".join(word for words in own for word in words)))
    top, bottom = min(line.top for line in group), max(line.bottom for line in group)
    return [replace(group[0], x0=made[0][0], x1=made[-1][1], top=top, bottom=bottom, cells=made)]


def _tight(gaps: Sequence[float], rows: float, size: float) -> float:
    """How far lines of one cell stand apart at most: less than rows do, or what overlaps."""
    steps = [
        (above + below) / 2
        for below, above in itertools.pairwise(sorted(gaps))
        if below <= _TIGHT * size and above - below >= _JUMP * size and above <= rows + _JUMP * size
    ]
    return max(steps, default=-_JUMP * size)


def _as_one(group: list[Line]) -> list[Line]:
    """The lines of a group as one row, if one of them holds figures and the others stand in its first column."""
    first = min(line.x0 for line in group)
    names = [line for line in group if len(line.cells) == 1 and line.x0 < first + line.size]
    rows = [line for line in group if not any(line is name for name in names)]
    if len(rows) > 1 and not any(_SAID.search(name.text) for name in names):
        return _as_head(group)
    if len(rows) != 1 or not names or any(_SAID.search(name.text) for name in names):
        return group
    row = rows[0]
    x0, x1 = min(line.x0 for line in names), max(line.x1 for line in names)
    beside = [cell for cell in row.cells if cell[0] < x1 and cell[1] > x0]
    rest = [cell for cell in row.cells if cell not in beside]
    if len(beside) > 1 or any(cell[0] < x0 for cell in rest) or not rest:
        return group
    name = "".join(line.text if line is not row else "".join(words for *_, words in beside) for line in group)
    cells = [(min([x0, *(c[0] for c in beside)]), max([x1, *(c[1] for c in beside)]), name), *rest]
    top, bottom = min(line.top for line in group), max(line.bottom for line in group)
    return [replace(row, x0=cells[0][0], top=top, bottom=bottom, cells=cells)]


def with_whole_heads(lines: Sequence[Line], figures: re.Pattern[str]) -> list[Line]:
    """The lines with those of a head that only go on below their own words, 比上年 and 增长（%）, as one."""
    first = next((at for at, line in enumerate(lines) if any(figures.fullmatch(c[2]) for c in line.cells[1:])), 0)
    found: list[Line] = []
    for line in lines[:first]:
        joined = _below(found[-1], line) if found else None
        if joined is None:
            found.append(line)
        else:
            found[-1] = joined
    return [*found, *lines[first:]]


def _below(head: Line, line: Line) -> Line | None:
    """A head with the words below each of its cells; None where these stand below several cells, or below none."""
    if len(line.cells) < 2 or len(line.cells) >= len(head.cells) or line.top - head.bottom > _TIGHT * head.size:
        return None
    cells = list(head.cells)
    for x0, x1, words in line.cells:
        over = [at for at, (left, right, _) in enumerate(cells) if x0 < right and x1 > left]
        if len(over) != 1:
            return None
        left, right, above = cells[over[0]]
        cells[over[0]] = min(left, x0), max(right, x1), above + words
    return replace(head, bottom=max(head.bottom, line.bottom), cells=cells)
