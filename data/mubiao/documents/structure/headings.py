"""The headings of a report or a newspaper page, and the time that a heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mubiao.documents.characters import years_in_digits
from mubiao.documents.structure.dates import named_at, number
from mubiao.patterns import lazy, lines

_NUMERAL = "一二三四五六七八九十百"
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_LEADING, _TRAILING = _BLANK + "*#>&+-–—▶◆●■★", _BLANK + "*#&"
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, lazy(rf"第[{_NUMERAL}]+(?:部分|篇|章)")),
    (1, lazy(rf"[{_NUMERAL}]{{1,3}}\s*&?\s*[、.．，,]")),
    (1, lazy(r"0\d\s")),
    (2, lazy(rf"第[{_NUMERAL}]+节")),
    (1, lazy(r"【[^】\n]{2,24}】$")),
    (2, lazy(rf"[（(〔][{_NUMERAL}]{{1,3}}[）)〕]、?")),
    (3, lazy(r"[（(]\d{1,2}[）)]")),
    (3, lazy(r"\d{1,2}\s*[、.．](?!\d)")),
    (3, lazy(r"[①-⑳]")),
)
TIME = (
    r"(?:[12]\d{3}\s*年|今年|去年|明年|上半年|下半年|全年|年度|[今未]来[一三四五]年|今后的?[三五]年(?!.{0,14}[是为][:：]?$)|过去[的一二三四五六]*年|新的一年"
    r"|[“\"]?十[一二三四五六]?五(?![届次个条项大类年])[”\"]?(?:时期|期间|规划|计划)?|本届|新一届|一年来|[三四五]年来)"
)
BACK = lazy(
    r"我们[干做办][成好]?了|回顾|总结|成绩单|完成情况|执行情况|进展情况|主要成就|取得.{0,8}(?:成[绩就效]|进展|突破)|(?:过去|近)[的一二三四五六几]*年|(?:一|两|三|四|五)年来|的[三四五六]年$"
    r"|本届政府的?开局之?年|本届政府(?:任期内?|以来)?的?(?:主要)?工作(?!目标|安排|任务|思路|建议|重点|打算|要求|报告)|发展(?:基础|成就|成效)|现实基础|工作情况|新变化|发展历程|\d{4}年(?:的)?(?:主要|政府)?工作$|上半年工作$|胜利完成|实现[^，,。]{0,8}良好开局|圆满收官|以来的?(?:主要)?工作(?!目标|安排|任务)"
)
AHEAD = lazy(
    r"下一?(?:步|阶段)(?!步)|今后(?:一个?(?:时期|阶段)|的?(?:主要)?工作|的?(?:努力)?方向)|后[一两二三四五六]个月|我们要[干做办]|安排|目标|任务|部署|打算|思路|展望|总体要求|主要工作|重点工作|工作重点|工作建议|工作要求|主要措施|[今未]后[一三四五几]年|未来[一三五十]|[今明]年(?:的)?工作|今年政府工作"
    r"|做好\d{4}年|\d{4}年(?:的)?(?:主要|政府|重点)工作|新图景|发展蓝图|下达[^，。]{0,24}计划|(?:开创|谱写|夺取|书写)\d{4}年.{0,12}(?:局面|篇章|胜利)|奋斗.{0,6}目标"
)
OPENS_WITH_TIME = lazy(rf"[一二三四五六七八九十]{{1,3}}[、.]|(?:[（(].{{1,3}}[）)]|关于|做好|扎实做好|\s)*{TIME}")
_TIME_FIRST = lazy(rf"(?:回顾|回首|总结|展望|谋划|关于|(?:扎实|全力|努力)?做好)?{TIME}")
REACHED = lazy(
    r"(?:目标|任务|计划|规划)[^，,。]{0,4}?(?:基本|如期|全面|胜利|圆满|提前|顺利|超额|较好|已经?)(?:得到)?(?:实现|完成|达成)"
    r"|(?:目标|任务|计划|规划|工作|要点)的?(?:完成|执行|落实|实施|进展|推进)情况"
    r"|(?:圆满|胜利|较好地?|超额)(?:完成|实现)[^，,。]{0,24}(?:任务|目标|计划)"
    r"|(?:实现|完成|取得|夺取|赢得|达到|迈出|保持|开创|打赢|战胜)了",
    holds=("了", "完成", "实现", "情况", "达成"),
)
"""What a heading says of aims that have been met: it looks back, although it speaks of aims."""
FIRST_STEPS = lazy(r"(?:良好|精彩)?开(?:好)?[局头篇](?!之年)|起好步|开门红")
SELF = lazy(r"自身建设|(?:建设|打造|建成|加强).{0,24}政府|政府(?:系统)?建设|政府职责|改进.{0,8}作风|转变政府职能")
GLOSSARY = lazy(r"名词解释|有关名词|名词注释|用语说明|术语解释|^注释")
ATTACHMENT = lazy(r"^附件|^附表|^附：|^附录")
_YEAR = lazy(r"([12]\d{3})\s*年")
_YEAR_SPAN = lazy(r"([12]\d{3})\s*(?:年)?\s*[-—–－~～至到]\s*([12]\d{3})\s*年")
_FIVE_YEAR_PLAN = lazy(
    r"[“\"＂]?(十[一二三四五六]?|[八九]|(?<=[“\"＂])[五六七](?=五[”\"＂])|[五六七](?=五(?:计划|时期|期间)))五(?![届次个条项大类年])"
    r"[”\"＂]?(?:时期|期间|规划|计划|发展|以来|各项|的)?|第(十[一二三四五六]?|[一二三四五六七八九])个五年",
    holds="五",
)
_PLAN_START = {
    "一": 1953,
    "二": 1958,
    "三": 1966,
    "四": 1971,
    "五": 1976,
    "六": 1981,
    "七": 1986,
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
}
_MULTI_BACK = lazy(
    r"(?:过去|近|这)(?:的)?([三四五六])年|([三四五六])年(?:来|间|(?:政府)?(?:工作)?的?(?:基本)?回顾)|的([三四五六])年$|本届政府(?:任期)?(?!的?开局)"
)
_MULTI_AHEAD = lazy(r"(?:今后|未来|今后的|接下来的?)([三四五])年|本届政府(?!工作报告|的?开局)|新一届政府")
_SINCE_YEAR = lazy(r"([12]\d{3})\s*年(?:\d{1,2}月)?以来")
_SENTENCE_END = "。！？；!?;，,、"
_HALF = {"上": "H1", "下": "H2"}


def five_year_plan(name: str) -> tuple[int, int] | None:
    """First and last year of a five-year plan: 十四 (of 十四五) → (2021, 2025)."""
    start = _PLAN_START.get(name)
    return (start, start + 4) if start else None


def programme_named(words: str) -> tuple[int, int] | None:
    """First and last year of the five-year plan that a heading names first."""
    plan = _FIVE_YEAR_PLAN.search(words)
    return five_year_plan(plan[1] or plan[2]) if plan else None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or its opening words, that heads what follows; offsets in the text."""

    start: int
    end: int  # end of the heading's own words
    level: int
    text: str


def headings(text: str) -> list[Heading]:
    """Every line, or opening words of a line, that reads as a heading."""
    found: list[Heading] = []
    for start, raw in lines(text):
        if len(raw) > 4000 and raw[:40].strip() == "":
            continue
        bare = _undecorated(raw[:240])
        if not bare or bare.startswith(("<!--", "http", "source:", "title:", "---")):
            continue
        heading = _numbered(bare, len(raw))
        if heading is None and not _goes_on(text, start + len(raw), bare):
            heading = _unnumbered(bare, len(raw))
        if len(raw) > _ONE_LINE and (within := _within(raw, start)):
            found += within
        elif heading:
            level, words = heading
            begin = start + raw.find(bare[:6])
            end = begin + len(words)
            if words == bare and (rest := _cut_in_a_time(text, start + len(raw), bare)):
                words, end = bare + rest[0].strip(), rest.end()
            found.append(Heading(begin, end, level, re.sub(r"[*&]", "", words).rstrip("。：:；; 　")))
    return found


_NEXT_LINE = lazy(r"\r?\n[^\S\n]*[^\s，,。；;：:、!！?？\d][^，,。；;：:、!！?？\n]{0,23}(?=\r?\n|$)")


def _cut_in_a_time(text: str, end: int, bare: str) -> re.Match[str] | None:
    """The next line, where the page has wrapped a heading within the time that it names: …全面完成2017⏎年各项任务."""
    rest = _NEXT_LINE.match(text, end)
    if rest is None or bare[-1] not in _CUT_TIME:
        return None
    whole = years_in_digits(bare + rest[0].strip())
    return rest if any(m.start() < len(bare) < m.end() for m in re.finditer(TIME, whole)) else None


_CUT_TIME = frozenset("0123456789今明去未后来去的一二三四五六七八九十零〇上下半全年新届本“")


def _undecorated(line: str) -> str:
    """A line without blanks and signs at its edges."""
    return line.lstrip(_LEADING).rstrip(_TRAILING)


_ONE_LINE = 80
_INSIDE = lazy(
    rf"[{_NUMERAL}](?<![^。！!：:；;\s　*].)[{_NUMERAL}]?[、.．]"
    r"(?:[^。，,：:；;\n*]{2,40}+(?=[。：:*])|[^。，,：:；;\n*\s]{2,40}+(?=\s))"
)


def _within(line: str, start: int) -> list[Heading]:
    """The headings inside a line that holds a whole report: those that name a time and a part, if they are several."""
    found = [
        Heading(start + match.start(), start + match.end(), 1, match[0])
        for match in _INSIDE.finditer(line)
        if SELF.search(match[0]) or (re.search(TIME, match[0]) and (BACK.search(match[0]) or AHEAD.search(match[0])))
    ]
    return found if len(found) > 1 else []


_OPENS_NUMBER = frozenset(_NUMERAL + "第【（(〔" + "".join(map(chr, range(0x2460, 0x2474))))


def _numbered(bare: str, length: int) -> tuple[int, str] | None:
    if bare[0] not in _OPENS_NUMBER and not bare[0].isdecimal():
        return None
    for level, pattern in _LEVELS:
        match = pattern.match(bare)
        if not match:
            continue
        if length <= 60 and not bare.endswith(("。", "；", ";", "，")):
            return level, bare.partition("。")[0] if "。" in bare[match.end() :] else bare
        # The heading opens its own paragraph: 「（一）大力发展农业。要…」, 「**（一）…。**…」.
        stop = re.search(r"\*\*|[。：:]", bare[match.end() :])
        if stop and stop.start() <= 48:
            return level, bare[: match.end() + stop.start()]
        return (level, bare[: match.end() + 24]) if level <= 2 and length > 60 else None
    return None


def _unnumbered(bare: str, length: int) -> tuple[int, str] | None:
    """Headings without a number are believed only when they are short and speak of a time or of the report's parts."""
    if length > 60 or bare[-1] in _SENTENCE_END or len(bare) > 46 or "作了" in bare or "报告" in bare:
        return None
    if GLOSSARY.search(bare) or ATTACHMENT.match(bare):
        return 1, bare
    if re.search(r"工作目标任务$|预期目标$", bare) and len(bare) < 30:
        return 1, bare
    if len(re.findall("[，,]", bare)) > 1:
        return None  # a sentence, cut where the page ends
    told = years_in_digits(bare)
    if _TIME_FIRST.match(told) and (BACK.search(told) or AHEAD.search(told) or re.fullmatch(TIME, told)):
        return 1, bare
    if SELF.search(bare) and len(bare) <= 26 and not re.search(r"[，。]", bare):
        return 1, bare
    return None


_PART_OF_YEAR = lazy(
    r"(?:(?P<year>[12]\d{3})年)?(?:(?P<quarters>前三季度)|第?(?P<quarter>[一二三四])季度"
    r"|(?P<first>\d{1,2})月?[-—–~～至](?P<last>\d{1,2})月|前(?P<months>\d{1,2}|[一二三四五六七八九十]{1,2})个月)",
    holds=("季度", "月"),
)


def _months(part: re.Match[str]) -> tuple[int, int]:
    """First and last month of the part of a year that a heading names."""
    if part["quarters"]:
        return 1, 9
    if part["quarter"]:
        last = 3 * number(part["quarter"])
        return last - 2, last
    if part["months"]:
        return 1, number(part["months"])
    return int(part["first"]), int(part["last"])


def stated_period(heading: str, year: int | None, this_year: int | None, back: bool) -> str | None:
    """The period that a heading names; of several the one nearest to the report, since facts speak of that."""
    half = re.search(r"([12]\d{3})年?([上下])半年", heading)
    if half:
        return half[1] + _HALF[half[2]]
    half = re.search(r"([上下])半年", heading)
    if half and this_year:
        return f"{this_year}{_HALF[half[1]]}"
    part = _PART_OF_YEAR.search(heading)
    if part and (part["year"] or this_year):
        first, last = _months(part)
        return f"{part['year'] or this_year}-{first:02d}/{part['year'] or this_year}-{last:02d}"
    spans = _YEAR_SPAN.search(heading)
    if spans:
        return f"{spans[1]}/{spans[2]}"
    plan = _FIVE_YEAR_PLAN.search(heading)
    span = programme_named(heading)
    years = [int(y) for y in _YEAR.findall(heading)]
    if span and plan and not back and year and span[0] >= year and plan.start() < heading.find(str(year)):
        return f"{span[0]}/{span[1]}"  # 「“十五五”时期主要目标和2026年重点工作」 begins with the five years
    since = _SINCE_YEAR.search(heading) if back else None
    if since and year and int(since[1]) < year - 1:
        return f"{since[1]}/{year - 1}"  # 「过去五年工作回顾2007年以来，…」, a heading and its first line in one
    if span and years and max(years) > span[1]:
        # 「“十四五”规划和2035年远景目标」: the nearer horizon; 「第一个五年计划和1958年的成就」: all of them
        return f"{span[0]}/{max(years) if year and max(years) < year else span[1]}"
    if years:
        return str(max(years))
    if year is None:
        return None
    if re.match(r"^一年来", heading):
        return str((this_year or year) - (1 if this_year == year else 0))
    if re.search(r"今年", heading):
        return str(this_year or year)
    if re.search(r"明年", heading):
        return str((this_year or year) + 1)
    if span:
        return f"{span[0]}/{span[1]}"
    multi = _MULTI_BACK.search(heading) if back else _MULTI_AHEAD.search(heading)
    if multi and back:
        n = number(next((g for g in multi.groups() if g), "五"))
        return f"{year - n}/{year - 1}"
    if multi:
        n = number(next((g for g in multi.groups() if g), "五"))
        return f"{year}/{year + n - 1}"
    return None


_RELEASE = lazy(r"经济运行|经济形势|主要(?:经济)?指标|[月季]报|半年报|简况|(?<!\d)\d{1,2}月份?[)）]?$|月份")
_HALF_YEAR = lazy("半年(?:度|报)")
_OPENING = 260
"""How far into a release its first sentences reach, which say what part of the year it tells of."""
_TOLD_FIRST = lazy(  # 2021年上半年，…: a text without a title opens with the part that it tells of
    r"\s*(?P<part>(?:[12]\d{3}年|今年)?(?:[上下]半年|前三季度|第?[一二三四]季度|1月?[-—–~～至]\d{1,2}月份?|前\d{1,2}个月))[，,]",
    holds=",，",
)
_WHOLE = lazy(r"(?!\s*(?:[上下]半年|前|第?[一二三四]季|\d))")


def part_of_year_told(title: str, text: str, year: int | None) -> str | None:
    """The part of a year that a monthly, quarterly or half-yearly release tells of, by its title or its first sentence.

    「每月经济运行简况(2021年5月)」 with 「1-5月，…」 at its head is of 2021-01/2021-05.
    """
    stated = stated_period(title, year, year, back=True) if title else None
    if stated is None or not _is_part(stated):
        stated = None
        if year and _HALF_YEAR.search(title):
            stated = f"{year}H{'2' if '下半年' in title else '1'}"
    if stated is None and year and (first := _TOLD_FIRST.match(text)) and not _of_whole(text, year):
        stated = stated_period(first["part"], year, year, back=True)
    if stated is None and year and _RELEASE.search(title):
        body = max(text.find(title[:8], 0, _OPENING), 0) + len(title)
        opening = "\n".join(line for line in text[body : body + _OPENING].split("\n") if "\t" not in line)
        part = _PART_OF_YEAR.search(opening)
        half = re.search(r"([上下])半年", opening)
        if half and (part is None or half.start() < part.start()):
            stated = f"{year}{_HALF[half[1]]}"
        elif part and part["year"] in (None, str(year)):
            stated = stated_period(part[0], year, year, back=True)
    return stated if stated and _is_part(stated) and stated[:4] == str(year) else None


def _of_whole(text: str, year: int) -> bool:
    """Whether a text names its year other than for a part of it: 2021年，…."""
    return any(_WHOLE.match(text, at + 5) for at in named_at(text, year))


def _is_part(period: str) -> bool:
    return period[4:5] == "H" or "-" in period


_ITEM = lazy(r"\s*[●•·◆○]")  # an item of a list, however short
_BYLINE = lazy(
    r"记者|通讯员|编辑部|摄$|图$|报社|版权|首页|关注我们|转发|收藏|服务器|\.(?:cn|com)"
    r"|(?:发布|更新|发表)?(?:时间|日期)|来源|[12]\d{3}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?(?:$|\s|星期|第)|第[A-Z]?\d{1,3}版"
)


_COMMAS = lazy("[，,]")
_CUT = lazy(r"[，,、][^，,、]{1,2}$", holds=",、，")  # …, 全⏎力提升: a line that ends within a word
_TAIL = lazy(
    r"\r?\n(?!今年|去年|明年|近日|日前|昨日|据|同时|目前|其中|首先|此外|一年来|[一二三四五六七八九十]+是|\d)"
    r"(?:[^\s　，,。；;：:、!！]{1,3}[，,、；;]|[^\s　，,。；;：:、!！(（]{1,12}。)"
)
_WRAPPED = 14
"""Characters below which no line is one that the page has wrapped."""


def _goes_on(text: str, end: int, bare: str) -> bool:
    """Whether a line that ends at `end` is the middle of a sentence, which goes on in the next line of the page."""
    if len(bare) < _WRAPPED or bare[-1] in "：:" or text[end : end + 2] in ("\n\n", ""):
        return False
    return bool(_CUT.search(bare)) or len(_COMMAS.findall(bare)) > 1 or _TAIL.match(text, end) is not None


def headlines(text: str) -> list[Heading]:
    """Headlines of a newspaper page: short lines without a full stop. Each begins an article or a part of one."""
    found = []
    for start, line in lines(text):
        bare = _undecorated(line[:80])
        if not 4 <= len(bare) <= 40 or len(line) > 60 or _BYLINE.search(bare) or _ITEM.match(line):
            continue
        if "\t" in bare or _goes_on(text, start + len(line), bare):
            continue  # a row of a table, a wrapped line
        if bare[-1] in "。；;，、：:!！?？）)" or re.search(r"\d[%％万亿个家亩]", bare):
            continue
        start += line.find(bare[:4])
        found.append(Heading(start, start + len(bare), 1, bare))
    return found


_DATELINE = lazy(r"本报讯|本报.{0,6}讯|通讯员|本报记者|[（(【]?记者|\d日电|日电")
_SIGNED = lazy(r"本报讯|记者|通讯员|编辑部|责任编辑|本版")


def article_starts(text: str, found: list[Heading]) -> frozenset[int]:
    """Headlines right after a signature or right before a dateline: a new article, which owes nothing to the last."""
    starts = set()
    for heading in found:
        before = text[max(0, heading.start - 60) : heading.start]
        after = text[heading.end : heading.end + 40]
        if heading.text and heading.level == 1 and (_SIGNED.search(before) or _DATELINE.search(after)):
            starts.add(heading.start)
    return frozenset(starts)


def merged(numbered: list[Heading], headlines: list[Heading]) -> list[Heading]:
    """Both kinds in text order, one heading a line; a numbered heading knows its level better."""
    taken = {heading.start for heading in numbered}
    return sorted([*numbered, *(h for h in headlines if h.start not in taken)], key=lambda heading: heading.start)
