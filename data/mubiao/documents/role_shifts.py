"""Where a report turns from the past to the future, or between years, without a heading that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mubiao.documents.headings import AHEAD, GLOSSARY, SELF, TIME, Heading, five_year_plan, stated_period
from mubiao.model import Role, Section
from mubiao.patterns import lazy

RoleShifts = dict[int, tuple[Role, str | None]]
"""What begins at a position, whatever its heading says: its role and its period."""

_TURN = lazy(
    r"[今未“\"十2明全](?:(?:(?<=今)后|(?<=未)来)[三五]年|(?:(?<=[“\"])十|(?<=十))[一二三四五]?五[”\"]?(?:时期|期间)"
    r"|(?<=2)0\d\d年|(?<=[今明全])年)[^。；\n]{0,45}?(?:目标|要求|任务|思路)(?:是|为|[:：])"
)


def silent_shifts(text: str, found: list[Heading], year: int | None, this_year: int | None) -> RoleShifts:
    """Starts of the large sections that turn to the future although their heading names no time, with their period."""
    forced: RoleShifts = {}
    large = [heading for heading in found if heading.level == 1]
    for heading, end in list(zip(large, [h.start for h in large[1:]] + [len(text)], strict=False))[1:]:
        if re.search(TIME, heading.text) or SELF.search(heading.text) or GLOSSARY.search(heading.text):
            continue
        turned = shift(text, heading.end, heading.end + 2 * (end - heading.end) // 5, year, this_year)
        if turned is not None:
            forced[heading.start] = Role.TASKS, turned[1]
    return forced


_TARGETS = lazy(r"(?:^|[，,。\n])[^，,。；\n\d]{0,20}(?:主要|总体)?(?:预期|奋斗|工作)目标(?:任务)?(?:是|为|[:：])")


def begins_with_targets(text: str, start: int, year: int | None) -> bool:
    """Whether a passage states targets before it has told any result: an excerpt of the second part of a report."""
    stated = _TARGETS.search(text, start, start + 400)
    return year is not None and stated is not None and not any(_FIGURE.finditer(text, start, stated.start()))


def shift(text: str, start: int, end: int, year: int | None, this_year: int | None) -> tuple[int, str] | None:
    """Where a passage states the targets of a coming period: 「今年全省发展的主要预期目标是：…」, and that period."""
    if year is None:
        return None
    for match in _TURN.finditer(text, start, end):
        stated = stated_period(match[0], year, this_year, back=False) or str(year)
        if stated[:4] >= str(year):
            return match.start(), stated
    return None


def year_within_programme(
    text: str, locate: Callable[[int], Section], year: int | None, this_year: int | None
) -> list[Heading]:
    """Where the plan of several years comes to this one: 「今年政府工作的总体要求是…」 below a five-year programme."""
    for match in _TURN.finditer(text):
        section = locate(match.start())
        programme = section.role is Role.TASKS and section.period is not None and "/" in section.period
        if programme and stated_period(match[0], year, this_year, back=False) == str(year):
            start = text.rfind("\n", 0, match.start()) + 1
            return [Heading(start, start, 1, "")] if start > section.start else []
    return []


_ANNOUNCED = lazy(
    r"(?:^|\n)[^\S\n]*(?:(?P<next>明年|来年|下一步|下一阶段|下阶段|今后|接下来|未来[一三五]年)|(?P<year>20\d\d)年)"
    r"[，,]?[^。\n]{0,16}?(?:将|要|计划|力争|拟|继续|着力|目标)"
)


_WORKS_TO_COME = lazy(
    r"(?:确定|公布|票决|推出|安排|实施|办好|承诺)了?[^。；\n]{0,20}?(?:(?P<year>20\d\d)年|今年)[^。；\n]{0,14}?(?:为民|民生|惠民)[^。；\n]{0,6}?实事"
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
    return sorted([*found, *added], key=lambda heading: heading.start), forced


_PASSAGE = lazy(
    r"^[\s　*—–\-]*(?:(?:各位代表|同志们)[！!，,：:]\s*)?(?:回首|回顾|纵观|总览|总的看|展望)?(?:"
    r"[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:时期|期间)"
    r"|(?P<years>(?:过去|近|这)的?(?P<n1>[三四五六])年|(?P<n2>[三四五六])年(?:来|间)|本届(?:政府)?(?:任期|成立|履职|以来)"
    r"|这是[^。，,\n]{2,30}的(?P<n3>[三四五六])年"
    r"|(?:(?!年是)[^。\n]){0,40}[“\"]?(?P<ended>十[一二三四五六]?)五[”\"]?(?:规划)?[^。，,\n]{0,8}"
    r"(?:收官(?!之?年)|(?:圆满|胜利|顺利)(?:完成|实现|结束)))"
    r"|(?P<next>(?:今后|未来|接下来的?)五年)"
    r"|(?P<goals>(?:(?!完成|实现|达到|超过|高于)[^。；\n]){0,60}?(?:主要|总体|发展|工作)(?:预期|奋斗)?目标(?:任务)?(?:是|为|[:：]))"
    r"|(?P<outline>(?:按照|根据)[^。\n]{0,60}建议|《[^》\n]{0,20}纲要)"
    r"|(?:刚刚|刚)?(?:过去的?(?:一年|(?P<gone>20\d\d)年)|一年来|去年[，,])|(?P<was>20\d\d)年是)"
)
_YEARS_TOLD = lazy(r"(?:过去|近|这)的?[三四五六]年|[三四五六]年来")
_YEARS_HEADED = lazy(r"(?:过去|近)的?([三四五六])年")
_DIGIT = {"三": 3, "四": 4, "五": 5, "六": 6}
_FIGURE = lazy(r"\d\s*(?:[%％万亿千百]|个百分点|公里|[个家元人户亩])")
_TELLS = 3  # figures: fewer of them do not make an opening paragraph one that tells the results itself
_BULLET = lazy(r"[\s　*]*[—–]")
_NON_BLANK = lazy(r"(?<![^\r\n])[^\S\r\n]*+\S[^\r\n]*+")
_OPENING = 160
"""How much of a paragraph is looked at for the time that opens it."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str  # the first of them


def passages(
    text: str, sections: list[Section], year: int | None, past: int | None
) -> Iterator[tuple[Heading, tuple[Role, str | None]]]:
    """Where a section goes over to other years in mid-course, since its opening paragraphs say so.

    「“十四五”时期是…的五年。」 before a row of paragraphs that name no time, 「刚刚过去的2025年，…」 after them;
    「今后五年，…」 in a section that is headed by both what was done and what is to come.
    """
    if year is None or past is None:
        return
    lines = [_Line(m.start(), m.end(), m[0][:_OPENING]) for m in _NON_BLANK.finditer(text)]
    number, here, back_to = 0, (sections[0].role, sections[0].period), None
    for index, line in enumerate(lines):
        while number + 1 < len(sections) and sections[number + 1].start <= line.start:
            section, above = sections[number + 1], sections[number]
            if section.level <= 1 or (section.role, section.period) != (above.role, above.period):
                here, back_to = (section.role, section.period), None
            number += 1
        if back_to is not None and not _BULLET.match(line.words):
            here, back_to = back_to, None
            yield Heading(line.start, line.start, _LEVEL, ""), here
        opening = _PASSAGE.match(line.words)
        headed = number + 1 < len(sections) and sections[number + 1].start < line.end
        if opening is None or headed or sections[number].start == line.start:
            continue
        if opening["was"] and _YEARS_TOLD.search(line.words):
            continue  # 「2012年是本届政府任期届满之年。五年来，…」
        there = _there(opening, here, sections[number].path, year, past)
        if there is None or there == here:
            continue
        told = sum(1 for _ in _FIGURE.finditer(text, line.start, line.end)) >= _TELLS
        follows = index + 1 < len(lines) and _BULLET.match(lines[index + 1].words) is not None
        if there[0] is Role.REVIEW and there[1] and "/" in there[1] and told and not follows:
            if here[0] is Role.REVIEW:
                continue  # one paragraph about the years, which says so itself
            back_to = here
        here = there
        yield Heading(line.start, line.start, _LEVEL, ""), here


_LEVEL = 9
"""Below all headings: those that follow without a time go on with the years of the passage."""


def _there(
    opening: re.Match[str], here: tuple[Role, str | None], path: str, year: int, past: int
) -> tuple[Role, str | None] | None:
    """What a paragraph that opens so speaks of, or None where that changes nothing."""
    if here[0] not in (Role.REVIEW, Role.TASKS):
        return None
    plan = opening["plan"] or opening["ended"]
    span = five_year_plan(plan) if plan else None
    if (span and span[1] < year) or (opening["years"] and not span):
        headed = _YEARS_HEADED.search(path)
        n = opening["n1"] or opening["n2"] or opening["n3"] or (headed[1] if headed else "五")
        first, last = span if span else (past + 1 - _DIGIT[n], past)
        return Role.REVIEW, f"{first}/{last}"
    if span or opening["next"] or opening["outline"]:
        if here[0] is not Role.REVIEW or (span and span[0] < year) or (opening["outline"] and not AHEAD.search(path)):
            return None
        first, last = span if span else (year, year + 4)
        return Role.TASKS, f"{first}/{last}"
    if opening["goals"]:
        return (Role.TASKS, str(year)) if here[0] is Role.REVIEW and "/" not in (here[1] or "") else None
    named = opening["gone"] or opening["was"]
    if here[0] is not Role.REVIEW or here[1] is None or "/" not in here[1] or (named and named != str(past)):
        return None
    return Role.REVIEW, str(past)
