"""What a time says within a section: 今年 in a review is the year of the review, 五年 in a plan those that it plans."""

from __future__ import annotations

import re
from dataclasses import replace

from mubiao.extract.context.time_plans import number
from mubiao.extract.context.times import Time
from mubiao.model import Role, Section
from mubiao.patterns import lazy

_TO_COME = lazy(
    r"[，,]?(?:(?:我们|全[市县区省]|政府)?(?:将|要|拟|计划|力争|确保|继续|重点(?:抓|做|办))"
    r"|[^，,。；;\n\d]{1,14}?(?<![需主必重])要(?=达到|实现|完成|突破|增长|增加|控制))"
)


_YEARS = lazy("[三四五]年")


def within_section(text: str, time: Time, section: Section) -> Time:
    """今年以来 in the review of a year is that year, though the report was read in the next; 今年将 is not.

    五年 in a plan of several years, and behind 启动三年行动, are those that it plans.
    """
    told = time.words.startswith(("今年", "本年")) and not _TO_COME.match(text, time.end)
    if told and section.role is Role.REVIEW and _BEHIND_LAST.search(text, max(0, time.start - 160), time.start):
        return time  # 去年，财政收入增长21%。今年，财政收入增长15%
    if section.role is Role.REVIEW and told and section.period:
        whole = "H" not in section.period and "-" not in section.period
        year = section.period[-4:] if whole else section.period[:4]
        part = time.period is not None and not time.period.isdigit() and not time.since  # 今年1—11月
        return replace(time, period=re.sub(r"(?:19|20)\d{2}", year, time.period) if part and time.period else year)
    years = section.role is Role.TASKS and section.period and _YEARS.fullmatch(time.words)
    if years and ("/" in (section.period or "") or _SETS_OUT.search(text, max(0, time.start - 48), time.start)):
        assert section.period is not None
        first = int(section.period[:4])
        return replace(time, period=f"{first}/{first + number(time.words[0]) - 1}")
    return time


_BEHIND_LAST = lazy(r"(?:^|[。；;\n])去年[，,][^\n]{4,140}。$")
_SETS_OUT = lazy(r"(?:行动|计划|方案|规划|力争|确保|[到至]20\d\d年)[^。；;\n]{0,44}$")
