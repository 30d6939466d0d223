"""What is estimated: 预计 before or behind a number, in brackets or in a note; and what has been done beside a plan."""

from __future__ import annotations

import re
from functools import lru_cache

from mubiao.extract.decisions import Words
from mubiao.extract.fields.claims.cases import TARGET_WORD, Case, Claimed
from mubiao.model import Claim, Role
from mubiao.patterns import lazy

_MAY = lazy(r"可(?=达|完成|实现|增长|提高|下降|新增|突破|超过)(?![能以])")
_ESTIMATED = lazy(
    r"(?:[、，,][^，,。；;\n(（]{0,20})?[(（](?:[均都]?[为是系])?(预计)数?"
)  # 146亿元、增长6.1%（预计）: both
_ESTIMATED_ABOVE = lazy(
    r"(以上|上述|文中|本文|报告中|本报告|以下)[^。；;\n\d]{0,8}(?:(?P<year>(?:19|20)\d\d)年(?:度)?)?[^。；;\n\d]{0,16}?"
    r"(?:均|都|皆)?(?:为|是|系)(?:初步)?(?:预计|预测|预估|估算)(?:完成)?(?:数|值)"
)
NOTES = ("预计数", "预计值", "预计完成数", "预测数", "预估数", "估算数", "预测值", "预估值")
_PRELIMINARY = lazy(r"初步(?:统计|核算|测算)|快报|据统计")
_PART_BEGINS = lazy(r"\n[ \t　*#]*[一二三四五六七八九十]{1,3}[、.]")
_PARAGRAPH_ENDS = lazy(r"[。！!][”\"*]{0,3}[^\S\n]{0,4}\n")  # works of a list below are told as done
SPOKEN = lazy(r"(?<![(（])(?:预计|预估|估算|预测|有望)")
_FIGURE = lazy(r"\d ?(?:[万亿%元个家项人吨亩公平户套]|美元)")
_BELOW_REACH = 3_000


def year_ending(case: Case) -> Claimed | None:
    """In a review, 预计 right before the figure of the year that is running: it is known but for its last weeks."""
    if case.section.role is not Role.REVIEW or case.past is None or case.frame_year != case.past + 1:
        return None
    told = SPOKEN.search(case.clause)
    if not told or case.begins:
        return None
    return Claimed(Claim.ESTIMATE, told[0], "estimated", False, case.at(told, case.clause_at))


def noted(case: Case) -> Claimed | None:
    """32亿元（预计）."""
    noted = _ESTIMATED.match(case.text, case.q.outer_end)
    if not noted:
        return None
    return Claimed(Claim.ESTIMATE, noted[1], "estimated", False, (Words("cue", *noted.span(1)),))


def estimated(case: Case) -> Claimed | None:
    """预计增长6%; 初步统计 behind it says that the year is over."""
    told = next((one for one in SPOKEN.finditer(case.before) if not _of_an_item(case.before, one)), None)
    if not told or case.begins or _PRELIMINARY.search(case.before, told.end()):
        return None  # 预计由2000年的A增加到B: A has been
    if case.frame_year is not None and case.past is not None and case.frame_year < case.past:
        return None  # 预计产值960亿元，继2021年突破800亿元后: the year before has been
    if told[0] == "有望" and "有望" not in case.clause and "；" in case.before[told.end() :].replace(";", "；"):
        return None  # 减排有望完成年度目标；物价上涨2%: it tells of its own item
    return Claimed(Claim.ESTIMATE, told[0], "estimated", False, case.at(told, case.start))


def _of_an_item(before: str, told: re.Match[str]) -> bool:
    """总投资120亿元，预计到位资金36亿元；实际利用外资1.2亿美元: 预计 in the middle of a list holds for its own item."""
    over = before.find("；", told.end()) >= 0 or before.find(";", told.end()) >= 0
    return over and _FIGURE.search(before, 0, told.start()) is not None


def may_reach(case: Case) -> Claimed | None:
    """In a review, 森林覆盖率可提高1个百分点: the year has not been closed."""
    told = _MAY.search(case.gap) if case.section.role is Role.REVIEW else None
    words = case.at(told, case.q.outer_start - len(case.gap))
    return Claimed(Claim.ESTIMATE, "可", "estimated", False, words) if told else None


def estimated_below(case: Case) -> Claimed | None:
    """8%（预计数，下同）: what follows in its paragraph is estimated, but what it comes from (由49%提高到58%)."""
    if case.begins:
        return None
    end = case.q.outer_start
    at = case.text.rfind("下同", max(0, end - _BELOW_REACH), end)
    while at >= 0 and "预计" not in case.text[max(0, at - 8) : at]:
        at = case.text.rfind("下同", max(0, end - _BELOW_REACH), at)  # 比上年（下同）增长 is another one
    if at < 0 or _PART_BEGINS.search(case.text, at, end):
        return None
    if _PARAGRAPH_ENDS.search(case.text, at, end) and not _one_list(case.text, at, end):
        return None
    return Claimed(Claim.ESTIMATE, "预计", "estimated", False, (Words("cue", at, at + 2),))


def _one_list(text: str, start: int, end: int) -> bool:
    """Whether all lines from the one that holds `start` to `end` are items of a list that dashes mark."""
    line = text.rfind("\n", 0, start) + 1
    return all(item.lstrip(" \t　*").startswith(_DASHES) for item in text[line:end].splitlines() if item.strip())


_DASHES = ("——", "──", "—", "--")


def estimated_above(case: Case) -> Claimed | None:
    """地区生产总值418亿元。以上数据均为预计数: a note behind the figures, or one that holds for the whole text."""
    if case.begins:
        return None
    end = case.q.outer_end
    for start, last, above, year in _notes(case.text):
        near = not above or end <= start <= end + _BELOW_REACH
        if near and (case.frame_year or case.past) == (year or case.past):
            return Claimed(Claim.ESTIMATE, "预计", "estimated", False, (Words("cue", start, last),))
    return None


@lru_cache(maxsize=4)
def _notes(text: str) -> tuple[tuple[int, int, bool, int | None], ...]:
    """Notes that call figures estimates: where each stands, whether it is of those above, of which year."""
    if not any(word in text for word in NOTES):
        return ()
    return tuple(
        (told.start(), told.end(), told[1] in ("以上", "上述"), int(told["year"]) if told["year"] else None)
        for told in _ESTIMATED_ABOVE.finditer(text)
    )


def since_targeted(case: Case) -> tuple[Words, ...]:
    """计划实施项目80个，目前已开工62个，完成投资23亿元: what stands behind 目前已, if no target follows."""
    told = _BY_NOW.search(case.before)
    if told is None or case.target_word is None or told.start() < case.target_word.start():
        return ()
    if TARGET_WORD.search(case.before, told.end()) or SPOKEN.search(case.before):
        return ()
    return case.at(told, case.start)


_BY_NOW = lazy(
    r"(?:目前|现|截至目前|截至[^，,。；;]{1,10}[，,]?|[一二三]季度|上半年|前三季度)[^，,。；;\d]{0,6}?(?:已经?|累计|(?<!季度)(?<!半年)(?:完成|建成|实现))(?!后)"
)


_REST = lazy(r"(?:下半年|[下后]一?步|下一?阶段|[三四]季度|后[三四五六]个月)[^。；;\n]{0,60}")
_INTENDS = lazy(r"计划|将(?!近)|力争|确保|拟|安排|要(?=[完新建改实达开培引争投加推扩])|目标|有望(?!超)")
_PART = lazy(r"H1|-0[3-9]$|-0[3-9]/|/\d{4}-0[3-9]")
REST = ("下半年", "下步", "下一步", "下一阶段", "下阶段", "后一步", "后步", "季度", "个月")
"""One of them stands wherever the rest of a year is told of."""


def rest_of_year(case: Case) -> Claimed | None:
    """下半年，全县计划开工12个，全年力争增长9%, in a release of the first half: what its year is still to bring."""
    if _PART.search(case.section.period or "") is None:
        return None
    rest = _REST.search(case.before)
    if rest is None or _INTENDS.search(case.before, rest.start()) is None:
        return None
    return case.say(Claim.TARGET, "rest-of-year", case.at(rest, case.start))
