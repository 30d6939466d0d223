"""Printed lines of pages → paragraphs: lines that the width of the page broke are one again."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from mubiao.documents.layout.pages.positions import Line, lines_of
from mubiao.documents.layout.tables.rows import PrintedCell, Table, has_figures

_PAGE_NUMBER = re.compile(
    r"[-—－–·•\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*共\s*\d+\s*页)?[-—－–·•\s]*"
)
_SET_OFF = re.compile(r"[-—－–·•]\s*\d{1,4}\s*[-—－–·•]|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[/／]\s*\d{1,4}")
_NUMBER = re.compile(r"[-−]?[\d,，.]+[%％‰]?")
_STOPS = "。！？；：.!?;:…"
_HANGING = frozenset("，。、；：！？")
_CLOSERS = "”’）)】》"
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节部]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]\D|[（(]\d{1,2}[）)]"
    r"|[①-⑳]|[●◆■▲★·•])"
)
_NUMBERED = re.compile(r"第?[一二三四五六七八九十百]{1,3}[、.．章节部]|[（(][一二三四五六七八九十]{1,3}[）)]")
_WHOLE = re.compile(r"[\dA-Za-z.,%]{2,24}")
_WORDS = re.compile(r"\d+")
_GOES_ON = re.compile(r"[（(]?(?:续\s*表|接上[页表]|表\s*\d*\s*[（(]?续).{0,12}")
_LARGER = 1.25  # than what pages repeat: a title with the same words


class Paragraph(NamedTuple):
    """A line of text, and the page of a scan that it stands on; 0 where none of it was recognised."""

    text: str
    scan: int = 0


def paragraphs(pages: Sequence[list[Line]]) -> list[str]:
    """What `placed_paragraphs` gives, without the places."""
    return [one.text for one in placed_paragraphs(pages)]


def placed_paragraphs(pages: Sequence[list[Line]]) -> list[Paragraph]:
    """One paragraph a line, tables a row a line; numbers of pages and what every page repeats are left out."""
    pages = [_without_number(page) for page in _uncounted(pages)]
    repeated = _repeated(pages)
    pages = [[line for line in page if not _repeats(page, line, repeated)] for page in pages]
    body = [line for page in _with_whole_tables(pages) for line in page]
    prose = [line for line in body if line.table is None]
    if not prose:
        return [Paragraph(text, line.scan) for line in body for text in lines_of(line)]
    margins = {column: _margins([one for one in prose if one.column == column]) for column in {p.column for p in prose}}
    found: list[Paragraph] = []
    last: Line | None = None
    for line in body:
        if line.table is not None:
            found += [Paragraph(text, line.scan) for text in lines_of(line)]
            last = None
        elif last is not None and _runs_on(last, line, margins):
            found[-1] = Paragraph(_joined(found[-1].text, line.text), found[-1].scan or line.scan)
            last = line
        else:
            found.append(Paragraph(line.text, line.scan))
            last = line
    return found


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Where lines begin and where full ones end."""
    # A mark may hang over the edge: there the line ends before it.
    right = _usual([line.x1 - line.size * (line.text[-1:] in _HANGING) for line in lines], 0.9)
    full = [line.x0 for line in lines if line.x1 > right - 3 * line.size]
    return _usual(full or [line.x0 for line in lines], 0.3), right


def _usual(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def _runs_on(last: Line, line: Line, margins: dict[int, tuple[float, float]]) -> bool:
    """Whether a paragraph goes on in the next line."""
    before, after = last.text, line.text
    right, left = margins[last.column][1], margins[line.column][0]
    if re.search(r"\d[.,，]$", before) and after[:1].isdigit():
        return True
    if _HEADING.match(after) and not _NUMBER.fullmatch(after):
        return False
    if len(last.cells) > 1 and len(line.cells) > 1:
        return False  # rows of words that stand apart
    if _NUMBER.fullmatch(after) or _NUMBER.fullmatch(before):
        # A number alone in mid-sentence; a heading ends without a mark too, but no figure follows it.
        return before[-1] not in _STOPS + _CLOSERS and not _HEADING.match(before)
    # What may not be divided goes to the next line whole, and leaves a gap of its own width.
    whole = _WHOLE.match(after)
    need = 0.55 * len(whole[0]) + 1 if whole else 0
    full = last.x1 >= right - (1.3 + need) * last.size
    indented = line.x0 > left + 1.2 * line.size
    if before[-1] in _STOPS:
        return False
    if before[-1] in _CLOSERS:
        return full and not indented
    if before[-1] in "，、" or ("，" in before and not indented):
        return True  # a sentence that has begun and not ended
    if bool(last.column) != bool(line.column):
        return False  # from a title across the columns into one of them
    return full and not (indented and abs(line.size - last.size) > 0.15 * last.size)


def _joined(before: str, after: str) -> str:
    if before[-1] == "-" and len(before) > 1 and before[-2].isascii() and before[-2].isalpha() and after[:1].islower():
        return before[:-1] + after  # a word of letters that was divided
    gap = " " if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalpha() else ""
    return before + gap + after


def _uncounted(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without numbers at their foot or head that count them, each at the same height."""
    made = [list(page) for page in pages]
    for at in (-1, 0):
        edges = [(n, page[at]) for n, page in enumerate(made) if len(page) > 1 and page[at].table is None]
        found = [(n, line) for n, line in edges if _PAGE_NUMBER.fullmatch(line.text)]
        counts = {int(number[0]) - n for n, line in found if (number := _WORDS.search(line.text))}
        tops = [line.top for _, line in found]
        if len(found) > 1 and len(counts) == 1 and max(tops) - min(tops) < found[0][1].size / 2:
            for n, _ in found:
                del made[n][at]
    return made


def _without_number(page: list[Line]) -> list[Line]:
    """A page without its number: the first or last line, set apart from the others."""
    for at in (-1, 0):
        if not page or page[at].table is not None or not _PAGE_NUMBER.fullmatch(page[at].text):
            continue
        others = [line for line in page if line is not page[at]]
        if not others:
            return []
        beside = others[at]
        gap = page[at].top - beside.bottom if at else beside.top - page[at].bottom
        pairs = [(a, b) for a, b in itertools.pairwise(others) if a.table is None and b.table is None]
        pitches = sorted(b.top - a.bottom for a, b in pairs)
        usual = pitches[len(pitches) // 2] if pitches else page[at].size
        size = beside.size if beside.table is None else page[at].size
        if _SET_OFF.fullmatch(page[at].text) or gap > max(1.6 * usual, 1.2 * size):
            page = others
    return page


def _masked(line: Line) -> str:
    """What may repeat: a line with its numbers as one; nothing for a table or a numbered heading."""
    return _WORDS.sub("#", line.text) if line.table is None and not _NUMBERED.match(line.text) else ""


def _edge(page: list[Line], line: Line) -> str:
    """Whether a line is among the first or the last two of its page."""
    if any(line is one for one in page[:2]):
        return "top"
    return "bottom" if any(line is one for one in page[-2:]) else ""


def _repeats(page: list[Line], line: Line, repeated: dict[tuple[str, str], float]) -> bool:
    """Whether a line is what pages repeat; a title that says the same in larger letters is not."""
    size = repeated.get((_masked(line), _edge(page, line)))
    return size is not None and line.size < _LARGER * size


def _with_whole_tables(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages with each table that goes on at the top of the next one as a whole, on the page that it begins on."""
    found: list[list[Line]] = []
    last: Line | None = None  # the table that the page before ends with
    for page in pages:
        rest = page[1:] if last and len(page) > 1 and _GOES_ON.fullmatch(page[0].text) else page
        if last is not None and last.table and rest and rest[0].table and _fits(last, rest[0]):
            rows, more = last.table.rows, rest[0].table.rows
            head = sum(1 for _ in itertools.takewhile(_is_head_again, zip(rows, more, strict=False)))
            last.table = Table([*rows, *more[head:]], last.table.head_rows)
            page = rest[1:]
            found.append(page)
            if not page:
                continue  # it may go on still
        else:
            found.append(page)
        last = page[-1] if page and page[-1].table else None
    return found


def _fits(above: Line, below: Line) -> bool:
    """Whether two tables have the same columns at the same places."""
    near = 2 * min(_row_height(above), _row_height(below))
    return _width(above) == _width(below) and abs(above.x0 - below.x0) < near and abs(above.x1 - below.x1) < near


def _width(line: Line) -> int:
    rows = line.table.rows if line.table else []
    return max((sum(cell.columns for cell in row) for row in rows), default=0)


def _row_height(line: Line) -> float:
    return line.size / max(1, len(line.table.rows) if line.table else 1)


def _is_head_again(rows: tuple[list[PrintedCell], list[PrintedCell]]) -> bool:
    """Whether two rows are the same and hold no figures, years not counted."""
    words, again = ([cell.text() for cell in row] for row in rows)
    return words == again and not has_figures(words)


def _repeated(pages: Sequence[list[Line]]) -> dict[tuple[str, str], float]:
    """What stands at the head or the foot of most pages, three at least; of two, at the same height: → its size."""
    if len(pages) == 2:
        first, second = ({(_masked(one), _edge(page, one)): one for one in page} for page in pages)
        same = {one for one in first.keys() & second.keys() if abs(first[one].top - second[one].top) < 1}
        return {one: min(first[one].size, second[one].size) for one in same if all(one)}
    sizes: dict[tuple[str, str], list[float]] = defaultdict(list)
    for page in pages:
        told = {(_masked(one), edge): one.size for one in page if (edge := _edge(page, one)) and _masked(one)}
        for one, size in told.items():
            sizes[one].append(size)
    return {one: median(told) for one, told in sizes.items() if len(told) >= 3 and len(told) * 2 > len(pages)}
