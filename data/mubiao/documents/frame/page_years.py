"""What tells the year of a page that hardly names one: a year that is over, an anniversary, a bare year as a title."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mubiao.documents.structure.dates import number
from mubiao.patterns import lazy

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
