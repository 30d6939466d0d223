"""Years that hold for what follows, or do not: of a part of a year, of a goal, of an aside, a base for all below."""

from __future__ import annotations

import re
from dataclasses import replace

from mubiao.documents.structure.dates import FOUNDED
from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.plans import number
from mubiao.extract.context.times.spans import Time, Times
from mubiao.model import Role, Section
from mubiao.patterns import last_of, lazy, marks

_IN_YEAR = lazy("年内|年底")
_IN_THIS_YEAR = lazy(r"(?<=[，,；;、])(?:年内|今年|当年)")


def of_year(time: Time, text: str, mention: Mention) -> Time:
    """上半年开工8万平方米，年内竣工32万平方米: of the year again that the half is of."""
    period = time.period or ""
    years = "/" in period and "-" not in period
    if period.isdigit() or (years and not time.words.endswith("内")):
        return time
    if years:  # 三年内建成50万平方米，年内建成18万平方米
        again = _IN_THIS_YEAR.search(text, time.end, mention.quantity.outer_start)
        return replace(time, period="Y", multi=False) if again else time
    if not _IN_YEAR.search(text, time.end, mention.quantity.outer_start):
        return time
    return replace(time, period=(period[:4] if period[:4].isdigit() else "Y"))


def whole_year(time: Time) -> Time:
    """A month is its own sentence's; of those that follow it tells the year."""
    period = time.period or ""
    month = len(period) == 7 and period[:4].isdigit() and period[4] == "-"  # not -01/-11, of a year not yet told
    return replace(time, period=period[:4]) if month else time


_GOAL_OF = lazy(r"[^，,。；;\n]{0,8}\d[^，,。；;\n]{0,8}的[^，,。；;\n\d]{0,8}(?:目标|任务)(?:任务)?[，,]", holds="的")


def goal_of(text: str, time: Time, end: int) -> bool:
    """Whether a year is that of a goal told before text[end]: 围绕全年增长8%的目标，狠抓落实，产值增长9%."""
    told = _GOAL_OF.match(text, time.end, end) if time.words == "全年" else None
    return told is not None


def year_before(text: str, time: Time, section: Section) -> Time:
    """由上年的75%降为64%, in the review of a year: the year before that one, though the report was read in the next."""
    reviewed = section.period or ""
    if section.role is not Role.REVIEW or not reviewed.isdigit() or not time.words.endswith("上年") or time.base:
        return time
    begins = time.words[0] in _FROM or text[time.start - 1 : time.start] in _FROM
    return replace(time, period=str(int(reviewed) - 1)) if begins else time


_FROM = frozenset("由从自")
_BELOW = lazy(
    r"[(（][^（）()]{0,8}下同[)）]|[^，,。；;\n()（）]{0,12}?(?:增|降|提高|减少|翻)[^，,。；;\n()（）]{0,14}[(（][^（）()]{0,8}下同[)）]"
)


def declares(text: str, base: Time) -> bool:
    """Whether (下同) stands behind a base, or behind the growth that is counted from it: 比2012年增长62%（下同）."""
    found = _BELOW.match(text, base.end)
    return found is not None and (found[0][0] in "(（" or (base.period or "").isdigit())


_CLAUSES = marks("，,；;。\n")


def aside(text: str, time: Time, end: int) -> bool:
    """四年来，造林26万亩，其中去年完成6万亩；累计改造…: what a part of one number is of does not go on behind it.

    Nor does a year that is gone beyond: 继2021年突破400亿元后，达到500亿元.
    """
    if text[time.start - 1 : time.start] == "继" or time.words[0] == "在":
        return _BEYOND.search(text, time.end, end) is not None
    if text.find("；", time.end, end) < 0 and text.find(";", time.end, end) < 0:
        return False
    return text.startswith("其中", last_of(_CLAUSES, text, max(0, time.start - 12), time.start) + 1)


def in_bracket(text: str, time: Time, end: int) -> bool:
    """增长5.5%(2024年完成5.8%)，出口增长4%: the year of a figure in brackets does not go on behind them."""
    if text[time.start - 1 : time.start] not in _OPENS:
        return False
    closing = text.find(")", time.end, min(end, time.end + _BRACKETED))
    return closing > 0 and any(char.isdigit() for char in text[time.end : closing])


_BEYOND = lazy("后(?=[，,、又再])|[之以]后|以来|基础上")


def ahead(text: str, time: Time, mention: Mention, period: str) -> bool:
    """落实2022年度播种面积90万亩，建成农田28万亩, in the review of 2021: a year to come holds for its own clause only.

    Unless the sentence goes on with a target.
    """
    first = (time.period or "")[:4]
    years = (time.period or "").replace("/", "").isdigit() and not time.words.startswith(("今年", "本年"))
    if not years or not period[-4:].isdigit() or first <= period[-4:]:
        return False
    if not text[mention.statement_start : time.start].strip(" 　*"):
        return False  # 2021年，全区生产总值增长8%左右: what it opens is of it
    end = mention.quantity.outer_start
    if _CLAUSE.search(text, time.end, end) is None:
        return False
    return _WILL.search(text, mention.statement_start, end) is None


_WILL = lazy("目标|将|力争|确保|计划|规划|要|预计|拟|达到|提出|承诺|任务|预期")
_OPENS, _BRACKETED = ("(", "（"), 40
_BEGUN = lazy(r"(?:年末|底)?[^，,。；;、\n\d]{1,10}的[\d一二三四五六七八九十]", holds=("的",))


def begun(text: str, time: Time, end: int, period: str = "") -> bool:
    """去年启动的8个项目年底前交付，安置居民2600户: when what is counted was begun is not when it is to be done.

    period: the year of its part, which a year that is named is before.
    """
    over = (time.period or "") < period if (time.period or "-").isdigit() and period.isdigit() else False
    if over and _THEN_WILL.match(text, time.end, end) is not None:
        return True  # 完善去年各项措施，立足抗灾，力争粮食产量达到15万吨
    if not time.words.startswith(("去年", "上年", "前年")):
        return over and not time.base and _SIGNED.match(text, time.end, end) is not None
    return _BEGUN.match(text, time.end, end + 1) is not None


_THEN_WILL = lazy(r"[^。；;\n\d]{2,60}(?:力争|确保|争取)")
_SIGNED = lazy(  # 2020年和2021年签约的76个项目开工率达到60%; 2022年纳入计划的改造任务，开工改造1.2万户
    r"已?(?:纳入|列入|启动|开工|立项|结转|下达|批复|续建)[^，,。；;、\n\d]{0,6}的[^，,。；;、\n\d]{2,16}[，,]"
    r"|(?:[和、及与](?:19|20)\d\d年)*(?:已)?(?:签约|签订|引进|落地|开工|启动|立项|备案|获批|在建|续建)的"
    r"(?:\d+个)?[^，,。；;、\n\d]{0,10}?(?:项目|企业|工程|协议|合同)[^，,。；;、\n\d]{0,4}率"
)


_SET_BY = ("到", "至", "按", "达")
_OF_WHOLE = lazy(r"[^，,。；;、\d]{2,20}的\d", holds="的")
_PART_OF = lazy(r"占[^，,。；;\d]{0,6}$")


def of_share(text: str, time: Time, end: int) -> bool:
    """63亿美元，占建省10年来总额的84%，其中直接投资45亿美元: the years of the whole of a share that was told before.

    低保标准提高到上年度居民收入的20%和纯收入的25%: so is the year of what a share is set by.
    """
    if time.words.startswith(_SET_BY) or text.startswith(_SET_BY, time.start - 1):
        return _OF_WHOLE.match(text, time.end, end + 1) is not None
    if _PART_OF.search(text, max(0, time.start - 8), time.start) is None:
        return False
    return text.find("，", time.end, end) >= 0 or text.find(",", time.end, end) >= 0


_FOUNDED = lazy(r"(?:始建|[建设置][县市区镇乡]|升格|改[县市区]|成立|组建|建立|创建|创办|创立|设立|建制|兴建|建)于$")


def founded(text: str, time: Time) -> bool:
    """始建于1958年，现有耕地18万亩: when something was founded is not when what follows holds."""
    return _FOUNDED.search(text, max(0, time.start - 4), time.start) is not None


_EVENT = lazy(rf"[^。；;\n\d]{{0,30}}?(?:{FOUNDED.pattern})|[^，,。；;\n\d]{{0,24}}?被(?:评|列|确定|授予|命名|认定)")
_STANDS = lazy(r"[现今][有共辖]?|下?辖|面积|人口|拥有|共有|境内|海拔|占地|耕地|户籍|常住|总户数")


def of_event(text: str, time: Time) -> bool:
    """Whether a year is the one in which something was founded: 2003年6月，经省政府批准，改制为…."""
    return (time.period or "").isdigit() and not time.base and _EVENT.match(text, time.end) is not None


_HONOURED = lazy(r"[^，,。；;\n\d]{0,24}?(?:被(?:评|列|确定|授予|命名|认定)|获[批得评]|荣获|入选|列[为入]|跻身|授予)")


def honoured(text: str, time: Time) -> bool:
    """Whether a year is the one in which a place was named something: 2001年被列为…."""
    return not time.base and _HONOURED.match(text, time.end) is not None


_ACHIEVED = lazy(
    r"(?:[^，,。；;\n\d]{0,12}?(?:率先|成功(?:创[成建]|入选|申|举办)|通过[^，,。；;\n\d]{2,14}(?:验收|认定|评估)|创成|整体脱贫|脱贫摘帽|摘帽|撤县)"
    r"|[^，,。；;\n\d]{0,24}?(?:被(?:评|列|确定|授予|命名|认定)|获[批得评]|荣获|入选|列[为入]|跻身))[^，,。；;\n\d]{0,30}[，,]"
)


def achieved(text: str, time: Time, end: int) -> bool:
    """2018年率先消灭劣五类水体，优良天数比例达到98%: among years that go on, one of what was won then is over."""
    return (time.period or "").isdigit() and not time.base and _ACHIEVED.match(text, time.end, end) is not None


def among_years(opening: Time | None, section: Section) -> bool:
    """Whether several years are told of where a paragraph begins with `opening`."""
    return opening.multi if opening is not None else "/" in (section.period or "") and "-" not in (section.period or "")


def stands(text: str, time: Time, mention: Mention) -> bool:
    """Whether a number tells how a place stands today, behind the year of its founding: 1958年建县，辖9镇."""
    first = _CLAUSE.search(text, time.end, mention.quantity.outer_start)
    if first is None:
        return False
    own = last_of(_CLAUSES, text, first.start(), mention.quantity.outer_start)
    end = mention.quantity.outer_end + _BEHIND
    start = max(first.start(), mention.statement_start)
    return _STANDS.search(text, start, end) is not None and _COMES.search(text, own, end) is None


_CLAUSE = lazy("[，,；;。\n]")
_COMES = lazy("新增|净增|增加|减少|完成|新建|建成|改造|实现")
_BEHIND = 4  # characters behind a number that can name it: 辖3镇


def announced(text: str, times: Times, line: int) -> Time | None:
    """到1997年的主要目标是：, above the items of a list: the time that announces them holds for each.

    line: where the line of an item begins. 五年的主要目标是： does not say which years these are.
    """
    if text[line : line + 1] not in _DASHES:
        return None
    first = max(0, line - _ITEMS_REACH)
    while line > first and text[line : line + 1] in _DASHES:
        end = line
        while end > first and text[end - 1].isspace():
            end -= 1
        line = text.rfind("\n", first, end) + 1
    if text[line : line + 1] in _DASHES or text[end - 1 : end] not in "：:":
        return None
    begin = max(line, last_of(_STOPS, text, line, end - 1) + 1)
    told = [time for time in times.between(begin, end) if not time.base and (time.period or "")[:1].isdigit()]
    if len(told) != 1 or _YEARS.fullmatch(told[0].words) or not _GOALS.search(text, told[0].end, end):
        return None
    return told[0]


_DASHES = ("—", "–", "-", "─")
_STOPS = marks("。！!？?；;")
_ITEMS_REACH = 2_000
_YEARS = lazy("[三四五]年")
_GOALS = lazy(r"(?:目标|任务|指标|要求)[^。；;\n]{0,12}[：:]$")


_TO_COME = lazy(
    r"[，,]?(?:(?:我们|全[市县区省]|政府)?(?:将|要|拟|计划|力争|确保|继续|重点(?:抓|做|办))"
    r"|[^，,。；;\n\d]{1,14}?(?<![需主必重])要(?=达到|实现|完成|突破|增长|增加|控制))"
)


def within_section(text: str, time: Time, section: Section) -> Time:
    """今年以来 in the review of a year is that year, though the report was read in the next; 今年将 is not.

    五年 in a plan of several years, and behind 启动三年行动, are those that it plans.
    """
    told = time.words.startswith(("今年", "本年")) and not _TO_COME.match(text, time.end)
    if told and section.role is Role.REVIEW and _after_last(text, time):
        return time
    if section.role is Role.REVIEW and told and section.period:
        whole = "H" not in section.period and "-" not in section.period
        year = section.period[-4:] if whole else section.period[:4]
        part = time.period is not None and not time.period.isdigit() and not time.since  # 今年1—11月
        return replace(time, period=re.sub(r"(?:19|20)\d{2}", year, time.period) if part and time.period else year)
    if section.role is Role.REVIEW and time.multi and _reviewed(time, section.period or ""):
        return replace(time, period=section.period)
    years = section.role is Role.TASKS and section.period and _YEARS_AHEAD.fullmatch(time.words)
    if years and ("/" in (section.period or "") or _sets_out(text, time)):
        assert section.period is not None
        first = int(section.period[:4])
        return replace(time, period=f"{first}/{first + number(time.words[0]) - 1}")
    return time


def _after_last(text: str, time: Time) -> bool:
    """去年，财政收入增长21%。今年，财政收入增长15%; or behind a review that calls its year 去年 again and again."""
    if _BEHIND_LAST.search(text, max(0, time.start - 160), time.start):
        return True
    part = time.period is not None and not time.period.isdigit()
    return part and len(_CALLED_LAST.findall(text, max(0, time.start - _REVIEW), time.start)) >= _OFTEN


_CALLED_LAST = lazy(r"[。，；、\n管在]去年(?!同期|同|[底末年])", holds="去年")
_REVIEW, _OFTEN = 4000, 2


def _reviewed(time: Time, period: str) -> bool:
    """Whether 这五年, counted to the year before, are the five that the part tells of: it was read as they ended."""
    told = time.period or ""
    if "/" not in period or not (told[:4] + told[-4:] + period[:4] + period[-4:]).isdigit() or "/" not in told:
        return False
    counted = not any(char.isdigit() for char in time.words)
    return counted and int(told[:4]) + 1 == int(period[:4]) and int(told[-4:]) + 1 == int(period[-4:])


def _sets_out(text: str, time: Time) -> bool:
    """启动三年行动，三年…; 三年造林100万亩, at the head of a clause that tells of nothing done."""
    if _SETS_OUT.search(text, max(0, time.start - 48), time.start) or text.startswith("时间", time.end):
        return True  # 用三年时间，形成…
    plain = time.words[-1] == "年" and text[time.start - 1 : time.start] in _HEADS
    return plain and _TOLD_DONE.match(text, time.end) is None


_HEADS = ("。", "；", ";", "\n", "—")
_TOLD_DONE = lazy(r"[来间，,]|[^，,。；;\n]{0,12}(?:累计|共|已|了|年均|平均)")
_YEARS_AHEAD = lazy("[三四五]年[间内]?")
_BEHIND_LAST = lazy(r"(?:^|[。；;\n])去年[，,][^\n]{4,140}。$")
_SETS_OUT = lazy(r"(?:行动|计划|方案|规划|力争|确保|[到至]20\d\d年)[^。；;\n]{0,44}$")


# ── a base year that a statement names once, and for which of its growths it holds ──

_HELD = lazy(r"(?:年?[末底])?(?:相?比较?|比较)?[，,]|(?:分别|实际|约|净|将)?(?:增长|增加|下降|减少|提高)")
_HELD_OR_TIMES = lazy(rf"{_HELD.pattern}|的?(?:将?近|约|超过?)?\d[\d.]{{0,5}}倍")
_BY_YEAR = lazy(r"年均|平均每年|每年|同比|去年|上年")
_YEARLY = lazy(r"同比|去年|上年")
_YEAR_BEFORE = ("上年", "去年", "同期", "前年")
_FAR = 24


def shared_base(text: str, times: Times, mentions: tuple[Mention, ...], mention: Mention) -> tuple[Time, bool] | None:
    """The year that the growths before in its statement are held against, and whether that goes for all of it.

    It does where the statement opens with it (2012年与2007年相比，…), else as long as growths follow each other.
    """
    start, end = mention.statement_start, mention.quantity.outer_start
    told = times.between(start, end)
    base = told[-1] if told and _is_base_year(told[-1]) else None
    held = _HELD.match(text, base.end) if base is not None else None
    if base is None or held is None or _BY_YEAR.search(text, base.end, end):
        return None
    opens = held[0][-1] in "，,"
    for one in reversed(mentions[max(0, mention.number - _FAR) : mention.number]):
        if one.quantity.start < base.start:
            return base, opens
        if not opens and (one.quantity.kind not in ("percent", "multiple") or "share" in one.marks):
            return None
    return (base, opens) if mention.number < _FAR else None


def base_of_all(text: str, times: Times, mentions: tuple[Mention, ...], mention: Mention) -> Time | None:
    """The year that its statement's first growth is held against: 800亿元，比2010年增长63%；税收…，增长110%."""
    told = times.between(mention.statement_start, mention.quantity.outer_start)
    base = told[-1] if told and _is_base_year(told[-1]) and sum(time.base for time in told) == 1 else None
    if base is None or not _HELD_OR_TIMES.match(text, base.end):
        return None
    if _YEARLY.search(text, base.end, mention.quantity.outer_start):
        return None
    for one in reversed(mentions[max(0, mention.number - _FAR) : mention.number]):
        if one.statement_start != mention.statement_start:
            return base
        plain = one.quantity.kind in ("percent", "multiple") and not {"average", "share"} & one.marks
        if plain and one.quantity.end < base.start:
            return None
    return base if mention.number < _FAR else None


def _is_base_year(time: Time) -> bool:
    """Whether something is held against a year that is named, not against the year before."""
    return time.base and (time.period or "").isdigit() and not time.words.endswith(_YEAR_BEFORE)
