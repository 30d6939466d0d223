"""The sections of a report, and what each of them is for.

A report speaks first of the past and then of the future, and a number means the opposite in either half: reading the
review as the plan is the best-known mistake of this field. So the headings decide, before any sentence is read, which
claim and which period a fact inherits; sentences may overrule them later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

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
    article_starts,
    headings,
    headlines,
    merged,
    part_of_year_told,
    programme_named,
    stated_period,
)
from mubiao.documents.structure.role_shifts import (
    RoleShifts,
    Turned,
    announcements,
    begins_with_targets,
    first_goals,
    goals_within_review,
    passages,
    shift,
    silent_shifts,
    year_within_programme,
)
from mubiao.documents.structure.titles import tells_final_accounts
from mubiao.model import REPORTS, Role, Section
from mubiao.patterns import lazy


def outline(
    text: str,
    *,
    year: int | None = None,
    this_year: int | None = None,
    past: int | None = None,
    kind: str = "work_report",
    title: str = "",
) -> list[Section]:
    """The sections of `text` in text order; the first spans the whole text.

    `title` of a communiqué or an article may name a part of the year, 2025年上半年经济运行情况, which then holds
    throughout.

    Sections do not overlap except that a section contains those of a higher `level` below it. A heading that says
    neither past nor future inherits the role of the one before it, since subheadings seldom repeat it.
    """
    if year is not None and kind == "budget_report" and tells_final_accounts(title):
        year += 1  # final accounts look back on their year, as a report of the next one would
    page = kind in ("news", "explainer", "other")
    found = merged(headings(text), headlines(text)) if page else headings(text)
    this_year = this_year if this_year is not None else year
    past = past if past is not None else this_year
    forced = silent_shifts(text, found, year, this_year) if not page else {}
    if page:
        found, forced = announcements(text, found, this_year)
    opening = _opening(kind, year, past)
    part = part_of_year_told(title, text, this_year) if opening[0] is not Role.TASKS else None
    if part:
        opening = opening[0], part

    since = _since_founding(text, found, year)

    def drawn() -> list[Section]:
        return _sections(text, found, forced, opening, page, year, this_year, since)

    # Each turn sees the sections that those before it have made.
    turns: list[Callable[[list[Section]], Iterable[tuple[Heading, Turned]]]] = []
    if kind in REPORTS:
        turns.append(lambda sections: _unheaded(text, sections, found, year, this_year))
    if not page:
        turns.append(lambda sections: passages(text, sections, year, past))
        turns.append(lambda sections: goals_within_review(text, Locator(sections), year))
    turns.append(lambda sections: year_within_programme(text, Locator(sections), year, this_year))
    sections = drawn()
    for turn in turns:
        if shifts := dict(turn(sections)):
            begun = {heading.start for heading in found}
            found = _in_order([*found, *(heading for heading in shifts if heading.start not in begun)])
            forced |= {heading.start: turned for heading, turned in shifts.items()}
            sections = drawn()
    return sections


def _unheaded(
    text: str, sections: list[Section], found: list[Heading], year: int | None, this_year: int | None
) -> Iterator[tuple[Heading, Turned]]:
    """Where no heading parts the review from the plan at all: the sentence that states the targets does."""
    if any(section.role is Role.TASKS for section in sections):
        return
    begin = headings(text)[0].end if found and found[0].start == 0 else 0
    turned = shift(text, len(text) // 8, len(text), year, this_year)
    turned = turned or first_goals(text, len(text) // 8, len(text), year)
    if begins_with_targets(text, begin, year):
        turned = begin, str(year)
    if turned is not None:
        start = text.rfind("\n", 0, turned[0]) + 1
        yield Heading(start, start, 1, ""), (Role.TASKS, turned[1])


_FOUNDED_SINCE = lazy(r"(?:成立|组建|挂牌|设立|建[区县市])(?:以来|后|至今)")
_FOUNDED = lazy(r"([12]\d{3})年(?:(\d{1,2})月)?(?:\d{1,2}日)?[^，,。；;\n\d]{0,8}?(?:成立|组建|挂牌|设立|建[区县市])")


def _since_founding(text: str, found: list[Heading], year: int | None) -> str | None:
    """The years since a place was founded, where a heading reviews them and the text names the first.

    A place that was founded in December has its first year in the next.
    """
    if year is None or not any(_FOUNDED_SINCE.search(heading.text) for heading in found):
        return None
    told = _FOUNDED.search(text)
    first = int(told[1]) + (told[2] == "12") if told else year
    return f"{first}/{year - 1}" if first < year - 1 else None


_WORKS = lazy(r"实事|重点项目|任务(?:分解|清单|分工)|主要(?:预期)?目标")
"""What an attachment holds that states facts of its own; others explain words."""


def _in_order(found: list[Heading]) -> list[Heading]:
    return sorted(found, key=lambda heading: heading.start)


def _sections(
    text: str,
    found: list[Heading],
    forced: RoleShifts,
    opening: tuple[Role, str | None],
    page: bool,
    year: int | None,
    this_year: int | None,
    since: str | None,
) -> list[Section]:
    role, period = opening
    articles = article_starts(text, found) if role is Role.NEWS else frozenset()
    sections = [Section(0, len(text), 0, "", "", role, period)]
    stack: list[tuple[int, str]] = []
    ends = _ends(found, len(text))
    for heading, end in zip(found, ends, strict=True):
        if heading.start in articles:
            role, period = opening
            stack = []
        elif heading.start in forced:
            role, period = forced[heading.start]
        else:
            role, period = _classify(heading, role, period, year, this_year, page)
            if since and role is Role.REVIEW and _FOUNDED_SINCE.search(heading.text):
                period = since
        if ATTACHMENT.match(heading.text) and _WORKS.search(text, heading.start, heading.end + 80):
            role, period = Role.TASKS, str(year) if year else None
        stack = [entry for entry in stack if entry[0] < heading.level] + [(heading.level, heading.text)]
        path = " › ".join(words for _, words in stack if words)
        sections.append(Section(heading.start, end, heading.level, heading.text, path, role, period))
    return sections


def _ends(found: list[Heading], length: int) -> list[int]:
    """Where each section ends: at the next heading of its own level or of a larger one. One pass from the back."""
    next_start: dict[int, int] = {}
    ends = []
    for heading in reversed(found):
        ends.append(min((s for level, s in next_start.items() if level <= heading.level), default=length))
        next_start = {level: s for level, s in next_start.items() if level < heading.level}
        next_start[heading.level] = heading.start
    return ends[::-1]


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
    heading: Heading, role: Role, period: str | None, year: int | None, this_year: int | None, page: bool
) -> tuple[Role, str | None]:
    """Role and period of a section, given those of the one before it."""
    words = heading.text
    if GLOSSARY.search(words) or ATTACHMENT.match(words):
        return Role.OTHER, None
    forward = (Role.TASKS, str(year) if year else None)
    if heading.level > 1 and not re.search(TIME, words):
        return role, period
    if SELF.search(words) and not re.search(TIME, words):
        return (Role.GOVERNANCE, forward[1]) if role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE) else (role, period)
    if not page and year and _opens_programme(words, role, period, year):
        return forward
    words = _first_subject(words, year)
    back, ahead = BACK.search(words), AHEAD.search(_without_names(words))
    reached = REACHED.search(words)
    if reached and not _STRIVES.search(words, 0, reached.start()):
        back, ahead = reached, None
    if not back and not ahead and not OPENS_WITH_TIME.match(words):
        return role, period  # 「是实施“十四五”规划的关键一年」 names a time and says nothing of what follows
    settled = role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
    if back and settled and not re.search(rf"{TIME}|回顾|总结", words):
        back = None  # 「…取得新突破」 in the plan promises one; only a named time or 回顾 turns a report round
    looks_back = bool(back) and not (ahead and back and ahead.start() < back.start() and "回顾" not in words)
    stated = stated_period(words, year, this_year, looks_back)
    if stated and year and not (back and "回顾" in words):
        # A year decides more surely than any word: 「2016年主要工作」 is the plan of a report of 2016.
        part = "/" in stated or "H" in stated
        if ahead and not back and _runs(stated, year):
            return Role.TASKS, stated if stated[-4:] > str(year) else forward[1]
        looks_back = stated[:4] < str(year) or (looks_back and stated[:4] <= str(year) and part)
        ahead = ahead if not looks_back else None
        if page and not looks_back and not ahead and stated[:4] == str(year):
            return (role, stated) if role is Role.NEWS else (role, period)  # a headline tells news of that time
        if not looks_back:
            return Role.TASKS, stated
    if looks_back:
        if page and role is Role.NEWS and not stated and not _GONE.search(words):
            return role, period  # 「四、支出情况」 of a page tells of the page's own time
        if stated and "/" in stated and year and int(stated[-4:]) >= year:
            stated = str(year - 1)  # a plan that is still running: what has been reached stands for the year past
        return Role.REVIEW, stated or (period if role is Role.REVIEW else str(year - 1) if year else None)
    if ahead:
        return Role.TASKS, stated or forward[1]
    if stated and year:
        return Role.REVIEW, stated
    return role, period


_GONE = lazy("回顾|总结|过去|以来")
_NAME = lazy(r"[“\"][^“”\"]{0,20}[”\"]")


def _without_names(words: str) -> str:
    """The words with what stands in quotes blanked out: 抓好“五大重点工作” names works, and sets none."""
    return _NAME.sub(lambda name: "　" * len(name[0]), words)


_STRIVES = lazy("确保|力争|努力|奋力|争取|推动|为")
_JOINT = lazy(r"(?:回顾|总结)(?:[和与及、]|以及)")


def _first_subject(words: str, year: int | None) -> str:
    """Of 「1998年工作回顾和1999年工作目标」 in the report of 1999 the review: its goals follow where stated."""
    joint = _JOINT.search(words)
    if joint is None or year is None or str(year) not in words[joint.end() :] or not AHEAD.search(words, joint.end()):
        return words
    return words[: joint.end() - 1]


def _runs(stated: str, year: int) -> bool:
    """Whether years that a heading names began before the report's and have not ended before it."""
    first, slash, last = stated.partition("/")
    return bool(slash) and "-" not in stated and int(first) < year <= int(last)


def _opens_programme(words: str, role: Role, period: str | None, year: int) -> bool:
    """Whether a heading tells the first year of a programme that begins with it: 「努力实现“十三五”良好开局」."""
    if not FIRST_STEPS.search(words) or "回顾" in words:
        return False
    named = programme_named(words)
    if named is not None:
        return named[0] == year
    return role is Role.TASKS and period is not None and period.startswith(f"{year}/")


class Locator:
    """Finds the innermost section of a position in a text."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def __call__(self, position: int) -> Section:
        """The section that begins last at or before `position`; headings open sections, so that is the innermost."""
        return self._sections[max(0, bisect_right(self._starts, position) - 1)]
