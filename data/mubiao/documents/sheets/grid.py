"""A sheet of any kind of workbook as lines of text: its tables, each as `layout.tables` lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.layout.characters import single_blanks, visible
from mubiao.documents.layout.sources import Place, sources_of_sheets
from mubiao.documents.layout.tables.rows import PrintedCell, Table, placed_lines
from mubiao.model import DocumentError

MAX_CELLS = 2_000_000
"""Cells with something in them, of a workbook."""

_HEAD = 4  # lines of a sheet that may name its year
_TITLE = re.compile(r"(?:19|20)\d{2}|[\u4e00-\u9fff]{4}")  # a name that says what is in the sheet
_A_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?度?")
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}")
_DIGITS = re.compile(r"[-+−]?\d[\d,.]*%?")
_NAMES = re.compile(  # heads of columns without figures, and of growth, which is of the amounts before it
    r"(?:主要|统计|计量)?(?:指标|项目|名称|单位|序号|类别|地区|备注|排[名位]|位次|代码)(?:名称)?"
    r"|(?:同比|比上年)?(?:增长率?|增速|增幅|±)(?:[（(]?[%％][）)]?)?"
)
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)


@dataclass(slots=True)
class Sheet:
    """What a sheet shows. Rows and columns count from 0; `spans` maps the first cell of a merged area to its size."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)  # row → column → words
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, words: str) -> None:
        """Tell what a cell shows; nothing where it shows nothing."""
        words = visible(words).strip()
        if words:
            self.cells.setdefault(row, {})[column] = words


def workbook(sheets: Iterable[Sheet]) -> Content:
    """The sheets one after the other; their names where there are several that have one, or where a single sheet has
    no title but its name. DocumentError: nothing is in them.
    """
    shown = list(sheets)
    years = _years(shown)
    told = [(sheet, list(_lines(sheet, years.get(sheet.name, "")))) for sheet in shown]
    told = [(sheet, lines) for sheet, lines in told if lines]
    if not told:
        raise DocumentError("the workbook holds no cells with anything in them")
    found: list[tuple[str, Place | None]] = []
    for sheet, lines in told:
        name = single_blanks(sheet.name)
        entitles = len(told) > 1 or ("\t" in lines[0][0] and _TITLE.search(name))
        if entitles and not _NAMELESS.fullmatch(name) and name != lines[0][0]:
            found.append((name, None))
        found += lines
    sources = sources_of_sheets(place for _, place in found)
    year = max(years.values()).removesuffix("年") if years else _only_in_name(told)
    told_by = ContainerMetadata(year=year) if year else ContainerMetadata()
    return Content("".join(f"{line}\n" for line, _ in found), told_by, sources=sources)


def _only_in_name(told: Sequence[tuple[Sheet, list[tuple[str, Place | None]]]]) -> str | None:
    """The year that the name of a single sheet tells and neither its title nor its head does."""
    if len(told) != 1:
        return None
    (sheet, lines) = told[0]
    year = _ANY_YEAR.search(sheet.name)
    return year[0] if year and not any(_ANY_YEAR.search(line) for line, _ in lines[:_HEAD]) else None


def _years(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The years of sheets that are called by them, one a year; none where other sheets are there too."""
    used = [sheet for sheet in sheets if sheet.cells]
    found = {sheet.name: match[1] + "年" for sheet in used if (match := _A_YEAR.fullmatch(sheet.name.strip()))}
    return found if len(set(found.values())) == len(used) > 1 else {}


def _lines(sheet: Sheet, year: str) -> Iterator[tuple[str, Place | None]]:
    """The lines of a sheet; heads of a table that names no year have that of the sheet."""
    for rows, columns, block in _blocks(sheet):
        headed = False
        for line, row, column in placed_lines(block):
            if year and not headed and "\t" in line:
                headed, line = True, _of_year(line, year)
            yield line, Place(sheet.name, rows[row] + 1, columns if column is None else columns[column : column + 1])


def _of_year(head: str, year: str) -> str:
    words = head.split("\t")
    if any(_ANY_YEAR.search(one) or _DIGITS.fullmatch(one) for one in words):
        return head
    return "\t".join(one if at == 0 or not one or _NAMES.fullmatch(one) else year + one for at, one in enumerate(words))


def _blocks(sheet: Sheet) -> Iterator[tuple[list[int], tuple[int, ...], Table]]:
    """The tables of a sheet, with the rows and columns that they take: parts between rows without words.

    A title alone belongs to what follows.
    """
    covered = {
        (row + down, column + across)
        for (row, column), (rows, columns) in sheet.spans.items()
        if rows * columns <= MAX_CELLS
        for down in range(rows)
        for across in range(columns)
        if down or across
    }
    rows = [row for row in sorted(sheet.cells) if row not in sheet.hidden_rows]
    block: list[int] = []
    for row in rows:
        if block and row > block[-1] + 1 and not _goes_on(sheet, block, row):
            yield _table(sheet, block, covered)
            block = []
        block.append(row)
    if block:
        yield _table(sheet, block, covered)


def _goes_on(sheet: Sheet, block: list[int], row: int) -> bool:
    """Whether the rows between are hidden, or covered by a merged cell, or what stands above them is a title."""
    if all(between in sheet.hidden_rows for between in range(block[-1] + 1, min(row, block[-1] + 1_000))):
        return True
    if all(len(sheet.cells[one]) == 1 for one in block):
        return True
    return any(top <= block[-1] < row < top + rows for (top, _), (rows, _) in sheet.spans.items())


def _table(sheet: Sheet, rows: list[int], covered: set[tuple[int, int]]) -> tuple[list[int], tuple[int, ...], Table]:
    used = [column for row in rows for column in sheet.cells[row] if column not in sheet.hidden_columns]
    if not used:
        return [], (), Table()
    columns = tuple(c for c in range(min(used), max(used) + 1) if c not in sheet.hidden_columns)
    places, own = set(columns), set(rows)
    found = []
    for row in rows:
        cells = []
        for column in columns:
            if (row, column) in covered:
                continue
            height, width = sheet.spans.get((row, column), (1, 1))
            down = sum(one in own for one in range(row, row + min(height, 1_000)))
            across = sum(one in places for one in range(column, column + min(width, 1_000)))
            words = sheet.cells[row].get(column, "")
            cells.append(
                PrintedCell([line for line in words.split("\n") if line.strip()], max(across, 1), max(down, 1))
            )
        found.append(cells)
    return [row for row, cells in zip(rows, found, strict=True) if cells], columns, Table(found)


def column_number(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell by its name: B3 → (2, 1). ValueError: it is no name."""
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
