"""Dates and years as reports print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from mubiao.patterns import HAN_BY_VALUE, lazy

_DIGITS = {c: str(i) for i, c in enumerate(HAN_BY_VALUE)} | {"两": "2"}
_YEAR = r"(?P<y>(?:19|20)\d{2}|[一二][零一二三四五六七八九]{3})"
_SMALL = r"\d{1,2}|[一二三四五六七八九十廿]{1,3}"
_FULL_DATE = lazy(rf"{_YEAR}\s*年\s*(?P<m>{_SMALL})\s*月\s*(?P<d>{_SMALL})\s*日")
_ISO_DATE = lazy(r"(?<!\d)(?P<y>(?:19|20)\d{2})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = lazy(r"(?<![\d.])(?P<d>\d{2})\.(?P<m>\d{2})\.(?P<y>(?:19|20)\d{2})(?![\d.])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_ENGLISH = (  # of feeds and foreign pages: Fri, 18 Jun 2021 01:12:58 GMT; June 18, 2021
    lazy(rf"(?<![\d.])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<y>(?:19|20)\d{{2}})(?!\d)", holds=_MONTHS),
    lazy(rf"(?<![A-Za-z]){_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d{{2}})(?!\d)", holds=_MONTHS),
)
_IN_A_ROW = lazy(  # 发布日期：20210618
    r"(?:时间|日期)[:：]?\s?(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)", holds=("时间", "日期")
)
_YEAR_ABOVE = lazy(  # 2021 06/18 10:20: a year set apart from its day
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s{1,3}(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?=\s{1,3}\d{1,2}:\d{2})", holds="/-"
)
_MONTH_DAY = lazy(rf"(?<![年\d零一二三四五六七八九十])(?P<m>{_SMALL})\s*月\s*(?P<d>{_SMALL})\s*日", holds="月")
_LINK_DATE = lazy(r"/t?((?:19|20)\d{2})(\d{2})(\d{2})_|/((?:19|20)\d{2})-?(\d{2})/?(\d{2})/", holds="/")


def number(text: str) -> int:
    """The value of a year, month, day or small count in Arabic or Chinese numerals; 0 for none."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("廿", "二十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
    digits = "".join(_DIGITS.get(c, "") for c in text)
    return int(digits) if digits else 0


# A page prints when it was put up: 发布日期:2022-08-30 09:20. It is no day of a speech.
_STAMP_BEFORE = lazy(
    r"(?:(?:发布|发表|更新|成文|录入|上传|生成|发文|印发)(?:时间|日期)?|时间|日期)\s*[:：]?\s*$"
    r"|(?:录入|上传|整理|扫描|校对)[人者员]?[:：]\s*[\u4e00-\u9fff]{2,10}\s+$"  # who typed it in, and when
)
_CLOCK = lazy(r"\s*[T ]?\d{1,2}[:：]\d{2}")


FOUNDED = lazy(  # what a profile tells of its past: how old a place or a work is
    r"批复|批准|成立|组建|设立|挂牌|揭牌|升级为|升格|晋升|晋级|撤[县市地乡]|改制|更名|改称|改为|调整为|划归|开业|始建|创办|开办|建校|创建于|兴建|并入|合并|撤并|撤点|并校|迁[至入到]|[建设置]县"
)
_OF_EVENT = 40  # characters behind a day in which the event is named that it is of


def first_date(text: str, end: int | None = None, *, stamps: bool = True, events: bool = True) -> date | None:
    """The first full date in `text[:end]`, in normalised text; without `stamps`, one that no page has put on it.

    Without `events`, one on which nothing was founded: 2003年12月26日批复设立 is not when a profile was written.
    """
    return next(_days(text, end, (True, False) if stamps else (False,), events=events), None)


def first_stamp(text: str, end: int | None = None) -> date | None:
    """The first day that a page says it was put up on."""
    return next(_days(text, end, (True,)), None)


def _days(text: str, end: int | None, kinds: tuple[bool, ...], *, events: bool = True) -> Iterator[date]:
    """The days in `text[:end]` that are stamps, or are none, in their order."""
    found = [
        m
        for pattern in (_FULL_DATE, _ISO_DATE, _DAY_FIRST, _IN_A_ROW, _YEAR_ABOVE, *_ENGLISH)
        for m in pattern.finditer(text, 0, len(text) if end is None else end)
    ]
    for match in sorted(found, key=lambda m: m.start()):
        month = match["m"]
        month = _MONTHS.index(month) + 1 if month in _MONTHS else number(month)
        day = _date(number(match["y"]), month, number(match["d"]))
        if not events and FOUNDED.search(text, match.end(), match.end() + _OF_EVENT):
            continue
        if day is not None and (len(kinds) > 1 or _is_stamp(text, match) in kinds):
            yield day


def _is_stamp(text: str, match: re.Match[str]) -> bool:
    if _CLOCK.match(text, match.end()):
        return True
    return "年" not in match[0] and _STAMP_BEFORE.search(text, max(match.start() - 20, 0), match.start()) is not None


def first_month_day(text: str, year: int, end: int | None = None) -> date | None:
    """The first date without a year (1月18日), read in `year`."""
    for match in _MONTH_DAY.finditer(text, 0, len(text) if end is None else end):
        day = _date(year, number(match["m"]), number(match["d"]))
        if day is not None:
            return day
    return None


def link_year(text: str) -> int | None:
    """The year in the date of a web address (…/t20240220_3006238.htm)."""
    match = _LINK_DATE.search(text)
    if match is None:
        return None
    day = _date(int(match[1] or match[4]), int(match[2] or match[5]), int(match[3] or match[6]))
    return target_year(day) if day is not None else None


def target_year(day: date) -> int:
    """The year whose targets a report of that day sets: one of November or December speaks of the year to come."""
    return day.year + (day.month >= 11)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SUMMARY = lazy(
    r"((?:19|20)\d{2})年(?:度)?(?:\w{0,8}?)(?:工作|发展情况)总结|(?:工作|发展情况)总结[(]((?:19|20)\d{2})年?(?:度)?[)]"
)
_Y = r"((?:19|20)\d{2})\s*年?"
_RUNNING = lazy(
    rf"{_Y}(?:度)?\s*(?:[上下]半年|半年度|前[一二三四五六七八九十]+个月|第?[一二三四]季度|前三季度?|1\s*[-—–~至]\s*\d+月)"
)
_PLANNED = lazy(
    # 报告分三部分:一、2019年工作回顾;二、2020年工作安排
    rf"(?:19|20)\d{{2}}年(?:的)?工作回顾[；;，,、和及与][^。\n\d]{{0,6}}?{_Y}|"
    r"[部谋安做展推落明来(对](?:(?:(?<=部)署|(?<=谋)划|(?<=安)排|(?<=做)好|(?<=展)望|(?<=推)进|(?<=落)实|(?<=[明来])年|(?<=[(]))"
    rf"\s*了?{_Y}(?:度)?(?:的|各项|全年|经济|重点)*(?:工作|目标|任务|经济工作)"
    r"|(?<=对)((?:19|20)\d{2})年(?:度)?(?:的|各项|政府|重点)*工作(?:计划|任务)?[^。\n]{0,8}?(?:部署|布置|安排|谋划))"
)
_MONTH_LINE = lazy(r"^[^\S\n]*((?:19|20)\d{2})年\d{1,2}月[^\S\n]*$", re.M)
_TOLD = lazy(
    r"(?:预计|就[^。\n]{0,12}?)((?:19|20)\d{2})年|((?:19|20)\d{2})年(?:度)?(?:国民经济|经济)(?:和|与)?(?:社会)?发展情况"
)
_PLAIN_YEAR = lazy(r"(?<!\d)((?:19|20)\d{2})年")
# A reporter's own scene tells when the text was written: 2018年9月下旬，记者走进…
_VISITED = lazy(r"((?:19|20)\d{2})年\d{1,2}月[^。\n]{0,16}?(?:本报|本刊|本网)?(?:记者|采访组|调研组)")
_YEAR_MONTH = lazy(r"(?<!\d)((?:19|20)\d{2})年\d{1,2}月(?!底?前)")
_NOT_YET = lazy(r"(?:(?<!\w)[到至]|[比较]历史上?最[好高多]的?|预计.{0,6}|力争|目标|规划|计划|争取|确保)\s*$")
_NOT_YET_AFTER = lazy(r"\s*(?:年底前|可|将|建成|底前|前|以前|实现|达到)")


_CLOSING = lazy(  # 预计2012年…是2007年的2.1倍: the year that is ending, read before its figures are known
    r"(?:预计(?P<of>(?:19|20)\d{2})年|(?P<this>(?:19|20)\d{2})年[，,]?预计)[^。\n]{0,60}?(?:是|为|比|较)(?:19|20)\d{2}年",
    holds=("预计",),
)


_REPORT_NAMED = lazy(r"((?:19|20)\d{2})年[^\d\n，。：；]{0,12}政府工作报告")  # the title, on one line with what follows


def dated_year(text: str) -> int | None:
    """The latest year of which the text names a month (2021年6月) as past: a report without any date is no older."""
    years = [
        int(match[1])
        for match in _YEAR_MONTH.finditer(text)
        if not _NOT_YET.search(text, max(match.start() - 8, 0), match.start())
    ]
    return max(years, default=None)


_TOLD_DONE = lazy(
    r"年(?:[^，,。；;\n\d]{0,12}[，,])?[^，,。；;\n\d]{0,16}?(?:(?<!将)已(?:经)?[建完开投达新超累实签引改培发竣]|截至|以来|累计(?:完成|实现|新增|发放))"
)


_CLOSES_AT = lazy(  # 2022年全市客运量有望达到9600万人次: a year that runs out
    r"年(?:度)?[^，,。；;\n\d将要]{2,20}?(?:有望|预计)(?:达|突破|实现|完成|超|增长)"
)
_REACHED = lazy(  # what a year came to, where 明年 is told of beside it
    r"年(?:度)?(?![^，,。；;\n\d]{0,20}?(?:要|将|力争|确保|争取|目标|计划|预期|实现))[^，,。；;\n\d]{2,20}?(?:达到|达|完成|增长|突破)了?"
    r"\d[\d.]{0,7}[%％万亿千]?[^，,。；;\n\d以左]{0,3}(?:[，,。；;]|$)"
)


def told_done(text: str, year: int) -> bool:
    """Whether a year is told of as having brought something: 2022年该市已建成6所，明年还将新建12所."""
    told = [_TOLD_DONE, _CLOSES_AT, *([_REACHED] if "明年" in text else [])]
    return any(pattern.match(text, at + 4) for at in named_at(text, year) for pattern in told)


def named_at(text: str, year: int) -> Iterator[int]:
    """Where a text names a year: 2022年."""
    at = text.find(f"{year}年")
    while at >= 0:
        yield at
        at = text.find(f"{year}年", at + 5)


_CAME_TO = lazy(
    r"[从由自](?:19|20)\d\d年[^。；\n]{2,40}?[到至]((?:19|20)\d\d)年(?:底|末)?(?:的|达|增|已|升|突破|超|为)"
)


def came_to(text: str) -> list[int]:
    """The years up to which a text tells what has come about: 从2012年的1500亿元，到2021年达5600亿元."""
    return [int(match[1]) for match in _CAME_TO.finditer(text)]


def written_year(text: str) -> int | None:
    """The year in which a text without a date was written: after the last year that it speaks of as past."""
    past = Counter[int]()
    for match in _PLAIN_YEAR.finditer(text):
        if not _NOT_YET.search(text, max(match.start() - 8, 0), match.start()) and not _NOT_YET_AFTER.match(
            text, match.end() - 1
        ):
            past[int(match[1])] += 1
    if not past:
        return None
    past.update(came_to(text))
    years = sorted(past)
    last = years[0]
    for year in years:
        if year - last <= 2 or last == years[0]:
            last = year  # a lone year far ahead of the others is a plan's
    last = max([last, *came_to(text)])
    # Where the text says both 2021年 and 今年, this year is not the one that it names.
    return last + 1 if "今年" in text and not re.search(rf"今年.{{0,4}}{last}|{last}年.{{0,4}}今年", text) else last


_AGAINST = frozenset("比较与同从由")


def running_year(text: str) -> int | None:
    """The year of the part of a year that a text names: 2024年上半年; not one held against: 比2019年1-5月."""
    told = (
        match for match in _RUNNING.finditer(text) if text[max(0, match.start() - 1) : match.start()] not in _AGAINST
    )
    return next((int(match[1]) for match in told), None)


def summary_year(title: str) -> int | None:
    """The year whose work a title says is summed up, if it names no other."""
    summed = _SUMMARY.search(title)
    return int(summed[1] or summed[2]) if summed and len(set(_PLAIN_YEAR.findall(title))) <= 1 else None


def closing_year(text: str, end: int) -> int | None:
    """The year whose figures are still expected while it ends: 预计2012年…是2007年的2.1倍."""
    match = _CLOSING.search(text, 0, end)
    return int(match["of"] or match["this"]) if match else None


def planned_year(text: str) -> int | None:
    """The year that a sentence plans: 安排2024年工作."""
    match = _PLANNED.search(text)
    return int(next(group for group in match.groups() if group)) if match else None


def scene_years(text: str) -> Iterator[tuple[str, int]]:
    """Cue and year of what shows when a page was written: a line with its month, a visit, a report's name."""
    for cue, pattern, end in (
        ("month-line", _MONTH_LINE, 500),
        ("told", _TOLD, 1500),
        ("visited", _VISITED, 800),
        ("report-named", _REPORT_NAMED, 400),
    ):
        match = pattern.search(text, 0, end)
        if match:
            yield cue, int(next(group for group in match.groups() if group))
