"""The years that a document speaks from, as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mubiao.documents.structure.dates import dated_year, named_at, told_done
from mubiao.documents.structure.headings import part_of_year_told
from mubiao.documents.structure.titles import tells_final_accounts, tells_plan_done
from mubiao.model import REPORTS
from mubiao.patterns import lazy

_YEAR_GONE = lazy(r"过去的?一年|一年来[，,]")
_CONGRESS = lazy(r"(?:人民代表大会|人大|人代会)[^。\n]{0,12}(?:会议|大会)", holds=("人民代表大会", "人大", "人代会"))
_NEXT_YEAR = lazy(
    r"明年[^。；，,\n]{0,24}(?:(?:预期|主要|总体|奋斗|工作|发展)目标|政府工作|工作的?(?:总体|基本)?(?:要求|思路|指导思想|重点|任务|安排|打算|计划|部署))"
)
_NEXT_IS = lazy(r"(?<![\u4e00-\u9fff])明年是|[做抓]好明年的?[^。；，,\n]{0,8}工作|^[^\S\n]{0,6}明年[，,]", re.M)
_THIS_AHEAD = lazy(
    r"(?<!预计)今年[^。；，,\n]{0,12}?(?:目标|任务|工作(?!回顾|总结|情况)|安排|要求|要(?=[完新建改实达])|将(?!近)|力争|确保)"
)
_WILL = lazy(r"年[，,]?[^，,。；;\n\d]{0,8}?(?:还?将(?!近)|拟|力争|计划(?!投资)|预计将|安排)")
_LATE = 10  # the month from which a report of the next year may be delivered


def _to_come(text: str, year: int) -> bool:
    """2014年完成3万亩。今年计划再造2万亩，2016年还将修复1万亩: 今年 is the year between, that is not named."""
    if f"{year - 2}年" not in text or f"{year - 1}年" in text:
        return False
    named = [*named_at(text, year)]
    return bool(named) and all(_WILL.match(text, at + 4) for at in named)


_NOW_PLANNED = lazy(r"今年[，,]?(?!以来)[^。；;\n\d]{0,14}?(?:计划|将|力争|拟|要(?=[完新建改实达引争投加推扩增]))")
_NOW_RUNS = lazy("今年(?:以来|[上下]半年|第?[一二三四]季|前|1|元月|一月)|(?:截至|截止)(?:目前|今年)|本年")


def _planned_now(text: str, year: int) -> bool:
    """2014年，全村收入达86万元。今年，计划新建大棚30座: the year that is told whole is not 今年."""
    if not _told_of_whole(text, year) or f"{year + 1}年" in text or _NOW_RUNS.search(text):
        return False
    return _NOW_PLANNED.search(text) is not None


def _of_last(text: str, this_year: int) -> bool:
    """Whether news of the first months gives the figures of the year before: 2018年，…。城镇居民收入…。2019年将…."""
    if not any(text.startswith(("年，", "年,"), at + 4) for at in named_at(text[:_OPENING], this_year - 1)):
        return False
    return "今年" not in text and all(_WILL.match(text, at + 4) for at in named_at(text, this_year))


_WHOLE = lazy(r"年(?!度?\s*\d|[上下]半|前|第?[一二三四]季|初|起|以来|[末底]?前|计划|规划)")
_RUNS = lazy(r"今年|[上下]半年|季度|\d月份|[1-9]月[，,底末]")


def _told_whole(text: str, year: int) -> bool:
    """Whether a page tells of the whole of its year, and of no part of it: 2020年，全县实现…."""
    return any(_WHOLE.match(text, at + 4) for at in named_at(text, year)) and not _RUNS.search(text)


_FIGURES = lazy(r"年(?:全年|度)?[，,]?[^。；;\n]{0,40}?\d")


def _told_of_whole(text: str, year: int) -> bool:
    """Whether figures are told of the whole of a year, and nowhere of a part of it."""
    named = [*named_at(text, year)]
    plain = [at for at in named if _WHOLE.match(text, at + 4) and _FIGURES.match(text, at + 4)]
    return bool(plain) and not any(_OF_PART.match(text, at + 4) or _WILL.match(text, at + 4) for at in named)


_OF_PART = lazy(r"年(?:\d|[上下]半|前|第?[一二三四]季)")


_OPENING = 600


def _meets(text: str, year: int) -> bool:
    """Whether news tells of a congress that looks at the plan or the budget of a year: 审查2022年计划草案."""
    if _CONGRESS.search(text, 0, _OPENING) is None:
        return False
    return any(_ARRANGED.match(text, at + 5) for at in named_at(text[: 2 * _OPENING], year))


_ARRANGED = lazy(r"[^。；;\n]{0,16}?(?:计划|预算|草案|目标|任务|安排)(?!执行)")


def _first_to_come(year: int | None, text: str, published: date | None) -> int | None:
    """The first of the years to come: of a party congress that meets late in a year, the next one."""
    late = published is not None and published.year == year and published.month >= _SECOND_HALF
    return year + 1 if year is not None and late and _PARTY.search(text, 0, _OPENING) else year


_SECOND_HALF = 6
_PARTY = lazy(r"共产党[^。，\n]{0,16}代表大会|党代会|次党员?代表大会", holds=("共产党", "党代会", "代表大会"))


@dataclass(frozen=True, slots=True)
class Clock:
    """The years that a document speaks from."""

    year: int | None  # of the report: the one whose targets it sets
    this_year: int | None  # what 今年 means
    past: int | None  # the year under review
    ahead: int | None = None  # the first of 今后五年
    over: bool = False  # a page that tells of the whole of its year: 五年来 ends with it

    @classmethod
    def of(cls, year: int | None, kind: str, text: str, published: date | None, title: str = "") -> Clock:
        """News and explainers may be written before the year whose targets they report: 明年 tells."""
        this_year, now = year, False
        if year is not None and kind in ("news", "explainer", "other"):
            if published is not None and published.year <= year:
                this_year = published.year
            elif "明年" in text and f"{year}年" in text and (dated_year(text) or 0) < year:
                this_year = year if told_done(text, year) else year - 1
            elif "今年" in text and _to_come(text, year):
                this_year = year - 1
            elif now := published is None and "今年" in text and _planned_now(text, year):
                this_year = year + 1
        elif year is not None and kind in REPORTS and ("明年" in text or "今年" in text):
            early = published is not None and published.year == year - 1 and published.month >= _LATE
            summed = title.endswith("总结")
            spoken = _NEXT_YEAR.search(text) or (early and _NEXT_IS.search(text))
            plain = early and not _THIS_AHEAD.search(text)
            if "明年" not in text:
                summed, spoken = False, None  # 今年，我市遭遇了洪灾: the year in whose December it is read
            if summed or plain or ((early or published is None) and spoken):
                this_year = year - 1  # read in December: 明年 is the year that it arranges
        if kind in (*REPORTS, "communique", "explainer", "plan"):
            past = year - 1 if year is not None else None
            told = kind in REPORTS and (part_of_year_told(title, text, year) or tells_final_accounts(title))
            told = told or tells_plan_done(title, year)
            if kind == "communique" or told:
                past = year  # what is reported is of the year itself
        else:
            # News of a work report speaks of 去年 as done and of 今年 as a target.
            reported = now or (
                this_year is not None and "工作报告" in text[:2000] and "去年" in text and "明年" not in text
            )
            if this_year is not None and published is None:
                reported |= _meets(text, this_year) and _YEAR_GONE.search(text, 0, 2 * _OPENING) is not None
            if published is not None and published.month <= 3:
                reported |= this_year is not None and f"{this_year - 1}年工作回顾" in text[: 2 * _OPENING]
                reported |= this_year is not None and bool(_YEAR_GONE.search(text) or _of_last(text, this_year))
            past = this_year - 1 if reported and this_year is not None else this_year
        over = past is not None and past == year and _told_whole(text, past)
        return cls(year, this_year, past, _first_to_come(year, text, published), over)
