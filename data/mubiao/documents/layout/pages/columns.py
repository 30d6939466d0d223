"""Columns of print: where the page is parted by a gutter, what is on its left is read before what is on its right.

Lines of two columns need not stand at the same height, so the gutter is looked for among the glyphs: a strip from top
to bottom that next to nothing crosses, with lines on both sides that fill their column as sentences do and cells of a
table do not. Every glyph is looked at a bounded number of times.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from mubiao.documents.layout.pages.positions import Glyph, Line, Rule, printed_lines, rows_of

_FEW = 80  # characters of a page that has no columns
_CROSSED = (0.05, 0.2)  # of the heights at which anything stands: titles, and tables across both columns
_WIDE = 0.9  # of the size: a gutter is wider
_FULL = 0.7  # of the width of its column: such a line is one of prose
_WORDS = 8  # characters of it
_LINES = 6  # of prose in both columns
_SHARE = 0.5  # of the lines of a column
_ALIKE = 0.7  # of the widest of three columns: none is narrower
_SOME = 2  # of prose in a column that holds nothing but lines
_REST = 3  # lines of a column that may end before it is filled
_BLANK = 1.7  # of the usual gap: where a column is followed by something else
_MOST = 400_000  # characters of a page
_TALL = 0.25  # of what is printed: a line between columns is no shorter
_SENTENCE = 9  # characters of a line that is no cell
_MOST_DRAWN = 20  # lines that may be between columns
_MOST_ACROSS = 100  # lines across both columns


class _Gutter(NamedTuple):
    left: float
    right: float
    middle: float
    width: tuple[float, float]  # of the columns


def page_lines(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page from top to bottom, columns of print one after the other.

    What stands across both columns, such as a title, parts what is above from what is below; so does the end of a line
    that is drawn between them.
    """
    seen = [glyph for glyph in glyphs if glyph.text.strip()]
    gutter = _gutter(seen) if _FEW < len(seen) < _MOST else None
    if gutter is None and _FEW < len(seen) < _MOST and (middles := _thirds(seen)):
        found: list[Line] = []
        for number, band in enumerate(_bands(glyphs, seen, middles)):
            found += printed_lines(band) if number % 2 else _in_thirds(band, middles)
        return found
    if gutter is None:
        drawn = _drawn(seen, rules)
        return printed_lines(glyphs) if drawn is None else _beside(glyphs, drawn)
    found = []
    for number, band in enumerate(_bands(glyphs, seen, (gutter.middle,))):
        found += printed_lines(band) if number % 2 else _in_columns(band, gutter)
    return found


def _bands(glyphs: Sequence[Glyph], seen: Sequence[Glyph], middles: Sequence[float]) -> list[list[Glyph]]:
    """The glyphs from top to bottom, those of what stands across a gutter apart: every second band is of these."""
    across = rows_of(glyph for glyph in seen if any(glyph.x0 < middle < glyph.x1 for middle in middles))
    heights = sorted((min(g.top for g in row), max(g.bottom for g in row)) for row in across)
    bands: list[list[Glyph]] = [[] for _ in range(2 * len(heights) + 1)]
    for glyph in glyphs:
        bands[_band((glyph.top + glyph.bottom) / 2, heights)].append(glyph)
    return bands


def _thirds(glyphs: Sequence[Glyph]) -> tuple[float, float] | None:
    """The middles of the two gutters of a page of three columns of prose, each as wide as the others."""
    size = median(glyph.size for glyph in glyphs)
    if size <= 0:
        return None
    left, right = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    crossed, heights = _crossings(glyphs, size, left)
    total = int((right - left) / (size / 4)) + 1
    if total > _MOST_PLACES:
        return None
    for most in (0, 1, 2, int(_CROSSED[0] * heights)):
        runs = [run for run in _runs([crossed.get(place, 0) <= most for place in range(total)]) if run[0]]
        strips = [(left + a * size / 4, left + b * size / 4) for a, b in runs if (b - a) >= 4 * _WIDE]
        if len(strips) != 2:
            continue
        (a, b), (c, d) = strips
        widths = a - left, c - b, right - d
        middles = (a + b) / 2, (c + d) / 2
        if min(widths) < _ALIKE * max(widths) or len(rows_of(_across(glyphs, middles))) > _MOST_ACROSS:
            continue
        if _thirds_are_prose(glyphs, middles, widths):
            return middles
    return None


def _across(glyphs: Sequence[Glyph], middles: Sequence[float]) -> list[Glyph]:
    return [glyph for glyph in glyphs if any(glyph.x0 < middle < glyph.x1 for middle in middles)]


def _thirds_are_prose(glyphs: Sequence[Glyph], middles: tuple[float, float], widths: Sequence[float]) -> bool:
    beside = [one for number, band in enumerate(_bands(glyphs, glyphs, middles)) if not number % 2 for one in band]
    total = 0
    for part, width in zip(_parts(beside, middles), widths, strict=True):
        lines = printed_lines(part)
        count = sum(_is_prose(line, width) for line in lines)
        if count < _SOME or count < _SHARE * len(lines) or any(len(line.cells) > 1 for line in lines):
            return False
        total += count
    return total >= 1.5 * _LINES


def _parts(glyphs: Sequence[Glyph], middles: tuple[float, float]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = [[], [], []]
    for glyph in glyphs:
        parts[sum((glyph.x0 + glyph.x1) / 2 > middle for middle in middles)].append(glyph)
    return parts


def _in_thirds(glyphs: Sequence[Glyph], middles: tuple[float, float]) -> list[Line]:
    found: list[Line] = []
    for number, part in enumerate(_parts(glyphs, middles), 1):
        for line in printed_lines(part):
            line.column = number
            found.append(line)
    return found


def _drawn(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> Rule | None:
    """A line between columns, with prose on both sides, however short they are; no line of a table."""
    if not glyphs:
        return None
    left, right = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    height = max(g.bottom for g in glyphs) - min(g.top for g in glyphs)
    for rule in [one for one in rules if one.upright and one.y1 - one.y0 > _TALL * height][:_MOST_DRAWN]:
        if not 0.25 < (rule.x0 - left) / max(right - left, 1.0) < 0.75:
            continue
        band = [g for g in glyphs if rule.y0 <= (g.top + g.bottom) / 2 <= rule.y1]
        halves = [g for g in band if g.x1 <= rule.x0], [g for g in band if g.x0 >= rule.x0]
        if sum(map(len, halves)) == len(band) and all(
            any(len(line.cells) == 1 and len(line.text) >= _SENTENCE for line in printed_lines(half)) for half in halves
        ):
            return rule
    return None


def _beside(glyphs: Sequence[Glyph], rule: Rule) -> list[Line]:
    """The lines above a drawn one, those on its left, on its right, and below."""
    parts: list[list[Glyph]] = [[], [], [], []]
    for glyph in glyphs:
        y = (glyph.top + glyph.bottom) / 2
        parts[0 if y < rule.y0 else 3 if y > rule.y1 else 1 if glyph.x1 <= rule.x0 else 2].append(glyph)
    found: list[Line] = []
    for number, part in enumerate(parts):
        lines = printed_lines(part)
        for line in lines:
            line.column = number if number in (1, 2) else 0
        found += lines
    return found


def _band(y: float, heights: Sequence[tuple[float, float]]) -> int:
    """The number of the band at height y: odd for what stands across the gutter."""
    for number, (top, bottom) in enumerate(heights):
        if y < top:
            return 2 * number
        if y <= bottom:
            return 2 * number + 1
    return 2 * len(heights)


def _in_columns(glyphs: Sequence[Glyph], gutter: _Gutter) -> list[Line]:
    """The lines on the left of the gutter, then those on the right; last what is no column below them."""
    halves = [g for g in glyphs if g.x1 <= gutter.middle], [g for g in glyphs if g.x1 > gutter.middle]
    columns = [printed_lines(half) for half in halves]
    ends = [_end(lines, width) for lines, width in zip(columns, gutter.width, strict=True)]
    end = max((end for end in ends if end is not None), default=None)
    if end is None:
        return printed_lines(glyphs)
    found: list[Line] = []
    below = [glyph for glyph in glyphs if (glyph.top + glyph.bottom) / 2 > end]
    for number, lines in enumerate(columns, 1):
        for line in lines:
            if (line.top + line.bottom) / 2 <= end:
                line.column = number
                found.append(line)
    return found + printed_lines(below)


def _end(lines: Sequence[Line], width: float) -> float | None:
    """Where a column ends: behind its last line of prose and what goes on below it without a gap; None: no column."""
    last = next((at for at in reversed(range(len(lines))) if _is_prose(lines[at], width)), None)
    if last is None:
        return None
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    while last + 1 < len(lines) and gaps[last] <= _BLANK * usual + 0.15 * lines[last].size:
        if len(lines[last + 1].cells) > 1:
            break  # of a table
        last += 1
    return lines[last].bottom


def _is_prose(line: Line, width: float) -> bool:
    """Whether a line fills its column."""
    if len(line.cells) != 1 or line.x1 - line.x0 < _FULL * width:
        return False
    return len(line.text) >= _WORDS


def _gutter(glyphs: Sequence[Glyph]) -> _Gutter | None:
    """Where the page is parted into two columns of print; None for a page of one."""
    size = median(glyph.size for glyph in glyphs)
    if size <= 0:
        return None
    left, right = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    tried: set[tuple[float, float]] = set()
    for begin, end in _strips(glyphs, size, left, right):
        if (begin, end) not in tried:
            tried.add((begin, end))
            gutter = _Gutter(begin, end, (begin + end) / 2, (begin - left, right - end))
            if _parts_prose(glyphs, gutter):
                return gutter
    return None


def _parts_prose(glyphs: Sequence[Glyph], gutter: _Gutter) -> bool:
    """Whether lines fill their column on both sides, those apart that stand across."""
    crossing = rows_of(glyph for glyph in glyphs if glyph.x0 < gutter.middle < glyph.x1)
    if len(crossing) > _MOST_ACROSS:
        return False
    heights = [(min(g.top for g in row), max(g.bottom for g in row)) for row in crossing]
    beside = [g for g in glyphs if not any(top <= (g.top + g.bottom) / 2 <= bottom for top, bottom in heights)]
    counts: list[int] = []
    for half in ([g for g in beside if g.x1 <= gutter.middle], [g for g in beside if g.x1 > gutter.middle]):
        lines = printed_lines(half)
        count = sum(_is_prose(line, gutter.width[len(counts)]) for line in lines)
        ends = len(lines) <= _REST and all(len(one.cells) == 1 and len(one.text) >= _WORDS for one in lines[:1])
        plain = count >= _SOME and all(len(one.cells) == 1 for one in lines)  # the last words of one part, and headings
        if not lines or (count < _SHARE * len(lines) and not ends and not plain):
            return False
        counts.append(count)
    return sum(counts) >= _LINES and max(counts) >= _LINES / 2


_MOST_PLACES = 4_000  # quarters of a character in a line


def _strips(glyphs: Sequence[Glyph], size: float, left: float, right: float) -> Iterator[tuple[float, float]]:
    """The widest strips about the middle that nothing crosses, or little, or more: where each begins and ends."""
    step = size / 4
    crossed, heights = _crossings(glyphs, size, left)
    total = int((right - left) / step) + 1
    if total > _MOST_PLACES:
        return  # no page of print; a damaged one may tell any width
    for most in (0, 1, 2, *(int(share * heights) for share in _CROSSED)):
        begin, end = _widest([crossed.get(place, 0) <= most for place in range(total)])
        if (end - begin) * step >= _WIDE * size:
            yield left + begin * step, left + end * step


def _crossings(glyphs: Sequence[Glyph], size: float, left: float) -> tuple[Counter[int], int]:
    """At how many heights anything stands on each place of a line, and at how many on any."""
    step = size / 4
    crossed: Counter[int] = Counter()
    told: set[tuple[int, int]] = set()
    heights: set[int] = set()
    for glyph in glyphs:
        height = int((glyph.top + glyph.bottom) / size)
        heights.add(height)
        first, last = int((glyph.x0 - left) / step), int((glyph.x1 - left) / step)
        for place in range(first, min(last, first + 40) + 1):
            if (place, height) not in told:
                told.add((place, height))
                crossed[place] += 1
    return crossed, len(heights)


def _runs(free: Sequence[bool]) -> list[tuple[int, int]]:
    """Where runs of free places begin, and the place behind them."""
    found: list[tuple[int, int]] = []
    at = 0
    for is_free, places in itertools.groupby(free):
        end = at + len(list(places))
        if is_free:
            found.append((at, end))
        at = end
    return found


def _widest(free: Sequence[bool]) -> tuple[int, int]:
    """The longest run of free places in the middle half: where it begins, and the place behind it."""
    best = 0, 0
    begin = first = int(0.25 * len(free))
    for place in range(first, int(0.75 * len(free)) + 1):
        if not free[place]:
            begin = place + 1
        elif place + 1 - begin > best[1] - best[0]:
            best = begin, place + 1
    return best
