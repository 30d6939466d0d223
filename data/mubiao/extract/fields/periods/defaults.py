"""What holds for a fact where no time is named, and what it is held against."""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.context.times.spans import Time
from mubiao.model import Claim, Role, Section


def default(section: Section, clock: Clock, claim: Claim, subject: str) -> str | None:
    """The period of what names none: the section's, else the year of the report or the one before it."""
    if claim is Claim.PLAN and section.role is Role.NEWS and clock.year and "计划投资" in subject:
        return str(clock.year)
    if claim is Claim.TARGET and section.role in (Role.NEWS, Role.OTHER) and clock.year:
        return str(clock.year)
    if section.period:
        return section.period
    if claim is Claim.TARGET and clock.year:
        return str(clock.year)
    return str(clock.past) if clock.past else None


def year(period: str | None, clock: Clock) -> int | None:
    """The year that a part of a year is of, where the text leaves it open: the one that a period ends with."""
    if period and period[:4].isdigit():
        return int(period[-4:] if "/" in period and "-" not in period else period[:4])
    return clock.this_year


def delivered(opening: Time, section: Section, claim: Claim) -> bool:
    """The year in which a report is delivered, named on the line where its review begins: no time of its results."""
    settled = section.role is Role.REVIEW and claim is not Claim.TARGET and section.period is not None
    return settled and not opening.multi and (opening.period or "")[:4] > str(section.period)[-4:]


def comparison(mention: Mention, base: Time | None) -> str | None:
    """What a number is held against, as printed: 比2012年, 同比, 年均."""
    if base is not None:
        return base.words
    for word in mention.cue_words:
        if word.startswith(("比", "较", "同比", "环比", "年均", "年平均")) and word != "比重":
            return word
    return None


def holds(opening: Time, section: Section, claim: Claim) -> bool:
    """Whether the time that opens the paragraph holds for its results; in a review, not the review's own year again."""
    if opening.since or delivered(opening, section, claim):
        return False
    if section.role is Role.TASKS and len(opening.words) == 2 and opening.words[1] == "年" and opening.multi:
        return "/" in (section.period or "")  # 三年造林10万亩。…, in the plan of a year: of its own sentence
    same = (opening.period or "")[:4] == (section.period or "")[:4]
    return opening.multi or section.role is not Role.REVIEW or not same
