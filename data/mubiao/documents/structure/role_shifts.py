"""Where a report turns from the past to the future, or between years, without a heading that says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mubiao.documents.characters import years_in_digits
from mubiao.documents.structure.dates import number
from mubiao.documents.structure.headings import AHEAD, GLOSSARY, SELF, TIME, Heading, five_year_plan, stated_period
from mubiao.documents.structure.passage_words import PASSAGE
from mubiao.model import Role, Section
from mubiao.patterns import lazy, lines

Turned = tuple[Role, str | None]
"""A role and its period."""
RoleShifts = dict[int, Turned]
"""What begins at a position, whatever its heading says: its role and its period."""

_TURN = lazy(
    r"[今未“\"十2明全](?:(?:(?<=今)后|(?<=未)来)[三五]年|(?:(?<=[“\"])十|(?<=十))[一二三四五]?五[”\"]?(?:时期|期间)"
    r"|(?<=2)0\d\d年(?!远景)|(?<=[今明全])年)[^。；\n]{0,45}?(?:目标|要求|任务|思路)(?:是|为|[:：]|[，,]?(?:初步)?(?:确|拟|预)?定[为在])"
)


_AIMS = lazy(
    r"[目要任思](?:(?<=目)标|(?<=要)求|(?<=任)务|(?<=思)路)(?:是|为|[:：]|[，,]?(?:初步)?(?:确|拟|预)?定[为在])",
    holds="任思目要",
)
_TURN_REACH, _AIM = 60, 16
"""What a match of _TURN ends with; so many characters before it it begins at most, and so many behind it ends."""


@lru_cache(maxsize=1)
def _aims(text: str) -> list[int]:
    """Where what can end a match of _TURN stands; asked of the same text for one part after another."""
    return [aim.start() for aim in _AIMS.finditer(text)]


def _turns(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `_TURN.finditer` would give: asked only where its last words stand, a tenth of the work."""
    over, aims = start, _aims(text)
    for at in aims[bisect_left(aims, start) : bisect_left(aims, end)]:
        if at >= over and (found := _TURN.search(text, max(over, at - _TURN_REACH), min(end, at + _AIM))):
            over = found.end()
            yield found


_GOALS = lazy(
    r"(?:(?:主要|总体|预期|奋斗|调控|控制|宏观|发展|工作){1,4}的?目标(?:任务)?(?:初步|建议|安排|确定|拟定|定)?|(?:主要|初步|总体)安排"
    r"|(?:预期|计划|任务|建议|调控|控制)(?:性|的|主要)?指标(?:初步|建议|安排|拟定|定){0,2}|主要指标(?:初步|建议|安排|拟定|预期){1,2})"
    r"(?:是|为|[:：])|(?:预期今年|今年预期)(?=[^。；\n\d]{2,24}(?:增长|达到))"
)
_NAMES_TIME = lazy(
    r"(?<![到至比])(?:今年|全年|(?P<y>[12]\d{3})年(?!底|末|前|\d{1,2}月|以来|[-—~至到]|远景)|(?P<years>(?:今后|未来)的?[三五]年)"
    r"|(?:[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:时期|期间|规划|计划|发展)|第(?P<nth>十[一二三四五六]?)个五年(?:规划|计划))(?![^。；，,\n]{0,16}(?:开局|起步|承上启下|收官|关键|第.年|最后)))"
)
_YEAR_AT_WORK = lazy(
    r"(?:做好|抓好|搞好)(?:今年|[12]\d{3}年)的?(?:政府|各项|全年)?工作|(?:今年|[12]\d{3}年)(?:的)?政府工作|(?:今年|[12]\d{3}年)是",
    holds=("工作", "是"),
)
_BEFORE = 1_200
"""How far before the line of its goals a report says of which year it speaks."""
_BY_THEN = lazy(r"[^。；\n]{0,16}到([12]\d{3})年")
_QUOTED = lazy(r"(?:去年|上年|年初|原定|确定的?|提出的?|下达的?|完成|实现|超过|高于|对照|紧扣|围绕)[^。；，,\n]{0,20}$")


def stated_goals(text: str, start: int, end: int, year: int) -> Iterator[tuple[int, str | None]]:
    """Where goals are stated in [start, end), with the period that the same line names last before them, if any.

    「做好今年的工作，…。主要预期目标是：…」 states those of this year, whatever the years of its section are.
    """
    for match in _goals(text, start, end):
        line = max(text.rfind("\n", start, match.start()) + 1, start, match.start() - 600)
        by = _BY_THEN.match(text, match.end())
        if _QUOTED.search(text, line, match.start()) or (by is not None and int(by[1]) > year):
            continue
        named = None
        for time in _NAMES_TIME.finditer(text, line, match.end()):
            named = time
        sentence = text.rfind("。", line, match.start()) + 1
        if named is not None and named.start() < sentence and _year_at_work(text, line, sentence, over=True):
            named = None  # 做好今年的工作，对完成“十一五”规划有重要意义。主要预期目标是: those of this year
        if named is None:
            at_work = _year_at_work(text, max(start, line - _BEFORE), line) or _year_at_work(
                text, line, sentence, over=True
            )
            yield match.start(), str(year) if at_work else None
        elif named["years"]:
            yield match.start(), f"{year}/{year + (4 if '五' in named['years'] else 2)}"
        elif named["plan"] or named["nth"]:
            span = five_year_plan(named["plan"] or named["nth"])
            yield match.start(), f"{span[0]}/{span[1]}" if span else None
        else:
            yield match.start(), named["y"] or str(year)


_NAMED = lazy("目(?=标)|指(?=标)|安(?=排)|预(?=期今年)|今(?=年预期)")  # what every match of _GOALS holds,
_LEADS = 9  # at most so many characters behind its beginning
_GOALS_BEGIN = frozenset("主总预奋调控宏发工初计任建今")  # what it begins with
_GOAL = 64  # characters that no match of _GOALS goes beyond


def _goals(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `_GOALS.finditer` would give: asked only where its last words stand, a tenth of the work."""
    over = start
    named = _named(text)
    for place in named[bisect_left(named, start) : bisect_left(named, end)]:
        for at in range(max(over, place - _LEADS), place + 1):
            if text[at] in _GOALS_BEGIN and (found := _GOALS.match(text, at, min(end, at + _GOAL))):
                over = found.end()
                yield found
                break


@lru_cache(maxsize=1)
def _named(text: str) -> list[int]:
    """Where the last words of goals begin; asked of the same text for one part after another."""
    return [named.start() for named in _NAMED.finditer(text)]


def _year_at_work(text: str, start: int, end: int, *, over: bool = False) -> bool:
    """Whether text[start:end], before goals that name no time, comes to speak of the report's own year: 做好今年工作.

    over: whatever years it names behind that.
    """
    told = [time.end() for time in _YEAR_AT_WORK.finditer(text, start, end)]
    if not told or over:
        return bool(told)
    return not any(t["years"] or t["plan"] or t["nth"] for t in _NAMES_TIME.finditer(text, told[-1], end))


def silent_shifts(text: str, found: list[Heading], year: int | None, this_year: int | None) -> RoleShifts:
    """Starts of the large sections that turn to the future although their heading names no time, with their period."""
    forced: RoleShifts = {}
    large = [heading for heading in found if heading.level == 1]
    for heading, end in list(zip(large, [h.start for h in large[1:]] + [len(text)], strict=False))[1:]:
        if re.search(TIME, years_in_digits(heading.text)) or SELF.search(heading.text) or GLOSSARY.search(heading.text):
            continue
        first = heading.end + 2 * (end - heading.end) // 5
        turned = shift(text, heading.end, first, year, this_year) or first_goals(text, heading.end, first, year)
        if turned is not None:
            forced[heading.start] = Role.TASKS, turned[1]
    return forced


def first_goals(text: str, start: int, end: int, year: int | None) -> tuple[int, str] | None:
    """Where [start, end) first states goals that are to come, with figures, and for which period."""
    for position, named in stated_goals(text, start, end, year) if year else ():
        figures = sum(1 for _ in _FIGURE.finditer(text, position, position + _NEAR))
        told = text[max(0, position - _OWN) : position]
        enough = (
            1 if "今年" in told[told.rfind("。") + 1 :] or f"{year}年" in told[told.rfind("。") + 1 :] else _SEVERAL
        )
        if figures >= enough and (named is None or named[:4] >= str(year)):
            return position, named or str(year)
    return None


_NEAR, _SEVERAL = 120, 2
_OWN = 24  # characters in which the sentence of the goals itself has named their year
_TARGETS = lazy(r"(?:^|[，,。\n])[^，,。；\n\d]{0,20}(?:主要|总体)?(?:预期|奋斗|工作)目标(?:任务)?(?:是|为|[:：])")


def begins_with_targets(text: str, start: int, year: int | None) -> bool:
    """Whether a passage states targets before it has told any result: an excerpt of the second part of a report."""
    stated = _TARGETS.search(text, start, start + 400)
    return year is not None and stated is not None and not any(_FIGURE.finditer(text, start, stated.start()))


def shift(text: str, start: int, end: int, year: int | None, this_year: int | None) -> tuple[int, str] | None:
    """Where a passage states the targets of a coming period: 「今年全省发展的主要预期目标是：…」, and that period."""
    if year is None:
        return None
    for match in _turns(text, start, end):
        stated = stated_period(match[0], year, this_year, back=False) or str(year)
        if stated[:4] >= str(year):
            return match.start(), stated
    return None


def year_within_programme(
    text: str, locate: Callable[[int], Section], year: int | None, this_year: int | None
) -> Iterator[tuple[Heading, Turned]]:
    """Where the plan of several years comes to this one: 「今年政府工作的总体要求是…」 below a five-year programme."""
    told = [(m.start(), stated_period(m[0], year, this_year, back=False)) for m in _turns(text, 0, len(text))]
    goals = stated_goals(text, 0, len(text), year) if year else ()
    for position, named in [*told, *goals]:
        section = locate(position)
        programme = section.role is Role.TASKS and section.period is not None and "/" in section.period
        start = text.rfind("\n", 0, position) + 1
        if programme and named == str(year) and start > section.start:
            yield Heading(start, start, 1, ""), (Role.TASKS, str(year))
            return


def goals_within_review(
    text: str, locate: Callable[[int], Section], year: int | None
) -> Iterator[tuple[Heading, Turned]]:
    """Where a section that looks back states the goals of what is to come: 「…。主要预期目标是：…」."""
    position = 0
    while (found := first_goals(text, position, len(text), year)) is not None:
        position, period = found
        section = locate(position)
        start = max(text.rfind("\n", 0, position), text.rfind("。", 0, position)) + 1
        if section.role is Role.REVIEW and start > section.start:
            yield Heading(start, start, _LEVEL, ""), (Role.TASKS, period)
        position += 1


_ANNOUNCED = lazy(
    r"(?:^|\n)[^\S\n]*(?:(?P<next>明年|来年|下一步|下一阶段|下阶段|今后|接下来|未来[一三五]年)|(?P<year>20\d\d)年)"
    r"[，,]?[^。\n]{0,16}?(?:将|要|计划|力争|拟|继续|着力|目标)",
    holds=("力争", "将", "拟", "目标", "着力", "继续", "要", "计划"),
)


_WORKS_TO_COME = lazy(
    r"(?:确定|公布|票决|推出|安排|实施|办好|承诺)了?[^。；\n]{0,20}?(?:(?P<year>20\d\d)年|今年)[^。；\n]{0,14}?(?:为民|民生|惠民)[^。；\n]{0,6}?实事",
    holds=("实事",),
)

_PROPOSED = lazy(  # news of a congress: 报告提出，2012年全县生产总值增长17%以上
    r"(?:报告|会议|大会|全会)(?:还)?(?:提出|确定|明确)了?[，,：:]?(?P<year>20\d\d)年[^。；\n]{0,60}?\d[^。；\n，,]{0,6}?(?:以上|左右|以内|目标)"
    r"|(?:报告|会议|大会|全会)(?:还)?提出[，,：:]?(?:(?P<named>20\d\d)年|今年)(?!以来|[末底上])[^。；\n\d]{2,40}?\d"
)

_GOALS_LISTED = lazy(
    r"(?:^|[\n，,。])(?P<when>[^。\n，,]{0,30}?(?:[“\"]?十[一二三四五六]?五[”\"]?|20\d\d年|今后[三五]年|未来[三五]年|今年|明年)[^。\n，,]{0,20})"
    r"(?:主要|预期|奋斗|发展|总体){1,3}(?:目标|指标)(?:任务)?(?:是|为)?[:：]\s*\n"
)
"""「“十五五”经济社会发展的主要目标是：」 before a list on lines of its own."""


def announcements(text: str, found: list[Heading], this_year: int | None) -> tuple[list[Heading], RoleShifts]:
    """Where an article turns to what will be done; from there to its next headline of another time it stays there."""
    if this_year is None:
        return found, {}
    forced: RoleShifts = {}
    added = []
    for match in _ANNOUNCED.finditer(text):
        year = int(match["year"]) if match["year"] else this_year + (1 if match["next"] in ("明年", "来年") else 0)
        if match["year"] and year <= this_year:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        stated = stated_period(match[0], this_year, this_year, back=False)
        added.append(Heading(start, start, 2, ""))
        forced[start] = Role.TASKS, stated if stated and "/" in stated else str(year)
    for match in _GOALS_LISTED.finditer(text):
        stated = stated_period(match["when"], this_year, this_year, back=False)
        if stated and stated[-4:] >= str(this_year):
            added.append(Heading(match.start("when"), match.start("when"), 2, ""))
            forced[match.start("when")] = Role.TASKS, stated
    for match in _WORKS_TO_COME.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if int(match["year"] or this_year) == this_year and start not in forced:
            added.append(Heading(start, start, 2, ""))
            forced[start] = Role.TASKS, str(this_year)
    for match in _PROPOSED.finditer(text):
        proposed = match["year"] or match["named"] or str(this_year)
        if int(proposed) >= this_year and match.start() not in forced:
            added.append(Heading(match.start(), match.start(), 2, ""))
            forced[match.start()] = Role.TASKS, proposed
    ahead = next((heading.start for heading in found if AHEAD.search(heading.text)), len(text))
    for match in (*_TOLD_BACK.finditer(text, ahead), *_GONE_BY.finditer(text)):
        if int(match["year"]) <= this_year:
            start = match.start("year")
            added.append(Heading(start, start, 2, ""))
            forced[start] = Role.NEWS, stated_period(match["time"], this_year, this_year, back=True)
    return sorted([*found, *added], key=lambda heading: heading.start), forced


# 他在报告中说，刚刚过去的2014年，是很不平凡的一年。全年…: what follows is of that year
_GONE_BY = lazy(r"(?:刚刚|刚)过去的(?P<time>(?P<year>20\d\d)年)")
_TOLD_BACK = lazy(  # under 部署2022年工作: 报告指出，某区2021年实现了…。全年…
    r"(?:^|\n)[^\S\n]*(?:[^。\n，,]{0,8}(?:指出|显示|表示|介绍|回顾|说|称)[，,：:])?[^。，,\n\d]{0,8}(?P<time>(?P<year>20\d\d)年"
    r"(?:上半年|前三季度|[一二三四]季度)?)(?:(?<=[度半年])(?<!\d年)|[，,]?[^。\n]{0,12}?(?:实现了|完成了|取得了|迎来了|预计))"
)

_YEARS_TOLD = lazy(r"(?:过去|近|这)的?[三四五六]年|[三四五六]年来")
_YEARS_HEADED = lazy(r"(?:过去|近)的?([三四五六])年")
_FIGURE = lazy(r"\d\s*(?:[%％万亿千百]|个百分点|公里|[个家元人户亩])")
_TELLS = 3  # figures: fewer of them do not make an opening paragraph one that tells the results itself
_BULLET = lazy(r"[\s　*]*[—–]")
_OPENING = 160
"""How much of a paragraph is looked at for the time that opens it."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str  # the first of them


def passages(
    text: str, sections: list[Section], year: int | None, past: int | None
) -> Iterator[tuple[Heading, Turned]]:
    """Where a section goes over to other years in mid-course, since its opening paragraphs say so.

    「“十四五”时期是…的五年。」 before a row of paragraphs that name no time, 「刚刚过去的2025年，…」 after them;
    「今后五年，…」 in a section that is headed by both what was done and what is to come.
    """
    if year is None or past is None:
        return
    told = [_Line(start, start + len(line), line[:_OPENING]) for start, line in lines(text) if not line.isspace()]
    passage = PASSAGE.to(text)
    number, here, back_to = 0, (sections[0].role, sections[0].period), None
    within: tuple[int, tuple[Role, str | None]] | None = None  # level of the part that a passage began in, its years
    for index, line in enumerate(told):
        while number + 1 < len(sections) and sections[number + 1].start <= line.start:
            section, above = sections[number + 1], sections[number]
            if (section.role, section.period) != (above.role, above.period) or (
                section.level <= 1 and re.search(TIME, years_in_digits(section.heading))
            ):
                here, back_to, within = (section.role, section.period), None, None
            elif section.level <= 1:
                back_to, within = None, None  # a heading that names no time goes on with the years of the passage
            elif within is not None and 1 < section.level <= within[0]:
                if not _FIRST.match(section.heading):  # else a row that begins anew goes on with the passage
                    here, back_to = within[1], None
                    yield Heading(section.start, section.start, section.level, section.heading), here
                within = None
            number += 1
        if back_to is not None and not _BULLET.match(line.words):
            here, back_to = back_to, None
            yield Heading(line.start, line.start, _LEVEL, ""), here
        headed = number + 1 < len(sections) and sections[number + 1].start < line.end
        if headed or sections[number].start == line.start or here[0] not in (Role.REVIEW, Role.TASKS):
            continue
        opening = passage.match(line.words)
        if opening is None or (opening["was"] and _YEARS_TOLD.search(line.words)):
            continue  # 「2012年是本届政府任期届满之年。五年来，…」
        there = _there(opening, here, sections[number].path, year, past)
        if there is None or there == here:
            continue
        if here[0] is Role.TASKS and there[0] is Role.REVIEW and "/" not in (there[1] or ""):
            back_to, here = here, there  # one paragraph about the year gone, before the plan
            yield Heading(line.start, line.start, _LEVEL, ""), here
            if again := _AGAIN.search(text, line.start, line.end):
                here, back_to = back_to, None  # 过去一年，…。今年，再改造…: it comes to the plan itself
                yield Heading(again.end(), again.end(), _LEVEL, ""), here
            continue
        figures = sum(1 for _ in _FIGURE.finditer(text, line.start, line.end)) >= _TELLS
        follows = index + 1 < len(told) and _BULLET.match(told[index + 1].words) is not None
        if there[0] is Role.REVIEW and there[1] and "/" in there[1] and figures and not follows:
            if here[0] is Role.REVIEW:
                continue  # one paragraph about the years, which says so itself
            back_to = here
        part = sections[number]
        if 1 < part.level < _LEVEL and here == (part.role, part.period):
            within = part.level, here
        here = there
        yield Heading(line.start, line.start, _LEVEL, ""), here


_AGAIN = lazy(r"[。！](?=今年[，,]?(?:我们)?(?:再|还?将(?!近)|要|计划|继续|力争|拟|确保))", holds=("今年",))
_FIRST = lazy(r"[（(]?[一1①]")  # of a row that begins anew, below the passage
_LEVEL = 9
"""Below all headings: those that follow without a time go on with the years of the passage."""


def _there(
    opening: re.Match[str], here: tuple[Role, str | None], path: str, year: int, past: int
) -> tuple[Role, str | None] | None:
    """What a paragraph that opens so speaks of, or None where that changes nothing."""
    if opening["months"]:
        return (Role.REVIEW, str(year)) if here[0] is Role.REVIEW else None  # a report in the midst of its year
    plan = opening["plan"] or opening["ended"]
    span = five_year_plan(plan) if plan else None
    if (span and span[1] < year) or (opening["years"] and not span):
        headed = _YEARS_HEADED.search(path)
        n = opening["n1"] or opening["n2"] or opening["n3"] or (headed[1] if headed else "五")
        first, last = span if span else (past + 1 - number(n), past)
        return Role.REVIEW, f"{first}/{last}"
    if span or opening["next"] or opening["outline"]:
        if here[0] is not Role.REVIEW or (span and span[0] < year) or (opening["outline"] and not AHEAD.search(path)):
            return None
        first, last = span if span else (year, year + 4)
        return Role.TASKS, f"{first}/{last}"
    if opening["goals"]:
        return (Role.TASKS, str(year)) if here[0] is Role.REVIEW and "/" not in (here[1] or "") else None
    named = opening["gone"] or opening["left"] or opening["was"] or opening["closed"] or opening["turned"]
    if here == (Role.TASKS, str(year)) and opening["over"] and past < year:
        return Role.REVIEW, str(past)
    if named == str(year) and past < year and here == (Role.REVIEW, str(past)) and _is_a_year(opening):
        return Role.TASKS, str(year)  # 2023年，是…的开局之年, behind paragraphs of 2022
    if here[0] is not Role.REVIEW or here[1] is None or "/" not in here[1] or (named and named != str(past)):
        return None
    return Role.REVIEW, str(past)


def _is_a_year(opening: re.Match[str]) -> bool:
    """Whether a paragraph opens with what a year is, not with what was done in it: 2023年是…."""
    return bool(opening["closed"]) or (bool(opening["was"]) and opening[0].endswith("是"))
