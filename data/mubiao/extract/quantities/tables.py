"""Tables in plain text: rows of cells with a head that says what each column holds.

    指标 | 单位 | 2021年 | 比上年增长(%)
    地区生产总值 | 亿元 | 91.3 | 7.5

Cells are parted by bars or tabs, or stand one to a line, as pages print them that have lost their rules. A cell is a
figure only where a careful reader can say what it is: its row has a label, and its column, its row or the line above
the table a unit. Each line is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mubiao.extract.quantities import blank_tables
from mubiao.extract.quantities.blank_tables import Part
from mubiao.extract.quantities.numerals import magnitude, scaled
from mubiao.extract.quantities.units import unit_at
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


@dataclass(frozen=True, slots=True)
class _Column:
    role: str  # label, unit, level, growth, share or skip
    words: str
    unit: tuple[int, str, str] | None = None  # magnitude, unit, kind
    year: int | None = None
    average: bool = False


_MAYBE = lazy(
    r"(?m:[|\t｜│┃║]|^[ 　]*年[ 　]*[份度][ 　]+[^\d\s]|^[ 　]*(?:指[ 　]*标|项[ 　]*目)(?:名称)?[ 　]*\r?$"
    r"|(?:增[长减幅速]|比[重例]|占比|构成)[(（]?[%％][)）]?[ 　*]*\r?$)"
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
_BLANKS = lazy(r"[\s　*]+")
_BRACKETED = lazy(r"[(（](?P<words>[^()（）]{1,12})[)）]")
_NUMBER = lazy(r"[<>≥≤＞＜约超]?[-+−]?\d[\d,，]*(?:\.\d+)?%?(?:左右|以上|以下|以内)?")
_FIGURE = lazy(
    r"(?P<verb>增长|增加|上升|提高|下降|减少|降低|回落)?(?P<open>[<>≥≤＞＜约超]?)(?P<number>[-+−]?\d[\d,，]*(?:\.\d+)?)"
    r"(?P<range>%?[-—~至](?P<high>\d[\d,，]*(?:\.\d+)?))?(?P<percent>%?)(?: {0,2}(?P<unit>[^\d\s左右以约%]{1,5}?))?"
    r"(?P<close>左右|以上|以下|以内)?"
)
_LABEL = lazy(r"(?:主要)?(?:统计)?(?:指标|项目|名称|类别|行业|产业|产品|品种)(?:名称)?|分类")
_UNIT_COLUMN = lazy(r"(?:计量)?单位")
_SKIPPED = lazy(r"属性|性质|备注|说明|责任|序号|来源|排名|位次")
_GROWTH = lazy(r"增长|增速|增幅|增减|同比|比上年|比\d{4}年|±")
_GROWN = lazy(r"(?:增长率?|增速|增幅|增长速度)$")
_GROWN_ONLY = lazy(r"(?:同比|比上年|年)?(?:增长率?|增速|增幅|±)[%％]?")
_SHARE = lazy(r"比重|占比|构成|比例")
_LEVEL = lazy(
    r"绝对[数量额值]|总量|总额|数值|数量|实绩|实际|完成|累计|金额|指标值|年末|年底|全年|本年|本月|余额|产量|产值|预期|计划|任务|预计|上年|去年|(?:19|20)\d{2}年|目标|规划|现状|基期|合计"
)
_COMPARED = lazy(r"[比较](?:19|20)\d{2}年?")
_RATE = lazy(r"(?:率|比重|占比|比例|增长|增速|增幅)$")
_WITHIN = lazy(r"其中|[#＃]")
_NAMED_FIRST = lazy(r"指标|项目|名称")
_AIMED = lazy(r"目标|预期|计划|规划|任务")
_REACHED = lazy(r"完成|实绩|实际|实现|执行")
_YEAR = lazy(r"((?:19|20)\d{2})年?")
_UNITS = lazy(r"单位[:：]?\s*(?P<units>[^\s。)）]{1,20})")
_NUMBERING = lazy(r"(?:其中[:：]?|[#＃]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])+")
_SENTENCE = lazy(r"[。；！？;!?]|[，,][^，,]{6,}")
_FALLS = frozenset(("下降", "减少", "降低", "回落"))
_CAPTIONS = 4  # lines above a table that are looked at
_CELL = 24  # characters that a cell on a line of its own has at most
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
    found: list[Cell] = []
    at = 0
    while at < len(lines):
        table = _table(lines, at)
        if table is None:
            at += 1
            continue
        at, figures = table
        found += figures
    return found


def _stripped(start: int, words: str) -> Part:
    bare = words.strip(" \t　*")
    first = start + (words.find(bare) if bare else 0)
    return Part(first, first + len(bare), bare)


def _split(line: Part) -> list[Part]:
    """The cells of a line, empty ones too; the bars at its ends part nothing. Tabs do: they are no frame."""
    if _OF_YEARS.fullmatch(line.words) or _YEAR_ROW.fullmatch(line.words):
        return [_stripped(line.start + m.start(), m[0]) for m in _WORDS.finditer(line.words)]
    words = line.words.rstrip(_FRAME)
    start = len(words) - len(words.lstrip(_FRAME))
    found = []
    for bar in [*_BARS.finditer(words, start), None]:
        end = bar.start() if bar else len(words)
        found.append(_stripped(line.start + start, words[start:end]))
        start = bar.end() if bar else end
    return found if len(found) > 1 else []


def _table(lines: list[Part], at: int) -> tuple[int, list[Cell]] | None:
    """The table whose head stands on line `at`: the line behind it and its figures. None where none begins."""
    row = _split(lines[at])
    words, begin = blank_tables.heads(lines, at) if not _BARS.search(lines[at].words) else (None, at)
    if words:
        columns = [_column(word) for _, word in words]
        rows = blank_tables.rows(lines, begin, words)
    elif row:
        columns = [_column(part.words) for part in row]
        rows = _rows(lines, at + 1, len(row))
        begin = at + 1
    elif _LABEL.fullmatch(_BLANKS.sub("", lines[at].words)):
        columns = _head_of_lines(lines, at)
        rows = _rows_of_lines(lines, at + len(columns), columns)
        begin = at + len(columns)
    else:
        return None
    columns = _of_years(_with_label(columns))
    if not _is_head(columns):
        return None
    caption = [
        line.words.strip(" \t　*") for line in lines[max(0, at - _CAPTIONS) : at] if not _SENTENCE.search(line.words)
    ]
    units = next((m["units"] for words in reversed(caption) if (m := _UNITS.search(words))), "")
    told = next((words for words in reversed(caption) if not _UNITS.search(words)), "")
    given = [unit for part in re.split("[、,，/]", units) if (unit := _unit(part))]
    amounts = [unit for unit in given if unit[1] not in ("%", "‰")]
    default = amounts[0] if len(amounts) == 1 else None  # of several, nobody can say which
    rates = next((unit for unit in given if unit[1] in ("%", "‰")), None)
    above: tuple[int, str, str] | None = None
    figures: list[Cell] = []
    end = begin
    for number, parts in rows:
        above = _own_unit(parts, columns) or (above if _WITHIN.match(_label(parts, columns)) else None)
        figures += _figures(parts, columns, above, (default, rates), told)
        end = number
    return (end, figures) if figures else None


def _with_label(columns: list[_Column]) -> list[_Column]:
    """The first column holds the labels, where no other says that it does and its own head says nothing else.

    Of several the one with the names does: 类别 | 指标 | 单位.
    """
    labels = [at for at, column in enumerate(columns) if column.role == "label"]
    if len(labels) > 1 and labels == list(range(labels[0], labels[-1] + 1)):
        kept = next((at for at in reversed(labels) if _NAMED_FIRST.search(columns[at].words)), labels[-1])
        columns = [replace(c, role="skip") if at in labels and at != kept else c for at, c in enumerate(columns)]
    if columns and not any(c.role == "label" for c in columns) and columns[0].role == "skip":
        return [replace(columns[0], role="label"), *columns[1:]]
    return columns


def _of_years(columns: list[_Column]) -> list[_Column]:
    """Where the rows are years, every column that says nothing else holds amounts: 年份 地区生产总值 第一产业."""
    if not any(c.role == "label" and c.words in ("年份", "年度") for c in columns):
        return columns
    return [
        replace(c, role="level") if c.role == "skip" and c.words and not _SKIPPED.search(c.words) else c
        for c in columns
    ]


def _is_head(columns: list[_Column]) -> bool:
    roles = [column.role for column in columns]
    return roles.count("label") == 1 and any(role in ("level", "growth", "share") for role in roles)


def _column(head: str) -> _Column:
    words = _BLANKS.sub("", head)
    if len(words) > _CELL:
        return _Column("skip", "")
    unit = next((found for m in _BRACKETED.finditer(words) if (found := _unit(m["words"]))), None)
    bare = _BRACKETED.sub("", words) if unit else words
    year = _YEAR.search(_COMPARED.sub("", bare))  # 比2022年增长 is of the year after
    named = int(year[1]) if year else None
    if _LABEL.fullmatch(bare):
        return _Column("label", bare)
    if _UNIT_COLUMN.fullmatch(bare):
        return _Column("unit", bare)
    if _SKIPPED.search(bare) or _NUMBER.fullmatch(bare):
        return _Column("level" if year and _YEAR.fullmatch(bare) else "skip", bare, unit, named)
    if _GROWTH.search(bare):
        return _Column("growth", bare, unit or (1, "%", "percent"), named, "年均" in bare)
    if _SHARE.search(bare):
        return _Column("share", bare, unit or (1, "%", "percent"), named)
    return _Column("level" if unit or _LEVEL.search(bare) else "skip", bare, unit, named)


def _unit(words: str) -> tuple[int, str, str] | None:
    """The unit that `words` are as a whole, with its magnitude: 亿元 → (10⁸, 元, money)."""
    for cut in range(min(3, len(words))):
        if any(char not in "百千万亿" for char in words[:cut]):
            break
        found = unit_at(words, cut)
        if found and found[0] == len(words):
            return magnitude(words[:cut]) if cut else 1, found[1], found[2]
    return None


def _rows(lines: list[Part], begin: int, width: int) -> Iterator[tuple[int, list[Part]]]:
    """The rows below a head of `width` cells, each with the number of the line behind it."""
    for number in range(begin, len(lines)):
        row = _split(lines[number])
        if len(row) != width:
            return
        yield number + 1, row


def _head_of_lines(lines: list[Part], at: int) -> list[_Column]:
    columns = [_column(lines[at].words)]
    for line in lines[at + 1 : at + 8]:
        column = _column(line.words)
        if len(line.words.strip()) > _CELL or column.role in ("skip", "label"):
            break
        columns.append(column)
    return columns


def _rows_of_lines(lines: list[Part], begin: int, columns: list[_Column]) -> Iterator[tuple[int, list[Part]]]:
    """Rows whose cells stand one to a line: a label, and what the head says comes behind it."""
    width = len(columns)
    for number in range(begin, len(lines) - width + 1, width):
        row = [_stripped(line.start, line.words) for line in lines[number : number + width]]
        fits = all(
            len(part.words) <= _CELL
            and (
                not _SENTENCE.search(part.words) and not _NUMBER.fullmatch(part.words)
                if column.role in ("label", "unit")
                else _NUMBER.fullmatch(_BLANKS.sub("", part.words)) or part.words in ("-", "—", "…", "/")
            )
            for part, column in zip(row, columns, strict=True)
        )
        if width < 2 or not fits:
            return
        yield number + width, row


def _label(row: list[Part], columns: list[_Column]) -> str:
    return _BLANKS.sub("", row[next(i for i, column in enumerate(columns) if column.role == "label")].words)


def _own_unit(row: list[Part], columns: list[_Column]) -> tuple[int, str, str] | None:
    """The unit that a row gives, in its own column or behind its name: 地区生产总值（亿元）."""
    told = [_unit(_BLANKS.sub("", part.words)) for part, c in zip(row, columns, strict=True) if c.role == "unit"]
    own = next((unit for unit in told if unit), None)
    return own or next((found for m in _BRACKETED.finditer(_label(row, columns)) if (found := _unit(m["words"]))), None)


def _measured_by(label: str) -> str:
    """The head of a row without its number, marks of notes and the unit in brackets."""
    bracketed = any(_unit(m["words"]) for m in _BRACKETED.finditer(label))
    return _NUMBERING.sub("", re.sub(r"\[\d{1,2}\]", "", _BRACKETED.sub("", label) if bracketed else label), count=1)


def _figures(
    row: list[Part],
    columns: list[_Column],
    own: tuple[int, str, str] | None,
    captioned: tuple[tuple[int, str, str] | None, tuple[int, str, str] | None],
    caption: str,
) -> Iterator[Cell]:
    """The figures of a row. `own` is its unit; `captioned` those above the table, of amounts and of rates."""
    label_at = next(i for i, column in enumerate(columns) if column.role == "label")
    label = _measured_by(_label(row, columns))
    row_year = _YEAR.fullmatch(label)  # 年份 | 地区生产总值（亿元） | 增速: the columns are what is measured
    if not row_year and (not label or (label.isascii() and len(label) < 2) or _NUMBER.fullmatch(label)):
        return
    measured = _measured(columns) if row_year else _labelled(label, columns, caption)
    years = sorted({column.year for column in columns if column.year})
    series = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    default = captioned[1] if _RATE.search(label) else captioned[0]
    for part, column, name in zip(row, columns, measured, strict=True):
        match = _FIGURE.fullmatch(part.words)
        if match is None or column.role not in ("level", "growth", "share"):
            continue
        beside = _unit(match["unit"]) if match["unit"] else None
        unit = (1, "%", "percent") if match["percent"] else beside or column.unit or own or default
        if unit is None or (match["unit"] and beside is None):
            continue
        bound = match["close"] or match["open"] or None
        grown = match["verb"]  # 增长5%以上, where the column gives amounts else
        sign = -1 if grown in _FALLS else 1
        if grown and not (match["percent"] or beside):
            continue
        yield Cell(
            start=part.start + match.start("number"),
            end=part.start + (match.end("unit") if beside else match.end("percent")),
            label_start=row[label_at].start,
            label_end=row[label_at].end,
            label=name,
            column=column.words,
            caption=caption,
            value=sign * scaled(_digits(match["number"]), unit[0]),
            high=sign * scaled(_digits(match["high"]), unit[0]) if match["high"] else None,
            unit=unit[1],
            kind=unit[2],
            measure=Measure.GROWTH if grown and unit[1] in ("%", "‰") else _measure(column, label, unit[1]),
            qualifier=_SENSES[bound] if bound else Qualifier.EXACT,
            qualifier_text=bound,
            year=int(row_year[1]) if row_year else column.year,
            average=column.average,
            series=series or row_year is not None,
            target=_is_target(column.words),
        )


def _labelled(label: str, columns: list[_Column], caption: str) -> list[str]:
    """What each figure of a row measures: 粮食 below 产量, or a caption that says it, is 粮食产量; its growth too."""
    found, before = [], label
    for column in columns:
        if column.role == "level" and column.year and _OUTPUTS.search(caption) and label[-1:] not in "数量额值率":
            before = label + "产量"
        elif column.role == "level":
            named = _MEASURED.fullmatch(column.words) and not label.endswith(column.words)
            before = label + column.words if named else label
        found.append(before)
    return found


def _measured(columns: list[_Column]) -> list[str]:
    """What each column measures where the rows are years: 增速 is that of the column before."""
    found, before = [], ""
    for column in columns:
        before = before if _GROWN_ONLY.fullmatch(column.words) else column.words
        found.append(before)
    return found


def _digits(number: str) -> str:
    return re.sub("[,，]", "", number).replace("−", "-").lstrip("+")


def _is_target(head: str) -> bool | None:
    """Whether a head says that its column holds targets: 2024年目标, or outcomes: 2023年完成, 目标完成情况."""
    if _REACHED.search(head):
        return False
    return True if _AIMED.search(head) else None


def _measure(column: _Column, label: str, unit: str) -> Measure:
    if column.role == "growth" or (unit in ("%", "‰") and _GROWN.search(label)):
        return Measure.GROWTH if unit in ("%", "‰") else Measure.CHANGE
    return Measure.SHARE if column.role == "share" or unit in ("%", "‰") else Measure.LEVEL
