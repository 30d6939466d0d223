"""The sections of a report, and what each of them is for.

A report speaks first of the past and then of the future, and a number means the opposite in either half: reading the
review as the plan is the best-known mistake of this field. So the headings decide, before any sentence is read, which
claim and which period a fact inherits; sentences may overrule them later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from mubiao.documents.characters import years_in_digits
from mubiao.documents.structure.heading_rules import Case, decided
from mubiao.documents.structure.headings import (
    ATTACHMENT,
    Heading,
    article_starts,
    headings,
    headlines,
    merged,
    part_of_year_told,
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
from mubiao.documents.structure.titles import (
    is_action_plan,
    tells_final_accounts,
    tells_plan_done,
    years_of_plan,
    years_told,
)
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
    settled = (kind == "budget_report" and tells_final_accounts(title)) or (
        kind == "plan_report" and tells_plan_done(title, year)
    )
    if year is not None and settled:
        year += 1  # final accounts look back on their year, as a report of the next one would
    page = kind in ("news", "explainer", "other")
    found = merged(headings(text), headlines(text)) if page else headings(text)
    text = years_in_digits(text)  # as long as before; what is kept of a heading is as printed
    this_year = this_year if this_year is not None else year
    past = past if past is not None else this_year
    forced = silent_shifts(text, found, year, this_year) if not page else {}
    if page:
        found, forced = announcements(text, found, this_year)
    planned = _planned(year, title, text) if kind == "plan" else None
    opening = (Role.TASKS, planned) if kind == "plan" else _opening(kind, year, past)
    part = part_of_year_told(title, text, this_year) if opening[0] is not Role.TASKS else None
    if part:
        opening = opening[0], part

    since = _since_founding(text, found, year)

    def drawn() -> list[Section]:
        return _sections(text, found, forced, opening, page, year, this_year, since, planned)

    # Each turn sees the sections that those before it have made.
    turns: list[Callable[[list[Section]], Iterable[tuple[Heading, Turned]]]] = []
    if kind in REPORTS:
        turns.append(lambda sections: _unheaded(text, sections, found, year, this_year))
    if not page:
        turns.append(lambda sections: passages(text, sections, year, past))
        turns.append(lambda sections: goals_within_review(text, Locator(sections), year))
    if kind == "other" and opening[0] is Role.NEWS:
        turns.append(lambda sections: _to_come(text, sections, title, year))
    turns.append(lambda sections: year_within_programme(text, Locator(sections), year, this_year))
    sections = drawn()
    for turn in turns:
        if shifts := dict(turn(sections)):
            begun = {heading.start for heading in found}
            found = _in_order([*found, *(heading for heading in shifts if heading.start not in begun)])
            forced |= {heading.start: turned for heading, turned in shifts.items()}
            sections = drawn()
    return sections


def _to_come(text: str, sections: list[Section], title: str, year: int | None) -> Iterator[tuple[Heading, Turned]]:
    """Where a page turns to work to come without a heading that says so."""
    from mubiao.documents.structure.stretches import to_come  # most texts have headings

    untitled = not title or title not in (line.strip(_MARKS) for line in text.splitlines()[:_HEAD])
    opening = sections[0].role, sections[0].period
    yield from to_come(text, Locator(sections), opening, year, untitled=untitled)


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
    if turned is None and year is not None and (told := _works_announced(text, year)) is not None:
        turned = told, str(year)
    if turned is not None:
        start = text.rfind("\n", 0, turned[0]) + 1
        yield Heading(start, start, 1, ""), (Role.TASKS, turned[1])


_WORKS_AHEAD = lazy(  # 2023年，街道将重点抓好以下工作：, on a line of its own
    r"^[^\S\n]*(?:(?P<year>20\d\d)年|明年|新的一年|下一步|下一阶段|下阶段|今后|接下来)(?:里|中)?[，,]?[^。：:\n]{0,24}?"
    r"(?:将|要|拟|重点|着力|主要)[^。：:\n]{0,16}?(?:工作|任务|方面|文章|做起)[：:。]?[^\S\n]*$",
    re.M,
)


def _works_announced(text: str, year: int) -> int | None:
    """Where a line announces the works of the report's year or of what comes next, if one does."""
    told = next((m for m in _WORKS_AHEAD.finditer(text) if m["year"] in (None, str(year))), None)
    return told.start() if told is not None else None


_FOUNDED_SINCE = lazy(r"(?:成立|组建|挂牌|设立|建[区县市])(?:以来|后|至今)", holds=("以来", "后", "至今"))
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
    planned: str | None,
) -> list[Section]:
    role, period = opening
    articles = article_starts(text, found) if role is Role.NEWS else frozenset()
    sections = [Section(0, len(text), 0, "", "", role, period)]
    stack: list[tuple[int, str]] = []
    aside: tuple[int, str | None] | None = None  # level and period before a heading that names years of a plan
    ends = _ends(found, len(text))
    for heading, end in zip(found, ends, strict=True):
        if heading.start in articles:
            role, period = opening
            stack = []
        elif heading.start in forced:
            (role, period), aside = forced[heading.start], None
        else:
            if aside is not None and heading.level <= aside[0]:
                period, aside = (
                    aside[1],
                    None,
                )  # （五）做好“十三五”规划, and behind it （六）改善人居: of the year again
            before = role, period
            role, period = decided(Case(heading, before, year, this_year, page=page, planned=planned))[1]
            if heading.level > 1 and before == (Role.TASKS, str(year)) and role is Role.TASKS and "/" in (period or ""):
                aside = heading.level, before[1]
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


def _planned(year: int | None, title: str, text: str) -> str | None:
    """The years of a plan, by its title; without them the five that begin with its year.

    A plan of measures may tell its years where it begins; else it is of its own year.
    """
    span = years_of_plan(title)
    if span is None and is_action_plan(title):
        span = years_told(text)
        if span is None:
            return str(year) if year else None
    span = span or ((year, year + 4) if year else None)
    return f"{span[0]}/{span[1]}" if span else None


def _opening(kind: str, year: int | None, past: int | None) -> tuple[Role, str | None]:
    """What stands before the first heading."""
    if kind in ("news", "other"):
        return Role.NEWS, str(past) if past else None
    if kind == "communique":
        return Role.REVIEW, str(year) if year else None
    if kind == "explainer":
        return Role.OTHER, str(past or year or "") or None
    return Role.REVIEW, str(year - 1) if year else None


_HEAD = 20
_MARKS = " \u3000*#_"
"""Lines among which a title stands, and signs around it."""


class Locator:
    """Finds the innermost section of a position in a text."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def __call__(self, position: int) -> Section:
        """The section that begins last at or before `position`; headings open sections, so that is the innermost."""
        return self._sections[max(0, bisect_right(self._starts, position) - 1)]
