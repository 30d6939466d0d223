"""Printed lines of pages → paragraphs: lines that the width of the page broke are one again."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from mubiao.documents.layout.positions import Line, lines_of

_PAGE_NUMBER = re.compile(
    r"[-—－–·•\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*共\s*\d+\s*页)?[-—－–·•\s]*"
)
_SET_OFF = re.compile(r"[-—－–·•]\s*\d{1,4}\s*[-—－–·•]|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[/／]\s*\d{1,4}")
_NUMBER = re.compile(r"[-−]?[\d,，.]+[%％‰]?")
_STOPS = "。！？；：.!?;:…"
_CLOSERS = "”’）)】》"
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节部]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]\D|[（(]\d{1,2}[）)]"
    r"|[①-⑳]|[●◆■▲★·•])"
)
_WHOLE = re.compile(r"[\dA-Za-z.,%]{2,24}")
_WORDS = re.compile(r"\d+")


def paragraphs(pages: Sequence[list[Line]]) -> list[str]:
    """One paragraph a line, tables a row a line; numbers of pages and what every page repeats are left out."""
    pages = [_without_number(page) for page in pages]
    repeated = _repeated(pages)
    body = [line for page in pages for line in page if (_masked(line), _edge(page, line)) not in repeated]
    prose = [line for line in body if line.table is None]
    if not prose:
        return [text for line in body for text in lines_of(line)]
    margins = {column: _margins([one for one in prose if one.column == column]) for column in {p.column for p in prose}}
    found: list[str] = []
    last: Line | None = None
    for line in body:
        if line.table is not None:
            found += lines_of(line)
            last = None
        elif last is not None and _runs_on(last, line, margins):
            found[-1] = _joined(found[-1], line.text)
            last = line
        else:
            found.append(line.text)
            last = line
    return found


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Where lines begin and where full ones end."""
    right = _usual([line.x1 for line in lines], 0.9)
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
    return full and not (indented and abs(line.size - last.size) > 0.15 * last.size)


def _joined(before: str, after: str) -> str:
    if before[-1] == "-" and len(before) > 1 and before[-2].isascii() and before[-2].isalpha() and after[:1].islower():
        return before[:-1] + after  # a word of letters that was divided
    gap = " " if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalpha() else ""
    return before + gap + after


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
        pitches = sorted(b.top - a.bottom for a, b in itertools.pairwise(others))
        usual = pitches[len(pitches) // 2] if pitches else page[at].size
        if _SET_OFF.fullmatch(page[at].text) or gap > max(1.6 * usual, 1.2 * beside.size):
            page = others
    return page


def _masked(line: Line) -> str:
    return _WORDS.sub("#", line.text) if line.table is None else ""


def _edge(page: list[Line], line: Line) -> str:
    """Whether a line is among the first or the last two of its page."""
    if any(line is one for one in page[:2]):
        return "top"
    return "bottom" if any(line is one for one in page[-2:]) else ""


def _repeated(pages: Sequence[list[Line]]) -> set[tuple[str, str]]:
    """What stands at the head or the foot of most pages, three at least; of two, at the same height."""
    if len(pages) == 2:
        first, second = ({(_masked(one), _edge(page, one)): one for one in page} for page in pages)
        same = {one for one in first.keys() & second.keys() if abs(first[one].top - second[one].top) < 1}
        return {one for one in same if all(one)}
    counts: Counter[tuple[str, str]] = Counter()
    for page in pages:
        counts.update({(_masked(line), edge) for line in page if (edge := _edge(page, line)) and _masked(line)})
    return {one for one, count in counts.items() if count >= 3 and count * 2 > len(pages)}
