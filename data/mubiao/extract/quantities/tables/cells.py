"""Tables in plain text: rows of cells with a head that says what each column holds.

    指标 | 单位 | 2021年 | 比上年增长(%)
    地区生产总值 | 亿元 | 91.3 | 7.5

Cells are parted by bars or tabs, or stand one to a line, as pages print them that have lost their rules. A cell is a
figure only where a careful reader can say what it is: its row has a label, and its column, its row or the line above
the table a unit. Each line is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mubiao.extract.quantities.mask import tells_falls
from mubiao.extract.quantities.tables import blanks
from mubiao.extract.quantities.tables.blanks import Part, stripped
from mubiao.extract.quantities.tables.figures import Figure, figure_of
from mubiao.extract.quantities.tables.heads import (
    BLANKS,
    BRACKETED,
    FALLS,
    LABEL,
    NUMBER,
    UNTOLD,
    WIDEST,
    YEAR,
    Column,
    Told,
    as_promised,
    captioned,
    column_of,
    in_long_form,
    is_head,
    of_years,
    side_by_side,
    unit_of,
    with_label,
)
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
    r"|(?:增[长减幅速]|比[重例]|占比|构成)[(（]?[%％][)）]?[ 　*]*\r?$"
    r"|[ 　](?:[比较同]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速)(?:率|幅度)?[ 　]*\r?$)"
    r"|(?:增[长减幅]|±)[(（]?[%％][)）]?[ 　]+[^\s\d%％]{2,16}[ 　]+\d"
)
_LINE = lazy(r"[^\r\n]+")
_BARS = lazy(r"[|｜\t│┃║]")
_FRAME = "|｜│┃║"
_RULED = lazy(r"[\u2500-\u257f—\s　]+")  # a line of a drawn table that parts rows
_OF_YEARS = lazy(r"[ 　]*年[ 　]*[份度](?:[ 　]+[^\d\s　]\S*){1,11}+[ 　]*")  # 年份 地区生产总值 第一产业
_YEAR_ROW = lazy(r"[ 　]*(?:19|20)\d\d年?(?:[ 　]+\S+){1,11}+[ 　]*")
_WORDS = lazy(r"[^\s　]+")
_MEASURED = lazy(
    r"总?产[量值]|增加值|(?:播种|种植)?面积|销售[量额]|零售额|出口额|进口额|存栏量?|出栏量?|利润(?:总额)?|投资额"
)
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
_UNITS = lazy(r"单位[:：]?\s*(?P<units>[^\s。)）]{1,20})")
_NUMBERING = lazy(r"(?:其中[:：]?|[#＃]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])+")
_SENTENCE = lazy(r"[。；！？;!?]|[，,][^，,]{6,}")
_TELLS_TIME = lazy(r"(?:19|20)\d\d|[今明去]年|十[一二三四五六]?五|五年|目标|计划|预期|任务|安排|规划|报告")
_ALONE = 6  # lines above a table that is the text
_CAPTIONS = 4  # lines above a table that are looked at
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


def _table(lines: list[Part], at: int, *, falling: bool) -> tuple[int, list[Cell]] | None:
    """The table whose head stands on line `at`: the line behind it and its figures. None where none begins."""
    row = _split(lines[at])
    wide = not row and blanks.is_wide_head(lines[at].words)
    row = row or (blanks.apart(lines[at]) if wide else [])
    words, begin = blanks.heads(lines, at) if not _BARS.search(lines[at].words) else (None, at)
    if words:
        columns = [column_of(word) for _, word in words]
        rows = blanks.rows(lines, begin, words)
    elif row:
        columns = [column_of(part.words) for part in row]
        rows = _rows(lines, at + 1, len(row), blanks.apart if wide else _split)
        begin = at + 1
    elif LABEL.fullmatch(BLANKS.sub("", lines[at].words)):
        columns = _head_of_lines(lines, at)
        rows = _rows_of_lines(lines, at + len(columns), columns)
        begin = at + len(columns)
    else:
        return None
    tables = side_by_side(of_years(in_long_form(with_label(columns))))
    tables = [(first, as_promised(half)) for first, half in tables if is_head(half)]
    if not tables:
        return None
    alone = at < _ALONE and not any(_TELLS_TIME.search(line.words) for line in lines[:at])
    caption = [
        line.words.strip(" \t　*") for line in lines[max(0, at - _CAPTIONS) : at] if not _SENTENCE.search(line.words)
    ]
    units = next((m["units"] for words in reversed(caption) if (m := _UNITS.search(words))), "")
    told = next((words for words in reversed(caption) if not _UNITS.search(words)), "")
    if told:
        tables = [(first, captioned(half, told, is_title=told in lines[0].words)) for first, half in tables]
    given = [unit for part in re.split("[、,，/]", units) if (unit := unit_of(part))]
    amounts = [unit for unit in given if unit[1] not in ("%", "‰")]
    default = amounts[0] if len(amounts) == 1 else None  # of several, nobody can say which
    rates = next((unit for unit in given if unit[1] in ("%", "‰")), None)
    above: tuple[int, str, str] | None = None
    figures: list[Cell] = []
    names: dict[int, str] = {}  # of the row that was last, by where its table begins
    end = begin
    for number, row in rows:
        for first, columns in tables:
            parts = row[first : first + len(columns)]
            label = _label(parts, columns)
            above = _own_unit(parts, columns) or (above if _WITHIN.match(label) else None)
            grows = _of_above(label, names.get(first))
            figures += _figures(parts, columns, above, (default, rates), told, grows=grows, falling=falling)
            names[first] = grows or _measured_by(label)
        end = number
    if alone:  # nothing but the table tells of which year the text is
        figures = [replace(cell, series=True) for cell in figures]
    return (end, figures) if figures else None


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


def _head_of_lines(lines: list[Part], at: int) -> list[Column]:
    columns = [column_of(lines[at].words)]
    for line in lines[at + 1 : at + 8]:
        column = column_of(line.words)
        if len(line.words.strip()) > WIDEST or column.role in ("skip", "label"):
            break
        columns.append(column)
    return columns


def _rows_of_lines(lines: list[Part], begin: int, columns: list[Column]) -> Iterator[tuple[int, list[Part]]]:
    """Rows whose cells stand one to a line: a label, and what the head says comes behind it."""
    width = len(columns)
    for number in range(begin, len(lines) - width + 1, width):
        row = [stripped(line.start, line.words) for line in lines[number : number + width]]
        fits = all(
            len(part.words) <= WIDEST
            and (
                not _SENTENCE.search(part.words) and not NUMBER.fullmatch(part.words)
                if column.role in ("label", "unit")
                else NUMBER.fullmatch(BLANKS.sub("", part.words)) or part.words in ("-", "—", "…", "/")
            )
            for part, column in zip(row, columns, strict=True)
        )
        if width < 2 or not fits:
            return
        yield number + width, row


def _label(row: list[Part], columns: list[Column]) -> str:
    return BLANKS.sub("", row[next(i for i, column in enumerate(columns) if column.role == "label")].words)


def _own_unit(row: list[Part], columns: list[Column]) -> tuple[int, str, str] | None:
    """The unit that a row gives, in its own column or behind its name: 地区生产总值（亿元）."""
    told = [unit_of(BLANKS.sub("", part.words)) for part, c in zip(row, columns, strict=True) if c.role == "unit"]
    own = next((unit for unit in told if unit), None)
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
    columns: list[Column],
    own: tuple[int, str, str] | None,
    above: tuple[tuple[int, str, str] | None, tuple[int, str, str] | None],
    caption: str,
    *,
    grows: str | None,
    falling: bool,
) -> Iterator[Cell]:
    """The figures of a row. `own` is its unit; `above` those over the table, of amounts and of rates.

    grows: the name of the row above, whose growth this one is.
    """
    label_at = next(i for i, column in enumerate(columns) if column.role == "label")
    label = _measured_by(_label(row, columns))
    of_years = YEAR.fullmatch(label)  # 年份 | 地区生产总值（亿元） | 增速: the columns are what is measured
    if not of_years and (not label or (label.isascii() and len(label) < 2) or NUMBER.fullmatch(label)):
        return
    measured = _measured(columns) if of_years else _labelled(grows or label, columns, caption)
    row_year, place = _row_year(label, row, columns), _told(row, columns, "place")
    years = sorted({column.year for column in columns if column.year})
    series = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    default = (1, "%", "percent") if grows else above[1] if _RATE.search(label) else above[0]
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
            caption=caption,
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


def _beside(printed: str | None, column: Column) -> tuple[int, str, str] | None:
    """The unit that stands beside a figure; 1.4倍 in a column of growth is 140 per cent."""
    unit = unit_of(printed) if printed else None
    return (100, "%", "percent") if unit is not None and unit[1] == "倍" and column.role == "growth" else unit


def _figure(words: str, column: Column, *, falling: bool, falls: bool) -> Figure | None:
    """The figure of a cell; below 下降（%） it falls, and what is printed with a minus there may be a rise."""
    if column.role not in ("level", "growth", "share"):
        return None
    figure = figure_of(words, growth=column.role == "growth", falling=falling)
    if figure is None or not (falls or (column.role == "growth" and FALLS.fullmatch(column.words))):
        return figure
    return None if figure.value(1) < 0 else figure._replace(falls=True)


def _row_year(label: str, row: list[Part], columns: list[Column]) -> re.Match[str] | None:
    """The year that the name of a row is, or that a column of years says of it."""
    return YEAR.fullmatch(label) or YEAR.fullmatch(BLANKS.sub("", _told(row, columns, "years").words))


def _told(row: list[Part], columns: list[Column], role: str) -> Part:
    """The cell of a row in the last column that has a role and is not empty there; an empty one where none is."""
    told = (part for part, column in zip(row, columns, strict=True) if column.role == role and part.words)
    return [Part(0, 0, ""), *told][-1]


def _labelled(label: str, columns: list[Column], caption: str) -> list[str]:
    """What each figure of a row measures: 粮食 below 产量, or a caption that says it, is 粮食产量; its growth too."""
    found, before = [], label
    for column in columns:
        if column.role == "level" and column.year and _OUTPUTS.search(caption) and label[-1:] not in "数量额值率":
            before = label + "产量"
        elif column.role == "level" and column.words == "人均" and not label.startswith("人均"):
            before = "人均" + label
        elif column.role == "level":
            named = _MEASURED.fullmatch(column.words) and not label.endswith(column.words)
            before = label + column.words if named else label
        found.append(before)
    return found


def _measured(columns: list[Column]) -> list[str]:
    """What each column measures where the rows are years: 增速 is that of the column before."""
    found, before = [], ""
    for column in columns:
        before = before if _GROWN_ONLY.fullmatch(column.words) else column.words
        found.append(before)
    return found


def _measure(column: Column, label: str, unit: str) -> Measure:
    if column.role == "growth" or (unit in ("%", "‰") and _GROWN.search(label)):
        return Measure.GROWTH if unit in ("%", "‰") else Measure.CHANGE
    return Measure.SHARE if column.role == "share" or unit in ("%", "‰") else Measure.LEVEL
