"""The sections of a report, and what each of them is for.

A report speaks first of the past and then of the future, and a number means the opposite in either half: reading the
review as the plan is the best-known mistake of this field. So the headings decide, before any sentence is read, which
claim and which period a fact inherits; sentences may overrule them later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from mubiao.model import Role, Section
from mubiao.patterns import lazy

_NUMERAL = "一二三四五六七八九十百"
_LINE = lazy(r"[^\r\n]+")
_DECORATION = lazy(r"^[\s　*#>&+\-–—▶◆●■★]+|[\s　*#&]+$")
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
_TIME = (
    r"(?:[12]\d{3}\s*年|今年|去年|明年|上半年|下半年|全年|年度|[今未]来[一三四五]年|今后的?[三五]年(?!.{0,14}[是为][:：]?$)|过去[的一二三四五六]*年"
    r"|[“\"]?十[一二三四五六]?五[”\"]?(?:时期|期间|规划|计划)?|本届|新一届|一年来|[三四五]年来)"
)
_BACK = lazy(
    r"回顾|总结|成绩单|完成情况|执行情况|进展情况|主要成就|取得.{0,8}(?:成[绩就效]|进展|突破)|(?:过去|近)[的一二三四五六几]*年|(?:一|两|三|四|五)年来"
    r"|发展(?:基础|成就|成效)|现实基础|工作情况|新变化|发展历程|\d{4}年(?:的)?(?:主要|政府)?工作$|上半年工作$|胜利完成|实现良好开局|圆满收官"
)
_AHEAD = lazy(
    r"安排|目标|任务|部署|打算|思路|展望|总体要求|主要工作|重点工作|工作重点|工作建议|工作要求|主要措施|[今未]后[一三四五几]年|未来[一三五十]|[今明]年(?:的)?工作|今年政府工作"
    r"|做好\d{4}年|\d{4}年(?:的)?(?:主要|政府|重点)工作|新图景|发展蓝图|奋斗.{0,6}目标"
)
_OPENS_WITH_TIME = lazy(rf"[一二三四五六七八九十]{{1,3}}[、.]|(?:[（(].{{1,3}}[）)]|关于|做好|扎实做好|\s)*{_TIME}")
_SELF = lazy(r"自身建设|(?:建设|打造|建成|加强).{0,24}政府|政府(?:系统)?建设|政府职责|改进.{0,8}作风|转变政府职能")
_GLOSSARY = lazy(r"名词解释|有关名词|名词注释|用语说明|术语解释|^注释")
_ATTACHMENT = lazy(r"^附件|^附表|^附：|^附录")
_YEAR = lazy(r"([12]\d{3})\s*年")
_YEAR_SPAN = lazy(r"([12]\d{3})\s*(?:年)?\s*[-—–－~～至到]\s*([12]\d{3})\s*年")
_FIVE_YEAR_PLAN = lazy(
    r"[“\"＂]?(十[一二三四五六]?|[八九])五[”\"＂]?(?:时期|期间|规划|计划|发展|以来|各项|的)?|第(十[一二三四五六]?|[八九])个五年"
)
_PLAN_START = {
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
_MULTI_BACK = lazy(r"(?:过去|近|这)(?:的)?([三四五六])年|([三四五六])年(?:来|间)|本届政府(?:任期)?")
_MULTI_AHEAD = lazy(r"(?:今后|未来|今后的|接下来的?)([三四五])年|本届政府(?!工作报告)|新一届政府")
_DIGIT = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SENTENCE_END = "。！？；!?;，,、"
_HALF = {"上": "H1", "下": "H2"}


def five_year_plan(name: str) -> tuple[int, int] | None:
    """First and last year of a five-year plan: 十四 (of 十四五) → (2021, 2025)."""
    start = _PLAN_START.get(name)
    return (start, start + 4) if start else None


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int  # end of the heading's own words
    level: int
    text: str


def headings(text: str) -> list[_Heading]:
    """Every line, or opening words of a line, that reads as a heading."""
    found: list[_Heading] = []
    for line in _LINE.finditer(text):
        raw = line[0]
        if len(raw) > 4000 and raw[:40].strip() == "":
            continue
        bare = _DECORATION.sub("", raw[:240])
        if not bare or bare.startswith(("<!--", "http", "source:", "title:", "---")):
            continue
        heading = _numbered(bare, len(raw)) or _unnumbered(bare, len(raw))
        if heading:
            level, words = heading
            start = line.start() + raw.find(bare[:6])
            found.append(_Heading(start, start + len(words), level, re.sub(r"[*&]", "", words).rstrip("。：:；; 　")))
    return found


def _numbered(bare: str, length: int) -> tuple[int, str] | None:
    for level, pattern in _LEVELS:
        match = pattern.match(bare)
        if not match:
            continue
        if length <= 60 and not bare.endswith(("。", "；", ";", "，")):
            return level, bare
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
    if _GLOSSARY.search(bare) or _ATTACHMENT.match(bare):
        return 1, bare
    if re.search(r"工作目标任务$|预期目标$", bare) and len(bare) < 30:
        return 1, bare
    if re.match(rf"^{_TIME}", bare) and (_BACK.search(bare) or _AHEAD.search(bare) or re.fullmatch(_TIME, bare)):
        return 1, bare
    if _SELF.search(bare) and len(bare) <= 26 and not re.search(r"[，。]", bare):
        return 1, bare
    return None


def outline(
    text: str,
    *,
    year: int | None = None,
    this_year: int | None = None,
    past: int | None = None,
    kind: str = "work_report",
) -> list[Section]:
    """The sections of `text` in text order; the first spans the whole text.

    Sections do not overlap except that a section contains those of a higher `level` below it. A heading that says
    neither past nor future inherits the role of the one before it, since subheadings seldom repeat it.
    """
    page = kind in ("news", "explainer", "other")
    found = _merged(headings(text), _headlines(text)) if page else headings(text)
    this_year = this_year if this_year is not None else year
    past = past if past is not None else this_year
    forced = _turns(text, found, year, this_year) if not page else {}
    if page:
        found, forced = _announcements(text, found, this_year)
    sections = _sections(text, found, forced, kind, year, this_year, past)
    if kind == "work_report" and not any(section.role is Role.TASKS for section in sections):
        # No heading parts the review from the plan at all: the sentence that states the targets does.
        turn = _turn(text, len(text) // 8, len(text), year, this_year)
        if turn is not None:
            start = text.rfind("\n", 0, turn[0]) + 1
            found = sorted([*found, _Heading(start, start, 1, "")], key=lambda heading: heading.start)
            sections = _sections(text, found, {**forced, start: turn[1]}, kind, year, this_year, past)
    years = _year_within_programme(text, sections, year, this_year)
    if years:
        found = sorted([*found, *years], key=lambda heading: heading.start)
        forced = {**forced, **{heading.start: str(year) for heading in years}}
        sections = _sections(text, found, forced, kind, year, this_year, past)
    return sections


def _year_within_programme(
    text: str, sections: list[Section], year: int | None, this_year: int | None
) -> list[_Heading]:
    """Where the plan of several years comes to this one: 「今年政府工作的总体要求是…」 below a five-year programme."""
    locate = Locator(sections)
    for match in _TURN.finditer(text):
        section = locate(match.start())
        programme = section.role is Role.TASKS and section.period is not None and "/" in section.period
        if programme and _stated_period(match[0], year, this_year, back=False) == str(year):
            start = text.rfind("\n", 0, match.start()) + 1
            return [_Heading(start, start, 1, "")] if start > section.start else []
    return []


def _sections(
    text: str,
    found: list[_Heading],
    forced: dict[int, str],
    kind: str,
    year: int | None,
    this_year: int | None,
    past: int | None,
) -> list[Section]:
    role, period = _opening(kind, year, past)
    articles = _article_starts(text, found) if kind in ("news", "other") else frozenset()
    sections = [Section(0, len(text), 0, "", "", role, period)]
    stack: list[tuple[int, str]] = []
    ends = _ends(found, len(text))
    for heading, end in zip(found, ends, strict=True):
        if heading.start in articles:
            role, period = _opening(kind, year, past)
            stack = []
        elif heading.start in forced:
            role, period = Role.TASKS, forced[heading.start]
        else:
            role, period = _classify(heading, role, period, year, this_year)
        stack = [entry for entry in stack if entry[0] < heading.level] + [(heading.level, heading.text)]
        path = " › ".join(words for _, words in stack if words)
        sections.append(Section(heading.start, end, heading.level, heading.text, path, role, period))
    return sections


def _ends(found: list[_Heading], length: int) -> list[int]:
    """Where each section ends: at the next heading of its own level or of a larger one. One pass from the back."""
    next_start: dict[int, int] = {}
    ends = []
    for heading in reversed(found):
        ends.append(min((s for level, s in next_start.items() if level <= heading.level), default=length))
        next_start = {level: s for level, s in next_start.items() if level < heading.level}
        next_start[heading.level] = heading.start
    return ends[::-1]


_TURN = lazy(
    r"[今未“\"十2明全](?:(?:(?<=今)后|(?<=未)来)[三五]年|(?:(?<=[“\"])十|(?<=十))[一二三四五]?五[”\"]?(?:时期|期间)"
    r"|(?<=2)0\d\d年|(?<=[今明全])年)[^。；\n]{0,45}?(?:目标|要求|任务|思路)(?:是|为|[:：])"
)


def _turns(text: str, found: list[_Heading], year: int | None, this_year: int | None) -> dict[int, str]:
    """Starts of the large sections that turn to the future although their heading names no time, with their period."""
    forced = {}
    large = [heading for heading in found if heading.level == 1]
    for heading, end in list(zip(large, [h.start for h in large[1:]] + [len(text)], strict=False))[1:]:
        if re.search(_TIME, heading.text) or _SELF.search(heading.text) or _GLOSSARY.search(heading.text):
            continue
        turn = _turn(text, heading.end, heading.end + 2 * (end - heading.end) // 5, year, this_year)
        if turn is not None:
            forced[heading.start] = turn[1]
    return forced


def _turn(text: str, start: int, end: int, year: int | None, this_year: int | None) -> tuple[int, str] | None:
    """Where a passage states the targets of a coming period: 「今年全省发展的主要预期目标是：…」, and that period."""
    if year is None:
        return None
    for match in _TURN.finditer(text, start, end):
        stated = _stated_period(match[0], year, this_year, back=False) or str(year)
        if stated[:4] >= str(year):
            return match.start(), stated
    return None


def _opening(kind: str, year: int | None, past: int | None) -> tuple[Role, str | None]:
    """What stands before the first heading."""
    if kind in ("news", "other"):
        return Role.NEWS, str(past) if past else None
    if kind == "plan":
        return Role.TASKS, f"{year}/{year + 4}" if year else None
    if kind == "communique":
        return Role.REVIEW, str(year) if year else None
    if kind == "explainer":
        return Role.OTHER, str(past or year or "") or None
    return Role.REVIEW, str(year - 1) if year else None


def _classify(
    heading: _Heading, role: Role, period: str | None, year: int | None, this_year: int | None
) -> tuple[Role, str | None]:
    """Role and period of a section, given those of the one before it."""
    words = heading.text
    if _GLOSSARY.search(words) or _ATTACHMENT.match(words):
        return Role.OTHER, None
    forward = (Role.TASKS, str(year) if year else None)
    if heading.level > 1 and not re.search(_TIME, words):
        return role, period
    if _SELF.search(words) and not re.search(_TIME, words):
        return (Role.GOVERNANCE, forward[1]) if role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE) else (role, period)
    back, ahead = _BACK.search(words), _AHEAD.search(words)
    if not back and not ahead and not _OPENS_WITH_TIME.match(words):
        return role, period  # 「是实施“十四五”规划的关键一年」 names a time and says nothing of what follows
    settled = role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
    if back and settled and not re.search(rf"{_TIME}|回顾|总结", words):
        back = None  # 「…取得新突破」 in the plan promises one; only a named time or 回顾 turns a report round
    looks_back = bool(back) and not (ahead and back and ahead.start() < back.start() and "回顾" not in words)
    stated = _stated_period(words, year, this_year, looks_back)
    if stated and year and not (back and "回顾" in words):
        # A year decides more surely than any word: 「2016年主要工作」 is the plan of a report of 2016.
        part = "/" in stated or "H" in stated
        looks_back = stated[:4] < str(year) or (looks_back and stated[:4] <= str(year) and part)
        ahead = ahead if not looks_back else None
        if not looks_back:
            return Role.TASKS, stated
    if looks_back:
        if stated and "/" in stated and year and int(stated[-4:]) >= year:
            stated = str(year - 1)  # a plan that is still running: what has been reached stands for the year past
        return Role.REVIEW, stated or (period if role is Role.REVIEW else str(year - 1) if year else None)
    if ahead:
        return Role.TASKS, stated or forward[1]
    if stated and year:
        return Role.REVIEW, stated
    return role, period


def _stated_period(heading: str, year: int | None, this_year: int | None, back: bool) -> str | None:
    """The period that a heading names; of several the one nearest to the report, since facts speak of that."""
    half = re.search(r"([12]\d{3})年([上下])半年", heading)
    if half:
        return half[1] + _HALF[half[2]]
    half = re.search(r"([上下])半年", heading)
    if half and this_year:
        return f"{this_year}{_HALF[half[1]]}"
    spans = _YEAR_SPAN.search(heading)
    if spans:
        return f"{spans[1]}/{spans[2]}"
    plan = _FIVE_YEAR_PLAN.search(heading)
    span = five_year_plan(plan[1] or plan[2]) if plan else None
    years = [int(y) for y in _YEAR.findall(heading)]
    if span and years and max(years) > span[1]:
        return f"{span[0]}/{span[1]}"  # 「“十四五”规划和2035年远景目标」: the nearer horizon
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
        n = _DIGIT.get(next((g for g in multi.groups() if g), "五"), 5)
        return f"{year - n}/{year - 1}"
    if multi:
        n = _DIGIT.get(next((g for g in multi.groups() if g), "五"), 5)
        return f"{year}/{year + n - 1}"
    return None


_BYLINE = lazy(r"记者|通讯员|编辑部|摄$|图$|报社|版权|首页|关注我们|转发|收藏|服务器|\.(?:cn|com)")


def _headlines(text: str) -> list[_Heading]:
    """Headlines of a newspaper page: short lines without a full stop. Each begins an article or a part of one."""
    found = []
    for line in _LINE.finditer(text):
        bare = _DECORATION.sub("", line[0][:80])
        if not 4 <= len(bare) <= 40 or len(line[0]) > 60 or _BYLINE.search(bare):
            continue
        if bare[-1] in "。；，、：:!！?？）)" or re.search(r"\d[%％万亿个家亩]", bare):
            continue
        start = line.start() + line[0].find(bare[:4])
        found.append(_Heading(start, start + len(bare), 1, bare))
    return found


_DATELINE = lazy(r"本报讯|本报.{0,6}讯|通讯员|本报记者|[（(【]?记者|\d日电|日电")
_SIGNED = lazy(r"本报讯|记者|通讯员|编辑部|责任编辑|本版")


def _article_starts(text: str, found: list[_Heading]) -> frozenset[int]:
    """Headlines right after a signature or right before a dateline: a new article, which owes nothing to the last."""
    starts = set()
    for heading in found:
        before = text[max(0, heading.start - 60) : heading.start]
        after = text[heading.end : heading.end + 40]
        if heading.text and (_SIGNED.search(before) or _DATELINE.search(after)):
            starts.add(heading.start)
    return frozenset(starts)


def _merged(numbered: list[_Heading], headlines: list[_Heading]) -> list[_Heading]:
    """Both kinds in text order, one heading a line; a numbered heading knows its level better."""
    taken = {heading.start for heading in numbered}
    return sorted([*numbered, *(h for h in headlines if h.start not in taken)], key=lambda heading: heading.start)


_ANNOUNCED = lazy(
    r"(?:^|\n)[^\S\n]*(?:(?P<next>明年|来年|下一步|下一阶段|下阶段|今后|接下来|未来[一三五]年)|(?P<year>20\d\d)年)"
    r"[，,]?[^。\n]{0,16}?(?:将|要|计划|力争|拟|继续|着力|目标)"
)


def _announcements(text: str, found: list[_Heading], this_year: int | None) -> tuple[list[_Heading], dict[int, str]]:
    """Where an article turns to what will be done; from there to its next headline of another time it stays there."""
    if this_year is None:
        return found, {}
    forced: dict[int, str] = {}
    added = []
    for match in _ANNOUNCED.finditer(text):
        year = int(match["year"]) if match["year"] else this_year + (1 if match["next"] in ("明年", "来年") else 0)
        if match["year"] and year <= this_year:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        added.append(_Heading(start, start, 2, ""))
        forced[start] = str(year)
    return sorted([*found, *added], key=lambda heading: heading.start), forced


class Locator:
    """Finds the innermost section of a position in a text."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def __call__(self, position: int) -> Section:
        """The section that begins last at or before `position`; headings open sections, so that is the innermost."""
        return self._sections[max(0, bisect_right(self._starts, position) - 1)]
