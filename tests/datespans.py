"""The periods that a bare text names, with their first and last day: 近三年, 2016-2018, 零八年, 2018年十二月.

A report is read by `periods`, which leaves alone what can be something else there (2018 without 年, 10/1/2018, 07年).
A text of which nothing is known but the day it was written is read here, as `find_quantities` reads numbers in mode
`all`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mubiao.extract.context.times.clock import Clock
from mubiao.extract.context.times.names import bounds, part_of_year
from mubiao.extract.context.times.plans import number
from mubiao.extract.context.times.spans import relative_year
from mubiao.extract.context.times.words import MONTH
from mubiao.extract.quantities.units import unit_at, unit_table
from mubiao.patterns import lazy

_N = "[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"  # 8, 十, 二十一
_YY = "0[0-9]|[5-9][0-9]|零[零一二三四五六七八九]|九[零一二三四五六]|一[零四五六七九]"
_SLASHED = "[12][0-9]{3}[/.-][01]?[0-9][/.-][0-3]?[0-9]|[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3}"
_MONTH = rf" {{0,3}}(?:{MONTH}) ?月(?: ?(?:{_N}) ?[日号]|份)?"
_PART = r" ?(?:上半年|下半年|前三季度|第?[一二三四]季度|前 ?(?:[0-9]{1,2}|[一二三四五六七八九十]) ?个月)"
# The text is normalised, so that years in Chinese digits are Arabic already.
_POINT = (
    rf"(?<![0-9/.])(?:{_SLASHED})(?![0-9/])"
    rf"|(?<![0-9.,/:])(?:[12][0-9]{{3}}|{_YY}) {{0,3}}年(?:{_MONTH}|{_PART})?"
    rf"|(?:今年|本年|去年|上年|前年|明年|来年)(?:{_MONTH}|{_PART})?"
)
_BARE = "(?<![0-9.,/:A-Za-z-])(?:1[5-9][0-9]{2}|20[0-9]{2}|2100)(?![0-9.,/:A-Za-z%])"
_SPAN = lazy(
    rf"(?P<from>[从自由在]?) ?(?P<first>{_POINT}|{_BARE}(?= ?[-—~至到])) ?"
    rf"(?:[-—~至到] ?(?P<last>{_POINT}|(?<![0-9])(?:1[5-9]|20)[0-9]{{2}}(?![0-9.,/:%]))"
    rf"|[与和] ?(?P<between>{_POINT}) ?之?间)"
    rf"|(?P<one>{_POINT})"
    rf"|(?P<back>过去|最近|近|上)(?: ?的)? ?(?P<n>{_N}) ?个? ?年"
    rf"|(?P<ahead>未来|今后|接下来|下)(?: ?的)? ?(?P<m>{_N}) ?个? ?年"
    rf"|(?P<bare>{_BARE})"
)
_NUMBERS = lazy("[0-9]+")
_YEAR = lazy(r"([0-9零一二三四五六七八九]+) *年")
_IN_YEAR = lazy(
    r"(?P<half>[上下])半年|(?P<q3>前三季度)|第?(?P<q>[一二三四])季度"
    rf"|前 ?(?P<mn>[0-9]{{1,2}}|[一二三四五六七八九十]) ?个月|(?P<month>{MONTH}) ?月(?: ?(?P<day>{_N}) ?[日号])?"
)
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


@dataclass(frozen=True, slots=True)
class Span:
    """A period named in a text: `text[start:end]`, and the days it begins and ends with, both of them inside it."""

    start: int
    end: int
    first_day: date
    last_day: date


def find_periods(text: str, reference: date) -> list[Span]:
    """Every period that a normalised text names, in text order; `reference` is the day it was written.

    近三年 are the three years before that day. A range ends with the last day of what it names last: 2016到2018 with
    31 December 2018. What is no day of the calendar is no period.
    """
    found = []
    for m in _SPAN.finditer(text):
        days = _days(m, reference)
        if days is not None and days[0] <= days[1]:
            found.append(Span(m.start(), m.start() + len(m[0].rstrip()), *days))
    return found


def _days(m: re.Match[str], reference: date) -> tuple[date, date] | None:
    if m["first"]:
        first, last = _point(m["first"], reference), _point(m["last"] or m["between"], reference)
        return (first[0], last[1]) if first and last else None
    if m["one"]:
        return _point(m["one"], reference)
    if m["bare"]:
        return bounds(m["bare"]) if unit_at(unit_table(), m.string, _next(m)) is None else None  # 2018人 are people
    if m["back"] == "上" or m["ahead"] == "下":
        years = number(m["n"] or m["m"])
        if years != 1:
            return None  # 上三年级
        return bounds(str(reference.year + (1 if m["ahead"] else -1)))
    if m["back"]:
        return _years_on(reference, -number(m["n"])), reference - timedelta(1)
    return reference, _years_on(reference, number(m["m"])) - timedelta(1)


def _next(m: re.Match[str]) -> int:
    """Where the text goes on after one blank."""
    return m.end() + m.string.startswith(" ", m.end())


def _years_on(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _point(words: str, reference: date) -> tuple[date, date] | None:
    """First and last day of a year, a month, a part of a year or a day."""
    if "年" not in words:
        numbers = [int(n) for n in _NUMBERS.findall(words)]
        if len(numbers) == 1:
            return bounds(words)
        year, month, day = numbers if numbers[0] > 999 else numbers[::-1]
        return _day(year, month, day)
    printed = _YEAR.match(words)
    if printed:
        year = _century(printed[1].translate(_HAN_DIGITS), reference)
        rest = words[printed.end() :]
    else:
        year = relative_year(words, Clock(reference.year, reference.year, reference.year - 1)) or 0
        rest = words[2:]
    inside = _IN_YEAR.search(rest)
    if inside is None:
        return bounds(str(year))
    if inside["day"]:
        return _day(year, number(inside["month"]), number(inside["day"]))
    if inside["month"]:
        return bounds(f"{year}-{number(inside['month']):02d}")
    return bounds(part_of_year(inside.groupdict(), year))


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _century(digits: str, reference: date) -> int:
    """07 → 2007; two digits that lie more than ten years ahead belong to the century before."""
    if len(digits) > 2:
        return int(digits)
    year = reference.year // 100 * 100 + int(digits)
    return year if year <= reference.year + 10 else year - 100
