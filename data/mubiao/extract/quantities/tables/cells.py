"""Tables in plain text: rows of cells with a head that says what each column holds.

    指标 | 单位 | 2021年 | 比上年增长(%)
    地区生产总值 | 亿元 | 91.3 | 7.5

Cells are parted by bars or tabs, or stand one to a line, as pages print them that have lost their rules. A cell is a
figure only where a careful reader can say what it is: its row has a label, and its column, its row or the line above
the table a unit. Each line is looked at a fixed number of times.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mubiao.extract.quantities.mask import tells_falls
from mubiao.extract.quantities.tables import blanks
from mubiao.extract.quantities.tables.blanks import Part
from mubiao.extract.quantities.tables.captions import Above, above_table
from mubiao.extract.quantities.tables.figures import Figure, figure_of
from mubiao.extract.quantities.tables.heads import (
    BLANKS,
    BRACKETED,
    FALLS,
    KIND,
    NUMBER,
    UNTOLD,
    YEAR,
    HeadColumn,
    Told,
    as_targets,
    captioned,
    in_long_form,
    is_head,
    of_years,
    side_by_side,
    unit_of,
    with_label,
)
from mubiao.extract.quantities.tables.rows import headed
from mubiao.model import Measure, Qualifier
from mubiao.patterns import lazy


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: `text[start:end]` is the number, `text[label_start:label_end]` the label of its row."""

    start: int
    end: int
    label_start: int
    label_end: int
    label: str  # without blanks, numbering and brackets
    column: str  # the head of its column, without its unit
    caption: str  # the line above the table
    value: float
    high: float | None  # of a range
    unit: str
    kind: str  # of the unit, as in Quantity
    measure: Measure
    qualifier: Qualifier
    qualifier_text: str | None
    year: int | None  # that the head of the column names
    average: bool  # 年均增长
    series: bool  # its column is one of three years or more, one after the other, as tables of past years have them
    target: bool | None  # whether the head says that it is to be reached, or that it was; None where it says neither
    time: Told = UNTOLD  # what the head says of its time but the year
    place: str = ""  # that another column of its row names
    place_start: int = 0
    place_end: int = 0


_MAYBE = lazy(
    r"(?m:[|\t｜│┃║]|^[ 　]*年[ 　]*[份度][ 　]+[^\d\s]"
    r"|^[ 　]*(?:指[ 　]*标|项[ 　]*目)(?:名称)?(?:[ 　]*\r?$|(?:  |　)[ 　]*[^\s　])"
    r"|^[ 　]*(?:名称|地区|产品|品种|类别)(?:名称)?(?:  |　)"
    r"|^[ 　*-]*(?:指[ 　]*标|项[ 　]*目|行[ 　]*业|商品|产品|国家[和或]地区)(?:名称)?\**[ 　]+[^\s\d，。]{1,16}"
    r"(?:[ 　]|\*{0,2}\r?$)"
    r"|(?:增[长减幅速]|涨幅|幅度|比[重例]|占比|构成)[(（]?[%％][)）]?[ 　*]*\r?$"
    r"|[ 　](?:[比较同]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速)(?:率|幅度)?[ 　]*\r?$)"
    r"|(?:增[长减幅]|±)[(（]?[%％][)）]?[ 　]+[^\s\d%％]{2,16}[ 　]+\d"
)
_LINE = lazy(r"[^\r\n]+")
_RULED = lazy(r"[\u2500-\u257f—\s　]+")  # a line of a drawn table that parts rows
_MEASURED = lazy(
    r"总?产[量值]|增加值|(?:播种|种植)?面积|销售[量额]|零售额|出口额|进口额|存栏量?|出栏量?|利润(?:总额)?|投资额"
)
_OF_YEAR = lazy(r"^(?:19|20)\d\d年")
_OUTPUTS = lazy(r"产品产量(?:如下)?[:：]?$")
_GROWN = lazy(r"(?:增长率?|增速|增幅|增长速度)$")
_GROWN_ONLY = lazy(r"(?:同比|比上年|年)?(?:增长率?|增速|增幅|±)[%％]?")
_RATE = lazy(r"(?:率|比重|占比|比例|增长|增速|增幅)$")
_GROWN_ROW = lazy(  # 比上年增长, below the name of what has grown
    r"[（(]?(?:(?:[比较与]?(?:上年|去年|前年|同期|上期){0,2}(?:同期|同比)?)(?:名义|实际|可比)?"
    r"(?:[±%％]+|(?:增长|增减|增幅|增速|升降|下降|降幅|涨幅)(?:率|速度|幅度|百分比)?)"
    r"|同比|[比较与](?:上年|去年)(?:同期)?)[）)]?[（(]?[±%％]{0,2}[）)]?"
)
_WITHIN = lazy(r"其中|[#＃]")
_PART_OF = lazy(  # of what a row above names
    r"铁路|公路|水[路运]|航空|民航|空运|管道|第?[一二三]产业|城[镇市]|[农乡]村"
)
TOTALS = frozenset(("合计", "总计", "共计"))
"""Names of rows that say nothing but that they are of everything."""
_PRICED = lazy(r"价格[^，。]{0,12}(?:涨|上升|下降|降幅)")
_NUMBERING = lazy(r"(?:其中[:：]?|[#＃]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])+")
_TELLS_TIME = lazy(r"(?:19|20)\d\d|[今明去]年|十[一二三四五六]?五|五年|目标|计划|预期|任务|安排|规划|报告")
_ALONE = 6  # lines above a table that is the text
_SENSES = {"左右": Qualifier.ABOUT, "约": Qualifier.ABOUT, "以上": Qualifier.OVER, "超": Qualifier.OVER}
_SENSES |= {"以下": Qualifier.UNDER, "以内": Qualifier.UNDER}
_SENSES |= {">": Qualifier.OVER, "≥": Qualifier.OVER, "＞": Qualifier.OVER}
_SENSES |= {"<": Qualifier.UNDER, "≤": Qualifier.UNDER, "＜": Qualifier.UNDER}


def cells(text: str, stored: str = "") -> list[Cell]:
    """The figures of all tables of a normalised text, in text order. Offsets are those of `text`.

    `stored` is the text as it was before, which still holds the tabs.
    """
    if "\t" in stored:
        text = "".join("\t" if one == "\t" else other for one, other in zip(stored, text, strict=True))
    if _MAYBE.search(text) is None:
        return []
    lines = [
        Part(m.start(), m.end(), m[0].rstrip(" \r　"))
        for m in _LINE.finditer(text)
        if m[0].strip() and not _RULED.fullmatch(m[0])
    ]
    lines = [part for line in lines for part in (blanks.unrolled(line) if "%" in line.words else [line])]
    found: list[Cell] = []
    falling = tells_falls(text)
    at = 0
    while at < len(lines):
        table = _table(lines, at, falling=falling)
        if table is None:
            at += 1
            continue
        at, figures = table
        found += figures
    return found


def _table(lines: list[Part], at: int, *, falling: bool) -> tuple[int, list[Cell]] | None:
    """The table whose head stands on line `at`: the line behind it and its figures. None where none begins."""
    found = headed(lines, at)
    if found is None:
        return None
    columns, begin, rows = found
    above = above_table(lines, at)
    tables = side_by_side(of_years(in_long_form(with_label(columns))))
    tables = [(first, as_targets(above.under(half))) for first, half in tables]
    tables = [(first, half) for first, half in tables if is_head(half)]
    if not tables:
        return None
    alone = at < _ALONE and not any(_TELLS_TIME.search(line.words) for line in lines[:at])
    if above.told:
        is_title = above.told in lines[0].words
        tables = [(first, captioned(half, above.told, is_title=is_title)) for first, half in tables]
    unit: tuple[int, str, str] | None = None
    figures: list[Cell] = []
    names: dict[int, str] = {}  # of the row that was last, by where its table begins
    end = begin
    for number, row in rows:
        for first, columns in tables:
            parts = _below_own(row[first : first + len(columns)], columns)
            label = _label(parts, columns)
            unit = _own_unit(parts, columns) or (unit if _WITHIN.match(label) or _PART_OF.fullmatch(label) else None)
            grows = _of_above(label, names.get(first))
            figures += _figures(parts, columns, unit, above, grows=grows, falling=falling)
            names[first] = grows or _measured_by(label)
        end = number
    if alone:  # nothing but the table tells of which year the text is
        figures = [replace(cell, series=True) for cell in figures]
    return (end, figures) if figures else None


def _below_own(row: list[Part], columns: list[HeadColumn]) -> list[Part]:
    """The cells of a row, a figure that stands below an empty head beside its own moved there: 绝对数 | | 增长% | |."""
    found = list(row)
    for at, column in enumerate(columns):
        if column.role not in ("level", "growth", "share") or row[at].words:
            continue
        empty = itertools.takewhile(lambda n: not columns[n].words, range(at + 1, len(columns)))
        beside = [row[n] for n in empty if row[n].words]
        if len(beside) == 1:
            found[at] = beside[0]
    return found


def _label(row: list[Part], columns: list[HeadColumn]) -> str:
    return BLANKS.sub("", row[next(i for i, column in enumerate(columns) if column.role == "label")].words)


def _own_unit(row: list[Part], columns: list[HeadColumn]) -> tuple[int, str, str] | None:
    """The unit that a row gives, in its own column or behind its name: 地区生产总值（亿元）."""
    told = [BLANKS.sub("", part.words) for part, c in zip(row, columns, strict=True) if c.role == "unit"]
    own = next((unit for words in told if (unit := unit_of(words) or unit_of(BRACKETED.sub("", words)))), None)
    return own or next(
        (found for m in BRACKETED.finditer(_label(row, columns)) if (found := unit_of(m["words"]))), None
    )


def _measured_by(label: str) -> str:
    """The head of a row without its number, marks of notes and the unit in brackets."""
    bracketed = any(unit_of(m["words"]) for m in BRACKETED.finditer(label))
    return _NUMBERING.sub("", re.sub(r"\[\d{1,2}\]", "", BRACKETED.sub("", label) if bracketed else label), count=1)


def _of_above(label: str, above: str | None) -> str | None:
    """The name of the row above, if a row tells its growth."""
    return above if _GROWN_ROW.fullmatch(_measured_by(label)) else None


def _figures(
    row: list[Part],
    columns: list[HeadColumn],
    own: tuple[int, str, str] | None,
    above: Above,
    *,
    grows: str | None,
    falling: bool,
) -> Iterator[Cell]:
    """The figures of a row. `own` is its unit.

    grows: the name of the row above, whose growth this one is.
    """
    label_at = next(i for i, column in enumerate(columns) if column.role == "label")
    label = _measured_by(_label(row, columns))
    of_years = YEAR.fullmatch(label)  # 年份 | 地区生产总值（亿元） | 增速: the columns are what is measured
    if not of_years and (not label or (label.isascii() and len(label) < 2) or NUMBER.fullmatch(label)):
        return
    measured = _measured(columns) if of_years else _labelled(grows or label, columns, above.told)
    row_year, place = _row_year(label, row, columns), _told(row, columns, "place")
    years = sorted({column.year for column in columns if column.year})
    series = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    default = (1, "%", "percent") if grows else above.rates if _RATE.search(label) else above.amounts
    falls = grows is not None and FALLS.fullmatch(label) is not None
    for part, column, name, by_column in zip(row, columns, measured, _measured(columns), strict=True):
        figure = _figure(part.words, column, falling=falling, falls=falls)
        if figure is None:
            continue
        beside = _beside(figure.unit, column)
        unit = (1, "%", "percent") if figure.percent else beside or column.unit or own or default
        if unit is None or (figure.unit and beside is None):
            continue
        bound, grown = figure.bound, figure.verb  # 增长5%以上, where the column gives amounts else
        if grown and not (figure.percent or beside or column.role == "growth"):
            continue
        yield Cell(
            start=part.start + figure.start,
            end=part.start + (figure.unit_end if beside else figure.end),
            label_start=row[label_at].start,
            label_end=row[label_at].end,
            label=name,
            column=by_column,
            caption=above.told,
            value=figure.value(unit[0]),
            high=figure.top(unit[0]),
            unit=unit[1],
            kind=unit[2],
            measure=Measure.GROWTH if (grown or grows) and unit[1] in ("%", "‰") else _measure(column, label, unit[1]),
            qualifier=_SENSES[bound] if bound else Qualifier.EXACT,
            qualifier_text=bound,
            year=int(row_year[1]) if row_year else column.year,
            average=column.average,
            series=series or row_year is not None,
            target=column.target,
            time=column.time,
            place=place.words,
            place_start=place.start,
            place_end=place.end,
        )


def _beside(printed: str | None, column: HeadColumn) -> tuple[int, str, str] | None:
    """The unit that stands beside a figure; 1.4倍 in a column of growth is 140 per cent."""
    unit = unit_of(printed) if printed else None
    return (100, "%", "percent") if unit is not None and unit[1] == "倍" and column.role == "growth" else unit


def _figure(words: str, column: HeadColumn, *, falling: bool, falls: bool) -> Figure | None:
    """The figure of a cell; below 下降（%） it falls, and what is printed with a minus there may be a rise."""
    if column.role not in ("level", "growth", "share"):
        return None
    figure = figure_of(words, growth=column.role == "growth", falling=falling)
    if figure is None or not (falls or (column.role == "growth" and FALLS.fullmatch(column.words))):
        return figure
    return None if figure.value(1) < 0 else figure._replace(falls=True)


def _row_year(label: str, row: list[Part], columns: list[HeadColumn]) -> re.Match[str] | None:
    """The year that the name of a row is, or that a column of years says of it."""
    return YEAR.fullmatch(label) or YEAR.fullmatch(BLANKS.sub("", _told(row, columns, "years").words))


def _told(row: list[Part], columns: list[HeadColumn], role: str) -> Part:
    """The cell of a row in the last column that has a role and is not empty there; an empty one where none is."""
    told = (part for part, column in zip(row, columns, strict=True) if column.role == role and part.words)
    return [Part(0, 0, ""), *told][-1]


def _labelled(label: str, columns: list[HeadColumn], caption: str) -> list[str]:
    """What each figure of a row measures: 粮食 below 产量, or a caption that says it, is 粮食产量; its growth too."""
    found, before = [], label
    for column in columns:
        kind = KIND.fullmatch(column.words)
        if kind:
            before = label + "价格" if _PRICED.search(caption) and "价格" not in label else label
            before = (kind["part"] or "") + before
        elif column.role == "level" and column.year and _OUTPUTS.search(caption) and label[-1:] not in "数量额值率":
            before = label + "产量"
        elif column.role == "level" and column.words == "人均" and not label.startswith("人均"):
            before = "人均" + label
        elif column.role == "level":
            words = _OF_YEAR.sub("", column.words)
            named = _MEASURED.fullmatch(words) and not label.endswith(words)
            before = words if named and label in TOTALS else label + words if named else label
        found.append(before)
    return found


def _measured(columns: list[HeadColumn]) -> list[str]:
    """What each column measures where the rows are years: 增速 is that of the column before."""
    found, before = [], ""
    for column in columns:
        before = before if _GROWN_ONLY.fullmatch(column.words) else column.words
        found.append(before)
    return found


def _measure(column: HeadColumn, label: str, unit: str) -> Measure:
    if column.role == "growth" or (unit in ("%", "‰") and _GROWN.search(label)):
        return Measure.GROWTH if unit in ("%", "‰") else Measure.CHANGE
    return Measure.SHARE if column.role == "share" or unit in ("%", "‰") else Measure.LEVEL
