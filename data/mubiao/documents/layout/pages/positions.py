"""Glyphs by their places on a page → lines, cells and tables, as the eye puts them together.

Places are in points or millimetres, from the top left; `size` is the height of the glyph's line. Every glyph is looked
at a bounded number of times.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from mubiao.documents.layout.characters import characters_of_radicals, raised, visible
from mubiao.documents.layout.tables.rows import Table, table_lines

_APART = 0.8  # of the size: glyphs further apart stand in two cells
_SMALLER, _HIGHER, _CLOSE = 0.92, 0.25, 0.3  # of the character before: such a digit that is so near is raised
_A_LITTLE = 0.4  # of the size: glyphs so far apart may stand in two cells, if those of other lines do too
_DISTRIBUTED = 2.5  # of the size: letters further apart are the ends of words in columns
_SMALL = 0.8  # of the size of its line: such a glyph may be raised
_HALF_EMPTY = frozenset("）】》」』〕，。、；：")
_SET_APART = frozenset(
    [
        "指标",
        "单位",
        "项目",
        "名称",
        "地区",
        "合计",
        "总计",
        "小计",
        "备注",
        "类别",
        "年份",
        "数量",
        "产量",
        "产值",
        "增速",
        "增幅",
        "县区",
        "市县",
        "序号",
    ]
)
_SET_CLOSE = 0.25  # of its width: behind a mark that stands for half its width, the empty half counts
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Glyph:
    """A character, or characters that stand close together, and where."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height, in points."""
        return self.bottom - self.top


@dataclass(slots=True)
class Line:
    """A printed line: its cells from left to right, each with its place."""

    x0: float
    x1: float
    top: float
    bottom: float
    cells: list[tuple[float, float, str]] = field(default_factory=list)
    table: Table | None = None  # this is a table, and no line
    column: int = 0  # of print: 1 on the left, 2 on the right, 0 where the page has one
    parts: list[tuple[float, float, str]] = field(default_factory=list)  # as cells, where glyphs stand a little apart
    scan: int = 0  # the number of its page where that is a picture and was recognised

    @property
    def size(self) -> float:
        """Its height, in points."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """Its words, a blank between cells."""
        return " ".join(words for *_, words in self.cells)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that is drawn, upright or level."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def upright(self) -> bool:
        """Whether it parts columns and not lines."""
        return self.y1 - self.y0 > self.x1 - self.x0


def printed_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines that glyphs make, from top to bottom."""
    return [line for line in map(line_of, rows_of(glyphs)) if line.cells]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs whose middle lies within the same line; the large ones make it, small ones join."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda one: ((one.top + one.bottom) / 2, one.x0)):
        middle = (glyph.top + glyph.bottom) / 2
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, row = rows[at]
            inside = top <= middle <= bottom or glyph.top <= (top + bottom) / 2 <= glyph.bottom
            if inside and abs(middle - (top + bottom) / 2) < 0.6 * max(bottom - top, glyph.size):
                row.append(glyph)
                if glyph.size > bottom - top:
                    rows[at] = glyph.top, glyph.bottom, row
                break
        else:
            rows.append((glyph.top, glyph.bottom, [glyph]))
    return [row for *_, row in sorted(rows, key=lambda one: one[0])]


def line_of(row: list[Glyph]) -> Line:
    """The line that glyphs at one height make, its cells where they stand apart."""
    row.sort(key=lambda glyph: glyph.x0)
    seen = [glyph for glyph in row if glyph.text.strip()]
    if not seen:
        return Line(0, 0, 0, 0)
    size = median(glyph.size for glyph in seen)
    size = max(size, max((g.size for g in seen if len(seen) < 4), default=size))
    top = min((g.top for g in seen if g.size >= _SMALL * size), default=seen[0].top)
    bottom = max((g.bottom for g in seen if g.size >= _SMALL * size), default=seen[0].bottom)
    line = Line(seen[0].x0, max(g.x1 for g in seen), top, bottom)
    gaps = [_gap(left, right) for left, right in itertools.pairwise(seen)]
    usual = median(gaps) if len(gaps) > 3 else 0.0
    spread = 0.12 * size < usual < _DISTRIBUTED * size  # letters that are distributed over the width
    apart = _APART * size + (usual if spread else 0)
    blanks = _blanks(row)

    def lifted(glyph: Glyph) -> bool:
        return glyph.size < _SMALL * size and (glyph.top + glyph.bottom) / 2 < (top + bottom) / 2 - 0.08 * size

    last, start = seen[0], seen[0].x0
    text, up = ("", last.text) if lifted(last) else (last.text, "")
    for glyph, gap in zip(seen[1:], gaps, strict=True):
        is_up = lifted(glyph) or (gap < _CLOSE * size and _stands_up(glyph, last, up))
        if up and not is_up:
            text += raised(up, text)
            up = ""
        if gap > apart:
            line.cells.append((start, last.x1, text + (raised(up, text) if up else "")))
            text, up, start = "", "", glyph.x0
        elif not spread and text and _blank_between(text[-1], glyph.text[0], gap / size, (id(last) in blanks)):
            text += " "
        if is_up:
            up += glyph.text
        else:
            text += glyph.text
        last = glyph
    line.cells.append((start, last.x1, text + (raised(up, text) if up else "")))
    line.cells = _whole_heads([(x0, x1, _cleaned(words)) for x0, x1, words in line.cells if words.strip()])
    if not spread and any(_A_LITTLE * size < gap <= apart for gap in gaps):
        line.parts = _parts(seen, gaps, _A_LITTLE * size)
    return line


def _parts(seen: Sequence[Glyph], gaps: Sequence[float], apart: float) -> list[tuple[float, float, str]]:
    """What stands further apart than so much."""
    found = [(seen[0].x0, seen[0].x1, seen[0].text)]
    for glyph, gap in zip(seen[1:], gaps, strict=True):
        if gap > apart:
            found.append((glyph.x0, glyph.x1, glyph.text))
        else:
            found[-1] = found[-1][0], glyph.x1, found[-1][2] + glyph.text
    return _whole_heads([(x0, x1, _cleaned(words)) for x0, x1, words in found])


def _stands_up(glyph: Glyph, last: Glyph, up: str) -> bool:
    """Whether a digit is a little smaller than the character before it and higher, as browsers print raised ones."""
    if not glyph.text.isdigit():
        return False
    if up:  # goes on
        return abs(glyph.bottom - last.bottom) < 0.1 * glyph.size and abs(glyph.size - last.size) < 0.1 * glyph.size
    return glyph.size < _SMALLER * last.size and glyph.bottom < last.bottom - _HIGHER * last.size


def _whole_heads(cells: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """The cells, a head of two characters that are set apart as one: 指　标."""
    found: list[tuple[float, float, str]] = []
    for x0, x1, words in cells:
        if found and len(words) == 1 and found[-1][2] + words in _SET_APART:
            found[-1] = found[-1][0], x1, found[-1][2] + words
        else:
            found.append((x0, x1, words))
    return found


def _gap(left: Glyph, right: Glyph) -> float:
    """How far two characters of a line stand apart. A wide mark that closes is half empty on its right.

    Typesetters let it stand into the empty half: 总量（亿元） and 增速（%） are nearer than their cells.
    """
    gap = max(0.0, right.x0 - left.x1)
    half = (left.x1 - left.x0) / 2 if left.text in _HALF_EMPTY and gap > _SET_CLOSE * (left.x1 - left.x0) else 0.0
    return gap + half


def _cleaned(words: str) -> str:
    return visible(characters_of_radicals(words)).strip()


def _blanks(row: list[Glyph]) -> set[int]:
    """The glyphs behind which a blank is printed."""
    return {id(left) for left, right in itertools.pairwise(row) if left.text.strip() and not right.text.strip()}


def _blank_between(left: str, right: str, gap: float, printed: bool) -> bool:
    """Whether a blank parts two glyphs: where words of letters or two numbers meet."""
    if not (left.isascii() and right.isascii() and left.isalnum() and right.isalnum()):
        return False
    return printed or (gap > 0.2 and bool(_LETTER.match(left) or _LETTER.match(right)))


def lines_of(line: Line) -> list[str]:
    """A table as its lines; else the one line."""
    return table_lines(line.table) if line.table is not None else [line.text]
