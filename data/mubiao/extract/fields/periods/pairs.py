"""Pairs of amounts, 由2013年的A提高到2021年的B: their years, and those of what goes on from them or runs between."""

from __future__ import annotations

import re

from mubiao.extract.fields.periods.cases import MOVED_TO, Case, Timing
from mubiao.model import Measure
from mubiao.patterns import lazy

_Y = r"(?:19|20)\d\d"
_PAIR = lazy(rf"[从由](?P<first>{_Y})年(?:[^。；;，,\n]{{1,30}}?|[^。；;，,\n]{{1,20}}[，,])[到至达](?P<last>{_Y})年")
_BEHIND = lazy(rf"[，,、](?:分别)?[从由](?P<first>{_Y})年[^。；;\n]{{1,40}}?[到至达](?P<last>{_Y})年")
_FROM_TO = lazy(r"[从由](?!\d{4}年)[^，,。；;\n]{1,24}?(?:到|至|为|达)$")
_REACH = 160  # characters in which the pair was told


def same_base(case: Case) -> Timing | None:
    """The first of a second pair: 由2013年的A提高到2021年的B。财政收入由C提升到D."""
    pair = _pair(case) if case.from_to else None
    return case.say(pair["first"], "same-years", False) if pair else None


def same_end(case: Case) -> Timing | None:
    """The second of a second pair that names no years."""
    if not case.mention.marks & MOVED_TO:
        return None
    start = max(case.mention.sentence_start, case.mention.quantity.outer_start - 40)
    pair = _pair(case) if _FROM_TO.search(case.text, start, case.mention.quantity.outer_start) else None
    return case.say(pair["last"], "same-years", False) if pair else None


def between(case: Case) -> Timing | None:
    """由2013年的A提高到2021年的B，增长1.2倍; 由C提升到D，年均增长9% behind such a pair too."""
    if case.measure is not Measure.GROWTH or not (case.mention.elided or "average" in case.mention.marks):
        return None
    pair = _pair(case)
    if pair is None or int(pair["last"]) - int(pair["first"]) == 1:
        return None  # 由2006年的A调整到2007年的B，增长6%: a growth of the year
    return case.say(f"{pair['first']}/{pair['last']}", "same-years", False)


def within(case: Case) -> Timing | None:
    """The same in a passage of several years, whose averages are of these."""
    return None if "average" in case.mention.marks else between(case)


def behind(case: Case) -> Timing | None:
    """十年来年均增长8%，从2012年的A增加到2021年的B: the years that the average runs over stand behind it."""
    if "average" not in case.mention.marks or case.measure is not Measure.GROWTH:
        return None
    end = case.mention.quantity.outer_end
    told = _BEHIND.match(case.text, end, end + 80)
    return case.say(f"{told['first']}/{told['last']}", "years-behind", True) if told else None


def _pair(case: Case) -> re.Match[str] | None:
    """The pair with years that the statement or the sentence before it has told last."""
    mention, text = case.mention, case.text
    if case.own is not None or case.base is not None or "base" in mention.marks:
        return None
    start = max(0, mention.quantity.outer_start - _REACH)
    start = text.rfind("\n", start, mention.gap_start) + 1 or start
    if text.find("由", start, mention.gap_start) < 0 and text.find("从", start, mention.gap_start) < 0:
        return None
    told = [pair for pair in _PAIR.finditer(text, start, mention.gap_start) if pair["first"] < pair["last"]]
    if not told or (case.time is not None and case.stated and case.time.start > told[-1].end()):
        return None  # nearer than the pair
    return told[-1]
