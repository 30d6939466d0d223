"""Numbers of lines in the margin, as drafts and pleadings have them: no words of the text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from mubiao.documents.layout.pages.positions import Line

_FEWEST = 4
_STEPS = (1, 2, 5, 10)
_ALIGNED = 0.4  # of the size: how far the numbers' right or left ends may stand apart
_SHARE = 0.7  # of the lines of a page where every line has its number
_PROSE = 14  # characters of a line that is no cell


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the numbers that count them, if they stand in a margin of their own beside prose."""
    numbered = [line for line in lines if line.table is None and len(line.cells) > 1 and _is_number(line.cells[0][2])]
    if len(numbered) < _FEWEST:
        return list(lines)
    counts = [int(line.cells[0][2]) for line in numbered]
    steps = {after - before for before, after in itertools.pairwise(counts)}
    step = steps.pop() if len(steps) == 1 else 0
    if step not in _STEPS or (step > 1 and counts[0] % step):
        return list(lines)
    if (step == 1 and len(numbered) < _SHARE * len(lines)) or not _stand_in_margin(lines, numbered):
        return list(lines)
    bare = {id(line): replace(line, x0=line.cells[1][0], cells=line.cells[1:]) for line in numbered}
    return [bare.get(id(line), line) for line in lines]


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) < 5


def _stand_in_margin(lines: Sequence[Line], numbered: Sequence[Line]) -> bool:
    """Whether the numbers stand below each other, left of all else, and what they count are lines of prose."""
    size = numbered[0].size
    ends = [line.cells[0][1] for line in numbered]
    starts = [line.cells[0][0] for line in numbered]
    if min(max(ends) - min(ends), max(starts) - min(starts)) > _ALIGNED * size:
        return False
    own = {id(line) for line in numbered}
    others = [line.cells[id(line) in own][0] for line in lines if line.cells and line.table is None]
    others += [line.x0 for line in lines if line.table is not None]
    prose = sum(len(line.cells) == 2 and len(line.cells[1][2]) >= _PROSE for line in numbered)
    return min(others) > max(ends) and 2 * prose >= len(numbered)
