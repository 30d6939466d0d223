"""Years that 分别 deals out to a row of numbers of one subject: 2018年、2019年，投资分别增长11.2%和9.8%."""

from __future__ import annotations

import re

from mubiao.extract.context.contexts import Mention
from mubiao.extract.fields.periods.cases import Case, Timing
from mubiao.patterns import lazy

_Y = r"(?:19|20)\d\d"
_LISTED = lazy(rf"{_Y}年?(?:(?:[、，,和与及]|以及){_Y}年?)+(?<=年)(?:[末底]|以来|度)?")
_RANGE = lazy(rf"({_Y})年?[-—–~～至到]+({_Y})年")
_YEARS = lazy(_Y)
_LONGEST = 12  # numbers of a row
_REACH = 120  # characters before the row in which its years stand


def dealt(case: Case) -> Timing | None:
    """The year of a row of years that is this number's."""
    mention, mentions = case.mention, case.frames.mentions
    number = mention.number + 1
    if not mention.linked and not (number < len(mentions) and mentions[number].linked):
        return None
    start = max(mention.statement_start, mention.anchor - _REACH)
    if case.text.find("分别", start, mention.quantity.outer_start) < 0:
        return None
    row = _row(mentions, mention)
    if row is None:
        return None
    number, size, first = row
    start = max(first.statement_start, first.quantity.start - _REACH)
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
