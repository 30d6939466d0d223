"""What a heading makes of its section: an ordered tuple of rules, the first that says something has decided.

A heading is read after the one before it: what says neither past nor future goes on with the role and the period that
hold there. Each rule has headings of our own that it decides; tests run them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from mubiao.documents.characters import years_in_digits
from mubiao.documents.structure.headings import (
    AHEAD,
    ATTACHMENT,
    BACK,
    FIRST_STEPS,
    GLOSSARY,
    OPENS_WITH_TIME,
    REACHED,
    SELF,
    TIME,
    Heading,
    programme_named,
    stated_period,
)
from mubiao.model import Role
from mubiao.patterns import lazy
from mubiao.records import once

Part = tuple[Role, str | None]
"""Role and period of a section."""

_AHEAD_ROLES = (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
_TIMED = lazy(TIME)
_TURNS_BACK = lazy(rf"(?!全年|年度|明年|下半年){TIME}|回顾|总结")  # 完成全年任务: of the plan that it stands in
_GONE = lazy("回顾|总结|过去|以来")
_STRIVES = lazy("确保|力争|努力|奋力|争取|推动|为")
_ACHIEVED = frozenset(["圆满收官", "胜利完成", "实现良好开局"])
_JOINT = lazy(r"(?:回顾|总结|(?:计划|预算|任务)的?(?:执行|完成|实施)情况)(?:[和与及、]|以及)")
_BOTH_YEARS = lazy(
    r"([12]\d{3})年[^，,。；;\d和与及暨]{1,14}[和与及暨]([12]\d{3})年(?![^，,。；;\n]{0,12}(?:回顾|总结))", holds="年"
)
_NAME = lazy(r"[“\"][^“”\"]{0,20}[”\"]")


_ACHIEVEMENTS = lazy(
    r"(?:发展|主要|重大|历史性|决定性|显著)(?:成就|成绩|成效)|(?:发展|现实|工作|良好)基础$|发展回顾|计划(?:完成|执行|实施)情况"
)
_SETS_OUT = lazy(
    r"形势|环境|机遇|挑战|指导(?:思想|方针)|基本原则|总体要求|思路|战略|定位|目标|任务|第[二三四五][编篇章]"
)


class Case:
    """A heading with what holds before it. `year` is the report's, `this_year` what 今年 means there.

    `planned`: the years that a whole document plans, if it is a plan of several.
    """

    def __init__(
        self,
        heading: Heading,
        before: Part,
        year: int | None,
        this_year: int | None,
        *,
        page: bool = False,
        planned: str | None = None,
    ) -> None:
        self.heading, self.before, self.page = heading, before, page
        self.role, self.period = before
        self.year, self.this_year, self.planned = year, this_year, planned

    @once
    def words(self) -> str:
        """The heading, its years in digits."""
        return years_in_digits(self.heading.text)

    @once
    def timed(self) -> bool:
        """Whether it names a time of any kind."""
        return _TIMED.search(self.words) is not None

    @property
    def forward(self) -> Part:
        """What lies ahead in this report: its year, or the years of a plan."""
        return Role.TASKS, self.planned or (str(self.year) if self.year else None)

    @once
    def subject(self) -> str:
        """Of 「1998年工作总结和1999年形势分析」 in the report of 1999 the review: goals are told where stated."""
        joint = _JOINT.search(self.words)
        if self.year is None:
            return self.words
        if joint is not None and str(self.year) in self.words[joint.end() :]:
            return self.words[: joint.end() - 1]
        both = _BOTH_YEARS.search(self.words)  # 1996年的政府工作和1997年的奋斗目标
        following = both is not None and (int(both[1]), int(both[2])) == (self.year - 1, self.year)
        return self.words[: both.start(2) - 1] if both is not None and following else self.words

    @once
    def _told(self) -> tuple[re.Match[str] | None, re.Match[str] | None]:
        """The words that look back, and those that look ahead; not in names: 抓好“五大重点工作” sets none."""
        named = _NAME.sub(lambda name: "　" * len(name[0]), self.subject)
        back, ahead = BACK.search(self.subject), AHEAD.search(named)
        strives = _STRIVES.search(self.subject, 0, back.start()) if back and back[0] in _ACHIEVED else None
        if strives is not None:
            return None, strives  # 确保“十三五”圆满收官
        reached = REACHED.search(self.subject)
        if reached and not _STRIVES.search(self.subject, 0, reached.start()):
            return reached, None
        return back, ahead

    @property
    def looks_ahead(self) -> bool:
        """Whether words of it look ahead."""
        return self._told[1] is not None

    @property
    def silent(self) -> bool:
        """Whether no word looks either way, and no time opens it."""
        return self._told == (None, None) and not OPENS_WITH_TIME.match(self.subject)

    @once
    def back(self) -> re.Match[str] | None:
        """「…取得新突破」 in the plan promises one; only a named time or 回顾 turns a report round."""
        back = self._told[0]
        return None if back and self.role in _AHEAD_ROLES and not _TURNS_BACK.search(self.subject) else back

    @property
    def reviews(self) -> bool:
        """Whether it says 回顾 of what lies back."""
        return self.back is not None and "回顾" in self.subject

    @once
    def _words_look_back(self) -> bool:
        ahead = self._told[1]
        if not self.back:
            return False
        return not (ahead and ahead.start() < self.back.start() and "回顾" not in self.subject)

    @once
    def stated(self) -> str | None:
        """The period that it names."""
        return stated_period(self.subject, self.year, self.this_year, self._words_look_back)

    @once
    def dated(self) -> str | None:
        """That period where it decides, more surely than words: 「2016年主要工作」 is the plan of a report of 2016."""
        return self.stated if self.year and not self.reviews else None

    @once
    def looks_back(self) -> bool:
        """Whether it speaks of what lies back: by its year where that decides, else by its words."""
        if not self.dated:
            return self._words_look_back
        year, part = str(self.year), "/" in self.dated or "H" in self.dated
        return self.dated[:4] < year or (self._words_look_back and self.dated[:4] <= year and part)

    @property
    def ahead(self) -> bool:
        """Whether words of it look ahead, and its year does not look back."""
        return self.looks_ahead and not (self.dated and self.looks_back)

    @property
    def runs(self) -> bool:
        """Whether the years that it names began before the report's and have not ended before it."""
        first, slash, last = (self.dated or "").partition("/")
        return bool(slash) and "-" not in first + last and int(first) < (self.year or 0) <= int(last)


def explains(case: Case) -> Part | None:
    """A list of words that are explained, or an attachment, states no fact of the report's own."""
    return (Role.OTHER, None) if GLOSSARY.search(case.words) or ATTACHMENT.match(case.words) else None


def plan_before(case: Case) -> Part | None:
    """In a plan of several years, what has been achieved before them: 第一节 发展基础, “十三五”取得决定性成就."""
    if case.planned is None or not _ACHIEVEMENTS.search(case.words) or _STRIVES.search(case.words):
        return None
    first = int(case.planned[:4])
    stated = case.stated if case.stated and int(case.stated[:4]) < first else None
    return Role.REVIEW, stated or f"{first - 5}/{first - 1}"


def plan_sets_out(case: Case) -> Part | None:
    """In a plan of several years, what comes behind the review of those before: 第二节 面临的形势, 指导思想.

    A part of the review, below it, may speak of tasks too: （五）就业任务仍然很重.
    """
    beside = case.heading.level == 1 or case.heading.text.startswith("第")
    sets_out = beside and case.planned and case.role is Role.REVIEW and _SETS_OUT.search(case.words)
    return case.forward if sets_out and not case.timed else None


def lower(case: Case) -> Part | None:
    """A heading below another that names no time goes on with what holds there."""
    return case.before if case.heading.level > 1 and not case.timed else None


def government(case: Case) -> Part | None:
    """政府自身建设: of the plan it is a part by itself, of the review nothing new."""
    if not SELF.search(case.words) or case.timed:
        return None
    return (Role.GOVERNANCE, case.forward[1]) if case.role in _AHEAD_ROLES else case.before


def programme(case: Case) -> Part | None:
    """The first year of a programme that begins with it: 努力实现“十三五”良好开局."""
    if case.page or not case.year or not FIRST_STEPS.search(case.words) or "回顾" in case.words:
        return None
    named = programme_named(case.words)
    if named is not None:
        return case.forward if named[0] == case.year else None
    opens = case.role is Role.TASKS and case.period is not None and case.period.startswith(f"{case.year}/")
    return case.forward if opens else None


def silent(case: Case) -> Part | None:
    """What looks neither way goes on: 是实施“十四五”规划的关键一年 names a time and says nothing of what follows."""
    return case.before if case.silent else None


def running(case: Case) -> Part | None:
    """The goals of years that are under way: of them where they go on, else of this one, which is their last."""
    if not case.dated or not case.looks_ahead or case.back or not case.runs:
        return None
    return (Role.TASKS, case.dated) if case.dated[-4:] > str(case.year) else case.forward


def headline(case: Case) -> Part | None:
    """The headline of a page that names the page's year tells news of that time."""
    if not case.page or not case.dated or case.looks_back or case.ahead or case.dated[:4] != str(case.year):
        return None
    return (case.role, case.dated) if case.role is Role.NEWS else case.before


def year_ahead(case: Case) -> Part | None:
    """The report's year, or a later one, is what it plans."""
    return (Role.TASKS, case.dated) if case.dated and not case.looks_back else None


def time_of_page(case: Case) -> Part | None:
    """「四、支出情况」 of a page tells of the page's own time."""
    own = case.looks_back and case.page and case.role is Role.NEWS and not case.stated
    return case.before if own and not _GONE.search(case.subject) else None


def review(case: Case) -> Part | None:
    """What looks back. Of a plan that is still running, what has been reached stands for the year past."""
    if not case.looks_back:
        return None
    past = str(case.year - 1) if case.year else None
    stated = case.stated
    if stated and "/" in stated and "-" not in stated and case.year and int(stated[-4:]) >= case.year:
        stated = past
    return Role.REVIEW, stated or (case.period if case.role is Role.REVIEW else past)


def plan(case: Case) -> Part | None:
    """What looks ahead, of the period that it names or the report's year."""
    return (Role.TASKS, case.stated or case.forward[1]) if case.ahead else None


class Example(NamedTuple):
    """A heading that a rule decides, what holds before it, and what then holds, in a report of `year`."""

    heading: str
    gives: Part
    before: Part = (Role.REVIEW, "2023")
    level: int = 1
    year: int = 2024
    page: bool = False
    planned: str | None = None


class HeadingRule(NamedTuple):
    """One way to decide."""

    name: str
    find: Callable[[Case], Part | None]
    examples: tuple[Example, ...]


_REVIEW, _PLAN = (Role.REVIEW, "2023"), (Role.TASKS, "2024")
_FIVE_YEARS, _NINTH = (Role.TASKS, "2021/2025"), (Role.TASKS, "1996/2000")
RULES: tuple[HeadingRule, ...] = (
    HeadingRule("explains", explains, (Example("名词解释", (Role.OTHER, None)), Example("附件1", (Role.OTHER, None)))),
    HeadingRule(
        "plan_before",
        plan_before,
        (
            Example("第一节 发展基础", (Role.REVIEW, "2016/2020"), _FIVE_YEARS, 2, 2021, planned="2021/2025"),
            Example("一、“八五”计划完成情况", (Role.REVIEW, "1991/1995"), _NINTH, year=1996, planned="1996/2000"),
        ),
    ),
    HeadingRule(
        "plan_sets_out",
        plan_sets_out,
        (Example("第二节 面临的形势", _FIVE_YEARS, (Role.REVIEW, "2016/2020"), 2, 2021, planned="2021/2025"),),
    ),
    HeadingRule("lower", lower, (Example("（一）稳住工业", _PLAN, _PLAN, level=2),)),
    HeadingRule(
        "government",
        government,
        (
            Example("四、加强政府自身建设", (Role.GOVERNANCE, "2024"), _PLAN),
            Example("四、加强政府自身建设", _REVIEW, _REVIEW),
            Example(
                "四、加强政府自身建设", (Role.GOVERNANCE, "2021/2025"), _FIVE_YEARS, year=2021, planned="2021/2025"
            ),
        ),
    ),
    HeadingRule(
        "programme",
        programme,
        (Example("二、努力实现“十四五”良好开局", (Role.TASKS, "2021"), (Role.REVIEW, "2020"), year=2021),),
    ),
    HeadingRule("silent", silent, (Example("民生与社会", _PLAN, _PLAN), Example("工业经济", _REVIEW, _REVIEW))),
    HeadingRule(
        "running",
        running,
        (Example("二、“十四五”奋斗目标", (Role.TASKS, "2021/2025"), (Role.REVIEW, "2022"), year=2023),),
    ),
    HeadingRule(
        "headline", headline, (Example("2024年新区经济", (Role.NEWS, "2024"), (Role.NEWS, "2023"), page=True),)
    ),
    HeadingRule(
        "year_ahead",
        year_ahead,
        (
            Example("二、2024年主要工作", _PLAN),
            Example("2024年工作安排", _PLAN),
            Example("二、二〇二四年的工作", _PLAN),
        ),
    ),
    HeadingRule(
        "time_of_page",
        time_of_page,
        (Example("四、支出完成情况", (Role.NEWS, "2024"), (Role.NEWS, "2024"), page=True),),
    ),
    HeadingRule(
        "review",
        review,
        (
            Example("一、2023年工作回顾", _REVIEW),
            Example("一、过去一年的工作", _REVIEW, _PLAN),
            Example("一、2023年工作总结及2024年形势分析", _REVIEW),
            Example("2023年国民经济计划执行情况与2024年国民经济", _REVIEW),
            Example("一、2023年的政府工作和2024年的奋斗目标", _REVIEW, _PLAN),
            Example("一、2024年1—9月工作回顾", (Role.REVIEW, "2024-01/2024-09")),
        ),
    ),
    HeadingRule(
        "plan",
        plan,
        (
            Example("二、下一步工作打算", _PLAN),
            Example("二、确保各项任务圆满收官", _PLAN),
            Example("二、今后工作", _PLAN),
            Example("三、后三个月工作", _PLAN),
        ),
    ),
)


def decided(case: Case) -> tuple[str, Part]:
    """The name of the rule that decides, and role and period of the section; without one, what holds before it."""
    for rule in RULES:
        found = rule.find(case)
        if found is not None:
            return rule.name, found
    return "", case.before
