"""Years of numbers that belong together: of pairs of amounts, and of rows that 分别 deals years out to.

由2013年的A提高到2021年的B: their years, and those of what goes on from them or runs between; 2018年、2019年，投资分别
增长11.2%和9.8%: the year of each.
"""

from __future__ import annotations

import re

from mubiao.extract.context.contexts import Mention
from mubiao.extract.fields.periods.cases import MOVED_TO, Case, Timing
from mubiao.model import Measure
from mubiao.patterns import lazy

_Y = r"(?:19|20)\d\d"
_PAIR = lazy(rf"[从由](?P<first>{_Y})年(?:[^。；;，,\n]{{1,30}}?|[^。；;，,\n]{{1,20}}[，,])[到至达](?P<last>{_Y})年")
_BEHIND = lazy(rf"[，,、](?:分别)?[从由](?P<first>{_Y})年[^。；;\n]{{1,40}}?[到至达](?P<last>{_Y})年")
_FROM_TO = lazy(r"[从由](?!\d{4}年)[^，,。；;\n]{1,24}?(?:到|至|为|达)$")
_REACH = 160  # characters in which the pair was told
_LISTED = lazy(rf"{_Y}年?(?:(?:[、，,和与及]|以及){_Y}年?)+(?<=年)(?:[末底]|以来|度)?")
_RANGE = lazy(rf"({_Y})年?[-—–~～至到]+({_Y})年")
_YEARS = lazy(_Y)
_LONGEST = 12  # numbers of a row
_ROW_REACH = 120  # characters before the row in which its years stand


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


def dealt(case: Case) -> Timing | None:
    """The year of a row of years that is this number's."""
    mention, mentions = case.mention, case.frames.mentions
    number = mention.number + 1
    if not mention.linked and not (number < len(mentions) and mentions[number].linked):
        return None
    start = max(mention.statement_start, mention.anchor - _ROW_REACH)
    if case.text.find("分别", start, mention.quantity.outer_start) < 0:
        return None
    row = _row(mentions, mention)
    if row is None:
        return None
    number, size, first = row
    start = max(first.statement_start, first.quantity.start - _ROW_REACH)
    years = _years(case.text, start, first.quantity.start)
    if len(years) == size:
        return case.say(str(years[number]), "stated", True)
    year = str(case.last if case.several else case.period)[:4]
    parts = _parts(case.text, start, first.quantity.start, year) if year.isdigit() else []
    return case.say(parts[number], "stated", True) if len(parts) == size else None


_PART = r"(?:[一二三四]季度|[上下]半年|前三季度|全年)"
_PARTS = lazy(rf"{_PART}(?:[、，,和]{_PART}){{1,4}}")
_EACH_PART = lazy(_PART)
_CALLED = {"上半年": "H1", "下半年": "H2", "全年": ""}
_QUARTERS = {"一": "01/{}-03", "二": "04/{}-06", "三": "07/{}-09", "四": "10/{}-12"}


def _parts(text: str, start: int, end: int, year: str) -> list[str]:
    """一季度、上半年、前三季度，增速分别为7.5%、8.1%、8.7%: parts of a year, dealt out."""
    listed = [*_PARTS.finditer(text, start, end)] if text.find("季度", start, end) >= 0 else []
    if not listed:
        return []
    return [year + _part(words, year) for words in _EACH_PART.findall(listed[-1][0])]


def _part(words: str, year: str) -> str:
    if words in _CALLED:
        return _CALLED[words]
    return "-" + ("01/{}-09" if words == "前三季度" else _QUARTERS[words[0]]).format(year)


def _row(mentions: tuple[Mention, ...], mention: Mention) -> tuple[int, int, Mention] | None:
    """Which of how many numbers of one subject a mention is, and the first of them."""
    first = last = mention.number
    while mentions[first].linked and first > 0 and mention.number - first < _LONGEST:
        first -= 1
    while last + 1 < len(mentions) and mentions[last + 1].linked and last - first < _LONGEST:
        last += 1
    row = mentions[first : last + 1]
    alike = len({(one.subject, one.quantity.unit) for one in row}) == 1
    return (mention.number - first, len(row), row[0]) if len(row) > 1 and alike else None


def _years(text: str, start: int, end: int) -> list[int]:
    listed = [*_LISTED.finditer(text, start, end)]
    if listed:
        return [int(year) for year in _YEARS.findall(listed[-1][0])]
    told: list[re.Match[str]] = [*_RANGE.finditer(text, start, end)]
    return list(range(int(told[-1][1]), int(told[-1][2]) + 1)) if told else []
