"""Tables that are drawn with dashes, as pandoc writes them: their columns are told by the dashes above them."""

from __future__ import annotations

import re
import unicodedata

from mubiao.documents.layout.tables.drawn import drawn_table
from mubiao.documents.layout.tables.rows import PrintedCell, Table, table_lines

_GROUPS = re.compile(r"[ ]*-{2,}(?:[ ]+-{2,})+[ ]*")
_WHOLE = re.compile(r"[ ]*-{5,}[ ]*")
_GRID = re.compile(r"[ ]*\+(?:[-=:]{3,}\+)+[ ]*")
_PARTLY = re.compile(r"[|+][^|]{0,400}\+[-=:]{3,}\+")  # a line that parts some cells and not others
_LONG = 2_000  # lines of a table


def without_drawn_tables(lines: list[str]) -> list[str]:
    """The lines with drawn tables as rows of cells parted by tabs. Others stay as they are."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        taken = _grid(lines, at) if _GRID.fullmatch(lines[at]) else None
        if taken is None and _GROUPS.fullmatch(lines[at]):
            taken = _dashed(lines, at, found)
        if taken is None:
            found.append(lines[at])
            at += 1
        else:
            at, table = taken
            found += table_lines(table)
    return found


def _dashed(lines: list[str], at: int, above: list[str]) -> tuple[int, Table] | None:
    """A table whose dashes stand on line `at`: the line behind it, and its rows. Its head may be the line above."""
    columns = [(match.start(), match.end()) for match in re.finditer("-+", lines[at])]
    close = next((n for n in range(at + 1, min(len(lines), at + _LONG)) if _is_dashes(lines[n])), None)
    head: list[str] = []
    while above and above[-1].strip() and len(head) < 4:
        head.insert(0, above[-1])
        above.pop()
        if _WHOLE.fullmatch(head[0]):
            del head[0]
            break
    if close is None:
        end = next((n for n in range(at + 1, len(lines)) if not lines[n].strip()), len(lines))
        if len(head) > 1:  # a paragraph runs into the head
            above += head[:-1]
            head = head[-1:]
    else:
        end = close
    body = lines[at + 1 : end]
    groups = _by_blanks(body) if any(not line.strip() for line in body) else [[line] for line in body]
    if not groups or len(groups) < 2 - bool(head):
        above += head
        return None
    rows = [
        [PrintedCell(_cut(group, columns, n)) for n in range(len(columns))]
        for group in ([head] if head else []) + groups
    ]
    return end + (close is not None), Table(rows)


def _is_dashes(line: str) -> bool:
    return _GROUPS.fullmatch(line) is not None or _WHOLE.fullmatch(line) is not None


def _by_blanks(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _cut(lines: list[str], columns: list[tuple[int, int]], number: int) -> list[str | Table]:
    """What stands in a column of the lines of a row; Chinese characters are two places wide."""
    start = columns[number][0] if number else 0
    end = columns[number + 1][0] if number + 1 < len(columns) else None
    return [cell for line in lines if (cell := _between(line, start, end))]


def _between(line: str, start: int, end: int | None) -> str:
    place, cut = 0, []
    for char in line:
        if place >= start and (end is None or place < end):
            cut.append(char)
        place += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return "".join(cut).strip()


def _grid(lines: list[str], at: int) -> tuple[int, Table] | None:
    """A table with all its lines drawn: +---+---+ between rows, bars between cells."""
    rows: list[list[PrintedCell]] = []
    row: list[PrintedCell] = []
    number = at + 1
    while number < len(lines):
        line = lines[number].strip()
        if _GRID.fullmatch(line):
            rows += [row] if row else []
            row = []
        elif _PARTLY.search(line):
            return drawn_table(lines, at)
        elif line.startswith("|") and line.endswith("|"):
            cells = line[1:-1].split("|")
            row = row or [PrintedCell() for _ in cells]
            for cell, words in zip(row, cells, strict=False):
                cell.lines += [words.strip()] if words.strip() else []
        else:
            break
        number += 1
    return (number, Table(rows)) if rows and not row else None
