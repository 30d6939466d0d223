"""The times that name a five-year plan: “十四五”时期, 第一个五年计划期间, “十二五”头三年."""

from __future__ import annotations

import re

from mubiao.documents.structure import dates
from mubiao.documents.structure.headings import five_year_plan
from mubiao.extract.context.clock import Clock
from mubiao.patterns import lazy

Resolved = tuple[str | None, bool, bool]
"""(period, spans several years, counts from then on)."""
_GUIDES = lazy(
    r"(?:规划|计划)?(?:纲要)?(?:中?(?:确定|提出|明确))?的?(?:目标|总体|任务|各项){0,2}(?:要求|部署)(?!是|为|[:：])"
)
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
        return f"{span[0]}/{span[0] + dates.number(tail[1]) - 1}", True, False
    if _GUIDES.match(m.string, m.end()):
        return None  # 「按照“十三五”规划的目标要求」 says what is followed, not when
    if tail in ("规划", "计划", "") and m.string[m.end() : m.end() + 2] in ("目标", "规划", "计划"):
        return None
    return f"{span[0]}/{span[1]}", True, tail == "以来"
