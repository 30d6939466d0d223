"""What tells the year of a page that hardly names one: a year that is over, an anniversary, a bare year as a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mubiao.documents.structure.dates import FOUNDED, number
from mubiao.documents.structure.headings import programme_named
from mubiao.patterns import last_of, lazy, marks

_FULL_DAY = lazy(r"(?:19|20)\d{2}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2})")
_ANY_YEAR = lazy(r"(?<!\d)(?:19|20)\d{2}(?:年|[-—~至]\d)")
_WHOLE_YEAR = lazy(
    r"(?<!今年)(?<!今年的)(?<!明年)(?<!预计)(?<!力争)(?<!确保)(?<!占)(?<!去年)(?<!上年)(?:全年(?!度?(?:计划|目标|任务|预算|预期|有望|预计|力争|将|计))|年末)"
)
_THIS = ("今年", "明年", "本年", "年初以来")
_ISSUED_BY = 4
"""The last month in which a page tells of the year before without naming it."""
_HELD_FROM = 11
"""The first month in which a congress arranges the next year."""
_WORK_OF = lazy(
    r"((?:19|20)\d{2})年(?:度)?的?(?:政府|经济|全[市县区])?(?:(?:重点|主要)(?:工作|任务)|工作(?:安排|部署|任务|目标|思路|打算|重点)|目标任务|预期目标)"
)
_OPENING = 1_500
_FOUNDED = {
    "建国": 1949,
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "建党": 1921,
    "中国共产党成立": 1921,
    "建军": 1927,
    "改革开放": 1978,
}
_ANNIVERSARY = lazy(
    rf"今年(?:正)?(?:是|值|恰逢|适逢|迎来)(?:我国|我们党|伟大的?)?(?P<what>{'|'.join(_FOUNDED)})(?P<n>\d{{2,3}}|[一二三四五六七八九十百]{{2,5}})周?年"
)
_BARE_YEAR = lazy(r"(?<![\d.,])((?:19|20)\d{2})(?=[·•|:,\s—-]*[\u4e00-\u9fff])(?!\s*[年级亩米户人万个元吨家条项])")
_SHORT_TITLE = 24
_PLANS = lazy("思路|目标|展望|蓝图|谋划|规划|设想")


_STATED = lazy(  # at the head of a clause: 2022年，该区…, 截至2021年底，…
    r"(?:^|[。；;，,、：:]|截[至止]到?)[^\S\n]*(?![到至比较从自由与同和])(?:[^。；;，,、\n\d到至比较从自由与同和]{1,6}(?<!过去的)(?<!过去)(?<!预计)(?<!力争)(?<!确保)(?<!争取)(?<!计划)(?<!展望)(?<!谋划)(?<!安排)(?<!部署))?"
    r"(?P<year>(?:19|20)\d\d)年(?!以来|以前|之?前|起|代|规划|计划|远景)"
    r"|(?:^|[。；;，,、：:])[^\S\n]*[至到](?P<past>19\d\d)年(?:年?[底末])?(?=[，,])",  # a chronicle's 至1987年，…
    re.M,
)
_NEXT = lazy(r"[。\n]|(?:19|20)\d\d年|[“\"]十[一二三四五六]?五[”\"]")
_REACH = 300  # characters in which a year is told of
_RESULT = lazy(
    r"\d[\d.,]{0,12}\s?(?:[%％‰万亿千]|个百分点|[个家人户亩元吨所套件处条座项名]|平方|公[里顷斤])"
    r"|百分之[一二三四五六七八九十]|[一二三四五六七八九十百千]{2,8}(?:[万亿]|[个家人户亩元吨斤])"
)
_PROMISED = lazy(
    r"将(?!近)|计划(?!的)|力争|拟|确保|目标|规划|预[期计]|(?<![重主需])要(?!求|素|点)|争取|有望|底?前[，,完建实]|实现.{0,6}翻"
)
_FIRST = 40  # characters behind a year in which it is said to be one of founding


def told_last(whole: str, written: date | None) -> tuple[int, str] | None:
    """The last year of which a page plainly states a figure, and its words: it is no older than that.

    A year in which something was founded, or of which something is promised, tells nothing. `written`: the day that
    the page has been put up on, if it says so; what lies behind that is a plan.
    """
    from mubiao.documents.structure.stretches import weight_of  # reports do without

    found: tuple[int, str] | None = None
    for told in _STATED.finditer(whole):
        year = int(told["year"] or told["past"])
        if (found is not None and year <= found[0]) or (written is not None and year > written.year):
            continue
        end = _NEXT.search(whole, told.end(), told.end() + _REACH)
        behind = whole[told.end() : end.start() if end else told.end() + _REACH]
        figure = _RESULT.search(behind)
        if figure is None or _PROMISED.search(behind, 0, figure.start()) or FOUNDED.search(behind, 0, _FIRST):
            continue
        start = last_of(_SENTENCE, whole, max(0, told.start() - _REACH), told.start()) + 1 or told.start()
        if weight_of(whole[start : told.end() + len(behind)]) < _TO_COME:
            found = year, told[0].strip(" 。；;，,、：:(（\n")
    return found


_TO_COME = 1.5
_SENTENCE = marks("。\n")


def page_years(title: str, whole: str, day: date | None) -> Iterator[tuple[str, int, str]]:
    """Cue, year and evidence. All normalised; `day`: the one that a page gives itself, or is stamped with."""
    if day is not None and day.month <= _ISSUED_BY:
        over = _WHOLE_YEAR.search(whole, 0, _OPENING)
        if (
            over is not None
            and not any(word in whole for word in _THIS)
            and not _ANY_YEAR.search(_FULL_DAY.sub("", whole))
        ):
            yield "over-year", day.year - 1, over[0]
    if day is not None and day.month >= _HELD_FROM:
        named = (match for match in _WORK_OF.finditer(whole, 0, _OPENING) if int(match[1]) == day.year + 1)
        if (ahead := next(named, None)) is not None:
            yield "work-ahead", day.year + 1, ahead[0]
    planned = programme_named(title) if _PLANS.search(title) else None
    if planned is not None:
        yield "title-plan", planned[0], title
    bare = _BARE_YEAR.search(title) if len(title) <= _SHORT_TITLE and not _ANY_YEAR.search(title) else None
    if bare is not None:
        yield "title-bare", int(bare[1]), title


def anniversary(whole: str) -> Iterator[tuple[str, int, str]]:
    """The year that an anniversary tells: 今年是建国四十周年 is 1989."""
    found = _ANNIVERSARY.search(whole, 0, _OPENING) if "周年" in whole else None
    if found is not None:
        yield "anniversary", _FOUNDED[found["what"]] + _count(found["n"]), found[0]


def _count(words: str) -> int:
    """A count of years to 199: 四十, 一百, 一百零五, 75."""
    hundreds, hundred, rest = words.rpartition("百")
    return (100 if hundred and hundreds in ("", "一") else 0) + number(rest.lstrip("零")) if hundred else number(words)
