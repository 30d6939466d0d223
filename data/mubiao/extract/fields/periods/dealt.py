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
    years = _years(case.text, max(first.statement_start, first.quantity.start - _REACH), first.quantity.start)
    return case.say(str(years[number]), "stated", True) if len(years) == size else None


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
