"""Where a table begins and which lines are its rows: cells parted by bars, tabs or blanks, or one to a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mubiao.extract.quantities.tables import blanks
from mubiao.extract.quantities.tables.blanks import Part, stripped
from mubiao.extract.quantities.tables.captions import SENTENCE
from mubiao.extract.quantities.tables.heads import (
    BLANKS,
    LABEL,
    NUMBER,
    WIDEST,
    HeadColumn,
    column_of,
    is_head,
    side_by_side,
    with_label,
)
from mubiao.patterns import lazy

_BARS = lazy(r"[|｜\t│┃║]")
_FRAME = "|｜│┃║*"
_OF_YEARS = lazy(r"[ 　]*年[ 　]*[份度](?:[ 　]+[^\d\s　]\S*){1,11}+[ 　]*")  # 年份 地区生产总值 第一产业
_YEAR_ROW = lazy(r"[ 　]*(?:19|20)\d\d年?(?:[ 　]+\S+){1,11}+[ 　]*")
_WORDS = lazy(r"[^\s　]+")


def _split(line: Part) -> list[Part]:
    """The cells of a line, empty ones too; the bars at its ends part nothing. Tabs do: they are no frame."""
    if _OF_YEARS.fullmatch(line.words) or _YEAR_ROW.fullmatch(line.words):
        return [stripped(line.start + m.start(), m[0]) for m in _WORDS.finditer(line.words)]
    words = line.words.rstrip(_FRAME)
    start = len(words) - len(words.lstrip(_FRAME))
    found = []
    for bar in [*_BARS.finditer(words, start), None]:
        end = bar.start() if bar else len(words)
        found.append(stripped(line.start + start, words[start:end]))
        start = bar.end() if bar else end
    return found if len(found) > 1 else []


def headed(lines: list[Part], at: int) -> tuple[list[HeadColumn], int, Iterator[tuple[int, list[Part]]]] | None:
    """The columns of the head that may stand on line `at`, the line behind it, and the rows below."""
    row = _split(lines[at])
    wide = not row and blanks.is_wide_head(lines[at].words)
    row = row or (blanks.apart(lines[at]) if wide else [])
    words, begin = blanks.heads(lines, at) if not _BARS.search(lines[at].words) else (None, at)
    if words:
        return [column_of(word) for _, word in words], begin, blanks.rows(lines, begin, words)
    if row:
        rows = _rows(lines, at + 1, len(row), blanks.apart if wide else _split)
        return [column_of(part.words) for part in row], at + 1, rows
    if LABEL.fullmatch(BLANKS.sub("", lines[at].words)):
        columns = _head_of_lines(lines, at)
        begin = at + len(columns)
        return columns, begin, _rows_of_lines(lines, begin, columns)
    return None


def _rows(
    lines: list[Part], begin: int, width: int, split: Callable[[Part], list[Part]]
) -> Iterator[tuple[int, list[Part]]]:
    """The rows below a head of `width` cells, each with the number of the line behind it."""
    for number in range(begin, len(lines)):
        row = split(lines[number])
        if len(row) != width or _begins_another(row):
            return
        yield number + 1, row


def _begins_another(row: list[Part]) -> bool:
    """Whether a row is the head of a table that stands right below: 指标 | 2023年完成 | 2024年目标."""
    if not any(LABEL.fullmatch(BLANKS.sub("", part.words)) for part in row):
        return False
    return any(is_head(columns) for _, columns in side_by_side(with_label([column_of(part.words) for part in row])))


def _head_of_lines(lines: list[Part], at: int) -> list[HeadColumn]:
    columns = [column_of(lines[at].words)]
    for line in lines[at + 1 : at + 8]:
        column = column_of(line.words)
        if len(line.words.strip()) > WIDEST or column.role in ("skip", "label"):
            break
        columns.append(column)
    return columns


def _rows_of_lines(lines: list[Part], begin: int, columns: list[HeadColumn]) -> Iterator[tuple[int, list[Part]]]:
    """Rows whose cells stand one to a line: a label, and what the head says comes behind it."""
    width = len(columns)
    for number in range(begin, len(lines) - width + 1, width):
        row = [stripped(line.start, line.words) for line in lines[number : number + width]]
        fits = all(
            len(part.words) <= WIDEST
            and (
                not SENTENCE.search(part.words) and not NUMBER.fullmatch(part.words)
                if column.role in ("label", "unit")
                else NUMBER.fullmatch(BLANKS.sub("", part.words)) or part.words in ("-", "—", "…", "/")
            )
            for part, column in zip(row, columns, strict=True)
        )
        if width < 2 or not fits:
            return
        yield number + width, row
