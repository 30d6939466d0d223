"""What the head of a table says of its columns: what each holds, in which unit, of which year, a target or reached."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from mubiao.documents.structure.headings import programme_named
from mubiao.extract.quantities.numerals import magnitude
from mubiao.extract.quantities.units import unit_at, unit_table
from mubiao.patterns import lazy


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of a column says of its time but the year, and what the heads beside it say."""

    part: str = ""  # of the year: 1-8月, 8月, 上半年; 本月; 累计
    same: bool = False  # 同期: the part that the table is of
    relative: int | None = None  # 本年: 0; 上年: -1
    beside: int | None = None  # the year that a head near by names
    aims: bool = False  # a head beside it names targets of this year
    years: tuple[int, int] | None = None  # of what is grown on average: the first and the last
    span: tuple[int, int] | None = None  # over which an amount is summed: 2001-2005年累计


UNTOLD = Told()


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """What a column holds, by the words at its head."""

    role: str  # label, unit, place, years, level, growth, share or skip
    words: str
    unit: tuple[int, str, str] | None = None  # magnitude, unit, kind
    year: int | None = None
    average: bool = False
    target: bool | None = None
    time: Told = UNTOLD


BLANKS = lazy(r"[\s　*]+")
BRACKETED = lazy(r"[(（](?P<words>[^()（）]{1,12})[)）]")
NUMBER = lazy(r"[<>≥≤＞＜约超]?[-+−—负↑↓▼]?\d[\d,，]*(?:\.\d+)?%?(?:左右|以上|以下|以内)?")
YEAR = lazy(r"((?:19|20)\d{2})年?")
_OF_PLACES = lazy(
    r"各?(?:[县市区州盟旗](?:[县市区、州旗盟]{0,5}|[(（][县市区、州旗盟]{1,5}[)）])|地区|乡镇)(?:名称|别)?"
)
LABEL = lazy(
    r"(?:主要)?(?:统计)?(?:指标|项目|名称|类别|行业|产业|产品|商品|品种)(?:名称)?|国家(?:和|或|[(（])?地区[)）]?|分类"
)
KIND = lazy(r"全[国省市区县州盟]|(?P<part>城市|农村|城镇|乡村)")
"""Whose the figures of a column are, where its head says only that: 全国 | 城市 | 农村."""
WIDEST = 24
"""Characters that a head, or a cell on a line of its own, has at most."""
_UNIT_COLUMN = lazy(r"(?:计量)?单位")
_PLACE_COLUMN = lazy(r"地[区方]|省[份市]?|城市|市县?|县区?|区县|市州|(?:所属|行政)?区[域划]")
_YEAR_COLUMN = lazy(r"年[份度]?")
_SKIPPED = lazy(r"属性|性质|备注|说明|责任|序号|来源|排名|位次")
_GROWTH = lazy(
    r"增长|增速|增幅|增减|同比|比[上去]年|比\d{4}年|±|升降|涨跌|[涨跌降减]幅|下降|增[(（]?\+|[较与][上去]年(?!同期[完数])|[比较]上?年?同期|同期比"
)
_MOVED = lazy(  # 比年初变化, and no 减少贫困人口
    r"(?:同比|[比较](?:上年|去年|年初|同期|上年末))?(?:净增加?|增量|减少|增加(?!值)|降低|变[化动]|升[/、或]?降|涨[/、或]?跌)(?:率|幅度|数?额|数?量|值)?[%％]?"
)
_INDEXED = lazy(r"[=＝为]100|为(?:上年|去年|(?:19|20)\d{2}年)|发展速度|环比")  # 103.1 is no growth of 103.1 %
FALLS = lazy(r"[^增升涨±+]*(?:下降|降低|减少|[降减跌]幅)[^增升涨±+]*")
"""What a head or the name of a row says of figures that are falls."""
_CHANGE = lazy(  # in the unit of the table
    r"(?:增减|增加|增长|减少|下降|变动|增收|减收)(?:数?额|金额|数量|绝对[值额数])$|净增加?$|增量$"
)
SHARE = lazy(
    r"比重|占比|构成|比例|[为占](?:年初|年度|调整)?(?:预算|计划|任务)|完成(?:年度)?(?:预算|计划|任务)?[%％率]|进度"
)
_LEVEL = lazy(
    r"绝对[数量额值]|总量|总额|数值|数量|实绩|实际|完成|累计|金额|指标值|年末|年底|全年|本年|本月|余额|产量|产值|预期|计划|任务|预计|上年|去年|今年|当年|同期|(?:19|20)\d{2}年|目标|规划|现状|基期|合计"
)
# By itself: 固定资产投资额 may be a row's name.
_AMOUNT = lazy("(?:投资|成交|交易|销售|营业|发生|(?:货物)?(?:进出口|出口|进口))额")
_PART = lazy(
    r"1[-—–~～至]\d{1,2}月|(?<!\d)\d{1,2}月(?!末|底|\d)|前?[一二三四][季]度|第?[1-4]季度|[上下]半年|全年|[本当][月季](?!末|底)"
)
_OF_PART = lazy(
    r"(?:(?:19|20)\d{2}年)?(?:1[-—–~～至]\d{1,2}月|\d{1,2}月|前?[一二三四]季度|第?[1-4]季度|[上下]半年)份?止?(?:累计)?(?:数|额|完成数?|实际|实绩)?"
)
_SUMMED = lazy(r"累计|年初(?:至|到|以来)|止")
_ENTITLES = lazy(r"表|指标|情况|目标|计划|数据|一览|任务|完成")
_RELATIVE = lazy(r"(?<![比较])(?:(?P<last>[上去]年)|[今本当]年)")
_COMPARED = lazy(r"[比较](?:19|20)\d{2}年?")
_SPAN = lazy(r"((?:19|20)\d{2})年?[-—–~～至]((?:19|20)\d{2})年?")
_COUNTED = lazy(r"[\u4e00-\u9fff]{1,8}[数量额]|[\u4e00-\u9fff]{1,6}值")
_NAMED_FIRST = lazy(r"指标|项目|名称")
_AIMED = lazy(r"目标|预期|计划|规划|任务|预算(?:数|安排)|年初预算|\d年预算")
_REACHED = lazy(r"完成|实绩|实际(?!增)|实现|执行")


def with_label(columns: list[HeadColumn]) -> list[HeadColumn]:
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


def of_years(columns: list[HeadColumn]) -> list[HeadColumn]:
    """Where the rows are years or places, a column that says nothing else holds amounts: 年份 地区生产总值."""
    labels = (c.words for c in columns if c.role == "label")
    if not any(words in ("年份", "年度") or _OF_PLACES.fullmatch(words) for words in labels):
        return columns
    return [
        replace(c, role="level") if c.role == "skip" and c.words and not _SKIPPED.search(c.words) else c
        for c in columns
    ]


def under(columns: list[HeadColumn], caption: str, *, amounts: bool, rates: bool) -> list[HeadColumn]:
    """The columns of which the line above the table says more than their heads.

    全国 | 城市 | 农村 below 价格比上年涨跌幅度（%） are growths; 招生数 | 毕业生数 below 单位：万人 amounts.
    """
    kinds = [column for column in columns if KIND.fullmatch(column.words)]
    rates = rates or caption.endswith(("%", "%)", "%）")) or any(c.unit and c.unit[1] == "%" for c in kinds)
    grown = rates and bool(kinds) and _GROWTH.search(caption) is not None
    found = []
    for column in columns:
        if grown and column in kinds:
            column = replace(column, role="growth", unit=(1, "%", "percent"))
        elif column.role == "skip" and amounts and _COUNTED.fullmatch(column.words):
            column = replace(column, role="level")
        found.append(column)
    return found


def in_long_form(columns: list[HeadColumn]) -> list[HeadColumn]:
    """Columns that say of each row where and when it holds: 地区 | 年份 | 指标 | 数值."""
    label = next((at for at, column in enumerate(columns) if column.role == "label"), None)
    if label is None or columns[label].words in ("年份", "年度") or any(column.year for column in columns):
        return columns
    found = []
    for at, column in enumerate(columns):
        if at != label and column.role == "skip" and _YEAR_COLUMN.fullmatch(column.words):
            column = replace(column, role="years")
        elif at != label and column.role == "skip" and _PLACE_COLUMN.fullmatch(column.words):
            column = replace(column, role="place")
        found.append(column)
    return found


def side_by_side(columns: list[HeadColumn]) -> list[tuple[int, list[HeadColumn]]]:
    """The tables that stand beside each other in the same rows, and where each begins: 指标 | 完成 | 指标 | 完成."""
    begins = [at for at, column in enumerate(columns) if column.role == "label"]
    if len(begins) < 2 or begins[0] or any(right - left < 2 for left, right in itertools.pairwise(begins)):
        return [(0, columns)]
    ends = [*begins[1:], len(columns)]
    return [(begin, columns[begin:end]) for begin, end in zip(begins, ends, strict=True)]


def as_targets(columns: list[HeadColumn]) -> list[HeadColumn]:
    """The columns with what their heads say of targets; growth beside amounts is that of the latest of them.

    2022年 | 2023年 | 增长（%） is the growth of 2023; 2023年完成 | 2024年目标 | 增长 that of the target.
    """
    found: list[HeadColumn] = []
    amounts: list[HeadColumn] = []  # between the growths before and this one
    columns = _beside(columns)
    for column in columns:
        column = replace(column, target=_is_target(column.words))
        if column.time.same and not column.time.part and amounts:
            column = replace(column, time=replace(column.time, part=amounts[-1].time.part))
        if column.role == "level":
            amounts = [*([] if found and found[-1].role == "growth" else amounts), column]
        elif column.role == "growth":
            column = _of_amounts(column, amounts)
        found.append(column)
    return found


def _of_amounts(growth: HeadColumn, amounts: list[HeadColumn]) -> HeadColumn:
    """A column of growth with the year, and the target, of the amounts before it that it does not name itself.

    What is grown by a year on average is of several years.
    """
    newer = next((one for one in reversed(amounts) if one.time.relative != -1), None)
    if newer is not None and not growth.time.part and not growth.time.same and growth.time.relative is None:
        growth = replace(growth, time=replace(newer.time, years=growth.time.years))
    if growth.average:
        years = sorted({one.year for one in amounts if one.year})
        span = growth.time.years or ((years[0] + 1, years[-1]) if len(years) > 1 else None)
        growth = replace(growth, time=Told(years=span))
    year = growth.year or max((one.year for one in amounts if one.year), default=None)
    if growth.target is not None or year is None:
        return growth
    told = {one.target for one in amounts if one.year == year}
    of_year = growth.year if growth.average else year
    return replace(growth, year=of_year, target=told.pop() if len(told) == 1 else None)


def captioned(columns: list[HeadColumn], caption: str, *, is_title: bool) -> list[HeadColumn]:
    """The columns with the year that only the line above their table tells: 表2 2024年目标.

    Beside columns of other years that of its own holds its targets. is_title: it is that of the text, whose year
    is known.
    """
    years = set(YEAR.findall(_COMPARED.sub("", BLANKS.sub("", caption))))
    if len(years) != 1 or not _ENTITLES.search(caption):
        return columns
    if any(one.year for one in columns):
        aimed = _is_target(caption) and len({one.year for one in columns if one.year}) > 1
        return [
            replace(one, target=True) if aimed and one.target is None and str(one.year) in years else one
            for one in columns
        ]
    if is_title:
        return columns
    year, target = int(years.pop()), _is_target(caption)
    return [
        replace(one, year=year, target=target if one.target is None else one.target)
        if one.role in ("level", "growth", "share") and one.time.relative is None and not one.average
        else one
        for one in columns
    ]


def _beside(columns: list[HeadColumn]) -> list[HeadColumn]:
    """The columns of 上年 with the year that a head before them names, or else one behind them: 2023年 | 上年."""
    if not any(column.time.relative is not None for column in columns):
        return columns
    aims = any(column.time.relative == 0 and _is_target(column.words) for column in columns)
    found: list[HeadColumn] = []
    for at, column in enumerate(columns):
        near = [one.year for one in (*reversed(columns[:at]), *columns[at:]) if one.year]
        found.append(replace(column, time=replace(column.time, beside=near[0] if near else None, aims=aims)))
    return found


def _time(words: str) -> Told:
    """What a head says of its time but the year."""
    part = _PART.search(words)
    told = part[0] if part else ""
    if _SUMMED.search(words) and (not part or part[0] in ("本月", "当月", "本季", "当季")):
        told = "累计"
    relative = _RELATIVE.search(words)
    span = _SPAN.search(words)
    return Told(
        part=told,
        same="同期" in words and not _GROWTH.search(words),
        relative=None if relative is None else -1 if relative["last"] else 0,
        span=(int(span[1]), int(span[2])) if span else None,
        years=programme_named(words) if "五" in words else None,
    )


def is_head(columns: list[HeadColumn]) -> bool:
    """Whether columns are those of a table: one with names, and one with figures at least."""
    roles = [column.role for column in columns]
    return roles.count("label") == 1 and any(role in ("level", "growth", "share") for role in roles)


def column_of(head: str) -> HeadColumn:
    """The column below a head, by its words."""
    column = _column_of(head)
    return replace(column, time=_time(column.words)) if column.role in ("level", "growth", "share") else column


def _column_of(head: str) -> HeadColumn:
    words = BLANKS.sub("", head)
    if len(words) > WIDEST:
        return HeadColumn("skip", "")
    if words[-1:] in ")）" and _OF_PLACES.fullmatch(words):
        return HeadColumn("skip", words)  # 县(市) has no unit
    unit = next((found for m in BRACKETED.finditer(words) if (found := unit_of(m["words"]))), None)
    bare = BRACKETED.sub("", words) if unit else words
    unit = unit or ((1, "个", "count") if bare.endswith("个数") else None)
    if _INDEXED.search(bare):
        return HeadColumn("skip", bare)
    if _SPAN.match(bare) and not _GROWTH.search(bare):
        return HeadColumn("level", bare, unit)  # 2001-2005年累计
    year = YEAR.search(_COMPARED.sub("", bare))  # 比2022年增长 is of the year after
    named = int(year[1]) if year else None
    if LABEL.fullmatch(bare):
        return HeadColumn("label", bare)
    if _UNIT_COLUMN.fullmatch(bare):
        return HeadColumn("unit", bare)
    if _SKIPPED.search(bare) or NUMBER.fullmatch(bare):
        return HeadColumn("level" if year and YEAR.fullmatch(bare) else "skip", bare, unit, named)
    if _GROWTH.search(bare) or _MOVED.fullmatch(bare):
        rate = None if _CHANGE.search(bare) else (1, "%", "percent")
        return HeadColumn("growth", bare, unit or rate, named, "年均" in bare or "年平均" in bare)
    if SHARE.search(bare) or (unit is None and bare.endswith(("%", "％"))):
        return HeadColumn("share", bare, unit or (1, "%", "percent"), named)
    is_amount = unit or _LEVEL.search(bare) or _OF_PART.fullmatch(bare) or _AMOUNT.fullmatch(bare)
    return HeadColumn("level" if is_amount else "skip", bare, unit, named)


def unit_of(words: str) -> tuple[int, str, str] | None:
    """The unit that `words` are as a whole, with its magnitude: 亿元 → (10⁸, 元, money)."""
    for cut in range(min(3, len(words))):
        if any(char not in "百千万亿" for char in words[:cut]):
            break
        found = unit_at(unit_table(), words, cut)
        if found and found[0] == len(words):
            return magnitude(words[:cut]) if cut else 1, found[1], found[2]
    return None


def _is_target(head: str) -> bool | None:
    """Whether a head says that its column holds targets: 2024年目标, or outcomes: 2023年完成, 目标完成情况."""
    if _REACHED.search(head):
        return False
    return True if _AIMED.search(head) else None
