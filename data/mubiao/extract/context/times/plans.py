"""The times that name a five-year plan (“十四五”时期, “十二五”头三年) or a year by another one: 次年, 本世纪末."""

from __future__ import annotations

import re

from mubiao.documents.structure import dates
from mubiao.documents.structure.headings import five_year_plan
from mubiao.extract.context.times.clock import Clock
from mubiao.patterns import lazy

Resolved = tuple[str | None, bool, bool]
"""(period, spans several years, counts from then on)."""
_GUIDES = lazy(
    r"(?:规划|计划)?(?:纲要)?(?:中?(?:确定|提出|明确))?的?(?:目标|总体|任务|各项){0,2}(?:要求|部署)(?!是|为|[:：])"
)
_BY = lazy("[按照据照合]")
_OPENING_YEAR = lazy(r"的?(?:规划)?的?(?:开局|收官|起步|关键|攻坚|决胜|第.年|首年|最后一年|承上启下)")


def plan_named(m: re.Match[str], clock: Clock) -> Resolved | None:
    """“十四五”时期."""
    return _plan(m.groupdict(), m, clock)


def plan_counted(m: re.Match[str], clock: Clock) -> Resolved | None:
    """第一个五年计划期间, 第七个五年计划期末."""
    span = five_year_plan(m["nth"])
    if span is None:
        return None
    if m["nthend"] in ("末", "期末"):
        return str(span[1]), False, False
    return f"{span[0]}/{span[1]}", True, m["nthend"] == "以来"


def _plan(g: dict[str, str | None], m: re.Match[str], clock: Clock) -> tuple[str | None, bool, bool] | None:
    name = g["plan"] or ""
    # 五 after 十… is a plan only in quotes or before 期间, 末 …; 「十五个」 is fifteen.
    if not (g["planq"] and g["planq2"]) and not g["plant"] and len(name) < 2:
        return None
    if not (g["planq"] or g["planq2"] or g["plant"]) and m.string[m.end() : m.end() + 1] not in "期规计时末以":
        return None
    span = five_year_plan(name)
    if span is None or (clock.year is not None and not span[0] - 12 <= clock.year <= span[1] + 16):
        return None  # 「“八五”普法」 of a later decade is another plan's number
    if m.string.startswith("普法", m.end()):
        return None
    tail = g["plant"] or ""
    if tail == "开局之年" or _OPENING_YEAR.match(m.string, m.end()):
        return None  # 「“十三五”规划的开局之年」 says which year this is
    if tail in ("末", "期末"):
        return str(span[1]), False, False
    if tail.startswith(("头", "前")):
        return f"{span[0]}/{span[0] + number(tail[1]) - 1}", True, False
    if tail.startswith("后"):
        return f"{span[1] - number(tail[1]) + 1}/{span[1]}", True, False
    guides = _GUIDES.match(m.string, m.end())
    if guides and not (guides[0] == "要求" and not _BY.search(m.string, max(0, m.start() - 4), m.start())):
        return None  # 「按照“十三五”规划的目标要求」 says what is followed, not when
    if tail in ("规划", "计划", "") and m.string[m.end() : m.end() + 2] in ("目标", "规划", "计划"):
        return None
    last = max(span[1], clock.past or 0) if tail.endswith("以来") else span[1]  # “十一五”以来, said in 2012, to 2011
    return f"{span[0]}/{last}", True, tail.endswith("以来")


_NAMED = lazy(r"(?<!\d)((?:19|20)\d\d)年")
_REACH = 60  # characters before 次年 in which the year stands that it follows
_CENTURY = 2000
YEARS = ("次年", "翌年", "本世纪末")
"""What `year_told` knows."""


def number(words: str) -> int:
    """The value of a month or of a small number of years: 8, 十二, 二十; 1 for what is none, as 元 of 元月."""
    return int(words) if words.isdigit() else dates.number(words) or 1


def year_told(m: re.Match[str], clock: Clock) -> str | None:
    """次年 is the year after the one named last; 本世纪末, said before 2000, is that year."""
    if m["rel2"] == "本世纪末":
        return str(_CENTURY) if (clock.year or _CENTURY) < _CENTURY else None
    named = [*_NAMED.finditer(m.string, max(0, m.start() - _REACH), m.start())]
    return str(int(named[-1][1]) + 1) if named else None


def across(m: re.Match[str]) -> tuple[str | None, bool, bool] | None:
    """2022年9月至2023年6月, 2022年9月至次年6月."""
    first, last = int(m["sy"]), int(m["ty"] or int(m["sy"]) + 1)
    begins, ends = f"{first}-{number(m['sm']):02d}", f"{last}-{number(m['tm']):02d}"
    held = all(1 <= number(m[month]) <= 12 for month in ("sm", "tm")) and begins < ends
    return (f"{begins}/{ends}", False, False) if held else None


_COMPARED = ("由", "从", "比", "较", "与", "和", "同")


def year_ago(m: re.Match[str], clock: Clock) -> str | None:
    """由五年前的…: counted back from the year that the text tells of, where something is compared with it."""
    before = m["pre"] or m.string[max(0, m.start() - 1) : m.start()]
    return str(clock.past - number(m["ago"])) if clock.past is not None and before in _COMPARED else None
